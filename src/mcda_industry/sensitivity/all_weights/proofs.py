"""Why no weights put an alternative ahead: others that, mixed, are at least as good on every criterion; and how that is said."""

from collections.abc import Mapping, Sequence

from mcda_industry.arrays import FloatArray, IntArray
from mcda_industry.errors import speaks_french
from mcda_industry.records import FrozenMap

SMALLEST_SHARE = 1e-9
"""Alternatives with less than this share in a mixture are rounding, and left out."""

MOST_TOLD = 3


def mixture(alternatives: Sequence[str], rows: IntArray, shares: FloatArray) -> FrozenMap[str, float]:
    """The shares of these rows by name, the largest first; they add to 1."""
    kept = shares >= SMALLEST_SHARE
    parts = zip(rows[kept].tolist(), (shares[kept] / shares[kept].sum()).tolist(), strict=True)
    return FrozenMap({alternatives[row]: share for row, share in sorted(parts, key=lambda part: -part[1])})


def told(shares: Mapping[str, float], lang: str = "en") -> str:
    """A mixture as a sentence tells it; a mixture of one is its name.

    >>> told({"P14": 0.6, "P08": 0.4}), told({"P14": 1.0})
    ('0.60 P14 + 0.40 P08', 'P14')
    """
    if len(shares) == 1:
        return next(iter(shares))
    parts = [f"{decimals(share, 2, lang)} {name}" for name, share in shares.items()]
    return " + ".join(parts[:MOST_TOLD]) + (" + …" if len(parts) > MOST_TOLD else "")


def decimals(number: float, places: int, lang: str) -> str:
    """A number as this language writes it.

    >>> decimals(0.125, 3, "fr")
    '0,125'
    """
    said = f"{number:.{places}f}"
    return said.replace(".", ",") if speaks_french(lang) else said
