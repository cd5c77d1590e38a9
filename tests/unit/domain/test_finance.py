import math
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from mcda_industry.domain.finance import annuity, discounted_payback, irr, mirr, npv, payback
from mcda_industry.errors import FinanceError

FLOWS = st.lists(st.integers(-1000, 1000).map(float), min_size=1, max_size=12)


def relative_npv(rate: float, flows: list[float]) -> float:
    """The net present value as a share of the magnitudes it sums, exactly in fractions."""
    growth = 1 + Fraction(rate)
    terms = [Fraction(flow) / growth**t for t, flow in enumerate(flows)]
    return abs(float(sum(terms) / sum(map(abs, terms))))


def near_zero(rate: float, flows: list[float]) -> bool:
    """Whether the value is zero but for the rounding of the rate to a float, which weighs more near -1."""
    return relative_npv(rate, flows) <= 1e-15 * (8 + len(flows) / (1 + rate))


def sign_at(rate: Fraction, flows: list[float]) -> int:
    value = sum(Fraction(flow) / (1 + rate) ** t for t, flow in enumerate(flows))
    return (value > 0) - (value < 0)


# --- internal rate of return


@settings(max_examples=300, deadline=None)
@given(FLOWS)
def test_the_value_at_every_rate_found_is_zero_to_rounding(flows: list[float]) -> None:
    assume(any(flows))
    for rate in irr(flows).roots:
        assert near_zero(rate, flows)


@settings(max_examples=300, deadline=None)
@given(FLOWS)
def test_every_sign_change_of_the_value_on_a_fine_grid_has_a_rate_found(flows: list[float]) -> None:
    assume(any(flows))
    roots = irr(flows).roots
    grid = [Fraction(k, 50) - Fraction(99, 100) for k in range(200)]
    signs = [sign_at(rate, flows) for rate in grid]
    for low, high, before, after in zip(grid, grid[1:], signs, signs[1:], strict=False):
        if before * after < 0:
            assert any(low <= Fraction(root) <= high for root in roots)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.floats(0.1, 1e6), min_size=1, max_size=8),
    st.lists(st.floats(0.1, 1e6), min_size=1, max_size=30),
)
def test_an_investment_then_receipts_have_exactly_one_rate(outlays: list[float], receipts: list[float]) -> None:
    flows = [-x for x in outlays] + receipts
    found = irr(flows)
    assert found.reason == "unique"
    assert near_zero(found.value, flows)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.integers(2, 40), min_size=1, max_size=4, unique=True))
def test_flows_built_from_rates_give_these_rates_back(percents: list[int]) -> None:
    rates = sorted(percent * 5 / 100 for percent in percents)
    flows = np.poly([1 + rate for rate in rates])
    assert irr(flows).roots == pytest.approx(rates, rel=1e-6)


@settings(max_examples=100, deadline=None)
@given(FLOWS, st.integers(-900, 900))
def test_flows_times_a_power_of_two_have_bit_equal_rates(flows: list[float], exponent: int) -> None:
    assume(any(flows))
    assert irr([math.ldexp(flow, exponent) for flow in flows]) == irr(flows)


def test_a_rate_far_from_any_guess_is_found_and_no_spurious_one_near_minus_one() -> None:
    flows = [-1.0, 2.004, 0, 0, 0, 0, 1e-30]
    assert irr(flows).roots == pytest.approx((1.004,), rel=1e-12)


def test_a_second_rate_near_minus_one_does_not_hide_the_first() -> None:
    found = irr([-1.0, 2.004, 0, 0, 0, 0, -1e-15])
    assert found.reason == "several"
    assert found.roots[1] == pytest.approx(1.004, rel=1e-12)
    assert -1 < found.roots[0] < -0.99


def test_rates_of_flows_with_several_sign_changes_are_all_given() -> None:
    found = irr([-1000, 6000, -11000, 6000])
    assert found.roots == pytest.approx((0.0, 1.0, 2.0), abs=1e-12)
    assert found.value is None
    assert found.reason == "several"


@pytest.mark.parametrize(
    ("flows", "rate"),
    [([-1000, 2200, -1210], 0.1), ([1, -2, 1], 0.0), ([-1, 3, -3, 1], 0.0), ([1, -4, 6, -4, 1], 0.0)],
)
def test_a_rate_at_which_the_value_touches_zero_counts_once(flows: list[float], rate: float) -> None:
    assert irr(flows).roots == pytest.approx((rate,), abs=1e-9)


