"""What a portfolio must respect: budgets, quotas, exclusions and prerequisites, each a record with a name."""

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterable, Mapping, Set
from typing import Annotated, Any, ClassVar, Self

from pydantic import BeforeValidator, Field, model_validator

from mcda_industry.errors import (
    MOST_FAULTS,
    Fault,
    ProblemError,
    RecordError,
    did_you_mean,
    listed,
    quoted,
    speaks_french,
)
from mcda_industry.records import FrozenMap, Labels, Name, Number, Record, Text, positional
from mcda_industry.wording import figure


def repeated(names: Iterable[str]) -> list[str]:
    """The names that stand there more than once, each once.

    >>> repeated(["P01", "P02", "P01"])
    ['P01']
    """
    return [name for name, times in Counter(names).items() if times > 1]


def _amount(value: float, lang: str) -> str:
    """A number as labels show it; in powers of ten only where it would be too long or seem to be zero."""
    if not value or 1e-9 <= value < 1e15:
        return figure(value, lang, digits=12)
    return f"{value:.12g}".replace(".", "," if speaks_french(lang) else ".")


def _several(given: object) -> object:
    """One name alone as a list of one; names without an order in that of the alphabet, so that labels are always the same."""
    if isinstance(given, Set):
        return tuple(sorted(given, key=str))
    return (given,) if isinstance(given, str) else given


def by_label(given: object) -> object:
    """A pandas Series as what it has by label; everything else as it came."""
    return given.to_dict() if hasattr(given, "to_dict") else given


def _each_once(names: tuple[str, ...]) -> tuple[str, ...]:
    if twice := repeated(names):
        raise RecordError(f"{listed(twice)} stands twice. Leave one of them out.", code="duplicate_name", field="of")
    return names


MOST_NAMED = 4
"""Candidates that a limit names in its label; of more, only their number is said."""


def _few(names: tuple[str, ...]) -> str:
    return ", ".join(names[:MOST_NAMED]) + (f" +{len(names) - MOST_NAMED}" if len(names) > MOST_NAMED else "")


Amount = Annotated[Number, Field(ge=0)]
Names = Annotated[tuple[Name, ...], BeforeValidator(_several), Field(min_length=1)]
Amounts = Annotated[FrozenMap[Name, Amount], BeforeValidator(by_label)]
Groups = Annotated[FrozenMap[Name, Name], BeforeValidator(by_label)]


def _counting(of: object) -> object:
    """A list of candidates as what each contributes: one."""
    of = _several(by_label(of)) if not isinstance(of, str) else of
    if isinstance(of, Mapping):
        return of
    if isinstance(of, str) or not isinstance(of, Iterable):
        advice = f"Give [{quoted(of)}]" if isinstance(of, str) else "Give the names, or what each contributes by name"
        said = f"The candidates of a quota are given as a list of names, not as {quoted(of)}. {advice}."
        raise RecordError(said, code="not_a_list", field="of")
    names = tuple(of)
    if wrong := [name for name in names if not isinstance(name, str)]:
        said = f"The candidates of a quota are called by names, not {listed(wrong)}. Give texts."
        raise RecordError(said, code="bad_name", field="of")
    return dict.fromkeys(_each_once(names), 1.0)


Contributions = Annotated[
    FrozenMap[Name, Amount], BeforeValidator(_counting, json_schema_input_type=dict[Name, Amount] | list[Name])
]


class Limit(Record, ABC):
    """What every limit has: a name of its own, and candidates it is about."""

    how: ClassVar[tuple[str, str]]
    """What is asked, in English and in French, where that is always the same."""

    name: Text = ""
    labels: Labels = FrozenMap()

    @positional
    def __init__(self, /, **fields: Any) -> None:
        super().__init__(**fields)

    @property
    def label(self) -> str:
        """What the limit says, in few words: how messages and results call it."""
        return self.told()

    def called(self, lang: str) -> str:
        """What people call it in this language, by `labels`; else its name."""
        return self.labels.get(lang, self.name)

    def reason(self, lang: str) -> str:
        """The same in brackets, to stand behind what is asked; empty where it is called nothing."""
        return f" ({called})" if (called := self.called(lang)) else ""

    @abstractmethod
    def told(self, lang: str = "en") -> str:
        """What the limit says, in few words, in English ("en") or French ("fr"); names as they were given."""

    @property
    @abstractmethod
    def concerned(self) -> tuple[str, ...]:
        """The candidates it names."""


