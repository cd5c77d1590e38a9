"""The business case of an investment: its cash flow year by year, for its owner and for the country.

Amounts are in million dirhams (MDH) at constant prices, one number a year from t = 0. Construction comes first, then
operation with a ramp-up; each line of the cash flow (revenue, EBITDA, tax, …) is a function of its own.
"""

import math
from dataclasses import dataclass
from typing import Annotated

import numpy as np
from pydantic import Field

from mcda_industry.arrays import FloatArray, frozen
from mcda_industry.domain.finance import Irr, discounted_payback, irr, npv, payback
from mcda_industry.errors import FinanceError, quoted
from mcda_industry.records import Count, FrozenMap, Number, Record, Text

Share = Annotated[Number, Field(ge=0, le=1)]
Rate = Annotated[Number, Field(gt=-1)]
Positive = Annotated[Number, Field(gt=0)]
NotNegative = Annotated[Number, Field(ge=0)]
Amount = Annotated[Number, Field(ge=0, le=1e12)]
Steps = Annotated[tuple[NotNegative, ...], Field(min_length=1)]

KDH_PER_MDH = 1_000
DH_PER_MDH = 1_000_000


class FinanceParameters(Record):
    """What every cash flow of a study shares: rates, ramp-up, prices of carbon and water, emission factors.

    Parameters
    ----------
    discount_rate_financial, discount_rate_social
        Real rates for the owner's and for the country's net present value.
    corporate_tax_rate
        Share of the profit before tax, depreciation deducted.
    depreciation_years
        Years over which capex is depreciated in equal parts.
    working_capital_share_of_revenue, residual_value_share_of_capex
        Shares of the year's revenue and of capex.
    ramp_up, margin_factor_during_ramp_up
        Share of full revenue, and factor on the margin, in each year of operation; the last value holds from then on.
    carbon_price_dh_per_t, water_shadow_price_dh_per_m3
        What a tonne of CO₂e and a cubic metre of water are worth to the country.
    shadow_wage_factor
        Cost of a job to the country as a share of its wage; the rest is a gain.
    average_annual_wage_kdh
        In thousand dirhams.
    grid_emission_factor_t_per_mwh, gas_emission_factor_t_per_mwh
        Tonnes of CO₂e for each MWh bought.
    eur_mad, usd_mad
        Dirhams for one euro and one dollar.
    stage_readiness
        Readiness of the promoter, 1 to 5, at each stage of a project.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> morocco_2025().finance_parameters.corporate_tax_rate
    0.2
    """

    discount_rate_financial: Rate
    discount_rate_social: Rate
    corporate_tax_rate: Share
    depreciation_years: Annotated[Count, Field(ge=1)]
    working_capital_share_of_revenue: Share
    residual_value_share_of_capex: Share
    ramp_up: Steps
    margin_factor_during_ramp_up: Steps
    carbon_price_dh_per_t: NotNegative
    water_shadow_price_dh_per_m3: NotNegative
    shadow_wage_factor: Share
    average_annual_wage_kdh: NotNegative
    grid_emission_factor_t_per_mwh: NotNegative
    gas_emission_factor_t_per_mwh: NotNegative
    eur_mad: Positive
    usd_mad: Positive
    stage_readiness: FrozenMap[Text, Annotated[Count, Field(ge=1, le=5)]]


class Investment(Record):
    """What a cash flow needs to know of a project.

    Parameters
    ----------
    capex_mdh
        Total investment, in MDH.
    revenue_full_mdh
        Yearly revenue once the ramp-up is over, in MDH.
    ebitda_margin_pct
        EBITDA as a percentage of revenue once the ramp-up is over; negative for a loss.
    months_to_operation
        Months from the first payment to the start of operation, at most 600.
    economic_life_years
        Years of operation, at most 200.
    jobs, co2_net_t, water_saved_m3, water_used_m3
        Direct jobs, net tonnes of CO₂e avoided and cubic metres of water, a year at full operation: for the economic
        flow only.

    Examples
    --------
    >>> Investment(capex_mdh=45, revenue_full_mdh=70, ebitda_margin_pct=21, months_to_operation=12,
    ...            economic_life_years=12).years
    13
    """

    capex_mdh: Annotated[Amount, Field(gt=0)]
    revenue_full_mdh: Amount
    ebitda_margin_pct: Annotated[Number, Field(ge=-1000, le=100)]
    months_to_operation: Annotated[Number, Field(gt=0, le=600)]
    economic_life_years: Annotated[Count, Field(ge=1, le=200)]
    jobs: Amount = 0.0
    co2_net_t: Annotated[Number, Field(ge=-1e12, le=1e12)] = 0.0
    water_saved_m3: Amount = 0.0
    water_used_m3: Amount = 0.0

    @property
    def years(self) -> int:
        """The length T of its cash flow: years of construction and of operation."""
        return construction_years(self.months_to_operation) + self.economic_life_years


