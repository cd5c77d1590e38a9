"""Walks, moves in a hierarchy, audits and scenarios: a question without an answer is refused by name."""

from typing import Any

import numpy as np
import pytest
from bad_input.refusal import Bad, assert_refused, bad
from strategies import BlackBox

import mcda_industry as mi

CRITERIA = (mi.maximise("npv"), mi.minimise("co2"), mi.maximise("jobs"))
PROBLEM = mi.Problem.of(CRITERIA, {"P01": [1, 2, 3], "P02": [3, 4, 1], "P03": [2, 1, 2]})
EVEN = {"npv": 1, "co2": 1, "jobs": 1}
ONE = mi.Problem.of(CRITERIA[:1], {"P01": [1], "P02": [2]})
TREE = mi.CriteriaTree("goal", {"goal": ("money", "people"), "money": ("npv", "co2"), "people": ("jobs",)})
FLAT = mi.CriteriaTree("goal", {"goal": ("npv", "co2", "jobs")})
APART = mi.CriteriaTree("goal", {"goal": ("A", "B", "C"), "A": ("npv",), "B": ("co2",), "C": ("jobs",)})
OTHER = mi.CriteriaTree("goal", {"goal": ("money", "jobs"), "money": ("npv", "c02")})
MANY = mi.Problem.from_arrays(np.arange(12_003.0).reshape(4_001, 3), CRITERIA)


def walk(criterion: Any = "npv", method: Any = "topsis", **options: Any) -> mi.WalkingWeights:
    return mi.walking_weights(PROBLEM, EVEN, method, criterion, **options)


def intervals(move: Any) -> mi.StabilityIntervals:
    return mi.stability_intervals(PROBLEM, EVEN, "topsis", move=move)


def reversals(**options: Any) -> mi.RankReversals:
    return mi.rank_reversals(PROBLEM, EVEN, "topsis", **options)


def scenarios(given: Any) -> mi.ScenarioTable:
    return mi.scenarios(PROBLEM, given, "topsis")


S, P, W, M = mi.SensitivityError, mi.ProblemError, mi.WeightsError, mi.MethodError
WALKS = [
    bad("walk misspelt", lambda: walk("nvp"), P, "unknown_criterion", "'nvp'", "did you mean 'npv'"),
    bad("walk unhashable", lambda: walk(["npv"]), P, "unknown_criterion", "npv"),
    bad("walk none", lambda: walk(None), P, "unknown_criterion", "'None'"),
    bad("walk a group", lambda: walk("money"), P, "unknown_criterion", "'money'"),
    bad("walk a criterion as group", lambda: walk("npv", move=mi.WholeGroups(TREE)), P, "unknown_criterion", "'npv'"),
    bad(
        "walk one criterion",
        lambda: mi.walking_weights(ONE, {"npv": 1}, "topsis", "npv"),
        S,
        "one_criterion",
        "only one",
    ),
    bad("walk alone", lambda: walk("jobs", move=mi.WithinGroups(TREE)), S, "nothing_moves", "'jobs'", "cannot move"),
    bad(
        "walk other weights",
        lambda: mi.walking_weights(PROBLEM, {"npv": 1}, "topsis", "npv"),
        W,
        "other_criteria",
        "'co2'",
    ),
    bad("walk no method", lambda: walk(method="topsi"), M, "unknown_method", "'topsi'"),
    bad("walk no problem", lambda: mi.walking_weights(None, EVEN, "topsis", "npv"), P, "not_a_problem", "NoneType"),  # type: ignore[arg-type]
    *(
        bad(f"order at {at!r}", lambda at=at: walk().order_at(at), S, "bad_weight", "'npv'", "from 0 to 1")  # type: ignore[misc]
        for at in (-0.1, 1.1, float("nan"), np.inf, "half", None, True)
    ),
    bad("order at two", lambda: walk().order_at([0.1, 0.2]), S, "bad_weight", "one weight"),  # type: ignore[arg-type]
    bad("scores at text", lambda: walk().scores_at(["a"]), S, "bad_weight", "from 0 to 1"),
    bad(
        "scores beyond the group", lambda: walk(move=mi.WithinGroups(TREE)).scores_at(0.7), S, "bad_weight", "0.666667"
    ),
    bad(
        "changes of a black box",
        lambda: walk(method=BlackBox(mi.Topsis())).order_changes(),
        S,
        "black_box",
        "black box",
    ),
    bad(
        "changes of too many",
        lambda: mi.walking_weights(MANY, EVEN, "weighted_sum", "npv").order_changes(),
        S,
        "too_many",
        "4001 alternatives",
    ),
    bad("walk in German", lambda: walk().sentence("de"), mi.DecisionError, "unknown_language", "'de'"),
]

