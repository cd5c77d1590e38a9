"""Unicriterion preference flows in O(n log n): the kernel of PROMETHEE, arrays only.

The positive flow of an alternative on one criterion is its mean degree of preference over the n - 1 others, the negative
flow their mean degree of preference over it, the net flow the difference (Brans & Vincke, 1985). The definition compares all
pairs. Here the values are sorted once; how many values lie beyond a threshold is then a position in the sorted list, and a
sum of differences is a difference of running totals (Calders & Van Assche, 2018, for linear and level). Gaussian sums come
from a fast Gauss transform; up to 1 500 distinct values they are added pair by pair.

Accuracy: usual, U-shape and level flows are those of the definition to the last bit (comparisons are decided as float64
decides `x - y > q`); V-shape, linear and Gaussian flows agree with exact arithmetic on the same comparisons to 1e-12. What the
Gauss transform leaves out is bounded, and the bound comes with the result.
"""

from collections.abc import Callable, Iterator
from math import frexp, ldexp
from typing import Literal, NamedTuple

import numpy as np

from mcda_industry.arrays import FloatArray, IntArray
from mcda_industry.methods.gauss import gauss_sums
from mcda_industry.preferences import Gaussian, Level, Linear, PreferenceFunction, UShape, Usual, VShape

CELLS_AT_ONCE = 1 << 18
"""Pairs of values a block of the Gaussian sum holds at a time (2 MiB)."""

SEARCHED_AT_ONCE = 1 << 14
"""Sorted values worked on together: they, and the window their thresholds fall in, stay in the processor's cache."""

DENSE = 1_500
"""Distinct values up to which Gaussian preferences are added pair by pair."""

Computation = Literal["counts", "running totals", "all pairs", "Gauss transform"]
"""How the sums behind a flow were found; only the last leaves something out, and says how much at most."""


class Flows(NamedTuple):
    """Positive, negative and net flows; all three (n,) for one criterion or (n, m) for all."""

    positive: FloatArray
    negative: FloatArray
    net: FloatArray
    truncation: float = 0.0
    """A bound on what the Gauss transform leaves out of a positive or negative flow; 0 where nothing is left out."""
    computed: tuple[Computation, ...] = ()
    """How, for each criterion."""


class Sums(NamedTuple):
    """Total degree of preference of each sorted value over all values, and of all values over it."""

    gains: FloatArray | IntArray
    losses: FloatArray | IntArray
    computed: Computation
    truncation: float = 0.0


class NetFlows(NamedTuple):
    """(n,) net flows on one criterion, with what `Flows` says of them."""

    net: FloatArray
    truncation: float
    computed: Computation


def unicriterion_flows(values: FloatArray, preference: PreferenceFunction) -> Flows:
    """The flows of n >= 2 alternatives on one criterion of which more is better.

    Parameters
    ----------
    values
        (n,) finite performances.
    preference
        The preference function, thresholds in the unit of the values.

    Examples
    --------
    >>> unicriterion_flows(np.array([1.0, 2.0, 4.0]), UShape(1.5)).net
    array([-0.5, -0.5,  1. ])
    """
    order, sums = _sorted_sums(values, preference)
    gains, losses = _unsorted(order, sums.gains), _unsorted(order, sums.losses)
    others = len(values) - 1
    net = (gains - losses) / others
    return Flows(gains / others, losses / others, net, sums.truncation / others, (sums.computed,))


def unicriterion_net_flows(values: FloatArray, preference: PreferenceFunction) -> NetFlows:
    """The net flows alone, the same to the last bit.

    Examples
    --------
    >>> unicriterion_net_flows(np.array([1.0, 2.0, 4.0]), UShape(1.5)).net
    array([-0.5, -0.5,  1. ])
    """
    order, sums = _sorted_sums(values, preference)
    others = len(values) - 1
    return NetFlows(_unsorted(order, (sums.gains - sums.losses) / others), sums.truncation / others, sums.computed)


def _sorted_sums(values: FloatArray, preference: PreferenceFunction) -> tuple[IntArray, Sums]:
    """(n,) which value stands at each place in rising order, and the sums of the values in that order."""
    order = np.argsort(values)
    rising = values[order]
    exponent = _exact_scaling(rising, preference)
    with np.errstate(over="ignore"):
        return order, _sums(_scaled(rising, exponent), preference, exponent)


