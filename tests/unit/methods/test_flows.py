"""Flows against the definition of PROMETHEE, which compares all pairs, and against exact arithmetic."""

from fractions import Fraction

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import preference_functions, tenths

from mcda_industry.arrays import FloatArray
from mcda_industry.methods.flows import DENSE, Flows, boundary, mirrored, unicriterion_flows, unicriterion_net_flows
from mcda_industry.preferences import Gaussian, Level, Linear, PreferenceFunction, UShape, Usual, VShape

STEPS = (
    Usual(),
    UShape(0.3),
    UShape(1.1),
    UShape(0.0),
    Level(0.3, 1.1),
    Level(0.3, 0.3),
    Linear(0.3, 0.3),
    VShape(0.0),
)
RAMPS = (VShape(0.3), VShape(1.1), Linear(0.3, 1.1), Linear(0.0, 0.7), Gaussian(0.3), Gaussian(40.0))


def by_definition(values: FloatArray, preference: PreferenceFunction) -> Flows:
    """Every alternative compared with every other."""
    degrees = preference.degrees(values[:, None] - values[None, :])
    gains, losses, others = degrees.sum(axis=1), degrees.sum(axis=0), len(values) - 1
    return Flows(gains / others, losses / others, (gains - losses) / others)


def assert_same_bits(values: FloatArray, preference: PreferenceFunction) -> None:
    for found, expected in zip(
        unicriterion_flows(values, preference)[:3], by_definition(values, preference), strict=False
    ):
        np.testing.assert_array_equal(found, expected)


def assert_close(values: FloatArray, preference: PreferenceFunction, tolerance: float = 1e-12) -> None:
    for found, expected in zip(
        unicriterion_flows(values, preference)[:3], by_definition(values, preference), strict=False
    ):
        np.testing.assert_allclose(found, expected, rtol=0, atol=tolerance)


def exact_linear(values: FloatArray, preference: VShape | Linear) -> list[Fraction]:
    """Positive flows in rational arithmetic."""
    q, p = Fraction(getattr(preference, "q", 0.0)), Fraction(preference.p)
    exact = [Fraction(value) for value in values.tolist()]
    degrees = [[min(max((a - b - q) / (p - q), Fraction(0)), Fraction(1)) for b in exact] for a in exact]
    return [sum(row, Fraction(0)) / (len(exact) - 1) for row in degrees]


def exact_gaussian(values: FloatArray, s: float, rows: list[int]) -> list[mpmath.mpf]:
    """Positive flows of some rows with 40 digits."""
    with mpmath.workdps(40):
        exact = [mpmath.mpf(value) for value in values.tolist()]
        advantages = [[exact[i] - b for b in exact] for i in rows]
        degrees = [[-mpmath.expm1(-((d / s) ** 2) / 2) if d > 0 else mpmath.mpf(0) for d in row] for row in advantages]
        return [mpmath.fsum(row) / (len(exact) - 1) for row in degrees]


def columns() -> dict[str, FloatArray]:
    """Columns made to break a careless kernel."""
    rng = np.random.default_rng(7)
    return {
        "decimals with ties": rng.integers(0, 60, 300) * 0.1,
        "far from zero": 1e9 + rng.integers(0, 60, 300) * 0.1,
        "two far clusters": np.where(rng.random(300) < 0.5, 0.0, 1e7) + rng.random(300),
        "negative": -rng.random(300) * 5,
        "signed zeros": np.array([0.0, -0.0, 0.1, -0.1, 0.0]),
        "all equal": np.full(50, 0.1),
        "all zero": np.zeros(5),
        "two": np.array([0.4, 0.1]),
        "two equal": np.array([0.1, 0.1]),
        "duplicates": np.repeat(rng.integers(0, 9, 40) * 0.1, 7),
        "descending": np.arange(100, 0, -1) * 0.1,
        "neighbours in float64": 0.3 + np.arange(40) * np.spacing(0.3),
    }


@pytest.mark.parametrize("preference", STEPS, ids=repr)
@pytest.mark.parametrize("column", columns())
def test_counting_flows_are_those_of_the_definition_to_the_last_bit(
    column: str, preference: PreferenceFunction
) -> None:
    assert_same_bits(columns()[column], preference)


@pytest.mark.parametrize("preference", RAMPS, ids=repr)
@pytest.mark.parametrize("column", columns())
def test_proportional_flows_are_those_of_the_definition_to_1e_12(column: str, preference: PreferenceFunction) -> None:
    assert_close(columns()[column], preference)


@given(
    st.lists(st.one_of(tenths(-9, 9), st.integers(-2, 2).map(float)), min_size=2, max_size=40), preference_functions()
)
def test_flows_are_those_of_the_definition_on_any_decimals(cells: list[float], preference: PreferenceFunction) -> None:
    counting = isinstance(preference, Usual | UShape | Level)
    (assert_same_bits if counting else assert_close)(np.array(cells), preference)


