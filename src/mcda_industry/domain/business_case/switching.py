"""How far each driver matters: the tornado, and the changes at which an investment stops, or begins, to pay."""

import math
from collections.abc import Mapping
from itertools import pairwise
from typing import Annotated, Literal

import numpy as np
from numpy.typing import ArrayLike
from pydantic import Field

from mcda_industry.arrays import FloatArray
from mcda_industry.domain.business_case.cash_flow import depreciation, ebitda
from mcda_industry.domain.business_case.drivers import DRIVERS, variants
from mcda_industry.domain.business_case.investment import FinanceParameters, Investment
from mcda_industry.domain.business_case.words import amount, change
from mcda_industry.domain.business_case.worth import View, net_present_values
from mcda_industry.errors import FinanceError, quoted, speaks_french
from mcda_industry.records import Name, Number, Record

FARTHEST = 1e6
"""Changes beyond a millionfold, or a million points, are not looked at."""

YEARS_LOOKED_AT = 50
"""Years of construction up to which a delay is followed."""


class TornadoBar(Record):
    """What one driver does to the net present value, the others as planned.

    Parameters
    ----------
    driver
        Its name.
    low, high
        The changes between which it swings; 0 is the plan.
    npv_low, npv_base, npv_high
        Net present values, in MDH, at the low change, as planned and at the high change.

    Examples
    --------
    >>> TornadoBar(driver="revenue", low=-0.1, high=0.1, npv_low=-4, npv_base=3, npv_high=9).swing
    13.0
    """

    driver: Name
    low: Annotated[Number, Field(le=0)]
    high: Annotated[Number, Field(ge=0)]
    npv_low: Number
    npv_base: Number
    npv_high: Number

    @property
    def swing(self) -> float:
        """From the worst to the best of the three, in MDH."""
        three = (self.npv_low, self.npv_base, self.npv_high)
        return max(three) - min(three)

    @property
    def flips(self) -> bool:
        """Whether the investment pays at one of the three and not at another."""
        signs = {value >= 0 for value in (self.npv_low, self.npv_base, self.npv_high)}
        return len(signs) == 2

    def sentence(self, lang: str = "en", currency: str = "MDH") -> str:
        """The bar in words."""
        french = speaks_french(lang)
        low, high = change(self.driver, self.low, lang), change(self.driver, self.high, lang)
        name = DRIVERS[self.driver].label[lang]
        values = amount(self.npv_low, lang, currency), amount(self.npv_high, lang, currency)
        if french:
            return f"{name} de {low} à {high} : valeur actuelle nette de {values[0]} à {values[1]}."
        return f"{name} from {low} to {high}: net present value from {values[0]} to {values[1]}."


class SwitchingValue(Record):
    """The changes of one driver at which the net present value changes sign, the others as planned.

    Parameters
    ----------
    driver
        Its name.
    changes
        Every such change, ascending.
    reason
        "unique", "several", or "none": no change of this driver alone decides whether the investment pays.
    pays
        Whether the net present value as planned is zero or more.

    Examples
    --------
    >>> SwitchingValue(driver="revenue", changes=(-0.12,), reason="unique", pays=True).nearest
    -0.12
    """

    driver: Name
    changes: tuple[Number, ...]
    reason: Literal["unique", "several", "none"]
    pays: bool

    @property
    def nearest(self) -> float | None:
        """The change nearest to the plan; None if there is none."""
        return min(self.changes, key=abs, default=None)

    def sentence(self, lang: str = "en") -> str:
        """The answer in words."""
        french = speaks_french(lang)
        name = DRIVERS[self.driver].label[lang]
        if not self.changes:
            if french:
                return f"{name} : aucune variation de ce seul facteur ne change le signe de la valeur actuelle nette."
            return f"{name}: no change of this driver alone changes the sign of the net present value."
        at = (" ; " if french else ", ").join(change(self.driver, value, lang) for value in self.changes)
        if french:
            return f"{name} : la valeur actuelle nette change de signe à {at}."
        return f"{name}: the net present value changes sign at {at}."


def tornado(
    investment: Investment,
    parameters: FinanceParameters,
    swings: Mapping[str, tuple[float, float]],
    view: View = "financial",
) -> tuple[TornadoBar, ...]:
    """What each driver does to the net present value between its low and its high change, the widest bar first.

    Parameters
    ----------
    investment, parameters
        What is appraised.
    swings
        The low (0 or less) and high (0 or more) change of each driver, such as those of `Uncertainty.swings`.
    view
        "financial" or "economic".

    Raises
    ------
    FinanceError
        If a driver is unknown, or its swing does not contain 0.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> case = morocco_2025()
    >>> bars = tornado(case.investment("P30"), case.finance_parameters, case.uncertainty.swings())
    >>> bars[0].driver, round(bars[0].npv_low, 1), round(bars[0].npv_high, 1)
    ('ebitda_margin_points', 16.7, 33.6)
    """
    base = float(net_present_values(investment, parameters, view))
    bars = [_bar(investment, parameters, name, swing, view, base) for name, swing in swings.items()]
    return tuple(sorted(bars, key=lambda bar: -bar.swing))


