"""PROMETHEE II: the net preference flow of each alternative (Brans & Vincke, 1985)."""

from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from typing import ClassVar

import numpy as np

from mcda_industry.arrays import FloatArray
from mcda_industry.errors import MethodError, listed
from mcda_industry.execution import each
from mcda_industry.methods import Claim, LinearScores, require_two
from mcda_industry.methods.flows import Computation, Flows, unicriterion_flows, unicriterion_net_flows
from mcda_industry.preferences import PreferenceFunction
from mcda_industry.problem import Evaluations
from mcda_industry.records import FrozenMap, Record


class Promethee2(Record):
    """Net flows: how much an alternative is preferred to the others, less how much they are preferred to it.

    Each criterion needs a preference function. Flows are means over the n - 1 other alternatives, so they run from -1 to 1 and
    add to 0; the unicriterion net flows are the linear contributions of the criteria.

    Notes
    -----
    Brans, J.-P. & Vincke, P. (1985), A preference ranking organisation method, Management Science 31;
    Brans, J.-P., Vincke, P. & Mareschal, B. (1986), How to select and how to rank projects: the PROMETHEE method,
    European Journal of Operational Research 24.

    Examples
    --------
    >>> from mcda_industry.preferences import Usual
    >>> evaluations = Evaluations.of([[4, 3, 2], [3, 2, 4], [5, 1, 3]], preferences=Usual())
    >>> Promethee2().score_function(evaluations)([0.5, 0.3, 0.2]).round(3)
    array([ 0.1, -0.3,  0.2])
    """

    name: ClassVar[str] = "promethee2"
    columnwise: ClassVar[bool] = True
    claims: ClassVar[frozenset[Claim]] = frozenset(
        {Claim.RESPECTS_DOMINANCE, Claim.MONOTONE, Claim.UNIT_FREE, Claim.TRANSLATION_FREE}
    )
    conventions: ClassVar[FrozenMap[str, str]] = FrozenMap({"flows": "mean over the n - 1 other alternatives"})

    def score_function(self, evaluations: Evaluations, /) -> LinearScores:
        """Net flows as a function of the weights.

        Raises
        ------
        MethodError
            If a criterion has no preference function, or there is one alternative only.
        """
        return self.spread_score_function(evaluations, None)

    def spread_score_function(self, evaluations: Evaluations, executor: Executor | None, /) -> LinearScores:
        """The same to the last bit, with the criteria spread over an executor."""
        net, truncation = np.empty(evaluations.values.T.shape), 0.0
        columns = each(unicriterion_net_flows, *_columns(evaluations), executor=executor)
        for row, flows in zip(net, columns, strict=True):
            row[:] = flows.net
            truncation = max(truncation, flows.truncation)
        return LinearScores(net.T, truncation)

    def changes(self, evaluations: Evaluations, row: int, column: int, /) -> Callable[[float], FloatArray]:
        """(n,) changes of the net flows on a criterion when one alternative takes another value: its n - 1 comparisons alone.

        Time grows as n; the new flows agree with those of the definition to rounding.
        """
        others, direction = evaluations.values[:, column], evaluations.directions[column]
        preference = require_preferences(evaluations)[column]

        def over(value: float) -> FloatArray:
            with np.errstate(over="ignore"):
                ahead = direction * (value - others)
                return np.asarray(np.copysign(preference.degrees(np.abs(ahead)), ahead))

        before = over(others[row])

        def changed(value: float) -> FloatArray:
            gained = over(value) - before
            gained[row] = 0.0
            lost = gained / (1 - len(others))
            lost[row] = gained.sum() / (len(others) - 1)
            return lost

        return changed


def criterion_flows(evaluations: Evaluations, executor: Executor | None = None) -> Flows:
    """(n, m) positive, negative and net flows of every alternative on every criterion.

    An executor takes the criteria one by one; the flows are the same to the last bit.
    """
    found, truncation = np.empty((3, *evaluations.values.T.shape)), 0.0
    computed: list[Computation] = []
    for j, flows in enumerate(each_criterion(evaluations, executor)):
        found[:, j] = flows[:3]
        truncation = max(truncation, flows.truncation)
        computed += flows.computed
    positive, negative, net = (kind.T for kind in found)
    return Flows(positive, negative, net, truncation, tuple(computed))


def each_criterion(evaluations: Evaluations, executor: Executor | None = None) -> Iterator[Flows]:
    """(n,) flows on one criterion after the other, so that those of all criteria need not be held at once.

    Raises
    ------
    MethodError
        If a criterion has no preference function, or there is one alternative only.
    """
    return each(unicriterion_flows, *_columns(evaluations), executor=executor)


def _columns(evaluations: Evaluations) -> tuple[Iterator[FloatArray], tuple[PreferenceFunction, ...]]:
    """The performances on each criterion, more being better, and its preference function."""
    require_two(evaluations, "PROMETHEE")
    preferences = require_preferences(evaluations)
    columns = zip(evaluations.values.T, evaluations.directions, strict=True)
    return (np.multiply(column, direction) for column, direction in columns), preferences


def require_preferences(evaluations: Evaluations) -> tuple[PreferenceFunction, ...]:
    """The preference function of each criterion; criteria without one are refused by name."""
    missing = [name for name, given in zip(evaluations.labels, evaluations.preferences, strict=True) if given is None]
    if missing:
        has = "has" if len(missing) == 1 else "have"
        said = f"PROMETHEE needs a preference function on every criterion; {listed(missing)} {has} none. "
        raise MethodError(said + "Give one, for example mi.Usual() or mi.Linear(q, p).", code="no_preference")
    return tuple(preference for preference in evaluations.preferences if preference is not None)
