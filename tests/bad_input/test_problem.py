"""Problems that are not well stated are refused, each by the name of what is wrong."""

import json
from collections import OrderedDict
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import pytest
from bad_input.refusal import Bad, assert_refused, bad

import mcda_industry as mi

CRITERIA = (mi.maximise("npv"), mi.minimise("co2"))
GOOD = {"P01": [1.0, 2.0], "P02": [3.0, 4.0]}


def of(rows: Any, criteria: Any = CRITERIA) -> mi.Problem:
    return mi.Problem.of(criteria, rows)


def cell(value: object) -> mi.Problem:
    """A good problem with this value for 'P02' on 'co2'."""
    return of({"P01": [1.0, 2.0], "P02": [3.0, value]})


def arrays(values: object, names: Any = None, criteria: Any = CRITERIA) -> mi.Problem:
    return mi.Problem.from_arrays(values, criteria, names)


def frame(table: pd.DataFrame, criteria: Any = CRITERIA) -> mi.Problem:
    return mi.Problem.from_frame(table, criteria)


def good_frame(**changed: Any) -> pd.DataFrame:
    return pd.DataFrame({"npv": [1.0, 3.0], "co2": [2.0, 4.0], **changed}, index=["P01", "P02"])


def masked() -> np.ma.MaskedArray[Any, Any]:
    return np.ma.masked_equal(np.array([[1.0, 2.0], [3.0, 99.0]]), 99.0)


def memory_mapped(tmp: Any) -> np.memmap[Any, Any]:
    table = np.memmap(tmp, dtype=np.float64, mode="w+", shape=(2, 2))
    table[:] = [[1, 2], [3, np.inf]]
    return table


AT = {"row": 1, "column": 1}
PLACE = ("'co2'", "'P02'")
CELLS = [
    bad("nan", lambda: cell(float("nan")), mi.ProblemError, "missing_value", "no value", *PLACE, **AT),
    bad("numpy nan", lambda: cell(np.float32("nan")), mi.ProblemError, "missing_value", "no value", *PLACE, **AT),
    bad("decimal nan", lambda: cell(Decimal("nan")), mi.ProblemError, "missing_value", "no value", *PLACE, **AT),
    bad("signalling nan", lambda: cell(Decimal("snan")), mi.ProblemError, "missing_value", "no value", *PLACE, **AT),
    bad("none", lambda: cell(None), mi.ProblemError, "missing_value", "no value", *PLACE, **AT),
    bad("pandas na", lambda: cell(pd.NA), mi.ProblemError, "missing_value", "no value", *PLACE, **AT),
    bad("pandas nat", lambda: cell(pd.NaT), mi.ProblemError, "missing_value", "no value", *PLACE, **AT),
    bad("masked constant", lambda: cell(np.ma.masked), mi.ProblemError, "missing_value", "no value", *PLACE, **AT),
    bad("infinity", lambda: cell(float("inf")), mi.ProblemError, "infinite", "not finite", *PLACE, **AT),
    bad("minus infinity", lambda: cell(-np.inf), mi.ProblemError, "infinite", "not finite", *PLACE, **AT),
    bad("decimal infinity", lambda: cell(Decimal("Infinity")), mi.ProblemError, "infinite", "not finite", *PLACE, **AT),
    bad("int too large", lambda: cell(10**400), mi.ProblemError, "infinite", "not finite", *PLACE, **AT),
    bad("int too small", lambda: cell(-(10**400)), mi.ProblemError, "infinite", "-inf is not finite", *PLACE, **AT),
    bad("decimal too large", lambda: cell(Decimal("1e400")), mi.ProblemError, "infinite", "not finite", *PLACE, **AT),
    bad("text", lambda: cell("many"), mi.ProblemError, "not_a_number", "'many' is not a number", *PLACE, **AT),
    bad("numeric text", lambda: cell("4.5"), mi.ProblemError, "not_a_number", "'4.5' is not", *PLACE, **AT),
    bad("decimal comma", lambda: cell("4,5"), mi.ProblemError, "not_a_number", "'4,5' is not", *PLACE, **AT),
    bad("empty text", lambda: cell(""), mi.ProblemError, "not_a_number", "'' is not a number", *PLACE, **AT),
    bad("bytes", lambda: cell(b"4"), mi.ProblemError, "not_a_number", "is not a number", *PLACE, **AT),
    bad("boolean", lambda: cell(True), mi.ProblemError, "not_a_number", "'True' is not", *PLACE, **AT),
    bad("numpy boolean", lambda: cell(np.True_), mi.ProblemError, "not_a_number", "'True' is not", *PLACE, **AT),
    bad("complex", lambda: cell(1 + 2j), mi.ProblemError, "not_a_number", "(1+2j)", *PLACE, **AT),
    bad("numpy complex", lambda: cell(np.complex128(4)), mi.ProblemError, "not_a_number", "(4+0j)", *PLACE, **AT),
    bad("list", lambda: cell([4.0]), mi.ProblemError, "not_a_number", "[4.0]", *PLACE, **AT),
    bad("array", lambda: cell(np.array([4.0, 5.0])), mi.ProblemError, "not_a_number", "[4. 5.]", *PLACE, **AT),
    bad("dictionary", lambda: cell({"value": 4}), mi.ProblemError, "not_a_number", "value", *PLACE, **AT),
    bad("object", lambda: cell(object()), mi.ProblemError, "not_a_number", "object", *PLACE, **AT),
    bad("date", lambda: cell(pd.Timestamp(0)), mi.ProblemError, "not_a_number", "1970", *PLACE, **AT),
    bad("numpy date", lambda: cell(np.datetime64("2025-01-01")), mi.ProblemError, "not_a_number", "2025", *PLACE, **AT),
    bad("huge text", lambda: cell("9" * 10**6), mi.ProblemError, "not_a_number", "99…'", *PLACE, **AT),
    bad("control characters", lambda: cell("a\x1b[2J\n"), mi.ProblemError, "not_a_number", r"\x1b[2J\n", *PLACE, **AT),
]

