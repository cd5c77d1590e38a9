"""What is funded under which weights: a ranking whose scores are added up over sets within limits."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import cast

import numpy as np

from mcda_industry.arrays import BoolArray, FloatArray
from mcda_industry.errors import MethodError, ProblemError, quoted
from mcda_industry.methods import RankingMethod
from mcda_industry.portfolio import Budget, Choice, Constraint, Portfolio, select_portfolio
from mcda_industry.problem import Problem
from mcda_industry.ranking import Ranking, rank
from mcda_industry.sensitivity.funded_set.leads import lead_over
from mcda_industry.weighting.weights import Weights


@dataclass(frozen=True, eq=False)
class Funding:
    """A ranking under the present weights, and the portfolio that its scores fund; made by `Funding.of`.

    Attributes
    ----------
    ranking
        What the candidates are worth, and as a function of the weights.
    portfolio
        What is funded now.

    Examples
    --------
    >>> from mcda_industry.problem import maximise
    >>> problem = Problem.of([maximise("a"), maximise("b")], {"x": (1, 0), "y": (0, 1)})
    >>> budget = Budget("cost", 1, {"x": 1, "y": 1})
    >>> funding = Funding.of(problem, {"a": 3, "b": 1}, budget, method="weighted_sum")
    >>> funding.portfolio.selected, funding.under(Weights({"a": 1, "b": 3})).selected
    (('x',), ('y',))
    """

    ranking: Ranking
    portfolio: Portfolio

    @classmethod
    def of(
        cls,
        problem: Problem,
        weights: Weights | Mapping[str, float],
        budgets: Budget | Iterable[Budget] = (),
        *limits: Constraint,
        method: RankingMethod | str = "promethee2",
        baseline: float = 0.0,
    ) -> "Funding":
        """Rank the alternatives, and select a portfolio of them by their scores.

        Parameters
        ----------
        problem, weights, method
            What is ranked, with which weights, and how.
        budgets, *limits, baseline
            What can be funded together, as for `select_portfolio`.

        Raises
        ------
        ProblemError
            If the limits do not fit the alternatives, or no portfolio meets them all.
        """
        ranking = rank(problem, weights, method)
        return cls(ranking, select_portfolio(ranking.alternatives, ranking, budgets, *limits, baseline=baseline))

    @cached_property
    def choice(self) -> Choice:
        """The sets there are to choose from."""
        return Choice(self.portfolio.candidates, self.portfolio.limits)

    def worth(self, weights: FloatArray) -> FloatArray:
        """(..., n) what each candidate adds to a portfolio under weights (..., m)."""
        scores = np.asarray(self.ranking.score_function(weights))
        if not np.isfinite(scores).all():
            said = f"{self.ranking.method} gave a score that is not a finite number for some weights. "
            raise MethodError(said + "Use a method that accepts this problem.", code="not_finite")
        return np.asarray(scores - self.portfolio.baseline)

    def best(self, worth: FloatArray) -> BoolArray:
        """(n,) the best set when candidates add this; there is one, or nothing would be funded now."""
        return cast("BoolArray", self.choice.best(worth))

    def under(self, weights: Weights | Mapping[str, float]) -> Portfolio:
        """What is funded under other weights."""
        criteria, now = self.ranking.problem.criterion_names, self.portfolio
        values = self.worth(Weights.of(weights).over(criteria)) + now.baseline
        return select_portfolio(now.candidates, values, (), *now.limits, baseline=now.baseline)

    def overtaken(self, taken: BoolArray, worth: FloatArray) -> bool:
        """Whether another set is worth more than what is funded now, when candidates are worth this."""
        return bool(lead_over(worth[:, None], taken, self.portfolio.taken)[0] > 0)


def require_funding(funding: object) -> None:
    """Refuse what is not made by `Funding.of`."""
    if not isinstance(funding, Funding):
        said = (
            f"What is funded now is given by Funding.of(problem, weights, budgets, *limits), not by {quoted(funding)}. "
        )
        raise ProblemError(said + "Make it first.", code="not_funding", field="funding")
