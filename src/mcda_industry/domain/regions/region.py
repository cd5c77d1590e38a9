"""Regions, and how much each needs industry."""

from collections.abc import Iterable
from typing import Annotated

import numpy as np
from pydantic import Field

from mcda_industry.arrays import FloatArray, ratio
from mcda_industry.errors import ProblemError, listed
from mcda_industry.records import Count, FrozenMap, Labels, Name, Number, Record, Text

Percentage = Annotated[Number, Field(ge=0, le=100)]
Index = Annotated[Number, Field(ge=0, le=100)]
Headcount = Annotated[Count, Field(ge=0)]
NotNegative = Annotated[Number, Field(ge=0)]


class Region(Record):
    """A region: people, economy, water, and what a plant finds there.

    Parameters
    ----------
    id
        Its ISO 3166-2 code ("MA-01").
    label
        Its name, by language.
    population_2024, industrial_jobs_2024, aerospace_jobs_2024, machines_jobs_2024
        Heads.
    gdp_share_2023_pct, gdp_growth_2023_pct, unemployment_2024_pct
        In percent; `unemployment_basis` says how the last was obtained.
    gdp_per_head_index_mar100
        Gross domestic product per head, the country being 100.
    dam_fill_pct
        Filling of the dams of its basins, in percent; None where there is no large dam.
    water_stress_1_5
        From 1 (low) to 5 (extreme).
    green_power_access_0_100, skilled_labour_0_100, logistics_0_100
        Indices, 100 is best.
    land_price_dh_m2, electricity_dh_kwh, industrial_water_dh_m3
        Prices in dirhams.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> oriental = morocco_2025().regions[1]
    >>> oriental.label["fr"], round(oriental.industrial_jobs_per_1000, 1)
    ("L'Oriental", 8.3)
    """

    id: Name
    label: Labels = FrozenMap()
    population_2024: Annotated[Count, Field(gt=0)]
    gdp_share_2023_pct: Percentage
    gdp_growth_2023_pct: Number
    unemployment_2024_pct: Percentage
    unemployment_basis: Text = ""
    gdp_per_head_index_mar100: Annotated[Number, Field(gt=0)]
    industrial_jobs_2024: Headcount
    aerospace_jobs_2024: Headcount = 0
    machines_jobs_2024: Headcount = 0
    hydraulic_basin: tuple[Name, ...] = ()
    dam_fill_pct: NotNegative | None = None
    dam_fill_date: Text = ""
    water_stress_1_5: Annotated[Count, Field(ge=1, le=5)]
    green_power_access_0_100: Index
    skilled_labour_0_100: Index
    logistics_0_100: Index
    land_price_dh_m2: NotNegative
    electricity_dh_kwh: NotNegative
    industrial_water_dh_m3: NotNegative
    main_zones: tuple[Name, ...] = ()
    territorial_premium_note: Text = ""
    source_flag: Text = ""
    source_ids: tuple[Name, ...] = ()

    @property
    def industrial_jobs_per_1000(self) -> float:
        """Industrial jobs for each 1 000 inhabitants."""
        return 1000 * self.industrial_jobs_2024 / self.population_2024


def regional_equity(regions: Iterable[Region]) -> FrozenMap[str, float]:
    """How much each region needs industry, 0 to 100, by region id; rounded to one decimal.

    The mean of three min-max indices over the regions given: unemployment, gross domestic product per head (low is
    needy) and industrial jobs for each 1 000 inhabitants (few is needy); times 100. An index on which all regions are
    equal counts 0 for each of them.

    Raises
    ------
    ProblemError
        If there is no region, or two have the same id.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> regional_equity(morocco_2025().regions)["MA-06"]
    41.5
    """
    regions = tuple(regions)
    names = [region.id for region in regions]
    if not regions or len(set(names)) < len(names):
        twice = sorted({name for name in names if names.count(name) > 1})
        said = f"Each region must stand once; {listed(twice)} stands twice." if twice else "There is no region."
        raise ProblemError(f"{said} Give each region of the country once.", code="regions", field="regions")
    needs = np.array(
        [[r.unemployment_2024_pct, -r.gdp_per_head_index_mar100, -r.industrial_jobs_per_1000] for r in regions]
    )
    equity = 100 * _min_max(needs).mean(axis=1)
    return FrozenMap({name: round(value, 1) for name, value in zip(names, equity.tolist(), strict=True)})


def _min_max(columns: FloatArray) -> FloatArray:
    low, high = columns.min(axis=0), columns.max(axis=0)
    return ratio(columns - low, np.broadcast_to(high - low, columns.shape), if_zero=0.0)