ROWS = [
    bad("no criteria", lambda: of(GOOD, ()), mi.ProblemError, "no_criterion", "at least one criterion"),
    bad("no alternatives", lambda: of({}), mi.ProblemError, "no_alternative", "at least one alternative"),
    bad("short row", lambda: of({**GOOD, "P03": [1]}), mi.ProblemError, "wrong_length", "'P03' has 1 values for 2"),
    bad(
        "long row", lambda: of({**GOOD, "P03": [1, 2, 3]}), mi.ProblemError, "wrong_length", "'P03' has 3 values for 2"
    ),
    bad("empty row", lambda: of({**GOOD, "P03": []}), mi.ProblemError, "wrong_length", "'P03' has 0 values"),
    bad("scalar row", lambda: of({**GOOD, "P03": 5.0}), mi.ProblemError, "wrong_length", "'P03'"),
    bad("text row", lambda: of({**GOOD, "P03": "12"}), mi.ProblemError, "wrong_length", "'P03'"),
    bad("no row", lambda: of({**GOOD, "P03": None}), mi.ProblemError, "wrong_length", "'P03'"),
    bad("set as row", lambda: of({**GOOD, "P03": {1.0, 2.0}}), mi.ProblemError, "wrong_shape", "'P03'", "order"),
    bad(
        "series with a label twice",
        lambda: of({**GOOD, "P03": pd.Series([1, 2], index=["npv", "npv"])}),
        mi.ProblemError,
        "duplicate_name",
        "'P03'",
        "one label",
    ),
    bad(
        "series of others",
        lambda: of({**GOOD, "P03": pd.Series([1, 2], index=["npv", "jobs"])}),
        mi.ProblemError,
        "unknown_criterion",
        "'P03'",
        "'jobs'",
    ),
    bad(
        "nested row",
        lambda: of({**GOOD, "P03": [[1, 2], [3, 4]]}),
        mi.ProblemError,
        "not_a_number",
        "'P03'",
        row=2,
        column=0,
    ),
    bad(
        "ragged rows",
        lambda: of({"P01": [1], "P02": [1, 2, 3]}),
        mi.ProblemError,
        "wrong_length",
        "'P01'",
        "'P02'",
        faults=2,
    ),
    bad(
        "unknown criterion",
        lambda: of({"P01": {"npv": 1, "c02": 2}}),
        mi.ProblemError,
        "unknown_criterion",
        "'c02'",
        "did you mean 'co2'",
    ),
    bad(
        "criterion left out",
        lambda: of({"P01": {"npv": 1}}),
        mi.ProblemError,
        "missing_value",
        "'co2'",
        "'P01'",
        row=0,
        column=1,
    ),
    bad(
        "number as name",
        lambda: of({1: [1, 2]}),
        mi.ProblemError,
        "bad_name",
        "alternative needs a name that is text",
        "'1'",
    ),
    bad("none as name", lambda: of({None: [1, 2]}), mi.ProblemError, "bad_name", "alternative", "'None'"),
    bad("empty name", lambda: of({"": [1, 2]}), mi.ProblemError, "bad_name", "alternative", "''"),
    bad("blank name", lambda: of({" \t": [1, 2]}), mi.ProblemError, "bad_name", "alternative", r"' \t'"),
    bad("tuple as name", lambda: of({("P", 1): [1, 2]}), mi.ProblemError, "bad_name", "alternative"),
    bad(
        "same criterion twice",
        lambda: of(GOOD, (*CRITERIA, mi.maximise("npv"))),
        mi.ProblemError,
        "duplicate_name",
        "criterion",
        "'npv'",
    ),
    bad(
        "names as criteria",
        lambda: of(GOOD, ("npv", "co2")),
        mi.ProblemError,
        "bad_criteria",
        "list of criteria",
        "'npv'",
    ),
    bad("text as criteria", lambda: of(GOOD, "npv"), mi.ProblemError, "bad_criteria", "list of criteria", "'npv'"),
    bad("none as criteria", lambda: of(GOOD, None), mi.ProblemError, "bad_criteria", "None", "list of criteria"),
    bad(
        "a single criterion", lambda: of(GOOD, mi.maximise("npv")), mi.ProblemError, "bad_criteria", "list of criteria"
    ),
    bad(
        "list as rows", lambda: of([[1, 2], [3, 4]]), mi.ProblemError, "wrong_shape", "object of values by alternative"
    ),
    bad("none as rows", lambda: of(None), mi.ProblemError, "wrong_shape", "by alternative"),
    bad("text as rows", lambda: of("P01"), mi.ProblemError, "wrong_shape", "by alternative"),
    bad("number as rows", lambda: of(5), mi.ProblemError, "wrong_shape", "by alternative"),
    bad("frame as rows", lambda: of(good_frame()), mi.ProblemError, "wrong_shape", "from_frame"),
    bad(
        "subclassed mapping",
        lambda: of(OrderedDict(P01=[1, "x"])),
        mi.ProblemError,
        "not_a_number",
        "'co2'",
        row=0,
        column=1,
    ),
    bad(
        "all faults at once",
        lambda: of({"P01": [None, "x"], "P02": [np.inf, None]}),
        mi.ProblemError,
        "missing_value",
        "4 faults",
        "'x'",
        "inf",
        row=0,
        column=0,
        faults=4,
    ),
    bad(
        "missing together",
        lambda: of({"P01": [None, 1], "P02": [None, 2]}),
        mi.ProblemError,
        "missing_value",
        "'npv' has no value for 'P01', 'P02'",
        row=0,
        column=0,
        faults=2,
    ),
    bad(
        "many missing",
        lambda: of({f"P{i:03}": [None, 1] for i in range(150)}),
        mi.ProblemError,
        "missing_value",
        "'P000', 'P001', 'P002' and",
        row=0,
        column=0,
        faults=100,
    ),
]

