"""Scenarios: one method under several sets of weights, or states of the data; ranks, regret, how often each is among the best."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from mcda_industry.arrays import FloatArray, IntArray, frozen, is_whole
from mcda_industry.concordance import RankingsByName
from mcda_industry.errors import DecisionError, SensitivityError, WeightsError, did_you_mean, quoted, speaks_french
from mcda_industry.methods import RankingMethod
from mcda_industry.problem import Problem, as_problem
from mcda_industry.ranking import Ranking, rank
from mcda_industry.records import FrozenMap
from mcda_industry.sensitivity.audits.severity import Severity, worst
from mcda_industry.weighting.weights import Weights
from mcda_industry.wording import of_name

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, eq=False, repr=False)
class ScenarioTable(RankingsByName):
    """One ranking for each scenario, by name, in the order given; k scenarios.

    Attributes
    ----------
    rankings
        The rankings.
    """

    rankings: FrozenMap[str, Ranking]
    noun: ClassVar[str] = "scenario"
    refusal: ClassVar[type[DecisionError]] = SensitivityError
    code: ClassVar[str] = "unknown_scenario"

    @property
    def alternatives(self) -> tuple[str, ...]:
        """The names of the n alternatives."""
        return next(iter(self.values())).alternatives

    @cached_property
    def ranks(self) -> IntArray:
        """(n, k) competition ranks by scenario."""
        found = np.stack([ranking.ranks for ranking in self.values()], axis=1)
        found.setflags(write=False)
        return found

    @cached_property
    def regret(self) -> FloatArray:
        """(n, k) how far the score is below the best score of the scenario, in scores of the method: 0 for the leaders."""
        scores = np.stack([ranking.scores for ranking in self.values()], axis=1)
        return frozen(scores.max(axis=0) - scores)

    @property
    def maximum_regret(self) -> FloatArray:
        """(n,) the regret in the scenario that suits the alternative least."""
        return np.asarray(self.regret.max(axis=1))

    @property
    def minimax_regret(self) -> tuple[str, ...]:
        """The alternatives whose maximum regret is smallest (Savage); several if they tie."""
        regret = self.maximum_regret
        return tuple(self.alternatives[i] for i in np.flatnonzero(regret == regret.min()))

    def times_among(self, best: int = 1) -> IntArray:
        """(n,) in how many scenarios each alternative is among the best, by competition rank.

        Raises
        ------
        SensitivityError
            If `best` is not a whole number of places from 1 to n.
        """
        if not is_whole(best, 1, len(self.alternatives)):
            said = f"best must be a whole number of places from 1 to {len(self.alternatives)}, not {quoted(best)}. Give one."
            raise SensitivityError(said, code="bad_places", field="best")
        return np.asarray((self.ranks <= best).sum(axis=1))

    @property
    def severity(self) -> Severity:
        """Whether the leaders differ between scenarios, the order only, or nothing."""
        leads = self.ranks == 1
        return worst(bool((leads != leads[:, :1]).any()), bool((self.ranks != self.ranks[:, :1]).any()))

    def sentence(self, lang: str = "en") -> str:
        """How often who leads, and who is never far from the best, as a person would say it."""
        words = _WORDS["fr" if speaks_french(lang) else "en"]
        times, k = self.times_among(1), len(self)
        order = [i for i in np.argsort(-times, kind="stable") if times[i]]
        told = [
            words["too" if place else "leads"].format(self.alternatives[i], times[i], k)
            for place, i in enumerate(order[:MOST_TOLD])
        ]
        if len(order) > MOST_TOLD:
            more = len(order) - MOST_TOLD
            told.append(words["more" if more > 1 else "one more"].format(more))
        safest = self.minimax_regret[0]
        row = self.regret[self.alternatives.index(safest)]
        amount = f"{row.max():.3g}".replace(".", "," if speaks_french(lang) else ".")
        where = list(self)[int(row.argmax())]
        end = words["regret" if row.max() else "none"].format(safest, amount, where, of=of_name(safest))
        return ", ".join(told) + end

    def to_frame(self) -> "pd.DataFrame":
        """A data frame: alternatives by scenario, their ranks; then "maximum regret" and "times first"."""
        import pandas as pd

        frame = pd.DataFrame(self.ranks.copy(), index=list(self.alternatives), columns=list(self))
        return frame.assign(**{"maximum regret": self.maximum_regret, "times first": self.times_among(1)})

    def __repr__(self) -> str:
        leaders = (", ".join(ranking.leaders) for ranking in self.values())
        width = max(map(len, self))
        rows = (f"  {name.ljust(width)}  {who}" for name, who in zip(self, leaders, strict=True))
        return "\n".join([f"Leaders of {len(self.alternatives)} alternatives in {len(self)} scenarios", *rows])


MOST_TOLD = 3
"""Leaders that a sentence names."""

_WORDS = {
    "en": {
        "leads": "{} is first in {} of {} scenarios",
        "too": "{} in {}",
        "more": "{} more alternatives in others",
        "one more": "one more alternative in others",
        "regret": "; {0} has the smallest maximum regret: {1}, in {2}.",
        "none": "; {0} has no regret in any.",
    },
    "fr": {
        "leads": "{} est en tête dans {} des {} scénarios",
        "too": "{} dans {}",
        "more": "{} autres alternatives dans d'autres",
        "one more": "une autre alternative dans d'autres",
        "regret": " ; le plus petit regret maximal est celui {of} : {1}, dans {2}.",
        "none": " ; {0} n'a de regret dans aucun.",
    },
}


def scenarios(
    problem: Problem | Mapping[str, Problem],
    weights: Mapping[str, Weights | Mapping[str, float]],
    method: RankingMethod | str = "promethee2",
) -> ScenarioTable:
    """Rank a problem under several named sets of weights, and compare.

    Parameters
    ----------
    problem
        What is ranked; or, where scenarios change the data too, the problem of each, by the same names as the weights.
    method
        How it is ranked.
    weights
        Weights, or points by criterion, by name of the scenario.

    Returns
    -------
    ScenarioTable
        All scenarios count alike.

    Raises
    ------
    SensitivityError
        If there is no scenario, or one has no name; if problems and weights name other scenarios, or problems other alternatives.
    WeightsError
        If weights name other criteria; the scenario is named.

    Notes
    -----
    Savage, L. J. (1951), The theory of statistical decision, Journal of the American Statistical Association 46, for the
    minimax regret.

    Examples
    --------
    >>> from mcda_industry.problem import maximise
    >>> problem = Problem.of([maximise("a"), maximise("b")], {"x": (4, 0), "y": (3, 3), "z": (0, 4)})
    >>> table = scenarios(problem, {"growth": {"a": 4, "b": 1}, "jobs": {"a": 1, "b": 1}}, "weighted_sum")
    >>> table.ranks.tolist()
    [[1, 2], [2, 1], [3, 2]]
    >>> print(table.sentence())
    x is first in 1 of 2 scenarios, y in 1; y has the smallest maximum regret: 0.05, in growth.

    Where the data change too:

    >>> crisis = Problem.of([maximise("a"), maximise("b")], {"x": (1, 0), "y": (3, 3), "z": (0, 4)})
    >>> even = {"a": 1, "b": 1}
    >>> scenarios({"now": problem, "crisis": crisis}, {"now": even, "crisis": even}, "weighted_sum")["crisis"].best
    'y'
    """
    if not isinstance(weights, Mapping) or isinstance(weights, Weights) or not weights:
        said = f"Scenarios are weights by name, such as {{'growth': {{...}}, 'jobs': {{...}}}}, not {quoted(weights)}. "
        raise SensitivityError(said + "Give one or more.", code="no_scenarios", field="weights")
    if unnamed := [name for name in weights if not isinstance(name, str) or not name.strip()]:
        said = f"{quoted(unnamed[0])} is no name of a scenario. Name each by a text."
        raise SensitivityError(said, code="bad_name", field="weights")
    if isinstance(problem, Mapping):
        return _each_its_own(problem, weights, method)
    settled = {name: _weights_of(name, given, problem) for name, given in weights.items()}
    first = rank(problem, next(iter(settled.values())), method)
    return ScenarioTable(FrozenMap({name: first.under(given) for name, given in settled.items()}))


def _each_its_own(
    problems: Mapping[str, Problem], weights: Mapping[str, Weights | Mapping[str, float]], method: RankingMethod | str
) -> ScenarioTable:
    """One ranking for each problem under its own weights; the alternatives must be the same, in the same order."""
    if different := [name for name in (*problems, *weights) if (name in problems) != (name in weights)]:
        known = weights if different[0] in problems else problems
        said = f"Problems and weights must name the same scenarios; they differ on {quoted(different[0])}, "
        raise SensitivityError(f"{said}{did_you_mean(different[0], known)}", code="other_scenarios", field="problem")
    settled = {name: as_problem(given) for name, given in problems.items()}
    alternatives = next(iter(settled.values())).alternatives
    if other := [name for name, given in settled.items() if given.alternatives != alternatives]:
        said = f"The problem of scenario {quoted(other[0])} has other alternatives, or has them in another order. "
        raise SensitivityError(f"{said}Give every problem the same ones.", code="other_alternatives", field="problem")
    rankings = {
        name: rank(settled[name], _weights_of(name, given, settled[name]), method) for name, given in weights.items()
    }
    return ScenarioTable(FrozenMap(rankings))


def _weights_of(name: str, given: object, problem: Problem) -> Weights:
    try:
        weights = Weights.of(given)
        weights.over(problem.criterion_names)
    except WeightsError as refusal:
        raise WeightsError.of([fault.within(f"Scenario {quoted(name)}") for fault in refusal.faults]) from None
    return weights
