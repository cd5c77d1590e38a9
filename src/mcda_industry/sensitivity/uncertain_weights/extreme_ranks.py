"""The best and the worst rank an alternative can have for some weights of a region, where scores are linear: arrays only."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from mcda_industry.arrays import BoolArray, FloatArray, IntArray
from mcda_industry.execution import one_blas_thread
from mcda_industry.sensitivity.uncertain_weights.boxes import Box
from mcda_industry.sensitivity.uncertain_weights.contests import EQUAL, Contest
from mcda_industry.sensitivity.uncertain_weights.laws.regions import Region

MOST_ENDS = 1000
"""Places at the border of a region that are kept to look at."""

MIXTURES = 1500
"""Places inside a region that are looked at first, always the same ones."""


class Extremes(NamedTuple):
    """(n,) the best and the worst rank, and whether each is proved."""

    best: IntArray
    worst: IntArray
    best_proved: BoolArray
    worst_proved: BoolArray


@dataclass(frozen=True, eq=False)
class Leads:
    """How far alternatives can be ahead of each other.

    Attributes
    ----------
    mixtures
        (n, k) scores at the corners of the region.
    most
        (n, n) the largest lead of the row alternative over the column one, in the unit of the scores; below 0 where it is
        always behind.
    box
        The box around the region.
    ends
        (p, k) where in the region some lead is largest.
    """

    mixtures: FloatArray
    most: FloatArray
    box: Box
    ends: FloatArray

    @classmethod
    def over(cls, region: Region, contributions: FloatArray) -> "Leads":
        """The leads in a region that is not empty, of scores with these contributions (n, m)."""
        mixtures, box = contributions @ region.corners.T, Box.around(region)
        magnitude = float(np.abs(mixtures).max(initial=0.0)) or 1.0
        most, ends = np.empty((len(mixtures),) * 2), []
        for i, row in enumerate(mixtures):
            differences = row - mixtures
            found = box.ends(differences) if box.exact else region.ends(differences)
            most[i] = (differences * found).sum(axis=1)
            ends.append(np.unique(found, axis=0))
        most[np.abs(most) <= EQUAL * magnitude] = 0.0
        return cls(mixtures, most, box, np.unique(np.concatenate(ends), axis=0))


def extremes(region: Region, leads: Leads) -> Extremes:
    """The extreme ranks: 1 plus the fewest, and plus the most, that can be ahead together.

    Kadziński, M., Greco, S. & Słowiński, R. (2012), Extreme ranking analysis in robust ordinal regression, Omega 40: for each
    alternative and end, over the rivals that are ahead for some weights and not for others.
    """
    known = _places(leads.ends)
    with one_blas_thread:
        scores = leads.mixtures @ known.T
        found = [_ends(region, leads, known, scores, i) for i in range(len(leads.mixtures))]
    best, worst, best_proved, worst_proved = (np.array(part) for part in zip(*found, strict=True))
    return Extremes(best, worst, best_proved, worst_proved)


def _places(ends: FloatArray) -> FloatArray:
    """(p, k) some ends of a region, the middle of them, and mixtures of a few."""
    generator = np.random.default_rng(0)
    if len(ends) > MOST_ENDS:
        ends = ends[generator.choice(len(ends), MOST_ENDS, replace=False)]
    few = min(ends.shape)
    shares = generator.standard_exponential((MIXTURES, few)) ** 1.5
    shares /= shares.sum(axis=1, keepdims=True)
    chosen = generator.integers(len(ends), size=(MIXTURES, few))
    inside = np.einsum("pf,pfk->pk", shares, ends[chosen])
    return np.vstack([ends, ends.mean(axis=0), inside])


def _ends(region: Region, leads: Leads, known: FloatArray, scores: FloatArray, i: int) -> tuple[int, int, bool, bool]:
    """Best and worst rank of one alternative, and whether each is proved; `scores` (n, p) are those at the places known."""
    always, sometimes = leads.most[i] < 0, leads.most[:, i] > 0
    contested = np.flatnonzero(sometimes & ~always)
    surely = 1 + int(always.sum())
    if not len(contested):
        return surely, surely, True, True
    span = np.maximum(leads.most[contested, i], leads.most[i, contested])
    ahead = (leads.mixtures[contested] - leads.mixtures[i]) / span[:, None]
    values = (scores[contested] - scores[i]) / span[:, None]
    behind = Contest(region, leads.box, -ahead, leads.most[contested, i] / span, strict=False)
    before = Contest(region, leads.box, ahead, leads.most[i, contested] / span, strict=True)
    (not_ahead, best_proved), (most, worst_proved) = behind.most(known, -values), before.most(known, values)
    return surely + len(contested) - not_ahead, surely + most, best_proved, worst_proved
