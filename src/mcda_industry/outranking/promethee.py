"""PROMETHEE I and II of a problem: positive, negative and net flows, and the partial order they give."""

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from mcda_industry.arrays import FloatArray, frozen, settled
from mcda_industry.methods import shares_of
from mcda_industry.methods.flows import Computation
from mcda_industry.methods.promethee import each_criterion
from mcda_industry.outranking.partial_order import PartialOrder
from mcda_industry.preferences import PreferenceFunction
from mcda_industry.problem import Evaluations, Problem, as_problem
from mcda_industry.weighting.weights import Weights


@dataclass(frozen=True, eq=False)
class PrometheeFlows:
    """The flows of n alternatives on m criteria, means over the n - 1 others.

    Attributes
    ----------
    problem, weights
        What was compared, and with which weights.
    positive, negative, net
        (n,) how much an alternative is preferred, how much others are preferred to it, and the difference. Flows that differ
        by the rounding of their computation only have one value, as the scores of a ranking do.
    unicriterion
        (n, m) net flows criterion by criterion; `net` is their sum with the weights.
    truncation
        A bound on what Gaussian criteria with many distinct values leave out of a flow; 0 where nothing is left out.
    computed
        How, criterion by criterion: "counts" and "running totals" of sorted values, "all pairs", or "Gauss transform", the only
        one that leaves something out.
    """

    problem: Problem
    weights: Weights
    positive: FloatArray
    negative: FloatArray
    net: FloatArray
    unicriterion: FloatArray
    truncation: float
    computed: tuple[Computation, ...]

    @property
    def alternatives(self) -> tuple[str, ...]:
        """The names of the alternatives, in the order of the flows."""
        return self.problem.alternatives

    @cached_property
    def partial_order(self) -> PartialOrder:
        """PROMETHEE I: preference only where both flows agree."""
        return PartialOrder(self.problem, self.positive, self.negative)


def promethee(
    problem: Problem, weights: Weights | Mapping[str, float], executor: Executor | None = None
) -> PrometheeFlows:
    """PROMETHEE I and II: the preference flows of every alternative.

    Parameters
    ----------
    problem, weights
        What is compared, and with which weights.
    executor
        Where criteria are worked on: threads, processes, or a cluster. None: here. The flows are the same to the last bit.

    Raises
    ------
    MethodError
        If a criterion has no preference function, or there is one alternative only.
    WeightsError
        If the weights name other criteria.

    Notes
    -----
    Brans, J.-P., Vincke, P. & Mareschal, B. (1986), How to select and how to rank projects: the PROMETHEE method,
    European Journal of Operational Research 24. Time grows as m n log n.

    Examples
    --------
    >>> from mcda_industry.preferences import Usual
    >>> from mcda_industry.problem import maximise
    >>> problem = Problem.of([maximise("a", preference=Usual()), maximise("b", preference=Usual())], {"x": (2, 1), "y": (1, 2)})
    >>> flows = promethee(problem, {"a": 3, "b": 1})
    >>> flows.net, flows.partial_order.relation("x", "y").name
    (array([ 0.5, -0.5]), 'PREFERRED')
    """
    problem, weights = as_problem(problem), Weights.of(weights)
    shares = weights.over(problem.criterion_names)
    return PrometheeFlows(problem, weights, *_totals(problem.evaluations, shares, executor))


class ArrayFlows(NamedTuple):
    """The flows of n nameless alternatives on m criteria, means over the n - 1 others.

    Attributes
    ----------
    positive, negative, net
        (n,) the flows under the weights.
    unicriterion
        (n, m) net flows criterion by criterion.
    truncation
        A bound on what Gaussian criteria with many distinct values leave out of a flow.
    computed
        How, criterion by criterion: "counts", "running totals", "all pairs" or "Gauss transform".
    """

    positive: FloatArray
    negative: FloatArray
    net: FloatArray
    unicriterion: FloatArray
    truncation: float
    computed: tuple[Computation, ...]


def promethee_flows(
    values: object,
    preferences: Sequence[PreferenceFunction] | PreferenceFunction,
    directions: Sequence[str] | None = None,
    weights: object = None,
    executor: Executor | None = None,
) -> ArrayFlows:
    """PROMETHEE straight from an (n, m) array, without names: for data of any size.

    Parameters
    ----------
    values
        (n, m) finite numbers.
    preferences
        A preference function for each column, or one for all.
    directions
        "max" or "min" for each column; all "max" when not given.
    weights
        (m,) points, zero or more; equal when not given.
    executor
        Where criteria are worked on: threads, processes, or a cluster. None: here. The flows are the same to the last bit.

    Raises
    ------
    ProblemError, WeightsError, MethodError
        If the array, the directions, the weights or the preferences do not fit, with every fault found.

    Examples
    --------
    >>> from mcda_industry.preferences import Usual
    >>> promethee_flows([[4, 3, 2], [3, 2, 4], [5, 1, 3]], Usual(), weights=[5, 3, 2]).net.round(3)
    array([ 0.1, -0.3,  0.2])
    """
    evaluations = Evaluations.of(values, directions, preferences)
    m = evaluations.values.shape[1]
    shares = shares_of(np.ones(m) if weights is None else weights, m)
    return _totals(evaluations, shares, executor)


def _totals(evaluations: Evaluations, shares: FloatArray, executor: Executor | None) -> ArrayFlows:
    """The flows under these weights; criteria are added as they come, so that only the net ones of all are held."""
    n, m = evaluations.values.shape
    totals, unicriterion, truncation = np.zeros((3, n)), np.empty((m, n)), 0.0
    computed: list[Computation] = []
    for j, flows in enumerate(each_criterion(evaluations, executor)):
        unicriterion[j] = flows.net
        for total, kind in zip(totals, flows[:3], strict=True):
            np.add(total, shares[j] * kind, out=total)
        truncation = max(truncation, flows.truncation)
        computed += flows.computed
    unicriterion.setflags(write=False)
    positive, negative, net = (frozen(settled(total, 1.0)) for total in totals)
    return ArrayFlows(positive, negative, net, unicriterion.T, truncation, tuple(computed))
