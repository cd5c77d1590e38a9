"""Results as tables, text and figures: each is first a record of what it shows. No ranking is made up here, only asked for."""

from mcda_industry.report.overview import overview
from mcda_industry.report.tables import Table, text

__all__ = ["Table", "overview", "text"]
