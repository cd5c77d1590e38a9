"""Rank acceptability under uncertain performances and weights, against the loop anyone would write."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from scipy.stats import rankdata

import mcda_industry as mi
from mcda_industry.sensitivity.uncertain_data import blocks
from mcda_industry.sensitivity.uncertain_data.blocks import DATA
from mcda_industry.sensitivity.uncertain_data.rescoring import Versions, version
from mcda_industry.sensitivity.uncertain_weights.draws import block_generator


def problem() -> mi.UncertainProblem:
    criteria = [mi.maximise("a", scale=(0, 10), preference=mi.Linear(0, 4)), mi.minimise("b", preference=mi.Usual())]
    rows = {"x": [mi.Uniform(1, 9), 4], "y": [5, mi.Triangular(1, 2, 9)], "z": [3, mi.Normal(6, 1)], "w": [5, 3]}
    return mi.UncertainProblem.of(criteria, rows)


@pytest.mark.parametrize("method", ["promethee2", "weighted_sum", "topsis"])
def test_counts_are_those_of_a_loop_over_the_same_draws(method: str) -> None:
    uncertain, draws = problem(), 300
    found = mi.acceptability(uncertain, method, draws=draws, rng=5)
    versions = Versions.of(uncertain, mi.catalogue()[method]())
    weights = mi.AnyWeights().sampler(("a", "b")).draw(block_generator(5, 0), draws)
    uniform = np.random.default_rng(np.random.SeedSequence(5, spawn_key=(0, DATA))).random((draws, versions.number))
    counts = np.zeros((4, 4))
    for values, points in zip(versions.settled(uniform), weights, strict=True):
        changed = mi.Problem.from_arrays(version(versions, values).values, uncertain.criteria)
        scores = mi.rank(changed, dict(zip(("a", "b"), points, strict=True)), method).scores
        counts[np.arange(4), rankdata(-scores, method="ordinal") - 1] += 1
    assert found.rank_acceptability == pytest.approx(counts / draws, abs=1e-12)


def test_without_uncertain_numbers_it_is_the_acceptability_of_the_problem() -> None:
    base = mi.Problem.of([mi.maximise("a"), mi.maximise("b")], {"x": [1, 2], "y": [2, 1], "z": [0, 0]})
    certain = mi.UncertainProblem.of(base.criteria, {"x": [1, 2], "y": [2, 1], "z": [0, 0]})
    one, other = (mi.acceptability(p, "weighted_sum", draws=500, rng=1) for p in (base, certain))
    assert np.array_equal(one.rank_acceptability, other.rank_acceptability)


def test_a_share_is_what_calculus_says() -> None:
    uncertain = mi.UncertainProblem.of([mi.maximise("a", scale=(0, 1))], {"x": [mi.Uniform(0, 1)], "y": [0.4]})
    found = mi.acceptability(uncertain, "weighted_sum", mi.Judges({"me": {"a": 1}}), draws=40_000)
    assert found.first("x") == pytest.approx(0.6, abs=4 * found.error_of(0.6))
    assert found.pairwise_winning[0, 1] == pytest.approx(found.first("x"))
    assert found.confidence[0] == pytest.approx(0.6, abs=0.01)


def test_rows_and_columns_add_to_one_and_every_index_is_there() -> None:
    found = mi.acceptability(problem(), "topsis", mi.Around({"a": 2, "b": 1}, 20), draws=400)
    assert found.rank_acceptability.sum(axis=0) == pytest.approx(np.ones(4))
    assert found.rank_acceptability.sum(axis=1) == pytest.approx(np.ones(4))
    assert found.expected_rank.value.sum() == pytest.approx(10)
    assert ((found.confidence >= 0) & (found.confidence <= 1) | np.isnan(found.confidence)).all()
    assert found.central_error.shape == (4, 2)
    assert found.problem.values[0, 0] == 5


def test_executors_and_the_number_of_blocks_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "NUMBERS_AT_ONCE", 3 * 64)
    alone = mi.acceptability(problem(), "promethee2", draws=200, rng=3)
    assert len(alone._blocks) > 3
    with ThreadPoolExecutor(2) as pool:
        together = mi.acceptability(problem(), "promethee2", draws=200, rng=3, executor=pool)
    assert np.array_equal(alone.rank_acceptability, together.rank_acceptability)
    assert np.array_equal(alone.central_weights, together.central_weights, equal_nan=True)


def test_scores_that_are_no_numbers_are_an_error_that_names_the_method() -> None:
    class Breaking:
        name, claims, conventions = "breaking", frozenset(), {}

        def score_function(self, evaluations: mi.Evaluations, /) -> mi.ScoreFunction:
            return lambda weights: np.full(len(evaluations.values), np.nan)

    with pytest.raises(mi.MethodError, match="breaking gave a score that is not a finite number for some drawn perf"):
        mi.acceptability(problem(), Breaking(), draws=10)
