"""The JSON Schema of a record beside the one that was last agreed on: what other programs read must not change unseen.

A change on purpose is agreed on by writing the files anew: `UPDATE_SNAPSHOTS=1 python -m pytest tests -k schema`.
"""

import json
import os
from pathlib import Path
from typing import Any

from mcda_industry.records import Record

HERE = Path(__file__).parent


def assert_schema_is_the_agreed_one(kind: type[Record]) -> None:
    """The schema, read and written, is that of the file with the name of the record; its prose is free to improve."""
    path = HERE / f"{kind.__name__}.json"
    found = {mode: _without_prose(kind.model_json_schema(mode=mode)) for mode in ("validation", "serialization")}
    if os.environ.get("UPDATE_SNAPSHOTS"):
        path.write_text(json.dumps(found, indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")
    agreed = json.loads(path.read_text(encoding="utf-8"))
    assert json.loads(json.dumps(found)) == agreed, f"The schema of {kind.__name__} is not that of {path.name}."


def _without_prose(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_without_prose(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    return {key: _without_prose(part) for key, part in schema.items() if not _is_prose(key, part)}


def _is_prose(key: str, value: Any) -> bool:
    return key in {"description", "title"} and isinstance(value, str)
