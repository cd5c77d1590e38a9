"""Indices and values of information against what can be worked out by hand."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

import mcda_industry as mi
from mcda_industry.laws_of_performance import Uniform
from mcda_industry.sensitivity.uncertain_data import value_of_information
from mcda_industry.uncertain import UncertainProblem

SCALE = {"scale": (0.0, 1.0)}


def one_of_two() -> UncertainProblem:
    return UncertainProblem.of([mi.maximise("a", **SCALE)], {"x": [Uniform(0, 1)], "y": [0.4]})


def additive() -> UncertainProblem:
    criteria = [mi.maximise("a", **SCALE), mi.maximise("b", **SCALE), mi.maximise("c", **SCALE)]
    return UncertainProblem.of(criteria, {"x": [Uniform(0, 1), Uniform(0, 1), 0.5], "y": [0.55, 0.5, 0.5]})


def test_perfect_information_is_worth_what_calculus_says() -> None:
    # E max(U, 0.4) - E U = 0.4² + (1 - 0.4²)/2 - 1/2
    found = value_of_information(one_of_two(), {"a": 1}, "weighted_sum", draws=40_000)
    assert found.choice == "x"
    assert found.perfect == pytest.approx(0.08, abs=0.003)
    assert found["a"].value == pytest.approx(0.08, abs=0.003)
    assert found["a"].first_order == pytest.approx(1, abs=1e-9)
    assert found["a"].total == pytest.approx(1, abs=0.02)
    assert found["a"].changes_leader == pytest.approx(2 * 0.4 * 0.6, abs=0.01)


@pytest.mark.parametrize("by", ["criterion", "cell"])
def test_the_indices_of_an_additive_score_are_its_shares_of_variance(by: str) -> None:
    found = value_of_information(additive(), {"a": 2, "b": 1, "c": 1}, "weighted_sum", by=by, draws=20_000)
    names = ("a", "b") if by == "criterion" else ("x / a", "x / b")
    assert [worth.name for worth in found.worths] == list(names)
    for name, share in zip(names, (0.8, 0.2), strict=True):
        assert found[name].first_order == pytest.approx(share, abs=0.02)
        assert found[name].total == pytest.approx(share, abs=0.02)


@pytest.mark.parametrize("method", ["weighted_sum", mi.Topsis(normalisation="minmax", ideal="scale")])
@pytest.mark.parametrize("by", ["criterion", "cell"])
def test_partial_information_is_worth_no_more_than_perfect_information(method: object, by: str) -> None:
    found = value_of_information(additive(), {"a": 2, "b": 1, "c": 1}, method, by=by, draws=1024)
    assert all(0 <= worth.value <= found.perfect + 4 * worth.value_error for worth in found.worths)
    assert found.worths[0].value > found.worths[1].value


def test_one_value_learnt_is_worth_what_calculus_says() -> None:
    # the margin is m = (2 (u - 0.55) + (v - 0.5)) / 4; given u its mean is (u - 0.55)/2, and before -0.025: y is chosen
    # knowing u: E max(0, (u - 0.55)/2) = 0.45²/4; knowing v: E max(0, (v - 0.6)/4) = 0.4²/8
    for by, names in (("criterion", ("a", "b")), ("cell", ("x / a", "x / b"))):
        found = value_of_information(additive(), {"a": 2, "b": 1, "c": 1}, "weighted_sum", by=by, draws=20_000)
        assert found.choice == "y"
        assert found[names[0]].value == pytest.approx(0.45**2 / 4, abs=0.006)
        assert found[names[1]].value == pytest.approx(0.4**2 / 8, abs=0.006)


def test_executors_change_nothing() -> None:
    alone = value_of_information(additive(), {"a": 2, "b": 1, "c": 1}, "weighted_sum", draws=500)
    with ThreadPoolExecutor(2) as pool:
        assert (
            value_of_information(additive(), {"a": 2, "b": 1, "c": 1}, "weighted_sum", draws=500, executor=pool).worths
            == alone.worths
        )


def test_it_works_on_the_reference_case_and_speaks_both_languages() -> None:
    case = mi.datasets.morocco_2025()
    uncertain = UncertainProblem.around(case.problem("levers"), {"LC11": 0.3, "LC61": 0.3})
    found = value_of_information(uncertain, case.weights("levers"), draws=256)
    assert {worth.name for worth in found.worths} == {"LC11", "LC61"}
    assert found.sentence().startswith(
        "Study LC11 first: drawn again alone, it changes the leader in 58.6 % of the draws"
    )
    assert found.sentence("fr").startswith(
        "Étudier d'abord LC11 : tiré seul à nouveau, il change le premier dans 58,6 %"
    )
    calm = value_of_information(
        UncertainProblem.around(case.problem("levers"), {"LC61": 0.001}), case.weights("levers"), draws=64
    )
    assert calm.sentence() == "There is nothing to study: L01 comes first whatever the uncertain values."
    assert calm.sentence("fr") == "Rien à étudier : L01 est premier quelles que soient les valeurs incertaines."
    assert list(found.to_frame().index) == [worth.name for worth in found.worths]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"by": "criteria"}, "by must be"),
        ({"draws": 10}, "draws must be"),
        ({"draws": 1e3}, "draws must be"),
        ({"rng": -1}, "rng must be"),
    ],
)
def test_questions_that_cannot_be_answered_are_refused(options: dict[str, object], words: str) -> None:
    with pytest.raises(mi.SensitivityError, match=words):
        value_of_information(one_of_two(), {"a": 1}, "weighted_sum", **options)  # type: ignore[arg-type]


def test_without_uncertainty_there_is_nothing_to_study() -> None:
    certain = mi.Problem.of([mi.maximise("a")], {"x": [1], "y": [2]})
    with pytest.raises(mi.SensitivityError, match=r"Nothing is uncertain.*Give a law"):
        value_of_information(certain, {"a": 1}, "weighted_sum")
    with pytest.raises(mi.SensitivityError, match="did you mean 'a'"):
        value_of_information(one_of_two(), {"a": 1}, "weighted_sum")["aa"]


def test_the_same_seed_gives_the_same_numbers() -> None:
    one, two = (
        value_of_information(additive(), {"a": 2, "b": 1, "c": 1}, "weighted_sum", draws=200, rng=7) for _ in range(2)
    )
    assert one.worths == two.worths
    other = value_of_information(
        additive(), {"a": 2, "b": 1, "c": 1}, "weighted_sum", draws=200, rng=np.random.default_rng(8)
    )
    assert other.worths != one.worths


def test_a_study_that_changes_no_choice_is_not_recommended() -> None:
    criteria = [mi.maximise("a", **SCALE), mi.maximise("b", **SCALE)]
    rows = {"x": [mi.Uniform(0.5, 1), mi.Uniform(0.5, 1)], "y": [0.61, 0.61]}
    found = value_of_information(UncertainProblem.of(criteria, rows), {"a": 1, "b": 1}, "weighted_sum", draws=500)
    assert found.perfect > 0
    assert found.sentence() == "None is worth studying alone: whichever is learnt, x is still chosen."
    assert found.sentence("fr").endswith("x reste le choix.")
    told = value_of_information(one_of_two(), {"a": 1}, "weighted_sum", draws=500).sentence("fr")
    assert told.startswith("Étudier d'abord a : tiré seul à nouveau, il change le premier dans 4")
    assert "." not in told[:-1]


@pytest.mark.parametrize("by", ["criterion", "cell"])
def test_the_error_of_the_value_of_information_is_the_scatter_of_repeated_studies(by: str) -> None:
    # two alternatives nearly level, whose difference is a sum of three independent uniform parts
    criteria = [mi.maximise(name, scale=(0, 10)) for name in "abc"]
    rows = {"x": [mi.Uniform(0, 10), mi.Uniform(4, 6), 5], "y": [5.5, 5, mi.Uniform(2, 8)]}
    problem, behind = mi.UncertainProblem.of(criteria, rows), 0.05 / 6
    halves = {"a": 0.5 / 6, "b": 0.1 * 2 / 6, "c": 0.3 * 3 / 6}
    worth = {name: (half - behind) ** 2 / (4 * half) for name, half in halves.items()}  # the mean of what lies above 0
    found = [
        mi.value_of_information(problem, {"a": 1, "b": 2, "c": 3}, "weighted_sum", by=by, draws=512, rng=seed).worths
        for seed in range(60)
    ]
    away = [[(each.value - worth[each.name[-1]]) / each.value_error for each in worths] for worths in found]
    assert np.mean(np.abs(away) < 1.96) > 0.88
    assert 0.8 < np.std(away) < 1.25
