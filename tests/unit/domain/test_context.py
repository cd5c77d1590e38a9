import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mcda_industry as mi
from mcda_industry.datasets import morocco_2025
from mcda_industry.domain.context import ContextScenario, catalogue, points_under, problem_under, records_under
from mcda_industry.errors import DecisionError, ProblemError, RecordError

CASE = morocco_2025()
PROBLEM = mi.Problem.of([mi.maximise("npv"), mi.minimise("co2")], {"P1": [3.0, -12.0], "P2": [4.0, 30.0]})
GROUPS = {"C1": ("npv", "jobs"), "C5": ("co2", "water")}
POINTS = {"npv": 0.3, "jobs": 0.2, "co2": 0.4, "water": 0.1}


def world(*effects: dict, name: str = "crisis") -> ContextScenario:
    return ContextScenario(id=name, scope="international", effects=effects)


def field(**given: object) -> dict:
    return {"kind": "field", "part": "projects", "field": "revenue_full_mdh", **given}


def test_a_field_is_multiplied_then_shifted_where_the_condition_holds() -> None:
    scenario = world(field(factor=0.5, shift=1.0, where={"ecosystem": ("aeronautique",), "stage": ("pilote",)}))
    found = records_under(scenario, {"projects": CASE.projects})["projects"]
    for old, new in zip(CASE.projects, found, strict=True):
        aimed = old.ecosystem == "aeronautique" and old.stage == "pilote"
        assert new.revenue_full_mdh == (old.revenue_full_mdh * 0.5 + 1 if aimed else old.revenue_full_mdh)
        assert new.model_copy(update={"revenue_full_mdh": old.revenue_full_mdh}) == old  # nothing else moves


def test_effects_add_up_in_their_order() -> None:
    found = records_under(world(field(factor=2.0), field(shift=10.0)), {"projects": CASE.projects[:1]})
    assert found["projects"][0].revenue_full_mdh == CASE.projects[0].revenue_full_mdh * 2 + 10


def test_whole_numbers_stay_whole_lists_move_together_and_the_unknown_stays_unknown() -> None:
    jobs = records_under(world(field(field="jobs_direct", factor=0.333)), {"projects": CASE.projects[:1]})["projects"][
        0
    ]
    assert jobs.jobs_direct == round(280 * 0.333) == 93
    parameters = records_under(
        world({"kind": "field", "part": "p", "field": "ramp_up", "factor": 0.5}), {"p": CASE.finance_parameters}
    )["p"]
    assert parameters.ramp_up == (0.225, 0.375, 0.5)
    targets = world({"kind": "field", "part": "l", "field": "kpi_target_2030", "factor": 0.5})
    bare = CASE.levers[0].model_copy(update={"kpi_target_2030": None})
    found = records_under(targets, {"l": [bare, CASE.levers[1]]})["l"]
    assert [lever.kpi_target_2030 for lever in found] == [None, 35]
    with pytest.raises(ProblemError, match="'kpi_target_2030' of 'l', which is not a number"):
        records_under(targets, {"l": [bare]})


def test_records_of_several_kinds_move_in_the_fields_they_share() -> None:
    both = (CASE.projects[0], CASE.levers[0])
    scenario = world({"kind": "field", "part": "p", "field": "til_gain_pts", "factor": 2.0})
    assert [r.til_gain_pts for r in records_under(scenario, {"p": both})["p"]] == [4.8, 6.0]
    with pytest.raises(ProblemError, match="'capex_mdh' of 'p', which does not exist"):
        records_under(world({"kind": "field", "part": "p", "field": "capex_mdh", "factor": 2.0}), {"p": both})


