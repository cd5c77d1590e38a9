"""The answers an investor and a treasury ask of one cash flow: value, rates of return, payback."""

from dataclasses import dataclass

from mcda_industry.arrays import FloatArray
from mcda_industry.domain.business_case.cash_flow import economic_flow, financial_flow
from mcda_industry.domain.business_case.investment import FinanceParameters, Investment
from mcda_industry.domain.finance import Irr, discounted_payback, irr, npv, payback


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
    irr, economic_irr
        The internal rates of return of either flow: none, one or several.
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
    economic_irr: Irr
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
        economic_irr=irr(economic),
        payback=payback(financial),
        discounted_payback=discounted_payback(rate, financial),
    )
