"""What each method of pymcdm needs: refused with its place, and shown to be needed by what pymcdm gives without it."""

import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from pymcdm import methods as pymcdm
from pymcdm import normalizations

import mcda_industry as mi
from mcda_industry.arrays import FloatArray
from mcda_industry.methods.pymcdm_needs import ARGUMENTS, LOWER_IS_BETTER, NEEDS, UNUSABLE, WITHOUT_ARGUMENTS, needs_of

ZERO = [[0, 5], [3, 4], [4, 2]]
NEGATIVE = [[-3, -5], [-2, -6], [-4, -8]]
PLAIN = [[1, 9], [3, 4], [2, 2], [5, 1]]
MISSING = [
    ("AROMAN", PLAIN, ("max", "min"), "cost", None, 1),
    ("AROMAN", NEGATIVE, ("max", "max"), "not_positive", 0, 0),
    ("COCOSO", [[1, 1], [2, 3], [3, 2]], ("max", "max"), "worst_on_all", 0, None),
    ("EDAS", NEGATIVE, ("max", "max"), "average_not_positive", None, 0),
    ("EDAS", [[1, 2], [1, 2]], ("max", "max"), "all_equal", None, None),
    ("LMAW", NEGATIVE, ("max", "max"), "not_positive", 0, 0),
    ("LoPM", ZERO, ("max", "max"), "not_positive", 0, 0),
    ("MOORA", PLAIN, ("max", "max"), "no_cost", None, None),
    ("MOORA", [[1, 0], [2, 0]], ("max", "min"), "zero_column", None, 1),
    ("PROBID", [[1, 0], [2, 0]], ("max", "max"), "zero_column", None, 1),
    ("SPROBID", PLAIN[:3], ("max", "max"), "too_few", None, None),
    ("SPROBID", [[9, 9], [3, 4], [2, 2], [5, 1]], ("max", "max"), "best_on_all", 0, None),
    ("TOPSIS", [[1, 2], [1, 2]], ("max", "max"), "all_equal", None, None),
    ("VIKOR", [[1, 2], [3, 2]], ("max", "max"), "constant_column", None, 1),
    ("CODAS", NEGATIVE, ("max", "max"), "not_positive", 0, 0),
    ("MARCOS", ZERO, ("min", "max"), "not_positive", 0, 0),
    ("OCRA", ZERO, ("max", "max"), "not_positive", 0, 0),
    ("RAM", ZERO, ("max", "max"), "not_positive", 0, 0),
    ("WASPAS", NEGATIVE, ("max", "max"), "not_positive", 0, 0),
    ("WSM", ZERO, ("max", "max"), "not_positive", 0, 0),
]


def raw(method: Any, values: Any, directions: Any, weights: Any = (0.5, 0.5)) -> FloatArray | None:
    """What pymcdm gives by itself, higher is better; None where it raises."""
    types = np.array([1.0 if d == "max" else -1.0 for d in directions])
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        try:
            found = method(np.array(values, dtype=float), np.array(weights), types)
        except ValueError:
            return None
    return -found if type(method).__name__ in LOWER_IS_BETTER else found


def indefensible(scores: FloatArray | None, values: Any, directions: Any) -> bool:
    """Refused by pymcdm, not finite, or a dominated alternative above the one that dominates it."""
    if scores is None or not np.isfinite(scores).all():
        return True
    oriented = np.array(values, dtype=float) * [1.0 if d == "max" else -1.0 for d in directions]
    dominates = (oriented[:, None] >= oriented).all(axis=2)
    return bool((dominates & (scores[:, None] < scores - 1e-12)).any())


@pytest.mark.parametrize(("name", "values", "directions", "code", "row", "column"), MISSING)
def test_what_a_method_needs_is_refused_with_its_place(
    name: str, values: Any, directions: Any, code: str, row: int | None, column: int | None
) -> None:
    case = mi.Evaluations.of(values, directions=directions)
    with pytest.raises(mi.MethodError, match=rf"^pymcdm {name} .*\. \w.*\.$") as refusal:
        mi.FromPymcdm(name).score_function(case)([1.0, 1.0])
    assert (refusal.value.code, refusal.value.row, refusal.value.column) == (code, row, column)


@pytest.mark.parametrize(
    ("name", "values", "directions"), [case[:3] for case in MISSING if case[3] not in {"too_few", "cost"}]
)
def test_without_it_pymcdm_gives_no_defensible_answer(name: str, values: Any, directions: Any) -> None:
    assert indefensible(raw(getattr(pymcdm, name)(), values, directions), values, directions)


def test_below_four_alternatives_sprobid_gives_scores_of_another_table() -> None:
    # the distances of the first alternative to each profile stand where those of each alternative to the first one should
    values = [[9, 9], [5, 5], [1, 1]]
    backwards = raw(pymcdm.SPROBID(), values, ("max", "max"))
    assert indefensible(backwards, values, ("max", "max"))


