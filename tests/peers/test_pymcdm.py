"""The same numbers as pymcdm, where both mean the same by a name."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from peers.oracles import ROUNDING, fewer, scores, shares, types
from pymcdm import correlations, normalizations
from pymcdm.methods import PROMETHEE_II, TOPSIS, WPM, WSM
from pymcdm.methods.partial import PROMETHEE_I
from strategies import weighed

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


@fewer
@given(given=weighed(alternatives=(2, 7), low=0), name=st.sampled_from(["minmax", "vector", "max"]))
def test_topsis_scores_are_theirs_with_ties_constant_columns_and_zero_weights(
    name: str, given: tuple[mi.Problem, mi.Weights]
) -> None:
    # lengths of zero, and equal alternatives, are 0/0 there; negative values are lengths of either sign in its maxima
    problem = mi.Problem.from_arrays(np.abs(given[0].values) + 1.0, given[0].criteria)
    if (shares(problem, given[1]) * np.ptp(problem.values, axis=0)).any():
        theirs = TOPSIS(getattr(normalizations, f"{name}_normalization"))
        expected = theirs(problem.values, shares(problem, given[1]), types(problem))
        ours_found = scores(problem, given[1], mi.Topsis(normalisation=name))
        np.testing.assert_allclose(ours_found, expected, rtol=0, atol=ROUNDING)


def test_the_largest_value_divides_there_and_the_largest_magnitude_here() -> None:
    column = np.array([-4.0, -2.0, 1.0])
    np.testing.assert_allclose(normalizations.max_normalization(column), column / 1.0)
    found = mi.Topsis(normalisation="max").score_function(mi.Evaluations.of(column[:, None]))
    assert (found.length * found.scaling).tolist() == [4.0]


def test_their_topsis_takes_ranges_by_default_and_ours_vector_lengths_with_another_winner() -> None:
    values, weights, types_of = np.array([[1.0, 3000], [2, 3750], [5, 4500]]), np.full(2, 0.5), np.array([-1.0, 1.0])
    case = (values, weights, types_of)
    np.testing.assert_allclose(ours(mi.Topsis(normalisation="minmax"), case), TOPSIS()(*case), rtol=0, atol=ROUNDING)
    assert (TOPSIS()(*case).argmax(), ours(mi.Topsis(), case).argmax()) == (1, 0)


def test_the_weighted_product_is_theirs_as_a_logarithm_over_the_average() -> None:
    # dividing a column by its sum, or a cost turned into 1/x by that of its reciprocals, divides every product alike
    for case in cases():
        logarithms = np.log(WPM()(*case))
        expected = logarithms - logarithms.mean()
        np.testing.assert_allclose(ours(mi.WeightedProduct(), case), expected, rtol=0, atol=1e-12)


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


def test_positive_and_negative_flows_are_theirs_with_thresholds_of_each_criterion() -> None:
    rng = np.random.default_rng(4)
    for values, weights, types_of in cases():
        q = rng.integers(0, 3, len(weights)) / 2
        p = q + rng.integers(1, 5, len(weights)) / 2
        directions = ["max" if t > 0 else "min" for t in types_of]
        preferences = [mi.Linear(*pair) for pair in zip(q, p, strict=True)]
        found = mi.promethee_flows(values, preferences, directions, weights)
        expected = PROMETHEE_I("vshape_2", p=p, q=q)(values, weights, types_of)
        np.testing.assert_allclose((found.positive, found.negative), expected, rtol=0, atol=1e-12)


def test_thresholds_shorter_than_the_criteria_drop_the_rest_there_and_are_refused_here() -> None:
    values, weights = np.array([[3.0, 0.0], [1.0, 9.0], [2.0, 5.0]]), np.array([0.2, 0.8])
    found = PROMETHEE_II("vshape", p=[1.0])(values, weights, np.ones(2))
    assert found.argmax() == 0  # the criterion of weight 0.8 says otherwise
    with pytest.raises(mi.ProblemError, match="There are 2 criteria but 1 preferences"):
        mi.promethee_flows(values, [mi.VShape(1)], weights=weights)


def test_thresholds_are_spent_after_one_call_there_and_stay_here() -> None:
    case = (np.array([[3.0, 0.0], [1.0, 9.0]]), np.array([0.2, 0.8]), np.ones(2))
    theirs, method = PROMETHEE_II("vshape", p=[1.0, 1.0]), mi.Promethee2()
    first = theirs(*case)
    for _ in range(2):
        np.testing.assert_allclose(ours(method, case, mi.VShape(1)), first, rtol=0, atol=ROUNDING)
    with pytest.raises((IndexError, ValueError, TypeError)):
        theirs(*case)


def test_a_missing_value_and_a_negative_weight_are_ranked_there_and_refused_here() -> None:
    values, weights = np.array([[1.0, 5.0], [2.0, 3.0], [0.0, 4.0]]), np.array([1.5, -0.5])
    missing = np.where(values == 5.0, np.nan, values)
    assert np.isfinite(PROMETHEE_II("usual")(missing, np.full(2, 0.5), np.ones(2))).all()
    assert np.isfinite(PROMETHEE_II("usual")(values, weights, np.ones(2))).all()
    with pytest.raises(mi.ProblemError, match="has no value"):
        mi.promethee_flows(missing, mi.Usual())
    with pytest.raises(mi.WeightsError, match="negative"):
        mi.promethee_flows(values, mi.Usual(), weights=weights)


@pytest.mark.filterwarnings("ignore:invalid value:RuntimeWarning")
def test_closeness_of_equal_alternatives_is_not_a_number_there_and_one_half_here() -> None:
    case = (np.array([[3.0, 1.0], [3.0, 1.0]]), np.full(2, 0.5), np.ones(2))
    assert np.isnan(TOPSIS()(*case)).all()
    assert ours(mi.Topsis(), case).tolist() == [0.5, 0.5]


def test_a_cost_becomes_its_reciprocal_before_the_sum_there_and_stays_a_cost_here() -> None:
    values, weights, types_of = np.array([[1.0, 4.0], [2.0, 3.0], [6.0, 9.0]]), np.full(2, 0.5), np.array([-1.0, 1.0])
    gains = np.column_stack([1 / values[:, 0], values[:, 1]])
    theirs = TOPSIS(normalizations.sum_normalization)(values, weights, types_of)
    same = ours(mi.Topsis(normalisation="sum"), (gains, weights, np.ones(2)))
    np.testing.assert_allclose(theirs, same, rtol=0, atol=ROUNDING)
    assert np.abs(theirs - ours(mi.Topsis(normalisation="sum"), (values, weights, types_of))).max() > 0.05


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
