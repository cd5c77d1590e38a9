"""The sheets of the programme's workbook: which records they hold, what they are called, whose codes they cite."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Final

from mcda_industry.domain.ecosystem import Ecosystem
from mcda_industry.domain.evidence import Source
from mcda_industry.domain.levers import Lever
from mcda_industry.domain.programmes import EmissionFactor, Measure, catalogue_of
from mcda_industry.domain.projects import Project
from mcda_industry.domain.projects.sheets import bank
from mcda_industry.domain.regions import Employment, Region
from mcda_industry.domain.risk import EVERYONE, Risk, RiskPlan
from mcda_industry.domain.value_chain import Link, ValueChain
from mcda_industry.errors import FileError, did_you_mean, quoted
from mcda_industry.forms import words
from mcda_industry.io.sheets import Cites, Sheet
from mcda_industry.records import FrozenMap

ECOSYSTEM: Final = Cites(("ecosystems.parent", "ecosystems"), also=("transverse", "tous"))
"""An ecosystem is cited by its code or by the one it is part of; two words stand for all of them."""

LINK, SOURCE = Cites(("links",)), Cites(("sources",))


def programme_sheets(*names: str) -> tuple[Sheet, ...]:
    """The sheets of the programme's workbook that have these names; all ten where none is named.

    They are `projects`, `levers`, `links` (of the value chain), `measures`, `regions`, `employment`, `risks`, `ecosystems`,
    `emission_factors` and `sources`.

    Raises
    ------
    FileError
        If there is no sheet of that name.

    Examples
    --------
    >>> [sheet.called("fr") for sheet in programme_sheets("projects", "regions")]
    ['Projets', 'Régions']
    """
    known = _sheets()
    if unknown := [name for name in names if name not in known]:
        said = f"The programme's workbook has no sheet {quoted(unknown[0])}; {did_you_mean(unknown[0], known)}"
        raise FileError(said, code="unknown_sheet", field="names")
    return tuple(known[name] for name in dict.fromkeys(names or known))


@cache
def _sheets() -> Mapping[str, Sheet]:
    found = (*_what_is_chosen(), *_where_it_stands(), *_what_it_rests_on())
    return FrozenMap({sheet.name: sheet for sheet in found})


def _what_is_chosen() -> tuple[Sheet, ...]:
    projects = Sheet(
        Project,
        "projects",
        _title("Projets", "Projects"),
        cites={
            "ecosystem": ECOSYSTEM,
            "link_id": LINK,
            "region_code": Cites(("regions",)),
            "requires": Cites(("projects",)),
            "source_ids": SOURCE,
        },
        words=words.words(words.PROJECTS),
        together=bank,
    )
    levers = Sheet(
        Lever,
        "levers",
        _title("Leviers", "Levers"),
        cites={"linked_links": LINK, "linked_projects": Cites(("projects",)), "source_ids": SOURCE},
        words=words.words(words.LEVERS),
    )
    measures = Sheet(
        Measure,
        "measures",
        _title("Mesures", "Measures"),
        cites={
            "ecosystem": ECOSYSTEM,
            "link_id": LINK,
            "exclusive_with": Cites(("measures",)),
            "depends_on": Cites(("measures",)),
            "source_ids": SOURCE,
        },
        words=words.words(words.MEASURES),
        together=catalogue_of,
    )
    return projects, levers, measures


def _where_it_stands() -> tuple[Sheet, ...]:
    links = Sheet(
        Link,
        "links",
        _title("Maillons", "Links"),
        cites={"ecosystem": ECOSYSTEM, "feeds_into": LINK, "source_ids": SOURCE},
        words=words.words(words.LINKS),
        together=_chain,
    )
    ecosystems = Sheet(
        Ecosystem,
        "ecosystems",
        _title("Écosystèmes", "Ecosystems"),
        cites={"value_chain_links": LINK, "source_ids": SOURCE},
        words=words.words(words.ECOSYSTEMS),
    )
    regions = Sheet(
        Region,
        "regions",
        _title("Régions", "Regions"),
        cites={"source_ids": SOURCE},
        words=words.words(words.REGIONS),
    )
    employment = Sheet(
        Employment,
        "employment",
        _title("Emploi", "Employment"),
        key=("region_code", "sector", "year"),
        cites={"region_code": Cites(("regions",)), "source_ids": SOURCE},
        words=words.words(words.EMPLOYMENT),
    )
    return links, ecosystems, regions, employment


def _what_it_rests_on() -> tuple[Sheet, ...]:
    risks = Sheet(
        Risk,
        "risks",
        _title("Risques", "Risks"),
        cites={
            "targets": Cites(("projects", "levers", *ECOSYSTEM.sheets), also=(EVERYONE, *ECOSYSTEM.also)),
            "source_ids": SOURCE,
        },
        words=words.words(words.RISKS),
        together=_plan,
    )
    factors = Sheet(
        EmissionFactor,
        "emission_factors",
        _title("Facteurs d'émission", "Emission factors"),
        cites={"source": SOURCE},
        words=words.words(words.EMISSION_FACTORS),
    )
    sources = Sheet(Source, "sources", _title("Sources", "Sources"), words=words.words(words.SOURCES))
    return risks, factors, sources


def _chain(links: Sequence[Any]) -> object:
    return ValueChain(links=tuple(links))


def _plan(risks: Sequence[Any]) -> object:
    return RiskPlan(risks=tuple(risks))


def _title(fr: str, en: str) -> FrozenMap[str, str]:
    return FrozenMap({"fr": fr, "en": en})
