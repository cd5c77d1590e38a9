"""Leave one criterion out: what the ranking owes to each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mcda_industry.arrays import average_ranks
from mcda_industry.concordance import kendall
from mcda_industry.errors import ProblemError, SensitivityError, did_you_mean, quoted, speaks_french
from mcda_industry.methods import RankingMethod
from mcda_industry.problem import Problem
from mcda_industry.ranking import Ranking, rank
from mcda_industry.records import FrozenMap
from mcda_industry.sensitivity.audits.severity import Severity, worst
from mcda_industry.sensitivity.one_weight.paths import proportions
from mcda_industry.weighting.weights import Weights
from mcda_industry.wording import enumerated, of_name

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class WithoutCriterion:
    """The ranking without one criterion.

    Attributes
    ----------
    criterion, weight
        Which, and its present weight.
    leaders
        Who leads without it.
    kendall
        Kendall's tau-b with the present order: 1 if the order is the same; NaN if all alternatives tie in one of them.
    moved
        How many alternatives have another rank.
    severity
        Whether the leaders change, the order only, or nothing.
    """

    criterion: str
    weight: float
    leaders: tuple[str, ...]
    kendall: float
    moved: int
    severity: Severity


@dataclass(frozen=True, eq=False)
class LeaveOneOut(Mapping[str, WithoutCriterion]):
    """What the ranking becomes without each criterion, by name.

    Attributes
    ----------
    ranking
        The present ranking.
    without
        The ranking without each criterion.
    """

    ranking: Ranking
    without: FrozenMap[str, WithoutCriterion]

    def __getitem__(self, criterion: str) -> WithoutCriterion:
        if criterion not in self:
            said = f"There is no criterion {quoted(criterion)}; {did_you_mean(criterion, self.without)}"
            raise ProblemError(said, code="unknown_criterion", field=str(criterion))
        return self.without[criterion]

    def __contains__(self, criterion: object) -> bool:
        return isinstance(criterion, str) and criterion in self.without

    def __iter__(self) -> Iterator[str]:
        return iter(self.without)

    def __len__(self) -> int:
        return len(self.without)

    @property
    def decisive(self) -> tuple[str, ...]:
        """The criteria without which others lead."""
        return tuple(name for name, found in self.items() if found.severity is Severity.LEADER)

    @property
    def strongest(self) -> str:
        """The criterion without which the order changes most, by Kendall's tau."""
        return min(self, key=lambda name: (np.nan_to_num(self[name].kendall, nan=1.0), name))

    @property
    def severity(self) -> Severity:
        """What changes at worst."""
        return max(found.severity for found in self.values())

    def sentence(self, lang: str = "en") -> str:
        """Which criteria the decision rests on, as a person would say it."""
        words = _WORDS["fr" if speaks_french(lang) else "en"]
        if self.severity is Severity.NOTHING:
            return words["nothing"].format(len(self))
        told = [
            words["leads"].format(name, enumerated(self[name].leaders, lang, most=3))
            for name in self.decisive[:MOST_TOLD]
        ]
        if len(self.decisive) > MOST_TOLD:
            more = len(self.decisive) - MOST_TOLD
            told.append(words["more" if more > 1 else "one more"].format(more))
        leaders, one = enumerated(self.ranking.leaders, lang, most=3), len(self.ranking.leaders) == 1
        same = words["same" if one else "same together"].format(leaders)
        head = words["instead"].format(", ".join(told), leaders, of=of_name(leaders)) if told else same
        most = self[self.strongest]
        if np.isnan(most.kendall):
            return head + "."
        tau = f"{most.kendall:.2f}".replace(".", "," if speaks_french(lang) else ".")
        return head + words["most"].format(most.criterion, tau)

    def to_frame(self) -> "pd.DataFrame":
        """A data frame: criteria by "weight", "leaders", "kendall" and "moved"."""
        import pandas as pd

        rows = {name: (f.weight, ", ".join(f.leaders), f.kendall, f.moved) for name, f in self.items()}
        return pd.DataFrame.from_dict(rows, orient="index", columns=["weight", "leaders", "kendall", "moved"])


MOST_TOLD = 3
"""Criteria that a sentence names."""

_WORDS = {
    "en": {
        "nothing": "Leaving out any one of {} criteria changes no rank.",
        "same": "Whichever criterion is left out, {} leads",
        "same together": "Whichever criterion is left out, {} lead",
        "leads": "without {} the leader is {}",
        "more": "{} more criteria change it",
        "one more": "one more criterion changes it",
        "instead": "The lead of {1} rests on single criteria: {0}",
        "most": "; the order changes most without {} (Kendall's tau {}).",
    },
    "fr": {
        "nothing": "Retirer l'un quelconque des {} critères ne change aucun rang.",
        "same": "Quel que soit le critère retiré, {} reste en tête",
        "same together": "Quel que soit le critère retiré, {} restent en tête",
        "leads": "sans {}, en tête vient {}",
        "more": "{} autres critères la changent",
        "one more": "un autre critère la change",
        "instead": "La première place {of} tient à certains critères : {0}",
        "most": " ; l'ordre change le plus sans {} (tau de Kendall {}).",
    },
}


def leave_one_out(
    problem: Problem, weights: Weights | Mapping[str, float], method: RankingMethod | str = "promethee2"
) -> LeaveOneOut:
    """What the ranking becomes if one criterion counts for nothing and the others keep their proportions, for each in turn.

    Parameters
    ----------
    problem, weights, method
        What is ranked, with which weights, and how.

    Returns
    -------
    LeaveOneOut
        By name of the criterion. Where all others have no weight now, they share it equally.

    Raises
    ------
    SensitivityError
        If there is one criterion only.

    Examples
    --------
    >>> from mcda_industry.problem import maximise
    >>> problem = Problem.of([maximise("a"), maximise("b")], {"x": (9, 1), "y": (3, 8), "z": (1, 2)})
    >>> print(leave_one_out(problem, {"a": 3, "b": 1}, "weighted_sum").sentence())
    The lead of x rests on single criteria: without a the leader is y; the order changes most without a (Kendall's tau -0.33).
    """
    ranking = rank(problem, weights, method)
    names = problem.criterion_names
    if len(names) < 2:
        said = "There is only one criterion; nothing is left without it. Add a criterion."
        raise SensitivityError(said, code="one_criterion")
    shares = ranking.weights.over(names)
    rows = zip(names, proportions(shares), strict=True)
    found = {name: _without(ranking, name, dict(zip(names, row.tolist(), strict=True))) for name, row in rows}
    return LeaveOneOut(ranking, FrozenMap(found))


def _without(ranking: Ranking, criterion: str, others: Mapping[str, float]) -> WithoutCriterion:
    then = ranking.under(Weights(others, source=f"without {criterion}"))
    moved = int((then.ranks != ranking.ranks).sum())
    tau = kendall(average_ranks(ranking.scores), average_ranks(then.scores))
    found = worst(then.leaders != ranking.leaders, moved > 0)
    return WithoutCriterion(criterion, ranking.weights[criterion], then.leaders, tau, moved, found)
