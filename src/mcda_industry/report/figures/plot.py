"""`Plot`: what a plot shows, as a record; and how any such record is drawn, rendered and saved."""

import json
import os
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, fields
from io import BytesIO
from math import isfinite
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, ClassVar, Literal

import numpy as np

from mcda_industry.errors import DecisionError, FileError, did_you_mean, quoted, speaks_french
from mcda_industry.io.files import write_all
from mcda_industry.records import FrozenMap
from mcda_industry.report.figures.style import INK, SMALL, SOFT, TEXT, TITLE, readable, wrapped

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Kind = Literal["svg", "png", "pdf"]
"""What a figure can be rendered to."""

UNDATED: FrozenMap[str, FrozenMap[str, None]] = FrozenMap(
    {
        "svg": FrozenMap({"Date": None}),
        "png": FrozenMap({"Software": None}),
        "pdf": FrozenMap({"CreationDate": None}),
    }
)
"""What matplotlib writes into a file of its own accord and would make two files of one figure differ."""

DOTS_PER_INCH = 150

_settings_are_changed = Lock()


@dataclass(frozen=True, eq=False, kw_only=True)
class Plot(ABC):
    """What a plot shows, before any decision on how it looks. Arrays are read-only.

    Attributes
    ----------
    said
        The finding, by language: the title of the plot.
    """

    said: FrozenMap[str, str]

    _headroom: ClassVar[float] = 6.0
    """Points between axes and a title above them, for what is drawn there."""

    def sentence(self, lang: str = "en") -> str:
        """The finding as a person would say it."""
        return self.said["fr" if speaks_french(lang) else "en"]

    @abstractmethod
    def caption(self, lang: str = "en") -> str:
        """How to read the plot, and what was left out of it by which rule."""

    @abstractmethod
    def _paint(self, axes: "Axes", lang: str) -> None:
        """Draw everything but the title and the caption."""

    @abstractmethod
    def _size(self) -> tuple[float, float]:
        """Width and height, in inches, in which everything can be read."""

    def to_dict(self) -> dict[str, Any]:
        """Everything that the plot shows as plain lists, numbers and text, ready for `json.dumps`; None for no number."""
        shown = {part.name: _plain(getattr(self, part.name)) for part in fields(self) if part.name != "said"}
        captions = {lang: self.caption(lang) for lang in self.said}
        return {"figure": type(self).__name__, "sentence": dict(self.said), "caption": captions, **shown}

    def to_json(self) -> str:
        """The same as JSON."""
        return json.dumps(self.to_dict(), ensure_ascii=False, allow_nan=False)

    def draw(self, ax: "Axes | None" = None, lang: str = "en", note: str = "") -> "Axes":
        """The plot, as matplotlib axes; its figure is `draw().figure`. Nothing of matplotlib's global state is used.

        Parameters
        ----------
        ax
            Axes to draw on: those of a figure of yours. None: a new figure, large enough for everything to be read.
        lang
            "fr" or "en".
        note
            A footnote, such as the banner of illustrative data.

        Raises
        ------
        DecisionError
            If matplotlib is not installed, `ax` is no axes of matplotlib, or there are no words in this language.
        """
        speaks_french(lang)
        if not isinstance(note, str):
            said = f"note must be text, not {quoted(note)}. Give a sentence, or leave it out."
            raise DecisionError(said, code="bad_note", field="note")
        axes = _new_axes(*self._size()) if ax is None else _checked(ax)
        self._paint(axes, lang)
        below = [self.caption(lang), *([note] if note else [])]
        if ax is None:
            _entitle_figure(axes, self.sentence(lang), below)
        else:
            _entitle_axes(axes, self.sentence(lang), below, self._headroom)
        _take_text_as_it_is(axes)
        return axes

    def render(self, kind: Kind = "svg", lang: str = "en", note: str = "") -> bytes:
        """The content of a picture file: the same figure gives the same bytes with the same version of matplotlib.

        Parameters
        ----------
        kind
            "svg", "png" (150 dots per inch) or "pdf".
        lang, note
            As for `draw`.

        Raises
        ------
        DecisionError
            If there is no such kind of file, or the figure cannot be drawn, as for `draw`.
        """
        if not isinstance(kind, str) or kind not in UNDATED:
            said = f"A figure cannot be a file of kind {quoted(kind)}; {did_you_mean(kind, UNDATED)}"
            raise FileError(said, code="unknown_kind", field="kind")
        figure = _figure_of(self.draw(lang=lang, note=note))
        from matplotlib import rc_context

        content = BytesIO()
        with _settings_are_changed, rc_context({"svg.hashsalt": "mcda_industry", "svg.fonttype": "path"}):
            metadata = {"Title": readable(self.sentence(lang)), **UNDATED[kind]}
            figure.savefig(content, format=kind, dpi=DOTS_PER_INCH, metadata=metadata)
        return content.getvalue()

    def save(self, path: str | Path, lang: str = "en", note: str = "", *, overwrite: bool = False) -> Path:
        """Write the plot to a file, whole or not at all; its ending says which kind: .svg, .png or .pdf.

        Parameters
        ----------
        path
            Where to. Folders are made if absent.
        lang, note
            As for `draw`.
        overwrite
            Whether a file already there may be replaced.

        Raises
        ------
        FileError
            If the ending is another, a file is there already, or it cannot be written.
        DecisionError
            If the figure cannot be drawn, as for `draw`.
        """
        if not isinstance(path, str | os.PathLike):
            said = f"The path of a figure must be text or a Path, not {quoted(path)}. Give one, such as 'tornado.svg'."
            raise FileError(said, code="bad_path", field="path")
        place = Path(path)
        kind = place.suffix.lower().removeprefix(".")
        content = self.render(kind, lang, note)  # type: ignore[arg-type]
        return write_all(place.parent, {place.name: content}, overwrite=overwrite)[0]


