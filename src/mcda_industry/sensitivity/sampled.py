"""Stability of a black box: the same question answered by trying weights, for methods whose form is not known."""

from collections.abc import Callable

import numpy as np

from mcda_industry.arrays import FloatArray
from mcda_industry.methods import ScoreFunction
from mcda_industry.sensitivity.paths import proportions

STEPS = 200
"""Weights tried on each side; a change that lasts less than 1/200 of that side can be missed."""

BISECTIONS = 40
"""Halvings of a step: the end of an interval is found to 1e-12 or better."""


def sampled_limits(
    function: ScoreFunction, weights: FloatArray, decision: Callable[[FloatArray], object]
) -> tuple[FloatArray, FloatArray]:
    """(m,) lowest and (m,) highest value found of each weight with the same decision; ±inf where it never changed."""
    others, now = proportions(weights), decision(function(weights))
    low, high = np.full(len(weights), -np.inf), np.full(len(weights), np.inf)
    for j, weight in enumerate(weights):

        def same(t: float, j: int = j) -> bool:
            moved = (1 - t) * others[j]
            moved[j] = t
            return decision(function(moved)) == now

        low[j] = _first_change(same, float(weight), 0.0, -np.inf)
        high[j] = _first_change(same, float(weight), 1.0, np.inf)
    return low, high


def _first_change(same: Callable[[float], bool], start: float, end: float, never: float) -> float:
    """Where the decision first changes on the way from start to end: found on a grid, refined by bisection."""
    inside = start
    for outside in np.linspace(start, end, STEPS + 1)[1:]:
        if not same(outside):
            break
        inside = outside
    else:
        return never
    for _ in range(BISECTIONS):
        middle = (inside + outside) / 2
        inside, outside = (middle, outside) if same(middle) else (inside, middle)
    return float(inside)
