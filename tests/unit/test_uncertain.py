"""Uncertain problems: reading cells, policies for missing ones, thresholds, and what is refused."""

import numpy as np
import pytest

import mcda_industry as mi
from mcda_industry.laws_of_performance import LogNormal, Normal, Triangular, Uniform, values_at
from mcda_industry.uncertain import Place, UncertainProblem, as_uncertain

CRITERIA = [mi.maximise("npv", scale=(0, 10)), mi.minimise("co2")]


def problem(missing: str = "refuse") -> UncertainProblem:
    return UncertainProblem.of(
        CRITERIA, {"P01": [Uniform(2, 4), 5], "P02": [None, Triangular(1, 2, 6)], "P03": [1, None]}, missing
    )


def test_missing_cells_are_refused_by_name_all_of_them_in_one_pass() -> None:
    with pytest.raises(mi.ProblemError, match="'npv' has no value for 'P02'") as refusal:
        problem()
    assert "'co2' has no value for 'P03'" in str(refusal.value)
    assert len(refusal.value.faults) == 2


@pytest.mark.parametrize(("policy", "npv", "co2"), [("worst", 0, 6), ("best", 10, 1), ("interval", 5, 3.5)])
def test_a_policy_fills_missing_cells_from_the_scale_or_the_known_range(policy: str, npv: float, co2: float) -> None:
    values = problem(policy).central.values
    assert values[1, 0] == npv
    assert values[2, 1] == co2


def test_under_the_interval_policy_missing_cells_are_uncertain() -> None:
    assert problem("interval").places == (
        Place("P01", "npv"),
        Place("P02", "npv"),
        Place("P02", "co2"),
        Place("P03", "co2"),
    )
    assert problem("worst").places == (Place("P01", "npv"), Place("P02", "co2"))


def test_rows_by_name_are_aligned_by_name_and_leave_the_rest_missing() -> None:
    found = UncertainProblem.of(CRITERIA, {"P01": {"co2": 3, "npv": 1}, "P02": {"co2": Normal(4, 1)}}, "worst")
    assert found.central.values.tolist() == [[1, 3], [0, 4]]


def test_a_criterion_of_which_nothing_is_known_needs_a_scale() -> None:
    with pytest.raises(mi.ProblemError, match=r"Nothing is known of criterion 'co2'.*Give it a scale"):
        UncertainProblem.of(CRITERIA, {"P01": [1, None], "P02": [2, None]}, "worst")


def test_the_known_range_of_a_law_without_ends_is_its_middle_98_percent() -> None:
    found = UncertainProblem.of([mi.maximise("a")], {"x": [Normal(0, 1)], "y": [None]}, "worst")
    assert found.central.values[1, 0] == pytest.approx(-2.326, abs=1e-3)


def test_a_problem_with_relative_errors_keeps_zeros_and_signs() -> None:
    base = mi.Problem.of([mi.maximise("a"), mi.maximise("b")], {"x": [100, 1], "y": [-20, 2], "z": [0, 3]})
    found = UncertainProblem.around(base, {"a": 0.25})
    assert [row[0] for row in found.cells.values()] == [Uniform(75, 125), Uniform(-25, -15), 0]
    assert found.central.values == pytest.approx(base.values)


def test_a_log_normal_factor_of_a_negative_value_is_refused() -> None:
    base = mi.Problem.of([mi.maximise("a")], {"x": [100], "y": [-20]})
    with pytest.raises(mi.ProblemError, match="-20 is not"):
        UncertainProblem.around(base, {"a": LogNormal(1, 0.2)})


def test_it_comes_back_from_json_as_it_was() -> None:
    found = problem("interval")
    again = UncertainProblem.model_validate_json(found.model_dump_json())
    assert again == found
    assert again.fingerprint() == found.fingerprint()
    assert UncertainProblem.model_json_schema()["properties"]["missing"]["enum"] == [
        "refuse",
        "worst",
        "best",
        "interval",
    ]


