"""Amounts, shares and changes as sentences show them, in English or French."""

from mcda_industry.domain.business_case.drivers import DRIVERS
from mcda_industry.errors import speaks_french
from mcda_industry.records import Labels

UNITS = {"points": {"fr": " points", "en": " points"}, "months": {"fr": " mois", "en": " months"}}


def decimal(value: float, lang: str, places: int = 1, sign: str = "") -> str:
    """A number with a decimal comma in French, a point in English.

    >>> decimal(-1234.56, "fr"), decimal(2, "en", sign="+")
    ('-1234,6', '+2.0')
    """
    shown = f"{value:{sign}.{places}f}"
    if not float(shown):
        shown = shown.replace("-", "")
    return shown.replace(".", ",") if speaks_french(lang) else shown


def amount(value: float, lang: str, currency: str = "MDH") -> str:
    """An amount with its unit.

    >>> amount(12.34, "fr")
    '12,3 MDH'
    """
    return f"{decimal(value, lang)} {currency}"


def share(value: float, lang: str, places: int = 1, sign: str = "") -> str:
    """A share as a percentage.

    >>> share(0.0815, "en")
    '8.2 %'
    """
    return f"{decimal(100 * value, lang, places, sign)} %"


def change(driver: str, value: float, lang: str) -> str:
    """The change of a driver in its unit.

    >>> change("revenue", -0.1, "en"), change("delay_months", 7, "fr")
    ('-10.0 %', '+7,0 mois')
    """
    unit = DRIVERS[driver].unit
    return share(value, lang, sign="+") if unit == "share" else decimal(value, lang, sign="+") + UNITS[unit][lang]


def told(labels: Labels, lang: str) -> str:
    """The text in this language, or in the one there is.

    >>> told({"fr": "forge"}, "en")
    'forge'
    """
    return labels.get(lang) or next(iter(labels.values()), "")
