"""Project bank, needs, options, levers and context: what has no defensible answer is refused by name."""

from typing import Any

import pytest
from bad_input.refusal import Bad, assert_refused, bad

import mcda_industry as mi

CASE = mi.datasets.morocco_2025()
BANK, FORGE, CYCLE = CASE.project_bank, CASE.project("P01"), CASE.life_cycle
P, R = mi.ProblemError, mi.RecordError
LABEL = {"en": "a grant"}
RULE = mi.ScreeningRule(id="R1", field="trl", at_least=7)
NEED = mi.Need(id="N1", project="P41", what=LABEL)


def adding(*batch: Any, **options: Any) -> mi.ProjectBank:
    return BANK.adding(batch, **{"date": "2026-01-01", **options})


def other(**change: Any) -> mi.Project:
    return FORGE.model_copy(update=change)


def world(**effect: Any) -> mi.ContextScenario:
    return mi.ContextScenario(id="crisis", scope="national", effects=(effect,))


def needs(lever: str, wanted: str) -> mi.LeverDependency:
    return mi.LeverDependency(lever=lever, needs=wanted)


BANKS = [
    bad("id of another", lambda: adding(other(label={"en": "Drones"})), P, "id_in_use", "'P01'", "'P45'", "renamed"),
    bad("twin", lambda: adding(other(id="P45")), P, "twin", "'P45' is 'P01' again", "exclusive_group"),
    bad("twice in a batch", lambda: adding(FORGE, FORGE), P, "duplicate_name", "'P01' twice"),
    bad(
        "circle",
        lambda: adding(CASE.project("P04").model_copy(update={"requires": ("P14",)})),
        P,
        "circular_requirement",
    ),
    bad(
        "requires unknown", lambda: adding(other(requires=("P4",))), P, "unknown_project", "'P4'", "did you mean", row=0
    ),
    bad("withdraw unknown", lambda: adding(withdraw={"P1": "x"}), P, "unknown_project", "'P1'", "did you mean"),
    bad("withdraw required", lambda: adding(withdraw={"P38": "x"}), P, "required", "'P38'", "Withdraw both", faults=2),
    bad("withdraw without reason", lambda: adding(withdraw={"P33": " "}), R, "string_pattern_mismatch", "P33", "blank"),
    bad("withdraw as text", lambda: adding(withdraw="P33"), P, "no_names", "'withdraw'", "by name"),
    bad("rename unknown", lambda: adding(renamed=["P99"]), P, "unknown_project", "'P99'"),
    bad("renamed as text", lambda: adding(renamed="P14"), P, "not_a_list", "'P14'"),
    bad("renamed as nothing", lambda: adding(renamed=None), P, "not_a_list", "'None'"),
    bad(
        "batch of numbers",
        lambda: adding(1, 2),
        R,
        "not_a_record",
        "'batch' must be Project records; number 1 is a int",
        row=0,
    ),
    bad(
        "one project for a batch",
        lambda: BANK.adding(FORGE, date="2026-01-01"),
        R,
        "not_a_record",
        "'batch' must be several Project records",
        "a list of them",
    ),  # type: ignore[arg-type]
    bad("no date", lambda: adding(other(capex_mdh=1.0), date="hier"), R, "bad_date", "'hier'", "2026-01-31"),
    bad("before the last", lambda: adding(other(capex_mdh=1.0), date="2020-01-01"), P, "versions", "Version 2"),
    bad(
        "stage by no move",
        lambda: adding(CASE.project("P15").model_copy(update={"stage": "engagé"}), life_cycle=CYCLE),
        P,
        "gate",
        "P15",
    ),
    bad("unknown stage", lambda: adding(other(stage="pret"), life_cycle=CYCLE), P, "unknown_stage", "'P01'", "'pret'"),
    bad("unknown version", lambda: BANK.at(7), P, "unknown_version", "from 1 to 1"),
    bad("unknown project", lambda: BANK.project("Q01"), P, "unknown_project", "'Q01'"),
    bad(
        "gate of a number",
        lambda: CYCLE.review(3, "engagé"),
        R,
        "not_a_record",
        "'project' must be one Project, not int",
    ),  # type: ignore[arg-type]
    bad("standing of a number", lambda: CYCLE.standing(3), R, "not_a_record", "not one int"),  # type: ignore[arg-type]
    bad(
        "coverage of an unknown link",
        lambda: mi.projects.link_coverage(["A01"], [], [FORGE]),
        P,
        "unknown_link",
        "'A02'",
    ),
    bad(
        "coverage by text",
        lambda: mi.projects.link_coverage(["A02"], [], "P01"),
        R,
        "not_a_record",
        "'after' must be several Project records, not one str",
    ),  # type: ignore[arg-type]
    bad("teaser of an unknown project", lambda: CASE.teaser("P01x"), P, "unknown_project", "did you mean 'P01'"),
]

