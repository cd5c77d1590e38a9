"""What other libraries get wrong without a word: here the right answer, or a clear error.

Each test names the behaviour; the defects were reproduced on released versions of the libraries named in the comments.
"""

import numpy as np
import pytest

import mcda_industry as mi
from mcda_industry.methods import catalogue
from mcda_industry.outranking import gaia


def problem(**rows: tuple[float, ...]) -> mi.Problem:
    criteria = [
        mi.minimise("cost", "MDH", preference=mi.Linear(5, 20)),
        mi.maximise("jobs", preference=mi.Usual()),
    ]
    return mi.Problem.of(criteria, rows)


def test_thresholds_of_a_cost_stay_in_its_unit() -> None:
    # pyDecision compares after turning a cost into 1/x: with thresholds in MDH a criterion of weight 0.8 vanishes
    found = mi.rank(problem(cheap=(100, 1), dear=(160, 2), middle=(130, 3)), {"cost": 8, "jobs": 2})
    assert found.best == "cheap"
    np.testing.assert_allclose(found.scores, [0.8 - 0.2, -0.8, 0.2], atol=1e-15)


def test_the_gaia_plane_uses_the_preference_function_of_each_criterion() -> None:
    # pyDecision takes that of the first criterion for all
    plane = gaia(problem(a=(10, 3), b=(20, 1), c=(90, 2)), {"cost": 1, "jobs": 1})
    # two criteria fill the plane: its coordinates give the flows back, those of jobs by the usual preference
    np.testing.assert_allclose(plane.alternatives @ plane.axes.T[:, 1], [1.0, -1.0, 0.0], rtol=0, atol=1e-15)


def test_weights_within_limits_stay_there_whatever_the_direction_and_leave_nothing_to_chance() -> None:
    # pyDecision draws them outside their limits, by one random number for all criteria, from a source that takes no seed
    names, box = ("a", "b", "c"), mi.WeightBox({"a": (0.1, 0.3), "b": (0.2, 0.5)})
    directions = np.random.default_rng(0).normal(size=(50, 3))
    farthest = np.array([box.farthest(direction, names) for direction in directions])
    np.testing.assert_allclose(farthest.sum(axis=1), 1.0, rtol=0, atol=1e-15)
    for found, ends in zip(farthest.T, [(0.1, 0.3), (0.2, 0.5), (0.2, 0.7)], strict=True):
        np.testing.assert_allclose([found.min(), found.max()], ends, rtol=0, atol=1e-15)
    assert len({tuple(row) for row in farthest.round(12).tolist()}) > 2
    rows = {"x": (3, 1, 2), "y": (2, 2, 3), "z": (1, 3, 1)}
    given = mi.Problem.of([mi.maximise(name, preference=mi.Usual()) for name in names], rows)
    one, other = (mi.freedom(given, {"a": 2, "b": 3, "c": 5}, box).polygon for _ in range(2))
    assert one.tolist() == other.tolist()


def test_a_budget_is_a_limit_costs_stay_with_their_candidates_and_every_exclusion_counts() -> None:
    # pyDecision's PROMETHEE V pays a penalty for going over budget, and takes a project of 50 with a budget of 5; it sorts
    # costs and flows apart; of several exclusions only the last counts
    flows = {"dear": 0.9, "cheap": 0.15, "fair": 0.3, "good": 0.4}
    costs = {"dear": 50, "cheap": 1, "fair": 3, "good": 2}
    found = mi.select_portfolio(flows, flows, mi.Budget("cost", 5, costs))
    assert (found.selected, found.spending["cost"].used) == (("fair", "good"), 5)
    assert mi.select_portfolio(["dear"], flows, mi.Budget("cost", 5, costs)).selected == ()
    pairs = mi.Exclusive(["fair", "good"]), mi.Exclusive(["good", "cheap"])
    assert mi.select_portfolio(flows, flows, mi.Budget("cost", 5, costs), *pairs).selected == ("cheap", "fair")
    assert mi.select_portfolio(flows, flows, mi.Budget("cost", 5, costs), *pairs[::-1]).selected == ("cheap", "fair")


