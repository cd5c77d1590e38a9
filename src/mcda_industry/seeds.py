"""Seeds that do not depend on who draws: one whole number for a run, and a generator for each of its parts."""

import numpy as np

from mcda_industry.errors import DecisionError, quoted

Seed = int | np.random.Generator
"""A whole number, zero or more, or a generator from which one is taken."""


def seed_number(rng: Seed, kind: type[DecisionError] = DecisionError) -> int:
    """The whole number that determines a run; taken from the generator if one is given.

    Raises
    ------
    DecisionError
        Of this kind, if it is neither.

    Examples
    --------
    >>> seed_number(7)
    7
    """
    if isinstance(rng, np.random.Generator):
        return int(rng.integers(2**63))
    if isinstance(rng, bool) or not isinstance(rng, int | np.integer) or rng < 0:
        said = f"rng must be a whole number, zero or more, or a numpy Generator, not {quoted(rng)}."
        raise kind(said, code="bad_seed", field="rng")
    return int(rng)


def block_generator(entropy: int, block: int, *stream: int) -> np.random.Generator:
    """The generator of one block of draws, or of one stream within it.

    Examples
    --------
    >>> block_generator(0, 1).random() == block_generator(0, 1).random() != block_generator(0, 2).random()
    True
    """
    return np.random.default_rng(np.random.SeedSequence(entropy, spawn_key=(block, *stream)))
