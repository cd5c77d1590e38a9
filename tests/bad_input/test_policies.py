"""Unusual inputs that do have a right answer get it, and the caller's data are left alone."""

import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd
import pytest

import mcda_industry as mi

TABLE = [[200, 3], [10, 250], [120, 90]]
NAMES = ("P01", "P02", "P03")
CRITERIA = (mi.maximise("npv", preference=mi.Usual()), mi.minimise("co2", preference=mi.VShape(100)))
WEIGHTS = {"npv": 2, "co2": 1}
METHODS = ("ahp", "promethee2", "topsis", "weighted_sum")
EXPECTED = mi.Problem.from_arrays(np.array(TABLE, dtype=np.float64), CRITERIA, NAMES)


class Subclass(np.ndarray[Any, Any]):
    """An array that cannot be multiplied: it must not be kept."""

    def __mul__(self, other: object) -> Any:
        raise AssertionError("the subclass was kept")


def strided(table: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    wide = np.full((2 * len(table), 3 * table.shape[1]), -999.0)
    wide[::2, ::3] = table
    return wide[::2, ::3]


def read_only(table: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    table.setflags(write=False)
    return table


@pytest.mark.parametrize("kind", ["u1", "i2", "u2", "i4", "u4", "i8", "u8", "f2", "f4", "f8", "g", ">f8", ">i4", "O"])
def test_numbers_of_every_width_give_the_same_problem(kind: str) -> None:
    assert mi.Problem.from_arrays(np.array(TABLE).astype(kind), CRITERIA, NAMES) == EXPECTED


@pytest.mark.parametrize(
    "layout",
    [
        np.asfortranarray,
        strided,
        read_only,
        lambda t: t[::-1][::-1],
        lambda t: t[:, ::-1][:, ::-1],
        lambda t: t.view(Subclass),
        np.ma.MaskedArray,
        lambda t: t.T.copy().T,
    ],
    ids=[
        "fortran",
        "strided",
        "read-only",
        "negative rows",
        "negative columns",
        "subclass",
        "nothing masked",
        "transposed",
    ],
)
def test_arrays_of_every_layout_give_the_same_problem(layout: Callable[[Any], Any]) -> None:
    assert mi.Problem.from_arrays(layout(np.array(TABLE, dtype=np.float64)), CRITERIA, NAMES) == EXPECTED


@pytest.mark.parametrize("kind", [int, float, Decimal, Fraction, np.float16, np.uint8, np.longdouble], ids=str)
def test_numbers_of_every_type_give_the_same_problem(kind: Callable[[Any], Any]) -> None:
    rows = {name: [kind(value) for value in row] for name, row in zip(NAMES, TABLE, strict=True)}
    assert mi.Problem.of(CRITERIA, rows) == EXPECTED


@pytest.mark.parametrize(
    "kind",
    [
        tuple,
        np.array,
        iter,
        lambda row: pd.Series(row, index=["npv", "co2"]),
        lambda row: pd.Series(row[::-1], index=["co2", "npv"]),
        lambda row: {"co2": row[1], "npv": row[0]},
        lambda row: MappingProxyType({"co2": row[1], "npv": row[0]}),
    ],
    ids=["tuple", "array", "iterator", "series", "shuffled series", "mapping", "proxy"],
)
def test_rows_of_every_kind_are_read_by_label_where_they_have_one(kind: Callable[[Any], Any]) -> None:
    rows = {name: kind(row) for name, row in zip(NAMES, TABLE, strict=True)}
    assert mi.Problem.of(CRITERIA, rows) == EXPECTED


def test_a_memory_mapped_array_gives_the_same_problem_and_is_not_kept(tmp_path: Any) -> None:
    table = np.memmap(tmp_path / "values.bin", dtype=np.float64, mode="w+", shape=(3, 2))
    table[:] = TABLE
    problem = mi.Problem.from_arrays(table, CRITERIA, NAMES)
    table[:] = 0
    assert problem == EXPECTED
    assert type(problem.values) is np.ndarray


def test_the_hidden_value_of_a_masked_cell_is_not_used() -> None:
    shown = np.ma.masked_greater(np.array([[1.0, 2.0], [3.0, 1e9]]), 100)
    with pytest.raises(mi.ProblemError) as refusal:
        mi.Problem.from_arrays(shown, CRITERIA)
    assert "1e" not in str(refusal.value)
    assert "1000000000" not in str(refusal.value)


def test_small_unsigned_numbers_do_not_wrap_around() -> None:
    values = np.array([[250, 5], [5, 250]], dtype=np.uint8)
    criteria = [mi.maximise("a", preference=mi.VShape(490)), mi.maximise("b", preference=mi.Usual())]
    flows = mi.promethee(mi.Problem.from_arrays(values, criteria), {"a": 1, "b": 0})
    assert flows.net.tolist() == [0.5, -0.5]


@pytest.mark.parametrize("value", [2**53 + 2, Decimal("0.1"), Fraction(1, 3), 1e-320, -0.0, 5e-324, 1.7e308])
def test_a_number_is_taken_to_the_last_bit(value: Any) -> None:
    problem = mi.Problem.of(CRITERIA[:1], {"P01": [value]})
    assert problem.values[0, 0] == float(value)


def test_a_shuffled_frame_is_read_by_name() -> None:
    frame = pd.DataFrame(TABLE, index=NAMES, columns=["npv", "co2"])
    shuffled = frame.loc[["P03", "P01", "P02"], ["co2", "npv"]].assign(note="?")
    problem = mi.Problem.from_frame(shuffled, CRITERIA)
    assert problem.alternatives == ("P03", "P01", "P02")
    assert problem.values.tolist() == [[120, 90], [200, 3], [10, 250]]
    assert problem.to_frame().loc[list(NAMES)].equals(EXPECTED.to_frame())


def test_the_mixed_columns_of_a_frame_are_read() -> None:
    frame = pd.DataFrame({"npv": pd.array([200, 10, 120], dtype="Int64"), "co2": [Decimal(3), 250.0, 90]}, index=NAMES)
    assert mi.Problem.from_frame(frame, CRITERIA) == EXPECTED


def test_whole_numbers_in_the_index_of_a_frame_become_names() -> None:
    frame = pd.DataFrame(TABLE, columns=["npv", "co2"])
    assert mi.Problem.from_frame(frame, CRITERIA).alternatives == ("0", "1", "2")


def test_columns_are_matched_by_the_name_of_the_alternative() -> None:
    columns = [
        mi.Column(CRITERIA[0], {"P01": 200, "P02": 10, "P03": 120}),
        mi.Column(CRITERIA[1], {"P03": 90, "P02": 250, "P01": 3}),
    ]
    assert mi.Problem.from_columns(columns) == EXPECTED


def test_the_array_of_the_caller_is_neither_changed_nor_kept() -> None:
    values = np.array(TABLE, dtype=np.float64)
    before = values.copy()
    problem, evaluations = mi.Problem.from_arrays(values, CRITERIA, NAMES), mi.Evaluations.of(values)
    rankings = [mi.rank(problem, WEIGHTS, method) for method in METHODS]
    scores = [ranking.scores.copy() for ranking in rankings]
    assert np.array_equal(values, before)
    values[:] = -1
    assert problem == EXPECTED
    assert np.array_equal(evaluations.values, before)
    assert all(np.array_equal(ranking.scores, score) for ranking, score in zip(rankings, scores, strict=True))


def test_the_lists_and_mappings_of_the_caller_are_not_kept() -> None:
    rows = {"P01": [200, 3], "P02": [10, 250], "P03": [120, 90]}
    criteria, label, shares = list(CRITERIA), {"fr": "emplois"}, {"npv": 2, "co2": 1}
    titles, caveats = {"P01": {"en": "Forge"}}, [{"en": "illustrative"}]
    problem, weights = mi.Problem.of(criteria, rows), mi.Weights(shares)
    named = mi.maximise("jobs", label=label)
    study = mi.Study(problem, shares, "topsis", titles=titles, caveats=tuple(caveats))
    rows["P01"][0], label["fr"], shares["npv"] = 0, "?", 100
    titles["P01"]["en"], caveats[0]["en"] = "?", "?"
    criteria.clear()
    assert problem == EXPECTED
    assert (named.label["fr"], weights["npv"]) == ("emplois", 2 / 3)
    assert study.settled_weights["npv"] == 2 / 3
    assert study.titles["P01"]["en"] == "Forge"
    assert study.caveats[0]["en"] == "illustrative"


def test_a_frame_is_neither_changed_nor_kept() -> None:
    frame = pd.DataFrame(TABLE, index=NAMES, columns=["npv", "co2"], dtype=np.float64)
    before = frame.copy()
    problem = mi.Problem.from_frame(frame, CRITERIA)
    assert frame.equals(before)
    frame.loc["P01", "npv"] = -1
    shown = problem.to_frame()
    shown.loc["P01", "npv"] = -2
    assert problem == EXPECTED


@pytest.mark.parametrize("method", METHODS)
def test_what_a_result_holds_cannot_be_written_to(method: str) -> None:
    ranking = mi.rank(EXPECTED, WEIGHTS, method)
    for array in (EXPECTED.values, EXPECTED.evaluations.values, ranking.scores, ranking.ranks, ranking.explanation):
        if array is not None:
            with pytest.raises(ValueError, match="read-only"):
                array[0] = 0


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("value", [0.0, 7.0, -3.0, 1e300, 1e-320])
def test_a_constant_column_has_no_effect_on_the_order(method: str, value: float) -> None:
    criteria = (*CRITERIA, mi.maximise("same", preference=mi.Usual()))
    with_it = mi.Problem.from_arrays(np.column_stack([TABLE, np.full(3, value)]), criteria, NAMES)
    assert mi.rank(with_it, {**WEIGHTS, "same": 5}, method).order == mi.rank(EXPECTED, WEIGHTS, method).order
    assert [f.criteria for f in mi.findings(with_it) if f.code == "constant"] == [("same",)]


@pytest.mark.parametrize("method", METHODS)
def test_a_criterion_without_weight_counts_like_one_left_out(method: str) -> None:
    criteria = (*CRITERIA, mi.maximise("idle", preference=mi.Usual()))
    with_it = mi.Problem.from_arrays(np.column_stack([TABLE, [5, 1, 9]]), criteria, NAMES)
    found = mi.rank(with_it, {**WEIGHTS, "idle": 0}, method).scores
    assert found == pytest.approx(mi.rank(EXPECTED, WEIGHTS, method).scores, abs=1e-12)


@pytest.mark.parametrize("method", METHODS)
def test_alternatives_that_are_all_equal_tie(method: str) -> None:
    problem = mi.Problem.from_arrays(np.full((3, 2), 0.1), CRITERIA, NAMES)
    ranking = mi.rank(problem, WEIGHTS, method)
    assert ranking.ranks.tolist() == [1, 1, 1]
    assert ranking.order == NAMES


@pytest.mark.parametrize("factor", [1e300, 1e-300, 2.0**-1070])
def test_the_magnitude_of_a_column_does_not_matter_to_topsis(factor: float) -> None:
    problem = mi.Problem.from_arrays(np.array(TABLE) * [factor, 1.0], CRITERIA, NAMES)
    assert mi.rank(problem, WEIGHTS, "topsis").order == mi.rank(EXPECTED, WEIGHTS, "topsis").order


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (mi.Linear(3, 3), mi.UShape(3)),
        (mi.Level(3, 3), mi.UShape(3)),
        (mi.VShape(0), mi.Usual()),
        (mi.UShape(0), mi.Usual()),
        (mi.Linear(0, 0), mi.Usual()),
        (mi.Linear(0, 4), mi.VShape(4)),
    ],
)
def test_a_preference_function_at_its_limit_is_the_simpler_one(one: Any, other: Any) -> None:
    advantages = np.array([-5.0, -0.0, 0.0, 1e-300, 2.9, 3.0, np.nextafter(3.0, 4.0), 5.0])
    assert one.degrees(advantages).tolist() == other.degrees(advantages).tolist()


