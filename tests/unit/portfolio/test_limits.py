import json

import pandas as pd
import pytest
from pydantic import ValidationError

import mcda_industry as mi
from mcda_industry.portfolio.limits import Limit, checked_names, repeated

LIMITS: list[tuple[Limit, str, str]] = [
    (mi.Budget("capex", 1234.5, {"P01": 1}), "capex ≤ 1234.5", "capex ≤ 1234,5"),
    (mi.Budget("x", 0, {}), "x ≤ 0", "x ≤ 0"),
    (mi.Budget("x", 1.5e300, {}), "x ≤ 1.5e+300", "x ≤ 1,5e+300"),
    (mi.Budget("x", 2e-12, {}), "x ≤ 2e-12", "x ≤ 2e-12"),
    (mi.AtLeast("regions", 2, groups={"P01": "MA-06"}), "at least 2 regions", "au moins 2 regions"),
    (mi.AtMost("foundries", 1.5, of=["P01"]), "at most 1.5 foundries", "au plus 1,5 foundries"),
    (mi.Exclusive(["P01", "P02"]), "at most one of P01, P02", "au plus un de P01, P02"),
    (mi.Exclusive(["P01", "P02"], "site"), "at most one of P01, P02 (site)", "au plus un de P01, P02 (site)"),
    (mi.Requires("P08", ["P03", "P04"]), "P08 only with P03, P04", "P08 seulement avec P03, P04"),
    (mi.Requires("P08", "P03", "power"), "P08 only with P03 (power)", "P08 seulement avec P03 (power)"),
    (mi.Mandatory("P01", "signed"), "with P01 (signed)", "avec P01 (signed)"),
    (mi.Forbidden(list("abcdefg")), "without a, b, c, d +3", "sans a, b, c, d +3"),
]
EACH = pytest.mark.parametrize("limit", [limit for limit, *_ in LIMITS], ids=lambda limit: limit.label)


@pytest.mark.parametrize(("limit", "english", "french"), LIMITS, ids=[english for _, english, _ in LIMITS])
def test_a_limit_says_in_few_words_what_it_asks(limit: Limit, english: str, french: str) -> None:
    assert (limit.label, limit.told(), limit.told("fr")) == (english, english, french)


@EACH
def test_a_limit_comes_back_from_json(limit: Limit) -> None:
    again = type(limit).model_validate_json(limit.model_dump_json())
    assert again == limit
    assert hash(again) == hash(limit)
    assert type(limit)(**json.loads(limit.model_dump_json())) == limit


@EACH
def test_a_limit_cannot_be_changed(limit: Limit) -> None:
    with pytest.raises(ValidationError, match="frozen"):
        limit.name = "other"


def test_the_callers_costs_are_copied() -> None:
    costs = {"P01": 1.0}
    budget = mi.Budget("capex", 1, costs)
    costs["P01"] = 5.0
    assert budget.costs["P01"] == 1.0


def test_series_are_read_by_their_labels() -> None:
    costs = pd.Series({"P01": 1.0, "P02": 2.0})
    assert mi.Budget("capex", 2, costs) == mi.Budget("capex", 2, {"P01": 1, "P02": 2})
    assert mi.AtLeast("jobs", 2, of=costs).of == {"P01": 1, "P02": 2}
    assert mi.AtMost("regions", 1, groups=pd.Series({"P01": "north"})).groups == {"P01": "north"}


def test_names_without_an_order_have_that_of_the_alphabet() -> None:
    assert mi.Forbidden({"c", "a", "b"}).label == "without a, b, c"
    assert tuple(mi.AtLeast("x", 1, of=frozenset({"b", "a"})).of) == ("a", "b")


def test_a_list_counts_each_candidate_once() -> None:
    assert mi.AtLeast("x", 1, of=["b", "a"]).of == {"b": 1.0, "a": 1.0}
    assert mi.AtLeast("x", 1, of=(name for name in ("b", "a"))).of == {"b": 1.0, "a": 1.0}


def test_a_limit_knows_whom_it_is_about() -> None:
    assert mi.Budget("capex", 1, {"P01": 1}).concerned == ()
    assert mi.AtMost("x", 1, of={"P01": 2}).concerned == ("P01",)
    assert mi.AtLeast("x", 1, groups={"P01": "g", "P02": "g"}).concerned == ("P01", "P02")
    assert mi.Requires("P08", ["P03", "P04"]).concerned == ("P08", "P03", "P04")
    assert mi.Mandatory("P01").concerned == ("P01",)


def test_costs_of_others_are_not_looked_at() -> None:
    checked_names([mi.Budget("capex", 1, {"P01": 1, "P99": 3})], ["P01"])


def test_every_wrong_name_is_told_and_thousands_are_told_fast() -> None:
    wrong = mi.Forbidden([f"Q{i}" for i in range(5_000)])
    with pytest.raises(mi.ProblemError, match="There are 5001 faults") as refusal:
        checked_names([wrong, mi.Budget("capex", 1, {})], [f"P{i}" for i in range(2_000)])
    assert len(refusal.value.faults) == 100


def test_names_that_stand_twice_are_found_once_each() -> None:
    assert repeated(["b", "a", "b", "a", "b", "c"]) == ["b", "a"]


def test_json_may_list_the_candidates_of_a_quota_or_say_what_each_contributes() -> None:
    listed = mi.AtLeast.model_validate_json('{"name": "jobs", "number": 2, "of": ["P01", "P04"]}')
    assert listed == mi.AtLeast("jobs", 2, of=["P01", "P04"])
    assert mi.AtMost.model_validate_json('{"name": "jobs", "number": 2, "of": {"P01": 3}}') == mi.AtMost(
        "jobs", 2, {"P01": 3}
    )
    with pytest.raises(mi.RecordError, match="'P01' stands twice"):
        mi.AtLeast.model_validate({"name": "jobs", "number": 2, "of": ["P01", "P01"]})
    assert mi.Mandatory.model_validate_json('{"of": "P01"}') == mi.Mandatory("P01")


def test_a_limit_is_called_in_the_language_of_the_sentence() -> None:
    budget = mi.Budget("support", 700, {"P01": 80}, labels={"fr": "soutien public"})
    quota = mi.AtLeast("regions", 9, of={"P01": 9}, labels={"fr": "régions", "en": "regions"})
    assert (budget.told("fr"), budget.told("en"), budget.label) == (
        "soutien public ≤ 700",
        "support ≤ 700",
        "support ≤ 700",
    )
    assert quota.told("fr") == "au moins 9 régions"
    assert mi.Exclusive(["a", "b"], labels={"fr": "même site"}).told("fr") == "au plus un de a, b (même site)"
    portfolio = mi.select_portfolio(["P01"], [1.0], budget, quota)
    assert "soutien public : 80 sur 700" in portfolio.sentence("fr")
    assert type(quota).model_validate_json(quota.model_dump_json()) == quota
