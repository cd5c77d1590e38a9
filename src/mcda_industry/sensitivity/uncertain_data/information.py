"""Which uncertain criterion, or which single performance, to study next: sensitivity indices and the value of information."""

from collections.abc import Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from mcda_industry.arrays import FloatArray, IntArray, is_whole, ratio
from mcda_industry.errors import SensitivityError, did_you_mean, quoted, speaks_french
from mcda_industry.execution import each
from mcda_industry.methods import RankingMethod, named
from mcda_industry.sensitivity.uncertain_data.rescoring import Versions, column_of, scores_of
from mcda_industry.sensitivity.uncertain_weights.draws import Seed, entropy_of
from mcda_industry.uncertain import UncertainProblem, as_uncertain
from mcda_industry.weighting.weights import Weights

if TYPE_CHECKING:
    import pandas as pd

INNER = 64
"""Draws of everything else over which scores are averaged, for each value of what is studied."""

LEAST_DRAWS, MOST_DRAWS = 64, 1 << 20


class Worth(NamedTuple):
    """What knowing one uncertain thing would bring.

    Attributes
    ----------
    name
        The criterion; or the alternative and the criterion, as "P01 / npv"; or a threshold, as "npv: q".
    first_order, total
        Share of the variance of all scores that it explains alone, and with its interactions: 0 to 1 but for sampling error.
    changes_leader
        How often the leader changes when it alone is drawn again.
    value, value_error
        What knowing it would add to the expected score of the alternative chosen, in units of the score, and the Monte Carlo
        standard error of that.
    """

    name: str
    first_order: float
    total: float
    changes_leader: float
    value: float
    value_error: float


@dataclass(frozen=True, eq=False)
class InformationValue:
    """What to study next, the most valuable first.

    Attributes
    ----------
    problem, weights, method, draws, seed
        What was asked.
    choice
        The alternative with the highest expected score: what is chosen if nothing more is learnt.
    perfect
        What knowing everything would add to the expected score (the expected value of perfect information).
    changes_leader
        How often the leader changes when everything is drawn again.
    worths
        One for each uncertain criterion, or each uncertain number.
    """

    problem: UncertainProblem
    weights: Weights
    method: str
    draws: int
    seed: int
    choice: str
    perfect: float
    changes_leader: float
    worths: tuple[Worth, ...]

    def __getitem__(self, name: str) -> Worth:
        for worth in self.worths:
            if worth.name == name:
                return worth
        said = f"There is nothing uncertain called {quoted(name)}; {did_you_mean(name, [w.name for w in self.worths])}"
        raise SensitivityError(said, code="unknown_name", field=str(name))

    def to_frame(self) -> "pd.DataFrame":
        """A data frame by name, the most valuable first."""
        import pandas as pd

        return pd.DataFrame(list(self.worths), columns=list(Worth._fields)).set_index("name")

    def sentence(self, lang: str = "en") -> str:
        """What to study next, as a person would say it."""
        first, french = self.worths[0], speaks_french(lang)
        words = _WORDS["fr" if french else "en"]
        if self.perfect == 0 or first.value == 0:
            return words["nothing" if self.perfect == 0 else "alone"].format(choice=self.choice)
        figures = {
            "often": f"{100 * first.changes_leader:.1f}",
            "value": f"{first.value:.3g}",
            "share": f"{100 * min(1.0, first.value / self.perfect):.0f}",
        }
        shown = {key: figure.replace(".", ",") if french else figure for key, figure in figures.items()}
        return words["study"].format(name=first.name, **shown)


_WORDS = {
    "en": {
        "study": "Study {name} first: drawn again alone, it changes the leader in {often} % of the draws; knowing it is worth "
        "{value} of the score, {share} % of what knowing everything is worth.",
        "nothing": "There is nothing to study: {choice} comes first whatever the uncertain values.",
        "alone": "None is worth studying alone: whichever is learnt, {choice} is still chosen.",
    },
    "fr": {
        "study": "Étudier d'abord {name} : tiré seul à nouveau, il change le premier dans {often} % des tirages ; le connaître "
        "vaut {value} de score, soit {share} % de ce que vaudrait tout connaître.",
        "nothing": "Rien à étudier : {choice} est premier quelles que soient les valeurs incertaines.",
        "alone": "Aucune ne vaut d'être étudiée seule : quelle que soit celle que l'on apprend, {choice} reste le choix.",
    },
}


