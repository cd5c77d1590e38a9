"""`Weights`: the share of each criterion by name, and where the shares came from."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from mcda_industry.arrays import FloatArray, frozen, real_array
from mcda_industry.errors import Fault, WeightsError, did_you_mean, listed, quoted
from mcda_industry.records import FrozenMap

_WRONG = {"missing": "is missing", "infinite": "is not finite", "not a number": "is not a number"}


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
        names, points = _checked(shares)
        largest = max(points)
        scaled = [point / largest for point in points]
        whole = math.fsum(scaled)
        object.__setattr__(self, "shares", FrozenMap(dict(zip(names, (s / whole for s in scaled), strict=True))))
        object.__setattr__(self, "source", source)
        object.__setattr__(self, "total", float(largest * whole))

    @classmethod
    def of(cls, weights: Any) -> "Weights":
        """These weights: `Weights` as they are, the weights of priorities, or points by name."""
        if isinstance(weights, Weights):
            return weights
        inner = getattr(weights, "weights", None)
        return inner if isinstance(inner, Weights) else cls(weights)

    def over(self, names: Sequence[str]) -> FloatArray:
        """(m,) shares in the order of these names, read-only.

        Raises
        ------
        WeightsError
            If the names are not exactly those of the weights.
        """
        different = [name for name in names if name not in self.shares]
        different += [name for name in self.shares if name not in set(names)]
        if different:
            said = f"Weights and problem must name the same criteria; they differ on {listed(different)}. "
            raise WeightsError(said + self._advice(different[0], names), code="other_criteria", field=str(different[0]))
        return frozen([self.shares[name] for name in names])

    def _advice(self, name: str, names: Sequence[str]) -> str:
        others = [n for n in (names if name in self.shares else self.shares) if n != name]
        return f"For {quoted(name)}, {did_you_mean(name, others)}"

    def __getitem__(self, name: str) -> float:
        if name not in self.shares:
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
    if not isinstance(shares, Mapping):
        said = "Weights are given by criterion name, for example Weights({'npv': 3, 'jobs': 1})."
        raise WeightsError(f"{said} Got {type(shares).__name__}: add the names.", code="no_names")
    names = tuple(shares)
    if not names:
        raise WeightsError("There are no weights. Give one for each criterion.", code="empty")
    cells = np.empty(len(names), dtype=object)
    cells[:] = list(shares.values())
    points, bad = real_array(cells)
    faults = [_fault(names[place[0]], f"{_WRONG[why]} ({shown})", why.replace(" ", "_")) for place, why, shown in bad]
    faults += [
        _fault(n, f"is negative ({p:g})", "negative_weight") for n, p in zip(names, points, strict=True) if p < 0
    ]
    faults += [
        _fault(n, "has a name that is not text", "bad_name") for n in names if not isinstance(n, str) or not n.strip()
    ]
    if faults:
        raise WeightsError.of(faults)
    if not points.any():
        said = f"All weights are zero ({listed(names)}). At least one criterion needs a weight above zero."
        raise WeightsError(said, code="zero_weights")
    return names, points.tolist()


def _fault(name: object, wrong: str, code: str) -> Fault:
    return Fault(f"The weight of {quoted(name)} {wrong}. Give a number, zero or more.", code, str(name))
