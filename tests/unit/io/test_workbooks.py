"""Workbooks read back: the rules of rows, sheets and titles, and what is said in French."""

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import openpyxl
import pytest

import mcda_industry as mi
from mcda_industry.records import Day, FrozenMap, Name, Number, Record

PROJECTS = mi.programme_sheets("projects")
CASE = mi.datasets.morocco_2025()


class Site(Record):
    """A site."""

    id: Name
    area: Number = 1.0
    opened: Day | None = None
    shares: tuple[Number, ...] = ()
    open: bool = True


def workbook(sheets: dict[str, Sequence[Sequence[object]]]) -> Any:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for title, rows in sheets.items():
        page = made.create_sheet(title)
        for row in rows:
            page.append(list(row))
    return made


def bytes_of(made: Any) -> bytes:
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


def read(*rows: Sequence[object], **options: Any) -> tuple[Any, ...]:
    return mi.read_workbook(bytes_of(workbook({"Site": rows})), [Site], **options)["Site"]


def edited(change: Any, lang: str = "fr") -> bytes:
    """The reference case as a workbook that someone changed."""
    data = mi.records_to_workbook(
        {"projects": CASE.projects, "regions": CASE.regions}, mi.programme_sheets("projects", "regions"), lang
    )
    made = openpyxl.load_workbook(io.BytesIO(data))
    change(made)
    return bytes_of(made)


def test_empty_rows_are_left_out_wherever_they_stand_and_still_counted() -> None:
    assert [site.id for site in read(["id"], ["a"], [], [" "], ["b"], [], [])] == ["a", "b"]
    with pytest.raises(mi.FileError, match="row 5") as caught:
        read(["id", "area"], ["a", 1], [], [], ["b", "x"])
    assert caught.value.cell == "Site!B5"


def test_the_row_of_explanations_is_no_record_wherever_it_was_sorted_to() -> None:
    assert [site.id for site in read(["id", "area"], ["a", 1], ["ⓘ Its code.", "ⓘ Its size."], ["b", 2])] == ["a", "b"]


def test_columns_stand_in_any_order_and_optional_ones_may_be_left_out() -> None:
    assert read(["area", "id"], [2, "a"]) == (Site(id="a", area=2),)


def test_cells_have_their_own_types() -> None:
    (site,) = read(["id", "area", "opened", "shares", "open"], ["a", 3, datetime(2026, 1, 31), "62.5; 37.5", False])
    assert site == Site(id="a", area=3.0, opened="2026-01-31", shares=(62.5, 37.5), open=False)
    assert read(["id", "shares", "opened"], ["a", 100, "2026-01-31"])[0].shares == (100.0,)
    assert read(["id", "shares"], ["a", "62,5;37,5"], decimal=",")[0].shares == (62.5, 37.5)


def test_a_sheet_is_found_by_its_title_in_either_language_and_any_case() -> None:
    sheet = mi.Sheet(Site, "sites", FrozenMap({"fr": "Sites", "en": "Plants"}))
    for title in ("Sites", "Plants", "sites", "PLANTS"):
        for lang in ("fr", "en"):
            assert len(mi.read_workbook(bytes_of(workbook({title: [["id"], ["a"]]})), [sheet], lang)["sites"]) == 1


def test_sheets_that_are_not_asked_for_are_left_aside_even_when_they_hold_formulas() -> None:
    made = workbook({"Notes": [["=1+1", "#N/A"]], "Site": [["id"], ["a"]]})
    made["Notes"].merge_cells("A1:B2")
    made["Notes"].sheet_state = "hidden"
    assert len(mi.read_workbook(bytes_of(made), [Site])["Site"]) == 1


def test_rows_and_columns_that_are_hidden_are_read() -> None:
    made = workbook({"Site": [["id", "area"], ["a", 2], ["b", 3]]})
    made["Site"].row_dimensions[2].hidden = True
    made["Site"].column_dimensions["B"].hidden = True
    assert [site.area for site in mi.read_workbook(bytes_of(made), [Site])["Site"]] == [2.0, 3.0]


def test_what_the_file_says_of_its_own_size_is_not_trusted() -> None:
    import zipfile

    data = bytes_of(workbook({"Site": [["id"], ["a"], ["b"]]}))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = "xl/worksheets/sheet1.xml"
    parts[name] = parts[name].replace(b'<dimension ref="A1:A3"', b'<dimension ref="A1:A2"')
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for part, text in parts.items():
            archive.writestr(part, text)
    assert len(mi.read_workbook(content.getvalue(), [Site])["Site"]) == 2


