"""Weights under linear limits, uniform there."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from numbers import Real
from typing import Annotated, Any, Literal, Self

import numpy as np
from pydantic import BeforeValidator, Field, field_validator, model_validator

from mcda_industry.arrays import FloatArray, frozen, power_of_two
from mcda_industry.errors import WeightsError, did_you_mean, listed, quoted, speaks_french
from mcda_industry.records import FrozenMap, Name, Number, Record, positional
from mcda_industry.sensitivity.uncertain_weights.draws import Sampler
from mcda_industry.sensitivity.uncertain_weights.laws.chains import HitAndRun
from mcda_industry.sensitivity.uncertain_weights.laws.regions import Region
from mcda_industry.sensitivity.uncertain_weights.laws.words import figure, first_three

Sense = Literal[">=", "<=", "=="]
Said = tuple[str | Mapping[str, float], Sense, float | str | Mapping[str, float]]
"""A limit said shortly: ("npv", ">=", {"jobs": 2}), ("co2", "<=", 0.3), ({"npv": 1, "jobs": 1}, ">=", 0.5)."""


class WeightLimit(Record):
    """A linear limit on the shares of criteria: `coefficients` times shares, compared with `bound`.

    Examples
    --------
    >>> limit = WeightLimit.of(("npv", ">=", {"jobs": 2}))
    >>> limit.coefficients, limit.sense, limit.bound
    ({'npv': 1.0, 'jobs': -2.0}, '>=', 0.0)
    >>> limit.sentence()
    'npv ≥ 2 jobs'
    """

    coefficients: FrozenMap[Name, Number] = Field(description="by criterion; shares of criteria left out do not count")
    sense: Sense
    bound: Number = 0.0

    @classmethod
    def of(cls, limit: Any) -> Self:
        """The limit: a `WeightLimit`, its fields, or (left, sense, right).

        Each side names a criterion, or gives coefficients by criterion; the right side may be a number.
        """
        if isinstance(limit, cls | Mapping):
            return cls.model_validate(limit)
        if not isinstance(limit, tuple | list) or len(limit) != 3:
            said = f"A limit has three parts, such as ('npv', '>=', {{'jobs': 2}}), not {quoted(limit)}. Give a left side, "
            raise WeightsError(said + "one of >=, <=, ==, and a right side.", code="bad_limit", field="limits")
        left, sense, right = limit
        total = FrozenMap(_coefficients(left))
        if not isinstance(right, str | Mapping):
            return cls(coefficients=total, sense=sense, bound=right)
        there = {name: _less(total.get(name, 0.0), coefficient) for name, coefficient in _coefficients(right).items()}
        return cls(coefficients=FrozenMap({**total, **there}), sense=sense)

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not any(self.coefficients.values()):
            said = "A limit needs a criterion with a coefficient other than zero. Name one, or leave the limit out."
            raise WeightsError(said, code="empty_limit", field="coefficients")
        return self

    def row(self, criteria: Sequence[str]) -> tuple[FloatArray, float]:
        """(m,) coefficients and the bound, as "at most" and scaled so that the largest coefficient is about 1."""
        if unknown := [name for name in self.coefficients if name not in criteria]:
            said = f"The limit {quoted(self.sentence())} names {quoted(unknown[0])}, which is no criterion; "
            raise WeightsError(said + did_you_mean(unknown[0], criteria), code="unknown_criterion", field=unknown[0])
        row = np.array([self.coefficients.get(name, 0.0) for name in criteria])
        scale = float(power_of_two(row))
        sign = -1.0 if self.sense == ">=" else 1.0
        with np.errstate(over="ignore"):
            bound = np.clip(np.float64(self.bound) / scale, -2.0, 2.0)  # shares add to 1: beyond 1 nothing changes
        return sign * row / scale, float(sign * bound)

    def sentence(self, lang: str = "en") -> str:
        """The limit as a person would write it."""
        french = speaks_french(lang)
        left = {name: c for name, c in self.coefficients.items() if c > 0}
        right = {name: -c for name, c in self.coefficients.items() if c < 0}
        bound, sign = self.bound + 0.0, {">=": "≥", "<=": "≤", "==": "="}[self.sense]
        if not left:
            left, right, bound, sign = right, {}, 0.0 - bound, {"≥": "≤", "≤": "≥", "=": "="}[sign]
        told = [_told(right, french)] if right else []
        if bound or not right:
            told.append(f"{'- ' if right and bound < 0 else ''}{figure(abs(bound) if right else bound, french)}")
        return f"{_told(left, french)} {sign} {' + '.join(told)}".replace("+ - ", "- ")


def _told(terms: Mapping[str, float], french: bool) -> str:
    return " + ".join(name if c == 1 else f"{figure(c, french)} {name}" for name, c in terms.items())


def _less(one: Any, other: Any) -> Any:
    """Their difference, or the one that is no number, to be refused with its criterion."""
    wrong = [value for value in (one, other) if isinstance(value, bool) or not isinstance(value, Real)]
    return wrong[0] if wrong else one - other


def _coefficients(side: Any) -> dict[str, Any]:
    if isinstance(side, str):
        return {side: 1.0}
    if isinstance(side, Mapping):
        return dict(side)
    said = (
        f"The left side of a limit is a criterion, or coefficients by criterion, not {quoted(side)}. Name the criteria."
    )
    raise WeightsError(said, code="bad_limit", field="limits")


class Constrained(Record):
    """Weights that keep to linear limits; every such set of weights is equally likely.

    Parameters
    ----------
    limits
        `WeightLimit` records, or (left, sense, right): `("npv", ">=", {"jobs": 2})` says that npv weighs at least twice as
        much as jobs, `({"npv": 1, "jobs": 1}, "<=", 0.6)` that the two weigh at most 0.6 together. Senses are ">=", "<=" and
        "==".

    Notes
    -----
    Hit-and-run chains (Tervonen, T., van Valkenhoef, G., Baştürk, N. & Postmus, D., 2013, Hit-and-run enables efficient
    weight generation for simulation-based multiple criteria decision analysis, European Journal of Operational Research
    224), in coordinates in which the region is about round. Each block of draws has chains of its own, which start in the
    middle and throw their first 20 draws away; between two draws of a chain over d dimensions lie 2 + d // 2 steps along
    every direction of a basis, more where draws would be worth less than half an independent one. Limits that leave no width
    in some direction (equalities, or less than 1e-9) are taken into account; limits that leave one point give that point.

    Examples
    --------
    >>> law = Constrained([("npv", ">=", {"jobs": 2}), ("co2", "==", 0.2)])
    >>> weights = law.sampler(("npv", "jobs", "co2")).draw(np.random.default_rng(0), 1000)
    >>> bool((weights[:, 0] >= 2 * weights[:, 1] - 1e-12).all()), weights[0, 2].round(12)
    (True, np.float64(0.2))
    """

    kind: Literal["constrained"] = "constrained"
    limits: tuple[Annotated[WeightLimit, BeforeValidator(WeightLimit.of)], ...]

    @positional
    def __init__(self, limits: Sequence[Any], **kind: Any) -> None:
        super().__init__(limits=limits, **kind)

    @field_validator("limits")
    @classmethod
    def _are_some(cls, limits: tuple[WeightLimit, ...]) -> tuple[WeightLimit, ...]:
        if not limits:
            raise WeightsError(
                "There are no limits. Give at least one, or use AnyWeights().", code="empty", field="limits"
            )
        return limits

    def sampler(self, criteria: Sequence[str]) -> Sampler:
        """A sampler for these criteria."""
        return _sampler(self, tuple(criteria))

    def region(self, criteria: Sequence[str]) -> Region:
        """The weights that keep to the limits.

        Raises
        ------
        WeightsError
            If a limit names another criterion, or limits cannot hold together: a smallest set of those is named.
        """
        return _region(self, tuple(criteria))

    def sentence(self, lang: str = "en") -> str:
        """The law as a person would say it."""
        french = speaks_french(lang)
        shown = first_three([limit.sentence(lang) for limit in self.limits], french)
        return (
            f"poids tirés uniformément sous contraintes ({shown})"
            if french
            else f"weights drawn uniformly under limits ({shown})"
        )


@lru_cache(maxsize=16)
def _region(law: Constrained, criteria: tuple[str, ...]) -> Region:
    rows, bounds = zip(*(limit.row(criteria) for limit in law.limits), strict=True)
    equal = np.array([limit.sense == "==" for limit in law.limits])
    region = Region(frozen(np.eye(len(criteria))), frozen(rows), frozen(bounds), equal)
    if wrong := region.conflict():
        named = listed(law.limits[i].sentence() for i in wrong)
        said = f"{named} cannot hold together" if len(wrong) > 1 else f"{named} cannot hold"
        said = f"No weights meet all limits: {said}, as weights are zero or more and add to 1. Relax or leave out one."
        raise WeightsError(said, code="no_weights", field="limits")
    return region


@lru_cache(maxsize=16)
def _sampler(law: Constrained, criteria: tuple[str, ...]) -> Sampler:
    return HitAndRun.over(_region(law, criteria))
