"""Writing files whole or not at all, and reading them with a clear refusal."""

import os
import re
import tempfile
import unicodedata
from collections.abc import Mapping
from pathlib import Path

from mcda_industry.errors import FileError, listed, quoted


def read_text(path: str | Path) -> str:
    """The text of a UTF-8 file; a file that is absent, a folder or not text is refused by name."""
    try:
        return Path(path).read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise FileError(f"There is no file {quoted(path)}. Check the path.", code="no_file") from None
    except UnicodeDecodeError:
        raise FileError(f"{quoted(path)} is not UTF-8 text. Save it as UTF-8.", code="not_text") from None
    except OSError as fault:
        raise FileError(f"{quoted(path)} cannot be read: {fault.strerror}.", code="unreadable") from None


def write_all(folder: str | Path, texts: Mapping[str, str], *, overwrite: bool = False) -> tuple[Path, ...]:
    """Write these texts as UTF-8 files of a folder: all of them, each whole, or none.

    Every text is first written in full beside its place and flushed to the disk; only then do the files take their names. If
    that fails half-way, what stood there before is put back.

    Parameters
    ----------
    folder
        Made if absent.
    texts
        Text by file name; a name with a folder in it is refused.
    overwrite
        Whether files already there may be replaced.

    Raises
    ------
    FileError
        If a file is there already, or the folder cannot be written; nothing has changed then.
    """
    folder = Path(folder)
    if outside := [name for name in texts if Path(name).name != name or name in {"", ".", ".."}]:
        raise FileError(f"{listed(outside)} is not a plain file name. Leave out the folder.", code="bad_name")
    if not overwrite and (there := [name for name in texts if (folder / name).exists()]):
        said = f"{listed(there)} stands in {quoted(folder)} already. Choose another folder, or say to overwrite."
        raise FileError(said, code="exists")
    staged: dict[Path, Path] = {}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            staged[folder / name] = _staged(folder, text)
        _take_names(staged)
    except OSError as fault:
        said = f"{quoted(folder)} cannot be written: {fault.strerror or fault}. Nothing was changed there."
        raise FileError(said, code="unwritable") from fault
    finally:
        for path in staged.values():
            path.unlink(missing_ok=True)
    return tuple(folder / name for name in texts)


def _staged(folder: Path, text: str) -> Path:
    """A new file in the folder that holds the text, on the disk; gone again if that fails."""
    handle, name = tempfile.mkstemp(dir=folder, prefix=".writing-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)


def _take_names(staged: Mapping[Path, Path]) -> None:
    """Give every staged file its name; if one fails, put back what the others replaced."""
    replaced: dict[Path, bytes | None] = {}
    try:
        for place, ready in staged.items():
            replaced[place] = place.read_bytes() if place.exists() else None
            ready.replace(place)
    except BaseException:
        for place, content in replaced.items():
            if content is None:
                place.unlink(missing_ok=True)
            elif place.read_bytes() != content:
                place.write_bytes(content)
        raise


def slug(name: str) -> str:
    """A file name made of a name: plain letters, digits and hyphens, never empty, never a path.

    >>> slug("Étude n° 1 / Forge")
    'etude-n-1-forge'
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80] or "file"
