"""What would change the funded set: against every set there is, on problems small enough to list them."""

from collections.abc import Iterator
from itertools import product
from typing import Any, ClassVar

import numpy as np
import pytest
import strategies  # noqa: F401  (loads the profile)
from hypothesis import given, settings
from hypothesis import strategies as st

import mcda_industry as mi
from mcda_industry.portfolio import Choice
from mcda_industry.sensitivity.all_weights.nearest import NORMS, length
from mcda_industry.sensitivity.all_weights.programmes import least_change, widest_lead
from mcda_industry.sensitivity.funded_set import nearest_set, proposals


def every_set(funding: mi.Funding) -> Iterator[np.ndarray]:
    """Every set within the limits."""
    for taken in product([False, True], repeat=len(funding.portfolio.candidates)):
        if funding.choice.allows(np.array(taken)):
            yield np.array(taken)


def table_of(funding: mi.Funding) -> np.ndarray:
    function = funding.ranking.score_function
    assert isinstance(function, mi.LinearScores)
    return function.contributions - funding.portfolio.baseline


def shortest(funding: mi.Funding, norm: Any, candidate: str | None) -> float | None:
    """The distance of the nearest change, each set being placed on its own."""
    table, now = table_of(funding), funding.portfolio
    inner = funding.ranking.weights.over(funding.ranking.problem.criterion_names)
    sets = list(every_set(funding))
    if candidate is None:
        pairs = [(taken, [now.taken]) for taken in sets]
    else:
        i = now.candidates.index(candidate)
        wanted = not now.taken[i]
        rivals = [taken for taken in sets if taken[i] != wanted]
        pairs = [(taken, rivals) for taken in sets if taken[i] == wanted]
    found = []
    for taken, rivals in pairs:
        rows = np.array([table[taken].sum(axis=0) - table[rival].sum(axis=0) for rival in rivals])
        rows[np.abs(rows) < 1e-12] = 0.0
        rows = rows[np.abs(rows).max(axis=1) > 0]
        if not len(rows) or widest_lead(rows).lead <= 1e-9:
            continue
        weights = least_change(rows, inner, norm)
        if weights is not None:
            found.append(float(length(weights - inner, norm)))
    return min(found, default=None)


def drawn(seed: int, n: int = 6, m: int = 3, **more: Any) -> mi.Funding:
    """A funding drawn at random: a budget, a quota and an exclusion."""
    generator = np.random.default_rng(seed)
    names = [f"P{i}" for i in range(n)]
    problem = mi.Problem.from_arrays(
        generator.integers(0, 10, (n, m)).astype(float), [mi.maximise(f"c{j}") for j in range(m)], names
    )
    budget = mi.Budget(
        "cost", float(generator.integers(5, 20)), dict(zip(names, generator.integers(1, 9, n).tolist(), strict=True))
    )
    limits: list[Any] = [mi.Exclusive(names[:2])] if seed % 2 else [mi.AtLeast("early", 1, of=names[:3])]
    weights = dict(zip(problem.criterion_names, generator.integers(1, 6, m).tolist(), strict=True))
    return mi.Funding.of(problem, weights, budget, *limits, method="weighted_sum", **more)


@pytest.mark.parametrize("norm", NORMS)
@pytest.mark.parametrize("seed", range(12))
def test_the_smallest_change_is_that_found_by_placing_every_set(seed: int, norm: Any) -> None:
    funding = drawn(seed, m=2 + seed % 3)
    found, best = mi.funding_change(funding, norm=norm), shortest(funding, norm, None)
    assert found.exact
    assert found.exists == (best is not None)
    if best is not None:
        assert found.distance == pytest.approx(best, abs=1e-9)


