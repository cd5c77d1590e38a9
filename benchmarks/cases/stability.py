"""Exact stability intervals against re-ranking on a grid of each weight, and the least change against linear programmes."""

from collections.abc import Iterator

import numpy as np

import mcda_industry as mi
from benchmarks.agreement import require, within
from benchmarks.case import Case
from benchmarks.cases import benchmark
from benchmarks.clock import Work
from benchmarks.data import Decision, P, Q, Scores
from benchmarks.effort import Effort
from benchmarks.goals import Faster
from benchmarks.rival import Part, Rival
from benchmarks.row import count
from mcda_industry.arrays import BoolArray, FloatArray
from mcda_industry.sensitivity.all_weights.nearest import length, nearest_ties
from mcda_industry.sensitivity.one_weight.stability import intervals_of

STEPS = np.linspace(0.0, 1.0, 1_001)

NEVER = -1.0
"""The change that makes a challenger level where none does."""


@benchmark
def against_a_grid(effort: Effort) -> Iterator[Case]:
    """W1: the whole order, each weight moving alone, the others in proportion."""
    n, m = effort.pick((1_000, 20), (1_000, 20), (6, 3))
    given = Decision.random(n, m)
    problem, weights = given.problem(mi.Linear(Q, P)), given.named_weights()
    for method, said, least in (("promethee2", "PROMETHEE II", 200), ("topsis", "TOPSIS", 80)):
        ranking = mi.rank(problem, weights, method)
        grid = on_a_grid(ranking.score_function, given.weights)
        for what, work, goal in (
            (", the ranking given", lambda ranking=ranking: intervals_of(ranking), Faster("W1", least)),
            (", ranked first", lambda method=method: mi.stability_intervals(problem, weights, method), None),
        ):
            yield Case(
                f"intervals that keep the order, {said}, n = {count(n)}, m = {m}{what}",
                work,
                [Rival("grid of 1 001 weights a criterion, the ranking given", grid, goal)],
                no_grid_point_inside_changes,
                rounds=effort.pick(3, 2, 1),
            )


@benchmark
def against_linear_programmes(effort: Effort) -> Iterator[Case]:
    """W2: the least L1 change that lets each challenger draw level with the leader, against a programme for each."""
    n, m = effort.pick((1_000, 20), (1_000, 20), (6, 3))
    given = Decision.random(n, m)
    ranking = mi.rank(given.problem(mi.Linear(Q, P)), given.named_weights(), "promethee2")
    leader, table = int(np.argmax(ranking.scores)), ranking.score_function.contributions
    rivals = np.flatnonzero(np.arange(n) != leader)
    leads, few = table[rivals] - table[leader], effort.pick(40, 20, 3)

    def distances(some: int) -> FloatArray:
        nearest = nearest_ties(leads[:some], -(leads[:some] @ given.weights), given.weights, "l1")
        return np.nan_to_num(length(nearest - given.weights, "l1"), nan=NEVER)

    part = Part((n - 1) / few, f"{few} challengers, scaled", lambda: distances(few))
    yield Case(
        f"least L1 change for all challengers, n = {count(n)}, m = {m}",
        lambda: distances(n - 1),
        [Rival("HiGHS, a programme each", lambda: programmes(leads[:few], given.weights), Faster("W2", 500), part)],
        within(1e-9),
        rounds=effort.pick(3, 2, 1),
    )


def programmes(leads: FloatArray, weights: FloatArray) -> FloatArray:
    """(p,) the least L1 change under which each row of leads is level, by linear programming."""
    from scipy.optimize import linprog

    m, one = len(weights), np.eye(len(weights))
    found = np.empty(len(leads))
    for i, lead in enumerate(leads):
        above = np.vstack([np.append(-lead, np.zeros(m)), np.hstack([one, -one]), np.hstack([-one, -one])])
        limits = np.concatenate([[0.0], weights, -weights])
        whole = np.append(np.ones(m), np.zeros(m))[None]
        cost = np.append(np.zeros(m), np.ones(m))
        answer = linprog(cost, A_ub=above, b_ub=limits, A_eq=whole, b_eq=[1.0], method="highs")
        found[i] = answer.fun if answer.status == 0 else NEVER
    return found


def on_a_grid(scores: Scores, weights: FloatArray) -> Work:
    """(m, 1 001) whether the order at this value of the weight is the present one."""

    def work() -> BoolArray:
        present = np.argsort(-scores(weights[None])[0], kind="stable")
        found = np.empty((len(weights), len(STEPS)), dtype=bool)
        for j, weight in enumerate(weights):
            moved = (1 - STEPS)[:, None] / (1 - weight) * weights
            moved[:, j] = STEPS
            found[j] = (np.argsort(-scores(moved), axis=1, kind="stable") == present).all(axis=1)
        return found

    return work


def no_grid_point_inside_changes(ours: mi.StabilityIntervals, same: BoolArray) -> None:
    """Inside an exact interval the order is the present one, and beside it, a step further, it is not."""
    for name, row in zip(ours, same, strict=True):
        low, _, high = ours[name]
        inside = (low + 1e-9 < STEPS) & (high - 1e-9 > STEPS)
        require(bool(row[inside].all()), f"the order changes inside the interval of {name}")
        beyond = [*np.flatnonzero(low - 1e-9 > STEPS)[-1:], *np.flatnonzero(high + 1e-9 < STEPS)[:1]]
        require(not row[beyond].any(), f"the order is the same beyond the interval of {name}")
