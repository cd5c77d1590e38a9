"""Whether two answers are the same; what differs is not timed against each other."""

from collections.abc import Callable
from typing import Any

import numpy as np


class DisagreementError(Exception):
    """Ours and theirs are not answers to the same question."""


def require(condition: bool, said: str) -> None:
    """Refuse to compare unless this holds."""
    if not condition:
        raise DisagreementError(said)


def within(tolerance: float) -> Callable[[Any, Any], None]:
    """Numbers that differ by this much at most."""

    def agree(ours: Any, other: Any) -> None:
        ours, other = np.asarray(ours), np.asarray(other)
        require(ours.shape == other.shape, f"shapes are {ours.shape} and {other.shape}")
        apart = float(np.abs(ours - other).max())
        require(apart <= tolerance, f"answers differ by {apart:.1e}")

    return agree


def identical(ours: Any, other: Any) -> None:
    """Arrays that are the same to the last bit."""
    require(np.array_equal(ours, other), "answers are not identical")


def no_answer(ours: Any, other: Any) -> None:
    """For cases in which ours is checked by itself: the other only does a part of the work."""