@dataclass(frozen=True, eq=False)
class Appraisal:
    """The answers an investor and a treasury ask of one investment.

    Attributes
    ----------
    financial_flow, economic_flow
        (T,) yearly flows in MDH, read-only.
    npv, economic_npv
        Net present values at the financial and at the social rate, in MDH.
    npv_per_capex
        Financial net present value for each dirham invested.
    irr
        The internal rates of return of the financial flow: none, one or several.
    payback, discounted_payback
        Years from t = 0 until the (discounted) financial flow has paid back; None if it never does.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> retrofit = morocco_2025().appraisal("P30")
    >>> round(retrofit.npv, 2), round(retrofit.economic_npv, 2), round(retrofit.payback, 2)
    (25.14, 94.61, 5.41)
    """

    financial_flow: FloatArray
    economic_flow: FloatArray
    npv: float
    economic_npv: float
    npv_per_capex: float
    irr: Irr
    payback: float | None
    discounted_payback: float | None


def appraisal(investment: Investment, parameters: FinanceParameters) -> Appraisal:
    """The business case of an investment, from its two cash flows.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> plant = Investment(capex_mdh=100, revenue_full_mdh=80, ebitda_margin_pct=30, months_to_operation=24,
    ...                    economic_life_years=10)
    >>> round(appraisal(plant, morocco_2025().finance_parameters).npv, 2)
    4.07
    """
    financial, economic = financial_flow(investment, parameters), economic_flow(investment, parameters)
    rate = parameters.discount_rate_financial
    value = float(npv(rate, financial))
    return Appraisal(
        financial_flow=financial,
        economic_flow=economic,
        npv=value,
        economic_npv=float(npv(parameters.discount_rate_social, economic)),
        npv_per_capex=value / investment.capex_mdh,
        irr=irr(financial),
        payback=payback(financial),
        discounted_payback=discounted_payback(rate, financial),
    )


def construction_years(months_to_operation: float) -> int:
    """Whole years of construction: the months to operation, rounded up.

    Raises
    ------
    FinanceError
        If the months are not a finite number above 0.

    Examples
    --------
    >>> construction_years(18), construction_years(24)
    (2, 2)
    """
    if not (isinstance(months_to_operation, int | float) and 0 < months_to_operation < math.inf):
        said = f"The months to operation must be above 0, not {quoted(months_to_operation)}. Give the months it takes."
        raise FinanceError(said, code="months", field="months_to_operation")
    return math.ceil(months_to_operation / 12)


def financial_flow(investment: Investment, parameters: FinanceParameters) -> FloatArray:
    """The owner's cash flow after tax: (T,) MDH a year, read-only.

    - capex + EBITDA - tax - increase of working capital, and in the last year the working capital and residual value.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> shop = Investment(capex_mdh=10, revenue_full_mdh=8, ebitda_margin_pct=50, months_to_operation=12,
    ...                   economic_life_years=3)
    >>> financial_flow(shop, morocco_2025().finance_parameters).round(3)
    array([-10.   ,   0.524,   1.88 ,   5.3  ])
    """
    return frozen(operating_flow(investment, parameters) - tax(investment, parameters))


def economic_flow(investment: Investment, parameters: FinanceParameters) -> FloatArray:
    """The country's cash flow before tax: (T,) MDH a year, read-only.

    The owner's flow before tax, plus what the market does not price: jobs that cost the country less than their wage,
    carbon and water.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> school = Investment(capex_mdh=10, revenue_full_mdh=0, ebitda_margin_pct=0, months_to_operation=12,
    ...                     economic_life_years=3, jobs=100)
    >>> economic_flow(school, morocco_2025().finance_parameters).round(3)
    array([-10.   ,   0.864,   1.44 ,   2.92 ])
    """
    return frozen(operating_flow(investment, parameters) + external_benefits(investment, parameters))


def operating_flow(investment: Investment, parameters: FinanceParameters) -> FloatArray:
    """The flow before tax: (T,) MDH; capex, EBITDA, working capital and what is recovered at the end.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> case = morocco_2025().investment("P30"), morocco_2025().finance_parameters
    >>> operating_flow(*case)[:3].round(3)
    array([-45.   ,  -0.756,   6.221])
    """
    return (
        ebitda(investment, parameters)
        - capital_outlays(investment)
        - working_capital_increase(investment, parameters)
        + recovered_at_the_end(investment, parameters)
    )


def capital_outlays(investment: Investment) -> FloatArray:
    """Capex in equal instalments over the years of construction: (T,) MDH.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> case = morocco_2025().investment("P30"), morocco_2025().finance_parameters
    >>> capital_outlays(case[0])[:3]
    array([45.,  0.,  0.])
    """
    construction = construction_years(investment.months_to_operation)
    outlays = np.zeros(investment.years)
    outlays[:construction] = investment.capex_mdh / construction
    return outlays


