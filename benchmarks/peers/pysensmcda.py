"""pysensmcda: rank acceptability by calling a method of pymcdm for each draw of the weights."""

from collections.abc import Callable

from benchmarks.clock import Work
from benchmarks.data import Decision
from benchmarks.peers import Peer
from mcda_industry.arrays import FloatArray

PEER = Peer("pysensmcda", "pysensmcda")


def rank_counts(given: Decision, method: Callable[..., FloatArray], draws: FloatArray) -> Work:
    """(n, n) how often each alternative takes each rank under these draws; (matrix, weights, types) → scores ranks them."""
    from pysensmcda.smaa import simulate

    types = given.signs.astype(int)
    return lambda: simulate(method, given.values, types, weights=draws, reverse_ranking=True).rank_counts
