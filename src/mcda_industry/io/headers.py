"""The header of a table: which field each column gives."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from mcda_industry.errors import Fault, FileError, RecordError, quoted
from mcda_industry.io.cells import Unreadable, is_blank
from mcda_industry.io.faults import Faults, Place
from mcda_industry.io.sentences import nearest, sentence, several
from mcda_industry.io.shapes import LANGUAGE, columns_of, shapes
from mcda_industry.records import Record

MOST_COLUMNS: Final = 1_000

MOST_NAMED: Final = 40
"""As many missing columns are named in one sentence."""


@dataclass(frozen=True)
class Spot:
    """A column that gives a field.

    Parameters
    ----------
    column
        Its 0-based position.
    name
        What the header calls it.
    field, language
        The field it gives, and for a text by language which one.
    """

    column: int
    name: str
    field: str
    language: str = ""

    @property
    def gives(self) -> str:
        """The field, or the text of it in one language: each is given once."""
        return f"{self.field}_{self.language}" if self.language else self.field


def names_of(header: Sequence[object]) -> list[str]:
    """The names in a header, spaces around them and empty cells after the last left out; "" for one without a name.

    >>> names_of(["id", " capex_mdh ", None])
    ['id', 'capex_mdh']
    """
    shown = (cell.shown if isinstance(cell, Unreadable) else cell for cell in header)
    names = ["" if is_blank(cell) else str(cell).strip() for cell in shown]
    while names and not names[-1]:
        names.pop()
    return names


def spots_of(
    kind: type[Record],
    header: Sequence[object],
    columns: Mapping[str, str],
    place: Place,
    row: int | None,
    faults: Faults,
) -> list[Spot]:
    """The columns that give fields; every other one, and every required field without one, is a fault.

    Parameters
    ----------
    kind
        The type of the records.
    header
        The cells of the header.
    columns
        The field of each column, or column stem, that is not named like its field.
    place, row
        Where the header stands, for the faults.
    faults
        Grows.
    """
    names = names_of(header)
    if not any(names):
        faults.found.append(place.fault("no_header"))
        return []
    if len(names) > MOST_COLUMNS:
        faults.found.append(place.fault("too_large", cell=len(names), bound=MOST_COLUMNS))
        return []
    found: dict[str, Spot] = {}
    for column, name in enumerate(names):
        spot = _spot(kind, column, name, columns, place, row, faults) if name else None
        if spot and spot.gives in found:
            words = {"cell": quoted(spot.gives), "first": quoted(found[spot.gives].name)}
            faults.found.append(place.fault("duplicate_column", row, column, name, **words))
        elif spot:
            found[spot.gives] = spot
    faults.found += _missing(kind, found, place, row)
    return list(found.values())


def _spot(
    kind: type[Record],
    column: int,
    name: str,
    columns: Mapping[str, str],
    place: Place,
    row: int | None,
    faults: Faults,
) -> Spot | None:
    known = shapes(kind)
    field, language = _field(name, known, columns)
    if field in known and (known[field].what == "labels") == bool(language):
        return Spot(column, name, field, language)
    if field in known and not language:
        faults.found.append(place.fault("no_language", row, column, name, cell=field))
    elif field in kind.model_fields:
        faults.found.append(place.fault("not_a_column", row, column, name))
    else:
        near = nearest(field, columns_of(kind), place.lang)
        faults.found.append(place.fault("unknown_column", row, column, name, near=near))
    return None


def _field(name: str, known: Mapping[str, object], columns: Mapping[str, str]) -> tuple[str, str]:
    """The field a column names, and the language in which it gives it."""
    if name in columns:
        name = columns[name]
    if name in known:
        return name, ""
    split = re.fullmatch(LANGUAGE, name)
    stem = columns.get(split[1], split[1]) if split else ""
    return (stem, split[2]) if split and stem in known else (name, "")


def _missing(kind: type[Record], found: Mapping[str, Spot], place: Place, row: int | None) -> list[Fault]:
    """A fault for each required field without a column, all in the words of one sentence."""
    given = {spot.field for spot in found.values()}
    fields = [name for name in shapes(kind) if kind.model_fields[name].is_required() and name not in given]
    told = [f"{name}_fr" if shapes(kind)[name].what == "labels" else name for name in fields]
    code = "missing_column" if len(fields) == 1 else "missing_columns"
    said = (
        place.within(sentence(code, place.lang, cell=several(told, place.lang, MOST_NAMED)), row, None)
        if fields
        else ""
    )
    return [Fault(said, "missing_column", name, row) for name in fields]


def check_columns(kind: type[Record], columns: object) -> dict[str, str]:
    """The field of each column that is named otherwise; refused where there is no such field.

    Raises
    ------
    RecordError
        If it is not a mapping of names, or a field is unknown.
    """
    if columns is None:
        return {}
    if not isinstance(columns, Mapping) or not all(isinstance(x, str) for pair in columns.items() for x in pair):
        said = "'columns' must be the field by column name, such as {'code': 'id'}. Give a mapping."
        raise RecordError(said, code="bad_columns", field="columns")
    known = shapes(kind)
    for column, name in columns.items():
        split = re.fullmatch(LANGUAGE, name)
        if name not in known and not (split and split[1] in known and known[split[1]].what == "labels"):
            said = f"Column {quoted(column)} is said to give {quoted(name)}, which is no field of {kind.__name__}; "
            raise RecordError(said + nearest(name, columns_of(kind), "en"), code="unknown_field", field="columns")
    return dict(columns)


def check_delimiter(delimiter: object) -> None:
    """Refuse a delimiter that is neither "," nor ";"."""
    if delimiter not in (",", ";"):
        said = f"The columns of a CSV file are apart by ',' or ';', not by {quoted(delimiter)}. Choose one of them."
        raise FileError(said, code="bad_delimiter", field="delimiter")


def check_decimal(decimal: object) -> None:
    """Refuse a decimal mark that is neither "." nor ","."""
    if decimal not in (".", ","):
        said = f"The decimal mark is '.' or ',', not {quoted(decimal)}. Choose one of them."
        raise FileError(said, code="bad_decimal", field="decimal")
