"""How far one weight can move before the decision changes: exact where it can be."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from mcda_industry.arrays import ROWS_AT_ONCE, FloatArray, IntArray, is_whole, ranks, settled
from mcda_industry.errors import SensitivityError, quoted, speaks_french
from mcda_industry.methods import LinearScores, RankingMethod, ScoreFunction
from mcda_industry.methods.topsis import TopsisScores
from mcda_industry.problem import Problem
from mcda_industry.ranking import Ranking, rank
from mcda_industry.records import FrozenMap
from mcda_industry.sensitivity.one_weight.bernstein import FixedTopsisPath
from mcda_industry.sensitivity.one_weight.intervals import Interval, IntervalsByName
from mcda_industry.sensitivity.one_weight.moves import Move, NamedMoves, WholeGroups, WithinGroups, named_moves
from mcda_industry.sensitivity.one_weight.paths import LinearPath, Moves, Path, TopsisPath
from mcda_industry.sensitivity.one_weight.sampled import sampled_limits
from mcda_industry.weighting.weights import Weights
from mcda_industry.wording import decimals_apart, of_name

if TYPE_CHECKING:
    import pandas as pd

Keep = Literal["order", "best"] | int
"""What must not change: the whole order, the leaders, or the set of the best k."""


class Ends(NamedTuple):
    """The pair of alternatives that ties at each end of an interval, the one ahead now first.

    None where nothing changes; empty where a change was found by sampling, without knowing who ties.
    """

    low: tuple[str, ...] | None
    high: tuple[str, ...] | None

    @property
    def any(self) -> bool:
        """Whether something changes at either end."""
        return self.low is not None or self.high is not None


@dataclass(frozen=True, eq=False, repr=False)
class StabilityIntervals(IntervalsByName):
    """A stability interval for each criterion, or for each group if whole groups move, by name.

    Attributes
    ----------
    method, keep
        The method, and what is kept: "order", "best" or the set of the best k.
    exact
        Whether the ends are exact (linear scores and TOPSIS) or found by sampling (black boxes).
    ends
        Which pair ties at each end. An end with a pair is open: at it the pair ties. An end without one is closed: it is the
        end of what the weight can take, 0 or 1 unless other groups keep their weights.
    move
        How weights move: None if all others make room for the one that moves.
    """

    method: str
    keep: Keep
    exact: bool
    intervals: FrozenMap[str, Interval]
    ends: FrozenMap[str, Ends]
    move: Move = None

    def slack(self, criterion: str) -> float:
        """The distance to the nearest end at which something changes; infinite where nothing ever does."""
        (low, weight, high), ends = self[criterion], self.ends[criterion]
        below, above = weight - low, high - weight
        return min(below if ends.low is not None else np.inf, above if ends.high is not None else np.inf)

    def sentence(self, criterion: str, lang: str = "en") -> str:
        """The interval as a person would say it."""
        (low, weight, high), ends = self[criterion], self.ends[criterion]
        words = _WORDS["fr" if speaks_french(lang) else "en"]
        what = words["group" if isinstance(self.move, WholeGroups) else "weight"].format(
            criterion, of=of_name(criterion)
        )
        fixed = words["fixed"] if isinstance(self.move, WithinGroups) else ""
        kept, end = _kept(self.keep, lang), "." if self.exact else words["sampled"]
        if not ends.any:
            return words["always" if low < high else "cannot move"].format(kept=kept, what=what) + fixed + end
        if low == high:
            tie = words["tie"].format(pair=words["and"].join(ends.low)) if ends.low else ""
            kept = _kept(self.keep, lang, only=True)
            return words["point"].format(kept=kept, what=what, at=_said(weight, lang), tie=tie) + fixed + end
        places = decimals_apart(low, high)
        low_said, high_said = (_said(bound, lang, places) for bound in (low, high))
        said = words["within"].format(kept=kept, what=what, low=low_said, high=high_said) + fixed
        told = [
            words["end"].format(pair=words["and"].join(pair), at=at)
            for at, pair in ((low_said, ends.low), (high_said, ends.high))
            if pair
        ]
        return said + (words["colon"] + ", ".join(told) if told else "") + end

    def to_frame(self) -> "pd.DataFrame":
        """A data frame: criteria by "low", "weight", "high"."""
        import pandas as pd

        return pd.DataFrame.from_dict(dict(self.intervals), orient="index", columns=list(Interval._fields))

    def __repr__(self) -> str:
        width = max(map(len, self))
        kind = "exact" if self.exact else "sampled"
        kept = f"best {self.keep}" if isinstance(self.keep, int) else self.keep
        rows = (
            f"  {name.ljust(width)}  {i.low:.4f} < {i.weight:.4f} < {i.high:.4f}" for name, i in self.intervals.items()
        )
        return "\n".join([f"Weights that keep the {kept} by {self.method} ({kind})", *rows])


_WORDS = {
    "en": {
        "weight": "the weight of {}",
        "group": "the weight of the group {}",
        "fixed": ", other groups keeping theirs",
        "always": "{kept} whatever {what}",
        "cannot move": "{kept}: nothing can move {what}",
        "point": "{kept} only while {what} is {at}{tie}",
        "tie": ": {pair} tie there, and any other weight separates them",
        "within": "{kept} as long as {what} stays between {low} and {high}",
        "end": "{pair} tie at {at}",
        "and": " and ",
        "colon": ": ",
        "sampled": " (sampled, not exact).",
    },
    "fr": {
        "weight": "le poids {of}",
        "group": "le poids du groupe {}",
        "fixed": ", les autres groupes gardant le leur",
        "always": "{kept} quel que soit {what}",
        "cannot move": "{kept} : rien ne peut faire varier {what}",
        "point": "{kept} que si {what} vaut {at}{tie}",
        "tie": " : {pair} y sont à égalité, et tout autre poids les sépare",
        "within": "{kept} tant que {what} reste entre {low} et {high}",
        "end": "{pair} sont à égalité à {at}",
        "and": " et ",
        "colon": " : ",
        "sampled": " (échantillonné, non exact).",
    },
}


def _kept(keep: Keep, lang: str, only: bool = False) -> str:
    """What is kept, as the start of a sentence; `only` if "only while" follows."""
    keep = "best" if keep == 1 else keep
    if speaks_french(lang):
        told = {
            "order": ("L'ordre ne change pas", "L'ordre ne tient"),
            "best": ("Le premier reste premier", "Le premier ne reste premier"),
        }
        other = (f"Les {keep} premiers restent les mêmes", f"Les {keep} premiers ne restent les mêmes")
        return told.get(str(keep), other)[only]
    return {"order": "The order stays", "best": "The leader stays first"}.get(
        str(keep), f"The best {keep} stay the same"
    )


def _said(number: float, lang: str, places: int = 3) -> str:
    return f"{number:.{places}f}".replace(".", ",") if speaks_french(lang) else f"{number:.{places}f}"


def stability_intervals(
    problem: Problem,
    weights: Weights | Mapping[str, float],
    method: RankingMethod | str = "promethee2",
    keep: Keep = "order",
    move: Move = None,
) -> StabilityIntervals:
    """The interval each weight can move in without changing the decision.

    Exact for linear scores (PROMETHEE II, weighted sum, AHP) and for TOPSIS: the ends are roots of polynomials in the weight.
    As the scores are continuous, the order survives exactly as long as each *neighbouring* pair of it does, so only those are
    looked at. For a black box the interval is searched on a grid and refined by bisection; `exact` is then False.

    Parameters
    ----------
    problem, weights, method
        What is ranked, with which weights, and how.
    keep
        "order": every alternative keeps its place. "best": the same leaders. k: the same set of the best k.
    move
        What makes room for the weight that moves. None: all others, in proportion. `WithinGroups(tree)`: its siblings in the
        group; the weights of the groups stay. `WholeGroups(tree)`: the groups move, each as a whole, and all outside make room.

    Returns
    -------
    StabilityIntervals
        `intervals[name] == (low, weight, high)`. If alternatives tie at the present weights and would not tie at others, the
        interval is the point (weight, weight, weight). If all weights that make room are 0 now, they share the rest equally as
        this one falls. A weight that cannot move, alone in its group or in a group without weight, has its point as interval
        and no ends.

    Raises
    ------
    SensitivityError
        If there is one criterion only, `keep` or `move` is none of the above, the tree names other criteria, or nothing can move.

    Notes
    -----
    Mareschal, B. (1988), Weight stability intervals in multicriteria decision aid, European Journal of Operational Research 33,
    for linear scores.

    Examples
    --------
    >>> from mcda_industry.problem import maximise
    >>> problem = Problem.of([maximise("a"), maximise("b")], {"x": (1, 0), "y": (0, 1)})
    >>> stability_intervals(problem, {"a": 0.7, "b": 0.3}, "weighted_sum")["a"]
    Interval(low=0.5, weight=0.7, high=1.0)
    """
    return intervals_of(rank(problem, weights, method), keep, move)


def intervals_of(ranking: Ranking, keep: Keep = "order", move: Move = None) -> StabilityIntervals:
    """The stability intervals of a ranking that is already there, as `stability_intervals` gives them."""
    criteria = ranking.problem.criterion_names
    shares = ranking.weights.over(criteria)
    named = named_moves(move, criteria, shares)
    pairs = _pairs_to_watch(ranking, keep)
    path = path_of(ranking.score_function, named.moves)
    if path is None:
        low, high = sampled_limits(ranking.score_function, shares, named.moves, _decision(keep))
        nearest = _Nearest(low, high)
    else:
        nearest = _Nearest.of(path, ranking, pairs)
    intervals, ends = _found(named, nearest, ranking.alternatives)
    return StabilityIntervals(ranking.method, keep, path is not None, intervals, ends, move)


def path_of(function: ScoreFunction, moves: Moves) -> Path | None:
    """The scores along each move, where their form is known; None for a black box."""
    if isinstance(function, LinearScores):
        return LinearPath.of(function, moves)
    if not isinstance(function, TopsisScores):
        return None
    return FixedTopsisPath.of(function, moves) if moves.fixed.any() else TopsisPath.of(function, moves)


def _pairs_to_watch(ranking: Ranking, keep: Keep) -> Iterator[tuple[IntArray, IntArray]]:
    """Batches of pairs whose order, or tie, is the decision."""
    n = len(ranking)
    order = np.argsort(-ranking.scores, kind="stable")
    if not (keep in ("order", "best") if isinstance(keep, str) else is_whole(keep, 1, n)):
        said = f"keep must be 'order', 'best' or a number of places from 1 to {n}, not {quoted(keep)}."
        raise SensitivityError(said, code="bad_keep", field="keep")
    if keep == "order":
        return iter([(order[:-1], order[1:])])
    if keep == "best":
        leaders = int((ranking.ranks == 1).sum())
        apart = (np.full(n - leaders, order[0]), order[leaders:])
        together = (order[: leaders - 1], order[1:leaders])
        return iter([together, *((np.full(n - leaders, one), apart[1]) for one in order[:leaders])])
    inside, outside = order[:keep], order[keep:]
    return ((np.full(len(outside), one), outside) for one in inside)


class _Nearest:
    """The narrowest limits found so far, as shares, and the pairs that set them: -1 where it is not known which."""

    def __init__(self, low: FloatArray, high: FloatArray) -> None:
        self.low, self.high = low, high
        self.low_pair, self.high_pair = np.full((len(low), 2), -1), np.full((len(high), 2), -1)

    @classmethod
    def of(cls, path: Path, ranking: Ranking, pairs: Iterator[tuple[IntArray, IntArray]]) -> "_Nearest":
        """The narrowest limits that these pairs set."""
        found = cls(np.full(len(path.weights), -np.inf), np.full(len(path.weights), np.inf))
        for ahead, behind in pairs:
            for start in range(0, len(ahead), ROWS_AT_ONCE):  # the memory needed stays the same, however many pairs
                block = slice(start, start + ROWS_AT_ONCE)
                found.narrow(path, ranking, ahead[block], behind[block])
        return found

    def narrow(self, path: Path, ranking: Ranking, ahead: IntArray, behind: IntArray) -> None:
        """Narrow the limits by these pairs."""
        low, high = path.limits(ahead, behind)
        tied = (ranking.scores[ahead] == ranking.scores[behind])[:, None]
        if tied.any():
            breaks = tied & ~path.always_tied(ahead, behind)
            low = np.where(breaks, path.weights, np.where(tied, -np.inf, low))
            high = np.where(breaks, path.weights, np.where(tied, np.inf, high))
        criteria = np.arange(len(path.weights))
        for found, best, pairs, nearest in (
            (low, self.low, self.low_pair, low.argmax(axis=0)),
            (high, self.high, self.high_pair, high.argmin(axis=0)),
        ):
            value = found[nearest, criteria]
            better = value > best if best is self.low else value < best
            best[better] = value[better]
            pairs[better] = np.stack([ahead[nearest], behind[nearest]], axis=1)[better]


def _found(
    named: NamedMoves, nearest: _Nearest, alternatives: tuple[str, ...]
) -> tuple[FrozenMap[str, Interval], FrozenMap[str, Ends]]:
    """The limits as weights, and who ties there, by the names of what moves."""
    weights = named.moves.weights
    low = np.minimum(weights, named.moves.weight_at(np.maximum(nearest.low, 0.0)))
    high = np.maximum(weights, named.moves.weight_at(np.minimum(nearest.high, 1.0)))
    rows = zip(named.names, low.tolist(), weights.tolist(), high.tolist(), strict=True)

    def pair(bound: float, found: IntArray) -> tuple[str, ...] | None:
        return tuple(alternatives[i] for i in found if i >= 0) if np.isfinite(bound) else None

    bounds = zip(named.names, nearest.low, nearest.low_pair, nearest.high, nearest.high_pair, strict=True)
    ends = {name: Ends(pair(a, one), pair(b, two)) for name, a, one, b, two in bounds}
    return FrozenMap({name: Interval(a, w, b) for name, a, w, b in rows}), FrozenMap(ends)


def _decision(keep: Keep) -> Callable[[FloatArray], object]:
    """What must stay the same, as a function of the scores; what differs by rounding only ties, as in a ranking."""

    def decided(scores: FloatArray) -> object:
        places = ranks(settled(scores))
        return tuple(places if keep == "order" else places <= (1 if keep == "best" else keep))

    return decided
