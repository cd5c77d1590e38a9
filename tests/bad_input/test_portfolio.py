"""Portfolios and their limits: what cannot be chosen from, added up or met is refused by name."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from bad_input.refusal import Bad, assert_refused, bad

import mcda_industry as mi

NAMES = ["P01", "P02", "P03"]
COSTS = {"P01": 3, "P02": 4, "P03": 5}
BUDGET = mi.Budget("capex", 8, COSTS)
NAN, INF = float("nan"), float("inf")


def select(candidates: Any = NAMES, values: Any = (1, 2, 3), budgets: Any = BUDGET, *limits: Any, **more: Any) -> Any:
    return mi.select_portfolio(candidates, values, budgets, *limits, **more)


def flows() -> mi.PrometheeFlows:
    problem = mi.Problem.of([mi.maximise("x", preference=mi.Usual())], {name: [len(name)] for name in NAMES})
    return mi.promethee(problem, {"x": 1})


P, R, D = mi.ProblemError, mi.RecordError, mi.DecisionError

CANDIDATES = [
    *(
        bad(
            f"candidates {given!r}", lambda given=given: select(given), P, "not_a_list", "list of names", str(given)[:3]
        )  # type: ignore[misc]
        for given in (None, 3, "P01", 1.5)
    ),
    bad("candidates without order", lambda: select({"P01"}), P, "not_a_list", "P01", "in an order"),
    bad("no candidates", lambda: select([], []), P, "empty", "no candidates"),
    bad("candidate a number", lambda: select(["P01", 2, "P03"]), P, "bad_name", "'2'"),
    bad("candidate none", lambda: select(["P01", None, "P03"]), P, "bad_name", "'None'"),
    bad("candidate unhashable", lambda: select([["P01"], "P02"]), P, "bad_name", "P01"),
    bad("candidate blank", lambda: select(["P01", " ", "P03"]), P, "bad_name", "' '"),
    bad("candidate twice", lambda: select(["P01", "P02", "P01"]), P, "duplicate_name", "'P01' stands twice"),
]

VALUES = [
    bad("too few values", lambda: select(values=[1, 2]), P, "wrong_length", "3 candidates", "(2,)"),
    bad("too many values", lambda: select(values=[1, 2, 3, 4]), P, "wrong_length", "(4,)"),
    bad("a column of values", lambda: select(values=np.ones((3, 1))), P, "wrong_length", "(3, 1)"),
    bad("no values", lambda: select(values=None), P, "no_values", "NoneType"),
    bad("one value for all", lambda: select(values=1.0), P, "no_values", "float"),
    bad("flows for values", lambda: select(values=flows()), P, "no_values", "PrometheeFlows", "Ranking"),
    bad("value nan", lambda: select(values=[1, NAN, 3]), P, "missing", "'P02' is missing", row=1),
    bad("value none", lambda: select(values={"P01": 1, "P02": 2, "P03": None}), P, "missing", "'P03'", row=2),
    bad("value infinite", lambda: select(values=[INF, 2, 3]), P, "not_a_number", "'P01' is inf", row=0),
    bad("value text", lambda: select(values=[1, "2", 3]), P, "not_a_number", "'P02'", row=1),
    bad("value boolean", lambda: select(values=[1, 2, True]), P, "not_a_number", "'P03'", row=2),
    bad("value complex", lambda: select(values=[1, 2j, 3]), P, "not_a_number", "'P02'", row=1),
    bad("values all wrong", lambda: select(values=[NAN, INF, "x"]), P, "missing", "3 faults", row=0, faults=3),
    bad("value masked", lambda: select(values=np.ma.array([1, 2, 3], mask=[0, 1, 0])), P, "missing", "'P02'", row=1),
    bad("value misspelt", lambda: select(values={"P01": 1, "P2": 2, "P03": 3}), P, "missing", "mean 'P2'", row=1),
    bad("values by nothing", lambda: select(values={}), P, "missing", "'P01', 'P02', 'P03'", row=0),
    bad("values unlabelled", lambda: select(values=pd.Series([1, 2, 3])), P, "missing", "'P01'", row=0),
    bad("values in a frame", lambda: select(values=pd.DataFrame({"v": [1, 2, 3]})), P, "missing", "'v'", row=0),
    bad("values too large", lambda: select(values=[1.7e308, 1.7e308, 0]), P, "too_large", "larger unit"),
    bad("baseline too large", lambda: select(values=[1e308, 0, 0], baseline=-1e308), P, "too_large", "larger unit"),
    *(
        bad(f"baseline {given!r}", lambda given=given: select(baseline=given), P, "not_a_number", "baseline")  # type: ignore[misc]
        for given in (NAN, INF, None, "0", True, [0], 1j)
    ),
]

LIMITS = [
    *(
        bad(f"budgets {given!r}", lambda given=given: select(budgets=given), P, "not_a_limit", "Budget records")  # type: ignore[misc]
        for given in (100, None, "capex", {"capex": 100})
    ),
    bad("budgets of numbers", lambda: select(budgets=[100]), P, "not_a_limit", "'100' is no limit"),
    bad("limits in a list", lambda: select(NAMES, [1, 2, 3], [], [BUDGET]), P, "not_a_limit", "one by one: *limits"),
    bad("a limit in words", lambda: select(NAMES, [1, 2, 3], [], "P01"), P, "not_a_limit", "'P01' is no limit"),
    bad("a class for a limit", lambda: select(NAMES, [1, 2, 3], [], mi.Budget), P, "not_a_limit", "is no limit"),
    bad(
        "a preference function",
        lambda: select(NAMES, [1, 2, 3], [], mi.Usual()),
        P,
        "not_a_limit",
        "Exclusive",
    ),
    bad(
        "a budget twice", lambda: select(budgets=[BUDGET, mi.Budget("capex", 1, COSTS)]), P, "duplicate_name", "'capex'"
    ),
    bad(
        "a quota twice",
        lambda: select(NAMES, [1, 2, 3], [], *[mi.AtLeast("jobs", 1, of=NAMES)] * 2),
        P,
        "duplicate_name",
        "'at least 1 jobs' stands twice",
    ),
    bad("no cost", lambda: select([*NAMES, "P04"], [1, 2, 3, 4]), P, "no_cost", "'capex'", "'P04'", "if only 0"),
    *(
        bad(
            f"about an unknown candidate, {made[0]}",
            lambda made=made: select(NAMES, [1, 2, 3], [], made[1]),
            P,  # type: ignore[misc]
            "unknown_candidate",
            made[0],
            "'P1'",
            "did you mean 'P01'",
        )
        for made in (
            ("AtLeast", mi.AtLeast("x", 1, of=["P1"])),
            ("AtMost", mi.AtMost("x", 1, of={"P1": 2})),
            ("AtMost", mi.AtMost("x", 1, groups={"P1": "north"})),
            ("Exclusive", mi.Exclusive(["P1", "P02"])),
            ("Requires", mi.Requires("P1", "P02")),
            ("Requires", mi.Requires("P02", "P1")),
            ("Mandatory", mi.Mandatory("P1")),
            ("Forbidden", mi.Forbidden("P1")),
        )
    ),
    bad(
        "every wrong name at once",
        lambda: select([*NAMES, "P04"], [1, 2, 3, 4], BUDGET, mi.Mandatory("P1"), mi.Forbidden(["P2", "P3"])),
        P,
        "no_cost",
        "4 faults",
        faults=4,
    ),
]

IMPOSSIBLE = [
    bad("too dear", lambda: select(NAMES, [1, 2, 3], BUDGET, mi.Mandatory(["P02", "P03"])), P, "infeasible",
        "'capex ≤ 8'", "'with P02, P03'", "Relax one"),
    bad("too many", lambda: select(NAMES, [1, 2, 3], [], mi.AtLeast("x", 4, of=NAMES)), P, "infeasible", "'at least 4 x'"),
    bad("taken and not", lambda: select(NAMES, [1, 2, 3], [], mi.Mandatory("P01"), mi.Forbidden("P01")), P, "infeasible",
        "'with P01' and 'without P01' cannot hold together"),
    bad("too few groups", lambda: select(NAMES, [1, 2, 3], [], mi.AtLeast("regions", 2, groups=dict.fromkeys(NAMES, "a"))),
        P, "infeasible", "'at least 2 regions' cannot hold"),
    bad("none of nothing", lambda: select(NAMES, [1, 2, 3], [], mi.AtLeast("jobs", 1, of=dict.fromkeys(NAMES, 0))), P,
        "infeasible", "'at least 1 jobs'"),
    bad("sentence in German", lambda: select().sentence("de"), D, "unknown_language", "'de'"),
    *(
        bad(f"{limit.label} in German", lambda limit=limit: limit.told("de"), D, "unknown_language", "'de'")  # type: ignore[misc]
        for limit in (BUDGET, mi.AtLeast("x", 1, of=NAMES), mi.AtMost("x", 1, of=NAMES), mi.Exclusive(NAMES),
                      mi.Requires("P01", "P02"), mi.Mandatory("P01"), mi.Forbidden("P01"))
    ),
]  # fmt: skip

RECORDS = [
    bad("budget negative", lambda: mi.Budget("x", -1, COSTS), R, "greater_than_equal", "Budget 'x': 'limit'"),
    bad("budget nan", lambda: mi.Budget("x", NAN, COSTS), R, "finite_number", "'limit'", "'nan'"),
    bad("budget infinite", lambda: mi.Budget("x", INF, COSTS), R, "finite_number", "'limit'", "'inf'"),
    bad("budget text", lambda: mi.Budget("x", "100", COSTS), R, "float_type", "'limit'", "'100'"),
    bad("budget boolean", lambda: mi.Budget("x", True, COSTS), R, "float_type", "'limit'", "'True'"),
    bad("budget none", lambda: mi.Budget("x", None, COSTS), R, "float_type", "'limit'"),  # type: ignore[arg-type]
    bad("budget nameless", lambda: mi.Budget("", 1, COSTS), R, "string_too_short", "'name' must not be blank"),
    bad("budget name a number", lambda: mi.Budget(3, 1, COSTS), R, "string_type", "'name'"),  # type: ignore[arg-type]
    bad("cost negative", lambda: mi.Budget("x", 1, {"P01": -1}), R, "greater_than_equal", "'costs.P01'"),
    bad("cost nan", lambda: mi.Budget("x", 1, {"P01": NAN}), R, "finite_number", "'costs.P01'"),
    bad("cost text", lambda: mi.Budget("x", 1, {"P01": "3"}), R, "float_type", "'costs.P01'"),  # type: ignore[dict-item]
    bad("costs in a list", lambda: mi.Budget("x", 1, [1, 2]), R, "dict_type", "'costs'"),  # type: ignore[arg-type]
    bad("costs without names", lambda: mi.Budget("x", 1, pd.Series([1.0])), R, "string_type", "'costs."),
    bad("budget in a unit", lambda: mi.Budget("x", 1, COSTS, unit="MDH"), R, "extra_forbidden", "no field 'unit'"),
    bad("both costs wrong", lambda: mi.Budget("x", 1, {"P01": -1, "P02": NAN}), R, "greater_than_equal", "2 faults", faults=2),
    bad("quota of a name", lambda: mi.AtLeast("x", 1, of="P01"), R, "not_a_list", "Give ['P01']"),
    *(
        bad(f"quota of {of!r}", lambda of=of: mi.AtMost("x", 1, of=of), R, "not_a_list", "what each contributes")  # type: ignore[misc]
        for of in (None, 3, True)
    ),
    bad("quota of nothing", lambda: mi.AtLeast("x", 1), R, "bad_quota", "AtLeast 'x'", "Give one of them"),
    bad("quota of an empty list", lambda: mi.AtMost("x", 1, of=[]), R, "bad_quota", "AtMost 'x'"),
    bad("quota of both", lambda: mi.AtLeast("x", 1, of=NAMES, groups={"P01": "a"}), R, "bad_quota", "AtLeast 'x'"),
    bad("quota of one twice", lambda: mi.AtLeast("x", 1, of=["P01", "P01"]), R, "duplicate_name", "'P01' stands twice"),
    bad("quota of numbers", lambda: mi.AtLeast("x", 1, of=[1, 2]), R, "bad_name", "'1', '2'"),  # type: ignore[list-item]
    bad("quota unhashable", lambda: mi.AtLeast("x", 1, of=[["P01"]]), R, "bad_name", "P01"),  # type: ignore[list-item]
    bad("quota negative", lambda: mi.AtLeast("x", -1, of=NAMES), R, "greater_than_equal", "'number'"),
    bad("quota text", lambda: mi.AtMost("x", "one", of=NAMES), R, "float_type", "'number'"),  # type: ignore[arg-type]
    bad("quota of less than none", lambda: mi.AtMost("x", 1, of={"P01": -2}), R, "greater_than_equal", "'of.P01'"),
    bad("groups in a list", lambda: mi.AtLeast("x", 1, groups=NAMES), R, "dict_type", "'groups'"),  # type: ignore[arg-type]
    bad("group a number", lambda: mi.AtLeast("x", 1, groups={"P01": 3}), R, "string_type", "'groups.P01'"),  # type: ignore[dict-item]
    bad("exclusive alone", lambda: mi.Exclusive("P01"), R, "one_candidate", "Only 'P01'", "two candidates"),
    bad("exclusive twice", lambda: mi.Exclusive(["P01", "P01"]), R, "duplicate_name", "'P01' stands twice"),
    bad("exclusive of none", lambda: mi.Exclusive([]), R, "too_short", "'of' must have at least 1"),
    bad("exclusive of numbers", lambda: mi.Exclusive([1, 2]), R, "string_type", "'of.0'", faults=2),  # type: ignore[list-item]
    bad("requires itself", lambda: mi.Requires("P01", ["P02", "P01"]), R, "requires_itself", "'P01' requires itself"),
    bad("requires nothing", lambda: mi.Requires("P01", []), R, "too_short", "'needs'"),
    bad("requires one twice", lambda: mi.Requires("P01", ["P02", "P02"]), R, "duplicate_name", "'P02' stands twice"),
    bad("nobody requires", lambda: mi.Requires(None, "P01"), R, "string_type", "'candidate'"),  # type: ignore[arg-type]
    bad("mandatory of none", lambda: mi.Mandatory([]), R, "too_short", "'of'"),
    bad("mandatory twice", lambda: mi.Mandatory(["P01", "P01"]), R, "duplicate_name", "'P01'"),
    bad("mandatory named a number", lambda: mi.Mandatory("P01", 3), R, "string_type", "'name'"),  # type: ignore[arg-type]
    bad("forbidden blank", lambda: mi.Forbidden(" "), R, "string_pattern_mismatch", "'of.0' must not be blank"),
    bad("forbidden none", lambda: mi.Forbidden(None), R, "tuple_type", "'of'"),  # type: ignore[arg-type]
]  # fmt: skip


@pytest.mark.parametrize("case", [*CANDIDATES, *VALUES, *LIMITS, *IMPOSSIBLE, *RECORDS], ids=lambda case: case.id)
def test_bad_input_is_refused(case: Bad) -> None:
    assert_refused(case)
