"""The sheet of a region: what it makes, where its jobs come from, its needs and its water, in figures and sentences."""

from collections.abc import Iterable, Mapping
from typing import Annotated

from pydantic import Field

from mcda_industry.domain.evidence import INVENTED
from mcda_industry.domain.regions.employment import EmploymentTable
from mcda_industry.domain.regions.region import Region, regional_equity
from mcda_industry.errors import ProblemError, did_you_mean, listed, quoted, speaks_french
from mcda_industry.records import Count, FrozenMap, Labels, Name, Number, Record, Text, each_a, one_of
from mcda_industry.wording import enumerated, number


class JobsChange(Record):
    """The change of jobs of a region and its three parts, which add up to it."""

    before: Count
    after: Count
    jobs: Number
    national: Number
    industry_mix: Number
    competitive: Number


class RegionSheet(Record):
    """What there is to know of a region before links or projects are placed. It compares, and does not rank regions.

    Parameters
    ----------
    id, label
        The region.
    jobs, quotients
        Jobs and location quotient by sector in the last year.
    specialised_from
        The location quotient from which a sector counts as a specialisation.
    change
        Jobs gained or lost between the first and the last year, and why.
    equity_0_100, industrial_jobs_per_1000
        How much it needs industry among the regions given, and industrial jobs for each 1 000 inhabitants.
    water_stress_1_5, dam_fill_pct, dam_fill_date
        Structural water stress; the filling of its dams, None where there is none, and when it was read or why not.
    main_zones
        Its industrial zones.
    illustrative
        Whether some of these figures are invented orders of magnitude.
    sector_labels
        What sentences call the sectors, by sector and language; their codes where that is not said.
    """

    id: Name
    label: Labels = FrozenMap()
    jobs: FrozenMap[Name, Count]
    quotients: FrozenMap[Name, Number]
    specialised_from: Annotated[Number, Field(gt=0)]
    change: JobsChange
    equity_0_100: Number
    industrial_jobs_per_1000: Number
    water_stress_1_5: Count
    dam_fill_pct: Number | None
    dam_fill_date: Text
    main_zones: tuple[Name, ...]
    illustrative: bool
    sector_labels: FrozenMap[Name, Labels] = FrozenMap()

    @property
    def specialised_in(self) -> tuple[str, ...]:
        """The sectors of which it has more than its share, the strongest first."""
        strong = [sector for sector, quotient in self.quotients.items() if quotient >= self.specialised_from]
        return tuple(sorted(strong, key=lambda sector: -self.quotients[sector]))

    def sentences(self, lang: str = "en") -> tuple[str, ...]:
        """What an adviser reads of the region, in English ("en") or French ("fr")."""
        french = speaks_french(lang)
        said = _SHEET_FR if french else _SHEET_EN
        name = self.label.get(lang, self.id)
        strong = [
            f"{self.sector_labels.get(sector, FrozenMap()).get(lang, sector)} ({number(self.quotients[sector], lang, 2)})"
            for sector in self.specialised_in
        ]
        found = [
            said["strong"].format(name, enumerated(strong, lang)) if strong else said["plain"].format(name),
            self._change_told(lang),
            said["equity"].format(number(self.equity_0_100, lang, 1), number(self.industrial_jobs_per_1000, lang, 1)),
            self._water_told(lang),
        ]
        return (*found, said["banner"]) if self.illustrative else tuple(found)

    def _change_told(self, lang: str) -> str:
        change, said = self.change, _SHEET_FR if speaks_french(lang) else _SHEET_EN
        return said["gained" if change.jobs >= 0 else "lost"].format(
            before=change.before,
            after=change.after,
            jobs=number(abs(change.jobs), lang),
            national=number(change.national, lang),
            mix=number(change.industry_mix, lang),
            own=number(change.competitive, lang),
        )

    def _water_told(self, lang: str) -> str:
        said = _SHEET_FR if speaks_french(lang) else _SHEET_EN
        grade = said["stress"].format(self.water_stress_1_5)
        if self.dam_fill_pct is None:
            return f"{grade} {said['no_dam']}"
        return f"{grade} {said['dam'].format(number(self.dam_fill_pct, lang, 1), self.dam_fill_date)}"


