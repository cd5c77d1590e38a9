"""What an investor reads first: one opportunity on one page, with its figures and where they come from."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Final

from pydantic import Field

from mcda_industry.columns import read_columns
from mcda_industry.domain.evidence import FLAGS_IN_FRENCH, in_brackets
from mcda_industry.domain.projects.sheets import Project
from mcda_industry.errors import ProblemError, did_you_mean, quoted, speaks_french
from mcda_industry.problem import Column, Criterion, maximise, minimise
from mcda_industry.records import Count, FrozenMap, Labels, Name, Number, Record, Text, each_a, one_of
from mcda_industry.wording import FEW, enumerated, figure


class InvestorTeaser(Record):
    """An investment opportunity in short; every figure has its unit in its name.

    Parameters
    ----------
    id, title
        The project and its name by language.
    link, region
        What it makes and where, by language.
    capex_mdh, revenue_full_mdh, ebitda_margin_pct, exports_mdh, import_substitution_mdh
        Investment, and yearly figures at full operation.
    npv_mdh, irr, payback_years
        Of the owner's cash flow; None where there is none, or more than one rate.
    jobs, co2_net_t, water_saved_m3
        Effects, a year at full operation.
    months_to_operation, start_year, stage, stage_label, trl_1_9, mrl_1_10
        When, and how ready it is; what the page calls its stage, by language.
    promoter, requires
        Who carries it, and the projects it cannot do without.
    source_flag, source_ids, caveats
        Where the figures come from; what every copy must show, by language.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> found = morocco_2025().teaser("P16")
    >>> found.npv_mdh > 0, found.source_flag
    (True, 'illustrative')
    """

    id: Name
    title: Labels
    link: Labels
    region: Labels
    capex_mdh: Number
    revenue_full_mdh: Number
    ebitda_margin_pct: Number
    exports_mdh: Number
    import_substitution_mdh: Number
    npv_mdh: Number
    irr: Number | None = Field(description="null where there is no rate, or more than one")
    payback_years: Number | None = Field(description="null where it never pays back")
    jobs: Count
    co2_net_t: Number
    water_saved_m3: Number
    months_to_operation: Annotated[Number, Field(gt=0)]
    start_year: Count
    stage: Name
    stage_label: Labels = FrozenMap()
    trl_1_9: Count
    mrl_1_10: Count | None = None
    promoter: Text = ""
    requires: tuple[Name, ...] = ()
    source_flag: Text = ""
    source_ids: tuple[Name, ...] = ()
    caveats: tuple[Labels, ...] = ()

    def lines(self, lang: str = "en") -> tuple[tuple[str, str], ...]:
        """The page as pairs of heading and text.

        Examples
        --------
        >>> from mcda_industry.datasets import morocco_2025
        >>> for heading, text in morocco_2025().teaser("P16").lines("fr")[:5]:
        ...     print(heading, "|", text)
        Opportunité | P16, MRO trains d'atterrissage et hydraulique
        Maillon | MRO (cellule, moteurs, équipements)
        Lieu | Casablanca-Settat
        Investissement | 260 MDH
        Chiffre d'affaires en régime | 230 MDH/an, dont 138 à l'export
        """
        spoken = "fr" if speaks_french(lang) else "en"
        texts = {**self._texts(lang), **self._figures(lang, _WORDS[spoken])}
        return tuple((heading, texts[what]) for what, heading in _HEADINGS[spoken].items() if texts[what])

    def _texts(self, lang: str) -> dict[str, str]:
        named = {"link": self.link, "region": self.region}
        flag = FLAGS_IN_FRENCH.get(self.source_flag, self.source_flag) if speaks_french(lang) else self.source_flag
        source = ", ".join(filter(None, [flag, *self.source_ids]))
        return {
            "title": f"{self.id}, {_in(self.title, lang)}" if self.title else self.id,
            **{what: _in(labels, lang) for what, labels in named.items()},
            "promoter": self.promoter,
            "requires": enumerated(self.requires, lang, FEW),
            "source": source,
            "caveats": " ".join(_in(caveat, lang) for caveat in self.caveats),
        }

    def _figures(self, lang: str, words: Mapping[str, str]) -> dict[str, str]:
        def said(value: float) -> str:
            return figure(value, lang)

        readiness = f"TRL {self.trl_1_9}" + (f", MRL {self.mrl_1_10}" if self.mrl_1_10 else "")
        return {
            "capex": f"{said(self.capex_mdh)} MDH",
            "revenue": words["revenue"].format(said(self.revenue_full_mdh), said(self.exports_mdh)),
            "margin": f"{said(self.ebitda_margin_pct)} %",
            "npv": f"{said(self.npv_mdh)} MDH",
            "irr": words["no_irr"] if self.irr is None else f"{figure(100 * self.irr, lang, 3)} %",
            "payback": words["never"]
            if self.payback_years is None
            else words["years"].format(figure(self.payback_years, lang, 3)),
            "jobs": str(self.jobs),
            "imports": f"{said(self.import_substitution_mdh)} {words['a_year']}"
            if self.import_substitution_mdh
            else "",
            "co2": words["co2"].format(said(self.co2_net_t)),
            "water": words["water"].format(said(self.water_saved_m3)) if self.water_saved_m3 else "",
            "when": words["when"].format(self.start_year, said(self.months_to_operation)),
            "readiness": f"{self.stage_label.get(lang, self.stage)}, {readiness}",
        }

    def sentence(self, lang: str = "en") -> str:
        """The opportunity in one sentence, with the flag of its figures.

        Examples
        --------
        >>> from mcda_industry.datasets import morocco_2025
        >>> said = morocco_2025().teaser("P16").sentence().partition(": ")
        >>> print(said[0])
        P16, Landing-gear and hydraulics MRO (Casablanca-Settat)
        >>> print(said[2])
        260 MDH to invest, net present value 32.38 MDH, internal rate of return 11.7 %, 210 jobs (illustrative).
        """
        words = _WORDS["fr" if speaks_french(lang) else "en"]
        texts = {**self._texts(lang), **self._figures(lang, words)}
        return f"{words['sentence'].format(**texts)}{in_brackets(self.source_flag, lang)}."


def _in(labels: Mapping[str, str], lang: str) -> str:
    """The text in this language, or in any there is."""
    return labels.get(lang, next(iter(labels.values()), ""))


_HEADINGS = {
    "en": {
        "title": "Opportunity",
        "link": "Link",
        "region": "Place",
        "capex": "Investment",
        "revenue": "Revenue at full operation",
        "margin": "EBITDA margin",
        "npv": "Net present value",
        "irr": "Internal rate of return",
        "payback": "Payback",
        "jobs": "Direct jobs",
        "imports": "Imports replaced",
        "co2": "Net CO₂e avoided",
        "water": "Water saved",
        "when": "Calendar",
        "readiness": "Stage and readiness",
        "promoter": "Promoter",
        "requires": "Requires",
        "source": "Source of the figures",
        "caveats": "To be shown",
    },
    "fr": {
        "title": "Opportunité",
        "link": "Maillon",
        "region": "Lieu",
        "capex": "Investissement",
        "revenue": "Chiffre d'affaires en régime",
        "margin": "Marge d'EBITDA",
        "npv": "Valeur actuelle nette",
        "irr": "Taux de rentabilité interne",
        "payback": "Délai de récupération",
        "jobs": "Emplois directs",
        "imports": "Importations remplacées",
        "co2": "CO₂e net évité",
        "water": "Eau économisée",
        "when": "Calendrier",
        "readiness": "Stade et maturité",
        "promoter": "Porteur",
        "requires": "Prérequis",
        "source": "Source des chiffres",
        "caveats": "À faire figurer",
    },
}

_WORDS = {
    "en": {
        "revenue": "{} MDH a year, of which {} exported",
        "a_year": "MDH a year",
        "co2": "{} t a year",
        "water": "{} m³ a year",
        "years": "{} years",
        "never": "never",
        "no_irr": "no single rate",
        "when": "from {}, {} months to operation",
        "sentence": "{title} ({region}): {capex} to invest, net present value {npv}, internal rate of return {irr}, {jobs} jobs",
    },
    "fr": {
        "revenue": "{} MDH/an, dont {} à l'export",
        "a_year": "MDH/an",
        "co2": "{} t/an",
        "water": "{} m³/an",
        "years": "{} ans",
        "never": "jamais",
        "no_irr": "pas de taux unique",
        "when": "à partir de {}, {} mois avant l'exploitation",
        "sentence": "{title} ({region}) : {capex} à investir, valeur actuelle nette {npv}, taux de rentabilité interne {irr}, "
        "{jobs} emplois",
    },
}


def teaser(
    project: Project,
    *,
    npv_mdh: float,
    irr: float | None,
    payback_years: float | None,
    co2_net_t: float,
    links: Mapping[str, Labels],
    regions: Mapping[str, Labels],
    caveats: tuple[Labels, ...] = (),
) -> InvestorTeaser:
    """The teaser of a project, with what is computed elsewhere given by value.

    Parameters
    ----------
    project
        Its sheet.
    npv_mdh, irr, payback_years
        From its business case.
    co2_net_t
        From its sheet and the emission factors.
    links, regions
        The names of links and regions by code.
    caveats
        What every copy must show, by language.

    Raises
    ------
    ProblemError
        If its region or link is not known.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> forging = morocco_2025().project("P01")
    >>> names = {"links": {"A02": {"en": "Forging"}}, "regions": {"MA-06": {"en": "Casablanca"}}}
    >>> teaser(forging, npv_mdh=3.0, irr=0.101, payback_years=9.5, co2_net_t=-6680.0, **names).link
    {'en': 'Forging'}
    """
    project = one_of(Project, project, "project")
    given = {name: getattr(project, name) for name in _FROM_SHEET}
    return InvestorTeaser(
        **given,
        title=project.label,
        link=_named(links, project.link_id, project, "link") if project.link_id else FrozenMap(),
        region=_named(regions, project.region_code, project, "region"),
        exports_mdh=project.exports_mdh,
        npv_mdh=npv_mdh,
        irr=irr,
        payback_years=payback_years,
        jobs=project.jobs_direct,
        co2_net_t=co2_net_t,
        promoter=project.promoter_profile,
        caveats=caveats,
    )


_FROM_SHEET = tuple(name for name in InvestorTeaser.model_fields if name in Project.model_fields)


def _named(names: Mapping[str, Labels], code: str, project: Project, what: str) -> Labels:
    if code not in names:
        said = f"Project {quoted(project.id)} names the {what} {quoted(code)}, which is not known; {did_you_mean(code, names)}"
        raise ProblemError(said, code=f"unknown_{what}", field=project.id)
    return names[code]


TEASER_CRITERIA: Final[Mapping[str, Criterion]] = FrozenMap(
    {
        "capex_mdh": minimise("capex", "MDH", label={"fr": "Investissement", "en": "Investment"}),
        "npv_mdh": maximise("npv", "MDH", label={"fr": "Valeur actuelle nette", "en": "Net present value"}),
        "irr": maximise("irr", "share", label={"fr": "Taux de rentabilité interne", "en": "Internal rate of return"}),
        "payback_years": minimise("payback", "years", label={"fr": "Délai de récupération", "en": "Payback"}),
        "exports_mdh": maximise("exports", "MDH/an", label={"fr": "Exportations", "en": "Exports"}),
        "import_substitution_mdh": maximise(
            "imports replaced", "MDH/an", label={"fr": "Importations remplacées", "en": "Imports replaced"}
        ),
        "jobs": maximise("jobs", "jobs", label={"fr": "Emplois directs", "en": "Direct jobs"}),
        "months_to_operation": minimise("delay", "months", label={"fr": "Délai", "en": "Delay"}),
        "co2_net_t": maximise("co2 avoided", "tCO₂e/an", label={"fr": "CO₂e net évité", "en": "Net CO₂e avoided"}),
        "water_saved_m3": maximise("water saved", "m³/an", label={"fr": "Eau économisée", "en": "Water saved"}),
    }
)
"""What an investor can compare opportunities on, unless other criteria are given."""


def teaser_columns(
    teasers: Iterable[InvestorTeaser], criteria: Mapping[str, Criterion] = TEASER_CRITERIA
) -> tuple[Column, ...]:
    """The criteria columns of investment opportunities, one for each criterion, values by project.

    Parameters
    ----------
    teasers
        Each project once.
    criteria
        The criterion read from each field of `TEASER_CRITERIA`; take some of its own, or give yours.

    Raises
    ------
    ProblemError
        With every fault: an unknown field, an id that stands twice, an opportunity without a rate of return or payback
        where it is asked for.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> from mcda_industry.problem import Problem
    >>> from mcda_industry.ranking import rank
    >>> chosen = {field: TEASER_CRITERIA[field] for field in ("npv_mdh", "irr", "jobs")}
    >>> problem = Problem.from_columns(teaser_columns(morocco_2025().opportunities, chosen))
    >>> rank(problem, {"npv": 2, "irr": 2, "jobs": 1}, "topsis").order[:3]
    ('P16', 'P03', 'P17')
    """
    found = each_a(InvestorTeaser, teasers, "teasers")
    return read_columns(found, criteria, TEASER_CRITERIA, what="opportunities")
