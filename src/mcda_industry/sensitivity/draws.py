"""Laws of uncertain weights, and draws from them that do not depend on who draws.

Draws come in blocks of fixed size; block `b` has its own seed, derived from the seed of the run and `b` alone. Chunks, threads
and workers can take blocks in any order: the numbers are the same.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal, Protocol

import numpy as np
from pydantic import Field, field_validator

from mcda_industry.arrays import FloatArray, IntArray, frozen
from mcda_industry.errors import SensitivityError, quoted, speaks_french
from mcda_industry.records import FrozenMap, Name, Number, Record, positional
from mcda_industry.weighting.weights import Weights

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


@dataclass(frozen=True, eq=False)
class Dirichlet:
    """Weights proportional to independent gamma variables: Dirichlet with these parameters (m,)."""

    parameters: FloatArray

    @property
    def possible(self) -> IntArray:
        """The columns with a parameter above zero."""
        return np.flatnonzero(self.parameters)

    def draw(self, generator: np.random.Generator, number: int) -> FloatArray:
        """(number, m) gamma points; divide by the row sums for weights."""
        if np.all(self.parameters == 1):
            return generator.standard_exponential((number, len(self.parameters)))
        return generator.standard_gamma(self.parameters, (number, len(self.parameters)))


class AnyWeights(Record):
    """Every set of weights is equally likely: uniform on the simplex.

    >>> AnyWeights().sampler(("npv", "jobs")).draw(np.random.default_rng(0), 2).shape
    (2, 2)
    """

    kind: Literal["any"] = "any"

    def sampler(self, criteria: Sequence[str]) -> Sampler:
        """A sampler for these criteria."""
        return Dirichlet(frozen(np.ones(len(criteria))))

    def sentence(self, lang: str = "en") -> str:
        """The law as a person would say it."""
        return (
            "tous les jeux de poids sont également probables"
            if speaks_french(lang)
            else "every set of weights is equally likely"
        )


class Around(Record):
    """Weights scattered around given ones: Dirichlet with mean `weights`.

    Parameters
    ----------
    weights
        The mean, as `Weights` or points by criterion.
    concentration
        1 or more: the higher, the closer. A weight w has standard deviation sqrt(w (1 - w) / (concentration + 1)).

    Examples
    --------
    >>> law = Around({"npv": 3, "jobs": 1}, concentration=50)
    >>> points = law.sampler(("npv", "jobs")).draw(np.random.default_rng(0), 1000)
    >>> (points / points.sum(axis=1, keepdims=True)).mean(axis=0).round(2)
    array([0.75, 0.25])
    """

    kind: Literal["around"] = "around"
    weights: FrozenMap[Name, Number]
    concentration: Annotated[Number, Field(ge=1)] = 50.0

    @positional
    def __init__(self, weights: Weights | Mapping[str, float], concentration: float = 50.0, **kind: Any) -> None:
        super().__init__(weights=dict(Weights.of(weights).shares), concentration=concentration, **kind)

    @field_validator("weights")
    @classmethod
    def _are_weights(cls, weights: FrozenMap[str, float]) -> FrozenMap[str, float]:
        Weights(weights)  # JSON comes here without the constructor
        return weights

    def sampler(self, criteria: Sequence[str]) -> Sampler:
        """A sampler for these criteria, which must be those of the weights; a zero weight stays zero."""
        return Dirichlet(frozen(Weights(self.weights).over(tuple(criteria)) * self.concentration))

    def sentence(self, lang: str = "en") -> str:
        """The law as a person would say it."""
        if speaks_french(lang):
            return f"poids tirés autour de ceux donnés (concentration {self.concentration:g})"
        return f"weights drawn around those given (concentration {self.concentration:g})"


AnyLaw = Annotated[AnyWeights | Around, Field(discriminator="kind")]
"""One of the laws, told apart in JSON by its `kind`."""


def as_law(law: object) -> AnyWeights | Around:
    """The law itself; weights, names and anything else that is no law are refused.

    >>> as_law(AnyWeights()).kind
    'any'
    """
    if isinstance(law, AnyWeights | Around):
        return law
    said = f"{quoted(law)} is not a law of the weights. Give AnyWeights(), or Around(weights)."
    raise SensitivityError(said, code="bad_law", field="law")


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
