"""TOPSIS by other distances than the Euclidean one: definition, claims, and what sensitivity makes of them."""

import numpy as np
import pytest

import mcda_industry as mi
from mcda_industry.sensitivity.one_weight.paths import proportions
from mcda_industry.sensitivity.uncertain_weights.draws import block_generator

NORMALISATIONS = ("vector", "minmax", "max", "sum")


def problem_of(seed, n=7, m=4, whole=False):
    rng = np.random.default_rng(seed)
    values = rng.integers(1, 6, (n, m)) if whole else rng.uniform(1, 9, (n, m))
    return mi.Problem.from_arrays(values, [mi.Criterion(f"c{j}", "min" if j % 2 else "max") for j in range(m)])


def by_definition(problem, weights, distance):
    values, directions = problem.values, problem.evaluations.directions
    gaps = values / np.linalg.norm(values, axis=0) * weights
    oriented = gaps * directions
    to_best, to_worst = np.abs(oriented - oriented.max(axis=0)), np.abs(oriented - oriented.min(axis=0))
    combine = {"manhattan": np.sum, "chebyshev": np.max, "euclidean": lambda x, axis: np.linalg.norm(x, axis=axis)}[
        distance
    ]
    near, far = combine(to_best, axis=1), combine(to_worst, axis=1)
    return far / (near + far)


@pytest.mark.parametrize("distance", ["manhattan", "chebyshev", "euclidean"])
def test_closeness_is_that_of_the_definition(distance):
    for seed in range(20):
        problem = problem_of(seed)
        weights = np.random.default_rng(seed).dirichlet(np.ones(4))
        function = mi.Topsis(distance=distance).score_function(problem.evaluations)
        np.testing.assert_allclose(function(weights), by_definition(problem, weights, distance), atol=1e-12)


@pytest.mark.parametrize("whole", [False, True])
@pytest.mark.parametrize("normalisation", NORMALISATIONS)
def test_manhattan_intervals_are_exact(normalisation, whole):
    method = mi.Topsis(distance="manhattan", normalisation=normalisation)
    for seed in range(15):
        problem = problem_of(seed, whole=whole)
        ranking = mi.rank(problem, dict(zip(problem.criterion_names, (3, 1, 2, 2), strict=True)), method)
        if len(set(ranking.ranks)) < len(ranking):
            continue
        shares = ranking.weights.over(problem.criterion_names)
        others = proportions(shares)
        intervals = mi.stability_intervals(problem, ranking.weights, method)
        assert intervals.exact

        def order(j, t, others=others, ranking=ranking):
            moved = (1 - t) * others[j]
            moved[j] = t
            return tuple(np.argsort(-ranking.score_function(moved), kind="stable"))

        now = tuple(np.argsort(-ranking.scores, kind="stable"))
        for j, name in enumerate(problem.criterion_names):
            low, _, high = intervals[name]
            inside = np.linspace(low, high, 9)[1:-1]
            assert all(order(j, t) == now for t in inside)
            if intervals.ends[name].low is not None and low > 1e-6:
                assert order(j, low - 1e-6) != now
            if intervals.ends[name].high is not None and high < 1 - 1e-6:
                assert order(j, high + 1e-6) != now


def test_chebyshev_sensitivity_says_it_is_sampled():
    problem = problem_of(0)
    weights = dict(zip(problem.criterion_names, (3, 1, 2, 2), strict=True))
    assert not mi.stability_intervals(problem, weights, mi.Topsis(distance="chebyshev"), keep="best").exact


@pytest.mark.parametrize("distance", ["manhattan", "chebyshev"])
def test_rank_acceptability_is_that_of_the_naive_loop(distance):
    problem, draws = problem_of(3), 600
    method = mi.Topsis(distance=distance)
    found = mi.acceptability(problem, method, draws=draws)
    points = mi.AnyWeights().sampler(problem.criterion_names).draw(block_generator(0, 0), draws)
    function, counts = method.score_function(problem.evaluations), np.zeros((7, 7))
    for row in points:
        counts[np.argsort(-function(row), kind="stable"), np.arange(7)] += 1
    np.testing.assert_allclose(found.rank_acceptability, counts / draws, atol=1e-12)


def test_the_distance_is_named_in_the_result_and_an_unknown_one_is_refused():
    problem = problem_of(0)
    ranking = mi.rank(problem, mi.weighting.equal(problem), mi.Topsis(distance="manhattan"))
    assert ranking.conventions["distance"] == "Manhattan"
    with pytest.raises(mi.RecordError, match="'distance' must be 'euclidean', 'manhattan' or 'chebyshev'"):
        mi.Topsis(distance="cityblock")
