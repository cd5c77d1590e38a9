"""Criteria, problems and their evaluations: what they hold and how they read."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

import mcda_industry as mi

FINITE = st.floats(allow_nan=False, allow_infinity=False)
NAME = st.text(min_size=1, max_size=8).filter(lambda name: bool(name.strip()) and name.isprintable())
PROBLEM = mi.Problem.of(
    [mi.maximise("npv", "MDH", label={"fr": "VAN"}, scale=(0, 10)), mi.minimise("co2", "kt")],
    {"P01": [3.1, 12], "P02": {"co2": 30, "npv": 4}},
)


@st.composite
def problems(draw: st.DrawFn) -> mi.Problem:
    """Any problem of up to five alternatives and four criteria."""
    names = draw(st.lists(NAME, min_size=1, max_size=5, unique=True))
    criteria = draw(st.lists(NAME, min_size=1, max_size=4, unique=True))
    directions = draw(st.lists(st.sampled_from(["max", "min"]), min_size=len(criteria), max_size=len(criteria)))
    values = draw(arrays.arrays(np.float64, (len(names), len(criteria)), elements=FINITE))
    made = [mi.Criterion(name, direction) for name, direction in zip(criteria, directions, strict=True)]
    return mi.Problem.from_arrays(values, made, names)


@given(problems())
def test_a_problem_comes_back_from_json_to_the_last_bit(problem: mi.Problem) -> None:
    again = mi.Problem.model_validate_json(problem.model_dump_json())
    assert again == problem
    assert again.values.tobytes() == problem.values.tobytes()
    assert again.fingerprint() == problem.fingerprint()


@given(problems())
def test_a_problem_comes_back_from_a_data_frame_in_any_order(problem: mi.Problem) -> None:
    frame = problem.to_frame()
    assert mi.Problem.from_frame(frame, problem.criteria) == problem
    assert mi.Problem.from_frame(frame[frame.columns[::-1]], problem.criteria) == problem


@given(problems())
def test_every_problem_can_be_shown(problem: mi.Problem) -> None:
    assert repr(problem).startswith(f"Problem: {len(problem.alternatives)} alternatives")
    assert problem._repr_html_().count("<tr>") == len(problem.alternatives) + 1
    assert isinstance(mi.findings(problem), tuple)


def test_a_problem_knows_its_names_and_places() -> None:
    assert PROBLEM.alternatives == ("P01", "P02")
    assert PROBLEM.criterion_names == ("npv", "co2")
    assert PROBLEM.criterion("co2").direction == "min"
    assert (PROBLEM.position("co2"), PROBLEM.row("P02")) == (1, 1)
    assert PROBLEM.values.tolist() == [[3.1, 12], [4, 30]]


def test_problems_are_equal_when_criteria_names_and_values_are() -> None:
    same = mi.Problem.from_arrays([[3.1, 12], [4, 30]], PROBLEM.criteria, ["P01", "P02"])
    assert same == PROBLEM
    assert hash(same) == hash(PROBLEM)
    assert mi.Problem.from_arrays(PROBLEM.values, PROBLEM.criteria, ["P02", "P01"]) != PROBLEM
    assert mi.Problem.from_arrays(PROBLEM.values, PROBLEM.criteria[::-1], ["P01", "P02"]) != PROBLEM
    assert PROBLEM.performances != "something else"


def test_alternatives_without_names_are_numbered_from_one() -> None:
    assert mi.Problem.from_arrays(np.ones((3, 2)), PROBLEM.criteria).alternatives == ("A1", "A2", "A3")


def test_the_heading_and_the_repr_of_a_criterion_say_direction_and_unit() -> None:
    assert [criterion.heading for criterion in PROBLEM.criteria] == ["npv ↑ [MDH]", "co2 ↓ [kt]"]
    assert repr(PROBLEM.criteria[1]) == "Criterion('co2', 'min', unit='kt')"
    named = mi.maximise("a", label={"en": "A"}, scale=(0, 1), preference=mi.Level(0.5, 1.5))
    assert repr(named) == "Criterion('a', 'max', label={'en': 'A'}, scale=(0.0, 1.0), preference=Level(q=0.5, p=1.5))"


def test_a_criterion_is_called_by_its_label_or_its_name() -> None:
    npv = PROBLEM.criteria[0]
    assert (npv.called("fr"), npv.called("en"), npv.called()) == ("VAN", "npv", "npv")


@pytest.mark.parametrize("preference", [mi.Linear(1, 2), {"kind": "linear", "q": 1, "p": 2}])
def test_a_preference_function_may_be_given_as_its_fields(preference: Any) -> None:
    assert mi.minimise("co2", preference=preference).preference == mi.Linear(1, 2)


def test_evaluations_are_the_problem_without_names() -> None:
    found = PROBLEM.evaluations
    assert found.directions.tolist() == [1, -1]
    assert found.declared.tolist() == [True, False]
    assert np.array_equal(found.scales, [[0, 10], [np.nan, np.nan]], equal_nan=True)
    assert found.labels == ("npv", "co2")
    assert found is PROBLEM.evaluations


def test_the_ends_are_those_of_the_scale_or_of_what_is_observed() -> None:
    worst, best = PROBLEM.evaluations.ends
    assert (worst.tolist(), best.tolist()) == ([0, 30], [10, 12])


@pytest.mark.parametrize("rows", [[1], np.array([False, True]), slice(1, None)], ids=["index", "mask", "slice"])
def test_some_of_the_alternatives_keep_the_criteria(rows: Any) -> None:
    some = PROBLEM.evaluations.taking(rows)
    assert some.values.tolist() == [[4, 30]]
    assert some.directions is PROBLEM.evaluations.directions


def test_evaluations_from_an_array_have_every_default() -> None:
    found = mi.Evaluations.of([[1, 2]])
    assert found.directions.tolist() == [1, 1]
    assert found.preferences == (None, None)
    assert not found.declared.any()


def test_one_preference_function_serves_every_column() -> None:
    assert mi.Evaluations.of([[1, 2]], preferences=mi.Usual()).preferences == (mi.Usual(), mi.Usual())


def test_directions_may_come_as_an_array_of_text() -> None:
    assert mi.Evaluations.of([[1, 2]], directions=np.array(["max", "min"])).directions.tolist() == [1, -1]  # type: ignore[arg-type]


def test_other_columns_of_a_frame_are_left_aside() -> None:
    frame = pd.DataFrame({"note": ["x"], "co2": [1.0], "npv": [2.0]}, index=["P01"])
    assert mi.Problem.from_frame(frame, PROBLEM.criteria).values.tolist() == [[2, 1]]


def test_a_hundred_thousand_alternatives_make_a_problem() -> None:
    problem = mi.Problem.from_arrays(np.arange(200_000.0).reshape(-1, 2), PROBLEM.criteria)
    assert problem.alternatives[-1] == "A100000"
    assert len(repr(problem)) < 10_000


def test_a_study_with_other_weights_keeps_the_concentration_of_its_law() -> None:
    study = mi.Study(PROBLEM, {"npv": 1, "co2": 1}, "topsis", law=mi.Around({"npv": 1, "co2": 1}, 7))
    moved = study.weigh({"npv": 3, "co2": 1}).law
    assert moved == mi.Around({"npv": 3, "co2": 1}, 7)


@pytest.mark.parametrize("kind", ["int64", "uint8", "float16", "float64"])
def test_a_frame_of_plain_numbers_is_read_like_one_of_objects(kind: str) -> None:
    table = pd.DataFrame({"npv": [1, 2, 3], "co2": [7, 8, 9]}, index=["x", "y", "z"]).astype(kind)
    plain, objects = (mi.Problem.from_frame(t, PROBLEM.criteria) for t in (table, table.astype(object)))
    assert plain == objects
    assert plain.values.dtype == np.float64


def test_a_frame_read_is_neither_kept_nor_changed() -> None:
    table = pd.DataFrame({"npv": [1.0, 2.0], "co2": [7.0, 8.0]}, index=["x", "y"])
    problem = mi.Problem.from_frame(table, PROBLEM.criteria)
    table.loc["x", "npv"] = 99.0
    assert problem.values[0, 0] == 1.0
    assert table.loc["y"].tolist() == [2.0, 8.0]
