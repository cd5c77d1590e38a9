"""TOPSIS along a moving weight while other weights are fixed: where two alternatives tie. Arrays only.

Raised distances are then F + (1 - t)² a + t² b (without the squares if Manhattan), and a pair ties at the roots in [0, 1] of a
polynomial of degree four (two). In the Bernstein basis its coefficients are differences of positive numbers, so that their signs
can be trusted. Between the roots of its derivative a polynomial is monotone: each root is found there by bisection.
"""

from dataclasses import dataclass
from math import comb

import numpy as np

from mcda_industry.arrays import ROUNDING, BoolArray, FloatArray, IntArray, ratio
from mcda_industry.methods.topsis import TopsisScores
from mcda_industry.sensitivity.one_weight.paths import Limits, Moves, totals

HALVINGS = 54
"""Of [0, 1]: to the last bit of a float64."""


@dataclass(frozen=True, eq=False)
class FixedTopsisPath:
    """TOPSIS, some weights fixed: raised distances to the ideal (near) and to the anti-ideal (far), as Bernstein coefficients.

    Attributes
    ----------
    weights
        (k,) the present shares.
    near, far
        (n, k, power + 1) coefficients.


    Those of each alternative are divided by their sum, which changes no order and keeps products in range.
    """

    weights: FloatArray
    near: FloatArray
    far: FloatArray

    @classmethod
    def of(cls, scores: TopsisScores, moves: Moves) -> "FixedTopsisPath":
        """The ratios of these scores."""
        room = moves.room[:, None]
        rows = [shares**scores.power for shares in (room * moves.resting, moves.fixed, room * moves.moving)]
        found = []
        for part in scores.parts():
            start, fixed, end = (totals(part, shares) for shares in rows)
            middle = [fixed] * (scores.power - 1)
            found.append(np.stack([start + fixed, *middle, fixed + end], axis=-1))
        whole = sum(table.sum(axis=-1, keepdims=True) for table in found)
        near, far = (ratio(table, np.broadcast_to(whole, table.shape), if_zero=0.0) for table in found)
        return cls(moves.now, near, far)

    def _polynomials(self, one: IntArray, other: IntArray) -> FloatArray:
        """(pairs, k, 2 power + 1) coefficients of the lead of one over the other, rounding taken as none."""
        mine, theirs = product(self.far[one], self.near[other]), product(self.far[other], self.near[one])
        lead = mine - theirs
        return np.where(np.abs(lead) <= ROUNDING * (mine + theirs), 0.0, lead)

    def limits(self, ahead: IntArray, behind: IntArray) -> Limits:
        """The nearest roots on either side of the present shares."""
        found, now = roots(self._polynomials(ahead, behind)), self.weights[:, None]
        low = np.where(found <= now, found, -np.inf).max(axis=-1)
        high = np.where(found > now, found, np.inf).min(axis=-1)
        return Limits(low, high)

    def crossings(self, one: IntArray, other: IntArray) -> FloatArray:
        """The roots on either side of which the signs differ."""
        polynomials = self._polynomials(one, other)
        found = np.sort(roots(polynomials), axis=-1)
        nodes = np.where(np.isnan(found), 1.0, found)
        edge = np.zeros_like(nodes[..., :1])
        nodes = np.concatenate([edge, nodes, edge + 1], axis=-1)
        between = np.sign(value(polynomials[..., None, :], (nodes[..., :-1] + nodes[..., 1:]) / 2))
        changes = between[..., :-1] * between[..., 1:] < 0
        return np.where(changes & (found > 0) & (found < 1), found, np.nan)

    def leads(self, one: IntArray, other: IntArray, at: FloatArray) -> FloatArray:
        """The value of the polynomial."""
        return value(self._polynomials(one, other), at)

    def always_tied(self, one: IntArray, other: IntArray) -> BoolArray:
        """Whether the polynomial is zero throughout."""
        return np.asarray(~self._polynomials(one, other).any(axis=-1))


def product(one: FloatArray, other: FloatArray) -> FloatArray:
    """(..., 2 d + 1) Bernstein coefficients of the product of two polynomials of degree d.

    >>> product(np.array([0.0, 1.0]), np.array([0.0, 1.0]))
    array([0., 0., 1.])
    """
    d = one.shape[-1] - 1
    found = np.zeros((*np.broadcast_shapes(one.shape, other.shape)[:-1], 2 * d + 1))
    for i in range(d + 1):
        for k in range(d + 1):
            share = comb(d, i) * comb(d, k) / comb(2 * d, i + k)
            found[..., i + k] += share * one[..., i] * other[..., k]
    return found


def value(coefficients: FloatArray, at: FloatArray) -> FloatArray:
    """(...) the polynomials with Bernstein coefficients (..., d + 1) at points (...) of [0, 1].

    >>> float(value(np.array([1.0, 0.0, 1.0]), np.array(0.5)))
    0.5
    """
    d, rest = coefficients.shape[-1] - 1, 1 - at
    terms = (comb(d, k) * at**k * rest ** (d - k) * coefficients[..., k] for k in range(d + 1))
    return np.asarray(sum(terms))


def roots(coefficients: FloatArray) -> FloatArray:
    """(..., d) where polynomials with Bernstein coefficients (..., d + 1) are zero in [0, 1]; NaN for none.

    A polynomial that is zero throughout has none. One that touches zero up to rounding has a root there.

    >>> roots(np.array([0.25, -0.25, 0.25])).round(6)
    array([0.5, nan])
    """
    flat = coefficients.reshape(-1, coefficients.shape[-1])
    found = np.full((len(flat), flat.shape[1] - 1), np.nan)
    possible = flat.any(axis=1) & (flat.min(axis=1) <= 0) & (flat.max(axis=1) >= 0)
    if found.shape[1] and possible.any():
        found[possible] = _roots(flat[possible])
    return found.reshape(*coefficients.shape[:-1], -1)


def _roots(coefficients: FloatArray) -> FloatArray:
    """One root at most between two turning points; (rows, d) with NaN for none."""
    turns = roots(np.diff(coefficients, axis=1))
    edge = np.zeros((len(coefficients), 1))
    nodes = np.concatenate([edge, np.sort(np.where(np.isnan(turns), 1.0, turns), axis=1), edge + 1], axis=1)
    values = value(coefficients[:, None, :], nodes)
    touches = np.abs(values) <= ROUNDING * np.abs(coefficients).max(axis=1, keepdims=True)
    signs = np.where((nodes > 0) & (nodes < 1) & touches, 0.0, np.sign(values))
    low, high, before, after = nodes[:, :-1], nodes[:, 1:], signs[:, :-1], signs[:, 1:]
    found, within = np.where(after == 0, high, np.nan), before * after < 0
    rows = np.nonzero(within)[0]
    found[within] = _bisected(coefficients[rows], low[within], high[within], before[within])
    found[:, 0] = np.where(before[:, 0] == 0, 0.0, found[:, 0])
    return found


def _bisected(coefficients: FloatArray, low: FloatArray, high: FloatArray, before: FloatArray) -> FloatArray:
    """(rows,) the point between low and high up to which the sign is `before`."""
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        same = np.sign(value(coefficients, middle)) == before
        low, high = np.where(same, middle, low), np.where(same, high, middle)
    return (low + high) / 2
