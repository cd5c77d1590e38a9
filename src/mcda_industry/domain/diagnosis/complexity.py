"""Economic complexity: what the products a country has say of its capabilities, and what lies within reach."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike

from mcda_industry.arrays import BoolArray, FloatArray, IntArray, frozen, ratio, real_array, row_name
from mcda_industry.domain.diagnosis.tables import Names, yes_or_no
from mcda_industry.errors import ProblemError, listed, speaks_french
from mcda_industry.memory import check_square
from mcda_industry.records import FrozenMap

SAME_EIGENVALUE = 1e-9
"""Eigenvalues this close are one: an eigenvector is known to about rounding over the distance to the next eigenvalue."""

MOST_COMPLEX = 1e100
"""No index of standard deviation 1 is larger; below it no sum of indices overflows."""

MOST_PRODUCTS = 20_000
"""Products a table of proximities is made for."""

CONVENTIONS: Mapping[str, str] = FrozenMap(
    {
        "vector": "second eigenvector of the countries' and the products' averaging matrices",
        "scale": "mean 0 and standard deviation 1 (of the population), each over those that have an index",
        "sign": "the economic index correlates positively with diversity; the product index takes the same sign",
    }
)


@dataclass(frozen=True, eq=False)
class Complexity:
    """The complexity indices of countries and products.

    Attributes
    ----------
    eci
        (countries,) economic complexity indices; NaN for a country without any advantage: it has none.
    pci
        (products,) product complexity indices; NaN for a product in which nobody has an advantage.
    diversity
        (countries,) in how many products each country has an advantage.
    ubiquity
        (products,) how many countries have an advantage in each product.
    second, third
        The second and third eigenvalue, from 0 to 1: the closer they are, the less the indices are determined. A second
        one near 1 means two groups of countries that share almost no product; the index then tells the groups apart.
    countries, products
        Their names, in the order of the arrays.
    conventions
        How vector, scale and sign were chosen.
    """

    eci: FloatArray
    pci: FloatArray
    diversity: IntArray
    ubiquity: IntArray
    second: float
    third: float
    countries: tuple[str, ...]
    products: tuple[str, ...]
    conventions: Mapping[str, str] = field(default=CONVENTIONS)

    def sentence(self, lang: str = "en") -> str:
        """Who is most and least complex, and what has no index."""
        most, least = (self.countries[int(at(self.eci))] for at in (np.nanargmax, np.nanargmin))
        top = self.products[int(np.nanargmax(self.pci))]
        unknown = [
            name
            for names, index in ((self.countries, self.eci), (self.products, self.pci))
            for name, missing in zip(names, np.isnan(index).tolist(), strict=True)
            if missing
        ]
        if speaks_french(lang):
            said = (
                f"Économie la plus complexe : {most} ; la moins complexe : {least} ; produit le plus complexe : {top}."
            )
            return said + (f" Sans indice, faute d'avantage : {listed(unknown)}." if unknown else "")
        said = f"Most complex economy: {most}; least complex: {least}; most complex product: {top}."
        return said + (f" Without an index, for want of an advantage: {listed(unknown)}." if unknown else "")


def complexity(presence: ArrayLike, countries: Names = None, products: Names = None) -> Complexity:
    """The economic complexity index of each country and the product complexity index of each product.

    A country is as complex as its products are on average, a product as the countries that have it. Both indices are the
    fixed point of that averaging that is not constant: the eigenvector of the second eigenvalue. Countries without
    products and products without countries take no part.

    Parameters
    ----------
    presence
        (countries, products) zeros and ones, such as `present` gives.
    countries, products
        Their names; "country 1" … and "product 1" … if not given.

    Raises
    ------
    ProblemError
        Where there are no indices: nobody has an advantage; the countries fall into groups that share no product (each
        group is named; use `connected_groups` and ask for one group at a time); all countries have the same products; the
        second eigenvalue is not simple, so that its vector is one of many; or the sign is open, because the index
        correlates with neither diversity nor ubiquity.

    Notes
    -----
    C. A. Hidalgo and R. Hausmann (2009), The building blocks of economic complexity, PNAS 106; R. Hausmann, C. A. Hidalgo et
    al. (2014), The Atlas of Economic Complexity. P. Mealy, J. D. Farmer and A. Teytelboym (2019), Interpreting economic
    complexity, Science Advances 5, on what the second eigenvector tells. A product all countries have connects them and
    sets none apart. Eigenvalues within 1e-9 count as one.

    Examples
    --------
    >>> found = complexity([[1, 1, 1], [1, 1, 0], [1, 0, 0]], ["A", "B", "C"], ["bread", "cloth", "engines"])
    >>> found.eci.round(3), found.pci.round(3), round(found.second, 3)
    (array([ 1.225,  0.   , -1.225]), array([-1.225,  0.   ,  1.225]), 0.25)
    >>> found.sentence()
    'Most complex economy: A; least complex: C; most complex product: engines.'
    """
    table = yes_or_no(presence)
    names = tuple(map(_named(countries, "country {}", table.shape[0]), range(table.shape[0])))
    goods = tuple(map(_named(products, "product {}", table.shape[1]), range(table.shape[1])))
    diversity, ubiquity = table.sum(axis=1), table.sum(axis=0)
    _check_connected(table, names)
    rows, columns = diversity > 0, ubiquity > 0
    core = table[np.ix_(rows, columns)].astype(np.float64)
    eci, pci, second, third = _indices(core)
    return Complexity(
        _filled(eci, rows), _filled(pci, columns), _counted(diversity), _counted(ubiquity), second, third, names, goods
    )


def connected_groups(presence: ArrayLike) -> tuple[IntArray, IntArray]:
    """The groups of countries and products linked by advantages: within one, complexity indices can be compared.

    Parameters
    ----------
    presence
        (countries, products) zeros and ones.

    Returns
    -------
    (countries,) and (products,) number of the group, from 0 in the order of the countries; -1 for a country without a
    product and a product without a country.

    Examples
    --------
    >>> connected_groups([[1, 1, 0], [0, 1, 0], [0, 0, 1], [0, 0, 0]])
    (array([ 0,  0,  1, -1]), array([0, 0, 1]))
    """
    table = yes_or_no(presence)
    rows, columns = np.full(table.shape[0], -1), np.full(table.shape[1], -1)
    group = 0
    for start in np.flatnonzero(table.any(axis=1)):
        if rows[start] < 0:
            members, goods = _reached(table, int(start))
            rows[members], columns[goods] = group, group
            group += 1
    return rows, columns


def proximity(presence: ArrayLike) -> FloatArray:
    """How likely two products are found together: the smaller of the two conditional probabilities.

    Countries with both over the larger of the two ubiquities.

    Parameters
    ----------
    presence
        (countries, products) zeros and ones.

    Returns
    -------
    (products, products) symmetric shares; 1 on the diagonal, but 0 in the row and column of a product nobody has (0/0).

    References
    ----------
    C. A. Hidalgo, B. Klinger, A.-L. Barabási and R. Hausmann (2007), The product space conditions the development of
    nations, Science 317.

    Examples
    --------
    >>> proximity([[1, 1, 0], [1, 0, 0]])
    array([[1. , 0.5, 0. ],
           [0.5, 1. , 0. ],
           [0. , 0. , 0. ]])
    """
    table = yes_or_no(presence).astype(np.float64)
    instead = "Group the products, or leave out those of little trade."
    check_square(ProblemError, "The proximities", table.shape[1], MOST_PRODUCTS, instead)
    ubiquity = table.sum(axis=0)
    return ratio(table.T @ table, np.maximum(ubiquity[:, None], ubiquity), if_zero=0.0)


def density(presence: ArrayLike, proximities: ArrayLike | None = None) -> FloatArray:
    """How much of the neighbourhood of each product a country has: Σ M_cq φ_qp / Σ φ_qp over the products q.

    Parameters
    ----------
    presence
        (countries, products) zeros and ones.
    proximities
        (products, products) proximities; those of the table if not given.

    Returns
    -------
    (countries, products) shares from 0 to 1, one less the distance of Hausmann et al. (2014); 0 for a product without
    neighbours (0/0). A product counts as its own neighbour where the diagonal of the proximities is not 0.

    Examples
    --------
    >>> density([[1, 1, 0], [1, 0, 1]]).round(3)
    array([[0.75 , 1.   , 0.333],
           [0.75 , 0.333, 1.   ]])
    """
    table = yes_or_no(presence).astype(np.float64)
    near = _proximities(table, proximities)
    return _density(table, near)


def opportunity_value(presence: ArrayLike, pci: ArrayLike, proximities: ArrayLike | None = None) -> FloatArray:
    """What a country's missing products are worth: the sum of their complexity, each times its density.

    Parameters
    ----------
    presence
        (countries, products) zeros and ones.
    pci
        (products,) complexity indices; NaN where there is none, which counts for nothing.
    proximities
        (products, products) proximities; those of the table if not given.

    Returns
    -------
    (countries,) values in the unit of the index, 0 for a country that has every product (Hausmann et al., 2014).

    Examples
    --------
    >>> opportunity_value([[1, 1, 0], [1, 0, 1]], [0.0, -1.0, 1.0]).round(3)
    array([ 0.333, -0.333])
    """
    table = yes_or_no(presence).astype(np.float64)
    worth, near = _worth(table, pci), _proximities(table, proximities)
    return np.asarray((_density(table, near) * (1 - table)) @ worth)


def opportunity_gain(presence: ArrayLike, pci: ArrayLike, proximities: ArrayLike | None = None) -> FloatArray:
    """How much each missing product would raise the opportunity value of a country, indices and proximities unchanged.

    What it adds to the densities of the other missing products, each times its complexity, less its own density times
    complexity, as it is missing no more.

    Parameters
    ----------
    presence
        (countries, products) zeros and ones.
    pci
        (products,) complexity indices; NaN where there is none, which counts for nothing.
    proximities
        (products, products) proximities; those of the table if not given.

    Returns
    -------
    (countries, products) gains, which may be negative; 0 for a product the country has.

    Notes
    -----
    Hausmann et al. (2014) print the first sum over all products. With 1 on the diagonal of the proximities that counts the
    product itself, which is then no longer missing; it is left out here, so that the gain is exactly the difference of two
    opportunity values.

    Examples
    --------
    >>> presence = [[1, 1, 0, 0], [1, 0, 1, 0], [1, 0, 1, 1]]
    >>> opportunity_gain(presence, [-1.0, -0.5, 0.5, 1.0]).round(3)
    array([[ 0.   ,  0.   ,  0.119, -0.066],
           [ 0.   ,  0.125,  0.   , -0.455],
           [ 0.   ,  0.125,  0.   ,  0.   ]])
    """
    table = yes_or_no(presence).astype(np.float64)
    worth, near = _worth(table, pci), _proximities(table, proximities)
    others = near - np.diag(np.diag(near))
    weight = ratio(np.broadcast_to(worth, near.shape), np.broadcast_to(near.sum(axis=0), near.shape), if_zero=0.0)
    brought = (1 - table) @ (others * weight).T
    return np.where(table == 1, 0.0, brought - _density(table, near) * worth)


def _named(names: Names, unnamed: str, there: int) -> Callable[[int], str]:
    if names is not None and len(names) != there:
        said = f"There are {len(names)} names for {there} rows or columns of the presence. Give one name for each."
        raise ProblemError(said, code="wrong_length", field="presence")
    return row_name(names, unnamed)


def _check_connected(table: BoolArray, names: tuple[str, ...]) -> None:
    groups, _ = connected_groups(table)
    if groups.max() < 0:
        said = "No country has an advantage in any product, so there is nothing to compare. Check the exports or the threshold."
        raise ProblemError(said, code="no_advantage", field="presence")
    if groups.max() > 0:
        parts = [listed([names[i] for i in np.flatnonzero(groups == g)]) for g in range(min(int(groups.max()) + 1, 3))]
        said = f"The countries split into {groups.max() + 1} groups that share no product: "
        said += "; ".join(f"{{{part}}}" for part in parts) + ". Their indices cannot be compared. "
        said += "Use `connected_groups` and ask for one group at a time, or lower the threshold."
        raise ProblemError(said, code="disconnected", field="presence")


def _reached(table: BoolArray, start: int) -> tuple[BoolArray, BoolArray]:
    members: BoolArray = np.zeros(table.shape[0], dtype=np.bool_)
    members[start] = True
    while True:
        goods = np.asarray(table[members].any(axis=0))
        grown = np.asarray(table[:, goods].any(axis=1))
        if (grown == members).all():
            return members, goods
        members = grown


def _indices(core: FloatArray) -> tuple[FloatArray, FloatArray, float, float]:
    """ECI and PCI, and the second and third eigenvalue, of a connected table without empty rows and columns.

    With D and U the diversities and ubiquities, D⁻¹MU⁻¹Mᵀ is similar to BBᵀ for B = D^-½ M U^-½: its eigenvalues are the
    squares of B's singular values, and D^-½ and U^-½ times B's singular vectors are the eigenvectors, sign for sign.
    """
    by_country, by_product = np.sqrt(core.sum(axis=1)), np.sqrt(core.sum(axis=0))
    left, singular, right = np.linalg.svd(core / by_country[:, None] / by_product, full_matrices=False)
    values = np.append(np.minimum(singular, 1.0) ** 2, [0.0, 0.0])
    second, third = float(values[1]), float(values[2])
    _check_determined(second, third)
    eci, pci = left[:, 1] / by_country, right[1] / by_product
    sign = _sign(eci, pci, core)
    return _standardised(sign * eci), _standardised(sign * pci), second, third


def _check_determined(second: float, third: float) -> None:
    if second <= SAME_EIGENVALUE:
        said = "All countries have the same products, so no index tells them apart (the second eigenvalue is 0). "
        said += "Give countries that differ, or raise the threshold."
        raise ProblemError(said, code="all_alike", field="presence")
    if second - third <= SAME_EIGENVALUE:
        said = (
            f"The second and third eigenvalue are equal ({second:.6g}), so many vectors would serve as the index and "
        )
        said += (
            "none can be preferred. Give more countries or products, or leave out those that make the table symmetric."
        )
        raise ProblemError(said, code="not_unique", field="presence")


def _sign(eci: FloatArray, pci: FloatArray, core: FloatArray) -> float:
    """The sign that makes the index rise with diversity, or where that says nothing, fall with ubiquity."""
    for index, count in ((eci, core.sum(axis=1)), (pci, -core.sum(axis=0))):
        apart, counted = index - index.mean(), count - count.mean()
        together = float(apart @ counted)
        if abs(together) > SAME_EIGENVALUE * float(np.linalg.norm(apart) * np.linalg.norm(counted)):
            return float(np.sign(together))
    said = "The index correlates with neither diversity nor ubiquity, so which end of it is complex is open. "
    said += "Give more countries or products."
    raise ProblemError(said, code="open_sign", field="presence")


def _standardised(index: FloatArray) -> FloatArray:
    apart = index - index.mean()
    return np.asarray(apart / np.sqrt(np.mean(apart**2)))


def _filled(index: FloatArray, kept: BoolArray) -> FloatArray:
    whole = np.full(len(kept), np.nan)
    whole[kept] = index
    return frozen(whole)


def _counted(counts: IntArray) -> IntArray:
    found = counts.astype(np.int64)
    found.setflags(write=False)
    return found


def _proximities(table: FloatArray, given: ArrayLike | None) -> FloatArray:
    if given is None:
        return proximity(table)
    found, bad = real_array(given)
    products = table.shape[1]
    if found.shape != (products, products) or bad or (found < 0).any() or (found != found.T).any():
        said = f"Proximities must be a symmetric table of finite shares, 0 or more, of shape ({products}, {products}); "
        said += "these are not. Give those of `proximity`, or leave them out."
        raise ProblemError(said, code="bad_proximities", field="proximities")
    return found


def _density(table: FloatArray, near: FloatArray) -> FloatArray:
    return ratio(table @ near, np.broadcast_to(near.sum(axis=0), table.shape), if_zero=0.0)


def _worth(table: FloatArray, pci: ArrayLike) -> FloatArray:
    worth, bad = real_array(pci)
    wrong = [cell.place[0] for cell in bad if cell.why != "missing" and cell.place]
    if worth.shape != (table.shape[1],) or wrong or np.nanmax(np.abs(worth), initial=0.0) > MOST_COMPLEX:
        said = f"The product complexity must be one number for each of the {table.shape[1]} products, or NaN where there is "
        said += f"none, and none beyond {MOST_COMPLEX:g}. Give the `pci` of `complexity`."
        raise ProblemError(said, code="bad_pci", field="pci", column=wrong[0] if wrong else None)
    return np.where(np.isnan(worth), 0.0, worth)
