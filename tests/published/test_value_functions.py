"""Published value functions; source and tolerance stand in the case file."""

import json
from pathlib import Path

import numpy as np
import pytest

import mcda_industry as mi

PUBLISHED = json.loads(
    (Path(__file__).parent / "cases" / "mavt-piecewise-linear-value-functions.json").read_text(encoding="utf-8")
)
EXPECTED = PUBLISHED["expected"]


def function(name: str) -> mi.PiecewiseLinear:
    given = PUBLISHED["inputs"][name]
    return mi.PiecewiseLinear(list(zip(given["cutoffs"], given["values"], strict=True)))


def test_a_rising_function_has_the_printed_value_between_its_points() -> None:
    assert function("f3").at(0.1) == pytest.approx(EXPECTED["f3_at_0_1"], rel=0, abs=PUBLISHED["tolerance"])


@pytest.mark.parametrize(
    ("inputs", "beyond", "expected"),
    [
        ("x_in", "refuse", "f5_inside"),
        ("x_out", "extrapolate", "f5_interpolate"),
        ("x_out", "clip", "f5_clip"),
    ],
)
def test_a_falling_function_has_the_printed_values_within_and_beyond_its_points(
    inputs: str, beyond: str, expected: str
) -> None:
    found = function("f5").at(PUBLISHED["inputs"]["f5"][inputs], beyond)
    np.testing.assert_allclose(found, EXPECTED[expected], rtol=0, atol=PUBLISHED["tolerance"])


def test_the_printed_values_come_out_of_a_ranking_too() -> None:
    given = PUBLISHED["inputs"]["f5"]
    problem = mi.Problem.from_arrays(np.array([given["x_in"]]).T, [mi.minimise("f5")])
    ranking = mi.rank(problem, {"f5": 1}, mi.AdditiveValue({"f5": function("f5")}))
    np.testing.assert_allclose(ranking.scores, EXPECTED["f5_inside"], rtol=0, atol=PUBLISHED["tolerance"])


def test_the_salary_of_the_value_tree_lessons_is_worth_what_they_print() -> None:
    """Bisection of the expected salary in three years: 2500 to 3500, halfway 2900, quarters 2620 and 3150.

    Systems Analysis Laboratory, Helsinki University of Technology (2002), Value Tree Analysis, the job selection problem.
    """
    salary = mi.PiecewiseLinear.from_midvalues([2500, 2620, 2900, 3150, 3500])
    assert salary.at([2500, 2620, 2900, 3150, 3500]).tolist() == [0, 0.25, 0.5, 0.75, 1]
