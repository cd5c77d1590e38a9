"""Context: national and international factors as scenarios that act on the data or on the weights.

A scenario changes nothing by itself: it gives records, a problem or weights as they would be under it, and every ranking
can be run on them.
"""

from collections.abc import Iterable, Mapping, Sequence
from math import isfinite
from typing import Annotated, Any, Literal, TypeVar

import numpy as np
from pydantic import Field

from mcda_industry.domain.evidence import in_brackets
from mcda_industry.errors import DecisionError, Fault, ProblemError, did_you_mean, quoted, speaks_french
from mcda_industry.problem import Problem, as_problem
from mcda_industry.records import FrozenMap, Labels, Name, Number, Record, Text, by_name, each_a, one_of
from mcda_industry.wording import FEW, enumerated, figure

R = TypeVar("R", bound=Record)
Points = Annotated[Number, Field(ge=0)]


class FieldEffect(Record):
    """A factor, then a shift, on one field of records.

    Parameters
    ----------
    part
        Which records: "projects", "finance_parameters", as the caller names them.
    field
        The field, a number or several numbers.
    factor, shift
        The value becomes value × factor + shift, in its unit. Whole numbers are rounded to the nearest whole number, halves
        to the even one.
    where
        Only records whose field has one of the values, for each field named; all records if none is.
    label
        What a sentence calls the field, by language; its part and name where that is blank.

    Examples
    --------
    >>> fall = FieldEffect(part="projects", field="revenue_full_mdh", factor=0.78, where={"ecosystem": ("aeronautique",)})
    >>> fall.sentence()
    'projects.revenue_full_mdh × 0.78 where ecosystem is aeronautique'
    >>> fall.model_copy(update={"label": {"fr": "chiffre d'affaires des projets"}}).sentence("fr")
    "chiffre d'affaires des projets × 0,78 si ecosystem vaut aeronautique"
    """

    kind: Literal["field"] = "field"
    part: Name
    field: Name
    factor: Number = 1.0
    shift: Number = 0.0
    where: FrozenMap[Name, Annotated[tuple[Name, ...], Field(min_length=1)]] = FrozenMap()
    label: Labels = FrozenMap()

    def sentence(self, lang: str = "en") -> str:
        """The effect in a few words."""
        french = speaks_french(lang)
        found = f"{self.label.get(lang) or f'{self.part}.{self.field}'}{_change(self, lang)}"
        limits = [
            f"{name} {'vaut' if french else 'is'} {enumerated(values, lang, FEW)}"
            for name, values in self.where.items()
        ]
        return found + (
            (f" si {' et '.join(limits)}" if french else f" where {' and '.join(limits)}") if limits else ""
        )


class ColumnEffect(Record):
    """A factor, then a shift, on one column of the criteria matrix.

    Parameters
    ----------
    criterion
        The name of the criterion.
    factor, shift
        The value becomes value × factor + shift, in the unit of the criterion.
    alternatives
        Only these; all if none is named.

    Examples
    --------
    >>> ColumnEffect(criterion="C13", factor=0.9, alternatives=("P10",)).sentence("fr")
    'C13 × 0,9 pour P10'
    """

    kind: Literal["column"] = "column"
    criterion: Name
    factor: Number = 1.0
    shift: Number = 0.0
    alternatives: tuple[Name, ...] = ()

    def sentence(self, lang: str = "en") -> str:
        """The effect in a few words."""
        to = (
            f" {'pour' if speaks_french(lang) else 'for'} {enumerated(self.alternatives, lang, FEW)}"
            if self.alternatives
            else ""
        )
        return f"{self.criterion}{_change(self, lang)}{to}"


class GroupEffect(Record):
    """A factor on the weight of a group of criteria; all weights are shares again afterwards.

    Examples
    --------
    >>> GroupEffect(group="C5", factor=2.0).sentence()
    'weight of C5 × 2'
    """

    kind: Literal["group"] = "group"
    group: Name
    factor: Points

    def sentence(self, lang: str = "en") -> str:
        """The effect in a few words."""
        return f"{'poids de' if speaks_french(lang) else 'weight of'} {self.group} × {figure(self.factor, lang)}"


