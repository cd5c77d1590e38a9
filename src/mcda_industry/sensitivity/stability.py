"""How far one weight can move, the others keeping their proportions, before the decision changes: exact where it can be."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from mcda_industry.arrays import FloatArray, IntArray, is_whole, ranks, settled
from mcda_industry.errors import ProblemError, SensitivityError, did_you_mean, quoted, speaks_french
from mcda_industry.methods import LinearScores, RankingMethod, ScoreFunction
from mcda_industry.methods.topsis import TopsisScores
from mcda_industry.problem import Problem
from mcda_industry.ranking import Ranking, rank
from mcda_industry.records import FrozenMap
from mcda_industry.sensitivity.paths import LinearPath, Path, TopsisPath
from mcda_industry.sensitivity.sampled import sampled_limits
from mcda_industry.weighting.weights import Weights

if TYPE_CHECKING:
    import pandas as pd

Keep = Literal["order", "best"] | int
"""What must not change: the whole order, the leaders, or the set of the best k."""


class Interval(NamedTuple):
    """The weights a criterion can take without changing the decision; its present weight in the middle."""

    low: float
    weight: float
    high: float


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
class StabilityIntervals(Mapping[str, Interval]):
    """A stability interval for each criterion, by name.

    Attributes
    ----------
    method, keep
        The method, and what is kept: "order", "best" or the set of the best k.
    exact
        Whether the ends are exact (linear scores and TOPSIS) or found by sampling (black boxes).
    ends
        Which pair ties at each end. An end with a pair is open: at it the pair ties. An end without one is closed: it is 0 or 1.
    """

    method: str
    keep: Keep
    exact: bool
    intervals: FrozenMap[str, Interval]
    ends: FrozenMap[str, Ends]

    def __getitem__(self, criterion: str) -> Interval:
        if criterion not in self.intervals:
            said = f"There is no criterion {quoted(criterion)}; {did_you_mean(criterion, self.intervals)}"
            raise ProblemError(said, code="unknown_criterion", field=str(criterion))
        return self.intervals[criterion]

    def __contains__(self, criterion: object) -> bool:
        return criterion in self.intervals

    def __iter__(self) -> Iterator[str]:
        return iter(self.intervals)

    def __len__(self) -> int:
        return len(self.intervals)

    @property
    def tightest(self) -> str:
        """The criterion whose weight can move least in one direction before something changes."""
        return min(self, key=self.slack)

    def slack(self, criterion: str) -> float:
        """The distance to the nearest end at which something changes; infinite where nothing ever does."""
        (low, weight, high), ends = self[criterion], self.ends[criterion]
        below, above = weight - low, high - weight
        return min(below if ends.low is not None else np.inf, above if ends.high is not None else np.inf)

    def sentence(self, criterion: str, lang: str = "en") -> str:
        """The interval as a person would say it."""
        kept, words = _kept(self.keep, lang), _WORDS["fr" if speaks_french(lang) else "en"]
        (low, _, high), ends = self[criterion], self.ends[criterion]
        if not ends.any:
            return words["always"].format(kept=kept, criterion=criterion)
        said = words["within"].format(kept=kept, criterion=criterion, low=_said(low, lang), high=_said(high, lang))
        pairs = [(at, pair) for at, pair in ((low, ends.low), (high, ends.high)) if pair]
        told = [words["end"].format(a=pair[0], b=pair[1], at=_said(at, lang)) for at, pair in pairs]
        return said + (words["colon"] + ", ".join(told) + "." if self.exact else words["sampled"])

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
        "always": "{kept} whatever the weight of {criterion}.",
        "within": "{kept} as long as the weight of {criterion} stays between {low} and {high}",
        "end": "{a} and {b} tie at {at}",
        "colon": ": ",
        "sampled": " (sampled, not exact).",
    },
    "fr": {
        "always": "{kept} quel que soit le poids de {criterion}.",
        "within": "{kept} tant que le poids de {criterion} reste entre {low} et {high}",
        "end": "{a} et {b} sont à égalité à {at}",
        "colon": " : ",
        "sampled": " (échantillonné, non exact).",
    },
}


def _kept(keep: Keep, lang: str) -> str:
    french = speaks_french(lang)
    if keep == "order":
        return "L'ordre ne change pas" if french else "The order stays"
    if keep == "best":
        return "Le premier reste premier" if french else "The leader stays first"
    return f"Les {keep} premiers restent les mêmes" if french else f"The best {keep} stay the same"


def _said(number: float, lang: str) -> str:
    return f"{number:.3f}".replace(".", ",") if speaks_french(lang) else f"{number:.3f}"


def stability_intervals(
    problem: Problem,
    weights: Weights | Mapping[str, float],
    method: RankingMethod | str = "promethee2",
    keep: Keep = "order",
) -> StabilityIntervals:
    """The interval each weight can move in, the others keeping their proportions, without changing the decision.

    Exact for linear scores (PROMETHEE II, weighted sum, AHP) and for TOPSIS: the ends are roots of polynomials in the weight.
    As the scores are continuous, the order survives exactly as long as each *neighbouring* pair of it does, so only those are
    looked at. For a black box the interval is searched on a grid and refined by bisection; `exact` is then False.

    Parameters
    ----------
    problem, weights, method
        What is ranked, with which weights, and how.
    keep
        "order": every alternative keeps its place. "best": the same leaders. k: the same set of the best k.

    Returns
    -------
    StabilityIntervals
        `intervals[name] == (low, weight, high)`. If alternatives tie at the present weights and would not tie at others, the
        interval is the point (weight, weight, weight). If all other weights are 0 now, they share the rest equally as this
        one falls.

    Raises
    ------
    SensitivityError
        If there is one criterion only, or `keep` is none of the above.

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
    ranking = rank(problem, weights, method)
    shares = ranking.weights.over(problem.criterion_names)
    if len(shares) < 2:
        said = "There is only one criterion; its weight cannot move. Add a criterion."
        raise SensitivityError(said, code="one_criterion")
    pairs = _pairs_to_watch(ranking, keep)
    path = path_of(ranking.score_function, shares)
    if path is None:
        low, high = sampled_limits(ranking.score_function, shares, _decision(keep))
        return _result(ranking, keep, low, high, None)
    nearest = _Nearest(len(shares))
    for ahead, behind in pairs:
        nearest.narrow(path, ranking, ahead, behind)
    return _result(ranking, keep, nearest.low, nearest.high, nearest)


