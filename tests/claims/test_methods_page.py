"""The page of methods and their claims is what examining the methods gives; `python docs/claims_table.py` writes it anew."""

import re
from importlib.metadata import version
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

import mcda_industry as mi

SCRIPT = Path(__file__).parents[2] / "docs" / "claims_table.py"


def script() -> ModuleType:
    spec = spec_from_file_location("claims_table", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


TABLE = script()
PAGE = TABLE.PAGE.read_text(encoding="utf-8")
ROWS = {line.split(" | ")[0].strip("| "): line for line in PAGE.splitlines() if line.startswith("| ")}
OWN, THEIRS = dict(TABLE.own()), dict(TABLE.theirs())


def cells(label: str) -> dict[mi.Claim, str]:
    return dict(zip(mi.Claim, [cell.strip() for cell in ROWS[label].strip("|").split("|")][1:], strict=True))


def test_the_page_has_every_method_of_both_tables_and_nothing_else() -> None:
    assert [label for label in ROWS if label != "method"] == [*OWN, *THEIRS]
    assert f"Version {version('pymcdm')}," in PAGE


def test_the_page_has_every_method_of_the_catalogue() -> None:
    assert {method.name for method in OWN.values()} == set(mi.catalogue())


@pytest.mark.parametrize("label", OWN)
def test_what_a_method_of_this_library_claims_is_what_the_page_says(label: str) -> None:
    assert {claim for claim, cell in cells(label).items() if cell == "**claimed**"} == OWN[label].claims
    assert set(cells(label).values()) <= {"**claimed**", "no", "-"}


@pytest.mark.parametrize("label", ["TOPSIS, minmax, ideal scale", "weighted product", "AROMAN"])
def test_the_row_is_written_again_as_it_stands(label: str) -> None:
    found = TABLE.examined((OWN | THEIRS)[label])
    assert TABLE.row(label, found) == ROWS[label]
    assert all(line in PAGE for line in TABLE.reasons(label, found))


@pytest.mark.parametrize("label", THEIRS)
def test_a_method_of_pymcdm_keeps_the_contract_and_is_not_worse_than_the_page_says(label: str) -> None:
    found = TABLE.examined(THEIRS[label], rounds=4)
    assert found.faults == {}
    assert {claim for claim in found.broken if cells(label)[claim] != "no"} == set()


def test_each_claim_that_does_not_hold_has_its_counterexample() -> None:
    said = re.findall(r"^- (.+): ([a-z, ]+)\. \[\[", PAGE, flags=re.MULTILINE)
    expected = [
        (label, TABLE.SHORT[claim.name])
        for label in (*OWN, *THEIRS)
        for claim, cell in cells(label).items()
        if cell == "no"
    ]
    assert said == expected
