import pytest

from mcda_industry.datasets import morocco_2025
from mcda_industry.domain.evidence import (
    Evidence,
    Figure,
    Source,
    check_sources,
    evidence_sentence,
    strength_column,
    without_evidence,
    written,
)
from mcda_industry.errors import DecisionError, ProblemError, RecordError

CASE = morocco_2025()


def test_the_strength_given_counts_before_that_of_the_flag() -> None:
    assert Evidence(flag="illustrative").strength == 1
    graded = Evidence(flag="illustrative", strength_1_5=2)
    assert (graded.strength, graded.confidence) == (2, 0.4)
    assert "by default" not in graded.sentence()
    assert "by default" in Evidence(flag="derived").sentence()


@pytest.mark.parametrize("flag", ["sourced", "mixed"])
def test_a_sourced_figure_names_its_sources(flag: str) -> None:
    with pytest.raises(ProblemError, match="must name its sources, and names none"):
        Evidence(flag=flag)


@pytest.mark.parametrize(
    "change", [{"flag": "certain"}, {"strength_1_5": 6}, {"strength_1_5": 0}, {"date": "mai 2025"}, {"sources": ("",)}]
)
def test_evidence_out_of_range_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(RecordError):
        Evidence(**{"flag": "derived", **change})


def test_a_figure_without_evidence_says_so_in_both_languages() -> None:
    bare = Figure(value=4.5, unit="%")
    assert bare.sentence() == "4.5 % (no evidence given)"
    assert bare.sentence("fr") == "4,5 % (sans source)"
    with pytest.raises(DecisionError, match="no sentences in 'de'"):
        bare.sentence("de")


def test_every_record_of_the_case_has_evidence_in_its_list_of_sources() -> None:
    records = (*CASE.ecosystems, *CASE.projects, *CASE.levers, *CASE.regions)
    assert without_evidence(records) == ()
    check_sources({record.id: Evidence.of(record) for record in records}, CASE.sources)


def test_a_record_without_flag_and_sources_is_told_to_have_none() -> None:
    bare = CASE.projects[0].model_copy(update={"source_flag": "", "source_ids": ()})
    assert Evidence.of(bare) is None
    assert evidence_sentence(Evidence.of(bare), "fr") == "sans source"
    assert without_evidence([bare, CASE.projects[1]]) == ("P01",)


def test_evidence_is_dated_by_its_newest_source() -> None:
    dates = {source.id: source.date for source in CASE.sources}
    assert Evidence.of(CASE.ecosystems[0], dates).date == "2025-10"
    assert Evidence.of(CASE.projects[0], dates).date == ""


def test_an_unknown_flag_is_refused_with_the_nearest_one() -> None:
    odd = CASE.projects[0].model_copy(update={"source_flag": "source"})
    with pytest.raises(ProblemError, match="'P01' has the source flag 'source'.*did you mean 'sourced'"):
        Evidence.of(odd)


def test_an_unknown_source_is_refused_with_the_nearest_one() -> None:
    cited = {"E01": Evidence(flag="mixed", sources=("S04", "S7")), "E02": None}
    with pytest.raises(ProblemError, match="'E01' cites the source 'S7', which is not in the list; did you mean 'S"):
        check_sources(cited, CASE.sources)


def test_a_record_that_carries_no_evidence_is_refused() -> None:
    with pytest.raises(ProblemError, match="A Stakeholder carries no evidence"):
        Evidence.of(CASE.stakeholders[0])


def test_sources_and_figures_survive_json() -> None:
    for record in (*CASE.sources, Figure(value=1.5, evidence=Evidence(flag="mixed", sources=("S04",)))):
        assert type(record).model_validate_json(record.model_dump_json()) == record


def test_a_source_has_a_date_as_written_or_none() -> None:
    assert CASE.sources[-1].date == ""
    with pytest.raises(RecordError, match="'date'"):
        Source(id="S99", date="last year")


@pytest.mark.parametrize(
    ("value", "en", "fr"),
    [
        (0, "0", "0"),
        (1234567.8, "1,234,568", "1\u202f234\u202f568"),
        (999.96, "1,000", "1\u202f000"),
        (12.0, "12", "12"),
        (-46.38, "-46.4", "-46,4"),
        (1.625, "1.62", "1,62"),
        (100, "100", "100"),
        (0.00031, "0.00031", "0,00031"),
        (1e300, "1e+300", "1e+300"),
    ],
)
def test_numbers_are_written_as_people_write_them(value: float, en: str, fr: str) -> None:
    assert (written(value), written(value, "fr")) == (en, fr)


def test_a_figure_says_what_it_is_in_its_language_or_the_one_there_is() -> None:
    assert Figure(label={"fr": "emplois"}, value=12.5, unit="k").sentence("fr") == "emplois : 12,5 k (sans source)"
    assert Figure(label={"en": "jobs"}, value=3).sentence("fr") == "jobs : 3 (sans source)"
    assert Figure(label={"en": "jobs"}, value=3).sentence() == "jobs: 3 (no evidence given)"


def test_the_strength_of_evidence_is_a_column_and_none_counts_zero() -> None:
    bare = CASE.ecosystems[0].model_copy(update={"source_flag": "", "source_ids": ()})
    column = strength_column([bare, CASE.ecosystems[1]])
    assert (dict(column.values), column.criterion.unit) == ({"E01": 0.0, "E02": 3.0}, "0-5")
    with pytest.raises(ProblemError, match="'E01' stands twice"):
        strength_column([bare, bare])
