"""Any ranking method of pymcdm, behind checks: what it cannot answer is refused, what it answers upside down is caught."""

import warnings
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from mcda_industry.arrays import BoolArray, FloatArray
from mcda_industry.errors import MethodError, did_you_mean, quoted
from mcda_industry.methods import Claim, require_two, shares_of
from mcda_industry.problem import Evaluations
from mcda_industry.records import FrozenMap

if TYPE_CHECKING:
    from pymcdm.methods.mcda_method import MCDA_method

MOST_COMPARED = 2_000
"""Alternatives up to which every pair is checked for dominance afterwards."""


@dataclass(frozen=True)
class FromPymcdm:
    """A method of pymcdm as a `RankingMethod`; a black box: sensitivity is sampled.

    Parameters
    ----------
    method
        An object of `pymcdm.methods`, or the name of one of its classes that can be made without an argument.

    Notes
    -----
    Which way the scores run is found by trying profiles between the best and the worst of the problem, and where that tells
    nothing is taken from pymcdm. Afterwards no
    alternative may stand above one that dominates it (checked up to 2 000 alternatives), and every score must be finite.
    pymcdm: Kizielewicz, B., Shekhovtsov, A. & Sałabun, W. (2023), pymcdm - the universal library for solving multi-criteria
    decision-making problems, SoftwareX 22.

    Examples
    --------
    >>> evaluations = Evaluations.of([[3, 9], [2, 5], [1, 1]], directions=["max", "min"])
    >>> scores = FromPymcdm("VIKOR").score_function(evaluations)([0.2, 0.8])
    >>> scores.argsort()[::-1]
    array([2, 1, 0])
    """

    method: "MCDA_method | str"

    def __post_init__(self) -> None:
        """Settle the method, so that a wrong name is refused here."""
        if isinstance(self.method, str):
            object.__setattr__(self, "method", _made(self.method))
        elif not callable(self.method) or isinstance(self.method, type):
            said = (
                f"{quoted(self.method)} is no pymcdm method. Give an object such as pymcdm.methods.VIKOR(), or a name."
            )
            raise MethodError(said, code="not_a_method")

    @property
    def name(self) -> str:
        """The name of the method it wraps."""
        return f"pymcdm {type(self.method).__name__}"

    @property
    def claims(self) -> frozenset[Claim]:
        """None: we do not answer for code we do not own."""
        return frozenset()

    @property
    def conventions(self) -> FrozenMap[str, str]:
        """Whose implementation it is."""
        from importlib.metadata import version

        return FrozenMap({"implementation": f"pymcdm {version('pymcdm')}"})

    def score_function(self, evaluations: Evaluations, /) -> "PymcdmScores":
        """The method's scores, turned so that higher is better.

        Raises
        ------
        MethodError
            If there is one alternative only, or, when it is called, if pymcdm refuses the problem, gives a score that is not a
            finite number, or puts a dominated alternative first.
        """
        require_two(evaluations, self.name)
        return PymcdmScores(self.method, self.name, evaluations)


@dataclass(frozen=True, eq=False)
class PymcdmScores:
    """Scores of a pymcdm method as a function of the weights; each call works on a copy of the method."""

    method: Any
    name: str
    evaluations: Evaluations

    def __call__(self, weights: FloatArray, /) -> FloatArray:
        """Scores (..., n) for weights (..., m)."""
        shares = shares_of(weights, self.evaluations.values.shape[1])
        if shares.ndim > 1:
            rows = shares.reshape(-1, shares.shape[-1])
            return np.stack([self(row) for row in rows]).reshape(*shares.shape[:-1], -1)
        scores = self._upright(shares) * self._raw(self.evaluations.values, shares)
        if not np.isfinite(scores).all():
            said = f"{self.name} gave no finite score to the alternatives in rows {_listed(~np.isfinite(scores))}. "
            raise MethodError(said + "Look for zeros, negative values and constant columns.", code="not_finite")
        self._check_dominance(scores, shares)
        return scores

    def _raw(self, values: FloatArray, shares: FloatArray) -> FloatArray:
        try:
            with warnings.catch_warnings(), np.errstate(all="ignore"):
                warnings.simplefilter("ignore")
                return np.asarray(
                    deepcopy(self.method)(values.copy(), shares, self.evaluations.directions), dtype=np.float64
                )
        except (ValueError, IndexError, ArithmeticError, np.linalg.LinAlgError) as fault:
            said = f"{self.name} cannot rank this problem: {str(fault).rstrip('.')}. Use another method, or change the data."
            raise MethodError(said, code="refused_by_pymcdm") from fault

    def _upright(self, shares: FloatArray) -> float:
        """1 if the method scores a profile near the best above one near the worst, -1 if below."""
        low, high = self.evaluations.values.min(axis=0), self.evaluations.values.max(axis=0)
        upward = self.evaluations.directions > 0
        best, worst = np.where(upward, high, low), np.where(upward, low, high)
        between = np.array([1.0, 0.8, 0.6, 0.4, 0.2, 0.0])[:, None]
        probe = self._raw(between * best + (1 - between) * worst, shares)
        if np.isfinite(probe[[1, 4]]).all() and probe[1] != probe[4]:
            return float(np.sign(probe[1] - probe[4]))
        return 1.0 if getattr(self.method, "_reverse_ranking", True) else -1.0

    def _check_dominance(self, scores: FloatArray, shares: FloatArray) -> None:
        counted = shares > 0
        oriented = (self.evaluations.values * self.evaluations.directions)[:, counted]
        if len(oriented) > MOST_COMPARED:
            return
        for i, row in enumerate(oriented):
            above = (
                (oriented >= row).all(axis=1)
                & (oriented > row).any(axis=1)
                & (scores < scores[i] - 1e-9 * np.abs(scores).max())
            )
            if above.any():
                by = int(np.flatnonzero(above)[0])
                said = f"{self.name} puts the alternative in row {i + 1} above the one in row {by + 1}, which dominates it. "
                raise MethodError(said + "Use another method.", code="dominance_broken", row=i)


def _listed(mask: BoolArray) -> str:
    """The 1-based numbers of the rows marked, the first three and a count."""
    rows = [str(i + 1) for i in np.flatnonzero(mask)]
    return ", ".join(rows[:3]) + (f" and {len(rows) - 3} more" if len(rows) > 3 else "")


def _made(name: str) -> Any:
    from pymcdm import methods

    known = [key for key, kind in vars(methods).items() if isinstance(kind, type) and hasattr(kind, "_method")]
    if name not in known:
        raise MethodError(f"pymcdm has no method {quoted(name)}; {did_you_mean(name, known)}", code="unknown_method")
    try:
        return getattr(methods, name)()
    except TypeError as fault:
        said = f"pymcdm's {name} needs arguments ({fault}). Make it yourself and give the object."
        raise MethodError(said, code="needs_arguments") from None
