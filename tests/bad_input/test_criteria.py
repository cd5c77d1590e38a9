"""Criteria, preference functions and bare evaluations that make no sense are refused by name."""

from typing import Any

import numpy as np
import pytest
from bad_input.refusal import Bad, assert_refused, bad

import mcda_industry as mi

TABLE = [[1.0, 2.0], [3.0, 4.0]]


def criterion(name: Any = "co2", direction: Any = "max", **options: Any) -> mi.Criterion:
    return mi.Criterion(name, direction, **options)


def evaluations(values: Any = TABLE, **options: Any) -> mi.Evaluations:
    return mi.Evaluations.of(values, **options)


CRITERIA = [
    bad("empty name", lambda: criterion(""), mi.RecordError, "string_too_short", "'name' must not be blank"),
    bad("blank name", lambda: criterion("  "), mi.RecordError, "string_pattern_mismatch", "'name' must not be blank"),
    bad("number as name", lambda: criterion(5), mi.RecordError, "string_type", "'name' must be text, not '5'"),
    bad("none as name", lambda: criterion(None), mi.RecordError, "string_type", "'name' must be text"),
    bad("bytes as name", lambda: criterion(b"co2"), mi.RecordError, "string_type", "'name' must be text"),
    bad("list as name", lambda: criterion(["co2"]), mi.RecordError, "string_type", "'name' must be text"),
    *(
        bad(
            f"direction {direction!r}",
            lambda d=direction: criterion("co2", d),
            mi.RecordError,
            "literal_error",
            "Criterion 'co2'",
            "'max' or 'min'",
        )  # type: ignore[misc]
        for direction in ("Max", "MIN", "maximum", "benefit", "cost", "", "max ", 0, 1, -1, 2, None, True, float("nan"))
    ),
    bad(
        "direction as list",
        lambda: criterion("co2", ["max"]),
        mi.RecordError,
        "literal_error",
        "'co2'",
        "'max' or 'min'",
    ),
    bad("unit as number", lambda: criterion(unit=5), mi.RecordError, "string_type", "'co2'", "'unit' must be text"),
    bad("label as text", lambda: criterion(label="CO2"), mi.RecordError, "dict_type", "'co2'", "'label'"),
    bad("label of numbers", lambda: criterion(label={"fr": 2}), mi.RecordError, "string_type", "'co2'", "label.fr"),
    bad("scale as number", lambda: criterion(scale=5), mi.RecordError, "tuple_type", "'co2'", "'scale'"),
    bad("scale as text", lambda: criterion(scale="1-5"), mi.RecordError, "tuple_type", "'co2'", "'scale'"),
    bad("scale of one", lambda: criterion(scale=(1,)), mi.RecordError, "missing", "'co2'", "'scale.1' is required"),
    bad(
        "scale of three",
        lambda: criterion(scale=(1, 3, 5)),
        mi.RecordError,
        "too_long",
        "'co2'",
        "'scale'",
        "at most 2",
    ),
    bad(
        "scale of text",
        lambda: criterion(scale=("1", "5")),
        mi.RecordError,
        "float_type",
        "'co2'",
        "'scale.0' must be a number, not '1'",
        faults=2,
    ),
    bad(
        "scale of booleans",
        lambda: criterion(scale=(False, True)),
        mi.RecordError,
        "float_type",
        "'co2'",
        "'scale.0'",
        faults=2,
    ),
    bad(
        "scale with nan",
        lambda: criterion(scale=(0, float("nan"))),
        mi.RecordError,
        "finite_number",
        "'co2'",
        "'scale.1' must be a finite number",
    ),
    bad(
        "scale without end",
        lambda: criterion(scale=(0, np.inf)),
        mi.RecordError,
        "finite_number",
        "'co2'",
        "'scale.1' must be a finite number",
    ),
    bad(
        "scale upside down",
        lambda: criterion(scale=(5, 1)),
        mi.ProblemError,
        "scale_order",
        "'co2'",
        "low to high",
        "from 5 to 1",
    ),
    bad("scale of one point", lambda: criterion(scale=(1, 1)), mi.ProblemError, "scale_order", "'co2'", "from 1 to 1"),
    bad(
        "preference as text",
        lambda: criterion(preference="usual"),
        mi.RecordError,
        "model_attributes_type",
        "'co2'",
        "'preference'",
    ),
    bad(
        "preference as class",
        lambda: criterion(preference=mi.Usual),
        mi.RecordError,
        "union_tag_not_found",
        "'co2'",
        "'preference'",
    ),
    bad(
        "unknown preference",
        lambda: criterion(preference={"kind": "gauss", "s": 1}),
        mi.RecordError,
        "union_tag_invalid",
        "'co2'",
        "'gauss'",
        "'gaussian'",
    ),
    bad(
        "preference without kind",
        lambda: criterion(preference={"p": 1}),
        mi.RecordError,
        "union_tag_not_found",
        "'co2'",
        "'kind'",
    ),
    bad(
        "preference without threshold",
        lambda: criterion(preference={"kind": "v_shape"}),
        mi.RecordError,
        "missing",
        "'co2'",
        "p' is required",
    ),
    bad(
        "several faults",
        lambda: criterion("co2", "up", unit=3, scale=(1, "x")),
        mi.RecordError,
        "literal_error",
        "'direction'",
        "'unit'",
        "'scale.1'",
        faults=3,
    ),
    bad("unknown option", lambda: criterion(weight=3), mi.RecordError, "extra_forbidden", "'co2'", "no field 'weight'"),
    bad(
        "misspelt option",
        lambda: criterion(prefrence=mi.Usual()),
        mi.RecordError,
        "extra_forbidden",
        "'co2'",
        "did you mean 'preference'",
    ),
    bad("maximise a number", lambda: mi.maximise(5), mi.RecordError, "string_type", "'name' must be text"),  # type: ignore[arg-type]
    bad("minimise upside down", lambda: mi.minimise("co2", scale=(5, 1)), mi.ProblemError, "scale_order", "'co2'"),
    bad(
        "changed to nonsense",
        lambda: criterion().model_copy(update={"direction": "down"}),
        mi.RecordError,
        "literal_error",
        "'co2'",
        "'down'",
    ),
    bad(
        "changed unknown field",
        lambda: criterion().model_copy(update={"units": "kt"}),
        mi.RecordError,
        "extra_forbidden",
        "did you mean 'unit'",
    ),
]

