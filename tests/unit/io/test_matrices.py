"""Criteria matrices read from CSV and workbooks: the problem, or each misfit cell."""

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from bad_input.refusal import Bad, assert_refused, bad

import mcda_industry as mi

CRITERIA = [mi.maximise("C42", "MDH"), mi.minimise("C51")]
F = mi.FileError


def workbook(*rows: Sequence[object]) -> bytes:
    made = openpyxl.Workbook()
    made.active.title = "Projets"
    for row in rows:
        made.active.append(list(row))
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


def from_workbook(*rows: Sequence[object], sheet: Any = "Projets", lang: str = "en") -> mi.Problem:
    return mi.problem_from_workbook(workbook(*rows), sheet, CRITERIA, lang)


def from_csv(folder: Path, text: str, **options: Any) -> mi.Problem:
    path = folder / "matrix.csv"
    path.write_text(text, encoding="utf-8-sig")
    return mi.problem_from_csv(path, CRITERIA, **options)


EXPECTED = mi.Problem.of(CRITERIA, {"P01": (1.5, 2), "P02": (3, 4)})


def test_a_matrix_is_read_from_csv_by_the_names_of_the_criteria(tmp_path: Path) -> None:
    assert from_csv(tmp_path, "project,remark,C51,C42\nP01,,2,1.5\n,,,\nP02,late,4,3\n") == EXPECTED
    assert from_csv(tmp_path, "project;C42;C51\nP01;1,5;2\nP02;3;4\n", delimiter=";", decimal=",") == EXPECTED


def test_a_matrix_is_read_from_a_sheet_of_a_workbook() -> None:
    assert (
        from_workbook(["project", "remark", "C51", "C42"], ["P01", None, 2, 1.5], [], ["P02", "late", 4, 3]) == EXPECTED
    )
    assert from_workbook(["n", "C42", "C51"], [1, 1.5, 2]).alternatives == ("1",)


CASES = [
    bad(
        "a text",
        lambda: from_workbook(["id", "C42", "C51"], ["P01", "env. 5", 1]),
        F,
        "not_a_number",
        "Sheet 'Projets', row 2, column 'C42': 'env. 5' is not a number.",
        row=1,
        column=1,
        cell="Projets!B2",
    ),
    bad(
        "all at once",
        lambda: from_workbook(["id", "C42", "C51"], ["P01", "5", None], ["P01", 1, "=1"], [None, 1, 1]),
        F,
        "text_number",
        "row 3, column 'id': 'P01' stands already in row 2",
        "row 4, column 'id': the cell is empty",
        row=1,
        column=1,
        cell="Projets!B2",
        faults=5,
    ),
    bad(
        "no such criterion",
        lambda: from_workbook(["id", "C42", "C52"], ["P01", 1, 1]),
        F,
        "missing_column",
        "'C51' is missing",
        row=0,
    ),
    bad(
        "a criterion twice",
        lambda: from_workbook(["id", "C42", "C51", "C51"], ["P01", 1, 1, 1]),
        F,
        "duplicate_column",
        "'C51'",
        row=0,
        column=3,
        cell="Projets!D1",
    ),
    bad("a criterion for a name", lambda: from_workbook(["C42", "C51"], [1, 1]), F, "missing_column", "'C42'", row=0),
    bad(
        "a number with decimals for a name",
        lambda: from_workbook(["id", "C42", "C51"], [1.5, 1, 1]),
        F,
        "not_text",
        "'1.5'",
        row=1,
        column=0,
        cell="Projets!A2",
    ),
    bad("no such sheet", lambda: from_workbook(["id"], sheet="Projet"), F, "no_sheet", "did you mean 'Projets'?"),
    bad("a number for a sheet", lambda: from_workbook(["id"], sheet=1), F, "bad_title", "Give it"),
    bad("nothing", from_workbook, F, "no_header", "first row"),
    bad(
        "no alternative", lambda: from_workbook(["id", "C42", "C51"]), mi.ProblemError, "no_alternative", "at least one"
    ),
    bad(
        "no criteria",
        lambda: mi.problem_from_workbook(workbook(["id"]), "Projets", []),
        mi.ProblemError,
        "bad_criteria",
        "maximise",
    ),
    bad(
        "names for criteria",
        lambda: mi.problem_from_csv("x.csv", ["C42"]),
        mi.ProblemError,
        "bad_criteria",
        "Criterion",
    ),  # type: ignore[list-item]
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_matrix_that_cannot_be_read_is_refused_by_cell(case: Bad) -> None:
    assert_refused(case)


def test_the_sentence_of_the_design_is_said_in_french_too() -> None:
    rows = [[f"P{k:02}", float(k), 1.0] for k in range(1, 14)]
    rows[12][1] = "env. 5"
    with pytest.raises(
        F, match=r"^Feuille 'Projets', ligne 14, colonne 'C42' : 'env\. 5' n'est pas un nombre\."
    ) as caught:
        from_workbook(["id", "C42", "C51"], *rows, lang="fr")
    assert (caught.value.cell, caught.value.field, caught.value.row, caught.value.column) == (
        "Projets!B14",
        "C42",
        13,
        1,
    )


def test_a_matrix_of_csv_is_refused_by_row_and_column(tmp_path: Path) -> None:
    with pytest.raises(F, match=r"Row 2, column 'C42': '1,5' has another decimal mark") as caught:
        from_csv(tmp_path, 'id,C42,C51\nP01,"1,5",2\n')
    assert (caught.value.row, caught.value.column, caught.value.cell) == (1, 1, None)
