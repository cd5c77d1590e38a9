"""A bank of projects that keeps its ids and its history: each batch is a version that says what it changed."""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from mcda_industry.domain.evidence import INVENTED
from mcda_industry.domain.projects.life_cycle import LifeCycle
from mcda_industry.domain.projects.sheets import Project, bank
from mcda_industry.errors import Fault, ProblemError, did_you_mean, listed, quoted, speaks_french
from mcda_industry.records import Count, Day, FrozenMap, Name, Record, Text, by_name, each_a, unambiguous_json
from mcda_industry.wording import FEW, enumerated, figure, flagged, number

FIGURES = tuple(name for name, field in Project.model_fields.items() if field.annotation in {int, float})
"""The numbers of a sheet."""


class FieldChange(Record):
    """One field of a project before and after, as JSON text.

    Examples
    --------
    >>> FieldChange(field="capex_mdh", before="560.0", after="600.0").sentence("fr")
    'capex_mdh 560 → 600'
    """

    field: Name
    before: Text = Field(description="the value before, as JSON")
    after: Text = Field(description="the value after, as JSON")

    @model_validator(mode="after")
    def _is_json(self) -> Self:
        for text in (self.before, self.after):
            unambiguous_json(text)
        return self

    def sentence(self, lang: str = "en") -> str:
        """The change in a few words."""
        before, after = (_shown(json.loads(text), lang) for text in (self.before, self.after))
        return f"{self.field} {before} → {after}"


def _shown(value: Any, lang: str) -> str:
    if isinstance(value, int | float):
        return figure(value, lang, 8)
    if isinstance(value, dict):
        return str(value.get(lang, next(iter(value.values()), "–")))
    return ", ".join(map(str, value)) or "–" if isinstance(value, list) else str(value or "–")


class BankVersion(Record):
    """What one batch changed.

    Parameters
    ----------
    number, date, note
        1 for the first; the day it was entered; where it came from.
    added, restored
        Ids entered for the first time, and ids that had been withdrawn and are back.
    changed
        The fields that changed, by id.
    withdrawn
        Why each withdrawn id was withdrawn.

    Examples
    --------
    >>> BankVersion(number=2, date="2026-03-01", added=("P45",), withdrawn={"P33": "promoter left"}).sentence()
    'Version 2 (2026-03-01): 1 added (P45); 1 withdrawn (P33: promoter left).'
    """

    number: Annotated[Count, Field(ge=1)]
    date: Day
    note: Text = ""
    added: tuple[Name, ...] = ()
    changed: FrozenMap[Name, tuple[FieldChange, ...]] = FrozenMap()
    withdrawn: FrozenMap[Name, Name] = FrozenMap()
    restored: tuple[Name, ...] = ()

    def sentence(self, lang: str = "en") -> str:
        """What the batch changed, in one sentence."""
        french = speaks_french(lang)
        words = _WORDS["fr" if french else "en"]
        joint = " ; " if french else "; "
        changes = [f"{name}: {', '.join(c.sentence(lang) for c in found)}" for name, found in self.changed.items()]
        reasons = [f"{name}: {why}" for name, why in self.withdrawn.items()]
        parts = {"added": self.added, "changed": changes, "withdrawn": reasons, "restored": self.restored}
        told = [_part(words[what], names, lang) for what, names in parts.items() if names]
        note = f", {self.note}" if self.note else ""
        return f"Version {self.number} ({self.date}{note}){' :' if french else ':'} {joint.join(told) or words['nothing']}."


def _part(word: str, names: Iterable[str], lang: str) -> str:
    names = [name.replace(": ", " : ") if speaks_french(lang) else name for name in names]
    plural = "s" if speaks_french(lang) and len(names) > 1 else ""
    return f"{len(names)} {word}{plural} ({enumerated(names, lang, FEW)})"


_WORDS = {
    "en": {
        "added": "added",
        "changed": "changed",
        "withdrawn": "withdrawn",
        "restored": "restored",
        "nothing": "no change",
    },
    "fr": {"added": "ajouté", "changed": "modifié", "withdrawn": "retiré", "restored": "réintégré", "nothing": "rien"},
}


