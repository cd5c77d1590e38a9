"""Any ranking method of pymcdm, behind checks: what it cannot answer is refused, what it answers upside down is caught."""

import warnings
from copy import deepcopy
from dataclasses import dataclass, replace
from numbers import Real
from typing import TYPE_CHECKING, Any

import numpy as np

from mcda_industry.arrays import BoolArray, FloatArray, IntArray
from mcda_industry.errors import MethodError, did_you_mean, quoted
from mcda_industry.methods import Claim, require_two, shares_of
from mcda_industry.methods.pymcdm_needs import ARGUMENTS, LOWER_IS_BETTER, UNUSABLE, first_missing, needs_of
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
    Before: what each method needs (values above zero, no constant criterion, …) is known by its name and checked. A criterion of
    weight zero is left out, unless the object holds something for each criterion. Some methods are refused altogether: one that
    ignores the weights, one that counts costs as gains. After: every score must be finite, no alternative may stand above one
    that dominates it (checked up to 2 000 alternatives), and a profile near the best of the problem may not score below one near
    the worst. Scores that run downwards are turned; of a method of your own, that probe tells which way they run.
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
        """Settle the method, so that a wrong name, or a method that gives no scores of its own, is refused here."""
        if isinstance(self.method, str):
            object.__setattr__(self, "method", _made(self.method))
        elif not callable(self.method) or isinstance(self.method, type):
            said = (
                f"{quoted(self.method)} is no pymcdm method. Give an object such as pymcdm.methods.VIKOR(), or a name."
            )
            raise MethodError(said, code="not_a_method")
        _refuse_unusable(type(self.method).__name__)
        _refuse_what_cannot_be_copied(self.method, self.name)

    @property
    def name(self) -> str:
        """The name of the method it wraps."""
        return f"pymcdm {type(self.method).__name__}"

    @property
    def claims(self) -> frozenset[Claim]:
        """None: we do not answer for code we do not own. What was found is in the reference, Methods and their claims."""
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
            If there is one alternative only; or, when it is called, if the problem is not what the method needs, pymcdm refuses
            it, a score is not a finite number, or the answer puts worse above better.
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
        kept = np.flatnonzero(shares) if _takes_any_criteria(self.method) else np.arange(len(shares))
        case = _with_criteria(self.evaluations, kept)
        if fault := first_missing(self.name, needs_of(self.method), case):
            column = None if fault.column is None else int(kept[fault.column])
            raise MethodError(fault.said, code=fault.code, row=fault.row, column=column)
        return _Answer(self.method, self.name, case, shares[kept]).scores()


