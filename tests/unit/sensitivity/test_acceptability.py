"""Rank acceptability against a loop over the same draws, one at a time."""

import multiprocessing
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest
from strategies import METHODS
from unit.sensitivity.one_weight.test_stability import BlackBox, problem_of

import mcda_industry as mi
from mcda_industry.arrays import FloatArray, settled
from mcda_industry.sensitivity.acceptability import MOST_ALTERNATIVES, Acceptability, acceptability
from mcda_industry.sensitivity.uncertain_weights.draws import BLOCK, block_generator, block_sizes

TIED = problem_of([[3, 1, 2], [1, 3, 2], [3, 1, 2], [2, 2, 0], [0, 0, 0], [1, 3, 2], [2, 2, 1]])


def one_at_a_time(
    problem: mi.Problem, method: mi.RankingMethod, law: mi.AnyWeights | mi.Around, draws: int, seed: int
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Rank acceptability, central weights and pairwise wins, with ties spread evenly, from the definition."""
    sampler, function = law.sampler(problem.criterion_names), method.score_function(problem.evaluations)
    n, m = problem.values.shape
    shares, sums, wins = np.zeros((n, n)), np.zeros((n, m)), np.zeros((n, n))
    for block, size in enumerate(block_sizes(draws)):
        for points in sampler.draw(block_generator(seed, block), size):
            weights = points / points.sum()
            scores = settled(function(weights))
            for i, score in enumerate(scores):
                better, level = int((scores > score).sum()), int((scores == score).sum())
                shares[i, better : better + level] += 1 / level
                sums[i] += weights / level if better == 0 else 0
                wins[i] += (score > scores) + 0.5 * (score == scores)
    firsts = shares[:, :1]
    central = np.divide(sums, firsts, where=firsts > 0, out=np.full_like(sums, np.nan))
    np.fill_diagonal(wins, 0)
    return shares / draws, central, wins / draws


def assert_as_one_at_a_time(
    problem: mi.Problem, method: mi.RankingMethod, law: mi.AnyWeights | mi.Around, draws: int = 400
) -> None:
    found = acceptability(problem, method, law, draws, rng=11)
    shares, central, wins = one_at_a_time(problem, method, law, draws, 11)
    np.testing.assert_allclose(found.rank_acceptability, shares, rtol=0, atol=1e-12)
    np.testing.assert_allclose(found.central_weights, central, rtol=0, atol=1e-12)
    np.testing.assert_allclose(found.pairwise_winning, wins, rtol=0, atol=1e-12)


@pytest.mark.parametrize("name", [*METHODS, "black box"])
def test_counts_are_those_of_one_draw_at_a_time(name: str) -> None:
    method = METHODS.get(name, BlackBox(mi.WeightedSum()))
    rng = np.random.default_rng(4)
    problem = problem_of(rng.random((6, 4)), ["max", "min", "max", "min"])
    assert_as_one_at_a_time(problem, method, mi.AnyWeights())
    assert_as_one_at_a_time(problem, method, mi.Around({"c1": 3, "c2": 1, "c3": 0, "c4": 2}, concentration=4))


@pytest.mark.parametrize("name", [*METHODS, "black box"])
def test_duplicates_and_ties_share_their_ranks_evenly(name: str) -> None:
    method = METHODS.get(name, BlackBox(mi.WeightedSum()))
    assert_as_one_at_a_time(TIED, method, mi.AnyWeights())
    assert_as_one_at_a_time(TIED, method, mi.Around({"c1": 0, "c2": 0, "c3": 1}), 20)
    assert_as_one_at_a_time(TIED, method, mi.Around({"c1": 1, "c2": 1, "c3": 0}), 200)


@dataclass(frozen=True)
class Rounded:
    """The first two alternatives tie on paper, but for the rounding of 0.1 + 0.2."""

    black_box: bool
    name: str = "rounded"
    claims: frozenset[mi.Claim] = frozenset()
    conventions: dict[str, str] = field(default_factory=dict)

    def score_function(self, evaluations: mi.Evaluations, /) -> Any:
        function = mi.LinearScores(np.array([[0.3, 0.5], [0.1 + 0.2, 0.5], [0.2, 0.1]]))
        return function.__call__ if self.black_box else function


@pytest.mark.parametrize("black_box", [True, False])
def test_what_differs_by_rounding_only_ties_as_in_a_ranking(black_box: bool) -> None:
    problem, method = problem_of([[1, 1], [1, 1], [0, 0]]), Rounded(black_box)
    assert mi.rank(problem, {"c1": 1, "c2": 3}, method).ranks.tolist() == [1, 1, 3]
    found = acceptability(problem, method, draws=500)
    np.testing.assert_allclose(found.rank_acceptability[:2, :2], 0.5, atol=1e-12)


def test_tied_draws_among_others_are_counted_once() -> None:
    # A1 and A2 tie in every draw, the others never do; A1 and A2 differ, so no copy is collapsed
    problem = problem_of([[1, 1], [1, 1], [0, 3], [3, 0]])
    found = acceptability(problem, BlackBox(mi.WeightedSum()), draws=1000)
    np.testing.assert_allclose(found.rank_acceptability.sum(axis=0), 1, atol=1e-12)
    np.testing.assert_allclose(found.rank_acceptability.sum(axis=1), 1, atol=1e-12)
    assert found.pairwise_winning[0, 1] == found.pairwise_winning[1, 0] == 0.5


def assert_same_bits(one: Acceptability, other: Acceptability) -> None:
    for part in ("rank_acceptability", "central_weights", "confidence", "pairwise_winning"):
        np.testing.assert_array_equal(getattr(one, part), getattr(other, part))


@pytest.mark.parametrize("workers", [1, 3])
@pytest.mark.parametrize("kind", ["threads", "processes"])
def test_workers_change_no_bit(kind: str, workers: int) -> None:
    executor: Executor = (
        ThreadPoolExecutor(workers)
        if kind == "threads"
        else ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"))
    )
    draws = 2 * BLOCK + 999
    alone = acceptability(TIED, "topsis", draws=draws, rng=5)
    with executor:
        assert_same_bits(acceptability(TIED, "topsis", draws=draws, rng=5, executor=executor), alone)


def test_the_same_seed_gives_the_same_bits_and_another_seed_other_ones() -> None:
    one, again, other = (acceptability(TIED, draws=300, rng=seed) for seed in (8, 8, 9))
    assert_same_bits(one, again)
    assert one.seed == 8
    assert (one.rank_acceptability != other.rank_acceptability).any()


def test_a_generator_is_a_seed() -> None:
    one, again = (acceptability(TIED, draws=300, rng=np.random.default_rng(8)) for _ in range(2))
    assert_same_bits(one, again)
    assert_same_bits(one, acceptability(TIED, draws=300, rng=one.seed))


def test_two_criteria_give_the_length_of_the_weights_within_four_standard_errors() -> None:
    # x scores w and y 0.7 throughout: x leads above w = 0.7
    problem = mi.Problem.of(
        [mi.maximise("a", scale=(0, 1)), mi.maximise("b", scale=(0, 1))], {"x": (1, 0), "y": (0.7, 0.7)}
    )
    found = acceptability(problem, "weighted_sum", draws=50_000)
    error = np.sqrt(0.3 * 0.7 / 50_000)
    assert found.first("x") == pytest.approx(0.3, abs=4 * error)
    assert found.standard_error[0, 0] == pytest.approx(error, rel=0.02)
    assert found.central_weights[0] == pytest.approx([0.85, 0.15], abs=4 * 0.3 / np.sqrt(12 * 15_000))


def test_who_is_never_first_has_no_central_weights_and_no_confidence() -> None:
    found = acceptability(problem_of([[2, 2], [1, 1], [0, 3]]), "weighted_sum", draws=500)
    assert np.isnan(found.central_weights[1]).all()
    assert np.isnan(found.confidence[1])
    assert found.first("A2") == 0
    assert not np.isnan(found.central_weights[[0, 2]]).any()
    assert found.confidence[[0, 2]].tolist() == [1.0, 1.0]


def test_clones_share_the_confidence_of_their_first_place() -> None:
    found = acceptability(problem_of([[2, 2], [2, 2], [0, 1]]), "weighted_sum", draws=50)
    assert found.confidence[:2].tolist() == [0.5, 0.5]
    assert found.rank_acceptability[:2, :2].tolist() == [[0.5, 0.5], [0.5, 0.5]]


def test_one_wins_as_often_as_the_other_loses() -> None:
    wins = acceptability(TIED, draws=700).pairwise_winning
    np.testing.assert_allclose(wins + wins.T, 1 - np.eye(len(wins)), atol=1e-12)


def test_being_within_the_places_is_the_sum_of_the_first_ranks() -> None:
    found = acceptability(TIED, draws=700)
    np.testing.assert_allclose(found.within(3), found.rank_acceptability[:, :3].sum(axis=1), rtol=1e-15)
    np.testing.assert_allclose(found.within(7), 1, atol=1e-12)


def test_the_interval_of_ranks_leaves_the_tails_out() -> None:
    found = acceptability(problem_of([[1, 0], [0, 1]]), "weighted_sum", draws=1000)
    assert found.rank_interval("A1") == (1, 2)
    assert found.rank_interval("A1", share=1) == (1, 2)
    assert acceptability(problem_of([[1, 1], [0, 0]]), "weighted_sum", draws=10).rank_interval("A2") == (2, 2)


@pytest.mark.parametrize("draws", [0, -5, 1.5, True, "100", None])
def test_a_number_of_draws_that_is_none_is_refused(draws: object) -> None:
    with pytest.raises(mi.SensitivityError, match="draws must be a whole number of 1 or more, not") as refusal:
        acceptability(TIED, draws=draws)
    assert refusal.value.code == "bad_draws"


@pytest.mark.parametrize("rng", [-1, 0.5, "seed", True])
def test_a_seed_that_is_none_is_refused(rng: object) -> None:
    with pytest.raises(mi.SensitivityError, match="rng must be a whole number"):
        acceptability(TIED, rng=rng)


def test_too_many_alternatives_for_a_square_matrix_are_refused_at_once() -> None:
    many = problem_of(np.arange(2.0 * (MOST_ALTERNATIVES + 1)).reshape(-1, 2))
    with pytest.raises(
        mi.SensitivityError, match=r"5001 × 5001 \(191 MiB\); at most 5000 are taken \(191 MiB\). Rank first"
    ) as refusal:
        acceptability(many)
    assert refusal.value.code == "too_many"


def test_a_score_that_is_not_a_number_in_some_draw_is_refused() -> None:
    class Sometimes(BlackBox):
        def score_function(self, evaluations: mi.Evaluations, /) -> object:
            return lambda weights: np.where(weights[..., :1] > 0.9, np.nan, 1.0) * np.ones(len(evaluations.values))

    with pytest.raises(mi.MethodError, match="not a finite number for some drawn weights"):
        acceptability(TIED, Sometimes(mi.WeightedSum()))


def test_the_law_must_weigh_the_criteria_of_the_problem() -> None:
    with pytest.raises(mi.WeightsError, match="they differ on 'c3'"):
        acceptability(TIED, law=mi.Around({"c1": 1, "c2": 1}))


def test_acceptabilities_show_as_a_table_and_as_a_sentence() -> None:
    found = acceptability(problem_of([[1, 1], [0, 0]]), "weighted_sum", draws=10)
    assert found.to_frame().loc["A1"].tolist() == [1.0, 0.0]
    assert list(found.to_frame().columns) == [1, 2]
    assert found.sentence("A1") == "A1 is first in 100.0 % of the draws; every set of weights is equally likely."
    assert found.sentence("A1", "fr") == (
        "A1 est premier dans 100,0 % des tirages ; tous les jeux de poids sont également probables."
    )


def test_results_cannot_be_written_into() -> None:
    found = acceptability(TIED, draws=10)
    for part in ("rank_acceptability", "central_weights", "confidence", "pairwise_winning"):
        with pytest.raises(ValueError, match="read-only"):
            getattr(found, part)[0] = 0
