"""Partial value functions: what each performance on one criterion is worth (Keeney & Raiffa, 1976)."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal, Self

import numpy as np
from pydantic import BeforeValidator, Field, model_validator

from mcda_industry.arrays import BoolArray, FloatArray, real_array
from mcda_industry.errors import MethodError, ProblemError, listed, quoted
from mcda_industry.records import Number, Record, positional

LARGEST = 1e300
"""Values beyond this magnitude are refused: their differences could overflow."""

Beyond = Literal["refuse", "clip", "extrapolate"]


def _pairs(points: object) -> object:
    """The points of a mapping as pairs; anything else as it came."""
    if not isinstance(points, Mapping):
        return points
    if text := [performance for performance in points if isinstance(performance, str)]:
        said = f"The performance {quoted(text[0])} is text, not a number. Give points as pairs of numbers: [[0, 0], [10, 1]]."
        raise ProblemError(said, code="text_performance", field="points")
    return tuple(points.items())


class PiecewiseLinear(Record):
    """A value function that runs straight from each point to the next.

    Parameters
    ----------
    points
        The value of some performances, two or more: {performance: value}, or pairs. Performances run one way, up or down. Values
        may have any range; 0 for the worst and 1 for the best performance considered is usual, and what weights are then about.
    monotone
        Whether the values must run one way too. False allows an optimum in between; a method that uses such a function no longer
        respects dominance.

    Raises
    ------
    ProblemError
        If there are fewer than two points, performances come in no order or twice, values turn though `monotone`, or are beyond
        1e300.

    Notes
    -----
    Keeney, R.L. & Raiffa, H. (1976), Decisions with Multiple Objectives, chapter 3.

    Examples
    --------
    >>> jobs = PiecewiseLinear({0: 0, 50: 0.8, 200: 1})
    >>> jobs.at([25, 200])
    array([0.4, 1. ])
    >>> PiecewiseLinear({6.5: 0, 7: 1, 8: 0}, monotone=False).at(7.5)
    array(0.5)
    """

    kind: Literal["piecewise_linear"] = "piecewise_linear"
    points: Annotated[
        tuple[tuple[Number, Number], ...],
        BeforeValidator(_pairs),
        Field(description="pairs of a performance, in the unit of the criterion, and its value"),
    ]
    monotone: Annotated[bool, Field(strict=True, description="false allows values that rise and fall")] = True

    @positional
    def __init__(
        self, points: Mapping[float, float] | Sequence[tuple[float, float]], monotone: bool = True, **kind: Any
    ) -> None:
        super().__init__(points=_pairs(points), monotone=monotone, **kind)

    @classmethod
    def linear(cls, worst: float, best: float) -> Self:
        """The function in proportion: 0 at the worst performance, 1 at the best, which for a cost is the smaller one.

        >>> PiecewiseLinear.linear(worst=30, best=10).at([30, 15])
        array([0.  , 0.75])
        """
        return cls(((worst, 0.0), (best, 1.0)))

    @classmethod
    def from_midvalues(cls, performances: Sequence[float]) -> Self:
        """The function by mid-value splitting (bisection).

        Ask which performance lies halfway in value between the worst and the best one: the step from the worst to it is worth as
        much as the step from it to the best. Then halve both parts again, if wanted.

        Parameters
        ----------
        performances
            From worst to best, at equal steps of value: 3 performances (worst, halfway, best), 5, 9, …

        Raises
        ------
        ProblemError
            If the number of performances does not come from halving.

        Notes
        -----
        Keeney & Raiffa (1976), chapter 3.

        Examples
        --------
        >>> PiecewiseLinear.from_midvalues([2500, 2620, 2900, 3150, 3500]).at([2900, 3150])
        array([0.5 , 0.75])
        """
        steps = len(performances) - 1 if isinstance(performances, Sequence | np.ndarray) else 0
        if steps < 2 or steps & (steps - 1):
            said = (
                f"Mid-values are given as 3, 5, 9, … performances from worst to best, not as {quoted(performances)}. "
            )
            raise ProblemError(said + "Give the worst, what lies halfway, and the best.", code="no_midvalues")
        return cls(tuple((performance, k / steps) for k, performance in enumerate(performances)))

    @model_validator(mode="after")
    def _points_are_in_order(self) -> Self:
        if len(self.points) < 2:
            said = f"A value function needs two points or more; there {'is 1' if self.points else 'are none'}. Give another."
            raise ProblemError(said, code="too_few_points", field="points")
        performances, values = zip(*self.points, strict=True)
        if large := [value for value in values if abs(value) > LARGEST]:
            said = f"The value {large[0]:g} is too large to be added to others. Use smaller values, such as 0 to 1."
            raise ProblemError(said, code="too_large", field="points")
        if (wrong := _turn(performances, strict=True)) is not None:
            twice = performances[wrong] == performances[wrong - 1]
            said = f"performance {performances[wrong]:g} comes {'twice' if twice else f'after {performances[wrong - 1]:g}'}"
            said = f"The points of a value function run one way along the performances: {said}. Leave one out, or correct it."
            raise ProblemError(said, code="point_order", field="points")
        if self.monotone and (wrong := _turn(values)) is not None:
            said = f"The values turn: at {performances[wrong]:g} the value is {values[wrong]:g} after {values[wrong - 1]:g}. "
            said += "Correct the value, or write monotone=False if the best performance lies in between."
            raise ProblemError(said, code="not_monotone", field="points")
        return self

    @property
    def breakpoints(self) -> tuple[FloatArray, FloatArray]:
        """(k,) performances, increasing, and (k,) their values."""
        x, y = np.array(sorted(self.points), dtype=np.float64).T
        return x, y

    @property
    def ends(self) -> tuple[float, float]:
        """The lowest and the highest performance with a value."""
        performances = [performance for performance, _ in self.points]
        return min(performances), max(performances)

    @property
    def trend(self) -> int:
        """1 where values rise with the performance, -1 where they fall, 0 where they do both or neither."""
        if not self.monotone:
            return 0
        values = self.breakpoints[1]
        return int(np.sign(values[-1] - values[0]))

    def at(self, performances: object, beyond: Beyond = "refuse") -> FloatArray:
        """The value of each performance.

        Parameters
        ----------
        performances
            Finite numbers, of any shape.
        beyond
            What happens outside the points: "refuse" it, "clip" to the value of the nearest end, or "extrapolate" the last piece.

        Raises
        ------
        ProblemError
            If a performance is not a finite number, or `beyond` is another word.
        MethodError
            If a performance lies beyond the points and that is refused.
        """
        given, bad = real_array(performances)
        if bad:
            said = f"There is no value for {listed(cell.shown for cell in bad)}. Give finite numbers."
            raise ProblemError(said, code="not_a_number", field="performances")
        if beyond not in (policies := ("refuse", "clip", "extrapolate")):
            said = f"Beyond the points one may {', '.join(policies)}, not {quoted(beyond)}. Choose one of them."
            raise ProblemError(said, code="bad_policy", field="beyond")
        if beyond == "refuse" and (outside := self.outside(given)).any():
            low, high = self.ends
            said = f"The value function runs from {low:g} to {high:g}; {_listed(given[outside])} lies beyond. "
            raise MethodError(said + WAYS_OUT, code="beyond_points")
        found = interpolated(*self.breakpoints, given, extend=beyond == "extrapolate")
        if (far := out_of_range(found)).any():
            said = f"The value of {_listed(given[far])} is too large to be told. Add a point further out."
            raise MethodError(said, code="too_large")
        return found

    def outside(self, performances: FloatArray) -> BoolArray:
        """Whether each performance lies beyond the points."""
        low, high = self.ends
        return np.asarray((performances < low) | (performances > high))


WAYS_OUT = "Add a point, or choose beyond='clip' or beyond='extrapolate'."


def _listed(performances: FloatArray) -> str:
    return listed(f"{performance:g}" for performance in performances)


def _turn(numbers: Sequence[float], strict: bool = False) -> int | None:
    """Where numbers that ran one way stop doing so; if `strict`, also where one comes twice in a row."""
    earlier, later = np.array(numbers[:-1]), np.array(numbers[1:])
    steps = np.where(later > earlier, 1, np.where(later < earlier, -1, 0))
    way = next((step for step in steps if step), 2)
    wrong = np.flatnonzero((steps == -way) | ((steps == 0) & strict))
    return int(wrong[0]) + 1 if len(wrong) else None


def interpolated(points: FloatArray, values: FloatArray, performances: FloatArray, extend: bool) -> FloatArray:
    """Values between increasing points; beyond them those of the ends, or of the last pieces if `extend`.

    At a point, and along a level piece, a value is that of the point to the last bit. Where a last piece leads beyond the range
    of float64 the value is not finite.
    """
    given = performances if extend else np.clip(performances, points[0], points[-1])
    left = np.clip(np.searchsorted(points, given, side="right") - 1, 0, len(points) - 2)
    start, end = values[left], values[left + 1]
    # halving is exact for numbers above 1, and keeps their differences in range; smaller ones need none
    factor = np.where(np.maximum(np.abs(points[:-1]), np.abs(points[1:])) > 1, 0.5, 1.0)
    width = factor * points[1:] - factor * points[:-1]
    with np.errstate(over="ignore", invalid="ignore"):
        share = (factor[left] * given - (factor * points[:-1])[left]) / width[left]
        return np.where(share <= 0.5, start + share * (end - start), end - (1.0 - share) * (end - start))


def out_of_range(values: FloatArray) -> BoolArray:
    """Whether each value is beyond 1e300, infinite or none."""
    return np.asarray(~(np.abs(values) <= LARGEST))
