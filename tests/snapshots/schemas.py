"""The JSON Schema of a record against the one kept beside this file: a change that would break its readers is seen.

After a change that is meant, write the new one with `UPDATE_SNAPSHOTS=1 python -m pytest tests/snapshots`, and read the diff.
"""

import json
import os
from pathlib import Path

from mcda_industry.records import Record

FOLDER = Path(__file__).parent


def assert_schema_is_kept(kind: type[Record]) -> None:
    """The schema of this record is that of its file, which is written first where the environment asks for it."""
    found = json.dumps(kind.model_json_schema(), indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    path = FOLDER / f"{kind.__name__}.json"
    if os.environ.get("UPDATE_SNAPSHOTS"):
        path.write_text(found, encoding="utf-8")
    assert path.is_file(), f"There is no snapshot of {kind.__name__}: run with UPDATE_SNAPSHOTS=1."
    assert json.loads(found) == json.loads(path.read_text(encoding="utf-8"))
