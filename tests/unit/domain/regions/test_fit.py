import numpy as np
import pytest

import mcda_industry as mi
from mcda_industry.datasets import morocco_2025
from mcda_industry.domain.regions import (
    Employment,
    EmploymentTable,
    LinkFit,
    LinkNeed,
    columns,
    fields,
    link_fits,
    pair_name,
    regional_equity,
)
from mcda_industry.errors import ProblemError, RecordError

CASE = morocco_2025()
LINKS = {link.id: link for link in CASE.link_needs}
MACHINING, TREATMENT, POWER = LINKS["A04"], LINKS["A06"], LINKS["T01"]
TWO = CASE.regions[5:7]


def values(field: str, link: LinkNeed = MACHINING, **options: object) -> dict[str, float]:
    (column,) = columns([link], CASE.regions, {field: mi.maximise(field)}, **options)
    return dict(column.values)


def test_a_link_asks_what_the_projects_on_it_use() -> None:
    here = [project for project in CASE.projects if project.link_id == "A06"]
    revenue = sum(project.revenue_full_mdh for project in here)
    assert len(here) == 2
    assert TREATMENT.water_m3_per_mdh == pytest.approx(sum(p.water_use_m3 for p in here) / revenue)
    assert TREATMENT.electricity_mwh_per_mdh == pytest.approx(sum(p.electricity_mwh for p in here) / revenue)
    assert [link.id for link in CASE.link_needs if link.water_m3_per_mdh is None] == ["A01", "A05", "A13", "M03"]


def test_costs_are_dirhams_for_a_thousand_of_revenue() -> None:
    region = CASE.regions[5]
    assert values("electricity_cost_dh_per_kdh", TREATMENT)["A06@MA-06"] == pytest.approx(
        TREATMENT.electricity_mwh_per_mdh * 1000 * region.electricity_dh_kwh / 1000
    )
    assert values("water_cost_dh_per_kdh", TREATMENT)["A06@MA-06"] == pytest.approx(
        TREATMENT.water_m3_per_mdh * region.industrial_water_dh_m3 / 1000
    )


def test_the_same_region_fits_links_of_different_sectors_differently() -> None:
    aero = values("location_quotient", employment=CASE.employment)
    tools = values("location_quotient", LINKS["M04"], employment=CASE.employment)
    assert aero["A04@MA-06"] == CASE.employment.quotients(2024)["MA-06"]["aeronautique"]
    assert tools["M04@MA-06"] == CASE.employment.quotients(2024)["MA-06"]["machines_outils"]


def test_the_pace_of_a_sector_is_its_growth_less_that_of_the_country_in_points() -> None:
    before, after = CASE.employment.in_year(2019), CASE.employment.in_year(2024)
    s, r = CASE.employment.sectors.index("machines_outils"), CASE.employment.regions.index("MA-06")
    pace = 100 * (after[r, s] / before[r, s] - after[:, s].sum() / before[:, s].sum())
    found = values("sector_pace_points", LINKS["M04"], employment=CASE.employment)
    assert found["M04@MA-06"] == pytest.approx(pace)


def test_every_field_offered_can_be_read_and_makes_a_problem() -> None:
    found = columns([LINKS["M04"]], CASE.regions, {f: mi.maximise(f) for f in fields()}, employment=CASE.employment)
    problem = mi.Problem.from_columns(found)
    assert problem.values.shape == (12, len(fields()))
    assert problem.alternatives[0] == pair_name("M04", "MA-01") == "M04@MA-01"


