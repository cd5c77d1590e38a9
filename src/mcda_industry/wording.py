"""Numbers and names as a sentence shows them, in English and in French."""

from collections.abc import Iterable

from mcda_industry.errors import speaks_french

NARROW_SPACE = "\u202f"


def number(value: float, lang: str, decimals: int = 0) -> str:
    """A number with this many decimals; thousands apart, and a decimal comma in French.

    Examples
    --------
    >>> number(44000, "en"), number(-2.5, "fr", 1)
    ('44,000', '-2,5')
    """
    shown = f"{round(value, decimals) + 0.0:,.{decimals}f}"
    return shown.replace(",", NARROW_SPACE).replace(".", ",") if speaks_french(lang) else shown


def enumerated(names: Iterable[str], lang: str) -> str:
    """Names one after the other, "and" (or « et ») before the last.

    Examples
    --------
    >>> enumerated(["D01", "D02", "D05"], "en"), enumerated(["D01", "D02"], "fr"), enumerated([], "en")
    ('D01, D02 and D05', 'D01 et D02', '')
    """
    *first, last = list(names) or [""]
    word = "et" if speaks_french(lang) else "and"
    return f"{', '.join(first)} {word} {last}" if first else last
