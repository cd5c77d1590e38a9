"""What the portfolio of the reference case must respect: its two budgets and its quotas."""

from functools import cached_property
from typing import Any

from mcda_industry.datasets.morocco_business import BusinessSide
from mcda_industry.portfolio import AtLeast, Budget, Constraint, Exclusive, Requires

SUPPORT_MDH, CAPEX_MDH = 700.0, 4_500.0
REGIONS, MACHINES, GREEN, RELOCATIONS = 9, 5, 2, 4


class LimitsOfTheCase(BusinessSide):
    """The part of the reference case that is about what can be funded together."""

    @cached_property
    def budgets(self) -> tuple[Budget, ...]:
        """What there is of public support and of capex, in MDH, and what each project takes of them.

        Examples
        --------
        >>> from mcda_industry.datasets import morocco_2025
        >>> [budget.label for budget in morocco_2025().budgets]
        ['support ≤ 700', 'capex ≤ 4500']
        """
        support = {project.id: self.support(project.id).amount_mdh for project in self.projects}
        capex = {project.id: project.capex_mdh for project in self.projects}
        return (
            Budget("support", SUPPORT_MDH, support, labels={"fr": "soutien public", "en": "support"}),
            Budget("capex", CAPEX_MDH, capex, labels={"fr": "investissement", "en": "capex"}),
        )

    @cached_property
    def limits(self) -> tuple[Constraint, ...]:
        """What else a portfolio must respect: quotas, exclusive groups and prerequisites.

        Examples
        --------
        >>> import mcda_industry as mi
        >>> case = mi.datasets.morocco_2025()
        >>> ranking = mi.rank(case.problem("projects"), case.weights("projects"), "promethee2")
        >>> found = mi.select_portfolio(ranking.alternatives, ranking, case.budgets, *case.limits)
        >>> len(found.selected), {name: round(spent.used, 1) for name, spent in found.spending.items()}
        (21, {'support': 687.8, 'capex': 4490.0})
        """
        projects = self.projects
        kinds = {project.id: project.deliverable_type for project in projects}
        machines = [project.id for project in projects if project.ecosystem == "machines_outils"]
        groups = dict.fromkeys(project.exclusive_group for project in projects if project.exclusive_group)
        return (
            _quota("regions", "régions", REGIONS, groups={project.id: project.region_code for project in projects}),
            _quota("machine and tool projects", "projets de machines et d'outils", MACHINES, of=machines),
            _quota(
                "carbon or water projects",
                "projets de carbone ou d'eau",
                GREEN,
                of=_of(kinds, "decarbonation", "efficacite_hydrique"),
            ),
            _quota("relocations", "relocalisations", RELOCATIONS, of=_of(kinds, "relocalisation")),
            *(Exclusive([p.id for p in projects if p.exclusive_group == group], group) for group in groups),
            *(Requires(project.id, project.requires) for project in projects if project.requires),
        )


def _quota(english: str, french: str, number: float, **what: Any) -> AtLeast:
    return AtLeast(english, number, labels={"en": english, "fr": french}, **what)


def _of(kinds: dict[str, str], *wanted: str) -> list[str]:
    return [name for name, kind in kinds.items() if kind in wanted]
