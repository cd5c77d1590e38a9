"""Many methods on one problem: one call ranks by all of them, and says on which alternatives, and why, they disagree."""

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass

import numpy as np

from mcda_industry.arrays import FloatArray, IntArray, is_whole
from mcda_industry.concordance import RankingsByName, agreement, by_name, labelled
from mcda_industry.errors import MethodError, ProblemError, quoted, speaks_french
from mcda_industry.methods import RankingMethod, catalogue, listed_methods
from mcda_industry.problem import Criterion, Problem
from mcda_industry.ranking import Ranking, rank
from mcda_industry.records import FrozenMap
from mcda_industry.weighting.weights import Weights

MOST_CRITERIA = 3


@dataclass(frozen=True)
class Cause:
    """A criterion that counts for more of an alternative's place by one method than by another.

    `shares` are what the criterion makes of all that speaks for (above 0) or against (below 0) the alternative, by the
    favourable and by the unfavourable method: between -1 and 1 each.
    """

    criterion: Criterion
    favourable: float
    unfavourable: float


@dataclass(frozen=True)
class Disagreement:
    """An alternative on which methods disagree.

    Attributes
    ----------
    alternative, ranks
        Its name, and its rank by each ranking.
    favourable, unfavourable
        The rankings that place it best and worst.
    causes
        The criteria that make the difference, the strongest first; none where a method is a black box.
    """

    alternative: str
    ranks: FrozenMap[str, int]
    favourable: str
    unfavourable: str
    causes: tuple[Cause, ...]

    @property
    def spread(self) -> int:
        """How many places lie between the best and the worst rank."""
        return self.ranks[self.unfavourable] - self.ranks[self.favourable]

    def sentence(self, lang: str = "en") -> str:
        """The disagreement as a person would say it."""
        best, worst = self.ranks[self.favourable], self.ranks[self.unfavourable]
        names = ", ".join(cause.criterion.name for cause in self.causes[:MOST_CRITERIA])
        if speaks_french(lang):
            why = f" ; surtout à cause de {names}" if names else ""
            return f"{self.alternative} : rang {best} par {self.favourable}, {worst} par {self.unfavourable}{why}."
        why = f"; mostly because of {names}" if names else ""
        return f"{self.alternative}: rank {best} by {self.favourable}, {worst} by {self.unfavourable}{why}."


@dataclass(frozen=True, eq=False)
class Rankings(RankingsByName):
    """Rankings of one problem by several methods, by name, in the order asked for.

    Attributes
    ----------
    rankings
        The rankings.
    refused
        The methods that cannot be used on this problem, with what they say.
    """

    rankings: FrozenMap[str, Ranking]
    refused: FrozenMap[str, str]

    def disagreements(self, least: int = 1) -> tuple[Disagreement, ...]:
        """The alternatives whose ranks differ by `least` places or more, the largest difference first."""
        return disagreement(self, least)


def rank_by(
    problem: Problem,
    weights: Weights | Mapping[str, float],
    methods: Iterable[RankingMethod | str] | None = None,
    executor: Executor | None = None,
) -> Rankings:
    """Rank a problem by several methods.

    Parameters
    ----------
    problem, weights
        What is ranked, and with which weights.
    methods
        Methods or their names. None: every method of the catalogue; those that cannot be used are listed with the reason.
    executor
        As for `rank`.

    Raises
    ------
    MethodError
        If a method asked for by name cannot be used, or none can.

    Examples
    --------
    >>> from mcda_industry.problem import maximise, minimise
    >>> problem = Problem.of([maximise("a"), minimise("b")], {"x": (3, 1), "y": (5, 4), "z": (1, 2)})
    >>> found = rank_by(problem, {"a": 1, "b": 1})
    >>> list(found), list(found.refused)
    (['ahp', 'topsis', 'weighted_product', 'weighted_sum'], ['promethee2'])
    """
    chosen = listed_methods(catalogue() if methods is None else methods)
    if not chosen:
        raise MethodError("There are no methods to rank by. Give one or more.", code="no_method")
    rankings: list[Ranking] = []
    refused: dict[str, str] = {}
    for method in chosen:
        try:
            rankings.append(rank(problem, weights, method, executor))
        except MethodError as refusal:
            if methods is not None:
                raise
            refused[method.name] = str(refusal)
    if not rankings:
        said = f"No method of the catalogue can be used on this problem; check it. The first says: {next(iter(refused.values()))}"
        raise MethodError(said, code="no_method")
    return Rankings(FrozenMap(labelled(rankings)), FrozenMap(refused))


