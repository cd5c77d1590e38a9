"""What the tables of one workbook must be together: no code twice, and every code that is cited is there."""

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from mcda_industry.errors import DecisionError, Fault, quoted, speaks_french
from mcda_industry.io.headers import Spot
from mcda_industry.io.sentences import nearest
from mcda_industry.io.sheets import Cites, Sheet
from mcda_industry.io.tables import Table
from mcda_industry.records import Record

Read = Mapping[str, tuple[Sheet, Table[Record]]]
"""The tables that were read, with their sheets, by name."""


def disagreements(read: Read) -> Iterator[Fault]:
    """What the tables contradict: codes that stand twice, cited codes that are nowhere, and what each says as a whole."""
    for sheet, table in read.values():
        contradicted = False
        cited = (_unknown(table, field, cites, read) for field, cites in sheet.cites.items())
        for fault in chain(_twice(sheet, table), *cited):
            contradicted = True
            yield fault
        if table.is_whole and not contradicted:
            yield from _as_a_whole(sheet, table)


def _twice(sheet: Sheet, table: Table[Record]) -> Iterator[Fault]:
    """Rows that share their key with one above."""
    spots = [table.spot(field) for field in sheet.key]
    first: dict[tuple[Any, ...], int] = {}
    for values, row in zip(table.given, table.rows, strict=True) if sheet.key else ():
        key = tuple(values.get(field) for field in sheet.key)
        if None in key or None in spots:
            continue
        if key in first:
            told = quoted(" / ".join(map(str, key)))
            yield _fault(table, "duplicate_key", row, spots[0], cell=told, row_before=first[key] + 1)
        else:
            first[key] = row


def _unknown(table: Table[Record], field: str, cites: Cites, read: Read) -> Iterator[Fault]:
    """Codes of a field that stand in none of the sheets it cites; nothing where one of these is not read."""
    cited = [(read[sheet][1], name) for sheet, name in cites.fields if sheet in read]
    if len(cited) < len(cites.fields) or any(other.spot(name) is None for other, name in cited):
        return
    known = {*cites.also, *(str(values.get(name)) for other, name in cited for values in other.given)}
    names = sorted(known)
    where = (" ou " if speaks_french(table.place.lang) else " or ").join(
        dict.fromkeys(repr(other.place.sheet) for other, _ in cited)
    )
    for values, row in zip(table.given, table.rows, strict=True):
        value = values.get(field)
        for code in value if isinstance(value, tuple) else (value,):
            if code and str(code) not in known:
                near = nearest(code, names, table.place.lang)
                yield _fault(table, "unknown_code", row, table.spot(field), cell=quoted(code), where=where, near=near)


def _fault(table: Table[Record], code: str, row: int, spot: Spot | None, **words: Any) -> Fault:
    if spot is None:
        return table.place.fault(code, row, **words)
    return table.place.fault(code, row, spot.column, spot.name, spot.field, **words)


def _as_a_whole(sheet: Sheet, table: Table[Record]) -> Iterator[Fault]:
    """What the records are refused for together, where they are in the rows."""
    if sheet.together is None or not table.records:
        return
    try:
        sheet.together(table.records)
    except DecisionError as refusal:
        yield from map(table.told, refusal.faults)
