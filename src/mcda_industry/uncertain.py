"""A problem some of whose performances, or thresholds, are not known: each is a law, or missing under a named policy."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Annotated, Any, Literal, NamedTuple, Self

import numpy as np
from pydantic import Field, ValidationInfo, field_serializer, field_validator, model_validator

from mcda_industry.arrays import FloatArray, IntArray, frozen, real_array
from mcda_industry.errors import DecisionError, Fault, ProblemError, did_you_mean, listed, quoted
from mcda_industry.laws_of_performance import AnyPerformanceLaw, LogNormal, PerformanceLaw, Uniform, read_law
from mcda_industry.performances import cell_faults, cells_of, check_names
from mcda_industry.preferences import PreferenceFunction
from mcda_industry.problem import Criterion, Problem, as_problem
from mcda_industry.records import FrozenMap, Name, Record, by_name, positional

Missing = Literal["refuse", "worst", "best", "interval"]
"""What stands for a missing performance: nothing (an error), an end of the criterion's scale, or anything on the scale."""

Cell = float | PerformanceLaw | None


class Place(NamedTuple):
    """An uncertain performance, by the names of its alternative and criterion."""

    alternative: str
    criterion: str


class UncertainCells(NamedTuple):
    """The uncertain performances as the numerics see them: (u,) rows, (u,) columns, and the law of each."""

    rows: IntArray
    columns: IntArray
    laws: tuple[PerformanceLaw, ...]