def test_two_judgements_are_consistent_and_seventeen_items_have_a_ratio_too() -> None:
    # pyDecision: not a number for two items, an IndexError from sixteen on
    assert mi.PairwiseComparisons(("a", "b"), {("a", "b"): 3}).priorities().consistency_ratio == 0
    names = [f"c{i}" for i in range(17)]
    matrix = np.ones((17, 17))
    matrix[0, 1], matrix[1, 0] = 9, 1 / 9
    found = mi.PairwiseComparisons.from_matrix(matrix, names).priorities()
    assert 0 < found.consistency_ratio < 0.1
    assert "alonso_lamata" in found.random_index


def test_judgements_that_contradict_their_reciprocals_are_refused_by_name() -> None:
    # pyDecision takes them
    with pytest.raises(mi.JudgementError, match="'cost'.*'jobs'"):
        mi.PairwiseComparisons.from_matrix([[1, 3], [3, 1]], ("cost", "jobs"))


@pytest.mark.parametrize("word", ["Max", "MAX", "maximum", "maximise", "benefit", "+", "1", "", " max"])
def test_a_direction_that_is_not_exactly_one_of_two_words_is_refused(word: str) -> None:
    # pyDecision takes anything that is not 'max' for a cost, and reverses the ranking
    with pytest.raises(mi.RecordError, match="'direction' must be 'max' or 'min', not"):
        mi.Criterion("jobs", word)
    with pytest.raises(mi.DecisionError, match="must be 'max' or 'min', not"):
        mi.Evaluations.of([[1], [2]], directions=[word])


@pytest.mark.parametrize("kind", ["t5", "linear2", "Usual", "", "gauss"])
def test_an_unknown_preference_function_is_refused(kind: str) -> None:
    # pyDecision returns flows of ±40
    with pytest.raises(mi.RecordError, match="'usual', 'u_shape', 'v_shape', 'level', 'linear', 'gaussian'"):
        mi.Criterion("jobs", preference={"kind": kind, "p": 1.0})


@pytest.mark.parametrize("given", [[], [mi.VShape(2)], [mi.VShape(2)] * 3])
def test_fewer_or_more_preference_functions_than_criteria_are_refused(given: list[mi.PreferenceFunction]) -> None:
    # pymcdm pairs thresholds with criteria as far as they go and drops the rest of the criteria
    with pytest.raises(mi.ProblemError, match=f"There are 2 criteria but {len(given)} preferences"):
        mi.Evaluations.of([[1, 2], [3, 4]], preferences=given)


def test_a_method_can_be_used_again_and_again() -> None:
    # the thresholds of a pymcdm object are a generator, spent after the first call
    method, given = mi.Promethee2(), problem(a=(10, 3), b=(20, 1))
    first, second = (mi.rank(given, {"cost": 1, "jobs": 1}, method).scores for _ in range(2))
    assert first.tolist() == second.tolist()


def test_every_criterion_has_a_preference_function_of_its_own_and_one_may_be_gaussian() -> None:
    # pymcdm has one function for all criteria, and no Gaussian
    given = mi.Evaluations.of([[0, 0], [1, 1]], preferences=[mi.Gaussian(1), mi.Usual()])
    found = mi.Promethee2().score_function(given).contributions
    np.testing.assert_allclose(found[1], [1 - np.exp(-0.5), 1.0], rtol=1e-15)


@pytest.mark.parametrize("method", list(catalogue()))
def test_a_missing_value_is_refused_before_any_method_can_rank_it(method: str) -> None:
    # pymcdm, pyrepo-mcda and mcda return a plausible ranking
    with pytest.raises(mi.ProblemError, match="Criterion 'jobs' has no value for 'b'") as refusal:
        mi.rank(problem(a=(10, 3), b=(20, float("nan"))), {"cost": 1, "jobs": 1}, method)
    assert (refusal.value.row, refusal.value.column) == (1, 1)


@pytest.mark.parametrize(
    ("points", "words"),
    [
        ({"cost": -0.5, "jobs": 1.5}, r"'cost' is negative \(-0.5\)"),
        ({"cost": float("nan"), "jobs": 1}, "'cost' is missing"),
        ({"cost": 0, "jobs": 0}, "All weights are zero"),
    ],
)
def test_weights_that_are_none_are_refused_by_name(points: dict[str, float], words: str) -> None:
    # pymcdm warns at most, scikit-criteria accepts -0.5
    with pytest.raises(mi.WeightsError, match=words):
        mi.rank(problem(a=(10, 3), b=(20, 1)), points)


