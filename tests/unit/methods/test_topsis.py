import numpy as np
import pytest

import mcda_industry as mi
from mcda_industry.arrays import ROWS_AT_ONCE, FloatArray
from mcda_industry.methods.topsis import Topsis, closeness

VALUES = np.array([[3.0, 4.0], [1.0, 8.0], [2.0, 2.0]])


def scores(values: object, weights: object, method: Topsis | None = None, **options: object) -> FloatArray:
    return (method or Topsis()).score_function(mi.Evaluations.of(values, **options))(weights)


def by_hand(length: FloatArray, ideal: FloatArray, anti_ideal: FloatArray, weights: FloatArray) -> FloatArray:
    """The textbook steps: normalise, weight, two distances, their ratio."""
    weighted, best, worst = (weights * table / length for table in (VALUES, ideal, anti_ideal))
    far, near = np.linalg.norm(weighted - worst, axis=1), np.linalg.norm(weighted - best, axis=1)
    return far / (far + near)


@pytest.mark.parametrize(
    ("normalisation", "length"),
    [
        ("vector", np.linalg.norm(VALUES, axis=0)),
        ("minmax", np.array([2.0, 6.0])),
        ("max", np.array([3.0, 8.0])),
        ("sum", np.array([6.0, 14.0])),
    ],
)
def test_closeness_follows_the_textbook_steps_under_each_normalisation(normalisation: str, length: FloatArray) -> None:
    weights, best, worst = np.array([0.3, 0.7]), np.array([3.0, 2.0]), np.array([1.0, 8.0])
    found = scores(VALUES, weights, Topsis(normalisation=normalisation), directions=["max", "min"])
    np.testing.assert_allclose(found, by_hand(length, best, worst, weights), rtol=1e-15)


def test_declared_ideals_are_the_ends_of_the_scales() -> None:
    weights, best, worst = np.array([0.3, 0.7]), np.array([5.0, 0.0]), np.array([0.0, 10.0])
    method = Topsis(normalisation="minmax", ideal="scale")
    found = scores(VALUES, weights, method, directions=["max", "min"], scales=[(0, 5), (0, 10)])
    np.testing.assert_allclose(found, by_hand(np.array([5.0, 10.0]), best, worst, weights), rtol=1e-15)


def test_with_declared_ideals_the_max_normalisation_divides_by_the_largest_end_of_the_scale() -> None:
    method = Topsis(normalisation="max", ideal="scale")
    options = {"scales": [(-8, 5), (0, 10)]}
    whole = scores(VALUES, [0.3, 0.7], method, **options)
    found = by_hand(np.array([8.0, 10.0]), np.array([5.0, 10.0]), np.array([-8.0, 0.0]), np.array([0.3, 0.7]))
    np.testing.assert_allclose(whole, found, rtol=1e-15)
    np.testing.assert_array_equal(scores(VALUES[:1], [0.3, 0.7], method, **options), whole[:1])


def test_without_a_scale_declared_ideals_are_refused_by_name() -> None:
    evaluations = mi.Evaluations.of(VALUES, scales=[(0, 5), None])
    with pytest.raises(mi.MethodError, match="declared scale on every criterion; 'criterion 2' has none") as refusal:
        Topsis(ideal="scale").score_function(evaluations)
    assert refusal.value.code == "no_scale"


def test_a_value_off_the_declared_scale_is_refused_with_its_place() -> None:
    evaluations = mi.Evaluations.of(VALUES, scales=[(0, 5), (0, 7)])
    with pytest.raises(mi.MethodError, match="8 lies outside the declared scale 0 to 7") as refusal:
        Topsis(ideal="scale").score_function(evaluations)
    assert (refusal.value.row, refusal.value.column) == (1, 1)


def test_a_single_alternative_is_refused() -> None:
    with pytest.raises(mi.MethodError, match="TOPSIS compares alternatives, and there is only one"):
        Topsis().score_function(mi.Evaluations.of([[1, 2]]))


