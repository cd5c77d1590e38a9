"""Indices of rank acceptability and their Monte Carlo errors, against repeated studies."""

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import problems
from unit.sensitivity.one_weight.test_stability import problem_of
from unit.sensitivity.test_acceptability import assert_as_one_at_a_time, assert_same_bits

import mcda_industry as mi
from mcda_industry.arrays import FloatArray
from mcda_industry.sensitivity.uncertain_weights.convergence import convergence
from mcda_industry.sensitivity.uncertain_weights.draws import BLOCK
from mcda_industry.sensitivity.uncertain_weights.laws import Law
from mcda_industry.sensitivity.uncertain_weights.laws.chains import HitAndRun

PROBLEM = problem_of([[3, 1, 2], [1, 3, 2], [2, 2, 0], [0, 0, 3], [2, 2, 1.5]])
CHAINS = mi.Constrained([("c1", ">=", "c2"), ({"c1": 1, "c2": 1}, "<=", 0.8)])
LAWS: dict[str, Law] = {
    "ordered": mi.Ordered(["c2", "c1", "c3"]),
    "within": mi.Within({"c1": (0.2, 0.5)}),
    "chains": CHAINS,
    "equality": mi.Constrained([("c1", "==", "c2")]),
    "point": mi.Constrained([("c1", "==", 0.5), ("c2", "==", 0.25)]),
    "judges": mi.Judges({"x": {"c1": 1, "c2": 0, "c3": 1}, "y": {"c1": 1, "c2": 2, "c3": 1}}),
}


@pytest.mark.parametrize("name", LAWS)
@pytest.mark.parametrize("method", ["weighted_sum", "topsis"])
def test_counts_under_every_law_are_those_of_one_draw_at_a_time(name: str, method: str) -> None:
    problem = problem_of(np.random.default_rng(4).random((6, 3)), ["max", "min", "max"])
    law = LAWS[name]
    assert_as_one_at_a_time(problem, mi.catalogue()[method](), law)


def test_chains_give_the_same_bits_on_any_number_of_workers() -> None:
    draws = 2 * BLOCK + 999
    alone = mi.acceptability(PROBLEM, "weighted_sum", CHAINS, draws, rng=5)
    with ThreadPoolExecutor(3) as executor:
        assert_same_bits(mi.acceptability(PROBLEM, "weighted_sum", CHAINS, draws, rng=5, executor=executor), alone)


@pytest.mark.parametrize("law", [mi.AnyWeights(), CHAINS], ids=["independent", "chains"])
def test_errors_are_the_scatter_of_repeated_studies(law: Law) -> None:
    found = [mi.acceptability(PROBLEM, "weighted_sum", law, draws=800, rng=seed) for seed in range(40)]
    ranking = mi.rank(PROBLEM, {"c1": 1, "c2": 1, "c3": 1}, "weighted_sum")
    for value, error in (
        (lambda f: f.rank_acceptability, lambda f: f.standard_error),
        (lambda f: f.pairwise_winning, lambda f: f.pairwise_error),
        (lambda f: f.central_weights[0], lambda f: f.central_error[0]),
        (lambda f: f.expected_rank.value, lambda f: f.expected_rank.error),
        (lambda f: f.rank_entropy.value, lambda f: f.rank_entropy.error),
        (lambda f: f.choice_entropy.value, lambda f: f.choice_entropy.error),
        (lambda f: f.holistic().value, lambda f: f.holistic().error),
        (lambda f: f.rank_displacement(ranking).value, lambda f: f.rank_displacement(ranking).error),
    ):
        scatter = np.std([value(f) for f in found], axis=0)
        said = np.mean([error(f) for f in found], axis=0)
        # a scatter of 40 studies is known to about 11 %; rare ranks are not normal, and chains are not alike for every index
        assert (np.abs(scatter - said) <= 0.45 * said + 4e-4).all()


