"""The nearest weights at which some set within the limits may be worth as much as its rivals: a mixed 0-1 programme. Arrays only.

The worth of a set is bilinear: whether a candidate is in it, times what it is worth under the weights. That product is a
variable of its own, held from above by what the candidate can be worth within the distance that is looked at: the smaller the
distance, the tighter the programme.
"""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from mcda_industry.arrays import BoolArray, FloatArray, power_of_two
from mcda_industry.chatter import without_chatter
from mcda_industry.sensitivity.all_weights.nearest import Norm

FINE = 2.0**12
"""Size of the largest number of a row that HiGHS is shown: its tolerances of 1e-6 are then relative ones of 1e-9 or so."""

NO_SOLUTION = 2

MOST_NODES = 50_000
"""Nodes of one programme before it is given up."""

CLOSER = 1e-7
"""The share by which weights must be nearer than the nearest known ones to be looked for."""

FURTHEST: dict[Norm, float] = {"l1": 2.0, "l2": 2.0**0.5, "linf": 1.0}
"""How far two sets of weights can be apart."""

Rows = tuple[FloatArray, FloatArray]
"""(k, c) rows over the columns of the programme, and (k,) the most that each may come to."""


class OutOfReachError(Exception):
    """The programme was not solved; what is known so far stays known."""


class Proposed(NamedTuple):
    """A set of candidates (n,) that may be level with its rivals, and inner weights (f,) at which it may."""

    taken: BoolArray
    weights: FloatArray


class _Columns(NamedTuple):
    """Where the variables stand: what each weight gains and loses, the distance, who is taken, and what it is then worth."""

    gains: slice
    losses: slice
    distance: int
    taken: slice
    worths: slice

    @classmethod
    def of(cls, f: int, v: int, n: int) -> "_Columns":
        taken, worths = 2 * f + 1, 2 * f + 1 + v
        return cls(slice(0, f), slice(f, 2 * f), 2 * f, slice(taken, worths), slice(worths, worths + n))

    @property
    def number(self) -> int:
        return int(self.worths.stop)

    def rows(self, count: int, **parts: FloatArray | float) -> FloatArray:
        """(count, c) rows with these parts, zero elsewhere."""
        found = np.zeros((count, self.number))
        for name, part in parts.items():
            found[:, getattr(self, name)] = part
        return found


