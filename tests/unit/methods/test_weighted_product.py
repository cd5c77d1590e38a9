"""The weighted product: its order, its refusals and its exact sensitivity."""

import numpy as np
import pytest

import mcda_industry as mi
from mcda_industry.problem import Evaluations


def test_the_order_is_that_of_the_product():
    rng = np.random.default_rng(0)
    case = Evaluations.of(rng.uniform(1, 9, (8, 3)), directions=["max", "min", "max"])
    weights = np.array([0.5, 0.3, 0.2])
    product = np.prod(case.values ** (case.directions * weights), axis=1)
    scores = mi.WeightedProduct().score_function(case)(weights)
    np.testing.assert_allclose(np.exp(scores) / np.exp(scores[0]), product / product[0], rtol=1e-12)


def test_a_value_that_is_not_above_zero_is_refused_with_its_place():
    with pytest.raises(mi.MethodError, match="Criterion 'criterion 2': 0 is not above zero") as refused:
        mi.WeightedProduct().score_function(Evaluations.of([[1, 2], [3, 0]]))
    assert (refused.value.row, refused.value.column) == (1, 1)


def test_its_stability_is_exact():
    problem = mi.Problem.of([mi.maximise("a"), mi.maximise("b")], {"x": (4, 1), "y": (1, 2)})
    interval = mi.stability_intervals(problem, {"a": 0.8, "b": 0.2}, "weighted_product")["a"]
    assert interval.low == pytest.approx(1 / 3, abs=1e-12)
    assert interval.high == 1.0
