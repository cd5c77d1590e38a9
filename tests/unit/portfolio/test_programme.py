import numpy as np
import pytest

import mcda_industry as mi
from mcda_industry.portfolio import Choice
from mcda_industry.portfolio.programme import barred, conflict, holds

NAMES = ("a", "b", "c", "d")
BUDGET = mi.Budget("capex", 0.3, {"a": 0.1, "b": 0.2, "c": 0.1, "d": 0})
GROUPS = {"a": "north", "b": "north", "c": "south"}
REGIONS = mi.AtMost("regions", 1, groups=GROUPS)
FEW = mi.AtMost("few", 2, of=NAMES)
PAIR = mi.Exclusive(["a", "b"])
NEEDS = mi.Requires("a", ["b", "c"])
ALL = (BUDGET, REGIONS, FEW, PAIR, NEEDS, mi.Forbidden("d"), mi.Mandatory("a"), mi.AtLeast("two", 2, of=NAMES))


def sets() -> list[frozenset[str]]:
    return [frozenset(name for bit, name in enumerate(NAMES) if number >> bit & 1) for number in range(16)]


@pytest.mark.parametrize("limit", ALL, ids=lambda limit: limit.label)
def test_who_is_barred_is_who_would_break_the_limit(limit: mi.Budget) -> None:
    for taken in (taken for taken in sets() if holds(limit, taken)):
        others = [name for name in NAMES if name not in taken]
        assert barred(limit, taken, others) == {name for name in others if not holds(limit, taken | {name})}


@pytest.mark.parametrize("limit", ALL, ids=lambda limit: limit.label)
def test_the_rows_of_a_limit_allow_the_sets_that_meet_it(limit: mi.Budget) -> None:
    choice = Choice(NAMES, (limit,))
    for taken in sets():
        held = np.array([name in taken for name in NAMES])
        pinned = choice.under(
            *(mi.Mandatory(name) if name in taken else mi.Forbidden(name) for name in NAMES),
        )
        assert choice.allows(held) == holds(limit, taken) == pinned.possible


def test_decimals_are_added_up_as_they_are_written() -> None:
    assert 0.1 + 0.2 > 0.3
    assert holds(BUDGET, frozenset({"a", "b"}))
    assert not holds(BUDGET, frozenset({"a", "b", "c"}))
    assert Choice(NAMES, (BUDGET,)).best(np.array([1.0, 1.0, 0.5, -1.0])).tolist() == [True, True, False, False]


def test_limits_can_be_lifted_and_added() -> None:
    choice = Choice(NAMES, (BUDGET, PAIR))
    assert choice.without(PAIR).limits == (BUDGET,)
    assert choice.under(NEEDS, REGIONS).limits == (BUDGET, PAIR, NEEDS, REGIONS)
    assert choice.broken(np.array([True, True, True, False])) == (BUDGET, PAIR)


def test_two_equal_limits_are_two() -> None:
    twin = mi.Exclusive(["a", "b"])
    assert twin == PAIR
    assert Choice(NAMES, (PAIR, twin)).without(twin).limits == (PAIR,)
    assert Choice(NAMES, (PAIR, twin)).without(twin).limits[0] is PAIR


def test_the_table_has_a_variable_a_group() -> None:
    rows, most = Choice(NAMES, (PAIR, REGIONS)).system
    assert rows.tolist() == [
        [1, 1, 0, 0, 0, 0],
        [1, 0, 0, 0, -1, 0],
        [0, 1, 0, 0, -1, 0],
        [0, 0, 1, 0, 0, -1],
        [0, 0, 0, 0, 1, 1],
    ]
    assert most.tolist() == [1, 0, 0, 0, 1]


def test_no_limits_are_no_rows() -> None:
    rows, most = Choice(NAMES, ()).system
    assert (rows.shape, most.shape) == ((0, 4), (0,))
    assert Choice(NAMES, ()).best(np.array([1.0, -1.0, 0.0, 2.0])).tolist() == [True, False, False, True]


def test_what_is_worth_too_little_for_a_solver_is_taken_if_it_fits() -> None:
    budget = mi.Budget("capex", 5, {"a": 5, "b": 0, "c": 1, "d": 0})
    taken = Choice(NAMES, (budget,)).best(np.array([1e12, 1e-9, 1e-9, -1e-9]))
    assert taken.tolist() == [True, True, False, False]


def test_what_adds_nothing_is_spared_unless_a_limit_needs_it() -> None:
    worth = np.array([0.0, 0.0, 1.0, 0.0])
    assert Choice(NAMES, ()).best(worth).tolist() == [False, False, True, False]
    needed = Choice(NAMES, (mi.Requires("c", "a"), mi.AtLeast("three", 3, of=NAMES))).best(worth)
    assert needed.sum() == 3
    assert needed[[0, 2]].all()


def test_a_contradiction_is_explained_without_a_limit_too_many() -> None:
    limits = (REGIONS, mi.Forbidden("b"), BUDGET, mi.Mandatory("a"), NEEDS, mi.Forbidden("d"))
    assert [limit.label for limit in conflict(NAMES, limits)] == ["at most 1 regions", "with a", "a only with b, c"]
    assert [limit.label for limit in conflict(NAMES, limits[1:])] == ["without b", "with a", "a only with b, c"]


def test_ten_thousand_candidates_under_two_thousand_limits_are_a_small_table() -> None:
    names = tuple(f"P{i}" for i in range(10_000))
    pairs = [mi.Requires(names[i], names[i + 1]) for i in range(0, 4_000, 2)]
    table, most = Choice(names, (mi.Budget("capex", 1, dict.fromkeys(names, 1)), *pairs))._table
    assert (table.shape, len(most), table.nnz) == ((2_001, 10_000), 2_001, 14_000)


def test_worths_of_many_sizes_are_settled_the_largest_first() -> None:
    names = tuple("abcdef")
    limits = (mi.Exclusive(["a", "b"]), mi.Exclusive(["c", "d"]), mi.Exclusive(["e", "f"]))
    worth = np.array([1e200, 2e200, 3.0, 2.0, 1e-200, 2e-200])
    assert Choice(names, limits).best(worth).tolist() == [False, True, True, False, False, True]
    assert Choice(names, (*limits, mi.Exclusive(["b", "c", "f"]))).best(worth).tolist() == [0, 1, 0, 1, 1, 0]
