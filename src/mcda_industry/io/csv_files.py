"""CSV in and out: rows as records, records as rows, and nothing in them that a spreadsheet would run."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

from mcda_industry.errors import FileError, speaks_french
from mcda_industry.io.cells import Reading, is_blank
from mcda_industry.io.escapes import armed, disarmed
from mcda_industry.io.faults import Faults, Place
from mcda_industry.io.files import read_bytes
from mcda_industry.io.headers import check_columns, check_decimal, check_delimiter
from mcda_industry.io.shapes import columns_of, shapes
from mcda_industry.io.tables import Row, Rules, read_table
from mcda_industry.io.written import written
from mcda_industry.records import Record

R = TypeVar("R", bound=Record)

MOST_BYTES: Final = 100_000_000
"""The size of a CSV file that is read."""


@dataclass(frozen=True)
class Dialect:
    """How a CSV file is written, and the language of what is said of it."""

    delimiter: str = ","
    decimal: str = "."
    lang: str = "en"

    def __post_init__(self) -> None:
        check_delimiter(self.delimiter)
        check_decimal(self.decimal)
        speaks_french(self.lang)


def records_from_csv(
    path: str | Path,
    kind: type[R],
    columns: Mapping[str, str] | None = None,
    *,
    delimiter: str = ",",
    decimal: str = ".",
    lang: str = "en",
) -> tuple[R, ...]:
    r"""The rows of a CSV file as records of one kind.

    A column finds its field by name; `label_fr` and `label_en` meet in the field `label`. Several values of a cell are apart
    by ";", and pairs in it are name:value. An empty cell leaves the field at its default, or at None where the field allows
    it; rows with nothing in them are left out. An apostrophe before = + - @ is taken off again: see `records_to_csv`.

    Parameters
    ----------
    path
        A file in UTF-8, with or without a byte order mark; the first row names the columns.
    kind
        The type of the records: any whose fields are texts, numbers, dates, choices, and lists or maps of them.
    columns
        The field of each column that is not named like its field, such as {"code": "id", "name": "label"}.
    delimiter
        What stands between the columns, "," or ";".
    decimal
        The decimal mark, "." or ","; the other one is refused.
    lang
        The language of the refusals, "fr" or "en".

    Raises
    ------
    FileError
        With every fault, up to a hundred: a file that is no UTF-8 or no CSV, a row that is too long or too short, a column
        that is unknown, missing or twice there, a cell that does not fit, a record that contradicts itself. `row` and `column`
        are 0-based and count the header; the sentences count from 1, as spreadsheets do.

    Examples
    --------
    >>> import tempfile
    >>> from mcda_industry.domain.evidence import Source
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "sources.csv")
    ...     _ = path.write_text("id,publisher\nS1,HCP\n", encoding="utf-8")
    ...     records_from_csv(path, Source)[0].publisher
    'HCP'
    """
    dialect = Dialect(delimiter, decimal, lang)
    shapes(kind)
    named = check_columns(kind, columns)
    return records_from_text(text_of_csv(read_bytes(path, MOST_BYTES), lang), kind, named, dialect)


def records_from_text(text: str, kind: type[R], columns: Mapping[str, str], dialect: Dialect) -> tuple[R, ...]:
    """The rows of CSV text as records of one kind; see `records_from_csv`."""
    faults = Faults(dialect.lang)
    rules = Rules(Reading(dialect.lang, dialect.decimal), Place(dialect.lang), columns, faults)
    header, rows = table_of_csv(text, dialect, faults)
    found = read_table(kind, header, rows, rules) if not faults.found else None
    if found is None or faults.found:
        raise faults.refusal()
    return found.records


def text_of_csv(data: bytes, lang: str) -> str:
    """The text of a CSV file; one that is not UTF-8 is refused with the row where it stops being so."""
    row = None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        row = data[: fault.start].count(b"\n")
    else:
        if "\0" not in text:
            return text
    said = Place(lang).fault("not_utf8", row)
    raise FileError(said.said, faults=(said,))


def table_of_csv(text: str, dialect: Dialect, faults: Faults) -> tuple[list[str], Iterator[Row]]:
    """The header and the rows of CSV text, as they are read; what is wrong with them goes to the faults."""
    lines = _lines(text, dialect, faults)
    header = next(lines, Row(0, [])).cells
    names = [str(name) for name in header]
    others = {",": ";", ";": ","}
    for other in (others[dialect.delimiter], "\t"):
        if len(names) == 1 and other in names[0]:
            code = "tabs" if other == "\t" else "wrong_delimiter"
            faults.found.append(Place(dialect.lang).fault(code, 0, found=repr(other), wanted=repr(dialect.delimiter)))
    return names, _of_one_length(lines, len(names), dialect.lang, faults)


def _lines(text: str, dialect: Dialect, faults: Faults) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=dialect.delimiter, strict=True)
    number = -1
    try:
        for number, cells in enumerate(reader):
            yield Row(number, [armed(cell) for cell in cells])
    except csv.Error as fault:
        faults.found.append(Place(dialect.lang).fault("not_csv", number + 1, why=str(fault)))


def _of_one_length(lines: Iterable[Row], length: int, lang: str, faults: Faults) -> Iterator[Row]:
    for row in lines:
        if len(row.cells) != length and not all(map(is_blank, row.cells)):
            faults.found.append(Place(lang).fault("ragged", row.number, found=len(row.cells), wanted=length))
            if faults.enough:
                return
        else:
            yield row


def records_to_csv(
    records: Iterable[R], kind: type[R] | None = None, *, delimiter: str = ",", decimal: str = "."
) -> str:
    """Records as CSV text that `records_from_csv` reads back equal; encode it as UTF-8.

    A text that starts with = + - @ TAB or CR gets an apostrophe in front, so that no spreadsheet runs it; reading takes it off.

    Parameters
    ----------
    records
        Records of one kind.
    kind
        The kind, needed only where there are no records.
    delimiter, decimal
        What stands between the columns, "," or ";", and the decimal mark, "." or ",".

    Raises
    ------
    RecordError
        If the records are of several kinds, or hold what a cell cannot.

    Examples
    --------
    >>> from mcda_industry.domain.evidence import Source
    >>> print(records_to_csv([Source(id="S1", note="=1+1")]).splitlines()[1])
    S1,,,,,'=1+1
    """
    dialect = Dialect(delimiter, decimal)
    table = written(records, kind, Reading(decimal=decimal))
    texts = [
        table.columns,
        *(
            [_cell(table.shape(name).what, cell) for name, cell in zip(table.columns, row, strict=True)]
            for row in table.rows
        ),
    ]
    return _csv(texts, dialect)


def csv_template(kind: type[Record], *, delimiter: str = ",") -> str:
    r"""The header of a CSV file of these records, as text: fill in rows below it and read it with `records_from_csv`.

    Raises
    ------
    RecordError
        If the record is not flat.

    Examples
    --------
    >>> from mcda_industry.domain.evidence import Source
    >>> csv_template(Source)
    'id,publisher,what_it_says,url,date,note\r\n'
    """
    return _csv([columns_of(kind)], Dialect(delimiter))


def _cell(what: str, cell: str) -> str:
    return cell if what in ("number", "whole", "truth", "day") else disarmed(cell)


def _csv(rows: Iterable[Iterable[str]], dialect: Dialect) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=dialect.delimiter, lineterminator="\r\n").writerows(rows)
    return text.getvalue()