GOOD_THRESHOLDS: dict[Any, dict[str, float]] = {
    mi.UShape: {},
    mi.VShape: {},
    mi.Level: {"p": 9},
    mi.Linear: {"q": 0},
    mi.Gaussian: {},
}

SHAPES = [
    *(
        bad(
            f"{kind.__name__} {name}={value!r}",
            lambda k=kind, n=name, v=value: k(**{**GOOD_THRESHOLDS[k], n: v}),
            error,
            code,
            name,
        )  # type: ignore[misc]
        for kind, name in ((mi.UShape, "q"), (mi.VShape, "p"), (mi.Level, "q"), (mi.Linear, "p"), (mi.Gaussian, "s"))
        for value, error, code in (
            ("5", mi.RecordError, "float_type"),
            (True, mi.RecordError, "float_type"),
            (None, mi.RecordError, "float_type"),
            (float("nan"), mi.RecordError, "finite_number"),
            (float("inf"), mi.RecordError, "finite_number"),
            (1 + 1j, mi.RecordError, "float_type"),
        )
    ),
    bad("q below zero", lambda: mi.UShape(-1), mi.ProblemError, "negative_threshold", "q=-1", "must not be negative"),
    bad("p below zero", lambda: mi.VShape(-0.5), mi.ProblemError, "negative_threshold", "p=-0.5"),
    bad(
        "q and p below zero", lambda: mi.Linear(-1, -2), mi.ProblemError, "negative_threshold", "q=-1", "p=-2", faults=3
    ),
    bad("level out of order", lambda: mi.Level(5, 2), mi.ProblemError, "threshold_order", "p=2", "q=5"),
    bad("linear out of order", lambda: mi.Linear(5, 2), mi.ProblemError, "threshold_order", "p=2", "q=5"),
    bad("s of zero", lambda: mi.Gaussian(0), mi.RecordError, "greater_than", "'s'", "greater than 0"),
    bad("s below zero", lambda: mi.Gaussian(-1), mi.RecordError, "greater_than", "'s'", "greater than 0"),
    bad("threshold it has not", lambda: mi.UShape(1, p=2), mi.RecordError, "extra_forbidden", "'p'"),
    bad("threshold of usual", lambda: mi.Usual(q=2), mi.RecordError, "extra_forbidden", "'q'"),
    bad("kind of another", lambda: mi.VShape(1, kind="usual"), mi.RecordError, "literal_error", "'v_shape'"),
    bad("array threshold", lambda: mi.UShape(np.ones(2)), mi.RecordError, "float_type", "'q'"),  # type: ignore[arg-type]
    bad(
        "in a criterion",
        lambda: criterion(preference={"kind": "level", "q": 5, "p": 2}),
        mi.ProblemError,
        "threshold_order",
        "'co2'",
        "p=2",
        "q=5",
    ),
    bad(
        "changed out of order",
        lambda: mi.Linear(1, 2).model_copy(update={"q": 3}),
        mi.ProblemError,
        "threshold_order",
        "p=2",
        "q=3",
    ),
]

