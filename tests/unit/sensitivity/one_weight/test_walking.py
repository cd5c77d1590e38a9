"""Who leads along a moving weight: against a fine grid, hand-made lines, and a walk by another rule."""

import warnings
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import METHODS, BlackBox, weighed

import mcda_industry as mi
from mcda_industry.arrays import settled
from mcda_industry.sensitivity.one_weight.envelope import Envelope, line_envelope, walked_envelope
from mcda_industry.sensitivity.one_weight.paths import LinearPath, Moves

GRID = np.linspace(0, 1, 2001)
LINES = {"x": (4, 0), "y": (3, 3), "z": (0, 4)}


def lines(rows: Any = LINES) -> mi.Problem:
    """Alternatives whose score is a straight line from one value to the other, over four."""
    return mi.Problem.of([mi.maximise("a", scale=(0, 4)), mi.maximise("b", scale=(0, 4))], rows)


def walk(rows: Any = LINES, method: Any = "weighted_sum", **options: Any) -> mi.WalkingWeights:
    return mi.walking_weights(lines(rows), {"a": 0.6, "b": 0.4}, method, "a", **options)


def assert_leads(found: mi.WalkingWeights, margin: float = 1e-9) -> None:
    """On a fine grid the leaders told are the ones with the largest score; each breakpoint is where its leaders tie."""
    names, scores = found.ranking.alternatives, found.scores_at(GRID * found.high)
    largest = np.abs(scores).max()
    for stretch in found.leaders:
        rows = [names.index(name) for name in stretch.leaders]
        inside = (stretch.low < GRID * found.high) & (stretch.high > GRID * found.high)
        top = scores[inside].max(axis=1, keepdims=True, initial=-np.inf)
        assert (scores[np.ix_(np.flatnonzero(inside), rows)] >= top - margin * largest).all(), stretch
    assert [s.low for s in found.leaders] == [0.0, *found.breakpoints]
    assert found.leaders[-1].high == found.high
    inner = [tie for tie in found.ties if 0 < tie.at < found.high]
    assert [tie.at for tie in inner] == list(found.breakpoints)
    for tie in found.ties:
        at = found.scores_at(tie.at)
        assert np.ptp(at[[names.index(name) for name in tie.leaders]]) <= margin * largest, tie
        assert at.max() - at[names.index(tie.leaders[0])] <= margin * largest, tie


def crossings_on_the_grid(found: mi.WalkingWeights) -> list[float]:
    """The weights at which the first of those in front changes, by the grid alone, refined by bisection."""

    def leader(t: float) -> int:
        return int(found.scores_at(t).argmax())

    points = []
    on_grid = found.scores_at(GRID).argmax(axis=1)
    for k, start in enumerate(on_grid[:-1]):
        if on_grid[k + 1] != start:
            inside, outside = GRID[k], GRID[k + 1]
            for _ in range(50):
                middle = (inside + outside) / 2
                inside, outside = (middle, outside) if leader(middle) == start else (inside, middle)
            points.append(outside)
    return points


@pytest.mark.parametrize("name", METHODS)
def test_leaders_are_those_of_a_fine_grid_and_breakpoints_those_of_bisection(name: str) -> None:
    rng = np.random.default_rng(len(name))
    for _ in range(4):
        n, m = int(rng.integers(2, 9)), int(rng.integers(2, 5))
        criteria = [mi.Criterion(f"c{j}", str(rng.choice(["max", "min"])), preference=mi.VShape(2)) for j in range(m)]
        problem = mi.Problem.from_arrays(rng.random((n, m)) * 5, criteria)
        weights = mi.Weights({f"c{j}": float(rng.random()) for j in range(m)})
        found = mi.walking_weights(problem, weights, METHODS[name], "c0")
        assert found.exact
        assert_leads(found)
        bisected = crossings_on_the_grid(found)
        assert len(bisected) <= len(found.breakpoints)
        for point in bisected:
            assert min(abs(point - at) for at in found.breakpoints) <= 1e-9


