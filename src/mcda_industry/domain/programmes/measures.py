"""Measures that save carbon or water: what each costs a year, and for each tonne or cubic metre."""

from collections.abc import Iterable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from typing import Annotated, Literal, Self

import numpy as np
from numpy.typing import ArrayLike
from pydantic import Field, model_validator

from mcda_industry.arrays import FloatArray
from mcda_industry.columns import unknown_fields
from mcda_industry.domain.evidence import in_brackets
from mcda_industry.domain.finance import annuity
from mcda_industry.domain.programmes.checked import numbers
from mcda_industry.errors import Fault, ProblemError, did_you_mean, listed, quoted, speaks_french
from mcda_industry.problem import Column, Criterion
from mcda_industry.records import Count, FrozenMap, Labels, Name, Number, Record, Text, each_a
from mcda_industry.wording import enumerated, number

Amount = Annotated[Number, Field(ge=0, le=1e12)]
Signed = Annotated[Number, Field(ge=-1e12, le=1e12)]
Saves = Literal["tco2e", "water"]
"""What is saved: tonnes of CO₂e, or cubic metres of water."""

QUANTITY: Mapping[Saves, str] = {"tco2e": "tco2e_avoided_yr", "water": "water_saved_m3_yr"}
"""The field of a measure that holds what it saves."""

DH_PER_MDH = 1_000_000


class Measure(Record):
    """A measure of decarbonation or of water, as its sheet describes it.

    Parameters
    ----------
    id, label
        Its code ("D01") and its name by language.
    ecosystem, link_id
        Where in industry it applies.
    category
        "decarbonation" or "eau": the programme it belongs to. Either kind may save, or cost, both carbon and water.
    lifetime_years
        Years over which capex is spread, at least 1.
    capex_mdh
        Investment in million dirhams, not negative.
    opex_delta_mdh_yr, energy_saving_mdh_yr
        Yearly operating cost it adds, and energy bill it saves; either may be negative.
    tco2e_avoided_yr, water_saved_m3_yr
        Tonnes of CO₂e and cubic metres a year; negative where it causes them.
    applicability_sites
        Sites it is meant for.
    exclusive_with
        Measures that cannot be taken together with it; saying it on one side is enough.
    depends_on
        Measures that must be taken for it to work.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> furnaces = morocco_2025().measures[5]
    >>> furnaces.label["en"], furnaces.exclusive_with
    ('Gas furnace electrification', ('D03',))
    >>> round(furnaces.annual_cost_mdh(0.08), 3), round(furnaces.unit_cost_dh("tco2e", 0.08))
    (9.881, 696)
    """

    id: Name
    label: Labels = FrozenMap()
    ecosystem: Text = ""
    category: Literal["decarbonation", "eau"]
    link_id: Text = ""
    lifetime_years: Annotated[Count, Field(ge=1, le=200)]
    capex_mdh: Amount
    opex_delta_mdh_yr: Signed = 0.0
    energy_saving_mdh_yr: Signed = 0.0
    tco2e_avoided_yr: Signed = 0.0
    water_saved_m3_yr: Signed = 0.0
    applicability_sites: Annotated[Count, Field(ge=0, le=10**9)] = 0
    exclusive_with: tuple[Name, ...] = ()
    depends_on: tuple[Name, ...] = ()
    source_flag: Text = ""
    source_ids: tuple[Name, ...] = ()
    note: Text = ""

    @model_validator(mode="after")
    def _does_not_name_itself(self) -> Self:
        for field in ("depends_on", "exclusive_with"):
            if self.id in getattr(self, field):
                said = f"Measure {quoted(self.id)} names itself in {field!r}. Name other measures there."
                raise ProblemError(said, code="names_itself", field=field)
        return self

    def sentence(self, lang: str = "en") -> str:
        """What it costs and saves a year, and what it excludes or needs.

        Examples
        --------
        >>> from mcda_industry.datasets import morocco_2025
        >>> print(morocco_2025().measures[2].sentence())
        D03 (Waste-heat recovery): 46.0 MDH to invest, for 15 years; saves 7,400 tCO₂e a year (illustrative).
        """
        french = speaks_french(lang)
        name = f"{self.id} ({self.label[lang]})" if lang in self.label else self.id
        tonnes, water = number(self.tco2e_avoided_yr, lang), number(self.water_saved_m3_yr, lang)
        saved = [f"{tonnes} tCO₂e"] if self.tco2e_avoided_yr else []
        saved += [f"{water} m³"] if self.water_saved_m3_yr else []
        said = (_MEASURE_FR if french else _MEASURE_EN).format(
            name, number(self.capex_mdh, lang, 1), self.lifetime_years, enumerated(saved, lang) or "0"
        )
        for names, words in ((self.exclusive_with, ("excludes", "exclut")), (self.depends_on, ("needs", "requiert"))):
            if names:
                said += f"{' ;' if french else ';'} {words[french]} {enumerated(names, lang)}"
        return f"{said}{in_brackets(self.source_flag, lang)}."

    def annual_cost_mdh(self, rate: float) -> float:
        """Its net cost a year in MDH, capex spread over its life at this rate; negative where it earns money."""
        return float(annual_costs([self], rate)[0])

    def unit_cost_dh(self, saves: Saves, rate: float) -> float | None:
        """Dirhams for each tonne or cubic metre, the whole cost being put on it; None where it saves none."""
        found = float(unit_costs(self.annual_cost_mdh(rate), getattr(self, QUANTITY[saves])))
        return None if np.isnan(found) else found


