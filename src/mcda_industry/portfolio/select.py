"""Which candidates to take together: the set worth most under budgets and other limits, proved, and added up again."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from functools import cached_property
from math import fsum
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol, cast

import numpy as np

from mcda_industry.arrays import ROUNDING, BadCell, BoolArray, FloatArray, frozen, real_array
from mcda_industry.errors import Fault, ProblemError, did_you_mean, listed, quoted, speaks_french
from mcda_industry.portfolio.limits import Budget, Constraint, Limit, by_label, checked_names, repeated
from mcda_industry.portfolio.programme import Choice, as_written, barred, conflict, total
from mcda_industry.records import FrozenMap, Record
from mcda_industry.wording import FEW, enumerated, figure

if TYPE_CHECKING:
    import pandas as pd


WORTHLESS = "worth no more than the baseline"
"""Why a candidate is left out that no limit asks for."""


class Scored(Protocol):
    """What has a score for each alternative, such as a `Ranking`."""

    @property
    def alternatives(self) -> tuple[str, ...]:
        """The names, in the order of the scores."""

    @property
    def scores(self) -> FloatArray:
        """(n,) higher is better."""


class Spending(NamedTuple):
    """What a portfolio takes of a budget, and what is left of it, in the unit of the budget."""

    used: float
    limit: float
    left: float


@dataclass(frozen=True, eq=False, repr=False)
class Portfolio:
    """The candidates to take together, and what keeps the others out.

    Attributes
    ----------
    candidates
        Everything there was to choose from.
    values
        (n,) what each is worth, in the order of the candidates.
    baseline
        What taking nothing is worth: each candidate counts with its value less this.
    limits
        Budgets and other limits, in the order given.
    taken
        (n,) whether each candidate is taken.
    status
        "optimal": no other set within the limits is worth more. A set as good may exist.
    """

    candidates: tuple[str, ...]
    values: FloatArray
    baseline: float
    limits: tuple[Constraint, ...]
    taken: BoolArray
    status: Literal["optimal"] = "optimal"

    @cached_property
    def selected(self) -> tuple[str, ...]:
        """The names of what is taken, in the order of the candidates."""
        return tuple(name for name, is_in in zip(self.candidates, self.taken, strict=True) if is_in)

    @property
    def value(self) -> float:
        """What the portfolio is worth: the values taken, each less the baseline, added up without intermediate rounding."""
        return _worth(self.values, self.baseline, self.taken)

    @property
    def spending(self) -> FrozenMap[str, Spending]:
        """What is used and left of each budget, by its name."""
        return FrozenMap(
            {limit.name: _spent(limit, self.selected) for limit in self.limits if isinstance(limit, Budget)}
        )

    @cached_property
    def gains(self) -> FrozenMap[str, float]:
        """What the portfolio would be worth more if one limit alone were lifted, by its label; 0 where that changes nothing.

        Each is a choice of its own, solved when this is first asked for: as many programmes as there are limits. That is no
        matter for tens of limits; with hundreds of exclusions on thousands of candidates it takes minutes.
        """
        choice, found = self._choice, {}
        for limit in self.limits:
            taken = choice.without(limit).best(self.values - self.baseline)
            more = _worth(self.values, self.baseline, cast("BoolArray", taken)) - self.value
            noise = ROUNDING * float(np.abs(self.values - self.baseline).sum())
            found[limit.label] = more if more > noise else 0.0
        return FrozenMap(found)

    @property
    def binding(self) -> tuple[str, ...]:
        """The labels of the limits without which the portfolio would be worth more, the costliest first."""
        costly = [label for label, gain in self.gains.items() if gain > 0]
        return tuple(sorted(costly, key=lambda label: -self.gains[label]))

    @cached_property
    def left_out(self) -> FrozenMap[str, tuple[str, ...]]:
        """For each candidate that is not taken, why: `WORTHLESS`, and the labels of the limits that taking it would break."""
        inside = frozenset(self.selected)
        worth = dict(zip(self.candidates, self.values.tolist(), strict=True))
        found = {name: [WORTHLESS] if worth[name] <= self.baseline else [] for name in worth if name not in inside}
        for limit in self.limits:
            for name in barred(limit, inside, found):
                found[name].append(limit.label)
        return FrozenMap({name: tuple(reasons) for name, reasons in found.items()})

    @property
    def _choice(self) -> Choice:
        return Choice(self.candidates, self.limits)

    def sentence(self, lang: str = "en") -> str:
        """The portfolio as a person would say it: what is taken, what it is worth, and which limits cost most."""
        words = _WORDS["fr" if speaks_french(lang) else "en"]
        if not self.selected:
            worthless = not (self.values > self.baseline).any()
            said = words["worthless" if worthless else "nothing"].format(baseline=figure(self.baseline, lang))
        else:
            several, count = "s" if len(self.selected) > 1 else "", len(self.selected)
            taken = enumerated(self.selected, lang, most=2 * FEW)
            said = words[f"take{several}"].format(count=count, all=len(self.candidates), taken=taken)
            said += words[f"value{several}"].format(value=figure(self.value, lang))
        for budget in (limit for limit in self.limits if isinstance(limit, Budget)):
            used, limit = (figure(amount, lang, 6) for amount in self.spending[budget.name][:2])
            said += words["spent"].format(name=budget.called(lang), used=used, limit=limit)
        said += "."
        if costly := self.binding[:3]:
            told = {limit.label: limit.told(lang) for limit in self.limits}
            dearest = [
                words["gain"].format(label=told[name], gain=figure(self.gains[name], lang, 3)) for name in costly
            ]
            said += words["lifted"].format(gains=enumerated(dearest, lang))
        return said

    def to_frame(self) -> "pd.DataFrame":
        """A data frame: candidates by "value", "taken" and what would be broken by taking them as well."""
        import pandas as pd

        reasons = [" · ".join(self.left_out.get(name, ())) for name in self.candidates]
        return pd.DataFrame(
            {"value": self.values, "taken": self.taken, "broken": reasons},
            index=pd.Index(self.candidates, name="candidate"),
        )

    def __repr__(self) -> str:
        taken = enumerated(self.selected, most=2 * FEW) or "nothing"
        return f"Portfolio ({self.status}): {taken}; value {figure(self.value)}"


_WORDS = {
    "en": {
        "worthless": "No candidate is worth more than the baseline ({baseline})",
        "nothing": "Nothing that is worth taking fits within the limits",
        "take": "Take {count} of {all}: {taken}",
        "takes": "Take {count} of {all}: {taken}",
        "value": "; it is worth {value}",
        "values": "; together they are worth {value}",
        "spent": "; {name}: {used} of {limit}",
        "gain": "{gain} more without '{label}'",
        "lifted": " The portfolio would be worth {gains}.",
    },
    "fr": {
        "worthless": "Aucun candidat ne vaut plus que la référence ({baseline})",
        "nothing": "Rien de ce qui vaut d'être retenu ne tient dans les limites",
        "take": "Retenir {count} candidat sur {all} : {taken}",
        "takes": "Retenir {count} candidats sur {all} : {taken}",
        "value": " ; sa valeur est de {value}",
        "values": " ; leur valeur totale est de {value}",
        "spent": " ; {name} : {used} sur {limit}",
        "gain": "{gain} de plus sans « {label} »",
        "lifted": " Le portefeuille vaudrait {gains}.",
    },
}


def select_portfolio(
    candidates: Iterable[str],
    values: Mapping[str, float] | Scored | Any,
    budgets: Budget | Iterable[Budget] = (),
    *limits: Constraint,
    baseline: float = 0.0,
) -> Portfolio:
    """The candidates to take together: no other set within the limits is worth more.

    Parameters
    ----------
    candidates
        The names of what there is to choose from.
    values
        What each is worth: by name, as an array (n,) in the order of the candidates, or a `Ranking`, whose scores are taken.
        The values of a set are added, so a unit that cannot be added (a rank) gives sets that mean nothing.
    budgets
        A `Budget` or several; none if there are no costs.
    *limits
        `AtLeast`, `AtMost`, `Exclusive`, `Requires`, `Mandatory`, `Forbidden`.
    baseline
        What taking nothing is worth. A candidate counts with its value less the baseline, so that one below it is taken only
        where a limit asks for it. For net flows, 0 is the flow of an average alternative.

    Returns
    -------
    Portfolio
        `.selected`, `.value`, `.spending` and `.left_out`; `.binding` and `.gains` say what each limit costs.

    Raises
    ------
    ProblemError
        If a candidate stands twice or has no value, a limit names one there is none of, a budget gives a candidate no cost, or
        no set meets all limits; the error then names limits that cannot hold together.

    Notes
    -----
    A 0-1 programme solved without a gap; decimals are compared as they are written, and what comes out is checked against
    every limit. With net flows as values this is PROMETHEE V (Brans, J.P. & Mareschal, B., 1992, PROMETHEE V: MCDM problems
    with segmentation constraints, INFOR 30).

    Examples
    --------
    >>> from mcda_industry.portfolio import AtLeast, Exclusive
    >>> budget = Budget("capex", 100, {"forge": 60, "foundry": 45, "wiring": 30, "tools": 20})
    >>> values = {"forge": 5.0, "foundry": 4.5, "wiring": 2.0, "tools": 1.8}
    >>> found = select_portfolio(values, values, budget, Exclusive(["forge", "wiring"]))
    >>> found.selected, found.value, found.spending["capex"].left
    (('foundry', 'wiring', 'tools'), 8.3, 5.0)
    >>> found.left_out["forge"]
    ('capex ≤ 100', 'at most one of forge, wiring')
    """
    names = _names(candidates)
    worths = _values(values, names)
    floor = _number(baseline, "baseline")
    _addable(worths, floor)
    constraints = _limits(budgets, limits)
    checked_names(constraints, names)
    choice = Choice(names, constraints)
    taken = choice.best(worths - floor)
    if taken is None:
        raise infeasible(conflict(names, constraints))
    taken.setflags(write=False)
    return Portfolio(names, worths, floor, constraints, taken)


def infeasible(limits: Iterable[Constraint]) -> ProblemError:
    """The refusal where these limits contradict each other."""
    labels = [quoted(limit.label) for limit in limits]
    if len(labels) == 1:
        said = f"No portfolio meets all limits: {labels[0]} cannot hold. Relax it."
    else:
        said = f"No portfolio meets all limits: {' and '.join(labels)} cannot hold together. Relax one of them."
    return ProblemError(said, code="infeasible", field="limits")


def _worth(values: FloatArray, baseline: float, taken: BoolArray) -> float:
    return fsum([*values[taken].tolist(), *[-baseline] * int(taken.sum())])


def _spent(budget: Budget, selected: Iterable[str]) -> Spending:
    used = total(budget.costs, selected)
    return Spending(float(used), budget.limit, float(as_written(budget.limit) - used))


def _names(candidates: object) -> tuple[str, ...]:
    """The names of the candidates; refused where they are none, not names, or one stands twice."""
    if isinstance(candidates, str | Set) or not isinstance(candidates, Iterable):
        said = f"Candidates are given as a list of names, not as {quoted(candidates)}. Give the names in an order."
        raise ProblemError(said, code="not_a_list", field="candidates")
    names = tuple(candidates)
    if not names:
        raise ProblemError("There are no candidates. Give the name of one or more.", code="empty", field="candidates")
    if wrong := [name for name in names if not isinstance(name, str) or not name.strip()]:
        said = f"Candidates are called by names, not {listed(wrong)}. Give texts that are not blank."
        raise ProblemError(said, code="bad_name", field="candidates")
    if len(set(names)) < len(names):
        said = f"{listed(repeated(names))} stands twice among the candidates. Leave one of them out."
        raise ProblemError(said, code="duplicate_name", field="candidates")
    return names


def _values(values: Any, names: tuple[str, ...]) -> FloatArray:
    """(n,) the value of each candidate; refused where one is missing or no finite number."""
    given = by_label(values)
    if hasattr(values, "alternatives") and hasattr(values, "scores"):
        given = dict(zip(values.alternatives, values.scores.tolist(), strict=True))
    if isinstance(given, Mapping):
        if lacking := [name for name in names if name not in given]:
            said = f"There is no value for {listed(lacking)}; {did_you_mean(lacking[0], map(str, given))}"
            raise ProblemError(said, code="missing", field="values", row=names.index(lacking[0]))
        given = [given[name] for name in names]
    found, bad = real_array(given)
    if not found.ndim:
        said = f"Values are given by name, as an array or as a Ranking, not as {quoted(type(values).__name__)}."
        raise ProblemError(f"{said} Give one value a candidate.", code="no_values", field="values")
    if found.shape != (len(names),):
        said = f"There are {len(names)} candidates, but values of shape {found.shape}. Give one value a candidate."
        raise ProblemError(said, code="wrong_length", field="values")
    if bad:
        raise ProblemError.of([_no_number(names[cell.place[0]], cell) for cell in bad])
    return frozen(found)


def _no_number(name: str, cell: BadCell) -> Fault:
    what = "is missing" if cell.why == "missing" else f"is {cell.shown}, not a finite number"
    code = "missing" if cell.why == "missing" else "not_a_number"
    return Fault(f"The value of {quoted(name)} {what}. Give a number.", code, "values", cell.place[0])


def _addable(values: FloatArray, baseline: float) -> None:
    """Refuse values so large that the worth of a set is beyond what a float holds."""
    with np.errstate(over="ignore"):
        most = np.abs(values).sum() + len(values) * np.abs(baseline)
    if not np.isfinite(most):
        said = "The values are too large to be added up. Give them in a larger unit."
        raise ProblemError(said, code="too_large", field="values")


def _number(given: object, field: str) -> float:
    found, bad = real_array(given)
    if bad or found.ndim:
        said = f"{field} must be a finite number, not {quoted(given)}. Give a number."
        raise ProblemError(said, code="not_a_number", field=field)
    return float(found)


def _limits(budgets: object, limits: tuple[object, ...]) -> tuple[Constraint, ...]:
    """Budgets, then other limits; anything else is refused, and so are budgets of one name."""
    several = (budgets,) if isinstance(budgets, Limit) else budgets
    if not isinstance(several, Iterable) or isinstance(several, str | Mapping):
        said = f"Budgets are Budget records, not {quoted(budgets)}. Give one, or a list of them."
        raise ProblemError(said, code="not_a_limit", field="budgets")
    found = (*several, *limits)
    if wrong := [limit for limit in found if not isinstance(limit, Constraint)]:
        said = f"{quoted(wrong[0])} is no limit. "
        if isinstance(wrong[0], Iterable) and not isinstance(wrong[0], str | Mapping | Record):
            said += "Give limits one by one: *limits."
        else:
            said += "Make a Budget, AtLeast, AtMost, Exclusive, Requires, Mandatory or Forbidden."
        raise ProblemError(said, code="not_a_limit", field="limits")
    constraints = cast("tuple[Constraint, ...]", found)
    labels = [limit.name if isinstance(limit, Budget) else limit.label for limit in constraints]
    if twice := repeated(labels):
        said = f"{listed(twice)} stands twice among the limits. Give each a name of its own."
        raise ProblemError(said, code="duplicate_name", field="limits")
    return constraints
