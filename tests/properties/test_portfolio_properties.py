"""What holds of every portfolio: the best of all sets, within every limit, and never worse for more freedom.

Each example is a programme or several, so a change tries 50 of each kind and the nightly profile 2 500; the batteries are seeded.
"""

from dataclasses import replace
from decimal import Decimal, localcontext
from math import inf
from typing import Any

import numpy as np
import portfolios
import pytest
import strategies  # noqa: F401  (loads the profile)
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from portfolios import Instance, instances, is_met, random_instance

import mcda_industry as mi
from mcda_industry.portfolio import Choice
from mcda_industry.portfolio.programme import conflict
from mcda_industry.portfolio.select import WORTHLESS

some = settings(max_examples=settings().max_examples // 4)


def worth_of(instance: Instance) -> float:
    """The worth of the best set, worst of all where there is none."""
    found = answer(instance)
    return found.value if found else -inf


def answer(instance: Instance) -> mi.Portfolio | None:
    """The portfolio, or None where no set meets all limits."""
    try:
        return instance.select()
    except mi.ProblemError as refusal:
        if refusal.code == "infeasible":
            return None
        raise


def almost(value: float) -> Any:
    return pytest.approx(value, rel=1e-12, abs=1e-12)


@some
@given(instances())
def test_no_other_set_within_the_limits_is_worth_more(instance: Instance) -> None:
    best = instance.best()
    assert worth_of(instance) == (almost(float(best)) if best is not None else -inf)


@some
@given(instances())
def test_every_result_stands_up_to_a_checker_of_its_own(instance: Instance) -> None:
    assume(worth_of(instance) > -inf)
    found = instance.select()
    inside = set(found.selected)
    assert all(is_met(limit, inside) for limit in instance.limits)
    assert found.value == almost(float(instance.worth(inside)))
    for limit in (limit for limit in instance.limits if isinstance(limit, mi.Budget)):
        used = sum((portfolios.exact(limit.costs[name]) for name in inside), Decimal(0))
        left = portfolios.exact(limit.limit) - used
        assert found.spending[limit.name] == (float(used), limit.limit, float(left))
    assert {*found.selected, *found.left_out} == set(instance.names)
    for name, reasons in found.left_out.items():
        broken = [limit.label for limit in found.limits if not is_met(limit, inside | {name})]
        worthless = [WORTHLESS] if instance.values[name] <= instance.baseline else []
        assert list(reasons) == worthless + broken
        assert reasons


@some
@given(instances())
def test_what_adds_nothing_is_taken_only_where_a_limit_needs_it(instance: Instance) -> None:
    instance = replace(instance, baseline=instance.values[instance.names[0]])
    assume(worth_of(instance) > -inf)
    inside = set(instance.select().selected)
    for name in inside:
        if instance.values[name] <= instance.baseline:
            assert not instance.meets(inside - {name})


@some
@given(instances(), st.integers(0, 100))
def test_a_larger_budget_never_gives_less(instance: Instance, more: int) -> None:
    larger = tuple(
        mi.Budget(limit.name, limit.limit + more / 100, dict(limit.costs)) if isinstance(limit, mi.Budget) else limit
        for limit in instance.limits
    )
    before, after = worth_of(instance), worth_of(replace(instance, limits=larger))
    assert after >= before or after == almost(before)


@some
@given(instances(), st.integers(-30, 90), st.integers(0, 50))
def test_one_candidate_more_never_hurts(instance: Instance, value: int, cost: int) -> None:
    limits = tuple(
        mi.Budget(limit.name, limit.limit, {**limit.costs, "new": cost / 100})
        if isinstance(limit, mi.Budget)
        else limit
        for limit in instance.limits
    )
    before = worth_of(instance)
    after = worth_of(replace(instance, values={**instance.values, "new": value / 10}, limits=limits))
    assert after >= before or after == almost(before)


@some
@given(instances())
def test_one_limit_less_never_hurts_and_gains_says_how_much_it_helps(instance: Instance) -> None:
    assume(worth_of(instance) > -inf)
    found = instance.select()
    for limit in instance.limits:
        freer = worth_of(instance.without(limit))
        assert found.gains[limit.label] == pytest.approx(freer - found.value, abs=1e-10)
    assert set(found.binding) == {label for label, gain in found.gains.items() if gain > 0}
    assert [found.gains[label] for label in found.binding] == sorted(
        (found.gains[label] for label in found.binding), reverse=True
    )


@some
@given(instances(), st.sampled_from([1e-9, 0.37, 1e12]))
def test_the_unit_of_the_values_changes_nothing_but_the_worth(instance: Instance, unit: float) -> None:
    scaled = replace(
        instance,
        values={name: value * unit for name, value in instance.values.items()},
        baseline=instance.baseline * unit,
    )
    before = worth_of(instance)
    assert worth_of(scaled) == (pytest.approx(before * unit, rel=1e-9, abs=unit * 1e-9) if before > -inf else -inf)


@some
@given(instances(), st.sampled_from([2.0**-30, 2.0**30, 1000.0]))
def test_the_unit_of_a_budget_changes_nothing(instance: Instance, unit: float) -> None:
    def in_unit(limit: Any) -> Any:
        if not isinstance(limit, mi.Budget):
            return limit
        costs = {name: round(cost * 100) * unit for name, cost in limit.costs.items()}
        return mi.Budget(limit.name, round(limit.limit * 100) * unit, costs)

    scaled = replace(instance, limits=tuple(map(in_unit, instance.limits)))
    before = worth_of(instance)
    assert worth_of(scaled) == (almost(before) if before > -inf else -inf)


@some
@given(instances(), st.randoms(use_true_random=False))
def test_the_order_of_the_candidates_and_of_the_limits_is_no_matter(instance: Instance, random: Any) -> None:
    names, limits = list(instance.names), list(instance.limits)
    random.shuffle(names)
    random.shuffle(limits)
    other = replace(instance, values={name: instance.values[name] for name in names}, limits=tuple(limits))
    before = worth_of(instance)
    assert worth_of(other) == (almost(before) if before > -inf else -inf)


@some
@given(instances())
def test_of_the_limits_that_contradict_each_other_none_is_named_in_vain(instance: Instance) -> None:
    if not instance.limits or instance.best() is not None:
        return
    named = conflict(instance.names, instance.limits)
    together = replace(instance, limits=named)
    assert named
    assert together.best() is None
    for limit in named:
        assert together.without(limit).best() is not None
    with pytest.raises(mi.ProblemError) as refusal:
        instance.select()
    assert all(repr(limit.label) in str(refusal.value) for limit in named)


def relaxed(instance: Instance) -> float | None:
    """The worth of the best set if parts of candidates could be taken."""
    from scipy.optimize import linprog

    rows, most = Choice(instance.names, instance.limits).system
    worth = np.zeros(rows.shape[1])
    worth[: len(instance.names)] = [value - instance.baseline for value in instance.values.values()]
    found = linprog(-worth, rows if len(rows) else None, most if len(rows) else None, bounds=(0, 1), method="highs")
    return -found.fun if found.status == 0 else None


def greedy(instance: Instance) -> float:
    """The worth of candidates taken one after the other, the best first, as far as the limits allow."""
    taken: list[str] = []
    for name in sorted(instance.names, key=lambda name: -instance.values[name]):
        if instance.values[name] > instance.baseline and instance.meets([*taken, name]):
            taken.append(name)
    return float(instance.worth(taken)) if instance.meets(taken) else -inf


@some
@given(instances(9))
def test_a_portfolio_lies_between_greed_and_parts_of_candidates(instance: Instance) -> None:
    worth = worth_of(instance)
    assume(worth > -inf)
    bound = relaxed(instance)
    assert bound is not None
    assert greedy(instance) - 1e-9 <= worth <= bound + 1e-9


@pytest.mark.parametrize("block", range(8))
def test_two_thousand_questions_have_the_answer_of_trying_every_set(block: int) -> None:
    answered = 0
    for seed in range(250 * block, 250 * (block + 1)):
        instance = random_instance(np.random.default_rng(seed))
        best, found = instance.best(), answer(instance)
        assert (found is None) == (best is None), seed
        if found is not None:
            assert instance.meets(found.selected), seed
            assert instance.worth(found.selected) == best, seed
            answered += 1
    assert 100 < answered < 250


def knapsack(seed: int) -> tuple[list[int], list[int], int, int]:
    """Values, costs, a budget, and the optimum by dynamic programming; in every other case values go with costs."""
    rng = np.random.default_rng(seed)
    size = int(rng.integers(1, 201))
    costs = rng.integers(0, 100, size)
    values = rng.integers(-5, 100, size) if seed % 2 else costs + rng.integers(0, 4, size)
    budget = int(costs.sum() * rng.uniform(0, 0.9))
    best = np.zeros(budget + 1, dtype=np.int64)  # best[b]: the most that b buys
    for value, cost in zip(values.tolist(), costs.tolist(), strict=True):
        if cost <= budget:
            best[cost:] = np.maximum(best[cost:], best[: budget + 1 - cost] + value)
    return values.tolist(), costs.tolist(), budget, int(best[-1])


@pytest.mark.parametrize("block", range(6))
def test_three_hundred_knapsacks_have_the_answer_of_dynamic_programming(block: int) -> None:
    for seed in range(50 * block, 50 * (block + 1)):
        values, costs, budget, best = knapsack(seed)
        names = [f"P{i}" for i in range(len(values))]
        found = mi.select_portfolio(names, values, mi.Budget("all", budget, dict(zip(names, costs, strict=True))))
        assert found.value == best, seed
        assert found.spending["all"].used <= budget


@pytest.mark.parametrize("block", range(4))
def test_figures_of_very_different_sizes_are_compared_on_paper(block: int) -> None:
    sizes = np.array([1e-9, 1e-3, 1.0, 1e3, 1e12])
    for seed in range(50 * block, 50 * (block + 1)):
        rng = np.random.default_rng(seed)
        names = [f"P{i}" for i in range(int(rng.integers(1, 8)))]
        costs = (rng.choice(sizes, len(names)) * rng.integers(0, 20, len(names))).tolist()
        values = (rng.choice(sizes, len(names)) * rng.integers(-3, 20, len(names))).tolist()
        limit = float(rng.choice(costs) if seed % 2 else sum(costs[::2]))
        budget = mi.Budget("all", limit, dict(zip(names, costs, strict=True)))
        instance = Instance(dict(zip(names, values, strict=True)), (budget,))
        found = instance.select()
        with localcontext(prec=80):
            assert instance.meets(found.selected), seed
            best = instance.best()
            assert best is not None
            missed = best - instance.worth(found.selected)
            assert missed <= Decimal("1e-11") * max(abs(portfolios.exact(value)) for value in values), seed
        assert all(found.left_out.values()), seed
