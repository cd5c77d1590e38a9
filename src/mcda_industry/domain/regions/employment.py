"""Jobs by region, sector and year, and what they say: specialisation, and where growth comes from."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from pydantic import Field

from mcda_industry.arrays import FloatArray, frozen, power_of_two, real_array
from mcda_industry.errors import Fault, ProblemError, did_you_mean, listed, quoted, speaks_french
from mcda_industry.problem import Column, Criterion
from mcda_industry.records import Count, FrozenMap, Name, Record, Text, each_a
from mcda_industry.wording import number


class Employment(Record):
    """Jobs of one sector in one region in one year.

    Examples
    --------
    >>> Employment(region_code="MA-01", sector="automobile", year=2024, jobs=88_376).jobs
    88376
    """

    region_code: Name
    sector: Name
    year: Count
    jobs: Annotated[Count, Field(ge=0, le=10**10)]
    source_flag: Text = ""
    source_ids: tuple[Name, ...] = ()


@dataclass(frozen=True, eq=False)
class EmploymentTable:
    """Jobs of every sector in every region in every year.

    Attributes
    ----------
    regions, sectors, years
        The names of the axes; years ascend.
    jobs
        (years, regions, sectors) jobs, read-only.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> table = morocco_2025().employment
    >>> table.jobs.shape, table.years, table.sectors[0]
    ((2, 12, 7), (2019, 2024), 'aeronautique')
    """

    regions: tuple[str, ...]
    sectors: tuple[str, ...]
    years: tuple[int, ...]
    jobs: FloatArray

    @classmethod
    def of(cls, rows: Iterable[Employment], *, regions: Iterable[str] | None = None) -> "EmploymentTable":
        """The table of these rows; regions and sectors in the order in which they come.

        Parameters
        ----------
        rows
            One for each region, sector and year; none missing, none twice.
        regions
            The codes that exist; None if those of the rows do.

        Raises
        ------
        ProblemError
            With every fault: no row, an unknown region code (with the nearest known one), a row missing or twice.
        """
        rows = each_a(Employment, rows, "rows")
        known = None if regions is None else tuple(regions)
        if not rows:
            raise ProblemError("There are no jobs to count. Give at least one row.", code="empty", field="rows")
        axes = [tuple(dict.fromkeys(getattr(row, field) for row in rows)) for field in ("region_code", "sector")]
        found = cls._from(rows, axes[0], axes[1], tuple(sorted({row.year for row in rows})))
        if faults := [*_unknown_regions(rows, known), *_twice(rows), *found._missing(rows)]:
            raise ProblemError.of(faults)
        return found

    @classmethod
    def _from(
        cls, rows: Sequence[Employment], regions: tuple[str, ...], sectors: tuple[str, ...], years: tuple[int, ...]
    ) -> "EmploymentTable":
        by_key = {(row.year, row.region_code, row.sector): row.jobs for row in rows}
        jobs = [[[by_key.get((year, r, s), 0) for s in sectors] for r in regions] for year in years]
        return cls(regions, sectors, years, frozen(jobs))

    def _missing(self, rows: Sequence[Employment]) -> Iterator[Fault]:
        given = {(row.year, row.region_code, row.sector) for row in rows}
        for year in self.years:
            for region in self.regions:
                if lacking := [sector for sector in self.sectors if (year, region, sector) not in given]:
                    said = f"Region {quoted(region)} has no jobs of {listed(lacking)} in {year}. Give them, be it 0."
                    yield Fault(said, "missing", "jobs")

    def in_year(self, year: int) -> FloatArray:
        """(regions, sectors) jobs in this year.

        Raises
        ------
        ProblemError
            If there are none of this year.
        """
        if year not in self.years:
            said = f"There are no jobs of {quoted(year)}; there are those of {listed(self.years)}. Give one of these."
            raise ProblemError(said, code="unknown_year", field="year")
        return np.asarray(self.jobs[self.years.index(year)])

    def quotients(self, year: int) -> Mapping[str, Mapping[str, float]]:
        """The location quotient of each sector, by region and sector.

        Examples
        --------
        >>> from mcda_industry.datasets import morocco_2025
        >>> quotients = morocco_2025().employment.quotients(2024)
        >>> round(quotients["MA-06"]["aeronautique"], 2), round(quotients["MA-01"]["automobile"], 2)
        (1.92, 1.81)
        """
        found = location_quotients(self.in_year(year), regions=self.regions, sectors=self.sectors)
        return FrozenMap(
            {
                region: FrozenMap(dict(zip(self.sectors, row, strict=True)))
                for region, row in zip(self.regions, found.tolist(), strict=True)
            }
        )

    def quotient_column(self, year: int, sector: str, criterion: Criterion) -> Column:
        """The location quotient of one sector in each region, as a column of the criteria matrix.

        Raises
        ------
        ProblemError
            If there is no such year or sector.
        """
        place = self.place_of(sector)
        quotients = self.quotients(year)
        return Column(criterion, FrozenMap({region: quotients[region][self.sectors[place]] for region in self.regions}))

    def place_of(self, sector: str) -> int:
        """Where a sector stands among the sectors; an unknown one is refused with the nearest known one."""
        if sector not in self.sectors:
            said = f"There is no sector {quoted(sector)}; {did_you_mean(sector, self.sectors)}"
            raise ProblemError(said, code="unknown_sector", field="sector")
        return self.sectors.index(sector)

    def shift_share(self, before: int, after: int) -> "ShiftShare":
        """Where the change of jobs between two years comes from.

        Examples
        --------
        >>> from mcda_industry.datasets import morocco_2025
        >>> print(morocco_2025().employment.shift_share(2019, 2024).sentence("MA-06"))
        From 2019 to 2024 MA-06 gained 66,018 jobs: 67,582 as the country grew, 5,748 by its mix of industries, \
