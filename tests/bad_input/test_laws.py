"""Laws of the weights, indices and possible ranks: what cannot be supposed or asked is refused by name."""

from typing import Any

import numpy as np
import pytest
from bad_input.refusal import Bad, assert_refused, bad
from bad_input.test_questions import PROBLEM, study

import mcda_industry as mi

NAN = float("nan")
RECORD, WEIGHTS, SENSITIVITY = mi.RecordError, mi.WeightsError, mi.SensitivityError
PAIR = mi.PairwiseComparisons(("npv", "co2"), {("npv", "co2"): 3})


def drawn(law: Any) -> Any:
    return mi.acceptability(PROBLEM, "topsis", law, draws=10)


def ordered(order: Any) -> Any:
    return drawn(mi.Ordered(order))


def within(limits: Any) -> Any:
    return drawn(mi.Within(limits))


def limit(*parts: Any) -> Any:
    return drawn(mi.Constrained([parts]))


def judges(weights: Any, votes: Any = None) -> Any:
    return drawn(mi.Judges(weights, votes))


def read(kind: Any, **fields: Any) -> Any:
    return kind.model_validate(fields)


def ranks(law: Any = mi.AnyWeights(), method: Any = "topsis", problem: Any = PROBLEM, **options: Any) -> Any:  # noqa: B008
    return mi.possible_ranks(problem, method, law, **options)


