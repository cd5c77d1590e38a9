"""What to look at in a problem before trusting any ranking of it."""

from collections.abc import Callable, Iterator, Sequence
from typing import Literal

import numpy as np

from mcda_industry.arrays import BoolArray, FloatArray, IntArray, power_of_two
from mcda_industry.errors import listed, speaks_french
from mcda_industry.problem import Problem, as_problem
from mcda_industry.records import FrozenMap, Record

MOST_COMPARED = 3_000
"""Alternatives compared pair by pair for dominance; beyond this the check is left out, and said to be."""

MOST_TOLD = 1_000
"""Findings of one kind that are told one by one; beyond this the others are counted."""

MIXER = np.uint64(0x9E3779B97F4A7C15)
"""An odd number with well spread bits (2^64 over the golden ratio): multiplying by it spreads those of others."""

HEAVY_TAIL = 10.0
"""Robust standard deviations (1.4826 times the median deviation) from the median beyond which a value is said to be far out."""

DOUBLE_COUNTING = 0.9
"""Rank correlation from which two criteria are suspected of saying the same thing."""

Code = Literal[
    "dominated",
    "dominance_not_checked",
    "duplicate",
    "constant",
    "mostly_one_value",
    "heavy_tail",
    "correlated",
    "scale_undeclared",
    "scale_exceeded",
]


class Finding(Record):
    """One thing to look at, with the names it is about.

    >>> Finding(code="constant", criteria=("a",), said=FrozenMap({"en": "a is constant.", "fr": "a est constant."})).sentence()
    'a is constant.'
    """

    code: Code
    criteria: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()
    said: FrozenMap[str, str]

    def sentence(self, lang: str = "en") -> str:
        """The finding as a person would say it."""
        return self.said.get("fr" if speaks_french(lang) else "en", self.said["en"])


def findings(problem: Problem) -> tuple[Finding, ...]:
    """What to look at first: dominated and duplicate alternatives, and columns that carry little, too much, or twice.

    Returns
    -------
    tuple of Finding
        Dominated alternatives (another is at least as good on every criterion and better on one); duplicates (equal on every
        criterion; a thousand groups at most are told one by one); constant columns and columns where more than half of the
        values are one; heavy tails (a value more than ten robust standard deviations from the median); pairs of criteria whose
        oriented ranks correlate at 0.9 or more (double counting); scales that are not declared or are exceeded. Dominance is
        looked for among 3 000 alternatives at most; beyond that a finding says that it was not.

    Examples
    --------
    >>> from mcda_industry.problem import maximise, minimise
    >>> problem = Problem.of([maximise("a", scale=(0, 5)), minimise("b", scale=(0, 5))], {"x": (3, 1), "y": (2, 2), "z": (4, 3)})
    >>> [finding.sentence() for finding in findings(problem)]
    ["'y' is dominated by 'x': at least as good on every criterion, better on one."]
    """
    checks: tuple[Callable[[Problem], Iterator[Finding]], ...] = (
        _dominated,
        _duplicates,
        _columns,
        _correlated,
        _scales,
    )
    return tuple(finding for check in checks for finding in check(as_problem(problem)))


def dominators(problem: Problem) -> dict[str, str]:
    """Each dominated alternative with the first one that dominates it, in the order of the problem."""
    oriented = problem.values * problem.evaluations.directions
    names, found = problem.alternatives, {}
    for i, row in enumerate(oriented):
        by = np.flatnonzero(_dominates(oriented, row))
        if by.size:
            found[names[i]] = names[by[0]]
    return found


def _dominates(oriented: FloatArray, row: FloatArray) -> BoolArray:
    return np.asarray((oriented >= row).all(axis=1) & (oriented > row).any(axis=1))


def _dominated(problem: Problem) -> Iterator[Finding]:
    if len(problem.alternatives) > MOST_COMPARED:
        n = len(problem.alternatives)
        yield _finding(
            "dominance_not_checked",
            en=f"Dominance was not checked: {n} alternatives are more than {MOST_COMPARED}.",
            fr=f"La dominance n'a pas été vérifiée : {n} options, plus de {MOST_COMPARED}.",
        )
        return
    for name, by in dominators(problem).items():
        yield _finding(
            "dominated",
            alternatives=(name, by),
            en=f"{name!r} is dominated by {by!r}: at least as good on every criterion, better on one.",
            fr=f"« {name} » est dominé par « {by} » : au moins aussi bon partout, meilleur sur un critère.",
        )


def _duplicates(problem: Problem) -> Iterator[Finding]:
    groups = _equal_rows(problem.values)
    for rows in groups[:MOST_TOLD]:
        names = tuple(problem.alternatives[i] for i in rows)
        yield _finding(
            "duplicate",
            alternatives=names,
            en=f"{listed(names)} perform the same on every criterion.",
            fr=f"{listed(names)} ont les mêmes performances sur tous les critères.",
        )
    if (left := len(groups) - MOST_TOLD) > 0:
        yield _finding(
            "duplicate",
            en=f"{left} more groups of alternatives perform the same on every criterion.",
            fr=f"{left} autres groupes d'options ont les mêmes performances sur tous les critères.",
        )


