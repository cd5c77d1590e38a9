"""The raw files of a data set as records: a column finds its field by name, a cell its type by the field's."""

import csv
import re
from collections.abc import Mapping
from importlib.resources import files
from types import NoneType
from typing import Any, TypeVar, get_args, get_origin

from mcda_industry.errors import FileError, did_you_mean, quoted
from mcda_industry.records import FrozenMap, Labels, Record, unambiguous_json

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

    Columns ending in "_fr" and "_en" meet in one field of labels by language. Cells of several values are split at
    ";", and pairs in them at the last ":". An empty cell is None where the field allows it.

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
    lines = packaged_text(folder, name).splitlines()
    return tuple(kind(**_fields(row, kind, columns)) for row in csv.DictReader(lines))


def _fields(row: Mapping[str, str], kind: type[Record], columns: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for column, cell in row.items():
        stem = re.sub(r"_(fr|en)$", "", column)
        field = columns.get(column, columns.get(stem, column if column in kind.model_fields else stem))
        annotation = kind.model_fields[field].annotation
        if annotation == Labels:
            found.setdefault(field, {})[column[-2:]] = cell
        else:
            found[field] = _cell(cell, annotation)
    return found


def _cell(cell: str, annotation: Any) -> Any:
    if get_origin(annotation) is tuple:
        return tuple(_cell(part, get_args(annotation)[0]) for part in _parts(cell))
    if get_origin(annotation) is FrozenMap:
        pairs = (part.rpartition(":") for part in _parts(cell))
        return {key.strip(): _cell(value.strip(), get_args(annotation)[1]) for key, _, value in pairs}
    kinds = [getattr(kind, "__origin__", kind) for kind in get_args(annotation) or (annotation,)]
    if not cell and NoneType in kinds:
        return None
    if int in kinds:
        return int(cell)
    return float(cell) if float in kinds else cell


def _parts(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]
