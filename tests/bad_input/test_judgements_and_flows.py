"""Judgements, trees, cash flows, data sets and checks of methods: what cannot be answered is refused by name."""

import copy
from typing import Any

import numpy as np
import pandas as pd
import pytest
from bad_input.refusal import Bad, assert_refused, bad

import mcda_industry as mi
from mcda_industry.datasets.tables import packaged_text
from mcda_industry.weighting import aggregate_judgements, aggregate_priorities, priorities_of

ITEMS = ("cost", "jobs", "co2")
COMPLETE = {("cost", "jobs"): 2, ("cost", "co2"): 4, ("jobs", "co2"): 2}


def compare(judgements: Any = COMPLETE, items: Any = ITEMS) -> mi.PairwiseComparisons:
    return mi.PairwiseComparisons(items, judgements)


def matrix(table: Any, items: Any = ("cost", "jobs"), **options: Any) -> mi.PairwiseComparisons:
    return mi.PairwiseComparisons.from_matrix(table, items, **options)


def tree(branches: Any, goal: Any = "goal") -> mi.CriteriaTree:
    return mi.CriteriaTree(goal, branches)


JUDGEMENTS = [
    *(
        bad(
            f"judgement {label}",
            lambda v=value: compare({**COMPLETE, ("cost", "jobs"): v}),
            mi.JudgementError,
            code,
            "'cost'",
            "'jobs'",
        )  # type: ignore[misc]
        for label, value, code in (
            ("zero", 0, "not_positive"),
            ("negative", -3, "not_positive"),
            ("nan", float("nan"), "not_positive"),
            ("none", None, "not_a_number"),
            ("boolean", True, "not_a_number"),
            ("words", "much more", "not_a_number"),
            ("empty text", "", "not_a_number"),
            ("a third of nothing", "1/0", "not_a_number"),
            ("fraction of fractions", "1/2/3", "not_a_number"),
            ("complex", 1j, "not_a_number"),
            ("list", [3], "not_a_number"),
            ("infinite", np.inf, "out_of_range"),
            ("beyond floats", 10**400, "out_of_range"),
        )
    ),
    bad(
        "unknown item",
        lambda: compare({("cost", "job"): 3}),
        mi.JudgementError,
        "unknown_item",
        "'job'",
        "did you mean 'jobs'",
    ),
    bad("against itself", lambda: compare({("cost", "cost"): 3}), mi.JudgementError, "diagonal", "'cost'", "itself"),
    bad(
        "in contradiction",
        lambda: compare({("cost", "jobs"): 3, ("jobs", "cost"): 3}),
        mi.JudgementError,
        "contradiction",
        "'cost'",
        "'jobs'",
    ),
    bad("no pair", lambda: compare({"cost": 3}), mi.JudgementError, "bad_judgement", "cost"),
    bad("three names", lambda: compare({("cost", "jobs", "co2"): 3}), mi.JudgementError, "bad_judgement", "cost"),
    bad("rows of two", lambda: compare([("cost", "jobs")]), mi.JudgementError, "bad_judgement", "cost"),
    bad("judgements as number", lambda: compare(5), mi.RecordError, "tuple_type", "'judgements'"),
    bad("judgements as text", lambda: compare("cost > jobs"), mi.RecordError, "tuple_type", "'judgements'"),
    bad("no judgements", lambda: compare(None), mi.RecordError, "tuple_type", "'judgements'"),
    bad("items as text", lambda: compare({}, "cost"), mi.JudgementError, "bad_items", "'cost'", "list"),
    bad("no items", lambda: compare({}, ()), mi.JudgementError, "no_items", "items"),
    bad("item twice", lambda: compare({}, ("cost", "cost")), mi.JudgementError, "duplicate_name", "'cost'"),
    bad("number as item", lambda: compare({}, (1, 2)), mi.JudgementError, "bad_name", "item needs a name", "'1'"),
    bad(
        "unhashable item",
        lambda: compare({}, (["cost"], "jobs")),
        mi.JudgementError,
        "bad_name",
        "item needs a name",
        "cost",
    ),
    bad(
        "all faults",
        lambda: compare({("cost", "jobs"): 0, ("cost", "x"): 2, ("co2", "co2"): 2}),
        mi.JudgementError,
        "not_positive",
        "'x'",
        "itself",
        faults=3,
    ),
    bad(
        "islands",
        lambda: compare({("a", "b"): 2, ("c", "d"): 2}, ("a", "b", "c", "d")).priorities(),
        mi.JudgementError,
        "disconnected",
        "{'a', 'b'}",
        "{'c', 'd'}",
    ),
    bad(
        "incomplete",
        lambda: compare({("cost", "jobs"): 2, ("jobs", "co2"): 2}).priorities(),
        mi.JudgementError,
        "incomplete",
        "'cost' with 'co2'",
    ),
    bad(
        "unknown method",
        lambda: compare().priorities("eigen"),
        mi.JudgementError,
        "unknown_method",
        "'eigen'",
        "did you mean 'eigenvector'",
    ),  # type: ignore[arg-type]
    bad(
        "unknown random index",
        lambda: compare().priorities(random_index="saty"),
        mi.JudgementError,
        "unknown_table",
        "'saty'",
        "did you mean 'saaty'",
    ),
    bad(
        "random index none",
        lambda: compare().priorities(random_index=None),
        mi.JudgementError,
        "unknown_table",
        "'None'",
    ),  # type: ignore[arg-type]
    bad(
        "json of nothing",
        lambda: mi.PairwiseComparisons.model_validate_json("{}"),
        mi.RecordError,
        "missing",
        "'items'",
        "'judgements'",
        faults=2,
    ),
    bad(
        "matrix not square",
        lambda: matrix([[1, 2, 3], [0.5, 1, 2]]),
        mi.JudgementError,
        "wrong_shape",
        "2 rows and 2 columns",
        "(2, 3)",
    ),
    bad("matrix of one too many", lambda: matrix(np.ones((3, 3))), mi.JudgementError, "wrong_shape", "(3, 3)"),
    bad("matrix ragged", lambda: matrix([[1, 2], [0.5]]), mi.JudgementError, "wrong_shape", "2 rows"),
    bad("matrix 1-d", lambda: matrix([1, 2]), mi.JudgementError, "wrong_shape", "(2,)"),
    bad("matrix 3-d", lambda: matrix(np.ones((1, 2, 2))), mi.JudgementError, "wrong_shape", "(1, 2, 2)"),
    bad("no matrix", lambda: matrix(None), mi.JudgementError, "wrong_shape", "()"),
    bad(
        "matrix not reciprocal",
        lambda: matrix([[1, 3], [3, 1]]),
        mi.JudgementError,
        "not_reciprocal",
        "'cost'",
        "'jobs'",
        row=0,
        column=1,
    ),
    bad(
        "matrix rounded",
        lambda: matrix([[1, 3], [0.333, 1]]),
        mi.JudgementError,
        "not_reciprocal",
        "0.333",
        "reciprocity_tolerance=",
        row=0,
        column=1,
    ),
    bad(
        "matrix with zero",
        lambda: matrix([[1, 0], [0, 1]]),
        mi.JudgementError,
        "not_positive",
        "'cost' against 'jobs'",
        row=0,
        column=1,
        faults=2,
    ),
    bad(
        "matrix with negatives",
        lambda: matrix([[1, -2], [-0.5, 1]]),
        mi.JudgementError,
        "not_positive",
        "'cost' against 'jobs'",
        row=0,
        column=1,
        faults=2,
    ),
    bad(
        "matrix with words",
        lambda: matrix([[1, "x"], [None, 1]]),
        mi.JudgementError,
        "not_a_number",
        "'x'",
        row=0,
        column=1,
    ),
    bad(
        "matrix with infinity",
        lambda: matrix([[1, np.inf], [0, 1]]),
        mi.JudgementError,
        "out_of_range",
        "'cost' against 'jobs'",
        row=0,
        column=1,
        faults=2,
    ),
    bad(
        "matrix of booleans",
        lambda: matrix(np.ones((2, 2), bool)),
        mi.JudgementError,
        "not_a_number",
        "'cost'",
        row=0,
        column=0,
        faults=4,
    ),
    bad(
        "matrix with a diagonal of 2",
        lambda: matrix([[2, 3], ["1/3", 1]]),
        mi.JudgementError,
        "diagonal",
        "'cost'",
        "itself",
        row=0,
        column=0,
    ),
    bad(
        "matrix of others",
        lambda: matrix(pd.DataFrame(np.ones((2, 2)), index=["cost", "x"], columns=["cost", "jobs"])),
        mi.JudgementError,
        "other_items",
        "'jobs', 'x'",
    ),
    *(
        bad(
            f"tolerance {value!r}",
            lambda v=value: matrix(np.ones((2, 2)), reciprocity_tolerance=v),
            mi.JudgementError,
            "bad_tolerance",
            str(value),
        )  # type: ignore[misc]
        for value in (-1, 1, "0.1", True, float("nan"), None)
    ),
    bad(
        "stack of one matrix",
        lambda: priorities_of(np.ones((2, 2))),
        mi.JudgementError,
        "wrong_shape",
        "(S, n, n)",
        "(2, 2)",
    ),
    bad("stack not square", lambda: priorities_of(np.ones((1, 2, 3))), mi.JudgementError, "wrong_shape", "(1, 2, 3)"),
    bad("stack of nothing", lambda: priorities_of([]), mi.JudgementError, "wrong_shape", "(0,)"),
    bad(
        "stack ragged",
        lambda: priorities_of([np.ones((2, 2)), np.ones((3, 3))]),
        mi.JudgementError,
        "wrong_shape",
        "one size",
    ),
    bad(
        "stack not reciprocal",
        lambda: priorities_of([np.ones((2, 2)), [[1, 2], [2, 1]]]),
        mi.JudgementError,
        "not_reciprocal",
        "Matrix 1",
        row=0,
        column=1,
    ),
    bad(
        "stack with nan",
        lambda: priorities_of([[[1, np.nan], [1, 1]]]),
        mi.JudgementError,
        "not_reciprocal",
        "Matrix 0",
        row=0,
        column=1,
    ),
    bad("no judges", lambda: aggregate_judgements({}), mi.JudgementError, "no_judges", "judges"),
    bad(
        "votes of others",
        lambda: aggregate_judgements({"a": compare()}, {"b": 1}),
        mi.JudgementError,
        "other_judges",
        "'a'",
        "'b'",
    ),
    bad(
        "votes negative",
        lambda: aggregate_judgements({"a": compare(), "b": compare()}, {"a": -1, "b": 2}),
        mi.WeightsError,
        "negative_weight",
        "'a'",
    ),
    bad(
        "judges on other items",
        lambda: aggregate_judgements({"a": compare(), "b": compare({}, ("x", "y"))}),
        mi.JudgementError,
        "other_items",
        "'a'",
        "'b'",
    ),
    bad(
        "judge incomplete",
        lambda: aggregate_judgements({"a": compare({("cost", "jobs"): 2})}),
        mi.JudgementError,
        "incomplete",
        "'a'",
    ),
    bad(
        "unknown mean",
        lambda: aggregate_priorities({"a": compare()}, mean="harmonic"),
        mi.JudgementError,
        "unknown_mean",
        "'harmonic'",
    ),  # type: ignore[arg-type]
]

