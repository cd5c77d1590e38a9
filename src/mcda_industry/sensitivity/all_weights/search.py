"""The smallest change of weights by search, where scores are not linear: an upper bound. Arrays only.

Rays lead from the present weights to each criterion alone, to equal weights, to weights drawn at random, and to where an
ascent along tangents ends that starts from the best of these and from the present ones. Where a ray first meets a change,
the meeting point is found by bisection. From the nearest of these points the search descends: it replaces the scores by
their tangents, takes the nearest weights at which the tangents change the decision, and returns from there to where the
scores do.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np

from mcda_industry.arrays import FloatArray, IntArray, ratio
from mcda_industry.sensitivity.all_weights.nearest import Norm, length, nearest_ties
from mcda_industry.sensitivity.all_weights.programmes import least_change, widest_lead

DESCENTS = 30
"""Steps of a descent at most."""

NEXT, TARGETS = 32, 4
"""Alternatives on either side whose pairs are looked at, and pairs towards whose tie a step is tried."""

HALVINGS = 45
"""Halvings of the way between weights before and after a change."""

CLEAR = 1e-12
"""A lead below this, relative to the largest score, could be rounding and is none."""

TANGENT = 1e-6
"""The step from which tangents are taken."""

AT_ONCE = 16
"""Weights under which all alternatives are scored at a time, so that many alternatives fill no memory."""

Scores = Callable[[FloatArray], FloatArray]
"""Scores (s, n) for points (s, m), which it divides by their sums."""


class Effort(NamedTuple):
    """How much is tried.

    How many weights on each ray (a change that lasts less than a step can be missed), how many descents, the share by which a
    step of a descent must shorten the change for the next to be taken, and to how many weights drawn at random rays lead.
    """

    steps: int
    descents: int
    shorter: float
    draws: int = 100


SPARING, THOROUGH = Effort(10, 3, 1e-3), Effort(50, 8, 1e-6)
"""For scores that may be slow, and for those that are quick."""


class Question(Protocol):
    """What would count as a change."""

    def lead(self, points: FloatArray) -> FloatArray:
        """(s,) above zero where the decision has changed, for weights (s, m)."""

    def tangents(self, point: FloatArray) -> FloatArray:
        """(r, m) rows that are zero or more, times the weights, where the tangents at this point change the decision."""

    def targets(self, point: FloatArray, weights: FloatArray, norm: Norm) -> FloatArray:
        """(t, m) weights at which the tangents at this point change the decision, those nearest to `weights` (m,) first."""


@dataclass(frozen=True, eq=False)
class Entering:
    """Whether an alternative is strictly among the best `places`, but for its equals, which are no rivals."""

    scores: Scores
    alternative: int
    rivals: IntArray
    places: int

    def lead(self, points: FloatArray) -> FloatArray:
        """The lead over the best rival that must be beaten, less what is rounding."""
        found = self.scores(points)
        rivals = np.partition(found[:, self.rivals], -self.places, axis=1)[:, -self.places]
        return np.asarray(found[:, self.alternative] - rivals - CLEAR * np.abs(found).max(axis=1))

    def tangents(self, point: FloatArray) -> FloatArray:
        """The leads over all rivals that are beaten here."""
        scores, rates = slopes(self.scores, point)
        leads = scores[self.alternative] - scores[self.rivals]
        beaten = np.argsort(-leads, kind="stable")[: len(leads) - self.places + 1]
        return np.asarray((rates[self.alternative] - rates[self.rivals] + leads[:, None])[beaten])

    def targets(self, point: FloatArray, weights: FloatArray, norm: Norm) -> FloatArray:
        """The nearest weights at which the tangents are level or ahead."""
        target = least_change(self.tangents(point), weights, norm)
        return np.zeros((0, len(weights))) if target is None else target[None]


@dataclass(frozen=True, eq=False)
class Overtaking:
    """Whether any alternative outside overtakes one inside."""

    scores: Scores
    inside: IntArray
    outside: IntArray

    def lead(self, points: FloatArray) -> FloatArray:
        """The lead of the best outside over the worst inside, less what is rounding."""
        found = self.scores(points)
        lead = found[:, self.outside].max(axis=1) - found[:, self.inside].min(axis=1)
        return np.asarray(lead - CLEAR * np.abs(found).max(axis=1))

    def tangents(self, point: FloatArray) -> FloatArray:
        """The lead of that pair."""
        return self._pairs(point)[:1]

    def targets(self, point: FloatArray, weights: FloatArray, norm: Norm) -> FloatArray:
        """Where the tangents of a pair tie, for those of the pairs that tie nearest."""
        rows = self._pairs(point)
        behind = rows @ weights < 0
        ties = nearest_ties(rows[behind], -(rows[behind] @ weights), weights, norm)
        distances = length(ties - weights, norm)
        nearest = np.argsort(distances, kind="stable")[:TARGETS]  # NaN, where there is no tie, comes last
        return np.asarray(ties[nearest[np.isfinite(distances[nearest])]])

    def _pairs(self, point: FloatArray) -> FloatArray:
        """(r, m) tangents of the lead of the best outside over the worst inside, then of each of them with the next."""
        scores, rates = slopes(self.scores, point)
        outside = self.outside[np.argsort(-scores[self.outside], kind="stable")[:NEXT]]
        inside = self.inside[np.argsort(scores[self.inside], kind="stable")[:NEXT]]
        ahead = np.concatenate([outside, np.full(len(inside) - 1, outside[0])])
        behind = np.concatenate([np.full(len(outside), inside[0]), inside[1:]])
        return np.asarray(rates[ahead] - rates[behind] + (scores[ahead] - scores[behind])[:, None])


class Found(NamedTuple):
    """The nearest weights (m,) found at which the decision has changed, None if there are none; and how many were tried first."""

    weights: FloatArray | None
    tried: int


def search(
    question: Question, weights: FloatArray, norm: Norm, generator: np.random.Generator, effort: Effort = SPARING
) -> Found:
    """The nearest weights found at which the decision has changed.

    Parameters
    ----------
    question
        What counts as a change.
    weights
        (m,) the present weights.
    norm, generator
        How changes are measured, and where rays lead at random.
    effort
        How much is tried.
    """
    m, steps = len(weights), effort.steps
    ends = np.vstack([np.eye(m), np.full((1, m), 1 / m), generator.dirichlet(np.ones(m), effort.draws)])
    best = ends[_leads(question, ends).argmax()]
    ends = np.vstack([ends, *(_ascend(question, start)[None] for start in (best, weights))])
    shares = np.arange(steps + 1)[:, None, None] / steps
    points = weights + shares * (ends - weights)
    changed = _leads(question, points[1:].reshape(-1, m)).reshape(steps, -1) > 0
    rays = np.flatnonzero(changed.any(axis=0))
    if not len(rays):
        return Found(None, changed.size)
    first = changed.argmax(axis=0)[rays]
    after = points[first + 1, rays]
    nearest = np.argsort(length(after - weights, norm), kind="stable")[: effort.descents]
    met = between(question, points[first, rays][nearest], after[nearest])
    found = np.array([_descend(question, point, weights, norm, effort.shorter) for point in met])
    return Found(found[length(found - weights, norm).argmin()], changed.size)


def _leads(question: Question, points: FloatArray) -> FloatArray:
    """(s,) above zero where the decision has changed, a few weights at a time."""
    parts = (points[start : start + AT_ONCE] for start in range(0, len(points), AT_ONCE))
    return np.concatenate([question.lead(part) for part in parts])


def _ascend(question: Question, point: FloatArray) -> FloatArray:
    """From these weights to ones nearer to a change, or further beyond it, for as long as there are any."""
    lead = question.lead(point[None])[0]
    for _ in range(DESCENTS):
        target = widest_lead(question.tangents(point)).weights
        steps = point + 0.5 ** np.arange(HALVINGS // 3)[:, None] * (target - point)
        leads = _leads(question, steps)
        if not leads.max() > lead:
            break
        point, lead = steps[leads.argmax()], leads.max()
    return point


def between(question: Question, before: FloatArray, after: FloatArray) -> FloatArray:
    """(s, m) where the decision changes, between weights (s, m) before and after the change: just after it."""
    for _ in range(HALVINGS):
        middle = (before + after) / 2
        changed = (question.lead(middle) > 0)[:, None]
        before, after = np.where(changed, before, middle), np.where(changed, middle, after)
    return after


def _descend(question: Question, point: FloatArray, weights: FloatArray, norm: Norm, shorter: float) -> FloatArray:
    """From a point where the decision has changed to nearer ones, for as long as each is shorter by this share."""
    for _ in range(DESCENTS):
        targets = question.targets(point, weights, norm)
        if not len(targets):
            break
        changed = _leads(question, targets) > 0
        target = targets[changed.argmax()]  # the first that has changed, else the first
        found = _steps_to(question, point, target, weights, norm)
        nearer = found[length(found - weights, norm).argmin()]
        if not length(nearer - weights, norm) < (1 - shorter) * length(point - weights, norm):
            break
        point = nearer
    return point


def _steps_to(question: Question, point: FloatArray, target: FloatArray, weights: FloatArray, norm: Norm) -> FloatArray:
    """(s, m) points where the decision changes: on the way to a target, and on a ray past the furthest step towards it.

    Where the boundary bends away from its tangent, the way to the target leaves it at once; the ray from the present weights
    through a point of that way meets it again, and is followed no further than `point` is away.
    """
    towards = point + 0.5 ** np.arange(HALVINGS // 3)[:, None] * (target - point)
    moves = towards - weights
    stretch = ratio(length(point - weights, norm), length(moves, norm), if_zero=1.0)
    room = np.where(moves < 0, ratio(np.broadcast_to(weights, moves.shape), -moves, if_zero=np.inf), np.inf).min(axis=1)
    past = np.maximum(weights + np.minimum(stretch, room)[:, None] * moves, 0.0)
    reached, changed = _leads(question, towards) > 0, _leads(question, past) > 0
    ways = [(weights, target) if reached[0] else (target, point)]
    if changed.any():
        step = int(changed.argmax())
        ways.append((weights, towards[step]) if reached[step] else (towards[step], past[step]))
    return between(question, *(np.array(ends) for ends in zip(*ways, strict=True)))


def slopes(scores: Scores, point: FloatArray) -> tuple[FloatArray, FloatArray]:
    """(n,) scores and (n, m) their slopes, of points that are normalised: along the point itself a slope is zero."""
    found = scores(np.vstack([point, point + TANGENT * np.eye(len(point))]))
    return found[0], ((found[1:] - found[0]) / TANGENT).T
