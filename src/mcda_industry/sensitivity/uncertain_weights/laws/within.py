"""Weights within limits, uniform there."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np

from mcda_industry.arrays import FloatArray, IntArray, frozen
from mcda_industry.errors import speaks_french
from mcda_industry.sensitivity.uncertain_weights.draws import Sampler
from mcda_industry.sensitivity.uncertain_weights.laws.chains import HitAndRun
from mcda_industry.sensitivity.uncertain_weights.laws.regions import FLAT, Region
from mcda_industry.sensitivity.uncertain_weights.laws.words import figure, first_three
from mcda_industry.weighting.boxes import WeightBox

LEAST_KEPT = 0.05
"""Share of trials within the limits below which trial and rejection gives way to hit-and-run."""

TRIALS = 4096
"""Trials from which that share is estimated, always the same ones."""


class Within(WeightBox):
    """Lowest and highest share of some criteria; every set of weights within the limits is equally likely.

    Criteria without limits may take any share.

    Parameters
    ----------
    limits
        (lowest, highest) share by criterion.

    Notes
    -----
    Where at least one trial in twenty keeps to the limits, weights are drawn above the lowest shares and those that pass a
    highest one are drawn again: the draws are independent. Elsewhere they come from hit-and-run chains.

    Examples
    --------
    >>> law = Within({"npv": (0.5, 0.6)})
    >>> weights = law.sampler(("npv", "jobs", "co2")).draw(np.random.default_rng(0), 1000)
    >>> bool(weights[:, 0].min() >= 0.5), bool(weights[:, 0].max() <= 0.6)
    (True, True)
    """

    kind: Literal["within"] = "within"

    def sampler(self, criteria: Sequence[str]) -> Sampler:
        """A sampler for these criteria."""
        return _sampler(self, tuple(criteria))

    def region(self, criteria: Sequence[str]) -> Region:
        """The weights within the limits."""
        low, high = self.bounds(criteria)
        m = len(low)
        below, above = np.flatnonzero(low > 0), np.flatnonzero(high < 1)
        table = np.vstack([-np.eye(m)[below], np.eye(m)[above]])
        bounds = np.append(-low[below], high[above])
        return Region(frozen(np.eye(m)), frozen(table), frozen(bounds), np.zeros(len(bounds), dtype=bool))

    def sentence(self, lang: str = "en") -> str:
        """The law as a person would say it."""
        french = speaks_french(lang)
        told = [
            f"{name} {figure(low, french, 3)}–{figure(high, french, 3)}" for name, (low, high) in self.limits.items()
        ]
        shown = first_three(told, french) or ("aucune" if french else "none")
        return (
            f"poids tirés uniformément entre des bornes ({shown})"
            if french
            else f"weights drawn uniformly within limits ({shown})"
        )


@lru_cache(maxsize=16)
def _sampler(law: Within, criteria: tuple[str, ...]) -> Sampler:
    low, high = law.bounds(criteria)
    trial = AboveLowest(low, frozen(high - low))
    return trial if trial.kept() >= LEAST_KEPT else HitAndRun.over(law.region(criteria))


@dataclass(frozen=True, eq=False)
class AboveLowest:
    """Shares what the lowest shares (m,) leave among the weights with room (m,) to move, and rejects what passes the room."""

    low: FloatArray
    room: FloatArray

    @property
    def movable(self) -> IntArray:
        """The columns that can take more than their lowest share."""
        return np.flatnonzero(self.room > 0)

    @property
    def possible(self) -> IntArray:
        """The columns whose weight is not always zero."""
        return np.flatnonzero(self.low + self.room > 0)

    @property
    def spanning(self) -> FloatArray:
        """(p, m) weights of which all others are linear combinations."""
        return self.low + self._left * np.eye(len(self.low))[self.movable]

    @property
    def _left(self) -> float:
        return 1.0 - float(self.low.sum())

    def kept(self) -> float:
        """Share of trials that are kept, by a pilot; 0 where nothing is left to share."""
        if self._left <= FLAT or len(self.movable) < 2:
            return 0.0
        return len(self._trials(np.random.default_rng(0), TRIALS)) / TRIALS

    def draw(self, generator: np.random.Generator, number: int) -> FloatArray:
        """(number, m) weights."""
        found: list[FloatArray] = []
        missing = number
        while missing > 0:
            found.append(self._trials(generator, missing)[:missing])
            missing -= len(found[-1])
        return np.concatenate(found)

    def _trials(self, generator: np.random.Generator, number: int) -> FloatArray:
        points = generator.standard_exponential((number, len(self.movable)))
        points *= (self._left / points.sum(axis=1))[:, None]
        kept = points[(points <= self.room[self.movable]).all(axis=1)]
        weights = np.tile(self.low, (len(kept), 1))
        weights[:, self.movable] += kept
        return weights
