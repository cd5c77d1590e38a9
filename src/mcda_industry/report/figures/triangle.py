"""Weight triangle: who is best under every mixture of three weights, or of three sets of weights."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from mcda_industry.arrays import FloatArray, IntArray, frozen, is_whole
from mcda_industry.errors import SensitivityError, quoted, speaks_french
from mcda_industry.methods import LinearScores
from mcda_industry.ranking import Ranking
from mcda_industry.records import FrozenMap
from mcda_industry.report.figures.plot import Plot
from mcda_industry.report.figures.selection import check_finite, checked, whole
from mcda_industry.report.figures.style import INK, SMALL, SOFT, TEXT, apart, bare, distinct, palette, shortened, tinted
from mcda_industry.report.tables import number
from mcda_industry.sensitivity.all_weights.triangles import cells, flat, winners, winning_polygons
from mcda_industry.weighting.weights import Weights

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_EXACT = 500
"""Alternatives up to which regions are exact: each region takes a linear programme with a row for every alternative."""

MOST_TOLD = 3
"""Alternatives that the title names."""

LEAST_INSIDE = 0.03
"""Regions with a smaller share of the triangle have their name beside it."""

MOST_BESIDE = 18
"""Names that have room beside the triangle."""


class Winner(NamedTuple):
    """Who is best over a part of the triangle: several alternatives if they tie all over it; and the share of that part.

    Where regions are exact, `corners` (v, 3) are those of the part, counter-clockwise; else it is empty.
    """

    alternatives: tuple[str, ...]
    share: float
    corners: FloatArray


@dataclass(frozen=True, eq=False, kw_only=True)
class WeightTriangle(Plot):
    """Who is best where, in the triangle of all mixtures of three sets of weights.

    Attributes
    ----------
    method, exact
        By which method, and whether the regions are exact (linear scores, 500 alternatives or fewer) or those of a grid.
    ends
        The names of the three corners.
    winners
        Who is best somewhere, the largest share first.
    grid
        (steps²,) which of the winners is best in each cell: upright cells first, row by row, then hanging ones; empty if exact.
    now
        (3,) the mixture that gives the present weights; empty where none does.
    """

    method: str
    exact: bool
    ends: tuple[str, ...]
    winners: tuple[Winner, ...]
    grid: IntArray
    now: FloatArray

    def caption(self, lang: str = "en") -> str:
        """How to read the plot, and what was left out of it by which rule."""
        words = _WORDS["fr" if speaks_french(lang) else "en"]
        how = words["exact"] if self.exact else words["grid"].format(len(self.grid))
        return words["read"].format(self.method) + (words["now"] if len(self.now) else "") + how

    def _size(self) -> tuple[float, float]:
        return 7.5, 6.0

    def _paint(self, axes: "Axes", lang: str) -> None:
        from matplotlib.collections import PolyCollection

        bare(axes)
        axes.set_aspect("equal")
        axes.set_xlim(-0.12, 1.12)
        axes.set_ylim(-0.09, 0.95)
        colours = [tinted(colour) for colour in palette(len(self.winners))]
        if self.exact:
            shapes, filled, edge = [flat(winner.corners) for winner in self.winners], colours, "white"
        else:
            shapes = list(flat(cells(round(len(self.grid) ** 0.5))))
            filled, edge = [colours[i] for i in self.grid], "face"
        axes.add_collection(PolyCollection(shapes, facecolors=filled, edgecolors=edge, linewidths=0.7))
        self._ends(axes)
        self._names(axes)
        if len(self.now):
            axes.plot(*flat(self.now), "o", markersize=7, color="white", markeredgecolor=INK, markeredgewidth=1.6)

    def _ends(self, axes: "Axes") -> None:
        """The outline, and what stands at each corner."""
        outline = flat(np.eye(3)[[0, 1, 2, 0]])
        axes.plot(outline[:, 0], outline[:, 1], color=INK, linewidth=0.9)
        for name, (x, y), (shift, side, up) in zip(
            self.ends,
            flat(np.eye(3)),
            ((-0.06, "left", "top"), (0.06, "right", "top"), (0, "center", "bottom")),
            strict=True,
        ):
            drop = -0.025 if up == "top" else 0.02
            axes.text(x + shift, y + drop, shortened(name), ha=side, va=up, fontsize=TEXT, color=INK)

    def _names(self, axes: "Axes") -> None:
        """Names inside the regions large enough; beside the triangle, with a line to them, for the others."""
        middles = self._middles()
        inside = [i for i, winner in enumerate(self.winners) if winner.share >= LEAST_INSIDE]
        beside = [i for i in range(len(self.winners)) if i not in inside][:MOST_BESIDE]
        for i in inside:
            box = {"boxstyle": "round,pad=0.15", "facecolor": "white", "alpha": 0.85, "linewidth": 0}
            axes.text(
                middles[i][0],
                middles[i][1],
                self._name(i),
                ha="center",
                va="center",
                fontsize=TEXT,
                color=INK,
                bbox=box,
            )
        places = apart(np.array([middles[i][1] for i in beside]), 0.045, 0.0, 0.87)
        for i, place in zip(beside, places, strict=True):
            axes.annotate(
                self._name(i),
                (middles[i][0], middles[i][1]),
                xytext=(1.1, place),
                va="center",
                fontsize=SMALL,
                color=INK,
                annotation_clip=False,
                arrowprops={"arrowstyle": "-", "color": SOFT, "linewidth": 0.6, "shrinkA": 1, "shrinkB": 0},
            )

    def _name(self, winner: int) -> str:
        short = distinct([name for each in self.winners for name in each.alternatives], 12)
        return " = ".join(short[name] for name in self.winners[winner].alternatives[:2])

    def _middles(self) -> list[FloatArray]:
        """(2,) a point within each region."""
        if self.exact:
            return [flat(winner.corners.mean(axis=0)) for winner in self.winners]
        at = flat(cells(round(len(self.grid) ** 0.5)).mean(axis=1))
        found = []
        for i in range(len(self.winners)):
            mine = at[self.grid == i]
            found.append(mine[((mine - mine.mean(axis=0)) ** 2).sum(axis=1).argmin()])
        return found


_WORDS = {
    "en": {
        "read": "By {}. A corner is its weights alone, a point inside their mixture: the nearer to a corner, the "
        "more of it.",
        "now": " White dot: the weights now.",
        "exact": " The regions are exact.",
        "grid": " The regions are those of {} cells, each ranked in its middle, not exact.",
        "best": "{name} is best on {share} % of the triangle",
        "next": ", {name} on {share} %",
        "more": ", {count} more on the rest",
        "end": ".",
        "all": "{name} is best all over the triangle.",
    },
    "fr": {
        "read": "Par {}. Un sommet est son jeu de poids seul, un point intérieur leur mélange : plus il est près "
        "d'un sommet, plus il en tient.",
        "now": " Point blanc : les poids actuels.",
        "exact": " Les régions sont exactes.",
        "grid": " Les régions sont celles de {} cellules, chacune classée en son milieu, non exactes.",
        "best": "{name} est en tête sur {share} % du triangle",
        "next": ", {name} sur {share} %",
        "more": ", {count} autres sur le reste",
        "end": ".",
        "all": "{name} est en tête sur tout le triangle.",
    },
}


def weight_triangle(
    ranking: Ranking, ends: Sequence[str] | Mapping[str, Weights] | None = None, steps: int = 60
) -> WeightTriangle:
    """What a weight triangle shows: who is best under every mixture of three sets of weights.

    Parameters
    ----------
    ranking
        What `rank` returns.
    ends
        What stands at the corners. None: the criteria of a problem that has three. Three criteria of more: they share the weight
        that they have together now, the others keep theirs. Three sets of weights by name, such as those of three judges.
    steps
        Where scores are not linear in the weights, or there are more than 500 alternatives, each side is cut into so many
        parts and the best is looked for in the middle of each of the steps² cells.

    Raises
    ------
    ProblemError
        If there is no such criterion.
    MethodError
        If a black box gives a score that is not a number.
    WeightsError
        If sets of weights weigh other criteria.
    SensitivityError
        If this is no ranking, the ends are not three, the three criteria have no weight now, or `steps` is no whole number from 3
        to 400.

    Notes
    -----
    An exact region is a polygon whose corners are those of the winning region of the alternative, as for `winning_region`, cut by
    the plane of the triangle.

    Examples
    --------
    >>> from mcda_industry.problem import Problem, maximise
    >>> from mcda_industry.ranking import rank
    >>> criteria = [maximise(name, scale=(0, 1)) for name in "abc"]
    >>> problem = Problem.of(criteria, {"x": (1, 0, 0), "y": (0, 1, 0), "z": (0.5, 0.5, 0.5)})
    >>> figure = weight_triangle(rank(problem, {"a": 1, "b": 1, "c": 1}, "weighted_sum"))
    >>> [(winner.alternatives, round(winner.share, 6)) for winner in figure.winners]
    [(('z',), 0.5), (('x',), 0.25), (('y',), 0.25)]
    """
    checked(ranking, Ranking, "mi.rank")
    if not is_whole(steps, 3, 400):
        said = f"steps must be a whole number from 3 to 400, not {quoted(steps)}. Give one."
        raise SensitivityError(said, code="bad_steps", field="steps")
    names, weights = _corners(ranking, ends)
    now, grid = _now(ranking, weights), np.empty(0, dtype=np.int64)
    if isinstance(ranking.score_function, LinearScores) and len(ranking) <= MOST_EXACT:
        parts = _regions(ranking, ranking.score_function.contributions @ weights.T)
    else:
        parts, grid = _best_by_cell(ranking, weights, steps)
    return WeightTriangle(
        said=FrozenMap({lang: _said(parts, lang) for lang in ("en", "fr")}),
        method=ranking.method,
        exact=not len(grid),
        ends=names,
        winners=tuple(parts),
        grid=whole(grid),
        now=frozen(now),
    )


def _corners(ranking: Ranking, ends: object) -> tuple[tuple[str, ...], FloatArray]:
    """The names of the corners, and their weights (3, m)."""
    criteria = ranking.problem.criterion_names
    given = list(criteria) if ends is None else list(ends) if isinstance(ends, Sequence | Mapping) else []
    if len(given) != 3 or len(set(map(str, given))) != 3 or isinstance(ends, str):
        said = f"A triangle has three corners, not {quoted(criteria if ends is None else ends)}. "
        said += "Give the names of three criteria, or three sets of weights by name."
        raise SensitivityError(said, code="not_three", field="ends")
    names = tuple(map(str, given))
    if isinstance(ends, Mapping):
        return names, np.stack([Weights.of(ends[name]).over(criteria) for name in given])
    places = [criteria.index(ranking.problem.criterion(name).name) for name in given]
    now = ranking.weights.over(criteria)
    together = float(now[places].sum())
    if not together:
        said = f"{quoted(names[0])}, {quoted(names[1])} and {quoted(names[2])} have no weight to share. Name other criteria."
        raise SensitivityError(said, code="no_weight", field="ends")
    corners = np.tile(now, (3, 1))
    corners[:, places] = together * np.eye(3)
    return names, corners


def _now(ranking: Ranking, corners: FloatArray) -> FloatArray:
    """(3,) the mixture of the corners that gives the present weights; empty where none does, or more than one."""
    system = np.vstack([corners.T, np.ones(3)])
    target = np.append(ranking.weights.over(ranking.problem.criterion_names), 1.0)
    found, _, order, _ = np.linalg.lstsq(system, target, rcond=None)
    if order < 3 or np.abs(system @ found - target).max() > 1e-9 or found.min() < -1e-9:
        return np.empty(0)
    return np.asarray(np.maximum(found, 0.0) / np.maximum(found, 0.0).sum())


def _regions(ranking: Ranking, table: FloatArray) -> list[Winner]:
    """Who is best where, exactly, the largest share first."""
    found = [
        Winner(tuple(ranking.alternatives[i] for i in region.rows), region.share, frozen(region.corners))
        for region in winning_polygons(table)
    ]
    return sorted(found, key=lambda winner: -winner.share)


def _best_by_cell(ranking: Ranking, ends: FloatArray, steps: int) -> tuple[list[Winner], IntArray]:
    """Who is best in the middle of some cell, the most cells first, and which of them in each."""

    def scores(weights: FloatArray) -> FloatArray:
        return check_finite(np.asarray(ranking.score_function(weights)), ranking.method)

    rows, grid = np.unique(winners(scores, len(ranking), ends, steps), return_inverse=True)
    count = np.bincount(grid)
    order = np.argsort(-count, kind="stable")
    places = np.argsort(order, kind="stable")
    nowhere = frozen(np.empty((0, 3)))
    return [Winner((ranking.alternatives[rows[i]],), float(count[i] / len(grid)), nowhere) for i in order], places[grid]


def _said(parts: Sequence[Winner], lang: str) -> str:
    words = _WORDS[lang]
    told_of = parts if len(parts) == MOST_TOLD + 1 else parts[:MOST_TOLD]  # one more is named rather than counted
    shown = [" = ".join(winner.alternatives[:2]) for winner in told_of]
    if len(parts) == 1:
        return words["all"].format(name=shown[0])
    told = [
        words["next" if place else "best"].format(name=name, share=number(100 * winner.share, 1, lang))
        for place, (name, winner) in enumerate(zip(shown, told_of, strict=True))
    ]
    more = len(parts) - len(shown)
    return "".join(told) + (words["more"].format(count=more) if more else "") + words["end"]
