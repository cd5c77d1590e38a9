"""The weights that may move while others are held: the same question on a smaller simplex. Arrays only."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from mcda_industry.arrays import FloatArray, IntArray


@dataclass(frozen=True, eq=False)
class Movable:
    """The columns (f,) whose weights may move, among the present weights (m,) of all criteria.

    Together they keep their total. Divided by it they are weights of their own, with sum 1: the inner weights.

    Examples
    --------
    >>> movable = Movable(np.array([0.5, 0.2, 0.3]), np.array([1, 2]))
    >>> movable.inner, movable.whole(np.array([1.0, 0.0]))
    (array([0.4, 0.6]), array([0.5, 0.5, 0. ]))
    """

    weights: FloatArray
    columns: IntArray

    @cached_property
    def total(self) -> float:
        """What the weights that may move add to."""
        return float(self.weights[self.columns].sum())

    @property
    def inner(self) -> FloatArray:
        """(f,) the present inner weights."""
        return np.asarray(self.weights[self.columns] / self.total)

    def whole(self, inner: FloatArray) -> FloatArray:
        """(..., m) the weights of all criteria for inner weights (..., f)."""
        found = np.broadcast_to(self.weights, (*inner.shape[:-1], len(self.weights))).copy()
        found[..., self.columns] = self.total * inner
        return found

    def contributions(self, table: FloatArray) -> FloatArray:
        """(n, f) contributions whose total under inner weights is that of `table` (n, m) under the whole ones."""
        held = np.delete(np.arange(len(self.weights)), self.columns)
        if not len(held):
            return table
        return np.asarray(self.total * table[:, self.columns] + (table[:, held] @ self.weights[held])[:, None])