-7,312 by its own pace.
        """
        found = shift_share(self.in_year(before), self.in_year(after))
        return ShiftShare(self.regions, self.sectors, before, after, *found)


@dataclass(frozen=True, eq=False)
class ShiftShare:
    """Where the change of jobs comes from, by region and sector.

    Attributes
    ----------
    regions, sectors
        The names of the rows and columns.
    before, after
        The years compared.
    national, industry_mix, competitive
        (regions, sectors) jobs, read-only: gained as fast as the country, by being in sectors that grow faster than it,
        and by the region's own pace in these sectors. They add up to the change.
    """

    regions: tuple[str, ...]
    sectors: tuple[str, ...]
    before: int
    after: int
    national: FloatArray
    industry_mix: FloatArray
    competitive: FloatArray

    def of(self, region: str) -> tuple[float, float, float]:
        """The three parts of a region over all its sectors: national, industry mix, competitive.

        Raises
        ------
        ProblemError
            If there is no such region.
        """
        if region not in self.regions:
            said = f"There is no region {quoted(region)}; {did_you_mean(region, self.regions)}"
            raise ProblemError(said, code="unknown_region", field="region")
        row = self.regions.index(region)
        national, mix, own = (float(part[row].sum()) for part in (self.national, self.industry_mix, self.competitive))
        return national, mix, own

    def sentence(self, region: str, lang: str = "en") -> str:
        """The change of a region in words, in English ("en") or French ("fr")."""
        french = speaks_french(lang)
        parts = self.of(region)
        change = round(sum(parts))
        said = (_GAINED_FR if change >= 0 else _LOST_FR) if french else (_GAINED_EN if change >= 0 else _LOST_EN)
        national, mix, own = (number(part, lang) for part in parts)
        years = {"before": self.before, "after": self.after}
        return said.format(
            region=region, change=number(abs(change), lang), national=national, mix=mix, own=own, **years
        )


_PARTS_EN = " {change} jobs: {national} as the country grew, {mix} by its mix of industries, {own} by its own pace."
_PARTS_FR = " {change} emplois : {national} au rythme du pays, {mix} par ses secteurs, {own} par sa dynamique propre."
_GAINED_EN = "From {before} to {after} {region} gained" + _PARTS_EN
_LOST_EN = "From {before} to {after} {region} lost" + _PARTS_EN
_GAINED_FR = "De {before} à {after}, {region} a gagné" + _PARTS_FR
_LOST_FR = "De {before} à {after}, {region} a perdu" + _PARTS_FR


class Parts(NamedTuple):
    """The three parts of the change, (regions, sectors) each."""

    national: Any
    industry_mix: Any
    competitive: Any


class Extended(NamedTuple):
    """The competitive part in two, (regions, sectors) each: what the region's pace alone makes, and its allocation."""

    homothetic: FloatArray
    allocation: FloatArray


