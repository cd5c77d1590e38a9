"""Checks that any ranking method must pass; run them on your own.

`examine` holds a method to the contract of `RankingMethod` and tries to break every property it could claim, on random problems
with ties, costs, duplicates, constant columns, with and without declared scales, and on a large one; it returns what it found.
`check_method` does the same for what the method claims, and raises at a fault: a test in one line.
"""

import numpy as np

from mcda_industry.methods import RankingMethod, named
from mcda_industry.testing.cases import random_case
from mcda_industry.testing.evidence import Counterexample, Rule, Scoring
from mcda_industry.testing.examination import LARGEST, Examination, Tally, counterexample, examine


def check_method(
    method: RankingMethod | str, rng: int | np.random.Generator = 0, rounds: int = 50, largest: int = LARGEST
) -> None:
    """Raise AssertionError, with the smallest counterexample found, if the method breaks the contract or one of its claims.

    Parameters
    ----------
    method
        The method to try, or its name in the catalogue.
    rng
        A seed or a generator for the random problems.
    rounds
        How many small problems to try.
    largest
        Alternatives of one large problem on which the contract is tried once more; 0 leaves it out.

    Raises
    ------
    AssertionError
        Its words are the rule or claim, the problem, the weights and the scores. `examine` gives the same as arrays.

    Examples
    --------
    >>> from mcda_industry.methods.topsis import Topsis
    >>> check_method(Topsis(normalisation="minmax", ideal="scale"))
    """
    method = named(method)
    found = examine(method, rng, rounds, method.claims, largest)
    if not found.passed:
        raise AssertionError(str(next(iter(found.against), found.sentence())))


__all__ = [
    "Counterexample",
    "Examination",
    "Rule",
    "Scoring",
    "Tally",
    "check_method",
    "counterexample",
    "examine",
    "random_case",
]
