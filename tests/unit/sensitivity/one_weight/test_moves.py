"""Moves within a group and of whole groups: probed with the scores themselves, inside and just outside."""

from typing import Any

import numpy as np
import pytest
from strategies import METHODS, BlackBox

import mcda_industry as mi
from mcda_industry.arrays import FloatArray, ranks, settled
from mcda_industry.sensitivity.one_weight.bernstein import roots, value
from mcda_industry.sensitivity.one_weight.moves import named_moves

TREE = mi.CriteriaTree("goal", {"goal": ("A", "B", "e"), "A": ("a", "b", "A2"), "A2": ("c", "d"), "B": ("f", "g")})
EVERY = {**METHODS, "topsis manhattan": mi.Topsis(distance="manhattan")}
STEP = 1e-6


def random_case(seed: int, n: int = 6) -> tuple[mi.Problem, dict[str, float]]:
    rng = np.random.default_rng(seed)
    criteria = [
        mi.Criterion(name, str(rng.choice(["max", "min"])), preference=mi.VShape(2)) for name in sorted(TREE.leaves)
    ]
    points = rng.random(len(criteria))
    values = rng.random((n, len(criteria))) * 5
    return mi.Problem.from_arrays(values, criteria), dict(zip(sorted(TREE.leaves), points / points.sum(), strict=True))


def moved(move: Any, weights: dict[str, float], name: str, value: float) -> dict[str, float]:
    """The weights by the words of the docstrings, criterion by criterion."""
    if isinstance(move, mi.WholeGroups):
        inside, room = TREE.leaves_below(name), 1.0
        outside = [leaf for leaf in weights if leaf not in inside]
    else:
        inside, group = (name,), TREE.leaves_below(TREE.path(name)[-2])
        outside, room = [leaf for leaf in group if leaf != name], sum(weights[leaf] for leaf in group)
    found = dict(weights)
    for some, share in ((inside, value), (outside, room - value)):
        total = sum(weights[leaf] for leaf in some)
        found.update({leaf: share * (weights[leaf] / total if total else 1 / len(some)) for leaf in some})
    return found


@pytest.mark.parametrize("kind", [mi.WithinGroups, mi.WholeGroups])
@pytest.mark.parametrize("name", EVERY)
def test_the_order_stays_inside_and_changes_just_outside(name: str, kind: Any) -> None:
    move = kind(TREE)
    for seed in range(3):
        problem, weights = random_case(seed)
        ranking = mi.rank(problem, weights, EVERY[name])
        found = mi.stability_intervals(problem, weights, EVERY[name], move=move)
        assert found.exact

        def order(what: str, value: float, ranking: mi.Ranking = ranking, weights: Any = weights) -> list[int]:
            return ranks(settled(ranking.under(moved(move, weights, what, value)).scores)).tolist()

        for what, (low, weight, high) in found.items():
            ends = found.ends[what]
            assert low <= weight <= high
            for share in (1e-6, 0.3, 0.6, 1 - 1e-6):
                assert order(what, low + share * (high - low)) == ranking.ranks.tolist(), (what, share)
            if ends.low:
                assert order(what, max(0.0, low - STEP)) != ranking.ranks.tolist(), what
            if ends.high:
                assert order(what, high + STEP) != ranking.ranks.tolist(), what
            elif kind is mi.WholeGroups:
                assert high == 1


@pytest.mark.parametrize("kind", [mi.WithinGroups, mi.WholeGroups])
@pytest.mark.parametrize("name", ["promethee2", "topsis vector", "topsis manhattan"])
def test_leaders_along_the_move_are_those_of_a_grid(name: str, kind: Any) -> None:
    move = kind(TREE)
    for seed in range(3, 6):
        problem, weights = random_case(seed, 9)
        function = EVERY[name].score_function(problem.evaluations)
        for what in ("a", "f") if kind is mi.WithinGroups else TREE.groups[1:]:
            walk = mi.walking_weights(problem, weights, EVERY[name], what, move=move)
            assert walk.exact
            grid = np.linspace(0, walk.high, 401)
            rows = np.array([[moved(move, weights, what, t)[leaf] for leaf in weights] for t in grid])
            np.testing.assert_allclose(walk.weights_at(grid), rows, rtol=0, atol=1e-12)
            leading = function(rows).argmax(axis=1)
            for low, high, leaders in walk.leaders:
                inside = (grid > low + 1e-9) & (grid < high - 1e-9)
                assert {problem.alternatives[i] for i in leading[inside]} <= set(leaders)
            sampled = mi.walking_weights(problem, weights, BlackBox(EVERY[name]), what, move=move)
            np.testing.assert_allclose(sampled.breakpoints, walk.breakpoints, rtol=0, atol=1e-9)


def test_a_black_box_moves_within_its_groups_too() -> None:
    problem, weights = random_case(7)
    for move in (mi.WithinGroups(TREE), mi.WholeGroups(TREE)):
        exact, sampled = (
            mi.stability_intervals(problem, weights, method, "best", move=move)
            for method in (mi.Topsis(), BlackBox(mi.Topsis()))
        )
        assert list(exact) == list(sampled)
        for name in exact:
            np.testing.assert_allclose(sampled[name], exact[name], rtol=0, atol=1e-9)