ARRAYS = [
    bad("0-d", lambda: arrays(np.array(5.0)), mi.ProblemError, "wrong_shape", "shape is ()"),
    bad("scalar", lambda: arrays(5.0), mi.ProblemError, "wrong_shape", "shape is ()"),
    bad("none", lambda: arrays(None), mi.ProblemError, "wrong_shape", "shape is ()"),
    bad("text", lambda: arrays("1 2; 3 4"), mi.ProblemError, "wrong_shape", "shape is ()"),
    bad("1-d", lambda: arrays([1.0, 2.0]), mi.ProblemError, "wrong_shape", "shape is (2,)"),
    bad("data frame", lambda: arrays(good_frame()), mi.ProblemError, "bad_array", "from_frame"),
    bad("3-d", lambda: arrays(np.ones((2, 2, 2))), mi.ProblemError, "wrong_shape", "shape is (2, 2, 2)"),
    bad("empty", lambda: arrays([]), mi.ProblemError, "wrong_shape", "shape is (0,)"),
    bad("no rows", lambda: arrays(np.ones((0, 2))), mi.ProblemError, "wrong_shape", "shape is (0, 2)"),
    bad(
        "no columns",
        lambda: arrays(np.ones((2, 0)), criteria=CRITERIA),
        mi.ProblemError,
        "wrong_shape",
        "shape is (2, 0)",
    ),
    bad("ragged", lambda: arrays([[1, 2], [3]]), mi.ProblemError, "wrong_shape", "rows", "same length"),
    bad("ragged arrays", lambda: arrays([np.ones(2), np.ones(3)]), mi.ProblemError, "wrong_shape", "row"),
    bad("ragged tables", lambda: arrays([np.ones((2, 2)), np.ones((2, 3))]), mi.ProblemError, "wrong_shape", "row"),
    bad("a set", lambda: arrays({1.0, 2.0}), mi.ProblemError, "wrong_shape", "shape is ()"),
    bad("a generator", lambda: arrays(x for x in ([1, 2], [3, 4])), mi.ProblemError, "wrong_shape", "shape is ()"),
    bad(
        "one column too few",
        lambda: arrays(np.ones((2, 1))),
        mi.ProblemError,
        "wrong_shape",
        "2 names and 1 values for each criterion",
    ),
    bad(
        "one column too many",
        lambda: arrays(np.ones((2, 3))),
        mi.ProblemError,
        "wrong_shape",
        "2 names and 3 values for each criterion",
    ),
    bad("one name too few", lambda: arrays(np.ones((2, 2)), ["P01"]), mi.ProblemError, "wrong_shape", "alternative"),
    bad(
        "one name too many",
        lambda: arrays(np.ones((2, 2)), ["a", "b", "c"]),
        mi.ProblemError,
        "wrong_shape",
        "alternative",
    ),
    bad(
        "name twice",
        lambda: arrays(np.ones((2, 2)), ["a", "a"]),
        mi.ProblemError,
        "duplicate_name",
        "alternative",
        "'a'",
    ),
    bad("unhashable name", lambda: arrays(np.ones((2, 2)), [["a"], ["b"]]), mi.ProblemError, "bad_name", "alternative"),
    bad(
        "numbers as names",
        lambda: arrays(np.ones((2, 2)), [1, 2]),
        mi.ProblemError,
        "bad_name",
        "alternative",
        "'1', '2'",
    ),
    bad("no names", lambda: arrays(np.ones((2, 2)), []), mi.ProblemError, "wrong_shape", "alternative"),
    bad("text as names", lambda: arrays(np.ones((2, 2)), "ab"), mi.ProblemError, "bad_names", "list of names", "'ab'"),
    bad("number as names", lambda: arrays(np.ones((2, 2)), 2), mi.ProblemError, "bad_names", "list of names", "'2'"),
    bad("no criteria", lambda: arrays(np.ones((2, 2)), criteria=()), mi.ProblemError, "no_criterion", "criterion"),
    bad(
        "names as criteria",
        lambda: arrays(np.ones((2, 2)), criteria=("a", "b")),
        mi.ProblemError,
        "bad_criteria",
        "'a'",
        "Criterion",
    ),
    bad(
        "criterion twice",
        lambda: arrays(np.ones((2, 2)), criteria=(mi.maximise("a"),) * 2),
        mi.ProblemError,
        "duplicate_name",
        "'a'",
    ),
    bad("nan", lambda: arrays([[1, 2], [3, np.nan]]), mi.ProblemError, "missing_value", "'co2'", "'A2'", **AT),
    bad(
        "nan, named",
        lambda: arrays([[1, 2], [3, np.nan]], ["P01", "P02"]),
        mi.ProblemError,
        "missing_value",
        *PLACE,
        **AT,
    ),
    bad(
        "float32 nan",
        lambda: arrays(np.array([[1, 2], [3, np.nan]], np.float32)),
        mi.ProblemError,
        "missing_value",
        "'co2'",
        **AT,
    ),
    bad(
        "float16 infinity",
        lambda: arrays(np.array([[1, 2], [3, np.inf]], np.float16)),
        mi.ProblemError,
        "infinite",
        "'co2'",
        **AT,
    ),
    bad(
        "float128 beyond float64",
        lambda: arrays(np.array([[1, 2], [3, np.longdouble("1e400")]], np.longdouble)),
        mi.ProblemError,
        "infinite",
        "'co2'",
        **AT,
    ),
    bad("masked", lambda: arrays(masked()), mi.ProblemError, "missing_value", "'co2'", **AT),
    bad(
        "masked integers",
        lambda: arrays(np.ma.masked_equal(np.array([[1, 2], [3, 99]]), 99)),
        mi.ProblemError,
        "missing_value",
        "'co2'",
        **AT,
    ),
    bad(
        "booleans",
        lambda: arrays(np.ones((1, 2), bool)),
        mi.ProblemError,
        "not_a_number",
        "'npv'",
        "'True'",
        row=0,
        column=0,
        faults=2,
    ),
    bad(
        "strings",
        lambda: arrays(np.array([["1", "2"]])),
        mi.ProblemError,
        "not_a_number",
        "'npv'",
        "'1'",
        row=0,
        column=0,
        faults=2,
    ),
    bad(
        "bytes",
        lambda: arrays(np.array([[b"1", b"2"]])),
        mi.ProblemError,
        "not_a_number",
        "'npv'",
        row=0,
        column=0,
        faults=2,
    ),
    bad(
        "complex",
        lambda: arrays(np.ones((1, 2), complex)),
        mi.ProblemError,
        "not_a_number",
        "(1+0j)",
        row=0,
        column=0,
        faults=2,
    ),
    bad(
        "dates",
        lambda: arrays(np.zeros((1, 2), "M8[D]")),
        mi.ProblemError,
        "not_a_number",
        "1970",
        row=0,
        column=0,
        faults=2,
    ),
    bad(
        "durations",
        lambda: arrays(np.zeros((1, 2), "m8[D]")),
        mi.ProblemError,
        "not_a_number",
        "'npv'",
        row=0,
        column=0,
        faults=2,
    ),
    bad(
        "structured",
        lambda: arrays(np.zeros((1, 2), [("x", "f8")])),
        mi.ProblemError,
        "not_a_number",
        "'npv'",
        row=0,
        column=0,
        faults=2,
    ),
    bad(
        "void",
        lambda: arrays(np.zeros((1, 2), "V4")),
        mi.ProblemError,
        "not_a_number",
        "'npv'",
        row=0,
        column=0,
        faults=2,
    ),
    bad(
        "negative strides",
        lambda: arrays(np.array([[np.nan, 3.0], [2.0, 1.0]])[::-1, ::-1]),
        mi.ProblemError,
        "missing_value",
        "'co2'",
        **AT,
    ),
    bad(
        "fortran",
        lambda: arrays(np.asfortranarray([[1.0, 2.0], [3.0, np.nan]])),
        mi.ProblemError,
        "missing_value",
        "'co2'",
        **AT,
    ),
    bad(
        "matrix subclass",
        lambda: arrays(np.array([[1.0, 2.0], [3.0, np.nan]]).view(np.ma.MaskedArray)),
        mi.ProblemError,
        "missing_value",
        "'co2'",
        **AT,
    ),
]

