"""Preference functions proposed from the data, with the reason for each: to be looked at, never applied silently."""

from dataclasses import dataclass

import numpy as np

from mcda_industry.arrays import FloatArray, power_of_two
from mcda_industry.errors import speaks_french
from mcda_industry.preferences import Level, Linear, PreferenceFunction, Usual
from mcda_industry.problem import Criterion, Problem, as_problem

FEW = 10
"""Distinct whole values up to which a column is taken for grades."""

LARGEST_GRADE = 1e6
"""Whole values from here on are quantities, not grades."""

MOST_COMPARED = 2_000
"""Values of which all differences are looked at; of a longer column every k-th in rising order is."""


@dataclass(frozen=True)
class Proposal:
    """A preference function for one criterion, and why.

    Attributes
    ----------
    criterion
        The criterion it is for, as it stands.
    preference
        What is proposed.
    lower, upper
        The first and the last quartile of the differences between alternatives that differ, in the unit.
    """

    criterion: Criterion
    preference: PreferenceFunction
    lower: float
    upper: float

    def sentence(self, lang: str = "en") -> str:
        """What is proposed and why, as a person would say it."""
        name, unit = self.criterion.name, f" {self.criterion.unit}" if self.criterion.unit else ""
        low, high = f"{self.lower:.4g}{unit}", f"{self.upper:.4g}{unit}"
        said = _WORDS["fr" if speaks_french(lang) else "en"][type(self.preference)].format(
            name=name, low=low, high=high
        )
        return said.replace(".", ",", said.count(".") - 1) if speaks_french(lang) else said


_WORDS: dict[str, dict[type[PreferenceFunction], str]] = {
    "en": {
        Usual: "{name}: no two alternatives differ, or only two values occur: any difference counts.",
        Level: "{name}: a few whole grades: one grade is half a preference, two are a full one.",
        Linear: "{name}: a quarter of the differences are below {low} and count for nothing; a quarter are above {high} and "
        "count in full.",
    },
    "fr": {
        Usual: "{name} : aucun écart, ou deux valeurs seulement : tout écart compte.",
        Level: "{name} : quelques notes entières : une note vaut une demi-préférence, deux une préférence entière.",
        Linear: "{name} : un quart des écarts est sous {low} et ne compte pas ; un quart dépasse {high} et compte en entier.",
    },
}


def propose_preferences(problem: Problem) -> tuple[Proposal, ...]:
    """A preference function for each criterion, read from the differences between the alternatives.

    Columns of a few whole values (up to ten) are taken for grades: `Level(0.5, 1.5)`. Columns with one or two values:
    `Usual()`. Others: `Linear(q, p)` with the quartiles of the differences between alternatives that differ, so that neither
    heavy tails nor ties sway them. Thresholds are a judgement of the decision makers: this is where to start the talk, not its
    end. Thresholds the criteria have already are not looked at.

    Returns
    -------
    tuple of Proposal
        One for each criterion, in their order.

    Examples
    --------
    >>> from mcda_industry.problem import maximise
    >>> problem = Problem.of([maximise("npv", "MDH")], {"x": [1.5], "y": [2.5], "z": [4.5], "w": [9.5]})
    >>> propose_preferences(problem)[0].preference
    Linear(kind='linear', q=2.25, p=6.5)
    """
    problem = as_problem(problem)
    return tuple(
        _proposal(criterion, column) for criterion, column in zip(problem.criteria, problem.values.T, strict=True)
    )


def _proposal(criterion: Criterion, column: FloatArray) -> Proposal:
    values = np.unique(column)
    lower, upper = _quartiles(column) if len(values) > 1 else (0.0, 0.0)
    if len(values) <= 2:
        return Proposal(criterion, Usual(), lower, upper)
    if len(values) <= FEW and np.abs(values).max() < LARGEST_GRADE and _are_grades(values):
        return Proposal(criterion, Level(0.5, 1.5), lower, upper)
    return Proposal(criterion, Linear(lower, upper), lower, upper)


def _are_grades(values: FloatArray) -> bool:
    """Whether these rising values are whole and the closest are one apart."""
    return bool((values == np.rint(values)).all() and np.diff(values).min() == 1)


def _quartiles(column: FloatArray) -> tuple[float, float]:
    """The quartiles of the differences of all pairs that differ."""
    exact = float(power_of_two(column))
    ordered = np.sort(column / exact)
    ordered = ordered[np.unique(np.linspace(0, len(ordered) - 1, min(len(ordered), MOST_COMPARED)).astype(np.int64))]
    i, k = np.triu_indices(len(ordered), 1)
    differences = ordered[k] - ordered[i]
    low, high = np.quantile(differences[differences > 0], [0.25, 0.75])
    largest = float(np.finfo(np.float64).max) / exact
    return float(min(low, largest)) * exact, float(min(high, largest)) * exact