def test_every_change_of_order_within_a_group_is_one_of_the_scores() -> None:
    problem, weights = random_case(11)
    walk = mi.walking_weights(problem, weights, "topsis", "a", move=mi.WithinGroups(TREE))
    swaps = walk.order_changes()
    grid = np.linspace(0, walk.high, 4001)
    scores = walk.scores_at(grid)
    one, two = np.triu_indices(len(problem.alternatives), 1)
    signs = np.sign(scores[:, one] - scores[:, two])
    assert len(swaps) == int((signs[1:] * signs[:-1] < 0).sum())
    for at, rising, falling in swaps:
        up, down = problem.row(rising), problem.row(falling)
        before, after = walk.scores_at([at - 1e-7, at + 1e-7])
        assert before[up] < before[down]
        assert after[up] > after[down]


def test_moving_every_group_of_one_is_moving_criteria_in_proportion() -> None:
    problem, weights = random_case(5)
    alone = mi.CriteriaTree("goal", {"goal": [f"G {n}" for n in weights], **{f"G {n}": [n] for n in weights}})
    groups = mi.stability_intervals(problem, weights, "topsis", move=mi.WholeGroups(alone))
    for name, interval in mi.stability_intervals(problem, weights, "topsis").items():
        np.testing.assert_allclose(groups[f"G {name}"], interval, rtol=0, atol=1e-12)
    everyone = mi.CriteriaTree("goal", {"goal": tuple(weights)})
    within = mi.stability_intervals(problem, weights, "topsis", move=mi.WithinGroups(everyone))
    assert dict(within) == dict(mi.stability_intervals(problem, weights, "topsis"))


def test_what_stands_alone_in_its_group_or_has_no_room_cannot_move_and_says_so() -> None:
    tree = mi.CriteriaTree("goal", {"goal": ("A", "B", "C"), "A": ("a", "b"), "B": ("c",), "C": ("d", "e")})
    problem = mi.Problem.from_arrays(np.eye(5), [mi.maximise(name) for name in "abcde"])
    weights = {"a": 0.4, "b": 0.3, "c": 0.3, "d": 0, "e": 0}
    found = mi.stability_intervals(problem, weights, "weighted_sum", move=mi.WithinGroups(tree))
    assert found["c"] == (0.3, 0.3, 0.3)
    assert found["d"] == (0.0, 0.0, 0.0)
    assert not found.ends["c"].any
    assert found.slack("c") == np.inf
    assert found.sentence("c") == "The order stays: nothing can move the weight of c, other groups keeping theirs."
    assert found.sentence("c", "fr") == (
        "L'ordre ne change pas : rien ne peut faire varier le poids de c, les autres groupes gardant le leur."
    )
    with pytest.raises(mi.SensitivityError, match=r"The weight of 'c' cannot move.*Leave move out") as refusal:
        mi.walking_weights(problem, weights, "weighted_sum", "c", move=mi.WithinGroups(tree))
    assert refusal.value.code == "nothing_moves"


def test_a_group_with_all_the_weight_gives_way_to_the_others_in_equal_shares() -> None:
    tree = mi.CriteriaTree("goal", {"goal": ("A", "B"), "A": ("a",), "B": ("b", "c")})
    found = named_moves(mi.WholeGroups(tree), "abc", np.array([1.0, 0.0, 0.0])).moves
    np.testing.assert_allclose(found.at(0, 0.4), [0.4, 0.3, 0.3])
    np.testing.assert_allclose(found.at(1, 0.4), [0.6, 0.2, 0.2])


def test_moves_of_groups_are_said_as_such() -> None:
    problem, weights = random_case(1)
    groups = mi.stability_intervals(problem, weights, "weighted_sum", "best", mi.WholeGroups(TREE))
    assert "the weight of the group A2" in groups.sentence("A2")
    assert "le poids du groupe A2" in groups.sentence("A2", "fr")
    walk = mi.walking_weights(problem, weights, "weighted_sum", "A2", mi.WholeGroups(TREE))
    assert "the weight of the group A2" in walk.sentence()
    within = mi.walking_weights(problem, weights, "weighted_sum", "a", mi.WithinGroups(TREE))
    assert "other groups keeping theirs" in within.sentence()
    assert "les autres groupes gardant le leur" in within.sentence("fr")


@pytest.mark.parametrize("degree", [1, 2, 3, 4])
def test_roots_of_polynomials_are_those_they_were_made_of(degree: int) -> None:
    rng = np.random.default_rng(degree)
    made = np.sort(rng.random((200, degree)), axis=1)
    made = made[np.diff(made, axis=1, prepend=-1).min(axis=1) > 1e-3]
    nodes = np.linspace(0, 1, degree + 1)
    basis = np.stack([value(row, nodes) for row in np.eye(degree + 1)], axis=1)
    exact = np.prod(nodes[None, :, None] - made[:, None, :], axis=2)
    coefficients: FloatArray = np.linalg.solve(basis, exact.T).T
    np.testing.assert_allclose(np.sort(roots(coefficients), axis=1), made, rtol=0, atol=1e-9)


def test_a_polynomial_that_is_zero_throughout_has_no_root_and_one_that_touches_has_one() -> None:
    assert np.isnan(roots(np.zeros(5))).all()
    assert np.isnan(roots(np.ones(5))).all()
    np.testing.assert_allclose(np.nanmax(roots(np.array([0.25, -0.25, 0.25]))), 0.5)
    np.testing.assert_array_equal(roots(np.array([0.0, 1.0])), [0.0])
    np.testing.assert_array_equal(roots(np.array([1.0, 0.0])), [1.0])
