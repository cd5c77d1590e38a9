"""The same numbers as pymcdm, where both mean the same by a name."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from pymcdm import correlations, normalizations
from pymcdm.methods import PROMETHEE_II, TOPSIS, WSM

import mcda_industry as mi
from mcda_industry.arrays import FloatArray
from mcda_industry.concordance import average_ranks, kendall, spearman, weighted_spearman, ws

# pymcdm warns of dominated alternatives and of weights whose sum is off by rounding
pytestmark = [
    pytest.mark.filterwarnings("ignore:Alternatives with indices:UserWarning"),
    pytest.mark.filterwarnings("ignore:Weights should be positive:UserWarning"),
]

Case = tuple[FloatArray, FloatArray, FloatArray]


def cases(costs: bool = True, number: int = 30) -> list[Case]:
    """Random positive problems: values, weights, directions."""
    rng = np.random.default_rng(6)
    found = []
    for _ in range(number):
        n, m = int(rng.integers(3, 12)), int(rng.integers(2, 6))
        types = rng.choice([-1.0, 1.0], m) if costs else np.ones(m)
        found.append((rng.uniform(1, 9, (n, m)).round(1), rng.dirichlet(np.ones(m)), types))
    return found


def ours(method: mi.RankingMethod, case: Case, preferences: Any = None) -> FloatArray:
    values, weights, types = case
    directions = ["max" if t > 0 else "min" for t in types]
    return method.score_function(mi.Evaluations.of(values, directions, preferences))(weights)


@pytest.mark.parametrize(
    ("name", "theirs"),
    [
        ("minmax", normalizations.minmax_normalization),
        ("vector", normalizations.vector_normalization),
        ("max", normalizations.max_normalization),
    ],
)
def test_topsis_scores_are_theirs(name: str, theirs: Callable[..., Any]) -> None:
    # a cost becomes 1 - x/length there and stays a cost here: distances between alternatives are the same
    for case in cases():
        expected = TOPSIS(theirs)(*case)
        np.testing.assert_allclose(ours(mi.Topsis(normalisation=name), case), expected, rtol=0, atol=1e-12)


def test_topsis_with_sums_is_theirs_without_costs() -> None:
    # with costs definitions differ: they turn x into 1/x before taking the sum, here a cost stays what it is
    for case in cases(costs=False):
        expected = TOPSIS(normalizations.sum_normalization)(*case)
        np.testing.assert_allclose(ours(mi.Topsis(normalisation="sum"), case), expected, rtol=0, atol=1e-12)


def test_the_weighted_sum_of_observed_ranges_is_theirs() -> None:
    for case in cases():
        expected = WSM(normalizations.minmax_normalization)(*case)
        np.testing.assert_allclose(ours(mi.WeightedSum(), case), expected, rtol=0, atol=1e-12)


@pytest.mark.parametrize(
    ("name", "ours_of", "with_p", "with_q"),
    [
        ("usual", lambda q, p: mi.Usual(), False, False),
        ("ushape", lambda q, p: mi.UShape(q), False, True),
        ("vshape", lambda q, p: mi.VShape(p), True, False),
        ("level", mi.Level, True, True),
        ("vshape_2", mi.Linear, True, True),
    ],
)
def test_net_flows_are_theirs_under_each_preference_function(
    name: str, ours_of: Callable[..., mi.PreferenceFunction], with_p: bool, with_q: bool
) -> None:
    # they have one function for all criteria, thresholds one by one, and no Gaussian
    rng = np.random.default_rng(9)
    for case in cases():
        q = rng.uniform(0, 2, len(case[1]))
        p = q + rng.uniform(0.5, 3, len(case[1]))
        theirs = PROMETHEE_II(name, p=p if with_p else None, q=q if with_q else None)
        preferences = [ours_of(*pair) for pair in zip(q, p, strict=True)]
        expected = theirs(*case)
        np.testing.assert_allclose(ours(mi.Promethee2(), case, preferences), expected, rtol=0, atol=1e-12)


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [(spearman, correlations.rs), (weighted_spearman, correlations.rw), (ws, correlations.ws)],
)
def test_rank_correlations_are_theirs_with_ties(mine: Callable[..., float], theirs: Callable[..., float]) -> None:
    rng = np.random.default_rng(2)
    for _ in range(40):
        x, y = (average_ranks(rng.integers(0, 6, 7).astype(float)) for _ in range(2))
        assert mine(x, y) == pytest.approx(theirs(x, y), abs=1e-12)


def test_kendall_is_theirs_without_ties() -> None:
    # with ties definitions differ: tau-b here, tau-a there
    rng = np.random.default_rng(2)
    for _ in range(40):
        x, y = (rng.permutation(7) + 1.0 for _ in range(2))
        assert kendall(x, y) == pytest.approx(correlations.kendall_tau(x, y), abs=1e-12)