LARGE, SMALL = 1.7e308, 5e-324
EXTREMES = {
    "mixed": [[0.3, 1e-320], [-0.0, LARGE], [1.0, 2.0]],
    "largest": [[-LARGE, LARGE], [LARGE, -LARGE], [1.0, 0.0]],
    "smallest": [[SMALL, 1e-320], [1e-310, 0.0], [0.0, SMALL]],
}


@pytest.mark.parametrize("values", EXTREMES.values(), ids=EXTREMES)
@pytest.mark.parametrize("method", METHODS)
def test_a_whole_study_of_extreme_values_gives_finite_numbers_without_a_warning(method: str, values: Any) -> None:
    problem = mi.Problem.from_arrays(values, CRITERIA, NAMES)
    result = mi.StudyResult.of(mi.Study(problem, WEIGHTS, method, draws=100))
    assert mi.StudyResult.model_validate_json(result.model_dump_json()) == result


def test_one_alternative_is_ranked_where_nothing_is_compared() -> None:
    problem = mi.Problem.of(CRITERIA, {"P01": [1, 2]})
    assert mi.rank(problem, WEIGHTS, "weighted_sum").order == ("P01",)
    assert mi.rank(problem, WEIGHTS, "ahp").ranks.tolist() == [1]


def test_points_become_shares_and_their_sum_is_kept() -> None:
    weights = mi.Weights({"npv": Decimal(30), "co2": np.uint8(10)})
    assert (weights["npv"], weights["co2"], weights.total) == (0.75, 0.25, 40)


