"""Who is best under which mixtures of three sets of weights: a triangle, cut into regions. Arrays only."""

from typing import NamedTuple

import numpy as np

from mcda_industry.arrays import ROUNDING, FloatArray, IntArray, power_of_two
from mcda_industry.methods import ScoreFunction
from mcda_industry.sensitivity.all_weights.polytopes import corners, largest_ball, simplex_share
from mcda_industry.sensitivity.all_weights.programmes import THIN

TIED = 1e-9
"""Scores this close at a corner, relative to the largest, may belong to regions that meet there."""

SCORES_AT_ONCE = 4_000_000
"""Scores held together while the best of each point is looked for."""


class Region(NamedTuple):
    """Mixtures under which the same rows are best, all of them tied: a convex polygon.

    Attributes
    ----------
    rows
        The rows.
    corners
        (v, 3) the shares of the three sets of weights at each corner, counter-clockwise.
    share
        The share of the triangle.
    """

    rows: IntArray
    corners: FloatArray
    share: float


def winning_polygons(table: FloatArray) -> list[Region]:
    """The regions in which each row of scores at the three corners (n, 3) is best, in the order of the rows.

    Scores are linear in the mixture. From each region found, one goes on to those that tie with it at its corners, so that only
    rows that are best somewhere are looked at. Rows that are best along a line or in a point only have no region.

    >>> [(region.rows.tolist(), round(region.share, 9)) for region in winning_polygons(np.eye(3)[[0, 1, 2, 2]])]
    [([0], 0.333333333), ([1], 0.333333333), ([2, 3], 0.333333333)]
    """
    table = table / power_of_two(table)
    waiting, asked, found = set(_best_at(table, np.eye(3))), set[int](), {}
    while waiting:
        row = waiting.pop()
        equals = np.flatnonzero((np.abs(table - table[row]) <= ROUNDING).all(axis=1))
        asked |= set(equals.tolist())
        if (region := _region(table, equals)) is not None:
            found[int(equals[0])] = region
            waiting |= set(_best_at(table, region.corners))
        waiting -= asked
    return [found[row] for row in sorted(found)]


def _best_at(table: FloatArray, points: FloatArray) -> list[int]:
    """The rows that are best, or as good as best, at some of these points."""
    scores = points @ table.T
    return np.flatnonzero((scores >= scores.max(axis=1, keepdims=True) - TIED).any(axis=0)).tolist()


def _region(table: FloatArray, equals: IntArray) -> Region | None:
    """The region of these rows, all equal; None where it is no more than a line."""
    leads = table[equals[0]] - np.delete(table, equals, axis=0)
    conditions = leads[(np.ptp(leads, axis=1) > ROUNDING) & (leads.min(axis=1) < 0)]  # the others hold for all mixtures
    if (leads.max(axis=1, initial=-np.inf) < 0).any():
        return None
    radius, centre = largest_ball(conditions)
    if radius <= THIN:
        return None
    found = corners(conditions, centre)
    return Region(equals, _turned(found), simplex_share(found))


def flat(shares: FloatArray) -> FloatArray:
    """(..., 2) where mixtures (..., 3) lie in an equilateral triangle: the first corner on the left, the third on top.

    >>> flat(np.eye(3)).round(3).tolist()
    [[0.0, 0.0], [1.0, 0.0], [0.5, 0.866]]
    """
    return np.asarray(shares @ np.array([[0.0, 0.0], [1.0, 0.0], [0.5, np.sqrt(0.75)]]))


def _turned(points: FloatArray) -> FloatArray:
    """The corners of a convex polygon, counter-clockwise from the lowest angle seen from their middle."""
    away = flat(points) - flat(points).mean(axis=0)
    return points[np.argsort(np.arctan2(away[:, 1], away[:, 0]), kind="stable")]


def cells(steps: int) -> FloatArray:
    """(steps², 3, 3) the triangle cut into equal ones: their corners as mixtures, upright ones first."""
    i, k = np.divmod(np.arange(steps * steps), steps)
    upright, hanging = i + k < steps, i + k < steps - 1
    lower = np.stack([i, k], axis=1)
    up = lower[upright, None] + np.array([[0, 0], [1, 0], [0, 1]])
    down = lower[hanging, None] + np.array([[1, 0], [1, 1], [0, 1]])
    points = np.concatenate([up, down]) / steps
    return np.concatenate([points, 1.0 - points.sum(axis=2, keepdims=True)], axis=2)


def winners(function: ScoreFunction, n: int, ends: FloatArray, steps: int) -> IntArray:
    """(steps²,) the first of n rows that is best in the middle of each cell, for weights mixed of these ends (3, m)."""
    middles = np.maximum(cells(steps).mean(axis=1), 0.0) @ ends
    together = max(1, SCORES_AT_ONCE // n)
    starts = range(0, len(middles), together)
    return np.concatenate([np.asarray(function(middles[k : k + together])).argmax(axis=1) for k in starts])
