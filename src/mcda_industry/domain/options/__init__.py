"""Options appraisal: from a long list by go/no-go rules to a short list, with what makes supply resilient and money go far."""

from mcda_industry.domain.options.efficiency import efficiency
from mcda_industry.domain.options.resilience import SupplyPosition, columns, concentration, fields
from mcda_industry.domain.options.screening import Outcome, Screening, ScreeningRule, screen

__all__ = [
    "Outcome",
    "Screening",
    "ScreeningRule",
    "SupplyPosition",
    "columns",
    "concentration",
    "efficiency",
    "fields",
    "screen",
]
