import json
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from unit.domain.business import CASE, INVESTMENTS, PARAMETERS, PLANT

from mcda_industry.domain.business_case import (
    Correlation,
    Investment,
    RiskEvent,
    SimulationSummary,
    Uncertainty,
    expected_losses,
    financial_flow,
    net_present_values,
    simulate,
)
from mcda_industry.domain.business_case.simulation import BLOCK
from mcda_industry.domain.business_case.uncertainty import copula, copula_factor
from mcda_industry.domain.finance import npv
from mcda_industry.errors import FinanceError, RecordError
from mcda_industry.laws_of_performance import Normal, Triangular, Uniform
from mcda_industry.records import FrozenMap

UNTAXED = PARAMETERS.model_copy(update={"corporate_tax_rate": 0.0})
CYCLE = RiskEvent(id="cycle", annual_probability=0.15, revenue_change=-0.3)
FORGE = RiskEvent(id="forge", annual_probability=0.3, capex_change=0.1, delay_months=9, revenue_change=-0.1)


SHORT = st.tuples(INVESTMENTS, st.integers(1, 3), st.integers(1, 24)).map(
    lambda drawn: drawn[0].model_copy(update={"economic_life_years": drawn[1], "months_to_operation": float(drawn[2])})
)


def correlated(rho: float) -> Uncertainty:
    return Uncertainty(
        laws=FrozenMap({"revenue": Triangular(-0.25, 0, 0.1), "ebitda_margin_points": Normal(0, 2)}),
        correlations=(Correlation(first="revenue", second="ebitda_margin_points", rank_correlation=rho),),
    )


def spearman(x: np.ndarray, y: np.ndarray) -> float:
    ranks = [np.argsort(np.argsort(values)) for values in (x, y)]
    return float(np.corrcoef(*ranks)[0, 1])


# --- drivers drawn together


@pytest.mark.parametrize("rho", [-0.9, -0.4, 0.0, 0.4, 0.75])
def test_the_rank_correlation_asked_for_is_recovered(rho: float) -> None:
    drawn = correlated(rho).draw(np.random.default_rng(3), 40_000)
    # Four standard errors of a rank correlation of independent ranks, which are the widest.
    assert spearman(*drawn.values()) == pytest.approx(rho, abs=4 / math.sqrt(40_000))


def test_the_correlation_of_the_case_is_recovered_by_its_simulation() -> None:
    changes = CASE.simulation("P30").changes
    assert spearman(changes["revenue"], changes["ebitda_margin_points"]) == pytest.approx(0.4, abs=0.04)
    assert spearman(changes["revenue"], changes["delay_months"]) == pytest.approx(0, abs=0.04)


@pytest.mark.parametrize("rho", [1.0, -1.0])
def test_drivers_in_perfect_order_are_drawn_in_perfect_order(rho: float) -> None:
    shares = copula(np.array([[1.0, rho], [rho, 1.0]]), np.random.default_rng(0), 500)
    assert spearman(shares[:, 0], shares[:, 1]) == pytest.approx(rho)


def test_without_correlation_each_driver_is_drawn_as_if_alone() -> None:
    laws = {"revenue": Triangular(-0.25, 0, 0.1), "ebitda_margin_points": Normal(0, 2)}
    together = Uncertainty(laws=FrozenMap(laws)).draw(np.random.default_rng(5), 1000)
    zero = correlated(0.0).draw(np.random.default_rng(5), 1000)
    assert all((together[name] == zero[name]).all() for name in laws)


@pytest.mark.parametrize("k", [0, 1])
def test_each_driver_keeps_its_law_however_correlated(k: int) -> None:
    drawn = list(correlated(0.8).draw(np.random.default_rng(1), 20_000).values())[k]
    law = list(correlated(0.8).laws.values())[k]
    quantiles = np.array([0.1, 0.5, 0.9])
    below = [(drawn <= value).mean() for value in law.quantiles(quantiles)]
    assert below == pytest.approx(quantiles, abs=4 * 0.5 / math.sqrt(20_000))


