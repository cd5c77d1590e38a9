"""The order of the levers: what each needs first, waves under a budget, costs and indicators."""

from collections.abc import Iterable, Mapping
from math import inf, isfinite
from typing import TYPE_CHECKING, Annotated, Self

from pydantic import Field, model_validator

from mcda_industry.domain.levers.sheets import Lever
from mcda_industry.errors import Fault, ProblemError, did_you_mean, listed, quoted, speaks_french
from mcda_industry.prerequisites import circle, told, waves
from mcda_industry.records import Count, FrozenMap, Labels, Name, Number, Record, Text, by_name, each_a
from mcda_industry.wording import counted, enumerated, figure

if TYPE_CHECKING:
    import pandas as pd


class LeverDependency(Record):
    """A lever that works only once another does.

    Examples
    --------
    >>> LeverDependency(lever="L03", needs="L01", because={"en": "contracts need qualified suppliers"}).needs
    'L01'
    """

    lever: Name
    needs: Name
    because: Labels = FrozenMap()
    source_flag: Text = ""


class PlannedLever(Record):
    """One line of the plan: when a lever starts, what it costs, how its success is seen.

    Examples
    --------
    >>> PlannedLever(lever="L01", wave=1, starts_month=0.0, effective_month=12.0, public_cost_mdh=180.0).effective_month
    12.0
    """

    lever: Name
    label: Labels = FrozenMap()
    wave: Annotated[Count, Field(ge=1)]
    starts_month: Number = Field(description="months from the start of the plan: when all it needs is effective")
    effective_month: Number = Field(description="when its first effects come")
    needs: tuple[Name, ...] = ()
    owner: Text = ""
    public_cost_mdh: Number
    kpi: Labels = FrozenMap()
    kpi_target_2030: Number | None = None
    horizon: Text = ""

    @property
    def cost_per_kpi_unit(self) -> float | None:
        """Public cost in MDH for each unit of the target; None without a target, or with one of 0."""
        return self.public_cost_mdh / self.kpi_target_2030 if self.kpi_target_2030 else None


class LeverPlan(Record):
    """The levers in waves, each after what it needs.

    Parameters
    ----------
    lines
        The levers, wave by wave, in the order in which they are taken up.
    budget_per_wave_mdh
        The most that a wave may cost; None: no limit.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> levers = morocco_2025().levers[:3]
    >>> found = plan(levers, [LeverDependency(lever="L03", needs="L01")])
    >>> found.waves, found.cost_by_wave
    ((('L01', 'L02'), ('L03',)), (440.0, 60.0))
    """

    lines: tuple[PlannedLever, ...]
    budget_per_wave_mdh: Number | None = None

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        wave = {line.lever: line.wave for line in self.lines}
        if len(wave) < len(self.lines):
            raise ProblemError(
                "A lever stands in a plan once. Drop the second line of it.", code="duplicate_name", field="lines"
            )
        said = "{} needs {}, which is not in an earlier wave of the plan. Make the plan again with levers.plan."
        faults = [
            Fault(said.format(quoted(line.lever), quoted(name)), "needs", line.lever)
            for line in self.lines
            for name in line.needs
            if wave.get(name, line.wave) >= line.wave
        ]
        if faults:
            raise ProblemError.of(faults)
        return self

    @property
    def waves(self) -> tuple[tuple[str, ...], ...]:
        """The levers of each wave."""
        last = max((line.wave for line in self.lines), default=0)
        return tuple(tuple(line.lever for line in self.lines if line.wave == k) for k in range(1, last + 1))

    @property
    def cost_by_wave(self) -> tuple[float, ...]:
        """The public cost of each wave, in MDH."""
        last = max((line.wave for line in self.lines), default=0)
        return tuple(sum(line.public_cost_mdh for line in self.lines if line.wave == k) for k in range(1, last + 1))

    @property
    def critical_path(self) -> tuple[str, ...]:
        """The chain of levers that makes the plan as long as it is, the first one first; the first of several."""
        if not self.lines:
            return ()
        lines = {line.lever: line for line in self.lines}
        chain = [max(self.lines, key=lambda line: line.effective_month).lever]
        while needs := lines[chain[-1]].needs:
            chain.append(max(needs, key=lambda name: lines[name].effective_month))
        return tuple(reversed(chain))

    @property
    def months(self) -> float:
        """Months until every lever is effective."""
        return max((line.effective_month for line in self.lines), default=0.0)

    def sentence(self, lang: str = "en") -> str:
        """The plan in one sentence.

        Examples
        --------
        >>> from mcda_industry.datasets import morocco_2025
        >>> plan(morocco_2025().levers[:3], [LeverDependency(lever="L03", needs="L01")]).sentence()
        '3 levers in 2 waves for 500 MDH: L01 and L02; then L03. All are effective after 30 months, by way of L01, L03.'
        """
        french = speaks_french(lang)
        if not self.lines:
            return "Aucun levier." if french else "No lever."
        cost, months = figure(sum(self.cost_by_wave), lang, 6), figure(self.months, lang)
        joint = " ; puis " if french else "; then "
        told_waves = joint.join(enumerated(wave, lang, most=20) for wave in self.waves)
        path = ", ".join(self.critical_path)
        n, k = len(self.lines), len(self.waves)
        if french:
            said = f"{counted(n, 'levier', lang)} en {counted(k, 'vague', lang)} pour {cost} MDH : {told_waves}. "
            return f"{said}Tous produisent leurs effets après {months} mois, par {path}."
        said = f"{counted(n, 'lever')} in {counted(k, 'wave')} for {cost} MDH: {told_waves}. "
        return f"{said}All are effective after {months} months, by way of {path}."

    def to_frame(self, lang: str = "en") -> "pd.DataFrame":
        """A data frame: the cost and indicator table, one line a lever."""
        import pandas as pd

        speaks_french(lang)
        rows = [
            {
                "label": line.label.get(lang, ""),
                "wave": line.wave,
                "needs": ", ".join(line.needs),
                "owner": line.owner,
                "cost_mdh": line.public_cost_mdh,
                "starts_month": line.starts_month,
                "effective_month": line.effective_month,
                "kpi": line.kpi.get(lang, next(iter(line.kpi.values()), "")),
                "target_2030": line.kpi_target_2030,
                "cost_per_kpi_unit": line.cost_per_kpi_unit,
            }
            for line in self.lines
        ]
        return pd.DataFrame(rows, index=[line.lever for line in self.lines])


