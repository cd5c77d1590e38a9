"""Published choices under limits; sources and tolerances stand in the case files."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import mcda_industry as mi
from mcda_industry.portfolio import Choice

CASES = Path(__file__).parent / "cases"


def case(name: str) -> dict[str, Any]:
    return json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))


def numbered(values: list[float]) -> dict[str, float]:
    """What is given in order, by the numbers the publications count from 1."""
    return {str(number): value for number, value in enumerate(values, 1)}


@pytest.mark.parametrize("number", [1, 2, 3, 5])
def test_research_projects_under_ten_budgets_reach_the_known_optimum(number: int) -> None:
    published = case(f"knapsack-or-library-mknap1-{number}")
    given = published["inputs"]
    values = numbered(given["values"])
    budgets = [
        mi.Budget(f"resource {row}", most, numbered(costs))
        for row, (costs, most) in enumerate(zip(given["resource_use"], given["capacities"], strict=True), 1)
    ]
    found = mi.select_portfolio(values, values, budgets)
    assert found.value == pytest.approx(published["expected"]["optimum"], rel=0, abs=published["tolerance"])
    assert all(spent.left >= 0 for spent in found.spending.values())
    assert found.selected == tuple(map(str, published["computed_here"]["one_optimal_selection"]))


def forest() -> tuple[dict[str, Any], dict[str, float], tuple[Any, ...]]:
    """Three stands, one of three schedules for each, and a volume that has to be left standing."""
    published = case("portfolio-kangas-2008-forest-ip")
    given = published["inputs"]
    volume = mi.AtLeast("volume", given["min_end_volume"], of=numbered(given["end_volume"]))
    stands = [list(map(str, group)) for group in given["groups"]]
    one_each = (limit for stand in stands for limit in (mi.Exclusive(stand), mi.AtLeast(f"of {stand}", 1, of=stand)))
    return published, numbered(given["values"]), (volume, *one_each)


def test_one_schedule_a_stand_is_the_printed_choice() -> None:
    published, values, limits = forest()
    expected, tolerance = published["expected"], published["tolerance"]
    found = mi.select_portfolio(values, values, [], *limits)
    assert found.selected == tuple(map(str, expected["ip_selected"]))
    assert found.value == pytest.approx(expected["ip_optimum"], rel=0, abs=tolerance["ip_optimum"])
    left = sum(limits[0].of[name] for name in found.selected)
    assert left == pytest.approx(expected["ip_end_volume"], rel=0, abs=tolerance["ip_end_volume"])


def test_parts_of_schedules_would_be_worth_the_printed_bound() -> None:
    from scipy.optimize import linprog

    published, values, limits = forest()
    rows, most = Choice(tuple(values), limits).system
    bound = -linprog(-np.array(list(values.values())), rows, most, bounds=(0, 1)).fun
    expected, tolerance = published["expected"], published["tolerance"]
    assert bound == pytest.approx(expected["lp_optimum"], rel=0, abs=tolerance["lp_optimum"])
    assert bound == pytest.approx(published["computed_here"]["lp_exact"], rel=1e-12)
    assert bound > expected["ip_optimum"]


def test_net_flows_under_a_budget_give_the_projects_of_promethee_v() -> None:
    published = case("promethee-v-20-projects-budget")
    given = published["inputs"]
    flows = numbered(given["net_flows"])
    found = mi.select_portfolio(flows, flows, mi.Budget("cost", given["budget"], numbered(given["costs"])))
    assert found.selected == tuple(map(str, published["expected"]["selected"]))
    assert found.value == pytest.approx(published["computed_here"]["objective"], rel=1e-12)
    assert found.spending["cost"].used == published["computed_here"]["cost"]
    # 24 are left, which buys none of the three other projects of positive flow
    assert found.left_out["7"] == found.left_out["8"] == found.left_out["9"] == ("cost ≤ 150",)
    assert found.gains["cost ≤ 150"] == pytest.approx(0.08 + 0.0896 + 0.076, rel=1e-12)