def test_the_factor_gives_the_correlations_of_the_normal_scores_back() -> None:
    wanted = np.array([[1.0, 0.4, 0.1], [0.4, 1.0, -0.2], [0.1, -0.2, 1.0]])
    factor = copula_factor(wanted)
    scores = factor @ factor.T
    assert 6 / math.pi * np.arcsin(scores / 2) == pytest.approx(wanted, abs=1e-12)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"laws": {"revenu": Uniform(0, 1)}}, "no driver 'revenu'; did you mean 'revenue'"),
        ({"correlations": [("revenue", "delay_months", 0.3)]}, "names 'delay_months', which has no law"),
        ({"correlations": [("revenue", "revenue", 0.3)]}, "pairs 'revenue' with itself"),
        (
            {"correlations": [("revenue", "capex_overrun", 0.3), ("capex_overrun", "revenue", 0.2)]},
            "'capex_overrun', 'revenue' stands twice",
        ),
        (
            {
                "laws": {"revenue": Uniform(0, 1), "capex_overrun": Uniform(0, 1), "delay_months": Uniform(0, 1)},
                "correlations": [
                    ("revenue", "capex_overrun", 0.9),
                    ("capex_overrun", "delay_months", 0.9),
                    ("revenue", "delay_months", -0.9),
                ],
            },
            "contradict each other: no joint law has them all",
        ),
    ],
)
def test_an_uncertainty_that_is_no_joint_law_is_refused(change: dict[str, object], words: str) -> None:
    given_laws = change.get("laws", {"revenue": Uniform(0, 1), "capex_overrun": Uniform(0, 1)})
    pairs = tuple(Correlation(first=a, second=b, rank_correlation=r) for a, b, r in change.get("correlations", ()))
    with pytest.raises(FinanceError, match=words):
        Uncertainty(laws=given_laws, correlations=pairs)


def test_a_correlation_beyond_one_is_refused() -> None:
    with pytest.raises(RecordError, match="'rank_correlation'"):
        Correlation(first="revenue", second="delay_months", rank_correlation=1.2)


# --- means with known answers


def test_the_mean_of_a_linear_model_is_within_four_standard_errors_of_its_exact_value() -> None:
    laws = {"capex_overrun": Triangular(-0.05, 0.05, 0.35), "ebitda_margin_points": Normal(0, 2)}
    found = simulate(PLANT, UNTAXED, Uncertainty(laws=FrozenMap(laws)), draws=20_000).summary
    at_the_means = PLANT.model_copy(update={"capex_mdh": 100 * (1 + laws["capex_overrun"].mean)})
    exact = npv(UNTAXED.discount_rate_financial, financial_flow(at_the_means, UNTAXED))
    assert found.mean == pytest.approx(exact, abs=4 * found.standard_error)


@pytest.mark.parametrize("event", [CYCLE, FORGE], ids=lambda event: event.id)
@pytest.mark.parametrize("view", ["financial", "economic"])
def test_the_expected_loss_of_an_event_is_what_the_simulation_loses(event: RiskEvent, view: str) -> None:
    exact = expected_losses(PLANT, PARAMETERS, [event], view)[event.id]
    drawn = simulate(PLANT, PARAMETERS, events=[event], draws=20_000)
    values = drawn.npv if view == "financial" else drawn.economic_npv
    lost = float(net_present_values(PLANT, PARAMETERS, view)) - values
    assert lost.mean() == pytest.approx(exact, abs=4 * lost.std() / math.sqrt(lost.size))
    assert exact > 0


