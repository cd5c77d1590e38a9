"""Hypothesis strategies, one for each noun: preference functions, criteria, problems, weights.

Values are tenths, so that ties are common, differences such as 0.4 - 0.1 meet thresholds of 0.3, and a failing example can
be read. The profile "change" tries 200 examples, the same on every run; "nightly" tries 10 000 new ones.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st

import mcda_industry as mi
from mcda_industry.arrays import FloatArray

settings.register_profile("change", max_examples=200, deadline=None, derandomize=True, database=None)
settings.register_profile("nightly", max_examples=10_000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "change"))

NORMALISATIONS = ("vector", "minmax", "max", "sum")
METHODS: dict[str, mi.RankingMethod] = {
    "promethee2": mi.Promethee2(),
    **{f"topsis {name}": mi.Topsis(normalisation=name) for name in NORMALISATIONS},
    "weighted_sum": mi.WeightedSum(),
    "ahp ideal": mi.AhpSynthesis(mode="ideal"),
    "ahp distributive": mi.AhpSynthesis(mode="distributive"),
}
"""The methods that need no declared scale, by a name a test can show."""

Draw = Callable[[st.SearchStrategy], object]


@dataclass(frozen=True)
class BlackBox:
    """A method whose form sensitivity cannot see: that of another one, wrapped."""

    inside: mi.RankingMethod
    name: str = "black box"
    claims: frozenset[mi.Claim] = frozenset()
    conventions: dict[str, str] = field(default_factory=dict)

    def score_function(self, evaluations: mi.Evaluations, /) -> Callable[[Any], Any]:
        function = self.inside.score_function(evaluations)
        return function.__call__


def tenths(low: int, high: int) -> st.SearchStrategy[float]:
    """Numbers with one decimal between these, as float64 reads them."""
    return st.integers(10 * low, 10 * high).map(lambda number: number / 10)


@st.composite
def preference_functions(draw: Draw, continuous: bool = False) -> mi.PreferenceFunction:
    """One of the six, with thresholds in the range of the differences; only those without a jump if `continuous`."""
    q, width = draw(tenths(0, 3)), draw(tenths(1, 5))
    kinds = [mi.VShape(width), mi.Linear(q, q + width), mi.Gaussian(width)]
    return draw(st.sampled_from(kinds if continuous else [*kinds, mi.Usual(), mi.UShape(q), mi.Level(q, q + width)]))


@st.composite
def criteria(draw: Draw, name: str, scale: bool = True, continuous: bool = False) -> mi.Criterion:
    """A criterion of either direction, with the scale -10 to 10 and any preference function."""
    return mi.Criterion(
        name,
        draw(st.sampled_from(["max", "min"])),
        scale=(-10, 10) if scale else None,
        preference=draw(preference_functions(continuous)),
    )


@st.composite
def problems(
    draw: Draw,
    alternatives: tuple[int, int] = (2, 6),
    width: tuple[int, int] = (1, 4),
    low: int = -9,
    scale: bool = True,
    continuous: bool = False,
) -> mi.Problem:
    """A problem with costs and gains, ties, duplicates and constant columns."""
    n, m = draw(st.integers(*alternatives)), draw(st.integers(*width))
    named = [draw(criteria(f"c{j + 1}", scale, continuous)) for j in range(m)]
    cells = st.one_of(st.integers(max(low, -3), 3).map(float), tenths(low, 9))
    rows = draw(st.lists(st.lists(cells, min_size=m, max_size=m), min_size=n, max_size=n))
    return mi.Problem.from_arrays(np.array(rows), named)


def points(m: int, zeros: bool = True) -> st.SearchStrategy[FloatArray]:
    """(m,) whole points, some of them 0 but never all."""
    cells = st.lists(st.integers(0 if zeros else 1, 9), min_size=m, max_size=m)
    return cells.filter(any).map(lambda row: np.array(row, dtype=np.float64))


@st.composite
def weights_of(draw: Draw, problem: mi.Problem, zeros: bool = True) -> mi.Weights:
    """Weights for this problem."""
    row = draw(points(len(problem.criteria), zeros))
    return mi.Weights(dict(zip(problem.criterion_names, row.tolist(), strict=True)))


@st.composite
def weighed(draw: Draw, zeros: bool = True, **shape: object) -> tuple[mi.Problem, mi.Weights]:
    """A problem with weights."""
    problem = draw(problems(**shape))
    return problem, draw(weights_of(problem, zeros))
