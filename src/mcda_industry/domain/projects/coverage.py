"""Which links of the value chain the projects serve, before and after a batch."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mcda_industry.arrays import FloatArray, frozen
from mcda_industry.domain.projects.sheets import Project
from mcda_industry.errors import Fault, ProblemError, did_you_mean, listed, quoted, speaks_french
from mcda_industry.problem import Column, Criterion
from mcda_industry.records import FrozenMap, each_a
from mcda_industry.wording import FEW, enumerated

if TYPE_CHECKING:
    import pandas as pd

COUNT = "projects"
"""The measure that counts projects."""

MEASURES = (
    COUNT,
    "capex_mdh",
    "jobs_direct",
    "til_gain_pts",
    "import_substitution_mdh",
    "value_added_mdh",
    "exports_mdh",
)
"""What can be added up over the projects of a link."""


@dataclass(frozen=True, eq=False)
class LinkCoverage:
    """Links by kind of project, before and after; k links, c kinds.

    Attributes
    ----------
    links, kinds
        The rows, in the order given, and the columns: kinds of project (`deliverable_type`), in the order they are met.
    measure
        What is added up, one of `MEASURES`.
    before, after
        (k, c) totals, read-only.
    served_before, served_after
        (k,) how many projects each link has, whatever the measure.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> case = morocco_2025()
    >>> coverage = link_coverage(case.link_labels, case.projects[:20], case.projects)
    >>> float(coverage.after.sum()), coverage.uncovered
    (44.0, ('A01', 'A05', 'A13', 'M03'))
    """

    links: tuple[str, ...]
    kinds: tuple[str, ...]
    measure: str
    before: FloatArray
    after: FloatArray
    served_before: FloatArray
    served_after: FloatArray

    @property
    def uncovered(self) -> tuple[str, ...]:
        """The links without a project after."""
        return self._where(self.served_after == 0)

    @property
    def newly_covered(self) -> tuple[str, ...]:
        """The links that had no project, and have one now."""
        return self._where((self.served_before == 0) & (self.served_after > 0))

    @property
    def lost(self) -> tuple[str, ...]:
        """The links that had a project, and have none now."""
        return self._where((self.served_before > 0) & (self.served_after == 0))

    def column(self, criterion: Criterion) -> Column:
        """What each link has after, over all kinds of project, as a column of the criteria matrix; values by link.

        Examples
        --------
        >>> from mcda_industry.datasets import morocco_2025
        >>> from mcda_industry.problem import minimise
        >>> case = morocco_2025()
        >>> link_coverage(case.link_labels, (), case.projects).column(minimise("projects on the link")).values["A13"]
        0.0
        """
        return Column(criterion, FrozenMap(dict(zip(self.links, self.after.sum(axis=1).tolist(), strict=True))))

    def _where(self, chosen: "np.ndarray[tuple[int, ...], np.dtype[np.bool_]]") -> tuple[str, ...]:
        return tuple(self.links[i] for i in np.flatnonzero(chosen))

    def sentence(self, lang: str = "en") -> str:
        """How many links are covered, before and after, and which are not.

        Examples
        --------
        >>> from mcda_industry.datasets import morocco_2025
        >>> case = morocco_2025()
        >>> link_coverage(case.link_labels, case.projects[:40], case.projects).sentence()
        '31 of 35 links have a project (before: 30); new: T02; without one: A01, A05, A13 and M03.'
        """
        french = speaks_french(lang)
        words = _WORDS["fr" if french else "en"]
        now, then = int((self.served_after > 0).sum()), int((self.served_before > 0).sum())
        said = [words["covered"].format(now, len(self.links), then)]
        for name, links in (("new", self.newly_covered), ("lost", self.lost), ("uncovered", self.uncovered)):
            said += [words[name].format(enumerated(links, lang, FEW))] if links else []
        return (" ; " if french else "; ").join(said) + "."

    def to_frame(self) -> "pd.DataFrame":
        """A data frame: links by kind, before and after side by side."""
        import pandas as pd

        columns = pd.MultiIndex.from_product([["before", "after"], self.kinds])
        return pd.DataFrame(np.hstack([self.before, self.after]), index=list(self.links), columns=columns)


_WORDS = {
    "en": {
        "covered": "{} of {} links have a project (before: {})",
        "new": "new: {}",
        "lost": "lost: {}",
        "uncovered": "without one: {}",
    },
    "fr": {
        "covered": "{} des {} maillons ont un projet (avant : {})",
        "new": "nouveaux : {}",
        "lost": "perdus : {}",
        "uncovered": "sans projet : {}",
    },
}


def link_coverage(
    links: Iterable[str], before: Iterable[Project], after: Iterable[Project], measure: str = COUNT
) -> LinkCoverage:
    """The links that two states of a bank serve.

    Parameters
    ----------
    links
        Every link of the value chain, by its code.
    before, after
        The projects of the two states; none before for a first look.
    measure
        What is added up over the projects of a link: their number, or a figure of the sheet; one of `MEASURES`.

    Raises
    ------
    ProblemError
        With every fault: no link, a link that stands twice, a project on a link that is not known, an unknown measure.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> case = morocco_2025()
    >>> coverage = link_coverage(case.link_labels, (), case.projects, "capex_mdh")
    >>> float(coverage.after[coverage.links.index("A12")].sum())
    800.0
    """
    links = tuple(links)
    before, after = each_a(Project, before, "before"), each_a(Project, after, "after")
    if faults := [*_link_faults(links), *_measure_faults(measure), *_strangers(links, (*before, *after))]:
        raise ProblemError.of(faults)
    kinds = tuple(dict.fromkeys(project.deliverable_type for project in (*before, *after)))
    return LinkCoverage(
        links,
        kinds,
        measure,
        _totals(links, kinds, before, measure),
        _totals(links, kinds, after, measure),
        frozen(_totals(links, kinds, before, COUNT).sum(axis=1)),
        frozen(_totals(links, kinds, after, COUNT).sum(axis=1)),
    )


def _totals(links: tuple[str, ...], kinds: tuple[str, ...], projects: tuple[Project, ...], measure: str) -> FloatArray:
    table = np.zeros((len(links), len(kinds)))
    for project in projects:
        amount = 1.0 if measure == COUNT else float(getattr(project, measure))
        table[links.index(project.link_id), kinds.index(project.deliverable_type)] += amount
    return frozen(table)


def _link_faults(links: tuple[str, ...]) -> list[Fault]:
    if not links:
        return [Fault("There is no link to cover. Give the codes of the links.", "no_links", "links")]
    twice = [name for name in dict.fromkeys(links) if links.count(name) > 1]
    return (
        [Fault(f"The link {listed(twice)} stands twice. Keep one of them.", "duplicate_name", "links")] if twice else []
    )


def _measure_faults(measure: str) -> list[Fault]:
    said = f"Nothing is added up by {quoted(measure)}; {did_you_mean(measure, MEASURES)}"
    return [] if measure in MEASURES else [Fault(said, "unknown_measure", "measure")]


def _strangers(links: tuple[str, ...], projects: tuple[Project, ...]) -> list[Fault]:
    found = {project.id: project.link_id for project in projects if project.link_id not in links}
    return [
        Fault(
            f"Project {quoted(name)} serves the link {quoted(link)}; {did_you_mean(link, links)}", "unknown_link", name
        )
        for name, link in found.items()
    ]
