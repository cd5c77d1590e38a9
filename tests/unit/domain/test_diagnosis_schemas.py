import pytest
from schema_snapshots import assert_schema_is_as_agreed

import mcda_industry as mi
from mcda_industry.records import Record

RECORDS = (
    mi.Diagnosis,
    mi.Ecosystem,
    mi.Evidence,
    mi.ExportTable,
    mi.Factor,
    mi.Figure,
    mi.Indicator,
    mi.Obstacle,
    mi.Source,
)


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
def test_the_schema_is_as_agreed(kind: type[Record]) -> None:
    assert_schema_is_as_agreed(kind)