def _plain(value: Any) -> Any:
    """A part of a record as JSON can say it."""
    if isinstance(value, np.ndarray):
        return _plain(value.tolist())
    if isinstance(value, Mapping):
        return {name: _plain(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return None if isinstance(value, float) and not isfinite(value) else value


def _new_axes(width: float, height: float) -> "Axes":
    """Axes of a figure of their own, which belongs to no window and to no list of open figures."""
    try:
        from matplotlib.figure import Figure
    except ImportError:
        said = 'Plots need matplotlib, which is not installed. Add it with: pip install "mcda_industry[report]"'
        raise DecisionError(said, code="no_matplotlib") from None
    return Figure(figsize=(width, height), layout="constrained", facecolor="white").subplots()


def _checked(ax: object) -> "Axes":
    try:
        from matplotlib.axes import Axes
    except ImportError:
        Axes = ()  # type: ignore[assignment,misc]  # noqa: N806
    if isinstance(ax, Axes):
        return ax
    said = f"ax must be axes of matplotlib, not {quoted(ax)}. "
    said += "Make them with matplotlib.figure.Figure().subplots(), or leave ax out."
    raise DecisionError(said, code="bad_axes", field="ax")


def _entitle_figure(axes: "Axes", title: str, below: list[str]) -> None:
    """Say the finding at the top of the figure, and how to read it at the bottom."""
    figure = _figure_of(axes)
    inches = float(figure.get_figwidth()) - 0.2
    lines = "\n".join(wrapped(line, inches, SMALL) for line in below)
    figure.suptitle(
        wrapped(title, inches, TITLE), x=0.1 / inches, ha="left", fontsize=TITLE, color=INK, parse_math=False
    )
    figure.supxlabel(lines, x=0.1 / inches, ha="left", fontsize=SMALL, color=SOFT, linespacing=1.3, parse_math=False)


def _entitle_axes(axes: "Axes", title: str, below: list[str], headroom: float) -> None:
    """Say the finding above the axes and how to read it below; the figure is the caller's, and stays as it is."""
    inches = float(axes.get_window_extent().width / _figure_of(axes).dpi)
    axes.set_title(wrapped(title, inches, TITLE), loc="left", fontsize=TITLE, color=INK, pad=headroom)
    axes.xaxis.set_label_position("bottom")
    lines = [wrapped(line, inches, SMALL) for line in (axes.get_xlabel(), *below) if line]
    axes.set_xlabel("\n".join(lines), fontsize=SMALL, color=SOFT, loc="left")


def _figure_of(axes: "Axes") -> "Figure":
    figure = axes.get_figure(root=True)
    if figure is None:
        said = "ax belongs to no figure any more, so nothing can be drawn on it. Give axes of a figure."
        raise DecisionError(said, code="bad_axes", field="ax")
    return figure


def _take_text_as_it_is(axes: "Axes") -> None:
    """Dollar signs in names are dollar signs, not the mathematics that matplotlib would read."""
    from matplotlib.text import Text

    for text in axes.findobj(Text):
        text.set_parse_math(False)


def label_axis(axes: "Axes", x: str = "", y: str = "") -> None:
    """Say what the axes measure."""
    axes.set_xlabel(x, fontsize=TEXT, color=SOFT)
    axes.set_ylabel(y, fontsize=TEXT, color=SOFT)
