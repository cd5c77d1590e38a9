import csv
from importlib.resources import files

import pytest
import strategies  # noqa: F401  (loads the profile of hypothesis)
from hypothesis import given
from hypothesis import strategies as st

from mcda_industry.datasets import morocco_2025
from mcda_industry.domain.business_case import expected_losses
from mcda_industry.domain.risk import LEVELS, Risk, RiskMatrix, RiskPlan, columns, unknown_targets
from mcda_industry.errors import ProblemError, RecordError
from mcda_industry.problem import minimise

CASE = morocco_2025()
PLAN = CASE.risk_plan


def risk(**changed: object) -> Risk:
    known = {
        "id": "R1",
        "scope": "project",
        "targets": ("P01",),
        "likelihood_inherent_1_5": 4,
        "impact_inherent_1_5": 4,
        "likelihood_residual_1_5": 2,
        "impact_residual_1_5": 3,
        "response": "reduce",
    }
    return Risk(**{**known, **changed})


def rows() -> list[dict[str, str]]:
    text = files("mcda_industry.datasets").joinpath("morocco_2025", "risks.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["risk_id"])
def test_scores_and_levels_are_those_of_the_file(row: dict[str, str]) -> None:
    found = PLAN.risk(row["risk_id"])
    assert (found.score_inherent, found.score_residual) == (int(row["score_inherent"]), int(row["score_residual"]))
    assert LEVELS[PLAN.inherent_level(found)]["fr"] == row["level_inherent_fr"]
    assert LEVELS[PLAN.residual_level(found)]["fr"] == row["level_residual_fr"]
    assert found.annual_probability_pct == float(row["annual_probability_pct"])
    assert found.trigger["fr"] == row["trigger_fr"]


def test_the_matrix_ascends_along_rows_and_columns() -> None:
    order = list(LEVELS)
    grid = [[order.index(level) for level in row] for row in RiskMatrix().levels()]
    assert all(row == sorted(row) for row in [*grid, *map(list, zip(*grid, strict=True))])
    assert (grid[0][0], grid[4][4]) == (0, 3)


@given(*[st.integers(1, 5)] * 4)
def test_a_residual_score_above_the_inherent_one_is_refused_and_no_other(a: int, b: int, c: int, d: int) -> None:
    grades = dict(
        zip(
            ("likelihood_inherent_1_5", "impact_inherent_1_5", "likelihood_residual_1_5", "impact_residual_1_5"),
            (a, b, c, d),
            strict=True,
        )
    )
    if c * d > a * b:
        with pytest.raises(ProblemError, match="Risk 'R1': its residual score"):
            risk(**grades)
    else:
        assert risk(**grades).score_residual <= risk(**grades).score_inherent


@pytest.mark.parametrize(
    ("owner", "trigger", "words"),
    [
        ("", {}, "'R1' is critical after treatment and has no owner and no trigger. Give both"),
        ("  ", {"fr": "x"}, "has no owner. Give it"),
        ("MIC", {"fr": " "}, "has no trigger. Give it"),
    ],
)
def test_an_elevated_residual_risk_that_nobody_watches_is_refused(
    owner: str, trigger: dict[str, str], words: str
) -> None:
    elevated = risk(likelihood_residual_1_5=4, impact_residual_1_5=4, owner=owner, trigger=trigger)
    with pytest.raises(ProblemError, match=words):
        RiskPlan(risks=(elevated,))
    lenient = RiskMatrix(high_from=26, critical_from=26)
    assert RiskPlan(risks=(elevated,), matrix=lenient).residual_level(elevated) == "moderate"


def test_every_fault_of_a_plan_is_told_at_once() -> None:
    elevated = risk(likelihood_residual_1_5=4, impact_residual_1_5=4)
    with pytest.raises(ProblemError) as refusal:
        RiskPlan(risks=(elevated, risk()))
    assert [fault.code for fault in refusal.value.faults] == ["duplicate_name", "unwatched_risk"]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"likelihood_inherent_1_5": 6}, "'likelihood_inherent_1_5'"),
        ({"impact_residual_1_5": 0}, "'impact_residual_1_5'"),
        ({"likelihood_inherent_1_5": True}, "'likelihood_inherent_1_5' must be a whole number"),
        ({"response": "ignore"}, "'response' must be"),
        ({"annual_probability_pct": 120}, "'annual_probability_pct'"),
        ({"mitigation_cost_mdh": -1}, "'mitigation_cost_mdh'"),
        ({"targets": ()}, "'targets'"),
        ({"ownr": "MIC"}, "no field 'ownr'; did you mean 'owner'"),
    ],
)
def test_a_risk_out_of_range_is_refused_by_its_field(changed: dict[str, object], words: str) -> None:
    with pytest.raises(RecordError, match=words):
        risk(**changed)


