"""Programmes of decarbonation and of water: measures, what they cost, emissions, the levy at the border, and budgets.

A file a concern; everything public is here, and in `mi.programmes`.
"""

from mcda_industry.domain.programmes.assembly import Programme, ProgrammeRules, assemble
from mcda_industry.domain.programmes.carbon_border import (
    EU_CARBON_BORDER,
    BorderExposure,
    BorderGood,
    BorderYear,
    CarbonBorder,
    PhaseIn,
    border_cost,
    border_exposure,
    payable,
)
from mcda_industry.domain.programmes.curve import CostCurve, CostStep, cost_curve
from mcda_industry.domain.programmes.emissions import (
    EmissionFactor,
    EnergyUse,
    Footprint,
    FootprintLine,
    emissions,
    footprint,
)
from mcda_industry.domain.programmes.measures import (
    Measure,
    annual_cost,
    annual_costs,
    catalogue_of,
    columns,
    exclusions,
    fields,
    prerequisites,
    quantities,
    unit_costs,
)
from mcda_industry.domain.programmes.overlaps import Overlap
from mcda_industry.domain.programmes.water import (
    BasinStress,
    DamReadings,
    dam_readings,
    filling_column,
    stress_column,
    water_productivity,
)

__all__ = [
    "EU_CARBON_BORDER",
    "BasinStress",
    "BorderExposure",
    "BorderGood",
    "BorderYear",
    "CarbonBorder",
    "CostCurve",
    "CostStep",
    "DamReadings",
    "EmissionFactor",
    "EnergyUse",
    "Footprint",
    "FootprintLine",
    "Measure",
    "Overlap",
    "PhaseIn",
    "Programme",
    "ProgrammeRules",
    "annual_cost",
    "annual_costs",
    "assemble",
    "border_cost",
    "border_exposure",
    "catalogue_of",
    "columns",
    "cost_curve",
    "dam_readings",
    "emissions",
    "exclusions",
    "fields",
    "filling_column",
    "footprint",
    "payable",
    "prerequisites",
    "quantities",
    "stress_column",
    "unit_costs",
    "water_productivity",
]