def test_rates_that_rounding_cannot_tell_apart_count_once() -> None:
    assert irr(np.poly([1.1, 1.100001, 1.100002])).roots == pytest.approx((0.100001,), abs=2e-6)


def test_flows_of_both_signs_may_have_no_rate() -> None:
    assert irr([1, -2, 2]).reason == "no root"
    assert irr([1, -2, 2]).roots == ()


@pytest.mark.parametrize("flows", [[-5], [3, 0, 2], [0, 0, -1], [-100, -5, 0]])
def test_flows_of_one_sign_have_no_rate(flows: list[float]) -> None:
    assert irr(flows).reason == "no sign change"
    assert irr(flows).value is None


def test_zeros_before_and_after_change_nothing() -> None:
    assert irr([0, 0, -100, 60, 60, 0]).roots == irr([-100, 60, 60]).roots


def test_magnitudes_at_the_ends_of_the_floats_keep_their_rate() -> None:
    assert irr([-1e308, 1.1e308]).value == pytest.approx(0.1, rel=1e-14)
    assert irr([-1e-300, 1.1e-300]).value == pytest.approx(0.1, rel=1e-14)
    assert irr([-1.0, 1e300]).value == pytest.approx(1e300, rel=1e-14)


def test_a_rate_that_rounds_to_minus_one_stays_above_it() -> None:
    assert -1 < irr([-1e20, 1]).value < -0.999999999999999


def test_a_rate_beyond_the_floats_is_refused() -> None:
    with pytest.raises(FinanceError, match="too large for a float"):
        irr([-1e-300, 1e300])


def test_flows_of_very_different_sizes_are_compared_exactly() -> None:
    assert irr([-1e-300, 0, 1e300]).value == pytest.approx(1e300, rel=1e-14)
    assert irr([-1e-200, *[0] * 50, 1e200]).value == pytest.approx(10 ** (400 / 51) - 1, rel=1e-12)
    assert irr([-(2.0**-1000), *[0] * 9, 2.0**1000]).value == pytest.approx(2.0**200, rel=1e-14)


def test_more_flows_than_a_rate_is_found_for_are_refused() -> None:
    assert irr([-1] + [0.01] * 1999).reason == "unique"
    with pytest.raises(FinanceError, match="at most 2000 flows, not 2001"):
        irr([-1] + [0.01] * 2000)


def test_four_hundred_flows_with_one_sign_change_are_solved() -> None:
    flows = [-100.0] * 5 + [3.0] * 395
    assert near_zero(irr(flows).value, flows)


def test_a_hundred_flows_with_many_sign_changes_are_solved() -> None:
    flows = np.random.default_rng(7).normal(size=100).tolist()
    grid = np.linspace(-0.5, 2, 5001)
    values = npv(grid, np.broadcast_to(flows, (5001, 100)))
    roots = irr(flows).roots
    for k in np.flatnonzero(values[:-1] * values[1:] < 0):
        assert any(grid[k] <= root <= grid[k + 1] for root in roots)
    assert all(near_zero(root, flows) for root in roots)


def test_flows_that_are_all_zero_are_refused() -> None:
    with pytest.raises(FinanceError, match="every rate is an internal rate of return") as refusal:
        irr([0, 0, 0])
    assert refusal.value.code == "all_zero"


def test_the_answer_is_said_in_french_with_a_decimal_comma() -> None:
    assert irr([-100, 230, -132]).sentence("fr") == (
        "La valeur actuelle nette s'annule à plusieurs taux (10,0\u202f% ; 20,0\u202f%) : "
        "juger sur la valeur actuelle nette."
    )
    assert (
        irr([1, -2, 2]).sentence("en")
        == "The net present value is zero at no rate: there is no internal rate of return."
    )


def test_a_language_without_sentences_is_refused() -> None:
    with pytest.raises(FinanceError, match="did you mean 'fr'"):
        irr([-1, 2]).sentence("frr")


# --- net present value