FRAMES = [
    bad(
        "column absent",
        lambda: frame(good_frame().drop(columns="co2")),
        mi.ProblemError,
        "unknown_criterion",
        "no column 'co2'",
    ),
    bad(
        "column misspelt",
        lambda: frame(good_frame().rename(columns={"co2": "co_2"})),
        mi.ProblemError,
        "unknown_criterion",
        "did you mean 'co_2'",
    ),
    bad(
        "columns absent",
        lambda: frame(pd.DataFrame({"x": [1]}, index=["P01"])),
        mi.ProblemError,
        "unknown_criterion",
        "'npv'",
        "'co2'",
        faults=2,
    ),
    bad(
        "column twice",
        lambda: frame(pd.concat([good_frame(), good_frame()], axis=1)),
        mi.ProblemError,
        "duplicate_name",
        "2 columns 'npv'",
        "2 columns 'co2'",
        faults=2,
    ),
    bad(
        "row label twice",
        lambda: frame(good_frame().set_axis(["P01", "P01"])),
        mi.ProblemError,
        "duplicate_name",
        "'P01' stands twice",
    ),
    bad("unnamed row", lambda: frame(good_frame().set_axis(["P01", None])), mi.ProblemError, "bad_name", "alternative"),
    bad("float labels", lambda: frame(good_frame().set_axis([0.5, 1.5])), mi.ProblemError, "bad_name", "'0.5'"),
    bad(
        "date labels",
        lambda: frame(good_frame().set_axis(pd.to_datetime(["2025-01-01", "2025-01-02"]))),
        mi.ProblemError,
        "bad_name",
        "2025",
    ),
    bad(
        "two-level labels",
        lambda: frame(good_frame().set_axis(pd.MultiIndex.from_tuples([("a", 1), ("a", 2)]))),
        mi.ProblemError,
        "bad_name",
        "('a', 1)",
    ),
    bad(
        "two-level columns",
        lambda: frame(good_frame().set_axis(pd.MultiIndex.from_tuples([("npv", "x"), ("co2", "y")]), axis=1)),
        mi.ProblemError,
        "unknown_criterion",
        "'npv'",
        faults=2,
    ),
    bad("missing", lambda: frame(good_frame(co2=[1.0, None])), mi.ProblemError, "missing_value", *PLACE, **AT),
    bad(
        "nullable integer",
        lambda: frame(good_frame(co2=pd.array([1, None], dtype="Int64"))),
        mi.ProblemError,
        "missing_value",
        *PLACE,
        **AT,
    ),
    bad(
        "text",
        lambda: frame(good_frame(co2=["1", "2"])),
        mi.ProblemError,
        "not_a_number",
        "'co2'",
        "'P01'",
        "'1'",
        row=0,
        column=1,
        faults=2,
    ),
    bad(
        "booleans",
        lambda: frame(good_frame(co2=[True, False])),
        mi.ProblemError,
        "not_a_number",
        "'co2'",
        row=0,
        column=1,
        faults=2,
    ),
    bad(
        "nullable booleans",
        lambda: frame(good_frame(co2=pd.array([True, None], dtype="boolean"))),
        mi.ProblemError,
        "missing_value",
        *PLACE,
        "'P01': 'True'",
        **AT,
        faults=2,
    ),
    bad(
        "categories",
        lambda: frame(good_frame(co2=pd.Categorical(["low", "high"]))),
        mi.ProblemError,
        "not_a_number",
        "'low'",
        row=0,
        column=1,
    ),
    bad(
        "dates",
        lambda: frame(good_frame(co2=pd.to_datetime(["2025-01-01", "2025-01-02"]))),
        mi.ProblemError,
        "not_a_number",
        "2025",
        row=0,
        column=1,
    ),
    bad("infinite", lambda: frame(good_frame(co2=[1.0, np.inf])), mi.ProblemError, "infinite", *PLACE, **AT),
    bad("no rows", lambda: frame(good_frame().iloc[:0]), mi.ProblemError, "wrong_shape", "(0, 2)"),
    bad("no criteria", lambda: frame(good_frame(), ()), mi.ProblemError, "no_criterion", "criterion"),
    bad("dictionary", lambda: frame({"npv": [1]}), mi.ProblemError, "bad_frame", "data frame", "dict"),  # type: ignore[arg-type]
    bad("array", lambda: frame(np.ones((2, 2))), mi.ProblemError, "bad_frame", "data frame", "ndarray"),  # type: ignore[arg-type]
    bad("none", lambda: frame(None), mi.ProblemError, "bad_frame", "data frame", "NoneType"),  # type: ignore[arg-type]
    bad("series", lambda: frame(good_frame()["npv"]), mi.ProblemError, "bad_frame", "data frame", "Series"),  # type: ignore[arg-type]
    bad("names as criteria", lambda: frame(good_frame(), ["npv", "co2"]), mi.ProblemError, "bad_criteria", "'npv'"),
]