@pytest.mark.parametrize("norm", NORMS)
@pytest.mark.parametrize("seed", range(6))
def test_a_candidate_enters_or_leaves_as_near_as_placing_every_set_says(seed: int, norm: Any) -> None:
    funding = drawn(seed, n=5)
    for candidate in funding.portfolio.candidates:
        found, best = mi.funding_change(funding, candidate=candidate, norm=norm), shortest(funding, norm, candidate)
        assert found.exact
        assert found.exists == (best is not None), (candidate, best)
        if best is not None:
            assert found.distance == pytest.approx(best, abs=1e-9)
            assert candidate in (found.entering if found.enters else found.leaving)


@given(st.integers(0, 10_000), st.sampled_from(NORMS), st.sampled_from([0.0, 0.4]))
@settings(max_examples=25)
def test_every_set_says_the_same_on_problems_drawn_at_random(seed: int, norm: Any, baseline: float) -> None:
    funding = drawn(seed, n=5, m=3, baseline=baseline)
    found, best = mi.funding_change(funding, norm=norm), shortest(funding, norm, None)
    assert found.exact
    assert found.exists == (best is not None)
    if best is not None:
        assert found.distance == pytest.approx(best, abs=1e-9)


@pytest.mark.parametrize("norm", NORMS)
def test_the_funded_set_is_the_same_just_inside_and_another_just_outside(norm: Any) -> None:
    funding = drawn(3, n=8, m=4)
    found = mi.funding_change(funding, norm=norm)
    assert found.distance is not None
    assert found.portfolio_beyond is not None
    criteria = funding.ranking.problem.criterion_names
    inner = funding.ranking.weights.over(criteria)
    generator = np.random.default_rng(0)
    moves = generator.dirichlet(np.ones(4), 400) - inner
    moves *= (0.999 * found.distance / np.maximum(length(moves, norm), found.distance))[:, None]
    for weights in inner + moves:
        worth = funding.worth(weights)
        assert worth[funding.best(worth)].sum() <= worth[funding.portfolio.taken].sum() + 1e-12
    values = found.portfolio_beyond.values
    assert values[found.portfolio_beyond.taken].sum() > values[funding.portfolio.taken].sum()
    assert found.entering or found.leaving


def test_nothing_changes_where_the_set_is_best_on_every_criterion() -> None:
    problem = mi.Problem.of([mi.maximise("a"), mi.maximise("b")], {"x": (3, 3), "y": (2, 2), "z": (1, 1)})
    budget = mi.Budget("cost", 2, {"x": 1, "y": 1, "z": 1})
    found = mi.funding_change(mi.Funding.of(problem, {"a": 1, "b": 1}, budget, method="weighted_sum"))
    assert (found.exists, found.exact, found.barred) == (False, True, "nothing_better")
    assert (found.swap.entering, found.swap.leaving, found.moved) == ((), (), {})
    assert found.sentence() == (
        "No weights change what is funded: on no criterion alone, and so under no weights, "
        "is another set within the limits worth more."
    )


def test_a_candidate_no_set_can_hold_or_lack_is_told_so() -> None:
    problem = mi.Problem.of([mi.maximise("a"), mi.maximise("b")], {"x": (3, 0), "y": (2, 5)})
    funding = mi.Funding.of(problem, {"a": 1, "b": 1}, (), mi.Forbidden("y"), mi.Mandatory("x"), method="weighted_sum")
    never, always = mi.funding_change(funding, candidate="y"), mi.funding_change(funding, candidate="x")
    assert never.sentence() == "No weights fund y: no set within the limits has it."
    assert always.sentence("fr") == "Aucun jeu de poids ne prive x de financement : tout ensemble permis le contient."
    assert (never.exact, always.exact, never.barred, always.barred) == (True, True, "no_set", "no_set")


def test_a_candidate_that_is_never_worth_it_is_ruled_out() -> None:
    problem = mi.Problem.of([mi.maximise("a"), mi.maximise("b")], {"x": (3, 3), "y": (2, 2), "z": (1, 4)})
    budget = mi.Budget("cost", 1, {"x": 1, "y": 1, "z": 1})
    found = mi.funding_change(mi.Funding.of(problem, {"a": 2, "b": 1}, budget, method="weighted_sum"), candidate="y")
    assert (found.exists, found.exact, found.barred) == (False, True, "ruled_out")
    assert found.sentence() == "No weights fund y: every set that could do it has been ruled out."