def plan(
    levers: Iterable[Lever],
    dependencies: Iterable[LeverDependency] = (),
    *,
    priority: Mapping[str, float] = FrozenMap(),
    budget_per_wave_mdh: float | None = None,
    wave_months: float = 12.0,
) -> LeverPlan:
    """The levers in waves: each as early as what it needs and the budget allow.

    Within a wave, levers of high priority come first; where the budget of a wave does not hold them all, the next that
    still fits is taken, and the others wait for the next wave.

    Parameters
    ----------
    levers
        The levers, each id once.
    dependencies
        What each needs first.
    priority
        Such as the scores of a ranking, by lever; levers that are not named come last. Ties keep the order given.
    budget_per_wave_mdh
        The most that a wave may cost, or None.
    wave_months
        Months from one budget to the next: with a budget, wave k opens after k - 1 times so many.

    Raises
    ------
    ProblemError
        With every fault: a lever that stands twice, an unknown code, a circle of dependencies, a priority that is no number,
        a lever that alone exceeds the budget.

    Notes
    -----
    Waves by topological levels (A. B. Kahn, 1962, Topological sorting of large networks, Communications of the ACM 5); under
    a budget, serial scheduling by priority: quick and explainable, not proved shortest. A lever starts when its wave is open and
    all it needs is effective; without a budget every wave is open.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> plan(morocco_2025().levers[:3], budget_per_wave_mdh=300, priority={"L03": 0.2, "L02": 0.1}).waves
    (('L03', 'L01'), ('L02',))
    """
    levers, dependencies = each_a(Lever, levers, "levers"), each_a(LeverDependency, dependencies, "dependencies")
    priority = by_name(priority, "priority", "{'L01': 0.2}")
    needs = _needs(levers, dependencies)
    by_id = {lever.id: lever for lever in levers}
    faults = [
        *_priority_faults(priority, by_id),
        *_budget_faults(levers, budget_per_wave_mdh),
        *_months_faults(wave_months),
    ]
    if faults:
        raise ProblemError.of(faults)
    order = sorted(by_id, key=lambda name: -priority.get(name, -inf))
    numbered = _numbered(
        order, needs, {name: lever.public_cost_mdh for name, lever in by_id.items()}, budget_per_wave_mdh
    )
    months = 0.0 if budget_per_wave_mdh is None else float(wave_months)
    lines: dict[str, PlannedLever] = {}
    for name, wave in numbered.items():
        starts = max([months * (wave - 1), *(lines[need].effective_month for need in needs[name])])
        lines[name] = _line(by_id[name], wave, starts, needs[name])
    return LeverPlan(lines=tuple(lines.values()), budget_per_wave_mdh=budget_per_wave_mdh)


def _numbered(
    order: list[str], needs: Mapping[str, tuple[str, ...]], costs: Mapping[str, float], budget: float | None
) -> dict[str, int]:
    """The wave of each lever, in the order in which they are taken up."""
    if budget is None:
        return {
            name: k for k, wave in enumerate(waves({name: needs[name] for name in order}), start=1) for name in wave
        }
    found: dict[str, int] = {}
    wave = 0
    while waiting := [name for name in order if name not in found]:
        wave, left, before = wave + 1, budget, set(found)
        for name in waiting:
            if costs[name] <= left and before.issuperset(needs[name]):
                found[name], left = wave, left - costs[name]
    return found


