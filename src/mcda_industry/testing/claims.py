"""What a method may claim, each claim as a trial that tries to break it on one problem."""

from dataclasses import replace

import numpy as np

from mcda_industry.arrays import FloatArray, frozen
from mcda_industry.methods import Claim
from mcda_industry.problem import Evaluations
from mcda_industry.testing.cases import rescaled, with_twin, within
from mcda_industry.testing.contract import Asked, Evidence, Trial, moved, tolerance
from mcda_industry.testing.evidence import Scoring

CLEAR = 100.0
"""Scores this many tolerances apart are clearly different: an order is only said to change by such a difference."""

MOST_IMPROVED = 4
"""Performances of a problem that are made better, one after the other."""


def _respects_dominance(asked: Asked, case: Evaluations, weights: FloatArray, rng: np.random.Generator) -> Evidence:
    """One more alternative, like the first or better here and there, joins; then all pairs are compared."""
    better = np.clip(case.values[0] + case.directions * rng.integers(0, 3, size=len(weights)), *within(case))
    joined = replace(case, values=frozen(np.vstack([case.values, better])))
    scores, oriented = asked(joined, weights), joined.values * joined.directions
    dominates = (oriented[:, None] >= oriented).all(axis=2)
    broken = np.argwhere(dominates & (scores[:, None] < scores - tolerance(scores)))
    return (Scoring(joined, weights, scores, tuple(map(int, broken[0]))),) if broken.size else None


def _is_monotone(asked: Asked, case: Evaluations, weights: FloatArray, rng: np.random.Generator) -> Evidence:
    """A performance here and there made better, one at a time."""
    before, (low, high) = asked(case, weights), within(case)
    for place in rng.permutation(case.values.size)[:MOST_IMPROVED]:
        i, j = divmod(int(place), len(weights))
        values = np.array(case.values)
        values[i, j] = np.clip(values[i, j] + case.directions[j] * rng.integers(1, 10), low, high)
        better = replace(case, values=frozen(values))
        after = asked(better, weights)
        if after[i] < before[i] - tolerance(before, after):
            return Scoring(case, weights, before, (i,)), Scoring(better, weights, after, (i,))
    return None


def _is_unit_free(asked: Asked, case: Evaluations, weights: FloatArray, rng: np.random.Generator) -> Evidence:
    factors = rng.choice([0.001, 0.3, 2.0, 7.0, 1000.0], size=len(weights))
    pairs = zip(case.preferences, factors.tolist(), strict=True)
    other = replace(
        case,
        values=frozen(case.values * factors),
        scales=frozen(case.scales * factors[:, None]),
        preferences=tuple(rescaled(preference, factor) for preference, factor in pairs),
    )
    return moved(asked.scoring(case, weights), asked.scoring(other, weights))


def _is_translation_free(asked: Asked, case: Evaluations, weights: FloatArray, rng: np.random.Generator) -> Evidence:
    """Mostly upwards, so that methods that need values above zero are put to the test too."""
    shift = rng.integers(-20 if rng.random() < 0.25 else 0, 21, size=len(weights)).astype(np.float64)
    other = replace(case, values=frozen(case.values + shift), scales=frozen(case.scales + shift[:, None]))
    return moved(asked.scoring(case, weights), asked.scoring(other, weights))


def _is_clone_proof(asked: Asked, case: Evaluations, weights: FloatArray, rng: np.random.Generator) -> Evidence:
    rows = np.arange(len(case.values))
    before = asked(case, weights)
    for row in rows:
        doubled = with_twin(case, int(row))
        after = asked(doubled, weights)
        if pair := _other_order(before, after[rows]):
            return Scoring(case, weights, before, pair), Scoring(doubled, weights, after, pair)
    return None


def _never_reverses(asked: Asked, case: Evaluations, weights: FloatArray, rng: np.random.Generator) -> Evidence:
    before = asked(case, weights)
    if len(before) < 3:
        return None
    for out in range(len(before)):
        kept = np.flatnonzero(np.arange(len(before)) != out)
        fewer = case.taking(kept)
        after = asked(fewer, weights)
        if pair := _other_order(before[kept], after):
            rows = (int(kept[pair[0]]), int(kept[pair[1]]))
            return Scoring(case, weights, before, rows), Scoring(fewer, weights, after, pair)
    return None


def _other_order(before: FloatArray, after: FloatArray) -> tuple[int, int] | None:
    """Two alternatives, clearly apart in one of the two, that do not stand to each other in the other as they do there."""
    one, other = (np.subtract.outer(scores, scores) for scores in (before, after))
    least, last = tolerance(before), tolerance(after)
    signs = [np.sign(np.where(np.abs(gaps) <= by, 0.0, gaps)) for gaps, by in ((one, least), (other, last))]
    clear = (np.abs(one) > CLEAR * least) | (np.abs(other) > CLEAR * last)
    changed = np.argwhere((signs[0] != signs[1]) & clear)
    return (int(changed[0][0]), int(changed[0][1])) if changed.size else None


CLAIMS: dict[Claim, Trial] = {
    Claim.RESPECTS_DOMINANCE: _respects_dominance,
    Claim.MONOTONE: _is_monotone,
    Claim.UNIT_FREE: _is_unit_free,
    Claim.TRANSLATION_FREE: _is_translation_free,
    Claim.CLONE_PROOF: _is_clone_proof,
    Claim.NO_RANK_REVERSAL: _never_reverses,
    Claim.NO_RANK_REVERSAL_WITHOUT_SCALES: _never_reverses,
}
"""The trial of each claim; the last two differ by the problems they are tried on."""