class Budget(Limit):
    """One resource: what the candidates taken cost together is at most its limit.

    Parameters
    ----------
    name
        The resource, such as "capex".
    limit
        How much there is of it: zero or more.
    costs
        What each candidate takes of it, by name, in the same unit; zero or more. Every candidate has a cost, if only zero;
        costs of others are not looked at.
    labels
        What people call it, by language: {"fr": ..., "en": ...}. None given: its name in every language.

    Examples
    --------
    >>> Budget("capex", 100, {"P01": 60, "P02": 45}).label
    'capex ≤ 100'
    """

    name: Name
    limit: Amount
    costs: Amounts

    @positional
    def __init__(self, name: str, limit: float, costs: Mapping[str, float], **more: Any) -> None:
        super().__init__(name=name, limit=limit, costs=costs, **more)

    def told(self, lang: str = "en") -> str:
        """The resource and its limit."""
        return f"{self.called(lang)} ≤ {_amount(self.limit, lang)}"

    @property
    def concerned(self) -> tuple[str, ...]:
        """None by name: a budget is about every candidate."""
        return ()


class _Quota(Limit):
    """A total over candidates, or the number of groups they come from, held against a number.

    `of` is a list of candidates, each counting one; or what each contributes, by name. With `groups`, the group of each
    candidate by name, the groups that have a candidate in the portfolio are counted instead.
    """

    name: Name
    number: Amount
    of: Contributions = FrozenMap()
    groups: Groups = FrozenMap()

    @positional
    def __init__(self, /, **fields: Any) -> None:
        super().__init__(**fields)

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if bool(self.of) == bool(self.groups):
            said = (
                f"{type(self).__name__} {quoted(self.name)} needs either candidates ('of') or their groups ('groups'). "
            )
            raise RecordError(said + "Give one of them.", code="bad_quota", field="of")
        return self

    def told(self, lang: str = "en") -> str:
        """The number and what is counted."""
        return f"{self.how[speaks_french(lang)]} {_amount(self.number, lang)} {self.called(lang)}"

    @property
    def concerned(self) -> tuple[str, ...]:
        """The candidates that count."""
        return tuple(self.of or self.groups)


class AtLeast(_Quota):
    """At least so many of these candidates, so much of what they contribute, or so many of their groups.

    Parameters
    ----------
    name
        What is counted, such as "relocations" or "jobs".
    number
        The least that is needed: zero or more.
    of
        A list of candidates, each counting one; or what each contributes, by name, zero or more.
    groups
        Instead of `of`: the group of each candidate, by name; the groups with a candidate in the portfolio are counted.
    labels
        What people call it, by language: {"fr": ..., "en": ...}. None given: its name in every language.

    Examples
    --------
    >>> AtLeast("relocations", 2, of=["P01", "P04", "P09"]).label
    'at least 2 relocations'
    >>> AtLeast("regions", 2, groups={"P01": "MA-06", "P02": "MA-06", "P03": "MA-01"}).label
    'at least 2 regions'
    """

    how: ClassVar[tuple[str, str]] = ("at least", "au moins")

    @positional
    def __init__(
        self,
        name: str,
        number: float,
        of: Iterable[str] | Mapping[str, float] = (),
        groups: Mapping[str, str] | None = None,
        **more: Any,
    ) -> None:
        super().__init__(name=name, number=number, of=of, groups={} if groups is None else groups, **more)


class AtMost(_Quota):
    """At most so many of these candidates, so much of what they contribute, or so many of their groups.

    The parameters are those of `AtLeast`; `number` is the most there may be.

    Examples
    --------
    >>> AtMost("foundries", 1, of=["P02", "P07"]).label
    'at most 1 foundries'
    """

    how: ClassVar[tuple[str, str]] = ("at most", "au plus")

    @positional
    def __init__(
        self,
        name: str,
        number: float,
        of: Iterable[str] | Mapping[str, float] = (),
        groups: Mapping[str, str] | None = None,
        **more: Any,
    ) -> None:
        super().__init__(name=name, number=number, of=of, groups={} if groups is None else groups, **more)


class _About(Limit):
    """A limit that is about candidates and nothing else."""

    of: Names

    @positional
    def __init__(self, /, **fields: Any) -> None:
        super().__init__(**fields)

    @model_validator(mode="after")
    def _without_twins(self) -> Self:
        _each_once(self.of)
        return self

    @property
    def concerned(self) -> tuple[str, ...]:
        """The candidates it names."""
        return self.of

    def told(self, lang: str = "en") -> str:
        """What is asked of the candidates, who they are, and why."""
        return f"{self.how[speaks_french(lang)]} {_few(self.of)}{self.reason(lang)}"


