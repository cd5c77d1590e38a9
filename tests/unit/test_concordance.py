import numpy as np
import pytest
from scipy.stats import kendalltau, spearmanr

import mcda_industry as mi
from mcda_industry.concordance import average_ranks, kendall, spearman, weighted_spearman, ws


def ranking(*values: float, names: str = "abcdefgh") -> mi.Ranking:
    """Alternatives that stand in the order of these values, the highest first."""
    problem = mi.Problem.of([mi.maximise("value")], {name: [v] for name, v in zip(names, values, strict=False)})
    return mi.rank(problem, {"value": 1}, mi.WeightedSum(normalisation="none"))


def test_equal_orders_agree_fully_and_opposite_ones_not_at_all() -> None:
    found = mi.agreement({"one": ranking(4, 3, 2, 1), "same": ranking(40, 9, 5, 0), "opposite": ranking(1, 2, 3, 4)})
    assert found.rankings == ("one", "same", "opposite")
    for coefficient in (found.kendall, found.spearman, found.weighted_spearman):
        np.testing.assert_allclose(coefficient[0], [1, 1, -1], atol=1e-15)
    assert found.ws[0, 1] == 1
    assert found.ws[0, 2] < 0.3
    assert found.lowest == ("one", "opposite", -1.0)


def test_coefficients_with_ties_are_those_of_the_statistics_library() -> None:
    rng = np.random.default_rng(0)
    for _ in range(50):
        x, y = (average_ranks(rng.integers(0, 4, 8).astype(float)) for _ in range(2))
        if np.ptp(x) and np.ptp(y):
            assert kendall(x, y) == pytest.approx(kendalltau(x, y).statistic, abs=1e-12)
            assert spearman(x, y) == pytest.approx(spearmanr(x, y).statistic, abs=1e-12)


def test_disagreement_at_the_top_weighs_more_than_at_the_bottom() -> None:
    reference = np.arange(1.0, 7.0)
    top, bottom = np.array([2.0, 1, 3, 4, 5, 6]), np.array([1.0, 2, 3, 4, 6, 5])
    assert spearman(reference, top) == spearman(reference, bottom)
    assert weighted_spearman(reference, top) < weighted_spearman(reference, bottom)
    assert ws(reference, top) < ws(reference, bottom)


def test_ws_depends_on_which_ranking_is_the_reference() -> None:
    found = mi.agreement({"one": ranking(5, 4, 3, 2, 1), "other": ranking(1, 5, 4, 3, 2)})
    assert found.ws[0, 1] != found.ws[1, 0]
    assert found.ws[0, 1] == ws(np.array([1.0, 2, 3, 4, 5]), np.array([5.0, 1, 2, 3, 4]))


def test_tied_scores_share_the_mean_of_their_places() -> None:
    assert average_ranks(np.array([0.5, 0.9, 0.5, 0.1])).tolist() == [2.5, 1.0, 2.5, 4.0]


def test_alternatives_are_matched_by_name() -> None:
    found = mi.agreement({"one": ranking(3, 2, 1, names="abc"), "other": ranking(1, 2, 3, names="cba")})
    assert found.kendall[0, 1] == 1.0


def test_a_ranking_in_which_all_tie_has_no_correlation() -> None:
    found = mi.agreement({"one": ranking(3, 2, 1), "flat": ranking(1, 1, 1)})
    assert np.isnan(found.kendall[0, 1])
    assert np.isnan(found.spearman[0, 1])


def test_rankings_in_a_list_are_called_by_their_method() -> None:
    problem = mi.Problem.of([mi.maximise("a"), mi.maximise("b")], {"x": (3, 1), "y": (2, 2), "z": (1, 4)})
    both = [mi.rank(problem, {"a": 3, "b": 1}, name) for name in ("weighted_sum", "topsis")]
    assert mi.agreement(both).rankings == ("weighted_sum", "topsis")


@pytest.mark.parametrize("given", [{}, [], {"one": ranking(2, 1)}, [ranking(2, 1)]])
def test_fewer_than_two_named_rankings_are_refused(given: object) -> None:
    with pytest.raises(mi.ProblemError, match="there are fewer than two. Give two, under different names") as refusal:
        mi.agreement(given)
    assert refusal.value.code == "one_ranking"


def test_rankings_of_other_alternatives_are_refused_by_name() -> None:
    with pytest.raises(mi.ProblemError, match="order different alternatives: they differ on 'c', 'd'") as refusal:
        mi.agreement({"one": ranking(2, 1, names="ac"), "other": ranking(2, 1, names="ad")})
    assert refusal.value.code == "other_alternatives"


def test_a_single_alternative_is_refused() -> None:
    with pytest.raises(mi.ProblemError, match="Agreement needs two alternatives or more; there is one"):
        mi.agreement({"one": ranking(2), "other": ranking(1)})
