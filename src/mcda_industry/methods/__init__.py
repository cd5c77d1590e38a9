"""Ways of ranking, one module each, and the contract they share.

A method turns evaluations into a *score function*: a function of the weights. Nothing needs registering: a module placed
in this folder, or a class another package names under the `mcda_industry.methods` entry point, is found by `catalogue`.
"""

import inspect
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from difflib import get_close_matches
from enum import Enum
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from pkgutil import iter_modules
from typing import Protocol, runtime_checkable

import numpy as np

from mcda_industry.arrays import FloatArray, extremes, real_array
from mcda_industry.errors import MethodError, WeightsError, did_you_mean, listed, quoted, speaks_french
from mcda_industry.execution import check_executor
from mcda_industry.problem import Evaluations
from mcda_industry.records import FrozenMap


class Claim(Enum):
    """A property a method says it has; `testing.check_method` tries to break each one."""

    RESPECTS_DOMINANCE = "An alternative at least as good on every criterion never scores lower."
    MONOTONE = "Improving a performance of an alternative, all else equal, never lowers its own score."
    UNIT_FREE = "Changing the unit of a criterion, with its scale and thresholds, changes no score."
    TRANSLATION_FREE = "Adding a constant to a criterion, and to its scale, changes no score."
    CLONE_PROOF = "Adding a duplicate of an alternative leaves the order of those already there as it was."
    NO_RANK_REVERSAL = "With declared scales, removing an alternative leaves the order of the others as it was."
    NO_RANK_REVERSAL_WITHOUT_SCALES = (
        "Even without declared scales, removing an alternative leaves the order of the others as it was."
    )

    def sentence(self, lang: str = "en") -> str:
        """The property in words.

        >>> Claim.CLONE_PROOF.sentence("fr")
        "Ajouter un double d'une alternative laisse l'ordre de celles déjà présentes comme il était."
        """
        return _CLAIMS_IN_FRENCH[self.name] if speaks_french(lang) else self.value


_CLAIMS_IN_FRENCH = {
    "RESPECTS_DOMINANCE": "Une alternative au moins aussi bonne sur chaque critère n'a jamais un score plus bas.",
    "MONOTONE": "Améliorer une performance d'une alternative, le reste inchangé, n'abaisse jamais son propre score.",
    "UNIT_FREE": "Changer l'unité d'un critère, avec son échelle et ses seuils, ne change aucun score.",
    "TRANSLATION_FREE": "Ajouter une constante à un critère, et à son échelle, ne change aucun score.",
    "CLONE_PROOF": "Ajouter un double d'une alternative laisse l'ordre de celles déjà présentes comme il était.",
    "NO_RANK_REVERSAL": "Avec des échelles déclarées, retirer une alternative laisse l'ordre des autres comme il était.",
    "NO_RANK_REVERSAL_WITHOUT_SCALES": (
        "Même sans échelles déclarées, retirer une alternative laisse l'ordre des autres comme il était."
    ),
}


@runtime_checkable
class ScoreFunction(Protocol):
    """Scores as a function of the weights, for alternatives and criteria that are settled."""

    def __call__(self, weights: FloatArray, /) -> FloatArray:
        """Scores (..., n) for weights (..., m); a higher score is always better.

        Weights are points: each row is normalised to sum to one. Leading axes are batches. What are no weights (another
        number of them, one negative or not finite, all zero) is refused; `shares_of` does both. Equal alternatives score
        equal to the last bit, and a criterion of weight zero has no effect.
        """


@runtime_checkable
class Explains(Protocol):
    """A score function that can say what each criterion brings to each alternative."""

    def explain(self, weights: FloatArray, /) -> FloatArray:
        """(n, m) what each criterion adds to (above 0) or takes from (below 0) an alternative, against the average."""


@runtime_checkable
class RankingMethod(Protocol):
    """Turns evaluations into a score function."""

    @property
    def name(self) -> str:
        """The name used in JSON, tables and `catalogue`."""

    @property
    def claims(self) -> frozenset[Claim]:
        """The properties this method has."""

    @property
    def conventions(self) -> Mapping[str, str]:
        """The choices under which the same name gives other answers elsewhere: normalisation, ideal, flow scaling."""

    def score_function(self, evaluations: Evaluations, /) -> ScoreFunction:
        """The scores of these evaluations as a function of the weights."""


@runtime_checkable
class Spreads(Protocol):
    """A method that can spread its work over threads, processes or a cluster."""

    def spread_score_function(self, evaluations: Evaluations, executor: Executor | None, /) -> ScoreFunction:
        """What `score_function` returns, to the last bit, worked out on an executor of the caller."""


@runtime_checkable
class Revises(Protocol):
    """A method with linear scores that can say what one changed performance does, without comparing everything again."""

    def changes(self, evaluations: Evaluations, row: int, column: int, /) -> Callable[[float], FloatArray]:
        """For a new value in this row and column: (n,) by how much the contributions of the column change."""


