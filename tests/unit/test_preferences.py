"""The six preference functions of Brans, Vincke & Mareschal (1986): their values, their limits and their shape."""

import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

import mcda_industry as mi
from mcda_industry.preferences import AnyPreference

ADVANTAGE = st.floats(-1e6, 1e6, allow_nan=False)
THRESHOLD = st.floats(0, 1e6, allow_nan=False)
SIX: list[tuple[mi.PreferenceFunction, Callable[[float], float]]] = [
    (mi.Usual(), lambda d: float(d > 0)),
    (mi.UShape(2), lambda d: float(d > 2)),
    (mi.VShape(4), lambda d: min(max(d / 4, 0), 1)),
    (mi.Level(1, 3), lambda d: 0.0 if d <= 1 else 0.5 if d <= 3 else 1.0),
    (mi.Linear(1, 5), lambda d: min(max((d - 1) / 4, 0), 1)),
    (mi.Gaussian(2), lambda d: 1 - math.exp(-(d**2) / 8) if d > 0 else 0.0),
]
NAMED = [type(preference).__name__ for preference, _ in SIX]


@st.composite
def preferences(draw: st.DrawFn) -> mi.PreferenceFunction:
    """Any of the six with thresholds in order."""
    q, p = sorted((draw(THRESHOLD), draw(THRESHOLD)))
    six = (mi.Usual(), mi.UShape(q), mi.VShape(p), mi.Level(q, p), mi.Linear(q, p), mi.Gaussian(p + 1e-3))
    return draw(st.sampled_from(six))


@pytest.mark.parametrize(("preference", "formula"), SIX, ids=NAMED)
@pytest.mark.parametrize("advantage", [-3.0, -1e-9, 0.0, 1e-9, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 5.5, 100.0])
def test_the_degree_is_that_of_the_definition(
    preference: mi.PreferenceFunction, formula: Callable[[float], float], advantage: float
) -> None:
    assert preference.degrees(np.array([advantage]))[0] == pytest.approx(formula(advantage), abs=1e-15)


@given(preferences(), st.lists(ADVANTAGE, min_size=2, max_size=20))
def test_more_advantage_is_never_less_preferred(preference: mi.PreferenceFunction, advantages: list[float]) -> None:
    degrees = preference.degrees(np.sort(np.array(advantages)))
    assert (np.diff(degrees) >= 0).all()
    assert ((degrees >= 0) & (degrees <= 1)).all()


@given(preferences(), st.floats(-1e300, 0))
def test_a_disadvantage_is_no_preference(preference: mi.PreferenceFunction, disadvantage: float) -> None:
    assert preference.degrees(np.array([disadvantage, -0.0])).tolist() == [0, 0]


@given(preferences())
def test_a_preference_function_comes_back_from_json(preference: mi.PreferenceFunction) -> None:
    adapter: TypeAdapter[mi.PreferenceFunction] = TypeAdapter(AnyPreference)
    again = adapter.validate_json(preference.model_dump_json())
    assert again == preference
    assert type(again) is type(preference)


@pytest.mark.parametrize(("preference", "_formula"), SIX, ids=NAMED)
def test_arrays_of_any_shape_keep_their_shape_and_are_left_as_they_are(
    preference: mi.PreferenceFunction, _formula: Callable[[float], float]
) -> None:
    advantages = np.array([[[-1.0, 2.5]], [[1.0, 9.0]]])
    before = advantages.copy()
    assert preference.degrees(advantages).shape == (2, 1, 2)
    assert np.array_equal(advantages, before)


@pytest.mark.parametrize("small", [1e-9, 1e-200, 1e-320])
def test_a_narrow_gaussian_is_the_usual_function_without_a_warning(small: float) -> None:
    assert mi.Gaussian(small).degrees(np.array([-1.0, 0.0, 1.0, 1e308])).tolist() == [0, 0, 1, 1]


def test_a_linear_function_with_a_narrow_ramp_is_a_step() -> None:
    advantages = np.array([2.9, 3.0, 3.1])
    assert mi.Linear(3, np.nextafter(3, 4)).degrees(advantages).tolist() == mi.UShape(3).degrees(advantages).tolist()


def test_half_of_the_way_is_half_preferred() -> None:
    assert mi.Linear(1e300, 1.5e300).degrees(np.array([1.25e300])) == pytest.approx(0.5)


def test_a_positional_threshold_is_the_named_one() -> None:
    assert mi.Linear(1, 2) == mi.Linear(q=1, p=2)
    assert mi.Level(1, 2) != mi.Linear(1, 2)
    assert mi.Gaussian(2).model_dump() == {"kind": "gaussian", "s": 2.0}
