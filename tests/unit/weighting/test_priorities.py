"""Priorities of pairwise comparisons, their consistency, and the random index they are measured by."""

from itertools import product
from typing import Any

import numpy as np
import pytest

from mcda_industry.errors import JudgementError
from mcda_industry.weighting import PairwiseComparisons, Priorities, Weights, priorities_of, random_index

SIZE = PairwiseComparisons(("A", "B", "C"), {("A", "B"): 6, ("A", "C"): 8, ("B", "C"): 4})


def chain(n: int) -> PairwiseComparisons:
    """Item i counts (i + 1) / (j + 1) times as much as item j."""
    items = tuple(f"item {i:02d}" for i in range(n))
    return PairwiseComparisons(
        items, {(items[i], items[j]): (i + 1) / (j + 1) for i in range(n) for j in range(i + 1, n)}
    )


@pytest.mark.parametrize("method", ["eigenvector", "geometric_mean"])
@pytest.mark.parametrize("n", [1, 2])
def test_one_or_two_items_are_consistent(method: Any, n: int) -> None:
    found = chain(n).priorities(method)
    assert found.lambda_max == pytest.approx(n, rel=1e-15)
    assert (found.consistency_index, found.consistency_ratio, found.geometric_consistency_index) == (0, 0, 0)
    assert found.is_consistent


def test_both_methods_name_themselves_in_the_weights_they_give() -> None:
    assert repr(SIZE.priorities().weights) == "Weights(A: 0.754, B: 0.181, C: 0.065; AHP, eigenvector)"
    found = SIZE.priorities("geometric_mean")
    assert (found.method, found.weights.source) == ("geometric_mean", "AHP, geometric mean")


def test_the_eigenvalue_of_the_geometric_mean_is_the_mean_quotient_by_its_own_weights() -> None:
    comparisons = PairwiseComparisons.from_matrix(
        [[1, 3, 5, 2], [None, 1, 7, 2], [None, None, 1, 9], [None] * 4], tuple("wxyz")
    )
    found = comparisons.priorities("geometric_mean")
    weights = found.weights.over(comparisons.items)
    means = comparisons.matrix.prod(axis=1) ** 0.25
    assert weights == pytest.approx(means / means.sum())
    assert found.lambda_max == pytest.approx((comparisons.matrix @ weights / weights).mean(), rel=1e-14)


def test_islands_of_judgements_are_named() -> None:
    comparisons = PairwiseComparisons(("cost", "jobs", "co2"), {("cost", "jobs"): 3})
    said = (
        "The judgements split into groups that are never compared: {'cost', 'jobs'} and {'co2'}. Compare one of each."
    )
    with pytest.raises(JudgementError) as refused:
        comparisons.priorities()
    assert (str(refused.value), refused.value.code) == (said, "disconnected")


def test_of_many_islands_three_are_named_and_the_rest_counted() -> None:
    with pytest.raises(JudgementError, match=r"{'a'} and {'b'} and {'c'} and 2 more\. Compare"):
        PairwiseComparisons(tuple("abcde"), {}).priorities()


def test_missing_pairs_are_named_up_to_three() -> None:
    comparisons = PairwiseComparisons(tuple("abcd"), {("a", "b"): 1, ("a", "c"): 2, ("a", "d"): 3})
    assert comparisons.missing == (("b", "c"), ("b", "d"), ("c", "d"))
    with pytest.raises(
        JudgementError, match=r"Some pairs are not compared: 'b' with 'c', 'b' with 'd', 'c' with 'd'. Give them"
    ):
        comparisons.priorities()
    star = PairwiseComparisons(tuple("abcde"), {("a", other): 2 for other in "bcde"})
    with pytest.raises(JudgementError, match=r"and 3 more\. Give them; priorities need every pair") as refused:
        star.priorities()
    assert refused.value.code == "incomplete"


def test_an_unknown_method_or_table_is_refused_with_the_nearest() -> None:
    with pytest.raises(JudgementError, match="no priority method 'geometric mean'; did you mean 'geometric_mean'"):
        SIZE.priorities("geometric mean")  # type: ignore[arg-type]
    with pytest.raises(JudgementError, match="no random-index table 'saatty'; did you mean 'saaty'") as refused:
        SIZE.priorities(random_index="saatty")
    assert (refused.value.code, refused.value.field) == ("unknown_table", "random_index")


def test_the_sentence_says_the_verdict_the_ratio_and_the_table_in_both_languages() -> None:
    found = SIZE.priorities()
    assert (
        found.sentence() == "Judgements too inconsistent (limit 0.1): to be revised: CR = 0.117 (random index saaty)."
    )
    assert found.sentence("fr").startswith("Jugements trop incohérents (limite 0,1) : à reprendre : RC = 0,117")
    assert chain(4).priorities().sentence("fr") == "Jugements cohérents : RC = 0,000 (indice aléatoire saaty)."


