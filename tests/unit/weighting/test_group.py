"""Several judges: aligned by item, weighed by vote, refused by name."""

from typing import Any

import numpy as np
import pytest

from mcda_industry.errors import JudgementError, WeightsError
from mcda_industry.weighting import PairwiseComparisons, Weights, aggregate_judgements, aggregate_priorities

ANNE = PairwiseComparisons(("a", "b", "c"), {("a", "b"): 2, ("a", "c"): 4, ("b", "c"): 2})
BADR = PairwiseComparisons(("c", "b", "a"), {("c", "b"): 8, ("c", "a"): 16, ("b", "a"): 8})
BOTH = {"Anne": ANNE, "Badr": BADR}


def test_judgements_are_averaged_by_item_whatever_the_order_each_judge_gives_them_in() -> None:
    together = aggregate_judgements(BOTH)
    assert together.items == ("a", "b", "c")
    assert together.matrix[0, 1] == pytest.approx(np.sqrt(2 * 1 / 8))
    assert together.matrix[0, 2] == pytest.approx(np.sqrt(4 * 1 / 16))
    assert together.matrix[1, 2] == pytest.approx(np.sqrt(2 * 1 / 8))


@pytest.mark.parametrize("voting", [{"Badr": 1, "Anne": 3}, Weights({"Anne": 30, "Badr": 10})])
def test_votes_are_matched_by_judge_and_only_their_proportions_count(voting: Any) -> None:
    assert aggregate_judgements(BOTH, voting).matrix[0, 1] == pytest.approx(2**0.75 * (1 / 8) ** 0.25)


def test_a_judge_without_a_vote_is_left_out_even_if_incomplete() -> None:
    started = PairwiseComparisons(("a", "b", "c"), {("a", "b"): 9})
    judges = {"Anne": ANNE, "new": started}
    assert aggregate_judgements(judges, {"Anne": 1, "new": 0}).matrix == pytest.approx(ANNE.matrix, rel=1e-14)
    assert aggregate_priorities(judges, {"Anne": 1, "new": 0}).over(("a", "b", "c")) == pytest.approx(
        [4 / 7, 2 / 7, 1 / 7]
    )
    with pytest.raises(JudgementError, match="'new' has not compared 'a' with 'c'"):
        aggregate_judgements(judges)
    with pytest.raises(JudgementError, match="Judge 'new': the judgements split into groups"):
        aggregate_priorities(judges)


def test_priorities_are_averaged_by_geometric_or_arithmetic_mean() -> None:
    judges = {
        "one": PairwiseComparisons(("a", "b"), {("a", "b"): 4}),
        "two": PairwiseComparisons(("b", "a"), {("b", "a"): 1}),
    }
    assert aggregate_priorities(judges)["a"] == pytest.approx(2 / 3)
    assert aggregate_priorities(judges, mean="arithmetic")["a"] == pytest.approx(0.65)
    assert aggregate_priorities(judges, {"one": 1, "two": 3}, mean="arithmetic")["a"] == pytest.approx(0.575)
    assert aggregate_priorities(judges).source == "AIP, geometric mean of 2 judges"


def test_votes_for_other_judges_are_refused_with_the_nearest() -> None:
    with pytest.raises(JudgementError, match=r"differ on 'Ann', 'Anne'.*For 'Ann', did you mean 'Anne'") as refused:
        aggregate_judgements(BOTH, {"Ann": 1, "Badr": 1})
    assert refused.value.code == "other_judges"
    with pytest.raises(JudgementError, match="differ on 'Badr'"):
        aggregate_priorities(BOTH, {"Anne": 1})


@pytest.mark.parametrize(
    "voting", [{"Anne": -1, "Badr": 1}, {"Anne": 0, "Badr": 0}, {"Anne": float("nan"), "Badr": 1}, [1, 2]]
)
def test_votes_that_are_no_weights_are_refused(voting: Any) -> None:
    with pytest.raises(WeightsError):
        aggregate_judgements(BOTH, voting)


def test_every_judge_of_other_items_is_named() -> None:
    other = PairwiseComparisons(("a", "b"), {("a", "b"): 2})
    with pytest.raises(JudgementError, match="There are 2 faults") as refused:
        aggregate_judgements({**BOTH, "Chafik": other, "Dounia": other})
    assert "'Anne' and 'Chafik' compare different items: they differ on 'c'" in str(refused.value)
    assert "'Dounia'" in str(refused.value)


@pytest.mark.parametrize("group", [{}, None, [ANNE], ANNE], ids=["none", "nothing", "list", "one"])
def test_what_is_no_group_is_refused(group: Any) -> None:
    for aggregate in (aggregate_judgements, aggregate_priorities):
        with pytest.raises(JudgementError, match="A group is one or more judges"):
            aggregate(group)


def test_judgements_that_are_not_comparisons_are_refused_by_judge() -> None:
    with pytest.raises(JudgementError, match="The judgements of 'Badr' are not PairwiseComparisons"):
        aggregate_judgements({"Anne": ANNE, "Badr": {("a", "b"): 3}})  # type: ignore[dict-item]


def test_an_unknown_mean_or_method_is_refused_with_the_nearest() -> None:
    with pytest.raises(JudgementError, match="There is no mean 'geometic'; did you mean 'geometric'"):
        aggregate_priorities(BOTH, mean="geometic")  # type: ignore[arg-type]
    with pytest.raises(JudgementError, match="There is no method 'eigen'") as refused:
        aggregate_priorities(BOTH, method="eigen")  # type: ignore[arg-type]
    assert (refused.value.code, refused.value.field) == ("unknown_method", "method")
