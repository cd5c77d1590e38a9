"""The nearest weights at which another set is funded, for linear scores: sets are placed exactly, and no nearer one is proved.

Where a given set is level with its rivals is a question about a few rows, answered exactly. Which set it is, is a question for a
mixed 0-1 programme: it proposes sets that may be level nearer than the nearest known one, until there are none.
"""

from contextlib import suppress
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

import numpy as np

from mcda_industry.arrays import BoolArray, FloatArray
from mcda_industry.portfolio import Choice
from mcda_industry.sensitivity.all_weights.nearest import Norm, length
from mcda_industry.sensitivity.all_weights.programmes import THIN, least_change, widest_lead
from mcda_industry.sensitivity.funded_set.leads import lead_over
from mcda_industry.sensitivity.funded_set.proposals import OutOfReachError, Proposals

MOST_SETS = 300
"""Sets placed before the nearest of them stands as an upper bound."""

STEP_INSIDE = 1e-6
"""How far towards the inside it is looked whether a set that is level can also be ahead."""

LEVEL = 1e-12
"""A lead nearer to zero than this is none."""


class Nearest(NamedTuple):
    """The nearest weights found at which the funded set changes.

    Attributes
    ----------
    weights
        (f,) inner weights at which another set is level; None if there are none.
    inside
        (f,) inner weights at which it is strictly ahead, and so on the whole way there from `weights`, nearby.
    exact
        Whether this is proved.
    barred
        Why there are none: on no criterion alone is another set worth more ("nothing_better"), all sets have been gone through
        ("ruled_out"), or the search was given up ("given_up"). None where there are some.
    """

    weights: FloatArray | None
    inside: FloatArray | None
    exact: bool
    barred: Literal["nothing_better", "ruled_out", "given_up"] | None


NONE = Nearest(None, None, True, "ruled_out")


@dataclass(eq=False)
class Search:
    """The sets seen, and the nearest weights at which one of them is funded.

    Attributes
    ----------
    table
        (n, f) what each candidate adds on each criterion alone under inner weights, magnitudes at most 1.
    inner, norm
        The present inner weights (f,), and how a change is measured.
    funded
        (n,) the set that is funded now.
    asked
        The choice the new set must come from.
    other
        The choice of the sets it must be worth as much as. None: the funded set alone, and the new one is any but that.
    """

    table: FloatArray
    inner: FloatArray
    norm: Norm
    funded: BoolArray
    asked: Choice
    other: Choice | None = None
    visited: list[BoolArray] = field(default_factory=list)
    rivals: list[BoolArray] = field(default_factory=list)
    best: Nearest = NONE
    distance: float = np.inf

    def run(self) -> Nearest:
        """Place the sets that are easily found, then those proposed, until none is left that could be nearer."""
        self.rivals.append(self.funded)
        if self.other is None:
            self.visited.append(self.funded)
        if not self._possible():
            return NONE._replace(barred="nothing_better")
        self._look_around()
        if self.distance == 0:  # nothing is nearer
            return self.best
        proposals = Proposals(self.table, self.inner, self.norm, *self.asked.system)
        with suppress(OutOfReachError):
            while len(self.visited) < MOST_SETS:
                proposed = proposals.nearest(self.rivals, self.visited, self.distance)
                if proposed is None:
                    return self.best
                self._place(proposed.taken)
                self._improve(proposed.weights)
        return self.best._replace(exact=False, barred=None if self.best.weights is not None else "given_up")

    def _look_around(self) -> None:
        """Place the sets that are best here, on each criterion alone, and then at the nearest distance known towards each."""
        corners = np.eye(len(self.inner))
        for point in (self.inner, *corners):
            self._improve(point)
        before = np.inf
        while 0 < self.distance < before:
            before = self.distance
            for corner in corners:
                way = corner - self.inner
                step = before / max(float(length(way, self.norm)), before)
                self._improve(self.inner + step * way)

    def _possible(self) -> bool:
        """Whether any set can be worth more than the funded one: the best worth is convex in the weights, so corners suffice."""
        if self.other is not None:
            return True
        found = (self.asked.best(column) for column in self.table.T)
        return any(
            lead_over(self.table, taken, self.funded)[j] > 0 for j, taken in enumerate(found) if taken is not None
        )

    def _improve(self, point: FloatArray) -> None:
        """Place the best set at this point, and, as long as that is nearer than all others, the best set where it is level."""
        for _ in range(MOST_SETS):
            taken = self.asked.best(self.table @ point)
            if taken is None or self._seen(taken):
                return
            before = self.distance
            self._place(taken)
            if not self.distance < before or self.best.weights is None:
                return
            point = self.best.weights

    def _seen(self, taken: BoolArray) -> bool:
        return any((taken == seen).all() for seen in self.visited)

    def _place(self, taken: BoolArray) -> None:
        """Find the nearest weights at which this set is level with all rivals and can pass them; keep them if none are nearer."""
        if self._seen(taken):
            return
        self.visited.append(taken)
        if not self.asked.allows(taken):
            return
        while True:
            rows = np.array([lead_over(self.table, taken, rival) for rival in self.rivals])
            weights = least_change(rows, self.inner, self.norm)
            if weights is None or float(length(weights - self.inner, self.norm)) >= self.distance:
                return
            widest = widest_lead(rows)
            if widest.lead <= THIN:
                return
            inside = weights + STEP_INSIDE * (widest.weights - weights)
            rival = self._rival(taken, weights, THIN) or self._rival(taken, inside, -LEVEL)
            if rival is None:
                break
            self.rivals.append(rival[0])
        self.distance = float(length(weights - self.inner, self.norm))
        self.best = Nearest(weights, widest.weights, True, None)

    def _rival(self, taken: BoolArray, point: FloatArray, lead: float) -> tuple[BoolArray] | None:
        """A set not yet among the rivals that is ahead of this one by more than a lead; below zero: one that is level, too."""
        best = None if self.other is None else self.other.best(self.table @ point)
        if best is None or any((best == one).all() for one in self.rivals):
            return None
        return (best,) if lead_over(self.table, best, taken) @ point > lead else None
