import pytest

from mcda_industry.datasets import morocco_2025
from mcda_industry.domain.programmes import (
    BasinStress,
    dam_readings,
    filling_column,
    stress_column,
    water_productivity,
)
from mcda_industry.errors import ProblemError, RecordError
from mcda_industry.problem import maximise, minimise

BASINS = morocco_2025().basin_stress
OUED = BASINS[0]


def test_a_cubic_metre_yields_value_added_over_water_and_none_without_water() -> None:
    assert water_productivity([12, 3], [40_000, 0]).tolist()[0] == 300
    assert water_productivity([[1.0], [2.0]], [100.0, 200.0]).shape == (2, 2)


def test_regions_without_a_reading_say_so_and_get_none() -> None:
    assert [region.id for region in BASINS if region.dam_fill_pct is None] == ["MA-11", "MA-12"]
    for region in BASINS[10:]:
        assert (region.read_on, region.why_no_reading) == (None, "no large dam")
        assert region.sentence().endswith("No dam filling (no large dam); none is assumed.")
        assert region.sentence("fr").endswith(
            "Pas de taux de remplissage (pas de grand barrage) ; aucun n'est supposé."
        )


def test_a_reading_is_told_with_its_day() -> None:
    assert OUED.sentence() == (
        "Tangier-Tetouan-Al Hoceima: water stress 2 of 5 (structural grade, undated). Dams filled to 51.1 % on 2025-08-25."
    )
    dated = OUED.model_copy(update={"graded_on": "2024"})
    assert "(note structurelle, 2024)" in dated.sentence("fr")


def test_readings_of_different_days_and_missing_ones_are_told_before_they_are_compared() -> None:
    assert dam_readings(BASINS).sentence("fr") == (
        "Pas de remplissage pour MA-11 et MA-12. Les relevés ne sont pas du même jour (2025-05, 2025-09)."
    )
    assert dam_readings(BASINS[:3]).sentence() == "All readings are of one day."
    assert dam_readings(BASINS[10:]).oldest is None


def test_the_structural_grade_is_a_column_and_the_filling_only_where_all_have_one() -> None:
    assert stress_column(BASINS, minimise("stress")).values["MA-01"] == 2
    assert filling_column(BASINS[:10], maximise("filling")).values["MA-02"] == 27
    with pytest.raises(ProblemError, match="no dam filling for 'MA-11', 'MA-12', and none is assumed") as refusal:
        filling_column(BASINS, maximise("filling"))
    assert [fault.row for fault in refusal.value.faults] == [10, 11]


def test_a_region_that_stands_twice_is_refused() -> None:
    with pytest.raises(ProblemError, match="'MA-01' stands twice"):
        stress_column([OUED, OUED], minimise("stress"))


@pytest.mark.parametrize(
    ("change", "kind", "words"),
    [
        ({"grade_1_5": 6}, RecordError, "'grade_1_5'"),
        ({"dam_fill_pct": -1}, RecordError, "'dam_fill_pct'"),
        ({"read_on": None}, ProblemError, "without the day it was read"),
        ({"dam_fill_pct": None}, ProblemError, "the day of a reading without the filling"),
        ({"read_on": "August 2025"}, RecordError, "'read_on'"),
        ({"graded_on": "2025-13"}, RecordError, "'graded_on'"),
    ],
)
def test_an_undated_reading_and_figures_out_of_range_are_refused(
    change: dict[str, object], kind: type, words: str
) -> None:
    with pytest.raises(kind, match=words):
        OUED.model_copy(update=change)


def test_basins_survive_json() -> None:
    for region in BASINS:
        assert BasinStress.model_validate_json(region.model_dump_json()) == region
