"""Pairwise judgements as people write them: read into numbers, with every fault named."""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import combinations
from numbers import Real
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from mcda_industry.errors import Fault, JudgementError, did_you_mean, listed, quoted

RECIPROCITY = 1e-9
"""Relative tolerance within which a_ij and 1 / a_ji are the same judgement."""

SMALLEST, LARGEST = 1e-307, 1e307
"""Between these a judgement and its reciprocal are both ordinary floating-point numbers."""

WRITTEN = re.compile(r"\s*([-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?)\s*(?:/\s*([0-9.]+)\s*)?")
"""A judgement as text: a decimal number, or one over another."""

HOW = "Give a number above zero, or text such as '1/3'."


class Judgement(NamedTuple):
    """`one` counts `value` times as much as `other`."""

    one: str
    other: str
    value: float


def as_names(items: object) -> tuple[Any, ...]:
    """The items as a tuple; a single text or something that holds no items is refused."""
    if isinstance(items, str | bytes | Mapping) or not isinstance(items, Iterable):
        said = f"Items are given as a list of names, for example ('cost', 'jobs'); got {quoted(items)}. Give a list."
        raise JudgementError(said, code="bad_items", field="items")
    return tuple(items)


def item_faults(items: Sequence[str]) -> list[Fault]:
    """What is wrong with the names of the items."""
    if not items:
        return [Fault("There is nothing to compare. Name the items.", "no_items", "items")]
    if unnamed := [item for item in items if not isinstance(item, str) or not item.strip()]:
        said = f"Each item needs a name that is text; {listed(unnamed)} is not. Rename it."
        return [Fault(said, "bad_name", "items")]
    twice = list(dict.fromkeys(item for i, item in enumerate(items) if item in items[:i]))
    said = f"Each item needs its own name: {listed(twice)} stands twice. Rename one."
    return [Fault(said, "duplicate_name", "items")] if twice else []


def read_number(given: object) -> float | None:
    """A judgement as a number: real numbers, fractions, decimals and text such as "1/3"; None for anything else.

    >>> read_number("1/4"), read_number("about 4")
    (0.25, None)
    """
    try:
        if isinstance(given, str):
            match = WRITTEN.fullmatch(given)
            return float(match[1]) / float(match[2] or 1) if match else None
        if isinstance(given, bool | np.bool_) or not isinstance(given, Real | Decimal):
            return None
        return float(given)
    except OverflowError:
        return math.inf
    except (ValueError, ZeroDivisionError):
        return None


def read_judgements(items: Sequence[str], rows: Iterable[object]) -> tuple[list[Judgement], list[Fault]]:
    """The judgements of rows (one, other, value), each pair once, and every fault found in them.

    A pair may be judged from both sides if the two agree; an item against itself may be judged 1, and is left out.
    """
    found: dict[frozenset[str], Judgement] = {}
    faults: list[Fault] = []
    for row in rows:
        if not isinstance(row, list | tuple) or len(row) != 3:
            said = f"The judgement {quoted(row)} must name two items and how many times more the first counts. Give all three."
            faults.append(Fault(said, "bad_judgement", "judgements"))
            continue
        one, other, given = row
        value = read_number(given)
        if fault := _unknown_item(one, other, items) or unusable(one, other, given, value):
            faults.append(fault)
        elif one == other:
            faults += [] if value == 1 else [_against_itself(one, given)]
        else:
            judged = Judgement(one, other, value or 1.0)
            before = found.setdefault(frozenset((one, other)), judged)
            faults += [] if _agree(before, judged) else [_contradiction(before, judged)]
    return list(found.values()), faults


def _unknown_item(one: object, other: object, items: Sequence[str]) -> Fault | None:
    unknown = [item for item in (one, other) if not isinstance(item, str) or item not in items]
    if not unknown:
        return None
    said = f"The judgement of {quoted(one)} against {quoted(other)} names {quoted(unknown[0])}, which is no item; "
    return Fault(said + did_you_mean(unknown[0], items), "unknown_item", str(unknown[0]))


def unusable(
    one: str, other: str, given: object, value: float | None, row: int | None = None, column: int | None = None
) -> Fault | None:
    """Why a value cannot be the judgement of one item against another; None if it can."""
    what = f"The judgement of {quoted(one)} against {quoted(other)}"
    if value is None:
        return Fault(f"{what} is {quoted(given)}, not a number. {HOW}", "not_a_number", one, row, column)
    if math.isnan(value) or value <= 0:
        return Fault(f"{what} is {quoted(given)}, not above zero. {HOW}", "not_positive", one, row, column)
    if not SMALLEST <= value <= LARGEST:
        said = f"{what} is {quoted(given)}. Give a number between {SMALLEST:g} and {LARGEST:g}."
        return Fault(said, "out_of_range", one, row, column)
    return None


def _against_itself(item: str, given: object, place: int | None = None) -> Fault:
    said = f"{quoted(item)} is judged {quoted(given)} against itself. An item counts once: give 1 or leave it out."
    return Fault(said, "diagonal", item, place, place)


