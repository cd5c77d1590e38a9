"""What must hold for every input-output table, graph, concentration, sourcing choice and integration path."""

import math
from itertools import pairwise, permutations, product

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from strategies import tenths

import mcda_industry as mi
from mcda_industry.arrays import FloatArray

chain = mi.value_chain


@st.composite
def productive_tables(draw: st.DrawFn, most: int = 5) -> FloatArray:
    """Coefficients in hundredths whose columns sum to at most 0.9; zeros are common."""
    n = draw(st.integers(1, most))
    cells = draw(st.lists(st.integers(0, 60), min_size=n * n, max_size=n * n))
    table = np.array(cells, dtype=float).reshape(n, n)
    return 0.9 * table / np.maximum(table.sum(axis=0), 60)


@st.composite
def flows_and_outputs(draw: st.DrawFn) -> tuple[FloatArray, FloatArray]:
    table = draw(productive_tables())
    output = draw(st.lists(st.integers(1, 500), min_size=len(table), max_size=len(table)))
    return table * output, np.array(output, dtype=float)


def powers(table: FloatArray) -> FloatArray:
    """I + A + A² + … until a term vanishes."""
    total = term = np.eye(len(table))
    while term.max() > 1e-18:
        term = term @ table
        total = total + term
    return total


@given(productive_tables())
def test_the_leontief_inverse_is_the_sum_of_the_powers_and_never_below_the_identity(table: FloatArray) -> None:
    inverse = chain.leontief_inverse(table)
    assert (inverse >= np.eye(len(table))).all()
    np.testing.assert_allclose(inverse, powers(table), rtol=1e-12, atol=1e-15)
    np.testing.assert_allclose(inverse @ (np.eye(len(table)) - table), np.eye(len(table)), atol=1e-12)


@given(productive_tables())
def test_all_that_is_demanded_ends_as_value_added(table: FloatArray) -> None:
    ones = chain.multipliers(table, chain.value_added_coefficients(table))
    np.testing.assert_allclose(ones, 1.0, rtol=1e-12)


@given(productive_tables())
def test_output_and_type_one_multipliers_are_never_below_one(table: FloatArray) -> None:
    assert (chain.output_multipliers(table) >= 1).all()
    assert (chain.multipliers(table, np.linspace(0.5, 2, len(table)), "type_1") >= 1 - 1e-12).all()


@given(flows_and_outputs())
def test_the_ghosh_inverse_is_the_leontief_inverse_seen_from_the_seller(given_: tuple[FloatArray, FloatArray]) -> None:
    flows, output = given_
    leontief = chain.leontief_inverse(chain.technical_coefficients(flows, output))
    ghosh = chain.ghosh_inverse(chain.allocation_coefficients(flows, output))
    np.testing.assert_allclose(ghosh, leontief * output / output[:, None], rtol=1e-9, atol=1e-13)


@given(flows_and_outputs())
def test_the_output_of_a_table_is_what_its_final_demand_needs(given_: tuple[FloatArray, FloatArray]) -> None:
    flows, output = given_
    produced = chain.production(chain.technical_coefficients(flows, output), output - flows.sum(axis=1))
    np.testing.assert_allclose(produced, output, rtol=1e-9, atol=1e-9)


@given(flows_and_outputs(), st.integers(-6, 6))
def test_linkages_average_one_and_do_not_depend_on_the_unit(given_: tuple[FloatArray, FloatArray], power: int) -> None:
    flows, output = given_
    found, scaled = chain.linkages(flows, output), chain.linkages(flows * 2.0**power, output * 2.0**power)
    assert found.backward.mean() == pytest.approx(1)
    assert found.forward.mean() == pytest.approx(1)
    np.testing.assert_array_equal(found.backward, scaled.backward)


@given(productive_tables(), st.randoms(use_true_random=False))
def test_permuting_the_sectors_permutes_the_multipliers(table: FloatArray, random: object) -> None:
    order = np.arange(len(table))
    random.shuffle(order)  # type: ignore[attr-defined]
    moved = chain.output_multipliers(table[np.ix_(order, order)])
    np.testing.assert_allclose(moved, chain.output_multipliers(table)[order], rtol=1e-12)


@given(productive_tables(most=3), st.integers(1, 4))
def test_a_batch_of_tables_is_each_table(table: FloatArray, batch: int) -> None:
    tables = table * np.linspace(0.2, 1, batch)[:, None, None]
    together = chain.leontief_inverse(tables)
    for one, alone in zip(together, tables, strict=True):
        np.testing.assert_allclose(one, chain.leontief_inverse(alone), rtol=1e-13)


@given(productive_tables())
def test_a_table_is_refused_exactly_from_a_spectral_radius_of_one(table: FloatArray) -> None:
    radius = np.abs(np.linalg.eigvals(table)).max()
    assume(radius > 0.05)
    assert (chain.leontief_inverse(table * (0.999 / radius)) >= 0).all()
    for factor in (1.0 + 1e-9, 1.001, 7.3):
        with pytest.raises(mi.ValueChainError, match="not productive|The diagonal"):
            chain.leontief_inverse(table * (factor / radius))


