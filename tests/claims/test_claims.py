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
from mcda_industry.testing import Rule, check_method, counterexample, examine, random_case
from mcda_industry.testing.cases import large_case, without_scales


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


def breaks_down(evaluations: mi.Evaluations) -> Callable[[Any], Any]:
    """Raises what no caller expects when there is one alternative."""
    if len(evaluations.values) == 1:
        raise ZeroDivisionError("n - 1 is zero")
    return honest(evaluations)


def forgetful(evaluations: mi.Evaluations) -> Callable[[Any], Any]:
    """Another answer each time."""
    calls = iter(range(10**6))
    return lambda weights: honest(evaluations)(weights) + next(calls)


def by_place_of_criterion(evaluations: mi.Evaluations) -> LinearScores:
    return LinearScores(oriented(evaluations) * np.arange(1, evaluations.values.shape[1] + 1))


def counting_all_criteria(evaluations: mi.Evaluations) -> Callable[[Any], Any]:
    """What has no weight counts a little."""
    return lambda weights: honest(evaluations)(weights) + 0.01 * oriented(evaluations).mean(axis=1)


def nearly_alike(evaluations: mi.Evaluations) -> Callable[[Any], Any]:
    """Equal alternatives differ in the last bits: the order of rows does not matter to the tolerance, but to the last bit."""
    dither = 1e-13 * np.arange(len(evaluations.values))
    return lambda weights: honest(evaluations)(weights) + dither


def taking_any_weights(evaluations: mi.Evaluations) -> Callable[[Any], Any]:
    def scores(weights: Any) -> Any:
        points = np.abs(np.nan_to_num(np.asarray(weights, dtype=float)[..., : evaluations.values.shape[1]], posinf=1.0))
        return points @ oriented(evaluations).T / np.maximum(points.sum(axis=-1, keepdims=True), 1e-300)

    return scores


def forgetting_the_last_block(evaluations: mi.Evaluations) -> Callable[[Any], Any]:
    """Right on small problems; of a large one, what lies beyond the first block of 4 096 rows is left at zero in a batch."""

    def scores(weights: Any) -> Any:
        found = np.array(honest(evaluations)(weights))
        if found.ndim > 1:
            found[..., 4096:] = 0.0
        return found

    return scores


def never_above_the_best(evaluations: mi.Evaluations) -> LinearScores:
    """Punishes the best value on every criterion."""
    table = oriented(evaluations)
    return LinearScores(np.where(table == table.max(axis=0), table.min(axis=0) - 1, table))


def against_the_mean(evaluations: mi.Evaluations) -> LinearScores:
    """Each value as a share of the mean: free of units, not of origins, and moved by third alternatives and duplicates."""
    table = oriented(evaluations)
    return LinearScores(table / (1e-3 + np.abs(table).mean(axis=0)))


@pytest.mark.parametrize(
    ("scores", "rule"),
    [
        (breaks_down, Rule.ANSWERS),
        (too_short, Rule.ONE_SCORE),
        (without_a_score, Rule.FINITE),
        (greedy, Rule.UNTOUCHED),
        (forgetful, Rule.REPEATS),
        (by_points, Rule.PROPORTIONS),
        (one_row_at_a_time, Rule.BATCHES),
        (by_position, Rule.ROWS),
        (by_place_of_criterion, Rule.COLUMNS),
        (counting_all_criteria, Rule.ZERO_WEIGHT),
        (nearly_alike, Rule.CLONES),
        (taking_any_weights, Rule.REFUSES),
    ],
    ids=lambda value: getattr(value, "name", None),
)
def test_a_method_that_breaks_the_contract_is_caught(scores: Callable[..., Any], rule: Rule) -> None:
    assert rule in examine(Liar(scores), rounds=20, claims=()).faults
    with pytest.raises(AssertionError, match=r"liar: \w+ does not hold\."):
        check_method(Liar(scores), rounds=20)


def test_each_rule_of_the_contract_has_a_liar_above() -> None:
    (mark,) = [m for m in test_a_method_that_breaks_the_contract_is_caught.pytestmark if m.name == "parametrize"]
    assert [rule for _, rule in mark.args[1]] == list(Rule)


def test_a_fault_that_shows_on_large_problems_only_is_caught_on_the_large_one() -> None:
    check_method(Liar(forgetting_the_last_block), largest=0)
    with pytest.raises(AssertionError, match="Many weights at once score as one at a time"):
        check_method(Liar(forgetting_the_last_block))


@pytest.mark.parametrize(
    ("claim", "scores"),
    [
        (mi.Claim.RESPECTS_DOMINANCE, never_above_the_best),
        (mi.Claim.MONOTONE, never_above_the_best),
        (mi.Claim.UNIT_FREE, honest),
        (mi.Claim.TRANSLATION_FREE, against_the_mean),
        (mi.Claim.CLONE_PROOF, against_the_mean),
        (mi.Claim.NO_RANK_REVERSAL, against_the_mean),
        (mi.Claim.NO_RANK_REVERSAL_WITHOUT_SCALES, against_the_mean),
    ],
    ids=lambda value: getattr(value, "name", None),
)
def test_a_method_that_breaks_its_claim_is_caught(claim: mi.Claim, scores: Callable[..., Any]) -> None:
    check_method(Liar(scores))
    with pytest.raises(AssertionError, match=claim.value):
        check_method(Liar(scores, frozenset({claim})))


