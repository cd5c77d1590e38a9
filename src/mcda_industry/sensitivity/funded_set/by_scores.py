"""Whether a set overtakes what is funded, where scores are not linear: what a search along rays asks. Arrays only.

Where the decision has changed, a set is worth more than its rival; both are the best of their kind at the weights looked at.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import cast

import numpy as np

from mcda_industry.arrays import BoolArray, FloatArray
from mcda_industry.portfolio import Choice
from mcda_industry.sensitivity.all_weights.nearest import Norm, length, nearest_ties
from mcda_industry.sensitivity.all_weights.search import CLEAR, slopes
from mcda_industry.sensitivity.funded_set.leads import lead_over


@dataclass(eq=False)
class Refunding:
    """Whether a set of the choice asked for is worth more than its rival: one that is given, or the best of another choice.

    Attributes
    ----------
    scores
        What candidates add (s, n) under weights (s, m).
    asked
        The choice the set comes from.
    rival
        (n,) a set, or the choice whose best set it must be worth more than.
    """

    scores: Callable[[FloatArray], FloatArray]
    asked: Choice
    rival: BoolArray | Choice
    known: list[BoolArray] = field(default_factory=list)

    def lead(self, points: FloatArray) -> FloatArray:
        """(s,) by how much it is worth more, less what is rounding."""
        return np.array([self._lead(worth) for worth in self.scores(points)])

    def tangents(self, point: FloatArray) -> FloatArray:
        """(1, m) the tangent of that lead."""
        worth, rates = slopes(self.scores, point)
        one, other = self._pair(worth)
        lead = lead_over(worth[:, None], one, other)[0]
        return np.asarray((rates[one].sum(axis=0) - rates[other].sum(axis=0) + lead)[None])

    def targets(self, point: FloatArray, weights: FloatArray, norm: Norm) -> FloatArray:
        """(t, m) the weights at which the tangent is level, if they are ahead of us."""
        rows = self.tangents(point)
        behind = rows @ weights < 0
        ties = nearest_ties(rows[behind], -(rows[behind] @ weights), weights, norm)
        return np.asarray(ties[np.isfinite(length(ties - weights, norm))])

    def _lead(self, worth: FloatArray) -> float:
        """A set seen before that is ahead will do; only where none is, the best is sought."""
        noise = CLEAR * float(np.abs(worth).sum())
        if not isinstance(self.rival, Choice):
            seen = max((float(lead_over(worth[:, None], one, self.rival)[0]) for one in self.known), default=0.0)
            if seen > noise:
                return seen - noise
        one, other = self._pair(worth)
        if not any((one == seen).all() for seen in self.known):
            self.known.append(one)
        return float(lead_over(worth[:, None], one, other)[0]) - noise

    def _pair(self, worth: FloatArray) -> tuple[BoolArray, BoolArray]:
        """The set and its rival; there is one of each kind, or nothing would be asked."""
        other = self.rival.best(worth) if isinstance(self.rival, Choice) else self.rival
        return cast("BoolArray", self.asked.best(worth)), cast("BoolArray", other)
