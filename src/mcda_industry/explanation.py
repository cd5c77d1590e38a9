"""Why an alternative stands where it does: what each criterion brings, who is just ahead, what a place would take."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from mcda_industry.arrays import FloatArray
from mcda_industry.errors import speaks_french
from mcda_industry.problem import Criterion, Problem
from mcda_industry.search import least_share


@dataclass(frozen=True)
class Contribution:
    """What one criterion adds to (above 0) or takes from (below 0) a score, against the average alternative."""

    criterion: Criterion
    value: float
    contribution: float


@dataclass(frozen=True)
class Difference:
    """Two alternatives on one criterion, and how much of the lead of the first comes from it."""

    criterion: Criterion
    first: float
    second: float
    lead: float


@dataclass(frozen=True)
class Comparison:
    """Two alternatives, criterion by criterion.

    Attributes
    ----------
    first, second
        Their names.
    gap
        The score of the first less that of the second.
    differences
        A row for each criterion, what counts most first; none where the method is a black box. For linear scores the leads add up
        to the gap.
    """

    first: str
    second: str
    gap: float
    differences: tuple[Difference, ...]

    def sentence(self, lang: str = "en") -> str:
        """The comparison as a person would say it."""
        words = _WORDS["fr" if speaks_french(lang) else "en"]
        told = words["ahead" if self.gap > 0 else "behind" if self.gap < 0 else "level"]
        said = told.format(first=self.first, second=self.second, gap=_number(abs(self.gap), lang))
        ways = (
            ("thanks", [d for d in self.differences if d.lead > 0]),
            ("despite", [d for d in self.differences if d.lead < 0]),
        )
        parts = [words[way] + ", ".join(d.criterion.name for d in found[:3]) for way, found in ways if found]
        return said + ("" if not parts else " ; " if speaks_french(lang) else "; ") + ", ".join(parts) + "."


@dataclass(frozen=True)
class Gain:
    """The value one criterion must reach, all else equal, for the alternative to gain a place.

    `share` is how much of the way from the present value to the best one (of the scale, or observed) that is.
    """

    criterion: Criterion
    now: float
    needed: float
    share: float


@dataclass(frozen=True)
class Explanation:
    """One alternative in a ranking.

    Attributes
    ----------
    alternative, rank, score
        Its name and place.
    contributions
        What each criterion brings, from most helpful to most harmful; none where the method is a black box.
    ahead
        The comparison with the alternative just ahead; None for the first.
    gains
        What it would take on a single criterion to gain a place, the smallest step first; empty for the first, where no criterion
        alone suffices, and where it was not looked for.
    gains_sought
        Whether it was looked for.
    """

    alternative: str
    rank: int
    score: float
    contributions: tuple[Contribution, ...]
    ahead: Comparison | None
    gains: tuple[Gain, ...]
    gains_sought: bool = True

    def sentence(self, lang: str = "en") -> str:
        """The explanation as a person would say it."""
        words = _WORDS["fr" if speaks_french(lang) else "en"]
        helps = [c.criterion.name for c in self.contributions if c.contribution > 0][:3]
        harms = [c.criterion.name for c in reversed(self.contributions) if c.contribution < 0][:3]
        said = words["rank"].format(name=self.alternative, rank=self.rank)
        said += (
            (words["for"] + ", ".join(helps) if helps else "")
            + (words["against"] + ", ".join(harms) if harms else "")
            + "."
        )
        if self.ahead is None or not self.gains_sought:
            return said
        if not self.gains:
            return said + words["no_gain"]
        gain = self.gains[0]
        now, needed = _number(gain.now, lang), _number(gain.needed, lang)
        needed = words["beyond"] + now if now == needed else needed
        return said + words["gain"].format(criterion=gain.criterion.name, now=now, needed=needed)


_WORDS = {
    "en": {
        "rank": "{name} is number {rank}",
        "for": "; for it speak ",
        "against": "; against it ",
        "no_gain": " No criterion alone would gain it a place.",
        "gain": " To gain a place, {criterion} alone would have to go from {now} to {needed}.",
        "beyond": "just beyond ",
        "ahead": "{first} is ahead of {second} by {gap}",
        "behind": "{first} is behind {second} by {gap}",
        "level": "{first} and {second} tie",
        "thanks": "for it: ",
        "despite": "against it: ",
    },
    "fr": {
        "rank": "{name} est n° {rank}",
        "for": " ; pour lui : ",
        "against": " ; contre lui : ",
        "no_gain": " Aucun critère ne suffirait seul à lui faire gagner une place.",
        "gain": " Pour gagner une place, {criterion} seul devrait passer de {now} à {needed}.",
        "beyond": "juste au-delà de ",
        "ahead": "{first} devance {second} de {gap}",
        "behind": "{first} est devancé par {second} de {gap}",
        "level": "{first} et {second} sont à égalité",
        "thanks": "pour : ",
        "despite": "contre : ",
    },
}


def _number(value: float, lang: str) -> str:
    shown = f"{value:.4g}"
    return shown.replace(".", ",") if speaks_french(lang) else shown


def contributions(problem: Problem, row: int, explanation: FloatArray | None) -> tuple[Contribution, ...]:
    """What each criterion brings to the alternative in this row, from most helpful to most harmful."""
    if explanation is None:
        return ()
    order = np.argsort(-explanation[row], kind="stable")
    return tuple(
        Contribution(problem.criteria[j], float(problem.values[row, j]), float(explanation[row, j])) for j in order
    )


def comparison(
    problem: Problem, rows: tuple[int, int], scores: FloatArray, explanation: FloatArray | None
) -> Comparison:
    """The alternatives in two rows, criterion by criterion."""
    one, other = rows
    found: tuple[Difference, ...] = ()
    if explanation is not None:
        leads = explanation[one] - explanation[other]
        values = problem.values
        order = np.argsort(-np.abs(leads), kind="stable")
        found = tuple(
            Difference(problem.criteria[j], float(values[one, j]), float(values[other, j]), float(leads[j]))
            for j in order
        )
    return Comparison(problem.alternatives[one], problem.alternatives[other], float(scores[one] - scores[other]), found)


def possible_gains(
    problem: Problem, row: int, margin_of: Callable[[int], Callable[[float], float]]
) -> tuple[Gain, ...]:
    """What it would take on each criterion alone for the alternative in this row to improve its rank.

    The value is moved towards the best one of the scale (or observed), as far as the method accepts it; a rank that improves and
    worsens again on the way would be found where it is better at the end.

    Parameters
    ----------
    problem, row
        The problem, and the alternative that is to gain.
    margin_of
        For a column, a function of the value there: the score of the alternative less the one to be reached; minus infinity where
        the method refuses the value.
    """
    _, best = problem.evaluations.ends
    found = []
    for j, criterion in enumerate(problem.criteria):
        now, end = float(problem.values[row, j]), float(best[j])
        if (end - now) * problem.evaluations.directions[j] <= 0:
            continue
        share = least_share(_on_the_way(margin_of(j), now, end))
        if share is not None:
            found.append(Gain(criterion, now, now + share * (end - now), share))
    return tuple(sorted(found, key=lambda gain: gain.share))


def _on_the_way(margin: Callable[[float], float], now: float, end: float) -> Callable[[float], float]:
    return lambda share: margin(now + share * (end - now))