class GroupWeights(Record):
    """New weights for all groups; within a group the criteria keep their proportions.

    Parameters
    ----------
    points
        By group, zero or more.

    Examples
    --------
    >>> GroupWeights(points={"C1": 0.6, "C2": 0.4}).sentence("fr")
    'poids des groupes C1 0,6 et C2 0,4'
    """

    kind: Literal["group_weights"] = "group_weights"
    points: Annotated[FrozenMap[Name, Points], Field(min_length=1)]

    def sentence(self, lang: str = "en") -> str:
        """The effect in a few words."""
        told = enumerated((f"{name} {figure(value, lang, 2)}" for name, value in self.points.items()), lang, FEW)
        return f"{'poids des groupes' if speaks_french(lang) else 'group weights'} {told}"


def _change(effect: FieldEffect | ColumnEffect, lang: str) -> str:
    times = f" × {figure(effect.factor, lang)}" if effect.factor != 1 else ""
    sign = "+" if effect.shift > 0 else "−"
    return times + (f" {sign} {figure(abs(effect.shift), lang)}" if effect.shift else "")


Effect = Annotated[FieldEffect | ColumnEffect | GroupEffect | GroupWeights, Field(discriminator="kind")]


class ContextScenario(Record):
    """A state of the world around the decision, as effects on data and weights.

    Parameters
    ----------
    id, label
        Its code, and what people call it.
    scope
        "national" or "international".
    effects
        Applied in their order; those on fields to records, on columns to problems, on groups to weights.
    source_flag, source_ids, note
        Where its figures come from; without a flag the scenario says so.

    Examples
    --------
    >>> levy = ContextScenario(id="levy", scope="international", source_flag="illustrative",
    ...                        effects=({"kind": "column", "criterion": "co2", "factor": 2.0},))
    >>> levy.sentence()
    'levy: co2 × 2 (illustrative).'
    """

    id: Name
    label: Labels = FrozenMap()
    scope: Literal["national", "international"]
    effects: tuple[Effect, ...] = ()
    source_flag: Text = ""
    source_ids: tuple[Name, ...] = ()
    note: Text = ""

    def called(self, lang: str = "en") -> str:
        """Its label in this language, or in another, or its code."""
        return self.label.get(lang, next(iter(self.label.values()), self.id))

    def sentence(self, lang: str = "en") -> str:
        """What the scenario supposes, and where that comes from."""
        french = speaks_french(lang)
        effects = (" ; " if french else "; ").join(effect.sentence(lang) for effect in self.effects)
        nothing = "rien ne change" if french else "nothing changes"
        return (
            f"{self.called(lang)}{' :' if french else ':'} {effects or nothing}{in_brackets(self.source_flag, lang)}."
        )

    @property
    def on_data(self) -> bool:
        """Whether it changes data, and not weights alone."""
        return any(isinstance(effect, FieldEffect | ColumnEffect) for effect in self.effects)


def records_under(scenario: ContextScenario, parts: Mapping[str, Any]) -> dict[str, Any]:
    """The records as they would be under a scenario; those given are not changed.

    Parameters
    ----------
    scenario
        Its effects on fields are applied; others are left to `problem_under` and `weights_under`.
    parts
        A record or a sequence of records, by the name effects call them.

    Raises
    ------
    ProblemError
        With every fault: an unknown part or field, a field that holds no number, a condition that no record meets.
    RecordError
        If a figure leaves the range of its field; the scenario and the record are named.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> downturn = ContextScenario(id="cycle", scope="international", effects=(
    ...     {"kind": "field", "part": "projects", "field": "revenue_full_mdh", "factor": 0.78},))
    >>> round(records_under(downturn, {"projects": morocco_2025().projects})["projects"][0].revenue_full_mdh, 1)
    421.2
    """
    scenario = one_of(ContextScenario, scenario, "scenario")
    given = by_name(parts, "parts", "{'projects': [...]}")
    found = {name: part if isinstance(part, Record) else each_a(Record, part, name) for name, part in given.items()}
    effects = [effect for effect in scenario.effects if isinstance(effect, FieldEffect)]
    if faults := [fault for effect in effects for fault in _effect_faults(scenario, effect, found)]:
        raise ProblemError.of(faults)
    for effect in effects:
        part = found[effect.part]
        found[effect.part] = (
            _changed(scenario, effect, part)
            if isinstance(part, Record)
            else tuple(_changed(scenario, effect, record) for record in part)
        )
    return found


