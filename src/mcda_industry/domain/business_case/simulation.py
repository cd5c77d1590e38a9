"""Monte Carlo: the net present value when its drivers are uncertain and risk events may happen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated

import numpy as np
from pydantic import Field

from mcda_industry.arrays import BoolArray, FloatArray, frozen, is_whole
from mcda_industry.domain.business_case.drivers import variants
from mcda_industry.domain.business_case.events import RiskEvent, checked_events, happenings
from mcda_industry.domain.business_case.investment import FinanceParameters, Investment, Share
from mcda_industry.domain.business_case.uncertainty import Uncertainty
from mcda_industry.domain.business_case.words import amount, decimal, share
from mcda_industry.domain.business_case.worth import net_present_values
from mcda_industry.errors import FinanceError, did_you_mean, quoted, speaks_french
from mcda_industry.records import Count, FrozenMap, Name, Number, Record
from mcda_industry.seeds import Seed, block_generator, seed_number

BLOCK = 4096
"""Draws in a block; part of the definition of the numbers drawn."""

MOST_DRAWS = 10_000_000

QUANTILES = (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95)


class SimulationSummary(Record):
    """What a simulation of the net present value found, in MDH.

    Parameters
    ----------
    draws, seed
        How many draws, and the whole number that gives them again.
    mean, standard_error, deviation
        The mean (the risk-adjusted net present value), its Monte Carlo error, and the standard deviation.
    quantiles
        The value below which 5, 10, 25, 50, 75, 90 and 95 % of the draws lie, by share ("0.05").
    loss_probability
        Share of the draws below 0.
    economic_mean, economic_loss_probability
        Likewise for the country.
    events
        Share of the draws in which each risk event happens at least once, by id.
    clipped
        Drawn figures that lay beyond what an investment can have and were moved to the nearest possible one.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> found = morocco_2025().simulation("P30", draws=1000).summary
    >>> found.draws, round(found.mean, 1), round(found.loss_probability, 2)
    (1000, 6.9, 0.23)
    """

    draws: Annotated[Count, Field(ge=1)]
    seed: Annotated[Count, Field(ge=0)]
    mean: Number
    standard_error: Annotated[Number, Field(ge=0)] | None
    deviation: Annotated[Number, Field(ge=0)] | None
    quantiles: FrozenMap[Name, Number]
    loss_probability: Share
    economic_mean: Number
    economic_loss_probability: Share
    events: FrozenMap[Name, Share] = FrozenMap()
    clipped: Annotated[Count, Field(ge=0)] = 0

    def sentence(self, lang: str = "en", currency: str = "MDH") -> str:
        """The findings in words."""
        low, high = (amount(self.quantiles[q], lang, currency) for q in ("0.05", "0.95"))
        mean, below = amount(self.mean, lang, currency), share(self.loss_probability, lang, 0)
        error = "" if self.standard_error is None else f" ± {decimal(self.standard_error, lang)}"
        if speaks_french(lang):
            said = f"Sur {self.draws} tirages, la valeur actuelle nette est en moyenne de {mean}{error} (erreur type), "
            return said + f"entre {low} et {high} neuf fois sur dix, et négative dans {below} des tirages."
        said = f"Over {self.draws} draws the net present value is {mean}{error} on average (standard error), "
        return said + f"between {low} and {high} nine times in ten, and negative in {below} of the draws."


@dataclass(frozen=True, eq=False)
class Simulation:
    """Net present values under drawn drivers and risk events.

    Attributes
    ----------
    npv, economic_npv
        (S,) net present values in MDH, read-only.
    changes
        (S,) drawn changes of each driver that has a law, by name, without those of the events; read-only.
    happened
        (S, events) whether each event happens at least once, read-only; columns in the order of `events`.
    events
        The ids of the events.
    seed
        The whole number that gives these draws again.
    clipped
        How many figures were moved to the nearest possible one.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> morocco_2025().simulation("P30", draws=100).npv.shape
    (100,)
    """

    npv: FloatArray
    economic_npv: FloatArray
    changes: Mapping[str, FloatArray]
    happened: BoolArray
    events: tuple[str, ...]
    seed: int
    clipped: int

    @property
    def summary(self) -> SimulationSummary:
        """Mean, spread, quantiles and probabilities, as a record."""
        number = len(self.npv)
        spread = float(self.npv.std(ddof=1)) if number > 1 else None
        return SimulationSummary(
            draws=number,
            seed=self.seed,
            mean=float(self.npv.mean()),
            standard_error=None if spread is None else spread / number**0.5,
            deviation=spread,
            quantiles=FrozenMap({f"{q:g}": float(np.quantile(self.npv, q)) for q in QUANTILES}),
            loss_probability=float((self.npv < 0).mean()),
            economic_mean=float(self.economic_npv.mean()),
            economic_loss_probability=float((self.economic_npv < 0).mean()),
            events=FrozenMap(dict(zip(self.events, self.happened.mean(axis=0).tolist(), strict=True))),
            clipped=self.clipped,
        )

    def given(self, event: str) -> tuple[float | None, float | None]:
        """The mean net present value of the draws in which this event happens, and of the others; None where none are.

        Raises
        ------
        FinanceError
            If there is no such event.
        """
        if event not in self.events:
            said = f"There is no risk event {quoted(event)} here; {did_you_mean(event, self.events)}"
            raise FinanceError(said, code="unknown_event", field="event")
        hit = self.happened[:, self.events.index(event)]
        with_it, without = (self.npv[part] for part in (hit, ~hit))
        return tuple(float(part.mean()) if part.size else None for part in (with_it, without))  # type: ignore[return-value]


def simulate(
    investment: Investment,
    parameters: FinanceParameters,
    uncertainty: Uncertainty | None = None,
    events: Iterable[RiskEvent] = (),
    *,
    draws: int = 10_000,
    rng: Seed = 0,
) -> Simulation:
    """The net present value under drawn changes of the drivers and drawn risk events.

    Drivers are drawn together (`copula`), events apart from them, year by year (`RiskEvent`). Draws come in blocks with
    a seed each, so that the first draws are the same however many follow.

    Parameters
    ----------
    investment, parameters
        What is appraised.
    uncertainty
        The laws of the drivers; without them only events move the value.
    events
        What may happen, each id once.
    draws
        How many, from 1 to 10 000 000.
    rng
        The seed, or a generator from which one is taken.

    Raises
    ------
    FinanceError
        If the number of draws or the seed is none, or an event stands twice.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> case = morocco_2025()
    >>> found = simulate(case.investment("P30"), case.finance_parameters, case.uncertainty, draws=2000)
    >>> print(found.summary.sentence())
    Over 2000 draws the net present value is 15.6 MDH ± 0.2 on average (standard error), between 0.1 MDH and 31.1 \
