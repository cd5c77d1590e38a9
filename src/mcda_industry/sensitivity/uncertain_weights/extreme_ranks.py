"""The best and the worst rank an alternative can have for some weights of a region, where scores are linear: arrays only."""

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from mcda_industry.arrays import BoolArray, FloatArray, IntArray
from mcda_industry.sensitivity.uncertain_weights.chatter import without_chatter
from mcda_industry.sensitivity.uncertain_weights.laws.regions import Region, gave_up, maximum

CLEAR = 1e-5
"""A lead this small a share of the largest lead the pair can have, is not looked for: it counts as a tie."""

EQUAL = 1e-9
"""A lead this small a share of the largest lead counts as none when a rank found is checked."""

MOST_NODES = 20_000
"""Nodes of a search tree after which the best rank found so far is given, and is not called exact."""


class Extremes(NamedTuple):
    """(n,) the best and the worst rank, and whether each is proved."""

    best: IntArray
    worst: IntArray
    best_proved: BoolArray
    worst_proved: BoolArray


@dataclass(frozen=True, eq=False)
class Leads:
    """How far alternatives can be ahead of each other.

    Attributes
    ----------
    mixtures
        (n, k) scores at the corners of the region.
    most
        (n, n) the largest lead of the row alternative over the column one, in the unit of the scores; below 0 where it is
        always behind.
    """

    mixtures: FloatArray
    most: FloatArray

    @classmethod
    def over(cls, region: Region, contributions: FloatArray) -> "Leads":
        """The leads in a region that is not empty, of scores with these contributions (n, m)."""
        mixtures = contributions @ region.corners.T
        magnitude = float(np.abs(mixtures).max(initial=0.0)) or 1.0
        most = np.array([_leads_of(region, row - mixtures) for row in mixtures])
        most[np.abs(most) <= EQUAL * magnitude] = 0.0
        return cls(mixtures, most)


def _leads_of(region: Region, differences: FloatArray) -> FloatArray:
    """(n,) the largest value each row of differences (n, k) takes in a region: one linear program of separate parts."""
    if not len(region.table):
        return np.asarray(differences.max(axis=1))
    n = len(differences)
    table, bounds, equal, values = region.system()
    found = maximum(
        differences.ravel(), _repeated(table, n), np.tile(bounds, n), _repeated(equal, n), np.tile(values, n)
    )
    if found is None:
        raise gave_up()
    return np.asarray((differences * found.reshape(differences.shape)).sum(axis=1))


def _repeated(table: FloatArray, times: int) -> Any:
    """A sparse matrix with this table so many times on its diagonal."""
    from scipy.sparse import block_diag

    return block_diag([table] * times, format="csr")


def extremes(region: Region, leads: Leads) -> Extremes:
    """The extreme ranks: 1 plus the fewest, and plus the most, that can be ahead together.

    Kadziński, M., Greco, S. & Słowiński, R. (2012), Extreme ranking analysis in robust ordinal regression, Omega 40: one
    mixed-integer program for each alternative and end, over the rivals that are ahead for some weights and not for others.
    """
    found = [_ends(region, leads, i) for i in range(len(leads.mixtures))]
    best, worst, best_proved, worst_proved = (np.array(part) for part in zip(*found, strict=True))
    return Extremes(best, worst, best_proved, worst_proved)


def _ends(region: Region, leads: Leads, i: int) -> tuple[int, int, bool, bool]:
    """Best and worst rank of one alternative, and whether each is proved."""
    always, sometimes = leads.most[i] < 0, leads.most[:, i] > 0
    contested = np.flatnonzero(sometimes & ~always)
    surely = 1 + int(always.sum())
    if not len(contested):
        return surely, surely, True, True
    span = np.maximum(leads.most[contested, i], leads.most[i, contested])
    ahead = (leads.mixtures[contested] - leads.mixtures[i]) / span[:, None]
    highest, lowest = leads.most[contested, i] / span, leads.most[i, contested] / span
    case = Contest(region, ahead, highest, lowest)
    (fewest, fewest_proved), (most, most_proved) = case.fewest(), case.most()
    return surely + fewest, surely + most, fewest_proved, most_proved


