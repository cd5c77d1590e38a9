import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mcda_industry.datasets import morocco_2025
from mcda_industry.domain.levers import LeverDependency, LeverPlan, implied_dependencies, plan
from mcda_industry.errors import ProblemError, RecordError

CASE = morocco_2025()
LEVERS = CASE.levers
NAMES = tuple(lever.id for lever in LEVERS)
COST = {lever.id: lever.public_cost_mdh for lever in LEVERS}
DELAY = {lever.id: lever.delay_months for lever in LEVERS}


def needs(lever: str, wanted: str) -> LeverDependency:
    return LeverDependency(lever=lever, needs=wanted)


@st.composite
def dependencies(draw):
    """Each lever may need earlier ones: no circle by construction."""
    pairs = draw(st.sets(st.tuples(st.integers(0, 15), st.integers(0, 15)).filter(lambda p: p[0] > p[1]), max_size=20))
    return [needs(NAMES[a], NAMES[b]) for a, b in sorted(pairs)]


def test_a_lever_starts_when_all_it_needs_is_effective() -> None:
    found = plan(LEVERS[:4], [needs("L03", "L01"), needs("L03", "L02"), needs("L04", "L03")])
    lines = {line.lever: line for line in found.lines}
    assert found.waves == (("L01", "L02"), ("L03",), ("L04",))
    assert lines["L03"].starts_month == max(DELAY["L01"], DELAY["L02"]) == 24
    assert lines["L04"].effective_month == 24 + DELAY["L03"] + DELAY["L04"] == found.months
    assert found.critical_path == ("L02", "L03", "L04")
    assert found.sentence("fr") == (
        "4 leviers en 3 vagues pour 1400 MDH : L01 et L02 ; puis L03 ; puis L04. Tous produisent leurs effets après 60 mois, "
        "par L02, L03, L04."
    )


def test_without_dependencies_there_is_one_wave_in_order_of_priority() -> None:
    scores = CASE.problem("levers")
    assert plan(LEVERS).waves == (NAMES,)
    assert plan(LEVERS, priority={"L16": 3.0, "L02": 5}).waves[0][:3] == ("L02", "L16", "L01")
    assert scores.alternatives == NAMES


def test_a_budget_makes_the_others_wait_and_a_smaller_one_that_fits_is_taken() -> None:
    found = plan(LEVERS[:4], budget_per_wave_mdh=900, priority={"L04": 2.0, "L01": 1.0})
    assert found.waves == (("L04",), ("L01", "L02", "L03"))
    assert [line.starts_month for line in found.lines] == [0, 12, 12, 12]
    half = plan(LEVERS[:4], budget_per_wave_mdh=900, priority={"L04": 2.0}, wave_months=6)
    assert half.lines[-1].starts_month == 6


@settings(max_examples=80, deadline=None)
@given(dependencies(), st.none() | st.integers(900, 4000), st.dictionaries(st.sampled_from(NAMES), st.integers(-3, 3)))
def test_every_plan_holds_all_levers_after_what_they_need_within_the_budget(given_needs, budget, priority) -> None:
    found = plan(LEVERS, given_needs, budget_per_wave_mdh=budget, priority=priority)
    lines = {line.lever: line for line in found.lines}
    assert sorted(lines) == sorted(NAMES)
    for dependency in given_needs:
        assert lines[dependency.needs].wave < lines[dependency.lever].wave
        assert lines[dependency.needs].effective_month <= lines[dependency.lever].starts_month
    assert sum(found.cost_by_wave) == pytest.approx(sum(COST.values()))
    assert budget is None or max(found.cost_by_wave) <= budget
    path = found.critical_path
    assert lines[path[-1]].effective_month == found.months
    assert all(a in lines[b].needs for a, b in itertools.pairwise(path))
    assert LeverPlan.model_validate_json(found.model_dump_json()) == found


def test_a_circle_of_dependencies_is_refused_with_its_members() -> None:
    with pytest.raises(ProblemError, match="this is a circle. Drop one") as refusal:
        plan(LEVERS, [needs("L01", "L02"), needs("L02", "L03"), needs("L03", "L01"), needs("L05", "L01")])
    said = str(refusal.value)
    assert refusal.value.code == "circular_requirement"
    assert said.count(" requires ") == 3
    assert "L05" not in said


