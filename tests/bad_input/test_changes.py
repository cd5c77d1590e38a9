"""Smallest changes and winning regions: a question that has no answer is refused by name."""

import pytest
from bad_input.refusal import Bad, assert_refused, bad

import mcda_industry as mi

CRITERIA = (mi.maximise("npv"), mi.maximise("jobs"), mi.minimise("co2"))
PROBLEM = mi.Problem.of(CRITERIA, {"P01": [3, 1, 2], "P02": [1, 3, 1], "P03": [2, 2, 3]})
EQUAL = {"npv": 1, "jobs": 1, "co2": 1}
ONE = mi.Problem.of(CRITERIA[:1], {"P01": [1], "P02": [2]})
ALONE = mi.Problem.of(CRITERIA, {"P01": [3, 1, 2]})
LEADER = mi.rank(PROBLEM, EQUAL, "weighted_sum").best


def change(
    problem: object = PROBLEM, weights: object = EQUAL, method: object = "weighted_sum", **asked: object
) -> object:
    return mi.smallest_change(problem, weights, method, **asked)  # type: ignore[arg-type]


def region(
    problem: object = PROBLEM, alternative: object = "P01", method: object = "weighted_sum", **asked: object
) -> object:
    return mi.winning_region(problem, alternative, method, **asked)  # type: ignore[arg-type]


def refused(name: str, code: str, *words: str, **asked: object) -> Bad:
    return bad(name, lambda: change(**asked), mi.SensitivityError, code, *words)


CHANGES = [
    *(
        bad(f"challenger {name!r}", lambda n=name: change(challenger=n), mi.ProblemError, "unknown_alternative", words)  # type: ignore[misc]
        for name, words in (("P1", "did you mean 'P01'?"), ("", "''"), (3, "'3'"), (["P01"], "P01"), (True, "'True'"))
    ),
    refused("the leader", "already_there", f"'{LEADER}' leads already", challenger=LEADER),
    refused("one of the best", "already_there", "is among the best 2 already", challenger=LEADER, places=2),
    refused("the leader by topsis", "already_there", "leads already", method="topsis",
            challenger=mi.rank(PROBLEM, EQUAL, "topsis").best),
    *(
        refused(f"norm {norm!r}", "unknown_norm", words, norm=norm)
        for norm, words in (("l22", "did you mean 'l2'?"), ("L1", "did you mean 'l1'?"), ("euclidean", "'l1', 'l2', 'linf'"),
                            (2, "'2'"), (None, "'None'"), (["l1"], "l1"))
    ),
    *(
        refused(f"places {places!r}", "bad_places", "from 1 to 2", repr(str(places)), places=places)
        for places in (0, -1, 3, True, 1.0, "1", None)
    ),
    *(
        refused(f"fixed {fixed!r}", "not_a_list", "as a list of names", fixed=fixed)
        for fixed in ("npv", 3, None)
    ),
    bad("fixed misspelt", lambda: change(fixed=["npw"]), mi.ProblemError, "unknown_criterion", "did you mean 'npv'?"),
    bad("fixed number", lambda: change(fixed=[0]), mi.ProblemError, "unknown_criterion", "'0'"),
    refused("all fixed", "all_fixed", "Of 3 criteria 3 are held", fixed=list(EQUAL)),
    refused("all but one fixed", "all_fixed", "Of 3 criteria 2 are held", fixed=("npv", "co2", "npv")),
    refused("no weight left to move", "no_weight", "have weight zero together",
            weights={"npv": 1, "jobs": 0, "co2": 0}, fixed=["npv"]),
    refused("one criterion", "one_criterion", "only one criterion", problem=ONE, weights={"npv": 1}),
    refused("one alternative", "one_alternative", "only one alternative", problem=ALONE),
    bad("one alternative by topsis", lambda: change(ALONE, method="topsis"), mi.MethodError, "one_alternative", "only one"),
    bad("other criteria", lambda: change(weights={"npv": 1, "jobs": 1}), mi.WeightsError, "other_criteria", "'co2'"),
    bad("weights of zero", lambda: change(weights=dict.fromkeys(EQUAL, 0)), mi.WeightsError, "zero_weights", "All weights"),
    bad("no problem", lambda: change(problem={}), mi.ProblemError, "not_a_problem", "Problem.of"),
    bad("method misspelt", lambda: change(method="topsi"), mi.MethodError, "unknown_method", "did you mean 'topsis'?"),
    bad("method class", lambda: change(method=mi.Topsis), mi.MethodError, "not_a_method", "Topsis()"),
    refused("seed", "bad_seed", "rng must be a whole number", rng=-1),
    refused("seed by topsis", "bad_seed", "rng must be a whole number", method="topsis", rng=1.5),
    bad("language", lambda: change().sentence("de"), mi.DecisionError, "unknown_language", "'de'"),  # type: ignore[attr-defined]
]  # fmt: skip

REGIONS = [
    *(
        bad(
            f"alternative {name!r}", lambda n=name: region(alternative=n), mi.ProblemError, "unknown_alternative", words
        )  # type: ignore[misc]
        for name, words in (("P1", "did you mean 'P01'?"), (None, "'None'"), (0, "'0'"))
    ),
    bad("region of one criterion", lambda: region(ONE), mi.SensitivityError, "one_criterion", "only one criterion"),
    *(
        bad(f"draws {draws!r}", lambda d=draws: region(draws=d), mi.SensitivityError, "bad_draws", "whole number")  # type: ignore[misc]
        for draws in (0, -5, 1.5, True, "many")
    ),
    bad("region seed", lambda: region(rng="0"), mi.SensitivityError, "bad_seed", "rng must be"),
    bad("region method", lambda: region(method="ahpp"), mi.MethodError, "unknown_method", "did you mean 'ahp'?"),
    bad("region problem", lambda: region(problem=[[1, 2]]), mi.ProblemError, "not_a_problem", "Problem.of"),
    bad("region language", lambda: region().sentence("en-GB"), mi.DecisionError, "unknown_language", "'en-GB'"),  # type: ignore[attr-defined]
]


@pytest.mark.parametrize("case", [*CHANGES, *REGIONS], ids=lambda case: case.id)
def test_a_question_without_an_answer_is_refused(case: Bad) -> None:
    assert_refused(case)


def test_there_are_many() -> None:
    assert len(CHANGES) + len(REGIONS) >= 45


def test_the_problem_and_the_weights_given_stay_as_they_were() -> None:
    weights = dict(EQUAL)
    change(weights=weights)
    change(weights=weights, method="topsis", challenger="P03", norm="l2")
    region()
    assert weights == EQUAL
    assert PROBLEM.values.tolist() == [[3, 1, 2], [1, 3, 1], [2, 2, 3]]
