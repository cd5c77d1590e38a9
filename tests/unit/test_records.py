"""Records: JSON both ways, strictness, frozen maps, fingerprints and plain words."""

import copy
import json
import pickle
import re
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from html.parser import HTMLParser
from typing import Annotated, Any

import numpy as np
import pytest
from pydantic import Field, TypeAdapter, ValidationError

import mcda_industry as mi
from mcda_industry.preferences import AnyPreference
from mcda_industry.records import Count, FrozenMap, Labels, Number, Record, Text, each_a, one_of, unambiguous_json
from mcda_industry.sensitivity.uncertain_weights.laws import AnyLaw

PROBLEM = mi.Problem.of(
    [
        mi.maximise("npv", "MDH", label={"fr": "VAN", "en": "NPV"}, scale=(0, 10), preference=mi.Linear(0.1, 2)),
        mi.minimise("co2", preference=mi.Gaussian(3)),
    ],
    {"P01": [0.1 + 0.2, 1e-320], "P02": [-0.0, 1.7e308]},
)
STUDY = mi.Study(PROBLEM, {"npv": 1, "co2": 2}, "promethee2", draws=100, places=1)
RECORDS: list[Record] = [
    PROBLEM,
    *PROBLEM.criteria,
    mi.Usual(),
    mi.UShape(1),
    mi.VShape(2),
    mi.Level(1, 2),
    mi.Linear(1, 2),
    mi.Gaussian(0.1),
    mi.PairwiseComparisons(("a", "b", "c"), {("a", "b"): "1/3", ("c", "b"): 7}),
    mi.CriteriaTree("goal", {"goal": ("a", "b"), "a": ("c", "d")}),
    mi.AnyWeights(),
    mi.Around({"npv": 1, "co2": 3}, 20),
    mi.Topsis(normalisation="minmax", ideal="scale"),
    mi.Promethee2(),
    mi.WeightedSum(normalisation="none"),
    mi.AhpSynthesis(mode="distributive"),
    mi.VerdictRules(sure=0.8),
    *mi.findings(PROBLEM),
    *STUDY.recommendations,
    mi.StudyResult.of(STUDY),
    mi.StudyRequest(problem=PROBLEM, weights=FrozenMap({"npv": 1.0, "co2": 2.0}), law=mi.AnyWeights()),
]


class Sample(Record):
    """A record for these tests."""

    name: Text = "x"
    size: Number = 1.0
    count: Count = 1
    words: Labels = FrozenMap()


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: type(record).__name__)
def test_a_record_comes_back_from_json_equal_and_with_the_same_fingerprint(record: Record) -> None:
    again = type(record).model_validate_json(record.model_dump_json())
    assert again == record
    assert hash(again) == hash(record)
    assert again.fingerprint() == record.fingerprint()
    assert type(record).model_validate(record.model_dump()) == record


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: type(record).__name__)
def test_a_record_survives_pickle_and_copies(record: Record) -> None:
    assert pickle.loads(pickle.dumps(record)) == record
    assert copy.deepcopy(record) == record
    assert record.model_copy() == record


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: type(record).__name__)
def test_a_record_cannot_be_changed(record: Record) -> None:
    field = next(iter(type(record).model_fields), None)
    if field is not None:
        with pytest.raises(ValidationError, match="frozen"):
            setattr(record, field, getattr(record, field))


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: type(record).__name__)
def test_the_json_schema_of_a_record_accepts_its_json(record: Record) -> None:
    schema = type(record).model_json_schema()
    assert misfits(record.model_dump(mode="json"), schema, schema) == []


KINDS = {
    "object": dict,
    "array": list,
    "string": str,
    "number": (int, float),
    "integer": int,
    "boolean": bool,
    "null": type(None),
}


def misfits(value: Any, schema: dict[str, Any], root: dict[str, Any], path: str = "") -> list[str]:
    """Where a JSON value does not fit the part of JSON Schema that pydantic writes."""
    if "$ref" in schema:
        return misfits(value, root["$defs"][schema["$ref"].rsplit("/", 1)[1]], root, path)
    choices = schema.get("anyOf") or schema.get("oneOf")
    if choices and all(misfits(value, one, root, path) for one in choices):
        return [f"{path}: {value!r} fits no choice"]
    if "type" in schema and not isinstance(value, KINDS[schema["type"]]):  # type: ignore[arg-type]
        return [f"{path}: {value!r} is no {schema['type']}"]
    if value not in schema.get("enum", [schema.get("const", value)]):
        return [f"{path}: {value!r} is not allowed"]
    if isinstance(value, dict):
        return misfits_of_fields(value, schema, root, path)
    return misfits_of_items(value, schema, root, path) if isinstance(value, list) else []


