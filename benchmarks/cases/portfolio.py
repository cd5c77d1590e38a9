"""A portfolio under budgets, quotas, exclusions and prerequisites, against the same programme handed to HiGHS directly."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

import mcda_industry as mi
from benchmarks.agreement import require
from benchmarks.case import Case
from benchmarks.cases import benchmark
from benchmarks.effort import Effort
from benchmarks.goals import Within
from benchmarks.rival import Rival
from benchmarks.row import count
from mcda_industry.arrays import FloatArray
from mcda_industry.portfolio import AtLeast, AtMost, Budget, Choice, Constraint, Exclusive, Requires

SECTORS, REGIONS = 5, 12


@dataclass(frozen=True)
class Bank:
    """Candidates, what each is worth, two budgets, twelve quotas, and as many exclusions as prerequisites."""

    values: dict[str, float]
    budgets: tuple[Budget, ...]
    limits: tuple[Constraint, ...]

    @classmethod
    def random(cls, n: int, pairs: int) -> "Bank":
        """The same for the same numbers, always. Costs have one decimal, values three, and worth grows less than cost."""
        rng = np.random.default_rng(0)
        names = [f"P{i:05d}" for i in range(n)]
        capex = np.round(rng.lognormal(3.0, 1.0, n), 1)
        support = np.round(capex * rng.uniform(0.05, 0.35, n), 1)
        values = np.round(capex**0.7 * rng.uniform(0.5, 1.5, n), 3)
        budgets = tuple(
            Budget(name, round(0.3 * float(costs.sum()), 1), dict(zip(names, costs.tolist(), strict=True)))
            for name, costs in (("capex", capex), ("support", support))
        )
        return cls(
            dict(zip(names, values.tolist(), strict=True)),
            budgets,
            (*cls._quotas(names, rng), *cls._pairs(names, pairs, rng)),
        )

    @staticmethod
    def _quotas(names: list[str], rng: np.random.Generator) -> Iterator[Constraint]:
        sectors = rng.integers(0, SECTORS + 1, len(names))
        for sector in range(SECTORS):
            of = [names[place] for place in np.flatnonzero(sectors == sector)] or names[:1]
            yield AtLeast(f"of sector {sector}", len(of) // 4, of=of)
            yield AtMost(f"of sector {sector}", max(1, len(of) // 3), of=of)
        jobs = rng.integers(1, 300, len(names)).tolist()
        yield AtLeast("jobs", sum(jobs) // 4, of=dict(zip(names, jobs, strict=True)))
        regions = rng.integers(0, REGIONS, len(names)).tolist()
        groups = {name: f"region {region}" for name, region in zip(names, regions, strict=True)}
        yield AtLeast("regions", 3 * len(set(groups.values())) // 4, groups=groups)

    @staticmethod
    def _pairs(names: list[str], pairs: int, rng: np.random.Generator) -> Iterator[Constraint]:
        drawn = rng.permutation(len(names))[: 2 * pairs].reshape(-1, 2)
        for number, (one, other) in enumerate(drawn.tolist()):
            yield Exclusive([names[one], names[other]]) if number % 2 else Requires(names[one], names[other])

    def selected(self) -> mi.Portfolio:
        """By this library: names checked, programme built, solved, added up again."""
        return mi.select_portfolio(self.values, self.values, self.budgets, *self.limits)

    def programme(self) -> tuple[FloatArray, Any, FloatArray]:
        """Worths, sparse rows and limits, ready for HiGHS."""
        from scipy.sparse import csr_array

        rows, most = Choice(tuple(self.values), (*self.budgets, *self.limits)).system
        worth = np.zeros(rows.shape[1])
        worth[: len(self.values)] = list(self.values.values())
        return worth, csr_array(rows), most


@benchmark
def under_all_kinds_of_limits(effort: Effort) -> Iterator[Case]:
    """M1: proved, from names to the names taken, beside the solver alone on a programme that is ready."""
    for n, pairs in effort.pick(((1_000, 200), (10_000, 200)), ((1_000, 200),), ((30, 5),)):
        bank = Bank.random(n, pairs)
        worth, rows, most = bank.programme()
        yield Case(
            f"the best of {count(n)} candidates, 2 budgets, 12 quotas, {pairs} exclusions and prerequisites",
            bank.selected,
            [
                Rival(
                    "`scipy.optimize.milp`, the programme ready, no gap",
                    partial(solved, worth, rows, most, {"mip_rel_gap": 0}),
                    effort.goal(Within("M1", 2)),
                ),
                Rival("the same at its default gap", partial(solved, worth, rows, most, {}), answers=False),
            ],
            worth_as_much,
            verify=partial(meets_all, bank),
            traced=n == 1_000,
            rounds=effort.pick(5 if n == 1_000 else 1, 2, 1),
        )


def solved(worth: FloatArray, rows: Any, most: FloatArray, options: dict[str, Any]) -> float:
    """What HiGHS finds the best set worth."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    limits = LinearConstraint(rows, -np.inf, most)
    found = milp(-worth, integrality=np.ones(len(worth)), bounds=Bounds(0, 1), constraints=limits, options=options)
    return float(-found.fun)


def worth_as_much(ours: mi.Portfolio, theirs: float) -> None:
    """A solver meets limits to within a millionth, so that its set may be worth a little more than any that meets them."""
    require(abs(ours.value - theirs) <= 1e-6 * abs(theirs), f"worth {ours.value} and {theirs}")


def meets_all(bank: Bank, ours: mi.Portfolio) -> None:
    """Every limit holds, read by its words."""
    require(all(spent.left >= 0 for spent in ours.spending.values()), "over budget")
    inside = frozenset(ours.selected)
    for limit in bank.limits:
        match limit:
            case Exclusive():
                require(len(inside & set(limit.of)) <= 1, limit.label)
            case Requires():
                require(limit.candidate not in inside or inside >= set(limit.needs), limit.label)
            case AtLeast() if limit.groups:
                require(len({limit.groups[name] for name in inside}) >= limit.number, limit.label)
            case AtLeast() | AtMost():
                total = sum(limit.of.get(name, 0.0) for name in inside)
                require(total >= limit.number if isinstance(limit, AtLeast) else total <= limit.number, limit.label)