@given(
    st.lists(st.floats(-1e150, 1e150), min_size=2, max_size=30),
    st.floats(0, 1e150),
    st.sampled_from([Usual, UShape, Level]),
)
def test_counting_flows_of_any_floats_are_those_of_the_definition(cells: list[float], q: float, kind: type) -> None:
    preference = {Usual: Usual(), UShape: UShape(q), Level: Level(q, 2 * q)}[kind]
    assert_same_bits(np.array(cells), preference)


def test_a_difference_of_decimals_meets_its_threshold_as_float64_decides() -> None:
    # 0.4 - 0.1 exceeds 0.3 in float64, 0.5 - 0.2 does not: both are three tenths on paper
    assert unicriterion_flows(np.array([0.1, 0.4]), UShape(0.3)).net.tolist() == [-1.0, 1.0]
    assert unicriterion_flows(np.array([0.2, 0.5]), UShape(0.3)).net.tolist() == [0.0, 0.0]


@pytest.mark.parametrize(
    "preference", [Usual(), UShape(1e308), Level(1e308, 1.5e308), VShape(1e308), Linear(1e307, 1e308)]
)
def test_differences_beyond_the_largest_float_are_still_differences(preference: PreferenceFunction) -> None:
    values = np.array([1e308, -1e308, 5e307, 0.0])
    expected = by_definition(np.ldexp(values, -4), type(preference)(**_in_sixteenths(preference)))
    found = unicriterion_flows(values, preference)
    for one, other in zip(found[:3], expected, strict=False):
        np.testing.assert_allclose(one, other, rtol=0, atol=1e-15)


def _in_sixteenths(preference: PreferenceFunction) -> dict[str, float]:
    return {name: value / 16 for name, value in preference if name != "kind"}


@pytest.mark.parametrize(
    "kind", [Usual(), UShape(1e-323), VShape(5e-322), Linear(5e-324, 5e-323), Level(5e-324, 1e-322)]
)
def test_the_smallest_floats_are_told_apart(kind: PreferenceFunction) -> None:
    values = np.array([0.0, 5e-324, 1e-323, 5e-323, 5e-322, -5e-324])
    raised = np.ldexp(values, 1074)
    expected = by_definition(raised, type(kind)(**{k: float(np.ldexp(v, 1074)) for k, v in kind if k != "kind"}))
    found = unicriterion_flows(values, kind)
    for one, other in zip(found[:3], expected, strict=False):
        np.testing.assert_allclose(one, other, rtol=0, atol=1e-15)


@pytest.mark.parametrize("preference", [Usual(), UShape(1e-308), Level(1e-308, 1e300)], ids=repr)
def test_the_smallest_values_count_beside_the_largest(preference: PreferenceFunction) -> None:
    values = np.array([0.0, 2.3e-308, 4.5e15, 5e-324, -1e307, 1.7e308])
    with np.errstate(over="ignore"):
        assert_same_bits(values, preference)


@pytest.mark.parametrize("threshold", [1e300, 1e154, 1e20])
def test_a_huge_threshold_leaves_no_preference_but_the_share_it_is_due(threshold: float) -> None:
    values = np.array([3.0, 1.0, 2.0])
    assert unicriterion_flows(values, UShape(threshold)).net.tolist() == [0.0, 0.0, 0.0]
    assert unicriterion_flows(values, Linear(threshold, 2 * threshold)).net.tolist() == [0.0, 0.0, 0.0]
    np.testing.assert_allclose(
        unicriterion_flows(values, VShape(threshold)).positive * threshold, [1.5, 0, 0.5], rtol=1e-12
    )


@pytest.mark.parametrize("threshold", [5e-324, 1e-300, 1e-17])
def test_a_tiny_threshold_is_the_usual_preference(threshold: float) -> None:
    values = np.array([3.0, 1.0, 2.0, 1.0])
    usual = unicriterion_flows(values, Usual()).net
    for preference in (VShape(threshold), UShape(threshold), Level(threshold, threshold), Gaussian(threshold)):
        np.testing.assert_array_equal(unicriterion_flows(values, preference).net, usual)


@pytest.mark.parametrize("q", [0.0, 0.3, 2.0])
def test_linear_with_equal_thresholds_is_the_u_shape(q: float) -> None:
    values = np.random.default_rng(1).integers(0, 40, 200) * 0.1
    np.testing.assert_array_equal(
        unicriterion_flows(values, Linear(q, q)).net, unicriterion_flows(values, UShape(q)).net
    )
    np.testing.assert_array_equal(
        unicriterion_flows(values, Level(q, q)).net, unicriterion_flows(values, UShape(q)).net
    )


def test_a_v_shape_without_width_is_the_usual_preference() -> None:
    values = np.random.default_rng(1).integers(0, 40, 200) * 0.1
    np.testing.assert_array_equal(unicriterion_flows(values, VShape(0)).net, unicriterion_flows(values, Usual()).net)


