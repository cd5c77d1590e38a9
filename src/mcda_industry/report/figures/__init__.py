"""Plots: each is first a record of what it shows (`mi.figures.stability_bars(...)`), then drawn, rendered or saved.

A record needs no matplotlib; it says its finding in French and English (`sentence`), how to read it (`caption`) and
everything that it shows (`to_dict`). `draw` gives axes of matplotlib, `save` writes SVG, PNG or PDF.
"""

from mcda_industry.report.figures.hasse import HasseDiagram, hasse_diagram
from mcda_industry.report.figures.heat_map import AcceptabilityHeatMap, acceptability_heat_map
from mcda_industry.report.figures.plane import GaiaMap, gaia_map
from mcda_industry.report.figures.plot import Plot
from mcda_industry.report.figures.ranks import RankIntervals, rank_intervals
from mcda_industry.report.figures.stability import StabilityBars, stability_bars
from mcda_industry.report.figures.stacked_bars import AcceptabilityBars, acceptability_bars
from mcda_industry.report.figures.tornado_bars import Tornado, tornado
from mcda_industry.report.figures.triangle import WeightTriangle, Winner, weight_triangle
from mcda_industry.report.figures.walking import WalkingLines, walking_lines

__all__ = [
    "AcceptabilityBars",
    "AcceptabilityHeatMap",
    "Plot",
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
