"""What is compared: a case is ours and its rivals on the same data, and becomes rows of the table."""

import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.agreement import DisagreementError
from benchmarks.clock import Work, peak, seconds, tried
from benchmarks.contest import Contest
from benchmarks.effort import Effort
from benchmarks.goals import Peak
from benchmarks.rival import Rival
from benchmarks.row import Row, size

TOO_SLOW = 5
"""A rival whose first call takes more than so many times the patience of the run is not called again."""


def unverified(answer: Any) -> None:
    """For cases whose answers are checked against a rival's."""


@dataclass(frozen=True)
class Case:
    """Ours and its rivals on the same data.

    Attributes
    ----------
    name, ours, rivals
        What is asked, how this library answers, and what that is set against.
    agree
        Raises `DisagreementError` unless our answer and a rival's are the same.
    verify
        Raises `DisagreementError` unless our answer is right. Needed where no rival answers.
    most
        The most memory ours may take.
    traced
        Whether memory is measured.
    clock
        How a call is timed.
    rounds
        How often; None: as often as the run says.
    """

    name: str
    ours: Work
    rivals: Sequence[Rival]
    agree: Callable[[Any, Any], None]
    verify: Callable[[Any], None] = unverified
    most: Peak | None = None
    traced: bool = True
    clock: Callable[[Work], float] = seconds
    rounds: int | None = None

    def __post_init__(self) -> None:
        if self.verify is unverified and not any(rival.answers for rival in self.rivals):
            raise ValueError(f"{self.name}: no rival answers. Say by `verify` how ours is checked.")

    def check(self) -> list[str]:
        """Where answers differ; without a word on times."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # peers warn on ordinary data
            return [f"{one.rival.name}: {one.trouble}" for one in self._tried() if one.differs]

    def rows(self, effort: Effort) -> Iterator[Row]:
        """A row for each rival, and one for the memory if it is limited. Answers are compared before anything is timed."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            contests = self._tried()
            self._time(contests, effort)
            memory = peak(self.ours) if self.traced else None
            theirs = [self._memory_of(contest, effort) for contest in contests]
        for contest, other in zip(contests, theirs, strict=True):
            yield contest.row(self.name, memory, other)
        if self.most is not None and memory is not None:
            target, met = str(self.most), self.most.met(memory)
            yield Row(f"{self.name}: peak memory", size(memory), "", "", target=target, met=met)

    def _tried(self) -> list[Contest]:
        """A first call of everything, and whether the answers are the same."""
        answer, _ = tried(self.ours)
        self.verify(answer)
        return [self._first_call(rival, answer) for rival in self.rivals]

    def _first_call(self, rival: Rival, answer: Any) -> Contest:
        if rival.work is None:
            return Contest(rival, trouble="not installed")
        theirs, first = tried(rival.work)
        try:
            if rival.answers:
                self.agree(rival.part.ours() if rival.part else answer, theirs)
        except DisagreementError as difference:
            return Contest(rival, first, str(difference), differs=True)
        return Contest(rival, first)

    def _time(self, contests: Sequence[Contest], effort: Effort) -> None:
        """In each round ours, then each rival that is left; a slow one leaves early, or counts its first call."""
        rounds = self.rounds or effort.rounds
        compared = [contest for contest in contests if not contest.trouble]
        left = [contest for contest in compared if contest.first <= TOO_SLOW * effort.patience]
        for _ in range(rounds if left else 0):
            ours = self.clock(self.ours)
            for contest in left:
                contest.add(ours, self.clock(contest.rival.work))
            left = [contest for contest in left if contest.spent <= effort.patience]
            if not left:
                break
        for contest in compared:
            if not contest.pairs:
                contest.add(self.clock(self.ours), contest.first)
            contest.once = len(contest.pairs) == 1 < rounds

    def _memory_of(self, contest: Contest, effort: Effort) -> float | None:
        """Of a call of its own; not of a slow rival, which tracing can make ten times slower still."""
        wanted = self.traced and bool(contest.pairs) and contest.spent <= len(contest.pairs) * effort.patience / 2
        return peak(contest.rival.work) if wanted else None
