"""Data frames: cells as pandas holds them."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

import mcda_industry as mi
from mcda_industry.records import Count, Day, Name, Number, Record


class Site(Record):
    """A site."""

    id: Name
    area: Number | None = None
    staff: Count | None = None
    opened: Day | None = None
    open: bool | None = None


def test_cells_of_numpy_and_pandas_are_read_as_what_they_are() -> None:
    frame = pd.DataFrame(
        {
            "id": pd.Series(["a", "b"], dtype="string"),
            "area": np.array([1, 2], dtype=np.int32),
            "staff": pd.Series([5, None], dtype="Int64"),
            "opened": pd.to_datetime(["2026-01-31", None]),
            "open": pd.Series([True, None], dtype="boolean"),
        }
    )
    assert mi.records_from_frame(frame, Site) == (
        Site(id="a", area=1, staff=5, opened=date(2026, 1, 31), open=True),
        Site(id="b", area=2),
    )


def test_whole_numbers_that_pandas_made_floats_are_whole_again() -> None:
    frame = pd.DataFrame({"id": ["a", "b"], "staff": [5, np.nan]})
    assert [site.staff for site in mi.records_from_frame(frame, Site)] == [5, None]


def test_a_frame_of_records_has_columns_of_their_type() -> None:
    frame = mi.records_to_frame([Site(id="a", area=1, staff=5), Site(id="b")])
    assert {name: str(kind) for name, kind in frame.dtypes.items()} == {
        "id": "object",
        "area": "float64",
        "staff": "Int64",
        "opened": "object",
        "open": "boolean",
    }
    assert str(mi.records_to_frame([Site(id="a", staff=5)]).dtypes["staff"]) == "int64"


def test_no_records_make_an_empty_frame_that_is_read_back() -> None:
    assert mi.records_from_frame(mi.records_to_frame([], Site), Site) == ()


def test_the_frame_is_not_changed() -> None:
    frame = pd.DataFrame({"id": ["a"], "area": [1.5]})
    before = frame.copy()
    mi.records_from_frame(frame, Site)
    pd.testing.assert_frame_equal(frame, before)


def test_the_place_is_that_of_the_frame_whatever_its_index() -> None:
    frame = pd.DataFrame({"id": ["a", "b"], "area": [1.0, "x"]}, index=[7, 7])
    with pytest.raises(mi.RecordError, match="Ligne 2, colonne 'area' : 'x' n'est pas un nombre") as caught:
        mi.records_from_frame(frame, Site, lang="fr")
    assert (caught.value.row, caught.value.column, caught.value.field) == (1, 1, "area")
