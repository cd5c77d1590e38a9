"""Strategic levers: what public action could change, and how each is graded."""

from collections.abc import Iterable, Mapping
from typing import Annotated

from pydantic import Field

from mcda_industry.columns import read_columns
from mcda_industry.domain.evidence import in_brackets
from mcda_industry.errors import speaks_french
from mcda_industry.problem import Column, Criterion
from mcda_industry.records import Count, FrozenMap, Labels, Name, Number, Record, Text, each_a
from mcda_industry.wording import FEW, enumerated, number

Index = Annotated[Number, Field(ge=0, le=100)]
Amount = Annotated[Number, Field(ge=0, le=1e12)]
Grade = Annotated[Count, Field(ge=1, le=5)]


class Lever(Record):
    """A strategic lever, as its sheet describes it.

    Parameters
    ----------
    id, label
        Its code ("L01") and its name by language.
    instrument_type, obstacle_addressed, action
        What kind of instrument it is, what it removes and how; texts by language where they are.
    owner, partners
        Who leads and who takes part.
    kpi, kpi_target_2030, horizon
        How its success is measured, and by when.
    linked_links, linked_projects
        Links of the value chain and projects it serves.
    productivity_1_5, market_access_1_5, upgrading_1_5, skills_1_5, complexity_1_5
        Judged grades; a high complexity is bad.
    til_gain_pts
        Gain of the local integration rate by 2030, in points.
    dependency_relief_0_100, stakeholder_support_0_100
        Indices, 100 is best.
    jobs_2030, regions_n
        Jobs by 2030, and regions covered.
    co2_kt_yr, water_mm3_yr
        Kilotonnes of CO₂e avoided and million m³ of water saved, a year.
    public_cost_mdh, delay_months
        Public cost in million dirhams, and months to the first effects.
    risk_1_25
        Likelihood times impact.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> morocco_2025().levers[9].label["en"]
    'Green power for industrial zones'
    """

    id: Name
    label: Labels = FrozenMap()
    instrument_type: Text = ""
    obstacle_addressed: Labels = FrozenMap()
    action: Labels = FrozenMap()
    owner: Text = ""
    partners: tuple[Name, ...] = ()
    kpi: Labels = FrozenMap()
    kpi_target_2030: Number | None = None
    horizon: Text = ""
    linked_links: tuple[Name, ...] = ()
    linked_projects: tuple[Name, ...] = ()
    productivity_1_5: Grade
    market_access_1_5: Grade
    til_gain_pts: Annotated[Number, Field(ge=-100, le=100)]
    dependency_relief_0_100: Index
    upgrading_1_5: Grade
    skills_1_5: Grade
    jobs_2030: Annotated[Count, Field(ge=0, le=10**9)]
    regions_n: Annotated[Count, Field(ge=0, le=1000)]
    co2_kt_yr: Annotated[Number, Field(ge=-1e12, le=1e12)]
    water_mm3_yr: Annotated[Number, Field(ge=-1e12, le=1e12)]
    public_cost_mdh: Amount
    delay_months: Annotated[Number, Field(ge=0, le=600)]
    complexity_1_5: Grade
    stakeholder_support_0_100: Index
    risk_1_25: Annotated[Count, Field(ge=1, le=25)]
    source_flag: Text = ""
    source_ids: tuple[Name, ...] = ()
    note: Text = ""

    def sentence(self, lang: str = "en") -> str:
        """What it costs, brings and risks, who leads it, and how its success is measured where that is said in the language.

        Examples
        --------
        >>> from mcda_industry.datasets import morocco_2025
        >>> print(morocco_2025().levers[4].sentence())
        L05 (Talent academies): 340 MDH of public money, first effects after 18 months; 3,000 jobs by 2030; risk 6 of 25; \
led by OFPPT; serves P05, P14, P25 and P31 (illustrative).
        """
        french = speaks_french(lang)
        words = _WORDS["fr" if french else "en"]
        name = f"{self.id} ({self.label[lang]})" if lang in self.label else self.id
        said = [
            words["cost"].format(number(self.public_cost_mdh, lang), number(self.delay_months, lang)),
            words["jobs"].format(number(self.jobs_2030, lang)),
            words["risk"].format(self.risk_1_25),
        ]
        said += [words["led"].format(self.owner)] if self.owner else []
        said += [words["serves"].format(enumerated(self.linked_projects, lang, FEW))] if self.linked_projects else []
        if lang in self.kpi and self.kpi_target_2030 is not None:
            said.append(words["kpi"].format(self.kpi[lang], number(self.kpi_target_2030, lang)))
        return f"{name}{' : ' if french else ': '}{(' ; ' if french else '; ').join(said)}{in_brackets(self.source_flag, lang)}."


_WORDS = {
    "en": {
        "cost": "{} MDH of public money, first effects after {} months",
        "jobs": "{} jobs by 2030",
        "risk": "risk {} of 25",
        "led": "led by {}",
        "serves": "serves {}",
        "kpi": "measured by: {}, {} in 2030",
    },
    "fr": {
        "cost": "{} MDH d'argent public, premiers effets après {} mois",
        "jobs": "{} emplois d'ici 2030",
        "risk": "risque {} sur 25",
        "led": "pilote : {}",
        "serves": "sert {}",
        "kpi": "mesuré par : {}, {} en 2030",
    },
}


def fields() -> tuple[str, ...]:
    """The fields a criterion of levers can be read from: the numbers of the sheet.

    Examples
    --------
    >>> len(fields()), fields()[0]
    (15, 'productivity_1_5')
    """
    return tuple(name for name, field in Lever.model_fields.items() if field.annotation in {int, float})


def columns(levers: Iterable[Lever], criteria: Mapping[str, Criterion]) -> tuple[Column, ...]:
    """The criteria columns of the levers, one for each criterion, values by lever id as they stand.

    Parameters
    ----------
    levers
        The levers, each id once.
    criteria
        The criterion read from each field of `fields()`.

    Raises
    ------
    ProblemError
        With every fault: an unknown field, or an id that stands twice.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> from mcda_industry.problem import maximise
    >>> (jobs,) = columns(morocco_2025().levers, {"jobs_2030": maximise("jobs")})
    >>> jobs.values["L12"]
    5200.0
    """
    return read_columns(each_a(Lever, levers, "levers"), criteria, fields(), what="levers")
