"""The raw files of a data set, as text, JSON and records."""

from collections.abc import Mapping
from importlib.resources import files
from typing import Any, TypeVar

from mcda_industry.errors import FileError, did_you_mean, quoted
from mcda_industry.io.csv_files import Dialect, records_from_text
from mcda_industry.records import Record, unambiguous_json

R = TypeVar("R", bound=Record)


def packaged_text(folder: str, name: str) -> str:
    """The text of a file that is shipped with the library.

    Parameters
    ----------
    folder
        The folder of a data set.
    name
        The file in it.

    Raises
    ------
    FileError
        If the data set has no such file.

    Examples
    --------
    >>> packaged_text("morocco_2025", "README.md")[:16]
    '# Reference case'
    """
    place = files("mcda_industry.datasets").joinpath(folder)
    names = [entry.name for entry in place.iterdir()] if place.is_dir() else []
    if name not in names:
        said = f"The data set {quoted(folder)} has no file {quoted(name)}; {did_you_mean(name, sorted(names))}"
        raise FileError(said, code="unknown_file", field=name)
    return place.joinpath(name).read_text(encoding="utf-8")


def packaged_json(folder: str, name: str) -> Any:
    """The value in a JSON file that is shipped with the library.

    Examples
    --------
    >>> packaged_json("morocco_2025", "finance_parameters.json")["corporate_tax_rate"]
    0.2
    """
    return unambiguous_json(packaged_text(folder, name))


def packaged_records(folder: str, name: str, kind: type[R], columns: Mapping[str, str]) -> tuple[R, ...]:
    """The rows of a CSV file that is shipped with the library, as records of one kind.

    They are read as `io.records_from_csv` reads a file.

    Parameters
    ----------
    folder, name
        Where the file is.
    kind
        The type of the records.
    columns
        The field of each column, or column stem, that is not named like its field.

    Examples
    --------
    >>> from mcda_industry.domain.regions import Region
    >>> columns = {"region_code": "id", "name": "label"}
    >>> packaged_records("morocco_2025", "regions.csv", Region, columns)[8].water_stress_1_5
    5
    """
    return records_from_text(packaged_text(folder, name), kind, columns, Dialect())
