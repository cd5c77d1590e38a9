"""Candidate projects: their sheets, the bank that keeps them, the gates they pass, what they cover, what investors read."""

from mcda_industry.domain.projects.bank import BankVersion, FieldChange, ProjectBank
from mcda_industry.domain.projects.coverage import LinkCoverage, link_coverage
from mcda_industry.domain.projects.life_cycle import Gate, GateCheck, GateReview, LifeCycle
from mcda_industry.domain.projects.sheets import (
    Project,
    ProjectContext,
    bank,
    columns,
    fields,
)
from mcda_industry.domain.projects.teaser import TEASER_CRITERIA, InvestorTeaser, teaser, teaser_columns

__all__ = [
    "TEASER_CRITERIA",
    "BankVersion",
    "FieldChange",
    "Gate",
    "GateCheck",
    "GateReview",
    "InvestorTeaser",
    "LifeCycle",
    "LinkCoverage",
    "Project",
    "ProjectBank",
    "ProjectContext",
    "bank",
    "columns",
    "fields",
    "link_coverage",
    "teaser",
    "teaser_columns",
]
