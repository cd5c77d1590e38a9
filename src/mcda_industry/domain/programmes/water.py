"""Water: what a cubic metre yields, and how short a region is of it, with the date of every reading."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Final, Self

import numpy as np
from numpy.typing import ArrayLike
from pydantic import Field, model_validator

from mcda_industry.arrays import FloatArray
from mcda_industry.domain.programmes.checked import numbers
from mcda_industry.domain.programmes.measures import DH_PER_MDH
from mcda_industry.errors import Fault, ProblemError, listed, quoted, speaks_french
from mcda_industry.problem import Column, Criterion, maximise
from mcda_industry.records import Count, FrozenMap, Labels, Name, Number, Record, Text, by_name, each_a
from mcda_industry.wording import enumerated, number

Day = Annotated[str, Field(strict=True, pattern=r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$")]
"""A date as far as it is known: "2025", "2025-08" or "2025-08-25"."""


def water_productivity(value_added_mdh: ArrayLike, water_m3: ArrayLike) -> FloatArray:
    """Dirhams of value added for each cubic metre used; NaN where no water is used.

    Raises
    ------
    ProblemError
        With every value that is no finite number, or water below 0; or if the shapes do not fit together.

    Examples
    --------
    >>> water_productivity([12.0, 3.0], [40_000.0, 0.0])
    array([300.,  nan])
    """
    (used,) = numbers(low=0, water_m3=water_m3)
    added, used = numbers(value_added_mdh=value_added_mdh, water_m3=used)
    return np.where(used > 0, DH_PER_MDH * added / np.where(used > 0, used, 1.0), np.nan)


def productivity_column(
    value_added_mdh: Mapping[str, float], water_m3: Mapping[str, float], criterion: Criterion | None = None
) -> Column:
    """The water productivity of sites or projects as a column of the criteria matrix: dirhams of value added for each m³.

    Parameters
    ----------
    value_added_mdh, water_m3
        A year's value added in MDH, and the water it takes in m³, by site; the same sites, matched by name.
    criterion
        "water productivity" in DH/m³, more is better, if none is given.

    Raises
    ------
    ProblemError
        With every site that is in one table only, has no finite number, or uses no water: its productivity has no number.

    Examples
    --------
    >>> column = productivity_column({"forge": 12.0, "wiring": 30.0}, {"forge": 40_000.0, "wiring": 6_000.0})
    >>> column.criterion.unit, dict(column.values)
    ('DH/m³', {'forge': 300.0, 'wiring': 5000.0})
    """
    added = by_name(value_added_mdh, "value_added_mdh", "{'P01': 12.0}")
    used = by_name(water_m3, "water_m3", "{'P01': 40000.0}")
    if other := sorted(set(added) ^ set(used)):
        said = f"Value added and water must be of the same sites; they differ on {listed(other)}. Give both for each."
        raise ProblemError(said, code="other_options", field="water_m3")
    found = water_productivity([added[name] for name in added], [used[name] for name in added])
    if dry := [name for name, value in zip(added, found.tolist(), strict=True) if np.isnan(value)]:
        said = f"{listed(dry)} uses no water, so its water productivity has no number. Leave it out, or judge on m³."
        raise ProblemError(said, code="undefined_ratio", field="water_m3")
    return Column(criterion or WATER_PRODUCTIVITY, FrozenMap(dict(zip(added, found.tolist(), strict=True))))


WATER_PRODUCTIVITY: Final = maximise(
    "water productivity", "DH/m³", label={"fr": "Productivité de l'eau", "en": "Water productivity"}
)
"""The criterion of water productivity, unless another is given."""


class BasinStress(Record):
    """How short of water a region is: a structural grade, and the filling of its dams on a day.

    The grade is structural: it compares demand and resource over years, and no reading of a day changes it. A filling
    that is missing stays missing.

    Parameters
    ----------
    id, label
        The region.
    basins
        Its hydraulic basins.
    grade_1_5
        From 1 (low) to 5 (extreme).
    graded_on
        When it was graded; None where the data do not say.
    dam_fill_pct, read_on
        Filling of the dams in percent, and the day it was read: both or neither.
    why_no_reading
        Why there is no filling.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> print(morocco_2025().basin_stress[10].sentence())
    Laayoune-Sakia El Hamra: water stress 5 of 5 (structural grade, undated). No dam filling (no large dam); none is assumed.
    """

    id: Name
    label: Labels = FrozenMap()
    basins: tuple[Name, ...] = ()
    grade_1_5: Annotated[Count, Field(ge=1, le=5)]
    graded_on: Day | None = None
    dam_fill_pct: Annotated[Number, Field(ge=0, le=150)] | None = None
    read_on: Day | None = None
    why_no_reading: Text = ""
    source_flag: Text = ""
    source_ids: tuple[Name, ...] = ()

    @model_validator(mode="after")
    def _dates_its_reading(self) -> Self:
        if (self.dam_fill_pct is None) != (self.read_on is None):
            missing = "day it was read" if self.read_on is None else "filling"
            said = f"Region {quoted(self.id)} has a dam filling without the {missing}. Give both or neither."
            if self.dam_fill_pct is None:
                said = f"Region {quoted(self.id)} has the day of a reading without the {missing}. Give both or neither."
            raise ProblemError(said, code="undated", field="read_on")
        return self

    def sentence(self, lang: str = "en") -> str:
        """The grade and the reading, each with its date, in English ("en") or French ("fr")."""
        french = speaks_french(lang)
        name = self.label.get(lang, self.id)
        undated = "non datée" if french else "undated"
        told = {"name": name, "grade": self.grade_1_5, "dated": self.graded_on or undated}
        said = (_GRADE_FR if french else _GRADE_EN).format(**told)
        if self.dam_fill_pct is None:
            why = f" ({_WHY_FR.get(self.why_no_reading, self.why_no_reading) if french else self.why_no_reading})"
            return said + (_NONE_FR if french else _NONE_EN).format(why if self.why_no_reading else "")
        filled = number(self.dam_fill_pct, lang, 1)
        return said + (_READ_FR if french else _READ_EN).format(filled, self.read_on)


_GRADE_EN = "{name}: water stress {grade} of 5 (structural grade, {dated})."
_GRADE_FR = "{name} : stress hydrique {grade} sur 5 (note structurelle, {dated})."
_READ_EN = " Dams filled to {} % on {}."
_READ_FR = " Barrages remplis à {}\u202f% (relevé : {})."
_NONE_EN = " No dam filling{}; none is assumed."
_NONE_FR = " Pas de taux de remplissage{} ; aucun n'est supposé."
_WHY_FR = {"no large dam": "pas de grand barrage"}


class DamReadings(Record):
    """What is known of the dams of several regions, and what is not.

    Parameters
    ----------
    missing
        The regions without a filling.
    oldest, newest
        The days of the first and the last reading; None where there is none.
    """

    missing: tuple[Name, ...]
    oldest: Day | None
    newest: Day | None

    def sentence(self, lang: str = "en") -> str:
        """What to know before the fillings are compared, in English ("en") or French ("fr")."""
        french = speaks_french(lang)
        said = []
        if self.missing:
            names = enumerated(self.missing, lang)
            said.append(f"Pas de remplissage pour {names}." if french else f"There is no dam filling for {names}.")
        if self.oldest != self.newest:
            days = f"{self.oldest}, {self.newest}"
            told = "Les relevés ne sont pas du même jour ({})." if french else "The readings are not of one day ({})."
            said.append(told.format(days))
        return " ".join(said) or ("Tous les relevés sont du même jour." if french else "All readings are of one day.")


def dam_readings(regions: Iterable[BasinStress]) -> DamReadings:
    """Which regions have no dam filling, and from when the others are.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> print(dam_readings(morocco_2025().basin_stress).sentence())
    There is no dam filling for MA-11 and MA-12. The readings are not of one day (2025-05, 2025-09).
    """
    regions = each_a(BasinStress, regions, "regions")
    days = sorted(region.read_on for region in regions if region.read_on)
    return DamReadings(
        missing=tuple(region.id for region in regions if region.dam_fill_pct is None),
        oldest=days[0] if days else None,
        newest=days[-1] if days else None,
    )


def stress_column(regions: Iterable[BasinStress], criterion: Criterion) -> Column:
    """The structural grade of each region as a column of the criteria matrix.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> from mcda_industry.problem import minimise
    >>> stress_column(morocco_2025().basin_stress, minimise("stress", "1-5")).values["MA-11"]
    5.0
    """
    return Column(criterion, FrozenMap({region.id: float(region.grade_1_5) for region in _each_once(regions)}))


def filling_column(regions: Iterable[BasinStress], criterion: Criterion) -> Column:
    """The dam filling of each region as a column of the criteria matrix; refused where one is missing.

    Raises
    ------
    ProblemError
        If a region has no dam filling, or two have the same id.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> from mcda_industry.problem import maximise
    >>> with_dams = [region for region in morocco_2025().basin_stress if region.dam_fill_pct is not None]
    >>> filling_column(with_dams, maximise("filling", "%")).values["MA-01"]
    51.1
    """
    regions = _each_once(regions)
    fillings = {region.id: region.dam_fill_pct for region in regions}
    if missing := [name for name, filling in fillings.items() if filling is None]:
        said = f"There is no dam filling for {listed(missing)}, and none is assumed. "
        said += "Leave these regions out, or use the structural grade."
        rows = [row for row, region in enumerate(regions) if region.dam_fill_pct is None]
        raise ProblemError.of([Fault(said, "missing", "dam_fill_pct", row) for row in rows])
    return Column(criterion, FrozenMap({name: filling for name, filling in fillings.items() if filling is not None}))


def _each_once(regions: Iterable[BasinStress]) -> tuple[BasinStress, ...]:
    regions = each_a(BasinStress, regions, "regions")
    names = [region.id for region in regions]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        said = f"Each region must stand once; {listed(twice)} stands twice. Rename or drop one of them."
        raise ProblemError(said, code="duplicate_name", field="id")
    return regions
