"""Additive value: a value function for each criterion, weighted and added (Keeney & Raiffa, 1976)."""

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, Literal

import numpy as np

from mcda_industry.arrays import BoolArray, row_name
from mcda_industry.errors import MOST_FAULTS, Fault, MethodError, did_you_mean, listed, quoted
from mcda_industry.methods import Claim, LinearScores
from mcda_industry.problem import Evaluations
from mcda_industry.records import FrozenMap, Name, Record, positional
from mcda_industry.value_functions import WAYS_OUT, Beyond, PiecewiseLinear, interpolated, out_of_range

MOST_NAMED = 3
"""Names in a sentence before it counts."""


class AdditiveValue(Record):
    """The weighted sum of partial values, each read from the value function of its criterion (MAVT).

    Parameters
    ----------
    functions
        A value function by criterion name.
    beyond
        What happens to a performance outside the points of its function: "refuse" it, "clip" it to the value of the nearest end,
        or "extrapolate" the last piece.
    others
        What happens to a criterion without a function: "refuse" it, or take values "linear" along its declared scale, 0 at the
        worst end and 1 at the best.

    Notes
    -----
    Keeney, R.L. & Raiffa, H. (1976), Decisions with Multiple Objectives, chapter 3. A weight says what one unit of value counts
    for: where functions run from 0 to 1, the step from the worst to the best performance considered. Functions of different
    ranges are told in the conventions of every result. Values do not depend on the other alternatives.

    Examples
    --------
    >>> from mcda_industry.problem import Problem, maximise, minimise
    >>> problem = Problem.of([maximise("jobs"), minimise("cost")], {"P01": (50, 20), "P02": (200, 30)})
    >>> method = AdditiveValue({"jobs": PiecewiseLinear({0: 0, 50: 0.8, 200: 1}), "cost": PiecewiseLinear.linear(30, 10)})
    >>> method.score_function(problem.evaluations)([0.5, 0.5])
    array([0.65, 0.5 ])
    """

    name: ClassVar[str] = "additive_value"
    columnwise: ClassVar[bool] = True
    functions: FrozenMap[Name, PiecewiseLinear]
    beyond: Beyond = "refuse"
    others: Literal["refuse", "linear"] = "refuse"

    @positional
    def __init__(self, functions: Mapping[str, PiecewiseLinear], **options: Any) -> None:
        super().__init__(functions=functions, **options)

    @property
    def claims(self) -> frozenset[Claim]:
        """A value depends on one's own performances only; dominance needs monotone functions; points have a unit and origin."""
        alone = {Claim.NO_RANK_REVERSAL, Claim.CLONE_PROOF}
        if self.others == "refuse":  # else scales are needed
            alone.add(Claim.NO_RANK_REVERSAL_WITHOUT_SCALES)
        monotone = all(function.monotone for function in self.functions.values())
        return frozenset(alone | ({Claim.RESPECTS_DOMINANCE, Claim.MONOTONE} if monotone else set()))

    @property
    def conventions(self) -> FrozenMap[str, str]:
        """The range of the values, the policies, and which functions have their best within."""
        said = {"values": f"piecewise linear, {self._ranges()}", "beyond": self.beyond}
        if self.others == "linear":
            said["others"] = "linear along the declared scale"
        if turning := [name for name, function in self.functions.items() if not function.monotone]:
            said["not monotone"] = _shown(turning)
        return FrozenMap(said)

    def _ranges(self) -> str:
        ranges = {name: _range(function) for name, function in self.functions.items()}
        found = set(ranges.values()) | ({"0 to 1"} if self.others == "linear" else set())
        return found.pop() if len(found) == 1 else _shown([f"{name} {told}" for name, told in ranges.items()])

    def score_function(self, evaluations: Evaluations, /) -> LinearScores:
        """Linear scores whose contributions are the partial values.

        Raises
        ------
        MethodError
            With every fault found: criteria without a function or functions without a criterion, values that rise although less
            is better or fall although more is, performances beyond the points where that is refused.
        """
        functions = self._matched(evaluations)
        contributions = np.empty_like(evaluations.values)
        faults = list(_against_direction(evaluations, functions))
        for j, function in enumerate(functions):
            column = evaluations.values[:, j]
            contributions[:, j] = interpolated(*function.breakpoints, column, extend=self.beyond == "extrapolate")
            if self.beyond == "refuse" and (outside := function.outside(column)).any():
                low, high = function.ends
                said = f"its value function runs from {low:g} to {high:g}, and {{}} beyond. {WAYS_OUT}"
                faults += _cell_faults(evaluations, j, outside, said, "beyond_points")
            elif (far := out_of_range(contributions[:, j])).any():
                said = "{} too far out for a value. Add a point further out, or choose beyond='clip'."
                faults += _cell_faults(evaluations, j, far, said, "too_large")
        if faults:
            raise MethodError.of(faults)
        return LinearScores(contributions)

    def _matched(self, evaluations: Evaluations) -> tuple[PiecewiseLinear, ...]:
        """The function of each criterion, in the order of the columns; every name that does not fit is a fault."""
        known = evaluations.labels
        unknown = [name for name in self.functions if name not in known]
        missing = [name for name in known if name not in self.functions]
        if self.others == "linear":
            missing = [
                name
                for name, declared in zip(known, evaluations.declared, strict=True)
                if name in missing and not declared
            ]
        if faults := [*_unknown(unknown, known), *self._missing(missing)]:
            raise MethodError.of(faults)
        ends = np.transpose(evaluations.ends).tolist()
        return tuple(
            self.functions[name] if name in self.functions else PiecewiseLinear.linear(worst, best)
            for name, (worst, best) in zip(known, ends, strict=True)
        )

    def _missing(self, names: list[str]) -> list[Fault]:
        if not names:
            return []
        has = "has" if len(names) == 1 else "have"
        if self.others == "linear":
            said = f"Values are linear along the declared scale, and {listed(names)} {has} none. "
            said += "Give scale=(low, high), or a value function."
            return [Fault(said, "no_scale", names[0])]
        said = f"Every criterion needs a value function; {listed(names)} {has} none. Give one, "
        said += "or others='linear' for values in proportion along the declared scale."
        return [Fault(said, "no_value_function", names[0])]


