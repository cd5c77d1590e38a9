"""The project bank of the reference case: gates, needs, supply of links, opportunities, and its context. ILLUSTRATIVE."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Literal, Self

from mcda_industry.datasets.morocco_words import FIELD_LABELS, STAGE_LABELS
from mcda_industry.domain.business_case import Appraisal, FinanceParameters
from mcda_industry.domain.context import (
    ContextScenario,
    FieldEffect,
    GroupWeights,
    points_under,
    problem_under,
    records_under,
)
from mcda_industry.domain.context import catalogue as scenario_catalogue
from mcda_industry.domain.levers import Lever
from mcda_industry.domain.needs import Instrument, Need, NeedRule, needs_of, register
from mcda_industry.domain.options import SupplyPosition
from mcda_industry.domain.projects import (
    InvestorTeaser,
    LifeCycle,
    Project,
    ProjectBank,
    ProjectContext,
    columns,
    fields,
    teaser,
)
from mcda_industry.domain.regions import Region
from mcda_industry.domain.risk import EVERYONE, Risk, RiskPlan
from mcda_industry.domain.value_chain import Link, ValueChain
from mcda_industry.errors import ProblemError, quoted
from mcda_industry.problem import Criterion, Problem
from mcda_industry.records import FrozenMap, Labels
from mcda_industry.weighting.weights import Weights

if TYPE_CHECKING:
    from mcda_industry.weighting.hierarchy import CriteriaTree

FOLDER: Final = "morocco_2025"
ENTERED: Final = "2025-12-05"
"""The day of the press page the case starts from (sources.csv, S01); the sheets carry no date of their own."""

LIFE_CYCLE: Final = {
    "stages": ("idée", "étude de marché", "fiche projet", "pilote", "faisabilité", "engagé"),
    "moves": {
        "idée": ("étude de marché",),
        "étude de marché": ("fiche projet", "faisabilité"),
        "fiche projet": ("pilote", "faisabilité"),
        "pilote": ("faisabilité", "fiche projet"),
        "faisabilité": ("engagé", "fiche projet"),
    },
    "gates": {
        "pilote": {"trl_least": 5},
        "faisabilité": {"trl_least": 6},
        "engagé": {"trl_least": 7, "mrl_least": 8},
    },
}
"""Stages of the sheets; the gates are an assumption of the library, not of the raw files."""

RISK_SCENARIOS: Final[Mapping[str, tuple[str, Literal["national", "international"]]]] = {
    "K01": ("cycle_aeronautique", "international"),
    "K03": ("reseau_electrique", "national"),
    "K04": ("ajustement_carbone", "international"),
    "K05": ("restriction_eau", "national"),
    "K07": ("matieres_critiques", "international"),
    "K08": ("change", "international"),
}
"""The risks of the register that are states of the world rather than of a project."""

GREEN_GRID: Final = 0.6
"""An assumed grid emission factor, as a share of the present one."""

FOR_PREREQUISITE: Final = "préalable"
"""The kind of a lever for the projects that require one it serves."""

NEED_RULES: Final = (
    NeedRule(
        id="financement",
        what=FrozenMap({"fr": "un concours public", "en": "public funding"}),
        unit="MDH",
        field="npv_mdh",
        at_least=0.0,
        instruments=("financier", "infrastructure"),
    ),
    NeedRule(
        id="technologie",
        what=FrozenMap({"fr": "une montée en maturité technologique", "en": "technology maturation"}),
        unit="TRL",
        field="trl_1_9",
        at_least=7.0,
        instruments=("L06", "L08"),
    ),
    NeedRule(
        id="prealable",
        what=FrozenMap({"fr": "l'engagement du projet préalable", "en": "its prerequisite committed"}),
        unit="pt",
        field="prerequisite_readiness_1_5",
        at_least=5.0,
        instruments=(FOR_PREREQUISITE,),
    ),
)


def supply_position(link: Link, cover_weeks: float | None) -> SupplyPosition:
    """How a link is supplied.

    Its time to recover is the lead time of the next source: local where a second local supplier is there to step in, else
    that of imports.
    """
    second = len(link.supplier_shares_pct) > 1
    lead = link.lead_time_local_weeks if second else link.lead_time_import_weeks
    if lead is None:
        said = f"Link {quoted(link.id)} has no lead time of its next source. Give it."
        raise ProblemError(said, code="missing", field="lead_time_local_weeks" if second else "lead_time_import_weeks")
    return SupplyPosition(
        id=link.id,
        label=link.label,
        supplier_shares_pct=link.supplier_shares_pct,
        origin_shares_pct=link.import_origin_shares_pct,
        time_to_recover_weeks=lead,
        cover_weeks=cover_weeks,
        source_flag=link.source_flag,
    )


def risk_scenario(risk: Risk) -> ContextScenario:
    """A risk of the register that has happened: its impacts on capex, delay and revenue of the projects it aims at."""
    name, scope = RISK_SCENARIOS[risk.id]
    where: dict[str, Any] = {} if EVERYONE in risk.targets else {"where": {"ecosystem": risk.targets}}
    changes: dict[str, dict[str, Any]] = {
        "capex_mdh": {"factor": 1 + risk.capex_impact_pct / 100},
        "months_to_operation": {"shift": risk.delay_months},
        "revenue_full_mdh": {"factor": 1 + risk.revenue_impact_pct / 100},
    }
    still = ({"factor": 1.0}, {"shift": 0.0})
    return ContextScenario(
        id=name,
        label=risk.label,
        scope=scope,
        effects=tuple(
            FieldEffect(part="projects", field=field, label=FIELD_LABELS[field], **change, **where)
            for field, change in changes.items()
            if change not in still
        ),
        source_flag=risk.source_flag,
        source_ids=risk.source_ids,
        note=f"risks.csv, {risk.id}",
    )


class BankOfTheCase:
    """What `ReferenceCase` says of its project bank; the attributes and methods it reads are there."""

    projects: tuple[Project, ...]
    levers: tuple[Lever, ...]
    regions: tuple[Region, ...]
    finance_parameters: FinanceParameters
    banner: Labels
    scenarios: Mapping[str, Any]

    if TYPE_CHECKING:
        # what `ReferenceCase` has, for type checkers
        def problem(self, kind: str) -> Problem: ...  # noqa: D102
        def weights(self, kind: str, scenario: str | None = None) -> Weights: ...  # noqa: D102
        def groups(self, kind: str) -> Mapping[str, Labels]: ...  # noqa: D102
        def tree(self, kind: str) -> CriteriaTree: ...  # noqa: D102
        def project(self, name: str) -> Project: ...  # noqa: D102
        def appraisal(self, name: str) -> Appraisal: ...  # noqa: D102
        @property
        def risk_plan(self) -> RiskPlan: ...  # noqa: D102
        @property
        def value_chain(self) -> ValueChain: ...  # noqa: D102
        @property
        def project_context(self) -> ProjectContext: ...  # noqa: D102

    @cached_property
    def life_cycle(self) -> LifeCycle:
        """The stages of the projects, the moves between them, and the readiness each asks for (an assumption)."""
        return LifeCycle.model_validate({**LIFE_CYCLE, "label": STAGE_LABELS})

    @cached_property
    def project_bank(self) -> ProjectBank:
        """The projects as the first version of a bank."""
        return ProjectBank.opened(self.projects, date=ENTERED, note="projects.csv")

    @cached_property
    def link_labels(self) -> Mapping[str, Labels]:
        """The names of the links of the value chain, by code."""
        return FrozenMap({link.id: link.label for link in self.value_chain.links})

    def supply(self, cover_weeks: float | None = None) -> tuple[SupplyPosition, ...]:
        """How each link is supplied; the raw files do not say how long stocks last, so cover is an assumption to be given.

        The time to recover is the lead time of the next source: local where a second local supplier is there to step in,
        else that of imports.

        Examples
        --------
        >>> from mcda_industry.datasets import morocco_2025
        >>> morocco_2025().supply()[1].sentence()
        'A02: a single source (supplier HHI 10000, origin HHI at least 3248); 22 weeks to recover, cover not known \
(illustrative).'
        """
        return tuple(supply_position(link, cover_weeks) for link in self.value_chain.links)

    @cached_property
    def figures(self) -> Mapping[str, Mapping[str, float]]:
        """Every number a project can be screened or judged on, by field, then by project.

        Those of `projects.fields()`; `npv_mdh`; the supply of its link (single source, concentrations, time to recover); and
        `prerequisite_readiness_1_5`, the readiness of its least ready prerequisite, for projects that have one.

        Examples
        --------
        >>> from mcda_industry.datasets import morocco_2025
        >>> figures = morocco_2025().figures
        >>> figures["supplier_hhi"]["P01"], figures["prerequisite_readiness_1_5"]["P14"]
        (10000.0, 4.0)
        """
        found = columns(self.projects, {field: Criterion(field) for field in fields()}, self.project_context)
        sheets = {column.criterion.name: FrozenMap(column.values) for column in found}
        ready = sheets["stage_readiness_1_5"]
        supply = {position.id: position for position in self.supply()}
        links = {
            field: FrozenMap({p.id: float(getattr(supply[p.link_id], field)) for p in self.projects})
            for field in ("single_source", "supplier_hhi", "origin_hhi", "time_to_recover_weeks")
        }
        first = {p.id: min(ready[name] for name in p.requires) for p in self.projects if p.requires}
        npv = self.project_context.npv_mdh
        return FrozenMap({**sheets, **links, "npv_mdh": npv, "prerequisite_readiness_1_5": FrozenMap(first)})

    @cached_property
    def needs(self) -> tuple[Need, ...]:
        """What the projects lack, read from their figures, with the lever that answers it where one does.

        The lines are an assumption of the library: no loss for the owner, TRL 7, and prerequisites committed.

        Examples
        --------
        >>> from mcda_industry.datasets import morocco_2025
        >>> case = morocco_2025()
        >>> [need.sentence() for need in case.needs if need.project == "P41"]
        ['P41 needs public funding (gap: 30.04 MDH): L02, by MIC; open, blocking.', \
'P41 needs its prerequisite committed (gap: 3 pt): L02, by MIC; open, blocking.']
        """
        served = [
            Instrument(id=lever.id, kind=lever.instrument_type, responsible=lever.owner, serves=lever.linked_projects)
            for lever in self.levers
        ]
        waiting = {given.id: [p.id for p in self.projects if {*p.requires} & {*given.serves}] for given in served}
        served += [given.model_copy(update={"kind": FOR_PREREQUISITE, "serves": waiting[given.id]}) for given in served]
        needs = needs_of(self.figures, NEED_RULES, served)
        return register(needs, (p.id for p in self.projects), (lever.id for lever in self.levers))

    def teaser(self, name: str) -> InvestorTeaser:
        """What an investor reads first of this project; it carries the banner.

        Examples
        --------
        >>> from mcda_industry.datasets import morocco_2025
        >>> morocco_2025().teaser("P41").irr is None
        False
        """
        project, found, context = self.project(name), self.appraisal(name), self.project_context
        return teaser(
            project,
            npv_mdh=found.npv,
            irr=found.irr.value,
            payback_years=found.payback,
            co2_net_t=project.co2_net_t(grid_t_per_mwh=context.grid_t_per_mwh, gas_t_per_mwh=context.gas_t_per_mwh),
            links=self.link_labels,
            regions=FrozenMap({region.id: region.label for region in self.regions}),
            caveats=(self.banner,),
        ).model_copy(update={"stage_label": STAGE_LABELS.get(project.stage, FrozenMap())})

    @cached_property
    def opportunities(self) -> tuple[InvestorTeaser, ...]:
        """The teasers of the projects that are investment opportunities by their kind.

        Examples
        --------
        >>> from mcda_industry.datasets import morocco_2025
        >>> [found.id for found in morocco_2025().opportunities]
        ['P03', 'P15', 'P16', 'P17', 'P18', 'P36']
        """
        return tuple(self.teaser(p.id) for p in self.projects if p.deliverable_type == "opportunite_investissement")

    def context(self, kind: str = "projects") -> Mapping[str, ContextScenario]:
        """The present, six risks of the register that have happened, a greener grid, and five weightings, by id.

        Examples
        --------
        >>> from mcda_industry.datasets import morocco_2025
        >>> print(morocco_2025().context()["ajustement_carbone"].sentence())
        CBAM extension to machinery: revenue of projects × 0.94 where ecosystem is machines_outils (mixed).
        """
        field = "grid_emission_factor_t_per_mwh"
        grid = FieldEffect(part="finance_parameters", field=field, factor=GREEN_GRID, label=FIELD_LABELS[field])
        label = FrozenMap({"fr": "Réseau électrique décarboné", "en": "Greener grid"})
        green = ContextScenario(
            id="reseau_vert", label=label, scope="national", effects=(grid,), source_flag="illustrative"
        )
        weighted = (self._weighted(kind, scenario) for scenario in self.scenarios)
        now = ContextScenario(
            id="actuel",
            label=FrozenMap({"fr": "Situation actuelle", "en": "Present"}),
            scope="national",
            source_flag="illustrative",
        )
        return scenario_catalogue(
            [now, *(risk_scenario(self.risk_plan.risk(name)) for name in RISK_SCENARIOS), green, *weighted]
        )

    def _weighted(self, kind: str, scenario: str) -> ContextScenario:
        given = self.scenarios[scenario]
        points = dict(zip(self.groups(kind), given.group_weights, strict=True))
        return ContextScenario(
            id=scenario,
            label=given.label,
            scope="national",
            effects=(GroupWeights(points=FrozenMap(points)),),
            source_flag="illustrative",
            note="stakeholders.json",
        )

    def under(self, scenario: ContextScenario) -> Self:
        """The case with its records as they would be under a scenario; this one does not change.

        Effects on fields reach "projects", "levers", "regions" and "finance_parameters".

        Examples
        --------
        >>> from mcda_industry.datasets import morocco_2025
        >>> case = morocco_2025()
        >>> later = case.under(case.context()["cycle_aeronautique"])
        >>> round(case.appraisal("P14").npv, 1), round(later.appraisal("P14").npv, 1)
        (76.1, -39.9)
        """
        parts = {name: getattr(self, name) for name in ("projects", "levers", "regions", "finance_parameters")}
        return replace(self, **records_under(scenario, parts))  # type: ignore[type-var]

    def problem_under(self, scenario: ContextScenario, kind: str = "projects") -> Problem:
        """The criteria matrix as it would be under a scenario: effects on fields first, then those on columns."""
        return problem_under(scenario, self.under(scenario).problem(kind))

    def weights_under(self, scenario: ContextScenario, kind: str = "projects") -> Weights:
        """The stakeholders' weights as they would be under a scenario.

        Examples
        --------
        >>> from mcda_industry.datasets import morocco_2025
        >>> case = morocco_2025()
        >>> green = case.weights_under(case.context()["transition_verte"])
        >>> round(sum(green[name] for name in ("C51", "C52", "C53", "C54")), 9)
        0.42
        """
        tree = self.tree(kind)
        groups = {group: tree.leaves_below(group) for group in self.groups(kind)}
        points = points_under(scenario, self.weights(kind).shares, groups)
        return Weights(points, source=f"scenario {scenario.id}")
