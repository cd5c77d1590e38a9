"""Candidate projects: their raw figures, what follows from them, and the criteria they are judged on."""

from collections.abc import Callable, Iterable, Mapping
from typing import Annotated, Self

from pydantic import Field, model_validator

from mcda_industry.columns import read_columns
from mcda_industry.domain.evidence import in_brackets
from mcda_industry.errors import Fault, ProblemError, did_you_mean, listed, quoted, speaks_french
from mcda_industry.prerequisites import circle, told
from mcda_industry.problem import Column, Criterion
from mcda_industry.records import Count, FrozenMap, Labels, Name, Number, Record, Text, each_a
from mcda_industry.wording import FEW, enumerated, number

Percentage = Annotated[Number, Field(ge=0, le=100)]
Amount = Annotated[Number, Field(ge=0, le=1e12)]
Heads = Annotated[Count, Field(ge=0, le=10**9)]
Grade = Annotated[Count, Field(ge=1, le=5)]

KDH_PER_MDH = 1_000


class Project(Record):
    """A candidate project, as its sheet in the project bank describes it.

    Parameters
    ----------
    id, label
        Its code ("P01") and its name by language.
    ecosystem, link_id, deliverable_type, region_code, province
        Where it belongs: ecosystem, link of the value chain, kind of project, and place.
    territorial_premium_pct
        Premium of the investment charter for its place, in percent of capex.
    capex_mdh, revenue_full_mdh, import_substitution_mdh
        Investment, and yearly amounts at full operation, in million dirhams.
    ebitda_margin_pct, va_ratio_pct, export_share_pct
        Shares of revenue, in percent; the first may be negative.
    jobs_direct, women_pct
        Direct stable jobs, and the percentage held by women.
    til_gain_pts
        Gain of the link's local integration rate, in points.
    tech_content_1_5, spillover_1_5, criticality_relief_0_100, trl_1_9
        Judged grades.
    mrl_1_10
        Manufacturing readiness level, or None where it was not assessed.
    months_to_operation, start_year, economic_life_years
        When and for how long.
    electricity_mwh, heat_gas_mwh, renewable_share_pct, co2_avoided_gross_t, water_use_m3, water_saved_m3
        A year at full operation; the share is that of renewable electricity.
    requires, exclusive_group
        Projects that must be chosen with it; the group of which only one may be chosen, or None.
    likelihood_inherent_1_5, impact_inherent_1_5, likelihood_residual_1_5, impact_residual_1_5
        Risk before and after treatment.
    promoter_profile, stage
        Who carries it and how far it is.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> forging = morocco_2025().projects[0]
    >>> forging.label["en"], round(forging.value_added_mdh, 1), forging.risk_residual_1_25
    ('Titanium/aluminium aerospace forging', 226.8, 9)
    """

    id: Name
    label: Labels = FrozenMap()
    ecosystem: Name
    link_id: Text = ""
    deliverable_type: Name
    region_code: Name
    province: Text = ""
    territorial_premium_pct: Percentage = 0.0
    capex_mdh: Annotated[Amount, Field(gt=0)]
    revenue_full_mdh: Amount
    ebitda_margin_pct: Annotated[Number, Field(ge=-1000, le=100)]
    va_ratio_pct: Percentage
    jobs_direct: Heads
    women_pct: Percentage
    til_gain_pts: Annotated[Number, Field(ge=-100, le=100)]
    import_substitution_mdh: Amount
    export_share_pct: Percentage
    tech_content_1_5: Grade
    criticality_relief_0_100: Percentage
    spillover_1_5: Grade
    trl_1_9: Annotated[Count, Field(ge=1, le=9)]
    mrl_1_10: Annotated[Count, Field(ge=1, le=10)] | None = None
    months_to_operation: Annotated[Number, Field(gt=0, le=600)]
    electricity_mwh: Amount
    heat_gas_mwh: Amount
    renewable_share_pct: Percentage
    co2_avoided_gross_t: Amount
    water_use_m3: Amount
    water_saved_m3: Amount
    start_year: Count
    economic_life_years: Annotated[Count, Field(ge=1, le=200)]
    requires: tuple[Name, ...] = ()
    exclusive_group: Name | None = None
    likelihood_inherent_1_5: Grade
    impact_inherent_1_5: Grade
    likelihood_residual_1_5: Grade
    impact_residual_1_5: Grade
    promoter_profile: Text = ""
    stage: Name
    source_flag: Text = ""
    source_ids: tuple[Name, ...] = ()
    note: Text = ""

    @model_validator(mode="after")
    def _does_not_require_itself(self) -> Self:
        if self.id in self.requires:
            said = f"Project {quoted(self.id)} requires itself. Name other projects as its prerequisites."
            raise ProblemError(said, code="circular_requirement", field="requires")
        return self

    def sentence(self, lang: str = "en") -> str:
        """What it costs, makes and employs, when it runs, and what it needs first.

        Examples
        --------
        >>> from mcda_industry.datasets import morocco_2025
        >>> print(morocco_2025().projects[13].sentence())
        P14 (Hot-section parts and engine casings): 560 MDH to invest for 470 MDH of revenue a year, 300 direct jobs; from \
2027, 36 months to operation, TRL 8; requires P04 (illustrative).
        """
        french = speaks_french(lang)
        name = f"{self.id} ({self.label[lang]})" if lang in self.label else self.id
        figures = (number(value, lang) for value in (self.capex_mdh, self.revenue_full_mdh, self.jobs_direct))
        said = (_SHEET_FR if french else _SHEET_EN).format(
            name, *figures, self.start_year, number(self.months_to_operation, lang), self.trl_1_9
        )
        if self.requires:
            said += (" ; requiert " if french else "; requires ") + enumerated(self.requires, lang, FEW)
        return f"{said}{in_brackets(self.source_flag, lang)}."

    @property
    def value_added_mdh(self) -> float:
        """Yearly value added at full operation: revenue times its value-added ratio, in MDH."""
        return self.revenue_full_mdh * self.va_ratio_pct / 100

    @property
    def exports_mdh(self) -> float:
        """Yearly exports at full operation: revenue times its export share, in MDH."""
        return self.revenue_full_mdh * self.export_share_pct / 100

    @property
    def jobs_per_mdh(self) -> float:
        """Direct jobs for each million dirhams invested."""
        return self.jobs_direct / self.capex_mdh

    @property
    def water_intensity_m3_per_kdh(self) -> float:
        """Water used for each thousand dirhams of value added, in m³; 0 for a project that uses no water.

        Raises
        ------
        ProblemError
            If it uses water without value added.
        """
        if self.water_use_m3 == 0:
            return 0.0
        if self.value_added_mdh == 0:
            said = f"Project {quoted(self.id)} has no value added, so its water intensity is undefined. "
            said += "Give its revenue and value-added ratio, or leave the criterion out."
            raise ProblemError(said, code="undefined_ratio", field="water_intensity_m3_per_kdh")
        return self.water_use_m3 / (self.value_added_mdh * KDH_PER_MDH)

    @property
    def risk_residual_1_25(self) -> int:
        """Likelihood times impact after treatment."""
        return self.likelihood_residual_1_5 * self.impact_residual_1_5

    def co2_net_t(self, *, grid_t_per_mwh: float, gas_t_per_mwh: float) -> float:
        """Net tonnes of CO₂e avoided a year: gross, less what its gas and its bought grid electricity emit.

        May be negative. The renewable share of the electricity emits nothing.

        Examples
        --------
        >>> from mcda_industry.datasets import morocco_2025
        >>> round(morocco_2025().projects[0].co2_net_t(grid_t_per_mwh=0.551, gas_t_per_mwh=0.202), 1)
        -6680.4
        """
        bought = self.electricity_mwh * (1 - self.renewable_share_pct / 100)
        return self.co2_avoided_gross_t - self.heat_gas_mwh * gas_t_per_mwh - bought * grid_t_per_mwh


