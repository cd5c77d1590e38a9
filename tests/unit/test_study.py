import dataclasses
import json
from typing import Any

import numpy as np
import pytest
from unit.sensitivity.one_weight.test_stability import BlackBox

import mcda_industry as mi
from mcda_industry.study import MethodChoice, StudyRequest, StudyResult

PROBLEM = mi.Problem.of(
    [mi.maximise("npv", "MDH", preference=mi.Linear(0.5, 2)), mi.minimise("co2", "kt", preference=mi.Usual())],
    {"P01": [3.1, 12], "P02": [4.0, 30], "P03": [1.0, 2], "P04": [2.0, 8], "P05": [0.5, 30]},
)
WEIGHTS = {"npv": 3, "co2": 1}


def study(**options: Any) -> mi.Study:
    return mi.Study(PROBLEM, **{"weights": WEIGHTS, "draws": 200, **options})


def test_a_study_derives_what_the_functions_say() -> None:
    found = study(method="topsis", compared_with=["weighted_sum"], rng=7)
    assert found.ranking.order == mi.rank(PROBLEM, WEIGHTS, "topsis").order
    assert list(found.rankings) == ["topsis", "weighted_sum"]
    expected = mi.acceptability(PROBLEM, "topsis", mi.Around(WEIGHTS), draws=200, rng=7)
    np.testing.assert_array_equal(found.acceptability.rank_acceptability, expected.rank_acceptability)
    assert dict(found.stability("best")) == dict(mi.stability_intervals(PROBLEM, WEIGHTS, "topsis", "best"))
    assert found.findings == mi.findings(PROBLEM)
    assert found.recommendations == mi.recommend(found)


def test_without_weights_all_criteria_weigh_the_same() -> None:
    assert study(weights=None).settled_weights.shares == {"npv": 0.5, "co2": 0.5}


def test_without_a_law_weights_are_scattered_around_those_given() -> None:
    assert study().law == mi.Around(WEIGHTS, 50)
    assert study(law=mi.AnyWeights()).acceptability.law == mi.AnyWeights()


@pytest.mark.parametrize(("n", "places"), [(1, 1), (4, 1), (5, 2), (8, 2), (9, 3)])
def test_without_places_a_quarter_of_the_alternatives_is_rounded_up(n: int, places: int) -> None:
    problem = mi.Problem.of([mi.maximise("a")], {f"P{i}": [i] for i in range(n)})
    assert mi.Study(problem).number_of_places == places


def test_a_study_cannot_be_changed() -> None:
    found = study()
    with pytest.raises(dataclasses.FrozenInstanceError):
        found.draws = 5
    with pytest.raises(TypeError, match="does not support item assignment"):
        found.settled_weights.shares["npv"] = 1.0


def test_weighing_again_gives_a_new_study_and_moves_the_law() -> None:
    one = study(law=mi.Around(WEIGHTS, 9))
    other = one.weigh({"npv": 1, "co2": 9})
    assert other.settled_weights["co2"] == pytest.approx(0.9, rel=1e-15)
    assert other.law == mi.Around({"npv": 1, "co2": 9}, 9)
    assert other.ranking.best == "P03" != one.ranking.best
    assert one.settled_weights["npv"] == 0.75
    assert one.law == mi.Around(WEIGHTS, 9)


def test_weighing_again_leaves_a_law_that_does_not_name_the_weights() -> None:
    assert study(law=mi.AnyWeights()).weigh({"npv": 1, "co2": 9}).law == mi.AnyWeights()


def test_using_another_method_gives_a_new_study() -> None:
    one = study(compared_with=["weighted_sum"])
    other = one.using("topsis")
    assert (one.ranking.method, other.ranking.method) == ("promethee2", "topsis")
    assert list(other.rankings) == ["topsis", "weighted_sum"]
    assert list(one.using("topsis", compared_with=()).rankings) == ["topsis"]


def test_two_variants_of_one_method_have_two_names() -> None:
    found = study(method="topsis", compared_with=[mi.Topsis(normalisation="minmax"), "ahp"])
    assert list(found.rankings) == ["topsis", "topsis (2)", "ahp"]


