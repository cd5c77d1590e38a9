"""Where, on the way from one end to the other, a margin stops being negative: few evaluations where it is smooth."""

from collections.abc import Callable
from math import ceil, copysign, isfinite, log2

CLOSE = 2.0**-51
"""Half the length of the way that is left open at the end."""

HALVINGS = ceil(log2(1 / (2 * CLOSE)))


def least_share(margin: Callable[[float], float]) -> float | None:
    """The least share, 0 to 1, of a way along which a margin rises, at which it is zero or more; None where it never is.

    Interpolation, truncation, projection: some ten evaluations where the margin is smooth, and one more than halving takes, 51,
    where it jumps. A margin of minus infinity stands for a share that is not allowed: the way then ends before it.

    Notes
    -----
    Oliveira, I.F.D. & Takahashi, R.H.C. (2020), An enhancement of the bisection method average performance preserving minmax
    optimality, ACM Transactions on Mathematical Software 47.

    Examples
    --------
    >>> round(least_share(lambda share: share**2 - 0.25), 12)
    0.5
    """
    low, high = 0.0, 1.0
    above = margin(high)
    if not isfinite(above):
        high, above = _last_allowed(margin)
    if above < 0:
        return None
    below = margin(low)
    if below >= 0:
        return low
    for step in range(HALVINGS + 2):
        if high - low <= 2 * CLOSE:
            break
        share = _next(low, high, below, above, CLOSE * 2.0 ** (HALVINGS + 1 - step))
        found = margin(share)
        low, below, high, above = (share, found, high, above) if found < 0 else (low, below, share, found)
    return high


def _next(low: float, high: float, below: float, above: float, reach: float) -> float:
    """Where to look next: near where the chord crosses zero, yet never so far from the middle that halving would be quicker."""
    middle, width = (low + high) / 2, high - low
    if not isfinite(below):
        return middle
    crossing = low - below * (width / (above - below))
    towards = copysign(1.0, middle - crossing)
    moved = 0.2 * width * width
    truncated = crossing + towards * moved if moved <= abs(middle - crossing) else middle
    radius = max(0.0, reach - width / 2)
    share = truncated if abs(truncated - middle) <= radius else middle - towards * radius
    return min(max(share, low + CLOSE), high - CLOSE)


def _last_allowed(margin: Callable[[float], float]) -> tuple[float, float]:
    """The last share at which the margin is finite, by halving, and the margin there."""
    allowed, refused, found = 0.0, 1.0, margin(0.0)
    for _ in range(HALVINGS):
        middle = (allowed + refused) / 2
        there = margin(middle)
        if isfinite(there):
            allowed, found = middle, there
        else:
            refused = middle
    return allowed, found
