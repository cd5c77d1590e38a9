"""The base of everything that crosses the boundary: immutable, checked, JSON both ways, and refused in plain words."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from hashlib import sha256
from numbers import Integral, Real
from typing import Annotated, Any, Self, TypeVar, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, GetCoreSchemaHandler, ValidationError
from pydantic_core import CoreSchema, ErrorDetails, core_schema

from mcda_industry.errors import DecisionError, Fault, ProblemError, RecordError, did_you_mean, quoted

K = TypeVar("K")
V = TypeVar("V")
R = TypeVar("R")
Function = TypeVar("Function", bound=Callable[..., None])


def _plain(value: object) -> object:
    """NumPy scalars as Python numbers; everything else as it came."""
    if isinstance(value, bool | int | float) or not isinstance(value, Real):
        return value
    return int(value) if isinstance(value, Integral) else float(value)


Number = Annotated[float, BeforeValidator(_plain), Field(strict=True, allow_inf_nan=False)]
"""A finite number; neither a boolean nor a string."""

Count = Annotated[int, BeforeValidator(_plain), Field(strict=True)]
"""A whole number; neither a boolean nor a string."""

Text = Annotated[str, Field(strict=True)]
Name = Annotated[str, Field(strict=True, min_length=1, pattern=r"\S")]
"""A name: text that is not blank."""


def _day(value: object) -> object:
    """A date, or the date a text such as "2026-01-31" says."""
    if type(value) is date:
        return value
    try:
        return date.fromisoformat(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        raise RecordError(f"{quoted(value)} is not a date. Write it like 2026-01-31.", code="bad_date") from None


Day = Annotated[date, BeforeValidator(_day)]
"""A day of the calendar, written "2026-01-31"."""


class FrozenMap(Mapping[K, V]):
    """A read-only mapping in the order given: hashable, and safe to share, pickle and compare.

    >>> FrozenMap({"fr": "emplois"})["fr"]
    'emplois'
    """

    __slots__ = ("_items",)

    def __init__(self, items: Mapping[K, V] | Sequence[tuple[K, V]] = ()) -> None:
        self._items: dict[K, V] = dict(items)

    def __getitem__(self, key: K) -> V:
        return self._items[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __hash__(self) -> int:
        return hash(frozenset(self._items.items()))

    def __repr__(self) -> str:
        return repr(self._items)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Validate as a dictionary, keep as a frozen map, write as a dictionary."""
        keys, values = getattr(source, "__args__", (Any, Any))
        inner = handler.generate_schema(dict[keys, values])  # type: ignore[valid-type]
        return core_schema.chain_schema(
            [
                core_schema.no_info_plain_validator_function(
                    lambda value: dict(value) if isinstance(value, Mapping) else value,
                    json_schema_input_schema=inner,
                ),
                inner,
                core_schema.no_info_plain_validator_function(cls),
            ],
            serialization=core_schema.plain_serializer_function_ser_schema(dict, return_schema=inner),
        )


Labels = FrozenMap[str, str]
"""A text by language: {"fr": ..., "en": ...}."""


def positional(init: Function) -> Function:
    """Mark an `__init__` that only gives positional names to fields: JSON is validated without calling it."""
    init.__pydantic_base_init__ = True  # type: ignore[attr-defined]
    return init


