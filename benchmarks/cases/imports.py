"""What an import takes in a fresh interpreter."""

import subprocess
import sys
from collections.abc import Callable, Iterator

from benchmarks.agreement import no_answer, require
from benchmarks.case import Case
from benchmarks.cases import benchmark
from benchmarks.clock import Work
from benchmarks.effort import Effort
from benchmarks.goals import Within
from benchmarks.peers import Peer, mcda_promethee, pydecision, pymcdm, pyrepo_mcda, pysensmcda, skcriteria
from benchmarks.rival import Rival

FIRST_MODEL = "import mcda_industry; mcda_industry.Problem"
PEERS = (pymcdm, pydecision, skcriteria, mcda_promethee, pyrepo_mcda, pysensmcda)


def seconds_of(statement: str) -> Callable[[], float]:
    """Processor seconds a fresh interpreter takes for this statement, its own start not included."""
    program = f"import time; start = time.process_time()\n{statement}\nprint(time.process_time() - start)"
    command = [sys.executable, "-c", program]
    return lambda: float(subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()[-1])


def reported(work: Work) -> float:
    """The interpreter has timed itself."""
    return float(work())


def took_some_time(seconds: float) -> None:
    """The interpreter came to the end of the statement."""
    require(seconds > 0, "an import took no time")


def case(statement: str, rivals: list[Rival], rounds: int) -> Case:
    """An import against others: nothing to agree on, and no memory to trace in another process."""
    return Case(
        f"`{statement}`",
        seconds_of(statement),
        rivals,
        no_answer,
        verify=took_some_time,
        traced=False,
        clock=reported,
        rounds=rounds,
    )


def numpy_within(times: float) -> list[Rival]:
    """NumPy alone."""
    return [Rival("`import numpy`", seconds_of("import numpy"), Within("I1", times), answers=False)]


def as_rival(peer: Peer) -> Rival:
    """The import of a peer."""
    statement = f"import {peer.module}"
    return Rival(f"`{statement}`", seconds_of(statement) if peer.installed else None, answers=False)


@benchmark
def against_numpy(effort: Effort) -> Iterator[Case]:
    """I1: the library alone, and with its first record."""
    rounds = effort.pick(15, 7, 1)
    yield case("import mcda_industry", numpy_within(1.3), rounds)
    yield case(FIRST_MODEL, numpy_within(2.5), rounds)


@benchmark
def against_peers(effort: Effort) -> Iterator[Case]:
    """The peers, each with what it loads at import."""
    peers = PEERS if effort.name == "full" else (pymcdm,)
    yield case(FIRST_MODEL, [as_rival(peer.PEER) for peer in peers], effort.pick(5, 2, 1))
