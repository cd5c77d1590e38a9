"""PROMETHEE flows against peers, which compare all pairs, and against sorting the same columns."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

import numpy as np

import mcda_industry as mi
from benchmarks.agreement import no_answer, require, within
from benchmarks.case import Case
from benchmarks.cases import benchmark
from benchmarks.clock import Work
from benchmarks.data import PIECEWISE, Decision, P, Q, S, under
from benchmarks.effort import Effort
from benchmarks.goals import Faster, GrowsLike, Peak, Within
from benchmarks.growth import Growth
from benchmarks.machine import sorts_by
from benchmarks.peers import mcda_promethee, pydecision, pymcdm, pyrepo_mcda
from benchmarks.rival import Rival
from benchmarks.row import count
from mcda_industry.arrays import FloatArray
from mcda_industry.methods.flows import Flows, unicriterion_flows

SMOOTH = (*PIECEWISE, mi.Gaussian(S))
LINEAR = mi.Linear(Q, P)


def net_flows(given: Decision, preference: mi.PreferenceFunction) -> Work:
    """What a user calls: arrays in, checked, all flows out."""
    return lambda: mi.promethee_flows(given.values, preference, given.directions, given.weights).net


@benchmark
def against_pymcdm(effort: Effort) -> Iterator[Case]:
    """P1 and P2: each piecewise function against the fastest peer."""
    for preference in PIECEWISE:
        yield promethee(effort.pick(1_000, 1_000, 12), preference, [pymcdm], Faster("P1", 40))
    for preference in effort.pick(PIECEWISE, (LINEAR,), PIECEWISE):
        yield promethee(effort.pick(3_000, 3_000, 12), preference, [pymcdm], Faster("P2", 150), Peak("P2", 20))


@benchmark
def against_python_loops(effort: Effort) -> Iterator[Case]:
    """The peers that compare pairs in Python: once, since it takes them seconds."""
    yield promethee(effort.pick(1_000, 200, 9), LINEAR, [mcda_promethee, pydecision, pyrepo_mcda])


def promethee(
    n: int,
    preference: mi.PreferenceFunction,
    peers: Sequence[Any],
    goal: Faster | None = None,
    most: Peak | None = None,
) -> Case:
    """Net flows of n alternatives, by this library and by peers."""
    given = Decision.random(n)
    rivals = [
        peer.PEER.rival(lambda peer=peer: under(peer.promethee(given, preference), given.weights), goal)
        for peer in peers
    ]
    name = f"PROMETHEE II, {preference.kind}, n = {count(n)}, m = 10"
    return Case(name, net_flows(given, preference), rivals, within(1e-11), most=most)


@benchmark
def one_column_against_sorting(effort: Effort) -> Iterator[Case]:
    """P3 and P4: one criterion by each function, against `np.argsort` of it."""
    n = effort.pick(1_000_000, 100_000, 50)
    column = Decision.random(n).columns[0]
    for preference in SMOOTH:
        yield Case(
            f"{preference.kind} flows, n = {count(n)}, one criterion",
            lambda preference=preference: unicriterion_flows(column, preference),
            [Rival("`np.argsort`", lambda: np.argsort(column), effort.goal(over_argsort(preference)))],
            in_the_order_of_values,
            verify=lambda flows, p=preference: by_definition(column[:, None], np.ones(1), p, flows.net),
        )


@benchmark
def ten_columns_against_sorting(effort: Effort) -> Iterator[Case]:
    """P3 and P4: a whole matrix, checked, all flows of it, against `np.argsort` of its columns, one after the other in memory."""
    n = effort.pick(1_000_000, 100_000, 50)
    given = Decision.random(n)
    columns = given.columns
    for preference in (mi.Usual(), LINEAR, mi.Gaussian(S)):
        goal = effort.goal(over_argsort(preference))
        yield Case(
            f"{preference.kind} flows, n = {count(n)}, m = 10",
            net_flows(given, preference),
            [Rival("`np.argsort` of the columns", lambda: np.argsort(columns, axis=1), goal, answers=False)],
            no_answer,
            verify=partial(by_definition, given.oriented, given.weights, preference),
            rounds=effort.pick(3, 2, 1),
        )


def over_argsort(preference: mi.PreferenceFunction) -> Within:
    """P3 or P4: sorting by AVX2 is so much faster on some processors that the same flows take more of its times."""
    target, usual, fast = ("P4", 4, 9) if isinstance(preference, mi.Gaussian) else ("P3", 3.5, 6)
    return Within(target, fast if sorts_by() == "AVX2" else usual)


def in_the_order_of_values(flows: Flows, order: np.ndarray) -> None:
    """Net flows never fall as values rise, but for rounding."""
    require(bool(np.all(np.diff(flows.net[order]) >= -1e-12)), "flows are not in the order of the values")


def by_definition(
    oriented: FloatArray, weights: FloatArray, preference: mi.PreferenceFunction, net: FloatArray
) -> None:
    """Some of the net flows, by comparing their alternatives with all others."""
    for row in np.linspace(0, len(net) - 1, 3).astype(int):
        gaps = oriented[row] - oriented
        totals = preference.degrees(gaps).sum(axis=0) - preference.degrees(-gaps).sum(axis=0)
        apart = abs(float(totals @ weights) / (len(net) - 1) - net[row])
        require(apart <= 1e-11, f"net flow {row} is {apart:.1e} away from its definition")


@benchmark
def growth(effort: Effort) -> Iterator[Growth]:
    """P5: exponents beside that of sorting, and beside that of comparing all pairs."""
    sizes = effort.pick((10_000, 100_000, 1_000_000), (1_000, 10_000, 100_000), (20, 40))
    columns = [np.random.default_rng(3).uniform(1.0, 100.0, n) for n in sizes]
    sorting = [lambda column=column: np.argsort(column) for column in columns]
    for preference in SMOOTH:
        ours = [lambda column=column, p=preference: unicriterion_flows(column, p) for column in columns]
        goal = effort.goal(GrowsLike("P5", 0.15))
        yield Growth(f"{preference.kind} flows, one criterion", sizes, ours, "`np.argsort`", sorting, goal)
    sizes = effort.pick((250, 500, 1_000), (250, 500, 1_000), (20, 40))
    problems = [Decision.random(n) for n in sizes]
    theirs = (
        [under(pymcdm.promethee(given, LINEAR), given.weights) for given in problems] if pymcdm.PEER.installed else None
    )
    yield Growth("PROMETHEE II, linear", sizes, [net_flows(given, LINEAR) for given in problems], "pymcdm", theirs)
