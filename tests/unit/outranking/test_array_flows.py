"""PROMETHEE straight from arrays: the same flows as by name, at any size, wherever they are computed."""

from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

import numpy as np
import pytest

import mcda_industry as mi


@pytest.fixture(scope="module")
def case():
    rng = np.random.default_rng(0)
    values = np.column_stack([rng.uniform(0, 100, 4000), rng.integers(0, 5, 4000), rng.normal(0, 10, 4000)])
    preferences = [mi.Linear(5, 20), mi.Level(0.5, 1.5), mi.Gaussian(4)]
    return values, preferences, ["max", "min", "max"], [3.0, 1.0, 2.0]


def test_the_flows_are_those_of_the_problem_by_name(case):
    values, preferences, directions, weights = case
    found = mi.promethee_flows(values, preferences, directions, weights)
    criteria = [mi.Criterion(n, d, preference=p) for n, d, p in zip("abc", directions, preferences, strict=True)]
    named = mi.promethee(mi.Problem.from_arrays(values, criteria), dict(zip("abc", weights, strict=True)))
    for kind in ("positive", "negative", "net", "unicriterion"):
        np.testing.assert_array_equal(getattr(found, kind), getattr(named, kind))
    assert found.truncation == named.truncation > 0
    assert not found.net.flags.writeable


def test_threads_and_processes_give_the_same_bits(case):
    serial = mi.promethee_flows(*case)
    for pool in (ThreadPoolExecutor(2), ProcessPoolExecutor(2)):
        with pool as executor:
            spread = mi.promethee_flows(*case, executor=executor)
        for mine, theirs in zip(serial[:4], spread[:4], strict=True):
            np.testing.assert_array_equal(mine, theirs)


def test_a_hundred_thousand_alternatives_sum_to_zero_and_follow_dominance():
    rng = np.random.default_rng(1)
    values = rng.uniform(0, 100, (100_000, 3))
    values[0], values[1] = 101.0, -1.0
    found = mi.promethee_flows(values, mi.Linear(5, 20))
    assert abs(found.net.sum()) < 1e-8
    assert found.net.argmax() == 0
    assert found.net.argmin() == 1
    np.testing.assert_allclose(found.net, found.positive - found.negative, atol=1e-12)


def test_what_does_not_fit_is_refused():
    with pytest.raises(mi.WeightsError, match="3 criteria, but weights of shape"):
        mi.promethee_flows(np.ones((2, 3)), mi.Usual(), weights=[1, 2])
    with pytest.raises(mi.ProblemError, match="3 criteria but 2 preferences"):
        mi.promethee_flows(np.ones((2, 3)), [mi.Usual(), mi.Usual()])
    with pytest.raises(mi.MethodError, match="there is only one"):
        mi.promethee_flows(np.ones((1, 3)), mi.Usual())