def test_the_indices_of_a_sure_ranking_are_those_of_its_order() -> None:
    found = mi.acceptability(problem_of([[2, 2], [1, 1], [0, 0]]), "weighted_sum", draws=50)
    assert found.expected_rank.value.tolist() == [1, 2, 3]
    assert found.rank_entropy.value.tolist() == [0, 0, 0]
    assert float(found.choice_entropy.value) == 0
    assert found.holistic("linear").value.tolist() == [1, 0.5, 0]
    assert found.holistic("inverse").value == pytest.approx([1, 1 / 2, 1 / 3])
    assert found.holistic().value == pytest.approx([1, 5 / 11, 2 / 11])
    for index in (found.expected_rank, found.rank_entropy, found.choice_entropy, found.holistic()):
        assert not index.error.any()


def test_two_alternatives_with_even_chances_are_as_uncertain_as_can_be() -> None:
    found = mi.acceptability(problem_of([[1, 0], [0, 1]]), "weighted_sum", draws=40_000)
    assert found.rank_entropy.value == pytest.approx([1, 1], abs=1e-3)
    assert float(found.choice_entropy.value) == pytest.approx(1, abs=1e-3)
    assert found.expected_rank.value == pytest.approx([1.5, 1.5], abs=4 * found.expected_rank.error[0])


def test_displacement_is_measured_from_the_places_of_a_ranking_found_by_name() -> None:
    found = mi.acceptability(problem_of([[2, 2], [1, 1], [0, 0]]), "weighted_sum", draws=20)
    upside_down = mi.Problem.of(
        [mi.minimise("c1", scale=(0, 2)), mi.minimise("c2", scale=(0, 2))], {"A3": [0, 0], "A2": [1, 1], "A1": [2, 2]}
    )
    ranking = mi.rank(upside_down, {"c1": 1, "c2": 1}, "weighted_sum")
    assert found.rank_displacement(ranking).value.tolist() == [2, 0, 2]
    tied = mi.rank(problem_of([[1, 1], [1, 1], [0, 0]]), {"c1": 1, "c2": 1}, "weighted_sum")
    assert found.rank_displacement(tied).value.tolist() == [0.5, 0.5, 0]


def test_one_alternative_is_certain_of_everything() -> None:
    found = mi.acceptability(mi.Problem.of([mi.maximise("a", scale=(0, 1))], {"x": [1]}), "weighted_sum", draws=5)
    assert found.rank_entropy.value.tolist() == [0]
    assert found.expected_rank.value.tolist() == [1]
    assert found.holistic("linear").value.tolist() == [1]


def test_the_draws_wanted_follow_from_the_error_wanted() -> None:
    found = mi.acceptability(PROBLEM, "weighted_sum", error=0.02)
    assert found.draws == 625
    assert found.standard_error.max() <= 0.02
    assert mi.acceptability(PROBLEM, "weighted_sum", error=0.005).draws == 10_000
    assert mi.acceptability(PROBLEM, "weighted_sum", CHAINS, error=0.02).standard_error.max() <= 0.02 * 1.1


def test_independent_draws_are_worth_what_they_are() -> None:
    found = mi.acceptability(PROBLEM, "weighted_sum", draws=100).convergence
    assert (found.effective, found.chains, found.agrees) == (100, 0, True)
    assert found.sentence() == "The 100 draws are independent."
    assert found.sentence("fr") == "Les 100 tirages sont indépendants."


def test_draws_from_chains_say_what_they_are_worth() -> None:
    found = mi.acceptability(PROBLEM, "weighted_sum", CHAINS, draws=6000).convergence
    assert 3000 < found.effective <= 6000
    assert found.agrees
    assert (found.r_hat >= 0.99).all()
    assert found.sentence().startswith(
        f"The 6000 draws from chains are worth {found.effective:.0f} independent ones; the "
    )
    assert "s'accordent, R-hat 1" in found.sentence("fr")


def chains_of(values: FloatArray) -> HitAndRun:
    """A sampler whose chains are these (length, chains, m)."""
    sampler = CHAINS.sampler(PROBLEM.criterion_names)
    assert isinstance(sampler, HitAndRun)

    class Given(HitAndRun):
        def chains(self, generator: np.random.Generator, number: int) -> FloatArray:
            return values

    return Given(sampler.origin, sampler.axes, sampler.rows, sampler.slack)


