"""Records as the rows of a table, which read back as they were."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from mcda_industry.errors import DecisionError, Fault, RecordError, listed, quoted
from mcda_industry.io.cells import Reading, cell_of, is_blank, text_of
from mcda_industry.io.faults import Faults, Place
from mcda_industry.io.headers import Spot
from mcda_industry.io.shapes import LANGUAGE, Shape, columns_of, shapes
from mcda_industry.io.tables import Row, Rules, fields_of
from mcda_industry.records import Record, each_a

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Written:
    """Records as a table.

    Parameters
    ----------
    kind
        The type of the records.
    columns
        The names of the columns.
    rows
        The cells of each record: text, or typed.
    """

    kind: type[Record]
    columns: tuple[str, ...]
    rows: list[list[Any]]

    def shape(self, column: str) -> Shape:
        """What the cells of a column look like."""
        field, language = field_of(self.kind, column)
        return Shape("text") if language else shapes(self.kind)[field]


def field_of(kind: type[Record], column: str) -> tuple[str, str]:
    """The field a column of `columns_of` gives, and the language in which it does.

    >>> from mcda_industry.records import Labels
    >>> class Site(Record):
    ...     label: Labels
    >>> field_of(Site, "label_fr")
    ('label', 'fr')
    """
    if column in shapes(kind):
        return column, ""
    field, _, language = column.rpartition("_")
    return field, language


def written(records: Iterable[R], kind: type[R] | None, reading: Reading) -> Written:
    """Records as a table that reads back as they are.

    Parameters
    ----------
    records
        Records of one kind.
    kind
        The kind; the records tell it if there are any.
    reading
        How the table will be read: its decimal mark, and whether its cells have types.

    Raises
    ------
    RecordError
        If the records are of several kinds, there are none and no kind is given, or one holds what a cell cannot: records,
        a value that an empty cell would change, a name of a language that is not two or three letters.
    """
    given = each_a(kind or Record, records, "records")
    kinds = {type(record) for record in given} | ({kind} if kind else set())
    if len(kinds) != 1:
        said = "The rows of a table are records of one kind, "
        said += f"not {listed(sorted(one.__name__ for one in kinds))}." if kinds else "and there is none to tell it."
        raise RecordError(f"{said} Give a table for each, and 'kind' where there are no records.", code="mixed_kinds")
    (found,) = kinds
    columns = columns_of(found, given)
    rows = [_row(record, columns, reading) for record in given]
    spots = _spots(found, columns)
    if faults := [
        fault for k, record in enumerate(given) for fault in _changed(record, spots, Row(k, rows[k]), reading)
    ]:
        raise RecordError.of(faults)
    return Written(found, columns, rows)


def _row(record: Record, columns: Sequence[str], reading: Reading) -> list[Any]:
    kind = type(record)
    cells = []
    for column in columns:
        field, language = field_of(kind, column)
        value = getattr(record, field)
        cell = value.get(language) if language else cell_of(value, shapes(kind)[field], reading.decimal)
        cells.append(cell if reading.typed else text_of(cell, reading.decimal))
    return cells


def _spots(kind: type[Record], columns: Sequence[str]) -> list[Spot]:
    """The columns that are found again by their names."""
    spots = [Spot(k, column, *field_of(kind, column)) for k, column in enumerate(columns)]
    return [spot for spot in spots if not spot.language or LANGUAGE.fullmatch(spot.name)]


def _changed(record: Record, spots: Sequence[Spot], row: Row, reading: Reading) -> list[Fault]:
    """What would not read back as it is."""
    kind = type(record)
    values, _ = fields_of(kind, spots, row, Rules(reading, Place(), {}, Faults("en")))
    try:
        found = None if all(map(is_blank, row.cells)) else kind.model_validate(values)
    except DecisionError:
        found = None
    if found == record:
        return []
    changed = [name for name in kind.model_fields if name not in values and not _is_default(record, name)]
    changed += [name for name, value in values.items() if not _same(getattr(record, name), value)]
    name = quoted(getattr(record, "id", row.number + 1))
    said = f"Record {name}: {listed(changed or ['it'])} cannot be written to a table so that it reads back the same. "
    said += "Write records with such values as JSON, or change the values."
    return [Fault(said, "not_writable", next(iter(changed), None), row.number)]


def _is_default(record: Record, name: str) -> bool:
    field = type(record).model_fields[name]
    return not field.is_required() and bool(getattr(record, name) == field.get_default(call_default_factory=True))


def _same(value: object, read: object) -> bool:
    return dict(value) == read if isinstance(value, Mapping) else value == read
