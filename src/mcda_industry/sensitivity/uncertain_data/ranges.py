"""The ranks an alternative can take while uncertain performances vary between their ends."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mcda_industry.arrays import FloatArray, IntArray, ranks, settled
from mcda_industry.errors import SensitivityError, speaks_french
from mcda_industry.methods import Claim, RankingMethod, named
from mcda_industry.sensitivity.uncertain_data.rescoring import Versions, scores_of
from mcda_industry.sensitivity.uncertain_weights.draws import Seed, entropy_of
from mcda_industry.uncertain import UncertainProblem, as_uncertain
from mcda_industry.weighting.weights import Weights

if TYPE_CHECKING:
    import pandas as pd

TAIL = 1e-4
"""Where a law has no end, the quantile at this share stands for it, and the answer is not exact."""

SAMPLED = 2_000
"""Draws looked at besides the extreme cases where these alone do not prove the answer."""


@dataclass(frozen=True, eq=False)
class RankRanges:
    """The best and the worst rank of each alternative over all values the uncertain performances may take.

    Attributes
    ----------
    problem, weights, method
        What was ranked, and how.
    best, worst
        (n,) ranks, 1 is best.
    exact
        Whether these are the ends. Otherwise they were seen, and more extreme ranks may be possible.
    """

    problem: UncertainProblem
    weights: Weights
    method: str
    best: IntArray
    worst: IntArray
    exact: bool

    def __getitem__(self, alternative: str) -> tuple[int, int]:
        row = self.problem.central.row(alternative)
        return int(self.best[row]), int(self.worst[row])

    def to_frame(self) -> "pd.DataFrame":
        """A data frame: alternatives by best and worst rank."""
        import pandas as pd

        return pd.DataFrame({"best": self.best, "worst": self.worst}, index=list(self.problem.alternatives))

    def sentence(self, alternative: str, lang: str = "en") -> str:
        """The range as a person would say it."""
        best, worst = self[alternative]
        if speaks_french(lang):
            kind = "" if self.exact else " (observé, non prouvé)"
            said = f"est n° {best}" if best == worst else f"peut prendre les rangs {best} à {worst}"
            return f"{alternative} {said} quelles que soient les valeurs incertaines{kind}."
        kind = "" if self.exact else " (seen, not proved)"
        said = f"is number {best}" if best == worst else f"can take ranks {best} to {worst}"
        return f"{alternative} {said} whatever the uncertain values{kind}."


def rank_ranges(
    problem: UncertainProblem,
    weights: Weights | Mapping[str, float],
    method: RankingMethod | str = "promethee2",
    rng: Seed = 0,
) -> RankRanges:
    """The best and the worst rank each alternative can take while uncertain performances vary.

    Exact where an alternative's score depends on its own performances only and never falls when one of them improves (methods
    that claim freedom from rank reversal and respect dominance, with declared scales), every law has two ends and thresholds
    are certain: its best rank then comes from its own best values against the worst of the others. Otherwise those extreme
    cases and 2 000 draws are looked at, and `exact` is False.

    Parameters
    ----------
    problem, weights, method
        What is ranked, and how.
    rng
        A seed or a generator, for the draws of the inexact case.

    Raises
    ------
    SensitivityError
        If nothing is uncertain.

    Examples
    --------
    >>> from mcda_industry.laws_of_performance import Uniform
    >>> from mcda_industry.problem import maximise
    >>> rows = {"P01": [Uniform(2, 9)], "P02": [5], "P03": [1]}
    >>> found = rank_ranges(UncertainProblem.of([maximise("npv", scale=(0, 10))], rows), {"npv": 1}, "weighted_sum")
    >>> found["P01"], found["P03"], found.exact
    ((1, 2), (3, 3), True)
    """
    problem, weights, method = as_uncertain(problem), Weights.of(weights), named(method)
    versions, shares = Versions.of(problem, method), weights.over(problem.criterion_names)
    if not versions.number:
        raise SensitivityError(
            "Nothing is uncertain in this problem. Give a law for a performance.", code="nothing_uncertain"
        )
    low, high, ended = _ends(versions)
    one_by_one = {Claim.NO_RANK_REVERSAL, Claim.RESPECTS_DOMINANCE} <= set(method.claims)
    scaled = bool(versions.evaluations.declared.all())
    exact = one_by_one and scaled and ended and not versions.thresholds
    n = len(problem.alternatives)
    cases = np.concatenate([_extremes(versions, low, high, n), *([] if exact else [_drawn(versions, entropy_of(rng))])])
    scores = scores_of(versions, cases, np.broadcast_to(shares, (len(cases), len(shares))))
    places = np.array([ranks(settled(row)) for row in scores])
    behind = np.array([len(row) + 1 - ranks(settled(-row)) for row in scores])
    return RankRanges(problem, weights, method.name, places.min(axis=0), behind.max(axis=0), exact)


def _ends(versions: Versions) -> tuple[FloatArray, FloatArray, bool]:
    """(u + t,) the lowest and the highest value of each uncertain number, and whether all of them have ends."""
    shares = np.array([[TAIL], [1 - TAIL]]).repeat(versions.number, axis=1)
    inner = versions.settled(shares)
    outer = np.array([law.ends for law in versions.laws]).T
    found = np.where(np.isfinite(outer), outer, inner)
    return found[0], found[1], bool(np.isfinite(outer).all())


def _extremes(versions: Versions, low: FloatArray, high: FloatArray, n: int) -> FloatArray:
    """(2 n, u + t) each alternative at its best against the others at their worst, and the other way round."""
    rows, columns = versions.cells.rows, versions.cells.columns
    up = np.ones(versions.number, dtype=bool)
    up[: len(rows)] = versions.evaluations.directions[columns] > 0
    best, worst = np.where(up, high, low), np.where(up, low, high)
    own = np.zeros((n, versions.number), dtype=bool)
    own[rows, np.arange(len(rows))] = True
    return np.concatenate([np.where(own, best, worst), np.where(own, worst, best)])


def _drawn(versions: Versions, seed: int) -> FloatArray:
    return versions.settled(np.random.default_rng(seed).random((SAMPLED, versions.number)))
