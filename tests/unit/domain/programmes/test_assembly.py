from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from territory_strategies import catalogues, overlaps_of

from mcda_industry.datasets import morocco_2025
from mcda_industry.domain.programmes import Measure, Overlap, Programme, ProgrammeRules, assemble
from mcda_industry.errors import ProblemError, RecordError

MEASURES = morocco_2025().measures
WATER = [measure for measure in MEASURES if measure.category == "eau"]


def rules(**fields: object) -> ProgrammeRules:
    given = {"budget_mdh": 10, "rate": 0.08, "carbon_price_dh_per_t": 800, "water_price_dh_per_m3": 10, **fields}
    return ProgrammeRules(**given)


def saved(taken: list[Measure], overlaps: list[Overlap]) -> tuple[float, float]:
    both = [overlap for overlap in overlaps if set(overlap.between) <= {measure.id for measure in taken}]
    tonnes = sum(m.tco2e_avoided_yr for m in taken) - sum(o.tco2e_lost_yr for o in both)
    return tonnes, sum(m.water_saved_m3_yr for m in taken) - sum(o.water_lost_m3_yr for o in both)


def worth(taken: list[Measure], overlaps: list[Overlap], asked: ProgrammeRules) -> float:
    tonnes, water = saved(taken, overlaps)
    if asked.aim != "net_benefit":
        return tonnes if asked.aim == "tco2e" else water
    return tonnes * 800 / 1e6 + water * 10 / 1e6 - sum(m.annual_cost_mdh(asked.rate) for m in taken)


def allowed(taken: list[Measure], overlaps: list[Overlap], asked: ProgrammeRules) -> bool:
    names = {measure.id for measure in taken}
    tonnes, water = saved(taken, overlaps)
    return (
        sum(measure.capex_mdh for measure in taken) <= asked.budget_mdh
        and all(set(measure.depends_on) <= names and not set(measure.exclusive_with) & names for measure in taken)
        and (asked.tco2e_at_least is None or tonnes >= asked.tco2e_at_least)
        and (asked.water_at_least_m3 is None or water >= asked.water_at_least_m3)
    )


def best_by_trying_all(measures: list[Measure], overlaps: list[Overlap], asked: ProgrammeRules) -> float | None:
    sets = (
        [m for m, is_in in zip(measures, chosen, strict=True) if is_in]
        for chosen in product([0, 1], repeat=len(measures))
    )
    worths = [worth(taken, overlaps, asked) for taken in sets if allowed(taken, overlaps, asked)]
    return max(worths) if worths else None


@given(
    catalogues(),
    st.data(),
    st.sampled_from(["net_benefit", "tco2e", "water"]),
    st.integers(0, 20),
    st.none() | st.integers(0, 15),
)
def test_the_programme_is_the_best_of_all_sets_of_measures(
    measures: list[Measure], data: st.DataObject, aim: str, budget: int, least: int | None
) -> None:
    overlaps = data.draw(overlaps_of(measures))
    asked = rules(aim=aim, budget_mdh=budget, tco2e_at_least=least)
    best = best_by_trying_all(measures, overlaps, asked)
    if best is None:
        with pytest.raises(ProblemError, match="No programme"):
            assemble(measures, asked, overlaps=overlaps)
        return
    found = assemble(measures, asked, overlaps=overlaps)
    taken = [measure for measure in measures if measure.id in found.measures]
    assert allowed(taken, overlaps, asked)
    assert found.worth == pytest.approx(best, rel=1e-9, abs=1e-9)
    assert found.worth == pytest.approx(worth(taken, overlaps, asked), rel=1e-9, abs=1e-9)
    assert (found.tco2e_yr, found.water_m3_yr) == pytest.approx(saved(taken, overlaps))
    assert sorted([*found.measures, *found.left_out]) == sorted(measure.id for measure in measures)


@given(catalogues(most=5), st.sampled_from(["net_benefit", "tco2e", "water"]), st.integers(0, 12), st.integers(1, 9))
def test_more_budget_never_makes_the_worth_smaller(measures: list[Measure], aim: str, budget: int, more: int) -> None:
    less, wider = (assemble(measures, rules(aim=aim, budget_mdh=limit)).worth for limit in (budget, budget + more))
    assert less <= wider + 1e-9


def test_the_water_programme_of_the_case_is_the_one_found_by_trying_all_sets() -> None:
    asked = rules(aim="water", budget_mdh=200)
    found = assemble(WATER, asked)
    assert found.measures == ("W02", "W03", "W04", "W05", "W06")
    assert found.worth == found.water_m3_yr == best_by_trying_all(WATER, [], asked) == 2_041_000
    assert (found.capex_mdh, found.illustrative) == (191, True)


