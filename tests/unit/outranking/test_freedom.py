"""PROMETHEE VI: soft and hard problems, against directions tried one by one."""

import numpy as np
import pytest

import mcda_industry as mi
from mcda_industry.weighting.boxes import WeightBox


@pytest.fixture(scope="module")
def case():
    reference = mi.datasets.morocco_2025()
    return reference.problem("projects"), reference.weights("projects")


def around(weights, width):
    return WeightBox({n: (max(0.0, s - width), min(1.0, s + width)) for n, s in weights.shares.items()})


def test_little_freedom_is_soft_and_all_freedom_is_hard(case):
    problem, weights = case
    narrow, wide = mi.freedom(problem, weights, around(weights, 0.005)), mi.freedom(problem, weights, {})
    assert not narrow.is_hard
    assert wide.is_hard
    assert wide.spread == 360
    assert "soft" in narrow.sentence()
    assert "hard" in wide.sentence()
    assert "facile" in narrow.sentence("fr")


def test_the_spread_is_that_of_the_axes_of_admissible_weights(case):
    problem, weights = case
    box = around(weights, 0.01)
    found, plane = mi.freedom(problem, weights, box), mi.gaia(problem, weights)
    rng, names = np.random.default_rng(0), problem.criterion_names
    axes = np.array([box.farthest(rng.normal(size=len(names)), names) @ plane.axes for _ in range(400)])
    angles = np.degrees(np.arctan2(*(axes @ [[0, 1], [1, 0]]).T))
    angles = (angles - angles[0] + 180) % 360 - 180
    assert np.ptp(angles) <= found.spread + 1e-9
    assert np.ptp(angles) > 0.7 * found.spread


def test_more_freedom_never_narrows_the_spread(case):
    problem, weights = case
    spreads = [mi.freedom(problem, weights, around(weights, width)).spread for width in (0.0, 0.002, 0.01, 0.03)]
    assert spreads == sorted(spreads)
    assert spreads[0] == pytest.approx(0, abs=1e-9)


def test_limits_that_hold_no_weights_are_refused(case):
    with pytest.raises(mi.WeightsError, match="No weights lie within the limits"):
        mi.freedom(*case, {"C11": (0.9, 1.0), "C12": (0.9, 1.0)})
