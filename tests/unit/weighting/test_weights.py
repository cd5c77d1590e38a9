"""Weights: points by name become shares, or are refused by name."""

import pickle
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from mcda_industry.errors import WeightsError
from mcda_industry.weighting import PairwiseComparisons, Weights


def test_points_become_shares_and_their_sum_and_source_are_recorded() -> None:
    weights = Weights({"npv": 3, "jobs": 1}, source="direct")
    assert dict(weights.shares) == {"npv": 0.75, "jobs": 0.25}
    assert (weights.total, weights.source, weights["npv"], len(weights), list(weights)) == (
        4,
        "direct",
        0.75,
        2,
        ["npv", "jobs"],
    )


@pytest.mark.parametrize("unit", [1e-320, 5e-324, 1e-300, 1e300, 4e307])
def test_points_at_either_end_of_the_number_range_keep_their_proportions(unit: float) -> None:
    weights = Weights({"a": 3 * unit, "b": unit})
    assert weights.over(("a", "b")) == pytest.approx([0.75, 0.25], rel=1e-12)


def test_shares_of_a_hundred_thousand_uneven_points_add_to_one() -> None:
    points = np.random.default_rng(0).uniform(size=100_000) ** 8
    weights = Weights({str(i): point for i, point in enumerate(points)})
    assert abs(sum(weights.shares.values()) - 1) < 1e-12


@pytest.mark.parametrize("point", [np.float32(2), np.int8(2), np.uint64(2), Decimal(2), Fraction(2), 2.0])
def test_points_of_all_number_types_are_taken(point: Any) -> None:
    assert Weights({"a": point, "b": 2})["a"] == 0.5


def test_a_zero_point_is_a_zero_share_with_either_sign() -> None:
    assert Weights({"a": 1, "b": -0.0}) == Weights({"a": 1, "b": 0})
    assert repr(Weights({"a": 1, "b": -0.0})) == "Weights(a: 1.000, b: 0.000; given)"


@pytest.mark.parametrize(
    ("point", "said", "code"),
    [
        (-1, r"is negative \(-1\)", "negative_weight"),
        (None, "is missing", "missing"),
        (float("nan"), "is missing", "missing"),
        (float("inf"), r"is not finite \(inf\)", "infinite"),
        (10**400, r"is not finite", "infinite"),
        ("3", r"is not a number \('3'\)", "not_a_number"),
        (True, r"is not a number \('True'\)", "not_a_number"),
        (1j, "is not a number", "not_a_number"),
        ([1, 2], "is not a number", "not_a_number"),
        (np.array([1.0, 2.0]), "is not a number", "not_a_number"),
    ],
    ids=lambda given: str(given)[:20],
)
def test_a_point_that_is_no_number_zero_or_more_is_refused_by_name(point: Any, said: str, code: str) -> None:
    with pytest.raises(WeightsError, match=f"The weight of 'jobs' {said}.*Give a number, zero or more") as refused:
        Weights({"npv": 1, "jobs": point})
    assert (refused.value.code, refused.value.field) == (code, "jobs")


def test_all_bad_points_are_told_at_once() -> None:
    with pytest.raises(WeightsError, match="There are 4 faults") as refused:
        Weights({"a": -1, "b": "x", "c": None, 4: 1})  # type: ignore[dict-item]
    assert {fault.code for fault in refused.value.faults} == {"negative_weight", "not_a_number", "missing", "bad_name"}


@pytest.mark.parametrize(
    ("points", "said"),
    [
        ({}, "There are no weights"),
        ({"a": 0, "b": 0}, r"All weights are zero \('a', 'b'\)"),
        ([3, 1], "given by criterion name.*Got list: add the names"),
        (np.array([3, 1]), "Got ndarray: add the names"),
        (None, "Got NoneType"),
    ],
    ids=["none", "zero", "list", "array", "nothing"],
)
def test_what_holds_no_weights_is_refused_by_both_ways_in(points: Any, said: str) -> None:
    for way in (Weights, Weights.of):
        with pytest.raises(WeightsError, match=said):
            way(points)


