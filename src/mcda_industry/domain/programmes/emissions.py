"""Emissions of scope 1 and 2 from energy used: every tonne with its factor, the year and the source of the factor."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Final, Literal

import numpy as np
from numpy.typing import ArrayLike
from pydantic import Field

from mcda_industry.arrays import FloatArray
from mcda_industry.columns import read_columns
from mcda_industry.domain.evidence import INVENTED
from mcda_industry.domain.programmes.checked import numbers
from mcda_industry.errors import Fault, ProblemError, did_you_mean, listed, quoted, speaks_french
from mcda_industry.problem import Column, Criterion, minimise
from mcda_industry.records import Count, FrozenMap, Labels, Name, Number, Record, Text, each_a, one_of
from mcda_industry.wording import flagged, number

Amount = Annotated[Number, Field(ge=0, le=1e12)]
Percentage = Annotated[Number, Field(ge=0, le=100)]


class EmissionFactor(Record):
    """What one unit of an energy emits, and how that is known.

    Parameters
    ----------
    id, label
        The energy carrier ("electricity") and its name by language.
    scope
        1 for what is burnt on the site, 2 for electricity, heat or steam that is bought.
    t_per_unit, unit
        Tonnes of CO₂e for each unit, and the unit ("MWh").
    year
        The year the factor stands for; None where the data do not say.
    source
        Where it comes from; empty where the data do not say, which sentences then tell.
    boundary
        "direct" for what is emitted where the energy is made, "life cycle" where extraction, plant and transport are
        counted too. The second overstates scope 2.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> print(morocco_2025().emission_factors[0].sentence())
    Grid electricity: 0.551 tCO₂e/MWh in 2024 (source S41; life cycle, more than scope 2 asks for).
    """

    id: Name
    label: Labels = FrozenMap()
    scope: Literal[1, 2]
    t_per_unit: Amount
    unit: Name
    year: Count | None = None
    source: Text = ""
    boundary: Literal["direct", "life cycle"] = "direct"

    def sentence(self, lang: str = "en") -> str:
        """The factor with its year and source, in English ("en") or French ("fr")."""
        french = speaks_french(lang)
        name = self.label.get(lang, self.id)
        year = (f" en {self.year}" if french else f" in {self.year}") if self.year else ""
        source = f"source {self.source}" if self.source else ("source non indiquée" if french else "no source given")
        wide = "cycle de vie, plus large que le scope 2" if french else "life cycle, more than scope 2 asks for"
        more = f"; {wide}" if self.boundary == "life cycle" else ""
        shown = number(self.t_per_unit, lang, 3)
        colon = " : " if french else ": "
        return f"{name}{colon}{shown} tCO₂e/{self.unit}{year} ({source}{' ' if french and more else ''}{more})."


class EnergyUse(Record):
    """The energy a site or project uses in a year.

    Parameters
    ----------
    id, label
        The site or project.
    quantities
        By carrier, in the unit of its factor.
    contracted_pct
        By carrier of scope 2, the percentage covered by contracts for energy that emits nothing.
    source_flag
        How the quantities are flagged ("illustrative"); the footprint carries it on.

    Examples
    --------
    >>> EnergyUse(id="P01", quantities={"gas": 1_200}).quantities["gas"]
    1200.0
    """

    id: Name
    label: Labels = FrozenMap()
    quantities: FrozenMap[Name, Amount]
    contracted_pct: FrozenMap[Name, Percentage] = FrozenMap()
    source_flag: Text = ""


class FootprintLine(Record):
    """One carrier of a footprint: quantity times factor, with what is known of the factor.

    `location_t` counts every unit at the factor, `market_t` only what no contract covers.
    """

    carrier: Name
    scope: Literal[1, 2]
    quantity: Number
    unit: Name
    t_per_unit: Number
    year: Count | None
    source: Text
    location_t: Number
    market_t: Number


class Footprint(Record):
    """Emissions of scope 1 and 2 of a site or project in a year, in tonnes of CO₂e.

    Parameters
    ----------
    id
        The site or project.
    scope_1_t
        Burnt on the site.
    scope_2_location_t, scope_2_market_t
        Bought energy at the average factor of the grid, and less what contracts cover. Both are to be reported
        (WRI and WBCSD, 2015, GHG Protocol Scope 2 Guidance).
    lines
        One for each carrier.
    source_flag
        How the quantities behind it are flagged.
    """

    id: Name
    scope_1_t: Number
    scope_2_location_t: Number
    scope_2_market_t: Number
    lines: tuple[FootprintLine, ...]
    source_flag: Text = ""

    @property
    def total_market_t(self) -> float:
        """Scope 1 and market-based scope 2."""
        return self.scope_1_t + self.scope_2_market_t

    @property
    def total_location_t(self) -> float:
        """Scope 1 and location-based scope 2."""
        return self.scope_1_t + self.scope_2_location_t

    @property
    def without_source(self) -> tuple[str, ...]:
        """The carriers whose factor has no source."""
        return tuple(line.carrier for line in self.lines if not line.source)

    def sentence(self, lang: str = "en") -> str:
        """The footprint in words, in English ("en") or French ("fr")."""
        french = speaks_french(lang)
        said = _FOOTPRINT["fr" if french else "en"].format(
            id=self.id,
            scope_1=number(self.scope_1_t, lang),
            location=number(self.scope_2_location_t, lang),
            market=number(self.scope_2_market_t, lang),
        )
        if self.without_source:
            said += f" {_UNSOURCED['fr' if french else 'en'].format(', '.join(self.without_source))}"
        return flagged(said, self.source_flag in INVENTED, lang)


_FOOTPRINT = {
    "en": "{id} emits {scope_1} tCO₂e a year on site (scope 1) and {location} by the energy it buys (scope 2, "
    "location-based), {market} after its contracts (market-based).",
    "fr": "{id} émet {scope_1} tCO₂e/an sur site (scope 1) et {location} par l'énergie achetée (scope 2, selon le "
    "réseau), {market} après ses contrats (selon le marché).",
}
_UNSOURCED = {"en": "The factor of {} has no source.", "fr": "Le facteur de {} est sans source."}


def emissions(quantities: ArrayLike, factors: ArrayLike, contracted_share: ArrayLike = 0.0) -> FloatArray:
    """Tonnes of CO₂e of each use: quantity times factor, less the share under contract.

    Parameters
    ----------
    quantities
        (..., c) units of each carrier.
    factors
        (c,) tonnes of CO₂e for each unit.
    contracted_share
        (..., c) shares, 0 to 1, that emit nothing.

    Raises
    ------
    ProblemError
        With every value that is no finite number of 0 or more, or share above 1; or if the shapes do not fit together.

    Examples
    --------
    >>> emissions([[100.0, 10.0]], [0.5, 0.2], [[0.5, 0.0]])
    array([[25.,  2.]])
    """
    (share,) = numbers(low=0, high=1, contracted_share=contracted_share)
    used, factor, share = numbers(low=0, quantities=quantities, factors=factors, contracted_share=share)
    return np.asarray(used * factor * (1 - share))


def footprint(use: EnergyUse, factors: Iterable[EmissionFactor]) -> Footprint:
    """The emissions of scope 1 and 2 of the energy used.

    Raises
    ------
    ProblemError
        With every fault: a carrier without a factor, two factors for one carrier, or contracts for what is burnt on the
        site (they change scope 2 only).

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> forge = EnergyUse(id="forge", quantities={"electricity": 1_000, "gas": 500}, contracted_pct={"electricity": 40})
    >>> found = footprint(forge, morocco_2025().emission_factors)
    >>> found.scope_1_t, found.scope_2_location_t, round(found.scope_2_market_t, 1)
    (101.0, 551.0, 330.6)
    """
    use, by_carrier = one_of(EnergyUse, use, "use"), _by_carrier(factors)
    if faults := [*_without_factor(use, by_carrier)]:
        raise ProblemError.of(faults)
    lines = tuple(_line(by_carrier[carrier], quantity, use) for carrier, quantity in use.quantities.items())
    bought = [line for line in lines if line.scope == 2]
    return Footprint(
        id=use.id,
        scope_1_t=sum(line.location_t for line in lines if line.scope == 1),
        scope_2_location_t=sum(line.location_t for line in bought),
        scope_2_market_t=sum(line.market_t for line in bought),
        lines=lines,
        source_flag=use.source_flag,
    )


FOOTPRINT_CRITERIA: Final[Mapping[str, Criterion]] = FrozenMap(
    {
        "scope_1_t": minimise("scope 1", "tCO₂e/an", label={"fr": "Émissions sur site", "en": "Emissions on site"}),
        "scope_2_location_t": minimise(
            "scope 2, location",
            "tCO₂e/an",
            label={"fr": "Énergie achetée, réseau", "en": "Energy bought, grid average"},
        ),
        "scope_2_market_t": minimise(
            "scope 2, market",
            "tCO₂e/an",
            label={"fr": "Énergie achetée, contrats", "en": "Energy bought, after contracts"},
        ),
        "total_location_t": minimise(
            "scopes 1+2, location", "tCO₂e/an", label={"fr": "Total, réseau", "en": "Total, grid average"}
        ),
        "total_market_t": minimise(
            "scopes 1+2, market", "tCO₂e/an", label={"fr": "Total, contrats", "en": "Total, after contracts"}
        ),
    }
)
"""The criteria footprints are judged on, unless others are given: tonnes of CO₂e a year, less is better."""


def footprint_columns(
    footprints: Iterable[Footprint], criteria: Mapping[str, Criterion] = FOOTPRINT_CRITERIA
) -> tuple[Column, ...]:
    """The criteria columns of footprints, one for each criterion, values in tonnes of CO₂e a year by site or project.

    Parameters
    ----------
    footprints
        Each id once.
    criteria
        The criterion read from each field of `FOOTPRINT_CRITERIA`; take some of its own, or give yours. Totals are the sum
        of scopes, so a problem with a total and its parts counts tonnes twice.

    Raises
    ------
    ProblemError
        With every fault: an unknown field, or an id that stands twice.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> from mcda_industry.problem import Problem, maximise
    >>> from mcda_industry.ranking import rank
    >>> case = morocco_2025()
    >>> names = ("P02", "P05", "P14")
    >>> on_site, bought, *_ = footprint_columns(case.footprints[name] for name in names)
    >>> on_site.criterion.unit, round(on_site.values["P02"])
    ('tCO₂e/an', 2828)
    >>> jobs = Column(maximise("jobs"), {name: case.project(name).jobs_direct for name in names})
    >>> problem = Problem.from_columns([on_site, bought, jobs])
    >>> rank(problem, {"scope 1": 1, "scope 2, location": 1, "jobs": 2}, "topsis").order
    ('P05', 'P14', 'P02')
    """
    return read_columns(each_a(Footprint, footprints, "footprints"), criteria, FOOTPRINT_CRITERIA, what="footprints")


def _by_carrier(factors: Iterable[EmissionFactor]) -> dict[str, EmissionFactor]:
    factors = each_a(EmissionFactor, factors, "factors")
    names = [factor.id for factor in factors]
    if twice := [name for name in dict.fromkeys(names) if names.count(name) > 1]:
        said = f"Each carrier needs one factor: {listed(twice)} stands twice. Keep the one of the year in question."
        raise ProblemError(said, code="duplicate_name", field="factors")
    return {factor.id: factor for factor in factors}


def _without_factor(use: EnergyUse, known: dict[str, EmissionFactor]) -> Iterable[Fault]:
    for carrier in use.quantities:
        if carrier not in known:
            said = (
                f"{quoted(use.id)} uses {quoted(carrier)}, which has no emission factor; {did_you_mean(carrier, known)}"
            )
            yield Fault(said, "unknown_carrier", "quantities")
    for carrier in use.contracted_pct:
        if carrier not in use.quantities:
            said = f"{quoted(use.id)} has contracts for {quoted(carrier)}, which it does not use; "
            yield Fault(said + did_you_mean(carrier, use.quantities), "unknown_carrier", "contracted_pct")
        elif carrier in known and known[carrier].scope == 1:
            said = (
                f"{quoted(use.id)} has contracts for {quoted(carrier)}, which is burnt on the site: contracts change "
            )
            yield Fault(
                f"{said}scope 2 only. Give biogas or the like as a carrier of its own.", "scope", "contracted_pct"
            )


def _line(factor: EmissionFactor, quantity: float, use: EnergyUse) -> FootprintLine:
    share = use.contracted_pct.get(factor.id, 0.0) / 100
    location, market = (float(emissions(quantity, factor.t_per_unit, covered)) for covered in (0.0, share))
    return FootprintLine(
        carrier=factor.id,
        scope=factor.scope,
        quantity=quantity,
        unit=factor.unit,
        t_per_unit=factor.t_per_unit,
        year=factor.year,
        source=factor.source,
        location_t=location,
        market_t=market,
    )
