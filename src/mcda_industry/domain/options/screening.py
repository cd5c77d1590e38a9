"""Screening: every option of a long list against every go/no-go rule, each answer kept with its reason."""

from collections.abc import Iterable, Mapping
from math import isfinite
from typing import Literal, Self

from pydantic import Field, model_validator

from mcda_industry.errors import Fault, ProblemError, did_you_mean, listed, quoted, speaks_french
from mcda_industry.records import FrozenMap, Labels, Name, Number, Record, Text, by_name, each_a
from mcda_industry.wording import FEW, enumerated, figure

Value = float | str
"""What an option has in a field: a number, or a word."""


class ScreeningRule(Record):
    """One go/no-go rule: a field of the option, and what it must be.

    Parameters
    ----------
    id, label
        Its code, and what it asks by language.
    field
        The figure or word it reads, by name.
    at_least, at_most
        Bounds of a number, both included; one of them or both.
    one_of
        Words of which the field must be one; instead of bounds.
    unit
        For the sentence.
    if_missing
        What an option without the value is: "refuse" stops the screening and names it, "no_go" rejects the option and says so.

    Raises
    ------
    ProblemError
        If the rule asks nothing, asks for bounds and words at once, or its bounds are the wrong way round.

    Examples
    --------
    >>> ScreeningRule(id="R1", label={"en": "ready enough"}, field="trl_1_9", at_least=6).passes(7.0)
    True
    """

    id: Name
    label: Labels = FrozenMap()
    field: Name
    at_least: Number | None = None
    at_most: Number | None = None
    one_of: tuple[Name, ...] = ()
    unit: Text = ""
    if_missing: Literal["refuse", "no_go"] = "refuse"

    @model_validator(mode="after")
    def _asks_something(self) -> Self:
        bounded = self.at_least is not None or self.at_most is not None
        if bounded == bool(self.one_of):
            said = f"Rule {quoted(self.id)} must ask for bounds or for words. Give at_least or at_most, or one_of."
            raise ProblemError(said, code="asks_nothing", field=self.id)
        if self.at_least is not None and self.at_most is not None and self.at_least > self.at_most:
            said = f"Rule {quoted(self.id)} asks for at least {self.at_least:g} and at most {self.at_most:g}. "
            raise ProblemError(f"{said}Give bounds that some value can meet.", code="bounds", field=self.id)
        return self

    def passes(self, value: Value) -> bool:
        """Whether a value meets the rule; words must be given for words, numbers for numbers."""
        if self.one_of:
            return value in self.one_of
        low, high = self.at_least, self.at_most
        return (low is None or float(value) >= low) and (high is None or float(value) <= high)

    def asked(self, lang: str = "en") -> str:
        """What the rule asks, in a few words."""
        french = speaks_french(lang)
        if self.one_of:
            return f"{'parmi' if french else 'one of'} {enumerated(self.one_of, lang, FEW)}"
        bounds = [
            (self.at_least, "au moins" if french else "at least"),
            (self.at_most, "au plus" if french else "at most"),
        ]
        told = [f"{word} {figure(bound, lang)}" for bound, word in bounds if bound is not None]
        return (" et " if french else " and ").join(told) + (f" {self.unit}" if self.unit else "")

    def called(self, lang: str = "en") -> str:
        """Its label in this language, or its field."""
        return self.label.get(lang, self.field)


class Outcome(Record):
    """What one rule said of one option.

    Examples
    --------
    >>> Outcome(option="P09", rule="R1", value=6.0, passed=True, because={"en": "ready enough: 6, at least 6"}).passed
    True
    """

    option: Name
    rule: Name
    value: Number | Name | None = Field(description="null where the option does not give it")
    passed: bool
    because: Labels


class Screening(Record):
    """A long list screened: every rule's answer on every option, and the short list that is left.

    Parameters
    ----------
    long_list
        The options, in the order given.
    rules
        The rules, in the order applied.
    outcomes
        Every rule on every option, options first.

    Examples
    --------
    >>> rule = ScreeningRule(id="R1", label={"en": "readiness"}, field="trl", at_least=7)
    >>> found = screen({"trl": {"P09": 6, "P10": 9}}, [rule])
    >>> found.short_list, found.sentence("P09")
    (('P10',), 'P09: no go; readiness: 6, asked at least 7.')
    """

    long_list: tuple[Name, ...]
    rules: tuple[ScreeningRule, ...]
    outcomes: tuple[Outcome, ...]

    @property
    def rejected(self) -> Mapping[str, tuple[Outcome, ...]]:
        """The answers against each option that is not on the short list."""
        against: dict[str, list[Outcome]] = {}
        for outcome in self.outcomes:
            if not outcome.passed:
                against.setdefault(outcome.option, []).append(outcome)
        return FrozenMap({name: tuple(found) for name, found in against.items()})

    @property
    def short_list(self) -> tuple[str, ...]:
        """The options that every rule lets pass, in the order of the long list; none is an answer."""
        rejected = self.rejected
        return tuple(name for name in self.long_list if name not in rejected)

    @property
    def idle_rules(self) -> tuple[str, ...]:
        """The rules that rejected nobody: they decide nothing on this list."""
        used = {outcome.rule for outcome in self.outcomes if not outcome.passed}
        return tuple(rule.id for rule in self.rules if rule.id not in used)

    def sentence(self, option: str | None = None, lang: str = "en") -> str:
        """The screening in one sentence, or what it said of one option.

        Raises
        ------
        ProblemError
            If the option is not on the long list.
        """
        french = speaks_french(lang)
        if option is None:
            return self._summary(french, lang)
        if option not in self.long_list:
            said = f"There is no option {quoted(option)} on the long list; {did_you_mean(option, self.long_list)}"
            raise ProblemError(said, code="unknown_option", field="option")
        colon, semicolon = (" :", " ;") if french else (":", ";")
        against = self.rejected.get(option, ())
        if not against:
            return f"{option}{colon} {'retenu par toutes les règles' if french else 'go by every rule'}."
        reasons = f"{semicolon} ".join(outcome.because.get(lang, outcome.rule) for outcome in against)
        return f"{option}{colon} {'écarté' if french else 'no go'}{semicolon} {reasons}."

    def _summary(self, french: bool, lang: str) -> str:
        counts = [
            (rule.called(lang), sum(o.rule == rule.id and not o.passed for o in self.outcomes)) for rule in self.rules
        ]
        told = enumerated((f"{label} ({count})" for label, count in counts if count), lang, FEW)
        n, k = len(self.long_list), len(self.short_list)
        if french:
            return f"Liste courte : {k} sur {n}" + (
                f" ; écartées par : {told}." if told else " ; aucune règle n'écarte."
            )
        return f"Short list: {k} of {n}" + (f"; rejected by: {told}." if told else "; no rule rejects any.")


