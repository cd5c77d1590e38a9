"""GAIA map: alternatives, criteria and the direction of the weights in one plane."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mcda_industry.arrays import FloatArray, frozen
from mcda_industry.errors import speaks_french
from mcda_industry.outranking.gaia import Gaia
from mcda_industry.records import FrozenMap
from mcda_industry.report.figures.placing import place_labels
from mcda_industry.report.figures.plot import Plot
from mcda_industry.report.figures.selection import check_most, checked
from mcda_industry.report.figures.style import FAINT, INK, SMALL, SOFT, STRONG, WEAK, bare, distinct
from mcda_industry.report.tables import number
from mcda_industry.weighting.boxes import WeightBox

if TYPE_CHECKING:
    from matplotlib.axes import Axes


MOST_DRAWN = 2_000
"""Beyond so many points an SVG holds them as a picture, not one by one."""


@dataclass(frozen=True, eq=False, kw_only=True)
class GaiaMap(Plot):
    """The GAIA plane of n alternatives and m criteria.

    Attributes
    ----------
    alternatives, criteria
        Their names.
    points
        (n, 2) the alternatives.
    axes
        (m, 2) the criteria, as directions from the origin.
    decision_axis
        (2,) the projection of the weights.
    polygon
        (c, 2) all decision axes that weights within given limits allow; empty where no limits were given.
    quality
        The share of the variance of the flows that the plane keeps.
    named
        The alternatives whose names are shown: those furthest along the decision axis.
    """

    alternatives: tuple[str, ...]
    criteria: tuple[str, ...]
    points: FloatArray
    axes: FloatArray
    decision_axis: FloatArray
    polygon: FloatArray
    quality: float
    named: tuple[str, ...]

    def caption(self, lang: str = "en") -> str:
        """How to read the plot, and what was left out of it by which rule."""
        words = _WORDS["fr" if speaks_french(lang) else "en"]
        left = len(self.alternatives) - len(self.named)
        rest = words["rest"].format(k=len(self.named), left=left) if left else ""
        return words["read"] + (words["polygon"] if len(self.polygon) else "") + rest

    def _size(self) -> tuple[float, float]:
        return 8.0, 7.0

    def _paint(self, axes: "Axes", lang: str) -> None:
        bare(axes)
        reach = float(np.sqrt((self.points**2).sum(axis=1).max(initial=0.0))) or 1.0
        longest = float(np.sqrt((self.axes**2).sum(axis=1).max(initial=0.0))) or 1.0
        scale = reach / longest
        arrows = self.axes * scale
        axes.axhline(0, color=FAINT, linewidth=0.8)
        axes.axvline(0, color=FAINT, linewidth=0.8)
        if len(self.polygon):
            axes.fill(*(self.polygon * scale).T, color=WEAK, alpha=0.2, linewidth=0)
        for x, y in arrows:
            axes.plot([0, x], [0, y], color=SOFT, linewidth=0.9)
        axes.plot(
            *self.points.T, "o", color=STRONG, markersize=4.5, alpha=0.8, rasterized=len(self.points) > MOST_DRAWN
        )
        x, y = self.decision_axis * scale
        axes.plot([0, x], [0, y], color=WEAK, linewidth=3, solid_capstyle="round")
        axes.plot([x], [y], "o", color=WEAK, markersize=8)
        every = np.vstack([arrows, self.points])
        low, high = every.min(axis=0), every.max(axis=0)
        margin = 0.1 * (high - low).max()
        axes.set_xlim(low[0] - margin, high[0] + margin)
        axes.set_ylim(low[1] - margin, high[1] + margin)
        axes.set_aspect("equal")
        self._names(axes, arrows)

    def _names(self, axes: "Axes", arrows: FloatArray) -> None:
        """The names of all criteria and of some alternatives, where they cover neither each other nor a point."""
        from matplotlib.patheffects import withStroke

        shown = [self.alternatives.index(name) for name in self.named]
        at = np.vstack([self.points[shown], arrows])
        colours = [STRONG] * len(shown) + [INK] * len(arrows)
        styles = ["normal"] * len(shown) + ["italic"] * len(arrows)
        texts = [*distinct(self.named, 14).values(), *distinct(self.criteria, 14).values()]
        for text, point, offset, colour, style in zip(
            texts, at, place_labels(axes, at, texts, SMALL, self.points), colours, styles, strict=True
        ):
            far = float(np.abs(offset).max()) > 14
            axes.annotate(
                text,
                tuple(point),
                xytext=tuple(offset),
                textcoords="offset points",
                ha="center",
                va="center",
                fontsize=SMALL,
                color=colour,
                fontstyle=style,
                annotation_clip=False,
                arrowprops={"arrowstyle": "-", "color": SOFT, "linewidth": 0.4} if far else None,
                path_effects=[withStroke(linewidth=2.2, foreground="white")],
            )


_WORDS = {
    "en": {
        "read": "Dots: alternatives; thin lines: criteria, agreeing in one direction, conflicting in opposite "
        "ones; thick line: the direction "
        "of the weights.",
        "polygon": " Shaded: every direction that the limits of the weights allow.",
        "rest": " Named: the {k} furthest in the direction of the weights; without a name: {left}.",
        "said": "The plane keeps {quality} % of the differences; {one} and {other} conflict most",
        "no": "The plane keeps {quality} % of the differences; no two criteria conflict",
        "best": "; {name} lies furthest in the direction of the weights.",
    },
    "fr": {
        "read": "Points : options ; traits fins : critères, d'accord dans une même direction, opposés en sens "
        "contraire ; trait épais : la "
        "direction des poids.",
        "polygon": " Zone colorée : toutes les directions que permettent les limites des poids.",
        "rest": " Nommées : les {k} plus avancées dans la direction des poids ; sans nom : {left}.",
        "said": "Le plan garde {quality} % des différences ; {one} et {other} s'opposent le plus",
        "no": "Le plan garde {quality} % des différences ; aucun critère ne s'oppose à un autre",
        "best": " ; {name} est le plus avancé dans la direction des poids.",
    },
}


def gaia_map(plane: Gaia, box: WeightBox | Mapping[str, tuple[float, float]] | None = None, most: int = 12) -> GaiaMap:
    """What a map of the GAIA plane shows.

    Parameters
    ----------
    plane
        What `gaia` returns.
    box
        Limits of the weights, as for `Gaia.decision_polygon`, to show every decision axis within them (PROMETHEE VI).
    most
        How many alternatives are named: those furthest along the decision axis.

    Raises
    ------
    SensitivityError
        If this is no GAIA plane with names, or `most` no whole number from 1 to 60.
    WeightsError
        If no weights lie within the limits.

    Examples
    --------
    >>> from mcda_industry.outranking.gaia import gaia
    >>> from mcda_industry.preferences import Usual
    >>> from mcda_industry.problem import Problem, maximise
    >>> problem = Problem.of([maximise(n, preference=Usual()) for n in "ab"], {"x": (3, 1), "y": (2, 2), "z": (1, 3)})
    >>> print(gaia_map(gaia(problem, {"a": 3, "b": 1})).sentence())
    The plane keeps 100.0 % of the differences; a and b conflict most; x lies furthest in the direction of the weights.
    """
    checked(plane, Gaia, "mi.gaia")
    check_most(most, 60)
    along = plane.alternatives @ plane.decision_axis
    order = np.argsort(-along.round(12), kind="stable")
    names = plane.problem.alternatives
    polygon = np.empty((0, 2)) if box is None else plane.decision_polygon(box)
    return GaiaMap(
        said=FrozenMap({lang: _said(plane, names[int(order[0])], lang) for lang in ("en", "fr")}),
        alternatives=names,
        criteria=plane.problem.criterion_names,
        points=frozen(plane.alternatives),
        axes=frozen(plane.criteria),
        decision_axis=frozen(plane.decision_axis),
        polygon=frozen(polygon),
        quality=plane.quality,
        named=tuple(names[i] for i in order[:most]),
    )


def _said(plane: Gaia, best: str, lang: str) -> str:
    """How good the plane is, which criteria conflict most in it, and who lies furthest along the weights.

    Criteria conflict where their flows, as far as the plane keeps them, have a negative covariance.
    """
    words, criteria = _WORDS[lang], plane.problem.criterion_names
    kept = plane.alternatives @ plane.criteria.T
    products = (kept.T @ kept / len(kept)).round(12)
    i, k = np.unravel_index(products.argmin(), products.shape)
    first = words["said" if products[i, k] < 0 else "no"].format(
        quality=number(100 * plane.quality, 1, lang), one=criteria[i], other=criteria[k]
    )
    return first + words["best"].format(name=best)
