"""What to take together: the set of candidates that is worth most under budgets, quotas, exclusions and prerequisites."""

from mcda_industry.portfolio.limits import (
    AtLeast,
    AtMost,
    Budget,
    Constraint,
    Exclusive,
    Forbidden,
    Limit,
    Mandatory,
    Requires,
)
from mcda_industry.portfolio.programme import Choice
from mcda_industry.portfolio.select import Portfolio, Spending, select_portfolio

__all__ = [
    "AtLeast",
    "AtMost",
    "Budget",
    "Choice",
    "Constraint",
    "Exclusive",
    "Forbidden",
    "Limit",
    "Mandatory",
    "Portfolio",
    "Requires",
    "Spending",
    "select_portfolio",
]
