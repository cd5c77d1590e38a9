"""The value chain of the reference case, and what its projects add to local integration. ILLUSTRATIVE."""

from collections.abc import Iterable
from typing import Final

from mcda_industry.datasets.tables import packaged_records
from mcda_industry.domain.projects import Project
from mcda_industry.domain.value_chain.integration import IntegrationProject
from mcda_industry.domain.value_chain.links import Link, ValueChain

LINK_COLUMNS: Final = {"link_id": "id", "name": "label"}


def value_chain(folder: str) -> ValueChain:
    """The links of a data set as a value chain: 35 in the reference case.

    Parameters
    ----------
    folder
        The folder of the data set.
    """
    return ValueChain(links=packaged_records(folder, "value_chain.csv", Link, LINK_COLUMNS))


def integration_projects(projects: Iterable[Project], chain: ValueChain) -> tuple[IntegrationProject, ...]:
    """What each project adds to the integration rate of its link, as stated: points of the turnover the link has now.

    The sheets state the gain of the link in points without a definition; the turnover of the link is its local production.
    Projects that belong to no link, or state no gain, are left out.

    Parameters
    ----------
    projects
        Project sheets.
    chain
        The links they belong to.
    """
    return tuple(
        IntegrationProject(
            id=project.id,
            label=project.label,
            link=project.link_id,
            definition="as_stated",
            added_local_mdh=project.til_gain_pts / 100 * chain[project.link_id].local_production_mdh,
        )
        for project in projects
        if project.link_id and project.til_gain_pts > 0
    )
