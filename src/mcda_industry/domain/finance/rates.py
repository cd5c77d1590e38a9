"""Rates of return of yearly cash flows: all of them, and why there are none or several."""

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from mcda_industry.arrays import FloatArray
from mcda_industry.domain.finance.flows import npv
from mcda_industry.domain.finance.given import flows_of, one_rate
from mcda_industry.domain.finance.roots import MOST_FLOWS, PowerSum, positive_roots
from mcda_industry.errors import FinanceError, did_you_mean, quoted

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
    return rates_of(_polynomial_of(flows_of(flows)))


def rates_of(polynomial: PowerSum) -> Irr:
    """The rates at which a sum of flows times powers of 1/(1 + rate) is zero."""
    roots = tuple(sorted(map(_rate_of, positive_roots(polynomial))))
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
    series = flows_of(flows)
    finance_rate, reinvest_rate = one_rate(finance_rate, "finance_rate"), one_rate(reinvest_rate, "reinvest_rate")
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


def _root_of_value(rate: float, part: FloatArray, root: float) -> float:
    """The net present value of flows of one sign, to the power `root`; no sum in between overflows."""
    largest = float(part.max())
    with np.errstate(under="ignore"):
        return float(float(npv(rate, part / largest)) ** root * largest**root)


def _rate_of(x: float) -> float:
    rate = (1 - x) / x if x > 0 else math.inf
    if math.isinf(rate):
        said = "An internal rate of return of these flows is too large for a float. Check the sizes of the flows."
        raise FinanceError(said, code="overflow", field="flows")
    return max(rate, NEAREST_TO_MINUS_ONE)


def _polynomial_of(flows: FloatArray) -> PowerSum:
    """Σ flow_t x^t, for flows that are not all zero; zeros before the first flow do not matter."""
    if flows.size > MOST_FLOWS:
        said = f"Rates of return are found for at most {MOST_FLOWS} flows, not {flows.size}. Give yearly flows."
        raise FinanceError(said, code="too_long", field="flows")
    return power_sum(flows, np.arange(flows.size, dtype=np.float64))


def power_sum(flows: FloatArray, years: FloatArray) -> PowerSum:
    """Σ flow_k x^years_k, years ascending, for flows that are not all zero, from the first that is not."""
    kept = np.flatnonzero(flows)
    if not kept.size:
        said = "All cash flows are zero, so every rate is an internal rate of return. Give a flow that is not zero."
        raise FinanceError(said, code="all_zero", field="flows")
    return PowerSum(flows[kept], years[kept] - years[kept[0]])