class Record(BaseModel):
    """An immutable record that refuses fields it does not know and numbers that are not finite.

    Every way of making one (the constructor, `model_validate`, `model_validate_json`) raises `RecordError`
    in plain words, with all faults found; `model_validate_json` also refuses duplicate keys.
    """

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        allow_inf_nan=False,
        defer_build=True,
        validate_default=False,
        hide_input_in_errors=True,
    )

    @positional
    def __init__(self, /, **data: Any) -> None:
        with in_plain_words(type(self), lambda: data):
            super().__init__(**data)

    @classmethod
    def model_validate(cls, obj: Any, **options: Any) -> Self:
        """The record from a mapping or another record; raises `RecordError`."""
        with in_plain_words(cls, lambda: obj):
            return super().model_validate(obj, **options)

    @classmethod
    def model_validate_json(cls, json_data: str | bytes | bytearray, **options: Any) -> Self:
        """The record from JSON text; raises `RecordError`, also for duplicate keys and NaN."""
        data = unambiguous_json(json_data)
        with in_plain_words(cls, lambda: data):
            return super().model_validate_json(json_data, **options)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy; changed fields are validated like those of a new record."""
        return type(self).model_validate({**self._fields(), **(update or {})})

    def _fields(self) -> dict[str, Any]:
        """The values of the fields alone, without what was derived from them and kept."""
        return {name: getattr(self, name) for name in type(self).model_fields}

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and isinstance(other, Record) and self._fields() == other._fields()

    def __hash__(self) -> int:
        return hash((type(self), *self._fields().values()))

    def __copy__(self) -> Self:
        return self  # nothing in it can change

    def __deepcopy__(self, memo: dict[int, Any] | None = None) -> Self:
        return self

    def __getstate__(self) -> dict[Any, Any]:
        """What is pickled: the fields; derived values are derived again, read-only as before."""
        return {**super().__getstate__(), "__dict__": self._fields()}

    def fingerprint(self) -> str:
        """SHA-256 of the record's canonical JSON, as 64 hexadecimal digits: equal records, equal fingerprints."""
        canonical = json.dumps(self.model_dump(mode="json"), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return sha256(canonical.encode()).hexdigest()


def each_a(kind: type[R], given: object, field: str) -> tuple[R, ...]:
    """The records given, as a tuple; refused where they are not several, or one is not of this kind."""
    advice = f"Make each with {kind.__name__}(...) and give a list of them."
    if not isinstance(given, Iterable) or isinstance(given, str | Mapping | BaseModel):
        said = f"{field!r} must be several {kind.__name__} records, not one {type(given).__name__}. {advice}"
        raise RecordError(said, code="not_a_record", field=field)
    found = tuple(given)
    for row, one in enumerate(found):
        if not isinstance(one, kind):
            said = f"{field!r} must be {kind.__name__} records; number {row + 1} is a {type(one).__name__}. {advice}"
            raise RecordError(said, code="not_a_record", field=field, row=row)
    return found


def one_of(kind: type[R], given: object, field: str) -> R:
    """The one record given; refused where it is not of this kind."""
    if not isinstance(given, kind):
        said = f"{field!r} must be one {kind.__name__}, not {type(given).__name__}. Make it with {kind.__name__}(...)."
        raise RecordError(said, code="not_a_record", field=field)
    return given


def by_name(given: object, field: str, example: str) -> Mapping[str, Any]:
    """A mapping by name; anything else is refused with an example."""
    if isinstance(given, Mapping):
        return given
    said = f"{field!r} is given by name, such as {example}, not as {type(given).__name__}. Add the names."
    raise ProblemError(said, code="no_names", field=field)


def unambiguous_json(text: str | bytes | bytearray) -> Any:
    """The JSON value, refusing what parsers disagree on: duplicate keys, NaN and infinities, bottomless nesting."""
    if not isinstance(text, str | bytes | bytearray):
        raise RecordError(f"JSON is read from text, not from {type(text).__name__}. Give the text.", code="json")
    try:
        return json.loads(text, object_pairs_hook=_without_twins, parse_constant=_no_constant)
    except DecisionError:
        raise
    except RecursionError:
        raise RecordError("This JSON is nested too deeply. Send a flatter document.", code="json") from None
    except ValueError as fault:
        raise RecordError(f"This is not JSON: {fault}. Check the text around that place.", code="json") from None


def _without_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) != len(pairs):
        keys = [key for key, _ in pairs]
        twin = next(key for key in keys if keys.count(key) > 1)
        raise RecordError(f"The key {quoted(twin)} stands twice in one JSON object. Keep one of them.", code="json")
    return table


def _no_constant(word: str) -> Any:
    raise RecordError(f"{word} is not a number JSON knows. Leave the value out or give a number.", code="json")


@contextmanager
def in_plain_words(kind: type[BaseModel], data: Callable[[], Any]) -> Iterator[None]:
    """Turn pydantic's report, made for programs, into refusals made for people."""
    try:
        yield
    except ValidationError as report:
        given = data()
        faults = [fault for error in report.errors() for fault in _faults(error, kind, given)]
        alone = [fault for fault in faults if fault.code != "follows"] or faults
        raise _kind_of(report).of(alone) from None


def _kind_of(report: ValidationError) -> type[DecisionError]:
    """The type of refusal a validator of ours raised, if all agree; else RecordError."""
    raised = [error.get("ctx", {}).get("error") for error in report.errors()]
    kinds = {type(error) for error in raised if isinstance(error, DecisionError)}
    return kinds.pop() if len(kinds) == 1 and all(raised) else RecordError


