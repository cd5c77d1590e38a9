"""How an investment is paid for: the money that must be there, where it comes from, and whether its debt can be served."""

from collections.abc import Iterable
from typing import Annotated, Literal, Self

import numpy as np
from pydantic import Field, model_validator

from mcda_industry.arrays import FloatArray, frozen
from mcda_industry.domain.business_case.cash_flow import financial_flow, working_capital
from mcda_industry.domain.business_case.investment import FinanceParameters, Investment
from mcda_industry.domain.business_case.words import amount, decimal, share
from mcda_industry.domain.finance import annuity
from mcda_industry.errors import FinanceError, listed, quoted, speaks_french
from mcda_industry.records import Count, Labels, Name, Number, Record, Text
from mcda_industry.records import FrozenMap as Frozen

Amount = Annotated[Number, Field(ge=0, le=1e12)]


class FundingSource(Record):
    """Money that someone brings, beside public support.

    Parameters
    ----------
    id, label
        Its code and name by language.
    kind
        "equity", "debt" or "grant".
    amount_mdh
        In million dirhams.
    rate, years
        For debt, and only for it: the rate a year, and over how many years of operation it is repaid.
    source_flag
        The evidence.

    Examples
    --------
    >>> FundingSource(id="bank", kind="debt", amount_mdh=30, rate=0.06, years=7).kind
    'debt'
    """

    id: Name
    label: Labels = Frozen()
    kind: Literal["equity", "debt", "grant"]
    amount_mdh: Annotated[Amount, Field(gt=0)]
    rate: Annotated[Number, Field(ge=0, le=1)] | None = None
    years: Annotated[Count, Field(ge=1, le=200)] | None = None
    source_flag: Text = ""

    @model_validator(mode="after")
    def _debt_has_terms(self) -> Self:
        if (self.kind == "debt") != (self.rate is not None and self.years is not None) or (
            self.kind != "debt" and (self.rate, self.years) != (None, None)
        ):
            said = "Debt has a rate and years, other money has neither. "
            raise FinanceError(said + "Give both for debt, and leave them out otherwise.", code="terms", field="rate")
        return self


class FundingPlan(Record):
    """The money that must be there, and where it comes from, in million dirhams.

    Parameters
    ----------
    capex_mdh, working_capital_mdh
        The investment, and the most that is tied up in working capital.
    need_mdh
        The deepest point of the cumulated cash flow, support included in its year: the money others must bring.
    need_without_support_mdh
        Likewise without support.
    support_mdh, support_year
        Public support, and the year t in which it is received: until then it must be pre-financed.
    sources
        Who brings money.
    to_be_raised_mdh, surplus_mdh
        The part of the need that no source covers, or what they bring beyond it.
    least_cover
        The lowest ratio of the year's cash flow to its debt service; None without debt.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> case = morocco_2025()
    >>> print(funding_plan(case.investment("P30"), case.finance_parameters).sentence())
    45.8 MDH must be there, for capex of 45.0 MDH and up to 10.5 MDH of working capital; to be raised: 45.8 MDH.
    """

    capex_mdh: Amount
    working_capital_mdh: Amount
    need_mdh: Amount
    need_without_support_mdh: Amount
    support_mdh: Amount
    support_year: Count
    sources: tuple[FundingSource, ...] = ()
    to_be_raised_mdh: Amount
    surplus_mdh: Amount
    least_cover: Number | None = None

    def sentence(self, lang: str = "en", currency: str = "MDH") -> str:
        """The plan in words."""
        need, capex, tied, rest = (
            amount(value, lang, currency)
            for value in (self.need_mdh, self.capex_mdh, self.working_capital_mdh, self.to_be_raised_mdh)
        )
        support, part = amount(self.support_mdh, lang, currency), share(self.support_mdh / self.capex_mdh, lang)
        cover = "" if self.least_cover is None else decimal(self.least_cover, lang, 2)
        if speaks_french(lang):
            said = f"Il faut réunir {need}, pour un investissement de {capex} et jusqu'à {tied} de fonds de roulement"
            said += f" ; soutien de {support} ({part}), reçu en t = {self.support_year}" if self.support_mdh else ""
            said += f" ; couverture de la dette d'au moins {cover}" if cover else ""
            return f"{said} ; reste à lever : {rest}."
        said = f"{need} must be there, for capex of {capex} and up to {tied} of working capital"
        said += f"; support of {support} ({part}), received at t = {self.support_year}" if self.support_mdh else ""
        said += f"; debt service covered at least {cover} times" if cover else ""
        return f"{said}; to be raised: {rest}."


