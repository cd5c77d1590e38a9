"""Published SMAA examples; sources and tolerances stand in the case files.

The published models draw performances too. Here they are drawn outside, and the counts of many small studies are added.
"""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import mcda_industry as mi
from mcda_industry.arrays import FloatArray, frozen

CASES = Path(__file__).parent / "cases"
DRAWS, SAMPLES = 8, 5_000


def case(name: str) -> dict[str, Any]:
    return json.loads((CASES / f"smaa-{name}.json").read_text(encoding="utf-8"))


def studied(alpha: FloatArray, beta: FloatArray, criteria: list[mi.Criterion]) -> tuple[FloatArray, FloatArray]:
    """Rank acceptability and central weights over beta-distributed performances and any weights."""
    rng = np.random.default_rng(1)
    shares, sums = np.zeros((len(alpha),) * 2), np.zeros(alpha.shape)
    for sample in range(SAMPLES):
        problem = mi.Problem.from_arrays(rng.beta(alpha, beta), criteria)
        found = mi.acceptability(problem, "weighted_sum", draws=DRAWS, rng=sample)
        shares += found.rank_acceptability
        sums += np.nan_to_num(found.central_weights) * found.rank_acceptability[:, :1]
    return shares / SAMPLES, sums / shares[:, :1]


def test_the_antidepressants_have_the_printed_ranks_and_central_weight() -> None:
    published = case("tervonen-2011-antidepressants")
    given, expected = published["inputs"], published["expected"]
    rows = [[given["measurements"][name][c] for c in given["criteria"]] for name in given["alternatives"]]
    alpha, beta = (np.array([[cell[key] for cell in row] for row in rows]) for key in ("alpha", "beta"))
    functions = [given["value_functions"][name] for name in given["criteria"]]
    criteria = [
        mi.Criterion(name, "max" if f["direction"] == "increasing" else "min", scale=f["range"])
        for name, f in zip(given["criteria"], functions, strict=True)
    ]
    shares, central = studied(alpha, beta, criteria)
    # the printed figures come from 10 000 draws: theirs and ours both scatter by half a per cent
    np.testing.assert_allclose(shares[0], expected["placebo_rank_acceptability"], rtol=0, atol=0.015)
    assert central[0, 0] == pytest.approx(expected["placebo_central_weight_treatment_responders"], abs=0.015)


def test_the_anticoagulants_have_the_printed_first_ranks_and_central_weights() -> None:
    published = case("thrombolytics-no-preferences")
    table = np.array(published["inputs"]["beta_parameters"], dtype=float)
    scales = [(0.0, 0.25), (0.15, 0.4), (0.0, 0.1)]
    criteria = [mi.minimise(f"c{j}", scale=scale) for j, scale in enumerate(scales)]
    shares, central = studied(table[..., 0], table[..., 1], criteria)
    for i, name in enumerate(("heparin", "enoxaparin")):
        assert shares[i, 0] == pytest.approx(published["expected"]["rank1"][name], abs=0.02)
        np.testing.assert_allclose(central[i], published["expected"]["central_weights"][name], rtol=0, atol=0.02)


@pytest.mark.parametrize("name", ["NAT", "SCEN", "NORM", "GAME", "MREG", "INC"])
def test_the_cumulative_acceptability_of_the_forest_plans_is_the_printed_one(name: str) -> None:
    published = case("kangas-2008-cumulative")
    table = published["inputs"]["rank_acceptability_percent"]
    problem = mi.Problem.of([mi.maximise("any")], {plan: [i] for i, plan in enumerate(table)})
    counted = mi.acceptability(problem, "weighted_sum", draws=1)
    printed = replace(counted, rank_acceptability=frozen(list(table.values())))
    found = [printed.within(places)[problem.row(name)] for places in range(1, 7)]
    np.testing.assert_allclose(found, published["expected"]["cumulative"][name], rtol=0, atol=published["tolerance"])


def test_who_is_dominated_has_neither_central_weights_nor_confidence() -> None:
    published = case("rsmaa-tiny-tests")["expected"]
    problem = mi.Problem.of([mi.maximise(c, scale=(0, 1)) for c in "abc"], {"A": (1, 1, 1), "B": (0, 0, 0)})
    law = mi.Around({"a": 1, "b": 1, "c": 1}, concentration=1e12)
    found = mi.acceptability(problem, "weighted_sum", law, draws=10)
    np.testing.assert_allclose(found.central_weights[0], published["central_weights_A"], rtol=0, atol=1e-5)
    assert np.isnan(found.central_weights[1]).all() == published["central_weights_B_is_nan"]
    assert found.confidence[0] == published["confidence_A"]
    assert np.isnan(found.confidence[1]) == published["confidence_B_is_nan"]


def test_winning_in_nine_draws_of_ten_is_a_pairwise_winning_of_nine_tenths() -> None:
    expected = case("rsmaa-tiny-tests")["expected"]["pairwise_winning"]
    # A scores its weight and B a tenth throughout; the source has ten measurements instead of nine tenths of the weights
    problem = mi.Problem.of([mi.maximise(c, scale=(0, 1)) for c in "ab"], {"A": (1, 0), "B": (0.1, 0.1)})
    found = mi.acceptability(problem, "weighted_sum", draws=40_000).pairwise_winning
    np.testing.assert_allclose(found, expected, rtol=0, atol=4 * np.sqrt(0.9 * 0.1 / 40_000))
