"""Uniform on the simplex, or scattered around given weights: Dirichlet laws."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal

import numpy as np
from pydantic import Field, field_validator

from mcda_industry.arrays import FloatArray, IntArray, frozen
from mcda_industry.errors import speaks_french
from mcda_industry.records import FrozenMap, Name, Number, Record, positional
from mcda_industry.sensitivity.uncertain_weights.draws import Sampler
from mcda_industry.sensitivity.uncertain_weights.laws.regions import Region
from mcda_industry.weighting.weights import Weights


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

    def region(self, criteria: Sequence[str]) -> Region:
        """The weights that are possible: all."""
        return Region(frozen(np.eye(len(criteria))))

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

    def region(self, criteria: Sequence[str]) -> Region:
        """The weights that are possible: all, but a zero weight stays zero."""
        shares = Weights(self.weights).over(tuple(criteria))
        return Region(frozen(np.eye(len(criteria))[shares > 0]))

    def sentence(self, lang: str = "en") -> str:
        """The law as a person would say it."""
        if speaks_french(lang):
            return f"poids tirés autour de ceux donnés (concentration {self.concentration:g})"
        return f"weights drawn around those given (concentration {self.concentration:g})"