def funding_plan(
    investment: Investment, parameters: FinanceParameters, sources: Iterable[FundingSource] = ()
) -> FundingPlan:
    """The money that must be there, and how far these sources and the support of the investment cover it.

    Raises
    ------
    FinanceError
        If a source stands twice, or a debt is repaid over more years than operation lasts.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> case = morocco_2025()
    >>> bank = FundingSource(id="bank", kind="debt", amount_mdh=30, rate=0.06, years=7)
    >>> plan = funding_plan(case.investment("P30"), case.finance_parameters, [bank])
    >>> round(plan.to_be_raised_mdh, 2), round(plan.least_cover, 2)
    (15.76, -0.14)
    """
    sources = tuple(sources)
    names = [source.id for source in sources]
    if twice := [name for name in dict.fromkeys(names) if names.count(name) > 1]:
        said = f"Each funding source needs its own id: {listed(twice)} stands twice. Rename one of them."
        raise FinanceError(said, code="duplicate_name", field="sources")
    flow = financial_flow(investment, parameters)
    alone = financial_flow(investment.model_copy(update={"support_mdh": 0.0}), parameters)
    need, brought = _deepest(flow), sum(source.amount_mdh for source in sources)
    service = debt_service(investment, sources)
    owed = service > 0
    return FundingPlan(
        capex_mdh=investment.capex_mdh,
        working_capital_mdh=float(working_capital(investment, parameters).max()),
        need_mdh=need,
        need_without_support_mdh=_deepest(alone),
        support_mdh=investment.support_mdh,
        support_year=investment.construction,
        sources=sources,
        to_be_raised_mdh=max(need - brought, 0.0),
        surplus_mdh=max(brought - need, 0.0),
        least_cover=float((alone[owed] / service[owed]).min()) if owed.any() else None,
    )


def debt_service(investment: Investment, sources: Iterable[FundingSource]) -> FloatArray:
    """What the debts cost each year: (T,) MDH, read-only.

    A debt is drawn in full at t = 0, its interest added to it during construction, and then repaid in equal payments
    from the first year of operation on.

    Raises
    ------
    FinanceError
        If a debt is repaid over more years than operation lasts.

    Examples
    --------
    >>> plant = Investment(capex_mdh=100, revenue_full_mdh=80, ebitda_margin_pct=30, months_to_operation=24,
    ...                    economic_life_years=10)
    >>> debt_service(plant, [FundingSource(id="bank", kind="debt", amount_mdh=50, rate=0.0, years=2)])[:5]
    array([ 0.,  0., 25., 25.,  0.])
    """
    service, start = np.zeros(investment.years), investment.construction
    for source in sources:
        if source.rate is None or source.years is None:
            continue
        if source.years > investment.economic_life_years:
            said = f"Debt {quoted(source.id)} is repaid over {source.years} years, and operation lasts "
            said += f"{investment.economic_life_years}. Give a shorter debt."
            raise FinanceError(said, code="debt_too_long", field="years")
        # The first payment is at t = start, a year after the debt has grown to its amount at start - 1.
        owed = source.amount_mdh * (1 + source.rate) ** (start - 1)
        service[start : start + source.years] += owed * annuity(source.rate, source.years)
    return frozen(service)


def _deepest(flow: FloatArray) -> float:
    return max(0.0, -float(np.cumsum(flow).min()))
