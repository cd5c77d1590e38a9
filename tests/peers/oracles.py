"""What the comparisons share: how a peer is imported, and what to say to one that knows neither names nor directions."""

import warnings
from typing import Any

import numpy as np
import pytest
import strategies  # noqa: F401 - the profile, and with it the number of examples, is chosen there
from hypothesis import settings

import mcda_industry as mi
from mcda_industry.arrays import FloatArray

ROUNDING = 1e-12
"""Two computations of one number between 0 and 1 differ by less."""

fewer = settings(max_examples=settings.default.max_examples // 3)
"""A third of the examples of the profile: peers compare pair by pair in Python."""


def peer(module: str) -> Any:
    """A module of another library; without it the tests that compare with it are skipped.

    Warnings about the dependencies of a peer are its own matter.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return pytest.importorskip(module)


def oriented(problem: mi.Problem) -> FloatArray:
    """(n, m) performances with costs negated, so that more is better everywhere."""
    return problem.values * problem.evaluations.directions


def shares(problem: mi.Problem, weights: mi.Weights) -> FloatArray:
    """(m,) weights that sum to one, in the order of the criteria."""
    return weights.over(problem.criterion_names)


def types(problem: mi.Problem) -> FloatArray:
    """(m,) 1 for gains and -1 for costs, as pymcdm, pyrepo-mcda and scikit-criteria write directions."""
    return problem.evaluations.directions.copy()


def scores(problem: mi.Problem, weights: mi.Weights, method: mi.RankingMethod) -> FloatArray:
    """(n,) our scores."""
    return method.score_function(problem.evaluations)(shares(problem, weights))


def thresholds(preference: mi.PreferenceFunction) -> dict[str, float]:
    """The thresholds of a preference function by their letters."""
    return {letter: value for letter, value in preference if letter != "kind"}


def level(flows: FloatArray) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    """(n, n) which pairs have flows that are equal but for rounding."""
    return np.abs(flows[:, None] - flows) < ROUNDING
