"""The weights under which an alternative is best: corners, centre and share by hand, and against drawn weights."""

import numpy as np
import pytest
import scipy.spatial
from strategies import METHODS
from unit.sensitivity.one_weight.test_stability import BlackBox, problem_of, random_problems

import mcda_industry as mi
from mcda_industry.sensitivity.all_weights.polytopes import corners, largest_ball, simplex_share
from mcda_industry.sensitivity.all_weights.regions import winning_region

LINEAR = ("promethee2", "weighted_sum", "ahp ideal")


def test_a_triangle_cut_in_two_has_the_share_and_corners_of_the_half() -> None:
    # the first is ahead where the weight of c1 exceeds that of c2: half of the triangle of weights
    problem = problem_of([[1, 0, 0.5], [0, 1, 0.5]])
    found = winning_region(problem, "A1", "weighted_sum")
    assert (found.share, found.exact, found.draws, found.standard_error, found.empty) == (
        pytest.approx(0.5, abs=1e-12),
        True,
        0,
        0.0,
        False,
    )
    corners = sorted(tuple(round(v, 12) for v in corner.over(problem.criterion_names)) for corner in found.vertices)
    assert corners == [(0, 0, 1), (0.5, 0.5, 0), (1, 0, 0)]


def test_the_radius_is_measured_among_weights_that_add_to_one() -> None:
    # two criteria: weights from (1/2, 1/2) to (1, 0), a line of length 0.707; its middle is 0.354 from either end
    found = winning_region(problem_of([[1, 0], [0, 1]]), "A1", "weighted_sum")
    assert found.radius == pytest.approx(np.sqrt(0.125), abs=1e-9)
    assert found.centre["c1"] == pytest.approx(0.75, abs=1e-9)
    # all weights of three criteria: an equilateral triangle of side 1.414, its inscribed circle
    whole = winning_region(problem_of([[1, 1, 1], [0, 0, 0.5]]), "A1", "weighted_sum")
    assert whole.radius == pytest.approx(1 / np.sqrt(6), abs=1e-9)
    assert whole.share == pytest.approx(1, abs=1e-12)
    assert whole.centre.over(("c1", "c2", "c3")) == pytest.approx([1 / 3] * 3, abs=1e-9)


@pytest.mark.parametrize("name", LINEAR)
def test_the_regions_of_all_alternatives_share_all_weights_among_them(name: str) -> None:
    for problem, _ in random_problems("continuous", 6):
        found = [winning_region(problem, alternative, METHODS[name]) for alternative in problem.alternatives]
        assert sum(region.share for region in found) == pytest.approx(1, abs=1e-9)


@pytest.mark.parametrize("name", LINEAR)
def test_an_exact_share_is_what_drawn_weights_count(name: str) -> None:
    for number, (problem, _) in enumerate(random_problems("continuous", 4)):
        drawn = mi.acceptability(problem, METHODS[name], draws=20_000, rng=number)
        for alternative in problem.alternatives:
            share = winning_region(problem, alternative, METHODS[name]).share
            error = np.sqrt(share * (1 - share) / 20_000)
            assert drawn.first(alternative) == pytest.approx(share, abs=4.5 * error + 1e-4)


@pytest.mark.parametrize("name", LINEAR)
def test_the_alternative_is_best_within_the_radius_and_not_beyond_a_corner(name: str) -> None:
    rng = np.random.default_rng(2)
    for problem, _ in random_problems("continuous", 6):
        function, criteria = METHODS[name].score_function(problem.evaluations), problem.criterion_names
        for row, alternative in enumerate(problem.alternatives):
            found = winning_region(problem, alternative, METHODS[name])
            if not found.radius:
                assert found.share == 0
                continue
            steps = rng.normal(size=(100, len(criteria)))
            steps -= steps.mean(axis=1, keepdims=True)
            steps *= (1 - 1e-9) * found.radius / np.linalg.norm(steps, axis=1, keepdims=True)
            near = found.centre.over(criteria) + steps
            assert (near >= 0).all()
            assert (function(near).argmax(axis=1) == row).all()
            corners = np.array([corner.over(criteria) for corner in found.vertices])
            scores = function(corners)
            assert (scores[:, row] >= scores.max(axis=1) - 1e-9).all()


def test_an_alternative_below_a_mixture_of_others_is_best_under_no_weights() -> None:
    found = winning_region(problem_of([[1, 0], [0, 1], [0.4, 0.4]]), "A3", "weighted_sum")
    assert (found.empty, found.share, found.exact, found.centre, found.radius) == (True, 0.0, True, None, None)
    assert sum(found.barring.values()) == pytest.approx(1)
    assert (
        found.sentence() == "A3 is best under no weights: 0.50 A1 + 0.50 A2 scores at least as high on every criterion."
    )
    assert found.sentence("fr") == (
        "A3 n'est premier avec aucun jeu de poids : 0,50 A1 + 0,50 A2 a un score au moins aussi élevé sur chaque critère."
    )
    behind = winning_region(problem_of([[2, 3], [1, 2], [0, 0]]), "A2", mi.WeightedSum(normalisation="none"))
    assert (behind.empty, dict(behind.barring)) == (True, {"A1": 1.0})


