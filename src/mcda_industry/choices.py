"""The best set of things to take under linear limits: solved by HiGHS, then checked on the figures as they are written.

Arrays only. A solver compares with a tolerance; what it proposes is added up again here in exact arithmetic, and what took a
set beyond a limit is not taken together any more.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from mcda_industry.arrays import ROUNDING, BoolArray, FloatArray, IntArray
from mcda_industry.chatter import without_chatter
from mcda_industry.errors import ProblemError

if TYPE_CHECKING:
    from scipy.optimize import OptimizeResult
    from scipy.sparse import csr_array

    Table = csr_array[np.float64, tuple[int, int]]
    Rows = FloatArray | Table

FINE = 20
"""HiGHS is shown figures that are no whole numbers of a decimal unit at a size of 2^20: its absolute gap of 1e-6 and its
tolerances are then relative ones of 1e-12."""

FAINT = 2.0**-10
"""Smaller numbers beside those of 2^20 are not shown: presolving loses good sets over them. What they would forbid is found
by the check afterwards."""

MOST_UNITS = 2.0**30
"""Figures of at most so many decimal units are shown to HiGHS as whole numbers: a unit is then far more than its tolerances,
and sums are exact."""

WIDE = 20
"""Powers of two between the figures of a row from which on a programme is solved with and without presolving."""

MOST_DECIMALS = 6
"""The smallest unit tried has so many decimals."""

MOST_TRIALS = 200
"""Sets that meet the limits for the solver and not on paper, before the question is given up."""

NO_SOLUTION = 2

EXACT = 2.0**53
"""Sums of whole numbers up to this are exact in floating point."""

ENDLESS = 2**60
"""As much as is never used up, however many things are taken."""


def best_choice(worth: FloatArray, rows: "Rows", limits: FloatArray) -> BoolArray | None:
    """(n,) which of n things to take so that their worth is largest, or None where no set meets the limits.

    Parameters
    ----------
    worth
        (n,) what taking each adds.
    rows, limits
        (k, n), dense or sparse, and (k,): the sum of each row over what is taken is at most its limit.

    Raises
    ------
    ProblemError
        If the solver comes to no answer.

    Notes
    -----
    Mixed-integer programming by HiGHS (Q. Huangfu and J. A. J. Hall, 2018, Parallelizing the dual revised simplex method,
    Mathematical Programming Computation 10) with no gap allowed. Decimals are compared as they are written: 0.1 + 0.2 fits
    into 0.3. Worths of at most six decimals and 2^30 units are told apart exactly, others to 1e-12 of the largest. What
    takes a set beyond a limit by less than the solver sees is not taken together any more (a cover inequality; L. A. Wolsey,
    2020, Integer Programming).

    Examples
    --------
    >>> best_choice(np.array([6.0, 5.0, 5.0]), np.array([[0.3, 0.1, 0.2]]), np.array([0.3]))
    array([False,  True,  True])
    """
    table = _sparse(rows)
    shown, most = _in_units(table, limits)
    goal, _ = _in_units(_sparse(worth[None]), np.zeros(1), least=0.0)
    for _ in range(MOST_TRIALS):
        taken = _solved(goal.toarray()[0], shown, most)
        if taken is None or not (broken := _broken(taken, table, limits)):
            return taken
        for row in broken:
            shown, most = _with_row(shown, most, *_cover(taken, table, row, float(limits[row])))
    raise _gave_up("too many sets meet the limits by rounding only")


def leanest_choice(goals: Sequence[FloatArray], rows: "Rows", limits: FloatArray) -> BoolArray | None:
    """The best choice by the first goal; of those that are as good to rounding, the best by the second; and so on.

    >>> worth, cost = np.array([1.0, 1.0, 0.0]), np.array([5.0, 3.0, 1.0])
    >>> leanest_choice((worth, -cost), np.array([[1.0, 1.0, 0.0]]), np.array([1.0]))
    array([False,  True, False])
    """
    table, taken = _sparse(rows), None
    for goal in goals:
        taken = best_choice(goal, table, limits)
        if taken is None:
            return None
        table, limits = _with_row(table, limits, -goal, ROUNDING * np.abs(goal).sum() - goal[taken].sum())
    return taken


def within(taken: BoolArray, rows: "Rows", limits: FloatArray) -> bool:
    """Whether what is taken meets every limit, added up without rounding.

    >>> within(np.array([True, True]), np.array([[0.1, 0.2]]), np.array([0.3]))
    True
    """
    return not _broken(taken, _sparse(rows), limits)


def _broken(taken: BoolArray, table: "Table", limits: FloatArray) -> list[int]:
    """The rows that come to more than their limit. Only those too close to it for floating point are added up in fractions."""
    held = taken.astype(np.float64)
    with np.errstate(over="ignore", invalid="ignore"):
        size = abs(table) @ held + np.abs(limits)
        whole = (_by_row(table, table.data != np.rint(table.data)) == 0) & (limits == np.rint(limits)) & (size <= EXACT)
        doubt = np.where(whole, 0.0, size * (np.diff(table.indptr) + 3) * np.finfo(np.float64).eps)
        room = limits - table @ held
        over, clear = room < -doubt, (room >= doubt) & (whole | (room > doubt))
    for row in np.flatnonzero(~over & ~clear).tolist():
        over[row] = _total(taken, table, row) > _as_written(float(limits[row]))
    return [int(row) for row in np.flatnonzero(over)]


def _total(taken: BoolArray, table: "Table", row: int) -> Fraction:
    """What a row comes to, exactly."""
    own = slice(table.indptr[row], table.indptr[row + 1])
    amounts = table.data[own][taken[table.indices[own]]]
    return sum(map(_as_written, amounts.tolist()), Fraction(0))


def _as_written(value: float) -> Fraction:
    """The decimal number a float is written as, exactly."""
    return Fraction(repr(value))


def _cover(taken: BoolArray, table: "Table", row: int, limit: float) -> tuple[FloatArray, float]:
    """(n,) a row of whole numbers and its limit, met by all sets that meet this row, and not by the one that breaks it.

    Not taking what would lower the row counts as taking as much; amounts are then all positive. The largest that are taken
    and still fit leave so little room that none of the amounts above it can be taken with all of them.
    """
    own = slice(table.indptr[row], table.indptr[row + 1])
    columns, amounts = table.indices[own], [_as_written(amount) for amount in table.data[own].tolist()]
    used = [bool(is_in) == (amount > 0) for is_in, amount in zip(taken[columns], amounts, strict=True)]
    room = _as_written(limit) - sum((amount for amount in amounts if amount < 0), Fraction(0))
    if room < 0:  # no set meets the row: no set meets 0 ≤ -1
        return np.zeros(len(taken)), -1.0
    core: set[int] = set()
    for place in sorted(np.flatnonzero(used).tolist(), key=lambda place: -abs(amounts[place])):
        if abs(amounts[place]) > room:
            break
        room -= abs(amounts[place])
        core.add(place)
    beyond = [place for place, amount in enumerate(amounts) if place not in core and abs(amount) > room]
    signs = np.sign(table.data[own])
    entries, counts = np.zeros(len(taken)), np.zeros(len(amounts))
    counts[beyond] = 1.0
    counts[list(core)] = len(beyond)
    entries[columns] = counts * signs
    return entries, len(beyond) * len(core) - float(counts[signs < 0].sum())


def _sparse(rows: "Rows") -> "Table":
    """A copy that holds what is not zero."""
    from scipy.sparse import csr_array

    found = cast("Table", csr_array(cast("Any", rows), dtype=np.dtype(np.float64), copy=True))
    found.eliminate_zeros()
    return found


def _with_row(table: "Table", limits: FloatArray, row: FloatArray, most: float) -> "tuple[Table, FloatArray]":
    from scipy.sparse import vstack

    return _sparse(vstack([table, _sparse(row[None])])), np.append(limits, most)


def _by_row(table: "Table", entries: BoolArray) -> IntArray:
    """(k,) in how many entries of each row something is so."""
    places = np.repeat(np.arange(table.shape[0]), np.diff(table.indptr))
    return np.bincount(places[entries], minlength=table.shape[0])


def _in_units(table: "Table", limits: FloatArray, least: float = FAINT) -> "tuple[Table, FloatArray]":
    """The rows as HiGHS is shown them: decimals as whole numbers of their unit, others at a size it compares well."""
    from scipy.sparse import csr_array

    decimals, counts = _decimals(table), np.diff(table.indptr)
    units = np.rint(table.data * 10.0 ** np.repeat(np.maximum(decimals, 0), counts))
    entries = np.where(np.repeat(decimals >= 0, counts), units, table.data)
    most = [
        _units(limit, places) for limit, places in zip(limits.tolist(), np.maximum(decimals, 0).tolist(), strict=True)
    ]
    for row in np.flatnonzero(decimals < 0):
        own = slice(table.indptr[row], table.indptr[row + 1])  # shifts are exact, and reach the smallest floats too
        shift = FINE - int(np.frexp(np.abs(entries[own]).max())[1])
        shifted = np.ldexp(entries[own], shift)
        faint = np.abs(shifted) < least
        entries[own] = np.where(faint, 0.0, shifted)
        with np.errstate(over="ignore"):
            most[row] = float(np.ldexp(limits[row], shift) - shifted[faint & (shifted < 0)].sum())
    shown = np.clip(np.array(most, dtype=np.float64), -ENDLESS, ENDLESS)
    seen = csr_array((entries, table.indices, table.indptr), shape=table.shape, copy=True)
    seen.eliminate_zeros()
    return seen, shown


def _decimals(table: "Table") -> IntArray:
    """(k,) how many decimals the figures of each row are written with; -1 where they are too many, or too large for that."""
    found = np.full(table.shape[0], -1)
    for decimals in range(MOST_DECIMALS, -1, -1):
        with np.errstate(over="ignore"):
            units = np.rint(table.data * 10.0**decimals)
        other = (units / 10.0**decimals != table.data) | (np.abs(units) > MOST_UNITS)
        found[_by_row(table, other) == 0] = decimals
    return found


def _units(limit: float, decimals: int) -> float:
    """The whole units that fit below a limit."""
    return float(max(-ENDLESS, min(ENDLESS, _as_written(limit) * 10**decimals // 1)))


def _solved(worth: FloatArray, rows: "Table", limits: FloatArray) -> BoolArray | None:
    """The choice HiGHS finds best, its limits met to within its tolerance."""
    found, tame = [], _is_tame(rows)
    for presolve in (True, False):  # presolving loses its way on some programmes that are simple without it
        answer = _answer(worth, rows, limits, presolve)
        if answer.status == 0:
            found.append(np.asarray(answer.x > 0.5))
        if found and tame:
            break
    if found:
        return max(found, key=lambda taken: float(worth[taken].sum()))
    if answer.status == NO_SOLUTION:
        return None
    raise _gave_up(answer.message)


def _is_tame(rows: "Table") -> bool:
    """Whether no row holds figures so far apart that presolving may take a set that is not the best."""
    size = np.abs(rows.data)
    spread = (np.ptp(np.log2(part)) for part in np.split(size, rows.indptr[1:-1]) if len(part))
    return all(apart <= WIDE for apart in spread)


def _answer(worth: FloatArray, rows: "Table", limits: FloatArray, presolve: bool) -> "OptimizeResult":
    from scipy.optimize import Bounds, LinearConstraint, milp

    with without_chatter():
        return milp(
            -worth,
            integrality=np.ones(len(worth), dtype=np.int64),
            bounds=Bounds(0, 1),
            constraints=LinearConstraint(rows, -np.inf, limits),
            options={"mip_rel_gap": 0, "presolve": presolve},
        )


def _gave_up(why: str) -> ProblemError:
    said = f"The best choice was not found ({why}). Look for figures of very different magnitudes."
    return ProblemError(said, code="not_solved")
