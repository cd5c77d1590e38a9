import csv

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mcda_industry.datasets import morocco_2025
from mcda_industry.datasets.tables import packaged_text
from mcda_industry.domain.options import (
    Screening,
    ScreeningRule,
    SupplyPosition,
    columns,
    concentration,
    efficiency,
    fields,
    screen,
)
from mcda_industry.errors import ProblemError, RecordError
from mcda_industry.problem import Problem, maximise, minimise

CASE = morocco_2025()
READY = ScreeningRule(id="R1", label={"fr": "maturité", "en": "readiness"}, field="trl", at_least=7)
PAYS = ScreeningRule(id="R2", field="npv", at_least=0, unit="MDH")


def test_every_rule_answers_on_every_option_and_the_reasons_are_kept() -> None:
    found = screen({"trl": {"a": 6, "b": 9, "c": 7}, "npv": {"c": -2.5, "a": -1.0, "b": 0.0}}, [READY, PAYS])
    assert len(found.outcomes) == 6
    assert found.short_list == ("b",)
    assert [o.rule for o in found.rejected["a"]] == ["R1", "R2"]
    assert found.sentence("c", "fr") == "c : écarté ; npv : -2,5, demandé au moins 0 MDH."
    assert found.sentence("b") == "b: go by every rule."
    assert found.sentence() == "Short list: 1 of 3; rejected by: readiness (1) and npv (2)."


def test_bounds_are_included_and_words_are_compared_as_they_are() -> None:
    both = ScreeningRule(id="R", field="x", at_least=1, at_most=2)
    assert [both.passes(x) for x in (0.9, 1, 1.5, 2, 2.1)] == [False, True, True, True, False]
    stage = ScreeningRule(id="S", field="stage", one_of=("pilote", "engagé"))
    found = screen({"stage": {"a": "pilote", "b": "idée"}}, [stage])
    assert found.short_list == ("a",)
    assert found.sentence("b") == "b: no go; stage: idée, asked one of pilote and engagé."


def test_a_missing_value_stops_the_screening_or_rejects_as_the_rule_says() -> None:
    with pytest.raises(ProblemError, match="'b' has no 'trl', which rule 'R1' reads"):
        screen({"npv": {"a": 1, "b": 2}, "trl": {"a": 9}}, [READY])
    lenient = READY.model_copy(update={"if_missing": "no_go"})
    found = screen({"npv": {"a": 1, "b": 2}, "trl": {"a": 9}}, [lenient])
    assert found.short_list == ("a",)
    assert found.sentence("b", "fr") == "b : écarté ; maturité : non renseigné, demandé au moins 7."


def test_rules_that_reject_nobody_are_named_and_an_empty_short_list_is_an_answer() -> None:
    found = screen({"trl": {"a": 9}, "npv": {"a": -1}}, [READY, PAYS])
    assert found.idle_rules == ("R1",)
    assert found.short_list == ()
    assert "no rule rejects any" in screen({"trl": {"a": 9}}, [READY]).sentence()


@settings(deadline=None)
@given(
    st.lists(st.integers(0, 9), min_size=1, max_size=8),
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)).map(sorted), min_size=1, max_size=3),
)
def test_the_short_list_is_the_intersection_of_the_rules_in_the_order_given(values, bounds) -> None:
    rules = [ScreeningRule(id=f"R{k}", field="x", at_least=a, at_most=b) for k, (a, b) in enumerate(bounds)]
    found = screen({"x": {f"o{i}": value for i, value in enumerate(values)}}, rules)
    kept = tuple(f"o{i}" for i, value in enumerate(values) if all(a <= value <= b for a, b in bounds))
    assert found.short_list == kept
    assert Screening.model_validate_json(found.model_dump_json()) == found


@pytest.mark.parametrize(
    ("given_fields", "rules", "code", "said"),
    [
        ({"trl": {"a": 9}}, [], "no_rules", "no rule"),
        ({}, [READY], "no_options", "no option"),
        ({"trl": {"a": 9}}, [READY, READY], "duplicate_name", "'R1' stands twice"),
        (
            {"trl_1_9": {"a": 9}},
            [READY.model_copy(update={"field": "trl_19"})],
            "unknown_field",
            "did you mean 'trl_1_9'",
        ),
        ({"trl": {"a": "nine"}}, [READY], "wrong_value", "'trl' of 'a' must be a finite number"),
        ({"trl": {"a": float("nan")}}, [READY], "wrong_value", "finite"),
        ({"trl": {"a": True}}, [READY], "wrong_value", "finite"),
        ({"s": {"a": 1}}, [ScreeningRule(id="S", field="s", one_of=("x",))], "wrong_value", "a word"),
        ([1], [READY], "no_names", "by name"),
        ({"trl": [1]}, [READY], "no_names", "by name"),
    ],
)
def test_a_screening_that_cannot_be_answered_is_refused(given_fields, rules, code, said) -> None:
    with pytest.raises(ProblemError, match=said) as refusal:
        screen(given_fields, rules)
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({}, "must ask for bounds or for words"),
        ({"at_least": 1, "one_of": ("x",)}, "must ask for bounds or for words"),
        ({"at_least": 2, "at_most": 1}, "at least 2 and at most 1"),
    ],
)
def test_a_rule_that_asks_nothing_sensible_is_refused(asked, said) -> None:
    with pytest.raises(ProblemError, match=said):
        ScreeningRule(id="R", field="x", **asked)


