"""Walking-weights lines: scores along one weight, and who leads."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from mcda_industry.arrays import FloatArray, IntArray, frozen, is_whole
from mcda_industry.errors import SensitivityError, quoted, speaks_french
from mcda_industry.records import FrozenMap
from mcda_industry.report.figures.plot import Plot, label_axis
from mcda_industry.report.figures.selection import check_finite, check_most, checked
from mcda_industry.report.figures.style import (
    COLOURS,
    DASHES,
    FAINT,
    INK,
    SMALL,
    SOFT,
    TEXT,
    apart,
    distinct,
    numbers,
    palette,
    plain,
    shortened,
)
from mcda_industry.report.tables import number
from mcda_industry.sensitivity.one_weight.moves import WholeGroups
from mcda_industry.sensitivity.one_weight.walking import Stretch, WalkingWeights
from mcda_industry.wording import of_name

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_LINES = 28
"""Lines that colours and dashes tell apart."""

SCORES_AT_ONCE = 4_000_000
"""Scores held together while those of alternatives not shown are reduced to their highest and lowest."""

HEIGHT, PER_LINE = 4.8, 0.24
"""Of the figure, in inches: the least, and what the name of each alternative needs."""


@dataclass(frozen=True, eq=False, kw_only=True)
class WalkingLines(Plot):
    """The scores of k alternatives at p values of one weight.

    Attributes
    ----------
    method, criterion, whole_group, exact
        By which method, whose weight moves and whether it is a group, and whether changes of the lead are exact.
    weight, high
        The present weight, and the most it can become.
    at
        (p,) the weights, rising, changes of the lead among them.
    alternatives
        Who is shown: those that lead somewhere, the longest lead first, then the best at the present weight.
    scores
        (k, p) their scores.
    stretches
        Who leads from where to where.
    left_out
        How many alternatives are not shown one by one.
    rest_low, rest_high
        (p,) the lowest and the highest score among these; empty where none is left out.
    """

    method: str
    criterion: str
    whole_group: bool
    exact: bool
    weight: float
    high: float
    at: FloatArray
    alternatives: tuple[str, ...]
    scores: FloatArray
    stretches: tuple[Stretch, ...]
    left_out: int
    rest_low: FloatArray
    rest_high: FloatArray

    _headroom: ClassVar[float] = 30.0

    def caption(self, lang: str = "en") -> str:
        """How to read the plot, and what was left out of it by which rule."""
        words = _WORDS["fr" if speaks_french(lang) else "en"]
        return (
            words["read"].format(self.method)
            + (words["rest"].format(self.left_out) if self.left_out else "")
            + ("" if self.exact else words["sampled"])
        )

    def _size(self) -> tuple[float, float]:
        return 8.0, max(HEIGHT, PER_LINE * len(self.alternatives))

    def _paint(self, axes: "Axes", lang: str) -> None:
        words = _WORDS[lang]
        plain(axes, grid="y")
        numbers(axes.xaxis, lang)
        numbers(axes.yaxis, lang)
        if self.left_out:
            axes.fill_between(self.at, self.rest_low, self.rest_high, color=FAINT, alpha=0.6, linewidth=0)
        self._lines(axes)
        self._leaders(axes)
        axes.axvline(self.weight, color=INK, linewidth=0.9, linestyle=(0, (4, 3)))
        right = self.weight > 0.8 * self.high
        axes.annotate(
            words["now"].format(number(self.weight, 3, lang)),
            (self.weight, 0.02),
            xycoords=axes.get_xaxis_transform(),
            xytext=(-4 if right else 4, 0),
            textcoords="offset points",
            ha="right" if right else "left",
            fontsize=SMALL,
            color=INK,
            bbox={"boxstyle": "square,pad=0.1", "facecolor": "white", "alpha": 0.8, "linewidth": 0},
        )
        axes.set_xlim(0, self.high)
        name = shortened(self.criterion)
        label_axis(
            axes, words["group" if self.whole_group else "weight"].format(name, of=of_name(name)), words["score"]
        )

    def _lines(self, axes: "Axes") -> None:
        """A line for each alternative, bold where it leads, with its name where it ends."""
        low, high = self.scores.min(), self.scores.max()
        if self.left_out:
            low, high = min(low, self.rest_low.min()), max(high, self.rest_high.max())
        margin = 0.04 * (high - low) or 1.0
        axes.set_ylim(low - margin, high + margin)
        per_label = (high - low + 2 * margin) * 1.35 * TEXT / 72 / (0.68 * self._size()[1])
        places, short = apart(self.scores[:, -1], per_label, low, high), distinct(self.alternatives, 16)
        for row, (colour, place) in enumerate(zip(palette(len(self.alternatives)), places, strict=True)):
            dashes = DASHES[row // len(COLOURS) % len(DASHES)]
            axes.plot(self.at, self.scores[row], color=colour, linewidth=1.1, linestyle=dashes)
            leads = np.zeros(len(self.at), dtype=bool)
            for stretch in self.stretches:
                if self.alternatives[row] in stretch.leaders:
                    leads |= (self.at >= stretch.low) & (self.at <= stretch.high)
            axes.plot(self.at, np.where(leads, self.scores[row], np.nan), color=colour, linewidth=2.8)
            axes.annotate(
                short[self.alternatives[row]],
                (self.high, self.scores[row, -1]),
                xytext=(1.02, place),
                textcoords=axes.get_yaxis_transform(),
                va="center",
                fontsize=TEXT,
                color=colour,
                annotation_clip=False,
                arrowprops={"arrowstyle": "-", "color": colour, "linewidth": 0.5, "shrinkA": 0, "shrinkB": 0},
            )

    def _leaders(self, axes: "Axes") -> None:
        """A strip above: who leads where. A stretch too short for its name has its colour only."""
        colours = dict(zip(self.alternatives, palette(len(self.alternatives)), strict=True))
        short = distinct([name for stretch in self.stretches for name in stretch.leaders], 12)
        for low, high, leaders in self.stretches:
            axes.axvspan(low, high, 1.01, 1.045, color=colours.get(leaders[0], SOFT), linewidth=0, clip_on=False)
            said = " = ".join(short[name] for name in leaders[:2]) + (" = …" if len(leaders) > 2 else "")
            if (high - low) / self.high > 0.014 * len(said):
                axes.annotate(
                    said,
                    ((low + high) / 2, 1.055),
                    xycoords=axes.get_xaxis_transform(),
                    ha="center",
                    va="bottom",
                    fontsize=SMALL,
                    color=INK,
                    annotation_clip=False,
                )
            if high < self.high:
                axes.axvline(high, color=SOFT, linewidth=0.6, linestyle=(0, (1, 2)))


_WORDS = {
    "en": {
        "weight": "weight of {}",
        "group": "weight of the group {}",
        "score": "score",
        "now": "now {}",
        "read": "Scores by {}. The strip above and the bold line are the leader; dots: where the lead changes.",
        "rest": " Shown are those that lead somewhere, then the best now; the grey band holds the rest ({}).",
        "sampled": " Changes of the lead are sampled, not exact.",
    },
    "fr": {
        "weight": "poids {of}",
        "group": "poids du groupe {}",
        "score": "score",
        "now": "actuel {}",
        "read": "Scores par {}. Le bandeau du haut et le trait épais montrent le premier ; pointillés : "
        "changement de tête.",
        "rest": " Sont montrés ceux qui sont en tête quelque part, puis les meilleurs actuels ; la bande grise "
        "contient le reste ({}).",
        "sampled": " Les changements de tête sont échantillonnés, non exacts.",
    },
}


def walking_lines(walk: WalkingWeights, most: int = 7, points: int = 101) -> WalkingLines:
    """What a plot of walking weights shows: the scores of those that lead somewhere, and of the best now.

    Parameters
    ----------
    walk
        What `walking_weights` returns.
    most
        How many alternatives are shown one by one; the others are grouped into a band.
    points
        At how many weights, evenly spread; changes of the lead and the present weight come to these.

    Raises
    ------
    MethodError
        If a black box gives a score that is not a number.
    SensitivityError
        If this is no walk, `most` no whole number from 1 to 28, or `points` none from 2 to 10 000.

    Examples
    --------
    >>> from mcda_industry.problem import Problem, maximise
    >>> from mcda_industry.sensitivity.one_weight.walking import walking_weights
    >>> rows = {"x": (4, 0), "y": (3, 3), "z": (0, 4), "w": (0, 0)}
    >>> problem = Problem.of([maximise("a", scale=(0, 4)), maximise("b", scale=(0, 4))], rows)
    >>> figure = walking_lines(walking_weights(problem, {"a": 1, "b": 1}, "weighted_sum", "a"), most=3, points=2)
    >>> figure.alternatives, figure.at, figure.left_out
    (('y', 'x', 'z'), array([0.  , 0.25, 0.5 , 0.75, 1.  ]), 1)
    """
    checked(walk, WalkingWeights, "mi.walking_weights")
    check_most(most, MOST_LINES)
    if not is_whole(points, 2, 10_000):
        said = f"points must be a whole number from 2 to 10000, not {quoted(points)}. Give one."
        raise SensitivityError(said, code="bad_points", field="points")
    at = np.union1d(np.linspace(0.0, walk.high, points), [*walk.breakpoints, walk.weight])
    shown = _shown(walk, most)
    scores, rest = _scores(walk, at, shown)
    return WalkingLines(
        said=FrozenMap({lang: walk.sentence(lang) for lang in ("en", "fr")}),
        method=walk.ranking.method,
        criterion=walk.criterion,
        whole_group=isinstance(walk.move, WholeGroups),
        exact=walk.exact,
        weight=walk.weight,
        high=walk.high,
        at=frozen(at),
        alternatives=tuple(walk.ranking.alternatives[i] for i in shown),
        scores=frozen(scores),
        stretches=walk.leaders,
        left_out=len(walk.ranking) - len(shown),
        rest_low=frozen(rest[0]),
        rest_high=frozen(rest[1]),
    )


def _shown(walk: WalkingWeights, most: int) -> IntArray:
    """The rows that are shown: those that lead somewhere, the longest lead first, then by rank."""
    lengths: dict[str, float] = {}
    for low, high, leaders in walk.leaders:
        for name in leaders:
            lengths[name] = lengths.get(name, 0.0) + high - low
    led = np.zeros(len(walk.ranking))
    for name, length in lengths.items():
        led[walk.ranking.problem.row(name)] = length
    return np.lexsort((walk.ranking.ranks, -led.round(12)))[:most]


def _scores(walk: WalkingWeights, at: FloatArray, shown: IntArray) -> tuple[FloatArray, tuple[FloatArray, FloatArray]]:
    """(k, p) the scores of those shown, and the lowest and highest (p,) of the others; empty where there are none."""
    n = len(walk.ranking)
    others = np.setdiff1d(np.arange(n), shown)
    together = max(1, SCORES_AT_ONCE // n)
    scores = np.empty((len(shown), len(at)))
    rest = np.empty((2, len(at) if len(others) else 0))
    for start in range(0, len(at), together):
        part = slice(start, start + together)
        every = check_finite(walk.scores_at(at[part]), walk.ranking.method)
        scores[:, part] = every[:, shown].T
        if len(others):
            rest[:, part] = every[:, others].min(axis=1), every[:, others].max(axis=1)
    return scores, (rest[0], rest[1])
