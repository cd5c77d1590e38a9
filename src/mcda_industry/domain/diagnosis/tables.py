"""The one check of tables of exports or jobs: rows are places, columns are products or industries."""

from collections.abc import Sequence

import numpy as np

from mcda_industry.arrays import BoolArray, FloatArray, power_of_two, real_array, row_name
from mcda_industry.errors import MOST_FAULTS, Fault, ProblemError

Names = Sequence[str] | None


def amounts(values: object, field: str, rows: Names = None, columns: Names = None) -> FloatArray:
    """A table (places, products) of finite amounts, none below zero and not all zero, as new float64.

    Raises
    ------
    ProblemError
        With every cell at fault, by the names of its row and column.

    Examples
    --------
    >>> amounts([[1, 0], [2, 5]], "exports")
    array([[1., 0.],
           [2., 5.]])
    """
    table, bad = real_array(values)
    _check_shape(table, field)
    _check_names(table, field, rows, columns)
    faults = [_fault(cell.place, cell.why, cell.shown, field, rows, columns) for cell in bad]
    faults += [
        _fault((int(i), int(j)), "negative", f"{table[i, j]:g}", field, rows, columns)
        for i, j in np.argwhere(table < 0)[:MOST_FAULTS]
    ]
    if faults:
        raise ProblemError.of(faults[:MOST_FAULTS])
    if not table.any():
        said = f"All {field} are zero, so no share of them exists. Give at least one amount above zero."
        raise ProblemError(said, code="all_zero", field=field)
    return table


def scaled(table: FloatArray) -> FloatArray:
    """The table divided by a power of two, exact, so that no sum overflows."""
    return np.asarray(table / power_of_two(table))


def yes_or_no(values: object, field: str = "presence") -> BoolArray:
    """A table (places, products) of booleans, or of zeros and ones.

    Raises
    ------
    ProblemError
        If a cell is neither, or the table has no cell.

    Examples
    --------
    >>> yes_or_no([[1, 0], [0, 1]])
    array([[ True, False],
           [False,  True]])
    """
    table, bad = real_array(_as_numbers(values))
    _check_shape(table, field)
    wrong = {
        tuple(map(int, at)): f"{table[tuple(at)]:g}" for at in np.argwhere(~np.isin(table, (0.0, 1.0)))[:MOST_FAULTS]
    }
    wrong |= {cell.place: cell.shown for cell in bad}
    if wrong:
        said = "The {} in row {}, column {} is {}, neither 0 nor 1. Give 1 where there is an advantage and 0 elsewhere."
        faults = [
            Fault(said.format(field, at[0] + 1, at[1] + 1, shown), "not_binary", field, at[0], at[1])
            for at, shown in sorted(wrong.items())[:MOST_FAULTS]
        ]
        raise ProblemError.of(faults)
    return np.asarray(table == 1)


def _as_numbers(values: object) -> object:
    """Booleans as zeros and ones, a mask kept; everything else as it came."""
    if isinstance(values, np.ma.MaskedArray):
        return values.astype(np.float64) if values.dtype == bool else values
    try:
        raw = np.asarray(values)
    except ValueError:  # ragged rows, which the check of the shape refuses
        return values
    return raw.astype(np.float64) if raw.dtype == bool else values


def _check_shape(table: FloatArray, field: str) -> None:
    if table.ndim != 2 or 0 in table.shape:
        said = f"The {field} must be a table with a row for each place and a column for each product; "
        said += f"the shape is {table.shape}. Give at least one row and one column, all rows of one length."
        raise ProblemError(said, code="wrong_shape", field=field)


def _check_names(table: FloatArray, field: str, rows: Names, columns: Names) -> None:
    for what, names, there in (("rows", rows, table.shape[0]), ("columns", columns, table.shape[1])):
        if names is not None and len(names) != there:
            said = f"The {field} have {there} {what} and {len(names)} names for them. Give one name for each."
            raise ProblemError(said, code="wrong_length", field=field)


def _fault(place: tuple[int, ...], why: str, shown: str, field: str, rows: Names, columns: Names) -> Fault:
    row, column = row_name(rows), row_name(columns, "column {}")
    told = {
        "missing": "are missing. Give the amount, 0 where there is none.",
        "infinite": f"are {shown}. Give a finite amount.",
        "not a number": f"are {shown}, not a number. Give an amount.",
        "negative": f"are {shown}, below zero. Give gross amounts, 0 or more.",
    }
    said = f"The {field} of {row(place[0])} in {column(place[1])} {told[why]}"
    return Fault(said, f"{why.replace(' ', '_')}_amount", field, place[0], place[1])