@dataclass(frozen=True, eq=False)
class _Answer:
    """What the method says of the criteria that count, and the checks of it."""

    method: Any
    name: str
    case: Evaluations
    shares: FloatArray

    def scores(self) -> FloatArray:
        """(n,) scores, higher is better."""
        scores = self._upright() * self._raw(self.case.values)
        if not np.isfinite(scores).all():
            said = f"{self.name} gave no finite score to the alternatives in rows {_listed(~np.isfinite(scores))}. "
            raise MethodError(said + "Look for zeros, negative values and constant columns.", code="not_finite")
        scores = _alike(self.case.values, scores)
        self._check_dominance(scores)
        return scores

    def _raw(self, values: FloatArray) -> FloatArray:
        try:
            with warnings.catch_warnings(), np.errstate(all="ignore"):
                warnings.simplefilter("ignore")
                found = deepcopy(self.method)(values.copy(), self.shares.copy(), self.case.directions.copy())
                return np.asarray(found, dtype=np.float64).reshape(len(values))
        except Exception as fault:  # code we do not own may raise anything
            said = f"{self.name} cannot rank this problem: {str(fault).rstrip('.')}. Use another method, or change the data."
            raise MethodError(said, code="refused_by_pymcdm") from fault

    def _upright(self) -> float:
        """1 if higher is better, -1 if lower: known by the name of the method, else told by the probe.

        Raises
        ------
        MethodError
            If the method is known, and the probe contradicts what is known.
        """
        found, name = self._probed(), type(self.method).__name__
        if not type(self.method).__module__.startswith("pymcdm."):
            return found or (1.0 if getattr(self.method, "_reverse_ranking", True) else -1.0)
        known = -1.0 if name in LOWER_IS_BETTER else 1.0
        if found == -known:
            said = f"{self.name} scores a profile near the worst above one near the best on these criteria. "
            raise MethodError(said + "Use another method.", code="upside_down")
        return known

    def _probed(self) -> float:
        """1 if the method scores a profile near the best above one near the worst, -1 if below, 0 if it cannot be told."""
        low, high = self.case.values.min(axis=0), self.case.values.max(axis=0)
        upward = self.case.directions > 0
        best, worst = np.where(upward, high, low), np.where(upward, low, high)
        between = np.array([1.0, 0.8, 0.6, 0.4, 0.2, 0.0])[:, None]
        profiles = worst + between * (best - worst)
        if first_missing(self.name, needs_of(self.method), replace(self.case, values=profiles)):
            return 0.0
        try:
            probe = self._raw(profiles)
        except MethodError:
            return 0.0
        return float(np.sign(probe[1] - probe[4])) if np.isfinite(probe[[1, 4]]).all() else 0.0

    def _check_dominance(self, scores: FloatArray) -> None:
        oriented = (self.case.values * self.case.directions)[:, self.shares > 0]
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


def _takes_any_criteria(method: Any) -> bool:
    """Whether nothing in the object is given criterion by criterion, so that a criterion of weight zero can be left out."""
    return all(value is None or isinstance(value, Real | str) or callable(value) for value in vars(method).values())


def _with_criteria(evaluations: Evaluations, kept: IntArray) -> Evaluations:
    return Evaluations(
        evaluations.values[:, kept],
        evaluations.directions[kept],
        tuple(evaluations.preferences[j] for j in kept),
        evaluations.scales[kept],
        tuple(evaluations.labels[j] for j in kept),
    )


def _alike(values: FloatArray, scores: FloatArray) -> FloatArray:
    """The scores, with one value for equal alternatives: vectorised powers may differ in the last bit by position."""
    _, first, same = np.unique(values, axis=0, return_index=True, return_inverse=True)
    return scores[first[same.reshape(-1)]]


def _listed(mask: BoolArray) -> str:
    """The 1-based numbers of the rows marked, the first three and a count."""
    rows = [str(i + 1) for i in np.flatnonzero(mask)]
    return ", ".join(rows[:3]) + (f" and {len(rows) - 3} more" if len(rows) > 3 else "")


def _refuse_unusable(name: str) -> None:
    if name in UNUSABLE:
        raise MethodError(f"pymcdm's {name} {UNUSABLE[name]}. Use another method.", code="unusable")


def _refuse_what_cannot_be_copied(method: Any, name: str) -> None:
    """A method that keeps a generator is spent after one call, and cannot be copied before it."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            deepcopy(method)
    except Exception as fault:  # code we do not own may raise anything
        said = f"{name} gives another answer the second time: {fault}. Use another method"
        said += ", here mi.Promethee2()." if name.endswith("PROMETHEE_II") else "."
        raise MethodError(said, code="not_reusable") from None


def _made(name: str) -> Any:
    from pymcdm import methods

    _refuse_unusable(name)
    known = [key for key, kind in vars(methods).items() if isinstance(kind, type) and hasattr(kind, "_method")]
    if name not in known:
        usable = [key for key in known if key not in UNUSABLE]
        raise MethodError(f"pymcdm has no method {quoted(name)}; {did_you_mean(name, usable)}", code="unknown_method")
    try:
        return getattr(methods, name)()
    except TypeError as fault:
        said = f"pymcdm's {name} needs arguments ({fault}). Make it yourself and give the object"
        said += f": pymcdm.methods.{ARGUMENTS[name]}." if name in ARGUMENTS else "."
        raise MethodError(said, code="needs_arguments") from None
