"""The smallest change of the weights: searched for on grids, and probed just inside and just beyond."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from strategies import METHODS
from unit.sensitivity.one_weight.test_stability import BlackBox, problem_of, random_problems

import mcda_industry as mi
from mcda_industry.arrays import FloatArray, settled
from mcda_industry.sensitivity.all_weights.nearest import NORMS, length
from mcda_industry.sensitivity.all_weights.reversal import smallest_change

LINEAR = ("promethee2", "weighted_sum", "ahp ideal")
TEXTBOOK = problem_of([[1, 0], [0, 1], [0.4, 0.4], [0.7, 0.6]])
EQUAL = {"c1": 1, "c2": 1}


def grid(m: int) -> FloatArray:
    """Weights of two or three criteria, evenly spaced."""
    if m == 2:
        share = np.linspace(0, 1, 1001)
        return np.stack([share, 1 - share], axis=1)
    steps = 48
    return np.array([(i, j, steps - i - j) for i in range(steps + 1) for j in range(steps + 1 - i)]) / steps


def changed(scores: FloatArray, now: mi.Ranking, challenger: str | None, places: int) -> FloatArray:
    """(s,) whether the decision has clearly changed at scores (s, n)."""
    clear = 1e-9 * np.abs(scores).max()
    if challenger is None:
        inside = np.argsort(now.ranks, kind="stable")[:places]
        outside = np.setdiff1d(np.arange(len(now)), inside)
        return scores[:, outside].max(axis=1) > scores[:, inside].min(axis=1) + clear
    own = scores[:, [now.problem.row(challenger)]]
    rivals = ~(np.abs(scores - own) <= clear).all(axis=0)
    return (scores[:, rivals] >= own - clear).sum(axis=1) < places


def small_problems(kind: str, number: int) -> list[tuple[mi.Problem, mi.Weights]]:
    return [case for case in random_problems(kind, number) if len(case[0].criteria) <= 3]


@pytest.mark.parametrize("kind", ["continuous", "whole"])
@pytest.mark.parametrize("name", LINEAR)
def test_no_weights_of_a_grid_are_nearer_and_none_are_missed(name: str, kind: str) -> None:
    for number, (problem, weights) in enumerate(small_problems(kind, 10)):
        ranking, points = mi.rank(problem, weights, METHODS[name]), grid(len(problem.criteria))
        norm, places = NORMS[number % 3], 1 + number % 2
        if places >= len(ranking):
            continue
        scores = ranking.score_function(points)
        distances = length(points - weights.over(problem.criterion_names), norm)
        for challenger in (None, *ranking.order[places:]):
            if changed(ranking.scores[None], ranking, challenger, places).any():
                continue  # in by a tie with an equal
            found = smallest_change(problem, weights, METHODS[name], challenger, norm, places)
            there = changed(scores, ranking, challenger, places)
            assert found.exact
            assert found.exists or not there.any()
            if there.any():
                assert found.distance <= distances[there].min() + 1e-9


@pytest.mark.parametrize("norm", NORMS)
@pytest.mark.parametrize("kind", ["continuous", "whole"])
@pytest.mark.parametrize("name", LINEAR)
def test_the_decision_stands_just_inside_and_has_changed_just_beyond(name: str, kind: str, norm: str) -> None:
    for problem, weights in random_problems(kind, 5):
        ranking, now = mi.rank(problem, weights, METHODS[name]), weights.over(problem.criterion_names)
        for places in range(1, min(3, len(ranking))):
            for challenger in (None, ranking.order[-1]):
                if changed(ranking.scores[None], ranking, challenger, places).any():
                    continue
                found = smallest_change(problem, weights, METHODS[name], challenger, norm, places)
                if found.exists:
                    assert_changes_there(found, now)


def assert_changes_there(found: mi.SmallestChange, now: FloatArray) -> None:
    ranking, criteria = found.ranking, found.ranking.problem.criterion_names
    tie = found.weights.over(criteria)
    assert length(tie - now, found.norm) == pytest.approx(found.distance, abs=1e-12)
    inside = now + (1 - 1e-6) * (tie - now)
    scores = ranking.score_function(np.stack([inside, tie]))
    assert not changed(scores, ranking, found.challenger, found.places).any()
    beyond = mi.rank(ranking.problem, found.just_beyond, ranking.ranked_by)
    assert beyond.rank_of(found.winner) <= found.places
    assert np.abs(found.just_beyond.over(criteria) - tie).max() <= 1e-3
    if found.challenger is None:
        assert beyond[found.winner] > beyond[found.displaced]


def test_two_lines_that_cross_give_the_distance_by_hand() -> None:
    # x scores the weight of c1, y that of c2: they tie at one half each
    problem = problem_of([[1, 0], [0, 1]])
    for norm, distance in (("l1", 0.4), ("l2", np.sqrt(0.08)), ("linf", 0.2)):
        found = smallest_change(problem, {"c1": 0.7, "c2": 0.3}, "weighted_sum", norm=norm)
        assert found.distance == pytest.approx(distance, abs=1e-15)
        assert found.weights.over(("c1", "c2")) == pytest.approx([0.5, 0.5], abs=1e-15)
        assert (found.winner, found.displaced, found.exact, found.exists) == ("A2", "A1", True, True)
        assert dict(found.moved) == pytest.approx({"c1": -0.2, "c2": 0.2})
        assert dict(found.distances) == {"A2": pytest.approx(distance)}


def test_overtaking_the_leader_is_less_than_leading() -> None:
    # A3 (0.4, 0.4) passes A2 (0, 1) where c1 has 0.6, but never leads A1, A2 and A4 together
    weights = {"c1": 0.1, "c2": 0.9}
    anyone = smallest_change(TEXTBOOK, weights, "weighted_sum")
    assert (anyone.displaced, anyone.winner) == ("A2", "A4")
    assert anyone.distances["A3"] == pytest.approx(1.0)
    alone = smallest_change(TEXTBOOK, weights, "weighted_sum", "A3")
    assert not alone.exists
    assert alone.exact
    assert (alone.distance, alone.weights, alone.just_beyond, alone.winner) == (None, None, None, None)
    assert dict(alone.moved) == {}
    assert dict(alone.barring) == {"A4": 1.0}


def test_the_proof_is_a_mixture_that_holds_on_every_criterion() -> None:
    problem = problem_of([[1, 0], [0, 1], [0.4, 0.4]])
    found = smallest_change(problem, EQUAL, "weighted_sum", "A3")
    contributions = dict(zip(problem.alternatives, found.ranking.score_function.contributions, strict=True))
    mixed = sum(share * contributions[name] for name, share in found.barring.items())
    assert (mixed >= contributions["A3"] - 1e-12).all()
    assert sum(found.barring.values()) == pytest.approx(1)


@pytest.mark.parametrize("norm", NORMS)
def test_weights_that_are_held_stay_and_the_answer_is_that_of_the_others(norm: str) -> None:
    problem = problem_of([[4, 1, 3, 2], [2, 4, 1, 3], [3, 2, 4, 0], [1, 3, 2, 4]])
    weights = {"c1": 0.1, "c2": 0.2, "c3": 0.3, "c4": 0.4}
    free = smallest_change(problem, weights, "weighted_sum", norm=norm)
    held = smallest_change(problem, weights, "weighted_sum", norm=norm, fixed=["c3", "c1"])
    assert held.fixed == ("c1", "c3")
    assert held.weights["c1"] == pytest.approx(0.1, abs=1e-15)
    assert held.weights["c3"] == pytest.approx(0.3, abs=1e-15)
    assert held.distance >= free.distance - 1e-15
    # two weights that share 0.6: a line, on which the first change is found by trying
    line = np.linspace(0, 0.6, 60_001)
    points = np.stack([np.full_like(line, 0.1), line, np.full_like(line, 0.3), 0.6 - line], axis=1)
    there = changed(held.ranking.score_function(points), held.ranking, None, 1)
    nearest = length(points[there] - np.array([0.1, 0.2, 0.3, 0.4]), norm).min()
    assert held.distance == pytest.approx(nearest, abs=5e-5)


def test_a_criterion_of_weight_zero_may_gain_weight_unless_it_is_held() -> None:
    problem = problem_of([[2, 1, 0], [1, 0, 2], [0, 2, 0.5]])
    weights = {"c1": 1, "c2": 1, "c3": 0}
    assert smallest_change(problem, weights, "weighted_sum", "A2").weights["c3"] > 0
    held = smallest_change(problem, weights, "weighted_sum", "A2", fixed=["c3"])
    assert dict(held.barring) == {"A1": 1.0}
    assert smallest_change(problem, weights, "weighted_sum", "A3", fixed=["c3"]).weights["c3"] == 0


def test_a_tie_now_is_no_distance_and_is_broken_just_beyond() -> None:
    problem = problem_of([[1, 0], [0, 1], [0, 0]])
    for challenger in (None, "A2"):
        found = smallest_change(problem, EQUAL, "weighted_sum", challenger)
        assert found.distance == 0
        assert found.weights == found.ranking.weights
        assert mi.rank(problem, found.just_beyond, "weighted_sum").order[0] == found.winner == "A2"
        assert found.sentence().startswith("A2 ties for the lead at the present weights")
    second = smallest_change(problem_of([[3, 3], [1, 0], [0, 1]]), EQUAL, "weighted_sum", "A3", places=2)
    assert second.distance == 0
    assert "ties for a place among the best 2" in second.sentence()
    assert "est à égalité pour une place parmi les 2 premiers" in second.sentence("fr")


def test_a_tie_that_no_move_breaks_the_right_way_is_no_change() -> None:
    # A2 is level with A1 while c2 has no weight, and behind as soon as it has some, however little
    for weight in (0.0, 1e-17):
        found = smallest_change(problem_of([[1, 1], [1, 0]]), {"c1": 1, "c2": weight}, "weighted_sum")
        assert not found.exists
        assert dict(found.barring) == {"A1": 1.0}
        lower = smallest_change(problem_of([[1, 0], [1, 1]]), {"c1": 1, "c2": weight}, "weighted_sum")
        assert (lower.distance, lower.winner) == (0, "A2")


def test_equals_are_no_rivals() -> None:
    problem = problem_of([[1, 0], [1, 0], [0, 1], [0, 1]])
    weights = {"c1": 0.7, "c2": 0.3}
    found = smallest_change(problem, weights, "weighted_sum", "A3")
    assert found.distance == pytest.approx(0.4)
    assert mi.rank(problem, found.just_beyond, "weighted_sum").ranks.tolist() == [3, 3, 1, 1]
    with pytest.raises(mi.SensitivityError, match="'A2' leads already"):
        smallest_change(problem, weights, "weighted_sum", "A2")


def test_a_leader_at_least_as_good_everywhere_is_never_unseated() -> None:
    problem = problem_of([[3, 3], [2, 3], [1, 0]])
    found = smallest_change(problem, EQUAL, "weighted_sum")
    assert not found.exists
    assert dict(found.distances) == {"A2": None, "A3": None}
    assert found.sentence() == (
        "No weights take the lead from A1: it scores at least as high as the others on every criterion."
    )
    assert found.sentence("fr") == (
        "Aucun jeu de poids n'ôte la tête à A1 : son score est au moins aussi élevé que celui des autres sur chaque critère."
    )
    best = smallest_change(problem, EQUAL, "weighted_sum", places=2)
    assert best.sentence() == (
        "No weights change the best 2: each of them scores at least as high as the others on every criterion."
    )
    third = smallest_change(problem, EQUAL, "weighted_sum", "A3", places=2)
    assert third.sentence() == (
        "No weights bring A3 among the best 2: every choice of rivals to pass has been ruled out."
    )


def test_the_reference_case_changes_where_the_ranking_does() -> None:
    case = mi.datasets.morocco_2025()
    problem, weights = case.problem("projects"), case.weights("projects")
    now = weights.over(problem.criterion_names)
    for challenger, places in ((None, 1), (None, 11), ("P30", 1), ("P30", 11)):
        assert_changes_there(smallest_change(problem, weights, challenger=challenger, places=places), now)


@pytest.mark.parametrize("kind", ["continuous", "whole"])
def test_topsis_finds_an_upper_bound_near_that_of_a_grid_and_verifies_it(kind: str) -> None:
    for number, (problem, weights) in enumerate(small_problems(kind, 8)):
        ranking, points = mi.rank(problem, weights, "topsis"), grid(len(problem.criteria))
        distances = length(points - weights.over(problem.criterion_names), "l2")
        for challenger in (None, ranking.order[-1]):
            if challenger and ranking.rank_of(challenger) == 1:
                continue
            found = smallest_change(problem, weights, "topsis", challenger, "l2", rng=number)
            there = changed(ranking.score_function(points), ranking, challenger, 1)
            if found.exists:
                assert not found.exact
                assert found.tried > 0
                assert mi.rank(problem, found.just_beyond, "topsis").rank_of(found.winner) == 1
            if there.any():
                assert found.distance <= distances[there].min() + 0.02


@pytest.mark.parametrize("challenger", ["P08", "P30"])
def test_the_changes_topsis_finds_by_one_norm_are_no_longer_than_those_by_another(challenger: str) -> None:
    case = mi.datasets.morocco_2025()
    problem, weights = case.problem("projects"), case.weights("projects")
    found = {norm: smallest_change(problem, weights, "topsis", challenger, norm) for norm in NORMS}
    moves = {norm: np.array(list(change.moved.values())) for norm, change in found.items()}
    for norm in NORMS:
        assert mi.rank(problem, found[norm].just_beyond, "topsis").best == challenger
        assert found[norm].distance <= 1.01 * min(length(other, norm) for other in moves.values())


def test_scores_that_jump_change_where_they_do() -> None:
    @dataclass(frozen=True)
    class Steps(BlackBox):
        def score_function(self, evaluations: mi.Evaluations, /) -> Callable[[Any], Any]:
            return lambda weights: np.floor(10 * np.asarray(weights)[..., :1]) * [1.0, 0.0] + [0.0, 5.5]

    problem, weights = problem_of([[1, 2, 1], [2, 1, 1]]), {"c1": 0.2, "c2": 0.5, "c3": 0.3}
    for norm, distance in (("l1", 0.8), ("linf", 0.4)):
        found = smallest_change(problem, weights, Steps(mi.WeightedSum()), norm=norm)
        assert found.distance == pytest.approx(distance, abs=1e-9)
        assert found.winner == "A1"


def test_topsis_proves_that_a_dominated_challenger_never_leads() -> None:
    problem = problem_of([[3, 3], [1, 4], [2, 2], [0, 0]])
    found = smallest_change(problem, EQUAL, "topsis", "A3")
    assert (found.exists, found.exact, dict(found.barring)) == (False, True, {"A1": 1.0})
    assert smallest_change(problem, EQUAL, "topsis", "A4", places=3).exact
    assert smallest_change(problem, EQUAL, "topsis", "A3", places=2).exists
    leader = smallest_change(problem_of([[3, 3], [1, 2], [0, 0]]), EQUAL, "topsis")
    assert (leader.exists, leader.exact, dict(leader.barring)) == (False, True, {"A1": 1.0})
    assert dict(smallest_change(problem_of([[3, 3], [1, 2], [0, 0]]), EQUAL, "topsis", places=2).barring) == {}


@pytest.mark.parametrize("norm", NORMS)
def test_a_black_box_finds_nearly_what_is_exact(norm: str) -> None:
    for problem, weights in random_problems("continuous", 3):
        exact = smallest_change(problem, weights, "weighted_sum", norm=norm)
        found = smallest_change(problem, weights, BlackBox(mi.WeightedSum()), norm=norm)
        assert found.exists == exact.exists
        if exact.exists:
            assert exact.distance - 1e-9 <= found.distance <= 1.05 * exact.distance + 1e-9
            assert (found.exact, dict(found.distances)) == (False, {})
        else:
            assert "that is no proof that there are none" in found.sentence()
            assert "ce n'est pas une preuve" in found.sentence("fr")


def test_the_same_seed_gives_the_same_change() -> None:
    problem, weights = problem_of([[1, 0, 2], [0, 1, 1], [2, 0.5, 0]]), {"c1": 3, "c2": 1, "c3": 1}
    one, other = (smallest_change(problem, weights, "topsis", rng=5) for _ in range(2))
    assert one.weights == other.weights


def test_a_black_box_that_gives_no_number_is_named() -> None:
    @dataclass(frozen=True)
    class Broken(BlackBox):
        def score_function(self, evaluations: mi.Evaluations, /) -> Callable[[Any], Any]:
            return lambda weights: np.where(np.asarray(weights)[..., :1] > 0.9, np.nan, 1.0) * np.array([2.0, 1.0])

    with pytest.raises(mi.MethodError, match="black box gave a score that is not a finite number for some weights"):
        smallest_change(problem_of([[1, 0], [0, 1]]), EQUAL, Broken(mi.WeightedSum()))


def test_a_change_is_said_in_both_languages() -> None:
    problem, weights = problem_of([[1, 0], [0, 1]]), {"c1": 0.7, "c2": 0.3}
    said = {norm: smallest_change(problem, weights, "weighted_sum", norm=norm) for norm in NORMS}
    assert said["l1"].sentence() == (
        "A1 stays first until the weights move by 0.400 in all (c1 from 0.700 to 0.500, c2 from 0.300 to 0.500); "
        "there A2 draws level, and then leads. No smaller change does it."
    )
    assert said["l1"].sentence("fr") == (
        "A1 reste premier tant que les poids ne bougent pas de 0,400 au total (c1 de 0,700 à 0,500, c2 de 0,300 à 0,500) ; "
        "A2 le rejoint alors, puis passe en tête. Aucun changement plus petit ne suffit."
    )
    assert "move by 0.283 (Euclidean length) (" in said["l2"].sentence()
    assert "d'au plus 0,200 chacun" in said["linf"].sentence("fr")
    assert repr(said["l1"]) == f"SmallestChange: {said['l1'].sentence()}"
    alone = smallest_change(problem, weights, "weighted_sum", "A2")
    assert alone.sentence().startswith("A2 leads once the weights have moved by 0.400 in all")
    assert alone.sentence("fr").startswith("A2 est premier dès que les poids ont bougé de 0,400 au total")
    bound = smallest_change(problem, weights, "topsis")
    assert bound.sentence().endswith("This is the smallest change found; there may be a smaller one.")


def test_a_proof_with_weights_held_says_so() -> None:
    problem = problem_of([[1, 0, 1], [0, 1, 1], [0.4, 0.4, 1], [0, 0, 0]])
    found = smallest_change(problem, {"c1": 1, "c2": 1, "c3": 2}, "weighted_sum", "A3", fixed=("c3",))
    assert found.sentence() == (
        "With the weight of c3 as it is, no weights make A3 lead: "
        "0.50 A1 + 0.50 A2 scores at least as high on every criterion."
    )
    assert found.sentence("fr").startswith(
        "Le poids de c3 restant ce qu'il est, aucun jeu de poids ne place A3 en tête :"
    )


def test_numbers_of_any_magnitude_are_met() -> None:
    for scale in (1e-200, 1e200):
        problem = problem_of(np.array([[1, 0], [0, 1], [0.2, 0.1]]) * scale)
        found = smallest_change(problem, {"c1": 0.7, "c2": 0.3}, mi.WeightedSum(normalisation="none"))
        assert found.distance == pytest.approx(0.4)
        assert not smallest_change(problem, EQUAL, mi.WeightedSum(normalisation="none"), "A3").exists


def test_rounding_is_a_tie_as_in_the_ranking() -> None:
    criteria = [mi.maximise(name, scale=(0, 1)) for name in ("a", "b", "c")]
    problem = mi.Problem.of(criteria, {"x": (0.1, 0.2, 0.0), "y": (0.0, 0.0, 0.3), "z": (0.0, 0.0, 0.2)})
    found = smallest_change(problem, {"a": 1, "b": 1, "c": 1}, "weighted_sum")
    assert found.distance == 0
    assert settled(found.ranking.scores)[0] == found.ranking.scores[1]
