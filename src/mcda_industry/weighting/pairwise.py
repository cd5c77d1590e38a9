"""Pairwise comparisons and the priorities they give (AHP; Saaty, 1977, 1980)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import combinations
from typing import Annotated, Any, Literal, Self

import numpy as np
from pydantic import BeforeValidator, Field, field_validator, model_validator

from mcda_industry.arrays import FloatArray, frozen, real_array
from mcda_industry.errors import Fault, JudgementError, did_you_mean, listed, quoted
from mcda_industry.records import Name, Number, Record, positional
from mcda_industry.weighting.eigen import principal
from mcda_industry.weighting.random_index import random_index as random_index_of
from mcda_industry.weighting.weights import Weights

Method = Literal["eigenvector", "geometric_mean"]

CONSISTENT = 0.1
"""The consistency ratio up to which judgements are taken as consistent enough (Saaty, 1980)."""

RECIPROCITY = 1e-9
"""Relative tolerance within which a_ij and 1 / a_ji are the same judgement."""


def _judgement(value: object) -> object:
    """A judgement as a number: "1/3" and fractions too; what is neither is left for the check."""
    if isinstance(value, str):
        try:
            return float(Fraction(value))
        except (ValueError, ZeroDivisionError):
            return value
    return float(value) if isinstance(value, Fraction) else value


Judgement = tuple[Name, Name, Annotated[Number, BeforeValidator(_judgement), Field(gt=0)]]


@dataclass(frozen=True, eq=False)
class Priorities:
    """The weights that judgements give, and how consistent the judgements are.

    Attributes
    ----------
    weights
        The priorities as `Weights`.
    lambda_max
        The principal eigenvalue; by the geometric mean, the mean of (A w)_i / w_i. n where judgements are consistent.
    consistency_index
        (lambda_max - n) / (n - 1); 0 for one or two items.
    consistency_ratio
        The consistency index over the random index.
    geometric_consistency_index
        Mean squared logarithm of a_ij w_j / w_i, with geometric-mean weights (Aguarón & Moreno-Jiménez, 2003).
    method, random_index
        How the weights were found, and the table of the random index.
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
        """The consistency as a person would say it."""
        ratio = f"{self.consistency_ratio:.3f}"
        if lang == "fr":
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
        {("a", "b"): 3} where a counts three times as much as b. Numbers above zero, fractions, or text such as "1/3". Pairs may
        be missing; priorities need them all.

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
    """

    items: tuple[Name, ...]
    judgements: tuple[Judgement, ...]

    @positional
    def __init__(self, items: Sequence[str], judgements: Mapping[tuple[str, str], Any] | Sequence[Any]) -> None:
        rows = [(*pair, value) for pair, value in judgements.items()] if isinstance(judgements, Mapping) else judgements
        super().__init__(items=tuple(items), judgements=tuple(rows))

    @classmethod
    def from_matrix(cls, matrix: object, items: Sequence[str], reciprocity_tolerance: float = RECIPROCITY) -> Self:
        """Comparisons from an (n, n) matrix; entry (i, j) tells how many times more item i counts than item j.

        Entries may be text such as "1/3"; None or NaN on both sides is a missing comparison.

        Raises
        ------
        JudgementError
            If the matrix is not square, does not fit the items, or is not positive and reciprocal, with every fault found.
        """
        table, faults = _square(matrix, tuple(items), reciprocity_tolerance)
        if faults:
            raise JudgementError.of(faults)
        pairs = [(i, j) for i, j in combinations(range(len(table)), 2) if not np.isnan(table[i, j])]
        return cls(items, {(items[i], items[j]): float(table[i, j]) for i, j in pairs})

    @field_validator("items")
    @classmethod
    def _items_are_different(cls, items: tuple[str, ...]) -> tuple[str, ...]:
        if not items:
            raise JudgementError("There is nothing to compare. Name the items.", code="no_items")
        if twice := sorted({item for item in items if items.count(item) > 1}):
            raise JudgementError(f"Each item needs its own name: {listed(twice)} stands twice.", code="duplicate_name")
        return items

    @model_validator(mode="after")
    def _judgements_agree(self) -> Self:
        seen: dict[frozenset[str], float] = {}
        faults: list[Fault] = []
        for one, other, value in self.judgements:
            if unknown := [item for item in (one, other) if item not in self.items]:
                said = f"The judgement of {quoted(one)} against {quoted(other)} names {quoted(unknown[0])}, which is no item; "
                faults.append(Fault(said + did_you_mean(unknown[0], self.items), "unknown_item", unknown[0]))
            elif one == other and value != 1:
                said = f"{quoted(one)} is judged {value:g} against itself. It counts once: leave the judgement out."
                faults.append(Fault(said, "diagonal", one))
            elif one != other:
                forward = value if (one, other) == tuple(sorted((one, other))) else 1 / value
                before = seen.setdefault(frozenset((one, other)), forward)
                if abs(before / forward - 1) > RECIPROCITY:
                    said = f"{quoted(one)} and {quoted(other)} are judged twice, and differently. Keep one judgement."
                    faults.append(Fault(said, "contradiction", one))
        if faults:
            raise JudgementError.of(faults)
        return self

    @cached_property
    def matrix(self) -> FloatArray:
        """(n, n) the reciprocal matrix in the order of the items, read-only; NaN where a comparison is missing."""
        place = {item: i for i, item in enumerate(self.items)}
        table = np.full((len(self.items), len(self.items)), np.nan)
        np.fill_diagonal(table, 1.0)
        for one, other, value in self.judgements:
            if one != other:
                table[place[one], place[other]], table[place[other], place[one]] = value, 1 / value
        return frozen(table)

    @property
    def missing(self) -> tuple[tuple[str, str], ...]:
        """The pairs not yet compared."""
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
            "eigenvector": the principal eigenvector (Saaty, 1977). "geometric_mean": the geometric mean of each row
            (Crawford & Williams, 1985).
        random_index
            The table of the random index: "saaty", "saaty_2005" or "alonso_lamata".

        Raises
        ------
        JudgementError
            If comparisons are missing (named), or the method or the table is unknown.
        """
        if method not in ("eigenvector", "geometric_mean"):
            said = f"There is no priority method {quoted(method)}; {did_you_mean(method, ('eigenvector', 'geometric_mean'))}"
            raise JudgementError(said, code="unknown_method", field="method")
        self._require_complete()
        n, index = len(self.items), random_index_of(len(self.items), random_index)
        shares, lambda_max = _eigenvector(self.matrix) if method == "eigenvector" else _geometric_mean(self.matrix)
        consistency = max(0.0, (lambda_max - n) / (n - 1)) if n > 2 else 0.0
        return Priorities(
            weights=Weights(dict(zip(self.items, shares.tolist(), strict=True)), source=f"AHP, {method}"),
            lambda_max=lambda_max,
            consistency_index=consistency,
            consistency_ratio=consistency / index.value if n > 2 else 0.0,
            geometric_consistency_index=_geometric_consistency_index(self.matrix),
            method=method,
            random_index=index.table,
        )

    def _require_complete(self) -> None:
        if self.is_complete:
            return
        groups = self._connected()
        if len(groups) > 1:
            told = " and ".join("{" + listed(group) + "}" for group in groups)
            said = f"The judgements split into groups that are never compared: {told}. Compare one of each."
            raise JudgementError(said, code="disconnected")
        pairs = "; ".join(f"{quoted(a)} with {quoted(b)}" for a, b in self.missing[:3])
        more = f" and {len(self.missing) - 3} more" if len(self.missing) > 3 else ""
        said = f"Priorities need every pair compared; missing are {pairs}{more}. Give these judgements."
        raise JudgementError(said, code="incomplete")

    def _connected(self) -> list[list[str]]:
        """The items in groups within which judgements connect them."""
        left, groups = list(self.items), []
        neighbours = {item: {b if a == item else a for a, b, _ in self.judgements if item in (a, b)} for item in left}
        while left:
            group, frontier = {left[0]}, {left[0]}
            while frontier:
                frontier = set().union(*(neighbours[item] for item in frontier)) - group
                group |= frontier
            groups.append([item for item in left if item in group])
            left = [item for item in left if item not in group]
        return groups


