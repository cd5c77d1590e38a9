"""The JSON Schema of each record of the project bank: what other programs rely on.

After a wanted change, write them again with `UPDATE_SNAPSHOTS=1 python -m pytest tests/snapshots/bank` and read the difference.
"""

import json
import os
from pathlib import Path

import pytest

import mcda_industry as mi

HERE = Path(__file__).parent
RECORDS = (
    mi.ContextScenario,
    mi.InvestorTeaser,
    mi.LeverDependency,
    mi.LeverPlan,
    mi.LifeCycle,
    mi.Need,
    mi.NeedRule,
    mi.ProjectBank,
    mi.Screening,
    mi.SupplyPosition,
    mi.VerdictLimit,
)


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
def test_a_schema_is_the_one_that_was_published(kind) -> None:
    path = HERE / f"{kind.__name__}.json"
    schema = json.dumps(kind.model_json_schema(), indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    if os.environ.get("UPDATE_SNAPSHOTS"):
        path.write_text(schema, encoding="utf-8")
    assert json.loads(path.read_text(encoding="utf-8")) == json.loads(schema)
