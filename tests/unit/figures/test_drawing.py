"""Drawn figures: everything is there, inside the figure, and readable."""

import re
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure
from matplotlib.text import Annotation, Text
from unit.figures.shown import CASE, NAMES, awkward, reference

SETS = {"projects": lambda: reference("projects"), "levers": lambda: reference("levers"), "awkward": awkward}


def rendered(axes: Axes) -> Figure:
    """The figure, laid out."""
    figure = axes.get_figure(root=True)
    FigureCanvasAgg(figure).draw()
    return figure


def texts(axes: Axes) -> list[str]:
    return [text.get_text() for text in axes.get_figure(root=True).findobj(Text) if text.get_text()]


def overlaps(labels: list[Text]) -> list[tuple[str, str]]:
    """Pairs of labels that share more than a pixel in both directions."""
    boxes = [(label.get_text(), Text.get_window_extent(label)) for label in labels]
    return [
        (one, other)
        for (one, a), (other, b) in combinations(boxes, 2)
        if min(a.x1, b.x1) - max(a.x0, b.x0) > 1 and min(a.y1, b.y1) - max(a.y0, b.y0) > 1
    ]


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", SETS)
def test_everything_drawn_lies_within_the_figure(kind: str, name: str, lang: str) -> None:
    record = SETS[kind]()[name]
    figure = rendered(record.draw(lang=lang, note=CASE.banner[lang]))
    box = figure.get_tightbbox(figure.canvas.get_renderer())
    width, height = figure.get_size_inches()
    assert box.x0 >= -0.02
    assert box.y0 >= -0.02
    assert box.x1 <= width + 0.02
    assert box.y1 <= height + 0.02


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_the_title_is_the_finding_and_below_stand_caption_and_note(name: str, lang: str) -> None:
    record = reference("projects")[name]
    shown = [" ".join(text.split()) for text in texts(record.draw(lang=lang, note="A note."))]
    assert " ".join(record.sentence(lang).split()) in shown
    (below,) = [text for text in shown if text.endswith("A note.")]
    assert below.removesuffix(" A note.") == " ".join(record.caption(lang).split())


@pytest.mark.parametrize("name", NAMES)
def test_french_has_decimal_commas_only(name: str) -> None:
    axes = reference("projects")[name].draw(lang="fr")
    rendered(axes)
    assert [text for text in texts(axes) if re.search(r"\d\.\d", text)] == []


@pytest.mark.parametrize("name", NAMES)
def test_names_are_shown_as_they_are_and_never_read_as_formulas(name: str) -> None:
    axes = awkward()[name].draw()
    rendered(axes)
    assert all(not text.get_parse_math() for text in axes.get_figure(root=True).findobj(Text) if "$" in text.get_text())
    assert any("$" in text for text in texts(axes))


@pytest.mark.parametrize("name", NAMES)
def test_the_callers_axes_are_drawn_on_and_the_rest_of_the_figure_is_left_alone(name: str) -> None:
    figure = Figure(figsize=(16, 7))
    left, right = figure.subplots(1, 2)
    assert reference("levers")[name].draw(left, note="A note.") is left
    assert left.get_title(loc="left")
    assert left.get_xlabel().endswith("A note.")
    assert not right.lines
    assert not right.texts
    assert figure.get_suptitle() == ""


def test_stability_has_a_bar_a_dot_and_figures_for_each_weight() -> None:
    record = reference("projects")["stability of the best"]
    axes = record.draw()
    assert len(axes.patches) == len(record.criteria) == 9
    assert [label.get_text() for label in axes.get_yticklabels()] == list(record.criteria)
    assert [bar.get_x() for bar in axes.patches] == record.low.tolist()
    assert [bar.get_x() + bar.get_width() for bar in axes.patches] == pytest.approx(record.high.tolist())
    ends = [len(lines.get_paths()) for lines in axes.collections]
    assert ends == [sum(pair is not None for pair in pairs) for pairs in (record.low_ends, record.high_ends)]
    assert len(axes.texts) == 9


@pytest.mark.parametrize("name", ["walk", "walk by topsis"])
@pytest.mark.parametrize("kind", SETS)
def test_a_walk_has_two_lines_and_one_name_for_each_alternative(kind: str, name: str) -> None:
    record = SETS[kind]()[name]
    axes = record.draw()
    rendered(axes)
    curves = [line for line in axes.lines if len(line.get_xdata()) == len(record.at)]
    assert len(curves) == 2 * len(record.alternatives)
    ends = [text for text in axes.texts if isinstance(text, Annotation) and text.arrow_patch is not None]
    assert len(ends) == len(record.alternatives)
    assert overlaps(ends) == []
    assert len([span for span in axes.patches if span.get_y() > 1]) == len(record.stretches)


