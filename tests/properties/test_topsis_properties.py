"""What holds of TOPSIS on every problem."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import NORMALISATIONS, weighed

import mcda_industry as mi
from mcda_industry.arrays import FloatArray, settled

CLOSE = {"rtol": 0, "atol": 1e-9}
normalisations = st.sampled_from(NORMALISATIONS)
methods = normalisations.map(lambda name: mi.Topsis(normalisation=name))


def closeness(
    method: mi.Topsis, values: object, weights: FloatArray, directions: FloatArray, scales: object = None
) -> FloatArray:
    words = ["max" if direction > 0 else "min" for direction in directions]
    return method.score_function(mi.Evaluations.of(values, words, scales=scales))(weights)


def arrays(case: tuple[mi.Problem, mi.Weights]) -> tuple[FloatArray, FloatArray, FloatArray]:
    problem, weights = case
    return problem.values, weights.over(problem.criterion_names), problem.evaluations.directions


@given(weighed(), methods)
def test_closeness_lies_between_0_and_1(case: tuple[mi.Problem, mi.Weights], method: mi.Topsis) -> None:
    found = closeness(method, *arrays(case))
    assert ((found >= 0) & (found <= 1)).all()


@given(weighed(), methods)
def test_the_ideal_row_scores_1_and_the_anti_ideal_0(case: tuple[mi.Problem, mi.Weights], method: mi.Topsis) -> None:
    values, weights, directions = arrays(case)
    best = (values * directions).max(axis=0) * directions
    worst = (values * directions).min(axis=0) * directions
    assume(((best != worst) & (weights > 0)).any())
    found = closeness(method, np.vstack([values, best, worst]), weights, directions)
    assert (found[-2], found[-1]) == (1.0, 0.0)


@given(weighed(), methods, st.data())
def test_who_is_at_least_as_good_on_every_criterion_is_at_least_as_close(
    case: tuple[mi.Problem, mi.Weights], method: mi.Topsis, data: st.DataObject
) -> None:
    values, weights, directions = arrays(case)
    steps = np.array(data.draw(st.lists(st.integers(0, 3), min_size=len(weights), max_size=len(weights))))
    found = settled(closeness(method, np.vstack([values, values[0] + directions * steps]), weights, directions))
    assert found[-1] >= found[0]


@given(weighed(), methods, st.data())
def test_a_change_of_units_leaves_closeness_as_it_was(
    case: tuple[mi.Problem, mi.Weights], method: mi.Topsis, data: st.DataObject
) -> None:
    values, weights, directions = arrays(case)
    factors = np.array(data.draw(st.lists(st.floats(1e-6, 1e6), min_size=len(weights), max_size=len(weights))))
    found = closeness(method, values * factors, weights, directions)
    np.testing.assert_allclose(found, closeness(method, values, weights, directions), **CLOSE)


@given(weighed())
def test_negated_values_under_opposite_directions_are_as_close(case: tuple[mi.Problem, mi.Weights]) -> None:
    values, weights, directions = arrays(case)
    found = closeness(mi.Topsis(), -values, weights, -directions)
    np.testing.assert_allclose(found, closeness(mi.Topsis(), values, weights, directions), **CLOSE)


@given(weighed(), methods)
def test_opposite_directions_give_the_complement(case: tuple[mi.Problem, mi.Weights], method: mi.Topsis) -> None:
    values, weights, directions = arrays(case)
    found = closeness(method, values, weights, -directions)
    np.testing.assert_allclose(found, 1 - closeness(method, values, weights, directions), **CLOSE)


@given(weighed(), methods, st.floats(1e-300, 1e300))
def test_weights_count_by_their_proportions(
    case: tuple[mi.Problem, mi.Weights], method: mi.Topsis, factor: float
) -> None:
    values, weights, directions = arrays(case)
    found = closeness(method, values, weights * factor, directions)
    np.testing.assert_allclose(found, closeness(method, values, weights, directions), **CLOSE)


@given(weighed(width=(2, 5)), methods)
def test_a_criterion_without_weight_is_as_good_as_left_out(
    case: tuple[mi.Problem, mi.Weights], method: mi.Topsis
) -> None:
    values, weights, directions = arrays(case)
    kept = weights > 0
    found = closeness(method, values[:, kept], weights[kept], directions[kept])
    np.testing.assert_allclose(found, closeness(method, values, weights, directions), **CLOSE)


@given(weighed(), methods, st.integers(-9, 9), st.integers(1, 9))
def test_a_constant_column_has_no_effect(
    case: tuple[mi.Problem, mi.Weights], method: mi.Topsis, value: int, weight: int
) -> None:
    values, weights, directions = arrays(case)
    wider = np.column_stack([values, np.full(len(values), value)])
    found = closeness(method, wider, np.append(weights, weight / 10), np.append(directions, 1))
    np.testing.assert_allclose(found, closeness(method, values, weights, directions), **CLOSE)


@given(weighed(width=(1, 1)), methods)
def test_one_criterion_gives_its_own_order(case: tuple[mi.Problem, mi.Weights], method: mi.Topsis) -> None:
    values, weights, directions = arrays(case)
    found = closeness(method, values, weights, directions)
    oriented = (values * directions)[:, 0]
    np.testing.assert_array_equal(
        np.sign(np.subtract.outer(found, found)), np.sign(np.subtract.outer(oriented, oriented))
    )


@given(weighed(alternatives=(2, 2)), methods)
def test_the_closeness_of_two_alternatives_adds_to_1(case: tuple[mi.Problem, mi.Weights], method: mi.Topsis) -> None:
    assert closeness(method, *arrays(case)).sum() == pytest.approx(1, abs=1e-12)


@given(weighed(), methods, st.randoms(use_true_random=False))
def test_permuted_rows_and_columns_permute_the_scores(
    case: tuple[mi.Problem, mi.Weights], method: mi.Topsis, random: object
) -> None:
    values, weights, directions = arrays(case)
    rows, columns = list(range(len(values))), list(range(len(weights)))
    random.shuffle(rows)
    random.shuffle(columns)
    found = closeness(method, values[rows][:, columns], weights[columns], directions[columns])
    np.testing.assert_allclose(found, closeness(method, values, weights, directions)[rows], **CLOSE)


@given(weighed(), methods)
def test_clones_score_the_same_to_the_last_bit(case: tuple[mi.Problem, mi.Weights], method: mi.Topsis) -> None:
    values, weights, directions = arrays(case)
    found = closeness(method, np.vstack([values, values[::-1]]), weights, directions)
    np.testing.assert_array_equal(found[: len(values)], found[len(values) :][::-1])


@given(weighed(alternatives=(2, 6)), st.sampled_from(["minmax", "max"]))
def test_between_declared_ideals_closeness_does_not_depend_on_the_others(
    case: tuple[mi.Problem, mi.Weights], normalisation: str
) -> None:
    problem, weights = case
    method = mi.Topsis(normalisation=normalisation, ideal="scale")
    shares = weights.over(problem.criterion_names)
    together = method.score_function(problem.evaluations)(shares)
    for i, score in enumerate(together):
        assert method.score_function(problem.evaluations.taking([i]))(shares)[0] == score
