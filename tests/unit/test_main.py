"""The command: what it prints, what it writes, and how it ends."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import mcda_industry as mi
from mcda_industry.__main__ import main

PROBLEM = mi.Problem.of(
    [mi.maximise("npv", preference=mi.Usual()), mi.minimise("co2", preference=mi.Usual())],
    {"Étude": [1, 2], "P02": [3, 4], "P03": [2, 1]},
)
REQUEST = {"problem": PROBLEM.model_dump(mode="json"), "weights": {"npv": 2, "co2": 1}, "draws": 100}


@pytest.fixture
def request_file(tmp_path: Path) -> Path:
    path = tmp_path / "request.json"
    path.write_text(json.dumps(REQUEST), encoding="utf-8")
    return path


def command(
    *arguments: object, stdout: int | None = subprocess.PIPE, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "mcda_industry", *map(str, arguments)],
        env={**os.environ, **environment},
        stdout=stdout,
        stderr=subprocess.PIPE,
        check=False,
        timeout=300,
    )


@pytest.mark.parametrize(("lang", "heading"), [("fr", "PROJETS CANDIDATS"), ("en", "CANDIDATE PROJECTS")])
def test_the_demo_shows_the_banner_first_and_last_and_the_leader_first(lang: str, heading: str) -> None:
    done = command("demo", "--lang", lang, PYTHONIOENCODING="utf-8")
    lines = [line for line in done.stdout.decode().splitlines() if line.strip()]
    banner = mi.datasets.morocco_2025().banner[lang].splitlines()
    assert (done.returncode, done.stderr) == (0, b"")
    assert lines[: len(banner)] == lines[-len(banner) :] == banner
    assert heading in lines
    first = next(line for line in lines if re.match(r"P\d\d ", line))
    assert first.split()[:2] == ["P14", "1"]


def test_the_demo_writes_results_that_can_be_read_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo", "--out", str(tmp_path / "out")]) == 0
    written = {path.name: path for path in (tmp_path / "out").iterdir()}
    assert set(written) == {"projects.json", "levers.json"}
    result = mi.StudyResult.model_validate_json(written["projects.json"].read_bytes())
    assert result.recommendations[0].subject == "P14"
    assert all(dict(mi.datasets.morocco_2025().banner) in map(dict, r.caveats) for r in result.recommendations)
    assert str(written["levers.json"]) in capsys.readouterr().out


def test_a_request_is_run_and_its_result_written(
    request_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert main(["run", str(request_file), "--out", str(out)]) == 0
    result = mi.StudyResult.model_validate_json((out / "result.json").read_bytes())
    assert result == mi.StudyRequest.model_validate_json(json.dumps(REQUEST)).run()
    printed = capsys.readouterr()
    assert printed.err == ""
    assert printed.out.splitlines() == [*(r.sentence() for r in result.recommendations), str(out / "result.json")]
    assert list(out.iterdir()) == [out / "result.json"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"method": {"name": "topsi"}}, "There is no method 'topsi'; did you mean 'topsis'?"),
        ({"weights": {"npv": 1}}, "Weights and problem must name the same criteria; they differ on 'co2'."),
        ({"wieghts": {}}, "StudyRequest: there is no field 'wieghts'; did you mean 'weights'?"),
        ({"draws": "many"}, "StudyRequest: 'draws' must be a whole number, not 'many'."),
    ],
)
def test_a_refused_request_ends_with_1_and_one_message_and_writes_nothing(
    request_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], change: dict[str, object], said: str
) -> None:
    request_file.write_text(json.dumps({**REQUEST, **change}), encoding="utf-8")
    assert main(["run", str(request_file), "--out", str(tmp_path / "out")]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith(said)
    assert printed.err.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_several_faults_are_listed_line_by_line(
    request_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    request_file.write_text(json.dumps({**REQUEST, "draws": 0, "seed": -1}), encoding="utf-8")
    assert main(["run", str(request_file), "--out", str(tmp_path)]) == 1
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "There are 2 faults:"
    assert [line[:2] for line in lines[1:]] == ["- ", "- "]


@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b'{"problem": NaN}', b"[]", b"[" * 100_000])
def test_a_request_that_is_no_json_ends_with_1_and_one_line(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "request.json").write_bytes(content)
    done = command("run", tmp_path / "request.json", "--out", tmp_path / "out")
    assert (done.returncode, done.stdout) == (1, b"")
    assert len(done.stderr.splitlines()) == 1
    assert b"Traceback" not in done.stderr


def test_a_request_that_is_not_there_ends_with_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", str(tmp_path / "none.json"), "--out", str(tmp_path)]) == 1
    assert "There is no file" in capsys.readouterr().err


def test_a_result_that_is_there_is_kept_unless_forced(
    request_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = tmp_path / "result.json"
    old.write_bytes(b"old")
    assert main(["run", str(request_file), "--out", str(tmp_path)]) == 1
    assert "'result.json' stands in" in capsys.readouterr().err
    assert old.read_bytes() == b"old"
    assert main(["run", str(request_file), "--out", str(tmp_path), "--force"]) == 0
    assert mi.StudyResult.model_validate_json(old.read_bytes()).rankings[0].method == "promethee2"


@pytest.mark.parametrize("name", ["Problem", "StudyRequest", "StudyResult", "Recommendation", "Criterion"])
def test_a_schema_is_printed_as_json(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", name]) == 0
    assert json.loads(capsys.readouterr().out) == getattr(mi, name).model_json_schema()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Problm", "did you mean 'Problem'?"),
        ("rank", "there are"),
        ("", "there are"),
        ("Weights", "There is no record 'Weights'"),
    ],
)
def test_a_schema_of_an_unknown_record_ends_with_1_and_the_nearest_name(
    name: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["schema", name]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert said in printed.err


@pytest.mark.parametrize(
    "arguments", [[], ["fly"], ["demo", "--lang", "de"], ["run"], ["run", "x.json"], ["schema"], ["demo", "extra"]]
)
def test_wrong_usage_ends_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(arguments)
    assert end.value.code == 2
    assert capsys.readouterr().err.startswith("usage: python -m mcda_industry")


@pytest.mark.skipif(os.name == "nt", reason="pipes differ")
@pytest.mark.parametrize("arguments", [("schema", "StudyResult"), ("demo",)])
def test_a_reader_that_leaves_early_is_no_reason_for_a_traceback(arguments: tuple[str, ...]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = command(*arguments, stdout=writing)
    os.close(writing)
    assert (done.returncode, done.stderr) == (1, b"")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_a_terminal_that_knows_few_letters_shows_the_rest(request_file: Path, tmp_path: Path, encoding: str) -> None:
    done = command("run", request_file, "--out", tmp_path / "out", PYTHONIOENCODING=encoding)
    assert (done.returncode, done.stderr) == (0, b"")
    assert ("?tude" if encoding == "ascii" else "Étude") in done.stdout.decode(encoding)
    assert "Étude" in (tmp_path / "out" / "result.json").read_text(encoding="utf-8")


def test_a_refusal_in_letters_the_terminal_does_not_know_is_still_said(tmp_path: Path) -> None:
    done = command("run", tmp_path / "étude.json", "--out", tmp_path, PYTHONIOENCODING="ascii")
    assert done.returncode == 1
    assert b"?tude.json" in done.stderr or b"xe9tude.json" in done.stderr


def test_the_template_is_a_workbook_in_the_language_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import openpyxl

    assert main(["template", "projects", "--lang", "fr", "--out", str(tmp_path)]) == 0
    assert capsys.readouterr().out == f"{tmp_path / 'projects.xlsx'}\n"
    assert openpyxl.load_workbook(tmp_path / "projects.xlsx").sheetnames == ["Lisez-moi", "Projets"]
    assert main(["template", "all", "--out", str(tmp_path)]) == 0
    assert mi.read_workbook(tmp_path / "programme.xlsx", mi.programme_sheets())["projects"] == ()


def test_the_template_is_a_csv_file_for_each_kind(tmp_path: Path) -> None:
    assert main(["template", "all", "--format", "csv", "--out", str(tmp_path)]) == 0
    assert {path.stem for path in tmp_path.iterdir()} == {sheet.name for sheet in mi.programme_sheets()}
    assert mi.records_from_csv(tmp_path / "regions.csv", mi.regions.Region) == ()


def test_a_template_of_nothing_and_one_that_is_there_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["template", "project", "--out", str(tmp_path)]) == 1
    assert "did you mean 'projects'?" in capsys.readouterr().err
    assert [main(["template", "regions", "--out", str(tmp_path)]) for _ in range(2)] == [0, 1]
    assert main(["template", "regions", "--force", "--out", str(tmp_path)]) == 0
    with pytest.raises(SystemExit) as usage:
        main(["template", "projects"])
    assert usage.value.code == 2
