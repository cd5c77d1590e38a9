"""The records of programmes and regions keep the shape that other programs read."""

import pytest
from snapshots.schemas import assert_schema_is_the_agreed_one

import mcda_industry as mi
from mcda_industry.records import Record

RECORDS = [
    kind
    for module in (mi.programmes, mi.regions)
    for kind in (getattr(module, name) for name in module.__all__)
    if isinstance(kind, type) and issubclass(kind, Record)
]


def test_there_are_records() -> None:
    assert len(RECORDS) > 20


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
def test_the_schema_of_a_record_is_the_agreed_one(kind: type[Record]) -> None:
    assert_schema_is_the_agreed_one(kind)
