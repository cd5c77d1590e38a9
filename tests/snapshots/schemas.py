"""The JSON Schema of a record against the one kept beside this file: a change that would break its readers is seen.

Titles and descriptions are left out: words may improve. After a change that is meant, write the new one with
`UPDATE_SNAPSHOTS=1 python -m pytest tests/snapshots`, and read the diff.
"""

import json
import os
from pathlib import Path
from typing import Any

from mcda_industry.records import Record

FOLDER = Path(__file__).parent


def assert_schema_is_kept(kind: type[Record]) -> None:
    """The schema of this record is that of its file, which is written first where the environment asks for it."""
    found = without_words(kind.model_json_schema())
    path = FOLDER / f"{kind.__name__}.json"
    if os.environ.get("UPDATE_SNAPSHOTS"):
        path.write_text(json.dumps(found, indent=1, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")
    assert path.is_file(), f"There is no snapshot of {kind.__name__}: run with UPDATE_SNAPSHOTS=1."
    assert found == json.loads(path.read_text(encoding="utf-8"))


def without_words(schema: Any) -> Any:
    """A schema without the text of its titles and descriptions; fields that have these names stay."""
    if isinstance(schema, list):
        return [without_words(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: without_words(value)
        for key, value in schema.items()
        if key not in ("title", "description") or not isinstance(value, str)
    }