def test_another_set_that_is_worth_as_much_now_is_no_distance_away() -> None:
    problem = mi.Problem.of([mi.maximise("a"), mi.maximise("b")], {"x": (1, 0), "y": (0, 1)})
    funding = mi.Funding.of(problem, {"a": 1, "b": 1}, mi.Budget("cost", 1, {"x": 1, "y": 1}), method="weighted_sum")
    found = mi.funding_change(funding)
    assert (found.distance, found.exact) == (0.0, True)
    assert len(found.entering) == len(found.leaving) == 1
    assert found.sentence().startswith("Another set is worth as much at the present weights; after the least move")
    intervals = mi.funding_intervals(funding)
    assert 0.5 in (intervals["a"].low, intervals["a"].high)


def test_a_tie_now_on_one_criterion_alone_is_no_distance_away() -> None:
    problem = mi.Problem.of([mi.maximise("a"), mi.maximise("b")], {"x": (1, 0), "y": (1, 1), "z": (0, 0)})
    budget = mi.Budget("cost", 1, {"x": 1, "y": 1, "z": 1})
    funding = mi.Funding.of(problem, {"a": 1, "b": 0}, budget, method="weighted_sum")
    other = "y" if funding.portfolio.selected == ("x",) else "x"
    found = mi.funding_change(funding, candidate=other)
    assert (found.distance == 0) == (other == "y")
    assert found.exact


def test_twins_are_no_rivals() -> None:
    rows = {"x": (3, 1), "twin": (3, 1), "y": (1, 2)}
    problem = mi.Problem.of([mi.maximise("a"), mi.maximise("b")], rows)
    budget = mi.Budget("cost", 1, dict.fromkeys(rows, 1))
    funding = mi.Funding.of(problem, {"a": 2, "b": 1}, budget, method="weighted_sum")
    found = mi.funding_change(funding)
    assert found.entering == ("y",)
    assert found.distance == pytest.approx(shortest(funding, "l1", None))


def test_a_candidate_whose_twin_can_stand_in_for_it_is_never_funded_for_sure() -> None:
    rows = {"x": (3, 1), "twin": (3, 1), "y": (1, 2), "nothing": (1, 1)}
    problem = mi.Problem.of([mi.maximise("a"), mi.maximise("b")], rows)
    budget = mi.Budget("cost", 1, dict.fromkeys(rows, 1))
    funding = mi.Funding.of(problem, {"a": 1, "b": 2}, budget, method="weighted_sum")
    assert funding.portfolio.selected == ("y",)
    for candidate in ("x", "twin", "nothing"):
        found = mi.funding_change(funding, candidate=candidate)
        assert (found.exists, found.exact, found.barred) == (False, True, "ruled_out")
    assert mi.funding_change(funding).exists


def test_a_held_weight_stays() -> None:
    funding = drawn(5, n=7, m=4)
    free, found = mi.funding_change(funding), mi.funding_change(funding, fixed=["c0"])
    assert found.weights is not None
    assert found.weights["c0"] == pytest.approx(funding.ranking.weights["c0"], abs=1e-15)
    assert found.distance >= free.distance - 1e-12
    assert found.portfolio_beyond.taken.tolist() != funding.portfolio.taken.tolist()


