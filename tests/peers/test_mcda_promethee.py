"""The same numbers as mcda-promethee, which an author of PROMETHEE γ maintains, and where its conventions are others.

It compares pair by pair, stores directions without using them, and takes weights as they come: it is given oriented values
and shares.
"""

from typing import Any

import numpy as np
from hypothesis import assume, example, given
from hypothesis import strategies as st
from peers.oracles import ROUNDING, fewer, level, oriented, peer, shares, thresholds
from strategies import problems, weighed, weights_of

import mcda_industry as mi
from mcda_industry.arrays import FloatArray
from mcda_industry.outranking import flow_intervals, flow_sort, gaia, gamma, pairwise_preferences

promethee = peer("promethee")

Weighed = tuple[mi.Problem, mi.Weights]
NAMES = {"linear": "v_shape_with_indifference"}


def theirs(method: str, problem: mi.Problem, weights: mi.Weights, **more: Any) -> Any:
    """One of their methods, computed."""
    described = [(NAMES.get(c.preference.kind, c.preference.kind), thresholds(c.preference)) for c in problem.criteria]
    given = {"weights": shares(problem, weights), "function_description": described, **more}
    suffix = {"PrometheeI": "Promethee", "PrometheeII": "Promethee", "PrometheeGAIA": "Promethee"}.get(method, method)
    parameters = getattr(promethee, f"Parameters{suffix}").from_dict(given)
    found = getattr(promethee, method)(promethee.PerformanceTable(oriented(problem)), parameters)
    found.fit()
    return found


def close(found: FloatArray, expected: FloatArray) -> None:
    np.testing.assert_allclose(found, expected, rtol=0, atol=ROUNDING)


@fewer
@given(weighed(alternatives=(2, 7)))
def test_flows_are_theirs_with_costs_negated(given: Weighed) -> None:
    flows, expected, both = mi.promethee(*given), theirs("PrometheeII", *given), theirs("PrometheeI", *given)
    close(flows.unicriterion, expected.monocriterion_net_flows)
    close(flows.net, expected.net_flows)
    close(flows.positive, both.positive_flows)
    close(flows.negative, both.negative_flows)


@fewer
@given(weighed(alternatives=(2, 7)))
def test_pairwise_preferences_are_theirs(given: Weighed) -> None:
    close(pairwise_preferences(*given).table, theirs("PrometheeII", *given).pairwise_preferences)


@fewer
@given(weighed(alternatives=(2, 7)))
def test_promethee_1_is_theirs_where_flows_differ_by_more_than_rounding(given: Weighed) -> None:
    order, expected = mi.promethee(*given).partial_order, theirs("PrometheeI", *given)
    level_positive, level_negative = level(expected.positive_flows), level(expected.negative_flows)
    apart = ~(level_positive | level_negative)
    np.testing.assert_array_equal(order.preferred[apart], expected.relation[apart].astype(bool))
    assert not order.preferred[level_positive & level_negative].any()


def test_their_promethee_1_takes_the_rounding_of_a_flow_for_a_preference_and_ours_does_not() -> None:
    problem = mi.Problem.of(
        [mi.maximise(name, preference=mi.Usual()) for name in ("a", "b", "c", "d")],
        {"x": (2, 1, 1, 5), "y": (1, 2, 2, 5), "z": (0, 0, 0, 5)},
    )
    weights = mi.Weights({"a": 3, "b": 1, "c": 2, "d": 4})  # in binary, 0.1 + 0.2 is more than 0.3
    assert mi.promethee(problem, weights).partial_order.relation("x", "y") == "I"
    assert theirs("PrometheeI", problem, weights).relation[:2, :2].tolist() == [[0, 0], [1, 0]]


@fewer
@given(weighed(alternatives=(2, 7)), st.floats(0, 2))
def test_the_intervals_of_promethee_3_are_theirs_for_the_same_alpha(given: Weighed, alpha: float) -> None:
    # standard deviations of the n - 1 differences of an alternative, divided by n - 1, in both
    found, expected = flow_intervals(*given, alpha=alpha), theirs("PrometheeIII", *given, alpha=alpha)
    close(found.low + found.high, expected.intervals.sum(axis=1))
    # variances are compared: a deviation that is zero on paper is the root of what rounding leaves
    close((found.high - found.low) ** 2, (expected.intervals[:, 1] - expected.intervals[:, 0]) ** 2)
    gaps = expected.intervals[:, :1] - expected.intervals[:, 1]
    clear = np.abs(gaps) > 1e-5
    ours = found.low[:, None] > found.high
    np.testing.assert_array_equal(ours[clear], expected.relation[clear].astype(bool))


def test_their_intervals_are_five_times_as_wide_by_default() -> None:
    problem = mi.Problem.of([mi.maximise("a", preference=mi.Usual())], {"x": [3], "y": [2], "z": [1]})
    weights = mi.Weights({"a": 1})
    ours, others = flow_intervals(problem, weights), theirs("PrometheeIII", problem, weights).intervals
    close(5 * (ours.high - ours.low), others[:, 1] - others[:, 0])


