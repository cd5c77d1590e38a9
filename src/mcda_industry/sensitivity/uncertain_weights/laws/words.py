"""Figures and short lists in the sentences of the laws."""

from collections.abc import Sequence


def figure(value: float, french: bool, digits: int = 6) -> str:
    """A number to this many significant digits, as short as it goes, with the decimal sign of the language.

    >>> figure(0.25, french=True), figure(2.0, french=False)
    ('0,25', '2')
    """
    said = f"{value:.{digits}g}"
    return said.replace(".", ",") if french else said


def first_three(told: Sequence[str], french: bool) -> str:
    """The first three, then a count.

    >>> first_three(["a", "b", "c", "d"], french=False)
    'a; b; c and 1 more'
    """
    shown = (" ; " if french else "; ").join(told[:3])
    more = len(told) - 3
    return shown if more <= 0 else f"{shown} {f'et {more} de plus' if french else f'and {more} more'}"
