"""The rows of one sheet of an Excel workbook, as they stream in, their cells as Python values."""

import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from mcda_industry.errors import DecisionError, FileError, quoted
from mcda_industry.io.archives import checked_parts, merged_ranges, repacked
from mcda_industry.io.cells import Unreadable, is_blank
from mcda_industry.io.faults import Faults, Place
from mcda_industry.io.files import read_bytes
from mcda_industry.io.headers import MOST_COLUMNS
from mcda_industry.io.office import openpyxl
from mcda_industry.io.sentences import nearest, sentence, several
from mcda_industry.io.tables import Row

MOST_BYTES: Final = 50_000_000
"""The size of a workbook that is read, packed."""

CARRIAGE_RETURN: Final = "_x000D_\n"
"""How Excel writes a line end that was typed or pasted as two characters."""

MOST_CELLS: Final = 20_000_000
"""As many cells of a sheet are read, empty ones between others among them."""

EXPLAINED: Final = "ⓘ "
"""How the cells of the row begin that explains the columns: it is no record."""


@dataclass(frozen=True)
class OpenWorkbook:
    """A workbook that was checked and is being read.

    Parameters
    ----------
    lang
        The language of what is said of it.
    book
        The workbook, as openpyxl reads it.
    merged
        The merged ranges by part.
    """

    lang: str
    book: Any
    merged: Mapping[str, tuple[str, ...]]

    def sheet(self, titles: tuple[str, ...], faults: Faults) -> Any:
        """The sheet that has one of these titles; None, and a fault, where there is none, two, or it is hidden."""
        by_title = {sheet.title.lower(): sheet for sheet in self.book.worksheets}
        found = [by_title[title.lower()] for title in titles if title.lower() in by_title]
        if not found:
            near = nearest(titles[0], [sheet.title for sheet in self.book.worksheets], self.lang)
            faults.found.append(Place(self.lang).fault("no_sheet", cell=quoted(titles[0]), near=near))
        elif len({sheet.title for sheet in found}) > 1:
            both = several([sheet.title for sheet in found], self.lang)
            faults.found.append(Place(self.lang).fault("two_sheets", cell=both))
        elif found[0].sheet_state != "visible":
            faults.found.append(Place(self.lang, found[0].title).fault("hidden_sheet"))
        else:
            return found[0]
        return None

    def table(self, sheet: Any, faults: Faults) -> tuple[list[object], Iterator[Row]]:
        """The header of a sheet and its rows as they are read; merged cells are faults."""
        place = Place(self.lang, sheet.title)
        for cells in self.merged.get(sheet._worksheet_path.lstrip("/"), ()):
            fault = place.fault("merged", cell=cells)
            faults.found.append(replace(fault, cell=f"{sheet.title}!{cells.partition(':')[0]}"))
        rows = _rows(sheet, place, faults)
        header = next(rows, Row(0, []))
        return list(header.cells), _below(rows)


@contextmanager
def opened(path: str | Path | bytes, lang: str) -> Iterator[OpenWorkbook]:
    """A workbook to read: its bytes, or the path of a file; refused where it is none, or not a safe one.

    Raises
    ------
    FileError
        If the file is not there, is too large, holds macros, or cannot be read as .xlsx.
    """
    reader = openpyxl()
    data = path if isinstance(path, bytes) else read_bytes(path, MOST_BYTES)
    parts = checked_parts(data, lang)
    book = None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of styles and extensions it leaves out
            book = reader.load_workbook(repacked(parts), read_only=True, data_only=False, keep_links=False)
            yield OpenWorkbook(lang, book, merged_ranges(parts))
    except DecisionError:
        raise
    except Exception as fault:  # openpyxl raises what its parsers do
        said = sentence("damaged", lang, why=f"{type(fault).__name__}: {fault}"[:80])
        raise FileError(Place(lang).within(said, None, None), code="damaged") from fault
    finally:
        if book is not None:
            book.close()


def _rows(sheet: Any, place: Place, faults: Faults) -> Iterator[Row]:
    sheet.reset_dimensions()  # what the file says of its own size may be wrong
    count = 0
    for number, cells in enumerate(sheet.iter_rows()):
        count += len(cells)
        found = [_cell(cell) for cell in cells]
        while found and found[-1] is None:
            found.pop()
        if len(found) > MOST_COLUMNS:
            faults.found.append(place.fault("too_large", number, cell=len(found), bound=MOST_COLUMNS))
            return
        if count > MOST_CELLS:
            faults.found.append(place.fault("too_large", number, cell=count, bound=MOST_CELLS))
            return
        yield Row(number, found)


def _cell(cell: Any) -> object:
    value = cell.value
    if cell.data_type == "f":
        return Unreadable("formula", str(getattr(value, "text", value)))
    if cell.data_type == "e":
        return Unreadable("error_value", str(value))
    return value.replace(CARRIAGE_RETURN, "\n") if isinstance(value, str) else value


def _below(rows: Iterator[Row]) -> Iterator[Row]:
    """The rows below the header, without the one that explains the columns, wherever it was sorted to."""
    return (row for row in rows if not is_explanation(row.cells))


def is_explanation(cells: Sequence[object]) -> bool:
    """Whether a row explains the columns: every cell with something in it begins with the mark.

    >>> is_explanation(["ⓘ Its code.", None]), is_explanation(["P01", "ⓘ"]), is_explanation([])
    (True, False, False)
    """
    filled = [cell for cell in cells if not is_blank(cell)]
    return bool(filled) and all(isinstance(cell, str) and cell.startswith(EXPLAINED) for cell in filled)
