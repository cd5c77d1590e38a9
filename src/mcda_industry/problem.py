"""What is being decided: criteria, alternatives and how each alternative performs on each criterion.

Names live in `Problem`; numerics see `Evaluations`, arrays only. Weights are never stored here: two stakeholders are
two `Weights`, not two problems.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple, Self

import numpy as np
from pydantic import Field, ValidationInfo, field_serializer, field_validator, model_validator

from mcda_industry.arrays import FloatArray, extremes, frozen
from mcda_industry.errors import DecisionError, Fault, ProblemError, quoted
from mcda_industry.performances import (
    Performances,
    as_names,
    check_names,
    column_faults,
    label,
    matrix,
    position_of,
    read_performances,
)
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
        What an error calls each column, and how value functions find theirs; no number is computed from it.
    names
        What an error calls each row; None where rows have numbers only.
    """

    values: FloatArray
    directions: FloatArray
    preferences: tuple[PreferenceFunction | None, ...]
    scales: FloatArray
    labels: tuple[str, ...]
    names: tuple[str, ...] | None = None

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
        table = matrix(values, None, None)
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
    def _from(cls, values: FloatArray, criteria: Sequence[Criterion], names: tuple[str, ...] | None = None) -> Self:
        return cls(
            values=values,
            directions=frozen([1.0 if c.direction == "max" else -1.0 for c in criteria]),
            preferences=tuple(c.preference for c in criteria),
            scales=frozen([c.scale or (np.nan, np.nan) for c in criteria]),
            labels=tuple(c.name for c in criteria),
            names=names,
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
        chosen = rows if isinstance(rows, slice) else np.asarray(rows)
        names = None if self.names is None else tuple(np.array(self.names, dtype=object)[chosen])
        return type(self)(
            frozen(self.values[chosen]), self.directions, self.preferences, self.scales, self.labels, names
        )


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
        check_names("criterion", [c.name for c in criteria])
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
        return read_performances(given, names)

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
        check_names("criterion", [c.name for c in criteria])
        if hasattr(values, "columns"):
            raise ProblemError("A data frame has names. Read it with Problem.from_frame.", code="bad_array")
        names = None if alternatives is None else as_names(alternatives)
        table = matrix(values, names, [c.name for c in criteria], "A{}")
        if names is None:
            names = tuple(f"A{i + 1}" for i in range(len(table)))
        else:
            check_names("alternative", names)
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
        if faults := [fault for criterion in criteria for fault in column_faults(frame, criterion.name)]:
            raise ProblemError.of(faults)
        columns = [frame[criterion.name] for criterion in criteria]
        plain = all(isinstance(column.dtype, np.dtype) and column.dtype.kind in "fiu" for column in columns)
        cells = np.empty((len(frame), len(columns)), dtype=np.float64 if plain else object)
        for j, column in enumerate(columns):
            cells[:, j] = column.to_numpy(dtype=cells.dtype)
        return cls.from_arrays(cells, criteria, [label(name) for name in frame.index])

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
        return Evaluations._from(self.values, self.criteria, self.alternatives)

    def criterion(self, name: str) -> Criterion:
        """The criterion of this name; an unknown name is refused with the nearest known one."""
        return self.criteria[self.position(name)]

    def position(self, criterion: str) -> int:
        """The column of this criterion."""
        return position_of("criterion", criterion, self.criterion_names)

    def row(self, alternative: str) -> int:
        """The row of this alternative."""
        known = self._rows.get(alternative) if isinstance(alternative, str) else None
        return position_of("alternative", alternative, self.alternatives) if known is None else known

    @cached_property
    def _rows(self) -> dict[str, int]:
        """The row of each alternative, so that finding one does not take longer where there are many."""
        return {name: row for row, name in enumerate(self.alternatives)}

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


def as_problem(given: object) -> Problem:
    """The problem itself; a table or anything else that is none is refused with the way to make one.

    >>> as_problem(Problem.of([maximise("npv")], {"P01": [3.1]})).alternatives
    ('P01',)
    """
    if isinstance(given, Problem):
        return given
    said = f"A Problem is needed, not {type(given).__name__}. "
    if isinstance(getattr(given, "central", None), Problem):  # an uncertain problem, which this layer does not know
        said += "Give its `central` problem, or ask what takes uncertainty: acceptability, rank_ranges, value_of_information."
    else:
        said += "Make one with Problem.of, Problem.from_arrays or Problem.from_frame."
    raise ProblemError(said, code="not_a_problem", field="problem")


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
    given = (
        tuple(criteria) if isinstance(criteria, Iterable) and not isinstance(criteria, str | Record) else (criteria,)
    )
    wrong = [item for item in given if not isinstance(item, Criterion)]
    if wrong or isinstance(criteria, Record):
        said = f"A list of criteria is needed, such as [mi.maximise('npv')]; got {quoted(wrong[0] if wrong else criteria)}."
        raise ProblemError(
            f"{said} Make each with Criterion, maximise or minimise.", code="bad_criteria", field="criteria"
        )
    return given


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
