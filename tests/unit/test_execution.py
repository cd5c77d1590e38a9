"""Work on executors: the order is kept, nothing is left half-done, and what fails is told in one error."""

import multiprocessing
import os
import pickle
import signal
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from importlib import import_module

import numpy as np
import pytest

import mcda_industry as mi
from mcda_industry.execution import each, one_blas_thread
from mcda_industry.sensitivity.uncertain_weights.draws import BLOCK

PROBLEM = mi.Problem.of(
    [mi.maximise("a", preference=mi.Linear(1, 3)), mi.minimise("b", preference=mi.Usual())],
    {f"P{i}": (i % 5, (7 * i) % 4) for i in range(8)},
)


def slowly(number: int) -> int:
    """The number, later for the first ones, so that they are done out of order."""
    time.sleep(0.02 if number < 2 else 0.0)
    return number


def dies(number: int) -> int:
    """Kill the worker at number 3."""
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def refuses(number: int) -> int:
    """A refusal with all that it carries."""
    raise mi.ProblemError("Wrong. Mend it.", code="odd", field="npv", row=number, column=1)


def interrupted(number: int) -> int:
    """Ctrl-C reaches the worker."""
    raise KeyboardInterrupt


@pytest.fixture
def processes() -> Iterator[ProcessPoolExecutor]:
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
        yield pool


@pytest.fixture
def threads() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(2) as pool:
        yield pool


class Recording(Executor):
    """Keeps every future and works on none, so that a test decides what is done."""

    def __init__(self) -> None:
        self.futures: list[Future] = []

    def submit(self, work, /, *task):  # type: ignore[no-untyped-def]
        self.futures.append(Future())
        if len(self.futures) == 1:
            self.futures[0].set_result(work(*task))
        return self.futures[-1]


def test_results_come_in_the_order_of_the_parts(threads: ThreadPoolExecutor) -> None:
    assert list(each(slowly, range(200), executor=threads)) == list(range(200))
    assert list(each(pow, [2, 3], [3, 2], executor=threads)) == [8, 9]


def test_only_so_many_parts_are_given_ahead() -> None:
    executor = Recording()
    found = each(abs, range(100), executor=executor, ahead=5)
    assert next(found) == 0
    assert len(executor.futures) == 5


def test_parts_of_unequal_length_are_not_cut() -> None:
    with pytest.raises(ValueError, match="zip"):
        list(each(pow, [2, 3], [3]))


@pytest.mark.parametrize("how", ["error", "interrupt", "close"])
def test_whatever_ends_the_work_early_cancels_what_has_not_begun(how: str) -> None:
    executor = Recording()

    def told(done: int, total: int) -> None:
        if how != "close":
            raise {"error": RuntimeError, "interrupt": KeyboardInterrupt}[how]

    found = each(abs, range(9), executor=executor, progress=told)
    if how == "close":
        next(found)
        found.close()
    else:
        with pytest.raises((RuntimeError, KeyboardInterrupt)):
            next(found)
    assert len(executor.futures) == 9
    assert all(future.cancelled() for future in executor.futures[1:])


def test_ctrl_c_in_a_worker_reaches_the_caller_and_the_executor_stays_open(threads: ThreadPoolExecutor) -> None:
    with pytest.raises(KeyboardInterrupt):
        list(each(interrupted, range(9), executor=threads))
    assert threads.submit(abs, -1).result() == 1


def test_ctrl_c_while_counting_cancels_the_blocks_left_and_keeps_no_count() -> None:
    begun = threading.Event()

    def stop(done: int, total: int) -> None:
        begun.set()
        raise KeyboardInterrupt

    with ThreadPoolExecutor(1) as pool:
        with pytest.raises(KeyboardInterrupt):
            mi.acceptability(PROBLEM, draws=40 * BLOCK, executor=pool, progress=stop)
        started = time.perf_counter()
        assert pool.submit(abs, -1).result() == 1  # waits for one block at most, not for the forty
        assert time.perf_counter() - started < 20
        assert pool._work_queue.qsize() == 0
    assert begun.is_set()


def test_a_refusal_comes_back_from_another_process_with_its_place(processes: ProcessPoolExecutor) -> None:
    with pytest.raises(mi.ProblemError, match=r"Wrong\. Mend it\.") as refusal:
        list(each(refuses, [7], executor=processes))
    assert (refusal.value.code, refusal.value.field, refusal.value.row, refusal.value.column) == ("odd", "npv", 7, 1)


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_a_worker_that_dies_is_one_clear_error_and_not_a_wait(processes: ProcessPoolExecutor) -> None:
    with pytest.raises(mi.WorkerError, match="A worker died or was lost before its part was done") as refusal:
        list(each(dies, range(9), executor=processes))
    assert refusal.value.code == "worker_died"
    assert refusal.value.field == "executor"
    with pytest.raises(mi.WorkerError, match="Make a new executor"):
        list(each(abs, [1], executor=processes))


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
@pytest.mark.parametrize("after", [1, 12])
def test_acceptability_with_a_worker_killed_is_refused_and_right_the_next_time(after: int) -> None:
    draws = 40 * BLOCK

    def kill(done: int, total: int) -> None:
        assert total == 40
        if done == after:
            os.kill(next(iter(pool._processes)), signal.SIGKILL)
            time.sleep(0.2)

    pool = ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn"))
    with pool, pytest.raises(mi.WorkerError, match="A worker died or was lost"):
        mi.acceptability(PROBLEM, draws=draws, rng=3, executor=pool, progress=kill)
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as another:
        found = mi.acceptability(PROBLEM, draws=draws, rng=3, executor=another)
    alone = mi.acceptability(PROBLEM, draws=draws, rng=3)
    np.testing.assert_array_equal(found.rank_acceptability, alone.rank_acceptability)