def test_what_is_derived_is_derived_once() -> None:
    found = study()
    assert found.ranking is found.ranking
    assert found.acceptability is found.acceptability


@pytest.mark.parametrize(
    ("options", "kind", "words"),
    [
        ({"weights": {"npv": 1, "co": 1}}, mi.WeightsError, "differ on 'co2', 'co'"),
        ({"weights": {"npv": -1, "co2": 1}}, mi.WeightsError, "'npv' is negative"),
        ({"method": "promethee"}, mi.MethodError, "did you mean 'promethee2'"),
        ({"compared_with": ["topsi"]}, mi.MethodError, "did you mean 'topsis'"),
        ({"places": 0}, mi.DecisionError, "places must be a whole number from 1 to 5"),
        ({"places": 6}, mi.DecisionError, "places must be a whole number from 1 to 5"),
        ({"places": True}, mi.DecisionError, "places must be a whole number from 1 to 5"),
        ({"rng": -1}, mi.SensitivityError, "rng must be a whole number"),
        ({"draws": 0}, mi.SensitivityError, "draws must be a whole number"),
    ],
)
def test_a_wrong_choice_is_refused_when_the_study_is_made(
    options: dict[str, Any], kind: type[mi.DecisionError], words: str
) -> None:
    with pytest.raises(kind, match=words):
        study(**options)


def study_by(method: mi.RankingMethod) -> mi.Study:
    return study(method=method)


def test_parameters_of_a_request_cannot_be_changed_from_outside() -> None:
    given = {"functions": {"npv": {"points": [[0, 0], [9, 1]]}}, "others": "linear"}
    choice = MethodChoice(name="additive_value", parameters=given)
    method, text = choice.method, choice.model_dump_json()
    given["functions"]["npv"]["points"][1][1] = 5
    assert choice.method == method
    assert MethodChoice.model_validate_json(text) == choice
    assert hash(MethodChoice.model_validate_json(text)) == hash(choice)
    assert choice.fingerprint() == MethodChoice.model_validate_json(text).fingerprint()


def test_a_ranking_as_json_tells_its_rule_for_ties() -> None:
    assert {record.ties for record in StudyResult.of(study()).rankings} == {"competition"}


def test_the_fingerprint_changes_with_every_choice_that_changes_an_answer() -> None:
    variants = [
        study(),
        study(weights={"npv": 2, "co2": 1}),
        study(method="topsis"),
        study(method=mi.Topsis(normalisation="sum")),
        study(compared_with=["ahp"]),
        study(law=mi.AnyWeights()),
        mi.Study(PROBLEM.model_copy(update={"criteria": PROBLEM.criteria[::-1]}), WEIGHTS, draws=200),
    ]
    curves = ({0: 0, 9: 1}, {0: 0, 5: 0.9, 9: 1})
    co2 = mi.PiecewiseLinear.linear(40, 0)
    values = [mi.AdditiveValue({"npv": mi.PiecewiseLinear(curve), "co2": co2}) for curve in curves]
    assert values[0].conventions == values[1].conventions
    inputs = [variant.provenance.inputs for variant in (*variants, *map(study_by, values))]
    assert len(set(inputs)) == len(inputs)
    assert study().provenance == study().provenance
    assert study(rng=4).provenance.seed == 4


def request(**options: Any) -> StudyRequest:
    return StudyRequest(**{"problem": PROBLEM, "weights": WEIGHTS, "draws": 200, "seed": 3, **options})


def test_a_request_travels_as_json_both_ways() -> None:
    asked = request(
        method=MethodChoice(name="topsis", parameters={"normalisation": "minmax"}),
        compared_with=(MethodChoice(name="promethee2"),),
        law=mi.Around(WEIGHTS, 20),
        places=2,
        titles={"P01": {"fr": "Usine", "en": "Plant"}},
        caveats=({"fr": "Illustratif.", "en": "Illustrative."},),
        rules=mi.VerdictRules(sure=0.8),
    )
    again = StudyRequest.model_validate_json(asked.model_dump_json())
    assert again == asked
    assert again.fingerprint() == asked.fingerprint()
    assert again.study().ranking.conventions["normalisation"] == "minmax"


