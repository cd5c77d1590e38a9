"""PROMETHEE beyond one order: partial orders, intervals, categories and the GAIA plane."""

from mcda_industry.outranking.flowsort import Sorting, flow_sort
from mcda_industry.outranking.freedom import Freedom, freedom
from mcda_industry.outranking.gaia import Gaia, GaiaPlane, gaia, gaia_plane
from mcda_industry.outranking.gamma import Gamma, gamma
from mcda_industry.outranking.intervals import FlowIntervals, flow_intervals
from mcda_industry.outranking.pairwise import PairwisePreferences, pairwise_preferences
from mcda_industry.outranking.partial_order import Cover, PartialOrder, Relation
from mcda_industry.outranking.promethee import ArrayFlows, PrometheeFlows, promethee, promethee_flows
from mcda_industry.outranking.quality import RankingQuality, Reversal, ranking_quality
from mcda_industry.weighting.boxes import WeightBox

__all__ = [
    "ArrayFlows",
    "Cover",
    "FlowIntervals",
    "Freedom",
    "Gaia",
    "GaiaPlane",
    "Gamma",
    "PairwisePreferences",
    "PartialOrder",
    "PrometheeFlows",
    "RankingQuality",
    "Relation",
    "Reversal",
    "Sorting",
    "WeightBox",
    "flow_intervals",
    "flow_sort",
    "freedom",
    "gaia",
    "gaia_plane",
    "gamma",
    "pairwise_preferences",
    "promethee",
    "promethee_flows",
    "ranking_quality",
]
