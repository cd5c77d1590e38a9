from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest

import mcda_industry as mi

BOILERS = mi.Problem.of(
    [mi.maximise("output"), mi.minimise("cost")], {"A": (5, 3), "B": (4, 4), "C": (1, 1), "D": (5, 3)}
)
WEIGHTS = {"output": 2, "cost": 1}


@dataclass(frozen=True)
class Given:
    """A method whose scores are given."""

    scores: Any
    name: str = "given"
    claims: frozenset[mi.Claim] = frozenset()
    conventions: dict[str, str] = field(default_factory=dict)

    def score_function(self, evaluations: mi.Evaluations, /) -> Callable[[Any], Any]:
        return lambda weights: self.scores


def ranked(*scores: float) -> mi.Ranking:
    problem = mi.Problem.of([mi.maximise("a")], {f"P{i + 1}": [i] for i in range(len(scores))})
    return mi.rank(problem, {"a": 1}, Given(np.array(scores)))


def test_a_ranking_goes_from_best_to_worst_and_ties_share_the_smaller_rank() -> None:
    ranking = mi.rank(BOILERS, WEIGHTS, "weighted_sum")
    assert ranking.order == tuple(ranking) == ("A", "D", "B", "C")
    assert ranking.ranks.tolist() == [1, 3, 4, 1]
    assert (ranking.best, ranking.rank_of("B"), len(ranking)) == ("A", 3, 4)
    assert ranking["A"] == ranking["D"] == ranking.scores[0]
    assert ranking.alternatives == BOILERS.alternatives


def test_scores_that_differ_by_rounding_only_tie() -> None:
    ranking = ranked(0.1 + 0.2, 0.3, 0.1)
    assert ranking.ranks.tolist() == [1, 1, 3]
    assert ranking["P1"] == ranking["P2"]
    assert ranking.near_ties == ()


def test_neighbours_closer_than_the_rounding_of_the_input_are_told() -> None:
    assert ranked(1.0, 1.0 + 1e-13, 0.5).near_ties == (("P2", "P1"),)
    assert ranked(1.0, 1.0 + 1e-11, 0.5).near_ties == ()
    assert ranked(0.0, 0.0).near_ties == ()


def test_the_default_is_promethee_by_name() -> None:
    problem = mi.Problem.of([mi.maximise("a", preference=mi.Usual())], {"x": [1], "y": [2]})
    ranking = mi.rank(problem, {"a": 1})
    assert ranking.method == "promethee2"
    assert ranking.conventions == {"flows": "mean over the n - 1 other alternatives"}


def test_weights_may_be_points_weights_or_priorities() -> None:
    comparisons = mi.PairwiseComparisons(("output", "cost"), {("output", "cost"): 2})
    given = [WEIGHTS, mi.Weights(WEIGHTS), comparisons.priorities()]
    first, *others = (mi.rank(BOILERS, weights, "topsis").scores for weights in given)
    for other in others:
        np.testing.assert_allclose(other, first, rtol=1e-12)


def test_weights_for_other_criteria_are_refused_by_name() -> None:
    with pytest.raises(mi.WeightsError, match="must name the same criteria; they differ on 'cost', 'costs'") as refusal:
        mi.rank(BOILERS, {"output": 2, "costs": 1})
    assert refusal.value.code == "other_criteria"


def test_an_unknown_method_is_refused_with_the_nearest() -> None:
    with pytest.raises(mi.MethodError, match="There is no method 'topsi'; did you mean 'topsis'"):
        mi.rank(BOILERS, WEIGHTS, "topsi")


@pytest.mark.parametrize(
    ("scores", "code", "words"),
    [
        (np.ones(3), "wrong_shape", r"given gave scores of shape \(3,\) for 4 alternatives"),
        (np.ones((4, 1)), "wrong_shape", "A method returns one score per alternative"),
        (np.array([1, np.nan, np.inf, 0]), "not_finite", "given gave 'B', 'C' a score that is not a finite number"),
    ],
)
def test_scores_that_are_none_are_refused(scores: object, code: str, words: str) -> None:
    with pytest.raises(mi.MethodError, match=words) as refusal:
        mi.rank(BOILERS, WEIGHTS, Given(scores))
    assert refusal.value.code == code


def test_an_unknown_alternative_is_refused_with_the_nearest() -> None:
    ranking = ranked(1.0, 2.0)
    with pytest.raises(mi.ProblemError, match="There is no alternative 'P11'; did you mean 'P1'"):
        ranking["P11"]


def test_the_explanation_adds_up_to_the_lead_over_the_average() -> None:
    ranking = mi.rank(BOILERS, WEIGHTS, "weighted_sum")
    lead = ranking.scores - ranking.scores.mean()
    np.testing.assert_allclose(ranking.explanation.sum(axis=1), lead, atol=1e-15)
    assert mi.rank(BOILERS, WEIGHTS, Given(np.arange(4.0))).explanation is None