@fewer
@given(weighed(alternatives=(3, 7), width=(2, 4)))
def test_the_gaia_plane_is_theirs_up_to_the_sign_of_its_axes(given: Weighed) -> None:
    flows = mi.promethee(*given).unicriterion
    spread = np.append(np.linalg.svd(flows, compute_uv=False), 0.0)
    # axes are determined where the spreads along them differ
    assume(spread[0] - spread[1] > 1e-3 and spread[1] - spread[2] > 1e-3)
    plane, expected = gaia(*given), theirs("PrometheeGAIA", *given)
    signs = np.sign((plane.axes * expected.criteria).sum(axis=0))
    np.testing.assert_allclose(plane.alternatives, expected.alternatives * signs, rtol=0, atol=1e-9)
    np.testing.assert_allclose(plane.criteria, expected.criteria * signs, rtol=0, atol=1e-9)
    np.testing.assert_allclose(plane.decision_axis, expected.delta * signs, rtol=0, atol=1e-9)
    assert abs(plane.quality - expected.quality) < ROUNDING


@fewer
@given(weighed(alternatives=(2, 7)))
def test_gamma_is_theirs(given: Weighed) -> None:
    close(gamma(*given).table, theirs("PrometheeGamma", *given, Pf=1.0, Ti=0.1, Tj=0.2).result())


@st.composite
def sortings(draw: Any) -> tuple[mi.Problem, mi.Weights, FloatArray]:
    """A problem with weights and one to three limiting profiles, each no better than the one before it."""
    problem = draw(problems(alternatives=(1, 5)))
    m = len(problem.criteria)
    steps = draw(st.lists(st.lists(st.integers(0, 4), min_size=m, max_size=m), min_size=1, max_size=3))
    best = np.array(draw(st.lists(st.integers(-3, 8), min_size=m, max_size=m)), dtype=float)
    profiles = best - np.cumsum(np.array(steps, dtype=float), axis=0)
    return problem, draw(weights_of(problem)), profiles * problem.evaluations.directions


def sorted_alone(problem: mi.Problem, weights: mi.Weights, profiles: FloatArray) -> tuple[list[int], list[bool]]:
    """Their category of each alternative by itself among the profiles, and whether its flow is that of a profile."""
    categories, on_a_limit = [], []
    for name in problem.alternatives:
        alone = mi.Problem.of(problem.criteria, {name: problem.values[problem.row(name)].tolist()})
        found = theirs("FlowSort", alone, weights, reference_profiles=profiles * problem.evaluations.directions)
        categories.append(int(found.assignments[0]))
        on_a_limit.append(bool((np.abs(found.profile_net_flows - found.net_flows[0]) < ROUNDING).any()))
    return categories, on_a_limit


def sorted_by_us(problem: mi.Problem, weights: mi.Weights, profiles: FloatArray) -> mi.Sorting:
    return flow_sort(problem, weights, {f"r{i + 1}": row.tolist() for i, row in enumerate(profiles)})


@fewer
@given(sortings())
def test_flowsort_by_limits_is_theirs_for_one_alternative_at_a_time_off_the_limits(
    given: tuple[mi.Problem, mi.Weights, FloatArray],
) -> None:
    found = sorted_by_us(*given).by_net
    for ours, other, on_a_limit in zip(found, *sorted_alone(*given), strict=True):
        assert on_a_limit or ours == other


LADDER = mi.Problem.of([mi.maximise("a", preference=mi.Linear(0, 10))], {"x": [5], "y": [4]})


def test_at_a_limit_their_flowsort_takes_the_category_below_and_ours_the_one_above() -> None:
    given = LADDER, mi.Weights({"a": 1}), np.array([[5.0]])
    assert sorted_by_us(*given).by_net.tolist() == [0, 1]
    assert sorted_alone(*given) == ([1, 1], [True, False])


def test_their_flowsort_puts_all_alternatives_among_the_profiles_so_that_each_moves_the_others() -> None:
    criteria = [mi.maximise(name, preference=mi.Usual()) for name in ("a", "b")]
    weights, profiles = mi.Weights({"a": 5, "b": 4}), np.array([[5.0, 5.0]])
    few = mi.Problem.of(criteria, {"x": (6, 4)})
    many = mi.Problem.of(criteria, {"x": (6, 4), "y": (0, 4.5), "z": (0, 4.5)})
    assert sorted_by_us(few, weights, profiles)["x"] == sorted_by_us(many, weights, profiles)["x"] == "category 1"
    alone, together = (theirs("FlowSort", p, weights, reference_profiles=profiles).assignments[0] for p in (few, many))
    assert (alone, together) == (0, 1)


@fewer
@example(given=(LADDER, mi.Weights({"a": 10})))
@given(weighed(alternatives=(2, 4)))
def test_they_multiply_flows_by_the_sum_of_the_weights_and_we_take_shares(given: Weighed) -> None:
    problem, weights = given
    table = promethee.PerformanceTable(oriented(problem))
    described = [(NAMES.get(c.preference.kind, c.preference.kind), thresholds(c.preference)) for c in problem.criteria]
    points = shares(problem, weights) * weights.total
    parameters = promethee.ParametersPromethee.from_dict({"weights": points, "function_description": described})
    found = promethee.PrometheeII(table, parameters).net_flows
    np.testing.assert_allclose(mi.promethee(*given).net * weights.total, found, rtol=0, atol=ROUNDING * weights.total)


def test_their_directions_change_nothing() -> None:
    values = np.array([[1.0], [2.0]])
    parameters = promethee.ParametersPromethee(np.ones(1), promethee.build_preference_functions([("usual", {})]))
    up, down = (
        promethee.PrometheeII(promethee.PerformanceTable(values, directions=[d]), parameters).net_flows for d in (1, -1)
    )
    assert up.tolist() == down.tolist() == [-1.0, 1.0]
    ours = mi.promethee_flows(values, mi.Usual(), directions=["min"], weights=[1])
    assert ours.net.tolist() == [1.0, -1.0]
