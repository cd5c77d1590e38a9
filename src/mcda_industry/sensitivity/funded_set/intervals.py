"""How far one weight can move before something else is funded: exact for linear scores."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mcda_industry.arrays import FloatArray
from mcda_industry.errors import speaks_french
from mcda_industry.methods import LinearScores
from mcda_industry.portfolio import Portfolio
from mcda_industry.records import FrozenMap
from mcda_industry.sensitivity.funded_set.funding import Funding, require_funding
from mcda_industry.sensitivity.funded_set.leads import lead_over
from mcda_industry.sensitivity.funded_set.swap import Swap
from mcda_industry.sensitivity.one_weight.intervals import Interval, IntervalsByName
from mcda_industry.sensitivity.one_weight.moves import Move, NamedMoves, WholeGroups, named_moves
from mcda_industry.sensitivity.one_weight.sampled import first_change
from mcda_industry.wording import figure

if TYPE_CHECKING:
    import pandas as pd

STEPS = 40
"""Weights tried on each side where scores are not linear; each is a portfolio of its own."""

SEEN_AT = 1e-9
"""How far beyond an end, as a share of what is left, it is looked who is funded there; then ten times as far, and so on."""


@dataclass(frozen=True, eq=False, repr=False)
class FundingIntervals(IntervalsByName):
    """For each criterion, or group, the weights at which what is funded stays the same.

    Attributes
    ----------
    portfolio
        What is funded now.
    method, exact
        By whose scores; and whether the ends are exact (linear scores) or found by sampling.
    swaps
        By name, what changes below and above the interval; None where nothing does.
    move
        How weights move: None if all others make room for the one that moves.
    """

    portfolio: Portfolio
    method: str
    exact: bool
    intervals: FrozenMap[str, Interval]
    swaps: FrozenMap[str, tuple[Swap | None, Swap | None]]
    move: Move = None

    def slack(self, criterion: str) -> float:
        """The distance to the nearest end at which something changes; infinite where nothing ever does."""
        (low, weight, high), (below, above) = self[criterion], self.swaps[criterion]
        return min(np.inf if below is None else weight - low, np.inf if above is None else high - weight)

    def sentence(self, criterion: str, lang: str = "en") -> str:
        """The interval, and what is funded beyond it, as a person would say it."""
        (low, _, high), swaps = self[criterion], self.swaps[criterion]
        words = _WORDS["fr" if speaks_french(lang) else "en"]
        what = words["group" if isinstance(self.move, WholeGroups) else "weight"].format(criterion)
        end = "." if self.exact else words["sampled"]
        if swaps == (None, None):
            return words["always"].format(what=what) + end
        bounds = figure(low, lang), figure(high, lang)
        told = [
            words[side].format(bound, swap.told(lang))
            for side, bound, swap in zip(("below", "above"), bounds, swaps, strict=True)
            if swap is not None
        ]
        return words["within"].format(what=what, low=bounds[0], high=bounds[1], told=words["and"].join(told)) + end

    def to_frame(self) -> "pd.DataFrame":
        """A data frame: criteria by "low", "weight", "high" and what changes "below" and "above"."""
        import pandas as pd

        frame = pd.DataFrame.from_dict(dict(self.intervals), orient="index", columns=list(Interval._fields))
        for place, side in enumerate(("below", "above")):
            frame[side] = ["" if swap[place] is None else swap[place].told() for swap in self.swaps.values()]  # type: ignore[union-attr]
        return frame

    def __repr__(self) -> str:
        width = max(map(len, self))
        rows = (f"  {n.ljust(width)}  {i.low:.4f} < {i.weight:.4f} < {i.high:.4f}" for n, i in self.intervals.items())
        return "\n".join([f"Weights that keep what is funded by {self.method} ({_KIND[self.exact]})", *rows])


_KIND = {True: "exact", False: "sampled"}

_WORDS = {
    "en": {
        "weight": "the weight of {}",
        "group": "the weight of the group {}",
        "always": "What is funded stays the same whatever {what}",
        "within": "What is funded stays the same as long as {what} stays between {low} and {high}: {told}",
        "below": "below {}, {}",
        "above": "above {}, {}",
        "and": "; ",
        "sampled": " (sampled, not exact).",
    },
    "fr": {
        "weight": "le poids de {}",
        "group": "le poids du groupe {}",
        "always": "L'ensemble financé reste le même quel que soit {what}",
        "within": "L'ensemble financé reste le même tant que {what} reste entre {low} et {high} : {told}",
        "below": "en dessous de {}, {}",
        "above": "au-dessus de {}, {}",
        "and": " ; ",
        "sampled": " (échantillonné, non exact).",
    },
}


def funding_intervals(funding: Funding, move: Move = None) -> FundingIntervals:
    """The interval each weight can move in without anything else being funded.

    Along a move the worth of each set is a straight line where scores are linear, and the best worth is their upper envelope. The
    set funded now leaves it where the first other set crosses it: that set is found by going back, from the far end, from one
    crossing to the set that is best there. Each end takes a few portfolios, and none is missed.

    Parameters
    ----------
    funding
        What is funded now, made by `Funding.of`.
    move
        What makes room for the weight that moves, as for `stability_intervals`: None for all others in proportion,
        `WithinGroups(tree)` or `WholeGroups(tree)`.

    Returns
    -------
    FundingIntervals
        `intervals[name] == (low, weight, high)`, and what is funded beyond each end. Exact for linear scores (PROMETHEE II,
        weighted sum and product, AHP). For TOPSIS and black boxes each side is tried at 40 weights and refined by bisection;
        `exact` is then False. Where another set is worth as much now, the interval ends at the present weight.

    Raises
    ------
    SensitivityError
        If there is one criterion only, or nothing can move.

    Notes
    -----
    Eisner, M.J. & Severance, D.G. (1976), Mathematical techniques for efficient record segmentation in large shared databases,
    Journal of the ACM 23, for the envelope by solutions at its crossings.

    Examples
    --------
    >>> from mcda_industry.portfolio import Budget
    >>> from mcda_industry.problem import Problem, maximise
    >>> problem = Problem.of([maximise("a"), maximise("b")], {"x": (5, 0), "y": (3, 3), "z": (0, 4)})
    >>> budget = Budget("cost", 10, {"x": 6, "y": 5, "z": 4})
    >>> intervals = funding_intervals(Funding.of(problem, {"a": 0.8, "b": 0.2}, budget, method="weighted_sum"))
    >>> print(intervals.sentence("a"))
    What is funded stays the same as long as the weight of a stays between 0.6522 and 1: below 0.6522, y replaces x.
    """
    require_funding(funding)
    ranking = funding.ranking
    criteria = ranking.problem.criterion_names
    named = named_moves(move, criteria, ranking.weights.over(criteria))
    exact = isinstance(ranking.score_function, LinearScores)
    intervals, swaps = {}, {}
    for number, name in enumerate(named.names):
        (low, below), (high, above) = (_end(funding, named, number, far, exact) for far in (0.0, 1.0))
        now = float(named.moves.weights[number])
        intervals[name] = Interval(min(low, now), now, max(high, now))
        swaps[name] = (below, above)
    return FundingIntervals(funding.portfolio, ranking.method, exact, FrozenMap(intervals), FrozenMap(swaps), move)


def _end(funding: Funding, named: NamedMoves, number: int, far: float, exact: bool) -> tuple[float, Swap | None]:
    """The weight up to which nothing changes on the way to share `far` of its room, and what changes there."""
    moves = named.moves
    now = float(moves.now[number])
    if not moves.room[number] or now == far:
        return float(moves.weights[number]), None
    way = moves.at(number, now), moves.at(number, far)
    share = _crossing(funding, *way) if exact else _found(funding, *way)
    if share is None:
        return float(moves.weight_at(np.full(len(moves.room), far))[number]), None
    at = float(moves.weight_at(np.full(len(moves.room), now + share * (far - now)))[number])
    return at, _swap_beyond(funding, *way, share)


def _crossing(funding: Funding, here: FloatArray, there: FloatArray) -> float | None:
    """The share of the way at which another set first draws level and then leads; None if none does."""
    ends = np.stack([funding.worth(here), funding.worth(there)], axis=1)
    share, point = None, ends[:, 1]
    while True:
        taken = funding.best(point)
        now, then = lead_over(ends, taken, funding.portfolio.taken)
        if not then > 0 or (share is not None and not _earlier(now, then, share)):
            return share
        share = max(0.0, -now) / (max(0.0, -now) + then)
        point = (1 - share) * ends[:, 0] + share * ends[:, 1]


def _earlier(now: float, then: float, share: float) -> bool:
    """Whether a set with these leads at both ends draws level before this share of the way."""
    return max(0.0, -now) < share * (max(0.0, -now) + then) * (1 - 1e-12)


def _found(funding: Funding, here: FloatArray, there: FloatArray) -> float | None:
    """The same where scores are not linear: by trying."""

    def same(share: float) -> bool:
        worth = funding.worth((1 - share) * here + share * there)
        return not funding.overtaken(funding.best(worth), worth)

    share = first_change(same, 0.0, 1.0, np.inf, STEPS)
    return share if np.isfinite(share) else None


def _swap_beyond(funding: Funding, here: FloatArray, there: FloatArray, share: float) -> Swap:
    """What is different just beyond a share of the way: the first step at which it shows."""
    step = SEEN_AT
    while True:
        at = min(1.0, share + step * (1 - share)) if share < 1 else 1.0
        worth = funding.worth((1 - at) * here + at * there)
        taken = funding.best(worth)
        if funding.overtaken(taken, worth) or step >= 1:
            return Swap.between(funding.portfolio.candidates, funding.portfolio.taken, taken)
        step *= 10
