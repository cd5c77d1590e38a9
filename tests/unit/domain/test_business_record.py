import pytest
from hypothesis import given, settings
from snapshots.schemas import assert_schema_is_the_agreed_one
from unit.domain.business import CASE, INVESTMENTS, PARAMETERS, PLANT

from mcda_industry.datasets import morocco_2025
from mcda_industry.domain.business_case import (
    BusinessCase,
    CaseFile,
    Decision,
    FundingSource,
    Grant,
    Investment,
    RiskEvent,
    Uncertainty,
    business_case,
    columns,
    debt_service,
    fields,
    financial_flow,
    funding_plan,
    net_present_values,
)
from mcda_industry.domain.finance import npv
from mcda_industry.domain.incentives import Support, SupportScheme
from mcda_industry.domain.risk import RiskPlan
from mcda_industry.errors import DecisionError, FinanceError, ProblemError, RecordError
from mcda_industry.problem import maximise
from mcda_industry.records import FrozenMap, Record

KINDS = (BusinessCase, CaseFile, RiskEvent, RiskPlan, Support, SupportScheme, Uncertainty)
FILE = CaseFile(id="X", investment=PLANT, prices="real", rates="real", base_year=2025)
CYCLE = RiskEvent(id="cycle", annual_probability=0.15, revenue_change=-0.3)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_the_schema_of_a_record_is_the_one_that_was_kept(kind: type[Record]) -> None:
    assert_schema_is_the_agreed_one(kind)


# --- the case


@pytest.mark.parametrize("name", ["P07", "P14", "P30", "P43"])
def test_a_business_case_survives_json(name: str) -> None:
    case = CASE.business_case(name, draws=200)
    assert BusinessCase.model_validate_json(case.model_dump_json()) == case
    assert CaseFile.model_validate_json(CASE.case_file(name).model_dump_json()) == CASE.case_file(name)


@pytest.mark.parametrize("name", [project.id for project in CASE.projects])
def test_every_project_of_the_case_can_be_told_in_seven_sections_with_the_banner(name: str) -> None:
    case = CASE.business_case(name, draws=50)
    for lang in ("fr", "en"):
        sections = case.sections(lang)
        assert len(sections) == 7
        assert all(said and all(sentence.strip() for sentence in said) for said in sections.values())
        assert list(sections.values())[-1][-1] == CASE.banner[lang]
        text = " ".join(sentence for said in sections.values() for sentence in said)
        assert "None" not in text
        assert "nan" not in text.split()
        assert case.id in case.sentence(lang)


def test_a_language_there_is_not_is_refused() -> None:
    case = business_case(FILE, PARAMETERS)
    for call in (case.sections, case.sentence):
        with pytest.raises(DecisionError, match="no sentences in 'de'"):
            call("de")


def test_a_case_of_figures_alone_has_no_simulation_and_says_so_little() -> None:
    case = business_case(FILE, PARAMETERS)
    assert (case.simulation, case.risk_adjusted_npv_mdh, case.tornado) == (None, None, ())
    assert case.financial.before_support == case.financial.after_support
    assert case.sentence("en").endswith("(MDH, real prices of 2025).")
    assert case.decision.asked["en"] == "Take X to the next stage without public support."


def test_support_is_worth_its_present_value_to_the_owner_and_nothing_to_the_country() -> None:
    grant = Grant(scheme="s", amount_mdh=20, rate_pct=20)
    case, without = (business_case(file, PARAMETERS) for file in (FILE.model_copy(update={"grant": grant}), FILE))
    gained = case.financial.after_support.npv_mdh - case.financial.before_support.npv_mdh
    assert gained == pytest.approx(20 / 1.1**PLANT.construction)
    assert case.economic == without.economic


def test_the_risk_adjusted_value_is_that_of_the_simulation_with_support() -> None:
    case = business_case(FILE, PARAMETERS, events=[CYCLE], draws=5000)
    exact = float(net_present_values(PLANT, PARAMETERS)) - case.expected_losses_mdh["cycle"]
    assert case.risk_adjusted_npv_mdh == pytest.approx(exact, abs=4 * case.simulation.standard_error)


def test_conditions_follow_from_the_figures() -> None:
    asked = CASE.business_case("P43", draws=200).decision
    said = [condition["en"] for condition in asked.conditions]
    assert said[0].startswith("verify against the text: jobs for capex") == bool(CASE.support("P43").unverified)
    assert any("its owner loses even after support" in each for each in said)
    own = Decision(asked=FrozenMap({"fr": "Refuser."}), of_whom="ministre")
    assert business_case(FILE.model_copy(update={"decision": own}), PARAMETERS).decision == own


def test_the_currency_is_that_of_the_file_in_every_sentence() -> None:
    file = FILE.model_copy(update={"currency": "MEUR", "grant": Grant(scheme="s", amount_mdh=5, rate_pct=5)})
    case = business_case(file, PARAMETERS, CASE.uncertainty, [CYCLE], draws=50)
    text = " ".join(sentence for said in case.sections("en").values() for sentence in said) + case.sentence("en")
    assert "MEUR" in text
    assert "MDH" not in text


