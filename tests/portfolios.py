"""Portfolios drawn at random, checked by other means than the library's: every set tried, each limit read in decimals.

Values and costs are tenths or hundredths, so that ties, zeros, and sums that meet a limit exactly on paper and not in binary are
common.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from itertools import compress, product
from typing import Any

import numpy as np
from hypothesis import strategies as st

import mcda_industry as mi

Draw = Callable[[st.SearchStrategy], Any]


@cache
def exact(value: float) -> Decimal:
    return Decimal(repr(value))


@dataclass(frozen=True)
class Instance:
    """A question to `select_portfolio`, budgets before other limits."""

    values: dict[str, float]
    limits: tuple[Any, ...] = ()
    baseline: float = 0.0

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self.values)

    def select(self) -> mi.Portfolio:
        budgets = [limit for limit in self.limits if isinstance(limit, mi.Budget)]
        others = [limit for limit in self.limits if not isinstance(limit, mi.Budget)]
        return mi.select_portfolio(self.names, self.values, budgets, *others, baseline=self.baseline)

    def without(self, limit: Any) -> "Instance":
        return replace(self, limits=tuple(other for other in self.limits if other is not limit))

    def worth(self, taken: Iterable[str]) -> Decimal:
        return sum((exact(self.values[name]) - exact(self.baseline) for name in taken), Decimal(0))

    def meets(self, taken: Iterable[str]) -> bool:
        inside = set(taken)
        return all(is_met(limit, inside) for limit in self.limits)

    def best(self) -> Decimal | None:
        """The largest worth of any set within the limits, every set tried; None where none is."""
        worths = [self.worth(taken) for taken in subsets(self.names) if self.meets(taken)]
        return max(worths, default=None)


def subsets(names: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    return (tuple(compress(names, chosen)) for chosen in product((False, True), repeat=len(names)))


def is_met(limit: Any, inside: set[str]) -> bool:
    """Whether a set meets a limit, by its words."""
    kind = type(limit).__name__
    if kind == "Budget":
        return sum((exact(limit.costs[name]) for name in inside), Decimal(0)) <= exact(limit.limit)
    if kind in {"AtLeast", "AtMost"}:
        if limit.groups:
            number = Decimal(len({limit.groups[name] for name in inside & set(limit.groups)}))
        else:
            number = sum((exact(limit.of[name]) for name in inside & set(limit.of)), Decimal(0))
        return number >= exact(limit.number) if kind == "AtLeast" else number <= exact(limit.number)
    if kind == "Exclusive":
        return len(inside & set(limit.of)) < 2
    if kind == "Requires":
        return limit.candidate not in inside or set(limit.needs) <= inside
    return set(limit.of) <= inside if kind == "Mandatory" else not inside & set(limit.of)


def random_instance(rng: np.random.Generator, most: int = 12) -> Instance:
    """Up to so many candidates and a few limits of every kind; about one in six has no answer."""
    names = tuple(f"P{i:02d}" for i in range(1, int(rng.integers(1, most + 1)) + 1))
    values = dict(zip(names, (rng.integers(-30, 90, len(names)) / 10).tolist(), strict=True))
    limits = [random_limit(rng, names, number) for number in range(int(rng.integers(0, 6)))]
    limits.sort(key=lambda limit: not isinstance(limit, mi.Budget))
    return Instance(values, tuple(limits), float(rng.integers(-5, 15) / 10))


def random_limit(rng: np.random.Generator, names: tuple[str, ...], number: int) -> Any:
    def amounts() -> dict[str, float]:
        return dict(zip(names, (rng.integers(0, 50, len(names)) / 100).tolist(), strict=True))

    def some(least: int = 1) -> list[str]:
        size = int(rng.integers(least, max(least, len(names)) + 1))
        return rng.choice(names, min(size, len(names)), replace=False).tolist()

    kind, called = int(rng.integers(0, 8 if len(names) > 1 else 6)), f"limit {number}"
    quota = (mi.AtLeast, mi.AtMost)[int(rng.integers(0, 2))]
    match kind:
        case 0 | 1:
            return mi.Budget(called, float(rng.integers(0, 25 * len(names)) / 100), amounts())
        case 2:
            return quota(called, float(rng.integers(0, 4)), of=some())
        case 3:
            return quota(called, float(rng.integers(0, 80) / 100), of=amounts())
        case 4:
            groups = {name: f"G{int(rng.integers(0, 3))}" for name in some()}
            return quota(called, float(rng.integers(0, 4)), groups=groups)
        case 5:
            return (mi.Mandatory, mi.Forbidden)[int(rng.integers(0, 2))](some()[:2], called)
        case 6:
            return mi.Exclusive(some(2), called)
        case _:
            first, *others = some(2)
            return mi.Requires(first, others[:2], called)


def instances(most: int = 7) -> st.SearchStrategy[Instance]:
    """Questions to `select_portfolio` that shrink to fewer candidates and limits."""
    return st.integers(0, 2**32 - 1).map(lambda seed: random_instance(np.random.default_rng(seed), most))
