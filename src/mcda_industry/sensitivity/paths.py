"""Two alternatives along a moving weight: exactly where they tie. Arrays only.

One weight takes the value t, from 0 to 1; the others keep their proportions and share 1 - t. Linear scores are then straight
lines in t. TOPSIS orders like d⁻²/d⁺², a ratio of two straight lines in u = (t/(1 - t))² (without the squares if Manhattan),
so that two alternatives tie at the roots of one quadratic. A path is the whole family: every criterion moved in turn.
"""

from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np

from mcda_industry.arrays import ROUNDING, BoolArray, FloatArray, IntArray, ratio
from mcda_industry.methods import LinearScores, weighted_total
from mcda_industry.methods.topsis import TopsisScores


class Limits(NamedTuple):
    """How far a weight can move before two alternatives tie: (pairs, m) each, ±inf where they never do in [0, 1]."""

    low: FloatArray
    high: FloatArray


class Path(Protocol):
    """Scores along each of the m moving weights, from the present weights (m,)."""

    @property
    def weights(self) -> FloatArray:
        """(m,) the present weights."""

    def limits(self, ahead: IntArray, behind: IntArray) -> Limits:
        """Where each pair ties nearest to the present weights; the first of a pair is ahead now."""

    def crossings(self, one: IntArray, other: IntArray) -> FloatArray:
        """(pairs, m, r) every t in (0, 1) at which a pair changes order; NaN where there are fewer than r."""

    def leads(self, one: IntArray, other: IntArray, at: FloatArray) -> FloatArray:
        """(pairs, m) numbers with the sign of the lead of one over the other, at these values (pairs, m) of the weights."""

    def always_tied(self, one: IntArray, other: IntArray) -> BoolArray:
        """(pairs, m) whether a pair ties all along, whatever the value of that weight."""


def proportions(weights: FloatArray) -> FloatArray:
    """(m, m) row j: the shares of the others when weight j is 0; equal shares where the others have no weight now."""
    others = np.where(np.eye(len(weights), dtype=bool), 0.0, weights)
    total = others.sum(axis=1, keepdims=True)
    equal = (1.0 - np.eye(len(weights))) / max(1, len(weights) - 1)
    return np.where(total > 0, ratio(others, np.broadcast_to(total, others.shape), if_zero=0.0), equal)


@dataclass(frozen=True, eq=False)
class LinearPath:
    """Linear scores: (1 - t) at_zero + t at_one, for each alternative (rows) and moving weight (columns).

    The totals at t = 0 can cancel; their rounding is relative to `magnitude` (m,), the weighted sum of the largest magnitudes.
    """

    weights: FloatArray
    at_zero: FloatArray
    at_one: FloatArray
    magnitude: FloatArray

    @classmethod
    def of(cls, scores: LinearScores, weights: FloatArray) -> "LinearPath":
        """The lines of these scores."""
        rows = proportions(weights)
        columns = [weighted_total(scores.contributions, row) for row in rows]
        return cls(weights, np.stack(columns, axis=1), scores.contributions, scores.magnitude(rows))

    def _differences(self, one: IntArray, other: IntArray) -> tuple[FloatArray, FloatArray]:
        """The lead of one over the other at t = 0 and at t = 1, rounding taken as none."""
        found = []
        for table, magnitude in ((self.at_zero, self.magnitude), (self.at_one, np.abs(self.at_one).max(axis=0))):
            lead = table[one] - table[other]
            found.append(np.where(np.abs(lead) <= ROUNDING * magnitude, 0.0, lead))
        return found[0], found[1]

    def limits(self, ahead: IntArray, behind: IntArray) -> Limits:
        """The lines of a pair meet at most once: below the present weight if the lead grows with t, else above."""
        start, end = self._differences(ahead, behind)
        meet = ratio(start, start - end, if_zero=np.nan)
        low = np.where((start <= 0) & (end > start), meet, -np.inf)
        high = np.where((end <= 0) & (start > end), meet, np.inf)
        return Limits(np.minimum(low, self.weights), np.maximum(high, self.weights))

    def crossings(self, one: IntArray, other: IntArray) -> FloatArray:
        """The meeting points where the lead changes sign."""
        start, end = self._differences(one, other)
        meet = ratio(start, start - end, if_zero=np.nan)
        return np.where(start * end < 0, meet, np.nan)[..., None]

    def leads(self, one: IntArray, other: IntArray, at: FloatArray) -> FloatArray:
        """The height of one line above the other."""
        start, end = self._differences(one, other)
        return np.asarray((1 - at) * start + at * end)

    def always_tied(self, one: IntArray, other: IntArray) -> BoolArray:
        """Whether both lines are the same."""
        start, end = self._differences(one, other)
        return np.asarray((start == 0) & (end == 0))


