"""From the file of a project to its business case: everything that is computed, computed."""

from collections.abc import Iterable

from mcda_industry.domain.business_case.cash_flow import economic_flow, financial_flow
from mcda_industry.domain.business_case.events import RiskEvent, checked_events, expected_losses
from mcda_industry.domain.business_case.five_cases import (
    CaseFile,
    Decision,
    EconomicCase,
    FinancialCase,
    Grant,
    Returns,
)
from mcda_industry.domain.business_case.funding import funding_plan
from mcda_industry.domain.business_case.investment import FinanceParameters, Investment
from mcda_industry.domain.business_case.record import BusinessCase
from mcda_industry.domain.business_case.simulation import simulate
from mcda_industry.domain.business_case.switching import switching_values, tornado
from mcda_industry.domain.business_case.telling import SHADOW_PRICES
from mcda_industry.domain.business_case.uncertainty import Uncertainty
from mcda_industry.domain.business_case.words import amount
from mcda_industry.domain.business_case.worth import View, is_economic
from mcda_industry.domain.finance import discounted_payback, irr, npv, payback
from mcda_industry.records import FrozenMap, Labels
from mcda_industry.seeds import Seed


def business_case(
    file: CaseFile,
    parameters: FinanceParameters,
    uncertainty: Uncertainty | None = None,
    events: Iterable[RiskEvent] = (),
    *,
    draws: int = 10_000,
    rng: Seed = 0,
) -> BusinessCase:
    """The business case of a project. Tornado, switching values and draws are those of the owner, after support.

    Parameters
    ----------
    file
        What is known of the project.
    parameters
        What every cash flow of the study shares.
    uncertainty, events
        The laws of the drivers, and what may happen; with neither there is no simulation.
    draws, rng
        As for `simulate`.

    Raises
    ------
    FinanceError
        As for `simulate`, `funding_plan` and `finance.npv`.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> case = morocco_2025()
    >>> found = business_case(case.case_file("P41"), case.finance_parameters)
    >>> round(found.financial.before_support.npv_mdh, 1), round(found.economic.returns.npv_mdh, 1), found.simulation
    (-30.0, 37.5, None)
    """
    events, uncertainty = checked_events(events), uncertainty or Uncertainty()
    granted = 0.0 if file.grant is None else file.grant.amount_mdh
    supported = file.investment.model_copy(update={"support_mdh": granted})
    drawn = None
    if uncertainty.laws or events:
        drawn = simulate(supported, parameters, uncertainty, events, draws=draws, rng=rng).summary
    before, after = returns_of(file.investment, parameters), returns_of(supported, parameters)
    economic = returns_of(file.investment, parameters, "economic")
    known = {name: getattr(file, name) for name in KEPT}
    asked = decision_of(
        file.id, file.grant, after.npv_mdh, None if drawn is None else drawn.mean, economic.npv_mdh, file.currency
    )
    return BusinessCase(
        **known,
        economic=EconomicCase(
            returns=economic, shadow_prices=FrozenMap({name: getattr(parameters, name) for name in SHADOW_PRICES})
        ),
        financial=FinancialCase(
            before_support=before,
            after_support=after,
            grant=file.grant,
            funding=funding_plan(supported, parameters, file.sources),
        ),
        tornado=tornado(supported, parameters, uncertainty.swings()),
        simulation=drawn,
        expected_losses_mdh=expected_losses(supported, parameters, events),
        decision=file.decision or asked,
    )


KEPT = (
    "id",
    "label",
    "currency",
    "prices",
    "base_year",
    "strategic",
    "commercial",
    "management",
    "caveats",
    "source_flag",
    "source_ids",
)
"""What a business case takes from the file as it stands."""


def returns_of(investment: Investment, parameters: FinanceParameters, view: View = "financial") -> Returns:
    """Value, rates of return, payback and switching values of an investment, for its owner or for the country.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> case = morocco_2025()
    >>> found = returns_of(case.investment("P30"), case.finance_parameters, "economic")
    >>> round(found.npv_mdh, 1), round(found.irr[0], 2)
    (94.6, 0.26)
    """
    economic = is_economic(view)
    flow = (economic_flow if economic else financial_flow)(investment, parameters)
    rate = parameters.discount_rate_social if economic else parameters.discount_rate_financial
    found = irr(flow)
    return Returns(
        discount_rate=rate,
        npv_mdh=float(npv(rate, flow)),
        irr=found.roots,
        irr_reason=found.reason,
        payback_years=payback(flow),
        discounted_payback_years=discounted_payback(rate, flow),
        switching=switching_values(investment, parameters, view),
    )


def decision_of(
    name: str, grant: Grant | None, npv_mdh: float, risk_adjusted: float | None, economic: float, currency: str = "MDH"
) -> Decision:
    """What follows from the figures: support to grant, and the conditions under which it should be.

    Examples
    --------
    >>> decision_of("P30", None, 25.1, None, 94.6).asked["en"]
    'Take P30 to the next stage without public support.'
    """
    supported = grant is not None and grant.amount_mdh > 0
    asked = {"fr": f"Faire passer {name} au stade suivant", "en": f"Take {name} to the next stage"}
    if grant is not None and supported:
        asked["fr"] += f" avec un soutien de {amount(grant.amount_mdh, 'fr', currency)} ({grant.scheme})."
        asked["en"] += f" with support of {amount(grant.amount_mdh, 'en', currency)} ({grant.scheme})."
    else:
        asked["fr"] += " sans soutien public."
        asked["en"] += " without public support."
    conditions: list[Labels] = []
    if grant is not None and grant.unverified:
        french, english = grant.doubts("fr"), grant.doubts("en")
        conditions.append(_both(f"vérifier au texte : {french}", f"verify against the text: {english}"))
    if economic < 0:
        conditions.append(
            _both(
                "la valeur pour le pays est négative : la justifier", "its value to the country is negative: justify it"
            )
        )
    if npv_mdh < 0:
        conditions.append(
            _both(
                "le porteur y perd même après soutien : dire qui paie",
                "its owner loses even after support: say who pays",
            )
        )
    elif risk_adjusted is not None and risk_adjusted < 0:
        conditions.append(
            _both(
                "la valeur devient négative avec les risques : réduire les plus coûteux d'abord",
                "its value turns negative with the risks: reduce the costliest first",
            )
        )
    return Decision(asked=FrozenMap(asked), conditions=tuple(conditions))


def _both(french: str, english: str) -> Labels:
    return FrozenMap({"fr": french, "en": english})
