"""What `python -m pytest` runs beside tests/: every Python block of README.md and docs/, and the doctests of src/ (pyproject)."""

import os
import tempfile
from pathlib import Path
from typing import Any

import pytest
from sybil import Sybil
from sybil.parsers.myst import PythonCodeBlockParser, SkipParser

collect_ignore = ["docs/claims_table.py", "docs/conf.py", "docs/_build"]

_left: list[tuple[str, tempfile.TemporaryDirectory[str]]] = []


def pytest_configure(config: pytest.Config) -> None:
    """A document is read from top to bottom: where tests are shared among workers, each file stays with one of them."""
    if getattr(config.option, "dist", "no") == "load":
        config.option.dist = "loadfile"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests have no network; the page that starts a Dask cluster may talk to itself over 127.0.0.1."""
    for item in items:
        if item.path.name == "large_data.md":
            item.add_marker(pytest.mark.enable_socket)


def _enter_a_fresh_folder(namespace: dict[str, Any]) -> None:
    """Each document starts in an empty folder of its own, so that it can write files and cannot lean on those of others."""
    folder = tempfile.TemporaryDirectory()
    _left.append((str(Path.cwd()), folder))
    os.chdir(folder.name)


def _come_back(namespace: dict[str, Any]) -> None:
    came_from, folder = _left.pop()
    os.chdir(came_from)
    folder.cleanup()


pytest_collect_file = Sybil(
    parsers=[PythonCodeBlockParser(), SkipParser()],
    patterns=["README.md", "docs/**/*.md"],
    excludes=["docs/_build/**"],
    setup=_enter_a_fresh_folder,
    teardown=_come_back,
).pytest()
