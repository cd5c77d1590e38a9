from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from territory_strategies import catalogues, overlaps_of

from mcda_industry.datasets import morocco_2025
from mcda_industry.domain.programmes import CostCurve, Measure, Overlap, annual_costs, cost_curve, prerequisites
from mcda_industry.errors import DecisionError, ProblemError

CARBON = [measure for measure in morocco_2025().measures if measure.category == "decarbonation"]


def measure(name: str, cost: float, saved: float, **fields: object) -> Measure:
    """A measure without capex, whose yearly cost is its operating cost."""
    given = {"category": "decarbonation", "lifetime_years": 1, "capex_mdh": 0, **fields}
    return Measure(id=name, opex_delta_mdh_yr=cost, tco2e_avoided_yr=saved, **given)


def steps(curve: CostCurve) -> list[tuple[tuple[str, ...], float, float]]:
    return [(step.measures, step.quantity_yr, step.annual_cost_mdh) for step in curve.steps]


def test_the_curve_of_the_case_goes_from_leaks_to_hydrogen() -> None:
    curve = cost_curve(CARBON, rate=0.08)
    assert [step.measures[0] for step in curve.steps] == [
        "D01", "D02", "D04", "D03", "D08", "D10", "D07", "D05", "D11", "D09",
    ]  # fmt: skip
    assert curve.quantity_yr == 260_600
    assert curve.illustrative


def test_of_measures_that_exclude_each_other_one_is_kept_by_the_rule_asked_for() -> None:
    assert dict(cost_curve(CARBON, rate=0.08, keep="cheapest").left_out) == {"D06": "excluded"}
    assert dict(cost_curve(CARBON, rate=0.08, keep="largest").left_out) == {"D03": "excluded"}


def test_a_dear_prerequisite_shares_the_step_of_what_needs_it() -> None:
    curve = cost_curve(
        [measure("meter", 8, 1), measure("tuning", 1, 8, depends_on=["meter"]), measure("led", 3, 1)], rate=0
    )
    assert steps(curve) == [(("meter", "tuning"), 9, 9), (("led",), 1, 3)]


def test_a_prerequisite_that_saves_nothing_is_on_the_curve_and_alone_is_not() -> None:
    meter, tuning = measure("meter", 2, 0), measure("tuning", 1, 8, depends_on=["meter"])
    assert steps(cost_curve([meter, tuning], rate=0)) == [(("meter", "tuning"), 8, 3)]
    alone = cost_curve([meter], rate=0)
    assert (alone.steps, dict(alone.left_out), alone.quantity_yr) == ((), {"meter": "saves nothing"}, 0)


def test_what_needs_an_excluded_measure_is_left_out_for_its_prerequisite() -> None:
    base, rival = measure("base", 5, 1, exclusive_with=["rival"]), measure("rival", 1, 1)
    curve = cost_curve([base, rival, measure("more", 9, 1, depends_on=["base"])], rate=0)
    assert dict(curve.left_out) == {"base": "excluded", "more": "prerequisite"}


def test_a_cheap_step_that_a_dear_one_opens_is_pooled_with_it() -> None:
    opened = [measure("key", 10, 1), measure("a", 0, 1, depends_on=["key"]), measure("b", 0, 1, depends_on=["key"])]
    assert steps(cost_curve(opened, rate=0)) == [(("key", "a", "b"), 3, 10)]


def test_the_later_measure_bears_what_overlaps() -> None:
    pair = [measure("motors", 1, 4), measure("wind", 9, 10)]
    curve = cost_curve(pair, rate=0, overlaps=[Overlap(between=("wind", "motors"), tco2e_lost_yr=1)])
    assert steps(curve) == [(("motors",), 4, 1), (("wind",), 9, 9)]


def test_a_measure_whose_saving_is_all_taken_is_left_out() -> None:
    pair = [measure("first", 1, 9), measure("twin", 2, 5)]
    curve = cost_curve(pair, rate=0, overlaps=[Overlap(between=("first", "twin"), tco2e_lost_yr=5)])
    assert (steps(curve), dict(curve.left_out)) == ([(("first",), 9, 1)], {"twin": "saves nothing"})


