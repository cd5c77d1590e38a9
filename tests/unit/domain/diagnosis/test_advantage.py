import numpy as np
import pytest
import strategies  # noqa: F401 - the profile is chosen there
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from mcda_industry.arrays import FloatArray
from mcda_industry.domain.diagnosis import location_quotient, present, revealed_advantage, symmetric_advantage
from mcda_industry.errors import ProblemError

shapes = st.tuples(st.integers(1, 6), st.integers(1, 6))
tables = arrays(np.float64, shapes, elements=st.integers(0, 9).map(float)).filter(lambda table: table.any())


def by_definition(exports: FloatArray) -> FloatArray:
    """The quotient of shares, cell by cell."""
    found = np.zeros(exports.shape)
    for i, j in np.ndindex(exports.shape):
        if exports[i].sum() > 0 and exports[:, j].sum() > 0:
            found[i, j] = exports[i, j] / exports[i].sum() / (exports[:, j].sum() / exports.sum())
    return found


@given(tables)
def test_the_quotient_is_that_of_its_definition(exports: FloatArray) -> None:
    np.testing.assert_allclose(revealed_advantage(exports), by_definition(exports), rtol=1e-13)


@given(tables)
def test_weighted_by_the_shares_of_products_quotients_average_one(exports: FloatArray) -> None:
    shares = exports.sum(axis=0) / exports.sum()
    rows = exports.sum(axis=1) > 0
    np.testing.assert_allclose((revealed_advantage(exports) @ shares)[rows], 1, rtol=1e-12)


@given(tables, st.sampled_from([2.0**-1000, 1e-300, 3.0, 1e300]))
def test_the_unit_does_not_matter(exports: FloatArray, unit: float) -> None:
    np.testing.assert_allclose(revealed_advantage(exports * unit), revealed_advantage(exports), rtol=1e-12)


@given(tables)
def test_the_order_of_rows_and_columns_does_not_matter(exports: FloatArray) -> None:
    rows, columns = np.arange(exports.shape[0])[::-1], np.arange(exports.shape[1])[::-1]
    turned = revealed_advantage(exports[np.ix_(rows, columns)])
    np.testing.assert_allclose(turned, revealed_advantage(exports)[np.ix_(rows, columns)], rtol=1e-13)


@given(tables)
def test_one_place_alone_is_exactly_average_in_what_it_has(exports: FloatArray) -> None:
    one = exports[[int(exports.sum(axis=1).argmax())]]
    assert (present(revealed_advantage(one)) == (one > 0)).all()


def test_who_exports_like_the_world_reaches_the_line_whatever_the_rounding() -> None:
    profile = np.array([0.1, 0.2, 0.3, 0.7, 1.1])
    exports = np.outer([1.0, 3.0, 7.0, 0.1], profile)
    assert present(revealed_advantage(exports)).all()


def test_a_country_without_exports_and_a_product_without_exporters_have_no_advantage() -> None:
    found = revealed_advantage([[0, 0, 0], [0, 1, 2], [0, 3, 1]])
    assert found[0].tolist() == found[:, 0].tolist() == [0, 0, 0]
    assert symmetric_advantage(found)[0, 0] == -1


def test_the_input_is_neither_changed_nor_kept() -> None:
    exports = np.array([[1.0, 2.0], [3.0, 4.0]])
    found = revealed_advantage(exports)
    before = found.copy()
    exports[:] = 9
    assert (found == before).all()


def test_the_location_quotient_is_the_same_formula_on_jobs() -> None:
    jobs = [[120, 30, 850], [10, 60, 430]]
    assert location_quotient(jobs).tolist() == revealed_advantage(jobs).tolist()
    assert location_quotient(jobs)[0, 0] == pytest.approx((120 / 1000) / (130 / 1500))


@given(arrays(np.float64, st.integers(1, 9), elements=st.floats(1e-6, 1e6)))
def test_the_symmetric_form_is_the_formula_and_inverse_quotients_are_opposite(quotients: FloatArray) -> None:
    found = symmetric_advantage(quotients)
    np.testing.assert_allclose(found, (quotients - 1) / (quotients + 1), rtol=1e-9, atol=1e-15)
    np.testing.assert_allclose(symmetric_advantage(1 / quotients), -found, rtol=1e-9, atol=1e-15)
    assert ((found >= -1) & (found < 1)).all()


def test_the_symmetric_form_of_the_largest_float_does_not_overflow() -> None:
    assert symmetric_advantage([1.7e308, 0.0, 5e-324]).tolist() == [1, -1, -1]


def test_amounts_too_far_apart_are_refused_rather_than_infinite() -> None:
    for large in (1.0, 1e308):
        with pytest.raises(ProblemError, match="too large for a float") as refusal:
            revealed_advantage([[large, 0], [0, 5e-324]])
        assert refusal.value.code == "overflow"
