"""The n² views of PROMETHEE: preferences, intervals (III), gamma, and sorting among profiles, each against its definition."""

import tracemalloc

import numpy as np
import pytest

import mcda_industry as mi
from mcda_industry.outranking.flowsort import flow_sort
from mcda_industry.outranking.gamma import gamma
from mcda_industry.outranking.intervals import flow_intervals
from mcda_industry.outranking.pairwise import pairwise_preferences


@pytest.fixture(scope="module")
def case():
    reference = mi.datasets.morocco_2025()
    return reference.problem("levers"), reference.weights("levers")


def definition(problem, weights):
    """π(a, b), pair by pair."""
    n, shares = len(problem.alternatives), weights.over(problem.criterion_names)
    table = np.zeros((n, n))
    for j, criterion in enumerate(problem.criteria):
        column = problem.values[:, j] * (1 if criterion.direction == "max" else -1)
        table += shares[j] * criterion.preference.degrees(column[:, None] - column)
    return table


def test_preferences_are_those_of_the_definition(case):
    problem, weights = case
    found = pairwise_preferences(problem, weights)
    np.testing.assert_allclose(found.table, definition(problem, weights), atol=1e-15)
    assert found["L01", "L02"] == found.table[0, 1]
    assert not found.table.flags.writeable


def test_flows_are_the_means_of_the_preferences(case):
    problem, weights = case
    table, flows = pairwise_preferences(problem, weights).table, mi.promethee(problem, weights)
    n = len(problem.alternatives)
    np.testing.assert_allclose(flows.positive, table.sum(axis=1) / (n - 1), atol=1e-12)
    np.testing.assert_allclose(flows.negative, table.sum(axis=0) / (n - 1), atol=1e-12)


def test_preferences_in_several_blocks_are_the_same(case, monkeypatch):
    problem, weights = case
    whole = pairwise_preferences(problem, weights).table
    monkeypatch.setattr("mcda_industry.outranking.pairwise.CELLS_AT_ONCE", 40)
    np.testing.assert_array_equal(pairwise_preferences(problem, weights).table, whole)


def test_a_table_of_too_many_alternatives_is_refused():
    problem = mi.Problem.from_arrays(np.arange(5001.0)[:, None], [mi.maximise("a", preference=mi.Usual())])
    with pytest.raises(mi.MethodError, match="5001 alternatives .* at most 5000"):
        pairwise_preferences(problem, {"a": 1})
    with pytest.raises(mi.MethodError, match="at most 5000"):
        gamma(problem, {"a": 1})


def test_intervals_span_alpha_standard_deviations_of_the_pairwise_differences(case):
    problem, weights = case
    found = flow_intervals(problem, weights, alpha=0.3)
    table = definition(problem, weights)
    for i in range(len(table)):
        differences = np.delete(table[i] - table[:, i], i)
        half = 0.3 * np.sqrt(np.mean((differences - differences.mean()) ** 2))
        assert found.net[i] == pytest.approx(differences.mean(), abs=1e-12)
        assert found.low[i] == pytest.approx(differences.mean() - half, abs=1e-12)
        assert found.high[i] == pytest.approx(differences.mean() + half, abs=1e-12)


def test_intervals_of_alpha_zero_rank_like_promethee_ii_and_wider_ones_overlap_more(case):
    problem, weights = case
    names = problem.alternatives
    exact = flow_intervals(problem, weights, alpha=0.0)
    ranking = mi.rank(problem, weights, "promethee2")
    overlaps = []
    for alpha in (0.0, 0.2, 1.0):
        found = flow_intervals(problem, weights, alpha)
        overlaps.append(sum(found.indifferent(a, b) for a in names for b in names if a < b))
    assert all(exact.preferred(a, b) == (ranking[a] > ranking[b]) for a in names for b in names)
    assert overlaps[0] <= overlaps[1] <= overlaps[2]
    assert overlaps[0] < overlaps[2]


@pytest.mark.parametrize("alpha", [-0.1, np.nan, np.inf, "0.2", True, None])
def test_an_alpha_that_is_no_number_of_deviations_is_refused(case, alpha):
    with pytest.raises(mi.MethodError, match="alpha must be a number, zero or more"):
        flow_intervals(*case, alpha=alpha)


def test_gamma_adds_the_leads_of_the_unicriterion_flows(case):
    problem, weights = case
    found, flows = gamma(problem, weights), mi.promethee(problem, weights)
    shares = weights.over(problem.criterion_names)
    for i, k in ((0, 1), (3, 2), (5, 5)):
        lead = flows.unicriterion[i] - flows.unicriterion[k]
        assert found.table[i, k] == pytest.approx((shares * lead)[lead > 0].sum(), abs=1e-12)
    net = flows.net[:, None] - flows.net
    np.testing.assert_allclose(found.table - found.table.T, net, atol=1e-12)


PROFILES = {"high": [7.0, 30.0], "low": [3.0, 60.0]}


