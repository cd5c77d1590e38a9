"""What holds of the main job at up to 100 000 alternatives: the definition on sampled rows, and the oracles on all of them.

Values are drawn on a grid for some columns, so that ties, and differences that meet a threshold exactly, are common. Sizes lie on
both sides of the sizes at which the kernels begin a new block.
"""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

import mcda_industry as mi
from mcda_industry.arrays import ROWS_AT_ONCE
from mcda_industry.methods.flows import Flows, unicriterion_flows

N = 100_000
FUNCTIONS = {
    "usual": mi.Usual(),
    "u_shape": mi.UShape(0.3),
    "v_shape": mi.VShape(2.0),
    "level": mi.Level(0.3, 1.7),
    "linear": mi.Linear(0.3, 1.7),
    "gaussian": mi.Gaussian(1.5),
}
COLUMNS = ("uniform", "tenths", "offset", "heavy tail")
SIZES = (2, 3, 4_095, 4_096, 4_097, 16_385, N)


def column_of(kind: str, n: int = N) -> np.ndarray:
    rng = np.random.default_rng(COLUMNS.index(kind))
    match kind:
        case "uniform":
            return rng.uniform(0, 10, n)
        case "tenths":
            return rng.integers(0, 100, n) / 10
        case "offset":
            return 1e6 + rng.uniform(0, 10, n)
        case _:
            return rng.standard_t(2, n)


@cache
def flows_of(kind: str, function: str) -> Flows:
    return unicriterion_flows(column_of(kind), FUNCTIONS[function])


def sampled(n: int, values: np.ndarray) -> np.ndarray:
    """Rows at the ends, at the borders of blocks, with extreme values, and some others."""
    borders = [0, 1, n - 2, n - 1, *(k * ROWS_AT_ONCE + d for k in (1, 2, 4, 16) for d in (-1, 0))]
    others = np.random.default_rng(9).integers(0, n, 12)
    return np.unique([i for i in [*borders, values.argmin(), values.argmax(), *others] if 0 <= i < n])


def by_definition(values: np.ndarray, rows: np.ndarray, preference: mi.PreferenceFunction) -> tuple[np.ndarray, ...]:
    """The flows of some rows by comparing them with all."""
    ahead = values[rows, None] - values
    gains, losses = (preference.degrees(sign * ahead).sum(axis=1) for sign in (1, -1))
    return gains / (len(values) - 1), losses / (len(values) - 1)


@pytest.mark.parametrize("kind", COLUMNS)
@pytest.mark.parametrize("function", FUNCTIONS)
def test_flows_of_sampled_rows_are_those_of_the_definition(function: str, kind: str) -> None:
    values, found = column_of(kind), flows_of(kind, function)
    rows = sampled(N, values)
    positive, negative = by_definition(values, rows, FUNCTIONS[function])
    exact = function in {"usual", "u_shape", "level"}
    for mine, theirs in ((found.positive[rows], positive), (found.negative[rows], negative)):
        np.testing.assert_allclose(mine, theirs, rtol=0, atol=0 if exact else 2e-12)


@pytest.mark.parametrize("kind", COLUMNS)
@pytest.mark.parametrize("function", FUNCTIONS)
def test_net_flows_add_to_0_lie_within_1_and_are_the_difference(function: str, kind: str) -> None:
    found = flows_of(kind, function)
    assert abs(found.net.sum()) <= 1e-12 * N
    assert found.positive.sum() == pytest.approx(found.negative.sum(), rel=1e-12)
    for part in (found.positive, found.negative):
        assert ((part >= -1e-12) & (part <= 1 + 1e-12)).all()
    np.testing.assert_allclose(found.net, found.positive - found.negative, rtol=0, atol=1e-12)


@pytest.mark.parametrize("function", FUNCTIONS)
def test_who_has_more_has_no_lower_flow_and_equal_values_have_equal_ones(function: str) -> None:
    values, found = column_of("tenths"), flows_of("tenths", function)
    order = np.argsort(values, kind="stable")
    for flow, sign in ((found.net, 1), (found.positive, 1), (found.negative, -1)):
        rising = np.diff(sign * flow[order])
        assert (rising >= -1e-12).all()
        assert (rising[np.diff(values[order]) == 0] == 0).all()


