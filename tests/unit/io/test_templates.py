"""The workbook to fill in: what it shows, what it offers, and that it is read back."""

import io
from datetime import date
from typing import Any, Literal

import openpyxl
import pytest

import mcda_industry as mi
from mcda_industry.io.explaining import documented, explanation
from mcda_industry.records import Day, FrozenMap, Labels, Name, Number, Record


class Visit(Record):
    """A visit.

    Parameters
    ----------
    id
        Its code.
    label, purpose
        What it is called and why,
        by language.
    on
        The day.

    Examples
    --------
    >>> 1
    1
    """

    id: Name
    label: Labels
    purpose: Labels = FrozenMap()
    on: Day
    cost_mdh: Number = 0.5
    kind: Literal["long", "short"] = "long"


def opened(data: bytes, read_only: bool = False) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data), read_only=read_only)


@pytest.fixture(scope="module")
def french() -> Any:
    return opened(mi.template(mi.programme_sheets(), "fr"))


def test_the_template_has_a_sheet_to_read_first_and_one_for_each_kind(french: Any) -> None:
    assert french.sheetnames == [
        "Lisez-moi",
        "Projets",
        "Leviers",
        "Mesures",
        "Maillons",
        "Écosystèmes",
        "Régions",
        "Emploi",
        "Risques",
        "Facteurs d'émission",
        "Sources",
    ]
    assert opened(mi.template([mi.Source], "en")).sheetnames == ["About", "Source"]
    listed = [cell.value for cell in french["Lisez-moi"]["A"]]
    assert listed[0] == "Classeur à remplir"
    assert listed[-1] == "Sources"


def test_every_column_is_named_explained_and_frozen(french: Any) -> None:
    page = french["Projets"]
    heads, told = [[cell.value for cell in page[row]] for row in (1, 2)]
    assert heads[:4] == ["id", "label_fr", "label_en", "ecosystem"]
    assert all(text.startswith("ⓘ ") for text in told)
    assert told[heads.index("capex_mdh")] == "ⓘ Investissement. Nombre, MDH, plus de 0. Obligatoire."
    assert told[heads.index("requires")].endswith(
        "Plusieurs valeurs séparées par « ; ». Codes de : Projets. Facultatif."
    )
    assert page.freeze_panes == "B3"
    assert page.column_dimensions["A"].width >= 20
    assert page.max_row == 2


def test_required_columns_are_coloured_otherwise(french: Any) -> None:
    page = french["Projets"]
    colours = {cell.value: cell.fill.fgColor.rgb for cell in page[1]}
    assert colours["capex_mdh"] == colours["id"] != colours["province"] == colours["mrl_1_10"]


def test_text_columns_stay_text_and_numbers_do_not(french: Any) -> None:
    page = french["Maillons"]
    formats = {
        page.cell(1, k + 1).value: page.column_dimensions[cell.column_letter].number_format
        for k, cell in enumerate(page[1])
    }
    assert formats["hs2022"] == formats["id"] == formats["supplier_shares_pct"] == "@"
    assert formats["imports_mdh"] == "General"


def test_choices_and_codes_of_another_sheet_are_offered(french: Any) -> None:
    offered = {
        str(rule.sqref): rule.formula1
        for page in ("Risques", "Projets")
        for rule in french[page].data_validations.dataValidation
    }
    assert offered["D3:D2000"] == '"portfolio,ecosystem,project,lever"'
    assert offered["G3:G2000"] == "'Régions'!$A$3:$A$2000"


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_column_of_the_programme_says_what_it_is_in_both_languages(lang: str) -> None:
    for sheet in mi.programme_sheets():
        for field in mi.csv_template(sheet.kind).strip().split(","):
            stem = field.removesuffix("_fr").removesuffix("_en")
            assert sheet.words.get(stem, FrozenMap()).get(lang), f"{sheet.name}.{field}"
        assert not set(sheet.words) - {*sheet.kind.model_fields, *_shared()}


def _shared() -> set[str]:
    from mcda_industry.forms.words import SHARED

    return set(SHARED)


def test_a_kind_without_words_is_explained_by_its_own_documentation() -> None:
    assert documented(Visit)["purpose"] == "What it is called and why, by language."
    sheet = mi.Sheet(Visit, "visits", FrozenMap())
    assert explanation(sheet, "label_ar", "en") == "What it is called and why, by language, ar. Text. Required."
    assert explanation(sheet, "on", "fr") == "The day. Date. Obligatoire."
    assert explanation(sheet, "cost_mdh", "en") == "Number, MDH. Optional; empty: 0.5."
    assert explanation(sheet, "kind", "fr") == "Au choix : long, short. Facultatif ; vide : long."


def test_an_empty_template_is_read_as_no_records() -> None:
    for lang in ("fr", "en"):
        found = mi.read_workbook(mi.template(mi.programme_sheets(), lang), mi.programme_sheets(), "en")
        assert {len(records) for records in found.values()} == {0}
        assert len(found) == 10


def test_text_a_spreadsheet_could_run_is_text() -> None:
    page = opened(mi.records_to_workbook({"Source": [mi.Source(id="=1+1", note="+33", url="@x")]}, [mi.Source]))[
        "Source"
    ]
    cells = {name: page.cell(3, column) for name, column in (("id", 1), ("url", 4), ("note", 6))}
    assert {name: (cell.value, cell.data_type, bool(cell.quotePrefix)) for name, cell in cells.items()} == {
        "id": ("=1+1", "s", True),
        "url": ("@x", "s", True),
        "note": ("+33", "s", True),
    }
    assert b"<f>" not in mi.records_to_workbook({"Source": [mi.Source(id="=1+1")]}, [mi.Source])


def test_dates_numbers_and_choices_are_cells_of_their_type() -> None:
    visit = Visit(id="V1", label={"fr": "Visite"}, on=date(2026, 1, 31), cost_mdh=0.1 + 0.2)
    data = mi.records_to_workbook({"Visit": [visit]}, [Visit], "fr")
    page = opened(data)["Visit"]
    found = {head.value: cell for head, cell in zip(page[1], page[3], strict=True)}
    assert (found["on"].is_date, found["on"].number_format) == (True, "yyyy-mm-dd")
    assert (found["cost_mdh"].data_type, found["cost_mdh"].value) == ("n", 0.1 + 0.2)
    assert found["label_en"].value is None
    assert mi.read_workbook(data, [Visit])["Visit"] == (visit,)


def test_codes_are_offered_from_where_they_stand_also_beside_a_third_language() -> None:
    class Zone(Record):
        """A zone."""

        label: Labels = FrozenMap()
        code: Name

    class Plot(Record):
        """A plot in a zone."""

        id: Name
        zone: Name

    zones = mi.Sheet(Zone, "zones", FrozenMap({"fr": "Zones d'ici"}), key=("code",))
    plots = mi.Sheet(Plot, "plots", FrozenMap({"fr": "Lots"}), cites={"zone": mi.Cites(("zones.code",))})
    data = mi.records_to_workbook({"zones": [Zone(code="Z1", label={"ar": "x"})]}, [zones, plots], "fr")
    (rule,) = opened(data)["Lots"].data_validations.dataValidation
    assert rule.formula1 == "'Zones d''ici'!$D$3:$D$2000"
