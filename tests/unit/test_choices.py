from itertools import product
from typing import Any

import numpy as np
import pytest
import strategies  # noqa: F401  (loads the profile)
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from mcda_industry.choices import best_choice, within
from mcda_industry.errors import ProblemError


def best_by_trying_all(worth: np.ndarray, rows: np.ndarray, limits: np.ndarray) -> float | None:
    sets = (np.array(taken) for taken in product([False, True], repeat=len(worth)))
    worths = [float(worth[taken].sum()) for taken in sets if within(taken, rows, limits)]
    return max(worths) if worths else None


numbers = st.integers(-60, 60).map(lambda n: n / 10)


@given(st.integers(1, 6), st.integers(1, 3), st.data())
def test_the_choice_is_that_found_by_trying_every_set(n: int, k: int, data: st.DataObject) -> None:
    worth = np.array(data.draw(st.lists(numbers, min_size=n, max_size=n)))
    rows = np.array(data.draw(st.lists(st.lists(numbers, min_size=n, max_size=n), min_size=k, max_size=k)))
    limits = np.array(data.draw(st.lists(numbers, min_size=k, max_size=k)))
    found, best = best_choice(worth, rows, limits), best_by_trying_all(worth, rows, limits)
    assert (found is None) == (best is None)
    if found is not None:
        assert within(found, rows, limits)
        assert worth[found].sum() == pytest.approx(best, abs=1e-12)


def test_a_set_beyond_the_limit_by_less_than_the_solver_sees_is_not_taken() -> None:
    rows = np.array([[1.0, 1.0 + 1e-13]])
    assert best_choice(np.array([1.0, 1.0]), rows, np.array([2.0])).sum() == 1
    assert best_choice(np.array([1.0, 1.0]), rows, np.array([2.0 + 1e-13])).sum() == 2


def test_worths_that_differ_by_very_little_are_told_apart() -> None:
    found = best_choice(np.array([1e9, 1e9 + 1e-2]), np.array([[1.0, 1.0]]), np.array([1.0]))
    assert found.tolist() == [False, True]


def test_a_choice_without_worth_is_still_within_the_limits() -> None:
    assert best_choice(np.zeros(2), np.array([[-1.0, -1.0]]), np.array([-1.0])).sum() >= 1


def test_nothing_meets_limits_that_contradict_each_other() -> None:
    assert best_choice(np.array([1.0]), np.array([[1.0], [-1.0]]), np.array([0.0, -1.0])) is None


def test_a_solver_without_an_answer_is_told_and_not_guessed(monkeypatch: pytest.MonkeyPatch) -> None:
    class Lost:
        status, message, x = 1, "time is up", None

    def lost(*args: Any, **options: Any) -> Lost:
        return Lost()

    monkeypatch.setattr("scipy.optimize.milp", lost)
    with pytest.raises(ProblemError, match="time is up") as refusal:
        best_choice(np.array([1.0]), np.array([[1.0]]), np.array([1.0]))
    assert refusal.value.code == "not_solved"


def test_an_exact_fit_on_paper_is_taken_and_a_hair_more_is_not() -> None:
    rows = np.full((1, 10), 0.1)
    assert best_choice(np.ones(10), rows, np.array([1.0])).sum() == 10
    assert best_choice(np.ones(10), rows, np.array([np.nextafter(1.0, 0)])).sum() == 9


def test_hundreds_of_things_too_small_to_be_seen_beside_a_large_one_are_left_out_at_once() -> None:
    rows, limit = np.array([[1e12] + [1e-9] * 399]), np.array([1e12])
    alone = best_choice(np.array([5000.0] + [1.0] * 399), rows, limit)
    others = best_choice(np.array([5.0] + [1.0] * 399), rows, limit)
    assert (alone.sum(), alone[0], others.sum(), others[0]) == (1, True, 399, False)


def test_a_limit_that_no_set_meets_by_less_than_a_solver_sees_is_impossible() -> None:
    assert best_choice(np.array([1.0, 1.0]), np.array([[1e13, 1.0]]), np.array([-1.0])) is None


