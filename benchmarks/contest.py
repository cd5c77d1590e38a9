"""One rival beside ours: what came of the first call, the times of each round, and the row they make."""

from dataclasses import dataclass, field
from statistics import median

from benchmarks.rival import Rival
from benchmarks.row import Row, duration, memories, times


@dataclass
class Contest:
    """Ours against one rival.

    Attributes
    ----------
    first
        Seconds of the rival's first call.
    trouble
        Why times are not compared; empty if they are.
    differs
        Whether the trouble is that the answers differ.
    pairs
        Seconds of ours and, scaled up if it does a part only, of the rival, round by round.
    spent
        Seconds the rival has taken in them.
    once
        Whether there is one pair only, because the rival is slow.
    """

    rival: Rival
    first: float = 0.0
    trouble: str = ""
    differs: bool = False
    pairs: list[tuple[float, float]] = field(default_factory=list)
    spent: float = 0.0
    once: bool = False

    def add(self, ours: float, theirs: float) -> None:
        """The times of a round."""
        self.spent += theirs
        self.pairs.append((ours, theirs * (self.rival.part.times if self.rival.part else 1.0)))

    @property
    def ratio(self) -> float:
        """The median of the ratios of each round: how many times faster ours is."""
        return median(theirs / ours for ours, theirs in self.pairs)

    def row(self, case: str, memory: float | None, other_memory: float | None) -> Row:
        """The row of the table."""
        goal = self.rival.goal
        target = str(goal) if goal else ""
        if self.trouble:
            said = f"**{self.trouble}**" if self.differs else self.trouble
            return Row(case, "", self.rival.name, said, target=target, differs=self.differs)
        ours, theirs = (duration(median(column)) for column in zip(*self.pairs, strict=True))
        notes = [theirs, *([self.rival.part.said] if self.rival.part else []), *(["one run"] if self.once else [])]
        against = f"{self.rival.name} ({', '.join(notes)})"
        met = goal.met(self.ratio) if goal else None
        return Row(case, ours, against, times(self.ratio), memories(memory, other_memory), target, met)