@settings(max_examples=40)
@given(SHORT, st.floats(0, 1))
def test_the_expected_loss_is_the_sum_over_all_ways_an_event_can_happen(investment: Investment, p: float) -> None:
    event = RiskEvent(id="e", annual_probability=p, capex_change=0.2, delay_months=14, revenue_change=-0.4)
    life = investment.economic_life_years
    base = npv(0.1, financial_flow(investment, PARAMETERS))
    expected = 0.0
    for building in (False, True):
        chance = 1 - (1 - p) ** investment.construction
        dearer = investment.model_copy(update={"capex_mdh": investment.capex_mdh * 1.2}) if building else investment
        for way in range(2**life):
            years = [bool(way >> k & 1) for k in range(life)]
            weight = (chance if building else 1 - chance) * math.prod(p if year else 1 - p for year in years)
            expected += weight * (base - ways(dearer, years, building))
    assert expected_losses(investment, PARAMETERS, [event])["e"] == pytest.approx(expected, rel=1e-9, abs=1e-7)


def ways(investment: Investment, hit: list[bool], delayed: bool) -> float:
    """The value of these years, 14 months later if delayed: two twelfths of the way from one year later to two."""
    start = investment.construction
    if not delayed:
        return year_by_year(investment, hit, start)
    return (10 * year_by_year(investment, hit, start + 1) + 2 * year_by_year(investment, hit, start + 2)) / 12


def year_by_year(investment: Investment, hit: list[bool], start: int) -> float:
    """The value when revenue is 40 % lower in the years hit, from the conventions, line by line."""
    p = PARAMETERS
    value, before = -sum(investment.capex_mdh / start / 1.1**t for t in range(start)), 0.0
    for k, lower in enumerate(hit):
        sales = investment.revenue_full_mdh * p.ramp_up[min(k, 2)] * (0.6 if lower else 1.0)
        earned = sales * investment.ebitda_margin_pct / 100 * p.margin_factor_during_ramp_up[min(k, 2)]
        flow = earned - 0.2 * max(0.0, earned - investment.capex_mdh / 10) - (0.15 * sales - before)
        before = 0.15 * sales
        flow += investment.support_mdh if k == 0 else 0.0
        flow += 0.15 * sales + 0.1 * investment.capex_mdh if k == len(hit) - 1 else 0.0
        value += flow / 1.1 ** (start + k)
    return value


def test_events_that_are_certain_or_impossible_leave_nothing_to_chance() -> None:
    never = simulate(PLANT, PARAMETERS, events=[CYCLE.model_copy(update={"annual_probability": 0.0})], draws=50)
    always = simulate(PLANT, PARAMETERS, events=[CYCLE.model_copy(update={"annual_probability": 1.0})], draws=50)
    lower = PLANT.model_copy(update={"revenue_full_mdh": PLANT.revenue_full_mdh * 0.7})
    assert never.npv == pytest.approx(float(net_present_values(PLANT, PARAMETERS)))
    assert always.npv == pytest.approx(float(net_present_values(lower, PARAMETERS)))
    assert (never.summary.events["cycle"], always.summary.events["cycle"]) == (0, 1)
    assert never.summary.deviation == pytest.approx(0, abs=1e-9)


def test_an_event_happens_as_often_as_its_yearly_probability_says() -> None:
    found = simulate(PLANT, PARAMETERS, events=[CYCLE], draws=10_000).summary.events["cycle"]
    assert found == pytest.approx(1 - 0.85**PLANT.years, abs=0.02)


def test_what_is_drawn_for_an_event_does_not_depend_on_those_after_it() -> None:
    one = simulate(PLANT, PARAMETERS, events=[CYCLE], draws=500).happened[:, 0]
    two = simulate(PLANT, PARAMETERS, events=[CYCLE, FORGE], draws=500).happened[:, 0]
    assert (one == two).all()


# --- seeds and blocks


def test_the_first_draws_are_the_same_however_many_follow() -> None:
    few, many = (
        simulate(PLANT, PARAMETERS, CASE.uncertainty, [CYCLE, FORGE], draws=draws, rng=7)
        for draws in (BLOCK + 5, 10_000)
    )
    assert (few.npv == many.npv[: BLOCK + 5]).all()
    assert (few.changes["revenue"] == many.changes["revenue"][: BLOCK + 5]).all()


