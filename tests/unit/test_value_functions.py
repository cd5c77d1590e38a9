import json
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import tenths

import mcda_industry as mi
from mcda_industry.value_functions import interpolated


def exact(points: list[tuple[float, float]], x: float) -> Fraction:
    """The value by the definition, in rational arithmetic; the end pieces go on beyond the points."""
    points = sorted(points)
    pieces = list(pairwise(points))
    (x0, y0), (x1, y1) = next((piece for piece in pieces if x <= piece[1][0]), pieces[-1])
    x0, y0, x1, y1 = map(Fraction, (x0, y0, x1, y1))
    return y0 + (y1 - y0) * (Fraction(x) - x0) / (x1 - x0)


@st.composite
def points(draw: st.DrawFn, monotone: bool = False) -> list[tuple[float, float]]:
    """Two to six points, in either order of the performances."""
    performances = sorted(draw(st.lists(tenths(-9, 9), min_size=2, max_size=6, unique=True)))
    values = draw(st.lists(tenths(-2, 2), min_size=len(performances), max_size=len(performances)))
    pairs = list(zip(performances, sorted(values) if monotone else values, strict=True))
    return pairs[:: draw(st.sampled_from([1, -1]))]


@given(points(), st.lists(tenths(-12, 12), min_size=1, max_size=5))
def test_values_are_those_of_the_definition_within_and_beyond_the_points(pairs, performances):
    found = mi.PiecewiseLinear(pairs, monotone=False).at(performances, "extrapolate")
    for value, performance in zip(found, performances, strict=True):
        assert abs(Fraction(float(value)) - exact(pairs, performance)) <= Fraction(1, 10**12)


@given(points())
def test_the_value_at_a_point_is_its_own_to_the_last_bit(pairs):
    function = mi.PiecewiseLinear(pairs, monotone=False)
    assert function.at([x for x, _ in pairs]).tolist() == [y for _, y in pairs]


@given(points(), st.lists(tenths(-12, 12), min_size=1, max_size=5))
def test_clipped_values_are_those_of_the_clipped_performances(pairs, performances):
    function = mi.PiecewiseLinear(pairs, monotone=False)
    assert function.at(performances, "clip").tolist() == function.at(np.clip(performances, *function.ends)).tolist()


@given(points(monotone=True))
def test_more_performance_is_never_worth_less_on_a_rising_function(pairs):
    function = mi.PiecewiseLinear(pairs)
    assert function.trend >= 0
    values = function.at(np.linspace(*function.ends, 50)[1:-1])
    assert (np.diff(values) >= -1e-15).all()


@given(points(), st.booleans())
def test_a_function_comes_back_from_json_equal(pairs, monotone):
    try:
        function = mi.PiecewiseLinear(pairs, monotone)
    except mi.ProblemError:
        assert monotone
        return
    text = function.model_dump_json()
    assert mi.PiecewiseLinear.model_validate_json(text) == function
    assert set(json.loads(text)) == {"kind", "points", "monotone"}


@pytest.mark.parametrize("factor", [5e-324, 1e-310, 1e-300, 1.0, 1e300, 1.6e308])
def test_performances_of_any_magnitude_have_their_values(factor):
    function = mi.PiecewiseLinear({-factor: 0, factor: 1})
    assert function.at([-factor, 0.0, factor]).tolist() == [0, 0.5, 1]


def test_points_far_apart_in_magnitude_keep_their_values():
    function = mi.PiecewiseLinear({-1e308: 0, 0: 0.4, 5e-324: 0.6, 1e308: 1})
    assert function.at([-1e308, -5e307, 0, 5e-324, 1e308]).tolist() == [0, 0.2, 0.4, 0.6, 1]
    assert function.at(1.7e308, "clip") == 1


def test_level_pieces_are_level_to_the_last_bit():
    function = mi.PiecewiseLinear({0: 0.1, 0.3: 0.7, 0.9: 0.7, 1: 1})
    assert set(function.at(np.linspace(0.3, 0.9, 1001)).tolist()) == {0.7}


def test_points_may_run_from_worst_to_best_and_a_mapping_says_the_same():
    cost = mi.PiecewiseLinear([(30, 0), (20, 0.7), (10, 1)])
    assert cost.breakpoints[0].tolist() == [10, 20, 30]
    assert cost.points == mi.PiecewiseLinear({30: 0, 20: 0.7, 10: 1}).points
    assert (cost.trend, cost.ends) == (-1, (10, 30))


def test_a_function_with_its_best_within_says_so_and_has_no_trend():
    acidity = mi.PiecewiseLinear({6: 0, 7: 1, 8.5: 0}, monotone=False)
    assert acidity.trend == 0
    assert acidity.at([6.5, 7, 7.75]).tolist() == [0.5, 1, 0.5]
    with pytest.raises(mi.ProblemError, match=r"at 8.5 the value is 0 after 1.*monotone=False") as refusal:
        mi.PiecewiseLinear({6: 0, 7: 1, 8.5: 0})
    assert refusal.value.code == "not_monotone"


def test_a_level_function_is_monotone_and_has_no_trend():
    assert mi.PiecewiseLinear({0: 1, 1: 1}).trend == 0


def test_what_is_linear_runs_from_the_worst_to_the_best():
    assert mi.PiecewiseLinear.linear(30, 10) == mi.PiecewiseLinear({30: 0, 10: 1})
    assert mi.PiecewiseLinear.linear(0, 1).trend == 1


@pytest.mark.parametrize("halvings", [1, 2, 3, 4])
def test_midvalues_of_equal_steps_are_the_linear_function(halvings):
    performances = np.linspace(5, 1, 2**halvings + 1)
    function = mi.PiecewiseLinear.from_midvalues(performances)
    assert function.at(performances).tolist() == np.linspace(0, 1, 2**halvings + 1).tolist()


def test_the_callers_points_can_change_afterwards():
    given_points = [[0, 0], [1, 1]]
    function = mi.PiecewiseLinear(given_points)
    given_points[1][1] = 5
    assert function.at(1) == 1


def test_the_shape_of_the_performances_is_kept():
    function = mi.PiecewiseLinear.linear(0, 4)
    assert function.at([[1, 2], [3, 4]]).tolist() == [[0.25, 0.5], [0.75, 1]]
    assert function.at(2).shape == ()


def test_the_kernel_marks_what_extrapolation_cannot_tell():
    far = interpolated(np.array([0.0, 1e-300]), np.array([0.0, 1.0]), np.array([1e300, 1e-300]), extend=True)
    assert not np.isfinite(far[0])
    assert far[1] == 1
