"""The kernel of AHP: certified, in range, and refused where no answer can be certified."""

import numpy as np
import pytest

from mcda_industry.arrays import FloatArray
from mcda_industry.errors import JudgementError
from mcda_industry.weighting import PairwiseComparisons, priorities_of
from mcda_industry.weighting.eigen import ACCEPTED, CERTIFIED, principal


def reciprocal(upper: FloatArray, n: int) -> FloatArray:
    """(S, n, n) matrices of (S, n (n - 1) / 2) judgements."""
    rows, columns = np.triu_indices(n, 1)
    stack = np.ones((len(upper), n, n))
    stack[:, rows, columns], stack[:, columns, rows] = upper, 1 / upper
    return stack


def random_stack(largest: float, count: int, n: int) -> FloatArray:
    rng = np.random.default_rng(n)
    return reciprocal(np.exp(rng.uniform(-1, 1, (count, n * (n - 1) // 2)) * np.log(largest)), n)


@pytest.mark.parametrize("n", range(2, 16))
def test_vectors_and_values_agree_with_those_of_lapack_on_random_saaty_judgements(n: int) -> None:
    stack = random_stack(9, 200, n)
    found = principal(stack)
    values, vectors = np.linalg.eig(stack)
    largest = values.real.argmax(axis=1)
    expected = np.abs(np.take_along_axis(vectors, largest[:, None, None], axis=2)[..., 0].real)
    expected /= expected.sum(axis=1, keepdims=True)
    assert np.abs(found.vectors - expected).max() < 1e-12
    assert np.allclose(found.values, values.real.max(axis=1), rtol=1e-12, atol=0)
    assert found.gaps.max() <= CERTIFIED


@pytest.mark.parametrize("largest", [1e3, 1e10, 1e50])
@pytest.mark.parametrize("n", [3, 4, 5, 8, 20])
def test_judgements_that_run_in_circles_by_orders_of_magnitude_are_still_certified(largest: float, n: int) -> None:
    stack = random_stack(largest, 50, n)
    found = principal(stack)
    assert found.gaps.max() <= ACCEPTED
    assert (found.values >= n).all()
    logarithms = np.log(stack) + np.log(found.vectors)[:, None, :] - np.log(found.vectors)[:, :, None]
    sums = np.logaddexp.reduce(logarithms, axis=2)
    assert np.allclose(sums, np.log(found.values)[:, None], rtol=0, atol=1e-8)


def test_judgements_that_contradict_each_other_beyond_computing_are_refused_without_a_warning() -> None:
    pairs = {
        ("a", "b"): 1e300,
        ("b", "c"): 1e200,
        ("c", "d"): 1e250,
        ("d", "a"): 1e300,
        ("a", "c"): 1e-300,
        ("b", "d"): 1e-100,
    }
    comparisons = PairwiseComparisons(tuple("abcd"), pairs)
    for method in ("eigenvector", "geometric_mean"):
        with pytest.raises(JudgementError, match=r"contradict each other too much.*Look for a slip") as refused:
            comparisons.priorities(method)
        assert refused.value.code == "not_certified"


def test_twenty_items_with_priorities_from_1_to_1e_minus_300_come_back() -> None:
    weights = np.logspace(0, -300, 20)
    found = principal((weights[:, None] / weights)[None])
    assert np.allclose(found.vectors[0], weights / weights.sum(), rtol=1e-12, atol=0)
    assert found.values[0] == pytest.approx(20, rel=1e-12)


def test_a_matrix_has_the_same_priorities_alone_and_in_a_stack() -> None:
    stack = random_stack(9, 30, 6)
    together = priorities_of(stack)
    for number, matrix in enumerate(stack):
        alone = PairwiseComparisons.from_matrix(matrix, tuple("abcdef")).priorities()
        assert together.weights[number] == pytest.approx(alone.weights.over(tuple("abcdef")), rel=1e-13)
        assert together.lambda_max[number] == pytest.approx(alone.lambda_max, rel=1e-13)
        assert together.consistency_ratio[number] == pytest.approx(alone.consistency_ratio, rel=1e-10)
    assert together.random_index == "saaty"


def test_the_mean_eigenvalue_of_random_judgements_is_that_of_alonso_and_lamata() -> None:
    rng, scale = np.random.default_rng(0), np.array([*(1 / np.arange(9, 1, -1)), *range(1, 10)])
    for n in (3, 4, 6, 9, 17, 25):
        drawn = reciprocal(rng.choice(scale, (4000, n * (n - 1) // 2)), n)
        assert priorities_of(drawn, "alonso_lamata").consistency_ratio.mean() == pytest.approx(1, abs=0.04)


def test_results_of_a_stack_are_read_only_and_the_stack_is_not_kept() -> None:
    stack = random_stack(9, 3, 4)
    before = stack.copy()
    found = priorities_of(stack)
    assert np.array_equal(stack, before)
    for array in (found.weights, found.lambda_max, found.consistency_ratio):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0


@pytest.mark.parametrize("n", [1, 2])
def test_a_stack_of_one_or_two_items_is_consistent(n: int) -> None:
    found = priorities_of(random_stack(9, 5, n))
    assert found.consistency_ratio.tolist() == [0] * 5
    assert found.lambda_max == pytest.approx([n] * 5, rel=1e-15)


def test_each_matrix_of_a_stack_that_is_not_reciprocal_is_named_with_its_place() -> None:
    stack = random_stack(9, 4, 3)
    stack[1, 0, 2], stack[3, 1, 0] = np.nan, -2
    with pytest.raises(JudgementError, match="There are 2 faults") as refused:
        priorities_of(stack)
    assert "Matrix 1 of the stack is not positive and reciprocal: see row 0, column 2" in str(refused.value)
    assert "Matrix 3" in str(refused.value)
    assert [(fault.row, fault.column) for fault in refused.value.faults] == [(0, 2), (0, 1)]


@pytest.mark.parametrize("stack", [np.ones((3, 3)), np.ones((2, 3, 2)), np.ones((0, 3, 3)), 3, None, [[[1, 2], [3]]]])
def test_a_stack_of_another_shape_is_refused(stack: object) -> None:
    with pytest.raises(JudgementError, match=r"Matrices are stacked as \(S, n, n\); these have shape"):
        priorities_of(stack)
