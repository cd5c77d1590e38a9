"""Tables: first what they say (`Table`), then how they look."""

from dataclasses import dataclass, field

from mcda_industry.errors import DecisionError, quoted


@dataclass(frozen=True)
class Table:
    """What a table says, before any decision on how it looks; cells are text, ready to show."""

    title: str
    heading: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    notes: tuple[str, ...] = field(default=())

    def __post_init__(self) -> None:
        """Refuse rows of different lengths, which no table can show."""
        for i, row in enumerate(self.rows):
            if len(row) != len(self.heading or self.rows[0]):
                said = (
                    f"Row {i + 1} of the table {quoted(self.title)} has {len(row)} cells. Give as many as the heading."
                )
                raise DecisionError(said, code="wrong_length", row=i)


def text(table: Table) -> str:
    """The table in plain text: the first column to the left, numbers to the right.

    >>> print(text(Table("Jobs", ("", "n"), (("Forge", "280"), ("Drones", "90")))))
    Jobs
              n
    Forge   280
    Drones   90
    """
    lines = [line for line in (table.heading, *table.rows) if line]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    right = [all(_is_number(row[j]) for row in table.rows) for j in range(len(widths))]
    body = [
        "  ".join(
            cell.rjust(width) if to_right else cell.ljust(width)
            for cell, width, to_right in zip(line, widths, right, strict=True)
        ).rstrip()
        for line in lines
    ]
    return "\n".join([table.title, *body, *table.notes])


def _is_number(cell: str) -> bool:
    digits = cell.replace(",", "").replace(".", "").replace("%", "").replace("-", "").strip()
    return digits.isdigit() or not digits


def number(value: float, digits: int, lang: str) -> str:
    """A number with this many decimals, with a decimal comma in French.

    >>> number(0.5, 2, "fr")
    '0,50'
    """
    shown = f"{value:.{digits}f}"
    return shown.replace(".", ",") if lang == "fr" else shown


def share(value: float, lang: str) -> str:
    """A share as a percentage with one decimal.

    >>> share(0.125, "en")
    '12.5 %'
    """
    return f"{number(100 * value, 1, lang)} %"
