"""What holds of rank acceptability and of stability intervals on every problem."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from strategies import METHODS, points, problems, weighed

import mcda_industry as mi
from mcda_industry.arrays import FloatArray, ranks, settled
from mcda_industry.sensitivity.one_weight.paths import proportions

Case = tuple[mi.Problem, mi.Weights]
methods = st.sampled_from(sorted(METHODS))


@given(problems(), methods, st.integers(0, 99))
def test_rows_and_columns_of_rank_acceptability_add_to_1(problem: mi.Problem, name: str, seed: int) -> None:
    shares = mi.acceptability(problem, METHODS[name], draws=60, rng=seed).rank_acceptability
    assert (shares >= 0).all()
    np.testing.assert_allclose(shares.sum(axis=0), 1, rtol=0, atol=1e-12)
    np.testing.assert_allclose(shares.sum(axis=1), 1, rtol=0, atol=1e-12)


@given(problems(), methods, st.integers(0, 99))
def test_central_weights_lie_in_the_simplex_and_are_undefined_where_never_first(
    problem: mi.Problem, name: str, seed: int
) -> None:
    found = mi.acceptability(problem, METHODS[name], draws=60, rng=seed)
    never = found.rank_acceptability[:, 0] == 0
    assert np.isnan(found.central_weights[never]).all()
    assert np.isnan(found.confidence[never]).all()
    assert (found.central_weights[~never] >= 0).all()
    np.testing.assert_allclose(found.central_weights[~never].sum(axis=1), 1, rtol=0, atol=1e-12)


@given(problems(alternatives=(1, 5)), st.sampled_from(["weighted_sum", "topsis vector", "topsis minmax"]))
def test_a_dominated_alternative_is_never_first(problem: mi.Problem, name: str) -> None:
    worse = problem.values[0] - problem.evaluations.directions
    wider = mi.Problem.from_arrays(np.vstack([problem.values, worse]), problem.criteria)
    assert mi.acceptability(wider, METHODS[name], draws=60).rank_acceptability[-1, 0] == 0


@given(problems(width=(2, 4)), st.sampled_from(["promethee2", "weighted_sum", "ahp ideal"]), st.data())
def test_weights_between_two_under_which_one_leads_let_it_lead(
    problem: mi.Problem, name: str, data: st.DataObject
) -> None:
    m = len(problem.criteria)
    function = METHODS[name].score_function(problem.evaluations)
    one, other = (data.draw(points(m)) for _ in range(2))
    one, other = one / one.sum(), other / other.sum()
    leaders = {int(i) for i in np.flatnonzero(function(one) >= function(one).max() - 1e-12)}
    both = leaders & {int(i) for i in np.flatnonzero(function(other) >= function(other).max() - 1e-12)}
    between = function((one + other) / 2)
    assert all(between[i] >= between.max() - 1e-11 for i in both)


@settings(max_examples=50)
@given(st.integers(0, 10), st.integers(0, 10), st.integers(0, 10), st.integers(0, 10), st.integers(0, 999))
def test_two_criteria_give_the_length_of_the_winning_weights_within_four_sigma(
    a: int, b: int, c: int, d: int, seed: int
) -> None:
    assume((a, b) != (c, d))
    scales = [mi.maximise(name, scale=(0, 10)) for name in ("one", "two")]
    problem = mi.Problem.of(scales, {"x": (a, b), "y": (c, d)})
    draws = 4_000
    grid = (np.arange(10**6) + 0.5) / 10**6
    lead = grid * (a - c) + (1 - grid) * (b - d)
    exact = ((lead > 0) + 0.5 * (lead == 0)).mean()
    found = mi.acceptability(problem, "weighted_sum", draws=draws, rng=seed).first("x")
    assert found == pytest.approx(exact, abs=4 * np.sqrt(exact * (1 - exact) / draws) + 2e-6)


def moved(weights: FloatArray, criterion: int, value: float) -> FloatArray:
    found = (1 - value) * proportions(weights)[criterion]
    found[criterion] = value
    return found


@given(weighed(width=(2, 4)), methods)
def test_the_stability_interval_contains_the_weight_and_the_order_stays_within_it(case: Case, name: str) -> None:
    problem, weights = case
    ranking = mi.rank(problem, weights, METHODS[name])
    shares = weights.over(problem.criterion_names)
    for j, interval in enumerate(mi.stability_intervals(problem, weights, METHODS[name]).values()):
        assert 0 <= interval.low <= interval.weight == shares[j] <= interval.high <= 1
        if interval.high - interval.low > 1e-6:
            for share in (1e-3, 0.5, 1 - 1e-3):
                inside = interval.low + share * (interval.high - interval.low)
                scores = settled(ranking.score_function(moved(shares, j, inside)))
                np.testing.assert_array_equal(ranks(scores), ranking.ranks)


@given(weighed(width=(2, 4), continuous=True), methods)
def test_the_order_fails_just_outside_a_stability_interval(case: Case, name: str) -> None:
    problem, weights = case
    ranking = mi.rank(problem, weights, METHODS[name])
    found = mi.stability_intervals(problem, weights, METHODS[name])
    shares = weights.over(problem.criterion_names)
    for j, criterion in enumerate(problem.criterion_names):
        (low, _, high), ends = found[criterion], found.ends[criterion]
        assume(low < high)
        for end, pair, side in ((low, ends.low, -1), (high, ends.high, 1)):
            assert (pair is None) <= (end in {0.0, 1.0})
            if pair is not None and 0.001 < end < 0.999:
                outside = settled(ranking.score_function(moved(shares, j, end + side * 1e-4)))
                assert (ranks(outside) != ranking.ranks).any(), (criterion, end, pair)