@given(catalogues(), st.data(), st.sampled_from(["tco2e", "water"]), st.sampled_from(["cheapest", "largest"]))
def test_the_area_of_the_curve_is_the_cost_of_what_it_holds(
    measures: list[Measure], data: st.DataObject, saves: str, keep: str
) -> None:
    overlaps = data.draw(overlaps_of(measures))
    curve = cost_curve(measures, rate=0.08, saves=saves, keep=keep, overlaps=overlaps)
    on_it = [name for step in curve.steps for name in step.measures]
    taken = [one for one in measures if one.id in on_it]
    area = sum(step.quantity_yr * step.unit_cost_dh for step in curve.steps) / 1e6
    assert area == pytest.approx(annual_costs(taken, 0.08).sum(), rel=1e-12, abs=1e-12)
    assert curve.annual_cost_mdh == pytest.approx(area, rel=1e-12, abs=1e-12)
    field, lost = (
        ("tco2e_avoided_yr", "tco2e_lost_yr") if saves == "tco2e" else ("water_saved_m3_yr", "water_lost_m3_yr")
    )
    spoilt = sum(getattr(o, lost) for o in overlaps if set(o.between) <= set(on_it))
    assert curve.quantity_yr == pytest.approx(sum(getattr(one, field) for one in taken) - spoilt, abs=1e-12)


@given(catalogues(), st.data(), st.sampled_from(["cheapest", "largest"]))
def test_a_curve_rises_holds_each_measure_once_and_breaks_no_rule(
    measures: list[Measure], data: st.DataObject, keep: str
) -> None:
    curve = cost_curve(measures, rate=0.08, keep=keep, overlaps=data.draw(overlaps_of(measures)))
    assert all(low.unit_cost_dh <= high.unit_cost_dh for low, high in pairwise(curve.steps))
    order = [name for step in curve.steps for name in step.measures]
    assert sorted([*order, *curve.left_out]) == sorted(one.id for one in measures)
    for place, name in enumerate(order):
        assert prerequisites(measures)[name] <= set(order[: place + 1])
    assert not [one.id for one in measures for other in one.exclusive_with if {one.id, other} <= set(order)]


def test_what_pays_at_a_price_is_told_in_both_languages() -> None:
    curve = cost_curve(CARBON, rate=0.08)
    assert [step.measures[0] for step in curve.pays_at(-1000)] == ["D01"]
    assert curve.sentence(100).startswith(
        "At 100 DH for each tCO₂e, measures that save 239,700 tCO₂e a year out of 260,600"
    )
    assert "239\u202f700 tCO₂e/an sur 260\u202f600 valent leur coût, pour un gain net de 34,1 MDH/an" in curve.sentence(
        100, "fr"
    )
    assert "a lower cost for each tCO₂e is no better rank" in curve.sentence(100)
    assert "earn more" not in cost_curve([CARBON[8]], rate=0.08).sentence(5000)
    assert curve.sentence(-5000) == "At -5,000 DH for each tCO₂e, no measure is worth its cost. (Illustrative figures.)"
    assert "aucune mesure ne vaut son coût" in curve.sentence(-5000, "fr")
    with pytest.raises(DecisionError, match="no sentences in 'de'"):
        curve.sentence(100, "de")


def test_a_curve_of_something_else_and_an_unknown_rule_are_refused() -> None:
    with pytest.raises(ProblemError, match="save no 'co2'"):
        cost_curve(CARBON, rate=0.08, saves="co2")
    with pytest.raises(ProblemError, match="did you mean 'cheapest'"):
        cost_curve(CARBON, rate=0.08, keep="cheap")


@pytest.mark.parametrize(
    ("overlaps", "words"),
    [
        (
            [Overlap(between=("D01", "D055"), tco2e_lost_yr=1)],
            "'D055', which is not in the catalogue; did you mean 'D05'",
        ),
        ([Overlap(between=("D01", "D05"), tco2e_lost_yr=5601)], "'D01' saves 5600, and cannot lose 5601"),
        ([Overlap(between=("D01", "D05")), Overlap(between=("D05", "D01"))], "'D01', 'D05' stands twice"),
    ],
)
def test_an_overlap_that_cannot_be_is_refused_by_name(overlaps: list[Overlap], words: str) -> None:
    with pytest.raises(ProblemError, match=words):
        cost_curve(CARBON, rate=0.08, overlaps=overlaps)