def location_quotients(
    jobs: ArrayLike, *, regions: Sequence[str] | None = None, sectors: Sequence[str] | None = None
) -> FloatArray:
    """(r, s) share of each sector in each region, divided by its share in the country; 1 is the country's structure.

    Parameters
    ----------
    jobs
        (r, s) jobs of each region (row) in each sector (column), not negative.
    regions, sectors
        How errors call rows and columns.

    Notes
    -----
    P. Sargant Florence (1939), Report on the location of industry, Political and Economic Planning.

    Raises
    ------
    ProblemError
        If jobs are not a table of numbers of 0 or more, or a region or a sector has none: it then has no structure, and
        0/0 is not guessed.

    Examples
    --------
    >>> location_quotients([[30, 10], [30, 30]]).round(3)
    array([[1.25 , 0.625],
           [0.833, 1.25 ]])
    """
    table = _table(jobs, "jobs")
    table = table / power_of_two(table)
    in_region, in_sector = table.sum(axis=1), table.sum(axis=0)
    faults = [_without_jobs("Region", regions, int(row)) for row in np.flatnonzero(in_region == 0)]
    faults += [_without_jobs("Sector", sectors, int(column)) for column in np.flatnonzero(in_sector == 0)]
    if faults:
        raise ProblemError.of(faults)
    return np.asarray(table / in_region[:, None] / (in_sector / table.sum()))


def shift_share(before: ArrayLike, after: ArrayLike) -> Parts:
    """The change of jobs in three parts: national growth, industry mix, competitive; their sum is the change.

    Parameters
    ----------
    before, after
        (r, s) jobs of each region (row) in each sector (column) at the start and at the end.

    Returns
    -------
    Three read-only (r, s) arrays. A sector that the country did not have at the start counts as competitive where it
    came.

    Notes
    -----
    With growth g of all jobs and g_s of a sector: e g, e (g_s - g), and what is left (E. S. Dunn, 1960, A statistical and
    analytical technique for regional analysis, Papers of the Regional Science Association 6).

    Raises
    ------
    ProblemError
        If the tables are not of one shape, hold something else than numbers of 0 or more, or there are no jobs at the
        start.

    Examples
    --------
    >>> [part.tolist() for part in shift_share([[100, 100], [100, 100]], [[150, 100], [110, 120]])]
    [[[20.0, 20.0], [20.0, 20.0]], [[10.0, -10.0], [10.0, -10.0]], [[20.0, -10.0], [-20.0, 10.0]]]
    """
    start, end = _pair(before, after)
    unit = power_of_two(np.maximum(start, end))
    return Parts(*(frozen(part * unit) for part in parts(start / unit, end / unit)))


def parts(before: NDArray[Any], after: NDArray[Any]) -> Parts:
    """The kernel of `shift_share`, on floats or on exact fractions alike."""
    at_start, gained = before.sum(axis=0), (after - before).sum(axis=0)
    national = before * gained.sum() / at_start.sum()
    with_sector = before * gained / np.where(at_start == 0, 1, at_start)
    return Parts(national, with_sector - national, after - before - with_sector)


