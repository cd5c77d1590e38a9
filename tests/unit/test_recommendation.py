import json
from typing import Any

import numpy as np
import pytest
from unit.sensitivity.one_weight.test_stability import BlackBox

import mcda_industry as mi
from mcda_industry.recommendation import SCHEMA_VERSION, Recommendation, VerdictRules
from mcda_industry.sensitivity.one_weight.flips import nearest_flip

PROBLEM = mi.Problem.of(
    [
        mi.maximise("npv", "MDH", scale=(0, 10), label={"fr": "VAN", "en": "NPV"}),
        mi.maximise("jobs", scale=(0, 10)),
        mi.minimise("co2", "kt", scale=(0, 10)),
    ],
    {"P1": (9, 5, 6), "P2": (5, 9, 5), "P3": (2, 3, 1), "P4": (2, 2, 4), "P5": (9, 5, 6), "P6": (6, 6, 6)},
)
WEIGHTS = {"npv": 2, "jobs": 1, "co2": 1}


def study(**options: Any) -> mi.Study:
    return mi.Study(PROBLEM, **{"weights": WEIGHTS, "method": "weighted_sum", "draws": 500, **options})


def by_name(found: mi.Study) -> dict[str, Recommendation]:
    return {record.subject: record for record in found.recommendations}


RECORDS = by_name(study(compared_with=["topsis"], places=3))


def test_there_is_one_record_for_each_alternative_from_best_to_worst() -> None:
    found = study()
    assert [record.subject for record in mi.recommend(found)] == list(found.ranking.order)
    assert [record.rank for record in mi.recommend(found)] == sorted(found.ranking.ranks.tolist())
    assert {record.schema_version for record in RECORDS.values()} == {SCHEMA_VERSION}


@pytest.mark.parametrize(
    ("rank", "within", "kind", "rule"),
    [
        (1, 1.0, "retain", "within and sure"),
        (3, 0.9, "retain", "within and sure"),
        (3, 0.8999999, "retain_if_confirmed", "within, not sure"),
        (3, 0.0, "retain_if_confirmed", "within, not sure"),
        (4, 1.0, "reserve", "outside, close"),
        (4, 0.1, "reserve", "outside, close"),
        (4, 0.0999999, "not_now", "outside"),
        (9, 0.0, "not_now", "outside"),
    ],
)
def test_the_verdict_follows_the_rules_at_their_limits(rank: int, within: float, kind: str, rule: str) -> None:
    verdict = VerdictRules().verdict(rank, places=3, within=within)
    assert (verdict.kind, verdict.rule) == (kind, rule)


def test_a_verdict_tells_the_figures_behind_it_in_both_languages() -> None:
    verdict = VerdictRules(sure=0.8).verdict(2, places=3, within=0.85)
    assert verdict.because["en"] == "rank 2 for 3 places; among them in 85 % of the draws, at least 80 %."
    assert verdict.because["fr"] == "rang 2 pour 3 places ; parmi elles dans 85 % des tirages, au moins 80 %."


@pytest.mark.parametrize("wrong", [0, -0.1, 1.1, float("nan"), True])
def test_lines_between_verdicts_must_be_shares(wrong: float) -> None:
    with pytest.raises(mi.RecordError, match="'sure'"):
        VerdictRules(sure=wrong)


def test_the_verdict_of_a_record_is_that_of_its_own_figures() -> None:
    for record in RECORDS.values():
        expected = VerdictRules().verdict(record.rank, record.places, record.robustness.within_share)
        assert record.verdict == expected


def test_strengths_are_the_largest_contributions_and_weaknesses_the_smallest() -> None:
    ranking = study().ranking
    for record in RECORDS.values():
        row = dict(zip(PROBLEM.criterion_names, ranking.explanation[PROBLEM.row(record.subject)], strict=True))
        helping = sorted((name for name in row if row[name] > 0), key=lambda name: -row[name])
        hurting = sorted((name for name in row if row[name] < 0), key=lambda name: row[name])
        assert [reason.criterion for reason in record.strengths] == helping[:3]
        assert [reason.criterion for reason in record.weaknesses] == hurting[:3]
        for reason in (*record.strengths, *record.weaknesses):
            assert reason.contribution == pytest.approx(row[reason.criterion], abs=1e-15)


def test_a_reason_carries_the_performance_its_unit_and_label() -> None:
    (npv,) = (reason for reason in RECORDS["P1"].strengths if reason.criterion == "npv")
    assert (npv.value, npv.unit, npv.label["fr"]) == (9.0, "MDH", "VAN")


