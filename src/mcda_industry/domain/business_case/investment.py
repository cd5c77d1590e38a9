"""What a cash flow needs to know: the parameters of the study, and one investment or a batch of variants of it."""

import math
from dataclasses import dataclass, replace
from typing import Annotated, Protocol

from pydantic import Field

from mcda_industry.arrays import FloatArray, IntArray
from mcda_industry.errors import FinanceError, quoted
from mcda_industry.records import Count, FrozenMap, Number, Record, Text

Share = Annotated[Number, Field(ge=0, le=1)]
Rate = Annotated[Number, Field(gt=-1)]
Positive = Annotated[Number, Field(gt=0)]
NotNegative = Annotated[Number, Field(ge=0)]
Amount = Annotated[Number, Field(ge=0, le=1e12)]
Steps = Annotated[tuple[NotNegative, ...], Field(min_length=1)]


class FinanceParameters(Record):
    """What every cash flow of a study shares: rates, ramp-up, prices of carbon and water, emission factors.

    Parameters
    ----------
    discount_rate_financial, discount_rate_social
        Real rates for the owner's and for the country's net present value.
    corporate_tax_rate
        Share of the profit before tax, depreciation deducted.
    depreciation_years
        Years over which capex is depreciated in equal parts.
    working_capital_share_of_revenue, residual_value_share_of_capex
        Shares of the year's revenue and of capex.
    ramp_up, margin_factor_during_ramp_up
        Share of full revenue, and factor on the margin, in each year of operation; the last value holds from then on.
    carbon_price_dh_per_t, water_shadow_price_dh_per_m3
        What a tonne of CO₂e and a cubic metre of water are worth to the country.
    shadow_wage_factor
        Cost of a job to the country as a share of its wage; the rest is a gain.
    average_annual_wage_kdh
        In thousand dirhams.
    grid_emission_factor_t_per_mwh, gas_emission_factor_t_per_mwh
        Tonnes of CO₂e for each MWh bought.
    eur_mad, usd_mad
        Dirhams for one euro and one dollar.
    stage_readiness
        Readiness of the promoter, 1 to 5, at each stage of a project.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> morocco_2025().finance_parameters.corporate_tax_rate
    0.2
    """

    discount_rate_financial: Rate
    discount_rate_social: Rate
    corporate_tax_rate: Share
    depreciation_years: Annotated[Count, Field(ge=1)]
    working_capital_share_of_revenue: Share
    residual_value_share_of_capex: Share
    ramp_up: Steps
    margin_factor_during_ramp_up: Steps
    carbon_price_dh_per_t: NotNegative
    water_shadow_price_dh_per_m3: NotNegative
    shadow_wage_factor: Share
    average_annual_wage_kdh: NotNegative
    grid_emission_factor_t_per_mwh: NotNegative
    gas_emission_factor_t_per_mwh: NotNegative
    eur_mad: Positive
    usd_mad: Positive
    stage_readiness: FrozenMap[Text, Annotated[Count, Field(ge=1, le=5)]]


class Investment(Record):
    """What a cash flow needs to know of a project.

    Parameters
    ----------
    capex_mdh
        Total investment, in MDH.
    revenue_full_mdh
        Yearly revenue once the ramp-up is over, in MDH.
    ebitda_margin_pct
        EBITDA as a percentage of revenue once the ramp-up is over; negative for a loss.
    months_to_operation
        Months from the first payment to the start of operation, at most 600.
    economic_life_years
        Years of operation, at most 200.
    support_mdh
        Public support, received in the first year of operation and not taxed; no part of the economic flow.
    jobs, co2_net_t, water_saved_m3, water_used_m3
        Direct jobs, net tonnes of CO₂e avoided and cubic metres of water, a year at full operation: for the economic
        flow only.

    Examples
    --------
    >>> Investment(capex_mdh=45, revenue_full_mdh=70, ebitda_margin_pct=21, months_to_operation=12,
    ...            economic_life_years=12).years
    13
    """

    capex_mdh: Annotated[Amount, Field(gt=0)]
    revenue_full_mdh: Amount
    ebitda_margin_pct: Annotated[Number, Field(ge=-1000, le=100)]
    months_to_operation: Annotated[Number, Field(gt=0, le=600)]
    economic_life_years: Annotated[Count, Field(ge=1, le=200)]
    support_mdh: Amount = 0.0
    jobs: Amount = 0.0
    co2_net_t: Annotated[Number, Field(ge=-1e12, le=1e12)] = 0.0
    water_saved_m3: Amount = 0.0
    water_used_m3: Amount = 0.0

    @property
    def construction(self) -> int:
        """Whole years of construction."""
        return construction_years(self.months_to_operation)

    @property
    def years(self) -> int:
        """The length T of its cash flow: years of construction and of operation."""
        return self.construction + self.economic_life_years

    @property
    def revenue_factor(self) -> None:
        """Revenue is as planned in every year."""

    @property
    def part_year(self) -> None:
        """Construction is counted in whole years."""

    @property
    def a_year_later(self) -> "Investment":
        """The same, with twelve months more of construction."""
        return self.model_copy(update={"months_to_operation": self.months_to_operation + 12})


