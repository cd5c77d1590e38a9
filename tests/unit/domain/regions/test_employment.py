from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from territory_strategies import tables_of_jobs

from mcda_industry.datasets import morocco_2025
from mcda_industry.domain.regions import (
    Employment,
    EmploymentTable,
    esteban_marquillas,
    location_quotients,
    shift_share,
)
from mcda_industry.domain.regions.employment import parts
from mcda_industry.errors import ProblemError, RecordError
from mcda_industry.problem import maximise

TABLE = morocco_2025().employment
Tables = tuple[list[list[int]], list[list[int]]]

exactly = np.vectorize(Fraction, otypes=[object])


@given(tables_of_jobs())
def test_the_three_parts_add_up_to_the_change_exactly(tables: Tables) -> None:
    before, after = map(exactly, tables)
    national, mix, competitive = parts(before, after)
    assert (national + mix + competitive == after - before).all()
    assert national.sum() == after.sum() - before.sum()


@given(tables_of_jobs())
def test_floats_give_the_exact_parts_to_rounding(tables: Tables) -> None:
    exact = parts(*map(exactly, tables))
    for found, part in zip(shift_share(*tables), exact, strict=True):
        assert found == pytest.approx(part.astype(float), rel=1e-12, abs=1e-10)
        assert not found.flags.writeable


@given(tables_of_jobs(least=1))
def test_the_competitive_part_adds_up_to_nothing_over_the_regions_of_a_sector(tables: Tables) -> None:
    assert shift_share(*tables).competitive.sum(axis=0) == pytest.approx(0, abs=1e-9)


@given(tables_of_jobs(least=1))
def test_homothetic_and_allocation_add_up_to_the_competitive_part(tables: Tables) -> None:
    homothetic, allocation = esteban_marquillas(*tables)
    assert homothetic + allocation == pytest.approx(shift_share(*tables).competitive, abs=1e-9)


def test_a_sector_that_is_new_to_the_country_counts_as_competitive() -> None:
    national, mix, competitive = shift_share([[10, 0], [10, 0]], [[10, 5], [10, 0]])
    assert (national + mix)[:, 1].tolist() == [0, 0]
    assert competitive[:, 1].tolist() == [5, 0]


@given(tables_of_jobs(least=1), st.integers(1, 9))
def test_quotients_average_to_one_and_do_not_see_the_unit(tables: Tables, factor: int) -> None:
    jobs = np.array(tables[0], dtype=float)
    quotients = location_quotients(jobs)
    shares = jobs.sum(axis=1) / jobs.sum()
    assert shares @ quotients == pytest.approx(1)
    assert location_quotients(factor * jobs) == pytest.approx(quotients)


def test_the_shift_share_of_the_case_adds_up_region_by_region() -> None:
    found = TABLE.shift_share(2019, 2024)
    change = (TABLE.in_year(2024) - TABLE.in_year(2019)).sum(axis=1)
    for region, gained in zip(TABLE.regions, change, strict=True):
        assert sum(found.of(region)) == pytest.approx(gained, abs=1e-6)


def test_a_loss_is_told_as_one_and_a_gain_in_french() -> None:
    back = TABLE.shift_share(2024, 2019)
    assert back.sentence("MA-02").startswith("From 2024 to 2019 MA-02 lost 2,777 jobs: ")
    assert back.sentence("MA-02", "fr").startswith("De 2024 à 2019, MA-02 a perdu 2\u202f777 emplois : ")
    assert TABLE.shift_share(2019, 2024).sentence("MA-02", "fr") == (
        "De 2019 à 2024, MA-02 a gagné 2\u202f777 emplois : 3\u202f987 au rythme du pays, 54 par ses secteurs, "
        "-1\u202f264 par sa dynamique propre."
    )


