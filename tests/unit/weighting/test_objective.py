"""Weights without asking anyone."""

from mcda_industry.problem import Problem, maximise, minimise
from mcda_industry.weighting import Weights, equal


def test_every_criterion_of_a_problem_gets_the_same_weight_and_the_source_says_so() -> None:
    problem = Problem.of([maximise("npv"), minimise("co2"), maximise("jobs")], {"P01": (1, 2, 3)})
    weights = equal(problem)
    assert weights == Weights({"npv": 1, "co2": 1, "jobs": 1})
    assert weights.over(problem.criterion_names).tolist() == [1 / 3] * 3
    assert weights.source == "equal"
