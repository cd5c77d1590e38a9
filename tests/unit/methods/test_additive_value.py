import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import problems, weights_of

import mcda_industry as mi
from mcda_industry.methods import named

LINEAR = mi.PiecewiseLinear.linear
PROBLEM = mi.Problem.of(
    [mi.maximise("jobs"), mi.minimise("cost", "MDH")],
    {"P01": (50, 20), "P02": (200, 30), "P03": (0, 10), "P04": (120, 24)},
)
METHOD = mi.AdditiveValue({"jobs": mi.PiecewiseLinear({0: 0, 50: 0.8, 200: 1}), "cost": LINEAR(30, 10)})
WEIGHTS = {"jobs": 3, "cost": 2}

ALONE = {mi.Claim.NO_RANK_REVERSAL, mi.Claim.NO_RANK_REVERSAL_WITHOUT_SCALES, mi.Claim.CLONE_PROOF}


def test_the_score_is_the_weighted_sum_of_the_partial_values():
    ranking = mi.rank(PROBLEM, WEIGHTS, METHOD)
    jobs = [0.8, 1, 0, 0.8 + 0.2 * 70 / 150]
    np.testing.assert_allclose(ranking.scores, 0.6 * np.array(jobs) + 0.4 * np.array([0.5, 0, 1, 0.3]), rtol=1e-15)
    assert ranking.order == ("P01", "P04", "P02", "P03")


@given(st.data())
def test_functions_along_the_scales_are_the_weighted_sum(data):
    problem = data.draw(problems())
    weights = data.draw(weights_of(problem))
    ends = np.transpose(problem.evaluations.ends)
    functions = {name: LINEAR(*pair) for name, pair in zip(problem.criterion_names, ends, strict=True)}
    kept = data.draw(st.sets(st.sampled_from(problem.criterion_names)))
    some = {name: functions[name] for name in functions if name in kept}
    expected = mi.rank(problem, weights, "weighted_sum").scores
    for method in (mi.AdditiveValue(functions), mi.AdditiveValue(some, others="linear")):
        np.testing.assert_allclose(mi.rank(problem, weights, method).scores, expected, rtol=0, atol=1e-14)


def test_functions_are_found_by_name_in_any_order():
    swapped = mi.AdditiveValue({name: METHOD.functions[name] for name in ("cost", "jobs")})
    assert mi.rank(PROBLEM, WEIGHTS, swapped).scores.tolist() == mi.rank(PROBLEM, WEIGHTS, METHOD).scores.tolist()


def test_performances_beyond_the_points_are_refused_by_name_with_every_place():
    method = mi.AdditiveValue({"jobs": LINEAR(0, 100), "cost": LINEAR(25, 12)})
    with pytest.raises(mi.MethodError) as refusal:
        mi.rank(PROBLEM, WEIGHTS, method)
    assert "Criterion 'jobs': its value function runs from 0 to 100, and 'P02' (200), 'P04' (120) are" in str(
        refusal.value
    )
    assert "Criterion 'cost': its value function runs from 12 to 25, and 'P02' (30), 'P03' (10) are" in str(
        refusal.value
    )
    assert [(fault.row, fault.column) for fault in refusal.value.faults] == [(1, 0), (3, 0), (1, 1), (2, 1)]


def test_of_many_performances_beyond_the_points_three_are_named_and_a_hundred_placed():
    problem = mi.Problem.from_arrays(np.arange(500.0)[:, None], [mi.maximise("a")])
    with pytest.raises(mi.MethodError, match=r"'A12' \(11\), 'A13' \(12\), 'A14' \(13\) and 486 more are") as refusal:
        mi.rank(problem, {"a": 1}, mi.AdditiveValue({"a": LINEAR(0, 10)}))
    assert len(refusal.value.faults) == 100


def test_rows_without_names_are_called_by_their_number():
    evaluations = mi.Evaluations.of([[1.0], [3.0]])
    with pytest.raises(mi.MethodError, match=r"'criterion 1'.*and 'row 2' \(3\) is beyond"):
        mi.AdditiveValue({"criterion 1": LINEAR(0, 2)}).score_function(evaluations)
    few = PROBLEM.evaluations.taking([1, 0])
    with pytest.raises(mi.MethodError, match=r"'P02' \(200\) is beyond"):
        mi.AdditiveValue({"jobs": LINEAR(0, 100), "cost": LINEAR(30, 10)}).score_function(few)


@pytest.mark.parametrize(("beyond", "values"), [("clip", [0.5, 1, 0, 1]), ("extrapolate", [0.5, 2, 0, 1.2])])
def test_beyond_the_points_the_policy_decides_and_is_told(beyond, values):
    method = mi.AdditiveValue({"jobs": LINEAR(0, 100), "cost": LINEAR(30, 10)}, beyond=beyond)
    scores = method.score_function(PROBLEM.evaluations)
    assert scores.contributions[:, 0].tolist() == values
    assert method.conventions["beyond"] == beyond


def test_a_function_against_the_direction_of_its_criterion_is_refused():
    upside_down = mi.AdditiveValue({"jobs": LINEAR(200, 0), "cost": LINEAR(10, 30)})
    with pytest.raises(mi.MethodError, match="'jobs': more is better, but its value function falls") as refusal:
        mi.rank(PROBLEM, WEIGHTS, upside_down)
    assert [fault.field for fault in refusal.value.faults] == ["jobs", "cost"]


