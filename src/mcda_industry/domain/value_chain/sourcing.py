"""What the choice between an import and a local product needs to know, and by which rule it is made."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from mcda_industry.domain.finance import annuity
from mcda_industry.errors import ValueChainError, quoted
from mcda_industry.records import Count, FrozenMap, Labels, Name, Number, Record, Text

Percentage = Annotated[Number, Field(ge=0, le=100)]
Positive = Annotated[Number, Field(gt=0, le=1e12)]
Amount = Annotated[Number, Field(ge=0, le=1e12)]
Weeks = Annotated[Number, Field(ge=0, le=1000)]
Share = Annotated[Number, Field(ge=0, le=1)]
Hhi = Annotated[Number, Field(ge=0, le=10_000)]


class SourcingRule(Record):
    """The conventions of the cost comparison and the thresholds of the verdict; both are stated with every answer.

    Parameters
    ----------
    name
        What the rule is called where it is quoted.
    carrying_rate, local_overhead
        Cost of a year of stock, and of delivery at home, as shares.
    discount_rate, life_years
        What spreads the investment over the years. It comes on top of the unit cost, which is taken to be that of
        running the plant.
    capability_at_least
        Local capability, 0 to 100, from which a local producer can make it.
    substitutability_at_most, origin_hhi_at_least, disruption_at_least
        A link is exposed if it is hard to replace and either its origins are concentrated or its expected yearly
        disruption (probability × cost, as a share of CIF) is high.
    premium_at_most
        How much more a unit may cost at home for the sake of a second source, as a share of the import cost.

    Examples
    --------
    >>> round(SourcingRule().annuity, 4)
    0.1315
    """

    name: Name = "cost, scale, capability, exposure"
    carrying_rate: Share = 0.10
    local_overhead: Share = 0.015
    discount_rate: Annotated[Number, Field(gt=-1, le=1)] = 0.10
    life_years: Annotated[Count, Field(ge=1, le=200)] = 15
    capability_at_least: Percentage = 50.0
    substitutability_at_most: Annotated[Number, Field(ge=1, le=5)] = 2.0
    origin_hhi_at_least: Hhi = 2500.0
    disruption_at_least: Share = 0.02
    premium_at_most: Share = 0.10

    @property
    def annuity(self) -> float:
        """The yearly charge for each unit invested."""
        return annuity(self.discount_rate, self.life_years)


class Sourcing(Record):
    """What the choice between an import and a local product needs to know.

    Parameters
    ----------
    id, label
        The link or product, and its name by language.
    cif_unit_cost, local_unit_cost
        Cost of a unit from abroad (cost, insurance, freight) and at the local factory gate, in the same unit.
    import_unit, local_unit
        That unit ("index", "MAD/kg"); they must be equal.
    duty_pct, logistics_pct
        In percent of CIF.
    disruption_prob_pct_yr, disruption_cost_pct
        Probability of a disruption in a year, and its cost in percent of CIF.
    lead_time_import_weeks, lead_time_local_weeks
        From order to arrival.
    market_mdh
        Yearly imports that local production could replace, at CIF, in million dirhams; above 0.
    local_investment_mdh, min_efficient_scale_mdh
        What it takes to start, and the smallest yearly volume worth running.
    local_capability_0_100, substitutability_1_5
        Judged: what the country can make, and how easily the product is replaced (1: hardly).
    origin_hhi, origin_hhi_highest
        Concentration of the origins; its upper bound if only bounds are known.

    Examples
    --------
    >>> from mcda_industry.domain.value_chain.verdicts import relocation
    >>> forming = Sourcing(id="A05", cif_unit_cost=100, local_unit_cost=89, market_mdh=310, local_investment_mdh=150,
    ...                    local_capability_0_100=64, substitutability_1_5=4, origin_hhi=3600)
    >>> round(relocation(forming).saving_share, 4)
    0.0967
    """

    id: Name
    label: Labels = FrozenMap()
    cif_unit_cost: Positive
    local_unit_cost: Positive
    import_unit: Name = "index"
    local_unit: Name = "index"
    duty_pct: Annotated[Number, Field(ge=0, le=1000)] = 0.0
    logistics_pct: Annotated[Number, Field(ge=0, le=1000)] = 0.0
    disruption_prob_pct_yr: Percentage = 0.0
    disruption_cost_pct: Annotated[Number, Field(ge=0, le=10_000)] = 0.0
    lead_time_import_weeks: Weeks = 0.0
    lead_time_local_weeks: Weeks = 0.0
    market_mdh: Positive
    local_investment_mdh: Amount
    min_efficient_scale_mdh: Amount = 0.0
    local_capability_0_100: Percentage
    substitutability_1_5: Annotated[Number, Field(ge=1, le=5)]
    origin_hhi: Hhi
    origin_hhi_highest: Hhi | None = None
    source_flag: Text = ""
    source_ids: tuple[Name, ...] = ()

    @model_validator(mode="after")
    def _one_unit_and_ordered_bounds(self) -> Self:
        if self.import_unit != self.local_unit:
            said = f"The import is priced in {quoted(self.import_unit)}, the local product in "
            said += f"{quoted(self.local_unit)}. Give both in one unit."
            raise ValueChainError(said, code="unit_mismatch", field="local_unit")
        if self.origin_hhi_highest is not None and self.origin_hhi_highest < self.origin_hhi:
            said = f"The highest concentration {self.origin_hhi_highest:g} lies below the lowest, "
            raise ValueChainError(
                f"{said}{self.origin_hhi:g}. Check both.", code="bounds_order", field="origin_hhi_highest"
            )
        return self
