"""The same numbers as scikit-criteria, where both mean the same by a name.

It leaves normalisation and costs to the steps of a pipeline, so what its methods are given is part of the comparison.
"""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from peers.oracles import ROUNDING, fewer, oriented, peer, scores, shares, types
from strategies import weighed

import mcda_industry as mi
from mcda_industry.arrays import FloatArray

skc = peer("skcriteria")
scalers = peer("skcriteria.preprocessing.scalers")
inverters = peer("skcriteria.preprocessing.invert_objectives")
simple = peer("skcriteria.agg.simple")
similarity = peer("skcriteria.agg.topsis")

# it advises against costs in TOPSIS, and divides zero by zero on columns of zeros and equal alternatives
pytestmark = [pytest.mark.filterwarnings("ignore::UserWarning"), pytest.mark.filterwarnings("ignore::RuntimeWarning")]

Weighed = tuple[mi.Problem, mi.Weights]
SCALERS = {"vector": "VectorScaler", "minmax": "MinMaxScaler", "max": "MaxAbsScaler", "sum": "SumScaler"}
METRICS = {"euclidean": "euclidean", "manhattan": "cityblock", "chebyshev": "chebyshev"}


def matrix(values: FloatArray, weights: FloatArray, directions: FloatArray) -> Any:
    """Their decision matrix."""
    return skc.mkdm(values, objectives=directions.astype(int).tolist(), weights=weights)


def counted(problem: mi.Problem) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """(m,) the criteria on which alternatives differ."""
    return np.asarray(np.ptp(problem.values, axis=0) > 0)


def closeness(given: Weighed, normalisation: str, metric: str) -> FloatArray:
    """Theirs, of the criteria on which alternatives differ: constant columns of zeros are 0/0 there."""
    problem, weights = given
    columns = counted(problem)
    dm = matrix(problem.values[:, columns], shares(problem, weights)[columns], types(problem)[columns])
    scaled = getattr(scalers, SCALERS[normalisation])(target="matrix").transform(dm)
    return np.asarray(similarity.TOPSIS(metric=metric).evaluate(scaled).e_.similarity)


@given(
    given=weighed(alternatives=(2, 7), low=0),
    normalisation=st.sampled_from(sorted(SCALERS)),
    distance=st.sampled_from(sorted(METRICS)),
)
def test_topsis_is_theirs_after_the_scaler_of_the_same_name(given: Weighed, normalisation: str, distance: str) -> None:
    ours = scores(*given, mi.Topsis(normalisation=normalisation, distance=distance))
    if not (shares(*given) * counted(given[0])).any():
        assert ours.tolist() == [0.5] * len(ours)
        return
    np.testing.assert_allclose(ours, closeness(given, normalisation, METRICS[distance]), rtol=0, atol=ROUNDING)


@fewer
@given(given=weighed(alternatives=(2, 7)), normalisation=st.sampled_from(["vector", "minmax", "max"]))
def test_topsis_is_theirs_with_negative_values_except_for_sums(given: Weighed, normalisation: str) -> None:
    if (shares(*given) * counted(given[0])).any():
        ours = scores(*given, mi.Topsis(normalisation=normalisation))
        np.testing.assert_allclose(ours, closeness(given, normalisation, "euclidean"), rtol=0, atol=ROUNDING)


def test_sums_are_of_values_there_and_of_magnitudes_here() -> None:
    values, weights = np.array([[-2.0, 1.0], [3.0, 4.0], [1.0, 2.0]]), np.array([0.5, 0.5])
    theirs = scalers.SumScaler(target="matrix").transform(matrix(values, weights, np.ones(2))).matrix.to_numpy()
    np.testing.assert_allclose(theirs[:, 0], values[:, 0] / 2.0)
    found = mi.Topsis(normalisation="sum").score_function(mi.Evaluations.of(values))
    np.testing.assert_allclose(found.length * found.scaling, [6.0, 7.0])


def test_equal_alternatives_have_no_closeness_there_and_one_half_here() -> None:
    values = np.array([[3.0, 1.0], [3.0, 1.0]])
    with pytest.raises(ValueError, match="look like a ranking"):
        similarity.TOPSIS().evaluate(matrix(values, np.array([0.5, 0.5]), np.ones(2)))
    assert mi.Topsis().score_function(mi.Evaluations.of(values))([1, 1]).tolist() == [0.5, 0.5]


CLIMB = (np.array([[1.0, 3000.0], [2.0, 3750.0], [5.0, 4500.0]]), np.array([0.5, 0.5]), np.array([-1.0, 1.0]))


def test_their_topsis_alone_normalises_nothing_so_that_the_largest_unit_decides() -> None:
    values, weights, _ = CLIMB
    theirs = similarity.TOPSIS().evaluate(matrix(*CLIMB)).e_.similarity
    assert theirs.argmax() == 2
    ours = mi.Topsis().score_function(mi.Evaluations.of(values, ["min", "max"]))(weights)
    assert ours.argmax() == 0
    scaled = scalers.VectorScaler(target="matrix").transform(matrix(*CLIMB))
    np.testing.assert_allclose(ours, similarity.TOPSIS().evaluate(scaled).e_.similarity, rtol=0, atol=ROUNDING)


