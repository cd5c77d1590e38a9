"""The records of business cases, incentives and risks whose schema is kept."""

from mcda_industry.domain.business_case import BusinessCase, CaseFile, RiskEvent, Uncertainty
from mcda_industry.domain.incentives import Support, SupportScheme
from mcda_industry.domain.risk import RiskPlan

KINDS = (BusinessCase, CaseFile, RiskEvent, RiskPlan, Support, SupportScheme, Uncertainty)
