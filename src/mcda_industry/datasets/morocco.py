"""The reference case: Moroccan aeronautics, machines and tools, 2025. ILLUSTRATIVE: invented orders of magnitude."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Annotated, Any, Final

from pydantic import Field

from mcda_industry.arrays import FloatArray
from mcda_industry.datasets import morocco_value_chain
from mcda_industry.datasets.morocco_bank import BankOfTheCase
from mcda_industry.datasets.morocco_diagnosis import DiagnosisOfCase
from mcda_industry.datasets.morocco_portfolio import LimitsOfTheCase
from mcda_industry.datasets.morocco_territory import FOLDER, Territory
from mcda_industry.datasets.morocco_words import in_both
from mcda_industry.datasets.tables import packaged_json, packaged_records
from mcda_industry.domain import levers as lever_sheets
from mcda_industry.domain import projects as project_sheets
from mcda_industry.domain.business_case import Appraisal, FinanceParameters, Investment, appraisal
from mcda_industry.domain.levers import Lever
from mcda_industry.domain.projects import Project, ProjectContext
from mcda_industry.domain.regions import Region, regional_equity
from mcda_industry.domain.value_chain import IntegrationProject, ValueChain
from mcda_industry.errors import ProblemError, WeightsError, did_you_mean, quoted
from mcda_industry.problem import Criterion, Problem
from mcda_industry.records import FrozenMap, Labels, Name, Number, Record
from mcda_industry.weighting.group import aggregate_judgements
from mcda_industry.weighting.hierarchy import CriteriaTree
from mcda_industry.weighting.pairwise import PairwiseComparisons, Priorities
from mcda_industry.weighting.weights import Weights

BANNER: Final[Labels] = FrozenMap(
    {
        "fr": "ILLUSTRATIF : les chiffres sont des ordres de grandeur inventés ; ils ne désignent aucune entreprise "
        "et ne prévoient aucun projet réel.",
        "en": "ILLUSTRATIVE: figures are invented orders of magnitude; they name no company and forecast no real "
        "project.",
    }
)

PROJECT_COLUMNS: Final = {"project_id": "id", "name": "label"}
LEVER_COLUMNS: Final = {"lever_id": "id", "name": "label"}
REGION_COLUMNS: Final = {"region_code": "id", "name": "label"}

PREFERENCE_KINDS: Final = {"v_shape_indifference": "linear"}
"""The preference functions that the raw files call differently."""


class Stakeholder(Record):
    """Someone whose judgements count, with the weight of their vote (0: heard, not counted).

    Examples
    --------
    >>> morocco_2025().stakeholders[0].voting_weight
    0.25
    """

    id: Name
    label: Labels = FrozenMap()
    voting_weight: Annotated[Number, Field(ge=0)]


class Scenario(Record):
    """Weights of the criteria groups under one policy, in the order of the groups.

    Examples
    --------
    >>> morocco_2025().scenarios["souverainete"].group_weights
    (0.15, 0.4, 0.2, 0.08, 0.05, 0.12)
    """

    id: Name
    label: Labels = FrozenMap()
    group_weights: Annotated[tuple[Annotated[Number, Field(ge=0)], ...], Field(min_length=1)]


@dataclass(frozen=True)
class _Judged:
    """What is judged on one tree of criteria: its goal, groups, criteria and the leaf judgements."""

    goal: str
    groups: Mapping[str, Labels]
    branches: Mapping[str, tuple[str, ...]]
    by_field: Mapping[str, Criterion]
    leaf_judgements: Mapping[str, PairwiseComparisons]


@dataclass(frozen=True, eq=False, repr=False)
class ReferenceCase(DiagnosisOfCase, Territory, LimitsOfTheCase, BankOfTheCase):
    """The raw inputs of the case as records, and the problems and weights that follow from them.

    Everything is immutable; `problem` and `weights` derive from the raw inputs on each call.

    Attributes
    ----------
    projects, levers, regions, stakeholders
        44 projects, 16 levers, 12 regions and 7 stakeholders, one of them without a vote.
    scenarios
        Five sets of group weights, by id.
    finance_parameters
        Rates, ramp-up, prices and factors of every cash flow.
    banner
        What every export must show, by language.
    group_judgements
        The raw judgements of each stakeholder, keyed by 1-based positions of two groups ("1,3").
    judged
        What `problem`, `criteria`, `tree` and `weights` read, by kind.

    Examples
    --------
    >>> morocco_2025()
    ReferenceCase: 44 projects, 16 levers, 12 regions, 7 stakeholders, 5 scenarios (ILLUSTRATIVE)
    """

    projects: tuple[Project, ...]
    levers: tuple[Lever, ...]
    regions: tuple[Region, ...]
    stakeholders: tuple[Stakeholder, ...]
    scenarios: Mapping[str, Scenario]
    finance_parameters: FinanceParameters
    banner: Labels
    group_judgements: Mapping[str, Mapping[str, str]]
    judged: Mapping[str, _Judged]

    def problem(self, kind: str) -> Problem:
        """The criteria matrix of the "projects" (P01 … on C11 …) or of the "levers" (L01 … on LC11 …).

        Raises
        ------
        ProblemError
            If `kind` is neither.

        Examples
        --------
        >>> morocco_2025().problem("projects").values.shape
        (44, 20)
        """
        criteria = self._judged(kind).by_field
        if kind == "levers":
            return Problem.from_columns(lever_sheets.columns(self.levers, criteria))
        return Problem.from_columns(project_sheets.columns(self.projects, criteria, self.project_context))

    def criteria(self, kind: str) -> tuple[Criterion, ...]:
        """The criteria of the "projects" (20) or of the "levers" (15), with labels, units and preference functions.

        Examples
        --------
        >>> morocco_2025().criteria("levers")[0]
        Criterion('LC11', 'max', unit='1-5', label={'fr': 'Effet sur la productivité', 'en': 'Effect on productivity'}, \
scale=(1.0, 5.0), preference=Level(q=0.5, p=1.5))
        """
        return tuple(self._judged(kind).by_field.values())

    def groups(self, kind: str) -> Mapping[str, Labels]:
        """The six groups of criteria ("C1" … or "L1" …) with their labels.

        Examples
        --------
        >>> morocco_2025().groups("projects")["C6"]["en"]
        'Feasibility and risk'
        """
        return self._judged(kind).groups

    def titles(self, kind: str) -> Mapping[str, Labels]:
        """The names of the alternatives by language.

        Examples
        --------
        >>> morocco_2025().titles("levers")["L05"]["en"]
        'Talent academies'
        """
        self._judged(kind)
        sheets: Sequence[Project | Lever] = self.levers if kind == "levers" else self.projects
        return FrozenMap({sheet.id: sheet.label for sheet in sheets})

    def weights(self, kind: str, scenario: str | None = None) -> Weights:
        """Global weights of the criteria: weight of the group times weight within the group.

        Group weights are the principal eigenvector of the judgements aggregated over the stakeholders with a vote
        (weighted geometric mean), or those of the scenario; weights within a group are the eigenvector of the leaf
        judgements.

        Parameters
        ----------
        kind
            "projects" or "levers".
        scenario
            The id of a scenario, or None for the stakeholders' weights.

        Raises
        ------
        ProblemError, WeightsError
            If there is no such kind, or no such scenario.

        References
        ----------
        J. Aczél and T. L. Saaty (1983), Procedures for synthesizing ratio judgements, Journal of Mathematical
        Psychology 27 (the weighted geometric mean keeps judgements reciprocal).

        Examples
        --------
        >>> weights = morocco_2025().weights("projects", scenario="souverainete")
        >>> round(sum(weights[name] for name in ("C21", "C22", "C23")), 9)
        0.4
        """
        judged = self._judged(kind)
        groups = self.group_priorities(kind).weights if scenario is None else self._scenario_weights(kind, scenario)
        return self.tree(kind).weights({judged.goal: groups, **judged.leaf_judgements})

    def group_priorities(self, kind: str) -> Priorities:
        """Priorities of the groups from the aggregated judgements, with their consistency.

        Examples
        --------
        >>> morocco_2025().group_priorities("projects").consistency_ratio < 0.1
        True
        """
        votes = {stakeholder.id: stakeholder.voting_weight for stakeholder in self.stakeholders}
        return aggregate_judgements(self.judgements(kind), voting=votes).priorities()

    def judgements(self, kind: str) -> Mapping[str, PairwiseComparisons]:
        """The judgements of every stakeholder over the six groups, by stakeholder id.

        Examples
        --------
        >>> list(morocco_2025().judgements("levers"))[-1]
        'atelier_brut'
        """
        groups = list(self.groups(kind))
        return FrozenMap({judge: _comparisons(groups, given) for judge, given in self.group_judgements.items()})

    @property
    def judges(self) -> Mapping[str, PairwiseComparisons]:
        """The judgements over the groups of the projects' criteria, by stakeholder id.

        Examples
        --------
        >>> len(morocco_2025().judges)
        7
        """
        return self.judgements("projects")

    def tree(self, kind: str) -> CriteriaTree:
        """The tree of criteria: goal, groups, leaves.

        Examples
        --------
        >>> morocco_2025().tree("projects").goal
        'OBJ_P'
        """
        judged = self._judged(kind)
        return CriteriaTree(judged.goal, {judged.goal: tuple(judged.groups), **judged.branches})

    @property
    def trees(self) -> Mapping[str, CriteriaTree]:
        """Both trees of criteria, by kind.

        Examples
        --------
        >>> list(morocco_2025().trees)
        ['projects', 'levers']
        """
        return FrozenMap({kind: self.tree(kind) for kind in self.judged})

    def project(self, name: str) -> Project:
        """The project of this id.

        Raises
        ------
        ProblemError
            If there is none.

        Examples
        --------
        >>> morocco_2025().project("P30").capex_mdh
        45.0
        """
        for project in self.projects:
            if project.id == name:
                return project
        said = f"There is no project {quoted(name)}; {did_you_mean(name, (project.id for project in self.projects))}"
        raise ProblemError(said, code="unknown_project", field=str(name))

    def investment(self, name: str) -> Investment:
        """What the cash flow of this project needs to know of it.

        Examples
        --------
        >>> morocco_2025().investment("P30").years
        13
        """
        project, parameters = self.project(name), self.finance_parameters
        return Investment(
            capex_mdh=project.capex_mdh,
            revenue_full_mdh=project.revenue_full_mdh,
            ebitda_margin_pct=project.ebitda_margin_pct,
            months_to_operation=project.months_to_operation,
            economic_life_years=project.economic_life_years,
            jobs=project.jobs_direct,
            co2_net_t=project.co2_net_t(
                grid_t_per_mwh=parameters.grid_emission_factor_t_per_mwh,
                gas_t_per_mwh=parameters.gas_emission_factor_t_per_mwh,
            ),
            water_saved_m3=project.water_saved_m3,
            water_used_m3=project.water_use_m3,
        )

    def appraisal(self, name: str) -> Appraisal:
        """The business case of this project.

        Examples
        --------
        >>> public_good = morocco_2025().appraisal("P41")
        >>> round(public_good.npv, 1), round(public_good.irr.value, 3)
        (-30.0, 0.04)
        """
        return self.appraisals[self.project(name).id]

    @cached_property
    def appraisals(self) -> Mapping[str, Appraisal]:
        """The business case of every project, by id.

        Examples
        --------
        >>> sum(found.npv > 0 for found in morocco_2025().appraisals.values())
        28
        """
        names = [project.id for project in self.projects]
        return FrozenMap({name: appraisal(self.investment(name), self.finance_parameters) for name in names})

    def flows(self, name: str) -> FloatArray:
        """The financial cash flow of this project: (T,) MDH a year from t = 0, read-only.

        Examples
        --------
        >>> morocco_2025().flows("P30")[:3].round(3)
        array([-45.   ,  -0.756,   5.247])
        """
        return self.appraisal(name).financial_flow

    def economic_flows(self, name: str) -> FloatArray:
        """The economic cash flow of this project: (T,) MDH a year from t = 0, read-only.

        Examples
        --------
        >>> morocco_2025().economic_flows("P30")[:3].round(3)
        array([-45.   ,   0.666,   8.592])
        """
        return self.appraisal(name).economic_flow

    @cached_property
    def project_context(self) -> ProjectContext:
        """What the criteria of the projects take from outside the project sheets.

        Examples
        --------
        >>> morocco_2025().project_context.water_stress["MA-09"]
        5.0
        """
        parameters = self.finance_parameters
        return ProjectContext(
            npv_mdh=FrozenMap({name: found.npv for name, found in self.appraisals.items()}),
            regional_equity=regional_equity(self.regions),
            water_stress=FrozenMap({region.id: float(region.water_stress_1_5) for region in self.regions}),
            stage_readiness=FrozenMap({stage: float(grade) for stage, grade in parameters.stage_readiness.items()}),
            grid_t_per_mwh=parameters.grid_emission_factor_t_per_mwh,
            gas_t_per_mwh=parameters.gas_emission_factor_t_per_mwh,
        )

    def _judged(self, kind: str) -> _Judged:
        if kind not in self.judged:
            said = f"The reference case judges no {quoted(kind)}; {did_you_mean(kind, self.judged)}"
            raise ProblemError(said, code="unknown_kind", field="kind")
        return self.judged[kind]

    def _scenario_weights(self, kind: str, scenario: str) -> Weights:
        if scenario not in self.scenarios:
            said = f"There is no scenario {quoted(scenario)}; {did_you_mean(scenario, self.scenarios)}"
            raise WeightsError(said, code="unknown_scenario", field="scenario")
        points = self.scenarios[scenario].group_weights
        return Weights(dict(zip(self.groups(kind), points, strict=True)), source=f"scenario {scenario}")

    def __repr__(self) -> str:
        counts = {name: len(getattr(self, name)) for name in ("projects", "levers", "regions", "stakeholders")}
        shown = ", ".join(f"{count} {name}" for name, count in counts.items())
        return f"ReferenceCase: {shown}, {len(self.scenarios)} scenarios (ILLUSTRATIVE)"

    @cached_property
    def value_chain(self) -> ValueChain:
        """The 35 links of the value chain and which feeds which.

        Examples
        --------
        >>> morocco_2025().value_chain["A06"].feeds_into
        ('A07', 'A11', 'A12', 'A13', 'A15')
        """
        return morocco_value_chain.value_chain(FOLDER)

    @property
    def integration_projects(self) -> tuple[IntegrationProject, ...]:
        """What each project adds to the local integration rate of its link, as the sheets state it.

        Examples
        --------
        >>> morocco_2025().integration_projects[0].link
        'A02'
        """
        return morocco_value_chain.integration_projects(self.projects, self.value_chain)


@cache
def morocco_2025() -> ReferenceCase:
    """The reference case, read once from the files shipped with the library.

    Notes
    -----
    ILLUSTRATIVE: project and lever figures are invented orders of magnitude; see the README shipped beside the files,
    and its `conventions.md` for how raw inputs become criteria.

    Examples
    --------
    >>> case = morocco_2025()
    >>> len(case.projects), len(case.levers), case.banner["en"][:12]
    (44, 16, 'ILLUSTRATIVE')
    """
    judging = packaged_json(FOLDER, "stakeholders.json")
    parameters = packaged_json(FOLDER, "finance_parameters.json")
    trees = packaged_json(FOLDER, "criteria.json")["trees"]
    return ReferenceCase(
        projects=project_sheets.bank(packaged_records(FOLDER, "projects.csv", Project, PROJECT_COLUMNS)),
        levers=packaged_records(FOLDER, "levers.csv", Lever, LEVER_COLUMNS | _criterion_columns(trees)),
        regions=packaged_records(FOLDER, "regions.csv", Region, REGION_COLUMNS),
        stakeholders=tuple(
            Stakeholder(id=raw["id"], label=_labels(raw), voting_weight=raw["voting_weight"])
            for raw in judging["stakeholders"]
        ),
        scenarios=FrozenMap({raw["id"]: _scenario(raw) for raw in judging["scenarios"]}),
        finance_parameters=FinanceParameters(**{name: parameters[name] for name in FinanceParameters.model_fields}),
        banner=BANNER,
        group_judgements=FrozenMap({raw["id"]: FrozenMap(raw["judgements"]) for raw in judging["stakeholders"]}),
        judged=FrozenMap({tree["applies_to"]: _judged(tree, judging["leaf_judgements"]) for tree in trees}),
    )


def _labels(raw: Mapping[str, Any]) -> Labels:
    return FrozenMap({lang: raw[f"label_{lang}"] for lang in ("fr", "en") if f"label_{lang}" in raw})


def _scenario(raw: Mapping[str, Any]) -> Scenario:
    return Scenario(id=raw["id"], label=in_both(_labels(raw)), group_weights=tuple(raw["group_weights"]))


def _judged(tree: Mapping[str, Any], leaf_judgements: Mapping[str, Any]) -> _Judged:
    branches = {group["id"]: tuple(leaf["id"] for leaf in group["leaves"]) for group in tree["groups"]}
    given = leaf_judgements[tree["applies_to"]]
    return _Judged(
        goal=tree["id"],
        groups=FrozenMap({group["id"]: _labels(group) for group in tree["groups"]}),
        branches=FrozenMap(branches),
        by_field=FrozenMap({_field(leaf): _criterion(leaf) for group in tree["groups"] for leaf in group["leaves"]}),
        leaf_judgements=FrozenMap({group: _comparisons(leaves, given[group]) for group, leaves in branches.items()}),
    )


def _criterion(leaf: Mapping[str, Any]) -> Criterion:
    kind = leaf["promethee"]["function"]
    thresholds = {name: leaf["promethee"][name] for name in ("q", "p", "s") if leaf["promethee"][name] is not None}
    return Criterion(
        leaf["id"],
        leaf["direction"],
        unit=leaf["unit"],
        label=_labels(leaf),
        scale=_scale(leaf["unit"]),
        preference={"kind": PREFERENCE_KINDS.get(kind, kind), **thresholds},
    )


def _scale(unit: str) -> tuple[float, float] | None:
    """The scale a unit states: "1-5", "0-100" or "%"."""
    stated = re.fullmatch(r"(\d+)-(\d+)", "0-100" if unit == "%" else unit)
    return (float(stated[1]), float(stated[2])) if stated else None


def _field(leaf: Mapping[str, Any]) -> str:
    """The field of the record; lever columns carry the code of their criterion in front."""
    return re.sub(r"^lc\d+_", "", leaf["field"])


def _criterion_columns(trees: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    leaves = (leaf for tree in trees for group in tree["groups"] for leaf in group["leaves"])
    return {leaf["field"]: _field(leaf) for leaf in leaves}


def _comparisons(items: Sequence[str], given: Mapping[str, str]) -> PairwiseComparisons:
    """Judgements keyed by 1-based positions ("1,3") as comparisons of the items at these positions."""
    pairs = ((tuple(items[int(place) - 1] for place in key.split(",")), value) for key, value in given.items())
    return PairwiseComparisons(items, {(a, b): value for (a, b), value in pairs})
