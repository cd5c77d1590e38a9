"""Blocks of draws in which performances and thresholds are drawn with the weights."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from mcda_industry.arrays import FloatArray, settled
from mcda_industry.sensitivity.uncertain_data.rescoring import Versions, scores_of
from mcda_industry.sensitivity.uncertain_weights.draws import BLOCK, Sampler
from mcda_industry.sensitivity.uncertain_weights.rank_counts import Block

NUMBERS_AT_ONCE = 1 << 21
"""Uncertain numbers drawn in a block (16 MiB); part of the definition of the numbers drawn."""

DATA = 1
"""Tells the generator of the performances of a block from that of its weights."""


@dataclass(frozen=True, eq=False)
class DataBlock(Block):
    """A block in which every draw is another version of the problem; no two alternatives are taken for copies."""

    versions: Versions

    def scorer(self, points: FloatArray) -> Callable[[slice], FloatArray]:
        """The scores of some of the draws; those that differ by rounding only have one value."""
        generator = np.random.default_rng(np.random.SeedSequence(self.entropy, spawn_key=(self.number, DATA)))
        values = self.versions.settled(generator.random((self.draws, self.versions.number)))
        shares = points / points.sum(axis=1, keepdims=True)
        return lambda rows: np.apply_along_axis(settled, 1, scores_of(self.versions, values[rows], shares[rows]))


def data_blocks(versions: Versions, sampler: Sampler, entropy: int, draws: int) -> tuple[DataBlock, ...]:
    """The blocks of this many draws."""
    n, size = len(versions.evaluations.values), min(BLOCK, max(1, NUMBERS_AT_ONCE // versions.number))
    sizes = [min(size, draws - start) for start in range(0, draws, size)]
    copies = np.ones(n, dtype=np.int64)
    return tuple(DataBlock(copies, sampler, entropy, b, each, versions) for b, each in enumerate(sizes))


def confidence_under(block: DataBlock, central: FloatArray) -> FloatArray:
    """(n,) how often each alternative is first under its own central weights (n, m), over the performances of a block.

    NaN where it has none.
    """
    found = np.full(len(central), np.nan)
    for i in np.flatnonzero(~np.isnan(central[:, 0])):
        scores = block.scorer(np.broadcast_to(central[i], (block.draws, central.shape[1])))(slice(None))
        first = scores == scores.max(axis=1, keepdims=True)
        found[i] = (first[:, i] / first.sum(axis=1)).mean()
    return found