def _shown(parts: list[str], number: int = 0) -> str:
    """The first three, then how many more there are, of this number of them or of those given."""
    more = max(number, len(parts)) - MOST_NAMED
    return ", ".join(parts[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def _range(function: PiecewiseLinear) -> str:
    _, values = function.breakpoints
    return f"{values.min():g} to {values.max():g}"


def _unknown(names: list[str], known: tuple[str, ...]) -> list[Fault]:
    """Functions of criteria there are not."""
    said = "There is a value function for {}, which is no criterion; {}"
    return [Fault(said.format(quoted(name), did_you_mean(name, known)), "unknown_criterion", name) for name in names]


def _against_direction(evaluations: Evaluations, functions: tuple[PiecewiseLinear, ...]) -> Iterator[Fault]:
    """Functions that rise although less is better, or fall although more is."""
    for name, direction, function in zip(evaluations.labels, evaluations.directions, functions, strict=True):
        if function.trend * direction < 0:
            wanted, does = ("more", "falls") if direction > 0 else ("less", "rises")
            said = (
                f"Criterion {quoted(name)}: {wanted} is better, but its value function {does}. Change one of the two."
            )
            yield Fault(said, "against_direction", name)


def _cell_faults(evaluations: Evaluations, j: int, wrong: BoolArray, said: str, code: str) -> list[Fault]:
    """A fault for each wrong cell of a column, all told in one sentence that names the alternatives."""
    rows, called = np.flatnonzero(wrong).tolist(), row_name(evaluations.names)
    column = evaluations.values[:, j]
    who = _shown([f"{quoted(called(i))} ({column[i]:g})" for i in rows[:MOST_NAMED]], len(rows))
    who += " is" if len(rows) == 1 else " are"
    name = evaluations.labels[j]
    sentence = f"Criterion {quoted(name)}: {said.format(who)}"
    return [Fault(sentence, code, name, i, j) for i in rows[:MOST_FAULTS]]
