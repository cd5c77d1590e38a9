"""Rank reversal against the definition: rank again without, with a worse one, with a copy, and compare every pair."""

from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import METHODS, weighed

import mcda_industry as mi
from mcda_industry.sensitivity.audits.rank_reversals import CHANGES, Change, RankReversals, changed_pairs

THREE = mi.Problem.of([mi.maximise("a"), mi.maximise("b")], {"x": (1, 9), "y": (6, 3), "z": (9, 1)})
EVEN = {"a": 1, "b": 1}
DECLARED: dict[str, mi.RankingMethod] = {
    "weighted_sum": mi.WeightedSum(),
    "topsis minmax": mi.Topsis(normalisation="minmax", ideal="scale"),
    "topsis max": mi.Topsis(normalisation="max", ideal="scale"),
}


def changed(problem: mi.Problem, name: str, change: Change) -> mi.Problem:
    """The problem after the change, by the words of the docstring."""
    rows = dict(zip(problem.alternatives, problem.values.tolist(), strict=True))
    if change == "without":
        del rows[name]
    elif change == "clone":
        rows["added"] = rows[name]
    else:
        columns = list(zip(*rows.values(), strict=True))
        worst = [min(c) if k.direction == "max" else max(c) for k, c in zip(problem.criteria, columns, strict=True)]
        rows["added"] = [(mine + low) / 2 for mine, low in zip(rows[name], worst, strict=True)]
    return mi.Problem.of(problem.criteria, rows)


def by_definition(ranking: mi.Ranking, name: str, change: Change) -> tuple[set[Any], set[Any]]:
    """Pairs that change places, the one ahead before first, and pairs that tie on one side only."""
    then = mi.rank(changed(ranking.problem, name, change), ranking.weights, ranking.ranked_by)
    turned, tied = set(), set()
    for one, two in combinations([n for n in ranking.alternatives if n in then.alternatives], 2):
        before, after = (np.sign(r[one] - r[two]) for r in (ranking, then))
        if before * after < 0:
            turned.add((one, two) if before > 0 else (two, one))
        elif before != after:
            tied.add(frozenset((one, two)))
    return turned, tied


def assert_as_defined(found: RankReversals) -> None:
    told = {(r.change, r.alternative): r for r in found.found}
    for change in CHANGES:
        if change == "without" and len(found.ranking) < 3:
            continue
        for name in found.tried:
            turned, tied = by_definition(found.ranking, name, change)
            reversal = told.pop((change, name), None)
            assert (set(reversal.pairs) if reversal else set()) == turned, (change, name)
            assert ({frozenset(pair) for pair in reversal.ties} if reversal else set()) == tied, (change, name)
            if reversal:
                then = mi.rank(
                    changed(found.ranking.problem, name, change), found.ranking.weights, found.ranking.ranked_by
                )
                old = [r for r in found.ranking if change != "without" or r != name]
                best = min(found.ranking.rank_of(r) for r in old)
                assert set(reversal.leaders) == {r for r in old if found.ranking.rank_of(r) == best}
                best = min(then.rank_of(r) for r in old)
                assert set(reversal.leaders_then) == {r for r in old if then.rank_of(r) == best}
    assert not told


@given(weighed(alternatives=(2, 6), width=(1, 3)), st.sampled_from(sorted(METHODS)))
@settings(max_examples=60)
def test_reversals_are_those_of_ranking_again(case: Any, name: str) -> None:
    problem, weights = case
    assert_as_defined(mi.rank_reversals(problem, weights, METHODS[name]))


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=1, max_size=12))
def test_pairs_that_change_are_found_among_those_that_can(scores: list[tuple[int, int]]) -> None:
    before, then = np.array(scores, dtype=np.float64).T
    turned, tied = changed_pairs(before, then)
    pairs = list(combinations(range(len(scores)), 2))
    expected = {frozenset(p) for p in pairs if (before[p[0]] - before[p[1]]) * (then[p[0]] - then[p[1]]) < 0}
    assert {frozenset(p) for p in turned.tolist()} == expected
    assert all(before[one] > before[two] for one, two in turned.tolist())
    assert {frozenset(p) for p in tied.tolist()} == {
        frozenset(p) for p in pairs if (before[p[0]] == before[p[1]]) != (then[p[0]] == then[p[1]])
    }
    assert len(turned) == len(expected)


def test_topsis_with_vector_lengths_reverses_two_because_a_third_is_copied() -> None:
    found = mi.rank_reversals(THREE, EVEN, "topsis")
    copy = found.by("clone")[0]
    assert (copy.alternative, set(copy.pairs)) == ("x", {("x", "y"), ("x", "z")})
    assert copy.severity is found.severity is mi.Severity.LEADER
    assert (copy.leaders, copy.leaders_then) == (("x",), ("z",))
    assert ("x", "z") in found.pairs
    assert_as_defined(found)


