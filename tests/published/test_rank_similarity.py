"""Published rank correlations; sources and tolerances stand in the case files."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import mcda_industry as mi
from mcda_industry.concordance import average_ranks, spearman

CASES = Path(__file__).parent / "cases"


def case(name: str) -> dict[str, Any]:
    return json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))


def ranking(places: list[int]) -> mi.Ranking:
    """Alternatives that stand at these places."""
    problem = mi.Problem.of([mi.minimise("place")], {f"P{i}": [place] for i, place in enumerate(places)})
    return mi.rank(problem, {"place": 1}, "weighted_sum")


def test_two_rankings_that_swap_the_middle_agree_as_printed() -> None:
    published = case("rank-similarity-salabun-urbaniak-2020")
    given, expected = published["inputs"], published["expected"]
    found = mi.agreement({name: ranking(given[name]) for name in ("reference", "test")})
    tables = {"spearman": found.spearman, "rw": found.weighted_spearman, "WS": found.ws}
    for name, table in tables.items():
        assert table[0, 1] == pytest.approx(expected[name], abs=published["tolerance"], rel=0)


def test_intelligence_and_television_correlate_as_printed() -> None:
    published = case("spearman-iq-tv")
    x, y = (average_ranks(np.array(published["inputs"][key], dtype=float)) for key in ("x", "y"))
    expected, tolerance = published["expected"], published["tolerance"]
    assert spearman(x, y) == pytest.approx(expected["rho"], abs=tolerance["rho"], rel=0)
    assert ((x - y) ** 2).sum() == pytest.approx(expected["sum_d2"], abs=tolerance["sum_d2"], rel=0)
