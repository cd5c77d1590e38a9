"""Excel workbooks out: a sheet for each kind of record, its columns explained, with its records or to be filled in."""

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from mcda_industry.errors import FileError, RecordError, did_you_mean, quoted, speaks_french
from mcda_industry.io.about import about
from mcda_industry.io.cells import Reading
from mcda_industry.io.escapes import RISKY
from mcda_industry.io.explaining import explanation, is_required
from mcda_industry.io.faults import letters
from mcda_industry.io.office import openpyxl
from mcda_industry.io.shapes import Shape, shapes
from mcda_industry.io.sheets import ABOUT, Kinds, Sheet, sheets_of
from mcda_industry.io.workbook_rows import EXPLAINED, is_explanation
from mcda_industry.io.written import Written, written
from mcda_industry.records import Record

LONGEST_TEXT: Final = 32_767
"""As many characters as Excel keeps in a cell."""

NOT_IN_CELLS: Final = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_x[0-9A-Fa-f]{4}_|x005F_")
"""What the file format changes on the way, or cannot hold."""

MOST_DIGITS: Final = 10**15
"""Up to here Excel keeps every digit of a whole number."""

FIRST_DAY: Final = date(1900, 3, 1)
"""The first day Excel counts right; earlier ones are written as text."""

FILLED_IN: Final = 2_000
"""As many rows of a template at least offer the values of a choice."""

LONGEST_LIST: Final = 255
"""As many characters as Excel takes for the values of a choice."""

DARK, LIGHT, NEEDED = "FF1F3864", "FFF2F2F2", "FFC55A11"

A_LINE: Final = 90
"""As many characters stand on a line of the sheet that says how to fill in the others."""

FACE: Final = "Calibri"
"""The typeface of the cells that are not to be filled in: that of the others, where nothing is said."""


def template(kinds: Kinds, lang: str = "en") -> bytes:
    """An empty Excel workbook to fill in, made from the types of its records.

    A sheet for each kind: the names of the columns, a row that explains them (what each says, its unit, its type, what it
    allows, whether it must be filled in), lists of the values of a choice, text columns that stay text. Its first sheet says
    how to fill in the others. `read_workbook` reads it back.

    Parameters
    ----------
    kinds
        The sheets: see `programme_sheets`; or types of records, whose sheet is called like the type.
    lang
        The language of titles and explanations, "fr" or "en".

    Returns
    -------
    bytes
        The workbook, to be written to a file whose name ends in .xlsx.

    Raises
    ------
    FileError, RecordError
        If a kind is not flat, two sheets are called the same, or openpyxl is not installed.

    Examples
    --------
    >>> from mcda_industry.domain.evidence import Source
    >>> template([Source], "fr")[:2]
    b'PK'
    """
    return records_to_workbook({}, kinds, lang)


