"""Total cost of ownership, the verdict on a product, and what would change it."""

import pytest

import mcda_industry as mi

chain = mi.value_chain
CASE = mi.datasets.morocco_2025()
FOUND = chain.relocations(chain.sourcings(CASE.value_chain))
FORMING = FOUND["A05"].sourcing


def test_the_costs_of_forging_are_those_computed_by_hand() -> None:
    abroad = 100 * 1.06 + 100 * 0.10 * 0.24 + 100 * 0.10 * 22 / 52
    home = 104 * 1.015 + 104 * 0.10 * 12 / 52
    assert FOUND["A02"].import_cost == pytest.approx(abroad, rel=1e-14)
    assert FOUND["A02"].local_cost == pytest.approx(home, rel=1e-14)
    assert FOUND["A02"].saving_share == pytest.approx((abroad - home) / 100)
    assert dict(FOUND["A02"].import_factors) == pytest.approx(
        {"purchase": 100, "duty": 0, "logistics": 6, "disruption": 2.4, "stock": 100 * 0.1 * 22 / 52}
    )


def test_the_break_even_of_forming_is_that_computed_by_hand() -> None:
    charge = 150 * 0.10 / (1 - 1.1**-15)
    assert FOUND["A05"].break_even_mdh == pytest.approx(charge / FOUND["A05"].saving_share)
    assert FOUND["A05"].yearly_gain_mdh == pytest.approx(310 * FOUND["A05"].saving_share - charge)


def test_every_verdict_occurs_in_the_case_and_water_which_is_not_imported_has_none() -> None:
    assert {found.verdict for found in FOUND.values()} == {"make", "relocate", "dual_source", "stock", "buy"}
    assert "T02" not in FOUND


def test_what_costs_more_at_home_never_breaks_even() -> None:
    assert FOUND["M02"].break_even_mdh is None
    assert "no volume makes local production pay" in FOUND["M02"].sentence()
    assert "aucun volume ne rentabilise" in FOUND["M02"].sentence("fr")


def test_at_the_threshold_of_capability_the_slightest_loss_changes_the_verdict() -> None:
    engines = FOUND["A12"].switching["local_capability_0_100"]
    assert (engines.value, engines.low, engines.below, engines.low_included) == (50, 50, "relocate", True)
    assert engines.smallest_relative_change == 0
    assert FOUND["A12"].tightest[0] == "local_capability_0_100"
    assert FOUND["A12"].conditions("fr", 1) == (
        "La capacité locale (sur 100) (aujourd'hui 50) : sous 50 : relocaliser.",
    )


def test_the_switching_local_cost_is_where_the_yearly_gain_is_zero() -> None:
    high = FOUND["A05"].switching["local_unit_cost"].high
    assert chain.relocation(FORMING.model_copy(update={"local_unit_cost": high})).yearly_gain_mdh == pytest.approx(
        0, abs=1e-9
    )


def test_the_switching_market_is_the_larger_of_scale_and_break_even() -> None:
    assert FOUND["A05"].switching["market_mdh"].low == pytest.approx(FOUND["A05"].break_even_mdh)
    small = chain.relocation(FORMING.model_copy(update={"local_investment_mdh": 10}))
    assert small.switching["market_mdh"].low == pytest.approx(60)


def test_a_threshold_at_the_end_of_a_scale_is_a_switching_value() -> None:
    rule = chain.SourcingRule(substitutability_at_most=1, capability_at_least=100)
    additive = chain.relocation(FOUND["M13"].sourcing.model_copy(update={"origin_hhi": 2500.0}), rule)
    grade = additive.switching["substitutability_1_5"]
    assert (additive.verdict, grade.low, grade.below, grade.low_included) == ("buy", 1, "dual_source", False)
    capability = chain.relocation(FORMING, rule).switching["local_capability_0_100"]
    assert (capability.high, capability.above, capability.high_included) == (100, "make", False)
    assert chain.relocation(FORMING.model_copy(update={"local_capability_0_100": 100}), rule).verdict == "make"


def test_a_factor_that_decides_nothing_says_so() -> None:
    idle = FOUND["A05"].switching["origin_hhi"]
    assert (idle.low, idle.high, idle.smallest_relative_change) == (None, None, None)
    assert "origin_hhi" not in FOUND["A05"].tightest
    said = idle.sentence("the HHI of origins", {})
    assert said == "The HHI of origins (now 3600): no value changes the verdict."


def test_a_concentration_known_from_below_only_is_told_where_it_could_matter() -> None:
    doubtful = chain.Sourcing(
        id="X",
        cif_unit_cost=100,
        local_unit_cost=104,
        market_mdh=10,
        local_investment_mdh=10,
        local_capability_0_100=10,
        substitutability_1_5=1,
        origin_hhi=2400,
        origin_hhi_highest=2600,
    )
    found = chain.relocation(doubtful)
    assert (found.verdict, found.verdict_at_highest) == ("buy", "dual_source")
    assert (
        found.conditions()[-1]
        == "The concentration of origins is only known from below; at its highest: source from two."
    )
    assert found.conditions("fr")[-1].endswith("à son maximum : double approvisionnement.")


def test_the_rule_of_another_house_gives_other_verdicts() -> None:
    strict = chain.SourcingRule(name="strict", capability_at_least=90, discount_rate=0.05)
    assert chain.relocation(FORMING, strict).verdict == "relocate"
    assert strict.annuity == pytest.approx(mi.finance.annuity(0.05, 15))


def test_an_investment_of_nothing_that_saves_pays_from_the_first_unit() -> None:
    assert chain.break_even_volume(0, 0.1) == 0
    assert chain.break_even_volume(10, 0) is None


def test_costs_of_many_links_come_as_arrays() -> None:
    cost = chain.import_cost([100, 200], logistics=0.05, lead_time_weeks=[26, 0])
    assert sum(cost.values()).tolist() == [110.0, 210.0]


def test_the_column_of_the_gains_is_that_of_the_relocations() -> None:
    (gain,) = chain.relocation_columns(FOUND, {"saving_share": mi.maximise("saving")})
    assert gain.values["A02"] == FOUND["A02"].saving_share
    with pytest.raises(mi.ValueChainError, match="did you mean 'saving_share'"):
        chain.relocation_columns(FOUND, {"saving": mi.maximise("saving")})


def test_sentences_say_that_figures_are_illustrative() -> None:
    assert "(illustrative)" in FOUND["A05"].sentence()
    assert "produire localement (illustratif)" in FOUND["A05"].sentence("fr")
    assert "illustrative" not in chain.relocation(FORMING.model_copy(update={"source_flag": "sourced"})).sentence()
    assert repr(FOUND["A05"]) == "Relocation('A05': make)"


def test_a_sourcing_and_its_rule_survive_json() -> None:
    assert chain.Sourcing.model_validate_json(FORMING.model_dump_json()) == FORMING
    rule = chain.SourcingRule()
    assert chain.SourcingRule.model_validate_json(rule.model_dump_json()) == rule


def test_a_link_without_its_costs_is_refused_by_name_and_field() -> None:
    bare = CASE.value_chain["A05"].model_copy(update={"feeds_into": (), "duty_pct": None, "logistics_pct": None})
    with pytest.raises(mi.ValueChainError) as refusal:
        chain.sourcings([bare])
    assert [fault.field for fault in refusal.value.faults] == ["duty_pct", "logistics_pct"]
    assert "Link 'A05' has no 'duty_pct'" in str(refusal.value)
