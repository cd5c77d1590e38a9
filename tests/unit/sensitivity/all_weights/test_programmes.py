"""Least changes under many conditions, and the proofs that there are none."""

from types import SimpleNamespace

import numpy as np
import pytest
import scipy.optimize
from scipy.optimize import minimize

import mcda_industry as mi
from mcda_industry.sensitivity.all_weights.nearest import NORMS, length
from mcda_industry.sensitivity.all_weights.programmes import least_change, simplex_basis, widest_lead


def test_the_widest_lead_and_its_proof_meet() -> None:
    rng = np.random.default_rng(0)
    for _ in range(40):
        rows = rng.normal(size=(int(rng.integers(1, 6)), int(rng.integers(2, 5))))
        found = widest_lead(rows)
        assert found.shares.sum() == pytest.approx(1)
        assert (found.shares >= 0).all()
        if found.lead < -1e-9:  # mixed by the shares, the rivals are at least as good on every criterion
            assert (found.shares @ rows <= 1e-9).all()
        else:
            assert (rows @ found.weights >= -1e-9).all()


def test_conditions_that_cannot_hold_together_have_no_nearest_weights() -> None:
    rows = np.array([[1.0, -1.0, -0.1], [-1.0, 1.0, -0.1], [-1.0, -1.0, 0.05]])
    for norm in NORMS:
        assert least_change(np.vstack([rows, [[-0.1, -0.1, -0.1]]]), np.full(3, 1 / 3), norm) is None


def test_no_conditions_need_no_change() -> None:
    weights = np.array([0.2, 0.8])
    assert least_change(np.zeros((0, 2)), weights, "l1") is weights


@pytest.mark.parametrize("norm", NORMS)
def test_the_nearest_weights_meet_every_condition_and_nothing_drawn_nearer_does(norm: str) -> None:
    rng = np.random.default_rng(3)
    for _ in range(15):
        m = int(rng.integers(2, 6))
        rows, weights = rng.normal(size=(4, m)) + 0.3, rng.dirichlet(np.ones(m))
        found, drawn = least_change(rows, weights, norm), rng.dirichlet(np.ones(m), 4_000)
        meets = (drawn @ rows.T >= 0).all(axis=1)
        if found is None:
            assert not meets.any()
            continue
        assert (rows @ found >= -1e-9).all()
        assert (found >= 0).all()
        distance = length(found - weights, norm)
        assert (length(drawn[meets] - weights, norm) >= distance - 1e-9).all()


def test_the_least_euclidean_change_agrees_with_a_general_solver() -> None:
    rng = np.random.default_rng(4)
    for _ in range(10):
        rows, weights = rng.normal(size=(3, 4)), rng.dirichlet(np.ones(4))
        rows -= (rows @ np.full(4, 0.25))[:, None] - 0.05  # met by equal weights
        found = least_change(rows, weights, "l2")
        assert found is not None
        solved = minimize(
            lambda w, w0=weights: ((w - w0) ** 2).sum(),
            found + 0.05 * (np.full(4, 0.25) - found),
            method="SLSQP",
            bounds=[(0, 1)] * 4,
            constraints=[
                {"type": "eq", "fun": lambda w: w.sum() - 1},
                {"type": "ineq", "fun": lambda w, r=rows: r @ w},
            ],
            options={"ftol": 1e-14},
        )
        assert np.linalg.norm(found - weights) <= np.linalg.norm(solved.x - weights) + 1e-7


def test_rows_of_very_different_magnitudes_are_all_met() -> None:
    rows = np.array([[1e-9, -1e-9, 0.0], [0.0, 1e9, -1e9]])
    for norm in NORMS:
        found = least_change(rows, np.array([0.1, 0.2, 0.7]), norm)
        np.testing.assert_allclose(found, 1 / 3, rtol=0, atol=1e-9)


def test_the_solver_writes_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    for norm in NORMS:
        least_change(np.array([[1.0, -1.0, 0.5], [0.0, 1.0, -1.0]]), np.array([0.1, 0.5, 0.4]), norm)
    widest_lead(np.array([[1.0, -1.0], [-1.0, 1.0]]))
    assert capfd.readouterr() == ("", "")


def test_a_solver_that_gives_up_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        scipy.optimize, "linprog", lambda *_, **__: SimpleNamespace(status=4, message="numerical trouble")
    )
    with pytest.raises(
        mi.SensitivityError, match=r"not solved \(numerical trouble\). Look for performances"
    ) as refusal:
        least_change(np.array([[1.0, -1.0]]), np.array([0.2, 0.8]), "l1")
    assert refusal.value.code == "not_solved"


def test_a_solver_that_is_content_with_default_tolerances_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    inner, asked = scipy.optimize.linprog, []

    def fussy(*parts: object, options: dict[str, float], **more: object) -> object:
        asked.append(options)
        return SimpleNamespace(status=4, message="numerical trouble") if options else inner(*parts, **more)

    monkeypatch.setattr(scipy.optimize, "linprog", fussy)
    found = least_change(np.array([[1.0, -1.0]]), np.array([0.2, 0.8]), "l1")
    np.testing.assert_allclose(found, [0.5, 0.5], rtol=0, atol=1e-7)
    assert len(asked) == 2


def test_least_squares_that_do_not_end_are_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(*_: object, **__: object) -> None:
        raise RuntimeError("Maximum number of iterations reached.")

    monkeypatch.setattr(scipy.optimize, "nnls", endless)
    with pytest.raises(mi.SensitivityError, match="A least-distance programme was not solved") as refusal:
        least_change(np.array([[1.0, -1.0]]), np.array([0.2, 0.8]), "l2")
    assert refusal.value.code == "not_solved"


def test_the_basis_spans_the_changes_that_add_to_zero() -> None:
    for m in (2, 3, 7):
        basis = simplex_basis(m)
        np.testing.assert_allclose(basis.T @ basis, np.eye(m - 1), rtol=0, atol=1e-14)
        np.testing.assert_allclose(basis.sum(axis=0), 0, rtol=0, atol=1e-14)
