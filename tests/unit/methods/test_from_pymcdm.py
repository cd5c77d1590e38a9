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
        (
            "SPOTIS",
            "needs_arguments",
            r"pymcdm's SPOTIS needs arguments .*: pymcdm.methods.SPOTIS\(problem.evaluations.scales",
        ),
        (
            "COMET",
            "unusable",
            "pymcdm's COMET takes its preferences from an expert when it is made, and ignores the weights",
        ),
        ("COPRAS", "unusable", "pymcdm's COPRAS adds the share of a cost as if more of it were better"),
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


class Odd:
    """A callable of one's own that answers whatever it is told to."""

    def __init__(self, answer: object) -> None:
        self.answer = answer

    def __call__(self, values: np.ndarray, weights: np.ndarray, types: np.ndarray) -> object:
        if isinstance(self.answer, type) and issubclass(self.answer, Exception):
            raise self.answer("it went wrong.")
        return self.answer(values * types) if callable(self.answer) else self.answer


def test_scores_that_are_not_finite_are_refused_with_their_rows() -> None:
    with pytest.raises(
        mi.MethodError, match="pymcdm Odd gave no finite score to the alternatives in rows 2, 3"
    ) as refusal:
        mi.FromPymcdm(Odd([1.0, np.nan, np.inf])).score_function(EVALUATIONS)(WEIGHTS)
    assert refusal.value.code == "not_finite"


@pytest.mark.parametrize("answer", [TypeError, KeyError, AttributeError, ZeroDivisionError, [1.0, 2.0], "many"])
def test_whatever_a_method_raises_or_returns_instead_of_scores_is_one_refusal(answer: object) -> None:
    with pytest.raises(mi.MethodError, match="pymcdm Odd cannot rank this problem: .* Use another method") as refusal:
        mi.FromPymcdm(Odd(answer)).score_function(EVALUATIONS)(WEIGHTS)
    assert refusal.value.code == "refused_by_pymcdm"


def test_scores_of_a_method_of_ones_own_are_turned_when_they_run_downwards() -> None:
    for answer in (lambda oriented: oriented.sum(axis=1), lambda oriented: -oriented.sum(axis=1)):
        assert mi.FromPymcdm(Odd(answer)).score_function(EVALUATIONS)(WEIGHTS).argmax() == 2


def test_an_answer_that_puts_an_alternative_above_one_that_dominates_it_is_refused() -> None:
    case = mi.Evaluations.of([[1, 1], [2, 2], [3, 3]])
    with pytest.raises(
        mi.MethodError, match="the alternative in row 1 above the one in row 2, which dominates it"
    ) as refusal:
        mi.FromPymcdm(Odd([2.0, 1.0, 3.0])).score_function(case)(WEIGHTS)
    assert (refusal.value.code, refusal.value.row) == ("dominance_broken", 0)


def test_a_known_method_whose_scores_run_the_other_way_on_this_problem_is_refused() -> None:
    from pymcdm.methods import WSM

    upside_down = WSM(lambda x, cost=False: -x if not cost else x)
    with pytest.raises(mi.MethodError, match="a profile near the worst above one near the best") as refusal:
        mi.FromPymcdm(upside_down).score_function(EVALUATIONS)(WEIGHTS)
    assert refusal.value.code == "upside_down"


def test_a_probe_the_method_could_not_answer_says_nothing_about_the_problem() -> None:
    # averages are above zero here, those of profiles spread evenly between best and worst are not
    case = mi.Evaluations.of([[-9, 1], [5, 2], [5, 3], [6, 1]])
    assert mi.FromPymcdm("EDAS").score_function(case)([2.0, 1.0]).argmin() == 0


def test_what_pymcdm_refuses_is_refused_in_one_type() -> None:
    from pymcdm.methods import SPOTIS

    with pytest.raises(
        mi.MethodError, match=r"SPOTIS cannot rank this problem: .*range.* Use another method"
    ) as refusal:
        mi.FromPymcdm(SPOTIS([[0, 1], [0, 1]])).score_function(EVALUATIONS)(WEIGHTS)
    assert refusal.value.code == "refused_by_pymcdm"


def test_a_method_that_is_spent_after_one_call_is_refused() -> None:
    from pymcdm.methods import PROMETHEE_II

    with pytest.raises(
        mi.MethodError, match=r"gives another answer the second time.*here mi.Promethee2\(\)"
    ) as refusal:
        mi.FromPymcdm(PROMETHEE_II("vshape", p=[1, 1]))
    assert refusal.value.code == "not_reusable"


def test_a_criterion_of_weight_zero_is_left_out_before_the_method_sees_it() -> None:
    # CoCoSo adds x ** 0 = 1 for it, VIKOR refuses it when it is constant
    case = mi.Evaluations.of([[1, 9, 4], [2, 5, 4], [3, 1, 4]])
    for name in ("COCOSO", "VIKOR"):
        method = mi.FromPymcdm(name)
        found = method.score_function(mi.Evaluations.of([[1, 9, 4], [3, 5, 4], [2, 1, 4]]))([1.0, 2.0, 0.0])
        two = method.score_function(mi.Evaluations.of([[1, 9], [3, 5], [2, 1]]))([1.0, 2.0])
        np.testing.assert_array_equal(found, two)
    from pymcdm.methods import SPOTIS

    bounds = mi.FromPymcdm(SPOTIS([[0, 10]] * 3))  # what is given criterion by criterion stays together
    assert np.isfinite(bounds.score_function(case)([1.0, 2.0, 0.0])).all()


def test_the_score_function_of_a_black_box_explains_nothing() -> None:
    problem = mi.Problem.of([mi.maximise("a"), mi.minimise("b")], {"x": (3, 9), "y": (2, 5), "z": (1, 1)})
    assert mi.rank(problem, {"a": 1, "b": 4}, mi.FromPymcdm("VIKOR")).explanation is None
