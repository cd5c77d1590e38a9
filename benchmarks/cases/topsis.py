"""TOPSIS with vector normalisation against peers."""

from collections.abc import Iterator

import numpy as np

import mcda_industry as mi
from benchmarks.agreement import within
from benchmarks.case import Case
from benchmarks.cases import benchmark
from benchmarks.clock import Work
from benchmarks.data import Decision, under
from benchmarks.effort import Effort
from benchmarks.goals import Faster, GrowsLike, Peak
from benchmarks.growth import Growth
from benchmarks.peers import pydecision, pymcdm, pyrepo_mcda, skcriteria
from benchmarks.rival import Rival
from benchmarks.row import count

PEERS = (pymcdm, pydecision, skcriteria, pyrepo_mcda)


def closeness(given: Decision) -> Work:
    """Scores of values that were checked and copied once, before."""
    evaluations, method = given.evaluations(), mi.Topsis()
    return lambda: method.score_function(evaluations)(given.weights)


def rivals(given: Decision, goals: dict[str, Faster], peers: tuple = PEERS) -> list[Rival]:
    """Each peer on the same arrays."""
    return [
        peer.PEER.rival(lambda peer=peer: under(peer.topsis(given), given.weights), goals.get(peer.PEER.name))
        for peer in peers
    ]


@benchmark
def a_hundred(effort: Effort) -> Iterator[Case]:
    """T2: what checking costs, where there is little to compute."""
    given = Decision.random(effort.pick(100, 100, 9))
    name, goals = f"TOPSIS, n = {len(given.values)}, m = 10", {"pymcdm": Faster("T2", 1)}
    method, problem, weights = mi.Topsis(), given.problem(), given.named_weights()
    yield Case(
        f"{name}, arrays checked at each call",
        lambda: method.score_function(given.evaluations())(given.weights),
        rivals(given, goals),
        within(1e-12),
        rounds=effort.pick(11, 5, 1),
    )
    yield Case(
        f"{name}, `mi.rank` of a problem",
        lambda: mi.rank(problem, weights, method).scores,
        rivals(given, goals, (pymcdm,)),
        within(1e-12),
        rounds=effort.pick(11, 5, 1),
    )


@benchmark
def ten_thousand(effort: Effort) -> Iterator[Case]:
    """Between the two."""
    n = effort.pick(10_000, 10_000, 20)
    given = Decision.random(n)
    yield Case(f"TOPSIS, n = {count(n)}, m = 10", closeness(given), rivals(given, {}), within(1e-12))


@benchmark
def a_million(effort: Effort) -> Iterator[Case]:
    """T1: peers that answer in seconds; pyrepo-mcda loops over the rows, and is left to the smaller sizes."""
    n = effort.pick(1_000_000, 100_000, 50)
    given = Decision.random(n)
    least = {"pyDecision": 4, "scikit-criteria": 20, "pymcdm": 100}
    goals = {name: Faster("T1", times) for name, times in least.items()} if effort.name == "full" else {}
    output = n * 8 / 2**20
    yield Case(
        f"TOPSIS, n = {count(n)}, m = 10",
        closeness(given),
        rivals(given, goals, (pymcdm, pydecision, skcriteria)),
        within(1e-12),
        most=effort.goal(Peak("T1", output + 16)),
    )
    yield Case(
        f"TOPSIS, n = {count(n)}, m = 10, array checked and copied at each call",
        lambda: mi.Topsis().score_function(given.evaluations())(given.weights),
        rivals(given, {}, (pydecision, pymcdm)[: 1 if pydecision.PEER.installed else 2]),
        within(1e-12),
    )


@benchmark
def growth(effort: Effort) -> Iterator[Growth]:
    """P5 for TOPSIS: it need not sort, so it may not grow faster than sorting."""
    sizes = effort.pick((10_000, 100_000, 1_000_000), (1_000, 10_000, 100_000), (20, 40))
    problems = [Decision.random(n) for n in sizes]
    sorting = [lambda columns=given.columns: np.argsort(columns, axis=1) for given in problems]
    goal = effort.goal(GrowsLike("P5", 0.15))
    ours = [closeness(given) for given in problems]
    yield Growth("TOPSIS, m = 10", sizes, ours, "`np.argsort` of the columns", sorting, goal)