def misfits_of_items(value: list[Any], schema: dict[str, Any], root: dict[str, Any], path: str) -> list[str]:
    """Where the items of a JSON array do not fit."""
    first = schema.get("prefixItems", [])
    kinds = [*first, *[schema.get("items", {})] * (len(value) - len(first))]
    parts = enumerate(zip(value, kinds, strict=True))
    return [fault for i, (part, kind) in parts for fault in misfits(part, kind, root, f"{path}[{i}]")]


def misfits_of_fields(value: dict[str, Any], schema: dict[str, Any], root: dict[str, Any], path: str) -> list[str]:
    """Where the fields of a JSON object do not fit."""
    properties, more = schema.get("properties", {}), schema.get("additionalProperties", True)
    found = [f"{path}: {name} is missing" for name in schema.get("required", ()) if name not in value]
    for name, part in value.items():
        kind = properties.get(name, more)
        if kind is False:
            found.append(f"{path}: {name} is unknown")
        elif isinstance(kind, dict):
            found += misfits(part, kind, root, f"{path}.{name}")
    return found


def test_the_schema_check_of_these_tests_finds_what_does_not_fit() -> None:
    schema = mi.Problem.model_json_schema()
    good = PROBLEM.model_dump(mode="json")
    assert misfits({**good, "extra": 1}, schema, schema) == [": extra is unknown"]
    assert misfits({"criteria": good["criteria"]}, schema, schema) == [": performances is missing"]
    assert misfits({**good, "performances": {"P01": {"npv": "1"}}}, schema, schema)
    assert misfits({**good, "criteria": [{"name": "a", "direction": "up"}]}, schema, schema)


@pytest.mark.parametrize(
    ("union", "names"),
    [
        (AnyPreference, {"usual", "u_shape", "v_shape", "level", "linear", "gaussian"}),
        (AnyLaw, {"any", "around", "ordered", "within", "constrained", "judges"}),
    ],
)
def test_a_union_of_records_is_told_apart_by_its_kind_in_the_schema(union: Any, names: set[str]) -> None:
    schema = TypeAdapter(union).json_schema()
    assert schema["discriminator"]["propertyName"] == "kind"
    assert set(schema["discriminator"]["mapping"]) == names


@pytest.mark.parametrize("value", [True, "1", None, b"1", 1j, [1], float("nan"), float("inf"), Decimal("nan")])
@pytest.mark.parametrize("field", ["size", "count"])
def test_a_number_field_takes_nothing_but_finite_numbers(field: str, value: object) -> None:
    with pytest.raises(mi.RecordError, match=f"Sample 'x': '{field}'") as refusal:
        Sample(name="x", **{field: value})  # type: ignore[arg-type]
    assert refusal.value.field == field


@pytest.mark.parametrize("value", [2, np.int8(2), np.float32(2), np.uint64(2), np.longdouble(2)])
def test_numpy_scalars_are_numbers(value: Any) -> None:
    found = Sample(size=value)
    assert (found.size, type(found.size)) == (2.0, float)


def test_a_fraction_is_no_whole_number_but_a_numpy_integer_is() -> None:
    with pytest.raises(mi.RecordError, match="'count' must be a whole number, not '2.5'"):
        Sample(count=2.5)  # type: ignore[arg-type]
    assert Sample(count=np.int16(3)).count == 3


def test_all_faults_are_told_in_one_pass_with_the_name_of_the_owner() -> None:
    with pytest.raises(mi.RecordError) as refusal:
        Sample(name="Forge", size="1", count=True, word={})  # type: ignore[call-arg, arg-type]
    told = str(refusal.value).splitlines()
    assert told[0] == "There are 3 faults:"
    assert all(line.startswith("- Sample 'Forge': ") for line in told[1:])
    assert told[3].endswith("there is no field 'word'; did you mean 'words'?")
    assert [fault.code for fault in refusal.value.faults] == ["float_type", "int_type", "extra_forbidden"]


