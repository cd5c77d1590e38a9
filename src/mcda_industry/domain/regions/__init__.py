"""Regions: what they are, what they make, how they fit a link of the value chain, and who goes where.

A file a concern; everything public is here, and in `mi.regions`.
"""

from mcda_industry.domain.regions.allocation import Allocation, BalanceRules, allocate
from mcda_industry.domain.regions.employment import (
    Employment,
    EmploymentTable,
    ShiftShare,
    esteban_marquillas,
    location_quotients,
    shift_share,
)
from mcda_industry.domain.regions.fit import LinkFit, LinkNeed, RegionFit, columns, fields, link_fits, pair_name
from mcda_industry.domain.regions.region import Region, regional_equity
from mcda_industry.domain.regions.sheet import JobsChange, RegionSheet, region_sheets

__all__ = [
    "Allocation",
    "BalanceRules",
    "Employment",
    "EmploymentTable",
    "JobsChange",
    "LinkFit",
    "LinkNeed",
    "Region",
    "RegionFit",
    "RegionSheet",
    "ShiftShare",
    "allocate",
    "columns",
    "esteban_marquillas",
    "fields",
    "link_fits",
    "location_quotients",
    "pair_name",
    "region_sheets",
    "regional_equity",
    "shift_share",
]
