"""Acceptability heat map: how often each alternative takes each rank."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mcda_industry.arrays import FloatArray, frozen
from mcda_industry.records import FrozenMap
from mcda_industry.report.figures.acceptability_plot import AcceptabilityPlot
from mcda_industry.report.figures.plot import label_axis
from mcda_industry.report.figures.selection import best_rows, check_most, checked, with_others
from mcda_industry.report.figures.style import SMALL, TEXT, bare, blues, ink_on, rows
from mcda_industry.sensitivity.acceptability import Acceptability

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LEAST_SHOWN = 0.005
"""Shares below this have no figure in their cell: it would read 0."""


@dataclass(frozen=True, eq=False, kw_only=True)
class AcceptabilityHeatMap(AcceptabilityPlot):
    """Shares of the draws in which alternatives take ranks; what else it has is that of `AcceptabilityPlot`.

    Attributes
    ----------
    ranks
        The first and last rank of each column.
    shares
        (rows, columns) the shares, 0 to 1; every row adds to 1.
    """

    ranks: tuple[tuple[int, int], ...]
    shares: FloatArray

    def _size(self) -> tuple[float, float]:
        return max(6.5, 1.9 + 0.37 * len(self.ranks)), 1.9 + 0.27 * len(self.shares)

    def _paint(self, axes: "Axes", lang: str) -> None:
        words = _WORDS[lang]
        bare(axes)
        colours = blues(self.shares)
        axes.imshow(colours, aspect="auto", interpolation="nearest")
        names = self._names(lang)
        rows(axes, names)
        axes.set_ylim(len(names) - 0.5, -0.5)
        told = [str(first) if first == last else f"{first}–{last}" for first, last in self.ranks]
        axes.set_xticks(range(len(told)), labels=told)
        axes.tick_params(labelsize=TEXT, length=0, top=True, labeltop=True, bottom=False, labelbottom=False)
        axes.xaxis.set_label_position("top")
        for i, k in np.argwhere(self.shares > LEAST_SHOWN):
            said, colour = f"{100 * self.shares[i, k]:.0f}", ink_on(colours[i, k])
            axes.text(k, i, said, ha="center", va="center", fontsize=SMALL, color=colour)
        if self.left_out:
            axes.axhline(len(self.alternatives) - 0.5, color="white", linewidth=3)
        label_axis(axes, words["rank"])


_WORDS = {
    "en": {
        "rank": "rank (cells: % of the draws)",
    },
    "fr": {
        "rank": "rang (cases : % des tirages)",
    },
}


def acceptability_heat_map(found: Acceptability, most: int = 15) -> AcceptabilityHeatMap:
    """What a heat map of rank acceptabilities shows: the alternatives with the best expected rank, and the first ranks.

    Parameters
    ----------
    found
        What `acceptability` returns.
    most
        How many alternatives, and how many ranks, are shown one by one; other alternatives are a row of means, other ranks a
        column of sums.

    Raises
    ------
    SensitivityError
        If this is no acceptability, or `most` no whole number from 1 to 60.

    Examples
    --------
    >>> from mcda_industry.problem import Problem, maximise
    >>> from mcda_industry.sensitivity.acceptability import acceptability
    >>> problem = Problem.of([maximise("a"), maximise("b")], {"x": (3, 3), "y": (2, 2), "z": (1, 1)})
    >>> figure = acceptability_heat_map(acceptability(problem, "weighted_sum", draws=10), most=1)
    >>> figure.alternatives, figure.ranks, figure.shares.tolist()
    (('x',), ((1, 1), (2, 3)), [[1.0, 0.0], [0.0, 1.0]])
    """
    checked(found, Acceptability, "mi.acceptability")
    check_most(most, 60)
    n = len(found.alternatives)
    shown = best_rows(found, most)
    k = len(shown)
    shares = with_others(found.rank_acceptability, shown)
    if k < n:
        shares = np.column_stack([shares[:, :k], shares[:, k:].sum(axis=1)])
    single = tuple((rank, rank) for rank in range(1, k + 1))
    leader = found.alternatives[int(found.rank_acceptability[:, 0].argmax())]
    return AcceptabilityHeatMap(
        said=FrozenMap({lang: found.sentence(leader, lang) for lang in ("en", "fr")}),
        method=found.method,
        draws=found.draws,
        law=FrozenMap({lang: found.law.sentence(lang) for lang in ("en", "fr")}),
        error=found.error_of(0.5),
        alternatives=tuple(found.alternatives[i] for i in shown),
        left_out=n - k,
        ranks=(*single, *([(k + 1, n)] if k < n else [])),
        shares=frozen(shares),
    )
