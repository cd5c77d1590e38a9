"""Methods of pymcdm behind checks."""

import numpy as np
import pytest

import mcda_industry as mi

EVALUATIONS = mi.Evaluations.of([[3, 9], [2, 5], [1, 1]], directions=["max", "min"])
WEIGHTS = np.array([0.2, 0.8])


@pytest.mark.parametrize("name", ["VIKOR", "TOPSIS", "WSM", "MOORA"])
def test_higher_is_better_whichever_way_the_method_itself_runs(name: str) -> None:
    scores = mi.FromPymcdm(name).score_function(EVALUATIONS)(WEIGHTS)
    assert scores.argmax() == 2


def test_a_batch_of_weights_scores_as_one_at_a_time() -> None:
    function = mi.FromPymcdm("VIKOR").score_function(EVALUATIONS)
    rows = np.array([[1.0, 2.0], [1.0, 4.0], [3.0, 1.0]])
    np.testing.assert_array_equal(function(rows), [function(row) for row in rows])


def test_an_object_can_be_used_again_and_is_left_as_it_was() -> None:
    from pymcdm.methods import VIKOR

    method = VIKOR(v=0.3)
    wrapped = mi.FromPymcdm(method)
    first = wrapped.score_function(EVALUATIONS)(WEIGHTS)
    np.testing.assert_array_equal(wrapped.score_function(EVALUATIONS)(WEIGHTS), first)
    assert method.v == 0.3
    assert wrapped.name == "pymcdm VIKOR"
    assert wrapped.conventions["implementation"].startswith("pymcdm 1.")
    assert wrapped.claims == frozenset()


@pytest.mark.parametrize(
    ("method", "code", "words"),
    [
        ("VIKORR", "unknown_method", "pymcdm has no method 'VIKORR'; did you mean 'VIKOR'"),
        ("COMET", "needs_arguments", "pymcdm's COMET needs arguments"),
        (3, "not_a_method", "'3' is no pymcdm method. Give an object"),
        (dict, "not_a_method", "is no pymcdm method"),
    ],
)
def test_what_is_no_method_of_pymcdm_is_refused(method: object, code: str, words: str) -> None:
    with pytest.raises(mi.MethodError, match=words) as refusal:
        mi.FromPymcdm(method)
    assert refusal.value.code == code


def test_a_single_alternative_is_refused() -> None:
    with pytest.raises(mi.MethodError, match="pymcdm VIKOR compares alternatives, and there is only one"):
        mi.FromPymcdm("VIKOR").score_function(mi.Evaluations.of([[1, 2]]))


def test_scores_that_are_not_finite_are_refused_with_their_rows() -> None:
    equal = mi.Evaluations.of([[1, 1], [1, 1]])
    with pytest.raises(mi.MethodError, match="pymcdm TOPSIS gave no finite score to the alternatives in rows 1, 2"):
        mi.FromPymcdm("TOPSIS").score_function(equal)(WEIGHTS)


def test_what_pymcdm_refuses_is_refused_in_one_type() -> None:
    from pymcdm.methods import WSM

    with pytest.raises(
        mi.MethodError, match=r"pymcdm WSM cannot rank this problem: .*positive.* Use another method"
    ) as refusal:
        mi.FromPymcdm(WSM()).score_function(mi.Evaluations.of([[1, -2], [3, 4]]))(WEIGHTS)
    assert refusal.value.code == "refused_by_pymcdm"


def test_the_score_function_of_a_black_box_explains_nothing() -> None:
    problem = mi.Problem.of([mi.maximise("a"), mi.minimise("b")], {"x": (3, 9), "y": (2, 5), "z": (1, 1)})
    assert mi.rank(problem, {"a": 1, "b": 4}, mi.FromPymcdm("VIKOR")).explanation is None