def score_function_of(
    method: RankingMethod, evaluations: Evaluations, executor: Executor | None = None
) -> ScoreFunction:
    """The score function of a method; an executor is used by the methods that can spread their work, and left alone by others."""
    check_executor(executor)
    if executor is not None and isinstance(method, Spreads):
        return method.spread_score_function(evaluations, executor)
    return method.score_function(evaluations)


@dataclass(frozen=True, eq=False)
class LinearScores:
    """Scores that are linear in the weights: a weighted sum of contributions.

    Exact sensitivity and every explanation follow from `contributions` (n, m): what each alternative would score if
    each criterion were alone.

    Examples
    --------
    >>> scores = LinearScores(np.array([[1.0, 0.0], [0.5, 0.5]]))
    >>> scores(np.array([3.0, 1.0]))
    array([0.75, 0.5 ])
    """

    contributions: FloatArray
    truncation: float = 0.0
    """A bound on what the computation of a contribution left out; 0 where it is exact but for rounding."""

    def __call__(self, weights: FloatArray, /) -> FloatArray:
        """Scores (..., n) for weights (..., m)."""
        shares = shares_of(weights, self.contributions.shape[1])
        if shares.ndim > 1:
            return np.asarray(shares @ self.contributions.T)
        return weighted_total(self.contributions, shares)

    def magnitude(self, weights: FloatArray, /) -> FloatArray:
        """(...,) the weighted sum of the largest magnitudes: what rounding is relative to, also where contributions cancel."""
        low, high = extremes(self.contributions)
        return np.asarray(shares_of(weights, self.contributions.shape[1]) @ np.maximum(np.abs(low), np.abs(high)))

    def explain(self, weights: FloatArray, /) -> FloatArray:
        """(n, m) weighted contribution of each criterion, against the average alternative."""
        shares = shares_of(weights, self.contributions.shape[1])
        return np.asarray(shares * (self.contributions - self.contributions.mean(axis=0)))


def weighted_total(columns: FloatArray, weights: FloatArray) -> FloatArray:
    """(n,) the columns of (n, m) added with these weights.

    Unlike a matrix product it treats every row alike to the last bit: equal rows give equal totals.
    """
    if columns.flags.c_contiguous:
        return np.asarray(np.einsum("ij,j->i", columns, weights))
    total = np.zeros(len(columns))
    for column, weight in zip(columns.T, weights, strict=True):
        total += weight * column
    return total


def shares_of(weights: object, m: int) -> FloatArray:
    """Weights (..., m) checked and normalised to sum to one along the last axis.

    Raises
    ------
    WeightsError
        If the last axis does not have one weight per criterion, or a weight is negative, missing or not finite, or all
        weights of a row are zero.
    """
    points, bad = real_array(weights)
    if points.ndim == 0 or points.shape[-1] != m:
        said = f"There are {m} criteria, but weights of shape {points.shape}. Give one weight per criterion."
        raise WeightsError(said, code="wrong_length")
    if bad:
        places = listed(str(cell.place[-1] + 1) for cell in bad)
        raise WeightsError(
            f"The weights at {places} are not finite numbers. Give a number for each.", code="not_a_number"
        )
    if (points < 0).any():
        places = listed(np.unique(np.nonzero(points < 0)[-1] + 1))
        raise WeightsError(f"The weights at {places} are negative. Weights are zero or more.", code="negative_weight")
    largest = points.max(axis=-1, keepdims=True)
    if not largest.all():
        raise WeightsError(
            "All weights are zero. At least one criterion needs a weight above zero.", code="zero_weights"
        )
    scaled = points / largest
    return np.asarray(scaled / scaled.sum(axis=-1, keepdims=True))


def is_columnwise(method: RankingMethod) -> bool:
    """Whether the method says, by an attribute `columnwise`, that it gives `LinearScores` criterion by criterion.

    The contributions of a criterion then depend on its own column, scale and preference function only, so that many versions of
    a criterion can be scored side by side.
    """
    return bool(getattr(method, "columnwise", False))


def require_declared_scales(evaluations: Evaluations, method: str, within: bool = True) -> None:
    """Refuse criteria without a declared scale and, if `within`, values outside it; the error names the criteria."""
    if not evaluations.declared.all():
        names = np.array(evaluations.labels)[~evaluations.declared]
        has = "has" if len(names) == 1 else "have"
        said = (
            f"{method} needs a declared scale on every criterion; {listed(names)} {has} none. Give scale=(low, high)."
        )
        raise MethodError(said, code="no_scale")
    low, high = evaluations.scales.T
    outside = ((evaluations.values < low) | (evaluations.values > high)) if within else np.zeros((1, 1), dtype=bool)
    if outside.any():
        i, j = np.argwhere(outside)[0]
        value, name = evaluations.values[i, j], evaluations.labels[j]
        said = f"Criterion {name!r}: {value:g} lies outside the declared scale {low[j]:g} to {high[j]:g}. "
        raise MethodError(said + "Widen the scale, or correct the value.", code="off_scale", row=int(i), column=int(j))


def require_two(evaluations: Evaluations, method: str) -> None:
    """Refuse a single alternative: there is nothing to compare it with."""
    if len(evaluations.values) < 2:
        said = f"{method} compares alternatives, and there is only one. Add an alternative, for example doing nothing."
        raise MethodError(said, code="one_alternative")


