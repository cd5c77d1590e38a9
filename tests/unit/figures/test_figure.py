"""Files of figures: the same bytes each time, whole or not at all; and what is said where matplotlib is missing."""

import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from unit.figures.shown import CASE, NAMES, awkward, reference

import mcda_industry as mi
from mcda_industry.report.figures.style import apart, blues, distinct, ink_on, luminance, shortened, told_apart, wrapped

TORNADO = reference("levers")["tornado"]


@pytest.mark.parametrize("name", NAMES)
def test_the_same_figure_gives_the_same_svg(name: str) -> None:
    record = reference("levers")[name]
    assert record.render("svg", "fr", "note") == record.render("svg", "fr", "note")


@pytest.mark.parametrize("kind", ["png", "pdf"])
def test_the_same_figure_gives_the_same_file(kind: str) -> None:
    assert TORNADO.render(kind) == TORNADO.render(kind)


def test_another_interpreter_gives_the_same_svg() -> None:
    program = (
        "import mcda_industry as mi, hashlib; c = mi.datasets.morocco_2025();"
        "f = mi.figures.tornado(mi.rank(c.problem('levers'), c.weights('levers')));"
        "print(hashlib.sha256(f.render('svg')).hexdigest())"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", program],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed, **paths()},
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1]


def paths() -> dict[str, str]:
    import os

    return {name: os.environ[name] for name in ("PYTHONPATH", "PATH", "HOME") if name in os.environ}


def test_figures_rendered_by_threads_are_the_same() -> None:
    records = [reference("levers")[name] for name in ("tornado", "walk", "hasse", "triangle")]
    alone = [record.render() for record in records]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda record: record.render(), records)) == alone


def test_an_svg_is_well_formed_whatever_the_names_and_holds_no_live_markup() -> None:
    names = ("<script>alert(1)</script>", "--> <b>", "a & b")
    problem = mi.Problem.of(
        [mi.maximise("]]>"), mi.maximise("'\"")], dict(zip(names, ((1, 0), (0, 1), (0.6, 0.6)), strict=True))
    )
    weights = {"]]>": 1, "'\"": 1}
    shown = mi.figures.walking_lines(mi.walking_weights(problem, weights, "weighted_sum", "]]>"))
    tree = ElementTree.fromstring(shown.render("svg", note="<img onerror=x>"))
    tags = {element.tag.rpartition("}")[2] for element in tree.iter()}
    assert tags & {"script", "b", "img"} == set()
    assert "svg" in tags


def test_the_title_of_a_file_is_the_finding_and_no_date_is_in_it() -> None:
    content = TORNADO.render("svg", "fr").decode()
    assert TORNADO.sentence("fr").replace("'", "&apos;") in content or TORNADO.sentence("fr") in content
    assert "<dc:date>" not in content


@pytest.mark.parametrize(("suffix", "start"), [("svg", b"<?xml"), ("PNG", b"\x89PNG"), ("pdf", b"%PDF")])
def test_a_file_is_written_as_its_ending_says(tmp_path: Path, suffix: str, start: bytes) -> None:
    place = TORNADO.save(tmp_path / "new" / f"tornado.{suffix}", note=CASE.banner["en"])
    assert place == tmp_path / "new" / f"tornado.{suffix}"
    assert place.read_bytes().startswith(start)
    assert [path.name for path in place.parent.iterdir()] == [place.name]


def test_a_file_that_is_there_is_replaced_only_when_told(tmp_path: Path) -> None:
    place = tmp_path / "tornado.svg"
    place.write_text("mine", encoding="utf-8")
    with pytest.raises(mi.FileError, match=r"stands in .* already. Choose another folder, or say to overwrite"):
        TORNADO.save(place)
    assert place.read_text(encoding="utf-8") == "mine"
    assert TORNADO.save(str(place), overwrite=True).read_bytes() == TORNADO.render("svg")