_MEASURE_EN = "{}: {} MDH to invest, for {} years; saves {} a year"
_MEASURE_FR = "{} : {} MDH à investir, pour {} ans ; économise {} par an"


def annual_cost(capex: ArrayLike, opex_change: ArrayLike, energy_saving: ArrayLike, annuities: ArrayLike) -> FloatArray:
    """Net cost a year: capex times the annuity, plus the change of operating cost, less the energy saved.

    Arrays of one shape, or that broadcast; amounts in one unit, which is that of the answer.

    Raises
    ------
    ProblemError
        With every value that is no finite number; or if the shapes do not fit together.

    Examples
    --------
    >>> annual_cost([100.0, 0.0], 2.0, [20.0, 5.0], 0.1)
    array([-8., -3.])
    """
    invested, added, saved, share = numbers(
        capex=capex, opex_change=opex_change, energy_saving=energy_saving, annuities=annuities
    )
    return np.asarray(invested * share + added - saved)


def unit_costs(annual_cost_mdh: ArrayLike, quantity: ArrayLike) -> FloatArray:
    """Dirhams for each tonne or cubic metre saved; NaN where nothing is saved, or something is lost.

    Raises
    ------
    ProblemError
        With every value that is no finite number; or if the shapes do not fit together.

    Examples
    --------
    >>> unit_costs([2.0, -1.0, 3.0], [4_000.0, 1_000.0, 0.0])
    array([  500., -1000.,    nan])
    """
    cost, saved = numbers(annual_cost_mdh=annual_cost_mdh, quantity=quantity)
    positive = saved > 0
    return np.where(positive, DH_PER_MDH * cost / np.where(positive, saved, 1.0), np.nan)


def annual_costs(measures: Iterable[Measure], rate: float) -> FloatArray:
    """(n,) net cost a year of each measure, in MDH.

    Raises
    ------
    FinanceError
        If the rate is not a finite number above -1.
    """
    measures = each_a(Measure, measures, "measures")
    columns = ("capex_mdh", "opex_delta_mdh_yr", "energy_saving_mdh_yr")
    capex, opex, energy = (np.array([getattr(m, field) for m in measures], dtype=np.float64) for field in columns)
    return annual_cost(capex, opex, energy, [annuity(rate, measure.lifetime_years) for measure in measures])


def quantities(measures: Iterable[Measure], saves: Saves) -> FloatArray:
    """(n,) tonnes or cubic metres saved a year by each measure.

    Raises
    ------
    ProblemError
        If `saves` is neither "tco2e" nor "water".
    """
    if saves not in list(QUANTITY):
        said = f"Measures save no {quoted(saves)}; {did_you_mean(saves, QUANTITY)}"
        raise ProblemError(said, code="unknown_saving", field="saves")
    measures = each_a(Measure, measures, "measures")
    return np.array([getattr(measure, QUANTITY[saves]) for measure in measures], dtype=np.float64)


def catalogue_of(measures: Iterable[Measure]) -> tuple[Measure, ...]:
    """The measures as one catalogue: each id once, all they name in it, no circle, no contradiction.

    Raises
    ------
    ProblemError
        With every fault: no measure, an id that stands twice, an unknown measure in `depends_on` or `exclusive_with`
        (with the nearest known one), a circle of dependencies, a measure that depends on one it excludes.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> len(catalogue_of(morocco_2025().measures))
    17
    """
    measures = each_a(Measure, measures, "measures")
    if not measures:
        raise ProblemError("There is no measure. Give at least one.", code="empty", field="measures")
    faults = [*_twins(measures), *_unknown(measures), *_circle(measures)]
    if faults := faults or list(_contradictions(measures)):
        raise ProblemError.of(faults)
    return measures


def prerequisites(measures: Iterable[Measure]) -> dict[str, frozenset[str]]:
    """Each measure of a catalogue with all that it depends on, directly or through others, and itself."""
    direct = {measure.id: measure.depends_on for measure in measures}
    found: dict[str, frozenset[str]] = {}
    for name in TopologicalSorter(direct).static_order():
        found[name] = frozenset({name}).union(*(found[other] for other in direct[name]))
    return found


def exclusions(measures: Iterable[Measure]) -> frozenset[frozenset[str]]:
    """The pairs of measures that cannot be taken together."""
    return frozenset(frozenset({m.id, other}) for m in measures for other in m.exclusive_with)


