"""Value and return of cash flows: pure functions on arrays, the first flow at t = 0 and one flow a year.

A rate is a share a year (0.1 for 10 %) and lies above -1. Where an internal rate of return does not exist, or is not
the only one, the answer says so instead of picking a number.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, overload

import numpy as np
from numpy.typing import ArrayLike

from mcda_industry.arrays import FloatArray, IntArray, real_array
from mcda_industry.errors import Fault, FinanceError, did_you_mean, quoted

ROUNDING = 8 * float(np.finfo(np.float64).eps)
"""Relative error of one discounted flow: a sum below this share of its terms' magnitudes is zero to rounding."""

MOST_FLOWS = 2000
"""Longest cash flow a rate of return is found for: up to here no discount factor leaves the floats."""

NEAREST_TO_MINUS_ONE = math.nextafter(-1.0, 0.0)

SENTENCES = {
    "fr": {
        "unique": "Le taux de rentabilité interne est de {}.",
        "several": "La valeur actuelle nette s'annule à plusieurs taux ({}) : juger sur la valeur actuelle nette.",
        "no sign change": "Les flux ne changent jamais de signe : il n'y a pas de taux de rentabilité interne.",
        "no root": "La valeur actuelle nette ne s'annule à aucun taux : il n'y a pas de taux de rentabilité interne.",
    },
    "en": {
        "unique": "The internal rate of return is {}.",
        "several": "The net present value is zero at several rates ({}): judge by the net present value.",
        "no sign change": "The cash flows never change sign: there is no internal rate of return.",
        "no root": "The net present value is zero at no rate: there is no internal rate of return.",
    },
}


@dataclass(frozen=True, slots=True)
class Irr:
    """The internal rates of return of a cash flow: none, one or several.

    Attributes
    ----------
    roots
        Every rate above -1 at which the net present value is zero, ascending. A rate at which it touches zero
        without changing sign counts, once.
    reason
        "unique" (one rate), "several", "no sign change" (flows all of one sign) or "no root" (flows of both signs
        whose net present value is never zero).

    Examples
    --------
    >>> round(irr([-100, 60, 60]).value, 9)
    0.130662386
    >>> irr([-100, 230, -132]).sentence("en")
    'The net present value is zero at several rates (10.0 %, 20.0 %): judge by the net present value.'
    """

    roots: tuple[float, ...]
    reason: Literal["unique", "several", "no sign change", "no root"]

    @property
    def value(self) -> float | None:
        """The rate if there is exactly one, else None."""
        return self.roots[0] if len(self.roots) == 1 else None

    def sentence(self, lang: str = "en") -> str:
        """The answer in words, in English ("en") or French ("fr").

        Raises
        ------
        FinanceError
            If there are no sentences in this language.
        """
        if lang not in SENTENCES:
            said = f"There are no sentences in the language {quoted(lang)}; {did_you_mean(lang, SENTENCES)}"
            raise FinanceError(said, code="unknown_language", field="lang")
        shares = [f"{100 * root:.1f} %" for root in self.roots]
        shown = " ; ".join(shares).replace(".", ",").replace(" %", "\u202f%") if lang == "fr" else ", ".join(shares)
        return SENTENCES[lang][self.reason].format(shown)