NOT_CLAIMED = [(method, claim) for method in variants() for claim in mi.Claim if claim not in method.claims]


@pytest.mark.parametrize(("method", "claim"), NOT_CLAIMED, ids=repr)
def test_what_a_method_does_not_claim_it_does_not_have(method: mi.RankingMethod, claim: mi.Claim) -> None:
    if getattr(method, "ideal", None) == "scale" and claim is mi.Claim.NO_RANK_REVERSAL_WITHOUT_SCALES:
        # it refuses criteria without a scale, so there is nothing to claim
        assert examine(method, rounds=3, claims=[claim], largest=0).untried == {claim}
        return
    found = counterexample(method, claim, rounds=5_000)
    assert found is not None
    assert found.broken is claim


def test_a_claim_that_cannot_be_tried_is_not_kept() -> None:
    method = Liar(mi.Topsis(ideal="scale").score_function, frozenset({mi.Claim.NO_RANK_REVERSAL_WITHOUT_SCALES}))
    found = examine(method, rounds=5, claims=method.claims, largest=0)
    assert (found.passed, dict(found.broken), dict(found.faults)) == (False, {}, {})
    with pytest.raises(AssertionError, match=r"could not be tried.*needs a declared scale on every criterion"):
        check_method(method, rounds=5)


def test_a_method_that_refuses_every_problem_does_not_pass() -> None:
    def refusing(evaluations: mi.Evaluations) -> Callable[[Any], Any]:
        raise mi.MethodError("Never. Give up.")

    found = examine(Liar(refusing), rounds=5)
    assert not found.passed
    assert found.sentence() == "liar: every problem was refused. The last refusal: Never. Give up."
    assert found.sentence("fr") == "liar\u202f: chaque problème a été refusé. Le dernier refus\u202f: Never. Give up."
    with pytest.raises(AssertionError, match="every problem was refused"):
        check_method(Liar(refusing), rounds=5)


def test_a_refusal_is_neither_for_nor_against_a_claim() -> None:
    tally = examine("weighted_product", rounds=40, largest=0).tallies[mi.Claim.TRANSLATION_FREE]
    assert tally.tried > 0 < tally.refused
    assert tally.tried + tally.refused == 40
    assert "is not above zero" in tally.refusal


def test_a_counterexample_can_be_scored_again_and_shows_what_it_says() -> None:
    found = examine("promethee2", largest=0).broken[mi.Claim.NO_RANK_REVERSAL]
    before, after = found.scorings
    for scoring in (before, after):
        again = mi.Promethee2().score_function(scoring.evaluations)(scoring.weights)
        np.testing.assert_array_equal(again, scoring.scores)
    (a, b), (c, d) = before.rows, after.rows
    np.testing.assert_array_equal(before.evaluations.values[[a, b]], after.evaluations.values[[c, d]])
    assert np.sign(before.scores[a] - before.scores[b]) != np.sign(after.scores[c] - after.scores[d])
    assert len(after.evaluations.values) == len(before.evaluations.values) - 1


def test_a_counterexample_is_told_in_two_languages_and_shown_with_its_values() -> None:
    found = counterexample(mi.WeightedSum(normalisation="none"), mi.Claim.UNIT_FREE)
    assert found.sentence().startswith("weighted_sum: UNIT_FREE does not hold. Changing the unit of a criterion,")
    assert found.sentence("fr").startswith("weighted_sum\u202f: UNIT_FREE ne tient pas. Changer l'unité d'un critère,")
    shown = str(found)
    assert "direction" in shown
    assert "preference" in shown
    assert shown.count("row 1 ") >= 2
    with pytest.raises(mi.DecisionError, match="no sentences in 'de'"):
        found.sentence("de")


def test_what_was_raised_is_shown() -> None:
    found = examine(Liar(breaks_down), rounds=3, claims=()).faults[Rule.ANSWERS]
    assert "Raised ZeroDivisionError: n - 1 is zero" in found.sentence()
    assert "Levée de ZeroDivisionError: n - 1 is zero" in found.sentence("fr")


def test_a_large_counterexample_shows_the_rows_it_is_about_and_a_count() -> None:
    found = examine(Liar(forgetting_the_last_block), rounds=1, claims=()).faults[Rule.BATCHES]
    (row,) = found.scorings[0].rows
    assert row >= 4096
    assert f"row {row + 1} " in str(found)
    assert "and 4992 rows more" in str(found)


