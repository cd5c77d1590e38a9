"""Where independent parts of a computation are worked on: here, or on an executor that the caller brings.

Results come in the order of the parts, so what they add up to does not depend on who worked on them. The executor belongs to
the caller: it is never shut down here. Whatever ends the work early (an error, Ctrl-C), the parts not yet begun are cancelled.
"""

import sys
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from functools import cache
from pickle import PicklingError
from threading import Lock
from typing import Any, TypeVar

from mcda_industry.errors import DecisionError, WorkerError, quoted

Done = TypeVar("Done")

Progress = Callable[[int, int], object] | bool | None
"""None or False: nothing is told; True: a bar (tqdm); a function: called with how many parts are done, and of how many."""

AHEAD = 64
"""Parts given to an executor before the oldest is awaited: enough to keep a cluster busy, and the results waiting stay few."""


def each(
    work: Callable[..., Done],
    *parts: Iterable[object],
    executor: Executor | None = None,
    progress: Progress = None,
    ahead: int = AHEAD,
) -> Generator[Done, None, None]:
    """The work done on each part, in order: here, or on threads, processes or a cluster.

    Parameters
    ----------
    work
        A pure function; for processes and clusters one that can be pickled.
    parts
        Its arguments, one iterable for each.
    executor
        None: here. BLAS then keeps to one thread in its workers: threads times threads are slower.
    progress
        None, True (a bar; needs tqdm), or a function of the parts done and their number.
    ahead
        How many parts may be under way, or done and waiting for an earlier one; fewer where results are large.

    Raises
    ------
    DecisionError
        If `executor` is no `concurrent.futures.Executor`, or `progress` neither of the above.
    WorkerError
        While iterating, if a worker dies, the executor is shut down, or the work cannot be sent to it.

    Examples
    --------
    >>> list(each(abs, [-1, 2], progress=lambda done, total: print(done, "of", total)))
    1 of 2
    2 of 2
    [1, 2]
    """
    check_executor(executor)
    watch = _watch(progress)
    if watch is None:
        return _results(work, zip(*parts, strict=True), executor, ahead)
    tasks = list(zip(*parts, strict=True))
    return _watched(_results(work, tasks, executor, ahead), watch(len(tasks)))


def check_executor(executor: object) -> None:
    """Refuse what is neither None nor an executor."""
    if executor is not None and (isinstance(executor, type) or not callable(getattr(executor, "submit", None))):
        said = f"executor must be a concurrent.futures.Executor or None, not {quoted(executor)}. "
        said += "Give a ThreadPoolExecutor, a ProcessPoolExecutor or Client.get_executor()."
        raise DecisionError(said, code="bad_executor", field="executor")


def _results(
    work: Callable[..., Done], tasks: Iterable[tuple[object, ...]], executor: Executor | None, ahead: int
) -> Generator[Done, None, None]:
    """The results in the order of the tasks; what is still to come when this ends early is cancelled."""
    if executor is None:
        yield from (work(*task) for task in tasks)
        return
    pending: deque[Future[Done]] = deque()
    try:
        for task in tasks:
            with _worker_faults():
                pending.append(executor.submit(_on_one_blas_thread, work, *task))
            if len(pending) >= ahead:
                yield _result(pending.popleft())
        while pending:
            yield _result(pending.popleft())
    finally:
        for future in pending:
            future.cancel()


def _result(future: "Future[Done]") -> Done:
    with _worker_faults():
        return future.result()


@contextmanager
def _worker_faults() -> Iterator[None]:
    """Tell faults of the executor, in whatever words it has, as a `WorkerError`; those of the work itself pass."""
    try:
        yield
    except (BrokenExecutor, CancelledError) as fault:
        raise _died() from fault
    except (PicklingError, TypeError, AttributeError) as fault:
        if not isinstance(fault, PicklingError) and not any(word in str(fault) for word in ("pickle", "serialize")):
            raise
        said = f"The work cannot be sent to another process: {quoted(fault)}. "
        said += "Define methods at the top of a module, or use threads."
        raise WorkerError(said, code="cannot_be_sent", field="executor") from fault
    except RuntimeError as fault:
        if "after" not in str(fault) or "shutdown" not in str(fault):
            raise
        said = "The executor takes no more work: it was shut down. Give one that is open."
        raise WorkerError(said, code="executor_closed", field="executor") from fault
    except Exception as fault:
        if type(fault).__module__.partition(".")[0] != "distributed":  # KilledWorker, CommClosedError, ...
            raise
        raise _died() from fault


def _died() -> WorkerError:
    said = "A worker died or was lost before its part was done (killed, or out of memory); no result is kept. "
    said += "Make a new executor, with fewer workers if memory ran out, and ask again."
    return WorkerError(said, code="worker_died", field="executor")


Watch = AbstractContextManager[Callable[[int], object]]
"""Gives, while it is open, what is to be called with the number of parts done."""


def _watch(progress: Progress) -> Callable[[int], Watch] | None:
    """What watches this many parts; None where nothing is told."""
    if progress is None or progress is False:
        return None
    if progress is True:
        return _bar(_tqdm())
    if not callable(progress):
        said = f"progress must be None, True or a function of (done, total), not {quoted(progress)}. Give one of them."
        raise DecisionError(said, code="bad_progress", field="progress")
    return lambda total: nullcontext(lambda done: progress(done, total))


def _tqdm() -> Any:
    try:
        from tqdm import tqdm
    except ImportError:
        said = "A progress bar needs tqdm, which is not installed. "
        said += 'Add it with: pip install "mcda_industry[progress]", or give a function of (done, total).'
        raise DecisionError(said, code="no_tqdm", field="progress") from None
    return tqdm


def _bar(tqdm: Any) -> Callable[[int], Watch]:
    @contextmanager
    def watch(total: int) -> Iterator[Callable[[int], object]]:
        with tqdm(total=total) as bar:
            yield lambda done: bar.update()

    return watch


def _watched(found: Generator[Done, None, None], watch: Watch) -> Generator[Done, None, None]:
    """The same results, each told before it is passed on."""
    with closing(found), watch as tell:
        for done, result in enumerate(found, start=1):
            tell(done)
            yield result


class _OneBlasThread(AbstractContextManager[None]):
    """While anyone in this process is inside, BLAS keeps to one thread; afterwards it is as it was."""

    def __init__(self) -> None:
        self._lock, self._inside, self._limit = Lock(), 0, nullcontext[Any]()

    def __enter__(self) -> None:
        with self._lock:
            if self._inside == 0:
                self._limit = _threadpools("scipy.linalg" in sys.modules).limit(limits=1, user_api="blas")
            self._inside += 1

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._inside -= 1
            if self._inside == 0:
                self._limit.__exit__(None, None, None)


@cache
def _threadpools(with_scipy: bool) -> Any:
    """The thread pools of this process, found once, and once more when SciPy brings a BLAS of its own.

    Looking for them takes longer than setting them.
    """
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()


one_blas_thread = _OneBlasThread()
"""A context in which BLAS keeps to one thread: for products so small that sharing them out takes longer than working them out."""


def _on_one_blas_thread(work: Callable[..., Done], *task: object) -> Done:
    with one_blas_thread:
        return work(*task)
