"""Exact weight intervals: probed with the scores themselves, inside and just outside."""

import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from strategies import METHODS, BlackBox

import mcda_industry as mi
from mcda_industry.arrays import FloatArray, settled
from mcda_industry.sensitivity.one_weight.paths import proportions
from mcda_industry.sensitivity.one_weight.stability import Ends, StabilityIntervals, stability_intervals

KEEPS = ("order", "best", 2)
STEP = 1e-6


def problem_of(values: object, directions: Sequence[str] | None = None) -> mi.Problem:
    table = np.asarray(values, dtype=np.float64)
    each = directions or ["max"] * table.shape[1]
    criteria = [mi.Criterion(f"c{j + 1}", d, preference=mi.VShape(2)) for j, d in enumerate(each)]
    return mi.Problem.from_arrays(table, criteria)


def random_problems(kind: str, number: int = 12) -> Iterator[tuple[mi.Problem, mi.Weights]]:
    rng = np.random.default_rng([len(kind), number])
    for _ in range(number):
        n, m = int(rng.integers(2, 7)), int(rng.integers(2, 6))
        values = rng.random((n, m)) * 5 if kind == "continuous" else rng.integers(0, 4, (n, m))
        points = rng.random(m) if kind == "continuous" else rng.integers(0, 4, m)
        problem = problem_of(values, list(rng.choice(["max", "min"], m)))
        yield (
            problem,
            mi.Weights(dict(zip(problem.criterion_names, points if points.any() else points + 1, strict=True))),
        )


def moved(weights: FloatArray, criterion: int, value: float) -> FloatArray:
    """The weights with one of them at this value and the others in proportion."""
    found = (1 - value) * proportions(weights)[criterion]
    found[criterion] = value
    return found


def signs(scores: FloatArray, keep: str | int, now: FloatArray) -> list[float]:
    """Who is ahead of whom, or ties, in the pairs that make up the decision of the present scores."""
    place = np.argsort(-now, kind="stable")
    n = len(now)
    leaders = int((now == now.max()).sum())
    pairs = {
        "order": [(a, b) for a in range(n) for b in range(a)],
        "best": [(a, b) for a in place[:leaders] for b in place if a != b],
    }.get(keep) or [(a, b) for a in place[:keep] for b in place[keep:]]
    return [float(np.sign(scores[a] - scores[b])) for a, b in pairs]


def assert_exact(problem: mi.Problem, weights: mi.Weights, method: mi.RankingMethod, keep: str | int) -> None:
    function = method.score_function(problem.evaluations)
    shares = weights.over(problem.criterion_names)
    now = settled(function(shares))
    found = stability_intervals(problem, weights, method, keep)
    assert found.exact

    def same(criterion: int, value: float) -> bool:
        return signs(settled(function(moved(shares, criterion, value))), keep, now) == signs(now, keep, now)

    for j, name in enumerate(problem.criterion_names):
        (low, weight, high), ends = found[name], found.ends[name]
        assert weight == shares[j]
        assert 0 <= low <= weight <= high <= 1
        for share in (1e-6, 0.1, 0.5, 0.9, 1 - 1e-6):
            assert low == high or same(j, low + share * (high - low)), (name, share)
        _assert_ends(found, name, ends, lambda value, j=j: same(j, value))


def _assert_ends(found: StabilityIntervals, name: str, ends: Ends, same: Callable[[float], bool]) -> None:
    low, weight, high = found[name]
    if low == high:
        assert ends.low == ends.high is not None
        # near a weight of 1 the others count by their square: a tie that breaks there breaks slowly
        around = [value for step in (STEP, 1e-2) for value in (max(0.0, weight - step), min(1.0, weight + step))]
        assert not all(map(same, around)), name
        return
    assert (not same(max(0.0, low - STEP))) if ends.low else (low == 0 and same(0.0)), name
    assert (not same(min(1.0, high + STEP))) if ends.high else (high == 1 and same(1.0)), name


@pytest.mark.parametrize("keep", KEEPS)
@pytest.mark.parametrize("kind", ["continuous", "whole"])
@pytest.mark.parametrize("name", METHODS)
def test_the_decision_stays_inside_and_changes_just_outside(name: str, kind: str, keep: str | int) -> None:
    for problem, weights in random_problems(kind):
        assert_exact(problem, weights, METHODS[name], keep)


