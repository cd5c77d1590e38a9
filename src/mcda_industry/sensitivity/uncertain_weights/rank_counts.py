"""Counting ranks over very many draws of the weights: the kernel of rank acceptability, arrays only.

Scores of a chunk of draws are one matrix product. Each score then gives up its lowest bits to the number of its alternative, so
that sorting the scores sorts the alternatives, and one count per chunk does the rest: no argsort. Draws in which two scores
are equal up to those bits are ranked again with all bits, and true ties share their ranks evenly.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from mcda_industry.arrays import FloatArray, IntArray, settled
from mcda_industry.errors import MethodError
from mcda_industry.methods import LinearScores, ScoreFunction
from mcda_industry.methods.topsis import TopsisScores
from mcda_industry.sensitivity.uncertain_weights.draws import Sampler, block_generator

CHUNK_BYTES = 1 << 19
"""Scores of a chunk of draws stay in the processor's cache. Part of the definition: it settles how products round."""


SHORT = 256
"""Alternatives up to which rows of their numbers are repeated for every draw."""


class Keys(NamedTuple):
    """Numbers that order u alternatives as their scores do, without normalising the weights or taking a root.

    `above` for linear scores; `above / (above + below)` under raised weights for TOPSIS; the scores of a black box.
    """

    function: ScoreFunction
    columns: IntArray
    """The criteria whose weight is not always zero."""
    above: FloatArray | None = None
    below: FloatArray | None = None
    power: int = 1

    def __call__(self, points: FloatArray) -> FloatArray:
        """(draws, u) keys for (draws, m) points; a new array."""
        if self.above is None:
            return self._scores(points)
        points = points[:, self.columns]
        if self.below is None:
            return np.asarray(points @ self.above)
        raised = points**self.power
        above, below = raised @ self.above, raised @ self.below
        below += above
        return np.divide(above, below, out=np.full_like(above, 0.5), where=below > 0)

    def _scores(self, points: FloatArray) -> FloatArray:
        scores = np.array(self.function(points / points.sum(axis=1, keepdims=True)), dtype=np.float64)
        if not np.isfinite(scores).all():
            name = getattr(self.function, "name", type(self.function).__name__)
            said = f"{name} gave a score that is not a finite number for some drawn weights. "
            raise MethodError(said + "Use a method that accepts this problem.", code="not_finite")
        return np.apply_along_axis(settled, 1, scores)


def distinct_keys(function: ScoreFunction, n: int, columns: IntArray) -> tuple[Keys, IntArray]:
    """Keys of the distinct alternatives, and (n,) which distinct one each alternative is.

    Alternatives with the same contributions on every criterion that counts, but for rounding, tie in every draw; they are
    counted once.
    """
    if isinstance(function, LinearScores):
        tables = [np.apply_along_axis(settled, 0, function.contributions[:, columns])]
    elif isinstance(function, TopsisScores):
        to_ideal, to_anti_ideal = function.parts()
        tables = [to_anti_ideal[:, columns], to_ideal[:, columns]]
    else:
        return Keys(function, columns), np.arange(n)
    joined = np.hstack(tables)
    _, first, which = np.unique(joined, axis=0, return_index=True, return_inverse=True)
    kept = [np.ascontiguousarray(table[first].T) for table in tables]
    power = function.power if isinstance(function, TopsisScores) else 1
    return Keys(function, columns, kept[0], kept[1] if len(kept) > 1 else None, power), which.ravel()


