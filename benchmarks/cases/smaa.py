"""Rank acceptability over draws of the weights.

Peers offer functions of one set of weights; a user loops over the draws, or lets pysensmcda do it. They get the very draws this
library makes, and fewer of them: their time is proportional to the number. A user who writes the matrix product in NumPy is
the harder rival, and stands beside them.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np

import mcda_industry as mi
from benchmarks.agreement import identical, within
from benchmarks.case import Case
from benchmarks.cases import benchmark
from benchmarks.clock import Work, wall_seconds
from benchmarks.data import Decision, P, Q, Scores
from benchmarks.effort import Effort
from benchmarks.goals import Faster, Within
from benchmarks.peers import Peer, mcda_promethee, pydecision, pymcdm, pyrepo_mcda, pysensmcda, skcriteria
from benchmarks.rival import Part, Rival
from benchmarks.row import count
from mcda_industry.arrays import FloatArray
from mcda_industry.sensitivity.uncertain_weights.draws import block_generator, block_sizes
from mcda_industry.sensitivity.uncertain_weights.laws import AnyWeights

LINEAR = mi.Linear(Q, P)
CACHED = 1 << 19
"""Bytes of scores that are worked on together, so that they stay in the cache."""


class Question:
    """Rank acceptability of one problem by one method, under every set of weights."""

    def __init__(self, n: int, method: str) -> None:
        self.given, self.method = Decision.random(n), method
        self.problem = self.given.problem(LINEAR)
        self.said = {"topsis": "TOPSIS", "promethee2": "PROMETHEE II"}[method]

    def counts(self, draws: int, executor: ThreadPoolExecutor | None = None) -> FloatArray:
        """(n, n) in how many draws each alternative takes each rank, by this library."""
        found = mi.acceptability(self.problem, self.method, draws=draws, executor=executor)
        return np.asarray(found.rank_acceptability * draws)

    def weights(self, draws: int) -> FloatArray:
        """(draws, m) the very weights this library draws, adding to one."""
        sampler = AnyWeights().sampler(self.problem.criterion_names)
        sizes = enumerate(block_sizes(draws))
        points = np.concatenate([sampler.draw(block_generator(0, block), size) for block, size in sizes])
        return np.asarray(points / points.sum(axis=1, keepdims=True))

    def name(self, draws: int) -> str:
        """The question in words."""
        return f"rank acceptability, {self.said}, n = {count(len(self.given.values))}, {count(draws)} draws"


def looped(scores: Scores, draws: FloatArray) -> Work:
    """(n, n) counts of the ranks, a draw at a time: what a user writes around a peer."""

    def work() -> FloatArray:
        n = len(scores(draws[0]))
        counts, ranks = np.zeros((n, n)), np.arange(n)
        for weights in draws:
            counts[np.argsort(-scores(weights)), ranks] += 1
        return counts

    return work


@benchmark
def against_loops_over_topsis(effort: Effort) -> Iterator[Case]:
    """S1: peers' TOPSIS, draw by draw."""
    question, draws = Question(effort.pick(50, 50, 6), "topsis"), effort.pick(10_000, 10_000, 200)
    few = effort.pick(500, 200, 50)

    def loop(peer: Any) -> Rival:
        return in_part(
            question, draws, few, peer.PEER, lambda given, w: looped(peer.topsis(given), w), Faster("S1", 150)
        )

    def simulated(given: Decision, weights: FloatArray) -> Work:
        return pysensmcda.rank_counts(given, pymcdm.topsis_method(), weights)

    rivals = [*map(loop, (pymcdm, pydecision, skcriteria, pyrepo_mcda))]
    rivals.append(in_part(question, draws, few, pysensmcda.PEER, simulated, Faster("S1", 150)))
    yield Case(question.name(draws), lambda: question.counts(draws), rivals, within(1e-6))


@benchmark
def against_loops_over_promethee(effort: Effort) -> Iterator[Case]:
    """S1: peers' PROMETHEE II, draw by draw; those that compare pairs in Python get a handful of draws."""
    question, draws = Question(effort.pick(50, 50, 6), "promethee2"), effort.pick(10_000, 10_000, 200)
    few, handful = effort.pick(300, 100, 50), effort.pick(10, 4, 4)

    def loop(peer: Any, some: int) -> Rival:
        def prepare(given: Decision, weights: FloatArray) -> Work:
            return looped(peer.promethee(given, LINEAR), weights)

        return in_part(question, draws, some, peer.PEER, prepare, Faster("S1", 500))

    def simulated(given: Decision, weights: FloatArray) -> Work:
        return pysensmcda.rank_counts(given, pymcdm.promethee_method(LINEAR, len(given.signs)), weights)

    rivals = [loop(pymcdm, few), *(loop(peer, handful) for peer in (pydecision, mcda_promethee, pyrepo_mcda))]
    rivals.append(in_part(question, draws, few, pysensmcda.PEER, simulated, Faster("S1", 500)))
    yield Case(question.name(draws), lambda: question.counts(draws), rivals, within(1e-6))


def in_part(
    question: Question,
    draws: int,
    few: int,
    peer: Peer,
    prepare: Callable[[Decision, FloatArray], Work],
    goal: Faster | None = None,
) -> Rival:
    """A peer that is given a few of the draws."""
    part = Part(draws / few, f"{count(few)} draws, scaled", lambda: question.counts(few))
    return peer.rival(lambda: prepare(question.given, question.weights(few)), goal, part)