def _twins(measures: tuple[Measure, ...]) -> Iterator[Fault]:
    names = [measure.id for measure in measures]
    if twice := [name for name in dict.fromkeys(names) if names.count(name) > 1]:
        said = f"Each measure needs its own id: {listed(twice)} stands twice. Rename one of them."
        yield Fault(said, "duplicate_name", "id")


def _unknown(measures: tuple[Measure, ...]) -> Iterator[Fault]:
    names = [measure.id for measure in measures]
    for row, measure in enumerate(measures):
        for field, verb in (("depends_on", "depends on"), ("exclusive_with", "excludes")):
            for other in getattr(measure, field):
                if other not in names:
                    near = did_you_mean(other, (name for name in names if name != measure.id))
                    said = f"Measure {quoted(measure.id)} {verb} {quoted(other)}, which is not in the catalogue; {near}"
                    yield Fault(said, "unknown_measure", field, row)


def _circle(measures: tuple[Measure, ...]) -> Iterator[Fault]:
    try:
        TopologicalSorter({measure.id: measure.depends_on for measure in measures}).prepare()
    except CycleError as circle:
        # graphlib gives the circle from prerequisite to dependent, its first name repeated at the end.
        chain = " depends on ".join(map(quoted, reversed(circle.args[1])))
        yield Fault(f"{chain}: this is a circle. Drop one of these dependencies.", "circular_dependency", "depends_on")


def _contradictions(measures: tuple[Measure, ...]) -> Iterator[Fault]:
    closed, apart = prerequisites(measures), exclusions(measures)
    for row, measure in enumerate(measures):
        for pair in sorted(map(sorted, apart)):
            if closed[measure.id].issuperset(pair):
                said = f"Measure {quoted(measure.id)} can never be taken: it needs both {listed(pair)}, which exclude "
                yield Fault(
                    f"{said}each other. Drop the dependency or the exclusion.", "contradiction", "depends_on", row
                )


NUMBERS = (
    "lifetime_years",
    "capex_mdh",
    "opex_delta_mdh_yr",
    "energy_saving_mdh_yr",
    "tco2e_avoided_yr",
    "water_saved_m3_yr",
    "applicability_sites",
)

DERIVED = ("annual_cost_mdh", "cost_dh_per_t", "cost_dh_per_m3")


def fields() -> tuple[str, ...]:
    """The fields a criterion of measures can be read from: numbers of the sheet and what follows from them.

    Examples
    --------
    >>> fields()[-2:]
    ('cost_dh_per_t', 'cost_dh_per_m3')
    """
    return (*NUMBERS, *DERIVED)


def columns(measures: Iterable[Measure], criteria: Mapping[str, Criterion], *, rate: float) -> tuple[Column, ...]:
    """The criteria columns of the measures, one for each criterion, values by measure id.

    Parameters
    ----------
    measures
        The catalogue; checked like `catalogue_of`.
    criteria
        The criterion read from each field of `fields()`.
    rate
        The discount rate at which capex is spread over the life of a measure.

    Raises
    ------
    ProblemError
        With every fault: an unknown field, or a cost for each tonne or cubic metre of a measure that saves none.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> from mcda_industry.problem import minimise
    >>> (capex,) = columns(morocco_2025().measures, {"capex_mdh": minimise("capex", "MDH")}, rate=0.08)
    >>> capex.values["D04"]
    300.0
    """
    if unknown := unknown_fields(criteria, fields(), "measures"):
        raise ProblemError.of(unknown)
    measures = catalogue_of(measures)
    found = {field: _values(measures, field, rate) for field in criteria}
    if faults := [fault for field, values in found.items() for fault in _undefined(measures, field, values)]:
        raise ProblemError.of(faults)
    names = [measure.id for measure in measures]
    return tuple(
        Column(criteria[field], FrozenMap(dict(zip(names, values.tolist(), strict=True))))
        for field, values in found.items()
    )


def _values(measures: tuple[Measure, ...], field: str, rate: float) -> FloatArray:
    match field:
        case "annual_cost_mdh":
            return annual_costs(measures, rate)
        case "cost_dh_per_t":
            return unit_costs(annual_costs(measures, rate), quantities(measures, "tco2e"))
        case "cost_dh_per_m3":
            return unit_costs(annual_costs(measures, rate), quantities(measures, "water"))
        case _:
            return np.array([getattr(measure, field) for measure in measures], dtype=np.float64)


def _undefined(measures: tuple[Measure, ...], field: str, values: FloatArray) -> Iterator[Fault]:
    for row in np.flatnonzero(np.isnan(values)):
        saved = "tonne of CO₂e" if field == "cost_dh_per_t" else "cubic metre of water"
        said = f"Measure {quoted(measures[row].id)} saves no {saved}, so it has no cost for each. "
        yield Fault(f"{said}Leave it out, or judge on its annual cost.", "undefined_ratio", field, int(row))
