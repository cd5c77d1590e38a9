"""Published judgements with known priorities and consistency; sources and tolerances stand in the case files."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from mcda_industry.arrays import FloatArray
from mcda_industry.weighting import (
    CriteriaTree,
    PairwiseComparisons,
    aggregate_judgements,
    aggregate_priorities,
    random_index,
)

CASES = Path(__file__).parent / "cases"
PARTIES = ("PSOE", "PP", "PAR", "NP")


def case(name: str) -> dict[str, Any]:
    return json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))


def numbered(matrix: list[list[Any]]) -> PairwiseComparisons:
    """Comparisons of items that the source does not name."""
    return PairwiseComparisons.from_matrix(matrix, tuple(f"item {i}" for i in range(1, len(matrix) + 1)))


def from_upper_triangle(entries: list[float], n: int) -> list[list[float | None]]:
    matrix: list[list[float | None]] = [[None] * n for _ in range(n)]
    for place, entry in zip(zip(*np.triu_indices(n, 1), strict=True), entries, strict=True):
        matrix[place[0]][place[1]] = entry
    return matrix


def shares(comparisons: PairwiseComparisons, method: Any = "eigenvector") -> FloatArray:
    return comparisons.priorities(method).weights.over(comparisons.items)


def close_to(expected: object, tolerance: float) -> Any:
    return pytest.approx(expected, abs=tolerance, rel=0)


def test_the_weights_and_consistency_of_the_seven_drinks_are_the_printed_ones() -> None:
    published = case("ahp-saaty-2008-drinks")
    items = published["inputs"]["items"]
    found = PairwiseComparisons.from_matrix(published["inputs"]["pairwise"], items).priorities()
    expected, tolerance = published["expected"], published["tolerance"]
    assert found.weights.over(items) == close_to(expected["weights"], tolerance["weights"])
    assert found.consistency_ratio == close_to(expected["CR"], tolerance["CR"])
    assert found.random_index == "saaty"


@pytest.mark.parametrize("method", ["eigenvector", "geometric_mean"])
def test_the_weights_of_three_jobs_by_flexibility_are_the_printed_ones_by_both_methods(method: Any) -> None:
    published = case("ahp-saaty-2008-flexibility")
    comparisons = PairwiseComparisons.from_matrix(published["inputs"]["pairwise"], published["inputs"]["items"])
    assert shares(comparisons, method) == close_to(published["expected"]["weights"], published["tolerance"])
    assert comparisons.priorities(method).lambda_max == close_to(published["computed_here"]["lambda_max"], 1e-12)


def test_the_eigenvalue_index_and_ratio_of_the_size_of_house_are_the_printed_ones() -> None:
    published = case("ahp-saaty-house-size-3x3")
    found = numbered(published["inputs"]["pairwise"]).priorities()
    expected, tolerance = published["expected"], published["tolerance"]
    assert random_index(3).value == published["inputs"]["random_index"]
    assert found.lambda_max == close_to(expected["lambda_max"], tolerance["lambda_max"])
    assert found.consistency_index == close_to(expected["CI"], tolerance["CI"])
    assert found.consistency_ratio == close_to(expected["CR"], tolerance["CR"])
    assert not found.is_consistent


@pytest.mark.parametrize("party", PARTIES)
def test_the_geometric_mean_priorities_and_index_of_each_party_are_the_printed_ones(party: str) -> None:
    published = case("ahp-escobar-2015-rgm-gci")
    comparisons = numbered(published["inputs"]["pairwise"][party])
    expected, tolerance = published["expected"], published["tolerance"]
    assert shares(comparisons, "geometric_mean") == close_to(expected["priorities"][party], tolerance)
    for method in ("eigenvector", "geometric_mean"):
        assert comparisons.priorities(method).geometric_consistency_index == close_to(expected["GCI"][party], tolerance)


@pytest.mark.parametrize("table", ["PCCM_table4", "O3_table14"])
def test_the_geometric_mean_priorities_and_index_of_decimal_judgements_are_the_printed_ones(table: str) -> None:
    published = case("ahp-escobar-2015-pccm-gci")
    comparisons = numbered(from_upper_triangle(published["inputs"]["upper_triangles"][table], 5))
    expected, tolerance = published["expected"][table], published["tolerance"]
    assert shares(comparisons, "geometric_mean") == close_to(expected["priorities"], tolerance)
    found = comparisons.priorities("geometric_mean")
    assert found.geometric_consistency_index == close_to(expected["GCI"], tolerance)


@pytest.mark.parametrize("group", ["equal_3", "equal_4"])
def test_the_judgements_of_a_group_of_parties_give_the_printed_priorities_and_index(group: str) -> None:
    published = case("ahp-escobar-2015-aij-equal")
    members = published["inputs"]["groups"][group]["members"]
    voting = dict(zip(members, published["inputs"]["groups"][group]["weights"], strict=True))
    judges = {party: numbered(published["inputs"]["pairwise"][party]) for party in members}
    together = aggregate_judgements(judges, voting)
    expected, tolerance = published["expected"]["groups"][group], published["tolerance"]
    assert shares(together, "geometric_mean") == close_to(expected["priorities"], tolerance)
    found = together.priorities("geometric_mean")
    assert found.geometric_consistency_index == close_to(expected["GCI"], tolerance)
    by_priorities = aggregate_priorities(judges, voting, method="geometric_mean")
    assert by_priorities.over(together.items) == close_to(expected["priorities"], tolerance)


def test_the_priorities_of_six_forest_plans_through_a_tree_of_criteria_are_the_printed_ones() -> None:
    published = case("ahp-kangas-2008-hierarchy")
    plans = published["inputs"]["alternatives"]
    local = {
        name: PairwiseComparisons.from_matrix(matrix, plans) for name, matrix in published["inputs"]["pairwise"].items()
    }
    judged = published["inputs"]["criteria_judgements"]
    tree = CriteriaTree(
        "value", {"value": ("timber", "scenic_beauty"), "timber": ("net_incomes", "stumpage_value")}
    ).weights(
        {
            "value": PairwiseComparisons(
                ("timber", "scenic_beauty"), {("timber", "scenic_beauty"): judged["timber : scenic beauty"]}
            ),
            "timber": PairwiseComparisons(
                ("net_incomes", "stumpage_value"),
                {("net_incomes", "stumpage_value"): judged["net incomes : stumpage value (within timber)"]},
            ),
        }
    )
    expected, tolerance = published["expected"], published["tolerance"]
    for name, comparisons in local.items():
        assert shares(comparisons) == close_to(expected[name], tolerance)
    timber = sum(tree[name] * shares(local[name]) for name in ("net_incomes", "stumpage_value"))
    assert timber == close_to(expected["timber_subtotal"], tolerance)
    assert timber + tree["scenic_beauty"] * shares(local["scenic_beauty"]) == close_to(expected["overall"], tolerance)


@pytest.mark.parametrize("name", ["net_incomes", "stumpage_value"])
def test_the_consistency_ratios_of_the_forest_plans_stay_as_they_were_computed(name: str) -> None:
    """Regression only: the book prints another measure of consistency."""
    published = case("ahp-kangas-2008-hierarchy")
    computed = dict(zip(("net_incomes", "stumpage_value"), published["computed_here"]["saaty_CR"], strict=True))
    found = numbered(published["inputs"]["pairwise"][name]).priorities()
    assert found.consistency_ratio == close_to(computed[name], 1e-12)


@pytest.mark.parametrize(
    ("name", "overall"), [("ahp-mcda-r-cars", "overall"), ("ahp-saaty-cities-hierarchy", "global_priorities")]
)
def test_the_overall_priorities_of_cars_and_of_cities_are_the_printed_ones(name: str, overall: str) -> None:
    published = case(name)
    inputs, tolerance = published["inputs"], published["tolerance"]
    criteria, alternatives = inputs["criteria"], inputs["alternatives"]
    weights = CriteriaTree("choice", {"choice": criteria}).weights(
        {"choice": PairwiseComparisons.from_matrix(inputs["criteria_pairwise"], criteria)}
    )
    local = {
        criterion: PairwiseComparisons.from_matrix(matrix, alternatives)
        for criterion, matrix in inputs["alternative_pairwise"].items()
    }
    found = sum(weights[criterion] * shares(local[criterion]) for criterion in criteria)
    allowed = tolerance[overall] if isinstance(tolerance, dict) else tolerance
    assert found == close_to(published["expected"][overall], allowed)


def test_the_consistency_ratio_of_the_criteria_for_cities_is_the_printed_one() -> None:
    published = case("ahp-saaty-cities-hierarchy")
    inputs = published["inputs"]
    found = PairwiseComparisons.from_matrix(inputs["criteria_pairwise"], inputs["criteria"]).priorities()
    assert found.consistency_ratio == close_to(
        published["expected"]["criteria_CR"], published["tolerance"]["criteria_CR"]
    )


@pytest.mark.parametrize("n", range(3, 16))
def test_the_random_indices_of_alonso_and_lamata_are_the_printed_ones(n: int) -> None:
    published = case("ahp-random-index-alonso-lamata")
    found = random_index(n, "alonso_lamata")
    assert found.value == published["expected"]["RI"][str(n)]
    assert found.table == "alonso_lamata"
    simulated = published["inputs"]["alternative_table_ahpsurvey"][str(n)]
    assert found.value == close_to(simulated, published["tolerance"])
