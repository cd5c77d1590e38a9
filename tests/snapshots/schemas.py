"""The JSON Schema of a record beside the one that was last agreed on.

A change on purpose is agreed on by writing the files anew: `UPDATE_SNAPSHOTS=1 python -m pytest tests -k schema`.
"""

import json
import os
from pathlib import Path

from mcda_industry.records import Record

HERE = Path(__file__).parent


def assert_schema_is_the_agreed_one(kind: type[Record]) -> None:
    """The schema is that of the file with the name of the record; descriptions are free to improve."""
    path = HERE / f"{kind.__name__}.json"
    found = json.dumps(_without_descriptions(kind.model_json_schema()), indent=1, ensure_ascii=False) + "\n"
    if os.environ.get("UPDATE_SNAPSHOTS"):
        path.write_text(found, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == found, f"The schema of {kind.__name__} is not that of {path.name}."


def _without_descriptions(schema: object) -> object:
    if isinstance(schema, list):
        return [_without_descriptions(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    return {key: _without_descriptions(part) for key, part in schema.items() if key != "description"}
