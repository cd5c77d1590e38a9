"""Laws of performances: quantiles, means, ends and what is refused."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import mcda_industry as mi
from mcda_industry.laws_of_performance import (
    Empirical,
    LogNormal,
    Normal,
    PerformanceLaw,
    Triangular,
    Uniform,
    read_law,
)

LAWS = (
    Uniform(-3, 5),
    Triangular(0, 1, 4),
    Triangular(0, 0, 4),
    Triangular(-4, 4, 4),
    Normal(10, 2),
    LogNormal(100, 0.4),
    Empirical([3, 1, 2, 2]),
)


@pytest.mark.parametrize("law", LAWS, ids=repr)
def test_the_mean_is_that_of_the_quantiles(law: PerformanceLaw) -> None:
    shares = (np.arange(200_000) + 0.5) / 200_000
    assert law.quantiles(shares).mean() == pytest.approx(law.mean, rel=2e-4, abs=2e-4)


@pytest.mark.parametrize("law", LAWS, ids=repr)
def test_quantiles_never_fall_and_stay_within_the_ends(law: PerformanceLaw) -> None:
    found = law.quantiles(np.linspace(0, 1, 1001))
    assert (np.diff(found) >= 0).all()
    assert np.isfinite(found).all()
    low, high = law.ends
    assert low <= found[0]
    assert found[-1] <= high


@pytest.mark.parametrize("law", LAWS, ids=repr)
def test_a_law_comes_back_from_json_as_it_was(law: PerformanceLaw) -> None:
    assert type(law).model_validate_json(law.model_dump_json()) == law
    assert read_law(law.model_dump(mode="json")) == law


@given(st.sampled_from([law for law in LAWS if not isinstance(law, LogNormal)]), st.sampled_from([-2.0, 0.5, 3.0]))
def test_a_factor_multiplies_the_mean_and_the_ends(law: PerformanceLaw, factor: float) -> None:
    scaled = law.times(factor)
    assert scaled.mean == pytest.approx(law.mean * factor)
    assert sorted(scaled.ends) == pytest.approx(sorted(end * factor for end in law.ends))


def test_a_factor_multiplies_the_median_of_a_log_normal_law() -> None:
    assert LogNormal(2, 0.3).times(5) == LogNormal(10, 0.3)


def test_the_quantiles_of_a_triangular_law_are_those_of_its_distribution_function() -> None:
    # F(x) = (x - low)²/((high - low)(mode - low)) below the mode (Kotz & van Dorp, 2004, Beyond Beta)
    low, mode, high = 1.0, 2.0, 5.0
    x = np.array([1.2, 1.9, 2.5, 4.9])
    below = (x - low) ** 2 / ((high - low) * (mode - low))
    above = 1 - (high - x) ** 2 / ((high - low) * (high - mode))
    assert Triangular(low, mode, high).quantiles(np.where(x < mode, below, above)) == pytest.approx(x)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: Uniform(2, 2), "from low to high"),
        (lambda: Uniform(3, 2), "from low to high"),
        (lambda: Triangular(0, 5, 4), "low ≤ mode ≤ high"),
        (lambda: Triangular(1, 1, 1), "low ≤ mode ≤ high"),
        (lambda: Normal(0, 0), "above zero"),
        (lambda: Normal(0, -1), "above zero"),
        (lambda: LogNormal(0, 1), "above zero"),
        (lambda: LogNormal(1, 0), "above zero"),
        (lambda: LogNormal(1, 50), "up to 10"),
        (lambda: Empirical([]), "Give at least one"),
    ],
)
def test_numbers_that_make_no_law_are_refused(make: object, words: str) -> None:
    with pytest.raises(mi.ProblemError, match=words):
        make()  # type: ignore[operator]


@pytest.mark.parametrize(
    "make", [lambda: Uniform(float("nan"), 1), lambda: Normal("3", 1), lambda: Empirical([1, float("inf")])]
)
def test_numbers_of_a_law_are_finite_numbers(make: object) -> None:
    with pytest.raises(mi.RecordError):
        make()  # type: ignore[operator]
