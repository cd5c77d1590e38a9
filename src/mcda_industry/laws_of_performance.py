"""What may be known of a performance instead of its value: a law of probability, told by a few numbers people can give.

Every law is read through its quantiles: a share between 0 and 1 becomes a value. Draws, stratified draws and draws shared
between two runs are then the same call with other shares.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal, Self

import numpy as np
from pydantic import Field, model_validator

from mcda_industry.arrays import FloatArray
from mcda_industry.errors import Fault, ProblemError, did_you_mean, quoted
from mcda_industry.records import Number, Record, positional


class PerformanceLaw(Record, ABC):
    """What the five laws have in common: quantiles, a mean, and the ends of their range."""

    @positional
    def __init__(self, /, **numbers: Any) -> None:
        super().__init__(**numbers)

    @abstractmethod
    def quantiles(self, shares: FloatArray) -> FloatArray:
        """The values below which these shares, between 0 and 1, of the possible values lie (an array of the same shape)."""

    @property
    @abstractmethod
    def mean(self) -> float:
        """The expected value."""

    @property
    @abstractmethod
    def ends(self) -> tuple[float, float]:
        """The lowest and the highest possible value; infinite where there is none."""

    @abstractmethod
    def times(self, factor: float) -> "PerformanceLaw":
        """The law of this factor times the value; the factor is not zero."""

    @model_validator(mode="after")
    def _numbers_make_a_law(self) -> Self:
        if said := self._wrong():
            raise ProblemError.of([Fault(said, "bad_law", self.__class__.__name__)])
        return self

    @abstractmethod
    def _wrong(self) -> str | None:
        """What keeps these numbers from making a law, and what to do."""


class Uniform(PerformanceLaw):
    """Every value between two ends, equally likely.

    >>> Uniform(10, 20).quantiles(np.array([0.0, 0.25, 1.0]))
    array([10. , 12.5, 20. ])
    """

    kind: Literal["uniform"] = "uniform"
    low: Number
    high: Number

    @positional
    def __init__(self, low: float, high: float, **kind: Any) -> None:
        super().__init__(low=low, high=high, **kind)

    def quantiles(self, shares: FloatArray) -> FloatArray:
        """The low end + share × (high - low), in a form that does not overflow."""
        return np.asarray(self.low * (1 - shares) + self.high * shares)

    @property
    def mean(self) -> float:
        """The middle."""
        return self.low / 2 + self.high / 2

    @property
    def ends(self) -> tuple[float, float]:
        """Both ends."""
        return self.low, self.high

    def times(self, factor: float) -> "Uniform":
        """Both ends times the factor."""
        return Uniform(*sorted((self.low * factor, self.high * factor)))

    def _wrong(self) -> str | None:
        if self.low < self.high:
            return None
        return (
            f"A uniform law must run from low to high, not from {self.low:g} to {self.high:g}. Give two ends in order."
        )


class Triangular(PerformanceLaw):
    """Between two ends, most likely at the mode: what an expert can say (at least, probably, at most).

    >>> Triangular(0, 1, 4).quantiles(np.array([0.0, 0.25, 1.0]))
    array([0., 1., 4.])
    """

    kind: Literal["triangular"] = "triangular"
    low: Number
    mode: Number
    high: Number

    @positional
    def __init__(self, low: float, mode: float, high: float, **kind: Any) -> None:
        super().__init__(low=low, mode=mode, high=high, **kind)

    def quantiles(self, shares: FloatArray) -> FloatArray:
        """The inverse of the two parabolas that meet at the mode."""
        span = self.high - self.low
        below = (self.mode - self.low) / span
        rising = self.low + span * np.sqrt(below * shares)
        falling = self.high - span * np.sqrt((1 - below) * (1 - shares))
        return np.where(shares < below, rising, falling)

    @property
    def mean(self) -> float:
        """The mean of the three."""
        return self.low / 3 + self.mode / 3 + self.high / 3

    @property
    def ends(self) -> tuple[float, float]:
        """Both ends."""
        return self.low, self.high

    def times(self, factor: float) -> "Triangular":
        """All three times the factor."""
        low, mode, high = sorted((self.low * factor, self.mode * factor, self.high * factor))
        return Triangular(low, mode, high)

    def _wrong(self) -> str | None:
        if self.low <= self.mode <= self.high and self.low < self.high and np.isfinite(self.high - self.low):
            return None
        said = f"A triangular law needs low ≤ mode ≤ high, not {self.low:g}, {self.mode:g}, {self.high:g}. "
        return said + "Give the least, the most likely and the greatest value."


class Normal(PerformanceLaw):
    """A mean and a standard deviation; no value is impossible.

    >>> Normal(10, 2).quantiles(np.array([0.5, 0.975])).round(2)
    array([10.  , 13.92])
    """

    kind: Literal["normal"] = "normal"
    centre: Number
    deviation: Number

    @positional
    def __init__(self, centre: float, deviation: float, **kind: Any) -> None:
        super().__init__(centre=centre, deviation=deviation, **kind)

    def quantiles(self, shares: FloatArray) -> FloatArray:
        """The centre + deviation × the quantile of the standard law."""
        return np.asarray(self.centre + self.deviation * _standard_normal(shares))

    @property
    def mean(self) -> float:
        """The centre."""
        return self.centre

    @property
    def ends(self) -> tuple[float, float]:
        """None: minus infinity and infinity."""
        return -np.inf, np.inf

    def times(self, factor: float) -> "Normal":
        """Centre and deviation times the factor."""
        return Normal(self.centre * factor, self.deviation * abs(factor))

    def _wrong(self) -> str | None:
        if self.deviation > 0:
            return None
        return f"The standard deviation of a normal law must be above zero, not {self.deviation:g}. Give a plain number instead."


class LogNormal(PerformanceLaw):
    """Above zero, and as likely to be k times too high as k times too low; `spread` is the standard deviation of the logarithm.

    A spread of 0.7 means that two thirds of the values lie within a factor of 2 of the median.

    >>> LogNormal(100, 0.7).quantiles(np.array([0.5, 0.84])).round(0)
    array([100., 201.])
    """

    kind: Literal["log_normal"] = "log_normal"
    median: Number
    spread: Number

    @positional
    def __init__(self, median: float, spread: float, **kind: Any) -> None:
        super().__init__(median=median, spread=spread, **kind)

    def quantiles(self, shares: FloatArray) -> FloatArray:
        """The median × exp(spread × the quantile of the standard normal law)."""
        return np.asarray(self.median * np.exp(self.spread * _standard_normal(shares)))

    @property
    def mean(self) -> float:
        """The median × exp(spread²/2): above the median."""
        return float(self.median * np.exp(self.spread**2 / 2))

    @property
    def ends(self) -> tuple[float, float]:
        """Zero, never reached, and infinity."""
        return 0.0, np.inf

    def times(self, factor: float) -> "LogNormal":
        """The median times a factor, which must be above zero."""
        return LogNormal(self.median * factor, self.spread)

    def _wrong(self) -> str | None:
        if self.median > 0 and 0 < self.spread <= MOST_SPREAD:
            return None
        said = f"A log-normal law needs a median above zero and a spread above zero and up to {MOST_SPREAD:g}, not "
        return (
            said + f"{self.median:g} and {self.spread:g}. Give the median, and the standard deviation of the logarithm."
        )


MOST_SPREAD = 10.0
"""A spread of 10 is a factor of 22 000 either way."""


class Empirical(PerformanceLaw):
    """Values that were observed, each as likely as any other; a value given twice is twice as likely.

    >>> Empirical([3, 1, 2, 2]).quantiles(np.array([0.0, 0.3, 0.7, 1.0]))
    array([1., 2., 2., 3.])
    """

    kind: Literal["empirical"] = "empirical"
    values: tuple[Number, ...]

    @positional
    def __init__(self, values: Any, **kind: Any) -> None:
        super().__init__(values=tuple(values) if isinstance(values, list | np.ndarray) else values, **kind)

    def quantiles(self, shares: FloatArray) -> FloatArray:
        """The value at this share of the sorted list."""
        place = np.minimum((np.asarray(shares) * len(self.values)).astype(np.int64), len(self.values) - 1)
        return np.sort(np.array(self.values, dtype=np.float64))[place]

    @property
    def mean(self) -> float:
        """The mean of the values."""
        return float(np.mean(self.values))

    @property
    def ends(self) -> tuple[float, float]:
        """The lowest and the highest value."""
        return min(self.values), max(self.values)

    def times(self, factor: float) -> "Empirical":
        """Every value times the factor."""
        return Empirical([value * factor for value in self.values])

    def _wrong(self) -> str | None:
        return None if self.values else "An empirical law needs values, and there are none. Give at least one."


def _standard_normal(shares: FloatArray) -> FloatArray:
    from scipy.special import ndtri

    inside = np.clip(shares, np.finfo(np.float64).tiny, 1 - np.finfo(np.float64).epsneg)
    return np.asarray(ndtri(inside))


AnyPerformanceLaw = Annotated[
    Uniform | Triangular | Normal | LogNormal | Empirical,
    Field(discriminator="kind"),
]
"""One of the five, told apart in JSON by its `kind`."""


def values_at(laws: Sequence[PerformanceLaw], shares: FloatArray) -> FloatArray:
    """(draws, u) values of u laws, each at its column of shares (draws, u) between 0 and 1.

    >>> values_at([Uniform(0, 2), Uniform(10, 20)], np.array([[0.5, 0.1]]))
    array([[ 1., 11.]])
    """
    found = np.empty_like(shares)
    for k, law in enumerate(laws):
        found[:, k] = law.quantiles(shares[:, k])
    return found


def read_law(given: Mapping[str, Any]) -> PerformanceLaw:
    """The law that a mapping with a `kind` describes.

    Raises
    ------
    ProblemError, RecordError
        If there is no such kind, or its numbers make no law.

    Examples
    --------
    >>> read_law({"kind": "uniform", "low": 1, "high": 2})
    Uniform(kind='uniform', low=1.0, high=2.0)
    """
    kinds = {law.model_fields["kind"].default: law for law in (Uniform, Triangular, Normal, LogNormal, Empirical)}
    kind = given.get("kind")
    if kind not in kinds:
        said = f"There is no law {quoted(kind)}; {did_you_mean(str(kind), kinds)}"
        raise ProblemError(said, code="unknown_law", field="kind")
    law: PerformanceLaw = kinds[kind].model_validate(dict(given))
    return law