TREES = [
    bad(
        "two parents",
        lambda: tree({"goal": ("a", "b"), "a": ("c",), "b": ("c",)}),
        mi.WeightsError,
        "two_parents",
        "'c'",
    ),
    bad("no children", lambda: tree({"goal": ()}), mi.WeightsError, "no_children", "'goal'"),
    bad("no goal", lambda: tree({"gaol": ("a",)}), mi.WeightsError, "no_goal", "'goal'", "did you mean 'gaol'"),
    bad(
        "circle", lambda: tree({"goal": ("a",), "b": ("c",), "c": ("b",)}), mi.WeightsError, "unreachable", "'b'", "'c'"
    ),
    bad("own ancestor", lambda: tree({"goal": ("a",), "a": ("goal",)}), mi.WeightsError, "circle", "'goal'"),
    bad("branches as number", lambda: tree(5), mi.RecordError, "dict_type", "'branches'"),
    bad("children as text", lambda: tree({"goal": "abc"}), mi.RecordError, "tuple_type", "branches.goal"),
    bad("children as number", lambda: tree({"goal": 5}), mi.RecordError, "tuple_type", "branches.goal"),
    bad("goal as number", lambda: tree({"goal": ("a",)}, 5), mi.RecordError, "string_type", "'goal' must be text"),
    bad(
        "no local weights",
        lambda: tree({"goal": ("a", "b")}).weights({}),
        mi.WeightsError,
        "no_local_weights",
        "'goal'",
    ),
    bad(
        "local weights of no group",
        lambda: tree({"goal": ("a", "b")}).weights({"gaol": {"a": 1}}),
        mi.WeightsError,
        "unknown_group",
        "'gaol'",
        "did you mean 'goal'",
    ),
    bad(
        "local weights of others",
        lambda: tree({"goal": ("a", "b")}).weights({"goal": {"a": 1, "c": 1}}),
        mi.WeightsError,
        "other_children",
        "'goal'",
        "'b'",
        "'c'",
    ),
    bad(
        "local weights zero",
        lambda: tree({"goal": ("a", "b")}).weights({"goal": {"a": 0, "b": 0}}),
        mi.WeightsError,
        "zero_weights",
        "'a', 'b'",
    ),
    bad(
        "local weights by position",
        lambda: tree({"goal": ("a", "b")}).weights({"goal": [1, 2]}),
        mi.WeightsError,
        "no_names",
        "name",
    ),
    bad(
        "children of unknown",
        lambda: tree({"goal": ("a",)}).children("gaol"),
        mi.WeightsError,
        "unknown_group",
        "did you mean 'goal'",
    ),
]

