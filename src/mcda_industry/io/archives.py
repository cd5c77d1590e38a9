"""What is checked of a workbook before a reader opens it: it is a zip of XML, and neither a bomb nor a programme."""

import io
import re
import zipfile
from collections.abc import Mapping
from typing import Final

from mcda_industry.errors import FileError
from mcda_industry.io.faults import Place
from mcda_industry.io.sentences import sentence

MOST_ENTRIES: Final = 2_000
MOST_UNPACKED: Final = 300_000_000
HIGHEST_RATIO: Final = 200
SMALL: Final = 1_000_000
"""Below this size an entry may be packed as tightly as it likes."""

OLD_FORMAT: Final = b"\xd0\xcf\x11\xe0"
"""How a file of the old compound format begins: .xls, or an encrypted .xlsx."""

DOCTYPE: Final = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
MERGED: Final = re.compile(rb'<(?:\w+:)?mergeCell\s[^<>]{0,200}?ref="([A-Za-z0-9:$]{2,40})"')


def check_archive(data: bytes, lang: str) -> None:
    """Refuse what is no workbook, holds macros, or would unpack into more than is read.

    At most 2000 entries, 300 MB unpacked and 200 times the packed size; no document type, no encryption, no macros.

    Raises
    ------
    FileError
        Saying which.
    """
    if data.startswith(OLD_FORMAT):
        raise _refused("old_workbook", lang)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_entries(archive.infolist(), lang)
            _check_parts(archive, lang)
    except FileError:
        raise
    except Exception:  # each way of packing has errors of its own
        raise _refused("not_a_workbook", lang) from None


def _check_entries(entries: list[zipfile.ZipInfo], lang: str) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ENTRIES:
        raise _refused("unsafe_workbook", lang, why=f"{len(entries)} > {MOST_ENTRIES} parts")
    if unpacked > MOST_UNPACKED:
        raise _refused("unsafe_workbook", lang, why=f"{unpacked / 1e6:.0f} > {MOST_UNPACKED / 1e6:.0f} MB")
    for entry in entries:
        if entry.file_size > SMALL and entry.file_size > HIGHEST_RATIO * max(entry.compress_size, 1):
            raise _refused("unsafe_workbook", lang, why=f"zip ratio > {HIGHEST_RATIO}")
        if entry.flag_bits & 1:
            raise _refused("old_workbook", lang)


def _check_parts(archive: zipfile.ZipFile, lang: str) -> None:
    names = archive.namelist()
    if len(set(names)) < len(names):
        raise _refused("unsafe_workbook", lang, why="duplicate parts")
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise _refused("macros", lang)
    if "[Content_Types].xml" not in names or not any(name.lower().endswith("workbook.xml") for name in names):
        raise _refused("not_a_workbook", lang)
    if b"macroEnabled" in archive.read("[Content_Types].xml"):
        raise _refused("macros", lang)
    for name in names:
        if name.lower().endswith((".xml", ".rels", ".vml")) and DOCTYPE.search(archive.read(name).replace(b"\0", b"")):
            raise _refused("unsafe_workbook", lang, why="DOCTYPE")


def merged_ranges(data: bytes) -> Mapping[str, tuple[str, ...]]:
    """The merged ranges of each part of a checked workbook that has some, by the name of the part."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        found = {
            name: tuple(ref.decode() for ref in MERGED.findall(archive.read(name)))
            for name in archive.namelist()
            if "sheet" in name.lower() and name.endswith(".xml")
        }
    return {name: ranges for name, ranges in found.items() if ranges}


def _refused(code: str, lang: str, **words: object) -> FileError:
    return FileError(Place(lang).within(sentence(code, lang, **words), None, None), code=code)
