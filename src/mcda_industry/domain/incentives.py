"""Public support to investment: a scheme as data, and what a project gets under it, with each component and its evidence."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Self, TypeVar

from pydantic import Field, model_validator

from mcda_industry.arrays import real_array
from mcda_industry.errors import Fault, FinanceError, did_you_mean, listed, quoted, speaks_french
from mcda_industry.records import FrozenMap, Labels, Name, Number, Record, Text

__all__ = ["Bonus", "Component", "Condition", "Support", "SupportScheme", "Tier", "support"]

Percentage = Annotated[Number, Field(ge=0, le=100)]
Amount = Annotated[Number, Field(ge=0, le=1e12)]

Read = TypeVar("Read")

Fact = float | str
"""What a condition is about: a number or a word."""


class Condition(Record):
    """A condition on one fact of a project: at least a number, or equal to a number or word.

    Examples
    --------
    >>> Condition(fact="women_pct", at_least=30).holds({"women_pct": 38.0})
    True
    """

    fact: Name
    at_least: Number | None = None
    equals: Number | Text | None = None

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        if (self.at_least is None) == (self.equals is None):
            said = f"The condition on {quoted(self.fact)} must say one of 'at_least' and 'equals'. Give one of them."
            raise FinanceError(said, code="bad_condition", field="at_least")
        return self

    def holds(self, facts: Mapping[str, Fact]) -> bool:
        """Whether the facts meet it.

        Raises
        ------
        FinanceError
            If the fact is not given, or a number is wanted and it is none.
        """
        if self.equals is not None:
            return _given(self.fact, facts) == self.equals
        return self.at_least is not None and _number(self.fact, facts) >= self.at_least

    def sentence(self, lang: str = "en") -> str:
        """The condition in words, with the name of its fact."""
        french = speaks_french(lang)
        if self.equals is not None:
            shown = f"{self.equals:g}" if isinstance(self.equals, float) else quoted(self.equals)
            return f"{self.fact} = {shown}"
        return f"{self.fact} ≥ {self.at_least:g}".replace(".", "," if french else ".")


class Tier(Record):
    """A rate for the values from `low` up to, but not including, `high`.

    Examples
    --------
    >>> Tier(low=1.0, high=1.5, rate_pct=5).rate_pct
    5.0
    """

    low: Number
    high: Number | None = None
    rate_pct: Percentage


class Bonus(Record):
    """One component of the rate: by tiers of a fact, as the fact itself says, or a fixed rate under conditions.

    Parameters
    ----------
    id, label
        Its code and name by language.
    rate_pct
        The fixed rate, in percent of capex.
    any_of
        Conditions of which one suffices; none for a rate that every eligible project gets.
    tiers, fact
        Instead of a fixed rate: the rate by tiers of this fact; without tiers the fact is the rate itself, and must be
        one of `allowed_pct`.
    allowed_pct
        The rates there are, where the fact is the rate.
    verified
        False where a figure was not found in a source and must be checked before use.
    flag, source_ids
        What is known of the evidence.

    Examples
    --------
    >>> Bonus(id="gender", rate_pct=3, any_of=(Condition(fact="women_pct", at_least=30),)).rate({"women_pct": 12.0})
    0.0
    """

    id: Name
    label: Labels = FrozenMap()
    rate_pct: Percentage | None = None
    any_of: tuple[Condition, ...] = ()
    tiers: tuple[Tier, ...] = ()
    fact: Name | None = None
    allowed_pct: tuple[Percentage, ...] = ()
    verified: bool = True
    flag: Text = ""
    source_ids: tuple[Name, ...] = ()

    @model_validator(mode="after")
    def _has_one_rule(self) -> Self:
        if (self.rate_pct is None) == (self.fact is None):
            said = f"Bonus {quoted(self.id)} must have a fixed rate or a fact that gives it. Give one of them."
            raise FinanceError(said, code="bad_bonus", field="rate_pct")
        edges = [
            edge for tier in self.tiers for edge in (tier.low, tier.high if tier.high is not None else float("inf"))
        ]
        if edges != sorted(edges) or any(low == high for low, high in zip(edges[::2], edges[1::2], strict=True)):
            said = f"The tiers of bonus {quoted(self.id)} must ascend without overlap. Put them in order."
            raise FinanceError(said, code="bad_tiers", field="tiers")
        return self

    def rate(self, facts: Mapping[str, Fact]) -> float:
        """The rate it grants these facts, in percent; 0 below the first tier and where no condition holds."""
        if self.fact is None:
            granted = not self.any_of or any(condition.holds(facts) for condition in self.any_of)
            return float(self.rate_pct or 0.0) if granted else 0.0
        value = _number(self.fact, facts)
        if self.tiers:
            reached = [t.rate_pct for t in self.tiers if t.low <= value and (t.high is None or value < t.high)]
            return reached[0] if reached else 0.0
        if value not in self.allowed_pct:
            said = f"{self.fact!r} is {value:g}, which bonus {quoted(self.id)} does not have. "
            said += f"Give one of {', '.join(f'{rate:g}' for rate in self.allowed_pct)}."
            raise FinanceError(said, code="bad_premium", field=self.fact)
        return value


class SupportScheme(Record):
    """A scheme of support to investment: who is eligible, what the rate is made of, and its cap.

    Parameters
    ----------
    name, source_ids
        What it is and where it was read.
    eligibility
        Groups of conditions; one group that holds as a whole suffices.
    bonuses
        The components of the rate, which add up.
    cap_pct
        The highest rate, in percent of capex.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> scheme = morocco_2025().support_scheme
    >>> scheme.cap_pct, [bonus.id for bonus in scheme.bonuses if not bonus.verified]
    (30.0, ['ratio_emplois_capex'])
    """

    name: Name
    eligibility: Annotated[tuple[tuple[Condition, ...], ...], Field(min_length=1)]
    bonuses: Annotated[tuple[Bonus, ...], Field(min_length=1)]
    cap_pct: Percentage
    source_ids: tuple[Name, ...] = ()

    @model_validator(mode="after")
    def _each_bonus_has_its_name(self) -> Self:
        names = [bonus.id for bonus in self.bonuses]
        if twice := [name for name in dict.fromkeys(names) if names.count(name) > 1]:
            said = f"Each bonus needs its own id: {listed(twice)} stands twice. Rename one of them."
            raise FinanceError(said, code="duplicate_name", field="bonuses")
        return self


class Component(Record):
    """One bonus as a project gets it, in percent of capex.

    Examples
    --------
    >>> Component(id="gender", rate_pct=3.0).verified
    True
    """

    id: Name
    label: Labels = FrozenMap()
    rate_pct: Percentage
    verified: bool = True
    flag: Text = ""
    source_ids: tuple[Name, ...] = ()

    def called(self, lang: str = "en") -> str:
        """Its name in this language, else its code."""
        return self.label.get(lang, self.id)


class Support(Record):
    """What one project gets under a scheme.

    Parameters
    ----------
    project, scheme
        Which project, under which scheme.
    eligible
        Whether it gets anything; if not, the components say what it would get.
    components
        Each bonus with the rate it grants.
    rate_before_cap_pct, rate_pct
        The sum of the components, and the rate applied: capped, or 0 if not eligible.
    amount_mdh
        The rate times capex, received in the first year of operation.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> print(morocco_2025().support("P07").sentence())
    P07: support of 55.1 MDH, 29 % of capex (jobs for capex 5, women's share 3, trades of the future 3, local integration 3, \
territory 10, sector 5; capped at 30). To be verified: jobs for capex.
    """

    project: Name
    scheme: Name
    eligible: bool
    components: tuple[Component, ...]
    rate_before_cap_pct: Annotated[Number, Field(ge=0)]
    cap_pct: Percentage
    rate_pct: Percentage
    amount_mdh: Amount

    @property
    def unverified(self) -> tuple[str, ...]:
        """The components granted on figures that were not verified."""
        return tuple(part.id for part in self.components if part.rate_pct and not part.verified)

    def sentence(self, lang: str = "en") -> str:
        """What it gets, in words, with what must be verified."""
        french = speaks_french(lang)
        if not self.eligible:
            return f"{self.project} : non éligible." if french else f"{self.project}: not eligible."
        parts = ", ".join(f"{part.called(lang)} {part.rate_pct:g}" for part in self.components if part.rate_pct)
        doubtful = ", ".join(part.called(lang) for part in self.components if part.id in self.unverified)
        if french:
            amount = f"{self.amount_mdh:.1f}".replace(".", ",")
            said = f"{self.project} : soutien de {amount} MDH, {self.rate_pct:g} % de l'investissement "
            said += f"({parts} ; plafond {self.cap_pct:g})."
            return said + (f" À vérifier : {doubtful}." if doubtful else "")
        said = f"{self.project}: support of {self.amount_mdh:.1f} MDH, {self.rate_pct:g} % of capex "
        said += f"({parts}; capped at {self.cap_pct:g})."
        return said + (f" To be verified: {doubtful}." if doubtful else "")


def support(scheme: SupportScheme, project: str, facts: Mapping[str, Fact]) -> Support:
    """What the scheme gives a project with these facts.

    Parameters
    ----------
    scheme
        The scheme.
    project
        The name of the project.
    facts
        What the scheme asks for, by name; "capex_mdh" always, above 0.

    Raises
    ------
    FinanceError
        With every fault: a fact that is missing or no number, a capex of 0 or less, a premium the scheme does not have.

    Examples
    --------
    >>> scheme = SupportScheme(name="test", eligibility=((Condition(fact="capex_mdh", at_least=50),),), cap_pct=30,
    ...                        bonuses=(Bonus(id="base", rate_pct=10),))
    >>> support(scheme, "A", {"capex_mdh": 80.0}).amount_mdh, support(scheme, "B", {"capex_mdh": 20.0}).eligible
    (8.0, False)
    """
    faults: list[Fault] = []
    read = _Reading(project, faults)
    capex = read(lambda: _above_zero("capex_mdh", facts), 1.0)
    eligible = read(lambda: _is_eligible(scheme, facts), False)
    components = tuple(read(partial(_component, bonus, facts), _component(bonus, None)) for bonus in scheme.bonuses)
    if faults:
        raise FinanceError.of(list({fault.said: fault for fault in faults}.values()))
    total = sum(part.rate_pct for part in components)
    rate = min(total, scheme.cap_pct) if eligible else 0.0
    return Support(
        project=project,
        scheme=scheme.name,
        eligible=eligible,
        components=components,
        rate_before_cap_pct=total,
        cap_pct=scheme.cap_pct,
        rate_pct=rate,
        amount_mdh=rate * capex / 100,
    )


@dataclass(frozen=True)
class _Reading:
    """Reads one thing after the other and keeps what is wrong with each, named by the project."""

    project: str
    faults: list[Fault]

    def __call__(self, read: Callable[[], Read], otherwise: Read) -> Read:
        try:
            return read()
        except FinanceError as refusal:
            self.faults.extend(fault.within(f"Project {quoted(self.project)}") for fault in refusal.faults)
            return otherwise


def _is_eligible(scheme: SupportScheme, facts: Mapping[str, Fact]) -> bool:
    return any(all(condition.holds(facts) for condition in group) for group in scheme.eligibility)


def _component(bonus: Bonus, facts: Mapping[str, Fact] | None) -> Component:
    rate = 0.0 if facts is None else bonus.rate(facts)
    known = {name: getattr(bonus, name) for name in ("id", "label", "verified", "flag", "source_ids")}
    return Component(rate_pct=rate, **known)


def _given(name: str, facts: Mapping[str, Fact]) -> Fact:
    if name not in facts:
        said = f"The scheme asks for {quoted(name)}, which is not given; {did_you_mean(name, facts)} "
        raise FinanceError(f"{said}Give it.", code="missing_fact", field=name)
    return facts[name]


def _number(name: str, facts: Mapping[str, Fact]) -> float:
    array, bad = real_array(_given(name, facts))
    if array.ndim or bad:
        said = f"{name!r} must be a finite number, not {quoted(facts[name])}. Give a number."
        raise FinanceError(said, code="not_a_number", field=name)
    return float(array)


def _above_zero(name: str, facts: Mapping[str, Fact]) -> float:
    value = _number(name, facts)
    if value <= 0:
        raise FinanceError(
            f"{name!r} must be above 0, not {value:g}. Give a positive amount.", code="capex", field=name
        )
    return value
