"""The decision problems everyone is given, in the forms they take them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

import mcda_industry as mi
from mcda_industry.arrays import FloatArray

Scores = Callable[[FloatArray], FloatArray]
"""(n,) scores under (m,) weights: what a peer is reduced to."""

Q, P, S = 5.0, 20.0, 12.5
"""Thresholds of indifference and preference, and the inflection of the Gaussian, for values from 1 to 100."""

PIECEWISE = (mi.Usual(), mi.UShape(Q), mi.VShape(P), mi.Level(Q, P), mi.Linear(Q, P))


@dataclass(frozen=True, eq=False)
class Decision:
    """Random performances on benefits and costs, every third criterion a cost.

    Attributes
    ----------
    values
        (n, m) from 1 to 100, in C order.
    signs
        (m,) 1 for a benefit, -1 for a cost.
    weights
        (m,) adding to 1, all different.
    """

    values: FloatArray
    signs: FloatArray
    weights: FloatArray

    @classmethod
    def random(cls, n: int, m: int = 10) -> "Decision":
        """The same numbers for the same n and m, always."""
        points = 1 + np.arange(m) / 7
        signs = np.where(np.arange(m) % 3 == 2, -1.0, 1.0)
        values = np.random.default_rng(7).uniform(1.0, 100.0, (n, m))
        values.setflags(write=False)  # a peer that changed it would give the next one other data
        return cls(values, signs, points / points.sum())

    @property
    def directions(self) -> list[str]:
        """A word for each criterion: "max" or "min"."""
        return ["max" if sign > 0 else "min" for sign in self.signs]

    @cached_property
    def oriented(self) -> FloatArray:
        """(n, m) values of which more is better."""
        return self.values * self.signs

    @cached_property
    def columns(self) -> FloatArray:
        """(m, n) the same, a criterion after the other in memory: how sorting is fastest."""
        return np.ascontiguousarray(self.oriented.T)

    def evaluations(self, preference: mi.PreferenceFunction | None = None) -> mi.Evaluations:
        """Checked and copied, for this library."""
        return mi.Evaluations.of(self.values, self.directions, preference)

    def problem(self, preference: mi.PreferenceFunction | None = None) -> mi.Problem:
        """With names, for this library."""
        named = enumerate(self.directions)
        return mi.Problem.from_arrays(self.values, [mi.Criterion(f"c{j}", d, preference=preference) for j, d in named])

    def named_weights(self) -> mi.Weights:
        """The weights by the names of the problem."""
        return mi.Weights({f"c{j}": weight for j, weight in enumerate(self.weights.tolist())})


def under(scores: Scores, weights: FloatArray) -> Callable[[], FloatArray]:
    """The call that scores under these weights."""
    return lambda: scores(weights)