def test_the_bold_part_of_a_line_is_where_it_leads() -> None:
    record = reference("projects")["walk"]
    bold = [line.get_ydata() for line in record.draw().lines if line.get_linewidth() == 2.8]
    best = np.nanmax(np.array(bold), axis=0)
    assert np.allclose(best, np.maximum(record.scores.max(axis=0), record.rest_high))


def test_a_heat_map_writes_each_share_that_is_not_nought() -> None:
    record = reference("projects")["heat map"]
    axes = record.draw()
    assert [text.get_text() for text in axes.texts] == [f"{100 * s:.0f}" for s in record.shares.ravel() if s > 0.005]
    assert len(axes.get_yticklabels()) == 16
    assert axes.get_yticklabels()[-1].get_text() == "mean of the rest (29)"
    assert [label.get_text() for label in axes.get_xticklabels()][-2:] == ["15", "16–44"]


def test_stacked_bars_fill_every_row() -> None:
    record = reference("projects")["acceptability bars"]
    axes = record.draw()
    assert len(axes.containers) == len(record.bands) == 5
    widths = np.array([[bar.get_width() for bar in container] for container in axes.containers])
    assert np.allclose(widths.sum(axis=0), 1)
    assert [text.get_text() for text in axes.get_legend().get_texts()] == [
        "rank 1",
        "ranks 2–3",
        "ranks 4–5",
        "ranks 6–10",
        "ranks 11–44",
    ]


@pytest.mark.parametrize("kind", SETS)
def test_a_tornado_has_two_bars_for_each_weight_from_the_lead_now(kind: str) -> None:
    record = SETS[kind]()["tornado"]
    axes = record.draw()
    low, high = axes.containers
    assert [bar.get_x() for bar in (*low, *high)] == [record.lead] * 2 * len(record.criteria)
    assert [bar.get_x() + bar.get_width() for bar in low] == pytest.approx(record.lead_low.tolist())
    assert [bar.get_x() + bar.get_width() for bar in high] == pytest.approx(record.lead_high.tolist())
    rendered(axes)
    assert overlaps(list(axes.texts)) == []


@pytest.mark.parametrize("name", ["triangle", "triangle by topsis"])
def test_a_triangle_is_filled_by_its_regions_or_cells_and_names_each_winner(name: str) -> None:
    record = reference("projects")[name]
    axes = record.draw()
    (areas,) = (part for part in axes.collections if isinstance(part, PolyCollection))
    assert len(areas.get_paths()) == (len(record.winners) if record.exact else 400)
    shown = texts(axes)
    assert {winner.alternatives[0] for winner in record.winners} | set(record.ends) <= set(shown)
    rendered(axes)
    assert overlaps(list(axes.texts)) == []


def test_rank_intervals_have_a_row_for_each_alternative() -> None:
    record = reference("projects")["rank intervals"]
    axes = record.draw()
    assert len(axes.texts) == 20
    (thick,) = axes.collections
    assert [path.vertices[:, 0].tolist() for path in thick.get_paths()] == [
        [low, high] for low, high in zip(record.low.tolist(), record.high.tolist(), strict=True)
    ]


@pytest.mark.parametrize("kind", SETS)
def test_a_gaia_map_names_criteria_and_some_alternatives_without_covering_any(kind: str) -> None:
    record = SETS[kind]()["gaia"]
    axes = record.draw()
    assert len(axes.texts) == len(record.criteria) + len(record.named)
    rendered(axes)
    assert overlaps(list(axes.texts)) == []


@pytest.mark.parametrize("kind", SETS)
def test_no_edge_of_a_hasse_diagram_passes_through_another_node(kind: str) -> None:
    record = SETS[kind]()["hasse"]
    axes = record.draw()
    assert len(axes.texts) == len(record.nodes)
    assert len(axes.lines) == len(record.edges)
    nodes = np.array([text.get_position() for text in axes.texts])
    for line in axes.lines:
        path = line.get_xydata()
        ends = {tuple(path[0]), tuple(path[-1])}
        assert ends <= set(map(tuple, nodes))
        others = [node for node in nodes if tuple(node) not in ends]
        assert not any(np.allclose(node, point) for node in others for point in path)


def test_the_settings_of_matplotlib_and_its_open_figures_are_left_alone(tmp_path: Path) -> None:
    import matplotlib as mpl
    from matplotlib import _pylab_helpers

    before = dict(mpl.rcParams)
    reference("levers")["tornado"].save(tmp_path / "tornado.svg")
    assert dict(mpl.rcParams) == before
    assert _pylab_helpers.Gcf.figs == {}