@pytest.mark.parametrize(
    ("change", "kind", "words"),
    [
        ({"rates": "nominal"}, FinanceError, "[Rr]eal prices are discounted at nominal rates"),
        ({"prices": "constant"}, RecordError, "'prices' must be 'real' or 'nominal'"),
        ({"base_year": 25}, RecordError, "'base_year'"),
        ({"investment": PLANT.model_copy(update={"support_mdh": 5.0})}, FinanceError, "already counts support"),
        ({"unit": "MDH"}, RecordError, "there is no field 'unit'"),
    ],
)
def test_a_file_that_contradicts_itself_is_refused(
    change: dict[str, object], kind: type[DecisionError], words: str
) -> None:
    with pytest.raises(kind, match=words):
        FILE.model_copy(update=change)


# --- criteria


def test_columns_read_the_fields_of_each_case() -> None:
    cases = [CASE.business_case(name, draws=100) for name in ("P14", "P30")]
    found = {
        column.criterion.name: column.values for column in columns(cases, {each: maximise(each) for each in fields()})
    }
    assert tuple(found) == fields()
    assert found["npv_mdh"]["P30"] == pytest.approx(CASE.appraisal("P30").npv)
    assert found["risk_adjusted_npv_mdh"]["P14"] == cases[0].simulation.mean
    assert found["irr"]["P30"] == CASE.appraisal("P30").irr.value
    assert found["economic_irr"]["P30"] == cases[1].economic.returns.irr[0]
    assert found["payback_years"]["P30"] == CASE.appraisal("P30").payback


def test_a_case_without_a_rate_of_return_is_refused_where_one_is_asked_for() -> None:
    case = CASE.business_case("P30", draws=100)
    none = case.financial.before_support.model_copy(update={"irr": (), "irr_reason": "no root", "payback_years": None})
    never = case.model_copy(update={"financial": case.financial.model_copy(update={"before_support": none})})
    with pytest.raises(
        ProblemError, match="'P30' has no 'irr'. Give it, or leave 'P30' or the criterion out"
    ) as refusal:
        columns([never], {"irr": maximise("irr"), "payback_years": maximise("payback")})
    assert [fault.code for fault in refusal.value.faults] == ["no_value", "no_value"]


def test_every_fault_of_asked_columns_is_told_at_once() -> None:
    case = business_case(FILE, PARAMETERS)
    with pytest.raises(ProblemError) as refusal:
        columns([case, case], {"npv": maximise("a"), "loss_probability": maximise("b")})
    said = str(refusal.value)
    assert "no field 'npv' to judge business cases on; did you mean 'npv_mdh'?" in said
    assert "'X' stands twice" in said
    assert "of 'X' has no simulation" in said


# --- funding


@settings(max_examples=60)
@given(INVESTMENTS)
def test_the_need_is_what_keeps_the_cumulated_flow_above_zero(investment: Investment) -> None:
    plan = funding_plan(investment, PARAMETERS)
    balance, lowest = plan.need_mdh, plan.need_mdh
    for flow in financial_flow(investment, PARAMETERS):
        balance += flow
        lowest = min(lowest, balance)
    assert lowest == pytest.approx(0, abs=1e-9 * (1 + investment.capex_mdh))
    assert plan.need_mdh <= plan.need_without_support_mdh
    assert (plan.to_be_raised_mdh, plan.surplus_mdh) == (plan.need_mdh, 0)


def test_the_service_of_a_debt_is_worth_what_was_lent() -> None:
    bank = FundingSource(id="bank", kind="debt", amount_mdh=60, rate=0.07, years=8)
    assert npv(0.07, debt_service(PLANT, [bank])) == pytest.approx(60)


def test_sources_cover_the_need_or_more() -> None:
    need = funding_plan(PLANT, PARAMETERS).need_mdh
    equity = FundingSource(id="owner", kind="equity", amount_mdh=need + 7)
    plan = funding_plan(PLANT, PARAMETERS, [equity])
    assert (plan.to_be_raised_mdh, plan.least_cover) == (0, None)
    assert plan.surplus_mdh == pytest.approx(7)
    assert "reste à lever : 0,0 MDH" in plan.sentence("fr")


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: FundingSource(id="a", kind="debt", amount_mdh=5), "[Dd]ebt has a rate and years"),
        (lambda: FundingSource(id="a", kind="equity", amount_mdh=5, rate=0.1), "[Dd]ebt has a rate and years"),
        (lambda: FundingSource(id="a", kind="debt", amount_mdh=5, rate=0.1), "[Dd]ebt has a rate and years"),
        (
            lambda: funding_plan(PLANT, PARAMETERS, [FundingSource(id="a", kind="grant", amount_mdh=5)] * 2),
            "'a' stands twice",
        ),
        (
            lambda: debt_service(PLANT, [FundingSource(id="a", kind="debt", amount_mdh=5, rate=0.1, years=11)]),
            "Debt 'a' is repaid over 11 years, and operation lasts 10",
        ),
    ],
)
def test_money_without_sound_terms_is_refused(call, words: str) -> None:
    with pytest.raises(FinanceError, match=words):
        call()


def test_the_reference_case_is_read_once() -> None:
    assert morocco_2025().uncertainty is CASE.uncertainty
    assert morocco_2025().risk_plan is CASE.risk_plan
