"""The GAIA plane: principal components of the flows, and the polygon of decision axes over a box of weights."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

import mcda_industry as mi
from mcda_industry.methods.promethee import criterion_flows
from mcda_industry.outranking.gaia import gaia
from mcda_industry.weighting.boxes import WeightBox


@pytest.fixture(scope="module")
def plane():
    case = mi.datasets.morocco_2025()
    return gaia(case.problem("projects"), case.weights("projects"))


def test_alternatives_are_the_flows_on_the_two_axes_of_largest_variance(plane):
    flows = criterion_flows(plane.problem.evaluations).net
    _, singular, directions = np.linalg.svd(flows, full_matrices=False)
    np.testing.assert_allclose(np.abs(plane.alternatives), np.abs(flows @ directions[:2].T), atol=1e-9)
    assert plane.quality == pytest.approx((singular[:2] ** 2).sum() / (singular**2).sum(), abs=1e-12)


def test_axes_are_orthonormal_and_point_the_way_of_their_largest_component(plane):
    np.testing.assert_allclose(plane.axes.T @ plane.axes, np.eye(2), atol=1e-12)
    assert all(plane.axes[np.abs(plane.axes[:, k]).argmax(), k] > 0 for k in (0, 1))


def test_the_decision_axis_is_the_weighted_sum_of_the_criteria_axes(plane):
    shares = plane.weights.over(plane.problem.criterion_names)
    np.testing.assert_allclose(plane.decision_axis, shares @ plane.criteria, atol=1e-12)


def test_projected_net_flows_are_those_of_the_plane(plane):
    """Alternatives projected on the decision axis approximate the net flows; with full quality they would be equal."""
    net = mi.promethee(plane.problem, plane.weights).net
    assert np.corrcoef(plane.alternatives @ plane.decision_axis, net)[0, 1] > 0.8


def inside(point, polygon):
    edges = np.roll(polygon, -1, axis=0) - polygon
    to_point = point - polygon
    return (edges[:, 0] * to_point[:, 1] - edges[:, 1] * to_point[:, 0] >= -1e-9).all()


def test_the_polygon_holds_the_axis_of_every_weight_within_the_limits_and_no_more(plane):
    names = plane.problem.criterion_names
    box = WeightBox({name: (max(0.0, share - 0.03), share + 0.03) for name, share in plane.weights.shares.items()})
    polygon = plane.decision_polygon(box)
    assert inside(plane.decision_axis, polygon)
    rng = np.random.default_rng(0)
    low, high = box.bounds(names)
    for _ in range(200):
        weights = box.farthest(rng.normal(size=len(names)), names)
        assert weights.sum() == pytest.approx(1)
        assert (weights >= low - 1e-12).all()
        assert (weights <= high + 1e-12).all()
        assert inside(weights @ plane.axes, polygon)
    for direction in rng.normal(size=(50, 2)):
        reached = (polygon @ direction).max()
        best = box.farthest(plane.axes @ direction, names) @ plane.axes @ direction
        assert reached == pytest.approx(best, abs=1e-9)


def test_a_box_of_one_point_gives_one_corner(plane):
    exact = plane.weights.shares
    polygon = plane.decision_polygon(dict(zip(exact, zip(exact.values(), exact.values(), strict=True), strict=True)))
    np.testing.assert_allclose(polygon, [plane.decision_axis], atol=1e-12)


def test_limits_without_weights_are_refused(plane):
    with pytest.raises(
        mi.WeightsError, match="No weights lie within the limits: the lowest shares of 'C11', 'C12' add to 1.2"
    ):
        plane.decision_polygon({"C11": (0.6, 0.7), "C12": (0.6, 0.7)})
    with pytest.raises(mi.WeightsError, match="C99.*no criterion; there are"):
        plane.decision_polygon({"C99": (0.1, 0.2)})
    with pytest.raises(
        mi.WeightsError, match="'C11' must lie between two shares, the lower first, not between 0.5 and 0.1"
    ):
        WeightBox({"C11": (0.5, 0.1)})


def test_one_criterion_or_equal_alternatives_have_no_plane():
    usual = mi.Usual()
    with pytest.raises(mi.MethodError, match="only one criterion"):
        gaia(mi.Problem.of([mi.maximise("a", preference=usual)], {"x": [1], "y": [2]}), {"a": 1})
    flat = mi.Problem.of([mi.maximise(n, preference=usual) for n in "ab"], {"x": [1, 1], "y": [1, 1]})
    with pytest.raises(mi.MethodError, match="equal in every flow"):
        gaia(flat, {"a": 1, "b": 1})


def test_the_plane_straight_from_an_array_is_that_of_the_problem(plane):
    problem, shares = plane.problem, plane.weights.over(plane.problem.criterion_names)
    directions = [c.direction for c in problem.criteria]
    found = mi.gaia_plane(problem.values, [c.preference for c in problem.criteria], directions, shares)
    for field in ("alternatives", "criteria", "axes", "quality"):
        np.testing.assert_array_equal(getattr(found, field), getattr(plane, field))
    np.testing.assert_allclose(found.decision_axis, plane.decision_axis, rtol=1e-14)  # the shares are normalised again


def test_a_plane_on_an_executor_is_the_plane_to_the_last_bit(plane):
    with ThreadPoolExecutor(2) as pool:
        found = gaia(plane.problem, plane.weights, executor=pool)
    for field in ("alternatives", "criteria", "decision_axis", "axes", "quality"):
        np.testing.assert_array_equal(getattr(found, field), getattr(plane, field))


def test_without_weights_the_axis_of_an_array_is_that_of_equal_ones():
    values = np.random.default_rng(0).random((9, 3))
    found, equal = (mi.gaia_plane(values, mi.Usual(), weights=weights) for weights in (None, [2, 2, 2]))
    np.testing.assert_array_equal(found.decision_axis, equal.decision_axis)


def test_an_array_without_a_plane_is_refused():
    with pytest.raises(mi.MethodError, match="only one criterion"):
        mi.gaia_plane([[1], [2]], mi.Usual())
    with pytest.raises(mi.MethodError, match="there is no GAIA plane"):
        mi.gaia_plane(np.ones((3, 2)), mi.Usual())
    with pytest.raises(mi.WeightsError, match="2 criteria, but weights of shape"):
        mi.gaia_plane(np.ones((3, 2)), mi.Usual(), weights=[1, 2, 3])
    with pytest.raises(mi.ProblemError, match="no value for 'row 2'"):
        mi.gaia_plane([[1, 2], [np.nan, 3]], mi.Usual())