@dataclass(frozen=True, eq=False)
class Count:
    """What draws add up to, for u distinct alternatives among n.

    Attributes
    ----------
    begins
        (u, n) in how many draws without ties the copies of an alternative begin at each rank.
    shared
        (u, n) the same for draws with ties, already spread evenly over the ranks shared.
    firsts
        (u,) how often it is first, ties counting as fractions.
    weights
        (u, m) the sum of the weights under which it is first.
    """

    begins: IntArray
    shared: FloatArray
    firsts: FloatArray
    weights: FloatArray

    @classmethod
    def none(cls, distinct: int, n: int, m: int) -> "Count":
        """The count of no draws."""
        zeros = np.zeros((distinct, n), dtype=np.int64)
        return cls(zeros, np.zeros((distinct, n)), np.zeros(distinct), np.zeros((distinct, m)))

    def add(self, other: "Count") -> None:
        """Add another count to this one, in place."""
        self.begins[...] += other.begins
        self.shared[...] += other.shared
        self.firsts[...] += other.firsts
        self.weights[...] += other.weights

    def ranks(self, copies: IntArray) -> FloatArray:
        """(u, n) how often each copy of a distinct alternative takes each rank: copies share their ranks evenly."""
        total = self.shared.copy()
        for size in np.unique(copies):
            rows = copies == size
            for shift in range(size):
                total[rows, shift:] += self.begins[rows, : self.begins.shape[1] - shift] / size
        return total


@dataclass(frozen=True, eq=False)
class Block(ABC):
    """One block of draws to count: all that a worker needs, in a form that can be sent to it.

    Attributes
    ----------
    copies
        (u,) how many alternatives each of the u that are scored stands for.
    sampler, entropy, number, draws
        What the weights are drawn from, the seed of the run, which block this is, and how many draws it holds.
    """

    copies: IntArray
    sampler: Sampler
    entropy: int
    number: int
    draws: int

    def points(self) -> FloatArray:
        """(draws, m) the weights of this block, in points."""
        return self.sampler.draw(block_generator(self.entropy, self.number), self.draws)

    @abstractmethod
    def scorer(self, points: FloatArray) -> Callable[[slice], FloatArray]:
        """A function of rows: keys (rows, u) that order as the scores do, a new array; asked again, the same numbers."""


@dataclass(frozen=True, eq=False)
class WeightBlock(Block):
    """A block in which the weights alone are drawn."""

    keys: Keys

    def scorer(self, points: FloatArray) -> Callable[[slice], FloatArray]:
        """The keys of some of the draws."""
        return lambda rows: self.keys(points[rows])


def count(block: Block) -> Count:
    """Draw a block of weights and count the ranks they give."""
    points = block.points()
    keys_of, packing = block.scorer(points), Packing.of(block.copies)
    total = Count.none(len(block.copies), int(block.copies.sum()), points.shape[1])
    begins = np.zeros(total.begins.size, dtype=np.int64)
    for rows in chunks(len(points), len(block.copies)):
        order, tied = packing.worst_first(keys_of(rows))
        shares = points[rows].T / (points[rows] @ np.ones(points.shape[1]))
        if tied.size:
            keys = keys_of(rows)
            for row in tied:
                _add_tied(total, keys[row], shares[:, row], block.copies)
            order, shares = np.delete(order, tied, axis=0), np.delete(shares, tied, axis=1)
        _add_leaders(total, order[:, -1], shares, block.copies)
        begins += packing.begins(order, block.copies)
    total.begins[...] = begins.reshape(total.begins.shape[::-1]).T
    return total


def chunks(draws: int, distinct: int) -> list[slice]:
    """The draws cut so that the keys of a piece fit the cache."""
    rows = chunk_rows(distinct)
    return [slice(start, min(draws, start + rows)) for start in range(0, draws, rows)]


