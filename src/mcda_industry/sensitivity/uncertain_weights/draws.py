"""Draws that do not depend on who draws them: blocks, each with its own seed.

Draws come in blocks of fixed size; block `b` has its own seed, derived from the seed of the run and `b` alone. Chunks, threads
and workers can take blocks in any order: the numbers are the same.
"""

from typing import Protocol, runtime_checkable

import numpy as np

from mcda_industry.arrays import FloatArray, IntArray, is_whole
from mcda_industry.errors import SensitivityError, quoted

BLOCK = 65_536
"""Draws in a block; part of the definition of the numbers drawn."""

Seed = int | np.random.Generator
"""A whole number, zero or more, or a generator from which one is taken."""


class Sampler(Protocol):
    """Draws weights over m criteria in a settled order."""

    @property
    def possible(self) -> IntArray:
        """The columns whose weight is not always zero."""

    def draw(self, generator: np.random.Generator, number: int) -> FloatArray:
        """(number, m) points, zero or more, each row with a sum above zero; rows need not sum to one."""


@runtime_checkable
class Spans(Protocol):
    """A sampler whose weights keep to a part of the weights its criteria allow, such as two weights that are always equal."""

    @property
    def spanning(self) -> FloatArray:
        """(p, m) weights of which all those drawn are linear combinations."""


def entropy_of(rng: Seed) -> int:
    """The whole number that determines a run; taken from the generator if one is given."""
    if isinstance(rng, np.random.Generator):
        return int(rng.integers(2**63))
    if isinstance(rng, bool) or not isinstance(rng, int | np.integer) or rng < 0:
        said = f"rng must be a whole number, zero or more, or a numpy Generator, not {quoted(rng)}."
        raise SensitivityError(said, code="bad_seed", field="rng")
    return int(rng)


def block_generator(entropy: int, block: int) -> np.random.Generator:
    """The generator of one block of draws."""
    return np.random.default_rng(np.random.SeedSequence(entropy, spawn_key=(block,)))


def block_sizes(draws: int) -> list[int]:
    """How many draws each block holds; all but the last are full."""
    full, rest = divmod(draws, BLOCK)
    return [BLOCK] * full + ([rest] if rest else [])


def check_draws(draws: object) -> None:
    """Refuse a number of draws that is not a whole number of 1 or more."""
    if not is_whole(draws, 1):
        said = f"draws must be a whole number of 1 or more, not {quoted(draws)}."
        raise SensitivityError(said, code="bad_draws", field="draws")
