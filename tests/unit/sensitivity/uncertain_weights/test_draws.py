import numpy as np
import pytest

import mcda_industry as mi
from mcda_industry.arrays import FloatArray
from mcda_industry.sensitivity.uncertain_weights.draws import BLOCK, block_generator, block_sizes, entropy_of


def drawn(law: mi.AnyWeights | mi.Around, criteria: tuple[str, ...], number: int = 40_000) -> FloatArray:
    points = law.sampler(criteria).draw(np.random.default_rng(1), number)
    return points / points.sum(axis=1, keepdims=True)


def test_any_weights_are_uniform_on_the_simplex() -> None:
    shares = drawn(mi.AnyWeights(), ("a", "b", "c"))
    # of a uniform law over three weights, one weight exceeds t in (1 - t)² of the draws
    for t in (0.1, 0.5, 0.8):
        share = (1 - t) ** 2
        assert (shares > t).mean(axis=0) == pytest.approx(
            np.full(3, share), abs=4 * np.sqrt(share * (1 - share) / 40_000)
        )


def test_weights_around_given_ones_have_their_mean_and_the_stated_spread() -> None:
    shares = drawn(mi.Around({"a": 6, "b": 3, "c": 1}, concentration=20), ("a", "b", "c"))
    mean = np.array([0.6, 0.3, 0.1])
    spread = np.sqrt(mean * (1 - mean) / 21)
    assert shares.mean(axis=0) == pytest.approx(mean, abs=4 * spread.max() / np.sqrt(40_000))
    assert shares.std(axis=0) == pytest.approx(spread, rel=0.02)


def test_the_criteria_may_come_in_any_order() -> None:
    shares = drawn(mi.Around({"a": 9, "b": 1}), ("b", "a"))
    assert shares[:, 0].mean() == pytest.approx(0.1, abs=0.01)


def test_a_weight_of_zero_stays_zero() -> None:
    sampler = mi.Around({"a": 1, "b": 0, "c": 1}).sampler(("a", "b", "c"))
    assert sampler.possible.tolist() == [0, 2]
    assert (sampler.draw(np.random.default_rng(0), 100)[:, 1] == 0).all()
    assert mi.AnyWeights().sampler(("a", "b")).possible.tolist() == [0, 1]


def test_weights_for_other_criteria_are_refused_by_name() -> None:
    with pytest.raises(mi.WeightsError, match="they differ on 'b', 'c'"):
        mi.Around({"a": 1, "c": 1}).sampler(("a", "b"))


@pytest.mark.parametrize("concentration", [0.99, 0, -1, np.nan, np.inf, True, "50"])
def test_a_concentration_below_one_is_refused(concentration: object) -> None:
    with pytest.raises(mi.RecordError, match="'concentration'"):
        mi.Around({"a": 1}, concentration=concentration)


@pytest.mark.parametrize("seed", [-1, 1.5, True, "0", None])
def test_a_seed_that_is_no_whole_number_is_refused(seed: object) -> None:
    with pytest.raises(
        mi.SensitivityError, match="rng must be a whole number, zero or more, or a numpy Generator"
    ) as refusal:
        entropy_of(seed)
    assert refusal.value.code == "bad_seed"


def test_a_generator_gives_one_number_and_moves_on() -> None:
    generator = np.random.default_rng(5)
    first, second = entropy_of(generator), entropy_of(generator)
    assert first != second
    assert entropy_of(np.random.default_rng(5)) == first
    assert entropy_of(np.int32(7)) == 7


def test_each_block_has_its_own_numbers_derived_from_the_seed_and_its_number_alone() -> None:
    numbers = {(seed, block): block_generator(seed, block).random() for seed in (0, 1) for block in (0, 1, 2)}
    assert len(set(numbers.values())) == 6
    assert block_generator(0, 2).random() == numbers[0, 2]


@pytest.mark.parametrize(
    ("draws", "sizes"), [(1, [1]), (BLOCK, [BLOCK]), (BLOCK + 1, [BLOCK, 1]), (2 * BLOCK + 5, [BLOCK, BLOCK, 5])]
)
def test_all_blocks_but_the_last_are_full(draws: int, sizes: list[int]) -> None:
    assert block_sizes(draws) == sizes


def test_laws_are_said_in_both_languages() -> None:
    assert mi.AnyWeights().sentence() == "every set of weights is equally likely"
    assert mi.AnyWeights().sentence("fr") == "tous les jeux de poids sont également probables"
    assert mi.Around({"a": 1}, 30).sentence() == "weights drawn around those given (concentration 30)"
    assert mi.Around({"a": 1}, 30).sentence("fr") == "poids tirés autour de ceux donnés (concentration 30)"