@pytest.mark.parametrize("seed", range(8))
def test_intervals_end_where_another_set_first_crosses(seed: int) -> None:
    funding = drawn(seed, n=6, m=3)
    intervals, table, now = mi.funding_intervals(funding), table_of(funding), funding.portfolio.taken
    sets = list(every_set(funding))
    criteria = funding.ranking.problem.criterion_names
    weights = funding.ranking.weights.over(criteria)
    assert intervals.exact
    for j, name in enumerate(criteria):
        rest = np.where(np.arange(len(weights)) == j, 0.0, weights) / (1 - weights[j])
        corner = np.eye(len(weights))[j]
        bounds = {0.0: 0.0, 1.0: 1.0}
        for end in bounds:
            crossings = [end]
            for taken in sets:
                lead = table[taken].sum(axis=0) - table[now].sum(axis=0)
                here = lead @ weights
                there = lead @ (end * corner + (1 - end) * rest)
                if there > 1e-12:
                    crossings.append(weights[j] + max(0.0, -here) / (max(0.0, -here) + there) * (end - weights[j]))
            bounds[end] = min(crossings, key=lambda at: abs(at - weights[j]))
        assert intervals[name].low == pytest.approx(bounds[0.0], abs=1e-12)
        assert intervals[name].high == pytest.approx(bounds[1.0], abs=1e-12)


def test_beyond_an_end_what_is_said_is_funded() -> None:
    funding = drawn(4, n=8, m=3)
    intervals = mi.funding_intervals(funding)
    seen = 0
    for name, (low, now, high) in intervals.items():
        for bound, swap, outward in zip((low, high), intervals.swaps[name], (-1e-6, 1e-6), strict=True):
            if swap is None:
                continue
            seen += 1
            others = {other: w for other, w in funding.ranking.weights.shares.items() if other != name}
            at = bound + outward
            scaled = {other: w * (1 - at) / (1 - now) for other, w in others.items()}
            then = funding.under(mi.Weights({name: at, **scaled}))
            selected = (set(funding.portfolio.selected) - set(swap.leaving)) | set(swap.entering)
            assert set(then.selected) == selected
    assert seen >= 2


def test_groups_move_as_a_whole() -> None:
    funding = drawn(4, n=8, m=4)
    tree = mi.CriteriaTree("goal", {"goal": ("left", "right"), "left": ("c0", "c1"), "right": ("c2", "c3")})
    whole = mi.funding_intervals(funding, mi.WholeGroups(tree))
    assert list(whole) == ["left", "right"]
    assert whole["left"].low + whole["right"].high == pytest.approx(1, abs=1e-12)
    assert "the weight of the group left" in whole.sentence("left")


@pytest.mark.parametrize("candidate", [None, "in", "out"])
def test_for_topsis_a_change_is_found_and_verified_but_not_called_the_smallest(candidate: str | None) -> None:
    linear = drawn(2, n=7, m=3)
    budget, limit = linear.portfolio.limits
    funding = mi.Funding.of(
        linear.ranking.problem, linear.ranking.weights, budget, limit, method="topsis", baseline=0.3
    )
    now = funding.portfolio
    names = {"in": now.selected[0], "out": next(n for n in now.candidates if n not in now.selected)}
    found = mi.funding_change(funding, candidate=None if candidate is None else names[candidate])
    assert not found.exact
    assert found.exists
    again = funding.under(found.just_beyond)
    assert set(again.selected) == (set(now.selected) - set(found.leaving)) | set(found.entering)
    assert again.selected != now.selected
    assert "the smallest change found" in found.sentence()
    weights = linear.ranking.weights.over(linear.ranking.problem.criterion_names)
    changed = []
    for drawn_weights in np.random.default_rng(1).dirichlet(np.ones(3), 400):
        taken = funding.best(funding.worth(drawn_weights))
        i = 0 if candidate is None else now.candidates.index(names[candidate])
        other = (taken != now.taken).any() if candidate is None else taken[i] != now.taken[i]
        if other:
            changed.append(np.abs(drawn_weights - weights).sum())
    assert found.distance <= min(changed) + 1e-6


