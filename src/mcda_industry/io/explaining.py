"""What a column is, in words for those who fill it in: what it says, its unit, its type, what it allows, whether it must be."""

import inspect
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Annotated, Any, Final, get_args, get_origin

from mcda_industry.errors import speaks_french
from mcda_industry.io.shapes import Shape, shapes
from mcda_industry.io.sheets import Sheet
from mcda_industry.io.written import field_of
from mcda_industry.records import FrozenMap, Record

UNITS: Final = (
    (r"_mwh_per_mdh_va", "MWh/MDH", "MWh/MDH"),
    (r"_m3_per_kdh_va", "m³/kDH", "m³/kDH"),
    (r"_kdh_per_job", "kDH/emploi", "kDH/job"),
    (r"_mdh_yr", "MDH/an", "MDH/yr"),
    (r"_m3_yr", "m³/an", "m³/yr"),
    (r"_mm3_yr", "Mm³/an", "Mm³/yr"),
    (r"_kt_yr", "kt/an", "kt/yr"),
    (r"tco2e_\w+_yr", "t CO₂e/an", "t CO₂e/yr"),
    (r"_dh_m2", "DH/m²", "DH/m²"),
    (r"_dh_m3", "DH/m³", "DH/m³"),
    (r"_dh_kwh", "DH/kWh", "DH/kWh"),
    (r"_mdh", "MDH", "MDH"),
    (r"_kdh", "kDH", "kDH"),
    (r"_mwh", "MWh", "MWh"),
    (r"_pct(_yr)?", "%", "%"),
    (r"_pts", "points", "points"),
    (r"(_|^)months(_to_operation)?", "mois", "months"),
    (r"_weeks", "semaines", "weeks"),
    (r"_years", "années", "years"),
    (r"_m3", "m³", "m³"),
    (r"_t", "t", "t"),
)
"""The end of a name that says a unit: in French, in English."""

BEYOND: Final = 1e9
"""A bound from here on guards against slips of the pen; nobody needs to be told."""

TYPES: Final[Mapping[str, tuple[str, str]]] = FrozenMap(
    {
        "text": ("texte", "text"),
        "number": ("nombre", "number"),
        "whole": ("nombre entier", "whole number"),
        "truth": ("vrai ou faux", "true or false"),
        "day": ("date", "date"),
        "choice": ("au choix", "one of"),
        "several": ("plusieurs valeurs séparées par « ; »", "several values apart by ';'"),
        "pairs": ("paires nom:valeur séparées par « ; »", "pairs name:value apart by ';'"),
    }
)


def explanation(sheet: Sheet, column: str, lang: str, titles: Mapping[str, str] = FrozenMap()) -> str:
    """What a column of a sheet is, in one short paragraph; `titles` are those of the sheets beside it, by name.

    Examples
    --------
    >>> from mcda_industry.records import Number
    >>> class Site(Record):
    ...     '''A site.
    ...
    ...     Parameters
    ...     ----------
    ...     area_m3
    ...         Its volume.
    ...     '''
    ...     area_m3: Number
    >>> explanation(Sheet(Site, "sites", FrozenMap(), key=()), "area_m3", "en")
    'Its volume. Number, m³. Required.'
    """
    french = speaks_french(lang)
    field, language = field_of(sheet.kind, column)
    shape = Shape("text") if language else shapes(sheet.kind)[field]
    said = ", ".join(
        part for part in (what_it_says(sheet, field, lang).rstrip("."), _language(language, french)) if part
    )
    parts = [said, _type(sheet, field, shape, french)]
    cited = () if field not in sheet.cites else sheet.cites[field].fields
    if names := ", ".join(dict.fromkeys(titles[name] for name, _ in cited if name in titles)):
        parts.append(f"Codes de : {names}" if french else f"Codes of: {names}")
    parts.append(_need(sheet.kind, field, french))
    return " ".join(f"{part.rstrip('.')}." for part in parts if part)


def what_it_says(sheet: Sheet, field: str, lang: str) -> str:
    """What a field says: the words of the sheet, else those of the record's own documentation, else nothing."""
    told = sheet.words.get(field, FrozenMap())
    return told.get("fr" if speaks_french(lang) else "en", "") or documented(sheet.kind).get(field, "")


