from fractions import Fraction

import numpy as np
import pytest
import strategies  # noqa: F401 - the profile is chosen there
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from mcda_industry.arrays import FloatArray
from mcda_industry.domain.diagnosis import (
    Complexity,
    complexity,
    connected_groups,
    density,
    opportunity_gain,
    opportunity_value,
    proximity,
)
from mcda_industry.errors import ProblemError

shapes = st.tuples(st.integers(2, 7), st.integers(2, 7))
presences = arrays(np.int64, shapes, elements=st.integers(0, 1))


def nested(n: int) -> FloatArray:
    """A triangle of ones: country i has the first n - i products."""
    return np.tril(np.ones((n, n)))[::-1]


def answered(presence: FloatArray) -> Complexity:
    """The indices where there are any; other examples are left aside."""
    try:
        return complexity(presence)
    except ProblemError:
        assume(False)
        raise


def averaging(presence: FloatArray) -> FloatArray:
    """The countries' averaging matrix D⁻¹ M U⁻¹ Mᵀ, written out."""
    diversity, ubiquity = presence.sum(axis=1), presence.sum(axis=0)
    n = len(presence)
    found = np.zeros((n, n))
    for i, k in np.ndindex(n, n):
        for p in np.flatnonzero(presence[i] * presence[k]):
            found[i, k] += 1 / diversity[i] / ubiquity[p]
    return found


# --- known matrices


def test_three_nested_countries_are_those_worked_by_hand() -> None:
    # D⁻¹ M U⁻¹ Mᵀ has the eigenvector (2, -1, -4) for 1/4: checked in fractions below.
    rows = [
        [Fraction(11, 18), Fraction(5, 18), Fraction(1, 9)],
        [Fraction(5, 12)] * 2 + [Fraction(1, 6)],
        [Fraction(1, 3)] * 3,
    ]
    vector = [2, -1, -4]
    assert [sum(a * v for a, v in zip(row, vector, strict=True)) for row in rows] == [Fraction(v, 4) for v in vector]
    found = complexity(nested(3))
    assert found.eci == pytest.approx(np.array([1, 0, -1]) * np.sqrt(1.5), abs=1e-12)
    assert found.pci == pytest.approx(np.array([-1, 0, 1]) * np.sqrt(1.5), abs=1e-12)


@pytest.mark.parametrize("n", range(3, 9))
def test_a_nested_table_has_the_eigenvalues_one_over_squares_and_ranks_by_diversity(n: int) -> None:
    found = complexity(nested(n))
    assert (found.second, found.third) == pytest.approx((1 / 4, 1 / 9))
    assert (np.diff(found.eci) < 0).all()
    assert (np.diff(found.pci) > 0).all()


def test_two_blocks_with_one_bridge_are_told_apart_by_the_index() -> None:
    blocks = np.kron(np.eye(2), np.ones((3, 4)))
    blocks[0, 4] = 1
    eci = complexity(blocks).eci
    assert np.sign(eci).tolist() in ([1, 1, 1, -1, -1, -1], [-1, -1, -1, 1, 1, 1])


def test_two_countries_stand_one_deviation_on_either_side() -> None:
    found = complexity([[1, 1], [1, 0]])
    assert found.eci.tolist() == pytest.approx([1, -1])
    assert (found.second, found.third) == pytest.approx((1 / 4, 0))


# --- properties


@given(presences)
def test_the_index_is_the_second_eigenvector_of_the_averaging_matrix(presence: FloatArray) -> None:
    found = answered(presence)
    rows, columns = presence.any(axis=1), presence.any(axis=0)
    core = presence[np.ix_(rows, columns)]
    matrix = averaging(core)
    assert found.second == pytest.approx(np.sort(np.linalg.eigvals(matrix).real)[-2], abs=1e-9)
    # Standardising shifts the vector, and constants are fixed: what is left must be an eigenvector up to a constant.
    residual = matrix @ found.eci[rows] - found.second * found.eci[rows]
    assert np.ptp(residual) < 1e-7 / min(1.0, (found.second - found.third) * 1e3)