def test_for_topsis_intervals_are_sampled_and_say_so() -> None:
    linear = drawn(2, n=6, m=2)
    budget, limit = linear.portfolio.limits
    funding = mi.Funding.of(
        linear.ranking.problem, linear.ranking.weights, budget, limit, method="topsis", baseline=0.3
    )
    intervals = mi.funding_intervals(funding)
    assert not intervals.exact
    assert "(sampled, not exact)" in intervals.sentence("c0")
    low, _, high = intervals["c0"]
    for at in np.linspace(low + 1e-9, high - 1e-9, 50):
        assert funding.under(mi.Weights({"c0": at, "c1": 1 - at})).selected == funding.portfolio.selected


def test_a_method_whose_scores_break_down_is_named() -> None:
    class Broken:
        name = "broken"
        conventions: ClassVar[dict[str, str]] = {}
        claims: frozenset[Any] = frozenset()

        def score_function(self, evaluations: mi.Evaluations) -> Any:
            def scores(weights: np.ndarray) -> np.ndarray:
                shape = (*np.shape(weights)[:-1], len(evaluations.values))
                found = np.broadcast_to(evaluations.values[:, 0], shape).copy()
                found[np.asarray(weights)[..., 0] > 0.9] = np.nan
                return found

            return scores

    problem = mi.Problem.of([mi.maximise("a"), mi.maximise("b")], {"x": (1, 0), "y": (0.5, 1)})
    budget = mi.Budget("cost", 1, {"x": 1, "y": 1})
    funding = mi.Funding.of(problem, {"a": 0.5, "b": 0.5}, budget, method=Broken())
    with pytest.raises(mi.MethodError, match="broken gave a score that is not a finite number") as refusal:
        mi.funding_change(funding)
    assert refusal.value.code == "not_finite"


def test_a_search_that_finds_nothing_proves_nothing() -> None:
    problem = mi.Problem.of([mi.maximise("a"), mi.maximise("b")], {"x": (3, 3), "y": (2, 2)})
    budget = mi.Budget("cost", 1, {"x": 1, "y": 1})
    found = mi.funding_change(mi.Funding.of(problem, {"a": 1, "b": 1}, budget, method="topsis"))
    assert (found.exists, found.exact, found.barred) == (False, False, "not_found")
    assert found.tried > 0
    assert "that is no proof that there are none" in found.sentence()
    assert "ce n'est pas une preuve" in found.sentence("fr")


def test_a_proof_that_is_given_up_leaves_an_upper_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(*given: Any) -> None:
        raise proposals.OutOfReachError("too long")

    monkeypatch.setattr(proposals.Proposals, "nearest", lost)
    found = mi.funding_change(drawn(3, n=8, m=4))
    assert not found.exact
    assert found.exists
    assert found.barred is None
    assert found.sentence().endswith("This is the smallest change found; there may be a smaller one.")


def test_a_programme_that_is_not_solved_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proposals, "MOST_NODES", 0)
    monkeypatch.setattr(nearest_set.Search, "_look_around", lambda self: None)
    found = mi.funding_change(drawn(3, n=9, m=4), candidate="P0")
    assert found.exact or found.barred in {None, "given_up"}


def test_words_in_both_languages() -> None:
    problem = mi.Problem.of([mi.maximise("a"), mi.maximise("b")], {"x": (5, 0), "y": (3, 3), "z": (0, 4)})
    budget = mi.Budget("cost", 10, {"x": 6, "y": 5, "z": 4})
    funding = mi.Funding.of(problem, {"a": 0.8, "b": 0.2}, budget, method="weighted_sum")
    found = mi.funding_change(funding)
    assert found.sentence() == (
        "What is funded stays the same until the weights move by 0.296 in all (a from 0.800 to 0.652, b from 0.200 to 0.348); "
        "there y replaces x. No smaller change does it."
    )
    assert found.sentence("fr") == (
        "L'ensemble financé reste le même tant que les poids ne bougent pas de 0,296 au total (a de 0,800 à 0,652, "
        "b de 0,200 à 0,348) ; alors, y remplace x. Aucun changement plus petit ne suffit."
    )
    enters, leaves = mi.funding_change(funding, candidate="y"), mi.funding_change(funding, candidate="x")
    assert enters.sentence().startswith("y is funded once the weights have moved by 0.296 in all")
    assert leaves.sentence("fr").startswith("x n'est plus financé dès que les poids ont bougé de 0,296 au total")
    held = mi.funding_change(funding, norm="linf")
    assert "at most 0.148 each" in held.sentence()
    assert repr(found) == f"FundingChange: {found.sentence()}"
    intervals = mi.funding_intervals(funding)
    assert intervals.sentence("a", "fr") == (
        "L'ensemble financé reste le même tant que le poids de a reste entre 0,6522 et 1 : en dessous de 0,6522, y remplace x."
    )
    assert intervals.slack(intervals.tightest) == pytest.approx(0.8 - 0.652174, abs=1e-6)
    assert list(intervals.to_frame().columns) == ["low", "weight", "high", "below", "above"]
    assert repr(intervals).startswith("Weights that keep what is funded by weighted_sum (exact)")