class ProjectBank(Record):
    """Every project ever entered, under the id it was entered with, and what each batch changed.

    An id means the same project for ever: a batch may change a project's figures, not give its id to another one, and
    the id of a withdrawn project is not free. Any earlier state can be had again with `at`.

    Parameters
    ----------
    entries
        The latest sheet of every project ever entered, in the order of entry; those withdrawn included.
    versions
        What each batch changed, the first one first.

    Raises
    ------
    ProblemError
        With every fault, if the sheets do not make one bank, or the versions do not lead to them.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> bank = morocco_2025().project_bank
    >>> dearer = bank.project("P14").model_copy(update={"capex_mdh": 600.0})
    >>> later = bank.adding([dearer], date="2026-03-01", note="study", withdraw={"P33": "promoter left"})
    >>> print(later.versions[-1].sentence())
    Version 2 (2026-03-01, study): 1 changed (P14: capex_mdh 560 → 600); 1 withdrawn (P33: promoter left).
    >>> len(later.projects), later.at(1) == bank.projects
    (43, True)
    """

    entries: tuple[Project, ...]
    versions: Annotated[tuple[BankVersion, ...], Field(min_length=1)]

    def sentence(self, lang: str = "en") -> str:
        """How many projects it holds, what they would cost and employ, and its latest version.

        Examples
        --------
        >>> from mcda_industry.datasets import morocco_2025
        >>> print(morocco_2025().project_bank.sentence())
        44 projects for 9,235 MDH and 9,310 direct jobs (version 1, 2025-12-05). (Illustrative figures.)
        """
        french = speaks_french(lang)
        capex, jobs = (number(sum(getattr(p, f) for p in self.projects), lang) for f in ("capex_mdh", "jobs_direct"))
        latest = self.versions[-1]
        said = (
            f"{len(self.projects)} projets pour {capex} MDH et {jobs} emplois directs"
            if french
            else f"{len(self.projects)} projects for {capex} MDH and {jobs} direct jobs"
        )
        said = f"{said} (version {latest.number}, {latest.date})."
        return flagged(said, any(project.source_flag in INVENTED for project in self.projects), lang)

    @classmethod
    def opened(cls, projects: Iterable[Project], *, date: object, note: str = "") -> Self:
        """A bank with its first batch.

        Raises
        ------
        ProblemError
            With every fault: an id that stands twice, twins, unknown or circular prerequisites.
        """
        projects = each_a(Project, projects, "projects")
        bank(projects)
        if faults := _twins((), projects):
            raise ProblemError.of(faults)
        first: dict[str, Any] = {"number": 1, "date": date, "note": note, "added": tuple(p.id for p in projects)}
        return cls(entries=projects, versions=(BankVersion(**first),))

    @model_validator(mode="after")
    def _versions_lead_here(self) -> Self:
        names = [project.id for project in self.entries]
        added = [name for version in self.versions for name in version.added]
        if sorted(names) != sorted(added) or len(set(names)) < len(names):
            said = "The versions of a bank must enter each of its projects once; they differ on "
            different = sorted(set(names) ^ set(added)) or [name for name in names if names.count(name) > 1]
            raise ProblemError(
                f"{said}{listed(different or added)}. Give the versions the bank was saved with.", code="versions"
            )
        for place, version in enumerate(self.versions):
            self._follows(place, version)
        bank(self.projects)
        return self

    def _follows(self, place: int, version: BankVersion) -> None:
        if version.number != place + 1 or (place and version.date < self.versions[place - 1].date):
            said = f"Version {version.number} of {version.date} does not follow on version {place}. "
            raise ProblemError(f"{said}Give the versions in their order, each dated no earlier.", code="versions")
        here, gone = self._states[place]
        strange = [name for name in (*version.changed, *version.withdrawn) if name not in here | set(version.restored)]
        strange += [name for name in version.restored if name not in gone]
        if strange:
            said = f"Version {version.number} changes {listed(strange)}, which the bank did not hold then. "
            raise ProblemError(f"{said}Give the versions the bank was saved with.", code="versions")

    @cached_property
    def _states(self) -> list[tuple[set[str], dict[str, str]]]:
        """The ids held, and those withdrawn with the reason, after each version; nothing before the first."""
        here: set[str] = set()
        gone: dict[str, str] = {}
        found = [(here, gone)]
        for version in self.versions:
            here = (here | {*version.added, *version.restored}) - set(version.withdrawn)
            gone = {**{name: why for name, why in gone.items() if name not in version.restored}, **version.withdrawn}
            found.append((here, gone))
        return found

    @cached_property
    def projects(self) -> tuple[Project, ...]:
        """The projects that are not withdrawn, in the order of entry."""
        return tuple(project for project in self.entries if project.id in self._states[-1][0])

    @property
    def withdrawn(self) -> Mapping[str, str]:
        """Why each withdrawn project was withdrawn, by id."""
        return FrozenMap(self._states[-1][1])

    def project(self, name: str) -> Project:
        """The latest sheet of this id, withdrawn or not; an unknown id is refused with the nearest one."""
        found = {project.id: project for project in self.entries}
        if name not in found:
            said = f"There is no project {quoted(name)} in the bank; {did_you_mean(name, found)}"
            raise ProblemError(said, code="unknown_project", field=str(name))
        return found[name]

    def at(self, number: int) -> tuple[Project, ...]:
        """The projects as they stood after this version, in the order of entry.

        Raises
        ------
        ProblemError
            If there is no such version.
        """
        if number not in range(1, len(self.versions) + 1) or isinstance(number, bool):
            said = f"There is no version {quoted(number)}. Give a whole number from 1 to {len(self.versions)}."
            raise ProblemError(said, code="unknown_version", field="number")
        sheets = {project.id: project.model_dump(mode="json") for project in self.entries}
        for version in reversed(self.versions[number:]):
            for name, changes in version.changed.items():
                sheets[name].update({change.field: json.loads(change.before) for change in changes})
        here = self._states[number][0]
        return tuple(Project.model_validate_json(json.dumps(sheets[p.id])) for p in self.entries if p.id in here)

    def adding(
        self,
        batch: Iterable[Project],
        *,
        date: object,
        note: str = "",
        withdraw: Mapping[str, str] = FrozenMap(),
        renamed: Iterable[str] = (),
        life_cycle: LifeCycle | None = None,
    ) -> Self:
        """The bank with a batch of sheets entered: new projects, and new figures of those it has.

        Projects that the batch leaves out stay as they are. A withdrawn project that the batch names is back. A batch
        that changes nothing gives the same bank, without a new version.

        Parameters
        ----------
        batch
            New and updated sheets.
        date, note
            When it was entered, no earlier than the last version; and where it came from.
        withdraw
            Why each project to be withdrawn is, by id.
        renamed
            Ids whose project has a new name and is still the same one.
        life_cycle
            If given, a project changes its stage only by a move, and through a gate, that it passes; a new one must pass the
            gate of the stage it comes in at.

        Raises
        ------
        ProblemError
            With every fault: an id that stands twice in the batch, or that the bank uses for another project; a twin of a
            project under another id; unknown or circular prerequisites; an unknown id to withdraw; a stage not reached.

        Notes
        -----
        A sheet is the same project as that of its id if they share a name in one language (capitals, accents and
        punctuation aside), or, where one has no name, if ecosystem, link and kind agree. Two projects are twins if they
        share a link, a region and a name or every figure, and are not declared variants by one `exclusive_group`.
        """
        batch, renamed = each_a(Project, batch, "batch"), _ids(renamed)
        withdraw = dict(by_name(withdraw, "withdraw", "{'P33': 'promoter left'}"))
        held = {project.id: project for project in self.entries}
        faults = [
            *_twice(batch),
            *_other_projects(held, batch, renamed),
            *_twins(self.entries, batch),
            *self._withdrawals(batch, withdraw),
            *_stages(held, batch, life_cycle),
        ]
        if faults:
            raise ProblemError.of(faults)
        version = self._version(batch, {"date": date, "note": note, "withdrawn": withdraw})
        if not (version.added or version.changed or version.withdrawn or version.restored):
            return self
        entries = {**held, **{project.id: project for project in batch}}
        return type(self)(entries=tuple(entries.values()), versions=(*self.versions, version))

    def _version(self, batch: tuple[Project, ...], said: dict[str, Any]) -> BankVersion:
        held = {project.id: project for project in self.entries}
        changes = {project.id: _changes(held[project.id], project) for project in batch if project.id in held}
        return BankVersion(
            number=len(self.versions) + 1,
            added=tuple(project.id for project in batch if project.id not in held),
            changed=FrozenMap({name: found for name, found in changes.items() if found}),
            restored=tuple(project.id for project in batch if project.id in self.withdrawn),
            **said,
        )

    def _withdrawals(self, batch: tuple[Project, ...], withdraw: Mapping[str, str]) -> Iterator[Fault]:
        here, given = {project.id: project for project in self.projects}, {project.id for project in batch}
        for name in withdraw:
            if name in given:
                said = f"The batch both gives and withdraws {quoted(name)}. Leave one of the two out."
                yield Fault(said, "given_and_withdrawn", "withdraw")
            elif name not in here:
                gone = f"{quoted(name)} is withdrawn already. Leave it out."
                unknown = f"There is no project {quoted(name)} to withdraw; {did_you_mean(name, here)}"
                yield Fault(gone if name in self.withdrawn else unknown, "unknown_project", "withdraw")
        latest = {**here, **{project.id: project for project in batch}}
        for project in latest.values():
            if project.id not in withdraw and (lost := [name for name in project.requires if name in withdraw]):
                said = f"{quoted(project.id)} requires {listed(lost)}, to be withdrawn. Withdraw both, or drop the prerequisite."
                yield Fault(said, "required", "withdraw")


