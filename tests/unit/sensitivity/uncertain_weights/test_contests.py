"""The box around a region, the pairs that exclude each other, and the most that are high together."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mcda_industry as mi
from mcda_industry.arrays import FloatArray
from mcda_industry.sensitivity.uncertain_weights.boxes import Box
from mcda_industry.sensitivity.uncertain_weights.contests import Contest
from mcda_industry.sensitivity.uncertain_weights.extreme_ranks import Leads, extremes
from mcda_industry.sensitivity.uncertain_weights.laws import Law

ABCD = ("a", "b", "c", "d")
LAWS: dict[str, tuple[Law, bool]] = {
    "any": (mi.AnyWeights(), True),
    "ordered": (mi.Ordered(["b", "d", "a", "c"]), True),
    "levels": (mi.Ordered(["b", ("a", "d"), "c"]), False),
    "box": (mi.Within({"a": (0.1, 0.3), "b": (0.2, 0.6), "d": (0.0, 0.25)}), True),
    "one weight held": (mi.Within({"a": (0.25, 0.25)}), True),
    "limits on single weights": (mi.Constrained([({"a": 2}, "<=", 0.6), ("b", ">=", 0.2)]), True),
    "ratios": (mi.Constrained([("a", ">=", {"b": 2}), ("c", "<=", 0.3)]), False),
    "an equality": (mi.Constrained([("a", "==", "b")]), False),
}


@pytest.mark.parametrize("name", LAWS)
def test_the_ends_of_the_box_are_those_of_the_region_where_it_is_a_box_and_go_beyond_elsewhere(name: str) -> None:
    law, exact = LAWS[name]
    region = law.region(ABCD)
    box = Box.around(region)
    assert box.exact is exact
    gains = np.random.default_rng(0).normal(size=(50, len(region.corners)))
    ends = box.ends(gains)
    np.testing.assert_allclose(ends.sum(axis=1), 1)
    assert (ends >= box.low - 1e-12).all()
    assert (ends <= box.high + 1e-12).all()
    farthest = (gains * region.ends(gains)).sum(axis=1)
    if exact:
        np.testing.assert_allclose((gains * ends).sum(axis=1), farthest, atol=1e-9)
    else:
        assert ((gains * ends).sum(axis=1) >= farthest - 1e-9).all()


def contest(law: Law, rows: FloatArray, strict: bool) -> tuple[Contest, FloatArray]:
    region = law.region(ABCD)
    depth = -(rows * region.ends(-rows)).sum(axis=1)
    return Contest(region, Box.around(region), rows, np.maximum(depth, 1e-3), strict), region.ends(
        np.eye(rows.shape[1])
    )


@pytest.mark.parametrize("name", LAWS)
@pytest.mark.parametrize("strict", [False, True])
def test_pairs_that_exclude_each_other_never_meet_in_any_draw_and_most_of_them_are_found(
    name: str, strict: bool
) -> None:
    law, exact = LAWS[name]
    rows = np.random.default_rng(1).uniform(-1, 0.7, (25, len(law.region(ABCD).corners)))
    case, known = contest(law, rows, strict)
    found = {tuple(pair) for pair in case.exclusive(rows @ known.T).tolist()}
    shares = law.sampler(ABCD).draw(np.random.default_rng(2), 4000)
    shares /= shares.sum(axis=1, keepdims=True)
    mixtures = np.linalg.lstsq(case.region.corners.T, shares.T, rcond=None)[0]
    high = rows @ mixtures > 1e-9
    apart = {pair for pair in combinations(range(25), 2) if not (high[pair[0]] & high[pair[1]]).any()}
    assert found <= apart
    if exact:
        assert len(found) >= 0.8 * len(apart)


def arrangement(contributions: FloatArray) -> FloatArray:
    """Weights over three criteria at every crossing of ties and borders, and inside every cell."""
    lines = [one - other for one, other in combinations(contributions, 2)] + list(np.eye(3))
    crossings = [np.cross(one, other) for one, other in combinations([line for line in lines if line.any()], 2)]
    points = np.array([point / point.sum() for point in crossings if abs(point.sum()) > 1e-12])
    corners = np.unique(points[(points >= -1e-12).all(axis=1)].round(12), axis=0)
    return np.concatenate(
        [corners, *(np.array([corners[list(three)].mean(axis=0)]) for three in combinations(range(len(corners)), 3))]
    )


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(*[st.integers(0, 3)] * 3), min_size=2, max_size=5))
def test_on_three_criteria_the_ranks_are_those_of_every_cell_and_crossing(rows: list[tuple[int, int, int]]) -> None:
    contributions = np.array(rows) / 3.0
    scores = arrangement(contributions) @ contributions.T
    ranks = 1 + (scores[:, None, :] > scores[:, :, None] + 1e-9).sum(axis=2)
    region = mi.AnyWeights().region(("a", "b", "c"))
    found = extremes(region, Leads.over(region, contributions))
    np.testing.assert_array_equal(found.best, ranks.min(axis=0))
    np.testing.assert_array_equal(found.worst, ranks.max(axis=0))
    assert found.best_proved.all()
    assert found.worst_proved.all()


def test_a_number_that_the_programs_cannot_confirm_is_not_called_proved(monkeypatch: pytest.MonkeyPatch) -> None:
    # the three cannot be ahead of the fourth together, and no two of them exclude each other
    rows = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]) - 0.35
    region = mi.AnyWeights().region(("a", "b", "c"))
    case = Contest(region, Box.around(region), rows, np.full(3, 0.35), True)
    known = np.eye(3)
    assert case.most(known, rows @ known.T) == (2, True)
    monkeypatch.setattr(Contest, "_solved", lambda *_, **__: None)
    assert case.most(known, rows @ known.T) == (1, False)
