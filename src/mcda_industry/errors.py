"""What can be refused, as types; every refusal names names and says what to do.

::

    DecisionError(ValueError)      base of every refusal
    ├── RecordError                a record (JSON or Python) does not have the shape it must have
    ├── ProblemError               the decision is not well stated
    ├── WeightsError               the weights do not fit, or are not weights
    │   └── JudgementError         pairwise judgements contradict each other or do not suffice
    ├── MethodError                the method does not exist or cannot be used on these evaluations
    ├── SensitivityError           the question about the ranking has no answer
    ├── FinanceError               the cash flows or rates have no defined result
    ├── ValueChainError            the table, shares or links have no defined result
    ├── FileError                  a file cannot be read or written
    └── WorkerError                an executor or one of its workers failed

Each carries a stable `code`, the `field` it is about and, where there is a place, `row` and `column` (0-based)
or `cell`. One pass reports every fault it found (at most a hundred): they are in `faults`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import ClassVar

MOST_FAULTS = 100
MOST_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong, and where."""

    said: str
    code: str = "invalid"
    field: str | None = None
    row: int | None = None
    column: int | None = None
    cell: str | None = None

    def within(self, place: str) -> "Fault":
        """The same fault, told with the place it was found in."""
        said = self.said if place in self.said else f"{place}: {self.said[:1].lower()}{self.said[1:]}"
        return replace(self, said=said)


class DecisionError(ValueError):
    """Base of every error this library raises on purpose.

    Parameters
    ----------
    said
        One sentence for what is wrong and one for what to do.
    code
        A stable word for programs; the words of `said` may improve, `code` does not change.
    field, row, column, cell
        Where the fault is: a field name, 0-based row and column of an array, or a spreadsheet cell.
    faults
        All faults, where one pass found several; the error then speaks for the first.
    """

    default_code: ClassVar[str] = "decision"

    def __init__(
        self,
        said: str,
        *,
        code: str | None = None,
        field: str | None = None,
        row: int | None = None,
        column: int | None = None,
        cell: str | None = None,
        faults: Sequence[Fault] = (),
    ) -> None:
        super().__init__(said)
        alone = Fault(said, code or self.default_code, field, row, column, cell)
        self.faults: tuple[Fault, ...] = tuple(faults) or (alone,)
        first = self.faults[0]
        self.code, self.field = first.code, first.field
        self.row, self.column, self.cell = first.row, first.column, first.cell

    @classmethod
    def of(cls, faults: Sequence[Fault]) -> "DecisionError":
        """One error for all these faults: their sentence if they share one, else a list of sentences."""
        sentences = list(dict.fromkeys(fault.said for fault in faults))
        if len(sentences) == 1:
            return cls(sentences[0], faults=faults[:MOST_FAULTS])
        more = len(sentences) - MOST_SHOWN
        lines = [f"There are {len(sentences)} faults:", *(f"- {said}" for said in sentences[:MOST_SHOWN])]
        return cls("\n".join([*lines, f"- and {more} more."] if more > 0 else lines), faults=faults[:MOST_FAULTS])


class RecordError(DecisionError):
    """A record does not have the shape it must have."""

    default_code = "record"


class ProblemError(DecisionError):
    """The decision is not well stated."""

    default_code = "problem"


class WeightsError(DecisionError):
    """The weights do not fit the problem, or are not weights."""

    default_code = "weights"


class JudgementError(WeightsError):
    """Pairwise judgements contradict each other or do not suffice."""

    default_code = "judgements"


class MethodError(DecisionError):
    """The method does not exist or cannot be used on these evaluations."""

    default_code = "method"


class SensitivityError(DecisionError):
    """The question about the ranking has no answer."""

    default_code = "sensitivity"


class FinanceError(DecisionError):
    """The cash flows or rates have no defined result."""

    default_code = "finance"


class ValueChainError(DecisionError):
    """The input-output table, the shares or the links of a value chain have no defined result."""

    default_code = "value_chain"


class FileError(DecisionError):
    """A file cannot be read or written."""

    default_code = "file"


class WorkerError(DecisionError):
    """An executor or one of its workers failed, so that there is no result."""

    default_code = "worker"


def listed(names: Iterable[object], most: int = 3) -> str:
    """Names as a message shows them: the first three in their order, then a count.

    >>> listed(["P01", "P02", "P03", "P04"])
    "'P01', 'P02', 'P03' and 1 more"
    """
    names = list(names)
    shown = ", ".join(map(quoted, names[:most]))
    return shown if len(names) <= most else f"{shown} and {len(names) - most} more"


def quoted(value: object, most: int = 80) -> str:
    """The caller's text, escaped and cut to `most` characters.

    >>> quoted("a" * 100, most=5)
    "'aaaaa…'"
    """
    try:
        text = str(value)
    except Exception:  # the caller's own code
        text = type(value).__name__
    return repr(text if len(text) <= most else text[:most] + "…")


def did_you_mean(name: object, known: Iterable[str]) -> str:
    """The end of a sentence about an unknown name: the nearest known one, or those there are.

    >>> did_you_mean("topsi", ["topsis", "promethee2"])
    "did you mean 'topsis'?"
    """
    known = list(known)
    near = get_close_matches(str(name), known, n=1) or get_close_matches(str(name).lower(), known, n=1)
    if near:
        return f"did you mean {near[0]!r}?"
    return f"there {'is' if len(known) == 1 else 'are'} {listed(known)}." if known else "there are none."


def speaks_french(lang: str) -> bool:
    """Whether a sentence is wanted in French ("fr") rather than English ("en"); another language is refused.

    >>> speaks_french("fr"), speaks_french("en")
    (True, False)
    """
    if lang not in ("fr", "en"):
        said = f"There are no sentences in {quoted(lang)}. Ask for 'fr' or 'en'."
        raise DecisionError(said, code="unknown_language", field="lang")
    return lang == "fr"
