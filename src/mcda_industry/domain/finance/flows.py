"""Value and payback of yearly cash flows, the first at t = 0."""

import math
from collections.abc import Sequence
from typing import overload

import numpy as np
from numpy.typing import ArrayLike

from mcda_industry.arrays import FloatArray
from mcda_industry.domain.finance.given import check_shapes, flows_of, growth_of, one_number, one_rate
from mcda_industry.errors import FinanceError


@overload
def npv(rate: float, flows: Sequence[float]) -> float: ...
@overload
def npv(rate: ArrayLike, flows: ArrayLike) -> float | FloatArray: ...
def npv(rate: ArrayLike, flows: ArrayLike) -> float | FloatArray:
    """Net present value at t = 0: the sum of flow_t / (1 + rate)^t (Gitman, 2003, Principles of Managerial Finance).

    Parameters
    ----------
    rate
        The discount rate above -1: one number, or an array that broadcasts against the leading axes of `flows`.
    flows
        (..., T) flows, the first at t = 0.

    Returns
    -------
    A float for one rate and one series, else an array of the broadcast leading shape; in the unit of the flows.

    Raises
    ------
    FinanceError
        If a flow or rate is not a finite number, a rate is not above -1, there is no flow, the shapes do not fit, or
        the value is too large for a float.

    Examples
    --------
    >>> round(npv(0.08, [-40_000, 5_000, 8_000, 12_000, 30_000]), 2)
    3065.22
    >>> npv(0.1, [[-100, 132], [-100, 121]]).round(9)
    array([20., 10.])
    """
    discounting, table = growth_of(rate, "rate"), flows_of(flows, leading=True)
    check_shapes(discounting, table)
    # A power of two below the overflow threshold: exact, and a partial sum of large flows stays finite.
    _, exponent = np.frexp(np.abs(table).max())
    down = max(int(exponent) - 900, 0)
    with np.errstate(over="ignore", invalid="ignore", under="ignore"):
        value = np.ldexp(_horner(np.ldexp(table, -down), discounting), down)
    if not np.isfinite(value).all():
        raise FinanceError(
            "The net present value is too large for a float. Use a rate farther from -1.", code="overflow"
        )
    return value if value.ndim else float(value)


def payback(flows: ArrayLike) -> float | None:
    """Years until the cumulated flow, once below zero, is first back at zero; None if it never is.

    Counted from t = 0; the flow of year t is spread evenly between t - 1 and t. Where the cumulated flow crosses zero
    several times, the first return counts. If it is never below zero there is nothing to pay back: 0.0.

    Parameters
    ----------
    flows
        (T,) flows, the first at t = 0.

    Raises
    ------
    FinanceError
        If a flow is not a finite number, there is none, or their sum is too large for a float.

    Examples
    --------
    >>> payback([-500, 300, 200, 150])
    2.0
    >>> payback([-100, 30, 140]), payback([-100, 30])
    (1.5, None)
    """
    return _payback(flows_of(flows))


def discounted_payback(rate: float, flows: ArrayLike) -> float | None:
    """The payback of the flows discounted to t = 0.

    Parameters
    ----------
    rate
        The discount rate, above -1.
    flows
        (T,) flows, the first at t = 0.

    Raises
    ------
    FinanceError
        If a flow or the rate is not a finite number, the rate is not above -1, or a sum is too large for a float.

    Examples
    --------
    >>> round(discounted_payback(0.1, [-100, 55, 60.5, 10]), 9)
    2.0
    """
    series, growth = flows_of(flows), 1 + one_rate(rate)
    with np.errstate(over="ignore", under="ignore", divide="ignore", invalid="ignore"):
        return _payback(np.where(series == 0, 0.0, series / growth ** np.arange(series.size)))


def annuity(rate: float, periods: float) -> float:
    """The constant payment at the end of each of `periods` years that is worth 1 today.

    rate / (1 - (1 + rate)^-periods), and 1/periods at rate 0.

    Parameters
    ----------
    rate
        The discount rate, above -1.
    periods
        The number of years, above 0.

    Raises
    ------
    FinanceError
        If the rate or the number of periods is not a finite number, or out of its range.

    Examples
    --------
    >>> round(annuity(0.08, 15), 6), annuity(0.0, 4)
    (0.11683, 0.25)
    """
    rate, years = one_rate(rate), one_number(periods, "periods")
    if years <= 0:
        said = f"The number of periods must be above 0, not {years:g}. Give the lifetime in years."
        raise FinanceError(said, code="periods", field="periods")
    exponent = years * math.log1p(rate)
    with np.errstate(over="ignore", under="ignore"):
        return float(rate / -np.expm1(-exponent)) if exponent else 1 / years


def _horner(flows: FloatArray, growth: FloatArray) -> FloatArray:
    value = np.zeros(np.broadcast_shapes(flows.shape[:-1], growth.shape))
    for t in range(flows.shape[-1] - 1, -1, -1):
        value = value / growth + flows[..., t]
    return np.asarray(value)


def _payback(series: FloatArray) -> float | None:
    with np.errstate(over="ignore", invalid="ignore"):
        cumulated = np.cumsum(series)
    if not np.isfinite(cumulated).all():
        raise FinanceError("The cumulated flow is too large for a float. Use a larger unit.", code="overflow")
    below = cumulated < 0
    if not below.any():
        return 0.0
    back = np.flatnonzero(below[:-1] & ~below[1:])
    if not back.size:
        return None
    last = int(back[0])
    return last + float(-cumulated[last] / series[last + 1])
