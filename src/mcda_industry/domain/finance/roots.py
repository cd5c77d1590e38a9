"""Every positive root of a sum of powers: what rates of return are found with."""

import math
from itertools import pairwise

import numpy as np

from mcda_industry.arrays import FloatArray, IntArray

ROUNDING = 8 * float(np.finfo(np.float64).eps)
"""Relative error of one discounted flow: a sum below this share of its terms' magnitudes is zero to rounding."""

MOST_FLOWS = 2000
"""Longest cash flow a rate of return is found for: up to here no discount factor leaves the floats."""


def positive_roots(polynomial: "PowerSum") -> list[float]:
    """Every x > 0 at which the sum is zero, ascending.

    A sum of real powers has at most as many positive roots as its coefficients change sign (E. N. Laguerre, 1883, Sur la
    théorie des équations numériques), and what is done here needs no more than that.
    """
    changes = polynomial.sign_changes()
    if not changes.size:
        return []
    if changes.size == 1:
        return [polynomial.crossing(0.0, math.inf)]
    # f x^-m has the roots of f; with m inside a sign change, its derivative has one sign change fewer.
    middle = changes[changes.size // 2]
    m = (polynomial.powers[middle - 1] + polynomial.powers[middle]) / 2
    cuts = [0.0, *positive_roots(polynomial.times(polynomial.powers - m)), math.inf]
    signs = [polynomial.sign(x) for x in cuts]
    pieces = pairwise(zip(cuts, signs, strict=True))
    crossings = [polynomial.crossing(a, b) for (a, at_a), (b, at_b) in pieces if at_a * at_b < 0]
    return sorted([*crossings, *polynomial.told_apart([x for x, s in zip(cuts, signs, strict=True) if s == 0])])


class PowerSum:
    """Σ c_k x^powers_k on 0 ≤ x ≤ ∞, the powers from 0 up and no c_k zero, up to a positive factor: only its sign is meant.

    Mantissas and exponents are kept apart, so that no size of coefficients or of x overflows or underflows.
    """

    def __init__(self, coefficients: FloatArray, powers: FloatArray, exponents: IntArray | int = 0) -> None:
        self.mantissas, raised = np.frexp(coefficients)
        self.exponents = raised.astype(np.int64) + exponents
        self.powers = powers

    def times(self, factors: FloatArray) -> "PowerSum":
        """The polynomial with each coefficient multiplied by its factor."""
        return PowerSum(self.mantissas * factors, self.powers, self.exponents)

    def sign_changes(self) -> IntArray:
        """The places of the coefficients that have not the sign of the one before."""
        return np.flatnonzero(np.diff(np.sign(self.mantissas))) + 1

    def terms(self, x: float) -> FloatArray:
        """The terms at x, divided by a power of two near the largest."""
        if x in {0.0, math.inf}:
            return self.mantissas[:1] if x == 0 else self.mantissas[-1:]
        mantissa, exponent = math.frexp(x)
        if mantissa < math.sqrt(0.5):
            mantissa, exponent = 2 * mantissa, exponent - 1
        shifts = exponent * self.powers
        whole = np.floor(shifts)
        exponents = self.exponents + whole.astype(np.int64)
        below = np.maximum(exponents - exponents.max(), -MOST_FLOWS - 1100).astype(np.intc)
        with np.errstate(under="ignore"):
            return np.asarray(np.ldexp(self.mantissas * mantissa**self.powers * np.exp2(shifts - whole), below))

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