@settings(max_examples=200, deadline=None)
@given(FLOWS, st.floats(-0.9, 3.0))
def test_the_net_present_value_is_that_of_exact_fractions(flows: list[float], rate: float) -> None:
    exact = sum(Fraction(flow) / (1 + Fraction(rate)) ** t for t, flow in enumerate(flows))
    size = sum(abs(Fraction(flow)) / (1 + Fraction(rate)) ** t for t, flow in enumerate(flows))
    assert abs(Fraction(npv(rate, flows)) - exact) <= Fraction(1e-13) * size


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.integers(-99, 99), st.integers(-99, 99)), min_size=1, max_size=8), st.floats(-0.5, 2))
def test_the_net_present_value_is_linear_in_the_flows(pairs: list[tuple[int, int]], rate: float) -> None:
    first, second = (np.array(flows, dtype=float) for flows in zip(*pairs, strict=True))
    together = npv(rate, 2 * first - 3 * second)
    assert together == pytest.approx(2 * npv(rate, first) - 3 * npv(rate, second), abs=1e-6)


def test_a_table_of_flows_gives_a_value_for_each_series() -> None:
    flows = np.array([[-100, 60, 60], [-50, 10, 80]])
    assert npv(0.1, flows) == pytest.approx([npv(0.1, row) for row in flows])
    assert npv([0.1, 0.2], flows) == pytest.approx([npv(0.1, flows[0]), npv(0.2, flows[1])])
    assert npv([[0.0], [0.1]], flows).shape == (2, 2)


def test_large_flows_do_not_overflow_on_the_way() -> None:
    assert npv(0.0, [-1e308, 1e308, 1e308]) == 1e308


def test_a_value_too_large_for_a_float_is_refused() -> None:
    with pytest.raises(FinanceError, match="too large for a float"):
        npv(-0.99, [1.0] * 400)


def test_the_callers_flows_stay_as_they_are() -> None:
    flows = np.array([-100.0, 60.0, 60.0])
    for ask in (irr, payback, lambda given: npv(0.1, given), lambda given: mirr(given, 0.1, 0.1)):
        ask(flows)
    assert flows.tolist() == [-100.0, 60.0, 60.0]


def test_whole_numbers_decimals_and_small_integers_are_numbers() -> None:
    assert npv(Decimal("0.1"), [Decimal(-100), Fraction(121, 1)]) == pytest.approx(10)
    assert npv(0, np.array([200, 100], dtype=np.uint8)) == 300


def test_a_modified_rate_beyond_the_floats_is_refused() -> None:
    assert mirr([-1e-300, 0, 1e300], 0.1, 0.1) == pytest.approx(1e300, rel=1e-12)
    with pytest.raises(FinanceError, match="too large for a float"):
        mirr([-1e-300, 1e300], 0.1, 0.1)


def test_a_caller_who_raises_on_floating_point_warnings_gets_the_same_answers() -> None:
    def answers() -> list[object]:
        return [irr([-1e-200, *[0] * 50, 1e200]), mirr([-1e300, 1e-10, 1e300], 0.1, 0.1), annuity(-0.5, 2000)]

    expected = answers()
    with np.errstate(all="raise"):
        assert answers() == expected


# --- refusals


@pytest.mark.parametrize("ask", [irr, payback, lambda f: npv(0.1, f), lambda f: discounted_payback(0.1, f)])
@pytest.mark.parametrize(
    ("flows", "words"),
    [
        ([-1, math.nan], "t = 1 is missing"),
        ([None, 3], "t = 0 is missing"),
        ([-1, 2, math.inf], "t = 2 is inf"),
        ([-1, "2"], "t = 1 is '2', not a number"),
        ([True, 2], "t = 0 is 'True', not a number"),
        ([-1, 2j], "t = 1 is '2j', not a number"),
        ([], "Give at least one flow"),
        (5.0, "must be one number a year"),
        ("-1 2", "must be one number a year"),
        (None, "must be one number a year"),
        (np.ma.array([1.0, 2.0], mask=[False, True]), "t = 1 is missing"),
    ],
)
def test_flows_that_are_not_numbers_are_refused_by_their_year(ask, flows: object, words: str) -> None:
    with pytest.raises(FinanceError, match=words):
        ask(flows)


def test_all_bad_flows_are_told_at_once() -> None:
    with pytest.raises(FinanceError, match="There are 2 faults") as refusal:
        irr([math.nan, 1, "x"])
    assert [(fault.code, fault.column) for fault in refusal.value.faults] == [
        ("missing_flow", 0),
        ("not_a_number_flow", 2),
    ]