@pytest.fixture(scope="module")
def graded():
    criteria = [mi.maximise("a", preference=mi.Linear(0.5, 3)), mi.minimise("b", preference=mi.VShape(20))]
    rows = np.column_stack([np.random.default_rng(0).uniform(0, 10, 60), np.random.default_rng(1).uniform(10, 90, 60)])
    return mi.Problem.from_arrays(rows, criteria), mi.Weights({"a": 0.6, "b": 0.4})


def flows_among(problem, weights, row, profiles):
    """Net flows of one alternative and the profiles, by PROMETHEE on those alone."""
    rows = {"it": row, **profiles}
    return mi.promethee(mi.Problem.of(problem.criteria, rows), weights)


def test_an_alternative_is_above_the_limits_whose_flow_it_reaches(graded):
    problem, weights = graded
    sorting = flow_sort(problem, weights, PROFILES, ("good", "fair", "poor"))
    for i, row in enumerate(problem.values):
        flows = flows_among(problem, weights, row, PROFILES)
        assert sorting.by_net[i] == (flows.net[1:] > flows.net[0] + 1e-12).sum()
        assert sorting.by_positive[i] == (flows.positive[1:] > flows.positive[0] + 1e-12).sum()
        assert sorting.by_negative[i] == (flows.negative[1:] < flows.negative[0] - 1e-12).sum()
    assert {sorting[name] for name in problem.alternatives} == {"good", "fair", "poor"}
    assert sum(len(sorting.members(category)) for category in sorting.categories) == 60
    assert all(sorting.by_positive[problem.row(n)] != sorting.by_negative[problem.row(n)] for n in sorting.hesitant())


def test_an_alternative_takes_the_category_of_the_nearest_centre(graded):
    problem, weights = graded
    sorting = flow_sort(problem, weights, PROFILES, kind="central")
    assert sorting.categories == ("high", "low")
    for i, row in enumerate(problem.values):
        net = flows_among(problem, weights, row, PROFILES).net
        assert sorting.by_net[i] == np.abs(net[1:] - net[0]).argmin()


def test_a_limit_itself_belongs_to_the_category_above_it(graded):
    problem, weights = graded
    at_limits = mi.Problem.of(problem.criteria, PROFILES)
    sorting = flow_sort(at_limits, weights, PROFILES)
    assert (sorting["high"], sorting["low"]) == ("category 1", "category 2")


def test_other_alternatives_never_change_a_category(graded):
    problem, weights = graded
    whole = flow_sort(problem, weights, PROFILES)
    few = flow_sort(mi.Problem.from_arrays(problem.values[:5], problem.criteria), weights, PROFILES)
    assert [few[name] for name in few.problem.alternatives] == [whole[name] for name in few.problem.alternatives]


def test_profiles_that_are_not_ordered_or_not_enough_are_refused(graded):
    problem, weights = graded
    with pytest.raises(mi.MethodError, match="Profile 'low' is better than 'high' on 'b'"):
        flow_sort(problem, weights, {"high": [7, 60], "low": [3, 30]})
    with pytest.raises(mi.MethodError, match="One central profile makes one category"):
        flow_sort(problem, weights, {"only": [5, 50]}, kind="central")
    with pytest.raises(mi.MethodError, match="2 limiting profiles make 3 categories; 2 different names"):
        flow_sort(problem, weights, PROFILES, ("good", "bad"))
    with pytest.raises(mi.MethodError, match="'limiting' or 'central', not 'centre'"):
        flow_sort(problem, weights, PROFILES, kind="centre")
    with pytest.raises(mi.MethodError, match="no category 'godo'"):
        flow_sort(problem, weights, PROFILES).members("godo")


def test_intervals_of_too_many_alternatives_are_refused_at_once():
    problem = mi.Problem.from_arrays(np.arange(20_001.0)[:, None], [mi.maximise("a", preference=mi.Usual())])
    with pytest.raises(mi.MethodError, match="20001 alternatives are 200010000 pairs; at most 20000") as refusal:
        mi.flow_intervals(problem, {"a": 1})
    assert refusal.value.code == "too_many"


def test_what_a_table_would_take_is_said_in_mebibytes():
    problem = mi.Problem.from_arrays(np.arange(20_000.0)[:, None], [mi.maximise("a", preference=mi.Usual())])
    for call in (pairwise_preferences, gamma):
        with pytest.raises(mi.MethodError, match=r"20000 × 20000 \(3,052 MiB\); at most 5000 are taken \(191 MiB\)"):
            call(problem, {"a": 1})


@pytest.mark.parametrize("call", [pairwise_preferences, gamma])
def test_the_memory_taken_is_the_table_and_little_more(call):
    rng = np.random.default_rng(0)
    problem = mi.Problem.from_arrays(rng.random((3000, 2)), [mi.maximise(c, preference=mi.Usual()) for c in "ab"])
    tracemalloc.start()
    try:
        call(problem, {"a": 1, "b": 1})
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 1.25 * 3000**2 * 8 + 40 * 2**20  # blocks of a million cells, and their temporaries
