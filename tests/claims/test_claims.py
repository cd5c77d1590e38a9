"""Every method of the catalogue keeps the contract and its claims, and the check that says so catches liars."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import product
from typing import Any, get_args

import numpy as np
import pytest

import mcda_industry as mi
from mcda_industry.arrays import FloatArray
from mcda_industry.methods import LinearScores, shares_of
from mcda_industry.testing import check_method, random_case


def variants() -> Iterator[mi.RankingMethod]:
    """Every method of the catalogue under every choice of its parameters."""
    for kind in mi.catalogue().values():
        choices = {name: get_args(info.annotation) for name, info in kind.model_fields.items()}
        for values in product(*choices.values()):
            yield kind(**dict(zip(choices, values, strict=True)))


def test_every_method_of_the_catalogue_is_tried_in_all_its_variants() -> None:
    names = [method.name for method in variants()]
    assert list(dict.fromkeys(names)) == list(mi.catalogue())
    assert [names.count(name) for name in ("ahp", "promethee2", "topsis", "weighted_sum")] == [2, 1, 24, 2]


@pytest.mark.parametrize("method", list(variants()), ids=repr)
def test_the_method_keeps_the_contract_and_every_claim_it_makes(method: mi.RankingMethod) -> None:
    check_method(method, rng=3)


@dataclass(frozen=True)
class Fitted:
    """Value functions of one shape for whatever criteria a problem has, from worst to best."""

    values: tuple[float, ...]
    options: dict[str, Any] = field(default_factory=dict)
    monotone: bool = True
    name: str = "additive_value"

    def on(self, criteria: dict[str, float]) -> mi.AdditiveValue:
        """The method on criteria of these directions, with points from 1 to 9."""
        spread = np.linspace(1, 9, len(self.values))
        points = {c: spread if direction > 0 else spread[::-1] for c, direction in criteria.items()}
        made = {c: mi.PiecewiseLinear(list(zip(x, self.values, strict=True)), self.monotone) for c, x in points.items()}
        return mi.AdditiveValue(made, **self.options)

    @property
    def claims(self) -> frozenset[mi.Claim]:
        return self.on({"any": 1.0}).claims

    @property
    def conventions(self) -> dict[str, str]:
        return dict(self.on({"any": 1.0}).conventions)

    def score_function(self, evaluations: mi.Evaluations, /) -> mi.ScoreFunction:
        directions = dict(zip(evaluations.labels, evaluations.directions, strict=True))
        return self.on(directions).score_function(evaluations)


@pytest.mark.parametrize(
    "method",
    [
        Fitted((0, 1), {"beyond": "clip"}),
        Fitted((0, 0.7, 0.7, 1), {"beyond": "extrapolate"}),
        Fitted((-2, 0.5, 0.6, 3), {"beyond": "clip"}),
        Fitted((0, 1, 0.2), {"beyond": "clip"}, monotone=False),
        mi.AdditiveValue({}, others="linear"),
    ],
    ids=repr,
)
def test_value_functions_keep_the_contract_and_every_claim_they_make(method: mi.RankingMethod) -> None:
    assert mi.Claim.NO_RANK_REVERSAL in method.claims
    check_method(method, rng=3)


def test_a_best_within_does_break_dominance() -> None:
    with pytest.raises(AssertionError, match=mi.Claim.RESPECTS_DOMINANCE.value):
        check_method(Boastful((0, 1, 0.2), {"beyond": "clip"}, monotone=False), rng=3)


class Boastful(Fitted):
    """Claims what an optimum in between cannot keep."""

    claims = frozenset({mi.Claim.RESPECTS_DOMINANCE})


@dataclass(frozen=True)
class Liar:
    """A weighted sum that tells everything of itself, and does something else."""

    scores: Callable[[mi.Evaluations], Callable[[Any], Any]]
    claims: frozenset[mi.Claim] = frozenset()
    name: str = "liar"
    conventions: dict[str, str] = field(default_factory=dict)

    def score_function(self, evaluations: mi.Evaluations, /) -> Callable[[Any], Any]:
        return self.scores(evaluations)


def oriented(evaluations: mi.Evaluations) -> FloatArray:
    return evaluations.values * evaluations.directions


def honest(evaluations: mi.Evaluations) -> LinearScores:
    return LinearScores(oriented(evaluations))


def by_points(evaluations: mi.Evaluations) -> Callable[[Any], Any]:
    """Forgets to normalise the weights."""
    return lambda weights: np.asarray(weights) @ oriented(evaluations).T


def by_position(evaluations: mi.Evaluations) -> Callable[[Any], Any]:
    """The first row gets a bonus."""
    bonus = np.eye(1, len(evaluations.values))[0]
    return lambda weights: honest(evaluations)(weights) + bonus


def one_row_at_a_time(evaluations: mi.Evaluations) -> Callable[[Any], Any]:
    """Of a batch, only the first set of weights is used."""

    def scores(weights: Any) -> Any:
        shares = shares_of(weights, evaluations.values.shape[1])
        rows = shares.reshape(-1, shares.shape[-1])
        return np.broadcast_to(honest(evaluations)(rows[0]), (*shares.shape[:-1], len(evaluations.values)))

    return scores


def greedy(evaluations: mi.Evaluations) -> Callable[[Any], Any]:
    """Writes into the evaluations it was lent."""
    evaluations.values.setflags(write=True)
    evaluations.values[0] += 1
    return honest(evaluations)


def too_short(evaluations: mi.Evaluations) -> Callable[[Any], Any]:
    return lambda weights: honest(evaluations)(weights)[..., :-1]


def without_a_score(evaluations: mi.Evaluations) -> Callable[[Any], Any]:
    return lambda weights: honest(evaluations)(weights) * np.nan


def never_above_the_best(evaluations: mi.Evaluations) -> LinearScores:
    """Punishes the best value on every criterion."""
    table = oriented(evaluations)
    return LinearScores(np.where(table == table.max(axis=0), table.min(axis=0) - 1, table))


def against_the_mean(evaluations: mi.Evaluations) -> LinearScores:
    """Each value as a share of the mean: free of units, not of origins, and moved by third alternatives."""
    table = oriented(evaluations)
    return LinearScores(table / np.abs(table).mean(axis=0))


@pytest.mark.parametrize(
    ("scores", "words"),
    [
        (by_points, "weights count by their proportions"),
        (by_position, "the order of rows does not matter"),
        (one_row_at_a_time, "many weights at once score as one at a time"),
        (greedy, "the evaluations are left as they were"),
        (too_short, "one score per alternative"),
        (without_a_score, "every score is a finite number"),
    ],
)
def test_a_method_that_breaks_the_contract_is_caught(scores: Callable[..., Any], words: str) -> None:
    with pytest.raises(AssertionError, match=words):
        check_method(Liar(scores))


@pytest.mark.parametrize(
    ("claim", "scores"),
    [
        (mi.Claim.RESPECTS_DOMINANCE, never_above_the_best),
        (mi.Claim.UNIT_FREE, honest),
        (mi.Claim.TRANSLATION_FREE, against_the_mean),
        (mi.Claim.NO_RANK_REVERSAL, against_the_mean),
    ],
    ids=lambda value: getattr(value, "name", None),
)
def test_a_method_that_breaks_its_claim_is_caught(claim: mi.Claim, scores: Callable[..., Any]) -> None:
    check_method(Liar(scores))
    with pytest.raises(AssertionError, match=claim.value):
        check_method(Liar(scores, frozenset({claim})))


@pytest.mark.parametrize(
    ("method", "claim"),
    [
        (mi.Topsis(), mi.Claim.TRANSLATION_FREE),
        (mi.Topsis(), mi.Claim.NO_RANK_REVERSAL),
        (mi.Topsis(normalisation="sum", ideal="scale"), mi.Claim.NO_RANK_REVERSAL),
        (mi.Promethee2(), mi.Claim.NO_RANK_REVERSAL),
        (mi.AhpSynthesis(mode="distributive"), mi.Claim.NO_RANK_REVERSAL),
        (mi.WeightedSum(normalisation="none"), mi.Claim.UNIT_FREE),
    ],
    ids=str,
)
def test_what_a_method_does_not_claim_it_does_not_have(method: mi.RankingMethod, claim: mi.Claim) -> None:
    assert claim not in method.claims
    with pytest.raises(AssertionError, match=claim.value):
        check_method(Liar(method.score_function, frozenset({claim})), rounds=200)


def test_the_random_problems_have_ties_costs_zero_weights_and_every_preference_function() -> None:
    rng = np.random.default_rng(0)
    cases = [random_case(rng) for _ in range(200)]
    assert {type(p).__name__ for case, _ in cases for p in case.preferences} == {
        "Usual", "UShape", "VShape", "Level", "Linear", "Gaussian",
    }  # fmt: skip
    assert any((case.directions < 0).any() for case, _ in cases)
    assert any((weights == 0).any() for _, weights in cases)
    assert any(len(np.unique(case.values[:, 0])) < len(case.values) for case, _ in cases)
    assert {len(case.values) for case, _ in cases} == {2, 3, 4, 5, 6}


def test_the_same_seed_tries_the_same_problems() -> None:
    one, other = (random_case(np.random.default_rng(4)) for _ in range(2))
    assert one[0].values.tolist() == other[0].values.tolist()
    assert one[1].tolist() == other[1].tolist()
