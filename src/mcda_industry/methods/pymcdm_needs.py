"""What each method of pymcdm needs to give a defensible answer, as data: found by trying, on pymcdm 1.4.

A need is looked up by the name of the method, by that of the normalisation it uses, and by both together.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from mcda_industry.arrays import BoolArray, FloatArray
from mcda_industry.errors import Fault, quoted
from mcda_industry.problem import Evaluations


class Need(NamedTuple):
    """Something a method needs: where it is missing, and what is then said.

    `missing` marks the places (n, m) at fault, given the values (n, m) and the directions (m,).
    """

    code: str
    missing: Callable[[FloatArray, FloatArray], BoolArray]
    said: str
    advice: str
    at_row: bool = False
    at_column: bool = False


def _everywhere(wanting: bool | np.bool_ | BoolArray, values: FloatArray) -> BoolArray:
    return np.broadcast_to(np.asarray(wanting), values.shape)


def _below_all(values: FloatArray, directions: FloatArray) -> BoolArray:
    """Alternatives that are the worst on every criterion."""
    oriented = values * directions
    return _everywhere((oriented == oriented.min(axis=0)).all(axis=1)[:, None], values)


def _above_all(values: FloatArray, directions: FloatArray) -> BoolArray:
    """Alternatives that are the best quarter of every criterion, all by themselves."""
    oriented = values * directions
    best = -np.sort(-oriented, axis=0)[: max(1, len(oriented) // 4)]
    return _everywhere((oriented[:, None] == best).all(axis=(1, 2))[:, None], values)


POSITIVE = Need(
    "not_positive",
    lambda values, directions: values <= 0,
    "divides by values or takes their logarithm, so all must be above zero; criterion {criterion} has {value:g} in row {row}",
    "Use another method, or a scale that starts above zero.",
    at_row=True,
    at_column=True,
)
ABOVE_ONE = POSITIVE._replace(
    code="not_above_one",
    missing=lambda values, directions: values <= 1,
    said="takes logarithms that must be above zero, so all values must be above 1; "
    "criterion {criterion} has {value:g} in row {row}",
)
POSITIVE_AVERAGES = Need(
    "average_not_positive",
    lambda values, directions: _everywhere(values.mean(axis=0) <= 0, values),
    "divides by the average of each criterion, and that of {criterion} is not above zero",
    "Use another method.",
    at_column=True,
)
NO_ZERO_COLUMN = Need(
    "zero_column",
    lambda values, directions: _everywhere((values == 0).all(axis=0), values),
    "divides by the length of each column, and all values of {criterion} are zero",
    "Leave the criterion out.",
    at_column=True,
)
VARIED = Need(
    "constant_column",
    lambda values, directions: _everywhere((values == values[0]).all(axis=0), values),
    "divides by the range of each criterion, and {criterion} has one value for all",
    "Leave the criterion out.",
    at_column=True,
)
DIFFERENT = Need(
    "all_equal",
    lambda values, directions: _everywhere((values == values[0]).all(), values),
    "divides by how far alternatives lie apart, and all are equal on every criterion with a weight",
    "Use another method.",
)
FOUR = Need(
    "too_few",
    lambda values, directions: _everywhere(len(values) < 4, values),
    "is defined for four alternatives or more; with fewer it scores them by the distances of the first",
    "Add alternatives, or use another method.",
)
A_COST = Need(
    "no_cost",
    lambda values, directions: _everywhere(directions.min() > 0, values),
    "needs a criterion to be minimised among those with a weight",
    "Use another method.",
)
NO_COST = Need(
    "cost",
    lambda values, directions: _everywhere(directions < 0, values),
    "counts more of {criterion} as better, though it is to be minimised",
    "Use another method.",
    at_column=True,
)
NONE_WORST = Need(
    "worst_on_all",
    _below_all,
    "divides by the lowest sum of shares, which is zero: the alternative in row {row} is the worst on every criterion",
    "Leave it out, or use another method.",
    at_row=True,
)
NONE_BEST = Need(
    "best_on_all",
    _above_all,
    "divides by the distance to the best profiles, which is zero: the alternative in row {row} is the best on every criterion",
    "It is the one to choose; use another method to rank the others.",
    at_row=True,
)

NEEDS: dict[str, tuple[Need, ...]] = {
    "AROMAN": (NO_COST, POSITIVE),
    "COCOSO by minmax_normalization": (NONE_WORST,),
    "EDAS": (POSITIVE_AVERAGES, DIFFERENT),
    "ERVD": (POSITIVE, DIFFERENT),
    "LMAW": (POSITIVE,),
    "LoPM": (POSITIVE,),
    "MOORA": (A_COST, NO_ZERO_COLUMN),
    "PROBID": (NO_ZERO_COLUMN, DIFFERENT),
    "RAM": (POSITIVE,),
    "SPROBID": (FOUR, NO_ZERO_COLUMN, NONE_BEST),
    "TOPSIS": (DIFFERENT,),
    "VIKOR": (VARIED,),
    "enhanced_accuracy_normalization": (VARIED,),
    "linear_normalization": (POSITIVE,),
    "logarithmic_normalization": (ABOVE_ONE,),
    "max_normalization": (POSITIVE,),
    "nonlinear_normalization": (POSITIVE,),
    "sum_normalization": (POSITIVE,),
    "vector_normalization": (NO_ZERO_COLUMN,),
    "zavadskas_turskis_normalization": (POSITIVE,),
    "_marcos_normalization": (POSITIVE,),
    "_ocra_normalization": (POSITIVE,),
}
"""What must hold of the criteria that have a weight, by method or normalisation."""

LOWER_IS_BETTER = frozenset({"BalancedSPOTIS", "LoPM", "MAIRCA", "SPOTIS", "VIKOR"})
"""Methods whose own scores run downwards. (LoPM says otherwise: a flag is misspelt there.)"""

UNUSABLE = {
    "COMET": "takes its preferences from an expert when it is made, and ignores the weights it is given",
    "COPRAS": "adds the share of a cost as if more of it were better: two factors of the formula cancel there",
}
"""Methods that give no score as a function of the weights, or a wrong one on every problem."""

ARGUMENTS = {
    "BalancedSPOTIS": "BalancedSPOTIS(problem.evaluations.scales, esp)",
    "ERVD": "ERVD(ref_point)",
    "PROMETHEE_II": "PROMETHEE_II('usual'), or use mi.Promethee2(), where every criterion has its own preference function",
    "RAFSI": "RAFSI(*problem.evaluations.scales.T[::-1])",
    "RIM": "RIM(problem.evaluations.scales)",
    "SPOTIS": "SPOTIS(problem.evaluations.scales)",
}
"""How methods that need arguments are made."""

WITHOUT_ARGUMENTS = (
    *("ARAS", "AROMAN", "COCOSO", "CODAS", "EDAS", "LMAW", "LoPM", "MABAC", "MAIRCA", "MARCOS", "MOORA", "OCRA", "PROBID"),
    *("RAM", "SPROBID", "TOPSIS", "VIKOR", "WASPAS", "WPM", "WSM"),
)  # fmt: skip
"""Methods that can be given by their name."""


def needs_of(method: object) -> tuple[Need, ...]:
    """What a method needs, by its name and that of its normalisation; nothing is known of the methods of others."""
    name, normalisation = type(method).__name__, getattr(getattr(method, "normalization", None), "__name__", "")
    return tuple(need for key in (name, normalisation, f"{name} by {normalisation}") for need in NEEDS.get(key, ()))


def first_missing(name: str, needs: tuple[Need, ...], evaluations: Evaluations) -> Fault | None:
    """The first need these evaluations do not meet, told with its place."""
    values = evaluations.values
    for need in needs:
        places = np.argwhere(need.missing(values, evaluations.directions))
        if places.size:
            row, column = map(int, places[0])
            criterion, value = quoted(evaluations.labels[column]), values[row, column]
            said = need.said.format(criterion=criterion, value=value, row=row + 1)
            place = (row if need.at_row else None, column if need.at_column else None)
            return Fault(f"{name} {said}. {need.advice}", need.code, None, *place)
    return None
