"""Which measures to take together under a budget: the best programme, and why the others are left out."""

from collections.abc import Iterable, Sequence
from typing import Annotated, Literal, NamedTuple

import numpy as np
from pydantic import Field

from mcda_industry.arrays import BoolArray, FloatArray
from mcda_industry.choices import leanest_choice
from mcda_industry.domain.programmes.measures import (
    DH_PER_MDH,
    Amount,
    Measure,
    annual_costs,
    catalogue_of,
    exclusions,
    prerequisites,
    quantities,
    unit_costs,
)
from mcda_industry.domain.programmes.overlaps import Overlap, losses
from mcda_industry.errors import ProblemError, speaks_french
from mcda_industry.records import FrozenMap, Name, Number, Record, each_a, one_of
from mcda_industry.wording import cost_or_gain, enumerated, flagged, number

Aim = Literal["net_benefit", "tco2e", "water"]
WhyNot = Literal["excluded", "prerequisite", "worthless", "budget", "target", "overlap"]


class ProgrammeRules(Record):
    """What a programme is for, and within which limits.

    Parameters
    ----------
    budget_mdh
        The most that may be invested, in MDH.
    rate
        The discount rate at which capex is spread over the life of a measure.
    aim
        What is made as large as possible: the "net_benefit" a year (carbon and water at their prices, less the annual
        cost), the tonnes of CO₂e ("tco2e") or the cubic metres ("water").
    carbon_price_dh_per_t, water_price_dh_per_m3
        What a tonne and a cubic metre are worth; for the net benefit.
    tco2e_at_least, water_at_least_m3
        What the programme must save a year, whatever its aim.

    Examples
    --------
    >>> ProgrammeRules(budget_mdh=200, rate=0.08, aim="tco2e").budget_mdh
    200.0
    """

    budget_mdh: Amount
    rate: Annotated[Number, Field(gt=-1)]
    aim: Aim = "net_benefit"
    carbon_price_dh_per_t: Amount = 0.0
    water_price_dh_per_m3: Amount = 0.0
    tco2e_at_least: Amount | None = None
    water_at_least_m3: Amount | None = None


class Programme(Record):
    """The best set of measures under the rules, proved by the solver and added up again from the measures.

    Parameters
    ----------
    rules
        What was asked.
    measures
        The measures taken, in the order of the catalogue.
    capex_mdh, annual_cost_mdh
        Investment, and net cost a year with capex spread over the lives of the measures.
    tco2e_yr, water_m3_yr
        Saved a year, overlaps deducted.
    worth
        What the programme was made for, in MDH a year, tonnes or cubic metres.
    left_out
        Why a measure is not taken: "excluded" by one that is, it is "worthless" for the aim, a "prerequisite" is not
        taken, the rest of the "budget" does not pay for it, with it a "target" would be missed, or what it saves is
        saved already ("overlap").
    illustrative
        Whether a measure carries the flag of invented figures.
    """

    rules: ProgrammeRules
    measures: tuple[Name, ...]
    capex_mdh: Number
    annual_cost_mdh: Number
    tco2e_yr: Number
    water_m3_yr: Number
    worth: Number
    left_out: FrozenMap[Name, WhyNot]
    illustrative: bool

    @property
    def cost_dh_per_t(self) -> float | None:
        """Annual cost for each tonne of CO₂e, the whole cost being put on carbon; None where none is avoided."""
        return _each(self.annual_cost_mdh, self.tco2e_yr)

    @property
    def cost_dh_per_m3(self) -> float | None:
        """Annual cost for each cubic metre, the whole cost being put on water; None where none is saved."""
        return _each(self.annual_cost_mdh, self.water_m3_yr)

    def sentence(self, lang: str = "en") -> str:
        """The programme in words, in English ("en") or French ("fr")."""
        french = speaks_french(lang)
        if not self.measures:
            nothing = _NOTHING["fr" if french else "en"].format(budget=number(self.rules.budget_mdh, lang))
            return flagged(nothing, self.illustrative, lang)
        said = _PROGRAMME["fr" if french else "en"].format(
            capex=number(self.capex_mdh, lang),
            budget=number(self.rules.budget_mdh, lang),
            taken=enumerated(self.measures, lang),
            tonnes=number(self.tco2e_yr, lang),
            water=number(self.water_m3_yr, lang),
            cost=cost_or_gain(self.annual_cost_mdh, lang),
        )
        return flagged(said, self.illustrative, lang)


