"""Scores for many versions of the same problem: other performances, other thresholds, other weights in every draw.

A method whose contributions look at one column at a time (PROMETHEE II, weighted sum, AHP synthesis, …) is asked once for the
versions of a column side by side, as if each were a criterion of its own; columns that are certain are scored once. Any other
method is asked version by version.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from mcda_industry.arrays import FloatArray, IntArray, frozen
from mcda_industry.errors import MethodError
from mcda_industry.laws_of_performance import PerformanceLaw, values_at
from mcda_industry.methods import LinearScores, RankingMethod, is_columnwise
from mcda_industry.preferences import PreferenceFunction
from mcda_industry.problem import Evaluations
from mcda_industry.uncertain import UncertainCells, UncertainProblem

CELLS_AT_ONCE = 1 << 20
"""Performances of the versions scored together (8 MiB)."""


@dataclass(frozen=True, eq=False)
class Versions:
    """What differs from draw to draw, for one method: u performances and t thresholds; all else is settled.

    Attributes
    ----------
    method, evaluations
        The method, and the evaluations with every uncertain number at its mean.
    cells, thresholds
        The uncertain performances; column, name and law of the uncertain thresholds.
    """

    method: RankingMethod
    evaluations: Evaluations
    cells: UncertainCells
    thresholds: tuple[tuple[int, str, PerformanceLaw], ...]

    @classmethod
    def of(cls, problem: UncertainProblem, method: RankingMethod) -> "Versions":
        """The versions of an uncertain problem."""
        return cls(method, problem.central.evaluations, problem.uncertain_cells, problem.undecided_thresholds)

    @property
    def number(self) -> int:
        """How many uncertain numbers there are: u + t."""
        return len(self.cells.laws) + len(self.thresholds)

    @property
    def laws(self) -> tuple[PerformanceLaw, ...]:
        """The laws of the uncertain numbers: those of the performances, then those of the thresholds."""
        return (*self.cells.laws, *(law for _, _, law in self.thresholds))

    @property
    def columns(self) -> IntArray:
        """(u + t,) the column each uncertain number belongs to."""
        return np.concatenate([self.cells.columns, np.array([j for j, _, _ in self.thresholds], dtype=np.int64)])

    @property
    def columnwise(self) -> bool:
        """Whether contributions can be had column by column."""
        return is_columnwise(self.method)

    def settled(self, shares: FloatArray) -> FloatArray:
        """(draws, u + t) values of the uncertain numbers at these shares, between 0 and 1."""
        return values_at(self.laws, shares)

    def preferences(self, values: FloatArray) -> Mapping[int, Mapping[str, float]]:
        """The thresholds of one draw that differ, by column."""
        found: dict[int, dict[str, float]] = {}
        for (j, name, _), value in zip(self.thresholds, values[len(self.cells.laws) :], strict=True):
            found.setdefault(j, {})[name] = float(value)
        return found


def scores_of(versions: Versions, values: FloatArray, weights: FloatArray) -> FloatArray:
    """(draws, n) scores: each row of values (draws, u + t) with its row of weights (draws, m), which sum to one."""
    if versions.columnwise:
        return total(contributions_of(versions, values, base_contributions(versions)), weights)
    return np.array([_scores(versions, row, mine) for row, mine in zip(values, weights, strict=True)])


def _scores(versions: Versions, values: FloatArray, weights: FloatArray) -> FloatArray:
    scores = np.asarray(versions.method.score_function(version(versions, values))(weights), dtype=np.float64)
    if not np.isfinite(scores).all():
        said = f"{versions.method.name} gave a score that is not a finite number for some drawn performances. "
        raise MethodError(said + "Use a method that accepts them, or laws with narrower ranges.", code="not_finite")
    return scores


def version(versions: Versions, values: FloatArray) -> Evaluations:
    """The evaluations with these values (u + t,) of the uncertain numbers."""
    table = versions.evaluations.values.copy()
    table[versions.cells.rows, versions.cells.columns] = values[: len(versions.cells.laws)]
    preferences = list(versions.evaluations.preferences)
    for j, changed in versions.preferences(values).items():
        preferences[j] = _with_thresholds(preferences[j], changed)
    return replace(versions.evaluations, values=frozen(table), preferences=tuple(preferences))


def base_contributions(versions: Versions) -> FloatArray:
    """(n, m) contributions with every uncertain number at its mean."""
    return _linear(versions.method, versions.evaluations)


@dataclass(frozen=True, eq=False)
class Contributions:
    """Contributions of n alternatives in many draws: (n, m) where nothing differs, and (draws, n) for each column that does."""

    base: FloatArray
    changed: Mapping[int, FloatArray]


def contributions_of(versions: Versions, values: FloatArray, base: FloatArray) -> Contributions:
    """The contributions under each row of values (draws, u + t)."""
    return Contributions(base, {int(j): column_of(versions, int(j), values) for j in np.unique(versions.columns)})


def column_of(versions: Versions, column: int, values: FloatArray) -> FloatArray:
    """(draws, n) contributions of one column under each row of values (draws, u + t)."""
    parts = [_column(versions, column, values[rows]) for rows in _pieces(len(values), len(versions.evaluations.values))]
    return np.concatenate(parts)


def total(contributions: Contributions, weights: FloatArray) -> FloatArray:
    """(draws, n) scores under weights (draws, m)."""
    certain = [j for j in range(contributions.base.shape[1]) if j not in contributions.changed]
    scores = np.asarray(weights[:, certain] @ contributions.base[:, certain].T)
    for j, column in contributions.changed.items():
        scores += weights[:, j, None] * column
    return scores


def _column(versions: Versions, column: int, values: FloatArray) -> FloatArray:
    """The versions of a column as criteria of their own."""
    case, draws = versions.evaluations, len(values)
    table = np.repeat(case.values[:, column, None], draws, axis=1)
    for k in np.flatnonzero(versions.cells.columns == column):
        table[versions.cells.rows[k]] = values[:, k]
    preferences = [case.preferences[column]] * draws
    if any(j == column for j, _, _ in versions.thresholds):
        changed = (versions.preferences(row)[column] for row in values)
        preferences = [_with_thresholds(case.preferences[column], thresholds) for thresholds in changed]
    side_by_side = Evaluations(
        values=frozen(table),
        directions=np.repeat(case.directions[column], draws),
        preferences=tuple(preferences),
        scales=np.repeat(case.scales[column][None], draws, axis=0),
        labels=(case.labels[column],) * draws,
    )
    return _linear(versions.method, side_by_side).T


def _with_thresholds(preference: PreferenceFunction | None, changed: Mapping[str, float]) -> PreferenceFunction | None:
    if preference is None:
        return None
    return type(preference)(**{name: value for name, value in preference if name != "kind"} | dict(changed))


def _linear(method: RankingMethod, evaluations: Evaluations) -> FloatArray:
    scores = method.score_function(evaluations)
    if not isinstance(scores, LinearScores):
        said = f"{method.name} says that it scores column by column, but its scores are not linear. Correct its `columnwise`."
        raise MethodError(said, code="not_linear")
    return scores.contributions


def _pieces(draws: int, n: int) -> Iterator[slice]:
    step = max(1, CELLS_AT_ONCE // n)
    return (slice(start, min(draws, start + step)) for start in range(0, draws, step))