@pytest.mark.parametrize("keep", KEEPS)
@pytest.mark.parametrize("name", METHODS)
def test_a_black_box_is_searched_and_finds_what_is_exact(name: str, keep: str | int) -> None:
    for problem, weights in random_problems("continuous", 3):
        exact = stability_intervals(problem, weights, METHODS[name], keep)
        sampled = stability_intervals(problem, weights, BlackBox(METHODS[name]), keep)
        assert not sampled.exact
        for criterion in problem.criterion_names:
            np.testing.assert_allclose(sampled[criterion], exact[criterion], rtol=0, atol=1e-9)
            for end, known in zip(sampled.ends[criterion], exact.ends[criterion], strict=True):
                assert end == (None if known is None else ())


def test_a_black_box_takes_rounding_for_a_tie_as_the_ranking_does() -> None:
    @dataclass(frozen=True)
    class Rounded(BlackBox):
        def score_function(self, evaluations: mi.Evaluations, /) -> Callable[[Any], Any]:
            function = mi.LinearScores(np.array([[0.3, 0.5], [0.1 + 0.2, 0.5], [0.2, 0.1]]))
            return function.__call__

    found = stability_intervals(problem_of([[1, 1], [1, 1], [0, 0]]), {"c1": 1, "c2": 3}, Rounded(mi.WeightedSum()))
    assert found["c1"] == (0.0, 0.25, 1.0)


def test_a_tie_at_the_present_weights_that_others_would_break_leaves_a_point() -> None:
    problem = problem_of([[1, 0], [0, 1], [-1, -1]])
    found = stability_intervals(problem, {"c1": 1, "c2": 1}, "weighted_sum")
    assert found["c1"] == (0.5, 0.5, 0.5)
    assert found.ends["c1"] == (("A1", "A2"), ("A1", "A2"))
    assert found.slack("c1") == 0.0
    assert found.sentence("c1") == (
        "The order stays only while the weight of c1 is 0.500: A1 and A2 tie there, and any other weight separates them."
    )
    assert found.sentence("c1", "fr") == (
        "L'ordre ne tient que si le poids de c1 vaut 0,500 : A1 et A2 y sont à égalité, et tout autre poids les sépare."
    )


def test_a_tie_found_by_sampling_is_a_point_too() -> None:
    found = stability_intervals(problem_of([[1, 0], [0, 1]]), {"c1": 1, "c2": 1}, BlackBox(mi.WeightedSum()))
    assert found["c1"] == (0.5, 0.5, 0.5)
    assert found.sentence("c1") == "The order stays only while the weight of c1 is 0.500 (sampled, not exact)."


def test_ends_close_to_each_other_are_told_apart() -> None:
    rows = {"x": (1, 0), "y": (0, 1), "z": (0.4999, 0.4999)}
    problem = mi.Problem.of([mi.maximise("a", scale=(0, 1)), mi.maximise("b", scale=(0, 1))], rows)
    found = stability_intervals(problem, {"a": 0.50005, "b": 0.49995}, "weighted_sum")
    assert found.sentence("a") == (
        "The order stays as long as the weight of a stays between 0.500000 and 0.500100: "
        "x and y tie at 0.500000, y and z tie at 0.500100."
    )


def test_a_tie_below_the_places_kept_does_not_limit_them() -> None:
    problem = problem_of([[4, 4], [1, 0], [0, 1]])
    assert stability_intervals(problem, {"c1": 1, "c2": 1}, "weighted_sum", keep="best")["c1"] == (0.0, 0.5, 1.0)
    assert stability_intervals(problem, {"c1": 1, "c2": 1}, "weighted_sum", keep=1)["c1"] == (0.0, 0.5, 1.0)
    assert stability_intervals(problem, {"c1": 1, "c2": 1}, "weighted_sum", keep=2)["c1"] == (0.5, 0.5, 0.5)


