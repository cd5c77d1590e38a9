"""The best and worst ranks against every corner, edge and cell of small problems."""

import json
import subprocess
import sys
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import problems
from unit.sensitivity.one_weight.test_stability import BlackBox, problem_of
from unit.sensitivity.uncertain_weights.test_laws import allowed

import mcda_industry as mi
from mcda_industry.arrays import FloatArray, IntArray
from mcda_industry.sensitivity.possible_ranks import MOST_EXACT
from mcda_industry.sensitivity.uncertain_weights.laws import Law

LINEAR = st.sampled_from(["promethee2", "weighted_sum", "ahp"])


def candidates(contributions: FloatArray, region: FloatArray) -> FloatArray:
    """Weights on a segment between two ends (2, m): every tie of two alternatives, and a point between any two ties."""
    scores = contributions @ region.T
    gaps = np.array([one - other for one, other in combinations(scores, 2)]).reshape(-1, 2)
    falls = gaps[:, 0] - gaps[:, 1]
    ties = gaps[falls != 0, 0] / falls[falls != 0]
    ends = np.unique(np.concatenate([[0.0, 1.0], ties[(ties > 0) & (ties < 1)]]))
    t = np.sort(np.concatenate([ends, (ends[1:] + ends[:-1]) / 2]))
    return region[0] + t[:, None] * (region[1] - region[0])


def ranks_at(contributions: FloatArray, weights: FloatArray) -> IntArray:
    """(w, n) competition ranks, differences by rounding counted as ties."""
    scores = weights @ contributions.T
    tolerance = 1e-9 * max(1e-300, np.abs(contributions).max())
    return 1 + (scores[:, None, :] > scores[:, :, None] + tolerance).sum(axis=2)


@settings(max_examples=40, deadline=None)
@given(problems(alternatives=(2, 6), width=(2, 2)), LINEAR, st.integers(0, 4), st.integers(6, 10))
def test_on_two_criteria_the_ranks_are_those_of_every_cell(problem: mi.Problem, name: str, low: int, high: int) -> None:
    contributions = mi.rank(problem, {"c1": 1, "c2": 1}, name).score_function.contributions
    ends = np.array([[low / 10, 1 - low / 10], [high / 10, 1 - high / 10]])
    ranks = ranks_at(contributions, candidates(contributions, ends))
    for law in (mi.Within({"c1": (low / 10, high / 10)}), mi.Judges(_judges(ends))):
        found = mi.possible_ranks(problem, name, law)
        assert found.exact
        np.testing.assert_array_equal(found.best, ranks.min(axis=0))
        np.testing.assert_array_equal(found.worst, ranks.max(axis=0))


def _judges(ends: FloatArray) -> dict[str, dict[str, float]]:
    return {f"j{i}": dict(zip(("c1", "c2"), row.tolist(), strict=True)) for i, row in enumerate(ends)}


@settings(max_examples=25, deadline=None)
@given(
    problems(alternatives=(2, 6), width=(3, 3)),
    LINEAR,
    st.sampled_from(["any", "ordered", "levels", "within", "limits"]),
)
def test_on_three_criteria_no_grid_point_lies_outside_and_draws_reach_the_ends(
    problem: mi.Problem, name: str, kind: str
) -> None:
    laws: dict[str, Law] = {
        "any": mi.AnyWeights(),
        "ordered": mi.Ordered(["c2", "c3", "c1"]),
        "levels": mi.Ordered(["c2", ("c1", "c3")]),
        "within": mi.Within({"c1": (0.1, 0.5), "c3": (0.2, 0.6)}),
        "limits": mi.Constrained([("c1", ">=", {"c2": 2}), ("c3", "<=", 0.5)]),
    }
    contributions = mi.rank(problem, {"c1": 1, "c2": 1, "c3": 1}, name).score_function.contributions
    region = laws[kind].region(problem.criterion_names)
    grid = np.array([(i, j, 60 - i - j) for i in range(61) for j in range(61 - i)]) / 60
    grid = grid[allowed(region, grid)]
    found, ranks = mi.possible_ranks(problem, name, laws[kind]), ranks_at(contributions, grid)
    assert found.exact
    assert (found.best <= ranks.min(axis=0)).all()
    assert (found.worst >= ranks.max(axis=0)).all()
    assert found.necessary is not None
    assert found.possible is not None
    scores = grid @ contributions.T
    lead = scores[:, :, None] - scores[:, None, :]
    assert (lead.min(axis=0)[found.necessary] >= -1e-7).all()
    assert found.possible[(lead.max(axis=0) > 1e-7)].all()


