"""Risk events: what happens to an investment with a probability each year, and what each costs on average."""

from collections.abc import Iterable, Sequence
from typing import Annotated

import numpy as np
from pydantic import Field

from mcda_industry.arrays import BoolArray, FloatArray
from mcda_industry.domain.business_case.drivers import variants
from mcda_industry.domain.business_case.investment import FinanceParameters, Investment, Share
from mcda_industry.domain.business_case.worth import View, net_present_values
from mcda_industry.errors import FinanceError, listed
from mcda_industry.records import FrozenMap, Labels, Name, Number, Record
from mcda_industry.seeds import block_generator

Relative = Annotated[Number, Field(ge=-1, le=1000)]


class RiskEvent(Record):
    """Something that may happen in any year, independently of other years and of other events.

    In a year of construction it makes the investment dearer and later, once however often it happens; in a year of
    operation it changes the revenue of that year. Effects of several events multiply, delays add up.

    Parameters
    ----------
    id, label
        Its code and its name by language.
    annual_probability
        That it happens in a year.
    capex_change, revenue_change
        Shares: 0.08 for 8 % dearer, -0.15 for 15 % less revenue.
    delay_months
        Months added to the time to operation.

    Examples
    --------
    >>> RiskEvent(id="K13", annual_probability=0.35, capex_change=0.08, delay_months=9, revenue_change=-0.15).id
    'K13'
    """

    id: Name
    label: Labels = FrozenMap()
    annual_probability: Share
    capex_change: Relative = 0.0
    delay_months: Annotated[Number, Field(ge=-600, le=600)] = 0.0
    revenue_change: Relative = 0.0


def checked_events(events: Iterable[RiskEvent]) -> tuple[RiskEvent, ...]:
    """The events, each id once.

    Raises
    ------
    FinanceError
        If one is no event, or an id stands twice.

    Examples
    --------
    >>> checked_events([])
    ()
    """
    events = tuple(events)
    if strange := [event for event in events if not isinstance(event, RiskEvent)]:
        said = f"{listed(strange)} is no RiskEvent. Give risk events, such as those of RiskPlan.events."
        raise FinanceError(said, code="no_event", field="events")
    names = [event.id for event in events]
    if twice := [name for name in dict.fromkeys(names) if names.count(name) > 1]:
        said = f"Each risk event needs its own id: {listed(twice)} stands twice. Keep one of them."
        raise FinanceError(said, code="duplicate_name", field="events")
    return events


def happenings(
    events: Sequence[RiskEvent], investment: Investment, seed: int, block: int, number: int
) -> tuple[BoolArray, FloatArray, FloatArray, FloatArray]:
    """What the events do in one block of draws.

    Each event has a stream of its own in the order given, so that what is drawn for it does not depend on those after it.

    Returns
    -------
    happened, capex_factor, delay_months, revenue_factor
        (number, events), (number,), (number,) and (number, life).
    """
    years, building = investment.years, investment.construction
    capex, delay = np.ones(number), np.zeros(number)
    revenue = np.ones((number, investment.economic_life_years))
    happened = np.zeros((number, len(events)), dtype=np.bool_)
    for k, event in enumerate(events):
        yearly = block_generator(seed, block, k + 1).random((number, years)) < event.annual_probability
        while_building = yearly[:, :building].any(axis=1)
        capex *= np.where(while_building, 1 + event.capex_change, 1.0)
        delay += np.where(while_building, event.delay_months, 0.0)
        revenue *= np.where(yearly[:, building:], 1 + event.revenue_change, 1.0)
        happened[:, k] = yearly.any(axis=1)
    return happened, capex, delay, revenue


def expected_losses(
    investment: Investment, parameters: FinanceParameters, events: Iterable[RiskEvent], view: View = "financial"
) -> FrozenMap[str, float]:
    """What each event alone takes from the net present value on average, in MDH, by id; below 0 for a gain. Exact.

    Years are independent and the net present value is a sum over years of operation, each depending on its own revenue,
    so its mean is that of four variants: the event happens during construction or not, and in every year of operation
    or in none.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> case = morocco_2025()
    >>> event = RiskEvent(id="cycle", annual_probability=0.1, revenue_change=-0.2)
    >>> round(expected_losses(case.investment("P30"), case.finance_parameters, [event])["cycle"], 2)
    1.28
    """
    base = float(net_present_values(investment, parameters, view))
    return FrozenMap({e.id: base - _mean(investment, parameters, e, view) for e in checked_events(events)})


def _mean(investment: Investment, parameters: FinanceParameters, event: RiskEvent, view: View) -> float:
    yearly = event.annual_probability
    while_building = 1 - (1 - yearly) ** investment.construction
    building, operating = np.array([0.0, 0.0, 1.0, 1.0]), np.array([0.0, 1.0, 0.0, 1.0])
    four = variants(
        investment,
        {"capex_overrun": building * event.capex_change, "delay_months": building * event.delay_months},
        np.repeat((1 + operating * event.revenue_change)[:, None], investment.economic_life_years, axis=1),
    )
    chances = np.array([1 - while_building, while_building]).repeat(2) * np.tile([1 - yearly, yearly], 2)
    return float(chances @ net_present_values(four, parameters, view))
