"""The weights a law makes possible, as a polytope: what is farthest in it, whether it is empty, and what it spans."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from mcda_industry.arrays import BoolArray, FloatArray, IntArray, frozen
from mcda_industry.errors import SensitivityError

FLAT = 1e-9
"""A region no wider than this in some direction is taken to have no width there."""

TOLERANCE = 1e-10
"""How far the linear programs may be from feasible or optimal: the least that HiGHS accepts."""


def _no_rows() -> FloatArray:
    return frozen(np.zeros((0, 0)))


@dataclass(frozen=True, eq=False)
class Region:
    """Mixtures of some weights that keep to linear limits.

    Attributes
    ----------
    corners
        (k, m) weights; each set of weights in the region is a mixture of them: `x @ corners` with x zero or more, adding to 1.
    table, bounds
        (c, m) and (c,): `table @ w <= bounds` for weights w of the region. There are none without limits.
    equal
        (c,) the limits that hold with equality.
    """

    corners: FloatArray
    table: FloatArray = field(default_factory=_no_rows)
    bounds: FloatArray = field(default_factory=lambda: frozen([]))
    equal: BoolArray = field(default_factory=lambda: np.zeros(0, dtype=bool))

    @property
    def possible(self) -> IntArray:
        """The columns some corner gives a weight."""
        return np.flatnonzero(self.corners.any(axis=0))

    def system(self, kept: Sequence[int] | None = None) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
        """`A, b, C, d` with `A @ x <= b` and `C @ x == d` for mixtures x; of all limits, or of those kept."""
        rows = np.arange(len(self.table)) if kept is None else np.array(kept, dtype=np.int64)
        table = self.table[rows] @ self.corners.T if len(rows) else np.zeros((0, len(self.corners)))
        bounds, equal = self.bounds[rows], self.equal[rows]
        whole = np.vstack([np.ones(len(self.corners)), table[equal]])
        return table[~equal], bounds[~equal], whole, np.append(1.0, bounds[equal])

    def furthest(self, direction: FloatArray, kept: Sequence[int] | None = None) -> FloatArray | None:
        """(m,) weights of the region that go farthest in a direction (m,); None where the region is empty."""
        gain = self.corners @ direction
        if not (len(self.table) if kept is None else len(kept)):
            return np.asarray(self.corners[np.argmax(gain)])
        mixture = maximum(gain, *self.system(kept))
        return None if mixture is None else mixture @ self.corners

    def conflict(self) -> tuple[int, ...]:
        """The limits of a smallest set that cannot hold together: without any of them the others can. None: empty.

        The deletion filter of Chinneck, J.W. & Dravnieks, E.W. (1991), Locating minimal infeasible constraint sets in linear
        programs, ORSA Journal on Computing 3.
        """
        nowhere = np.zeros(self.corners.shape[1])
        kept = list(range(len(self.table)))
        if self.furthest(nowhere) is not None:
            return ()
        for limit in tuple(kept):
            fewer = [other for other in kept if other != limit]
            if self.furthest(nowhere, fewer) is None:
                kept = fewer
        return tuple(kept)

    def spread(self) -> tuple[FloatArray, FloatArray]:
        """(m,) weights in the middle of the region, which must not be empty, and (d, m) orthogonal axes of its d dimensions.

        Each axis is what a chord adds to those before it, the widest first: the chord between the weights farthest apart in a
        direction at right angles to them. So a region that is thin in some directions is thin along its last axes only. The
        middle is the mean of the ends of the chords.
        """
        m = self.corners.shape[1]
        taken = _directions(self.table[self.equal], m)
        axes: list[FloatArray] = []
        ends = [self._end(np.zeros(m))]
        while len(taken) < m and (chord := self._widest(_others(taken))) is not None:
            axes.append(_added(taken, chord[1] - chord[0]))
            ends += chord
            taken = _with(taken, chord[1] - chord[0])
        middle = np.mean(ends[1:] or ends, axis=0)
        return middle, np.array(axes).reshape(-1, m)

    def _widest(self, directions: FloatArray) -> tuple[FloatArray, FloatArray] | None:
        """The weights farthest apart in the direction (of q, unit rows) in which the region is widest; None: flat in all."""
        gains = np.vstack([-directions, directions]) @ self.corners.T
        near, far = np.split(self.ends(gains) @ self.corners, 2)
        widths = ((far - near) * directions).sum(axis=1)
        widest = int(widths.argmax())
        return (near[widest], far[widest]) if widths[widest] > FLAT else None

    def ends(self, gains: FloatArray) -> FloatArray:
        """(p, k) the mixtures with the largest `gain @ x` for each row of gains (p, k): one program of separate parts."""
        p, (table, bounds, equal, values) = len(gains), self.system()
        if not len(self.table):
            return np.asarray(np.eye(gains.shape[1])[gains.argmax(axis=1)])
        parts = _repeated(table, p), np.tile(bounds, p), _repeated(equal, p), np.tile(values, p)
        found = maximum(gains.ravel(), *parts)
        if found is None:
            raise gave_up()
        return np.asarray(found.reshape(gains.shape))

    def _end(self, direction: FloatArray) -> FloatArray:
        found = self.furthest(direction)
        if found is None:
            raise gave_up()
        return found


def _repeated(table: FloatArray, times: int) -> Any:
    """A sparse matrix with this table so many times on its diagonal."""
    from scipy.sparse import block_diag

    return block_diag([table] * times, format="csr")


def maximum(gain: FloatArray, table: Any, bounds: FloatArray, equal: Any, values: FloatArray) -> FloatArray | None:
    """(k,) the x, zero or more, of largest `gain @ x` with `table @ x <= bounds`, `equal @ x == values`; None: there is none.

    The tables (c, k) are arrays, or sparse.
    """
    from scipy.optimize import linprog

    found = linprog(
        -gain,
        table,
        bounds,
        equal,
        values,
        bounds=(0, None),
        method="highs",
        options={"primal_feasibility_tolerance": TOLERANCE, "dual_feasibility_tolerance": TOLERANCE},
    )
    if found.status == 2:
        return None
    if found.status != 0 or found.x is None:
        raise gave_up()
    return np.asarray(np.maximum(found.x, 0.0))


def gave_up() -> SensitivityError:
    """The refusal where a linear program could not be solved."""
    said = "The linear program of these limits could not be solved. Check limits that differ by many powers of ten."
    return SensitivityError(said, code="solver")


def _directions(rows: FloatArray, m: int) -> FloatArray:
    """(p, m) orthonormal directions in which weights cannot move: their sum, and what equalities fix."""
    taken = np.full((1, m), 1 / np.sqrt(m))
    for row in rows:
        taken = _with(taken, row)
    return taken


def _with(taken: FloatArray, direction: FloatArray) -> FloatArray:
    """The directions and one more, unless they had it already."""
    new = _added(taken, direction)
    length = np.linalg.norm(new)
    return taken if length <= 1e-12 * np.linalg.norm(direction) else np.vstack([taken, new / length])


def _added(taken: FloatArray, direction: FloatArray) -> FloatArray:
    """The part of a direction at right angles to those taken."""
    new = direction - taken.T @ (taken @ direction)
    return np.asarray(new - taken.T @ (taken @ new))  # a second time, against rounding


def _others(taken: FloatArray) -> FloatArray:
    """(q, m) unit directions at right angles to those taken, fewer than m, each as near to a single weight as there is."""
    rest = np.eye(taken.shape[1]) - taken.T @ taken
    lengths = np.linalg.norm(rest, axis=0)
    others = np.array([_added(taken, column) for column in rest.T[lengths > lengths.max() / 2]])
    return np.asarray(others / np.linalg.norm(others, axis=1, keepdims=True))
