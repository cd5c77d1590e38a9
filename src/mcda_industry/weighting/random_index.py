"""Random indices: the mean consistency index of random judgements, by which a consistency index is divided.

Tables differ, mostly for few items, and with them which judgements pass the limit of 0.1: so each result names its table.
"""

from typing import NamedTuple

import numpy as np

from mcda_industry.errors import JudgementError, did_you_mean, quoted
from mcda_industry.records import FrozenMap

TABLES: FrozenMap[str, tuple[float, ...]] = FrozenMap(
    {
        # Saaty, T.L. (1980), The Analytic Hierarchy Process: n = 3 to 10
        "saaty": (0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49),
        # Saaty, T.L. (2005), Theory and Applications of the Analytic Network Process, p. 31: n = 3 to 15
        "saaty_2005": (
            *(0.52, 0.89, 1.11, 1.25, 1.35, 1.40, 1.45, 1.49),
            *(1.52, 1.54, 1.56, 1.58, 1.59),
        ),
        # Alonso, J.A. & Lamata, M.T. (2006), Consistency in the analytic hierarchy process: n = 3 to 15
        "alonso_lamata": (
            *(0.5247, 0.8816, 1.1086, 1.2479, 1.3417, 1.4057, 1.4499, 1.4854),
            *(1.5140, 1.5365, 1.5551, 1.5713, 1.5838),
        ),
        # Donegan, H.A. & Dodd, F.J. (1991), A note on Saaty's random indexes: n = 3 to 20
        "donegan_dodd": (
            *(0.4914, 0.8286, 1.0591, 1.1797, 1.2519, 1.3171, 1.3733, 1.4055),
            *(1.4213, 1.4497, 1.4643, 1.4822, 1.4969, 1.5078, 1.5153, 1.5262, 1.5313, 1.5371),
        ),
    }
)
"""The random index for n = 3, 4, … items, by the name of the table."""


class RandomIndex(NamedTuple):
    """A random index and the table it comes from."""

    value: float
    table: str


def random_index(n: int, table: str = "saaty") -> RandomIndex:
    """The random index for n items by this table; beyond its end, Alonso and Lamata's.

    Beyond 15 items the mean eigenvalue of random judgements is 2.7699 n - 4.3513 (Alonso & Lamata, 2006). For one or two items
    judgements are always consistent and the index is 0.

    Parameters
    ----------
    n
        The number of items compared, 1 or more.
    table
        "saaty" (1980), "saaty_2005", "alonso_lamata" (2006) or "donegan_dodd" (1991).

    Raises
    ------
    JudgementError
        If there is no such table, or n is not a whole number above zero.

    Examples
    --------
    >>> random_index(4)
    RandomIndex(value=0.9, table='saaty')
    >>> random_index(11).table
    'alonso_lamata (saaty ends at 10 items)'
    """
    if not isinstance(table, str) or table not in TABLES:
        said = f"There is no random-index table {quoted(table)}; {did_you_mean(table, TABLES)}"
        raise JudgementError(said, code="unknown_table", field="random_index")
    if isinstance(n, bool) or not isinstance(n, int | np.integer) or n < 1:
        said = f"There is no random index for {quoted(n)} items. Give a whole number above zero."
        raise JudgementError(said, code="bad_size", field="n")
    if n < 3:
        return RandomIndex(0.0, table)
    last = len(TABLES[table]) + 2
    if n <= last:
        return RandomIndex(TABLES[table][n - 3], table)
    further = TABLES["alonso_lamata"]
    value = further[n - 3] if n - 3 < len(further) else (2.7699 * n - 4.3513 - n) / (n - 1)
    return RandomIndex(value, f"alonso_lamata ({table} ends at {last} items)" if table != "alonso_lamata" else table)
