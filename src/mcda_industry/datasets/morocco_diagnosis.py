"""What the reference case says of its ecosystems: sheets, diagnoses, obstacles. ILLUSTRATIVE, as the rest of the case."""

import math
import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Final

from mcda_industry.datasets.morocco_words import in_both
from mcda_industry.datasets.tables import packaged_records
from mcda_industry.domain.diagnosis import Diagnosis, Factor, Indicator
from mcda_industry.domain.ecosystem import Ecosystem
from mcda_industry.domain.evidence import Evidence, Source
from mcda_industry.domain.obstacles import Coverage, Obstacle, coverage
from mcda_industry.records import FrozenMap, Labels

if TYPE_CHECKING:
    from mcda_industry.domain.levers import Lever
    from mcda_industry.domain.regions import Region

FOLDER: Final = "morocco_2025"
YEAR: Final = 2025
"""The year of the case; the sheets give none of their own."""

SIDES: Final = {"strengths": "strength", "weaknesses": "weakness", "opportunities": "opportunity", "threats": "threat"}

COUNTRIES_IN_FRENCH: Final = {"Mexico": "Mexique", "Poland": "Pologne", "Spain": "Espagne", "Turkey": "Turquie"}


class DiagnosisOfCase:
    """The part of the reference case that describes ecosystems and what stands in their way."""

    levers: "tuple[Lever, ...]"
    regions: "tuple[Region, ...]"

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """The 61 sources the case cites.

        Examples
        --------
        >>> from mcda_industry.datasets import morocco_2025
        >>> len(morocco_2025().sources)
        61
        """
        return packaged_records(FOLDER, "sources.csv", Source, {"source_id": "id"})

    @cached_property
    def ecosystems(self) -> tuple[Ecosystem, ...]:
        """The sheets of the ten ecosystems; the case records no actors.

        Examples
        --------
        >>> from mcda_industry.datasets import morocco_2025
        >>> len(morocco_2025().ecosystems)
        10
        """
        return packaged_records(FOLDER, "ecosystems.csv", Ecosystem, {"ecosystem_id": "id", "name": "label"})

    @cached_property
    def diagnoses(self) -> tuple[Diagnosis, ...]:
        """What is known of each ecosystem: four figures beside a reference, four without, and its SWOT texts, not graded.

        Examples
        --------
        >>> from mcda_industry.datasets import morocco_2025
        >>> [found.id for found in morocco_2025().diagnoses[1].indicators][:4]
        ['productivity', 'til_benchmark', 'til_target', 'rca']
        """
        dates = {source.id: source.date for source in self.sources}
        return tuple(_diagnosis(sheet, Evidence.of(sheet, dates)) for sheet in self.ecosystems)

    @cached_property
    def obstacles(self) -> tuple[Obstacle, ...]:
        """The sixteen obstacles the levers are meant to remove, graded by proxy: the case grades levers, not obstacles.

        Severity is the larger of the lever's grades for productivity and market access: what removing it would set free.
        Breadth is the share of the regions the lever covers, in fifths rounded up. Removability is 6 less the lever's
        complexity. Their evidence is that of the levers, illustrative.

        Examples
        --------
        >>> from mcda_industry.datasets import morocco_2025
        >>> len(morocco_2025().obstacles), morocco_2025().obstacles[4].called("fr")
        (16, 'pénurie de techniciens CN, CND et maintenance')
        """
        return tuple(_obstacle(lever, len(self.regions)) for lever in self.levers)

    @cached_property
    def obstacle_coverage(self) -> Coverage:
        """Which lever acts on which obstacle; the case does not say how much each removes.

        Examples
        --------
        >>> from mcda_industry.datasets import morocco_2025
        >>> morocco_2025().obstacle_coverage.sentence()
        '16 of 16 obstacles have a lever; how much they remove is not stated.'
        """
        acts = zip(self.levers, self.obstacles, strict=True)
        return coverage(self.obstacles, {lever.id: {obstacle.id: None} for lever, obstacle in acts})


def _diagnosis(sheet: Ecosystem, evidence: Evidence | None) -> Diagnosis:
    return Diagnosis(
        id=sheet.id,
        label=sheet.label,
        indicators=tuple(_indicators(sheet, evidence)),
        factors=tuple(_factors(sheet, evidence)),
    )


def _indicators(sheet: Ecosystem, evidence: Evidence | None) -> Iterable[Indicator]:
    productivity, til = sheet.productivity_kdh_per_job, sheet.til_pct
    benchmark, wanted, country = sheet.benchmark_til_pct, sheet.til_target_pct, sheet.benchmark_country
    abroad = _said(COUNTRIES_IN_FRENCH.get(country, country), country)
    target, world = _said("cible nationale", "national target"), _said("moyenne mondiale", "world average")
    none: Labels = FrozenMap()
    rows: tuple[tuple[str, Labels, float, str, str, float | None, Labels], ...] = (
        ("productivity", _said("Productivité du travail", "Labour productivity"), productivity, "kDH/job", "max",
         sheet.benchmark_productivity_kdh, abroad),
        ("til_benchmark", _said("Intégration locale", "Local integration"), til, "%", "max", benchmark, abroad),
        ("til_target", _said("Intégration locale, cible", "Local integration, target"), til, "%", "max", wanted, target),
        ("rca", _said("Avantage comparatif révélé", "Revealed comparative advantage"), sheet.rca_index, "", "max", 1.0, world),
        ("complexity", _said("Complexité des produits", "Product complexity"), sheet.pci_mean, "", "max", None, none),
        ("density", _said("Densité", "Density"), sheet.density_0_1, "", "max", None, none),
        ("energy", _said("Intensité énergétique", "Energy intensity"), sheet.energy_mwh_per_mdh_va, "MWh/MDH", "min", None, none),
        ("water", _said("Intensité en eau", "Water intensity"), sheet.water_m3_per_kdh_va, "m³/kDH", "min", None, none),
    )  # fmt: skip
    for name, label, value, unit, direction, reference, whose in rows:
        given = {
            "id": name,
            "label": label,
            "value": value,
            "unit": unit,
            "direction": direction,
            "reference": reference,
        }
        yield Indicator.model_validate({**given, "reference_of": whose, "year": YEAR, "evidence": evidence})


def _factors(sheet: Ecosystem, evidence: Evidence | None) -> Iterable[Factor]:
    """The statements of the four SWOT cells, split at the commas outside brackets; the file grades none of them."""
    for field, kind in SIDES.items():
        cell: Mapping[str, str] = getattr(sheet, field)
        for k, said in enumerate(re.split(r",\s+(?![^(]*\))", cell["fr"])):
            given = {"id": f"{sheet.id}-{kind[0].upper()}{k + 1}", "said": FrozenMap({"fr": said}), "kind": kind}
            yield Factor.model_validate({**given, "evidence": evidence})


def _obstacle(lever: "Lever", regions: int) -> Obstacle:
    return Obstacle(
        id=lever.id.replace("L", "O"),
        label=in_both(lever.obstacle_addressed),
        severity_1_5=max(lever.productivity_1_5, lever.market_access_1_5),
        breadth_1_5=math.ceil(5 * lever.regions_n / regions),
        removability_1_5=6 - lever.complexity_1_5,
        links=lever.linked_links,
        evidence=Evidence.of(lever),
    )


def _said(fr: str, en: str) -> Labels:
    return FrozenMap({"fr": fr, "en": en})
