"""Unicriterion preference flows in O(n log n): the kernel of PROMETHEE, arrays only.

The positive flow of an alternative on one criterion is its mean degree of preference over the n - 1 others, the negative
flow their mean degree of preference over it, the net flow the difference (Brans & Vincke, 1985). The definition compares all
pairs. Here the values are sorted once; how many values lie beyond a threshold is then a position in the sorted list, and a
sum of differences is a difference of running totals (Calders & Van Assche, 2018, for linear and level). Gaussian sums come
from a fast Gauss transform; up to 1 500 distinct values they are added pair by pair.

Accuracy: usual, U-shape and level flows are those of the definition to the last bit (comparisons are decided as float64
decides `x - y > q`); V-shape, linear and Gaussian flows agree with it to 1e-12. What the Gauss transform leaves out is bounded,
and the bound comes with the result.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from mcda_industry.arrays import FloatArray, IntArray
from mcda_industry.methods.gauss import gauss_sums
from mcda_industry.preferences import Gaussian, Level, Linear, PreferenceFunction, UShape, Usual, VShape

CELLS_AT_ONCE = 1 << 18
"""Pairs of values a block of the Gaussian sum holds at a time (2 MiB)."""

SEARCHED_AT_ONCE = 1 << 14
"""Sorted values whose thresholds are searched together: their window stays in the processor's cache."""


DENSE = 1_500
"""Distinct values up to which Gaussian preferences are added pair by pair."""


class Flows(NamedTuple):
    """Positive, negative and net flows; all three (n,) for one criterion or (n, m) for all."""

    positive: FloatArray
    negative: FloatArray
    net: FloatArray
    truncation: float = 0.0
    """A bound on what the Gauss transform leaves out of a positive or negative flow; 0 where nothing is left out."""


class Sums(NamedTuple):
    """Total degree of preference of each distinct value over all values, and of all values over it."""

    gains: FloatArray
    losses: FloatArray
    truncation: float = 0.0


class Sorted(NamedTuple):
    """Distinct values in rising order, how often each occurs, and running totals of how often."""

    values: FloatArray
    counts: FloatArray
    below: FloatArray
    """(k + 1,) how many of the n values stand before each distinct one; the last entry is n."""


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
    n = len(values)
    exponent, preference = _exact_scaling(values, preference)
    order = np.argsort(values)
    ordered, place = _collapsed(np.ldexp(values[order], -exponent))
    with np.errstate(over="ignore"):
        gains, losses, truncation = _sums(ordered, preference)
    scattered = np.empty((3, n))
    for flow, sums in zip(scattered, (gains, losses, gains - losses), strict=True):
        flow[order] = (sums / (n - 1))[place]
    positive, negative, net = scattered
    return Flows(positive, negative, net, truncation / (n - 1))


def _exact_scaling(values: FloatArray, preference: PreferenceFunction) -> tuple[int, PreferenceFunction]:
    """A power of two that brings the values into [-1, 1], so that no difference overflows; thresholds follow exactly.

    Where differences are only compared, none is needed: an overflow compares rightly, and scaling could lose the smallest values.
    """
    if isinstance(preference, Usual | UShape | Level):
        return 0, preference
    thresholds = {name: value for name, value in preference if name != "kind"}
    largest = float(np.abs(values).max())
    exponents = [np.frexp(largest)[1], *(np.frexp(value)[1] - 1000 for value in thresholds.values() if value > 0)]
    exponent = int(max(exponents)) if largest > 0 else 0
    scaled = {name: float(np.ldexp(value, -exponent)) for name, value in thresholds.items()}
    if isinstance(preference, Gaussian):
        scaled["s"] = max(scaled["s"], float(np.finfo(np.float64).tiny))
    return exponent, type(preference)(**scaled)


def _collapsed(ordered: FloatArray) -> tuple[Sorted, IntArray]:
    """Sorted values without ties, and for each value the place of its distinct one."""
    first = np.ones(len(ordered), dtype=bool)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    starts = np.append(np.flatnonzero(first), len(ordered)).astype(np.float64)
    return Sorted(ordered[first], np.diff(starts), starts), np.cumsum(first) - 1


def _sums(ordered: Sorted, preference: PreferenceFunction) -> Sums:
    """The sums by the form of the preference function."""
    match preference:
        case Usual() | VShape(p=0.0):
            return _beyond(ordered, 0.0)
        case UShape(q=q):
            return _beyond(ordered, q)
        case Linear(q=q, p=p) if q == p:
            return _beyond(ordered, q)
        case Level(q=q, p=p):
            half, full = _beyond(ordered, q), _beyond(ordered, p)
            return Sums((half.gains + full.gains) / 2, (half.losses + full.losses) / 2)
        case VShape(p=p):
            return _ramp(ordered, 0.0, p)
        case Linear(q=q, p=p):
            return _ramp(ordered, q, p)
        case Gaussian(s=s) if len(ordered.values) > DENSE:
            return _gaussian(ordered, s)
        case _:
            return _blockwise(ordered, preference.degrees)


