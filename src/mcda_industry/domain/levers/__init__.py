"""Strategic levers: their sheets, what each needs first, and the plan that follows."""

from mcda_industry.domain.levers.plan import LeverDependency, LeverPlan, PlannedLever, implied_dependencies, plan
from mcda_industry.domain.levers.sheets import Lever, columns, fields

__all__ = [
    "Lever",
    "LeverDependency",
    "LeverPlan",
    "PlannedLever",
    "columns",
    "fields",
    "implied_dependencies",
    "plan",
]
