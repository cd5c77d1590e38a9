"""One-sided sums of Gaussians in near-linear time, with a bound on their error: arrays only.

For sorted values u the sum over the smaller ones, Σ_{k<i} c_k exp(-(u_i - u_k)²/2s²), and that over the larger ones, are wanted
for every i. This is the fast Gauss transform (Greengard & Strain, 1991) made one-sided: the preference of PROMETHEE stops at zero
difference, so the values of a cell cannot be taken together.

The axis is cut into cells of width h s. Values in other cells are far: each cell is summed up in a few moments, which give a
polynomial over every cell within reach (a Hermite expansion turned into a Taylor expansion). Values in the same cell are near:
exp(-(u-v)²/2) = exp(-u²/2) exp(-v²/2) Σ_r (u v)^r / r!, so sums over those before a value are running totals of a few columns.
"""

from functools import cache
from math import exp, factorial, log, sqrt
from typing import NamedTuple

import numpy as np

from mcda_industry.arrays import FloatArray, IntArray

TOLERANCE = 1e-13
"""Bound on the truncation error of a sum, as a share of the total count."""

REACH = sqrt(-2 * log(TOLERANCE / 8))
"""Differences beyond this many s are left out."""

CRAMER = 1.0865
"""|He_j(x)| exp(-x²/4) never exceeds this times the root of j! (Cramér)."""

NEIGHBOURS = 60
"""Neighbours within reach, on average, up to which they are added one by one."""

POINTS_AT_ONCE = 1 << 15

WIDTHS = (1.0, 0.5, 0.25, 0.125, 0.0625)


class GaussSums(NamedTuple):
    """(k,) sums over the smaller and over the larger values, and a bound on the error of each as a share of the total count."""

    below: FloatArray
    above: FloatArray
    bound: float


class Orders(NamedTuple):
    """How many terms the far and the near expansion need for cells of some width, and the bound they keep."""

    far: int
    near: int
    bound: float


class Cells(NamedTuple):
    """Sorted values in occupied cells of one width."""

    width: float
    """In units of s."""
    numbers: FloatArray
    """(K,) number of each occupied cell on the axis."""
    edges: IntArray
    """(K + 1,) where the values of each cell begin."""
    of: IntArray
    """(k,) the cell of each value."""
    offsets: FloatArray
    """(k,) distance of each value from the middle of its cell, in units of s."""


def gauss_sums(values: FloatArray, counts: FloatArray, s: float) -> GaussSums:
    """One-sided sums of exp(-d²/2s²) over sorted, distinct values in [-1, 1].

    Parameters
    ----------
    values, counts
        (k,) values in rising order, and how often each occurs.
    s
        The inflection point, above zero.

    Examples
    --------
    >>> gauss_sums(np.array([0.0, 0.5]), np.array([2.0, 1.0]), 0.5).below.round(4)
    array([0.    , 1.2131])
    """
    first = np.searchsorted(values, values - REACH * s)
    within = np.arange(len(values)) - first
    if within.sum() <= NEIGHBOURS * len(values) or s < 2.0**-40:
        return _by_neighbours(values, counts, s, within)
    span = float(values[-1] - values[0]) / s
    width = min(WIDTHS, key=lambda h: _cost(len(values), span, h))
    cells = _cells(values, s, width)
    return _by_cells(cells, counts, orders(cells.width))


def _by_neighbours(values: FloatArray, counts: FloatArray, s: float, within: IntArray) -> GaussSums:
    """Every pair within reach, one distance in the list at a time."""
    below, above = np.zeros(len(values)), np.zeros(len(values))
    rows = np.flatnonzero(within >= 1)
    for lag in range(1, int(within.max(initial=0)) + 1):
        rows = rows[within[rows] >= lag]
        part = np.exp(-0.5 * ((values[rows] - values[rows - lag]) / s) ** 2)
        below[rows] += part * counts[rows - lag]
        above[rows - lag] += part * counts[rows]
    return GaussSums(below, above, exp(-0.5 * REACH**2))


@cache
def orders(width: float) -> Orders:
    """The fewest terms that keep the truncation error below the tolerance for cells of this width.

    Dropping source terms from r = p leaves K Σ_{r≥p} ρ^r / √r!, dropping target terms leaves
    K Σ_{r<p} Σ_{b≥p} ρ^(r+b) √(r+b)! / (r! b!), dropping near terms leaves ρ^(2r) / r!, with ρ half the width and K Cramér's
    constant.
    """
    half = width / 2
    far = next(p for p in range(2, 80) if _far_error(half, p) <= TOLERANCE / 2)
    near = next(r for r in range(1, 60) if half ** (2 * r) / factorial(r) <= TOLERANCE / 4)
    bound = _far_error(half, far) + half ** (2 * near) / factorial(near) + exp(-0.5 * REACH**2)
    return Orders(far, near, bound)


def _far_error(half: float, p: int) -> float:
    tail = range(p, p + 40)
    source = sum(half**r / sqrt(factorial(r)) for r in tail)
    target = sum(
        half ** (r + b) * sqrt(factorial(r + b)) / (factorial(r) * factorial(b)) for r in range(p) for b in tail
    )
    return CRAMER * (source + target)


