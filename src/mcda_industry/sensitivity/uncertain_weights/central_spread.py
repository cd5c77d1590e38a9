"""How much the weights vary under which an alternative is first: a second pass over the draws, arrays only."""

import numpy as np

from mcda_industry.arrays import FloatArray
from mcda_industry.sensitivity.uncertain_weights.rank_counts import Block, chunks


def first_squares(block: Block) -> FloatArray:
    """(u, m) sum, over the draws of a block, of the squared weights under which each alternative is first; ties as fractions."""
    points = block.points()
    keys_of = block.scorer(points)
    total = np.zeros((len(block.copies), points.shape[1]))
    for rows in chunks(len(points), len(block.copies)):
        keys = keys_of(rows)
        first = (keys == keys.max(axis=1, keepdims=True)).astype(np.float64)
        first /= (first @ block.copies)[:, None]
        total += first.T @ (points[rows] / points[rows].sum(axis=1, keepdims=True)) ** 2
    return total


def error_of_mean(squares: FloatArray, mean: FloatArray, number: FloatArray) -> FloatArray:
    """(n, m) standard error of means (n, m) over (n,) numbers of independent draws; NaN where there are fewer than two.

    `squares` is the mean of the squares.
    """
    many = number >= 2
    known = np.where(many, number, np.nan)[:, None]
    variance = np.maximum(0.0, squares - mean**2) * known / (known - 1)
    return np.asarray(np.sqrt(variance / known))
