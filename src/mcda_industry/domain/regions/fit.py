"""How well a region fits a link of the value chain: a criteria matrix over (link, region), and needs that are not met."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Annotated, Any, NamedTuple

import numpy as np
from pydantic import Field

from mcda_industry.arrays import ranks, real_array
from mcda_industry.domain.regions.employment import EmploymentTable
from mcda_industry.domain.regions.region import Region, regional_equity
from mcda_industry.errors import Fault, ProblemError, did_you_mean, listed, quoted, speaks_french
from mcda_industry.problem import Column, Criterion
from mcda_industry.records import Count, FrozenMap, Labels, Name, Number, Record, each_a, one_of
from mcda_industry.wording import enumerated, number

Intensity = Annotated[Number, Field(ge=0, le=1e9)]

SITE_FIELDS = (
    "water_stress_1_5",
    "green_power_access_0_100",
    "skilled_labour_0_100",
    "logistics_0_100",
    "land_price_dh_m2",
    "electricity_dh_kwh",
    "industrial_water_dh_m3",
)
"""The fields of a region that say what a plant finds there."""


class LinkNeed(Record):
    """What a plant of one link of the value chain asks of the place where it stands.

    Parameters
    ----------
    id, label
        The code of the link ("A04") and its name by language.
    sector
        The sector of the employment table it draws its people and suppliers from; None for none.
    electricity_mwh_per_mdh, water_m3_per_mdh
        What it uses for each million dirhams of revenue; None where it is not known.
    at_least, at_most
        Needs by field of the region (`SITE_FIELDS`): a region that misses one does not fit, however good it is otherwise.

    Examples
    --------
    >>> machining = LinkNeed(id="A04", sector="aeronautique", at_least={"skilled_labour_0_100": 60})
    >>> machining.at_least["skilled_labour_0_100"]
    60.0
    """

    id: Name
    label: Labels = FrozenMap()
    sector: Name | None = None
    electricity_mwh_per_mdh: Intensity | None = None
    water_m3_per_mdh: Intensity | None = None
    at_least: FrozenMap[Name, Number] = FrozenMap()
    at_most: FrozenMap[Name, Number] = FrozenMap()


class RegionFit(Record):
    """How well one region fits a link.

    `rank` is 1 for the best fit among the regions that meet every need, and None where one is not met; `unmet` names the
    fields of these.
    """

    region: Name
    score: Number
    rank: Count | None
    unmet: tuple[Name, ...] = ()


class LinkFit(Record):
    """How the regions fit one link, under the weights and the method that gave the scores.

    It is about this link, and says nothing of a region as such.

    Parameters
    ----------
    link, label
        The link.
    regions
        In the order of the regions given.
    """

    link: Name
    label: Labels = FrozenMap()
    regions: tuple[RegionFit, ...]

    @property
    def order(self) -> tuple[str, ...]:
        """The regions that meet every need, best fit first."""
        meeting = [fit for fit in self.regions if fit.rank is not None]
        return tuple(fit.region for fit in sorted(meeting, key=lambda fit: fit.rank or 0))

    def sentence(self, lang: str = "en", most: int = 3) -> str:
        """The best fits and what keeps other regions out, in English ("en") or French ("fr")."""
        french = speaks_french(lang)
        name = f"{self.link} ({self.label[lang]})" if lang in self.label else self.link
        shown = enumerated(self.order[:most], lang)
        out = len(self.regions) - len(self.order)
        if not self.order:
            return (_NONE_FR if french else _NONE_EN).format(name=name, count=len(self.regions))
        said = (_FIT_FR if french else _FIT_EN).format(name=name, shown=shown, count=len(self.order))
        return said + ((_OUT_FR if french else _OUT_EN).format(number(out, lang)) if out else "")


_FIT_EN = "Best fit for {name}, among {count} regions that meet its needs: {shown}."
_FIT_FR = "Meilleure adéquation pour {name}, parmi {count} régions répondant à ses besoins : {shown}."
_OUT_EN = " Regions that miss a need: {}."
_OUT_FR = " Régions ne répondant pas à un besoin : {}."
_NONE_EN = "None of the {count} regions meets the needs of {name}."
_NONE_FR = "Aucune des {count} régions ne répond aux besoins de {name}."


class _Pair(NamedTuple):
    """A link and a region, with all that a criterion may read."""

    link: LinkNeed
    region: Region
    equity: float
    quotient: Mapping[str, float]
    pace: Mapping[str, float]

    @property
    def name(self) -> str:
        return pair_name(self.link.id, self.region.id)


Indicator = Callable[[_Pair], float]

DERIVED: Mapping[str, Indicator] = {
    "location_quotient": lambda pair: pair.quotient[_sector(pair, pair.quotient)],
    "sector_pace_points": lambda pair: _pace(pair, _sector(pair, pair.quotient)),
    "electricity_cost_dh_per_kdh": lambda pair: (
        _known(pair, "electricity_mwh_per_mdh") * pair.region.electricity_dh_kwh
    ),
    "water_cost_dh_per_kdh": lambda pair: _known(pair, "water_m3_per_mdh") * pair.region.industrial_water_dh_m3 / 1_000,
    "regional_equity_0_100": lambda pair: pair.equity,
    "industrial_jobs_per_1000": lambda pair: pair.region.industrial_jobs_per_1000,
}

NEED_EMPLOYMENT = ("location_quotient", "sector_pace_points")


def fields() -> tuple[str, ...]:
    """The fields a criterion over (link, region) can be read from: those of the site, and what follows from both.

    `location_quotient` and `sector_pace_points` (growth of the link's sector in the region less that in the country, in
    percentage points) need an employment table. The costs are dirhams for each thousand dirhams of revenue.

    Examples
    --------
    >>> fields()[-6:]
    ('location_quotient', 'sector_pace_points', 'electricity_cost_dh_per_kdh', 'water_cost_dh_per_kdh', \
'regional_equity_0_100', 'industrial_jobs_per_1000')
    """
    return (*SITE_FIELDS, *DERIVED)


def pair_name(link: str, region: str) -> str:
    """What the criteria matrix calls a link in a region.

    >>> pair_name("A04", "MA-06")
    'A04@MA-06'
    """
    return f"{link}@{region}"


def columns(
    links: Iterable[LinkNeed],
    regions: Iterable[Region],
    criteria: Mapping[str, Criterion],
    *,
    employment: EmploymentTable | None = None,
) -> tuple[Column, ...]:
    """The criteria columns over (link, region), one for each criterion, values by `pair_name`.

    Parameters
    ----------
    links, regions
        Each once. The pace of a sector compares the first and the last year of the employment table.
    criteria
        The criterion read from each field of `fields()`.
    employment
        For the fields that need it.

    Raises
    ------
    ProblemError
        With every fault: an unknown field (with the nearest known one), a link or region that stands twice, a need on
        an unknown field, a sector or region that the employment table lacks, an intensity that is not known.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> from mcda_industry.problem import minimise
    >>> case = morocco_2025()
    >>> stress, = columns(case.link_needs, case.regions, {"water_stress_1_5": minimise("stress")})
    >>> len(stress.values), stress.values["A06@MA-09"]
    (420, 5.0)
    """
    links, regions = each_a(LinkNeed, links, "links"), each_a(Region, regions, "regions")
    if employment is not None:
        one_of(EmploymentTable, employment, "employment")
    if faults := [*_unknown_fields(criteria, employment), *_twins(links, regions), *_unknown_needs(links)]:
        raise ProblemError.of(faults)
    pairs = _pairs(links, regions, employment)
    faults = []
    found = [Column(criterion, _values(pairs, field, faults)) for field, criterion in criteria.items()]
    if faults:
        raise ProblemError.of(faults)
    return tuple(found)


def link_fits(scores: Mapping[str, float], links: Iterable[LinkNeed], regions: Iterable[Region]) -> tuple[LinkFit, ...]:
    """How the regions fit each link, from scores by `pair_name`; more is better.

    Parameters
    ----------
    scores
        Such as those of a ranking of the matrix over (link, region): `dict(zip(problem.alternatives, ranking.scores))`.
    links, regions
        Those of the matrix, each once.

    Raises
    ------
    ProblemError
        With every fault: a pair without a score, a score that is no finite number, a link or region that stands twice,
        a need on an unknown field.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> skilled = LinkNeed(id="A04", at_least={"skilled_labour_0_100": 70})
    >>> regions = morocco_2025().regions[3:6]
    >>> (found,) = link_fits({"A04@MA-04": 0.4, "A04@MA-05": 0.9, "A04@MA-06": 0.6}, [skilled], regions)
    >>> found.order, found.regions[1].unmet
    (('MA-06', 'MA-04'), ('skilled_labour_0_100',))
    """
    links, regions = each_a(LinkNeed, links, "links"), each_a(Region, regions, "regions")
    if faults := [*_twins(links, regions), *_unknown_needs(links)]:
        raise ProblemError.of(faults)
    wanted = [pair_name(link.id, region.id) for link in links for region in regions]
    if lacking := [name for name in wanted if name not in scores]:
        said = f"There is no score for {listed(lacking)}. Give the scores of every link in every region."
        raise ProblemError(said, code="missing", field="scores")
    values, bad = real_array([scores[name] for name in wanted])
    if bad:
        place = bad[0].place[0]
        said = f"The score of {quoted(wanted[place])} is not a finite number: {bad[0].shown}. Give a number."
        raise ProblemError(said, code="not_a_number", field="scores", row=place)
    table = values.reshape(len(links), len(regions)).tolist()
    return tuple(_link_fit(link, regions, row) for link, row in zip(links, table, strict=True))


def _link_fit(link: LinkNeed, regions: tuple[Region, ...], scores: list[float]) -> LinkFit:
    unmet = [_unmet(link, region) for region in regions]
    meeting = [score for score, missed in zip(scores, unmet, strict=True) if not missed]
    places = iter(ranks(np.array(meeting)).tolist()) if meeting else iter(())
    fits = (
        RegionFit(region=region.id, score=score, rank=None if missed else next(places), unmet=missed)
        for region, score, missed in zip(regions, scores, unmet, strict=True)
    )
    return LinkFit(link=link.id, label=link.label, regions=tuple(fits))


def _unmet(link: LinkNeed, region: Region) -> tuple[str, ...]:
    low = [field for field, least in link.at_least.items() if getattr(region, field) < least]
    high = [field for field, most in link.at_most.items() if getattr(region, field) > most]
    return tuple(dict.fromkeys([*low, *high]))


def _pairs(links: tuple[LinkNeed, ...], regions: tuple[Region, ...], employment: EmploymentTable | None) -> list[_Pair]:
    equity = regional_equity(regions)
    quotients = employment.quotients(employment.years[-1]) if employment else {}
    paces = _paces(employment) if employment else {}
    none: Mapping[str, float] = FrozenMap()
    return [
        _Pair(link, region, equity[region.id], quotients.get(region.id, none), paces.get(region.id, none))
        for link in links
        for region in regions
    ]


def _paces(employment: EmploymentTable) -> Mapping[str, Mapping[str, float]]:
    """Growth of each sector in each region less its growth in the country, in points; only where there were jobs."""
    before, after = employment.jobs[0], employment.jobs[-1]
    country = after.sum(axis=0) / np.where(before.sum(axis=0) == 0, 1, before.sum(axis=0))
    paces = 100 * (after / np.where(before == 0, 1, before) - country)
    return {
        region: {s: float(paces[r, c]) for c, s in enumerate(employment.sectors) if before[r, c] > 0}
        for r, region in enumerate(employment.regions)
    }


def _values(pairs: list[_Pair], field: str, faults: list[Fault]) -> FrozenMap[str, float]:
    values: dict[str, float] = {}
    derive = DERIVED.get(field)
    for pair in pairs:
        try:
            values[pair.name] = float(derive(pair) if derive else getattr(pair.region, field))
        except ProblemError as fault:
            faults += fault.faults
    return FrozenMap(values)


def _sector(pair: _Pair, known: Mapping[str, float]) -> str:
    if not pair.link.sector:
        said = f"Link {quoted(pair.link.id)} belongs to no sector. Give it one, or leave the criterion out."
        raise ProblemError(said, code="missing", field="sector")
    if pair.link.sector not in known:
        said = f"Link {quoted(pair.link.id)}: the employment table has no jobs of {quoted(pair.link.sector)} in "
        said += f"{quoted(pair.region.id)}; {did_you_mean(pair.link.sector, known)}"
        raise ProblemError(said, code="unknown_sector", field="sector")
    return pair.link.sector


def _pace(pair: _Pair, sector: str) -> float:
    if sector not in pair.pace:
        said = f"Region {quoted(pair.region.id)} had no jobs of {quoted(sector)} at the start, so their growth has no "
        said += "value. Leave the region or the criterion out."
        raise ProblemError(said, code="undefined_ratio", field="sector_pace_points")
    return pair.pace[sector]


def _known(pair: _Pair, field: str) -> float:
    value: float | None = getattr(pair.link, field)
    if value is None:
        said = f"Link {quoted(pair.link.id)} has no {field!r}. Give it, or leave the link or the criterion out."
        raise ProblemError(said, code="missing", field=field)
    return value


def _unknown_fields(criteria: Mapping[str, Criterion], employment: EmploymentTable | None) -> Iterator[Fault]:
    for field in criteria:
        if field not in fields():
            said = f"There is no field {quoted(field)} to judge regions for a link on; {did_you_mean(field, fields())}"
            yield Fault(said, "unknown_field", field)
        elif field in NEED_EMPLOYMENT and employment is None:
            yield Fault(f"The field {field!r} needs jobs by region and sector. Give `employment`.", "missing", field)
        elif field == "sector_pace_points" and employment is not None and len(employment.years) < 2:
            said = f"The field {field!r} needs jobs of two years, and there are those of {employment.years[0]} only. "
            yield Fault(f"{said}Give an earlier or later year.", "years", field)


def _unknown_needs(links: tuple[LinkNeed, ...]) -> Iterator[Fault]:
    for link in links:
        for field in (*link.at_least, *link.at_most):
            if field not in SITE_FIELDS:
                said = f"Link {quoted(link.id)} needs {quoted(field)}, which regions do not have; "
                yield Fault(said + did_you_mean(field, SITE_FIELDS), "unknown_field", field)


def _twins(links: tuple[LinkNeed, ...], regions: tuple[Region, ...]) -> Iterator[Fault]:
    kinds: tuple[tuple[str, tuple[Any, ...]], ...] = (("link", links), ("region", regions))
    for kind, records in kinds:
        names = [record.id for record in records]
        if not names:
            yield Fault(f"There is no {kind}. Give at least one.", "empty", f"{kind}s")
        if twice := [name for name in dict.fromkeys(names) if names.count(name) > 1]:
            said = f"Each {kind} must stand once: {listed(twice)} stands twice. Drop one of them."
            yield Fault(said, "duplicate_name", f"{kind}s")
