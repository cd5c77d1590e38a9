"""Partial orders from preference flows."""

from mcda_industry.outranking.promethee import PartialOrder, PrometheeFlows, promethee

__all__ = ["PartialOrder", "PrometheeFlows", "promethee"]
