"""Plots: each is first a record of what it shows (`mi.figures.stability_bars(...)`), then drawn, rendered or saved.

A record needs no matplotlib; it says its finding in French and English (`sentence`), how to read it (`caption`) and
everything that it shows (`to_dict`). `draw` gives axes of matplotlib, `save` writes SVG, PNG or PDF.
"""

from mcda_industry.report.figures.acceptability_bars import AcceptabilityBars, acceptability_bars
from mcda_industry.report.figures.acceptability_heat_map import AcceptabilityHeatMap, acceptability_heat_map
from mcda_industry.report.figures.figure import Figure
from mcda_industry.report.figures.gaia_map import GaiaMap, gaia_map
from mcda_industry.report.figures.hasse_diagram import HasseDiagram, hasse_diagram
from mcda_industry.report.figures.rank_intervals import RankIntervals, rank_intervals
from mcda_industry.report.figures.stability_bars import StabilityBars, stability_bars
from mcda_industry.report.figures.tornado import Tornado, tornado
from mcda_industry.report.figures.walking_lines import WalkingLines, walking_lines
from mcda_industry.report.figures.weight_triangle import WeightTriangle, Winner, weight_triangle

__all__ = [
    "AcceptabilityBars",
    "AcceptabilityHeatMap",
    "Figure",
    "GaiaMap",
    "HasseDiagram",
    "RankIntervals",
    "StabilityBars",
    "Tornado",
    "WalkingLines",
    "WeightTriangle",
    "Winner",
    "acceptability_bars",
    "acceptability_heat_map",
    "gaia_map",
    "hasse_diagram",
    "rank_intervals",
    "stability_bars",
    "tornado",
    "walking_lines",
    "weight_triangle",
]