def esteban_marquillas(before: ArrayLike, after: ArrayLike) -> Extended:
    """The competitive part in two: what its pace would make with the country's structure, and the rest (allocation).

    Parameters
    ----------
    before, after
        (r, s) jobs of each region (row) in each sector (column) at the start and at the end.

    Notes
    -----
    With homothetic jobs h = (jobs of the region) x (share of the sector in the country): h (g_rs - g_s), and
    (e - h) (g_rs - g_s), positive where the region has many jobs in what it does better (J. M. Esteban-Marquillas, 1972,
    A reinterpretation of shift-share analysis, Regional and Urban Economics 2).

    Raises
    ------
    ProblemError
        As for `shift_share`; and if a region had no jobs in a sector at the start, whose growth then has no value.

    Examples
    --------
    >>> homothetic, allocation = esteban_marquillas([[300, 100], [100, 300]], [[360, 100], [100, 300]])
    >>> round(float(homothetic[0, 0]), 9), round(float(allocation[0, 0]), 9)
    (10.0, 5.0)
    """
    start, end = _pair(before, after)
    if (start == 0).any():
        row, column = map(int, np.argwhere(start == 0)[0])
        said = f"Row {row + 1}, column {column + 1} of 'before' has no jobs, so its growth has no value. "
        said += "Leave the sector out, or use shift_share."
        raise ProblemError(said, code="undefined_ratio", field="before", row=row, column=column)
    unit = power_of_two(np.maximum(start, end))
    start, end = start / unit, end / unit
    gap = (end - start) / start - (end - start).sum(axis=0) / start.sum(axis=0)
    homothetic = start.sum(axis=1)[:, None] * (start.sum(axis=0) / start.sum())
    return Extended(frozen(homothetic * gap * unit), frozen((start - homothetic) * gap * unit))


def _pair(before: ArrayLike, after: ArrayLike) -> tuple[FloatArray, FloatArray]:
    start, end = _table(before, "before"), _table(after, "after")
    if start.shape != end.shape:
        said = f"'before' has shape {start.shape} and 'after' {end.shape}. Give the same regions and sectors in both."
        raise ProblemError(said, code="shape", field="after")
    if not start.any():
        said = "There are no jobs at the start, so there is no growth. Give an earlier or later year."
        raise ProblemError(said, code="undefined_ratio", field="before")
    return start, end


def _table(values: ArrayLike, field: str) -> FloatArray:
    table, bad = real_array(values)
    if table.ndim != 2 or not table.size:
        said = f"{field!r} must be a table of regions by sectors, not of shape {table.shape}. Give rows and columns."
        raise ProblemError(said, code="shape", field=field)
    faults = [_no_count(cell.place, cell.shown if cell.why == "not a number" else cell.why, field) for cell in bad]
    faults += [_no_count((int(r), int(c)), f"{table[r, c]:g}", field) for r, c in np.argwhere(table < 0)]
    if faults:
        raise ProblemError.of(faults)
    return table


def _no_count(place: tuple[int, ...], shown: str, field: str) -> Fault:
    row, column = place
    said = f"Row {row + 1}, column {column + 1} of {field!r} is {shown}. Give a number of jobs, 0 or more."
    return Fault(said, "not_a_count", field, row, column)


def _without_jobs(kind: str, names: Sequence[str] | None, place: int) -> Fault:
    name = place + 1 if names is None else quoted(names[place])
    said = f"{kind} {name} has no jobs at all, so it has no structure to compare. Leave it out."
    row, column = (place, None) if kind == "Region" else (None, place)
    return Fault(said, f"empty_{kind.lower()}", "jobs", row, column)


def _unknown_regions(rows: Sequence[Employment], known: tuple[str, ...] | None) -> Iterator[Fault]:
    for code in dict.fromkeys(row.region_code for row in rows):
        if known is not None and code not in known:
            said = f"There is no region {quoted(code)}; {did_you_mean(code, known)}"
            yield Fault(said, "unknown_region", "region_code")


def _twice(rows: Sequence[Employment]) -> Iterator[Fault]:
    seen: set[tuple[str, str, int]] = set()
    for place, row in enumerate(rows):
        key = (row.region_code, row.sector, row.year)
        if key in seen:
            said = f"The jobs of {quoted(row.sector)} in {quoted(row.region_code)} in {row.year} stand twice. Keep one."
            yield Fault(said, "duplicate_name", "jobs", place)
        seen.add(key)
