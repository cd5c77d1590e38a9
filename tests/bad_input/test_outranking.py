"""Flows, sorting, planes and boxes of weights: what cannot be answered is refused by name."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from bad_input.refusal import Bad, assert_refused, bad

import mcda_industry as mi

CRITERIA = (mi.maximise("npv", preference=mi.Usual()), mi.minimise("co2", preference=mi.VShape(2)))
PROBLEM = mi.Problem.of(CRITERIA, {"P01": [1, 2], "P02": [3, 4], "P03": [2, 1]})
BARE = mi.Problem.of((mi.maximise("npv"), mi.minimise("co2")), {"P01": [1, 2], "P02": [3, 4]})
ONE_CRITERION = mi.Problem.of(CRITERIA[:1], {"P01": [1], "P02": [2]})
NOT_POSITIVE = mi.Problem.of(CRITERIA, {"P01": [1, 2], "P02": [0, 4]})
EQUAL = {"npv": 1, "co2": 1}
PROFILES = {"high": [2.5, 1.5], "low": [1.5, 3]}

ASKED: dict[str, Callable[[Any, Any], Any]] = {
    "promethee": mi.promethee,
    "gaia": mi.gaia,
    "gamma": mi.gamma,
    "pairwise preferences": mi.pairwise_preferences,
    "flow intervals": mi.flow_intervals,
    "flow sort": lambda problem, weights: mi.flow_sort(problem, weights, PROFILES),
}


def sort(profiles: Any = PROFILES, categories: Any = None, kind: Any = "limiting") -> Any:
    return mi.flow_sort(PROBLEM, EQUAL, profiles, categories, kind)


def box(limits: Any, names: Any = ("npv", "co2")) -> Any:
    return mi.WeightBox(limits).bounds(names)


EVERY = [
    case
    for name, ask in ASKED.items()
    for case in (
        bad(f"{name} of nothing", lambda a=ask: a(None, EQUAL), mi.ProblemError, "not_a_problem", "NoneType"),
        bad(
            f"{name} of a frame", lambda a=ask: a(BARE.to_frame(), EQUAL), mi.ProblemError, "not_a_problem", "DataFrame"
        ),
        bad(
            f"{name} without preferences", lambda a=ask: a(BARE, EQUAL), mi.MethodError, "no_preference", "'npv', 'co2'"
        ),
        bad(f"{name} by position", lambda a=ask: a(PROBLEM, [1, 2]), mi.WeightsError, "no_names", "by criterion name"),
        bad(f"{name} with others", lambda a=ask: a(PROBLEM, {"npv": 1}), mi.WeightsError, "other_criteria", "'co2'"),
        bad(
            f"{name} with zeros",
            lambda a=ask: a(PROBLEM, {"npv": 0, "co2": 0}),
            mi.WeightsError,
            "zero_weights",
            "zero",
        ),
    )
]

ONE = [
    bad("sort by unknown kind", lambda: sort(kind="centre"), mi.MethodError, "bad_kind", "'centre'", "'central'"),
    bad("sort among none", lambda: sort({}), mi.ProblemError, "no_alternative", "at least one"),
    bad("sort among a list", lambda: sort([[1, 2]]), mi.ProblemError, "wrong_shape", "by alternative"),
    bad("sort among short profiles", lambda: sort({"high": [1]}), mi.ProblemError, "wrong_length", "'high'"),
    bad("sort with too few names", lambda: sort(categories=("a", "b")), mi.MethodError, "wrong_length", "3"),
    bad("sort with a text of names", lambda: sort(categories="abc"), mi.MethodError, "bad_categories", "'abc'"),
    bad(
        "sort with a name twice",
        lambda: sort(categories=("a", "b", "a")),
        mi.MethodError,
        "wrong_length",
        "3 categories",
        "once",
    ),
    bad(
        "sort with numbers as names", lambda: sort(categories=(1, 2, 3)), mi.MethodError, "bad_categories", "(1, 2, 3)"
    ),
    bad("members of unknown", lambda: sort().members("category 9"), mi.MethodError, "unknown_category", "'category 9'"),
    bad("category of unknown", lambda: sort()["P9"], mi.ProblemError, "unknown_alternative", "'P9'"),
    *(
        bad(
            f"alpha {alpha!r}",
            lambda a=alpha: mi.flow_intervals(PROBLEM, EQUAL, a),
            mi.MethodError,
            "bad_alpha",
            str(alpha),
        )
        for alpha in (-1, float("nan"), np.inf, "0.2", True, None)
    ),
    bad("plane of one criterion", lambda: mi.gaia(ONE_CRITERION, {"npv": 1}), mi.MethodError, "one_criterion", "one"),
    bad(
        "product of zero",
        lambda: mi.rank(NOT_POSITIVE, EQUAL, mi.WeightedProduct()),
        mi.MethodError,
        "not_positive",
        "'npv'",
        row=1,
        column=0,
    ),
    bad(
        "pair of unknown",
        lambda: mi.pairwise_preferences(PROBLEM, EQUAL)["P01", "P9"],
        mi.ProblemError,
        "unknown_alternative",
        "'P9'",
    ),
    bad(
        "gamma of unknown",
        lambda: mi.gamma(PROBLEM, EQUAL)["P01", "P9"],
        mi.ProblemError,
        "unknown_alternative",
        "'P9'",
    ),
    bad(
        "interval of unknown",
        lambda: mi.flow_intervals(PROBLEM, EQUAL).preferred("P01", "P9"),
        mi.ProblemError,
        "unknown_alternative",
        "'P9'",
    ),
    bad("box upside down", lambda: box({"npv": (0.5, 0.2)}), mi.WeightsError, "bad_limits", "'npv'", "0.5 and 0.2"),
    bad(
        "box beyond shares",
        lambda: box({"npv": (-1, 2), "co2": (0, 3)}),
        mi.WeightsError,
        "bad_limits",
        "'npv'",
        "'co2'",
        faults=2,
    ),
    bad("box of unknown", lambda: box({"nvp": (0, 1)}), mi.WeightsError, "unknown_criterion", "did you mean 'npv'"),
    bad("empty box", lambda: box({"npv": (0.8, 1), "co2": (0.8, 1)}), mi.WeightsError, "no_weights", "1.6", "Widen"),
    bad("box of nan", lambda: box({"npv": (0, float("nan"))}), mi.RecordError, "finite_number", "limits.npv"),
    bad("box of numbers", lambda: box({"npv": 0.5}), mi.RecordError, "tuple_type", "limits.npv"),
    bad("box of a list", lambda: box([(0, 1)]), mi.RecordError, "dict_type", "'limits'"),
    bad("no box", lambda: box(None), mi.RecordError, "dict_type", "'limits'"),
]


@pytest.mark.parametrize("case", EVERY, ids=lambda case: case.id)
def test_every_question_about_flows_refuses_what_cannot_be_compared(case: Bad) -> None:
    assert_refused(case)


@pytest.mark.parametrize("case", ONE, ids=lambda case: case.id)
def test_a_question_about_flows_without_an_answer_is_refused(case: Bad) -> None:
    assert_refused(case)