@pytest.mark.parametrize(
    "preference", [Linear(0.3, 1.1), Linear(0.3, 0.3 + 1e-6), VShape(0.7), Linear(1e-9, 3.0)], ids=repr
)
@pytest.mark.parametrize("column", ["decimals with ties", "far from zero", "two far clusters", "duplicates"])
def test_linear_flows_equal_rational_arithmetic_to_1e_12(column: str, preference: Linear | VShape) -> None:
    values = columns()[column][:120]
    expected = [float(flow) for flow in exact_linear(values, preference)]
    np.testing.assert_allclose(unicriterion_flows(values, preference).positive, expected, rtol=0, atol=1e-12)
    falling = [float(flow) for flow in exact_linear(-values, preference)]
    np.testing.assert_allclose(unicriterion_flows(values, preference).negative, falling, rtol=0, atol=1e-12)


@pytest.mark.parametrize("s", [1e-6, 0.1, 2.0, 1e4])
@pytest.mark.parametrize("column", ["far from zero", "two far clusters", "duplicates"])
def test_gaussian_flows_of_few_values_equal_forty_digits_to_1e_12(column: str, s: float) -> None:
    values = columns()[column]
    rows = list(range(0, len(values), 37))
    expected = [float(flow) for flow in exact_gaussian(values, s, rows)]
    np.testing.assert_allclose(unicriterion_flows(values, Gaussian(s)).positive[rows], expected, rtol=0, atol=1e-12)


@pytest.mark.parametrize("s", [1e-5, 0.02, 0.4, 30.0])
@pytest.mark.parametrize("spread", ["even", "two far clusters", "far from zero"])
def test_gaussian_flows_of_many_values_equal_forty_digits_to_1e_12(spread: str, s: float) -> None:
    rng = np.random.default_rng(3)
    values = rng.random(DENSE + 300) + {"even": 0.0, "two far clusters": 1e4 * (rng.random(DENSE + 300) < 0.5),
                                        "far from zero": 1e6}[spread]  # fmt: skip
    rows = [0, 11, int(values.argmax()), int(values.argmin())]
    found = unicriterion_flows(values, Gaussian(s))
    expected = [float(flow) for flow in exact_gaussian(values, s, rows)]
    np.testing.assert_allclose(found.positive[rows], expected, rtol=0, atol=1e-12)
    falling = [float(flow) for flow in exact_gaussian(-values, s, rows)]
    np.testing.assert_allclose(found.negative[rows], falling, rtol=0, atol=1e-12)
    assert 0 <= found.truncation <= 1e-12


def test_only_the_gauss_transform_leaves_something_out_and_says_how_much() -> None:
    values = np.random.default_rng(3).random(DENSE + 1)
    assert unicriterion_flows(values, Gaussian(0.2)).truncation > 0
    assert unicriterion_flows(values[:-1], Gaussian(0.2)).truncation == 0
    assert unicriterion_flows(values, Linear(0.1, 0.2)).truncation == 0


@pytest.mark.parametrize("size", [1, 5, 40])
def test_the_boundary_is_where_the_comparison_changes_whatever_the_size_of_a_block(
    size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mcda_industry.methods.flows.SEARCHED_AT_ONCE", size)
    values = np.unique(np.random.default_rng(5).integers(0, 400, 100) * 0.1)
    expected = [(value - values > 0.3).sum() for value in values]
    lower = boundary(values, 0.3)
    assert lower.tolist() == expected
    assert mirrored(lower).tolist() == [len(values) - (values - value > 0.3).sum() for value in values]


@pytest.mark.parametrize("size", [1, 50, 10_000])
def test_gaussian_flows_do_not_depend_on_the_size_of_a_block(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mcda_industry.methods.flows.CELLS_AT_ONCE", size)
    assert_close(np.random.default_rng(5).integers(0, 90, 100) * 0.1, Gaussian(0.7), 1e-14)


def test_flows_leave_the_values_as_they_were() -> None:
    values = np.array([3.0, 1.0, 2.0])
    values.setflags(write=False)
    unicriterion_flows(values, Linear(0.5, 1.5))
    assert values.tolist() == [3.0, 1.0, 2.0]


@pytest.mark.parametrize("preference", [*STEPS, *RAMPS], ids=repr)
@pytest.mark.parametrize("column", columns())
def test_net_flows_alone_are_those_of_all_flows_to_the_last_bit(column: str, preference: PreferenceFunction) -> None:
    found = unicriterion_net_flows(columns()[column], preference)
    flows = unicriterion_flows(columns()[column], preference)
    np.testing.assert_array_equal(found.net, flows.net)
    assert (found.truncation, (found.computed,)) == (flows.truncation, flows.computed)


def test_many_equals_at_a_threshold_that_rounding_decides_are_passed_at_once() -> None:
    few = np.arange(1, 10) * 0.1  # 0.4 - 0.1 exceeds 0.3 in float64, 0.5 - 0.2 does not
    found = unicriterion_flows(np.repeat(few, 30_000), UShape(0.3)).positive[::30_000]
    beyond = (few[:, None] - few > 0.3).sum(axis=1)
    np.testing.assert_allclose(found, beyond * 30_000 / (9 * 30_000 - 1), rtol=1e-15)
