"""Numbers and lists as a sentence shows them, in French or English."""

from collections.abc import Iterable

from mcda_industry.errors import speaks_french


def figure(value: float, lang: str = "en", digits: int = 4) -> str:
    """A number with at most so many significant digits, never in powers of ten; a comma as decimal mark in French.

    >>> figure(25.1449), figure(25.1449, "fr"), figure(44000.0), figure(-0.5, "fr")
    ('25.14', '25,14', '44000', '-0,5')
    """
    text = f"{float(f'{value:.{digits}g}'):.10f}".rstrip("0").rstrip(".") if value else "0"
    text = "0" if text in {"-0", ""} else text
    return text.replace(".", ",") if speaks_french(lang) else text


def counted(number: int, word: str, lang: str = "en") -> str:
    """A number of things whose plural ends in s; French has the singular for none as well.

    >>> counted(1, "wave"), counted(0, "wave"), counted(0, "vague", "fr"), counted(3, "vague", "fr")
    ('1 wave', '0 waves', '0 vague', '3 vagues')
    """
    plural = number > 1 if speaks_french(lang) else number != 1
    return f"{number} {word}{'s' if plural else ''}"


def enumerated(names: Iterable[str], lang: str = "en", most: int = 6) -> str:
    """Names after each other, the last after "and"; beyond the first few, their number.

    >>> enumerated(["A02", "A03", "M02"]), enumerated(["A02", "A03"], "fr"), enumerated("abcdefgh", most=2)
    ('A02, A03 and M02', 'A02 et A03', 'a, b and 6 more')
    """
    names, french = list(names), speaks_french(lang)
    if len(names) > most:
        shown, last = (
            names[:most],
            f"{counted(len(names) - most, 'autre', 'fr') if french else f'{len(names) - most} more'}",
        )
    else:
        shown, last = names[:-1], names[-1] if names else ""
    return f"{', '.join(shown)} {'et' if french else 'and'} {last}" if shown else last
