import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mcda_industry.datasets import morocco_2025
from mcda_industry.domain.projects import BankVersion, FieldChange, Project, ProjectBank
from mcda_industry.errors import ProblemError, RecordError

CASE = morocco_2025()
BANK = CASE.project_bank
BY_ID = {project.id: project for project in BANK.projects}


def changed(name: str, **change: object) -> Project:
    return BY_ID[name].model_copy(update=change)


def new(name: str, label: str, **change: object) -> Project:
    return changed("P30", **{"id": name, "label": {"en": label}, "region_code": "MA-12", **change})


def test_a_batch_keeps_ids_and_says_what_it_added_changed_and_withdrew() -> None:
    batch = [changed("P14", capex_mdh=600.0, stage="engagé"), new("P45", "Laser cladding")]
    later = BANK.adding(batch, date="2026-03-01", note="call 2", withdraw={"P33": "promoter left"})
    assert [project.id for project in later.projects] == [name for name in BY_ID if name != "P33"] + ["P45"]
    version = later.versions[-1]
    assert (version.number, version.date, version.added) == (2, date(2026, 3, 1), ("P45",))
    assert {name: [c.field for c in found] for name, found in version.changed.items()} == {
        "P14": ["capex_mdh", "stage"]
    }
    assert version.sentence("fr") == (
        "Version 2 (2026-03-01, call 2) : 1 ajouté (P45) ; 1 modifié (P14 : capex_mdh 560 → 600, stage faisabilité → engagé) ; "
        "1 retiré (P33 : promoter left)."
    )
    assert later.withdrawn == {"P33": "promoter left"}
    assert BANK.projects == CASE.projects  # the earlier bank is untouched


def test_only_fields_that_differ_are_told_with_their_values() -> None:
    later = BANK.adding([changed("P41", requires=("P03", "P04"))], date="2026-01-01")
    (change,) = later.versions[-1].changed["P41"]
    assert (change.field, json.loads(change.before), json.loads(change.after)) == ("requires", ["P03"], ["P03", "P04"])
    assert change.sentence() == "requires P03 → P03, P04"


def test_every_earlier_version_can_be_had_again() -> None:
    second = BANK.adding([changed("P14", capex_mdh=600.0)], date="2026-01-01", withdraw={"P33": "left"})
    third = second.adding([changed("P14", capex_mdh=610.0), new("P45", "Laser")], date="2026-02-01")
    fourth = third.adding([changed("P33", capex_mdh=60.0)], date="2026-02-01")
    assert [fourth.at(k) for k in (1, 2, 3, 4)] == [BANK.projects, second.projects, third.projects, fourth.projects]
    assert fourth.versions[-1].restored == ("P33",)
    assert [project.id for project in fourth.projects] == [*BY_ID, "P45"]  # a project that is back has its old place
    assert fourth.withdrawn == {}


def test_a_batch_that_changes_nothing_is_no_version() -> None:
    assert BANK.adding([BY_ID["P14"], BY_ID["P01"]], date="2026-01-01") is BANK
    assert BANK.adding([], date="2026-01-01") is BANK


def test_a_batch_that_gives_an_id_to_another_project_is_refused_with_a_free_id() -> None:
    other = changed("P14", label={"fr": "Broche", "en": "Spindle"}, link_id="M02")
    with pytest.raises(
        ProblemError, match=r"'P14' is that of .*\(A12\); the batch gives it to 'Broche' \(M02\)"
    ) as refusal:
        BANK.adding([other], date="2026-01-01")
    assert "such as 'P45'" in str(refusal.value)
    assert refusal.value.code == "id_in_use"
    renamed = BANK.adding([other], date="2026-01-01", renamed=["P14"])
    assert [c.field for c in renamed.versions[-1].changed["P14"]] == ["label", "link_id"]


def test_a_name_that_differs_in_capitals_accents_or_one_language_is_the_same_project() -> None:
    old = BY_ID["P01"].label
    respelt = changed("P01", label={"fr": old["fr"].upper().replace("É", "E"), "en": "Forge"})
    assert BANK.adding([respelt], date="2026-01-01").versions[-1].changed["P01"][0].field == "label"


