"""Two reversible escapes: of text a spreadsheet would run as a formula, and of the marks between values of one cell."""

import re
from collections.abc import Iterable
from typing import Final

RISKY: Final = re.compile(r"'*[=+\-@\t\r]")
"""The start of a text a spreadsheet may run, and of one that was disarmed before."""

DISARMED: Final = re.compile(r"'+[=+\-@\t\r]")

BETWEEN_VALUES: Final = ";"
IN_PAIRS: Final = ":"


def disarmed(text: str) -> str:
    r"""Text as CSV holds it: one that starts with = + - @ TAB or CR gets an apostrophe in front, so that nothing runs it.

    >>> disarmed("=cmd()"), disarmed("capex"), disarmed("'=1")
    ("'=cmd()", 'capex', "''=1")
    """
    return f"'{text}" if RISKY.match(text) else text


def armed(text: str) -> str:
    r"""The text that was `disarmed`.

    >>> armed("'=cmd()"), armed("capex"), armed("''=1"), armed("'quoted'")
    ('=cmd()', 'capex', "'=1", "'quoted'")
    """
    return text[1:] if DISARMED.match(text) else text


def joined(values: Iterable[str]) -> str:
    r"""Several values as one cell, apart by ";"; where that stands in a value, a backslash stands before it.

    >>> joined(["P04", "P41"]), joined(["a;b", "c"])
    ('P04;P41', 'a\\;b;c')
    """
    return BETWEEN_VALUES.join(_marked(value) for value in values)


def joined_pairs(pairs: Iterable[tuple[str, str]]) -> str:
    r"""Pairs as one cell: name:value, apart by ";".

    >>> joined_pairs([("FR", "38"), ("other", "62")])
    'FR:38;other:62'
    """
    return BETWEEN_VALUES.join(f"{_marked(name)}{IN_PAIRS}{_marked(value)}" for name, value in pairs)


def split_values(text: str) -> list[str]:
    r"""The values that were `joined`, spaces around them and empty ones left out.

    >>> split_values("P04; P41;"), split_values("a\\;b;c")
    (['P04', 'P41'], ['a;b', 'c'])
    """
    return [_plain(part) for part in _parts(text)]


def split_pairs(text: str) -> list[tuple[str, str] | str]:
    """The pairs of a cell, split at their last ":"; a part without one stays a text.

    >>> split_pairs("FR:38;a:b:2;alone")
    [('FR', '38'), ('a:b', '2'), 'alone']
    """
    return [_pair(part) for part in _parts(text)]


def _pair(part: str) -> tuple[str, str] | str:
    marks = [match.start() for match in re.finditer(r"\\.|:", part, re.DOTALL) if match[0] == IN_PAIRS]
    if not marks:
        return _plain(part)
    return _plain(part[: marks[-1]].strip()), _plain(part[marks[-1] + 1 :].strip())


def _parts(text: str) -> list[str]:
    found = re.findall(r"(?:\\.|[^;\\]|\\$)+", text, re.DOTALL)
    return [part.strip() for part in found if part.strip()]


def _marked(value: str) -> str:
    return re.sub(r"([\\;:])", r"\\\1", value)


def _plain(part: str) -> str:
    return re.sub(r"\\([\\;:])", r"\1", part)
