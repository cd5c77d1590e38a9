"""What is said at the end: a record for each alternative, with the rule behind its verdict and how sure it is."""

from mcda_industry.recommendation.recommend import Studied, limits_on, recommend
from mcda_industry.recommendation.records import (
    SCHEMA_VERSION,
    Provenance,
    Reason,
    Recommendation,
    Result,
    Robustness,
    Verdict,
)
from mcda_industry.recommendation.verdict import VerdictRules

__all__ = [
    "SCHEMA_VERSION",
    "Provenance",
    "Reason",
    "Recommendation",
    "Result",
    "Robustness",
    "Studied",
    "Verdict",
    "VerdictRules",
    "limits_on",
    "recommend",
]