@pytest.mark.parametrize(
    ("law", "said"),
    [
        ({"kind": "ordered", "order": ["npv", ["co2"]]}, "npv ≥ co2"),
        ({"kind": "within", "limits": {"npv": [0.2, 0.5]}}, "npv 0.2–0.5"),
        (
            {
                "kind": "constrained",
                "limits": [{"coefficients": {"npv": 1, "co2": -2}, "sense": ">="}],
            },
            "npv ≥ 2 co2",
        ),
        ({"kind": "constrained", "limits": [["npv", ">=", {"co2": 2}]]}, "npv ≥ 2 co2"),
        ({"kind": "judges", "weights": {"x": {"npv": 3, "co2": 1}, "y": {"npv": 1, "co2": 3}}}, "2 judges"),
    ],
)
def test_a_request_may_suppose_any_law_and_its_records_say_it(law: dict[str, Any], said: str) -> None:
    data = {**json.loads(request(draws=100).model_dump_json()), "law": law}
    result = StudyRequest.model_validate_json(json.dumps(data)).run()
    assert result.recommendations[0].robustness.law["en"].count(said) == 1
    assert result.acceptability.law.kind == law["kind"]
    assert 0 < result.acceptability.effective_draws <= 100
    assert StudyResult.model_validate_json(result.model_dump_json()) == result


def test_a_request_answers_what_the_study_says() -> None:
    result = request(compared_with=(MethodChoice(name="topsis"),), places=2).run()
    same = mi.Study(PROBLEM, mi.Weights(WEIGHTS, "request"), compared_with=["topsis"], draws=200, rng=3, places=2)
    assert result == StudyResult.of(same)
    assert [record.method for record in result.rankings] == ["promethee2", "topsis"]
    assert list(result.rankings[0].results) == list(same.ranking.order)
    assert [record.keep for record in result.stability] == ["order", "best", 2]
    for record, keep in zip(result.stability, ("order", "best", 2), strict=True):
        assert record.intervals == {name: tuple(i) for name, i in same.stability(keep).items()}
    for name, row in result.acceptability.rank_acceptability.items():
        assert list(row) == same.acceptability.rank_acceptability[PROBLEM.row(name)].tolist()
    assert result.recommendations == same.recommendations


def test_a_result_travels_as_json_and_is_the_same_text_twice() -> None:
    result = request().run()
    text = result.model_dump_json()
    assert StudyResult.model_validate_json(text) == result
    assert request().run().model_dump_json() == text
    assert json.loads(text)["provenance"]["seed"] == 3


def test_a_result_of_one_criterion_has_no_stability_to_tell() -> None:
    problem = mi.Problem.of([mi.maximise("a", preference=mi.Usual())], {"x": [1], "y": [2]})
    assert StudyRequest(problem=problem, draws=10).run().stability == ()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"drawz": 5}, "there is no field 'drawz'; did you mean 'draws'"),
        ({"draws": 0}, "'draws' must be greater than or equal to 1, not '0'"),
        ({"seed": -1}, "'seed' must be greater than or equal to 0, not '-1'"),
        ({"weights": {"npv": "3", "co2": 1}}, "must be a number"),
        ({"law": {"kind": "anything"}}, "'law' must be 'any', 'around'"),
        ({"schema_version": "2.0"}, "'schema_version' must be '1.0'"),
    ],
)
def test_a_request_that_makes_no_sense_is_refused_by_field(change: dict[str, Any], words: str) -> None:
    data = {**json.loads(request().model_dump_json()), **change}
    with pytest.raises(mi.RecordError, match=words):
        StudyRequest.model_validate_json(json.dumps(data))


def test_a_request_for_an_unknown_method_is_refused_by_the_study() -> None:
    with pytest.raises(mi.MethodError, match="did you mean 'topsis'"):
        request(method=MethodChoice(name="topsi")).run()


def test_a_black_box_can_decide_a_study() -> None:
    found = study(method=BlackBox(mi.WeightedSum()))
    assert found.place_intervals is None
    assert not found.stability().exact
    assert len(found.recommendations) == 5
