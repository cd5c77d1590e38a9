import pytest

from mcda_industry.datasets import morocco_2025
from mcda_industry.domain.regions import Region, regional_equity
from mcda_industry.errors import ProblemError, RecordError

REGIONS = morocco_2025().regions
BY_ID = {region.id: region for region in REGIONS}


def test_regional_equity_of_casablanca_is_that_computed_by_hand() -> None:
    # Highest and lowest of the twelve: unemployment 22.2 and 8.9, GDP per head 200.9 and 62.3,
    # jobs per 1 000 inhabitants 17 000/219 965 (Dakhla) and 6 500/1 655 623 (Drâa-Tafilalet).
    unemployment = (15.0 - 8.9) / (22.2 - 8.9)
    wealth = (200.9 - 154.2) / (200.9 - 62.3)
    most, least, jobs = 17_000 / 219_965, 6_500 / 1_655_623, 341_000 / 7_688_967
    industry = (most - jobs) / (most - least)
    assert regional_equity(REGIONS)["MA-06"] == round(100 * (unemployment + wealth + industry) / 3, 1) == 41.5


def test_regional_equity_lies_between_0_and_100_and_has_one_decimal() -> None:
    for value in regional_equity(REGIONS).values():
        assert 0 <= value <= 100
        assert value == round(value, 1)


def test_the_order_of_the_regions_does_not_matter() -> None:
    assert dict(regional_equity(reversed(REGIONS))) == dict(regional_equity(REGIONS))


def test_regions_that_are_all_equal_have_no_need_beyond_the_others() -> None:
    twin = REGIONS[0].model_copy(update={"id": "MA-99"})
    assert dict(regional_equity([REGIONS[0], twin])) == {"MA-01": 0.0, "MA-99": 0.0}


def test_no_region_and_twice_the_same_region_are_refused() -> None:
    with pytest.raises(ProblemError, match="There is no region"):
        regional_equity([])
    with pytest.raises(ProblemError, match="'MA-01' stands twice"):
        regional_equity([REGIONS[0], REGIONS[0]])


def test_a_region_without_large_dams_has_no_filling_rather_than_a_number() -> None:
    assert [region.id for region in REGIONS if region.dam_fill_pct is None] == ["MA-11", "MA-12"]
    assert BY_ID["MA-01"].dam_fill_pct == 51.1


def test_several_basins_and_zones_are_several() -> None:
    assert BY_ID["MA-04"].hydraulic_basin == ("Bouregreg-Chaouia", "Sebou")
    assert BY_ID["MA-12"].main_zones == ("port Dakhla Atlantique", "zone de Bir Guendouz")


def test_every_region_survives_json() -> None:
    for region in REGIONS:
        assert Region.model_validate_json(region.model_dump_json()) == region


@pytest.mark.parametrize(
    "change",
    [
        {"population_2024": 0},
        {"unemployment_2024_pct": 101},
        {"gdp_per_head_index_mar100": 0},
        {"water_stress_1_5": 6},
        {"logistics_0_100": -1},
        {"industrial_jobs_2024": True},
        {"dam_fill_pct": -3},
    ],
)
def test_a_figure_out_of_range_is_refused_with_region_and_field(change: dict[str, object]) -> None:
    (field,) = change
    with pytest.raises(RecordError, match=f"Region 'MA-01': '{field}'"):
        REGIONS[0].model_copy(update=change)
