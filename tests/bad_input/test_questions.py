"""Weights, methods, rankings, sensitivity and studies: a question without an answer is refused by name."""

import json
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pytest
from bad_input.refusal import Bad, assert_refused, bad

import mcda_industry as mi
from mcda_industry.methods import shares_of
from mcda_industry.records import FrozenMap

CRITERIA = (
    mi.maximise("npv", preference=mi.Usual(), scale=(0, 10)),
    mi.minimise("co2", preference=mi.VShape(2), scale=(0, 10)),
)
PROBLEM = mi.Problem.of(CRITERIA, {"P01": [1, 2], "P02": [3, 4], "P03": [2, 1]})
BARE = mi.Problem.of((mi.maximise("npv"), mi.minimise("co2")), {"P01": [1, 2], "P02": [3, 4]})
OFF_SCALE = mi.Problem.of(CRITERIA, {"P01": [1, 2], "P02": [3, 40]})
ALONE = mi.Problem.of(CRITERIA, {"P01": [1, 2]})
ONE_CRITERION = mi.Problem.of(CRITERIA[:1], {"P01": [1], "P02": [2]})
EQUAL = {"npv": 1, "co2": 1}


def weights(given: Any) -> mi.Weights:
    return mi.Weights(given)


def rank(given: Any = EQUAL, method: Any = "topsis", problem: Any = PROBLEM) -> mi.Ranking:
    return mi.rank(problem, given, method)


@dataclass(frozen=True)
class Odd:
    """A method that breaks its promises."""

    answer: Any
    name: str = "odd"
    claims: frozenset[mi.Claim] = frozenset()
    conventions: FrozenMap[str, str] = FrozenMap()

    def score_function(self, evaluations: mi.Evaluations, /) -> Any:
        return lambda weights: self.answer


WEIGHTS = [
    *(
        bad(f"weight {label}", lambda v=value: weights({"npv": 1, "co2": v}), mi.WeightsError, code, "'co2'", words)  # type: ignore[misc]
        for label, value, code, words in (
            ("nan", float("nan"), "missing", "missing"),
            ("none", None, "missing", "missing"),
            ("na", pd.NA, "missing", "missing"),
            ("infinite", np.inf, "infinite", "not finite"),
            ("minus infinity", -np.inf, "infinite", "not finite"),
            ("negative", -0.5, "negative_weight", "negative"),
            ("slightly negative", -1e-300, "negative_weight", "negative"),
            ("text", "3", "not_a_number", "'3'"),
            ("boolean", True, "not_a_number", "'True'"),
            ("complex", 1j, "not_a_number", "1j"),
            ("list", [1], "not_a_number", "[1]"),
        )
    ),
    bad(
        "all zero",
        lambda: weights({"npv": 0, "co2": 0.0}),
        mi.WeightsError,
        "zero_weights",
        "All weights are zero",
        "'npv', 'co2'",
    ),
    bad("none at all", lambda: weights({}), mi.WeightsError, "empty", "no weights"),
    bad("list", lambda: weights([1, 2]), mi.WeightsError, "no_names", "by criterion name", "list"),
    bad("array", lambda: weights(np.ones(2)), mi.WeightsError, "no_names", "ndarray"),
    bad("square matrix", lambda: weights(np.eye(2)), mi.WeightsError, "no_names", "ndarray"),
    bad("number", lambda: weights(1), mi.WeightsError, "no_names", "int"),
    bad("none", lambda: weights(None), mi.WeightsError, "no_names", "NoneType"),
    bad("text", lambda: weights("npv"), mi.WeightsError, "no_names", "str"),
    bad("number as name", lambda: weights({1: 1}), mi.WeightsError, "bad_name", "'1'"),
    bad("blank name", lambda: weights({" ": 1}), mi.WeightsError, "bad_name", "' '"),
    bad(
        "all faults",
        lambda: weights({"a": -1, "b": None, "c": "x", "d": 1}),
        mi.WeightsError,
        "missing",
        "'a'",
        "'b'",
        "'c'",
        faults=3,
    ),
    bad(
        "unknown name",
        lambda: weights(EQUAL)["c02"],
        mi.WeightsError,
        "unknown_criterion",
        "'c02'",
        "did you mean 'co2'",
    ),
    bad("unhashable name", lambda: weights(EQUAL)[["npv"]], mi.WeightsError, "unknown_criterion", "npv"),  # type: ignore[index]
    bad(
        "over other names",
        lambda: weights(EQUAL).over(("npv", "jobs")),
        mi.WeightsError,
        "other_criteria",
        "'jobs', 'co2'",
    ),
    bad(
        "over misspelt names",
        lambda: weights(EQUAL).over(("npv", "c02")),
        mi.WeightsError,
        "other_criteria",
        "did you mean",
    ),
    bad("of a class", lambda: mi.Weights.of(mi.Weights), mi.WeightsError, "no_names", "by criterion name"),
]

