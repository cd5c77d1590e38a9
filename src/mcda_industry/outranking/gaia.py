"""The GAIA plane: alternatives and criteria in the two dimensions that keep most of the unicriterion flows."""

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass

import numpy as np

from mcda_industry.arrays import FloatArray, frozen
from mcda_industry.errors import MethodError
from mcda_industry.methods import shares_of
from mcda_industry.methods.promethee import Promethee2
from mcda_industry.preferences import PreferenceFunction
from mcda_industry.problem import Evaluations, Problem, as_problem
from mcda_industry.weighting.boxes import WeightBox
from mcda_industry.weighting.weights import Weights


@dataclass(frozen=True, eq=False)
class GaiaPlane:
    """Coordinates in the GAIA plane, first axis first.

    Attributes
    ----------
    alternatives
        (n, 2) each alternative: close together, they perform alike; far out along a criterion, it is good on it.
    criteria
        (m, 2) each criterion as an axis from the origin: in the same direction they agree, in opposite ones they conflict.
    decision_axis
        (2,) the projection of the weights: the direction of the compromise. Short, the weights lie across the plane.
    quality
        Share of the variance of the flows that the plane keeps, 0 to 1 (delta of Mareschal & Brans).
    axes
        (m, 2) the two directions, of length 1, on which flows are projected. The largest component of each is positive.
    """

    alternatives: FloatArray
    criteria: FloatArray
    decision_axis: FloatArray
    quality: float
    axes: FloatArray


@dataclass(frozen=True, eq=False)
class Gaia(GaiaPlane):
    """The GAIA plane of a problem: a `GaiaPlane` that knows what was compared, and with which weights."""

    problem: Problem
    weights: Weights

    def decision_polygon(self, box: "WeightBox | Mapping[str, tuple[float, float]]") -> FloatArray:
        """(k, 2) corners, counter-clockwise, of all decision axes that weights within these limits give.

        If the origin lies inside, the decision is hard: the weights allow axes in every direction (PROMETHEE VI).

        Parameters
        ----------
        box
            Lowest and highest share by criterion; a criterion left out may take any share.

        Raises
        ------
        WeightsError
            If no weights lie within the limits.
        """
        limits = box if isinstance(box, WeightBox) else WeightBox(box)
        return limits.projection(self.axes, self.problem.criterion_names)


def gaia(problem: Problem, weights: Weights | Mapping[str, float], executor: Executor | None = None) -> Gaia:
    """The GAIA plane of a problem: principal components of the unicriterion net flows.

    Parameters
    ----------
    problem, weights
        What is compared, and with which weights.
    executor
        Where the flows of the criteria are worked on: threads, processes, or a cluster. None: here. The plane is the same.

    Raises
    ------
    MethodError
        If a criterion has no preference function, there are fewer than two alternatives or criteria, or all alternatives are
        equal in every flow, so that there is no plane.

    Notes
    -----
    Mareschal, B. & Brans, J.-P. (1988), Geometrical representations for MCDA, European Journal of Operational Research 34.
    Only the m by m covariance is decomposed, so that time grows as n m² after the flows.

    Examples
    --------
    >>> from mcda_industry.preferences import Usual
    >>> from mcda_industry.problem import maximise
    >>> names = ("a", "b", "c")
    >>> rows = {"x": (3, 1, 3), "y": (2, 2, 1), "z": (1, 3, 2)}
    >>> plane = gaia(Problem.of([maximise(n, preference=Usual()) for n in names], rows), dict.fromkeys(names, 1))
    >>> round(plane.quality, 3)
    1.0
    """
    problem, weights = as_problem(problem), Weights.of(weights)
    shares = weights.over(problem.criterion_names)
    return Gaia(**vars(_plane(problem.evaluations, shares, executor)), problem=problem, weights=weights)


def gaia_plane(
    values: object,
    preferences: Sequence[PreferenceFunction] | PreferenceFunction,
    directions: Sequence[str] | None = None,
    weights: object = None,
    executor: Executor | None = None,
) -> GaiaPlane:
    """The GAIA plane straight from an (n, m) array, without names: for data of any size.

    Parameters
    ----------
    values, preferences, directions, weights, executor
        As for `promethee_flows`.

    Raises
    ------
    ProblemError, WeightsError, MethodError
        If the array, the directions, the weights or the preferences do not fit, or there is no plane, as for `gaia`.

    Examples
    --------
    >>> from mcda_industry.preferences import Usual
    >>> gaia_plane([[3, 1], [2, 2], [1, 3]], Usual(), weights=[3, 1]).decision_axis.round(3)
    array([0.354, 0.707])
    """
    evaluations = Evaluations.of(values, directions, preferences)
    m = evaluations.values.shape[1]
    return _plane(evaluations, shares_of(np.ones(m) if weights is None else weights, m), executor)


def _plane(evaluations: Evaluations, shares: FloatArray, executor: Executor | None) -> GaiaPlane:
    """Principal components of the unicriterion net flows."""
    if len(shares) < 2:
        raise MethodError("GAIA draws a plane, and there is only one criterion. Add a criterion.", code="one_criterion")
    flows = Promethee2().spread_score_function(evaluations, executor).contributions
    covariance = flows.T @ flows / len(flows)
    if not covariance.any():
        said = "All alternatives are equal in every flow: there is no GAIA plane. Check the thresholds."
        raise MethodError(said, code="no_plane")
    values, vectors = np.linalg.eigh(covariance)
    axes = _signed(vectors[:, ::-1][:, :2])
    quality = float(np.clip(values[-2:].sum() / np.trace(covariance), 0.0, 1.0))
    return GaiaPlane(frozen(flows @ axes), frozen(axes), frozen(shares @ axes), quality, frozen(axes))


def _signed(axes: FloatArray) -> FloatArray:
    """The axes turned so that the component of largest magnitude of each is positive: eigenvectors have no sign of their own."""
    largest = np.abs(axes).argmax(axis=0)
    return np.asarray(axes * np.where(axes[largest, [0, 1]] < 0, -1.0, 1.0))
