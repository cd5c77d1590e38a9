"""Results as tables and text; nothing here computes."""

from mcda_industry.report.overview import overview
from mcda_industry.report.tables import Table, text

__all__ = ["Table", "overview", "text"]
