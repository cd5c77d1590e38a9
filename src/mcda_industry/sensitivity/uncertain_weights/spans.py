"""Ties that a law of the weights forces: two weights always equal make alternatives tie that differ on these two only."""

import numpy as np

from mcda_industry.arrays import frozen, settled
from mcda_industry.methods import LinearScores, ScoreFunction
from mcda_industry.sensitivity.uncertain_weights.draws import Sampler, Spans


def within_span(function: ScoreFunction, sampler: Sampler) -> ScoreFunction:
    """A function with the same scores for all weights drawn, in which alternatives that tie for all of them have equal rows.

    Contributions are projected on what the weights span. Functions that are not linear, and laws that keep no weights apart, come
    back as they are.

    Examples
    --------
    >>> from mcda_industry.sensitivity.uncertain_weights.laws import Constrained
    >>> sampler = Constrained([("a", "==", "b")]).sampler(("a", "b", "c"))
    >>> within_span(LinearScores(np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]])), sampler).contributions.round(9)
    array([[0.5, 0.5, 0. ],
           [0.5, 0.5, 0. ]])
    """
    if not isinstance(function, LinearScores) or not isinstance(sampler, Spans):
        return function
    columns = sampler.possible
    _, sizes, directions = np.linalg.svd(sampler.spanning[:, columns], full_matrices=False)
    basis = directions[sizes > 1e-12 * sizes[0]]
    if len(basis) == len(columns):
        return function
    projected = np.zeros_like(function.contributions)
    projected[:, columns] = (function.contributions[:, columns] @ basis.T) @ basis
    magnitude = float(np.abs(function.contributions).max(initial=0.0))
    return LinearScores(frozen(np.apply_along_axis(settled, 0, projected, magnitude)), function.truncation)