ONE = {"npv": 1, "co2": 1}
CASES = [
    bad("order as text", lambda: ordered("npv"), WEIGHTS, "no_list", "'npv'", "list"),
    bad("order as number", lambda: ordered(3), WEIGHTS, "no_list", "'3'"),
    bad("order as mapping", lambda: ordered({"npv": 1}), WEIGHTS, "no_list", "list"),
    bad("order as set", lambda: ordered({"npv", "co2"}), WEIGHTS, "no_list", "list"),
    bad("order of nothing", lambda: ordered([]), WEIGHTS, "empty", "at least one"),
    bad("order with an empty level", lambda: ordered(["npv", (), "co2"]), WEIGHTS, "empty", "every level"),
    bad("order with a number", lambda: ordered(["npv", 3]), WEIGHTS, "bad_name", "'3'"),
    bad("order with nothing in it", lambda: ordered(["npv", None]), WEIGHTS, "bad_name", "'None'"),
    bad("order nested twice", lambda: ordered(["npv", ("co2", ("x",))]), WEIGHTS, "bad_name", "names"),
    bad("order with a blank name", lambda: ordered(["npv", " "]), RECORD, "string_pattern_mismatch", "blank"),
    bad("order with a twin", lambda: ordered(["npv", "co2", "npv"]), WEIGHTS, "duplicate_name", "'npv'", "once"),
    bad("order with a twin in a level", lambda: ordered([("npv", "npv"), "co2"]), WEIGHTS, "duplicate_name", "'npv'"),
    bad("order misspelt", lambda: ordered(["npv", "co"]), WEIGHTS, "other_criteria", "'co'", "did you mean 'co2'"),
    bad("order too short", lambda: ordered(["npv"]), WEIGHTS, "other_criteria", "'co2'", "tuple"),
    bad("order too long", lambda: ordered(["npv", "co2", "jobs"]), WEIGHTS, "other_criteria", "'jobs'"),
    bad("limits crossed", lambda: within({"npv": (0.5, 0.2)}), WEIGHTS, "bad_limits", "'npv'", "0.5", "0.2"),
    bad("limit below zero", lambda: within({"npv": (-0.1, 0.2)}), WEIGHTS, "bad_limits", "'npv'"),
    bad("limit above one", lambda: within({"npv": (0.5, 40)}), WEIGHTS, "bad_limits", "'npv'", "40"),
    bad("limit as one number", lambda: within({"npv": 0.4}), RECORD, "tuple_type", "'limits.npv'"),
    bad("limit of three", lambda: within({"npv": (0, 0.1, 0.2)}), RECORD, "too_long", "'limits.npv'"),
    bad("limit nan", lambda: within({"npv": (0, NAN)}), RECORD, "finite_number", "'limits.npv.1'"),
    bad("limit infinite", lambda: within({"npv": (0, np.inf)}), RECORD, "finite_number", "inf"),
    bad("limit as text", lambda: within({"npv": ("0", 1)}), RECORD, "float_type", "'0'"),
    bad("limit boolean", lambda: within({"npv": (False, True)}), RECORD, "float_type", "'False'"),
    bad("limits as list", lambda: within([(0, 1), (0, 1)]), RECORD, "dict_type", "'limits'"),
    bad("limits of another", lambda: within({"npw": (0, 1)}), WEIGHTS, "unknown_criterion", "did you mean 'npv'"),
    bad(
        "lowest shares too high",
        lambda: within({"npv": (0.6, 1), "co2": (0.5, 1)}),
        WEIGHTS,
        "no_weights",
        "'npv', 'co2' add to 1.1",
        "Widen",
    ),
    bad("highest shares too low", lambda: within({"npv": (0, 0.2), "co2": (0, 0.3)}), WEIGHTS, "no_weights", "0.5"),
    bad("no limits", lambda: drawn(mi.Constrained([])), WEIGHTS, "empty", "no limits"),
    bad("limits as number", lambda: drawn(mi.Constrained(3)), RECORD, "tuple_type", "'limits'"),
    bad("limit as sentence", lambda: drawn(mi.Constrained(["npv >= co2"])), WEIGHTS, "bad_limit", "three parts"),
    bad("limit without a side", lambda: limit("npv", ">="), WEIGHTS, "bad_limit", "three parts"),
    bad("limit with a side too many", lambda: limit("npv", ">=", 1, 2), WEIGHTS, "bad_limit", "three parts"),
    bad("strict limit", lambda: limit("npv", ">", "co2"), RECORD, "literal_error", "'>'", ">="),
    bad("limit with a single sign", lambda: limit("npv", "=", "co2"), RECORD, "literal_error", "'='"),
    bad("limit on a number", lambda: limit(3, ">=", "co2"), WEIGHTS, "bad_limit", "'3'", "Name the criteria"),
    bad("limit on a list", lambda: limit(["npv"], ">=", 0.1), WEIGHTS, "bad_limit", "Name the criteria"),
    bad("limit by nothing", lambda: limit("npv", ">=", None), RECORD, "float_type", "'bound'"),
    bad("limit by nan", lambda: limit("npv", ">=", NAN), RECORD, "finite_number", "'bound'"),
    bad("limit by a boolean", lambda: limit("npv", ">=", True), RECORD, "float_type", "'bound'"),
    bad("coefficient as text", lambda: limit("npv", ">=", {"co2": "2"}), RECORD, "float_type", "'coefficients.co2'"),
    bad("coefficient nan", lambda: limit({"npv": NAN}, ">=", 0.1), RECORD, "finite_number", "'coefficients.npv'"),
    bad("coefficient nothing", lambda: limit({"npv": None}, ">=", "npv"), RECORD, "float_type", "'coefficients.npv'"),
    bad("coefficient by number", lambda: limit({3: 1.0}, ">=", 0.1), RECORD, "string_type", "'coefficients.3"),
    bad("limit on itself", lambda: limit("npv", ">=", "npv"), WEIGHTS, "empty_limit", "other than zero"),
    bad("limit on nothing", lambda: limit({}, ">=", 0.2), WEIGHTS, "empty_limit", "Name one"),
    bad("limit on another", lambda: limit("npv", ">=", "co"), WEIGHTS, "unknown_criterion", "did you mean 'co2'"),
    bad("limit that cannot hold", lambda: limit("npv", ">=", 1.2), WEIGHTS, "no_weights", "'npv ≥ 1.2'", "Relax"),
    bad("limit below nothing", lambda: limit("npv", "<=", -1e-6), WEIGHTS, "no_weights", "cannot hold"),
    bad(
        "limits that contradict",
        lambda: drawn(mi.Constrained([("npv", ">=", {"co2": 2}), ("co2", ">=", {"npv": 2}), ("npv", "<=", 0.9)])),
        WEIGHTS,
        "no_weights",
        "'npv ≥ 2 co2', 'co2 ≥ 2 npv' cannot hold together",
        "leave out",
    ),
    bad("no judges", lambda: judges({}), WEIGHTS, "no_judges", "no judges"),
    bad("judges as list", lambda: judges([ONE]), WEIGHTS, "no_judges", "Name the judges"),
    bad("judge by position", lambda: judges({"x": [1, 2]}), WEIGHTS, "no_names", "'x'", "by criterion name"),
    bad("judge with judgements", lambda: judges({"x": PAIR}), WEIGHTS, "not_weights", "'x'", "priorities()"),
    bad("judge with nan", lambda: judges({"x": {"npv": NAN, "co2": 1}}), WEIGHTS, "missing", "'x'", "'npv'"),
    bad("judge below zero", lambda: judges({"x": {"npv": -1, "co2": 1}}), WEIGHTS, "negative_weight", "'x'", "'npv'"),
    bad("judge with zeros", lambda: judges({"x": {"npv": 0, "co2": 0}}), WEIGHTS, "zero_weights", "'x'"),
    bad("judges apart", lambda: judges({"x": ONE, "y": {"npv": 1}}), WEIGHTS, "other_criteria", "'x'", "'y'", "'co2'"),
    bad("judges of others", lambda: judges({"x": {"npv": 1, "jobs": 1}}), WEIGHTS, "other_criteria", "'co2'"),
    bad("votes of others", lambda: judges({"x": ONE}, {"y": 1}), WEIGHTS, "other_judges", "'x', 'y'"),
    bad("votes short", lambda: judges({"x": ONE, "y": ONE}, {"x": 1}), WEIGHTS, "other_judges", "'y'"),
    bad("votes of nobody", lambda: judges({"x": ONE}, {}), WEIGHTS, "other_judges", "'x'"),
    bad("votes below zero", lambda: judges({"x": ONE}, {"x": -1}), WEIGHTS, "negative_weight", "'x'"),
    bad("votes zero", lambda: judges({"x": ONE}, {"x": 0}), WEIGHTS, "zero_weights", "zero"),
    bad("votes as list", lambda: judges({"x": ONE}, [1]), RECORD, "dict_type", "'votes'"),
    bad("read an order", lambda: read(mi.Ordered, order="npv"), WEIGHTS, "no_list", "list"),
    bad("read limits", lambda: read(mi.Within, limits={"npv": [0.4, 0.1]}), WEIGHTS, "bad_limits", "'npv'"),
    bad("read a judge", lambda: read(mi.Judges, weights={"x": {"npv": -1}}), WEIGHTS, "negative_weight", "'x'"),
    bad("read no limit", lambda: read(mi.Constrained, limits=[]), WEIGHTS, "empty", "no limits"),
    bad("read another field", lambda: read(mi.Within, limit={}), RECORD, "missing", "'limits' is required", faults=2),
    bad("error zero", lambda: mi.acceptability(PROBLEM, "topsis", error=0), SENSITIVITY, "bad_error", "'0'"),
    bad("error nan", lambda: mi.acceptability(PROBLEM, "topsis", error=NAN), SENSITIVITY, "bad_error", "'nan'"),
    bad("error too small", lambda: mi.acceptability(PROBLEM, "topsis", error=1e-9), SENSITIVITY, "bad_error", "1e-05"),
    bad("error too large", lambda: mi.acceptability(PROBLEM, "topsis", error=0.7), SENSITIVITY, "bad_error", "0.5"),
    bad("error as text", lambda: mi.acceptability(PROBLEM, "topsis", error="1 %"), SENSITIVITY, "bad_error", "'1 %'"),
    bad("error boolean", lambda: mi.acceptability(PROBLEM, "topsis", error=True), SENSITIVITY, "bad_error", "'True'"),
    bad("meta", lambda: drawn(mi.AnyWeights()).holistic("liner"), SENSITIVITY, "unknown_meta_weights", "'linear'"),
    bad("meta list", lambda: drawn(mi.AnyWeights()).holistic([1]), SENSITIVITY, "unknown_meta_weights", "There are"),
    bad(
        "displacement from nothing",
        lambda: drawn(mi.AnyWeights()).rank_displacement(None),
        SENSITIVITY,
        "other_alternatives",
        "Ranking",
    ),
    bad(
        "displacement from others",
        lambda: drawn(mi.AnyWeights()).rank_displacement(
            mi.rank(mi.Problem.of(PROBLEM.criteria, {"Z": [1, 2], "P02": [3, 4]}), ONE, "topsis")
        ),
        SENSITIVITY,
        "other_alternatives",
        "same alternatives",
    ),
    bad("possible ranks of nothing", lambda: ranks(problem=None), mi.ProblemError, "not_a_problem", "NoneType"),
    bad("possible ranks by no law", lambda: ranks("any"), SENSITIVITY, "bad_law", "'any'", "Ordered"),
    bad("possible ranks by no method", lambda: ranks(method="topsi"), mi.MethodError, "unknown_method", "topsis"),
    bad("possible ranks of none", lambda: ranks()["P9"], mi.ProblemError, "unknown_alternative", "'P9'"),
    bad("possible ranks said of none", lambda: ranks().sentence("P9"), mi.ProblemError, "unknown_alternative", "'P9'"),
    bad("possible ranks in no draws", lambda: ranks(draws=0), SENSITIVITY, "bad_draws", "'0'"),
    bad("possible ranks in no limits", lambda: ranks(mi.Ordered(["npv"])), WEIGHTS, "other_criteria", "'co2'"),
    bad("study under other criteria", lambda: study(law=mi.Ordered(["npv"])), WEIGHTS, "other_criteria", "'co2'"),
    bad(
        "study under limits nothing meets",
        lambda: study(law=mi.Constrained([("npv", ">=", 2)])),
        WEIGHTS,
        "no_weights",
        "'npv ≥ 2'",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_law_or_a_question_that_makes_no_sense_is_refused(case: Bad) -> None:
    assert_refused(case)


@pytest.mark.parametrize("law", [mi.Ordered(["npv", "co2"]), mi.Within({"npv": (0.2, 0.4)}), mi.Judges({"x": ONE})])
def test_a_sentence_in_another_language_is_refused(law: Any) -> None:
    with pytest.raises(mi.DecisionError, match="Ask for 'fr' or 'en'"):
        law.sentence("de")