def test_a_source_that_is_no_text_is_refused() -> None:
    with pytest.raises(WeightsError, match="The source of weights is a text, not '3'"):
        Weights({"a": 1}, source=3)  # type: ignore[arg-type]


def test_weights_are_taken_from_weights_priorities_and_points() -> None:
    weights = Weights({"a": 3, "b": 1})
    assert Weights.of(weights) is weights
    assert Weights.of({"a": 3, "b": 1}) == weights
    assert Weights.of(PairwiseComparisons(("a", "b"), {("a", "b"): 3}).priorities()) == weights


def test_weights_come_over_names_in_their_order_read_only() -> None:
    found = Weights({"a": 3, "b": 1}).over(("b", "a"))
    assert found.tolist() == [0.25, 0.75]
    with pytest.raises(ValueError, match="read-only"):
        found[0] = 1


def test_names_that_differ_either_way_are_listed_with_the_nearest() -> None:
    weights = Weights({"npv": 3, "watr": 1})
    said = "must name the same criteria; they differ on 'water', 'co2', 'watr'. For 'water', did you mean 'watr'?"
    with pytest.raises(WeightsError) as refused:
        weights.over(("npv", "water", "co2"))
    assert said in str(refused.value)
    assert refused.value.code == "other_criteria"


@pytest.mark.parametrize("names", [("a",), ("a", "b", "c"), ("a", 3), ("a", ["b"]), ()], ids=repr)
def test_names_that_are_not_those_of_the_weights_are_refused(names: Any) -> None:
    with pytest.raises(WeightsError, match="must name the same criteria"):
        Weights({"a": 3, "b": 1}).over(names)


@pytest.mark.parametrize("names", ["ab", None, 3], ids=repr)
def test_what_is_no_list_of_names_is_refused(names: Any) -> None:
    with pytest.raises(WeightsError, match="over a list of criterion names"):
        Weights({"a": 3, "b": 1}).over(names)


def test_points_of_a_pandas_series_are_taken_by_label() -> None:
    import pandas as pd

    assert Weights(pd.Series({"a": 3, "b": 1}))["a"] == 0.75


def test_a_name_given_twice_is_refused() -> None:
    with pytest.raises(WeightsError, match="'a' is named twice"):
        Weights({"a": 3, "b": 1}).over(("a", "b", "a"))


@pytest.mark.parametrize("name", ["nvp", 3, ["npv"]], ids=repr)
def test_an_unknown_weight_is_refused(name: Any) -> None:
    with pytest.raises(WeightsError, match="There is no weight") as refused:
        Weights({"npv": 1})[name]
    assert refused.value.code == "unknown_criterion"
    with pytest.raises(WeightsError, match="did you mean 'npv'"):
        Weights({"npv": 1})["nvp"]


def test_equality_and_hash_go_by_shares_not_by_order_points_or_source() -> None:
    one, other = Weights({"a": 3, "b": 1}), Weights({"b": 2, "a": 6}, source="swing")
    assert one == other
    assert hash(one) == hash(other)
    assert one != Weights({"a": 1, "b": 1})
    assert one != {"a": 0.75, "b": 0.25}


def test_weights_survive_pickling_and_cannot_be_changed() -> None:
    weights = Weights({"a": 3, "b": 1}, source="direct")
    back = pickle.loads(pickle.dumps(weights))
    assert (back, back.total, back.source) == (weights, 4, "direct")
    with pytest.raises(AttributeError):
        weights.total = 5  # type: ignore[misc]
    with pytest.raises(TypeError):
        weights.shares["a"] = 1  # type: ignore[index]


def test_the_points_given_are_neither_changed_nor_kept() -> None:
    points = {"a": 3.0, "b": 1.0}
    weights = Weights(points)
    points["a"] = 9
    assert weights["a"] == 0.75
    assert points == {"a": 9, "b": 1.0}
