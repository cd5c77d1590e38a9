"""The JSON Schema of a record as it was agreed; other programs read it, so that a change must be meant.

To accept a change, run the test that fails with `UPDATE_SNAPSHOTS=1`, then look at the difference before you commit it.
"""

import json
import os
from pathlib import Path

from mcda_industry.records import Record

FOLDER = Path(__file__).parent / "snapshots"


def assert_schema_is_as_agreed(kind: type[Record]) -> None:
    """The schema of this record equals the one in tests/snapshots."""
    path = FOLDER / f"{kind.__name__}.json"
    schema = json.loads(json.dumps(kind.model_json_schema()))
    if os.environ.get("UPDATE_SNAPSHOTS"):
        path.write_text(json.dumps(schema, indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")
    assert schema == json.loads(path.read_text(encoding="utf-8"))