def test_their_step_that_turns_costs_into_reciprocals_changes_the_order_and_the_one_that_negates_does_not() -> None:
    values = np.array([[1.0, 9.0], [5.0, 5.0], [9.0, 1.0]])
    dm = matrix(values, np.array([0.4, 0.6]), -np.ones(2))
    best = {}
    for step in ("InvertMinimize", "NegateMinimize"):
        gains = getattr(inverters, step)().transform(dm)
        found = similarity.TOPSIS().evaluate(scalers.VectorScaler(target="matrix").transform(gains)).e_.similarity
        best[step] = np.argsort(-found).tolist()
    ours = mi.Topsis().score_function(mi.Evaluations.of(values, ["min", "min"]))([0.4, 0.6])
    assert np.argsort(-ours).tolist() == best["NegateMinimize"] == [2, 1, 0]
    assert best["InvertMinimize"] == [2, 0, 1]


@fewer
@given(given=weighed(alternatives=(2, 7), low=0))
def test_the_weighted_sum_of_raw_gains_is_theirs(given: Weighed) -> None:
    problem, weights = given
    gains = mi.Evaluations.of(problem.values)
    dm = matrix(problem.values, shares(*given), np.ones(len(problem.criteria)))
    ours = mi.WeightedSum(normalisation="none").score_function(gains)(shares(problem, weights))
    np.testing.assert_allclose(ours, simple.WeightedSumModel().evaluate(dm).e_.score, rtol=0, atol=9 * ROUNDING)


@fewer
@given(given=weighed(alternatives=(2, 7), scale=False))
def test_the_weighted_sum_of_ranges_is_theirs_but_for_constant_columns_worth_one_here_and_zero_there(
    given: Weighed,
) -> None:
    problem = given[0]
    scaled = inverters.MinMaxInverter().transform(matrix(problem.values, shares(*given), types(problem)))
    theirs = simple.WeightedSumModel().evaluate(scaled).e_.score
    constant = float(shares(*given)[~counted(problem)].sum())
    np.testing.assert_allclose(scores(*given, mi.WeightedSum()), theirs + constant, rtol=0, atol=ROUNDING)


def test_their_weighted_sum_refuses_costs_and_the_negative_values_that_would_stand_for_them() -> None:
    values, weights = np.array([[1.0, 2.0], [2.0, 1.0]]), np.array([0.5, 0.5])
    costs = matrix(values, weights, np.array([1.0, -1.0]))
    for dm in (costs, inverters.NegateMinimize().transform(costs)):
        with pytest.raises(ValueError, match="can't operate with"):
            simple.WeightedSumModel().evaluate(dm)
    evaluations = mi.Evaluations.of(values, ["max", "min"])
    assert mi.WeightedSum(normalisation="none").score_function(evaluations)(weights).tolist() == [-0.5, 0.5]


@fewer
@given(given=weighed(alternatives=(2, 7), low=1))
def test_the_weighted_product_is_theirs_in_natural_logarithms_over_the_average(given: Weighed) -> None:
    # a cost turned into 1/x is the same product: a power of -w
    problem, weights = given
    positive = mi.Problem.from_arrays(np.abs(problem.values) + 0.5, problem.criteria)
    gains = inverters.InvertMinimize().transform(matrix(positive.values, shares(*given), types(problem)))
    theirs = np.log(10) * simple.WeightedProductModel().evaluate(gains).e_.score
    ours = scores(positive, weights, mi.WeightedProduct())
    np.testing.assert_allclose(ours, theirs - theirs.mean(), rtol=0, atol=9 * ROUNDING)


def test_ranks_after_a_tie_go_on_by_one_there_and_by_the_number_of_the_tied_here() -> None:
    problem = mi.Problem.of([mi.maximise("a")], {"x": [3], "y": [3], "z": [1]})
    dm = matrix(oriented(problem), np.ones(1), np.ones(1))
    assert simple.WeightedSumModel().evaluate(dm).rank_.tolist() == [1, 1, 2]
    assert mi.rank(problem, {"a": 1}, "weighted_sum").ranks.tolist() == [1, 1, 3]


def test_they_accept_a_negative_weight_and_we_refuse_it() -> None:
    values, weights = np.array([[1.0, 2.0], [2.0, 1.0]]), np.array([1.5, -0.5])
    assert np.isfinite(simple.WeightedSumModel().evaluate(matrix(values, weights, np.ones(2))).e_.score).all()
    with pytest.raises(mi.WeightsError, match="negative"):
        mi.WeightedSum().score_function(mi.Evaluations.of(values))(weights)
