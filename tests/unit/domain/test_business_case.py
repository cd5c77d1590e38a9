import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mcda_industry.datasets import morocco_2025
from mcda_industry.domain.business_case import (
    FinanceParameters,
    Investment,
    appraisal,
    capital_outlays,
    construction_years,
    depreciation,
    economic_flow,
    financial_flow,
    recovered_at_the_end,
    tax,
    working_capital_increase,
)
from mcda_industry.errors import FinanceError, RecordError

PARAMETERS = morocco_2025().finance_parameters
RETROFIT = Investment(
    capex_mdh=45,
    revenue_full_mdh=70,
    ebitda_margin_pct=21,
    months_to_operation=12,
    economic_life_years=12,
    jobs=130,
    co2_net_t=848.38,
    water_used_m3=1400,
)

INVESTMENTS = st.builds(
    Investment,
    capex_mdh=st.floats(1, 1000),
    revenue_full_mdh=st.floats(0, 1000),
    ebitda_margin_pct=st.floats(-20, 80),
    months_to_operation=st.integers(1, 60),
    economic_life_years=st.integers(1, 30),
    jobs=st.integers(0, 1000),
    co2_net_t=st.floats(-1e4, 1e4),
)


def retrofit_by_hand() -> list[float]:
    """P30 year by year: capex 45, revenue 70 at a margin of 21 %, one year of construction, 12 of operation."""
    flows = [-45.0]
    before = 0.0
    for year in range(12):
        ramp = (0.45, 0.75, 1.0)[min(year, 2)]
        factor = (0.6, 0.85, 1.0)[min(year, 2)]
        sales = 70 * ramp
        earned = sales * 0.21 * factor
        depreciated = 4.5 if year < 10 else 0.0
        taxed = 0.2 * max(0.0, earned - depreciated)
        tied_up = 0.15 * sales
        flows.append(earned - taxed - (tied_up - before))
        before = tied_up
    flows[-1] += 0.15 * 70 + 0.1 * 45
    return flows


def test_the_cash_flow_of_the_retrofit_project_is_that_computed_by_hand() -> None:
    assert financial_flow(RETROFIT, PARAMETERS) == pytest.approx(retrofit_by_hand(), rel=1e-13)
    assert financial_flow(RETROFIT, PARAMETERS)[:4] == pytest.approx([-45.0, -0.756, 5.247, 10.035])
    assert financial_flow(RETROFIT, PARAMETERS)[-1] == pytest.approx(14.7 - 0.2 * 14.7 + 10.5 + 4.5)


def test_the_economic_flow_is_before_tax_and_adds_wages_carbon_and_water() -> None:
    added = 0.2 * 130 * 0.096 + 848.38 * 800 / 1e6 - 1400 * 10 / 1e6
    ramp = np.array([0, 0.45, 0.75, *[1.0] * 10])
    before_tax = financial_flow(RETROFIT, PARAMETERS) + tax(RETROFIT, PARAMETERS)
    assert economic_flow(RETROFIT, PARAMETERS) == pytest.approx(before_tax + added * ramp, rel=1e-13)


def test_construction_takes_whole_years() -> None:
    assert [construction_years(months) for months in (1, 12, 13, 24, 36.5)] == [1, 1, 2, 2, 4]


@pytest.mark.parametrize("months", [0, -3, math.nan, math.inf, "12"])
def test_months_that_are_not_above_zero_are_refused(months: object) -> None:
    with pytest.raises(FinanceError, match="months to operation must be above 0"):
        construction_years(months)


@settings(deadline=None)
@given(INVESTMENTS)
def test_capex_is_paid_once_and_working_capital_comes_back_in_full(investment: Investment) -> None:
    assert capital_outlays(investment).sum() == pytest.approx(investment.capex_mdh)
    paid = working_capital_increase(investment, PARAMETERS).sum()
    back = recovered_at_the_end(investment, PARAMETERS).sum() - 0.1 * investment.capex_mdh
    assert back == pytest.approx(paid, abs=1e-9)


@settings(deadline=None)
@given(INVESTMENTS)
def test_tax_is_never_negative_and_depreciation_never_exceeds_capex(investment: Investment) -> None:
    assert (tax(investment, PARAMETERS) >= 0).all()
    assert depreciation(investment, PARAMETERS).sum() <= investment.capex_mdh * (1 + 1e-12)


@settings(deadline=None)
@given(INVESTMENTS)
def test_every_flow_has_a_number_for_each_year(investment: Investment) -> None:
    found = appraisal(investment, PARAMETERS)
    assert found.financial_flow.shape == found.economic_flow.shape == (investment.years,)
    assert found.npv_per_capex == found.npv / investment.capex_mdh
    assert not found.financial_flow.flags.writeable


@settings(deadline=None)
@given(INVESTMENTS)
def test_an_investment_survives_json(investment: Investment) -> None:
    assert Investment.model_validate_json(investment.model_dump_json()) == investment


def test_an_investment_that_only_loses_has_no_rate_and_never_pays_back() -> None:
    sunk = RETROFIT.model_copy(update={"revenue_full_mdh": 0, "ebitda_margin_pct": 0})
    without_residual = PARAMETERS.model_copy(update={"residual_value_share_of_capex": 0.0})
    found = appraisal(sunk, without_residual)
    assert found.irr.reason == "no sign change"
    assert found.irr.value is None
    assert found.payback is None
    assert found.npv == pytest.approx(-45)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"capex_mdh": 0}, "'capex_mdh'"),
        ({"capex_mdh": math.nan}, "'capex_mdh' must be a finite number"),
        ({"economic_life_years": 0}, "'economic_life_years'"),
        ({"economic_life_years": 10**9}, "'economic_life_years'"),
        ({"months_to_operation": 0}, "'months_to_operation'"),
        ({"ebitda_margin_pct": 101}, "'ebitda_margin_pct'"),
        ({"revenue_full_mdh": "70"}, "'revenue_full_mdh' must be a number"),
        ({"jobs": -1}, "'jobs'"),
        ({"margin": 3}, "there is no field 'margin'"),
    ],
)
def test_an_investment_out_of_range_is_refused_by_its_field(change: dict[str, object], words: str) -> None:
    with pytest.raises(RecordError, match=words):
        Investment(**{**RETROFIT.model_dump(), **change})


@pytest.mark.parametrize(
    "change",
    [
        {"discount_rate_financial": -1},
        {"corporate_tax_rate": 1.2},
        {"depreciation_years": 0},
        {"ramp_up": ()},
        {"ramp_up": (0.5, -0.1)},
        {"shadow_wage_factor": 2},
        {"stage_readiness": {"idée": 6}},
        {"eur_mad": 0},
    ],
)
def test_parameters_out_of_range_are_refused_by_their_field(change: dict[str, object]) -> None:
    (field,) = change
    with pytest.raises(RecordError, match=field):
        FinanceParameters(**{**PARAMETERS.model_dump(), **change})


def test_the_parameters_survive_json() -> None:
    assert FinanceParameters.model_validate_json(PARAMETERS.model_dump_json()) == PARAMETERS