def test_without_names_link_and_kind_tell_projects_apart() -> None:
    bare = ProjectBank.opened([changed("P01", label={})], date="2026-01-01")
    assert len(bare.adding([changed("P01", label={}, capex_mdh=1.0)], date="2026-01-02").versions) == 2
    with pytest.raises(ProblemError, match="the batch gives it to"):
        bare.adding([changed("P01", label={}, link_id="A03")], date="2026-01-02")


def test_a_twin_under_another_id_is_refused() -> None:
    with pytest.raises(ProblemError, match="'P45' is 'P14' again") as refusal:
        BANK.adding([changed("P14", id="P45", capex_mdh=1.0)], date="2026-01-01")
    assert refusal.value.code == "twin"
    with pytest.raises(ProblemError, match="'P45' is 'P14' again"):  # another name, and every figure the same
        BANK.adding([changed("P14", id="P45", label={"en": "New"})], date="2026-01-01")
    with pytest.raises(ProblemError, match="'P46' is 'P45' again"):  # twins within a batch
        BANK.adding([new("P45", "Laser"), new("P46", "laser!")], date="2026-01-01")


def test_a_withdrawn_project_cannot_come_back_under_another_id() -> None:
    gone = BANK.adding([], date="2026-01-01", withdraw={"P33": "left"})
    with pytest.raises(ProblemError, match="'P45' is 'P33' again"):
        gone.adding([changed("P33", id="P45")], date="2026-01-02")


def test_declared_variants_are_not_twins() -> None:
    variants = [new("P45", "Laser", exclusive_group="LASER"), new("P46", "Laser", exclusive_group="LASER")]
    assert len(BANK.adding(variants, date="2026-01-01").projects) == 46


def test_withdrawing_what_another_requires_is_refused_unless_both_go() -> None:
    with pytest.raises(ProblemError, match="'P14' requires 'P04', to be withdrawn"):
        BANK.adding([], date="2026-01-01", withdraw={"P04": "left"})
    both = BANK.adding([changed("P14", requires=())], date="2026-01-01", withdraw={"P04": "left"})
    assert "P04" in both.withdrawn


def test_a_circle_that_a_batch_closes_is_refused_with_its_members() -> None:
    with pytest.raises(ProblemError, match="this is a circle") as refusal:
        BANK.adding([changed("P04", requires=("P14",))], date="2026-01-01")
    assert "'P04' requires 'P14'" in str(refusal.value) or "'P14' requires 'P04'" in str(refusal.value)


def test_a_stage_is_reached_only_by_a_move_and_a_gate() -> None:
    with pytest.raises(ProblemError, match="P39 may not enter 'engagé'") as refusal:
        BANK.adding([changed("P39", stage="engagé")], date="2026-01-01", life_cycle=CASE.life_cycle)
    assert refusal.value.code == "gate"
    ready = changed("P08", stage="engagé", mrl_1_10=8)
    later = BANK.adding([ready], date="2026-01-01", life_cycle=CASE.life_cycle)
    assert [c.field for c in later.versions[-1].changed["P08"]] == ["mrl_1_10", "stage"]


def test_a_new_project_must_pass_the_gate_of_the_stage_it_comes_in_at() -> None:
    with pytest.raises(ProblemError, match="P45 should not be at 'engagé': MRL: asked 8, not given"):
        BANK.adding([new("P45", "Laser", stage="engagé")], date="2026-01-01", life_cycle=CASE.life_cycle)
    assert (
        len(BANK.adding([new("P45", "Laser", stage="idée")], date="2026-01-01", life_cycle=CASE.life_cycle).projects)
        == 45
    )
    same = BANK.adding([changed("P10", capex_mdh=1.0)], date="2026-01-01", life_cycle=CASE.life_cycle)
    assert len(same.versions) == 2  # its stage did not change, so that its gate is not asked again