@pytest.mark.parametrize("normalisation", ["vector", "minmax", "max", "sum"])
def test_if_nothing_tells_the_alternatives_apart_each_is_half_way(normalisation: str) -> None:
    method = Topsis(normalisation=normalisation)
    assert scores([[1, 0], [1, 0], [1, 0]], [1, 1], method).tolist() == [0.5, 0.5, 0.5]
    assert scores([[1, 3], [1, 5]], [1, 0], method).tolist() == [0.5, 0.5]


@pytest.mark.parametrize("scale", [1e300, 1e-300, 5e-324 * 2**20])
@pytest.mark.parametrize("normalisation", ["vector", "minmax", "max", "sum"])
def test_squares_of_huge_and_tiny_values_neither_overflow_nor_vanish(normalisation: str, scale: float) -> None:
    method, factor = Topsis(normalisation=normalisation), 2.0 ** np.floor(np.log2(scale))
    np.testing.assert_array_equal(scores(VALUES * factor, [1, 2], method), scores(VALUES, [1, 2], method))


def test_many_rows_score_as_few() -> None:
    values = np.random.default_rng(0).random((2 * ROWS_AT_ONCE + 7, 3))
    found = scores(values, [1, 2, 3])
    weighted = values / np.linalg.norm(values, axis=0) * np.array([1, 2, 3]) / 6
    far = np.linalg.norm(weighted - weighted.min(axis=0), axis=1)
    near = np.linalg.norm(weighted - weighted.max(axis=0), axis=1)
    np.testing.assert_allclose(found, far / (far + near), rtol=1e-12)


def test_distances_are_those_the_closeness_is_made_of() -> None:
    function = Topsis().score_function(mi.Evaluations.of(VALUES))
    to_ideal, to_anti_ideal = function.distances(np.array([1.0, 2.0]))
    np.testing.assert_allclose(function(np.array([1.0, 2.0])), to_anti_ideal / (to_ideal + to_anti_ideal), rtol=1e-15)


def test_what_the_criteria_bring_adds_up_to_the_lead_over_the_average() -> None:
    function, weights = Topsis().score_function(mi.Evaluations.of(VALUES)), np.array([1.0, 2.0])
    to_ideal, to_anti_ideal = function.distances(weights)
    lead = to_anti_ideal**2 - to_ideal**2
    np.testing.assert_allclose(function.explain(weights).sum(axis=1), lead - lead.mean(), atol=1e-15)
    np.testing.assert_allclose(function.explain(weights).mean(axis=0), 0, atol=1e-15)


def test_closeness_to_two_coinciding_ends_is_a_half() -> None:
    assert closeness(np.array([0.0, 0.0, 4.0]), np.array([0.0, 9.0, 0.0])).tolist() == [0.5, 1.0, 0.0]


def test_an_unknown_normalisation_is_refused_with_those_there_are() -> None:
    with pytest.raises(mi.RecordError, match="'normalisation' must be 'vector', 'minmax', 'max' or 'sum', not 'vectr'"):
        Topsis(normalisation="vectr")


@pytest.mark.parametrize(
    ("method", "claimed"),
    [
        (Topsis(), set()),
        (Topsis(normalisation="sum"), {mi.Claim.MONOTONE}),
        (Topsis(normalisation="sum", ideal="scale"), set()),
        (Topsis(normalisation="max"), {mi.Claim.CLONE_PROOF}),
        (Topsis(normalisation="minmax"), {mi.Claim.MONOTONE, mi.Claim.TRANSLATION_FREE, mi.Claim.CLONE_PROOF}),
        (
            Topsis(normalisation="max", ideal="scale"),
            {mi.Claim.MONOTONE, mi.Claim.CLONE_PROOF, mi.Claim.NO_RANK_REVERSAL},
        ),
        (
            Topsis(normalisation="minmax", ideal="scale"),
            set(mi.Claim) - {mi.Claim.NO_RANK_REVERSAL_WITHOUT_SCALES},
        ),
    ],
)
def test_what_topsis_claims_depends_on_its_conventions(method: Topsis, claimed: set[mi.Claim]) -> None:
    assert method.claims == claimed | {mi.Claim.RESPECTS_DOMINANCE, mi.Claim.UNIT_FREE}
