from collections.abc import Callable
from types import SimpleNamespace

import pytest

import mcda_industry as mi
from mcda_industry.columns import read_columns
from mcda_industry.datasets import morocco_2025
from mcda_industry.errors import ProblemError, ValueChainError
from mcda_industry.problem import maximise, minimise

SITES = [SimpleNamespace(id="north", jobs=120, cost=3), SimpleNamespace(id="south", jobs=80, cost=None)]
FIELDS = ("jobs", "cost")


def test_a_column_has_the_criterion_given_and_a_number_for_each_name() -> None:
    (jobs,) = read_columns(SITES, {"jobs": maximise("employment", "jobs")}, FIELDS, what="sites")
    assert (jobs.criterion, dict(jobs.values)) == (maximise("employment", "jobs"), {"north": 120.0, "south": 80.0})


def test_values_and_names_can_be_read_by_functions() -> None:
    (length,) = read_columns(
        ["ab", "abc"], {"n": minimise("n")}, ("n",), lambda text, _: len(text), what="texts", name=str
    )
    assert dict(length.values) == {"ab": 2.0, "abc": 3.0}


def test_every_fault_is_told_in_one_pass() -> None:
    with pytest.raises(ProblemError) as refusal:
        read_columns([*SITES, SITES[0]], {"job": maximise("a"), "cost": minimise("b")}, FIELDS, what="sites")
    assert [fault.code for fault in refusal.value.faults] == ["unknown_field", "duplicate_name", "no_value"]
    said = str(refusal.value)
    assert "no field 'job' to judge sites on; did you mean 'jobs'?" in said
    assert "The sites need an id each: 'north' stands twice. Rename or drop one of them." in said
    assert "'south' has no 'cost'. Give it, or leave 'south' or the criterion out." in said


def test_what_a_value_refuses_is_told_with_all_else_and_in_the_type_of_the_module() -> None:
    def refuse(site: SimpleNamespace, field: str) -> float:
        raise ProblemError(f"{site.id} has no {field} yet. Ask it.", code="not_yet", field=field)

    with pytest.raises(ValueChainError, match="north has no jobs yet") as refusal:
        read_columns(SITES, {"jobs": maximise("a")}, FIELDS, refuse, what="sites", refusal=ValueChainError)
    assert [fault.code for fault in refusal.value.faults] == ["not_yet", "not_yet"]


def test_criteria_without_their_fields_are_refused_with_an_example() -> None:
    with pytest.raises(ProblemError, match="'criteria' is given by name, such as .*maximise"):
        read_columns(SITES, [maximise("jobs")], FIELDS, what="sites")  # type: ignore[arg-type]


CASE = morocco_2025()
YES = {"x": maximise("x")}


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: mi.levers.columns(CASE.levers[0], YES), "'levers' must be several Lever records, not one Lever"),
        (lambda: mi.levers.columns(["L01"], YES), "'levers' must be Lever records; number 1 is a str"),
        (lambda: mi.obstacles.columns(["O01"], YES), "'obstacles' must be Obstacle records"),
        (lambda: mi.ecosystem.columns(["E01"], YES), "'ecosystems' must be Ecosystem records"),
        (lambda: mi.projects.columns(["P01"], YES, CASE.project_context), "'projects' must be Project records"),
        (lambda: mi.business_case.columns(["P01"], YES), "'cases' must be BusinessCase records"),
        (lambda: mi.diagnosis.gap_columns(["E01"], YES), "'diagnoses' must be Diagnosis records"),
        (lambda: mi.diagnosis.opportunity_columns(["parts"]), "'opportunities' must be Opportunity records"),
        (lambda: mi.risk.columns(CASE.risks, {}, YES), "'plan' must be one RiskPlan, not tuple"),
        (lambda: mi.risk.columns(CASE.risk_plan, "P01", YES), "'ecosystems' is given by name"),
        (lambda: mi.risk.exposure_columns(CASE.risk_plan), "'exposures' must be several Exposure records"),
        (lambda: mi.value_chain.relocation_columns((), YES), "'found' is given by name"),
        (lambda: mi.evidence.strength_column(["P01"]), "'records' must be Record records"),
        (lambda: mi.levers.columns(CASE.levers, {"jobs_2030": "max"}), "'criteria' must be Criterion records"),
    ],
)
def test_what_is_not_the_record_of_the_module_is_refused_by_its_kind(call: Callable[[], object], words: str) -> None:
    with pytest.raises(mi.DecisionError, match=words):
        call()
