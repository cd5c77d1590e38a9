"""A table as records of one kind: a column finds its field by name, a cell its type by the field's, a fault its place."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Final, Generic, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from mcda_industry.errors import DecisionError, Fault, quoted
from mcda_industry.io.cells import CellError, Reading, is_blank, value_of
from mcda_industry.io.faults import Faults, Place
from mcda_industry.io.headers import Spot, names_of, spots_of
from mcda_industry.io.shapes import Shape, shapes
from mcda_industry.records import Record

R = TypeVar("R", bound=Record)

MOST_ROWS: Final = 1_000_000

BOUNDS: Final = {
    "greater_than_equal": ("too_low", "ge"),
    "less_than_equal": ("too_high", "le"),
    "greater_than": ("not_above", "gt"),
    "less_than": ("not_below", "lt"),
    "too_short": ("too_few", "min_length"),
    "too_long": ("too_many", "max_length"),
}
"""How pydantic calls a bound that is broken: our code, and where it says the bound."""


@dataclass(frozen=True)
class Row:
    """A row of a table: its 0-based number, the header being counted, and its cells."""

    number: int
    cells: Sequence[object]


@dataclass(frozen=True)
class Table(Generic[R]):
    """What was read of a table.

    Parameters
    ----------
    kind
        The type of the records.
    place
        Where it stands.
    spots
        The columns that give fields.
    records
        The records, where nothing is wrong.
    given, rows
        The values of each row that has any, right or wrong, by field; and its 0-based row.
    """

    kind: type[R]
    place: Place
    spots: Sequence[Spot]
    records: tuple[R, ...]
    given: tuple[Mapping[str, Any], ...]
    rows: tuple[int, ...]

    @property
    def is_whole(self) -> bool:
        """Whether every row is a record."""
        return len(self.records) == len(self.rows)

    def spot(self, field: str) -> Spot | None:
        """The first column that gives a field."""
        return next((spot for spot in self.spots if spot.field == field), None)

    def told(self, fault: Fault) -> Fault:
        """A fault of the record at `fault.row`, with the place it was read from."""
        spot = self.spot((fault.field or "").partition(".")[0])
        row = self.rows[fault.row] if fault.row is not None and fault.row < len(self.rows) else None
        return _placed(fault, self.place, row, spot)


@dataclass(frozen=True)
class Rules:
    """How a table is read.

    Parameters
    ----------
    reading
        How its cells are.
    place
        Where it stands.
    columns
        The field of each column that is not named like its field.
    faults
        Grows.
    header_row
        The 0-based row of the header; None where it is no row, as in a data frame.
    """

    reading: Reading
    place: Place
    columns: Mapping[str, str]
    faults: Faults
    header_row: int | None = 0


def read_table(kind: type[R], header: Sequence[object], rows: Iterable[Row], rules: Rules) -> Table[R]:
    """The records of a table; what is wrong with it goes to the faults of the rules.

    Rows with nothing in them are left out, wherever they stand; row numbers count them.
    """
    faults, place, before = rules.faults, rules.place, len(rules.faults.found)
    spots = spots_of(kind, header, rules.columns, place, rules.header_row, faults)
    whole = len(faults.found) == before
    records, given, numbers = [], [], []
    for row in filled_rows(rows, names_of(header), rules) if spots else ():
        values, wrong = fields_of(kind, spots, row, rules)
        given.append(values)
        numbers.append(row.number)
        if whole and not wrong:
            record = _record(kind, spots, row, values, rules)
            records += [record] if record is not None else []
        else:
            wrong += _constraints(kind, spots, row, values, place)
            faults.found += sorted(wrong, key=lambda fault: fault.column or 0)
        if faults.enough:
            break
    return Table(kind, place, spots, tuple(records), tuple(given), tuple(numbers))


def filled_rows(rows: Iterable[Row], names: Sequence[str], rules: Rules) -> Iterator[Row]:
    """The rows with something in them; a cell without a column, and too many rows, are faults."""
    unnamed: set[int] = set()
    for count, row in enumerate(rows):
        if count >= MOST_ROWS:
            rules.faults.found.append(rules.place.fault("too_large", row.number, cell=row.number, bound=MOST_ROWS))
            return
        if all(map(is_blank, row.cells)):
            continue
        for column, cell in enumerate(row.cells):
            if (column >= len(names) or not names[column]) and column not in unnamed and not is_blank(cell):
                unnamed.add(column)
                rules.faults.found.append(rules.place.fault("unnamed_column", row.number, column))
        yield row


def _record(kind: type[R], spots: Sequence[Spot], row: Row, values: Mapping[str, Any], rules: Rules) -> R | None:
    """The record of a row whose cells are right, or None where it is refused."""
    try:
        return kind.model_validate(values)
    except DecisionError as refusal:
        found = list(_constraints(kind, spots, row, values, rules.place))
        rules.faults.found += found or _retold(refusal, spots, row, rules.place)
    return None


def fields_of(kind: type[Record], spots: Sequence[Spot], row: Row, rules: Rules) -> tuple[dict[str, Any], list[Fault]]:
    """The values of the cells of a row by field, and what is wrong with the others."""
    known = shapes(kind)
    values: dict[str, Any] = {}
    wrong: list[Fault] = []
    for spot in spots:
        cell = row.cells[spot.column] if spot.column < len(row.cells) else None
        shape = known[spot.field]
        if _is_empty(cell, shape):
            _leave_empty(kind, spot, shape, values)
            continue
        try:
            if spot.language:
                values.setdefault(spot.field, {})[spot.language] = value_of(cell, Shape("text"), rules.reading)
            else:
                values[spot.field] = value_of(cell, shape, rules.reading)
        except CellError as fault:
            wrong.append(rules.place.fault(fault.code, row.number, spot.column, spot.name, spot.field, **fault.words))
    return values, wrong


def _is_empty(cell: object, shape: Shape) -> bool:
    return cell is None or cell == "" if shape.what in ("text", "labels") else is_blank(cell)


def _leave_empty(kind: type[Record], spot: Spot, shape: Shape, values: dict[str, Any]) -> None:
    """What an empty cell says: None where the field allows it, else its default, else nothing at all."""
    field = kind.model_fields[spot.field]
    if spot.language:
        if field.is_required():
            values.setdefault(spot.field, {})
    elif shape.may_be_none:
        values[spot.field] = None
    elif field.is_required():
        values[spot.field] = {"several": (), "pairs": {}, "text": ""}.get(shape.what)


def _constraints(
    kind: type[Record], spots: Sequence[Spot], row: Row, values: Mapping[str, Any], place: Place
) -> Iterator[Fault]:
    """What a field does not allow, though the cell has the right type."""
    told: set[str] = set()
    for spot in spots:
        if spot.field not in values or spot.field in told:
            continue
        told.add(spot.field)
        value = values[spot.field]
        field = kind.model_fields[spot.field]
        if field.is_required() and (value is None and not shapes(kind)[spot.field].may_be_none):
            yield place.fault("empty", row.number, spot.column, spot.name, spot.field)
            continue
        try:
            _checker(kind, spot.field).validate_python(value)
        except ValidationError as report:
            for error in report.errors():
                yield _constraint(error, place, row, spot)


def _constraint(error: ErrorDetails, place: Place, row: Row, spot: Spot) -> Fault:
    ours = error.get("ctx", {}).get("error")
    if isinstance(ours, DecisionError):
        return _placed(ours.faults[0], place, row.number, spot)
    code, words = "refused", {"cell": quoted(error["input"]), "why": error["msg"][:1].lower() + error["msg"][1:]}
    if error["type"] in BOUNDS:
        code, bound = BOUNDS[error["type"]]
        words["bound"] = f"{error['ctx'][bound]:g}"
    elif error["type"] in ("string_too_short", "string_pattern_mismatch"):
        code = "empty" if is_blank(error["input"]) else "wrong_form"
    return place.fault(code, row.number, spot.column, spot.name, spot.field, **words)


@cache
def _checker(kind: type[Record], field: str) -> TypeAdapter[Any]:
    given = kind.model_fields[field]
    annotation: Any = Annotated[given.annotation, *given.metadata] if given.metadata else given.annotation
    return TypeAdapter(annotation)


def _retold(refusal: DecisionError, spots: Sequence[Spot], row: Row, place: Place) -> list[Fault]:
    """What the record itself refuses, with the place of the row."""
    by_field = {spot.field: spot for spot in reversed(spots)}
    return [
        _placed(fault, place, row.number, by_field.get((fault.field or "").partition(".")[0]))
        for fault in refusal.faults
    ]


def _placed(fault: Fault, place: Place, row: int | None, spot: Spot | None) -> Fault:
    return place.told(fault, row, spot.column, spot.name) if spot else place.told(fault, row, None, None)
