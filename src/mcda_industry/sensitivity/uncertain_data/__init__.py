"""Uncertain performances and thresholds: how ranks vary with them, and which is worth studying next."""

from mcda_industry.sensitivity.uncertain_data.information import InformationValue, Worth, value_of_information
from mcda_industry.sensitivity.uncertain_data.ranges import RankRanges, rank_ranges

__all__ = ["InformationValue", "RankRanges", "Worth", "rank_ranges", "value_of_information"]
