"""What every method shares: the catalogue, linear scores, and weights as an array."""

from types import SimpleNamespace

import numpy as np
import pytest

import mcda_industry as mi
from mcda_industry import methods
from mcda_industry.methods import Explains, catalogue, named, shares_of, weighted_total


def test_the_catalogue_holds_the_methods_of_this_library_in_order() -> None:
    own = {
        "ahp": mi.AhpSynthesis,
        "promethee2": mi.Promethee2,
        "topsis": mi.Topsis,
        "weighted_sum": mi.WeightedSum,
    }
    assert dict(catalogue()).items() >= own.items()
    assert list(catalogue()) == sorted(catalogue())


def test_a_method_of_another_package_joins_the_catalogue_by_its_entry_point(monkeypatch: pytest.MonkeyPatch) -> None:
    theirs = type("Theirs", (), {"name": "theirs"})
    points = [SimpleNamespace(load=lambda: theirs)]
    monkeypatch.setattr(methods, "entry_points", lambda group: points if group == "mcda_industry.methods" else [])
    assert catalogue.__wrapped__()["theirs"] is theirs


def test_a_method_that_needs_arguments_has_a_name_and_is_not_in_the_catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    theirs = type("Theirs", (), {"name": "theirs", "__init__": lambda self, profile: None})
    monkeypatch.setattr(methods, "entry_points", lambda group: [SimpleNamespace(load=lambda: theirs)])
    assert "theirs" not in catalogue.__wrapped__()
    assert methods.known_methods.__wrapped__()["theirs"] is theirs
    assert set(methods.known_methods()) - set(catalogue()) == {"additive_value"}


def test_a_name_gives_the_method_with_its_parameters() -> None:
    assert named("topsis", normalisation="sum") == mi.Topsis(normalisation="sum")


def test_an_unknown_name_is_refused_with_the_nearest() -> None:
    with pytest.raises(mi.MethodError, match="There is no method 'topsi'; did you mean 'topsis'") as refusal:
        named("topsi")
    assert refusal.value.code == "unknown_method"


@pytest.mark.parametrize("wrong", [mi.Topsis, None, 3, object()])
def test_what_is_no_method_is_refused(wrong: object) -> None:
    with pytest.raises(mi.MethodError, match=r"is not a ranking method. Give an object such as Topsis") as refusal:
        named(wrong)
    assert refusal.value.code == "not_a_method"


def test_an_unknown_parameter_is_refused_with_those_there_are() -> None:
    with pytest.raises(mi.RecordError, match="there is no field 'normalization'; did you mean 'normalisation'"):
        named("topsis", normalization="vector")


def test_shares_are_points_over_their_sum_row_by_row() -> None:
    assert shares_of([[1, 3], [2, 2]], 2).tolist() == [[0.25, 0.75], [0.5, 0.5]]
    assert shares_of([1.7e308, 1.7e308], 2).tolist() == [0.5, 0.5]
    assert shares_of([5e-324, 0], 2).tolist() == [1.0, 0.0]


@pytest.mark.parametrize(
    ("weights", "code", "words"),
    [
        ([1, 2, 3], "wrong_length", "There are 2 criteria, but weights of shape"),
        (1.0, "wrong_length", "Give one weight per criterion"),
        ([[1], [2]], "wrong_length", "weights of shape"),
        ([1, np.nan], "not_a_number", "The weights at '2' are not finite numbers"),
        ([np.inf, 1], "not_a_number", "The weights at '1' are not finite numbers"),
        (["a", 1], "not_a_number", "The weights at '1' are not finite numbers"),
        ([1, -1e-300], "negative_weight", "The weights at '2' are negative"),
        ([0, 0], "zero_weights", "All weights are zero"),
        ([[1, 1], [0, 0]], "zero_weights", "All weights are zero"),
    ],
)
def test_weights_that_are_none_are_refused(weights: object, code: str, words: str) -> None:
    with pytest.raises(mi.WeightsError, match=words) as refusal:
        shares_of(weights, 2)
    assert refusal.value.code == code


def test_linear_scores_are_weighted_sums_for_one_set_of_weights_or_many() -> None:
    function = mi.LinearScores(np.array([[1.0, 0.0], [0.5, 0.5]]))
    assert function(np.array([3.0, 1.0])).tolist() == [0.75, 0.5]
    assert function(np.ones((4, 3, 2))).shape == (4, 3, 2)
    assert function(np.array([[3.0, 1.0], [0.0, 2.0]])).tolist() == [[0.75, 0.5], [0.0, 0.5]]


def test_linear_scores_explain_the_lead_over_the_average() -> None:
    function = mi.LinearScores(np.array([[1.0, 0.0], [0.5, 0.5]]))
    assert isinstance(function, Explains)
    assert function.explain(np.array([3.0, 1.0])).tolist() == [[0.1875, -0.0625], [-0.1875, 0.0625]]


def test_equal_rows_have_equal_totals_to_the_last_bit() -> None:
    rng = np.random.default_rng(0)
    table = np.repeat(rng.random((1, 13)), 37, axis=0)
    assert len(set(weighted_total(table, rng.random(13)).tolist())) == 1