def _effect_faults(scenario: ContextScenario, effect: FieldEffect, parts: Mapping[str, Any]) -> list[Fault]:
    place = f"Scenario {quoted(scenario.id)}"
    if effect.part not in parts:
        said = f"{place} acts on {quoted(effect.part)}, which is not given; {did_you_mean(effect.part, parts)}"
        return [Fault(said, "unknown_part", scenario.id)]
    part = parts[effect.part]
    records = (part,) if isinstance(part, Record) else part
    if not records:
        return []
    known = [
        name for name in type(records[0]).model_fields if all(name in type(other).model_fields for other in records)
    ]
    said = "{} acts on the field {} of {}, which does not exist; {}"
    faults = [
        Fault(
            said.format(place, quoted(name), quoted(effect.part), did_you_mean(name, known)),
            "unknown_field",
            scenario.id,
        )
        for name in (effect.field, *effect.where)
        if name not in known
    ]
    if faults:
        return faults
    chosen = [record for record in records if _meets(record, effect)]
    if not chosen:
        limits = ", ".join(f"{name}: {', '.join(values)}" for name, values in effect.where.items())
        said = f"{place} acts where {limits}, and no record of {quoted(effect.part)} is there. Check the spelling of the values."
        return [Fault(said, "no_record", scenario.id)]
    values = [getattr(record, effect.field) for record in chosen]
    if not all(map(_numbers, values)) or not any(value not in {None, ()} for value in values):
        said = f"{place} acts on {quoted(effect.field)} of {quoted(effect.part)}, which is not a number. Name a field of numbers."
        return [Fault(said, "not_a_number", scenario.id)]
    return []


def _numbers(value: object) -> bool:
    if isinstance(value, tuple):
        return all(map(_numbers, value))
    return value is None or (isinstance(value, int | float) and not isinstance(value, bool))


def _meets(record: Record, effect: FieldEffect) -> bool:
    return all(str(getattr(record, name)) in values for name, values in effect.where.items())


def _changed(scenario: ContextScenario, effect: FieldEffect, record: R) -> R:
    if not _meets(record, effect):
        return record
    try:
        return record.model_copy(update={effect.field: _moved(effect, getattr(record, effect.field))})
    except DecisionError as refusal:
        raise type(refusal).of([fault.within(f"Scenario {quoted(scenario.id)}") for fault in refusal.faults]) from None


def _moved(effect: FieldEffect, value: Any) -> Any:
    """The value under the effect; None, which is not known, stays so."""
    if value is None:
        return None
    if isinstance(value, tuple):
        return tuple(_moved(effect, part) for part in value)
    moved = value * effect.factor + effect.shift
    return round(moved) if isinstance(value, int) and isfinite(moved) else moved


def problem_under(scenario: ContextScenario, problem: Problem) -> Problem:
    """The problem with the columns as they would be under a scenario; the one given is not changed.

    Raises
    ------
    ProblemError
        With every fault: an unknown criterion or alternative, a value that is no longer finite.

    Examples
    --------
    >>> from mcda_industry.problem import maximise
    >>> problem = Problem.of([maximise("exports")], {"P1": [10.0], "P2": [4.0]})
    >>> strong = ContextScenario(id="strong dirham", scope="international", effects=(
    ...     {"kind": "column", "criterion": "exports", "factor": 0.9, "alternatives": ("P1",)},))
    >>> problem_under(strong, problem).values.tolist()
    [[9.0], [4.0]]
    """
    scenario, problem = one_of(ContextScenario, scenario, "scenario"), as_problem(problem)
    effects = [effect for effect in scenario.effects if isinstance(effect, ColumnEffect)]
    if not effects:
        return problem
    known = {"criterion": problem.criterion_names, "alternative": problem.alternatives}
    named = [
        (what, name)
        for e in effects
        for what, name in (("criterion", e.criterion), *(("alternative", a) for a in e.alternatives))
    ]
    said = "Scenario {} acts on the {} {}, which the problem does not have; {}"
    if faults := [
        Fault(
            said.format(quoted(scenario.id), what, quoted(name), did_you_mean(name, known[what])),
            f"unknown_{what}",
            name,
        )
        for what, name in named
        if name not in known[what]
    ]:
        raise ProblemError.of(faults)
    values = np.array(problem.values)
    for effect in effects:
        rows = [problem.row(name) for name in effect.alternatives] or slice(None)
        column = problem.position(effect.criterion)
        with np.errstate(over="ignore"):
            values[rows, column] = values[rows, column] * effect.factor + effect.shift
    return Problem.from_arrays(values, problem.criteria, problem.alternatives)


