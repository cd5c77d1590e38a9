"""An interval of weights for each criterion, or each group that moves, by name."""

from abc import abstractmethod
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from mcda_industry.errors import ProblemError, did_you_mean, quoted
from mcda_industry.records import FrozenMap


class Interval(NamedTuple):
    """The weights a criterion can take without changing the decision; its present weight in the middle."""

    low: float
    weight: float
    high: float


class IntervalsByName(Mapping[str, Interval]):
    """What every result has that says, for each weight, how far it can move: a mapping of its `intervals`."""

    intervals: FrozenMap[str, Interval]

    def __getitem__(self, criterion: str) -> Interval:
        if criterion not in self.intervals:
            said = f"There is no criterion {quoted(criterion)}; {did_you_mean(criterion, self.intervals)}"
            raise ProblemError(said, code="unknown_criterion", field=str(criterion))
        return self.intervals[criterion]

    def __contains__(self, criterion: object) -> bool:
        return criterion in self.intervals

    def __iter__(self) -> Iterator[str]:
        return iter(self.intervals)

    def __len__(self) -> int:
        return len(self.intervals)

    @property
    def tightest(self) -> str:
        """The criterion whose weight can move least in one direction before something changes."""
        return min(self, key=self.slack)

    @abstractmethod
    def slack(self, criterion: str) -> float:
        """The distance to the nearest end at which something changes; infinite where nothing ever does."""
