import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import rankdata

import mcda_industry as mi
from mcda_industry.inspection import MOST_COMPARED, Finding, _equal_rows, _mid_ranks, dominators, findings

SCALE = {"scale": (0, 100)}


def problem_of(rows: dict[str, tuple[float, ...]], **options: object) -> mi.Problem:
    width = len(next(iter(rows.values())))
    criteria = [mi.Criterion(name, "min" if name == "b" else "max", **{**SCALE, **options}) for name in "abcd"[:width]]
    return mi.Problem.of(criteria, rows)


def codes(problem: mi.Problem) -> list[str]:
    return [finding.code for finding in findings(problem)]


def the(code: str, problem: mi.Problem) -> Finding:
    (found,) = (finding for finding in findings(problem) if finding.code == code)
    return found


SOUND = problem_of({"w": (1, 10), "x": (2, 30), "y": (3, 35), "z": (0, 5)})


def test_a_sound_problem_gives_nothing_to_look_at() -> None:
    assert findings(SOUND) == ()


def test_a_dominated_alternative_is_told_with_the_first_that_dominates_it() -> None:
    problem = problem_of({"x": (3, 1), "y": (2, 2), "z": (4, 3)})
    found = the("dominated", problem)
    assert found.alternatives == ("y", "x")
    assert found.sentence() == "'y' is dominated by 'x': at least as good on every criterion, better on one."
    assert found.sentence("fr") == "« y » est dominé par « x » : au moins aussi bon partout, meilleur sur un critère."
    assert dominators(problem) == {"y": "x"}


def test_equal_rows_do_not_dominate_each_other() -> None:
    problem = problem_of({"x": (3, 1), "y": (3, 1)})
    assert dominators(problem) == {}
    assert "dominated" not in codes(problem)


def test_duplicates_are_told_together_whatever_the_sign_of_their_zeros() -> None:
    found = the("duplicate", problem_of({"x": (0.0, 1), "y": (5, 9), "z": (-0.0, 1)}))
    assert found.alternatives == ("x", "z")
    assert found.sentence() == "'x', 'z' perform the same on every criterion."
    assert found.sentence("fr") == "'x', 'z' ont les mêmes performances sur tous les critères."


def test_a_constant_column_is_told() -> None:
    found = the("constant", problem_of({"x": (1, 1, 7), "y": (2, 2, 7)}))
    assert found.criteria == ("c",)
    assert found.sentence() == "Criterion 'c' has the same value everywhere: it tells no alternatives apart."
    assert found.sentence("fr") == "Le critère « c » a partout la même valeur : il ne départage personne."


def test_a_column_where_more_than_half_are_equal_is_told() -> None:
    found = the("mostly_one_value", problem_of({"w": (1,), "x": (1,), "y": (1,), "z": (9,)}))
    assert found.sentence() == "Criterion 'a' is 1 for 3 of 4 alternatives: it separates few of them."
    assert found.sentence("fr") == "Le critère « a » vaut 1 pour 3 options sur 4 : il en départage peu."
    assert "mostly_one_value" not in codes(problem_of({"w": (1,), "x": (1,), "y": (2,), "z": (9,)}))


def test_a_value_far_out_is_told_from_ten_robust_standard_deviations_on() -> None:
    # median 3, median deviation 1: ten robust standard deviations are 14.826
    found = the("heavy_tail", problem_of({"v": (1,), "w": (2,), "x": (3,), "y": (4,), "z": (18,)}))
    assert found.alternatives == ("z",)
    assert found.sentence() == ("Criterion 'a': 'z' lies far out (the median is 3); it dominates normalised values.")
    assert found.sentence("fr") == "Critère « a » : 'z' loin des autres (médiane 3) ; domine une fois normalisé."
    assert "heavy_tail" not in codes(problem_of({"v": (1,), "w": (2,), "x": (3,), "y": (4,), "z": (17.8,)}))


def test_criteria_that_order_alike_are_told_by_their_directions() -> None:
    rising = {name: (i, 10 - i) for i, name in enumerate("vwxyz")}
    found = the("correlated", problem_of(rising))
    assert found.criteria == ("a", "b")
    assert found.sentence() == (
        "Criteria 'a' and 'b' order the alternatives alike (rank correlation 1.00): the same merit may count twice."
    )
    assert found.sentence("fr") == (
        "Les critères « a » et « b » classent de même (corrélation des rangs 1,00) : un même mérite peut compter deux fois."
    )
    assert "correlated" not in codes(problem_of({name: (i, i) for i, name in enumerate("vwxyz")}))
    assert "correlated" not in codes(problem_of({name: (i, 10 - i) for i, name in enumerate("xyz")}))


