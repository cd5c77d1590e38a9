"""Hypothesis strategies for measures, overlaps and tables of jobs; figures are small whole numbers, so that ties are common."""

from collections.abc import Callable

import strategies  # noqa: F401  (loads the profile)
from hypothesis import strategies as st

from mcda_industry.domain.programmes import Measure, Overlap

Draw = Callable[[st.SearchStrategy], object]


@st.composite
def catalogues(draw: Draw, least_saved: int = -3, most: int = 6) -> list[Measure]:
    """A catalogue that contradicts nothing: dependencies point backwards, exclusions never at what a measure needs."""
    found: list[Measure] = []
    needs: dict[str, set[str]] = {}
    for row in range(draw(st.integers(1, most))):
        earlier = [measure.id for measure in found]
        depends = draw(st.lists(st.sampled_from(earlier), max_size=2, unique=True)) if earlier else []
        below = {f"M{row}", *depends, *(one for name in depends for one in needs[name])}
        apart = {one for measure in found for one in measure.exclusive_with} | {m.id for m in found if m.exclusive_with}
        if apart & below and len(below) > 1:
            depends, below = [], {f"M{row}"}
        free = [name for name in earlier if not needs[name] & below and len(needs[name]) == 1 and len(below) == 1]
        excludes = draw(st.lists(st.sampled_from(free), max_size=1)) if free else []
        needs[f"M{row}"] = below
        found.append(
            Measure(
                id=f"M{row}",
                category=draw(st.sampled_from(["decarbonation", "eau"])),
                lifetime_years=draw(st.integers(1, 20)),
                capex_mdh=draw(st.integers(0, 9)),
                opex_delta_mdh_yr=draw(st.integers(-3, 3)),
                energy_saving_mdh_yr=draw(st.integers(0, 3)),
                tco2e_avoided_yr=draw(st.integers(least_saved, 9)),
                water_saved_m3_yr=draw(st.integers(least_saved, 9)),
                exclusive_with=excludes,
                depends_on=depends,
            )
        )
    return found


@st.composite
def overlaps_of(draw: Draw, measures: list[Measure]) -> list[Overlap]:
    """At most two overlaps, none larger than what its measures save."""
    saved = {m.id: int(min(m.tco2e_avoided_yr, m.water_saved_m3_yr)) for m in measures}
    saving = [name for name, amount in saved.items() if amount > 0]
    pairs = [(a, b) for a in saving for b in saving if a < b]
    chosen = draw(st.lists(st.sampled_from(pairs), max_size=2, unique=True)) if pairs else []
    return [
        Overlap(
            between=pair,
            tco2e_lost_yr=draw(st.integers(0, min(saved[name] for name in pair))),
            water_lost_m3_yr=draw(st.integers(0, min(saved[name] for name in pair))),
        )
        for pair in chosen
    ]


@st.composite
def tables_of_jobs(draw: Draw, least: int = 0) -> tuple[list[list[int]], list[list[int]]]:
    """Jobs at the start and at the end, of one shape, not all zero at the start."""
    regions, sectors = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    row = st.lists(st.integers(least, 30), min_size=sectors, max_size=sectors)
    table = st.lists(row, min_size=regions, max_size=regions)
    return draw(table.filter(lambda rows: any(map(any, rows)))), draw(table)
