"""The forms the programme's records are filled in on: the sheets of its workbook."""

from mcda_industry.forms.sheets import programme_sheets

__all__ = ["programme_sheets"]