def value_of_information(
    problem: UncertainProblem,
    weights: Weights | Mapping[str, float],
    method: RankingMethod | str = "promethee2",
    by: Literal["criterion", "cell"] = "criterion",
    draws: int = 4096,
    rng: Seed = 0,
    executor: Executor | None = None,
) -> InformationValue:
    """Which uncertain criterion (or single performance) to study next.

    Parameters
    ----------
    problem
        What is uncertain; all uncertain numbers are independent.
    weights, method
        How the alternatives are ranked.
    by
        "criterion": all that is uncertain of a criterion is learnt together. "cell": each uncertain number alone.
    draws
        How many versions of the problem are drawn, twice.
    rng
        A seed or a generator.
    executor
        Where criteria, or cells, are worked on; the answer is the same.

    Raises
    ------
    SensitivityError
        If nothing is uncertain, or `by` or `draws` is none of the above.

    Notes
    -----
    First-order and total indices by the estimators of Jansen, M. (1999), Analysis of variance designs for model output, Computer
    Physics Communications 117, added up over the scores of all alternatives as in Gamboa, F., Janon, A., Klein, T. & Lagnoux, A.
    (2014), Sensitivity analysis for multidimensional and functional outputs, Electronic Journal of Statistics 8. The value of
    partial information (Howard, R. (1966), Information value theory, IEEE Transactions on Systems Science and Cybernetics 2) is
    the mean, over what is learnt, of the best expected score, less the best expected score now. For methods that score column by
    column and a whole criterion, the expectation given what is learnt is exact; else it is a mean over 64 draws of the rest, the
    same for every value learnt.

    Examples
    --------
    >>> from mcda_industry.laws_of_performance import Uniform
    >>> from mcda_industry.problem import maximise
    >>> criteria = [maximise("npv", scale=(0, 10)), maximise("jobs", scale=(0, 10))]
    >>> rows = {"P01": [Uniform(2, 9), 5], "P02": [5, Uniform(4.5, 5.5)]}
    >>> found = value_of_information(UncertainProblem.of(criteria, rows), {"npv": 1, "jobs": 1}, "weighted_sum")
    >>> [worth.name for worth in found.worths]
    ['npv', 'jobs']
    """
    problem, weights, method = as_uncertain(problem), Weights.of(weights), named(method)
    versions, shares = Versions.of(problem, method), weights.over(problem.criterion_names)
    groups = _groups(problem, versions, by)
    if not is_whole(draws, LEAST_DRAWS, MOST_DRAWS):
        said = f"draws must be a whole number from {LEAST_DRAWS} to {MOST_DRAWS}, not {quoted(draws)}."
        raise SensitivityError(said, code="bad_draws", field="draws")
    seed = entropy_of(rng)
    runs = _Runs.drawn(versions, shares, draws, seed)
    study = partial(_worth, runs, whole=by == "criterion")
    worths = list(each(study, groups, groups.values(), executor=executor))
    worths.sort(key=lambda worth: (-worth.value, -worth.total))
    choice = int(runs.one.mean(axis=0).argmax())
    return InformationValue(
        problem=problem,
        weights=weights,
        method=method.name,
        draws=draws,
        seed=seed,
        choice=problem.alternatives[choice],
        perfect=_value(runs.one, runs.one)[0],
        changes_leader=float((runs.one.argmax(axis=1) != runs.two.argmax(axis=1)).mean()),
        worths=tuple(worths),
    )


def _groups(problem: UncertainProblem, versions: Versions, by: str) -> dict[str, IntArray]:
    """The uncertain numbers learnt together, by what they are called."""
    if not versions.number:
        raise SensitivityError(
            "Nothing is uncertain in this problem. Give a law for a performance.", code="nothing_uncertain"
        )
    names = problem.criterion_names
    if by == "criterion":
        return {names[j]: np.flatnonzero(versions.columns == j) for j in np.unique(versions.columns)}
    if by != "cell":
        said = f"by must be 'criterion' or 'cell', not {quoted(by)}."
        raise SensitivityError(said, code="bad_by", field="by")
    cells = [f"{place.alternative} / {place.criterion}" for place in problem.places]
    thresholds = [f"{names[j]}: {key}" for j, key, _ in versions.thresholds]
    return {name: np.array([k]) for k, name in enumerate([*cells, *thresholds])}


