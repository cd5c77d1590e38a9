"""Tables, gaps, statements, sheets and obstacles that cannot be read: each ends in one refusal that names the place."""

from decimal import Decimal

import numpy as np
import pytest
from bad_input.refusal import Bad, assert_refused, bad

import mcda_industry as mi
from mcda_industry.domain.diagnosis import (
    complexity,
    connected_groups,
    density,
    location_quotient,
    opportunity_gain,
    present,
    proximity,
    relative_gaps,
    revealed_advantage,
    symmetric_advantage,
)

WRONG, SHAPE = mi.ProblemError, mi.RecordError
NAN, INF = float("nan"), float("inf")
CASE = mi.datasets.morocco_2025()
MASKED = np.ma.masked_array([[1.0, 2.0], [3.0, 4.0]], mask=[[0, 1], [0, 0]])
PRESENCE = [[1, 1], [1, 0]]


def exports(values: object) -> object:
    return revealed_advantage(values, ["Maroc", "Portugal"], ["wire", "tools"])


def table(**change: object) -> mi.ExportTable:
    return mi.ExportTable(**{"countries": ("A", "B"), "products": ("x",), "exports": ((1,), (2,)), **change})


TABLES = [
    bad("missing", lambda: exports([[1, NAN], [1, 2]]), WRONG, "missing_amount", "exports of Maroc in tools", row=0, column=1),
    bad("None", lambda: exports([[1, 2], [None, 2]]), WRONG, "missing_amount", "Portugal in wire", row=1, column=0),
    bad("masked", lambda: exports(MASKED), WRONG, "missing_amount", "Maroc in tools", row=0, column=1),
    bad("infinite", lambda: exports([[1, INF], [1, 2]]), WRONG, "infinite_amount", "inf", row=0, column=1),
    bad("text", lambda: exports([[1, "env. 5"], [1, 2]]), WRONG, "not_a_number_amount", "'env. 5'", row=0, column=1),
    bad("boolean", lambda: exports([[1, True], [1, 2]]), WRONG, "not_a_number_amount", "'True'", row=0, column=1),
    bad("complex", lambda: exports(np.array([[1j, 1], [1, 2]])), WRONG, "not_a_number_amount", row=0, column=0),
    bad("negative", lambda: exports([[1, 2], [1, -2]]), WRONG, "negative_amount", "-2, below zero", row=1, column=1),
    bad("all faults", lambda: exports([[NAN, -1], ["a", 2]]), WRONG, "missing_amount", row=0, column=0, faults=3),
    bad("all zero", lambda: exports([[0, 0], [0, 0]]), WRONG, "all_zero", "All exports are zero"),
    bad("one row", lambda: revealed_advantage([1, 2, 3]), WRONG, "wrong_shape", "(3,)"),
    bad("a number", lambda: revealed_advantage(3), WRONG, "wrong_shape", "()"),
    bad("a cube", lambda: revealed_advantage(np.ones((2, 2, 2))), WRONG, "wrong_shape", "(2, 2, 2)"),
    bad("ragged", lambda: revealed_advantage([[1, 2], [3]]), WRONG, "wrong_shape", "all rows of one length"),
    bad("empty", lambda: revealed_advantage([]), WRONG, "wrong_shape", "at least one row"),
    bad("no column", lambda: revealed_advantage(np.ones((2, 0))), WRONG, "wrong_shape", "(2, 0)"),
    bad("short names", lambda: revealed_advantage([[1], [2]], ["Maroc"]), WRONG, "wrong_length", "2 rows and 1 names"),
    bad("jobs", lambda: location_quotient([[1, -1]], ["MA-01"], list("ab")), WRONG, "negative_amount", "in b", row=0, column=1),
    bad("advantage", lambda: symmetric_advantage([1, -0.1]), WRONG, "bad_advantage", "at (2,) is -0.1", row=1),
    bad("advantage inf", lambda: present([[INF]]), WRONG, "bad_advantage", "is inf", row=0, column=0),
    bad("threshold 0", lambda: present([[1.0]], 0), WRONG, "bad_threshold", "not '0'"),
    bad("threshold NaN", lambda: present([[1.0]], NAN), WRONG, "bad_threshold", "nan"),
    bad("threshold list", lambda: present([[1.0]], [1, 2]), WRONG, "bad_threshold", "[1, 2]"),
]  # fmt: skip