@given(weighed(width=(2, 4), alternatives=(2, 6)), st.sampled_from(sorted(METHODS)))
@settings(max_examples=150)
def test_leaders_lead_on_every_problem_ties_and_duplicates_included(case: Any, name: str) -> None:
    problem, weights = case
    found = mi.walking_weights(problem, weights, METHODS[name], problem.criterion_names[0])
    assert_leads(found)
    for low, high, leaders in found.leaders:
        if high - low > 1e-6:
            ranking = found.ranking_at((low + high) / 2)
            assert set(leaders) == {name for name in ranking if ranking.rank_of(name) == 1}


@given(weighed(width=(2, 3), alternatives=(2, 6)))
@settings(max_examples=100)
def test_the_hull_of_lines_and_the_walk_from_crossing_to_crossing_agree(case: Any) -> None:
    problem, weights = case
    function = mi.WeightedSum().score_function(problem.evaluations)
    path = LinearPath.of(function, Moves.one_by_one(weights.over(problem.criterion_names)).only(0))
    hull, walked = line_envelope(path), walked_envelope(path, len(problem.alternatives))
    np.testing.assert_allclose(hull.breakpoints, walked.breakpoints, rtol=0, atol=1e-12)
    assert [rows.tolist() for rows in hull.leading] == [rows.tolist() for rows in walked.leading]
    assert [rows.tolist() for rows in hull.tied] == [rows.tolist() for rows in walked.tied]


def test_the_textbook_lines_meet_where_they_meet_on_paper() -> None:
    found = walk()
    assert found.leaders == ((0.0, 0.25, ("z",)), (0.25, 0.75, ("y",)), (0.75, 1.0, ("x",)))
    assert found.ties == ((0.25, ("y", "z")), (0.75, ("x", "y")))
    assert found.breakpoints == (0.25, 0.75)
    assert (found.weight, found.high, found.criterion) == (0.6, 1.0, "a")


def test_three_lines_through_one_point_are_one_breakpoint_at_which_all_three_tie() -> None:
    found = walk({"x": (4, 0), "y": (2, 2), "z": (0, 4)})
    assert found.leaders == ((0.0, 0.5, ("z",)), (0.5, 1.0, ("x",)))
    assert found.ties == ((0.5, ("x", "y", "z")),)


def test_clones_lead_together_and_a_tie_at_an_end_is_told() -> None:
    found = walk({"x": (4, 1), "x again": (4, 1), "y": (4, 0)})
    assert found.leaders == ((0.0, 1.0, ("x", "x again")),)
    assert found.ties == ((1.0, ("x", "x again", "y")),)
    assert found.sentence() == "x and x again lead whatever the weight of a."


@pytest.mark.parametrize("method", ["weighted_sum", "topsis", BlackBox(mi.WeightedSum())])
def test_alternatives_that_are_all_alike_lead_together_throughout(method: Any) -> None:
    found = walk({"x": (1, 2), "y": (1, 2)}, method)
    assert found.leaders == ((0.0, 1.0, ("x", "y")),)
    assert found.ties == ()


@pytest.mark.parametrize("rows", [LINES, {"x": (4, 0), "y": (2, 2), "z": (0, 4)}, {"x": (4, 1), "y": (4, 0)}])
def test_a_black_box_is_sampled_says_so_and_finds_what_is_exact(rows: Any) -> None:
    exact, sampled = walk(rows), walk(rows, BlackBox(mi.WeightedSum()))
    assert not sampled.exact
    assert [s.leaders for s in sampled.leaders] == [s.leaders for s in exact.leaders]
    np.testing.assert_allclose(sampled.breakpoints, exact.breakpoints, rtol=0, atol=1e-9)
    assert [t.leaders for t in sampled.ties] == [t.leaders for t in exact.ties]
    assert sampled.sentence().endswith("(sampled, not exact).")
    assert sampled.sentence("fr").endswith("(échantillonné, non exact).")
    with pytest.raises(mi.SensitivityError, match=r"not for black box. Look at order_at") as refusal:
        sampled.order_changes()
    assert refusal.value.code == "black_box"


def test_a_black_box_that_is_noise_still_ends() -> None:
    class Noise(BlackBox):
        def score_function(self, evaluations: mi.Evaluations, /) -> Any:
            return lambda w: np.stack([np.sin(1e14 * np.asarray(w)[..., 0]), np.zeros(np.shape(w)[:-1])], axis=-1)

    found = walk({"x": (1, 2), "y": (2, 1)}, Noise(mi.WeightedSum()))
    assert not found.exact
    assert found.leaders[0].low == 0
    assert found.leaders[-1].high == 1


