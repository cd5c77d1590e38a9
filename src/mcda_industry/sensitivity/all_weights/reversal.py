"""The smallest change of the weights that changes the decision, or the proof that none does: exact for linear scores."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from mcda_industry.arrays import BoolArray, FloatArray, IntArray, is_whole, power_of_two, settled
from mcda_industry.errors import MethodError, SensitivityError, quoted
from mcda_industry.methods import LinearScores, RankingMethod, ScoreFunction
from mcda_industry.methods.topsis import TopsisScores, closeness
from mcda_industry.problem import Problem
from mcda_industry.ranking import Ranking, rank
from mcda_industry.records import FrozenMap
from mcda_industry.sensitivity.all_weights.change import SmallestChange
from mcda_industry.sensitivity.all_weights.entering import enter_best
from mcda_industry.sensitivity.all_weights.held import held, known_norm, movable_of, require_movable
from mcda_industry.sensitivity.all_weights.movable import Movable
from mcda_industry.sensitivity.all_weights.nearest import Norm, leads_over, length, nearest_ties
from mcda_industry.sensitivity.all_weights.proofs import mixture
from mcda_industry.sensitivity.all_weights.search import SPARING, THOROUGH, Entering, Overtaking, search
from mcda_industry.sensitivity.uncertain_weights.draws import Seed, entropy_of
from mcda_industry.weighting.weights import Weights

STEPS_BEYOND = 10.0 ** np.arange(-9, 1)
"""How far beyond a tie the change is looked for: the first step at which it shows."""


def smallest_change(
    problem: Problem,
    weights: Weights | Mapping[str, float],
    method: RankingMethod | str = "promethee2",
    challenger: str | None = None,
    norm: Norm = "l1",
    places: int = 1,
    fixed: Iterable[str] = (),
    rng: Seed = 0,
) -> SmallestChange:
    """The smallest change of the weights that changes the decision, or the proof that none does.

    Parameters
    ----------
    problem, weights, method
        What is ranked, with which weights, and how.
    challenger
        Who is to lead, or to be among the best `places`: ahead of all but `places - 1` of the others, whoever leads now. None:
        anyone; the smallest change that takes the lead from the leader, or changes the set of the best `places`.
    norm
        How a change is measured: "l1" the sum of the changes, "l2" their Euclidean length, "linf" the largest of them.
    places
        How many are best. A portfolio under budgets and quotas is another set: see `funding_change`.
    fixed
        Criteria whose weight is held. All others may move, also those of weight zero: hold these to keep them out.
    rng
        A seed or a generator, for methods that are searched.

    Returns
    -------
    SmallestChange
        Exact for linear scores (PROMETHEE II, weighted sum and product, AHP): the distance is a minimum, at it the
        alternatives tie, and `just_beyond` it the challenger is strictly ahead; where nothing changes the decision, that
        is proved. For TOPSIS and black boxes the change is the smallest one found, an upper bound, and `exact` is False.
        An alternative with the same scores on every criterion is no rival: the two share any rank.

    Raises
    ------
    ProblemError
        If there is no such challenger, or no such criterion to hold.
    SensitivityError
        If the challenger is among the best `places` already, nothing can move (one criterion, all but one held, no weight
        left), or `norm` or `places` is none of the above.

    Notes
    -----
    Linear scores, one pair at a time: a fractional knapsack for "l1", a projection on the simplex for "l2", a weighted
    median within a bisection for "linf". To pass several: branch and bound over linear programmes (HiGHS), for "l2" over
    least-distance programmes (Lawson, C.L. & Hanson, R.J., 1974, Solving Least Squares Problems, chapter 23). The
    question itself: Triantaphyllou, E. & Sánchez, A. (1997), A sensitivity analysis approach for some deterministic
    multi-criteria decision-making methods, Decision Sciences 28, who move one weight at a time. Other methods: ten
    weights (TOPSIS: fifty) on each of m + 103 rays from the present ones, to each criterion alone, to random weights and
    to where an ascent ends; then a descent along tangents from the three (TOPSIS: eight) nearest changes.

    Examples
    --------
    >>> from mcda_industry.problem import maximise
    >>> problem = Problem.of([maximise("a"), maximise("b")], {"x": (1, 0), "y": (0, 1), "z": (0.4, 0.4)})
    >>> found = smallest_change(problem, {"a": 0.7, "b": 0.3}, "weighted_sum")
    >>> found.winner, round(found.distance, 9), {name: round(share, 9) for name, share in found.weights.shares.items()}
    ('y', 0.4, {'a': 0.5, 'b': 0.5})
    >>> print(smallest_change(problem, {"a": 0.7, "b": 0.3}, "weighted_sum", challenger="z").sentence())
    No weights make z lead: 0.50 x + 0.50 y scores at least as high on every criterion.
    """
    ranking, entropy = rank(problem, weights, method), entropy_of(rng)
    question = _Question(ranking, challenger, known_norm(norm), places, held(problem, fixed))
    question.check()
    if not isinstance(ranking.score_function, LinearScores):
        return _searched(question, entropy)
    table = question.table(ranking.score_function)
    return _overtaking(question, table) if challenger is None else _entering(question, table)


@dataclass(frozen=True, eq=False)
class _Question:
    """The ranking, and what is to change in it."""

    ranking: Ranking
    challenger: str | None
    norm: Norm
    places: int
    fixed: tuple[str, ...]

    @cached_property
    def movable(self) -> Movable:
        criteria = self.ranking.problem.criterion_names
        return movable_of(criteria, self.ranking.weights.over(criteria), self.fixed)

    @cached_property
    def inside(self) -> IntArray:
        """The best `places`, tied alternatives in the order of the problem."""
        return np.argsort(self.ranking.ranks, kind="stable")[: self.places]

    @cached_property
    def outside(self) -> IntArray:
        """All others, in the order of the problem."""
        return np.setdiff1d(np.arange(len(self.ranking)), self.inside)

    def table(self, function: LinearScores) -> FloatArray:
        """(n, f) contributions to linear scores under inner weights, scaled by a power of two."""
        return self.movable.contributions(function.contributions / power_of_two(function.contributions))

    def leads(self, table: FloatArray, one: IntArray, other: IntArray) -> FloatArray:
        """(p, f) leads of one over the other on each criterion alone.

        A pair that ties now ties at the inner weights to the last bit, unless one of them is never ahead.
        """
        lead = leads_over(table, one, other)
        tied = (self.ranking.scores[one] == self.ranking.scores[other]) & (lead.max(axis=1) > 0)
        lead[tied] -= (lead[tied] @ self.movable.inner)[:, None]
        return lead

    def check(self) -> None:
        """Refuse a question that has no answer."""
        n = len(self.ranking)
        if n < 2:
            said = "There is only one alternative; no weights change its rank. Add an alternative."
            raise SensitivityError(said, code="one_alternative")
        if not is_whole(self.places, 1, n - 1):
            said = f"places must be a whole number from 1 to {n - 1}, not {quoted(self.places)}."
            raise SensitivityError(said, code="bad_places", field="places")
        require_movable(self.movable)

    def answer(self, exact: bool, **parts: object) -> SmallestChange:
        """The answer to this question, with these parts."""
        asked = (self.ranking, self.challenger, self.places, self.norm, self.fixed)
        return SmallestChange(*asked, exact=exact, **parts)  # type: ignore[arg-type]

    def change(self, tie: FloatArray, inside: FloatArray, rivals: IntArray, **parts: object) -> SmallestChange:
        """The answer that there is a change: a tie at inner weights (f,), broken on the way to `inside`."""
        beyond, scores = self._beyond(tie, inside, rivals)
        outside, names = self.outside, self.ranking.alternatives
        winner = outside[scores[outside].argmax()] if self.challenger is None else self.row
        moved = float(length(tie - self.movable.inner, self.norm)) * self.movable.total
        return self.answer(
            weights=self._weights(tie) if moved else self.ranking.weights,
            just_beyond=beyond,
            distance=moved,
            winner=names[winner],
            displaced=names[self.inside[scores[self.inside].argmin()]],
            **parts,  # type: ignore[arg-type]
        )

    def _beyond(self, tie: FloatArray, inside: FloatArray, rivals: IntArray) -> tuple[Weights, FloatArray]:
        """The first weights on the way at which a ranking has the change, and their scores."""
        for step in STEPS_BEYOND:
            beyond = self._weights(tie + step * (inside - tie))
            scores = self._scores(beyond)
            if self._changed(scores, rivals):
                break
        return beyond, scores

    def _scores(self, weights: Weights) -> FloatArray:
        function, shares = self.ranking.score_function, weights.over(self.ranking.problem.criterion_names)
        magnitude = float(function.magnitude(shares)) if isinstance(function, LinearScores) else 0.0
        return settled(np.asarray(function(shares)), magnitude)

    def _changed(self, scores: FloatArray, rivals: IntArray) -> bool:
        if self.challenger is None:
            return bool(scores[self.outside].max() > scores[self.inside].min())
        return bool((scores[rivals] >= scores[self.row]).sum() < self.places)

    def _weights(self, inner: FloatArray) -> Weights:
        criteria = self.ranking.problem.criterion_names
        return Weights(dict(zip(criteria, self.movable.whole(inner).tolist(), strict=True)), source="smallest change")

    @cached_property
    def row(self) -> int:
        """The row of the challenger."""
        return self.ranking.problem.row(self.challenger or "")

    def rivals(self, equals: BoolArray) -> IntArray:
        """The rows of all others but the challenger's equals; refused if too few of them are as good as it already."""
        others = np.ones(len(self.ranking), dtype=bool)
        others[self.row] = False
        found = np.flatnonzero(others & ~equals)
        scores = self.ranking.scores
        if (scores[found] >= scores[self.row]).sum() < self.places:
            where = "leads" if self.places == 1 else f"is among the best {self.places}"
            said = f"{quoted(self.challenger)} {where} already. Name another challenger, or none to see what would change that."
            raise SensitivityError(said, code="already_there", field="challenger")
        return found