_SHEET_EN = "{}: {} MDH to invest for {} MDH of revenue a year, {} direct jobs; from {}, {} months to operation, TRL {}"
_SHEET_FR = (
    "{} : {} MDH à investir pour {} MDH de chiffre d'affaires par an, {} emplois directs ; à partir de {}, {} mois avant "
    "l'exploitation, TRL {}"
)


class ProjectContext(Record):
    """What the criteria of projects take from outside the project sheets.

    Parameters
    ----------
    npv_mdh
        Financial net present value by project id, in MDH.
    regional_equity, water_stress
        Need of industry (0 to 100) and water stress (1 to 5) by region code.
    stage_readiness
        Readiness (1 to 5) by stage.
    grid_t_per_mwh, gas_t_per_mwh
        Emission factors of grid electricity and gas, in tonnes of CO₂e.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> morocco_2025().project_context.stage_readiness["pilote"]
    3.0
    """

    npv_mdh: FrozenMap[str, Number]
    regional_equity: FrozenMap[str, Number]
    water_stress: FrozenMap[str, Number]
    stage_readiness: FrozenMap[str, Number]
    grid_t_per_mwh: Annotated[Number, Field(ge=0)]
    gas_t_per_mwh: Annotated[Number, Field(ge=0)]


Indicator = Callable[[Project, ProjectContext], float]