def _changes(before: Project, after: Project) -> tuple[FieldChange, ...]:
    old, new = before.model_dump(mode="json"), after.model_dump(mode="json")
    told = ((name, _json(old[name]), _json(new[name])) for name in old if old[name] != new[name])
    return tuple(FieldChange(field=name, before=was, after=now) for name, was, now in told)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _twice(batch: tuple[Project, ...]) -> list[Fault]:
    names = [project.id for project in batch]
    twice = [name for name in dict.fromkeys(names) if names.count(name) > 1]
    return [Fault(f"The batch holds {listed(twice)} twice. Keep one of them.", "duplicate_name", "id")] if twice else []


def _ids(renamed: object) -> tuple[str, ...]:
    if isinstance(renamed, str) or not isinstance(renamed, Iterable):
        said = (
            f"The ids of renamed projects are given in a list, such as ['P14'], not as {quoted(renamed)}. Give a list."
        )
        raise ProblemError(said, code="not_a_list", field="renamed")
    return tuple(renamed)


def _other_projects(
    held: Mapping[str, Project], batch: tuple[Project, ...], renamed: tuple[str, ...]
) -> Iterator[Fault]:
    free = _free_id((*held, *(project.id for project in batch)))
    for name in renamed:
        if name not in held:
            yield Fault(
                f"There is no project {quoted(name)} to rename; {did_you_mean(name, held)}",
                "unknown_project",
                "renamed",
            )
    for project in batch:
        old = held.get(project.id)
        if old is not None and project.id not in renamed and not _same(old, project):
            said = f"The id {quoted(project.id)} is that of {_called(old)}; the batch gives it to {_called(project)}. "
            said += f"Give the new project an id of its own, such as {quoted(free)}; or name it in renamed if it is the same one."
            yield Fault(said, "id_in_use", project.id)


