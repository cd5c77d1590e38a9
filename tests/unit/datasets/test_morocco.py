import json
import math
from dataclasses import FrozenInstanceError
from importlib.resources import files

import numpy as np
import pytest

from mcda_industry.datasets import morocco_2025
from mcda_industry.datasets.morocco import ReferenceCase, Scenario, Stakeholder
from mcda_industry.errors import DecisionError, ProblemError, WeightsError
from mcda_industry.preferences import Gaussian, Level, Linear, UShape, Usual, VShape
from mcda_industry.problem import Problem

CASE = morocco_2025()
KINDS = ("projects", "levers")
SCENARIOS = ("equilibre", "souverainete", "emploi_territoires", "transition_verte", "prudence_budgetaire")
FILES = {
    "README.md",
    "charte_parameters.json",
    "conventions.md",
    "criteria.json",
    "ecosystems.csv",
    "finance_parameters.json",
    "levers.csv",
    "measures.csv",
    "projects.csv",
    "reference_investments.csv",
    "regional_employment.csv",
    "regions.csv",
    "risks.csv",
    "sources.csv",
    "stakeholders.json",
    "value_chain.csv",
}


def raw(name: str):
    return json.loads(files("mcda_industry.datasets").joinpath("morocco_2025", name).read_text(encoding="utf-8"))


# --- what is shipped


def test_every_raw_file_is_shipped() -> None:
    shipped = {entry.name for entry in files("mcda_industry.datasets").joinpath("morocco_2025").iterdir()}
    assert shipped - {"__pycache__"} == FILES


def test_the_case_has_the_records_its_readme_counts() -> None:
    assert (len(CASE.projects), len(CASE.levers), len(CASE.regions), len(CASE.stakeholders)) == (44, 16, 12, 7)
    assert tuple(CASE.scenarios) == SCENARIOS


def test_the_banner_says_illustrative_in_both_languages() -> None:
    assert CASE.banner["en"].startswith("ILLUSTRATIVE: figures are invented orders of magnitude")
    assert CASE.banner["fr"].startswith("ILLUSTRATIF")
    assert "ILLUSTRATIVE" in repr(CASE)


def test_projects_and_levers_name_only_what_the_case_knows() -> None:
    regions = {region.id for region in CASE.regions}
    projects = {project.id for project in CASE.projects}
    assert {project.region_code for project in CASE.projects} <= regions
    assert {name for lever in CASE.levers for name in lever.linked_projects} <= projects
    assert {project.stage for project in CASE.projects} <= set(CASE.finance_parameters.stage_readiness)


def test_a_required_project_is_required_by_name_and_variants_exclude_each_other() -> None:
    required = {project.id: project.requires for project in CASE.projects if project.requires}
    assert required == {
        "P14": ("P04",), "P15": ("P14",), "P25": ("P38",), "P39": ("P38",), "P41": ("P03",), "P42": ("P01",)
    }  # fmt: skip
    groups = {project.id: project.exclusive_group for project in CASE.projects if project.exclusive_group}
    assert groups == {
        "P19": "DEMANTELEMENT", "P20": "DEMANTELEMENT", "P25": "MACHINE_OUTIL", "P26": "MACHINE_OUTIL"
    }  # fmt: skip


# --- immutability


def test_the_case_is_read_once_and_cannot_be_changed() -> None:
    assert morocco_2025() is CASE
    with pytest.raises(FrozenInstanceError):
        CASE.projects = ()  # type: ignore[misc]
    with pytest.raises(TypeError):
        CASE.scenarios["new"] = None  # type: ignore[index]
    with pytest.raises(ValueError, match="read-only"):
        CASE.flows("P01")[0] = 0


@pytest.mark.parametrize("kind", KINDS)
def test_asking_twice_gives_equal_problems_and_weights(kind: str) -> None:
    assert CASE.problem(kind) == CASE.problem(kind)
    assert CASE.weights(kind) == CASE.weights(kind)


@pytest.mark.parametrize("kind", KINDS)
def test_a_problem_survives_json(kind: str) -> None:
    problem = CASE.problem(kind)
    assert Problem.model_validate_json(problem.model_dump_json()) == problem


def test_stakeholders_and_scenarios_survive_json() -> None:
    for stakeholder in CASE.stakeholders:
        assert Stakeholder.model_validate_json(stakeholder.model_dump_json()) == stakeholder
    for scenario in CASE.scenarios.values():
        assert Scenario.model_validate_json(scenario.model_dump_json()) == scenario


# --- criteria and problems


def test_criteria_have_the_names_directions_and_units_of_the_file() -> None:
    for tree in raw("criteria.json")["trees"]:
        leaves = [leaf for group in tree["groups"] for leaf in group["leaves"]]
        found = CASE.criteria(tree["applies_to"])
        assert [(c.name, c.direction, c.unit, c.called("fr"), c.called("en")) for c in found] == [
            (leaf["id"], leaf["direction"], leaf["unit"], leaf["label_fr"], leaf["label_en"]) for leaf in leaves
        ]


