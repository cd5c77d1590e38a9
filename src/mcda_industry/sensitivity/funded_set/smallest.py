"""The smallest change of the weights that changes what is funded, or the proof that none does: exact for linear scores."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from mcda_industry.arrays import FloatArray, power_of_two
from mcda_industry.errors import ProblemError, did_you_mean, quoted
from mcda_industry.methods import LinearScores
from mcda_industry.portfolio import Choice, Forbidden, Mandatory, Portfolio
from mcda_industry.sensitivity.all_weights.held import held, known_norm, movable_of, require_movable
from mcda_industry.sensitivity.all_weights.movable import Movable
from mcda_industry.sensitivity.all_weights.nearest import Norm, length
from mcda_industry.sensitivity.all_weights.search import Effort, search
from mcda_industry.sensitivity.funded_set.by_scores import Refunding
from mcda_industry.sensitivity.funded_set.change import FundingChange
from mcda_industry.sensitivity.funded_set.funding import Funding, require_funding
from mcda_industry.sensitivity.funded_set.nearest_set import Search
from mcda_industry.sensitivity.uncertain_weights.draws import Seed, entropy_of
from mcda_industry.weighting.weights import Weights

STEPS_BEYOND = 10.0 ** np.arange(-9, 1)
"""How far beyond a tie the change is looked for: the first step at which it shows."""

EFFORT = Effort(steps=4, descents=2, shorter=1e-2, draws=20)
"""How much is tried where scores are not linear; each set of weights tried is a portfolio of its own."""


def funding_change(
    funding: Funding,
    candidate: str | None = None,
    norm: Norm = "l1",
    fixed: Iterable[str] = (),
    rng: Seed = 0,
) -> FundingChange:
    """The smallest change of the weights that changes what is funded, or the proof that none does.

    Parameters
    ----------
    funding
        What is funded now, and by which scores, made by `Funding.of`.
    candidate
        Who is to be funded; or, if it is funded now, no longer to be. None: any change of the funded set.
    norm
        How a change is measured: "l1" the sum of the changes, "l2" their Euclidean length, "linf" the largest of them.
    fixed
        Criteria whose weight is held. All others may move, also those of weight zero.
    rng
        A seed or a generator, for methods that are searched.

    Returns
    -------
    FundingChange
        Exact for linear scores (PROMETHEE II, weighted sum and product, AHP): the distance is a minimum, at it another set is
        worth as much, and `just_beyond` it that set is funded; where nothing changes what is funded, that is proved. For TOPSIS
        and black boxes the change is the smallest one found, an upper bound, and `exact` is False. Sets that are worth the same
        on every criterion are no rivals; but a candidate is funded only where every set without it is worth less.

    Raises
    ------
    ProblemError
        If there is no such candidate, or no such criterion to hold.
    SensitivityError
        If nothing can move (one criterion, all but one held, no weight left) or there is no such norm.

    Notes
    -----
    What the best set is worth is convex in the weights, so that no change is possible if none is on any criterion alone. Where a
    given set draws level is found as in `smallest_change`. That no other set does so nearer is shown by a mixed 0-1 programme in
    which the worth of a set, a product of weights and choices, is made linear (McCormick, G.P., 1976, Computability of global
    solutions to factorable nonconvex programs, Mathematical Programming 10) over the weights within the distance known, which
    is exact for choices; for "l2" the ball is approached from outside by tangents. HiGHS decides with tolerances of 1e-6 of
    the numbers it is shown: a set that leads by less than about 1e-8 of the largest contribution can be missed.

    Examples
    --------
    >>> from mcda_industry.portfolio import Budget
    >>> from mcda_industry.problem import Problem, maximise
    >>> problem = Problem.of([maximise("a"), maximise("b")], {"x": (5, 0), "y": (3, 3), "z": (0, 4)})
    >>> budget = Budget("cost", 10, {"x": 6, "y": 5, "z": 4})
    >>> funding = Funding.of(problem, {"a": 0.8, "b": 0.2}, budget, method="weighted_sum")
    >>> found = funding_change(funding)
    >>> funding.portfolio.selected, found.entering, found.leaving, round(found.distance, 3)
    (('x', 'z'), ('y',), ('x',), 0.296)
    >>> print(found.sentence("fr").partition(" ; ")[2])
    alors, y remplace x. Aucun changement plus petit ne suffit.
    """
    require_funding(funding)
    norm, entropy = known_norm(norm), entropy_of(rng)
    held_weights = held(funding.ranking.problem, fixed)
    question = _Question(funding, _known(candidate, funding.portfolio), norm, held_weights)
    require_movable(question.movable)
    if not question.asked.possible:
        return question.answer(exact=True, barred="no_set")
    if isinstance(funding.ranking.score_function, LinearScores):
        return _exactly(question, funding.ranking.score_function)
    return _searched(question, entropy)


@dataclass(frozen=True, eq=False)
class _Question:
    """What is funded, and what is to change in it."""

    funding: Funding
    candidate: str | None
    norm: Norm
    fixed: tuple[str, ...]

    @cached_property
    def movable(self) -> Movable:
        criteria = self.funding.ranking.problem.criterion_names
        return movable_of(criteria, self.funding.ranking.weights.over(criteria), self.fixed)

    @cached_property
    def _sides(self) -> tuple[Choice, Choice]:
        """The sets with the candidate and those without it, or the other way round: those asked for first."""
        choice, candidate = self.funding.choice, self.candidate or ""
        sides = choice.under(Mandatory(candidate)), choice.under(Forbidden(candidate))
        return sides[::-1] if candidate in self.funding.portfolio.selected else sides

    @property
    def asked(self) -> Choice:
        """The sets of which one is to be funded."""
        return self.funding.choice if self.candidate is None else self._sides[0]

    @property
    def other(self) -> Choice | None:
        """The sets of which none must be worth more; None if the one funded now alone must not be."""
        return None if self.candidate is None else self._sides[1]

    def answer(self, exact: bool, **parts: object) -> FundingChange:
        """The answer to this question, with these parts."""
        funding = self.funding
        asked = (funding.ranking, funding.portfolio, self.candidate, self.norm, self.fixed)
        return FundingChange(*asked, exact=exact, **parts)  # type: ignore[arg-type]

    def change(self, tie: FloatArray, inside: FloatArray, **parts: object) -> FundingChange:
        """The answer that there is a change: a tie at inner weights (f,), broken on the way to `inside`."""
        for step in STEPS_BEYOND:
            beyond = self._weights(tie + step * (inside - tie))
            portfolio = self.funding.under(beyond)
            if self._changed(portfolio):
                break
        moved = float(length(tie - self.movable.inner, self.norm)) * self.movable.total
        return self.answer(
            weights=self._weights(tie) if moved else self.funding.ranking.weights,
            just_beyond=beyond,
            portfolio_beyond=portfolio,
            distance=moved,
            **parts,  # type: ignore[arg-type]
        )

    def _changed(self, portfolio: Portfolio) -> bool:
        now = self.funding.portfolio
        if self.candidate is not None:
            return (self.candidate in portfolio.selected) != (self.candidate in now.selected)
        worth = portfolio.values - portfolio.baseline
        return self.funding.overtaken(portfolio.taken, worth)

    def _weights(self, inner: FloatArray) -> Weights:
        criteria = self.funding.ranking.problem.criterion_names
        return Weights(dict(zip(criteria, self.movable.whole(inner).tolist(), strict=True)), source="smallest change")


def _exactly(question: _Question, function: LinearScores) -> FundingChange:
    """The nearest set, placed exactly, and the proof that no other is nearer."""
    funding, movable = question.funding, question.movable
    table = movable.contributions(function.contributions) - funding.portfolio.baseline
    table = table / power_of_two(table)
    funded = funding.portfolio.taken
    found = Search(table, movable.inner, question.norm, funded, question.asked, question.other).run()
    if found.weights is None or found.inside is None:
        return question.answer(found.exact, barred=found.barred)
    return question.change(found.weights, found.inside, exact=found.exact)


def _searched(question: _Question, entropy: int) -> FundingChange:
    """The nearest change found along rays and by descent."""
    funding, movable = question.funding, question.movable

    def scores(points: FloatArray) -> FloatArray:
        return funding.worth(movable.whole(points / points.sum(axis=1, keepdims=True)))

    rival = funding.portfolio.taken if question.other is None else question.other
    asked = Refunding(scores, question.asked, rival)
    found = search(asked, movable.inner, question.norm, np.random.default_rng(entropy), EFFORT)
    if found.weights is None:
        return question.answer(exact=False, barred="not_found", tried=found.tried)
    return question.change(found.weights, found.weights, exact=False, tried=found.tried)


def _known(candidate: str | None, portfolio: Portfolio) -> str | None:
    if candidate is None or candidate in portfolio.candidates:
        return candidate
    said = f"There is no candidate {quoted(candidate)}; {did_you_mean(candidate, portfolio.candidates)}"
    raise ProblemError(said, code="unknown_alternative", field="candidate")
