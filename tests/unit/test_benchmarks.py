"""How a comparison becomes a row: what is timed, in which order, what is judged, and what is not compared."""

import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from benchmarks import command, machine, page
from benchmarks.agreement import DisagreementError, identical, no_answer, require, within
from benchmarks.case import Case
from benchmarks.clock import Work, peak, seconds
from benchmarks.contest import Contest
from benchmarks.effort import FULL, QUICK, TINY, Effort
from benchmarks.goals import Faster, GrowsLike, Peak, Within
from benchmarks.growth import Growth, exponent
from benchmarks.peers import Peer
from benchmarks.rival import Part, Rival
from benchmarks.row import HEAD, Row, duration, memories, summary, three_digits, times

PATIENT = Effort("full", rounds=3, patience=60.0)
IMPATIENT = Effort("full", rounds=3, patience=-1.0)


class Table:
    """A clock that reads seconds from a table by what a call returns, and remembers the order of the calls."""

    def __init__(self, **seconds: float) -> None:
        self.seconds, self.asked = seconds, list[str]()

    def __call__(self, work: Work) -> float:
        self.asked.append(work())
        return self.seconds[work()]


def case(clock: Table, *rivals: Rival, **options: object) -> Case:
    return Case("a case", lambda: "ours", rivals, no_answer, traced=False, clock=clock, **options)


def rival(name: str, **options: object) -> Rival:
    return Rival(name, lambda: name, **options)


def test_ours_and_every_rival_take_turns_round_by_round() -> None:
    clock = Table(ours=1.0, one=2.0, two=5.0)
    first, second = case(clock, rival("one"), rival("two")).rows(PATIENT)
    assert clock.asked == ["ours", "one", "two"] * 3
    assert (first.ratio, second.ratio) == ("2.00 × faster", "5.00 × faster")
    assert (first.ours, first.against) == ("1.00 s", "one (2.00 s)")


def test_the_ratio_is_the_median_of_the_ratios_of_each_round() -> None:
    contest = Contest(rival("one"))
    for ours, theirs in ((1.0, 10.0), (10.0, 20.0), (4.0, 4.0)):  # medians 4 and 10: their ratio would be 2.5
        contest.add(ours, theirs)
    assert contest.ratio == 2.0


@pytest.mark.parametrize(
    ("goal", "met"),
    [
        (Faster("T", 4), True),
        (Faster("T", 4.1), False),
        (Within("T", 0.25), True),
        (Within("T", 0.2), False),
        (None, None),
    ],
)
def test_a_target_is_judged_by_the_ratio(goal: Faster | Within | None, met: bool | None) -> None:
    (row,) = case(Table(ours=1.0, one=4.0), rival("one", goal=goal)).rows(PATIENT)
    assert (row.met, row.target) == (met, str(goal) if goal else "")


def test_the_time_of_a_part_is_scaled_and_the_row_says_so() -> None:
    part = Part(20.0, "500 draws, scaled", lambda: "ours")
    (row,) = case(Table(ours=1.0, one=2.0), rival("one", part=part)).rows(PATIENT)
    assert (row.against, row.ratio) == ("one (40.0 s, 500 draws, scaled)", "40.0 × faster")


def test_the_answer_to_a_part_is_compared_with_our_answer_to_that_part() -> None:
    part = Part(2.0, "half", lambda: np.array([1.0]))
    given = Case("a case", lambda: np.array([1.0, 2.0]), [Rival("one", lambda: np.array([1.0]), part=part)], identical)
    assert given.check() == []


def test_a_slow_rival_is_run_once() -> None:
    calls = []
    slow = Rival("slow", lambda: calls.append(1) or "slow")
    (row,) = case(Table(ours=1.0), slow).rows(IMPATIENT)
    assert len(calls) == 1
    assert row.against.endswith(", one run)")


def test_a_rival_leaves_when_it_has_taken_too_long_and_the_others_go_on() -> None:
    clock = Table(ours=1.0, one=2.0, two=31.0, three=61.0)
    rows = list(case(clock, rival("one"), rival("two"), rival("three")).rows(PATIENT))
    assert clock.asked == ["ours", "one", "two", "three", "ours", "one", "two", "ours", "one"]
    assert [row.against.endswith(", one run)") for row in rows] == [False, False, True]


def test_what_is_not_installed_has_a_row_and_no_time() -> None:
    clock = Table(ours=1.0)
    (row,) = case(clock, Peer("nothing", "no_such_module_anywhere").rival(lambda: 1 / 0, Faster("T", 2))).rows(PATIENT)
    assert (row.ratio, row.met, row.target, clock.asked) == ("not installed", None, "T: ≥ 2 × faster", [])


def test_a_library_that_is_there_is_a_rival() -> None:
    assert Peer("NumPy", "numpy").rival(lambda: lambda: 3).work() == 3


