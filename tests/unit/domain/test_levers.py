import pytest

from mcda_industry.datasets import morocco_2025
from mcda_industry.domain.levers import Lever, columns, fields
from mcda_industry.errors import ProblemError, RecordError
from mcda_industry.problem import maximise

LEVERS = morocco_2025().levers


def test_a_column_holds_the_grade_of_every_lever_as_it_stands() -> None:
    (found,) = columns(LEVERS, {"water_mm3_yr": maximise("LC52")})
    assert found.values["L11"] == 3.6
    assert list(found.values) == [lever.id for lever in LEVERS]


def test_every_field_offered_can_be_read() -> None:
    found = columns(LEVERS, {field: maximise(field) for field in fields()})
    assert [len(column.values) for column in found] == [16] * 15


def test_unknown_fields_and_twins_are_told_at_once() -> None:
    with pytest.raises(ProblemError, match="did you mean 'jobs_2030'") as refusal:
        columns([LEVERS[0], LEVERS[0]], {"jobs_2031": maximise("jobs")})
    assert "'L01' stands twice" in str(refusal.value)


def test_cells_of_several_values_are_several() -> None:
    assert LEVERS[0].partners == ("GIMAS", "Maroc PME", "IMANOR")
    assert LEVERS[0].linked_projects == ("P05", "P24", "P29")


def test_every_lever_survives_json() -> None:
    for lever in LEVERS:
        assert Lever.model_validate_json(lever.model_dump_json()) == lever


@pytest.mark.parametrize(
    "change",
    [
        {"productivity_1_5": 0},
        {"risk_1_25": 26},
        {"stakeholder_support_0_100": 100.5},
        {"public_cost_mdh": -1},
        {"delay_months": float("nan")},
        {"jobs_2030": 1.5},
    ],
)
def test_a_figure_out_of_range_is_refused_with_lever_and_field(change: dict[str, object]) -> None:
    (field,) = change
    with pytest.raises(RecordError, match=f"Lever 'L01': '{field}'"):
        LEVERS[0].model_copy(update=change)