COMPLEXITY = [
    bad("not binary", lambda: complexity([[1, 2], [0, 1]]), WRONG, "not_binary", "row 1, column 2 is 2", row=0, column=1),
    bad("quotients", lambda: complexity([[0.5, 1.0], [1.0, 0.0]]), WRONG, "not_binary", "is 0.5", row=0, column=0),
    bad("missing", lambda: density([[1, NAN], [0, 1]]), WRONG, "not_binary", "is nan", row=0, column=1),
    bad("masked", lambda: complexity(np.ma.masked_array([[True]], [[True]])), WRONG, "not_binary", row=0, column=0),
    bad("ragged", lambda: complexity([[1, 0], [1]]), WRONG, "wrong_shape", "all rows of one length"),
    bad("text", lambda: proximity([["1", 0], [0, 1]]), WRONG, "not_binary", "'1'", row=0, column=0),
    bad("flat", lambda: connected_groups([1, 0]), WRONG, "wrong_shape", "(2,)"),
    bad("names", lambda: complexity(PRESENCE, ["A"]), WRONG, "wrong_length", "1 names for 2"),
    bad("groups", lambda: complexity(np.eye(5), list("ABCDE")), WRONG, "disconnected", "5 groups", "{'A'}; {'B'}; {'C'}"),
    bad("proximities shape", lambda: density(PRESENCE, np.ones((3, 3))), WRONG, "bad_proximities", "(2, 2)"),
    bad("proximities sign", lambda: density(PRESENCE, [[1, -1], [-1, 1]]), WRONG, "bad_proximities", "symmetric"),
    bad("proximities askew", lambda: density(PRESENCE, [[1, 0.5], [0.4, 1]]), WRONG, "bad_proximities", "symmetric"),
    bad("index short", lambda: opportunity_gain(PRESENCE, [1.0]), WRONG, "bad_pci", "each of the 2 products"),
    bad("too many", lambda: proximity(np.ones((1, 20_001))), WRONG, "too_many", "20001 × 20001"),
    bad("index too large", lambda: opportunity_gain(PRESENCE, [1e200, 0]), WRONG, "bad_pci", "none beyond 1e+100"),
    bad("index infinite", lambda: opportunity_gain(PRESENCE, [1.0, INF]), WRONG, "bad_pci", "NaN where there is", column=1),
]  # fmt: skip

GAPS = [
    bad("missing", lambda: relative_gaps([1, NAN], [1, 1], ["max"] * 2), WRONG, "missing_number", "Number 2 of", row=1),
    bad("reference", lambda: relative_gaps([1], [INF], ["max"]), WRONG, "infinite_number", "references", row=0),
    bad("short", lambda: relative_gaps([1, 2], [1], ["max", "max"]), WRONG, "wrong_length", "2 values, 1 references"),
    bad("direction", lambda: relative_gaps([1], [1], ["maxi"]), WRONG, "unknown_direction", "did you mean 'max'", row=0),
    bad("no direction", lambda: relative_gaps([1], [1], None), WRONG, "unknown_direction", "'None'", row=0),
    bad("one word", lambda: relative_gaps([1, 1, 1], [1, 1, 1], "max"), WRONG, "wrong_length", "1 directions"),
    bad("table", lambda: relative_gaps([[1]], [[1]], ["max"]), WRONG, "wrong_shape", "(1, 1)"),
    bad("overflow", lambda: relative_gaps([1e308], [-1e308], ["max"]), WRONG, "overflow", "value 1", row=0),
    bad("severity", lambda: mi.diagnosis.severity([NAN]), WRONG, "bad_gap", "nan", row=0),
    bad("indicator", lambda: mi.Indicator(id="a", value=1, direction="Max"), SHAPE, "literal_error", "'direction'"),
    bad("unknown", lambda: CASE.diagnoses[0].indicator("tils"), WRONG, "unknown_indicator", "'E01' has no indicator 'tils'"),
    bad(
        "twice",
        lambda: mi.Diagnosis(id="E1", indicators=CASE.diagnoses[0].indicators[:1] * 2),
        WRONG, "duplicate_name", "'productivity' stands twice",
    ),
    bad("factor twice", lambda: mi.diagnosis.swot(CASE.diagnoses[0].factors[:1] * 2), WRONG, "duplicate_name", "'E01-S1'"),
    bad("factor kind", lambda: mi.Factor(id="a", kind="force"), SHAPE, "literal_error", "'kind'"),
    bad("factor grade", lambda: mi.Factor(id="a", kind="threat", impact_1_5=6), SHAPE, "less_than_equal", "'impact_1_5'"),
]  # fmt: skip

