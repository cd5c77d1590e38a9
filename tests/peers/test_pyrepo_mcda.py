"""The same numbers as pyrepo-mcda, where both mean the same by a name."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from peers.oracles import ROUNDING, fewer, peer, scores, shares, thresholds, types
from strategies import weighed

import mcda_industry as mi

methods = peer("pyrepo_mcda.mcda_methods")
normalizations = peer("pyrepo_mcda.normalizations")
distances = peer("pyrepo_mcda.distance_metrics")

Weighed = tuple[mi.Problem, mi.Weights]
FUNCTIONS = {"u_shape": "ushape", "v_shape": "vshape"}


@fewer
@given(given=weighed(alternatives=(2, 6)))
def test_net_flows_are_theirs_with_a_gaussian_whose_s_is_the_mean_of_their_p_and_q(given: Weighed) -> None:
    problem, weights = given
    theirs = methods.PROMETHEE_II()
    kinds = [FUNCTIONS.get(c.preference.kind, c.preference.kind) for c in problem.criteria]
    named = [thresholds(c.preference) for c in problem.criteria]
    p, q = (np.array([t.get("s", t.get(letter, 0.0)) for t in named]) for letter in ("p", "q"))
    functions = [getattr(theirs, f"_{kind}_function") for kind in kinds]
    expected = theirs(problem.values, shares(problem, weights), types(problem), functions, p=p, q=q)
    np.testing.assert_allclose(mi.promethee(problem, weights).net, expected, rtol=0, atol=ROUNDING)


@given(
    given=weighed(alternatives=(2, 6), low=0),
    normalisation=st.sampled_from(["vector", "minmax", "max"]),
    distance=st.sampled_from(["euclidean", "manhattan", "chebyshev"]),
)
def test_topsis_is_theirs_after_the_normalisation_of_the_same_name(
    given: Weighed, normalisation: str, distance: str
) -> None:
    problem, weights = given
    positive = mi.Problem.from_arrays(np.abs(problem.values) + 1.0, problem.criteria)  # they divide by lengths of zero
    ours = scores(positive, weights, mi.Topsis(normalisation=normalisation, distance=distance))
    if not (shares(positive, weights) * np.ptp(positive.values, axis=0)).any():
        return
    theirs = methods.TOPSIS(getattr(normalizations, f"{normalisation}_normalization"), getattr(distances, distance))
    expected = theirs(positive.values, shares(positive, weights), types(positive))
    np.testing.assert_allclose(ours, expected, rtol=0, atol=ROUNDING)


def test_their_topsis_takes_ranges_by_default_and_ours_vector_lengths() -> None:
    values, weights, directions = np.array([[1.0, 3000], [2, 3750], [5, 4500]]), np.full(2, 0.5), np.array([-1, 1])
    evaluations = mi.Evaluations.of(values, ["min", "max"])
    theirs = methods.TOPSIS()(values, weights, directions)
    vector, ranges = (mi.Topsis(normalisation=n).score_function(evaluations)(weights) for n in ("vector", "minmax"))
    np.testing.assert_allclose(ranges, theirs, rtol=0, atol=ROUNDING)
    assert theirs.argmax() == 1
    assert vector.argmax() == 0


def test_they_rank_a_missing_value_and_we_refuse_it() -> None:
    values, weights = np.array([[1.0, np.nan], [2.0, 3.0], [0.0, 4.0]]), np.full(2, 0.5)
    theirs = methods.PROMETHEE_II()
    found = theirs(values, weights, np.ones(2), [theirs._usual_function] * 2, p=np.ones(2), q=np.ones(2))
    assert np.isfinite(found).all()
    with pytest.raises(mi.ProblemError, match="has no value"):
        mi.promethee_flows(values, mi.Usual())


def test_thresholds_not_given_are_standard_deviations_there_and_asked_for_here() -> None:
    values, weights = np.array([[1.0, 7.0], [2.0, 3.0], [6.0, 4.0]]), np.full(2, 0.5)
    theirs, spread = methods.PROMETHEE_II(), values.std(axis=0)
    found = theirs(values, weights, np.ones(2), [theirs._linear_function] * 2)
    ours = mi.promethee_flows(values, [mi.Linear(s / 2, 2 * s) for s in spread])
    np.testing.assert_allclose(ours.net, found, rtol=0, atol=ROUNDING)
    with pytest.raises(mi.MethodError, match="needs a preference function on every criterion"):
        mi.Promethee2().score_function(mi.Evaluations.of(values))


@pytest.mark.filterwarnings("ignore:invalid value:RuntimeWarning")
def test_closeness_of_equal_alternatives_is_not_a_number_there_and_one_half_here() -> None:
    values, weights = np.array([[3.0, 1.0], [3.0, 1.0]]), np.full(2, 0.5)
    assert np.isnan(methods.TOPSIS()(values, weights, np.ones(2))).all()
    assert mi.Topsis().score_function(mi.Evaluations.of(values))(weights).tolist() == [0.5, 0.5]