SHARES = [
    *(
        bad(label, lambda v=value: shares_of(v, 2), mi.WeightsError, code, *words)  # type: ignore[misc]
        for label, value, code, words in (
            ("too few", [1.0], "wrong_length", ("2 criteria", "(1,)")),
            ("too many", [1.0, 2.0, 3.0], "wrong_length", ("2 criteria", "(3,)")),
            ("column vector", np.ones((2, 1)), "wrong_length", ("(2, 1)",)),
            ("number", 1.0, "wrong_length", ("()",)),
            ("none", None, "wrong_length", ("()",)),
            ("empty", [], "wrong_length", ("(0,)",)),
            ("ragged", [[1, 2], [1]], "not_a_number", ("weights at '1', '2'",)),
            ("nan", [1, np.nan], "not_a_number", ("weights at '2'",)),
            ("infinite", [np.inf, 1], "not_a_number", ("weights at '1'",)),
            ("text", ["1", 2], "not_a_number", ("weights at '1'",)),
            ("negative", [1, -1], "negative_weight", ("weights at '2'",)),
            ("negative in a batch", [[1, 1], [-1, 1]], "negative_weight", ("weights at '1'",)),
            ("zero", [0, 0], "zero_weights", ("All weights are zero",)),
            ("a row of zeros in a batch", [[1, 1], [0, 0]], "zero_weights", ("All weights are zero",)),
            ("no rows", np.ones((0, 3)), "wrong_length", ("(0, 3)",)),
        )
    ),
]

