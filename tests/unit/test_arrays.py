"""The array helpers: frozen copies, ratios, ranks, ties by rounding, and the one validator of numbers."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from scipy.stats import rankdata

from mcda_industry.arrays import (
    ROUNDING,
    frozen,
    is_whole,
    power_of_two,
    ranked,
    ranks,
    ratio,
    real_array,
    row_name,
    settled,
)

FINITE = st.floats(allow_nan=False, allow_infinity=False)


def test_a_frozen_array_is_a_read_only_copy_in_c_order() -> None:
    given_ = np.asfortranarray([[1, 2], [3, 4]])
    kept = frozen(given_)
    given_[0, 0] = 9
    assert kept.tolist() == [[1, 2], [3, 4]]
    assert (kept.dtype, kept.flags.c_contiguous, kept.flags.writeable) == (np.float64, True, False)


@pytest.mark.parametrize("if_zero", [0.0, 0.5, 1.0])
def test_nothing_over_nothing_is_what_is_said(if_zero: float) -> None:
    found = ratio(np.array([0.0, 1.0, -1.0]), np.array([0.0, 4.0, -0.0]), if_zero=if_zero)
    assert found.tolist() == [if_zero, 0.25, if_zero]


@given(arrays.arrays(np.float64, st.integers(1, 6), elements=FINITE))
def test_dividing_by_the_power_of_two_is_exact_and_brings_values_near_one(values: np.ndarray[Any, Any]) -> None:
    power = power_of_two(values)
    assert np.frexp(power)[0] == 0.5
    scaled = values / power
    assert np.abs(scaled).max() < 2
    normal = np.abs(scaled) >= np.finfo(np.float64).tiny
    assert np.array_equal((scaled * power)[normal], values[normal])


def test_the_power_of_two_of_zeros_is_one() -> None:
    assert power_of_two(np.zeros((3, 2)), axis=0).tolist() == [1.0, 1.0]
    assert power_of_two(np.array([])) == 1.0


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ([0.2, 0.9, 0.2], [2, 1, 2]),
        ([1.0], [1]),
        ([1.0, 1.0, 1.0], [1, 1, 1]),
        ([3.0, 3.0, 2.0, 1.0, 1.0], [1, 1, 3, 4, 4]),
        ([0.0, -0.0], [1, 1]),
        ([[1.0, 2.0], [2.0, 1.0]], [[2, 1], [1, 2]]),
        ([[[1.0, 1.0]]], [[[1, 1]]]),
    ],
)
def test_equal_scores_share_the_smaller_rank(scores: Any, expected: Any) -> None:
    assert ranks(np.array(scores)).tolist() == expected


@given(arrays.arrays(np.float64, st.integers(1, 8), elements=FINITE))
def test_a_rank_is_one_more_than_the_number_of_better_scores(scores: np.ndarray[Any, Any]) -> None:
    assert ranks(scores).tolist() == [1 + int((scores > score).sum()) for score in scores]


def test_scores_apart_by_rounding_only_become_one() -> None:
    near = np.array([0.1 + 0.2, 0.3, 0.3 * (1 + 4 * ROUNDING)])
    assert settled(near).tolist() == [0.3, 0.3, near[2]]
    apart = np.array([3.0, 1.0, 2.0])
    assert settled(apart) is apart
    assert settled(np.zeros(3)).tolist() == [0, 0, 0]


@pytest.mark.parametrize(
    "values", [[[True, 2]], [["1", 2]], [[1j, 2]], [[b"1", 2]], [[[1], 2]], [[object(), 2]], [[{}, 2]]]
)
def test_what_is_no_number_is_a_bad_cell(values: Any) -> None:
    table, bad = real_array(values)
    assert [(cell.place, cell.why) for cell in bad] == [((0, 0), "not a number")]
    assert np.isnan(table[0, 0])
    assert table[0, 1] == 2


def test_bad_cells_come_in_row_order_and_at_most_a_hundred() -> None:
    table = np.full((30, 10), None, dtype=object)
    table[0, 3], table[0, 1] = "x", np.inf
    _, bad = real_array(table)
    assert len(bad) == 100
    assert [(cell.place[1], cell.why) for cell in bad[:4]] == [
        (0, "missing"),
        (1, "infinite"),
        (2, "missing"),
        (3, "not a number"),
    ]


@pytest.mark.parametrize(
    "number", [2, 2.0, Decimal(2), Fraction(2), np.int8(2), np.uint64(2), np.float16(2), np.longdouble(2)]
)
def test_real_numbers_of_every_type_are_read(number: Any) -> None:
    table, bad = real_array([number])
    assert (table.tolist(), bad) == ([2.0], [])


@pytest.mark.parametrize(
    ("number", "expected"),
    [(10**400, np.inf), (-(10**400), -np.inf), (Decimal("-1e999"), -np.inf), (Fraction(10**400, 3), np.inf)],
)
def test_numbers_too_large_for_a_float_are_infinite(number: Any, expected: float) -> None:
    _, bad = real_array([number])
    assert [(cell.why, cell.shown) for cell in bad] == [("infinite", str(expected))]


@pytest.mark.parametrize("values", [[np.ones((2, 2)), np.ones((2, 3))], [np.ones(2), np.ones(3)], [[1, 2], [3]]])
def test_ragged_rows_come_back_as_bad_cells_of_one_dimension(values: Any) -> None:
    table, bad = real_array(values)
    assert (table.shape, {cell.why for cell in bad}) == ((2,), {"not a number"})


def test_the_array_given_is_copied() -> None:
    values = np.ones(3)
    table, _ = real_array(values)
    values[0] = 5
    assert table.tolist() == [1, 1, 1]
    assert not np.shares_memory(table, values)


@pytest.mark.parametrize("mask", [False, [False, True], True])
def test_masked_cells_are_missing(mask: Any) -> None:
    table, bad = real_array(np.ma.MaskedArray([1.0, 2.0], mask=mask))
    masked = np.broadcast_to(mask, 2)
    assert [cell.place[0] for cell in bad] == np.flatnonzero(masked).tolist()
    assert table[~masked].tolist() == np.array([1.0, 2.0])[~masked].tolist()


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1, True),
        (3, True),
        (0, False),
        (4, False),
        (True, False),
        (1.0, False),
        ("1", False),
        (None, False),
        (np.int8(2), True),
        (np.True_, False),
        (float("nan"), False),
    ],
)
def test_a_whole_number_is_neither_a_boolean_nor_a_float(value: object, expected: bool) -> None:
    assert is_whole(value, 1, 3) is expected


def test_rows_are_called_by_name_or_number() -> None:
    assert row_name(["P01"])(0) == "P01"
    assert row_name(None)(0) == "row 1"
    assert row_name(None, "A{}")(1) == "A2"


SCIPY = {"competition": "min", "modified": "max", "dense": "dense", "average": "average", "ordinal": "ordinal"}


@pytest.mark.parametrize("ties", SCIPY)
@given(st.lists(st.integers(-3, 3), max_size=12))
def test_ranks_by_every_rule_are_those_of_scipy(ties, scores):
    expected = rankdata(-np.array(scores, dtype=float), method=SCIPY[ties])
    assert ranked(np.array(scores, dtype=float), ties).tolist() == expected.tolist()