def screen(fields: Mapping[str, Mapping[str, Value]], rules: Iterable[ScreeningRule]) -> Screening:
    """Every option against every rule; nothing stops at the first "no".

    Parameters
    ----------
    fields
        By field and option: {"trl": {"P09": 6, "P10": 9}}. The options are those of the first field, then of the next.
    rules
        The go/no-go rules; each id once.

    Raises
    ------
    ProblemError
        With every fault: no option, no rule, a rule on a field that is not given, a number where words are asked, a missing
        value where the rule refuses one.

    Examples
    --------
    >>> rules = [ScreeningRule(id="R1", field="trl", at_least=7), ScreeningRule(id="R2", field="npv", at_least=0)]
    >>> found = screen({"trl": {"P09": 6, "P10": 9}, "npv": {"P09": -1.0, "P10": 4.0}}, rules)
    >>> [outcome.rule for outcome in found.rejected["P09"]]
    ['R1', 'R2']
    """
    rules = each_a(ScreeningRule, rules, "rules")
    example = "{'trl': {'P09': 6}}"
    fields = {name: by_name(values, name, "{'P09': 6}") for name, values in by_name(fields, "fields", example).items()}
    options = tuple(dict.fromkeys(name for values in fields.values() for name in values))
    faults = [*_list_faults(options, rules), *_field_faults(fields, rules)]
    faults = faults or [fault for rule in rules for fault in _value_faults(rule, options, fields[rule.field])]
    if faults:
        raise ProblemError.of(faults)
    outcomes = tuple(_outcome(option, rule, fields[rule.field].get(option)) for option in options for rule in rules)
    return Screening(long_list=options, rules=rules, outcomes=outcomes)


def _list_faults(options: tuple[str, ...], rules: tuple[ScreeningRule, ...]) -> list[Fault]:
    faults = []
    if not options:
        faults.append(Fault("There is no option to screen. Give fields with values by option.", "no_options", "fields"))
    if not rules:
        faults.append(Fault("There is no rule to screen by. Give one or more.", "no_rules", "rules"))
    names = [rule.id for rule in rules]
    if twice := [name for name in dict.fromkeys(names) if names.count(name) > 1]:
        faults.append(Fault(f"The rule {listed(twice)} stands twice. Rename one of them.", "duplicate_name", "rules"))
    return faults


def _field_faults(fields: Mapping[str, object], rules: tuple[ScreeningRule, ...]) -> list[Fault]:
    said = "Rule {} reads the field {}, which is not given; {}"
    return [
        Fault(
            said.format(quoted(rule.id), quoted(rule.field), did_you_mean(rule.field, fields)), "unknown_field", rule.id
        )
        for rule in rules
        if rule.field not in fields
    ]


def _value_faults(rule: ScreeningRule, options: tuple[str, ...], values: Mapping[str, Value]) -> list[Fault]:
    faults = []
    for option in options:
        value = values.get(option)
        number = isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)
        if value is None and rule.if_missing == "refuse":
            said = f"{quoted(option)} has no {quoted(rule.field)}, which rule {quoted(rule.id)} reads. "
            faults.append(Fault(f"{said}Give it, or let the rule count it as 'no_go'.", "missing", option))
        elif value is not None and not (isinstance(value, str) if rule.one_of else number):
            wanted = "a word" if rule.one_of else "a finite number"
            said = f"{quoted(rule.field)} of {quoted(option)} must be {wanted} for rule {quoted(rule.id)}, not {quoted(value)}."
            faults.append(Fault(f"{said} Give one.", "wrong_value", option))
    return faults


def _outcome(option: str, rule: ScreeningRule, value: Value | None) -> Outcome:
    passed = value is not None and rule.passes(value)
    return Outcome(
        option=option,
        rule=rule.id,
        value=value if value is None or isinstance(value, str) else float(value),
        passed=passed,
        because=FrozenMap({lang: _because(rule, value, lang) for lang in ("fr", "en")}),
    )


def _because(rule: ScreeningRule, value: Value | None, lang: str) -> str:
    french = speaks_french(lang)
    if value is None:
        found = "non renseigné" if french else "not given"
    else:
        found = value if isinstance(value, str) else figure(value, lang)
    return (
        f"{rule.called(lang)}{' :' if french else ':'} {found}, {'demandé' if french else 'asked'} {rule.asked(lang)}"
    )
