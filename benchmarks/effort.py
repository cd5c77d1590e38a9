"""How much work a run does: the full sizes, smaller ones, or just enough to see that every case runs."""

from dataclasses import dataclass
from typing import TypeVar

Choice = TypeVar("Choice")


@dataclass(frozen=True)
class Effort:
    """Sizes and patience of a run.

    Attributes
    ----------
    name
        "full", "quick" or "tiny".
    rounds
        How often each case is timed, unless the case says otherwise.
    patience
        Seconds. A rival that has taken longer in all its rounds takes no other.
    """

    name: str
    rounds: int
    patience: float

    def pick(self, full: Choice, quick: Choice, tiny: Choice) -> Choice:
        """The one of these that belongs to this effort."""
        return {"full": full, "quick": quick, "tiny": tiny}[self.name]

    def goal(self, goal: Choice) -> Choice | None:
        """The goal, where the sizes are those it is set for."""
        return goal if self.name == "full" else None


FULL = Effort("full", rounds=5, patience=3.0)
QUICK = Effort("quick", rounds=3, patience=1.0)
TINY = Effort("tiny", rounds=1, patience=60.0)
"""For the tests: every case runs and answers agree; the times mean nothing."""
