"""The remarks of a solver stay off standard output; what others print there does not."""

import os

import pytest

from mcda_industry.sensitivity.uncertain_weights.chatter import without_chatter


def test_only_the_remarks_of_the_solver_are_lost(capfd: pytest.CaptureFixture[str]) -> None:
    with without_chatter():
        os.write(1, b"HighsMipSolverData::remark\nmine\n")
        with without_chatter():
            os.write(1, b"inner\n")
    os.write(1, b"after\n")
    assert capfd.readouterr().out == "mine\ninner\nafter\n"


def fail_within() -> None:
    with without_chatter():
        os.write(1, b"before\n")
        raise ZeroDivisionError


def test_standard_output_comes_back_after_an_error(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ZeroDivisionError):
        fail_within()
    os.write(1, b"after\n")
    assert capfd.readouterr().out == "before\nafter\n"