def chunk_rows(distinct: int) -> int:
    """How many draws a piece holds."""
    return int(np.clip(CHUNK_BYTES // (8 * distinct), min(distinct, 1024), 8192))  # a count of u² ranks wants u rows


@dataclass(frozen=True, eq=False)
class Packing:
    """How keys carry the numbers of their alternatives in their lowest bits, for up to so many draws at once.

    Attributes
    ----------
    bits
        How many bits the numbers take.
    numbers
        (draws, u) the number of each alternative.
    places
        (draws, u) where the count of each rank begins, from the worst to the best, where no alternative has a copy.

    Both are repeated for every draw of a chunk where there are few alternatives: a short row is slow to repeat by broadcasting.
    """

    bits: int
    numbers: IntArray
    places: IntArray

    @classmethod
    def of(cls, copies: IntArray) -> "Packing":
        """The packing of alternatives with these numbers of copies (u,)."""
        u = len(copies)
        draws = chunk_rows(u) if u <= SHORT else 1
        numbers, places = (np.tile(row, (draws, 1)) for row in (np.arange(u), np.arange(u - 1, -1, -1) * u))
        return cls(int(np.ceil(np.log2(max(2, u)))), numbers, places)

    def worst_first(self, keys: FloatArray) -> tuple[IntArray, IntArray]:
        """(draws, u) the alternatives from worst to best, and the draws in which two keys were too close to tell apart.

        The keys are used up.
        """
        integers = keys.view(np.int64)
        integers &= -1 << self.bits
        integers |= self.numbers[: len(keys)]
        keys.sort(axis=1)
        tied = _tied(keys, self.bits)
        integers &= (1 << self.bits) - 1
        return integers, tied

    def begins(self, order: IntArray, copies: IntArray) -> IntArray:
        """(n u,) in how many of these draws each rank is where each alternative begins, rank by rank; the order is used up."""
        distinct, n = len(copies), int(copies.sum())
        if distinct == n:
            order += self.places[: len(order)]
        else:
            taken = np.cumsum(copies[order], axis=1)
            order += (n - taken) * distinct
        return np.bincount(order.ravel(), minlength=distinct * n)


def _tied(packed: FloatArray, bits: int) -> IntArray:
    """The rows in which two neighbours are so close that their lowest bits may decide; mostly there are none."""
    u = packed.shape[1]
    if u == 1:
        return np.zeros(0, dtype=np.int64)
    line = packed.ravel()
    gaps = line[1:] - line[:-1]
    gaps[u - 1 :: u] = np.inf  # from one row to the next
    close = np.spacing(max(np.abs(packed[:, 0]).max(), np.abs(packed[:, -1]).max())) * 2.0 ** (bits + 1)
    return np.unique(np.flatnonzero(gaps <= close) // u) if gaps.min() <= close else np.zeros(0, dtype=np.int64)


def _add_leaders(total: Count, leaders: IntArray, shares: FloatArray, copies: IntArray) -> None:
    """Add who was first (draws,), and under which weights (m, draws), over draws without ties."""
    u, m = total.weights.shape
    total.firsts[...] += np.bincount(leaders, minlength=u) / copies
    cells = leaders + u * np.arange(m)[:, None]
    sums = np.bincount(cells.ravel(), weights=shares.ravel(), minlength=u * m)
    total.weights[...] += sums.reshape(m, u).T / copies[:, None]


def _add_tied(total: Count, keys: FloatArray, shares: FloatArray, copies: IntArray) -> None:
    """Add one draw in which keys are equal or nearly so: those exactly equal share the ranks they take."""
    order = np.argsort(-keys, kind="stable")
    groups = np.split(order, np.flatnonzero(np.diff(keys[order])) + 1)
    start = 0
    for group in groups:
        size = int(copies[group].sum())
        total.shared[group, start : start + size] += 1 / size
        start += size
    first = groups[0]
    total.firsts[first] += 1 / copies[first].sum()
    total.weights[first] += shares / copies[first].sum()


def wins(block: Block) -> FloatArray:
    """(u, u) how often the row alternative beats the column one in this block; ties count one half."""
    points = block.points()
    keys_of = block.scorer(points)
    total = np.zeros((len(block.copies), len(block.copies)))
    for rows in chunks(len(points), len(block.copies)):
        keys = keys_of(rows)
        for i in range(len(block.copies)):
            mine = keys[:, i : i + 1]
            total[i] += 0.5 * ((mine > keys).sum(axis=0) + (mine >= keys).sum(axis=0))
    return total