@given(presences)
def test_a_country_is_the_average_of_its_products_up_to_scale(presence: FloatArray) -> None:
    found = answered(presence)
    rows, columns = presence.any(axis=1), presence.any(axis=0)
    core = presence[np.ix_(rows, columns)]
    average = core @ found.pci[columns] / core.sum(axis=1)
    assume(found.second - found.third > 1e-6)
    assert np.corrcoef(average, found.eci[rows])[0, 1] == pytest.approx(1, abs=1e-6)


@given(presences)
def test_indices_have_mean_zero_and_deviation_one(presence: FloatArray) -> None:
    found = answered(presence)
    for index in (found.eci, found.pci):
        assert np.nanmean(index) == pytest.approx(0, abs=1e-9)
        assert np.nanstd(index) == pytest.approx(1, abs=1e-9)


@given(presences, st.randoms(use_true_random=False))
def test_shuffled_countries_and_products_keep_their_indices(presence: FloatArray, random: "object") -> None:
    found = answered(presence)
    assume(found.second - found.third > 1e-6)
    rows, columns = list(range(presence.shape[0])), list(range(presence.shape[1]))
    random.shuffle(rows)  # type: ignore[attr-defined]
    random.shuffle(columns)  # type: ignore[attr-defined]
    again = complexity(presence[np.ix_(rows, columns)])
    np.testing.assert_allclose(again.eci, found.eci[rows], atol=1e-6)
    np.testing.assert_allclose(again.pci, found.pci[columns], atol=1e-6)


@given(presences)
def test_the_sign_rises_with_diversity_or_falls_with_ubiquity(presence: FloatArray) -> None:
    found = answered(presence)
    rows, columns = found.diversity > 0, found.ubiquity > 0
    rises = np.cov(found.eci[rows], found.diversity[rows])[0, 1]
    falls = np.cov(found.pci[columns], found.ubiquity[columns])[0, 1]
    assert rises > -1e-8
    assert rises > 1e-8 or falls < 1e-8


@given(presences)
def test_empty_rows_and_columns_change_nothing_and_have_no_index(presence: FloatArray) -> None:
    found = answered(presence)
    padded = complexity(np.pad(presence, 1))
    assert np.isnan(padded.eci[[0, -1]]).all()
    assert np.isnan(padded.pci[[0, -1]]).all()
    np.testing.assert_allclose(padded.eci[1:-1], found.eci, atol=1e-9)


@given(presences)
def test_groups_are_those_a_search_from_cell_to_cell_finds(presence: FloatArray) -> None:
    rows, columns = connected_groups(presence)
    for i, p in np.argwhere(presence == 1):
        assert rows[i] == columns[p] >= 0
    assert (rows[~presence.any(axis=1)] == -1).all()
    assert len(set(rows[rows >= 0])) == _groups(presence)


def _groups(presence: FloatArray) -> int:
    """The number of groups, by joining the ends of every one."""
    n, parent = len(presence), list(range(sum(presence.shape)))

    def root(k: int) -> int:
        return k if parent[k] == k else root(parent[k])

    for i, p in np.argwhere(presence == 1):
        parent[root(int(i))] = root(n + int(p))
    return len({root(int(i)) for i in np.flatnonzero(presence.any(axis=1))})


# --- refused


@pytest.mark.parametrize(
    ("presence", "code"),
    [
        ([[1, 0], [0, 1]], "disconnected"),
        ([[0, 0], [0, 0]], "no_advantage"),
        ([[1, 1], [1, 1]], "all_alike"),
        ([[0, 0], [1, 1]], "all_alike"),
        ([[1]], "all_alike"),
        ([[1, 1, 0], [0, 1, 1], [1, 0, 1]], "not_unique"),
        ([[1, 1, 0, 0], [0, 1, 1, 0], [0, 0, 1, 1], [1, 0, 0, 1]], "not_unique"),
        ([[1, 1, 1, 0], [0, 1, 1, 1]], "open_sign"),
    ],
)
def test_a_table_without_one_index_is_refused_for_its_reason(presence: list[list[int]], code: str) -> None:
    with pytest.raises(ProblemError) as refusal:
        complexity(presence)
    assert refusal.value.code == code


