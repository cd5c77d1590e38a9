"""What holds for all judgements and weights: checked on judgements drawn at random."""

import pickle
from contextlib import suppress
from fractions import Fraction
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from mcda_industry.arrays import FloatArray
from mcda_industry.errors import JudgementError
from mcda_industry.weighting import (
    CriteriaTree,
    PairwiseComparisons,
    Weights,
    aggregate_judgements,
    aggregate_priorities,
    priorities_of,
)

SAATY = st.sampled_from([Fraction(1, k) for k in range(9, 1, -1)] + [Fraction(k) for k in range(1, 10)])
METHODS = st.sampled_from(["eigenvector", "geometric_mean"])
POINTS = st.floats(1e-6, 1e6)


@st.composite
def comparisons(draw: st.DrawFn, least: int = 2, most: int = 8, values: Any = SAATY) -> PairwiseComparisons:
    """Complete comparisons, some pairs told from the other side, in any order."""
    n = draw(st.integers(least, most))
    items = [f"item {i}" for i in range(n)]
    judged = {}
    for i in range(n):
        for j in range(i + 1, n):
            pair = (items[j], items[i]) if draw(st.booleans()) else (items[i], items[j])
            judged[pair] = draw(values)
    return PairwiseComparisons(draw(st.permutations(items)), judged)


@st.composite
def groups(draw: st.DrawFn) -> dict[str, PairwiseComparisons]:
    """One to four judges of the same items, each in an own order."""
    first = draw(comparisons(most=5))
    judges = {"judge 0": first}
    for number in range(1, draw(st.integers(1, 4))):
        pairs = {(one, other): draw(SAATY) for one, other, _ in first.judgements}
        judges[f"judge {number}"] = PairwiseComparisons(draw(st.permutations(first.items)), pairs)
    return judges


@st.composite
def trees(draw: st.DrawFn) -> CriteriaTree:
    """Each new node hangs on a node drawn among those before it."""
    branches: dict[str, list[str]] = {"0": ["1"]}
    for node in range(2, draw(st.integers(2, 20))):
        branches.setdefault(str(draw(st.integers(0, node - 1))), []).append(str(node))
    return CriteriaTree("0", branches)


def shares(judged: PairwiseComparisons, method: Any = "eigenvector") -> FloatArray:
    return judged.priorities(method).weights.over(judged.items)


def ratios(weights: FloatArray) -> FloatArray:
    return np.asarray(weights[:, None] / weights)


@given(points=st.lists(POINTS, min_size=2, max_size=20), method=METHODS)
def test_consistent_judgements_give_their_weights_back(points: list[float], method: Any) -> None:
    names = [str(i) for i in range(len(points))]
    weights = np.array(points)
    found = PairwiseComparisons.from_matrix(ratios(weights), names).priorities(method)
    assert found.weights.over(names) == pytest.approx(weights / weights.sum(), rel=1e-12)
    assert found.lambda_max == pytest.approx(len(points), rel=1e-13)
    assert found.consistency_ratio == pytest.approx(0, abs=1e-13)
    assert found.geometric_consistency_index == pytest.approx(0, abs=1e-25)


@given(judged=comparisons(most=15))
def test_the_vector_is_an_eigenvector_and_its_value_lies_between_n_and_the_bounds_of_the_row_sums(
    judged: PairwiseComparisons,
) -> None:
    found, weights, sums = judged.priorities(), shares(judged), judged.matrix.sum(axis=1)
    assert (weights > 0).all()
    assert weights.sum() == pytest.approx(1, rel=1e-15)
    assert judged.matrix @ weights == pytest.approx(found.lambda_max * weights, rel=1e-12)
    assert found.lambda_max >= len(judged.items)
    assert sums.min() * (1 - 1e-12) <= found.lambda_max <= sums.max() * (1 + 1e-12)
    assert found.consistency_ratio >= 0


@given(judged=comparisons(most=15))
def test_the_eigenvector_is_that_of_a_general_solver(judged: PairwiseComparisons) -> None:
    values, vectors = np.linalg.eig(judged.matrix)
    expected = np.abs(vectors[:, values.real.argmax()].real)
    assert shares(judged) == pytest.approx(expected / expected.sum(), abs=1e-12)
    assert judged.priorities().lambda_max == pytest.approx(values.real.max(), rel=1e-12)


@given(judged=comparisons(), method=METHODS, data=st.data())
def test_the_order_and_the_names_of_the_items_do_not_matter(
    judged: PairwiseComparisons, method: Any, data: Any
) -> None:
    order = data.draw(st.permutations(judged.items))
    other = PairwiseComparisons(
        [f"new {item}" for item in order],
        [(f"new {one}", f"new {other}", value) for one, other, value in judged.judgements],
    )
    expected = judged.priorities(method)
    found = other.priorities(method)
    assert found.weights.over([f"new {item}" for item in judged.items]) == pytest.approx(
        shares(judged, method), rel=1e-12
    )
    assert found.lambda_max == pytest.approx(expected.lambda_max, rel=1e-12)


@given(judged=comparisons(least=3, most=3))
def test_of_three_items_the_eigenvector_is_the_geometric_mean(judged: PairwiseComparisons) -> None:
    assert shares(judged) == pytest.approx(shares(judged, "geometric_mean"), rel=1e-12)
    one, other = judged.priorities(), judged.priorities("geometric_mean")
    assert one.lambda_max == pytest.approx(other.lambda_max, rel=1e-12)


