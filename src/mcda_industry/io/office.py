"""The one door to openpyxl, which reads and writes Excel workbooks."""

from importlib import import_module
from types import ModuleType

from mcda_industry.errors import FileError


def openpyxl() -> ModuleType:
    """The library, loaded on first use.

    Raises
    ------
    FileError
        If it is not installed; the sentence says how to add it.
    """
    try:
        return import_module("openpyxl")
    except ImportError:
        said = 'Excel workbooks need openpyxl, which is not installed. Add it with: pip install "mcda_industry[office]"'
        raise FileError(said, code="no_openpyxl") from None
