"""Published cash flows with known answers; sources and tolerances stand in the case files."""

import json
from pathlib import Path
from typing import Any

import pytest

from mcda_industry.domain.finance import irr, mirr, npv, payback, xirr, xnpv

CASES = Path(__file__).parent / "cases"


def case(name: str) -> dict[str, Any]:
    return json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("years", "key"), [(2, "after_2_years"), (4, "after_4_years"), (5, "after_5_years")])
def test_the_rate_of_return_after_some_years_is_that_of_the_spreadsheet_documentation(years: int, key: str) -> None:
    published = case("irr-excel-documentation")
    found = irr(published["inputs"]["values"][: years + 1])
    assert found.reason == "unique"
    assert found.value == pytest.approx(published["expected"][key], abs=published["tolerance"][key], rel=0)


@pytest.mark.parametrize("series", ["a", "b", "c", "d"])
def test_the_rate_of_return_of_each_documented_series_is_the_printed_one(series: str) -> None:
    published = case("irr-numpy-financial-set")
    found = irr(published["inputs"]["series"][series])
    assert found.value == pytest.approx(published["expected"]["irr"][series], abs=published["tolerance"]["irr"], rel=0)


@pytest.mark.parametrize("series", ["a", "b", "c"])
def test_the_modified_rate_of_return_of_each_documented_series_is_the_printed_one(series: str) -> None:
    published = case("mirr-numpy-financial-set")
    given = published["inputs"]["series"][series]
    found = mirr(given["values"], given["finance_rate"], given["reinvest_rate"])
    assert found == pytest.approx(published["expected"]["mirr"][series], abs=published["tolerance"], rel=0)


def test_the_net_present_value_of_gitmans_outlay_is_the_printed_one() -> None:
    published = case("npv-gitman-8pct")
    found = npv(published["inputs"]["rate"], published["inputs"]["cash_flows"])
    assert found == pytest.approx(published["expected"]["npv"], abs=published["tolerance"], rel=0)


def test_payback_value_and_rate_of_the_worked_exercise_are_the_printed_ones() -> None:
    published = case("payback-npv-irr-qammunity")
    flows, rate = published["inputs"]["cash_flows"], published["inputs"]["rate"]
    found = {"payback": payback(flows), "npv": npv(rate, flows), "irr": irr(flows).value}
    for key, value in published["expected"].items():
        assert found[key] == pytest.approx(value, abs=published["tolerance"][key], rel=0)


def test_the_dated_value_and_rate_of_the_spreadsheet_documentation_are_the_printed_ones() -> None:
    published = case("xnpv-xirr-excel")
    given, tolerance = published["inputs"], published["tolerance"]
    value = xnpv(given["rate"], given["values"], given["dates"])
    assert value == pytest.approx(published["expected"]["xnpv"], abs=tolerance["xnpv"], rel=0)
    found = xirr(given["values"], given["dates"])
    assert found.reason == "unique"
    assert found.value == pytest.approx(published["expected"]["xirr"], abs=tolerance["xirr"], rel=0)
