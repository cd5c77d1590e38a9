"""What an investment depends on, and how each driver changes it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from mcda_industry.arrays import FloatArray, real_array
from mcda_industry.domain.business_case.investment import Investment, Variants
from mcda_industry.errors import Fault, FinanceError, did_you_mean, quoted
from mcda_industry.records import FrozenMap, Labels

MOST_YEARS: Final = 100.0
"""Longest construction of a variant."""


@dataclass(frozen=True)
class Driver:
    """One thing an investment depends on.

    Attributes
    ----------
    label
        Its name, by language.
    unit
        What a change is counted in: "share" (0.1 is 10 % more), "points" of percentage, or "months".
    """

    label: Labels
    unit: str


DRIVERS: Final = FrozenMap(
    {
        "capex_overrun": Driver(FrozenMap({"fr": "surcoût d'investissement", "en": "capex overrun"}), "share"),
        "revenue": Driver(FrozenMap({"fr": "chiffre d'affaires", "en": "revenue"}), "share"),
        "ebitda_margin_points": Driver(FrozenMap({"fr": "marge d'EBITDA", "en": "EBITDA margin"}), "points"),
        "delay_months": Driver(FrozenMap({"fr": "retard", "en": "delay"}), "months"),
    }
)
"""The drivers, by name; a change of 0 in each is the investment as planned."""


def variants(
    investment: Investment, changes: Mapping[str, ArrayLike], revenue_factor: FloatArray | None = None
) -> Variants:
    """The investment with these changes of its drivers, S times.

    Capex and revenue are multiplied by 1 + the change and end at 0; the margin ends at 100 %. A delay lengthens
    construction, counted from its whole years, by its months: the flow of two years and three months is a quarter of the
    way from that of two years to that of three. Construction takes at least one year and at most a hundred.

    Parameters
    ----------
    investment
        The investment as planned.
    changes
        (S,) changes by name of the driver; drivers that are left out do not change.
    revenue_factor
        (S, life) factor on the revenue of each year of operation, on top of the change of the driver.

    Raises
    ------
    FinanceError
        If a driver is unknown, a change is no finite number, or the drivers differ in length.

    Examples
    --------
    >>> plant = Investment(capex_mdh=100, revenue_full_mdh=80, ebitda_margin_pct=30, months_to_operation=24,
    ...                    economic_life_years=10)
    >>> found = variants(plant, {"capex_overrun": [0.0, 0.2], "delay_months": [0.0, 3.0]})
    >>> found.capex_mdh[:, 0], found.construction[:, 0], found.part_year[:, 0]
    (array([100., 120.]), array([2, 2]), array([0.  , 0.25]))
    """
    by_driver = _checked(changes)
    number = max(
        (len(change) for change in by_driver.values()), default=1 if revenue_factor is None else len(revenue_factor)
    )
    if revenue_factor is not None and revenue_factor.shape != (number, investment.economic_life_years):
        said = f"The revenue factors have shape {revenue_factor.shape}. Give one for each of {number} variants and each of "
        said += f"{investment.economic_life_years} years of operation."
        raise FinanceError(said, code="wrong_shape", field="revenue_factor")
    change = {name: by_driver.get(name, np.zeros(number))[:, None] for name in DRIVERS}
    asked = {
        "capex": 1 + change["capex_overrun"],
        "revenue": 1 + change["revenue"],
        "margin": investment.ebitda_margin_pct + change["ebitda_margin_points"],
        "years": investment.construction + change["delay_months"] / 12,
    }
    limits = {
        "capex": (0.0, np.inf),
        "revenue": (0.0, np.inf),
        "margin": (-np.inf, 100.0),
        "years": (1.0, MOST_YEARS),
    }
    kept = {name: np.clip(asked[name], *limits[name]) for name in asked}
    whole = np.floor(kept["years"])
    return Variants(
        investment,
        capex_mdh=investment.capex_mdh * kept["capex"],
        revenue_full_mdh=investment.revenue_full_mdh * kept["revenue"],
        ebitda_margin_pct=kept["margin"],
        construction=whole.astype(np.int64),
        part_year=None if (kept["years"] == whole).all() else kept["years"] - whole,
        revenue_factor=revenue_factor,
        clipped=sum(int((asked[name] != kept[name]).sum()) for name in asked),
    )


def _checked(changes: Mapping[str, ArrayLike]) -> dict[str, FloatArray]:
    faults = [
        Fault(f"There is no driver {quoted(name)}; {did_you_mean(name, DRIVERS)}", "unknown_driver", str(name))
        for name in changes
        if name not in DRIVERS
    ]
    read = {name: real_array(values) for name, values in changes.items() if name in DRIVERS}
    for name, (array, bad) in read.items():
        if array.ndim != 1 or not array.size or bad or array.shape != next(iter(read.values()))[0].shape:
            said = f"The changes of driver {name!r} must be one finite number for each variant. Give a list of numbers."
            faults.append(Fault(said, "bad_changes", name))
    if faults:
        raise FinanceError.of(faults)
    return {name: array for name, (array, _) in read.items()}
