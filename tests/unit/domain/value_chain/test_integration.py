"""Local integration under each definition, what projects add, and the path of a portfolio."""

import numpy as np
import pytest

import mcda_industry as mi

chain = mi.value_chain
CASE = mi.datasets.morocco_2025()
RATES = chain.stated_rates(CASE.value_chain)


def rate(name: str, percent: float, turnover: float, definition: str = "value_added") -> chain.IntegrationRate:
    return chain.IntegrationRate(id=name, definition=definition, rate_pct=percent, turnover_mdh=turnover)


def project(
    name: str, link: str, turnover: float, local: float, definition: str = "value_added"
) -> chain.IntegrationProject:
    return chain.IntegrationProject(
        id=name, link=link, definition=definition, added_turnover_mdh=turnover, added_local_mdh=local
    )


def test_one_link_has_a_different_rate_under_each_definition() -> None:
    # Turnover 100: value added 25, bought inputs 75, of which 45 imported.
    found = {
        "value_added": chain.local_integration_rate("value_added", value_added=25, turnover=100),
        "build_down": chain.local_integration_rate("build_down", imported_inputs=45, turnover=100),
        "build_up": chain.local_integration_rate("build_up", local_inputs=30, turnover=100),
        "local_purchases": chain.local_integration_rate("local_purchases", local_inputs=30, purchases=75),
    }
    assert found == pytest.approx({"value_added": 0.25, "build_down": 0.55, "build_up": 0.30, "local_purchases": 0.40})
    assert set(found) | {"as_stated"} == set(chain.DEFINITIONS)


def test_an_aggregate_weighs_by_turnover_not_by_count() -> None:
    assert chain.aggregate_integration([rate("a", 10, 900), rate("b", 90, 100)]).rate_pct == pytest.approx(18)
    assert chain.aggregate_integration([rate("a", 10, 900), rate("b", 90, 0)]).rate_pct == pytest.approx(10)


def test_an_aggregate_keeps_the_flag_its_parts_share_and_is_mixed_otherwise() -> None:
    assert chain.aggregate_integration(RATES).source_flag == "illustrative"
    sourced = rate("a", 10, 5).model_copy(update={"source_flag": "sourced"})
    assert chain.aggregate_integration([sourced, rate("b", 10, 5)]).source_flag == "mixed"


def test_the_stated_rates_of_the_case_are_those_of_its_links() -> None:
    assert len(RATES) == 35
    links = CASE.value_chain.links
    expected = sum(link.til_pct * link.local_production_mdh for link in links) / sum(
        each.local_production_mdh for each in links
    )
    assert chain.aggregate_integration(RATES).rate_pct == pytest.approx(expected)


def test_a_project_in_the_case_adds_its_points_to_its_link() -> None:
    forging = next(each for each in CASE.integration_projects if each.id == "P01")
    path = chain.portfolio_path(RATES, [forging])
    assert path.by_link["A02"] == pytest.approx((CASE.value_chain["A02"].til_pct + 2.4) / 100)
    assert path.by_link["A03"] == pytest.approx(CASE.value_chain["A03"].til_pct / 100)


def test_a_new_producer_can_lower_the_rate() -> None:
    path = chain.portfolio_path([rate("A", 50, 100)], [project("P", "A", 100, 20)])
    assert path.rates.tolist() == pytest.approx([0.5, 0.35])
    assert path.gains.tolist() == pytest.approx([-0.15])


def test_the_path_has_a_gain_a_column_and_sentences() -> None:
    path = chain.portfolio_path([rate("A", 30, 100)], [project("P1", "A", 100, 42), project("P2", "A", 0, 10)])
    assert path.rates.tolist() == pytest.approx([0.30, 0.36, 0.41])
    assert path.alone.tolist() == pytest.approx([0.06, 0.10])
    assert dict(path.column(mi.maximise("gain", "points")).values) == pytest.approx({"P1": 6, "P2": 10})
    assert path.sentence().endswith("from 30.0 % to 41.0 % (projects: 2); alone, P2 adds most (10.00 points).")
    assert (
        "passe de 30,0\u202f% à 41,0\u202f% (projets : 2) ; seul, P2 y ajoute le plus (10,00 points)"
        in path.sentence("fr")
    )
    assert repr(path) == "IntegrationPath of 2 projects: 0.3000 to 0.4100 (value_added)"
    with pytest.raises(ValueError, match="read-only"):
        path.rates[0] = 1


def test_an_empty_portfolio_changes_nothing() -> None:
    path = chain.portfolio_path([rate("A", 30, 100)], [])
    assert path.rates.tolist() == [0.3]
    assert path.sentence().endswith("from 30.0 % to 30.0 % (projects: 0).")


def test_a_link_without_turnover_keeps_its_rate_until_something_is_made_there() -> None:
    path = chain.portfolio_path([rate("A", 30, 100), rate("B", 5, 0)], [])
    assert path.by_link["B"] == pytest.approx(0.05)
    assert chain.portfolio_path([rate("A", 30, 100), rate("B", 5, 0)], [project("P", "B", 10, 4)]).by_link["B"] == 0.4


def test_a_rate_is_said_with_its_definition_in_both_languages() -> None:
    assert rate("E01", 25, 1).sentence() == "Local integration of E01: 25.0 % (local value added / turnover)."
    assert rate("E01", 25, 1).sentence("fr") == (
        "Intégration locale de E01 : 25,0\u202f% (valeur ajoutée locale / chiffre d'affaires)."
    )
    with pytest.raises(mi.DecisionError, match="no sentences in 'de'"):
        rate("E01", 25, 1).sentence("de")


def test_rates_of_many_links_come_as_an_array() -> None:
    found = chain.local_integration_rate("build_up", local_inputs=np.array([1, 2]), turnover=[4, 4])
    assert found.tolist() == [0.25, 0.5]


def test_rates_and_projects_survive_json() -> None:
    for record in (*RATES[:3], *CASE.integration_projects[:3]):
        assert type(record).model_validate_json(record.model_dump_json()) == record


def test_every_project_of_the_case_belongs_to_a_link() -> None:
    path = chain.portfolio_path(RATES, CASE.integration_projects)
    assert len(path.projects) == sum(project.til_gain_pts > 0 and project.link_id != "" for project in CASE.projects)
    assert path.rates[-1] > path.rates[0]
