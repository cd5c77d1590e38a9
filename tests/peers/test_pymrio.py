"""The same numbers as pymrio, where both mean the same by a name."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from peers.oracles import fewer, peer

import mcda_industry as mi
from mcda_industry.arrays import FloatArray

iomath = peer("pymrio.tools.iomath")
pandas = peer("pandas")

CLOSE = {"rtol": 1e-10, "atol": 1e-12}


@st.composite
def tables(draw: st.DrawFn) -> tuple[FloatArray, FloatArray]:
    """Flows and outputs in units, sales within output; zeros are common."""
    n = draw(st.integers(1, 6))
    flows = np.array(draw(st.lists(st.integers(0, 90), min_size=n * n, max_size=n * n)), dtype=float).reshape(n, n)
    final = draw(st.lists(st.integers(1, 300), min_size=n, max_size=n))
    return flows, flows.sum(axis=1) + final


@fewer
@given(given=tables())
def test_coefficients_and_inverses_are_theirs(given: tuple[FloatArray, FloatArray]) -> None:
    flows, output = given
    coefficients = mi.value_chain.technical_coefficients(flows, output)
    allocations = mi.value_chain.allocation_coefficients(flows, output)
    frame = pandas.DataFrame(flows)
    np.testing.assert_allclose(coefficients, iomath.calc_A(frame, output), **CLOSE)
    np.testing.assert_allclose(
        mi.value_chain.leontief_inverse(coefficients), iomath.calc_L(pandas.DataFrame(coefficients)), **CLOSE
    )
    theirs = iomath.calc_G(iomath.calc_B(frame, output))
    np.testing.assert_allclose(mi.value_chain.ghosh_inverse(allocations), theirs, **CLOSE)


@fewer
@given(given=tables())
def test_multipliers_and_production_are_theirs(given: tuple[FloatArray, FloatArray]) -> None:
    flows, output = given
    coefficients = mi.value_chain.technical_coefficients(flows, output)
    inverse = iomath.calc_L(pandas.DataFrame(coefficients))
    carried = np.arange(1.0, len(output) + 1)
    theirs = iomath.calc_M(pandas.DataFrame(carried[None, :]), inverse).to_numpy()[0]
    np.testing.assert_allclose(mi.value_chain.multipliers(coefficients, carried), theirs, **CLOSE)
    demand = np.arange(len(output), 0.0, -1)
    produced = iomath.calc_x_from_L(inverse, pandas.DataFrame(demand)).to_numpy().ravel()
    np.testing.assert_allclose(mi.value_chain.production(coefficients, demand), produced, **CLOSE)
