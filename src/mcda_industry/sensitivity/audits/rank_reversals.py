"""Rank reversal: pairs that change places because a third alternative leaves, joins or is doubled."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

import numpy as np

from mcda_industry.arrays import BoolArray, FloatArray, IntArray, frozen, ranks
from mcda_industry.errors import SensitivityError, quoted, speaks_french
from mcda_industry.methods import RankingMethod
from mcda_industry.problem import Evaluations, Problem
from mcda_industry.ranking import Ranking, rank, settled_scores
from mcda_industry.sensitivity.audits.severity import Severity, worst
from mcda_industry.weighting.weights import Weights
from mcda_industry.wording import of_name

Change = Literal["without", "worse", "clone"]
"""An alternative is left out; one halfway between it and the worst values seen is added; a copy of it is added."""

CHANGES: tuple[Change, ...] = ("without", "worse", "clone")

MOST_RANKED = 4_000_000
"""Alternatives ranked again in all, for each change: 2 000 by 2 000."""


@dataclass(frozen=True, eq=False)
class Reversal:
    """What one change of the alternatives turns over among the others, or among all that were there before.

    Attributes
    ----------
    change, alternative
        "without" this alternative, with a "worse" one beside it, or with a "clone" of it.
    leaders, leaders_then
        Who leads among those compared, before and after.
    alternatives
        The names of the problem; `rows` and `tied_rows` are (pairs, 2) positions in them.
    """

    change: Change
    alternative: str
    leaders: tuple[str, ...]
    leaders_then: tuple[str, ...]
    alternatives: tuple[str, ...]
    rows: IntArray
    tied_rows: IntArray

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The pairs that change places: the one ahead before the change first."""
        return self._named(self.rows)

    @property
    def ties(self) -> tuple[tuple[str, str], ...]:
        """The pairs that tie only before, or only after the change."""
        return self._named(self.tied_rows)

    @property
    def severity(self) -> Severity:
        """Whether the leaders change, or the order only."""
        return worst(self.leaders != self.leaders_then, bool(len(self.rows) + len(self.tied_rows)))

    def _named(self, rows: IntArray) -> tuple[tuple[str, str], ...]:
        return tuple((self.alternatives[i], self.alternatives[k]) for i, k in rows.tolist())

    def sentence(self, lang: str = "en") -> str:
        """The change, and what it turns over, as a person would say it."""
        words = _WORDS["fr" if speaks_french(lang) else "en"]
        told = [words["behind"].format(*pair) for pair in self._named(self.rows[:MOST_TOLD])]
        if len(self.rows) > MOST_TOLD:
            more = len(self.rows) - MOST_TOLD
            told.append(words["more" if more > 1 else "one more"].format(more))
        if len(self.tied_rows):
            told.append(words["ties"].format(len(self.tied_rows)))
        if self.severity is Severity.LEADER:
            told.append(words["leader"].format(", ".join(self.leaders_then), ", ".join(self.leaders)))
        return f"{words[self.change].format(self.alternative, of=of_name(self.alternative))}{words['colon']}{', '.join(told)}."


MOST_TOLD = 3
"""Pairs that a sentence names."""

_WORDS = {
    "en": {
        "without": "Without {}",
        "worse": "With a worse one beside {}",
        "clone": "With a copy of {}",
        "colon": ": ",
        "behind": "{0} falls behind {1}",
        "more": "{} more pairs reverse",
        "one more": "one more pair reverses",
        "ties": "ties made or broken: {}",
        "leader": "{} leads instead of {}",
        "none": "No pair changes places when an alternative is left out, copied, or joined by a worse one ({} tried, {}).",
        "counts": "Rank reversal by {}: {} by leaving one out, {} by adding a worse one, {} by adding a copy, of {} tried each",
        "same": "; the leader stays. ",
        "changes": "; the leader changes in {} of these. ",
    },
    "fr": {
        "without": "Sans {}",
        "worse": "Avec une moins bonne à côté {of}",
        "clone": "Avec une copie {of}",
        "colon": " : ",
        "behind": "{0} passe derrière {1}",
        "more": "{} autres paires s'inversent",
        "one more": "une autre paire s'inverse",
        "ties": "égalités créées ou rompues : {}",
        "leader": "{} est en tête au lieu de {}",
        "none": "Aucune paire ne s'inverse quand on retire une alternative, la copie ou en ajoute une moins bonne "
        "({} essayées, {}).",
        "counts": "Inversions de rang par {} : {} en retirant une alternative, {} en en ajoutant une moins bonne, "
        "{} en en ajoutant une copie, sur {} essais chacun",
        "same": " ; la tête ne change pas. ",
        "changes": " ; la tête change dans {} cas. ",
    },
}


