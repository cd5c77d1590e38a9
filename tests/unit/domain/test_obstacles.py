import numpy as np
import pytest
import strategies  # noqa: F401 - the profile is chosen there
from hypothesis import given
from hypothesis import strategies as st

from mcda_industry.datasets import morocco_2025
from mcda_industry.domain.obstacles import (
    Obstacle,
    columns,
    combined_effect,
    coverage,
    priorities,
    reach_column,
    register,
)
from mcda_industry.errors import ProblemError, RecordError
from mcda_industry.problem import maximise

CASE = morocco_2025()
shares = st.integers(0, 10).map(lambda tenths: tenths / 10)


def obstacle(name: str, severity: int = 4, breadth: int = 3, removability: int = 5) -> Obstacle:
    return Obstacle(id=name, severity_1_5=severity, breadth_1_5=breadth, removability_1_5=removability)


def test_priority_is_the_product_of_the_three_grades() -> None:
    assert obstacle("x", 5, 2, 3).priority == 30
    grades = [(o.severity_1_5, o.breadth_1_5, o.removability_1_5) for o in CASE.obstacles]
    assert priorities(*zip(*grades, strict=True)).tolist() == [o.priority for o in CASE.obstacles]


def test_the_register_puts_the_highest_priority_first_and_keeps_the_order_of_equals() -> None:
    found = register([obstacle("a", 1), obstacle("b"), obstacle("c")])
    assert [o.id for o in found] == ["b", "c", "a"]


def test_the_grades_of_the_case_follow_its_rule() -> None:
    lever, found = CASE.levers[9], CASE.obstacles[9]
    assert (lever.productivity_1_5, lever.market_access_1_5, lever.regions_n, lever.complexity_1_5) == (4, 4, 7, 4)
    assert (found.severity_1_5, found.breadth_1_5, found.removability_1_5) == (4, 3, 2)
    assert found.evidence.flag == "illustrative"
    assert found.links == lever.linked_links


# --- coverage


def test_an_obstacle_no_lever_acts_on_is_named() -> None:
    acts = {lever.id: {o.id: None} for lever, o in zip(CASE.levers, CASE.obstacles, strict=True) if lever.id != "L05"}
    found = coverage(CASE.obstacles, acts)
    assert found.uncovered == ("O05",)
    assert found.sentence("fr").endswith("Sans levier : O05 (pénurie de techniciens CN, CND et maintenance).")


def test_every_uncovered_obstacle_is_named_however_many() -> None:
    found = coverage([obstacle(f"o{k}") for k in range(9)], {})
    assert len(found.uncovered) == 9
    assert all(f"o{k} (o{k})" in found.sentence() for k in range(9))


def test_a_lever_that_acts_on_nothing_is_named() -> None:
    found = coverage([obstacle("a")], {"L1": {}, "L2": {"a": 1.0}})
    assert found.idle == ("L1",)
    assert (
        found.sentence()
        == "1 of 1 obstacles have a lever; 100 % of all priority is removed. Levers without an obstacle: L1."
    )


def test_effects_not_stated_make_the_share_a_lower_bound() -> None:
    found = coverage([obstacle("a"), obstacle("b")], {"L1": {"a": 0.5}, "L2": {"b": None, "a": None}})
    assert found.combined.tolist() == [0.5, 0]
    assert np.isnan(found.effects[1]).all()
    assert "at least 25 % of all priority is removed (2 effects not stated)" in found.sentence()
    assert "au moins 25 % de la priorité totale levés (2 effets non chiffrés)" in found.sentence("fr")
    assert found.acting_on("a") == ("L1", "L2")


@given(st.lists(st.lists(shares, min_size=3, max_size=3), min_size=1, max_size=4))
def test_levers_together_remove_at_least_what_the_best_removes_and_never_more_than_all(rows: list[list[float]]) -> None:
    found, table = combined_effect(rows), np.array(rows)
    assert (found >= table.max(axis=0) - 1e-12).all()
    assert (found <= 1).all()
    assert (found <= table.sum(axis=0) + 1e-12).all()
    left = np.ones(3)
    for row in table:
        left -= left * row
    np.testing.assert_allclose(found, 1 - left, atol=1e-12)


