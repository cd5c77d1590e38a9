"""PROMETHEE I: a partial order, with preference only where both flows agree."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

import numpy as np

from mcda_industry.arrays import BoolArray, FloatArray
from mcda_industry.errors import MethodError
from mcda_industry.memory import check_square
from mcda_industry.problem import Problem

MOST_ALTERNATIVES = 2_000
"""Beyond this no one reads the relation of every pair, and the reduction of the order takes too long; ask pair by pair."""


class Relation(StrEnum):
    """How one alternative stands to another; equal to its letters: `Relation.PREFERRED == "P"`."""

    PREFERRED = "P"
    BEHIND = "P-"
    INDIFFERENT = "I"
    INCOMPARABLE = "R"


class Cover(NamedTuple):
    """One edge of the reduced order: nothing stands between the better and the worse alternative."""

    better: str
    worse: str


@dataclass(frozen=True, eq=False)
class PartialOrder:
    """a is preferred to b where its positive flow is not lower and its negative flow not higher.

    Where one flow speaks for a and the other for b, the two are incomparable: good on different criteria.

    Attributes
    ----------
    problem
        What was compared.
    positive, negative
        (n,) the flows.
    """

    problem: Problem
    positive: FloatArray
    negative: FloatArray

    def relation(self, a: str, b: str) -> Relation:
        """The relation of a to b: "P" preferred, "P-" the other way round, "I" indifferent, "R" incomparable."""
        i, k = self.problem.row(a), self.problem.row(b)
        gains, losses = self.positive[i] - self.positive[k], self.negative[k] - self.negative[i]
        if gains == losses == 0:
            return Relation.INDIFFERENT
        if gains >= 0 and losses >= 0:
            return Relation.PREFERRED
        return Relation.BEHIND if gains <= 0 and losses <= 0 else Relation.INCOMPARABLE

    @cached_property
    def preferred(self) -> BoolArray:
        """(n, n) whether the row alternative is preferred to the column one, read-only; refused beyond 2 000 alternatives."""
        weakly = self._at_least_as_good
        found = weakly & ~weakly.T
        found.setflags(write=False)
        return found

    @cached_property
    def _at_least_as_good(self) -> BoolArray:
        self._require_few()
        return np.asarray((self.positive[:, None] >= self.positive) & (self.negative[:, None] <= self.negative))

    @property
    def _indifferent(self) -> BoolArray:
        return self._at_least_as_good & self._at_least_as_good.T

    def incomparable(self) -> tuple[tuple[str, str], ...]:
        """Every pair of incomparable alternatives, in the order of the problem."""
        apart = ~(self.preferred | self.preferred.T | self._indifferent)
        names = self.problem.alternatives
        return tuple((names[i], names[k]) for i, k in np.argwhere(np.triu(apart, 1)))

    def counts(self) -> dict[Relation, int]:
        """How many pairs stand in each relation; preference either way counts as preference."""
        pairs = len(self.problem.alternatives) * (len(self.problem.alternatives) - 1) // 2
        preferred, level = int(self.preferred.sum()), int(np.triu(self._indifferent, 1).sum())
        found = Counter({Relation.PREFERRED: preferred, Relation.INDIFFERENT: level})
        found[Relation.INCOMPARABLE] = pairs - preferred - level
        return dict(found)

    def hasse(self) -> tuple[Cover, ...]:
        """The order reduced to its edges: what follows by transitivity is left out.

        Indifferent alternatives are told once, by the first of them; `classes` says who they are.

        Examples
        --------
        >>> from mcda_industry.outranking.promethee import promethee
        >>> from mcda_industry.preferences import Usual
        >>> from mcda_industry.problem import maximise
        >>> problem = Problem.of([maximise("a", preference=Usual())], {"x": [3], "y": [2], "z": [1]})
        >>> promethee(problem, {"a": 1}).partial_order.hasse()
        (Cover(better='x', worse='y'), Cover(better='y', worse='z'))
        """
        first = [self.problem.row(members[0]) for members in self.classes]
        order = self.preferred[np.ix_(first, first)]
        between = (order.astype(np.float32) @ order.astype(np.float32)) > 0
        names = self.problem.alternatives
        return tuple(Cover(names[first[i]], names[first[k]]) for i, k in np.argwhere(order & ~between))

    @cached_property
    def classes(self) -> tuple[tuple[str, ...], ...]:
        """The alternatives in classes of indifference, in the order of the problem."""
        flows: dict[tuple[float, float], list[str]] = {}
        for name, gained, lost in zip(self.problem.alternatives, self.positive, self.negative, strict=True):
            flows.setdefault((float(gained), float(lost)), []).append(name)
        return tuple(tuple(members) for members in flows.values())

    @property
    def best(self) -> tuple[str, ...]:
        """The alternatives to which none is preferred; any number of them, in n log n time."""
        order = np.lexsort(
            (self.negative, -self.positive)
        )  # from the highest positive flow, the lowest negative one first
        gained, lost = self.positive[order], self.negative[order]
        group = np.append(0, np.flatnonzero(np.diff(gained)) + 1)
        least = lost[group]  # the lowest negative flow of those with the same positive flow
        before = np.append(np.inf, np.minimum.accumulate(least)[:-1])
        sizes = np.diff(np.append(group, len(order)))
        kept = (lost == np.repeat(least, sizes)) & (lost < np.repeat(before, sizes))
        names = self.problem.alternatives
        return tuple(names[i] for i in np.sort(order[kept]))

    def _require_few(self) -> None:
        instead = "Ask for the relation of a pair, or for the best."
        check_square(MethodError, "The relations", len(self.positive), MOST_ALTERNATIVES, instead, bytes_each=1)