def _beyond(ordered: Sorted, threshold: float) -> Sums:
    """How many values each exceeds by more than the threshold, and how many exceed it by more."""
    lower = boundary(ordered.values, threshold)
    upper = mirrored(lower)
    return Sums(ordered.below[lower], ordered.below[-1] - ordered.below[upper])


def boundary(ordered: FloatArray, threshold: float) -> IntArray:
    """For each sorted distinct value, how many values it exceeds by more than the threshold, as float64 decides it.

    `u[i] - u[k] > threshold` and `u[k] < u[i] - threshold` differ on decimals (0.4 - 0.1 > 0.3 in float64), so a search for
    `u[i] - threshold` is only a first guess; it is moved until the comparison of the definition holds below it and fails at it.
    """
    found = np.empty(len(ordered), dtype=np.int64)
    start = 0
    for low in range(0, len(ordered), SEARCHED_AT_ONCE):
        block = ordered[low : low + SEARCHED_AT_ONCE]
        stop = start + int(np.searchsorted(ordered[start : low + len(block)], block[-1] - threshold)) + 1
        guess = start + np.searchsorted(ordered[start:stop], block - threshold)
        found[low : low + len(block)] = _settled(ordered, block, guess, threshold)
        start = max(0, int(found[low + len(block) - 1]) - 1)
    return found


def _settled(ordered: FloatArray, block: FloatArray, guess: IntArray, threshold: float) -> IntArray:
    """The guess moved to where the comparison of the definition changes; a rounding step or two."""
    while (far := np.flatnonzero((guess > 0) & (block - ordered[guess - 1] <= threshold))).size:
        guess[far] -= 1
    while (near := np.flatnonzero(block - ordered[guess] > threshold)).size:
        guess[near] += 1
    return guess


def mirrored(lower: IntArray) -> IntArray:
    """For each value, where the values begin that exceed it: those whose own boundary lies above it."""
    return np.asarray(np.cumsum(np.bincount(lower, minlength=len(lower))[: len(lower)]), dtype=np.int64)


def _ramp(ordered: Sorted, q: float, p: float) -> Sums:
    """Sums of the preference that rises from 0 at q to 1 at p: those beyond p count 1, those between in proportion."""
    lower_q, lower_p = boundary(ordered.values, q), boundary(ordered.values, p)
    upper_q, upper_p = mirrored(lower_q), mirrored(lower_p)
    excess = _differences(ordered, q)
    gains = ordered.below[lower_p] + excess(lower_p, lower_q, 1.0) / (p - q)
    losses = ordered.below[-1] - ordered.below[upper_p] + excess(upper_q, upper_p, -1.0) / (p - q)
    return Sums(gains, losses)


def _differences(ordered: Sorted, q: float) -> Callable[[IntArray, IntArray, float], FloatArray]:
    """A function of windows: sum over u_k in [start, stop) of (u_i - u_k) - q, or of (u_k - u_i) - q for sign -1.

    Totals of many values minus totals of many others lose digits. Here each value is split into a high part, a multiple of
    a power of two so coarse that sums of n of them are exact, and a low part so small that its rounding does not matter.
    """
    q = min(q, 4.0)  # no difference of values in [-1, 1] comes near: such windows are empty
    bits = 50 - int(np.ceil(np.log2(ordered.below[-1])))
    parts = []
    high = np.ldexp(np.rint(np.ldexp(ordered.values, bits)), -bits)
    high_q = float(np.ldexp(np.rint(np.ldexp(q, bits)), -bits))
    for part, part_of_q in ((high, high_q), (ordered.values - high, q - high_q)):
        totals = np.concatenate([[0.0], np.cumsum(part * ordered.counts)])
        parts.append((part, part_of_q, totals))

    def over(start: IntArray, stop: IntArray, sign: float) -> FloatArray:
        number = ordered.below[stop] - ordered.below[start]
        sums = [(part - sign * lost) * number - (totals[stop] - totals[start]) for part, lost, totals in parts]
        return np.asarray(sign * (sums[0] + sums[1]))

    return over


def _gaussian(ordered: Sorted, s: float) -> Sums:
    """How many values lie below and above, less the Gaussian sums over them."""
    found = gauss_sums(ordered.values, ordered.counts, s)
    n = ordered.below[-1]
    return Sums(ordered.below[:-1] - found.below, n - ordered.below[1:] - found.above, found.bound * float(n))


def _blockwise(ordered: Sorted, degrees: Callable[[FloatArray], FloatArray]) -> Sums:
    """Both sums by comparing all pairs of distinct values, a block of rows at a time: O(n²) time, O(n) memory."""
    size = len(ordered.values)
    gains, losses = np.zeros(size), np.zeros(size)
    start = 0
    while start < size:
        stop = min(size, start + max(1, CELLS_AT_ONCE // size))
        over = degrees(ordered.values[start:stop, None] - ordered.values[:stop])
        gains[start:stop] = over @ ordered.counts[:stop]
        losses[:stop] += ordered.counts[start:stop] @ over
        start = stop
    return Sums(gains, losses)
