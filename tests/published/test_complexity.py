"""Published tables of exports with known quotients; sources and tolerances stand in the case files."""

import json
from pathlib import Path

import numpy as np
import pytest

import mcda_industry as mi

CASE = json.loads((Path(__file__).parent / "cases" / "rca-pecan-4x5.json").read_text(encoding="utf-8"))
GIVEN, EXPECTED = CASE["inputs"], CASE["expected"]


def table() -> mi.ExportTable:
    exports = dict(zip(GIVEN["economies"], GIVEN["exports"], strict=True))
    return mi.ExportTable.of(GIVEN["products"], exports)


def test_the_row_and_column_sums_of_the_quotients_are_the_printed_ones() -> None:
    quotients = mi.diagnosis.revealed_advantage(GIVEN["exports"])
    for axis, printed in ((1, "diversity_continuous"), (0, "ubiquity_continuous")):
        np.testing.assert_allclose(quotients.sum(axis=axis), EXPECTED[printed], rtol=0, atol=CASE["tolerance"])


def test_the_presence_of_products_is_the_printed_one() -> None:
    assert table().presence.astype(int).tolist() == EXPECTED["rca_binary"]
    assert mi.diagnosis.revealed_advantage(GIVEN["exports"]) == pytest.approx(np.array(CASE["computed_here"]["rca"]))


def test_its_complexity_is_refused_because_three_groups_share_no_product() -> None:
    with pytest.raises(
        mi.ProblemError, match=r"split into 3 groups that share no product: \{'A'\}; \{'B', 'D'\}; \{'C'\}"
    ):
        table().complexity()