@dataclass(frozen=True, eq=False)
class RankReversals:
    """Every change that turned something over.

    Attributes
    ----------
    ranking
        The ranking before any change.
    tried
        The alternatives that were left out, copied and joined by a worse one in turn.
    found
        The changes after which a pair stood otherwise, those that change the leader first.
    """

    ranking: Ranking
    tried: tuple[str, ...]
    found: tuple[Reversal, ...]

    @property
    def severity(self) -> Severity:
        """What changes at worst."""
        return max((reversal.severity for reversal in self.found), default=Severity.NOTHING)

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Every pair that changes places by some change, once: the one ahead now first."""
        return tuple(sorted({pair for reversal in self.found for pair in reversal.pairs}))

    def by(self, change: Change) -> tuple[Reversal, ...]:
        """The reversals by one kind of change: "without", "worse" or "clone"."""
        if change not in CHANGES:
            said = f"There is no change {quoted(change)}. Give 'without', 'worse' or 'clone'."
            raise SensitivityError(said, code="unknown_change", field="change")
        return tuple(reversal for reversal in self.found if reversal.change == change)

    def sentence(self, lang: str = "en") -> str:
        """How often an order depends on a third alternative, and the gravest case."""
        words, method = _WORDS["fr" if speaks_french(lang) else "en"], self.ranking.method
        if not self.found:
            return words["none"].format(len(self.tried), method)
        counts = words["counts"].format(method, *(len(self.by(change)) for change in CHANGES), len(self.tried))
        led = sum(reversal.severity is Severity.LEADER for reversal in self.found)
        return counts + (words["changes"].format(led) if led else words["same"]) + self.found[0].sentence(lang)


def rank_reversals(
    problem: Problem,
    weights: Weights | Mapping[str, float],
    method: RankingMethod | str = "promethee2",
    alternatives: Iterable[str] | None = None,
) -> RankReversals:
    """Which pairs change places because a third alternative is left out, copied, or joined by a worse one.

    The worse one lies, on every criterion, halfway between the alternative and the worst value seen, so that the alternative
    dominates it and no observed range changes (beside one that is worst on every criterion it is a copy). Everything is ranked
    again for each change: three rankings for each alternative.

    Parameters
    ----------
    problem, weights, method
        What is ranked, with which weights, and how.
    alternatives
        Those to leave out, copy and join; None: each in turn.

    Returns
    -------
    RankReversals
        Leaving out is not tried where only one alternative would be left.

    Raises
    ------
    ProblemError
        If there is no such alternative.
    SensitivityError
        If more than four million alternatives would be ranked again for each kind of change (2 000 times 2 000).

    Notes
    -----
    Belton, V. & Gear, T. (1983), On a short-coming of Saaty's method of analytic hierarchies, Omega 11, for copies; Wang, X. &
    Triantaphyllou, E. (2008), Ranking irregularities when evaluating alternatives by using some ELECTRE methods, Omega 36, for
    worse ones. By PROMETHEE II a third alternative can reverse only pairs whose net flows differ by 2/(n - 1) or less: Mareschal,
    B., De Smet, Y. & Nemery, P. (2008), Rank reversal in the PROMETHEE II method: some new results, IEEE IEEM.

    Examples
    --------
    >>> from mcda_industry.problem import maximise
    >>> problem = Problem.of([maximise("a"), maximise("b")], {"x": (1, 9), "y": (6, 3), "z": (9, 1)})
    >>> found = rank_reversals(problem, {"a": 1, "b": 1}, "topsis")
    >>> print(found.by("clone")[0].sentence())
    With a copy of x: x falls behind z, x falls behind y, z leads instead of x.
    """
    ranking = rank(problem, weights, method)
    tried = _tried(problem, alternatives)
    found = [reversal for change in CHANGES for reversal in _reversals(ranking, tried, change)]
    found.sort(key=lambda reversal: (-reversal.severity, -len(reversal.rows)))
    return RankReversals(ranking, tried, tuple(found))


def _tried(problem: Problem, given: Iterable[str] | None) -> tuple[str, ...]:
    n = len(problem.alternatives)
    if isinstance(given, str) or not (given is None or isinstance(given, Iterable)):
        said = f"Alternatives are given as a list, not as {quoted(given)}. Give [{quoted(given)}]."
        raise SensitivityError(said, code="not_a_list", field="alternatives")
    rows = list(range(n)) if given is None else list(dict.fromkeys(problem.row(name) for name in given))
    if not rows:
        raise SensitivityError(
            "There is no alternative to leave out or copy. Give one.", code="empty", field="alternatives"
        )
    if len(rows) * n > MOST_RANKED:
        said = f"Ranking {n} alternatives again for each of {len(rows)} is more than {MOST_RANKED} in all. "
        said += f"Give at most {MOST_RANKED // n} of them as alternatives=[...]."
        raise SensitivityError(said, code="too_many", field="alternatives")
    return tuple(problem.alternatives[row] for row in rows)


class _Case(NamedTuple):
    """Evaluations after a change, and which rows of the problem are their first ones."""

    evaluations: Evaluations
    kept: BoolArray
    names: tuple[str, ...]


def _reversals(ranking: Ranking, tried: tuple[str, ...], change: Change) -> Iterator[Reversal]:
    names, shares = ranking.alternatives, ranking.weights.over(ranking.problem.criterion_names)
    if change == "without" and len(names) < 3:
        return
    for name in tried:
        case = _changed(ranking.problem, ranking.problem.row(name), change)
        function = ranking.ranked_by.score_function(case.evaluations)
        then = settled_scores(function, shares, case.names, ranking.method)[: int(case.kept.sum())]
        before, rows = ranking.scores[case.kept], np.flatnonzero(case.kept)
        turned, tied = changed_pairs(before, then)
        if len(turned) + len(tied):
            leaders = [tuple(names[i] for i in rows[scores == scores.max()]) for scores in (before, then)]
            yield Reversal(change, name, leaders[0], leaders[1], names, rows[turned], rows[tied])


def _changed(problem: Problem, row: int, change: Change) -> _Case:
    evaluations, names = problem.evaluations, problem.alternatives
    kept = np.ones(len(names), dtype=bool)
    if change == "without":
        kept[row] = False
        return _Case(evaluations.taking(kept), kept, names[:row] + names[row + 1 :])
    one = evaluations.values[row]
    added = one if change == "clone" else one / 2 + _worst_seen(evaluations) / 2
    values = frozen(np.vstack([evaluations.values, added]))
    return _Case(replace(evaluations, values=values), kept, (*names, f"{names[row]} ({change})"))


def _worst_seen(evaluations: Evaluations) -> FloatArray:
    """(m,) the worst value of each criterion among the alternatives."""
    low, high = evaluations.values.min(axis=0), evaluations.values.max(axis=0)
    return np.asarray(np.where(evaluations.directions > 0, low, high))


def changed_pairs(before: FloatArray, then: FloatArray) -> tuple[IntArray, IntArray]:
    """(pairs, 2) rows that change places, the one ahead before first, and (pairs, 2) rows that tie on one side only.

    Where no rank moves by more than D, only pairs of ranks at most 2 D apart can change: no others are looked at.

    >>> changed_pairs(np.array([3.0, 2.0, 1.0]), np.array([2.0, 3.0, 1.0]))[0].tolist()
    [[0, 1]]
    """
    was, now = ranks(before), ranks(then)
    order = np.argsort(was, kind="stable")
    was, now = was[order], now[order]
    reach = 2 * int(np.abs(was - now).max(initial=0))
    turned, tied = [np.empty((0, 2), dtype=np.int64)], [np.empty((0, 2), dtype=np.int64)]
    for lag in range(1, len(order) if reach else 1):
        apart, gap = was[lag:] - was[:-lag], now[lag:] - now[:-lag]
        if (apart > reach).all():
            break
        for found, changed in ((turned, (apart > 0) & (gap < 0)), (tied, (apart == 0) != (gap == 0))):
            first = np.flatnonzero(changed)
            found.append(order[np.stack([first, first + lag], axis=1)])
    return np.concatenate(turned), np.concatenate(tied)