def test_unlike_answers_are_not_timed() -> None:
    clock = Table(ours=1.0)
    given = Case("a case", lambda: 1.0, [Rival("one", lambda: 1.1, Faster("T", 2))], within(0.01), clock=clock)
    (row,) = given.rows(PATIENT)
    assert given.check() == ["one: answers differ by 1.0e-01"]
    assert (row.differs, row.met, row.ratio, clock.asked) == (True, None, "**answers differ by 1.0e-01**", [])


def test_a_wrong_answer_of_ours_stops_the_run() -> None:
    def verify(answer: str) -> None:
        require(answer == "right", "wrong")

    with pytest.raises(DisagreementError, match="wrong"):
        list(case(Table(ours=1.0, one=1.0), rival("one", answers=False), verify=verify).rows(PATIENT))


def test_a_case_without_an_answer_to_compare_must_say_how_ours_is_checked() -> None:
    with pytest.raises(ValueError, match="no rival answers"):
        case(Table(), rival("a part", answers=False))


def test_memory_is_measured_apart_from_time_and_judged_where_it_is_limited() -> None:
    traced = []

    def ours() -> np.ndarray:
        traced.append(tracemalloc.is_tracing())
        return np.ones(2**17)

    one = Rival("one", lambda: np.ones(2**17))
    given = Case("a case", ours, [one], identical, most=Peak("M", 2), clock=lambda work: work().mean())
    row, limit = given.rows(PATIENT)
    assert traced == [False] * 4 + [True]
    assert row.memory == "1.00 / 1.00 MiB"
    assert (limit.case, limit.ours, limit.target, limit.met) == ("a case: peak memory", "1.00 MiB", "M: ≤ 2 MiB", True)


def test_the_peak_holds_the_result_and_not_the_input() -> None:
    given = np.ones(2**20)
    assert 8 <= peak(lambda: given * 2) < 8.1
    assert peak(lambda: given[::2]) < 0.1
    assert not tracemalloc.is_tracing()


def test_a_short_call_is_repeated_and_a_long_one_is_not() -> None:
    ticks: Iterator[float] = iter([0.0, 0.001, 1.0, 1.042, 5.0, 7.0])
    calls = []
    assert seconds(lambda: calls.append(1), lambda: next(ticks)) == pytest.approx(0.042 / 21)
    assert len(calls) == 22
    assert seconds(lambda: calls.append(1), lambda: next(ticks)) == 2.0
    assert len(calls) == 23


def test_time_is_that_of_the_processor() -> None:
    assert seconds(lambda: time.sleep(0.001)) < 0.0005


@pytest.mark.parametrize("power", [0.5, 1.0, 2.0])
def test_the_exponent_of_a_power_is_its_power(power: float) -> None:
    sizes = (10, 100, 1_000)
    assert exponent(sizes, [3 * n**power for n in sizes]) == pytest.approx(power)


@pytest.mark.parametrize(("more", "met"), [(0.15, False), (0.55, True)])
def test_growth_is_judged_by_the_difference_of_exponents(more: float, met: bool) -> None:
    sizes = (10, 100)
    ours, theirs = ([lambda n=n, p=p: n**p for n in sizes] for p in (1.5, 1.0))
    given = Growth("flows", sizes, ours, "sorting", theirs, GrowsLike("P", more), clock=lambda work: work())
    (row,) = given.rows(PATIENT)
    assert given.check() == []
    assert (row.ours, row.against, row.ratio) == ("n^1.50", "sorting (n^1.00)", "+0.50")
    assert (row.target, row.met) == (f"P: ≤ its exponent + {more:g}", met)
    assert row.case == "flows, growth from n = 10 to 100"


def test_growth_beside_a_library_that_is_missing_is_not_measured() -> None:
    (row,) = Growth("flows", (1, 2), [], "nothing", None).rows(PATIENT)
    assert (row.ratio, row.met) == ("not installed", None)


def test_efforts_pick_their_sizes_and_goals_hold_at_full_size_only() -> None:
    assert [effort.pick(3, 2, 1) for effort in (FULL, QUICK, TINY)] == [3, 2, 1]
    assert [effort.goal("goal") for effort in (FULL, QUICK, TINY)] == ["goal", None, None]


def test_answers_of_other_shapes_differ() -> None:
    with pytest.raises(DisagreementError, match=r"shapes are \(2,\) and \(3,\)"):
        within(1.0)([1, 2], [1, 2, 3])
    with pytest.raises(DisagreementError, match="not identical"):
        identical(np.array([1.0]), np.array([1.0 + 1e-15]))
    with pytest.raises(DisagreementError, match="differ by nan"):
        within(1.0)([np.nan], [1.0])


