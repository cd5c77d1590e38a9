import pytest

from mcda_industry.errors import DecisionError
from mcda_industry.wording import cost_or_gain, enumerated, flagged, number


def test_numbers_are_written_as_each_language_writes_them() -> None:
    assert number(1234567.891, "en", 2) == "1,234,567.89"
    assert number(1234567.891, "fr", 2) == "1\u202f234\u202f567,89"


def test_a_small_negative_number_is_not_shown_as_minus_nothing() -> None:
    assert number(-0.004, "en", 2) == "0.00"


def test_names_are_enumerated_as_each_language_does() -> None:
    assert [enumerated("ABC"[:size], "en") for size in range(4)] == ["", "A", "A and B", "A, B and C"]
    assert enumerated("ABC", "fr") == "A, B et C"


def test_another_language_is_refused() -> None:
    with pytest.raises(DecisionError, match="no sentences in 'de'"):
        number(1, "de")


def test_a_negative_cost_is_told_as_a_gain() -> None:
    assert cost_or_gain(-1, "en") == "a net gain of 1.0 MDH a year"
    assert cost_or_gain(0, "fr") == "un coût net de 0,0 MDH/an"


def test_only_invented_figures_carry_the_remark() -> None:
    assert flagged("Dit.", True, "fr") == "Dit. (Chiffres illustratifs.)"
    assert flagged("Said.", False, "en") == "Said."
