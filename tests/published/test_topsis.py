"""Published TOPSIS examples; sources and tolerances stand in the case files."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import mcda_industry as mi
from mcda_industry.methods.topsis import TopsisScores

CASES = Path(__file__).parent / "cases"
NAMES = ("ersoy-2021-laptops", "hwang-yoon-1981-fighter", "opricovic-tzeng-2004-f", "opricovic-tzeng-2004-minmax")


def case(name: str) -> dict[str, Any]:
    return json.loads((CASES / f"topsis-{name}.json").read_text(encoding="utf-8"))


def function_of(published: dict[str, Any]) -> TopsisScores:
    given = published["inputs"]
    normalisation = "minmax" if given["normalisation"].startswith("min") else given["normalisation"]
    evaluations = mi.Evaluations.of(given["matrix"], directions=given["senses"])
    return mi.Topsis(normalisation=normalisation).score_function(evaluations)


@pytest.mark.parametrize("name", NAMES)
def test_closeness_is_the_printed_one(name: str) -> None:
    published = case(name)
    found = function_of(published)(published["inputs"]["weights"])
    np.testing.assert_allclose(found, published["expected"]["C"], rtol=0, atol=published["tolerance"])


@pytest.mark.parametrize("name", ["hwang-yoon-1981-fighter", "opricovic-tzeng-2004-f"])
def test_the_distances_to_both_ideals_are_the_printed_ones(name: str) -> None:
    published = case(name)
    expected, tolerance = published["expected"], published["tolerance"]
    to_ideal, to_anti_ideal = function_of(published).distances(np.array(published["inputs"]["weights"]))
    np.testing.assert_allclose(to_ideal, expected["D_plus"], rtol=0, atol=tolerance)
    np.testing.assert_allclose(to_anti_ideal, expected["D_minus"], rtol=0, atol=tolerance)


def test_the_ideals_of_the_fighter_aircraft_are_the_printed_ones() -> None:
    published = case("hwang-yoon-1981-fighter")
    function, weights = function_of(published), np.array(published["inputs"]["weights"])
    expected, tolerance = published["expected"], published["tolerance"]
    np.testing.assert_allclose(weights * function.ideal / function.length, expected["ideal"], rtol=0, atol=tolerance)
    found = weights * function.anti_ideal / function.length
    np.testing.assert_allclose(found, expected["anti_ideal"], rtol=0, atol=tolerance)


def test_the_two_normalisations_of_the_mountain_climber_choose_different_mountains() -> None:
    vector, minmax = (function_of(case(f"opricovic-tzeng-2004-{name}"))([1, 1]) for name in ("f", "minmax"))
    assert (vector.argmax(), minmax.argmax()) == (0, 1)


def test_min_max_closeness_is_the_same_in_the_shifted_units_of_the_paper() -> None:
    published = case("opricovic-tzeng-2004-minmax")
    published["inputs"]["matrix"] = [[6, 2], [7, 2.75], [10, 3.5]]
    found = function_of(published)(published["inputs"]["weights"])
    np.testing.assert_allclose(found, published["expected"]["C"], rtol=0, atol=published["tolerance"])
