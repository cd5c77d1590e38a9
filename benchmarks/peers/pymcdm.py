"""pymcdm: arrays in, scores out; one preference function for all criteria, and no Gaussian."""

from collections.abc import Callable

import numpy as np

import mcda_industry as mi
from benchmarks.data import Decision, Scores
from benchmarks.peers import Peer
from mcda_industry.arrays import FloatArray

PEER = Peer("pymcdm", "pymcdm")
Method = Callable[..., FloatArray]
"""(matrix, weights, types) → scores."""

NAMES = {"usual": "usual", "u_shape": "ushape", "v_shape": "vshape", "level": "level", "linear": "vshape_2"}


def topsis(given: Decision) -> Scores:
    """Closeness, vector normalisation."""
    method = topsis_method()
    return lambda weights: method(given.values, weights, given.signs)


def promethee(given: Decision, preference: mi.PreferenceFunction) -> Scores:
    """Net flows."""
    method = promethee_method(preference, len(given.signs))
    return lambda weights: method(given.values, weights, given.signs)


def topsis_method() -> Method:
    """Their TOPSIS."""
    from pymcdm.methods import TOPSIS
    from pymcdm.normalizations import vector_normalization

    method: Method = TOPSIS(vector_normalization)
    return method


def promethee_method(preference: mi.PreferenceFunction, m: int) -> Method:
    """Their PROMETHEE II. An object of it answers once only, so each call makes one."""
    from pymcdm.methods import PROMETHEE_II

    q, p = (np.full(m, getattr(preference, name)) if hasattr(preference, name) else None for name in ("q", "p"))

    def method(matrix: FloatArray, weights: FloatArray, types: FloatArray, validation: bool = True) -> FloatArray:
        found = PROMETHEE_II(NAMES[preference.kind], p=p, q=q)
        return np.asarray(found(matrix, weights, types, validation=validation))

    return method
