"""Principal eigenvectors of many positive reciprocal matrices at once, with a certificate: the kernel of AHP, arrays only."""

from typing import NamedTuple

import numpy as np

from mcda_industry.arrays import FloatArray
from mcda_industry.errors import JudgementError

FIRST_SQUARINGS = 6
MOST_SQUARINGS = (12, 24, 24, 24, 24, 24, 24, 24)
"""Squarings before a matrix is balanced anew: most are done in the first round, the others are near-cyclic."""
CERTIFIED = 1e-13
"""Relative width of the bracket around the eigenvalue at which a matrix is left alone."""
ACCEPTED = 1e-9
"""Relative width of the bracket beyond which the answer is refused."""
AT_ONCE = 512
"""Matrices worked on together: they stay in the processor's cache."""
MODERATE = 1e4
"""Judgements up to this are squared as they are: neither they nor their 64th power leave the range of float64."""


class Principal(NamedTuple):
    """Principal eigenvectors (S, n), adding to one, eigenvalues (S,), and the relative width of their brackets (S,)."""

    vectors: FloatArray
    values: FloatArray
    gaps: FloatArray


def principal(matrices: FloatArray) -> Principal:
    """Principal eigenvectors and eigenvalues of positive reciprocal matrices (S, n, n).

    1. Where judgements are extreme, balance each matrix by its geometric-mean priorities g, as a_ij g_j / g_i: consistent
       judgements become 1s, and none leaves the range.
    2. Square it again and again: the row sums of its powers tend to the eigenvector w.
    3. The smallest and the largest (A w)_i / w_i enclose the eigenvalue (Collatz, 1942; Wielandt, 1950), so the answer is
       known to be right; only matrices that are not there yet are squared further.
    4. What is still open after twelve squarings nearly runs in a circle: balance it anew by the vector found and add the
       identity, which keeps the eigenvectors and breaks the circle.

    The eigenvalue is at least n (Saaty, 1977); what rounding puts below is lifted to n.

    Raises
    ------
    JudgementError
        If the bracket of a matrix does not close to 1e-9 after at most 180 squarings, or its eigenvalue is beyond the largest
        number: judgements that contradict each other a hundred orders of magnitude and more.
    """
    found = [_principal(matrices[start : start + AT_ONCE]) for start in range(0, len(matrices), AT_ONCE)]
    return Principal(*(np.concatenate(parts) for parts in zip(*found, strict=True)))


def _principal(matrices: FloatArray) -> Principal:
    scale = np.zeros(matrices.shape[:2])
    weights = np.empty_like(scale)
    low, high = np.full((2, len(matrices)), np.nan)
    open_ = np.arange(len(matrices))
    extreme = bool(matrices.max() > MODERATE)
    with np.errstate(all="ignore"):  # what overflows or vanishes is not certified
        if extreme:
            scale = np.log(matrices).mean(axis=2)
        for turn, most in enumerate(MOST_SQUARINGS):
            found = matrices if turn == 0 else matrices[open_]
            balanced, largest = _balanced(found, scale[open_]) if extreme else _divided(found)
            vectors, below, above = _squared_until_certified(balanced, most, turn > 0, extreme)
            low[open_], high[open_] = below * largest, above * largest
            scale[open_] += np.log(np.where(vectors > 0, vectors, 1.0))
            weights[open_] = np.exp(scale[open_] - scale[open_].max(axis=1, keepdims=True)) if extreme else vectors
            open_, extreme = (
                open_[~_within(below, above, CERTIFIED)],
                True,
            )  # what is still open is balanced from here on
            if not open_.size:
                break
        if not _within(low, high, ACCEPTED).all() or not np.isfinite(high).all():
            said = "These judgements contradict each other too much for priorities to be found. Look for a slip."
            raise JudgementError(said, code="not_certified")
        values = np.maximum((low + high) / 2, matrices.shape[1])
    return Principal(weights / weights.sum(axis=1, keepdims=True), values, (high - low) / high)


def _balanced(matrices: FloatArray, scale: FloatArray) -> tuple[FloatArray, FloatArray]:
    """The matrices a_ij s_j / s_i (s given by its logarithms), each divided by its largest entry, and these entries."""
    residuals = np.log(matrices) - scale[:, :, None] + scale[:, None, :]
    largest = residuals.max(axis=(1, 2))
    return np.exp(residuals - largest[:, None, None]), np.exp(largest)


def _divided(matrices: FloatArray) -> tuple[FloatArray, FloatArray]:
    """The matrices, each divided by its largest entry, and these entries."""
    largest = matrices.max(axis=(1, 2))
    return matrices / largest[:, None, None], largest


def _squared_until_certified(
    matrices: FloatArray, most: int, shifted: bool, extreme: bool
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Row sums of a high power of each matrix, and the bounds they give for its eigenvalue."""
    power = matrices
    if shifted:
        power = matrices / matrices.sum(axis=2).max(axis=1)[:, None, None] + np.eye(matrices.shape[1])
    for _ in range(FIRST_SQUARINGS):
        power = power @ power
        if extreme:  # moderate ones stay in range: entries up to 1 are at most n^63 after six squarings
            power, _ = _divided(power)
    power, _ = _divided(power)
    vectors, low, high = _bracket(matrices, power)
    for _ in range(most - FIRST_SQUARINGS):
        open_ = np.flatnonzero(~_within(low, high, CERTIFIED))
        if not open_.size:
            break
        power[open_], _ = _divided(power[open_] @ power[open_])
        vectors[open_], low[open_], high[open_] = _bracket(matrices[open_], power[open_])
    return vectors, low, high


def _bracket(matrices: FloatArray, power: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """The row sums of the power, and the bounds they give for the eigenvalue of the matrix."""
    vectors = power @ np.ones(power.shape[1])
    quotients = (matrices @ vectors[..., None])[..., 0] / vectors
    return vectors, quotients.min(axis=1), quotients.max(axis=1)


def _within(low: FloatArray, high: FloatArray, tolerance: float) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Whether the bracket is closed; one that holds NaN is not."""
    return np.asarray(high - low <= tolerance * high)
