"""Paired timings: each case runs ours and the alternative in turn, in one process, and prints ratios of the same round."""

import argparse
import os
import sys
import time
import tracemalloc
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(variable, "1")

import numpy as np

import mcda_industry as mi
from mcda_industry.methods.flows import unicriterion_flows
from mcda_industry.sensitivity.draws import BLOCK, block_generator
from mcda_industry.sensitivity.paths import proportions

Work = Callable[[], object]


@dataclass(frozen=True)
class Case:
    """Ours against something else on the same data."""

    group: str
    name: str
    ours: Work
    other_name: str
    other: Work
    rounds: int = 7


def problem(n: int, m: int = 10, preference: mi.PreferenceFunction | None = None) -> mi.Problem:
    """A random problem of benefits and costs."""
    values = np.random.default_rng(7).uniform(1.0, 100.0, (n, m))
    chosen = preference or mi.Linear(5, 20)
    criteria = [mi.Criterion(f"c{j}", "min" if j % 3 == 2 else "max", preference=chosen) for j in range(m)]
    return mi.Problem.from_arrays(values, criteria)


def even(found: mi.Problem) -> mi.Weights:
    """Weights that differ a little, so that nothing ties."""
    return mi.Weights({name: 1 + j / 7 for j, name in enumerate(found.criterion_names)})


def flows(large: bool) -> Iterator[Case]:
    """PROMETHEE II against pymcdm, and against sorting alone."""
    from pymcdm.methods import PROMETHEE_II

    for n in (1_000, 3_000):
        found = problem(n)
        directions, weights = found.evaluations.directions, even(found).over(found.criterion_names)
        m = len(directions)

        def peer(
            found: mi.Problem = found, directions: object = directions, weights: object = weights, m: int = m
        ) -> object:
            method = PROMETHEE_II("vshape_2", p=np.full(m, 20.0), q=np.full(m, 5.0))
            return method(found.values.copy(), weights, directions)

        def ours(found: mi.Problem = found) -> object:
            return mi.rank(found, even(found), "promethee2").scores

        yield Case("flows", f"PROMETHEE II linear, n = {n}", ours, "pymcdm", peer, rounds=5 if n < 2_000 else 3)
    kinds = (mi.Usual(), mi.UShape(5), mi.VShape(20), mi.Level(5, 20), mi.Linear(5, 20), mi.Gaussian(12.5))
    for n in (10_000, 1_000_000) if large else (10_000,):
        values = np.random.default_rng(3).uniform(1.0, 100.0, n)
        for preference in kinds:
            if isinstance(preference, mi.Gaussian) and n > 10_000 and not _fast_gaussian():
                continue
            name = f"{type(preference).__name__}, one criterion, n = {n}"
            yield Case(
                "flows",
                name,
                lambda values=values, preference=preference: unicriterion_flows(values, preference),
                "np.argsort",
                lambda values=values: np.argsort(values),
                rounds=5,
            )


def _fast_gaussian() -> bool:
    """Whether a Gaussian column of 20 000 takes less than a tenth of a second."""
    values = np.random.default_rng(3).uniform(1.0, 100.0, 20_000)
    start = time.perf_counter()
    unicriterion_flows(values, mi.Gaussian(12.5))
    return time.perf_counter() - start < 0.1


def topsis(large: bool) -> Iterator[Case]:
    """TOPSIS against pymcdm."""
    from pymcdm.methods import TOPSIS
    from pymcdm.normalizations import vector_normalization

    for n in (100, 10_000, 1_000_000) if large else (100, 10_000):
        found = problem(n)
        weights = even(found)
        shares, directions = weights.over(found.criterion_names), found.evaluations.directions

        def peer(found: mi.Problem = found, shares: object = shares, directions: object = directions) -> object:
            return TOPSIS(vector_normalization)(found.values, shares, directions)

        yield Case(
            "topsis",
            f"TOPSIS, n = {n}",
            lambda found=found, weights=weights: mi.rank(found, weights, "topsis").scores,
            "pymcdm",
            peer,
            rounds=3 if n > 100_000 else 7,
        )


