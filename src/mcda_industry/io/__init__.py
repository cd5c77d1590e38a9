"""Files in and out."""

from mcda_industry.io.files import read_text, write_all

__all__ = ["read_text", "write_all"]