RANKINGS = [
    bad(
        "method misspelt",
        lambda: rank(method="topsi"),
        mi.MethodError,
        "unknown_method",
        "'topsi'",
        "did you mean 'topsis'",
    ),
    bad("method in capitals", lambda: rank(method="TOPSIS"), mi.MethodError, "unknown_method", "did you mean 'topsis'"),
    bad("no method", lambda: rank(method=None), mi.MethodError, "not_a_method", "'None'"),
    bad("method class", lambda: rank(method=mi.Topsis), mi.MethodError, "not_a_method", "Topsis()"),
    bad("number as method", lambda: rank(method=1), mi.MethodError, "not_a_method", "'1'"),
    bad("function as method", lambda: rank(method=len), mi.MethodError, "not_a_method", "len"),
    bad("weight left out", lambda: rank({"npv": 1}), mi.WeightsError, "other_criteria", "'co2'"),
    bad("weight of another", lambda: rank({**EQUAL, "jobs": 1}), mi.WeightsError, "other_criteria", "'jobs'"),
    bad(
        "weight misspelt",
        lambda: rank({"npv": 1, "c02": 1}),
        mi.WeightsError,
        "other_criteria",
        "'co2', 'c02'",
        "did you mean",
    ),
    bad("weights by position", lambda: rank([0.5, 0.5]), mi.WeightsError, "no_names", "by criterion name"),
    bad("no weights", lambda: rank(None), mi.WeightsError, "no_names", "NoneType"),
    bad("weights zero", lambda: rank({"npv": 0, "co2": 0}), mi.WeightsError, "zero_weights", "All weights are zero"),
    bad("weights negative", lambda: rank({"npv": 1, "co2": -1}), mi.WeightsError, "negative_weight", "'co2'"),
    bad(
        "frame as problem",
        lambda: rank(problem=BARE.to_frame()),
        mi.ProblemError,
        "not_a_problem",
        "DataFrame",
        "Problem.from_frame",
    ),
    bad("array as problem", lambda: rank(problem=np.ones((2, 2))), mi.ProblemError, "not_a_problem", "ndarray"),
    bad("dictionary as problem", lambda: rank(problem={"P01": [1, 2]}), mi.ProblemError, "not_a_problem", "dict"),
    bad("no problem", lambda: rank(problem=None), mi.ProblemError, "not_a_problem", "NoneType"),
    bad(
        "one alternative, topsis", lambda: rank(problem=ALONE), mi.MethodError, "one_alternative", "TOPSIS", "only one"
    ),
    bad(
        "one alternative, promethee",
        lambda: rank(problem=ALONE, method="promethee2"),
        mi.MethodError,
        "one_alternative",
        "PROMETHEE",
    ),
    bad(
        "one alternative, pymcdm",
        lambda: rank(problem=ALONE, method=mi.FromPymcdm("VIKOR")),
        mi.MethodError,
        "one_alternative",
        "VIKOR",
    ),
    bad(
        "no preferences",
        lambda: rank(problem=BARE, method="promethee2"),
        mi.MethodError,
        "no_preference",
        "'npv', 'co2'",
        "mi.Usual()",
    ),
    bad(
        "no scales",
        lambda: rank(problem=BARE, method=mi.Topsis(ideal="scale")),
        mi.MethodError,
        "no_scale",
        "'npv', 'co2'",
    ),
    bad(
        "off the scale, topsis",
        lambda: rank(problem=OFF_SCALE, method=mi.Topsis(ideal="scale")),
        mi.MethodError,
        "off_scale",
        "'co2'",
        "40",
        row=1,
        column=1,
    ),
    bad(
        "off the scale, ahp",
        lambda: rank(problem=OFF_SCALE, method="ahp"),
        mi.MethodError,
        "off_scale",
        "'co2'",
        "40",
        row=1,
        column=1,
    ),
    bad(
        "too large to add",
        lambda: rank(
            problem=mi.Problem.of(CRITERIA, {"P01": [1, 2], "P02": [1, 1e301]}),
            method=mi.WeightedSum(normalisation="none"),
        ),
        mi.MethodError,
        "too_large",
        "'co2'",
        "1e+301",
        row=1,
        column=1,
    ),
    bad("scores too few", lambda: rank(method=Odd(np.ones(2))), mi.MethodError, "wrong_shape", "odd", "(2,)"),
    bad("scores too many axes", lambda: rank(method=Odd(np.ones((3, 1)))), mi.MethodError, "wrong_shape", "(3, 1)"),
    bad("score nan", lambda: rank(method=Odd(np.array([1, np.nan, 2]))), mi.MethodError, "not_finite", "odd", "'P02'"),
    bad("score infinite", lambda: rank(method=Odd(np.array([1, 2, np.inf]))), mi.MethodError, "not_finite", "'P03'"),
    bad("score none", lambda: rank(method=Odd(None)), mi.MethodError, "wrong_shape", "odd"),
    bad(
        "score text", lambda: rank(method=Odd(np.array(["a", "b", "c"]))), mi.MethodError, "not_finite", "odd", "'P01'"
    ),
    bad("score complex", lambda: rank(method=Odd(np.ones(3, complex))), mi.MethodError, "not_finite", "odd"),
    bad(
        "rank of unknown", lambda: rank().rank_of("P1"), mi.ProblemError, "unknown_alternative", "'P1'", "did you mean"
    ),
    bad("score of unknown", lambda: rank()["p01"], mi.ProblemError, "unknown_alternative", "did you mean 'P01'"),
    *(
        bad(
            f"{name} of a method without answers",
            lambda a=ask: a(Odd(np.array([1, np.nan, 2]))),
            mi.MethodError,
            "not_finite",
            "not a finite number",
        )  # type: ignore[misc]
        for name, ask in (
            ("acceptability", lambda method: mi.acceptability(PROBLEM, method, draws=10)),
            ("intervals", lambda method: mi.stability_intervals(PROBLEM, EQUAL, method)),
        )
    ),
    bad("promethee without preferences", lambda: mi.promethee(BARE, EQUAL), mi.MethodError, "no_preference", "'npv'"),
    bad("promethee alone", lambda: mi.promethee(ALONE, EQUAL), mi.MethodError, "one_alternative", "PROMETHEE"),
    bad("promethee with others", lambda: mi.promethee(PROBLEM, {"npv": 1}), mi.WeightsError, "other_criteria", "'co2'"),
    bad("promethee of nothing", lambda: mi.promethee(None, EQUAL), mi.ProblemError, "not_a_problem", "NoneType"),  # type: ignore[arg-type]
    bad(
        "relation to unknown",
        lambda: mi.promethee(PROBLEM, EQUAL).partial_order.relation("P01", "P9"),
        mi.ProblemError,
        "unknown_alternative",
        "'P9'",
    ),
    bad("findings of nothing", lambda: mi.findings(None), mi.ProblemError, "not_a_problem", "NoneType"),  # type: ignore[arg-type]
    bad("findings of a frame", lambda: mi.findings(BARE.to_frame()), mi.ProblemError, "not_a_problem", "DataFrame"),  # type: ignore[arg-type]
    bad("equal weights of nothing", lambda: mi.weighting.equal(None), mi.ProblemError, "not_a_problem", "NoneType"),  # type: ignore[arg-type]
    bad("agreement of one", lambda: mi.agreement([rank()]), mi.ProblemError, "one_ranking", "fewer than two"),
    bad("agreement of none", lambda: mi.agreement([]), mi.ProblemError, "one_ranking", "fewer than two"),
    bad(
        "agreement on others",
        lambda: mi.agreement({"a": rank(), "b": rank(problem=BARE)}),
        mi.ProblemError,
        "other_alternatives",
        "'P03'",
    ),
    bad(
        "agreement on one alternative",
        lambda: mi.agreement({"a": rank(problem=ALONE, method="ahp"), "b": rank(problem=ALONE, method="weighted_sum")}),
        mi.ProblemError,
        "one_alternative",
        "two alternatives",
    ),
    bad("agreement of numbers", lambda: mi.agreement([1, 2]), mi.ProblemError, "not_a_ranking", "'1'"),  # type: ignore[list-item]
    bad("agreement of nothing", lambda: mi.agreement(None), mi.ProblemError, "not_a_ranking", "'None'"),  # type: ignore[arg-type]
    bad(
        "pymcdm misspelt",
        lambda: mi.FromPymcdm("VIKR"),
        mi.MethodError,
        "unknown_method",
        "'VIKR'",
        "did you mean 'VIKOR'",
    ),
    bad("pymcdm needs arguments", lambda: mi.FromPymcdm("SPOTIS"), mi.MethodError, "needs_arguments", "SPOTIS"),
    bad("pymcdm number", lambda: mi.FromPymcdm(5), mi.MethodError, "not_a_method", "'5'"),  # type: ignore[arg-type]
    bad("pymcdm none", lambda: mi.FromPymcdm(None), mi.MethodError, "not_a_method", "'None'"),  # type: ignore[arg-type]
]


