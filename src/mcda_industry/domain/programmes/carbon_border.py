"""What a carbon levy at the border costs an exporter, year by year as it is phased in."""

from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Annotated, Final, Self

import numpy as np
from numpy.typing import ArrayLike
from pydantic import Field, model_validator

from mcda_industry.arrays import FloatArray
from mcda_industry.columns import read_columns
from mcda_industry.domain.evidence import INVENTED
from mcda_industry.domain.programmes.checked import numbers
from mcda_industry.domain.programmes.measures import DH_PER_MDH
from mcda_industry.errors import ProblemError, listed, quoted, speaks_french
from mcda_industry.problem import Column, Criterion, minimise
from mcda_industry.records import Count, FrozenMap, Labels, Name, Number, Record, Text, each_a, one_of
from mcda_industry.wording import flagged, number

Amount = Annotated[Number, Field(ge=0, le=1e12)]
Share = Annotated[Number, Field(ge=0, le=1)]
Percentage = Annotated[Number, Field(ge=0, le=100)]
Year = Annotated[Count, Field(ge=1900, le=2200)]


class PhaseIn(Record):
    """The share of emissions that pays from a year on."""

    year: Year
    share: Share


class CarbonBorder(Record):
    """The rules of a carbon levy at a border.

    Parameters
    ----------
    label
        Its name by language.
    phase_in
        The share of emissions that pays, by year, ascending; the last share holds from then on, and nothing is paid
        before the first.
    source
        The legal text.

    Examples
    --------
    >>> EU_CARBON_BORDER.share_in(2025), EU_CARBON_BORDER.share_in(2030), EU_CARBON_BORDER.share_in(2040)
    (0.0, 0.485, 1.0)
    """

    label: Labels
    phase_in: Annotated[tuple[PhaseIn, ...], Field(min_length=1)]
    source: Text = ""

    @model_validator(mode="after")
    def _goes_forward(self) -> Self:
        for before, after in pairwise(self.phase_in):
            if after.year <= before.year:
                said = f"The phase-in goes from {before.year} to {after.year}. Give the years in ascending order, each once."
                raise ProblemError(said, code="years", field="phase_in")
        return self

    def share_in(self, year: int) -> float:
        """The share of emissions that pays in this year; what is no whole number is refused."""
        year = _a_year(year)
        return max(
            (step for step in self.phase_in if step.year <= year), key=lambda step: step.year, default=_NOT_YET
        ).share


_NOT_YET = PhaseIn(year=1900, share=0.0)

EU_CARBON_BORDER: Final = CarbonBorder(
    label=FrozenMap(
        {"fr": "Mécanisme d'ajustement carbone aux frontières (UE)", "en": "Carbon border adjustment mechanism (EU)"}
    ),
    phase_in=tuple(
        PhaseIn(year=year, share=share)
        for year, share in zip(range(2026, 2035), (0.025, 0.05, 0.1, 0.225, 0.485, 0.61, 0.735, 0.86, 1.0), strict=True)
    ),
    source="Regulation (EU) 2023/956, article 31; Directive 2003/87/EC, article 10a(1a), as amended by (EU) 2023/959",
)
"""The European levy: one less the CBAM factor of each year, which is the share of free allowances that is left."""