# --- the graph


@st.composite
def graphs(draw: st.DrawFn) -> np.ndarray:
    n = draw(st.integers(1, 5))
    return np.array(draw(st.lists(st.booleans(), min_size=n * n, max_size=n * n))).reshape(n, n)


def reaches(feeds: np.ndarray) -> np.ndarray:
    """Transitive closure by Warshall's algorithm, loops left out."""
    closure = feeds & ~np.eye(len(feeds), dtype=bool)
    for k in range(len(feeds)):
        closure = closure | (closure[:, [k]] & closure[[k], :])
    return closure


@given(graphs())
def test_components_and_reach_are_those_of_the_transitive_closure(feeds: np.ndarray) -> None:
    closure, component = reaches(feeds), chain.strong_components(feeds)
    together = (closure & closure.T) | np.eye(len(feeds), dtype=bool)
    np.testing.assert_array_equal(component[:, None] == component[None, :], together)
    others = closure & ~np.eye(len(feeds), dtype=bool)
    np.testing.assert_array_equal(chain.downstream(feeds), others.sum(axis=1))


def shortest_chains(feeds: np.ndarray, start: int, end: int) -> list[tuple[int, ...]]:
    between = [k for k in range(len(feeds)) if k not in (start, end)]
    for length in range(len(between) + 1):
        found = [
            (start, *middle, end)
            for middle in permutations(between, length)
            if all(feeds[i, j] for i, j in pairwise((start, *middle, end)))
        ]
        if found:
            return found
    return []


@settings(max_examples=60)
@given(graphs())
def test_betweenness_is_that_of_all_shortest_chains_counted_by_hand(feeds: np.ndarray) -> None:
    n = len(feeds)
    passing = np.zeros(n)
    for start, end in permutations(range(n), 2):
        chains = shortest_chains(feeds, start, end)
        for middle in (k for path in chains for k in path[1:-1]):
            passing[middle] += 1 / len(chains)
    expected = passing / ((n - 1) * (n - 2)) if n > 2 else passing * 0
    np.testing.assert_allclose(chain.betweenness(feeds), expected, atol=1e-12)


# --- concentration and dependence


@st.composite
def shares(draw: st.DrawFn) -> list[float]:
    points = draw(st.lists(st.integers(1, 100), min_size=1, max_size=8))
    return [100 * point / sum(points) for point in points]


@given(shares())
def test_concentration_lies_between_that_of_equals_and_that_of_one(given_: list[float]) -> None:
    index = chain.hhi(given_)
    assert 10_000 / len(given_) <= index * (1 + 1e-12)
    assert index <= 10_000 * (1 + 1e-12)
    if len(given_) > 1:
        assert chain.hhi([given_[0] + given_[1], *given_[2:]]) > index


@given(shares(), st.lists(st.integers(1, 9), min_size=1, max_size=4))
def test_bounds_hold_however_the_rest_is_split(given_: list[float], split: list[int]) -> None:
    *named, rest = given_
    bounds = chain.concentration(named, rest)
    whole = chain.hhi([*named, *(rest * part / sum(split) for part in split)])
    assert bounds.lowest <= whole * (1 + 1e-12)
    assert whole <= bounds.highest * (1 + 1e-9)
    assert bounds.is_lower_bound


@given(st.integers(0, 500), st.integers(0, 500), st.integers(0, 500))
def test_import_dependence_falls_with_local_production(imports: int, made: int, exports: int) -> None:
    assume(imports + made - exports > 0)
    before, after = (chain.import_dependence(imports, made + more, exports) for more in (0, 10))
    assert after <= before
    if exports <= made:
        assert 0 <= before <= 1


# --- sourcing

NUMBERS = st.integers(0, 40)


@st.composite
def sourcings(draw: st.DrawFn) -> mi.value_chain.Sourcing:
    return chain.Sourcing(
        id="X",
        cif_unit_cost=100.0,
        local_unit_cost=80.0 + draw(NUMBERS),
        duty_pct=draw(tenths(0, 20)),
        logistics_pct=draw(tenths(0, 10)),
        disruption_prob_pct_yr=draw(NUMBERS),
        disruption_cost_pct=draw(NUMBERS),
        lead_time_import_weeks=draw(NUMBERS),
        lead_time_local_weeks=draw(NUMBERS),
        market_mdh=1 + 20 * draw(NUMBERS),
        local_investment_mdh=10 * draw(NUMBERS),
        min_efficient_scale_mdh=10 * draw(NUMBERS),
        local_capability_0_100=draw(st.integers(0, 100)),
        substitutability_1_5=draw(st.integers(1, 5)),
        origin_hhi=100 * draw(st.integers(0, 100)),
    )


def verdict_at(sourcing: mi.value_chain.Sourcing, factor: str, value: float) -> str | None:
    """The verdict with one factor at another value; None where the record does not allow it."""
    try:
        return chain.relocation(sourcing.model_copy(update={factor: value})).verdict
    except mi.RecordError:
        return None


