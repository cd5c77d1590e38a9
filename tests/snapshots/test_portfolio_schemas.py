"""The JSON Schemas of the limits of a portfolio."""

import pytest
from snapshots.schemas import assert_schema_is_the_agreed_one

import mcda_industry as mi
from mcda_industry.records import Record

RECORDS = [mi.AtLeast, mi.AtMost, mi.Budget, mi.Exclusive, mi.Forbidden, mi.Mandatory, mi.Requires]


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
def test_the_schema_of_a_record_is_the_one_kept(kind: type[Record]) -> None:
    assert_schema_is_the_agreed_one(kind)
