"""What the cell of a field looks like: text, a number, a date, one of some values, several values, pairs."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

from mcda_industry.errors import RecordError, listed
from mcda_industry.records import FrozenMap, Labels, Record

What = Literal["text", "number", "whole", "truth", "day", "choice", "several", "pairs", "labels"]

PLAIN: Final[Mapping[type, What]] = {str: "text", float: "number", int: "whole", bool: "truth", date: "day"}

LANGUAGE: Final = re.compile(r"(.+)_([a-z]{2,3})")
"""A column of a text by language: the field, then the language."""

LANGUAGES: Final = ("fr", "en")
"""The languages every text by language has a column for."""


@dataclass(frozen=True)
class Shape:
    """What the cell of a field looks like.

    Parameters
    ----------
    what
        The kind of cell; "several" values are apart by ";", "pairs" are name:value apart by ";".
    may_be_none
        Whether an empty cell is None.
    choices
        The values of a choice.
    key, inner
        The shapes of the names of pairs, and of one value.
    """

    what: What
    may_be_none: bool = False
    choices: tuple[Any, ...] = ()
    key: "Shape | None" = None
    inner: "Shape | None" = None


def shape_of(annotation: Any) -> Shape | None:
    """The shape of a type; None for one that does not fit into a cell, such as a record.

    Examples
    --------
    >>> shape_of(float | None)
    Shape(what='number', may_be_none=True, choices=(), key=None, inner=None)
    >>> shape_of(tuple[int, ...]).inner.what
    'whole'
    """
    if annotation == Labels:
        return Shape("labels")
    origin, given = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return shape_of(given[0])
    if origin is Literal:
        return Shape("choice", choices=given) if all(type(one) in (str, int) for one in given) else None
    if origin in (Union, UnionType):
        return _of_union(given)
    if origin is tuple and len(given) == 2 and given[1] is Ellipsis:
        inner = _one_value(given[0])
        return Shape("several", inner=inner) if inner else None
    if origin is FrozenMap:
        key, inner = _one_value(given[0]), _one_value(given[1])
        return Shape("pairs", key=key, inner=inner) if key and inner else None
    return Shape(PLAIN[annotation]) if annotation in PLAIN else None


def _of_union(given: tuple[Any, ...]) -> Shape | None:
    shapes = [shape_of(one) for one in given if one is not NoneType]
    kinds = {shape.what for shape in shapes if shape}
    if None in shapes or (len(shapes) > 1 and kinds != {"number", "whole"}):
        return None
    first = Shape("number") if len(shapes) > 1 else shapes[0]
    if first is None or first.what == "labels":
        return None
    return Shape(first.what, NoneType in given or first.may_be_none, first.choices, first.key, first.inner)


def _one_value(annotation: Any) -> Shape | None:
    """The shape of one of several values: none of them is empty, none is several again."""
    shape = shape_of(annotation)
    return shape if shape and not shape.may_be_none and shape.what in PLAIN.values() else None


@cache
def shapes(kind: type[Record]) -> Mapping[str, Shape]:
    """The shapes of the fields of a record that are columns of a table, in their order.

    A field that holds records is no column; it must have a default, which every record read has.

    Raises
    ------
    RecordError
        If the record has a required field that does not fit into a cell, or no field that does.

    Examples
    --------
    >>> from mcda_industry.records import Name, Number
    >>> class Site(Record):
    ...     id: Name
    ...     area_m2: Number | None = None
    >>> [shape.what for shape in shapes(Site).values()]
    ['text', 'number']
    """
    _check_kind(kind)
    found = {name: shape_of(field.annotation) for name, field in kind.model_fields.items()}
    deep = [name for name, shape in found.items() if shape is None and kind.model_fields[name].is_required()]
    flat = {name: shape for name, shape in found.items() if shape is not None}
    if deep or not flat:
        said = f"{kind.__name__} is not a flat record: {listed(deep or found)} does not fit into a cell. "
        said += "Give a record of texts, numbers, dates and lists of them, or use its JSON."
        raise RecordError(said, code="not_flat", field=next(iter(deep), None))
    return FrozenMap(flat)


def _check_kind(kind: object) -> None:
    if not (isinstance(kind, type) and issubclass(kind, Record)):
        said = f"A type of records is needed, such as mi.Project, not {kind!r:.80}. Give the class."
        raise RecordError(said, code="not_a_kind", field="kind")


def columns_of(kind: type[Record], records: Iterable[Record] = ()) -> tuple[str, ...]:
    """The columns of a table of these records: one a field, or one a language for a text by language.

    Raises
    ------
    RecordError
        If the record is not flat.

    Examples
    --------
    >>> from mcda_industry.records import Name
    >>> class Site(Record):
    ...     id: Name
    ...     label: Labels = FrozenMap()
    >>> columns_of(Site), columns_of(Site, [Site(id="S1", label={"ar": "موقع"})])
    (('id', 'label_fr', 'label_en'), ('id', 'label_fr', 'label_en', 'label_ar'))
    """
    found: list[str] = []
    given = tuple(records)
    for name, shape in shapes(kind).items():
        if shape.what == "labels":
            more = (language for record in given for language in getattr(record, name))
            found += [f"{name}_{language}" for language in dict.fromkeys((*LANGUAGES, *more))]
        else:
            found.append(name)
    return tuple(found)
