"""Weights that meet linear conditions, as a polytope: its largest ball, its corners and its share of the simplex. Arrays only.

A condition is a row (m,) that must be zero or more when multiplied by the weights. Lengths are measured where the weights lie: in
the hyperplane in which they add to 1.
"""

from math import factorial, sqrt
from typing import NamedTuple

import numpy as np

from mcda_industry.arrays import FloatArray
from mcda_industry.sensitivity.all_weights.programmes import programme, simplex_basis

SAME = 1e-9
"""Corners closer than this are one."""


class Ball(NamedTuple):
    """The largest ball within the conditions and the simplex: its radius, 0 or less where there is none, and its centre (m,)."""

    radius: float
    centre: FloatArray


def largest_ball(rows: FloatArray) -> Ball:
    """The Chebyshev centre of the weights that meet these conditions (none constant over the criteria), and its radius.

    >>> radius, centre = largest_ball(np.array([[1.0, -1.0]]))
    >>> round(radius, 6), centre.round(6)
    (0.353553, array([0.75, 0.25]))
    """
    m = rows.shape[1]
    solved = programme(
        np.append(np.zeros(m), -1.0),
        A_ub=np.column_stack([-_facets(rows), np.ones(len(rows) + m)]),
        b_ub=np.zeros(len(rows) + m),
        A_eq=np.append(np.ones(m), 0.0)[None],
        b_eq=[1.0],
        bounds=[(None, None)] * (m + 1),
    )
    return Ball(float(solved.x[-1]), np.asarray(solved.x[:m]))


def _facets(rows: FloatArray) -> FloatArray:
    """The conditions, and those that no weight is negative, each divided by its slope within the hyperplane.

    Multiplied by weights they give the distance to where the condition ends.
    """
    every = np.vstack([rows, np.eye(rows.shape[1])])
    slopes = every - every.mean(axis=1, keepdims=True)
    return np.asarray(every / np.sqrt((slopes * slopes).sum(axis=1, keepdims=True)))


def corners(rows: FloatArray, inside: FloatArray) -> FloatArray:
    """(v, m) the corners of the weights that meet these conditions, from one (m,) strictly inside.

    >>> corners(np.array([[1.0, -1.0]]), np.array([0.75, 0.25])).round(6)
    array([[0.5, 0.5],
           [1. , 0. ]])
    """
    facets, basis = _facets(rows), simplex_basis(rows.shape[1])
    inward, away = facets @ basis, facets @ inside
    if basis.shape[1] == 1:
        ends = -away / inward[:, 0]
        found = np.array([[ends[ends < 0].max()], [ends[ends > 0].min()]])
    else:
        from scipy.spatial import HalfspaceIntersection

        found = HalfspaceIntersection(np.column_stack([-inward, -away]), np.zeros(basis.shape[1])).intersections
    weights = np.maximum(inside + found @ basis.T, 0.0)
    weights[weights < SAME] = 0.0
    _, first = np.unique(np.round(weights / SAME / 4), axis=0, return_index=True)
    return np.asarray(weights[first] / weights[first].sum(axis=1, keepdims=True))


def simplex_share(vertices: FloatArray) -> float:
    """The share of the simplex that these corners (v, m) span: its volume over that of all weights.

    >>> round(simplex_share(np.array([[0.5, 0.5], [1.0, 0.0]])), 12)
    0.5
    """
    m = vertices.shape[1]
    points = (vertices - vertices.mean(axis=0)) @ simplex_basis(m)
    whole = sqrt(m) / factorial(m - 1)
    if m == 2:
        return float(np.ptp(points) / whole)
    from scipy.spatial import ConvexHull

    even, stretch, _ = np.linalg.svd(points, full_matrices=False)  # so that a sliver is as round as any other
    return float(ConvexHull(even).volume * np.prod(stretch) / whole)