def test_a_change_that_is_no_json_is_refused() -> None:
    with pytest.raises(RecordError, match="This is not JSON"):
        FieldChange(field="stage", before="engagé", after='"idée"')


def test_all_faults_of_a_batch_are_told_at_once() -> None:
    batch = [changed("P14", label={"en": "X"}), changed("P01", id="P45"), BY_ID["P02"], BY_ID["P02"]]
    with pytest.raises(ProblemError) as refusal:
        BANK.adding(batch, date="2026-01-01", withdraw={"P99": "gone", "P02": "gone"})
    assert {fault.code for fault in refusal.value.faults} == {
        "id_in_use",
        "twin",
        "duplicate_name",
        "unknown_project",
        "given_and_withdrawn",
    }


def test_a_version_dated_before_the_last_is_refused() -> None:
    with pytest.raises(ProblemError, match="does not follow on version 1"):
        BANK.adding([changed("P14", capex_mdh=1.0)], date="2025-01-01")


@pytest.mark.parametrize("day", ["2026-13-01", "soon", 20260101, None])
def test_a_date_that_is_none_is_refused(day: object) -> None:
    with pytest.raises(RecordError, match="is not a date"):
        BANK.adding([changed("P14", capex_mdh=1.0)], date=day)


@pytest.mark.parametrize("number", [0, 2, "1", True, 1.5])
def test_a_version_that_does_not_exist_is_refused(number: object) -> None:
    with pytest.raises(ProblemError, match="There is no version"):
        BANK.at(number)  # type: ignore[arg-type]


def test_a_history_that_does_not_lead_to_the_sheets_is_refused() -> None:
    with pytest.raises(ProblemError, match="differ on 'P01'"):
        ProjectBank(entries=BANK.entries[1:], versions=BANK.versions)
    wrong = BankVersion(number=2, date="2026-01-01", changed={"P99": ()})
    with pytest.raises(ProblemError, match="changes 'P99', which the bank did not hold"):
        ProjectBank(entries=BANK.entries, versions=(*BANK.versions, wrong))
    with pytest.raises(ProblemError, match="Version 3 of 2026-01-01 does not follow on version 1"):
        ProjectBank(
            entries=BANK.entries,
            versions=(*BANK.versions, wrong.model_copy(update={"number": 3, "changed": {}})),
        )


def test_an_unknown_project_of_the_bank_is_refused_with_the_nearest() -> None:
    with pytest.raises(ProblemError, match="no project 'P144' in the bank; did you mean 'P44'"):
        BANK.project("P144")


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["P05", "P06", "P07", "P10"]),
        st.sampled_from(["capex", "withdraw", "jobs"]),
        st.integers(1, 500),
    ),
    max_size=8,
)


@settings(max_examples=25, deadline=None)
@given(STEPS)
def test_whatever_the_batches_every_version_can_be_had_again_and_json_keeps_the_bank(steps) -> None:
    bank, seen = BANK, [BANK.projects]
    for name, what, amount in steps:
        if what == "withdraw":
            if name in bank.withdrawn:
                continue
            bank = bank.adding([], date="2026-01-01", withdraw={name: f"reason {amount}"})
        else:
            change = {"capex_mdh": float(amount)} if what == "capex" else {"jobs_direct": amount}
            bank = bank.adding([bank.project(name).model_copy(update=change)], date="2026-01-01")
        if len(bank.versions) > len(seen):
            seen.append(bank.projects)
    again = ProjectBank.model_validate_json(bank.model_dump_json())
    assert again == bank
    assert [again.at(k + 1) for k in range(len(seen))] == seen


def test_a_label_that_changes_is_shown_in_the_language_asked() -> None:
    change = FieldChange(field="label", before='{"fr":"Forge","en":"Forging"}', after='{"fr":"Fonderie"}')
    assert change.sentence("fr") == "label Forge → Fonderie"
    assert change.sentence("en") == "label Forging → Fonderie"