COLUMNS = [
    bad("none", lambda: mi.Problem.from_columns(()), mi.ProblemError, "no_criterion", "criterion"),
    bad(
        "no values",
        lambda: mi.Problem.from_columns([mi.Column(mi.maximise("npv"), {})]),
        mi.ProblemError,
        "no_alternative",
        "alternative",
    ),
    bad(
        "value absent",
        lambda: mi.Problem.from_columns(
            [mi.Column(CRITERIA[0], {"P01": 1, "P02": 2}), mi.Column(CRITERIA[1], {"P01": 1})]
        ),
        mi.ProblemError,
        "missing_value",
        *PLACE,
        **AT,
    ),
    bad(
        "criterion twice",
        lambda: mi.Problem.from_columns([mi.Column(CRITERIA[0], {"P01": 1})] * 2),
        mi.ProblemError,
        "duplicate_name",
        "'npv'",
    ),
    bad(
        "text",
        lambda: mi.Problem.from_columns([mi.Column(CRITERIA[0], {"P01": "1"})]),
        mi.ProblemError,
        "not_a_number",
        "'npv'",
        "'P01'",
        row=0,
        column=0,
    ),
    bad("not a column", lambda: mi.Problem.from_columns([{"npv": 1}]), mi.ProblemError, "bad_column", "Column"),  # type: ignore[list-item]
    bad(
        "values by position",
        lambda: mi.Problem.from_columns([mi.Column(CRITERIA[0], [1, 2])]),
        mi.ProblemError,
        "bad_column",
        "'npv'",
        "by alternative",
    ),  # type: ignore[arg-type]
    bad("not a list", lambda: mi.Problem.from_columns(5), mi.ProblemError, "bad_column", "Column"),  # type: ignore[arg-type]
]

