"""Ecosystems: scope, actors, links, indicators, maturity; and several of them as one."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Final, Literal, Self

from pydantic import Field, model_validator

from mcda_industry.columns import read_columns
from mcda_industry.domain.evidence import Evidence, evidence_sentence, written
from mcda_industry.errors import Fault, ProblemError, did_you_mean, listed, quoted, speaks_french
from mcda_industry.problem import Column, Criterion
from mcda_industry.records import Count, FrozenMap, Labels, Name, Number, Record, Text, each_a
from mcda_industry.wording import enumerated

Percentage = Annotated[Number, Field(ge=0, le=100)]
Amount = Annotated[Number, Field(ge=0, le=1e12)]
Heads = Annotated[Count, Field(ge=0, le=10**9)]
Role = Literal["ordering firm", "supplier", "public body", "association", "training", "research", "finance", "services"]

KDH_PER_MDH = 1_000

STAGES: Final = (
    {"fr": "émergent", "en": "emerging"},
    {"fr": "en structuration", "en": "structuring"},
    {"fr": "en développement", "en": "developing"},
    {"fr": "établi", "en": "established"},
    {"fr": "mûr", "en": "mature"},
)
"""The five levels of maturity: below 20, 40, 60 and 80 % of the way, and from there on."""

DIMENSIONS: Final[Mapping[str, Labels]] = FrozenMap(
    {
        "integration": FrozenMap({"fr": "intégration locale", "en": "local integration"}),
        "productivity": FrozenMap({"fr": "productivité", "en": "productivity"}),
        "specialisation": FrozenMap({"fr": "spécialisation", "en": "specialisation"}),
        "density": FrozenMap({"fr": "densité", "en": "density"}),
    }
)
"""What maturity is read from."""

TOTALS: Final = ("firms_n", "jobs_n", "exports_mdh", "turnover_mdh", "value_added_mdh")
WEIGHTED_BY: Final[Mapping[str, str]] = FrozenMap(
    {
        "women_pct": "jobs_n",
        "til_pct": "turnover_mdh",
        "til_target_pct": "turnover_mdh",
        "benchmark_til_pct": "turnover_mdh",
        "benchmark_productivity_kdh": "jobs_n",
        "energy_mwh_per_mdh_va": "value_added_mdh",
        "water_m3_per_kdh_va": "value_added_mdh",
    }
)
"""What each average of several ecosystems is weighted by: the denominator of the figure, so that totals come out right."""

NOT_ADDED_UP: Final[Mapping[str, Labels]] = FrozenMap(
    {
        "rca_index": FrozenMap({"fr": "avantage révélé", "en": "revealed advantage"}),
        "pci_mean": FrozenMap({"fr": "complexité", "en": "complexity"}),
        "density_0_1": FrozenMap({"fr": "densité", "en": "density"}),
    }
)
"""Figures that no average of ecosystems gives: they need the trade of all countries again."""


class Actor(Record):
    """Someone, or a group of alike, who takes part in an ecosystem.

    Examples
    --------
    >>> Actor(id="gimas", role="association", label={"en": "GIMAS"}).count
    1
    """

    id: Name
    label: Labels = FrozenMap()
    role: Role
    count: Annotated[Count, Field(ge=1)] = 1
    evidence: Evidence | None = None


class Link(Record):
    """What one actor has to do with another: a purchase, a training contract, a membership.

    Examples
    --------
    >>> Link(giver="ima", taker="tier1", kind="training").strength_1_5 is None
    True
    """

    giver: Name
    taker: Name
    kind: Text
    strength_1_5: Annotated[Count, Field(ge=1, le=5)] | None = None
    evidence: Evidence | None = None


class Ecosystem(Record):
    """An ecosystem, as its sheet describes it.

    Parameters
    ----------
    id, label, parent
        Its code ("E01"), its name by language, and the ecosystem it is part of.
    scope
        What it covers, by language.
    actors, links
        Who takes part, each id once, and what they have to do with each other.
    value_chain_links
        Codes of the links of the value chain it runs through.
    firms_n, jobs_n, women_pct
        Firms, jobs, and the percentage of jobs held by women.
    exports_mdh, turnover_mdh, value_added_mdh
        A year, in million dirhams.
    til_pct, til_target_pct
        Local integration rate and its target, in percent.
    productivity_kdh_per_job
        Value added for each job, in thousand dirhams.
    rca_index, pci_mean, density_0_1
        Revealed comparative advantage, mean complexity of its products, and their density in the country's exports.
    benchmark_country, benchmark_productivity_kdh, benchmark_til_pct
        With whom it is compared, and that country's figures.
    energy_mwh_per_mdh_va, water_m3_per_kdh_va
        Energy and water used for its value added.
    strengths, weaknesses, opportunities, threats
        What is said of it, by language.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> wiring = morocco_2025().ecosystems[1]
    >>> wiring.label["en"], wiring.maturity.level, wiring.maturity.held_back_by
    ('Wiring systems (EWIS)', 4, 'density')
    """

    id: Name
    parent: Text = ""
    label: Labels = FrozenMap()
    scope: Labels = FrozenMap()
    actors: tuple[Actor, ...] = ()
    links: tuple[Link, ...] = ()
    value_chain_links: tuple[Name, ...] = ()
    firms_n: Heads
    jobs_n: Heads
    women_pct: Percentage
    exports_mdh: Amount
    turnover_mdh: Amount
    value_added_mdh: Annotated[Number, Field(ge=-1e12, le=1e12)]
    til_pct: Percentage
    til_target_pct: Percentage
    productivity_kdh_per_job: Number
    rca_index: Annotated[Number, Field(ge=0)]
    pci_mean: Number
    density_0_1: Annotated[Number, Field(ge=0, le=1)]
    benchmark_country: Text = ""
    benchmark_productivity_kdh: Annotated[Number, Field(gt=0)]
    benchmark_til_pct: Percentage
    energy_mwh_per_mdh_va: Amount
    water_m3_per_kdh_va: Amount
    strengths: Labels = FrozenMap()
    weaknesses: Labels = FrozenMap()
    opportunities: Labels = FrozenMap()
    threats: Labels = FrozenMap()
    source_flag: Text = ""
    source_ids: tuple[Name, ...] = ()
    note: Text = ""

    @model_validator(mode="after")
    def _links_known_actors(self) -> Self:
        names = [actor.id for actor in self.actors]
        faults = []
        if twice := [name for name in dict.fromkeys(names) if names.count(name) > 1]:
            said = (
                f"Each actor of {quoted(self.id)} needs its own id: {listed(twice)} stands twice. Rename one of them."
            )
            faults.append(Fault(said, "duplicate_name", "actors"))
        for row, link in enumerate(self.links):
            for name in (link.giver, link.taker):
                if name not in names:
                    said = f"A link of {quoted(self.id)} names {quoted(name)}, who is no actor of it; {did_you_mean(name, names)}"
                    faults.append(Fault(said, "unknown_actor", "links", row))
        if faults:
            raise ProblemError.of(faults)
        return self

    @property
    def evidence(self) -> Evidence | None:
        """Where its figures come from; None where nothing is said."""
        return Evidence.of(self)

    @property
    def maturity(self) -> "Maturity":
        """How far it has come (see `maturity`)."""
        return maturity(
            til_pct=self.til_pct,
            til_target_pct=self.til_target_pct,
            productivity=self.productivity_kdh_per_job,
            benchmark_productivity=self.benchmark_productivity_kdh,
            rca=self.rca_index,
            density=self.density_0_1,
        )

    def oddities(self, lang: str = "en") -> tuple[str, ...]:
        """What in its figures does not fit together, as sentences; empty where everything does.

        A productivity off value added over jobs by more than 1 % and 1 kDH; exports or value added above turnover.
        """
        french, found = speaks_french(lang), []
        if self.jobs_n:
            implied = self.value_added_mdh * KDH_PER_MDH / self.jobs_n
            if abs(implied - self.productivity_kdh_per_job) > max(1.0, abs(implied) / 100):
                said = "{} : productivité de {} kDH/emploi, mais la valeur ajoutée par emploi est de {}."
                said = said if french else "{}: productivity is {} kDH/job, but value added over jobs is {}."
                found.append(said.format(self.id, written(self.productivity_kdh_per_job, lang), written(implied, lang)))
        exceeds = "{} : {} dépasse turnover_mdh." if french else "{}: {} exceeds turnover_mdh."
        above = [name for name in ("exports_mdh", "value_added_mdh") if getattr(self, name) > self.turnover_mdh]
        found += [exceeds.format(self.id, name) for name in above]
        return tuple(found)

    def called(self, lang: str = "en") -> str:
        """Its name in this language, else its code."""
        return self.label.get("fr" if speaks_french(lang) else "en", self.id)

    def sentence(self, lang: str = "en") -> str:
        """The ecosystem in one sentence: size, maturity, actors and evidence."""
        french = speaks_french(lang)
        firms, jobs, exports = (written(v, lang) for v in (self.firms_n, self.jobs_n, self.exports_mdh))
        if french:
            said = f"{self.called(lang)} : {firms} entreprises, {jobs} emplois, {exports} MDH d'exportations"
            who = f"{len(self.actors)} acteurs, {len(self.links)} liens" if self.actors else "acteurs non recensés"
            return f"{said} ; {self.maturity.sentence(lang)} ; {who} ; {evidence_sentence(self.evidence, lang)}."
        said = f"{self.called(lang)}: {firms} firms, {jobs} jobs, exports of {exports} MDH"
        who = f"{len(self.actors)} actors, {len(self.links)} links" if self.actors else "actors not recorded"
        return f"{said}; {self.maturity.sentence(lang)}; {who}; {evidence_sentence(self.evidence, lang)}."


@dataclass(frozen=True)
class Maturity:
    """How far an ecosystem has come.

    Attributes
    ----------
    dimensions
        Share of the way, 0 to 1, on each dimension.
    share
        Their mean.
    level
        1 to 5: below 20, 40, 60 and 80 %, and from there on.
    """

    dimensions: Mapping[str, float]
    share: float
    level: int

    @property
    def held_back_by(self) -> str:
        """The dimension on which least of the way is done; the first one where several tie."""
        return min(self.dimensions, key=lambda name: self.dimensions[name])

    def sentence(self, lang: str = "en") -> str:
        """The level and what holds it back, without a full stop."""
        french = speaks_french(lang)
        which = "fr" if french else "en"
        stage, least = STAGES[self.level - 1][which], DIMENSIONS[self.held_back_by][which]
        done = f"{100 * self.dimensions[self.held_back_by]:.0f} %"
        if french:
            return f"maturité {self.level} sur 5 ({stage}), freinée par : {least} ({done} du chemin)"
        return f"maturity {self.level} of 5 ({stage}), held back by {least} ({done} of the way)"


def maturity(
    *,
    til_pct: float,
    til_target_pct: float,
    productivity: float,
    benchmark_productivity: float,
    rca: float,
    density: float,
) -> Maturity:
    """How far an ecosystem has come, from four shares of the way, each cut to between 0 and 1, that count alike.

    Local integration over its target (all of the way where the target is 0), productivity over the benchmark's,
    specialisation as q/(1 + q) of the revealed comparative advantage q (one half at the world's average), and density.

    Notes
    -----
    The composite and its five levels are a convention of this library, made so that each part can be checked; it is not a
    published index.

    Raises
    ------
    ProblemError
        If a figure is not finite, or the benchmark's productivity not above 0.

    Examples
    --------
    >>> found = maturity(til_pct=31, til_target_pct=45, productivity=397, benchmark_productivity=520, rca=3.95, density=0.38)
    >>> found.level, round(found.share, 2), found.sentence()
    (4, 0.66, 'maturity 4 of 5 (established), held back by density (38 % of the way)')
    """
    given = (til_pct, til_target_pct, productivity, benchmark_productivity, rca, density)
    if not all(map(math.isfinite, given)) or benchmark_productivity <= 0 or rca < 0:
        said = "Maturity needs finite figures, a benchmark productivity above 0 and an advantage of 0 or more. "
        raise ProblemError(said + "Give all six.", code="bad_figure", field="maturity")
    shares = {
        "integration": _cut(til_pct / til_target_pct) if til_target_pct > 0 else 1.0,
        "productivity": _cut(productivity / benchmark_productivity),
        "specialisation": _cut(rca / (1 + rca)),
        "density": _cut(density),
    }
    share = sum(shares.values()) / len(shares)
    return Maturity(FrozenMap(shares), share, min(5, 1 + int(5 * share)))


class Consolidation(Record):
    """Several ecosystems as one.

    Parameters
    ----------
    name, members
        What they are together, and their codes.
    figures
        Totals, and averages weighted by their denominators, by field; a weighted average whose weights are all 0 is left out.
    not_added_up
        Fields that cannot be had from the members.
    evidence
        The weakest evidence of the members; None if one of them has none.
    """

    name: Name
    members: tuple[Name, ...]
    figures: FrozenMap[Name, Number]
    not_added_up: tuple[Name, ...]
    evidence: Evidence | None

    def sentence(self, lang: str = "en") -> str:
        """The whole in one sentence."""
        french = speaks_french(lang)
        firms, jobs, exports = (written(self.figures[name], lang) for name in ("firms_n", "jobs_n", "exports_mdh"))
        rate = self.figures.get("til_pct")
        shown = "–" if rate is None else f"{written(rate, lang)} %"
        left = enumerated(
            (NOT_ADDED_UP[field][lang] if field in NOT_ADDED_UP else field for field in self.not_added_up), lang
        )
        about = evidence_sentence(self.evidence, lang)
        if french:
            said = (
                f"{self.name} ({len(self.members)} écosystèmes) : {firms} entreprises, {jobs} emplois, {exports} MDH "
            )
            return f"{said}d'exportations, TIL {shown} (pondéré par le chiffre d'affaires) ; non sommables : {left} ; {about}."
        said = f"{self.name} ({len(self.members)} ecosystems): {firms} firms, {jobs} jobs, exports of {exports} MDH, "
        return f"{said}local integration {shown} (weighted by turnover); not added up: {left}; {about}."


def consolidate(ecosystems: Iterable[Ecosystem], name: str = "total") -> Consolidation:
    """Several ecosystems as one: totals added, rates weighted by what they are rates of.

    Local integration is weighted by turnover, women's share by jobs, productivity is value added over jobs, energy and
    water are weighted by value added. Advantage, complexity and density are left out: no average gives them.

    Parameters
    ----------
    ecosystems
        The ecosystems, each once; none part of another.
    name
        What they are together.

    Raises
    ------
    ProblemError
        If there is none, one stands twice, or one is the parent of another (it would count twice).

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> sheets = [sheet for sheet in morocco_2025().ecosystems if sheet.parent == "aeronautique"]
    >>> print(consolidate(sheets, "Aeronautics").sentence())
    Aeronautics (6 ecosystems): 124 firms, 25,500 jobs, exports of 28,400 MDH, local integration 37.5 % (weighted by \
turnover); not added up: revealed advantage, complexity and density; mixed: S03, S04, S07, S11, S16, S17, S60; strength 3 of 5, \
by default.
    """
    members = _each_once(ecosystems)
    figures: dict[str, float] = {field: math.fsum(getattr(m, field) for m in members) for field in TOTALS}
    for field, by in WEIGHTED_BY.items():
        if figures[by] > 0:
            figures[field] = math.fsum(getattr(m, field) * getattr(m, by) for m in members) / figures[by]
    if figures["jobs_n"]:
        figures["productivity_kdh_per_job"] = figures["value_added_mdh"] * KDH_PER_MDH / figures["jobs_n"]
    return Consolidation(
        name=name,
        members=tuple(m.id for m in members),
        figures=FrozenMap(figures),
        not_added_up=tuple(NOT_ADDED_UP),
        evidence=_weakest(members),
    )


def consolidate_by_parent(ecosystems: Iterable[Ecosystem]) -> tuple[Consolidation, ...]:
    """One consolidation for each parent, in the order they first come.

    Raises
    ------
    ProblemError
        As `consolidate`; also if an ecosystem names no parent.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> [(found.name, found.figures["jobs_n"]) for found in consolidate_by_parent(morocco_2025().ecosystems)]
    [('aeronautique', 25500.0), ('machines_outils', 34200.0)]
    """
    members = _each_once(ecosystems)
    if orphans := [m.id for m in members if not m.parent]:
        said = f"{listed(orphans)} names no parent. Give it one, or consolidate the ecosystems you mean."
        raise ProblemError(said, code="no_parent", field="parent")
    parents = dict.fromkeys(m.parent for m in members)
    return tuple(consolidate([m for m in members if m.parent == parent], parent) for parent in parents)


def fields() -> tuple[str, ...]:
    """The fields a criterion of ecosystems can be read from: the numbers of the sheet, and maturity.

    Examples
    --------
    >>> len(fields()), fields()[-1]
    (17, 'maturity')
    """
    numbers = (name for name, field in Ecosystem.model_fields.items() if field.annotation in {int, float})
    return (*numbers, "maturity")


def columns(ecosystems: Iterable[Ecosystem], criteria: Mapping[str, Criterion]) -> tuple[Column, ...]:
    """The criteria columns of the ecosystems, values by ecosystem id as they stand; maturity as its share of the way.

    Parameters
    ----------
    ecosystems
        The ecosystems, each id once.
    criteria
        The criterion read from each field of `fields()`.

    Raises
    ------
    ProblemError
        If there is no such field, no ecosystem, or one stands twice.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> from mcda_industry.problem import maximise
    >>> (column,) = columns(morocco_2025().ecosystems, {"exports_mdh": maximise("exports", "MDH")})
    >>> column.values["E02"]
    9130.0
    """
    return read_columns(_each_once(ecosystems), criteria, fields(), _value, what="ecosystems")


def _value(member: Ecosystem, field: str) -> float:
    return member.maturity.share if field == "maturity" else float(getattr(member, field))


def _each_once(ecosystems: Iterable[Ecosystem]) -> tuple[Ecosystem, ...]:
    members = each_a(Ecosystem, ecosystems, "ecosystems")
    names = [m.id for m in members]
    if not members:
        raise ProblemError("There is no ecosystem. Give at least one.", code="no_ecosystem", field="ecosystems")
    if twice := [name for name in dict.fromkeys(names) if names.count(name) > 1]:
        said = f"Each ecosystem must stand once: {listed(twice)} stands twice. Drop one of them."
        raise ProblemError(said, code="duplicate_name", field="ecosystems")
    if inside := [m.id for m in members if m.parent in names]:
        said = f"{listed(inside)} is part of another ecosystem given and would count twice. Leave out the one or the other."
        raise ProblemError(said, code="counted_twice", field="parent")
    return members


def _weakest(members: tuple[Ecosystem, ...]) -> Evidence | None:
    """Evidence with the flag of the weakest member and the sources of all."""
    found = [m.evidence for m in members]
    known = [evidence for evidence in found if evidence is not None]
    if len(known) < len(found):
        return None
    weakest = min(known, key=lambda evidence: evidence.strength)
    sources = sorted({source for evidence in known for source in evidence.sources})
    return Evidence(flag=weakest.flag, sources=tuple(sources))


def _cut(share: float) -> float:
    return min(1.0, max(0.0, share))
