"""PROMETHEE I and II of a problem: positive, negative and net flows, and the partial order they give."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from mcda_industry.arrays import FloatArray, frozen, settled
from mcda_industry.methods import weighted_total
from mcda_industry.methods.promethee import criterion_flows
from mcda_industry.problem import Problem, as_problem
from mcda_industry.weighting.weights import Weights

Relation = Literal["P", "P-", "I", "R"]


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
    """

    problem: Problem
    weights: Weights
    positive: FloatArray
    negative: FloatArray
    net: FloatArray
    unicriterion: FloatArray
    truncation: float

    @property
    def alternatives(self) -> tuple[str, ...]:
        """The names of the alternatives, in the order of the flows."""
        return self.problem.alternatives

    @cached_property
    def partial_order(self) -> "PartialOrder":
        """PROMETHEE I: preference only where both flows agree."""
        return PartialOrder(self.problem, self.positive, self.negative)


@dataclass(frozen=True, eq=False)
class PartialOrder:
    """PROMETHEE I: a is preferred to b where its positive flow is not lower and its negative flow not higher.

    Where one flow speaks for a and the other for b, the two are incomparable: good on different criteria.
    """

    problem: Problem
    positive: FloatArray
    negative: FloatArray

    def relation(self, a: str, b: str) -> Relation:
        """The relation of a to b: "P" preferred, "P-" the other way round, "I" indifferent, "R" incomparable."""
        i, k = self.problem.row(a), self.problem.row(b)
        gains, losses = self.positive[i] - self.positive[k], self.negative[k] - self.negative[i]
        if gains == losses == 0:
            return "I"
        if gains >= 0 and losses >= 0:
            return "P"
        return "P-" if gains <= 0 and losses <= 0 else "R"

    def incomparable(self) -> tuple[tuple[str, str], ...]:
        """Every pair of incomparable alternatives, in the order of the problem."""
        names = self.problem.alternatives
        pairs = ((a, b) for i, a in enumerate(names) for b in names[i + 1 :])
        return tuple((a, b) for a, b in pairs if self.relation(a, b) == "R")


def promethee(problem: Problem, weights: Weights | Mapping[str, float]) -> PrometheeFlows:
    """PROMETHEE I and II: the preference flows of every alternative.

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
    >>> flows.net, flows.partial_order.relation("x", "y")
    (array([ 0.5, -0.5]), 'P')
    """
    problem, weights = as_problem(problem), Weights.of(weights)
    shares = weights.over(problem.criterion_names)
    flows = criterion_flows(problem.evaluations)
    positive, negative, net = (frozen(settled(weighted_total(kind, shares), 1.0)) for kind in flows[:3])
    return PrometheeFlows(problem, weights, positive, negative, net, frozen(flows.net), flows.truncation)
