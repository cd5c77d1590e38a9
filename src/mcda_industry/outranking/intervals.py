"""PROMETHEE III: net flows as intervals; alternatives whose intervals overlap are indifferent."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from mcda_industry.arrays import FloatArray, frozen
from mcda_industry.errors import MethodError, quoted
from mcda_industry.outranking.pairwise import preference_rows
from mcda_industry.outranking.promethee import promethee
from mcda_industry.problem import Problem, as_problem
from mcda_industry.weighting.weights import Weights

MOST_ALTERNATIVES = 20_000
"""Beyond this comparing every pair takes longer than a few minutes."""


@dataclass(frozen=True, eq=False)
class FlowIntervals:
    """Intervals of the net flows.

    Attributes
    ----------
    problem, weights, alpha
        What was compared, with which weights, and how many standard deviations half an interval spans.
    net, low, high
        (n,) net flows, and the ends of their intervals.
    """

    problem: Problem
    weights: Weights
    alpha: float
    net: FloatArray
    low: FloatArray
    high: FloatArray

    def preferred(self, one: str, other: str) -> bool:
        """Whether one alternative is preferred to another: its interval lies wholly above."""
        return bool(self.low[self.problem.row(one)] > self.high[self.problem.row(other)])

    def indifferent(self, one: str, other: str) -> bool:
        """Whether the intervals of two alternatives overlap."""
        return not self.preferred(one, other) and not self.preferred(other, one)


def flow_intervals(problem: Problem, weights: Weights | Mapping[str, float], alpha: float = 0.2) -> FlowIntervals:
    """PROMETHEE III: the net flow of each alternative plus or minus `alpha` standard deviations.

    The standard deviation is that of the n - 1 differences π(a, b) - π(b, a) around their mean, the net flow.

    Parameters
    ----------
    problem, weights
        What is compared, and with which weights.
    alpha
        Zero or more; 0 gives PROMETHEE II.

    Raises
    ------
    MethodError
        If a criterion has no preference function, there are fewer than two or more than 20 000 alternatives, or alpha is negative
        or not a number.

    Notes
    -----
    Brans, J.-P., Mareschal, B. & Vincke, P. (1984), PROMETHEE: a new family of outranking methods in multicriteria analysis,
    Operational Research '84. Every pair is compared: time grows as n² m, memory as n.

    Examples
    --------
    >>> from mcda_industry.preferences import Usual
    >>> from mcda_industry.problem import maximise
    >>> problem = Problem.of([maximise("a", preference=Usual())], {"x": [3], "y": [2], "z": [1]})
    >>> found = flow_intervals(problem, {"a": 1}, alpha=0.5)
    >>> found.low, found.preferred("x", "y")
    (array([ 1. , -0.5, -1. ]), True)
    """
    if isinstance(alpha, bool) or not isinstance(alpha, int | float | np.number) or not 0 <= alpha < np.inf:
        said = f"alpha must be a number, zero or more, not {quoted(alpha)}."
        raise MethodError(said, code="bad_alpha", field="alpha")
    if (many := len(as_problem(problem).alternatives)) > MOST_ALTERNATIVES:
        said = f"PROMETHEE III compares every pair, and {many} alternatives are {many * (many - 1) // 2} pairs; "
        raise MethodError(
            f"{said}at most {MOST_ALTERNATIVES} alternatives are compared. Compare the best ones.", code="too_many"
        )
    flows = promethee(problem, weights)
    shares, n = flows.weights.over(problem.criterion_names), len(flows.net)
    variance = np.empty(n)
    for rows in preference_rows(problem.evaluations, shares):
        span = slice(rows.start, rows.stop)
        deviations = rows.over - rows.under - flows.net[span, None]
        deviations[np.arange(rows.stop - rows.start), np.arange(rows.start, rows.stop)] = 0.0
        variance[span] = (deviations**2).sum(axis=1) / (n - 1)
    half = float(alpha) * np.sqrt(variance)
    return FlowIntervals(
        problem, flows.weights, float(alpha), flows.net, frozen(flows.net - half), frozen(flows.net + half)
    )