def test_a_product_all_countries_have_connects_them() -> None:
    apart = np.array([[1, 1, 1, 0, 0], [1, 1, 0, 0, 0], [1, 0, 0, 0, 0], [0, 0, 0, 1, 1], [0, 0, 0, 1, 0]])
    joined = np.hstack([apart, np.ones((5, 1), dtype=int)])
    assert complexity(joined).second < 1
    with pytest.raises(ProblemError, match="share no product"):
        complexity(apart)


def test_each_group_can_be_asked_for_alone() -> None:
    table = np.kron(np.eye(2), nested(3)).astype(int)
    rows, columns = connected_groups(table)
    for group in (0, 1):
        alone = complexity(table[np.ix_(rows == group, columns == group)])
        assert alone.eci == pytest.approx(complexity(nested(3)).eci)


def test_results_are_read_only() -> None:
    found = complexity(nested(3))
    for array in (found.eci, found.pci, found.diversity, found.ubiquity):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1


def test_the_sentence_names_extremes_and_what_has_no_index() -> None:
    found = complexity([[1, 1, 0], [1, 0, 0], [0, 0, 0]], ["A", "B", "C"], ["x", "y", "z"])
    assert found.sentence().startswith("Most complex economy: A; least complex: B; most complex product: y. ")
    assert found.sentence().endswith("Without an index, for want of an advantage: 'C', 'z'.")
    assert "Sans indice, faute d'avantage : 'C', 'z'." in found.sentence("fr")


# --- the product space


@given(presences)
def test_proximity_is_the_smaller_conditional_probability(presence: FloatArray) -> None:
    found, ubiquity = proximity(presence), presence.sum(axis=0)
    for p, q in np.ndindex(found.shape):
        both = (presence[:, p] & presence[:, q]).sum()
        expected = min(both / ubiquity[p], both / ubiquity[q]) if ubiquity[p] and ubiquity[q] else 0
        assert found[p, q] == pytest.approx(expected)


@given(presences)
def test_density_lies_between_none_and_all(presence: FloatArray) -> None:
    found = density(presence)
    assert ((found >= 0) & (found <= 1 + 1e-12)).all()
    everything = presence.any(axis=0)
    full = density(np.vstack([presence, everything]), proximity(presence))
    assert full[-1][everything] == pytest.approx(1)


@given(presences, st.data())
def test_the_gain_is_the_difference_of_two_opportunity_values(presence: FloatArray, data: st.DataObject) -> None:
    pci = np.array(
        data.draw(st.lists(st.integers(-3, 3), min_size=presence.shape[1], max_size=presence.shape[1])), dtype=float
    )
    near = proximity(presence)
    gains, before = opportunity_gain(presence, pci, near), opportunity_value(presence, pci, near)
    for c, p in np.ndindex(presence.shape):
        after = presence.copy()
        after[c, p] = 1
        assert gains[c, p] == pytest.approx(opportunity_value(after, pci, near)[c] - before[c], abs=1e-12)


def test_products_without_an_index_count_for_nothing() -> None:
    presence = [[1, 1, 0], [1, 0, 0]]
    assert (
        opportunity_value(presence, [1.0, 2.0, np.nan]).tolist()
        == opportunity_value(presence, [1.0, 2.0, 0.0]).tolist()
    )
    assert not np.isnan(opportunity_gain(presence, [1.0, 2.0, np.nan])).any()


def test_who_has_everything_has_no_opportunities() -> None:
    assert opportunity_value([[1, 1], [1, 0]], [-1.0, 1.0])[0] == 0
    assert opportunity_gain([[1, 1], [1, 0]], [-1.0, 1.0])[0].tolist() == [0, 0]
