"""Value and rates of return of dated cash flows: years are days divided by 365, as in spreadsheets."""

from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import ArrayLike

from mcda_industry.arrays import FloatArray
from mcda_industry.domain.finance.given import flows_of, growth_of, one_rate
from mcda_industry.domain.finance.rates import Irr, power_sum, rates_of
from mcda_industry.domain.finance.roots import MOST_FLOWS
from mcda_industry.errors import Fault, FinanceError, quoted

DAYS_IN_A_YEAR = 365
"""Actual/365 (fixed): a leap year is a day longer than a year."""

Dates = Sequence[date | np.datetime64 | str]
"""One day for each flow: dates, NumPy dates, or text such as "2025-12-31"; the time of day does not count."""


def xnpv(rate: float, flows: ArrayLike, dates: Dates) -> float:
    """Net present value, at the first date, of dated flows: the sum of flow / (1 + rate)^(days/365).

    Parameters
    ----------
    rate
        The discount rate a year, above -1.
    flows
        (T,) flows.
    dates
        The day of each; none is before the first. Two flows may fall on one day.

    Returns
    -------
    The value, in the unit of the flows.

    Raises
    ------
    FinanceError
        If a flow or the rate is not a finite number, the rate is not above -1, flows and dates differ in number, a date
        is none or lies before the first, or the value is too large for a float.

    Examples
    --------
    >>> days = ["2008-01-01", "2008-03-01", "2008-10-30", "2009-02-15", "2009-04-01"]
    >>> round(xnpv(0.09, [-10_000, 2_750, 4_250, 3_250, 2_750], days), 4)
    2086.6476
    """
    series, years = _dated(flows, dates)
    growth = float(growth_of(one_rate(rate), "rate"))
    with np.errstate(over="ignore", under="ignore", invalid="ignore", divide="ignore"):
        value = float(np.where(series == 0, 0.0, series / growth**years).sum())
    if not np.isfinite(value):
        said = "The net present value is too large for a float. Use a rate farther from -1."
        raise FinanceError(said, code="overflow")
    return value


def xirr(flows: ArrayLike, dates: Dates) -> Irr:
    """The internal rates of return of dated flows: every rate above -1 at which `xnpv` is zero.

    Found as by `irr`, with days/365 for the powers: no guess is involved, and none or several rates are answers.

    Parameters
    ----------
    flows
        (T,) flows.
    dates
        The day of each; none is before the first. Flows of one day are added.

    Raises
    ------
    FinanceError
        As for `xnpv`; also if all flows are zero, the dates span more than 2 000 years, or a rate is too large for a
        float.

    Examples
    --------
    >>> days = ["2008-01-01", "2008-03-01", "2008-10-30", "2009-02-15", "2009-04-01"]
    >>> round(xirr([-10_000, 2_750, 4_250, 3_250, 2_750], days).value, 8)
    0.37336253
    """
    series, years = _dated(flows, dates)
    days, place = np.unique(years, return_inverse=True)
    if days[-1] > MOST_FLOWS:
        said = f"Rates of return are found for at most {MOST_FLOWS} years, not {days[-1]:.0f}. Check the dates."
        raise FinanceError(said, code="too_long", field="dates")
    daily = np.zeros(days.size)
    np.add.at(daily, place, series)
    return rates_of(power_sum(daily, days))


def _dated(flows: ArrayLike, dates: Dates) -> tuple[FloatArray, FloatArray]:
    """The flows, and their years after the first."""
    series = flows_of(flows)
    days = [_day(given, place) for place, given in enumerate(_listed(dates))]
    if len(days) != series.size:
        said = f"There are {series.size} cash flows and {len(days)} dates. Give one date for each flow."
        raise FinanceError(said, code="wrong_shape", field="dates")
    faults = [found for found in days if isinstance(found, Fault)]
    ordinals = [found for found in days if not isinstance(found, Fault)]
    faults += [
        Fault(f"Date {k + 1} is before the first. Give the earliest first.", "early_date", "dates", None, k)
        for k, day in enumerate(ordinals)
        if not faults and day < ordinals[0]
    ]
    if faults:
        raise FinanceError.of(faults)
    return series, (np.array(ordinals, dtype=np.float64) - ordinals[0]) / DAYS_IN_A_YEAR


def _listed(dates: Dates) -> list[object]:
    if isinstance(dates, str) or not hasattr(dates, "__iter__"):
        said = f"'dates' must be one date for each flow, not {quoted(dates)}. Give a list of dates."
        raise FinanceError(said, code="wrong_shape", field="dates")
    return list(dates)


def _day(given: object, place: int) -> int | Fault:
    """The number of the day, or what is wrong with it."""
    try:
        if isinstance(given, str):
            return date.fromisoformat(given).toordinal()
        if isinstance(given, np.datetime64):
            return int(np.asarray(given, dtype="datetime64[D]").item().toordinal())
        if isinstance(given, date):
            return given.toordinal()
    except (ValueError, AttributeError):  # not a day, or a missing one
        pass
    said = f"Date {place + 1} is {quoted(given)}, which is no day. Give a date such as '2025-12-31'."
    return Fault(said, "bad_date", "dates", None, place)
