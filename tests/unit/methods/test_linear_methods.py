"""Weighted sum, AHP synthesis and PROMETHEE II: methods whose scores are linear in the weights."""

import numpy as np
import pytest

import mcda_industry as mi
from mcda_industry.methods import achievement
from mcda_industry.methods.promethee import criterion_flows

VALUES = [[10, 200], [4, 150], [0, 100]]


def contributions(method: mi.RankingMethod, values: object = VALUES, **options: object) -> object:
    return method.score_function(mi.Evaluations.of(values, **options)).contributions.tolist()


def test_a_weighted_sum_adds_the_shares_of_the_observed_ranges() -> None:
    assert contributions(mi.WeightedSum(), directions=["max", "min"]) == [[1.0, 0.0], [0.4, 0.5], [0.0, 1.0]]


def test_a_weighted_sum_adds_the_shares_of_the_declared_scales_also_beyond_them() -> None:
    assert contributions(mi.WeightedSum(), scales=[(0, 20), (100, 180)]) == [[0.5, 1.25], [0.2, 0.625], [0.0, 0.0]]


def test_a_raw_weighted_sum_adds_values_as_they_stand_and_subtracts_costs() -> None:
    assert contributions(mi.WeightedSum(normalisation="none"), directions=["max", "min"]) == [
        [10, -200],
        [4, -150],
        [0, -100],
    ]


def test_a_column_of_one_value_is_worth_the_same_to_all() -> None:
    assert contributions(mi.WeightedSum(), [[3, 1], [3, 2]]) == [[1.0, 0.0], [1.0, 1.0]]


def test_achievement_runs_from_the_worst_to_the_best_end_without_overflow() -> None:
    evaluations = mi.Evaluations.of([[1.7e308, -1.7e308], [-1.7e308, 1.7e308], [0, 0]], directions=["max", "min"])
    assert achievement(evaluations).tolist() == [[1.0, 1.0], [0.0, 0.0], [0.5, 0.5]]


def test_ideal_priorities_are_ratings_over_the_best_rating() -> None:
    found = contributions(mi.AhpSynthesis(mode="ideal"), [[4, 1], [2, 3]], scales=[(0, 5)] * 2)
    np.testing.assert_allclose(found, [[1.0, 1 / 3], [0.5, 1.0]], rtol=1e-15)


def test_distributive_priorities_are_ratings_over_their_sum() -> None:
    found = contributions(mi.AhpSynthesis(mode="distributive"), [[4, 1], [2, 3]], scales=[(0, 5)] * 2)
    np.testing.assert_allclose(found, [[2 / 3, 1 / 4], [1 / 3, 3 / 4]], rtol=1e-15)


@pytest.mark.parametrize("mode", ["ideal", "distributive"])
def test_ratings_that_are_all_zero_have_no_effect(mode: str) -> None:
    found = contributions(mi.AhpSynthesis(mode=mode), [[0, 1], [0, 3]], scales=[(0, 5)] * 2)
    assert [row[0] for row in found] == [0.0, 0.0]


@pytest.mark.parametrize("mode", ["ideal", "distributive"])
def test_a_rating_below_the_worst_end_of_the_scale_is_refused_with_its_place(mode: str) -> None:
    evaluations = mi.Evaluations.of([[4, 1], [-2, 3]], scales=[(0, 5)] * 2)
    with pytest.raises(
        mi.MethodError, match=r"'criterion 1': -2 is worse than the worst end of its scale. Widen"
    ) as refusal:
        mi.AhpSynthesis(mode=mode).score_function(evaluations)
    assert (refusal.value.code, refusal.value.row, refusal.value.column) == ("off_scale", 1, 0)


def test_promethee_contributions_are_the_unicriterion_net_flows() -> None:
    evaluations = mi.Evaluations.of(VALUES, directions=["max", "min"], preferences=[mi.Usual(), mi.UShape(60)])
    assert mi.Promethee2().score_function(evaluations).contributions.tolist() == [[1.0, -0.5], [0.0, 0.0], [-1.0, 0.5]]
    flows = criterion_flows(evaluations)
    assert flows.positive.tolist() == [[1.0, 0.0], [0.5, 0.0], [0.0, 0.5]]
    assert flows.negative.tolist() == [[0.0, 0.5], [0.5, 0.0], [1.0, 0.0]]


def test_promethee_refuses_criteria_without_a_preference_function_by_name() -> None:
    evaluations = mi.Evaluations.of(VALUES, preferences=[mi.Usual(), None])
    with pytest.raises(
        mi.MethodError, match=r"preference function on every criterion; 'criterion 2' has none. Give one"
    ) as refusal:
        mi.Promethee2().score_function(evaluations)
    assert refusal.value.code == "no_preference"


def test_promethee_refuses_a_single_alternative() -> None:
    with pytest.raises(
        mi.MethodError, match=r"PROMETHEE compares alternatives, and there is only one. Add an alternative"
    ):
        mi.Promethee2().score_function(mi.Evaluations.of([[1]], preferences=mi.Usual()))


def test_scores_carry_the_largest_bound_of_what_their_criteria_leave_out() -> None:
    values = np.random.default_rng(0).random((1501, 2))
    function = mi.Promethee2().score_function(mi.Evaluations.of(values, preferences=[mi.Usual(), mi.Gaussian(0.2)]))
    assert 0 < function.truncation < 1e-12