def test_levels_that_do_not_ascend_are_refused() -> None:
    with pytest.raises(ProblemError, match="must ascend"):
        RiskMatrix(moderate_from=10, high_from=5)


def test_counts_place_every_risk_once() -> None:
    for when in ("inherent", "residual"):
        table = PLAN.counts(when)
        assert table.sum() == 32
        assert not table.flags.writeable
    assert PLAN.counts("inherent")[4, 3] == 2  # K27 and K29: likelihood 5, impact 4
    with pytest.raises(ProblemError, match="'inherent' or 'residual'"):
        PLAN.counts("now")


def test_a_risk_bears_on_its_project_its_ecosystem_or_everyone() -> None:
    found = {found.id for found in PLAN.bearing_on("P25", "machines_outils")}
    assert found == {"K03", "K04", "K05", "K06", "K07", "K08", "K09", "K10", "K11", "K22"}
    assert "K30" not in found  # bears on a lever


def test_exposures_are_in_order_and_carry_the_losses_computed_elsewhere() -> None:
    losses = expected_losses(CASE.investment("P43"), CASE.finance_parameters, CASE.risk_events("P43"))
    exposures = PLAN.exposures(losses)
    assert exposures[0].risk == "K27"
    assert exposures[0].expected_loss_mdh == losses["K27"] > 0
    scores = [exposure.score_residual for exposure in exposures]
    assert scores == sorted(scores, reverse=True)
    assert next(exposure for exposure in exposures if exposure.risk == "K13").expected_loss_mdh is None
    with pytest.raises(ProblemError, match="given for 'K99', which is no risk of the plan; did you mean"):
        PLAN.exposures({"K99": 1.0})


def test_a_risk_is_told_in_both_languages() -> None:
    assert PLAN.sentence("K13", "en") == (
        "K13 Slow forge ramp-up: critical (16) → moderate (9); reduce, owner porteur P01; trigger: scrap rate > 12 %."
    )
    assert PLAN.sentence("K13", "fr").startswith(
        "K13 Montée en cadence de la forge plus lente que prévue : critique (16) → modéré (9) ; réduire, responsable"
    )
    alone = RiskPlan(risks=(risk(),))
    assert alone.sentence("R1", "fr") == "R1  : critique (16) → modéré (6) ; réduire, responsable personne."
    with pytest.raises(ProblemError, match="no risk 'K133'; did you mean 'K13'"):
        PLAN.sentence("K133")


def test_columns_grade_each_project_by_the_risks_that_bear_on_it() -> None:
    ecosystems = {project.id: project.ecosystem for project in CASE.projects}
    criteria = {"worst_residual_1_25": minimise("worst"), "elevated_risks_n": minimise("elevated")}
    worst, elevated = columns(PLAN, ecosystems, criteria)
    assert (worst.values["P43"], elevated.values["P43"]) == (16, 1)
    assert (worst.values["P39"], elevated.values["P39"]) == (12, 1)
    assert elevated.values["P01"] == 0
    with pytest.raises(ProblemError, match="no field 'worst' to judge"):
        columns(PLAN, ecosystems, {"worst": minimise("x")})


def test_targets_that_are_not_known_are_named() -> None:
    known = [project.id for project in CASE.projects] + [lever.id for lever in CASE.levers]
    assert unknown_targets(PLAN.risks, [*known, "aeronautique", "machines_outils"]) == ()
    (fault,) = unknown_targets([risk(targets=("P1",))], known)
    assert "bears on 'P1', which is not known; did you mean" in fault.said


def test_the_plan_survives_json() -> None:
    assert RiskPlan.model_validate_json(PLAN.model_dump_json()) == PLAN
