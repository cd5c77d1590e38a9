"""Links, their concentration and dependence, the graph, and which of them are key."""

import csv
import math
from importlib.resources import files

import numpy as np
import pytest

import mcda_industry as mi

chain = mi.value_chain
CASE = mi.datasets.morocco_2025()
CHAIN = CASE.value_chain


def rows() -> list[dict[str, str]]:
    text = files("mcda_industry.datasets").joinpath("morocco_2025", "value_chain.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def link(name: str = "X", **changes: object) -> chain.Link:
    figures = {
        "ecosystem": "e",
        "imports_mdh": 60,
        "local_production_mdh": 50,
        "exports_mdh": 10,
        "supplier_shares_pct": (60, 40),
        "import_origin_shares_pct": {"FR": 70, "other": 30},
        "local_capability_0_100": 50,
        "strategic_importance_1_5": 5,
        "substitutability_1_5": 1,
    }
    return chain.Link(id=name, **{**figures, **changes})


# --- the reference case


def test_every_row_of_the_file_is_a_link_with_its_figures() -> None:
    assert [each.id for each in CHAIN.links] == [row["link_id"] for row in rows()]
    for each, row in zip(CHAIN.links, rows(), strict=True):
        assert each.label["fr"] == row["name_fr"]
        assert each.feeds_into == tuple(code for code in row["feeds_into"].split(";") if code)
        assert each.cif_unit_cost_index == float(row["cif_unit_cost_index"])


def test_what_follows_from_a_link_is_what_the_file_states() -> None:
    for each, row in zip(CHAIN.links, rows(), strict=True):
        assert each.supplier_concentration.lowest == pytest.approx(float(row["supplier_hhi"]), abs=1)
        assert each.origin_concentration.lowest == pytest.approx(float(row["import_hhi_lower_bound"]), abs=1)
        used = float(row["domestic_demand_mdh"])
        assert each.import_dependence == pytest.approx(float(row["imports_mdh"]) / used)


def test_an_origin_other_makes_the_index_a_lower_bound_and_none_makes_it_exact() -> None:
    assert CHAIN["A01"].origin_concentration == chain.Concentration(2450.0, 2594.0, 12.0)
    assert not CHAIN["A16"].origin_concentration.is_lower_bound


def test_the_chain_is_cyclic_and_its_cycles_are_said() -> None:
    assert CHAIN.cycles[1] == ("A09", "A10", "M03", "M08")
    assert "A16" in CHAIN.cycles[0]
    assert "A01" in CHAIN.cycles[0]
    assert all("M09" not in cycle for cycle in CHAIN.cycles)


def test_the_chain_and_its_links_survive_json() -> None:
    assert chain.ValueChain.model_validate_json(CHAIN.model_dump_json()) == CHAIN
    assert chain.Link.model_validate_json(CHAIN["A04"].model_dump_json()) == CHAIN["A04"]


def test_the_case_says_that_its_links_are_illustrative() -> None:
    assert CHAIN.is_illustrative
    assert not chain.ValueChain(links=[link()]).is_illustrative


def test_projects_and_levers_name_links_of_the_chain() -> None:
    assert {project.link_id for project in CASE.projects if project.link_id} <= set(CHAIN.names)
    assert {name for lever in CASE.levers for name in lever.linked_links} <= set(CHAIN.names)


# --- the graph


def test_the_adjacency_has_an_edge_for_each_link_fed() -> None:
    small = chain.ValueChain(links=[link("A", feeds_into=("B",)), link("B", feeds_into=("A", "B"))])
    assert small.adjacency.tolist() == [[False, True], [True, True]]
    assert small.cycles == (("A", "B"),)
    assert dict(small.downstream) == {"A": 1, "B": 1}


def test_a_link_alone_lies_between_nobody_and_what_it_feeds_itself_is_left_aside() -> None:
    alone = chain.ValueChain(links=[link("A", feeds_into=("A",))])
    assert (dict(alone.betweenness), dict(alone.downstream), alone.cycles) == ({"A": 0}, {"A": 0}, ())


# --- criteria


def test_columns_hold_the_sheet_and_what_follows_by_code() -> None:
    wanted = {field: mi.maximise(field) for field in chain.link_fields()}
    columns = {column.criterion.name: column for column in chain.link_columns(CHAIN, wanted)}
    assert columns["imports_mdh"].values["A01"] == 1850
    assert columns["origin_hhi"].values["A01"] == 2450
    assert columns["supplier_hhi"].values["A02"] == 10_000
    assert columns["downstream"].values["M09"] == 0
    problem = mi.Problem.from_columns(tuple(columns.values()))
    assert problem.values.shape == (35, len(wanted))


def test_an_unknown_field_is_refused_with_the_nearest() -> None:
    with pytest.raises(mi.ValueChainError, match="did you mean 'import_dependence'"):
        chain.link_columns(CHAIN, {"import_dependance": mi.minimise("x")})


# --- key links


def test_a_key_link_is_important_and_reaches_enough_factors() -> None:
    found = chain.key_links(CHAIN)["M04"]
    assert found.key is True
    assert found.reached == ("import_dependence", "suppliers", "substitutability", "betweenness", "cycle")
    assert found.factors["suppliers"] == chain.Criticality(value=4150, threshold=2500, reached=True)


def test_the_most_vulnerable_link_is_not_key_if_it_does_not_matter() -> None:
    trifle = link(strategic_importance_1_5=3, supplier_shares_pct=(100,))
    (found,) = chain.key_links([trifle]).links
    assert len(found.reached) == 4
    assert found.key is False


def test_a_verdict_that_hangs_on_unnamed_origins_is_left_open() -> None:
    doubtful = link("A", import_origin_shares_pct={"FR": 45, "other": 55})
    rule = chain.KeyRule(factors_at_least=4)
    (found,) = chain.key_links([doubtful], rule).links
    assert (found.key, found.undecided) == (None, ("origins",))
    assert chain.key_links([doubtful], rule).undecided == ("A",)
    assert "perhaps a key link" in found.sentence()
    assert "IHH des origines au moins 2025" in found.sentence("fr")
    assert chain.key_links([doubtful], chain.KeyRule(factors_at_least=3))["A"].key is True
    assert chain.key_links([doubtful], chain.KeyRule(factors_at_least=5))["A"].key is False


def test_the_answer_names_its_rule_in_both_languages() -> None:
    found = chain.key_links(CHAIN)
    assert found.sentence().startswith("13 key links of 35: A01, A02, A03")
    assert 'Rule "strategic and vulnerable"' in found.sentence()
    assert "Règle « stratégique et vulnérable »" in found.sentence("fr")
    assert "≥ 50\u202f%" in found.sentence("fr")
    assert repr(found) == "KeyLinks: 13 of 35 links, by the rule 'strategic and vulnerable'"


def test_a_rule_survives_json() -> None:
    rule = chain.KeyRule(name="strict", factors_at_least=6)
    assert chain.KeyRule.model_validate_json(rule.model_dump_json()) == rule


# --- figures on their own


def test_dependence_is_above_one_where_imports_are_exported_again() -> None:
    assert chain.import_dependence(100, 20, 60) == pytest.approx(100 / 60)


def test_without_consumption_nothing_depends_on_imports() -> None:
    assert chain.import_dependence(0, 0, 0) == 0
    assert chain.import_dependence(0, 50, 50) == 0


def test_a_concentration_is_said_in_both_languages() -> None:
    assert chain.concentration([60, 40]).sentence() == "The concentration (HHI) is 5200."
    assert chain.concentration([60], 40).sentence("fr") == (
        "La concentration (IHH) est d'au moins 3600 et d'au plus 5200 : 40\u202f% sont sans nom."
    )


def test_only_an_other_bucket_says_nothing_but_the_upper_bound() -> None:
    assert chain.concentration([], rest=100) == chain.Concentration(0.0, 10_000.0, 100.0)


def test_shares_rounded_to_decimals_are_accepted() -> None:
    assert chain.hhi([33.33, 33.33, 33.33]) == pytest.approx(3333, abs=1)
    assert math.isclose(chain.hhi(np.full(7, 14.286)), 7 * 14.286**2)
