"""The nearest weights at which one alternative draws level with another, for linear scores: closed forms. Arrays only.

A row of `leads` (p, m) is what a challenger scores above its rival on each criterion alone. Under weights w the challenger is
ahead if the row times w is above zero. All rows are worked on together.
"""

from typing import Literal, get_args

import numpy as np

from mcda_industry.arrays import ROUNDING, BoolArray, FloatArray, IntArray, power_of_two, ratio

Norm = Literal["l1", "l2", "linf"]
"""How a change of weights is measured: the sum of the changes, their Euclidean length, or the largest of them."""

NORMS: tuple[str, ...] = get_args(Norm)

HALVINGS = 64
"""Halvings of an interval: one of length 1 ends below the precision of a float64."""


def length(moves: FloatArray, norm: Norm) -> FloatArray:
    """(...,) the length of changes of weights (..., m).

    >>> [float(length(np.array([0.3, -0.3]), norm).round(3)) for norm in ("l1", "l2", "linf")]
    [0.6, 0.424, 0.3]
    """
    match norm:
        case "l1":
            return np.asarray(np.abs(moves).sum(axis=-1))
        case "l2":
            return np.asarray(np.sqrt((moves * moves).sum(axis=-1)))
        case _:
            return np.asarray(np.abs(moves).max(axis=-1))


def leads_over(table: FloatArray, one: IntArray, other: IntArray) -> FloatArray:
    """(p, m) the leads of one alternative over the other on each column of a table (n, m), rounding taken as none."""
    leads: FloatArray = table[one] - table[other]
    rounding = ROUNDING * np.abs(table).max(axis=0)
    return np.asarray(np.where(np.abs(leads) <= rounding, 0.0, leads))


def nearest_ties(leads: FloatArray, gaps: FloatArray, weights: FloatArray, norm: Norm) -> FloatArray:
    """(p, m) for each row the nearest weights at which the challenger is level; NaN where it can never be ahead.

    Parameters
    ----------
    leads
        (p, m) the lead of the challenger on each criterion alone, for two or more criteria.
    gaps
        (p,) how far it is behind at the present weights: zero or more.
    weights
        (m,) the present weights: zero or more, with sum 1.

    Examples
    --------
    >>> nearest_ties(np.array([[1.0, -1.0, 0.0]]), np.array([0.2]), np.array([0.2, 0.4, 0.4]), "l1")
    array([[0.3, 0.3, 0.4]])
    """
    nearest = {"l1": _by_sum, "l2": _by_length, "linf": _by_largest}[norm]
    found, possible = np.full(leads.shape, np.nan), leads.max(axis=1) > 0
    leads, gaps = leads[possible], gaps[possible]
    exact = power_of_two(leads, axis=1)  # so that no square vanishes
    found[possible] = nearest(leads / exact[:, None], gaps / exact, weights)
    return found


def _by_sum(leads: FloatArray, gaps: FloatArray, weights: FloatArray) -> FloatArray:
    """A fractional knapsack: the criteria that speak most against the challenger give their weight to the one most for it."""
    order = np.argsort(leads, axis=1, kind="stable")
    rising, held = np.take_along_axis(leads, order, axis=1), weights[order]
    gain = rising[:, -1:] - rising
    gained = np.cumsum(gain * held, axis=1)
    emptied = gained < gaps[:, None]
    emptied[:, -1] = False
    rows, last = np.arange(len(leads)), np.minimum(emptied.sum(axis=1), leads.shape[1] - 2)
    missing = gaps - np.where(last > 0, gained[rows, last - 1], 0.0)
    taken = np.where(emptied, held, 0.0)
    taken[rows, last] = np.minimum(ratio(missing, gain[rows, last], if_zero=0.0), held[rows, last])
    left = held - taken
    left[:, -1] += taken.sum(axis=1)
    found = np.empty_like(left)
    np.put_along_axis(found, order, left, axis=1)
    return found


def _by_length(leads: FloatArray, gaps: FloatArray, weights: FloatArray) -> FloatArray:
    """A step along the centred leads; projected on the simplex where that would make a weight negative."""
    centred = leads - leads.mean(axis=1, keepdims=True)
    steps = ratio(gaps, (centred * centred).sum(axis=1), if_zero=0.0)
    found: FloatArray = weights + steps[:, None] * centred
    outside = (found < 0).any(axis=1)
    if outside.any():
        found[outside] = _projected_tie(leads[outside], steps[outside], weights)
    return found


def _projected_tie(leads: FloatArray, steps: FloatArray, weights: FloatArray) -> FloatArray:
    """The step whose projection on the simplex is level: the lead never falls as the step grows, so it is bracketed."""

    def behind(step: FloatArray) -> BoolArray:
        return np.asarray((leads * on_simplex(weights + step[:, None] * leads)).sum(axis=1) < 0)

    low, high = np.zeros(len(steps)), steps.copy()
    while (short := behind(high)).any():
        low, high = np.where(short, high, low), np.where(short, 2 * high, high)
    for _ in range(HALVINGS):
        middle = low + (high - low) / 2
        short = behind(middle)
        low, high = np.where(short, middle, low), np.where(short, high, middle)
    return on_simplex(weights + high[:, None] * leads)


def on_simplex(points: FloatArray) -> FloatArray:
    """(p, m) the nearest weights to each point: a constant is taken from all, and what would be negative is zero.

    >>> on_simplex(np.array([[0.9, 0.5, -1.0]]))
    array([[0.7, 0.3, 0. ]])
    """
    falling = -np.sort(-points, axis=1)
    offsets = (np.cumsum(falling, axis=1) - 1) / np.arange(1, points.shape[1] + 1)
    last = (falling > offsets).sum(axis=1) - 1
    return np.asarray(np.maximum(points - offsets[np.arange(len(points)), last][:, None], 0.0))


def _by_largest(leads: FloatArray, gaps: FloatArray, weights: FloatArray) -> FloatArray:
    """The smallest bound on every change under which the challenger can draw level, found by bisection."""
    order = np.argsort(leads, axis=1, kind="stable")
    rising, held = np.take_along_axis(leads, order, axis=1), weights[order]
    low, high = np.zeros(len(leads)), np.where(gaps > 0, 1.0, 0.0)
    for _ in range(HALVINGS):
        middle = low + (high - low) / 2
        short = (rising * _most(held, middle)).sum(axis=1) < gaps
        low, high = np.where(short, middle, low), np.where(short, high, middle)
    found = np.empty_like(held)
    np.put_along_axis(found, order, held + _most(held, high), axis=1)
    return found


def _most(held: FloatArray, bound: FloatArray) -> FloatArray:
    """(p, m) the changes within the bound that help most, criteria sorted from worst to best for the challenger.

    Below a weighted median all give what they may, above it all take the bound, and the median makes the sum zero.
    """
    down = np.minimum(held, bound[:, None])
    given = np.cumsum(down, axis=1)
    taken = bound[:, None] * np.arange(held.shape[1])[::-1]  # by all criteria above
    median = (given >= taken).argmax(axis=1)
    rows, places = np.arange(len(held)), np.arange(held.shape[1])
    moves = np.where(places < median[:, None], -down, bound[:, None])
    moves[rows, median] = given[rows, median] - down[rows, median] - taken[rows, median]
    return moves