@pytest.mark.parametrize("n", SIZES)
@pytest.mark.parametrize("function", ["u_shape", "linear", "gaussian"])
def test_sizes_around_the_borders_of_blocks_change_nothing(function: str, n: int) -> None:
    values = column_of("uniform", n)
    found, rows = unicriterion_flows(values, FUNCTIONS[function]), sampled(n, values)
    positive, negative = by_definition(values, rows, FUNCTIONS[function])
    np.testing.assert_allclose(found.positive[rows], positive, rtol=0, atol=2e-12)
    np.testing.assert_allclose(found.negative[rows], negative, rtol=0, atol=2e-12)


@cache
def large_case() -> mi.Evaluations:
    values = np.column_stack([column_of(kind) for kind in COLUMNS] + [column_of("tenths")[::-1], np.ones(N)])
    return mi.Evaluations.of(values, ["max", "min"] * 3, list(FUNCTIONS.values()), [None, (0, 10), *[None] * 4])


METHODS = {
    "promethee2": mi.Promethee2(),
    **{f"topsis {name}": mi.Topsis(normalisation=name) for name in ("vector", "minmax", "max", "sum")},
    "topsis manhattan": mi.Topsis(distance="manhattan"),
    "topsis chebyshev": mi.Topsis(distance="chebyshev"),
    "weighted_sum": mi.WeightedSum(),
    "ahp": mi.AhpSynthesis(),
}
WEIGHTS = np.array([3.0, 2.0, 1.0, 2.0, 1.0, 4.0])


@pytest.mark.parametrize("method", METHODS)
def test_scores_respect_dominance_on_sampled_pairs(method: str) -> None:
    case, rng = large_case(), np.random.default_rng(3)
    rows, values = rng.integers(40, N, 40), case.values.copy()
    values[:40] = values[rows] + case.directions * rng.choice([0.0, 0.1], (40, 6))
    scores = METHODS[method].score_function(replace(case, values=values, scales=np.full((6, 2), np.nan)))(WEIGHTS)
    assert (scores[:40] >= scores[rows] - 1e-12).all()


@pytest.mark.parametrize("method", METHODS)
def test_the_order_of_the_rows_does_not_matter(method: str) -> None:
    case = large_case()
    order = np.random.default_rng(4).permutation(N)
    scores = METHODS[method].score_function(case)(WEIGHTS)
    permuted = METHODS[method].score_function(case.taking(order))(WEIGHTS)
    np.testing.assert_allclose(permuted, scores[order], rtol=0, atol=1e-12)


@pytest.mark.parametrize("normalisation", ["vector", "minmax", "max", "sum"])
def test_closeness_of_sampled_rows_is_that_of_the_definition(normalisation: str) -> None:
    case = large_case()
    values, shares = case.values, WEIGHTS / WEIGHTS.sum()
    length = {
        "vector": np.sqrt((values**2).sum(axis=0)),
        "minmax": np.ptp(values, axis=0),
        "max": np.abs(values).max(axis=0),
        "sum": np.abs(values).sum(axis=0),
    }[normalisation]
    weighted = shares * values / np.where(length == 0, np.inf, length)
    top, bottom = weighted.max(axis=0), weighted.min(axis=0)
    best, worst = np.where(case.directions > 0, top, bottom), np.where(case.directions > 0, bottom, top)
    rows = sampled(N, values[:, 0])
    near, far = (np.sqrt(((weighted[rows] - end) ** 2).sum(axis=1)) for end in (best, worst))
    found = mi.Topsis(normalisation=normalisation).score_function(case)(WEIGHTS)
    assert ((found >= 0) & (found <= 1)).all()
    np.testing.assert_allclose(found[rows], far / (near + far), rtol=1e-10)


def test_batches_of_weights_score_as_one_at_a_time() -> None:
    case, stack = large_case(), np.array([WEIGHTS, WEIGHTS[::-1], np.ones(6)])
    for name in ("promethee2", "topsis vector", "weighted_sum"):
        function = METHODS[name].score_function(case)
        together = function(stack)
        for row, weights in zip(together, stack, strict=True):
            np.testing.assert_allclose(row, function(weights), rtol=0, atol=1e-12)