def test_an_executor_that_is_shut_down_is_refused() -> None:
    pool = ThreadPoolExecutor(1)
    pool.shutdown()
    with pytest.raises(mi.WorkerError, match="it was shut down. Give one that is open") as refusal:
        list(each(abs, [1], executor=pool))
    assert refusal.value.code == "executor_closed"


def test_work_that_cannot_be_sent_is_refused_with_the_way_out(processes: ProcessPoolExecutor) -> None:
    with pytest.raises(mi.WorkerError, match="cannot be sent to another process.*or use threads") as refusal:
        list(each(lambda number: number, [1], executor=processes))
    assert refusal.value.code == "cannot_be_sent"
    with pytest.raises(mi.WorkerError, match="cannot be sent"):
        list(each(abs, [threading.Lock()], executor=processes))


def test_errors_of_the_work_itself_are_not_taken_for_errors_of_the_executor(threads: ThreadPoolExecutor) -> None:
    with pytest.raises(TypeError, match="bad operand"):
        list(each(abs, ["x"], executor=threads))
    with pytest.raises(AttributeError, match="nothing"):
        list(each(getattr, [1], ["nothing"], executor=threads))


def test_a_worker_error_can_itself_be_sent() -> None:
    refusal = pickle.loads(pickle.dumps(mi.WorkerError("Gone. Ask again.", code="worker_died")))
    assert (str(refusal), refusal.code) == ("Gone. Ask again.", "worker_died")


def test_progress_is_told_part_by_part_here_and_elsewhere(threads: ThreadPoolExecutor) -> None:
    for executor in (None, threads):
        told: list[tuple[int, int]] = []
        list(each(abs, range(3), executor=executor, progress=lambda done, total: told.append((done, total))))  # noqa: B023
        assert told == [(1, 3), (2, 3), (3, 3)]


def test_a_bar_is_shown_on_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    found = mi.acceptability(PROBLEM, draws=10, progress=True)
    assert found.draws == 10
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "1/1" in shown.err


def test_a_bar_without_tqdm_is_refused_with_the_command_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tqdm", None)
    with pytest.raises(mi.DecisionError, match=r'pip install "mcda_industry\[progress\]"') as refusal:
        mi.acceptability(PROBLEM, draws=10, progress=True)
    assert refusal.value.code == "no_tqdm"


@pytest.mark.parametrize("progress", [3, "yes", []])
def test_progress_that_is_none_is_refused(progress: object) -> None:
    with pytest.raises(mi.DecisionError, match="progress must be None, True or a function") as refusal:
        mi.acceptability(PROBLEM, draws=10, progress=progress)
    assert refusal.value.code == "bad_progress"


@pytest.mark.parametrize("executor", [3, "threads", ThreadPoolExecutor])
@pytest.mark.parametrize(
    "call",
    [
        lambda e: mi.rank(PROBLEM, {"a": 1, "b": 1}, "topsis", executor=e),
        lambda e: mi.rank_by(PROBLEM, {"a": 1, "b": 1}, ["promethee2"], executor=e),
        lambda e: mi.promethee(PROBLEM, {"a": 1, "b": 1}, executor=e),
        lambda e: mi.promethee_flows(PROBLEM.values, mi.Usual(), executor=e),
        lambda e: mi.gaia(PROBLEM, {"a": 1, "b": 1}, executor=e),
        lambda e: mi.gaia_plane(PROBLEM.values, mi.Usual(), executor=e),
        lambda e: mi.acceptability(PROBLEM, draws=10, executor=e),
    ],
    ids=["rank", "rank_by", "promethee", "promethee_flows", "gaia", "gaia_plane", "acceptability"],
)
def test_what_is_no_executor_is_refused_everywhere(call: object, executor: object) -> None:
    with pytest.raises(mi.DecisionError, match="must be a concurrent.futures.Executor or None") as refusal:
        call(executor)
    assert refusal.value.code == "bad_executor"


def blas_threads() -> set[int]:
    """How many threads each BLAS of this process uses."""
    from threadpoolctl import threadpool_info

    return {pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"}


def test_blas_keeps_to_one_thread_while_anyone_is_at_work_and_is_then_as_it_was(threads: ThreadPoolExecutor) -> None:
    before = blas_threads()
    with one_blas_thread:
        with one_blas_thread:
            assert blas_threads() == {1}
        assert blas_threads() == {1}
    assert list(each(lambda _: blas_threads(), range(3), executor=threads)) == [{1}] * 3
    assert blas_threads() == before


def test_a_blas_that_comes_later_is_held_too() -> None:
    with one_blas_thread:
        pass
    import_module("scipy.linalg")
    with one_blas_thread:
        assert blas_threads() == {1}
