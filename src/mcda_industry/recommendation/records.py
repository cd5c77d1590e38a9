"""The recommendation records: what other programs read and people sign."""

from typing import Literal

from pydantic import Field

from mcda_industry.errors import speaks_french
from mcda_industry.records import Count, FrozenMap, Labels, Name, Number, Record, Text

SCHEMA_VERSION = "1.0"
"""Raised in its first number when a reader of older records could misread a new one."""

VerdictKind = Literal["retain", "retain_if_confirmed", "reserve", "not_now"]


class Verdict(Record):
    """What is advised, and the rule that gave it."""

    kind: VerdictKind
    rule: Name = Field(description="the name of the rule in VerdictRules that gave this verdict")
    because: Labels = Field(description="the rule with its figures, by language")


class Result(Record):
    """Rank and score by one method."""

    method: Name
    conventions: FrozenMap[str, str]
    rank: Count = Field(description="1 is best; ties share the smaller rank")
    score: Number = Field(description="higher is better; comparable within the method only")


class Reason(Record):
    """One criterion that speaks for, or against, the alternative."""

    criterion: Name
    label: Labels
    value: Number = Field(description="the performance, in the unit")
    unit: Text
    contribution: Number = Field(description="what the criterion adds to the score against the average alternative")


class DecisiveWeight(Record):
    """The single weight whose smallest move, the others in proportion, changes the side of the line."""

    criterion: Name
    weight: Number = Field(description="the present weight")
    at: Number = Field(description="the weight beyond which the alternative enters or leaves the best places")


class Robustness(Record):
    """How sure the place is."""

    law: Labels = Field(description="what is supposed of the weights")
    draws: Count
    first_share: Number = Field(description="share of draws in which it is first")
    within_share: Number = Field(description="share of draws in which it is among the best places")
    within_error: Number = Field(description="Monte Carlo standard error of within_share")
    rank_low: Count = Field(description="best rank in the middle 90 % of the draws")
    rank_high: Count = Field(description="worst rank in the middle 90 % of the draws")
    exact: bool = Field(
        description="whether the intervals are exact; false where the method is a black box and has none"
    )
    intervals: FrozenMap[str, tuple[Number, Number, Number]] = Field(
        description="by criterion: lowest, present and highest weight that keep it on its side of the line"
    )
    decisive: DecisiveWeight | None = Field(description="null where no single weight changes the side of the line")


class Provenance(Record):
    """Enough to compute the record again."""

    library: Name = "mcda_industry"
    version: Name
    method: Name
    conventions: FrozenMap[str, str]
    weights: FrozenMap[str, Number]
    weights_source: Text
    seed: Count
    draws: Count
    inputs: Name = Field(description="SHA-256 of the problem, weights, methods, law, places, rules and limits")


class Recommendation(Record):
    """One alternative: what is advised, why, how sure that is, and what it was computed from."""

    schema_version: Literal["1.0"] = "1.0"
    subject: Name
    title: Labels
    alternatives: Count = Field(description="how many alternatives were compared")
    places: Count = Field(description="how many places there are to fill")
    results: tuple[Result, ...] = Field(description="the deciding method first")
    verdict: Verdict
    strengths: tuple[Reason, ...]
    weaknesses: tuple[Reason, ...]
    robustness: Robustness
    caveats: tuple[Labels, ...]
    summary: Labels = Field(description="the recommendation in one sentence, by language")
    provenance: Provenance

    @property
    def rank(self) -> int:
        """The rank by the deciding method."""
        return self.results[0].rank

    def sentence(self, lang: str = "en") -> str:
        """The recommendation in one sentence."""
        return self.summary.get("fr" if speaks_french(lang) else "en", self.summary["en"])