def test_what_projects_imply_is_a_hint_whose_circle_is_refused_by_name() -> None:
    found = implied_dependencies(LEVERS, {project.id: project.requires for project in CASE.projects})
    serving = {lever.id: set(lever.linked_projects) for lever in LEVERS}
    requires = {project.id: set(project.requires) for project in CASE.projects}
    for dependency in found:
        pairs = [(p, q) for p in serving[dependency.lever] for q in requires[p] & serving[dependency.needs]]
        assert pairs
        assert dependency.source_flag == "derived"
    assert len({(d.lever, d.needs) for d in found}) == len(found)
    with pytest.raises(ProblemError, match="this is a circle"):
        plan(LEVERS, found)


def test_the_table_of_costs_and_indicators_has_a_line_for_each_lever() -> None:
    frame = plan(LEVERS).to_frame("fr")
    assert list(frame.index) == list(NAMES)
    assert frame.loc["L01", "kpi"] == "PME certifiées"
    assert frame.loc["L01", "cost_per_kpi_unit"] == 180 / 60
    assert frame["cost_mdh"].sum() == sum(COST.values())


def test_a_target_of_zero_or_none_has_no_cost_by_unit() -> None:
    bare = [
        lever.model_copy(update={"kpi_target_2030": target})
        for lever, target in zip(LEVERS[:2], (0.0, None), strict=True)
    ]
    assert [line.cost_per_kpi_unit for line in plan(bare).lines] == [None, None]


def test_no_lever_is_an_empty_plan() -> None:
    empty = plan([])
    assert (empty.waves, empty.critical_path, empty.months) == ((), (), 0)
    assert (empty.sentence(), empty.sentence("fr")) == ("No lever.", "Aucun levier.")
    assert plan(LEVERS[:1]).sentence("fr").startswith("1 levier en 1 vague pour 180 MDH : L01.")


@pytest.mark.parametrize(
    ("given_needs", "options", "code", "said"),
    [
        ([needs("L01", "L2")], {}, "unknown_lever", "'L2', which is no lever; did you mean 'L"),
        ([needs("L99", "L01")], {}, "unknown_lever", "'L99'"),
        ([needs("L01", "L01")], {}, "circular_requirement", "'L01' requires 'L01'"),
        ([], {"priority": {"L0": 1.0}}, "unknown_lever", "priority for 'L0'"),
        ([], {"priority": {"L01": float("nan")}}, "wrong_value", "finite number"),
        ([], {"priority": [1.0]}, "no_names", "by name"),
        ([], {"budget_per_wave_mdh": 100}, "over_budget", "more than the budget"),
        ([], {"budget_per_wave_mdh": float("nan")}, "wrong_value", "budget of a wave"),
        ([], {"budget_per_wave_mdh": -1}, "wrong_value", "budget of a wave"),
        ([], {"wave_months": float("inf")}, "wrong_value", "months of a wave"),
    ],
)
def test_a_plan_that_cannot_be_made_is_refused(given_needs, options, code, said) -> None:
    with pytest.raises(ProblemError, match=said) as refusal:
        plan(LEVERS, given_needs, **options)
    assert refusal.value.code == code


def test_a_plan_read_from_json_must_hold_together() -> None:
    lines = plan(LEVERS[:3], [needs("L03", "L01")]).lines
    with pytest.raises(ProblemError, match="'L03' needs 'L01', which is not in an earlier wave"):
        LeverPlan(lines=tuple(line.model_copy(update={"wave": 1}) for line in lines))
    with pytest.raises(ProblemError, match="stands in a plan once"):
        LeverPlan(lines=(lines[0], lines[0]))


def test_a_lever_that_stands_twice_is_refused() -> None:
    with pytest.raises(ProblemError, match="'L01' stands twice"):
        plan([*LEVERS, LEVERS[0]])


def test_a_dependency_that_is_a_text_is_refused_with_its_place() -> None:
    with pytest.raises(
        RecordError, match="'dependencies' must be LeverDependency records; number 1 is a str"
    ) as refusal:
        plan(LEVERS, ["L01"])
    assert (refusal.value.code, refusal.value.row) == ("not_a_record", 0)
