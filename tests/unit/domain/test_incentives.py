import math

import pytest
import strategies  # noqa: F401  (loads the profile of hypothesis)
from hypothesis import given
from hypothesis import strategies as st

from mcda_industry.datasets import morocco_2025
from mcda_industry.domain.incentives import Bonus, Condition, Support, SupportScheme, Tier, support
from mcda_industry.errors import FinanceError, RecordError

CASE = morocco_2025()
SCHEME = CASE.support_scheme


def facts(**changed: object) -> dict[str, object]:
    known = {
        "capex_mdh": 100.0,
        "jobs": 60,
        "jobs_per_mdh": 0.6,
        "women_pct": 10.0,
        "ecosystem": "machines_outils",
        "tech_content_1_5": 3,
        "renewable_share_pct": 20.0,
        "va_ratio_pct": 20.0,
        "territorial_premium_pct": 0.0,
    }
    return {**known, **changed}


def by_the_conventions(project) -> tuple[bool, float]:
    """Eligibility and rate, from the sentence of the conventions."""
    jobs, capex = project.jobs_direct, project.capex_mdh
    ratio = jobs / capex
    rate = 0 if ratio < 1 else 5 if ratio < 1.5 else 7 if ratio < 3 else 10
    rate += 3 * (project.women_pct >= 30) + 3 * (project.renewable_share_pct >= 60) + 3 * (project.va_ratio_pct >= 40)
    rate += 3 * (project.ecosystem == "aeronautique" or project.tech_content_1_5 == 5)
    rate += project.territorial_premium_pct + 5
    return (capex >= 50 and jobs >= 50) or jobs >= 150, min(rate, 30)


@pytest.mark.parametrize("project", CASE.projects, ids=lambda project: project.id)
def test_every_project_gets_what_the_conventions_say(project) -> None:
    eligible, rate = by_the_conventions(project)
    found = CASE.support(project.id)
    assert found.eligible == eligible
    assert found.rate_pct == (rate if eligible else 0)
    assert found.amount_mdh == pytest.approx(found.rate_pct * project.capex_mdh / 100)
    assert Support.model_validate_json(found.model_dump_json()) == found


def test_five_projects_of_the_case_are_not_eligible() -> None:
    names = [project.id for project in CASE.projects if not CASE.support(project.id).eligible]
    assert names == ["P30", "P40", "P41", "P42", "P44"]


def test_the_unverified_tiers_are_flagged_wherever_they_count() -> None:
    for project in CASE.projects:
        found = CASE.support(project.id)
        counted = project.jobs_per_mdh >= 1
        assert found.unverified == (("ratio_emplois_capex",) if counted else ())
        assert ("À vérifier : emplois rapportés au capex" in found.sentence("fr")) == (counted and found.eligible)


@pytest.mark.parametrize(
    ("ratio", "rate"), [(0.99, 0), (1.0, 5), (1.499, 5), (1.5, 7), (2.999, 7), (3.0, 10), (50, 10)]
)
def test_a_tier_begins_at_its_low_end_and_ends_before_its_high_end(ratio: float, rate: float) -> None:
    assert SCHEME.bonuses[0].rate({"jobs_per_mdh": ratio}) == rate


@given(st.floats(50, 1000), st.integers(50, 2000), st.floats(0, 100), st.sampled_from([0.0, 10.0, 15.0]))
def test_the_rate_never_exceeds_its_cap_and_a_met_condition_never_lowers_it(
    capex: float, jobs: int, women: float, premium: float
) -> None:
    given_facts = facts(
        capex_mdh=capex, jobs=jobs, jobs_per_mdh=jobs / capex, women_pct=women, territorial_premium_pct=premium
    )
    found = support(SCHEME, "X", given_facts)
    more = support(SCHEME, "X", {**given_facts, "women_pct": 100.0, "va_ratio_pct": 100.0})
    assert 0 <= found.rate_pct <= more.rate_pct <= 30
    assert found.rate_pct == min(found.rate_before_cap_pct, 30)


def test_a_project_that_is_not_eligible_gets_nothing_and_learns_what_it_would_get() -> None:
    found = support(SCHEME, "X", facts(jobs=10))
    assert (found.eligible, found.rate_pct, found.amount_mdh) == (False, 0, 0)
    assert found.rate_before_cap_pct == 5
    assert found.sentence("en") == "X: not eligible."
    assert found.sentence("fr") == "X : non éligible."


@pytest.mark.parametrize(
    ("changed", "code", "words"),
    [
        ({"capex_mdh": 0}, "capex", "Project 'X': 'capex_mdh' must be above 0"),
        ({"capex_mdh": math.nan}, "not_a_number", "'capex_mdh' must be a finite number"),
        ({"jobs": "many"}, "not_a_number", "'jobs' must be a finite number, not 'many'"),
        ({"jobs": True}, "not_a_number", "'jobs' must be a finite number"),
        ({"territorial_premium_pct": 12.0}, "bad_premium", "'territorial_premium_pct' is 12"),
    ],
)
def test_a_fact_that_is_none_is_refused_with_the_project(changed: dict[str, object], code: str, words: str) -> None:
    with pytest.raises(FinanceError, match=words) as refusal:
        support(SCHEME, "X", facts(**changed))
    assert refusal.value.code == code


def test_every_missing_fact_is_told_at_once_with_the_nearest_one() -> None:
    known = facts(woman_pct=20.0)
    del known["women_pct"], known["va_ratio_pct"]
    with pytest.raises(FinanceError) as refusal:
        support(SCHEME, "X", known)
    assert "asks for 'women_pct', which is not given; did you mean 'woman_pct'?" in str(refusal.value)
    assert "asks for 'va_ratio_pct'" in str(refusal.value)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: Condition(fact="jobs"), "must say one of 'at_least' and 'equals'"),
        (lambda: Condition(fact="jobs", at_least=1, equals=2), "must say one of"),
        (lambda: Bonus(id="b"), "must have a fixed rate or a fact"),
        (lambda: Bonus(id="b", fact="x", tiers=(Tier(low=2, high=3, rate_pct=1), Tier(low=1, rate_pct=2))), "ascend"),
        (lambda: Bonus(id="b", fact="x", tiers=(Tier(low=2, high=2, rate_pct=1),)), "ascend"),
        (
            lambda: SupportScheme(name="s", cap_pct=30, bonuses=(Bonus(id="b", rate_pct=1),) * 2, eligibility=((),)),
            "'b' stands twice",
        ),
    ],
)
def test_a_scheme_that_contradicts_itself_is_refused(call, words: str) -> None:
    with pytest.raises(FinanceError, match=words):
        call()


def test_a_rate_above_a_hundred_percent_is_refused() -> None:
    with pytest.raises(RecordError, match="'rate_pct'"):
        Bonus(id="b", rate_pct=101)


def test_the_scheme_survives_json_and_its_conditions_can_be_read() -> None:
    assert SupportScheme.model_validate_json(SCHEME.model_dump_json()) == SCHEME
    said = [[condition.sentence("en") for condition in group] for group in SCHEME.eligibility]
    assert said == [["capex_mdh ≥ 50", "jobs ≥ 50"], ["jobs ≥ 150"]]
    trades = next(bonus for bonus in SCHEME.bonuses if bonus.id == "metiers_avenir")
    assert [c.sentence("fr") for c in trades.any_of] == ["ecosystem = 'aeronautique'", "tech_content_1_5 = 5"]
