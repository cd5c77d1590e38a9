import numpy as np
import pytest

import mcda_industry as mi

CRITERIA = [mi.maximise("a", preference=mi.Usual()), mi.minimise("b", preference=mi.UShape(1))]
PROBLEM = mi.Problem.of(CRITERIA, {"x": (3, 2), "y": (3, 2), "z": (1, 0), "w": (2, 5)})
FLOWS = mi.promethee(PROBLEM, {"a": 3, "b": 1})


def test_flows_are_means_over_the_other_alternatives() -> None:
    # on a (3/4) x and y beat z and w, w beats z; on b (1/4) z beats all, x and y beat w
    np.testing.assert_allclose(FLOWS.positive, [0.75 * 2 / 3 + 0.25 / 3] * 2 + [0.25, 0.25], atol=1e-15)
    np.testing.assert_allclose(FLOWS.negative, [0.25 / 3] * 2 + [0.75, 0.75 * 2 / 3 + 0.25], atol=1e-15)
    np.testing.assert_allclose(FLOWS.net, FLOWS.positive - FLOWS.negative, atol=1e-15)
    np.testing.assert_allclose(FLOWS.unicriterion @ [0.75, 0.25], FLOWS.net, atol=1e-15)
    assert FLOWS.alternatives == ("x", "y", "z", "w")
    assert FLOWS.truncation == 0


def test_the_net_flows_are_the_scores_of_promethee_two() -> None:
    np.testing.assert_allclose(mi.rank(PROBLEM, {"a": 3, "b": 1}).scores, FLOWS.net, atol=1e-15)


def test_the_partial_order_prefers_only_where_both_flows_agree() -> None:
    order = FLOWS.partial_order
    assert order.relation("x", "y") == "I"
    assert order.relation("x", "x") == "I"
    assert (order.relation("x", "w"), order.relation("w", "x")) == ("P", "P-")
    assert order.incomparable() == ()


def test_who_is_good_on_different_criteria_is_incomparable() -> None:
    problem = mi.Problem.of(CRITERIA, {"x": (9, 9), "y": (1, 0), "z": (2, 5), "v": (2, 5)})
    order = mi.promethee(problem, {"a": 1, "b": 1}).partial_order
    assert order.relation("x", "y") == "I"
    assert (order.relation("x", "z"), order.relation("z", "x")) == ("R", "R")
    assert order.incomparable() == (("x", "z"), ("x", "v"), ("y", "z"), ("y", "v"))


def test_one_equal_flow_and_one_better_is_a_preference() -> None:
    criteria = [mi.maximise("a", preference=mi.UShape(2)), mi.maximise("b", preference=mi.UShape(2))]
    flows = mi.promethee(mi.Problem.of(criteria, {"x": (4, 0), "y": (2, 0), "z": (0, 0)}), {"a": 1, "b": 1})
    assert flows.negative[0] == flows.negative[1]
    assert flows.partial_order.relation("x", "y") == "P"


def test_flows_that_differ_by_rounding_only_are_indifferent() -> None:
    # x leads y on c (3/10), y leads x on a and b (1/10 + 2/10, which float64 adds to a little more)
    names = ("a", "b", "c", "d")
    problem = mi.Problem.of(
        [mi.maximise(name, preference=mi.Usual()) for name in names], {"x": (0, 0, 1, 0), "y": (1, 1, 0, 0)}
    )
    flows = mi.promethee(problem, {"a": 1, "b": 2, "c": 3, "d": 4})
    assert flows.partial_order.relation("x", "y") == "I"
    assert flows.net[0] == flows.net[1]
    assert mi.rank(problem, flows.weights).ranks.tolist() == [1, 1]
    assert mi.stability_intervals(problem, flows.weights)["a"] == (0.1, 0.1, 0.1)


def test_an_unknown_alternative_is_refused_with_the_nearest() -> None:
    with pytest.raises(mi.ProblemError, match="There is no alternative 'xx'; did you mean 'x'"):
        FLOWS.partial_order.relation("x", "xx")


def test_flows_cannot_be_written_into() -> None:
    for part in (FLOWS.positive, FLOWS.negative, FLOWS.net, FLOWS.unicriterion):
        with pytest.raises(ValueError, match="read-only"):
            part[0] = 0


def test_flows_say_how_each_criterion_was_computed() -> None:
    values = np.random.default_rng(0).random((1_600, 4))
    found = mi.promethee_flows(values, [mi.Usual(), mi.Linear(0.1, 0.3), mi.Gaussian(0.2), mi.Level(0.1, 0.2)])
    assert found.computed == ("counts", "running totals", "Gauss transform", "counts")
    assert 0 < found.truncation < 1e-12
    few = mi.promethee_flows(values[:50], mi.Gaussian(0.2))
    assert few.computed == ("all pairs",) * 4
    assert few.truncation == 0
    problem = mi.Problem.from_arrays(values[:5, :1], [mi.maximise("a", preference=mi.VShape(1))])
    assert mi.promethee(problem, {"a": 1}).computed == ("running totals",)