def test_faults_of_all_sheets_are_told_in_one_pass_in_french() -> None:
    def spoil(made: Any) -> None:
        page = made["Projets"]
        heads = [cell.value for cell in page[1]]
        page.cell(14, heads.index("capex_mdh") + 1).value = "env. 5"
        page.cell(15, heads.index("region_code") + 1).value = "MA-6"
        page.cell(16, heads.index("requires") + 1).value = "P99"
        page.cell(17, heads.index("trl_1_9") + 1).value = 12
        made["Régions"].cell(3, 4).value = None

    with pytest.raises(mi.FileError) as caught:
        mi.read_workbook(edited(spoil), mi.programme_sheets("projects", "regions"), "fr")
    assert str(caught.value).splitlines() == [
        "Il y a 5 fautes :",
        "- Feuille 'Projets', ligne 14, colonne 'capex_mdh' : 'env. 5' n'est pas un nombre. Écrivez-le en chiffres, sans unité "
        "ni espace.",
        "- Feuille 'Projets', ligne 17, colonne 'trl_1_9' : '12' doit valoir au plus 9. Vérifiez-le.",
        "- Feuille 'Régions', ligne 3, colonne 'population_2024' : la cellule est vide. Donnez une valeur.",
        "- Feuille 'Projets', ligne 15, colonne 'region_code' : 'MA-6' n'est pas connu dans 'Régions' ; vouliez-vous dire "
        "'MA-06' ?",
        "- Feuille 'Projets', ligne 16, colonne 'requires' : 'P99' n'est pas connu dans 'Projets' ; vouliez-vous dire 'P39' ?",
    ]
    assert [fault.cell for fault in caught.value.faults] == [
        "Projets!J14",
        "Projets!V17",
        "Régions!D3",
        "Projets!G15",
        "Projets!AG16",
    ]


def test_what_projects_contradict_together_is_told_at_a_row() -> None:
    def circle(made: Any) -> None:
        page = made["Projets"]
        column = [cell.value for cell in page[1]].index("requires") + 1
        page.cell(3, column).value, page.cell(4, column).value = "P02", "P01"

    with pytest.raises(mi.FileError, match="Sheet 'Projets', column 'requires'") as caught:
        mi.read_workbook(edited(circle), PROJECTS)
    assert caught.value.code == "circular_requirement"


def test_what_a_record_says_against_itself_is_told_at_its_row() -> None:
    def itself(made: Any) -> None:
        page = made["Projets"]
        page.cell(5, [cell.value for cell in page[1]].index("requires") + 1).value = "P03"

    with pytest.raises(
        mi.FileError, match="Feuille 'Projets', ligne 5, colonne 'requires' : Project 'P03' requires itself"
    ) as caught:
        mi.read_workbook(edited(itself), PROJECTS, "fr")
    assert (caught.value.code, caught.value.cell, caught.value.row) == ("circular_requirement", "Projets!AG5", 4)


def test_codes_are_checked_only_where_the_sheet_they_cite_is_asked_for() -> None:
    def elsewhere(made: Any) -> None:
        made["Régions"].cell(3, 1).value = "MA-99"

    data = edited(elsewhere)
    assert len(mi.read_workbook(data, PROJECTS)["projects"]) == 44
    with pytest.raises(mi.FileError, match="'MA-01' is not known in 'Régions'"):
        mi.read_workbook(data, mi.programme_sheets("projects", "regions"))


def test_a_line_end_of_excel_is_one_line_end() -> None:
    assert read(["id"], ["a_x000D_\nb"])[0].id == "a\nb"


def test_many_unknown_codes_among_many_known_ones_are_told_at_once() -> None:
    cited = mi.Sheet(Site, "Site", FrozenMap(), cites={"shares": mi.Cites(("Site",))})
    rows = [[f"S{k}", f"{k}.5"] for k in range(3000)]
    with pytest.raises(mi.FileError, match="at least 100 faults") as caught:
        mi.read_workbook(bytes_of(workbook({"Site": [["id", "shares"], *rows]})), [cited])
    assert len(caught.value.faults) == 100
