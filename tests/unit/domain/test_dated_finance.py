import math
from datetime import date, datetime, timedelta

import numpy as np
import pytest
import strategies  # noqa: F401  (loads the profile of hypothesis)
from hypothesis import assume, given
from hypothesis import strategies as st

from mcda_industry.domain.finance import irr, npv, xirr, xnpv
from mcda_industry.errors import FinanceError

FIRST = date(2024, 1, 1)
DATED = st.lists(st.tuples(st.integers(-1000, 1000).map(float), st.integers(0, 15_000)), min_size=1, max_size=8)


def split(dated: list[tuple[float, int]]) -> tuple[list[float], list[date]]:
    """Flows and days in any order, the first day first."""
    return [0.0, *(flow for flow, _ in dated)], [FIRST, *(FIRST + timedelta(day) for _, day in dated)]


def rates_or_none(flows: list[float], days: list[date]) -> tuple[float, ...]:
    """The rates; none where one is too large for a float, as a doubling within a day is."""
    try:
        return xirr(flows, days).roots
    except FinanceError as refusal:
        if refusal.code != "overflow":
            raise
        return ()


@given(st.lists(st.integers(-1000, 1000).map(float), min_size=2, max_size=9))
def test_flows_365_days_apart_have_the_rates_and_values_of_yearly_ones(flows: list[float]) -> None:
    days = [FIRST + timedelta(365 * k) for k in range(len(flows))]
    assert xnpv(0.07, flows, days) == pytest.approx(npv(0.07, flows), rel=1e-12, abs=1e-9)
    assume(any(flows))
    assert xirr(flows, days) == irr(flows)


@given(DATED)
def test_the_value_at_every_dated_rate_is_zero_to_rounding(dated: list[tuple[float, int]]) -> None:
    flows, days = split(dated)
    by_day: dict[date, float] = {}
    for flow, day in zip(flows, days, strict=True):
        by_day[day] = by_day.get(day, 0.0) + flow
    assume(any(by_day.values()))
    for rate in rates_or_none(flows, days):
        years = np.array([(day - FIRST).days / 365 for day in by_day])
        logs = -years * math.log1p(rate)
        terms = np.array(list(by_day.values())) * np.exp(logs - logs.max())
        # What rounding of 1 + rate, a relative 2^-53, moves each term by.
        slack = 1e-14 * (1 + years.max()) * (1 + 1 / (1 + rate)) * np.abs(terms).sum()
        assert abs(math.fsum(terms.tolist())) <= slack


@given(DATED, st.floats(-0.5, 1.0), st.floats(-3, 3))
def test_the_dated_value_is_linear_and_does_not_depend_on_the_order(
    dated: list[tuple[float, int]], rate: float, factor: float
) -> None:
    flows, days = split(dated)
    value = xnpv(rate, flows, days)
    size = sum(map(abs, flows)) * 2 ** (2 + 15_000 / 365) + 1
    assert xnpv(rate, [factor * flow for flow in flows], days) == pytest.approx(
        factor * value, abs=1e-13 * size, rel=1e-9
    )
    backwards = ([flows[0], *flows[:0:-1]], [days[0], *days[:0:-1]])
    assert xnpv(rate, *backwards) == pytest.approx(value, abs=1e-13 * size, rel=1e-9)


def test_flows_of_one_day_are_added() -> None:
    assert xirr([-60, -40, 110], ["2025-01-01", "2025-01-01", "2026-01-01"]).value == pytest.approx(0.1)
    assert xirr([-100, 100, -50, 55], ["2025-01-01"] * 2 + ["2025-01-01", "2026-01-01"]).value == pytest.approx(0.1)


def test_dates_may_be_dates_times_numpy_dates_or_text() -> None:
    later = [date(2025, 7, 1), datetime(2025, 7, 1, 23, 59), np.datetime64("2025-07-01"), "2025-07-01"]
    values = {xnpv(0.1, [0, 100], [FIRST, day]) for day in later}
    assert len(values) == 1


def test_pandas_dates_are_read() -> None:
    pandas = pytest.importorskip("pandas")
    assert xirr([-1, 2], pandas.to_datetime(["2023-01-01", "2024-01-01"])).value == pytest.approx(1.0)
    with pytest.raises(FinanceError, match="Date 2 is 'NaT', which is no day"):
        xirr([-1, 2], [FIRST, pandas.NaT])


@pytest.mark.parametrize(
    ("dates", "words"),
    [
        (["2025-13-01", "x"], "There are 2 faults"),
        (["today", "2030-01-01"], "Date 1 is 'today', which is no day"),
        ([1, 2], "Date 1 is '1', which is no day"),
        ([FIRST, None], "Date 2 is 'None', which is no day"),
        ([FIRST, FIRST - timedelta(1)], "Date 2 is before the first"),
        ([FIRST], "2 cash flows and 1 dates"),
        ("2025-01-01", "one date for each flow"),
        (5, "one date for each flow"),
        ([FIRST, np.datetime64("NaT")], "Date 2 is 'NaT'"),
        (["0001-01-01", "9999-01-01"], "at most 2000 years"),
    ],
)
def test_dates_that_are_none_are_refused_with_their_place(dates: object, words: str) -> None:
    with pytest.raises(FinanceError, match=words):
        xirr([-1, 2], dates)


def test_flows_and_rates_are_checked_as_for_yearly_flows() -> None:
    with pytest.raises(FinanceError, match="cash flow at t = 1 is missing"):
        xnpv(0.1, [1, math.nan], [FIRST, FIRST])
    with pytest.raises(FinanceError, match="rate must be a finite number above -1"):
        xnpv(-1, [1, 2], [FIRST, FIRST])
    with pytest.raises(FinanceError, match="every rate is an internal rate of return"):
        xirr([5, -5], [FIRST, FIRST])
    with pytest.raises(FinanceError, match="too large for a float"):
        xirr([-1, 10], [FIRST, FIRST + timedelta(1)])