@pytest.mark.parametrize("method", ["promethee2", mi.Topsis(normalisation="minmax"), "weighted_sum"])
def test_weights_that_sum_to_ten_rank_as_their_shares_do(method: mi.RankingMethod | str) -> None:
    # pymcdm multiplies the scores by ten; mcda-promethee does not normalise
    given = problem(a=(10, 3), b=(20, 1), c=(15, 2))
    ten, one = (mi.rank(given, points, method) for points in ({"cost": 7, "jobs": 3}, {"cost": 0.7, "jobs": 0.3}))
    np.testing.assert_allclose(ten.scores, one.scores, rtol=0, atol=1e-15)
    assert ten.weights.total == 10


def test_directions_are_used() -> None:
    # mcda-promethee stores them and forgets them
    rows = {"x": [1], "y": [2]}
    up, down = (
        mi.rank(mi.Problem.of([mi.Criterion("a", d, preference=mi.Usual())], rows), {"a": 1}).best
        for d in ("max", "min")
    )
    assert (up, down) == ("y", "x")


def test_two_thousand_alternatives_are_no_matter_of_seconds() -> None:
    # mcda-promethee compares all pairs in Python: 7.9 seconds for 2 000 × 8. The definition is the reference, not the clock
    values = np.random.default_rng(0).random((2_000, 8))
    found = mi.Promethee2().score_function(mi.Evaluations.of(values, preferences=mi.Linear(0.1, 0.4))).contributions
    degrees = mi.Linear(0.1, 0.4).degrees(values[:50, None] - values[None, :])
    losses = mi.Linear(0.1, 0.4).degrees(values[None, :] - values[:50, None])
    np.testing.assert_allclose(found[:50], (degrees - losses).sum(axis=1) / 1_999, rtol=0, atol=1e-12)


def test_weights_of_some_criteria_only_are_refused() -> None:
    # mcda accepts that a weight is missing
    with pytest.raises(mi.WeightsError, match="they differ on 'jobs'"):
        mi.rank(problem(a=(10, 3), b=(20, 1)), {"cost": 1})


def test_flows_are_means_everywhere_and_say_so() -> None:
    # mcda takes sums in one place and means in another
    given = problem(a=(10, 3), b=(20, 1), c=(90, 2), d=(15, 5))
    flows, ranking = mi.promethee(given, {"cost": 1, "jobs": 1}), mi.rank(given, {"cost": 1, "jobs": 1})
    np.testing.assert_allclose(flows.net, ranking.scores, rtol=0, atol=1e-15)
    np.testing.assert_allclose(flows.unicriterion.mean(axis=1), flows.net, rtol=0, atol=1e-15)
    assert flows.unicriterion[:, 1].tolist() == [1 / 3, -1.0, -1 / 3, 1.0]
    assert ranking.conventions["flows"] == "mean over the n - 1 other alternatives"


def test_a_cost_is_never_turned_into_its_reciprocal() -> None:
    # the step of a scikit-criteria pipeline that turns costs into 1/x turns the podium of TOPSIS upside down
    rows = {"a": (1, 9), "b": (5, 5), "c": (9, 1)}
    costs = mi.Problem.of([mi.minimise("x"), mi.minimise("y")], rows)
    gains = mi.Problem.of([mi.maximise("x"), mi.maximise("y")], {name: (-x, -y) for name, (x, y) in rows.items()})
    weights = {"x": 3, "y": 2}
    for normalisation in ("vector", "minmax", "max", "sum"):
        method = mi.Topsis(normalisation=normalisation)
        found, expected = (mi.rank(one, weights, method) for one in (costs, gains))
        assert found.order == expected.order == ("a", "b", "c")
        np.testing.assert_allclose(found.scores, expected.scores, rtol=0, atol=1e-15)


