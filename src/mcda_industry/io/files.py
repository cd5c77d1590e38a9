"""Writing files whole or not at all, and reading them with a clear refusal."""

import os
import re
import unicodedata
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

from mcda_industry.errors import FileError, listed, quoted


def read_text(path: str | Path) -> str:
    """The text of a UTF-8 file; a file that is absent, a folder or not text is refused by name."""
    try:
        return Path(path).read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise FileError(f"There is no file {_shown(path)}. Check the path.", code="no_file") from None
    except UnicodeDecodeError:
        raise FileError(f"{_shown(path)} is not UTF-8 text. Save it as UTF-8.", code="not_text") from None
    except (OSError, ValueError) as fault:  # a path with a NUL in it is a ValueError
        raise FileError(f"{_shown(path)} cannot be read: {_why(fault)}. Check the path.", code="unreadable") from None


def read_bytes(path: str | Path, most: int) -> bytes:
    """The bytes of a file; one that is absent, a folder or larger than `most` bytes is refused by name."""
    try:
        with Path(path).open("rb") as file:
            found = file.read(most + 1)
    except FileNotFoundError:
        raise FileError(f"There is no file {_shown(path)}. Check the path.", code="no_file") from None
    except (OSError, ValueError, TypeError) as fault:
        raise FileError(
            f"{_shown(str(path))} cannot be read: {_why(fault)}. Check the path.", code="unreadable"
        ) from None
    if len(found) > most:
        said = f"{_shown(path)} has more than the {most // 1_000_000} MB that are read. Leave out what is not needed."
        raise FileError(said, code="too_large")
    return found


def write_all(folder: str | Path, texts: Mapping[str, str | bytes], *, overwrite: bool = False) -> tuple[Path, ...]:
    """Write these texts as UTF-8 files of a folder, and bytes as they are: all of them, each whole, or none.

    Every content is first written in full beside its place and flushed to the disk; only then do the files take their names. If
    that fails half-way, what stood there before is put back.

    Parameters
    ----------
    folder
        Made if absent.
    texts
        Text, or bytes, by file name; a name with a folder in it is refused.
    overwrite
        Whether files already there may be replaced.

    Raises
    ------
    FileError
        If a file is there already, a text is not one UTF-8 can hold, or the folder cannot be written; nothing has changed then.
    """
    folder = Path(folder)
    if outside := [name for name in texts if name in {"", ".", ".."} or re.search(r"[/\\:\0]", name)]:
        raise FileError(f"{listed(outside)} is not a plain file name. Leave out the folder.", code="bad_name")
    if not overwrite and (there := [name for name in texts if (folder / name).exists()]):
        said = f"{listed(there)} stands in {_shown(folder)} already. Choose another folder, or say to overwrite."
        raise FileError(said, code="exists")
    contents = {name: _encoded(name, text) for name, text in texts.items()}
    staged: dict[Path, Path] = {}
    made = not folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in contents.items():
            staged[folder / name] = _staged(folder, content)
        _take_names(staged)
    except (OSError, ValueError) as fault:
        said = f"{_shown(folder)} cannot be written: {_why(fault)}. Nothing was changed there."
        raise FileError(said, code="unwritable") from fault
    finally:
        for path in staged.values():
            path.unlink(missing_ok=True)
        if made:
            with suppress(OSError):  # a folder that holds the files stays; only an empty one goes
                folder.rmdir()
    return tuple(folder / name for name in texts)


def _why(fault: OSError | ValueError | TypeError) -> str:
    return str(getattr(fault, "strerror", None) or fault)


def _encoded(name: str, text: object) -> bytes:
    if isinstance(text, bytes):
        return text
    if not isinstance(text, str):
        said = f"What is written to {quoted(name)} must be text, not {type(text).__name__}."
        raise FileError(said, code="not_text", field=name)
    try:
        return text.encode()
    except UnicodeEncodeError:
        said = f"The text of {quoted(name)} holds half a character, which UTF-8 cannot. Remove it."
        raise FileError(said, code="not_text", field=name) from None


def _staged(folder: Path, content: bytes) -> Path:
    """A new file in the folder with this content, on the disk; gone again if that fails."""
    place = folder / f".writing-{token_hex(8)}"
    try:
        with place.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        place.unlink(missing_ok=True)
        raise
    return place


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
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80].rstrip("-") or "file"


def _shown(path: str | Path, most: int = 80) -> str:
    """A path as an error shows it: where it is too long, its end, which is what tells files apart."""
    text = str(path)
    return quoted(text if len(text) <= most else "…" + text[1 - most :])
