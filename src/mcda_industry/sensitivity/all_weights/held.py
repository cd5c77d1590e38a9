"""Which weights are held and which may move, and how a change is measured: read from what the caller gives, or refused."""

from collections.abc import Iterable

import numpy as np

from mcda_industry.arrays import FloatArray
from mcda_industry.errors import SensitivityError, did_you_mean, quoted
from mcda_industry.problem import Problem
from mcda_industry.sensitivity.all_weights.movable import Movable
from mcda_industry.sensitivity.all_weights.nearest import NORMS, Norm


def known_norm(norm: object) -> Norm:
    """The norm of this name; another is refused with the nearest."""
    if isinstance(norm, str) and norm in NORMS:
        return norm  # type: ignore[return-value]
    said = f"There is no norm {quoted(norm)}; {did_you_mean(norm, NORMS)}"
    raise SensitivityError(said, code="unknown_norm", field="norm")


def held(problem: Problem, fixed: object) -> tuple[str, ...]:
    """The names of the criteria whose weight is held, each once, in the order of the problem."""
    if isinstance(fixed, str) or not isinstance(fixed, Iterable):
        said = f"Criteria to hold are given as a list of names, not as {quoted(fixed)}. Give [{quoted(fixed)}]."
        raise SensitivityError(said, code="not_a_list", field="fixed")
    columns = sorted({problem.position(name) for name in fixed})
    return tuple(problem.criterion_names[j] for j in columns)


def movable_of(criteria: tuple[str, ...], weights: FloatArray, fixed: tuple[str, ...]) -> Movable:
    """The weights (m,) that may move: all but those of these criteria."""
    columns = np.array([j for j, name in enumerate(criteria) if name not in fixed], dtype=np.int64)
    return Movable(weights, columns)


def require_movable(movable: Movable) -> None:
    """Refuse weights of which none can move."""
    m, free = len(movable.weights), len(movable.columns)
    if m < 2:
        said = "There is only one criterion; its weight cannot move. Add a criterion."
        raise SensitivityError(said, code="one_criterion")
    if free < 2:
        said = f"Of {m} criteria {m - free} are held; no weight can move. Let two or more move."
        raise SensitivityError(said, code="all_fixed", field="fixed")
    if not movable.total:
        said = "The criteria that may move have weight zero together, so nothing can move among them. Let others move."
        raise SensitivityError(said, code="no_weight", field="fixed")
