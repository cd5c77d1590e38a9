"""Obstacles: how much each weighs, which levers act on it, and which obstacles nobody takes on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated

import numpy as np
from pydantic import Field

from mcda_industry.arrays import BoolArray, FloatArray, frozen, real_array
from mcda_industry.columns import read_columns
from mcda_industry.domain.evidence import Evidence, evidence_sentence, written
from mcda_industry.errors import Fault, ProblemError, did_you_mean, listed, quoted, speaks_french
from mcda_industry.problem import Column, Criterion
from mcda_industry.records import Count, FrozenMap, Labels, Name, Record, each_a

Grade = Annotated[Count, Field(ge=1, le=5)]

FIELDS = ("severity_1_5", "breadth_1_5", "removability_1_5", "priority")


class Obstacle(Record):
    """Something that stands in the way of an ecosystem.

    Parameters
    ----------
    id, label
        Its code and what it is, by language.
    severity_1_5
        How much it costs those it hits.
    breadth_1_5
        How many it hits.
    removability_1_5
        How well public action can remove it; 5 is easily.
    ecosystems, links
        Codes of the ecosystems and of the links of the value chain it hits.
    evidence
        Where the grades come from; None where nothing is said.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> print(morocco_2025().obstacles[0].sentence("fr"))
    peu de PME certifiées, ticket d'entrée élevé : priorité 48 sur 125 (gravité 4 × étendue 3 × amovibilité 4) ; \
illustratif : S61 ; solidité 1 sur 5, par défaut.
    """

    id: Name
    label: Labels = FrozenMap()
    severity_1_5: Grade
    breadth_1_5: Grade
    removability_1_5: Grade
    ecosystems: tuple[Name, ...] = ()
    links: tuple[Name, ...] = ()
    evidence: Evidence | None = None

    @property
    def priority(self) -> int:
        """Severity times breadth times removability: 1 to 125."""
        return self.severity_1_5 * self.breadth_1_5 * self.removability_1_5

    def called(self, lang: str = "en") -> str:
        """What it is in this language, else in another, else its code."""
        wanted = "fr" if speaks_french(lang) else "en"
        return self.label.get(wanted) or next(iter(self.label.values()), self.id)

    def sentence(self, lang: str = "en") -> str:
        """The obstacle with its priority and evidence."""
        grades = (self.severity_1_5, self.breadth_1_5, self.removability_1_5)
        if speaks_french(lang):
            said = "{} : priorité {} sur 125 (gravité {} × étendue {} × amovibilité {}) ; {}."
        else:
            said = "{}: priority {} of 125 (severity {} × breadth {} × removability {}); {}."
        return said.format(self.called(lang), self.priority, *grades, evidence_sentence(self.evidence, lang))


def register(obstacles: Iterable[Obstacle]) -> tuple[Obstacle, ...]:
    """The obstacles as one register, each id once, the highest priority first; equal ones in the order given.

    Raises
    ------
    ProblemError
        If there is none, or an id stands twice.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> [(obstacle.id, obstacle.priority) for obstacle in register(morocco_2025().obstacles)[:3]]
    [('O15', 125), ('O09', 80), ('O05', 64)]
    """
    return tuple(sorted(_each_once(obstacles), key=lambda obstacle: -obstacle.priority))


def priorities(severity: object, breadth: object, removability: object) -> FloatArray:
    """Severity times breadth times removability.

    Parameters
    ----------
    severity, breadth, removability
        Grades from 1 to 5, of shapes that broadcast.

    Raises
    ------
    ProblemError
        If a grade is missing or not from 1 to 5, or the shapes do not fit.

    Examples
    --------
    >>> priorities([4, 2], [3, 3], [4, 5])
    array([48., 30.])
    """
    grades = [
        _grades(values, field)
        for values, field in ((severity, "severity"), (breadth, "breadth"), (removability, "removability"))
    ]
    try:
        return np.asarray(grades[0] * grades[1] * grades[2])
    except ValueError:
        said = f"The grades have the shapes {', '.join(str(g.shape) for g in grades)}. Give one of each for every obstacle."
        raise ProblemError(said, code="wrong_shape", field="severity") from None


def combined_effect(effects: object) -> FloatArray:
    """How much of each obstacle is removed by several levers together: 1 - Π (1 - effect), as if each acted on the rest.

    Parameters
    ----------
    effects
        (levers, obstacles) shares from 0 to 1.

    Returns
    -------
    (obstacles,) shares from 0 to 1; 0 where no lever acts.

    Raises
    ------
    ProblemError
        If an effect is missing or not from 0 to 1.

    Examples
    --------
    >>> combined_effect([[0.5, 0.0], [0.5, 0.0]])
    array([0.75, 0.  ])
    """
    table, bad = real_array(effects)
    if table.ndim != 2 or bad or not ((table >= 0) & (table <= 1)).all():
        said = "Effects must be a table (levers, obstacles) of shares from 0 to 1. Give 0 where a lever does not act."
        raise ProblemError(said, code="bad_effect", field="effects")
    return np.asarray(1 - np.prod(1 - table, axis=0))


@dataclass(frozen=True, eq=False)
class Coverage:
    """Which levers act on which obstacles.

    Attributes
    ----------
    obstacles, levers
        The obstacles, highest priority first, and the levers by name, in the order of the columns and rows.
    acts
        (levers, obstacles) whether the lever acts on the obstacle.
    effects
        (levers, obstacles) share of the obstacle the lever removes, 0 to 1; 0 where it does not act, NaN where it acts and
        nobody has said how much.
    combined
        (obstacles,) share that the levers together remove (see `combined_effect`); effects not stated count 0, so where
        there are any it is a lower bound.
    """

    obstacles: tuple[Obstacle, ...]
    levers: tuple[str, ...]
    acts: BoolArray
    effects: FloatArray
    combined: FloatArray

    @property
    def uncovered(self) -> tuple[str, ...]:
        """The obstacles no lever acts on, highest priority first."""
        return tuple(self.obstacles[j].id for j in np.flatnonzero(~np.any(self.acts, axis=0)))

    @property
    def idle(self) -> tuple[str, ...]:
        """The levers that act on no obstacle."""
        return tuple(self.levers[i] for i in np.flatnonzero(~np.any(self.acts, axis=1)))

    @property
    def residual(self) -> FloatArray:
        """(obstacles,) priority that is left: priority times the share no lever removes; an upper bound as `combined`."""
        return self._priorities * (1 - self.combined)

    @property
    def reach(self) -> Mapping[str, float]:
        """By lever: the priority of the obstacles it acts on, added up."""
        return FrozenMap(dict(zip(self.levers, (self.acts @ self._priorities).tolist(), strict=True)))

    def acting_on(self, obstacle: str) -> tuple[str, ...]:
        """The levers that act on this obstacle, the strongest first, those of unstated effect last.

        Raises
        ------
        ProblemError
            If there is no such obstacle.
        """
        names = [o.id for o in self.obstacles]
        if obstacle not in names:
            said = f"There is no obstacle {quoted(obstacle)}; {did_you_mean(obstacle, names)}"
            raise ProblemError(said, code="unknown_obstacle", field="obstacle")
        column = names.index(obstacle)
        strongest = np.argsort(-np.nan_to_num(self.effects[:, column]), kind="stable")
        return tuple(self.levers[i] for i in strongest if self.acts[i, column])

    def sentence(self, lang: str = "en") -> str:
        """How many obstacles are covered, how much is removed, and which obstacles nobody takes on."""
        french, left = speaks_french(lang), self.uncovered
        named = ", ".join(f"{o.id} ({o.called(lang)})" for o in self.obstacles if o.id in left)
        n = len(self.obstacles)
        said = (
            f"{n - len(left)} obstacles sur {n} ont un levier"
            if french
            else f"{n - len(left)} of {n} obstacles have a lever"
        )
        said += f" ; {self._removed(lang)}." if french else f"; {self._removed(lang)}."
        if left:
            said += f" Sans levier : {named}." if french else f" Without a lever: {named}."
        if self.idle:
            names = ", ".join(self.idle)
            said += f" Leviers sans obstacle : {names}." if french else f" Levers without an obstacle: {names}."
        return said

    @property
    def _priorities(self) -> FloatArray:
        return np.array([o.priority for o in self.obstacles], dtype=np.float64)

    def _removed(self, lang: str) -> str:
        french, unstated = speaks_french(lang), int(np.isnan(self.effects).sum())
        share = written(100 * (1 - float(self.residual.sum() / self._priorities.sum())), lang)
        if unstated == self.acts.sum() > 0:
            return "leur effet n'est pas chiffré" if french else "how much they remove is not stated"
        if unstated:
            share = f"au moins {share}" if french else f"at least {share}"
            more = f"({unstated} effets non chiffrés)" if french else f"({unstated} effects not stated)"
            return (
                f"{share} % de la priorité totale levés {more}"
                if french
                else f"{share} % of all priority is removed {more}"
            )
        return f"{share} % de la priorité totale levés" if french else f"{share} % of all priority is removed"


def coverage(obstacles: Iterable[Obstacle], levers: Mapping[str, Mapping[str, float | None]]) -> Coverage:
    """The coverage matrix: levers by obstacles, and which obstacles are left without.

    Parameters
    ----------
    obstacles
        The register.
    levers
        By lever: what it does to each obstacle it acts on, by obstacle id: the share it removes, above 0 and up to 1, or
        None where nobody has said how much. A lever that acts on none has an empty mapping.

    Raises
    ------
    ProblemError
        With every fault: an unknown obstacle, or an effect that is not above 0 and up to 1.

    Examples
    --------
    >>> grades = {"severity_1_5": 4, "breadth_1_5": 3, "removability_1_5": 5}
    >>> obstacles = [Obstacle(id="skills", **grades), Obstacle(id="land", **grades)]
    >>> found = coverage(obstacles, {"L05": {"skills": 0.5}})
    >>> found.uncovered, found.residual
    (('land',), array([30., 60.]))
    >>> print(found.sentence())
    1 of 2 obstacles have a lever; 25 % of all priority is removed. Without a lever: land (land).
    """
    ordered = register(obstacles)
    names = [obstacle.id for obstacle in ordered]
    _check_mappings(levers)
    faults = [
        fault
        for lever, does in levers.items()
        for name, effect in does.items()
        for fault in _wrong(lever, name, effect, names)
    ]
    if faults:
        raise ProblemError.of(faults)
    shape = (len(levers), len(names))
    acts = np.array([[name in does for name in names] for does in levers.values()], dtype=np.bool_).reshape(shape)
    effects = np.array([[_effect(does, name) for name in names] for does in levers.values()], dtype=np.float64)
    effects = effects.reshape(shape)
    acts.setflags(write=False)
    combined = combined_effect(np.nan_to_num(effects))
    return Coverage(ordered, tuple(map(str, levers)), acts, frozen(effects), frozen(combined))


def columns(obstacles: Iterable[Obstacle], criteria: Mapping[str, Criterion]) -> tuple[Column, ...]:
    """The criteria columns of the obstacles, values by obstacle id.

    Parameters
    ----------
    obstacles
        The register.
    criteria
        The criterion read from "severity_1_5", "breadth_1_5", "removability_1_5" or "priority".

    Raises
    ------
    ProblemError
        If there is no such field, no obstacle, or an id stands twice.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> from mcda_industry.problem import maximise
    >>> (column,) = columns(morocco_2025().obstacles, {"priority": maximise("priority")})
    >>> column.values["O01"]
    48.0
    """
    return read_columns(_each_once(obstacles), criteria, FIELDS, what="obstacles")


def reach_column(found: Coverage, criterion: Criterion) -> Column:
    """A criterion for levers: the priority of the obstacles each acts on, added up.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> from mcda_industry.problem import maximise
    >>> reach_column(morocco_2025().obstacle_coverage, maximise("reach")).values["L09"]
    80.0
    """
    return Column(criterion, FrozenMap(dict(found.reach)))


def _each_once(obstacles: Iterable[Obstacle]) -> tuple[Obstacle, ...]:
    found = each_a(Obstacle, obstacles, "obstacles")
    names = [obstacle.id for obstacle in found]
    if not found:
        raise ProblemError("There is no obstacle. Give at least one.", code="no_obstacle", field="obstacles")
    if twice := [name for name in dict.fromkeys(names) if names.count(name) > 1]:
        said = f"Each obstacle needs its own id: {listed(twice)} stands twice. Rename one of them."
        raise ProblemError(said, code="duplicate_name", field="id")
    return found


def _check_mappings(levers: object) -> None:
    """Refuse lists of obstacles where effects by obstacle are meant."""
    wrong: list[object] = ["levers"]
    if isinstance(levers, Mapping):
        wrong = [lever for lever, does in levers.items() if not isinstance(does, Mapping)]
    if wrong:
        said = f"What {listed(wrong)} does must be given by obstacle. "
        said += "Give the share it removes of each, or None where nobody has said how much."
        raise ProblemError(said, code="not_by_name", field="levers")


def _effect(does: Mapping[str, float | None], name: str) -> float:
    effect = does.get(name, 0.0)
    return np.nan if effect is None else float(effect)


def _wrong(lever: str, name: str, effect: object, names: list[str]) -> list[Fault]:
    if name not in names:
        said = f"Lever {quoted(lever)} acts on {quoted(name)}, which is no obstacle of the register; {did_you_mean(name, names)}"
        return [Fault(said, "unknown_obstacle", lever)]
    if effect is None:
        return []
    value, bad = real_array(effect)
    if value.ndim or bad or not 0 < value <= 1:
        said = f"The effect of lever {quoted(lever)} on {quoted(name)} is {quoted(effect)}. "
        said += "Give a share above 0 and up to 1, or None where nobody has said how much."
        return [Fault(said, "bad_effect", lever)]
    return []


def _grades(values: object, field: str) -> FloatArray:
    grades, bad = real_array(values)
    wrong = [(cell.place, cell.shown) for cell in bad]
    wrong += [(tuple(map(int, at)), f"{grades[tuple(at)]:g}") for at in np.argwhere((grades < 1) | (grades > 5))]
    if wrong:
        place, shown = wrong[0]
        said = f"The {field} of obstacle {place[0] + 1 if place else 1} is {shown}. Give a grade from 1 to 5."
        raise ProblemError(said, code="bad_grade", field=field, row=place[0] if place else None)
    return grades