def _faults(error: ErrorDetails, kind: type[BaseModel], given: Any) -> list[Fault]:
    """The faults of one entry of pydantic's report, told with the nearest named thing around them."""
    path, owner, value = _walk(error["loc"], given)
    field = ".".join(path)
    ours = error.get("ctx", {}).get("error")
    place = _place(kind, owner)
    if isinstance(ours, DecisionError):
        place = place if owner else quoted(field) if len(path) > 1 else ""
        return [fault.within(place) if place else fault for fault in ours.faults]
    said = _said(error, path, kind, value)
    return [Fault(f"{place}: {said}", code=error["type"], field=field or None)]


def _walk(loc: tuple[int | str, ...], given: Any) -> tuple[list[str], dict[str, Any] | None, Any]:
    """Follow a location through the data given: the path in it, the nearest named owner, and the value there."""
    path: list[str] = []
    owner = given if isinstance(given, dict) and _name_of(given) else None
    value = given
    for step in loc:
        inside = (isinstance(value, Mapping) and step in value) or (
            isinstance(value, list | tuple) and isinstance(step, int) and step < len(value)
        )
        if inside:
            value = value[step]
            owner = value if isinstance(value, dict) and _name_of(value) else owner
            path.append(str(step))
        elif step == loc[-1] and not str(step).startswith(("function-", "tagged-union")):
            path.append(str(step))
    return path, owner, value


def _name_of(data: Mapping[str, Any]) -> str | None:
    name = data.get("name", data.get("id"))
    return name if isinstance(name, str) else None


def _place(kind: type[BaseModel], owner: dict[str, Any] | None) -> str:
    if owner is None:
        return kind.__name__
    noun = "Criterion" if "direction" in owner or kind.__name__ in {"Criterion", "Problem"} else kind.__name__
    return f"{noun} {quoted(_name_of(owner))}"


def _said(error: ErrorDetails, path: list[str], kind: type[BaseModel], value: Any) -> str:
    field = ".".join(path) or "it"
    match error["type"]:
        case "missing":
            return f"{field!r} is required. Give it a value."
        case "extra_forbidden":
            return f"there is no field {field!r}; {did_you_mean(path[-1], _fields_at(error['loc'], kind))}"
        case "literal_error" | "union_tag_invalid":
            expected = error.get("ctx", {}).get("expected") or error.get("ctx", {}).get("expected_tags")
            shown = quoted(value.get("kind") if isinstance(value, Mapping) else value)
            return f"{field!r} must be {expected}, not {shown}."
        case "union_tag_not_found":
            return f"{field!r} does not say its kind. Give it a field {error['ctx']['discriminator']}."
        case _:
            return f"{field!r} {_about(error, value)}"


def _fields_at(loc: tuple[int | str, ...], kind: type[BaseModel]) -> list[str]:
    """The fields of the record, or records, a location leads to."""
    kinds = [kind]
    for step in loc[:-1]:
        annotations = [k.model_fields[str(step)].annotation for k in kinds if step in k.model_fields]
        kinds = [model for annotation in annotations for model in _models(annotation)] or kinds
    return list(dict.fromkeys(name for k in kinds for name in k.model_fields))


def _models(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in get_args(annotation) for model in _models(part)]


def _about(error: ErrorDetails, value: Any) -> str:
    """What is wrong with a value, and what it must be."""
    match error["type"]:
        case "string_type":
            return f"must be text, not {quoted(value)}."
        case "string_too_short" | "string_pattern_mismatch":
            return f"must not be blank: it is {quoted(value)}."
        case "too_long" | "too_short":
            return f"must have {error['msg'].partition('should have ')[2].replace(' after validation', '')}."
        case "finite_number":
            return f"must be a finite number, not {quoted(value)}."
        case "float_type" | "int_type" | "int_from_float":
            return f"must be a {'whole ' if 'int' in error['type'] else ''}number, not {quoted(value)}."
        case "greater_than" | "greater_than_equal" | "less_than" | "less_than_equal":
            return f"must be {error['msg'].partition('should be ')[2]}, not {quoted(value)}."
        case _:
            return f"is refused: {error['msg'][:1].lower()}{error['msg'][1:]}."
