"""Principal eigenvectors of many positive reciprocal matrices at once, with a certificate: the kernel of AHP, arrays only."""

from typing import NamedTuple

import numpy as np

from mcda_industry.arrays import FloatArray
from mcda_industry.errors import JudgementError

FIRST_SQUARINGS = 5
MOST_SQUARINGS = 24
CERTIFIED = 1e-13
"""Relative width of the bracket around the eigenvalue at which a matrix is left alone."""


class Principal(NamedTuple):
    """Principal eigenvectors (S, n), adding to one, and eigenvalues (S,) of S matrices."""

    vectors: FloatArray
    values: FloatArray


def principal(matrices: FloatArray) -> Principal:
    """Principal eigenvectors and eigenvalues of positive reciprocal matrices (S, n, n).

    A matrix is squared again and again; the row sums of its powers tend to the eigenvector w. The smallest and the largest of
    (A w)_i / w_i enclose the eigenvalue (Collatz, 1942; Wielandt, 1950), so the answer is known to be right and only matrices
    that are not there yet are squared further. Each matrix is first balanced by its geometric-mean priorities g, as
    a_ij g_j / g_i, which leaves 1s where judgements are consistent and keeps extreme judgements in range.

    Raises
    ------
    JudgementError
        If the bracket of a matrix does not close, which positive reciprocal matrices do not do.
    """
    logarithms = np.log(matrices)
    scale = logarithms.mean(axis=2)
    balanced = np.exp(logarithms - scale[:, :, None] + scale[:, None, :])
    power = balanced / balanced.max(axis=(1, 2), keepdims=True)
    for _ in range(FIRST_SQUARINGS):
        power = _squared(power)
    vectors, low, high = _bracket(balanced, power)
    for _ in range(MOST_SQUARINGS - FIRST_SQUARINGS):
        open_ = np.flatnonzero(high - low > CERTIFIED * high)
        if not open_.size:
            break
        power[open_] = _squared(power[open_])
        vectors[open_], low[open_], high[open_] = _bracket(balanced[open_], power[open_])
    if (high - low > 1e-9 * high).any():
        said = "The principal eigenvector of these judgements was not found. Check them for extreme values."
        raise JudgementError(said, code="not_certified")
    with np.errstate(under="ignore"):
        weights = vectors * np.exp(scale - scale.max(axis=1, keepdims=True))
    return Principal(weights / weights.sum(axis=1, keepdims=True), (low + high) / 2)


def _squared(matrices: FloatArray) -> FloatArray:
    squares = matrices @ matrices
    return np.asarray(squares / squares.max(axis=(1, 2), keepdims=True))


def _bracket(matrices: FloatArray, power: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """The row sums of the power, and the bounds they give for the eigenvalue of the matrix."""
    vectors = power.sum(axis=2)
    quotients = (matrices @ vectors[..., None])[..., 0] / vectors
    return vectors, quotients.min(axis=1), quotients.max(axis=1)
