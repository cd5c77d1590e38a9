"""Hasse diagram: the partial order of PROMETHEE I, reduced to its edges."""

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from mcda_industry.arrays import FloatArray, IntArray
from mcda_industry.errors import speaks_french
from mcda_industry.outranking.partial_order import PartialOrder, Relation
from mcda_industry.records import FrozenMap
from mcda_industry.report.figures.plot import Plot
from mcda_industry.report.figures.selection import check_most, checked, whole
from mcda_industry.report.figures.style import INK, SMALL, SOFT, STRONG, bare, distinct

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SWEEPS = 12
"""Passes in which each level is ordered by the middle of its neighbours, down and up; more change little."""

MOST_TOLD = 3


@dataclass(frozen=True, eq=False, kw_only=True)
class HasseDiagram(Plot):
    """The nodes and edges of a reduced order.

    Attributes
    ----------
    nodes
        The c classes shown: alternatives that are indifferent, usually one.
    levels
        (c,) how many steps lie above a class on the longest way down to it: 0 where nothing shown is preferred to it.
    edges
        (e, 2) who is preferred to whom, as places in `nodes`, without what follows from others.
    incomparable, pairs
        How many pairs of all alternatives are incomparable, and how many pairs there are.
    left_out
        How many alternatives are not shown.
    """

    nodes: tuple[tuple[str, ...], ...]
    levels: IntArray
    edges: IntArray
    incomparable: int
    pairs: int
    left_out: int

    def caption(self, lang: str = "en") -> str:
        """How to read the plot, and what was left out of it by which rule."""
        words = _WORDS["fr" if speaks_french(lang) else "en"]
        return words["read"] + (words["rest"].format(self.left_out) if self.left_out else "")

    def _size(self) -> tuple[float, float]:
        return 7.5, 1.7 + 0.62 * (int(self.levels.max()) + 1)

    def _paint(self, axes: "Axes", lang: str) -> None:
        bare(axes)
        short = distinct([name for node in self.nodes for name in node], 12)
        levels, ways = _through_levels(self.levels, self.edges)
        places = _places(levels, np.array([step for way in ways for step in pairwise(way)]).reshape(-1, 2))
        for way in ways:
            axes.plot(*places[way].T, color=SOFT, linewidth=0.8, zorder=1)
        for node, (x, y) in zip(self.nodes, places[: len(self.nodes)], strict=True):
            said = " = ".join(short[name] for name in node[:2]) + (" = …" if len(node) > 2 else "")
            box = {"boxstyle": "round,pad=0.3", "facecolor": "white", "edgecolor": STRONG, "linewidth": 1.1}
            axes.text(x, y, said, ha="center", va="center", fontsize=SMALL, color=INK, bbox=box, zorder=2)
        spread = max(1.0, float(np.abs(places[:, 0]).max()) + 0.6)
        axes.set_xlim(-spread, spread)
        axes.set_ylim(-float(self.levels.max()) - 0.5, 0.5)


def _through_levels(levels: IntArray, edges: IntArray) -> tuple[IntArray, list[list[int]]]:
    """The levels with a place more wherever an edge passes a level, and the places along each edge.

    So an edge has room of its own between the nodes that it passes, and never seems to end at one of them.
    """
    every, ways = levels.tolist(), []
    for better, worse in edges.tolist():
        between = range(every[better] + 1, every[worse])
        ways.append([better, *range(len(every), len(every) + len(between)), worse])
        every += between
    return np.array(every, dtype=np.int64), ways


def _places(levels: IntArray, edges: IntArray) -> FloatArray:
    """(c, 2) where places stand: a row for each level, ordered so that few edges cross, each row in the middle.

    Sugiyama, K., Tagawa, S. & Toda, M. (1981), Methods for visual understanding of hierarchical system structures, IEEE
    Transactions on Systems, Man, and Cybernetics 11: each level in turn takes the order of the middles of its neighbours.
    """
    across = np.zeros(len(levels))
    for level in range(levels.max() + 1):
        across[levels == level] = _evenly(np.arange((levels == level).sum()))
    neighbours = [np.concatenate([edges[edges[:, 1] == i, 0], edges[edges[:, 0] == i, 1]]) for i in range(len(levels))]
    for sweep in range(SWEEPS):
        rising = range(levels.max() + 1) if sweep % 2 == 0 else range(levels.max(), -1, -1)
        for level in rising:
            row = np.flatnonzero(levels == level)
            middles = [across[neighbours[i]].mean() if len(neighbours[i]) else across[i] for i in row]
            across[row[np.argsort(middles, kind="stable")]] = _evenly(np.arange(len(row)))
    return np.stack([across, -levels.astype(np.float64)], axis=1)


