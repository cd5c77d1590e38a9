"""Files in and out."""

from mcda_industry.io.csv_files import csv_template, records_from_csv, records_to_csv
from mcda_industry.io.files import read_bytes, read_text, write_all
from mcda_industry.io.frames import records_from_frame, records_to_frame

__all__ = [
    "csv_template",
    "read_bytes",
    "read_text",
    "records_from_csv",
    "records_from_frame",
    "records_to_csv",
    "records_to_frame",
    "write_all",
]