@cache
def documented(kind: type[Record]) -> Mapping[str, str]:
    """What the docstring of a record says of its fields, each alone or with those it shares the words with.

    Examples
    --------
    >>> from mcda_industry.domain.evidence import Source
    >>> documented(Source).get("nothing", "")
    ''
    """
    text = inspect.cleandoc(kind.__doc__ or "")
    _, _, rest = text.partition("Parameters\n----------\n")
    body = re.split(r"\n\w+\n-{3,}\n", rest)[0]
    found: dict[str, str] = {}
    for names, said in re.findall(r"^(\S[^\n]*(?:\n\S[^\n]*)*)\n((?:[ ]+\S[^\n]*\n?)+)", body, re.MULTILINE):
        words = " ".join(said.split())
        found.update({name.strip(" \\"): words for name in re.split(r"[,\s]+", names)})
    return FrozenMap(found)


def _language(language: str, french: bool) -> str:
    known = {"fr": ("en français", "in French"), "en": ("en anglais", "in English")}
    return known.get(language, (language, language))[not french] if language else ""


def _type(sheet: Sheet, field: str, shape: Shape, french: bool) -> str:
    told = TYPES[shape.what][not french]
    told = told[:1].upper() + told[1:]
    if shape.what == "choice":
        return f"{told}{' :' if french else ':'} {', '.join(map(str, shape.choices))}"
    unit = unit_of(field, "fr" if french else "en")
    return ", ".join(part for part in (told, unit, _range(sheet.kind, field, french)) if part)


def unit_of(field: str, lang: str) -> str:
    """The unit the name of a field ends in; "" where it says none.

    >>> unit_of("capex_mdh", "fr"), unit_of("opex_delta_mdh_yr", "en"), unit_of("id", "en")
    ('MDH', 'MDH/yr', '')
    """
    for ending, *units in UNITS:
        if re.search(f"{ending}$", field):
            return units[not speaks_french(lang)]
    return ""


def _range(kind: type[Record], field: str, french: bool) -> str:
    """The bounds of a number, where they say something."""
    bounds = dict(_bounds(kind.model_fields[field].annotation, kind.model_fields[field].metadata))
    low, high = bounds.get("ge", bounds.get("gt")), bounds.get("le", bounds.get("lt"))
    low = None if low is None or abs(low) >= BEYOND else low
    high = None if high is None or abs(high) >= BEYOND else high
    above = ("plus de", "more than") if "gt" in bounds else ("au moins", "at least")
    below = ("moins de", "less than") if "lt" in bounds else ("au plus", "at most")
    if low is not None and high is not None and not {"gt", "lt"} & set(bounds):
        return f"de {low:g} à {high:g}" if french else f"{low:g} to {high:g}"
    told = [f"{words[not french]} {bound:g}" for words, bound in ((above, low), (below, high)) if bound is not None]
    return (" et " if french else " and ").join(told)


def _bounds(annotation: Any, metadata: Any) -> Iterator[tuple[str, float]]:
    """The bounds in a type: those of the type inside a list or an optional one among them."""
    for one in metadata:
        yield from _bounds(None, getattr(one, "metadata", ()))
        yield from ((name, getattr(one, name)) for name in ("ge", "gt", "le", "lt") if hasattr(one, name))
    if get_origin(annotation) is Annotated:
        yield from _bounds(get_args(annotation)[0], get_args(annotation)[1:])
    elif get_origin(annotation) is not None:
        for part in get_args(annotation):
            yield from _bounds(part, ())


def _need(kind: type[Record], field: str, french: bool) -> str:
    """Whether a column must be filled in, and what an empty cell says."""
    given = kind.model_fields[field]
    shape = shapes(kind)[field]
    if given.is_required() and not shape.may_be_none:
        return "Obligatoire" if french else "Required"
    default = None if shape.may_be_none else given.default
    if default in (None, "", ()) or shape.what in ("labels", "several", "pairs"):
        return "Facultatif" if french else "Optional"
    told = f"{default:g}" if isinstance(default, float) else str(default)
    return f"Facultatif ; vide : {told}" if french else f"Optional; empty: {told}"


def is_required(kind: type[Record], column: str) -> bool:
    """Whether each record needs a value in this column."""
    field, _ = field_of(kind, column)
    return kind.model_fields[field].is_required() and not shapes(kind)[field].may_be_none
