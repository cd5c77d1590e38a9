"""The net present value of variants of an investment, for its owner or for the country."""

from typing import Literal, get_args

import numpy as np

from mcda_industry.arrays import FloatArray
from mcda_industry.domain.business_case.cash_flow import economic_flow, financial_flow
from mcda_industry.domain.business_case.investment import Figures, FinanceParameters
from mcda_industry.domain.finance import npv
from mcda_industry.errors import FinanceError, did_you_mean, quoted

View = Literal["financial", "economic"]
"""Whose net present value: the owner's, after tax at the financial rate, or the country's, before tax at the social rate."""

VIEWS = get_args(View)


def net_present_values(investment: Figures, parameters: FinanceParameters, view: View = "financial") -> FloatArray:
    """(S,) net present values of variants, or () of one investment, in MDH.

    Raises
    ------
    FinanceError
        If `view` is neither "financial" nor "economic", or the value is too large for a float.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> from mcda_industry.domain.business_case.drivers import variants
    >>> case = morocco_2025()
    >>> retrofit = variants(case.investment("P30"), {"revenue": [-0.1, 0.0]})
    >>> net_present_values(retrofit, case.finance_parameters).round(2)
    array([18.74, 25.14])
    """
    economic = is_economic(view)
    rate = parameters.discount_rate_social if economic else parameters.discount_rate_financial
    flow = economic_flow if economic else financial_flow
    return np.asarray(npv(rate, flow(investment, parameters)))


def is_economic(view: View) -> bool:
    """Whether the view is the country's and not the owner's; anything else is refused.

    Examples
    --------
    >>> is_economic("financial")
    False
    """
    if view not in VIEWS:
        said = f"There is no view {quoted(view)}; {did_you_mean(view, VIEWS)}"
        raise FinanceError(said, code="unknown_view", field="view")
    return view == "economic"
