"""The nearest weights under many conditions at once, and the proof that there are none. Arrays only.

A condition is a row (m,) that must be zero or more when multiplied by the weights. Linear programmes are solved by HiGHS, the
least Euclidean distance by non-negative least squares.
"""

from typing import Any, NamedTuple

import numpy as np

from mcda_industry.arrays import FloatArray, power_of_two
from mcda_industry.errors import SensitivityError
from mcda_industry.sensitivity.all_weights.nearest import Norm

TIGHT = {"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10}
"""The tightest tolerances that HiGHS accepts."""

THIN = 1e-9
"""A lead below this, relative to the largest on any criterion, is none: the conditions meet in ties only."""

INFEASIBLE = 2
"""The status of a linear programme without a solution."""


class WidestLead(NamedTuple):
    """The weights (m,) under which the smallest of all rows is largest, and that smallest lead.

    `shares` (r,) add to 1: the rows so mixed are at most the lead on every criterion, which proves that no weights do better.
    """

    lead: float
    weights: FloatArray
    shares: FloatArray


def evened(rows: FloatArray) -> FloatArray:
    """The rows, each divided by a power of two that brings its largest magnitude into [1/2, 1)."""
    return np.asarray(rows / power_of_two(rows, axis=1)[:, None])


def widest_lead(rows: FloatArray) -> WidestLead:
    """The weights furthest inside all conditions; a lead of zero or less says that they cannot all hold strictly.

    >>> found = widest_lead(np.array([[1.0, -1.0], [-1.0, 1.0]]))
    >>> round(found.lead, 9), found.weights, found.shares
    (0.0, array([0.5, 0.5]), array([0.5, 0.5]))
    """
    r, m = rows.shape
    scale = power_of_two(rows, axis=1)
    even = rows / scale[:, None]
    solved = programme(
        np.append(np.zeros(m), -1.0),
        A_ub=np.column_stack([-even, np.ones(r)]),
        b_ub=np.zeros(r),
        A_eq=np.append(np.ones(m), 0.0)[None],
        b_eq=[1.0],
        bounds=[(0, None)] * m + [(None, None)],
    )
    weights = _shares(solved.x[:m])
    shares = np.maximum(-solved.ineqlin.marginals, 0.0) / scale
    return WidestLead(float((even @ weights).min()), weights, shares / shares.sum())


def least_change(rows: FloatArray, weights: FloatArray, norm: Norm) -> FloatArray | None:
    """(m,) the weights nearest to these under which every row is zero or more; None if there are none.

    >>> least_change(np.array([[1.0, -1.0]]), np.array([0.2, 0.8]), "l2")
    array([0.5, 0.5])
    """
    if not len(rows):
        return weights
    solve = {"l1": _by_sum, "l2": _by_length, "linf": _by_largest}[norm]
    found = solve(evened(rows), weights)
    return None if found is None else _shares(found)


def _shares(weights: FloatArray) -> FloatArray:
    """Weights cleared of what rounding left below zero, and with sum 1."""
    positive = np.maximum(weights, 0.0)
    return np.asarray(positive / positive.sum())


def _by_sum(rows: FloatArray, weights: FloatArray) -> FloatArray | None:
    """Variables: what each weight gains, and what it loses."""
    m = len(weights)
    solved = programme(
        np.ones(2 * m),
        A_ub=np.hstack([-rows, rows]),
        b_ub=rows @ weights,
        A_eq=np.append(np.ones(m), -np.ones(m))[None],
        b_eq=[0.0],
        bounds=[(0, None)] * m + [(0, held) for held in weights],
    )
    return None if solved.status == INFEASIBLE else weights + solved.x[:m] - solved.x[m:]


def _by_largest(rows: FloatArray, weights: FloatArray) -> FloatArray | None:
    """Variables: the change of each weight, and the bound on all of them."""
    m = len(weights)
    each, bound = np.eye(m), np.ones((m, 1))
    solved = programme(
        np.append(np.zeros(m), 1.0),
        A_ub=np.block([[-rows, np.zeros((len(rows), 1))], [each, -bound], [-each, -bound]]),
        b_ub=np.concatenate([rows @ weights, np.zeros(2 * m)]),
        A_eq=np.append(np.ones(m), 0.0)[None],
        b_eq=[0.0],
        bounds=[(-held, None) for held in weights] + [(0, None)],
    )
    return None if solved.status == INFEASIBLE else weights + solved.x[:m]


def programme(costs: FloatArray, **parts: Any) -> Any:
    """A linear programme solved by HiGHS (the result of `scipy.optimize.linprog`), or found to have no solution.

    Raises
    ------
    SensitivityError
        If the solver comes to neither.
    """
    from scipy import optimize

    linprog: Any = optimize.linprog
    for options in (TIGHT, {}):  # what is too tight for rounding may do by default
        solved = linprog(costs, method="highs", options=options, **parts)
        if solved.status in {0, INFEASIBLE}:
            return solved
    raise _not_solved("A linear", solved.message)


def _not_solved(kind: str, why: object) -> SensitivityError:
    said = f"{kind} programme was not solved ({why}). Look for performances of very different magnitudes."
    return SensitivityError(said, code="not_solved")


def _by_length(rows: FloatArray, weights: FloatArray) -> FloatArray | None:
    """Least-distance programming by non-negative least squares (Lawson & Hanson, 1974, chapter 23).

    With `inward @ x >= needed` for a change x in a basis of the changes that add to zero. The squared residual is 1/(1 +
    |x|²), at least 1/3 since no two sets of weights are further apart than the square root of 2, and zero if there is no
    solution.
    """
    from scipy.optimize import nnls

    basis = simplex_basis(len(weights))
    inward = np.vstack([rows, np.eye(len(weights))]) @ basis
    needed = -np.concatenate([rows @ weights, weights])
    target = np.append(np.zeros(basis.shape[1]), 1.0)
    system = np.vstack([inward.T, needed])
    try:
        multipliers, residual = nnls(system, target, maxiter=50 * system.shape[1])
    except RuntimeError as fault:
        raise _not_solved("A least-distance", fault) from None
    if residual < 0.5:
        return None
    binding = multipliers > 0
    change = np.linalg.lstsq(inward[binding], needed[binding], rcond=None)[0]
    return np.asarray(weights + basis @ change)


def simplex_basis(m: int) -> FloatArray:
    """(m, m - 1) orthonormal columns that span the changes of weights: what adds to zero."""
    columns = np.column_stack([np.ones(m), np.eye(m)[:, : m - 1]])
    return np.asarray(np.linalg.qr(columns)[0][:, 1:])
