"""What moves when a weight moves: one criterion against all others, one within its group, or a group as a whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from mcda_industry.arrays import BoolArray, FloatArray
from mcda_industry.errors import ProblemError, SensitivityError, did_you_mean, quoted
from mcda_industry.sensitivity.one_weight.paths import Moves
from mcda_industry.weighting.hierarchy import CriteriaTree


@dataclass(frozen=True)
class WithinGroups:
    """A criterion moves and its siblings make room, in proportion; the weights of all groups stay as they are.

    Parameters
    ----------
    tree
        The criteria by group. What stands beside a criterion in its group makes room, groups below the same parent included.

    Raises
    ------
    SensitivityError
        If `tree` is no `CriteriaTree`.

    Examples
    --------
    >>> from mcda_industry.problem import Problem, maximise
    >>> from mcda_industry.sensitivity.one_weight.stability import stability_intervals
    >>> tree = CriteriaTree("goal", {"goal": ("money", "jobs"), "money": ("npv", "exports")})
    >>> rows = {"x": (3, 1, 1), "y": (1, 4, 1)}
    >>> problem = Problem.of([maximise(name) for name in tree.leaves], rows)
    >>> weights = {"npv": 0.4, "exports": 0.2, "jobs": 0.4}
    >>> low, now, high = stability_intervals(problem, weights, "weighted_sum", move=WithinGroups(tree))["npv"]
    >>> round(low, 3), now, round(high, 3)
    (0.3, 0.4, 0.6)
    """

    tree: CriteriaTree

    def __post_init__(self) -> None:
        _check(self.tree, "WithinGroups")

    def names(self) -> tuple[str, ...]:
        """What can move: every criterion."""
        return self.tree.leaves

    def masks(self, criteria: Sequence[str]) -> tuple[BoolArray, BoolArray]:
        """(m, m) which criteria move, and which make room."""
        moving = np.eye(len(criteria), dtype=bool)
        groups = (self.tree.leaves_below(self.tree.path(name)[-2]) for name in criteria)
        siblings = np.array([[name in group for name in criteria] for group in groups])
        return moving, siblings & ~moving


@dataclass(frozen=True)
class WholeGroups:
    """The weight of a group moves, its criteria in proportion; all criteria outside it make room, in proportion.

    Parameters
    ----------
    tree
        The criteria by group. Every group moves in turn, at any depth; the goal does not.

    Raises
    ------
    SensitivityError
        If `tree` is no `CriteriaTree`, or has no group below its goal.

    Examples
    --------
    >>> from mcda_industry.problem import Problem, maximise
    >>> from mcda_industry.sensitivity.one_weight.stability import stability_intervals
    >>> tree = CriteriaTree("goal", {"goal": ("money", "jobs"), "money": ("npv", "exports")})
    >>> rows = {"x": (3, 1, 1), "y": (1, 1, 3)}
    >>> problem = Problem.of([maximise(name) for name in tree.leaves], rows)
    >>> weights = {"npv": 0.5, "exports": 0.1, "jobs": 0.4}
    >>> round(stability_intervals(problem, weights, "weighted_sum", move=WholeGroups(tree))["money"].low, 4)
    0.5455
    """

    tree: CriteriaTree

    def __post_init__(self) -> None:
        _check(self.tree, "WholeGroups")
        if not self.names():
            said = f"The tree of {quoted(self.tree.goal)} has no groups below its goal, so no group can move. Leave move out."
            raise SensitivityError(said, code="no_groups", field="move")

    def names(self) -> tuple[str, ...]:
        """What can move: every group below the goal."""
        return self.tree.groups[1:]

    def masks(self, criteria: Sequence[str]) -> tuple[BoolArray, BoolArray]:
        """(k, m) which criteria move, and which make room."""
        groups = (self.tree.leaves_below(name) for name in self.names())
        moving = np.array([[name in group for name in criteria] for group in groups])
        return moving, ~moving


Move = WithinGroups | WholeGroups | None
"""How weights move; None: one criterion, and all others make room in proportion."""


class NamedMoves(NamedTuple):
    """Moves by the names of what moves."""

    names: tuple[str, ...]
    moves: Moves

    def position(self, name: object) -> int:
        """Which move is that of this name; an unknown name is refused with the nearest one."""
        if name in self.names:
            return self.names.index(str(name))
        said = f"Nothing that moves is called {quoted(name)}; {did_you_mean(name, self.names)}"
        raise ProblemError(said, code="unknown_criterion", field=str(name))


def named_moves(move: Move, criteria: Sequence[str], weights: FloatArray) -> NamedMoves:
    """The moves of these weights (m,) over these criteria.

    Raises
    ------
    SensitivityError
        If there is one criterion only, `move` is none of the above, its tree has other leaves than these criteria, or nothing
        can move at all.
    """
    if len(criteria) < 2:
        said = "There is only one criterion; its weight cannot move. Add a criterion."
        raise SensitivityError(said, code="one_criterion")
    if move is None:
        return NamedMoves(tuple(criteria), Moves.one_by_one(weights))
    if not isinstance(move, WithinGroups | WholeGroups):
        said = f"move must be WithinGroups(tree), WholeGroups(tree) or None, not {quoted(move)}. Leave it out, or give one."
        raise SensitivityError(said, code="bad_move", field="move")
    if different := [
        name for name in (*move.tree.leaves, *criteria) if (name in criteria) != (name in move.tree.leaves)
    ]:
        known = criteria if different[0] in move.tree.leaves else move.tree.leaves
        said = f"Tree and problem must name the same criteria; they differ on {quoted(different[0])}. "
        said += f"For it, {did_you_mean(different[0], known)}"
        raise SensitivityError(said, code="other_criteria", field=different[0])
    names = tuple(criteria) if isinstance(move, WithinGroups) else move.names()
    found = NamedMoves(names, Moves.of(weights, *move.masks(criteria)))
    if not found.moves.room.any():
        said = "No weight can move: each stands alone in its group, or its group has no weight. "
        raise SensitivityError(said + "Leave move out, or use another tree.", code="nothing_moves", field="move")
    return found


def _check(tree: object, name: str) -> None:
    if not isinstance(tree, CriteriaTree):
        said = f"{name} needs a CriteriaTree, not {quoted(tree)}. Make one with CriteriaTree(goal, branches)."
        raise SensitivityError(said, code="not_a_tree", field="tree")
