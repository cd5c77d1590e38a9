"""How much a link depends on imports, and how concentrated its suppliers and origins are: functions on arrays."""

from dataclasses import dataclass
from typing import overload

import numpy as np
from numpy.typing import ArrayLike

from mcda_industry.arrays import FloatArray, ratio
from mcda_industry.domain.value_chain.figures import as_given, numbers, one_number, shown, together
from mcda_industry.errors import Fault, ValueChainError, speaks_french

SHARES_TOLERANCE = 0.05
"""Points by which shares in percent may miss 100: what is left when many shares are rounded to three decimals."""

HIGHEST_HHI = 10_000.0


@overload
def import_dependence(imports: float, local_production: float, exports: float) -> float: ...
@overload
def import_dependence(imports: ArrayLike, local_production: ArrayLike, exports: ArrayLike) -> float | FloatArray: ...
def import_dependence(imports: ArrayLike, local_production: ArrayLike, exports: ArrayLike) -> float | FloatArray:
    """Share of what a country uses that comes from abroad: imports / (imports + local production - exports).

    The denominator is apparent consumption. The share lies above 1 where more is exported than made, that is where
    imports are exported again. Without any consumption and without imports (0/0) it is 0: nothing depends on anybody.

    Parameters
    ----------
    imports, local_production, exports
        Yearly amounts in one unit, one of each for every link; numbers or arrays that broadcast.

    Returns
    -------
    A float for one link, else an array; a share, 0.4 for 40 %.

    Raises
    ------
    ValueChainError
        If a figure is missing, negative or not finite, the shapes do not fit, or more is exported than there is while
        something is imported.

    Examples
    --------
    >>> import_dependence(640, 2350, 1980)
    0.6336633663366337
    >>> import_dependence([1850, 0], [40, 240], [15, 0]).round(3)
    array([0.987, 0.   ])
    """
    bought, made, sold = together(imports=imports, local_production=local_production, exports=exports)
    used = bought + made - sold
    if wrong := np.argwhere((used < 0) | ((used == 0) & (bought > 0))).tolist():
        raise ValueChainError.of([_nothing_used(tuple(place)) for place in wrong])
    return as_given(ratio(bought, used, if_zero=0.0))


def _nothing_used(place: tuple[int, ...]) -> Fault:
    where = f" at position {place[-1] + 1}" if place else ""
    said = (
        f"Exports{where} are not below imports and local production together, so nothing is left that could depend on "
    )
    said += "imports. Check that all three are of one year and in one unit."
    return Fault(said, "no_consumption", "exports", place[-1] if place else None)


def hhi(shares: ArrayLike) -> float | FloatArray:
    """Herfindahl-Hirschman index of shares in percent: the sum of their squares, 10 000 for a single supplier.

    Its inverse, 10 000 / HHI, is the number of equal suppliers that would be as concentrated.

    Parameters
    ----------
    shares
        (..., k) shares in percent that sum to 100 along the last axis, to within 0.05 points of rounding. Squares are of
        the shares as given: nothing is normalised.

    Returns
    -------
    A float for one market, else an array of the leading shape; 0 to 10 000.

    Raises
    ------
    ValueChainError
        If a share is missing, negative or not finite, there is none, or they do not sum to 100.

    References
    ----------
    A. O. Hirschman (1964), The paternity of an index, American Economic Review 54.

    Examples
    --------
    >>> hhi([85, 15])
    7450.0
    >>> hhi([[100, 0], [50, 50]])
    array([10000.,  5000.])
    """
    return as_given((_shares(shares, 0.0) ** 2).sum(axis=-1))


@dataclass(frozen=True, slots=True)
class Concentration:
    """A concentration that is known exactly, or between two bounds because some of the shares are not told apart.

    Attributes
    ----------
    lowest, highest
        Bounds of the Herfindahl-Hirschman index, 0 to 10 000; equal where every share is known.

    Examples
    --------
    >>> concentration([38, 27, 14, 9], rest=12).sentence("en")
    'The concentration (HHI) is at least 2450 and at most 2594: 12 % have no name.'
    """

    lowest: float
    highest: float
    rest: float = 0.0

    @property
    def is_lower_bound(self) -> bool:
        """Whether `lowest` leaves out shares that are not told apart."""
        return self.rest > 0

    def reaches(self, threshold: float) -> bool | None:
        """Whether the index is at least this high; None where the bounds cannot tell.

        >>> concentration([38, 27, 14, 9], rest=12).reaches(2500) is None
        True
        """
        if self.lowest >= threshold:
            return True
        return None if self.highest >= threshold else False

    def sentence(self, lang: str = "en") -> str:
        """The index in words, in English ("en") or French ("fr")."""
        low, high, rest = (shown(value, 0, lang) for value in (self.lowest, self.highest, self.rest))
        if speaks_french(lang):
            bounds = (
                f"d'au moins {low} et d'au plus {high} : {rest}\u202f% sont sans nom"
                if self.is_lower_bound
                else f"de {low}"
            )
            return f"La concentration (IHH) est {bounds}."
        bounds = f"at least {low} and at most {high}: {rest} % have no name" if self.is_lower_bound else low
        return f"The concentration (HHI) is {bounds}."


def concentration(shares: ArrayLike, rest: float = 0.0) -> Concentration:
    """The Herfindahl-Hirschman index of one market, with its bounds where a share `rest` is not told apart.

    The squares of the named shares are a lower bound: the rest may be spread over any number of hands. It is highest
    where the rest is one single hand.

    Parameters
    ----------
    shares
        (k,) named shares in percent.
    rest
        The share in percent of all others together ("other").

    Raises
    ------
    ValueChainError
        As `hhi`; named shares and rest together must sum to 100.

    Examples
    --------
    >>> concentration([60, 40])
    Concentration(lowest=5200.0, highest=5200.0, rest=0.0)
    >>> concentration([60], rest=40).is_lower_bound
    True
    """
    left = one_number(rest, "rest")
    known = _shares(shares, left)
    if known.ndim > 1:
        said = "A concentration is that of one market. Give one list of shares, or call `hhi` for several."
        raise ValueChainError(said, code="wrong_shape", field="shares")
    lowest = float((known**2).sum())
    return Concentration(lowest, min(lowest + left**2, HIGHEST_HHI), left)


def _shares(shares: ArrayLike, rest: float) -> FloatArray:
    array = numbers(shares, "shares")
    if array.ndim == 0 or not (array.size or rest):
        raise ValueChainError("There are no shares. Give the share of each supplier in percent.", code="no_shares")
    totals = np.atleast_1d(array.sum(axis=-1) + rest)
    if wrong := np.flatnonzero(np.abs(totals - 100) > SHARES_TOLERANCE).tolist():
        raise ValueChainError.of([_not_100(float(totals[i]), i if array.ndim > 1 else None) for i in wrong])
    return array


def _not_100(total: float, row: int | None) -> Fault:
    where = "" if row is None else f" of row {row + 1}"
    said = f"The shares{where} sum to {total:g}, not to 100. "
    said += "Give them in percent." if abs(total - 1) < 1e-3 else "Check them, or give what is missing as the rest."
    return Fault(said, "shares_not_100", "shares", row)