def test_what_a_region_is_stands_as_it_is() -> None:
    assert values("water_stress_1_5")["A04@MA-09"] == 5
    assert values("regional_equity_0_100")["A04@MA-02"] == regional_equity(CASE.regions)["MA-02"]


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: values("logistics"), "no field 'logistics'.*did you mean 'logistics_0_100'"),
        (lambda: values("location_quotient"), "needs jobs by region and sector. Give `employment`"),
        (lambda: values("location_quotient", POWER, employment=CASE.employment), "'T01' belongs to no sector"),
        (lambda: values("water_cost_dh_per_kdh", LINKS["A01"]), "'A01' has no 'water_m3_per_mdh'"),
        (
            lambda: values("location_quotient", LinkNeed(id="X", sector="aeronautic"), employment=CASE.employment),
            "no jobs of 'aeronautic' in 'MA-01'; did you mean 'aeronautique'",
        ),
        (
            lambda: values("sector_pace_points", employment=CASE.employment),
            "'MA-05' had no jobs of 'aeronautique' at the start",
        ),
        (
            lambda: values("water_stress_1_5", MACHINING.model_copy(update={"at_least": {"skilled_labor_0_100": 1}})),
            "'A04' needs 'skilled_labor_0_100'.*did you mean 'skilled_labour_0_100'",
        ),
        (lambda: columns([], CASE.regions, {}), "There is no link"),
        (lambda: columns([MACHINING, MACHINING], TWO, {}), "'A04' stands twice"),
        (lambda: link_fits({}, [MACHINING], TWO), "no score for 'A04@MA-06', 'A04@MA-07'"),
        (lambda: link_fits({"A04@MA-06": 1, "A04@MA-07": np.nan}, [MACHINING], TWO), "'A04@MA-07' is not a finite"),
        (lambda: link_fits({"A04@MA-06": 1, "A04@MA-07": "high"}, [MACHINING], TWO), "'A04@MA-07' is not a finite"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(call: object, words: str) -> None:
    with pytest.raises(ProblemError, match=words):
        call()


def test_a_region_the_employment_table_lacks_is_refused() -> None:
    rows = [Employment(region_code="MA-01", sector="aeronautique", year=year, jobs=5) for year in (2019, 2024)]
    with pytest.raises(ProblemError, match="no jobs of 'aeronautique' in 'MA-02'"):
        values("location_quotient", employment=EmploymentTable.of(rows))


def test_the_pace_needs_two_years() -> None:
    rows = [Employment(region_code=region.id, sector="aeronautique", year=2024, jobs=5) for region in CASE.regions]
    with pytest.raises(ProblemError, match="jobs of two years, and there are those of 2024 only"):
        values("sector_pace_points", employment=EmploymentTable.of(rows))


def test_a_need_that_is_not_met_is_not_made_up_for_by_a_good_score() -> None:
    asking = MACHINING.model_copy(update={"at_least": {"skilled_labour_0_100": 60}, "at_most": {"water_stress_1_5": 4}})
    scores = {pair_name("A04", region.id): region.water_stress_1_5 for region in CASE.regions}
    (found,) = link_fits(scores, [asking], CASE.regions)
    for region, fit in zip(CASE.regions, found.regions, strict=True):
        lacks = region.skilled_labour_0_100 < 60, region.water_stress_1_5 > 4
        assert fit.unmet == tuple(
            f for f, bad in zip(("skilled_labour_0_100", "water_stress_1_5"), lacks, strict=True) if bad
        )
        assert (fit.rank is None) == any(lacks)
    assert found.order == tuple(fit.region for fit in sorted(found.regions, key=lambda f: f.rank or 99) if fit.rank)


def test_equal_scores_share_the_better_rank() -> None:
    (found,) = link_fits({"A04@MA-06": 1.0, "A04@MA-07": 1.0}, [MACHINING], TWO)
    assert [fit.rank for fit in found.regions] == [1, 1]


def test_the_fit_is_told_of_the_link_and_never_of_the_best_region() -> None:
    scores = {pair_name("A04", region.id): place for place, region in enumerate(CASE.regions)}
    asking = MACHINING.model_copy(update={"at_most": {"water_stress_1_5": 4}})
    (found,) = link_fits(scores, [asking], CASE.regions)
    assert found.sentence() == (
        "Best fit for A04 (5-axis precision machining), among 7 regions that meet its needs: MA-07, MA-06 and MA-05. "
        "Regions that miss a need: 5."
    )
    assert found.sentence("fr").startswith(
        "Meilleure adéquation pour A04 (Usinage de précision 5 axes), parmi 7 régions"
    )
    assert "best region" not in found.sentence()
    nowhere = link_fits(scores, [MACHINING.model_copy(update={"at_least": {"logistics_0_100": 101}})], CASE.regions)[0]
    assert nowhere.sentence("fr").startswith("Aucune des 12 régions ne répond aux besoins de A04")
    assert nowhere.order == ()


def test_links_and_fits_survive_json() -> None:
    assert [LinkNeed.model_validate_json(link.model_dump_json()) for link in CASE.link_needs] == list(CASE.link_needs)
    (found,) = link_fits({"A04@MA-06": 1.0, "A04@MA-07": 1.0}, [MACHINING], TWO)
    assert LinkFit.model_validate_json(found.model_dump_json()) == found


@pytest.mark.parametrize("change", [{"electricity_mwh_per_mdh": -1}, {"sector": " "}, {"at_least": {"x": "60"}}])
def test_a_need_out_of_range_is_refused_with_link_and_field(change: dict[str, object]) -> None:
    (field,) = change
    with pytest.raises(RecordError, match=f"LinkNeed 'A04': '{field}"):
        MACHINING.model_copy(update=change)
