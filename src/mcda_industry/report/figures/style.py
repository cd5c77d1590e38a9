"""How plots look: colours, numbers, labels that keep clear of each other. Nothing here knows what is shown."""

import re
from collections.abc import Sequence
from itertools import zip_longest
from textwrap import wrap
from typing import TYPE_CHECKING
from unicodedata import category

import numpy as np

from mcda_industry.arrays import FloatArray
from mcda_industry.report.tables import number

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis

COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
"""Okabe, M. & Ito, K. (2008), Color Universal Design: told apart by all; their yellow is too pale on white and left out."""

DASHES = ("solid", (0, (5, 2)), (0, (1, 1)), (0, (5, 1, 1, 1)))
"""Line styles, for when the colours have been used once."""

INK, SOFT, FAINT = "#222222", "#666666", "#DDDDDD"
"""Greys for text, for what stands behind it, and for grids and grouped alternatives."""

STRONG, WEAK = COLOURS[0], COLOURS[1]
"""What a plot is about, and what speaks against it."""

SMALL, TEXT, TITLE = 7.5, 8.5, 10.5
"""Font sizes, in points."""

POINTS_PER_LETTER = 0.56
"""Width of a letter over the font size: a little more than the mean of the default font, so that lines never run out."""

MOST_LETTERS = 24
"""Letters of a name that are shown."""


def readable(text: str) -> str:
    r"""The text with what no font can show and no XML may hold, such as control characters and half characters, as spaces.

    >>> readable("a\x00b\ud800")
    'a b '
    """
    return "".join(" " if category(letter) in {"Cc", "Cs", "Cn"} else letter for letter in text)


def shortened(name: str, most: int = MOST_LETTERS) -> str:
    """A name cut to what a plot has room for, on one line.

    >>> shortened("Hot-section parts and engine casings")
    'Hot-section parts and e…'
    """
    line = " ".join(readable(name).split())
    return line if len(line) <= most else line[: most - 1] + "…"


def distinct(names: Sequence[str], most: int = MOST_LETTERS) -> dict[str, str]:
    """Names cut to what a plot has room for, by their full name; those that begin alike are cut where they differ.

    >>> list(distinct(["Aerospace suppliers, casting", "Aerospace suppliers, forging", "Rail"], 16).values())
    ['Aeros…s, casting', 'Aeros…s, forging', 'Rail']
    """
    lines = {name: " ".join(readable(name).split()) for name in names}
    cut = {name: shortened(name, most) for name in lines}
    for short in set(cut.values()):
        alike = [name for name in lines if cut[name] == short]
        letters = enumerate(zip_longest(*(lines[name] for name in alike)))
        differ = next((at for at, these in letters if len(set(these)) > 1), 0)
        for name in alike if differ else ():
            line, head = lines[name], most // 3
            start = max(head, min(differ - 2, len(line) - (most - head - 1)))
            cut[name] = shortened(f"{line[:head]}…{line[start:]}", most)
    return cut


def wrapped(text: str, inches: float, size: float) -> str:
    """The text in lines that fit into this width at this font size; none begins with a mark that French sets apart."""
    letters = max(20, int(72 * inches / (POINTS_PER_LETTER * size)))
    return "\n".join(wrap(re.sub(r" (?=[:;%!?])", "\N{NO-BREAK SPACE}", readable(text)), letters))


def palette(count: int) -> list[str]:
    """A colour for each of so many; they repeat after seven, where labels and dashes tell them apart."""
    return [COLOURS[i % len(COLOURS)] for i in range(count)]


def blues(shares: FloatArray) -> FloatArray:
    """(..., 3) colours from white, for 0, to dark blue, for 1: one hue, so that only lightness tells, to any eye.

    >>> blues(np.array([0.0, 1.0])).round(2).tolist()
    [[1.0, 1.0, 1.0], [0.03, 0.19, 0.42]]
    """
    stops = np.array([[255, 255, 255], [158, 202, 225], [66, 146, 198], [8, 48, 107]]) / 255
    at = np.array([0.0, 0.3, 0.6, 1.0])
    return np.stack([np.interp(shares, at, stops[:, channel]) for channel in range(3)], axis=-1)


