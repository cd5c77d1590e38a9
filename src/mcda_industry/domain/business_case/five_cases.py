"""The business case as one record in five cases, with what is uncertain and the decision that is asked for."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from mcda_industry.domain.business_case.funding import FundingPlan, FundingSource
from mcda_industry.domain.business_case.investment import Investment
from mcda_industry.domain.business_case.simulation import SimulationSummary
from mcda_industry.domain.business_case.switching import SwitchingValue, TornadoBar
from mcda_industry.domain.business_case.words import amount, decimal, share
from mcda_industry.domain.evidence import Figure
from mcda_industry.domain.finance import Irr
from mcda_industry.errors import FinanceError, speaks_french
from mcda_industry.records import Count, FrozenMap, Labels, Name, Number, Record, Text

Basis = Literal["real", "nominal"]


class StrategicCase(Record):
    """Why it is needed.

    Parameters
    ----------
    need
        What is missing without it, by language.
    ecosystem, link_id, region_code
        Where it belongs.
    levers
        The strategic levers it serves.
    contributions
        What it brings, each figure with its evidence.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> morocco_2025().case_file("P14").strategic.levers
    ('L03', 'L05')
    """

    need: Labels = FrozenMap()
    ecosystem: Text = ""
    link_id: Text = ""
    region_code: Text = ""
    levers: tuple[Name, ...] = ()
    contributions: tuple[Figure, ...] = ()


class CommercialCase(Record):
    """Who does it and who buys.

    Parameters
    ----------
    promoter
        Who carries it.
    offtake
        Who buys, by language.
    export_share_pct
        Share of revenue that is exported, in percent; None where that is not known.
    transferred_risks
        Ids of the risks passed on to others.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> morocco_2025().case_file("P14").commercial.transferred_risks
    ('K08',)
    """

    promoter: Text = ""
    offtake: Labels = FrozenMap()
    export_share_pct: Annotated[Number, Field(ge=0, le=100)] | None = None
    transferred_risks: tuple[Name, ...] = ()


class ManagedRisk(Record):
    """A risk as the management case lists it: level after treatment, owner and trigger.

    Examples
    --------
    >>> ManagedRisk(id="K13", owner="MIC").owner
    'MIC'
    """

    id: Name
    label: Labels = FrozenMap()
    level: Labels = FrozenMap()
    owner: Text = ""
    trigger: Labels = FrozenMap()


class ManagementCase(Record):
    """How it is delivered.

    Parameters
    ----------
    stage, stage_label, months_to_operation, start_year
        How far it is and what sentences call that, how long it takes and when it starts.
    requires
        The projects it needs.
    risks
        What may go wrong, and who watches it.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> morocco_2025().case_file("P14").management.requires
    ('P04',)
    """

    stage: Text = ""
    stage_label: Labels = FrozenMap()
    months_to_operation: Annotated[Number, Field(gt=0)] | None = None
    start_year: Count | None = None
    requires: tuple[Name, ...] = ()
    risks: tuple[ManagedRisk, ...] = ()


class Grant(Record):
    """Public support as a scheme grants it.

    Parameters
    ----------
    scheme
        Which scheme.
    amount_mdh, rate_pct
        In million dirhams, and in percent of capex.
    eligible
        Whether the project gets anything.
    unverified
        Components of the rate that must still be verified.
    labels
        What sentences call components, by component and language; their codes where that is not said.

    Examples
    --------
    >>> Grant(scheme="charter", amount_mdh=55.1, rate_pct=29).eligible
    True
    """

    scheme: Name
    amount_mdh: Annotated[Number, Field(ge=0, le=1e12)]
    rate_pct: Annotated[Number, Field(ge=0, le=100)]
    eligible: bool = True
    unverified: tuple[Name, ...] = ()
    labels: FrozenMap[Name, Labels] = FrozenMap()

    def doubts(self, lang: str = "en") -> str:
        """The components to verify in words, one after the other; empty where there is none."""
        return ", ".join(self.labels.get(name, FrozenMap()).get(lang, name) for name in self.unverified)


class Decision(Record):
    """What is asked of whom, and on which conditions.

    Examples
    --------
    >>> Decision(asked={"en": "Approve the support."}, of_whom="minister").conditions
    ()
    """

    asked: Labels
    of_whom: Text = ""
    conditions: tuple[Labels, ...] = ()


class CaseFile(Record):
    """What a business case is made from, before anything is computed.

    Parameters
    ----------
    id, label
        The project's code and name by language.
    investment
        Its figures, without support.
    currency, prices, rates, base_year
        The unit of the amounts, whether prices and discount rates are real or nominal (they must agree), and the year
        of the prices.
    strategic, commercial, management
        What is said rather than computed.
    grant, sources
        Public support, and who else brings money.
    decision
        What is asked for; derived from the findings if left out.
    caveats, source_flag, source_ids
        What every reader must be told, and the evidence.

    Raises
    ------
    FinanceError
        If real prices are discounted at nominal rates or the reverse, or the support stands in the investment as well.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> file = morocco_2025().case_file("P30")
    >>> file.prices, file.base_year, file.currency
    ('real', 2025, 'MDH')
    """

    id: Name
    label: Labels = FrozenMap()
    investment: Investment
    currency: Name = "MDH"
    prices: Basis
    rates: Basis
    base_year: Annotated[Count, Field(ge=1900, le=2200)]
    strategic: StrategicCase = StrategicCase()
    commercial: CommercialCase = CommercialCase()
    management: ManagementCase = ManagementCase()
    grant: Grant | None = None
    sources: tuple[FundingSource, ...] = ()
    decision: Decision | None = None
    caveats: tuple[Labels, ...] = ()
    source_flag: Text = ""
    source_ids: tuple[Name, ...] = ()

    @model_validator(mode="after")
    def _is_coherent(self) -> Self:
        if self.prices != self.rates:
            said = f"{self.prices.capitalize()} prices are discounted at {self.rates} rates. "
            raise FinanceError(said + "Give both real or both nominal.", code="mixed_basis", field="rates")
        if self.investment.support_mdh:
            said = "The investment already counts support. Give it as 'grant' only."
            raise FinanceError(said, code="support_twice", field="grant")
        return self


class Returns(Record):
    """Value and rates of return of one cash flow.

    Parameters
    ----------
    discount_rate, npv_mdh
        The rate, and the net present value at it.
    irr, irr_reason
        The internal rates of return, and why there are none or several.
    payback_years, discounted_payback_years
        From t = 0; None if it never pays back.
    switching
        The changes of each driver at which the net present value changes sign.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> print(morocco_2025().business_case("P30", draws=100).financial.before_support.sentence())
    At 10.0 % a year the net present value is 25.1 MDH. The internal rate of return is 17.7 %. Paid back in 5.4 \