_PROGRAMME = {
    "en": "For {capex} MDH out of {budget}, take {taken}: they avoid {tonnes} tCO₂e and save {water} m³ a year, "
    "for {cost}.",
    "fr": "Pour {capex} MDH sur {budget}, retenir {taken} : {tonnes} tCO₂e évitées et {water} m³ économisés par an, "
    "pour {cost}.",
}
_NOTHING = {
    "en": "No measure is worth taking within {budget} MDH.",
    "fr": "Aucune mesure ne vaut d'être retenue dans la limite de {budget} MDH.",
}


def assemble(measures: Iterable[Measure], rules: ProgrammeRules, *, overlaps: Iterable[Overlap] = ()) -> Programme:
    """The best programme under the rules: no other set of these measures is worth more, none as good invests less.

    Parameters
    ----------
    measures
        The catalogue; checked like `catalogue_of`.
    rules
        The aim, the budget and what must be saved.
    overlaps
        What pairs of measures do not save twice.

    Notes
    -----
    A choice of yes or no for each measure, solved as a mixed-integer programme without a gap; what comes out is checked
    against every limit, and its figures are added up again from the measures. Of sets of equal worth it is one that
    invests least, and of these one of the fewest measures: nothing is taken that adds nothing. More budget never makes
    the worth smaller, but it may replace the measures of a smaller one.

    Raises
    ------
    ProblemError, FinanceError
        If the catalogue contradicts itself, an overlap is not one of its, or no programme saves what must be saved
        within the budget.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> water = [m for m in morocco_2025().measures if m.category == "eau"]
    >>> programme = assemble(water, ProgrammeRules(budget_mdh=40, rate=0.08, aim="water"))
    >>> programme.measures, programme.capex_mdh, programme.left_out["W05"]
    (('W02', 'W03', 'W04'), 30.0, 'budget')
    """
    measures, rules = catalogue_of(measures), one_of(ProgrammeRules, rules, "rules")
    overlaps = each_a(Overlap, overlaps, "overlaps")
    table = _Table.of(measures, overlaps, rules)
    rows, limits = _limits(table, measures, rules)
    found = leanest_choice((table.worth, -table.capex, -np.ones(len(table.capex))), rows, limits)
    if found is None:
        raise _impossible(rules)
    taken = found[: len(measures)]
    return _programme(table, measures, taken, rules)


class _Table(NamedTuple):
    """What the choice reads, for each measure and then for each pair of measures that overlaps; a pair is a choice too."""

    worth: FloatArray
    capex: FloatArray
    cost: FloatArray
    tonnes: FloatArray
    water: FloatArray
    pairs: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, measures: Sequence[Measure], overlaps: Sequence[Overlap], rules: ProgrammeRules) -> "_Table":
        place = {measure.id: row for row, measure in enumerate(measures)}
        lost = {"tco2e": losses(measures, overlaps, "tco2e"), "water": losses(measures, overlaps, "water")}
        both = sorted(sorted(pair, key=place.__getitem__) for pair in {*lost["tco2e"], *lost["water"]})
        spoilt = {s: [-found.get(frozenset(pair), 0.0) for pair in both] for s, found in lost.items()}
        tonnes = np.append(quantities(measures, "tco2e"), spoilt["tco2e"])
        water = np.append(quantities(measures, "water"), spoilt["water"])
        none = np.zeros(len(both))
        cost = np.append(annual_costs(measures, rules.rate), none)
        worth = {"tco2e": tonnes, "water": water, "net_benefit": _net_benefit(cost, tonnes, water, rules)}[rules.aim]
        capex = np.append([measure.capex_mdh for measure in measures], none)
        return cls(worth, capex, cost, tonnes, water, tuple((place[a], place[b]) for a, b in both))

    def told_by(self, taken: BoolArray) -> "_Table":
        """The same, the pairs that are taken being those whose measures both are."""
        both = [bool(taken[a] and taken[b]) for a, b in self.pairs]
        every = np.append(taken, np.array(both, dtype=bool))
        columns = (self.worth, self.capex, self.cost, self.tonnes, self.water)
        worth, capex, cost, tonnes, water = (np.where(every, column, 0.0) for column in columns)
        return _Table(worth, capex, cost, tonnes, water, self.pairs)


def _net_benefit(cost: FloatArray, tonnes: FloatArray, water: FloatArray, rules: ProgrammeRules) -> FloatArray:
    value = tonnes * rules.carbon_price_dh_per_t + water * rules.water_price_dh_per_m3
    return np.asarray(value / DH_PER_MDH - cost)