def _called(project: Project) -> str:
    return f"{quoted(next(iter(project.label.values()), project.deliverable_type))} ({project.link_id or project.ecosystem})"


def _free_id(names: Iterable[str]) -> str:
    """The next id of the kind used: the largest number at the end of one, plus one."""
    ends = [found for name in names if (found := re.fullmatch(r"(.*?)(\d{1,12})", name))]
    if not ends:
        return "P01"
    last = max(ends, key=lambda found: int(found[2]))
    return f"{last[1]}{int(last[2]) + 1:0{len(last[2])}d}"


def _words(text: str) -> str:
    """A name without what people write in several ways: capitals, accents, punctuation, spaces."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(re.findall(r"\w+", "".join(c for c in plain if not unicodedata.combining(c))))


def _share_a_name(one: Project, other: Project) -> bool:
    return any(_words(text) == _words(other.label[lang]) for lang, text in one.label.items() if lang in other.label)


def _same(one: Project, other: Project) -> bool:
    if set(one.label) & set(other.label):
        return _share_a_name(one, other)
    facts = ((p.ecosystem, p.link_id, p.deliverable_type) for p in (one, other))
    return next(facts) == next(facts)


def _twins(held: tuple[Project, ...], batch: tuple[Project, ...]) -> list[Fault]:
    """Each project of the batch with the first that is the same one under another id; only those of its place are looked at."""
    updated = {project.id for project in batch}
    known: dict[tuple[str, str], list[Project]] = {}
    for project in held:
        if project.id not in updated:
            known.setdefault(_place(project), []).append(project)
    faults = []
    for project in batch:
        others = known.setdefault(_place(project), [])
        if twin := next((other for other in others if other.id != project.id and _are_twins(other, project)), None):
            said = f"{quoted(project.id)} is {quoted(twin.id)} again: {_called(project)}. Keep one of them, or say that they are "
            faults.append(Fault(f"{said}variants by one exclusive_group.", "twin", project.id))
        others.append(project)
    return faults


def _place(project: Project) -> tuple[str, str]:
    return (project.link_id, project.region_code)


def _are_twins(one: Project, other: Project) -> bool:
    if one.exclusive_group is not None and one.exclusive_group == other.exclusive_group:
        return False
    return _share_a_name(one, other) or all(getattr(one, name) == getattr(other, name) for name in FIGURES)


def _stages(held: Mapping[str, Project], batch: tuple[Project, ...], cycle: LifeCycle | None) -> Iterator[Fault]:
    if cycle is None:
        return
    for project in batch:
        before = held.get(project.id, project)
        if before.stage == project.stage and project.id in held:
            continue
        review = cycle.review(project.model_copy(update={"stage": before.stage}), project.stage)
        if not review.passed:
            said = f"{review.sentence()} Keep its stage, or give what the gate asks."
            yield Fault(said, "gate", project.id)