def test_a_change_is_checked_like_a_new_record() -> None:
    assert Sample().model_copy(update={"size": 2}).size == 2.0
    with pytest.raises(mi.RecordError, match="'size' must be a number, not '2'"):
        Sample().model_copy(update={"size": "2"})
    with pytest.raises(mi.RecordError, match="no field 'sise'; did you mean 'size'"):
        Sample().model_copy(update={"sise": 2})


def test_a_change_leaves_the_old_record_as_it_was() -> None:
    old = mi.maximise("npv")
    assert old.model_copy(update={"unit": "MDH"}).unit == "MDH"
    assert old.unit == ""


def test_equal_records_have_equal_fingerprints_and_a_change_changes_it() -> None:
    rows = {"P01": {"co2": 1e-320, "npv": 0.1 + 0.2}, "P02": [-0.0, 1.7e308]}
    assert mi.Problem.of(PROBLEM.criteria, rows).fingerprint() == PROBLEM.fingerprint()
    moved = mi.Problem.of(PROBLEM.criteria, {**rows, "P01": [np.nextafter(0.1 + 0.2, 1), 1e-320]})
    assert moved.fingerprint() != PROBLEM.fingerprint()
    assert re.fullmatch("[0-9a-f]{64}", PROBLEM.fingerprint())


def test_fingerprints_do_not_depend_on_the_process() -> None:
    program = (
        "from mcda_industry import Problem, maximise, minimise, Linear, Gaussian;"
        "print(Problem.of([maximise('npv', 'MDH', label={'fr': 'VAN', 'en': 'NPV'}, scale=(0, 10), preference=Linear(0.1, 2)),"
        "minimise('co2', preference=Gaussian(3))], {'P01': [0.1 + 0.2, 1e-320], 'P02': [-0.0, 1.7e308]}).fingerprint())"
    )
    for seed in ("0", "1", "12345"):
        done = subprocess.run(
            [sys.executable, "-c", program], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        )
        assert done.stdout.strip() == PROBLEM.fingerprint()


@pytest.mark.parametrize(
    "change",
    [
        lambda m: m.__setitem__("a", 2),
        lambda m: m.__delitem__("a"),
        lambda m: m.update({"a": 2}),
        lambda m: m.pop("a"),
        lambda m: setattr(m, "extra", 2),
    ],
    ids=["set", "delete", "update", "pop", "attribute"],
)
def test_a_frozen_map_cannot_be_changed(change: Callable[[Any], Any]) -> None:
    frozen = FrozenMap({"a": 1})
    with pytest.raises((TypeError, AttributeError)):
        change(frozen)
    assert frozen == {"a": 1}


def test_a_frozen_map_is_a_copy_in_the_order_given() -> None:
    given = {"b": 1, "a": 2}
    frozen = FrozenMap(given)
    given["c"] = 3
    assert list(frozen.items()) == [("b", 1), ("a", 2)]
    assert repr(frozen) == "{'b': 1, 'a': 2}"


def test_equal_frozen_maps_are_equal_keys_whatever_their_order() -> None:
    one, other = FrozenMap({"a": 1, "b": 2}), FrozenMap({"b": 2, "a": 1})
    assert one == other == {"a": 1, "b": 2}
    assert hash(one) == hash(other)
    assert {one: "found"}[other] == "found"
    assert one != FrozenMap({"a": 1})
    assert pickle.loads(pickle.dumps(one)) == copy.deepcopy(one) == one


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"a": 1, "a": 2}', "The key 'a' stands twice"),
        ('{"x": {"b": 1, "b": 1}}', "The key 'b' stands twice"),
        ("[NaN]", "NaN is not a number JSON knows"),
        ("[-Infinity]", "-Infinity is not a number JSON knows"),
        ("[1,]", "This is not JSON"),
        ("[" * 200_000, "nested too deeply"),
        ("{'a': 1}", "This is not JSON"),
        ("\ufeff[1]", "This is not JSON"),
    ],
    ids=["twins", "inner twins", "nan", "infinity", "comma", "deep", "quotes", "byte order mark"],
)
def test_json_that_parsers_disagree_on_is_refused(text: str, said: str) -> None:
    with pytest.raises(mi.RecordError, match=re.escape(said)) as refusal:
        unambiguous_json(text)
    assert refusal.value.code == "json"