def tinted(colour: str, strength: float = 0.72) -> tuple[float, ...]:
    """A colour mixed with white: what a surface has that carries labels."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return tuple(1 - strength * (1 - part) for part in parts)


def ink_on(colour: FloatArray) -> str:
    """Black or white, whichever stands out more from this colour (3,).

    By the contrast ratio of the Web Content Accessibility Guidelines 2.1, that of relative luminances, each raised by 0.05; with
    the better of the two it is never much below 4.
    """
    return "white" if luminance(colour) + 0.05 < np.sqrt(1.05 * (luminance(np.full(3, 0x22 / 255)) + 0.05)) else INK


def luminance(colour: FloatArray) -> float:
    """How bright a colour (3,) in the standard red, green and blue is, 0 for black to 1 for white.

    >>> round(luminance(np.array([1.0, 1.0, 1.0])), 9)
    1.0
    """
    linear = np.where(colour <= 0.04045, colour / 12.92, ((colour + 0.055) / 1.055) ** 2.4)
    return float(linear @ np.array([0.2126, 0.7152, 0.0722]))


def plain(axes: "Axes", grid: str = "x") -> None:
    """Axes without a box around them, and a faint grid along one axis ("x", "y") or none ("")."""
    for side in ("top", "right", "left" if grid == "x" else "bottom"):
        axes.spines[side].set_visible(False)
    axes.tick_params(labelsize=TEXT, colors=SOFT, labelcolor=INK, length=0 if grid == "x" else 3)
    axes.set_axisbelow(True)
    if grid:
        axes.grid(axis="x" if grid == "x" else "y", color=FAINT, linewidth=0.6)


def bare(axes: "Axes") -> None:
    """Axes without box, ticks and grid: a drawing that has no coordinates to read."""
    axes.set_frame_on(False)
    axes.set_xticks([])
    axes.set_yticks([])


def rows(axes: "Axes", names: Sequence[str]) -> None:
    """Name the rows 0, 1, ..., the first at the top."""
    short = distinct(names)
    axes.set_yticks(range(len(names)), labels=[short[name] for name in names], parse_math=False)
    axes.set_ylim(len(names) - 0.4, -0.6)


def numbers(axis: "Axis", lang: str, percent: bool = False) -> None:
    """Write the ticks of an axis as this language does, as percentages if wanted."""

    def shown(value: float, _: float) -> str:
        said = f"{100 * value:.4g} %" if percent else f"{value:.4g}"
        return said.replace("-", "−").replace(".", "," if lang == "fr" else ".")

    axis.set_major_formatter(shown)


def signed(value: float, digits: int, lang: str) -> str:
    """A number with its sign.

    >>> signed(-0.5, 2, "fr"), signed(0.25, 2, "en")
    ('−0,50', '+0.25')
    """
    said = number(value, digits, lang)
    return said.replace("-", "−") if said.startswith("-") else f"+{said}"


def told_apart(low: float, high: float, lang: str) -> tuple[str, str]:
    """Two numbers with three decimals, or as many as tell them apart, at most nine.

    >>> told_apart(0.0271, 0.02714, "en")
    ('0.02710', '0.02714')
    >>> told_apart(0.1, 0.25, "fr")
    ('0,100', '0,250')
    """
    digits = next((n for n in range(3, 9) if low == high or f"{low:.{n}f}" != f"{high:.{n}f}"), 9)
    return number(low, digits, lang), number(high, digits, lang)


def apart(wanted: FloatArray, gap: float, low: float, high: float) -> FloatArray:
    """Places at least a gap from each other and as near as possible, by least squares, to those wanted.

    They keep their order and stay within [low, high] where there is room for all.

    >>> apart(np.array([0.5, 0.5, 0.9]), 0.2, 0.0, 1.0)
    array([0.4, 0.6, 0.9])
    """
    order = np.argsort(wanted, kind="stable")
    steps = gap * np.arange(len(wanted))
    pools: list[tuple[float, int]] = []
    for value in (wanted[order] - steps).tolist():
        mean, count = value, 1
        while pools and pools[-1][0] >= mean:  # pool adjacent violators: what is out of order shares its mean
            before, size = pools.pop()
            mean, count = (before * size + mean * count) / (size + count), size + count
        pools.append((mean, count))
    level = np.repeat([mean for mean, _ in pools], [count for _, count in pools])
    found = np.empty(len(wanted))
    found[order] = np.maximum(low, np.minimum(level, high - gap * (len(wanted) - 1))) + steps
    return found
