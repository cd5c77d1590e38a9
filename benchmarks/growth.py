"""How time grows with size: the exponent e of time = constant × n^e, fitted over the sizes of each round."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np

from benchmarks.clock import Work, seconds
from benchmarks.effort import Effort
from benchmarks.goals import GrowsLike
from benchmarks.row import Row, count


@dataclass(frozen=True)
class Growth:
    """The exponents of ours and of another, on the same data and in turn.

    Attributes
    ----------
    ours, other
        The call for each size; None if the other's library is not installed.
    """

    name: str
    sizes: Sequence[int]
    ours: Sequence[Work]
    other_name: str
    other: Sequence[Work] | None
    goal: GrowsLike | None = None
    clock: Callable[[Work], float] = seconds

    def check(self) -> list[str]:
        """Run everything once; there is nothing to compare that a case does not."""
        for work in (*self.ours, *(self.other or ())):
            work()
        return []

    def rows(self, effort: Effort) -> Iterator[Row]:
        """One row: both exponents and the median of their difference in each round."""
        name = f"{self.name}, growth from n = {count(self.sizes[0])} to {count(self.sizes[-1])}"
        target = str(self.goal) if self.goal else ""
        if self.other is None:
            yield Row(name, "", self.other_name, "not installed", target=target)
            return
        pairs = [self._exponents() for _ in range(effort.rounds)]
        ours, theirs = (median(column) for column in zip(*pairs, strict=True))
        apart = median(one - other for one, other in pairs)
        met = self.goal.met(apart) if self.goal else None
        against = f"{self.other_name} (n^{theirs:.2f})"
        yield Row(name, f"n^{ours:.2f}", against, f"{apart:+.2f}".replace("-", "−"), target=target, met=met)

    def _exponents(self) -> tuple[float, float]:
        times = [(self.clock(one), self.clock(two)) for one, two in zip(self.ours, self.other or (), strict=True)]
        ours, theirs = zip(*times, strict=True)
        return exponent(self.sizes, ours), exponent(self.sizes, theirs)


def exponent(sizes: Sequence[int], times: Sequence[float]) -> float:
    """The slope of log time over log size, by least squares."""
    return float(np.polynomial.Polynomial.fit(np.log(sizes), np.log(times), 1).convert().coef[1])
