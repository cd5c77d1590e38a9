"""One cell: from what a table holds to the value of a field, and back."""

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final

from mcda_industry.errors import quoted
from mcda_industry.io.escapes import joined, joined_pairs, split_pairs, split_values
from mcda_industry.io.sentences import nearest, thing
from mcda_industry.io.shapes import Shape
from mcda_industry.records import FrozenMap

NUMBER: Final = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d{1,4})?", re.ASCII | re.IGNORECASE)

EXACT: Final = 2**53
"""Up to here a floating-point number holds every whole number."""

TEXT: Final = Shape("text")

LONGEST_NUMBER: Final = 400
"""As many characters as the text of a number may have."""

TRUTHS: Final = FrozenMap(
    {"true": True, "vrai": True, "yes": True, "oui": True, "false": False, "faux": False, "no": False, "non": False}
)


@dataclass(frozen=True)
class Reading:
    """How cells are read.

    Parameters
    ----------
    lang
        The language of what is said of them.
    decimal
        The decimal mark of numbers written as text.
    typed
        Whether cells have types of their own (a workbook, a data frame); in CSV all are text.
    """

    lang: str = "en"
    decimal: str = "."
    typed: bool = False


@dataclass(frozen=True)
class Unreadable:
    """A cell that cannot be taken as a value: a formula or an error value."""

    code: str
    shown: str


class CellError(Exception):
    """What is wrong with one cell: a code of `sentences` and the words it needs."""

    def __init__(self, code: str, **words: Any) -> None:
        super().__init__(code)
        self.code = code
        self.words = words


def is_blank(cell: object) -> bool:
    """Whether nothing but spaces is in a cell.

    >>> is_blank(None), is_blank(" "), is_blank(0)
    (True, True, False)
    """
    return cell is None or (isinstance(cell, str) and not cell.strip())


def value_of(cell: object, shape: Shape, reading: Reading) -> Any:
    """The value a cell that is not blank holds.

    Raises
    ------
    CellError
        If it is not of the shape.

    Examples
    --------
    >>> value_of("85;15", Shape("several", inner=Shape("number")), Reading())
    (85.0, 15.0)
    """
    if isinstance(cell, Unreadable):
        raise CellError(cell.code, cell=quoted(cell.shown))
    match shape.what:
        case "several":
            inside = Reading(reading.lang, reading.decimal, typed=not isinstance(cell, str))
            return tuple(_of_one(part, shape.inner or TEXT, inside) for part in _values(cell, shape, reading))
        case "pairs":
            return _pairs(cell, shape, reading)
        case _:
            return _of_one(cell, shape, reading)


def _of_one(cell: object, shape: Shape, reading: Reading) -> Any:
    match shape.what:
        case "number":
            return _number(cell, reading)
        case "whole":
            return _whole(cell, reading)
        case "truth":
            return _truth(cell, reading)
        case "day":
            return _day(cell, reading)
        case "choice":
            return _choice(cell, shape, reading)
        case _:
            return _text(cell, reading)


def _text(cell: object, reading: Reading) -> str:
    if not isinstance(cell, str):
        raise CellError("not_text", cell=quoted(cell), found=thing(_what(cell), reading.lang))
    return cell


def _number(cell: object, reading: Reading) -> float:
    found = _figure(cell, "number", reading)
    try:
        return float(found)
    except OverflowError:
        raise CellError("too_precise", cell=quoted(found)) from None


def _whole(cell: object, reading: Reading) -> int:
    found = _figure(cell, "whole", reading)
    if isinstance(found, int):
        return found
    if not found.is_integer():
        raise CellError("not_whole", cell=quoted(cell))
    if abs(found) > EXACT:
        raise CellError("too_precise", cell=quoted(cell))
    return int(found)


def _figure(cell: object, wanted: str, reading: Reading) -> int | float:
    """The number in a cell, whole where it is written so."""
    if isinstance(cell, bool) or not isinstance(cell, int | float | str):
        raise _of_other_type(cell, wanted, reading)
    if isinstance(cell, int | float):
        if isinstance(cell, float) and not math.isfinite(cell):
            raise CellError("not_finite", cell=quoted(cell))
        return cell
    text = _with_point(cell.strip(), reading)
    if reading.typed:
        raise CellError("text_number" if _is_number(text) else "not_a_number", cell=quoted(cell))
    if not _is_number(text):
        raise CellError("not_a_number", cell=quoted(cell))
    return int(text) if re.fullmatch(r"[+-]?\d+", text) else float(text)