def test_a_bad_flow_in_a_table_is_told_with_its_series() -> None:
    with pytest.raises(FinanceError, match="t = 1 of series 2 is missing") as refusal:
        npv(0.1, [[1, 2], [3, math.nan]])
    assert (refusal.value.row, refusal.value.column) == (1, 1)


def test_a_table_of_flows_has_no_single_rate() -> None:
    with pytest.raises(FinanceError, match="one number a year"):
        irr([[-1, 2], [-1, 3]])


@pytest.mark.parametrize("rate", [-1, -1.5, math.nan, math.inf, "0.1", None, True, [0.1, -2]])
def test_a_rate_that_is_not_a_number_above_minus_one_is_refused(rate: object) -> None:
    with pytest.raises(FinanceError, match="finite number above -1; rate is"):
        npv(rate, [1, 2])


@pytest.mark.parametrize("rate", [-1, math.nan, "0.1", True, [0.1, 0.2]])
def test_every_function_of_one_rate_refuses_a_bad_one(rate: object) -> None:
    for ask in (
        lambda: discounted_payback(rate, [-1, 2]),
        lambda: annuity(rate, 3),
        lambda: mirr([-1, 2], rate, 0.1),
        lambda: mirr([-1, 2], 0.1, rate),
    ):
        with pytest.raises(FinanceError, match="number"):
            ask()


def test_rates_that_do_not_fit_the_series_are_refused() -> None:
    with pytest.raises(FinanceError, match="Give one rate for each series"):
        npv([0.1, 0.2, 0.3], [[1, 2], [3, 4]])


# --- modified rate, payback, annuity


@pytest.mark.parametrize(("flows", "kind"), [([1, 2], "outlay"), ([-1, -2], "receipt"), ([0, 0], "outlay")])
def test_a_modified_rate_needs_an_outlay_and_a_receipt(flows: list[float], kind: str) -> None:
    with pytest.raises(FinanceError, match=f"there is no {kind}"):
        mirr(flows, 0.1, 0.1)


def test_the_modified_rate_at_the_internal_rate_is_the_internal_rate() -> None:
    flows = [-100, 39, 59, 55, 20]
    rate = irr(flows).value
    assert mirr(flows, rate, rate) == pytest.approx(rate, rel=1e-12)


def test_the_modified_rate_of_extreme_flows_is_finite() -> None:
    assert mirr([-1e308, 1e308, 1e308], 0.1, 0.1) == pytest.approx(mirr([-1, 1, 1], 0.1, 0.1), rel=1e-14)


@pytest.mark.parametrize(
    ("flows", "years"),
    [
        ([-100, 40, 40, 40], 2.5),
        ([-100, 100], 1.0),
        ([-100, 30], None),
        ([-100], None),
        ([5, 5], 0.0),
        ([100, -200, 300], 1 + 100 / 300),
        ([-100, 150, -100, 100], 1 - 50 / 150),
        ([0, 0, -10, 5, 10], 3.5),
        ([-10, 0, 20], 1.5),
    ],
)
def test_payback_is_the_first_return_of_the_cumulated_flow_to_zero(flows: list[float], years: float | None) -> None:
    assert payback(flows) == (None if years is None else pytest.approx(years))


def test_discounting_never_shortens_the_payback_of_an_investment() -> None:
    flows = [-100, 30, 40, 50, 60]
    assert discounted_payback(0.0, flows) == payback(flows)
    assert discounted_payback(0.1, flows) > payback(flows)
    assert discounted_payback(0.6, flows) is None


def test_a_cumulated_flow_too_large_for_a_float_is_refused() -> None:
    with pytest.raises(FinanceError, match="too large for a float"):
        payback([1e308, 1e308])
    with pytest.raises(FinanceError, match="too large for a float"):
        discounted_payback(-0.999999, [-1.0] + [1.0] * 100)


@pytest.mark.parametrize("rate", [-0.2, 1e-18, 1e-9, 0.08, 3.0, 0.0])
def test_an_annuity_is_worth_one_today(rate: float) -> None:
    payment = annuity(rate, 15)
    assert npv(rate, [0.0] + [payment] * 15) == pytest.approx(1, rel=1e-12)


@pytest.mark.parametrize("periods", [0, -3, math.nan, "12", True, None])
def test_an_annuity_over_no_time_is_refused(periods: object) -> None:
    with pytest.raises(FinanceError, match="periods"):
        annuity(0.08, periods)
