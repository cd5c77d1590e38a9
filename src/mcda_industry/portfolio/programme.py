"""The limits of a portfolio as rows of a 0-1 programme: its best set, what a set breaks, and what contradicts itself."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

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

if TYPE_CHECKING:
    from mcda_industry.choices import Table

FAINT = 1e-11
"""Worths below this share of the largest are not told from nothing by a solver."""

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
        """(n,) the set of the largest total worth, without what adds nothing and can be spared; None where none is allowed.

        Worths too small for a solver to see beside the largest are looked at once the others are settled.
        """
        choice, left, taken = self, worth, self._found(worth)
        while taken is not None and left.any():
            seen = np.abs(left) > FAINT * np.abs(left).max()
            left = np.where(seen, 0.0, left)
            if left.any():
                choice = choice.under(*self._as_they_are(taken, seen))
                taken = choice._found(left)
        return None if taken is None else self._spared(taken, worth)

    @property
    def possible(self) -> bool:
        """Whether any set meets every limit."""
        return self._found(np.zeros(len(self.candidates))) is not None

    def allows(self, taken: BoolArray) -> bool:
        """Whether a set meets every limit, decimals compared as they are written."""
        return not self.broken(taken)

    def broken(self, taken: BoolArray) -> tuple[Constraint, ...]:
        """The limits that a set breaks."""
        names = self._names(taken)
        return tuple(limit for limit in self.limits if not holds(limit, names))

    def without(self, limit: Constraint) -> "Choice":
        """The choice there would be if this limit were lifted."""
        return Choice(self.candidates, tuple(other for other in self.limits if other is not limit))

    def under(self, *more: Constraint) -> "Choice":
        """The choice there is if these limits are added."""
        return Choice(self.candidates, (*self.limits, *more))

    @property
    def system(self) -> tuple[FloatArray, FloatArray]:
        """(k, v) rows and (k,) the most that each may come to."""
        table, most = self._table
        return table.toarray(), most

    @cached_property
    def _table(self) -> "tuple[Table, FloatArray]":
        """The same with what is not zero alone: a thousand limits on ten thousand candidates are a few megabytes."""
        from scipy.sparse import csr_array

        place = {name: column for column, name in enumerate(self.candidates)}
        found: list[Row] = []
        size = len(place)
        for limit in self.limits:
            rows, added = _rows(limit, place, size)
            found += rows
            size += added
        ends = np.cumsum([0, *(len(entries) for entries, _ in found)])
        columns = [column for entries, _ in found for column in entries]
        amounts = np.array([amount for entries, _ in found for amount in entries.values()], dtype=np.float64)
        table = csr_array((amounts, np.array(columns, dtype=np.int64), ends), shape=(len(found), size))
        return table, np.array([most for _, most in found], dtype=np.float64)

    def _found(self, worth: FloatArray) -> BoolArray | None:
        table, most = self._table
        found = best_choice(np.append(worth, np.zeros(table.shape[1] - len(worth))), table, most)
        return None if found is None else found[: len(worth)]

    def _as_they_are(self, taken: BoolArray, which: BoolArray) -> Iterator[Constraint]:
        """Limits that leave some candidates as they are in a set."""
        for column in np.flatnonzero(which):
            name = self.candidates[column]
            yield Mandatory(name) if taken[column] else Forbidden(name)

    def _spared(self, taken: BoolArray, worth: FloatArray) -> BoolArray:
        """The set without what adds nothing and no limit needs."""
        kept = taken.copy()
        for column in np.flatnonzero(taken & (worth == 0))[::-1]:
            kept[column] = False
            kept[column] = not self._allowed(kept, self.candidates[column])
        return kept

    def _allowed(self, taken: BoolArray, changed: str) -> bool:
        """Whether a set meets the limits that this candidate has a part in."""
        names = self._names(taken)
        return all(holds(limit, names) for limit in self._about.get(changed, ()))

    @cached_property
    def _about(self) -> dict[str, list[Constraint]]:
        """The limits that each candidate has a part in."""
        found: dict[str, list[Constraint]] = {name: [] for name in self.candidates}
        for limit in self.limits:
            for name in self.candidates if isinstance(limit, Budget) else limit.concerned:
                found[name].append(limit)
        return found

    def _names(self, taken: BoolArray) -> frozenset[str]:
        return frozenset(name for name, is_in in zip(self.candidates, taken.tolist(), strict=True) if is_in)


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
            return total(limit.costs, taken) <= as_written(limit.limit)
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


def barred(limit: Constraint, taken: frozenset[str], others: Iterable[str]) -> frozenset[str]:
    """Those of the others that cannot join a set that meets a limit: with one of them it would meet it no more.

    >>> sorted(barred(Budget("capex", 5, {"a": 3, "b": 4, "c": 2}), frozenset({"a"}), ["b", "c"]))
    ['b']
    """
    match limit:
        case Budget():
            return _too_much(limit.costs, limit.limit, taken, others)
        case AtMost() if limit.groups:
            there = {limit.groups[name] for name in taken if name in limit.groups}
            full = len(there) + 1 > as_written(limit.number)
            return frozenset(name for name in others if full and limit.groups.get(name) not in {*there, None})
        case AtMost():
            return _too_much(limit.of, limit.number, taken, others)
        case Exclusive():
            return frozenset(limit.of if taken & frozenset(limit.of) else ()) & frozenset(others)
        case Requires():
            return frozenset(() if taken >= frozenset(limit.needs) else (limit.candidate,)) & frozenset(others)
        case Forbidden():
            return frozenset(limit.of) & frozenset(others)
        case AtLeast() | Mandatory():
            return frozenset()


def _too_much(
    amounts: Mapping[str, float], most: float, taken: frozenset[str], others: Iterable[str]
) -> frozenset[str]:
    room = as_written(most) - total(amounts, taken)
    return frozenset(name for name in others if name in amounts and as_written(amounts[name]) > room)


def _counted(quota: AtMost | AtLeast, taken: frozenset[str]) -> Fraction:
    if quota.groups:
        return Fraction(len({quota.groups[name] for name in taken if name in quota.groups}))
    return total(quota.of, taken)


def total(amounts: Mapping[str, float], taken: Iterable[str]) -> Fraction:
    """What those taken come to, exactly; those without an amount add nothing.

    >>> float(total({"P01": 0.1, "P02": 0.2, "P03": 5}, ["P01", "P02"]))
    0.3
    """
    times = Counter(amounts[name] for name in taken if name in amounts)
    return sum((as_written(amount) * count for amount, count in times.items()), Fraction(0))


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
        return Choice(candidates, tuple(some)).possible

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
