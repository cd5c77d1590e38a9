"""The cases, a file for each group. A case is a function marked `benchmark` that yields what to compare, for an effort."""

from collections.abc import Callable, Iterator, Sequence
from importlib import import_module

from benchmarks.case import Case
from benchmarks.effort import Effort
from benchmarks.growth import Growth

GROUPS = ("flows", "topsis", "smaa", "stability", "ahp", "portfolio", "imports")

Make = Callable[[Effort], Iterator[Case | Growth]]

_MADE: dict[str, list[Make]] = {group: [] for group in GROUPS}


def benchmark(make: Make) -> Make:
    """Enter this function into the group its file is named after."""
    _MADE[make.__module__.rpartition(".")[2]].append(make)
    return make


def benchmarks_of(group: str) -> Sequence[Make]:
    """What the group compares, in the order of its file."""
    import_module(f"{__name__}.{group}")
    return tuple(_MADE[group])
