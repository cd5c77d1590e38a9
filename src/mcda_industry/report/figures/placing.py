"""Where labels of points go, so that they cover neither each other nor a point."""

from typing import TYPE_CHECKING

import numpy as np

from mcda_industry.arrays import FloatArray
from mcda_industry.report.figures.style import POINTS_PER_LETTER

if TYPE_CHECKING:
    from matplotlib.axes import Axes

DIRECTIONS = 16
GAP = 4.5
"""Between a label and its point, in points."""

DISTANCES = (0.0, 9.0, 18.0, 30.0, 44.0)
"""How far beyond the nearest place a label may go, in points."""


def place_labels(axes: "Axes", at: FloatArray, texts: list[str], size: float, points: FloatArray) -> FloatArray:
    """(k, 2) offsets in points of the middles of labels from their points (k, 2), chosen one after the other.

    Of sixteen directions at a few distances, the one in which a label covers the least of other labels and points, and leaves the
    axes least; of equals the nearest, and the one that leads away from the origin.
    """
    at, points, origin = (_in_points(axes, places) for places in (at, points, np.zeros((1, 2))))
    box = axes.get_window_extent()
    frame = np.array([box.width, box.height]) * 72 / _dots(axes)
    half = np.array([[0.5 * POINTS_PER_LETTER * size * len(text), 0.62 * size] for text in texts])
    outward = (at - origin) / np.maximum(np.hypot(*(at - origin).T), 1e-300)[:, None]
    angles = 2 * np.pi * np.arange(DIRECTIONS) / DIRECTIONS
    round_about = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    placed, offsets = np.empty((0, 4)), np.empty_like(at)
    for i, point in enumerate(at):
        tries = np.concatenate([round_about * (half[i] + GAP + far) for far in DISTANCES])
        middles = point + tries
        costs = _covered(middles, half[i], placed, points)
        costs += 50 * (np.maximum(half[i] - middles, 0) + np.maximum(middles + half[i] - frame, 0)).sum(axis=1)
        costs += 0.4 * np.repeat(np.arange(len(DISTANCES)), DIRECTIONS)
        costs += 0.3 * (1 - np.tile(round_about @ outward[i], len(DISTANCES)))
        offsets[i] = tries[costs.argmin()]
        placed = np.vstack([placed, [*(point + offsets[i]), *half[i]]])
    return offsets


def _covered(middles: FloatArray, half: FloatArray, placed: FloatArray, points: FloatArray) -> FloatArray:
    """(t,) how much of the labels already placed, and how many points, a label would cover at each of these middles."""
    apart = np.abs(middles[:, None] - placed[:, :2])
    shared = np.maximum(half + placed[:, 2:] - apart, 0.0).prod(axis=2).sum(axis=1)
    over = (np.abs(middles[:, None] - points) < half + 2.0).all(axis=2).sum(axis=1)
    return np.asarray(shared + 3.0 * over)


def _dots(axes: "Axes") -> float:
    figure = axes.get_figure(root=True)
    return float(figure.dpi) if figure is not None else 72.0


def _in_points(axes: "Axes", places: FloatArray) -> FloatArray:
    """Places in the coordinates of the data, as points from the lower left corner of the axes."""
    corner = axes.get_window_extent().min
    return np.asarray((axes.transData.transform(places) - corner) * 72 / _dots(axes)).reshape(-1, 2)