@pytest.mark.parametrize("points", [(1e308, 1e308), (5e-324, 5e-324), (1e-310, 1e-310)])
def test_points_of_extreme_size_become_shares(points: tuple[float, float]) -> None:
    assert mi.Weights(dict(zip(("npv", "co2"), points, strict=True))).shares == {"npv": 0.5, "co2": 0.5}


def test_names_may_hold_anything_that_is_text() -> None:
    names = ["<script>alert(1)</script>", "=1+1", "été 🏭", "a\nb", "x" * 5000, "'; --", "P 01"]
    problem = mi.Problem.from_arrays(np.arange(7.0)[:, None], [mi.maximise("=cmd|' /C calc'!A0")], names)
    assert mi.Problem.model_validate_json(problem.model_dump_json()) == problem
    assert mi.rank(problem, {"=cmd|' /C calc'!A0": 1}, "weighted_sum").best == "P 01"


def test_eight_threads_at_once_get_the_answer_of_one() -> None:
    alone = [mi.rank(EXPECTED, WEIGHTS, method).scores.tolist() for method in METHODS]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda i: mi.rank(EXPECTED, WEIGHTS, METHODS[i % 4]).scores.tolist(), range(64)))
    assert found == alone * 16


def test_the_answer_does_not_depend_on_the_seed_of_hashes() -> None:
    program = (
        "import mcda_industry as mi; c = mi.datasets.morocco_2025(); p = c.problem('levers'); w = c.weights('levers');"
        "s = mi.Study(p, w, compared_with=('topsis',), draws=2000); print(mi.StudyResult.of(s).fingerprint(), p.fingerprint())"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": seed, "OMP_NUM_THREADS": threads},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, threads in (("0", "1"), ("1", "4"), ("4294967295", "2"))
    }
    assert len(found) == 1