MDH nine times in ten, and negative in 5 % of the draws.
    """
    if not is_whole(draws, 1, MOST_DRAWS):
        said = f"draws must be a whole number from 1 to {MOST_DRAWS}, not {quoted(draws)}. Give 10_000."
        raise FinanceError(said, code="draws", field="draws")
    seed, events = seed_number(rng, FinanceError), checked_events(events)
    uncertainty = uncertainty or Uncertainty()
    sizes = [min(BLOCK, draws - start) for start in range(0, draws, BLOCK)]
    parts = [_block(investment, parameters, uncertainty, events, (seed, b, n)) for b, n in enumerate(sizes)]
    happened = np.concatenate([part.happened for part in parts])
    happened.setflags(write=False)
    names = list(uncertainty.laws)
    return Simulation(
        npv=frozen(np.concatenate([part.npv for part in parts])),
        economic_npv=frozen(np.concatenate([part.economic_npv for part in parts])),
        changes=FrozenMap({name: frozen(np.concatenate([part.changes[name] for part in parts])) for name in names}),
        happened=happened,
        events=tuple(event.id for event in events),
        seed=seed,
        clipped=sum(part.clipped for part in parts),
    )


def _block(
    investment: Investment,
    parameters: FinanceParameters,
    uncertainty: Uncertainty,
    events: tuple[RiskEvent, ...],
    place: tuple[int, int, int],
) -> Simulation:
    """One block of draws: (seed, block, number)."""
    seed, block, number = place
    changes = uncertainty.draw(block_generator(seed, block, 0), number)
    happened, capex_factor, delay, revenue_factor = happenings(events, investment, seed, block, number)
    overrun, later = (changes.get(name, np.zeros(number)) for name in ("capex_overrun", "delay_months"))
    moved = {**changes, "capex_overrun": (1 + overrun) * capex_factor - 1, "delay_months": later + delay}
    found = variants(investment, moved, revenue_factor)
    return Simulation(
        npv=net_present_values(found, parameters),
        economic_npv=net_present_values(found, parameters, "economic"),
        changes=changes,
        happened=happened,
        events=(),
        seed=seed,
        clipped=found.clipped,
    )
