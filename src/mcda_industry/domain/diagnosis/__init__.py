"""Diagnosis of an ecosystem: how specialised it is, how complex, how far from its benchmarks, and what is said of it.

Pure functions on arrays (`revealed_advantage`, `complexity`, `benchmark_gaps` …), and the records that hold what an
adviser reads.
"""

from mcda_industry.domain.diagnosis.advantage import (
    location_quotient,
    present,
    revealed_advantage,
    symmetric_advantage,
)
from mcda_industry.domain.diagnosis.complexity import (
    Complexity,
    complexity,
    connected_groups,
    density,
    opportunity_gain,
    opportunity_value,
    proximity,
)
from mcda_industry.domain.diagnosis.exports import ExportTable, Opportunity, opportunity_columns
from mcda_industry.domain.diagnosis.factors import Factor, Side, pestel, swot
from mcda_industry.domain.diagnosis.indicators import Indicator, benchmark_gaps, relative_gaps, severity
from mcda_industry.domain.diagnosis.records import Diagnosis, gap_columns

__all__ = [
    "Complexity",
    "Diagnosis",
    "ExportTable",
    "Factor",
    "Indicator",
    "Opportunity",
    "Side",
    "benchmark_gaps",
    "complexity",
    "connected_groups",
    "density",
    "gap_columns",
    "location_quotient",
    "opportunity_columns",
    "opportunity_gain",
    "opportunity_value",
    "pestel",
    "present",
    "proximity",
    "relative_gaps",
    "revealed_advantage",
    "severity",
    "swot",
    "symmetric_advantage",
]
