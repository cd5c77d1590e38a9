import numpy as np
import pytest
from hypothesis import given, settings
from strategies import weighed

import mcda_industry as mi

NOW = mi.Problem.of([mi.maximise("a"), mi.maximise("b")], {"x": (4, 0), "y": (3, 3), "z": (0, 4)})
LATER = mi.Problem.of([mi.maximise("a"), mi.maximise("b")], {"x": (1, 0), "y": (3, 3), "z": (0, 4)})
EVEN = {"a": 1, "b": 1}


def test_each_scenario_ranks_its_own_problem_under_its_own_weights() -> None:
    weights = {"now": {"a": 4, "b": 1}, "later": EVEN}
    table = mi.scenarios({"later": LATER, "now": NOW}, weights, "weighted_sum")
    assert list(table) == ["now", "later"]
    for name, problem in (("now", NOW), ("later", LATER)):
        assert np.array_equal(table[name].scores, mi.rank(problem, weights[name], "weighted_sum").scores)
    assert table.ranks.shape == (3, 2)


@settings(max_examples=30, deadline=None)
@given(weighed())
def test_the_same_problem_in_every_scenario_gives_the_table_of_one_problem(case) -> None:
    problem, weights = case
    both = {"one": weights, "two": weights}
    alone, each = (mi.scenarios(p, both, "topsis") for p in (problem, dict.fromkeys(both, problem)))
    assert np.array_equal(alone.ranks, each.ranks)
    assert np.array_equal(alone.regret, each.regret)


@pytest.mark.parametrize(
    ("problems", "code", "said"),
    [
        ({"now": NOW}, "other_scenarios", "differ on 'later'"),
        ({"now": NOW, "latter": LATER}, "other_scenarios", "differ on 'latter', did you mean 'later'"),
        (
            {"now": NOW, "later": mi.Problem.of(NOW.criteria, {"x": (1, 2), "y": (3, 4)})},
            "other_alternatives",
            "'later'",
        ),
        ({"now": NOW, "later": 3}, "not_a_problem", "int"),
        ({}, "other_scenarios", "differ on 'now'"),
    ],
)
def test_problems_that_do_not_fit_are_refused(problems, code, said) -> None:
    with pytest.raises(mi.DecisionError, match=said) as refusal:
        mi.scenarios(problems, {"now": EVEN, "later": EVEN}, "weighted_sum")
    assert refusal.value.code == code


def test_weights_of_other_criteria_name_their_scenario() -> None:
    with pytest.raises(mi.WeightsError, match="Scenario 'later'"):
        mi.scenarios({"now": NOW, "later": LATER}, {"now": EVEN, "later": {"a": 1, "c": 1}}, "weighted_sum")
