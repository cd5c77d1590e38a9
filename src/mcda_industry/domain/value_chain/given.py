"""Records as callers give them: the record itself, or a mapping of its fields; anything else is refused by its type."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from mcda_industry.errors import RecordError
from mcda_industry.records import Record

R = TypeVar("R", bound=Record)


def record(value: object, kind: type[R]) -> R:
    """The value as a record of this kind."""
    if isinstance(value, kind):
        return value
    if isinstance(value, Mapping):
        return kind.model_validate(dict(value))
    said = f"A {kind.__name__} is needed, not {type(value).__name__}. Give one, or a mapping of its fields."
    raise RecordError(said, code="wrong_type", field=kind.__name__)


def records(values: object, kind: type[R]) -> tuple[R, ...]:
    """The values as records of this kind, in their order."""
    if isinstance(values, str | bytes | Mapping | Record) or not isinstance(values, Iterable):
        said = f"Several records {kind.__name__} are needed, not {type(values).__name__}. Give a list of them."
        raise RecordError(said, code="wrong_type", field=kind.__name__)
    return tuple(record(value, kind) for value in values)
