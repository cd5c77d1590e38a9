"""Where independent parts of a computation are worked on: here, or on an executor that the caller brings."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from typing import TypeVar

from mcda_industry.errors import DecisionError, quoted

Done = TypeVar("Done")


def each(work: Callable[..., Done], *parts: Iterable[object], executor: Executor | None = None) -> Iterator[Done]:
    """The work done on each part, in order: here, or on threads, processes or a cluster.

    Raises
    ------
    DecisionError
        If `executor` is something else than a `concurrent.futures.Executor` or None.

    Examples
    --------
    >>> list(each(abs, [-1, 2]))
    [1, 2]
    """
    if executor is None:
        return map(work, *parts)
    if not callable(getattr(executor, "map", None)):
        said = f"executor must be a concurrent.futures.Executor or None, not {quoted(executor)}."
        raise DecisionError(said, code="bad_executor", field="executor")
    return executor.map(work, *parts)