class BorderGood(Record):
    """What an exporter sells over the border, and what it emits.

    Parameters
    ----------
    id, label
        The good, site or project.
    direct_t, indirect_t
        Tonnes of CO₂e a year embedded in all it makes: emitted by making it, and by making the electricity it takes.
    zone_share_pct
        Percentage of what it makes that is sold over this border.
    counts_indirect
        Whether the levy counts the electricity; for iron, steel and aluminium the European one does not.
    benchmark_t
        Tonnes a year that a producer within would emit for the same output: the free allowances it still has are
        deducted. None where it is not known; its own emissions then stand for it.
    covered_from
        The first year in which the levy covers the good; None for a good it does not cover.
    sales_mdh
        Yearly sales over this border, in MDH; None where they are not known.
    carbon_price_paid_eur_t
        Carbon price already paid at home, for each tonne.

    Examples
    --------
    >>> forge = BorderGood(id="forge", direct_t=1_000, zone_share_pct=60, covered_from=2026)
    >>> forge.embedded_t
    600.0
    """

    id: Name
    label: Labels = FrozenMap()
    direct_t: Amount
    indirect_t: Amount = 0.0
    zone_share_pct: Percentage
    counts_indirect: bool = False
    benchmark_t: Amount | None = None
    covered_from: Year | None = None
    sales_mdh: Amount | None = None
    carbon_price_paid_eur_t: Amount = 0.0
    source_flag: Text = ""

    @property
    def embedded_t(self) -> float:
        """Tonnes of CO₂e a year that cross the border and count."""
        return (self.direct_t + (self.indirect_t if self.counts_indirect else 0.0)) * self.zone_share_pct / 100


class BorderYear(Record):
    """One year of the levy: the share that pays, the tonnes that pay, and what they cost.

    `share_of_sales_pct` is the cost as a percentage of the sales over the border; None where these are not known or none.
    """

    year: Year
    share: Share
    payable_t: Amount
    cost_mdh: Amount
    share_of_sales_pct: Number | None


class BorderExposure(Record):
    """What the levy costs a good, year by year.

    Parameters
    ----------
    good
        Its id.
    embedded_t
        Tonnes of CO₂e a year that cross the border and count.
    covered_from
        The first year in which the levy covers the good, or None.
    price_eur_t, eur_mad
        Price of a certificate, and dirhams for a euro.
    years
        One entry a year.
    source_flag
        How the figures of the good are flagged.
    """

    good: Name
    embedded_t: Number
    covered_from: Year | None
    price_eur_t: Number
    eur_mad: Number
    years: tuple[BorderYear, ...]
    source_flag: Text = ""

    def in_year(self, year: int) -> BorderYear:
        """What the levy costs in this year.

        Raises
        ------
        ProblemError
            If the exposure was not asked for in this year.
        """
        year = _a_year(year)
        for found in self.years:
            if found.year == year:
                return found
        said = f"The exposure of {quoted(self.good)} is not known in {year}; there are {listed(e.year for e in self.years)}. "
        raise ProblemError(f"{said}Ask for this year too.", code="unknown_year", field="year")

    def sentence(self, lang: str = "en") -> str:
        """The exposure in words, in English ("en") or French ("fr")."""
        french = speaks_french(lang)
        first, last = self.years[0], self.years[-1]
        key = "fr" if french else "en"
        if self.covered_from is None:
            said = _NOT_COVERED[key].format(good=self.good, embedded=number(self.embedded_t, lang))
            return flagged(said, self.source_flag in INVENTED, lang)
        said = _EXPOSED[key].format(
            good=self.good,
            embedded=number(self.embedded_t, lang),
            price=number(self.price_eur_t, lang),
            first=first.year,
            cost_first=number(first.cost_mdh, lang, 2),
            last=last.year,
            cost_last=number(last.cost_mdh, lang, 2),
        )
        share = last.share_of_sales_pct
        said += "." if share is None else _OF_SALES[key].format(number(share, lang, 2))
        return flagged(said, self.source_flag in INVENTED, lang)


_NOT_COVERED = {
    "en": "{good} sells {embedded} tCO₂e a year over the border; the levy does not cover it.",
    "fr": "{good} vend {embedded} tCO₂e/an au-delà de la frontière ; la taxe carbone ne le couvre pas.",
}
_EXPOSED = {
    "en": "At {price} EUR/t, the {embedded} tCO₂e a year that {good} sells over the border cost {cost_first} MDH in {first} "
    "and {cost_last} MDH in {last}",
    "fr": "À {price} EUR/t, les {embedded} tCO₂e/an que {good} vend au-delà de la frontière coûtent {cost_first} MDH en "
    "{first} et {cost_last} MDH en {last}",
}
_OF_SALES = {"en": " ({} % of these sales).", "fr": " ({}\u202f% de ces ventes)."}