def test_each_of_the_six_preference_functions_is_read() -> None:
    found = {c.name: c.preference for kind in KINDS for c in CASE.criteria(kind)}
    assert found["C11"] == Linear(0.05, 0.3)
    assert found["C31"] == Level(0.5, 1.5)
    assert found["C41"] == Gaussian(100)
    assert found["C43"] == UShape(10)
    assert found["C62"] == VShape(12)
    assert found["C64"] == Usual()
    assert found["LC64"] == UShape(5)


def test_a_scale_is_declared_where_the_unit_states_one() -> None:
    stated = {c.name: c.scale for kind in KINDS for c in CASE.criteria(kind) if c.scale}
    projects = {"C23": (0, 100), "C31": (1, 5), "C32": (1, 5), "C43": (0, 100), "C44": (0, 100), "C53": (1, 5)}
    projects |= {"C61": (1, 9), "C63": (1, 25), "C64": (1, 5)}
    levers = {"LC11": (1, 5), "LC12": (1, 5), "LC22": (0, 100), "LC31": (1, 5), "LC32": (1, 5), "LC63": (1, 5)}
    assert stated == projects | levers | {"LC64": (0, 100), "LC65": (1, 25)}


@pytest.mark.parametrize("kind", KINDS)
def test_every_value_lies_on_its_declared_scale(kind: str) -> None:
    problem = CASE.problem(kind)
    for j, criterion in enumerate(problem.criteria):
        if criterion.scale:
            low, high = criterion.scale
            assert (low <= problem.values[:, j]).all()
            assert (problem.values[:, j] <= high).all()


def test_the_problem_of_the_projects_carries_the_traps_of_the_readme() -> None:
    problem = CASE.problem("projects")
    co2 = problem.values[:, problem.position("C51")]
    assert (co2.max(), round(float(np.median(co2)))) == (44_000, -409)
    saved = problem.values[:, problem.position("C54")]
    assert np.count_nonzero(saved) == 2
    assert (problem.values[:, problem.position("C11")] < 0).any()


def test_a_row_of_the_projects_is_that_computed_by_hand() -> None:
    problem = CASE.problem("projects")
    found = dict(zip(problem.criterion_names, problem.values[problem.row("P30")].tolist(), strict=True))
    assert found.pop("C11") == pytest.approx(CASE.appraisal("P30").npv / 45)
    assert found == pytest.approx(
        {
            "C12": 70 * 0.58, "C13": 14, "C21": 0.6, "C22": 55, "C23": 54, "C31": 3, "C32": 4, "C41": 130,
            "C42": 130 / 45, "C43": 12, "C44": 69.1, "C51": 1100 - 100 * 0.202 - 700 * 0.6 * 0.551,
            "C52": 1400 / 40_600, "C53": 4, "C54": 0, "C61": 9, "C62": 12, "C63": 2, "C64": 3,
        }
    )  # fmt: skip


def test_the_levers_stand_as_in_the_file() -> None:
    problem = CASE.problem("levers")
    assert problem.alternatives == tuple(f"L{k:02}" for k in range(1, 17))
    assert problem.values[problem.row("L10")].tolist() == [4, 4, 0.6, 40, 2, 1, 500, 7, 185, 0, 150, 18, 4, 84, 9]


def test_titles_name_every_alternative_in_both_languages() -> None:
    for kind in KINDS:
        titles = CASE.titles(kind)
        assert tuple(titles) == CASE.problem(kind).alternatives
        assert all(set(labels) == {"fr", "en"} for labels in titles.values())


# --- cash flows


def test_the_public_good_loses_money_at_ten_percent_but_has_a_rate_of_return() -> None:
    found = CASE.appraisal("P41")
    assert found.npv == pytest.approx(-30.04, abs=0.005)
    assert found.irr.value == pytest.approx(0.0402, abs=5e-5)
    assert found.economic_npv == pytest.approx(37.46, abs=0.005)


def test_the_hydrogen_pilot_barely_pays_back_and_costs_the_country() -> None:
    found = CASE.appraisal("P43")
    assert found.npv == pytest.approx(-279.38, abs=0.005)
    assert found.irr.value == pytest.approx(0.0018, abs=5e-5)
    assert found.payback == pytest.approx(22.85, abs=0.005)
    assert found.discounted_payback is None
    assert found.economic_npv == pytest.approx(-48.43, abs=0.005)


def test_the_sign_of_the_value_and_the_rate_of_return_agree_where_there_is_one_rate() -> None:
    for found in CASE.appraisals.values():
        assert (found.npv > 0) == (found.irr.value > CASE.finance_parameters.discount_rate_financial)


def test_the_flows_of_a_project_last_its_construction_and_its_life() -> None:
    assert CASE.flows("P01").shape == CASE.economic_flows("P01").shape == (3 + 15,)
    assert CASE.flows("P43")[:4] == pytest.approx([-120] * 4)