class Exclusive(_About):
    """At most one of these candidates: variants of one project, or projects on one site.

    Parameters
    ----------
    of
        Two candidates or more.
    name
        What they have in common.
    labels
        What people call it, by language: {"fr": ..., "en": ...}. None given: its name in every language.

    Examples
    --------
    >>> Exclusive(["P03", "P41"], "surface treatment").label
    'at most one of P03, P41 (surface treatment)'
    """

    how: ClassVar[tuple[str, str]] = ("at most one of", "au plus un de")

    @model_validator(mode="after")
    def _two_or_more(self) -> Self:
        if len(self.of) < 2:
            said = f"Only {listed(self.of)} is named; nothing excludes itself. Name two candidates or more."
            raise RecordError(said, code="one_candidate", field="of")
        return self

    @positional
    def __init__(self, of: Iterable[str] | str, name: str = "", **more: Any) -> None:
        super().__init__(of=of, name=name, **more)


class Mandatory(_About):
    """These candidates are taken, whatever they are worth.

    Parameters
    ----------
    of
        A candidate or several.
    name
        Why, such as "signed in 2024".
    labels
        What people call it, by language: {"fr": ..., "en": ...}. None given: its name in every language.

    Examples
    --------
    >>> Mandatory("P01", "signed").label
    'with P01 (signed)'
    """

    how: ClassVar[tuple[str, str]] = ("with", "avec")

    @positional
    def __init__(self, of: Iterable[str] | str, name: str = "", **more: Any) -> None:
        super().__init__(of=of, name=name, **more)


class Forbidden(_About):
    """These candidates are not taken, whatever they are worth.

    Parameters
    ----------
    of
        A candidate or several.
    name
        Why, such as "no site".
    labels
        What people call it, by language: {"fr": ..., "en": ...}. None given: its name in every language.

    Examples
    --------
    >>> Forbidden(["P01", "P02"]).label
    'without P01, P02'
    """

    how: ClassVar[tuple[str, str]] = ("without", "sans")

    @positional
    def __init__(self, of: Iterable[str] | str, name: str = "", **more: Any) -> None:
        super().__init__(of=of, name=name, **more)


class Requires(Limit):
    """A candidate is taken only together with its prerequisites.

    Parameters
    ----------
    candidate
        Who needs others.
    needs
        Who must be taken as well: all of them.
    name
        Why.
    labels
        What people call it, by language: {"fr": ..., "en": ...}. None given: its name in every language.

    Examples
    --------
    >>> Requires("P08", ["P03"]).label
    'P08 only with P03'
    """

    candidate: Name
    needs: Names

    @positional
    def __init__(self, candidate: str, needs: Iterable[str] | str, name: str = "", **more: Any) -> None:
        super().__init__(candidate=candidate, needs=needs, name=name, **more)

    @model_validator(mode="after")
    def _another(self) -> Self:
        _each_once(self.needs)
        if self.candidate in self.needs:
            said = f"{quoted(self.candidate)} requires itself. Leave it out of its prerequisites."
            raise RecordError(said, code="requires_itself", field="needs")
        return self

    def told(self, lang: str = "en") -> str:
        """The candidate and what it needs."""
        verb = "seulement avec" if speaks_french(lang) else "only with"
        return f"{self.candidate} {verb} {_few(self.needs)}{self.reason(lang)}"

    @property
    def concerned(self) -> tuple[str, ...]:
        """The candidate and its prerequisites."""
        return (self.candidate, *self.needs)


Constraint = Budget | AtLeast | AtMost | Exclusive | Requires | Mandatory | Forbidden


def checked_names(limits: Iterable[Limit], candidates: Iterable[str]) -> None:
    """Refuse limits that name candidates there are none of, and budgets that leave a candidate without a cost."""
    known = tuple(candidates)
    there = frozenset(known)
    faults: list[Fault] = []
    for limit in limits:
        what = f"{type(limit).__name__} {quoted(limit.label)}"
        for name in limit.concerned:
            if name not in there:
                advice = did_you_mean(name, known) if len(faults) < MOST_FAULTS else "leave it out."
                said = f"{what}: there is no candidate {quoted(name)}; {advice}"
                faults.append(Fault(said, "unknown_candidate", name))
        if isinstance(limit, Budget) and (lacking := [name for name in known if name not in limit.costs]):
            said = f"Budget {quoted(limit.name)} has no cost for {listed(lacking)}. Give one, if only 0."
            faults.append(Fault(said, "no_cost", "costs"))
    if faults:
        raise ProblemError.of(faults)
