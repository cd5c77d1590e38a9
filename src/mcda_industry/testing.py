"""Checks that any ranking method must pass; run them on your own.

`check_method` holds a method to the contract of `RankingMethod` and tries to break every property it claims, on random problems
with ties, costs, constant columns and declared scales.
"""

from collections.abc import Callable

import numpy as np

from mcda_industry.arrays import FloatArray, frozen
from mcda_industry.methods import Claim, RankingMethod, named
from mcda_industry.preferences import Gaussian, Level, Linear, PreferenceFunction, UShape, Usual, VShape
from mcda_industry.problem import Evaluations

TOLERANCE = 1e-9


def check_method(method: RankingMethod | str, rng: int | np.random.Generator = 0, rounds: int = 50) -> None:
    """Raise AssertionError if the method breaks the contract or one of its claims.

    Parameters
    ----------
    method
        The method to try, or its name in the catalogue.
    rng
        A seed or a generator for the random problems.
    rounds
        How many problems to try.

    Examples
    --------
    >>> from mcda_industry.methods.topsis import Topsis
    >>> check_method(Topsis(normalisation="minmax", ideal="scale"))
    """
    method, generator = named(method), np.random.default_rng(rng)
    for _ in range(rounds):
        case, weights = random_case(generator)
        _keeps_the_contract(method, case, weights, generator)
        for claim in method.claims:
            _TRIALS[claim](method, case, weights, generator)


def random_case(rng: np.random.Generator) -> tuple[Evaluations, FloatArray]:
    """A random problem of 2 to 6 alternatives and 1 to 6 criteria, and random weights, some of them zero.

    Values are whole numbers from 1 to 9, so that ties are common; every criterion has the scale 0 to 10 and one of the six
    preference functions.
    """
    n, m = int(rng.integers(2, 7)), int(rng.integers(1, 7))
    case = Evaluations.of(
        rng.integers(1, 10, size=(n, m)),
        directions=list(rng.choice(["max", "min"], size=m)),
        preferences=[_random_preference(rng) for _ in range(m)],
        scales=[(0.0, 10.0)] * m,
    )
    weights = rng.dirichlet(np.ones(m)) * (rng.random(m) < 0.8)
    return case, frozen(weights if weights.sum() else np.ones(m) / m)


def _random_preference(rng: np.random.Generator) -> PreferenceFunction:
    q, p, s = rng.uniform(0.0, 2.0), rng.uniform(2.0, 5.0), rng.uniform(0.5, 3.0)
    return (Usual(), UShape(q), VShape(p), Level(q, p), Linear(q, p), Gaussian(s))[rng.integers(6)]


def _scores(method: RankingMethod, case: Evaluations, weights: FloatArray) -> FloatArray:
    return np.asarray(method.score_function(case)(weights))


def _keeps_the_contract(
    method: RankingMethod, case: Evaluations, weights: FloatArray, rng: np.random.Generator
) -> None:
    before = case.values.copy()
    scores = _scores(method, case, weights)
    assert scores.shape == (len(case.values),), f"{method.name}: one score per alternative"
    assert np.isfinite(scores).all(), f"{method.name}: every score is a finite number"
    assert np.array_equal(case.values, before), f"{method.name}: the evaluations are left as they were"
    stack = np.stack([weights, weights[::-1], np.ones(len(weights))])
    each = np.stack([_scores(method, case, row) for row in stack])
    _close(_scores(method, case, stack), each, f"{method.name}: many weights at once score as one at a time")
    _close(_scores(method, case, 3 * weights), scores, f"{method.name}: weights count by their proportions")
    order = rng.permutation(len(scores))
    _close(
        _scores(method, case.taking(order), weights), scores[order], f"{method.name}: the order of rows does not matter"
    )


def _respects_dominance(
    method: RankingMethod, case: Evaluations, weights: FloatArray, rng: np.random.Generator
) -> None:
    better = case.values + case.directions * rng.integers(0, 2, size=case.values.shape)
    pair = np.vstack([case.values, np.clip(better[:1], 1, 10)])
    scores = _scores(method, _with(case, pair, case.scales), weights)
    assert scores[-1] >= scores[0] - TOLERANCE, f"{method.name}: {Claim.RESPECTS_DOMINANCE.value}"


def _is_unit_free(method: RankingMethod, case: Evaluations, weights: FloatArray, rng: np.random.Generator) -> None:
    factors: FloatArray = np.asarray(rng.uniform(0.1, 10.0, size=case.values.shape[1]))
    preferences = [None if p is None else p.scaled(f) for p, f in zip(case.preferences, factors, strict=True)]
    changed = _with(case, case.values * factors, case.scales * factors[:, None], tuple(preferences))
    _close(_scores(method, changed, weights), _scores(method, case, weights), f"{method.name}: {Claim.UNIT_FREE.value}")


def _is_translation_free(
    method: RankingMethod, case: Evaluations, weights: FloatArray, rng: np.random.Generator
) -> None:
    shift: FloatArray = np.asarray(rng.integers(-20, 20, size=case.values.shape[1]), dtype=np.float64)
    changed = _with(case, case.values + shift, case.scales + shift[:, None])
    _close(
        _scores(method, changed, weights),
        _scores(method, case, weights),
        f"{method.name}: {Claim.TRANSLATION_FREE.value}",
    )


def _never_reverses(method: RankingMethod, case: Evaluations, weights: FloatArray, rng: np.random.Generator) -> None:
    scores = _scores(method, case, weights)
    if len(scores) < 3:
        return
    for out in range(len(scores)):
        kept = np.arange(len(scores)) != out
        again = _scores(method, case.taking(kept), weights)
        before = np.sign(np.subtract.outer(scores[kept], scores[kept]).round(9))
        after = np.sign(np.subtract.outer(again, again).round(9))
        assert np.array_equal(before, after), f"{method.name}: {Claim.NO_RANK_REVERSAL.value}"


_Trial = Callable[[RankingMethod, Evaluations, FloatArray, np.random.Generator], None]
_TRIALS: dict[Claim, _Trial] = {
    Claim.RESPECTS_DOMINANCE: _respects_dominance,
    Claim.UNIT_FREE: _is_unit_free,
    Claim.TRANSLATION_FREE: _is_translation_free,
    Claim.NO_RANK_REVERSAL: _never_reverses,
}


def _with(
    case: Evaluations,
    values: FloatArray,
    scales: FloatArray,
    preferences: tuple[PreferenceFunction | None, ...] | None = None,
) -> Evaluations:
    chosen = case.preferences if preferences is None else preferences
    return Evaluations(frozen(values), case.directions, chosen, frozen(scales), case.labels)


def _close(found: FloatArray, expected: FloatArray, message: str) -> None:
    np.testing.assert_allclose(found, expected, rtol=0, atol=TOLERANCE, err_msg=message)
