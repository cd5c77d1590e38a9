"""The JSON Schemas of the records of value chains."""

import pytest
from snapshots.schemas import assert_schema_is_kept

import mcda_industry as mi
from mcda_industry.records import Record

RECORDS = [
    mi.value_chain.InputOutputTable,
    mi.value_chain.IntegrationProject,
    mi.value_chain.IntegrationRate,
    mi.value_chain.KeyRule,
    mi.value_chain.Link,
    mi.value_chain.Sourcing,
    mi.value_chain.SourcingRule,
    mi.value_chain.ValueChain,
]


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
def test_the_schema_of_a_record_is_the_one_kept(kind: type[Record]) -> None:
    assert_schema_is_kept(kind)
