"""The array types, the one validator of numbers, and the few operations every layer shares."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from numbers import Real
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mcda_industry.errors import MOST_FAULTS, quoted

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]


def frozen(values: ArrayLike) -> FloatArray:
    """A read-only float64 copy, C-ordered, safe to keep inside an immutable object."""
    array = np.array(values, dtype=np.float64, order="C", subok=False)
    array.setflags(write=False)
    return array


def ratio(part: FloatArray, whole: FloatArray, *, if_zero: float) -> FloatArray:
    """`part / whole`, with the value of 0/0 said out loud.

    >>> ratio(np.array([1.0, 0.0]), np.array([2.0, 0.0]), if_zero=0.5)
    array([0.5, 0.5])
    """
    empty = whole == 0
    if not empty.any():
        return np.asarray(part / whole)
    return np.where(empty, if_zero, part / np.where(empty, 1.0, whole))


def power_of_two(values: FloatArray, axis: int | None = None) -> FloatArray:
    """A power of two that brings the largest magnitude into [1/2, 1); 1 where all values are zero.

    Dividing by it is exact, and afterwards neither a difference nor a square can overflow.
    """
    largest = np.max(np.abs(values), axis=axis, initial=0.0)
    _, exponent = np.frexp(largest)
    return np.asarray(np.ldexp(1.0, np.clip(np.where(largest == 0, 0, exponent), -1021, 1023)), dtype=np.float64)


MODERATE = 2.0**400
"""Numbers between this and its inverse can be squared, and a million squares added, without overflow or loss."""


def safe_scaling(*columns: FloatArray) -> FloatArray:
    """(m,) a power of two for each column of these (m,) values: 1 where the largest magnitude is moderate or 0.

    >>> safe_scaling(np.array([3.0, 2.0**600]))
    array([1.00000000e+000, 8.29903114e+180])
    """
    stacked = np.stack(columns)
    largest = np.abs(stacked).max(axis=0)
    moderate = (largest == 0) | ((largest >= 1 / MODERATE) & (largest <= MODERATE))
    return np.where(moderate, 1.0, power_of_two(stacked, axis=0))


ROWS_AT_ONCE = 8192
"""Rows worked on together: the temporaries of a block stay in the processor's cache, whatever the number of rows."""

FOLD = 128
"""Rows laid side by side, so that an operation on every column runs along one long row."""


def row_blocks(rows: int) -> Iterator[slice]:
    """The rows of a table in blocks."""
    return (slice(start, min(rows, start + ROWS_AT_ONCE)) for start in range(0, rows, ROWS_AT_ONCE))


def blocks(table: FloatArray) -> Iterator[FloatArray]:
    """The blocks themselves."""
    return (table[rows] for rows in row_blocks(len(table)))


def folded(table: FloatArray) -> FloatArray:
    """A table (n, m) as (n / 128, 128 m) where that comes out even, else as it is; no copy of a C-ordered table."""
    return table.reshape(-1, FOLD * table.shape[1]) if len(table) % FOLD == 0 else table


def extremes(table: FloatArray) -> tuple[FloatArray, FloatArray]:
    """(m,) lowest and (m,) highest value of each column.

    >>> extremes(np.array([[1.0, 5.0], [2.0, 4.0]]))
    (array([1., 4.]), array([2., 5.]))
    """
    if table.flags.f_contiguous:
        return table.min(axis=0), table.max(axis=0)
    found = [(_by_column(np.minimum, block), _by_column(np.maximum, block)) for block in blocks(table)]
    low, high = zip(*found, strict=True)
    return np.min(low, axis=0), np.max(high, axis=0)


def column_totals(table: FloatArray, power: int) -> FloatArray:
    """(m,) totals of the magnitudes of each column, or of their squares for power 2.

    >>> column_totals(np.array([[1.0, -2.0], [3.0, 2.0]]), 2)
    array([10.,  8.])
    """
    return np.asarray(np.sum([_block_totals(folded(block), power, table.shape[1]) for block in blocks(table)], axis=0))


