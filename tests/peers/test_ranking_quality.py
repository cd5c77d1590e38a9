"""The same ranking quality as mcda-promethee, where it is installed; it divides 0 by 0 where all alternatives are equal."""

import numpy as np
import pytest

import mcda_industry as mi

indicators = pytest.importorskip("promethee.core.quality_indicators")


@pytest.mark.parametrize("seed", range(20))
def test_ranking_quality_is_that_of_mcda_promethee(seed: int) -> None:
    rng = np.random.default_rng(seed)
    n, m = int(rng.integers(3, 15)), int(rng.integers(1, 5))
    functions = (mi.Usual(), mi.UShape(0.2), mi.VShape(0.3), mi.Level(0.1, 0.3), mi.Linear(0.1, 0.4), mi.Gaussian(0.2))
    criteria = [
        mi.Criterion(f"c{j}", rng.choice(["max", "min"]), preference=functions[rng.integers(6)]) for j in range(m)
    ]
    problem = mi.Problem.from_arrays(rng.random((n, m)), criteria)
    weights = {f"c{j}": float(point) for j, point in enumerate(rng.integers(1, 9, m))}
    found = mi.ranking_quality(problem, weights)
    table, flows = mi.pairwise_preferences(problem, weights).table, mi.promethee(problem, weights).net
    table = table.round(12)  # theirs takes the sign of a difference by rounding
    assert found.explained == pytest.approx(indicators.r_squared(table, flows), abs=1e-9)
    # theirs counts ordered pairs, and each alternative with itself
    counted = (indicators.pairwise_agreement_ratio(table, flows) - n) / 2
    assert found.agreement == pytest.approx(counted / (n * (n - 1) / 2))
