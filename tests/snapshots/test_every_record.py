"""Every record of the trade and of recommendations has an agreed JSON Schema, of its own or inside that of another."""

import importlib
import inspect
import json
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from snapshots.schemas import assert_schema_is_the_agreed_one

import mcda_industry as mi
import mcda_industry.domain
from mcda_industry.recommendation import records as recommendations
from mcda_industry.records import Record

HERE = Path(__file__).parent

RECORDS = [
    mi.Lever,
    mi.Problem,
    mi.Recommendation,
    mi.business_case.FinanceParameters,
    mi.ecosystem.Consolidation,
    mi.needs.Instrument,
    mi.programmes.carbon_border.BorderPrices,
    mi.projects.GateReview,
    mi.projects.ProjectContext,
    mi.risk.Exposure,
    mi.value_chain.KeyLinks,
    mi.value_chain.Relocation,
]


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
def test_the_schema_of_a_record_is_the_agreed_one(kind: type[Record]) -> None:
    assert_schema_is_the_agreed_one(kind)


def test_no_record_is_without_an_agreed_schema() -> None:
    assert sorted(set(_records()) - set(_agreed())) == []


def _records() -> Iterator[str]:
    found = pkgutil.walk_packages(mcda_industry.domain.__path__, "mcda_industry.domain.")
    for module in (*(importlib.import_module(each.name) for each in found), recommendations):
        for name, kind in vars(module).items():
            if not inspect.isclass(kind) or not issubclass(kind, Record) or name.startswith("_"):
                continue
            if not kind.__subclasses__():  # what others build on is agreed on in theirs
                yield name


def _agreed() -> Iterator[str]:
    for path in HERE.rglob("*.json"):
        agreed = json.loads(path.read_text(encoding="utf-8"))
        yield path.stem
        for schema in (agreed, agreed.get("validation", {}), agreed.get("serialization", {})):
            yield from schema.get("$defs", {})
