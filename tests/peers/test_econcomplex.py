"""The same numbers as econcomplex, and where its conventions are others.

It signs the two indices apart, each by its own count, and leaves products out of their own neighbourhood.
"""

from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from peers.oracles import fewer, peer

import mcda_industry as mi
from mcda_industry.arrays import FloatArray

econcomplex = peer("econcomplex")

GIVEN_AS_PRESENCE: dict[str, Any] = {"use_rca": False, "threshold": 0.5}
shapes = st.tuples(st.integers(3, 7), st.integers(3, 7))
tables = arrays(np.float64, shapes, elements=st.integers(0, 9).map(float)).filter(lambda table: table.any())
presences = arrays(np.float64, shapes, elements=st.integers(0, 1).map(float)).filter(
    lambda table: table.any(axis=0).all() and table.any(axis=1).all()
)


def answered(presence: FloatArray) -> mi.diagnosis.Complexity:
    """Our indices where we give any, and the eigenvalues are far enough apart for another solver to agree."""
    try:
        found = mi.diagnosis.complexity(presence)
    except mi.ProblemError:
        assume(False)
        raise
    assume(found.second - found.third > 1e-4)
    return found


def without_themselves(presence: FloatArray) -> FloatArray:
    """Our proximities with their diagonal: a product is no neighbour of itself."""
    near = mi.diagnosis.proximity(presence)
    return near - np.diag(np.diag(near))


@fewer
@given(tables)
def test_revealed_advantage_agrees(exports: FloatArray) -> None:
    np.testing.assert_allclose(mi.diagnosis.revealed_advantage(exports), econcomplex.rca(exports), rtol=1e-12)


@fewer
@given(presences)
def test_the_indices_agree_up_to_their_signs(presence: FloatArray) -> None:
    found = answered(presence)
    theirs = econcomplex.eci_pci(presence, **GIVEN_AS_PRESENCE)
    for ours, other in zip((found.eci, found.pci), theirs, strict=True):
        signed = other * np.sign(other @ ours)
        np.testing.assert_allclose(ours, signed, atol=1e-7)


@fewer
@given(presences)
def test_the_country_index_has_the_same_sign_where_diversity_decides(presence: FloatArray) -> None:
    found = answered(presence)
    diversity = presence.sum(axis=1)
    assume(np.ptp(diversity) > 0 and abs(np.corrcoef(found.eci, diversity)[0, 1]) > 1e-6)
    np.testing.assert_allclose(found.eci, econcomplex.eci_pci(presence, **GIVEN_AS_PRESENCE)[0], atol=1e-7)


def test_their_product_index_can_run_against_their_country_index() -> None:
    presence = np.array([[1, 0, 0, 1], [0, 1, 1, 0], [0, 1, 1, 0], [1, 0, 1, 0], [0, 1, 1, 1]], dtype=float)
    found = mi.diagnosis.complexity(presence)
    average = presence @ found.pci / presence.sum(axis=1)
    assert np.corrcoef(average, found.eci)[0, 1] > 0.999
    eci, pci = econcomplex.eci_pci(presence, **GIVEN_AS_PRESENCE)
    assert np.corrcoef(presence @ pci / presence.sum(axis=1), eci)[0, 1] < -0.999


@fewer
@given(presences)
def test_proximity_density_and_opportunity_value_agree_without_the_diagonal(presence: FloatArray) -> None:
    near = without_themselves(presence)
    theirs = econcomplex.proximity(presence, compute="product", **GIVEN_AS_PRESENCE)["product"]
    np.testing.assert_allclose(near, theirs - np.diag(np.diag(theirs)), atol=1e-12)
    dense = econcomplex.relatedness_density(presence, phi=near, **GIVEN_AS_PRESENCE) / 100
    np.testing.assert_allclose(mi.diagnosis.density(presence, near), dense, atol=1e-12)
    pci = np.arange(presence.shape[1]) - 1.5
    outlook = econcomplex.complexity_outlook_index(presence, pci, phi=near, **GIVEN_AS_PRESENCE)
    np.testing.assert_allclose(mi.diagnosis.opportunity_value(presence, pci, near), outlook, atol=1e-12)


@fewer
@given(tables)
def test_the_location_quotient_agrees(jobs: FloatArray) -> None:
    np.testing.assert_allclose(mi.diagnosis.location_quotient(jobs), econcomplex.location_quotient(jobs), rtol=1e-12)


def test_where_the_index_is_one_of_many_theirs_picks_one_and_ours_refuses() -> None:
    apart = np.kron(np.eye(2), [[1.0, 1.0], [1.0, 0.0]])
    eci, _ = econcomplex.eci_pci(apart, **GIVEN_AS_PRESENCE)
    assert np.isfinite(eci).all()
    with pytest.raises(mi.ProblemError, match="share no product"):
        mi.diagnosis.complexity(apart)