def test_chains_that_differ_in_place_or_spread_or_are_worth_little_do_not_agree() -> None:
    rng = np.random.default_rng(0)
    good = rng.random((256, 16, 3))
    agrees = {
        "good": good,
        "shifted": good + 0.3 * np.arange(16)[:, None] / 16,
        "wider": 0.5 + (good - 0.5) * np.linspace(0.5, 1.5, 16)[:, None],
        "few": np.repeat(rng.random((4, 16, 3)), 64, axis=0),
    }
    found = {name: convergence(chains_of(chains), "abc", 4096, 0, 4096) for name, chains in agrees.items()}
    assert {name: each.agrees for name, each in found.items()} == {
        "good": True,
        "shifted": False,
        "wider": False,
        "few": False,
    }
    assert found["good"].r_hat.max() < 1.01 < found["wider"].r_hat.max()
    assert "do not agree yet" in found["shifted"].sentence()
    assert "draw more" in found["few"].sentence()
    assert "tirez davantage" in found["wider"].sentence("fr")
    whole = convergence(chains_of(agrees["few"]), "abc", BLOCK, 0, BLOCK)
    assert "widen the limits" in whole.sentence()
    assert "élargissez les contraintes" in whole.sentence("fr")


def test_ranks_from_chains_that_do_not_agree_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    good = mi.acceptability(PROBLEM, "weighted_sum", CHAINS, draws=1000)
    assert "agree" not in good.sentence(PROBLEM.alternatives[0])
    assert "accord" not in good.sentence(PROBLEM.alternatives[0], "fr")
    monkeypatch.setattr("mcda_industry.sensitivity.uncertain_weights.convergence.AGREEMENT", 0.9)
    wrong = mi.acceptability(PROBLEM, "weighted_sum", CHAINS, draws=1000)
    assert "the chains do not agree yet" in wrong.sentence(PROBLEM.alternatives[0])
    assert "ne s'accordent pas encore" in wrong.sentence(PROBLEM.alternatives[0], "fr")


@pytest.mark.parametrize("m", [3, 8, 15])
def test_the_usual_laws_of_chains_agree_with_the_usual_number_of_draws(m: int) -> None:
    names = tuple(f"c{j}" for j in range(m))
    limits = {
        "order": [(one, ">=", other) for one, other in pairwise(names)],
        "ratios": [(one, ">=", {other: 1.2}) for one, other in pairwise(names)],
        "thin": [("c0", ">=", {"c1": 0.9999}), ("c0", "<=", {"c1": 1.0001})],
        "spike": [({"c0": 1.0, "c1": -1000.0}, ">=", 0.0)],
    }
    for said in limits.values():
        found = convergence(mi.Constrained(said).sampler(names), names, 10_000, 0, 10_000)
        assert found.agrees, (said, found.r_hat, found.measured)


def test_a_law_that_leaves_one_set_of_weights_gives_it_and_says_so() -> None:
    found = mi.acceptability(PROBLEM, "weighted_sum", LAWS["point"], draws=20)
    assert set(np.unique(found.rank_acceptability)) <= {0.0, 0.5, 1.0}
    assert found.convergence.point == pytest.approx([0.5, 0.25, 0.25])
    assert found.convergence.sentence() == "The law leaves one set of weights: c1 0.5, c2 0.25, c3 0.25."
    assert "c1 0,5 ; c2 0,25" in found.convergence.sentence("fr")


@settings(max_examples=30, deadline=None)
@given(problems(alternatives=(2, 5), width=(3, 3)), st.sampled_from(sorted(LAWS)), st.integers(0, 9))
def test_rows_and_columns_add_to_one_and_the_dominated_is_never_first_under_every_law(
    problem: mi.Problem, name: str, seed: int
) -> None:
    worse = problem.values[0] - problem.evaluations.directions
    wider = mi.Problem.from_arrays(np.vstack([problem.values, worse]), problem.criteria)
    found = mi.acceptability(wider, "topsis", LAWS[name], draws=60, rng=seed)
    np.testing.assert_allclose(found.rank_acceptability.sum(axis=0), 1, atol=1e-12)
    np.testing.assert_allclose(found.rank_acceptability.sum(axis=1), 1, atol=1e-12)
    assert found.rank_acceptability[-1, 0] == 0
    assert (found.expected_rank.value[0] < found.expected_rank.value[-1]).all()
    sure = found.central_weights[~np.isnan(found.central_weights[:, 0])]
    np.testing.assert_allclose(sure.sum(axis=1), 1, atol=1e-12)
