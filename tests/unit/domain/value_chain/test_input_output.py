"""Input-output analysis, by array and by named table."""

import numpy as np
import pytest

import mcda_industry as mi

chain = mi.value_chain
FLOWS, OUTPUT = [[150, 500], [200, 100]], [1000, 2000]
TABLE = chain.InputOutputTable(
    sectors=("farming", "industry"),
    unit="MDH",
    flows=FLOWS,
    output=OUTPUT,
    accounts={"jobs": {"unit": "jobs", "values": (300, 500)}, "co2": {"unit": "tCO2e", "values": (0, 40)}},
)


def test_the_inverse_of_two_sectors_is_that_computed_by_hand() -> None:
    determinant = 0.85 * 0.95 - 0.25 * 0.2
    by_hand = np.array([[0.95, 0.25], [0.2, 0.85]]) / determinant
    np.testing.assert_allclose(chain.leontief_inverse(chain.technical_coefficients(FLOWS, OUTPUT)), by_hand, rtol=1e-14)


def test_one_sector_that_uses_half_of_itself_doubles() -> None:
    assert chain.output_multipliers([[0.5]]).tolist() == [2.0]


def test_a_sector_that_does_nothing_changes_nothing() -> None:
    coefficients = chain.technical_coefficients([[150, 500, 0], [200, 100, 0], [0, 0, 0]], [*OUTPUT, 0])
    found = chain.output_multipliers(coefficients)
    assert found[2] == 1
    np.testing.assert_allclose(found[:2], chain.output_multipliers(chain.technical_coefficients(FLOWS, OUTPUT)))


def test_the_inputs_are_neither_changed_nor_kept() -> None:
    flows = np.array(FLOWS, dtype=float)
    coefficients = chain.technical_coefficients(flows, OUTPUT)
    flows[:] = 0
    assert coefficients[0, 0] == 0.15
    inverse = chain.leontief_inverse(np.zeros((2, 2)))
    inverse[0, 0] = 7
    assert chain.leontief_inverse(np.zeros((2, 2))).tolist() == np.eye(2).tolist()


def test_a_type_one_multiplier_is_the_simple_one_over_the_sectors_own() -> None:
    coefficients = chain.technical_coefficients(FLOWS, OUTPUT)
    simple = chain.multipliers(coefficients, [0.3, 0.25])
    np.testing.assert_allclose(chain.multipliers(coefficients, [0.3, 0.25], "type_1"), simple / [0.3, 0.25])


def test_a_change_of_demand_may_be_negative() -> None:
    coefficients = chain.technical_coefficients(FLOWS, OUTPUT)
    fewer = chain.production(coefficients, [-10, 0])
    np.testing.assert_allclose(fewer, -10 * chain.leontief_inverse(coefficients)[:, 0])


def test_a_table_close_to_the_limit_is_answered_and_one_beyond_is_refused() -> None:
    assert chain.leontief_inverse([[1 - 1e-9]])[0, 0] == pytest.approx(1e9, rel=1e-6)
    with pytest.raises(mi.ValueChainError, match="not productive"):
        chain.leontief_inverse([[0.5, 0.5], [0.5, 0.5]])


def test_the_worst_of_several_tables_is_named() -> None:
    tables = np.array([[[0.2, 0.0], [0.0, 0.2]], [[0.2, 1.5], [0.9, 0.1]]])
    with pytest.raises(mi.ValueChainError, match=r"Table 2 is not productive.*sector 2 takes 1\.6"):
        chain.leontief_inverse(tables)


def test_an_inverse_given_as_coefficients_is_recognised() -> None:
    with pytest.raises(mi.ValueChainError, match="as that of an inverse"):
        chain.output_multipliers([[1.2541, 0.33], [0.264, 1.1221]])


# --- the table by name


def test_multipliers_of_a_table_are_found_by_name_with_their_units() -> None:
    jobs = TABLE.multipliers("jobs")
    assert jobs["farming"] == pytest.approx(0.3 * TABLE.leontief[0, 0] + 0.25 * TABLE.leontief[1, 0])
    assert (jobs.unit, jobs.per) == ("jobs", "MDH")
    assert list(jobs.keys()) == ["farming", "industry"]
    assert "farming" in repr(jobs)


def test_a_multiplier_is_said_in_both_languages() -> None:
    assert TABLE.multipliers("jobs").sentence("farming", "fr") == (
        "Un MDH de plus de demande finale de farming requiert 0,44 jobs dans toute l'économie."
    )
    assert TABLE.multipliers("jobs", "type_1").sentence("farming") == (
        "One unit (jobs) in farming goes with 1.47 in the whole economy."
    )
    assert "Une unité (jobs) dans le secteur farming va avec 1,47" in TABLE.multipliers("jobs", "type_1").sentence(
        "farming", "fr"
    )


def test_key_sectors_are_those_with_both_linkages_above_the_average() -> None:
    assert TABLE.key_sectors == ("farming",)
    assert TABLE.sentence() == "Key sectors (rule of Rasmussen and Hirschman: both linkages above average): farming."
    assert TABLE.sentence("fr").endswith("au-dessus de la moyenne) : farming.")


def test_equal_sectors_are_not_key_and_the_sentence_says_none() -> None:
    alike = chain.InputOutputTable(sectors=("a", "b"), unit="MDH", flows=((10, 10), (10, 10)), output=(50, 50))
    assert alike.key_sectors == ()
    assert alike.sentence().endswith(": none.")


def test_a_table_survives_json_and_cannot_be_changed() -> None:
    assert chain.InputOutputTable.model_validate_json(TABLE.model_dump_json()) == TABLE
    with pytest.raises(ValueError, match="read-only"):
        TABLE.leontief[0, 0] = 1


def test_all_faults_of_a_table_are_told_at_once() -> None:
    with pytest.raises(mi.ValueChainError) as refusal:
        chain.InputOutputTable(
            sectors=("a", "b"),
            unit="MDH",
            flows=((1, 2, 3), (1, 2)),
            output=(9,),
            accounts={"jobs": {"unit": "n", "values": ()}},
        )
    assert [fault.field for fault in refusal.value.faults] == ["flows.a", "output", "accounts.jobs"]
