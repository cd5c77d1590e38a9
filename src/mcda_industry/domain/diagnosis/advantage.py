"""Who is specialised in what: revealed comparative advantage and the location quotient."""

import numpy as np
from numpy.typing import ArrayLike

from mcda_industry.arrays import BoolArray, FloatArray, ratio, real_array
from mcda_industry.domain.diagnosis.tables import Names, amounts, scaled
from mcda_industry.errors import ProblemError, quoted

AT_THE_LINE = 1e-12
"""A quotient within this of the threshold, relative to it, reaches it: equal shares give 1 only up to rounding."""


def revealed_advantage(exports: ArrayLike, countries: Names = None, products: Names = None) -> FloatArray:
    """Revealed comparative advantage: the share of a product in a country's exports over its share in all exports.

    (x_cp / x_c) / (x_p / x): 1 is the average of the table, 2 twice as much.

    Parameters
    ----------
    exports
        (countries, products) amounts, 0 or more, in one currency and year.
    countries, products
        Names that errors call rows and columns by.

    Returns
    -------
    (countries, products) quotients, 0 or more. Of a country that exports nothing, and of a product nobody exports, they
    are 0/0 and said to be 0: nothing is revealed.

    Raises
    ------
    ProblemError
        If an amount is missing, not a finite number or below zero, all are zero, or a quotient is too large for a float.

    References
    ----------
    B. Balassa (1965), Trade liberalisation and "revealed" comparative advantage, The Manchester School 33.

    Examples
    --------
    >>> revealed_advantage([[10, 30], [30, 10]])
    array([[0.5, 1.5],
           [1.5, 0.5]])
    """
    return _quotients(amounts(exports, "exports", countries, products), "exports")


def location_quotient(jobs: ArrayLike, regions: Names = None, industries: Names = None) -> FloatArray:
    """Location quotient: the share of an industry in a region's jobs over its share in all jobs.

    Parameters
    ----------
    jobs
        (regions, industries) jobs, 0 or more, in one year.
    regions, industries
        Names that errors call rows and columns by.

    Returns
    -------
    (regions, industries) quotients, 0 or more, 0 where they are 0/0 (a region or an industry without jobs).

    Raises
    ------
    ProblemError
        As `revealed_advantage`.

    Notes
    -----
    The formula is that of Balassa (1965), on jobs; in regional science it is older (Florence, 1939, Report on the
    Location of Industry). Industries must cover all jobs of a region, or quotients tell the share among those given.

    Examples
    --------
    >>> location_quotient([[20, 80], [0, 100]])
    array([[2.        , 0.88888889],
           [0.        , 1.11111111]])
    """
    return _quotients(amounts(jobs, "jobs", regions, industries), "jobs")


def symmetric_advantage(advantage: ArrayLike) -> FloatArray:
    """Quotients on a scale from -1 (none) through 0 (average) to just below 1: (q - 1)/(q + 1).

    Parameters
    ----------
    advantage
        Revealed comparative advantages or location quotients, of any shape.

    Raises
    ------
    ProblemError
        If one is not a finite number of 0 or more.

    References
    ----------
    B. Dalum, K. Laursen and G. Villumsen (1998), Structural change in OECD export specialisation patterns, International
    Review of Applied Economics 12.

    Examples
    --------
    >>> symmetric_advantage([0, 0.5, 1, 2, 3])
    array([-1.        , -0.33333333,  0.        ,  0.33333333,  0.5       ])
    """
    quotients = _checked(advantage)
    # The second form is the first divided by q: neither overflows, and q and 1/q give opposite numbers.
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        inverse = 1 / quotients
        return np.asarray(np.where(quotients <= 1, (quotients - 1) / (quotients + 1), (1 - inverse) / (1 + inverse)))


def present(advantage: ArrayLike, threshold: float = 1.0) -> BoolArray:
    """Where the advantage reaches the threshold: the matrix M of the complexity indices.

    Parameters
    ----------
    advantage
        (countries, products) revealed comparative advantages.
    threshold
        From where on a product counts as present, above 0. A quotient within 1e-12 of it, relatively, reaches it, so that
        a country that exports exactly like the world has every product, whatever the rounding.

    Raises
    ------
    ProblemError
        If an advantage is not a finite number of 0 or more, or the threshold not a finite number above 0.

    Examples
    --------
    >>> present([[0.5, 1.5], [1.0, 0.99]])
    array([[False,  True],
           [ True, False]])
    """
    line, bad = real_array(threshold)
    if bad or line.ndim or line <= 0:
        said = f"The threshold must be a finite number above 0, not {quoted(threshold)}. Give 1 for Balassa's line."
        raise ProblemError(said, code="bad_threshold", field="threshold")
    return np.asarray(_checked(advantage) >= float(line) * (1 - AT_THE_LINE))


def _quotients(table: FloatArray, field: str) -> FloatArray:
    lost = table != 0
    table = scaled(table)
    lost &= table == 0
    rows = np.broadcast_to(table.sum(axis=1, keepdims=True), table.shape)
    columns = table.sum(axis=0)
    with np.errstate(over="ignore", under="ignore"):
        within = ratio(table, rows, if_zero=0.0)
        found = ratio(within, np.broadcast_to(columns / columns.sum(), table.shape), if_zero=0.0)
    if lost.any() or not np.isfinite(found).all():
        said = f"The {field} differ so much in size that a quotient is too large for a float. Check the units."
        raise ProblemError(said, code="overflow", field=field)
    return found


def _checked(advantage: ArrayLike) -> FloatArray:
    quotients, bad = real_array(advantage)
    wrong = [(cell.place, cell.shown) for cell in bad]
    wrong += [(tuple(map(int, at)), f"{quotients[tuple(at)]:g}") for at in np.argwhere(quotients < 0)]
    if wrong:
        place, shown = wrong[0]
        where = f" at {tuple(k + 1 for k in place)}" if place else ""
        said = (
            f"The advantage{where} is {shown}. Give finite quotients of 0 or more, such as `revealed_advantage` gives."
        )
        row, column = place if len(place) == 2 else (place[0] if place else None, None)
        raise ProblemError(said, code="bad_advantage", field="advantage", row=row, column=column)
    return quotients