@dataclass(frozen=True, eq=False)
class PrioritiesBatch:
    """Priorities of S stacked matrices.

    Attributes
    ----------
    weights
        (S, n) principal eigenvectors, each adding to one.
    lambda_max, consistency_ratio
        (S,) eigenvalues and consistency ratios.
    random_index
        The table of the random index.
    """

    weights: FloatArray
    lambda_max: FloatArray
    consistency_ratio: FloatArray
    random_index: str


def priorities_of(matrices: object, random_index: str = "saaty") -> PrioritiesBatch:
    """Eigenvector priorities and consistency ratios of many complete reciprocal matrices (S, n, n) at once.

    Raises
    ------
    JudgementError
        If the stack has another shape, or a matrix is not positive and reciprocal; the first such matrix is named by its number.

    Examples
    --------
    >>> priorities_of([[[1, 3], [1 / 3, 1]]]).weights
    array([[0.75, 0.25]])
    """
    stack, bad = real_array(matrices)
    if stack.ndim != 3 or stack.shape[1] != stack.shape[2] or 0 in stack.shape:
        raise JudgementError(f"Matrices are stacked as (S, n, n); these have shape {stack.shape}.", code="wrong_shape")
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        wrong = ~(np.abs(stack * stack.transpose(0, 2, 1) - 1) <= RECIPROCITY).all(axis=(1, 2)) | ~(stack > 0).all(
            axis=(1, 2)
        )
    if bad or wrong.any():
        first = int(np.flatnonzero(wrong)[0])
        said = f"Matrix {first} of the stack is not positive and reciprocal. Build it with PairwiseComparisons to see where."
        raise JudgementError(said, code="not_reciprocal", row=first)
    n, index = stack.shape[1], random_index_of(stack.shape[1], random_index)
    vectors, values = principal(stack)
    consistency = np.maximum(0.0, (values - n) / (n - 1)) / index.value if n > 2 else np.zeros(len(values))
    return PrioritiesBatch(frozen(vectors), frozen(values), frozen(consistency), index.table)


