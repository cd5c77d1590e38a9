"""The least share at which a margin is reached: right wherever it lies, and in few steps where it is smooth."""

import math
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcda_industry.search import HALVINGS, least_share

SHAPES: dict[str, Callable[[float], float]] = {
    "line": lambda x: x - 1 / 3,
    "near the start": lambda x: x - 1.234e-7,
    "curve": lambda x: x * x - 0.2,
    "steep": lambda x: math.exp(20 * x) - 100,
    "bent": lambda x: min(x, 0.1) - 0.05,
    "flat for long": lambda x: max(0.0, x - 0.7) - 0.01,
    "jump": lambda x: -1.0 if x < 0.3141 else 1.0,
    "stairs": lambda x: math.floor((x - 0.377) * 1e6) / 1e6,
    "three times zero": lambda x: (x - 0.3) ** 3,
}


def counted(margin: Callable[[float], float]) -> tuple[float | None, int]:
    asked = []
    found = least_share(lambda share: (asked.append(share), margin(share))[1])
    return found, len(asked)


@pytest.mark.parametrize("shape", SHAPES)
def test_the_margin_is_reached_there_and_not_just_before(shape: str) -> None:
    found, asked = counted(SHAPES[shape])
    assert SHAPES[shape](found) >= 0 > SHAPES[shape](found - 1e-14)
    assert asked <= HALVINGS + 4


@pytest.mark.parametrize("shape", ["line", "near the start", "curve", "steep", "bent"])
def test_smooth_margins_take_few_steps(shape: str) -> None:
    assert counted(SHAPES[shape])[1] <= 15


@given(st.floats(0, 1), st.floats(0.1, 10), st.booleans())
def test_any_place_is_found(place: float, power: float, jumps: bool) -> None:
    def margin(share: float) -> float:
        return (1.0 if share >= place else -1.0) if jumps else math.copysign(abs(share - place) ** power, share - place)

    found = least_share(margin)
    assert found is not None
    assert margin(found) >= 0
    assert found - place <= 1e-14


def test_what_is_never_reached_is_told_after_one_look() -> None:
    assert counted(lambda share: share - 2) == (None, 1)


def test_the_way_ends_where_shares_are_no_longer_allowed() -> None:
    assert least_share(lambda share: share - 0.5 if share <= 0.75 else -math.inf) == pytest.approx(0.5, abs=1e-14)
    assert least_share(lambda share: share - 0.8 if share <= 0.75 else -math.inf) is None