@benchmark
def against_numpy(effort: Effort) -> Iterator[Case]:
    """S2: a user who vectorises, and what no way can leave out: the products and the sorts."""
    draws = effort.pick(131_072, 65_536, 300)
    for method in ("promethee2", "topsis"):
        for n in effort.pick((50, 200, 1_000), (50, 200), (6,)):
            question = Question(n, method)
            tables = key_tables(question)
            weights, power = question.weights(draws), 2 if method == "topsis" else 1
            few = draws if n < 1_000 else draws // 8
            part = None
            if few < draws:
                part = Part(8, f"{count(few)} draws, scaled", lambda q=question, few=few: q.counts(few))
            yield Case(
                question.name(draws),
                lambda question=question: question.counts(draws),
                [
                    Rival("vectorised NumPy", vectorised(question, tables, few, power), part=part),
                    Rival(
                        "matrix product and row sort alone",
                        product_and_sort(tables, weights, power),
                        effort.goal(Within("S2", 2.5)),
                        answers=False,
                    ),
                ],
                within(1e-5),
                rounds=effort.pick(2 if n == 1_000 else 5, 2, 1),
            )


@benchmark
def a_million_draws(effort: Effort) -> Iterator[Case]:
    """A million sets of weights, as a user of a peer would have to loop over them."""
    draws, few = effort.pick(1_000_000, 200_000, 300), effort.pick(200, 100, 50)
    for method in ("promethee2", "topsis"):
        question = Question(effort.pick(50, 50, 6), method)

        def loop(given: Decision, weights: FloatArray, method: str = method) -> Work:
            return looped(pymcdm.topsis(given) if method == "topsis" else pymcdm.promethee(given, LINEAR), weights)

        def simulated(given: Decision, weights: FloatArray, method: str = method) -> Work:
            theirs = pymcdm.topsis_method() if method == "topsis" else pymcdm.promethee_method(LINEAR, len(given.signs))
            return pysensmcda.rank_counts(given, theirs, weights)

        rivals = [
            in_part(question, draws, few, peer, work)
            for peer, work in ((pymcdm.PEER, loop), (pysensmcda.PEER, simulated))
        ]
        yield Case(
            question.name(draws),
            lambda question=question: question.counts(draws),
            rivals,
            within(1e-5),
            rounds=effort.pick(3, 2, 1),
        )


def key_tables(question: Question) -> tuple[FloatArray, ...]:
    """(m, n) what weights are multiplied with: the flows, or for TOPSIS the squared gaps to the anti-ideal and to the ideal."""
    given = question.given
    if question.method == "promethee2":
        flows = mi.promethee_flows(given.values, LINEAR, given.directions).unicriterion
        return (np.ascontiguousarray(flows.T),)
    scaled = given.oriented / np.sqrt((given.values**2).sum(axis=0))
    ends = (scaled.min(axis=0), scaled.max(axis=0))
    return tuple(np.ascontiguousarray(((scaled - end) ** 2).T) for end in ends)


def vectorised(question: Question, tables: tuple[FloatArray, ...], draws: int, power: int) -> Work:
    """(n, n) counts of the ranks: the weights are drawn, then a chunk of draws at a time: product, argsort, count."""
    n = tables[0].shape[1]

    def work() -> FloatArray:
        counts = np.zeros(n * n, dtype=np.int64)
        for points in chunks(question.weights(draws), n):
            order = np.argsort(-scores_of(tables, points, power), axis=1)
            counts += np.bincount((order * n + np.arange(n)).ravel(), minlength=n * n)
        return counts.reshape(n, n)

    return work


def product_and_sort(tables: tuple[FloatArray, ...], weights: FloatArray, power: int) -> Work:
    """The scores under weights already drawn, sorted draw by draw, in chunks that stay in the cache."""
    n = tables[0].shape[1]

    def work() -> None:
        for points in chunks(weights, n):
            scores_of(tables, points, power).sort(axis=1)

    return work


def chunks(weights: FloatArray, n: int) -> Iterator[FloatArray]:
    """Draws whose scores fit the cache."""
    step = max(1, CACHED // (8 * n))
    return (weights[start : start + step] for start in range(0, len(weights), step))


def scores_of(tables: tuple[FloatArray, ...], points: FloatArray, power: int) -> FloatArray:
    """(draws, n) what orders the alternatives as their scores do: linear scores, or d⁻²/d⁺² for TOPSIS."""
    products = [points**power @ table for table in tables] if power > 1 else [points @ table for table in tables]
    return products[0] if len(products) == 1 else np.divide(products[0], products[1], out=products[0])


@benchmark
def on_two_threads(effort: Effort) -> Iterator[Case]:
    """S4: blocks of draws on two threads."""
    question, draws = Question(effort.pick(200, 200, 6), "promethee2"), effort.pick(262_144, 131_072, 70_000)
    with ThreadPoolExecutor(2) as pool:
        yield Case(
            f"{question.name(draws)}, two threads",
            lambda: question.counts(draws, pool),
            [Rival("one thread", lambda: question.counts(draws), effort.goal(Faster("S4", 1.4)))],
            identical,
            clock=wall_seconds,
            rounds=effort.pick(5, 3, 1),
        )
