"""How far one factor may move before a verdict that hangs on straight lines changes: exact values, found by arithmetic."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from mcda_industry.arrays import BoolArray, FloatArray
from mcda_industry.domain.value_chain.figures import shown
from mcda_industry.errors import speaks_french


@dataclass(frozen=True, slots=True)
class SwitchingRange:
    """The range of one factor within which a verdict stands, the others staying as they are.

    Attributes
    ----------
    value
        Where the factor is now.
    low, high
        The switching values below and above; None where no value that way changes the verdict. Equal to `value` where the
        slightest move does.
    below, above
        The verdicts just beyond them, or None.
    low_included, high_included
        Whether the present verdict still stands at the switching value itself.
    """

    value: float
    low: float | None
    high: float | None
    below: str | None
    above: str | None
    low_included: bool = True
    high_included: bool = True

    @property
    def smallest_relative_change(self) -> float | None:
        """The nearer switching value's distance from `value`, as a share of it; None if there is none.

        Infinite from a value of 0, unless the slightest move changes the verdict.
        """
        gaps = [abs(end - self.value) for end in (self.low, self.high) if end is not None]
        if not gaps:
            return None
        return min(gaps) / abs(self.value) if self.value else (math.inf if min(gaps) else 0.0)

    def sentence(self, factor: str, verdicts: Mapping[str, str], lang: str = "en") -> str:
        """Where the verdict changes, in English ("en") or French ("fr").

        Parameters
        ----------
        factor
            What to call the factor, with its article.
        verdicts
            What to call each verdict.
        lang
            "en" or "fr".
        """
        french = speaks_french(lang)
        words = {
            "low": ("à {} ou moins", "sous {}") if french else ("at {} or less", "below {}"),
            "high": ("à {} ou plus", "au-delà de {}") if french else ("at {} or more", "above {}"),
        }
        ends = (("low", self.low, self.below, self.low_included), ("high", self.high, self.above, self.high_included))
        parts = [
            f"{words[side][stands].format(_short(end, lang))}{' : ' if french else ': '}{verdicts[verdict]}"
            for side, end, verdict, stands in ends
            if end is not None and verdict is not None
        ]
        name, value = f"{factor[:1].upper()}{factor[1:]}", _short(self.value, lang)
        if french:
            return f"{name} (aujourd'hui {value}) : {' ; '.join(parts) or 'aucune valeur ne change le verdict'}."
        return f"{name} (now {value}): {'; '.join(parts) or 'no value changes the verdict'}."


def _short(number: float, lang: str) -> str:
    """Three decimals below 1, two below 10, one below 1 000, else none; without idle zeros."""
    size = abs(number)
    places = 3 if size < 1 else 2 if size < 10 else 1 if size < 1000 else 0
    text = shown(number, places, lang)
    return text.rstrip("0").rstrip(".,") if places else text


def switching_range(
    margins: Callable[[float], FloatArray],
    verdict: Callable[[BoolArray], str],
    value: float,
    limits: tuple[float, float],
) -> SwitchingRange:
    """The range of a factor around `value` in which the verdict stands.

    Parameters
    ----------
    margins
        The margin of every condition at a value of the factor; each must be a straight line in it.
    verdict
        The verdict that follows from which conditions hold (margin of 0 or more).
    value, limits
        Where the factor is, and between which values it may lie; the upper limit may be infinite.

    Notes
    -----
    Conditions turn only at the roots of their lines. Between two neighbouring roots the verdict is one; so it is read in the
    middle of each piece, from the present value outwards, and no grid is involved. A verdict that holds at a single point
    only, where two conditions turn at once, does not count as a change.

    Examples
    --------
    >>> found = switching_range(lambda x: np.array([x - 2]), lambda holds: "yes" if holds[0] else "no", 5.0, (0.0, 10.0))
    >>> found.low, found.below, found.low_included, found.high
    (2.0, 'no', True, None)
    """
    at = verdict(margins(value) >= 0)
    roots = [root for root in _roots(margins, value) if limits[0] <= root <= limits[1]]
    downwards = sorted({value, *(root for root in roots if root <= value)}, reverse=True)
    upwards = sorted({value, *(root for root in roots if root >= value)})
    low, below, low_included = _first_change([*downwards, limits[0]], at, margins, verdict)
    high, above, high_included = _first_change([*upwards, limits[1]], at, margins, verdict)
    return SwitchingRange(value, low, high, below, above, low_included, high_included)


def _first_change(
    outwards: list[float], at: str, margins: Callable[[float], FloatArray], verdict: Callable[[BoolArray], str]
) -> tuple[float | None, str | None, bool]:
    """The first point beyond which the verdict is another, that verdict, and whether the old one stands at the point.

    At a root the condition that turns there holds, as on one of its sides: no sign of a rounded zero is asked.
    """
    nearer = np.zeros(0, dtype=bool)
    for near, far in pairwise(outwards):
        if near == far:
            continue
        beyond = margins(2 * near + 1 if math.isinf(far) else (near + far) / 2) >= 0
        if (found := verdict(beyond)) != at:
            stands = not nearer.size or verdict(nearer | beyond) == at
            return near, found, stands
        nearer = beyond
    if nearer.size and outwards[-1] == outwards[-2]:
        return _change_at_the_limit(outwards[-1], outwards[0], at, nearer, margins, verdict)
    return None, None, True


def _change_at_the_limit(
    end: float,
    value: float,
    at: str,
    nearer: BoolArray,
    margins: Callable[[float], FloatArray],
    verdict: Callable[[BoolArray], str],
) -> tuple[float | None, str | None, bool]:
    """A condition that turns exactly where the factor ends: the verdict may be another there, with nothing beyond."""
    past = margins(end + 1e-9 * (end - value)) >= 0
    found = verdict(nearer | past)
    return (end, found, False) if found != at else (None, None, True)


def _roots(margins: Callable[[float], FloatArray], value: float) -> list[float]:
    """Where each line crosses zero, from its values at two points; lines that lie level cross nowhere."""
    step = value if value else 1.0
    start, stop = margins(0.0), margins(step)
    slope = (stop - start) / step
    turning = slope != 0
    roots = -start[turning] / slope[turning]
    return [_snapped(root, value) for root in roots[np.isfinite(roots)].tolist()]


def _snapped(root: float, value: float) -> float:
    """The present value where the root is that but for rounding, so that being at the edge is told as such."""
    return value if math.isclose(root, value, rel_tol=1e-12) else root