@dataclass(frozen=True, eq=False)
class _Runs:
    """Two independent sets of draws of all that is uncertain, as shares and as values, and their scores (draws, n)."""

    versions: Versions
    weights: FloatArray
    first: FloatArray
    second: FloatArray
    one: FloatArray
    two: FloatArray

    @classmethod
    def drawn(cls, versions: Versions, shares: FloatArray, draws: int, seed: int) -> "_Runs":
        uniform = np.random.default_rng(seed).random((2, draws, versions.number))
        first, second = versions.settled(uniform[0]), versions.settled(uniform[1])
        weights = np.broadcast_to(shares, (draws, len(shares)))
        scores = [scores_of(versions, values, weights) for values in (first, second)]
        return cls(versions, shares, first, second, scores[0], scores[1])


def _worth(runs: _Runs, name: str, group: IntArray, whole: bool) -> Worth:
    """The indices and the value of one group of uncertain numbers."""
    mixed = _mixed(runs, group)
    spread = 2 * _variance(runs)
    first = 1.0 - float(ratio(_distance(runs.two, mixed), spread, if_zero=1.0))
    whole_effect = float(ratio(_distance(runs.one, mixed), spread, if_zero=0.0))
    value, error = _value(_conditional(runs, group, whole), runs.one)
    leader = float((runs.one.argmax(axis=1) != mixed.argmax(axis=1)).mean())
    return Worth(name, max(0.0, first), whole_effect, leader, value, error)


def _mixed(runs: _Runs, group: IntArray) -> FloatArray:
    """(draws, n) scores of the first draws, the group taken from the second."""
    values = runs.first.copy()
    values[:, group] = runs.second[:, group]
    if not runs.versions.columnwise:
        return scores_of(runs.versions, values, np.broadcast_to(runs.weights, (len(values), len(runs.weights))))
    scores = runs.one.copy()
    for j in np.unique(runs.versions.columns[group]):
        column = int(j)
        change = column_of(runs.versions, column, values) - column_of(runs.versions, column, runs.first)
        scores += runs.weights[column] * change
    return scores


def _variance(runs: _Runs) -> FloatArray:
    """The variance of the scores, added up over the alternatives."""
    both = np.concatenate([runs.one, runs.two])
    return np.asarray(both.var(axis=0).sum())


def _distance(one: FloatArray, other: FloatArray) -> FloatArray:
    """The mean squared difference of the scores, added up over the alternatives."""
    return np.asarray(((one - other) ** 2).mean(axis=0).sum())


def _conditional(runs: _Runs, group: IntArray, whole: bool) -> FloatArray:
    """(outer, n) expected scores given values of the group."""
    if runs.versions.columnwise and whole:
        (column,) = np.unique(runs.versions.columns[group])
        mine = runs.weights[column] * column_of(runs.versions, int(column), runs.first)
        return np.asarray(runs.one.mean(axis=0) + mine - mine.mean(axis=0))
    outer = max(LEAST_DRAWS, len(runs.first) // INNER)
    values = np.tile(runs.second[:INNER], (outer, 1))
    values[:, group] = np.repeat(runs.first[:outer, group], INNER, axis=0)
    if runs.versions.columnwise:
        (column,) = np.unique(runs.versions.columns[group])
        scores = runs.weights[column] * column_of(runs.versions, int(column), values)
    else:
        scores = scores_of(runs.versions, values, np.broadcast_to(runs.weights, (len(values), len(runs.weights))))
    given = scores.reshape(outer, INNER, -1).mean(axis=1)
    return np.asarray(runs.one.mean(axis=0) + given - given.mean(axis=0))


def _value(expected: FloatArray, scores: FloatArray) -> tuple[float, float]:
    """What choosing after learning adds to choosing before, and its standard error.

    Parameters
    ----------
    expected
        (outer, n) expected scores given what is learnt, whose mean is that of `scores`.
    scores
        (draws, n) scores when all is drawn: they tell what is chosen before, and the less surely the fewer they are. By the
        delta method, an error in an expected score counts as often as its alternative is chosen after learning, and not before.
    """
    choice, best = int(expected.mean(axis=0).argmax()), expected.argmax(axis=1)
    gains = expected.max(axis=1) - expected[:, choice]
    chosen = np.bincount(best, minlength=expected.shape[1]) / len(best)
    learnt = expected.max(axis=1) - expected @ chosen
    chosen[choice] -= 1.0
    known = scores @ chosen
    same = len(learnt) == len(known)
    variance = (learnt + known).var() / len(known) if same else learnt.var() / len(learnt) + known.var() / len(known)
    return float(gains.mean()), float(np.sqrt(variance))
