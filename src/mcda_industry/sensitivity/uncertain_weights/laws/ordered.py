"""Criteria in order of importance, their weights not known otherwise."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from typing import Any, Literal

import numpy as np
from pydantic import field_validator

from mcda_industry.arrays import FloatArray, IntArray, frozen
from mcda_industry.errors import WeightsError, did_you_mean, listed, quoted, speaks_french
from mcda_industry.records import Name, Record, positional
from mcda_industry.sensitivity.uncertain_weights.draws import Sampler
from mcda_industry.sensitivity.uncertain_weights.laws.regions import Region


class Ordered(Record):
    """Criteria from the most to the least important; every set of weights in that order is equally likely.

    Parameters
    ----------
    order
        Every criterion once. Criteria given together, as a tuple, share a level: nothing is supposed of which of them counts
        more, but each counts at least as much as every criterion of a later level.

    Notes
    -----
    Draws are exact: a uniform point of the simplex, sorted (Tervonen, T. & Lahdelma, R., 2007, Implementing stochastic
    multicriteria acceptability analysis, European Journal of Operational Research 178). The mean of the weights in a total
    order is their rank-order centroid (Barron, F.H. & Barrett, B.E., 1996, Decision quality using ranked attribute weights,
    Management Science 42).

    Examples
    --------
    >>> points = Ordered(["npv", ("jobs", "co2")]).sampler(("npv", "jobs", "co2")).draw(np.random.default_rng(0), 20_000)
    >>> (points / points.sum(axis=1, keepdims=True)).mean(axis=0).round(2)
    array([0.61, 0.19, 0.19])
    """

    kind: Literal["ordered"] = "ordered"
    order: tuple[Name | tuple[Name, ...], ...]

    @positional
    def __init__(self, order: Sequence[str | Sequence[str]], **kind: Any) -> None:
        super().__init__(order=order, **kind)

    @field_validator("order", mode="before")
    @classmethod
    def _are_levels(cls, order: Any) -> Any:
        if isinstance(order, str) or not isinstance(order, Sequence):
            said = f"The criteria come as a list, the most important first, not as {quoted(order)}. Give a list."
            raise WeightsError(said, code="no_list", field="order")
        levels = [
            level if isinstance(level, str) or not isinstance(level, Sequence) else tuple(level) for level in order
        ]
        if wrong := [level for level in levels if not all(isinstance(name, str) for name in _names(level))]:
            said = f"A level of an order is a criterion, or several as a tuple, not {quoted(wrong[0])}. Give names."
            raise WeightsError(said, code="bad_name", field="order")
        return tuple(levels)

    @field_validator("order")
    @classmethod
    def _names_each_once(cls, order: tuple[str | tuple[str, ...], ...]) -> tuple[str | tuple[str, ...], ...]:
        levels = _levels(order)
        names = [name for level in levels for name in level]
        if not names or not all(levels):
            said = "An order needs at least one criterion in every level. Name the criteria, the most important first."
            raise WeightsError(said, code="empty", field="order")
        if twice := sorted({name for name in names if names.count(name) > 1}):
            said = f"{listed(twice)} stands twice in the order. Name each criterion once."
            raise WeightsError(said, code="duplicate_name", field=twice[0])
        return tuple(level[0] if len(level) == 1 else level for level in levels)

    @property
    def levels(self) -> tuple[tuple[str, ...], ...]:
        """The criteria of each level, the most important first."""
        return _levels(self.order)

    def sampler(self, criteria: Sequence[str]) -> Sampler:
        """A sampler for these criteria, which must be those of the order."""
        return Sorted(tuple(self._columns(criteria)))

    def region(self, criteria: Sequence[str]) -> Region:
        """The weights in this order; without levels they are mixtures of equal weights of the first, the first two and so on."""
        levels, m = self._columns(criteria), len(criteria)
        if len(levels) == m:
            corners = np.zeros((m, m))
            corners[:, np.concatenate(levels)] = np.tril(np.ones((m, m))) / np.arange(1, m + 1)[:, None]
            return Region(frozen(corners))
        rows = []
        for upper, lower in pairwise(levels):
            for i, j in product(upper, lower):
                row = np.zeros(m)
                row[[i, j]] = -1.0, 1.0
                rows.append(row)
        return Region(
            frozen(np.eye(m)),
            frozen(np.array(rows).reshape(-1, m)),
            frozen(np.zeros(len(rows))),
            np.zeros(len(rows), dtype=bool),
        )

    def _columns(self, criteria: Sequence[str]) -> list[IntArray]:
        names = [name for level in self.levels for name in level]
        if different := [name for name in names if name not in criteria] + [n for n in criteria if n not in names]:
            said = f"The order and the problem must name the same criteria; they differ on {listed(different)}. "
            if different[0] in names:
                said += f"For {quoted(different[0])}, {did_you_mean(different[0], criteria)}"
            else:
                said += "Give criteria that cannot be placed together, as a tuple."
            raise WeightsError(said, code="other_criteria", field=different[0])
        column = {name: j for j, name in enumerate(criteria)}
        return [np.array([column[name] for name in level]) for level in self.levels]

    def sentence(self, lang: str = "en") -> str:
        """The law as a person would say it."""
        french = speaks_french(lang)
        told = " ≥ ".join(level[0] if len(level) == 1 else "{" + ", ".join(level) + "}" for level in self.levels)
        if french:
            return f"tous les jeux de poids dans cet ordre d'importance sont également probables : {told}"
        return f"every set of weights in this order of importance is equally likely: {told}"


def _levels(order: Sequence[str | tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    return tuple(_names(level) for level in order)


def _names(level: Any) -> tuple[Any, ...]:
    return level if isinstance(level, tuple) else (level,)


@dataclass(frozen=True, eq=False)
class Sorted:
    """Draws weights that fall from level to level; `levels` are columns."""

    levels: tuple[IntArray, ...]

    @property
    def possible(self) -> IntArray:
        """All columns."""
        return np.arange(sum(map(len, self.levels)))

    def draw(self, generator: np.random.Generator, number: int) -> FloatArray:
        """(number, m) points; divide by the row sums for weights."""
        points = generator.standard_exponential((number, len(self.possible)))
        points.sort(axis=1)
        falling, start = points[:, ::-1], 0
        found = np.empty_like(points)
        for level in self.levels:
            share = falling[:, start : start + len(level)]
            found[:, level] = share if len(level) == 1 else generator.permuted(share, axis=1)
            start += len(level)
        return found
