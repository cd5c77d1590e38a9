"""Scores of many versions at once are those of each version alone."""

import numpy as np
import pytest

import mcda_industry as mi
from mcda_industry.laws_of_performance import Normal, Triangular, Uniform
from mcda_industry.methods import RankingMethod, is_columnwise
from mcda_industry.sensitivity.uncertain_data import rescoring
from mcda_industry.sensitivity.uncertain_data.rescoring import Versions, scores_of, version
from mcda_industry.uncertain import UncertainProblem

METHODS = (
    mi.Promethee2(),
    mi.WeightedSum(),
    mi.WeightedProduct(),
    mi.AhpSynthesis(),
    mi.AhpSynthesis(mode="distributive"),
    mi.Topsis(),
)


def problem() -> UncertainProblem:
    criteria = [
        mi.maximise("a", preference=mi.Linear(1, 3)),
        mi.minimise("b", preference=mi.Usual()),
        mi.maximise("c", preference=mi.Gaussian(2)),
    ]
    rows = {
        "x": [Uniform(1, 9), 4, 3],
        "y": [5, Triangular(1, 2, 9), 3],
        "z": [Uniform(2, 4), 6, 7],
        "w": [8, Normal(20, 1), 1],
    }
    return UncertainProblem.of(criteria, rows, thresholds={"a": {"q": Uniform(0, 2), "p": Uniform(2.5, 5)}})


@pytest.mark.parametrize("method", METHODS, ids=repr)
@pytest.mark.parametrize("cells", [1 << 20, 9])
def test_many_versions_at_once_score_as_one_by_one(
    method: RankingMethod, cells: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rescoring, "CELLS_AT_ONCE", cells)
    versions, rng = Versions.of(problem(), method), np.random.default_rng(1)
    values, weights = versions.settled(rng.random((20, versions.number))), rng.dirichlet(np.ones(3), 20)
    found = scores_of(versions, values, weights)
    alone = [method.score_function(version(versions, row))(mine) for row, mine in zip(values, weights, strict=True)]
    assert found == pytest.approx(np.array(alone), abs=1e-12)


def test_the_uncertain_numbers_are_the_cells_row_by_row_and_then_the_thresholds() -> None:
    versions = Versions.of(problem(), mi.Promethee2())
    assert versions.columns.tolist() == [0, 1, 0, 1, 0, 0]
    row = versions.settled(np.full((1, 6), 0.5))[0]
    changed = version(versions, row)
    assert changed.values[0, 0] == 5
    assert changed.preferences[0] == mi.Linear(1, 3.75)
    assert changed.preferences[1] == mi.Usual()


def test_a_method_that_wrongly_says_columnwise_is_found_out() -> None:
    class Wrong(mi.Topsis):
        columnwise: bool = True

    versions = Versions.of(problem(), Wrong())
    with pytest.raises(mi.MethodError, match="not linear"):
        scores_of(versions, versions.settled(np.full((1, 6), 0.5)), np.full((1, 3), 1 / 3))


@pytest.mark.parametrize("name", sorted(mi.catalogue()))
def test_a_columnwise_method_does_not_look_at_other_columns(name: str) -> None:
    method, rng = mi.catalogue()[name](), np.random.default_rng(3)
    if not is_columnwise(method):
        assert name == "topsis"
        return
    values = rng.uniform(1, 9, (6, 3))
    other = np.column_stack([values[:, 0], rng.uniform(1, 9, (6, 2))])
    one, two = (
        method.score_function(mi.Evaluations.of(table, preferences=mi.Linear(1, 3))) for table in (values, other)
    )
    assert np.array_equal(one.contributions[:, 0], two.contributions[:, 0])  # type: ignore[attr-defined]
