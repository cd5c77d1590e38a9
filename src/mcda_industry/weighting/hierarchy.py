"""A tree of criteria: weights set locally, among the children of each node, and multiplied down to the leaves."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from pydantic import model_validator

from mcda_industry.errors import Fault, WeightsError, did_you_mean, listed, quoted
from mcda_industry.records import FrozenMap, Name, Record, positional
from mcda_industry.weighting.pairwise import PairwiseComparisons, Priorities
from mcda_industry.weighting.weights import Weights

Local = Weights | Priorities | PairwiseComparisons | Mapping[str, float]
"""What sets the shares of the children of one node."""


@dataclass(frozen=True)
class NodeShares:
    """The share of a node among its siblings, and in the whole.

    Attributes
    ----------
    node, parent
        The names of the node and of the group or goal it stands under.
    local, overall
        Its share among the children of its parent, and the product of the local shares on the way from the goal.
    is_leaf
        Whether it is a criterion.
    """

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
        With every fault found: a node has two parents, stands twice or in a circle, or cannot be reached from the goal; a group
        has no children; the goal has no branch.

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
        given: Any = branches
        if isinstance(branches, Mapping):
            given = {
                name: tuple(below) if isinstance(below, list | tuple) else below for name, below in branches.items()
            }
        super().__init__(goal=goal, branches=given)

    @model_validator(mode="after")
    def _is_a_tree(self) -> Self:
        if faults := [*self._repeated(), *self._childless(), *self._no_goal()] or self._unreachable():
            raise WeightsError.of(faults)
        return self

    def _repeated(self) -> list[Fault]:
        parents: dict[str, list[str]] = {}
        for parent, children in self.branches.items():
            for child in children:
                parents.setdefault(child, []).append(parent)
        said = "{} stands under {}: a node has one parent, and stands there once. Keep one place."
        return [
            Fault(said.format(quoted(child), " and ".join(map(quoted, above))), "two_parents", child)
            for child, above in parents.items()
            if len(above) > 1
        ]

    def _childless(self) -> list[Fault]:
        said = "The group {} has no children. Give it criteria, or leave it out of the branches to make it a criterion."
        return [
            Fault(said.format(quoted(node)), "no_children", node) for node, below in self.branches.items() if not below
        ]

    def _no_goal(self) -> list[Fault]:
        if self.goal not in self.branches:
            said = f"There is no branch for the goal {quoted(self.goal)}; {did_you_mean(self.goal, self.branches)}"
            return [Fault(said, "no_goal", self.goal)]
        if above := [parent for parent, children in self.branches.items() if self.goal in children]:
            said = (
                f"The goal {quoted(self.goal)} stands under {quoted(above[0])}, which is a circle. Take it out there."
            )
            return [Fault(said, "circle", self.goal)]
        return []

    def _unreachable(self) -> list[Fault]:
        """The groups that hang on nothing; a circle of groups, each with one parent, cannot hang on the goal either."""
        reached = tuple(self._below(self.goal))
        parent_of = {child: parent for parent, children in self.branches.items() for child in children}
        faults = []
        for node in self.branches:
            if node in reached:
                continue
            if node in parent_of:
                said = f"The group {quoted(node)} hangs on {quoted(parent_of[node])}, which does not hang on the goal "
                said += (
                    f"{quoted(self.goal)}: they stand in a circle, or the top one is misspelt. Hang one on the goal."
                )
            else:
                said = f"The group {quoted(node)} hangs on nothing; {did_you_mean(node, reached)}"
            faults.append(Fault(said, "unreachable", node))
        return faults

    def _below(self, node: str) -> Iterator[str]:
        """The node and everything below it, in order."""
        waiting = [node]
        while waiting:
            node = waiting.pop()
            yield node
            waiting += reversed(self.branches.get(node, ()))

    @property
    def leaves(self) -> tuple[str, ...]:
        """The criteria, in the order of the tree."""
        return tuple(node for node in self._below(self.goal) if node not in self.branches)

    def leaves_below(self, group: str) -> tuple[str, ...]:
        """The criteria of a group, those of the groups below it included, in the order of the tree.

        >>> CriteriaTree("goal", {"goal": ("money", "jobs"), "money": ("npv", "exports")}).leaves_below("money")
        ('npv', 'exports')
        """
        self.children(group)
        return tuple(node for node in self._below(group) if node not in self.branches)

    @property
    def groups(self) -> tuple[str, ...]:
        """Every node with children, the goal first, in the order of the tree."""
        return tuple(node for node in self._below(self.goal) if node in self.branches)

    def children(self, node: str) -> tuple[str, ...]:
        """The children of a group; an unknown group is refused with the nearest one."""
        if not isinstance(node, str) or node not in self.branches:
            raise WeightsError.of([self._unknown_group(node, "There is no group")])
        return self.branches[node]

    def path(self, leaf: str) -> tuple[str, ...]:
        """The nodes from the goal down to a leaf, both included; a name that is no leaf is refused with the nearest one.

        >>> CriteriaTree("goal", {"goal": ("money", "jobs"), "money": ("npv", "exports")}).path("npv")
        ('goal', 'money', 'npv')
        """
        if leaf not in self.leaves:
            said = f"There is no leaf {quoted(leaf)}; {did_you_mean(leaf, self.leaves)}"
            raise WeightsError(said, code="unknown_leaf", field=str(leaf))
        parent_of = {child: parent for parent, children in self.branches.items() for child in children}
        upwards = [leaf]
        while upwards[-1] != self.goal:
            upwards.append(parent_of[upwards[-1]])
        return tuple(reversed(upwards))

    def weights(self, local: Mapping[str, Local], source: str = "hierarchy") -> Weights:
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
            With every fault found: a group without local weights, a name that is no group, local weights that name other
            children or that are refused themselves.
        """
        rows = {row.node: row.overall for row in self.local_and_global(local)}
        return Weights({leaf: rows[leaf] for leaf in self.leaves}, source=source)

    def local_and_global(self, local: Mapping[str, Local]) -> tuple[NodeShares, ...]:
        """The local and the global share of every node below the goal, in the order of the groups; raises as `weights` does.

        >>> tree = CriteriaTree("goal", {"goal": ("money", "jobs"), "money": ("npv",)})
        >>> [(row.node, row.local, row.overall) for row in tree.local_and_global({"goal": {"money": 3, "jobs": 1}})]
        [('money', 0.75, 0.75), ('jobs', 0.25, 0.25), ('npv', 1.0, 0.75)]
        """
        shares = self._local_shares(local)
        found, overall = [], {self.goal: 1.0}
        for parent in self.groups:
            for child in self.branches[parent]:
                share = shares[parent][child]
                overall[child] = overall[parent] * share
                found.append(NodeShares(child, parent, share, overall[child], child not in self.branches))
        return tuple(found)

    def _local_shares(self, local: Mapping[str, Local]) -> dict[str, Weights]:
        """The local weights of every group, or one error with every fault found."""
        if not isinstance(local, Mapping):
            said = (
                f"Local weights are given by group, for example {{{self.goal!r}: {{...}}}}; got {type(local).__name__}."
            )
            raise WeightsError(f"{said} Add the names of the groups.", code="no_names", field="local")
        faults = [
            self._unknown_group(name, "Local weights are given for a group that does not exist,")
            for name in local
            if name not in self.branches
        ]
        shares: dict[str, Weights] = {}
        for parent, children in self.branches.items():
            if parent not in local and len(children) > 1:
                said = (
                    f"There are no local weights for {quoted(parent)}. Give shares to its children: {listed(children)}."
                )
                faults.append(Fault(said, "no_local_weights", parent))
                continue
            try:
                shares[parent] = _as_weights(local.get(parent, dict.fromkeys(children, 1.0)))
                faults += self._other_children(parent, shares[parent])
            except WeightsError as refusal:
                faults += [fault.within(f"Local weights of {quoted(parent)}") for fault in refusal.faults]
        if faults:
            raise WeightsError.of(faults)
        return shares

    def _unknown_group(self, name: object, what: str) -> Fault:
        return Fault(f"{what} {quoted(name)}; {did_you_mean(name, self.branches)}", "unknown_group", str(name))

    def _other_children(self, parent: str, weights: Weights) -> list[Fault]:
        children = self.branches[parent]
        different = [name for name in (*weights, *children) if (name in children) != (name in weights.shares)]
        if not different:
            return []
        said = f"The local weights of {quoted(parent)} must name its children; they differ on {listed(different)}. "
        return [
            Fault(
                said + f"For {quoted(different[0])}, {did_you_mean(different[0], children)}", "other_children", parent
            )
        ]


def _as_weights(given: Local) -> Weights:
    return Weights.of(given.priorities() if isinstance(given, PairwiseComparisons) else given)
