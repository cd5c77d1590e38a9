"""The life of a project: its stages, the moves between them, and the readiness each stage asks for."""

from collections.abc import Iterable
from typing import Annotated, Self

from pydantic import Field, model_validator

from mcda_industry.domain.projects.sheets import Project
from mcda_industry.errors import Fault, ProblemError, did_you_mean, listed, quoted, speaks_french
from mcda_industry.records import Count, FrozenMap, Labels, Name, Record, each_a, one_of


class Gate(Record):
    """The least readiness with which a project may enter a stage.

    Parameters
    ----------
    trl_least
        Technology readiness level, 1 to 9; None: not asked.
    mrl_least
        Manufacturing readiness level, 1 to 10; None: not asked.

    Notes
    -----
    Technology readiness levels: ISO 16290 (2013), Definition of the technology readiness levels and their criteria of
    assessment. Manufacturing readiness levels: OSD Manufacturing Technology Program, Manufacturing Readiness Level
    Deskbook (2022), where MRL 8 is readiness to begin low-rate production.

    Examples
    --------
    >>> Gate(trl_least=7, mrl_least=6).mrl_least
    6
    """

    trl_least: Annotated[Count, Field(ge=1, le=9)] | None = None
    mrl_least: Annotated[Count, Field(ge=1, le=10)] | None = None


class GateCheck(Record):
    """One thing asked at a gate, and what was found.

    Examples
    --------
    >>> GateCheck(what="TRL", asked="7", found="6", passed=False).passed
    False
    """

    what: Name
    asked: Name
    found: Name | None = Field(description="null where the project does not give it; it then does not pass")
    passed: bool


class GateReview(Record):
    """Whether a project may enter, or stay at, a stage; every check is kept.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> case = morocco_2025()
    >>> review = case.life_cycle.review(case.project("P09"), "faisabilité")
    >>> review.passed, [check.what for check in review.checks]
    (True, ['move', 'TRL'])
    """

    project: Name
    stage: Name = Field(description="where it stands")
    to: Name = Field(description="the stage whose gate was asked")
    checks: tuple[GateCheck, ...]

    @property
    def passed(self) -> bool:
        """Whether every check is passed."""
        return all(check.passed for check in self.checks)

    def sentence(self, lang: str = "en") -> str:
        """The review in one sentence.

        Examples
        --------
        >>> from mcda_industry.datasets import morocco_2025
        >>> case = morocco_2025()
        >>> print(case.life_cycle.review(case.project("P08"), "engagé").sentence())
        P08 may not enter 'engagé': MRL: asked 8, not given.
        """
        french = speaks_french(lang)
        stays = self.stage == self.to
        if self.passed:
            words = ("peut rester à", "peut entrer à") if french else ("may stay at", "may enter")
            return f"{self.project} {words[not stays]} {quoted(self.to)}."
        words = ("ne devrait pas être à", "ne peut pas entrer à") if french else ("should not be at", "may not enter")
        colon, joint = (" :", " ; ") if french else (":", "; ")
        reasons = joint.join(_reason(check, french) for check in self.checks if not check.passed)
        return f"{self.project} {words[not stays]} {quoted(self.to)}{colon} {reasons}."


NOWHERE = "–"
"""What is asked of a move to a stage that none leads to."""


def _reason(check: GateCheck, french: bool) -> str:
    if check.what == "move":
        if check.asked == NOWHERE:
            return "aucun stade n'y mène" if french else "no stage leads there"
        said = "on y vient de {}, non de {}" if french else "it is entered from {}, not from {}"
        return said.format(check.asked, check.found)
    if french:
        return f"{check.what} : demandé {check.asked}, {f'constaté {check.found}' if check.found else 'non renseigné'}"
    return f"{check.what}: asked {check.asked}, {f'found {check.found}' if check.found else 'not given'}"


