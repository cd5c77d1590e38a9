"""FlowSort: alternatives into ordered categories by their flows among reference profiles (Nemery & Lamboray, 2008)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from mcda_industry.arrays import FloatArray, IntArray
from mcda_industry.errors import MethodError, listed, quoted
from mcda_industry.methods.promethee import require_preferences
from mcda_industry.outranking.pairwise import weighted_degrees
from mcda_industry.problem import Problem, as_problem
from mcda_industry.weighting.weights import Weights

Kind = Literal["limiting", "central"]


@dataclass(frozen=True, eq=False)
class Sorting:
    """Categories of the alternatives, the best category first.

    Attributes
    ----------
    problem, weights, categories
        What was sorted, with which weights, and the names of the categories from best to worst.
    by_net, by_positive, by_negative
        (n,) index of the category of each alternative by its net, positive and negative flow; 0 is the best.
    """

    problem: Problem
    weights: Weights
    categories: tuple[str, ...]
    by_net: IntArray
    by_positive: IntArray
    by_negative: IntArray

    def __getitem__(self, alternative: str) -> str:
        """The category of an alternative by its net flow."""
        return self.categories[int(self.by_net[self.problem.row(alternative)])]

    def members(self, category: str) -> tuple[str, ...]:
        """The alternatives of a category by their net flow, in the order of the problem."""
        if category not in self.categories:
            said = f"There is no category {quoted(category)}; there are {listed(self.categories)}."
            raise MethodError(said, code="unknown_category")
        return tuple(name for name in self.problem.alternatives if self[name] == category)

    def hesitant(self) -> tuple[str, ...]:
        """The alternatives that positive and negative flows put into different categories."""
        different = np.flatnonzero(self.by_positive != self.by_negative)
        return tuple(self.problem.alternatives[i] for i in different)


def flow_sort(
    problem: Problem,
    weights: Weights | Mapping[str, float],
    profiles: Mapping[str, Sequence[float] | Mapping[str, float]],
    categories: Sequence[str] | None = None,
    kind: Kind = "limiting",
) -> Sorting:
    """Sort alternatives into ordered categories.

    Each alternative is put among the profiles alone, so its category does not depend on the other alternatives.

    Parameters
    ----------
    problem, weights
        What is sorted, and with which weights.
    profiles
        Performances by profile, from best to worst: the limits between categories, or their centres.
    categories
        Names from best to worst: one more than limiting profiles, as many as central ones. None: "category 1", … for limiting
        profiles; the names of the profiles for central ones.
    kind
        "limiting": an alternative is above a limit if its flow is higher (for equal flows, if it is not lower).
        "central": an alternative takes the category whose profile has the nearest flow, the better one if two are as near.

    Raises
    ------
    MethodError
        If a profile is better than the one before it on some criterion, there are too few profiles, or there are not as many
        names as categories.

    Notes
    -----
    Nemery, P. & Lamboray, C. (2008), FlowSort: a flow-based sorting method with limiting or central profiles, TOP 16.

    Examples
    --------
    >>> from mcda_industry.preferences import Usual
    >>> from mcda_industry.problem import maximise
    >>> problem = Problem.of([maximise("a", preference=Usual())], {"x": [9], "y": [5], "z": [1]})
    >>> sorting = flow_sort(problem, {"a": 1}, {"high": [7], "low": [3]}, ("good", "fair", "poor"))
    >>> sorting["x"], sorting["y"], sorting["z"]
    ('good', 'fair', 'poor')
    """
    problem, weights = as_problem(problem), Weights.of(weights)
    shares, preferences = weights.over(problem.criterion_names), require_preferences(problem.evaluations)
    reference = Problem.of(problem.criteria, profiles)
    names = _categories(reference.alternatives, categories, kind)
    directions = problem.evaluations.directions
    limits, rows = reference.values * directions, problem.values * directions
    _check_order(reference, limits)
    over, under = (
        weighted_degrees(rows, limits, preferences, shares),
        weighted_degrees(limits, rows, preferences, shares).T,
    )
    between = weighted_degrees(limits, limits, preferences, shares)
    assign = _among_limits if kind == "limiting" else _nearest
    k = len(limits)
    positive, negative = over.sum(axis=1) / k, under.sum(axis=1) / k
    profile_positive, profile_negative = (between.sum(axis=1) + under) / k, (between.sum(axis=0) + over) / k
    found = (
        assign(positive - negative, profile_positive - profile_negative),
        assign(positive, profile_positive),
        assign(-negative, -profile_negative),
    )
    by_net, by_positive, by_negative = found
    return Sorting(problem, weights, names, by_net, by_positive, by_negative)


def _among_limits(flows: FloatArray, limits: FloatArray) -> IntArray:
    """(n,) how many limits (n, k) lie above each flow; at a limit an alternative belongs to the category above it."""
    return np.asarray((limits > flows[:, None]).sum(axis=1), dtype=np.int64)


def _nearest(flows: FloatArray, centres: FloatArray) -> IntArray:
    """(n,) which centre (n, k) lies nearest to each flow; the first, that is the best, if several do."""
    return np.asarray(np.abs(centres - flows[:, None]).argmin(axis=1), dtype=np.int64)


def _categories(profiles: Sequence[str], categories: Sequence[str] | None, kind: str) -> tuple[str, ...]:
    if kind not in ("limiting", "central"):
        raise MethodError(
            f"Profiles must be 'limiting' or 'central', not {quoted(kind)}.", code="bad_kind", field="kind"
        )
    wanted = len(profiles) + (kind == "limiting")
    if wanted < 2:
        raise MethodError("One central profile makes one category. Give two or more.", code="one_category")
    if categories is None:
        return tuple(profiles) if kind == "central" else tuple(f"category {i + 1}" for i in range(wanted))
    if isinstance(categories, str) or not all(isinstance(name, str) for name in categories):
        said = f"Categories are given as a list of names, not as {quoted(categories)}. Give {wanted} names."
        raise MethodError(said, code="bad_categories", field="categories")
    if len(categories) != wanted or len(set(categories)) != wanted:
        said = f"{len(profiles)} {kind} profiles make {wanted} categories; {len(set(categories))} different names are given."
        raise MethodError(f"{said} Name each category once.", code="wrong_length", field="categories")
    return tuple(categories)


def _check_order(reference: Problem, limits: FloatArray) -> None:
    worse = np.argwhere(np.diff(limits, axis=0) > 0)
    if worse.size:
        k, j = worse[0]
        better, worse_name = reference.alternatives[k + 1], reference.alternatives[k]
        said = (
            f"Profile {quoted(better)} is better than {quoted(worse_name)} on {quoted(reference.criterion_names[j])}. "
        )
        raise MethodError(said + "Give the profiles from best to worst on every criterion.", code="profile_order")
