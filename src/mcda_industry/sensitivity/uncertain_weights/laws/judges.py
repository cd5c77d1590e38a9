"""Weights between those of several judges."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from pydantic import Field, field_validator, model_validator

from mcda_industry.arrays import FloatArray, IntArray, frozen
from mcda_industry.errors import WeightsError, listed, quoted, speaks_french
from mcda_industry.records import FrozenMap, Name, Number, Record, positional
from mcda_industry.sensitivity.uncertain_weights.draws import Sampler
from mcda_industry.sensitivity.uncertain_weights.laws.dirichlet import Dirichlet
from mcda_industry.sensitivity.uncertain_weights.laws.regions import Region
from mcda_industry.weighting.pairwise import PairwiseComparisons
from mcda_industry.weighting.weights import Weights


class Judges(Record):
    """Weights that are a compromise of several judges: mixtures of theirs, in uncertain proportions.

    The proportions follow a Dirichlet law whose mean are the votes; with equal votes every set of proportions is equally
    likely. The mean of the weights is the arithmetic mean of the judges' weights by their votes.

    Parameters
    ----------
    weights
        By judge, `Weights`, priorities or points by criterion. All judges weigh the same criteria.
    votes
        How much each judge counts; one with 0 is left out. None: all alike.

    Notes
    -----
    The weights drawn are those of the convex hull of the judges' weights, the space of weights acceptable to a group in
    Lahdelma, R. & Salminen, P. (2001), SMAA-2: stochastic multicriteria acceptability analysis for group decision making,
    Operations Research 49.

    Examples
    --------
    >>> law = Judges({"ministry": {"npv": 3, "jobs": 1}, "region": {"npv": 1, "jobs": 3}})
    >>> weights = law.sampler(("npv", "jobs")).draw(np.random.default_rng(0), 1000)
    >>> shares = weights[:, 0] / weights.sum(axis=1)
    >>> bool(shares.min() >= 0.25), bool(shares.max() <= 0.75)
    (True, True)
    """

    kind: Literal["judges"] = "judges"
    weights: FrozenMap[Name, FrozenMap[Name, Number]]
    votes: FrozenMap[Name, Number] = Field(FrozenMap(), description="by judge; all alike when left out")

    @positional
    def __init__(self, weights: Mapping[str, Any], votes: Mapping[str, float] | None = None, **kind: Any) -> None:
        if not isinstance(weights, Mapping):
            said = f"The weights of judges are given by judge, {{'judge': weights, ...}}, not {quoted(weights)}. Name the judges."
            raise WeightsError(said, code="no_judges", field="weights")
        shares = {judge: dict(_weights_of(judge, given).shares) for judge, given in weights.items()}
        super().__init__(weights=shares, votes=votes, **kind)

    @model_validator(mode="before")
    @classmethod
    def _votes_are_settled(cls, data: Any) -> Any:
        if isinstance(data, Mapping) and data.get("votes") is None and isinstance(data.get("weights"), Mapping):
            return {**data, "votes": dict.fromkeys(data["weights"], 1.0)}
        return data

    @field_validator("weights")
    @classmethod
    def _are_weights(cls, weights: FrozenMap[str, FrozenMap[str, float]]) -> FrozenMap[str, FrozenMap[str, float]]:
        if not weights:
            raise WeightsError(
                "There are no judges. Give the weights of at least one.", code="no_judges", field="weights"
            )
        first = next(iter(weights))
        for judge, points in weights.items():
            _weights_of(judge, points)
            if different := sorted(set(points) ^ set(weights[first])):
                said = f"Judges {quoted(first)} and {quoted(judge)} must weigh the same criteria; they differ on "
                said += f"{listed(different)}. Give a weight for each, zero if need be."
                raise WeightsError(said, code="other_criteria", field=judge)
        return weights

    @model_validator(mode="after")
    def _votes_name_the_judges(self) -> "Judges":
        if different := sorted(set(self.votes) ^ set(self.weights)):
            said = f"Votes and weights must name the same judges; they differ on {listed(different)}. "
            raise WeightsError(said + "Give each judge a vote, zero if need be.", code="other_judges", field="votes")
        Weights(self.votes)  # zero or more, and not all zero
        return self

    def sampler(self, criteria: Sequence[str]) -> Sampler:
        """A sampler for these criteria, which must be those of the weights."""
        votes = np.array([share for share in Weights(self.votes).shares.values() if share > 0])
        return Mixture(Dirichlet(frozen(votes * len(votes))), self._table(criteria))

    def region(self, criteria: Sequence[str]) -> Region:
        """The mixtures of the judges' weights."""
        return Region(self._table(criteria))

    def _table(self, criteria: Sequence[str]) -> FloatArray:
        """(judges, m) shares of the judges who count."""
        names = tuple(criteria)
        return frozen([Weights(self.weights[judge]).over(names) for judge, vote in self.votes.items() if vote > 0])

    def sentence(self, lang: str = "en") -> str:
        """The law as a person would say it."""
        judges = [judge for judge, vote in self.votes.items() if vote > 0]
        if len(judges) == 1:
            return "poids d'un seul juge" if speaks_french(lang) else "the weights of one judge"
        if speaks_french(lang):
            return f"poids tirés entre ceux de {len(judges)} juges, en proportions incertaines"
        return f"weights drawn between those of {len(judges)} judges, in uncertain proportions"


def _weights_of(judge: str, given: Any) -> Weights:
    if isinstance(given, PairwiseComparisons):
        said = f"The judgements of {quoted(judge)} are no weights yet. Give their priorities: comparisons.priorities()."
        raise WeightsError(said, code="not_weights", field=judge)
    try:
        return Weights.of(given)
    except WeightsError as refusal:
        raise WeightsError.of([fault.within(f"Judge {quoted(judge)}") for fault in refusal.faults]) from None


@dataclass(frozen=True, eq=False)
class Mixture:
    """Mixes sets of weights (p, m) in random proportions."""

    proportions: Dirichlet
    spanning: FloatArray

    @property
    def possible(self) -> IntArray:
        """The columns some set gives a weight."""
        return np.flatnonzero(self.spanning.any(axis=0))

    def draw(self, generator: np.random.Generator, number: int) -> FloatArray:
        """(number, m) points; divide by the row sums for weights."""
        return np.asarray(self.proportions.draw(generator, number) @ self.spanning)