def test_what_must_reach_a_limit_by_a_hair_takes_what_lowers_the_row() -> None:
    rows = np.array([[1e12, -1e12, -1e-9, -1e-9]])
    found = best_choice(np.array([5.0, -1.0, -1.0, -2.0]), rows, np.array([-1e-9]))
    assert found.tolist() == [True, True, True, False]


def test_rows_may_be_sparse_empty_or_none() -> None:
    worth, rows, limits = np.array([1.0, -1.0, 2.0]), np.array([[0, 0, 0], [1, 0, 1.5]]), np.array([0.0, 2.0])
    dense, sparse = best_choice(worth, rows, limits), best_choice(worth, csr_array(rows), limits)
    assert dense.tolist() == sparse.tolist() == [False, False, True]
    assert within(dense, csr_array(rows), limits)
    assert not within(~dense, rows, np.array([0.0, 0.5]))
    assert best_choice(worth, rows, np.array([-1.0, 2.0])) is None
    assert best_choice(worth, np.zeros((0, 3)), np.zeros(0)).tolist() == [True, False, True]


def test_sums_beyond_what_floats_hold_are_compared_exactly() -> None:
    rows = np.array([[2.0**53, 1.0, 1.0]])
    taken = np.ones(3, dtype=bool)
    assert within(taken, rows, np.array([2.0**53 + 2]))
    assert not within(taken, rows, np.array([2.0**53]))
    huge = np.array([[1e308, 1e308, -1e308]])
    assert within(taken, huge, np.array([1e308]))
    assert not within(np.array([True, True, False]), huge, np.array([1e308]))


@pytest.mark.parametrize("block", range(3))
def test_magnitudes_may_differ_by_twenty_powers_of_ten(block: int) -> None:
    sizes = np.array([1e-9, 1e-3, 1.0, 1e3, 1e12])
    for seed in range(40 * block, 40 * (block + 1)):
        rng = np.random.default_rng(seed)
        n, k = int(rng.integers(1, 7)), int(rng.integers(0, 4))
        worth, rows, limits = (rng.choice(sizes, shape) * rng.integers(-9, 20, shape) for shape in ((n,), (k, n), (k,)))
        found, best = best_choice(worth, rows, limits), best_by_trying_all(worth, rows, limits)
        assert (found is None) == (best is None), seed
        if found is not None:
            assert within(found, rows, limits), seed
            assert worth[found].sum() == pytest.approx(best, rel=0, abs=1e-11 * np.abs(worth).max()), seed


@pytest.mark.parametrize(
    ("worth", "rows", "limits", "best"),
    [  # with presolving HiGHS calls worse sets optimal: 9e6 of 4e12, and 524288 of 527433
        (
            [4e12, 6e-6, 6.0, 0.0, 9e6],
            [[1.3e13, 1.2e-5, 1.2e-5, 0, 3], [1e-3, 4e3, 1.1e4, 8e-6, 4e3]],
            [1.3e13, 4e3],
            [True, False, False, False, False],
        ),
        (
            [9.4e-3, 0, 5.2e5, 0, 3.1e3, 0, 7.3e-3],
            [[0, 7e-9, 1e-8, 1.5e-8, 1e3, 1.9e-8, 2e-3], *(-np.eye(7)[[1, 3, 5]]).tolist()],
            [1000.00200001, -1, -1, -1],
            [True, True, True, True, True, True, False],
        ),
    ],
)
def test_a_solver_that_loses_its_way_is_asked_twice(worth: Any, rows: Any, limits: Any, best: list[bool]) -> None:
    found = best_choice(np.array(worth), np.array(rows), np.array(limits))
    kept = np.array(worth) != 0
    assert found[kept].tolist() == np.array(best)[kept].tolist()


def test_zeros_that_a_sparse_row_holds_are_no_entries() -> None:
    rows = csr_array((np.array([1e12, 0.0, 1e-9, 0.0]), np.array([0, 1, 2, 3]), np.array([0, 4])), shape=(1, 4))
    found = best_choice(np.array([5.0, 1.0, 1.0, -1.0]), rows, np.array([1e12]))
    assert found.tolist() == [True, True, False, False]
    assert rows.nnz == 4
