"""A record's JSON Schema beside the one kept here: what other programs read must not change unseen."""

import json
from pathlib import Path
from typing import Any

from mcda_industry.records import Record

FOLDER = Path(__file__).parent


def assert_schema_is_kept(kind: type[Record]) -> None:
    """The schema is the one in `<kind>.json`. To accept a change: `python -m snapshots.schema` in tests/ writes them."""
    kept = json.loads(path_of(kind).read_text(encoding="utf-8"))
    assert schema_of(kind) == kept, f"The JSON Schema of {kind.__name__} has changed; see {path_of(kind).name}."


def schema_of(kind: type[Record]) -> Any:
    """The schema in both directions, without the prose, which may improve."""
    return {mode: _without_prose(kind.model_json_schema(mode=mode)) for mode in ("validation", "serialization")}


def path_of(kind: type[Record]) -> Path:
    """Where the schema is kept."""
    return FOLDER / f"{kind.__name__}.json"


def _without_prose(schema: Any) -> Any:
    if isinstance(schema, dict):
        return {key: _without_prose(value) for key, value in schema.items() if not _is_prose(key, value)}
    return [_without_prose(part) for part in schema] if isinstance(schema, list) else schema


def _is_prose(key: str, value: Any) -> bool:
    return key in {"description", "title"} and isinstance(value, str)


def write(*kinds: type[Record]) -> None:
    """Keep the schemas as they are now."""
    for kind in kinds:
        path_of(kind).write_text(json.dumps(schema_of(kind), indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    from snapshots.business_records import KINDS

    write(*KINDS)
