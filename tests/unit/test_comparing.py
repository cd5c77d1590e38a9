"""Many methods on one problem: who disagrees on whom, and why."""

import numpy as np
import pytest

import mcda_industry as mi


@pytest.fixture(scope="module")
def rankings():
    case = mi.datasets.morocco_2025()
    return mi.rank_by(case.problem("projects"), case.weights("projects"))


def test_every_method_that_can_be_used_is_and_the_others_say_why_not(rankings):
    assert list(rankings) == ["ahp", "promethee2", "topsis", "weighted_sum"]
    assert "is not above zero" in rankings.refused["weighted_product"]
    assert rankings["topsis"].best == mi.rank(rankings["topsis"].problem, rankings["topsis"].weights, "topsis").best


def test_disagreements_come_largest_first_with_the_rankings_that_differ_most(rankings):
    found = rankings.disagreements(least=10)
    assert found
    spreads = [each.spread for each in found]
    assert spreads == sorted(spreads, reverse=True)
    for each in found:
        ranks = {name: ranking.rank_of(each.alternative) for name, ranking in rankings.items()}
        assert dict(each.ranks) == ranks
        assert each.spread == max(ranks.values()) - min(ranks.values()) >= 10
        assert ranks[each.favourable] == min(ranks.values())
        assert ranks[each.unfavourable] == max(ranks.values())


def test_causes_are_the_criteria_whose_share_differs_most(rankings):
    worst = rankings.disagreements(least=10)[0]
    row = rankings["topsis"].problem.row(worst.alternative)
    shares = []
    for name in (worst.favourable, worst.unfavourable):
        part = rankings[name].explanation[row]
        shares.append(part / np.abs(part).sum())
    lead = shares[0] - shares[1]
    assert worst.causes[0].criterion.name == rankings["topsis"].problem.criterion_names[lead.argmax()]
    assert [c.favourable - c.unfavourable for c in worst.causes] == sorted(lead[lead > 0], reverse=True)
    assert f"mostly because of {worst.causes[0].criterion.name}" in worst.sentence()
    assert worst.sentence("fr").startswith(f"{worst.alternative} : rang ")


def test_methods_that_agree_have_nothing_to_tell():
    problem = mi.Problem.of([mi.maximise("a")], {"x": [3], "y": [2]})
    assert mi.rank_by(problem, {"a": 1}, ["weighted_sum", "topsis"]).disagreements() == ()


def test_a_method_that_comes_twice_keeps_both_rankings():
    problem = mi.Problem.of([mi.maximise("a"), mi.maximise("b")], {"x": (3, 1), "y": (2, 2), "z": (1, 4)})
    methods = [mi.Topsis(), mi.Topsis(normalisation="minmax"), mi.WeightedSum()]
    found = mi.rank_by(problem, {"a": 1, "b": 1}, methods)
    assert list(found) == ["topsis", "topsis (2)", "weighted_sum"]
    both = mi.agreement([found["topsis"], found["topsis (2)"], found["weighted_sum"]])
    assert both.rankings == ("topsis", "topsis (2)", "weighted_sum")


def test_a_black_box_disagrees_without_causes():
    problem = mi.Problem.of([mi.maximise("a"), mi.maximise("b")], {"x": (9, 1), "y": (4, 2), "z": (1, 9)})
    found = mi.rank_by(problem, {"a": 1, "b": 1}, ["weighted_product", mi.FromPymcdm("VIKOR")])
    for each in found.disagreements():
        assert each.causes == ()
        assert "because" not in each.sentence()


def test_a_method_asked_for_by_name_that_cannot_be_used_is_refused():
    problem = mi.Problem.of([mi.maximise("a")], {"x": [3], "y": [2]})
    with pytest.raises(mi.MethodError, match="needs a preference function"):
        mi.rank_by(problem, {"a": 1}, ["promethee2"])
    with pytest.raises(mi.MethodError, match="no method 'topsi'"):
        mi.rank_by(problem, {"a": 1}, ["topsi"])