class Figures(Protocol):
    """What the lines of a cash flow read: one investment, or (S, 1) arrays for S variants of it."""

    @property
    def capex_mdh(self) -> float | FloatArray:
        """Total investment."""

    @property
    def revenue_full_mdh(self) -> float | FloatArray:
        """Yearly revenue once the ramp-up is over."""

    @property
    def ebitda_margin_pct(self) -> float | FloatArray:
        """EBITDA as a percentage of revenue."""

    @property
    def construction(self) -> int | IntArray:
        """Whole years of construction."""

    @property
    def revenue_factor(self) -> FloatArray | None:
        """(S, life) factor on the revenue of each year of operation, or None."""

    @property
    def part_year(self) -> FloatArray | None:
        """(S, 1) part of a year that construction takes beyond the whole ones, or None."""

    @property
    def a_year_later(self) -> "Figures":
        """The same, with one year more of construction."""

    @property
    def years(self) -> int:
        """The length T of the longest cash flow."""

    @property
    def economic_life_years(self) -> int:
        """Years of operation."""

    @property
    def support_mdh(self) -> float:
        """Public support."""

    @property
    def jobs(self) -> float:
        """Direct jobs."""

    @property
    def co2_net_t(self) -> float:
        """Net tonnes avoided a year."""

    @property
    def water_saved_m3(self) -> float:
        """Water saved a year."""

    @property
    def water_used_m3(self) -> float:
        """Water used a year."""


@dataclass(frozen=True, eq=False)
class Variants:
    """S variants of one investment, for cash flows of shape (S, T).

    Attributes
    ----------
    base
        The investment they vary.
    capex_mdh, revenue_full_mdh, ebitda_margin_pct
        (S, 1) figures in place of its own.
    construction, part_year
        (S, 1) whole years, and the part of a year, 0 to 1, that construction takes beyond them.
    revenue_factor
        (S, life) factor on the revenue of each year of operation; None for 1.
    clipped
        How many figures lay beyond what an investment can have and were moved to the nearest possible one.
    """

    base: Investment
    capex_mdh: FloatArray
    revenue_full_mdh: FloatArray
    ebitda_margin_pct: FloatArray
    construction: IntArray
    part_year: FloatArray | None = None
    revenue_factor: FloatArray | None = None
    clipped: int = 0

    @property
    def economic_life_years(self) -> int:
        """Years of operation, those of the base."""
        return self.base.economic_life_years

    @property
    def years(self) -> int:
        """The length T of the longest cash flow; shorter ones end in zeros."""
        return int(self.construction.max()) + (self.part_year is not None) + self.base.economic_life_years

    @property
    def a_year_later(self) -> "Variants":
        """The same with one whole year more of construction, over the same years."""
        return replace(self, construction=self.construction + 1, part_year=None)

    @property
    def support_mdh(self) -> float:
        """Public support, that of the base: it is agreed on the planned investment."""
        return self.base.support_mdh

    @property
    def jobs(self) -> float:
        """Direct jobs, those of the base."""
        return self.base.jobs

    @property
    def co2_net_t(self) -> float:
        """Net tonnes of CO₂e avoided a year, those of the base."""
        return self.base.co2_net_t

    @property
    def water_saved_m3(self) -> float:
        """Cubic metres saved a year, those of the base."""
        return self.base.water_saved_m3

    @property
    def water_used_m3(self) -> float:
        """Cubic metres used a year, those of the base."""
        return self.base.water_used_m3


def construction_years(months_to_operation: float) -> int:
    """Whole years of construction: the months to operation, rounded up.

    Raises
    ------
    FinanceError
        If the months are not a finite number above 0.

    Examples
    --------
    >>> construction_years(18), construction_years(24)
    (2, 2)
    """
    if not (isinstance(months_to_operation, int | float) and 0 < months_to_operation < math.inf):
        said = f"The months to operation must be above 0, not {quoted(months_to_operation)}. Give the months it takes."
        raise FinanceError(said, code="months", field="months_to_operation")
    return math.ceil(months_to_operation / 12)
