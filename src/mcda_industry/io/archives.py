"""What is checked of a workbook before a reader opens it: it is a zip of XML, and neither a bomb nor a programme."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import Final

from mcda_industry.errors import FileError
from mcda_industry.io.faults import Place
from mcda_industry.io.sentences import sentence

MOST_ENTRIES: Final = 2_000
MOST_UNPACKED: Final = 200_000_000
HIGHEST_RATIO: Final = 200
SMALL: Final = 1_000_000
"""Below this size an entry may be packed as tightly as it likes."""

OLD_FORMAT: Final = b"\xd0\xcf\x11\xe0"
"""How a file of the old compound format begins: .xls, or an encrypted .xlsx."""

DOCTYPE: Final = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
MERGED: Final = re.compile(rb'<(?:\w+:)?mergeCell\s[^<>]{0,200}?ref="([A-Za-z0-9:$]{2,40})"')


def checked_parts(data: bytes, lang: str) -> Mapping[str, bytes]:
    """The parts of a workbook by name; what is no workbook, holds macros, or is larger than is read, is refused.

    At most 2000 entries, 200 MB unpacked and 200 times the packed size; no document type, no encryption, no macros. No part
    unpacks into more than it says.

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
            parts = dict(_read(archive))
    except FileError:
        raise
    except Exception:  # each way of packing has errors of its own
        raise _refused("not_a_workbook", lang) from None
    _check_parts(parts, lang)
    return parts


def repacked(parts: Mapping[str, bytes]) -> io.BytesIO:
    """A workbook of these parts, not compressed: what a reader opens is what was checked."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    content.seek(0)
    return content


def merged_ranges(parts: Mapping[str, bytes]) -> Mapping[str, tuple[str, ...]]:
    """The merged ranges of each sheet that has some, by the name of its part.

    >>> merged_ranges({"xl/worksheets/sheet1.xml": b'<mergeCells><mergeCell ref="A2:A3"/></mergeCells>'})
    {'xl/worksheets/sheet1.xml': ('A2:A3',)}
    """
    sheets = {name: part for name, part in parts.items() if "sheet" in name.lower() and name.endswith(".xml")}
    found = {name: tuple(ref.decode() for ref in MERGED.findall(part)) for name, part in sheets.items()}
    return {name: ranges for name, ranges in found.items() if ranges}


def _check_entries(entries: list[zipfile.ZipInfo], lang: str) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ENTRIES:
        raise _refused("unsafe_workbook", lang, why=f"{len(entries)} > {MOST_ENTRIES} parts")
    if unpacked > MOST_UNPACKED:
        raise _refused("unsafe_workbook", lang, why=f"{unpacked / 1e6:.0f} > {MOST_UNPACKED / 1e6:.0f} MB")
    if len({entry.filename for entry in entries}) < len(entries):
        raise _refused("unsafe_workbook", lang, why="duplicate parts")
    for entry in entries:
        if entry.file_size > SMALL and entry.file_size > HIGHEST_RATIO * max(entry.compress_size, 1):
            raise _refused("unsafe_workbook", lang, why=f"zip ratio > {HIGHEST_RATIO}")
        if entry.flag_bits & 1:
            raise _refused("old_workbook", lang)
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise _refused("unsafe_workbook", lang, why="zip compression")


def _read(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    """Each part, unpacked no further than to the size it states."""
    for entry in archive.infolist():
        with archive.open(entry) as part:
            yield entry.filename, part.read(entry.file_size)


def _check_parts(parts: Mapping[str, bytes], lang: str) -> None:
    if any(name.lower().endswith("vbaproject.bin") for name in parts):
        raise _refused("macros", lang)
    if "[Content_Types].xml" not in parts or not any(name.lower().endswith("workbook.xml") for name in parts):
        raise _refused("not_a_workbook", lang)
    if b"macroEnabled" in parts["[Content_Types].xml"]:
        raise _refused("macros", lang)
    for name, part in parts.items():
        if name.lower().endswith((".xml", ".rels", ".vml")) and DOCTYPE.search(_plain(part)):
            raise _refused("unsafe_workbook", lang, why="DOCTYPE")


def _plain(part: bytes) -> bytes:
    """The letters of a part, also where it is written in two bytes a letter."""
    return part.replace(b"\0", b"") if b"\0" in part else part


def _refused(code: str, lang: str, **words: object) -> FileError:
    return FileError(Place(lang).within(sentence(code, lang, **words), None, None), code=code)
