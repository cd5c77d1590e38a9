"""Figures that sum up a table of rank acceptabilities, each with its Monte Carlo error: arrays only."""

from typing import NamedTuple

import numpy as np

from mcda_industry.arrays import FloatArray, frozen

META_WEIGHTS = ("centroid", "inverse", "linear")
"""How much ranks can count in the holistic acceptability index."""


class Estimate(NamedTuple):
    """What draws estimate, and the standard error of that estimate; arrays of one shape, read-only."""

    value: FloatArray
    error: FloatArray


def error_of_share(share: FloatArray, draws: float) -> FloatArray:
    """Standard error of a share of this many independent draws.

    >>> error_of_share(np.array([0.5, 1.0]), 100)
    array([0.05, 0.  ])
    """
    share = np.clip(share, 0.0, 1.0)
    return np.asarray(np.sqrt(share * (1.0 - share) / draws))


def mean_over_ranks(shares: FloatArray, values: FloatArray, draws: float) -> Estimate:
    """(n,) mean of a value that depends on the rank taken, for shares (n, n) and values (n,) or (n, n).

    >>> mean_over_ranks(np.array([[0.5, 0.5], [0.5, 0.5]]), np.array([1.0, 2.0]), 100)
    Estimate(value=array([1.5, 1.5]), error=array([0.05, 0.05]))
    """
    mean = (shares * values).sum(axis=1)
    variance = (shares * (values - mean[:, None]) ** 2).sum(axis=1)
    return Estimate(frozen(mean), frozen(np.sqrt(variance / draws)))


def entropy(shares: FloatArray, draws: float) -> Estimate:
    """Entropy along the last axis, from 0 (one outcome) to 1 (all k equally likely); 0 where there is only one outcome.

    The error is that of the delta method. 0 log 0 is 0.

    >>> entropy(np.array([[0.5, 0.5], [1.0, 0.0]]), 100).value
    array([1., 0.])
    """
    outcomes = shares.shape[-1]
    if outcomes == 1:
        return Estimate(frozen(np.zeros(shares.shape[:-1])), frozen(np.zeros(shares.shape[:-1])))
    surprise = -np.log(shares, out=np.zeros_like(shares), where=shares > 0) / np.log(outcomes)
    value = (shares * surprise).sum(axis=-1)
    variance = (shares * (surprise - value[..., None]) ** 2).sum(axis=-1)
    return Estimate(frozen(np.abs(value)), frozen(np.sqrt(variance / draws)))


def meta_weights(n: int, kind: str) -> FloatArray:
    """(n,) how much each rank counts, the first 1: "centroid", "inverse" or "linear".

    >>> meta_weights(3, "linear"), meta_weights(2, "centroid").round(3)
    (array([1. , 0.5, 0. ]), array([1.   , 0.333]))
    """
    ranks = np.arange(1, n + 1)
    match kind:
        case "linear":
            return np.asarray((n - ranks) / max(1, n - 1)) if n > 1 else np.ones(1)
        case "inverse":
            return np.asarray(1.0 / ranks)
        case _:
            falling = np.cumsum(1.0 / ranks[::-1])[::-1]
            return np.asarray(falling / falling[0])
