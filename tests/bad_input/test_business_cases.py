"""Dated flows, business cases, support schemes and risk plans that cannot be: one typed refusal each."""

import math

import pytest
from bad_input.refusal import Bad, assert_refused, bad

import mcda_industry as mi

CASE = mi.datasets.morocco_2025()
PARAMETERS, PLANT = CASE.finance_parameters, CASE.investment("P07")
BUSINESS, RISK, SUPPORT = mi.business_case, mi.risk, mi.incentives
EVENT = BUSINESS.RiskEvent(id="cycle", annual_probability=0.1, revenue_change=-0.2)


def facts(**changed: object) -> dict[str, object]:
    project = CASE.project("P07")
    names = ("capex_mdh", "women_pct", "ecosystem", "tech_content_1_5", "renewable_share_pct", "va_ratio_pct")
    known = {name: getattr(project, name) for name in names}
    return {**known, "jobs": 240, "jobs_per_mdh": 1.26, "territorial_premium_pct": 10.0, **changed}


def with_laws(**laws: object):
    return lambda: BUSINESS.Uncertainty(laws=laws)


CASES = [
    bad(
        "no date",
        lambda: mi.finance.xnpv(0.1, [1, 2], ["2025-01-01", "soon"]),
        mi.FinanceError,
        "bad_date",
        "Date 2",
        column=1,
    ),
    bad(
        "early date",
        lambda: mi.finance.xirr([1, -2], ["2025-01-02", "2025-01-01"]),
        mi.FinanceError,
        "early_date",
        "Date 2",
        column=1,
    ),
    bad("few dates", lambda: mi.finance.xirr([1, -2], ["2025-01-02"]), mi.FinanceError, "wrong_shape", "2 cash flows"),
    bad(
        "missing dated flow",
        lambda: mi.finance.xnpv(0.1, [1, None], ["2025-01-01"] * 2),
        mi.FinanceError,
        "missing_flow",
        "t = 1",
        column=1,
    ),
    bad(
        "unknown driver",
        lambda: BUSINESS.variants(PLANT, {"capex_overun": [0.1]}),
        mi.FinanceError,
        "unknown_driver",
        "'capex_overun'",
        "did you mean 'capex_overrun'",
    ),
    bad(
        "infinite change",
        lambda: BUSINESS.variants(PLANT, {"revenue": [math.inf]}),
        mi.FinanceError,
        "bad_changes",
        "'revenue'",
    ),
    bad(
        "two faults in changes",
        lambda: BUSINESS.variants(PLANT, {"revenu": [1], "delay_months": ["six"]}),
        mi.FinanceError,
        "unknown_driver",
        "2 faults",
        faults=2,
    ),
    bad(
        "unknown view",
        lambda: BUSINESS.switching_values(PLANT, PARAMETERS, "economical"),
        mi.FinanceError,
        "unknown_view",
        "did you mean 'economic'",
    ),
    bad(
        "unknown view of returns",
        lambda: BUSINESS.returns_of(PLANT, PARAMETERS, "Financial"),
        mi.FinanceError,
        "unknown_view",
        "'Financial'",
    ),
    bad("law of no driver", with_laws(capex=mi.Uniform(0, 1)), mi.FinanceError, "unknown_driver", "'capex'"),
    bad("no law at all", with_laws(revenue=0.1), mi.RecordError, "model_attributes_type", "laws.revenue"),
    bad("draws of none", lambda: BUSINESS.simulate(PLANT, PARAMETERS, draws=0), mi.FinanceError, "draws", "10000000"),
    bad("seed of none", lambda: BUSINESS.simulate(PLANT, PARAMETERS, rng=-1), mi.FinanceError, "bad_seed", "rng"),
    bad(
        "event twice",
        lambda: BUSINESS.expected_losses(PLANT, PARAMETERS, [EVENT, EVENT]),
        mi.FinanceError,
        "duplicate_name",
        "'cycle'",
    ),
    bad(
        "probability in percent",
        lambda: BUSINESS.RiskEvent(id="x", annual_probability=35),
        mi.RecordError,
        "less_than_equal",
        "'annual_probability'",
    ),
    bad(
        "probability of nothing",
        lambda: BUSINESS.RiskEvent(id="x", annual_probability=math.nan),
        mi.RecordError,
        "finite_number",
        "'annual_probability'",
    ),
    bad(
        "unknown project",
        lambda: CASE.business_case("P99"),
        mi.ProblemError,
        "unknown_project",
        "'P99'",
        "did you mean",
    ),
    bad(
        "fact missing",
        lambda: SUPPORT.support(CASE.support_scheme, "P07", {}),
        mi.FinanceError,
        "missing_fact",
        "'capex_mdh'",
    ),
    bad(
        "premium of no zone",
        lambda: SUPPORT.support(CASE.support_scheme, "P07", facts(territorial_premium_pct=12)),
        mi.FinanceError,
        "bad_premium",
        "Project 'P07'",
        "0, 10, 15",
    ),
    bad(
        "negative capex",
        lambda: SUPPORT.support(CASE.support_scheme, "P07", facts(capex_mdh=-5)),
        mi.FinanceError,
        "capex",
        "above 0",
    ),
    bad("unknown risk", lambda: CASE.risk_plan.risk("K1"), mi.ProblemError, "unknown_risk", "'K1'", "did you mean"),
    bad(
        "loss of no risk",
        lambda: CASE.risk_plan.exposures({"cycle": 3.0}),
        mi.ProblemError,
        "unknown_risk",
        "'cycle'",
    ),
    bad(
        "risk made worse by its treatment",
        lambda: CASE.risk_plan.risk("K13").model_copy(update={"impact_residual_1_5": 5, "likelihood_residual_1_5": 5}),
        mi.ProblemError,
        "residual_above_inherent",
        "'K13'",
        "25",
        "16",
    ),
    bad(
        "elevated risk of nobody",
        lambda: RISK.RiskPlan(risks=(CASE.risk_plan.risk("K27").model_copy(update={"owner": ""}),)),
        mi.ProblemError,
        "unwatched_risk",
        "'K27'",
        "no owner",
    ),
    bad(
        "plan from JSON with a fault",
        lambda: RISK.RiskPlan.model_validate_json('{"risks": [{"id": "R1", "scope": "projet"}]}'),
        mi.RecordError,
        "literal_error",
        "'R1'",
    ),
    bad(
        "other prices than rates",
        lambda: CASE.case_file("P07").model_copy(update={"prices": "nominal"}),
        mi.FinanceError,
        "mixed_basis",
        "'P07'",
        "real rates",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_it_is_refused(case: Bad) -> None:
    assert_refused(case)
