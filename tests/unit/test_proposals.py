"""Preference functions proposed from the data."""

import numpy as np
import pytest

import mcda_industry as mi


def proposed(*columns):
    names = [f"c{j}" for j in range(len(columns))]
    problem = mi.Problem.from_arrays(np.column_stack(columns), [mi.maximise(name, "MDH") for name in names])
    return mi.propose_preferences(problem)


def test_grades_get_half_a_step_and_a_step_and_a_half():
    found = proposed([1, 2, 3, 3, 5, 4])[0]
    assert found.preference == mi.Level(0.5, 1.5)
    assert "whole grades" in found.sentence()


def test_one_or_two_values_get_usual():
    assert [p.preference for p in proposed([2, 2, 2, 2], [0, 1, 0, 1])] == [mi.Usual(), mi.Usual()]


def test_other_columns_get_the_quartiles_of_the_differences():
    column = np.random.default_rng(0).normal(50, 12, 300)
    found = proposed(column)[0]
    differences = np.abs(np.subtract.outer(column, column))[np.triu_indices(300, 1)]
    assert found.preference.q == pytest.approx(np.quantile(differences, 0.25))
    assert found.preference.p == pytest.approx(np.quantile(differences, 0.75))
    assert "a quarter of the differences are below" in found.sentence()
    assert "MDH" in found.sentence("fr")


def test_an_outlier_hardly_sways_the_thresholds():
    column = np.random.default_rng(0).normal(50, 12, 300)
    spoiled = column.copy()
    spoiled[0] = 1e6
    before, after = proposed(column)[0].preference, proposed(spoiled)[0].preference
    assert after.p == pytest.approx(before.p, rel=0.05)


def test_a_long_column_is_sampled_evenly():
    column = np.random.default_rng(0).normal(50, 12, 30_000)
    few, all_ = proposed(column[:1999])[0].preference, proposed(column)[0].preference
    assert all_.q == pytest.approx(few.q, rel=0.1)


def test_nothing_is_applied():
    problem = mi.Problem.of([mi.maximise("a")], {"x": [1.5], "y": [2.5], "z": [7.0]})
    mi.propose_preferences(problem)
    assert problem.criteria[0].preference is None
