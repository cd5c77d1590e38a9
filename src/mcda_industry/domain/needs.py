"""What projects need: need, gap, support instrument, who is responsible, how far it is; and what an unmet need blocks."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import isfinite
from typing import Annotated, Final, Literal, Self

from pydantic import Field, model_validator

from mcda_industry.columns import read_columns
from mcda_industry.errors import Fault, ProblemError, did_you_mean, listed, quoted, speaks_french
from mcda_industry.performances import as_names
from mcda_industry.problem import Column, Criterion, minimise
from mcda_industry.records import Day, FrozenMap, Labels, Name, Number, Record, Text, by_name, each_a
from mcda_industry.wording import FEW, enumerated, figure

NeedStatus = Literal["open", "in_progress", "met", "refused", "waived"]
"""Where support for a need stands; only "met" and "waived" (it turned out not to be needed) settle it."""

SETTLED = ("met", "waived")

VerdictAtMost = Literal["retain_if_confirmed", "reserve", "not_now"]


class Need(Record):
    """Something a project lacks, and what is done about it.

    Parameters
    ----------
    id, project
        Its code, and the project that has it.
    what
        What is needed, by language.
    gap, unit
        How much is missing, above 0, and in what; None where it is not a quantity.
    instrument
        The lever, aid or service that answers it; None while there is none.
    responsible
        Who sees to it; blank while nobody does.
    status
        "open", "in_progress", "met", "refused" or "waived".
    blocking
        Whether the project cannot be retained without reserve until it is settled.
    due
        The day it must be settled, or None.
    source_flag, note
        Where it comes from.

    Raises
    ------
    ProblemError
        If support is in progress or met without an instrument and someone responsible.

    Examples
    --------
    >>> need = Need(id="N1", project="P41", what={"en": "grant"}, gap=30.0, unit="MDH", instrument="L11", responsible="ABH")
    >>> need.settled, need.sentence()
    (False, 'P41 needs grant (gap: 30 MDH): L11, by ABH; open, blocking.')
    """

    id: Name
    project: Name
    what: Labels
    gap: Annotated[Number, Field(gt=0)] | None = None
    unit: Text = ""
    instrument: Name | None = None
    responsible: Text = ""
    status: NeedStatus = "open"
    blocking: bool = True
    due: Day | None = None
    source_flag: Text = ""
    note: Text = ""

    @model_validator(mode="after")
    def _somebody_sees_to_it(self) -> Self:
        missing = [name for name in ("instrument", "responsible") if not getattr(self, name)]
        if self.status in {"in_progress", "met"} and missing:
            said = f"Need {quoted(self.id)} of {quoted(self.project)} is {quoted(self.status)} without {' and '.join(missing)}. "
            raise ProblemError(
                f"{said}Give both, or leave its status 'open'.", code="nobody_responsible", field=missing[0]
            )
        return self

    @property
    def settled(self) -> bool:
        """Whether nothing is left to do."""
        return self.status in SETTLED

    @property
    def blocks(self) -> bool:
        """Whether it stands in the way of the project now."""
        return self.blocking and not self.settled

    def called(self, lang: str = "en") -> str:
        """What is needed, with its gap."""
        what = self.what.get(lang, next(iter(self.what.values()), self.id))
        if self.gap is None:
            return what
        words = "(écart : {})" if speaks_french(lang) else "(gap: {})"
        return f"{what} {words.format(' '.join([figure(self.gap, lang), self.unit]).strip())}"

    def sentence(self, lang: str = "en") -> str:
        """Who needs what, what answers it, and how far that is."""
        french = speaks_french(lang)
        status = _STATUS["fr" if french else "en"][self.status]
        by = (f", par {self.responsible}" if french else f", by {self.responsible}") if self.responsible else ""
        none = "aucun instrument" if french else "no instrument"
        blocks = (", bloquant" if french else ", blocking") if self.blocks else ""
        answer = f"{self.instrument or none}{by}"
        if french:
            return f"{self.project}, besoin : {self.called(lang)} ; {answer} ; {status}{blocks}."
        return f"{self.project} needs {self.called(lang)}: {answer}; {status}{blocks}."


_STATUS = {
    "en": {"open": "open", "in_progress": "in progress", "met": "met", "refused": "refused", "waived": "waived"},
    "fr": {"open": "ouvert", "in_progress": "en cours", "met": "satisfait", "refused": "refusé", "waived": "levé"},
}


class VerdictLimit(Record):
    """The best verdict a project may have while needs are unmet: data for `recommend` and the `limits` of a study.

    Whatever the ranking says of `subject`, its verdict is `at_most`, by the rule named, `because` of what is said in both
    languages.

    Examples
    --------
    >>> need = Need(id="N1", project="P41", what={"en": "grant", "fr": "subvention"}, gap=30.0, unit="MDH")
    >>> verdict_limits([need])["P41"].because["en"]
    'Unmet needs of P41: grant (gap: 30 MDH).'
    """

    subject: Name
    at_most: VerdictAtMost
    rule: Name = "unmet needs"
    because: Labels
    needs: tuple[Name, ...] = Field(description="the ids of the needs that block")


def verdict_limits(
    needs: Iterable[Need], at_most: VerdictAtMost = "retain_if_confirmed", refused: VerdictAtMost = "not_now"
) -> FrozenMap[str, VerdictLimit]:
    """For each project with a blocking need that is not settled, the best verdict it may have.

    Parameters
    ----------
    needs
        The register; each id once.
    at_most
        The best verdict while a need is open or in progress.
    refused
        The best verdict once support for one of them was refused.

    Returns
    -------
    FrozenMap
        By project; projects that nothing blocks are not in it.

    Examples
    --------
    >>> verdict_limits([Need(id="N1", project="P41", what={"en": "grant"}, status="refused")])["P41"].at_most
    'not_now'
    """
    blocking: dict[str, list[Need]] = {}
    for need in register(needs):
        if need.blocks:
            blocking.setdefault(need.project, []).append(need)
    return FrozenMap({name: _limit(name, found, at_most, refused) for name, found in blocking.items()})


def _limit(name: str, needs: Sequence[Need], at_most: VerdictAtMost, refused: VerdictAtMost) -> VerdictLimit:
    denied = any(need.status == "refused" for need in needs)
    told = {lang: enumerated((need.called(lang) for need in needs), lang, FEW) for lang in ("fr", "en")}
    because = {"fr": f"Besoins non satisfaits de {name} : {told['fr']}.", "en": f"Unmet needs of {name}: {told['en']}."}
    return VerdictLimit(
        subject=name,
        at_most=refused if denied else at_most,
        because=FrozenMap(because),
        needs=tuple(need.id for need in needs),
    )


def register(
    needs: Iterable[Need], projects: Iterable[str] | None = None, instruments: Iterable[str] | None = None
) -> tuple[Need, ...]:
    """The needs as one register: each id once; projects and instruments among those given, where they are.

    Raises
    ------
    ProblemError
        With every fault found; unknown codes with the nearest known one.

    Examples
    --------
    >>> need = Need(id="N1", project="P41", what={"en": "grant"})
    >>> len(register([need], projects=["P41"]))
    1
    """
    needs = each_a(Need, needs, "needs")
    names = [need.id for need in needs]
    twice = [name for name in dict.fromkeys(names) if names.count(name) > 1]
    said = f"Each need has its own id: {listed(twice)} stands twice. Rename one of them."
    faults = [Fault(said, "duplicate_name", "id")] if twice else []
    faults += _unknown(needs, "project", projects) + _unknown(needs, "instrument", instruments)
    if faults:
        raise ProblemError.of(faults)
    return needs


def _unknown(needs: tuple[Need, ...], field: str, known: Iterable[str] | None) -> list[Fault]:
    if known is None:
        return []
    known = tuple(known)
    named = ((need, getattr(need, field)) for need in needs)
    return [
        Fault(
            f"Need {quoted(need.id)} names the {field} {quoted(code)}, which is not known; {did_you_mean(code, known)}",
            f"unknown_{field}",
            need.id,
        )
        for need, code in named
        if code is not None and code not in known
    ]


class NeedRule(Record):
    """When a project has a need: a figure of it short of a line.

    Parameters
    ----------
    id, what, unit
        The kind of need, what is needed by language, and the unit of the gap.
    field
        The figure it is read from, by name.
    at_least
        The line; the gap is how far the figure lies below it.
    instruments
        The kinds of instrument that answer it, or their codes.
    blocking
        Whether it blocks the project.

    Examples
    --------
    >>> NeedRule(id="funding", what={"en": "funding"}, unit="MDH", field="npv_mdh", at_least=0.0).at_least
    0.0
    """

    id: Name
    what: Labels
    unit: Text = ""
    field: Name
    at_least: Number
    instruments: tuple[Name, ...] = ()
    blocking: bool = True


class Instrument(Record):
    """Something that answers needs: its kind, who gives it, and the projects it serves.

    Examples
    --------
    >>> Instrument(id="L04", kind="financier", responsible="Ithmar", serves=("P01",)).serves
    ('P01',)
    """

    id: Name
    kind: Name
    responsible: Text = ""
    serves: tuple[Name, ...] = ()


def needs_of(
    figures: Mapping[str, Mapping[str, float]], rules: Iterable[NeedRule], instruments: Iterable[Instrument] = ()
) -> tuple[Need, ...]:
    """The needs that follow from figures: one for each figure short of the line of a rule, with what answers it.

    The instrument is the first that serves the project and that the rule names, by its kind or code; where there is none the
    need stays without, which the register then shows.

    Parameters
    ----------
    figures
        By field and project: {"npv_mdh": {"P41": -30.0}}.
    rules
        The lines; each id once.
    instruments
        What there is.

    Raises
    ------
    ProblemError
        With every fault: a rule on a field that is not given, a rule that stands twice.

    Examples
    --------
    >>> rule = NeedRule(id="funding", what={"en": "grants"}, unit="MDH", field="npv_mdh", at_least=0.0, instruments=("aid",))
    >>> found = needs_of({"npv_mdh": {"P40": 12.0, "P41": -30.0}}, [rule], [Instrument(id="L11", kind="aid", serves=("P41",))])
    >>> [need.sentence() for need in found]
    ['P41 needs grants (gap: 30 MDH): L11; open, blocking.']
    """
    rules, instruments = each_a(NeedRule, rules, "rules"), each_a(Instrument, instruments, "instruments")
    example = "{'npv_mdh': {'P41': -30.0}}"
    figures = {
        field: by_name(values, field, "{'P41': -30.0}")
        for field, values in by_name(figures, "figures", example).items()
    }
    names = [rule.id for rule in rules]
    said = "Rule {} reads the field {}, which is not given; {}"
    faults = [
        Fault(said.format(quoted(r.id), quoted(r.field), did_you_mean(r.field, figures)), "unknown_field", r.id)
        for r in rules
        if r.field not in figures
    ]
    if twice := [name for name in dict.fromkeys(names) if names.count(name) > 1]:
        faults.append(Fault(f"The rule {listed(twice)} stands twice. Rename one of them.", "duplicate_name", "rules"))
    faults += [
        Fault(
            f"{quoted(field)} of {quoted(name)} must be a finite number, not {quoted(value)}. Give one.",
            "wrong_value",
            name,
        )
        for field, values in figures.items()
        for name, value in values.items()
        if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value)
    ]
    if faults:
        raise ProblemError.of(faults)
    short = (
        (r, name, r.at_least - value) for r in rules for name, value in figures[r.field].items() if value < r.at_least
    )
    return tuple(_need(rule, name, gap, instruments) for rule, name, gap in short)


def _need(rule: NeedRule, project: str, gap: float, instruments: Sequence[Instrument]) -> Need:
    answers = (i for i in instruments if project in i.serves and {i.kind, i.id} & set(rule.instruments))
    found = next(answers, None)
    return Need(
        id=f"{project}-{rule.id}",
        project=project,
        what=rule.what,
        gap=gap,
        unit=rule.unit,
        instrument=found.id if found else None,
        responsible=found.responsible if found else "",
        blocking=rule.blocking,
        source_flag="derived",
    )


NEED_CRITERIA: Final[Mapping[str, Criterion]] = FrozenMap(
    {
        "unsettled_n": minimise("needs", label={"fr": "Besoins non satisfaits", "en": "Unsettled needs"}),
        "blocking_n": minimise("blocking needs", label={"fr": "Besoins bloquants", "en": "Blocking needs"}),
        "unanswered_n": minimise(
            "needs without instrument", label={"fr": "Besoins sans instrument", "en": "Needs without an instrument"}
        ),
    }
)
"""The criteria needs give to projects, unless others are given: numbers of needs, less is better."""


def columns(
    needs: Iterable[Need], projects: Iterable[str], criteria: Mapping[str, Criterion] = NEED_CRITERIA
) -> tuple[Column, ...]:
    """The criteria columns that needs give to projects, one for each criterion; 0 for a project without needs.

    Parameters
    ----------
    needs
        The register; each id once.
    projects
        The projects that are judged, each once; every need must be of one of them.
    criteria
        The criterion read from each of "unsettled_n" (needs not yet met or waived), "blocking_n" (those that stand in the
        way now) and "unanswered_n" (those that no instrument answers).

    Raises
    ------
    ProblemError
        With every fault: an unknown field, a project that stands twice, a need of another project.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> case = morocco_2025()
    >>> unsettled, blocking, unanswered = columns(case.needs, [project.id for project in case.projects])
    >>> unsettled.values["P15"], blocking.values["P15"], unanswered.values["P15"], unsettled.values["P01"]
    (2.0, 2.0, 1.0, 0.0)
    """
    projects = as_names(projects)
    found = register(needs, projects)
    counted = {
        "unsettled_n": Counter(need.project for need in found if not need.settled),
        "blocking_n": Counter(need.project for need in found if need.blocks),
        "unanswered_n": Counter(need.project for need in without_instrument(found)),
    }
    return read_columns(
        projects,
        criteria,
        NEED_CRITERIA,
        lambda project, field: counted[field][project],
        what="projects' needs",
        name=str,
    )


def without_instrument(needs: Iterable[Need]) -> tuple[Need, ...]:
    """The unsettled needs that nothing answers, in their order: what a programme still has to offer.

    Examples
    --------
    >>> [need.id for need in without_instrument([Need(id="N1", project="P41", what={"en": "grant"})])]
    ['N1']
    """
    return tuple(need for need in register(needs) if need.instrument is None and not need.settled)
