"""What ours is set against."""

from dataclasses import dataclass

from benchmarks.clock import Work
from benchmarks.goals import Faster, Within


@dataclass(frozen=True)
class Part:
    """What a rival does that is too slow for the whole work; its time is scaled up.

    Attributes
    ----------
    times
        How many such parts make the whole.
    said
        The part in words.
    ours
        What this library does for the same part, to compare answers.
    """

    times: float
    said: str
    ours: Work


@dataclass(frozen=True)
class Rival:
    """Another way to the same answer, or (`answers=False`) a part of the work that any way has to do.

    Attributes
    ----------
    name
        What it is, as the table says it.
    work
        The call; None if its library is not installed.
    goal
        What our time beside it has to reach.
    part
        The part of the work it does, if not all of it.
    answers
        Whether what it returns is an answer to compare.
    """

    name: str
    work: Work | None
    goal: Faster | Within | None = None
    part: Part | None = None
    answers: bool = True