def test_the_order_at_a_weight_is_that_of_ranking_there() -> None:
    found = walk()
    assert found.order_at(0.9) == ("x", "y", "z")
    assert found.order_at(0.0) == ("z", "y", "x")
    tied = found.ranking_at(0.25)
    assert tied.ranks.tolist() == [3, 1, 1]
    np.testing.assert_allclose(found.scores_at([0.0, 1.0]), [[0, 0.75, 1], [1, 0.75, 0]])
    np.testing.assert_allclose(found.weights_at(0.2), [0.2, 0.8])


@pytest.mark.parametrize("name", ["promethee2", "topsis vector", "weighted_sum"])
def test_every_change_of_order_is_one_that_the_orders_on_either_side_show(name: str) -> None:
    case = mi.datasets.morocco_2025()
    problem = case.problem("levers")
    found = mi.walking_weights(problem, case.weights("levers"), METHODS[name], "LC11")
    swaps = found.order_changes()
    assert [swap.at for swap in swaps] == sorted(swap.at for swap in swaps)
    ends = [0.0, *(swap.at for swap in swaps), 1.0]
    for k, (at, rising, falling) in enumerate(swaps, start=1):
        step = min(1e-7, (ends[k] - ends[k - 1]) / 2 or 1e-12, (ends[k + 1] - ends[k]) / 2 or 1e-12)
        before, after = found.scores_at([at - step, at + step])
        up, down = problem.row(rising), problem.row(falling)
        assert before[up] < before[down]
        assert after[up] > after[down]
    middles = [(low + high) / 2 for low, high in pairwise(ends) if high - low > 1e-9]
    for low, high in pairwise(middles):
        one, two = found.order_at(low), found.order_at(high)
        turned = {frozenset((a, b)) for i, a in enumerate(one) for b in one[i + 1 :] if two.index(a) > two.index(b)}
        assert turned == {frozenset(swap[1:]) for swap in swaps if low < swap.at < high}


def test_a_walk_is_said_in_both_languages_and_shown_as_a_table() -> None:
    found = walk()
    assert found.sentence("fr") == (
        "Quand le poids de a va de 0 à 1 (actuellement 0,600), en tête vient z jusqu'à 0,250, puis y jusqu'à 0,750, puis x."
    )
    assert found.to_frame().values.tolist() == [[0.0, 0.25, "z"], [0.25, 0.75, "y"], [0.75, 1.0, "x"]]
    assert repr(found).splitlines()[:2] == [
        "Leaders along the weight of a by weighted_sum (exact), now 0.6000",
        "  0.0000 to 0.2500  z",
    ]
    many = {f"P{k}": (4 * np.sin(k / 20), 4 * np.cos(k / 20)) for k in range(1, 32)}
    assert walk(many).sentence().endswith("then P6 up to 0.252 and 25 more.")


def test_a_hundred_lines_that_all_lead_somewhere_are_all_found() -> None:
    angles = np.linspace(0, np.pi / 2, 100)
    rows = {f"P{k}": (4 * np.sin(angle), 4 * np.cos(angle)) for k, angle in enumerate(angles)}
    found = walk(rows)
    assert [s.leaders for s in found.leaders] == [(name,) for name in rows]
    assert_leads(found)


@pytest.mark.parametrize("name", METHODS)
def test_no_arithmetic_warns_on_degenerate_problems(name: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for values in ([[1, 1], [1, 1]], [[0, 0], [0, 1]], [[1e300, 1], [1e-300, 2]], [[-1, 1], [1, -1], [0, 0]]):
            problem = mi.Problem.from_arrays(values, [mi.maximise(c, preference=mi.VShape(2)) for c in "ab"])
            for points in ({"a": 1, "b": 1}, {"a": 0, "b": 1}, {"a": 1, "b": 1e-12}):
                mi.walking_weights(problem, points, METHODS[name], "a").order_changes()


def test_envelopes_of_one_alternative_have_no_breakpoint() -> None:
    found: Envelope = line_envelope(
        LinearPath.of(mi.LinearScores(np.array([[1.0, 2.0]])), Moves.one_by_one(np.array([0.5, 0.5])).only(0))
    )
    assert found.breakpoints.size == 0
    assert settled(np.array([1.0])).size == len(found.leading)
