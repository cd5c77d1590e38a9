"""What a plot is made from and how much of it is shown: checks, and the alternatives that come first."""

from typing import Any, TypeVar

import numpy as np
from numpy.typing import ArrayLike

from mcda_industry.arrays import FloatArray, IntArray, is_whole
from mcda_industry.errors import MethodError, SensitivityError, quoted
from mcda_industry.sensitivity.acceptability import Acceptability

MOST_ROWS = 200
"""Rows that fit on a page that someone would read."""

Result = TypeVar("Result")


def checked(given: Any, kind: type[Result], made_by: str) -> Result:
    """The result that a figure is made from; anything else is refused with what makes one."""
    if isinstance(given, kind):
        return given
    said = f"This figure is made from {kind.__name__}, not from {quoted(given)}. Give what {made_by} returns."
    raise SensitivityError(said, code="other_result", field=kind.__name__)


def check_most(most: object, limit: int = MOST_ROWS) -> None:
    """Refuse a number of things to show that is not a whole number from 1 to what can be read."""
    if not is_whole(most, 1, limit):
        said = f"most must be a whole number from 1 to {limit}, how many are shown, not {quoted(most)}. Give one."
        raise SensitivityError(said, code="bad_most", field="most")


def check_finite(scores: FloatArray, method: str) -> FloatArray:
    """The scores, if all of them are numbers; a method that gives others for some weights is refused by name."""
    if np.isfinite(scores).all():
        return scores
    said = (
        f"{method} gave a score that is not a finite number for some weights. Use a method that accepts this problem."
    )
    raise MethodError(said, code="not_finite")


def by_expected_rank(found: Acceptability) -> IntArray:
    """(n,) the rows from the best expected rank to the worst; first place, then the order of the problem, settle ties."""
    first = -found.rank_acceptability[:, 0]
    return np.lexsort((first, found.expected_rank.value.round(12)))


def best_rows(found: Acceptability, most: int) -> IntArray:
    """The rows that are shown: the best expected ranks; all, if only one would be left out."""
    order = by_expected_rank(found)
    return order if len(order) <= most + 1 else order[:most]


def with_others(shares: FloatArray, shown: IntArray) -> FloatArray:
    """(k or k + 1, n) the rows shown and, where others are left, their mean."""
    others = np.setdiff1d(np.arange(len(shares)), shown)
    return np.vstack([shares[shown], shares[others].mean(axis=0)]) if len(others) else shares[shown]


def whole(numbers: ArrayLike) -> IntArray:
    """A read-only copy of whole numbers; of nothing, an empty one."""
    found = np.array(numbers, dtype=np.int64)
    found.setflags(write=False)
    return found
