"""The nearest weights that carry an alternative into the best k, for linear scores: branch and bound. Arrays only.

At most k - 1 others may stay ahead. A branch is a set of rivals that must be beaten and a set that may stay ahead; its
bound is the distance at which the first set is beaten. The nearest branch is looked at first, and rivals enter it only
when they turn out to be in the way, so that few of them ever do. The first branch whose weights let at most k - 1 others
ahead is the answer.
"""

from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import count
from typing import NamedTuple

import numpy as np

from mcda_industry.arrays import BoolArray, FloatArray, IntArray
from mcda_industry.sensitivity.all_weights.nearest import Norm, length
from mcda_industry.sensitivity.all_weights.programmes import THIN, evened, least_change, widest_lead

MOST_BRANCHES = 2_000
"""Branches looked at before the search settles for the best it can reach: an upper bound."""

BEHIND = 1e-12
"""A lead below minus this, of the largest on any criterion, is one of the rival."""


class Entry(NamedTuple):
    """How an alternative enters the best k.

    Attributes
    ----------
    weights
        (m,) the nearest weights at which it draws level; None if there are none.
    inside
        (m,) weights at which it is strictly ahead of all that it passes, and so on the whole way there from `weights`.
    exact
        Whether this is proved: no nearer weights, or none at all.
    barring
        (r,) where there are none, shares of the rivals that together are at least as good on every criterion; None where
        the proof is the search itself.
    """

    weights: FloatArray | None
    inside: FloatArray | None
    exact: bool
    barring: FloatArray | None = None


class _Branch(NamedTuple):
    distance: float
    number: int
    weights: FloatArray
    beaten: frozenset[int]
    ahead: frozenset[int]


def enter_best(leads: FloatArray, weights: FloatArray, places: int, norm: Norm, most: int = MOST_BRANCHES) -> Entry:
    """The nearest weights at which the alternative is level with all but `places - 1` of its rivals, and can pass them.

    Parameters
    ----------
    leads
        (r, m) its lead over each rival on each criterion alone; no row is all zeros.
    weights, places, norm
        The present weights (m,), how many places there are, and how the change is measured.
    most
        Branches looked at before the search settles for an upper bound.

    Examples
    --------
    >>> leads = np.array([[1.0, -1.0, 0.0], [0.5, 0.0, -1.0]])
    >>> enter_best(leads, np.array([0.2, 0.4, 0.4]), 1, "l1").weights.round(3)
    array([0.4, 0.4, 0.2])
    """
    rows = evened(leads)
    always = np.flatnonzero(rows.max(axis=1) <= 0)
    if len(always) >= places:
        return Entry(None, None, True, _alone(always[0], len(rows)) if places == 1 else None)
    if places == 1:
        widest = widest_lead(leads)
        if widest.lead <= THIN:
            return Entry(None, None, True, widest.shares)
    return _Search(rows, weights, places, norm, most).run(frozenset(always.tolist()))


def _alone(rival: int, number: int) -> FloatArray:
    return np.asarray(np.arange(number) == rival, dtype=np.float64)


@dataclass
class _Search:
    """The branches not yet looked at, the nearest first."""

    rows: FloatArray
    weights: FloatArray
    places: int
    norm: Norm
    most: int
    waiting: list[_Branch] = field(default_factory=list)
    numbers: "count[int]" = field(default_factory=count)

    def run(self, always: frozenset[int]) -> Entry:
        """Look at branches, the nearest first; beyond `most` only at the nearest child of each."""
        self._add(frozenset(), always)
        looked_at = 0
        while self.waiting:
            branch = heappop(self.waiting)
            if looked_at >= self.most:
                self.waiting.clear()
            found = self._look(branch)
            looked_at += 1
            if found is not None:
                return found._replace(exact=looked_at <= self.most)
        return Entry(None, None, exact=looked_at <= self.most)

    def _add(self, beaten: frozenset[int], ahead: frozenset[int]) -> None:
        found = least_change(self.rows[sorted(beaten)], self.weights, self.norm)
        if found is not None:
            distance = float(length(found - self.weights, self.norm))
            heappush(self.waiting, _Branch(distance, next(self.numbers), found, beaten, ahead))

    def _look(self, branch: _Branch) -> Entry | None:
        """The answer, if this branch is it; else its children are added."""
        leads, undecided = self.rows @ branch.weights, self._undecided(branch)
        in_the_way = _hardest(leads, undecided & (leads < -BEHIND))
        room = self.places - 1 - len(branch.ahead)
        if len(in_the_way) > room:
            self._divide(branch, in_the_way[: room + 1])
            return None
        passed = np.ones(len(leads), dtype=bool)
        passed[[*branch.ahead, *in_the_way]] = False
        if not passed.any():
            return Entry(branch.weights, branch.weights, True)
        widest = widest_lead(self.rows[passed])
        if widest.lead > THIN:
            return Entry(_level(self.rows[passed], branch.weights, widest.weights), widest.weights, True)
        if room and len(tied := _hardest(leads, undecided & (np.abs(leads) <= THIN))):
            self._add(branch.beaten | {int(tied[0])}, branch.ahead)
            self._add(branch.beaten, branch.ahead | {int(tied[0])})
        return None

    def _undecided(self, branch: _Branch) -> BoolArray:
        undecided = np.ones(len(self.rows), dtype=bool)
        undecided[[*branch.beaten, *branch.ahead]] = False
        return undecided

    def _divide(self, branch: _Branch, rivals: IntArray) -> None:
        """One of these must be beaten: the first, or the second and not the first, and so on."""
        for place, rival in enumerate(rivals.tolist()):
            self._add(branch.beaten | {rival}, branch.ahead | set(rivals[:place].tolist()))


def _hardest(leads: FloatArray, among: BoolArray) -> IntArray:
    """The rivals among these, the one furthest ahead first."""
    rivals = np.flatnonzero(among)
    return rivals[np.argsort(leads[rivals], kind="stable")]


def _level(rows: FloatArray, weights: FloatArray, inside: FloatArray) -> FloatArray:
    """The weights, moved inwards by what the tolerance of a solver left them short of level."""
    leads, within = rows @ weights, rows @ inside
    short = leads < 0
    if not short.any():
        return weights
    step = np.max(-leads[short] / (within[short] - leads[short]))
    return np.asarray(weights + step * (inside - weights))