def test_concentration_of_the_links_is_that_of_the_raw_file() -> None:
    rows = {
        row["link_id"]: row for row in csv.DictReader(packaged_text("morocco_2025", "value_chain.csv").splitlines())
    }
    for position in CASE.supply():
        assert position.supplier_hhi == pytest.approx(float(rows[position.id]["supplier_hhi"]), abs=0.6)
        assert position.origin_hhi == pytest.approx(float(rows[position.id]["import_hhi_lower_bound"]), abs=0.6)
        assert position.origin_hhi_is_lower_bound == ("other" in rows[position.id]["import_origin_shares_pct"])


@settings(deadline=None)
@given(st.lists(st.integers(1, 50), min_size=1, max_size=12))
def test_concentration_lies_between_equal_shares_and_one_source(parts) -> None:
    shares = 100 * np.array(parts) / sum(parts)
    found = float(concentration(shares))
    assert 10_000 / len(parts) - 1e-6 <= found <= 10_000 + 1e-6


def position(**given: object) -> SupplyPosition:
    return SupplyPosition(**{"id": "A02", "time_to_recover_weeks": 22.0, **given})


def test_a_single_source_is_one_share_above_zero_or_none() -> None:
    shares = [((100.0,), 1), ((100.0, 0.0), 1), ((60.0, 40.0), 0), ((), 1)]
    assert [position(supplier_shares_pct=given).single_source for given, _ in shares] == [
        answer for _, answer in shares
    ]
    assert position().supplier_hhi == 10_000
    assert "no supplier" in position().sentence()
    assert "une seule source" in position(supplier_shares_pct=(100.0, 0.0)).sentence("fr")
    assert position().origin_hhi == 0


def test_exposure_is_time_to_recover_less_cover_and_never_negative() -> None:
    assert position(cover_weeks=6.0).exposure_weeks == 16
    assert position(cover_weeks=30.0).exposure_weeks == 0
    with pytest.raises(ProblemError, match="'A02' has no cover_weeks"):
        _ = position().exposure_weeks


def test_shares_that_do_not_sum_to_a_hundred_are_refused_together() -> None:
    with pytest.raises(ProblemError, match="'supplier_shares_pct' sum to 90") as refusal:
        position(supplier_shares_pct=(60.0, 30.0), origin_shares_pct={"FR": 101.0 - 50, "IT": 51.0})
    assert len(refusal.value.faults) == 2
    assert position(supplier_shares_pct=(33.33, 33.33, 33.33)).single_source == 0  # printed with few decimals


def test_the_columns_of_supply_make_a_problem() -> None:
    supplied = CASE.supply(cover_weeks=6.0)
    problem = Problem.from_columns(columns(supplied, {field: minimise(field) for field in fields()}))
    assert problem.values.shape == (35, 6)
    assert problem.to_frame().loc["A02", "exposure_weeks"] == 16


def test_columns_of_supply_refuse_what_is_not_known() -> None:
    with pytest.raises(ProblemError, match="no field 'hhi' to judge supply on"):
        columns(CASE.supply(), {"hhi": minimise("x")})
    with pytest.raises(ProblemError, match="has no cover_weeks") as refusal:
        columns(CASE.supply(), {"exposure_weeks": minimise("x")})
    assert len(refusal.value.faults) == 35
    with pytest.raises(ProblemError, match="'A02' stands twice"):
        columns([position(), position()], {"supplier_hhi": minimise("x")})


def test_supply_is_told_in_both_languages() -> None:
    said = CASE.supply(cover_weeks=6)[3].sentence("fr")
    assert said == (
        "A04 : 34 sources (IHH des fournisseurs 791,04, des origines au moins 3169) ; 6 semaines pour se rétablir, "
        "6 semaines de couverture (illustratif)."
    )


def test_efficiency_is_effect_over_cost_matched_by_name() -> None:
    found = efficiency(maximise("e"), {"a": 6, "b": 0, "c": -3}, {"c": 2.0, "b": 0.0, "a": 3.0})
    assert dict(found.values) == {"a": 2.0, "b": 0.0, "c": -1.5}


@pytest.mark.parametrize(
    ("effects", "costs", "said"),
    [
        ({"a": 1}, {"b": 1}, "differ on 'a', 'b'"),
        ({"a": 1}, {"a": -1}, "cost of 'a' is negative"),
        ({"a": 1}, {"a": 0}, "effect at no cost"),
        ({"a": float("nan")}, {"a": 1}, "effect of 'a' must be a finite number"),
        ({"a": 1}, {"a": "1"}, "cost of 'a' must be a finite number"),
        ([1], {"a": 1}, "by name"),
    ],
)
def test_an_efficiency_without_a_number_is_refused(effects, costs, said) -> None:
    with pytest.raises(ProblemError, match=said):
        efficiency(maximise("e"), effects, costs)


def test_one_rule_for_several_is_refused_with_what_to_give() -> None:
    with pytest.raises(RecordError, match="'rules' must be several ScreeningRule records, not one ScreeningRule"):
        screen({"trl": {"a": 9}}, READY)