FLOWS = [
    *(
        bad(f"{name}, {label}", lambda f=function, v=value: f(v), mi.FinanceError, code, words, column=column)  # type: ignore[misc]
        for name, function in (
            ("npv", lambda flows: mi.finance.npv(0.1, flows)),
            ("irr", mi.finance.irr),
            ("mirr", lambda flows: mi.finance.mirr(flows, 0.1, 0.1)),
            ("payback", mi.finance.payback),
            ("discounted payback", lambda flows: mi.finance.discounted_payback(0.1, flows)),
        )
        for label, value, code, words, column in (
            ("nan", [-1.0, np.nan], "missing_flow", "t = 1 is missing", 1),
            ("none", [-1.0, None], "missing_flow", "t = 1 is missing", 1),
            ("infinite", [-1.0, np.inf], "infinite_flow", "t = 1 is inf", 1),
            ("text", [-1.0, "2"], "not_a_number_flow", "t = 1 is '2'", 1),
            ("boolean", [-1.0, True], "not_a_number_flow", "t = 1 is 'True'", 1),
            ("empty", [], "wrong_shape", "flows", None),
            ("number", 5.0, "wrong_shape", "flows", None),
            ("no flows", None, "wrong_shape", "flows", None),
        )
    ),
    *(
        bad(f"{name} at {rate!r}", lambda f=function, r=rate: f(r), mi.FinanceError, "bad_rate", "above -1")  # type: ignore[misc]
        for name, function in (
            ("npv", lambda r: mi.finance.npv(r, [-1, 2])),
            ("annuity", lambda r: mi.finance.annuity(r, 5)),
        )
        for rate in (-1, -2.5, float("-1"))
    ),
    *(
        bad(
            f"npv at {rate!r}",
            lambda r=rate: mi.finance.npv(r, [-1, 2]),
            mi.FinanceError,
            "bad_rate",
            "finite number above -1",
        )  # type: ignore[misc]
        for rate in (float("nan"), np.inf, "0.1", True, None, 1j)
    ),
    *(
        bad(f"annuity over {periods!r}", lambda p=periods: mi.finance.annuity(0.1, p), mi.FinanceError, code, "periods")  # type: ignore[misc]
        for periods, code in (
            (0, "periods"),
            (-1, "periods"),
            (float("nan"), "not_a_number"),
            ("5", "not_a_number"),
            (True, "not_a_number"),
            ([1, 2], "not_a_number"),
        )
    ),
    bad(
        "rates that do not fit",
        lambda: mi.finance.npv([0.1, 0.2, 0.3], np.ones((2, 4))),
        mi.FinanceError,
        "wrong_shape",
        "(3,)",
        "(2, 4)",
    ),
    bad("irr of a table", lambda: mi.finance.irr(np.ones((2, 2))), mi.FinanceError, "wrong_shape", "flows"),
    bad("irr of zeros", lambda: mi.finance.irr([0.0, 0.0]), mi.FinanceError, "all_zero", "every rate"),
    bad("irr of too many", lambda: mi.finance.irr(np.ones(3000)), mi.FinanceError, "too_long", "3000"),
    bad("mirr without costs", lambda: mi.finance.mirr([1.0, 2.0], 0.1, 0.1), mi.FinanceError, "no_outlay", "outlay"),
    bad(
        "mirr without returns",
        lambda: mi.finance.mirr([-1.0, -2.0], 0.1, 0.1),
        mi.FinanceError,
        "no_receipt",
        "receipt",
    ),
    bad(
        "mirr at a bad rate", lambda: mi.finance.mirr([-1.0, 2.0], -1, 0.1), mi.FinanceError, "bad_rate", "finance_rate"
    ),
    bad(
        "mirr at a bad reinvestment",
        lambda: mi.finance.mirr([-1.0, 2.0], 0.1, "x"),
        mi.FinanceError,
        "not_a_number",
        "reinvest_rate",
    ),  # type: ignore[arg-type]
    bad(
        "sentence in another language",
        lambda: mi.finance.irr([-1, 2]).sentence("de"),
        mi.FinanceError,
        "unknown_language",
        "'de'",
    ),
    bad(
        "flows of a series in a table",
        lambda: mi.finance.npv(0.1, [[1, 2], [3, None]]),
        mi.FinanceError,
        "missing_flow",
        "t = 1 of series 2",
        row=1,
        column=1,
    ),
]