PROBLEM = of(GOOD)
NAMES = [
    bad(
        "criterion misspelt",
        lambda: PROBLEM.criterion("c02"),
        mi.ProblemError,
        "unknown_criterion",
        "'c02'",
        "did you mean 'co2'",
    ),
    bad(
        "position of unknown",
        lambda: PROBLEM.position("jobs"),
        mi.ProblemError,
        "unknown_criterion",
        "'jobs'",
        "there are",
    ),
    bad(
        "row misspelt",
        lambda: PROBLEM.row("p01"),
        mi.ProblemError,
        "unknown_alternative",
        "'p01'",
        "did you mean 'P01'",
    ),
    bad("row by number", lambda: PROBLEM.row(0), mi.ProblemError, "unknown_alternative", "'0'"),  # type: ignore[arg-type]
    bad("row by list", lambda: PROBLEM.row(["P01"]), mi.ProblemError, "unknown_alternative", "P01"),  # type: ignore[arg-type]
    bad("row by array", lambda: PROBLEM.row(np.array(["P01", "P02"])), mi.ProblemError, "unknown_alternative", "P01"),  # type: ignore[arg-type]
]

DUMP = PROBLEM.model_dump(mode="json")


def read(**changed: Any) -> mi.Problem:
    return mi.Problem.model_validate_json(json.dumps({**DUMP, **changed}))