def test_a_best_within_is_used_told_and_costs_the_claim_of_dominance():
    acid = mi.Problem.of([mi.maximise("ph")], {"A": [6.5], "B": [7], "C": [8.5]})
    method = mi.AdditiveValue({"ph": mi.PiecewiseLinear({6: 0, 7: 1, 9: 0}, monotone=False)})
    assert mi.rank(acid, {"ph": 1}, method).order == ("B", "A", "C")
    assert method.claims == ALONE
    assert method.conventions["not monotone"] == "ph"
    assert METHOD.claims == ALONE | {mi.Claim.RESPECTS_DOMINANCE, mi.Claim.MONOTONE}


def test_ranges_that_differ_are_told_in_the_conventions():
    assert METHOD.conventions == {"values": "piecewise linear, 0 to 1", "beyond": "refuse"}
    mixed = mi.AdditiveValue({"jobs": mi.PiecewiseLinear({0: 0, 9: 100}), "cost": LINEAR(3, 1)}, others="linear")
    assert mixed.conventions["values"] == "piecewise linear, jobs 0 to 100, cost 0 to 1"
    assert mixed.conventions["others"] == "linear along the declared scale"


def test_a_level_function_has_no_effect():
    level = mi.AdditiveValue({"jobs": mi.PiecewiseLinear({0: 1, 200: 1}), "cost": LINEAR(30, 10)})
    assert mi.rank(PROBLEM, WEIGHTS, level).order == mi.rank(PROBLEM, {"jobs": 0, "cost": 1}, METHOD).order


def test_sensitivity_is_exact():
    intervals = mi.stability_intervals(PROBLEM, WEIGHTS, METHOD)
    assert intervals.exact
    for name, interval in intervals.items():
        rest = 1 - interval.weight
        for end, inward in ((interval.low, 1), (interval.high, -1)):
            if 0 < end < 1:
                inside, outside = (end + inward * step for step in (1e-9, -1e-9))
                orders = [
                    mi.rank(
                        PROBLEM,
                        {k: x if k == name else (1 - x) * s / rest for k, s in mi.Weights(WEIGHTS).shares.items()},
                        METHOD,
                    )
                    for x in (inside, outside)
                ]
                assert orders[0].order == mi.rank(PROBLEM, WEIGHTS, METHOD).order != orders[1].order


def test_acceptability_and_recommendations_take_it():
    found = mi.acceptability(PROBLEM, METHOD, draws=500)
    np.testing.assert_allclose(found.rank_acceptability.sum(axis=1), 1)
    study = mi.Study(PROBLEM, WEIGHTS, METHOD, compared_with=["weighted_sum"], draws=200)
    assert [r.subject for r in study.recommendations] == list(study.ranking.order)


def test_an_explanation_adds_up_and_looks_for_gains_within_the_points_only():
    scaled = mi.Problem.of(
        [mi.maximise("jobs", scale=(0, 1000)), mi.minimise("cost", scale=(0, 100))],
        {name: PROBLEM.values[PROBLEM.row(name)].tolist() for name in PROBLEM.alternatives},
    )
    ranking = mi.rank(scaled, WEIGHTS, METHOD)
    np.testing.assert_allclose(ranking.explanation.sum(axis=1), ranking.scores - ranking.scores.mean(), atol=1e-15)
    gains = {gain.criterion.name: gain.needed for gain in ranking.explain("P04").gains}
    assert gains == {"jobs": pytest.approx(150, rel=1e-9), "cost": pytest.approx(22.8, rel=1e-9)}
    # P02 has the most jobs that have a value: more are refused
    assert [gain.criterion.name for gain in ranking.explain("P02").gains] == ["cost"]
    assert mi.rank(scaled, WEIGHTS, METHOD.model_copy(update={"beyond": "clip"})).explain("P04").gains


def test_it_has_a_name_in_json_with_its_functions():
    text = METHOD.model_dump_json()
    assert mi.AdditiveValue.model_validate_json(text) == METHOD
    assert named("additive_value", **json.loads(text)) == METHOD
    request = {
        "problem": json.loads(PROBLEM.model_dump_json()),
        "weights": WEIGHTS,
        "method": {"name": "additive_value", "parameters": json.loads(text)},
        "compared_with": [{"name": "additive_value", "parameters": {**json.loads(text), "beyond": "clip"}}],
        "draws": 100,
    }
    asked = mi.StudyRequest.model_validate_json(json.dumps(request))
    result = asked.run()
    assert list(result.rankings[0].results) == list(mi.rank(PROBLEM, WEIGHTS, METHOD).order)
    assert [record.conventions["beyond"] for record in result.rankings] == ["refuse", "clip"]
    assert mi.StudyRequest.model_validate_json(asked.model_dump_json()) == asked


def test_a_bad_function_in_json_is_told_with_its_criterion():
    with pytest.raises(mi.ProblemError, match=r"'functions.jobs': the values turn: at 9 the value is 0 after 1"):
        named("additive_value", functions={"jobs": {"points": [[0, 0], [5, 1], [9, 0]]}})


def test_without_its_functions_the_name_alone_is_refused_and_not_in_the_catalogue():
    assert "additive_value" not in mi.catalogue()
    with pytest.raises(mi.MethodError, match="cannot be made without 'functions'") as refusal:
        mi.rank(PROBLEM, WEIGHTS, "additive_value")
    assert refusal.value.code == "needs_parameters"
    with pytest.raises(mi.MethodError, match="did you mean 'additive_value'"):
        mi.rank(PROBLEM, WEIGHTS, "additive_valu")


def test_the_evaluations_are_neither_kept_nor_changed():
    contributions = METHOD.score_function(PROBLEM.evaluations).contributions
    assert not np.shares_memory(contributions, PROBLEM.values)
