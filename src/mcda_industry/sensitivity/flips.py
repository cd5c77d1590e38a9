"""How far each weight can move before an alternative enters, or leaves, the best k: exact."""

from typing import NamedTuple

import numpy as np

from mcda_industry.arrays import BoolArray, FloatArray
from mcda_industry.ranking import Ranking
from mcda_industry.sensitivity.paths import Path
from mcda_industry.sensitivity.stability import Interval, path_of


class Flip(NamedTuple):
    """The smallest move of one weight, the others in proportion, that carries an alternative across the line."""

    criterion: str
    weight: float
    """The present weight."""
    at: float
    """The weight beyond which the alternative is on the other side."""


def place_intervals(ranking: Ranking, places: int) -> dict[str, dict[str, Interval]] | None:
    """For each alternative and criterion, the weights that keep it on its side of the line after the best `places`.

    Exact for linear scores and TOPSIS; None for a black box, and where there is one criterion only. Time grows as n² m log n.

    Examples
    --------
    >>> from mcda_industry.problem import Problem, maximise
    >>> from mcda_industry.ranking import rank
    >>> problem = Problem.of([maximise("a"), maximise("b")], {"x": (1, 0), "y": (0, 1)})
    >>> place_intervals(rank(problem, {"a": 0.7, "b": 0.3}, "weighted_sum"), 1)["y"]["b"]
    Interval(low=0.0, weight=0.3, high=0.5)
    """
    criteria = ranking.problem.criterion_names
    path = path_of(ranking.score_function, ranking.weights.over(criteria)) if len(criteria) > 1 else None
    if path is None:
        return None
    return {
        name: dict(zip(criteria, _intervals(ranking, path, i, places), strict=True))
        for i, name in enumerate(ranking.alternatives)
    }


def nearest_flip(intervals: dict[str, Interval]) -> Flip | None:
    """The smallest single move that leaves one of these intervals by an end inside [0, 1]; None if there is no such end.

    >>> nearest_flip({"a": Interval(0.2, 0.5, 1.0), "b": Interval(0.0, 0.5, 0.6)})
    Flip(criterion='b', weight=0.5, at=0.6)
    """
    ends = [(abs(i.weight - at), name, at) for name, i in intervals.items() for at in (i.low, i.high) if 0 < at < 1]
    if not ends:
        return None
    _, name, at = min(ends)
    return Flip(name, intervals[name].weight, at)


def _intervals(ranking: Ranking, path: Path, alternative: int, places: int) -> list[Interval]:
    others = np.flatnonzero(np.arange(len(ranking)) != alternative)
    crossings = path.crossings(others, np.full(len(others), alternative))
    better = ranking.scores[others] > ranking.scores[alternative]
    found = []
    for j, weight in enumerate(path.weights):
        below, above = (_first_flip((crossings[:, j, :] - weight) * side, better, places) for side in (-1, 1))
        found.append(Interval(float(max(0.0, weight - below)), float(weight), float(min(1.0, weight + above))))
    return found


def _first_flip(distances: FloatArray, better: BoolArray, places: int) -> float:
    """The first distance at which the alternative changes sides; infinite if it never does.

    Parameters
    ----------
    distances
        (others, r) where each other alternative crosses it, counted away from the present weight; NaN or negative for none.
    better
        (others,) whether the other is ahead now.
    """
    ahead = np.sort(np.where(distances > 0, distances, np.inf), axis=1)
    turns = np.where(better[:, None], -1, 1) * (-1) ** np.arange(ahead.shape[1])
    turns = np.where(np.isfinite(ahead), turns, 0)
    where = np.argsort(ahead, axis=None, kind="stable")
    number = better.sum() + np.cumsum(turns.ravel()[where])
    changed = np.flatnonzero((number < places) != (better.sum() < places))
    return float(ahead.ravel()[where][changed[0]]) if changed.size else np.inf
