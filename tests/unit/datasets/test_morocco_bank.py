import csv

import pytest

from mcda_industry.datasets import morocco_2025
from mcda_industry.datasets.morocco_bank import NEED_RULES, RISK_SCENARIOS
from mcda_industry.datasets.tables import packaged_text

CASE = morocco_2025()


def rows(name: str, key: str) -> dict[str, dict[str, str]]:
    return {row[key]: row for row in csv.DictReader(packaged_text("morocco_2025", name).splitlines())}


def test_the_links_are_those_of_the_file() -> None:
    raw = rows("value_chain.csv", "link_id")
    assert {link: dict(label) for link, label in CASE.link_labels.items()} == {
        link: {"fr": row["name_fr"], "en": row["name_en"]} for link, row in raw.items()
    }
    assert {project.link_id for project in CASE.projects} <= set(CASE.link_labels)


def test_the_time_to_recover_is_the_lead_time_of_the_next_source() -> None:
    raw = rows("value_chain.csv", "link_id")
    for found in CASE.supply(cover_weeks=4):
        several = int(raw[found.id]["local_suppliers_n"]) > 1
        lead = raw[found.id]["lead_time_local_weeks" if several else "lead_time_import_weeks"]
        assert found.time_to_recover_weeks == float(lead)
        assert found.cover_weeks == 4


def test_the_life_cycle_knows_every_stage_of_the_conventions() -> None:
    assert set(CASE.life_cycle.stages) == set(CASE.finance_parameters.stage_readiness)
    ready = [CASE.finance_parameters.stage_readiness[stage] for stage in CASE.life_cycle.stages]
    assert ready == sorted(ready)


def test_figures_hold_every_number_of_every_project() -> None:
    problem = CASE.problem("projects").to_frame()
    for field, criterion in CASE.judged["projects"].by_field.items():
        assert dict(CASE.figures[field]) == problem[criterion.name].to_dict()
    partial = {field for field, values in CASE.figures.items() if len(values) < 44}
    assert partial == {"prerequisite_readiness_1_5"}
    assert {rule.field for rule in NEED_RULES} <= set(CASE.figures)


def test_opportunities_are_the_projects_of_that_kind() -> None:
    kinds = {project.id for project in CASE.projects if project.deliverable_type == "opportunite_investissement"}
    assert {found.id for found in CASE.opportunities} == kinds
    assert all(CASE.banner in found.caveats for found in CASE.opportunities)


@pytest.mark.parametrize("risk", RISK_SCENARIOS)
def test_a_scenario_of_a_risk_aims_at_those_the_register_names(risk: str) -> None:
    row, (name, _) = rows("risks.csv", "risk_id")[risk], RISK_SCENARIOS[risk]
    scenario = CASE.context()[name]
    target = row["target_ids"]
    assert all((effect.where.get("ecosystem") or ("tous",)) == (target,) for effect in scenario.effects)
    assert scenario.source_flag == row["source_flag"]
    later = CASE.under(scenario)
    for old, new in zip(CASE.projects, later.projects, strict=True):
        share = float(row["impact_revenue_pct"]) / 100 if target in {"tous", old.ecosystem} else 0
        assert new.revenue_full_mdh == pytest.approx(old.revenue_full_mdh * (1 + share))


def test_a_case_under_a_scenario_derives_everything_anew_and_leaves_the_first_alone() -> None:
    before = CASE.appraisal("P14").npv
    later = CASE.under(CASE.context()["cycle_aeronautique"])
    assert later.figures["npv_mdh"]["P14"] == later.appraisal("P14").npv < before == CASE.appraisal("P14").npv
    losing = {need.project for need in later.needs if need.id.endswith("-financement")}
    assert "P14" in losing
    assert later.banner == CASE.banner
