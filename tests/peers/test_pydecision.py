"""The same numbers as pyDecision where it is right, and what it does where it is not.

It knows no directions in PROMETHEE, so it is given oriented values. Its GAIA and its PROMETHEE III are of other definitions,
as the tests show, and are not compared.
"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from peers.oracles import ROUNDING, fewer, level, oriented, peer, scores, shares, thresholds, types
from strategies import weighed

import mcda_industry as mi
from mcda_industry.arrays import FloatArray
from mcda_industry.outranking import flow_sort

pydecision = peer("pyDecision.algorithm")

# it divides zero by zero on columns of zeros and equal alternatives, and by the index 0 of two judgements
pytestmark = pytest.mark.filterwarnings("ignore::RuntimeWarning")

Weighed = tuple[mi.Problem, mi.Weights]
TYPES = {"usual": "t1", "u_shape": "t2", "v_shape": "t3", "level": "t4", "linear": "t5", "gaussian": "t6"}
LETTERS = {mi.Relation.PREFERRED: "P+", mi.Relation.INDIFFERENT: "I", mi.Relation.INCOMPARABLE: "R"}


def asked(problem: mi.Problem, weights: mi.Weights) -> dict[str, list[float] | list[str]]:
    """Weights, thresholds and functions as it wants them."""
    found = [thresholds(criterion.preference) for criterion in problem.criteria]
    lists = {letter.upper(): [one.get(letter, 0.0) for one in found] for letter in "qsp"}
    return {"W": shares(problem, weights).tolist(), **lists, "F": [TYPES[c.preference.kind] for c in problem.criteria]}


def directions(problem: mi.Problem) -> list[str]:
    return ["max" if way > 0 else "min" for way in types(problem)]


@fewer
@given(given=weighed(alternatives=(2, 6)))
def test_net_flows_are_theirs_with_costs_negated(given: Weighed) -> None:
    found = pydecision.promethee_ii(oriented(given[0]), **asked(*given), sort=False, verbose=False)
    np.testing.assert_allclose(mi.promethee(*given).net, found[:, 1], rtol=0, atol=ROUNDING)


@fewer
@given(given=weighed(alternatives=(2, 6)))
def test_promethee_1_is_theirs_where_flows_differ_by_more_than_rounding(given: Weighed) -> None:
    flows = mi.promethee(*given)
    expected = pydecision.promethee_i(oriented(given[0]), **asked(*given))
    clear = ~(level(flows.positive) | level(flows.negative))
    for i, k in np.argwhere(clear):
        relation = flows.partial_order.relation(flows.alternatives[i], flows.alternatives[k])
        assert LETTERS.get(relation, "-") == expected[i, k]


@fewer
@given(given=weighed(alternatives=(2, 6)))
def test_topsis_by_vector_lengths_is_theirs(given: Weighed) -> None:
    problem, weights = given
    differ = np.ptp(problem.values, axis=0) > 0  # a column of zeros is 0/0 there and without effect here
    ours = scores(*given, mi.Topsis())
    if not (shares(*given) * differ).any():
        assert ours.tolist() == [0.5] * len(ours)
        return
    words = [word for word, counts in zip(directions(problem), differ, strict=True) if counts]
    found = pydecision.topsis_method(
        problem.values[:, differ], shares(problem, weights)[differ], words, graph=False, verbose=False
    )
    np.testing.assert_allclose(ours, found, rtol=0, atol=ROUNDING)


@fewer
@given(given=weighed(alternatives=(2, 6), low=1))
def test_the_weighted_sum_on_scales_from_zero_is_theirs_without_costs(given: Weighed) -> None:
    # a cost is min/x there, which is no linear value of x, and the share of its scale here
    values = np.abs(given[0].values) + 1
    found = pydecision.saw_method(values, ["max"] * values.shape[1], shares(*given), graph=False, verbose=False)
    scaled = mi.Evaluations.of(values, scales=[(0.0, top) for top in values.max(axis=0)])
    ours = mi.WeightedSum().score_function(scaled)(shares(*given))
    np.testing.assert_allclose(ours, found[:, 1], rtol=0, atol=ROUNDING)


def judged(size: int, seed: int) -> tuple[FloatArray, list[str]]:
    """A reciprocal matrix of random judgements from 1/9 to 9, and names for its items."""
    matrix, upper = np.ones((size, size)), np.triu_indices(size, 1)
    matrix[upper] = np.random.default_rng(seed).choice([1 / 9, 1 / 7, 1 / 3, 1 / 2, 1, 2, 4, 5, 8], len(upper[0]))
    matrix.T[upper] = 1 / matrix[upper]
    return matrix, [f"c{i}" for i in range(size)]


@pytest.mark.parametrize("size", range(3, 16))
@pytest.mark.parametrize(("method", "word"), [("eigenvector", "max_eigen"), ("geometric_mean", "geometric")])
def test_priorities_are_theirs_and_up_to_ten_items_consistency_ratios_by_saatys_table_too(
    size: int, method: str, word: str
) -> None:
    for seed in range(5):
        matrix, names = judged(size, seed)
        ours = mi.PairwiseComparisons.from_matrix(matrix, names).priorities(method)
        weights, ratio = pydecision.ahp_method(matrix, wd=word)
        np.testing.assert_allclose(ours.weights.over(names), weights, rtol=0, atol=1e-9)
        if size <= 10:
            assert ours.consistency_ratio == pytest.approx(ratio, rel=1e-9)


def test_beyond_ten_items_their_random_index_falls_once_and_ours_grows() -> None:
    theirs, ours = [], []
    for size in range(10, 16):
        matrix, names = judged(size, 0)
        found = mi.PairwiseComparisons.from_matrix(matrix, names).priorities()
        theirs.append(found.consistency_index / pydecision.ahp_method(matrix, wd="max_eigen")[1])
        ours.append(found.consistency_index / found.consistency_ratio)
    np.testing.assert_allclose(theirs, [1.49, 1.51, 1.48, 1.56, 1.57, 1.59], rtol=1e-9)
    assert ours == sorted(ours)


def test_their_priorities_are_means_of_normalised_columns_by_default_which_is_neither_of_ours() -> None:
    matrix = np.array([[1, 6, 8], [1 / 6, 1, 4], [1 / 8, 1 / 4, 1]])
    weights, _ = pydecision.ahp_method(matrix)
    comparisons = mi.PairwiseComparisons.from_matrix(matrix, ("a", "b", "c"))
    for method in ("eigenvector", "geometric_mean"):
        gap = np.abs(comparisons.priorities(method).weights.over(("a", "b", "c")) - weights).max()
        assert 1e-3 < gap < 0.02


def test_their_ratio_of_two_judgements_is_not_a_number_and_ours_is_zero() -> None:
    matrix = np.array([[1, 3], [1 / 3, 1]])
    assert np.isnan(pydecision.ahp_method(matrix, wd="max_eigen")[1])
    assert mi.PairwiseComparisons.from_matrix(matrix, ("a", "b")).priorities().consistency_ratio == 0


def test_their_table_of_random_indices_ends_at_fifteen_and_ours_goes_on() -> None:
    matrix = np.ones((17, 17))
    with pytest.raises(IndexError):
        pydecision.ahp_method(matrix, wd="max_eigen")
    names = [f"c{i}" for i in range(17)]
    assert mi.PairwiseComparisons.from_matrix(matrix, names).priorities().consistency_ratio == pytest.approx(0)


def test_they_read_judgements_that_contradict_their_reciprocals_and_we_refuse_them() -> None:
    matrix = np.array([[1, 3, 5], [3, 1, 2], [1 / 5, 1 / 2, 1]])
    assert np.isfinite(pydecision.ahp_method(matrix, wd="max_eigen")[0]).all()
    with pytest.raises(mi.JudgementError, match="'a'.*'b'"):
        mi.PairwiseComparisons.from_matrix(matrix, ("a", "b", "c"))


@st.composite
def sortings(draw: st.DrawFn) -> tuple[mi.Problem, mi.Weights, FloatArray]:
    """A problem with weights and two to four profiles, each worse than the one before it on every criterion."""
    problem, weights = draw(weighed(alternatives=(1, 4)))
    m, count = len(problem.criteria), draw(st.integers(2, 4))
    steps = draw(st.lists(st.lists(st.integers(1, 4), min_size=m, max_size=m), min_size=count, max_size=count))
    return problem, weights, (8.0 - np.cumsum(np.array(steps), axis=0)) * types(problem)


@fewer
@given(given=sortings(), kind=st.sampled_from(["limiting", "central"]))
def test_flowsort_is_theirs_where_the_outer_limits_are_profiles_too_and_no_flow_is_at_a_limit(
    given: tuple[mi.Problem, mi.Weights, FloatArray], kind: str
) -> None:
    problem, weights, profiles = given
    found = flow_sort(problem, weights, {f"r{i + 1}": row.tolist() for i, row in enumerate(profiles)}, kind=kind)
    for rule, ours in (("net", found.by_net), ("positive", found.by_positive), ("negative", found.by_negative)):
        theirs = pydecision.flowsort_method(
            oriented(problem), profiles * types(problem), **asked(*given[:2]), mode=kind, rule=rule, verbose=False
        )
        for name, one, other in zip(problem.alternatives, ours, theirs, strict=True):
            if undecided(problem, weights, profiles, name, rule, kind):
                continue
            # beyond the outer limits there is no category there: the outermost is taken
            expected = one + 1 if kind == "central" else min(max(one, 1), len(profiles) - 1)
            assert other == expected


def undecided(problem: mi.Problem, weights: mi.Weights, profiles: FloatArray, name: str, rule: str, kind: str) -> bool:
    """Whether two profiles have the flow of the alternative, or two are as near to it, but for rounding."""
    rows = {name: problem.values[problem.row(name)].tolist(), **{f"r{i}": p.tolist() for i, p in enumerate(profiles)}}
    flows = getattr(mi.promethee(mi.Problem.of(problem.criteria, rows), weights), rule)
    gaps = np.abs(flows[1:] - flows[0])
    return bool(gaps.min() < ROUNDING if kind == "limiting" else np.diff(np.sort(gaps))[0] < ROUNDING)


def test_at_a_limit_their_net_and_positive_flows_say_below_and_their_negative_flow_above_and_ours_always_above() -> (
    None
):
    problem = mi.Problem.of(
        [mi.maximise(name, preference=mi.Usual()) for name in ("a", "b")], {"x": (3, 1), "y": (2, 2), "z": (1, 3)}
    )
    given = asked(problem, mi.Weights({"a": 9, "b": 1})) | {
        "W_lower": np.array([0.9, 0.1]),
        "W_upper": np.array([0.9, 0.1]),
    }
    del given["W"]
    low, drawn, high = pydecision.promethee_vi(oriented(problem), **given, sort=False, iterations=50, verbose=False)
    assert low.tolist() == high.tolist()
    # no freedom is left, and yet the flows drawn are far from those of the only weights
    assert np.abs(drawn - low).max() > 0.1
    settled = mi.freedom(problem, {"a": 9, "b": 1}, {"a": (0.9, 0.9), "b": (0.1, 0.1)})
    np.testing.assert_allclose(settled.polygon, [mi.gaia(problem, {"a": 9, "b": 1}).decision_axis], atol=ROUNDING)


def test_their_promethee_3_measures_no_spread_around_the_flow_and_ours_does() -> None:
    rows = {"a": [4], "b": [3], "c": [2], "d": [1]}
    ladder, weights = mi.Problem.of([mi.maximise("x", preference=mi.Usual())], rows), mi.Weights({"x": 1})
    found = pydecision.promethee_iii(oriented(ladder), **asked(ladder, weights), lmbd=1.0)
    assert (found[1, 2], found[0, 3]) == (
        "P+",
        "P+",
    )  # |Σd|(1 - 1/n)/n is 3/16 for b and c around the flows 1/4 and -1/4
    intervals = mi.flow_intervals(ladder, weights, alpha=1.0)
    assert intervals.indifferent("b", "c")
    np.testing.assert_allclose((intervals.high - intervals.low)[1], 2 * np.std([-1, 1, 1]), rtol=1e-12)


def test_their_gaia_takes_the_first_function_for_all_criteria_and_adds_two_alternatives(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    module = peer("pyDecision.algorithm.p_xgaia")
    drawn: list[tuple[float, float, str]] = []
    monkeypatch.setattr(module.plt, "text", lambda x, y, label, **_: drawn.append((float(x), float(y), label.strip())))
    monkeypatch.setattr(module.plt, "show", lambda: None)
    values = np.array([[1.0, 2.0], [4.0, 1.0], [2.0, 7.0]])
    given = {"W": [0.5, 0.5], "Q": [0.0, 1.0], "S": [1.0, 1.0], "P": [1.0, 5.0]}
    pictures = []
    for second in ("t1", "t5"):
        drawn.clear()
        pydecision.promethee_gaia(values, **given, F=["t1", second])
        module.plt.close("all")
        pictures.append(list(drawn))
    assert pictures[0] == pictures[1]
    assert [label for *_, label in pictures[0]] == ["a1", "a2", "a3", "+", "-", "g1", "g2"]
    planes = [
        mi.gaia(
            mi.Problem.from_arrays(
                values, [mi.maximise("a", preference=mi.Usual()), mi.maximise("b", preference=kind)]
            ),
            {"a": 1, "b": 1},
        )
        for kind in (mi.Usual(), mi.Linear(1, 5))
    ]
    assert np.abs(np.abs(planes[0].alternatives) - np.abs(planes[1].alternatives)).max() > 0.1


def test_a_cost_is_the_smallest_over_it_in_their_weighted_sum_and_a_share_of_its_scale_in_ours() -> None:
    costs = np.array([[1.0], [2.0], [4.0]])
    found = pydecision.saw_method(costs, ["min"], np.ones(1), graph=False, verbose=False)
    assert found[:, 1].tolist() == [1.0, 0.5, 0.25]
    ours = mi.WeightedSum().score_function(mi.Evaluations.of(costs, ["min"], scales=[(0, 4)]))([1])
    assert ours.tolist() == [0.75, 0.5, 0.0]


def test_closeness_of_equal_alternatives_is_not_a_number_there_and_one_half_here() -> None:
    values, weights = np.array([[3.0, 1.0], [3.0, 1.0]]), np.full(2, 0.5)
    assert np.isnan(pydecision.topsis_method(values, weights, ["max", "max"], graph=False, verbose=False)).all()
    assert mi.Topsis().score_function(mi.Evaluations.of(values))(weights).tolist() == [0.5, 0.5]


CLIMB = np.array([[1.0, 3000.0], [2.0, 3750.0], [5.0, 4500.0]])


def test_a_direction_that_is_not_exactly_max_is_a_cost_there_and_refused_here() -> None:
    first, second = (
        pydecision.topsis_method(CLIMB, np.full(2, 0.5), ["min", word], graph=False, verbose=False)
        for word in ("Max", "min")
    )
    assert first.tolist() == second.tolist()
    with pytest.raises(mi.DecisionError, match="must be 'max' or 'min', not 'Max'"):
        mi.Evaluations.of(CLIMB, ["min", "Max"])


def test_an_unknown_preference_function_gives_flows_beyond_one_there_and_is_refused_here() -> None:
    given = {"W": [1.0], "Q": [0.0], "S": [1.0], "P": [1.0], "F": ["linear"]}
    found = pydecision.promethee_ii(np.array([[0.0], [40.0]]), **given, sort=False, verbose=False)
    assert np.abs(found[:, 1]).max() > 1
    with pytest.raises(mi.RecordError, match="'usual', 'u_shape', 'v_shape', 'level', 'linear', 'gaussian'"):
        mi.Criterion("a", preference={"kind": "t5", "q": 0, "p": 1})


def test_their_comparison_turns_costs_but_not_their_thresholds_into_reciprocals_and_ours_neither() -> None:
    compare = peer("pyDecision.compare.compare")
    values, weights = np.array([[100.0, 1.0], [160.0, 2.0], [130.0, 3.0]]), np.array([0.8, 0.2])
    asked_for = {"Q": [5.0, 0.0], "S": [1.0, 1.0], "P": [20.0, 0.0], "F": ["t5", "t1"]}
    flows, _ = compare.compare_ranks_crisp(values, weights, ["min", "max"], methods_list=["promethee_ii"], **asked_for)
    # the criterion of weight 0.8 has vanished: the flows are those of the other
    np.testing.assert_allclose(flows.to_numpy()[:, 0], [-0.2, 0.0, 0.2], rtol=0, atol=ROUNDING)
    ours = mi.promethee_flows(values, [mi.Linear(5, 20), mi.Usual()], ["min", "max"], weights)
    np.testing.assert_allclose(ours.net, [0.6, -0.8, 0.2], rtol=0, atol=ROUNDING)
