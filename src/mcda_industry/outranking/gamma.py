"""PROMETHEE gamma: preference, indifference and incomparability from unicriterion flows (Dejaegere & De Smet, 2023)."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from mcda_industry.errors import MethodError
from mcda_industry.memory import check_square
from mcda_industry.methods.promethee import criterion_flows
from mcda_industry.outranking.pairwise import CELLS_AT_ONCE, MOST_ALTERNATIVES, PairTable
from mcda_industry.problem import Problem, as_problem
from mcda_industry.weighting.weights import Weights


@dataclass(frozen=True, eq=False)
class Gamma(PairTable):
    """`table[i, k]` (n, n), read-only: by how much alternative i leads alternative k on the criteria where it leads.

    The lead on a criterion is the difference of the unicriterion net flows, weighted; γ(a, b) - γ(b, a) is the difference of the
    net flows. Both small: the two are indifferent. Both large: they are incomparable, good on different criteria.
    """


def gamma(problem: Problem, weights: Weights | Mapping[str, float]) -> Gamma:
    """The gamma indicator of every pair.

    Raises
    ------
    MethodError
        If a criterion has no preference function, or there are fewer than two or more than 5 000 alternatives.

    Notes
    -----
    Dejaegere, G. & De Smet, Y. (2023), PROMETHEE γ: a new PROMETHEE based method for partial ranking based on valued coalitions
    of monocriterion net flow scores, Journal of Multi-Criteria Decision Analysis 30.

    Examples
    --------
    >>> from mcda_industry.preferences import Usual
    >>> from mcda_industry.problem import maximise
    >>> problem = Problem.of([maximise("a", preference=Usual()), maximise("b", preference=Usual())], {"x": (2, 1), "y": (1, 2)})
    >>> found = gamma(problem, {"a": 3, "b": 1})
    >>> found["x", "y"], found["y", "x"]
    (1.5, 0.5)
    """
    problem, weights = as_problem(problem), Weights.of(weights)
    n = len(problem.alternatives)
    instead = "Compare the best ones only."
    check_square(MethodError, "The gamma indicators", n, MOST_ALTERNATIVES, instead)
    flows, shares = criterion_flows(problem.evaluations).net, weights.over(problem.criterion_names)
    table = np.zeros((n, n))
    step = max(1, CELLS_AT_ONCE // n)
    for start in range(0, n, step):
        for column, share in zip(flows.T, shares, strict=True):
            table[start : start + step] += share * np.maximum(column[start : start + step, None] - column, 0.0)
    table.setflags(write=False)
    return Gamma(problem, weights, table)
