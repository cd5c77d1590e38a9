"""Tables of text: what they say and how they look."""

import re

import numpy as np
import pytest

import mcda_industry as mi
from mcda_industry.report import Table, overview, text
from mcda_industry.report.tables import number, share

CRITERIA = [
    mi.maximise("npv", label={"fr": "VAN", "en": "NPV"}, preference=mi.Usual()),
    mi.minimise("co2", preference=mi.Usual()),
]
PROBLEM = mi.Problem.of(CRITERIA, {"P01": [1, 2], "P02": [3, 4], "P03": [2, 1], "P04": [0, 9]})
STUDY = mi.Study(
    PROBLEM,
    {"npv": 2, "co2": 1},
    compared_with=("topsis",),
    draws=100,
    titles={"P01": {"fr": "La forge", "en": "The forge"}},
)


def shown(lang: str) -> str:
    return "\n\n".join(map(text, overview(STUDY, lang)))


def test_numbers_stand_to_the_right_and_words_to_the_left() -> None:
    table = Table("Jobs", ("", "n", "note"), (("Forge", "280", "new"), ("Drones", "9", "x")), ("a note",))
    assert text(table).splitlines() == ["Jobs", "          n  note", "Forge   280  new", "Drones    9  x", "a note"]


def test_a_table_without_rows_shows_its_title_and_notes() -> None:
    assert text(Table("Findings", notes=("- none",))) == "Findings\n- none"


@pytest.mark.parametrize(
    ("rows", "row"), [((("a", "1"), ("b",)), 1), ((("a",), ("b", "2")), 0), ((("a", "1", "2"),), 0)]
)
def test_rows_of_another_length_than_the_heading_are_refused(rows: tuple[tuple[str, ...], ...], row: int) -> None:
    with pytest.raises(
        mi.DecisionError, match=rf"Row {row + 1} of the table 'T' has \d cells. Give as many"
    ) as refusal:
        Table("T", ("x", "y"), rows)
    assert (refusal.value.code, refusal.value.row) == ("wrong_length", row)


@pytest.mark.parametrize(("lang", "expected"), [("en", "12.5 %"), ("fr", "12,5 %")])
def test_a_share_is_shown_with_the_mark_of_the_language(lang: str, expected: str) -> None:
    assert share(0.125, lang) == expected


def test_a_number_keeps_its_digits() -> None:
    assert number(-0.5, 3, "fr") == "-0,500"
    assert number(1e6, 0, "en") == "1000000"


def test_the_overview_shows_every_part_in_both_languages() -> None:
    titles = {lang: [table.title for table in overview(STUDY, lang)] for lang in ("fr", "en")}
    assert titles["en"][0] == "Rankings (4 alternatives, 2 criteria)"
    assert titles["fr"][0] == "Classements (4 options, 2 critères)"
    assert len(titles["fr"]) == len(titles["en"]) == 7
    assert not set(titles["fr"]) & set(titles["en"])


def test_the_overview_tells_the_figures_of_the_study() -> None:
    rankings = overview(STUDY, "en")[0]
    assert [row[0] for row in rankings.rows] == list(STUDY.ranking.order)
    assert [row[1] for row in rankings.rows] == [str(rank) for rank in sorted(STUDY.ranking.ranks.tolist())]
    assert "The forge" in shown("en")
    assert "La forge" in shown("fr")
    low, weight, high = STUDY.stability("best")["npv"]
    assert f"{low:.3f} – {high:.3f}" in shown("en")
    assert f"{weight:.3f}".replace(".", ",") in shown("fr")


def test_french_shows_no_decimal_point() -> None:
    figures = [cell for table in overview(STUDY, "fr") for row in table.rows for cell in row]
    assert not [cell for cell in figures if re.search(r"\d\.\d", cell)]


def test_the_overview_says_how_consistent_the_judges_are() -> None:
    judge = mi.PairwiseComparisons(("a", "b", "c"), {("a", "b"): 9, ("b", "c"): 9, ("c", "a"): 9}).priorities()
    tables = overview(STUDY, "en", {"Judge": judge})
    (row,) = next(table for table in tables if "judgements" in table.title).rows
    assert row[0] == "Judge"
    assert row[-1] == "to be revised (CR > 0.1)"


def test_another_law_is_shown_beside_that_of_the_study() -> None:
    other = mi.acceptability(PROBLEM, "promethee2", draws=100)
    leaders = next(t for t in overview(STUDY, "en", any_weights=other) if t.title.startswith("First place"))
    assert leaders.heading[1:3] == ("around the weights", "any weights")
    assert sum(float(row[2].rstrip(" %")) for row in leaders.rows) == pytest.approx(100, abs=0.3)


def test_a_language_without_words_is_refused() -> None:
    with pytest.raises(mi.DecisionError, match=r"no words in the language 'de'; there are 'fr', 'en'\.") as refusal:
        overview(STUDY, "de")
    assert refusal.value.code == "unknown_language"


def test_the_same_study_gives_the_same_text() -> None:
    again = mi.Study(PROBLEM, {"npv": 4, "co2": 2}, compared_with=("topsis",), draws=100, titles=STUDY.titles)
    assert "\n\n".join(map(text, overview(again, "en"))) == shown("en")
    assert np.array_equal(PROBLEM.values, [[1, 2], [3, 4], [2, 1], [0, 9]])
