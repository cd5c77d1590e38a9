"""Laws of the weights: what they draw, what they make possible, and how they are said."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mcda_industry as mi
from mcda_industry.arrays import BoolArray, FloatArray
from mcda_industry.sensitivity.uncertain_weights.draws import Sampler
from mcda_industry.sensitivity.uncertain_weights.laws import AnyLaw, Law, WeightLimit
from mcda_industry.sensitivity.uncertain_weights.laws.chains import HitAndRun
from mcda_industry.sensitivity.uncertain_weights.laws.judges import Mixture
from mcda_industry.sensitivity.uncertain_weights.laws.ordered import Sorted
from mcda_industry.sensitivity.uncertain_weights.laws.regions import Region
from mcda_industry.sensitivity.uncertain_weights.laws.within import AboveLowest

ABC, ABCD = ("a", "b", "c"), ("a", "b", "c", "d")
NUMBER = 30_000
RATIOS = mi.Constrained([("a", ">=", {"b": 2}), ({"a": 1, "b": 1}, "<=", 0.7)])
NARROW = mi.Within({"a": (0.3, 0.35), "b": (0.3, 0.34), "c": (0.25, 0.26), "d": (0, 0.15)})
JUDGES = mi.Judges({"one": {"a": 1, "b": 2, "c": 3}, "other": {"a": 3, "b": 2, "c": 0}}, votes={"one": 3, "other": 1})
LAWS: dict[str, tuple[Law, tuple[str, ...], type[Sampler]]] = {
    "ordered": (mi.Ordered(["b", "c", "a"]), ABC, Sorted),
    "levels": (mi.Ordered(["b", ("a", "d"), "c"]), ABCD, Sorted),
    "wide box": (mi.Within({"a": (0.1, 0.5), "b": (0.2, 1)}), ABC, AboveLowest),
    "fixed weight": (mi.Within({"a": (0.25, 0.25)}), ABC, AboveLowest),
    "narrow box": (NARROW, ABCD, HitAndRun),
    "one point": (mi.Within({"a": (0.25, 0.25), "b": (0.5, 0.5)}), ABC, HitAndRun),
    "lowest shares that add to one": (mi.Within({"a": (0.25, 0.5), "b": (0.75, 1.0)}), ABC, HitAndRun),
    "ratios": (RATIOS, ABC, HitAndRun),
    "equality": (mi.Constrained([("a", "==", "b"), ("c", ">=", 0.1)]), ABC, HitAndRun),
    "equality in all but name": (mi.Constrained([("a", ">=", 0.3), ("a", "<=", 0.3)]), ABC, HitAndRun),
    "sliver": (mi.Constrained([("a", ">=", {"b": 1}), ("a", "<=", {"b": 1.0001})]), ABC, HitAndRun),
    "judges": (JUDGES, ABC, Mixture),
}
laws = pytest.mark.parametrize("name", LAWS)


def shares_of(law: Law, criteria: Sequence[str], number: int = NUMBER, seed: int = 1) -> FloatArray:
    points = law.sampler(criteria).draw(np.random.default_rng(seed), number)
    assert points.shape == (number, len(criteria))
    return points / points.sum(axis=1, keepdims=True)


def kept(law: Law, criteria: Sequence[str], number: int = 400_000, seed: int = 2) -> FloatArray:
    """Uniform weights of the simplex that lie in the region of the law: trial and rejection from the definition."""
    points = np.random.default_rng(seed).standard_exponential((number, len(criteria)))
    shares = points / points.sum(axis=1, keepdims=True)
    return shares[allowed(law.region(criteria), shares)]


def allowed(region: Region, shares: FloatArray) -> BoolArray:
    """(w,) whether weights (w, m) are mixtures of the corners of a region, as many as there are criteria, within its limits."""
    inside = (shares @ np.linalg.inv(region.corners) >= -1e-12).all(axis=1)
    return inside & (shares @ region.table.T <= region.bounds + 1e-12).all(axis=1) if len(region.table) else inside


def assert_same_law(one: FloatArray, other: FloatArray, worth: float) -> None:
    """Means and spreads agree within four to five standard errors, and so do quartiles."""
    error = other.std(axis=0) * np.sqrt(1 / worth + 1 / len(other))
    assert (np.abs(one.mean(axis=0) - other.mean(axis=0)) <= 4.5 * error).all()
    np.testing.assert_allclose(one.std(axis=0), other.std(axis=0), rtol=0.05)
    for share in (0.25, 0.5, 0.75):
        below = (one <= np.quantile(other, share, axis=0)).mean(axis=0)
        assert (np.abs(below - share) <= 4.5 * 0.5 * np.sqrt(1 / worth + 1 / len(other))).all()


@laws
def test_every_draw_is_a_set_of_weights_that_keeps_to_the_law(name: str) -> None:
    law, criteria, kind = LAWS[name]
    assert isinstance(law.sampler(criteria), kind)
    shares, region = shares_of(law, criteria, 5000), law.region(criteria)
    assert (shares >= 0).all()
    if len(region.table):
        assert (shares @ region.table.T - region.bounds).max() <= 1e-12
        fixed = shares @ region.table[region.equal].T
        np.testing.assert_allclose(fixed, np.tile(region.bounds[region.equal], (len(fixed), 1)), atol=1e-12)


@laws
def test_draws_follow_from_the_generator_alone(name: str) -> None:
    law, criteria, _ = LAWS[name]
    one, again, other = (shares_of(law, criteria, 500, seed) for seed in (3, 3, 4))
    np.testing.assert_array_equal(one, again)
    assert "point" in name or "add to one" in name or (one != other).any()


@laws
def test_a_law_travels_as_json_and_is_said_in_both_languages(name: str) -> None:
    law = LAWS[name][0]
    again = type(law).model_validate_json(law.model_dump_json())
    assert again == law
    assert again.fingerprint() == law.fingerprint()
    assert law.sentence() != law.sentence("fr")
    with pytest.raises(mi.DecisionError, match="no sentences in 'de'"):
        law.sentence("de")


@laws
def test_the_region_reaches_as_far_as_the_draws_and_no_farther(name: str) -> None:
    law, criteria, _ = LAWS[name]
    shares, region = shares_of(law, criteria, 5000), law.region(criteria)
    assert region.conflict() == ()
    for direction in np.random.default_rng(0).normal(size=(5, len(criteria))):
        far = region.furthest(direction)
        assert far is not None
        assert far.sum() == pytest.approx(1)
        assert (shares @ direction).max() <= far @ direction + 1e-9
        assert (shares @ direction).max() >= far @ direction - 0.25 * np.ptp(shares @ direction) - 1e-9


@pytest.mark.parametrize("m", [2, 3, 5, 9])
def test_the_mean_of_ordered_weights_is_the_rank_order_centroid(m: int) -> None:
    names = tuple(f"c{j}" for j in range(m))
    shares = shares_of(mi.Ordered(names), names)
    centroid = np.array([sum(1 / k for k in range(i, m + 1)) / m for i in range(1, m + 1)])
    error = shares.std(axis=0) / np.sqrt(NUMBER)
    assert (np.abs(shares.mean(axis=0) - centroid) <= 4.5 * error).all()
    assert (np.diff(shares, axis=1) <= 0).all()


def test_criteria_of_a_level_come_in_either_order_and_fall_from_level_to_level() -> None:
    shares = shares_of(mi.Ordered(["b", ("a", "d"), "c"]), ABCD)
    a, b, c, d = shares.T
    assert (b >= np.maximum(a, d)).all()
    assert (np.minimum(a, d) >= c).all()
    assert (a > d).mean() == pytest.approx(0.5, abs=4 * 0.5 / np.sqrt(NUMBER))
    assert_same_law(shares, kept(mi.Ordered(["b", ("a", "d"), "c"]), ABCD), NUMBER)


@pytest.mark.parametrize("name", ["ordered", "wide box", "ratios"])
def test_weights_are_uniform_where_the_law_allows_them(name: str) -> None:
    law, criteria, _ = LAWS[name]
    sampler = law.sampler(criteria)
    worth = NUMBER * (sampler.efficiency if isinstance(sampler, HitAndRun) else 1.0)
    assert_same_law(shares_of(law, criteria), kept(law, criteria), worth)


def test_chains_in_a_narrow_box_agree_with_trial_and_rejection_within_it() -> None:
    # three weights uniform in their limits, the fourth what is left: kept where it lies in its own
    low, high = NARROW.bounds(ABCD)
    first = np.random.default_rng(0).uniform(low[:3], high[:3], (400_000, 3))
    last = 1 - first.sum(axis=1)
    other = np.column_stack([first, last])[(last >= low[3]) & (last <= high[3])]
    sampler = NARROW.sampler(ABCD)
    assert isinstance(sampler, HitAndRun)
    assert_same_law(shares_of(NARROW, ABCD), other, NUMBER * sampler.efficiency)


@pytest.mark.parametrize("limit", ["<=", ">="])
def test_two_criteria_are_uniform_on_the_segment_that_is_left(limit: str) -> None:
    shares = shares_of(mi.Constrained([("a", limit, 0.3)]), ("a", "b"))[:, 0]
    low, high = (0.0, 0.3) if limit == "<=" else (0.3, 1.0)
    for share in np.linspace(low, high, 7)[1:-1]:
        exact = (share - low) / (high - low)
        assert (shares <= share).mean() == pytest.approx(exact, abs=4.5 * np.sqrt(exact * (1 - exact) / NUMBER))


def test_the_mean_between_judges_is_their_mean_by_votes() -> None:
    shares = shares_of(JUDGES, ABC)
    one, other = np.array([1, 2, 3]) / 6, np.array([3, 2, 0]) / 5
    assert shares.mean(axis=0) == pytest.approx(
        0.75 * one + 0.25 * other, abs=4.5 * shares.std(axis=0).max() / np.sqrt(NUMBER)
    )
    # every draw lies on the segment between the two
    t = (shares[:, 0] - one[0]) / (other[0] - one[0])
    np.testing.assert_allclose(shares, one + t[:, None] * (other - one), atol=1e-12)


def test_a_judge_without_a_vote_is_left_out_and_priorities_serve_as_weights() -> None:
    compared = mi.PairwiseComparisons(("a", "b"), {("a", "b"): 3})
    law = mi.Judges({"x": compared.priorities(), "y": {"a": 0, "b": 1}}, votes={"x": 1, "y": 0})
    np.testing.assert_allclose(shares_of(law, ("a", "b"), 50), [[0.75, 0.25]] * 50)
    assert law.sentence() == "the weights of one judge"
    assert law.sentence("fr") == "poids d'un seul juge"


def test_what_an_equality_leaves_is_found_exactly() -> None:
    sampler = LAWS["equality in all but name"][0].sampler(ABC)
    assert isinstance(sampler, HitAndRun)
    assert len(sampler.axes) == 1
    assert len(LAWS["sliver"][0].sampler(ABC).axes) == 2
    assert len(LAWS["one point"][0].sampler(ABC).axes) == 0
    np.testing.assert_allclose(shares_of(LAWS["one point"][0], ABC, 3), [[0.25, 0.5, 0.25]] * 3)
    np.testing.assert_allclose(
        shares_of(LAWS["lowest shares that add to one"][0], ABC, 3), [[0.25, 0.75, 0.0]] * 3, atol=1e-12
    )


def test_a_weight_that_limits_keep_at_zero_is_not_possible() -> None:
    assert mi.Constrained([("a", "<=", 0.0)]).sampler(ABC).possible.tolist() == [1, 2]
    assert mi.Within({"a": (0, 0)}).sampler(ABC).possible.tolist() == [1, 2]
    assert mi.Around({"a": 0, "b": 1, "c": 2}).region(ABC).possible.tolist() == [1, 2]


@pytest.mark.parametrize(
    ("limits", "together"),
    [
        ([("a", ">=", 0.6), ("b", ">=", 0.5), ("c", ">=", 0.1)], "'a ≥ 0.6', 'b ≥ 0.5' cannot hold together"),
        (
            [("c", "<=", 0.9), ("a", ">=", {"b": 2}), ("b", ">=", {"a": 1}), ("b", ">=", 0.1)],
            "'a ≥ 2 b', 'b ≥ a', 'b ≥ 0.1' cannot",
        ),
        ([("a", ">=", 1.5)], "'a ≥ 1.5' cannot hold, as weights"),
        ([({"a": 1, "b": 1, "c": 1, "d": 1}, "==", 0.5)], "'a + b + c + d = 0.5' cannot hold"),
        ([({"a": 1e-200}, ">=", 1.0)], "'1e-200 a ≥ 1' cannot hold"),
        ([(n, ">=", 0.3) for n in ABCD], "'a ≥ 0.3', 'b ≥ 0.3', 'c ≥ 0.3' and 1 more cannot hold together"),
    ],
)
def test_limits_that_cannot_hold_together_are_named_and_no_others(
    limits: list[tuple[object, ...]], together: str
) -> None:
    law = mi.Constrained(limits)
    with pytest.raises(mi.WeightsError, match="No weights meet all limits: ") as refusal:
        law.sampler(ABCD)
    assert together in str(refusal.value)
    assert refusal.value.code == "no_weights"


def test_limits_are_said_as_a_person_would_write_them() -> None:
    said = {
        WeightLimit.of(("npv", ">=", {"jobs": 2})).sentence(): "npv ≥ 2 jobs",
        WeightLimit.of(({"npv": 1, "jobs": 0.5}, "<=", 0.6)).sentence("fr"): "npv + 0,5 jobs ≤ 0,6",
        WeightLimit.of(({"C1.1": 1, "jobs": -1}, ">=", -0.1)).sentence("fr"): "C1.1 ≥ jobs - 0,1",
        WeightLimit.of(({"npv": -1}, "<=", -0.2)).sentence(): "npv ≥ 0.2",
        WeightLimit.of(("npv", "==", "jobs")).sentence(): "npv = jobs",
    }
    assert list(said) == list(said.values())
    assert RATIOS.sentence() == "weights drawn uniformly under limits (a ≥ 2 b; a + b ≤ 0.7)"
    bounds = "a 0,3–0,35 ; b 0,3–0,34 ; c 0,25–0,26 et 1 de plus"
    assert NARROW.sentence("fr") == f"poids tirés uniformément entre des bornes ({bounds})"
    assert LAWS["levels"][0].sentence().endswith("b ≥ {a, d} ≥ c")


def test_laws_are_told_apart_by_their_kind() -> None:
    request = mi.StudyRequest.model_json_schema()["$defs"]
    assert {"Ordered", "Within", "Constrained", "Judges", "WeightLimit"} <= set(request)
    assert AnyLaw.__metadata__[0].discriminator == "kind"


cells = st.lists(st.integers(0, 6), min_size=3, max_size=3).filter(any)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(cells, st.sampled_from(["<=", ">="]), st.integers(0, 6)), min_size=1, max_size=4),
    st.integers(0, 9),
)
def test_limits_hold_for_every_draw_or_are_refused_where_no_grid_point_meets_them(
    given_limits: list[tuple[list[int], str, int]], seed: int
) -> None:
    limits = [(dict(zip(ABC, row, strict=True)), sense, bound) for row, sense, bound in given_limits]
    steps = np.arange(61)
    grid = np.array([(i, j, 60 - i - j) for i in steps for j in steps[: 61 - i]])  # sixtieths, so that nothing rounds
    meets = np.ones(len(grid), dtype=bool)
    for row, sense, bound in given_limits:
        total = grid @ np.array(row)
        meets &= total <= 60 * bound if sense == "<=" else total >= 60 * bound
    law = mi.Constrained(limits)
    try:
        shares = shares_of(law, ABC, 200, seed)
    except mi.WeightsError:
        assert not meets.any()
        return
    for row, sense, bound in given_limits:
        over = (shares @ np.array(row) - bound) * (1 if sense == "<=" else -1)
        assert over.max() <= 1e-9
    if meets.any():
        reach = law.region(ABC)
        for direction in np.eye(3):
            far = reach.furthest(direction)
            assert far is not None
            assert far @ direction >= (grid[meets] @ direction).max() / 60 - 1e-9


def geometric(m: int, ratio: float) -> tuple[Law, FloatArray]:
    """Each weight at least so many times the next: a simplex, whose corners are known and whose middle is their mean."""
    names = [f"c{j}" for j in range(m)]
    law = mi.Constrained([(one, ">=", {other: ratio}) for one, other in pairwise(names)])
    corners = np.array([[ratio ** (i - j) if j <= i else 0.0 for j in range(m)] for i in range(m)])
    return law, (corners / corners.sum(axis=1, keepdims=True)).mean(axis=0)


@pytest.mark.parametrize(("m", "ratio"), [(5, 10.0), (12, 4.0), (20, 3.0)])
def test_chains_fill_regions_a_billion_times_longer_than_wide(m: int, ratio: float) -> None:
    law, middle = geometric(m, ratio)
    sampler = law.sampler(tuple(f"c{j}" for j in range(m)))
    assert isinstance(sampler, HitAndRun)
    shares = sampler.draw(np.random.default_rng(1), NUMBER)
    wide = shares.std(axis=0) > 1e-9
    error = shares.std(axis=0) / np.sqrt(NUMBER * 0.4)
    assert sampler.efficiency > 0.4
    assert (np.abs(shares.mean(axis=0) - middle) <= 4.5 * error)[wide].all()


@pytest.mark.parametrize("most", [1e-2, 1e-5, 1e-8])
def test_a_weight_held_down_leaves_the_others_free(most: float) -> None:
    sampler = mi.Constrained([("a", "<=", most)]).sampler(("a", "b", "c", "d", "e"))
    assert isinstance(sampler, HitAndRun)
    shares = sampler.draw(np.random.default_rng(1), NUMBER)
    assert shares[:, 0].mean() == pytest.approx(most / 2, rel=0.03)
    np.testing.assert_allclose(shares[:, 1:].mean(axis=0), (1 - most / 2) / 4, atol=0.006)
    assert sampler.efficiency > 0.5


def test_chains_that_would_be_worth_too_little_make_more_turns() -> None:
    names = tuple(f"c{j}" for j in range(20))
    sampler = mi.Constrained([({"c0": 1.0, "c1": -1000.0}, ">=", 0), ({"c1": 1.0, "c2": -1000.0}, ">=", 0)]).sampler(
        names
    )
    assert isinstance(sampler, HitAndRun)
    assert sampler.turns > 1
    assert sampler.thinning == sampler.turns * 11
    assert sampler.efficiency > 0.5
