"""Rates of return and values against pyxirr, which solves by Newton's method to about 1e-9."""

from datetime import date, timedelta

import numpy as np
import pytest

from mcda_industry.domain.finance import irr, npv, xirr, xnpv

pyxirr = pytest.importorskip("pyxirr")


def conventional(generator: np.random.Generator) -> tuple[np.ndarray, list[date]]:
    """One outlay, then receipts on ascending days."""
    number = int(generator.integers(2, 12))
    days = [0, *np.sort(generator.choice(np.arange(1, 7000), number - 1, replace=False)).tolist()]
    flows = np.concatenate([[-100.0], generator.uniform(1, 90, number - 1)])
    return flows, [date(2020, 1, 1) + timedelta(int(day)) for day in days]


def test_dated_rates_and_values_are_those_of_pyxirr() -> None:
    generator = np.random.default_rng(0)
    for _ in range(200):
        flows, days = conventional(generator)
        assert xirr(flows, days).value == pytest.approx(pyxirr.xirr(days, flows), rel=1e-7, abs=1e-8)
        assert xnpv(0.08, flows, days) == pytest.approx(pyxirr.xnpv(0.08, days, flows), rel=1e-12, abs=1e-10)


def test_yearly_rates_and_values_are_those_of_pyxirr() -> None:
    generator = np.random.default_rng(1)
    for _ in range(200):
        flows, _ = conventional(generator)
        assert irr(flows).value == pytest.approx(pyxirr.irr(flows), rel=1e-7, abs=1e-8)
        assert npv(0.08, flows) == pytest.approx(pyxirr.npv(0.08, flows), rel=1e-12, abs=1e-10)


def test_where_there_are_two_rates_pyxirr_gives_one_of_ours() -> None:
    found = irr([-100, 230, -132])
    assert found.roots == pytest.approx((0.1, 0.2))
    assert min(abs(root - pyxirr.irr([-100, 230, -132])) for root in found.roots) < 1e-8