def intervals(keep: Any = "order", problem: Any = PROBLEM, given: Any = EQUAL, method: Any = "topsis") -> Any:
    return mi.stability_intervals(problem, given, method, keep)


ANY = mi.AnyWeights()


def acceptability(problem: Any = PROBLEM, method: Any = "topsis", law: Any = ANY, **options: Any) -> Any:
    return mi.acceptability(problem, method, law, **{"draws": 100, **options})


def study(problem: Any = PROBLEM, **options: Any) -> mi.Study:
    return mi.Study(problem, **{"method": "topsis", "draws": 100, **options})


SENSITIVITY = [
    *(
        bad(
            f"keep {keep!r}", lambda k=keep: intervals(k), mi.SensitivityError, "bad_keep", "'order', 'best'", str(keep)
        )  # type: ignore[misc]
        for keep in ("all", "ORDER", "", 0, -1, 4, 1.0, True, None, float("nan"))
    ),
    bad("keep a list", lambda: intervals([1]), mi.SensitivityError, "bad_keep", "'order', 'best'"),
    bad("keep an array", lambda: intervals(np.array([1, 2])), mi.SensitivityError, "bad_keep", "'order', 'best'"),
    bad(
        "one criterion",
        lambda: intervals(problem=ONE_CRITERION, given={"npv": 1}),
        mi.SensitivityError,
        "one_criterion",
        "only one criterion",
    ),
    bad("intervals of others", lambda: intervals(given={"npv": 1}), mi.WeightsError, "other_criteria", "'co2'"),
    bad("intervals of nothing", lambda: intervals(problem=None), mi.ProblemError, "not_a_problem", "NoneType"),
    bad("interval of unknown", lambda: intervals()["c02"], mi.ProblemError, "unknown_criterion", "did you mean 'co2'"),
    bad("sentence of unknown", lambda: intervals().sentence("jobs"), mi.ProblemError, "unknown_criterion", "'jobs'"),
    *(
        bad(
            f"draws {draws!r}",
            lambda d=draws: acceptability(draws=d),
            mi.SensitivityError,
            "bad_draws",
            "draws must be a whole number",
            str(draws),
        )  # type: ignore[misc]
        for draws in (0, -5, 1.5, 100.0, "100", None, True, float("nan"))
    ),
    *(
        bad(
            f"seed {seed!r}",
            lambda s=seed: acceptability(rng=s),
            mi.SensitivityError,
            "bad_seed",
            "rng must be a whole number",
            str(seed),
        )  # type: ignore[misc]
        for seed in (-1, 0.5, "0", None, True)
    ),
    bad(
        "legacy generator",
        lambda: acceptability(rng=np.random.RandomState(0)),
        mi.SensitivityError,
        "bad_seed",
        "RandomState",
    ),
    bad("law as text", lambda: acceptability(law="any"), mi.SensitivityError, "bad_law", "'any'", "AnyWeights()"),
    bad("law as class", lambda: acceptability(law=mi.AnyWeights), mi.SensitivityError, "bad_law", "AnyWeights()"),
    bad("weights as law", lambda: acceptability(law=mi.Weights(EQUAL)), mi.SensitivityError, "bad_law", "Around"),
    bad("no law", lambda: acceptability(law=None), mi.SensitivityError, "bad_law", "'None'"),
    bad(
        "law of others",
        lambda: acceptability(law=mi.Around({"npv": 1, "jobs": 1})),
        mi.WeightsError,
        "other_criteria",
        "'jobs'",
    ),
    bad("acceptability of nothing", lambda: acceptability(problem=None), mi.ProblemError, "not_a_problem", "NoneType"),
    bad(
        "acceptability by unknown",
        lambda: acceptability(method="topsi"),
        mi.MethodError,
        "unknown_method",
        "did you mean 'topsis'",
    ),
    bad("acceptability alone", lambda: acceptability(problem=ALONE), mi.MethodError, "one_alternative", "TOPSIS"),
    bad(
        "too many alternatives",
        lambda: acceptability(mi.Problem.from_arrays(np.ones((5001, 2)), CRITERIA)),
        mi.SensitivityError,
        "too_many",
        "5001",
    ),
    bad("first of unknown", lambda: acceptability().first("P9"), mi.ProblemError, "unknown_alternative", "'P9'"),
    bad(
        "interval of unknown alternative",
        lambda: acceptability().rank_interval("P9"),
        mi.ProblemError,
        "unknown_alternative",
        "'P9'",
    ),
    bad(
        "rank interval beyond one",
        lambda: acceptability().rank_interval("P01", 1.5),
        mi.SensitivityError,
        "bad_share",
        "1.5",
    ),
    bad("within zero places", lambda: acceptability().within(0), mi.SensitivityError, "bad_places", "'0'"),
    bad(
        "concentration below one",
        lambda: mi.Around(EQUAL, 0.5),
        mi.RecordError,
        "greater_than_equal",
        "'concentration'",
        "greater than or equal to 1",
    ),
    bad("concentration infinite", lambda: mi.Around(EQUAL, np.inf), mi.RecordError, "finite_number", "'concentration'"),
    bad(
        "concentration as text",
        lambda: mi.Around(EQUAL, "50"),
        mi.RecordError,
        "float_type",
        "'concentration' must be a number",
    ),  # type: ignore[arg-type]
    bad(
        "around negative weights", lambda: mi.Around({"npv": -1, "co2": 2}), mi.WeightsError, "negative_weight", "'npv'"
    ),
    bad("around nothing", lambda: mi.Around({}), mi.WeightsError, "empty", "no weights"),
    bad("around a list", lambda: mi.Around([1, 2]), mi.WeightsError, "no_names", "by criterion name"),  # type: ignore[arg-type]
    bad(
        "around negative weights in json",
        lambda: mi.Around.model_validate({"weights": {"npv": -1, "co2": 2}}),
        mi.WeightsError,
        "negative_weight",
        "'npv'",
    ),
    bad("any with options", lambda: mi.AnyWeights(draws=5), mi.RecordError, "extra_forbidden", "'draws'"),  # type: ignore[call-arg]
]

