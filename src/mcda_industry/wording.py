"""Numbers and names as a sentence shows them, in English and in French."""

from collections.abc import Iterable
from unicodedata import normalize

from mcda_industry.errors import speaks_french

NARROW_SPACE = "\u202f"

FEW = 6
"""As many names as a sentence bears."""


def number(value: float, lang: str, decimals: int = 0) -> str:
    """A number with this many decimals; thousands apart, and a decimal comma in French.

    Examples
    --------
    >>> number(44000, "en"), number(-2.5, "fr", 1)
    ('44,000', '-2,5')
    """
    shown = f"{round(value, decimals) + 0.0:,.{decimals}f}"
    return shown.replace(",", NARROW_SPACE).replace(".", ",") if speaks_french(lang) else shown


def figure(value: float, lang: str = "en", digits: int = 4) -> str:
    """A number with at most so many significant digits, never in powers of ten; a comma as decimal mark in French.

    >>> figure(25.1449), figure(25.1449, "fr"), figure(44000.0), figure(-0.5, "fr")
    ('25.14', '25,14', '44000', '-0,5')
    """
    text = f"{float(f'{value:.{digits}g}'):.10f}".rstrip("0").rstrip(".") if value else "0"
    text = "0" if text in {"-0", ""} else text
    return text.replace(".", ",") if speaks_french(lang) else text


def decimals_apart(one: float, other: float) -> int:
    """As many decimals as tell two numbers apart: three, six, nine or twelve; three for one and the same.

    >>> decimals_apart(0.1, 0.2), decimals_apart(0.1, 0.10004), decimals_apart(0.1, 0.1)
    (3, 6, 3)
    """
    return next((n for n in (3, 6, 9) if f"{one:.{n}f}" != f"{other:.{n}f}" or one == other), 12)


def counted(number: int, word: str, lang: str = "en") -> str:
    """A number of things whose plural ends in s; French has the singular for none as well.

    >>> counted(1, "wave"), counted(0, "wave"), counted(0, "vague", "fr"), counted(3, "vague", "fr")
    ('1 wave', '0 waves', '0 vague', '3 vagues')
    """
    plural = number > 1 if speaks_french(lang) else number != 1
    return f"{number} {word}{'s' if plural else ''}"


def of_name(name: str) -> str:
    """The French « de » before a name: elided before a word that begins with a vowel, not before codes and single letters.

    >>> of_name("emplois"), of_name("Énergie"), of_name("C11"), of_name("A1"), of_name("onze sites")
    ("d'emplois", "d'Énergie", 'de C11', 'de A1', 'de onze sites')
    """
    first = normalize("NFD", name[:1]).casefold()[:1]
    elided = first in {*"aeiouœæ"} and name[1:2].islower() and not name.casefold().startswith(("onz", "oui"))
    return f"d'{name}" if elided else f"de {name}"


def enumerated(names: Iterable[str], lang: str = "en", most: int | None = None) -> str:
    """Names one after the other, "and" (or « et ») before the last; beyond the first `most`, their number.

    Examples
    --------
    >>> enumerated(["D01", "D02", "D05"], "en"), enumerated(["D01", "D02"], "fr"), enumerated([], "en")
    ('D01, D02 and D05', 'D01 et D02', '')
    >>> enumerated("abcdefgh", most=2)
    'a, b and 6 more'
    """
    told, french = list(names), speaks_french(lang)
    if most is not None and len(told) > most:
        left = len(told) - most
        told = [*told[:most], counted(left, "autre", "fr") if french else f"{left} more"]
    *first, last = told or [""]
    return f"{', '.join(first)} {'et' if french else 'and'} {last}" if first else last


def cost_or_gain(annual_cost_mdh: float, lang: str) -> str:
    """A net cost a year in words: "a net cost of 2.1 MDH a year", or the gain that a negative cost is.

    Examples
    --------
    >>> cost_or_gain(2.08, "en"), cost_or_gain(-27.9, "fr")
    ('a net cost of 2.1 MDH a year', 'un gain net de 27,9 MDH/an')
    """
    french, amount = speaks_french(lang), number(abs(annual_cost_mdh), lang, 1)
    if french:
        return f"un {'gain' if annual_cost_mdh < 0 else 'coût'} net de {amount} MDH/an"
    return f"a net {'gain' if annual_cost_mdh < 0 else 'cost'} of {amount} MDH a year"


def flagged(said: str, illustrative: bool, lang: str) -> str:
    """The sentence, with a remark where its figures are invented orders of magnitude.

    Examples
    --------
    >>> flagged("Take D01.", True, "en"), flagged("Retenir D01.", False, "fr")
    ('Take D01. (Illustrative figures.)', 'Retenir D01.')
    """
    remark = "(Chiffres illustratifs.)" if speaks_french(lang) else "(Illustrative figures.)"
    return f"{said} {remark}" if illustrative else said
