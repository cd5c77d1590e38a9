"""Pairwise comparisons and the priorities they give (AHP; Saaty, 1977, 1980)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Annotated, Any, Literal, Self

import numpy as np
from pydantic import Field, model_validator

from mcda_industry.arrays import FloatArray, frozen
from mcda_industry.errors import JudgementError, did_you_mean, listed, quoted, speaks_french
from mcda_industry.records import Name, Number, Record, positional
from mcda_industry.weighting.eigen import principal
from mcda_industry.weighting.judgements import (
    RECIPROCITY,
    as_names,
    item_faults,
    read_judgements,
    read_matrix,
)
from mcda_industry.weighting.random_index import random_index as random_index_of
from mcda_industry.weighting.weights import Weights

Method = Literal["eigenvector", "geometric_mean"]
METHODS = ("eigenvector", "geometric_mean")

CONSISTENT = 0.1
"""The consistency ratio up to which judgements are taken as consistent enough (Saaty, 1980)."""


@dataclass(frozen=True, eq=False)
class Priorities:
    """The weights that judgements give, and how consistent the judgements are.

    Attributes
    ----------
    weights
        The priorities as `Weights`.
    lambda_max
        The principal eigenvalue; by the geometric mean, the mean of (A w)_i / w_i for its own w. n where judgements are
        consistent, more where they are not.
    consistency_index
        (lambda_max - n) / (n - 1); 0 for one or two items.
    consistency_ratio
        The consistency index over the random index; 0 for one or two items.
    geometric_consistency_index
        2 / ((n - 1)(n - 2)) times the sum over i < j of ln²(a_ij w_j / w_i), with geometric-mean weights whatever the method
        (Aguarón & Moreno-Jiménez, 2003, The geometric consistency index: approximated thresholds); 0 for one or two items.
    method
        How the weights were found.
    random_index
        The table of the random index; it says so where that table ended and Alonso and Lamata's took over.

    Examples
    --------
    >>> found = PairwiseComparisons(("A", "B", "C"), {("A", "B"): 2, ("A", "C"): 4, ("B", "C"): 2}).priorities()
    >>> print(found.sentence())
    Judgements consistent: CR = 0.000 (random index saaty).
    """

    weights: Weights
    lambda_max: float
    consistency_index: float
    consistency_ratio: float
    geometric_consistency_index: float
    method: Method
    random_index: str

    @property
    def is_consistent(self) -> bool:
        """Whether the consistency ratio is at most 0.1."""
        return self.consistency_ratio <= CONSISTENT

    def sentence(self, lang: str = "en") -> str:
        """The consistency as a person would say it, in English or French ("fr")."""
        ratio = f"{self.consistency_ratio:.3f}"
        if speaks_french(lang):
            verdict = "cohérents" if self.is_consistent else "trop incohérents (limite 0,1) : à reprendre"
            return f"Jugements {verdict} : RC = {ratio.replace('.', ',')} (indice aléatoire {self.random_index})."
        verdict = "consistent" if self.is_consistent else "too inconsistent (limit 0.1): to be revised"
        return f"Judgements {verdict}: CR = {ratio} (random index {self.random_index})."


class PairwiseComparisons(Record):
    """Judgements of how many times more one item counts than another; the reciprocal is implied.

    Parameters
    ----------
    items
        What is compared.
    judgements
        {("a", "b"): 3} where a counts three times as much as b, or rows ("a", "b", 3). Numbers above zero, fractions, or text
        such as "1/3". Pairs may be missing; priorities need them all. A pair may be judged from both sides if both agree; one
        is kept.

    Raises
    ------
    JudgementError
        With every fault found: unknown items, judgements that are not numbers above zero, a pair judged twice in
        contradiction, an item judged against itself other than 1.

    Examples
    --------
    >>> size = PairwiseComparisons(("A", "B", "C"), {("A", "B"): 6, ("A", "C"): 8, ("B", "C"): 4})
    >>> found = size.priorities()
    >>> round(found.lambda_max, 3), round(found.consistency_ratio, 3), found.is_consistent
    (3.136, 0.117, False)
    >>> PairwiseComparisons(("A", "B"), {("A", "B"): "1/4"}).model_dump_json()
    '{"items":["A","B"],"judgements":[["A","B",0.25]]}'
    """

    items: tuple[Name, ...]
    judgements: tuple[tuple[Name, Name, Annotated[Number, Field(gt=0)]], ...]

    @positional
    def __init__(
        self,
        items: Sequence[str],
        judgements: Mapping[tuple[str, str], float | str | Fraction]
        | Sequence[tuple[str, str, float | str | Fraction]],
    ) -> None:
        super().__init__(items=as_names(items), judgements=_rows(judgements))

    @classmethod
    def from_matrix(cls, matrix: object, items: Sequence[str], reciprocity_tolerance: float = RECIPROCITY) -> Self:
        """Comparisons from an (n, n) matrix; entry (i, j) tells how many times more item i counts than item j.

        Parameters
        ----------
        matrix
            Numbers above zero or text such as "1/3", with 1 or nothing on the diagonal. None or NaN on both sides is a missing
            comparison; on one side, the other implies it. A data frame whose rows and columns are labelled is aligned by name.
        items
            The n names.
        reciprocity_tolerance
            How far a_ij a_ji may be from 1. Within it, the larger of the two entries is kept: 3 rather than 0.333.

        Raises
        ------
        JudgementError
            If the matrix is not square, does not fit the items, or is not positive and reciprocal, with every fault found.

        Examples
        --------
        >>> PairwiseComparisons.from_matrix([[1, "1/3"], [3, 1]], ("A", "B")).judgements
        (('B', 'A', 3.0),)
        """
        names = as_names(items)
        if faults := item_faults(names):
            raise JudgementError.of(faults)
        return cls(names, read_matrix(matrix, names, reciprocity_tolerance))

    @model_validator(mode="before")
    @classmethod
    def _judgements_are_read(cls, data: Any) -> Any:
        """Numbers for what people write, before the types are checked: a fault can then name the pair."""
        if not isinstance(data, Mapping) or not all(_is_list(data.get(key)) for key in ("items", "judgements")):
            return data
        items = tuple(data["items"])
        wrong = item_faults(items)
        judgements, faults = (
            ([], []) if any(f.code == "bad_name" for f in wrong) else read_judgements(items, data["judgements"])
        )
        if wrong or faults:
            raise JudgementError.of([*wrong, *faults])
        return {**data, "judgements": tuple(map(tuple, judgements))}

    @cached_property
    def matrix(self) -> FloatArray:
        """(n, n) the reciprocal matrix in the order of the items, read-only; NaN where a comparison is missing."""
        place = {item: i for i, item in enumerate(self.items)}
        table = np.full((len(self.items), len(self.items)), np.nan)
        np.fill_diagonal(table, 1.0)
        for one, other, value in self.judgements:
            table[place[one], place[other]], table[place[other], place[one]] = value, 1 / value
        return frozen(table)

    @property
    def missing(self) -> tuple[tuple[str, str], ...]:
        """The pairs not yet compared, in the order of the items."""
        rows = np.argwhere(np.triu(np.isnan(self.matrix), 1))
        return tuple((self.items[i], self.items[j]) for i, j in rows)

    @property
    def is_complete(self) -> bool:
        """Whether every pair is compared."""
        return not self.missing

    def priorities(self, method: Method = "eigenvector", random_index: str = "saaty") -> Priorities:
        """The weights these judgements give, and their consistency.

        Parameters
        ----------
        method
            "eigenvector": the principal eigenvector (Saaty, 1977, A scaling method for priorities in hierarchical structures).
            "geometric_mean": the geometric mean of each row (Crawford & Williams, 1985, A note on the analysis of subjective
            judgment matrices).
        random_index
            The table of the random index: "saaty", "saaty_2005", "alonso_lamata" or "donegan_dodd".

        Raises
        ------
        JudgementError
            If comparisons are missing (named), judgements contradict each other beyond computing, or the method or the table
            is unknown.

        Examples
        --------
        >>> PairwiseComparisons(("A", "B"), {("A", "B"): 4}).priorities().weights
        Weights(A: 0.800, B: 0.200; AHP, eigenvector)
        """
        if method not in METHODS:
            said = f"There is no priority method {quoted(method)}; {did_you_mean(method, METHODS)}"
            raise JudgementError(said, code="unknown_method", field="method")
        n, index = len(self.items), random_index_of(len(self.items), random_index)
        self._require_complete()
        shares, lambda_max = _eigenvector(self.matrix) if method == "eigenvector" else _geometric_mean(self.matrix)
        consistency = (lambda_max - n) / (n - 1) if n > 2 else 0.0
        return Priorities(
            weights=Weights(dict(zip(self.items, shares.tolist(), strict=True)), f"AHP, {method.replace('_', ' ')}"),
            lambda_max=lambda_max,
            consistency_index=consistency,
            consistency_ratio=consistency / index.value if n > 2 else 0.0,
            geometric_consistency_index=_geometric_consistency_index(self.matrix),
            method=method,
            random_index=index.table,
        )

    def _require_complete(self) -> None:
        missing = self.missing
        if not missing:
            return
        groups = self._connected()
        if len(groups) > 1:
            told = " and ".join("{" + listed(group) + "}" for group in groups[:3])
            more = f" and {len(groups) - 3} more" if len(groups) > 3 else ""
            said = f"The judgements split into groups that are never compared: {told}{more}. Compare one of each."
            raise JudgementError(said, code="disconnected", field="judgements")
        pairs = ", ".join(f"{quoted(one)} with {quoted(other)}" for one, other in missing[:3])
        more = f" and {len(missing) - 3} more" if len(missing) > 3 else ""
        said = f"Some pairs are not compared: {pairs}{more}. Give them; priorities need every pair."
        raise JudgementError(said, code="incomplete", field="judgements")

    def _connected(self) -> list[list[str]]:
        """The items in groups within which judgements connect them, in the order of the items."""
        neighbours: dict[str, set[str]] = {item: set() for item in self.items}
        for one, other, _ in self.judgements:
            neighbours[one].add(other)
            neighbours[other].add(one)
        left, groups = list(self.items), []
        while left:
            group = frontier = {left[0]}
            while frontier:
                frontier = set().union(*(neighbours[item] for item in frontier)) - group
                group = group | frontier
            groups.append([item for item in left if item in group])
            left = [item for item in left if item not in group]
        return groups


def _rows(judgements: object) -> object:
    """Judgements as rows (one, other, value); a key that is no pair stays whole, for the check to refuse."""
    if isinstance(judgements, Mapping):
        split = (
            (key if isinstance(key, tuple) and len(key) == 2 else (key,), value) for key, value in judgements.items()
        )
        return tuple((*pair, value) for pair, value in split)
    return judgements


def _is_list(value: object) -> bool:
    return isinstance(value, list | tuple)


def _eigenvector(matrix: FloatArray) -> tuple[FloatArray, float]:
    found = principal(matrix[None])
    return found.vectors[0], float(found.values[0])


def _geometric_mean(matrix: FloatArray) -> tuple[FloatArray, float]:
    residuals, means = _log_residuals(matrix)
    shares = np.exp(means - means.max())
    with np.errstate(over="ignore"):
        lambda_max = float(np.exp(residuals).sum(axis=1).mean())
    if not np.isfinite(lambda_max):
        said = "These judgements contradict each other too much for their consistency to be measured. Look for a slip."
        raise JudgementError(said, code="not_certified")
    return shares / shares.sum(), max(lambda_max, float(len(matrix)))


def _geometric_consistency_index(matrix: FloatArray) -> float:
    n = len(matrix)
    if n < 3:
        return 0.0
    residuals, _ = _log_residuals(matrix)
    return float(2 / ((n - 1) * (n - 2)) * np.sum(np.triu(residuals, 1) ** 2))


def _log_residuals(matrix: FloatArray) -> tuple[FloatArray, FloatArray]:
    """(n, n) ln(a_ij w_j / w_i) for the geometric-mean weights w, and (n,) ln w."""
    logarithms = np.log(matrix)
    means = logarithms.mean(axis=1)
    return logarithms - means[:, None] + means, means
