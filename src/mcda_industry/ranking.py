"""One method, one set of weights, one order of the alternatives."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from functools import cached_property, partial
from html import escape
from typing import TYPE_CHECKING, Literal, get_args, overload

import numpy as np

from mcda_industry.arrays import ROUNDING, FloatArray, IntArray, TieRule, frozen, ranked, real_array, settled
from mcda_industry.errors import MethodError, did_you_mean, listed, quoted
from mcda_industry.explanation import Comparison, Explanation, comparison, contributions, possible_gains
from mcda_industry.methods import (
    Explains,
    LinearScores,
    RankingMethod,
    Revises,
    ScoreFunction,
    named,
    score_function_of,
)
from mcda_industry.problem import Problem, as_problem
from mcda_industry.weighting.weights import Weights

if TYPE_CHECKING:
    import pandas as pd

NEARLY_EQUAL = 1e-12
"""Scores this close, relative to the largest magnitude, could change places under rounding of the input."""

MOST_VALUES = 1_000_000
"""Values of a table up to which an explanation looks, unasked, for what a place would take."""


@dataclass(frozen=True, eq=False, repr=False)
class Ranking:
    """The alternatives in order of preference; iterating goes from best to worst.

    Attributes
    ----------
    problem, weights
        What was ranked, and with which weights.
    method, conventions
        The name of the method, and the choices under which that name gives this answer.
    scores
        (n,) scores in the order of `problem.alternatives`; a higher score is always better. Scores that differ by the rounding
        of their computation only (16 units in the last place of the largest, or of the weighted sum of magnitudes where linear
        scores cancel) have one value: they tie.
    score_function
        The same scores as a function of the weights: what sensitivity and explanations start from.
    ranked_by
        The method itself.
    """

    problem: Problem
    weights: Weights
    method: str
    conventions: Mapping[str, str]
    scores: FloatArray
    score_function: ScoreFunction
    ranked_by: RankingMethod

    @property
    def alternatives(self) -> tuple[str, ...]:
        """The names of the alternatives, in the order of the scores."""
        return self.problem.alternatives

    @cached_property
    def ranks(self) -> IntArray:
        """(n,) competition ranks: 1 is best; equal scores share the smaller rank (1, 2, 2, 4)."""
        return self.ranked("competition")

    @overload
    def ranked(self, ties: Literal["competition", "modified", "dense", "ordinal"] = "competition") -> IntArray: ...
    @overload
    def ranked(self, ties: Literal["average"]) -> FloatArray: ...
    @overload
    def ranked(self, ties: TieRule) -> IntArray | FloatArray: ...
    def ranked(self, ties: TieRule = "competition") -> IntArray | FloatArray:
        """(n,) ranks by another rule for equal scores, in the order of the scores, read-only; 1 is best.

        Parameters
        ----------
        ties
            Tied alternatives share the smaller rank ("competition": 1, 2, 2, 4, as in `ranks`), the larger one ("modified":
            1, 3, 3, 4), the next one so that none is left out ("dense": 1, 2, 2, 3) or the mean of their places ("average":
            1, 2.5, 2.5, 4), or take their places in the order of the problem ("ordinal": 1, 2, 3, 4).

        Raises
        ------
        MethodError
            If there is no such rule; the nearest is suggested.

        Examples
        --------
        >>> from mcda_industry.problem import maximise
        >>> ranking = rank(Problem.of([maximise("a")], {"x": [2], "y": [1], "z": [2]}), {"a": 1}, "weighted_sum")
        >>> ranking.ranks, ranking.ranked("average")
        (array([1, 3, 1]), array([1.5, 3. , 1.5]))
        """
        if ties not in (rules := get_args(TieRule)):
            said = f"There is no rule {quoted(ties)} for ties; {did_you_mean(ties, rules)}"
            raise MethodError(said, code="unknown_ties", field="ties")
        found = ranked(self.scores, ties)
        found.setflags(write=False)
        return found

    @cached_property
    def _rows(self) -> IntArray:
        """(n,) the rows of the problem from best to worst; tied alternatives in the order of the problem."""
        return np.argsort(-self.scores, kind="stable")

    @cached_property
    def order(self) -> tuple[str, ...]:
        """The names from best to worst; tied alternatives in the order of the problem."""
        return tuple(map(self.alternatives.__getitem__, self._rows.tolist()))

    @property
    def best(self) -> str:
        """The alternative in first place (the first of them in the problem, if several tie)."""
        return self.alternatives[int(self._rows[0])]

    @property
    def leaders(self) -> tuple[str, ...]:
        """All alternatives in first place, in the order of the problem: several if they tie."""
        return tuple(self.alternatives[i] for i in np.flatnonzero(self.ranks == 1))

    @cached_property
    def near_ties(self) -> tuple[tuple[str, str], ...]:
        """Neighbours in the order whose scores differ by 1e-12 of the largest or less, but do differ.

        Their order would not survive the rounding of the input; exact ties share a rank and are not listed here.
        """
        place = self._rows
        gaps = -np.diff(self.scores[place])
        close = np.flatnonzero((gaps > 0) & (gaps <= NEARLY_EQUAL * np.abs(self.scores).max()))
        return tuple((self.alternatives[place[i]], self.alternatives[place[i + 1]]) for i in close)

    @cached_property
    def explanation(self) -> FloatArray | None:
        """(n, m) what each criterion adds to or takes from each alternative, against the average one.

        None where the method is a black box.
        """
        weights = self.weights.over(self.problem.criterion_names)
        explains = isinstance(self.score_function, Explains)
        return frozen(self.score_function.explain(weights)) if explains else None  # type: ignore[attr-defined]

    def under(self, weights: "Weights | Mapping[str, float]") -> "Ranking":
        """The ranking of the same problem by the same method under other weights; the score function is kept, not built again.

        Raises
        ------
        WeightsError
            If the weights name other criteria.

        Examples
        --------
        >>> from mcda_industry.problem import maximise
        >>> boilers = Problem.of([maximise("output"), maximise("jobs")], {"A": (5, 1), "B": (4, 4)})
        >>> rank(boilers, {"output": 3, "jobs": 1}, "weighted_sum").under({"output": 1, "jobs": 3}).best
        'B'
        """
        return _ranked(self.problem, Weights.of(weights), self.ranked_by, self.score_function)

    def explain(self, alternative: str, gains: bool | None = None) -> Explanation:
        """Why this alternative stands where it does, and what it would take to gain a place.

        Parameters
        ----------
        alternative
            Its name.
        gains
            Whether to look for what it would take. That scores the alternatives again with other values: on each criterion some
            ten times where scores change smoothly, some fifty where they jump. For PROMETHEE II only the comparisons of this
            alternative are made again. None: for tables of up to a million values, which takes a second or two with the methods
            of this library; the result says whether it was looked for.

        Raises
        ------
        ProblemError
            If there is no such alternative.

        Examples
        --------
        >>> from mcda_industry.problem import maximise, minimise
        >>> boilers = Problem.of([maximise("output"), minimise("cost")], {"A": (5, 3), "B": (4, 4), "C": (1, 1)})
        >>> print(rank(boilers, {"output": 2, "cost": 1}, "weighted_sum").explain("B").sentence())
        B is number 2; for it speak output; against it cost. To gain a place, cost alone would have to go from 4 to 2.
        """
        row, place = self.problem.row(alternative), self.rank_of(alternative)
        sought = self.problem.values.size <= MOST_VALUES if gains is None else bool(gains)
        ahead = self.compare(self.alternatives[self._rows[place - 2]], alternative) if place > 1 else None
        brought = contributions(self.problem, row, self.explanation)
        steps = possible_gains(self.problem, row, partial(self._margin, row, place)) if place > 1 and sought else ()
        return Explanation(alternative, place, self[alternative], brought, ahead, steps, sought)

    def _margin(self, row: int, place: int, column: int) -> Callable[[float], float]:
        """How far this alternative, with a value in this column, is above the score it must reach to improve its rank.

        That score is the (place - 1)-th best of the others. Scores closer than rounding tie; half of that is left as a margin,
        since what is computed in another way here is rounded in another way.
        """
        rescored = self._rescored(row, column)

        def margin(value: float) -> float:
            try:
                scores, magnitude = rescored(value)
            except MethodError:
                return -np.inf
            mine, tolerance = scores[row], ROUNDING * np.abs(scores).max(initial=magnitude)
            scores[row] = -np.inf
            lead = mine - np.partition(scores, 1 - place)[1 - place] + tolerance / 2
            return float(lead) if np.isfinite(lead) else -np.inf

        return margin

    def _rescored(self, row: int, column: int) -> Callable[[float], tuple[FloatArray, float]]:
        """For a value in this row and column: (n,) scores, a new array, and what their rounding is relative to."""
        evaluations, method, function = self.problem.evaluations, self.ranked_by, self.score_function
        shares = self.weights.over(self.problem.criterion_names)
        if isinstance(method, Revises) and isinstance(function, LinearScores):
            changes, now, contributions = (
                method.changes(evaluations, row, column),
                function(shares),
                function.contributions,
            )
            others = _magnitude(function, shares) - shares[column] * np.abs(contributions[:, column]).max()

            def revised(value: float) -> tuple[FloatArray, float]:
                changed = changes(value)
                largest = np.abs(contributions[:, column] + changed).max()
                return now + shares[column] * changed, float(others + shares[column] * largest)

            return revised

        def again(value: float) -> tuple[FloatArray, float]:
            values = evaluations.values.copy()
            values[row, column] = value
            values.setflags(write=False)
            function = method.score_function(replace(evaluations, values=values))
            return np.array(function(shares), dtype=np.float64), _magnitude(function, shares)

        return again

    def compare(self, first: str, second: str) -> Comparison:
        """Two alternatives, criterion by criterion.

        Raises
        ------
        ProblemError
            If there is no such alternative.

        Examples
        --------
        >>> from mcda_industry.problem import maximise, minimise
        >>> boilers = Problem.of([maximise("output"), minimise("cost")], {"A": (5, 3), "B": (4, 4), "C": (1, 1)})
        >>> print(rank(boilers, {"output": 2, "cost": 1}, "weighted_sum").compare("B", "C").sentence())
        B is ahead of C by 0.1667; for it: output, against it: cost.
        """
        rows = self.problem.row(first), self.problem.row(second)
        return comparison(self.problem, rows, self.scores, self.explanation)

    def rank_of(self, alternative: str) -> int:
        """The rank of this alternative."""
        return int(self.ranks[self.problem.row(alternative)])

    def __getitem__(self, alternative: str) -> float:
        return float(self.scores[self.problem.row(alternative)])

    def __iter__(self) -> Iterator[str]:
        return iter(self.order)

    def __len__(self) -> int:
        return len(self.alternatives)

    def to_frame(self, ties: TieRule = "competition") -> "pd.DataFrame":
        """A data frame from best to worst: the name as index, columns "rank" and "score"; `attrs` tells the rule for ties."""
        import pandas as pd

        rows = self._rows
        frame = pd.DataFrame({"rank": self.ranked(ties)[rows], "score": self.scores[rows]}, index=list(self.order))
        frame.attrs["ties"] = ties
        return frame

    def __repr__(self) -> str:
        shown = self._shown()
        width = max(len(name) for _, name, _ in shown)
        lines = (f"{rank:>4}  {name.ljust(width)}  {score}".rstrip() for rank, name, score in shown)
        return "\n".join([self._title(), *lines, *self._notes()])

    def _repr_html_(self) -> str:
        heads = "".join(f"<th>{head}</th>" for head in ("rank", "alternative", "score"))
        cells = ["".join(f"<td>{escape(cell)}</td>" for cell in row) for row in self._shown()]
        body = "".join(f"<tr>{row}</tr>" for row in cells)
        foot = "".join(f'<tr><td colspan="3">{note}</td></tr>' for note in self._notes())
        return f"<table><caption>{escape(self._title())}</caption><tr>{heads}</tr>{body}{foot}</table>"

    def _title(self) -> str:
        said = ", ".join(f"{key}: {value}" for key, value in self.conventions.items())
        return f"Ranking of {len(self)} alternatives by {self.method} ({said})"

    def _shown(self, most: int = 60) -> list[tuple[str, str, str]]:
        shown = self._rows[:most].tolist()
        rows = [(str(self.ranks[i]), self.alternatives[i], f"{self.scores[i]:.4f}") for i in shown]
        left = len(self) - most
        return [*rows, ("", f"… {left} more", "")] if left > 0 else rows

    def _notes(self) -> list[str]:
        """The rule for ties, where there are any."""
        return ["Tied alternatives share the smaller rank."] if len(np.unique(self.scores)) < len(self) else []


def rank(
    problem: Problem,
    weights: "Weights | Mapping[str, float]",
    method: RankingMethod | str = "promethee2",
    executor: Executor | None = None,
) -> Ranking:
    """Rank the alternatives of a problem.

    Parameters
    ----------
    problem
        The alternatives and how they perform.
    weights
        Weights, or points by criterion name.
    method
        A method, or its name in the catalogue.
    executor
        Where a method that can spread its work (PROMETHEE II: criterion by criterion) does so: threads, processes, or a cluster.
        None: here. The scores are the same to the last bit.

    Raises
    ------
    WeightsError
        If the weights name other criteria.
    MethodError
        If there is no such method, it cannot be used on this problem, or it returned a score that is not a number.

    Examples
    --------
    >>> from mcda_industry.problem import maximise, minimise
    >>> boilers = Problem.of([maximise("output"), minimise("cost")], {"A": (5, 3), "B": (4, 4), "C": (1, 1)})
    >>> rank(boilers, {"output": 2, "cost": 1}, "weighted_sum").order
    ('A', 'B', 'C')
    """
    problem, method, weights = as_problem(problem), named(method), Weights.of(weights)
    weights.over(problem.criterion_names)  # refused before the work of a large problem is done
    return _ranked(problem, weights, method, score_function_of(method, problem.evaluations, executor))


def _ranked(problem: Problem, weights: Weights, method: RankingMethod, score_function: ScoreFunction) -> Ranking:
    shares = weights.over(problem.criterion_names)
    scores = settled_scores(score_function, shares, problem.alternatives, method.name)
    return Ranking(problem, weights, method.name, method.conventions, scores, score_function, method)


def settled_scores(function: ScoreFunction, shares: FloatArray, alternatives: Sequence[str], method: str) -> FloatArray:
    """(n,) the scores under weights (m,), checked, read-only; those that differ by rounding only have one value.

    Raises
    ------
    MethodError
        If the method returned anything but one finite number for each alternative.
    """
    scores = _checked(function(shares), alternatives, method)
    return frozen(settled(scores, _magnitude(function, shares)))


def _magnitude(function: ScoreFunction, shares: FloatArray) -> float:
    """What the rounding of scores is relative to, beside the largest score."""
    return float(function.magnitude(shares)) if isinstance(function, LinearScores) else 0.0


def _checked(given: object, alternatives: Sequence[str], method: str) -> FloatArray:
    scores, bad = real_array(given)
    if scores.shape != (len(alternatives),):
        said = f"{method} gave scores of shape {scores.shape} for {len(alternatives)} alternatives."
        raise MethodError(f"{said} A method returns one score per alternative.", code="wrong_shape")
    if bad:
        names = listed(alternatives[cell.place[0]] for cell in bad)
        said = f"{method} gave {names} a score that is not a finite number. "
        raise MethodError(
            said + "Look for zeros or negative values, or use a method that accepts them.", code="not_finite"
        )
    return scores