def test_decimal_costs_that_add_up_to_the_budget_on_paper_fit_into_it() -> None:
    thirds = [
        Measure(id=name, category="eau", lifetime_years=1, capex_mdh=capex, water_saved_m3_yr=1)
        for name, capex in (("A", 0.1), ("B", 0.2))
    ]
    assert assemble(thirds, rules(aim="water", budget_mdh=0.3)).measures == ("A", "B")


def one(name: str, **fields: object) -> Measure:
    given = {"category": "decarbonation", "lifetime_years": 10, "capex_mdh": 1, "tco2e_avoided_yr": 1, **fields}
    return Measure(id=name, **given)


def test_nothing_is_taken_that_adds_nothing_and_the_cheaper_of_equals_is() -> None:
    measures = [
        one("idle", tco2e_avoided_yr=0, capex_mdh=0),
        one("dear", capex_mdh=4, exclusive_with=["cheap"]),
        one("cheap", capex_mdh=3),
        one("free", tco2e_avoided_yr=0, capex_mdh=0, energy_saving_mdh_yr=5),
    ]
    assert assemble(measures, rules(aim="tco2e")).measures == ("cheap",)
    assert assemble(measures, rules(aim="net_benefit")).measures == ("free",)


def test_every_measure_left_out_has_its_reason() -> None:
    measures = [
        one("best", tco2e_avoided_yr=9, exclusive_with=["rival"]),
        one("rival"),
        one("useless", tco2e_avoided_yr=0),
        one("dear", capex_mdh=99),
        one("after", depends_on=["dear"]),
        one("thirsty", water_saved_m3_yr=-5),
        one("twin"),
    ]
    same = [Overlap(between=("best", "twin"), tco2e_lost_yr=1)]
    found = assemble(measures, rules(aim="tco2e", water_at_least_m3=0), overlaps=same)
    assert found.measures == ("best",)
    assert dict(found.left_out) == {
        "rival": "excluded",
        "useless": "worthless",
        "dear": "budget",
        "after": "prerequisite",
        "thirsty": "target",
        "twin": "overlap",
    }


def test_a_target_out_of_reach_is_refused_with_the_target_and_the_budget() -> None:
    with pytest.raises(ProblemError, match=r"saves 9e\+06 m³ a year within 40 MDH") as refusal:
        assemble(WATER, rules(budget_mdh=40, water_at_least_m3=9e6))
    assert refusal.value.code == "infeasible"


def test_costs_for_each_unit_are_none_where_nothing_is_saved() -> None:
    empty = assemble(WATER, rules(budget_mdh=0))
    assert (empty.measures, empty.cost_dh_per_t, empty.cost_dh_per_m3) == ((), None, None)
    assert empty.sentence() == "No measure is worth taking within 0 MDH. (Illustrative figures.)"
    found = assemble(WATER, rules(budget_mdh=40, aim="water"))
    assert found.cost_dh_per_m3 == pytest.approx(1e6 * found.annual_cost_mdh / 380_000)
    assert found.cost_dh_per_t == pytest.approx(1e6 * found.annual_cost_mdh / 460)


def test_a_programme_is_told_in_both_languages() -> None:
    found = assemble(WATER, rules(budget_mdh=40, aim="water"))
    assert found.sentence() == (
        "For 30 MDH out of 40, take W02, W03 and W04: they avoid 460 tCO₂e and save 380,000 m³ a year, "
        "for a net gain of 1.6 MDH a year. (Illustrative figures.)"
    )
    assert found.sentence("fr") == (
        "Pour 30 MDH sur 40, retenir W02, W03 et W04 : 460 tCO₂e évitées et 380\u202f000 m³ économisés par an, "
        "pour un gain net de 1,6 MDH/an. (Chiffres illustratifs.)"
    )
    assert "Aucune mesure" in assemble(WATER, rules(budget_mdh=0)).sentence("fr")


def test_a_programme_survives_json() -> None:
    found = assemble(WATER, rules(budget_mdh=40))
    assert Programme.model_validate_json(found.model_dump_json()) == found


@pytest.mark.parametrize(
    "change",
    [{"budget_mdh": -1}, {"budget_mdh": float("inf")}, {"rate": -1}, {"aim": "carbon"}, {"tco2e_at_least": "9"}],
)
def test_a_rule_out_of_range_is_refused_by_its_field(change: dict[str, object]) -> None:
    (field,) = change
    with pytest.raises(RecordError, match=f"'{field}'"):
        rules(**change)