def test_a_scale_that_is_not_declared_is_told_for_all_criteria_at_once() -> None:
    found = the("scale_undeclared", problem_of({"x": (1, 1), "y": (2, 2)}, scale=None))
    assert found.criteria == ("a", "b")
    assert found.sentence() == (
        "No scale is declared for 'a', 'b': the observed range is used, which a new alternative can change."
    )
    assert found.sentence("fr").startswith("Aucune échelle n'est déclarée pour 'a', 'b'")


def test_a_scale_that_is_exceeded_is_told_with_the_alternatives() -> None:
    found = the("scale_exceeded", problem_of({"x": (1, 101), "y": (2, 2), "z": (3, -1)}))
    assert found.criteria == ("b",)
    assert found.alternatives == ("x", "z")
    assert found.sentence() == "Criterion 'b': 'x', 'z' lies outside the declared scale 0 to 100."
    assert found.sentence("fr") == "Critère « b » : 'x', 'z' hors de l'échelle déclarée, de 0 à 100."
    assert "scale_exceeded" not in codes(problem_of({"x": (0, 100), "y": (100, 0)}))


def test_beyond_three_thousand_alternatives_dominance_is_left_out_and_said_to_be() -> None:
    values = np.random.default_rng(0).random((MOST_COMPARED + 1, 1))
    problem = mi.Problem.from_arrays(values, [mi.maximise("a", scale=(0, 1))])
    found = findings(problem)
    assert [finding.code for finding in found] == ["dominance_not_checked"]
    assert found[0].sentence() == "Dominance was not checked: 3001 alternatives are more than 3000."
    assert found[0].sentence("fr") == "La dominance n'a pas été vérifiée : 3001 options, plus de 3000."


def test_a_language_without_words_is_refused() -> None:
    found = mi.findings(mi.Problem.of([mi.maximise("a")], {"x": [1], "y": [2]}))
    with pytest.raises(mi.DecisionError, match="no sentences in 'de'. Ask for 'fr' or 'en'"):
        found[0].sentence("de")


def test_a_finding_travels_as_json() -> None:
    for finding in findings(problem_of({"x": (1, 101, 7), "y": (2, 2, 7), "z": (1, 3, 7)}, scale=None)):
        assert Finding.model_validate_json(finding.model_dump_json()) == finding


@pytest.mark.parametrize("factor", [1e-300, 1e300])
def test_magnitudes_change_no_finding(factor: float) -> None:
    rows = {"v": 1.0, "w": 2.0, "x": 3.0, "y": 4.0, "z": 90.0}
    problem = mi.Problem.of([mi.maximise("a")], {name: [value * factor] for name, value in rows.items()})
    assert codes(problem) == codes(mi.Problem.of([mi.maximise("a")], {name: [value] for name, value in rows.items()}))


@given(
    arrays(
        np.float64, st.tuples(st.integers(1, 12), st.integers(1, 3)), elements=st.sampled_from([0.0, -0.0, 1.0, 2.5])
    )
)
def test_groups_of_equal_rows_are_those_of_comparing_all(values: np.ndarray) -> None:
    groups: dict[tuple[float, ...], list[int]] = {}
    for i, row in enumerate(values):
        groups.setdefault(tuple(row.tolist()), []).append(i)
    assert [rows.tolist() for rows in _equal_rows(values)] == [rows for rows in groups.values() if len(rows) > 1]


def test_rows_whose_checksums_meet_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mcda_industry.inspection.MIXER", np.uint64(0))  # every checksum is zero
    values = np.array([[1.0, 2.0], [3.0, 4.0], [1.0, 2.0], [3.0, 5.0], [3.0, 4.0]])
    assert [rows.tolist() for rows in _equal_rows(values)] == [[0, 2], [1, 4]]


def test_a_thousand_groups_of_duplicates_are_told_and_the_others_counted() -> None:
    values = np.repeat(np.arange(1003.0), 2)[:, None]
    found = findings(mi.Problem.from_arrays(values, [mi.maximise("a", scale=(0, 2000))]))
    told = [finding for finding in found if finding.code == "duplicate"]
    assert len(told) == 1001
    assert told[0].alternatives == ("A1", "A2")
    assert told[-1].sentence() == "3 more groups of alternatives perform the same on every criterion."
    assert told[-1].sentence("fr").startswith("3 autres groupes d'options")


@pytest.mark.parametrize("column", [[3.0, 1.0, 3.0, 2.0, 3.0], [1e308, -1e308, 0.0, -0.0, 1e308]])
def test_ranks_with_ties_are_at_the_mean_of_their_places(column: list[float]) -> None:
    assert _mid_ranks(np.array(column)).tolist() == rankdata(column).tolist()