@overload
def npv(rate: float, flows: Sequence[float]) -> float: ...
@overload
def npv(rate: ArrayLike, flows: ArrayLike) -> float | FloatArray: ...
def npv(rate: ArrayLike, flows: ArrayLike) -> float | FloatArray:
    """Net present value at t = 0: the sum of flow_t / (1 + rate)^t (Gitman, 2003, Principles of Managerial Finance).

    Parameters
    ----------
    rate
        The discount rate above -1: one number, or an array that broadcasts against the leading axes of `flows`.
    flows
        (..., T) flows, the first at t = 0.

    Returns
    -------
    A float for one rate and one series, else an array of the broadcast leading shape; in the unit of the flows.

    Raises
    ------
    FinanceError
        If a flow or rate is not a finite number, a rate is not above -1, there is no flow, the shapes do not fit, or
        the value is too large for a float.

    Examples
    --------
    >>> round(npv(0.08, [-40_000, 5_000, 8_000, 12_000, 30_000]), 2)
    3065.22
    >>> npv(0.1, [[-100, 132], [-100, 121]]).round(9)
    array([20., 10.])
    """
    discounting, table = _growth(rate, "rate"), _flows(flows, leading=True)
    _check_shapes(discounting, table)
    # A power of two below the overflow threshold: exact, and a partial sum of large flows stays finite.
    _, exponent = np.frexp(np.abs(table).max())
    down = max(int(exponent) - 900, 0)
    with np.errstate(over="ignore", invalid="ignore", under="ignore"):
        value = np.ldexp(_horner(np.ldexp(table, -down), discounting), down)
    if not np.isfinite(value).all():
        raise FinanceError(
            "The net present value is too large for a float. Use a rate farther from -1.", code="overflow"
        )
    return value if value.ndim else float(value)


def irr(flows: ArrayLike) -> Irr:
    """The internal rates of return: every rate above -1 at which the net present value is zero.

    In x = 1/(1 + rate) the value is a polynomial on x > 0, with at most as many roots as its flows change sign
    (R. Descartes, 1637, La Géométrie). One change: one root, bisected to neighbouring floats. Several: divided by a
    power of x, its derivative has one change fewer, and the derivative's roots cut the axis into pieces with at most
    one root each. No guess is involved; roots closer than rounding can tell apart count as one.

    Parameters
    ----------
    flows
        (T,) flows, the first at t = 0.

    Returns
    -------
    Irr
        All the rates, and why there are none or several. A rate that rounds to -1 is given as the next float above.

    Raises
    ------
    FinanceError
        If a flow is not a finite number, there is none or more than 2 000, all are zero (any rate would do), or a
        rate is too large for a float.

    Examples
    --------
    >>> round(irr([-70_000, 12_000, 15_000, 18_000, 21_000, 26_000]).value, 9)
    0.086630948
    >>> irr([-50, -1, -2])
    Irr(roots=(), reason='no sign change')
    """
    polynomial = _polynomial_of(_flows(flows))
    roots = tuple(sorted(map(_rate_of, _positive_roots(polynomial))))
    if not roots:
        return Irr((), "no root" if polynomial.sign_changes().size else "no sign change")
    return Irr(roots, "unique" if len(roots) == 1 else "several")


def mirr(flows: ArrayLike, finance_rate: float, reinvest_rate: float) -> float:
    """Modified internal rate of return: outlays financed at one rate, receipts reinvested at another.

    (future value of the receipts at `reinvest_rate` / present value of the outlays at `finance_rate`)^(1/(T-1)) - 1.

    Parameters
    ----------
    flows
        (T,) flows, the first at t = 0.
    finance_rate, reinvest_rate
        Rates above -1.

    Raises
    ------
    FinanceError
        If a flow or rate is not a finite number, a rate is not above -1, or there is no outlay or no receipt.

    References
    ----------
    S. A. Y. Lin (1976), The modified internal rate of return and investment criterion, The Engineering Economist 21.

    Examples
    --------
    >>> round(mirr([-120_000, 39_000, 30_000, 21_000, 37_000, 46_000], 0.10, 0.12), 6)
    0.126094
    """
    series = _flows(flows)
    finance_rate, reinvest_rate = _one_rate(finance_rate, "finance_rate"), _one_rate(reinvest_rate, "reinvest_rate")
    for kind, there in (("outlay", (series < 0).any()), ("receipt", (series > 0).any())):
        if not there:
            said = f"A modified internal rate of return needs an outlay and a receipt; there is no {kind}. Use the NPV."
            raise FinanceError(said, code=f"no_{kind}", field="flows")
    # The receipts' future value is their present value × (1 + rate)^(T-1): the power cancels the root.
    root = 1 / (series.size - 1)
    receipts = _root_of_value(reinvest_rate, np.maximum(series, 0.0), root)
    rate = receipts / _root_of_value(finance_rate, np.maximum(-series, 0.0), root) * (1 + reinvest_rate) - 1
    if math.isinf(rate):
        raise FinanceError("The modified rate of return is too large for a float. Check the flows.", code="overflow")
    return rate