OTHERS = [
    bad(
        "need met by nobody",
        lambda: mi.Need(id="N1", project="P1", what=LABEL, status="met"),
        P,
        "nobody_responsible",
        "'N1'",
    ),
    bad(
        "need of no gap",
        lambda: mi.Need(id="N1", project="P1", what=LABEL, gap=0.0),
        R,
        "greater_than",
        "'N1'",
        "'gap'",
    ),
    bad("needs twice", lambda: mi.needs.verdict_limits([NEED, NEED]), P, "duplicate_name", "'N1'"),
    bad("need of unknown", lambda: mi.needs.register([NEED], ["P4"]), P, "unknown_project", "'N1'", "'P41'"),
    bad(
        "limits of text",
        lambda: mi.needs.verdict_limits("N1"),
        R,
        "not_a_record",
        "'needs' must be several Need records, not one str",
    ),  # type: ignore[arg-type]
    bad("a verdict no rule has", lambda: mi.needs.verdict_limits([NEED], "retain"), R, "literal_error", "'retain'"),  # type: ignore[arg-type]
    bad(
        "screen on unknown",
        lambda: mi.options.screen({"trl_1_9": {"a": 1}}, [RULE]),
        P,
        "unknown_field",
        "'trl'",
        "'trl_1_9'",
    ),
    bad(
        "screen without value",
        lambda: mi.options.screen({"npv": {"a": 1}, "trl": {}}, [RULE]),
        P,
        "missing",
        "'a'",
        "'R1'",
    ),
    bad(
        "unknown option", lambda: mi.options.screen({"trl": {"a": 1}}, [RULE]).sentence("b"), P, "unknown_option", "'b'"
    ),
    bad(
        "shares of 90",
        lambda: mi.SupplyPosition(id="A02", supplier_shares_pct=(90.0,), time_to_recover_weeks=1.0),
        P,
        "shares",
        "'A02'",
        "sum to 90",
    ),
    bad(
        "circle of levers",
        lambda: mi.levers.plan(CASE.levers, [needs("L01", "L02"), needs("L02", "L01")]),
        P,
        "circular_requirement",
        "'L01'",
    ),
    bad(
        "lever unknown",
        lambda: mi.levers.plan(CASE.levers, [needs("L01", "L2")]),
        P,
        "unknown_lever",
        "'L2'",
        "did you mean",
    ),
    bad(
        "lever over budget",
        lambda: mi.levers.plan(CASE.levers, budget_per_wave_mdh=800),
        P,
        "over_budget",
        "'L04'",
        "900",
    ),
    bad(
        "scenario on an unknown field",
        lambda: CASE.under(world(kind="field", part="projects", field="capex", factor=2.0)),
        P,
        "unknown_field",
        "'crisis'",
        "'capex_mdh'",
    ),
    bad(
        "scenario on an unknown part",
        lambda: CASE.under(world(kind="field", part="region", field="x", factor=2.0)),
        P,
        "unknown_part",
        "did you mean 'regions'",
    ),
    bad(
        "scenario on an unknown criterion",
        lambda: CASE.problem_under(world(kind="column", criterion="C1", factor=2.0)),
        P,
        "unknown_criterion",
        "'C1'",
        "did you mean",
    ),
    bad(
        "scenario on an unknown group",
        lambda: CASE.weights_under(world(kind="group", group="C7", factor=2.0)),
        P,
        "unknown_group",
        "'C7'",
    ),
    bad(
        "scenario that is a text",
        lambda: CASE.under("crisis"),
        R,
        "not_a_record",
        "'scenario' must be one ContextScenario, not str",
    ),  # type: ignore[arg-type]
]


@pytest.mark.parametrize("case", [*BANKS, *OTHERS], ids=lambda case: case.id)
def test_bad_input_is_refused(case: Bad) -> None:
    assert_refused(case)