def test_a_failed_write_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "tornado.svg"
    place.write_text("mine", encoding="utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(mi.FileError, match="No space left on device"):
        TORNADO.save(place, overwrite=True)
    assert place.read_text(encoding="utf-8") == "mine"
    assert [path.name for path in tmp_path.iterdir()] == ["tornado.svg"]


def test_where_matplotlib_is_missing_the_error_says_how_to_add_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.split(".")[0] == "matplotlib"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    told = re.escape('Plots need matplotlib, which is not installed. Add it with: pip install "mcda_industry[report]"')
    for call in (TORNADO.draw, TORNADO.render):
        with pytest.raises(mi.DecisionError, match=told) as refusal:
            call()
        assert refusal.value.code == "no_matplotlib"
    assert TORNADO.sentence()
    assert TORNADO.to_json()


def test_labels_move_apart_as_little_as_possible_and_keep_their_order() -> None:
    wanted = np.array([0.9, 0.1, 0.12, 0.11, 0.5])
    found = apart(wanted, 0.1, 0.0, 1.0)
    assert np.argsort(found).tolist() == np.argsort(wanted).tolist()
    assert np.diff(np.sort(found)).min() >= 0.1 - 1e-12
    assert found[[0, 4]].tolist() == [0.9, 0.5]
    assert found[[1, 3, 2]].mean() == pytest.approx(wanted[[1, 3, 2]].mean())
    edge = apart(np.array([1.0, 1.0, 1.0]), 0.2, 0.0, 1.0)
    assert edge.tolist() == pytest.approx([0.6, 0.8, 1.0])
    assert apart(np.empty(0), 0.1, 0.0, 1.0).shape == (0,)


def test_text_on_a_colour_can_be_read() -> None:
    inks = {"white": 1.0, "#222222": luminance(np.full(3, 0x22 / 255))}
    for share in np.linspace(0, 1, 101):
        colour = blues(np.array(share))
        one, other = sorted((luminance(colour), inks[ink_on(colour)]))
        assert (other + 0.05) / (one + 0.05) >= 3.9


def test_numbers_are_told_apart_and_lines_never_start_with_a_mark() -> None:
    assert told_apart(0.12345, 0.12346, "en") == ("0.12345", "0.12346")
    assert told_apart(0.5, 0.5, "fr") == ("0,500", "0,500")
    assert shortened("a\nb" + "c" * 40) == "a b" + "c" * 20 + "…"
    lines = wrapped("un deux trois quatre : cinq six sept huit ; neuf dix onze 100 % douze " * 9, 2.0, 10.0)
    assert not re.search(r"^[:;%]", lines, re.MULTILINE)
    assert awkward()["walk"].alternatives


def test_names_that_begin_alike_are_cut_where_they_differ() -> None:
    names = [f"Développement d'une filière aéronautique n° {i} (composites)" for i in range(8)] + ["Rail", "Rail"]
    for most in (10, 12, 16, 24):
        short = distinct(names, most)
        assert len(set(short.values())) == 9
        assert all(len(said) <= most for said in short.values())
        assert short["Rail"] == "Rail"
    assert list(distinct(["x" * 30, "x" * 30 + "y"], 10).values()) == ["xxx…xxxxxx", "xxx…xxxxxy"]


def test_ranks_that_ties_share_in_the_draws_stay_inside_the_plot() -> None:
    from matplotlib.figure import Figure

    problem = mi.Problem.from_arrays(np.ones((5, 2)), [mi.maximise(name, scale=(0, 2)) for name in "ab"])
    found = mi.acceptability(problem, "weighted_sum", draws=100)
    axes = Figure().add_subplot()
    mi.figures.rank_intervals(found, mi.possible_ranks(problem, "weighted_sum")).draw(axes)
    assert axes.get_xlim()[1] >= 5


def test_a_lead_that_no_weight_moves_is_told_as_such() -> None:
    problem = mi.Problem.from_arrays(np.ones((3, 2)), [mi.maximise(name, scale=(0, 2)) for name in "ab"])
    figure = mi.figures.tornado(mi.rank(problem, {"a": 1, "b": 1}, "weighted_sum"))
    assert (
        figure.sentence()
        == "No weight shown moves the lead of A1, +0.000. A1 keeps rank 1 at both ends of all 2 weights."
    )
    assert figure.sentence("fr").startswith("Aucun poids montré ne fait varier l'avance de A1, +0,000.")