@pytest.mark.parametrize(
    ("effect", "code", "said"),
    [
        (field(part="project"), "unknown_part", "acts on 'project', which is not given; did you mean 'projects'"),
        (
            field(field="revenue"),
            "unknown_field",
            "'revenue' of 'projects', which does not exist; did you mean 'revenue_full",
        ),
        (field(where={"ecosytem": ("x",)}), "unknown_field", "did you mean 'ecosystem'"),
        (field(where={"ecosystem": ("aero",)}), "no_record", "where ecosystem: aero, and no record"),
        (field(field="stage", factor=2.0), "not_a_number", "'stage' of 'projects', which is not a number"),
        (field(field="requires"), None, None),
    ],
)
def test_an_effect_on_what_does_not_exist_is_refused_with_the_nearest(effect, code, said) -> None:
    scenario = world(effect)
    if code is None:  # prerequisites are empty for most, so that only a project that has some shows they are no numbers
        with pytest.raises(ProblemError, match="not a number"):
            records_under(scenario, {"projects": CASE.projects})
        return
    with pytest.raises(ProblemError, match=said) as refusal:
        records_under(scenario, {"projects": CASE.projects})
    assert refusal.value.code == code
    assert "'crisis'" in str(refusal.value)


def test_a_figure_that_leaves_its_range_is_refused_with_scenario_record_and_field() -> None:
    with pytest.raises(RecordError, match=r"Scenario 'crisis': project 'P01': 'women_pct'"):
        records_under(world(field(field="women_pct", factor=10.0)), {"projects": CASE.projects})
    with pytest.raises(RecordError, match="capex_mdh"):
        records_under(world(field(field="capex_mdh", factor=1e308)), {"projects": CASE.projects})
    with pytest.raises(RecordError, match="jobs_direct"):
        records_under(world(field(field="jobs_direct", factor=1e308)), {"projects": CASE.projects})


def test_a_column_moves_for_the_alternatives_named_only() -> None:
    found = problem_under(
        world({"kind": "column", "criterion": "co2", "factor": 2.0, "shift": 1.0, "alternatives": ("P2",)}), PROBLEM
    )
    assert found.values.tolist() == [[3.0, -12.0], [4.0, 61.0]]
    assert PROBLEM.values.tolist() == [[3.0, -12.0], [4.0, 30.0]]
    assert found.criteria == PROBLEM.criteria


def test_a_column_or_alternative_that_is_not_there_is_refused_together() -> None:
    with pytest.raises(ProblemError) as refusal:
        problem_under(world({"kind": "column", "criterion": "CO2", "factor": 2.0, "alternatives": ("P3",)}), PROBLEM)
    said = str(refusal.value)
    assert "criterion 'CO2', which the problem does not have; did you mean 'co2'?" in said
    assert "alternative 'P3'" in said


def test_a_column_that_overflows_is_refused_with_its_place() -> None:
    with pytest.raises(ProblemError, match="co2"):
        problem_under(world({"kind": "column", "criterion": "co2", "factor": 1e308}), PROBLEM)


@settings(deadline=None)
@given(st.floats(0.1, 10), st.floats(0.1, 10))
def test_a_factor_on_a_group_keeps_the_proportions_within_and_outside_it(one, other) -> None:
    scenario = world({"kind": "group", "group": "C5", "factor": one}, {"kind": "group", "group": "C1", "factor": other})
    found = points_under(scenario, POINTS, GROUPS)
    assert found["co2"] / found["water"] == pytest.approx(4)
    assert found["npv"] / found["jobs"] == pytest.approx(1.5)
    assert found["co2"] / found["npv"] == pytest.approx(4 / 3 * one / other)


def test_group_weights_give_each_group_its_points_and_keep_the_proportions_within() -> None:
    found = mi.Weights(
        points_under(world({"kind": "group_weights", "points": {"C5": 3, "C1": 1}}), mi.Weights(POINTS), GROUPS)
    )
    assert found["npv"] + found["jobs"] == pytest.approx(0.25)
    assert found["co2"] == pytest.approx(0.6)
    alone = points_under(world({"kind": "group_weights", "points": {"C5": 1, "C1": 0}}), POINTS, GROUPS)
    assert (alone["npv"], alone["jobs"]) == (0, 0)