def path_of(function: ScoreFunction, weights: FloatArray) -> Path | None:
    """The scores along each moving weight, where their form is known; None for a black box."""
    if isinstance(function, LinearScores):
        return LinearPath.of(function, weights)
    return TopsisPath.of(function, weights) if isinstance(function, TopsisScores) else None


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
    """The narrowest limits found so far, and the pairs that set them."""

    def __init__(self, m: int) -> None:
        self.low, self.high = np.full(m, -np.inf), np.full(m, np.inf)
        self.low_pair, self.high_pair = np.full((m, 2), -1), np.full((m, 2), -1)

    def narrow(self, path: Path, ranking: Ranking, ahead: IntArray, behind: IntArray) -> None:
        """Narrow the limits by these pairs."""
        if not len(ahead):
            return
        low, high = path.limits(ahead, behind)
        tied = (ranking.scores[ahead] == ranking.scores[behind])[:, None]
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


def _result(
    ranking: Ranking, keep: Keep, low: FloatArray, high: FloatArray, nearest: _Nearest | None
) -> StabilityIntervals:
    criteria, names = ranking.problem.criterion_names, ranking.alternatives
    unknown = np.full((len(criteria), 2), -1)
    shares = ranking.weights.over(criteria)
    rows = zip(criteria, np.maximum(low, 0.0), shares, np.minimum(high, 1.0), strict=True)
    intervals = {name: Interval(float(a), float(w), float(b)) for name, a, w, b in rows}

    def pair(bound: float, found: IntArray) -> tuple[str, ...] | None:
        return tuple(names[i] for i in found if i >= 0) if np.isfinite(bound) else None

    low_pairs, high_pairs = (unknown, unknown) if nearest is None else (nearest.low_pair, nearest.high_pair)
    found = zip(criteria, low, low_pairs, high, high_pairs, strict=True)
    ends = {name: Ends(pair(a, one), pair(b, two)) for name, a, one, b, two in found}
    return StabilityIntervals(ranking.method, keep, nearest is not None, FrozenMap(intervals), FrozenMap(ends))


def _decision(keep: Keep) -> Callable[[FloatArray], object]:
    """What must stay the same, as a function of the scores; what differs by rounding only ties, as in a ranking."""

    def decided(scores: FloatArray) -> object:
        places = ranks(settled(scores))
        return tuple(places if keep == "order" else places <= (1 if keep == "best" else keep))

    return decided
