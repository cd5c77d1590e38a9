"""scikit-criteria: a decision matrix that holds the weights goes through a scaler and an aggregator."""

import numpy as np

from benchmarks.data import Decision, Scores
from benchmarks.peers import Peer
from mcda_industry.arrays import FloatArray

PEER = Peer("scikit-criteria", "skcriteria")


def topsis(given: Decision) -> Scores:
    """Closeness, vector normalisation."""
    import skcriteria
    from skcriteria.agg.topsis import TOPSIS
    from skcriteria.preprocessing.scalers import VectorScaler

    scaler, method = VectorScaler(target="matrix"), TOPSIS()
    objectives = [max if sign > 0 else min for sign in given.signs]

    def scores(weights: FloatArray) -> FloatArray:
        table = skcriteria.mkdm(given.values, objectives, weights=weights)
        return np.asarray(method.evaluate(scaler.transform(table)).e_.similarity)

    return scores
