"""How much each criterion counts, and where that came from."""

from mcda_industry.weighting.batches import PrioritiesBatch, priorities_of
from mcda_industry.weighting.group import aggregate_judgements, aggregate_priorities
from mcda_industry.weighting.hierarchy import CriteriaTree, NodeShares
from mcda_industry.weighting.objective import equal
from mcda_industry.weighting.pairwise import PairwiseComparisons, Priorities
from mcda_industry.weighting.random_index import RandomIndex, random_index
from mcda_industry.weighting.weights import Weights

__all__ = [
    "CriteriaTree",
    "NodeShares",
    "PairwiseComparisons",
    "Priorities",
    "PrioritiesBatch",
    "RandomIndex",
    "Weights",
    "aggregate_judgements",
    "aggregate_priorities",
    "equal",
    "priorities_of",
    "random_index",
]
