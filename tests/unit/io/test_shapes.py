"""What fits into a cell, and how every sentence about a cell is said."""

import string
from datetime import date
from typing import Annotated, Any, Literal

import pytest

import mcda_industry as mi
from mcda_industry.io.sentences import SENTENCES, THINGS, nearest
from mcda_industry.io.shapes import columns_of, shape_of
from mcda_industry.records import FrozenMap, Labels, Name, Number


@pytest.mark.parametrize(
    ("annotation", "what"),
    [
        (str, "text"),
        (Name, "text"),
        (Number | None, "number"),
        (int | float, "number"),
        (bool, "truth"),
        (date, "day"),
        (Literal["a", 2], "choice"),
        (tuple[Name, ...], "several"),
        (FrozenMap[Name, Number], "pairs"),
        (Annotated[Number, "x"], "number"),
        (Labels, "labels"),
    ],
)
def test_a_type_that_fits_into_a_cell_has_a_shape(annotation: Any, what: str) -> None:
    shape = shape_of(annotation)
    assert shape is not None
    assert shape.what == what


@pytest.mark.parametrize(
    "annotation",
    [
        dict[str, int],
        tuple[int, str],
        tuple[tuple[int, ...], ...],
        tuple[Number | None, ...],
        FrozenMap[str, Labels],
        mi.Source,
        tuple[mi.Source, ...],
        str | int,
        Labels | None,
        Literal[True],
        object,
    ],
)
def test_a_type_that_does_not_fit_has_none(annotation: Any) -> None:
    assert shape_of(annotation) is None


def test_fields_that_hold_records_are_no_columns_where_they_may_be_left_out() -> None:
    assert "actors" not in columns_of(mi.Ecosystem)
    assert "strengths_fr" in columns_of(mi.Ecosystem)


@pytest.mark.parametrize("code", SENTENCES)
def test_a_sentence_needs_the_same_words_in_both_languages(code: str) -> None:
    english, french = (
        {name for _, name, _, _ in string.Formatter().parse(said) if name is not None} for said in SENTENCES[code]
    )
    assert english == french
    assert all(said.endswith((".", "{near}")) for said in SENTENCES[code])


def test_every_kind_of_cell_is_called_something_in_both_languages() -> None:
    assert all(english and french and english != french for english, french in THINGS.values())


def test_the_nearest_name_is_found_quickly_whatever_is_looked_for() -> None:
    assert nearest("x" * 100_000, [f"P{k}" for k in range(1000)], "fr").startswith("il y a 'P0'")
