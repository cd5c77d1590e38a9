import numpy as np
import pytest

from mcda_industry.datasets import morocco_2025
from mcda_industry.domain.projects import InvestorTeaser, link_coverage, teaser
from mcda_industry.domain.projects.coverage import MEASURES
from mcda_industry.errors import ProblemError

CASE = morocco_2025()
LINKS = tuple(CASE.link_labels)


def test_the_matrix_is_that_counted_by_hand() -> None:
    found = link_coverage(LINKS, CASE.projects[:15], CASE.projects)
    for i, link in enumerate(LINKS):
        for j, kind in enumerate(found.kinds):
            of = [p for p in CASE.projects if p.link_id == link and p.deliverable_type == kind]
            assert found.after[i, j] == len(of)
            assert found.before[i, j] == sum(p in CASE.projects[:15] for p in of)
    assert set(found.newly_covered) == {p.link_id for p in CASE.projects} - {p.link_id for p in CASE.projects[:15]}
    assert found.lost == ()


@pytest.mark.parametrize("measure", MEASURES)
def test_totals_are_those_of_the_bank_whatever_the_measure(measure) -> None:
    found = link_coverage(LINKS, (), CASE.projects, measure)
    whole = sum(1.0 if measure == "projects" else getattr(p, measure) for p in CASE.projects)
    assert found.after.sum() == pytest.approx(whole)
    assert not found.before.any()
    assert found.served_after.sum() == 44


def test_a_link_that_loses_its_last_project_is_told_even_where_the_measure_is_zero() -> None:
    kept = [p for p in CASE.projects if p.link_id != "T02"]
    found = link_coverage(LINKS, CASE.projects, kept, "import_substitution_mdh")
    assert found.lost == ("T02",)
    assert "perdus : T02" in found.sentence("fr")


def test_the_tables_are_read_only_and_the_frame_is_a_copy() -> None:
    found = link_coverage(LINKS, (), CASE.projects)
    assert not (found.before.flags.writeable)
    assert not (found.after.flags.writeable)
    assert not (found.served_after.flags.writeable)
    frame = found.to_frame()
    assert frame.shape == (35, 2 * len(found.kinds))
    frame.iloc[0, 0] = 9.0
    assert found.before[0, 0] == 0
    assert np.array_equal(found.to_frame()["after"].to_numpy(), found.after)


def test_a_project_on_an_unknown_link_is_refused_with_the_nearest() -> None:
    strange = CASE.project("P01").model_copy(update={"link_id": "A02."})
    with pytest.raises(ProblemError, match="'P01' serves the link 'A02.'; did you mean 'A02'"):
        link_coverage(LINKS, (), [strange])


def test_other_faults_are_told_together() -> None:
    with pytest.raises(ProblemError) as refusal:
        link_coverage(("A02", "A02"), (), [CASE.project("P01")], "capex")
    assert {fault.code for fault in refusal.value.faults} == {"duplicate_name", "unknown_measure"}
    assert "did you mean 'capex_mdh'" in str(refusal.value)
    with pytest.raises(ProblemError, match="There is no link"):
        link_coverage((), (), [])


def test_a_teaser_says_what_the_sheet_and_the_business_case_say() -> None:
    found = CASE.teaser("P41")
    case = CASE.appraisal("P41")
    assert (found.npv_mdh, found.irr, found.payback_years) == (case.npv, case.irr.value, case.payback)
    assert found.exports_mdh == CASE.project("P41").exports_mdh
    assert found.requires == ("P03",)
    assert found.region == next(r.label for r in CASE.regions if r.id == "MA-06")
    assert InvestorTeaser.model_validate_json(found.model_dump_json()) == found


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_page_and_sentence_shows_the_flag_and_the_banner(lang) -> None:
    for project in CASE.projects:
        page = dict(CASE.teaser(project.id).lines(lang))
        assert CASE.banner[lang] in page.values()
        assert {"fr": "(illustratif)", "en": "(illustrative)"}[lang] in CASE.teaser(project.id).sentence(lang)


def test_a_rate_or_payback_that_does_not_exist_is_said() -> None:
    bare = CASE.teaser("P41").model_copy(update={"irr": None, "payback_years": None})
    assert dict(bare.lines())["Internal rate of return"] == "no single rate"
    assert dict(bare.lines("fr"))["Délai de récupération"] == "jamais"


def test_an_unknown_region_of_a_teaser_is_refused_with_the_nearest() -> None:
    figures = {"npv_mdh": 1.0, "irr": None, "payback_years": None, "co2_net_t": 0.0}
    with pytest.raises(ProblemError, match="the region 'MA-06', which is not known; did you mean 'MA-07'"):
        teaser(CASE.project("P01"), **figures, links=CASE.link_labels, regions={"MA-07": {"en": "Marrakech"}})
