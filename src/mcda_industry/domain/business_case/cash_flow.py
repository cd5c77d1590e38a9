"""The cash flow of an investment year by year, for its owner and for the country.

Amounts are in million dirhams (MDH) at constant prices, one number a year from t = 0. Construction comes first, then
operation with a ramp-up; each line of the cash flow (revenue, EBITDA, tax, …) is a function of its own. Given variants
of an investment instead of one, every line is (S, T) instead of (T,).
"""

from collections.abc import Callable

import numpy as np

from mcda_industry.arrays import FloatArray, IntArray, frozen
from mcda_industry.domain.business_case.investment import Figures, FinanceParameters

KDH_PER_MDH = 1_000
DH_PER_MDH = 1_000_000


def financial_flow(investment: Figures, parameters: FinanceParameters) -> FloatArray:
    """The owner's cash flow after tax: (T,) MDH a year, read-only.

    EBITDA less capex, tax and the increase of working capital; in the first year of operation the public support, in the
    last year the working capital and the residual value.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> from mcda_industry.domain.business_case import Investment
    >>> shop = Investment(capex_mdh=10, revenue_full_mdh=8, ebitda_margin_pct=50, months_to_operation=12,
    ...                   economic_life_years=3)
    >>> financial_flow(shop, morocco_2025().finance_parameters).round(3)
    array([-10.   ,   0.524,   1.88 ,   5.3  ])
    """
    return _between_years(
        investment, lambda whole: operating_flow(whole, parameters) - tax(whole, parameters) + support(whole)
    )


def economic_flow(investment: Figures, parameters: FinanceParameters) -> FloatArray:
    """The country's cash flow before tax: (T,) MDH a year, read-only.

    The owner's flow before tax, plus what the market does not price: jobs that cost the country less than their wage,
    carbon and water.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> from mcda_industry.domain.business_case import Investment
    >>> school = Investment(capex_mdh=10, revenue_full_mdh=0, ebitda_margin_pct=0, months_to_operation=12,
    ...                     economic_life_years=3, jobs=100)
    >>> economic_flow(school, morocco_2025().finance_parameters).round(3)
    array([-10.   ,   0.864,   1.44 ,   2.92 ])
    """
    return _between_years(
        investment, lambda whole: operating_flow(whole, parameters) + external_benefits(whole, parameters)
    )


def _between_years(investment: Figures, flow: Callable[[Figures], FloatArray]) -> FloatArray:
    """The flow; where construction takes part of a year, that part of the way to the flow that is a year later."""
    part = investment.part_year
    if part is None:
        return frozen(flow(investment))
    return frozen((1 - part) * flow(investment) + part * flow(investment.a_year_later))


def operating_flow(investment: Figures, parameters: FinanceParameters) -> FloatArray:
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


def capital_outlays(investment: Figures) -> FloatArray:
    """Capex in equal instalments over the years of construction: (T,) MDH.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> case = morocco_2025().investment("P30"), morocco_2025().finance_parameters
    >>> capital_outlays(case[0])[:3]
    array([45.,  0.,  0.])
    """
    return np.where(year_of_operation(investment) < 0, investment.capex_mdh / investment.construction, 0.0)


def revenue(investment: Figures, parameters: FinanceParameters) -> FloatArray:
    """Full revenue times the ramp-up: (T,) MDH.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> case = morocco_2025().investment("P30"), morocco_2025().finance_parameters
    >>> revenue(*case)[:4]
    array([ 0. , 31.5, 52.5, 70. ])
    """
    planned = investment.revenue_full_mdh * in_operation(investment, parameters.ramp_up)
    if investment.revenue_factor is None:
        return planned
    years = np.clip(year_of_operation(investment), 0, investment.economic_life_years - 1)
    return planned * np.take_along_axis(investment.revenue_factor, years, axis=-1)


def ebitda(investment: Figures, parameters: FinanceParameters) -> FloatArray:
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


def depreciation(investment: Figures, parameters: FinanceParameters) -> FloatArray:
    """Capex in equal parts from the first year of operation, over the depreciation years: (T,) MDH.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> case = morocco_2025().investment("P30"), morocco_2025().finance_parameters
    >>> depreciation(*case)[9:]
    array([4.5, 4.5, 0. , 0. ])
    """
    year = year_of_operation(investment)
    depreciated = (year >= 0) & (year < min(parameters.depreciation_years, investment.economic_life_years))
    return np.where(depreciated, investment.capex_mdh / parameters.depreciation_years, 0.0)


def tax(investment: Figures, parameters: FinanceParameters) -> FloatArray:
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


def working_capital(investment: Figures, parameters: FinanceParameters) -> FloatArray:
    """The working capital tied up by each year's revenue: (T,) MDH.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> case = morocco_2025().investment("P30"), morocco_2025().finance_parameters
    >>> working_capital(*case)[:4].round(3)
    array([ 0.   ,  4.725,  7.875, 10.5  ])
    """
    return parameters.working_capital_share_of_revenue * revenue(investment, parameters)


def working_capital_increase(investment: Figures, parameters: FinanceParameters) -> FloatArray:
    """What is added to the working capital in each year: (T,) MDH.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> case = morocco_2025().investment("P30"), morocco_2025().finance_parameters
    >>> working_capital_increase(*case)[:4].round(3)
    array([0.   , 4.725, 3.15 , 2.625])
    """
    increase = np.diff(working_capital(investment, parameters), prepend=0.0)
    return np.where(year_of_operation(investment) < investment.economic_life_years, increase, 0.0)


def recovered_at_the_end(investment: Figures, parameters: FinanceParameters) -> FloatArray:
    """The whole working capital and the residual value of capex, in the last year: (T,) MDH.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> case = morocco_2025().investment("P30"), morocco_2025().finance_parameters
    >>> recovered_at_the_end(*case)[-2:]
    array([ 0., 15.])
    """
    residual = parameters.residual_value_share_of_capex * investment.capex_mdh
    last = year_of_operation(investment) == investment.economic_life_years - 1
    return np.where(last, working_capital(investment, parameters) + residual, 0.0)


def support(investment: Figures) -> FloatArray:
    """The public support, in the first year of operation: (T,) MDH.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> support(morocco_2025().investment("P30").model_copy(update={"support_mdh": 4.5}))[:3]
    array([0. , 4.5, 0. ])
    """
    return np.where(year_of_operation(investment) == 0, investment.support_mdh, 0.0)


def external_benefits(investment: Figures, parameters: FinanceParameters) -> FloatArray:
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


def in_operation(investment: Figures, steps: tuple[float, ...]) -> FloatArray:
    """The steps from the first year of operation on, the last one held; 0 during construction: (T,).

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> in_operation(morocco_2025().investment("P30"), (0.5, 1.0))[:4]
    array([0. , 0.5, 1. , 1. ])
    """
    year, life = year_of_operation(investment), investment.economic_life_years
    held = np.asarray(steps)[np.clip(year, 0, len(steps) - 1)]
    return np.where((year >= 0) & (year < life), held, 0.0)


def year_of_operation(investment: Figures) -> IntArray:
    """The year of operation in each year of the flow: 0 in the first, negative during construction: (T,).

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> year_of_operation(morocco_2025().investment("P01"))[:5]
    array([-3, -2, -1,  0,  1])
    """
    return np.asarray(np.arange(investment.years) - investment.construction)