def records_to_workbook(records: Mapping[str, Iterable[Record]], kinds: Kinds, lang: str = "en") -> bytes:
    """Records as an Excel workbook that `read_workbook` reads back equal: the template, filled in.

    Parameters
    ----------
    records
        Records by the name of their sheet; a sheet that has none stays empty.
    kinds
        The sheets: see `programme_sheets`; or types of records, whose sheet is called like the type.
    lang
        The language of titles and explanations, "fr" or "en".

    Raises
    ------
    FileError, RecordError
        If records are given for no sheet or are of another kind, or hold what a cell cannot.

    Examples
    --------
    >>> from mcda_industry.domain.evidence import Source
    >>> records_to_workbook({"Source": [Source(id="S1", note="=1+1")]}, [Source])[:2]
    b'PK'
    """
    sheets = sheets_of(kinds)
    speaks_french(lang)
    names = [sheet.name for sheet in sheets]
    if not isinstance(records, Mapping):
        said = f"Records are given by the name of their sheet, not as {type(records).__name__}. Give a mapping."
        raise RecordError(said, code="wrong_type", field="records")
    if unknown := [name for name in records if name not in names]:
        said = f"There is no sheet for {quoted(unknown[0])}; {did_you_mean(unknown[0], names)}"
        raise FileError(said, code="no_sheet", field="records")
    tables = {sheet.name: _table(records.get(sheet.name, ()), sheet) for sheet in sheets}
    book = openpyxl().Workbook()
    _write_about(book.active, sheets, lang)
    titles = {sheet.name: sheet.called(lang) for sheet in sheets}
    for sheet in sheets:
        told = [explanation(sheet, name, lang, titles) for name in tables[sheet.name].columns]
        _write_sheet(book.create_sheet(titles[sheet.name]), sheet, told, tables, titles)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _write_about(page: Any, sheets: Sequence[Sheet], lang: str) -> None:
    from openpyxl.styles import Alignment, Font

    page.title = ABOUT["fr" if speaks_french(lang) else "en"]
    for row, (left, right) in enumerate(about(sheets, lang), start=1):
        for column, text in ((1, left), (2, right)):
            cell = _put(page, row, column, text)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        page.row_dimensions[row].height = 22 if row == 1 else 16 * max(1, -(-len(right) // A_LINE))
        page.cell(row, 1).font = Font(name=FACE, bold=True, size=14 if row == 1 else 11)
    page.column_dimensions["A"].width = 22
    page.column_dimensions["B"].width = A_LINE
    _on_paper(page, on_one_page=True)
    page.sheet_view.showGridLines = False


def _table(records: Iterable[Record], sheet: Sheet) -> Written:
    """The records of a sheet as its table; what Excel would not keep is refused."""
    table = written(tuple(records), sheet.kind, Reading(typed=True))
    for number, row in enumerate(table.rows):
        if is_explanation(row):
            said = f"Sheet {sheet.name!r}, record {number + 1} reads like the row that explains the columns. Change its id."
            raise RecordError(said, code="not_writable", row=number)
        for name, value in zip(table.columns, row, strict=True):
            _check(value, sheet, name, number)
    return table


def _write_sheet(
    page: Any, sheet: Sheet, told: Sequence[str], tables: Mapping[str, Written], titles: Mapping[str, str]
) -> None:
    table = tables[sheet.name]
    last = max(FILLED_IN, 2 * len(table.rows))
    for column, name in enumerate(table.columns, start=1):
        _write_head(page, column, name, told[column - 1], is_required(sheet.kind, name))
        _prepare_column(page, table.shape(name), column, name)
        _offer(
            page, letters(column - 1), last, _values_of(table.shape(name)) or _codes_for(sheet, name, tables, titles)
        )
    for number, row in enumerate(table.rows):
        for column, value in enumerate(row, start=1):
            if value is not None and value != "":
                _put(page, number + 3, column, value)
    page.row_dimensions[1].height = 22
    page.row_dimensions[2].height = 110
    page.freeze_panes = "B3"
    _on_paper(page, on_one_page=False)


def _on_paper(page: Any, on_one_page: bool) -> None:
    """How a sheet prints: across; on one page, or with its two top rows and its first column on each."""
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = page.PAPERSIZE_A4
    if on_one_page:
        page.sheet_properties.pageSetUpPr.fitToPage = True
    else:
        page.print_title_rows, page.print_title_cols = "1:2", "A:A"


def _write_head(page: Any, column: int, name: str, explained: str, required: bool) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    head = _put(page, 1, column, name)
    fill = NEEDED if required else DARK
    head.font, head.fill = Font(name=FACE, bold=True, color="FFFFFFFF"), PatternFill("solid", fgColor=fill)
    head.alignment = Alignment(vertical="center")
    told = _put(page, 2, column, f"{EXPLAINED}{explained}")
    told.font, told.fill = Font(name=FACE, italic=True, size=9), PatternFill("solid", fgColor=LIGHT)
    told.alignment = Alignment(wrap_text=True, vertical="top")


def _prepare_column(page: Any, shape: Shape, column: int, name: str) -> None:
    """The width and the format of a column."""
    place = letters(column - 1)
    page.column_dimensions[place].width = max(len(name) + 4, 22)
    page.column_dimensions[place].number_format = _format(shape)


def _offer(page: Any, place: str, last: int, formula: str) -> None:
    """A list to choose the values of a column from."""
    from openpyxl.worksheet.datavalidation import DataValidation

    if formula:
        offered = DataValidation(type="list", formula1=formula, allow_blank=True, showErrorMessage=True)
        offered.add(f"{place}3:{place}{last}")
        page.add_data_validation(offered)


def _values_of(shape: Shape) -> str:
    """The values of a choice as Excel lists them; nothing where it could not."""
    listed = ",".join(map(str, shape.choices))
    apart = listed.count(",") == len(shape.choices) - 1
    return f'"{listed}"' if listed and apart and '"' not in listed and len(listed) <= LONGEST_LIST else ""


def _codes_for(sheet: Sheet, name: str, tables: Mapping[str, Written], titles: Mapping[str, str]) -> str:
    """Where the codes a column cites stand in the workbook; nothing where it may cite several, or other values."""
    cites = sheet.cites.get(name)
    if cites is None or cites.also or len(cites.fields) > 1 or shapes(sheet.kind)[name].what != "text":
        return ""
    ((cited, field),) = cites.fields
    if cited not in tables or field not in tables[cited].columns:
        return ""
    place = letters(tables[cited].columns.index(field))
    title = titles[cited].replace("'", "''")
    return f"'{title}'!${place}$3:${place}${max(FILLED_IN, 2 * len(tables[cited].rows))}"


def _format(shape: Shape) -> str:
    """The number format of a column: text stays text, a date is shown as a date."""
    if shape.what == "day":
        return "yyyy-mm-dd"
    return "General" if shape.what in ("number", "whole", "truth") else "@"


def _put(page: Any, row: int, column: int, value: object) -> Any:
    """Write a cell; text is text whatever it begins with, so that nothing runs it."""
    cell = page.cell(row, column)
    if isinstance(value, date) and value < FIRST_DAY:
        value = value.isoformat()
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
        cell.number_format = "@"
        cell.quotePrefix = RISKY.match(value) is not None
    elif isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"
    elif isinstance(value, float):
        cell.value, cell.data_type = repr(value), "n"  # openpyxl would write 16 digits, and some numbers need 17
    return cell


def _check(value: object, sheet: Sheet, column: str, number: int) -> None:
    """Refuse what Excel would not keep as it is."""
    why = ""
    if isinstance(value, str) and (len(value) > LONGEST_TEXT or NOT_IN_CELLS.search(value)):
        why = f"holds control characters, or more than {LONGEST_TEXT} characters, which a cell of Excel cannot"
    elif isinstance(value, int) and abs(value) > MOST_DIGITS:
        why = "has more digits than Excel keeps"
    if why:
        said = f"Sheet {sheet.name!r}, record {number + 1}: {column!r} {why}. Write these records as CSV or JSON."
        raise RecordError(said, code="not_writable", field=column, row=number)