def test_a_seed_gives_the_same_draws_again_and_another_gives_others() -> None:
    runs = [simulate(PLANT, PARAMETERS, CASE.uncertainty, draws=100, rng=rng).npv for rng in (1, 1, 2)]
    assert (runs[0] == runs[1]).all()
    assert (runs[0] != runs[2]).any()
    generator = np.random.default_rng(4)
    drawn = simulate(PLANT, PARAMETERS, CASE.uncertainty, draws=10, rng=generator)
    assert (simulate(PLANT, PARAMETERS, CASE.uncertainty, draws=10, rng=drawn.seed).npv == drawn.npv).all()


def test_what_a_simulation_holds_cannot_be_changed() -> None:
    found = simulate(PLANT, PARAMETERS, CASE.uncertainty, [CYCLE], draws=10)
    for array in (found.npv, found.economic_npv, found.happened, found.changes["revenue"]):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0


def test_draws_that_had_to_be_moved_are_counted() -> None:
    wild = Uncertainty(laws=FrozenMap({"revenue": Uniform(-3, -1)}))
    found = simulate(PLANT, PARAMETERS, wild, draws=100)
    assert found.summary.clipped == 100
    idle = PLANT.model_copy(update={"revenue_full_mdh": 0.0})
    assert found.npv == pytest.approx(float(net_present_values(idle, PARAMETERS)))


@pytest.mark.parametrize("draws", [0, -1, 1.5, True, "10", 10**9])
def test_a_number_of_draws_that_is_none_is_refused(draws: object) -> None:
    with pytest.raises(FinanceError, match="draws must be a whole number from 1 to 10000000"):
        simulate(PLANT, PARAMETERS, draws=draws)


@pytest.mark.parametrize("rng", [-1, True, 0.5, "seed", None])
def test_a_seed_that_is_none_is_refused(rng: object) -> None:
    with pytest.raises(FinanceError, match="rng must be a whole number"):
        simulate(PLANT, PARAMETERS, draws=5, rng=rng)


@pytest.mark.parametrize(
    ("events", "words"),
    [([CYCLE, CYCLE], "'cycle' stands twice"), (["cycle"], "'cycle' is no RiskEvent"), ([None], "is no RiskEvent")],
)
def test_events_that_are_none_or_twice_are_refused(events: list[object], words: str) -> None:
    with pytest.raises(FinanceError, match=words):
        simulate(PLANT, PARAMETERS, events=events, draws=5)


def test_an_event_that_was_not_simulated_is_refused_by_name() -> None:
    found = simulate(PLANT, PARAMETERS, events=[CYCLE, FORGE], draws=400)
    with pytest.raises(FinanceError, match="no risk event 'cycl' here; did you mean 'cycle'"):
        found.given("cycl")
    hit, spared = found.given("cycle")
    assert hit < spared


@pytest.mark.parametrize("share", [0, 0.5, -1, math.nan, "0.1", None])
def test_a_swing_share_beyond_its_range_is_refused(share: float) -> None:
    with pytest.raises(FinanceError, match="between 0 and 0.5"):
        CASE.uncertainty.swings(share)


def test_one_draw_has_no_standard_error() -> None:
    summary = simulate(PLANT, PARAMETERS, CASE.uncertainty, draws=1).summary
    assert summary.standard_error is None
    assert "±" not in summary.sentence("en")
    assert SimulationSummary.model_validate_json(summary.model_dump_json()) == summary


def test_the_summary_speaks_both_languages_and_survives_json() -> None:
    summary = simulate(PLANT, PARAMETERS, CASE.uncertainty, [CYCLE], draws=300).summary
    assert SimulationSummary.model_validate_json(summary.model_dump_json()) == summary
    assert json.loads(summary.model_dump_json())["events"].keys() == {"cycle"}
    assert summary.sentence("fr").startswith("Sur 300 tirages, la valeur actuelle nette est en moyenne de ")
    assert summary.quantiles["0.05"] <= summary.quantiles["0.5"] <= summary.quantiles["0.95"]
