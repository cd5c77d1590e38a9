"""How far each weight can move before an alternative enters, or leaves, the best k: exact."""

from typing import NamedTuple

import numpy as np

from mcda_industry.arrays import BoolArray, FloatArray
from mcda_industry.ranking import Ranking
from mcda_industry.sensitivity.one_weight.intervals import Interval
from mcda_industry.sensitivity.one_weight.paths import Moves, Path
from mcda_industry.sensitivity.one_weight.stability import path_of

TIED = 1e-7
"""A crossing this close to the present weight is that of a pair that ties there."""

TOGETHER = 1e-12
"""Alternatives that cross another within such a distance pass it at once: lines that meet in one point."""


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
    moves = Moves.one_by_one(ranking.weights.over(criteria))
    path = path_of(ranking.score_function, moves) if len(criteria) > 1 else None
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
    low = [(i.weight - i.low, name, i.low) for name, i in intervals.items() if i.low > 0]
    high = [(i.high - i.weight, name, i.high) for name, i in intervals.items() if i.high < 1]
    if not low + high:
        return None
    _, name, at = min(low + high)
    return Flip(name, intervals[name].weight, at)


def _intervals(ranking: Ranking, path: Path, alternative: int, places: int) -> list[Interval]:
    others = np.flatnonzero(np.arange(len(ranking)) != alternative)
    this, lead = np.full(len(others), alternative), ranking.scores[others] - ranking.scores[alternative]
    tied, within = lead == 0, bool((lead > 0).sum() < places)
    crossings, now = path.crossings(others, this), path.weights[:, None]
    crossings = np.where(tied[:, None, None] & (np.abs(crossings - now) <= TIED), np.nan, crossings)
    sides = []
    for end in (0.0, 1.0):
        onward = np.sort(
            np.where((crossings - now) * (end - 0.5) > 0, np.abs(crossings - now), np.abs(end - now)), axis=2
        )
        better = np.broadcast_to(lead[:, None] > 0, onward.shape[:2])
        if tied.any():
            beyond = path.leads(others, this, path.weights + (2 * end - 1) * onward[:, :, 0] / 2) > 0
            better = np.where(tied[:, None], beyond, better)
        columns = zip(path.weights, onward.swapaxes(0, 1), better.T, strict=True)
        sides.append([_end(weight, end, onwards, ahead, within, places) for weight, onwards, ahead in columns])
    return [
        Interval(low, float(weight), high) for low, weight, high in zip(sides[0], path.weights, sides[1], strict=True)
    ]


def _end(weight: float, end: float, distances: FloatArray, better: BoolArray, within: bool, places: int) -> float:
    """The value of the weight, on its way to `end`, beyond which the alternative is on the other side; `end` if none.

    Parameters
    ----------
    distances
        (others, r) how far each other alternative crosses it, in rising order; the distance of the end for none.
    better
        (others,) whether the other is ahead just beyond the present weight.
    within
        Whether the alternative is among the best `places` now.
    """
    if (better.sum() < places) != within:
        return float(weight)
    turns = np.where(better[:, None], -1, 1) * (-1) ** np.arange(distances.shape[1])
    turns = np.where(distances < abs(end - weight), turns, 0)
    order = np.argsort(distances, axis=None, kind="stable")
    at, number = distances.ravel()[order], better.sum() + np.cumsum(turns.ravel()[order])
    passed = np.diff(at, append=np.inf) > TOGETHER
    changed = at[passed & ((number < places) != within)]
    return float(weight + (2 * end - 1) * changed[0]) if changed.size else end