@dataclass(eq=False)
class Proposals:
    """Sets that may be level with their rivals, the nearest first.

    Attributes
    ----------
    table
        (n, f) what each candidate is worth on each criterion alone, magnitudes at most 1.
    inner, norm
        (f,) the present weights, zero or more with sum 1, and how a change of them is measured.
    limits, most
        (k, v) and (k,): the limits of a set. The first n of v variables say who is in it, as in `Choice.system`.
    cuts
        Directions (f,) of length 1 along which a change is measured as well; for "l2", whose ball has no corners.
    """

    table: FloatArray
    inner: FloatArray
    norm: Norm
    limits: FloatArray
    most: FloatArray
    cuts: list[FloatArray] = field(default_factory=list)

    def nearest(self, rivals: list[BoolArray], visited: list[BoolArray], within: float) -> Proposed | None:
        """The nearest set not visited that may be level with all rivals nearer than `within`; None if there is none.

        Parameters
        ----------
        rivals, visited
            Sets (n,).
        within
            The distance of the nearest weights known; infinite if none are.

        Raises
        ------
        OutOfReachError
            If the solver comes to no answer, or not within `MOST_NODES`.
        """
        columns = _Columns.of(len(self.inner), self.limits.shape[1], len(self.table))
        reach = min(within * (1 - CLOSER), FURTHEST[self.norm])
        worths = self._worths(reach)
        blocks = (
            self._balance(columns),
            self._length(columns),
            self._choice(columns, visited),
            self._products(columns, *worths),
            self._leads(columns, rivals),
        )
        conditions = np.vstack([rows for rows, _ in blocks]), np.concatenate([most for _, most in blocks])
        found = _solved(columns, conditions, self._bounds(columns, reach, *worths))
        if found is None:
            return None
        moves = found[columns.gains] - found[columns.losses]
        self._measure_along(moves)
        return Proposed(np.asarray(found[columns.taken][: len(self.table)] > 0.5), self.inner + moves)

    def _worths(self, reach: float) -> tuple[FloatArray, FloatArray]:
        """(n,) bounds on the least and on the most that each candidate is worth within reach."""
        now = self.table @ self.inner
        swing = reach * _steepest(self.table, self.norm)
        handed = {"l1": 1.0, "l2": np.sqrt(len(self.inner)), "linf": len(self.inner)}[self.norm] * reach / 2
        fall, rise = _rise(-self.table, self.inner, handed), _rise(self.table, self.inner, handed)
        return now - np.minimum(fall, swing), now + np.minimum(rise, swing)

    def _bounds(
        self, columns: _Columns, reach: float, least: FloatArray, most: FloatArray
    ) -> tuple[FloatArray, FloatArray]:
        low, high = np.zeros(columns.number), np.ones(columns.number)
        high[columns.losses] = self.inner
        high[columns.distance] = reach
        low[columns.worths], high[columns.worths] = np.minimum(least, 0.0), np.maximum(most, 0.0)
        return low, high

    def _balance(self, columns: _Columns) -> Rows:
        """What weights gain others lose."""
        row = columns.rows(1, gains=1.0, losses=-1.0)
        return np.vstack([row, -row]), np.zeros(2)

    def _length(self, columns: _Columns) -> Rows:
        """The distance is at least the length of the change."""
        f = len(self.inner)
        total = columns.rows(1, gains=1.0, losses=1.0, distance=-1.0)
        if self.norm == "l1":
            return total, np.zeros(1)
        each = np.eye(f)
        largest = np.vstack([columns.rows(f, gains=each, distance=-1.0), columns.rows(f, losses=each, distance=-1.0)])
        if self.norm == "linf":
            return largest, np.zeros(2 * f)
        total[:, columns.distance] = -np.sqrt(f)
        along = [columns.rows(1, gains=cut, losses=-cut, distance=-1.0) for cut in self.cuts]
        rows = np.vstack([total, largest, *along])
        return rows, np.zeros(len(rows))

    def _choice(self, columns: _Columns, visited: list[BoolArray]) -> Rows:
        """A set within the limits, and none of those visited."""
        n, aside = len(self.table), self.limits.shape[1] - len(self.table)
        apart = np.array([np.append(np.where(seen, 1.0, -1.0), np.zeros(aside)) for seen in visited])
        rows = np.vstack([self.limits, apart.reshape(-1, n + aside)])
        most = np.append(self.most, [seen.sum() - 1.0 for seen in visited])
        return columns.rows(len(rows), taken=rows), most

    def _products(self, columns: _Columns, least: FloatArray, most: FloatArray) -> Rows:
        """A candidate is worth nothing when it is not taken, and what it is under the weights when it is."""
        n, aside = len(self.table), self.limits.shape[1] - len(self.table)
        each, none = np.eye(n), np.zeros((n, aside))
        nothing = columns.rows(n, worths=each, taken=np.hstack([-most[:, None] * each, none]))
        move = {"gains": -self.table, "losses": self.table}
        at_most = columns.rows(n, worths=each, taken=np.hstack([-least[:, None] * each, none]), **move)
        return np.vstack([nothing, at_most]), np.concatenate([np.zeros(n), self.table @ self.inner - least])

    def _leads(self, columns: _Columns, rivals: list[BoolArray]) -> Rows:
        """The set is worth at least what each rival is."""
        totals = np.array([self.table[rival].sum(axis=0) for rival in rivals])
        return columns.rows(len(rivals), worths=-1.0, gains=totals, losses=-totals), -(totals @ self.inner)

    def _measure_along(self, moves: FloatArray) -> None:
        length = float(np.sqrt(moves @ moves))
        if self.norm == "l2" and length > 0:
            self.cuts.append(moves / length)


def _steepest(table: FloatArray, norm: Norm) -> FloatArray:
    """(n,) the most that each row times the weights can change when they change by a length of 1 and keep their sum."""
    if norm == "l1":
        return np.asarray((table.max(axis=1) - table.min(axis=1)) / 2)
    if norm == "l2":
        return np.asarray(np.sqrt(((table - table.mean(axis=1, keepdims=True)) ** 2).sum(axis=1)))
    return np.asarray(np.abs(table - np.median(table, axis=1, keepdims=True)).sum(axis=1))


def _rise(table: FloatArray, weights: FloatArray, handed: float) -> FloatArray:
    """(n,) the most each row times the weights can gain when this much weight is handed from criteria that have it to others."""
    order = np.argsort(table, axis=1, kind="stable")
    rising, there = np.take_along_axis(table, order, axis=1), weights[order]
    before = np.cumsum(there, axis=1) - there
    taken = np.clip(handed - before, 0.0, there)
    return np.asarray(((rising[:, -1:] - rising) * taken).sum(axis=1))


def _solved(columns: _Columns, conditions: Rows, bounds: tuple[FloatArray, FloatArray]) -> FloatArray | None:
    """(c,) the values at the smallest distance; None where the conditions cannot all hold."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    rows, most = conditions
    scale = FINE / power_of_two(rows, axis=1)
    costs, integral = np.zeros(columns.number), np.zeros(columns.number, dtype=np.int64)
    costs[columns.distance], integral[columns.taken] = FINE, 1
    for presolve in (True, False):  # presolving loses its way on some programmes that are simple without it
        with without_chatter():
            found: Any = milp(
                costs,
                integrality=integral,
                bounds=Bounds(*bounds),
                constraints=LinearConstraint(rows * scale[:, None], -np.inf, most * scale),
                options={"mip_rel_gap": 0, "node_limit": MOST_NODES, "presolve": presolve},
            )
        if found.status == 0:
            return np.asarray(found.x)
    if found.status == NO_SOLUTION:
        return None
    raise OutOfReachError(found.message)
