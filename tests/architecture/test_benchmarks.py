"""Every benchmark case runs, at a tiny size and without timing, and ours and the peers' answers are the same there."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from benchmarks import page
from benchmarks.cases import GROUPS, Make, benchmarks_of
from benchmarks.effort import TINY

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "benchmarks").rglob("*.py"))
MAKES = [make for group in GROUPS for make in benchmarks_of(group)]


def named(make: Make) -> str:
    return f"{make.__module__.rpartition('.')[2]}-{make.__name__}"


def test_every_group_has_cases_and_every_file_of_cases_is_a_group() -> None:
    assert all(benchmarks_of(group) for group in GROUPS)
    assert {path.stem for path in (ROOT / "benchmarks" / "cases").glob("*.py")} == {*GROUPS, "__init__"}


@pytest.mark.parametrize("make", MAKES, ids=named)
def test_a_case_runs_and_its_rivals_agree_with_us(make: Make) -> None:
    state = str(np.random.get_state())  # noqa: NPY002
    checked = [case.check() for case in make(TINY)]
    assert checked
    assert [trouble for troubles in checked for trouble in troubles] == []
    assert str(np.random.get_state()) == state  # noqa: NPY002


def test_every_target_of_the_list_is_measured() -> None:
    goals = {
        str(word.value)
        for path in SOURCES
        for word in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(word, ast.Constant) and isinstance(word.value, str)
    }
    assert {"P1", "P2", "P3", "P4", "P5", "S1", "S2", "S4", "T1", "T2", "A1", "M1", "W1", "I1"} <= goals


def test_the_page_of_the_documentation_has_a_place_for_the_table() -> None:
    text = page.PAGE.read_text(encoding="utf-8")
    assert text.count(page.BEGIN) == text.count(page.END) == 1
    assert text.index(page.BEGIN) < text.index(page.END)


def test_the_command_says_what_there_is() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "benchmarks", "topsi"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "there is no group 'topsi'; there are flows, topsis, smaa, stability, ahp, portfolio, imports" in done.stderr


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_source_is_short_and_says_what_it_is(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    assert ast.get_docstring(tree)
    assert len(text.splitlines()) <= 500
    assert [f.name for f in functions if (f.end_lineno or 0) - f.lineno > 40] == []