JSON = [
    bad("not json", lambda: mi.Problem.model_validate_json("{oops"), mi.RecordError, "json", "not JSON", "line 1"),
    bad("empty", lambda: mi.Problem.model_validate_json(""), mi.RecordError, "json", "not JSON"),
    bad(
        "truncated",
        lambda: mi.Problem.model_validate_json(PROBLEM.model_dump_json()[:-5]),
        mi.RecordError,
        "json",
        "not JSON",
    ),
    bad("wrong encoding", lambda: mi.Problem.model_validate_json(b'{"\xff": 1}'), mi.RecordError, "json", "not JSON"),
    bad("number", lambda: mi.Problem.model_validate_json("5"), mi.RecordError, "model_type", "Problem"),
    bad("list", lambda: mi.Problem.model_validate_json("[]"), mi.RecordError, "model_type", "Problem"),
    bad("null", lambda: mi.Problem.model_validate_json("null"), mi.RecordError, "model_type", "Problem"),
    bad("not text", lambda: mi.Problem.model_validate_json(5), mi.RecordError, "json", "int"),  # type: ignore[arg-type]
    bad(
        "nan",
        lambda: mi.Problem.model_validate_json('{"criteria": [{"name": "a"}], "performances": {"x": [NaN]}}'),
        mi.RecordError,
        "json",
        "NaN",
    ),
    bad(
        "infinity",
        lambda: mi.Problem.model_validate_json('{"criteria": [{"name": "a"}], "performances": {"x": [-Infinity]}}'),
        mi.RecordError,
        "json",
        "-Infinity",
    ),
    bad(
        "beyond floats",
        lambda: mi.Problem.model_validate_json('{"criteria": [{"name": "a"}], "performances": {"x": [1e999]}}'),
        mi.ProblemError,
        "infinite",
        "'a'",
        "'x'",
        row=0,
        column=0,
    ),
    bad(
        "key twice",
        lambda: mi.Problem.model_validate_json('{"criteria": [{"name": "a"}], "performances": {"x": [1], "x": [2]}}'),
        mi.RecordError,
        "json",
        "'x' stands twice",
    ),
    bad(
        "field twice",
        lambda: mi.Problem.model_validate_json('{"criteria": [], "criteria": []}'),
        mi.RecordError,
        "json",
        "'criteria' stands twice",
    ),
    bad(
        "deep nesting",
        lambda: mi.Problem.model_validate_json("[" * 200_000 + "]" * 200_000),
        mi.RecordError,
        "json",
        "too deep",
    ),
    bad(
        "deep objects",
        lambda: mi.Problem.model_validate_json('{"a":' * 100_000 + "1" + "}" * 100_000),
        mi.RecordError,
        "json",
        "too deep",
    ),
    bad(
        "digits without end",
        lambda: mi.Problem.model_validate_json(
            '{"criteria": [{"name": "a"}], "performances": {"x": [' + "9" * 10_000 + "]}}"
        ),
        mi.RecordError,
        "json",
        "digits",
    ),
    bad(
        "no fields",
        lambda: mi.Problem.model_validate_json("{}"),
        mi.RecordError,
        "missing",
        "'criteria' is required",
        "'performances' is required",
        faults=2,
    ),
    bad(
        "unknown field",
        lambda: read(criterias=[]),
        mi.RecordError,
        "extra_forbidden",
        "'criterias'",
        "did you mean 'criteria'",
    ),
    bad("weights in the problem", lambda: read(weights={"npv": 1}), mi.RecordError, "extra_forbidden", "'weights'"),
    bad("criteria as object", lambda: read(criteria={"npv": {}}), mi.RecordError, "tuple_type", "'criteria'"),
    bad("criterion as text", lambda: read(criteria=["npv"]), mi.RecordError, "model_type", "'criteria.0'"),
    bad("no criteria", lambda: read(criteria=[]), mi.ProblemError, "no_criterion", "at least one criterion"),
    bad(
        "misspelt direction",
        lambda: read(criteria=[{"name": "npv"}, {"name": "co2", "direction": "low"}]),
        mi.RecordError,
        "literal_error",
        "'co2'",
        "'max' or 'min'",
        "'low'",
    ),
    bad(
        "two bad criteria",
        lambda: read(criteria=[{"name": "npv", "unit": 5}, {"name": "co2", "scale": [1]}]),
        mi.RecordError,
        "string_type",
        "'npv'",
        "'co2'",
        faults=2,
    ),
    bad(
        "unknown kind",
        lambda: read(criteria=[{"name": "npv", "preference": {"kind": "type 3", "p": 1}}, {"name": "co2"}]),
        mi.RecordError,
        "union_tag_invalid",
        "'npv'",
        "'type 3'",
        "v_shape",
    ),
    bad(
        "misspelt option of a criterion",
        lambda: read(criteria=[{"name": "npv", "prefrence": {"kind": "usual"}}, {"name": "co2"}]),
        mi.RecordError,
        "extra_forbidden",
        "'npv'",
        "did you mean 'preference'",
    ),
    bad(
        "no kind",
        lambda: read(criteria=[{"name": "npv", "preference": {"p": 1}}, {"name": "co2"}]),
        mi.RecordError,
        "union_tag_not_found",
        "'npv'",
        "kind",
    ),
    bad(
        "threshold absent",
        lambda: read(criteria=[{"name": "npv", "preference": {"kind": "linear", "q": 1}}, {"name": "co2"}]),
        mi.RecordError,
        "missing",
        "'npv'",
        "p' is required",
    ),
    bad(
        "threshold of another kind",
        lambda: read(criteria=[{"name": "npv", "preference": {"kind": "usual", "q": 1}}, {"name": "co2"}]),
        mi.RecordError,
        "extra_forbidden",
        "'npv'",
        "q'",
    ),
    bad(
        "thresholds out of order",
        lambda: read(criteria=[{"name": "npv", "preference": {"kind": "linear", "q": 5, "p": 2}}, {"name": "co2"}]),
        mi.ProblemError,
        "threshold_order",
        "'npv'",
        "p=2",
        "q=5",
    ),
    bad(
        "unknown alternative key",
        lambda: read(performances={"P01": {"npv": 1, "co2": 1, "jobs": 3}}),
        mi.ProblemError,
        "unknown_criterion",
        "'P01'",
        "'jobs'",
    ),
    bad("performances as list", lambda: read(performances=[[1, 2]]), mi.ProblemError, "wrong_shape", "by alternative"),
    bad(
        "null cell",
        lambda: read(performances={"P01": [1, 1], "P02": [1, None]}),
        mi.ProblemError,
        "missing_value",
        *PLACE,
        **AT,
    ),
    bad(
        "text cell",
        lambda: read(performances={"P01": [1, 1], "P02": [1, "2"]}),
        mi.ProblemError,
        "not_a_number",
        *PLACE,
        **AT,
    ),
    bad(
        "true cell",
        lambda: read(performances={"P01": [1, 1], "P02": [1, True]}),
        mi.ProblemError,
        "not_a_number",
        *PLACE,
        **AT,
    ),
]


