"""Why an alternative stands where it does, checked by ranking again."""

from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import weighed

import mcda_industry as mi


@pytest.fixture(scope="module", params=["promethee2", "topsis", "ahp", "weighted_sum"])
def ranking(request):
    case = mi.datasets.morocco_2025()
    return mi.rank(case.problem("levers"), case.weights("levers"), request.param)


def test_contributions_go_from_most_helpful_to_most_harmful_and_add_up(ranking):
    found = ranking.explain("L04", gains=False)
    brought = [c.contribution for c in found.contributions]
    assert brought == sorted(brought, reverse=True)
    assert len(brought) == len(ranking.problem.criteria)
    if ranking.method != "topsis":
        assert sum(brought) == pytest.approx(ranking["L04"] - ranking.scores.mean(), abs=1e-12)


def test_the_one_just_ahead_is_the_next_better_in_the_order(ranking):
    second = ranking.order[1]
    assert ranking.explain(second, gains=False).ahead.first == ranking.best
    assert ranking.explain(ranking.best).ahead is None
    assert ranking.explain(ranking.best).gains == ()


def test_leads_of_linear_scores_add_up_to_the_gap(ranking):
    found = ranking.compare("L01", "L05")
    assert found.gap == pytest.approx(ranking["L01"] - ranking["L05"])
    if ranking.method != "topsis":
        assert sum(d.lead for d in found.differences) == pytest.approx(found.gap, abs=1e-12)
    leads = [abs(d.lead) for d in found.differences]
    assert leads == sorted(leads, reverse=True)


def test_what_it_would_take_gains_a_place_and_a_little_less_does_not(ranking):
    name = ranking.order[4]
    row, problem = ranking.problem.row(name), ranking.problem
    found = ranking.explain(name)
    assert found.gains
    assert [g.share for g in found.gains] == sorted(g.share for g in found.gains)
    for gain in found.gains[:4]:
        j = problem.position(gain.criterion.name)
        for value, gained in (
            (gain.needed, True),
            (gain.now + (gain.share - 1e-6) * (gain.needed - gain.now) / gain.share, False),
        ):
            values = problem.values.copy()
            values[row, j] = value
            changed = mi.Problem.from_arrays(values, problem.criteria, problem.alternatives)
            place = mi.rank(changed, ranking.weights, ranking.method).rank_of(name)
            assert (place < found.rank) is gained


def test_sentences_in_both_languages_name_the_parties():
    problem = mi.Problem.of([mi.maximise("a"), mi.maximise("b")], {"x": (3, 1), "y": (2, 2), "z": (3, 1)})
    ranking = mi.rank(problem, {"a": 3, "b": 1}, "weighted_sum")
    assert ranking.compare("x", "z").sentence() == "x and z tie."
    assert ranking.compare("y", "x").sentence() == "y is behind x by 0.5; for it: b, against it: a."
    assert ranking.compare("x", "y").sentence("fr") == "x devance y de 0,5 ; pour : a, contre : b."
    assert ranking.explain("x").sentence("fr") == "x est n° 1 ; pour lui : a ; contre lui : b."
    assert "To gain a place, a alone would have to go from 2 to" in ranking.explain("y").sentence()


def test_a_gain_beyond_a_threshold_is_told_as_just_beyond():
    criteria = [mi.maximise("a", preference=mi.UShape(10)), mi.maximise("b", preference=mi.Usual())]
    problem = mi.Problem.of(criteria, {"x": (25, 0), "y": (15, 1), "z": (60, 2)})
    explanation = mi.rank(problem, {"a": 2, "b": 1}, "promethee2").explain("x")
    assert explanation.gains[0].criterion.name == "a"
    assert "from 25 to just beyond 25" in explanation.sentence()


def test_a_black_box_has_no_contributions_but_still_gains():
    problem = mi.Problem.of([mi.maximise("a"), mi.maximise("b")], {"x": (9, 2), "y": (5, 5), "z": (1, 8)})
    ranking = mi.rank(problem, {"a": 3, "b": 1}, mi.FromPymcdm("VIKOR"))
    explanation = ranking.explain(ranking.order[1])
    assert explanation.contributions == ()
    assert explanation.ahead.differences == ()
    assert explanation.gains


def test_an_unknown_alternative_is_refused(ranking):
    with pytest.raises(mi.ProblemError, match="no alternative 'L99'"):
        ranking.explain("L99")
    with pytest.raises(mi.ProblemError, match="no alternative 'L99'"):
        ranking.compare("L01", "L99")


