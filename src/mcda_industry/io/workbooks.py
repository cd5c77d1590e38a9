"""Excel workbooks in: a sheet for each kind of record, every fault with its sheet, row, column and cell."""

from collections.abc import Mapping
from pathlib import Path

from mcda_industry.io.cells import Reading
from mcda_industry.io.citations import disagreements
from mcda_industry.io.faults import Faults, Place
from mcda_industry.io.headers import check_decimal
from mcda_industry.io.sheets import Kinds, Sheet, sheets_of
from mcda_industry.io.tables import Rules, Table, read_table
from mcda_industry.io.workbook_rows import OpenWorkbook, opened
from mcda_industry.records import FrozenMap, Record


def read_workbook(
    path: str | Path | bytes, kinds: Kinds, lang: str = "en", *, decimal: str = "."
) -> Mapping[str, tuple[Record, ...]]:
    """The records of an Excel workbook, by the name of their sheet.

    Each sheet asked for must be there, under its French or its English title; sheets not asked for are left aside. The first
    row names the columns; the row whose cells begin with "ⓘ" explains them and is no record. Rows with nothing in them are
    left out, wherever they stand. Rows and columns that are hidden are read; a sheet that is hidden is refused, and so are
    merged cells, formulas and error values: what is read is what can be seen. A number is not taken for a text, nor a text
    for a number. A code that a column cites must stand in the sheet it cites, if that sheet is asked for as well.

    Parameters
    ----------
    path
        The file, .xlsx without macros, or its bytes.
    kinds
        The sheets: see `programme_sheets`; or types of records, whose sheet is called like the type.
    lang
        The language of the refusals, "fr" or "en". What a record says against itself is said in English.
    decimal
        The decimal mark of numbers inside a text, such as the shares "62,5;37,5".

    Raises
    ------
    FileError
        With every fault, up to a hundred; each has its `cell` ("Projets!D7"), and its 0-based `row` and `column`. If the file
        is not there, is no .xlsx, holds macros, or is larger than 50 MB, 200 MB unpacked, 1000 columns or a million rows.

    Examples
    --------
    >>> from mcda_industry.domain.evidence import Source
    >>> from mcda_industry.io.templates import records_to_workbook
    >>> read_workbook(records_to_workbook({"Source": [Source(id="S1")]}, [Source]), [Source])["Source"][0].id
    'S1'
    """
    check_decimal(decimal)
    sheets, reading = sheets_of(kinds), Reading(lang, decimal, typed=True)
    faults = Faults(lang)
    read: dict[str, tuple[Sheet, Table[Record]]] = {}
    with opened(path, lang) as workbook:
        for sheet in sheets:
            table = _table(workbook, sheet, reading, faults)
            if table is not None:
                read[sheet.name] = sheet, table
            if faults.enough:
                break
    for fault in disagreements(read):
        if faults.enough:
            break
        faults.found.append(fault)
    if faults.found:
        raise faults.refusal()
    return FrozenMap({name: table.records for name, (_, table) in read.items()})


def _table(workbook: OpenWorkbook, sheet: Sheet, reading: Reading, faults: Faults) -> Table[Record] | None:
    found = workbook.sheet(_titles(sheet, reading.lang), faults)
    if found is None:
        return None
    header, rows = workbook.table(found, faults)
    return read_table(sheet.kind, header, rows, Rules(reading, Place(reading.lang, found.title), sheet.columns, faults))


def _titles(sheet: Sheet, lang: str) -> tuple[str, ...]:
    """The titles a sheet may have, that of the language first."""
    return tuple(dict.fromkeys([sheet.called(lang), *sheet.titles]))
