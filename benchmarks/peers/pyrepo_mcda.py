"""pyrepo-mcda: arrays in, scores out."""

import numpy as np

import mcda_industry as mi
from benchmarks.data import Decision, Scores
from benchmarks.peers import Peer

PEER = Peer("pyrepo-mcda", "pyrepo_mcda")
NAMES = {"usual": "usual", "u_shape": "ushape", "v_shape": "vshape", "level": "level", "linear": "linear"}


def topsis(given: Decision) -> Scores:
    """Closeness, vector normalisation."""
    from pyrepo_mcda.mcda_methods import TOPSIS
    from pyrepo_mcda.normalizations import vector_normalization

    method = TOPSIS(normalization_method=vector_normalization)
    return lambda weights: method(given.values, weights, given.signs)


def promethee(given: Decision, preference: mi.PreferenceFunction) -> Scores:
    """Net flows. Its preference functions are attributes of the method, as its documentation shows them."""
    from pyrepo_mcda.mcda_methods import PROMETHEE_II

    m, method = len(given.signs), PROMETHEE_II()
    functions = [getattr(method, f"_{NAMES[preference.kind]}_function")] * m
    q, p = (np.full(m, getattr(preference, name, 0.0)) for name in ("q", "p"))
    return lambda weights: method(given.values, weights, given.signs, functions, p=p, q=q)
