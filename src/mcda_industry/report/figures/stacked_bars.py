"""Stacked acceptability bars: how often each alternative is first, among the best three, and so on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from mcda_industry.arrays import FloatArray, frozen, is_whole
from mcda_industry.errors import SensitivityError, quoted
from mcda_industry.records import FrozenMap
from mcda_industry.report.figures.acceptability_plot import AcceptabilityPlot
from mcda_industry.report.figures.plot import label_axis
from mcda_industry.report.figures.selection import best_rows, check_most, checked, with_others
from mcda_industry.report.figures.style import SMALL, TEXT, blues, ink_on, numbers, plain, rows
from mcda_industry.report.tables import number
from mcda_industry.sensitivity.acceptability import Acceptability

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LEAST_WRITTEN = 0.06
"""Shares below this have no room for their figure."""


@dataclass(frozen=True, eq=False, kw_only=True)
class AcceptabilityBars(AcceptabilityPlot):
    """Shares of the draws in which alternatives take ranks, by bands of ranks; what else it has is that of `AcceptabilityPlot`.

    Attributes
    ----------
    bands
        The first and last rank of each band.
    shares
        (rows, bands) the shares, 0 to 1; every row adds to 1.
    """

    bands: tuple[tuple[int, int], ...]
    shares: FloatArray

    _headroom: ClassVar[float] = 22.0

    def _size(self) -> tuple[float, float]:
        return 8.0, 2.0 + 0.26 * len(self.shares)

    def _paint(self, axes: "Axes", lang: str) -> None:
        words = _WORDS[lang]
        plain(axes)
        names = self._names(lang)
        rows(axes, names)
        numbers(axes.xaxis, lang, percent=True)
        colours = blues(np.linspace(1.0, 0.06, len(self.bands)))
        starts = np.cumsum(self.shares, axis=1) - self.shares
        at = np.arange(len(names))
        for band, colour in enumerate(colours):
            told = self._told(band, words)
            axes.barh(at, self.shares[:, band], left=starts[:, band], height=0.78, color=colour, label=told)
            for row in np.flatnonzero(self.shares[:, band] >= LEAST_WRITTEN).tolist():
                middle = starts[row, band] + self.shares[row, band] / 2
                said = f"{100 * self.shares[row, band]:.0f}"
                axes.text(middle, row, said, ha="center", va="center", fontsize=SMALL, color=ink_on(colour))
        axes.set_xlim(0, 1)
        axes.legend(
            loc="lower left",
            bbox_to_anchor=(0, 1),
            ncols=len(self.bands),
            frameon=False,
            fontsize=TEXT,
            handlelength=1,
            columnspacing=1.2,
            borderaxespad=0.1,
        )
        label_axis(axes, words["share"])

    def _told(self, band: int, words: dict[str, str]) -> str:
        first, last = self.bands[band]
        return words["one" if first == last else "band"].format(first, last)


_WORDS = {
    "en": {
        "title": "{name} has the best expected rank, {rank}: first in {first} % of the draws, "
        "among the best {k} in {among} %.",
        "share": "share of the draws",
        "one": "rank {0}",
        "band": "ranks {0}–{1}",
    },
    "fr": {
        "title": "{name} a le meilleur rang moyen, {rank} : premier dans {first} % des tirages, "
        "parmi les {k} premiers dans {among} %.",
        "share": "part des tirages",
        "one": "rang {0}",
        "band": "rangs {0}–{1}",
    },
}


def acceptability_bars(found: Acceptability, most: int = 20, bands: Sequence[int] = (1, 3, 5, 10)) -> AcceptabilityBars:
    """What stacked bars of rank acceptabilities show: for each alternative, how often its rank is in each band.

    Parameters
    ----------
    found
        What `acceptability` returns.
    most
        How many alternatives are shown one by one; the others are a row of means.
    bands
        The last rank of each band, rising; a band for the remaining ranks is added, and ranks that are not there are left out.

    Raises
    ------
    SensitivityError
        If this is no acceptability, `most` is no whole number from 1 to 200, or `bands` are not rising ranks, one to eight.

    Examples
    --------
    >>> from mcda_industry.problem import Problem, maximise
    >>> from mcda_industry.sensitivity.acceptability import acceptability
    >>> problem = Problem.of([maximise("a"), maximise("b")], {"x": (3, 3), "y": (2, 2), "z": (1, 1)})
    >>> figure = acceptability_bars(acceptability(problem, "weighted_sum", draws=10), bands=(1,))
    >>> figure.alternatives, figure.bands, figure.shares.tolist()
    (('x', 'y', 'z'), ((1, 1), (2, 3)), [[1.0, 0.0], [0.0, 1.0], [0.0, 1.0]])
    """
    checked(found, Acceptability, "mi.acceptability")
    check_most(most)
    n = len(found.alternatives)
    lasts = _lasts(bands, n)
    shown = best_rows(found, most)
    firsts = [1, *(last + 1 for last in lasts[:-1])]
    shares = np.add.reduceat(with_others(found.rank_acceptability, shown), np.array(firsts) - 1, axis=1)
    return AcceptabilityBars(
        said=_said(found, shown[0], lasts),
        method=found.method,
        draws=found.draws,
        law=FrozenMap({lang: found.law.sentence(lang) for lang in ("en", "fr")}),
        error=found.error_of(0.5),
        alternatives=tuple(found.alternatives[i] for i in shown),
        left_out=n - len(shown),
        bands=tuple(zip(firsts, lasts, strict=True)),
        shares=frozen(shares),
    )


def _lasts(bands: Sequence[int], n: int) -> list[int]:
    """The last rank of each band, those beyond n left out, n itself added."""
    given = list(bands) if isinstance(bands, Sequence) and not isinstance(bands, str) else []
    rising = all(is_whole(last, 1) for last in given) and all(np.diff(given) > 0)
    if not (rising and 1 <= len(given) <= 8):
        said = f"bands must be one to eight rising ranks, such as (1, 3, 5, 10), not {quoted(bands)}. Give them."
        raise SensitivityError(said, code="bad_bands", field="bands")
    return [*(int(last) for last in given if last < n), n]


def _said(found: Acceptability, row: int, lasts: list[int]) -> FrozenMap[str, str]:
    """How often the alternative with the best expected rank is first and among the best of the second band."""
    name, k = found.alternatives[row], lasts[min(1, len(lasts) - 1)]
    first, among = (100 * found.within(places)[row] for places in (1, k))
    rank = found.expected_rank.value[row]

    def said(lang: str) -> str:
        figures = {"rank": number(rank, 1, lang), "first": number(first, 1, lang), "among": number(among, 1, lang)}
        return _WORDS[lang]["title"].format(name=name, k=k, **figures)

    return FrozenMap({lang: said(lang) for lang in ("en", "fr")})
