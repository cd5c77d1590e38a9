"""PROMETHEE VI: the freedom of the decision maker; soft problems point one way for all admissible weights, hard ones do not."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from mcda_industry.arrays import FloatArray
from mcda_industry.errors import speaks_french
from mcda_industry.outranking.gaia import gaia
from mcda_industry.problem import Problem
from mcda_industry.weighting.boxes import WeightBox
from mcda_industry.weighting.weights import Weights


@dataclass(frozen=True, eq=False)
class Freedom:
    """The decision axes that weights within limits allow, in the GAIA plane.

    Attributes
    ----------
    polygon
        (k, 2) corners, counter-clockwise, of all decision axes.
    is_hard
        Whether the origin lies within the polygon: the weights then allow every direction, and with it opposite decisions.
    spread
        The angle the axes cover, in degrees; 360 where the problem is hard.
    quality
        Share of the variance that the plane keeps; where it is low, the answer speaks for the plane more than for the problem.
    """

    polygon: FloatArray
    is_hard: bool
    spread: float
    quality: float

    def sentence(self, lang: str = "en") -> str:
        """The finding as a person would say it."""
        kept = f"{100 * self.quality:.0f} %"
        if speaks_french(lang):
            nature = "difficile : les poids admis pointent dans toutes les directions" if self.is_hard else "facile"
            wide = "" if self.is_hard else f" : les poids admis pointent dans un angle de {self.spread:.0f}°"
            return f"Problème {nature}{wide} (plan GAIA, {kept} de la variance)."
        nature = "hard: the weights allowed point in every direction" if self.is_hard else "soft"
        wide = "" if self.is_hard else f": the weights allowed point within an angle of {self.spread:.0f}°"
        return f"The problem is {nature}{wide} (GAIA plane, {kept} of the variance)."


def freedom(
    problem: Problem, weights: Weights | Mapping[str, float], box: WeightBox | Mapping[str, tuple[float, float]]
) -> Freedom:
    """PROMETHEE VI: how far the decision axis can turn while the weights stay within limits. Exact: no weights are drawn.

    Parameters
    ----------
    problem, weights
        What is decided; the weights do not change the answer, but must be given for the same criteria.
    box
        Lowest and highest share by criterion.

    Raises
    ------
    WeightsError
        If no weights lie within the limits.

    Notes
    -----
    Brans, J.-P. & Mareschal, B. (1995), The PROMETHEE VI procedure: how to differentiate hard from soft multicriteria problems,
    Journal of Decision Systems 4.

    Examples
    --------
    >>> from mcda_industry.preferences import Usual
    >>> from mcda_industry.problem import maximise
    >>> names = ("a", "b", "c")
    >>> rows = {"x": (3, 1, 3), "y": (2, 2, 1), "z": (1, 3, 2)}
    >>> problem = Problem.of([maximise(n, preference=Usual()) for n in names], rows)
    >>> freedom(problem, dict.fromkeys(names, 1), {}).is_hard
    True
    """
    plane = gaia(problem, weights)
    polygon = plane.decision_polygon(box)
    hard = _holds_origin(polygon)
    return Freedom(polygon, hard, 360.0 if hard else _spread(polygon), plane.quality)


def _holds_origin(polygon: FloatArray) -> bool:
    if len(polygon) < 3:
        return bool(_distance_to_segment(polygon) <= 1e-12)
    following = np.roll(polygon, -1, axis=0)
    turns = polygon[:, 0] * following[:, 1] - polygon[:, 1] * following[:, 0]
    return bool((turns >= -1e-12).all())


def _distance_to_segment(ends: FloatArray) -> float:
    start, step = ends[0], ends[-1] - ends[0]
    length = float(step @ step)
    along = float(np.clip(-(start @ step) / length, 0.0, 1.0)) if length else 0.0
    return float(np.hypot(*(start + along * step)))


def _spread(polygon: FloatArray) -> float:
    """The angle between the outermost corners, seen from outside: less than half a turn."""
    middle = polygon.mean(axis=0)
    angles = np.arctan2(
        middle[0] * polygon[:, 1] - middle[1] * polygon[:, 0], middle[0] * polygon[:, 0] + middle[1] * polygon[:, 1]
    )
    return float(np.degrees(angles.max() - angles.min()))
