"""Ranking quality against its definitions, written out over the table of preferences."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from strategies import weighed

import mcda_industry as mi
from mcda_industry.arrays import FloatArray


def net_preferences(problem: mi.Problem, weights: object) -> FloatArray:
    table = mi.pairwise_preferences(problem, weights).table
    net = table - table.T
    return np.where(np.abs(net) < 1e-14, 0.0, net)


def cycle(*, tie: bool = False) -> tuple[mi.Problem, dict[str, float]]:
    """Three criteria that rank three alternatives in a circle."""
    criteria = [mi.maximise(name, preference=mi.Usual()) for name in "abc"]
    rows = {"x": (3, 1, 2), "y": (2, 3, 1), "z": (1, 2, 3)}
    return mi.Problem.of(criteria, rows), {"a": 1 if tie else 4, "b": 1 if tie else 3, "c": 1 if tie else 3}


@settings(max_examples=60)
@given(weighed(alternatives=(2, 7)))
def test_the_flows_explain_what_the_best_fit_by_least_squares_explains(case):
    problem, weights = case
    found, net = mi.ranking_quality(problem, weights), net_preferences(problem, weights)
    pairs = list(combinations(range(len(net)), 2))
    design = np.zeros((len(pairs), len(net)))
    for row, (i, k) in enumerate(pairs):
        design[row, i], design[row, k] = 1, -1
    target = np.array([net[pair] for pair in pairs])
    fit = design @ np.linalg.lstsq(design, target, rcond=None)[0]
    squares = target @ target
    assert found.explained == pytest.approx(
        1 - (target - fit) @ (target - fit) / squares if squares else 1.0, abs=1e-12
    )


@settings(max_examples=60)
@given(weighed(alternatives=(2, 6)))
def test_what_is_not_explained_are_the_circles(case):
    problem, weights = case
    found, net = mi.ranking_quality(problem, weights), net_preferences(problem, weights)
    circles = net[:, :, None] + net[None, :, :] + net.T[:, None, :]
    if net.any():
        assert 1 - found.explained == pytest.approx((circles**2).mean() / (3 * (net**2).mean()), abs=1e-12)


@settings(max_examples=60)
@given(weighed(alternatives=(2, 7)))
def test_agreement_and_reversals_are_those_counted_pair_by_pair(case):
    problem, weights = case
    found, net = mi.ranking_quality(problem, weights), net_preferences(problem, weights)
    flows, names = mi.promethee(problem, weights).net, problem.alternatives
    pairs = list(combinations(range(len(net)), 2))
    same = [np.sign(net[i, k]) == np.sign(flows[i] - flows[k]) for i, k in pairs]
    against = {(i, k): -net[i, k] * np.sign(flows[i] - flows[k]) for i, k in pairs}
    assert found.agreement == np.mean(same)
    assert found.reversals == sum(lead > 0 for lead in against.values())
    if found.worst is None:
        assert max(against.values()) <= 0
    else:
        ahead, behind = names.index(found.worst.ahead), names.index(found.worst.behind)
        assert flows[ahead] > flows[behind]
        assert found.worst.lead == pytest.approx(net[behind, ahead]) == pytest.approx(max(against.values()))


def test_blocks_of_any_size_give_the_same(monkeypatch):
    rng = np.random.default_rng(3)
    criteria = [mi.maximise("a", preference=mi.Linear(0.1, 0.4)), mi.minimise("b", preference=mi.Gaussian(0.2))]
    problem = mi.Problem.from_arrays(rng.random((53, 2)), criteria)
    whole = mi.ranking_quality(problem, {"a": 1, "b": 1})
    monkeypatch.setattr("mcda_industry.outranking.quality.CELLS_AT_ONCE", 300)
    parts = mi.ranking_quality(problem, {"a": 1, "b": 1})
    assert parts.explained == pytest.approx(whole.explained, rel=1e-13)
    assert (parts.agreement, parts.reversals) == (whole.agreement, whole.reversals)
    assert parts.worst[:2] == whole.worst[:2]


def test_one_criterion_without_thresholds_is_told_in_full_order():
    problem = mi.Problem.from_arrays(np.arange(9.0)[:, None], [mi.maximise("a", preference=mi.Usual())])
    found = mi.ranking_quality(problem, {"a": 1})
    assert (found.agreement, found.reversals, found.worst) == (1, 0, None)
    assert found.explained == pytest.approx(2 * (9 + 1) / (3 * 9))


def test_preferences_that_add_up_are_explained_in_full():
    problem = mi.Problem.from_arrays(np.arange(5.0)[:, None], [mi.maximise("a", preference=mi.VShape(10))])
    assert mi.ranking_quality(problem, {"a": 1}).explained == pytest.approx(1, abs=1e-15)


def test_a_circle_is_not_explained_at_all():
    found = mi.ranking_quality(*cycle(tie=True))
    assert found.explained == pytest.approx(0, abs=1e-30)
    assert (found.agreement, found.reversals) == (0, 0)


def test_alternatives_that_are_all_equal_are_explained_in_full():
    problem = mi.Problem.of([mi.maximise("a", preference=mi.Usual())], {"x": [1], "y": [1], "z": [1]})
    found = mi.ranking_quality(problem, {"a": 1})
    assert (found.explained, found.agreement, found.reversals, found.worst) == (1, 1, 0, None)


def test_values_at_the_end_of_float64_are_compared():
    problem = mi.Problem.of([mi.maximise("a", preference=mi.Usual())], {"x": [-1.7e308], "y": [1.7e308], "z": [5e-324]})
    assert mi.ranking_quality(problem, {"a": 1}).agreement == 1


def test_the_sentence_names_the_strongest_exception_in_both_languages():
    found = mi.ranking_quality(*cycle())
    assert found.sentence() == (
        "The net flows account for 7 % of the pairwise preferences (R²); 67 % of the pairs stand as they compare; "
        "strongest exception: z, preferred to x by 0.2, stands behind."
    )
    assert found.sentence("fr") == (
        "Les flux nets expliquent 7 % des préférences par paires (R²) ; 67 % des paires sont classées comme elles se "
        "comparent ; plus forte exception : z, préféré à x de 0,2, est derrière."
    )
    two = mi.ranking_quality(mi.Problem.of([mi.maximise("a", preference=mi.Usual())], {"x": [1], "y": [2]}), {"a": 1})
    assert two.sentence().endswith("100 % of the pairs stand as they compare.")
    with pytest.raises(mi.DecisionError, match="There are no sentences in 'de'"):
        found.sentence("de")


def test_too_many_alternatives_are_refused():
    problem = mi.Problem.from_arrays(np.arange(10_001.0)[:, None], [mi.maximise("a", preference=mi.Usual())])
    with pytest.raises(mi.MethodError, match="the 10001 alternatives; at most 10000 are compared") as refusal:
        mi.ranking_quality(problem, {"a": 1})
    assert refusal.value.code == "too_many"
