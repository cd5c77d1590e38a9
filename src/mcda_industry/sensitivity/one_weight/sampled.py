"""Stability and leaders of a black box: answered by trying weights, for methods whose form is not known."""

from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

import numpy as np

from mcda_industry.arrays import FloatArray, IntArray
from mcda_industry.methods import ScoreFunction
from mcda_industry.sensitivity.one_weight.envelope import Envelope
from mcda_industry.sensitivity.one_weight.paths import Moves

STEPS = 200
"""Weights tried on each side; a change that lasts less than 1/200 of that side can be missed."""

BISECTIONS = 40
"""Halvings of a step: the end of an interval is found to 1e-12 or better."""

A_POINT = 1e-9
"""A lead over less than this is a tie, which rounding stretches."""

MOST_CHANGES = 20
"""Changes of leader followed up within one step; a method that changes more often there is noise."""


def sampled_limits(
    function: ScoreFunction, weights: FloatArray, moves: Moves, decision: Callable[[FloatArray], object]
) -> tuple[FloatArray, FloatArray]:
    """(k,) lowest and (k,) highest share found of each move with the same decision; ±inf where it never changed."""
    now, present = decision(function(weights)), moves.now
    low, high = np.full(len(present), -np.inf), np.full(len(present), np.inf)
    for j in np.flatnonzero(moves.room):

        def same(t: float, j: int = int(j)) -> bool:
            return decision(function(moves.at(j, t))) == now

        low[j] = first_change(same, float(present[j]), 0.0, -np.inf)
        high[j] = first_change(same, float(present[j]), 1.0, np.inf)
    return low, high


def first_change(same: Callable[[float], bool], start: float, end: float, never: float, steps: int = STEPS) -> float:
    """Where the decision first changes on the way from start to end: found on a grid, refined by bisection."""
    inside = start
    for outside in np.linspace(start, end, steps + 1)[1:]:
        if not same(outside):
            return _bisected(same, inside, float(outside))[0]
        inside = float(outside)
    return never


def _bisected(same: Callable[[float], bool], inside: float, outside: float) -> tuple[float, float]:
    """The last point found on the inside of a change, and the first outside."""
    for _ in range(BISECTIONS):
        middle = (inside + outside) / 2
        inside, outside = (middle, outside) if same(middle) else (inside, middle)
    return inside, outside


def sampled_envelope(leading: Callable[[float], tuple[int, ...]]) -> Envelope:
    """Who leads along one move, from the rows that lead at a share: compared on a grid, changes refined by bisection."""
    found = [(0.0, leading(0.0))]
    for before, end in pairwise(np.linspace(0.0, 1.0, STEPS + 1).tolist()):
        found += _changes(leading, found[-1][1], before, end)
    starts = np.array([start for start, _ in found])
    broad = np.flatnonzero(np.diff(starts, append=1.0) > A_POINT).tolist()
    kept = [k for i, k in enumerate(broad) if i == 0 or found[k][1] != found[broad[i - 1]][1]]
    breakpoints = starts[kept[1:]]
    between = [_union(who for _, who in found[one : two + 1]) for one, two in pairwise(kept)]
    tied = [_union([found[0][1], found[kept[0]][1]]), *between, _union([leading(1.0), found[kept[-1]][1]])]
    return Envelope(breakpoints, [_union([found[k][1]]) for k in kept], tied)


def _changes(
    leading: Callable[[float], tuple[int, ...]], leaders: tuple[int, ...], start: float, end: float
) -> Iterator[tuple[float, tuple[int, ...]]]:
    """(share, rows that lead from there on) for every change within a step."""
    last = leading(end)
    for _ in range(MOST_CHANGES):
        if leaders == last:
            return

        def same(t: float, leaders: tuple[int, ...] = leaders) -> bool:
            return leading(t) == leaders

        start = _bisected(same, start, end)[1]
        leaders = leading(start)
        yield start, leaders
    yield end, last


def _union(parts: Iterable[tuple[int, ...]]) -> IntArray:
    return np.array(sorted({row for part in parts for row in part}), dtype=np.int64)
