"""Random problems for trying methods: small ones full of ties, and a large one that crosses every block of a kernel."""

from dataclasses import replace

import numpy as np

from mcda_industry.arrays import FloatArray, IntArray, frozen
from mcda_industry.preferences import Gaussian, Level, Linear, PreferenceFunction, UShape, Usual, VShape
from mcda_industry.problem import Evaluations

POINTS = (0, 1, 2, 3, 5, 8, 20)
"""Weights of the small problems: whole points, so that a counterexample can be read."""

SIGNED = (-10, -9, -5, -2, -1, 0, 1, 2, 5, 9, 10)
"""Values of the small problems that are not all above zero."""


def random_case(rng: np.random.Generator, declared: bool = True) -> tuple[Evaluations, FloatArray]:
    """A random problem of 2 to 6 alternatives and 1 to 6 criteria, and random weights, some of them zero.

    Values are whole numbers, so that ties are common: from 1 to 9 on scales 0 to 10, in a third of the problems of both
    signs on scales -10 to 10, their ends included. Some problems hold an alternative twice, some a constant criterion.
    Every criterion has one of the six preference functions.

    Parameters
    ----------
    rng
        What draws; the same generator in the same state gives the same problem.
    declared
        Whether the criteria declare their scales.

    Examples
    --------
    >>> case, weights = random_case(np.random.default_rng(0))
    >>> case.values.shape, weights
    ((6, 4), array([0., 5., 8., 8.]))
    """
    n, m = int(rng.integers(2, 7)), int(rng.integers(1, 7))
    signed = rng.random() < 1 / 3
    values = rng.choice(np.array(SIGNED if signed else range(1, 10), dtype=np.float64), size=(n, m))
    case = Evaluations.of(
        _with_twins_and_constants(values, rng),
        directions=list(rng.choice(["max", "min"], size=m)),
        preferences=[_random_preference(rng) for _ in range(m)],
        scales=[(-10.0 if signed else 0.0, 10.0)] * m,
    )
    weights = rng.choice(np.array(POINTS, dtype=np.float64), size=m)
    return case if declared else without_scales(case), frozen(weights if weights.any() else np.ones(m))


def large_case(rng: np.random.Generator, n: int) -> tuple[Evaluations, FloatArray]:
    """A problem of n alternatives and 12 criteria: each preference function on whole numbers and on many distinct values."""
    whole, fine = rng.integers(1, 10, size=(n, 6)), rng.uniform(1.0, 9.0, size=(n, 6)).round(4)
    six = (Usual(), UShape(1.5), VShape(2.5), Level(0.5, 3.5), Linear(0.25, 4.25), Gaussian(1.5))
    case = Evaluations.of(
        np.hstack([whole, fine]),
        directions=["max", "min"] * 6,
        preferences=six * 2,
        scales=[(0.0, 10.0)] * 12,
    )
    return case, frozen(rng.integers(1, 10, size=12))


def without_scales(case: Evaluations) -> Evaluations:
    """The same problem with no declared scale."""
    return replace(case, scales=frozen(np.full_like(case.scales, np.nan)))


def with_twin(case: Evaluations, row: int) -> Evaluations:
    """The same problem with a duplicate of an alternative at its end."""
    return case.taking([*range(len(case.values)), row])


def with_columns(case: Evaluations, order: IntArray) -> Evaluations:
    """The same problem with its criteria in another order."""
    return Evaluations(
        frozen(case.values[:, order]),
        frozen(case.directions[order]),
        tuple(case.preferences[j] for j in order),
        frozen(case.scales[order]),
        tuple(case.labels[j] for j in order),
    )


def within(case: Evaluations) -> tuple[float, float]:
    """The least and the largest value a problem like this one can hold."""
    return (1.0 if (case.values > 0).all() else -10.0), 10.0


def rescaled(preference: PreferenceFunction | None, factor: float) -> PreferenceFunction | None:
    """The same preference function with its thresholds in another unit."""
    if preference is None:
        return None
    return type(preference)(**{name: value * factor for name, value in preference if name != "kind"})


def _with_twins_and_constants(values: FloatArray, rng: np.random.Generator) -> FloatArray:
    n, m = values.shape
    if rng.random() < 0.2:
        values[rng.integers(n)] = values[rng.integers(n)]
    if rng.random() < 0.2:
        values[:, rng.integers(m)] = values[0, 0]
    return values


def _random_preference(rng: np.random.Generator) -> PreferenceFunction:
    q, p, s = rng.uniform(0.0, 2.0), rng.uniform(2.0, 5.0), rng.uniform(0.5, 3.0)
    return (Usual(), UShape(q), VShape(p), Level(q, p), Linear(q, p), Gaussian(s))[rng.integers(6)]
