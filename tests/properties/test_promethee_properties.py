"""What holds of PROMETHEE on every problem."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import problems, tenths, weighed

import mcda_industry as mi
from mcda_industry.arrays import FloatArray
from mcda_industry.methods.flows import unicriterion_flows

Case = tuple[mi.Problem, mi.Weights]
ROUNDING = 1e-12


def with_values(problem: mi.Problem, values: FloatArray) -> mi.Problem:
    return mi.Problem.from_arrays(values, problem.criteria)


def with_criteria(problem: mi.Problem, change: object) -> mi.Problem:
    return mi.Problem.from_arrays(problem.values, [change(c) for c in problem.criteria])


def net(problem: mi.Problem, weights: mi.Weights) -> FloatArray:
    return mi.promethee(problem, weights).net


@given(weighed())
def test_flows_lie_between_0_and_1_and_the_net_flow_is_their_difference(case: Case) -> None:
    flows = mi.promethee(*case)
    for part in (flows.positive, flows.negative):
        assert ((part >= 0) & (part <= 1 + ROUNDING)).all()
    np.testing.assert_allclose(flows.net, flows.positive - flows.negative, rtol=0, atol=ROUNDING)


@given(weighed())
def test_net_flows_add_to_0_and_positive_flows_to_the_negative_ones(case: Case) -> None:
    flows = mi.promethee(*case)
    assert flows.net.sum() == pytest.approx(0, abs=ROUNDING)
    assert flows.positive.sum() == pytest.approx(flows.negative.sum(), abs=ROUNDING)


@given(weighed())
def test_the_net_flow_is_the_weighted_sum_of_unicriterion_flows(case: Case) -> None:
    problem, weights = case
    flows = mi.promethee(problem, weights)
    expected = flows.unicriterion @ weights.over(problem.criterion_names)
    np.testing.assert_allclose(flows.net, expected, rtol=0, atol=ROUNDING)
    for j, name in enumerate(problem.criterion_names):
        alone = mi.Weights({other: float(other == name) for other in problem.criterion_names})
        np.testing.assert_allclose(net(problem, alone), flows.unicriterion[:, j], rtol=0, atol=ROUNDING)


@given(weighed(), st.integers(0, 5), st.integers(0, 3), tenths(0, 5))
def test_a_better_performance_never_lowers_ones_own_net_flow_nor_raises_anothers(
    case: Case, row: int, column: int, step: float
) -> None:
    problem, weights = case
    i, j = row % len(problem.alternatives), column % len(problem.criteria)
    values = problem.values.copy()
    values[i, j] += step * problem.evaluations.directions[j]
    change = net(with_values(problem, values), weights) - net(problem, weights)
    assert change[i] >= -ROUNDING
    assert (np.delete(change, i) <= ROUNDING).all()


@given(weighed(), st.lists(st.integers(0, 3), min_size=4, max_size=4))
def test_who_is_at_least_as_good_on_every_criterion_has_no_worse_flow_of_either_kind(
    case: Case, steps: list[int]
) -> None:
    problem, weights = case
    better = problem.values[0] + problem.evaluations.directions * np.array(steps[: len(problem.criteria)])
    flows = mi.promethee(with_values(problem, np.vstack([problem.values, better])), weights)
    assert flows.positive[-1] >= flows.positive[0] - ROUNDING
    assert flows.negative[-1] <= flows.negative[0] + ROUNDING


@given(weighed(continuous=True), st.lists(tenths(-50, 50), min_size=4, max_size=4))
def test_only_differences_matter(case: Case, shift: list[float]) -> None:
    problem, weights = case
    moved = with_values(problem, problem.values + np.array(shift[: len(problem.criteria)]))
    np.testing.assert_allclose(net(moved, weights), net(problem, weights), rtol=0, atol=1e-9)


@given(weighed(), st.lists(st.integers(-20, 20), min_size=4, max_size=4))
def test_a_change_of_units_with_its_thresholds_changes_no_flow(case: Case, exponents: list[int]) -> None:
    problem, weights = case
    factors = [
        2.0**exponent for exponent in exponents[: len(problem.criteria)]
    ]  # exact, so that steps stay where they are

    def scaled(criterion: mi.Criterion, factor: float) -> mi.Criterion:
        thresholds = {name: value * factor for name, value in criterion.preference if name != "kind"}
        preference = type(criterion.preference)(**thresholds)
        return mi.Criterion(criterion.name, criterion.direction, preference=preference)

    criteria = [scaled(c, f) for c, f in zip(problem.criteria, factors, strict=True)]
    found = net(mi.Problem.from_arrays(problem.values * factors, criteria), weights)
    np.testing.assert_allclose(found, net(problem, weights), rtol=0, atol=ROUNDING)


@given(weighed())
def test_opposite_directions_negate_the_net_flows(case: Case) -> None:
    problem, weights = case
    turned = with_criteria(
        problem, lambda c: mi.Criterion(c.name, "min" if c.direction == "max" else "max", preference=c.preference)
    )
    np.testing.assert_allclose(net(turned, weights), -net(problem, weights), rtol=0, atol=ROUNDING)


@given(weighed(), st.integers(0, 3))
def test_splitting_a_criterion_into_two_halves_changes_nothing(case: Case, column: int) -> None:
    problem, weights = case
    j = column % len(problem.criteria)
    name, twin = problem.criterion_names[j], problem.criteria[j]
    criteria = [*problem.criteria, mi.Criterion("twin", twin.direction, preference=twin.preference)]
    wider = mi.Problem.from_arrays(np.column_stack([problem.values, problem.values[:, j]]), criteria)
    halves = {**weights.shares, name: weights[name] / 2, "twin": weights[name] / 2}
    np.testing.assert_allclose(net(wider, mi.Weights(halves)), net(problem, weights), rtol=0, atol=ROUNDING)


columns = st.lists(st.integers(-9, 9), min_size=2, max_size=12).map(lambda cells: np.array(cells, dtype=np.float64))


@given(columns, st.integers(0, 9))
def test_a_linear_preference_of_no_width_is_the_u_shape(column: FloatArray, q: int) -> None:
    narrow = unicriterion_flows(column, mi.Linear(q, q + 1e-9)).net
    np.testing.assert_array_equal(narrow, unicriterion_flows(column, mi.UShape(q)).net)


@given(columns, st.sampled_from([mi.VShape(1e-9), mi.Gaussian(1e-3), mi.UShape(0.5), mi.Level(0, 0)]))
def test_a_preference_without_tolerance_is_the_usual_one(column: FloatArray, preference: mi.PreferenceFunction) -> None:
    np.testing.assert_array_equal(
        unicriterion_flows(column, preference).net, unicriterion_flows(column, mi.Usual()).net
    )


@given(weighed(alternatives=(3, 6)), st.integers(0, 5))
def test_removing_a_third_alternative_reverses_only_those_within_two_nth_of_each_other(case: Case, third: int) -> None:
    problem, weights = case
    n, out = len(problem.alternatives), third % len(problem.alternatives)
    kept = np.arange(n) != out
    before = net(problem, weights)[kept]
    after = net(with_values(problem, problem.values[kept]), weights)
    gaps, again = np.subtract.outer(before, before), np.subtract.outer(after, after)
    reversed_pairs = (gaps > ROUNDING) & (again < -ROUNDING)
    assert (gaps[reversed_pairs] <= 2 / (n - 1) + ROUNDING).all()


@given(problems(alternatives=(2, 6)))
def test_the_partial_order_agrees_with_the_net_flows(problem: mi.Problem) -> None:
    flows = mi.promethee(problem, dict.fromkeys(problem.criterion_names, 1))
    for a in problem.alternatives:
        for b in problem.alternatives:
            i, k = problem.row(a), problem.row(b)
            relation = flows.partial_order.relation(a, b)
            assert flows.partial_order.relation(b, a) == {"P": "P-", "P-": "P"}.get(relation, relation)
            if relation == "P":
                assert flows.net[i] >= flows.net[k] - ROUNDING