class UncertainProblem(Record):
    """A decision in which some performances are laws, missing, or known up to their thresholds only.

    Parameters
    ----------
    criteria
        As for `Problem`.
    cells
        By alternative, a row of numbers, laws and None (missing), in the order of the criteria or by their names.
    missing
        What stands for a missing performance. "refuse": it is an error. "worst", "best": that end of the criterion's scale.
        "interval": any value of the scale, equally likely. The scale is the declared one, or the range of what is known of the
        criterion.
    thresholds
        Laws of the thresholds q, p or s of preference functions, by criterion; their ranges must keep q below p.

    Raises
    ------
    ProblemError
        With every fault found: missing cells under "refuse", cells that are neither numbers nor laws, unknown names,
        thresholds that could get out of order.

    Examples
    --------
    >>> from mcda_industry.problem import maximise, minimise
    >>> boilers = UncertainProblem.of(
    ...     [maximise("output", scale=(0, 10)), minimise("cost")],
    ...     {"gas": [9.5, Uniform(10, 14)], "biomass": [None, 14.5]},
    ...     missing="worst",
    ... )
    >>> boilers.central.values
    array([[ 9.5, 12. ],
           [ 0. , 14.5]])
    >>> boilers.places
    (Place(alternative='gas', criterion='cost'),)
    """

    criteria: tuple[Criterion, ...]
    cells: Annotated[Any, Field(description="numbers, laws and nulls by alternative, in the order of the criteria")]
    missing: Missing = "refuse"
    thresholds: FrozenMap[Name, FrozenMap[Literal["q", "p", "s"], AnyPerformanceLaw]] = FrozenMap()

    @classmethod
    def of(
        cls,
        criteria: Iterable[Criterion],
        rows: Mapping[str, Sequence[object] | Mapping[str, object]],
        missing: Missing = "refuse",
        thresholds: Mapping[str, Mapping[str, PerformanceLaw]] = FrozenMap(),
    ) -> Self:
        """An uncertain problem from a row for each alternative."""
        given = criteria if isinstance(criteria, Criterion) else tuple(criteria)
        return cls(criteria=given, cells=rows, missing=missing, thresholds=thresholds)

    @classmethod
    def around(
        cls,
        problem: Problem,
        errors: Mapping[str, float | PerformanceLaw],
        thresholds: Mapping[str, Mapping[str, PerformanceLaw]] = FrozenMap(),
    ) -> Self:
        """The problem with performances known up to a factor, criterion by criterion.

        Parameters
        ----------
        problem
            The performances as they are thought to be; a 0 stays 0.
        errors
            By criterion, the largest relative error (0.1: each value anywhere between 0.9 and 1.1 times what is given), or
            the law of the factor, such as `LogNormal(1, 0.2)`.

        Examples
        --------
        >>> from mcda_industry.problem import maximise
        >>> problem = Problem.of([maximise("npv")], {"P01": [100], "P02": [-20]})
        >>> UncertainProblem.around(problem, {"npv": 0.1}).cells["P02"]
        (Uniform(kind='uniform', low=-22.0, high=-18.0),)
        """
        problem = as_problem(problem)
        given = by_name(errors, "errors", "{'npv': 0.1}")
        factors = {problem.position(name): _factor(name, error) for name, error in given.items()}
        rows = {
            name: tuple(_times(value, factors.get(j)) for j, value in enumerate(row))
            for name, row in zip(problem.alternatives, problem.values.tolist(), strict=True)
        }
        return cls(criteria=problem.criteria, cells=rows, thresholds=thresholds)

    @positional
    def __init__(self, /, **fields: Any) -> None:
        super().__init__(**fields)

    @field_validator("criteria")
    @classmethod
    def _criteria_have_their_own_names(cls, criteria: tuple[Criterion, ...]) -> tuple[Criterion, ...]:
        check_names("criterion", [c.name for c in criteria])
        return criteria

    @field_validator("cells", mode="plain", json_schema_input_type=dict[str, list[float | AnyPerformanceLaw | None]])
    @classmethod
    def _cells_are_numbers_or_laws(cls, given: object, info: ValidationInfo) -> FrozenMap[str, tuple[Cell, ...]]:
        names = [c.name for c in info.data.get("criteria", ())]
        if not names:
            raise ProblemError("The performances cannot be read before the criteria are right.", code="follows")
        if not isinstance(given, Mapping):
            said = (
                "Performances must be given by alternative, such as {'P01': [3.1, mi.Uniform(10, 14)]}. Give a mapping."
            )
            raise ProblemError(said, code="wrong_shape")
        return _read(given, names)

    @field_serializer("cells")
    def _readable(self, cells: Mapping[str, tuple[Cell, ...]]) -> dict[str, list[Any]]:
        return {
            name: [cell.model_dump(mode="json") if isinstance(cell, PerformanceLaw) else cell for cell in row]
            for name, row in cells.items()
        }

    @model_validator(mode="after")
    def _missing_cells_are_wanted(self) -> Self:
        if self.missing == "refuse" and (empty := self._empty()):
            raise ProblemError.of([_no_value(self.criteria[j].name, name) for name, j in empty])
        faults = [fault for name, laws in self.thresholds.items() for fault in self._threshold_faults(name, laws)]
        if faults:
            raise ProblemError.of(faults)
        _ = self._table  # a missing cell on a criterion of which nothing is known is refused here
        return self

    def _empty(self) -> list[tuple[str, int]]:
        return [(name, j) for name, row in self.cells.items() for j, cell in enumerate(row) if cell is None]

    def _threshold_faults(self, name: str, laws: Mapping[Any, PerformanceLaw]) -> list[Fault]:
        found = {c.name: c.preference for c in self.criteria}
        if name not in found:
            said = f"Thresholds are given for {quoted(name)}, which is no criterion; {did_you_mean(name, found)}"
            return [Fault(said, "unknown_criterion", name)]
        preference = found[name]
        known = _thresholds_of(preference)
        if unknown := [key for key in laws if key not in known]:
            kind = "no preference function" if preference is None else f"{type(preference).__name__}"
            said = f"Criterion {quoted(name)} has {kind}, which has no threshold {listed(unknown)}. Leave it out."
            return [Fault(said, "unknown_threshold", name)]
        ends = {key: laws[key].ends if key in laws else (value, value) for key, value in known.items()}
        low, least = ("s", 0.0) if "s" in ends else (min(ends), 0.0)
        if ends[low][0] < least or ("s" in laws and ends["s"][0] <= 0 and not isinstance(laws["s"], LogNormal)):
            said = f"Criterion {quoted(name)}: the threshold {low} could become negative. Give a law of numbers above zero."
            return [Fault(said, "negative_threshold", name)]
        if {"q", "p"} <= set(ends) and ends["q"][1] > ends["p"][0]:
            said = f"Criterion {quoted(name)}: the indifference threshold could exceed the preference threshold. "
            return [Fault(said + "Give laws whose ranges do not overlap, q below p.", "threshold_order", name)]
        return []

    @property
    def alternatives(self) -> tuple[str, ...]:
        """The names of the n alternatives."""
        return tuple(self.cells)

    @property
    def criterion_names(self) -> tuple[str, ...]:
        """The names of the m criteria."""
        return tuple(criterion.name for criterion in self.criteria)

    @property
    def places(self) -> tuple[Place, ...]:
        """Where the u uncertain performances stand, row by row."""
        cells = self.uncertain_cells
        return tuple(
            Place(self.alternatives[i], self.criterion_names[j]) for i, j in zip(cells.rows, cells.columns, strict=True)
        )

    @cached_property
    def central(self) -> Problem:
        """The problem with every law at its mean, and missing performances as the policy says (the middle for "interval")."""
        return Problem.from_arrays(self._table[0], self.criteria, self.alternatives)

    @property
    def uncertain_cells(self) -> UncertainCells:
        """The uncertain performances as arrays."""
        return self._table[1]

    @property
    def undecided_thresholds(self) -> tuple[tuple[int, str, PerformanceLaw], ...]:
        """Column, name and law of each uncertain threshold."""
        place = {name: j for j, name in enumerate(self.criterion_names)}
        return tuple((place[name], key, law) for name, laws in self.thresholds.items() for key, law in laws.items())

    @cached_property
    def _table(self) -> tuple[FloatArray, UncertainCells]:
        rows = list(self.cells.values())
        settled = [[self._settled(cell, j) if cell is None else cell for j, cell in enumerate(row)] for row in rows]
        laws = [
            (i, j, cell)
            for i, row in enumerate(settled)
            for j, cell in enumerate(row)
            if isinstance(cell, PerformanceLaw)
        ]
        central = [
            [cell.mean if isinstance(cell, PerformanceLaw) else float(cell or 0) for cell in row] for row in settled
        ]
        places = np.array([(i, j) for i, j, _ in laws], dtype=np.int64).reshape(-1, 2)
        return frozen(central), UncertainCells(places[:, 0], places[:, 1], tuple(law for _, _, law in laws))

    def _settled(self, cell: Cell, column: int) -> Cell:
        """What stands for a missing performance of this criterion."""
        criterion = self.criteria[column]
        low, high = criterion.scale or self._known_range(column)
        if self.missing == "interval":
            return Uniform(low, high) if low < high else low
        return low if (self.missing == "worst") == (criterion.direction == "max") else high

    def _known_range(self, column: int) -> tuple[float, float]:
        known = [row[column] for row in self.cells.values() if row[column] is not None]
        if not known:
            name = self.criteria[column].name
            said = f"Nothing is known of criterion {quoted(name)}: every value is missing and it has no scale. Give it a scale."
            raise ProblemError(said, code="no_scale", field=name)
        ends = [_range_of(cell) for cell in known]
        return min(low for low, _ in ends), max(high for _, high in ends)


