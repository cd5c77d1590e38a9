"""How much a change turns over: the three answers every audit gives."""

from enum import IntEnum


class Severity(IntEnum):
    """What changes at worst."""

    NOTHING = 0
    ORDER = 1
    """The order changes, the leaders do not."""
    LEADER = 2
    """The leaders change."""


def worst(leaders_change: bool, order_changes: bool) -> Severity:
    """The severity of a change.

    >>> worst(False, True).name
    'ORDER'
    """
    return Severity.LEADER if leaders_change else Severity.ORDER if order_changes else Severity.NOTHING