def _eigenvector(matrix: FloatArray) -> tuple[FloatArray, float]:
    vectors, values = principal(matrix[None])
    return vectors[0], float(values[0])


def _geometric_mean(matrix: FloatArray) -> tuple[FloatArray, float]:
    means = np.log(matrix).mean(axis=1)
    shares = np.exp(means - means.max())
    residuals = np.exp(np.log(matrix) + means - means[:, None])
    return shares / shares.sum(), float(residuals.sum(axis=1).mean())


def _geometric_consistency_index(matrix: FloatArray) -> float:
    n = len(matrix)
    if n < 3:
        return 0.0
    logarithms = np.log(matrix)
    means = logarithms.mean(axis=1)
    residuals = logarithms - means[:, None] + means
    return float(2 / ((n - 1) * (n - 2)) * np.sum(np.triu(residuals, 1) ** 2))


def _square(matrix: object, items: tuple[str, ...], tolerance: float) -> tuple[FloatArray, list[Fault]]:
    """The matrix as numbers, one side filled from the other where it is missing, and what is wrong with it."""
    raw = np.asarray(matrix) if hasattr(matrix, "__array__") else np.array(matrix, dtype=object)
    if raw.ndim == 2:
        raw = np.array([[_judgement(cell) for cell in row] for row in raw], dtype=object)
    table, bad = real_array(raw)
    if table.ndim != 2 or table.shape != (len(items), len(items)):
        said = f"A matrix of {len(items)} items has {len(items)} rows and as many columns; this one has shape {table.shape}."
        return table, [Fault(f"{said} Give one row and one column for each item.", "wrong_shape")]
    faults = []
    for (i, j), why, shown in bad:
        if why != "missing":
            said = f"The judgement of {quoted(items[i])} against {quoted(items[j])}, {shown}, is no number above zero."
            faults.append(Fault(said, "not_a_number", items[i], i, j))
    for i, j in np.argwhere(table <= 0):
        said = f"The judgement of {quoted(items[i])} against {quoted(items[j])} is {table[i, j]:g}. Judgements are above zero."
        faults.append(Fault(said, "not_positive", items[i], int(i), int(j)))
    if faults:
        return table, faults
    table = np.where(np.isnan(table), 1 / table.T, table)
    return table, [*_diagonal_faults(table, items), *_reciprocity_faults(table, items, tolerance)]


def _diagonal_faults(table: FloatArray, items: tuple[str, ...]) -> list[Fault]:
    wrong = [i for i in range(len(items)) if not np.isnan(table[i, i]) and table[i, i] != 1]
    said = "{} is judged {:g} against itself. The diagonal is 1."
    return [Fault(said.format(quoted(items[i]), table[i, i]), "diagonal", items[i], i, i) for i in wrong]


def _reciprocity_faults(table: FloatArray, items: tuple[str, ...], tolerance: float) -> list[Fault]:
    faults = []
    for i, j in combinations(range(len(items)), 2):
        with np.errstate(over="ignore"):
            product = table[i, j] * table[j, i]
        if abs(product - 1) > tolerance:
            said = f"{quoted(items[i])} against {quoted(items[j])} is {table[i, j]:g}, and the reverse {table[j, i]:g}, not its "
            said += "reciprocal. Write '1/3' rather than 0.333, or allow for rounding with reciprocity_tolerance=."
            faults.append(Fault(said, "not_reciprocal", items[i], i, j))
    return faults