@pytest.mark.parametrize("values", [[[1, 0], [0, 1], [0.5, 0.5]], [[1, 0.5], [1, 1], [0, 0]]])
def test_an_alternative_that_can_only_tie_has_a_region_without_room(values: list[list[float]]) -> None:
    name = "A3" if values[2] != [0, 0] else "A1"
    problem = problem_of(values)
    found = winning_region(problem, name, "weighted_sum")
    assert (found.empty, found.share, found.exact, found.radius, found.vertices) == (False, 0.0, True, 0.0, ())
    assert mi.rank(problem, found.centre, "weighted_sum").rank_of(name) == 1
    assert "can tie for the first place but never holds it alone" in found.sentence()
    assert "peut être premier à égalité, mais jamais seul" in found.sentence("fr")


def test_equals_have_the_same_region() -> None:
    problem = problem_of([[1, 0], [1, 0], [0, 1]])
    one, other = (winning_region(problem, name, "weighted_sum") for name in ("A1", "A2"))
    assert one.share == other.share == pytest.approx(0.5)
    alone = winning_region(problem_of([[1, 2], [1, 2]]), "A2", "weighted_sum")
    assert (alone.share, alone.empty) == (pytest.approx(1), False)


def test_with_many_criteria_the_share_is_counted_and_the_rest_exact() -> None:
    rng = np.random.default_rng(0)
    problem = problem_of(rng.random((5, 7)))
    found = [winning_region(problem, name, "weighted_sum", draws=5_000, rng=1) for name in problem.alternatives]
    assert not any(region.exact for region in found)
    assert sum(region.share for region in found) == pytest.approx(1)
    best = max(found, key=lambda region: region.share)
    assert best.draws == 5_000
    assert best.standard_error == pytest.approx(np.sqrt(best.share * (1 - best.share) / 5_000))
    assert best.radius > 0
    assert best.vertices == ()
    assert mi.rank(problem, best.centre, "weighted_sum").best == best.alternative
    assert "of 5000 sets of weights drawn (standard error 0.7 %); from the centre of its region" in best.sentence()
    assert "jeux de poids tirés (erreur type 0,7 %) ; depuis le centre de sa région" in best.sentence("fr")


@pytest.mark.parametrize("method", [mi.Topsis(), BlackBox(mi.WeightedSum())], ids=["topsis", "black box"])
def test_where_scores_are_not_linear_the_share_is_counted_and_nothing_else(method: mi.RankingMethod) -> None:
    problem = problem_of([[3, 1], [1, 3], [0, 0]])
    found = [winning_region(problem, name, method, draws=2_000) for name in problem.alternatives]
    assert [region.share for region in found] == [
        mi.acceptability(problem, method, draws=2_000).first(name) for name in problem.alternatives
    ]
    assert [region.empty for region in found] == [False, False, None]
    assert not any(region.exact or region.centre or region.radius or region.vertices for region in found)
    assert found[2].sentence() == "A3 is best under none of 2000 sets of weights drawn."
    assert found[2].sentence("fr") == "A3 n'est premier avec aucun des 2000 jeux de poids tirés."
    assert "(standard error 1.1 %)." in found[0].sentence()


def test_a_share_that_is_small_is_not_told_to_be_zero() -> None:
    problem = problem_of([[1, 0, 0], [0, 1, 0], [0, 0, 1], [0.34, 0.34, 0.34]])
    found = winning_region(problem, "A4", "weighted_sum")
    assert 0 < found.share < 0.001
    assert found.sentence().startswith("A4 is best under less than 0.1 % of all weights (exact); from the centre")
    assert found.sentence("fr").startswith("A4 est premier avec moins de 0,1 % de tous les jeux de poids (exact) ;")
    assert repr(found) == f"WinningRegion: {found.sentence()}"


def test_where_corners_cannot_be_told_apart_the_share_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    def flat(*_: object) -> None:
        raise scipy.spatial.QhullError("flat")

    monkeypatch.setattr(scipy.spatial, "HalfspaceIntersection", flat)
    found = winning_region(problem_of([[1, 0, 0], [0, 1, 0]]), "A1", "weighted_sum", draws=500)
    assert (found.exact, found.draws, found.vertices) == (False, 500, ())
    assert found.radius > 0


def test_the_volume_of_a_sliver_is_found_as_that_of_any_other() -> None:
    for width in (1e-2, 1e-5, 1e-7):
        rows = np.array([[1.0, -1.0, 0.0], [-1.0 + width, 1.0, 0.0]])
        ball = largest_ball(rows)
        # between the lines w2 = w1 and w2 = (1 - width) w1, from c3 to the opposite side, of which it is this share
        share = 1 / 2 - (1 - width) / (2 - width)
        assert simplex_share(corners(rows, ball.centre)) == pytest.approx(share, rel=1e-6)


def test_the_share_of_a_cube_corner_is_known_in_any_dimension() -> None:
    for m in range(2, 7):
        rows = np.eye(m)[:1] - 0.5  # weight of c1 at least one half: a simplex of half the side
        ball = largest_ball(rows)
        assert simplex_share(corners(rows, ball.centre)) == pytest.approx(0.5 ** (m - 1), rel=1e-9)
