"""How far rankings of the same alternatives agree: four coefficients, each 1 for identical orders."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from mcda_industry.arrays import FloatArray, average_ranks, frozen
from mcda_industry.errors import DecisionError, MethodError, ProblemError, did_you_mean, listed, quoted
from mcda_industry.ranking import Ranking


@dataclass(frozen=True, eq=False)
class Agreement:
    """Coefficients for every pair of k rankings, as (k, k) matrices in the order of `rankings`.

    Attributes
    ----------
    rankings
        The names of the rankings.
    kendall
        Kendall's tau-b: concordant less discordant pairs, corrected for ties.
    spearman
        Spearman's rho: correlation of the (average) ranks.
    weighted_spearman
        Pinto da Costa & Soares' r_W, which weighs the top more.
    ws
        Sałabun & Urbaniak's WS, which weighs the top most; not symmetric: row is the reference.
    """

    rankings: tuple[str, ...]
    kendall: FloatArray
    spearman: FloatArray
    weighted_spearman: FloatArray
    ws: FloatArray

    @property
    def lowest(self) -> tuple[str, str, float]:
        """The two rankings that agree least by Kendall's tau, and that tau."""
        i, k = np.unravel_index(np.argmin(self.kendall), self.kendall.shape)
        return self.rankings[i], self.rankings[k], float(self.kendall[i, k])


def agreement(rankings: Mapping[str, Ranking] | Sequence[Ranking]) -> Agreement:
    """Agreement between rankings of the same alternatives (matched by name).

    Parameters
    ----------
    rankings
        Two or more rankings; given as a sequence they are called by their method, and a method that comes again by its place
        too: "topsis", "topsis (2)".

    Raises
    ------
    ProblemError
        If there are fewer than two, they order different alternatives, or there is one alternative only.

    Notes
    -----
    Kendall, M. (1945), The treatment of ties in ranking problems; Pinto da Costa, J. & Soares, C. (2005), A weighted rank
    measure of correlation; Sałabun, W. & Urbaniak, K. (2020), A new coefficient of rankings similarity in decision-making
    problems. A ranking in which all alternatives tie has no correlation with any other: NaN.

    Examples
    --------
    >>> from mcda_industry.problem import Problem, maximise
    >>> from mcda_industry.ranking import rank
    >>> problem = Problem.of([maximise("a"), maximise("b")], {"x": (3, 1), "y": (2, 2), "z": (1, 4)})
    >>> both = [rank(problem, {"a": 3, "b": 1}, "weighted_sum"), rank(problem, {"a": 1, "b": 3}, "weighted_sum")]
    >>> float(agreement({"mostly a": both[0], "mostly b": both[1]}).kendall[0, 1])
    -1.0
    """
    named = by_name(rankings)
    if len(named) < 2:
        said = "Agreement compares rankings, and there are fewer than two. Give two, under different names."
        raise ProblemError(said, code="one_ranking")
    places = _average_ranks(list(named.values()))
    measures: tuple[Callable[[FloatArray, FloatArray], float], ...] = (kendall, spearman, weighted_spearman, ws)
    tables = [frozen([[measure(x, y) for y in places] for x in places]) for measure in measures]
    return Agreement(tuple(named), *tables)


def by_name(rankings: Mapping[str, Ranking] | Iterable[Ranking]) -> dict[str, Ranking]:
    """The rankings by name; what is no ranking is refused."""
    given = rankings.values() if isinstance(rankings, Mapping) else rankings
    if wrong := [r for r in (given if isinstance(given, Iterable) else [given]) if not isinstance(r, Ranking)]:
        raise ProblemError(f"{quoted(wrong[0])} is not a Ranking. Give what rank() returns.", code="not_a_ranking")
    return dict(rankings) if isinstance(rankings, Mapping) else labelled(rankings)


class RankingsByName(Mapping[str, Ranking]):
    """What the results that hold rankings by name share: they are mappings, and refuse a name they do not have."""

    rankings: Mapping[str, Ranking]
    noun: ClassVar[str] = "ranking"
    refusal: ClassVar[type[DecisionError]] = MethodError
    code: ClassVar[str] = "unknown_ranking"

    def __getitem__(self, name: str) -> Ranking:
        if name not in self:
            said = f"There is no {self.noun} {quoted(name)}; {did_you_mean(name, self.rankings)}"
            raise self.refusal(said, code=self.code)
        return self.rankings[name]

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name in self.rankings

    def __iter__(self) -> Iterator[str]:
        return iter(self.rankings)

    def __len__(self) -> int:
        return len(self.rankings)


def labelled(rankings: Iterable[Ranking]) -> dict[str, Ranking]:
    """The rankings by method; a method that comes again gets its place in the list behind its name.

    >>> labelled([])
    {}
    """
    found: dict[str, Ranking] = {}
    for place, ranking in enumerate(rankings, start=1):
        found[ranking.method if ranking.method not in found else f"{ranking.method} ({place})"] = ranking
    return found


def _average_ranks(rankings: list[Ranking]) -> list[FloatArray]:
    """The ranks of each, ties at the mean of the places they share, in one order of the alternatives."""
    names = rankings[0].alternatives
    if len(names) < 2:
        raise ProblemError("Agreement needs two alternatives or more; there is one.", code="one_alternative")
    found = []
    for ranking in rankings:
        if different := sorted(set(names) ^ set(ranking.alternatives)):
            said = f"The rankings order different alternatives: they differ on {listed(different)}. "
            raise ProblemError(said + "Compare rankings of the same ones.", code="other_alternatives")
        scores = (
            ranking.scores[[ranking.problem.row(name) for name in names]]
            if ranking.alternatives != names
            else ranking.scores
        )
        found.append(average_ranks(scores))
    return found


def kendall(x: FloatArray, y: FloatArray) -> float:
    """Kendall's tau-b of two lists of ranks."""
    from scipy.stats import kendalltau

    return float(kendalltau(x, y).statistic) if np.ptp(x) and np.ptp(y) else np.nan


def spearman(x: FloatArray, y: FloatArray) -> float:
    """Spearman's rho: the correlation of two lists of ranks."""
    a, b = x - x.mean(), y - y.mean()
    length = np.sqrt((a @ a) * (b @ b))
    return float(a @ b / length) if length else np.nan


def weighted_spearman(x: FloatArray, y: FloatArray) -> float:
    """r_W = 1 - 6 Σ (x - y)² ((n - x + 1) + (n - y + 1)) / (n⁴ + n³ - n² - n)."""
    n = float(len(x))
    return float(1 - 6 * np.sum((x - y) ** 2 * (2 * n - x - y + 2)) / (n**4 + n**3 - n**2 - n))


def ws(x: FloatArray, y: FloatArray) -> float:
    """WS = 1 - Σ 2^(-x) |x - y| / max(|1 - x|, |n - x|), with x the reference."""
    farthest = np.maximum(np.abs(1 - x), np.abs(len(x) - x))
    return float(1 - np.sum(2.0**-x * np.abs(x - y) / farthest))