def _bar(
    investment: Investment,
    parameters: FinanceParameters,
    name: str,
    swing: tuple[float, float],
    view: View,
    base: float,
) -> TornadoBar:
    values = _at(investment, parameters, name, swing, view)
    if len(values) != 2 or not swing[0] <= 0 <= swing[1]:
        said = f"The swing of driver {name!r} must contain 0, the plan; it is {quoted(swing)}. "
        raise FinanceError(said + "Give a low end of 0 or less and a high end of 0 or more.", code="swing", field=name)
    (low, high), (npv_low, npv_high) = swing, values.tolist()
    return TornadoBar(driver=name, low=low, high=high, npv_low=npv_low, npv_base=base, npv_high=npv_high)


def switching_values(
    investment: Investment, parameters: FinanceParameters, view: View = "financial"
) -> tuple[SwitchingValue, ...]:
    """For each driver, every change at which the net present value changes sign.

    Exact: in capex, revenue and margin the net present value is piecewise linear, with a kink where a year's profit
    before tax passes zero, so its roots are those of straight lines between the kinks; in the delay it is a straight line
    between whole years of construction, of which 50 are tried. Changes beyond a millionfold are not looked at. The discount
    rate at which the sign changes is the internal rate of return.

    Notes
    -----
    Switching values: HM Treasury (2022), The Green Book: central government guidance on appraisal and evaluation.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> case = morocco_2025()
    >>> for found in switching_values(case.investment("P30"), case.finance_parameters):
    ...     print(found.sentence())
    capex overrun: the net present value changes sign at +64.7 %.
    revenue: the net present value changes sign at -39.3 %.
    EBITDA margin: the net present value changes sign at -7.6 points.
    delay: the net present value changes sign at +103.3 months.
    """
    pays = float(net_present_values(investment, parameters, view)) >= 0
    return tuple(_switching(investment, parameters, name, view, pays) for name in DRIVERS)


def _switching(
    investment: Investment, parameters: FinanceParameters, name: str, view: View, pays: bool
) -> SwitchingValue:
    roots = _delays if name == "delay_months" else _linear_roots
    changes = roots(investment, parameters, name, view)
    reason: Literal["unique", "several", "none"] = "none"
    if changes:
        reason = "unique" if len(changes) == 1 else "several"
    return SwitchingValue(driver=name, changes=tuple(changes), reason=reason, pays=pays)


def _at(investment: Investment, parameters: FinanceParameters, name: str, values: ArrayLike, view: View) -> FloatArray:
    return net_present_values(variants(investment, {name: values}), parameters, view)


def _delays(investment: Investment, parameters: FinanceParameters, name: str, view: View) -> list[float]:
    """Where the value, a straight line from each whole year of construction to the next, crosses zero."""
    months = 12.0 * (np.arange(1, YEARS_LOOKED_AT + 1) - investment.construction)
    values = _at(investment, parameters, name, np.asarray(months, dtype=np.float64), view)
    return _crossings(months.tolist(), values.tolist())


def _linear_roots(investment: Investment, parameters: FinanceParameters, name: str, view: View) -> list[float]:
    """Where a piecewise linear net present value crosses zero."""
    low, high = (
        (-math.inf, 100.0 - investment.ebitda_margin_pct) if name == "ebitda_margin_points" else (-1.0, math.inf)
    )
    inside = [kink for kink in _kinks(investment, parameters, name) if max(low, -FARTHEST) < kink < min(high, FARTHEST)]
    points = sorted({x for x in (low, *inside, high) if math.isfinite(x)})
    # One point beyond each open end shows the slope of the last piece there.
    before, after = points[0] - 1 - abs(points[0]), points[-1] + 1 + abs(points[-1])
    points = [*([] if math.isfinite(low) else [before]), *points, *([] if math.isfinite(high) else [after])]
    values = _at(investment, parameters, name, np.array(points), view).tolist()
    if not math.isfinite(high):
        points, values = _extended(points, values)
    if not math.isfinite(low):
        mirrored = _extended([-x for x in points[::-1]], values[::-1])
        points, values = [-x for x in mirrored[0][::-1]], mirrored[1][::-1]
    return [root for root in _crossings(points, values) if abs(root) <= FARTHEST]


def _kinks(investment: Investment, parameters: FinanceParameters, name: str) -> list[float]:
    """The changes at which the profit before tax of some year is zero: profit is linear in the change."""
    two = variants(investment, {name: [0.0, -1.0]})
    now, less = ebitda(two, parameters) - depreciation(two, parameters)
    slope = now - less
    moving = slope != 0
    return sorted(set((-now[moving] / slope[moving]).tolist()))


def _extended(points: list[float], values: list[float]) -> tuple[list[float], list[float]]:
    """With the root of the last line beyond the last point, if it has one there."""
    (a, b), (at_a, at_b) = points[-2:], values[-2:]
    slope = (at_b - at_a) / (b - a)
    if slope == 0 or at_b == 0 or (at_b > 0) == (slope > 0):
        return points, values
    return [*points, b - at_b / slope], [*values, 0.0]


def _crossings(points: list[float], values: list[float]) -> list[float]:
    """Zeros of the broken line: points on it, and crossings between two points."""
    zeros = {x for x, value in zip(points, values, strict=True) if value == 0}
    ends = list(zip(points, values, strict=True))
    for (a, at_a), (b, at_b) in pairwise(ends):
        if at_a * at_b < 0:
            zeros.add(a + (b - a) * (at_a / (at_a - at_b)))
    return sorted(zeros)
