"""Rank intervals: the ranks each alternative takes in most draws of the weights, and those it can take at all."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mcda_industry.arrays import FloatArray, IntArray, frozen
from mcda_industry.errors import SensitivityError, quoted, speaks_french
from mcda_industry.ranking import Ranking
from mcda_industry.records import FrozenMap
from mcda_industry.report.figures.plot import Plot, label_axis
from mcda_industry.report.figures.selection import by_expected_rank, check_most, checked, whole
from mcda_industry.report.figures.style import INK, SMALL, STRONG, WEAK, plain, rows
from mcda_industry.report.tables import number
from mcda_industry.sensitivity.acceptability import Acceptability
from mcda_industry.sensitivity.possible_ranks import PossibleRanks

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@dataclass(frozen=True, eq=False, kw_only=True)
class RankIntervals(Plot):
    """The ranks of k alternatives when weights are uncertain. What was not given is empty.

    Attributes
    ----------
    method, law, possible_law
        By which method, and what is supposed of the weights for draws and for possible ranks, by language.
    alternatives
        Who is shown.
    total, left_out
        How many alternatives there are, and how many of them are not shown.
    share, draws
        The share of the draws that an interval holds, and how many draws there were; 0 where there were none.
    low, high, expected
        (k,) ends of that interval, and the mean rank over the draws.
    best, worst
        (k,) the ranks that are possible under some weights.
    proved
        Whether these are proved for everyone shown, or those found in draws.
    now
        (k,) the ranks under the present weights.
    """

    method: str
    law: FrozenMap[str, str]
    possible_law: FrozenMap[str, str]
    alternatives: tuple[str, ...]
    total: int
    left_out: int
    share: float
    draws: int
    low: IntArray
    high: IntArray
    expected: FloatArray
    best: IntArray
    worst: IntArray
    proved: bool
    now: IntArray

    def caption(self, lang: str = "en") -> str:
        """How to read the plot, and what was left out of it by which rule."""
        words = _WORDS["fr" if speaks_french(lang) else "en"]
        said = words["read"].format(method=self.method)
        if self.draws:
            said += words["thick"].format(share=number(100 * self.share, 0, lang), draws=self.draws, law=self.law[lang])
        if len(self.best):
            said += words["thin" if self.proved else "thin drawn"].format(law=self.possible_law[lang])
        if len(self.now):
            said += words["dot"]
        rule = "now" if len(self.now) else "expected" if self.draws else "possible"
        rest = words["rest"].format(rule=words[rule], left=self.left_out) if self.left_out else ""
        return said + rest

    def _size(self) -> tuple[float, float]:
        return 8.0, 1.8 + 0.24 * len(self.alternatives)

    def _paint(self, axes: "Axes", lang: str) -> None:
        plain(axes)
        rows(axes, self.alternatives)
        at = np.arange(len(self.alternatives))
        outer = (self.best, self.worst) if len(self.best) else (self.low, self.high)
        if len(self.best):
            axes.hlines(at, self.best, self.worst, color=STRONG, linewidth=1.2)
            axes.plot(self.best, at, "|", self.worst, at, "|", color=STRONG, markersize=7)
        if self.draws:
            axes.hlines(at, self.low, self.high, color=STRONG, linewidth=6, alpha=0.45)
            axes.plot(self.expected, at, "|", color=STRONG, markersize=9, markeredgewidth=2)
        if len(self.now):
            axes.plot(self.now, at, "o", color=WEAK, markersize=5, markeredgecolor="white", markeredgewidth=0.6)
        for row, (low, high) in enumerate(zip(*outer, strict=True)):
            axes.annotate(
                f"{low}" if low == high else f"{low}–{high}",
                (1.01, row),
                xycoords=axes.get_yaxis_transform(),
                va="center",
                fontsize=SMALL,
                color=INK,
                annotation_clip=False,
            )
        last = int(max(outer[1].max(), self.high.max(initial=1), self.now.max(initial=1)))
        axes.set_xlim(0.5, last + 0.5)
        steps = np.array([1, 2, 5, 10, 20, 50, 100, 200, 500, 1000])
        step = int(steps[np.searchsorted(steps, last / 12).clip(max=len(steps) - 1)])
        axes.set_xticks(np.unique([1, *range(step, last + 1, step)]))
        label_axis(axes, _WORDS[lang]["rank"])


_WORDS = {
    "en": {
        "rank": "rank",
        "read": "By {method}.",
        "thick": " Thick: the ranks in {share} % of {draws} draws, thick tick: the expected rank; {law}.",
        "thin": " Thin: the ranks possible under some weights (proved); {law}.",
        "thin drawn": " Thin: the ranks found in draws, not proved; {law}.",
        "dot": " Dot: the rank now.",
        "rest": " Shown are those with {rule}; left out: {left}.",
        "now": "the best rank now",
        "expected": "the best expected rank",
        "possible": "the best possible rank",
        "drawn": "{name} has ranks {low} to {high} in {share} % of the draws",
        "fixed": "{name} has rank {low} in {share} % of the draws",
        "leaders": "; the intervals of {count} of {total} alternatives reach the first place.",
        "leaders one": "; the interval of one of {total} alternatives reaches the first place.",
        "can": "; under some weights {count} of {total} alternatives can be first.",
        "can one": "; under some weights one of {total} alternatives can be first.",
        "only": "{name} can have ranks {low} to {high}",
        "always": "{name} has rank {low} under all weights",
    },
    "fr": {
        "rank": "rang",
        "read": "Par {method}.",
        "thick": " Trait épais : les rangs dans {share} % de {draws} tirages, marque épaisse : le rang moyen ; {law}.",
        "thin": " Trait fin : les rangs possibles avec certains poids (démontrés) ; {law}.",
        "thin drawn": " Trait fin : les rangs trouvés dans des tirages, non démontrés ; {law}.",
        "dot": " Point : le rang actuel.",
        "rest": " Sont montrés ceux qui ont {rule} ; non montrés : {left}.",
        "now": "le meilleur rang actuel",
        "expected": "le meilleur rang moyen",
        "possible": "le meilleur rang possible",
        "drawn": "{name} a les rangs {low} à {high} dans {share} % des tirages",
        "fixed": "{name} a le rang {low} dans {share} % des tirages",
        "leaders": " ; les intervalles de {count} options sur {total} atteignent la première place.",
        "leaders one": " ; l'intervalle d'une option sur {total} atteint la première place.",
        "can": " ; avec certains poids, {count} options sur {total} peuvent être premières.",
        "can one": " ; avec certains poids, une option sur {total} peut être première.",
        "only": "{name} peut avoir les rangs {low} à {high}",
        "always": "{name} a le rang {low} avec tous les poids",
    },
}


def rank_intervals(
    found: Acceptability | PossibleRanks,
    possible: PossibleRanks | None = None,
    ranking: Ranking | None = None,
    share: float = 0.9,
    most: int = 20,
) -> RankIntervals:
    """What a rank-interval plot shows: for each alternative the ranks of most draws, those possible, and that of now.

    Parameters
    ----------
    found
        What `acceptability` or `possible_ranks` returns.
    possible
        What `possible_ranks` returns for the same problem, to show beside draws.
    ranking
        The ranking under the present weights, to be marked.
    share
        The share of the draws that an interval holds: of the rest, half is cut off at each end.
    most
        How many alternatives are shown: those with the best rank in `ranking`, else the best expected rank, else the best
        possible one.

    Raises
    ------
    SensitivityError
        If these are other results, or of other alternatives, `share` is none, or `most` is no whole number from 1 to 200.

    Examples
    --------
    >>> from mcda_industry.problem import Problem, maximise
    >>> from mcda_industry.sensitivity.possible_ranks import possible_ranks
    >>> problem = Problem.of([maximise("a"), maximise("b")], {"x": (1, 0), "y": (0, 1), "z": (0.4, 0.4)})
    >>> figure = rank_intervals(possible_ranks(problem, "weighted_sum"))
    >>> print(figure.sentence())
    x can have ranks 1 to 3; under some weights 2 of 3 alternatives can be first.
    """
    drawn = None if isinstance(found, PossibleRanks) else checked(found, Acceptability, "mi.acceptability")
    if isinstance(found, PossibleRanks):
        possible = possible or found
    elif possible is not None:
        checked(possible, PossibleRanks, "mi.possible_ranks")
    if ranking is not None:
        checked(ranking, Ranking, "mi.rank")
    check_most(most)
    names = found.problem.alternatives
    _check_same(found, possible, ranking)
    shown = _order(found, ranking)[:most]
    spans = whole([drawn.rank_interval(name, share) for name in names]) if drawn else None
    low, high = whole(np.empty((2, 0))) if spans is None else spans[shown].T
    best, worst = whole(np.empty((2, 0))) if possible is None else (possible.best[shown], possible.worst[shown])
    return RankIntervals(
        said=FrozenMap({lang: _said(names, int(shown[0]), spans, share, possible, lang) for lang in ("en", "fr")}),
        method=found.method,
        law=_laws(drawn),
        possible_law=_laws(possible),
        alternatives=tuple(names[i] for i in shown),
        total=len(names),
        left_out=len(names) - len(shown),
        share=share if drawn else 0.0,
        draws=drawn.draws if drawn else 0,
        low=whole(low),
        high=whole(high),
        expected=frozen(drawn.expected_rank.value[shown] if drawn else np.empty(0)),
        best=whole(best),
        worst=whole(worst),
        proved=bool(possible.proved[shown].all()) if possible else False,
        now=whole([] if ranking is None else ranking.ranks[shown]),
    )


def _laws(found: Acceptability | PossibleRanks | None) -> FrozenMap[str, str]:
    """What is supposed of the weights, by language; empty where nothing is shown."""
    return FrozenMap({lang: found.law.sentence(lang) for lang in ("en", "fr")} if found else {})


def _check_same(found: Acceptability | PossibleRanks, *others: PossibleRanks | Ranking | None) -> None:
    """Refuse results of another problem or by another method."""
    for other in others:
        if other is None:
            continue
        kind, problem = type(other).__name__, other.problem
        if problem.alternatives != found.problem.alternatives or not np.array_equal(
            problem.values, found.problem.values
        ):
            said = f"{kind} and {type(found).__name__} are of different problems. Make both from one problem."
            raise SensitivityError(said, code="other_problem", field=kind)
        if other.method != found.method:
            said = f"{kind} is by {quoted(other.method)}, {type(found).__name__} by {quoted(found.method)}. "
            raise SensitivityError(said + "Make both by one method.", code="other_method", field=kind)


def _order(found: Acceptability | PossibleRanks, ranking: Ranking | None) -> IntArray:
    """(n,) the rows in the order in which they are shown."""
    if ranking is not None:
        return np.argsort(ranking.ranks, kind="stable")
    if isinstance(found, Acceptability):
        return by_expected_rank(found)
    return np.lexsort((found.worst, found.best))


def _said(
    names: tuple[str, ...], row: int, spans: IntArray | None, share: float, possible: PossibleRanks | None, lang: str
) -> str:
    """The ranks of the first alternative shown, and how many can be first."""
    words = _WORDS[lang]
    if spans is not None:
        low, high = spans[row].tolist()
        shown = words["fixed" if low == high else "drawn"]
        count, end = int((spans[:, 0] == 1).sum()), "leaders"
    else:
        low, high = int(possible.best[row]), int(possible.worst[row])  # type: ignore[union-attr]
        shown = words["always" if low == high else "only"]
    if possible is not None:
        count, end = int((possible.best == 1).sum()), "can"
    said = shown.format(name=names[row], low=low, high=high, share=number(100 * share, 0, lang))
    return said + words[end if count != 1 else f"{end} one"].format(count=count, total=len(names))
