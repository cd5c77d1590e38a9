"""Total cost of ownership of a unit, factor by factor, and the volume from which making it pays: functions on arrays."""

import math

import numpy as np
from numpy.typing import ArrayLike

from mcda_industry.arrays import FloatArray
from mcda_industry.domain.finance import annuity
from mcda_industry.domain.value_chain.figures import as_given, numbers, together
from mcda_industry.errors import ValueChainError
from mcda_industry.records import FrozenMap

WEEKS = 52


def import_cost(
    cif: ArrayLike,
    *,
    duty: ArrayLike = 0.0,
    logistics: ArrayLike = 0.0,
    disruption_probability: ArrayLike = 0.0,
    disruption_cost: ArrayLike = 0.0,
    lead_time_weeks: ArrayLike = 0.0,
    carrying_rate: float = 0.10,
) -> FrozenMap[str, FloatArray | float]:
    """Total cost of ownership of a unit that is imported, factor by factor; the factors add up to the cost.

    Purchase at CIF; duty and logistics as shares of it; expected disruption, probability a year × cost as a share of CIF;
    and stock on the way, CIF × carrying rate × lead time / 52 weeks.

    Parameters
    ----------
    cif
        Cost, insurance and freight of a unit.
    duty, logistics, disruption_probability, disruption_cost, carrying_rate
        Shares, 0.1 for 10 %; the probability and the rate are a year's.
    lead_time_weeks
        From order to arrival.

    Returns
    -------
    The factors "purchase", "duty", "logistics", "disruption" and "stock", in the unit of the CIF cost.

    Raises
    ------
    ValueChainError
        If a figure is missing, negative or not finite, or the shapes do not fit.

    Examples
    --------
    >>> cost = import_cost(100, logistics=0.06, disruption_probability=0.1, disruption_cost=0.24, lead_time_weeks=22)
    >>> round(sum(cost.values()), 2)
    112.63
    """
    unit, duties, freight, probability, loss, weeks, rate = together(
        cif=cif,
        duty=duty,
        logistics=logistics,
        disruption_probability=disruption_probability,
        disruption_cost=disruption_cost,
        lead_time_weeks=lead_time_weeks,
        carrying_rate=carrying_rate,
    )
    factors = {
        "purchase": unit,
        "duty": unit * duties,
        "logistics": unit * freight,
        "disruption": unit * probability * loss,
        "stock": unit * rate * weeks / WEEKS,
    }
    return FrozenMap({name: as_given(np.array(cost)) for name, cost in factors.items()})


def local_cost(
    unit_cost: ArrayLike, *, overhead: float = 0.015, lead_time_weeks: ArrayLike = 0.0, carrying_rate: float = 0.10
) -> FrozenMap[str, FloatArray | float]:
    """Total cost of ownership of a unit that is made at home, factor by factor; the factors add up to the cost.

    Parameters
    ----------
    unit_cost
        Cost of a unit at the factory gate.
    overhead
        Delivery and acceptance as a share of it.
    lead_time_weeks, carrying_rate
        As for `import_cost`.

    Returns
    -------
    The factors "purchase", "logistics" and "stock", in the unit of the cost.

    Raises
    ------
    ValueChainError
        As `import_cost`.

    Examples
    --------
    >>> round(sum(local_cost(104, lead_time_weeks=12).values()), 2)
    107.96
    """
    unit, share, weeks, rate = together(
        unit_cost=unit_cost, overhead=overhead, lead_time_weeks=lead_time_weeks, carrying_rate=carrying_rate
    )
    factors = {"purchase": unit, "logistics": unit * share, "stock": unit * rate * weeks / WEEKS}
    return FrozenMap({name: as_given(np.array(cost)) for name, cost in factors.items()})


def break_even_volume(investment: float, saving_share: float, *, rate: float = 0.10, years: float = 15) -> float | None:
    """Yearly volume from which what local production saves pays its investment; None if it never does.

    Investment × annuity / saving for each unit of volume.

    Parameters
    ----------
    investment
        In the unit the volume shall have (MDH).
    saving_share
        What a unit saves, as a share of its value in the volume; may be negative.
    rate, years
        Discount rate and life of the investment.

    Returns
    -------
    The volume a year, in the unit of the investment; 0 for no investment that saves; None where nothing is saved.

    Raises
    ------
    ValueChainError, FinanceError
        If a figure is not a finite number, the investment is negative, or the rate or years are out of range.

    Examples
    --------
    >>> round(break_even_volume(150, 0.1655), 1), break_even_volume(150, -0.02)
    (119.2, None)
    """
    capital, saved = together(investment=investment)[0], numbers(saving_share, "saving_share", negative=True)
    if capital.ndim or saved.ndim:
        said = "The break-even volume is that of one investment. Give numbers, or call it for each."
        raise ValueChainError(said, code="wrong_shape", field="investment")
    if not saved > 0:
        return None
    volume = float(capital) * annuity(rate, years) / float(saved)
    if math.isinf(volume):
        said = (
            "The break-even volume is too large for a float: next to nothing is saved. Check the saving and its unit."
        )
        raise ValueChainError(said, code="overflow", field="saving_share")
    return volume
