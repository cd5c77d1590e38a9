"""The same question by other conventions and other methods: whether the answer hangs on the choice of method."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, get_args

import numpy as np

from mcda_industry.arrays import average_ranks
from mcda_industry.comparing import Disagreement, disagreement
from mcda_industry.concordance import RankingsByName, kendall
from mcda_industry.errors import DecisionError, speaks_french
from mcda_industry.methods import RankingMethod, catalogue
from mcda_industry.methods.ahp import AhpSynthesis
from mcda_industry.methods.promethee import Promethee2
from mcda_industry.methods.topsis import Topsis
from mcda_industry.problem import Criterion, Problem
from mcda_industry.ranking import Ranking, rank
from mcda_industry.records import FrozenMap, Record
from mcda_industry.sensitivity.audits.severity import Severity, worst
from mcda_industry.weighting.weights import Weights
from mcda_industry.wording import enumerated

if TYPE_CHECKING:
    import pandas as pd

CONVENTIONS: Mapping[type, str] = {Topsis: "normalisation", AhpSynthesis: "mode"}
"""The convention of a method that others take otherwise, so that the same name gives another answer."""

THRESHOLD_FACTORS = {"thresholds -10 %": 0.9, "thresholds +10 %": 1.1}
"""PROMETHEE thresholds are judgements: all of them a tenth smaller, or larger."""


@dataclass(frozen=True, eq=False)
class MethodVariants(RankingsByName):
    """The rankings by other conventions of the method and by the other methods of the catalogue, by name.

    Attributes
    ----------
    ranking
        The ranking they are compared with.
    rankings
        By other conventions, such as "topsis, normalisation minmax" or "promethee2, thresholds +10 %", then by other methods.
    refused
        Those that cannot be used on this problem, with what they say.
    """

    ranking: Ranking
    rankings: FrozenMap[str, Ranking]
    noun: ClassVar[str] = "variant"
    refused: FrozenMap[str, str]

    def kendall(self, name: str) -> float:
        """Kendall's tau-b of a variant with the ranking: 1 for the same order; NaN if all alternatives tie in one of them."""
        return kendall(average_ranks(self.ranking.scores), average_ranks(self[name].scores))

    def disagreements(self, least: int = 1) -> tuple[Disagreement, ...]:
        """The alternatives whose ranks differ by `least` places or more between the ranking and the variants."""
        return disagreement({self.ranking.method: self.ranking, **self}, least)

    @property
    def other_leaders(self) -> tuple[str, ...]:
        """The variants by which others lead."""
        return tuple(name for name, found in self.items() if found.leaders != self.ranking.leaders)

    @property
    def severity(self) -> Severity:
        """What changes at worst."""
        moved = any((found.ranks != self.ranking.ranks).any() for found in self.values())
        return worst(bool(self.other_leaders), moved)

    def sentence(self, lang: str = "en") -> str:
        """How far the answer hangs on the method, as a person would say it."""
        words = _WORDS["fr" if speaks_french(lang) else "en"]
        if not self:
            return words["none"].format(self.ranking.method)
        if self.severity is Severity.NOTHING:
            return words["alike"].format(len(self), self.ranking.method)
        leaders, others = self._said(self.ranking, lang), self.other_leaders
        told = [words["leads"].format(self._said(self[name], lang), name) for name in others[:MOST_TOLD]]
        if len(others) > MOST_TOLD:
            told.append(words["more"].format(len(others) - MOST_TOLD))
        head = words["differ" if others else "same"].format(
            leaders, len(self) - len(others), len(self), ", ".join(told)
        )
        taus = {name: tau for name in self if not np.isnan(tau := self.kendall(name))}
        if not taus:
            return head + "."
        least = min(taus, key=taus.__getitem__)
        told_tau = f"{taus[least]:.2f}".replace(".", "," if speaks_french(lang) else ".")
        return head + words["least"].format(least, told_tau)

    @staticmethod
    def _said(ranking: Ranking, lang: str) -> str:
        """The leaders of a ranking, and that they lead."""
        one = len(ranking.leaders) == 1
        verb = ("est en tête" if one else "sont en tête") if speaks_french(lang) else "leads" if one else "lead"
        return f"{enumerated(ranking.leaders, lang, most=3)} {verb}"

    def to_frame(self) -> "pd.DataFrame":
        """A data frame: alternatives by variant, their ranks; the ranking itself first."""
        import pandas as pd

        columns = {self.ranking.method: self.ranking.ranks, **{name: found.ranks for name, found in self.items()}}
        return pd.DataFrame(columns, index=list(self.ranking.alternatives))


