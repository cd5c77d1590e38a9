"""Published input-output tables with known answers; sources and tolerances stand in the case files."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import mcda_industry as mi

CASES = Path(__file__).parent / "cases"


def case(name: str) -> dict[str, Any]:
    return json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))


def close(published: dict[str, Any], key: str) -> Any:
    return pytest.approx(np.array(published["expected"][key]), abs=published["tolerance"][key], rel=0)


def test_the_intermediate_demand_and_production_of_lays_exercises_are_the_printed_ones() -> None:
    published = case("leontief-lay-2-6-exercises")
    given = published["inputs"]
    consumed = np.array(given["C"]) @ given["intermediate_for_x"]
    assert consumed == close(published, "intermediate")
    assert mi.value_chain.production(given["C"], given["final_demand"]) == close(published, "production")


def test_the_two_sectors_of_miller_and_blair_have_the_printed_inverse_production_and_labour() -> None:
    published = case("leontief-miller-blair-ch2")
    given = published["inputs"]
    coefficients = mi.value_chain.technical_coefficients(given["Z"], given["x"])
    assert coefficients == close(published, "A")
    assert mi.value_chain.leontief_inverse(coefficients) == close(published, "L")
    produced = mi.value_chain.production(coefficients, given["new_final_demand"])
    assert produced == close(published, "x_new")
    assert produced * given["labour_coefficients"] == close(published, "labour")
    multipliers = published["computed_here"]["output_multipliers"]
    assert mi.value_chain.output_multipliers(coefficients) == pytest.approx(multipliers, rel=1e-12)


@pytest.mark.parametrize(("kind", "carried"), [("income", "wages"), ("employment", "employees")])
def test_the_multipliers_of_twelve_chilean_sectors_are_the_printed_ones(kind: str, carried: str) -> None:
    published = case("io-chile-2013-multipliers")
    given = published["inputs"]
    coefficients = mi.value_chain.technical_coefficients(given["Z"], given["total_output"])
    intensities = np.array(given[carried]) / given["total_output"]
    assert mi.value_chain.output_multipliers(coefficients) == close(published, "output")
    assert mi.value_chain.multipliers(coefficients, intensities) == close(published, kind)


def test_the_record_of_the_chilean_table_gives_the_printed_multipliers_by_name() -> None:
    published = case("io-chile-2013-multipliers")
    given = published["inputs"]
    table = mi.value_chain.InputOutputTable(
        sectors=given["sectors"],
        unit="thousand million pesos",
        flows=given["Z"],
        output=given["total_output"],
        accounts={"employment": {"unit": "employees", "values": given["employees"]}},
    )
    found = table.multipliers("employment")
    assert [found[name] for name in table.sectors] == pytest.approx(published["expected"]["employment"], abs=0.06)
    assert table.output_multipliers["mining"] == pytest.approx(1.57, abs=0.006)