def _cost(points: int, span: float, width: float) -> float:
    """Operations of the near and far parts, roughly: every point meets all terms, every cell all cells within reach."""
    terms, cells, reached = orders(width), min(points, span / width + 1), 2 * REACH / width
    return points * (3 * terms.far + 5 * terms.near) + 0.35 * cells * reached * terms.far**2 + 6e4 * reached


def _cells(values: FloatArray, s: float, width: float) -> Cells:
    """The values in cells whose middles are exact in float64: the width is rounded up to eight significant bits."""
    mantissa, exponent = np.frexp(width * s)
    step = float(np.ldexp(np.ceil(np.ldexp(mantissa, 8)), int(exponent) - 8))
    number = np.floor(values / step)
    first = np.append(True, number[1:] != number[:-1])
    edges = np.append(np.flatnonzero(first), len(values))
    return Cells(step / s, number[first], edges, np.cumsum(first) - 1, (values - (number + 0.5) * step) / s)


def _by_cells(cells: Cells, counts: FloatArray, terms: Orders) -> GaussSums:
    from_left, from_right = _far_fields(cells, _moments(cells, counts, terms.far), terms.far)
    near_below, near_above = _near(cells, counts, terms.near)
    for fields, sums in ((from_left, near_below), (from_right, near_above)):
        for start in range(0, len(sums), POINTS_AT_ONCE):
            part = slice(start, start + POINTS_AT_ONCE)
            sums[part] += _polynomial(fields, cells.of[part], cells.offsets[part])
    return GaussSums(near_below, near_above, terms.bound)


def _moments(cells: Cells, counts: FloatArray, number: int) -> FloatArray:
    """(K, p) Σ c v^r / r! over the values of each cell."""
    found = np.empty((len(cells.numbers), number))
    power = counts.copy()
    for r in range(number):
        if r:
            power *= cells.offsets
            power /= r
        found[:, r] = np.add.reduceat(power, cells.edges[:-1])
    return found


def _far_fields(cells: Cells, moments: FloatArray, number: int) -> tuple[FloatArray, FloatArray]:
    """(K, p) coefficients of the polynomials that the cells to the left, and to the right, give over each cell."""
    from_left, from_right = np.zeros_like(moments), np.zeros_like(moments)
    signs = (-1.0) ** np.add.outer(np.arange(number), np.arange(number))
    for apart in range(1, int(REACH / cells.width) + 2):
        to_right = np.searchsorted(cells.numbers, cells.numbers + apart)
        there = np.flatnonzero(to_right < len(cells.numbers))
        there = there[cells.numbers[to_right[there]] == cells.numbers[there] + apart]
        translation = _translation(apart * cells.width, number)
        from_left[to_right[there]] += moments[there] @ translation
        from_right[there] += moments[to_right[there]] @ (signs * translation)
    return from_left, from_right


def _translation(distance: float, number: int) -> FloatArray:
    """(p, p) from moments to Taylor coefficients a distance to the right: (-1)^b He_{r+b}(D) exp(-D²/2) / b!."""
    hermite = np.empty(2 * number)
    hermite[:2] = 1.0, distance
    for j in range(1, 2 * number - 1):
        hermite[j + 1] = distance * hermite[j] - j * hermite[j - 1]
    hermite *= exp(-0.5 * distance * distance)
    columns = [(-1.0) ** b / factorial(b) * hermite[b : b + number] for b in range(number)]
    return np.stack(columns, axis=1)


def _near(cells: Cells, counts: FloatArray, number: int) -> tuple[FloatArray, FloatArray]:
    """(k,) sums over the smaller, and over the larger, values of the same cell."""
    damping = np.exp(-0.5 * cells.offsets**2)
    source, target = damping * counts, damping.copy()
    below, whole = np.zeros(len(counts)), np.zeros(len(counts))
    for r in range(number):
        if r:
            source *= cells.offsets
            target *= cells.offsets
            target /= r
        before = running_totals(source)
        below += target * (before[:-1] - before[cells.edges[cells.of]])
        whole += target * (before[cells.edges[1:]] - before[cells.edges[:-1]])[cells.of]
    return below, whole - below - counts


def running_totals(values: FloatArray, block: int = 1024) -> FloatArray:
    """(n + 1,) totals of the values before each place, in blocks, so that rounding grows with the root of n at most."""
    n = len(values)
    padded = np.zeros(-(-n // block) * block)
    padded[:n] = values
    inside = np.cumsum(padded.reshape(-1, block), axis=1)
    inside[1:] += np.cumsum(inside[:-1, -1])[:, None]
    return np.append(0.0, inside.ravel()[:n])


def _polynomial(coefficients: FloatArray, cell: IntArray, offsets: FloatArray) -> FloatArray:
    """The polynomial of each value's cell at the value."""
    chosen = coefficients[cell]
    total = chosen[:, -1].copy()
    for b in range(chosen.shape[1] - 2, -1, -1):
        total *= offsets
        total += chosen[:, b]
    return total