def test_a_ranking_shows_as_a_frame_as_text_and_as_html() -> None:
    ranking = mi.rank(BOILERS, WEIGHTS, "topsis")
    frame = ranking.to_frame()
    assert list(frame.index) == list(ranking.order)
    assert frame.loc["B", "rank"] == ranking.rank_of("B")
    assert frame.loc["B", "score"] == ranking["B"]
    title = "Ranking of 4 alternatives by topsis (normalisation: vector, ideal: observed, distance: Euclidean)"
    assert repr(ranking).splitlines()[0] == title
    assert title in ranking._repr_html_()


TIES = {
    "competition": [1, 3, 4, 1],
    "modified": [2, 3, 4, 2],
    "dense": [1, 2, 3, 1],
    "average": [1.5, 3.0, 4.0, 1.5],
    "ordinal": [1, 3, 4, 2],
}


@pytest.mark.parametrize("ties", TIES)
def test_ties_are_ranked_by_the_rule_named(ties: Any) -> None:
    ranking = mi.rank(BOILERS, WEIGHTS, "weighted_sum")
    assert ranking.ranked(ties).tolist() == TIES[ties]
    frame = ranking.to_frame(ties)
    assert frame["rank"].tolist() == [TIES[ties][BOILERS.row(name)] for name in ranking.order]
    assert (frame.attrs, list(frame.columns)) == ({"ties": ties}, ["rank", "score"])
    with pytest.raises(ValueError, match="read-only"):
        ranking.ranked(ties)[0] = 9


def test_the_rule_for_ties_is_shown_where_there_are_any() -> None:
    said = "Tied alternatives share the smaller rank."
    tied, clear = mi.rank(BOILERS, WEIGHTS, "topsis"), ranked(3.0, 1.0)
    assert repr(tied).splitlines()[-1] == said
    assert said in tied._repr_html_()
    assert said in repr(ranked(1.0, 1.0))
    assert said not in repr(clear) + clear._repr_html_()


@pytest.mark.parametrize(("number", "left"), [(60, 0), (61, 1), (100, 40)])
def test_a_long_ranking_shows_sixty_and_says_how_many_more(number: int, left: int) -> None:
    ranking = ranked(*range(number))
    lines, html = repr(ranking).splitlines(), ranking._repr_html_()
    assert len(lines) == 61 + bool(left)
    assert lines[1].split() == ["1", f"P{number}", f"{number - 1:.4f}"]
    assert html.count("<tr>") == 61 + bool(left)
    if left:
        assert lines[-1].strip() == f"… {left} more"
        assert f"<td></td><td>… {left} more</td><td></td>" in html


def test_names_are_escaped_in_html() -> None:
    problem = mi.Problem.of([mi.maximise("a")], {"<b>": [1], "y": [2]})
    assert "&lt;b&gt;" in mi.rank(problem, {"a": 1}, "weighted_sum")._repr_html_()


def test_the_results_of_a_ranking_cannot_be_written_into() -> None:
    ranking = mi.rank(BOILERS, WEIGHTS, "weighted_sum")
    for part in (ranking.scores, ranking.ranks, ranking.explanation):
        with pytest.raises(ValueError, match="read-only"):
            part[0] = 0


def test_a_million_alternatives_are_ranked() -> None:
    values = np.random.default_rng(0).random((10**6, 2))
    evaluations = mi.Evaluations.of(values, preferences=[mi.Linear(0.1, 0.3), mi.UShape(0.2)])
    scores = mi.Promethee2().score_function(evaluations)(np.array([1.0, 2.0]))
    assert scores.sum() == pytest.approx(0, abs=1e-6)
    assert scores.argmax() in np.argsort(-values.min(axis=1))[:1000]


def test_a_ranking_on_an_executor_is_the_ranking_to_the_last_bit() -> None:
    case = mi.datasets.morocco_2025()
    problem, weights = case.problem("projects"), case.weights("projects")
    with ThreadPoolExecutor(2) as pool:
        for method in ("promethee2", "topsis"):
            spread, alone = mi.rank(problem, weights, method, executor=pool), mi.rank(problem, weights, method)
            np.testing.assert_array_equal(spread.scores, alone.scores)
        both = mi.rank_by(problem, weights, executor=pool)
    assert list(both) == list(mi.rank_by(problem, weights))


def test_the_order_the_best_and_the_frame_follow_the_ranks_where_scores_tie() -> None:
    ranking = ranked(0.5, 0.9, 0.5, 0.1, 0.9)
    assert ranking.order == ("P2", "P5", "P1", "P3", "P4")
    assert ranking.best == "P2"
    assert ranking.to_frame()["rank"].tolist() == [1, 1, 3, 3, 5]
    assert ranking.explain("P3", gains=False).ahead.first == "P5"
    assert ranking.explain("P4", gains=False).ahead.first == "P3"