def _overtaking(question: _Question, table: FloatArray) -> SmallestChange:
    """The nearest tie of any alternative outside with any inside: the first thing that can happen to the set of the best."""
    inner, outside, scores = question.movable.inner, question.outside, question.ranking.scores
    distance = np.full(len(outside), np.inf)
    ties, leads = np.full((2, len(outside), len(inner)), np.nan)
    for rival in question.inside:
        lead = question.leads(table, outside, np.full(len(outside), rival))
        gaps = np.where(scores[outside] == scores[rival], 0.0, np.maximum(-(lead @ inner), 0.0))
        found = nearest_ties(lead, gaps, inner, question.norm)
        far = length(found - inner, question.norm)
        nearer = far < distance  # NaN, where it is never ahead, is not
        distance[nearer], ties[nearer], leads[nearer] = far[nearer], found[nearer], lead[nearer]
    names, total = question.ranking.alternatives, question.movable.total
    by_name = FrozenMap(
        {names[i]: float(d) * total if np.isfinite(d) else None for i, d in zip(outside, distance, strict=True)}
    )
    nearest = int(distance.argmin())
    if not np.isfinite(distance[nearest]):
        best = {names[question.inside[0]]: 1.0} if question.places == 1 else {}
        return question.answer(exact=True, distances=by_name, barring=FrozenMap(best))
    inside = np.eye(len(inner))[leads[nearest].argmax()]
    return question.change(ties[nearest], inside, outside, exact=True, distances=by_name)