EVALUATIONS = [
    bad("0-d", lambda: evaluations(1.0), mi.ProblemError, "wrong_shape", "shape is ()"),
    bad("1-d", lambda: evaluations([1.0, 2.0]), mi.ProblemError, "wrong_shape", "shape is (2,)"),
    bad("3-d", lambda: evaluations(np.ones((1, 2, 3))), mi.ProblemError, "wrong_shape", "(1, 2, 3)"),
    bad("empty", lambda: evaluations([[]]), mi.ProblemError, "wrong_shape", "(1, 0)"),
    bad("ragged", lambda: evaluations([[1], [1, 2]]), mi.ProblemError, "wrong_shape", "same length"),
    bad("none", lambda: evaluations(None), mi.ProblemError, "wrong_shape", "()"),
    bad(
        "nan",
        lambda: evaluations([[1, 2], [3, np.nan]]),
        mi.ProblemError,
        "missing_value",
        "'2'",
        "row 2",
        row=1,
        column=1,
    ),
    bad(
        "infinite",
        lambda: evaluations([[1, 2], [3, -np.inf]]),
        mi.ProblemError,
        "infinite",
        "'2'",
        "row 2",
        row=1,
        column=1,
    ),
    bad("text", lambda: evaluations([[1, 2], [3, "x"]]), mi.ProblemError, "not_a_number", "'x'", row=1, column=1),
    bad(
        "booleans", lambda: evaluations(np.ones((1, 1), bool)), mi.ProblemError, "not_a_number", "True", row=0, column=0
    ),
    bad(
        "masked",
        lambda: evaluations(np.ma.masked_greater(TABLE, 3.5)),
        mi.ProblemError,
        "missing_value",
        "row 2",
        row=1,
        column=1,
    ),
    bad(
        "two faults",
        lambda: evaluations([[np.nan, 2], [3, "x"]]),
        mi.ProblemError,
        "missing_value",
        "'x'",
        row=0,
        column=0,
        faults=2,
    ),
    bad(
        "direction misspelt",
        lambda: evaluations(directions=["max", "mn"]),
        mi.RecordError,
        "literal_error",
        "criterion 2",
        "'mn'",
    ),
    bad(
        "direction in capitals",
        lambda: evaluations(directions=["MAX", "min"]),
        mi.RecordError,
        "literal_error",
        "criterion 1",
        "'MAX'",
    ),
    bad(
        "directions as numbers",
        lambda: evaluations(directions=[1, -1]),
        mi.RecordError,
        "literal_error",
        "criterion 1",
        "criterion 2",
        faults=2,
    ),
    bad(
        "directions too few",
        lambda: evaluations(directions=["max"]),
        mi.ProblemError,
        "wrong_length",
        "2 criteria but 1 directions",
    ),
    bad(
        "directions too many",
        lambda: evaluations(directions=["max"] * 3),
        mi.ProblemError,
        "wrong_length",
        "3 directions",
    ),
    bad(
        "several lengths",
        lambda: evaluations(directions=["max"], scales=[]),
        mi.ProblemError,
        "wrong_length",
        "1 directions",
        "0 scales",
        faults=2,
    ),
    bad("no directions", lambda: evaluations(directions=[]), mi.ProblemError, "wrong_length", "0 directions"),
    bad(
        "direction as text",
        lambda: evaluations(directions="ab"),
        mi.ProblemError,
        "wrong_length",
        "Directions are given as a list",
        "'ab'",
    ),
    bad(
        "directions as array of numbers",
        lambda: evaluations(directions=np.array([1, -1])),
        mi.RecordError,
        "literal_error",
        "criterion 1",
        faults=2,
    ),
    bad(
        "directions as a number",
        lambda: evaluations(directions=1),
        mi.ProblemError,
        "wrong_length",
        "Directions are given as a list",
    ),
    bad(
        "preferences too few",
        lambda: evaluations(preferences=[mi.Usual()]),
        mi.ProblemError,
        "wrong_length",
        "1 preferences",
    ),
    bad("no preferences", lambda: evaluations(preferences=[]), mi.ProblemError, "wrong_length", "0 preferences"),
    bad(
        "preferences as text",
        lambda: evaluations(preferences="usual"),
        mi.ProblemError,
        "wrong_length",
        "Preferences are given as a list",
    ),
    bad(
        "preferences as names",
        lambda: evaluations(preferences=["usual", "usual"]),
        mi.RecordError,
        "model_attributes_type",
        "criterion 1",
        "'preference'",
        faults=2,
    ),
    bad(
        "preference class",
        lambda: evaluations(preferences=mi.Usual),
        mi.ProblemError,
        "wrong_length",
        "Preferences are given as a list",
    ),
    bad("scales too few", lambda: evaluations(scales=[(0, 1)]), mi.ProblemError, "wrong_length", "1 scales"),
    bad("no scales", lambda: evaluations(scales=[]), mi.ProblemError, "wrong_length", "0 scales"),
    bad(
        "scales upside down", lambda: evaluations(scales=[(1, 0), None]), mi.ProblemError, "scale_order", "criterion 1"
    ),
    bad(
        "scales not finite",
        lambda: evaluations(scales=[(0, np.nan), None]),
        mi.RecordError,
        "finite_number",
        "criterion 1",
        "scale.1",
    ),
    bad(
        "scales one pair",
        lambda: evaluations(scales=(0, 5)),
        mi.RecordError,
        "tuple_type",
        "criterion 1",
        "'scale'",
        faults=2,
    ),
]