def test_numbers_have_three_digits_and_a_unit() -> None:
    assert [duration(s) for s in (2.5, 0.01234, 4.2e-5)] == ["2.50 s", "12.3 ms", "42.0 µs"]
    assert [times(r) for r in (1.0, 1234.4, 0.25)] == ["1.00 × faster", "1 234 × faster", "4.00 × its time"]
    assert [memories(*pair) for pair in ((None, None), (1.5, None), (20.0, 919.2))] == [
        "",
        "1.50 / – MiB",
        "20.0 / 919 MiB",
    ]
    assert [three_digits(x) for x in (0.126, 12.34, 99.96, 12345.6)] == ["0.13", "12.3", "100.0", "12 346"]


def test_the_summary_counts_the_figures_with_a_target_and_names_those_not_met() -> None:
    rows = [
        Row("a", "", "", "", target=target, met=met) for target, met in (("P1: x", True), ("P2: y", False), ("", None))
    ]
    assert summary(rows) == "1 of 2 figures with a target meet it; not met: P2."
    assert summary(rows[:1]) == "1 of 1 figures with a target meet it."


def test_a_row_is_a_line_of_the_table() -> None:
    line = str(Row("a|b", "1 s", "one", "2 × faster", "", "T", False))
    assert line == r"| a\|b | 1 s | one | 2 × faster |  | T | **no** |"
    assert line.replace(r"\|", "").count("|") == HEAD.splitlines()[0].count("|") == HEAD.splitlines()[1].count("|")


def test_the_page_keeps_what_people_wrote(tmp_path: Path) -> None:
    file = tmp_path / "page.md"
    file.write_text(f"# Before\n\n{page.BEGIN}\n\nold\n\n{page.END}\n\nAfter.\n", encoding="utf-8")
    row = Row("a case", "1 s", "one", "2 × faster")
    for _ in range(2):
        page.write({"flows": [row]}, ["a machine"], file)
    text = file.read_text(encoding="utf-8")
    assert text.startswith(f"# Before\n\n{page.BEGIN}\n\n- a machine\n\n### flows\n\n{HEAD}\n{row}\n\n{page.END}")
    assert text.endswith("\n\nAfter.\n")
    assert "old" not in text


def test_a_page_without_a_place_for_the_table_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "page.md"
    file.write_text(f"# Before\n{page.BEGIN}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"page\.md has lost the marks"):
        page.write({}, [], file)
    assert file.read_text(encoding="utf-8") == f"# Before\n{page.BEGIN}\n"


def test_the_machine_is_described() -> None:
    said = "\n".join(machine.described(QUICK))
    assert "quick run" in said
    assert machine.processor() in said
    assert np.__version__ in said
    assert "pymcdm 1." in said
    assert machine.installed("no-such-distribution-anywhere") is None


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (["X86_V3", "X86_V4"], "AVX-512"),
        (["AVX2", "AVX512F", "AVX512_SKX"], "AVX-512"),
        (["X86_V3"], "AVX2"),
        (["AVX2", "AVX512F"], "AVX2"),
        ([], "neither AVX-512 nor AVX2"),
    ],
)
def test_the_instructions_of_sorting_are_read_from_numpy(
    found: list[str], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(np, "show_config", lambda mode: {"SIMD Extensions": {"found": found}})
    assert machine.sorts_by.__wrapped__() == said


def test_a_machine_that_does_not_say_how_busy_it_is_is_described_all_the_same() -> None:
    assert machine.load_since(None) == "The load of the machine is not known."


def one_benchmark(answer: float) -> Iterator[Case]:
    yield Case("a case", lambda: 1.0, [Rival("one", lambda: answer)], within(0.1), traced=False)


@pytest.mark.parametrize(("answer", "code"), [(1.0, 0), (2.0, 1)])
def test_the_command_prints_a_table_and_fails_if_answers_differ(
    answer: float, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "benchmarks_of", lambda group: [lambda effort: one_benchmark(answer)])
    assert command.main(["ahp", "--quick"]) == code
    printed = capsys.readouterr().out
    assert f"## ahp\n\n{HEAD}\n| a case |" in printed
    assert ("**answers differ by 1.0e+00**" in printed) == bool(code)
    assert "0 of 0 figures with a target meet it." in printed


def test_the_command_writes_the_page_of_a_whole_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    written = {}
    monkeypatch.setattr(command, "benchmarks_of", lambda group: [lambda effort: one_benchmark(1.0)])
    monkeypatch.setattr(page, "write", lambda found, notes: written.update(found))
    assert command.main(["--write"]) == 0
    assert list(written) == list(command.GROUPS)
    assert "Written to" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [["topsi"], ["--write", "--quick"], ["--write", "flows"], ["--fast"]])
def test_a_misused_command_ends_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ending:
        command.main(arguments)
    assert ending.value.code == 2
    assert "usage: python -m benchmarks" in capsys.readouterr().err