class LifeCycle(Record):
    """The stages of a project, in order, with the moves allowed between them and the gate of each.

    Parameters
    ----------
    stages
        Every stage, the first one first.
    moves
        The stages that may follow each; forth and back, as the institution has it. A stage without moves is final.
    gates
        What a stage asks of those who enter it; none for a stage that is not named.
    label
        What people call the stages, by language.

    Raises
    ------
    ProblemError
        With every fault: a stage that stands twice, a move or gate to a stage that does not exist, a stage that cannot be
        reached from the first.

    Examples
    --------
    >>> cycle = LifeCycle(stages=("idea", "pilot", "plant"), moves={"idea": ("pilot",), "pilot": ("idea", "plant")},
    ...                   gates={"plant": {"trl_least": 8}})
    >>> cycle.next_of("pilot"), cycle.next_of("plant")
    (('idea', 'plant'), ())
    """

    stages: Annotated[tuple[Name, ...], Field(min_length=1)]
    moves: FrozenMap[Name, tuple[Name, ...]]
    gates: FrozenMap[Name, Gate] = FrozenMap()
    label: FrozenMap[Name, Labels] = FrozenMap()

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        if twice := [name for name in dict.fromkeys(self.stages) if self.stages.count(name) > 1]:
            said = f"The stage {listed(twice)} stands twice. Keep one of them."
            raise ProblemError(said, code="duplicate_name", field="stages")
        named = [*self.moves, *(stage for after in self.moves.values() for stage in after), *self.gates, *self.label]
        if unknown := [name for name in dict.fromkeys(named) if name not in self.stages]:
            raise ProblemError.of([self._unknown(name) for name in unknown])
        if lost := [stage for stage in self.stages if stage not in self._reached()]:
            said = f"No moves lead from {quoted(self.stages[0])} to {listed(lost)}. Add a move, or leave the stage out."
            raise ProblemError(said, code="unreachable", field="moves")
        return self

    def _unknown(self, name: object) -> Fault:
        return Fault(f"There is no stage {quoted(name)}; {did_you_mean(name, self.stages)}", "unknown_stage", "stage")

    def _reached(self) -> set[str]:
        reached, waiting = {self.stages[0]}, [self.stages[0]]
        while waiting:
            new = [stage for stage in self.moves.get(waiting.pop(), ()) if stage not in reached]
            reached.update(new)
            waiting += new
        return reached

    def _known(self, stage: str) -> str:
        if stage not in self.stages:
            raise ProblemError.of([self._unknown(stage)])
        return stage

    def next_of(self, stage: str) -> tuple[str, ...]:
        """The stages that may follow this one; an unknown stage is refused with the nearest one."""
        return self.moves.get(self._known(stage), ())

    def review(self, project: Project, to: str) -> GateReview:
        """Whether a project may enter a stage: the move must be allowed, and the readiness of the gate reached.

        For the stage it stands at, only the readiness is asked. Readiness that the project does not give does not pass.

        Raises
        ------
        ProblemError
            If one of the two stages is unknown; the project is named.
        """
        project = one_of(Project, project, "project")
        try:
            move = [] if self._known(project.stage) == self._known(to) else [self._move(project.stage, to)]
        except ProblemError as refusal:
            raise ProblemError.of([fault.within(f"Project {quoted(project.id)}") for fault in refusal.faults]) from None
        gate = self.gates.get(to, Gate())
        asked = (("TRL", gate.trl_least, project.trl_1_9), ("MRL", gate.mrl_least, project.mrl_1_10))
        levels = [_level(what, least, found) for what, least, found in asked if least is not None]
        return GateReview(project=project.id, stage=project.stage, to=to, checks=(*move, *levels))

    def _move(self, stage: str, to: str) -> GateCheck:
        before = [name for name in self.stages if to in self.moves.get(name, ())]
        return GateCheck(what="move", asked=", ".join(before) or NOWHERE, found=stage, passed=stage in before)

    def standing(self, projects: Iterable[Project]) -> tuple[GateReview, ...]:
        """For each project, the gate of the stage it stands at: who is further than the readiness allows.

        Examples
        --------
        >>> from mcda_industry.datasets import morocco_2025
        >>> case = morocco_2025()
        >>> [review.sentence() for review in case.life_cycle.standing(case.projects) if not review.passed]
        ["P10 should not be at 'engagé': MRL: asked 8, not given."]
        """
        return tuple(self.review(project, project.stage) for project in each_a(Project, projects, "projects"))


def _level(what: str, least: int, found: int | None) -> GateCheck:
    passed = found is not None and found >= least
    return GateCheck(what=what, asked=str(least), found=None if found is None else str(found), passed=passed)