STUDIES = [
    bad("study of nothing", lambda: study(None), mi.ProblemError, "not_a_problem", "NoneType"),
    bad("study by unknown", lambda: study(method="topsi"), mi.MethodError, "unknown_method", "did you mean 'topsis'"),
    bad(
        "study compared with unknown",
        lambda: study(compared_with=("ahpp",)),
        mi.MethodError,
        "unknown_method",
        "did you mean 'ahp'",
    ),
    bad(
        "study compared with text",
        lambda: study(compared_with="topsis"),
        mi.MethodError,
        "not_a_list",
        "'topsis'",
        "list",
    ),
    bad("study with other weights", lambda: study(weights={"npv": 1}), mi.WeightsError, "other_criteria", "'co2'"),
    bad(
        "study with negative weights",
        lambda: study(weights={"npv": 1, "co2": -1}),
        mi.WeightsError,
        "negative_weight",
        "'co2'",
    ),
    *(
        bad(
            f"places {places!r}",
            lambda p=places: study(places=p),
            mi.DecisionError,
            "bad_places",
            "from 1 to 3",
            str(places),
        )  # type: ignore[misc]
        for places in (0, -1, 4, 1.5, "2", True, float("nan"))
    ),
    bad("study draws", lambda: study(draws=0), mi.SensitivityError, "bad_draws", "draws must be"),
    bad("study seed", lambda: study(rng=-1), mi.SensitivityError, "bad_seed", "rng must be"),
    bad("study law", lambda: study(law="any"), mi.SensitivityError, "bad_law", "'any'"),
    bad("study rules", lambda: study(rules=0.9), mi.RecordError, "model_type", "'rules'", "VerdictRules"),
    bad("titles as text", lambda: study(titles={"P01": "Forge"}), mi.RecordError, "dict_type", "'titles.P01'"),
    bad("titles by number", lambda: study(titles={1: {"en": "Forge"}}), mi.RecordError, "string_type", "titles"),
    bad("caveats as text", lambda: study(caveats="illustrative"), mi.RecordError, "tuple_type", "'caveats'"),
    bad(
        "caveat without language", lambda: study(caveats=("illustrative",)), mi.RecordError, "dict_type", "'caveats.0'"
    ),
    bad("study alone", lambda: study(ALONE).ranking, mi.MethodError, "one_alternative", "TOPSIS"),
    bad("recommend nothing", lambda: mi.recommend(None), mi.DecisionError, "not_a_study", "Study"),  # type: ignore[arg-type]
    bad("recommend a problem", lambda: mi.recommend(PROBLEM), mi.DecisionError, "not_a_study", "Study"),  # type: ignore[arg-type]
    bad("recommend alone", lambda: mi.recommend(study(ALONE)), mi.MethodError, "one_alternative", "TOPSIS"),
]

