"""The page of the documentation that shows the latest table; what people wrote around the table stays."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.row import HEAD, Row

PAGE = Path(__file__).parents[1] / "docs" / "explanation" / "benchmarks.md"
BEGIN, END = "<!-- written by python -m benchmarks --write -->", "<!-- end of what is written -->"


def write(found: Mapping[str, Sequence[Row]], notes: Sequence[str], page: Path = PAGE) -> None:
    """Put the notes and the rows of each group between the marks of the page."""
    before, begin, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"{page.name} has lost the marks between which the table is written: {BEGIN} and {END}")
    tables = [f"### {group}\n\n" + "\n".join([HEAD, *map(str, rows)]) for group, rows in found.items()]
    written = "\n\n".join(["\n".join(f"- {note}" for note in notes), *tables])
    page.write_text(f"{before}{BEGIN}\n\n{written}\n\n{END}{after}", encoding="utf-8")
