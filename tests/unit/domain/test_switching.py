import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from unit.domain.business import CASE, INVESTMENTS, PARAMETERS, PLANT

from mcda_industry.domain.business_case import (
    DRIVERS,
    Investment,
    Returns,
    SwitchingValue,
    TornadoBar,
    financial_flow,
    net_present_values,
    switching_values,
    tornado,
    variants,
)
from mcda_industry.domain.business_case.switching import _crossings
from mcda_industry.domain.finance import npv
from mcda_industry.errors import FinanceError

SWINGS = CASE.uncertainty.swings()


def alone(investment: Investment, overrun: float, revenue: float, points: float, months: float) -> Investment:
    """The investment with these changes, as a record of its own."""
    return investment.model_copy(
        update={
            "capex_mdh": investment.capex_mdh * (1 + overrun),
            "revenue_full_mdh": investment.revenue_full_mdh * (1 + revenue),
            "ebitda_margin_pct": investment.ebitda_margin_pct + points,
            "months_to_operation": investment.months_to_operation + months,
        }
    )


@settings(max_examples=60)
@given(
    INVESTMENTS,
    st.lists(
        st.tuples(st.floats(-0.5, 1), st.floats(-1, 1), st.floats(-20, 20), st.integers(0, 4).map(lambda y: 12.0 * y)),
        min_size=1,
        max_size=6,
    ),
)
def test_a_batch_of_variants_has_the_flows_of_each_alone(
    investment: Investment, changes: list[tuple[float, float, float, float]]
) -> None:
    by_driver = dict(zip(DRIVERS, map(list, zip(*changes, strict=True)), strict=True))
    batch = financial_flow(variants(investment, by_driver), PARAMETERS)
    for row, change in zip(batch, changes, strict=True):
        one = financial_flow(alone(investment, *change), PARAMETERS)
        assert row[: one.size] == pytest.approx(one, rel=1e-12, abs=1e-9)
        assert not row[one.size :].any()


@given(INVESTMENTS)
def test_every_switching_value_is_a_zero_of_the_value(investment: Investment) -> None:
    for view in ("financial", "economic"):
        switching = [found for found in switching_values(investment, PARAMETERS, view) if found.changes]
        for found in switching:
            values = net_present_values(variants(investment, {found.driver: list(found.changes)}), PARAMETERS, view)
            size = (investment.capex_mdh + investment.revenue_full_mdh) * (2 + np.abs(found.changes).max())
            assert values == pytest.approx(0, abs=1e-9 * size)


@pytest.mark.parametrize("revenue", [1e-300, 1e-9, 1e9])
def test_a_revenue_of_any_size_has_its_switching_values(revenue: float) -> None:
    found = switching_values(PLANT.model_copy(update={"revenue_full_mdh": revenue}), PARAMETERS)
    assert found[1].changes == () if revenue < 1 else found[1].changes[0] == pytest.approx(-1, abs=1e-6)


@settings(max_examples=60)
@given(INVESTMENTS)
def test_no_switching_value_is_missed(investment: Investment) -> None:
    limits = {
        "capex_overrun": (-1.0, 20.0),
        "revenue": (-1.0, 20.0),
        "ebitda_margin_points": (-60.0, 100.0 - investment.ebitda_margin_pct),
        "delay_months": (12.0 * (1 - investment.construction), 240.0),
    }
    found = {each.driver: each for each in switching_values(investment, PARAMETERS)}
    for driver, ends in limits.items():
        grid = np.linspace(*ends, 400)
        values = net_present_values(variants(investment, {driver: grid}), PARAMETERS)
        changes = np.array(found[driver].changes)
        for a, b, at_a, at_b in zip(grid, grid[1:], values, values[1:], strict=False):
            if at_a * at_b < 0 and min(abs(at_a), abs(at_b)) > 1e-9:
                assert ((changes >= a) & (changes <= b)).any()


@given(INVESTMENTS, st.integers(0, 3), st.floats(0, 1))
def test_a_delay_of_part_of_a_year_is_that_part_of_the_way_to_the_next(
    investment: Investment, years: int, part: float
) -> None:
    months = [12.0 * years, 12.0 * (years + part), 12.0 * (years + 1)]
    sooner, between, later = net_present_values(variants(investment, {"delay_months": months}), PARAMETERS)
    assert between == pytest.approx((1 - part) * sooner + part * later, rel=1e-9, abs=1e-8)


@given(INVESTMENTS)
def test_no_change_is_the_investment_as_planned(investment: Investment) -> None:
    planned = net_present_values(variants(investment, {name: [0.0] for name in DRIVERS}), PARAMETERS)
    assert planned[0] == pytest.approx(float(net_present_values(investment, PARAMETERS)), rel=1e-12, abs=1e-9)


