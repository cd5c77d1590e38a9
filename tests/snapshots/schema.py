"""A record's JSON Schema beside the one kept here: what other programs read must not change unseen.

A change that is meant is kept with `UPDATE_SNAPSHOTS=1 python -m pytest tests -k schema`; read the diff.
"""

import json
import os
from pathlib import Path
from typing import Any

from mcda_industry.records import Record

FOLDER = Path(__file__).parent


def assert_schema_is_kept(kind: type[Record], topic: str) -> None:
    """The schema, in both directions and without its prose, is that of `<topic>/<kind>.json`."""
    path = FOLDER / topic / f"{kind.__name__}.json"
    modes = ("validation", "serialization")
    found = {mode: _without_prose(kind.model_json_schema(mode=mode)) for mode in modes}
    if os.environ.get("UPDATE_SNAPSHOTS"):
        path.write_text(json.dumps(found, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    kept = json.loads(path.read_text(encoding="utf-8"))
    assert found == kept, f"The JSON Schema of {kind.__name__} has changed; see {path.name}."


def _without_prose(schema: Any) -> Any:
    if isinstance(schema, dict):
        return {key: _without_prose(value) for key, value in schema.items() if not _is_prose(key, value)}
    return [_without_prose(part) for part in schema] if isinstance(schema, list) else schema


def _is_prose(key: str, value: Any) -> bool:
    return key in {"description", "title"} and isinstance(value, str)