def test_robustness_is_that_of_the_study() -> None:
    found = study(compared_with=["topsis"], places=3)
    for name, record in RECORDS.items():
        robustness, row = record.robustness, PROBLEM.row(name)
        within = found.acceptability.within(3)[row]
        assert robustness.within_share == pytest.approx(within, abs=1e-12)
        assert robustness.within_error == pytest.approx(np.sqrt(within * max(0, 1 - within) / 500), abs=1e-9)
        assert robustness.first_share == found.acceptability.first(name)
        assert (robustness.rank_low, robustness.rank_high) == found.acceptability.rank_interval(name)
        assert robustness.intervals == {c: tuple(i) for c, i in found.place_intervals[name].items()}
        flip = nearest_flip(found.place_intervals[name])
        assert (robustness.decisive is None) == (flip is None)
        assert flip is None or (robustness.decisive.criterion, robustness.decisive.at) == (flip.criterion, flip.at)


def test_results_tell_every_method_the_deciding_one_first() -> None:
    assert [result.method for result in RECORDS["P2"].results] == ["weighted_sum", "topsis"]
    assert RECORDS["P2"].results[1].conventions["normalisation"] == "vector"


def test_a_black_box_has_neither_reasons_nor_intervals_and_says_so() -> None:
    for record in study(method=BlackBox(mi.WeightedSum())).recommendations:
        assert record.strengths == record.weaknesses == ()
        assert not record.robustness.exact
        assert record.robustness.decisive is None
        assert record.sentence().endswith("the method has no exact interval.")
        assert record.sentence("fr").endswith("méthode sans intervalle exact.")


def test_dominated_alternatives_and_duplicates_have_a_caveat() -> None:
    def caveats(name: str) -> list[str]:
        return [caveat["en"] for caveat in RECORDS[name].caveats]

    assert any("'P4' is dominated by" in said for said in caveats("P4"))
    assert caveats("P1") == caveats("P5") == ["'P1', 'P5' perform the same on every criterion."]
    assert not any("is dominated" in said for said in caveats("P3"))


def test_the_caveats_of_a_study_come_first_in_every_record() -> None:
    said = {"fr": "Illustratif.", "en": "Illustrative."}
    for record in study(caveats=(said,)).recommendations:
        assert record.caveats[0] == said


def test_methods_that_rank_an_alternative_far_apart_have_a_caveat() -> None:
    rows = {f"P{i}": (i, 8 - i) for i in range(8)}
    problem = mi.Problem.of([mi.maximise("a", scale=(0, 1000)), mi.maximise("b", scale=(0, 8))], rows)
    found = mi.Study(problem, {"a": 9, "b": 1}, "weighted_sum", compared_with=["topsis"], draws=10)
    assert [result.rank for result in by_name(found)["P0"].results] == [1, 8]
    (said,) = (caveat for caveat in by_name(found)["P0"].caveats if "disagree" in caveat["en"])
    assert said["en"] == "The methods disagree: weighted_sum 1, topsis 8."
    assert said["fr"] == "Les méthodes divergent : weighted_sum 1, topsis 8."


def test_a_record_is_said_in_one_sentence_in_both_languages() -> None:
    problem = mi.Problem.of([mi.maximise("a"), mi.maximise("b")], {"x": (1, 0), "y": (0, 1)})
    titles = {"x": {"fr": "Usine", "en": "Plant"}}
    found = mi.Study(problem, {"a": 0.7, "b": 0.3}, "weighted_sum", places=1, titles=titles)
    record = found.recommendations[0]
    assert record.sentence() == (
        "x (Plant): retain; rank 1 of 2, first in 100 % of the draws; "
        "a weight of a below 0.500 (now 0.700) would change that."
    )
    assert record.sentence("fr") == (
        "x (Usine) : à retenir ; rang 1 sur 2, premier dans 100 % des tirages ; "
        "un poids de a au-dessous de 0,500 (actuel 0,700) y changerait quelque chose."
    )


def test_a_tie_on_the_line_is_said_to_break_with_any_other_weight() -> None:
    problem = mi.Problem.of([mi.maximise("a"), mi.maximise("b")], {"x": (1, 0), "y": (0, 1)})
    record = mi.Study(problem, {"a": 1, "b": 1}, "weighted_sum", places=1, draws=10).recommendations[0]
    assert record.sentence().endswith("a weight of a other than 0.500 (now 0.500) would change that.")
    assert record.sentence("fr").endswith("un poids de a autre que 0,500 (actuel 0,500) y changerait quelque chose.")


def test_where_no_weight_alone_changes_the_side_that_is_said() -> None:
    problem = mi.Problem.of([mi.maximise("a"), mi.maximise("b")], {"x": (1, 1), "y": (0, 0)})
    record = mi.Study(problem, {"a": 1, "b": 1}, "weighted_sum", places=1, draws=10).recommendations[0]
    assert record.sentence().endswith("no single weight changes that.")
    assert record.sentence("fr").endswith("aucun poids seul n'y change rien.")


def test_a_record_travels_as_json() -> None:
    for record in RECORDS.values():
        assert Recommendation.model_validate_json(record.model_dump_json()) == record


def test_the_same_study_gives_the_same_text_twice() -> None:
    one, other = ([r.model_dump_json() for r in study().recommendations] for _ in range(2))
    assert one == other


