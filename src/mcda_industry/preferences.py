"""The six preference functions of PROMETHEE (Brans, Vincke & Mareschal, 1986) and their thresholds.

A preference function turns the advantage `d` of one alternative over another on one criterion into a degree of
preference between 0 and 1; a disadvantage or no difference (`d <= 0`) is no preference. Thresholds are in the unit of
the criterion, whichever its direction.
"""

from abc import ABC, abstractmethod
from typing import Annotated, Any, Literal

import numpy as np
from pydantic import Field, model_validator

from mcda_industry.arrays import FloatArray, ratio
from mcda_industry.errors import Fault, ProblemError
from mcda_industry.records import Number, Record, positional


class PreferenceFunction(Record, ABC):
    """What the six have in common: `degrees` of advantages, and thresholds that are checked."""

    @positional
    def __init__(self, /, **thresholds: Any) -> None:
        super().__init__(**thresholds)

    @abstractmethod
    def degrees(self, advantages: FloatArray) -> FloatArray:
        """The degree of preference, 0 to 1, for each advantage (an array of any shape, in the criterion's unit)."""

    def scaled(self, factor: float) -> "PreferenceFunction":
        """The same function with its thresholds multiplied by this: another unit, or a stricter or milder judgement.

        >>> Linear(5, 15).scaled(2)
        Linear(kind='linear', q=10.0, p=30.0)
        """
        return type(self)(**{name: value * factor for name, value in self if name != "kind"})

    @model_validator(mode="after")
    def _thresholds_are_in_order(self) -> "PreferenceFunction":
        if faults := [*self._negative_thresholds(), *self._disordered_thresholds()]:
            raise ProblemError.of(faults)
        return self

    def _negative_thresholds(self) -> list[Fault]:
        thresholds = {name: value for name, value in self if name in {"q", "p", "s"}}
        return [
            Fault(f"The threshold {name}={value:g} must not be negative.", "negative_threshold", name)
            for name, value in thresholds.items()
            if value < 0
        ]

    def _disordered_thresholds(self) -> list[Fault]:
        q, p = getattr(self, "q", None), getattr(self, "p", None)
        if q is None or p is None or p >= q:
            return []
        said = f"The preference threshold p={p:g} must exceed the indifference threshold q={q:g}."
        return [Fault(said, "threshold_order", "p")]


class Usual(PreferenceFunction):
    """Type I: any advantage at all is full preference.

    >>> Usual().degrees(np.array([-1.0, 0.0, 0.1]))
    array([0., 0., 1.])
    """

    kind: Literal["usual"] = "usual"

    @positional
    def __init__(self, **kind: Any) -> None:
        super().__init__(**kind)

    def degrees(self, advantages: FloatArray) -> FloatArray:
        """1 where d > 0."""
        return np.asarray(advantages > 0, dtype=np.float64)


class UShape(PreferenceFunction):
    """Type II: indifference up to and including `q`, full preference beyond.

    >>> UShape(10).degrees(np.array([10.0, 10.5]))
    array([0., 1.])
    """

    kind: Literal["u_shape"] = "u_shape"
    q: Number

    @positional
    def __init__(self, q: float, **kind: Any) -> None:
        super().__init__(q=q, **kind)

    def degrees(self, advantages: FloatArray) -> FloatArray:
        """1 where d > q."""
        return np.asarray(advantages > self.q, dtype=np.float64)


class VShape(PreferenceFunction):
    """Type III: preference grows in proportion up to `p`. With p = 0 it is `Usual`.

    >>> VShape(10).degrees(np.array([-5.0, 5.0, 20.0]))
    array([0. , 0.5, 1. ])
    """

    kind: Literal["v_shape"] = "v_shape"
    p: Number

    @positional
    def __init__(self, p: float, **kind: Any) -> None:
        super().__init__(p=p, **kind)

    def degrees(self, advantages: FloatArray) -> FloatArray:
        """d/p between 0 and p."""
        return _ramp(advantages, 0.0, self.p)


class Level(PreferenceFunction):
    """Type IV: indifference up to `q`, half preference up to and including `p`, full preference beyond.

    >>> Level(0.5, 1.5).degrees(np.array([0.5, 1.0, 1.5, 2.0]))
    array([0. , 0.5, 0.5, 1. ])
    """

    kind: Literal["level"] = "level"
    q: Number
    p: Number

    @positional
    def __init__(self, q: float, p: float, **kind: Any) -> None:
        super().__init__(q=q, p=p, **kind)

    def degrees(self, advantages: FloatArray) -> FloatArray:
        """0, 1/2 where d > q, 1 where d > p."""
        return np.asarray(0.5 * (advantages > self.q) + 0.5 * (advantages > self.p), dtype=np.float64)


class Linear(PreferenceFunction):
    """Type V: indifference up to `q`, then growing in proportion up to `p`. With q = p it is `UShape(q)`.

    >>> Linear(5, 15).degrees(np.array([5.0, 10.0, 20.0]))
    array([0. , 0.5, 1. ])
    """

    kind: Literal["linear"] = "linear"
    q: Number
    p: Number

    @positional
    def __init__(self, q: float, p: float, **kind: Any) -> None:
        super().__init__(q=q, p=p, **kind)

    def degrees(self, advantages: FloatArray) -> FloatArray:
        """(d - q)/(p - q) between q and p."""
        return _ramp(advantages, self.q, self.p)


class Gaussian(PreferenceFunction):
    """Type VI: 1 - exp(-d²/(2 s²)) for d > 0; `s` is the inflection point, and must be above zero.

    >>> Gaussian(10).degrees(np.array([0.0, 10.0])).round(4)
    array([0.    , 0.3935])
    """

    kind: Literal["gaussian"] = "gaussian"
    s: Annotated[Number, Field(gt=0)]

    @positional
    def __init__(self, s: float, **kind: Any) -> None:
        super().__init__(s=s, **kind)

    def degrees(self, advantages: FloatArray) -> FloatArray:
        """1 - exp(-(d/s)²/2) where d > 0."""
        with np.errstate(over="ignore"):  # an advantage of 1e200 s is full preference
            return -np.expm1(-0.5 * (np.maximum(advantages, 0.0) / self.s) ** 2)


def _ramp(advantages: FloatArray, q: float, p: float) -> FloatArray:
    """0 up to q, 1 beyond p, proportional between; at p = q a step just beyond q."""
    with np.errstate(over="ignore"):  # an advantage of 1e308 p is full preference
        share = ratio(advantages - q, np.full_like(advantages, p - q), if_zero=1.0)
    return np.where(advantages > q, np.clip(share, 0.0, 1.0), 0.0)


AnyPreference = Annotated[Usual | UShape | VShape | Level | Linear | Gaussian, Field(discriminator="kind")]
"""One of the six, told apart in JSON by its `kind`."""
