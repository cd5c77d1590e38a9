import math

import pytest

from mcda_industry.datasets import morocco_2025
from mcda_industry.domain.ecosystem import (
    Actor,
    Ecosystem,
    Link,
    columns,
    consolidate,
    consolidate_by_parent,
    fields,
    maturity,
)
from mcda_industry.errors import ProblemError, RecordError
from mcda_industry.problem import maximise

SHEETS = morocco_2025().ecosystems
FULL = {"til_pct": 50, "til_target_pct": 50, "productivity": 9, "benchmark_productivity": 9, "rca": 1e9, "density": 1}


def test_totals_add_up_and_rates_are_weighted_by_their_denominators() -> None:
    found = consolidate(SHEETS).figures
    assert found["jobs_n"] == sum(sheet.jobs_n for sheet in SHEETS)
    local = sum(sheet.til_pct / 100 * sheet.turnover_mdh for sheet in SHEETS)
    assert found["til_pct"] == pytest.approx(100 * local / sum(sheet.turnover_mdh for sheet in SHEETS))
    women = sum(sheet.women_pct / 100 * sheet.jobs_n for sheet in SHEETS)
    assert found["women_pct"] == pytest.approx(100 * women / found["jobs_n"])
    assert found["productivity_kdh_per_job"] == pytest.approx(1000 * found["value_added_mdh"] / found["jobs_n"])


def test_consolidating_in_two_steps_or_in_one_gives_the_same_totals() -> None:
    parts, whole = consolidate_by_parent(SHEETS), consolidate(SHEETS)
    for field in ("firms_n", "jobs_n", "exports_mdh", "turnover_mdh", "value_added_mdh"):
        assert math.fsum(part.figures[field] for part in parts) == pytest.approx(whole.figures[field])
    til = [(part.figures["til_pct"], part.figures["turnover_mdh"]) for part in parts]
    assert sum(rate * by for rate, by in til) / sum(by for _, by in til) == pytest.approx(whole.figures["til_pct"])


def test_one_ecosystem_alone_keeps_its_rates() -> None:
    found = consolidate([SHEETS[3]]).figures
    assert found["til_pct"] == pytest.approx(SHEETS[3].til_pct)
    assert found["energy_mwh_per_mdh_va"] == pytest.approx(SHEETS[3].energy_mwh_per_mdh_va)


def test_what_no_average_gives_is_left_out_and_said() -> None:
    found = consolidate(SHEETS, "Industrie")
    assert set(found.not_added_up) == {"rca_index", "pci_mean", "density_0_1"}
    assert not set(found.not_added_up) & set(found.figures)
    assert "non sommables : avantage révélé, complexité et densité" in found.sentence("fr")


def test_rates_of_ecosystems_without_turnover_or_jobs_are_left_out_rather_than_invented() -> None:
    idle = SHEETS[0].model_copy(update={"jobs_n": 0, "turnover_mdh": 0, "exports_mdh": 0, "value_added_mdh": 0})
    found = consolidate([idle])
    assert not {"til_pct", "women_pct", "productivity_kdh_per_job", "energy_mwh_per_mdh_va"} & set(found.figures)
    assert "local integration –" in found.sentence()


def test_a_member_without_evidence_leaves_the_whole_without() -> None:
    bare = SHEETS[0].model_copy(update={"source_flag": "", "source_ids": ()})
    assert consolidate([bare, SHEETS[1]]).evidence is None
    weak = SHEETS[0].model_copy(update={"source_flag": "illustrative"})
    assert consolidate([weak, SHEETS[1]]).evidence.flag == "illustrative"


def test_an_ecosystem_and_its_part_would_count_twice_and_are_refused() -> None:
    whole = SHEETS[0].model_copy(update={"id": "aeronautique", "parent": ""})
    with pytest.raises(ProblemError, match="'E01', 'E02', 'E03' and 3 more is part of another"):
        consolidate([whole, *SHEETS])
    with pytest.raises(ProblemError, match="'aeronautique' names no parent"):
        consolidate_by_parent([whole])