def _exact_scaling(rising: FloatArray, preference: PreferenceFunction) -> int:
    """The exponent of a power of two that brings the values into [-1, 1], so that no difference overflows.

    Where differences are only compared, none is needed: an overflow compares rightly, and scaling could lose the smallest values.
    """
    largest = max(-float(rising[0]), float(rising[-1]))
    match preference:
        case VShape(p=threshold) | Linear(p=threshold) | Gaussian(s=threshold) if largest > 0:
            return max(frexp(largest)[1], frexp(threshold)[1] - 1000 if threshold > 0 else frexp(largest)[1])
        case _:
            return 0


def _scaled(values: FloatArray, exponent: int) -> FloatArray:
    """The values divided by two to this exponent, exactly; a new array or, for exponent 0, the same."""
    if abs(exponent) < 1000:
        return values if exponent == 0 else values * 2.0**-exponent
    return np.asarray(np.ldexp(values, -exponent))


def _unsorted(order: IntArray, rising: FloatArray | IntArray) -> FloatArray:
    """(n,) what is in rising order, in the order of the alternatives."""
    found = np.empty(len(order))
    found[order] = rising
    return found


def _sums(rising: FloatArray, preference: PreferenceFunction, exponent: int) -> Sums:
    """The sums by the form of the preference function; thresholds follow the exponent of the values."""
    match preference:
        case Usual() | VShape(p=0.0):
            return _beyond(rising, 0.0)
        case UShape(q=q):
            return _beyond(rising, q)
        case Level(q=q, p=p):
            half, full = _beyond(rising, q), _beyond(rising, p)
            return Sums((half.gains + full.gains) / 2, (half.losses + full.losses) / 2, "counts")
        case VShape(p=p):
            return _ramp(rising, 0.0, ldexp(p, -exponent))
        case Linear(q=q, p=p):
            return _ramp(rising, ldexp(q, -exponent), ldexp(p, -exponent))
        case Gaussian(s=s):
            return _gaussian(rising, max(ldexp(s, -exponent), float(np.finfo(np.float64).tiny)))
    raise TypeError(preference)


def _beyond(rising: FloatArray, threshold: float) -> Sums:
    """How many values each exceeds by more than the threshold, and how many exceed it by more."""
    lower = boundary(rising, threshold)
    return Sums(lower, len(rising) - mirrored(lower), "counts")


def boundary(rising: FloatArray, threshold: float) -> IntArray:
    """For each of the sorted values, how many it exceeds by more than the threshold, as float64 decides it.

    `u[i] - u[k] > threshold` and `u[k] < u[i] - threshold` differ on decimals (0.4 - 0.1 > 0.3 in float64), so a search for
    `u[i] - threshold` is only a first guess; it is moved until the comparison of the definition holds below it and fails at it.
    """
    if threshold == 0:
        return _first_of_equals(rising)
    found = np.empty(len(rising), dtype=np.int64)
    start, stop = 0, len(rising)
    for rows in _pieces(len(rising)):
        block = rising[rows]
        if rows.stop < len(rising):
            stop = start + int(rising[start : rows.stop].searchsorted(block[-1] - threshold)) + 1
        guess = rising[start:stop].searchsorted(block - threshold)
        guess += start
        found[rows] = _settled(rising, block, guess, threshold)
        start, stop = max(0, int(found[rows.stop - 1]) - 1), len(rising)
    return found


def _first_of_equals(rising: FloatArray) -> IntArray:
    """For each of the sorted values, the first place of those equal to it."""
    places = np.arange(len(rising))
    again = rising[1:] == rising[:-1]
    if again.any():
        places[1:][again] = 0
        np.maximum.accumulate(places, out=places)
    return places


def _settled(rising: FloatArray, block: FloatArray, guess: IntArray, threshold: float) -> IntArray:
    """The guess moved to where the comparison of the definition changes: a rounding step or two, past all equals at once."""
    while (far := ((block - rising[guess - 1] <= threshold) & (guess > 0)).nonzero()[0]).size:
        guess[far] = rising.searchsorted(rising[guess[far] - 1])
    while (near := (block - rising[guess] > threshold).nonzero()[0]).size:
        guess[near] = rising.searchsorted(rising[guess[near]], side="right")
    return guess


