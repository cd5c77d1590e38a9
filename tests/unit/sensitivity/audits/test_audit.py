"""Criteria left out, method variants, scenarios, and the audit that holds them."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import METHODS, weighed

import mcda_industry as mi

ROWS = {"x": (9, 1), "y": (3, 8), "z": (1, 2)}
PROBLEM = mi.Problem.of([mi.maximise("a"), mi.maximise("b")], ROWS)
WEIGHTS = {"a": 3, "b": 1}
LINES = mi.Problem.of(
    [mi.maximise("a", scale=(0, 4)), mi.maximise("b", scale=(0, 4))], {"x": (4, 0), "y": (3, 3), "z": (0, 4)}
)
NAMED = {"growth": {"a": 4, "b": 1}, "jobs": {"a": 1, "b": 1}, "water": {"a": 0, "b": 1}}


@given(weighed(width=(2, 4), alternatives=(2, 6)), st.sampled_from(sorted(METHODS)))
@settings(max_examples=60)
def test_a_criterion_left_out_is_one_that_is_not_there(case: Any, name: str) -> None:
    problem, weights = case
    found = mi.leave_one_out(problem, weights, METHODS[name])
    for criterion, without in found.items():
        kept = [c for c in problem.criteria if c.name != criterion]
        points = {c.name: weights[c.name] for c in kept}
        if not any(points.values()):
            points = dict.fromkeys(points, 1.0)
        columns = [problem.position(c.name) for c in kept]
        smaller = mi.Problem.from_arrays(problem.values[:, columns], kept, problem.alternatives)
        then = mi.rank(smaller, points, METHODS[name])
        assert without.leaders == then.leaders
        assert without.moved == int((then.ranks != found.ranking.ranks).sum())
        assert without.weight == weights[criterion]
        tau = mi.agreement([found.ranking, then]).kendall[0, 1]
        np.testing.assert_equal(without.kendall, tau)


def test_the_criterion_on_which_the_lead_rests_is_named() -> None:
    found = mi.leave_one_out(PROBLEM, WEIGHTS, "weighted_sum")
    assert (found.decisive, found.strongest, found.severity) == (("a",), "a", mi.Severity.LEADER)
    assert found["b"].severity is mi.Severity.NOTHING
    assert found.sentence("fr") == (
        "La première place de x tient à certains critères : sans a, en tête vient y ; "
        "l'ordre change le plus sans a (tau de Kendall -0,33)."
    )
    assert found.to_frame().loc["a"].tolist()[:2] == [0.75, "y"]


def test_an_order_that_owes_nothing_to_any_criterion_says_so() -> None:
    problem = mi.Problem.of([mi.maximise("a"), mi.maximise("b")], {"x": (2, 2), "y": (1, 1)})
    found = mi.leave_one_out(problem, WEIGHTS, "weighted_sum")
    assert found.severity is mi.Severity.NOTHING
    assert found.sentence() == "Leaving out any one of 2 criteria changes no rank."
    assert found.sentence("fr") == "Retirer l'un quelconque des 2 critères ne change aucun rang."


def test_a_fourth_criterion_that_changes_the_lead_is_one_more() -> None:
    # each of four others leads once a criterion of its own counts for nothing to the leader
    table = np.array([[4.0] * 4, *(np.where(np.eye(4)[j] > 0, 0.0, 5.0) for j in range(4))])
    problem = mi.Problem.from_arrays(table, [mi.maximise(name, scale=(0, 5)) for name in "abcd"])
    found = mi.leave_one_out(problem, dict.fromkeys("abcd", 1), "weighted_sum")
    assert len(found.decisive) == 4
    assert "one more criterion changes it" in found.sentence()
    assert "un autre critère la change" in found.sentence("fr")


def test_all_tied_without_a_criterion_has_no_tau_but_a_sentence() -> None:
    problem = mi.Problem.of([mi.maximise("a"), mi.maximise("b")], {"x": (2, 1), "y": (1, 1)})
    found = mi.leave_one_out(problem, WEIGHTS, "weighted_sum")
    assert np.isnan(found["a"].kendall)
    assert found["a"].leaders == ("x", "y")
    assert found.severity is mi.Severity.LEADER
    assert found.sentence().startswith("The lead of x rests on single criteria: without a the leader is x and y")


def test_topsis_is_ranked_by_every_normalisation_and_every_other_method() -> None:
    found = mi.method_variants(LINES, {"a": 1, "b": 1}, mi.Topsis(normalisation="max"))
    assert list(found) == [
        "topsis, normalisation vector",
        "topsis, normalisation minmax",
        "topsis, normalisation sum",
        "ahp",
        "weighted_sum",
    ]
    assert list(found.refused) == ["promethee2", "weighted_product"]
    for name in ("vector", "minmax", "sum"):
        ranking = mi.rank(LINES, {"a": 1, "b": 1}, mi.Topsis(normalisation=name))
        np.testing.assert_array_equal(found[f"topsis, normalisation {name}"].scores, ranking.scores)
    assert list(found.to_frame()) == ["topsis", *found]


def test_promethee_is_ranked_with_thresholds_a_tenth_off_and_ahp_by_its_other_mode() -> None:
    criteria = [mi.maximise("a", preference=mi.Linear(1, 3)), mi.minimise("b", preference=mi.Gaussian(2))]
    problem = mi.Problem.of(criteria, ROWS)
    found = mi.method_variants(problem, WEIGHTS)
    wider = [mi.maximise("a", preference=mi.Linear(1.1, 1.1 * 3)), mi.minimise("b", preference=mi.Gaussian(2.2))]
    expected = mi.rank(mi.Problem.of(wider, ROWS), WEIGHTS)
    np.testing.assert_allclose(found["promethee2, thresholds +10 %"].scores, expected.scores, rtol=0, atol=1e-15)
    assert list(found)[:2] == ["promethee2, thresholds -10 %", "promethee2, thresholds +10 %"]
    assert "ahp, mode distributive" in mi.method_variants(problem, WEIGHTS, "ahp")


def test_variants_say_by_how_many_the_leader_leads() -> None:
    case = mi.datasets.morocco_2025()
    found = mi.method_variants(case.problem("projects"), case.weights("projects"))
    assert found.other_leaders == ("topsis",)
    assert found.sentence() == (
        "P14 leads by 4 of 5 other conventions and methods; P11 leads by topsis; "
        "the order agrees least with topsis (Kendall's tau 0.68)."
    )
    assert found.sentence("fr").startswith(
        "P14 est en tête par 4 des 5 autres conventions et méthodes ; P11 est en tête"
    )
    assert found.disagreements(least=10)[0].alternative == "P40"
    alone = mi.method_variants(LINES, {"a": 1, "b": 1}, "weighted_sum")
    assert alone.severity is mi.Severity.NOTHING
    assert alone.sentence("fr") == "Les 2 autres conventions et méthodes donnent toutes l'ordre de weighted_sum."
    levers = mi.method_variants(case.problem("levers"), case.weights("levers"), "ahp")
    assert levers.severity is (mi.Severity.LEADER if levers.other_leaders else mi.Severity.ORDER)


def test_scenarios_have_the_ranks_and_regret_of_ranking_under_each() -> None:
    table = mi.scenarios(LINES, NAMED, "weighted_sum")
    for k, (name, points) in enumerate(NAMED.items()):
        alone = mi.rank(LINES, points, "weighted_sum")
        np.testing.assert_array_equal(table.ranks[:, k], alone.ranks)
        np.testing.assert_array_equal(table[name].scores, alone.scores)
        np.testing.assert_array_equal(table.regret[:, k], alone.scores.max() - alone.scores)
    np.testing.assert_allclose(table.maximum_regret, [1.0, 0.25, 0.6])
    assert table.minimax_regret == ("y",)
    assert table.times_among().tolist() == [1, 1, 1]
    assert table.times_among(2).tolist() == [2, 3, 2]
    assert table.severity is mi.Severity.LEADER
    assert table.sentence() == (
        "x is first in 1 of 3 scenarios, y in 1, z in 1; y has the smallest maximum regret: 0.25, in water."
    )
    assert table.sentence("fr") == (
        "x est en tête dans 1 des 3 scénarios, y dans 1, z dans 1 ; "
        "le plus petit regret maximal est celui de y : 0,25, dans water."
    )
    frame = table.to_frame()
    assert frame.loc["y"].tolist() == [2, 1, 2, 0.25, 1]
    assert repr(table).splitlines()[1:] == ["  growth  x", "  jobs    y", "  water   z"]


def test_a_scenario_table_cannot_be_written_to() -> None:
    table = mi.scenarios(LINES, NAMED, "weighted_sum")
    for array in (table.ranks, table.regret):
        with pytest.raises(ValueError, match="read-only"):
            array[0, 0] = 9


def test_the_same_leader_in_every_scenario_has_no_regret() -> None:
    table = mi.scenarios(PROBLEM, {"now": WEIGHTS, "more": {"a": 1, "b": 0}}, "weighted_sum")
    assert table.sentence() == "x is first in 2 of 2 scenarios; x has no regret in any."
    assert table.sentence("fr") == "x est en tête dans 2 des 2 scénarios ; x n'a de regret dans aucun."
    only = mi.scenarios(PROBLEM, {"now": WEIGHTS}, "weighted_sum")
    assert (len(only), only.severity) == (1, mi.Severity.NOTHING)


@given(weighed(alternatives=(1, 5)), st.data())
@settings(max_examples=60)
def test_the_leader_of_a_scenario_has_no_regret_there_and_nobody_less(case: Any, data: st.DataObject) -> None:
    problem, weights = case
    other = data.draw(st.permutations(list(weights.shares.values())))
    table = mi.scenarios(
        problem, {"one": weights, "two": dict(zip(weights.shares, other, strict=True))}, "weighted_sum"
    )
    assert (table.regret >= 0).all()
    np.testing.assert_array_equal(table.regret == 0, table.ranks == 1)
    least = table.maximum_regret.min()
    assert [table.maximum_regret[problem.row(name)] for name in table.minimax_regret] == [least] * len(
        table.minimax_regret
    )


def test_an_audit_tells_the_gravest_first_and_holds_each_part() -> None:
    found = mi.audit(LINES, {"a": 1, "b": 1}, "weighted_sum", scenarios=NAMED)
    severities = [part.severity for part in found.results]
    assert severities == sorted(severities, reverse=True)
    assert len(found.sentences()) == len(found.sentences("fr")) == 4
    assert found.sentence() == found.sentences()[0]
    assert found.severity is mi.Severity.LEADER
    assert found.scenarios is not None
    assert found.reversals.sentence().startswith("No pair changes places")
    assert repr(found).splitlines()[0] == "Audit of 3 alternatives by weighted_sum"
    assert repr(found).splitlines()[-1] == (
        "  nothing changes: All 2 other conventions and methods give the order of weighted_sum."
    )


def test_an_audit_of_one_criterion_leaves_none_out() -> None:
    problem = mi.Problem.of([mi.maximise("a")], {"x": [3], "y": [2], "z": [1]})
    found = mi.audit(problem, {"a": 1}, "weighted_sum")
    assert found.criteria is None
    assert found.scenarios is None
    assert len(found.results) == 2


def test_thresholds_scaled_keep_their_kind() -> None:
    assert mi.Linear(1, 3).scaled(2) == mi.Linear(2, 6)
    assert mi.Usual().scaled(2) == mi.Usual()
    with pytest.raises(mi.ProblemError, match="must not be negative"):
        mi.VShape(1).scaled(-1)
