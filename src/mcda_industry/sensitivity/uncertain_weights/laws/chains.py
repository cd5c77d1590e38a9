"""Uniform draws from a region of weights by hit-and-run: many chains at once, arrays only.

From where it is, a chain looks along a direction, sees how far the region goes both ways, and takes any point between with
equal chance (Smith, R.L., 1984, Efficient Monte Carlo procedures for generating points uniformly distributed over bounded
regions, Operations Research 32). The chains of a block share their directions, orthonormal bases turned at random: each
chain is hit-and-run with directions of its own choice as far as its law goes, and given the directions the chains are
independent.
"""

from dataclasses import dataclass, replace
from math import ceil

import numpy as np

from mcda_industry.arrays import FloatArray, IntArray, frozen
from mcda_industry.sensitivity.uncertain_weights.laws.diagnostics import effective_share
from mcda_industry.sensitivity.uncertain_weights.laws.regions import Region

MOST_CHAINS = 128
"""Chains of a full block, which then make 512 draws each."""

LEAST_LENGTH = 256
"""Draws a chain makes at least, where there are so many."""

BURN_IN = 20
"""Draws of a chain that are thrown away before the first that counts."""

PILOT = 128, 32
"""Chains and draws of each from which the shape of a region is estimated, always the same ones."""

ROUND = 4.0
"""Ratio of the largest to the smallest variance below which a region counts as round."""

MOST_ROUNDS = 8
"""Times the shape is estimated at most."""

LEAST_WORTH = 0.5
"""Independent draws that one draw should be worth; where a pilot finds less, chains make more turns between two draws."""

MOST_TURNS = 8
"""How many times more turns at most."""

TINY = 1e-300
"""What is left to a limit that a chain touches, so that the way along it is zero and not undefined."""

FLAT_WEIGHT = 1e-14
"""A weight that never exceeds this is always zero."""


@dataclass(frozen=True, eq=False)
class HitAndRun:
    """Draws the weights `origin + y @ axes` uniformly from `y` with `rows @ y <= slack`; a picklable sampler.

    Attributes
    ----------
    origin
        (m,) weights in the middle.
    axes
        (d, m) directions in which `y` has about unit variance and no correlation; none where the region is one point.
    rows, slack
        (c, d) and (c,) the limits.
    efficiency
        How many independent draws one draw is worth, by a pilot: the least over the weights.
    turns
        How many times the usual number of sweeps lie between two draws.
    """

    origin: FloatArray
    axes: FloatArray
    rows: FloatArray
    slack: FloatArray
    efficiency: float = 1.0
    turns: int = 1

    @classmethod
    def over(cls, region: Region) -> "HitAndRun":
        """The sampler of a region that is not empty."""
        origin, axes = region.spread()
        table = np.vstack([-np.eye(len(origin)), region.table[~region.equal].reshape(-1, len(origin))])
        bounds = np.append(np.zeros(len(origin)), region.bounds[~region.equal])
        rows = table @ axes.T
        counts = np.abs(rows).max(axis=1, initial=0.0) > 1e-12  # others are equalities in all but name
        start = cls(frozen(origin), frozen(axes), frozen(rows[counts]), frozen((bounds - table @ origin)[counts]))
        return start.rounded().turned() if len(axes) else start

    def rounded(self) -> "HitAndRun":
        """The same sampler in coordinates in which the region is about as wide in every direction."""
        found = self
        for _ in range(MOST_ROUNDS):
            chains = found.walk(np.random.default_rng(0), *PILOT)
            found = replace(found, efficiency=effective_share(found.origin + chains @ found.axes))
            points = chains.reshape(-1, chains.shape[2])
            covariance = np.asarray(np.atleast_2d(np.cov(points, rowvar=False)), dtype=np.float64)
            variances = np.linalg.eigvalsh(covariance)
            if variances[-1] <= ROUND * variances[0]:
                break
            found = found._seen_from(points.mean(axis=0), np.asarray(np.linalg.cholesky(covariance), dtype=np.float64))
        return found

    def turned(self) -> "HitAndRun":
        """The same sampler with enough turns between draws to make each worth half an independent one; at most 8 times more."""
        if self.efficiency >= LEAST_WORTH:
            return self
        found = replace(self, turns=min(MOST_TURNS, ceil(LEAST_WORTH / self.efficiency)))
        chains = found.walk(np.random.default_rng(0), *PILOT)
        return replace(found, efficiency=effective_share(found.origin + chains @ found.axes))

    def _seen_from(self, middle: FloatArray, scale: FloatArray) -> "HitAndRun":
        """The same region in the coordinates z with `y = middle + scale @ z`."""
        return HitAndRun(
            frozen(self.origin + middle @ self.axes),
            frozen(scale.T @ self.axes),
            frozen(self.rows @ scale),
            frozen(np.maximum(0.0, self.slack - self.rows @ middle)),
        )

    @property
    def thinning(self) -> int:
        """Sweeps from one draw to the next, each one step along every direction of a basis."""
        return self.turns * (2 + len(self.axes) // 2)

    @property
    def possible(self) -> IntArray:
        """The columns whose weight is not always zero."""
        return np.flatnonzero((self.origin > FLAT_WEIGHT) | (np.abs(self.axes) > FLAT_WEIGHT).any(axis=0))

    @property
    def spanning(self) -> FloatArray:
        """(d + 1, m) weights of which all others are linear combinations."""
        return np.vstack([self.origin, self.origin + self.axes])

    def draw(self, generator: np.random.Generator, number: int) -> FloatArray:
        """(number, m) weights."""
        chains = self.chains(generator, number)
        return np.ascontiguousarray(chains.reshape(-1, chains.shape[2])[:number])

    def chains(self, generator: np.random.Generator, number: int) -> FloatArray:
        """(length, chains, m) at least this many weights, chain by chain."""
        if not len(self.axes):
            return np.broadcast_to(self.origin, (number, 1, len(self.origin)))
        chains = int(np.clip(number // LEAST_LENGTH, 1, MOST_CHAINS))
        weights = self.walk(generator, chains, -(-number // chains)) @ self.axes
        weights += self.origin
        return np.maximum(weights, 0.0, out=weights)

    def walk(self, generator: np.random.Generator, chains: int, length: int) -> FloatArray:
        """(length, chains, d) points `y`, chain by chain, burn-in left out."""
        at = np.zeros((self.rows.shape[1], chains))
        found = np.empty((length, chains, len(at)))
        for draw in range(-BURN_IN, length):
            for _ in range(self.thinning):
                self._sweep(at, generator)
            if draw >= 0:
                found[draw] = at.T
        return found

    def _sweep(self, at: FloatArray, generator: np.random.Generator) -> None:
        """Move every chain, a column of `at` (d, chains), once along each direction of a new basis."""
        basis = np.linalg.qr(generator.standard_normal((len(at), len(at))))[0]
        left = np.maximum(TINY, self.slack[:, None] - product(self.rows, at))
        steps = generator.random(at.shape)  # how far along, as a share of the way that is free
        used = np.empty_like(left)
        for j, row in enumerate(product(self.rows, basis).T[:, :, None]):
            np.divide(row, left, out=used)
            low, high = 1.0 / used.min(axis=0), 1.0 / used.max(axis=0)
            steps[j] = low + steps[j] * (high - low)
            np.multiply(row, steps[j], out=used)
            left -= used
            np.maximum(left, TINY, out=left)
        at += product(basis, steps)


def product(one: FloatArray, other: FloatArray) -> FloatArray:
    """A small matrix product whose last bits do not depend on the threads of the linear algebra library."""
    return np.asarray(np.einsum("ij,jk->ik", one, other))
