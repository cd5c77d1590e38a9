"""What one set of candidates is worth above another. Arrays only."""

import numpy as np

from mcda_industry.arrays import ROUNDING, BoolArray, FloatArray


def lead_over(table: FloatArray, one: BoolArray, other: BoolArray) -> FloatArray:
    """(f,) the lead of one set (n,) over the other on each column of a table (n, f); what is rounding is none.

    >>> table = np.array([[0.1, 1.0], [0.2, 0.0], [0.3, 0.0]])
    >>> lead_over(table, np.array([True, True, False]), np.array([False, False, True]))
    array([0., 1.])
    """
    only, instead = table[one & ~other], table[other & ~one]
    lead = only.sum(axis=0) - instead.sum(axis=0)
    rounding = ROUNDING * (np.abs(only).sum(axis=0) + np.abs(instead).sum(axis=0))
    return np.asarray(np.where(np.abs(lead) <= rounding, 0.0, lead))