def payback(flows: ArrayLike) -> float | None:
    """Years until the cumulated flow, once below zero, is first back at zero; None if it never is.

    Counted from t = 0; the flow of year t is spread evenly between t - 1 and t. Where the cumulated flow crosses zero
    several times, the first return counts. If it is never below zero there is nothing to pay back: 0.0.

    Parameters
    ----------
    flows
        (T,) flows, the first at t = 0.

    Raises
    ------
    FinanceError
        If a flow is not a finite number, there is none, or their sum is too large for a float.

    Examples
    --------
    >>> payback([-500, 300, 200, 150])
    2.0
    >>> payback([-100, 30, 140]), payback([-100, 30])
    (1.5, None)
    """
    return _payback(_flows(flows))


def discounted_payback(rate: float, flows: ArrayLike) -> float | None:
    """The payback of the flows discounted to t = 0.

    Parameters
    ----------
    rate
        The discount rate, above -1.
    flows
        (T,) flows, the first at t = 0.

    Raises
    ------
    FinanceError
        If a flow or the rate is not a finite number, the rate is not above -1, or a sum is too large for a float.

    Examples
    --------
    >>> round(discounted_payback(0.1, [-100, 55, 60.5, 10]), 9)
    2.0
    """
    series, growth = _flows(flows), 1 + _one_rate(rate)
    with np.errstate(over="ignore", under="ignore", divide="ignore", invalid="ignore"):
        return _payback(np.where(series == 0, 0.0, series / growth ** np.arange(series.size)))


def annuity(rate: float, periods: float) -> float:
    """The constant payment at the end of each of `periods` years that is worth 1 today.

    rate / (1 - (1 + rate)^-periods), and 1/periods at rate 0.

    Parameters
    ----------
    rate
        The discount rate, above -1.
    periods
        The number of years, above 0.

    Raises
    ------
    FinanceError
        If the rate or the number of periods is not a finite number, or out of its range.

    Examples
    --------
    >>> round(annuity(0.08, 15), 6), annuity(0.0, 4)
    (0.11683, 0.25)
    """
    rate, years = _one_rate(rate), _number(periods, "periods")
    if years <= 0:
        said = f"The number of periods must be above 0, not {years:g}. Give the lifetime in years."
        raise FinanceError(said, code="periods", field="periods")
    exponent = years * math.log1p(rate)
    with np.errstate(over="ignore", under="ignore"):
        return float(rate / -np.expm1(-exponent)) if exponent else 1 / years


def _horner(flows: FloatArray, growth: FloatArray) -> FloatArray:
    value = np.zeros(np.broadcast_shapes(flows.shape[:-1], growth.shape))
    for t in range(flows.shape[-1] - 1, -1, -1):
        value = value / growth + flows[..., t]
    return np.asarray(value)


def _root_of_value(rate: float, part: FloatArray, root: float) -> float:
    """The net present value of flows of one sign, to the power `root`; no sum in between overflows."""
    largest = float(part.max())
    with np.errstate(under="ignore"):
        return float(float(npv(rate, part / largest)) ** root * largest**root)


def _payback(series: FloatArray) -> float | None:
    with np.errstate(over="ignore", invalid="ignore"):
        cumulated = np.cumsum(series)
    if not np.isfinite(cumulated).all():
        raise FinanceError("The cumulated flow is too large for a float. Use a larger unit.", code="overflow")
    below = cumulated < 0
    if not below.any():
        return 0.0
    back = np.flatnonzero(below[:-1] & ~below[1:])
    if not back.size:
        return None
    last = int(back[0])
    return last + float(-cumulated[last] / series[last + 1])