def test_a_plant_that_earns_nothing_has_no_switching_revenue() -> None:
    idle = PLANT.model_copy(update={"ebitda_margin_pct": 0.0})
    revenue = switching_values(idle, PARAMETERS)[1]
    assert (revenue.changes, revenue.reason, revenue.nearest) == ((), "none", None)
    assert revenue.sentence("en") == (
        "revenue: no change of this driver alone changes the sign of the net present value."
    )
    assert "aucune variation de ce seul facteur" in revenue.sentence("fr")


def test_a_value_that_rises_and_falls_with_one_driver_switches_twice() -> None:
    """Straight lines through (-1, -1), (0, 1), (1, -3): up, then down more steeply."""
    assert _crossings([-1.0, 0.0, 1.0], [-1.0, 1.0, -3.0]) == [-0.5, 0.25]
    found = SwitchingValue(driver="revenue", changes=(-0.4, 0.2), reason="several", pays=True)
    assert found.nearest == 0.2
    assert found.sentence("fr") == "chiffre d'affaires : la valeur actuelle nette change de signe à -40,0 % ; +20,0 %."


@given(INVESTMENTS)
def test_every_bar_of_the_tornado_contains_the_plan_and_the_widest_is_first(investment: Investment) -> None:
    bars = tornado(investment, PARAMETERS, SWINGS)
    base = npv(PARAMETERS.discount_rate_financial, financial_flow(investment, PARAMETERS))
    assert {bar.driver for bar in bars} == set(DRIVERS)
    for bar in bars:
        assert bar.low <= 0 <= bar.high
        assert bar.npv_base == pytest.approx(base, rel=1e-12, abs=1e-9)
        assert bar.swing >= max(abs(bar.npv_low - base), abs(bar.npv_high - base)) - 1e-9
    swings = [bar.swing for bar in bars]
    assert swings == sorted(swings, reverse=True)


def test_a_bar_says_what_it_does_and_whether_it_flips_the_answer() -> None:
    bar = TornadoBar(driver="delay_months", low=0, high=10.26, npv_low=5, npv_base=5, npv_high=-3.25)
    assert bar.flips
    assert bar.swing == 8.25
    assert bar.sentence("en") == "delay from +0.0 months to +10.3 months: net present value from 5.0 MDH to -3.2 MDH."
    assert (
        bar.sentence("fr", "MEUR")
        == "retard de +0,0 mois à +10,3 mois : valeur actuelle nette de 5,0 MEUR à -3,2 MEUR."
    )


@pytest.mark.parametrize(
    ("swings", "words"),
    [
        ({"revenu": (-1, 1)}, "There is no driver 'revenu'; did you mean 'revenue'?"),
        ({"revenue": (0.1, 0.2)}, "swing of driver 'revenue' must contain 0"),
        ({"revenue": (float("nan"), 0.2)}, "must be one finite number"),
        ({"revenue": ("low", 0.2)}, "must be one finite number"),
        ({"revenue": (-0.1,)}, "swing of driver 'revenue' must contain 0"),
        ({"revenue": 0.1}, "must be one finite number"),
    ],
)
def test_a_swing_that_is_none_is_refused(swings: dict[str, tuple[float, float]], words: str) -> None:
    with pytest.raises(FinanceError, match=words):
        tornado(PLANT, PARAMETERS, swings)


@pytest.mark.parametrize("factor", [np.ones((2, 10)), np.ones((1, 9)), np.ones(10)])
def test_revenue_factors_of_another_shape_are_refused(factor: np.ndarray) -> None:
    with pytest.raises(FinanceError, match="one for each of 1 variants and each of 10 years"):
        variants(PLANT, {"revenue": [0.1]}, factor)


def test_no_changes_at_all_are_refused() -> None:
    with pytest.raises(FinanceError, match="'revenue' must be one finite number for each variant"):
        variants(PLANT, {"revenue": []})


def test_changes_of_other_lengths_are_refused() -> None:
    with pytest.raises(FinanceError, match="'delay_months' must be one finite number for each variant"):
        variants(PLANT, {"revenue": [0.1, 0.2], "delay_months": [1.0]})


def test_figures_beyond_what_an_investment_can_have_are_moved_and_counted() -> None:
    moved = variants(
        PLANT, {"capex_overrun": [-2.0], "revenue": [-1.5], "ebitda_margin_points": [90.0], "delay_months": [-50.0]}
    )
    assert moved.clipped == 4
    assert (moved.capex_mdh[0, 0], moved.revenue_full_mdh[0, 0], moved.ebitda_margin_pct[0, 0]) == (0, 0, 100)
    assert (moved.construction[0, 0], moved.part_year) == (1, None)


def test_returns_say_when_nothing_pays_back() -> None:
    never = Returns(
        discount_rate=0.1,
        npv_mdh=-5,
        irr=(),
        irr_reason="no sign change",
        payback_years=None,
        discounted_payback_years=None,
    )
    assert never.sentence("en").endswith("there is no internal rate of return. Never paid back.")
    assert never.sentence("fr").endswith("Jamais récupéré.")
