"""Refusals: one tree, stable codes, places, and words that fit on a screen."""

import pickle
import re

import numpy as np
import pytest

import mcda_industry as mi
from mcda_industry import errors
from mcda_industry.errors import DecisionError, Fault, did_you_mean, listed, quoted

KINDS = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, DecisionError)]


def test_every_refusal_is_a_decision_error_and_a_value_error() -> None:
    assert len(KINDS) == 11
    assert all(issubclass(kind, DecisionError) and issubclass(kind, ValueError) for kind in KINDS)
    assert issubclass(mi.JudgementError, mi.WeightsError)


def test_the_tree_drawn_in_the_docstring_is_the_tree() -> None:
    drawn = re.findall(r"[├└]── (\w+)", errors.__doc__ or "")
    assert sorted(drawn) == sorted(kind.__name__ for kind in KINDS if kind is not DecisionError)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_code_of_its_own_when_none_is_given(kind: type[DecisionError]) -> None:
    assert kind("Wrong. Mend it.").code == kind.default_code
    assert len({each.default_code for each in KINDS}) == len(KINDS)


def test_a_refusal_carries_its_place() -> None:
    refusal = mi.ProblemError("Wrong.", code="odd", field="npv", row=3, column=0, cell="Projets!D7")
    assert (refusal.code, refusal.field, refusal.row, refusal.column, refusal.cell) == (
        "odd",
        "npv",
        3,
        0,
        "Projets!D7",
    )
    assert refusal.faults == (Fault("Wrong.", "odd", "npv", 3, 0, "Projets!D7"),)


def test_one_fault_is_said_as_it_is() -> None:
    assert str(mi.ProblemError.of([Fault("Wrong. Mend it.", row=2)])) == "Wrong. Mend it."


def test_one_sentence_for_several_places_is_said_once() -> None:
    refusal = mi.ProblemError.of([Fault("Wrong.", row=1), Fault("Wrong.", row=2)])
    assert str(refusal) == "Wrong."
    assert [fault.row for fault in refusal.faults] == [1, 2]
    assert refusal.row == 1


def test_several_faults_are_counted_and_ten_are_shown() -> None:
    refusal = mi.ProblemError.of([Fault(f"Wrong {i}.", "odd", row=i) for i in range(13)])
    lines = str(refusal).splitlines()
    assert lines[0] == "There are 13 faults:"
    assert lines[1:-1] == [f"- Wrong {i}." for i in range(10)]
    assert lines[-1] == "- and 3 more."
    assert (len(refusal.faults), refusal.code, refusal.row) == (13, "odd", 0)


def test_ten_faults_are_all_shown() -> None:
    assert str(mi.ProblemError.of([Fault(f"Wrong {i}.") for i in range(10)])).splitlines()[-1] == "- Wrong 9."


def test_at_most_a_hundred_faults_are_kept() -> None:
    assert len(mi.ProblemError.of([Fault(f"Wrong {i}.") for i in range(500)]).faults) == 100


def test_a_refusal_keeps_its_type_and_words_through_pickle() -> None:
    refusal = mi.ProblemError.of([Fault("Wrong.", "odd", "npv", 1, 2), Fault("Also wrong.")])
    again = pickle.loads(pickle.dumps(refusal))
    assert type(again) is mi.ProblemError
    assert str(again) == str(refusal)
    assert (again.code, again.row, again.column, again.faults) == ("odd", 1, 2, refusal.faults)


def test_a_fault_is_told_with_its_place_once() -> None:
    fault = Fault("The threshold p=2 is wrong.").within("Criterion 'npv'")
    assert fault.said == "Criterion 'npv': the threshold p=2 is wrong."
    assert fault.within("Criterion 'npv'") == fault


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ([], ""),
        (["a"], "'a'"),
        (["a", "b", "c"], "'a', 'b', 'c'"),
        (["c", "a", "b", "d", "e"], "'c', 'a', 'b' and 2 more"),
        (np.array(["a", "b"]), "'a', 'b'"),
        ((name for name in "ab"), "'a', 'b'"),
        ([1, None], "'1', 'None'"),
    ],
)
def test_at_most_three_names_are_listed_and_the_rest_counted(names: list[object], said: str) -> None:
    assert listed(names) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("a\nb", r"'a\nb'"),
        ("\x1b[31m", r"'\x1b[31m'"),
        ("it's", '"it\'s"'),
        ("a" * 80, "'" + "a" * 80 + "'"),
        ("a" * 81, "'" + "a" * 80 + "…'"),
        (5, "'5'"),
        (np.str_("npv"), "'npv'"),
        ("\u202enoitcerid", r"'\u202enoitcerid'"),
    ],
)
def test_the_text_of_the_caller_is_escaped_and_cut(value: object, said: str) -> None:
    assert quoted(value) == said


class Unspeakable:
    """Something that cannot even be shown."""

    def __str__(self) -> str:
        raise RuntimeError("no")


def test_what_cannot_be_shown_is_called_by_its_type() -> None:
    assert quoted(Unspeakable()) == "'Unspeakable'"


@pytest.mark.parametrize(
    ("name", "known", "said"),
    [
        ("topsi", ["topsis", "ahp"], "did you mean 'topsis'?"),
        ("TOPSIS", ["topsis", "ahp"], "did you mean 'topsis'?"),
        ("xyz", ["topsis", "ahp"], "there are 'topsis', 'ahp'."),
        ("xyz", ["a", "b", "c", "d"], "there are 'a', 'b', 'c' and 1 more."),
        ("xyz", ["a"], "there is 'a'."),
        ("xyz", [], "there are none."),
        (5, ["5a"], "did you mean '5a'?"),
        (None, ["a1"], "there is 'a1'."),
    ],
)
def test_the_nearest_known_name_is_suggested(name: object, known: list[str], said: str) -> None:
    assert did_you_mean(name, known) == said


def test_a_suggestion_for_a_huge_name_is_quick() -> None:
    assert did_you_mean("x" * 10**6, [f"P{i}" for i in range(10_000)]).startswith("there are")