@given(st.lists(st.lists(shares, min_size=3, max_size=3), min_size=1, max_size=4))
def test_the_matrix_is_that_of_the_mapping_whatever_the_order(rows: list[list[float]]) -> None:
    obstacles = [obstacle("a", 1), obstacle("b", 5), obstacle("c", 3)]
    acts = {f"L{i}": {n: e for n, e in zip("abc", row, strict=True) if e} for i, row in enumerate(rows)}
    found = coverage(obstacles, acts)
    assert [o.id for o in found.obstacles] == ["b", "c", "a"]
    np.testing.assert_array_equal(found.effects, np.array(rows)[:, [1, 2, 0]])
    np.testing.assert_array_equal(found.acts, found.effects > 0)
    assert sorted(found.uncovered) == [n for j, n in enumerate("abc") if not any(row[j] for row in rows)]
    assert found.residual.sum() <= sum(o.priority for o in obstacles)


def test_reach_is_the_priority_of_the_obstacles_a_lever_acts_on() -> None:
    found = coverage([obstacle("a", 1), obstacle("b", 2)], {"L1": {"a": 0.1, "b": None}, "L2": {}})
    assert dict(found.reach) == {"L1": 15 + 30, "L2": 0}
    assert dict(reach_column(found, maximise("reach")).values) == dict(found.reach)


def test_unknown_obstacles_and_impossible_effects_are_told_at_once() -> None:
    with pytest.raises(ProblemError) as refusal:
        coverage([obstacle("skills"), obstacle("land")], {"L1": {"skils": 0.5, "land": 1.5}, "L2": {"land": True}})
    said = str(refusal.value)
    assert "Lever 'L1' acts on 'skils', which is no obstacle of the register; did you mean 'skills'" in said
    assert "The effect of lever 'L1' on 'land' is '1.5'" in said
    assert "The effect of lever 'L2' on 'land' is 'True'" in said


def test_asking_for_an_unknown_obstacle_is_refused_with_the_nearest_one() -> None:
    with pytest.raises(ProblemError, match="no obstacle 'O1'; did you mean 'O"):
        CASE.obstacle_coverage.acting_on("O1")


def test_a_coverage_cannot_be_changed() -> None:
    for array in (CASE.obstacle_coverage.acts, CASE.obstacle_coverage.effects, CASE.obstacle_coverage.combined):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1


# --- refusals, JSON


@pytest.mark.parametrize("change", [{"severity_1_5": 0}, {"breadth_1_5": 6}, {"removability_1_5": 2.5}])
def test_a_grade_out_of_range_is_refused_with_obstacle_and_field(change: dict[str, object]) -> None:
    (field,) = change
    with pytest.raises(RecordError, match=f"Obstacle 'O01': '{field}'"):
        CASE.obstacles[0].model_copy(update=change)


def test_grades_as_arrays_are_checked_and_shapes_must_fit() -> None:
    with pytest.raises(ProblemError, match="The breadth of obstacle 2 is 7"):
        priorities([1, 2], [3, 7], [1, 1])
    with pytest.raises(ProblemError, match=r"The grades have the shapes \(2,\), \(3,\), \(2,\)"):
        priorities([1, 2], [3, 4, 5], [1, 1])


def test_no_obstacle_and_twins_are_refused() -> None:
    for ask in (register, lambda found: columns(found, {}), lambda found: coverage(found, {})):
        with pytest.raises(ProblemError, match="There is no obstacle"):
            ask([])
        with pytest.raises(ProblemError, match="'a' stands twice"):
            ask([obstacle("a"), obstacle("a")])


def test_a_field_that_is_none_is_refused_with_the_nearest_one() -> None:
    with pytest.raises(ProblemError, match="did you mean 'priority'"):
        columns(CASE.obstacles, {"prioriti": maximise("a")})


def test_every_obstacle_survives_json() -> None:
    for found in CASE.obstacles:
        assert Obstacle.model_validate_json(found.model_dump_json()) == found
