"""Weights without asking anyone."""

from mcda_industry.problem import Problem, as_problem
from mcda_industry.weighting.weights import Weights


def equal(problem: Problem) -> Weights:
    """The same weight for every criterion of a problem.

    Examples
    --------
    >>> from mcda_industry.problem import maximise
    >>> equal(Problem.of([maximise("a"), maximise("b")], {"x": (1, 2)}))
    Weights(a: 0.500, b: 0.500; equal)
    """
    return Weights(dict.fromkeys(as_problem(problem).criterion_names, 1.0), source="equal")
