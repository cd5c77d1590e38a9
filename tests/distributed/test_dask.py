"""A real local Dask cluster of several worker processes: the bits of a serial run, also when a worker is killed on the way."""

import os
import signal
import sys
from collections.abc import Iterator

import numpy as np
import pytest

import mcda_industry as mi
from mcda_industry.execution import each
from mcda_industry.sensitivity.uncertain_weights.draws import BLOCK

distributed = pytest.importorskip("distributed")

pytestmark = [
    pytest.mark.enable_socket,  # the scheduler and its workers talk over 127.0.0.1
    pytest.mark.skipif(sys.platform == "win32", reason="workers are killed by SIGKILL"),
]

LETTERS = "abcdef"
PREFERENCES = [mi.Linear(5, 20), mi.Level(0.5, 1.5), mi.Gaussian(4), mi.Usual(), mi.UShape(3), mi.VShape(30)]


@pytest.fixture(scope="module")
def values() -> np.ndarray:
    rng = np.random.default_rng(0)
    return np.column_stack([rng.uniform(0, 100, (3000, 5)), rng.integers(0, 5, 3000)])


@pytest.fixture(scope="module")
def problem() -> mi.Problem:
    rng = np.random.default_rng(1)
    criteria = [mi.maximise(name, preference=p) for name, p in zip(LETTERS, PREFERENCES, strict=True)]
    return mi.Problem.from_arrays(rng.integers(0, 40, (30, 6)), criteria)


@pytest.fixture(scope="module")
def client() -> Iterator[object]:
    with (
        distributed.LocalCluster(
            n_workers=3, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address="127.0.0.1:0"
        ) as cluster,
        distributed.Client(cluster, set_as_default=False) as client,
    ):
        yield client


def same_bits(one: mi.Acceptability, other: mi.Acceptability) -> None:
    for part in ("rank_acceptability", "central_weights", "confidence"):
        np.testing.assert_array_equal(getattr(one, part), getattr(other, part))


def test_flows_ranks_and_planes_of_a_cluster_are_those_of_one_process(client, values, problem) -> None:
    executor, weights = client.get_executor(), dict(zip(LETTERS, range(1, 7), strict=True))
    for mine, theirs in zip(
        mi.promethee_flows(values, PREFERENCES, executor=executor), mi.promethee_flows(values, PREFERENCES), strict=True
    ):
        np.testing.assert_array_equal(mine, theirs)
    spread, alone = (mi.gaia_plane(values, PREFERENCES, executor=e) for e in (executor, None))
    for field in ("alternatives", "criteria", "decision_axis"):
        np.testing.assert_array_equal(getattr(spread, field), getattr(alone, field))
    np.testing.assert_array_equal(mi.rank(problem, weights, executor=executor).scores, mi.rank(problem, weights).scores)


def test_counts_are_identical_when_a_worker_is_killed_on_the_way(client, problem) -> None:
    draws, killed = 14 * BLOCK + 5, []

    def kill(done: int, total: int) -> None:
        if done == 3:
            killed.append(next(iter(client.run(os.getpid).values())))
            os.kill(killed[0], signal.SIGKILL)

    found = mi.acceptability(problem, "topsis", draws=draws, rng=5, executor=client.get_executor(), progress=kill)
    assert killed
    same_bits(found, mi.acceptability(problem, "topsis", draws=draws, rng=5))


def test_a_refusal_on_a_cluster_is_the_refusal_itself(client) -> None:
    with pytest.raises(mi.ProblemError, match="Wrong in row 7") as refusal:
        list(each(_refuse, [7], executor=client.get_executor()))
    assert (refusal.value.code, refusal.value.row) == ("odd", 7)


def test_a_part_that_kills_every_worker_ends_in_one_clear_error(client) -> None:
    with pytest.raises(mi.WorkerError, match="A worker died or was lost") as refusal:
        list(each(_kill_oneself, [1, 2], executor=client.get_executor()))
    assert refusal.value.code == "worker_died"


def _refuse(row: int) -> int:
    raise mi.ProblemError(f"Wrong in row {row}. Mend it.", code="odd", row=row)


def _kill_oneself(number: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return number