def achievement(evaluations: Evaluations) -> FloatArray:
    """(n, m) how far along its scale each value is: 0 at the worst end, 1 at the best.

    The scale is the declared one, or the observed range where none is declared. A column whose observed range is a single
    value is worth 1 everywhere, so that it has no effect on any ranking.
    """
    worst, best = evaluations.ends
    half_span = best / 2 - worst / 2
    reached = (evaluations.values / 2 - worst / 2) / np.where(half_span == 0, 1.0, half_span)
    return np.where(half_span == 0, 1.0, reached)


@cache
def catalogue() -> Mapping[str, type[RankingMethod]]:
    """Every method that can be made without an argument, by name.

    >>> sorted(catalogue())
    ['ahp', 'promethee2', 'topsis', 'weighted_product', 'weighted_sum']
    """
    return FrozenMap({name: kind for name, kind in _methods() if not _needed(kind)})


@cache
def known_methods() -> Mapping[str, type[RankingMethod]]:
    """Every method there is, by name: those of the catalogue, and those that need arguments.

    >>> sorted(set(known_methods()) - set(catalogue()))
    ['additive_value']
    """
    return FrozenMap(dict(_methods()))


def _methods() -> list[tuple[str, type[RankingMethod]]]:
    """The classes with a name in this folder and under the entry point, by name."""
    modules = [import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)]
    own = [c for m in modules for _, c in inspect.getmembers(m, inspect.isclass) if c.__module__ == m.__name__]
    others = [point.load() for point in entry_points(group="mcda_industry.methods")]
    found = [(c.name, c) for c in (*own, *others) if isinstance(getattr(c, "name", None), str)]
    return sorted(found, key=lambda pair: pair[0])


def _needed(kind: type[RankingMethod]) -> list[str]:
    """The parameters without which this method cannot be made."""
    various = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)
    parameters = inspect.signature(kind).parameters.values()
    return [p.name for p in parameters if p.default is inspect.Parameter.empty and p.kind not in various]


def named(method: "RankingMethod | str", **parameters: object) -> RankingMethod:
    """The method itself, or the one of this name with these parameters.

    Raises
    ------
    MethodError
        If there is no method of this name (the nearest is suggested, also where pymcdm has it), or it needs parameters that
        are not given.
    """
    if not isinstance(method, str):
        return _checked(method)
    if method not in known_methods():
        raise MethodError(f"There is no method {quoted(method)}; {_instead_of(method)}", code="unknown_method")
    kind = known_methods()[method]
    if lacking := [parameter for parameter in _needed(kind) if parameter not in parameters]:
        said = f"The method {quoted(method)} cannot be made without {listed(lacking)}. "
        raise MethodError(f"{said}Give the parameters, or an object: {kind.__name__}(...).", code="needs_parameters")
    return kind(**parameters)


def _instead_of(name: str) -> str:
    """What to give instead of a name of no method; pymcdm is not imported for it."""
    from mcda_industry.methods.pymcdm_needs import ARGUMENTS, UNUSABLE, WITHOUT_ARGUMENTS

    theirs = {key.lower(): key for key in (*WITHOUT_ARGUMENTS, *ARGUMENTS, *UNUSABLE) if key != "PROMETHEE_II"}
    near = get_close_matches(name.lower(), [*known_methods(), *theirs], n=1)
    if not near or near[0] in known_methods():
        return did_you_mean(name, known_methods())
    found = theirs[near[0]]
    if found in UNUSABLE:
        return f"pymcdm's {found} {UNUSABLE[found]}. There are {listed(known_methods(), most=len(known_methods()))}."
    given = f"pymcdm.methods.{found}(...)" if found in ARGUMENTS else f'"{found}"'
    return f"did you mean pymcdm's? Give mi.FromPymcdm({given})."


def listed_methods(methods: object, field: str = "methods") -> tuple[RankingMethod, ...]:
    """The methods of a list of methods and names; a single text is refused, not read letter by letter."""
    if isinstance(methods, str) or not isinstance(methods, Iterable):
        what = "Methods to compare with" if field == "compared_with" else "Methods"
        said = f"{what} are given as a list, not as {quoted(methods)}. Give [{quoted(methods)}]."
        raise MethodError(said, code="not_a_list", field=field)
    return tuple(named(method) for method in methods)


def _checked(method: object) -> RankingMethod:
    if inspect.isclass(method) or not isinstance(method, RankingMethod):
        said = f"{quoted(method)} is not a ranking method. Give an object such as Topsis(), or a name of the catalogue."
        raise MethodError(said, code="not_a_method")
    return method


__all__ = [
    "Claim",
    "Explains",
    "LinearScores",
    "RankingMethod",
    "Revises",
    "ScoreFunction",
    "Spreads",
    "achievement",
    "catalogue",
    "is_columnwise",
    "known_methods",
    "listed_methods",
    "named",
    "require_declared_scales",
    "require_two",
    "score_function_of",
    "shares_of",
    "weighted_total",
]
