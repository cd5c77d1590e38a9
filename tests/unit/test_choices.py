from itertools import product
from typing import Any

import numpy as np
import pytest
import strategies  # noqa: F401  (loads the profile)
from hypothesis import given
from hypothesis import strategies as st

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