def test_topsis_reverses_two_because_a_worse_one_joins() -> None:
    problem = mi.Problem.of([mi.maximise("a"), mi.maximise("b")], {"x": (9, 3), "y": (5, 5), "z": (5, 6)})
    found = mi.rank_reversals(problem, EVEN, "topsis")
    (worse,) = [r for r in found.by("worse") if r.severity is mi.Severity.LEADER]
    assert (worse.alternative, worse.pairs) == ("z", (("z", "x"),))
    assert worse.sentence() == "With a worse one beside z: z falls behind x, x leads instead of z."
    assert worse.sentence("fr") == "Avec une moins bonne à côté de z : z passe derrière x, x est en tête au lieu de z."
    assert_as_defined(found)
    assert_as_defined(mi.rank_reversals(problem, EVEN, "ahp"))


@pytest.mark.parametrize("change", CHANGES)
@given(case=weighed(alternatives=(3, 7), width=(1, 3)))
@settings(max_examples=40)
def test_promethee_reverses_only_pairs_whose_flows_are_close(change: Change, case: Any) -> None:
    problem, weights = case
    found = mi.rank_reversals(problem, weights, "promethee2")
    n = len(problem.alternatives)
    bound = 2 / (n - 1 if change == "without" else n)
    for reversal in found.by(change):
        for ahead, behind in reversal.pairs:
            assert 0 < found.ranking[ahead] - found.ranking[behind] <= bound + 1e-12


@given(weighed(alternatives=(2, 6), width=(1, 3)), st.sampled_from(sorted(DECLARED)))
@settings(max_examples=60)
def test_a_method_that_claims_it_never_reverses_with_declared_scales(case: Any, name: str) -> None:
    problem, weights = case
    method = DECLARED[name]
    assert mi.Claim.NO_RANK_REVERSAL in method.claims
    found = mi.rank_reversals(problem, weights, method)
    assert found.found == ()


def test_nothing_reversed_is_said_so() -> None:
    scaled = mi.Problem.of([mi.maximise("a", scale=(0, 10))], {"x": [3], "y": [2], "z": [1]})
    found = mi.rank_reversals(scaled, {"a": 1}, "weighted_sum")
    assert (found.found, found.severity) == ((), mi.Severity.NOTHING)
    assert found.sentence() == (
        "No pair changes places when an alternative is left out, copied, or joined by a worse one (3 tried, weighted_sum)."
    )
    assert found.sentence("fr").startswith("Aucune paire ne s'inverse quand on retire une alternative")


def test_reversals_are_said_in_both_languages() -> None:
    found = mi.rank_reversals(THREE, EVEN, "topsis")
    assert found.sentence().startswith("Rank reversal by topsis: 3 by leaving one out, 0 by adding a worse one, 1 by")
    assert "; the leader changes in 4 of these. With a copy of x: x falls behind z" in found.sentence()
    assert "z est en tête au lieu de x." in found.sentence("fr")
    assert "sur 3 essais chacun ; la tête change dans 4 cas. Avec une copie de x :" in found.sentence("fr")


def test_a_tie_made_or_broken_is_no_reversal_but_is_told() -> None:
    # shares of the observed range: x has half of a and y all of b, which weighs half as much, until z takes the range of a along
    problem = mi.Problem.of([mi.maximise("a"), mi.maximise("b")], {"x": (3, 0), "y": (1, 1), "z": (5, 0)})
    found = mi.rank_reversals(problem, {"a": 2, "b": 1}, "weighted_sum", ["z"])
    (reversal,) = found.by("without")
    assert (reversal.pairs, reversal.ties) == ((), (("x", "y"),))
    assert (reversal.leaders, reversal.leaders_then) == (("x", "y"), ("x",))
    assert reversal.sentence() == "Without z: ties made or broken: 1, x leads instead of x, y."
    assert reversal.sentence("fr") == "Sans z : égalités créées ou rompues : 1, x est en tête au lieu de x, y."


def test_only_the_alternatives_asked_for_are_tried() -> None:
    found = mi.rank_reversals(THREE, EVEN, "topsis", ["x", "x"])
    assert found.tried == ("x",)
    assert {reversal.alternative for reversal in found.found} == {"x"}


def test_many_pairs_are_counted_in_the_sentence() -> None:
    case = mi.datasets.morocco_2025()
    found = mi.rank_reversals(case.problem("projects"), case.weights("projects"), "topsis", ["P43"])
    (without,) = found.by("without")
    assert without.sentence().startswith("Without P43: ")
    assert without.sentence().endswith("12 more pairs reverse, P23 leads instead of P11.")
    assert without.sentence("fr").endswith("12 autres paires s'inversent, P23 est en tête au lieu de P11.")
    assert_as_defined(found)