def smaa(large: bool) -> Iterator[Case]:
    """Rank acceptability against the loop over draws a user would write, and against the bare arithmetic."""
    from scipy.stats import rankdata

    found, draws = problem(50), 10_000
    for method in ("promethee2", "topsis"):
        function = mi.rank(found, even(found), method).score_function

        def loop(function: Callable[[object], object] = function) -> object:
            counts = np.zeros((50, 50))
            for row in np.random.default_rng(0).dirichlet(np.ones(10), 500):
                counts[np.arange(50), rankdata(-np.asarray(function(row)), method="ordinal") - 1] += 1
            return counts

        yield Case(
            "smaa",
            f"rank acceptability, {method}, n = 50, 10 000 draws",
            lambda method=method: mi.acceptability(found, method, draws=draws),
            "numpy loop over 500 draws (times 20)",
            loop,
        )
    for n in (50, 1_000):
        found = problem(n)
        function = mi.rank(found, even(found), "promethee2").score_function
        table = np.ascontiguousarray(function.contributions.T)

        def bare(table: np.ndarray = table, n: int = n) -> None:
            points = block_generator(0, 0).standard_exponential((BLOCK, 10))
            for start in range(0, BLOCK, 1024):
                np.sort(points[start : start + 1024] @ table, axis=1)

        yield Case(
            "smaa",
            f"rank acceptability, promethee2, n = {n}, 65 536 draws",
            lambda found=found: mi.acceptability(found, "promethee2", draws=BLOCK),
            "matrix product and row sort alone",
            bare,
            rounds=3,
        )


def stability(large: bool) -> Iterator[Case]:
    """Exact stability intervals against a grid of 1001 weights for each criterion."""
    found = problem(1_000, 20)
    weights = even(found)
    shares = weights.over(found.criterion_names)
    others = proportions(shares)
    for method in ("promethee2", "topsis"):
        function = mi.rank(found, weights, method).score_function

        def grid(function: Callable[[object], np.ndarray] = function) -> None:
            for j in range(len(shares)):
                steps = np.linspace(0, 1, 1001)[:, None]
                moved = (1 - steps) * others[j]
                moved[:, j] = steps[:, 0]
                np.argsort(-function(moved), axis=1)

        yield Case(
            "stability",
            f"stability intervals of the whole order, {method}, n = 1000, m = 20",
            lambda method=method: mi.stability_intervals(found, weights, method),
            "grid of 1001 weights a criterion",
            grid,
            rounds=3,
        )


def ahp(large: bool) -> Iterator[Case]:
    """Certified priorities of many matrices against a stacked eigenvalue decomposition."""
    rng = np.random.default_rng(5)
    logarithms = rng.normal(0, 0.6, (10_000, 9, 9))
    matrices = np.exp(np.triu(logarithms, 1) - np.triu(logarithms, 1).transpose(0, 2, 1))
    yield Case(
        "ahp",
        "weights and CR of 10 000 matrices 9 × 9",
        lambda: mi.weighting.priorities_of(matrices),
        "np.linalg.eig, stacked",
        lambda: np.linalg.eig(matrices),
        rounds=3,
    )


GROUPS = {"flows": flows, "topsis": topsis, "smaa": smaa, "stability": stability, "ahp": ahp}


def timed(work: Work) -> float:
    """Seconds of one call, or of the mean of several if one is very short."""
    start = time.perf_counter()
    work()
    once = time.perf_counter() - start
    if once > 0.004:
        return once
    repeats = int(0.004 / max(once, 1e-7)) + 1
    start = time.perf_counter()
    for _ in range(repeats):
        work()
    return (time.perf_counter() - start) / repeats


def peak(work: Work) -> float:
    """Peak memory of one call in MiB, as NumPy and Python allocate it."""
    tracemalloc.start()
    work()
    found = tracemalloc.get_traced_memory()[1] / 2**20
    tracemalloc.stop()
    return found


def run(case: Case) -> str:
    """One row of the table."""
    case.ours(), case.other()
    pairs = [(timed(case.ours), timed(case.other)) for _ in range(case.rounds)]
    ours, other = (float(np.median(column)) for column in zip(*pairs, strict=True))
    ratio = float(np.median([b / a for a, b in pairs]))
    said = f"{ratio:.1f} × faster than" if ratio >= 1 else f"{1 / ratio:.2f} × the time of"
    memory = f"{peak(case.ours):.1f} / {peak(case.other):.1f} MiB"
    return f"| {case.name} | {1e3 * ours:.3f} ms | {said} {case.other_name} ({1e3 * other:.3f} ms) | {memory} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("groups", nargs="*", choices=[*GROUPS, []], help="which groups to run; all when none is named")
    parser.add_argument("--large", action="store_true", help="also sizes up to a million alternatives")
    chosen = parser.parse_args()
    warnings.simplefilter("ignore")  # the peers warn on ordinary data
    print(f"Python {sys.version.split()[0]}, NumPy {np.__version__}, BLAS on one thread\n")
    print("| case | ours | paired with | peak memory, ours / other |\n|---|---|---|---|")
    for name in chosen.groups or GROUPS:
        for case in GROUPS[name](chosen.large):
            print(run(case), flush=True)


if __name__ == "__main__":
    main()