def points_under(
    scenario: ContextScenario, weights: Mapping[str, float], groups: Mapping[str, Sequence[str]]
) -> dict[str, float]:
    """The weights of the criteria as they would be under a scenario, as points by criterion.

    Parameters
    ----------
    scenario
        Its effects on groups are applied, in their order.
    weights
        `Weights`, or points by criterion.
    groups
        The criteria of each group.

    Returns
    -------
    dict
        Points by criterion in the order given; `Weights` makes shares of them.

    Raises
    ------
    ProblemError
        With every fault: an unknown group, group weights that leave a group out, a group whose criterion has no weight, a
        group without weight that is given some.

    Examples
    --------
    >>> green = ContextScenario(id="green", scope="national", effects=({"kind": "group", "group": "C5", "factor": 3.0},))
    >>> points_under(green, {"npv": 0.8, "co2": 0.1, "water": 0.1}, {"C1": ["npv"], "C5": ["co2", "water"]})
    {'npv': 0.8, 'co2': 0.30000000000000004, 'water': 0.30000000000000004}
    """
    points = dict(by_name(getattr(weights, "shares", weights), "weights", "{'npv': 3}"))
    groups = by_name(groups, "groups", "{'C1': ['npv', 'exports']}")
    scenario = one_of(ContextScenario, scenario, "scenario")
    effects = [effect for effect in scenario.effects if isinstance(effect, GroupEffect | GroupWeights)]
    if faults := _point_faults(points) or [
        fault for effect in effects for fault in _group_faults(scenario, effect, points, groups)
    ]:
        raise ProblemError.of(faults)
    for effect in effects:
        wanted = {effect.group: effect.factor} if isinstance(effect, GroupEffect) else dict(effect.points)
        for group, amount in wanted.items():
            whole = 1.0 if isinstance(effect, GroupEffect) else sum(points[name] for name in groups[group])
            factor = amount / whole if whole else 0.0
            points |= {name: points[name] * factor for name in groups[group]}
    return points


def _group_faults(
    scenario: ContextScenario,
    effect: GroupEffect | GroupWeights,
    points: Mapping[str, float],
    groups: Mapping[str, Sequence[str]],
) -> list[Fault]:
    place = f"Scenario {quoted(scenario.id)}"
    named = {effect.group: effect.factor} if isinstance(effect, GroupEffect) else dict(effect.points)
    said = "{} acts on the group {}, which does not exist; {}"
    faults = [
        Fault(said.format(place, quoted(name), did_you_mean(name, groups)), "unknown_group", scenario.id)
        for name in named
        if name not in groups
    ]
    if isinstance(effect, GroupWeights) and (left := [name for name in groups if name not in named]):
        said = f"{place} weighs all groups but {enumerated(map(quoted, left), most=FEW)}. Give each its points."
        faults.append(Fault(said, "missing_group", scenario.id))
    if isinstance(effect, GroupWeights) and (
        loose := [name for name in points if not any(name in g for g in groups.values())]
    ):
        said = (
            f"{place} weighs all groups, and {enumerated(map(quoted, loose), most=FEW)} is in none. Add it to a group."
        )
        faults.append(Fault(said, "no_group", scenario.id))
    for group in named if not faults else ():
        if unknown := [name for name in groups[group] if name not in points]:
            near = did_you_mean(unknown[0], points)
            said = f"The group {quoted(group)} holds {quoted(unknown[0])}, which has no weight; {near}"
            faults.append(Fault(said, "unknown_criterion", group))
        elif isinstance(effect, GroupWeights) and named[group] and not any(points[name] for name in groups[group]):
            said = f"{place} weighs {quoted(group)}, whose criteria have no weight to keep in proportion. Give them one first."
            faults.append(Fault(said, "no_weight", scenario.id))
    return faults


def _point_faults(points: Mapping[str, object]) -> list[Fault]:
    said = "The weight of {} must be a finite number, zero or more, not {}. Give one."
    return [
        Fault(said.format(quoted(name), quoted(value)), "wrong_weight", str(name))
        for name, value in points.items()
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < float("inf")
    ]


def catalogue(scenarios: Iterable[ContextScenario]) -> FrozenMap[str, ContextScenario]:
    """The scenarios by id; each id once.

    Raises
    ------
    ProblemError
        If an id stands twice.

    Examples
    --------
    >>> list(catalogue([ContextScenario(id="now", scope="national")]))
    ['now']
    """
    scenarios = each_a(ContextScenario, scenarios, "scenarios")
    names = [scenario.id for scenario in scenarios]
    if twice := [name for name in dict.fromkeys(names) if names.count(name) > 1]:
        said = f"Each scenario has its own id: {enumerated(map(quoted, twice), most=FEW)} stands twice. Rename one of them."
        raise ProblemError(said, code="duplicate_name", field="id")
    return FrozenMap(dict(zip(names, scenarios, strict=True)))
