"""What the reference case says of places: measures, emissions, water and regions, from its raw files."""

import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from mcda_industry.datasets.morocco_words import SECTOR_LABELS
from mcda_industry.datasets.tables import packaged_json, packaged_records
from mcda_industry.domain.business_case import FinanceParameters
from mcda_industry.domain.programmes import (
    EU_CARBON_BORDER,
    BasinStress,
    BorderExposure,
    BorderGood,
    EmissionFactor,
    EnergyUse,
    Footprint,
    Measure,
    border_exposure,
    catalogue_of,
    footprint,
)
from mcda_industry.domain.projects import Project
from mcda_industry.domain.regions import Employment, EmploymentTable, LinkNeed, Region, RegionSheet, region_sheets
from mcda_industry.domain.value_chain import Link, ValueChain
from mcda_industry.records import FrozenMap

FOLDER: Final = "morocco_2025"

MEASURE_COLUMNS: Final = {"measure_id": "id", "name": "label"}

SECTORS: Final = ("aeronautique", "machines_outils")
"""The ecosystems of links that are sectors of the employment table; transverse links belong to none."""


class Territory:
    """The part of the reference case that is about measures, emissions, water and regions."""

    projects: tuple[Project, ...]
    regions: tuple[Region, ...]
    finance_parameters: FinanceParameters

    if TYPE_CHECKING:
        # what `ReferenceCase` has, for type checkers
        @property
        def value_chain(self) -> ValueChain: ...  # noqa: D102

    @cached_property
    def measures(self) -> tuple[Measure, ...]:
        """The 11 measures of decarbonation and the 6 of water.

        Examples
        --------
        >>> from mcda_industry.datasets import morocco_2025
        >>> morocco_2025().measures[11].label["en"]
        'Reuse loop, surface treatment'
        """
        return catalogue_of(packaged_records(FOLDER, "measures.csv", Measure, MEASURE_COLUMNS))

    @cached_property
    def emission_factors(self) -> tuple[EmissionFactor, ...]:
        """What electricity emits, with its year and source as the file says them, and gas, which has neither.

        Examples
        --------
        >>> from mcda_industry.datasets import morocco_2025
        >>> [factor.t_per_unit for factor in morocco_2025().emission_factors]
        [0.551, 0.202]
        """
        return _emission_factors(packaged_json(FOLDER, "finance_parameters.json"))

    @cached_property
    def footprints(self) -> Mapping[str, Footprint]:
        """Emissions of scope 1 and 2 of each project at full operation, by id; its renewable share counts as contracts.

        Examples
        --------
        >>> from mcda_industry.datasets import morocco_2025
        >>> found = morocco_2025().footprints["P02"]
        >>> round(found.scope_1_t), round(found.scope_2_location_t), round(found.scope_2_market_t)
        (2828, 8816, 3526)
        """
        return FrozenMap({p.id: footprint(_energy_use(p), self.emission_factors) for p in self.projects})

    def border_exposures(
        self, years: Iterable[int], *, price_eur_t: float, covered_from: int | None
    ) -> Mapping[str, BorderExposure]:
        """What the European levy at the border would cost each project that exports, by id.

        The raw files do not say where exports go, nor which goods are covered: every export is taken to go to Europe, and
        the year from which it is covered is yours to assume. Direct emissions are those of scope 1.

        Examples
        --------
        >>> from mcda_industry.datasets import morocco_2025
        >>> found = morocco_2025().border_exposures([2028, 2034], price_eur_t=80, covered_from=2028)["P02"]
        >>> round(found.in_year(2034).cost_mdh, 2), round(found.in_year(2034).share_of_sales_pct, 2)
        (1.55, 0.59)
        """
        years = tuple(years)
        rate = self.finance_parameters.eur_mad
        goods = (
            BorderGood(
                id=project.id,
                label=project.label,
                direct_t=self.footprints[project.id].scope_1_t,
                indirect_t=self.footprints[project.id].scope_2_market_t,
                zone_share_pct=project.export_share_pct,
                covered_from=covered_from,
                sales_mdh=project.exports_mdh,
                source_flag=project.source_flag,
            )
            for project in self.projects
            if project.exports_mdh > 0
        )
        return FrozenMap(
            {
                good.id: border_exposure(good, EU_CARBON_BORDER, years, price_eur_t=price_eur_t, eur_mad=rate)
                for good in goods
            }
        )

    @cached_property
    def basin_stress(self) -> tuple[BasinStress, ...]:
        """The water stress of each region, with the date of the dam filling or why there is none.

        Examples
        --------
        >>> from mcda_industry.datasets import morocco_2025
        >>> morocco_2025().basin_stress[0].read_on, morocco_2025().basin_stress[11].why_no_reading
        ('2025-08-25', 'no large dam')
        """
        return tuple(map(_basin_stress, self.regions))

    @cached_property
    def employment(self) -> EmploymentTable:
        """Jobs of 7 sectors in the 12 regions in 2019 and 2024.

        Examples
        --------
        >>> from mcda_industry.datasets import morocco_2025
        >>> float(morocco_2025().employment.in_year(2024).sum())
        946785.0
        """
        rows = packaged_records(FOLDER, "regional_employment.csv", Employment, {})
        return EmploymentTable.of(rows, regions=[region.id for region in self.regions])

    @cached_property
    def link_needs(self) -> tuple[LinkNeed, ...]:
        """What each of the 35 links asks of its place: its sector, and the intensities of the projects on it.

        A link without a project with revenue has no intensities. The raw files state no least or greatest need; give
        yours with `link.model_copy(update={"at_least": ...})`.

        Examples
        --------
        >>> from mcda_industry.datasets import morocco_2025
        >>> treatment = morocco_2025().link_needs[5]
        >>> treatment.id, treatment.sector, round(treatment.water_m3_per_mdh, 1)
        ('A06', 'aeronautique', 239.2)
        """
        return tuple(_link_need(link, self.projects) for link in self.value_chain.links)

    @cached_property
    def region_sheets(self) -> tuple[RegionSheet, ...]:
        """The sheet of each region.

        Examples
        --------
        >>> from mcda_industry.datasets import morocco_2025
        >>> print(morocco_2025().region_sheets[11].sentences("en")[3])
        Its water stress is 5 of 5 (structural). There is no dam filling for it, and none is assumed.
        """
        return region_sheets(self.regions, self.employment, sector_labels=SECTOR_LABELS)