MOVES = [
    *(
        bad(f"move {move!r}", lambda move=move: intervals(move), S, "bad_move", "WithinGroups(tree)")  # type: ignore[misc]
        for move in ("groups", TREE, 1, mi.WithinGroups, True)
    ),
    *(
        bad(f"{kind.__name__} of {tree!r}", lambda k=kind, t=tree: k(t), S, "not_a_tree", kind.__name__)  # type: ignore[misc]
        for kind in (mi.WithinGroups, mi.WholeGroups)
        for tree in (None, {"goal": ("npv",)}, "tree")
    ),
    bad("no groups", lambda: mi.WholeGroups(FLAT), S, "no_groups", "'goal'"),
    bad("nothing moves", lambda: intervals(mi.WithinGroups(APART)), S, "nothing_moves", "No weight can move"),
    bad("other tree", lambda: intervals(mi.WithinGroups(OTHER)), S, "other_criteria", "'c02'", "did you mean 'co2'"),
    bad("other tree, groups", lambda: intervals(mi.WholeGroups(OTHER)), S, "other_criteria", "'c02'"),
    bad("unknown group", lambda: intervals(mi.WholeGroups(TREE))["mony"], P, "unknown_criterion", "'mony'", "'money'"),
    bad("leaves below a leaf", lambda: TREE.leaves_below("npv"), W, "unknown_group", "'npv'"),
]

AUDITS = [
    bad("reversals of unknown", lambda: reversals(alternatives=["P1"]), P, "unknown_alternative", "'P1'"),
    bad("reversals of text", lambda: reversals(alternatives="P01"), S, "not_a_list", "['P01']"),
    bad("reversals of a number", lambda: reversals(alternatives=1), S, "not_a_list", "'1'"),
    bad("reversals of unhashable", lambda: reversals(alternatives=[["P01"]]), P, "unknown_alternative", "P01"),
    bad("reversals of none", lambda: reversals(alternatives=[]), S, "empty", "no alternative"),
    bad("reversals of too many", lambda: mi.rank_reversals(MANY, EVEN, "topsis"), S, "too_many", "at most 999", "4001"),
    bad("reversals by other", lambda: reversals().by("copies"), S, "unknown_change", "'copies'", "'clone'"),  # type: ignore[arg-type]
    bad("leave out of one", lambda: mi.leave_one_out(ONE, {"npv": 1}, "topsis"), S, "one_criterion", "only one"),
    bad("leave out of nothing", lambda: mi.leave_one_out(None, EVEN), P, "not_a_problem", "NoneType"),  # type: ignore[arg-type]
    bad(
        "left out unknown",
        lambda: mi.leave_one_out(PROBLEM, EVEN, "topsis")["nvp"],
        P,
        "unknown_criterion",
        "did you mean 'npv'",
    ),
    bad(
        "left out unhashable", lambda: mi.leave_one_out(PROBLEM, EVEN, "topsis")[["npv"]], P, "unknown_criterion", "npv"
    ),  # type: ignore[index]
    bad("variants without preferences", lambda: mi.method_variants(PROBLEM, EVEN), M, "no_preference", "'npv'"),
    bad("unknown variant", lambda: mi.method_variants(PROBLEM, EVEN, "topsis")["ahpp"], M, "unknown_ranking", "'ahp'"),
    bad("audit no method", lambda: mi.audit(PROBLEM, EVEN, "topsi"), M, "unknown_method", "'topsi'"),
    bad("audit of nothing", lambda: mi.audit(None, EVEN, "topsis"), P, "not_a_problem", "NoneType"),  # type: ignore[arg-type]
    bad("audit no scenarios", lambda: mi.audit(PROBLEM, EVEN, "topsis", scenarios={}), S, "no_scenarios", "by name"),
]

SCENARIOS = [
    *(
        bad(
            f"scenarios {given!r}",
            lambda given=given: scenarios(given),
            S,
            "no_scenarios",
            "Scenarios are weights by name",
        )  # type: ignore[misc]
        for given in ({}, [EVEN], None, "now", mi.Weights(EVEN))
    ),
    bad("scenario without a name", lambda: scenarios({1: EVEN}), S, "bad_name", "'1'"),
    bad("scenario blank", lambda: scenarios({" ": EVEN}), S, "bad_name", "' '"),
    bad("points at the top", lambda: scenarios(EVEN), W, "no_names", "Scenario 'npv'"),
    bad("scenario nan", lambda: scenarios({"now": {**EVEN, "co2": np.nan}}), W, "missing", "Scenario 'now'", "'co2'"),
    bad(
        "scenario misspelt",
        lambda: scenarios({"now": {**EVEN, "jbos": 1}}),
        W,
        "other_criteria",
        "Scenario 'now'",
        "'jbos'",
    ),
    bad(
        "scenario short", lambda: scenarios({"a": EVEN, "b": {"npv": 1}}), W, "other_criteria", "Scenario 'b'", "'co2'"
    ),
    bad("unknown scenario", lambda: scenarios({"now": EVEN})["nw"], S, "unknown_scenario", "did you mean 'now'"),
    *(
        bad(f"best {k!r}", lambda k=k: scenarios({"now": EVEN}).times_among(k), S, "bad_places", "from 1 to 3")  # type: ignore[misc]
        for k in (0, 4, 1.0, True, "1", None)
    ),
]


@pytest.mark.parametrize("case", [*WALKS, *MOVES, *AUDITS, *SCENARIOS], ids=lambda case: case.id)
def test_bad_input_is_refused(case: Bad) -> None:
    assert_refused(case)
