"""The nearest tie of two alternatives: closed forms against linear programming, least squares and small cases by hand."""

import numpy as np
import pytest
from scipy.optimize import linprog

from mcda_industry.arrays import FloatArray
from mcda_industry.sensitivity.all_weights.nearest import NORMS, leads_over, length, nearest_ties, on_simplex
from mcda_industry.sensitivity.all_weights.programmes import least_change


def cases(number: int) -> list[tuple[FloatArray, FloatArray, FloatArray]]:
    """Leads, gaps and weights: continuous, whole (with ties among the leads), and with weights of zero."""
    rng = np.random.default_rng(number)
    found = []
    for k in range(number):
        m = int(rng.integers(2, 7))
        weights = rng.dirichlet(np.ones(m)) if k % 2 else rng.integers(0, 4, m) + np.eye(m)[0]
        weights = weights / weights.sum()
        leads = rng.normal(size=(20, m)) if k % 3 else rng.integers(-3, 4, (20, m)).astype(float)
        leads = leads[leads @ weights <= 0]
        found.append((leads, -(leads @ weights), weights))
    return found


def by_programme(row: FloatArray, weights: FloatArray, norm: str) -> float:
    """The distance by a linear programme, written out differently: new weights w and bounds b on their changes."""
    m = len(weights)
    bounds = m if norm == "l1" else 1
    spread = np.eye(m) if norm == "l1" else np.ones((m, 1))
    each = np.eye(m)
    conditions = np.block([[-row[None], np.zeros((1, bounds))], [each, -spread], [-each, -spread]])
    solved = linprog(
        np.append(np.zeros(m), np.ones(bounds)),
        A_ub=conditions,
        b_ub=np.concatenate([[0.0], weights, -weights]),
        A_eq=np.append(np.ones(m), np.zeros(bounds))[None],
        b_eq=[1.0],
        method="highs",
    )
    return float(solved.fun) if solved.status == 0 else np.nan


@pytest.mark.parametrize("norm", NORMS)
def test_what_is_found_are_weights_at_which_the_two_tie(norm: str) -> None:
    for leads, gaps, weights in cases(40):
        found = nearest_ties(leads, gaps, weights, norm)
        possible = leads.max(axis=1) > 0
        assert np.isnan(found[~possible]).all()
        assert (found[possible] >= 0).all()
        np.testing.assert_allclose(found[possible].sum(axis=1), 1, rtol=0, atol=1e-12)
        np.testing.assert_allclose((leads * found).sum(axis=1)[possible], 0, rtol=0, atol=1e-12)


@pytest.mark.parametrize("norm", ["l1", "linf"])
def test_the_distance_is_that_of_a_linear_programme(norm: str) -> None:
    for leads, gaps, weights in cases(12):
        found = length(nearest_ties(leads, gaps, weights, norm) - weights, norm)
        for row, distance in zip(leads, found, strict=True):
            if row.max() > 0:
                assert distance == pytest.approx(by_programme(row, weights, norm), abs=1e-9)


def test_the_euclidean_distance_is_that_of_a_least_distance_programme() -> None:
    for leads, gaps, weights in cases(30):
        found = nearest_ties(leads, gaps, weights, "l2")
        for row, nearest in zip(leads, found, strict=True):
            if row.max() > 0:
                np.testing.assert_allclose(least_change(row[None], weights, "l2"), nearest, rtol=0, atol=1e-9)


@pytest.mark.parametrize("norm", NORMS)
def test_no_weights_drawn_nearer_put_the_challenger_ahead(norm: str) -> None:
    rng = np.random.default_rng(5)
    for leads, gaps, weights in cases(10):
        distance = length(nearest_ties(leads, gaps, weights, norm) - weights, norm)
        other = rng.dirichlet(np.ones(len(weights)), 2_000)
        near = weights + rng.random((2_000, 1)) * (other - weights)
        ahead = near @ leads.T > 1e-9
        assert not (ahead & (length(near - weights, norm)[:, None] < distance - 1e-12)).any()


def test_the_knapsack_of_a_small_case_by_hand() -> None:
    # behind by 0.3; moving weight from c2 (-1) to c1 (+1) gains 2 per unit: 0.15 changes hands
    found = nearest_ties(np.array([[1.0, -1.0, 0.0]]), np.array([0.3]), np.array([0.2, 0.5, 0.3]), "l1")
    np.testing.assert_allclose(found, [[0.35, 0.35, 0.3]], rtol=0, atol=1e-15)
    # c2 gives all its 0.05, at a gain of 4 per unit; of the 0.475 missing, c3 gives the rest at a gain of 1.5 per unit
    found = nearest_ties(np.array([[1.0, -3.0, -0.5]]), np.array([0.475]), np.array([0.1, 0.05, 0.85]), "l1")
    np.testing.assert_allclose(found, [[1 / 3, 0.0, 2 / 3]], rtol=0, atol=1e-15)


def test_a_tie_now_needs_no_change_at_all() -> None:
    weights = np.array([0.25, 0.5, 0.25])
    for norm in NORMS:
        assert (nearest_ties(np.array([[2.0, -1.0, 0.0]]), np.zeros(1), weights, norm) == weights).all()


def test_leads_of_any_magnitude_give_the_same_weights() -> None:
    for leads, gaps, weights in cases(6):
        for norm in NORMS:
            known = nearest_ties(leads, gaps, weights, norm)
            for size in (2.0**-900, 2.0**900):
                assert np.array_equal(nearest_ties(size * leads, size * gaps, weights, norm), known, equal_nan=True)


def test_nothing_is_asked_of_no_pairs() -> None:
    for norm in NORMS:
        assert nearest_ties(np.zeros((0, 3)), np.zeros(0), np.full(3, 1 / 3), norm).shape == (0, 3)


def test_the_projection_on_the_simplex_is_the_nearest_point_of_it() -> None:
    rng = np.random.default_rng(1)
    points = rng.normal(size=(30, 4))
    found, others = on_simplex(points), rng.dirichlet(np.ones(4), 500)
    np.testing.assert_allclose(found.sum(axis=1), 1, rtol=0, atol=1e-14)
    assert (found >= 0).all()
    for point, nearest in zip(points, found, strict=True):
        assert (np.linalg.norm(others - point, axis=1) >= np.linalg.norm(nearest - point) - 1e-12).all()


def test_a_lead_that_is_rounding_is_none() -> None:
    table = np.array([[0.1 + 0.2, 1.0], [0.3, 0.0]])
    assert leads_over(table, np.array([0]), np.array([1])).tolist() == [[0.0, 1.0]]
