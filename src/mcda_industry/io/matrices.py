"""Criteria matrices in: alternatives in rows, one column for each criterion, from CSV or a sheet of an Excel workbook."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from mcda_industry.errors import FileError, ProblemError, quoted
from mcda_industry.io.cells import CellError, Reading, is_blank, value_of
from mcda_industry.io.csv_files import MOST_BYTES, Dialect, table_of_csv, text_of_csv
from mcda_industry.io.faults import Faults, Place
from mcda_industry.io.files import read_bytes
from mcda_industry.io.headers import names_of
from mcda_industry.io.shapes import Shape
from mcda_industry.io.tables import Row, Rules, filled_rows
from mcda_industry.io.workbook_rows import opened
from mcda_industry.problem import Criterion, Problem

NUMBER: Final = Shape("number")


def problem_from_csv(
    path: str | Path, criteria: Iterable[Criterion], *, delimiter: str = ",", decimal: str = ".", lang: str = "en"
) -> Problem:
    r"""The problem in a CSV file: the first column names the alternatives, one column for each criterion has its name.

    Columns are found by name, in any order; other columns are left aside, and so are rows with nothing in them.

    Parameters
    ----------
    path
        A file in UTF-8, with or without a byte order mark; the first row names the columns.
    criteria
        The criteria; each needs a column.
    delimiter, decimal
        What stands between the columns, "," or ";", and the decimal mark, "." or ",".
    lang
        The language of the refusals, "fr" or "en".

    Raises
    ------
    FileError
        With every fault, up to a hundred: a criterion without a column, a cell that is empty or no number, an alternative that
        stands twice. `row` and `column` are 0-based and count the header.
    ProblemError
        If the criteria are none.

    Examples
    --------
    >>> import tempfile
    >>> from mcda_industry.problem import maximise
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "matrix.csv")
    ...     _ = path.write_text("id;npv\nP01;3,1\nP02;4\n", encoding="utf-8")
    ...     problem_from_csv(path, [maximise("npv")], delimiter=";", decimal=",").values.tolist()
    [[3.1], [4.0]]
    """
    dialect, faults = Dialect(delimiter, decimal, lang), Faults(lang)
    wanted = _criteria(criteria)
    header, rows = table_of_csv(text_of_csv(read_bytes(path, MOST_BYTES), lang), dialect, faults)
    rules = Rules(Reading(lang, decimal), Place(lang), {}, faults)
    found = _matrix(header, rows, wanted, rules) if not faults.found else {}
    return _problem(wanted, found, faults)


def problem_from_workbook(
    path: str | Path | bytes, sheet: str, criteria: Iterable[Criterion], lang: str = "en"
) -> Problem:
    """The problem in a sheet of an Excel workbook: the first column names the alternatives, each criterion has a column.

    Columns are found by name, in any order; other columns and sheets are left aside, and so are rows with nothing in them.
    What `read_workbook` refuses is refused: formulas, error values, merged cells, hidden sheets, numbers that are text.

    Parameters
    ----------
    path
        The file, .xlsx without macros, or its bytes.
    sheet
        The title of the sheet.
    criteria
        The criteria; each needs a column.
    lang
        The language of the refusals, "fr" or "en".

    Raises
    ------
    FileError
        With every fault, up to a hundred; each has its `cell` ("Projets!D7"), and its 0-based `row` and `column`.
    ProblemError
        If the criteria are none.

    Examples
    --------
    >>> import io, openpyxl
    >>> from mcda_industry.problem import maximise
    >>> book, content = openpyxl.Workbook(), io.BytesIO()
    >>> book.active.title = "Projets"
    >>> for row in (["id", "C42"], ["P01", 5], ["P02", "env. 5"]):
    ...     book.active.append(row)
    >>> book.save(content)
    >>> problem_from_workbook(content.getvalue(), "Projets", [maximise("C42")])
    Traceback (most recent call last):
    mcda_industry.errors.FileError: Sheet 'Projets', row 3, column 'C42': 'env. 5' is not a number. Write it in digits, \
