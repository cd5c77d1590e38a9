import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from mcda_industry.prerequisites import circle, told, waves
from mcda_industry.wording import enumerated, figure

NAMES = "abcdef"


@st.composite
def forward_graphs(draw):
    """Names that need earlier names only: no circle by construction."""
    return {name: draw(st.sets(st.sampled_from(NAMES[:i]))) if i else set() for i, name in enumerate(NAMES)}


def test_a_circle_is_told_from_each_name_to_what_it_needs() -> None:
    needs = {"a": ["b"], "b": ["c"], "c": ["a"], "d": ["a"]}
    around = circle(needs)
    assert around[0] == around[-1]
    assert set(around) == {"a", "b", "c"}
    assert all(later in needs[earlier] for earlier, later in itertools.pairwise(around))
    assert told(around).count("requires") == 3


def test_a_name_that_needs_itself_is_a_circle() -> None:
    assert circle({"a": ["a"]}) == ("a", "a")


@settings(deadline=None)
@given(forward_graphs())
def test_a_graph_without_a_circle_has_none_and_each_wave_is_as_early_as_it_can_be(needs) -> None:
    assert circle(needs) == ()
    found = waves(needs)
    level = {name: k for k, wave in enumerate(found) for name in wave}
    assert sorted(level) == sorted(needs)
    for name, wanted in needs.items():
        assert level[name] == (1 + max(level[other] for other in wanted) if wanted else 0)


def test_names_keep_their_order_within_a_wave_and_nothing_has_no_wave() -> None:
    assert waves({"z": [], "a": [], "m": ["z"]}) == (("z", "a"), ("m",))
    assert waves({}) == ()


def test_figures_are_shown_without_powers_of_ten() -> None:
    assert [figure(x) for x in (0, -0.0, 1e-12, 0.1 + 0.2, 123456.789, 1e15, -3.5)] == [
        "0",
        "0",
        "0",
        "0.3",
        "123500",
        "1000000000000000",
        "-3.5",
    ]
    assert figure(123456.789, "fr", 9) == "123456,789"


def test_lists_end_with_and_or_a_count() -> None:
    assert enumerated([]) == ""
    assert enumerated(["a"]) == "a"
    assert enumerated(["a", "b", "c"], "fr") == "a, b et c"
    assert enumerated("abc", "fr", most=2) == "a, b et 1 autre"