def _evenly(order: IntArray) -> FloatArray:
    return np.asarray(order - (len(order) - 1) / 2)


_WORDS = {
    "en": {
        "read": "PROMETHEE I: who stands above, along lines, is preferred; without a way down from one to the "
        "other, two are incomparable.",
        "rest": " Shown are those with the highest net flows; left out: {}.",
        "best": "Nothing is preferred to {who}; incomparable: {count} of {pairs} pairs.",
        "and": " and ",
        "more": " and {} more",
    },
    "fr": {
        "read": "PROMETHEE I : en suivant les traits, qui est au-dessus est préféré ; sans chemin descendant de "
        "l'un à l'autre, deux options sont "
        "incomparables.",
        "rest": " Sont montrées celles de plus grand flux net ; non montrées : {}.",
        "best": "Rien n'est préféré à {who} ; paires incomparables : {count} sur {pairs}.",
        "and": " et ",
        "more": " et {} autres",
    },
}


def hasse_diagram(order: PartialOrder, most: int = 20) -> HasseDiagram:
    """What a Hasse diagram shows: the partial order of the alternatives with the highest net flows, reduced to its edges.

    Parameters
    ----------
    order
        `promethee(problem, weights).partial_order`.
    most
        How many alternatives are shown. Whoever stands between two of them is shown as well: its net flow lies between theirs.

    Raises
    ------
    SensitivityError
        If this is no partial order, or `most` no whole number from 1 to 60.
    MethodError
        If there are more than 2 000 alternatives.

    Examples
    --------
    >>> from mcda_industry.outranking.promethee import promethee
    >>> from mcda_industry.preferences import Usual
    >>> from mcda_industry.problem import Problem, maximise
    >>> problem = Problem.of([maximise(n, preference=Usual()) for n in "ab"], {"x": (3, 1), "y": (1, 3), "z": (0, 0)})
    >>> figure = hasse_diagram(promethee(problem, {"a": 2, "b": 1}).partial_order)
    >>> figure.nodes, figure.levels, figure.edges.tolist()
    ((('x',), ('y',), ('z',)), array([0, 1, 2]), [[0, 1], [1, 2]])
    """
    checked(order, PartialOrder, "mi.promethee(problem, weights).partial_order")
    check_most(most, 60)
    shown = np.argsort(-(order.positive - order.negative), kind="stable")[:most]
    kept = {order.problem.alternatives[i] for i in shown}
    nodes = tuple(members for members in (tuple(n for n in c if n in kept) for c in order.classes) if members)
    first = [order.problem.row(members[0]) for members in nodes]
    better = order.preferred[np.ix_(first, first)]
    between = (better.astype(np.float32) @ better.astype(np.float32)) > 0
    counts = order.counts()
    return HasseDiagram(
        said=FrozenMap({lang: _said(order, counts, lang) for lang in ("en", "fr")}),
        nodes=nodes,
        levels=_levels(better, shown=len(nodes)),
        edges=whole(np.argwhere(better & ~between)),
        incomparable=counts[Relation.INCOMPARABLE],
        pairs=sum(counts.values()),
        left_out=len(order.problem.alternatives) - len(shown),
    )


def _levels(better: "np.ndarray[tuple[int, int], np.dtype[np.bool_]]", shown: int) -> IntArray:
    """(c,) the length of the longest way down to each."""
    levels = np.zeros(shown, dtype=np.int64)
    for node in np.argsort(better.sum(axis=0), kind="stable"):  # whoever is preferred to a node has fewer above it
        above = levels[better[:, node]]
        levels[node] = above.max() + 1 if len(above) else 0
    return whole(levels)


def _said(order: PartialOrder, counts: dict[Relation, int], lang: str) -> str:
    words, best = _WORDS[lang], order.best
    more = len(best) - MOST_TOLD
    who = ", ".join(best[:MOST_TOLD]) + words["more"].format(more) if more > 0 else words["and"].join(best)
    return words["best"].format(who=who, count=counts[Relation.INCOMPARABLE], pairs=sum(counts.values()))