def _link_need(link: Link, projects: tuple[Project, ...]) -> LinkNeed:
    """A link with the electricity and water that its projects use, over their revenue."""
    here = [project for project in projects if project.link_id == link.id]
    revenue = sum(project.revenue_full_mdh for project in here)
    used = [sum(getattr(project, field) for project in here) for field in ("electricity_mwh", "water_use_m3")]
    electricity, water = (amount / revenue if revenue else None for amount in used)
    return LinkNeed(
        id=link.id,
        label=link.label,
        sector=link.ecosystem if link.ecosystem in SECTORS else None,
        electricity_mwh_per_mdh=electricity,
        water_m3_per_mdh=water,
    )


def _emission_factors(raw: Mapping[str, Any]) -> tuple[EmissionFactor, ...]:
    source, year, life_cycle = _source(raw["grid_emission_source"])
    grid = EmissionFactor(
        id="electricity",
        label=FrozenMap({"fr": "Électricité du réseau", "en": "Grid electricity"}),
        scope=2,
        t_per_unit=raw["grid_emission_factor_t_per_mwh"],
        unit="MWh",
        year=year,
        source=source,
        boundary="life cycle" if life_cycle else "direct",
    )
    gas = EmissionFactor(
        id="gas",
        label=FrozenMap({"fr": "Gaz", "en": "Gas"}),
        scope=1,
        t_per_unit=raw["gas_emission_factor_t_per_mwh"],
        unit="MWh",
    )
    return grid, gas


def _source(said: str) -> tuple[str, int | None, bool]:
    """The source id, year and boundary in a note such as "S41 (2024, life-cycle)"."""
    year = re.search(r"\b(\d{4})\b", said)
    return said.split(" ", 1)[0], int(year[1]) if year else None, "life-cycle" in said


def _energy_use(project: Project) -> EnergyUse:
    return EnergyUse(
        id=project.id,
        label=project.label,
        quantities=FrozenMap({"electricity": project.electricity_mwh, "gas": project.heat_gas_mwh}),
        contracted_pct=FrozenMap({"electricity": project.renewable_share_pct}),
        source_flag=project.source_flag,
    )


def _basin_stress(region: Region) -> BasinStress:
    """The water stress of a region; where it has no filling, its date column says why."""
    unread = region.dam_fill_pct is None
    return BasinStress(
        id=region.id,
        label=region.label,
        basins=region.hydraulic_basin,
        grade_1_5=region.water_stress_1_5,
        dam_fill_pct=region.dam_fill_pct,
        read_on=None if unread else region.dam_fill_date,
        why_no_reading=region.dam_fill_date if unread else "",
        source_flag=region.source_flag,
        source_ids=region.source_ids,
    )
