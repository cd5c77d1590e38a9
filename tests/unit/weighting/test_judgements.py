"""What people write into a matrix of judgements: read as they mean it, or refused by name."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
import pytest

from mcda_industry.errors import JudgementError, RecordError
from mcda_industry.weighting import PairwiseComparisons

ITEMS = ("cost", "jobs", "co2")


def pair(value: Any) -> PairwiseComparisons:
    return PairwiseComparisons(("a", "b"), {("a", "b"): value})


@pytest.mark.parametrize(
    "written",
    [0.25, "1/4", " 1/4 ", "0.25", Fraction(1, 4), Decimal("0.25"), np.float32(0.25), np.float64(0.25), "2/8"],
    ids=repr,
)
def test_a_quarter_is_a_quarter_however_it_is_written(written: Any) -> None:
    assert pair(written) == pair(0.25)
    assert pair(written).matrix.tolist() == [[1, 0.25], [4, 1]]


@pytest.mark.parametrize("written", [4, np.int64(4), np.uint8(4), "4", Fraction(4), True + 3])
def test_whole_numbers_of_all_kinds_are_judgements(written: Any) -> None:
    assert pair(written).judgements == (("a", "b", 4.0),)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("env. 4", "not_a_number"),
        ("1/0", "not_a_number"),
        ("1/2/3", "not_a_number"),
        ("1,5", "not_a_number"),
        ("", "not_a_number"),
        (True, "not_a_number"),
        (np.True_, "not_a_number"),
        (1j, "not_a_number"),
        (None, "not_a_number"),
        ([3], "not_a_number"),
        (0, "not_positive"),
        (-3, "not_positive"),
        ("-1/3", "not_positive"),
        (float("nan"), "not_positive"),
        ("nan", "not_a_number"),
        (float("inf"), "out_of_range"),
        ("inf", "not_a_number"),
        ("1/", "not_a_number"),
        ("1_0", "not_a_number"),
        (10**400, "out_of_range"),
        (Fraction(10**400), "out_of_range"),
        ("1e99999999", "out_of_range"),
        (1e-320, "out_of_range"),
    ],
    ids=repr,
)
def test_what_is_no_judgement_is_refused_with_the_pair_named(written: Any, code: str) -> None:
    with pytest.raises(JudgementError, match=r"The judgement of 'a' against 'b' is .* Give a number") as refused:
        pair(written)
    assert refused.value.code == code
    assert refused.value.field == "a"


def test_all_faults_of_a_set_of_judgements_are_told_at_once() -> None:
    judgements = {
        ("cost", "job"): 2,
        ("cost", "co2"): -1,
        ("jobs", "jobs"): 2,
        ("jobs", "co2"): 3,
        ("co2", "jobs"): 5,
    }
    with pytest.raises(JudgementError, match="There are 5 faults") as refused:
        PairwiseComparisons((*ITEMS, "cost"), judgements)
    told = str(refused.value)
    assert "'cost' stands twice" in told
    assert "names 'job', which is no item; did you mean 'jobs'?" in told
    assert "'cost' against 'co2' is '-1', not above zero" in told
    assert "'jobs' is judged '2' against itself" in told
    assert "'jobs' against 'co2' is 3 and 'co2' against 'jobs' is 5" in told
    codes = [fault.code for fault in refused.value.faults]
    assert codes == ["duplicate_name", "unknown_item", "not_positive", "diagonal", "contradiction"]


@pytest.mark.parametrize("key", ["ab", ("a",), ("a", "b", "b"), 7], ids=repr)
def test_a_key_that_names_no_pair_is_refused(key: Any) -> None:
    with pytest.raises(JudgementError, match=r"must name two items and how many times more"):
        PairwiseComparisons(("a", "b"), {key: 3})


@pytest.mark.parametrize("items", ["cost", None, 3, {"cost": 1}], ids=repr)
def test_items_that_are_no_list_of_names_are_refused(items: Any) -> None:
    with pytest.raises(JudgementError, match="Items are given as a list of names"):
        PairwiseComparisons(items, {})
    with pytest.raises(JudgementError, match="Items are given as a list of names"):
        PairwiseComparisons.from_matrix([[1]], items)


def test_items_that_are_not_text_and_judgements_that_are_no_list_are_refused() -> None:
    with pytest.raises(JudgementError, match="Each item needs a name that is text; '3' is not"):
        PairwiseComparisons(("a", 3), {})  # type: ignore[arg-type]
    with pytest.raises(RecordError, match="judgements"):
        PairwiseComparisons(("a", "b"), 3)  # type: ignore[arg-type]
    with pytest.raises(RecordError, match="no field 'judgments'; did you mean 'judgements'"):
        PairwiseComparisons.model_validate({"items": ["a"], "judgements": [], "judgments": []})


def test_a_pair_judged_alike_from_both_sides_is_kept_once_and_an_item_equals_itself() -> None:
    both = PairwiseComparisons(("a", "b"), {("a", "b"): 3, ("b", "a"): "1/3", ("a", "a"): 1})
    assert both.judgements == (("a", "b", 3.0),)


def test_json_holds_one_readable_row_for_each_judgement_and_comes_back_equal() -> None:
    given = PairwiseComparisons(ITEMS, {("cost", "jobs"): 3, ("co2", "cost"): "1/7"})
    assert given.model_dump(mode="json")["judgements"] == [["cost", "jobs", 3.0], ["co2", "cost", 1 / 7]]
    assert given.matrix.shape == (3, 3)
    assert PairwiseComparisons.model_validate_json(given.model_dump_json()) == given
    written = '{"items": ["a", "b"], "judgements": [["a", "b", "1/3"]]}'
    assert PairwiseComparisons.model_validate_json(written) == pair("1/3")


def test_json_that_contradicts_itself_is_refused_as_judgements() -> None:
    with pytest.raises(JudgementError, match="judged twice, and differently"):
        PairwiseComparisons.model_validate_json('{"items":["a","b"],"judgements":[["a","b",3],["b","a",5]]}')


def test_a_pair_given_on_one_side_of_the_matrix_implies_the_other_and_none_on_both_is_missing() -> None:
    found = PairwiseComparisons.from_matrix([[1, None, "1/2"], [4, None, np.nan], [pd.NA, None, 1]], ITEMS)
    assert found.judgements == (("jobs", "cost", 4.0), ("cost", "co2", 0.5))
    assert found.missing == (("jobs", "co2"),)
    assert not found.is_complete


def test_a_matrix_reports_every_bad_cell_and_pair_with_its_place() -> None:
    with pytest.raises(JudgementError, match="There are 4 faults") as refused:
        PairwiseComparisons.from_matrix([[2, 3, "x"], [0.333, 1, 0], [1, 5, 1]], ITEMS)
    places = {(fault.code, fault.row, fault.column) for fault in refused.value.faults}
    assert places == {("diagonal", 0, 0), ("not_a_number", 0, 2), ("not_positive", 1, 2), ("not_reciprocal", 0, 1)}


def test_a_rounded_reciprocal_is_explained_with_the_option_that_accepts_it() -> None:
    matrix = [[1, 3], [0.333, 1]]
    said = r"'a' against 'b' is 3, and 'b' against 'a' is 0\.333: not its reciprocal\. .*0\.333.*'1/3'.*reciprocity_tolerance="
    with pytest.raises(JudgementError, match=said):
        PairwiseComparisons.from_matrix(matrix, ("a", "b"))
    assert PairwiseComparisons.from_matrix(matrix, ("a", "b"), reciprocity_tolerance=0.01) == pair(3)


def test_of_two_entries_that_agree_within_the_tolerance_the_larger_is_kept_whatever_the_order_of_the_items() -> None:
    matrix = np.array([[1, 0.333, 0.14], [3, 1, 0.5], [7, 2, 1]])
    upward = PairwiseComparisons.from_matrix(matrix, ITEMS, reciprocity_tolerance=0.05)
    downward = PairwiseComparisons.from_matrix(matrix[::-1, ::-1], ITEMS[::-1], reciprocity_tolerance=0.05)
    assert upward.matrix[0].tolist() == [1, 1 / 3, 1 / 7]
    assert np.array_equal(downward.matrix[::-1, ::-1], upward.matrix)


@pytest.mark.parametrize("tolerance", [-0.1, 1, float("nan"), "0.1", None, True], ids=repr)
def test_a_tolerance_that_is_none_is_refused(tolerance: Any) -> None:
    with pytest.raises(JudgementError, match="The reciprocity tolerance is"):
        PairwiseComparisons.from_matrix([[1]], ("a",), tolerance)


@pytest.mark.parametrize(
    "matrix",
    [
        [[1, 2, 3], [0.5, 1, 2]],
        [[1, 2], [0.5, 1]],
        [[1, 2, 3], [0.5, 1], [1]],
        [1, 2, 3],
        np.ones((3, 3, 3)),
        [np.ones((2, 2)), np.ones((2, 3)), np.ones((2, 4))],
        "abc",
        None,
        [],
    ],
    ids=["three columns", "two items", "ragged", "flat", "cube", "arrays", "text", "nothing", "empty"],
)
def test_a_matrix_of_another_shape_is_refused_with_its_shape(matrix: Any) -> None:
    with pytest.raises(
        JudgementError, match="A matrix of 3 items has 3 rows and 3 columns; this one has shape"
    ) as refused:
        PairwiseComparisons.from_matrix(matrix, ITEMS)
    assert refused.value.code == "wrong_shape"


def test_a_matrix_of_items_named_twice_or_of_no_items_is_refused() -> None:
    with pytest.raises(JudgementError, match="'a' stands twice"):
        PairwiseComparisons.from_matrix([[1, 2], [0.5, 1]], ("a", "a"))
    with pytest.raises(JudgementError, match="nothing to compare"):
        PairwiseComparisons.from_matrix([], ())


def test_a_shuffled_data_frame_is_aligned_by_name_and_an_unlabelled_one_taken_as_it_stands() -> None:
    straight = pd.DataFrame([[1, 3], [1 / 3, 1]], index=["a", "b"], columns=["a", "b"])
    assert PairwiseComparisons.from_matrix(straight.loc[["b", "a"]], ("a", "b")) == pair(3)
    assert PairwiseComparisons.from_matrix(pd.DataFrame(straight.to_numpy()), ("a", "b")) == pair(3)


def test_a_data_frame_that_names_other_items_or_one_twice_is_refused() -> None:
    frame = pd.DataFrame([[1, 3], [1 / 3, 1]], index=["a", "c"], columns=["a", "b"])
    with pytest.raises(JudgementError, match="The rows of the data frame must be the items; they differ on 'b', 'c'"):
        PairwiseComparisons.from_matrix(frame, ("a", "b"))
    double = pd.DataFrame(np.ones((3, 3)), index=list("aab"), columns=list("aab"))
    with pytest.raises(JudgementError, match="repeat an item"):
        PairwiseComparisons.from_matrix(double, ("a", "b"))


def test_the_hidden_value_of_a_masked_cell_is_not_used() -> None:
    matrix = np.ma.masked_array([[1.0, 99.0], [0.5, 1.0]], mask=[[False, True], [False, False]])
    assert PairwiseComparisons.from_matrix(matrix, ("a", "b")) == PairwiseComparisons(("a", "b"), {("b", "a"): 0.5})


@pytest.mark.parametrize("dtype", [np.uint8, np.int32, np.float16, np.float32, np.longdouble, object])
def test_matrices_of_all_number_types_are_read(dtype: Any) -> None:
    matrix = np.array([[1, 2], [0, 1]]).astype(dtype).astype(object)
    matrix[1, 0] = None
    assert PairwiseComparisons.from_matrix(matrix, ("a", "b")) == pair(2)
    assert PairwiseComparisons.from_matrix(np.ones((2, 2), dtype=dtype), ("a", "b")) == pair(1)


def test_the_matrix_given_is_neither_changed_nor_kept() -> None:
    matrix = np.array([[1.0, 4.0], [0.25, 1.0]])
    matrix.setflags(write=False)
    comparisons = PairwiseComparisons.from_matrix(matrix, ("a", "b"))
    writable = matrix.copy()
    other = PairwiseComparisons.from_matrix(writable, ("a", "b"))
    writable[0, 1] = 9
    assert other == comparisons == pair(4)
    with pytest.raises(ValueError, match="read-only"):
        comparisons.matrix[0, 1] = 9
