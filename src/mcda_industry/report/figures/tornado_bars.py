"""Tornado: which weight moves the lead of an alternative most."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from numbers import Real
from typing import TYPE_CHECKING

import numpy as np

from mcda_industry.arrays import FloatArray, IntArray, frozen, real_array
from mcda_industry.errors import SensitivityError, quoted, speaks_french
from mcda_industry.ranking import Ranking
from mcda_industry.records import FrozenMap
from mcda_industry.report.figures.plot import Plot, label_axis
from mcda_industry.report.figures.selection import check_most, checked, whole
from mcda_industry.report.figures.style import INK, SMALL, STRONG, WEAK, numbers, plain, rows, shortened, signed
from mcda_industry.report.tables import number
from mcda_industry.sensitivity.one_weight.moves import Move, NamedMoves, WholeGroups, named_moves
from mcda_industry.weighting.weights import Weights
from mcda_industry.wording import of_name

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@dataclass(frozen=True, eq=False, kw_only=True)
class Tornado(Plot):
    """The lead of an alternative over the best of the others as one weight after the other goes down and up.

    Attributes
    ----------
    method, alternative, whole_groups
        By which method, whose lead, and whether the weights are those of groups.
    by
        By which share of itself each weight varies; None where its ends were given.
    criteria
        The k weights shown, the one that moves the lead most first.
    weight_low, weight, weight_high
        (k,) the weights at the ends, and now.
    lead_low, lead_high
        (k,) the lead when the weight is low and when it is high; below 0 where the alternative is behind.
    lead
        The lead now.
    rank_low, rank_high
        (k,) the competition ranks at the ends.
    rank
        The rank now.
    left_out
        How many more weights there are, none of which moves the lead more.
    """

    method: str
    alternative: str
    whole_groups: bool
    by: float | None
    criteria: tuple[str, ...]
    weight_low: FloatArray
    weight: FloatArray
    weight_high: FloatArray
    lead_low: FloatArray
    lead_high: FloatArray
    lead: float
    rank_low: IntArray
    rank_high: IntArray
    rank: int
    left_out: int

    def caption(self, lang: str = "en") -> str:
        """How to read the plot, and what was left out of it by which rule."""
        words = _WORDS["fr" if speaks_french(lang) else "en"]
        varied = words["given"] if self.by is None else words["by"].format(number(100 * self.by, 0, lang))
        rest = words["rest"].format(self.left_out) if self.left_out else ""
        return (
            words["read"].format(
                method=self.method, varied=varied, name=self.alternative, of=of_name(self.alternative), rank=self.rank
            )
            + rest
        )

    def _size(self) -> tuple[float, float]:
        return 8.0, 1.9 + 0.27 * len(self.criteria)

    def _paint(self, axes: "Axes", lang: str) -> None:
        words = _WORDS[lang]
        plain(axes)
        rows(axes, self.criteria)
        numbers(axes.xaxis, lang)
        at = np.arange(len(self.criteria))
        for ends, colour in ((self.lead_low, WEAK), (self.lead_high, STRONG)):
            axes.barh(at, ends - self.lead, left=self.lead, height=0.62, color=colour, alpha=0.85)
        axes.axvline(self.lead, color=INK, linewidth=1)
        values = np.concatenate([self.lead_low, self.lead_high, [self.lead]])
        if values.min() <= 0 <= values.max():
            axes.axvline(0, color=INK, linewidth=1, linestyle=(0, (3, 2)))
        width = np.ptp(values) or 1.0
        axes.set_xlim(values.min() - 0.2 * width, values.max() + 0.2 * width)
        for row in at:
            self._ends(axes, int(row), lang)
        name = words["name"].format(short := shortened(self.alternative), of=of_name(short))
        label_axis(axes, name + (words["tie"] if values.min() <= 0 <= values.max() else ""))

    def _ends(self, axes: "Axes", row: int, lang: str) -> None:
        """At each end of a bar the weight there, and the rank where it is another than now; none where nothing moves."""
        ends = (
            (self.lead_low[row], self.weight_low[row], self.rank_low[row], WEAK),
            (self.lead_high[row], self.weight_high[row], self.rank_high[row], STRONG),
        )
        left = min(ends, key=lambda end: end[0])
        for lead, weight, rank, colour in ends:
            if self.lead_low[row] == self.lead_high[row] == self.lead:
                continue
            said = number(float(weight), 3, lang)
            if rank != self.rank:
                said += _WORDS[lang]["rank"].format(rank)
            before = lead == left[0] and colour == left[3]
            axes.annotate(
                said,
                (min(lead, self.lead) if before else max(lead, self.lead), row),
                xytext=(-3 if before else 3, 0),
                textcoords="offset points",
                ha="right" if before else "left",
                va="center",
                fontsize=SMALL,
                color=colour,
                bbox={"boxstyle": "square,pad=0.05", "facecolor": "white", "alpha": 0.8, "linewidth": 0},
            )


_WORDS = {
    "en": {
        "name": "lead of {} over the best other (score)",
        "tie": "; dashes: 0, a tie",
        "rank": " (rank {})",
        "by": "varied by ±{} %",
        "given": "between the ends given",
        "read": "By {method}, each weight {varied}, the others making room in proportion; line: the lead now "
        "(rank {rank}). At the ends "
        "the weight, orange where it is low and blue where it is high, and the rank of {name} where it changes.",
        "rest": " Left out, none of them moving it more: {} more.",
        "title": "{criterion} moves the lead of {name} most: {low} if its weight is {weight_low}, {high} if "
        "{weight_high}; now {now}. ",
        "still": "No weight shown moves the lead of {name}, {now}. ",
        "keeps": "{name} keeps rank {rank} at both ends of all {k} weights.",
        "changes": "The rank of {name}, now {rank}, changes with {count} of {k} weights.",
    },
    "fr": {
        "name": "avance {of} sur le meilleur des autres (score)",
        "tie": " ; tirets : 0, égalité",
        "rank": " (rang {})",
        "by": "varie de ±{} %",
        "given": "varie entre les bornes données",
        "read": "Par {method}, chaque poids {varied}, les autres s'ajustant en proportion ; trait : l'avance "
        "actuelle (rang {rank}). Aux bouts, "
        "le poids, en orange s'il est bas et en bleu s'il est haut, et le rang {of} s'il change.",
        "rest": " Non montrés, aucun ne la faisant varier davantage : {} de plus.",
        "title": "{criterion} fait le plus varier l'avance {of} : {low} si son poids est {weight_low}, "
        "{high} s'il est {weight_high} ; "
        "actuellement {now}. ",
        "still": "Aucun poids montré ne fait varier l'avance {of}, {now}. ",
        "keeps": "{name} garde le rang {rank} aux deux bouts des {k} poids.",
        "changes": "Le rang {of}, actuellement {rank}, change avec {count} des {k} poids.",
    },
}


def tornado(
    ranking: Ranking,
    alternative: str | None = None,
    by: float | Mapping[str, tuple[float, float]] = 0.5,
    move: Move = None,
    most: int = 20,
) -> Tornado:
    """What a tornado shows: how one weight after the other moves the lead of an alternative over the best of the others.

    Parameters
    ----------
    ranking
        What `rank` returns.
    alternative
        Whose lead; the leader's where not given.
    by
        By which share of itself each weight goes down and up, above 0; a weight stops at 0 and at the most it can become. Or the
        lowest and the highest weight by name, such as those of several judges; what is not named is not varied.
    move
        What makes room for a weight, as for `stability_intervals`.
    most
        How many weights are shown.

    Raises
    ------
    ProblemError
        If there is no such alternative, criterion or group.
    SensitivityError
        If this is no ranking, there is one alternative or criterion only, or `by`, `move` or `most` is none of the above.

    Notes
    -----
    Leads and ranks are those at the two ends. With linear scores a lead is concave along a weight: the smallest is at an end.

    Examples
    --------
    >>> from mcda_industry.problem import Problem, maximise
    >>> from mcda_industry.ranking import rank
    >>> problem = Problem.of([maximise("a"), maximise("b")], {"x": (1, 0), "y": (0, 1)})
    >>> figure = tornado(rank(problem, {"a": 0.6, "b": 0.4}, "weighted_sum"), by=0.5)
    >>> figure.criteria, figure.lead_low.round(3), figure.rank_high
    (('a', 'b'), array([-0.4,  0.6]), array([1, 2]))
    """
    checked(ranking, Ranking, "mi.rank")
    check_most(most)
    if len(ranking) < 2:
        said = "There is only one alternative; it leads over no other. Add an alternative."
        raise SensitivityError(said, code="one_alternative")
    name = ranking.best if alternative is None else alternative
    row = ranking.problem.row(name)
    criteria = ranking.problem.criterion_names
    named = named_moves(move, criteria, ranking.weights.over(criteria))
    low, high = _ends(named, by)
    varied = np.flatnonzero((low != named.moves.weights) | (high != named.moves.weights))
    if not len(varied):
        said = "No weight varies: all of them are 0, or each stays where it is. Give other ends."
        raise SensitivityError(said, code="nothing_moves", field="by")
    found = np.array([[_at(ranking, named, j, end[j], row) for end in (low, high)] for j in varied.tolist()])
    leads, places = found[..., 0], found[..., 1].astype(np.int64)
    now, place = _lead(ranking, row)
    order = np.argsort(-np.abs(leads - now).max(axis=1).round(12), kind="stable")[:most]
    shown = varied[order]
    figure = Tornado(
        said=FrozenMap(),
        method=ranking.method,
        alternative=name,
        whole_groups=isinstance(move, WholeGroups),
        by=None if isinstance(by, Mapping) else float(by),
        criteria=tuple(named.names[j] for j in shown),
        weight_low=frozen(low[shown]),
        weight=frozen(named.moves.weights[shown]),
        weight_high=frozen(high[shown]),
        lead_low=frozen(leads[order, 0]),
        lead_high=frozen(leads[order, 1]),
        lead=now,
        rank_low=whole(places[order, 0]),
        rank_high=whole(places[order, 1]),
        rank=place,
        left_out=len(varied) - len(shown),
    )
    return _entitled(figure, int((places != place).any(axis=1).sum()))


def _ends(named: NamedMoves, by: object) -> tuple[FloatArray, FloatArray]:
    """(k,) the lowest and the highest value of each weight."""
    weights, room = named.moves.weights, named.moves.room
    if isinstance(by, Mapping):
        return _given_ends(named, by)
    if isinstance(by, bool) or not isinstance(by, Real) or not 0 < float(by) < np.inf:
        said = f"by must be a share above 0, such as 0.5, or ends by name, such as {{'jobs': (0.1, 0.3)}}, not {quoted(by)}."
        raise SensitivityError(said + " Give one of them.", code="bad_by", field="by")
    free = room > 0
    low, high = np.maximum(weights * (1 - float(by)), 0.0), np.minimum(weights * (1 + float(by)), room)
    return np.where(free, low, weights), np.where(free, high, weights)


def _given_ends(named: NamedMoves, by: Mapping[object, object]) -> tuple[FloatArray, FloatArray]:
    """The ends that are given, all others where the weights are now."""
    low, high = named.moves.weights.copy(), named.moves.weights.copy()
    for name, given in by.items():
        place = named.position(name)
        ends, bad = real_array(given)
        room = float(named.moves.room[place])
        if bad or ends.shape != (2,) or not 0 <= ends[0] <= ends[1] <= room:
            said = f"The ends of {quoted(name)} must be two weights from 0 to {room:g}, the lower one first, not {quoted(given)}."
            raise SensitivityError(said + " Give them.", code="bad_ends", field=str(name))
        low[place], high[place] = ends
    return low, high


def _at(ranking: Ranking, named: NamedMoves, move: int, weight: float, row: int) -> tuple[float, int]:
    """The lead and the rank of a row where one weight has this value."""
    weights = named.moves.at(move, weight / named.moves.room[move]) if named.moves.room[move] else None
    names = ranking.problem.criterion_names
    if weights is None:
        return _lead(ranking, row)
    return _lead(ranking.under(Weights(dict(zip(names, weights.tolist(), strict=True)), source="tornado")), row)


def _lead(ranking: Ranking, row: int) -> tuple[float, int]:
    """By how much the score of a row is above the best of the others, and its rank."""
    return float(ranking.scores[row] - np.delete(ranking.scores, row).max()), int(ranking.ranks[row])


def _entitled(figure: Tornado, changed: int) -> Tornado:
    """The figure with its title."""
    moves = abs(figure.lead_low[0] - figure.lead_high[0])
    digits = next((n for n in range(3, 8) if not moves or round(moves, n)), 8)
    count = len(figure.criteria) + figure.left_out

    def said(lang: str) -> str:
        words = _WORDS[lang]
        leads = {
            name: signed(float(value), digits, lang)
            for name, value in (("low", figure.lead_low[0]), ("high", figure.lead_high[0]), ("now", figure.lead))
        }
        weights = {end: number(float(getattr(figure, end)[0]), 3, lang) for end in ("weight_low", "weight_high")}
        parts = {
            "name": figure.alternative,
            "of": of_name(figure.alternative),
            "rank": figure.rank,
            "k": count,
            "count": changed,
        }
        first = words["title" if moves else "still"].format(criterion=figure.criteria[0], **parts, **leads, **weights)
        return first + words["changes" if changed else "keeps"].format(**parts)

    return replace(figure, said=FrozenMap({lang: said(lang) for lang in ("en", "fr")}))