CASE = mi.datasets.morocco_2025()
DATA = [
    bad(
        "unknown kind",
        lambda: CASE.problem("project"),
        mi.ProblemError,
        "unknown_kind",
        "'project'",
        "did you mean 'projects'",
    ),
    bad(
        "unknown scenario",
        lambda: CASE.weights("projects", "souverainité"),
        mi.WeightsError,
        "unknown_scenario",
        "did you mean 'souverainete'",
    ),
    bad("unknown project", lambda: CASE.project("P99"), mi.ProblemError, "unknown_project", "'P99'"),
    bad("unknown flows", lambda: CASE.flows("p14"), mi.ProblemError, "unknown_project", "did you mean 'P14'"),
    bad(
        "unknown file",
        lambda: packaged_text("morocco_2025", "region.csv"),
        mi.FileError,
        "unknown_file",
        "did you mean 'regions.csv'",
    ),
    bad(
        "file in another folder",
        lambda: packaged_text("morocco_2025", "../tables.py"),
        mi.FileError,
        "unknown_file",
        "no file '../tables.py'",
    ),
    bad("folder outside", lambda: packaged_text("../..", "pyproject.toml"), mi.FileError, "unknown_file", "no file"),
    bad("check of no method", lambda: mi.testing.check_method(None), mi.MethodError, "not_a_method", "'None'"),  # type: ignore[arg-type]
    bad("check of a class", lambda: mi.testing.check_method(mi.Topsis), mi.MethodError, "not_a_method", "Topsis"),  # type: ignore[arg-type]
    bad(
        "check of a name",
        lambda: mi.testing.check_method("topsi"),
        mi.MethodError,
        "unknown_method",
        "did you mean 'topsis'",
    ),  # type: ignore[arg-type]
    bad(
        "project changed to nonsense",
        lambda: copy.copy(CASE.projects[0]).model_copy(update={"capex_mdh": "a lot"}),
        mi.RecordError,
        "float_type",
        "'P01'",
        "capex_mdh",
    ),
    bad(
        "region without people",
        lambda: CASE.regions[0].model_copy(update={"population_2024": 0}),
        mi.RecordError,
        "greater_than",
        "population_2024",
    ),
    bad(
        "region of unknown field",
        lambda: CASE.regions[0].model_copy(update={"population": 5}),
        mi.RecordError,
        "extra_forbidden",
        "did you mean 'population_2024'",
    ),
    bad(
        "lever beyond its scale",
        lambda: CASE.levers[0].model_copy(update={name_of_a_score(): 7}),
        mi.RecordError,
        "less_than_equal",
        "L01",
    ),
]


def name_of_a_score() -> str:
    return next(name for name in type(CASE.levers[0]).model_fields if name.endswith("1_5"))


@pytest.mark.parametrize("case", JUDGEMENTS, ids=lambda case: case.id)
def test_judgements_that_give_no_priorities_are_refused(case: Bad) -> None:
    assert_refused(case)


@pytest.mark.parametrize("case", TREES, ids=lambda case: case.id)
def test_a_tree_that_gives_no_weights_is_refused(case: Bad) -> None:
    assert_refused(case)


@pytest.mark.parametrize("case", FLOWS, ids=lambda case: case.id)
def test_cash_flows_without_a_defined_result_are_refused(case: Bad) -> None:
    assert_refused(case)


@pytest.mark.parametrize("case", DATA, ids=lambda case: case.id)
def test_what_the_reference_case_does_not_hold_is_refused(case: Bad) -> None:
    assert_refused(case)