_SHEET_EN = {
    "strong": "{} has more than its share of {}.",
    "plain": "{} has no marked specialisation.",
    "gained": "From {before} to {after} it gained {jobs} jobs: {national} as the country grew, {mix} by its mix of "
    "industries, {own} by its own pace.",
    "lost": "From {before} to {after} it lost {jobs} jobs: {national} as the country grew, {mix} by its mix of "
    "industries, {own} by its own pace.",
    "equity": "Its need of industry is {} of 100; it has {} industrial jobs for each 1,000 inhabitants.",
    "stress": "Its water stress is {} of 5 (structural).",
    "dam": "Its dams were filled to {} % on {}.",
    "no_dam": "There is no dam filling for it, and none is assumed.",
    "banner": "ILLUSTRATIVE: part of these figures are invented orders of magnitude.",
}
_SHEET_FR = {
    "strong": "{} est spécialisée dans : {}.",
    "plain": "{} n'a pas de spécialisation marquée.",
    "gained": "De {before} à {after}, elle a gagné {jobs} emplois : {national} au rythme du pays, {mix} par ses secteurs, "
    "{own} par sa dynamique propre.",
    "lost": "De {before} à {after}, elle a perdu {jobs} emplois : {national} au rythme du pays, {mix} par ses secteurs, "
    "{own} par sa dynamique propre.",
    "equity": "Son besoin d'industrie est de {} sur 100 ; elle compte {} emplois industriels pour 1\u202f000 habitants.",
    "stress": "Son stress hydrique est de {} sur 5 (structurel).",
    "dam": "Ses barrages étaient remplis à {}\u202f% (relevé : {}).",
    "no_dam": "Elle n'a pas de taux de remplissage des barrages, et aucun n'est supposé.",
    "banner": "ILLUSTRATIF : une partie de ces chiffres sont des ordres de grandeur inventés.",
}


def region_sheets(
    regions: Iterable[Region],
    employment: EmploymentTable,
    *,
    specialised_from: float = 1.25,
    sector_labels: Mapping[str, Labels] = FrozenMap(),
) -> tuple[RegionSheet, ...]:
    """The sheet of every region, from its record and the employment table.

    Parameters
    ----------
    regions
        Each region of the country once; the need of industry compares these.
    employment
        Its first year and its last are compared.
    specialised_from
        The location quotient from which a sector counts as a specialisation.
    sector_labels
        What sentences call the sectors, by sector and language.

    Raises
    ------
    ProblemError
        If a region stands twice, or has no jobs in the table, or the table has jobs of a region that is not given, or of
        one year only.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> sheet = morocco_2025().region_sheets[5]
    >>> sheet.label["en"], sheet.specialised_in
    ('Casablanca-Settat', ('aeronautique', 'autres_industries'))
    """
    regions, employment = each_a(Region, regions, "regions"), one_of(EmploymentTable, employment, "employment")
    equity = regional_equity(regions)
    _check(regions, employment)
    quotients = employment.quotients(employment.years[-1])
    growth = employment.shift_share(employment.years[0], employment.years[-1])
    jobs = employment.in_year(employment.years[-1])
    sheets = []
    for region in regions:
        row = employment.regions.index(region.id)
        national, mix, own = growth.of(region.id)
        change = float((employment.jobs[-1] - employment.jobs[0])[row].sum())
        parts = {"jobs": change, "national": national, "industry_mix": mix, "competitive": own}
        sheets.append(
            RegionSheet(
                id=region.id,
                label=region.label,
                jobs=FrozenMap(dict(zip(employment.sectors, jobs[row].astype(int).tolist(), strict=True))),
                quotients=FrozenMap(dict(quotients[region.id])),
                specialised_from=specialised_from,
                change=JobsChange(before=growth.before, after=growth.after, **parts),
                equity_0_100=equity[region.id],
                industrial_jobs_per_1000=region.industrial_jobs_per_1000,
                water_stress_1_5=region.water_stress_1_5,
                dam_fill_pct=region.dam_fill_pct,
                dam_fill_date=region.dam_fill_date,
                main_zones=region.main_zones,
                illustrative=region.source_flag in INVENTED,
                sector_labels=FrozenMap(dict(sector_labels)),
            )
        )
    return tuple(sheets)


def _check(regions: tuple[Region, ...], employment: EmploymentTable) -> None:
    codes = [region.id for region in regions]
    if lacking := [code for code in codes if code not in employment.regions]:
        said = f"The employment table has no jobs of {listed(lacking)}; {did_you_mean(lacking[0], employment.regions)}"
        raise ProblemError(said, code="unknown_region", field="regions")
    if lacking := [code for code in employment.regions if code not in codes]:
        said = (
            f"There are jobs of {quoted(lacking[0])}, which is not among the regions; {did_you_mean(lacking[0], codes)}"
        )
        raise ProblemError(said, code="unknown_region", field="employment")
    if len(employment.years) < 2:
        said = f"There are jobs of {employment.years[0]} only, so there is no change. Give an earlier or later year."
        raise ProblemError(said, code="years", field="employment")