def _ids(cases: list[Bad]) -> list[str]:
    return [case.id for case in cases]


@pytest.mark.parametrize("case", CELLS, ids=_ids(CELLS))
def test_a_cell_that_is_no_finite_number_is_refused_with_its_row_and_column(case: Bad) -> None:
    assert_refused(case)


@pytest.mark.parametrize("case", ROWS, ids=_ids(ROWS))
def test_rows_by_name_that_make_no_problem_are_refused(case: Bad) -> None:
    assert_refused(case)


@pytest.mark.parametrize("case", ARRAYS, ids=_ids(ARRAYS))
def test_arrays_that_make_no_problem_are_refused(case: Bad) -> None:
    assert_refused(case)


@pytest.mark.parametrize("case", FRAMES, ids=_ids(FRAMES))
def test_data_frames_that_make_no_problem_are_refused(case: Bad) -> None:
    assert_refused(case)


@pytest.mark.parametrize("case", COLUMNS, ids=_ids(COLUMNS))
def test_columns_that_make_no_problem_are_refused(case: Bad) -> None:
    assert_refused(case)


@pytest.mark.parametrize("case", NAMES, ids=_ids(NAMES))
def test_names_the_problem_does_not_know_are_refused(case: Bad) -> None:
    assert_refused(case)


@pytest.mark.parametrize("case", JSON, ids=_ids(JSON))
def test_json_that_is_no_problem_is_refused(case: Bad) -> None:
    assert_refused(case)


def test_an_infinite_cell_of_a_memory_mapped_array_is_refused(tmp_path: Any) -> None:
    with pytest.raises(mi.ProblemError, match="'co2', alternative 'A2': inf is not finite") as refusal:
        arrays(memory_mapped(tmp_path / "values.bin"))
    assert (refusal.value.row, refusal.value.column) == (1, 1)
