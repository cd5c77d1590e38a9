"""The best and the worst rank each alternative can have under a law of the weights."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from mcda_industry.arrays import BoolArray, FloatArray, IntArray, frozen
from mcda_industry.errors import speaks_french
from mcda_industry.methods import LinearScores, RankingMethod, named
from mcda_industry.problem import Problem, as_problem
from mcda_industry.sensitivity.acceptability import Acceptability, acceptability
from mcda_industry.sensitivity.uncertain_weights.draws import Seed
from mcda_industry.sensitivity.uncertain_weights.extreme_ranks import Leads, extremes
from mcda_industry.sensitivity.uncertain_weights.laws import AnyWeights, Law, as_law

Array = TypeVar("Array", IntArray, BoolArray)

if TYPE_CHECKING:
    import pandas as pd

MOST_EXACT = 100
"""Alternatives up to which ranks are found exactly; beyond, they come from draws."""


@dataclass(frozen=True, eq=False)
class PossibleRanks:
    """The ranks that n alternatives can have when the weights follow a law.

    Attributes
    ----------
    problem, method, law
        What was ranked, how, and what is supposed of the weights.
    best, worst
        (n,) ranks; 1 is best, alternatives that tie share the smaller.
    proved
        (n,) whether no weights give the alternative a rank outside; False where the ranks are those that were found.
    leads
        (n, n) the largest lead in score of the row alternative over the column one, below 0 where it is always behind; None where
        ranks come from draws.
    """

    problem: Problem
    method: str
    law: Law
    best: IntArray
    worst: IntArray
    proved: BoolArray
    leads: FloatArray | None

    @property
    def exact(self) -> bool:
        """Whether every rank is proved."""
        return bool(self.proved.all())

    @property
    def necessary(self) -> BoolArray | None:
        """(n, n) whether the row alternative scores at least as much as the column one for all weights; None where not known.

        The necessary preference of Greco, S., Mousseau, V. & Słowiński, R. (2008), Ordinal regression revisited: multiple
        criteria ranking using a set of additive value functions, European Journal of Operational Research 191.
        """
        return None if self.leads is None else np.asarray(self.leads.T <= 0)

    @property
    def possible(self) -> BoolArray | None:
        """(n, n) whether the row alternative scores at least as much as the column one for some weights; None where not known."""
        return None if self.leads is None else np.asarray(self.leads >= 0)

    def __getitem__(self, alternative: str) -> tuple[int, int]:
        """Best and worst rank of an alternative."""
        row = self.problem.row(alternative)
        return int(self.best[row]), int(self.worst[row])

    def to_frame(self) -> "pd.DataFrame":
        """A data frame with the columns best, worst and proved, a row for each alternative."""
        import pandas as pd

        columns = {"best": self.best.copy(), "worst": self.worst.copy(), "proved": self.proved.copy()}
        return pd.DataFrame(columns, index=list(self.problem.alternatives))

    def sentence(self, alternative: str, lang: str = "en") -> str:
        """The ranks an alternative can have, as a person would say it."""
        (best, worst), row = self[alternative], self.problem.row(alternative)
        proved = self.proved[row]
        if speaks_french(lang):
            how = "" if proved else " dans les tirages"
            where = f"toujours au rang {best}" if best == worst else f"entre les rangs {best} et {worst}"
            return f"{alternative} est {where}{how} ; {self.law.sentence('fr')}."
        how = "" if proved else " in the draws"
        where = f"always has rank {best}" if best == worst else f"has ranks between {best} and {worst}"
        return f"{alternative} {where}{how}; {self.law.sentence()}."


def possible_ranks(
    problem: Problem,
    method: RankingMethod | str = "promethee2",
    law: Law = AnyWeights(),
    draws: int = 10_000,
    rng: Seed = 0,
) -> PossibleRanks:
    """The best and the worst rank of each alternative over all weights that a law makes possible.

    For scores that are linear in the weights (PROMETHEE II, weighted sum, AHP) and up to 100 alternatives they are exact:
    ranks found at some weights, counted there from the scores, and bounds that they meet; mixed-integer programs without a gap
    where simpler bounds do not settle it. For other methods and more alternatives they are the extreme ranks of draws, and
    the result says so.

    Parameters
    ----------
    problem, method
        What is ranked, and how (a method, or its name in the catalogue).
    law
        What is supposed of the weights: only which weights it makes possible counts, not how likely they are.
    draws, rng
        How many sets of weights are drawn, and the seed, where ranks come from draws.

    Raises
    ------
    WeightsError
        If the law weighs other criteria, or no weights meet its limits.
    SensitivityError, MethodError
        As `acceptability`.

    Notes
    -----
    Extreme ranking analysis: Kadziński, M., Greco, S. & Słowiński, R. (2012), Extreme ranking analysis in robust ordinal
    regression, Omega 40. The region of weights includes its border: a weight that may approach zero may be zero, and who can
    only tie with another there is not behind it. Leads smaller than a hundred-thousandth of the largest lead the pair can
    have are not looked for.

    Examples
    --------
    >>> from mcda_industry.problem import maximise
    >>> problem = Problem.of([maximise("a"), maximise("b")], {"x": (1, 0), "y": (0, 1), "z": (0.4, 0.4)})
    >>> found = possible_ranks(problem, "weighted_sum")
    >>> found["x"], found["z"], found.exact
    ((1, 3), (2, 3), True)
    """
    criteria, law, method = as_problem(problem).criterion_names, as_law(law), named(method)
    function = method.score_function(problem.evaluations)
    region = law.region(criteria)
    if not isinstance(function, LinearScores) or len(problem.alternatives) > MOST_EXACT:
        return _from_draws(acceptability(problem, method, law, draws, rng))
    leads = Leads.over(region, function.contributions)
    found = extremes(region, leads)
    proved = _read_only(found.best_proved & found.worst_proved)
    best, worst = _read_only(found.best), _read_only(found.worst)
    return PossibleRanks(problem, method.name, law, best, worst, proved, frozen(leads.most))


def _from_draws(found: Acceptability) -> PossibleRanks:
    """The extreme ranks of the draws; copies of an alternative, which share their ranks, all have the first of them."""
    taken = found.rank_acceptability > 0
    n = len(taken)
    best, last = taken.argmax(axis=1) + 1, n - taken[:, ::-1].argmax(axis=1)
    worst = np.maximum(best, last - found.copies + 1)
    never: BoolArray = _read_only(np.zeros(n, dtype=np.bool_))
    return PossibleRanks(found.problem, found.method, found.law, _read_only(best), _read_only(worst), never, None)


def _read_only(values: Array) -> Array:
    values.setflags(write=False)
    return values
