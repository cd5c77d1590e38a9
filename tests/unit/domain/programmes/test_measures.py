import numpy as np
import pytest

from mcda_industry.datasets import morocco_2025
from mcda_industry.domain.finance import annuity
from mcda_industry.domain.programmes import (
    Measure,
    annual_cost,
    catalogue_of,
    columns,
    fields,
    prerequisites,
    unit_costs,
)
from mcda_industry.errors import ProblemError, RecordError
from mcda_industry.problem import maximise, minimise

MEASURES = morocco_2025().measures
BY_ID = {measure.id: measure for measure in MEASURES}


def measure(name: str, **fields: object) -> Measure:
    return Measure(id=name, **{"category": "decarbonation", "lifetime_years": 10, "capex_mdh": 1, **fields})


def test_the_cost_of_a_tonne_is_that_of_the_conventions_by_hand() -> None:
    # D03: 46 MDH over 15 years at 8 %, 1.1 more to run, 9.2 of energy saved, 7 400 t.
    yearly = 46 * 0.08 / (1 - 1.08**-15) + 1.1 - 9.2
    assert BY_ID["D03"].annual_cost_mdh(0.08) == pytest.approx(yearly, rel=1e-12)
    assert BY_ID["D03"].unit_cost_dh("tco2e", 0.08) == pytest.approx(1e6 * yearly / 7400, rel=1e-12)


def test_the_cost_of_a_cubic_metre_is_that_of_the_conventions_by_hand() -> None:
    yearly = 150 * annuity(0.08, 20) + 8.8 - 22.0
    assert BY_ID["W05"].unit_cost_dh("water", 0.08) == pytest.approx(yearly / 1.6, rel=1e-12)


def test_what_saves_nothing_has_no_cost_for_each() -> None:
    assert BY_ID["W05"].unit_cost_dh("tco2e", 0.08) is None
    assert BY_ID["D01"].unit_cost_dh("water", 0.08) is None
    assert np.isnan(unit_costs([1.0, 1.0], [0.0, -2.0])).all()


def test_costs_of_many_measures_are_computed_at_once_and_leave_the_input_alone() -> None:
    capex = np.array([[100.0, 50.0], [10.0, 0.0]])
    before = capex.copy()
    assert annual_cost(capex, 1.0, 2.0, np.array([0.1, 0.2])).tolist() == [[9.0, 9.0], [0.0, -1.0]]
    assert (capex == before).all()


def test_prerequisites_go_through_others() -> None:
    found = prerequisites([measure("C", depends_on=["B"]), measure("B", depends_on=["A"]), measure("A")])
    assert found["C"] == {"A", "B", "C"}
    assert list(found) == ["A", "B", "C"]


def test_every_fault_of_a_catalogue_is_told() -> None:
    with pytest.raises(ProblemError) as refusal:
        catalogue_of([measure("D01", depends_on=["D0l"]), measure("D02", exclusive_with=["D9"]), measure("D02")])
    assert {fault.code for fault in refusal.value.faults} == {"duplicate_name", "unknown_measure"}
    assert "'D01' depends on 'D0l', which is not in the catalogue; did you mean 'D02'?" in str(refusal.value)
    assert "'D02' excludes 'D9'" in str(refusal.value)


def test_a_circle_of_dependencies_is_told_in_its_order() -> None:
    circle = [measure("A", depends_on=["B"]), measure("B", depends_on=["C"]), measure("C", depends_on=["A"])]
    with pytest.raises(ProblemError, match="'A' depends on 'B' depends on 'C' depends on 'A': this is a circle"):
        catalogue_of(circle)


def test_a_measure_whose_needs_exclude_each_other_can_never_be_taken() -> None:
    with pytest.raises(ProblemError, match="'C' can never be taken: it needs both 'A', 'B'"):
        catalogue_of([measure("A", exclusive_with=["B"]), measure("B"), measure("C", depends_on=["A", "B"])])


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"lifetime_years": 0}, RecordError),
        ({"lifetime_years": 1.5}, RecordError),
        ({"capex_mdh": -1}, RecordError),
        ({"capex_mdh": float("nan")}, RecordError),
        ({"tco2e_avoided_yr": "5600"}, RecordError),
        ({"category": "carbone"}, RecordError),
        ({"applicability_sites": True}, RecordError),
        ({"depends_on": ["D01"]}, ProblemError),
        ({"exclusive_with": ["D01"]}, ProblemError),
    ],
)
def test_a_figure_out_of_range_is_refused_with_measure_and_field(change: dict[str, object], kind: type) -> None:
    (field,) = change
    with pytest.raises(kind, match=f"Measure 'D01'.*'{field}'"):
        MEASURES[0].model_copy(update=change)


def test_columns_hold_what_the_sheet_says_and_what_follows_from_it() -> None:
    wanted = {
        "capex_mdh": minimise("capex"),
        "annual_cost_mdh": minimise("cost"),
        "water_saved_m3_yr": maximise("water"),
    }
    capex, cost, water = columns(MEASURES, wanted, rate=0.08)
    assert capex.values["D04"] == 300
    assert cost.values["D05"] == pytest.approx(BY_ID["D05"].annual_cost_mdh(0.08))
    assert water.values["D09"] == -60_000


def test_every_field_offered_can_be_read_of_measures_that_save_both() -> None:
    both = [measure("A", tco2e_avoided_yr=1, water_saved_m3_yr=2)]
    found = columns(both, {field: minimise(field) for field in fields()}, rate=0.08)
    assert [list(column.values) for column in found] == [["A"]] * len(fields())


def test_a_cost_for_each_tonne_of_a_measure_that_avoids_none_is_refused_by_name() -> None:
    with pytest.raises(ProblemError, match="'W05' saves no tonne of CO₂e") as refusal:
        columns(MEASURES, {"cost_dh_per_t": minimise("cost")}, rate=0.08)
    assert (refusal.value.code, refusal.value.row) == ("undefined_ratio", 15)


def test_an_unknown_field_is_refused_with_the_nearest() -> None:
    with pytest.raises(ProblemError, match="'capex'.*did you mean 'capex_mdh'"):
        columns(MEASURES, {"capex": minimise("capex")}, rate=0.08)