def _is_number(text: str) -> bool:
    return len(text) <= LONGEST_NUMBER and NUMBER.fullmatch(text) is not None and abs(float(text)) != float("inf")


def _with_point(text: str, reading: Reading) -> str:
    """The text of a number with a decimal point; one that has the other mark is refused."""
    other = "," if reading.decimal == "." else "."
    if text.count(other) == 1 and _is_number(text.replace(other, ".")):
        raise CellError("decimal_mark", cell=quoted(text), mark=repr(reading.decimal), other=repr(other))
    return text.replace(",", ".") if reading.decimal == "," else text


def _truth(cell: object, reading: Reading) -> bool:
    if isinstance(cell, bool):
        return cell
    if not isinstance(cell, str):
        raise _of_other_type(cell, "truth", reading)
    found = TRUTHS.get(cell.strip().lower())
    if found is None:
        raise CellError("not_true_or_false", cell=quoted(cell))
    return found


def _day(cell: object, reading: Reading) -> date:
    if isinstance(cell, datetime):
        if cell.time() != time(0):
            raise CellError("time_of_day", cell=quoted(cell))
        return cell.date()
    if isinstance(cell, date):
        return cell
    if not isinstance(cell, str):
        raise _of_other_type(cell, "day", reading)
    try:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", cell.strip(), re.ASCII):
            raise ValueError
        return date.fromisoformat(cell.strip())
    except ValueError:
        raise CellError("not_a_date", cell=quoted(cell)) from None


def _choice(cell: object, shape: Shape, reading: Reading) -> Any:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    for choice in shape.choices:
        if cell == choice and not isinstance(cell, bool):
            return choice
        if isinstance(choice, int) and isinstance(cell, str) and cell.strip() == str(choice):
            return choice
    raise CellError("not_a_choice", cell=quoted(cell), near=nearest(cell, map(str, shape.choices), reading.lang))


def _values(cell: object, shape: Shape, reading: Reading) -> Iterable[object]:
    """The parts of a cell of several values: those of a text; a number, date or truth value alone."""
    if isinstance(cell, str):
        return split_values(cell)
    if shape.inner is not None and _what(cell) in ("number", "whole", "truth", "day"):
        return [cell]
    raise _of_other_type(cell, "several", reading)


def _pairs(cell: object, shape: Shape, reading: Reading) -> dict[Any, Any]:
    if not isinstance(cell, str):
        raise _of_other_type(cell, "pairs", reading)
    inside, found = Reading(reading.lang, reading.decimal), {}
    for pair in split_pairs(cell):
        if isinstance(pair, str):
            raise CellError("not_a_pair", cell=quoted(pair))
        key, value = _of_one(pair[0], shape.key or TEXT, inside), _of_one(pair[1], shape.inner or TEXT, inside)
        if key in found:
            raise CellError("pair_twice", cell=quoted(key))
        found[key] = value
    return found


def _of_other_type(cell: object, wanted: str, reading: Reading) -> CellError:
    return CellError(
        "wrong_type", cell=quoted(cell), found=thing(_what(cell), reading.lang), wanted=thing(wanted, reading.lang)
    )


def _what(cell: object) -> str:
    kinds = ((bool, "truth"), (int, "whole"), (float, "number"), (date, "day"), (str, "text"))
    return next((what for kind, what in kinds if isinstance(cell, kind)), "other")


def cell_of(value: Any, shape: Shape, decimal: str = ".") -> Any:
    """What a typed table holds for a value: a number, a date, a truth value or text; None for None.

    Examples
    --------
    >>> cell_of((85.0, 15.5), Shape("several", inner=Shape("number")))
    '85.0;15.5'
    """
    if value is None:
        return None
    match shape.what:
        case "several":
            return joined(text_of(one, decimal) for one in value)
        case "pairs":
            return joined_pairs((text_of(key, decimal), text_of(one, decimal)) for key, one in _items(value))
        case _:
            return value


def _items(value: Mapping[Any, Any]) -> Iterable[tuple[Any, Any]]:
    return value.items()


def text_of(value: object, decimal: str = ".") -> str:
    """A value as text: numbers with this decimal mark, dates like 2026-01-31, "true" and "false"; "" for None.

    Examples
    --------
    >>> text_of(12.5, decimal=","), text_of(True), text_of(None)
    ('12,5', 'true', '')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return repr(value).replace(".", decimal) if isinstance(value, float) else str(value)