def payable(embedded_t: ArrayLike, share: ArrayLike, benchmark_t: ArrayLike | None = None) -> FloatArray:
    """Tonnes for which certificates are due: embedded emissions less the free allowances a producer within still has.

    embedded - benchmark x (1 - share), at least 0; embedded x share where there is no benchmark. Arrays that broadcast.

    Raises
    ------
    ProblemError
        With every value that is no finite number of 0 or more, or share above 1; or if the shapes do not fit together.

    Examples
    --------
    >>> payable(1_000.0, [0.025, 0.485, 1.0])
    array([  25.,  485., 1000.])
    >>> payable([1_200.0, 900.0], 0.025, benchmark_t=1_000.0)
    array([225.,   0.])
    """
    (paying,) = numbers(low=0, high=1, share=share)
    if benchmark_t is None:
        embedded, paying = numbers(low=0, embedded_t=embedded_t, share=paying)
        return np.asarray(embedded * paying)
    embedded, paying, within = numbers(low=0, embedded_t=embedded_t, share=paying, benchmark_t=benchmark_t)
    return np.maximum(embedded - within * (1 - paying), 0.0)


def border_cost(
    payable_t: ArrayLike, price_eur_t: ArrayLike, eur_mad: float, paid_eur_t: ArrayLike = 0.0
) -> FloatArray:
    """Cost in MDH of the tonnes that pay: times the price of a certificate, less the carbon price paid at home.

    Never negative: a higher price at home is not paid back.

    Raises
    ------
    ProblemError
        With every value that is no finite number of 0 or more; or if the shapes do not fit together.

    Examples
    --------
    >>> border_cost([1_000.0, 1_000.0], 80.0, 10.0, [0.0, 100.0])
    array([0.8, 0. ])
    """
    tonnes, price, paid, rate = numbers(
        low=0, payable_t=payable_t, price_eur_t=price_eur_t, paid_eur_t=paid_eur_t, eur_mad=eur_mad
    )
    return np.asarray(tonnes * np.maximum(price - paid, 0.0) * rate / DH_PER_MDH)


def border_exposure(
    good: BorderGood, border: CarbonBorder, years: Iterable[int], *, price_eur_t: float, eur_mad: float
) -> BorderExposure:
    """What the levy costs a good in each of these years; nothing before it covers the good.

    Raises
    ------
    ProblemError, RecordError
        If no year is asked for, or a price is no price.

    Examples
    --------
    >>> forge = BorderGood(id="forge", direct_t=1_000, zone_share_pct=60, covered_from=2026, sales_mdh=25)
    >>> exposure = border_exposure(forge, EU_CARBON_BORDER, [2026, 2030, 2034], price_eur_t=80, eur_mad=10.7)
    >>> print(exposure.sentence())
    At 80 EUR/t, the 600 tCO₂e a year that forge sells over the border cost 0.01 MDH in 2026 and 0.51 MDH in 2034 \
(2.05 % of these sales).
    """
    good, border = one_of(BorderGood, good, "good"), one_of(CarbonBorder, border, "border")
    years = tuple(years) if isinstance(years, Iterable) else (years,)
    if not years:
        raise ProblemError("No year is asked for. Give at least one.", code="empty", field="years")
    prices = BorderPrices(price_eur_t=price_eur_t, eur_mad=eur_mad)
    return BorderExposure(
        good=good.id,
        embedded_t=good.embedded_t,
        covered_from=good.covered_from,
        price_eur_t=prices.price_eur_t,
        eur_mad=prices.eur_mad,
        years=tuple(_year(good, border, year, prices) for year in years),
        source_flag=good.source_flag,
    )


