"""Priorities and consistency of many judgement matrices."""

from collections.abc import Iterator

import numpy as np

import mcda_industry as mi
from benchmarks.agreement import require, within
from benchmarks.case import Case
from benchmarks.cases import benchmark
from benchmarks.effort import Effort
from benchmarks.goals import Faster
from benchmarks.peers import pydecision
from benchmarks.rival import Part, Rival
from benchmarks.row import count
from mcda_industry.arrays import FloatArray

ORDER, INDEX = 9, 1.45
"""Items of a matrix, and Saaty's random index for so many."""

Answer = tuple[FloatArray, FloatArray]


@benchmark
def ten_thousand_matrices(effort: Effort) -> Iterator[Case]:
    """A1: judgements as people give them (CR near 0.1), and judgements without any sense."""
    number, few = effort.pick((10_000, 2_000), (10_000, 1_000), (20, 10))
    for said, spread in (("CR about 0.1", 0.45), ("CR about 0.9", 1.5)):
        matrices = judgements(number, spread)
        part = Part(number / few, f"{count(few)} matrices, scaled", lambda m=matrices: certified(m[:few]))
        yield Case(
            f"weights and CR of {count(number)} matrices {ORDER} × {ORDER}, {said}",
            lambda matrices=matrices: certified(matrices),
            [
                pydecision.PEER.rival(lambda m=matrices: pydecision.priorities(m[:few]), Faster("A1", 18), part),
                Rival("`np.linalg.eig`, stacked", lambda m=matrices: by_eigenvalues(m), Faster("A1", 8)),
            ],
            same_priorities,
            rounds=effort.pick(5, 2, 1),
        )


def judgements(number: int, spread: float) -> FloatArray:
    """(number, 9, 9) ratios of random weights, each judgement off by a random factor."""
    rng = np.random.default_rng(5)
    logarithms = rng.normal(0.0, 0.8, (number, ORDER, 1))
    errors = np.triu(rng.normal(0.0, spread, (number, ORDER, ORDER)), 1)
    return np.exp(logarithms - logarithms.transpose(0, 2, 1) + errors - errors.transpose(0, 2, 1))


def certified(matrices: FloatArray) -> Answer:
    """By this library."""
    found = mi.weighting.priorities_of(matrices)
    return found.weights, found.consistency_ratio


def by_eigenvalues(matrices: FloatArray) -> Answer:
    """The eigenvector of the largest eigenvalue of each."""
    values, vectors = np.linalg.eig(matrices)
    largest = values.real.argmax(axis=1)
    rows = np.arange(len(matrices))
    weights = vectors[rows, :, largest].real
    ratios = (values[rows, largest].real - ORDER) / (ORDER - 1) / INDEX
    return weights / weights.sum(axis=1, keepdims=True), ratios


def same_priorities(ours: Answer, other: Answer) -> None:
    """Weights and ratios that differ by rounding only."""
    for one, two in zip(ours, other, strict=True):
        within(1e-10)(one, two)
    require(bool(np.isfinite(ours[0]).all()), "weights are not finite")
