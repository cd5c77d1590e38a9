"""One-sided sums of Gaussians against the sum of all pairs, added without rounding."""

from math import exp, fsum

import numpy as np
import pytest

from mcda_industry.arrays import FloatArray
from mcda_industry.methods import gauss
from mcda_industry.methods.gauss import gauss_sums, orders, running_totals


def all_pairs(values: FloatArray, counts: FloatArray, s: float) -> tuple[list[float], list[float]]:
    def over(i: int, others: range) -> float:
        return fsum(counts[k] * exp(-0.5 * ((values[i] - values[k]) / s) ** 2) for k in others)

    n = len(values)
    return [over(i, range(i)) for i in range(n)], [over(i, range(i + 1, n)) for i in range(n)]


def points(kind: str) -> tuple[FloatArray, FloatArray]:
    rng = np.random.default_rng(2)
    made = {
        "even": np.linspace(-1, 1, 300),
        "random": rng.uniform(-1, 1, 300),
        "clusters": np.concatenate([rng.uniform(-1, -0.999, 150), rng.uniform(0.999, 1, 150)]),
        "one side": rng.uniform(0.9, 1.0, 300),
        "single": np.array([0.25]),
    }[kind]
    values = np.unique(made)
    return values, rng.integers(1, 5, len(values)).astype(np.float64)


@pytest.mark.parametrize("s", [2.0**-45, 1e-4, 1e-2, 0.1, 0.7, 5.0, 1e6])
@pytest.mark.parametrize("kind", ["even", "random", "clusters", "one side", "single"])
def test_sums_equal_those_of_all_pairs_within_the_bound_they_state(kind: str, s: float) -> None:
    values, counts = points(kind)
    found, (below, above) = gauss_sums(values, counts, s), all_pairs(values, counts, s)
    rounding = 1e-13 * counts.sum()
    np.testing.assert_allclose(found.below, below, rtol=0, atol=found.bound * counts.sum() + rounding)
    np.testing.assert_allclose(found.above, above, rtol=0, atol=found.bound * counts.sum() + rounding)
    assert found.bound <= gauss.TOLERANCE


@pytest.mark.parametrize("width", gauss.WIDTHS)
def test_cells_of_every_width_keep_the_bound(width: float, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gauss, "WIDTHS", (width,))
    monkeypatch.setattr(gauss, "NEIGHBOURS", 0)
    values, counts = points("random")
    found, (below, above) = gauss_sums(values, counts, 0.05), all_pairs(values, counts, 0.05)
    np.testing.assert_allclose(found.below, below, rtol=0, atol=2e-13 * counts.sum())
    np.testing.assert_allclose(found.above, above, rtol=0, atol=2e-13 * counts.sum())
    assert orders(width).bound <= gauss.TOLERANCE


def test_narrower_cells_need_fewer_terms() -> None:
    far = [orders(width).far for width in sorted(gauss.WIDTHS)]
    near = [orders(width).near for width in sorted(gauss.WIDTHS)]
    assert far == sorted(far)
    assert near == sorted(near)
    assert far[0] < far[-1]


@pytest.mark.parametrize("size", [0, 1, 3, 4, 5, 9])
def test_running_totals_are_the_totals_before_each_place(size: int) -> None:
    values = np.arange(1.0, size + 1)
    assert running_totals(values, block=4).tolist() == [values[:i].sum() for i in range(size + 1)]