def _positive_roots(polynomial: "_Polynomial") -> list[float]:
    """Every x > 0 at which the polynomial is zero, ascending."""
    changes = polynomial.sign_changes()
    if not changes.size:
        return []
    if changes.size == 1:
        return [polynomial.crossing(0.0, math.inf)]
    # f x^-m has the roots of f; with m inside a sign change, its derivative has one sign change fewer.
    m = changes[changes.size // 2] - 0.5
    cuts = [0.0, *_positive_roots(polynomial.times(polynomial.powers - m)), math.inf]
    signs = [polynomial.sign(x) for x in cuts]
    pieces = pairwise(zip(cuts, signs, strict=True))
    crossings = [polynomial.crossing(a, b) for (a, at_a), (b, at_b) in pieces if at_a * at_b < 0]
    return sorted([*crossings, *polynomial.told_apart([x for x, s in zip(cuts, signs, strict=True) if s == 0])])


class _Polynomial:
    """Σ c_k x^powers_k on 0 ≤ x ≤ ∞ with no c_k zero, up to a positive factor: only its sign is meant.

    Mantissas and exponents are kept apart, so that no size of coefficients or of x overflows or underflows.
    """

    def __init__(self, coefficients: FloatArray, powers: IntArray, exponents: IntArray | int = 0) -> None:
        self.mantissas, raised = np.frexp(coefficients)
        self.exponents = raised.astype(np.int64) + exponents
        self.powers = powers

    def times(self, factors: FloatArray) -> "_Polynomial":
        """The polynomial with each coefficient multiplied by its factor."""
        return _Polynomial(self.mantissas * factors, self.powers, self.exponents)

    def sign_changes(self) -> IntArray:
        """The powers whose coefficient has not the sign of the one before."""
        return np.asarray(self.powers[1:][np.diff(np.sign(self.mantissas)) != 0], dtype=np.int64)

    def terms(self, x: float) -> FloatArray:
        """The terms at x, divided by a power of two near the largest."""
        if x in {0.0, math.inf}:
            return self.mantissas[:1] if x == 0 else self.mantissas[-1:]
        mantissa, exponent = math.frexp(x)
        if mantissa < math.sqrt(0.5):
            mantissa, exponent = 2 * mantissa, exponent - 1
        exponents = self.exponents + exponent * self.powers
        below = np.maximum(exponents - exponents.max(), -MOST_FLOWS - 1100).astype(np.intc)
        with np.errstate(under="ignore"):
            return np.asarray(np.ldexp(self.mantissas * mantissa**self.powers, below))

    def value(self, x: float) -> float:
        """The sum of the terms, rounded once."""
        return math.fsum(self.terms(x).tolist())

    def sign(self, x: float) -> int:
        """The sign at x; 0 where the value is within rounding of zero."""
        terms = self.terms(x)
        value = math.fsum(terms.tolist())
        return 0 if abs(value) <= ROUNDING * float(np.abs(terms).sum()) else int(math.copysign(1, value))

    def crossing(self, low: float, high: float) -> float:
        """The x between them at which the sign changes: positive floats are ordered like their bit patterns."""
        below = self.value(low) > 0
        low_bits, high_bits = (int(np.float64(x).view(np.int64)) for x in (low, high))
        while high_bits - low_bits > 1:
            bits = (low_bits + high_bits) // 2
            value = self.value(_from_bits(bits))
            if value == 0:
                return _from_bits(bits)
            low_bits, high_bits = (bits, high_bits) if (value > 0) == below else (low_bits, bits)
        return _from_bits(low_bits)

    def told_apart(self, zeros: list[float]) -> list[float]:
        """The zeros without those that rounding cannot tell from the one before: a triple root counts once."""
        return [x for x, before in zip(zeros, [None, *zeros], strict=False) if before is None or self._apart(before, x)]

    def _apart(self, low: float, high: float) -> bool:
        return self.sign(low + (high - low) / 2) != 0


def _from_bits(bits: int) -> float:
    return float(np.int64(bits).view(np.float64))


def _rate_of(x: float) -> float:
    rate = (1 - x) / x if x > 0 else math.inf
    if math.isinf(rate):
        said = "An internal rate of return of these flows is too large for a float. Check the sizes of the flows."
        raise FinanceError(said, code="overflow", field="flows")
    return max(rate, NEAREST_TO_MINUS_ONE)


def _flows(values: object, *, leading: bool = False) -> FloatArray:
    """The flows as (T,) or, with leading axes allowed, (..., T) finite float64."""
    array, bad = real_array(values)
    if array.ndim == 0 or array.size == 0 or (array.ndim > 1 and not leading):
        wanted = "one number a year" if not leading else "one number a year, on the last axis"
        said = f"Cash flows must be {wanted}, the first at t = 0; their shape is {array.shape}. Give at least one flow."
        raise FinanceError(said, code="wrong_shape", field="flows")
    if bad:
        raise FinanceError.of([_fault(cell.place, cell.why, cell.shown) for cell in bad])
    return array


def _polynomial_of(flows: FloatArray) -> _Polynomial:
    """Σ flow_t x^t, for flows that are not all zero; zeros before the first flow do not matter."""
    if flows.size > MOST_FLOWS:
        said = f"Rates of return are found for at most {MOST_FLOWS} flows, not {flows.size}. Give yearly flows."
        raise FinanceError(said, code="too_long", field="flows")
    kept = np.flatnonzero(flows)
    if not kept.size:
        said = "All cash flows are zero, so every rate is an internal rate of return. Give a flow that is not zero."
        raise FinanceError(said, code="all_zero", field="flows")
    return _Polynomial(flows[kept], np.asarray(kept - kept[0], dtype=np.int64))


def _fault(place: tuple[int, ...], why: str, shown: str) -> Fault:
    series = f" of series {place[0] + 1}" if len(place) > 1 else ""
    what = {"missing": "is missing", "infinite": f"is {shown}", "not a number": f"is {shown}, not a number"}[why]
    said = f"The cash flow at t = {place[-1]}{series} {what}. Give a finite number."
    row = place[0] if len(place) > 1 else None
    return Fault(said, f"{why.replace(' ', '_')}_flow", "flows", row, place[-1])


def _growth(rate: object, field: str) -> FloatArray:
    """1 + rate, for finite rates above -1."""
    rates, bad = real_array(rate)
    wrong = [cell.shown for cell in bad] or [f"{r:g}" for r in rates[rates <= -1].ravel().tolist()]
    if wrong:
        said = f"A rate must be a finite number above -1; {field} is {wrong[0]}. Give a share a year: 0.1 for 10 %."
        raise FinanceError(said, code="bad_rate", field=field)
    return np.asarray(1 + rates)


def _one_rate(rate: object, field: str = "rate") -> float:
    value = _number(rate, field)
    _growth(value, field)
    return value


def _number(value: object, field: str) -> float:
    array, bad = real_array(value)
    if array.ndim or bad:
        said = f"{field!r} must be one finite number, not {quoted(value)}. Give a number."
        raise FinanceError(said, code="not_a_number", field=field)
    return float(array)


def _check_shapes(rates: FloatArray, flows: FloatArray) -> None:
    try:
        np.broadcast_shapes(rates.shape, flows.shape[:-1])
    except ValueError:
        said = f"Rates of shape {rates.shape} do not fit flows of shape {flows.shape}. Give one rate for each series."
        raise FinanceError(said, code="wrong_shape", field="rate") from None
