"""`Weights`: the share of each criterion by name, and where the shares came from."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from mcda_industry.arrays import FloatArray, frozen, real_array
from mcda_industry.errors import Fault, WeightsError, did_you_mean, listed, quoted
from mcda_industry.records import FrozenMap

_WRONG = {"missing": "is missing", "infinite": "is not finite ({})", "not a number": "is not a number ({})"}


@dataclass(frozen=True, repr=False)
class Weights:
    """The share of each criterion; the shares add to one.

    Parameters
    ----------
    shares
        Points by criterion name, zero or more; they are divided by their sum.
    source
        Where they came from, for tables and records.

    Attributes
    ----------
    shares
        Read-only shares by name, in the order given.
    total
        The sum of the points given.

    Raises
    ------
    WeightsError
        If points are negative, missing, not finite or not numbers (all of them are named), or if all are zero.

    Examples
    --------
    >>> weights = Weights({"npv": 3, "jobs": 1})
    >>> weights["npv"], weights.over(("jobs", "npv"))
    (0.75, array([0.25, 0.75]))
    """

    shares: Mapping[str, float]
    source: str = "given"
    total: float = 1.0

    def __init__(self, shares: Mapping[str, float], source: str = "given") -> None:
        if not isinstance(source, str):
            said = f"The source of weights is a text, not {quoted(source)}. Say where they came from."
            raise WeightsError(said, code="bad_source", field="source")
        names, points = _checked(shares)
        exponent = max(math.frexp(point)[1] for point in points)
        scaled = [math.ldexp(point, -exponent) for point in points]  # exact, so that no sum overflows or vanishes
        whole = math.fsum(scaled)
        object.__setattr__(self, "shares", FrozenMap(dict(zip(names, (s / whole for s in scaled), strict=True))))
        object.__setattr__(self, "source", source)
        with np.errstate(over="ignore"):  # the sum of points near 1e308 is infinite; their shares are not
            object.__setattr__(self, "total", float(np.ldexp(whole, exponent)))

    @classmethod
    def of(cls, weights: Any) -> "Weights":
        """These weights: `Weights` as they are, the weights of priorities, or points by name.

        >>> Weights.of({"npv": 3, "jobs": 1}).total
        4.0
        """
        if isinstance(weights, Weights):
            return weights
        inner = getattr(weights, "weights", None)
        return inner if isinstance(inner, Weights) else cls(weights)

    def over(self, names: Sequence[str]) -> FloatArray:
        """(m,) shares in the order of these names, read-only.

        Parameters
        ----------
        names
            The criteria of a problem: the names of the weights, all of them, in any order.

        Raises
        ------
        WeightsError
            If the names are not exactly those of the weights; those that differ are named.
        """
        if isinstance(names, str) or not isinstance(names, Iterable):
            said = f"Weights are taken over a list of criterion names, not {quoted(names)}. Give a list."
            raise WeightsError(said, code="no_names")
        names = list(names)
        different = [name for name in names if not isinstance(name, str) or name not in self.shares]
        different += [name for name in self.shares if name not in names]
        if twice := [name for i, name in enumerate(names) if name in names[:i]]:
            raise WeightsError(f"{listed(twice)} is named twice. Name each criterion once.", code="duplicate_name")
        if different:
            said = f"Weights and problem must name the same criteria; they differ on {listed(different)}. "
            raise WeightsError(said + self._advice(different[0], names), code="other_criteria", field=str(different[0]))
        return frozen([self.shares[name] for name in names])

    def _advice(self, name: str, names: Sequence[str]) -> str:
        known = isinstance(name, str) and name in self.shares
        others = [str(other) for other in (names if known else self.shares) if other != name]
        return f"For {quoted(name)}, {did_you_mean(name, others)}"

    def __getitem__(self, name: str) -> float:
        if not isinstance(name, str) or name not in self.shares:
            said = f"There is no weight {quoted(name)}; {did_you_mean(name, self.shares)}"
            raise WeightsError(said, code="unknown_criterion", field=str(name))
        return self.shares[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.shares)

    def __len__(self) -> int:
        return len(self.shares)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Weights) and self.shares == other.shares

    def __hash__(self) -> int:
        return hash(self.shares)

    def __repr__(self) -> str:
        told = ", ".join(f"{name}: {share:.3f}" for name, share in self.shares.items())
        return f"Weights({told}; {self.source})"


def _checked(shares: object) -> tuple[tuple[str, ...], list[float]]:
    shares = shares.to_dict() if hasattr(shares, "to_dict") else shares
    if not isinstance(shares, Mapping):
        said = "Weights are given by criterion name, for example Weights({'npv': 3, 'jobs': 1})."
        raise WeightsError(f"{said} Got {type(shares).__name__}: add the names.", code="no_names")
    names = tuple(shares)
    if not names:
        raise WeightsError("There are no weights. Give one for each criterion.", code="empty")
    points, bad = real_array(np.fromiter(shares.values(), dtype=object, count=len(names)))
    faults = [_fault(names[place[0]], _WRONG[why].format(shown), why.replace(" ", "_")) for place, why, shown in bad]
    faults += [
        _fault(n, f"is negative ({p:g})", "negative_weight") for n, p in zip(names, points, strict=True) if p < 0
    ]
    unnamed = [name for name in names if not isinstance(name, str) or not name.strip()]
    if unnamed:
        said = (
            f"Weights are given by criterion name; {listed(unnamed)} is no name. Give each weight a name that is text."
        )
        faults.append(Fault(said, "bad_name"))
    if faults:
        raise WeightsError.of(faults)
    if not points.any():
        said = f"All weights are zero ({listed(names)}). At least one criterion needs a weight above zero."
        raise WeightsError(said, code="zero_weights")
    return names, np.abs(points).tolist()  # -0.0 is zero points too


def _fault(name: object, wrong: str, code: str) -> Fault:
    return Fault(f"The weight of {quoted(name)} {wrong}. Give a number, zero or more.", code, str(name))