def _block_totals(wide: FloatArray, power: int, m: int) -> FloatArray:
    totals = np.einsum("ij,ij->j", wide, wide) if power == 2 else np.abs(wide).sum(axis=0)
    return np.asarray(totals.reshape(-1, m).sum(axis=0))


def _by_column(ufunc: np.ufunc, block: FloatArray) -> FloatArray:
    reduced = ufunc.reduce(folded(block), axis=0)
    return np.asarray(ufunc.reduce(reduced.reshape(-1, block.shape[1]), axis=0))


def ranks(scores: FloatArray) -> IntArray:
    """Competition ranks along the last axis: 1 is best, equal scores share the smaller rank.

    >>> ranks(np.array([0.2, 0.9, 0.2]))
    array([2, 1, 2])
    """
    ascending = np.sort(scores, axis=-1)
    if scores.ndim == 1:
        return np.asarray(1 + scores.size - np.searchsorted(ascending, scores, side="right"), dtype=np.int64)
    rows = zip(ascending.reshape(-1, scores.shape[-1]), scores.reshape(-1, scores.shape[-1]), strict=True)
    found = [1 + row.size - np.searchsorted(up, row, side="right") for up, row in rows]
    return np.asarray(found, dtype=np.int64).reshape(scores.shape)


TieRule = Literal["competition", "modified", "dense", "average", "ordinal"]
"""How equal scores are ranked. Where two tie between a leader and a last one, the four rank 1, 2, 2, 4 by "competition";
1, 3, 3, 4 by "modified"; 1, 2, 2, 3 by "dense"; 1, 2.5, 2.5, 4 by "average"; and 1, 2, 3, 4, in the order given, by "ordinal"."""


def ranked(scores: FloatArray, ties: TieRule) -> IntArray | FloatArray:
    """(n,) ranks, 1 is best, with equal scores ranked by this rule; whole numbers except by "average".

    >>> scores = np.array([0.2, 0.9, 0.5, 0.5])
    >>> {rule: ranked(scores, rule).tolist() for rule in ("competition", "modified", "dense", "ordinal")}
    {'competition': [4, 1, 2, 2], 'modified': [4, 1, 3, 3], 'dense': [3, 1, 2, 2], 'ordinal': [4, 1, 2, 3]}
    """
    match ties:
        case "competition":
            return ranks(scores)
        case "modified":
            return len(scores) + 1 - ranks(-scores)
        case "average":
            return average_ranks(scores)
        case "dense":
            return 1 + np.unique(-scores, return_inverse=True)[1].astype(np.int64)
        case "ordinal":
            places = np.empty(len(scores), dtype=np.int64)
            places[np.argsort(-scores, kind="stable")] = np.arange(1, len(scores) + 1)
            return places


def average_ranks(scores: FloatArray) -> FloatArray:
    """(n,) ranks, 1 is best; equal scores share the mean of their places.

    >>> average_ranks(np.array([0.5, 0.9, 0.5]))
    array([2.5, 1. , 2.5])
    """
    return np.asarray((ranks(scores) + ranked(scores, "modified")) / 2)


ROUNDING = 16 * float(np.finfo(np.float64).eps)
"""Scores this close, relative to the largest magnitude, differ by the rounding of their computation only."""


def settled(scores: FloatArray, magnitude: float = 0.0) -> FloatArray:
    """(n,) scores in which those that differ by rounding only have one value, so that what ties on paper ties here.

    Rounding is relative to the largest score, or to `magnitude` where the scores are sums of larger numbers that cancel.

    >>> settled(np.array([0.1 + 0.2, 0.3, 0.1]))
    array([0.3, 0.3, 0.1])
    """
    tolerance = ROUNDING * np.abs(scores).max(initial=magnitude)
    if (np.diff(np.sort(scores)) > tolerance).all():
        return scores
    order = np.argsort(scores)
    ascending = scores[order]
    apart = np.diff(ascending) > tolerance
    first = np.maximum.accumulate(np.where(np.append(True, apart), np.arange(len(scores)), 0))
    found = np.empty_like(scores)
    found[order] = ascending[first]
    return found