years, discounted in 7.6 years.
    """

    discount_rate: Annotated[Number, Field(gt=-1)]
    npv_mdh: Number
    irr: tuple[Number, ...]
    irr_reason: Literal["unique", "several", "no sign change", "no root"]
    payback_years: Number | None
    discounted_payback_years: Number | None
    switching: tuple[SwitchingValue, ...] = ()

    def sentence(self, lang: str = "en", currency: str = "MDH") -> str:
        """The findings in words."""
        french = speaks_french(lang)
        rate, value = share(self.discount_rate, lang), amount(self.npv_mdh, lang, currency)
        found = Irr(self.irr, self.irr_reason).sentence(lang)
        if french:
            said = f"À {rate} par an, la valeur actuelle nette est de {value}. {found} "
            return said + _paid_back("ans", "Récupéré en", "actualisé en", "Jamais récupéré", self, lang)
        said = f"At {rate} a year the net present value is {value}. {found} "
        return said + _paid_back("years", "Paid back in", "discounted in", "Never paid back", self, lang)


def _paid_back(unit: str, within: str, discounted: str, never: str, found: Returns, lang: str) -> str:
    if found.payback_years is None:
        return f"{never}."
    said = f"{within} {decimal(found.payback_years, lang)} {unit}"
    if found.discounted_payback_years is None:
        return f"{said}."
    return f"{said}, {discounted} {decimal(found.discounted_payback_years, lang)} {unit}."


class EconomicCase(Record):
    """What it is worth to the country, and the shadow prices that say so.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> morocco_2025().business_case("P30", draws=100).economic.shadow_prices["carbon_price_dh_per_t"]
    800.0
    """

    returns: Returns
    shadow_prices: FrozenMap[Name, Number]


class FinancialCase(Record):
    """What it is worth to its owner, before and after support, and how it is paid for.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> found = morocco_2025().business_case("P07", draws=100).financial
    >>> round(found.after_support.npv_mdh - found.before_support.npv_mdh, 1)
    45.5
    """

    before_support: Returns
    after_support: Returns
    grant: Grant | None
    funding: FundingPlan


class FiveCases(Record):
    """The parts of a business case, before it is told: see `BusinessCase`."""

    id: Name
    label: Labels
    currency: Name
    prices: Basis
    base_year: Count
    strategic: StrategicCase
    economic: EconomicCase
    commercial: CommercialCase
    financial: FinancialCase
    management: ManagementCase
    tornado: tuple[TornadoBar, ...]
    simulation: SimulationSummary | None
    expected_losses_mdh: FrozenMap[Name, Number]
    decision: Decision
    caveats: tuple[Labels, ...]
    source_flag: Text
    source_ids: tuple[Name, ...]

    @property
    def risk_adjusted_npv_mdh(self) -> float | None:
        """The mean net present value of the simulation, after support; None if nothing is uncertain."""
        return None if self.simulation is None else self.simulation.mean
