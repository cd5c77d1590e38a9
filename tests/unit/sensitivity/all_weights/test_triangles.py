"""Who is best under which mixtures of three sets of weights: exact polygons against points, and cells against their middles."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcda_industry.methods import LinearScores
from mcda_industry.sensitivity.all_weights.triangles import cells, flat, winners, winning_polygons

POINTS = np.random.default_rng(0).dirichlet(np.ones(3), 40)

tables = st.integers(1, 9).flatmap(
    lambda n: st.lists(st.lists(st.integers(0, 9), min_size=3, max_size=3), min_size=n, max_size=n)
)


def area(corners: np.ndarray) -> float:
    """Twice the area by the shoelace formula, positive where the corners are counter-clockwise, over that of the triangle."""
    x, y = flat(corners).T
    return float((x * np.roll(y, -1) - y * np.roll(x, -1)).sum() / np.sqrt(0.75))


@given(tables)
def test_regions_cover_the_triangle_once_and_everywhere_their_rows_are_best(rows: list[list[int]]) -> None:
    table = np.array(rows, dtype=np.float64)
    regions = winning_polygons(table)
    assert sum(region.share for region in regions) == pytest.approx(1.0, abs=1e-9)
    for region in regions:
        assert area(region.corners) == pytest.approx(region.share, abs=1e-9)
        scores = np.vstack([region.corners, region.corners.mean(axis=0)]) @ table.T
        assert (scores[:, region.rows] >= scores.max(axis=1, keepdims=True) - 1e-9).all()
        assert (table[region.rows] == table[region.rows[0]]).all()


@given(tables)
def test_whoever_is_best_alone_at_a_point_has_a_region(rows: list[list[int]]) -> None:
    table = np.array(rows, dtype=np.float64)
    having = {row for region in winning_polygons(table) for row in region.rows.tolist()}
    scores = POINTS @ table.T
    clear = np.sort(scores, axis=1)
    alone = clear[:, -1] - clear[:, -2] > 1e-6 if len(table) > 1 else np.ones(len(POINTS), dtype=bool)
    assert set(scores[alone].argmax(axis=1).tolist()) <= having


def test_who_only_ties_on_a_line_has_no_region() -> None:
    assert [region.rows.tolist() for region in winning_polygons(np.array([[1, 0, 0], [0, 1, 0], [0.5, 0.5, 0.0]]))] == [
        [0],
        [1],
    ]


@pytest.mark.parametrize("magnitude", [1e-300, 1e300])
def test_regions_do_not_depend_on_the_magnitude_of_scores(magnitude: float) -> None:
    table = np.array([[3.0, 1, 0], [0, 2, 1], [1, 1, 2]])
    one, other = winning_polygons(table), winning_polygons(magnitude * table)
    assert [region.share for region in one] == pytest.approx([region.share for region in other], abs=1e-12)


@pytest.mark.parametrize("steps", [3, 7])
def test_cells_are_equal_and_cover_the_triangle(steps: int) -> None:
    found = cells(steps)
    assert found.shape == (steps**2, 3, 3)
    assert np.allclose([area(cell) for cell in found], 1 / steps**2)
    assert found.min() > -1e-15
    assert len(np.unique(found.mean(axis=1).round(9), axis=0)) == steps**2


def test_winners_of_cells_are_those_of_their_middles(monkeypatch: pytest.MonkeyPatch) -> None:
    table = np.array([[3.0, 1, 0], [0, 2, 1], [1, 1, 2]])
    ends = np.array([[0.9, 0.1, 0], [0, 0.9, 0.1], [0.2, 0.1, 0.7]])
    expected = [int((point @ ends @ table.T).argmax()) for point in cells(9).mean(axis=1)]
    assert winners(LinearScores(table), 3, ends, 9).tolist() == expected
    monkeypatch.setattr("mcda_industry.sensitivity.all_weights.triangles.SCORES_AT_ONCE", 10)
    assert winners(LinearScores(table), 3, ends, 9).tolist() == expected
    assert len(set(expected)) == 3