@pytest.mark.parametrize("name", ["AROMAN", "COPRAS"])
def test_a_cost_counts_as_a_gain_in_pymcdm(name: str) -> None:
    # cheaper is dearer there, all else equal
    values = [[5, 1], [5, 9], [4, 5]]
    scores = raw(getattr(pymcdm, name)(), values, ("max", "min"))
    assert scores[1] > scores[0]


def test_comet_ignores_the_weights_in_pymcdm() -> None:
    from pymcdm.methods.comet_tools import MethodExpert

    bounds = [[0.0, 10.0], [0.0, 10.0]]
    comet = pymcdm.COMET(bounds, MethodExpert(pymcdm.TOPSIS(), np.array([0.5, 0.5]), np.array([1, 1])))
    one, other = (raw(comet, PLAIN, ("max", "max"), weights) for weights in ((0.9, 0.1), (0.1, 0.9)))
    np.testing.assert_array_equal(one, other)
    with pytest.raises(mi.MethodError, match="ignores the weights it is given"):
        mi.FromPymcdm(comet)


def test_every_method_of_pymcdm_is_known() -> None:
    found = {key for key, kind in vars(pymcdm).items() if isinstance(kind, type) and hasattr(kind, "_method")}
    assert {*WITHOUT_ARGUMENTS, *ARGUMENTS, *UNUSABLE} == found
    named = {key.partition(" by ")[0] for key in NEEDS}
    assert {name for name in named if not name.endswith("_normalization")} <= found
    assert {name for name in named if name.endswith("_normalization") and name[0] != "_"} <= set(dir(normalizations))


@pytest.mark.parametrize("name", WITHOUT_ARGUMENTS)
def test_scores_run_the_way_the_table_says(name: str) -> None:
    values, directions = [[9, 9, 1], [6, 5, 4], [4, 6, 5], [2, 2, 8], [1, 3, 9]], ("max", "max", "min")
    if name == "AROMAN":
        values, directions = [[*row[:2], 10 - row[2]] for row in values], ("max", "max", "max")
    scores = raw(getattr(pymcdm, name)(), values, directions, (0.4, 0.3, 0.3))
    best, worst = scores[[0, 4]]
    assert best > worst or not np.isfinite(best)


@pytest.mark.parametrize(
    ("normalisation", "code"),
    [
        (normalizations.minmax_normalization, None),
        (normalizations.sum_normalization, "not_positive"),
        (normalizations.max_normalization, "not_positive"),
        (normalizations.logarithmic_normalization, "not_above_one"),
    ],
    ids=lambda value: getattr(value, "__name__", str(value)),
)
def test_needs_follow_the_normalisation_that_is_used(normalisation: Callable[..., Any], code: str | None) -> None:
    method = mi.FromPymcdm(pymcdm.WSM(normalisation)).score_function(mi.Evaluations.of(NEGATIVE))
    if code is None:
        assert np.isfinite(method([1.0, 1.0])).all()
        return
    with pytest.raises(mi.MethodError) as refusal:
        method([1.0, 1.0])
    assert refusal.value.code == code


def test_nothing_is_known_of_the_methods_of_others() -> None:
    assert needs_of(object()) == ()


def test_the_column_of_a_refusal_is_that_of_the_problem_also_when_a_criterion_has_no_weight() -> None:
    case = mi.Evaluations.of([[7, 1, 2], [8, 3, 2]])
    with pytest.raises(mi.MethodError, match="'criterion 3' has one value for all") as refusal:
        mi.FromPymcdm("VIKOR").score_function(case)([0.0, 1.0, 1.0])
    assert refusal.value.column == 2


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("vikor", r'did you mean pymcdm\'s\? Give mi.FromPymcdm\("VIKOR"\)'),
        ("Edas", r'Give mi.FromPymcdm\("EDAS"\)'),
        ("spotis", r"Give mi.FromPymcdm\(pymcdm.methods.SPOTIS\(...\)\)"),
        (
            "copras",
            "pymcdm's COPRAS adds the share of a cost as if more of it were better.*There are 'additive_value', 'ahp'",
        ),
        ("promethee_ii", "did you mean 'promethee2'"),
        ("TOPSIS", "did you mean 'topsis'"),
        ("electre", "there are 'additive_value'"),
    ],
)
def test_a_name_that_pymcdm_has_is_not_resolved_in_silence_but_suggested(name: str, words: str) -> None:
    problem = mi.Problem.of([mi.maximise("a")], {"x": [1], "y": [2]})
    with pytest.raises(mi.MethodError, match=words) as refusal:
        mi.rank(problem, {"a": 1}, name)
    assert refusal.value.code == "unknown_method"
