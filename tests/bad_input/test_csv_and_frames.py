"""CSV files and data frames that cannot be read: one typed refusal that names row, column and cell text."""

import tempfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Literal

import pandas as pd
import pytest
from bad_input.refusal import Bad, assert_refused, bad

import mcda_industry as mi
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
    origin: FrozenMap[Name, Number] = FrozenMap()


class Deep(Record):
    """A record that does not fit into a row."""

    id: Name
    sites: tuple[Site, ...]


def read(content: str | bytes, columns: Any = None, kind: Any = Site, **options: Any) -> tuple[Any, ...]:
    """The records of a file with this content."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "sites.csv")
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return mi.records_from_csv(path, kind, columns, **options)


def cell(column: str, text: str, **options: Any) -> tuple[Any, ...]:
    """The records of a file with one good row, then one with this text in a column."""
    good = {"id": "S1", "area": "2"}
    head = ["id", "area", *([column] if column not in good else [])]
    rows = [good, {**good, "id": "S2", column: text}]
    lines = [",".join(f'"{row.get(name, "")}"' for name in head) for row in rows]
    return read("\n".join([",".join(head), *lines]), **options)


def frame(**columns: Any) -> tuple[Any, ...]:
    """The records of a frame with these columns beside good ones."""
    first = next(iter(columns.values()))
    good = {"id": [f"S{k}" for k in range(len(first))], "area": [1.0] * len(first)}
    return mi.records_from_frame(pd.DataFrame({**good, **columns}), Site)


def two_named_alike() -> pd.DataFrame:
    return pd.DataFrame([["S1", 1.0, 2.0]], columns=["id", "area", "area"])


CELLS = [
    bad("a text", lambda: cell("area", "env. 5"), F, "not_a_number", "Row 3, column 'area': 'env. 5'", row=2, column=1),
    bad("a unit", lambda: cell("area", "5 m2"), F, "not_a_number", "'5 m2'", row=2, column=1),
    bad("thousands", lambda: cell("area", "1 000"), F, "not_a_number", "without unit or space", row=2, column=1),
    bad("underscores", lambda: cell("area", "1_000"), F, "not_a_number", "'1_000'", row=2, column=1),
    bad("a decimal comma", lambda: cell("area", "1,5"), F, "decimal_mark", "'1,5'", "decimal=','", row=2, column=1),
    bad(
        "a decimal point",
        lambda: cell("area", "1.5", decimal=","),
        F,
        "decimal_mark",
        "decimal='.'",
        row=1 + 1,
        column=1,
    ),
    bad("nan", lambda: cell("area", "nan"), F, "not_a_number", "'nan'", row=2, column=1),
    bad("infinity", lambda: cell("area", "inf"), F, "not_a_number", "'inf'", row=2, column=1),
    bad("too big a number", lambda: cell("area", "1e999"), F, "not_a_number", "'1e999'", row=2, column=1),
    bad("arabic digits", lambda: cell("area", "٣"), F, "not_a_number", "'٣'", row=2, column=1),
    bad("hexadecimal", lambda: cell("area", "0x1F"), F, "not_a_number", "'0x1F'", row=2, column=1),
    bad("a percent sign", lambda: cell("area", "5%"), F, "not_a_number", "'5%'", row=2, column=1),
    bad("an error value", lambda: cell("area", "#N/A"), F, "not_a_number", "'#N/A'", row=2, column=1),
    bad("a long number", lambda: cell("area", "1" * 900), F, "not_a_number", "1…'", row=2, column=1),
    bad("nothing", lambda: cell("area", ""), F, "empty", "column 'area': the cell is empty", row=2, column=1),
    bad("spaces", lambda: cell("area", "  "), F, "empty", "the cell is empty", row=2, column=1),
    bad("no id", lambda: cell("id", ""), F, "empty", "column 'id': the cell is empty", row=2, column=0),
    bad("a blank id", lambda: cell("id", "  "), F, "empty", "the cell is empty", row=2, column=0),
    bad("half a head", lambda: cell("staff", "2.5"), F, "not_whole", "'2.5' is not a whole number", row=2, column=2),
    bad("too many heads", lambda: cell("staff", "1e300"), F, "too_precise", "'1e300'", row=2, column=2),
    bad("a French date", lambda: cell("opened", "31/01/2026"), F, "not_a_date", "2026-01-31", row=2, column=2),
    bad("no such day", lambda: cell("opened", "2026-02-30"), F, "not_a_date", "'2026-02-30'", row=2, column=2),
    bad("a week date", lambda: cell("opened", "2026-W05-1"), F, "not_a_date", "'2026-W05-1'", row=2, column=2),
    bad("maybe", lambda: cell("open", "maybe"), F, "not_true_or_false", "'maybe'", row=2, column=2),
    bad("one for true", lambda: cell("open", "1"), F, "not_true_or_false", "'1'", row=2, column=2),
    bad("a near choice", lambda: cell("kind", "plan"), F, "not_a_choice", "did you mean 'plant'?", row=2, column=2),
    bad("no choice", lambda: cell("kind", "x"), F, "not_a_choice", "there are 'plant', 'depot'", row=2, column=2),
    bad("no pair", lambda: cell("origin", "FR 3"), F, "not_a_pair", "'FR 3'", "name:value", row=2, column=2),
    bad("half a pair", lambda: cell("origin", "FR:"), F, "not_a_number", "''", row=2, column=2),
    bad("a pair twice", lambda: cell("origin", "FR:1;FR:2"), F, "pair_twice", "'FR' stands twice", row=2, column=2),
    bad("a bad value", lambda: cell("origin", "FR:many"), F, "not_a_number", "'many'", row=2, column=2),
    bad(
        "a grade out of bounds",
        lambda: read("region_code,sector,year,jobs\nMA-01,x,2024,-3\n", kind=mi.regions.Employment),
        F,
        "too_low",
        "'-3' must be at least 0",
        row=1,
        column=3,
    ),
    bad(
        "a date of another form",
        lambda: read("id,date\nS1,hier\n", kind=mi.Source),
        F,
        "wrong_form",
        "'hier' does not have the form",
        row=1,
        column=1,
    ),
    bad(
        "control characters",
        lambda: cell("area", "\x1b[31m5"),
        F,
        "not_a_number",
        r"'\x1b[31m5'",
        row=2,
        column=1,
    ),
]

HEADERS = [
    bad("a misspelt column", lambda: read("id,area,staf\nS1,2,3\n"), F, "unknown_column", "'staff'?", row=0, column=2),
    bad("a missing column", lambda: read("id\nS1\n"), F, "missing_column", "the column 'area' is missing", row=0),
    bad("two missing", lambda: read("staff\n3\n"), F, "missing_column", "'id', 'area'", row=0, faults=2),
    bad("a column twice", lambda: read("id,area,area\nS1,2,3\n"), F, "duplicate_column", "'area'", row=0, column=2),
    bad(
        "two names of a field",
        lambda: read("id,code,area\nS1,S2,2\n", {"code": "id"}),
        F,
        "duplicate_column",
        "'id'",
        row=0,
        column=1,
    ),
    bad("no name", lambda: read("id,,area\nS1,x,2\n"), F, "unnamed_column", "no name", row=1, column=1),
    bad("no language", lambda: read("id,area,label\nS1,2,x\n"), F, "no_language", "label_fr", row=0, column=2),
    bad("no header", lambda: read(""), F, "no_header", "first row"),
    bad("blank header", lambda: read(",,\n1,2,3\n"), F, "no_header", "first row"),
    bad("too many columns", lambda: read(",".join(f"c{k}" for k in range(1001))), F, "too_large", "1000"),
    bad("semicolons", lambda: read("id;area\nS1;2\n"), F, "wrong_delimiter", "delimiter=';'", row=0, faults=1),
    bad("commas", lambda: read("id,area\nS1,2\n", delimiter=";"), F, "wrong_delimiter", "','", row=0),
    bad("tabs", lambda: read("id\tarea\nS1\t2\n"), F, "tabs", "Save the file as CSV", row=0),
    bad("records in a column", lambda: read("id,sites\n1,2\n", kind=Deep), R, "not_flat", "'sites'"),
    bad(
        "a field that is a record",
        lambda: read("id,actors\nE1,x\n", kind=mi.Ecosystem),
        F,
        "not_a_column",
        row=0,
        column=1,
    ),
]

FILES = [
    bad(
        "a short row",
        lambda: read("id,area\nS1\n"),
        F,
        "ragged",
        "Row 2: its number of cells is 1, that of the header 2",
        row=1,
    ),
    bad("a long row", lambda: read("id,area\nS1,2,3\n"), F, "ragged", "number of cells is 3", row=1),
    bad("an open quote", lambda: read('id,area\n"S1,2\n'), F, "not_csv", "quotation marks", row=1),
    bad("text after a quote", lambda: read('id,area\n"S1"x,2\n'), F, "not_csv", "quotation marks", row=1),
    bad("a huge cell", lambda: read(f"id,area\n{'x' * 200_000},2\n"), F, "not_csv", "far too long", row=1),
    bad("latin-1", lambda: read("id,area\nRégion,2\n".encode("latin-1")), F, "not_utf8", "Row 2", "UTF-8", row=1),
    bad("UTF-16", lambda: read("id,area\nS1,2\n".encode("utf-16")), F, "not_utf8", "CSV UTF-8", row=0),
    bad("UTF-16 without a mark", lambda: read("id,area\n".encode("utf-16-le")), F, "not_utf8", "CSV UTF-8"),
    bad("a NUL", lambda: read("id,area\nS1\0,2\n"), F, "not_utf8", "UTF-8"),
    bad("no file", lambda: mi.records_from_csv("nowhere.csv", Site), F, "no_file", "'nowhere.csv'"),
    bad("a folder", lambda: mi.records_from_csv(".", Site), F, "unreadable", "'.'"),
    bad("a number for a path", lambda: mi.records_from_csv(None, Site), F, "unreadable", "Check the path"),  # type: ignore[arg-type]
    bad("another delimiter", lambda: read("", delimiter="|"), F, "bad_delimiter", "'|'"),
    bad("another decimal mark", lambda: read("", decimal="'"), F, "bad_decimal", "decimal mark"),
    bad("another language", lambda: read("", lang="ar"), mi.DecisionError, "unknown_language", "'ar'"),
    bad("columns as a list", lambda: read("id\n", ["id"]), R, "bad_columns", "mapping"),
    bad("columns to nowhere", lambda: read("id\n", {"code": "ids"}), R, "unknown_field", "did you mean 'id'?"),
    bad("no kind", lambda: read("id\n", kind=str), R, "not_a_kind", "type of records"),
    bad("an object for a kind", lambda: read("id\n", kind=Site(id="S1", area=1)), R, "not_a_kind", "Give the class"),
]

FRAMES = [
    bad("a text number", lambda: frame(area=["5"]), R, "text_number", "'5' is text, not a number", row=0, column=1),
    bad("no number", lambda: frame(area=[1.0, "env. 5"]), R, "not_a_number", "Row 2", "'env. 5'", row=1, column=1),
    bad("true", lambda: frame(area=[True]), R, "wrong_type", "'True' is a truth value", row=0, column=1),
    bad("infinite", lambda: frame(area=[float("inf")]), R, "not_finite", "finite", row=0, column=1),
    bad("missing", lambda: frame(area=[None]), R, "empty", "the cell is empty", row=0, column=1),
    bad("NaT", lambda: frame(id=[pd.NaT]), R, "empty", "the cell is empty", row=0, column=0),
    bad("a number for a name", lambda: frame(id=[7606]), R, "not_text", "'7606' is a whole number", row=0, column=0),
    bad("half a head", lambda: frame(staff=[2.5]), R, "not_whole", "'2.5'", row=0, column=2),
    bad(
        "a moment",
        lambda: frame(opened=[datetime(2026, 1, 31, 8, tzinfo=UTC)]),
        R,
        "time_of_day",
        "time of day",
        row=0,
        column=2,
    ),
    bad("a serial date", lambda: frame(opened=[45000]), R, "wrong_type", "a date is wanted", row=0, column=2),
    bad("a list", lambda: frame(codes=[["a", "b"]]), R, "wrong_type", "apart by ';'", row=0, column=2),
    bad("a date for pairs", lambda: frame(origin=[date(2026, 1, 1)]), R, "wrong_type", "name:value", row=0, column=2),
    bad("a number for pairs", lambda: frame(origin=[3]), R, "wrong_type", "name:value", row=0, column=2),
    bad("a number for truth", lambda: frame(open=[1]), R, "wrong_type", "truth value", row=0, column=2),
    bad("a number for a choice", lambda: frame(kind=[3]), R, "not_a_choice", "'3'", row=0, column=2),
    bad("unknown column", lambda: frame(areas=[1.0]), R, "unknown_column", "did you mean 'area'?", column=2),
    bad(
        "a column twice",
        lambda: mi.records_from_frame(two_named_alike(), Site),
        R,
        "duplicate_column",
        "'area'",
        column=2,
    ),
    bad("no frame", lambda: mi.records_from_frame([{"id": 1}], Site), R, "bad_frame", "not list"),  # type: ignore[arg-type]
    bad("numbered columns", lambda: mi.records_from_frame(pd.DataFrame([[1, 2]]), Site), R, "bad_frame", "Rename"),
    bad("an empty frame", lambda: mi.records_from_frame(pd.DataFrame(), Site), R, "no_header", "no header"),
]

WRITING = [
    bad(
        "several kinds",
        lambda: mi.records_to_csv([Site(id="S1", area=1), mi.Source(id="S1")]),
        R,
        "mixed_kinds",
        "one kind",
    ),
    bad("no kind", lambda: mi.records_to_csv([]), R, "mixed_kinds", "'kind'"),
    bad("another kind", lambda: mi.records_to_csv([mi.Source(id="S1")], Site), R, "not_a_record", "Site", row=0),
    bad("text", lambda: mi.records_to_csv("Site"), R, "not_a_record", "several"),  # type: ignore[arg-type]
    bad("not flat", lambda: mi.records_to_csv([], Deep), R, "not_flat", "'sites'"),
    bad(
        "a list with spaces at an end",
        lambda: mi.records_to_csv([Site(id="S1", area=1, codes=(" a",))]),
        R,
        "not_writable",
        "'S1'",
        "'codes'",
        row=0,
    ),
    bad(
        "an unknown language",
        lambda: mi.records_to_csv([Site(id="S1", area=1, label={"français": "x"})]),
        R,
        "not_writable",
        "'label'",
        row=0,
    ),
    bad(
        "an empty text",
        lambda: mi.records_to_frame([Site(id="S1", area=1, label={"fr": ""})]),
        R,
        "not_writable",
        "'label'",
        row=0,
    ),
    bad(
        "records in a record",
        lambda: mi.records_to_csv(
            [mi.datasets.morocco_2025().ecosystems[0].model_copy(update={"actors": [{"id": "A", "role": "supplier"}]})]
        ),
        R,
        "not_writable",
        "'actors'",
        row=0,
    ),
]


@pytest.mark.parametrize("case", [*CELLS, *HEADERS, *FILES, *FRAMES, *WRITING], ids=lambda case: case.id)
def test_a_table_that_cannot_be_read_or_written_is_refused_by_place(case: Bad) -> None:
    assert_refused(case)


def test_one_pass_tells_every_fault_in_the_order_of_the_file() -> None:
    with pytest.raises(mi.FileError) as caught:
        read("id,area,staff,kinds\nS1,x,y,\n,2,,\nS3,3,2.5,\n")
    found = [(fault.code, fault.row, fault.column, fault.field) for fault in caught.value.faults]
    assert found == [
        ("unknown_column", 0, 3, "kinds"),
        ("not_a_number", 1, 1, "area"),
        ("not_a_number", 1, 2, "staff"),
        ("empty", 2, 0, "id"),
        ("not_whole", 3, 2, "staff"),
    ]


def test_a_hundred_faults_are_carried_and_ten_are_told() -> None:
    with pytest.raises(mi.FileError) as caught:
        read("id,area\n" + "S1,x\n" * 5000)
    assert len(caught.value.faults) == 100
    lines = str(caught.value).splitlines()
    assert lines[0] == "There are at least 100 faults:"
    assert lines[-1] == "- and 90 more."
    assert len(lines) == 12


def test_what_is_said_is_said_in_french_as_well() -> None:
    with pytest.raises(mi.FileError) as caught:
        read("id,area,kind\nS1,env. 5,plan\n", lang="fr")
    assert str(caught.value).splitlines() == [
        "Il y a 2 fautes :",
        "- Ligne 2, colonne 'area' : 'env. 5' n'est pas un nombre. Écrivez-le en chiffres, sans unité ni espace.",
        "- Ligne 2, colonne 'kind' : 'plan' n'est pas une valeur de cette colonne ; vouliez-vous dire 'plant' ?",
    ]


def test_rows_of_another_length_are_told_up_to_a_hundred() -> None:
    with pytest.raises(mi.FileError) as caught:
        read("id,area\n" + "S1\n" * 5000)
    assert [fault.code for fault in caught.value.faults] == ["ragged"] * 100


def test_a_number_with_more_digits_than_a_float_is_refused() -> None:
    assert_refused(bad("huge", lambda: frame(area=[10**400]), R, "too_precise", "more digits", row=0, column=1))
