"""Walking weights: who leads, and in which order all stand, as one weight goes from nothing to everything."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from mcda_industry.arrays import FloatArray, IntArray, real_array, settled
from mcda_industry.errors import SensitivityError, quoted, speaks_french
from mcda_industry.methods import RankingMethod
from mcda_industry.problem import Problem
from mcda_industry.ranking import Ranking, rank
from mcda_industry.sensitivity.one_weight.envelope import Envelope, line_envelope, walked_envelope
from mcda_industry.sensitivity.one_weight.moves import Move, WholeGroups, WithinGroups, named_moves
from mcda_industry.sensitivity.one_weight.paths import LinearPath, Moves, Path
from mcda_industry.sensitivity.one_weight.sampled import sampled_envelope
from mcda_industry.sensitivity.one_weight.stability import path_of
from mcda_industry.weighting.weights import Weights
from mcda_industry.wording import of_name

if TYPE_CHECKING:
    import pandas as pd

MOST_ALTERNATIVES = 2_000
"""Beyond so many alternatives their pairs, and so the changes of order, are too many to list."""

MOST_TOLD = 6
"""Stretches that a sentence tells."""

MOST_NAMES = 3
"""Alternatives that lead together and are named."""


class Stretch(NamedTuple):
    """Weights, both ends excluded, over which the same alternatives lead."""

    low: float
    high: float
    leaders: tuple[str, ...]


class Tie(NamedTuple):
    """A weight at which alternatives tie for the lead."""

    at: float
    leaders: tuple[str, ...]


class Swap(NamedTuple):
    """A weight beyond which one alternative is ahead of another that was ahead before."""

    at: float
    rising: str
    falling: str


@dataclass(frozen=True, eq=False, repr=False)
class WalkingWeights:
    """The leaders at every value of one weight, and the order at any.

    Attributes
    ----------
    ranking
        The ranking at the present weights.
    criterion, weight
        What moves, a criterion or a group, and its present weight.
    leaders
        The stretches of the weight, rising, with the leader of each; several where they tie all along it.
    ties
        Where more alternatives tie for the lead than lead beside it: every breakpoint between two stretches, and an end of the
        walk if alternatives tie there only.
    exact
        Whether the breakpoints are exact (linear scores and TOPSIS) or found by sampling (black boxes).
    move
        How weights move: None if all others make room for the one that moves.
    """

    ranking: Ranking
    criterion: str
    weight: float
    leaders: tuple[Stretch, ...]
    ties: tuple[Tie, ...]
    exact: bool
    move: Move
    _moves: Moves
    _path: Path | None

    @property
    def breakpoints(self) -> tuple[float, ...]:
        """The weights at which the lead changes, rising."""
        return tuple(stretch.high for stretch in self.leaders[:-1])

    @property
    def high(self) -> float:
        """The most the weight can become: 1, or the weight of its group where other groups keep theirs."""
        return float(self._moves.room[0])

    def weights_at(self, weight: object) -> FloatArray:
        """(..., m) all weights when this one is (...), a number or an array of numbers.

        Raises
        ------
        SensitivityError
            If a weight lies outside the walk.
        """
        at, bad = real_array(weight)
        if bad or (at < 0).any() or (at > self.high).any():
            said = f"The weight of {quoted(self.criterion)} goes from 0 to {self.high:g}, not to {quoted(weight)}. "
            raise SensitivityError(said + "Give a number between.", code="bad_weight", field=self.criterion)
        return self._moves.at(0, at / self.high)

    def scores_at(self, weight: object) -> FloatArray:
        """(..., n) the scores when this weight is (...): a number, or an array for a plot of the whole walk."""
        return np.asarray(self.ranking.score_function(self.weights_at(weight)))

    def ranking_at(self, weight: float) -> Ranking:
        """The ranking when this weight is that."""
        points = self.weights_at(weight)
        if points.ndim > 1:
            said = f"A ranking is at one weight, not at {quoted(weight)}. Give a number, or look at scores_at."
            raise SensitivityError(said, code="bad_weight", field=self.criterion)
        names = self.ranking.problem.criterion_names
        return self.ranking.under(Weights(dict(zip(names, points.tolist(), strict=True)), source="walking weights"))

    def order_at(self, weight: float) -> tuple[str, ...]:
        """The names from best to worst when this weight is that."""
        return self.ranking_at(weight).order

    def order_changes(self) -> tuple[Swap, ...]:
        """Every change of order on the way, rising: one for each pair and point at which it swaps.

        Raises
        ------
        SensitivityError
            If the method is a black box, or there are more than 2 000 alternatives.
        """
        names, path = self.ranking.alternatives, self._path
        if path is None:
            said = f"The changes of order are known for linear scores and TOPSIS, not for {self.ranking.method}. "
            raise SensitivityError(said + "Look at order_at.", code="black_box")
        if len(names) > MOST_ALTERNATIVES:
            said = f"{len(names)} alternatives have too many pairs to list. "
            raise SensitivityError(f"{said}Take {MOST_ALTERNATIVES} or fewer, or look at order_at.", code="too_many")
        found = [swap for row in range(len(names) - 1) for swap in _swaps(path, row, np.arange(row + 1, len(names)))]
        swaps = (Swap(share * self.high, names[up], names[down]) for share, up, down in found)
        return tuple(sorted(swaps, key=lambda swap: swap.at))

    def sentence(self, lang: str = "en") -> str:
        """The walk as a person would say it."""
        words = _WORDS["fr" if speaks_french(lang) else "en"]
        what = words["group" if isinstance(self.move, WholeGroups) else "weight"].format(
            self.criterion, of=of_name(self.criterion)
        )
        fixed = words["fixed"] if isinstance(self.move, WithinGroups) else ""
        end = "." if self.exact else words["sampled"]
        if len(self.leaders) == 1:
            leaders = self.leaders[0].leaders
            said = words["alone" if len(leaders) == 1 else "together"].format(who=_who(leaders, words), what=what)
            return said + fixed + end
        shown = self.leaders[:MOST_TOLD]
        told = [
            words["stretch" if s.high < self.high else "last"].format(
                who=_who(s.leaders, words), at=_said(s.high, lang)
            )
            for s in shown
        ]
        more = len(self.leaders) - len(shown)
        left = words["more"].format(more) if more else ""
        now, high = _said(self.weight, lang), f"{self.high:.3g}".replace(".", "," if speaks_french(lang) else ".")
        return words["walk"].format(what=what, now=now, high=high, fixed=fixed) + words["then"].join(told) + left + end

    def to_frame(self) -> "pd.DataFrame":
        """A data frame, one row for each stretch: "low", "high" and the "leaders", joined by commas."""
        import pandas as pd

        rows = [(low, high, ", ".join(leaders)) for low, high, leaders in self.leaders]
        return pd.DataFrame(rows, columns=list(Stretch._fields))

    def __repr__(self) -> str:
        kind = "exact" if self.exact else "sampled"
        head = f"Leaders along the weight of {self.criterion} by {self.ranking.method} ({kind}), now {self.weight:.4f}"
        rows = (f"  {low:.4f} to {high:.4f}  {', '.join(leaders)}" for low, high, leaders in self.leaders)
        return "\n".join([head, *rows])


_WORDS = {
    "en": {
        "weight": "the weight of {}",
        "group": "the weight of the group {}",
        "fixed": ", other groups keeping theirs",
        "alone": "{who} leads whatever {what}",
        "together": "{who} lead whatever {what}",
        "walk": "As {what} goes from 0 to {high} (now {now}){fixed}, the leader is ",
        "stretch": "{who} up to {at}",
        "last": "{who}",
        "then": ", then ",
        "more": " and {} more",
        "and": " and ",
        "sampled": " (sampled, not exact).",
    },
    "fr": {
        "weight": "le poids {of}",
        "group": "le poids du groupe {}",
        "fixed": ", les autres groupes gardant le leur",
        "alone": "{who} est en tête quel que soit {what}",
        "together": "{who} sont en tête quel que soit {what}",
        "walk": "Quand {what} va de 0 à {high} (actuellement {now}){fixed}, en tête vient ",
        "stretch": "{who} jusqu'à {at}",
        "last": "{who}",
        "then": ", puis ",
        "more": " et {} de plus",
        "and": " et ",
        "sampled": " (échantillonné, non exact).",
    },
}


def _who(names: tuple[str, ...], words: Mapping[str, str]) -> str:
    """At most three names, then how many more."""
    shown, more = names[:MOST_NAMES], len(names) - MOST_NAMES
    return ", ".join(shown) + words["more"].format(more) if more > 0 else words["and"].join(shown)


def _said(number: float, lang: str) -> str:
    return f"{number:.3f}".replace(".", "," if speaks_french(lang) else ".")


def walking_weights(
    problem: Problem,
    weights: Weights | Mapping[str, float],
    method: RankingMethod | str,
    criterion: str,
    move: Move = None,
) -> WalkingWeights:
    """Who leads as the weight of one criterion goes from 0 to 1, the others keeping their proportions.

    Exact for linear scores (the upper envelope of straight lines, O(n log n)) and for TOPSIS (from one crossing to the next, O(n)
    for each). For a black box the leaders are compared at 201 weights and changes between two refined by bisection; `exact` is
    then False, and a lead that comes and goes between two is missed.

    Parameters
    ----------
    problem, weights, method
        What is ranked, with which weights, and how.
    criterion
        The criterion whose weight moves, or the group if whole groups move.
    move
        What makes room for it, as for `stability_intervals`.

    Returns
    -------
    WalkingWeights
        A lead that would last for less than 1e-12 of the walk is none: the alternative ties at that breakpoint.

    Raises
    ------
    ProblemError
        If there is no such criterion or group.
    SensitivityError
        If there is one criterion only, or this weight cannot move.

    Examples
    --------
    >>> from mcda_industry.problem import maximise
    >>> rows = {"x": (4, 0), "y": (3, 3), "z": (0, 4)}
    >>> problem = Problem.of([maximise("a", scale=(0, 4)), maximise("b", scale=(0, 4))], rows)
    >>> walk = walking_weights(problem, {"a": 0.6, "b": 0.4}, "weighted_sum", "a")
    >>> walk.leaders[0], walk.ties[0]
    (Stretch(low=0.0, high=0.25, leaders=('z',)), Tie(at=0.25, leaders=('y', 'z')))
    >>> print(walk.sentence())
    As the weight of a goes from 0 to 1 (now 0.600), the leader is z up to 0.250, then y up to 0.750, then x.
    >>> walk.order_at(0.9)
    ('x', 'y', 'z')
    """
    ranking = rank(problem, weights, method)
    names = problem.criterion_names
    named = named_moves(move, names, ranking.weights.over(names))
    moves = named.moves.only(named.position(criterion))
    if moves.room[0] == 0:
        said = f"The weight of {quoted(criterion)} cannot move: nothing makes room for it, or its group has no weight. "
        raise SensitivityError(said + "Leave move out, or use another tree.", code="nothing_moves", field=criterion)
    path = path_of(ranking.score_function, moves)
    leaders, ties = _told(_envelope(ranking, moves, path), ranking.alternatives, float(moves.room[0]))
    weight = float(moves.weights[0])
    return WalkingWeights(ranking, criterion, weight, leaders, ties, path is not None, move, moves, path)


def _envelope(ranking: Ranking, moves: Moves, path: Path | None) -> Envelope:
    if isinstance(path, LinearPath):
        return line_envelope(path)
    if path is not None:
        return walked_envelope(path, len(ranking))
    return sampled_envelope(_leading_rows(ranking, moves))


def _leading_rows(ranking: Ranking, moves: Moves) -> Callable[[float], tuple[int, ...]]:
    """The rows that lead at a share; what differs by rounding only ties, as in a ranking."""

    def leading(share: float) -> tuple[int, ...]:
        scores = settled(np.asarray(ranking.score_function(moves.at(0, share))))
        return tuple(np.flatnonzero(scores == scores.max()).tolist())

    return leading


def _told(envelope: Envelope, names: tuple[str, ...], room: float) -> tuple[tuple[Stretch, ...], tuple[Tie, ...]]:
    """The envelope in names and weights."""
    points = [0.0, *(envelope.breakpoints * room).tolist(), room]
    called = [tuple(names[i] for i in rows) for rows in envelope.leading]
    stretches = tuple(Stretch(*ends) for ends in zip(points[:-1], points[1:], called, strict=True))
    last = len(points) - 1
    beside = [set(envelope.leading[0].tolist()) if k == 0 else set(envelope.leading[-1].tolist()) for k in (0, last)]
    told = {k: who for k, who in enumerate(envelope.tied) if 0 < k < last}
    for k, leaders in zip((0, last), beside, strict=True):
        if set(envelope.tied[k].tolist()) - leaders:
            told[k] = envelope.tied[k]
    return stretches, tuple(Tie(points[k], tuple(names[i] for i in told[k])) for k in sorted(told))


def _swaps(path: Path, row: int, others: IntArray) -> list[tuple[float, int, int]]:
    """(share, rising, falling) for every swap of one alternative with others."""
    this = np.full(len(others), row)
    crossings = np.sort(path.crossings(this, others)[:, 0], axis=1)
    following = np.append(crossings[:, 1:], np.full((len(others), 1), np.nan), axis=1)
    found = []
    for at, then in zip(crossings.T, following.T, strict=True):
        beyond = (at + np.where(np.isnan(then), 1.0, then)) / 2
        lead = path.leads(this, others, np.where(np.isnan(at), 1.0, beyond)[:, None])[:, 0]
        swapped = zip(at.tolist(), others.tolist(), lead.tolist(), strict=True)
        found += [(t, row, k) if ahead > 0 else (t, k, row) for t, k, ahead in swapped if not np.isnan(t)]
    return found
