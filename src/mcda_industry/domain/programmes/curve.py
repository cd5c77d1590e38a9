"""The abatement cost curve: measures from the cheapest tonne, or cubic metre, to the dearest, none taken against the rules."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from typing import Annotated, Literal, NamedTuple

from pydantic import Field

from mcda_industry.domain.programmes.checked import numbers
from mcda_industry.domain.programmes.measures import (
    DH_PER_MDH,
    Measure,
    Saves,
    annual_costs,
    catalogue_of,
    exclusions,
    prerequisites,
    quantities,
)
from mcda_industry.domain.programmes.overlaps import Overlap, losses
from mcda_industry.errors import ProblemError, did_you_mean, quoted, speaks_french
from mcda_industry.records import FrozenMap, Name, Number, Record
from mcda_industry.wording import cost_or_gain, enumerated, flagged, number

Keep = Literal["cheapest", "largest"]
LeftOut = Literal["excluded", "prerequisite", "saves nothing"]

UNITS = {"tco2e": {"fr": "tCO₂e/an", "en": "tCO₂e a year"}, "water": {"fr": "m³/an", "en": "m³ a year"}}
ONE = {"tco2e": "tCO₂e", "water": "m³"}


class CostStep(Record):
    """A step of the curve: measures taken together, what they save and what each unit costs.

    Several measures share a step where one needs the other, or where one spoils part of the saving of the other: only
    together do they have a cost. `quantity_yr` is what the step adds, in tonnes or cubic metres a year; `unit_cost_dh`
    is in dirhams for each; `up_to` is the total of the curve up to and with this step.
    """

    measures: Annotated[tuple[Name, ...], Field(min_length=1)]
    quantity_yr: Annotated[Number, Field(gt=0)]
    annual_cost_mdh: Number
    unit_cost_dh: Number
    up_to: Annotated[Number, Field(gt=0)]


class CostCurve(Record):
    """The abatement cost curve of a catalogue, or its twin for water.

    Parameters
    ----------
    saves
        "tco2e" or "water".
    rate
        The discount rate at which capex is spread over the life of a measure.
    keep
        How an exclusion was settled: for the "cheapest" unit, or for the "largest" saving.
    steps
        From the lowest cost for each unit to the highest; their costs never fall.
    left_out
        Why a measure is not on the curve: "excluded" by one that is, its "prerequisite" is, or it "saves nothing" in
        this company.
    illustrative
        Whether a measure carries the flag of invented figures.
    """

    saves: Saves
    rate: Number
    keep: Keep
    steps: tuple[CostStep, ...]
    left_out: FrozenMap[Name, LeftOut]
    illustrative: bool

    @property
    def quantity_yr(self) -> float:
        """All that the curve saves a year."""
        return self.steps[-1].up_to if self.steps else 0.0

    @property
    def annual_cost_mdh(self) -> float:
        """What the whole curve costs a year: the area under it."""
        return sum(step.annual_cost_mdh for step in self.steps)

    def pays_at(self, price_dh: float) -> tuple[CostStep, ...]:
        """The steps whose unit costs no more than this price; a price that is no finite number is refused."""
        (price,) = numbers(price_dh=price_dh)
        return tuple(step for step in self.steps if step.unit_cost_dh <= price)

    def sentence(self, price_dh: float, lang: str = "en") -> str:
        """What is worth its while at this price for each unit, in English ("en") or French ("fr")."""
        paying = self.pays_at(price_dh)
        earning = [name for step in paying if step.unit_cost_dh < 0 for name in step.measures]
        told = {
            "price": number(price_dh, lang),
            "one": ONE[self.saves],
            "saved": number(paying[-1].up_to if paying else 0.0, lang),
            "all": number(self.quantity_yr, lang),
            "unit": UNITS[self.saves]["fr" if speaks_french(lang) else "en"],
            "cost": cost_or_gain(sum(step.annual_cost_mdh for step in paying), lang),
            "earning": enumerated(earning, lang),
        }
        worth_it, remark, nothing = _SAID_FR if speaks_french(lang) else _SAID_EN
        said = nothing if not paying else f"{worth_it} {remark}" if earning else worth_it
        return flagged(said.format(**told), self.illustrative, lang)


_SAID_EN = (
    "At {price} DH for each {one}, measures that save {saved} {unit} out of {all} are worth their cost, for {cost}.",
    "{earning} earn more than they cost; among these, a lower cost for each {one} is no better rank.",
    "At {price} DH for each {one}, no measure is worth its cost.",
)
_SAID_FR = (
    "À {price} DH par {one}, des mesures économisant {saved} {unit} sur {all} valent leur coût, pour {cost}.",
    "{earning} rapportent plus qu'elles ne coûtent ; entre elles, un coût par {one} plus bas ne fait pas un meilleur rang.",
    "À {price} DH par {one}, aucune mesure ne vaut son coût.",
)


def cost_curve(
    measures: Iterable[Measure],
    *,
    rate: float,
    saves: Saves = "tco2e",
    overlaps: Iterable[Overlap] = (),
    keep: Keep = "cheapest",
) -> CostCurve:
    """The abatement cost curve: each step the cheapest for a unit of what can be taken next.

    Parameters
    ----------
    measures
        The catalogue; checked like `catalogue_of`.
    rate
        The discount rate at which capex is spread over the life of a measure.
    saves
        "tco2e" for the curve of carbon, "water" for that of water.
    overlaps
        What pairs of measures do not save twice; whoever comes later on the curve bears the loss.
    keep
        Of measures that exclude each other, those whose unit is "cheapest" or whose saving is "largest".

    Notes
    -----
    The area under the curve is the annual cost of all it holds. Costs for each unit rank measures that cost money; among
    measures that earn money a larger saving makes the figure look worse, so no order among them means anything
    (S. Taylor, 2012, The ranking of negative-cost emissions reduction measures, Energy Policy 48). What to take under a
    budget is the question of `assemble`, which does not use these ratios. Interactions move costs from measure to measure
    (F. Kesicki and P. Ekins, 2012, Marginal abatement cost curves: a call for caution, Climate Policy 12).

    Raises
    ------
    ProblemError, FinanceError
        If the catalogue contradicts itself, an overlap is not one of its, `saves` or `keep` is unknown, or the rate is no
        rate.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> measures = [m for m in morocco_2025().measures if m.category == "decarbonation"]
    >>> curve = cost_curve(measures, rate=0.08)
    >>> [step.measures[0] for step in curve.steps[:2]], dict(curve.left_out)
    (['D01', 'D02'], {'D06': 'excluded'})
    """
    measures = catalogue_of(measures)
    if keep not in ("cheapest", "largest"):
        said = f"Exclusions are not settled by {quoted(keep)}; {did_you_mean(keep, ['cheapest', 'largest'])}"
        raise ProblemError(said, code="unknown_rule", field="keep")
    names = [measure.id for measure in measures]
    costs = dict(zip(names, annual_costs(measures, rate).tolist(), strict=True))
    saved = dict(zip(names, quantities(measures, saves).tolist(), strict=True))
    table = _Table(costs, saved, prerequisites(measures), losses(measures, overlaps, saves))
    eligible, left_out = _eligible(table, exclusions(measures), keep)
    steps = _in_order(table, eligible)
    on_it = {name for step in steps for name in step.names}
    return CostCurve(
        saves=saves,
        rate=rate,
        keep=keep,
        steps=_steps(steps),
        left_out=FrozenMap({name: left_out.get(name, "saves nothing") for name in names if name not in on_it}),
        illustrative=any(measure.source_flag == "illustrative" for measure in measures),
    )


class _Table(NamedTuple):
    """What the curve is drawn from, by name."""

    costs: Mapping[str, float]
    saved: Mapping[str, float]
    needs: Mapping[str, frozenset[str]]
    lost: Mapping[frozenset[str], float]

    def added(self, block: frozenset[str], taken: frozenset[str]) -> float:
        """What a block saves once these are taken, less what overlaps."""
        together = block | taken
        lost = (loss for pair, loss in self.lost.items() if pair <= together and not pair <= taken)
        return sum(self.saved[name] for name in sorted(block)) - sum(lost)

    def cost(self, block: frozenset[str]) -> float:
        return sum(self.costs[name] for name in sorted(block))


class _Block(NamedTuple):
    names: tuple[str, ...]
    quantity: float
    cost: float

    @property
    def unit_cost(self) -> float:
        return self.cost / self.quantity

    def with_(self, other: "_Block") -> "_Block":
        return _Block((*self.names, *other.names), self.quantity + other.quantity, self.cost + other.cost)


def _eligible(table: _Table, apart: frozenset[frozenset[str]], keep: Keep) -> tuple[frozenset[str], dict[str, LeftOut]]:
    """The measures that may stand on one curve, the preferred first, and why others may not."""
    accepted: frozenset[str] = frozenset()
    refused: dict[str, LeftOut] = {}
    saving = [name for name, saved in table.saved.items() if saved > 0]
    order = {"cheapest": lambda name: table.costs[name] / table.saved[name], "largest": lambda name: -table.saved[name]}
    for name in sorted(saving, key=order[keep]):
        clash = {one for pair in apart if pair <= accepted | table.needs[name] for one in pair & table.needs[name]}
        if clash - accepted:
            refused[name] = "excluded" if name in clash else "prerequisite"
        else:
            accepted |= table.needs[name]
    return accepted, refused


def _in_order(table: _Table, eligible: frozenset[str]) -> list[_Block]:
    """Blocks of measures from the cheapest unit up; a block is a measure with what it still needs.

    Where a block is cheaper than the one before, that one made it so: the two are one step (pooling of adjacent violators).
    """
    steps: list[_Block] = []
    taken: frozenset[str] = frozenset()
    while found := [block for name in table.needs if name in eligible - taken and (block := _next(table, name, taken))]:
        steps.append(min(found, key=lambda block: block.unit_cost))
        taken |= frozenset(steps[-1].names)
        while len(steps) > 1 and steps[-1].unit_cost < steps[-2].unit_cost:
            steps[-2:] = [steps[-2].with_(steps[-1])]
    return steps


def _next(table: _Table, name: str, taken: frozenset[str]) -> _Block | None:
    """The block that would bring this measure in, if it saves anything."""
    block = table.needs[name] - taken
    quantity = table.added(block, taken)
    ordered = tuple(one for one in table.needs if one in block)  # prerequisites first
    return _Block(ordered, quantity, table.cost(block)) if quantity > 0 else None


def _steps(blocks: Sequence[_Block]) -> tuple[CostStep, ...]:
    totals = accumulate(block.quantity for block in blocks)
    return tuple(
        CostStep(
            measures=block.names,
            quantity_yr=block.quantity,
            annual_cost_mdh=block.cost,
            unit_cost_dh=DH_PER_MDH * block.unit_cost,
            up_to=total,
        )
        for block, total in zip(blocks, totals, strict=True)
    )