RECORDS = [
    bad(
        "topsis normalisation",
        lambda: mi.Topsis(normalisation="vectr"),
        mi.RecordError,
        "literal_error",
        "Topsis",
        "'vectr'",
        "'vector'",
    ),  # type: ignore[arg-type]
    bad("topsis ideal", lambda: mi.Topsis(ideal="best"), mi.RecordError, "literal_error", "'observed' or 'scale'"),  # type: ignore[arg-type]
    bad("topsis none", lambda: mi.Topsis(normalisation=None), mi.RecordError, "literal_error", "'normalisation'"),  # type: ignore[arg-type]
    bad(
        "topsis unknown",
        lambda: mi.Topsis(normalization="max"),
        mi.RecordError,
        "extra_forbidden",
        "did you mean 'normalisation'",
    ),  # type: ignore[call-arg]
    bad(
        "weighted sum",
        lambda: mi.WeightedSum(normalisation="minmax"),
        mi.RecordError,
        "literal_error",
        "'scale' or 'none'",
    ),  # type: ignore[arg-type]
    bad("ahp mode", lambda: mi.AhpSynthesis(mode="ideel"), mi.RecordError, "literal_error", "'ideel'"),  # type: ignore[arg-type]
    bad("promethee option", lambda: mi.Promethee2(p=2), mi.RecordError, "extra_forbidden", "'p'"),  # type: ignore[call-arg]
    bad(
        "rules above one",
        lambda: mi.VerdictRules(sure=90),
        mi.RecordError,
        "less_than_equal",
        "'sure'",
        "less than or equal to 1",
    ),
    bad("rules of zero", lambda: mi.VerdictRules(close=0), mi.RecordError, "greater_than", "'close'"),
    bad(
        "rules as text",
        lambda: mi.VerdictRules(sure="90 %"),
        mi.RecordError,
        "float_type",
        "'sure' must be a number, not '90 %'",
    ),  # type: ignore[arg-type]
    bad("rules nan", lambda: mi.VerdictRules(sure=float("nan")), mi.RecordError, "finite_number", "'sure'"),
    bad("rules misspelt", lambda: mi.VerdictRules(shure=0.9), mi.RecordError, "extra_forbidden", "did you mean 'sure'"),  # type: ignore[call-arg]
    bad("finding without words", lambda: mi.Finding(code="constant"), mi.RecordError, "missing", "'said' is required"),  # type: ignore[call-arg]
    bad(
        "finding of unknown kind",
        lambda: mi.Finding(code="odd", said={"en": "x"}),
        mi.RecordError,
        "literal_error",
        "'odd'",
    ),  # type: ignore[arg-type]
    bad(
        "recommendation without fields",
        lambda: mi.Recommendation.model_validate({}),
        mi.RecordError,
        "missing",
        "'subject' is required",
    ),
    bad(
        "recommendation not an object",
        lambda: mi.Recommendation.model_validate("P01"),
        mi.RecordError,
        "model_type",
        "Recommendation",
    ),
    bad(
        "result not an object",
        lambda: mi.StudyResult.model_validate_json("[]"),
        mi.RecordError,
        "model_type",
        "StudyResult",
    ),
]


@pytest.mark.parametrize("case", CRITERIA, ids=lambda case: case.id)
def test_a_criterion_that_makes_no_sense_is_refused(case: Bad) -> None:
    assert_refused(case)


@pytest.mark.parametrize("case", SHAPES, ids=lambda case: case.id)
def test_thresholds_that_make_no_sense_are_refused(case: Bad) -> None:
    assert_refused(case)


@pytest.mark.parametrize("case", EVALUATIONS, ids=lambda case: case.id)
def test_evaluations_that_make_no_sense_are_refused(case: Bad) -> None:
    assert_refused(case)


@pytest.mark.parametrize("case", RECORDS, ids=lambda case: case.id)
def test_other_records_that_make_no_sense_are_refused(case: Bad) -> None:
    assert_refused(case)
