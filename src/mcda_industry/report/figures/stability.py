"""Stability bars: the weights each criterion can take before the decision changes."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mcda_industry.arrays import FloatArray, frozen
from mcda_industry.errors import speaks_french
from mcda_industry.records import FrozenMap
from mcda_industry.report.figures.plot import Plot, label_axis
from mcda_industry.report.figures.selection import check_most, checked
from mcda_industry.report.figures.style import (
    FAINT,
    INK,
    SMALL,
    STRONG,
    WEAK,
    distinct,
    numbers,
    plain,
    rows,
    told_apart,
)
from mcda_industry.sensitivity.one_weight.moves import WholeGroups
from mcda_industry.sensitivity.one_weight.stability import StabilityIntervals

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Pair = tuple[str, ...] | None


@dataclass(frozen=True, eq=False, kw_only=True)
class StabilityBars(Plot):
    """The stability intervals of k weights, the tightest first.

    Attributes
    ----------
    method, keep, exact, whole_groups
        By which method, what is kept, whether the ends are exact, and whether the weights are those of groups.
    criteria
        The names of what moves.
    low, weight, high
        (k,) the ends of the intervals, and the present weights.
    low_ends, high_ends
        Who ties at each end; empty where that is not known, None where nothing changes.
    left_out
        How many more weights there are, none of them tighter.
    """

    method: str
    keep: str | int
    exact: bool
    whole_groups: bool
    criteria: tuple[str, ...]
    low: FloatArray
    weight: FloatArray
    high: FloatArray
    low_ends: tuple[Pair, ...]
    high_ends: tuple[Pair, ...]
    left_out: int

    def caption(self, lang: str = "en") -> str:
        """How to read the plot, and what was left out of it by which rule."""
        words = _WORDS["fr" if speaks_french(lang) else "en"]
        return (
            words["read"].format(self.method)
            + (words["rest"].format(self.left_out) if self.left_out else "")
            + ("" if self.exact else words["sampled"])
        )

    def _size(self) -> tuple[float, float]:
        return 8.0, 1.7 + 0.26 * len(self.criteria)

    def _paint(self, axes: "Axes", lang: str) -> None:
        plain(axes)
        rows(axes, self.criteria)
        numbers(axes.xaxis, lang)
        at = np.arange(len(self.criteria))
        axes.barh(at, self.high - self.low, left=self.low, height=0.5, color=STRONG, alpha=0.35)
        for end, ties in ((self.low, self.low_ends), (self.high, self.high_ends)):
            changes = np.array([pair is not None for pair in ties])
            axes.vlines(end[changes], at[changes] - 0.34, at[changes] + 0.34, color=WEAK, linewidth=1.8)
        axes.plot(self.weight, at, "o", color=INK, markersize=4)
        axes.set_xlim(-0.01 * self.high.max(), 1.01 * self.high.max() or 1.0)
        for row in range(len(at)):
            axes.annotate(
                self._told(row, lang),
                (1.01, row),
                xycoords=axes.get_yaxis_transform(),
                va="center",
                fontsize=SMALL,
                color=INK,
                annotation_clip=False,
            )
        axes.axvline(0, color=FAINT, linewidth=0.8)
        words = _WORDS[lang]
        label_axis(axes, words["group" if self.whole_groups else "weight"])

    def _told(self, row: int, lang: str) -> str:
        """The interval of a row in figures, with who ties at its ends."""
        said = told_apart(float(self.low[row]), float(self.high[row]), lang)
        pairs = (self.low_ends[row], self.high_ends[row])
        short = distinct([name for pair in (*self.low_ends, *self.high_ends) for name in pair or ()], 10)
        ends = [
            end + (f" ({' = '.join(short[name] for name in pair)})" if pair else "")
            for end, pair in zip(said, pairs, strict=True)
        ]
        return " – ".join(ends)


_WORDS = {
    "en": {
        "weight": "weight of the criterion",
        "group": "weight of the group",
        "read": "By {}. Bar: the weights that change nothing; dot: the weight now. A bold end is where the "
        "decision changes, "
        "and who ties there stands on the right; at a plain end the weight can go no further. Tightest first.",
        "rest": " Left out, none of them tighter: {} more.",
        "sampled": " The ends are sampled, not exact.",
    },
    "fr": {
        "weight": "poids du critère",
        "group": "poids du groupe",
        "read": "Par {}. Barre : les poids qui ne changent rien ; point : le poids actuel. À une borne épaisse "
        "la décision change, "
        "et les ex æquo sont écrits à droite ; à une borne simple le poids ne peut aller plus loin. Le plus "
        "sensible d'abord.",
        "rest": " Non montrés, aucun plus sensible : {} de plus.",
        "sampled": " Les bornes sont échantillonnées, non exactes.",
    },
}


def stability_bars(stability: StabilityIntervals, most: int = 20) -> StabilityBars:
    """What a plot of stability intervals shows: the tightest weights first.

    Parameters
    ----------
    stability
        What `stability_intervals` returns.
    most
        How many weights are shown.

    Raises
    ------
    SensitivityError
        If this is no stability interval, or `most` no whole number from 1 to 200.

    Examples
    --------
    >>> from mcda_industry.problem import Problem, maximise
    >>> from mcda_industry.sensitivity.one_weight.stability import stability_intervals
    >>> problem = Problem.of([maximise("a"), maximise("b")], {"x": (1, 0), "y": (0, 1)})
    >>> figure = stability_bars(stability_intervals(problem, {"a": 0.7, "b": 0.3}, "weighted_sum", keep="best"))
    >>> figure.criteria, figure.low, figure.high_ends
    (('a', 'b'), array([0.5, 0. ]), (None, ('x', 'y')))
    """
    checked(stability, StabilityIntervals, "mi.stability_intervals")
    check_most(most)
    order = sorted(stability, key=stability.slack)
    shown = order[:most]
    low, weight, high = np.array([stability[name] for name in shown]).T
    return StabilityBars(
        said=FrozenMap({lang: stability.sentence(order[0], lang) for lang in ("en", "fr")}),
        method=stability.method,
        keep=stability.keep,
        exact=stability.exact,
        whole_groups=isinstance(stability.move, WholeGroups),
        criteria=tuple(shown),
        low=frozen(low),
        weight=frozen(weight),
        high=frozen(high),
        low_ends=tuple(stability.ends[name].low for name in shown),
        high_ends=tuple(stability.ends[name].high for name in shown),
        left_out=len(order) - len(shown),
    )