def _equal_rows(values: FloatArray) -> list[IntArray]:
    """The groups of two or more equal rows, in the order of their first one.

    Most rows are told apart by a checksum of their bits; only those that share one are sorted in full.
    """
    bits = np.ascontiguousarray(values + 0.0).view(np.uint64)  # no negative zeros, whose bits differ from those of zero
    checksum = np.zeros(len(bits), dtype=np.uint64)
    for column in bits.T:
        checksum = (checksum ^ column) * MIXER
        checksum ^= checksum >> np.uint64(29)
    order = np.argsort(checksum)
    same = np.diff(checksum[order]) == 0
    shared = np.sort(order[np.append(same, False) | np.append(False, same)])
    if not shared.size:
        return []
    shared = shared[np.lexsort(bits[shared].T)]
    differ = (bits[shared[1:]] != bits[shared[:-1]]).any(axis=1)
    groups = [rows for rows in np.split(shared, np.flatnonzero(differ) + 1) if len(rows) > 1]
    return sorted(groups, key=lambda rows: int(rows[0]))


def _columns(problem: Problem) -> Iterator[Finding]:
    for criterion, column in zip(problem.criteria, problem.values.T, strict=True):
        name, values, counts = criterion.name, *np.unique(column, return_counts=True)
        if len(values) == 1:
            yield _finding(
                "constant",
                (name,),
                en=f"Criterion {name!r} has the same value everywhere: it tells no alternatives apart.",
                fr=f"Le critère « {name} » a partout la même valeur : il ne départage personne.",
            )
        elif counts.max() * 2 > len(column):
            value = values[counts.argmax()]
            yield _finding(
                "mostly_one_value",
                (name,),
                en=f"Criterion {name!r} is {value:g} for {counts.max()} of {len(column)} alternatives: it separates few of them.",
                fr=f"Le critère « {name} » vaut {value:g} pour {counts.max()} options sur {len(column)} : il en départage peu.",
            )
        else:
            yield from _heavy_tail(problem, name, column)


def _heavy_tail(problem: Problem, name: str, column: FloatArray) -> Iterator[Finding]:
    exact = power_of_two(column)  # the largest floats would overflow
    scaled = column / exact
    middle = np.median(scaled)
    spread = 1.4826 * np.median(np.abs(scaled - middle))
    far = np.flatnonzero(np.abs(scaled - middle) > HEAVY_TAIL * spread)
    typical = middle * exact
    if far.size:
        names = tuple(problem.alternatives[i] for i in far)
        yield _finding(
            "heavy_tail",
            (name,),
            names,
            en=f"Criterion {name!r}: {listed(names)} lies far out (the median is {typical:g}); it dominates normalised values.",
            fr=f"Critère « {name} » : {listed(names)} loin des autres (médiane {typical:g}) ; domine une fois normalisé.",
        )


def _correlated(problem: Problem) -> Iterator[Finding]:
    oriented = problem.values * problem.evaluations.directions
    varying = np.flatnonzero(np.ptp(oriented / np.maximum(1.0, np.abs(oriented).max(axis=0)), axis=0) > 0)
    if len(varying) < 2 or len(oriented) < 4:
        return
    table = np.atleast_2d(np.corrcoef(np.stack([_mid_ranks(oriented[:, j]) for j in varying])))
    for a, b in np.argwhere(np.triu(table >= DOUBLE_COUNTING, 1)):
        one, other = (problem.criteria[varying[k]].name for k in (a, b))
        yield _finding(
            "correlated",
            (one, other),
            en=f"Criteria {one!r} and {other!r} order the alternatives alike (rank correlation {table[a, b]:.2f}): "
            "the same merit may count twice.",
            fr=f"Les critères « {one} » et « {other} » classent de même (corrélation des rangs {_comma(table[a, b])}) : "
            "un même mérite peut compter deux fois.",
        )


def _comma(value: float) -> str:
    return f"{value:.2f}".replace(".", ",")


def _mid_ranks(column: FloatArray) -> FloatArray:
    """Ranks with ties at the mean of their places."""
    order = np.argsort(column)
    ordered = column[order]
    first = np.append(True, ordered[1:] != ordered[:-1])
    starts = np.append(np.flatnonzero(first), len(column))
    middle = (starts[:-1] + starts[1:] + 1) / 2
    found = np.empty(len(column))
    found[order] = np.repeat(middle, np.diff(starts))
    return found


def _scales(problem: Problem) -> Iterator[Finding]:
    if undeclared := tuple(c.name for c in problem.criteria if c.scale is None):
        yield _finding(
            "scale_undeclared",
            undeclared,
            en=f"No scale is declared for {listed(undeclared)}: the observed range is used, which a new alternative can change.",
            fr=f"Aucune échelle n'est déclarée pour {listed(undeclared)} : l'étendue observée sert, qu'une option peut changer.",
        )
    for criterion, column in zip(problem.criteria, problem.values.T, strict=True):
        low, high = criterion.scale or (-np.inf, np.inf)
        if (outside := np.flatnonzero((column < low) | (column > high))).size:
            names = tuple(problem.alternatives[i] for i in outside)
            yield _finding(
                "scale_exceeded",
                (criterion.name,),
                names,
                en=f"Criterion {criterion.name!r}: {listed(names)} lies outside the declared scale {low:g} to {high:g}.",
                fr=f"Critère « {criterion.name} » : {listed(names)} hors de l'échelle déclarée, de {low:g} à {high:g}.",
            )


def _finding(
    code: Code, criteria: Sequence[str] = (), alternatives: Sequence[str] = (), *, en: str, fr: str
) -> Finding:
    return Finding(
        code=code, criteria=tuple(criteria), alternatives=tuple(alternatives), said=FrozenMap({"fr": fr, "en": en})
    )
