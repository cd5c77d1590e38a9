"""The limits of a portfolio as rows of a 0-1 programme: its best set, what a set breaks, and what contradicts itself."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np

from mcda_industry.arrays import BoolArray, FloatArray
from mcda_industry.choices import best_choice
from mcda_industry.portfolio.limits import (
    AtLeast,
    AtMost,
    Budget,
    Constraint,
    Exclusive,
    Forbidden,
    Mandatory,
    Requires,
)

Entries = Mapping[int, float]
Row = tuple[Entries, float]
"""What is added up, by variable, and the most it may come to."""


@dataclass(frozen=True, eq=False)
class Choice:
    """Which sets of candidates there are to choose from: those within all limits.

    The first variables of the programme are the candidates; then, for each quota on groups, whether a group is represented.
    """

    candidates: tuple[str, ...]
    limits: tuple[Constraint, ...]

    def best(self, worth: FloatArray) -> BoolArray | None:
        """(n,) the set of the largest total worth, without what adds nothing and can be spared; None where none is allowed."""
        rows, most = self.system
        every = np.append(worth, np.zeros(rows.shape[1] - len(worth)))
        found = best_choice(every, rows, most)
        return None if found is None else self._spared(found[: len(worth)], worth)

    def allows(self, taken: BoolArray) -> bool:
        """Whether a set meets every limit, decimals compared as they are written."""
        return not self.broken(taken)

    def broken(self, taken: BoolArray) -> tuple[Constraint, ...]:
        """The limits that a set breaks."""
        names = frozenset(name for name, is_in in zip(self.candidates, taken, strict=True) if is_in)
        return tuple(limit for limit in self.limits if not holds(limit, names))

    def without(self, limit: Constraint) -> "Choice":
        """The choice there would be if this limit were lifted."""
        return Choice(self.candidates, tuple(other for other in self.limits if other is not limit))

    def under(self, *more: Constraint) -> "Choice":
        """The choice there is if these limits are added."""
        return Choice(self.candidates, (*self.limits, *more))

    @cached_property
    def system(self) -> tuple[FloatArray, FloatArray]:
        """(k, v) rows and (k,) the most that each may come to."""
        place = {name: column for column, name in enumerate(self.candidates)}
        found: list[Row] = []
        size = len(place)
        for limit in self.limits:
            rows, added = _rows(limit, place, size)
            found += rows
            size += added
        table = np.zeros((len(found), size))
        for row, (entries, _) in enumerate(found):
            table[row, list(entries)] = list(entries.values())
        return table, np.array([most for _, most in found])

    def _spared(self, taken: BoolArray, worth: FloatArray) -> BoolArray:
        kept = taken.copy()
        for column in np.flatnonzero(taken & (worth == 0))[::-1]:
            kept[column] = False
            kept[column] = not self.allows(kept)
        return kept


def _rows(limit: Constraint, place: Mapping[str, int], size: int) -> tuple[list[Row], int]:
    """The rows of one limit, and how many variables it adds after the `size` there are."""
    match limit:
        case Budget():
            return [({place[name]: limit.costs[name] for name in place}, limit.limit)], 0
        case AtMost() | AtLeast() if limit.groups:
            return _groups(limit, place, size)
        case AtMost():
            return [({place[name]: amount for name, amount in limit.of.items()}, limit.number)], 0
        case AtLeast():
            return [({place[name]: -amount for name, amount in limit.of.items()}, -limit.number)], 0
        case Exclusive():
            return [({place[name]: 1.0 for name in limit.of}, 1.0)], 0
        case Requires():
            return [({place[limit.candidate]: 1.0, place[other]: -1.0}, 0.0) for other in limit.needs], 0
        case Mandatory():
            return [({place[name]: -1.0}, -1.0) for name in limit.of], 0
        case Forbidden():
            return [({place[name]: 1.0}, 0.0) for name in limit.of], 0


def _groups(limit: AtMost | AtLeast, place: Mapping[str, int], size: int) -> tuple[list[Row], int]:
    """A quota on groups: a variable a group says whether it counts as represented, at most or at least when it is."""
    groups = {group: size + number for number, group in enumerate(dict.fromkeys(limit.groups.values()))}
    if isinstance(limit, AtMost):
        rows: list[Row] = [({place[name]: 1.0, groups[group]: -1.0}, 0.0) for name, group in limit.groups.items()]
        return [*rows, (dict.fromkeys(groups.values(), 1.0), limit.number)], len(groups)
    rows = [
        ({variable: 1.0, **{place[name]: -1.0 for name, its in limit.groups.items() if its == group}}, 0.0)
        for group, variable in groups.items()
    ]
    return [*rows, (dict.fromkeys(groups.values(), -1.0), -limit.number)], len(groups)


def holds(limit: Constraint, taken: frozenset[str]) -> bool:
    """Whether a set of candidates meets a limit, added up without rounding.

    >>> holds(Budget("capex", 0.3, {"P01": 0.1, "P02": 0.2}), frozenset({"P01", "P02"}))
    True
    """
    match limit:
        case Budget():
            return _total(limit.costs, taken) <= as_written(limit.limit)
        case AtMost():
            return _counted(limit, taken) <= as_written(limit.number)
        case AtLeast():
            return _counted(limit, taken) >= as_written(limit.number)
        case Exclusive():
            return len(taken & frozenset(limit.of)) <= 1
        case Requires():
            return limit.candidate not in taken or taken >= frozenset(limit.needs)
        case Mandatory():
            return taken >= frozenset(limit.of)
        case Forbidden():
            return not taken & frozenset(limit.of)


def _counted(quota: AtMost | AtLeast, taken: frozenset[str]) -> Fraction:
    if quota.groups:
        return Fraction(len({quota.groups[name] for name in taken if name in quota.groups}))
    return _total(quota.of, taken)


def _total(amounts: Mapping[str, float], taken: frozenset[str]) -> Fraction:
    return sum((as_written(amounts[name]) for name in taken if name in amounts), Fraction(0))


def as_written(value: float) -> Fraction:
    """The decimal number a float is written as, exactly."""
    return Fraction(repr(value))


def conflict(candidates: tuple[str, ...], limits: Sequence[Constraint]) -> tuple[Constraint, ...]:
    """A smallest group of limits that no set meets together: lift any one of them, and the others can be met.

    Halves of the limits are tried before single ones (U. Junker, 2004, QuickXplain: preferred explanations and relaxations
    for over-constrained problems, AAAI).

    Examples
    --------
    >>> limits = (Budget("capex", 5, {"a": 3, "b": 4, "c": 0}), AtLeast("projects", 2, of=["a", "b"]), Forbidden("c"))
    >>> [limit.label for limit in conflict(("a", "b", "c"), limits)]
    ['capex ≤ 5', 'at least 2 projects']
    """

    def possible(some: Iterable[Constraint]) -> bool:
        return Choice(candidates, tuple(some)).best(np.zeros(len(candidates))) is not None

    found = _explained((), False, tuple(limits), possible)
    return tuple(limit for limit in limits if any(limit is one for one in found))


def _explained(
    held: tuple[Constraint, ...],
    grown: bool,
    among: tuple[Constraint, ...],
    possible: Callable[[Iterable[Constraint]], bool],
) -> tuple[Constraint, ...]:
    """Those among the limits that contradict each other and the ones held; `grown` if some were just added to these."""
    if grown and not possible(held):
        return ()
    if len(among) == 1:
        return among
    first, second = among[: len(among) // 2], among[len(among) // 2 :]
    late = _explained(held + first, True, second, possible)
    early = _explained(held + late, bool(late), first, possible)
    return early + late
