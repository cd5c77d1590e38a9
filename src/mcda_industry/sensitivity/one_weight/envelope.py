"""Who leads along a moving weight: the upper envelope of the scores, with exact breakpoints. Arrays only.

Straight lines: the hull of the points (score at t = 0, score at t = 1), by slope, in O(n log n). Scores whose crossings are known
by a formula: a walk from the present leader to the first alternative that overtakes it, O(n) for each breakpoint.
"""

from itertools import pairwise
from typing import NamedTuple

import numpy as np

from mcda_industry.arrays import ROUNDING, FloatArray, IntArray, settled
from mcda_industry.sensitivity.one_weight.paths import LinearPath, Path

TOGETHER = 1e-12
"""A lead that lasts for less of the share t is none: lines that meet in one point on paper meet within this."""


class Envelope(NamedTuple):
    """b breakpoints in (0, 1), the rows that lead on the b + 1 stretches between, and those that tie at 0, breakpoints and 1."""

    breakpoints: FloatArray
    leading: list[IntArray]
    tied: list[IntArray]


def line_envelope(path: LinearPath) -> Envelope:
    """The envelope of the first move of a path of straight lines.

    A line that never leads can touch the envelope only where the slope of the envelope passes its own: there it is looked for.

    Notes
    -----
    The upper hull by a monotone chain: Andrew, A. M. (1979), Another efficient algorithm for convex hulls in two dimensions,
    Information Processing Letters 9.
    """
    start, end = (
        settled(table[:, 0], m[0]) for table, m in zip((path.at_zero, path.at_one), path.magnitude, strict=True)
    )
    order = np.lexsort((end, start))[::-1]
    hull, breakpoints = _hull(start, end, order)
    points = np.concatenate([[0.0], breakpoints, [1.0]])
    slopes, slope = end[hull] - start[hull], end - start
    first = np.searchsorted(slopes, slope, side="left")
    last = np.searchsorted(slopes, slope, side="right")
    leader = hull[np.minimum(np.arange(len(points)), len(hull) - 1)]
    slack = ROUNDING * float(path.magnitude[:, 0].max())
    touching = [_gap(start, end, points, leader, place) <= slack for place in (first, last)]
    on_top = first < last
    same = hull[np.where(on_top, first, 0)]
    on_top &= (start == start[same]) & (end == end[same])
    leading = _grouped(first[on_top], np.flatnonzero(on_top), len(hull))
    pairs = [(place[hit], np.flatnonzero(hit)) for place, hit in zip((first, last), touching, strict=True)]
    pairs += [(first[on_top] + side, np.flatnonzero(on_top)) for side in (0, 1)]
    where, who = np.divmod(np.unique(np.concatenate([place * len(start) + row for place, row in pairs])), len(start))
    return Envelope(breakpoints, leading, _grouped(where, who, len(points)))


def _hull(start: FloatArray, end: FloatArray, order: IntArray) -> tuple[IntArray, FloatArray]:
    """The lines that lead somewhere, by rising slope, and where each passes the one before."""
    best = np.maximum.accumulate(end[order])
    rising = order[np.append(True, best[1:] > best[:-1])]
    hull: list[int] = []
    at: list[float] = []
    for line, low, high in zip(rising.tolist(), start[rising].tolist(), end[rising].tolist(), strict=True):
        meet = 0.0
        while hull:
            lost, won = start[hull[-1]] - low, high - end[hull[-1]]
            meet = float(lost / (lost + won))
            if meet > at[-1] + TOGETHER:
                break
            meet = 0.0
            hull.pop()
            at.pop()
        if meet < 1 - TOGETHER:
            hull.append(line)
            at.append(meet)
    return np.array(hull), np.array(at[1:])


def _gap(start: FloatArray, end: FloatArray, points: FloatArray, leader: IntArray, place: IntArray) -> FloatArray:
    """(n,) how far each line is below the envelope at its point."""
    t, top = points[place], leader[place]
    return np.asarray((1 - t) * (start[top] - start) + t * (end[top] - end))


def _grouped(where: IntArray, rows: IntArray, groups: int) -> list[IntArray]:
    """The rows at each place, rising."""
    order = np.lexsort((rows, where))
    bounds, ordered = np.searchsorted(where[order], np.arange(groups + 1)), rows[order]
    return [ordered[low:high] for low, high in pairwise(bounds)]


def walked_envelope(path: Path, n: int) -> Envelope:
    """The envelope of the first move of any path over n alternatives."""
    everyone = np.arange(n)
    t, leader = 0.0, _best_at_zero(path, everyone)
    breakpoints: list[float] = []
    leading: list[IntArray] = []
    tied = [_level(path, everyone, leader, 0.0)]
    while True:
        leader, passing = _just_after(path, everyone, leader, t)
        together = path.always_tied(everyone, np.full(n, leader))[:, 0] | (everyone == leader)
        if leading and leading[-1][0] == together.argmax():  # it passed and fell back at once
            breakpoints.pop()
            tied.pop()
        else:
            leading.append(np.flatnonzero(together))
        ahead = np.where((passing > t + TOGETHER) & (passing < 1 - TOGETHER), passing, np.inf).min(axis=1)
        t = float(ahead.min())
        if not np.isfinite(t):
            tied.append(_level(path, everyone, leader, 1.0))
            return Envelope(np.array(breakpoints), leading, tied)
        breakpoints.append(t)
        meet = (np.abs(passing - t) <= TOGETHER).any(axis=1)
        tied.append(np.flatnonzero(together | meet))
        leader = int(ahead.argmin())


def _best_at_zero(path: Path, everyone: IntArray) -> int:
    """One that no other is ahead of at t = 0."""
    leader, seen = 0, set()
    while leader not in seen:
        seen.add(leader)
        lead = path.leads(everyone, np.full(len(everyone), leader), np.zeros((len(everyone), 1)))[:, 0]
        leader = int(lead.argmax()) if lead.max() > 0 else leader
    return leader


def _just_after(path: Path, everyone: IntArray, leader: int, t: float) -> tuple[int, FloatArray]:
    """Who leads just after t, starting from one that leads at t, and where the others cross it (n, r)."""
    seen: set[int] = set()
    while True:
        seen.add(leader)
        against = np.full(len(everyone), leader)
        crossings = path.crossings(everyone, against)[:, 0]
        onward = np.where(crossings > t + TOGETHER, crossings, 1.0).min(axis=1)
        lead = path.leads(everyone, against, (t + onward)[:, None] / 2)[:, 0]
        lead[list(seen)] = 0.0
        if lead.max() <= 0:
            return leader, crossings
        leader = int(lead.argmax())


def _level(path: Path, everyone: IntArray, leader: int, t: float) -> IntArray:
    """The rows that tie with the leader at t."""
    at = np.full((len(everyone), 1), t)
    return np.flatnonzero(path.leads(everyone, np.full(len(everyone), leader), at)[:, 0] == 0)
