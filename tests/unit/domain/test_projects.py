import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mcda_industry.datasets import morocco_2025
from mcda_industry.domain.projects import Project, ProjectContext, bank, columns, fields
from mcda_industry.errors import ProblemError, RecordError
from mcda_industry.problem import Criterion, maximise

CASE = morocco_2025()
PROJECTS = CASE.projects
BY_ID = {project.id: project for project in PROJECTS}
CONTEXT = CASE.project_context


def column(field: str) -> dict[str, float]:
    (found,) = columns(PROJECTS, {field: maximise(field)}, CONTEXT)
    return dict(found.values)


def changed(name: str, **change: object) -> Project:
    return BY_ID[name].model_copy(update=change)


def test_value_added_exports_and_jobs_are_those_computed_by_hand() -> None:
    assert BY_ID["P01"].value_added_mdh == pytest.approx(540 * 0.42)
    assert BY_ID["P01"].exports_mdh == pytest.approx(540 * 0.62)
    assert BY_ID["P12"].jobs_per_mdh == pytest.approx(420 / 75)
    assert BY_ID["P43"].risk_residual_1_25 == 16


def test_net_emissions_are_those_computed_by_hand() -> None:
    assert column("co2_net_t")["P01"] == pytest.approx(3200 - 26_000 * 0.202 - 21_000 * 0.4 * 0.551)
    assert column("co2_net_t")["P40"] == 44_000
    assert column("co2_net_t")["P41"] == pytest.approx(300 - 2_600 * 0.2 * 0.551)


def test_water_intensity_is_that_computed_by_hand() -> None:
    assert column("water_intensity_m3_per_kdh")["P41"] == pytest.approx(12_000 / (16 * 0.6 * 1000))


def test_a_project_without_water_has_no_intensity_even_without_value_added() -> None:
    assert changed("P41", water_use_m3=0, revenue_full_mdh=0).water_intensity_m3_per_kdh == 0


def test_water_without_value_added_is_refused_by_project() -> None:
    with pytest.raises(ProblemError, match="'P41' has no value added"):
        _ = changed("P41", va_ratio_pct=0).water_intensity_m3_per_kdh


def test_figures_of_region_and_stage_are_found_by_name() -> None:
    assert column("water_stress_1_5")["P32"] == 5
    assert column("stage_readiness_1_5") == {
        project.id: {"idée": 1, "étude de marché": 2, "fiche projet": 3, "pilote": 3, "faisabilité": 4, "engagé": 5}[
            project.stage
        ]
        for project in PROJECTS
    }
    assert column("regional_equity_0_100")["P23"] == CONTEXT.regional_equity["MA-03"]


def test_profitability_is_the_value_for_each_dirham_invested() -> None:
    assert column("npv_per_capex")["P30"] == pytest.approx(CONTEXT.npv_mdh["P30"] / 45)


def test_every_field_offered_can_be_read() -> None:
    found = columns(PROJECTS, {field: maximise(field) for field in fields()}, CONTEXT)
    assert [len(column.values) for column in found] == [44] * len(fields())


def test_columns_carry_the_criterion_given_and_the_order_of_the_bank() -> None:
    criterion = Criterion("C41", "max", unit="emplois")
    (found,) = columns(PROJECTS, {"jobs_direct": criterion}, CONTEXT)
    assert found.criterion is criterion
    assert list(found.values) == [project.id for project in PROJECTS]


def test_an_unknown_field_is_refused_with_the_nearest_one() -> None:
    with pytest.raises(ProblemError, match="no field 'jobs_per_mhd' to judge projects on; did you mean 'jobs_per_mdh'"):
        columns(PROJECTS, {"jobs_per_mhd": maximise("jobs")}, CONTEXT)


def test_a_text_field_is_no_criterion() -> None:
    with pytest.raises(ProblemError, match="no field 'stage'"):
        columns(PROJECTS, {"stage": maximise("stage")}, CONTEXT)


def test_all_unknown_regions_and_stages_are_told_at_once() -> None:
    strange = (changed("P01", region_code="MA-13", stage="pilot"), BY_ID["P02"])
    criteria = {"water_stress_1_5": maximise("water"), "stage_readiness_1_5": maximise("stage")}
    with pytest.raises(ProblemError, match="'P01' is tied to 'MA-13'") as refusal:
        columns(strange, criteria, CONTEXT)
    assert "'P01' is tied to 'pilot', which is not known; did you mean 'pilote'?" in str(refusal.value)
    assert len(refusal.value.faults) == 2


def test_an_unknown_prerequisite_is_refused_with_the_nearest_project() -> None:
    with pytest.raises(ProblemError, match="'P14' requires 'P4', which is not in the bank; did you mean 'P04'"):
        bank([*PROJECTS[:13], changed("P14", requires=("P4",))])


def test_a_circle_of_prerequisites_is_refused_with_its_members() -> None:
    circle = [changed("P01", requires=("P02",)), changed("P02", requires=("P03",)), changed("P03", requires=("P01",))]
    with pytest.raises(ProblemError, match="this is a circle") as refusal:
        bank(circle)
    said = str(refusal.value)
    assert any(link in said for link in ("'P01' requires 'P02' requires 'P03'", "'P02' requires 'P03' requires 'P01'"))


def test_a_project_that_requires_itself_is_refused() -> None:
    with pytest.raises(ProblemError, match="'P01' requires itself"):
        changed("P01", requires=("P01",))


def test_twice_the_same_project_is_refused() -> None:
    with pytest.raises(ProblemError, match="'P01' stands twice"):
        bank([BY_ID["P01"], BY_ID["P01"]])


@pytest.mark.parametrize(
    "change",
    [
        {"capex_mdh": 0},
        {"capex_mdh": -5.0},
        {"economic_life_years": 0},
        {"trl_1_9": 10},
        {"trl_1_9": 6.5},
        {"likelihood_residual_1_5": 0},
        {"impact_inherent_1_5": 6},
        {"women_pct": 101},
        {"va_ratio_pct": -1},
        {"export_share_pct": float("nan")},
        {"renewable_share_pct": float("inf")},
        {"tech_content_1_5": True},
        {"jobs_direct": "280"},
        {"months_to_operation": 0},
    ],
)
def test_a_figure_out_of_range_is_refused_with_project_and_field(change: dict[str, object]) -> None:
    (field,) = change
    with pytest.raises(RecordError, match=f"Project 'P01': '{field}'"):
        changed("P01", **change)


def test_all_bad_figures_of_a_project_are_told_at_once() -> None:
    with pytest.raises(RecordError, match="There are 2 faults") as refusal:
        changed("P01", capex_mdh=0, trl_1_9=12)
    assert {fault.field for fault in refusal.value.faults} == {"capex_mdh", "trl_1_9"}


@settings(max_examples=50, deadline=None)
@given(
    st.sampled_from(PROJECTS),
    st.floats(1, 1e6),
    st.lists(st.text("PQ019", min_size=1).filter(lambda t: not t.startswith("P")), max_size=3),
)
def test_a_project_survives_json(project: Project, capex: float, requires: list[str]) -> None:
    project = project.model_copy(update={"capex_mdh": capex, "requires": tuple(requires)})
    assert Project.model_validate_json(project.model_dump_json()) == project


def test_a_context_survives_json() -> None:
    assert ProjectContext.model_validate_json(CONTEXT.model_dump_json()) == CONTEXT
