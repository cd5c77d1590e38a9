"""Figures of a value chain as clean arrays, and figures as sentences show them."""

from collections.abc import Mapping

import numpy as np

from mcda_industry.arrays import BoolArray, FloatArray, real_array
from mcda_industry.errors import MOST_FAULTS, Fault, ValueChainError, quoted, speaks_french

LARGEST = 1e100
"""Products of three numbers up to this one are floats."""


def numbers(values: object, field: str, *, negative: bool = False) -> FloatArray:
    """The values as a new float64 array: finite numbers, and none below zero unless `negative`.

    >>> numbers([1, 2.5], "imports")
    array([1. , 2.5])
    """
    array, bad = real_array(values)
    faults = [_fault(field, cell.place, cell.why, cell.shown) for cell in bad]
    if not faults and not negative:
        faults = _faults_where(array < 0, array, field, "negative")
    if faults := faults or _faults_where(np.abs(array) > LARGEST, array, field, "too large"):
        raise ValueChainError.of(faults)
    return array


def _faults_where(wrong: BoolArray, array: FloatArray, field: str, why: str) -> list[Fault]:
    places = [tuple(place) for place in np.argwhere(wrong)[:MOST_FAULTS].tolist()]
    return [_fault(field, place, why, f"{array[place]:g}") for place in places]


def one_number(value: object, field: str) -> float:
    """One finite number that is not negative."""
    array = numbers(value, field)
    if array.ndim:
        said = f"{field!r} must be one number, not {array.size} of them. Give a number."
        raise ValueChainError(said, code="wrong_shape", field=field)
    return float(array)


def together(**figures: object) -> tuple[FloatArray, ...]:
    """Several figures of one shape: arrays that broadcast against each other, none below zero; labels must agree."""
    same_labels(figures)
    arrays = {field: numbers(values, field) for field, values in figures.items()}
    try:
        return tuple(np.broadcast_arrays(*arrays.values()))
    except ValueError:
        shapes = ", ".join(f"{field} {array.shape}" for field, array in arrays.items())
        said = f"These figures do not fit each other: {shapes}. Give one of each for every link."
        raise ValueChainError(said, code="wrong_shape", field=next(iter(arrays))) from None


def same_labels(figures: Mapping[str, object]) -> None:
    """Refuse labelled figures (pandas) whose labels differ, or stand in another order: nothing is matched by position."""
    labelled = {field: labels for field, values in figures.items() if (labels := labels_of(values)) is not None}
    first = next(iter(labelled), "")
    if other := [field for field, labels in labelled.items() if labels != labelled[first]]:
        said = f"{quoted(first)} and {quoted(other[0])} do not have the same labels in the same order. "
        raise ValueChainError(f"{said}Let one be reindexed like the other.", code="other_labels", field=other[0])


def labels_of(values: object) -> tuple[object, ...] | None:
    """The row labels of a pandas object, else None."""
    return tuple(values.index) if hasattr(values, "iloc") and hasattr(values, "index") else None


def as_given(array: FloatArray) -> float | FloatArray:
    """A float for one number, else the array."""
    return array if array.ndim else float(array)


def _fault(field: str, place: tuple[int, ...], why: str, shown: str) -> Fault:
    what = {
        "missing": "is missing. Give a finite number",
        "infinite": f"is {shown}. Give a finite number",
        "not a number": f"is {shown}, not a number. Give a finite number",
        "too large": f"is {shown}. Use a larger unit; the largest number is {LARGEST:g}",
        "negative": f"is {shown}. Give a number that is not negative",
    }[why]
    row = place[-2] if len(place) > 1 else place[0] if place else None
    column = place[-1] if len(place) > 1 else None
    where = (
        ""
        if row is None
        else f" at position {row + 1}"
        if column is None
        else f" at row {row + 1}, column {column + 1}"
    )
    return Fault(f"{quoted(field)}{where} {what}.", f"{why.replace(' ', '_')}_figure", field, row, column)


def shown(number: float, places: int, lang: str) -> str:
    """A number with this many decimals: with a point in English, a comma in French.

    >>> shown(107.96, 1, "fr"), shown(-0.01, 1, "en")
    ('108,0', '0.0')
    """
    text = f"{number + 0.0:.{places}f}"
    text = text.removeprefix("-") if float(text) == 0 else text
    return text.replace(".", ",") if speaks_french(lang) else text


def percent(share: float, places: int, lang: str) -> str:
    """A share in percent, with the space each language puts before the sign.

    >>> percent(0.427, 1, "en")
    '42.7 %'
    """
    return f"{shown(100 * share, places, lang)}{chr(0x202F) if speaks_french(lang) else ' '}%"