REQUEST: dict[str, Any] = {"problem": PROBLEM.model_dump(mode="json"), "method": {"name": "topsis"}, "draws": 100}


def run(**changed: Any) -> mi.StudyResult:
    return mi.StudyRequest.model_validate_json(json.dumps({**REQUEST, **changed})).run()


REQUESTS = [
    bad(
        "no problem",
        lambda: mi.StudyRequest.model_validate_json("{}"),
        mi.RecordError,
        "missing",
        "'problem' is required",
    ),
    bad(
        "unknown field",
        lambda: run(wieghts={}),
        mi.RecordError,
        "extra_forbidden",
        "'wieghts'",
        "did you mean 'weights'",
    ),
    bad(
        "other version", lambda: run(schema_version="2.0"), mi.RecordError, "literal_error", "'schema_version'", "'1.0'"
    ),
    bad(
        "unknown method",
        lambda: run(method={"name": "topsi"}),
        mi.MethodError,
        "unknown_method",
        "did you mean 'topsis'",
    ),
    bad("method as text", lambda: run(method="topsis"), mi.RecordError, "model_type", "'method'"),
    bad(
        "unknown parameter",
        lambda: run(method={"name": "topsis", "parameters": {"normalization": "max"}}),
        mi.RecordError,
        "extra_forbidden",
        "did you mean 'normalisation'",
    ),
    bad(
        "bad parameter",
        lambda: run(method={"name": "topsis", "parameters": {"normalisation": "l2"}}),
        mi.RecordError,
        "literal_error",
        "'l2'",
    ),
    bad(
        "parameters as list",
        lambda: run(method={"name": "topsis", "parameters": [1]}),
        mi.RecordError,
        "dict_type",
        "parameters",
    ),
    bad(
        "compared with unknown", lambda: run(compared_with=[{"name": "saw"}]), mi.MethodError, "unknown_method", "'saw'"
    ),
    bad("weights of others", lambda: run(weights={"npv": 1}), mi.WeightsError, "other_criteria", "'co2'"),
    bad(
        "weights as text",
        lambda: run(weights={"npv": "1", "co2": 1}),
        mi.RecordError,
        "float_type",
        "weights.npv",
        "'1'",
    ),
    bad("weights null", lambda: run(weights={"npv": None, "co2": 1}), mi.RecordError, "float_type", "weights.npv"),
    bad("weights as list", lambda: run(weights=[1, 1]), mi.RecordError, "dict_type", "'weights'"),
    bad(
        "weights zero",
        lambda: run(weights={"npv": 0, "co2": 0}),
        mi.WeightsError,
        "zero_weights",
        "All weights are zero",
    ),
    bad("weights negative", lambda: run(weights={"npv": -1, "co2": 2}), mi.WeightsError, "negative_weight", "'npv'"),
    bad("no draws", lambda: run(draws=0), mi.RecordError, "greater_than_equal", "'draws'"),
    bad(
        "draws as text",
        lambda: run(draws="100"),
        mi.RecordError,
        "int_type",
        "'draws' must be a whole number, not '100'",
    ),
    bad("draws true", lambda: run(draws=True), mi.RecordError, "int_type", "'draws' must be a whole number"),
    bad("draws fraction", lambda: run(draws=10.5), mi.RecordError, "int_type", "'draws' must be a whole number"),
    bad("seed below zero", lambda: run(seed=-1), mi.RecordError, "greater_than_equal", "'seed'"),
    bad("places too many", lambda: run(places=9), mi.DecisionError, "bad_places", "from 1 to 3"),
    bad(
        "unknown law",
        lambda: run(law={"kind": "uniform"}),
        mi.RecordError,
        "union_tag_invalid",
        "'uniform'",
        "'any', 'around'",
    ),
    bad("law without kind", lambda: run(law={}), mi.RecordError, "union_tag_not_found", "'kind'"),
    bad(
        "law of others",
        lambda: run(law={"kind": "around", "weights": {"npv": 1}}),
        mi.WeightsError,
        "other_criteria",
        "'co2'",
    ),
    bad(
        "law of negative weights",
        lambda: run(law={"kind": "around", "weights": {"npv": -1, "co2": 2}}),
        mi.WeightsError,
        "negative_weight",
        "'npv'",
    ),
    bad("rules", lambda: run(rules={"sure": 2}), mi.RecordError, "less_than_equal", "sure"),
    bad(
        "problem faults",
        lambda: run(problem={"criteria": [{"name": "a"}], "performances": {"x": [None], "y": ["2"]}}),
        mi.ProblemError,
        "missing_value",
        "'x'",
        "'y'",
        row=0,
        column=0,
        faults=2,
    ),
    bad(
        "bad criterion",
        lambda: run(problem={"criteria": [{"name": "a", "direction": "up"}], "performances": {"x": [1]}}),
        mi.RecordError,
        "literal_error",
        "'a'",
        "'up'",
    ),
    bad(
        "thresholds",
        lambda: run(
            problem={
                "criteria": [{"name": "a", "preference": {"kind": "linear", "q": 3, "p": 1}}],
                "performances": {"x": [1]},
            }
        ),
        mi.ProblemError,
        "threshold_order",
        "'a'",
        "p=1",
        "q=3",
    ),
    bad(
        "several faults",
        lambda: run(draws=0, seed=-1, places="x"),
        mi.RecordError,
        "greater_than_equal",
        "'draws'",
        "'seed'",
        "'places'",
        faults=3,
    ),
]


@pytest.mark.parametrize("case", WEIGHTS, ids=lambda case: case.id)
def test_weights_that_are_no_weights_are_refused(case: Bad) -> None:
    assert_refused(case)


@pytest.mark.parametrize("case", SHARES, ids=lambda case: case.id)
def test_bare_weights_that_fit_no_criteria_are_refused(case: Bad) -> None:
    assert_refused(case)


@pytest.mark.parametrize("case", RANKINGS, ids=lambda case: case.id)
def test_what_cannot_be_ranked_is_refused(case: Bad) -> None:
    assert_refused(case)


@pytest.mark.parametrize("case", SENSITIVITY, ids=lambda case: case.id)
def test_a_question_about_a_ranking_without_answer_is_refused(case: Bad) -> None:
    assert_refused(case)


@pytest.mark.parametrize("case", STUDIES, ids=lambda case: case.id)
def test_a_study_that_cannot_be_made_is_refused(case: Bad) -> None:
    assert_refused(case)


@pytest.mark.parametrize("case", REQUESTS, ids=lambda case: case.id)
def test_a_request_that_cannot_be_run_is_refused(case: Bad) -> None:
    assert_refused(case)