def _agree(before: Judgement, now: Judgement) -> bool:
    again = now.value if before.one == now.one else 1 / now.value
    return abs(before.value / again - 1) <= RECIPROCITY


def _contradiction(before: Judgement, now: Judgement) -> Fault:
    told = " and ".join(f"{quoted(j.one)} against {quoted(j.other)} is {j.value:g}" for j in (before, now))
    return Fault(f"One pair is judged twice, and differently: {told}. Keep one judgement.", "contradiction", before.one)


def read_matrix(matrix: object, items: Sequence[str], tolerance: float) -> list[Judgement]:
    """The judgements of an (n, n) matrix, or one error with every bad cell and every pair that is not reciprocal.

    Of two entries that agree within the tolerance the larger is kept: 3 says more than the 0.333 it was rounded to,
    and the choice does not depend on the order of the items.
    """
    if isinstance(tolerance, bool) or not isinstance(tolerance, Real) or not 0 <= tolerance < 1:
        said = f"The reciprocity tolerance is {quoted(tolerance)}. Give a number from 0 to below 1, for example 0.01."
        raise JudgementError(said, code="bad_tolerance", field="reciprocity_tolerance")
    faults: list[Fault] = []
    table = _entries(_cells(matrix, items), items, faults)
    found = []
    for i, j in combinations(range(len(items)), 2):
        here, there = table[i][j], table[j][i]
        if here and there and abs(here * there - 1) > tolerance:
            faults.append(_not_reciprocal(items, i, j, here, there))
        elif here and here >= (there or 0):
            found.append(Judgement(items[i], items[j], here))
        elif there:
            found.append(Judgement(items[j], items[i], there))
    if faults:
        raise JudgementError.of(faults)
    return found


def _entries(cells: NDArray[Any], items: Sequence[str], faults: list[Fault]) -> list[list[float | None]]:
    """The matrix as numbers, None where nothing (or nothing usable) stands; what is wrong goes to the faults."""
    table: list[list[float | None]] = [[None] * len(items) for _ in items]
    for i, j in np.ndindex(cells.shape):
        given = cells[i, j]
        if _is_missing(given):
            continue
        value = read_number(given)
        if fault := unusable(items[i], items[j], given, value, i, j):
            faults.append(fault)
        elif i == j and value != 1:
            faults.append(_against_itself(items[i], given, i))
        else:
            table[i][j] = value
    return table


def _is_missing(cell: object) -> bool:
    if cell is None or type(cell).__name__ in {"NAType", "NaTType"}:
        return True
    return isinstance(cell, float | np.floating | Decimal) and math.isnan(cell)


def _not_reciprocal(items: Sequence[str], i: int, j: int, here: float, there: float) -> Fault:
    one, other = quoted(items[i]), quoted(items[j])
    said = f"{one} against {other} is {here:g}, and {other} against {one} is {there:g}: not its reciprocal. A rounded value "
    said += (
        "such as 0.333 is the usual cause: write '1/3', leave one side out, or allow it with reciprocity_tolerance=."
    )
    return Fault(said, "not_reciprocal", items[i], i, j)


def _cells(matrix: object, items: Sequence[str]) -> NDArray[Any]:
    """The (n, n) cells as objects: data frames are aligned by name, masked cells are missing."""
    if hasattr(matrix, "columns") and hasattr(matrix, "index"):
        matrix = _aligned(matrix, items)
    if isinstance(matrix, np.ma.MaskedArray):
        shown = np.array(matrix.data, dtype=object)
        shown[np.ma.getmaskarray(matrix)] = None
    else:
        try:
            shown = np.array(matrix, dtype=object)
        except ValueError:  # rows that are arrays of different lengths
            shown = np.empty(0, dtype=object)
    n = len(items)
    if shown.shape != (n, n):
        said = f"A matrix of {n} items has {n} rows and {n} columns; this one has shape {shown.shape}."
        raise JudgementError(f"{said} Give one row and one column for each item.", code="wrong_shape", field="matrix")
    return shown


def _aligned(frame: Any, items: Sequence[str]) -> Any:
    """The values of a data frame in the order of the items; one labelled by position only is taken as it stands."""
    by_position = list(range(len(items)))
    if list(frame.index) == by_position == list(frame.columns):
        return frame.to_numpy(dtype=object)
    for side, labels in (("rows", list(frame.index)), ("columns", list(frame.columns))):
        if different := [name for name in (*items, *labels) if (name in items) != (name in labels)]:
            said = f"The {side} of the data frame must be the items; they differ on {listed(different)}. Rename them."
            raise JudgementError(said, code="other_items", field="matrix")
        if len(labels) != len(items):
            raise JudgementError(f"The {side} of the data frame repeat an item. Keep one.", code="duplicate_name")
    return frame.loc[list(items), list(items)].to_numpy(dtype=object)
