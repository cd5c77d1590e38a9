"""Records go to CSV, data frames and workbooks and come back equal, whatever is in them; or they are refused by name."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st
from pydantic import Field

import mcda_industry as mi
from mcda_industry.errors import DecisionError
from mcda_industry.io.cells import NUMBER, Reading
from mcda_industry.io.csv_files import Dialect, records_from_text
from mcda_industry.io.escapes import armed, disarmed, joined, joined_pairs, split_pairs, split_values
from mcda_industry.records import Count, Day, FrozenMap, Labels, Name, Number, Record, Text


class Site(Record):
    """A record with a field of every shape."""

    id: Name
    label: Labels = FrozenMap()
    area_m2: Number
    staff: Annotated[Count, Field(ge=0)] | None = None
    opened: Day | None = None
    open: bool = True
    kind: Literal["plant", "depot", "a,b;c"] = "plant"
    grade: Literal[1, 2, 3] | None = None
    codes: tuple[Name, ...] = ()
    shares: tuple[Number, ...] = ()
    by_origin: FrozenMap[Name, Number] = FrozenMap()
    remark: Text = ""
    owner: Name | None = None


TEXT = st.one_of(
    st.text(max_size=20),
    st.text(alphabet="=+-@'\t\r\n;:,\\\" aé0.", max_size=8),
    st.sampled_from(
        ["=1+1", "-5", "+33 1", "@x", "'=x", "''", "\tx", "\rx", "true", "1,5", "ⓘ x", "_x000D_", "NA", "NaN", "#N/A"]
    ),
)
NAME = TEXT.filter(lambda text: text.strip() != "")
PLAIN_NAME = NAME.filter(lambda text: text == text.strip())
NUMBERS = st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**6), 10**6).map(float)
SITES = st.builds(
    Site,
    id=NAME,
    label=st.dictionaries(st.sampled_from(["fr", "en", "ar"]), TEXT.filter(bool), max_size=3),
    area_m2=NUMBERS,
    staff=st.none() | st.integers(0, 2**53),
    opened=st.none() | st.dates(),
    open=st.booleans(),
    kind=st.sampled_from(["plant", "depot", "a,b;c"]),
    grade=st.sampled_from([None, 1, 2, 3]),
    codes=st.lists(PLAIN_NAME, max_size=3).map(tuple),
    shares=st.lists(NUMBERS, max_size=3).map(tuple),
    by_origin=st.dictionaries(PLAIN_NAME, NUMBERS, max_size=3),
    remark=TEXT,
    owner=st.none() | NAME,
)
BATCHES = st.lists(SITES, max_size=4).map(tuple)
NASTY = Site(
    id="=1", label={"fr": "'=x", "en": "\r\n"}, area_m2=-0.5, codes=("a;b", "c:d", "\\"), remark="\t", owner="-1"
)


def outcome(call: Callable[[], Any]) -> tuple[Any, DecisionError | None]:
    """What a call returns, or what it refuses with."""
    try:
        return call(), None
    except DecisionError as refusal:
        return None, refusal


@given(BATCHES, st.sampled_from([",", ";"]), st.sampled_from([".", ","]))
@example((NASTY,), ",", ".")
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_records_come_back_from_csv(sites: tuple[Site, ...], delimiter: str, decimal: str) -> None:
    text = mi.records_to_csv(sites, Site, delimiter=delimiter, decimal=decimal)
    assert records_from_text(text, Site, {}, Dialect(delimiter, decimal)) == sites


@given(BATCHES)
@example((NASTY,))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_records_come_back_from_a_data_frame(sites: tuple[Site, ...]) -> None:
    assert mi.records_from_frame(mi.records_to_frame(sites, Site), Site) == sites


UNSTORABLE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_x[0-9A-Fa-f]{4}_|x005F_")
"""What a cell of Excel cannot hold, or the file format changes."""


@given(st.lists(SITES, max_size=3, unique_by=lambda site: site.id).map(tuple), st.sampled_from(["fr", "en"]))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_records_come_back_from_a_workbook_or_are_refused_by_name(sites: tuple[Site, ...], lang: str) -> None:
    texts = [text for site in sites for text in texts_of(site)]
    if any(map(UNSTORABLE.search, texts)) or any((site.staff or 0) > 10**15 for site in sites):
        with pytest.raises(mi.RecordError, match="Write these records as CSV or JSON"):
            mi.records_to_workbook({"Site": sites}, [Site], lang)
    else:
        book = mi.records_to_workbook({"Site": sites}, [Site], lang)
        assert mi.read_workbook(book, [Site], lang)["Site"] == sites


def texts_of(site: Site) -> list[str]:
    """Every text in a record."""
    several = [*site.label.values(), *site.codes, *site.by_origin]
    return [site.id, site.remark, site.owner or "", *several]


@given(TEXT)
def test_what_is_disarmed_is_armed_again_and_nothing_runs_it(text: str) -> None:
    assert armed(disarmed(text)) == text
    assert not disarmed(text).startswith(("=", "+", "-", "@", "\t", "\r"))


@given(st.lists(PLAIN_NAME, max_size=4))
def test_values_are_split_as_they_were_joined(values: list[str]) -> None:
    assert split_values(joined(values)) == values


@given(st.dictionaries(PLAIN_NAME, PLAIN_NAME, max_size=4))
def test_pairs_are_split_as_they_were_joined(pairs: dict[str, str]) -> None:
    assert split_pairs(joined_pairs(pairs.items())) == list(pairs.items())


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_number_is_written_as_a_number(value: float) -> None:
    assert NUMBER.fullmatch(repr(value))


@given(st.text(max_size=300) | st.text(alphabet="id,label_fr\n\"';=5.x\r", max_size=80))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_or_refused_as_csv(text: str) -> None:
    found, refusal = outcome(lambda: records_from_text(text, mi.Source, {}, Dialect()))
    if refusal is None:
        assert all(isinstance(one, mi.Source) for one in found)
    else:
        assert isinstance(refusal, mi.FileError)
        assert all(fault.said and fault.code for fault in refusal.faults)


CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-10, 10**18),
    st.floats(),
    st.text(max_size=5),
    st.dates(),
    st.binary(max_size=2),
)


@given(st.lists(st.lists(CELLS, min_size=13, max_size=13), max_size=3))
@settings(max_examples=200, deadline=None)
def test_any_frame_is_read_or_refused(rows: list[list[Any]]) -> None:
    import pandas as pd

    names = [*("label_fr" if name == "label" else name for name in Site.model_fields)]
    frame = pd.DataFrame(rows, columns=names, dtype=object)
    _, refusal = outcome(lambda: mi.records_from_frame(frame, Site))
    if refusal is not None:
        assert isinstance(refusal, mi.RecordError)
        assert all(fault.row is None or 0 <= fault.row < len(rows) for fault in refusal.faults)


@given(st.binary(max_size=300))
@settings(max_examples=200, deadline=None)
def test_any_bytes_are_refused_as_a_workbook(data: bytes) -> None:
    with pytest.raises(mi.FileError):
        mi.read_workbook(data, [Site])


BOOK = mi.records_to_workbook({"Site": [Site(id="S1", area_m2=1.5)]}, [Site])


@given(st.integers(0, len(BOOK) - 1), st.binary(min_size=1, max_size=8))
@settings(max_examples=150, deadline=None)
def test_a_damaged_workbook_is_read_or_refused(place: int, garbage: bytes) -> None:
    data = BOOK[:place] + garbage + BOOK[place + len(garbage) :]
    assume(data != BOOK)
    found, refusal = outcome(lambda: mi.read_workbook(data, [Site]))
    assert isinstance(refusal, mi.FileError) or list(found) == ["Site"]


def test_the_reading_of_a_decimal_mark_is_a_named_option(tmp_path: Path) -> None:
    path = tmp_path / "sites.csv"
    path.write_text("id;area_m2\nS1;1,5\n", encoding="utf-8")
    assert mi.records_from_csv(path, Site, delimiter=";", decimal=",")[0].area_m2 == 1.5
    with pytest.raises(mi.FileError, match=r"'1,5' has another decimal mark than '\.'"):
        mi.records_from_csv(path, Site, delimiter=";")


def test_a_day_before_excel_counts_right_comes_back() -> None:
    site = Site(id="S1", area_m2=1.0, opened=date(1899, 12, 31))
    assert mi.read_workbook(mi.records_to_workbook({"Site": [site]}, [Site]), [Site])["Site"] == (site,)
    assert Reading().decimal == "."