@dataclass(frozen=True, eq=False)
class TopsisPath:
    """TOPSIS: raised distances u moving + resting, to the ideal (near) and to the anti-ideal (far), as (n, m) tables.

    Each alternative's four numbers are divided by their sum, which changes no order and keeps products in range.
    """

    weights: FloatArray
    near_moving: FloatArray
    near_resting: FloatArray
    far_moving: FloatArray
    far_resting: FloatArray
    power: int

    @classmethod
    def of(cls, scores: TopsisScores, weights: FloatArray) -> "TopsisPath":
        """The ratios of these scores."""
        raised = proportions(weights) ** scores.power
        tables = []
        for moving in scores.parts():
            resting = np.stack([weighted_total(moving, row) for row in raised], axis=1)
            tables += [moving, resting]
        whole = sum(tables, np.zeros_like(tables[0]))
        near, near_rest, far, far_rest = (ratio(table, whole, if_zero=0.0) for table in tables)
        return cls(weights, near, near_rest, far, far_rest, scores.power)

    def _quadratic(self, one: IntArray, other: IntArray) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Coefficients of u², u and 1 in the lead of one over the other, rounding taken as none."""
        far, rest = self.far_moving, self.far_resting
        near, near_rest = self.near_moving, self.near_resting
        pairs = (
            (far[one] * near[other], far[other] * near[one]),
            (
                far[one] * near_rest[other] + rest[one] * near[other],
                far[other] * near_rest[one] + rest[other] * near[one],
            ),
            (rest[one] * near_rest[other], rest[other] * near_rest[one]),
        )
        leads = [
            np.where(np.abs(mine - theirs) <= ROUNDING * (mine + theirs), 0.0, mine - theirs) for mine, theirs in pairs
        ]
        return leads[0], leads[1], leads[2]

    def limits(self, ahead: IntArray, behind: IntArray) -> Limits:
        """Ahead now, a pair ties at the ends of the stretch of u, around the present one, on which its quadratic is positive."""
        square, line, constant = self._quadratic(ahead, behind)
        smaller, larger = _roots(square, line, constant)
        straight, dip = square == 0, square > 0
        past = _odds(self.weights, self.power) > -line / np.where(straight, 1.0, 2 * square)
        low = np.select([square < 0, dip & past, straight & (line > 0)], [smaller, larger, smaller], -np.inf)
        high = np.select([square < 0, dip & ~past, straight & (line < 0)], [larger, smaller, smaller], np.inf)
        tie_at_one = straight & ((line > 0) | ((line == 0) & (constant > 0)))
        low = _weight(low, -np.inf, self.power)
        high = np.where(tie_at_one, 1.0, _weight(high, np.inf, self.power))
        return Limits(np.minimum(low, self.weights), np.maximum(high, self.weights))

    def crossings(self, one: IntArray, other: IntArray) -> FloatArray:
        """The roots at which the quadratic changes sign."""
        square, line, constant = self._quadratic(one, other)
        smaller, larger = _roots(square, line, constant)
        single, touching = square == 0, (square != 0) & (smaller == larger)
        first, second = np.where(touching, np.nan, smaller), np.where(single | touching, np.nan, larger)
        roots = np.stack([first, second], axis=-1)
        return np.where(np.isfinite(roots) & (roots > 0), _weight(roots, np.nan, self.power), np.nan)

    def leads(self, one: IntArray, other: IntArray, at: FloatArray) -> FloatArray:
        """The quadratic in t and 1 - t, both raised to the power, so that t = 1 needs no infinite odds."""
        square, line, constant = self._quadratic(one, other)
        moving, resting = at**self.power, (1 - at) ** self.power
        return np.asarray(square * moving**2 + line * moving * resting + constant * resting**2)

    def always_tied(self, one: IntArray, other: IntArray) -> BoolArray:
        """Whether the quadratic is zero throughout."""
        square, line, constant = self._quadratic(one, other)
        return np.asarray((square == 0) & (line == 0) & (constant == 0))


def _odds(weights: FloatArray, power: int) -> FloatArray:
    """The odds t/(1 - t) of weights t, raised to the power; infinite at t = 1."""
    return np.asarray(ratio(weights, 1.0 - weights, if_zero=np.inf) ** power)


def _weight(odds: FloatArray, none: float, power: int) -> FloatArray:
    """The weights t of odds raised to the power; `none` where these are negative or not finite."""
    usable = np.isfinite(odds) & (odds >= 0)
    root = np.where(usable, odds, 0.0) ** (1 / power)
    return np.where(usable, root / (1.0 + root), none)


def _roots(square: FloatArray, line: FloatArray, constant: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Both real roots, the smaller first, without cancellation; the single root twice where square is 0; NaN for none."""
    discriminant = line * line - 4 * square * constant
    root = np.sqrt(np.where(discriminant >= 0, discriminant, np.nan))
    larger_term = -0.5 * (line + np.copysign(root, line))
    one = ratio(larger_term, square, if_zero=np.nan)
    other = ratio(constant, larger_term, if_zero=np.nan)
    other = np.where((larger_term == 0) & (square != 0), 0.0, other)
    return np.fmin(one, other), np.fmax(one, other)