def test_the_ends_are_reached_at_a_place_only_a_corner_shows() -> None:
    # the first leads at c1 = 1 only, where the second ties with it: the tie is a first place
    problem = problem_of([[1.0, 0.0], [1.0, 0.5], [0.0, 1.0]])
    found = mi.possible_ranks(problem, "weighted_sum")
    assert [found[name] for name in problem.alternatives] == [(1, 3), (1, 2), (1, 3)]
    assert found.exact


@pytest.mark.parametrize(("level", "ends"), [(0.3, (2, 4)), (0.35, (1, 3))])
def test_rivals_that_can_each_be_ahead_cannot_always_be_so_together(level: float, ends: tuple[int, int]) -> None:
    # one of three weights is always a third or more, and all three can be above 0.3 but not above 0.35
    problem = problem_of([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0], [level, level, level]])
    found = mi.possible_ranks(problem, "weighted_sum")
    assert found["A4"] == ends
    assert found["A1"] == (1, 4)


def test_alternatives_that_tie_under_the_law_are_never_behind_each_other() -> None:
    problem = problem_of([[1.0, 0.0, 0.2], [0.0, 1.0, 0.2], [0.1, 0.1, 0.1]])
    law = mi.Constrained([("c1", "==", "c2")])
    found = mi.possible_ranks(problem, "weighted_sum", law)
    assert [found[name] for name in problem.alternatives] == [(1, 1), (1, 1), (3, 3)]
    shares = mi.acceptability(problem, "weighted_sum", law, draws=300).rank_acceptability
    np.testing.assert_allclose(shares[:2, :2], 0.5, atol=1e-12)


@pytest.mark.parametrize("method", ["topsis", BlackBox(mi.WeightedSum())], ids=["topsis", "black box"])
def test_methods_that_are_not_linear_have_the_ranks_of_draws_and_say_so(method: mi.RankingMethod | str) -> None:
    problem = problem_of([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0], [0.4, 0.45]])
    found = mi.possible_ranks(problem, method, draws=2000, rng=1)
    assert not found.exact
    assert not found.proved.any()
    assert found.leads is found.necessary is found.possible is None
    assert found["A1"][0] == 1
    assert "in the draws" in found.sentence("A1")
    assert "dans les tirages" in found.sentence("A1", "fr")


def test_copies_share_the_better_rank_also_in_draws() -> None:
    problem = problem_of([[1.0, 1.0], [1.0, 1.0], [0.0, 0.0]])
    for method in ("topsis", "weighted_sum"):
        found = mi.possible_ranks(problem, method, draws=50)
        assert [found[name] for name in problem.alternatives] == [(1, 1), (1, 1), (3, 3)]


def test_many_alternatives_have_the_ranks_of_draws() -> None:
    many = problem_of(np.arange(2.0 * (MOST_EXACT + 1)).reshape(-1, 2))
    assert not mi.possible_ranks(many, "weighted_sum", draws=20).exact


def test_possible_ranks_show_as_a_table_and_as_a_sentence() -> None:
    found = mi.possible_ranks(problem_of([[1, 1], [0.5, 2], [0, 0]]), "weighted_sum")
    assert found.to_frame().loc["A1"].tolist() == [1, 2, True]
    assert found.sentence("A1") == "A1 has ranks between 1 and 2; every set of weights is equally likely."
    assert found.sentence("A3") == "A3 always has rank 3; every set of weights is equally likely."
    assert found.sentence("A3", "fr") == "A3 est toujours au rang 3 ; tous les jeux de poids sont également probables."
    with pytest.raises(ValueError, match="read-only"):
        found.best[0] = 3


def test_the_draws_never_leave_the_possible_ranks() -> None:
    rng = np.random.default_rng(3)
    problem = problem_of(rng.random((8, 4)))
    for law in (mi.AnyWeights(), mi.Ordered(["c3", "c1", "c4", "c2"]), mi.Within({"c1": (0.2, 0.4), "c2": (0.1, 0.2)})):
        found, drawn = mi.possible_ranks(problem, "weighted_sum", law), mi.acceptability(problem, "weighted_sum", law)
        taken = drawn.rank_acceptability > 0
        assert (taken.argmax(axis=1) + 1 >= found.best).all()
        assert (8 - taken[:, ::-1].argmax(axis=1) <= found.worst).all()


PROGRAM = """
import json, threading, numpy as np, mcda_industry as mi
rng = np.random.default_rng(0)
problem = mi.Problem.from_arrays(rng.random((20, 20)), [mi.maximise(f"c{j}", scale=(0, 1)) for j in range(20)])
law = mi.Within({f"c{j}": (0.02, 0.2) for j in range(20)})
found = mi.possible_ranks(problem, "weighted_sum", law)
print(json.dumps({"best": found.best.tolist(), "exact": found.exact}))
"""


def test_the_solver_leaves_standard_output_to_the_program() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout)["exact"]
