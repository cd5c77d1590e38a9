"""The sheets of the programme hold the whole reference case."""

from collections.abc import Sequence

import pytest

import mcda_industry as mi
from mcda_industry.datasets.tables import packaged_records
from mcda_industry.io.csv_files import Dialect, records_from_text
from mcda_industry.records import Record

CASE = mi.datasets.morocco_2025()
RECORDS: dict[str, Sequence[Record]] = {
    "projects": CASE.projects,
    "levers": CASE.levers,
    "measures": CASE.measures,
    "links": CASE.value_chain.links,
    "ecosystems": CASE.ecosystems,
    "regions": CASE.regions,
    "employment": packaged_records("morocco_2025", "regional_employment.csv", mi.regions.Employment, {}),
    "risks": CASE.risks,
    "emission_factors": CASE.emission_factors,
    "sources": CASE.sources,
}


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_whole_case_goes_to_one_workbook_and_comes_back_equal(lang: str) -> None:
    sheets = mi.programme_sheets()
    found = mi.read_workbook(mi.records_to_workbook(RECORDS, sheets, lang), sheets, lang)
    assert {name: len(records) for name, records in found.items()} == {
        name: len(given) for name, given in RECORDS.items()
    }
    for name, given in RECORDS.items():
        assert [record.fingerprint() for record in found[name]] == [record.fingerprint() for record in given]


@pytest.mark.parametrize("sheet", mi.programme_sheets(), ids=lambda sheet: sheet.name)
def test_each_kind_goes_to_csv_and_to_a_data_frame_and_comes_back_equal(sheet: mi.Sheet) -> None:
    given = tuple(RECORDS[sheet.name])
    for dialect in (Dialect(), Dialect(";", ",")):
        text = mi.records_to_csv(given, delimiter=dialect.delimiter, decimal=dialect.decimal)
        assert records_from_text(text, sheet.kind, {}, dialect) == given
    assert mi.records_from_frame(mi.records_to_frame(given), sheet.kind) == given


def test_the_criteria_follow_from_the_records_that_were_read() -> None:
    from dataclasses import replace

    found = mi.read_workbook(mi.records_to_workbook(RECORDS, mi.programme_sheets()), mi.programme_sheets())
    read = replace(CASE, projects=found["projects"], regions=found["regions"])
    assert read.problem("projects") == CASE.problem("projects")


def test_sheets_are_asked_for_by_name_in_the_order_asked() -> None:
    assert [sheet.name for sheet in mi.programme_sheets("regions", "projects", "regions")] == ["regions", "projects"]
    assert len(mi.programme_sheets()) == 10


def test_every_sheet_has_a_title_in_both_languages_and_cites_sheets_that_are_there() -> None:
    sheets = {sheet.name: sheet for sheet in mi.programme_sheets()}
    for sheet in sheets.values():
        assert set(sheet.title) == {"fr", "en"}
        for cites in sheet.cites.values():
            assert all(field in sheets[name].kind.model_fields for name, field in cites.fields)


@pytest.mark.parametrize(
    ("sheet", "field"),
    [
        ("projects", "source_ids"),
        ("levers", "linked_projects"),
        ("links", "feeds_into"),
        ("risks", "targets"),
        ("measures", "depends_on"),
    ],
)
def test_an_unknown_code_is_found_in_every_sheet(sheet: str, field: str) -> None:
    first, *rest = RECORDS[sheet]
    wrong = {**RECORDS, sheet: [first.model_copy(update={field: ("X99",)}), *rest]}
    with pytest.raises(mi.FileError, match="'X99' is not known in") as caught:
        mi.read_workbook(mi.records_to_workbook(wrong, mi.programme_sheets()), mi.programme_sheets())
    assert caught.value.row == 2
    assert str(caught.value.cell).endswith("3")
    assert caught.value.code == "unknown_code"