without unit or space.
    """
    wanted, faults = _criteria(criteria), Faults(lang)
    if not isinstance(sheet, str):
        raise FileError(f"The title of a sheet is text, not {quoted(sheet)}. Give it.", code="bad_title", field="sheet")
    found: Mapping[str, Sequence[float]] = {}
    with opened(path, lang) as workbook:
        page = workbook.sheet((sheet,), faults)
        if page is not None:
            header, rows = workbook.table(page, faults)
            rules = Rules(Reading(lang, typed=True), Place(lang, page.title), {}, faults)
            found = _matrix(header, rows, wanted, rules)
    return _problem(wanted, found, faults)


def _problem(criteria: tuple[Criterion, ...], rows: Mapping[str, Sequence[float]], faults: Faults) -> Problem:
    if faults.found:
        raise faults.refusal()
    return Problem.of(criteria, rows)


def _criteria(criteria: object) -> tuple[Criterion, ...]:
    given = tuple(criteria) if isinstance(criteria, Iterable) and not isinstance(criteria, str) else (criteria,)
    if not given or not all(isinstance(one, Criterion) for one in given):
        said = "A list of criteria is needed, such as [mi.maximise('npv')]. Make each with Criterion, maximise or minimise."
        raise ProblemError(said, code="bad_criteria", field="criteria")
    return tuple(one for one in given if isinstance(one, Criterion))


def _matrix(
    header: Sequence[object], rows: Iterable[Row], criteria: tuple[Criterion, ...], rules: Rules
) -> dict[str, list[float]]:
    """The values of each alternative in the order of the criteria; what is wrong goes to the faults."""
    names = names_of(header)
    columns = _columns(names, [criterion.name for criterion in criteria], rules)
    found: dict[str, list[float]] = {}
    first: dict[str, int] = {}
    for row in filled_rows(rows, names, rules) if columns else ():
        name = _name(row, names, first, rules)
        values = [_value(row, column, names[column], rules) for column in columns]
        if name is not None:
            found[name] = [value for value in values if value is not None]
        if rules.faults.enough:
            break
    return found


def _columns(names: Sequence[str], wanted: Sequence[str], rules: Rules) -> list[int]:
    """Where each criterion stands; nothing where one is missing and the header is."""
    place, faults = rules.place, rules.faults
    if not names:
        faults.found.append(place.fault("no_header"))
        return []
    for name in dict.fromkeys(wanted):
        places = [column for column, found in enumerate(names) if found == name and column > 0]
        if not places:
            faults.found.append(place.fault("missing_column", 0, None, None, name, cell=quoted(name)))
        for column in places[1:]:
            words = {"cell": quoted(name), "first": quoted(name)}
            faults.found.append(place.fault("duplicate_column", 0, column, name, **words))
    return [names.index(name, 1) for name in wanted if name in names[1:]]


def _name(row: Row, names: Sequence[str], first: dict[str, int], rules: Rules) -> str | None:
    """The name of the alternative of a row: text, or a whole number as text."""
    cell, place = row.cells[0], rules.place
    head = names[0] or None
    if is_blank(cell):
        rules.faults.found.append(place.fault("empty", row.number, 0, head))
        return None
    try:
        whole = isinstance(cell, int) and not isinstance(cell, bool)
        name: str = str(cell) if whole else value_of(cell, Shape("text"), rules.reading)
    except CellError as fault:
        rules.faults.found.append(place.fault(fault.code, row.number, 0, head, **fault.words))
        return None
    if name in first:
        told = place.fault("duplicate_key", row.number, 0, head, cell=quoted(name), row_before=first[name] + 1)
        rules.faults.found.append(told)
    first.setdefault(name, row.number)
    return name


def _value(row: Row, column: int, name: str, rules: Rules) -> float | None:
    cell = row.cells[column] if column < len(row.cells) else None
    if is_blank(cell):
        rules.faults.found.append(rules.place.fault("empty", row.number, column, name))
        return None
    try:
        found: float = value_of(cell, NUMBER, rules.reading)
    except CellError as fault:
        rules.faults.found.append(rules.place.fault(fault.code, row.number, column, name, **fault.words))
        return None
    return found
