"""What is being decided: criteria, alternatives and how each alternative performs on each criterion.

Names live in `Problem`; numerics see `Evaluations`, arrays only. Weights are never stored here: two stakeholders are
two `Weights`, not two problems.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple, Self

import numpy as np
from pydantic import Field, ValidationInfo, field_serializer, field_validator, model_validator

from mcda_industry.arrays import BadCell, FloatArray, extremes, frozen, real_array, row_name
from mcda_industry.errors import DecisionError, Fault, ProblemError, did_you_mean, listed, quoted
from mcda_industry.preferences import AnyPreference, PreferenceFunction
from mcda_industry.records import FrozenMap, Labels, Name, Number, Record, Text, positional

if TYPE_CHECKING:
    import pandas as pd

Direction = Literal["max", "min"]
Scale = Annotated[tuple[Number, Number], Field(description="lowest and highest value considered, in the unit")]


class Criterion(Record):
    """Something the decision is judged on.

    Parameters
    ----------
    name
        How weights, tables and errors call it; unique in a problem.
    direction
        "max" if more is better, "min" if less is.
    unit
        The unit of its values, scale and thresholds, for tables ("MDH/an", "1-5").
    label
        What people call it, by language: {"fr": ..., "en": ...}.
    scale
        Lowest and highest value considered. None: not declared; methods then use the observed range, and say so.
    preference
        Its PROMETHEE preference function, with thresholds in the unit. None: not given.

    Examples
    --------
    >>> Criterion("co2", "min", unit="kt/y", preference={"kind": "v_shape", "p": 5.0})
    Criterion('co2', 'min', unit='kt/y', preference=VShape(p=5))
    """

    name: Name
    direction: Direction = "max"
    unit: Text = ""
    label: Labels = FrozenMap()
    scale: Scale | None = None
    preference: AnyPreference | None = None

    @positional
    def __init__(
        self,
        name: str,
        direction: str = "max",
        *,
        unit: str = "",
        label: Mapping[str, str] = FrozenMap(),
        scale: tuple[float, float] | None = None,
        preference: PreferenceFunction | Mapping[str, Any] | None = None,
        **unknown: Any,
    ) -> None:
        given = {"unit": unit, "label": label, "scale": scale, "preference": preference}
        super().__init__(name=name, direction=direction, **given, **unknown)

    @model_validator(mode="after")
    def _scale_is_in_order(self) -> Self:
        if self.scale is not None and self.scale[0] >= self.scale[1]:
            low, high = self.scale
            said = f"Criterion {self.name!r}: the scale must run from low to high, not from {low:g} to {high:g}."
            raise ProblemError(said, code="scale_order", field="scale")
        return self

    def called(self, lang: str = "en") -> str:
        """Its label in this language, or its name where it has none."""
        return self.label.get(lang, self.name)

    @property
    def heading(self) -> str:
        """Name, direction and unit, as a column head shows them.

        >>> minimise("co2", "kt/y").heading
        'co2 ↓ [kt/y]'
        """
        return f"{self.name} {'↑' if self.direction == 'max' else '↓'}" + (f" [{self.unit}]" if self.unit else "")

    def __repr__(self) -> str:
        said = [repr(self.name), repr(self.direction)]
        said += [f"{key}={value!r}" for key, value in self if key not in {"name", "direction", "preference"} and value]
        if self.preference is not None:
            thresholds = ", ".join(f"{key}={value:g}" for key, value in self.preference if key != "kind")
            said.append(f"preference={type(self.preference).__name__}({thresholds})")
        return f"Criterion({', '.join(said)})"


def maximise(name: str, unit: str = "", **options: Any) -> Criterion:
    """A criterion of which more is better; options as for `Criterion`."""
    return Criterion(name, "max", unit=unit, **options)


def minimise(name: str, unit: str = "", **options: Any) -> Criterion:
    """A criterion of which less is better; options as for `Criterion`."""
    return Criterion(name, "min", unit=unit, **options)


class Column(NamedTuple):
    """One criterion with the performance of every alternative: what domain modules produce."""

    criterion: Criterion
    values: Mapping[str, float]


@dataclass(frozen=True, eq=False)
class Evaluations:
    """A problem as the numerics see it: arrays only.

    Attributes
    ----------
    values
        (n, m) performances, read-only, in the units of the criteria.
    directions
        (m,) +1 where more is better, -1 where less is.
    preferences
        The preference function of each criterion, or None.
    scales
        (m, 2) lowest and highest value considered; NaN where not declared.
    labels
        What an error calls each column; nothing is computed from it.
    """

    values: FloatArray
    directions: FloatArray
    preferences: tuple[PreferenceFunction | None, ...]
    scales: FloatArray
    labels: tuple[str, ...]

    @classmethod
    def of(
        cls,
        values: object,
        directions: Sequence[str] | None = None,
        preferences: Sequence[PreferenceFunction | None] | PreferenceFunction | None = None,
        scales: Sequence[tuple[float, float] | None] | None = None,
    ) -> Self:
        """Evaluations straight from an (n, m) array, checked, with no names; any size.

        Parameters
        ----------
        values
            (n, m) finite numbers; copied.
        directions
            "max" or "min" for each column; all "max" when not given.
        preferences
            A preference function for each column, or one for all.
        scales
            (low, high) or None for each column.

        Raises
        ------
        ProblemError
            With every fault found: cells that are not finite numbers (with row and column), wrong lengths,
            unknown directions, scales that do not run upwards.

        Examples
        --------
        >>> Evaluations.of([[1, 2], [3, 4]], directions=["max", "min"]).directions
        array([ 1., -1.])
        """
        table = _matrix(values, None, None)
        m = table.shape[1]
        one = preferences is None or isinstance(preferences, PreferenceFunction)
        given = {
            "direction": ["max"] * m if directions is None else directions,
            "preference": [preferences] * m if one else preferences,
            "scale": [None] * m if scales is None else scales,
        }
        if faults := [fault for what, items in given.items() for fault in _length_faults(what, items, m)]:
            raise ProblemError.of(faults)
        fields = [dict(zip(given, each, strict=True)) for each in zip(*given.values(), strict=True)]
        criteria = _all_made([{"name": f"criterion {j + 1}", **options} for j, options in enumerate(fields)])
        return cls._from(table, criteria)

    @classmethod
    def _from(cls, values: FloatArray, criteria: Sequence[Criterion]) -> Self:
        return cls(
            values=values,
            directions=frozen([1.0 if c.direction == "max" else -1.0 for c in criteria]),
            preferences=tuple(c.preference for c in criteria),
            scales=frozen([c.scale or (np.nan, np.nan) for c in criteria]),
            labels=tuple(c.name for c in criteria),
        )

    @property
    def declared(self) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """(m,) whether the criterion has a declared scale."""
        return ~np.isnan(self.scales[:, 0])

    @cached_property
    def ends(self) -> tuple[FloatArray, FloatArray]:
        """(m,) worst and (m,) best value: of the declared scale, or observed where none is declared."""
        observed = np.stack(extremes(self.values), axis=1)
        low, high = np.where(self.declared[:, None], self.scales, observed).T
        upward = self.directions > 0
        return frozen(np.where(upward, low, high)), frozen(np.where(upward, high, low))

    def taking(self, rows: object) -> Self:
        """The same criteria for some of the alternatives (an index array, a mask or a slice)."""
        chosen = frozen(self.values[np.asarray(rows)])
        return type(self)(chosen, self.directions, self.preferences, self.scales, self.labels)


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


class Problem(Record):
    """A complete decision: every alternative has a finite value on every criterion.

    In JSON, `performances` is an object of alternatives, each an object of values by criterion name (or a list of
    values in the order of the criteria).

    Examples
    --------
    >>> Problem.of([maximise("npv", "MDH"), minimise("co2", "kt")], {"P01": [3.1, 12], "P02": [4.0, 30]})
    Problem: 2 alternatives × 2 criteria
         npv ↑ [MDH]  co2 ↓ [kt]
    P01          3.1          12
    P02            4          30
    """

    criteria: tuple[Criterion, ...]
    performances: Annotated[Any, Field(description="values by alternative, then by criterion")]

    @field_validator("criteria")
    @classmethod
    def _criteria_have_their_own_names(cls, criteria: tuple[Criterion, ...]) -> tuple[Criterion, ...]:
        _check_names("criterion", [c.name for c in criteria])
        return criteria

    @field_validator("performances", mode="plain", json_schema_input_type=dict[str, dict[str, float] | list[float]])
    @classmethod
    def _performances_are_complete(cls, given: object, info: ValidationInfo) -> Performances:
        if isinstance(given, Performances):
            return given
        names = [c.name for c in info.data.get("criteria", ())]
        if not names:
            raise ProblemError("The performances cannot be read before the criteria are right.", code="follows")
        if not isinstance(given, Mapping):
            said = "Performances must be an object of values by alternative, such as {'P01': [3.1, 12]}. "
            said += "Use Problem.from_frame for a data frame, Problem.from_arrays for an array."
            raise ProblemError(said, code="wrong_shape")
        return _performances(given, names)

    @field_serializer("performances")
    def _readable(self, performances: Performances) -> dict[str, dict[str, float]]:
        names = [c.name for c in self.criteria]
        rows = zip(performances.names, performances.values.tolist(), strict=True)
        return {alternative: dict(zip(names, row, strict=True)) for alternative, row in rows}

    @classmethod
    def of(cls, criteria: Iterable[Criterion], rows: Mapping[str, Sequence[float] | Mapping[str, float]]) -> Self:
        """A problem from a row of values for each alternative: in the order of the criteria, or by their names.

        Raises
        ------
        ProblemError
            If a value is missing or not a finite number, a row is too short or too long, or a name is used twice.
        """
        return cls(criteria=_settled(criteria), performances=dict(rows) if isinstance(rows, Mapping) else rows)

    @classmethod
    def from_arrays(
        cls, values: object, criteria: Iterable[Criterion], alternatives: Iterable[str] | None = None
    ) -> Self:
        """A problem from an (n, m) array; the array is copied.

        Alternatives are called "A1", "A2", … where no names are given.

        Raises
        ------
        ProblemError
            If the shape does not fit the criteria and names, or a cell is not a finite number.
        """
        criteria = _settled(criteria)
        _check_names("criterion", [c.name for c in criteria])
        if hasattr(values, "columns"):
            raise ProblemError("A data frame has names. Read it with Problem.from_frame.", code="bad_array")
        names = None if alternatives is None else _names_of(alternatives)
        table = _matrix(values, names, [c.name for c in criteria], "A{}")
        names = tuple(f"A{i + 1}" for i in range(len(table))) if names is None else names
        _check_names("alternative", names)
        return cls(criteria=criteria, performances=Performances(names, table))

    @classmethod
    def from_frame(cls, frame: "pd.DataFrame", criteria: Iterable[Criterion]) -> Self:
        """A problem from a data frame: its index names the alternatives, one column per criterion name.

        Columns are found by name, in any order; other columns are left aside.

        Raises
        ------
        ProblemError
            If a criterion has no column or two, a label is used twice, or a cell is not a finite number.
        """
        criteria = _settled(criteria)
        if not (hasattr(frame, "columns") and hasattr(frame, "index")):
            said = f"A data frame is needed, not {type(frame).__name__}. Give one, or use Problem.of or Problem.from_arrays."
            raise ProblemError(said, code="bad_frame")
        if faults := [fault for criterion in criteria for fault in _column_faults(frame, criterion.name)]:
            raise ProblemError.of(faults)
        columns = [frame[criterion.name] for criterion in criteria]
        cells = np.empty((len(frame), len(columns)), dtype=object)
        for j, column in enumerate(columns):
            cells[:, j] = column.to_numpy(dtype=object)
        return cls.from_arrays(cells, criteria, [_label(name) for name in frame.index])

    @classmethod
    def from_columns(cls, columns: Iterable[Column]) -> Self:
        """A problem from criteria columns, such as the domain modules produce; rows are matched by name."""
        columns = _columns(columns)
        names = dict.fromkeys(name for column in columns for name in column.values)
        rows = {name: {c.criterion.name: c.values.get(name) for c in columns} for name in names}
        return cls(criteria=tuple(c.criterion for c in columns), performances=rows)

    @property
    def alternatives(self) -> tuple[str, ...]:
        """The names of the n alternatives."""
        names: tuple[str, ...] = self.performances.names
        return names

    @property
    def criterion_names(self) -> tuple[str, ...]:
        """The names of the m criteria."""
        return tuple(criterion.name for criterion in self.criteria)

    @property
    def values(self) -> FloatArray:
        """(n, m) performances in the units of the criteria, read-only."""
        values: FloatArray = self.performances.values
        return values

    @cached_property
    def evaluations(self) -> Evaluations:
        """The same problem as arrays: all that the numerics see."""
        return Evaluations._from(self.values, self.criteria)

    def criterion(self, name: str) -> Criterion:
        """The criterion of this name; an unknown name is refused with the nearest known one."""
        return self.criteria[self.position(name)]

    def position(self, criterion: str) -> int:
        """The column of this criterion."""
        return _position("criterion", criterion, self.criterion_names)

    def row(self, alternative: str) -> int:
        """The row of this alternative."""
        return _position("alternative", alternative, self.alternatives)

    def to_frame(self) -> "pd.DataFrame":
        """A data frame of the performances: alternatives by criteria."""
        import pandas as pd

        return pd.DataFrame(self.values.copy(), index=list(self.alternatives), columns=list(self.criterion_names))

    def __repr__(self) -> str:
        heads = ["", *(c.heading for c in self.criteria)]
        lines = [heads, *self._shown_rows()]
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        body = ("  ".join([line[0].ljust(widths[0]), *map(str.rjust, line[1:], widths[1:])]).rstrip() for line in lines)
        return "\n".join([self._title(), *body])

    __str__ = __repr__

    def _repr_html_(self) -> str:
        def row(tag: str, cells: Sequence[str]) -> str:
            return "<tr>" + "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in cells) + "</tr>"

        heads = row("th", ["", *(c.heading for c in self.criteria)])
        body = "".join(row("td", cells) for cells in self._shown_rows())
        return f"<table><caption>{escape(self._title())}</caption>{heads}{body}</table>"

    def _title(self) -> str:
        return f"Problem: {len(self.alternatives)} alternatives × {len(self.criteria)} criteria"

    def _shown_rows(self, most: int = 60) -> list[list[str]]:
        rows = zip(self.alternatives[:most], self.values[:most].tolist(), strict=True)
        shown = [[name, *(f"{value:.6g}" for value in row)] for name, row in rows]
        left = len(self.alternatives) - most
        return [*shown, [f"… {left} more", *[""] * len(self.criteria)]] if left > 0 else shown


def _length_faults(what: str, items: object, m: int) -> list[Fault]:
    if isinstance(items, str) or not isinstance(items, Sequence | np.ndarray):
        said = f"{what.capitalize()}s are given as a list, one for each criterion, not as {quoted(items)}. Give {m}."
        return [Fault(said, "wrong_length", f"{what}s")]
    said = f"There are {m} criteria but {len(items)} {what}s. Give one for each criterion."
    return [Fault(said, "wrong_length", f"{what}s")] if len(items) != m else []


def _all_made(given: Iterable[Mapping[str, Any]]) -> list[Criterion]:
    """The criteria with these fields, or one error with what is wrong in any of them."""
    made: list[Criterion] = []
    refusals: list[DecisionError] = []
    for fields in given:
        try:
            made.append(Criterion(**fields))
        except DecisionError as refusal:
            refusals.append(refusal)
    if refusals:
        raise type(refusals[0]).of([fault for refusal in refusals for fault in refusal.faults])
    return made


def _settled(criteria: object) -> tuple[Criterion, ...]:
    """The criteria as a tuple; anything else is refused before it is taken apart."""
    given = tuple(criteria) if isinstance(criteria, Iterable) and not isinstance(criteria, str | Record) else (criteria,)
    wrong = [item for item in given if not isinstance(item, Criterion)]
    if wrong or isinstance(criteria, Record):
        said = f"A list of criteria is needed, such as [mi.maximise('npv')]; got {quoted(wrong[0] if wrong else criteria)}."
        raise ProblemError(f"{said} Make each with Criterion, maximise or minimise.", code="bad_criteria", field="criteria")
    return given


def _names_of(alternatives: object) -> tuple[Any, ...]:
    if isinstance(alternatives, str | bytes) or not isinstance(alternatives, Iterable):
        said = f"Alternatives are given as a list of names, not {quoted(alternatives)}. Give one name for each row."
        raise ProblemError(said, code="bad_names", field="alternatives")
    return tuple(alternatives)


def _columns(columns: object) -> tuple[Column, ...]:
    given = tuple(columns) if isinstance(columns, Iterable) else (columns,)
    for column in given:
        if not isinstance(column, Column):
            said = f"{quoted(column)} is not a Column. Give each as Column(criterion, values by alternative)."
            raise ProblemError(said, code="bad_column")
        if not isinstance(column.values, Mapping):
            said = f"Criterion {quoted(column.criterion.name)} must have its values by alternative, such as {{'P01': 3.1}}."
            raise ProblemError(said, code="bad_column", field=column.criterion.name)
    return given


def _performances(rows: Mapping[Any, Any], criteria: Sequence[str]) -> Performances:
    names = tuple(rows)
    _check_names("alternative", names)
    cells = np.empty((len(names), len(criteria)), dtype=object)
    faults: list[Fault] = []
    for i, (name, row) in enumerate(rows.items()):
        try:
            cells[i] = _row(name, row, criteria)
        except ProblemError as fault:
            faults += fault.faults
    if faults:
        raise ProblemError.of(faults)
    return Performances(names, _matrix(cells, names, criteria))


def _row(name: str, row: object, criteria: Sequence[str]) -> list[object]:
    if isinstance(row, Set):
        said = f"Alternative {quoted(name)} has a set of values, which has no order. Give a list, or values by criterion."
        raise ProblemError(said, code="wrong_shape", field=str(name))
    if hasattr(row, "index") and hasattr(row, "to_dict") and list(row.index) != list(range(len(row.index))):
        row = row.to_dict()
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


def _matrix(
    values: object, rows: Sequence[str] | None, columns: Sequence[str] | None, unnamed: str = "row {}"
) -> FloatArray:
    """The values as a read-only (n, m) array, or one error with every bad cell by name; `unnamed` calls rows without one."""
    array, bad = real_array(values)
    if array.ndim == 1 and isinstance(values, list | tuple) and any(isinstance(r, list | tuple | np.ndarray) for r in values):
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
        raise ProblemError.of(_cell_faults(bad, row_name(rows, unnamed), columns))
    array.setflags(write=False)
    return array


def _cell_faults(bad: Sequence[BadCell], row: Callable[[int], str], columns: Sequence[str] | None) -> list[Fault]:
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


def _check_names(kind: str, names: Sequence[object]) -> None:
    if not names:
        raise ProblemError(f"A problem needs at least one {kind}. Add one.", code=f"no_{kind}")
    if unnamed := [name for name in names if not isinstance(name, str) or not name.strip()]:
        said = f"Each {kind} needs a name that is text; {listed(unnamed)} is not. Give it one."
        raise ProblemError(said, code="bad_name", field=kind)
    if len(set(names)) < len(names):
        twice = [name for name, count in Counter(names).items() if count > 1]
        said = f"Each {kind} needs its own name: {listed(twice)} stands twice. Rename one."
        raise ProblemError(said, code="duplicate_name", field=kind)


def _position(kind: str, name: str, names: Sequence[str]) -> int:
    try:
        return names.index(name)
    except ValueError:
        said = f"There is no {kind} {quoted(name)}; {did_you_mean(name, names)}"
        raise ProblemError(said, code=f"unknown_{kind}", field=str(name)) from None


def _column_faults(frame: "pd.DataFrame", name: str) -> list[Fault]:
    count = list(frame.columns).count(name)
    if count > 1:
        return [Fault(f"The data frame has {count} columns {quoted(name)}. Keep one.", "duplicate_name", name)]
    said = f"The data frame has no column {quoted(name)}; {did_you_mean(name, map(str, frame.columns))}"
    return [] if count else [Fault(said, "unknown_criterion", name)]


def _label(name: object) -> str:
    """An index label as a name: text as it is, whole numbers as text; anything else is left for the check of names."""
    return str(name) if isinstance(name, int | np.integer) and not isinstance(name, bool) else name  # type: ignore[return-value]