def test_no_question_touches_the_generator_of_the_caller() -> None:
    # pyDecision calls np.random.seed(42) inside methods
    given = problem(a=(10, 3), b=(20, 1), c=(15, 2))
    np.random.seed(7)  # noqa: NPY002
    before = np.random.get_state()[1].copy()  # noqa: NPY002
    for method in (*catalogue(), mi.FromPymcdm("VIKOR")):
        mi.Study(given, {"cost": 1, "jobs": 2}, method, draws=50).acceptability  # noqa: B018
        mi.stability_intervals(given, {"cost": 1, "jobs": 2}, method)
    np.testing.assert_array_equal(np.random.get_state()[1], before)  # noqa: NPY002


def test_every_result_says_which_normalisation_it_is_of() -> None:
    # TOPSIS divides by vectors in one library, by ranges in another, by nothing in a third: the winner changes
    rows = {"a": (1, 3000), "b": (2, 3750), "c": (5, 4500)}
    climber = mi.Problem.of([mi.minimise("risk"), mi.maximise("altitude")], rows)
    found = {
        name: mi.rank(climber, {"risk": 1, "altitude": 1}, mi.Topsis(normalisation=name))
        for name in ("vector", "minmax")
    }
    assert {name: ranking.best for name, ranking in found.items()} == {"vector": "a", "minmax": "b"}
    for name, ranking in found.items():
        assert ranking.conventions["normalisation"] == name
        assert f"normalisation: {name}" in repr(ranking)
        result = mi.Study(climber, method=mi.Topsis(normalisation=name), draws=10).recommendations[0].results[0]
        assert result.conventions["normalisation"] == name
    assert all(dict(kind().conventions) for kind in catalogue().values())


def test_each_criterion_has_its_own_stability_interval() -> None:
    # RMCriteria gives one difference of flows for all criteria
    names = ("a", "b", "c")
    given = mi.Problem.of(
        [mi.maximise(name, scale=(0, 10)) for name in names], {"x": (9, 2, 4), "y": (2, 8, 6), "z": (5, 5, 1)}
    )
    found = mi.stability_intervals(given, {"a": 2, "b": 1, "c": 1}, "weighted_sum", keep="best")
    assert list(found) == list(names)
    assert len({(i.low, i.high) for i in found.values()}) == 3
    # x leads y by 7a - 6b - 2c: with b and c equal 7t = 4(1 - t), with a twice the other 12 (1 - t)/3 = 6t, or 8 (1 - t)/3 = 2t
    np.testing.assert_allclose(
        [found["a"].low, found["b"].high, found["c"].high], [4 / 11, 4 / 10, 8 / 14], rtol=0, atol=1e-15
    )


def test_the_functions_of_pymcdm_that_rank_upside_down_are_caught() -> None:
    # pymcdm's LoPM ranks the worst first
    given = mi.Problem.of([mi.maximise("a"), mi.maximise("b")], {"best": (9, 9), "mid": (5, 6), "worst": (1, 2)})
    assert mi.rank(given, {"a": 1, "b": 1}, mi.FromPymcdm("LoPM")).order == ("best", "mid", "worst")


def test_a_function_of_pymcdm_that_puts_a_dominated_alternative_first_is_refused() -> None:
    # pymcdm's AROMAN does: the second row is no better anywhere
    given = mi.Evaluations.of([[8, 6, 6], [5, 5, 8], [3, 7, 6]], directions=["max", "max", "min"])
    with pytest.raises(
        mi.MethodError, match="AROMAN counts more of 'criterion 3' as better, though it is to be minimised"
    ):
        mi.FromPymcdm("AROMAN").score_function(given)([1, 1, 1])


def test_a_score_of_pymcdm_that_is_no_finite_number_is_refused() -> None:
    # pymcdm's CoCoSo gives inf and nan: one row is the worst on every criterion
    given = mi.Evaluations.of([[5, 4], [8, 3], [4, 2]])
    with pytest.raises(
        mi.MethodError, match="COCOSO divides by the lowest sum of shares, .*: the alternative in row 3"
    ):
        mi.FromPymcdm("COCOSO").score_function(given)([1, 1])


def test_the_rate_of_return_is_the_root_above_minus_one_and_all_roots_are_given() -> None:
    # numpy-financial says -99.98 % where the answer is 100.4 %
    found = mi.finance.irr([-1.0, 2.004, 0, 0, 0, 0, 1e-30])
    assert (found.value, found.reason) == (pytest.approx(1.004, rel=1e-12), "unique")
