"""Many methods, explanations, proposals and executors: what cannot be answered is refused by name."""

from typing import Any

import numpy as np
import pytest
from bad_input.refusal import Bad, assert_refused, bad

import mcda_industry as mi

CRITERIA = (mi.maximise("npv", preference=mi.Usual()), mi.minimise("co2", preference=mi.VShape(2)))
PROBLEM = mi.Problem.of(CRITERIA, {"P01": [1, 2], "P02": [3, 4], "P03": [2, 1]})
EQUAL = {"npv": 1, "co2": 1}
RANKING = mi.rank(PROBLEM, EQUAL)
BOTH = mi.rank_by(PROBLEM, EQUAL, ["topsis", "ahp"])


def flows(**options: Any) -> Any:
    return mi.promethee_flows(**{"values": [[1, 2], [3, 4]], "preferences": mi.Usual(), **options})


CASES = [
    bad("rank by one text", lambda: mi.rank_by(PROBLEM, EQUAL, "topsis"), mi.MethodError, "not_a_list", "['topsis']"),
    bad("rank by a number", lambda: mi.rank_by(PROBLEM, EQUAL, 3), mi.MethodError, "not_a_list", "'3'"),
    bad("rank by none", lambda: mi.rank_by(PROBLEM, EQUAL, []), mi.MethodError, "no_method", "no methods"),
    bad("rank nothing", lambda: mi.rank_by(None, EQUAL), mi.ProblemError, "not_a_problem", "NoneType"),
    bad("no such ranking", lambda: BOTH["topsi"], mi.MethodError, "unknown_ranking", "did you mean 'topsis'"),
    bad("a share of places", lambda: BOTH.disagreements(0.5), mi.ProblemError, "bad_least", "'0.5'"),
    bad("places as text", lambda: BOTH.disagreements("x"), mi.ProblemError, "bad_least", "'x'"),
    bad("explain a number", lambda: RANKING.explain(3), mi.ProblemError, "unknown_alternative", "'3'"),
    bad("compare misspelt", lambda: RANKING.compare("P01", "P1"), mi.ProblemError, "unknown_alternative", "P01"),
    bad(
        "explain in German", lambda: RANKING.explain("P01").sentence("de"), mi.DecisionError, "unknown_language", "'de'"
    ),
    bad("propose for nothing", lambda: mi.propose_preferences(None), mi.ProblemError, "not_a_problem", "NoneType"),
    bad("freedom of nothing", lambda: mi.freedom(None, EQUAL, {}), mi.ProblemError, "not_a_problem", "NoneType"),
    bad("freedom in no box", lambda: mi.freedom(PROBLEM, EQUAL, None), mi.RecordError, "dict_type", "limits"),
    bad("one name of a pair", lambda: mi.gamma(PROBLEM, EQUAL)["P01"], mi.ProblemError, "no_pair", "two names"),
    bad("flows on a number", lambda: flows(executor=3), mi.DecisionError, "bad_executor", "'3'"),
    bad(
        "draws on a text",
        lambda: mi.acceptability(PROBLEM, executor="threads"),
        mi.DecisionError,
        "bad_executor",
        "threads",
    ),
    bad(
        "flows of a missing cell",
        lambda: flows(values=[[1, np.nan], [2, 3]]),
        mi.ProblemError,
        "missing_value",
        "'2'",
        row=0,
        column=1,
    ),
    bad("flows without preferences", lambda: flows(preferences=None), mi.MethodError, "no_preference", "criterion 1"),
    bad("flows misdirected", lambda: flows(directions=["max", "mxa"]), mi.RecordError, "literal_error", "'mxa'"),
]


@pytest.mark.parametrize("case", CASES)
def test_what_cannot_be_compared_is_refused(case: Bad) -> None:
    assert_refused(case)


def test_differences_too_large_for_a_float_still_give_thresholds() -> None:
    problem = mi.Problem.of(
        [mi.maximise("a"), mi.maximise("b")], {"x": [1e308, 1e308], "y": [-1e308, 0.5], "z": [0.5, 0.5]}
    )
    for proposal in mi.propose_preferences(problem):
        assert np.isfinite([proposal.lower, proposal.upper]).all()


def test_rankings_in_a_list_disagree_like_those_in_a_mapping() -> None:
    from mcda_industry.comparing import disagreement

    assert disagreement(list(BOTH.values())) == disagreement(BOTH)