def test_a_huge_text_is_cut_in_the_refusal() -> None:
    with pytest.raises(mi.RecordError) as refusal:
        Sample(size="9" * 10**7)  # type: ignore[arg-type]
    assert len(str(refusal.value)) < 300


class Collected(HTMLParser):
    """The tags and the text of a fragment."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        assert attrs == []

    def handle_data(self, data: str) -> None:
        self.text += data


EVIL = "<script>alert('x')</script><img src=x onerror=alert(1)>&amp;\""


@pytest.mark.parametrize(
    "shown", [lambda p: p, lambda p: mi.rank(p, {EVIL: 1}, "weighted_sum")], ids=["problem", "ranking"]
)
def test_html_shows_the_text_of_names_and_units_and_never_runs_it(shown: Callable[[mi.Problem], Any]) -> None:
    problem = mi.Problem.of([mi.maximise(EVIL, EVIL)], {EVIL: [1], "plain": [2]})
    found = Collected(shown(problem)._repr_html_())
    assert found.tags <= {"table", "caption", "tr", "th", "td"}
    assert EVIL in found.text


def test_the_head_of_a_table_shows_direction_and_unit() -> None:
    assert repr(PROBLEM).splitlines()[1].split("  ")[-1].strip() == "co2 ↓"
    assert "npv ↑ [MDH]  " in repr(PROBLEM).splitlines()[1]
    assert "<th>npv ↑ [MDH]</th><th>co2 ↓</th>" in PROBLEM._repr_html_()


def test_a_long_problem_is_shown_in_part() -> None:
    problem = mi.Problem.from_arrays(np.ones((100, 1)), [mi.maximise("a")])
    assert len(repr(problem).splitlines()) == 63
    assert repr(problem).splitlines()[-1] == "… 40 more"
    assert problem._repr_html_().count("<tr>") == 62


def test_dumps_are_plain_json() -> None:
    dumped = json.loads(PROBLEM.model_dump_json())
    assert dumped["performances"]["P02"] == {"npv": -0.0, "co2": 1.7e308}
    assert dumped["criteria"][0]["label"] == {"fr": "VAN", "en": "NPV"}


def test_several_records_of_one_kind_are_taken_as_they_come() -> None:
    criteria = [mi.maximise("npv"), mi.minimise("co2")]
    assert each_a(mi.Criterion, iter(criteria), "criteria") == tuple(criteria)
    assert one_of(mi.Criterion, criteria[0], "criterion") is criteria[0]


@pytest.mark.parametrize(
    ("given", "row", "words"),
    [
        (None, None, "'criteria' must be several Criterion records, not one NoneType"),
        (mi.maximise("npv"), None, "not one Criterion. Make each"),
        ({"name": "npv"}, None, "not one dict"),
        ("npv", None, "not one str"),
        ([mi.maximise("npv"), {"name": "co2"}], 1, "number 2 is a dict"),
    ],
)
def test_what_is_no_list_of_records_is_refused(given: object, row: int | None, words: str) -> None:
    with pytest.raises(mi.RecordError, match=re.escape(words)) as refusal:
        each_a(mi.Criterion, given, "criteria")
    assert (refusal.value.code, refusal.value.row) == ("not_a_record", row)


def test_what_is_no_record_of_the_kind_is_refused() -> None:
    with pytest.raises(mi.RecordError, match="'criterion' must be one Criterion, not dict"):
        one_of(mi.Criterion, {"name": "npv"}, "criterion")


class Plant(Record):
    name: str
    capex: Annotated[Number, Field(gt=0)]
    years: Annotated[Count, Field(ge=1, le=200)]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"capex": -5.0}, "Plant 'mill': 'capex' must be greater than 0, not '-5.0'."),
        ({"years": 0}, "Plant 'mill': 'years' must be greater than or equal to 1, not '0'."),
        ({"years": 900}, "Plant 'mill': 'years' must be less than or equal to 200, not '900'."),
    ],
)
def test_a_number_out_of_range_is_told_with_its_value_and_the_range(change: dict[str, object], words: str) -> None:
    with pytest.raises(mi.RecordError) as refusal:
        Plant(**{"name": "mill", "capex": 1.0, "years": 10, **change})
    assert str(refusal.value) == words
