"""Excel workbooks that cannot be read: one typed refusal that names sheet, row, column and cell."""

import io
import tracemalloc
import zipfile
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Literal

import openpyxl
import pytest
from bad_input.refusal import Bad, assert_refused, bad
from pydantic import AfterValidator

import mcda_industry as mi
from mcda_industry.io import archives, tables, workbook_rows
from mcda_industry.records import Count, Day, FrozenMap, Labels, Name, Number, Record

F, R = mi.FileError, mi.RecordError


class Site(Record):
    """A record with a field of every shape."""

    id: Name
    label: Labels = FrozenMap()
    area: Number
    staff: Count | None = None
    opened: Day | None = None
    open: bool = True
    kind: Literal["plant", "depot"] = "plant"
    codes: tuple[Name, ...] = ()
    region: Name | None = None
    near: tuple[Name, ...] = ()


class Area(Record):
    """What a site is in."""

    id: Name
    size: Number = 0.0


SITES = mi.Sheet(
    Site,
    "sites",
    FrozenMap({"fr": "Sites", "en": "Plants"}),
    cites={"region": mi.Cites(("areas",)), "near": mi.Cites(("sites", "areas"), also=("everywhere",))},
)
AREAS = mi.Sheet(Area, "areas", FrozenMap({"fr": "Régions d'ici", "en": "Areas"}))


def book(*rows: Sequence[object], title: str = "Sites", then: Callable[[Any], object] | None = None) -> bytes:
    """A workbook of one sheet with these rows, after something was done to the sheet."""
    made = openpyxl.Workbook()
    page = made.active
    page.title = title
    for row in rows:
        page.append(list(row))
    if then is not None:
        then(page)
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


def read(*rows: Sequence[object], lang: str = "en", **options: Any) -> Any:
    return mi.read_workbook(book(*rows, **options), [SITES], lang)


def cell(column: str, value: object, **options: Any) -> Any:
    """Read one good row, then one with this value in a column."""
    good: dict[str, object] = {"id": "S1", "area": 2.5}
    head = ["id", "area", *([column] if column not in good else [])]
    rows = [good, {**good, "id": "S2", column: value}]
    return read(head, *([row.get(name) for name in head] for row in rows), **options)


def both(sites: Sequence[Sequence[object]], areas: Sequence[Sequence[object]], lang: str = "en") -> Any:
    """Read a workbook of two sheets."""
    made = openpyxl.Workbook()
    made.active.title = "Sites"
    other = made.create_sheet("Régions d'ici")
    for page, rows in ((made.active, sites), (other, areas)):
        for row in rows:
            page.append(list(row))
    content = io.BytesIO()
    made.save(content)
    return mi.read_workbook(content.getvalue(), [SITES, AREAS], lang)


GOOD = book(["id", "area"], ["S1", 2.5])