RECORDS = [
    bad("rows", lambda: table(exports=((1,),)), WRONG, "wrong_length", "1 rows of exports for 2 countries"),
    bad("no product", lambda: table(products=(), exports=((), ())), SHAPE, "too_short", "'products'"),
    bad("threshold", lambda: table(threshold=0), SHAPE, "greater_than", "'threshold'"),
    bad("field", lambda: table(exportss=1), SHAPE, "extra_forbidden", "did you mean 'exports'"),
    bad("country", lambda: table().opportunities("C"), WRONG, "unknown_country", "no country 'C'"),
    bad("JSON NaN", lambda: mi.Indicator.model_validate_json('{"id": "a", "value": NaN}'), SHAPE, "json", "NaN"),
    bad("flag", lambda: mi.Evidence(flag="sure"), SHAPE, "literal_error", "'flag'"),
    bad("no source", lambda: mi.Evidence(flag="sourced"), WRONG, "no_source", "must name its sources"),
    bad("language", lambda: mi.Figure(value=1).sentence("es"), mi.DecisionError, "unknown_language", "'es'"),
    bad("no fields", lambda: mi.evidence.without_evidence([mi.Obstacle]), WRONG, "no_evidence_fields", "source_flag"),
    bad("effect NaN", lambda: mi.obstacles.coverage(CASE.obstacles, {"L1": {"O01": NAN}}), WRONG, "bad_effect", "'nan'"),
    bad("effect 0", lambda: mi.obstacles.coverage(CASE.obstacles, {"L1": {"O01": 0}}), WRONG, "bad_effect", "above 0"),
    bad("effects as a list", lambda: mi.obstacles.coverage(CASE.obstacles, {"L1": ["O01"]}), WRONG, "not_by_name", "'L1'"),
    bad("levers as a list", lambda: mi.obstacles.coverage(CASE.obstacles, ["L1"]), WRONG, "not_by_name", "by obstacle"),
    bad("exports as a list", lambda: mi.ExportTable.of(["a"], [[1]]), WRONG, "not_by_name", "not as list"),
    bad("no frame", lambda: mi.ExportTable.from_frame([[1]]), WRONG, "bad_frame", "not list"),
    bad("effects", lambda: mi.obstacles.combined_effect([[1.5]]), WRONG, "bad_effect", "from 0 to 1"),
    bad("effects NaN", lambda: mi.obstacles.combined_effect([[NAN]]), WRONG, "bad_effect", "from 0 to 1"),
    bad("grade", lambda: mi.obstacles.priorities([0], [1], [1]), WRONG, "bad_grade", "The severity of obstacle 1", row=0),
    bad("grade NaN", lambda: mi.obstacles.priorities([1], [NAN], [1]), WRONG, "bad_grade", "The breadth", row=0),
    bad("no ecosystem", lambda: mi.ecosystem.consolidate([]), WRONG, "no_ecosystem", "There is no ecosystem"),
]  # fmt: skip


@pytest.mark.parametrize("case", TABLES, ids=lambda case: case.id)
def test_a_table_that_is_none_is_refused(case: Bad) -> None:
    assert_refused(case)


@pytest.mark.parametrize("case", COMPLEXITY, ids=lambda case: case.id)
def test_indices_that_do_not_exist_are_refused(case: Bad) -> None:
    assert_refused(case)


@pytest.mark.parametrize("case", GAPS, ids=lambda case: case.id)
def test_gaps_and_statements_that_are_none_are_refused(case: Bad) -> None:
    assert_refused(case)


@pytest.mark.parametrize("case", RECORDS, ids=lambda case: case.id)
def test_records_that_do_not_hold_together_are_refused(case: Bad) -> None:
    assert_refused(case)


def test_numbers_of_any_kind_and_layout_are_read_alike() -> None:
    plain = np.array([[10.0, 30.0, 2.0], [30.0, 10.0, 5.0]])
    wanted = revealed_advantage(plain)
    wide = np.zeros((2, 6))
    wide[:, ::2] = plain
    for given in (
        plain.astype(np.uint8),
        plain.astype(np.float16),
        np.asfortranarray(plain),
        wide[:, ::2],
        plain[::-1][::-1],
        [[Decimal(int(x)) for x in row] for row in plain],
        np.ma.masked_array(plain),
    ):
        np.testing.assert_array_equal(revealed_advantage(given), wanted)
    assert (complexity(np.array(PRESENCE, dtype=bool)).eci == complexity(PRESENCE).eci).all()