@pytest.mark.parametrize("kind", [mi.Claim, Rule])
def test_every_claim_and_rule_has_words_of_its_own_in_both_languages(kind: Any) -> None:
    said = [one.sentence(lang) for one in kind for lang in ("en", "fr")]
    assert len(set(said)) == 2 * len(kind)
    assert all(sentence.endswith(".") for sentence in said)


def test_what_is_tried_of_one_claim_does_not_depend_on_the_others() -> None:
    alone = examine("topsis", claims=[mi.Claim.CLONE_PROOF], rounds=30, largest=0).broken[mi.Claim.CLONE_PROOF]
    among = examine("topsis", rounds=30, largest=0).broken[mi.Claim.CLONE_PROOF]
    assert str(alone) == str(among)


def test_an_examination_says_at_a_glance_what_was_claimed_and_kept() -> None:
    shown = repr(examine("ahp", rounds=30, largest=0)).splitlines()
    assert shown[0] == "Examination of ahp"
    assert shown[1].split() == ["the", "contract", "kept"]
    assert [line.split() for line in shown[2:]] == [
        [claim.name, "claimed", "kept"] if claim in mi.AhpSynthesis().claims else [claim.name, "broken"]
        for claim in mi.Claim
    ]


@pytest.mark.parametrize(
    ("wrong", "words"), [({"rounds": 0}, "rounds"), ({"largest": -1}, "largest"), ({"rounds": 2.5}, "rounds")]
)
def test_a_number_of_problems_that_is_none_is_refused(wrong: dict[str, Any], words: str) -> None:
    with pytest.raises(mi.MethodError, match=f"{words} must be a whole number") as refusal:
        examine("topsis", **wrong)
    assert refusal.value.field == words


@pytest.mark.parametrize("claims", [["MONOTON"], "MONOTONE", [mi.Claim.UNIT_FREE, 3]])
def test_what_is_no_claim_is_refused(claims: Any) -> None:
    with pytest.raises(
        mi.MethodError, match=r"is no claim; .* Give mi.Claim.RESPECTS_DOMINANCE or the like"
    ) as refusal:
        examine("topsis", claims=claims)
    assert (refusal.value.code, refusal.value.field) == ("unknown_claim", "claims")
    with pytest.raises(mi.MethodError, match="'MONOTON' is no claim; did you mean 'MONOTONE'"):
        counterexample("topsis", "MONOTON")


def test_claims_that_are_no_list_and_a_seed_that_is_none_are_refused() -> None:
    with pytest.raises(mi.MethodError, match="Claims are given as a list, not as '3'"):
        examine("topsis", claims=3)
    for wrong in (-1, "a", True, 0.5, None):
        with pytest.raises(mi.MethodError, match="rng must be a whole number, zero or more, or a numpy Generator"):
            check_method("topsis", rng=wrong)


def test_a_method_that_gives_no_scores_is_what_a_search_for_a_counterexample_finds() -> None:
    found = counterexample(Liar(without_a_score), mi.Claim.MONOTONE)
    assert found.broken is Rule.FINITE
    assert counterexample("weighted_product", mi.Claim.UNIT_FREE, rounds=20) is None


def test_the_large_problem_is_large_and_holds_many_distinct_values_and_all_preference_functions() -> None:
    case, weights = large_case(np.random.default_rng(0), 5_000)
    assert case.values.shape == (5_000, 12)
    assert len(np.unique(case.values[:, -1])) > 1_500
    assert len({type(p) for p in case.preferences[6:]}) == 6
    assert (weights > 0).all()


def test_a_problem_without_scales_is_the_same_otherwise() -> None:
    case, _ = random_case(np.random.default_rng(1))
    bare = without_scales(case)
    assert (case.declared.all(), bare.declared.any()) == (True, False)
    assert bare.values.tolist() == case.values.tolist()
    assert not random_case(np.random.default_rng(1), declared=False)[0].declared.any()


def test_the_random_problems_have_ties_costs_zero_weights_and_every_preference_function() -> None:
    rng = np.random.default_rng(0)
    cases = [random_case(rng) for _ in range(200)]
    assert {type(p).__name__ for case, _ in cases for p in case.preferences} == {
        "Usual", "UShape", "VShape", "Level", "Linear", "Gaussian",
    }  # fmt: skip
    assert any((case.directions < 0).any() for case, _ in cases)
    assert any((weights == 0).any() for _, weights in cases)
    assert {bool((case.values > 0).all()) for case, _ in cases} == {True, False}
    assert any(len(np.unique(case.values, axis=0)) < len(case.values) for case, _ in cases)
    assert any((np.ptp(case.values, axis=0) == 0).any() for case, _ in cases)
    assert any(len(np.unique(case.values[:, 0])) < len(case.values) for case, _ in cases)
    assert {len(case.values) for case, _ in cases} == {2, 3, 4, 5, 6}


def test_the_same_seed_tries_the_same_problems() -> None:
    one, other = (random_case(np.random.default_rng(4)) for _ in range(2))
    assert one[0].values.tolist() == other[0].values.tolist()
    assert one[1].tolist() == other[1].tolist()
