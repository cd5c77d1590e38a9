"""The box around a region of weights, in which the farthest point in any direction has a closed form: arrays only."""

from dataclasses import dataclass

import numpy as np

from mcda_industry.arrays import FloatArray
from mcda_industry.sensitivity.uncertain_weights.laws.regions import Region


@dataclass(frozen=True, eq=False)
class Box:
    """Mixtures with a lowest and a highest share of each corner of a region, which they contain.

    Attributes
    ----------
    low, high
        (k,) shares.
    exact
        Whether every mixture in the box that adds to 1 belongs to the region.
    """

    low: FloatArray
    high: FloatArray
    exact: bool

    @classmethod
    def around(cls, region: Region) -> "Box":
        """The smallest box around a region that is not empty."""
        k = len(region.corners)
        low, high = np.zeros(k), np.ones(k)
        if not len(region.table):
            return cls(low, high, True)
        if not _is_box(region):
            reach = np.vstack([-np.eye(k), np.eye(k)])
            found = (reach * region.ends(reach)).sum(axis=1)
            return cls(np.maximum(low, -found[:k]), np.minimum(high, found[k:]), False)
        for row, bound in zip(region.table, region.bounds, strict=True):
            j = int(np.flatnonzero(row)[0])
            if row[j] > 0:
                high[j] = min(high[j], bound / row[j])
            else:
                low[j] = max(low[j], bound / row[j])
        return cls(low, high, True)

    def ends(self, gains: FloatArray) -> FloatArray:
        """(p, k) the mixtures of the box with the largest `gain @ x` for each row of gains (p, k).

        Above their lowest shares, those that gain most are filled first.

        >>> Box(np.array([0.1, 0.0, 0.0]), np.array([1.0, 0.5, 1.0]), True).ends(np.array([[0.0, 2.0, 1.0]]))
        array([[0.1, 0.5, 0.4]])
        """
        left, room = max(0.0, 1.0 - float(self.low.sum())), self.high - self.low
        found = np.tile(self.low, (len(gains), 1))
        if (room >= left).all():
            found[np.arange(len(gains)), gains.argmax(axis=1)] += left
            return found
        order = np.argsort(-gains, axis=1, kind="stable")
        rooms = room[order]
        before = np.cumsum(rooms, axis=1) - rooms
        np.put_along_axis(found, order, self.low[order] + np.clip(left - before, 0.0, rooms), axis=1)
        return found


def _is_box(region: Region) -> bool:
    """Whether each limit holds one weight, and mixtures are the weights themselves."""
    single = bool(((region.table != 0).sum(axis=1) == 1).all()) and not region.equal.any()
    return single and np.array_equal(region.corners, np.eye(len(region.corners)))