@settings(max_examples=60)
@given(weighed(alternatives=(3, 6)), st.integers(0, 5))
def test_places_by_promethee_are_gained_at_the_value_told_when_all_is_ranked_again(case, which):
    problem, weights = case
    ranking = mi.rank(problem, weights)
    name = problem.alternatives[which % len(problem.alternatives)]
    found = ranking.explain(name)
    for j, criterion in enumerate(problem.criteria):
        gain = next((g for g in found.gains if g.criterion.name == criterion.name), None)
        values = problem.values.copy()
        values[problem.row(name), j] = problem.evaluations.ends[1][j] if gain is None else gain.needed
        changed = mi.Problem.from_arrays(values, problem.criteria, problem.alternatives)
        assert (mi.rank(changed, weights).rank_of(name) < found.rank) is (gain is not None)


def test_one_changed_value_changes_the_flows_as_comparing_all_again_does():
    rng = np.random.default_rng(0)
    functions = [mi.Usual(), mi.UShape(2), mi.VShape(3), mi.Level(1, 3), mi.Linear(1, 4), mi.Gaussian(2)]
    values = rng.integers(0, 9, (40, 6)).astype(float)
    directions = ["max", "min"] * 3
    before = mi.Evaluations.of(values, directions, functions)
    flows = mi.Promethee2().score_function(before).contributions
    for column in range(6):
        changes = mi.Promethee2().changes(before, 7, column)
        for value in (-1.0, values[7, column], 4.5, 20.0):
            changed = values.copy()
            changed[7, column] = value
            after = mi.Evaluations.of(changed, directions, functions)
            expected = mi.Promethee2().score_function(after).contributions[:, column]
            np.testing.assert_allclose(flows[:, column] + changes(value), expected, rtol=0, atol=1e-14)


def test_of_a_large_table_gains_are_looked_for_only_when_asked_and_the_words_say_so(monkeypatch):
    problem = mi.Problem.of([mi.maximise("a"), mi.maximise("b")], {"x": (3, 1), "y": (2, 2), "z": (1, 1)})
    ranking = mi.rank(problem, {"a": 3, "b": 1}, "weighted_sum")
    monkeypatch.setattr("mcda_industry.ranking.MOST_VALUES", 5)
    left, asked = ranking.explain("y"), ranking.explain("y", gains=True)
    assert (left.gains, left.gains_sought) == ((), False)
    assert asked.gains_sought
    assert asked.gains
    assert "gain" not in left.sentence()
    assert "place" not in left.sentence("fr")
    assert left.ahead == asked.ahead or left.ahead.first == asked.ahead.first


def test_where_no_criterion_suffices_it_is_said_only_if_it_was_looked_for():
    problem = mi.Problem.of([mi.maximise("a"), mi.maximise("b")], {"x": (9, 9), "y": (1, 1), "z": (0, 0)})
    ranking = mi.rank(problem, {"a": 1, "b": 1}, "weighted_sum")
    assert "No criterion alone would gain it a place" in ranking.explain("y").sentence()
    assert "No criterion" not in ranking.explain("y", gains=False).sentence()


def test_a_value_the_method_refuses_is_no_way_to_gain_a_place():
    @dataclass(frozen=True)
    class UpToSeven:
        name: str = "up to seven"
        claims: frozenset = frozenset()
        conventions: tuple = ()

        def score_function(self, evaluations, /):
            if (evaluations.values > 7).any():
                raise mi.MethodError("Above seven.")
            return lambda weights: evaluations.values @ (weights / weights.sum())

    def gains(first):
        problem = mi.Problem.of(
            [mi.maximise("a", scale=(0, 10)), mi.maximise("b", scale=(0, 10))], {"x": first, "y": (5, 4)}
        )
        return {g.criterion.name: g.needed for g in mi.rank(problem, {"a": 1, "b": 1}, UpToSeven()).explain("y").gains}

    assert gains((5, 6)) == pytest.approx({"a": 7, "b": 6})  # at most seven each, and a tie is a place gained
    assert gains((6, 7)) == {}


def test_nothing_of_the_problem_changes(ranking):
    before = ranking.problem.values.copy()
    ranking.explain("L03")
    np.testing.assert_array_equal(ranking.problem.values, before)
