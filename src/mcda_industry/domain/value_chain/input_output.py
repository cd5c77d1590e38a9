"""Input-output analysis: what one more unit of final demand sets going in the whole economy. Functions on arrays.

Tables are (..., n, n): row i sells to column j; leading axes are batches. The theory needs tables that are not negative
and *productive*: making a unit of each product takes less than a unit of them in all, that is, the largest eigenvalue
(spectral radius) of the coefficients lies below 1. It is proved for each table, not assumed.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from mcda_industry.arrays import BoolArray, FloatArray, frozen, ratio
from mcda_industry.domain.value_chain.figures import labels_of, numbers, same_labels
from mcda_industry.errors import Fault, ValueChainError, did_you_mean, quoted

EPSILON = float(np.finfo(np.float64).eps)


def technical_coefficients(flows: ArrayLike, output: ArrayLike) -> FloatArray:
    """What each sector buys from each other for one unit of its own output: a_ij = z_ij / x_j.

    A sector without output that buys nothing (0/0) has coefficients of 0.

    Parameters
    ----------
    flows
        (..., n, n) intermediate sales of row i to column j, Z.
    output
        (..., n) total output of each sector, in the unit of the flows.

    Returns
    -------
    (..., n, n) coefficients, the A of the literature.

    Raises
    ------
    ValueChainError
        If a figure is missing, negative or not finite, the table is not square, the shapes do not fit, or a sector buys
        without output.

    References
    ----------
    W. Leontief (1936), Quantitative input and output relations in the economic system of the United States, Review of
    Economics and Statistics 18. R. E. Miller and P. D. Blair (2009), Input-Output Analysis, 2nd edition, section 2.2.

    Examples
    --------
    >>> technical_coefficients([[150, 500], [200, 100]], [1000, 2000])
    array([[0.15, 0.25],
           [0.2 , 0.05]])
    """
    same_labels({"flows": flows, "output": output})
    table, total = _table(flows, "flows"), numbers(output, "output")
    _check_sectors(table, total, "output")
    return _shares_of(table, np.broadcast_to(total[..., None, :], table.shape), "buys")


def allocation_coefficients(flows: ArrayLike, output: ArrayLike) -> FloatArray:
    """What share of its output each sector sells to each other: b_ij = z_ij / x_i (Ghosh).

    A sector without output that sells nothing (0/0) has coefficients of 0.

    Parameters
    ----------
    flows, output
        As for `technical_coefficients`.

    Returns
    -------
    (..., n, n) coefficients, the B of the literature.

    Raises
    ------
    ValueChainError
        As `technical_coefficients`.

    References
    ----------
    A. Ghosh (1958), Input-output approach in an allocation system, Economica 25.

    Examples
    --------
    >>> allocation_coefficients([[150, 500], [200, 100]], [1000, 2000])
    array([[0.15, 0.5 ],
           [0.1 , 0.05]])
    """
    same_labels({"flows": flows, "output": output})
    table, total = _table(flows, "flows"), numbers(output, "output")
    _check_sectors(table, total, "output")
    return _shares_of(table, np.broadcast_to(total[..., None], table.shape), "sells")


def leontief_inverse(coefficients: ArrayLike) -> FloatArray:
    """Output of each sector i that one unit of final demand for sector j needs, directly and indirectly: (I - A)⁻¹.

    Equal to I + A + A² + …, so never below I.

    Parameters
    ----------
    coefficients
        (..., n, n) technical coefficients, not negative and productive.

    Returns
    -------
    (..., n, n) the Leontief inverse.

    Raises
    ------
    ValueChainError
        If a coefficient is missing, negative or not finite, the table is not square, or it is not productive (spectral
        radius of 1 or more, which includes every singular I - A).

    References
    ----------
    R. E. Miller and P. D. Blair (2009), Input-Output Analysis, 2nd edition, section 2.2. That a table x > Ax with x > 0
    is productive: D. Hawkins and H. A. Simon (1949), Note: some conditions of macroeconomic stability, Econometrica 17.

    Examples
    --------
    >>> leontief_inverse([[0.15, 0.25], [0.2, 0.05]]).round(4)
    array([[1.2541, 0.33  ],
           [0.264 , 1.1221]])
    """
    return inverse_of(_table(coefficients, "coefficients"))


def ghosh_inverse(allocations: ArrayLike) -> FloatArray:
    """Output of each sector j that one unit of primary input of sector i enables, directly and indirectly: (I - B)⁻¹.

    Parameters
    ----------
    allocations
        (..., n, n) allocation coefficients, not negative and productive.

    Returns
    -------
    (..., n, n) the Ghosh inverse; with outputs x it is x̂⁻¹ L x̂, L being the Leontief inverse.

    Raises
    ------
    ValueChainError
        As `leontief_inverse`.

    References
    ----------
    A. Ghosh (1958), Input-output approach in an allocation system, Economica 25. It is read as a measure of linkage, not
    as a forecast: E. Dietzenbacher (1997), In vindication of the Ghosh model, Journal of Regional Science 37.

    Examples
    --------
    >>> ghosh_inverse([[0.15, 0.5], [0.1, 0.05]]).round(4)
    array([[1.2541, 0.6601],
           [0.132 , 1.1221]])
    """
    return inverse_of(_table(allocations, "allocations"))


def production(coefficients: ArrayLike, final_demand: ArrayLike) -> FloatArray:
    """Output of each sector that a final demand needs: x = (I - A)⁻¹ f.

    Parameters
    ----------
    coefficients
        (..., n, n) technical coefficients.
    final_demand
        (..., n) demand for each sector; a change may be negative.

    Raises
    ------
    ValueChainError
        As `leontief_inverse`, or if demand and table name different numbers of sectors.

    Examples
    --------
    >>> production([[0.15, 0.25], [0.2, 0.05]], [600, 1500]).round(1)
    array([1247.5, 1841.6])
    """
    same_labels({"coefficients": coefficients, "final_demand": final_demand})
    table, demand = _table(coefficients, "coefficients"), numbers(final_demand, "final_demand", negative=True)
    _check_sectors(table, demand, "final_demand")
    return np.asarray((inverse_of(table) @ demand[..., None])[..., 0])


def output_multipliers(coefficients: ArrayLike) -> FloatArray:
    """Output of the whole economy for one unit of final demand for each sector: the column sums of (I - A)⁻¹.

    Parameters
    ----------
    coefficients
        (..., n, n) technical coefficients (not their inverse, which is refused).

    Returns
    -------
    (..., n) multipliers, never below 1.

    Raises
    ------
    ValueChainError
        As `leontief_inverse`.

    Examples
    --------
    >>> output_multipliers([[0.15, 0.25], [0.2, 0.05]]).round(4)
    array([1.5182, 1.4521])
    """
    return np.asarray(leontief_inverse(coefficients).sum(axis=-2))


def multipliers(
    coefficients: ArrayLike, intensities: ArrayLike, kind: Literal["simple", "type_1"] = "simple"
) -> FloatArray:
    """Value added, jobs, emissions, … of the whole economy for final demand for each sector.

    Parameters
    ----------
    coefficients
        (..., n, n) technical coefficients.
    intensities
        (..., n) what one unit of output of each sector carries: jobs for each MDH, tonnes of CO₂e for each MDH, …
    kind
        "simple": for one unit of final demand, w (I - A)⁻¹. "type_1": for one unit (one job, one tonne) in the sector
        itself, the simple multiplier divided by the sector's own intensity; never below 1.

    Returns
    -------
    (..., n) multipliers, in the unit of the intensities ("simple") or without one ("type_1"). Households' spending is
    not part of the round: no type II.

    Raises
    ------
    ValueChainError
        As `leontief_inverse`; if an intensity is missing, negative or not finite; for "type_1" if one is 0.

    References
    ----------
    R. E. Miller and P. D. Blair (2009), Input-Output Analysis, 2nd edition, chapter 6.

    Examples
    --------
    >>> multipliers([[0.15, 0.25], [0.2, 0.05]], [0.3, 0.25]).round(4)
    array([0.4422, 0.3795])
    >>> multipliers([[0.15, 0.25], [0.2, 0.05]], [0.3, 0.25], "type_1").round(4)
    array([1.4741, 1.5182])
    """
    if kind not in ("simple", "type_1"):
        said = f"There is no multiplier {quoted(kind)}; {did_you_mean(kind, ('simple', 'type_1'))}"
        raise ValueChainError(said, code="unknown_kind", field="kind")
    same_labels({"coefficients": coefficients, "intensities": intensities})
    table, carried = _table(coefficients, "coefficients"), numbers(intensities, "intensities")
    _check_sectors(table, carried, "intensities")
    simple = np.asarray((carried[..., None, :] @ inverse_of(table))[..., 0, :])
    if kind == "simple":
        return simple
    if (carried == 0).any():
        where = int(np.argwhere(carried == 0)[0, -1])
        said = f"The intensity of sector {where + 1} is 0, so nothing of its own can be multiplied. Use kind='simple'."
        raise ValueChainError(said, code="zero_intensity", field="intensities", row=where)
    return np.asarray(simple / carried)


def value_added_coefficients(coefficients: ArrayLike) -> FloatArray:
    """Value added (and imports) in one unit of output of each sector: 1 less its column sum.

    Their multipliers are all 1: whatever is demanded ends as somebody's value added.

    Parameters
    ----------
    coefficients
        (..., n, n) technical coefficients.

    Returns
    -------
    (..., n); negative for a sector whose purchases exceed its output.

    Raises
    ------
    ValueChainError
        If a coefficient is missing, negative or not finite, or the table is not square.

    Examples
    --------
    >>> value_added_coefficients([[0.15, 0.25], [0.2, 0.05]])
    array([0.65, 0.7 ])
    """
    return np.asarray(1 - _table(coefficients, "coefficients").sum(axis=-2))


@dataclass(frozen=True, eq=False)
class Linkages:
    """How far each sector pulls those it buys from, and pushes those it sells to; 1 is the average sector.

    Attributes
    ----------
    backward, forward
        (n,) column sums of the Leontief inverse and row sums of the Ghosh inverse, each over their mean.

    Examples
    --------
    >>> linkages([[150, 500], [200, 100]], [1000, 2000]).key
    array([ True, False])
    """

    backward: FloatArray
    forward: FloatArray

    @property
    def key(self) -> BoolArray:
        """(n,) key sectors by the rule of Rasmussen and Hirschman: both linkages above 1."""
        return np.asarray((self.backward > 1) & (self.forward > 1))


def linkages(flows: ArrayLike, output: ArrayLike) -> Linkages:
    """Backward and forward linkages, normalised by their means.

    Parameters
    ----------
    flows
        (n, n) intermediate sales.
    output
        (n,) total output, in the unit of the flows.

    Raises
    ------
    ValueChainError
        As `technical_coefficients` and `leontief_inverse`, or if there is more than one table.

    References
    ----------
    P. N. Rasmussen (1956), Studies in Inter-Sectoral Relations; A. O. Hirschman (1958), The Strategy of Economic
    Development; forward linkages by the Ghosh inverse: L. P. Jones (1976), The measurement of Hirschmanian linkages,
    Quarterly Journal of Economics 90.

    Examples
    --------
    >>> found = linkages([[150, 500], [200, 100]], [1000, 2000])
    >>> found.backward.round(3), found.forward.round(3)
    (array([1.022, 0.978]), array([1.208, 0.792]))
    """
    same_labels({"flows": flows, "output": output})
    table = _table(flows, "flows")
    if table.ndim > 2:
        raise ValueChainError(
            "Linkages are of one table. Give an array of two dimensions.", code="wrong_shape", field="flows"
        )
    backward = output_multipliers(technical_coefficients(table, output))
    forward = ghosh_inverse(allocation_coefficients(table, output)).sum(axis=1)
    return Linkages(frozen(backward / backward.mean()), frozen(forward / forward.mean()))


def inverse_of(table: FloatArray) -> FloatArray:
    """(I - table)⁻¹ of tables that are not negative, or the refusal of one that is not productive.

    Proof: x = (I - A)⁻¹ 1 is positive and Ax stays below x, so no eigenvalue reaches 1 (Collatz and Wielandt). The rounding of
    Ax is below n ε x: a table that cannot be told from one at the limit is refused too.
    """
    n = table.shape[-1]
    identity = np.eye(n)
    try:
        inverse = np.linalg.solve(identity - table, np.broadcast_to(identity, table.shape))
    except np.linalg.LinAlgError:
        raise _not_productive(table) from None
    needed = inverse.sum(axis=-1, keepdims=True)
    with np.errstate(invalid="ignore", over="ignore"):
        proved = (needed > 0) & (needed * (1 - 2 * n * EPSILON) > table @ needed)
    if not (proved.all() and np.isfinite(inverse).all()):
        raise _not_productive(table)
    return np.asarray(np.maximum(inverse, identity))


def _not_productive(table: FloatArray) -> ValueChainError:
    radii = np.atleast_1d(np.abs(np.linalg.eigvals(table)).max(axis=-1))
    worst = int(radii.argmax())
    sums = table.reshape(-1, *table.shape[-2:])[worst].sum(axis=0)
    if (np.diagonal(table, axis1=-2, axis2=-1) >= 1).all():
        said = "The diagonal is nowhere below 1, as that of an inverse. Give the coefficients, or flows and output."
        return ValueChainError(said, code="not_productive", field="coefficients")
    sector = int(sums.argmax())
    where = f" {worst + 1}" if table.ndim > 2 else ""
    said = f"Table{where} is not productive: its spectral radius is {radii[worst]:.6g} and must lie below 1. One unit of sector "
    said += f"{sector + 1} takes {sums[sector]:.4g} units of all: check its column, and that flows and output are in one unit."
    return ValueChainError(said, code="not_productive", field="coefficients", column=sector)


def _table(values: object, field: str) -> FloatArray:
    array = numbers(values, field)
    if (rows := labels_of(values)) is not None and rows != tuple(getattr(values, "columns", rows)):
        said = f"The rows and columns of {quoted(field)} do not have the same labels in the same order. "
        raise ValueChainError(f"{said}Let the columns be reindexed like the rows.", code="other_labels", field=field)
    if array.ndim < 2 or array.shape[-1] != array.shape[-2] or not array.size:
        shape = " × ".join(map(str, array.shape)) or "none"
        said = f"{quoted(field)} must have as many rows as columns; the shape is {shape}. Give one row and column a sector."
        raise ValueChainError(said, code="wrong_shape", field=field)
    return array


def _check_sectors(table: FloatArray, vector: FloatArray, field: str) -> None:
    fits = vector.ndim > 0 and vector.shape[-1] == table.shape[-1] and vector.shape[:-1] in ((), table.shape[:-2])
    if not fits:
        said = f"{quoted(field)} of shape {vector.shape} does not fit a table of {table.shape[-1]} sectors. "
        raise ValueChainError(
            said + "Give one number for each sector, in their order.", code="wrong_shape", field=field
        )


def _shares_of(table: FloatArray, whole: FloatArray, verb: str) -> FloatArray:
    if (wrong := np.argwhere((whole == 0) & (table > 0))).size:
        row, column = (int(place) for place in wrong[0, -2:])
        sector = (column if verb == "buys" else row) + 1
        said = f"Sector {sector} {verb} without output. Give its output, or leave the sector out."
        raise ValueChainError.of([Fault(said, "no_output", "output", row, column)])
    with np.errstate(over="ignore"):
        shares = ratio(table, whole, if_zero=0.0)
    if not np.isfinite(shares).all():
        said = "A coefficient is too large for a float. Check that flows and output are in one unit."
        raise ValueChainError(said, code="overflow", field="output")
    return shares