def test_a_ratio_of_exactly_one_tenth_is_consistent_enough() -> None:
    found = Priorities(Weights({"a": 1}), 3.116, 0.058, 0.1, 0.3, "eigenvector", "saaty")
    assert found.is_consistent
    assert not Priorities(Weights({"a": 1}), 3.2, 0.06, np.nextafter(0.1, 1), 0.3, "eigenvector", "saaty").is_consistent


@pytest.mark.parametrize(
    ("table", "n", "value"),
    [
        ("saaty", 3, 0.58),
        ("saaty", 10, 1.49),
        ("saaty_2005", 15, 1.59),
        ("alonso_lamata", 15, 1.5838),
        ("donegan_dodd", 4, 0.8286),
        ("donegan_dodd", 20, 1.5371),
    ],
)
def test_a_table_gives_its_own_values_to_its_end(table: str, n: int, value: float) -> None:
    assert random_index(n, table) == (value, table)


@pytest.mark.parametrize(
    ("table", "n", "value", "named"),
    [
        ("saaty", 11, 1.5140, "alonso_lamata (saaty ends at 10 items)"),
        ("saaty", 16, (2.7699 * 16 - 4.3513 - 16) / 15, "alonso_lamata (saaty ends at 10 items)"),
        ("saaty_2005", 16, (2.7699 * 16 - 4.3513 - 16) / 15, "alonso_lamata (saaty_2005 ends at 15 items)"),
        ("donegan_dodd", 21, (2.7699 * 21 - 4.3513 - 21) / 20, "alonso_lamata (donegan_dodd ends at 20 items)"),
        ("alonso_lamata", 16, (2.7699 * 16 - 4.3513 - 16) / 15, "alonso_lamata"),
    ],
)
def test_beyond_its_end_a_table_is_followed_by_that_of_alonso_and_lamata_and_says_so(
    table: str, n: int, value: float, named: str
) -> None:
    found = random_index(n, table)
    assert found.value == pytest.approx(value, rel=1e-14)
    assert found.table == named


@pytest.mark.parametrize("n", [0, -1, 2.5, True, "3", None], ids=repr)
def test_a_number_of_items_that_is_none_is_refused(n: Any) -> None:
    with pytest.raises(JudgementError, match="There is no random index for"):
        random_index(n)


def test_peer_defect_7_two_items_have_a_ratio_of_0_and_seventeen_have_one_at_all() -> None:
    assert chain(2).priorities().consistency_ratio == 0
    found = chain(17).priorities()
    assert found.consistency_ratio == pytest.approx(0, abs=1e-14)
    assert found.random_index == "alonso_lamata (saaty ends at 10 items)"
    with pytest.raises(JudgementError, match="not its reciprocal"):
        PairwiseComparisons.from_matrix([[1, 2], [2, 1]], ("a", "b"))


def test_peer_defect_11_a_matrix_whose_ratio_cannot_be_computed_is_refused_not_returned() -> None:
    for matrix in ([[1, 2], [2, 1]], [[1, -2], [-0.5, 1]], [[1, 0], [0, 1]], [[2, 1], [1, 2]]):
        with pytest.raises(JudgementError):
            PairwiseComparisons.from_matrix(matrix, ("a", "b"))
        with pytest.raises(JudgementError):
            priorities_of([matrix])


def test_peer_defect_13_nineteen_of_729_triples_pass_or_fail_by_the_table_and_the_table_is_named() -> None:
    triples = list(product(range(1, 10), repeat=3))
    stack = np.array([[[1, a, b], [1 / a, 1, c], [1 / b, 1 / c, 1]] for a, b, c in triples])
    verdicts = {
        table: priorities_of(stack, table) for table in ("saaty", "saaty_2005", "alonso_lamata", "donegan_dodd")
    }
    passed = np.array([found.consistency_ratio <= 0.1 for found in verdicts.values()])
    assert (passed.any(axis=0) & ~passed.all(axis=0)).sum() == 19
    assert [found.random_index for found in verdicts.values()] == list(verdicts)


def test_peer_defect_16_a_matrix_of_two_items_gives_two_weights() -> None:
    found = PairwiseComparisons.from_matrix([[1, 4], [0.25, 1]], ("a", "b")).priorities()
    assert dict(found.weights.shares) == {"a": 0.8, "b": 0.2}


def test_comparisons_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="frozen"):
        SIZE.items = ("A",)
    with pytest.raises(ValueError, match="read-only"):
        SIZE.matrix[0, 1] = 1
