"""What holds of the smallest change and of winning regions on every problem."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from strategies import problems, weighed

import mcda_industry as mi

LINEAR = {"promethee2": mi.Promethee2(), "weighted_sum": mi.WeightedSum(), "ahp": mi.AhpSynthesis()}
linear = st.sampled_from(sorted(LINEAR))
norms = st.sampled_from(["l1", "l2", "linf"])
Case = tuple[mi.Problem, mi.Weights]
some = settings(max_examples=max(50, settings().max_examples // 4))
"""A quarter of the examples: each solves several programmes."""


def change(case: Case, name: str, **options: object) -> mi.SmallestChange:
    return mi.smallest_change(*case, LINEAR[name], **options)


def contributions(problem: mi.Problem, name: str) -> np.ndarray:
    return LINEAR[name].score_function(problem.evaluations).contributions


@some
@given(weighed(width=(2, 4)), linear, norms)
def test_the_distance_is_0_exactly_where_the_decision_ties_and_can_change(case: Case, name: str, norm: str) -> None:
    found = change(case, name, norm=norm)
    ranking, table = found.ranking, contributions(case[0], name)
    leader = ranking.problem.row(ranking.best)
    tied = np.flatnonzero((ranking.ranks == 1) & (np.arange(len(ranking)) != leader))
    breakable = [i for i in tied if (table[i] - table[leader]).max() > 1e-12]
    assert (found.distance == 0) == bool(breakable)


@some
@given(weighed(width=(2, 4)), linear)
def test_the_largest_change_is_at_most_the_length_and_that_at_most_the_sum(case: Case, name: str) -> None:
    largest, whole, total = (change(case, name, norm=norm) for norm in ("linf", "l2", "l1"))
    assert largest.exists == whole.exists == total.exists
    if total.exists:
        assert largest.distance <= whole.distance + 1e-12
        assert whole.distance <= total.distance + 1e-12
        assert total.distance <= len(case[1]) * largest.distance + 1e-12


@some
@given(weighed(width=(2, 4)), linear, norms)
def test_the_change_is_there_just_beyond_and_not_halfway(case: Case, name: str, norm: str) -> None:
    found = change(case, name, norm=norm)
    assume(found.exists)
    criteria = case[0].criterion_names
    beyond = mi.rank(case[0], found.just_beyond, LINEAR[name])
    assert beyond.rank_of(found.winner) == 1
    assert beyond.rank_of(found.displaced) > 1
    now, then = (weights.over(criteria) for weights in (case[1], found.weights))
    halfway = mi.rank(case[0], dict(zip(criteria, (now + then) / 2, strict=True)), LINEAR[name])
    assert halfway.rank_of(found.displaced) == 1


@some
@given(weighed(width=(2, 4), alternatives=(3, 5)), linear, norms, st.data())
def test_leading_takes_no_less_than_overtaking_and_no_less_than_a_place_below(
    case: Case, name: str, norm: str, data: st.DataObject
) -> None:
    ranking = mi.rank(*case, LINEAR[name])
    challenger = data.draw(st.sampled_from(ranking.order[1:]))
    assume(ranking.rank_of(challenger) > 2)
    lead = change(case, name, challenger=challenger, norm=norm)
    place = change(case, name, challenger=challenger, norm=norm, places=2)
    assert place.exact
    assert lead.exact
    assert place.exists or not lead.exists
    if lead.exists:
        assert lead.distance >= place.distance - 1e-9
        assert lead.distance >= change(case, name, norm=norm).distances[challenger] - 1e-9


@some
@given(weighed(width=(2, 4)), linear, norms, st.floats(0.01, 100), st.randoms(use_true_random=False))
def test_points_of_another_size_and_criteria_in_another_order_change_nothing(
    case: Case, name: str, norm: str, factor: float, random: object
) -> None:
    problem, weights = case
    order = list(range(len(problem.criteria)))
    random.shuffle(order)  # type: ignore[attr-defined]
    other = mi.Problem.from_arrays(problem.values[:, order], [problem.criteria[j] for j in order])
    scaled = {criterion: factor * share for criterion, share in weights.shares.items()}
    one, two = change(case, name, norm=norm), change((other, mi.Weights(scaled)), name, norm=norm)
    assert one.exists == two.exists
    if one.exists:
        assert one.distance == pytest.approx(two.distance, abs=1e-12)


@some
@given(problems(alternatives=(1, 5), width=(2, 4)), linear)
def test_regions_share_all_weights_among_alternatives_that_are_no_equals(problem: mi.Problem, name: str) -> None:
    if len(problem.alternatives) == 1:
        assume(name != "promethee2")
    table = contributions(problem, name)
    whole = 0.0
    for row, alternative in enumerate(problem.alternatives):
        found = mi.winning_region(problem, alternative, LINEAR[name])
        equals = (np.abs(table - table[row]) <= 1e-12).all(axis=1).sum()
        assert found.exact
        assert (found.share > 0) == bool(found.radius)
        assert bool(found.barring) == (not found.radius)
        whole += found.share / equals
    assert whole == pytest.approx(1, abs=1e-7)


@some
@given(weighed(width=(2, 4), alternatives=(2, 5)), linear, st.data())
def test_a_challenger_can_lead_exactly_where_its_region_has_room(case: Case, name: str, data: st.DataObject) -> None:
    ranking = mi.rank(*case, LINEAR[name])
    challenger = data.draw(st.sampled_from(ranking.alternatives))
    assume(ranking.rank_of(challenger) > 1)
    lead, region = change(case, name, challenger=challenger), mi.winning_region(case[0], challenger, LINEAR[name])
    assert lead.exists == bool(region.radius)
    assert bool(lead.barring) == bool(region.barring)