def _line(lever: Lever, wave: int, starts: float, needs: tuple[str, ...]) -> PlannedLever:
    return PlannedLever(
        lever=lever.id,
        label=lever.label,
        wave=wave,
        starts_month=starts,
        effective_month=starts + lever.delay_months,
        needs=needs,
        owner=lever.owner,
        public_cost_mdh=lever.public_cost_mdh,
        kpi=lever.kpi,
        kpi_target_2030=lever.kpi_target_2030,
        horizon=lever.horizon,
    )


def _needs(levers: tuple[Lever, ...], dependencies: tuple[LeverDependency, ...]) -> dict[str, tuple[str, ...]]:
    """What each lever needs, or one error with every fault of the graph."""
    names = [lever.id for lever in levers]
    faults = []
    if twice := [name for name in dict.fromkeys(names) if names.count(name) > 1]:
        said = f"Each lever needs its own id: {listed(twice)} stands twice. Rename one of them."
        faults.append(Fault(said, "duplicate_name", "id"))
    said = "The dependency of {} on {} names {}, which is no lever; {}"
    faults += [
        Fault(
            said.format(quoted(d.lever), quoted(d.needs), quoted(code), did_you_mean(code, names)),
            "unknown_lever",
            code,
        )
        for d in dependencies
        for code in (d.lever, d.needs)
        if code not in names
    ]
    needs = {name: tuple(dict.fromkeys(d.needs for d in dependencies if d.lever == name)) for name in names}
    if not faults and (around := circle(needs)):
        faults.append(Fault(f"{told(around)} Drop one of these dependencies.", "circular_requirement", "dependencies"))
    if faults:
        raise ProblemError.of(faults)
    return needs


def _priority_faults(priority: Mapping[str, float], levers: Mapping[str, Lever]) -> list[Fault]:
    faults = []
    for name, value in priority.items():
        if name not in levers:
            said = f"There is a priority for {quoted(name)}, which is no lever; {did_you_mean(name, levers)}"
            faults.append(Fault(said, "unknown_lever", "priority"))
        elif isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
            said = f"The priority of {quoted(name)} must be a finite number, not {quoted(value)}. Give one, or leave it out."
            faults.append(Fault(said, "wrong_value", "priority"))
    return faults


def _budget_faults(levers: tuple[Lever, ...], budget: float | None) -> list[Fault]:
    if budget is None:
        return []
    if isinstance(budget, bool) or not isinstance(budget, int | float) or not 0 <= budget < inf:
        said = f"The budget of a wave must be a finite number, zero or more, not {quoted(budget)}. Give one, or None."
        return [Fault(said, "wrong_value", "budget_per_wave_mdh")]
    said = "{} costs {:g} MDH, more than the budget of a wave ({:g}). Raise the budget, or leave it out."
    return [
        Fault(said.format(quoted(lever.id), lever.public_cost_mdh, budget), "over_budget", lever.id)
        for lever in levers
        if lever.public_cost_mdh > budget
    ]


def _months_faults(months: float) -> list[Fault]:
    if not isinstance(months, bool) and isinstance(months, int | float) and 0 <= months < inf:
        return []
    said = f"The months of a wave must be a finite number, zero or more, not {quoted(months)}. Give one."
    return [Fault(said, "wrong_value", "wave_months")]


def implied_dependencies(levers: Iterable[Lever], requires: Mapping[str, Iterable[str]]) -> tuple[LeverDependency, ...]:
    """What the prerequisites of projects suggest: a lever that serves a project may need those that serve its prerequisite.

    A hint to be read by people, not a plan: it can hold circles, which `plan` refuses by name. A lever that serves both
    projects needs no other for that.

    Parameters
    ----------
    levers
        With the projects they serve.
    requires
        The prerequisites of each project, by id.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> case = morocco_2025()
    >>> found = implied_dependencies(case.levers, {project.id: project.requires for project in case.projects})
    >>> found[0].lever, found[0].needs, found[0].because["en"]
    ('L03', 'L02', 'L03 serves P14, which requires P04, served by L02')
    """
    levers, requires = each_a(Lever, levers, "levers"), by_name(requires, "requires", "{'P14': ['P04']}")
    serving = {lever.id: set(lever.linked_projects) for lever in levers}
    found: dict[tuple[str, str], Labels] = {}
    for lever in levers:
        for project in lever.linked_projects:
            for wanted in requires.get(project, ()):
                others = [name for name, served in serving.items() if wanted in served]
                for other in others if lever.id not in others else ():
                    found.setdefault((lever.id, other), _implied(lever.id, project, wanted, other))
    return tuple(LeverDependency(lever=a, needs=b, because=why, source_flag="derived") for (a, b), why in found.items())


def _implied(lever: str, project: str, wanted: str, other: str) -> Labels:
    return FrozenMap(
        {
            "fr": f"{lever} sert {project}, qui requiert {wanted}, servi par {other}",
            "en": f"{lever} serves {project}, which requires {wanted}, served by {other}",
        }
    )
