"""PROMETHEE I as a typed relation and as a reduced order."""

import numpy as np
import pytest
from hypothesis import given, settings
from strategies import weighed

import mcda_industry as mi


@pytest.fixture(scope="module")
def order():
    case = mi.datasets.morocco_2025()
    return mi.promethee(case.problem("projects"), case.weights("projects")).partial_order


def test_the_relation_is_typed_and_equal_to_its_letters(order):
    assert order.relation("P14", "P44") is mi.Relation.PREFERRED
    assert order.relation("P44", "P14") == "P-"
    assert {order.relation(a, b) for a, b in order.incomparable()} == {mi.Relation.INCOMPARABLE}


def test_the_table_agrees_with_the_relation_of_every_pair(order):
    names = order.problem.alternatives
    for i, a in enumerate(names):
        for k, b in enumerate(names):
            assert order.preferred[i, k] == (order.relation(a, b) is mi.Relation.PREFERRED)
    assert sum(order.counts().values()) == 44 * 43 // 2
    assert order.counts()[mi.Relation.INCOMPARABLE] == len(order.incomparable())


def test_the_reduced_order_gives_the_whole_order_back_and_has_no_edge_to_spare(order):
    names = order.problem.alternatives
    covers = order.hasse()
    reach = np.zeros((44, 44), dtype=bool)
    for better, worse in covers:
        reach[names.index(better), names.index(worse)] = True
    whole = reach.copy()
    for _ in range(44):
        whole |= (whole.astype(int) @ reach.astype(int)) > 0
    np.testing.assert_array_equal(whole, order.preferred)
    for better, worse in covers:
        less = reach.copy()
        less[names.index(better), names.index(worse)] = False
        closed = less.copy()
        for _ in range(44):
            closed |= (closed.astype(int) @ less.astype(int)) > 0
        assert not closed[names.index(better), names.index(worse)]


def test_indifferent_alternatives_are_one_class_and_told_once():
    problem = mi.Problem.of([mi.maximise("a", preference=mi.Usual())], {"x": [3], "y": [3], "z": [1]})
    order = mi.promethee(problem, {"a": 1}).partial_order
    assert order.classes == (("x", "y"), ("z",))
    assert order.hasse() == (("x", "z"),)
    assert order.best == ("x", "y")
    assert order.counts() == {mi.Relation.PREFERRED: 2, mi.Relation.INDIFFERENT: 1, mi.Relation.INCOMPARABLE: 0}


def test_the_best_are_those_to_whom_none_is_preferred(order):
    assert "P14" in order.best
    for name in order.best:
        assert not any(order.relation(other, name) is mi.Relation.PREFERRED for other in order.problem.alternatives)


def test_the_whole_table_of_too_many_is_refused_but_a_pair_is_answered():
    problem = mi.Problem.from_arrays(np.arange(2001.0)[:, None], [mi.maximise("a", preference=mi.Usual())])
    order = mi.promethee(problem, {"a": 1}).partial_order
    assert order.relation("A2001", "A1") == "P"
    with pytest.raises(
        mi.MethodError, match="2001 alternatives are a table of 2001 × 2001 \\(4 MiB\\); at most 2000 are taken"
    ):
        order.hasse()


@settings(max_examples=60)
@given(weighed(alternatives=(1, 9), width=(2, 3)).filter(lambda case: len(case[0].alternatives) > 1))
def test_the_best_are_found_without_the_table(case):
    order = mi.promethee(*case).partial_order
    alone = ~order.preferred.any(axis=0)
    assert order.best == tuple(name for name, kept in zip(case[0].alternatives, alone, strict=True) if kept)


def test_the_best_of_very_many_are_found():
    values = np.random.default_rng(0).random((20_000, 2))
    problem = mi.Problem.from_arrays(values, [mi.maximise(name, preference=mi.Linear(0.1, 0.4)) for name in "ab"])
    order = mi.promethee(problem, {"a": 1, "b": 1}).partial_order
    assert order.best
    for name in order.best[:3]:
        i = problem.row(name)
        better = (order.positive >= order.positive[i]) & (order.negative <= order.negative[i])
        assert not (better & ((order.positive != order.positive[i]) | (order.negative != order.negative[i]))).any()