@pytest.mark.parametrize("ask", [consolidate, consolidate_by_parent, lambda sheets: columns(sheets, {})])
def test_no_ecosystem_and_twice_the_same_are_refused(ask: object) -> None:
    with pytest.raises(ProblemError, match="There is no ecosystem"):
        ask([])
    with pytest.raises(ProblemError, match="'E01' stands twice"):
        ask([SHEETS[0], SHEETS[0]])


# --- maturity


def test_maturity_is_the_mean_of_the_four_shares_computed_by_hand() -> None:
    found = SHEETS[6].maturity
    shares = [14 / 30, 93 / 255, 0.09 / 1.09, 0.18]
    assert list(found.dimensions.values()) == pytest.approx(shares)
    assert found.share == pytest.approx(sum(shares) / 4)
    assert (found.level, found.held_back_by) == (2, "specialisation")


def test_all_of_the_way_is_level_five_and_none_of_it_level_one() -> None:
    assert maturity(**FULL).level == 5
    assert maturity(**{**FULL, "til_pct": 0, "productivity": -3, "rca": 0, "density": 0}).level == 1
    assert maturity(**{**FULL, "til_target_pct": 0}).dimensions["integration"] == 1


@pytest.mark.parametrize(
    "change", [{"benchmark_productivity": 0}, {"rca": -1}, {"density": math.nan}, {"til_pct": math.inf}]
)
def test_maturity_without_its_figures_is_refused(change: dict[str, float]) -> None:
    with pytest.raises(ProblemError, match="Maturity needs finite figures"):
        maturity(**{**FULL, **change})


# --- actors and links


def test_links_join_known_actors() -> None:
    actors = (Actor(id="ima", role="training"), Actor(id="tier1", role="supplier", count=12))
    given = {"actors": actors, "links": (Link(giver="ima", taker="tier1", kind="training"),)}
    assert "2 actors, 1 links" in SHEETS[0].model_copy(update=given).sentence()
    with pytest.raises(ProblemError, match="names 'tier2', who is no actor of it; did you mean 'tier1'"):
        SHEETS[0].model_copy(update={**given, "links": (Link(giver="ima", taker="tier2", kind="training"),)})
    with pytest.raises(ProblemError, match="'ima' stands twice"):
        SHEETS[0].model_copy(update={"actors": (actors[0], actors[0])})
    with pytest.raises(RecordError, match="'role' must be"):
        Actor(id="x", role="friend")


def test_a_sheet_without_actors_says_so() -> None:
    assert "acteurs non recensés" in SHEETS[0].sentence("fr")


# --- figures


def test_the_figures_of_the_case_fit_together() -> None:
    assert [sheet.oddities() for sheet in SHEETS] == [()] * 10


def test_figures_that_do_not_fit_together_are_told_in_both_languages() -> None:
    odd = SHEETS[0].model_copy(update={"productivity_kdh_per_job": 500, "exports_mdh": 15_000})
    assert odd.oddities() == (
        "E01: productivity is 500 kDH/job, but value added over jobs is 327.2.",
        "E01: exports_mdh exceeds turnover_mdh.",
    )
    assert odd.oddities("fr")[1] == "E01 : exports_mdh dépasse turnover_mdh."


def test_every_field_offered_can_be_read_as_a_criterion() -> None:
    found = columns(SHEETS, {field: maximise(field) for field in fields()})
    assert [len(column.values) for column in found] == [10] * len(fields())
    with pytest.raises(ProblemError, match="no field 'job_n' to judge ecosystems on; did you mean 'jobs_n'"):
        columns(SHEETS, {"job_n": maximise("jobs")})


@pytest.mark.parametrize(
    "change",
    [{"jobs_n": -1}, {"til_pct": 101}, {"rca_index": -0.1}, {"density_0_1": 2}, {"benchmark_productivity_kdh": 0}],
)
def test_a_figure_out_of_range_is_refused_with_ecosystem_and_field(change: dict[str, object]) -> None:
    (field,) = change
    with pytest.raises(RecordError, match=f"Ecosystem 'E01': '{field}'"):
        SHEETS[0].model_copy(update=change)


def test_every_ecosystem_survives_json() -> None:
    for sheet in SHEETS:
        assert Ecosystem.model_validate_json(sheet.model_dump_json()) == sheet
