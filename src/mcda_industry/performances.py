"""The table of performances by name, and the one reader of tables: every fault is found, and told with names."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from mcda_industry.arrays import BadCell, FloatArray, real_array, row_name
from mcda_industry.errors import Fault, ProblemError, did_you_mean, listed, quoted

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, eq=False)
class Performances:
    """The names of the alternatives and their (n, m) performances, read-only."""

    names: tuple[str, ...]
    values: FloatArray

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Performances):
            return NotImplemented
        return self.names == other.names and np.array_equal(self.values, other.values)

    def __hash__(self) -> int:
        return hash((self.names, self.values.tobytes()))


def as_names(alternatives: object) -> tuple[Any, ...]:
    """The names as a tuple; a single text, and what holds no names, is refused.

    >>> as_names(["P01", "P02"])
    ('P01', 'P02')
    """
    if isinstance(alternatives, str | bytes) or not isinstance(alternatives, Iterable):
        said = f"Alternatives are given as a list of names, not {quoted(alternatives)}. Give one name for each row."
        raise ProblemError(said, code="bad_names", field="alternatives")
    return tuple(alternatives)


def read_performances(rows: Mapping[Any, Any], criteria: Sequence[str]) -> Performances:
    """The performances in rows by alternative, each in the order of the criteria or by their names.

    Raises
    ------
    ProblemError
        With every fault found: rows of another length, names that are no criteria, cells that are not finite numbers.

    Examples
    --------
    >>> read_performances({"P01": [3.1, 12], "P02": {"co2": 30, "npv": 4}}, ["npv", "co2"]).values
    array([[ 3.1, 12. ],
           [ 4. , 30. ]])
    """
    names = tuple(rows)
    check_names("alternative", names)
    cells = np.empty((len(names), len(criteria)), dtype=object)
    faults: list[Fault] = []
    for i, (name, row) in enumerate(rows.items()):
        try:
            cells[i] = cells_of(name, row, criteria)
        except ProblemError as fault:
            faults += fault.faults
    if faults:
        raise ProblemError.of(faults)
    return Performances(names, matrix(cells, names, criteria))


def cells_of(name: str, row: object, criteria: Sequence[str]) -> list[object]:
    """The cells of one alternative in the order of the criteria; a row of another length or of other names is refused."""
    if isinstance(row, Set):
        said = (
            f"Alternative {quoted(name)} has a set of values, which has no order. Give a list, or values by criterion."
        )
        raise ProblemError(said, code="wrong_shape", field=str(name))
    row = _by_label(name, row)
    if isinstance(row, Mapping):
        if unknown := [key for key in row if key not in criteria]:
            said = f"Alternative {quoted(name)} is judged on {listed(unknown)}, which is no criterion; "
            raise ProblemError(said + did_you_mean(unknown[0], criteria), code="unknown_criterion", field=str(name))
        return [row.get(criterion) for criterion in criteria]
    cells = list(row) if isinstance(row, Iterable) and not isinstance(row, str | bytes) else [row]
    if len(cells) != len(criteria):
        said = f"Alternative {quoted(name)} has {len(cells)} values for {len(criteria)} criteria. Give one for each."
        raise ProblemError(said, code="wrong_length", field=str(name))
    return cells


def _by_label(name: str, row: Any) -> object:
    """A labelled series as a mapping; anything else, and a series labelled by position only, as it is."""
    if not (hasattr(row, "index") and hasattr(row, "to_dict")) or list(row.index) == list(range(len(row))):
        return row
    if not row.index.is_unique:
        said = f"Alternative {quoted(name)} has two values under one label. Keep one."
        raise ProblemError(said, code="duplicate_name", field=str(name))
    return row.to_dict()


def matrix(
    values: object, rows: Sequence[str] | None, columns: Sequence[str] | None, unnamed: str = "row {}"
) -> FloatArray:
    """The values as a read-only (n, m) array, or one error with every bad cell by name; `unnamed` calls rows without one."""
    array, bad = real_array(values)
    if (
        array.ndim == 1
        and isinstance(values, list | tuple)
        and any(isinstance(r, list | tuple | np.ndarray) for r in values)
    ):
        said = "The rows are not all of the same length. Give one value per criterion in each row."
        raise ProblemError(said, code="wrong_shape")
    if array.ndim != 2 or 0 in array.shape:
        said = f"Values must have one row per alternative and one column per criterion; their shape is {array.shape}."
        raise ProblemError(f"{said} Give a table of numbers with at least one of each.", code="wrong_shape")
    for what, names, size in (("alternative", rows, array.shape[0]), ("criterion", columns, array.shape[1])):
        if names is not None and len(names) != size:
            said = f"There are {len(names)} names and {size} values for each {what}. Give one name for each."
            raise ProblemError(said, code="wrong_shape", field=what)
    if bad:
        raise ProblemError.of(cell_faults(bad, row_name(rows, unnamed), columns))
    array.setflags(write=False)
    return array


def cell_faults(bad: Sequence[BadCell], row: Callable[[int], str], columns: Sequence[str] | None) -> list[Fault]:
    """A sentence per fault; missing values of one criterion are told together."""
    faults: list[Fault] = []
    column = (lambda j: str(j + 1)) if columns is None else columns.__getitem__
    missing: dict[int, list[int]] = {}
    for (i, j), why, _ in bad:
        if why == "missing":
            missing.setdefault(j, []).append(i)
    for j, where in missing.items():
        said = f"Criterion {quoted(column(j))} has no value for {listed(row(i) for i in where)}. "
        said += "Give the value, choose a missing-value policy, or leave one of them out."
        faults += [Fault(said, "missing_value", column(j), i, j) for i in where]
    for (i, j), why, shown in bad:
        if why != "missing":
            what = "is not a number" if why == "not a number" else "is not finite"
            said = f"Criterion {quoted(column(j))}, alternative {quoted(row(i))}: {shown} {what}. Give a finite number."
            faults.append(Fault(said, why.replace(" ", "_"), column(j), i, j))
    return faults


def check_names(kind: str, names: Sequence[object]) -> None:
    """Refuse names that are missing, not text, blank or used twice; `kind` is what they name."""
    if not names:
        raise ProblemError(f"A problem needs at least one {kind}. Add one.", code=f"no_{kind}")
    if unnamed := [name for name in names if not isinstance(name, str) or not name.strip()]:
        said = f"Each {kind} needs a name that is text; {listed(unnamed)} is not. Give it one."
        raise ProblemError(said, code="bad_name", field=kind)
    if len(set(names)) < len(names):
        twice = [name for name, count in Counter(names).items() if count > 1]
        said = f"Each {kind} needs its own name: {listed(twice)} stands twice. Rename one."
        raise ProblemError(said, code="duplicate_name", field=kind)


def position_of(kind: str, name: str, names: Sequence[str]) -> int:
    """Where this name stands; an unknown one is refused with the nearest known one.

    >>> position_of("criterion", "co2", ["npv", "co2"])
    1
    """
    try:
        return names.index(name)
    except ValueError:
        said = f"There is no {kind} {quoted(name)}; {did_you_mean(name, names)}"
        raise ProblemError(said, code=f"unknown_{kind}", field=str(name)) from None


def column_faults(frame: "pd.DataFrame", name: str) -> list[Fault]:
    """What keeps a data frame from having exactly one column of this name."""
    count = list(frame.columns).count(name)
    if count > 1:
        return [Fault(f"The data frame has {count} columns {quoted(name)}. Keep one.", "duplicate_name", name)]
    said = f"The data frame has no column {quoted(name)}; {did_you_mean(name, map(str, frame.columns))}"
    return [] if count else [Fault(said, "unknown_criterion", name)]


def label(name: object) -> str:
    """An index label as a name: text as it is, whole numbers as text; anything else is left for the check of names."""
    return str(name) if isinstance(name, int | np.integer) and not isinstance(name, bool) else name  # type: ignore[return-value]