MOST_TOLD = 3
"""Variants that a sentence names."""

_WORDS = {
    "en": {
        "none": "There is nothing to compare {} with on this problem.",
        "alike": "All {} other conventions and methods give the order of {}.",
        "same": "{0} by all {2} other conventions and methods",
        "differ": "{0} by {1} of {2} other conventions and methods; {3}",
        "leads": "{} by {}",
        "more": "others by {} more",
        "least": "; the order agrees least with {} (Kendall's tau {}).",
    },
    "fr": {
        "none": "Il n'y a rien à quoi comparer {} sur ce problème.",
        "alike": "Les {} autres conventions et méthodes donnent toutes l'ordre de {}.",
        "same": "{0} par les {2} autres conventions et méthodes",
        "differ": "{0} par {1} des {2} autres conventions et méthodes ; {3}",
        "leads": "{} par {}",
        "more": "d'autres par {} autres",
        "least": " ; l'ordre s'accorde le moins avec {} (tau de Kendall {}).",
    },
}


def method_variants(
    problem: Problem, weights: Weights | Mapping[str, float], method: RankingMethod | str = "promethee2"
) -> MethodVariants:
    """Rank by other conventions of the same method and by the other methods of the catalogue, and compare.

    Conventions are the normalisations of TOPSIS and the modes of AHP; for PROMETHEE II, all thresholds a tenth smaller, and
    larger.

    Parameters
    ----------
    problem, weights, method
        What is ranked, with which weights, and how.

    Returns
    -------
    MethodVariants
        What cannot be used on this problem is in `refused`.

    Examples
    --------
    >>> from mcda_industry.problem import maximise
    >>> problem = Problem.of([maximise("a"), maximise("b")], {"x": (9, 1), "y": (5, 6), "z": (1, 8)})
    >>> found = method_variants(problem, {"a": 1, "b": 1}, "topsis")
    >>> list(found)[:3], list(found.refused)
    (['topsis, normalisation minmax', 'topsis, normalisation max', 'topsis, normalisation sum'], ['promethee2'])
    """
    ranking = rank(problem, weights, method)
    found: dict[str, Ranking] = {}
    refused: dict[str, str] = {}
    for name, variant, factor in _variants(ranking):
        try:
            found[name] = rank(_with_thresholds(ranking.problem, factor), ranking.weights, variant)
        except DecisionError as refusal:
            refused[name] = str(refusal)
    return MethodVariants(ranking, FrozenMap(found), FrozenMap(refused))


def _variants(ranking: Ranking) -> Iterator[tuple[str, RankingMethod, float]]:
    """Name, method and what thresholds are multiplied by: other conventions first, then other methods."""
    method = ranking.ranked_by
    convention = CONVENTIONS.get(type(method))
    if isinstance(method, Record) and convention is not None:
        now = getattr(method, convention)
        for value in get_args(type(method).model_fields[convention].annotation):
            if value != now:
                other = type(method)(**{**dict(method), convention: value})
                yield f"{method.name}, {convention} {value}", other, 1.0
    if isinstance(method, Promethee2):
        for name, factor in THRESHOLD_FACTORS.items():
            yield f"{method.name}, {name}", method, factor
    for name, kind in catalogue().items():
        if name != method.name:
            yield name, kind(), 1.0


def _with_thresholds(problem: Problem, factor: float) -> Problem:
    """The same problem with every threshold multiplied by this."""
    if factor == 1:
        return problem
    scaled = [None if c.preference is None else c.preference.scaled(factor) for c in problem.criteria]
    fields = ({**dict(c), "preference": p} for c, p in zip(problem.criteria, scaled, strict=True))
    return Problem.from_arrays(problem.values, [Criterion(**each) for each in fields], problem.alternatives)
