"""Two alternatives along a moving weight: exactly where they tie. Arrays only.

What moves takes the share t, from 0 to 1, of the room it has; what makes room for it keeps its proportions and shares the
rest, 1 - t; other weights are fixed. Linear scores are then straight lines in t. TOPSIS orders like d⁻²/d⁺², where nothing is
fixed a ratio of two straight lines in u = (t/(1 - t))² (without the squares if Manhattan), so that two alternatives tie at the
roots of one quadratic; where weights are fixed see `bernstein`. A path is the whole family: one move after the other.
"""

from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np

from mcda_industry.arrays import ROUNDING, BoolArray, FloatArray, IntArray, ratio
from mcda_industry.methods import LinearScores
from mcda_industry.methods.topsis import TopsisScores


class Limits(NamedTuple):
    """How far a weight can move before two alternatives tie: (pairs, k) each, ±inf where they never do in [0, 1]."""

    low: FloatArray
    high: FloatArray


class Path(Protocol):
    """Scores along each of k moves, from the present shares (k,); where every weight moves in turn, shares are weights."""

    @property
    def weights(self) -> FloatArray:
        """(k,) the present shares t."""

    def limits(self, ahead: IntArray, behind: IntArray) -> Limits:
        """Where each pair ties nearest to the present weights; the first of a pair is ahead now."""

    def crossings(self, one: IntArray, other: IntArray) -> FloatArray:
        """(pairs, k, r) every t in (0, 1) at which a pair changes order; NaN where there are fewer than r."""

    def leads(self, one: IntArray, other: IntArray, at: FloatArray) -> FloatArray:
        """(pairs, k) numbers with the sign of the lead of one over the other, at these shares (pairs, k)."""

    def always_tied(self, one: IntArray, other: IntArray) -> BoolArray:
        """(pairs, k) whether a pair ties all along a move."""


def proportions(weights: FloatArray) -> FloatArray:
    """(m, m) row j: the shares of the others when weight j is 0; equal shares where the others have no weight now."""
    return _shares_within(weights, ~np.eye(len(weights), dtype=bool))


def _shares_within(weights: FloatArray, among: BoolArray) -> FloatArray:
    """(k, m) the shares of those among whom weights are taken (k, m); equal shares where they have no weight, 0 for none."""
    taken = np.where(among, weights, 0.0)
    total = taken.sum(axis=1, keepdims=True)
    equal = among / np.maximum(1, among.sum(axis=1, keepdims=True))
    return np.where(total > 0, ratio(taken, np.broadcast_to(total, taken.shape), if_zero=0.0), equal)


@dataclass(frozen=True, eq=False)
class Moves:
    """k ways to move weights; the weights along one are fixed + room ((1 - t) resting + t moving), t from 0 to 1.

    Attributes
    ----------
    moving, resting, fixed
        (k, m) shares of what moves, shares of what makes room for it, and weights that stay. No criterion is in two of them.
    room
        (k,) the weight that what moves and what makes room share; 0 where nothing can move: all weights are then fixed.
    weights
        (k,) the present weight of what moves.
    """

    moving: FloatArray
    resting: FloatArray
    fixed: FloatArray
    room: FloatArray
    weights: FloatArray

    @classmethod
    def one_by_one(cls, weights: FloatArray) -> "Moves":
        """Every criterion in turn, all others in proportion."""
        each = np.eye(len(weights), dtype=bool)
        return cls.of(weights, each, ~each)

    @classmethod
    def of(cls, weights: FloatArray, moving: BoolArray, resting: BoolArray) -> "Moves":
        """Moves by which criteria move and which make room for them, as (k, m) masks."""
        concerned = moving | resting
        room = np.where(concerned.all(axis=1), 1.0, np.where(concerned, weights, 0.0).sum(axis=1))
        room = np.where(resting.any(axis=1), room, 0.0)
        free = concerned & (room > 0)[:, None]
        shares, others = (_shares_within(weights, among & free) for among in (moving, resting))
        now = np.where(moving, weights, 0.0).sum(axis=1)
        return cls(shares, others, np.where(free, 0.0, weights), room, now)

    @property
    def now(self) -> FloatArray:
        """(k,) the present shares t."""
        return np.minimum(1.0, ratio(self.weights, self.room, if_zero=0.0))

    @property
    def ends(self) -> tuple[FloatArray, FloatArray]:
        """(k, m) weights at t = 0 and at t = 1."""
        room = self.room[:, None]
        return self.fixed + room * self.resting, self.fixed + room * self.moving

    def at(self, move: int, share: FloatArray | float) -> FloatArray:
        """(..., m) the weights along one move at shares (...)."""
        t = np.asarray(share, dtype=np.float64)[..., None]
        return np.asarray(self.fixed[move] + self.room[move] * ((1 - t) * self.resting[move] + t * self.moving[move]))

    def weight_at(self, share: FloatArray) -> FloatArray:
        """The weights (..., k) of what moves at shares (..., k)."""
        return np.where(self.room > 0, share * self.room, self.weights)

    def only(self, move: int) -> "Moves":
        """One of the moves alone."""
        one = slice(move, move + 1)
        return Moves(self.moving[one], self.resting[one], self.fixed[one], self.room[one], self.weights[one])


def totals(columns: FloatArray, rows: FloatArray) -> FloatArray:
    """(n, k) the columns of (n, m) added with each row of weights (k, m); a row with a single 1 gives that column itself."""
    found = columns @ rows.T
    alone = (np.count_nonzero(rows, axis=1) == 1) & (rows.max(axis=1) == 1)
    found[:, alone] = columns[:, rows[alone].argmax(axis=1)]
    return np.asarray(found)


@dataclass(frozen=True, eq=False)
class LinearPath:
    """Linear scores: (1 - t) at_zero + t at_one, for each alternative (rows) and move (columns).

    The totals can cancel; their rounding at t = 0 and at t = 1 is relative to `magnitude` (2, k), the weighted sums of the
    largest magnitudes.
    """

    weights: FloatArray
    at_zero: FloatArray
    at_one: FloatArray
    magnitude: FloatArray

    @classmethod
    def of(cls, scores: LinearScores, moves: Moves) -> "LinearPath":
        """The lines of these scores."""
        tables = [totals(scores.contributions, rows) for rows in moves.ends]
        return cls(moves.now, tables[0], tables[1], scores.magnitude(np.stack(moves.ends)))

    def _differences(self, one: IntArray, other: IntArray) -> tuple[FloatArray, FloatArray]:
        """The lead of one over the other at t = 0 and at t = 1, rounding taken as none."""
        found = []
        for table, magnitude in zip((self.at_zero, self.at_one), self.magnitude, strict=True):
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
    """TOPSIS, no weight fixed: raised distances u moving + resting, to the ideal (near) and to the anti-ideal (far), as (n, k).

    Each alternative's four numbers are divided by their sum, which changes no order and keeps products in range.
    """

    weights: FloatArray
    near_moving: FloatArray
    near_resting: FloatArray
    far_moving: FloatArray
    far_resting: FloatArray
    power: int

    @classmethod
    def of(cls, scores: TopsisScores, moves: Moves) -> "TopsisPath":
        """The ratios of these scores."""
        rows = [shares**scores.power for shares in (moves.moving, moves.resting)]
        tables = [totals(part, shares) for part in scores.parts() for shares in rows]
        whole = sum(tables, np.zeros_like(tables[0]))
        near, near_rest, far, far_rest = (ratio(table, whole, if_zero=0.0) for table in tables)
        return cls(moves.now, near, near_rest, far, far_rest, scores.power)

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
