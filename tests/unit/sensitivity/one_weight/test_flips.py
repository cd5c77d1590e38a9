"""How far a weight can move before an alternative enters or leaves the best places."""

import numpy as np
import pytest
from strategies import METHODS
from unit.sensitivity.one_weight.test_stability import BlackBox, moved, problem_of, random_problems

import mcda_industry as mi
from mcda_industry.arrays import ranks, settled
from mcda_industry.sensitivity.one_weight.flips import Flip, nearest_flip, place_intervals

STEP = 1e-6


def assert_exact(problem: mi.Problem, weights: mi.Weights, method: mi.RankingMethod, places: int) -> None:
    ranking = mi.rank(problem, weights, method)
    found, shares = place_intervals(ranking, places), weights.over(problem.criterion_names)

    def within(alternative: int, criterion: int, value: float) -> bool:
        scores = settled(ranking.score_function(moved(shares, criterion, value)))
        return bool(ranks(scores)[alternative] <= places)

    for i, name in enumerate(problem.alternatives):
        now = ranking.ranks[i] <= places
        for j, criterion in enumerate(problem.criterion_names):
            low, weight, high = found[name][criterion]
            assert 0 <= low <= weight <= high <= 1
            for end, inward in ((low, 1), (high, -1)):
                if end != weight:
                    assert within(i, j, end + inward * STEP) == now, (name, criterion, end)
                if 0 < end < 1:
                    assert any(within(i, j, end - inward * step) != now for step in (STEP, 1e-4)), (
                        name,
                        criterion,
                        end,
                    )
            for share in (0.1, 0.5, 0.9):
                assert low == high or within(i, j, low + share * (high - low)) == now, (name, criterion)


@pytest.mark.parametrize("places", [1, 2])
@pytest.mark.parametrize("kind", ["continuous", "whole"])
@pytest.mark.parametrize("name", METHODS)
def test_an_alternative_keeps_its_side_inside_and_changes_it_just_outside(name: str, kind: str, places: int) -> None:
    for problem, weights in random_problems(kind):
        assert_exact(problem, weights, METHODS[name], places)


def test_a_black_box_and_a_single_criterion_have_no_intervals() -> None:
    problem = problem_of([[1, 2], [2, 1]])
    assert place_intervals(mi.rank(problem, {"c1": 1, "c2": 1}, BlackBox(mi.WeightedSum())), 1) is None
    assert place_intervals(mi.rank(problem_of([[1], [2]]), {"c1": 1}), 1) is None


def test_an_alternative_that_many_must_pass_leaves_where_the_last_of_them_does() -> None:
    # with two places the leader on a is safe until both others are ahead of it
    problem = mi.Problem.of([mi.maximise("a", scale=(0, 1)), mi.maximise("b", scale=(0, 1))],
                            {"x": (1, 0), "y": (0.5, 0.5), "z": (0, 0.75)})  # fmt: skip
    ranking = mi.rank(problem, {"a": 0.9, "b": 0.1}, "weighted_sum")
    assert place_intervals(ranking, 2)["x"]["a"].low == pytest.approx(0.75 / 1.75, abs=1e-15)
    assert place_intervals(ranking, 1)["x"]["a"].low == pytest.approx(0.5, abs=1e-15)
    assert nearest_flip(place_intervals(ranking, 3)["x"]) is None


@pytest.mark.parametrize("name", METHODS)
def test_a_tie_on_the_line_that_a_move_breaks_leaves_no_room_on_that_side(name: str) -> None:
    ranking = mi.rank(problem_of([[1, 0], [0, 1]]), {"c1": 1, "c2": 1}, METHODS[name])
    found = place_intervals(ranking, 1)
    assert found["A1"]["c1"] == (0.5, 0.5, 1.0)
    assert found["A2"]["c1"] == (0.0, 0.5, 0.5)
    assert nearest_flip(found["A1"]) == Flip("c1", 0.5, 0.5)


def test_the_nearest_flip_is_the_smallest_move_over_the_criteria() -> None:
    intervals = {"a": mi.Interval(0.2, 0.5, 1.0), "b": mi.Interval(0.0, 0.5, 0.6)}
    assert nearest_flip(intervals) == Flip("b", 0.5, 0.6)
    assert nearest_flip({"a": mi.Interval(0.0, 0.5, 1.0)}) is None
    assert nearest_flip({}) is None


def test_a_flip_of_a_weight_of_zero_is_upwards_and_of_one_downwards() -> None:
    assert nearest_flip({"a": mi.Interval(0.0, 0.0, 0.0)}) == Flip("a", 0.0, 0.0)
    assert nearest_flip({"a": mi.Interval(1.0, 1.0, 1.0)}) == Flip("a", 1.0, 1.0)
    assert nearest_flip({"a": mi.Interval(0.0, 0.0, 1.0)}) is None


def test_the_places_of_the_reference_case_flip_where_the_scores_say() -> None:
    case = mi.datasets.morocco_2025()
    problem, weights = case.problem("projects"), case.weights("projects")
    ranking = mi.rank(problem, weights)
    found, shares = place_intervals(ranking, 10), weights.over(problem.criterion_names)
    for name in ranking.order[8:12]:
        flip, row = nearest_flip(found[name]), problem.row(name)
        column, side = problem.position(flip.criterion), np.sign(flip.at - flip.weight)
        inside, outside = (
            ranks(ranking.score_function(moved(shares, column, flip.at - side * step)))[row] <= 10
            for step in (1e-7, -1e-7)
        )
        assert inside == (ranking.rank_of(name) <= 10) != outside
