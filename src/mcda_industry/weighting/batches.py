"""Priorities of many matrices at once, for simulations: arrays in, arrays out."""

from dataclasses import dataclass

import numpy as np

from mcda_industry.arrays import BoolArray, FloatArray, frozen, real_array
from mcda_industry.errors import MOST_FAULTS, Fault, JudgementError
from mcda_industry.weighting.eigen import AT_ONCE, principal
from mcda_industry.weighting.judgements import LARGEST, RECIPROCITY, SMALLEST
from mcda_industry.weighting.random_index import random_index as random_index_of


@dataclass(frozen=True, eq=False)
class PrioritiesBatch:
    """Priorities of S stacked matrices.

    Attributes
    ----------
    weights
        (S, n) principal eigenvectors, each adding to one.
    lambda_max, consistency_ratio
        (S,) eigenvalues and consistency ratios.
    random_index
        The table of the random index.
    """

    weights: FloatArray
    lambda_max: FloatArray
    consistency_ratio: FloatArray
    random_index: str


def priorities_of(matrices: object, random_index: str = "saaty") -> PrioritiesBatch:
    """Eigenvector priorities and consistency ratios of many complete reciprocal matrices at once.

    Parameters
    ----------
    matrices
        (S, n, n) numbers above zero, each a_ij the reciprocal of a_ji to 1e-9; copied.
    random_index
        The table of the random index, as for `PairwiseComparisons.priorities`.

    Raises
    ------
    JudgementError
        If the stack has another shape, or matrices are not positive and reciprocal: each of them is named by its number, from 0,
        with the row and column of its first bad entry.

    Examples
    --------
    >>> priorities_of([[[1, 3], [1 / 3, 1]]]).weights
    array([[0.75, 0.25]])
    """
    try:
        stack, _ = real_array(matrices)
    except ValueError:  # arrays of different shapes do not stack
        stack = np.empty(0)
    if stack.ndim != 3 or stack.shape[1] != stack.shape[2] or 0 in stack.shape:
        said = f"Matrices are stacked as (S, n, n); these have shape {stack.shape}. Stack square matrices of one size."
        raise JudgementError(said, code="wrong_shape", field="matrices")
    index = random_index_of(stack.shape[1], random_index)
    if faults := [_fault(*place) for place in _first_bad_entries(stack)]:
        raise JudgementError.of(faults)
    n = stack.shape[1]
    found = principal(stack)
    ratios = (found.values - n) / (n - 1) / index.value if n > 2 else np.zeros(len(stack))
    return PrioritiesBatch(frozen(found.vectors), frozen(found.values), frozen(ratios), index.table)


def _reciprocal(stack: FloatArray) -> BoolArray:
    """(S, n, n) whether an entry is in range and the reciprocal of its mirror image; NaN is not."""
    with np.errstate(over="ignore", invalid="ignore"):
        mirrored = np.abs(stack * stack.transpose(0, 2, 1) - 1) <= RECIPROCITY
    return np.asarray(mirrored & (stack >= SMALLEST) & (stack <= LARGEST))


def _first_bad_entries(stack: FloatArray) -> list[tuple[int, int, int]]:
    """Matrix, row and column of the first bad entry of each matrix that has one."""
    pieces = (stack[start : start + AT_ONCE] for start in range(0, len(stack), AT_ONCE))
    fine = np.concatenate([_reciprocal(piece).reshape(len(piece), -1) for piece in pieces])
    if fine.all():
        return []
    which = np.flatnonzero(~fine.all(axis=1))[:MOST_FAULTS].tolist()
    return [(number, *divmod(int(fine[number].argmin()), stack.shape[1])) for number in which]


def _fault(number: int, row: int, column: int) -> Fault:
    said = (
        f"Matrix {number} of the stack is not positive and reciprocal: see row {row}, column {column}, counted from 0. "
    )
    said += "Write exact reciprocals, or read it with PairwiseComparisons.from_matrix."
    return Fault(said, "not_reciprocal", "matrices", row, column)