@pytest.mark.parametrize(
    ("effect", "points", "groups", "code"),
    [
        ({"kind": "group", "group": "C9", "factor": 1.0}, POINTS, GROUPS, "unknown_group"),
        ({"kind": "group_weights", "points": {"C1": 1}}, POINTS, GROUPS, "missing_group"),
        ({"kind": "group", "group": "C1", "factor": 1.0}, {"npv": 1}, GROUPS, "unknown_criterion"),
        ({"kind": "group_weights", "points": {"C1": 1, "C5": 1}}, {**POINTS, "npv": 0, "jobs": 0}, GROUPS, "no_weight"),
        ({"kind": "group_weights", "points": {"C1": 1}}, POINTS, {"C1": ("npv", "jobs")}, "no_group"),
        ({"kind": "group", "group": "C1", "factor": 1.0}, {**POINTS, "npv": float("nan")}, GROUPS, "wrong_weight"),
        ({"kind": "group", "group": "C1", "factor": 1.0}, {**POINTS, "npv": "3"}, GROUPS, "wrong_weight"),
        ({"kind": "group", "group": "C1", "factor": 1.0}, [1, 2], GROUPS, "no_names"),
    ],
)
def test_group_effects_that_cannot_be_applied_are_refused(effect, points, groups, code) -> None:
    with pytest.raises(ProblemError) as refusal:
        points_under(world(effect), points, groups)
    assert refusal.value.code == code


@pytest.mark.parametrize(
    "effect",
    [
        {"kind": "wether"},
        {"kind": "group", "group": "C1", "factor": -1.0},
        {"kind": "column", "criterion": "x", "factor": float("nan")},
        {"kind": "group_weights", "points": {}},
        {"kind": "field", "part": "p", "field": "f", "where": {"x": ()}},
    ],
)
def test_an_effect_without_meaning_is_refused(effect) -> None:
    with pytest.raises(DecisionError):
        world(effect)


def test_scenarios_are_told_apart_by_id() -> None:
    with pytest.raises(ProblemError, match="'crisis' stands twice"):
        catalogue([world(), world()])


def test_a_scenario_without_a_source_says_so() -> None:
    assert world().sentence() == "crisis: nothing changes (no evidence given)."
    assert world().sentence("fr") == "crisis : rien ne change (sans source)."


@pytest.mark.parametrize("kind", ["projects", "levers"])
def test_the_scenarios_of_the_case_survive_json_and_name_their_source(kind) -> None:
    for name, scenario in CASE.context(kind).items():
        assert ContextScenario.model_validate_json(scenario.model_dump_json()) == scenario
        assert scenario.source_flag in {"illustrative", "mixed"}
        assert CASE.weights_under(scenario, kind).shares
        assert scenario.id == name


def test_the_present_changes_nothing_and_the_weightings_are_those_of_the_case() -> None:
    now = CASE.context()["actuel"]
    assert np.array_equal(CASE.problem_under(now).values, CASE.problem("projects").values)
    assert CASE.weights_under(now).shares == pytest.approx(dict(CASE.weights("projects").shares))
    for name in CASE.scenarios:
        expected = CASE.weights("projects", scenario=name).shares
        assert CASE.weights_under(CASE.context()[name]).shares == pytest.approx(dict(expected))


def test_a_risk_that_has_happened_moves_what_the_register_says() -> None:
    later = CASE.under(CASE.context()["matieres_critiques"])
    for old, new in zip(CASE.projects, later.projects, strict=True):
        assert new.capex_mdh == pytest.approx(old.capex_mdh * 1.01)
        assert new.months_to_operation == old.months_to_operation + 2
        assert new.revenue_full_mdh == pytest.approx(old.revenue_full_mdh * 0.93)
    assert later.levers == CASE.levers
    assert CASE.under(CASE.context()["actuel"]).projects == CASE.projects


def test_a_greener_grid_raises_what_is_avoided_by_those_who_buy_from_it_only() -> None:
    before = CASE.problem("projects").to_frame()["C51"]
    after = CASE.problem_under(CASE.context()["reseau_vert"]).to_frame()["C51"]
    for project in CASE.projects:
        bought = project.electricity_mwh * (1 - project.renewable_share_pct / 100)
        assert after[project.id] - before[project.id] == pytest.approx(bought * 0.551 * 0.4)
