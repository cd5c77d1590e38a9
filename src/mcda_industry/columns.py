"""Columns of the criteria matrix out of records: one reader for every module of the trade, which finds every fault."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, TypeVar

from mcda_industry.errors import DecisionError, Fault, ProblemError, did_you_mean, listed, quoted
from mcda_industry.problem import Column, Criterion
from mcda_industry.records import FrozenMap, by_name, each_a

T = TypeVar("T")


def read_columns(
    items: Iterable[T],
    criteria: Mapping[str, Criterion],
    known: Collection[str],
    value: Callable[[T, str], float | None] = getattr,
    *,
    what: str,
    name: Callable[[T], str] = lambda item: item.id,  # type: ignore[attr-defined]
    refusal: type[DecisionError] = ProblemError,
) -> tuple[Column, ...]:
    """The columns of these items, one for each criterion, values by the name of the item.

    Parameters
    ----------
    items
        What is judged, each name once.
    criteria
        The criterion read from each field.
    known
        The fields there are.
    value
        The value of an item in a field: by default its attribute. None where it has none; what it refuses with a
        `DecisionError` is told with all else.
    what
        What the items are, in the plural ("levers").
    name
        What an item is called; by default its `id`.
    refusal
        The type of the error.

    Raises
    ------
    DecisionError
        Of the type asked for, with every fault: criteria without fields, an unknown field (with the nearest known one), a
        name that stands twice, an item without a value.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> from mcda_industry.problem import maximise
    >>> sites = [SimpleNamespace(id="north", jobs=120), SimpleNamespace(id="south", jobs=80)]
    >>> (column,) = read_columns(sites, {"jobs": maximise("employment", "jobs")}, ["jobs"], what="sites")
    >>> column.criterion.unit, dict(column.values)
    ('jobs', {'north': 120.0, 'south': 80.0})
    """
    items, criteria = tuple(items), by_name(criteria, "criteria", '{"field": maximise("name")}')
    names = [name(item) for item in items]
    each_a(Criterion, criteria.values(), "criteria")
    faults = [*unknown_fields(criteria, known, what), *_twice(names, what)]
    found = {
        field: {each: _read(item, field, each, value, faults) for each, item in zip(names, items, strict=True)}
        for field in criteria
        if field in known
    }
    if faults:
        raise refusal.of(faults)
    return tuple(Column(criterion, FrozenMap(found[field])) for field, criterion in criteria.items())


def unknown_fields(criteria: Iterable[str], known: Collection[str], what: str) -> list[Fault]:
    """The faults of fields that do not exist, each with the nearest that does.

    >>> unknown_fields(["job"], ["jobs", "cost"], "sites")[0].said
    "There is no field 'job' to judge sites on; did you mean 'jobs'?"
    """
    said = "There is no field {} to judge {} on; {}"
    return [
        Fault(said.format(quoted(field), what, did_you_mean(field, known)), "unknown_field", str(field))
        for field in criteria
        if field not in known
    ]


def _twice(names: list[str], what: str) -> list[Fault]:
    if twice := [name for name, count in Counter(names).items() if count > 1]:
        said = f"The {what} need an id each: {listed(twice)} stands twice. Rename or drop one of them."
        return [Fault(said, "duplicate_name", "id")]
    return []


def _read(item: T, field: str, name: str, value: Callable[[T, str], Any], faults: list[Fault]) -> float:
    try:
        found = value(item, field)
    except DecisionError as fault:
        faults += fault.faults
        return 0.0
    if found is None:
        said = f"{quoted(name)} has no {field!r}. Give it, or leave {quoted(name)} or the criterion out."
        faults.append(Fault(said, "no_value", field))
        return 0.0
    return float(found)
