"""How many of some linear functions can be high together somewhere in a region of weights, with proof: arrays only.

The number found is reached somewhere, and counted there. That no place has more is shown by the first of these that does: all
of them are; a linear program with the pairs that exclude each other says so; the mixed-integer program does.
"""

from dataclasses import dataclass
from math import floor
from typing import Any, NamedTuple

import numpy as np

from mcda_industry.arrays import BoolArray, FloatArray, IntArray
from mcda_industry.chatter import without_chatter
from mcda_industry.sensitivity.uncertain_weights.boxes import Box
from mcda_industry.sensitivity.uncertain_weights.laws.regions import Region, gave_up, maximum

CLEAR = 1e-5
"""A lead this small a share of the largest lead the pair can have, is not looked for: it counts as a tie."""

EQUAL = 1e-9
"""A lead this small a share of the largest lead counts as none when a rank found is checked."""

MOST_NODES = 20_000
"""Nodes of a search tree after which the best number found so far is given, and is not called proved."""

STEPS = (0.3, 0.1, 0.03, 0.01, 0.003, 0.3, 0.03, 0.003)
"""How far towards each known place a climb looks, one after the other."""

HALVINGS = 7
"""Times the mixing of two functions is halved in search of one that is low everywhere."""


class Answer(NamedTuple):
    """A place a program found: no place has more than `bound`; where it believes `chosen` (c,) to be high."""

    bound: int
    place: FloatArray
    chosen: BoolArray


@dataclass(frozen=True, eq=False)
class Contest:
    """Functions of mixtures x, each high where its row @ x is zero or more, or where it is more than zero.

    Attributes
    ----------
    region, box
        The weights, as mixtures of k corners, and the box around them.
    rows
        (c, k) the functions, each scaled to be at most about 1 in size.
    depth
        (c,) how far below zero each can be.
    strict
        Whether zero is not high.
    """

    region: Region
    box: Box
    rows: FloatArray
    depth: FloatArray
    strict: bool

    def most(self, known: FloatArray, values: FloatArray) -> tuple[int, bool]:
        """The most that are high together, and whether that is proved, given places (p, k) and the values (c, p) there."""
        best, place = self._climb(known, values, known[np.argmax(self._high(values).sum(axis=0))])
        if best == len(self.rows):
            return best, True
        pairs = self.exclusive(values)
        if (answer := self._solved(pairs, whole=False)) is not None:
            best = max(best, self._climb(known, values, answer.place)[0])
            if best >= answer.bound:
                return best, True
        answer = self._solved(pairs, whole=True)
        if answer is None:
            return best, False
        for place in (answer.place, self._clearest(answer.chosen)):
            best = max(best, self._climb(known, values, place)[0])
            if best >= answer.bound:
                return best, True
        return best, False

    @property
    def _least(self) -> float:
        return EQUAL if self.strict else -EQUAL

    def _high(self, values: FloatArray) -> BoolArray:
        return np.asarray(values > self._least)

    def _climb(self, known: FloatArray, values: FloatArray, place: FloatArray) -> tuple[int, FloatArray]:
        """How many are high at a place, or at a better one nearby, and that place."""
        here = self.rows @ place
        best = int(self._high(here).sum())
        for step in STEPS:
            counts = self._high((1 - step) * here[:, None] + step * values).sum(axis=0)
            towards = int(counts.argmax())
            moved = (1 - step) * place + step * known[towards]
            there = self.rows @ moved
            if (count := int(self._high(there).sum())) >= best:
                best, place, here = count, moved, there
        return best, place

    def exclusive(self, values: FloatArray) -> IntArray:
        """(p, 2) pairs that are never high together: some mixture of the two is low in the whole box around the region.

        That mixture is looked for by halving, on the side to which its largest value in the box falls. Pairs that are high
        together in some place known, with values (c, p), need no search.
        """
        high = self._high(values).astype(np.float32)
        pairs = np.argwhere(np.triu(high @ high.T == 0, 1))
        share, width, found = np.full(len(pairs), 0.5), 0.25, []
        for _ in range(HALVINGS):
            one, other = self.rows[pairs[:, 0]], self.rows[pairs[:, 1]]
            mixed = share[:, None] * one + (1 - share)[:, None] * other
            ends = self.box.ends(mixed)
            low = (mixed * ends).sum(axis=1) < self._least
            first, second = (one * ends).sum(axis=1), (other * ends).sum(axis=1)
            found.append(pairs[low])
            open_ = ~low & ~(self._high(first) & self._high(second))
            share = (share - width * np.sign(first - second))[open_]
            pairs, width = pairs[open_], width / 2
        return np.concatenate(found)

    def _solved(self, pairs: IntArray, whole: bool) -> Answer | None:
        """The program over x and y, y of a function being 0 only where it is high; with y between 0 and 1, or whole."""
        from scipy.optimize import Bounds, LinearConstraint, milp
        from scipy.sparse import block_array, coo_array, diags_array

        (c, k), (table, limits, equal, values) = self.rows.shape, self.region.system()
        p, margin = len(pairs), CLEAR if self.strict else 0.0
        one_low = coo_array((np.ones(2 * p), (np.repeat(np.arange(p), 2), pairs.ravel())), shape=(p, c))
        blocks: list[list[Any]] = [[self.rows, diags_array(self.depth + margin)], [equal, None]]
        blocks += [[table, None]] if len(table) else []
        blocks += [[None, one_low]] if p else []
        low = np.concatenate([np.full(c, margin), values, np.full(len(limits), -np.inf), np.ones(p)])
        high = np.concatenate([np.full(c, np.inf), values, limits, np.full(p, np.inf)])
        for presolve in (True, False):  # presolving loses its way on some programs that are simple without it
            with without_chatter():
                found = milp(
                    np.append(np.zeros(k), np.ones(c)),
                    integrality=np.append(np.zeros(k), np.full(c, float(whole))),
                    bounds=Bounds(0, np.append(np.full(k, np.inf), np.ones(c))),
                    constraints=LinearConstraint(block_array(blocks, format="csr"), low, high),
                    options={"mip_rel_gap": 0, "node_limit": MOST_NODES, "presolve": presolve},
                )
            if found.x is not None:
                least = found.mip_dual_bound if whole else found.fun
                return Answer(floor(c - least + 1e-4), found.x[:k], np.asarray(found.x[k:] < 0.5))
        return None

    def _clearest(self, chosen: BoolArray) -> FloatArray:
        """(k,) the mixture for which the smallest of the functions chosen is largest."""
        rows, (table, limits, equal, values) = self.rows[chosen], self.region.system()
        k = self.rows.shape[1]
        upper = np.block([[-rows, np.ones((len(rows), 1))], [table, np.zeros((len(table), 1))]])
        upper = np.vstack(
            [upper, np.append(np.zeros(k), 1.0)]
        )  # the margin lies between 0 and 1 where rows leave it free
        exact = np.hstack([equal, np.zeros((len(equal), 1))])
        bounds = np.concatenate([np.zeros(len(rows)), limits, [1.0]])
        found = maximum(np.append(np.zeros(k), 1.0), upper, bounds, exact, values)
        if found is None:
            found = maximum(np.zeros(k), *self.region.system())
        if found is None:
            raise gave_up()
        return found[:k]
