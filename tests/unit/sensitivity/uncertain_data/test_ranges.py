"""Ranges of ranks under uncertain performances, against every corner of what is uncertain."""

from itertools import product

import numpy as np
import pytest

import mcda_industry as mi
from mcda_industry.laws_of_performance import Normal, Uniform
from mcda_industry.sensitivity.uncertain_data import rank_ranges
from mcda_industry.uncertain import UncertainProblem


def random_problem(seed: int, direction: str = "max") -> UncertainProblem:
    rng = np.random.default_rng(seed)
    criteria = [mi.maximise("a", scale=(0, 10)), mi.Criterion("b", direction, scale=(0, 10), preference=mi.Usual())]
    low = rng.integers(0, 8, (4, 2))
    rows = {
        f"P{i}": [Uniform(float(v), float(v + rng.integers(1, 3))) if rng.random() < 0.6 else float(v) for v in row]
        for i, row in enumerate(low)
    }
    rows["P0"][0] = Uniform(1, 3)
    return UncertainProblem.of(criteria, rows)


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("direction", ["max", "min"])
def test_exact_ranges_are_those_of_all_corners(seed: int, direction: str) -> None:
    problem, weights = random_problem(seed, direction), {"a": 2, "b": 1}
    found = rank_ranges(problem, weights, "weighted_sum")
    assert found.exact
    cells, best, worst = problem.uncertain_cells, np.full(4, 9), np.zeros(4)
    for corner in product(*(law.ends for law in cells.laws)):
        table = problem.central.values.copy()
        table[cells.rows, cells.columns] = corner
        scores = mi.rank(mi.Problem.from_arrays(table, problem.criteria), weights, "weighted_sum").scores
        best = np.minimum(best, 1 + (scores > scores[:, None]).sum(axis=1))
        worst = np.maximum(worst, (scores >= scores[:, None]).sum(axis=1))
    assert found.best.tolist() == best.tolist()
    assert found.worst.tolist() == worst.tolist()


def test_a_law_without_ends_or_a_relative_method_gives_what_was_seen_and_says_so() -> None:
    rows = {"x": [Normal(5, 1)], "y": [5], "z": [9]}
    problem = UncertainProblem.of([mi.maximise("a", scale=(0, 10), preference=mi.VShape(2))], rows)
    for method in ("weighted_sum", "promethee2"):
        found = rank_ranges(problem, {"a": 1}, method)
        assert not found.exact
        assert found["y"] == (2, 3)
        assert found.sentence("y") == "y can take ranks 2 to 3 whatever the uncertain values (seen, not proved)."


def test_ranges_are_told_in_both_languages_and_as_a_frame() -> None:
    rows = {"x": [Uniform(2, 9)], "y": [5], "z": [1]}
    found = rank_ranges(UncertainProblem.of([mi.maximise("a", scale=(0, 10))], rows), {"a": 1}, "weighted_sum")
    assert found.sentence("x", "fr") == "x peut prendre les rangs 1 à 2 quelles que soient les valeurs incertaines."
    assert found.sentence("z") == "z is number 3 whatever the uncertain values."
    assert found.to_frame().loc["x"].tolist() == [1, 2]
    with pytest.raises(mi.ProblemError, match="There is no alternative 'zz'"):
        found["zz"]


def test_without_uncertainty_there_are_no_ranges() -> None:
    with pytest.raises(mi.SensitivityError, match="Nothing is uncertain"):
        rank_ranges(mi.Problem.of([mi.maximise("a")], {"x": [1], "y": [2]}), {"a": 1}, "weighted_sum")
