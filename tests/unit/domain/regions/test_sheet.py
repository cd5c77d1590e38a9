import pytest

from mcda_industry.datasets import morocco_2025
from mcda_industry.domain.regions import EmploymentTable, RegionSheet, region_sheets
from mcda_industry.errors import ProblemError, RecordError

CASE = morocco_2025()
SHEETS = {sheet.id: sheet for sheet in CASE.region_sheets}


def test_the_sheet_of_every_region_adds_up_and_survives_json() -> None:
    for region in CASE.regions:
        sheet = SHEETS[region.id]
        change = sheet.change
        assert change.national + change.industry_mix + change.competitive == pytest.approx(change.jobs, abs=1e-6)
        assert sum(sheet.jobs.values()) == pytest.approx(region.industrial_jobs_2024, abs=1.5)
        assert RegionSheet.model_validate_json(sheet.model_dump_json()) == sheet


def test_a_sheet_is_read_in_english_with_its_banner() -> None:
    assert SHEETS["MA-12"].sentences() == (
        "Dakhla-Oued Ed-Dahab has more than its share of food (4.28).",
        "From 2019 to 2024 it gained 4,389 jobs: 3,099 as the country grew, -373 by its mix of industries, 1,663 by its "
        "own pace.",
        "Its need of industry is 33.3 of 100; it has 77.3 industrial jobs for each 1,000 inhabitants.",
        "Its water stress is 5 of 5 (structural). There is no dam filling for it, and none is assumed.",
        "ILLUSTRATIVE: part of these figures are invented orders of magnitude.",
    )


def test_a_sheet_is_read_in_french_with_its_dam_reading() -> None:
    said = SHEETS["MA-01"].sentences("fr")
    assert said[0] == (
        "Tanger-Tétouan-Al Hoceïma est spécialisée dans : automobile (1,81), métallurgie et autre mécanique (1,58) et "
        "textile et cuir (1,55)."
    )
    assert said[3].endswith("Ses barrages étaient remplis à 51,1\u202f% (relevé : 2025-08-25).")


def test_specialisations_come_strongest_first_from_the_quotient_asked_for() -> None:
    (plain,) = [
        sheet for sheet in region_sheets(CASE.regions, CASE.employment, specialised_from=5) if sheet.id == "MA-01"
    ]
    assert plain.specialised_in == ()
    assert plain.sentences()[0] == "Tangier-Tetouan-Al Hoceima has no marked specialisation."
    assert SHEETS["MA-02"].specialised_in == (
        "metallurgie_autres_IMM", "agroalimentaire", "autres_industries", "machines_outils",
    )  # fmt: skip


def test_sourced_figures_carry_no_banner() -> None:
    sourced = [region.model_copy(update={"source_flag": "sourced"}) for region in CASE.regions]
    assert len(region_sheets(sourced, CASE.employment)[0].sentences()) == 4


def test_regions_and_jobs_must_be_of_the_same_country() -> None:
    with pytest.raises(ProblemError, match="no jobs of 'MA-13'; did you mean 'MA-1"):
        region_sheets([*CASE.regions, CASE.regions[0].model_copy(update={"id": "MA-13"})], CASE.employment)
    with pytest.raises(ProblemError, match="jobs of 'MA-12', which is not among the regions"):
        region_sheets(CASE.regions[:11], CASE.employment)
    with pytest.raises(RecordError, match="'specialised_from'"):
        region_sheets(CASE.regions, CASE.employment, specialised_from=0)


def test_jobs_of_one_year_have_no_change() -> None:
    table = CASE.employment
    one = EmploymentTable(table.regions, table.sectors, (2024,), table.jobs[1:])
    with pytest.raises(ProblemError, match="jobs of 2024 only"):
        region_sheets(CASE.regions, one)
