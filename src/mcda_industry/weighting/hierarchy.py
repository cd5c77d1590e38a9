"""A tree of criteria: weights set locally, among the children of each node, and multiplied down to the leaves."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from pydantic import model_validator

from mcda_industry.errors import Fault, WeightsError, did_you_mean, listed, quoted
from mcda_industry.records import FrozenMap, Name, Record, positional
from mcda_industry.weighting.pairwise import PairwiseComparisons
from mcda_industry.weighting.weights import Weights


@dataclass(frozen=True)
class NodeShares:
    """The share of a node among its siblings, and in the whole."""

    node: str
    parent: str
    local: float
    overall: float
    is_leaf: bool


class CriteriaTree(Record):
    """Goal, groups of any depth, and the criteria as leaves.

    Parameters
    ----------
    goal
        The name of the root.
    branches
        The children of the goal and of every group, by name: {goal: ("C1", "C2"), "C1": ("C11", "C12")}. A name without children
        is a leaf, that is a criterion.

    Raises
    ------
    WeightsError
        If a node has two parents, is its own ancestor or cannot be reached from the goal; with every fault found.

    Examples
    --------
    >>> tree = CriteriaTree("goal", {"goal": ("money", "jobs"), "money": ("npv", "exports")})
    >>> tree.leaves
    ('npv', 'exports', 'jobs')
    >>> tree.weights({"goal": {"money": 3, "jobs": 1}, "money": {"npv": 1, "exports": 1}}).shares
    {'npv': 0.375, 'exports': 0.375, 'jobs': 0.25}
    """

    goal: Name
    branches: FrozenMap[Name, tuple[Name, ...]]

    @positional
    def __init__(self, goal: str, branches: Mapping[str, Sequence[str]]) -> None:
        super().__init__(goal=goal, branches={parent: tuple(children) for parent, children in branches.items()})

    @model_validator(mode="after")
    def _is_a_tree(self) -> Self:
        children = [child for group in self.branches.values() for child in group]
        faults = [
            Fault(f"{quoted(node)} stands under two nodes, or twice under one. Keep one place.", "two_parents", node)
            for node in sorted({child for child in children if children.count(child) > 1})
        ]
        faults += [
            Fault(
                f"The group {quoted(parent)} has no children. Give it criteria, or leave it out.", "no_children", parent
            )
            for parent, group in self.branches.items()
            if not group
        ]
        if self.goal not in self.branches or self.goal in children:
            said = f"The goal {quoted(self.goal)} must have children and no parent; {did_you_mean(self.goal, self.branches)}"
            faults.append(Fault(said, "no_goal", self.goal))
        reached = set() if faults else set(self._below(self.goal))
        if not faults and (lost := sorted(set(self.branches) - reached)):
            said = (
                f"{listed(lost)} cannot be reached from the goal {quoted(self.goal)}. Put it under a node of the tree."
            )
            faults.append(Fault(said, "unreachable", lost[0]))
        if faults:
            raise WeightsError.of(faults)
        return self

    def _below(self, node: str) -> Iterator[str]:
        """The node and everything below it, in order."""
        yield node
        for child in self.branches.get(node, ()):
            yield from self._below(child)

    @property
    def leaves(self) -> tuple[str, ...]:
        """The criteria, in the order of the tree."""
        return tuple(node for node in self._below(self.goal) if node not in self.branches)

    @property
    def groups(self) -> tuple[str, ...]:
        """Every node with children, the goal first, in the order of the tree."""
        return tuple(node for node in self._below(self.goal) if node in self.branches)

    def children(self, node: str) -> tuple[str, ...]:
        """The children of a group; an unknown group is refused with the nearest one."""
        if node not in self.branches:
            said = f"There is no group {quoted(node)}; {did_you_mean(node, self.branches)}"
            raise WeightsError(said, code="unknown_group", field=node)
        return self.branches[node]

    def weights(self, local: Mapping[str, Any], source: str = "hierarchy") -> Weights:
        """Global weights of the leaves: the product of the local shares on the way from the goal.

        Parameters
        ----------
        local
            For the goal and every group, by name: `Weights`, priorities, complete pairwise comparisons (their eigenvector is
            taken) or points by child. A group with a single child needs none.
        source
            Where they came from, for tables and records.

        Raises
        ------
        WeightsError
            If a group has no local weights, a name is no group, or local weights name other children.
        """
        rows = {row.node: row.overall for row in self.local_and_global(local)}
        return Weights({leaf: rows[leaf] for leaf in self.leaves}, source=source)

    def local_and_global(self, local: Mapping[str, Any]) -> tuple[NodeShares, ...]:
        """The local and the global share of every node below the goal, in the order of the tree."""
        if unknown := [name for name in local if name not in self.branches]:
            said = f"Local weights are given for {quoted(unknown[0])}, which is no group; "
            raise WeightsError(
                said + did_you_mean(unknown[0], self.branches), code="unknown_group", field=str(unknown[0])
            )
        if missing := [g for g in self.groups if g not in local and len(self.branches[g]) > 1]:
            said = f"There are no local weights for the children of {listed(missing)}. Give them."
            raise WeightsError(said, code="no_local_weights", field=missing[0])
        found, overall = [], {self.goal: 1.0}
        for parent in self.groups:
            for child, share in self._shares(parent, local).items():
                overall[child] = overall[parent] * share
                found.append(NodeShares(child, parent, share, overall[child], child not in self.branches))
        return tuple(found)

    def _shares(self, parent: str, local: Mapping[str, Any]) -> Mapping[str, float]:
        children = self.branches[parent]
        given = local.get(parent, dict.fromkeys(children, 1.0))
        weights = Weights.of(given.priorities() if isinstance(given, PairwiseComparisons) else given)
        if different := [name for name in (*children, *weights) if (name in children) != (name in weights.shares)]:
            said = f"The local weights of {quoted(parent)} must name its children; they differ on {listed(different)}. "
            said += f"For {quoted(different[0])}, {did_you_mean(different[0], children)}"
            raise WeightsError(said, code="other_criteria", field=parent)
        return {child: weights[child] for child in children}
