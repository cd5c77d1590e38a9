"""One bad input, the refusal it must meet, and the check both share."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import mcda_industry as mi

ADVICE = re.compile(
    r"\b(give|add|leave|write|choose|keep|make|use|save|check|rename|compare|send|widen|look|drop|stack|name|let|take|hang|put|"
    r"read|relax|replace|show|say|enter|unmerge|split|rank first|weights are|judgements are|at least one|a method returns|"
    r"did you mean|must|there (is|are)|input should)\b",
    re.IGNORECASE,
)
"""What to do is said with one of these words."""


@dataclass(frozen=True)
class Bad:
    """A call that cannot be answered: the type and code of the refusal, parts of its words, and the place it points at."""

    id: str
    call: Callable[[], Any]
    kind: type[mi.DecisionError]
    code: str
    words: tuple[str, ...]
    row: int | None = None
    column: int | None = None
    faults: int | None = None
    cell: str | None = None


def bad(name: str, call: Callable[[], Any], kind: type[mi.DecisionError], code: str, *words: str, **place: Any) -> Bad:
    """A bad input, said shortly."""
    return Bad(name, call, kind, code, words, **place)


def assert_refused(case: Bad) -> None:
    """One typed refusal that names the place, says what to do, and points at the cell."""
    try:
        answer = case.call()
    except mi.DecisionError as refusal:
        error = refusal
    else:
        raise AssertionError(f"{case.id} was answered: {answer!r}")
    said = str(error)
    assert type(error) is case.kind, f"{type(error).__name__}: {said}"
    assert error.code == case.code, f"{error.code}: {said}"
    assert all(word in said for word in case.words), said
    assert ADVICE.search(said), f"no advice in: {said}"
    assert (error.row, error.column) == (case.row, case.column), f"{error.row}, {error.column}: {said}"
    assert error.cell == case.cell, f"{error.cell}: {said}"
    if case.faults is not None:
        assert len(error.faults) == case.faults, [fault.said for fault in error.faults]
    assert len(said) <= 3000, f"{len(said)} characters"