def as_uncertain(given: object) -> UncertainProblem:
    """The uncertain problem itself, or a problem all of whose performances are certain; anything else is refused."""
    if isinstance(given, UncertainProblem):
        return given
    problem = as_problem(given)
    rows = dict(zip(problem.alternatives, map(tuple, problem.values.tolist()), strict=True))
    return UncertainProblem(criteria=problem.criteria, cells=rows)


def _read(given: Mapping[Any, Any], criteria: Sequence[str]) -> FrozenMap[str, tuple[Cell, ...]]:
    """The cells by alternative, or one error with every fault found."""
    names = tuple(given)
    check_names("alternative", names)
    faults: list[Fault] = []
    rows: list[list[object]] = []
    for name, row in given.items():
        try:
            rows.append(
                [
                    _cell(name, criterion, cell)
                    for criterion, cell in zip(criteria, cells_of(name, row, criteria), strict=True)
                ]
            )
        except ProblemError as fault:
            faults += fault.faults
    if faults:
        raise ProblemError.of(faults)
    table = np.array(
        [[0.0 if isinstance(cell, PerformanceLaw) else cell for cell in row] for row in rows], dtype=object
    )
    numbers, bad = real_array(table)
    if wrong := [cell for cell in bad if cell.why != "missing"]:
        raise ProblemError.of(cell_faults(wrong, names.__getitem__, criteria))
    cells = [
        tuple(
            cell if isinstance(cell, PerformanceLaw) else None if np.isnan(number) else float(number)
            for cell, number in pairs
        )
        for pairs in (zip(row, found, strict=True) for row, found in zip(rows, numbers, strict=True))
    ]
    return FrozenMap(dict(zip(names, cells, strict=True)))


def _cell(alternative: str, criterion: str, cell: object) -> object:
    if not isinstance(cell, Mapping):
        return cell
    try:
        return read_law(cell)
    except DecisionError as fault:
        said = f"Criterion {quoted(criterion)}, alternative {quoted(alternative)}: {fault.faults[0].said}"
        raise ProblemError(said, code="bad_law", field=criterion) from None


def _no_value(criterion: str, alternative: str) -> Fault:
    said = f"Criterion {quoted(criterion)} has no value for {quoted(alternative)}. Give the value or a law, or choose a policy: "
    return Fault(said + "missing='worst', 'best' or 'interval'.", "missing_value", criterion)


def _factor(name: str, error: float | PerformanceLaw) -> PerformanceLaw | float:
    if isinstance(error, PerformanceLaw):
        return error
    number, bad = real_array([error])
    if bad or not 0 <= number[0] < 1:
        said = f"Criterion {quoted(name)}: a relative error is a number from 0 up to 1, not {quoted(error)}. "
        raise ProblemError(said + "Give 0.1 for ten percent, or the law of the factor.", code="bad_error", field=name)
    return float(number[0])


def _times(value: float, factor: PerformanceLaw | float | None) -> Cell:
    """The value times a factor that is a law, or anywhere within a relative error."""
    if factor is None or factor == 0 or value == 0:
        return value
    if isinstance(factor, float):
        return Uniform(*sorted((value * (1 - factor), value * (1 + factor))))
    if value < 0 and isinstance(factor, LogNormal):
        said = f"A log-normal factor keeps values above zero, and {value:g} is not. Use a law with two ends for this criterion."
        raise ProblemError(said, code="bad_error")
    return factor.times(value)


def _range_of(cell: Cell) -> tuple[float, float]:
    """What is known of the range of a cell: the middle 98 % where a law has no ends."""
    if not isinstance(cell, PerformanceLaw):
        return float(cell), float(cell)  # type: ignore[arg-type]
    low, high = cell.ends
    inner = cell.quantiles(np.array([0.01, 0.99]))
    return (low if np.isfinite(low) else float(inner[0])), (high if np.isfinite(high) else float(inner[1]))


def _thresholds_of(preference: PreferenceFunction | None) -> dict[str, float]:
    return {} if preference is None else {name: value for name, value in preference if name != "kind"}
