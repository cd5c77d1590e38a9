"""A published shift-share table; source and tolerances stand in the case file."""

import json
from pathlib import Path

import numpy as np
import pytest

from mcda_industry.domain.regions import location_quotients, shift_share

CASE = json.loads((Path(__file__).parent / "cases" / "shift-share-krumme-holukuluku.json").read_text(encoding="utf-8"))


def region_and_rest() -> tuple[np.ndarray, np.ndarray]:
    """Jobs of the region and of the rest of a nation of 100 000, at the start and at the end."""
    given = CASE["inputs"]
    nation = 1000.0 * np.array(given["national_share_pct"])
    grown = nation * (1 + np.array(given["national_change_pct"]) / 100)
    before, after = np.array(given["region_before"], dtype=float), np.array(given["region_after"], dtype=float)
    return np.array([before, nation - before]), np.array([after, grown - after])


def test_the_effects_of_the_published_table_are_the_printed_ones() -> None:
    expected, tolerance = CASE["expected"], CASE["tolerance"]["effects"]
    national, mix, competitive = (part[0] for part in shift_share(*region_and_rest()))
    assert national.sum() == pytest.approx(expected["national_effect"], abs=tolerance)
    assert mix == pytest.approx(expected["composition_effect"], abs=tolerance)
    assert competitive == pytest.approx(expected["differential_effect"], abs=tolerance)
    assert (mix + competitive).sum() == pytest.approx(expected["total_shift"], abs=tolerance)


def test_the_location_quotients_of_the_published_table_are_the_printed_ones() -> None:
    before, _ = region_and_rest()
    expected, tolerance = CASE["expected"]["location_quotients"], CASE["tolerance"]["location_quotients"]
    assert location_quotients(before)[0] == pytest.approx(expected, abs=tolerance)