@pytest.mark.parametrize("keep", ["order", "best"])
@pytest.mark.parametrize("name", ["weighted_sum", "topsis minmax", "topsis max", "ahp ideal"])
def test_clones_never_limit(name: str, keep: str) -> None:
    for problem, weights in random_problems("continuous"):
        cloned = problem_of(np.repeat(problem.values, 2, axis=0), [c.direction for c in problem.criteria])
        alone, together = (stability_intervals(p, weights, METHODS[name], keep) for p in (problem, cloned))
        for criterion in alone:
            np.testing.assert_allclose(together[criterion], alone[criterion], rtol=0, atol=1e-12)


def test_the_interval_of_the_textbook_line_is_where_the_lines_meet() -> None:
    # x scores w, y scores 1 - w, z scores 0.4 throughout: x leads above 1/2, and z passes y where 1 - w = 0.4
    problem = mi.Problem.of([mi.maximise("a", scale=(0, 1)), mi.maximise("b", scale=(0, 1))],
                            {"x": (1, 0), "y": (0, 1), "z": (0.4, 0.4)})  # fmt: skip
    found = stability_intervals(problem, {"a": 0.55, "b": 0.45}, "weighted_sum")
    np.testing.assert_allclose(found["a"], (0.5, 0.55, 0.6), rtol=1e-15)
    assert found.ends["a"] == (("x", "y"), ("y", "z"))
    assert found.tightest in {"a", "b"}
    assert found.slack("a") == pytest.approx(0.05, abs=1e-15)


@pytest.mark.parametrize("name", METHODS)
def test_a_weight_of_zero_or_one_has_an_interval_to_one_side(name: str) -> None:
    problem = problem_of([[3, 1, 0], [2, 2, 2], [0, 3, 1]])
    for points in ({"c1": 1, "c2": 0, "c3": 0}, {"c1": 0, "c2": 2, "c3": 1}):
        found = stability_intervals(problem, points, METHODS[name])
        for criterion, (low, weight, high) in found.items():
            assert low <= weight <= high, criterion
        assert_exact(problem, mi.Weights(points), METHODS[name], "order")


def test_the_other_weights_share_the_rest_equally_where_they_have_none() -> None:
    assert proportions(np.array([1.0, 0.0, 0.0])).tolist() == [[0.0, 0.5, 0.5], [1.0, 0.0, 0.0], [1.0, 0.0, 0.0]]
    assert proportions(np.array([0.5, 0.3, 0.2]))[0].tolist() == [0.0, 0.6, 0.4]


def test_a_single_criterion_is_refused() -> None:
    with pytest.raises(
        mi.SensitivityError, match=r"only one criterion; its weight cannot move. Add a criterion"
    ) as refusal:
        stability_intervals(problem_of([[1], [2]]), {"c1": 1})
    assert refusal.value.code == "one_criterion"


@pytest.mark.parametrize("keep", ["all", 0, -1, 3, True, 1.5, None, "2"])
def test_what_is_not_to_be_kept_is_refused(keep: Any) -> None:
    with pytest.raises(
        mi.SensitivityError, match="keep must be 'order', 'best' or a number of places from 1 to 2, not"
    ) as refusal:
        stability_intervals(problem_of([[1, 2], [2, 1]]), {"c1": 1, "c2": 2}, keep=keep)
    assert refusal.value.code == "bad_keep"


def test_as_many_places_as_alternatives_are_always_kept() -> None:
    found = stability_intervals(problem_of([[1, 2], [2, 1]]), {"c1": 1, "c2": 2}, keep=2)
    assert found["c1"] == (0.0, 1 / 3, 1.0)
    assert not found.ends["c1"].any
    assert found.slack("c1") == np.inf


def test_an_unknown_criterion_is_refused_with_the_nearest() -> None:
    found = stability_intervals(problem_of([[1, 2], [2, 1]]), {"c1": 1, "c2": 2})
    with pytest.raises(mi.ProblemError, match="There is no criterion 'c11'; did you mean 'c1'"):
        found["c11"]
    assert "c11" not in found
    assert list(found) == ["c1", "c2"]


def test_p14_leads_the_reference_case_until_its_weight_of_c11_is_a_fifth() -> None:
    case = mi.datasets.morocco_2025()
    found = stability_intervals(case.problem("projects"), case.weights("projects"), keep="best")
    assert found.exact
    assert found.ends["C11"].high[0] == "P14"
    assert found["C11"].high == pytest.approx(0.199, abs=5e-4)


