"""What a figure has to reach: the targets of the project, by their number."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Faster:
    """At least this many times faster than the other."""

    target: str
    times: float

    def met(self, ratio: float) -> bool:
        """Whether the other's time over ours is enough."""
        return ratio >= self.times

    def __str__(self) -> str:
        return f"{self.target}: {'not slower' if self.times == 1 else f'≥ {self.times:g} × faster'}"


@dataclass(frozen=True)
class Within:
    """At most this many times the time of the other."""

    target: str
    times: float

    def met(self, ratio: float) -> bool:
        """Whether the other's time over ours is enough."""
        return ratio * self.times >= 1

    def __str__(self) -> str:
        return f"{self.target}: ≤ {self.times:g} × its time"


@dataclass(frozen=True)
class Peak:
    """At most so much memory, in MiB."""

    target: str
    mebibytes: float

    def met(self, mebibytes: float) -> bool:
        """Whether so much is little enough."""
        return mebibytes <= self.mebibytes

    def __str__(self) -> str:
        return f"{self.target}: ≤ {self.mebibytes:.3g} MiB"


@dataclass(frozen=True)
class GrowsLike:
    """A growth exponent at most this much above the other's."""

    target: str
    more: float

    def met(self, difference: float) -> bool:
        """Whether ours minus theirs is little enough."""
        return difference <= self.more

    def __str__(self) -> str:
        return f"{self.target}: ≤ its exponent + {self.more:g}"