# --- weights


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("scenario", [None, *SCENARIOS])
def test_weights_name_every_criterion_and_sum_to_one(kind: str, scenario: str | None) -> None:
    weights = CASE.weights(kind, scenario)
    assert math.fsum(weights.over([c.name for c in CASE.criteria(kind)])) == pytest.approx(1, abs=1e-12)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_a_scenario_gives_each_group_its_weight(scenario: str) -> None:
    weights = CASE.weights("projects", scenario)
    for group, wanted in zip(CASE.groups("projects"), CASE.scenarios[scenario].group_weights, strict=True):
        leaves = [c.name for c in CASE.criteria("projects") if c.name.startswith(group)]
        assert math.fsum(weights[name] for name in leaves) == pytest.approx(wanted, abs=1e-12)


def test_weights_within_a_group_follow_the_leaf_judgements() -> None:
    weights = CASE.weights("projects", "equilibre")
    assert weights["C51"] == pytest.approx(2 / 5 / 6)
    assert weights["C52"] == pytest.approx(1 / 5 / 6)
    assert weights["C21"] == pytest.approx(1 / 18)


def test_group_weights_are_the_eigenvector_of_the_geometric_mean_of_the_judgements() -> None:
    logs = np.zeros((6, 6))
    for judge in raw("stakeholders.json")["stakeholders"]:
        for pair, said in judge["judgements"].items():
            i, j = (int(place) - 1 for place in pair.split(","))
            part, _, whole = said.partition("/")
            step = judge["voting_weight"] * math.log(int(part) / int(whole or 1))
            logs[i, j] += step
            logs[j, i] -= step
    values, vectors = np.linalg.eig(np.exp(logs))
    principal = np.abs(vectors[:, np.argmax(values.real)].real)
    found = CASE.group_priorities("projects").weights.over(list(CASE.groups("projects")))
    assert found == pytest.approx(principal / principal.sum(), rel=1e-10)


def test_projects_and_levers_share_the_group_weights() -> None:
    both = [CASE.group_priorities(kind).weights.over(list(CASE.groups(kind))) for kind in KINDS]
    assert both[0] == pytest.approx(both[1], rel=1e-14)


def test_the_judge_without_a_vote_is_inconsistent_and_changes_nothing() -> None:
    assert CASE.judges["atelier_brut"].priorities().consistency_ratio > 0.1
    assert all(judged.priorities().consistency_ratio <= 0.1 for j, judged in CASE.judges.items() if j != "atelier_brut")
    kept = {name: getattr(CASE, name) for name in CASE.__dataclass_fields__}
    shouting = {f"{i},{j}": "9" for i in range(1, 7) for j in range(i + 1, 7)}
    kept["group_judgements"] = {**kept["group_judgements"], "atelier_brut": shouting}
    assert ReferenceCase(**kept).weights("projects") == CASE.weights("projects")


def test_the_aggregated_judgements_are_consistent() -> None:
    for kind in KINDS:
        assert CASE.group_priorities(kind).consistency_ratio < 0.1


def test_the_trees_hold_the_groups_and_criteria_in_order() -> None:
    assert tuple(CASE.trees) == KINDS
    assert tuple(CASE.tree("projects").leaves) == tuple(c.name for c in CASE.criteria("projects"))
    assert tuple(CASE.judgements("levers")) == tuple(stakeholder.id for stakeholder in CASE.stakeholders)


# --- refusals


@pytest.mark.parametrize("ask", ["problem", "criteria", "groups", "titles", "weights", "tree", "judgements"])
def test_an_unknown_kind_is_refused_with_the_nearest_one(ask: str) -> None:
    with pytest.raises(ProblemError, match="judges no 'projets'; did you mean 'projects'"):
        getattr(CASE, ask)("projets")


def test_an_unknown_scenario_is_refused_with_the_nearest_one() -> None:
    with pytest.raises(WeightsError, match="no scenario 'souveraineté'; did you mean 'souverainete'"):
        CASE.weights("projects", scenario="souveraineté")


@pytest.mark.parametrize("ask", ["flows", "economic_flows", "appraisal", "investment", "project"])
def test_an_unknown_project_is_refused_with_the_nearest_one(ask: str) -> None:
    with pytest.raises(ProblemError, match="no project 'P1'; did you mean 'P"):
        getattr(CASE, ask)("P1")


@pytest.mark.parametrize("kind", [None, 3, ""])
def test_a_kind_that_is_no_text_is_refused(kind: object) -> None:
    with pytest.raises(DecisionError, match="judges no"):
        CASE.problem(kind)


@pytest.mark.parametrize("name", ["projects", "levers", "regions", "value_chain", "risks", "judges"])
def test_the_case_has_what_it_promises_to_other_programs(name: str) -> None:
    assert getattr(CASE, name)