def mirrored(lower: IntArray) -> IntArray:
    """For each value, where the values begin that exceed it: those whose own boundary lies above it."""
    return np.bincount(lower, minlength=len(lower))[: len(lower)].cumsum()


def _pieces(size: int) -> Iterator[slice]:
    """The sorted values in pieces that fit the cache."""
    return (slice(low, min(size, low + SEARCHED_AT_ONCE)) for low in range(0, size, SEARCHED_AT_ONCE))


def _ramp(rising: FloatArray, q: float, p: float) -> Sums:
    """Sums of the preference that rises from 0 at q to 1 at p: those beyond p count 1, those between in proportion."""
    if q == p:
        return _beyond(rising, q)
    n = len(rising)
    lower_q, lower_p = boundary(rising, q), boundary(rising, p)
    upper_q, upper_p = mirrored(lower_q), mirrored(lower_p)
    gains, losses = np.empty((2, n))
    excess = _differences(rising, q)
    for rows in _pieces(n):
        between = excess(rows, lower_p[rows], lower_q[rows], 1.0)
        between /= p - q
        np.add(between, lower_p[rows], out=gains[rows])
        between = excess(rows, upper_q[rows], upper_p[rows], -1.0)
        between /= q - p
        np.add(between, n - upper_p[rows], out=losses[rows])
    return Sums(gains, losses, "running totals")


def _differences(rising: FloatArray, q: float) -> Callable[[slice, IntArray, IntArray, float], FloatArray]:
    """A function of rows and their windows: sum over u_k in [start, stop) of (u_i - u_k) - q, or of (u_i - u_k) + q for sign -1.

    Totals of many values minus totals of many others lose digits. Here each value is split into a high part, a multiple of
    a power of two so coarse that sums of n of them are exact, and a low part so small that its rounding does not matter. The
    two parts travel as one complex number, so that each step is taken once for both.
    """
    q = min(q, 4.0)  # no difference of values in [-1, 1] comes near: such windows are empty
    coarse = 1.5 * 2.0 ** (
        2 + (len(rising) - 1).bit_length()
    )  # adding and taking it away leaves a multiple of its last bit
    parts = np.empty(len(rising), dtype=np.complex128)
    np.subtract(rising + coarse, coarse, out=parts.real)
    np.subtract(rising, parts.real, out=parts.imag)
    totals = np.zeros(len(parts) + 1, dtype=np.complex128)
    np.cumsum(parts, out=totals[1:])
    high_q = (q + coarse) - coarse
    lost = complex(high_q, q - high_q)

    def over(rows: slice, start: IntArray, stop: IntArray, sign: float) -> FloatArray:
        sums = parts[rows] - sign * lost
        sums *= stop - start
        sums -= totals[stop]
        sums += totals[start]
        return np.asarray(sums.real + sums.imag)

    return over


def _gaussian(rising: FloatArray, s: float) -> Sums:
    """How many values lie below and above, less the Gaussian sums over them; equal values are taken together."""
    n, first = len(rising), np.append(True, rising[1:] != rising[:-1])
    starts = np.append(np.flatnonzero(first), n)
    distinct, counts = rising[first], np.diff(starts).astype(np.float64)
    place = slice(None) if len(distinct) == n else np.cumsum(first) - 1
    if len(distinct) <= DENSE:
        found = _blockwise(distinct, counts, Gaussian(s).degrees)
        return Sums(found.gains[place], found.losses[place], "all pairs")
    sums = gauss_sums(distinct, counts, s)
    gains, losses = starts[:-1] - sums.below, n - starts[1:] - sums.above
    return Sums(gains[place], losses[place], "Gauss transform", sums.bound * n)


def _blockwise(values: FloatArray, counts: FloatArray, degrees: Callable[[FloatArray], FloatArray]) -> Sums:
    """Both sums by comparing all pairs of distinct values, a block of rows at a time: O(n²) time, O(n) memory."""
    size = len(values)
    gains, losses = np.zeros(size), np.zeros(size)
    start = 0
    while start < size:
        stop = min(size, start + max(1, CELLS_AT_ONCE // size))
        over = degrees(values[start:stop, None] - values[:stop])
        gains[start:stop] = over @ counts[:stop]
        losses[:stop] += counts[start:stop] @ over
        start = stop
    return Sums(gains, losses, "all pairs")