@settings(max_examples=40)
@given(sourcings())
def test_the_verdict_stands_just_inside_the_switching_values_and_falls_just_outside(sourcing: object) -> None:
    found = chain.relocation(sourcing)
    for factor, stands in found.switching.items():
        for end, beyond, outwards in ((stands.low, stands.below, -1), (stands.high, stands.above, 1)):
            if end is None:
                continue
            step = outwards * 1e-7 * max(abs(end), 1)
            if abs(end - stands.value) > 2 * abs(step):
                assert verdict_at(sourcing, factor, end - step) == found.verdict
            assert verdict_at(sourcing, factor, end + step) in (beyond, None)
            assert beyond != found.verdict


@settings(max_examples=40)
@given(sourcings())
def test_no_value_between_the_switching_values_changes_the_verdict(sourcing: object) -> None:
    found = chain.relocation(sourcing)
    for factor, stands in found.switching.items():
        low = 0.0 if stands.low is None else stands.low
        high = 4 * stands.value + 10 if stands.high is None else stands.high
        inside = np.linspace(low, high, 9)[1:-1]
        assert {verdict_at(sourcing, factor, float(value)) for value in inside} <= {found.verdict, None}


@given(sourcings())
def test_the_costs_are_the_sums_of_their_factors_and_the_gain_is_zero_at_break_even(sourcing: object) -> None:
    found = chain.relocation(sourcing)
    saved = math.fsum(found.import_factors.values()) - math.fsum(found.local_factors.values())
    assert found.saving_share == pytest.approx(saved / 100, abs=1e-12)
    if found.break_even_mdh is None:
        assert saved <= 1e-12
    elif found.break_even_mdh > 0:
        at = chain.relocation(sourcing.model_copy(update={"market_mdh": min(found.break_even_mdh, 1e12)}))
        assert at.yearly_gain_mdh == pytest.approx(0, abs=1e-6 * found.break_even_mdh)


@pytest.mark.parametrize(("pays", "capable", "exposed", "close"), list(product((True, False), repeat=4)))
def test_each_verdict_follows_from_its_four_questions(pays: bool, capable: bool, exposed: bool, close: bool) -> None:
    found = chain.relocation(
        chain.Sourcing(
            id="X",
            cif_unit_cost=100,
            local_unit_cost=80 if pays else 105 if close else 150,
            market_mdh=100,
            local_investment_mdh=0,
            local_capability_0_100=60 if capable else 40,
            substitutability_1_5=1 if exposed else 4,
            origin_hhi=3000,
        )
    )
    expected = (
        ("make" if capable else "relocate") if pays else ("dual_source" if close else "stock") if exposed else "buy"
    )
    assert found.verdict == expected


# --- integration


@st.composite
def portfolios(draw: st.DrawFn) -> tuple[float, float, list[float], list[float]]:
    turnover = draw(st.integers(1, 1000))
    local = draw(st.integers(0, turnover))
    added = draw(st.lists(st.integers(0, 300), min_size=1, max_size=5))
    return turnover, local, added, [draw(st.integers(0, more)) for more in added]


@given(portfolios())
def test_the_last_rate_does_not_depend_on_the_order_and_the_gains_sum(given_: tuple) -> None:
    turnover, local, added, own = given_
    path = chain.integration_path(turnover, local, added, own)
    back = chain.integration_path(turnover, local, added[::-1], own[::-1])
    assert path[-1] == pytest.approx(back[-1], rel=1e-13, abs=1e-15)
    assert path[-1] == pytest.approx((local + sum(own)) / (turnover + sum(added)), rel=1e-13)
    assert np.diff(path).sum() == pytest.approx(path[-1] - path[0], abs=1e-12)
    alone = chain.marginal_gains(turnover, local, added, own)
    for k in range(len(added)):
        step = chain.integration_path(turnover, local, added[k : k + 1], own[k : k + 1])
        assert alone[k] == pytest.approx(step[1] - step[0], abs=1e-13)


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(1, 900)), min_size=1, max_size=6))
def test_the_aggregate_over_turnover_is_the_rate_of_the_sums(parts: list[tuple[int, int]]) -> None:
    local = [turnover * share / 100 for share, turnover in parts]
    sizes = [turnover for _, turnover in parts]
    rates = [
        chain.IntegrationRate(
            id=str(i),
            definition="build_up",
            turnover_mdh=size,
            rate_pct=100 * chain.local_integration_rate("build_up", local_inputs=inside, turnover=size),
        )
        for i, (inside, size) in enumerate(zip(local, sizes, strict=True))
    ]
    whole = chain.local_integration_rate("build_up", local_inputs=sum(local), turnover=sum(sizes))
    assert chain.aggregate_integration(rates).rate_pct == pytest.approx(100 * whole, abs=1e-9)


@given(st.integers(1, 900), st.integers(0, 900))
def test_build_down_is_one_less_the_share_of_imported_inputs(turnover: int, imported: int) -> None:
    assume(imported <= turnover)
    rate = chain.local_integration_rate("build_down", imported_inputs=imported, turnover=turnover)
    assert rate == pytest.approx(1 - imported / turnover)