def revenue(investment: Investment, parameters: FinanceParameters) -> FloatArray:
    """Full revenue times the ramp-up: (T,) MDH.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> case = morocco_2025().investment("P30"), morocco_2025().finance_parameters
    >>> revenue(*case)[:4]
    array([ 0. , 31.5, 52.5, 70. ])
    """
    return investment.revenue_full_mdh * in_operation(investment, parameters.ramp_up)


def ebitda(investment: Investment, parameters: FinanceParameters) -> FloatArray:
    """Revenue times the margin, itself reduced during ramp-up: (T,) MDH.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> case = morocco_2025().investment("P30"), morocco_2025().finance_parameters
    >>> ebitda(*case)[:4].round(3)
    array([ 0.   ,  3.969,  9.371, 14.7  ])
    """
    margin = investment.ebitda_margin_pct / 100 * in_operation(investment, parameters.margin_factor_during_ramp_up)
    return revenue(investment, parameters) * margin


def depreciation(investment: Investment, parameters: FinanceParameters) -> FloatArray:
    """Capex in equal parts from the first year of operation, over the depreciation years: (T,) MDH.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> case = morocco_2025().investment("P30"), morocco_2025().finance_parameters
    >>> depreciation(*case)[9:]
    array([4.5, 4.5, 0. , 0. ])
    """
    start, years = construction_years(investment.months_to_operation), parameters.depreciation_years
    parts = np.zeros(investment.years)
    parts[start : start + years] = investment.capex_mdh / years
    return parts


def tax(investment: Investment, parameters: FinanceParameters) -> FloatArray:
    """The tax rate times EBITDA less depreciation, where positive; losses are not carried forward: (T,) MDH.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> case = morocco_2025().investment("P30"), morocco_2025().finance_parameters
    >>> tax(*case)[:4].round(3)
    array([0.   , 0.   , 0.974, 2.04 ])
    """
    profit = ebitda(investment, parameters) - depreciation(investment, parameters)
    return parameters.corporate_tax_rate * np.maximum(profit, 0.0)


def working_capital(investment: Investment, parameters: FinanceParameters) -> FloatArray:
    """The working capital tied up by each year's revenue: (T,) MDH.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> case = morocco_2025().investment("P30"), morocco_2025().finance_parameters
    >>> working_capital(*case)[:4].round(3)
    array([ 0.   ,  4.725,  7.875, 10.5  ])
    """
    return parameters.working_capital_share_of_revenue * revenue(investment, parameters)


def working_capital_increase(investment: Investment, parameters: FinanceParameters) -> FloatArray:
    """What is added to the working capital in each year: (T,) MDH.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> case = morocco_2025().investment("P30"), morocco_2025().finance_parameters
    >>> working_capital_increase(*case)[:4].round(3)
    array([0.   , 4.725, 3.15 , 2.625])
    """
    return np.diff(working_capital(investment, parameters), prepend=0.0)


def recovered_at_the_end(investment: Investment, parameters: FinanceParameters) -> FloatArray:
    """The whole working capital and the residual value of capex, in the last year: (T,) MDH.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> case = morocco_2025().investment("P30"), morocco_2025().finance_parameters
    >>> recovered_at_the_end(*case)[-2:]
    array([ 0., 15.])
    """
    recovered = np.zeros(investment.years)
    residual = parameters.residual_value_share_of_capex * investment.capex_mdh
    recovered[-1] = working_capital(investment, parameters)[-1] + residual
    return recovered


def external_benefits(investment: Investment, parameters: FinanceParameters) -> FloatArray:
    """Gain on wages, carbon and water, growing with the ramp-up: (T,) MDH.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> case = morocco_2025().investment("P30"), morocco_2025().finance_parameters
    >>> external_benefits(*case)[:4].round(3)
    array([0.   , 1.422, 2.371, 3.161])
    """
    wages = (1 - parameters.shadow_wage_factor) * investment.jobs * parameters.average_annual_wage_kdh / KDH_PER_MDH
    carbon = investment.co2_net_t * parameters.carbon_price_dh_per_t / DH_PER_MDH
    water = (investment.water_saved_m3 - investment.water_used_m3) * parameters.water_shadow_price_dh_per_m3
    return (wages + carbon + water / DH_PER_MDH) * in_operation(investment, parameters.ramp_up)


def in_operation(investment: Investment, steps: tuple[float, ...]) -> FloatArray:
    """The steps from the first year of operation on, the last one held; 0 during construction: (T,).

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> in_operation(morocco_2025().investment("P30"), (0.5, 1.0))[:4]
    array([0. , 0.5, 1. , 1. ])
    """
    life = investment.economic_life_years
    held = np.asarray(steps)[np.minimum(np.arange(life), len(steps) - 1)]
    return np.concatenate([np.zeros(construction_years(investment.months_to_operation)), held])
