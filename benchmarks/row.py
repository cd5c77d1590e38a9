"""A line of the table, and how numbers are written in it."""

from collections.abc import Iterable
from dataclasses import dataclass

HEAD = "| case | ours | against | ratio | peak memory, ours / other | target | met |\n|---|---|---|---|---|---|---|"


@dataclass(frozen=True)
class Row:
    """What came out of one comparison, as written.

    Attributes
    ----------
    met
        Whether the target is met; None where there is none, or nothing to judge it by.
    differs
        Whether the answers differ, so that times were not compared.
    """

    case: str
    ours: str
    against: str
    ratio: str
    memory: str = ""
    target: str = ""
    met: bool | None = None
    differs: bool = False

    def __str__(self) -> str:
        met = {True: "yes", False: "**no**", None: ""}[self.met]
        cells = (self.case, self.ours, self.against, self.ratio, self.memory, self.target, met)
        return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def summary(rows: Iterable[Row]) -> str:
    """How many targets are met, and which are not."""
    judged = [row for row in rows if row.met is not None]
    missed = dict.fromkeys(row.target.partition(":")[0] for row in judged if not row.met)
    said = f"{sum(row.met is True for row in judged)} of {len(judged)} figures with a target meet it"
    return f"{said}; not met: {', '.join(missed)}." if missed else f"{said}."


def duration(seconds: float) -> str:
    """Three digits and a unit."""
    unit, factor = ("s", 1) if seconds >= 1 else ("ms", 1e3) if seconds >= 1e-3 else ("µs", 1e6)
    return f"{three_digits(seconds * factor)} {unit}"


def times(ratio: float) -> str:
    """How much faster ours is, or how many times the other's time it takes."""
    return f"{three_digits(ratio)} × faster" if ratio >= 1 else f"{three_digits(1 / ratio)} × its time"


def memories(ours: float | None, other: float | None) -> str:
    """Both in MiB, a dash for one that was not measured."""
    if ours is None and other is None:
        return ""
    return " / ".join("–" if one is None else three_digits(one) for one in (ours, other)) + " MiB"


def size(mebibytes: float) -> str:
    """Three digits and the unit."""
    return f"{three_digits(mebibytes)} MiB"


def count(number: int) -> str:
    """A whole number in groups of three digits."""
    return f"{number:,}".replace(",", " ")


def three_digits(number: float) -> str:
    """Three significant digits, without an exponent."""
    if number >= 100:
        return count(round(number))
    return f"{number:.1f}" if number >= 10 else f"{number:.2f}"