def test_a_swap_of_what_only_comes_in_or_goes_out() -> None:
    problem = mi.Problem.of([mi.maximise("a"), mi.maximise("b")], {"x": (5, 0), "y": (0, 1), "z": (1, 1)})
    funding = mi.Funding.of(problem, {"a": 0.5, "b": 0.5}, method="weighted_sum", baseline=0.15)
    told = mi.funding_change(funding, candidate="x").sentence()
    assert told.count("goes out") == 1


@pytest.mark.parametrize(
    ("given", "code", "said"),
    [
        ({"candidate": "P9"}, "unknown_alternative", "There is no candidate 'P9'"),
        ({"norm": "l3"}, "unknown_norm", "There is no norm .l3."),
        ({"fixed": "c0"}, "not_a_list", r"Give \['c0'\]"),
        ({"fixed": ["c9"]}, "unknown_criterion", "'c9'"),
        ({"fixed": ["c0", "c1"]}, "all_fixed", "Of 3 criteria 2 are held"),
        ({"rng": -1}, None, "rng"),
    ],
)
def test_a_question_without_an_answer_is_refused(given: dict[str, Any], code: str | None, said: str) -> None:
    with pytest.raises(mi.DecisionError, match=said) as refusal:
        mi.funding_change(drawn(1), **given)
    assert code is None or refusal.value.code == code


def test_a_funding_is_made_first() -> None:
    problem = mi.Problem.of([mi.maximise("a")], {"x": [1], "y": [2]})
    for ask in (mi.funding_change, mi.funding_intervals):
        with pytest.raises(mi.ProblemError, match=r"Funding\.of\(problem, weights, budgets, \*limits\)") as refusal:
            ask(problem)  # type: ignore[arg-type]
        assert refusal.value.code == "not_funding"
    funding = mi.Funding.of(problem, {"a": 1}, method="weighted_sum")
    for ask in (mi.funding_change, mi.funding_intervals):
        with pytest.raises(mi.SensitivityError, match="only one criterion"):
            ask(funding)
    two = mi.Funding.of(
        mi.Problem.of([mi.maximise("a"), mi.maximise("b")], {"x": (1, 2), "y": (2, 1)}),
        {"a": 1, "b": 2},
        method="weighted_sum",
    )
    with pytest.raises(mi.ProblemError, match="did you mean 'a'"):
        mi.funding_intervals(two)["A"]
    assert two.choice.candidates == ("x", "y")
    assert isinstance(two.choice, Choice)


def test_other_weights_are_given_as_a_mapping_too() -> None:
    funding = drawn(3)
    points = {"c0": 1.0, "c1": 2.0, "c2": 3.0}
    shuffled = dict(reversed(points.items()))
    assert (
        funding.under(points).selected == funding.under(mi.Weights(points)).selected == funding.under(shuffled).selected
    )
    with pytest.raises(mi.WeightsError, match="differ on 'c2'"):
        funding.under({"c0": 1.0, "c1": 2.0})
