"""The diagnosis of an ecosystem: its indicators beside their references, and what is said of it."""

from collections.abc import Iterable, Mapping
from typing import Self

from pydantic import model_validator

from mcda_industry.domain.diagnosis.factors import Factor, Side, pestel, swot
from mcda_industry.domain.diagnosis.indicators import Indicator
from mcda_industry.errors import Fault, ProblemError, did_you_mean, listed, quoted, speaks_french
from mcda_industry.problem import Column, Criterion
from mcda_industry.records import FrozenMap, Labels, Name, Record, each_a


class Diagnosis(Record):
    """What is known of an ecosystem, each figure with its reference, evidence, severity and confidence.

    Parameters
    ----------
    id, label
        Code and name of the ecosystem.
    indicators
        Its figures, each id once.
    factors
        What is said of it, each id once.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> tools = morocco_2025().diagnoses[6]
    >>> [(found.id, found.severity) for found in tools.behind()]
    [('rca', 5), ('til_benchmark', 4), ('productivity', 4), ('til_target', 4)]
    >>> print(tools.sentence("fr"))
    Machines-outils et biens d'équipement mécaniques : en retard sur 4 des 4 indicateurs comparés, d'abord Avantage \
comparatif révélé (91 %, gravité 5 sur 5). 9 énoncés non notés.
    """

    id: Name
    label: Labels = FrozenMap()
    indicators: tuple[Indicator, ...] = ()
    factors: tuple[Factor, ...] = ()

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        for field, names in (
            ("indicators", [i.id for i in self.indicators]),
            ("factors", [f.id for f in self.factors]),
        ):
            if twice := [name for name in dict.fromkeys(names) if names.count(name) > 1]:
                said = f"Each of the {field} of {quoted(self.id)} needs its own id: {listed(twice)} stands twice. "
                raise ProblemError(said + "Rename one of them.", code="duplicate_name", field=field)
        return self

    def indicator(self, name: str) -> Indicator:
        """The indicator of this id.

        Raises
        ------
        ProblemError
            If there is none.
        """
        for found in self.indicators:
            if found.id == name:
                return found
        said = (
            f"{quoted(self.id)} has no indicator {quoted(name)}; {did_you_mean(name, [i.id for i in self.indicators])}"
        )
        raise ProblemError(said, code="unknown_indicator", field=self.id)

    def behind(self) -> tuple[Indicator, ...]:
        """The indicators behind their reference, the gravest first; of equally grave ones, the larger shortfall."""
        found = [i for i in self.indicators if i.gap is not None and i.gap < 0]
        return tuple(sorted(found, key=lambda i: (-(i.severity or 0), i.relative_gap or 0.0)))

    @property
    def swot(self) -> tuple[Side, ...]:
        """Its strengths, weaknesses, opportunities and threats."""
        return swot(self.factors)

    @property
    def pestel(self) -> tuple[Side, ...]:
        """What is said of it by PESTEL dimension."""
        return pestel(self.factors)

    @property
    def without_evidence(self) -> tuple[str, ...]:
        """Ids of the indicators and statements for which no evidence is given."""
        indicators = [i.id for i in self.indicators if i.evidence is None]
        return (*indicators, *(f.id for f in self.factors if f.evidence is None))

    def sentence(self, lang: str = "en") -> str:
        """What an adviser reads first: how far behind, where most, and what cannot be counted."""
        french = speaks_french(lang)
        name = self.label.get("fr" if french else "en", self.id)
        compared, behind = [i for i in self.indicators if i.gap is not None], self.behind()
        said = f"{name}{' :' if french else ':'} {_how_far(len(behind), len(compared), french)}"
        if behind:
            worst = behind[0]
            grave = f"{'gravité' if french else 'severity'} {worst.severity} {'sur' if french else 'of'} 5"
            share = f"{-100 * worst.relative_gap:.0f} %, " if worst.relative_gap is not None else ""
            first = "d'abord" if french else "first"
            said += f", {first} {worst.called(lang)} ({share}{grave})"
        return f"{said}.{self._caveats(french)}"

    def _caveats(self, french: bool) -> str:
        ungraded, unsupported = sum(f.score is None for f in self.factors), len(self.without_evidence)
        said = ""
        if ungraded:
            said += f" {ungraded} énoncés non notés." if french else f" {ungraded} statements not graded."
        if unsupported:
            said += f" {unsupported} sans source." if french else f" {unsupported} without evidence."
        return said


def gap_columns(diagnoses: Iterable[Diagnosis], criteria: Mapping[str, Criterion]) -> tuple[Column, ...]:
    """How far ahead of its reference each ecosystem is, as criteria: relative gaps by ecosystem, more is better.

    Parameters
    ----------
    diagnoses
        The ecosystems, each once.
    criteria
        The criterion read from each indicator, by the indicator's id.

    Raises
    ------
    ProblemError
        With every fault: an ecosystem that stands twice, lacks the indicator, or has no relative gap on it; a criterion to
        be minimised, as a gap ahead is always better.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> from mcda_industry.problem import maximise
    >>> (column,) = gap_columns(morocco_2025().diagnoses, {"productivity": maximise("productivity gap")})
    >>> round(column.values["E07"], 3)
    -0.635
    """
    diagnoses = each_a(Diagnosis, diagnoses, "diagnoses")
    names, faults = [found.id for found in diagnoses], []
    if twice := [name for name in dict.fromkeys(names) if names.count(name) > 1]:
        said = f"Each ecosystem must stand once: {listed(twice)} stands twice. Drop one of them."
        faults.append(Fault(said, "duplicate_name", "id"))
    for name, criterion in criteria.items():
        if criterion.direction == "min":
            said = f"A gap ahead is better, so criterion {quoted(criterion.name)} on {quoted(name)} must be maximised."
            faults.append(Fault(said, "wrong_direction", name))
    found = {name: {each.id: _relative_gap(each, name, faults) for each in diagnoses} for name in criteria}
    if faults:
        raise ProblemError.of(faults)
    return tuple(Column(criterion, FrozenMap(found[name])) for name, criterion in criteria.items())


def _relative_gap(diagnosis: Diagnosis, name: str, faults: list[Fault]) -> float:
    try:
        gap = diagnosis.indicator(name).relative_gap
    except ProblemError as fault:
        faults += fault.faults
        return 0.0
    if gap is None:
        said = f"Indicator {quoted(name)} of {quoted(diagnosis.id)} has no reference to be a share of. "
        faults.append(Fault(said + "Give one, or leave it out.", "no_reference", name))
        return 0.0
    return gap


def _how_far(behind: int, compared: int, french: bool) -> str:
    if not compared:
        return "aucun indicateur n'a de référence" if french else "no indicator has a reference"
    if french:
        return f"en retard sur {behind or 'aucun'} des {compared} indicateurs comparés"
    return f"behind on {behind or 'none'} of the {compared} indicators compared"
