"""Seconds and mebibytes of a call.

Seconds are those the processor spent on this process: on a machine that others use too, they are what the call would take
alone, but for the caches. Only what runs on several threads is timed by the clock on the wall.
"""

import gc
import time
import tracemalloc
from collections.abc import Callable
from typing import Any

Work = Callable[[], Any]

SHORT = 0.02
"""Calls shorter than this are repeated until they have taken about as long."""


def seconds(work: Work, now: Callable[[], float] = time.process_time) -> float:
    """Seconds of one call, or the mean of several if one is short."""
    once = _elapsed(work, 1, now)
    return once if once >= SHORT else _elapsed(work, int(SHORT / max(once, 1e-7)) + 1, now)


def wall_seconds(work: Work) -> float:
    """The same by the clock on the wall."""
    return seconds(work, time.perf_counter)


def _elapsed(work: Work, repeats: int, now: Callable[[], float]) -> float:
    start = now()
    for _ in range(repeats):
        work()
    return (now() - start) / repeats


def tried(work: Work) -> tuple[Any, float]:
    """The answer of a first call, and its seconds."""
    start = time.process_time()
    answer = work()
    return answer, time.process_time() - start


def peak(work: Work) -> float:
    """The most memory a call holds at one time, in MiB: its result included, its input not. Never while timing."""
    gc.collect()
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1] / 2**20
    finally:
        tracemalloc.stop()
