"""Who comes in and who goes out when another set is funded, and how that is said."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from mcda_industry.arrays import BoolArray
from mcda_industry.errors import speaks_french
from mcda_industry.wording import FEW, enumerated


class Swap(NamedTuple):
    """The candidates that are funded after a change and were not, and those that no longer are; in the order given."""

    entering: tuple[str, ...]
    leaving: tuple[str, ...]

    @classmethod
    def between(cls, candidates: Sequence[str], now: BoolArray, then: BoolArray) -> "Swap":
        """What is different from one set (n,) of the candidates to another."""
        names = np.array(candidates, dtype=object)
        return cls(tuple(names[then & ~now].tolist()), tuple(names[now & ~then].tolist()))

    def told(self, lang: str = "en") -> str:
        """The swap as part of a sentence.

        >>> Swap(("P01",), ("P03", "P21")).told(), Swap(("P01", "P02"), ()).told("fr")
        ('P01 replaces P03 and P21', 'P01 et P02 entrent')
        """
        words = _WORDS["fr" if speaks_french(lang) else "en"]
        entering, leaving = (enumerated(names, lang, most=FEW) for names in self)
        kind = "instead" if entering and leaving else "in" if entering else "out"
        one, several = words[kind]
        verb = several if len(self.entering or self.leaving) > 1 else one
        return f"{entering or leaving} {verb}" + (f" {leaving}" if kind == "instead" else "")


_WORDS = {
    "en": {"instead": ("replaces", "replace"), "in": ("comes in", "come in"), "out": ("goes out", "go out")},
    "fr": {"instead": ("remplace", "remplacent"), "in": ("entre", "entrent"), "out": ("sort", "sortent")},
}
