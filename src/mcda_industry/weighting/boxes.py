"""Weights within limits: the box of shares that several judges, or one unsure judge, would accept."""

from collections.abc import Mapping, Sequence
from typing import Any, Self

import numpy as np
from pydantic import model_validator

from mcda_industry.arrays import ROUNDING, FloatArray, frozen
from mcda_industry.errors import Fault, WeightsError, did_you_mean, listed, quoted
from mcda_industry.records import FrozenMap, Name, Number, Record, positional


class WeightBox(Record):
    """Lowest and highest share of some criteria; the others may take any share, and all shares add to one.

    Examples
    --------
    >>> WeightBox({"npv": (0.2, 0.4)}).bounds(("npv", "jobs"))
    (array([0.2, 0. ]), array([0.4, 1. ]))
    """

    limits: FrozenMap[Name, tuple[Number, Number]]

    @positional
    def __init__(self, limits: Mapping[str, tuple[float, float]], **kind: Any) -> None:
        super().__init__(limits=limits, **kind)

    @model_validator(mode="after")
    def _limits_are_shares(self) -> Self:
        wrong = {name: span for name, span in self.limits.items() if not 0 <= span[0] <= span[1] <= 1}
        if wrong:
            said = "The weight of {} must lie between two shares, the lower first, not between {:g} and {:g}."
            raise WeightsError.of(
                [Fault(said.format(quoted(name), *span), "bad_limits", name) for name, span in wrong.items()]
            )
        return self

    def bounds(self, criteria: Sequence[str]) -> tuple[FloatArray, FloatArray]:
        """(m,) lowest and (m,) highest share of these criteria.

        Raises
        ------
        WeightsError
            If a limit names another criterion, or no weights lie within the limits.
        """
        if unknown := [name for name in self.limits if name not in criteria]:
            said = f"The limits name {quoted(unknown[0])}, which is no criterion; {did_you_mean(unknown[0], criteria)}"
            raise WeightsError(said, code="unknown_criterion", field=unknown[0])
        low, high = np.array([self.limits.get(name, (0.0, 1.0)) for name in criteria]).T
        if low.sum() > 1 + ROUNDING:
            most = np.argsort(-low, kind="stable")
            enough = 1 + int(np.argmax(np.cumsum(low[most]) > 1 + ROUNDING))  # the fewest that cannot hold together
            few = most[:enough]
            raise _none_within("lowest", [criteria[j] for j in few], float(low[few].sum()))
        if high.sum() < 1 - ROUNDING:
            raise _none_within("highest", criteria, float(high.sum()))
        return frozen(low), frozen(high)

    def farthest(self, direction: FloatArray, criteria: Sequence[str]) -> FloatArray:
        """(m,) the weights within the limits that go farthest in a direction (m,): the best criteria are filled first."""
        low, high = self.bounds(criteria)
        weights, left = low.copy(), max(0.0, 1.0 - float(low.sum()))
        for j in np.argsort(-direction, kind="stable"):
            added = min(left, high[j] - low[j])
            weights[j] += added
            left -= added
        return weights

    def projection(self, axes: FloatArray, criteria: Sequence[str]) -> FloatArray:
        """(k, 2) corners, counter-clockwise, of the projection of all these weights on two axes (m, 2).

        From the points farthest left and right, the point farthest beyond each edge is added until there is none: exact.
        """

        def point(direction: FloatArray) -> FloatArray:
            return np.asarray(self.farthest(axes @ direction, criteria) @ axes)

        def beyond(a: FloatArray, b: FloatArray) -> list[FloatArray]:
            outward = np.array([b[1] - a[1], a[0] - b[0]])
            c = point(outward)
            if outward @ (c - a) <= 1e-12 * max(1e-12, float(np.abs(outward).max())):
                return []
            return [*beyond(a, c), c, *beyond(c, b)]

        left, right = point(np.array([-1.0, 0.0])), point(np.array([1.0, 0.0]))
        if np.abs(left - right).max() < 1e-12:
            low, high = point(np.array([0.0, -1.0])), point(np.array([0.0, 1.0]))
            return frozen([low] if np.abs(low - high).max() < 1e-12 else [low, high])
        return frozen([left, *beyond(left, right), right, *beyond(right, left)])


def _none_within(which: str, names: Sequence[str], total: float) -> WeightsError:
    said = (
        f"No weights lie within the limits: the {which} shares of {listed(names)} add to {total:g}. Widen the limits."
    )
    return WeightsError(said, code="no_weights")