@given(judged=comparisons())
def test_judging_everything_the_other_way_round_inverts_geometric_mean_weights(judged: PairwiseComparisons) -> None:
    inverse = PairwiseComparisons(judged.items, [(other, one, value) for one, other, value in judged.judgements])
    assert ratios(shares(inverse, "geometric_mean")) == pytest.approx(
        ratios(shares(judged, "geometric_mean")).T, rel=1e-12
    )


@given(judged=comparisons(), by=st.floats(1.01, 10))
def test_judging_an_item_higher_raises_its_geometric_mean_weight_against_every_other(
    judged: PairwiseComparisons, by: float
) -> None:
    (one, other, value), *rest = judged.judgements
    raised = PairwiseComparisons(judged.items, [(one, other, value * by), *rest])
    place = judged.items.index(one)
    before, after = (ratios(shares(each, "geometric_mean"))[place] for each in (judged, raised))
    others = np.arange(len(judged.items)) != place
    assert (after[others] > before[others]).all()


@given(judges=groups(), data=st.data())
def test_a_group_judges_reciprocally_and_its_geometric_mean_weights_are_the_mean_of_those_of_its_judges(
    judges: dict[str, PairwiseComparisons], data: Any
) -> None:
    votes = {judge: data.draw(st.integers(0, 5)) for judge in judges}
    assume(any(votes.values()))
    together = aggregate_judgements(judges, votes)
    assert together.matrix * together.matrix.T == pytest.approx(np.ones(together.matrix.shape), rel=1e-14)
    each = np.stack([judges[judge].priorities("geometric_mean").weights.over(together.items) for judge in judges])
    part = np.array(list(votes.values())) / sum(votes.values())
    means = np.exp(part @ np.log(each))
    assert shares(together, "geometric_mean") == pytest.approx(means / means.sum(), rel=1e-12)
    by_priorities = aggregate_priorities(judges, votes, method="geometric_mean")
    assert by_priorities.over(together.items) == pytest.approx(means / means.sum(), rel=1e-12)


@given(
    judged=comparisons(least=3, most=6, values=st.sampled_from([1e-300, 1e-150, 1.0, 7.0, 1e150, 1e300])),
    method=METHODS,
)
@example(PairwiseComparisons(("a", "b", "c"), {("a", "b"): 1e300, ("b", "c"): 1e300, ("a", "c"): 1e300}), "eigenvector")
def test_extreme_judgements_give_finite_weights_or_are_refused_and_never_warn(
    judged: PairwiseComparisons, method: Any
) -> None:
    with suppress(JudgementError):
        found = judged.priorities(method)
        assert np.isfinite([*found.weights.shares.values(), found.lambda_max, found.geometric_consistency_index]).all()
        assert sum(found.weights.shares.values()) == pytest.approx(1)


@given(exponents=st.lists(st.floats(-150, 150), min_size=2, max_size=20))
def test_consistent_judgements_of_any_size_give_their_weights_back(exponents: list[float]) -> None:
    weights = 10.0 ** (np.array(exponents) - max(exponents))
    found = priorities_of([weights[:, None] / weights])
    assert found.weights[0] == pytest.approx(weights / weights.sum(), rel=1e-11)
    assert found.lambda_max[0] == pytest.approx(len(weights), rel=1e-11)


@given(judged=comparisons(values=st.one_of(SAATY, st.floats(1e-300, 1e300))))
def test_comparisons_come_back_from_json_pickles_and_their_own_matrix(judged: PairwiseComparisons) -> None:
    assert PairwiseComparisons.model_validate_json(judged.model_dump_json()) == judged
    assert PairwiseComparisons.model_validate(judged.model_dump(mode="json")) == judged
    assert pickle.loads(pickle.dumps(judged)) == judged
    again = PairwiseComparisons.from_matrix(judged.matrix, judged.items)
    assert again.matrix == pytest.approx(judged.matrix, rel=1e-15)


@given(
    points=st.lists(st.floats(0, 1e300), min_size=1, max_size=20).filter(any),
    power=st.integers(-300, 20),
    data=st.data(),
)
def test_weights_do_not_depend_on_the_unit_of_the_points_or_their_order(
    points: list[float], power: int, data: Any
) -> None:
    assume(all(point == 0 or point > 1e-200 for point in points))
    given_points = {str(i): point for i, point in enumerate(points)}
    weights = Weights(given_points)
    order = data.draw(st.permutations(list(given_points)))
    assert Weights({name: np.ldexp(given_points[name], power) for name in order}) == weights
    assert sum(weights.shares.values()) == pytest.approx(1, rel=1e-14)
    back = pickle.loads(pickle.dumps(weights))
    assert (back, hash(back), back.total, list(back)) == (weights, hash(weights), weights.total, list(weights))


@given(tree=trees(), data=st.data())
def test_the_weights_of_a_tree_add_to_one_and_are_the_products_along_its_paths(tree: CriteriaTree, data: Any) -> None:
    local = {group: {child: data.draw(POINTS) for child in tree.children(group)} for group in tree.groups}
    weights = tree.weights(local)
    assert sum(weights.shares.values()) == pytest.approx(1)
    for leaf in tree.leaves:
        path = tree.path(leaf)
        steps = [Weights(local[parent])[child] for parent, child in pairwise(path)]
        assert weights[leaf] == pytest.approx(np.prod(steps), rel=1e-12)
    assert CriteriaTree.model_validate_json(tree.model_dump_json()) == tree