def _entering(question: _Question, table: FloatArray) -> SmallestChange:
    """The nearest weights that bring the challenger among the best."""
    everyone = np.arange(len(question.ranking))
    leads = question.leads(table, np.full(len(everyone), question.row), everyone)
    rivals = question.rivals(np.asarray(~leads.any(axis=1)))
    entry = enter_best(leads[rivals], question.movable.inner, question.places, question.norm)
    if entry.weights is None or entry.inside is None:
        shares = np.zeros(0) if entry.barring is None else entry.barring
        return question.answer(
            exact=entry.exact, barring=mixture(question.ranking.alternatives, rivals[: len(shares)], shares)
        )
    return question.change(entry.weights, entry.inside, rivals, exact=entry.exact)


def _searched(question: _Question, entropy: int) -> SmallestChange:
    """The nearest change found, where scores are not linear; or, for TOPSIS, the proof that there is none by dominance."""
    ranking, movable = question.ranking, question.movable
    values, rivals, function = ranking.problem.values, question.outside, _quick(ranking.score_function)

    def scores(points: FloatArray) -> FloatArray:
        found = np.asarray(function(movable.whole(points / points.sum(axis=1, keepdims=True))))
        if not np.isfinite(found).all():
            said = f"{ranking.method} gave a score that is not a finite number for some weights. "
            raise MethodError(said + "Use a method that accepts this problem.", code="not_finite")
        return found

    asked: Entering | Overtaking = Overtaking(scores, question.inside, rivals)
    if question.challenger is not None:
        rivals = question.rivals(np.asarray((values == values[question.row]).all(axis=1), dtype=np.bool_))
        asked = Entering(scores, question.row, rivals, question.places)
    if (barring := _dominance(question)) is not None:
        return question.answer(exact=True, barring=barring)
    effort = THOROUGH if isinstance(ranking.score_function, TopsisScores) else SPARING
    found = search(asked, movable.inner, question.norm, np.random.default_rng(entropy), effort)
    if found.weights is None:
        return question.answer(exact=False, tried=found.tried)
    return question.change(found.weights, found.weights, rivals, exact=False, tried=found.tried)


def _quick(function: ScoreFunction) -> Callable[[FloatArray], FloatArray]:
    """The same scores for many weights; those of TOPSIS from distances that are taken once."""
    if not isinstance(function, TopsisScores):
        return function
    (near, far), power = function.parts(), function.power
    return lambda shares: closeness(shares**power @ near.T, shares**power @ far.T, power)


def _dominance(question: _Question) -> FrozenMap[str, float] | None:
    """What keeps TOPSIS from ever changing the decision: distances no better on any criterion; None if nothing does."""
    function = question.ranking.score_function
    if not isinstance(function, TopsisScores):
        return None
    near, far = function.parts()
    names = question.ranking.alternatives
    if question.challenger is None:
        for rival in question.inside:
            if not ((near[question.outside] >= near[rival]) & (far[question.outside] <= far[rival])).all():
                return None
        return FrozenMap({names[question.inside[0]]: 1.0} if question.places == 1 else {})
    better = ((near <= near[question.row]) & (far >= far[question.row])).all(axis=1)
    better[question.row] = False
    ahead = np.flatnonzero(better & ~((near == near[question.row]) & (far == far[question.row])).all(axis=1))
    if len(ahead) < question.places:
        return None
    return FrozenMap({names[ahead[0]]: 1.0} if question.places == 1 else {})
