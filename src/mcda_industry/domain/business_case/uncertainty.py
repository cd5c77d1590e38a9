"""How uncertain the drivers of an investment are: a law for each, and which of them move together."""

import math
from collections.abc import Mapping
from itertools import combinations
from typing import Annotated, Self

import numpy as np
from pydantic import Field, model_validator

from mcda_industry.arrays import FloatArray, real_array
from mcda_industry.domain.business_case.drivers import DRIVERS
from mcda_industry.errors import Fault, FinanceError, did_you_mean, listed, quoted
from mcda_industry.laws_of_performance import AnyPerformanceLaw
from mcda_industry.records import FrozenMap, Name, Number, Record

SINGULAR = 1e-12
"""A driver whose variance, given those before it, is below this share is a function of them."""


class Correlation(Record):
    """How far two drivers move together: Spearman's rank correlation, from -1 to 1.

    Examples
    --------
    >>> Correlation(first="revenue", second="ebitda_margin_points", rank_correlation=0.4).rank_correlation
    0.4
    """

    first: Name
    second: Name
    rank_correlation: Annotated[Number, Field(ge=-1, le=1)]


class Uncertainty(Record):
    """The laws of the drivers and their rank correlations; drivers without a law stay as planned.

    Parameters
    ----------
    laws
        A law of its change for each driver: shares for "capex_overrun" and "revenue", percentage points for
        "ebitda_margin_points", months for "delay_months".
    correlations
        Pairs of drivers that move together; all others are independent.

    Raises
    ------
    FinanceError
        With every fault: an unknown driver, a pair without laws, twice or of one driver, or correlations that no joint
        law has.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> morocco_2025().uncertainty.correlations[0].rank_correlation
    0.4
    """

    laws: FrozenMap[Name, AnyPerformanceLaw] = FrozenMap()
    correlations: tuple[Correlation, ...] = ()

    @model_validator(mode="after")
    def _is_a_joint_law(self) -> Self:
        faults = [
            Fault(f"There is no driver {quoted(name)}; {did_you_mean(name, DRIVERS)}", "unknown_driver", name)
            for name in self.laws
            if name not in DRIVERS
        ]
        if faults := faults + _wrong_pairs(self.correlations, self.laws):
            raise FinanceError.of(faults)
        copula_factor(self.rank_correlations, tuple(self.laws))
        return self

    @property
    def rank_correlations(self) -> FloatArray:
        """(d, d) rank correlations of the drivers that have a law."""
        names = list(self.laws)
        table = np.eye(len(names))
        for pair in self.correlations:
            i, j = names.index(pair.first), names.index(pair.second)
            table[i, j] = table[j, i] = pair.rank_correlation
        return table

    def draw(self, generator: np.random.Generator, number: int) -> dict[str, FloatArray]:
        """(number,) changes of each driver that has a law, drawn together.

        Examples
        --------
        >>> from mcda_industry.datasets import morocco_2025
        >>> changes = morocco_2025().uncertainty.draw(np.random.default_rng(0), 1000)
        >>> bool(abs(changes["delay_months"].mean() - 6) < 0.3)
        True
        """
        shares = copula(self.rank_correlations, generator, number)
        return {name: law.quantiles(shares[:, k]) for k, (name, law) in enumerate(self.laws.items())}

    def swings(self, share: float = 0.1) -> FrozenMap[str, tuple[float, float]]:
        """The low and high change of each driver: where this share of its law lies below, and above.

        Both are moved to 0 where they would lie on the same side of it, so that the plan is always between them.

        Raises
        ------
        FinanceError
            If the share does not lie between 0 and 1/2.

        Examples
        --------
        >>> from mcda_industry.datasets import morocco_2025
        >>> {name: (round(low, 2), round(high, 2)) for name, (low, high) in morocco_2025().uncertainty.swings().items()}
        {'capex_overrun': (0.0, 0.24), 'revenue': (-0.16, 0.04), 'ebitda_margin_points': (-2.56, 2.56), \
'delay_months': (0.0, 10.26)}
        """
        array, bad = real_array(share)
        if array.ndim or bad or not 0 < array < 0.5:
            said = f"The share beyond each end of a swing must lie between 0 and 0.5, not be {quoted(share)}. Give 0.1."
            raise FinanceError(said, code="share", field="share")
        ends = {
            name: law.quantiles(np.array([share, 1 - share], dtype=np.float64)).tolist()
            for name, law in self.laws.items()
        }
        return FrozenMap({name: (min(low, 0.0), max(high, 0.0)) for name, (low, high) in ends.items()})