def repacked(change: Callable[[dict[str, bytes]], object], data: bytes = GOOD) -> bytes:
    """A workbook whose parts were changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


def in_sheet(old: bytes, new: bytes, data: bytes = GOOD) -> bytes:
    """A workbook whose sheet has other XML."""

    def change(parts: dict[str, bytes]) -> None:
        part = parts["xl/worksheets/sheet1.xml"]
        assert old in part
        parts["xl/worksheets/sheet1.xml"] = part.replace(old, new)

    return repacked(change, data)


def of(data: bytes, lang: str = "en") -> Any:
    return mi.read_workbook(data, [SITES], lang)


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def with_macro_type(parts: dict[str, bytes]) -> None:
    kind = parts["[Content_Types].xml"]
    parts["[Content_Types].xml"] = kind.replace(b"spreadsheetml.sheet.main", b"ms-excel.sheet.macroEnabled.main")


def error_cell(page: Any) -> None:
    page["B3"].value, page["B3"].data_type = "#REF!", "e"


CELLS = [
    bad(
        "a text",
        lambda: cell("area", "env. 5"),
        F,
        "not_a_number",
        "Sheet 'Sites', row 3, column 'area': 'env. 5'",
        row=2,
        column=1,
        cell="Sites!B3",
    ),
    bad(
        "a text number",
        lambda: cell("area", "5"),
        F,
        "text_number",
        "'5' is text, not a number",
        row=2,
        column=1,
        cell="Sites!B3",
    ),
    bad(
        "a text with a comma", lambda: cell("area", "1,5"), F, "decimal_mark", "'1,5'", row=2, column=1, cell="Sites!B3"
    ),
    bad(
        "a truth value",
        lambda: cell("area", True),
        F,
        "wrong_type",
        "a number is wanted",
        row=2,
        column=1,
        cell="Sites!B3",
    ),
    bad(
        "a date",
        lambda: cell("area", datetime(2026, 1, 31)),
        F,
        "wrong_type",
        "is a date",
        row=2,
        column=1,
        cell="Sites!B3",
    ),
    bad("nothing", lambda: cell("area", None), F, "empty", "the cell is empty", row=2, column=1, cell="Sites!B3"),
    bad(
        "a formula", lambda: cell("area", "=1+1"), F, "formula", "'=1+1'", "its value", row=2, column=1, cell="Sites!B3"
    ),
    bad(
        "a formula for a text", lambda: cell("id", '="S"&2'), F, "formula", "formula", row=2, column=0, cell="Sites!A3"
    ),
    bad(
        "an error value",
        lambda: read(["id", "area"], ["S1", 1], ["S2", 1], then=error_cell),
        F,
        "error_value",
        "'#REF!'",
        row=2,
        column=1,
        cell="Sites!B3",
    ),
    bad("#N/A", lambda: cell("area", "#N/A"), F, "error_value", "'#N/A'", row=2, column=1, cell="Sites!B3"),
    bad(
        "a number for a code",
        lambda: cell("id", 7606),
        F,
        "not_text",
        "'7606'",
        "text format",
        row=2,
        column=0,
        cell="Sites!A3",
    ),
    bad(
        "a date for a text",
        lambda: cell("label_fr", datetime(2026, 1, 31)),
        F,
        "not_text",
        "a date",
        row=2,
        column=2,
        cell="Sites!C3",
    ),
    bad("half a head", lambda: cell("staff", 2.5), F, "not_whole", "'2.5'", row=2, column=2, cell="Sites!C3"),
    bad(
        "a moment",
        lambda: cell("opened", datetime(2026, 1, 31, 8)),
        F,
        "time_of_day",
        "time",
        row=2,
        column=2,
        cell="Sites!C3",
    ),
    bad(
        "a serial", lambda: cell("opened", 45000), F, "wrong_type", "a date is wanted", row=2, column=2, cell="Sites!C3"
    ),
    bad(
        "a French date",
        lambda: cell("opened", "31/01/2026"),
        F,
        "not_a_date",
        "2026-01-31",
        row=2,
        column=2,
        cell="Sites!C3",
    ),
    bad(
        "one for true",
        lambda: cell("open", 1),
        F,
        "wrong_type",
        "a truth value is wanted",
        row=2,
        column=2,
        cell="Sites!C3",
    ),
    bad(
        "no choice",
        lambda: cell("kind", "plan"),
        F,
        "not_a_choice",
        "did you mean 'plant'?",
        row=2,
        column=2,
        cell="Sites!C3",
    ),
    bad("a number for codes", lambda: cell("codes", 7606), F, "not_text", "'7606'", row=2, column=2, cell="Sites!C3"),
    bad(
        "far to the right",
        lambda: read(["id", *[f"x{k}" for k in range(40)], "area"], ["S1", *[None] * 40, "x"]),
        F,
        "unknown_column",
        "'x0'",
        row=0,
        column=1,
        cell="Sites!B1",
        faults=41,
    ),
]

SHEETS = [
    bad("a misspelt sheet", lambda: read(["id", "area"], title="Site"), F, "no_sheet", "no sheet 'Plants'", "'Site'"),
    bad("an empty workbook", lambda: of(book(title="Feuil1")), F, "no_sheet", "there is 'Feuil1'"),
    bad("an empty sheet", read, F, "no_header", "Sheet 'Sites'", "first row"),
    bad("a header below", lambda: read([], ["id", "area"], ["S1", 1]), F, "no_header", "first row"),
    bad("a hidden sheet", lambda: of(hidden("hidden")), F, "hidden_sheet", "Sheet 'Sites'", "Show it"),
    bad("a very hidden sheet", lambda: of(hidden("veryHidden")), F, "hidden_sheet", "Show it"),
    bad("both titles", lambda: of(two_titles()), F, "two_sheets", "'Plants', 'Sites'"),
    bad(
        "merged cells",
        lambda: read(["id", "area"], ["S1", 1], ["S2", 1], then=lambda page: page.merge_cells("A2:A3")),
        F,
        "merged",
        "cells A2:A3 are merged",
        cell="Sites!A2",
        faults=2,
    ),
    bad(
        "a misspelt column",
        lambda: read(["id", "aera"], ["S1", 1]),
        F,
        "unknown_column",
        "did you mean 'area'?",
        row=0,
        column=1,
        cell="Sites!B1",
        faults=2,
    ),
    bad("a missing column", lambda: read(["id"], ["S1"]), F, "missing_column", "row 1", "'area'", row=0),
    bad(
        "a column twice",
        lambda: read(["id", "area", "area"], ["S1", 1, 2]),
        F,
        "duplicate_column",
        "'area'",
        row=0,
        column=2,
        cell="Sites!C1",
    ),
    bad(
        "a column without a name",
        lambda: read(["id", None, "area"], ["S1", "x", 2]),
        F,
        "unnamed_column",
        "no name",
        row=1,
        column=1,
        cell="Sites!B2",
    ),
    bad(
        "a remark beside",
        lambda: read(["id", "area"], ["S1", 1, None, "to check"]),
        F,
        "unnamed_column",
        "no name",
        row=1,
        column=3,
        cell="Sites!D2",
    ),
    bad(
        "a number for a name",
        lambda: read(["id", "area", 2024], ["S1", 1, 2]),
        F,
        "unknown_column",
        "'2024'",
        row=0,
        column=2,
        cell="Sites!C1",
    ),
    bad("too many columns", lambda: read(["id", *range(1100)]), F, "too_large", "1000", row=0),
    bad(
        "a code twice",
        lambda: read(["id", "area"], ["S1", 1], ["S2", 1], ["S1", 2]),
        F,
        "duplicate_key",
        "'S1'",
        "row 2",
        row=3,
        column=0,
        cell="Sites!A4",
    ),
]


def hidden(state: str) -> bytes:
    def hide(page: Any) -> None:
        page.parent.create_sheet("Other")
        page.sheet_state = state

    return book(["id", "area"], ["S1", 1], then=hide)


def two_titles() -> bytes:
    return book(["id", "area"], then=lambda page: page.parent.create_sheet("Plants").append(["id", "area"]))


CODES = [
    bad(
        "an unknown region",
        lambda: both([["id", "area", "region"], ["S1", 1, "MA-6"]], [["id"], ["MA-06"]]),
        F,
        "unknown_code",
        "'MA-6' is not known in \"Régions d'ici\"; did you mean 'MA-06'?",
        row=1,
        column=2,
        cell="Sites!C2",
    ),
    bad(
        "a space behind",
        lambda: both([["id", "area", "region"], ["S1", 1, "MA-06 "]], [["id"], ["MA-06"]]),
        F,
        "unknown_code",
        "'MA-06 '",
        "did you mean 'MA-06'?",
        row=1,
        column=2,
        cell="Sites!C2",
    ),
    bad(
        "one of several",
        lambda: both([["id", "area", "near"], ["S1", 1, "S1;everywhere;R9;R1"]], [["id"], ["R1"]]),
        F,
        "unknown_code",
        "'R9'",
        "'Sites' or",
        row=1,
        column=2,
        cell="Sites!C2",
        faults=1,
    ),
    bad(
        "nothing to cite",
        lambda: both([["id", "area", "region"], ["S1", 1, "R1"]], [["id"]]),
        F,
        "unknown_code",
        "there are none",
        row=1,
        column=2,
        cell="Sites!C2",
    ),
    bad(
        "beside another fault",
        lambda: both([["id", "area", "region"], ["S1", "x", "R2"]], [["id"], ["R1"]]),
        F,
        "not_a_number",
        "'x'",
        "'R2'",
        row=1,
        column=1,
        cell="Sites!B2",
        faults=2,
    ),
]

FILES = [
    bad("text", lambda: of(b"id,area\nS1,2\n"), F, "not_a_workbook", "Save it as .xlsx"),
    bad("nothing", lambda: of(b""), F, "not_a_workbook", "not an Excel workbook"),
    bad(
        "an old workbook",
        lambda: of(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
        F,
        "old_workbook",
        ".xls",
        "password",
    ),
    bad("another zip", lambda: of(repacked(lambda parts: parts.pop("xl/workbook.xml"))), F, "not_a_workbook", ".xlsx"),
    bad("half a file", lambda: of(GOOD[: len(GOOD) // 2]), F, "not_a_workbook", ".xlsx"),
    bad(
        "macros",
        lambda: of(repacked(lambda parts: parts.update({"xl/vbaProject.bin": b"x"}))),
        F,
        "macros",
        "Save it as .xlsx",
    ),
    bad("a macro type", lambda: of(repacked(with_macro_type)), F, "macros", "macros"),
    bad(
        "a document type",
        lambda: of(in_sheet(b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet')),
        F,
        "unsafe_workbook",
        "DOCTYPE",
        "save it again",
    ),
    bad(
        "a document type in UTF-16",
        lambda: of(
            repacked(
                lambda parts: parts.update(
                    {"xl/styles.xml": '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x><x/>'.encode("utf-16")}
                )
            )
        ),
        F,
        "unsafe_workbook",
        "DOCTYPE",
    ),
    bad(
        "a bomb",
        lambda: of(repacked(lambda parts: parts.update({"xl/media/x.bin": bytes(20_000_000)}))),
        F,
        "unsafe_workbook",
        "ratio",
    ),
    bad(
        "too many parts",
        lambda: of(repacked(lambda parts: parts.update({f"x/{k}": b"" for k in range(2001)}))),
        F,
        "unsafe_workbook",
        "2000",
    ),
    bad("broken XML", lambda: of(in_sheet(b"</row>", b"</rwo>")), F, "damaged", "save it again"),
    bad("a bad number", lambda: of(in_sheet(b"<v>2.5</v>", b"<v>2.x</v>")), F, "damaged", "ValueError"),
    bad("no style", lambda: of(in_sheet(b'<c r="B2"', b'<c r="B2" s="x"')), F, "damaged", "save it again"),
    bad(
        "a sheet that is gone",
        lambda: of(repacked(lambda parts: parts.pop("xl/worksheets/sheet1.xml"))),
        F,
        "no_sheet",
        "there are none",
    ),
    bad("no file", lambda: mi.read_workbook("nowhere.xlsx", [SITES]), F, "no_file", "'nowhere.xlsx'"),
    bad("a folder", lambda: mi.read_workbook(".", [SITES]), F, "unreadable", "'.'"),
    bad(
        "another language", lambda: mi.read_workbook(GOOD, [SITES], "de"), mi.DecisionError, "unknown_language", "'de'"
    ),
    bad("another decimal mark", lambda: mi.read_workbook(GOOD, [SITES], decimal=" "), F, "bad_decimal", "decimal mark"),
    bad("no kind", lambda: mi.read_workbook(GOOD, []), F, "no_kinds", "Give one"),
    bad("a name for a kind", lambda: mi.read_workbook(GOOD, "projects"), F, "no_kinds", "'projects'"),  # type: ignore[arg-type]
    bad("a kind twice", lambda: mi.read_workbook(GOOD, [SITES, SITES]), F, "duplicate_name", "'sites', 'plants'"),
    bad("no record", lambda: mi.read_workbook(GOOD, [str]), R, "not_a_kind", "Give the class"),  # type: ignore[list-item]
    bad("a title for Excel", lambda: mi.Sheet(Area, "areas", FrozenMap({"en": "a/b"})), F, "bad_title", "'a/b'"),
    bad(
        "a key that is no field",
        lambda: mi.Sheet(Area, "areas", FrozenMap(), key=("code",)),
        F,
        "unknown_field",
        "'code'",
    ),
]

WRITING = [
    bad("no such sheet", lambda: mi.records_to_workbook({"site": []}, [SITES]), F, "no_sheet", "did you mean 'sites'?"),
    bad(
        "another kind",
        lambda: mi.records_to_workbook({"sites": [Area(id="R1")]}, [SITES]),
        R,
        "not_a_record",
        "Site",
        row=0,
    ),
    bad("a list", lambda: mi.records_to_workbook([Area(id="R1")], [AREAS]), R, "wrong_type", "mapping"),  # type: ignore[arg-type]
    bad(
        "a control character",
        lambda: mi.records_to_workbook({"areas": [Area(id="a\x01")]}, [AREAS]),
        R,
        "not_writable",
        "'id'",
        row=0,
    ),
    bad(
        "a long text",
        lambda: mi.records_to_workbook({"areas": [Area(id="a" * 40_000)]}, [AREAS]),
        R,
        "not_writable",
        "32767",
        row=0,
    ),
    bad(
        "a carriage return",
        lambda: mi.records_to_workbook({"areas": [Area(id="a\rb")]}, [AREAS]),
        R,
        "not_writable",
        row=0,
    ),
    bad(
        "an escape of the format",
        lambda: mi.records_to_workbook({"areas": [Area(id="_x0041_")]}, [AREAS]),
        R,
        "not_writable",
        row=0,
    ),
    bad(
        "many digits",
        lambda: mi.records_to_workbook({"sites": [Site(id="S", area=1, staff=10**16)]}, [SITES]),
        R,
        "not_writable",
        "digits",
        row=0,
    ),
    bad(
        "a sheet that is not there",
        lambda: mi.programme_sheets("project"),
        F,
        "unknown_sheet",
        "did you mean 'projects'?",
    ),
]


@pytest.mark.parametrize("case", [*CELLS, *SHEETS, *CODES, *FILES, *WRITING], ids=lambda case: case.id)
def test_a_workbook_that_cannot_be_read_or_written_is_refused_by_cell(case: Bad) -> None:
    assert_refused(case)


def test_what_is_larger_than_is_read_is_refused_while_it_streams(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tables, "MOST_ROWS", 2)
    assert_refused(bad("rows", lambda: read(["id", "area"], *[["S1", 1]] * 4), F, "too_large", "at most 2", row=3))
    monkeypatch.setattr(workbook_rows, "MOST_CELLS", 5)
    assert_refused(bad("cells", lambda: read(["id", "area"], ["S1", 1], ["S2", 1]), F, "too_large", "at most 5", row=2))
    monkeypatch.setattr(workbook_rows, "MOST_BYTES", 1000)
    path = written(tmp_path / "large.xlsx", GOOD)
    assert_refused(bad("bytes", lambda: mi.read_workbook(path, [SITES]), F, "too_large", "large.xlsx"))
    monkeypatch.setattr(archives, "MOST_UNPACKED", 1000)
    assert_refused(bad("unpacked", lambda: of(GOOD), F, "unsafe_workbook", "MB"))


def test_a_part_that_unpacks_into_more_than_it_says_costs_no_memory() -> None:
    honest = repacked(lambda parts: parts.update({"xl/media/x.bin": bytes(40_000_000)}))
    lying = honest.replace((40_000_000).to_bytes(4, "little"), (100).to_bytes(4, "little"))
    assert lying != honest
    tracemalloc.start()
    with pytest.raises(mi.FileError, match="not an Excel workbook"):
        of(lying)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 4_000_000


def test_a_packing_that_excel_does_not_use_is_refused() -> None:
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_LZMA) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    assert_refused(bad("lzma", lambda: of(content.getvalue()), F, "unsafe_workbook", "zip compression"))


def test_a_formula_for_the_name_of_a_column_is_shown_as_it_is() -> None:
    with pytest.raises(mi.FileError, match="column '=1': there is no such column"):
        read(["id", "area", "=1"], ["a", 1, 2])


def test_a_good_workbook_is_read_from_a_file_and_from_bytes(tmp_path: Path) -> None:
    path = written(tmp_path / "sites.xlsx", GOOD)
    assert mi.read_workbook(path, [SITES])["sites"] == of(GOOD)["sites"] == (Site(id="S1", area=2.5),)


def test_without_openpyxl_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "openpyxl", None)
    for call in (lambda: of(GOOD), lambda: mi.template([SITES])):
        with pytest.raises(mi.FileError, match=r'pip install "mcda_industry\[office\]"') as caught:
            call()
        assert caught.value.code == "no_openpyxl"


def test_parts_that_stand_twice_and_parts_with_a_password_are_refused() -> None:
    content = io.BytesIO(GOOD)
    with zipfile.ZipFile(content, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("xl/workbook.xml", b"<x/>")
    assert_refused(bad("twice", lambda: of(content.getvalue()), F, "unsafe_workbook", "duplicate parts"))
    locked = bytearray(GOOD)
    locked[GOOD.rindex(b"PK\x01\x02") + 8] |= 1
    assert_refused(bad("locked", lambda: of(bytes(locked)), F, "old_workbook", "without a password"))


def even(value: float) -> float:
    """A rule of the field itself."""
    if value % 2:
        raise mi.ProblemError(f"{value:g} is odd. Give an even one.", code="odd")
    return value


class Alone(Record):
    """A record of one text."""

    id: Name


class Grade(Record):
    """A record whose field has a rule of its own."""

    id: Name
    share: Annotated[Number, AfterValidator(even)] = 0.0


def test_a_rule_of_a_field_is_told_at_its_cell() -> None:
    data = book(["id", "share"], ["G1", 3], title="Grade")
    assert_refused(
        bad(
            "odd",
            lambda: mi.read_workbook(data, [Grade]),
            F,
            "odd",
            "Sheet 'Grade', row 2, column 'share': 3 is odd",
            row=1,
            column=1,
            cell="Grade!B2",
        )
    )


def test_a_record_that_reads_like_the_explanations_is_not_written() -> None:
    assert_refused(
        bad(
            "like",
            lambda: mi.records_to_workbook({"Name": [Alone(id="ⓘ x")]}, [mi.Sheet(Alone, "Name", {})]),
            R,
            "not_writable",
            "Change its id",
            row=0,
        )
    )


def test_codes_are_not_looked_for_in_a_column_that_is_missing() -> None:
    assert_refused(
        bad(
            "no ids",
            lambda: both([["id", "area", "region"], ["S1", 1, "R1"]], [["size"], [1]]),
            F,
            "missing_column",
            "'id'",
            row=0,
            faults=1,
        )
    )