def test_an_ordinary_problem_is_an_uncertain_one_in_which_nothing_is() -> None:
    base = mi.Problem.of([mi.maximise("a")], {"x": [1], "y": [2]})
    assert as_uncertain(base).places == ()
    assert as_uncertain(base).central.values.tolist() == [[1], [2]]


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ({"P01": [1, 2, 3]}, "3 values for 2 criteria"),
        ({"P01": ["abc", 2]}, "'abc' is not a number"),
        ({"P01": [float("inf"), 2]}, "is not finite"),
        ({"P01": [True, 2]}, "is not a number"),
        ({"P01": {"npw": 1}}, "did you mean 'npv'"),
        ({"P01": [{"kind": "uniform", "low": 3, "high": 1}, 2]}, "from low to high"),
        ({"P01": [{"kind": "unifrom", "low": 1, "high": 3}, 2]}, "did you mean 'uniform'"),
        ({}, "at least one alternative"),
        ([[1, 2]], "Give a mapping"),
    ],
)
def test_cells_that_cannot_be_read_are_refused(rows: object, words: str) -> None:
    with pytest.raises(mi.ProblemError, match=words):
        UncertainProblem.of(CRITERIA, rows)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("preference", "thresholds", "words"),
    [
        (mi.Linear(1, 4), {"npw": {"q": Uniform(0, 1)}}, "did you mean 'npv'"),
        (mi.Linear(1, 4), {"npv": {"s": Uniform(0, 1)}}, "no threshold 's'"),
        (None, {"npv": {"q": Uniform(0, 1)}}, "no preference function"),
        (mi.Linear(1, 4), {"npv": {"q": Uniform(0, 5)}}, "could exceed"),
        (mi.Linear(1, 4), {"npv": {"q": Uniform(0, 2), "p": Uniform(1, 5)}}, "could exceed"),
        (mi.VShape(4), {"npv": {"p": Normal(4, 1)}}, "could become negative"),
        (mi.Gaussian(4), {"npv": {"s": Uniform(0, 1)}}, "could become negative"),
    ],
)
def test_thresholds_that_could_get_out_of_order_are_refused(preference: object, thresholds: object, words: str) -> None:
    criteria = [mi.maximise("npv", preference=preference)]
    with pytest.raises(mi.ProblemError, match=words):
        UncertainProblem.of(criteria, {"P01": [1], "P02": [2]}, thresholds=thresholds)  # type: ignore[arg-type]


@pytest.mark.parametrize("error", [1.0, -0.1, "0.1", float("nan"), True])
def test_a_relative_error_is_a_number_below_one(error: object) -> None:
    base = mi.Problem.of([mi.maximise("a")], {"x": [100], "y": [-20]})
    with pytest.raises(mi.ProblemError, match="relative error is a number"):
        UncertainProblem.around(base, {"a": error})  # type: ignore[dict-item]


def test_values_at_shares_come_from_the_law_of_each_cell() -> None:
    cells = problem("interval").uncertain_cells
    assert values_at(cells.laws, np.full((1, 4), 0.5))[0] == pytest.approx([3, 5, 6 - np.sqrt(10), 3.5])


def test_an_uncertain_problem_where_a_certain_one_is_needed_is_refused_with_the_way_out() -> None:
    with pytest.raises(mi.ProblemError, match=r"Give its `central` problem, or ask what takes uncertainty"):
        mi.rank(problem("worst"), {"npv": 1, "co2": 1}, "weighted_sum")  # type: ignore[arg-type]


@pytest.mark.parametrize("errors", [0.1, [0.1, 0.2], "npv", None])
def test_relative_errors_are_given_by_criterion(errors: object) -> None:
    with pytest.raises(mi.ProblemError, match=r"'errors' is given by name, such as \{'npv': 0.1\}"):
        UncertainProblem.around(problem("worst").central, errors)  # type: ignore[arg-type]
