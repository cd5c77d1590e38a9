from typing import get_args

import pytest

from mcda_industry.datasets import morocco_2025
from mcda_industry.domain.needs import (
    Instrument,
    Need,
    NeedRule,
    VerdictAtMost,
    VerdictLimit,
    needs_of,
    register,
    verdict_limits,
    without_instrument,
)
from mcda_industry.errors import ProblemError, RecordError
from mcda_industry.recommendation.records import VerdictKind

CASE = morocco_2025()
GRANT = {"fr": "une subvention", "en": "a grant"}


def need(**given: object) -> Need:
    return Need(**{"id": "N1", "project": "P41", "what": GRANT, **given})


def test_a_gap_is_how_far_the_figure_lies_below_the_line() -> None:
    rule = NeedRule(id="trl", what=GRANT, field="trl", at_least=7.0, unit="TRL", instruments=("aid",))
    found = needs_of(
        {"trl": {"P1": 5.0, "P2": 7.0, "P3": 6.5}}, [rule], [Instrument(id="L1", kind="aid", serves=("P3",))]
    )
    assert [(n.project, n.gap, n.instrument) for n in found] == [("P1", 2.0, None), ("P3", 0.5, "L1")]
    assert [n.project for n in without_instrument(found)] == ["P1"]
    assert all(n.source_flag == "derived" for n in found)


def test_an_instrument_answers_by_kind_or_code_and_only_projects_it_serves() -> None:
    figures = {"npv": {"P1": -1.0}}
    offers = [Instrument(id="L1", kind="aid"), Instrument(id="L2", kind="loan", responsible="bank", serves=("P1",))]
    for wanted, given in ((("aid",), None), (("loan",), "L2"), (("L2",), "L2")):
        (found,) = needs_of(
            figures, [NeedRule(id="n", what=GRANT, field="npv", at_least=0.0, instruments=wanted)], offers
        )
        assert (found.instrument, found.responsible) == (given, "bank" if given else "")


@pytest.mark.parametrize(
    ("status", "blocking", "limit"),
    [
        ("open", True, "retain_if_confirmed"),
        ("in_progress", True, "retain_if_confirmed"),
        ("refused", True, "not_now"),
        ("met", True, None),
        ("waived", True, None),
        ("open", False, None),
        ("refused", False, None),
    ],
)
def test_only_unsettled_blocking_needs_limit_a_verdict(status, blocking, limit) -> None:
    found = verdict_limits([need(status=status, blocking=blocking, instrument="L11", responsible="ABH")])
    assert (found["P41"].at_most if "P41" in found else None) == limit


def test_one_refused_need_decides_and_all_blocking_needs_are_told() -> None:
    both = [need(gap=30.0, unit="MDH"), need(id="N2", what={"fr": "l'eau", "en": "water"}, status="refused")]
    limit = verdict_limits(both)["P41"]
    assert (limit.at_most, limit.needs) == ("not_now", ("N1", "N2"))
    assert limit.because["fr"] == "Besoins non satisfaits de P41 : une subvention (écart : 30 MDH) et l'eau."


def test_the_limits_are_verdicts_that_recommendations_know() -> None:
    assert set(get_args(VerdictAtMost)) < set(get_args(VerdictKind))
    assert "retain" not in get_args(VerdictAtMost)


def test_support_under_way_without_someone_responsible_is_refused() -> None:
    with pytest.raises(ProblemError, match="'N1' of 'P41' is 'met' without instrument and responsible"):
        need(status="met")
    with pytest.raises(ProblemError, match="without responsible"):
        need(status="in_progress", instrument="L11")


def test_unknown_codes_are_refused_together_with_the_nearest() -> None:
    with pytest.raises(ProblemError) as refusal:
        register([need(project="P4l", instrument="L1"), need()], ["P41", "P40"], ["L11", "L12"])
    said = str(refusal.value)
    assert "'P4l', which is not known; did you mean 'P41'?" in said
    assert "'L1', which is not known; did you mean 'L1" in said
    assert "'N1' stands twice" in said


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "7", None, True])
def test_a_figure_that_is_no_number_is_refused(value) -> None:
    with pytest.raises(ProblemError, match="'npv' of 'P1' must be a finite number"):
        needs_of({"npv": {"P1": value}}, [NeedRule(id="n", what=GRANT, field="npv", at_least=0.0)])


def test_a_rule_on_an_unknown_field_is_refused_with_the_nearest() -> None:
    with pytest.raises(
        ProblemError, match="Rule 'n' reads the field 'npv', which is not given; did you mean 'npv_mdh'"
    ):
        needs_of({"npv_mdh": {}}, [NeedRule(id="n", what=GRANT, field="npv", at_least=0.0)])


@pytest.mark.parametrize("change", [{"gap": 0.0}, {"gap": -1.0}, {"status": "done"}, {"id": " "}, {"due": "tomorrow"}])
def test_a_need_out_of_range_is_refused(change) -> None:
    with pytest.raises(RecordError, match="N1|must not be blank"):
        need(**change)


def test_the_needs_of_the_case_are_those_of_its_figures() -> None:
    losing = {name for name, found in CASE.appraisals.items() if found.npv < 0}
    assert {n.project for n in CASE.needs if n.id.endswith("-financement")} == losing
    waiting = {n.project: n.gap for n in CASE.needs if n.id.endswith("-prealable")}
    assert waiting == {"P14": 1, "P15": 1, "P25": 2, "P39": 2, "P41": 3, "P42": 1}
    assert (
        next(n for n in CASE.needs if n.id == "P14-prealable").instrument == "L02"
    )  # L02 serves P04, which P14 requires
    gaps = {n.project: n.gap for n in CASE.needs if n.id.endswith("-financement")}
    assert all(gaps[name] == pytest.approx(-CASE.appraisal(name).npv) for name in losing)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_needs_and_limits_survive_json_and_speak_both_languages(lang) -> None:
    for found in CASE.needs:
        assert Need.model_validate_json(found.model_dump_json()) == found
        assert found.project in found.sentence(lang)
    assert (
        CASE.needs[0].sentence("fr")
        == "P06, besoin : un concours public (écart : 3,226 MDH) ; aucun instrument ; ouvert, bloquant."
    )
    for limit in verdict_limits(CASE.needs).values():
        assert VerdictLimit.model_validate_json(limit.model_dump_json()) == limit