def copula(rank_correlations: FloatArray, generator: np.random.Generator, number: int) -> FloatArray:
    """(number, d) shares between 0 and 1, each column uniform, with these rank correlations: a Gaussian copula.

    Normal scores are drawn with the correlation 2 sin(π ρ / 6) that gives rank correlation ρ, and read through the
    normal law. The reordering of Iman and Conover meets ρ more closely in one sample, but ties the draws to each other:
    here they are independent, so that standard errors hold and blocks of draws can be taken apart.

    Notes
    -----
    K. Pearson (1907), On further methods of determining correlation (the sine); M. C. Cario and B. L. Nelson (1997),
    Modeling and generating random vectors with arbitrary marginal distributions and correlation matrix; R. L. Iman and
    W. J. Conover (1982), A distribution-free approach to inducing rank correlation among input variables,
    Communications in Statistics 11.

    Examples
    --------
    >>> copula(np.eye(2), np.random.default_rng(0), 3).shape
    (3, 2)
    """
    from scipy.special import ndtr

    factor = copula_factor(rank_correlations)
    independent = generator.standard_normal((number, len(factor)))
    # One sum a column, term by term: a matrix product would round by the number of rows.
    scores = np.zeros_like(independent)
    for i, j in zip(*np.nonzero(factor), strict=True):
        scores[:, i] += factor[i, j] * independent[:, j]
    return np.asarray(ndtr(scores))


def copula_factor(rank_correlations: FloatArray, names: tuple[str, ...] = ()) -> FloatArray:
    """(d, d) lower triangular factor of the normal scores' correlations (Cholesky, singular ones allowed).

    Raises
    ------
    FinanceError
        If no joint law has these correlations.

    Examples
    --------
    >>> copula_factor(np.eye(2))
    array([[1., 0.],
           [0., 1.]])
    """
    wanted = 2 * np.sin(math.pi * rank_correlations / 6)
    np.fill_diagonal(wanted, 1.0)
    factor = np.zeros_like(wanted)
    for j in range(len(wanted)):
        left = wanted[j:, j] - factor[j:, :j] @ factor[j, :j]
        if left[0] > SINGULAR:
            factor[j:, j] = left / math.sqrt(left[0])
        elif left[0] < -SINGULAR or np.abs(left).max() > math.sqrt(SINGULAR):
            said = (
                f"The rank correlations of {listed(names or range(len(wanted)))} contradict each other: no joint law "
            )
            said += "has them all. Take them nearer to 0."
            raise FinanceError(said, code="impossible_correlations", field="correlations")
    return factor


def _wrong_pairs(correlations: tuple[Correlation, ...], laws: Mapping[str, object]) -> list[Fault]:
    """Pairs of one driver, pairs that stand twice, and pairs without laws."""
    faults = []
    for pair in correlations:
        for name in dict.fromkeys((pair.first, pair.second)):
            if name not in laws:
                said = f"A correlation names {quoted(name)}, which has no law; {did_you_mean(name, laws)}"
                faults.append(Fault(said, "no_law", "correlations"))
        if pair.first == pair.second:
            said = f"A correlation pairs {quoted(pair.first)} with itself. Name two drivers."
            faults.append(Fault(said, "bad_pair", "correlations"))
    for one, other in combinations([{pair.first, pair.second} for pair in correlations], 2):
        if one == other:
            said = f"The correlation of {listed(sorted(one))} stands twice. Keep one of them."
            faults.append(Fault(said, "bad_pair", "correlations"))
    return faults