def test_an_interval_is_said_in_both_languages() -> None:
    problem = mi.Problem.of([mi.maximise("a"), mi.maximise("b")], {"x": (1, 0), "y": (0, 1)})
    found = stability_intervals(problem, {"a": 0.7, "b": 0.3}, "weighted_sum", keep="best")
    assert found.sentence("a") == (
        "The leader stays first as long as the weight of a stays between 0.500 and 1.000: x and y tie at 0.500."
    )
    assert found.sentence("a", "fr") == (
        "Le premier reste premier tant que le poids de a reste entre 0,500 et 1,000 : x et y sont à égalité à 0,500."
    )
    always = stability_intervals(problem, {"a": 0.7, "b": 0.3}, "weighted_sum", keep=2)
    assert always.sentence("a") == "The best 2 stay the same whatever the weight of a."
    assert always.sentence("a", "fr") == "Les 2 premiers restent les mêmes quel que soit le poids de a."
    order = stability_intervals(problem, {"a": 0.7, "b": 0.3}, BlackBox(mi.WeightedSum()))
    assert order.sentence("a") == (
        "The order stays as long as the weight of a stays between 0.500 and 1.000 (sampled, not exact)."
    )
    assert order.sentence("a", "fr").startswith("L'ordre ne change pas tant que")


def test_intervals_show_as_a_table_and_as_text() -> None:
    problem = problem_of([[1, 0], [0, 1]])
    found = stability_intervals(problem, {"c1": 7, "c2": 3}, "weighted_sum")
    frame = found.to_frame()
    assert list(frame.index) == ["c1", "c2"]
    assert frame.loc["c1"].tolist() == list(found["c1"])
    assert repr(found).splitlines() == [
        "Weights that keep the order by weighted_sum (exact)",
        "  c1  0.5000 < 0.7000 < 1.0000",
        "  c2  0.0000 < 0.3000 < 0.5000",
    ]
    assert repr(stability_intervals(problem, {"c1": 7, "c2": 3}, keep=1)).startswith("Weights that keep the best 1 by")


@pytest.mark.parametrize("name", METHODS)
def test_no_arithmetic_warns_on_degenerate_problems(name: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for values in ([[1, 1], [1, 1]], [[0, 0], [0, 1]], [[1e300, 1], [1e-300, 2]], [[-1, 1], [1, -1], [0, 0]]):
            for points in ({"c1": 1, "c2": 1}, {"c1": 0, "c2": 1}, {"c1": 1, "c2": 1e-12}):
                stability_intervals(problem_of(values), points, METHODS[name])


def test_french_elides_before_words_and_one_place_is_the_first() -> None:
    rows = {"Agadir": (1, 4), "Ifrane": (4, 1), "Oujda": (2, 2)}
    problem = mi.Problem.of([mi.maximise(name, scale=(0, 4)) for name in ("emplois", "eau")], rows)
    weights = {"emplois": 3, "eau": 1}
    found = mi.stability_intervals(problem, weights, "weighted_sum", keep=1)
    assert found.sentence("emplois", "fr").startswith(
        "Le premier reste premier tant que le poids d'emplois reste entre"
    )
    assert found.sentence("emplois").startswith("The leader stays first as long as the weight of emplois")
    walk = mi.walking_weights(problem, weights, "weighted_sum", "eau")
    assert walk.sentence("fr").startswith("Quand le poids d'eau va de 0 à 1")
    assert "La première place d'Ifrane" in mi.leave_one_out(problem, weights, "weighted_sum").sentence("fr")


def test_leaders_that_tie_are_told_together() -> None:
    problem = mi.Problem.of([mi.maximise(name, scale=(0, 4)) for name in "ab"], {"x": (1, 4), "y": (4, 1), "z": (0, 0)})
    told = mi.method_variants(problem, {"a": 1, "b": 1}, "weighted_sum")
    assert "x and y" in told.sentence() or told.sentence().startswith("All")
    left = mi.leave_one_out(problem, {"a": 1, "b": 1}, "weighted_sum")
    assert left.sentence("fr").startswith("La première place de x et y tient à certains critères")
    assert left.sentence().startswith("The lead of x and y rests on single criteria")
