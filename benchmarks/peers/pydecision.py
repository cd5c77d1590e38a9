"""pyDecision: functions that plot and print unless told not to."""

import numpy as np

import mcda_industry as mi
from benchmarks.clock import Work
from benchmarks.data import Decision, Scores
from benchmarks.peers import Peer
from mcda_industry.arrays import FloatArray

PEER = Peer("pyDecision", "pyDecision")
NAMES = {"usual": "t1", "u_shape": "t2", "v_shape": "t3", "level": "t4", "linear": "t5", "gaussian": "t6"}


def topsis(given: Decision) -> Scores:
    """Closeness, vector normalisation."""
    from pyDecision.algorithm.topsis import topsis_method

    return lambda weights: topsis_method(given.values, weights, given.directions, graph=False, verbose=False)


def promethee(given: Decision, preference: mi.PreferenceFunction) -> Scores:
    """Net flows. It has no directions: costs are negated first."""
    from pyDecision.algorithm.p_ii import promethee_ii

    m = len(given.signs)
    q, s, p = ([getattr(preference, name, 0.0)] * m for name in ("q", "s", "p"))
    kinds = [NAMES[preference.kind]] * m

    def scores(weights: FloatArray) -> FloatArray:
        flows = promethee_ii(given.oriented, weights, q, s, p, kinds, sort=False, graph=False, verbose=False)
        return np.asarray(flows[:, 1])

    return scores


def priorities(matrices: FloatArray) -> Work:
    """(S, n) eigenvector weights and (S,) consistency ratios, a matrix at a time."""
    from pyDecision.algorithm.ahp import ahp_method

    def work() -> tuple[FloatArray, FloatArray]:
        found = [ahp_method(matrix, wd="max_eigen") for matrix in matrices]
        return np.array([weights for weights, _ in found]), np.array([ratio for _, ratio in found])

    return work
