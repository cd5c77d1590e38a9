"""How well a PROMETHEE II ranking tells the pairwise preferences it sums up."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from mcda_industry.arrays import ROUNDING, FloatArray
from mcda_industry.errors import MethodError, speaks_french
from mcda_industry.methods.promethee import require_preferences
from mcda_industry.outranking.pairwise import CELLS_AT_ONCE
from mcda_industry.outranking.promethee import promethee
from mcda_industry.problem import Evaluations, Problem, as_problem
from mcda_industry.weighting.weights import Weights

MOST_ALTERNATIVES = 10_000
"""Beyond this the n² comparisons take minutes, and no one waits for them."""


class Reversal(NamedTuple):
    """Two alternatives that stand the other way round in the ranking than in their own comparison.

    `lead` is π(behind, ahead) - π(ahead, behind): by how much the one that stands behind is preferred.
    """

    ahead: str
    behind: str
    lead: float


@dataclass(frozen=True, eq=False)
class RankingQuality:
    """What the net flows keep of the pairwise preferences.

    Attributes
    ----------
    problem, weights
        What was ranked, and with which weights.
    explained
        R², from 0 to 1: the share of the squared net preferences π(a, b) - π(b, a) that differences of the net flows account for.
        1 where preferences add up along every chain; 0 where they only run in circles. Two alternatives, and preferences that are
        all 0, are explained in full: 1.
    agreement
        Share of the pairs, from 0 to 1, that stand in the ranking as in their own comparison: the preferred one ahead, or a tie
        where neither is preferred.
    reversals
        The number of pairs that stand the other way round.
    worst
        The reversal with the greatest lead, the first in the order of the problem where several have it; None if there is none.
    """

    problem: Problem
    weights: Weights
    explained: float
    agreement: float
    reversals: int
    worst: Reversal | None

    def sentence(self, lang: str = "en") -> str:
        """The finding as a person would say it."""
        french = speaks_french(lang)
        words = _WORDS["fr" if french else "en"]
        explained, agreement = (f"{100 * share:.0f} %" for share in (self.explained, self.agreement))
        said = words["kept"].format(explained=explained, agreement=agreement)
        if self.worst is not None:
            lead = f"{self.worst.lead:.4g}"
            lead = lead.replace(".", ",") if french else lead
            said += words["exception"].format(ahead=self.worst.ahead, behind=self.worst.behind, lead=lead)
        return said + "."


_WORDS = {
    "en": {
        "kept": "The net flows account for {explained} of the pairwise preferences (R²); {agreement} of the pairs stand as they "
        "compare",
        "exception": "; strongest exception: {behind}, preferred to {ahead} by {lead}, stands behind",
    },
    "fr": {
        "kept": "Les flux nets expliquent {explained} des préférences par paires (R²) ; {agreement} des paires sont classées "
        "comme elles se comparent",
        "exception": " ; plus forte exception : {behind}, préféré à {ahead} de {lead}, est derrière",
    },
}


def ranking_quality(problem: Problem, weights: Weights | Mapping[str, float]) -> RankingQuality:
    """How far the PROMETHEE II ranking of a problem tells its pairwise preferences.

    Raises
    ------
    MethodError
        If a criterion has no preference function, or there are fewer than two or more than 10 000 alternatives.

    Notes
    -----
    Among all scores s, the net preferences d(a, b) = π(a, b) - π(b, a) are fitted best by s(a) - s(b), in least squares, with
    s = φ (n - 1)/n: the net flows explain as much as any scores can. With r(a) the sum of d(a, ·), R² = 2 Σ r² / (n Σ d²), and
    1 - R² is the mean square of d(a, b) + d(b, c) + d(c, a) over all triples, divided by three times the mean square of d.

    R² asks whether preferences add up, not only whether they are ordered: one criterion without ties, with the usual function,
    has R² = 2 (n + 1)/(3 n), although every pair agrees.

    That the quality of a PROMETHEE II ranking be measured against its preference matrix is the proposal of Evaluating the
    Promethee II ranking quality (2025), Algorithms 18(10), 597; the R² is the one of the library mcda-promethee. Differences of
    16 units in the last place or less count as none. Every pair is compared: time grows as n² m, memory as n.

    Examples
    --------
    >>> from mcda_industry.preferences import Usual
    >>> from mcda_industry.problem import maximise
    >>> criteria = [maximise(name, preference=Usual()) for name in ("a", "b", "c")]
    >>> problem = Problem.of(criteria, {"x": (3, 1, 2), "y": (2, 3, 1), "z": (1, 2, 3)})
    >>> found = ranking_quality(problem, {"a": 4, "b": 3, "c": 3})
    >>> round(found.explained, 3), found.reversals
    (0.074, 1)
    >>> found.worst.ahead, found.worst.behind, round(found.worst.lead, 3)
    ('x', 'z', 0.2)
    """
    problem = as_problem(problem)
    n = len(problem.alternatives)
    if n > MOST_ALTERNATIVES:
        said = (
            f"Ranking quality compares every pair of the {n} alternatives; at most {MOST_ALTERNATIVES} are compared. "
        )
        raise MethodError(said + "Give a sample, or the best ones only.", code="too_many")
    flows = promethee(problem, weights)
    sums, found = np.zeros(n), _Count()
    for start, net in _net_preferences(problem.evaluations, flows.weights.over(problem.criterion_names)):
        stop = start + len(net)
        sums[start:stop] += net.sum(axis=1)
        sums[stop:] -= net[:, stop - start :].sum(axis=0)
        found = found.with_block(start, net, np.sign(flows.net[start:stop, None] - flows.net[start:]))
    explained = 2 * float(sums @ sums) / n / found.squares if found.squares else 1.0
    pairs = n * (n - 1) // 2
    return RankingQuality(
        problem,
        flows.weights,
        min(explained, 1.0),
        found.agreeing / pairs,
        found.reversals,
        _named(problem, found.worst),
    )


class _Count(NamedTuple):
    """What is counted over the pairs so far; `worst` is a net preference against the order, and the pair it belongs to."""

    squares: float = 0.0
    agreeing: int = 0
    reversals: int = 0
    worst: tuple[float, int, int, bool] = (0.0, 0, 0, True)

    def with_block(self, start: int, net: FloatArray, stands: FloatArray) -> "_Count":
        """The counts with the pairs above the diagonal of these rows; `stands` is the sign of the difference of the flows."""
        above = np.triu(np.ones(net.shape, dtype=bool), 1)
        net = np.where(above, net, 0.0)
        against = net * stands
        row, column = np.unravel_index(int(against.argmin()), net.shape)
        least = (float(against[row, column]), start + int(row), start + int(column), bool(stands[row, column] > 0))
        return _Count(
            self.squares + 2 * float((net * net).sum()),
            self.agreeing + int(((np.sign(net) == stands) & above).sum()),
            self.reversals + int((against < 0).sum()),
            min(self.worst, least),
        )


def _net_preferences(evaluations: Evaluations, shares: FloatArray) -> Iterator[tuple[int, FloatArray]]:
    """Blocks of rows of π(a, b) - π(b, a), from the diagonal to the right: the first row, and (rows, n - first) differences.

    Only one of the two preferences of a pair is above 0 on a criterion, so that one evaluation gives both.
    """
    preferences = require_preferences(evaluations)
    oriented = evaluations.values * evaluations.directions
    step = max(1, CELLS_AT_ONCE // len(oriented))
    for start in range(0, len(oriented), step):
        net = np.zeros((min(step, len(oriented) - start), len(oriented) - start))
        for column, preference, share in zip(oriented.T, preferences, shares, strict=True):
            with np.errstate(over="ignore"):  # an infinite advantage is full preference
                advantages = column[start : start + step, None] - column[start:]
            net += share * np.copysign(preference.degrees(np.abs(advantages)), advantages)
        net[np.abs(net) <= ROUNDING] = 0.0
        yield start, net


def _named(problem: Problem, worst: tuple[float, int, int, bool]) -> Reversal | None:
    lead, one, other, ahead = worst
    if not lead:
        return None
    first, second = problem.alternatives[one], problem.alternatives[other]
    return Reversal(*((first, second) if ahead else (second, first)), lead=-lead)
