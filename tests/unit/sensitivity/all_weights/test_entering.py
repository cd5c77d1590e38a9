"""Into the best k: branch and bound against mixed-integer programming and against every choice of rivals to beat."""

from itertools import combinations

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

from mcda_industry.arrays import FloatArray
from mcda_industry.sensitivity.all_weights.entering import enter_best
from mcda_industry.sensitivity.all_weights.nearest import NORMS, length
from mcda_industry.sensitivity.all_weights.programmes import THIN, least_change, widest_lead


def random_leads(seed: int, rivals: int, m: int, whole: bool) -> tuple[FloatArray, FloatArray]:
    rng = np.random.default_rng(seed)
    leads = rng.integers(-3, 3, (rivals, m)).astype(float) if whole else rng.normal(size=(rivals, m))
    return leads[leads.any(axis=1)], rng.dirichlet(np.ones(m))


def by_every_choice(leads: FloatArray, weights: FloatArray, places: int, norm: str) -> float:
    """The least distance over every choice of rivals that may stay ahead; infinite where no choice works."""
    best, every = np.inf, set(range(len(leads)))
    for ahead in combinations(sorted(every), min(places - 1, len(leads))):
        rows = leads[sorted(every - set(ahead))]
        if len(rows) and widest_lead(rows).lead <= THIN:
            continue
        found = least_change(rows, weights, norm)
        best = best if found is None else min(best, float(length(found - weights, norm)))
    return best


@pytest.mark.parametrize("places", [1, 2, 3])
@pytest.mark.parametrize("norm", NORMS)
def test_the_distance_is_the_least_over_every_choice_of_rivals_to_beat(norm: str, places: int) -> None:
    for seed in range(7):
        leads, weights = random_leads(seed, 5, 3 + seed % 2, whole=seed % 3 == 0)
        entry, known = enter_best(leads, weights, places, norm), by_every_choice(leads, weights, places, norm)
        assert entry.exact
        if entry.weights is None:
            assert known == np.inf
            continue
        assert length(entry.weights - weights, norm) == pytest.approx(known, abs=1e-9)
        assert ((leads @ entry.weights) < -1e-9).sum() < places
        assert ((leads @ entry.inside) <= 0).sum() < places


def test_the_distance_is_that_of_a_mixed_integer_programme() -> None:
    found = 0
    for seed in range(6):
        leads, weights = random_leads(100 + seed, 10, 5, whole=False)
        entry = enter_best(leads, weights, 4, "l1")
        r, m = leads.shape
        slack = np.diag(np.maximum(0.0, -leads.min(axis=1)))
        conditions = [
            LinearConstraint(np.hstack([leads, -leads, slack]), -(leads @ weights), np.inf),
            LinearConstraint(np.concatenate([np.ones(m), -np.ones(m), np.zeros(r)])[None], 0, 0),
            LinearConstraint(np.concatenate([np.zeros(2 * m), np.ones(r)])[None], -np.inf, 3),
        ]
        solved = milp(
            np.concatenate([np.ones(2 * m), np.zeros(r)]),
            constraints=conditions,
            integrality=np.concatenate([np.zeros(2 * m), np.ones(r)]),
            bounds=Bounds(0, np.concatenate([np.ones(m), weights, np.ones(r)])),
            options={"mip_rel_gap": 0},
        )
        if solved.status:
            assert solved.status == 2
            assert entry.weights is None
            continue
        assert length(entry.weights - weights, "l1") == pytest.approx(solved.fun, abs=1e-6)
        found += 1
    assert found >= 3


def test_a_mixture_of_rivals_proves_that_there_is_no_way_to_the_first_place() -> None:
    leads = np.array([[-0.6, 0.4], [0.4, -0.6], [0.5, 0.5]])
    entry = enter_best(leads, np.array([0.5, 0.5]), 1, "l2")
    assert entry.weights is None
    assert entry.exact
    np.testing.assert_allclose(entry.barring, [0.5, 0.5, 0.0], rtol=0, atol=1e-9)
    assert enter_best(leads, np.array([0.5, 0.5]), 2, "l2").weights is not None


def test_a_rival_never_beaten_bars_the_way_alone() -> None:
    entry = enter_best(np.array([[1.0, -1.0], [0.0, -1.0]]), np.array([0.5, 0.5]), 1, "l1")
    assert entry.weights is None
    assert entry.barring.tolist() == [0.0, 1.0]
    assert enter_best(-np.ones((3, 2)), np.array([0.5, 0.5]), 3, "l1").barring is None


def test_rivals_that_can_only_be_tied_with_together_are_not_both_passed() -> None:
    # at equal weights it ties with both, but never leads both: one of them must stay ahead, and there are two places
    leads = np.array([[1.0, -1.0], [-1.0, 1.0]])
    assert enter_best(leads, np.array([0.5, 0.5]), 1, "l1").weights is None
    entry = enter_best(leads, np.array([0.5, 0.5]), 2, "l1")
    assert entry.weights.tolist() == [0.5, 0.5]
    assert ((leads @ entry.inside) > 0).sum() == 1


def test_a_search_that_is_cut_short_gives_an_upper_bound_and_says_so() -> None:
    leads, weights = random_leads(102, 10, 5, whole=False)
    whole, short = enter_best(leads, weights, 4, "l1"), enter_best(leads, weights, 4, "l1", most=1)
    assert whole.exact
    assert not short.exact
    assert length(short.weights - weights, "l1") >= length(whole.weights - weights, "l1") - 1e-12
    assert ((leads @ short.weights) < -1e-9).sum() < 4


def test_as_many_places_as_rivals_let_everyone_in() -> None:
    leads = -np.ones((2, 2))
    assert enter_best(leads, np.array([0.5, 0.5]), 3, "l1").weights.tolist() == [0.5, 0.5]
