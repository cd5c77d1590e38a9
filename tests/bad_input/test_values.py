"""Value functions, rules for ties and ranking quality: what has no answer is refused by name."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from bad_input.refusal import Bad, assert_refused, bad

import mcda_industry as mi
from mcda_industry.methods import named

LINEAR = mi.PiecewiseLinear.linear
PROBLEM = mi.Problem.of(
    [mi.maximise("npv", scale=(0, 10)), mi.minimise("co2")], {"P01": [1, 2], "P02": [3, 4], "P03": [20, 1]}
)
EQUAL = {"npv": 1, "co2": 1}
COMPLETE = {"npv": LINEAR(0, 20), "co2": LINEAR(5, 0)}


def curve(points: Any, **options: Any) -> Callable[[], Any]:
    return lambda: mi.PiecewiseLinear(points, **options)


def valued(performances: Any, beyond: Any = "refuse") -> Callable[[], Any]:
    return lambda: LINEAR(0, 10).at(performances, beyond)


def ranked(functions: Any, **options: Any) -> Callable[[], Any]:
    return lambda: mi.rank(PROBLEM, EQUAL, mi.AdditiveValue(functions, **options))


CURVES = [
    bad("no points", curve({}), mi.ProblemError, "too_few_points", "none"),
    bad("one point", curve({0: 0}), mi.ProblemError, "too_few_points", "there is 1"),
    bad("points out of order", curve({0: 0, 50: 0.5, 5: 0.8}), mi.ProblemError, "point_order", "5 comes after 50"),
    bad("a point twice", curve([(0, 0), (5, 0.5), (5, 1)]), mi.ProblemError, "point_order", "5 comes twice"),
    bad("the same point only", curve([(5, 0), (5, 0)]), mi.ProblemError, "point_order", "5 comes twice"),
    bad("values that turn", curve({0: 0, 5: 0.8, 9: 0.7}), mi.ProblemError, "not_monotone", "at 9", "monotone=False"),
    bad("a value too large", curve({0: 0, 5: -1e301}), mi.ProblemError, "too_large", "-1e+301"),
    bad("a performance nan", curve({float("nan"): 0, 5: 1}), mi.RecordError, "finite_number", "points.0.0"),
    bad("a value infinite", curve({0: 0, 5: np.inf}), mi.RecordError, "finite_number", "points.1.1"),
    bad("a value missing", curve({0: 0, 5: None}), mi.RecordError, "float_type", "points.1.1"),
    bad("a value of text", curve([(0, 0), (5, "1")]), mi.RecordError, "float_type", "'1'"),
    bad("a performance of text", curve({0: 0, "5": 1}), mi.ProblemError, "text_performance", "'5'", "pairs"),
    bad("a boolean", curve({0: False, 5: True}), mi.RecordError, "float_type", "points.0.1", faults=2),
    bad("a triple", curve([(0, 0, 0), (1, 1)]), mi.RecordError, "too_long", "points.0"),
    bad("a list of numbers", curve([0, 1]), mi.RecordError, "tuple_type", "points.0"),
    bad("a number", curve(3), mi.RecordError, "tuple_type", "points"),
    bad("no curve", curve(None), mi.RecordError, "tuple_type", "points"),
    bad("a text", curve("0:0"), mi.RecordError, "tuple_type", "points"),
    bad("monotone as text", curve({0: 0, 1: 1}, monotone="no"), mi.RecordError, "bool_type", "monotone"),
    bad("a misspelt option", curve({0: 0, 1: 1}, monoton=False), mi.RecordError, "extra_forbidden", "'monotone'"),
    bad("another kind", curve({0: 0, 1: 1}, kind="spline"), mi.RecordError, "literal_error", "'spline'"),
    bad("worst is best", lambda: LINEAR(3, 3), mi.ProblemError, "point_order", "3 comes twice"),
    bad("worst is nan", lambda: LINEAR(np.nan, 3), mi.RecordError, "finite_number", "points.0.0"),
    bad("two mid-values", lambda: mi.PiecewiseLinear.from_midvalues([0, 1]), mi.ProblemError, "no_midvalues", "[0, 1]"),
    bad("four mid-values", lambda: mi.PiecewiseLinear.from_midvalues(range(4)), mi.ProblemError, "no_midvalues", "9"),
    bad(
        "a mid-value beyond", lambda: mi.PiecewiseLinear.from_midvalues([0, 9, 5]), mi.ProblemError, "point_order", "5"
    ),
    bad("no mid-values", lambda: mi.PiecewiseLinear.from_midvalues(None), mi.ProblemError, "no_midvalues", "None"),
    bad("the value beyond", valued([3, 12, -1]), mi.MethodError, "beyond_points", "'12', '-1'", "0 to 10"),
    bad("the value of nan", valued([3, None]), mi.ProblemError, "not_a_number", "nan"),
    bad("the value of text", valued("3"), mi.ProblemError, "not_a_number", "'3'"),
    bad("an unknown policy", valued(3, "clamp"), mi.ProblemError, "bad_policy", "'clamp'", "clip"),
    bad(
        "a value too far out",
        lambda: mi.PiecewiseLinear({0: 0, 1e-300: 1}).at(1e300, "extrapolate"),
        mi.MethodError,
        "too_large",
        "1e+300",
    ),
]

METHODS = [
    bad("no functions", ranked({}), mi.MethodError, "no_value_function", "'npv', 'co2'", "others='linear'"),
    bad("a function missing", ranked({"npv": LINEAR(0, 20)}), mi.MethodError, "no_value_function", "'co2'"),
    bad(
        "a misspelt criterion",
        ranked({"npv": LINEAR(0, 20), "c02": LINEAR(5, 0)}),
        mi.MethodError,
        "unknown_criterion",
        "'c02'",
        "did you mean 'co2'",
        faults=2,
    ),
    bad(
        "one function too many",
        ranked({**COMPLETE, "jobs": LINEAR(0, 1)}),
        mi.MethodError,
        "unknown_criterion",
        "'jobs'",
    ),
    bad("no scale", ranked({"npv": LINEAR(0, 20)}, others="linear"), mi.MethodError, "no_scale", "'co2'", "scale="),
    bad(
        "off the scale",
        ranked({"co2": LINEAR(5, 0)}, others="linear"),
        mi.MethodError,
        "beyond_points",
        "'npv'",
        "'P03' (20)",
        row=2,
        column=0,
    ),
    bad(
        "off the points",
        ranked({"npv": LINEAR(2, 10), "co2": LINEAR(3, 0)}),
        mi.MethodError,
        "beyond_points",
        "'npv'",
        "'P01' (1), 'P03' (20)",
        "'co2'",
        "'P02' (4)",
        row=0,
        column=0,
        faults=3,
    ),
    bad(
        "too far out",
        ranked({"npv": mi.PiecewiseLinear({0: 0, 1e-300: 1e10}), "co2": LINEAR(5, 0)}, beyond="extrapolate"),
        mi.MethodError,
        "too_large",
        "'npv'",
        "'P01' (1)",
        row=0,
        column=0,
        faults=3,
    ),
    bad(
        "upside down",
        ranked({"npv": LINEAR(20, 0), "co2": LINEAR(0, 5)}),
        mi.MethodError,
        "against_direction",
        "'npv': more is better",
        "'co2': less is better",
        faults=2,
    ),
    bad("an unknown policy beyond", ranked(COMPLETE, beyond="clamp"), mi.RecordError, "literal_error", "'clamp'"),
    bad("an unknown policy of others", ranked(COMPLETE, others="zero"), mi.RecordError, "literal_error", "'zero'"),
    bad("a misspelt parameter", ranked(COMPLETE, beyon="clip"), mi.RecordError, "extra_forbidden", "'beyond'"),
    bad("a list of functions", ranked([LINEAR(0, 1)]), mi.RecordError, "dict_type", "functions"),
    bad("one function", ranked(LINEAR(0, 1)), mi.RecordError, "dict_type", "functions"),
    bad("a lambda", ranked({"npv": lambda x: x, "co2": LINEAR(5, 0)}), mi.RecordError, "model_type", "functions.npv"),
    bad("a blank name", ranked({" ": LINEAR(0, 1)}), mi.RecordError, "string_pattern_mismatch", "blank"),
    bad("the class", lambda: mi.rank(PROBLEM, EQUAL, mi.AdditiveValue), mi.MethodError, "not_a_method", "object"),
    bad(
        "its name alone",
        lambda: mi.rank(PROBLEM, EQUAL, "additive_value"),
        mi.MethodError,
        "needs_parameters",
        "'functions'",
    ),
    bad(
        "a bad function in json",
        lambda: named("additive_value", functions={"npv": {"points": [[0, 0]]}}),
        mi.ProblemError,
        "too_few_points",
        "'functions.npv'",
    ),
    bad(
        "points by text in json",
        lambda: named("additive_value", functions={"npv": {"points": {"0": 0, "5": 1}}}),
        mi.ProblemError,
        "text_performance",
        "'functions.npv.points'",
    ),
]

RANKING = mi.rank(PROBLEM, EQUAL, mi.AdditiveValue(COMPLETE))
OTHERS = [
    bad(
        "an unknown rule for ties",
        lambda: RANKING.ranked("denze"),
        mi.MethodError,
        "unknown_ties",
        "did you mean 'dense'",
    ),
    bad("no rule for ties", lambda: RANKING.ranked(None), mi.MethodError, "unknown_ties", "'None'"),
    bad("a frame by no rule", lambda: RANKING.to_frame(ties="min"), mi.MethodError, "unknown_ties", "'min'"),
    bad("quality of nothing", lambda: mi.ranking_quality(None, EQUAL), mi.ProblemError, "not_a_problem", "NoneType"),
    bad(
        "quality unweighed", lambda: mi.ranking_quality(PROBLEM, {"npv": 1}), mi.WeightsError, "other_criteria", "'co2'"
    ),
    bad(
        "quality without thresholds",
        lambda: mi.ranking_quality(PROBLEM, EQUAL),
        mi.MethodError,
        "no_preference",
        "'npv'",
    ),
    bad(
        "quality of one",
        lambda: mi.ranking_quality(mi.Problem.of([mi.maximise("a", preference=mi.Usual())], {"x": [1]}), {"a": 1}),
        mi.MethodError,
        "one_alternative",
        "only one",
    ),
]


@pytest.mark.parametrize("case", CURVES, ids=lambda case: case.id)
def test_a_curve_that_is_no_value_function_is_refused(case: Bad) -> None:
    assert_refused(case)


@pytest.mark.parametrize("case", METHODS, ids=lambda case: case.id)
def test_functions_that_do_not_fit_the_problem_are_refused(case: Bad) -> None:
    assert_refused(case)


@pytest.mark.parametrize("case", OTHERS, ids=lambda case: case.id)
def test_a_rule_or_a_quality_that_is_none_is_refused(case: Bad) -> None:
    assert_refused(case)