def disagreement(rankings: Mapping[str, Ranking] | Sequence[Ranking], least: int = 1) -> tuple[Disagreement, ...]:
    """Where rankings of the same alternatives disagree, and which criteria make the difference.

    For each ranking, what speaks for and against an alternative is brought to shares that add to 1 in magnitude; a criterion is a
    cause as far as its share differs between the ranking that places the alternative best and the one that places it worst.

    Parameters
    ----------
    rankings
        Two or more rankings of the same alternatives, by name, or as a sequence, called by their method.
    least
        The smallest difference of ranks to tell. What is told is looked into one by one: among very many alternatives ask for
        large differences only.

    Raises
    ------
    ProblemError
        If there are fewer than two rankings, they order different alternatives, or `least` is not a whole number.

    Examples
    --------
    >>> from mcda_industry.problem import maximise
    >>> problem = Problem.of([maximise("a"), maximise("b")], {"x": (9, 1), "y": (4, 3), "z": (1, 8)})
    >>> found = rank_by(problem, {"a": 1, "b": 1}, ["weighted_sum", "weighted_product"])
    >>> print(disagreement(found)[0].sentence())
    y: rank 1 by weighted_product, 3 by weighted_sum; mostly because of a, b.
    """
    if not is_whole(least, 0):
        said = f"least must be a whole number of places, zero or more, not {quoted(least)}."
        raise ProblemError(said, code="bad_least", field="least")
    agreement(rankings)  # refuses rankings that cannot be compared
    named = by_name(rankings)
    alternatives = next(iter(named.values())).alternatives
    places = np.array([_ranks(ranking, alternatives) for ranking in named.values()])
    spreads = np.ptp(places, axis=0)
    order = np.argsort(-spreads, kind="stable")
    told = order[: np.count_nonzero(spreads >= least)]
    return tuple(_disagreement(alternatives[i], places[:, i], named) for i in told)


def _ranks(ranking: Ranking, alternatives: tuple[str, ...]) -> IntArray:
    """(n,) the ranks in the order of these alternatives."""
    if ranking.alternatives == alternatives:
        return ranking.ranks
    return ranking.ranks[[ranking.problem.row(name) for name in alternatives]]


def _disagreement(name: str, places: IntArray, rankings: Mapping[str, Ranking]) -> Disagreement:
    ranks = dict(zip(rankings, places.tolist(), strict=True))
    best, worst = min(ranks, key=ranks.__getitem__), max(ranks, key=ranks.__getitem__)
    return Disagreement(name, FrozenMap(ranks), best, worst, _causes(name, rankings[best], rankings[worst]))


def _causes(name: str, best: Ranking, worst: Ranking) -> tuple[Cause, ...]:
    mine, theirs = _shares(name, best), _shares(name, worst)
    if mine is None or theirs is None or best is worst:
        return ()
    order = np.argsort(-(mine - theirs), kind="stable")
    causes = [Cause(best.problem.criteria[j], float(mine[j]), float(theirs[j])) for j in order if mine[j] > theirs[j]]
    return tuple(causes)


def _shares(name: str, ranking: Ranking) -> FloatArray | None:
    """(m,) what each criterion makes of all that speaks for or against; None for a black box."""
    if ranking.explanation is None:
        return None
    row = ranking.explanation[ranking.problem.row(name)]
    whole = np.abs(row).sum()
    return np.asarray(row / whole if whole else row)
