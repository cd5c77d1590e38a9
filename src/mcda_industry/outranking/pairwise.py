"""The preference of every alternative over every other: the n² table that PROMETHEE sums up, for when it is wanted itself."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from mcda_industry.arrays import FloatArray
from mcda_industry.errors import MethodError, ProblemError, quoted
from mcda_industry.memory import check_square
from mcda_industry.methods.promethee import require_preferences
from mcda_industry.preferences import PreferenceFunction
from mcda_industry.problem import Evaluations, Problem, as_problem
from mcda_industry.weighting.weights import Weights

MOST_ALTERNATIVES = 5_000
"""Beyond this the table of n² preferences fills the memory (191 MiB at 5 000), and no one reads it."""

CELLS_AT_ONCE = 1 << 20


class Rows(NamedTuple):
    """Some rows of the table: the preferences of alternatives start to stop over all, and of all over them."""

    start: int
    stop: int
    over: FloatArray
    under: FloatArray


@dataclass(frozen=True, eq=False)
class PairTable:
    """A number for every ordered pair of alternatives: `table[i, k]` (n, n), read-only; `found["P01", "P02"]` by name."""

    problem: Problem
    weights: Weights
    table: FloatArray

    def __getitem__(self, pair: tuple[str, str]) -> float:
        if not isinstance(pair, tuple) or len(pair) != 2:
            said = f"A pair of alternatives is asked for by two names, not by {quoted(pair)}. Give both: found['P01', 'P02']."
            raise ProblemError(said, code="no_pair")
        return float(self.table[self.problem.row(pair[0]), self.problem.row(pair[1])])


class PairwisePreferences(PairTable):
    """`table[i, k]` (n, n), read-only: the weighted degree of preference of alternative i over alternative k, 0 to 1."""


def pairwise_preferences(problem: Problem, weights: Weights | Mapping[str, float]) -> PairwisePreferences:
    """The aggregated preference index of every pair (Brans, Vincke & Mareschal, 1986).

    Raises
    ------
    MethodError
        If there are more than 5 000 alternatives: the flows do not need this table, and grow as n log n.

    Examples
    --------
    >>> from mcda_industry.preferences import Usual
    >>> from mcda_industry.problem import maximise
    >>> problem = Problem.of([maximise("a", preference=Usual()), maximise("b", preference=Usual())], {"x": (2, 1), "y": (1, 2)})
    >>> pairwise_preferences(problem, {"a": 3, "b": 1})["x", "y"]
    0.75
    """
    problem, weights = as_problem(problem), Weights.of(weights)
    n = len(problem.alternatives)
    instead = "Use promethee() for flows, which need no such table."
    check_square(MethodError, "The pairwise preferences", n, MOST_ALTERNATIVES, instead)
    table = np.empty((n, n))
    shares, preferences = weights.over(problem.criterion_names), require_preferences(problem.evaluations)
    oriented = problem.values * problem.evaluations.directions
    for rows in _row_blocks(n):
        table[rows] = weighted_degrees(oriented[rows], oriented, preferences, shares)
    table.setflags(write=False)
    return PairwisePreferences(problem, weights, table)


def preference_rows(evaluations: Evaluations, shares: FloatArray) -> Iterator[Rows]:
    """The table in blocks of rows, both ways, so that its memory never grows beyond a block."""
    preferences = require_preferences(evaluations)
    oriented = evaluations.values * evaluations.directions
    for rows in _row_blocks(len(oriented)):
        block = oriented[rows]
        over = weighted_degrees(block, oriented, preferences, shares)
        yield Rows(rows.start, rows.stop, over, weighted_degrees(oriented, block, preferences, shares).T)


def _row_blocks(n: int) -> Iterator[slice]:
    """The rows of a table of n × n, so many at a time that their cells are few."""
    step = max(1, CELLS_AT_ONCE // n)
    return (slice(start, min(n, start + step)) for start in range(0, n, step))


def weighted_degrees(
    one: FloatArray, other: FloatArray, preferences: tuple[PreferenceFunction, ...], shares: FloatArray
) -> FloatArray:
    """(a, b) weighted degrees of preference of rows (a, m) over rows (b, m), more being better in every column."""
    total = np.zeros((len(one), len(other)))
    for mine, theirs, preference, share in zip(one.T, other.T, preferences, shares, strict=True):
        total += share * preference.degrees(mine[:, None] - theirs)
    return total
