"""Files in and out."""

from mcda_industry.io.csv_files import csv_template, records_from_csv, records_to_csv
from mcda_industry.io.files import read_bytes, read_text, write_all
from mcda_industry.io.frames import records_from_frame, records_to_frame
from mcda_industry.io.matrices import problem_from_csv, problem_from_workbook
from mcda_industry.io.sheets import Cites, Sheet
from mcda_industry.io.templates import records_to_workbook, template
from mcda_industry.io.workbooks import read_workbook

__all__ = [
    "Cites",
    "Sheet",
    "csv_template",
    "problem_from_csv",
    "problem_from_workbook",
    "read_bytes",
    "read_text",
    "read_workbook",
    "records_from_csv",
    "records_from_frame",
    "records_to_csv",
    "records_to_frame",
    "records_to_workbook",
    "template",
    "write_all",
]