BORDER_CRITERIA: Final[Mapping[str, Criterion]] = FrozenMap(
    {
        "cost_mdh": minimise(
            "border levy", "MDH/an", label={"fr": "Prélèvement à la frontière", "en": "Levy at the border"}
        ),
        "share_of_sales_pct": minimise(
            "border levy, share", "%", label={"fr": "Part des ventes prélevée", "en": "Levy, share of these sales"}
        ),
        "payable_t": minimise("paying tonnes", "tCO₂e/an", label={"fr": "Tonnes payantes", "en": "Tonnes that pay"}),
    }
)
"""The criteria exposures are judged on, unless others are given: less is better."""


def border_columns(
    exposures: Iterable[BorderExposure], year: int, criteria: Mapping[str, Criterion] = BORDER_CRITERIA
) -> tuple[Column, ...]:
    """The criteria columns of the exposure to the levy in one year, one for each criterion, values by good.

    Parameters
    ----------
    exposures
        Each good once.
    year
        One of the years the exposures were asked for.
    criteria
        The criterion read from each of "cost_mdh" (MDH in the year), "share_of_sales_pct" (percent of the sales over the
        border) and "payable_t" (tonnes of CO₂e in the year).

    Raises
    ------
    ProblemError
        With every fault: an unknown field, a good that stands twice, a year that was not asked for, a share of sales that
        are not known.

    Examples
    --------
    >>> from mcda_industry.problem import Problem
    >>> from mcda_industry.ranking import rank
    >>> goods = [
    ...     BorderGood(id="forge", direct_t=1_000, zone_share_pct=60, covered_from=2026, sales_mdh=25),
    ...     BorderGood(id="wiring", direct_t=90, zone_share_pct=95, covered_from=2028, sales_mdh=210),
    ... ]
    >>> exposures = [border_exposure(good, EU_CARBON_BORDER, [2026, 2034], price_eur_t=80, eur_mad=10.7) for good in goods]
    >>> columns = border_columns(exposures, 2034)
    >>> [(column.criterion.name, column.criterion.unit, round(column.values["forge"], 2)) for column in columns[:2]]
    [('border levy', 'MDH/an', 0.51), ('border levy, share', '%', 2.05)]
    >>> rank(Problem.from_columns(columns[:2]), {"border levy": 1, "border levy, share": 1}, "weighted_sum").best
    'wiring'
    """
    return read_columns(
        each_a(BorderExposure, exposures, "exposures"),
        criteria,
        BORDER_CRITERIA,
        lambda found, field: getattr(found.in_year(year), field),
        what="exposures to the levy",
        name=lambda found: found.good,
    )


class BorderPrices(Record):
    """The price of a certificate, in euros for each tonne, and the dirhams that a euro is worth."""

    price_eur_t: Amount
    eur_mad: Annotated[Number, Field(gt=0)]


def _year(good: BorderGood, border: CarbonBorder, year: int, prices: BorderPrices) -> BorderYear:
    step = PhaseIn(year=year, share=border.share_in(year))
    covered = good.covered_from is not None and year >= good.covered_from
    share = step.share if covered else 0.0
    benchmark = None if good.benchmark_t is None else good.benchmark_t * good.zone_share_pct / 100
    tonnes = float(payable(good.embedded_t, share, benchmark)) if covered else 0.0
    cost = float(border_cost(tonnes, prices.price_eur_t, prices.eur_mad, good.carbon_price_paid_eur_t))
    part = 100 * cost / good.sales_mdh if good.sales_mdh else None
    return BorderYear(year=year, share=share, payable_t=tonnes, cost_mdh=cost, share_of_sales_pct=part)


def _a_year(year: int) -> int:
    if isinstance(year, bool) or not isinstance(year, int | np.integer):
        raise ProblemError(
            f"A year must be a whole number, not {quoted(year)}. Give it like 2030.", code="years", field="years"
        )
    return int(year)
