"""The business case of an investment: cash flow, value and return, what they depend on, and what is asked for.

One concern a module: `investment` (records), `cash_flow` (the lines, year by year), `indicators` (value, rates of
return, payback), `drivers` and `switching` (tornado, switching values), `uncertainty`, `events` and `simulation` (Monte
Carlo), `funding`, `record` (the five cases), `telling` (in words) and `assembling` (all of it for one project).
"""

from mcda_industry.domain.business_case.assembling import business_case, returns_of
from mcda_industry.domain.business_case.cash_flow import (
    capital_outlays,
    depreciation,
    ebitda,
    economic_flow,
    external_benefits,
    financial_flow,
    operating_flow,
    recovered_at_the_end,
    revenue,
    support,
    tax,
    working_capital,
    working_capital_increase,
)
from mcda_industry.domain.business_case.columns import columns, fields
from mcda_industry.domain.business_case.drivers import DRIVERS, variants
from mcda_industry.domain.business_case.events import RiskEvent, expected_losses
from mcda_industry.domain.business_case.five_cases import (
    CaseFile,
    CommercialCase,
    Decision,
    EconomicCase,
    FinancialCase,
    Grant,
    ManagedRisk,
    ManagementCase,
    Returns,
    StrategicCase,
)
from mcda_industry.domain.business_case.funding import FundingPlan, FundingSource, debt_service, funding_plan
from mcda_industry.domain.business_case.indicators import Appraisal, appraisal
from mcda_industry.domain.business_case.investment import FinanceParameters, Investment, Variants, construction_years
from mcda_industry.domain.business_case.record import BusinessCase
from mcda_industry.domain.business_case.simulation import Simulation, SimulationSummary, simulate
from mcda_industry.domain.business_case.switching import SwitchingValue, TornadoBar, switching_values, tornado
from mcda_industry.domain.business_case.uncertainty import Correlation, Uncertainty
from mcda_industry.domain.business_case.worth import net_present_values

__all__ = [
    "Appraisal",
    "BusinessCase",
    "CaseFile",
    "CommercialCase",
    "Correlation",
    "DRIVERS",
    "Decision",
    "EconomicCase",
    "FinanceParameters",
    "FinancialCase",
    "FundingPlan",
    "FundingSource",
    "Grant",
    "Investment",
    "ManagedRisk",
    "ManagementCase",
    "Returns",
    "RiskEvent",
    "Simulation",
    "SimulationSummary",
    "StrategicCase",
    "SwitchingValue",
    "TornadoBar",
    "Uncertainty",
    "Variants",
    "appraisal",
    "business_case",
    "capital_outlays",
    "columns",
    "construction_years",
    "debt_service",
    "depreciation",
    "ebitda",
    "economic_flow",
    "expected_losses",
    "external_benefits",
    "fields",
    "financial_flow",
    "funding_plan",
    "net_present_values",
    "operating_flow",
    "recovered_at_the_end",
    "returns_of",
    "revenue",
    "simulate",
    "support",
    "switching_values",
    "tax",
    "tornado",
    "variants",
    "working_capital",
    "working_capital_increase",
]