@dataclass(frozen=True, eq=False)
class Contest:
    """One alternative against the rivals that are ahead of it for some weights and not for others.

    Attributes
    ----------
    region
        The weights, as mixtures of k corners.
    ahead
        (c, k) how far each rival is ahead at the corners.
    highest, lowest
        (c,) how far it can be ahead, and behind.
    """

    region: Region
    ahead: FloatArray
    highest: FloatArray
    lowest: FloatArray

    def fewest(self) -> tuple[int, bool]:
        """How many are ahead at least, and whether that is proved."""
        chosen, proved = self._search(1.0, self.ahead, -self.highest, np.zeros(len(self.ahead)))
        number = self._number(self._clearest(-self.ahead[~chosen]))
        return number, proved and number <= int(chosen.sum())

    def most(self) -> tuple[int, bool]:
        """How many are ahead at most, and whether that is proved."""
        jump = self.lowest + CLEAR
        chosen, proved = self._search(-1.0, -self.ahead, jump, self.lowest)
        number = self._number(self._clearest(self.ahead[chosen]))
        return number, proved and number >= int(chosen.sum())

    def _search(self, cost: float, rows: FloatArray, switch: FloatArray, bounds: FloatArray) -> tuple[BoolArray, bool]:
        """(c,) which rivals are ahead in the cheapest case with `rows @ x + switch * ahead <= bounds`; whether that is proved."""
        from scipy.optimize import Bounds, LinearConstraint, milp

        (c, k), (table, limits, equal, values) = rows.shape, self.region.system()
        left = np.block(
            [[rows, np.diag(switch)], [table, np.zeros((len(table), c))], [equal, np.zeros((len(equal), c))]]
        )
        high = np.concatenate([bounds, limits, values])
        low = np.concatenate([np.full(c + len(limits), -np.inf), values])
        for presolve in (True, False):  # presolving loses its way on some programs that are simple without it
            with without_chatter():
                found = milp(
                    np.append(np.zeros(k), np.full(c, cost)),
                    integrality=np.append(np.zeros(k), np.ones(c)),
                    bounds=Bounds(0, np.append(np.full(k, np.inf), np.ones(c))),
                    constraints=LinearConstraint(left, low, high),
                    options={"mip_rel_gap": 0, "node_limit": MOST_NODES, "presolve": presolve},
                )
            if found.x is not None:
                return np.asarray(found.x[k:] > 0.5), found.status == 0
        return np.full(c, cost > 0), False

    def _clearest(self, rows: FloatArray) -> FloatArray:
        """(k,) the mixture for which the smallest of `rows @ x` is largest."""
        table, limits, equal, values = self.region.system()
        k = table.shape[1]
        upper = np.block([[-rows, np.ones((len(rows), 1))], [table, np.zeros((len(table), 1))]])
        exact = np.hstack([equal, np.zeros((len(equal), 1))])
        upper = np.vstack(
            [upper, np.append(np.zeros(k), 1.0)]
        )  # the margin lies between 0 and 1 where the rows leave it free
        found = maximum(
            np.append(np.zeros(k), 1.0), upper, np.concatenate([np.zeros(len(rows)), limits, [1.0]]), exact, values
        )
        return self._anywhere() if found is None else found[:k]

    def _anywhere(self) -> FloatArray:
        found = maximum(np.zeros(self.ahead.shape[1]), *self.region.system())
        if found is None:
            raise gave_up()
        return found

    def _number(self, mixture: FloatArray) -> int:
        """How many are ahead for this mixture, counted from the scores."""
        return int((self.ahead @ mixture > EQUAL).sum())
