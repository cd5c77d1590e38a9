"""What every method must do, each rule as a trial that tries to break it on one problem."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from mcda_industry.arrays import FloatArray, frozen
from mcda_industry.errors import DecisionError
from mcda_industry.methods import RankingMethod
from mcda_industry.problem import Evaluations
from mcda_industry.testing.cases import with_columns, with_twin, within
from mcda_industry.testing.evidence import BrokenRuleError, Rule, Scoring

TOLERANCE = 1e-9
"""Scores that should be the same differ by less than this, relative to the largest of them (or to 1)."""

Evidence = tuple[Scoring, ...] | None
"""The scorings that show that a rule is broken; None where it holds."""


@dataclass(frozen=True)
class Asked:
    """A method that is asked and watched: whatever it gives back that is no answer is caught here."""

    method: RankingMethod

    def __call__(self, case: Evaluations, weights: FloatArray) -> FloatArray:
        """Scores (..., n) for weights (..., m).

        Raises
        ------
        DecisionError
            If the method refuses.
        BrokenRuleError
            If it raises anything else, gives no scores or not finite ones, or writes into the evaluations.
        """
        lent = case.taking(slice(None))
        scores = self._answer(lent, case, weights)
        one = weights.reshape(-1, weights.shape[-1])[0]
        if (touched := np.flatnonzero((lent.values != case.values).any(axis=1))).size:
            rows = (int(touched[0]),)
            raise BrokenRuleError(Rule.UNTOUCHED, Scoring(case, one, None, rows), Scoring(lent, one, None, rows))
        if scores.shape != (*weights.shape[:-1], len(case.values)):
            rule = Rule.ONE_SCORE if weights.ndim == 1 else Rule.BATCHES
            raise BrokenRuleError(rule, Scoring(case, one, scores))
        if (wrong := np.argwhere(~np.isfinite(scores))).size:
            *draw, row = map(int, wrong[0])
            raise BrokenRuleError(Rule.FINITE, Scoring(case, weights[tuple(draw)], scores[tuple(draw)], (row,)))
        return scores

    def scoring(self, case: Evaluations, weights: FloatArray) -> Scoring:
        """The problem with its scores, for one set of weights."""
        return Scoring(case, weights, self(case, weights))

    def _answer(self, lent: Evaluations, case: Evaluations, weights: FloatArray) -> FloatArray:
        try:
            return np.array(self.method.score_function(lent)(weights), dtype=np.float64)
        except DecisionError:
            raise
        except Exception as fault:  # whatever the method of a user may raise
            one = weights.reshape(-1, weights.shape[-1])[0]
            error = f"{type(fault).__name__}: {fault}"
            raise BrokenRuleError(Rule.ANSWERS, Scoring(case, one, None, error=error)) from fault


Trial = Callable[[Asked, Evaluations, FloatArray, np.random.Generator], Evidence]


def tolerance(*scores: FloatArray) -> float:
    """How far scores that should be the same may lie apart by rounding."""
    return TOLERANCE * max(1.0, *(float(np.abs(each).max(initial=0.0)) for each in scores))


def moved(before: Scoring, after: Scoring) -> Evidence:
    """The first alternative whose score is another one, to the tolerance."""
    one, other = (np.asarray(scoring.scores, dtype=np.float64) for scoring in (before, after))
    apart = np.flatnonzero(np.abs(one - other) > tolerance(one, other))
    if not apart.size:
        return None
    rows = (int(apart[0]),)
    return replace(before, rows=rows), replace(after, rows=rows)


def _answers_however_few(asked: Asked, case: Evaluations, weights: FloatArray, rng: np.random.Generator) -> Evidence:
    """One alternative alone, and several that are all the same: scored or refused, nothing else."""
    for rows in ([0], [0, 0, 0]):
        try:
            asked(case.taking(rows), weights)
        except DecisionError:
            continue
    return None


def _repeats(asked: Asked, case: Evaluations, weights: FloatArray, rng: np.random.Generator) -> Evidence:
    """Asked twice, and one score function used three times."""
    scores = asked(case, weights)
    one = partial(asked.method.score_function(case), weights)
    answers: list[Callable[[], FloatArray]] = [partial(asked, case, weights), one, one, one]
    for answer in answers:
        try:
            other = np.asarray(answer())
        except DecisionError as refusal:  # it answered before
            error = f"{type(refusal).__name__}: {refusal}"
            return Scoring(case, weights, scores, (0,)), Scoring(case, weights, None, error=error)
        if (apart := np.flatnonzero(scores != other)).size:
            rows = (int(apart[0]),)
            return Scoring(case, weights, scores, rows), Scoring(case, weights, other, rows)
    return None


def _knows_proportions(asked: Asked, case: Evaluations, weights: FloatArray, rng: np.random.Generator) -> Evidence:
    before = asked.scoring(case, weights)
    for factor in (3.0, 0.001):
        times = frozen(factor * weights)
        if evidence := moved(before, asked.scoring(case, times)):
            return evidence
    return None


def _takes_batches(asked: Asked, case: Evaluations, weights: FloatArray, rng: np.random.Generator) -> Evidence:
    """A batch of shape (2, 3, m) and a longer one of shape (40, m), each row of the first and some of the second alone."""
    m = len(weights)
    others = rng.integers(1, 10, size=(43, m)).astype(np.float64)
    small = np.stack([weights, weights[::-1], np.ones(m), *others[:3]]).reshape(2, 3, m)
    for stack, tried in ((small, 6), (np.vstack([weights, others[3:]]), 2)):
        found = asked(case, frozen(stack)).reshape(-1, len(case.values))
        rows = frozen(stack.reshape(-1, m))
        for k in np.linspace(0, len(rows) - 1, tried).astype(int):
            alone = asked.scoring(case, rows[k])
            if evidence := moved(alone, Scoring(case, rows[k], found[k])):
                return evidence
    return None


def _forgets_the_order_of_rows(
    asked: Asked, case: Evaluations, weights: FloatArray, rng: np.random.Generator
) -> Evidence:
    scores, order = asked(case, weights), rng.permutation(len(case.values))
    shuffled = case.taking(order)
    found = asked(shuffled, weights)
    apart = np.flatnonzero(np.abs(found - scores[order]) > tolerance(found, scores))
    if not apart.size:
        return None
    place = int(apart[0])
    return Scoring(case, weights, scores, (int(order[place]),)), Scoring(shuffled, weights, found, (place,))


def _forgets_the_order_of_criteria(
    asked: Asked, case: Evaluations, weights: FloatArray, rng: np.random.Generator
) -> Evidence:
    order = rng.permutation(len(weights))
    turned, points = with_columns(case, order), frozen(weights[order])
    return moved(asked.scoring(case, weights), asked.scoring(turned, points))


def _leaves_out_what_has_no_weight(
    asked: Asked, case: Evaluations, weights: FloatArray, rng: np.random.Generator
) -> Evidence:
    points = np.array(weights)
    points[rng.integers(len(points))] = 0.0
    if not points.any():
        return None
    values, (low, high) = np.array(case.values), within(case)
    empty = points == 0
    values[:, empty] = rng.integers(int(low), int(high), size=(len(values), int(empty.sum())))
    other, points = replace(case, values=frozen(values)), frozen(points)
    return moved(asked.scoring(case, points), asked.scoring(other, points))


def _treats_twins_alike(asked: Asked, case: Evaluations, weights: FloatArray, rng: np.random.Generator) -> Evidence:
    """A duplicate of an alternative, and the duplicates that were there already."""
    doubled = with_twin(case, int(rng.integers(len(case.values))))
    scores = asked(doubled, weights)
    _, first, same = np.unique(doubled.values, axis=0, return_index=True, return_inverse=True)
    twin = first[same.reshape(-1)]
    if not (apart := np.flatnonzero(scores != scores[twin])).size:
        return None
    return (Scoring(doubled, weights, scores, (int(twin[apart[0]]), int(apart[0]))),)


def _refuses_what_is_no_weight(
    asked: Asked, case: Evaluations, weights: FloatArray, rng: np.random.Generator
) -> Evidence:
    asked(case, weights)  # a method that refuses the problem shows nothing here
    bad = [*([wrong, *weights[1:]] for wrong in (np.nan, np.inf, -1.0)), [*weights, 1.0], [0.0] * len(weights)]
    for wrong in map(frozen, bad):
        try:
            scores = np.asarray(asked.method.score_function(case)(wrong))
        except DecisionError:
            continue
        except Exception as fault:  # whatever the method of a user may raise
            return (Scoring(case, wrong, None, error=f"{type(fault).__name__}: {fault}"),)
        return (Scoring(case, wrong, scores, (0,) if scores.shape == (len(case.values),) else ()),)
    return None


CONTRACT: dict[Rule, Trial] = {
    Rule.ANSWERS: _answers_however_few,
    Rule.REPEATS: _repeats,
    Rule.PROPORTIONS: _knows_proportions,
    Rule.BATCHES: _takes_batches,
    Rule.ROWS: _forgets_the_order_of_rows,
    Rule.COLUMNS: _forgets_the_order_of_criteria,
    Rule.ZERO_WEIGHT: _leaves_out_what_has_no_weight,
    Rule.CLONES: _treats_twins_alike,
    Rule.REFUSES: _refuses_what_is_no_weight,
}
"""The trial of each rule; one score per alternative, finite, of untouched evaluations, is watched in all of them."""

AT_SCALE = (Rule.PROPORTIONS, Rule.BATCHES, Rule.ROWS, Rule.COLUMNS, Rule.CLONES)
"""The rules tried on a large problem too, where the blocks and chunks of a kernel meet."""
