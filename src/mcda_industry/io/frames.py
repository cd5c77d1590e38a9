"""Data frames in and out: rows as records, records as rows."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from mcda_industry.errors import RecordError, speaks_french
from mcda_industry.io.cells import Reading
from mcda_industry.io.faults import Faults, Place
from mcda_industry.io.headers import check_columns
from mcda_industry.io.shapes import Shape, shapes
from mcda_industry.io.tables import Row, Rules, read_table
from mcda_industry.io.written import written
from mcda_industry.records import Record

if TYPE_CHECKING:
    import pandas as pd

R = TypeVar("R", bound=Record)


def records_from_frame(
    frame: "pd.DataFrame", kind: type[R], columns: Mapping[str, str] | None = None, *, lang: str = "en"
) -> tuple[R, ...]:
    """The rows of a data frame as records of one kind.

    A column finds its field by name; `label_fr` and `label_en` meet in the field `label`. Cells have their own types: a number
    is not taken for a text, nor a text for a number. A missing value (None, NaN, NaT, NA) leaves the field at its default, or
    at None where the field allows it. Several values are one text, apart by ";", and pairs in it are name:value. The index is
    left aside; rows with nothing in them are left out.

    Parameters
    ----------
    frame
        One record a row.
    kind
        The type of the records: any whose fields are texts, numbers, dates, choices, and lists or maps of them.
    columns
        The field of each column that is not named like its field, such as {"code": "id", "name": "label"}.
    lang
        The language of the refusals, "fr" or "en".

    Raises
    ------
    RecordError
        With every fault, up to a hundred: a column that is unknown, missing or twice there, a cell that does not fit, a record
        that contradicts itself. `row` and `column` are 0-based positions in the frame.

    Examples
    --------
    >>> import pandas as pd
    >>> from mcda_industry.domain.evidence import Source
    >>> frame = pd.DataFrame({"id": ["S1", "S2"], "date": ["2024", None]})
    >>> [source.date for source in records_from_frame(frame, Source)]
    ['2024', '']
    """
    import pandas as pd

    speaks_french(lang)
    shapes(kind)
    if not isinstance(frame, pd.DataFrame):
        said = f"A data frame is needed, not {type(frame).__name__}. Give one, or use mi.records_from_csv."
        raise RecordError(said, code="bad_frame")
    if not all(isinstance(name, str) for name in frame.columns):
        raise RecordError("The columns of the frame must be named by text. Rename them.", code="bad_frame")
    faults = Faults(lang)
    rules = Rules(Reading(lang, typed=True), Place(lang), check_columns(kind, columns), faults, header_row=None)
    cells = enumerate(frame.itertuples(index=False, name=None))
    found = read_table(kind, list(frame.columns), (Row(k, [_plain(cell) for cell in row]) for k, row in cells), rules)
    if faults.found:
        raise faults.refusal(RecordError)
    return found.records


def _plain(cell: Any) -> object:
    """A cell as Python has it; None where it is missing."""
    import pandas as pd

    if cell is None or cell is pd.NaT or cell is pd.NA or (isinstance(cell, float) and cell != cell):  # noqa: PLR0124
        return None
    return cell.item() if hasattr(cell, "item") and not hasattr(cell, "__len__") else cell


def records_to_frame(records: Iterable[R], kind: type[R] | None = None) -> "pd.DataFrame":
    """Records as a data frame that `records_from_frame` reads back equal.

    Parameters
    ----------
    records
        Records of one kind.
    kind
        The kind, needed only where there are no records.

    Raises
    ------
    RecordError
        If the records are of several kinds, or hold what a cell cannot.

    Examples
    --------
    >>> from mcda_industry.domain.evidence import Source
    >>> records_to_frame([Source(id="S1", publisher="HCP")]).loc[0, "publisher"]
    'HCP'
    """
    import pandas as pd

    table = written(records, kind, Reading(typed=True))
    cells = {name: [row[k] for row in table.rows] for k, name in enumerate(table.columns)}
    return pd.DataFrame(
        {name: pd.Series(column, dtype=_dtype(table.shape(name), column)) for name, column in cells.items()}
    )


def _dtype(shape: Shape, cells: list[Any]) -> Any:
    """The type of a column that holds its cells exactly."""
    if shape.what == "number":
        return "float64"
    if shape.what == "whole" and all(cell is None or abs(cell) < 2**63 for cell in cells):
        return "Int64" if None in cells else "int64"
    if shape.what == "truth":
        return "boolean" if None in cells else "bool"
    return "object"