def _limits(table: _Table, measures: Sequence[Measure], rules: ProgrammeRules) -> tuple[FloatArray, FloatArray]:
    """(k, n) rows and (k,) limits: budget, exclusions, dependencies, overlaps, and what must be saved."""
    place, size = {measure.id: row for row, measure in enumerate(measures)}, len(table.capex)
    found: list[tuple[FloatArray, float]] = [(table.capex, rules.budget_mdh)]
    found += [
        (_row(size, {place[name]: 1.0 for name in pair}), 1.0) for pair in sorted(map(sorted, exclusions(measures)))
    ]
    found += [(_row(size, {place[m.id]: 1.0, place[other]: -1.0}), 0.0) for m in measures for other in m.depends_on]
    overlap = enumerate(table.pairs, start=len(measures))
    found += [(_row(size, {first: 1.0, second: 1.0, pair: -1.0}), 1.0) for pair, (first, second) in overlap]
    wanted = ((table.tonnes, rules.tco2e_at_least), (table.water, rules.water_at_least_m3))
    found += [(-saved, -least) for saved, least in wanted if least is not None]
    rows, limits = zip(*found, strict=True)
    return np.array(rows), np.array(limits)


def _row(size: int, entries: dict[int, float]) -> FloatArray:
    row = np.zeros(size)
    for place, value in entries.items():
        row[place] = value
    return row


def _programme(table: _Table, measures: Sequence[Measure], taken: BoolArray, rules: ProgrammeRules) -> Programme:
    """The record, every figure added up from what is taken."""
    told = table.told_by(taken)
    return Programme(
        rules=rules,
        measures=tuple(measure.id for measure, is_taken in zip(measures, taken, strict=True) if is_taken),
        capex_mdh=float(told.capex.sum()),
        annual_cost_mdh=float(told.cost.sum()),
        tco2e_yr=float(told.tonnes.sum()),
        water_m3_yr=float(told.water.sum()),
        worth=float(told.worth.sum()),
        left_out=_left_out(table, measures, taken, rules),
        illustrative=any(measure.source_flag == "illustrative" for measure in measures),
    )


def _left_out(
    table: _Table, measures: Sequence[Measure], taken: BoolArray, rules: ProgrammeRules
) -> FrozenMap[str, WhyNot]:
    """Why each measure that is not taken is not; overlaps aside, `table` holds what each would add."""
    within = frozenset(measure.id for measure, is_taken in zip(measures, taken, strict=True) if is_taken)
    needs, apart = prerequisites(measures), exclusions(measures)
    told = table.told_by(taken)
    reasons: dict[str, WhyNot] = {}
    for row, measure in enumerate(measures):
        if measure.id in within:
            continue
        if any(frozenset({measure.id, other}) in apart for other in within):
            reasons[measure.id] = "excluded"
        elif table.worth[row] <= 0:
            reasons[measure.id] = "worthless"
        elif not needs[measure.id] <= within | {measure.id}:
            reasons[measure.id] = "prerequisite"
        elif table.capex[row] + told.capex.sum() > rules.budget_mdh:
            reasons[measure.id] = "budget"
        else:
            reasons[measure.id] = "target" if _misses(table, told, row, rules) else "overlap"
    return FrozenMap(reasons)


def _misses(table: _Table, told: _Table, row: int, rules: ProgrammeRules) -> bool:
    """Whether with this measure too the programme would save less than it must."""
    saved = (told.tonnes.sum() + table.tonnes[row], rules.tco2e_at_least)
    kept = (told.water.sum() + table.water[row], rules.water_at_least_m3)
    return any(least is not None and quantity < least for quantity, least in (saved, kept))


def _each(annual_cost_mdh: float, quantity: float) -> float | None:
    found = float(unit_costs(annual_cost_mdh, quantity))
    return None if np.isnan(found) else found


def _impossible(rules: ProgrammeRules) -> ProblemError:
    wanted = [f"{rules.tco2e_at_least:g} tCO₂e"] if rules.tco2e_at_least is not None else []
    wanted += [f"{rules.water_at_least_m3:g} m³"] if rules.water_at_least_m3 is not None else []
    said = f"No programme of these measures saves {' and '.join(wanted)} a year within {rules.budget_mdh:g} MDH. "
    return ProblemError(f"{said}Give more budget or ask for less.", code="infeasible", field="budget_mdh")
