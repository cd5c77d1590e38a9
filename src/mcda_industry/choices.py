"""The best set of things to take under linear limits: solved by HiGHS, then checked on the figures as they are written.

Arrays only. A solver compares with a tolerance; what it proposes is added up again here in exact arithmetic, and a set that
misses a limit is forbidden and looked for no more.
"""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from mcda_industry.arrays import ROUNDING, BoolArray, FloatArray, power_of_two
from mcda_industry.chatter import without_chatter
from mcda_industry.errors import ProblemError

FINE = 2.0**20
"""Size of the largest number HiGHS is shown: its absolute gap of 1e-6 and its tolerances are then relative ones of 1e-12."""

MOST_TRIALS = 200
"""Sets that meet the limits for the solver and not on paper, before the question is given up."""

NO_SOLUTION = 2


def best_choice(worth: FloatArray, rows: FloatArray, limits: FloatArray) -> BoolArray | None:
    """(n,) which of n things to take so that their worth is largest, or None where no set meets the limits.

    Parameters
    ----------
    worth
        (n,) what taking each adds.
    rows, limits
        (k, n) and (k,): the sum of each row over what is taken is at most its limit.

    Raises
    ------
    ProblemError
        If the solver comes to no answer.

    Notes
    -----
    Mixed-integer programming by HiGHS (Q. Huangfu and J. A. J. Hall, 2018, Parallelizing the dual revised simplex method,
    Mathematical Programming Computation 10) with no gap allowed. Decimals are compared as they are written: 0.1 + 0.2 fits
    into 0.3.

    Examples
    --------
    >>> best_choice(np.array([6.0, 5.0, 5.0]), np.array([[0.3, 0.1, 0.2]]), np.array([0.3]))
    array([False,  True,  True])
    """
    for _ in range(MOST_TRIALS):
        taken = _solved(worth, rows, limits)
        if taken is None or within(taken, rows, limits):
            return taken
        rows = np.vstack([rows, np.where(taken, 1.0, -1.0)])
        limits = np.append(limits, taken.sum() - 1.0)
    raise _gave_up("too many sets meet the limits by rounding only")


def leanest_choice(goals: Sequence[FloatArray], rows: FloatArray, limits: FloatArray) -> BoolArray | None:
    """The best choice by the first goal; of those that are as good to rounding, the best by the second; and so on.

    >>> worth, cost = np.array([1.0, 1.0, 0.0]), np.array([5.0, 3.0, 1.0])
    >>> leanest_choice((worth, -cost), np.array([[1.0, 1.0, 0.0]]), np.array([1.0]))
    array([False,  True, False])
    """
    taken = None
    for goal in goals:
        taken = best_choice(goal, rows, limits)
        if taken is None:
            return None
        rows = np.vstack([rows, -goal])
        limits = np.append(limits, ROUNDING * np.abs(goal).sum() - goal[taken].sum())
    return taken


def within(taken: BoolArray, rows: FloatArray, limits: FloatArray) -> bool:
    """Whether what is taken meets every limit, added up without rounding.

    >>> within(np.array([True, True]), np.array([[0.1, 0.2]]), np.array([0.3]))
    True
    """
    sums = (sum(map(_as_written, row[taken].tolist()), Fraction(0)) for row in rows)
    return all(total <= _as_written(limit) for total, limit in zip(sums, limits.tolist(), strict=True))


def _as_written(value: float) -> Fraction:
    """The decimal number a float is written as, exactly."""
    return Fraction(repr(value))


def _solved(worth: FloatArray, rows: FloatArray, limits: FloatArray) -> BoolArray | None:
    """The choice HiGHS finds best, its limits met to within its tolerance."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    scale = FINE / power_of_two(rows, axis=1)
    for presolve in (True, False):  # presolving loses its way on some programmes that are simple without it
        with without_chatter():
            found = milp(
                -worth * (FINE / power_of_two(worth)),
                integrality=np.ones(len(worth), dtype=np.int64),
                bounds=Bounds(0, 1),
                constraints=LinearConstraint(rows * scale[:, None], -np.inf, limits * scale),
                options={"mip_rel_gap": 0, "presolve": presolve},
            )
        if found.status == 0:
            return np.asarray(found.x > 0.5)
    if found.status == NO_SOLUTION:
        return None
    raise _gave_up(found.message)


def _gave_up(why: str) -> ProblemError:
    said = f"The best choice was not found ({why}). Look for figures of very different magnitudes."
    return ProblemError(said, code="not_solved")