FROM_CONTEXT: Mapping[str, Indicator] = {
    "npv_per_capex": lambda project, context: _of(context.npv_mdh, project.id, project) / project.capex_mdh,
    "regional_equity_0_100": lambda project, context: _of(context.regional_equity, project.region_code, project),
    "water_stress_1_5": lambda project, context: _of(context.water_stress, project.region_code, project),
    "stage_readiness_1_5": lambda project, context: _of(context.stage_readiness, project.stage, project),
    "co2_net_t": lambda project, context: project.co2_net_t(
        grid_t_per_mwh=context.grid_t_per_mwh, gas_t_per_mwh=context.gas_t_per_mwh
    ),
}

DERIVED = ("value_added_mdh", "exports_mdh", "jobs_per_mdh", "water_intensity_m3_per_kdh", "risk_residual_1_25")


def fields() -> tuple[str, ...]:
    """The fields a criterion of projects can be read from: numbers of the sheet and what follows from them.

    Examples
    --------
    >>> "jobs_per_mdh" in fields(), "stage" in fields()
    (True, False)
    """
    numbers = (name for name, field in Project.model_fields.items() if field.annotation in {int, float})
    return (*numbers, *DERIVED, *FROM_CONTEXT)


def columns(
    projects: Iterable[Project], criteria: Mapping[str, Criterion], context: ProjectContext
) -> tuple[Column, ...]:
    """The criteria columns of a bank of projects, one for each criterion, values by project id.

    Parameters
    ----------
    projects
        The bank; checked like `bank`.
    criteria
        The criterion read from each field of `fields()`.
    context
        Net present values, regional indices and factors.

    Raises
    ------
    ProblemError
        With every fault: an unknown field, a project or region or stage the context does not know, a prerequisite
        that is not in the bank.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> from mcda_industry.problem import maximise
    >>> case = morocco_2025()
    >>> (exports,) = columns(case.projects, {"exports_mdh": maximise("C13", "MDH/an")}, case.project_context)
    >>> exports.values["P43"]
    30.0
    """
    return read_columns(
        bank(projects), criteria, fields(), lambda project, field: _value(project, field, context), what="projects"
    )


def bank(projects: Iterable[Project]) -> tuple[Project, ...]:
    """The projects as one bank: each id once, every prerequisite in it, and no circle of prerequisites.

    Raises
    ------
    ProblemError
        With every fault found.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> len(bank(morocco_2025().projects))
    44
    """
    projects = each_a(Project, projects, "projects")
    if faults := [*_twins(projects), *_unknown_requirements(projects), *_circles(projects)]:
        raise ProblemError.of(faults)
    return projects


def _twins(projects: tuple[Project, ...]) -> list[Fault]:
    names = [project.id for project in projects]
    twice = [name for name in dict.fromkeys(names) if names.count(name) > 1]
    said = f"Each project needs its own id: {listed(twice)} stands twice. Rename one of them."
    return [Fault(said, "duplicate_name", "id")] if twice else []


def _unknown_requirements(projects: tuple[Project, ...]) -> list[Fault]:
    names = [project.id for project in projects]
    return [
        _unknown_requirement(project, wanted, row, names)
        for row, project in enumerate(projects)
        for wanted in project.requires
        if wanted not in names
    ]


def _unknown_requirement(project: Project, wanted: str, row: int, names: list[str]) -> Fault:
    near = did_you_mean(wanted, (name for name in names if name != project.id))
    said = f"Project {quoted(project.id)} requires {quoted(wanted)}, which is not in the bank; {near}"
    return Fault(said, "unknown_project", "requires", row)


def _circles(projects: tuple[Project, ...]) -> list[Fault]:
    around = circle({project.id: project.requires for project in projects})
    said = f"{told(around)} Drop one of these prerequisites."
    return [Fault(said, "circular_requirement", "requires")] if around else []


def _value(project: Project, field: str, context: ProjectContext) -> float:
    derive = FROM_CONTEXT.get(field)
    value: float = derive(project, context) if derive else getattr(project, field)
    return value


def _of(values: Mapping[str, float], key: str, project: Project) -> float:
    if key not in values:
        said = f"Project {quoted(project.id)} is tied to {quoted(key)}, which is not known; {did_you_mean(key, values)}"
        raise ProblemError(said, code="unknown_name", field=project.id)
    return values[key]