def test_a_quotient_is_a_column_by_region() -> None:
    column = TABLE.quotient_column(2024, "automobile", maximise("specialised"))
    assert column.values["MA-01"] == TABLE.quotients(2024)["MA-01"]["automobile"] == pytest.approx(1.8078, abs=1e-4)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: TABLE.in_year(2022), "no jobs of '2022'; there are those of '2019', '2024'"),
        (lambda: TABLE.quotient_column(2024, "aeronautics", maximise("a")), "did you mean 'aeronautique'"),
        (lambda: TABLE.shift_share(2019, 2024).of("MA-6"), "no region 'MA-6'; did you mean 'MA-06'"),
        (lambda: location_quotients([[1, 0], [2, 0]]), "Sector 2 has no jobs at all"),
        (lambda: location_quotients([[0, 0], [2, 1]], regions=["X", "Y"]), "Region 'X' has no jobs at all"),
        (lambda: location_quotients([1, 2]), "table of regions by sectors"),
        (lambda: location_quotients([[1, -2]]), "Row 1, column 2 of 'jobs' is -2"),
        (lambda: location_quotients([[1, float("nan")]]), "Row 1, column 2 of 'jobs' is missing"),
        (lambda: location_quotients([[1, "many"]]), "column 2 of 'jobs' is 'many'"),
        (lambda: shift_share([[1, 2]], [[1], [2]]), r"shape \(1, 2\) and 'after' \(2, 1\)"),
        (lambda: shift_share([[0, 0]], [[1, 2]]), "no jobs at the start"),
        (lambda: esteban_marquillas([[1, 0]], [[1, 2]]), "Row 1, column 2 of 'before' has no jobs"),
    ],
)
def test_what_has_no_answer_is_refused_by_name(call: object, words: str) -> None:
    with pytest.raises(ProblemError, match=words):
        call()


ROWS = [
    Employment(region_code=region, sector=sector, year=year, jobs=10)
    for region in ("MA-01", "MA-02")
    for sector in ("auto", "aero")
    for year in (2019, 2024)
]


def test_rows_make_a_table_in_their_order_with_years_ascending() -> None:
    table = EmploymentTable.of(reversed(ROWS), regions=["MA-01", "MA-02", "MA-03"])
    assert (table.regions, table.sectors, table.years) == (("MA-02", "MA-01"), ("aero", "auto"), (2019, 2024))
    assert not table.jobs.flags.writeable


def test_every_fault_of_the_rows_is_told_at_once() -> None:
    stray = Employment(region_code="MA-0l", sector="auto", year=2019, jobs=1)
    with pytest.raises(ProblemError) as refusal:
        EmploymentTable.of([*ROWS[1:], ROWS[1], stray], regions=["MA-01", "MA-02"])
    said = str(refusal.value)
    assert "no region 'MA-0l'; did you mean 'MA-0" in said
    assert "'auto' in 'MA-01' in 2024 stand twice" in said
    assert "Region 'MA-01' has no jobs of 'auto' in 2019. Give them, be it 0." in said
    assert "Region 'MA-0l' has no jobs of 'aero' in 2019" in said


def test_no_rows_and_negative_jobs_are_refused() -> None:
    with pytest.raises(ProblemError, match="no jobs to count"):
        EmploymentTable.of([])
    with pytest.raises(RecordError, match="'jobs'"):
        ROWS[0].model_copy(update={"jobs": -1})


def test_very_large_and_very_small_figures_do_not_overflow_or_vanish() -> None:
    jobs = np.array([[3.0, 1.0], [1.0, 3.0]])
    for unit in (2.0**1000, 2.0**-1000):
        assert (location_quotients(jobs * unit) == location_quotients(jobs)).all()
        for found, part in zip(shift_share(jobs * unit, 2 * jobs * unit), shift_share(jobs, 2 * jobs), strict=True):
            assert (found == part * unit).all()
        assert (
            esteban_marquillas(jobs * unit, jobs.T * unit).homothetic
            == esteban_marquillas(jobs, jobs.T).homothetic * unit
        ).all()