def test_the_schema_describes_the_records() -> None:
    schema = Recommendation.model_json_schema(mode="serialization")
    data = json.loads(RECORDS["P1"].model_dump_json())
    assert schema["type"] == "object"
    assert set(data) == set(schema["properties"])
    assert set(schema["required"]) <= set(data)
    for name, part in schema["$defs"].items():
        assert part.get("type") in {"object", "string", None}, name
    assert _fits(data, schema, schema["$defs"])


def _fits(value: Any, schema: dict[str, Any], parts: dict[str, Any]) -> bool:
    """Whether a value fits the part of JSON Schema that records use."""
    if "$ref" in schema:
        return _fits(value, parts[schema["$ref"].rsplit("/", 1)[1]], parts)
    if "anyOf" in schema:
        return any(_fits(value, choice, parts) for choice in schema["anyOf"])
    if "const" in schema or "enum" in schema:
        return value in schema.get("enum", [schema.get("const")])
    kinds = {"object": dict, "array": list, "string": str, "boolean": bool, "number": (int, float), "integer": int}
    if schema.get("type") == "null":
        return value is None
    if "type" in schema and not isinstance(value, kinds[schema["type"]]):
        return False
    if isinstance(value, dict):
        known, other = schema.get("properties", {}), schema.get("additionalProperties")
        fits = [_fits(v, known.get(k, other if isinstance(other, dict) else {}), parts) for k, v in value.items()]
        return all(fits) and (other is not False or set(value) <= set(known))
    return all(_fits(item, schema.get("items", {}), parts) for item in value) if isinstance(value, list) else True


def test_the_schema_check_of_these_tests_can_fail() -> None:
    schema = Recommendation.model_json_schema(mode="serialization")
    data = json.loads(RECORDS["P1"].model_dump_json())
    assert not _fits({**data, "places": "three"}, schema, schema["$defs"])
    assert not _fits({**data, "colour": "red"}, schema, schema["$defs"])


def limit(subject: str, at_most: str = "retain_if_confirmed") -> mi.VerdictLimit:
    because = {"en": f"Unmet needs of {subject}: land.", "fr": f"Besoins non satisfaits de {subject} : foncier."}
    return mi.VerdictLimit.model_validate(
        {"subject": subject, "at_most": at_most, "because": because, "needs": ("N1",)}
    )


def test_an_unmet_need_holds_a_verdict_back_and_says_why_whatever_the_rank() -> None:
    found = study(places=3)
    free = found.recommendations[0]
    held = mi.recommend(found, [limit(free.subject)])[0]
    assert (free.verdict.kind, held.verdict.kind, held.verdict.rule) == ("retain", "retain_if_confirmed", "unmet needs")
    assert held.summary["en"].endswith(f"Unmet needs of {free.subject}: land.")
    assert "à retenir sous réserve" in held.summary["fr"]
    assert (held.results, held.robustness, held.strengths) == (free.results, free.robustness, free.strengths)


def test_a_limit_changes_no_verdict_that_is_no_better_and_none_of_others() -> None:
    found = study(places=1)
    last = found.recommendations[-1]
    assert last.verdict.kind == "not_now"
    assert mi.recommend(found, {last.subject: limit(last.subject, "reserve")}) == found.recommendations


def test_the_strictest_of_several_limits_holds() -> None:
    found = study(places=3)
    best = found.recommendations[0].subject
    limits = [limit(best, "not_now"), limit(best, "reserve")]
    assert mi.recommend(found, limits)[0].verdict.kind == "not_now"


def test_a_limit_on_what_is_not_compared_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(mi.DecisionError, match="verdict of 'P11', which is not compared; did you mean 'P1'"):
        mi.recommend(study(), [limit("P11")])
    with pytest.raises(mi.RecordError, match="'limits' must be VerdictLimit records; number 1 is a str"):
        mi.recommend(study(), ["P1"])  # type: ignore[list-item]


def test_the_limits_of_a_study_are_in_its_recommendations_its_provenance_and_its_json() -> None:
    free = study(places=3)
    best = free.recommendations[0].subject
    held = study(places=3, limits={best: limit(best)})
    assert held.recommendations == tuple(
        record.model_copy(update={"provenance": held.provenance}) for record in mi.recommend(free, [limit(best)])
    )
    assert held.provenance.inputs != free.provenance.inputs
    chosen = {"name": "weighted_sum"}
    asked = mi.StudyRequest(problem=PROBLEM, weights=WEIGHTS, method=chosen, draws=50, places=3, limits=(limit(best),))
    again = mi.StudyRequest.model_validate_json(asked.model_dump_json())
    assert again.run().recommendations[0].verdict.rule == "unmet needs"


def test_a_study_refuses_a_limit_on_what_it_does_not_compare_before_anything_is_drawn() -> None:
    with pytest.raises(mi.DecisionError, match="verdict of 'P11', which is not compared; did you mean 'P1'"):
        study(limits=[limit("P11")])