class BadCell(NamedTuple):
    """A position that holds no usable number, and why."""

    place: tuple[int, ...]
    why: Literal["missing", "infinite", "not a number"]
    shown: str


def real_array(values: object) -> tuple[FloatArray, list[BadCell]]:
    """Anything that looks like numbers as a new float64 array, with every cell that is not a finite number.

    Masked cells, None, NaN and pandas' NA count as missing. Booleans, strings, complex numbers and other objects
    are not numbers; `Decimal` and fractions are. Values are copied: the caller's array is neither changed nor kept.
    Ragged rows come back as a one-dimensional array of bad cells: check the number of dimensions first.

    Returns
    -------
    array, bad
        The array (bad cells hold NaN) and at most a hundred bad cells, in row order.
    """
    if isinstance(values, np.ma.MaskedArray):
        shown = np.array(values.data, dtype=object if np.ma.is_masked(values) else None)
        shown[np.ma.getmaskarray(values)] = None if shown.dtype == object else 0
        return real_array(shown)
    raw = np.asarray(values) if hasattr(values, "__array__") else _objects(values)
    if raw.dtype.kind in "fiu":
        with np.errstate(over="ignore", invalid="ignore"):
            array = np.array(raw, dtype=np.float64, order="C", subok=False)
        return array, _not_finite(array)
    return _from_objects(np.asarray(raw))


def _objects(values: Any) -> NDArray[Any]:
    try:
        return np.array(values, dtype=object)
    except ValueError:  # parts that are arrays of different shapes
        ragged = np.empty(len(values), dtype=object)
        ragged[:] = [list(part) for part in values]
        return ragged


def _from_objects(raw: NDArray[Any]) -> tuple[FloatArray, list[BadCell]]:
    array = np.empty(raw.shape, dtype=np.float64)
    bad: list[BadCell] = []
    for index, cell in _cells(raw):
        try:
            array[index] = _number(cell)
        except TypeError:
            array[index] = np.nan
            if len(bad) < MOST_FAULTS:
                bad.append(BadCell(index, "not a number", quoted(cell)))
    named = {cell.place for cell in bad}
    return array, sorted([*bad, *(cell for cell in _not_finite(array) if cell.place not in named)])[:MOST_FAULTS]


def _cells(raw: NDArray[Any]) -> Iterator[tuple[tuple[int, ...], object]]:
    for index in np.ndindex(raw.shape):
        yield index, raw[index]


def _number(cell: object) -> float:
    if cell is None or cell is np.ma.masked or type(cell).__name__ in {"NAType", "NaTType"}:
        return np.nan
    if isinstance(cell, bool | np.bool_) or not isinstance(cell, Real | Decimal):
        raise TypeError
    try:
        return float(cell)
    except OverflowError:
        return float(np.copysign(np.inf, 1 if cell > 0 else -1))  # type: ignore[operator]
    except ValueError:  # a signalling NaN
        return np.nan


def _not_finite(array: FloatArray) -> list[BadCell]:
    if np.isfinite(array).all():
        return []
    where = np.argwhere(~np.isfinite(array))[:MOST_FAULTS]
    places = (tuple(map(int, place)) for place in where)
    return [BadCell(p, "missing" if np.isnan(array[p]) else "infinite", str(array[p])) for p in places]


def row_name(names: Sequence[str] | None, unnamed: str = "row {}") -> Callable[[int], str]:
    """How to call row `i`: by its name, or by its 1-based number where there are no names."""
    return (lambda i: unnamed.format(i + 1)) if names is None else (lambda i: names[i])


def is_whole(value: object, least: int, most: float = np.inf) -> bool:
    """Whether this is a whole number, and no boolean, from `least` to `most`.

    >>> is_whole(3, 1, 3), is_whole(True, 0), is_whole(2.0, 0)
    (True, False, False)
    """
    return isinstance(value, int | np.integer) and not isinstance(value, bool) and bool(least <= value <= most)
