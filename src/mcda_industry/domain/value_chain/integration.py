"""Local integration: the rate under each named definition, and what projects add to it. Definitions are never mixed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated, Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from pydantic import Field

from mcda_industry.arrays import FloatArray, frozen
from mcda_industry.domain.evidence import INVENTED
from mcda_industry.domain.value_chain.figures import as_given, numbers, percent, shown, together
from mcda_industry.domain.value_chain.given import records
from mcda_industry.errors import Fault, ValueChainError, did_you_mean, listed, quoted, speaks_french
from mcda_industry.problem import Column, Criterion
from mcda_industry.records import FrozenMap, Labels, Name, Number, Record, Text
from mcda_industry.wording import flagged

Amount = Annotated[Number, Field(ge=0, le=1e12)]

Definition = Literal["value_added", "build_down", "build_up", "local_purchases", "as_stated"]


class _Meaning(NamedTuple):
    """What a definition divides by what, and what it is called."""

    figures: tuple[str, str]
    fr: str
    en: str


DEFINITIONS: Mapping[str, _Meaning] = MappingProxyType(
    {
        "value_added": _Meaning(
            ("value_added", "turnover"), "valeur ajoutée locale / chiffre d'affaires", "local value added / turnover"
        ),
        "build_down": _Meaning(
            ("imported_inputs", "turnover"),
            "(chiffre d'affaires - intrants importés) / chiffre d'affaires",
            "(turnover - imported inputs) / turnover",
        ),
        "build_up": _Meaning(
            ("local_inputs", "turnover"), "intrants locaux / chiffre d'affaires", "local inputs / turnover"
        ),
        "local_purchases": _Meaning(
            ("local_inputs", "purchases"), "achats locaux / achats totaux", "local purchases / all purchases"
        ),
        "as_stated": _Meaning(
            ("", ""), "telle que la source l'énonce, sans définition", "as the source states it, without a definition"
        ),
    }
)
"""The definitions of the local integration rate by name: the figures each needs, and its words."""


def local_integration_rate(definition: str, **figures: ArrayLike) -> float | FloatArray:
    """The local integration rate under a named definition.

    The same link can have a high rate under one definition and a low one under another, so the name is part of the answer.

    Parameters
    ----------
    definition
        "value_added": value added / turnover. "build_down": (turnover - imported inputs) / turnover, the build-down method
        of rules of origin. "build_up": local inputs / turnover, their build-up method. "local_purchases": local inputs /
        purchases.
    **figures
        The two figures of the definition, and no others: `value_added`, `imported_inputs` or `local_inputs`, and `turnover`
        or `purchases`; yearly amounts in one unit, of one link or an array of links.

    Returns
    -------
    A share between 0 and 1 (0.4 for 40 %): a float for one link, else an array.

    Raises
    ------
    ValueChainError
        If there is no such definition, a figure is missing, too many, negative or not finite, a base is 0 (a link without
        turnover has no rate), or a part exceeds its base.

    References
    ----------
    Build-down and build-up: regional value content, Code of Federal Regulations of the United States, title 19, section
    10.454 (free trade agreement with Chile).

    Examples
    --------
    >>> local_integration_rate("value_added", value_added=3725, turnover=14900)
    0.25
    >>> local_integration_rate("build_down", imported_inputs=[60, 20], turnover=[100, 50])
    array([0.4, 0.6])
    """
    meaning = _meaning(definition)
    if definition == "as_stated":
        said = "A rate stated without its definition cannot be computed. Choose 'value_added', 'build_down', 'build_up' or "
        raise ValueChainError(f"{said}'local_purchases'.", code="no_definition", field="definition")
    if set(figures) != set(meaning.figures):
        said = f"The definition {quoted(definition)} needs {listed(meaning.figures)}; given are {listed(figures) or 'none'}. "
        raise ValueChainError(f"{said}Give these two.", code="wrong_figures", field=_first_difference(figures, meaning))
    part, base = together(**{name: figures[name] for name in meaning.figures})
    _check_part(part, base, meaning.figures)
    share = part / base
    return as_given(1 - share if definition == "build_down" else share)


def _first_difference(figures: Mapping[str, object], meaning: _Meaning) -> str:
    return next(iter([*(set(figures) - set(meaning.figures)), *(set(meaning.figures) - set(figures))]))


def _check_part(part: FloatArray, base: FloatArray, figures: tuple[str, str]) -> None:
    faults = []
    for place in np.argwhere((base == 0) | (part > base)).tolist():
        where = f" at position {place[-1] + 1}" if place else ""
        row = place[-1] if place else None
        if base[tuple(place)] == 0:
            said = f"{quoted(figures[1])}{where} is 0, so there is no rate. Leave the link out."
            faults.append(Fault(said, "no_base", figures[1], row))
        else:
            said = f"{quoted(figures[0])}{where} exceeds {quoted(figures[1])}. Check that both are in one unit and of one year."
            faults.append(Fault(said, "unit_mismatch", figures[0], row))
    if faults:
        raise ValueChainError.of(faults)


def marginal_gains(turnover: float, local: float, added_turnover: ArrayLike, added_local: ArrayLike) -> FloatArray:
    """What each project alone adds to the rate local / turnover.

    (local + added local) / (turnover + added turnover) - local / turnover. Gains of several projects do not add up, because
    the turnover grows: see `integration_path`.

    Parameters
    ----------
    turnover, local
        Of all links before: the turnover, and the part of it that counts as local.
    added_turnover, added_local
        (k,) what each project adds to both; a project that replaces imported inputs adds to the local part alone.

    Returns
    -------
    (k,) gains, as shares: 0.01 is one point. Negative for a project less integrated than the whole.

    Raises
    ------
    ValueChainError
        If a figure is missing, negative or not finite, the shapes do not fit, there is no turnover, or the local part would
        exceed the turnover.

    Examples
    --------
    >>> marginal_gains(100, 40, [25, 0], [20, 5]).round(3)
    array([0.08, 0.05])
    """
    total, held, more, own = _start(turnover, local, added_turnover, added_local)
    return np.asarray(_rates(held + own, total + more) - held / total)


def integration_path(turnover: float, local: float, added_turnover: ArrayLike, added_local: ArrayLike) -> FloatArray:
    """The rate local / turnover as projects join one after the other.

    Parameters
    ----------
    turnover, local, added_turnover, added_local
        As for `marginal_gains`, the projects in the order in which they join.

    Returns
    -------
    (k + 1,) rates, the first before any project. The last does not depend on the order.

    Raises
    ------
    ValueChainError
        As `marginal_gains`.

    Examples
    --------
    >>> integration_path(100, 40, [25, 0], [20, 5]).round(3)
    array([0.4 , 0.48, 0.52])
    """
    total, held, more, own = _start(turnover, local, added_turnover, added_local)
    before = np.zeros(1)
    return _rates(held + np.cumsum([*before, *own]), total + np.cumsum([*before, *more]))


def _start(*figures: ArrayLike) -> tuple[float, float, FloatArray, FloatArray]:
    total, held = together(turnover=figures[0], local=figures[1])
    more, own = (np.atleast_1d(x) for x in together(added_turnover=figures[2], added_local=figures[3]))
    if total.ndim or more.ndim > 1 or total == 0:
        said = "The rate before must have one turnover above 0, and projects one figure each. Check the figures."
        raise ValueChainError(said, code="no_base", field="turnover")
    return float(total), float(held), more, own


def _rates(local: FloatArray, turnover: FloatArray) -> FloatArray:
    if (over := np.flatnonzero(local > turnover * (1 + 1e-12))).size:
        said = f"The local part ({local[over[0]]:g}) would exceed the turnover ({turnover[over[0]]:g}). "
        said += "Check that all figures are in one unit and of one definition."
        raise ValueChainError(said, code="unit_mismatch", field="added_local", row=int(over[0]))
    return np.asarray(np.minimum(local / turnover, 1.0))


class IntegrationRate(Record):
    """The local integration rate of a link or an ecosystem, with its definition and its turnover.

    Parameters
    ----------
    id, label
        What it is the rate of.
    definition
        A name of `DEFINITIONS`: "value_added", "build_down", "build_up", "local_purchases" or "as_stated".
    rate_pct
        In percent.
    turnover_mdh
        Yearly turnover, in million dirhams: its weight in every aggregate.
    year, source_flag, source_ids
        Where it comes from.

    Examples
    --------
    >>> IntegrationRate(id="E01", definition="value_added", rate_pct=25.0, turnover_mdh=14_900).sentence("en")
    'Local integration of E01: 25.0 % (local value added / turnover).'
    """

    id: Name
    label: Labels = FrozenMap()
    definition: Definition
    rate_pct: Annotated[Number, Field(ge=0, le=100)]
    turnover_mdh: Amount
    year: Annotated[int, Field(strict=True)] | None = None
    source_flag: Text = ""
    source_ids: tuple[Name, ...] = ()

    def sentence(self, lang: str = "en") -> str:
        """The rate and its definition in words, in English ("en") or French ("fr")."""
        name, rate = self.label.get(lang, self.id), percent(self.rate_pct / 100, 1, lang)
        meaning = getattr(DEFINITIONS[self.definition], "fr" if speaks_french(lang) else "en")
        said = f"Intégration locale de {name} : {rate} ({meaning})." if lang == "fr" else (
            f"Local integration of {name}: {rate} ({meaning})."
        )  # fmt: skip
        return flagged(said, self.source_flag in INVENTED, lang)


def aggregate_integration(rates: Iterable[IntegrationRate], id: str = "total") -> IntegrationRate:  # noqa: A002
    """The rate of several links together: their rates weighted by turnover, the only aggregation there is.

    A simple mean would let a link of no size count as much as the largest. For rates over turnover the result is the rate of
    the sums.

    Parameters
    ----------
    rates
        Rates under one definition, each id once.
    id
        What to call the whole.

    Raises
    ------
    ValueChainError
        If definitions differ, an id stands twice, there is none, or no turnover.

    Examples
    --------
    >>> parts = [IntegrationRate(id=name, definition="build_down", rate_pct=rate, turnover_mdh=size)
    ...          for name, rate, size in (("large", 30.0, 900), ("small", 80.0, 100))]
    >>> aggregate_integration(parts).rate_pct
    35.0
    """
    rates = _one_definition(rates)
    turnover = np.array([rate.turnover_mdh for rate in rates])
    if not turnover.sum() > 0:
        said = f"{listed(rate.id for rate in rates)} have no turnover to weigh by. Give their turnovers, or leave them out."
        raise ValueChainError(said, code="no_base", field="turnover_mdh")
    mean = float(np.average([rate.rate_pct for rate in rates], weights=turnover))
    flags = {rate.source_flag for rate in rates}
    return IntegrationRate(
        id=id,
        definition=rates[0].definition,
        rate_pct=min(max(mean, 0.0), 100.0),
        turnover_mdh=float(turnover.sum()),
        source_flag=flags.pop() if len(flags) == 1 else "mixed",
    )


def _one_definition(rates: Iterable[IntegrationRate]) -> tuple[IntegrationRate, ...]:
    rates = records(rates, IntegrationRate)
    if not rates:
        raise ValueChainError("There is no rate to aggregate. Give at least one.", code="no_rates", field="rates")
    names = [rate.id for rate in rates]
    if twice := [name for name in dict.fromkeys(names) if names.count(name) > 1]:
        said = f"Each rate needs its own id: {listed(twice)} stands twice. Leave one of them out."
        raise ValueChainError(said, code="duplicate_name", field="id")
    by = {rate.definition: rate.id for rate in reversed(rates)}
    if len(by) > 1:
        shown_by = ", ".join(f"{quoted(name)} is {definition!r}" for definition, name in by.items())
        said = f"Rates of different definitions cannot be put together: {shown_by}. Keep one definition."
        raise ValueChainError(said, code="mixed_definitions", field="definition")
    return rates


class IntegrationProject(Record):
    """What a project adds to the turnover of a link and to the part of it that counts as local.

    Parameters
    ----------
    id, label
        The project.
    link
        The id of the rate it changes.
    definition
        Under which its local part counts.
    added_turnover_mdh, added_local_mdh
        Yearly, at full operation. A project that replaces imported inputs adds to the local part alone.

    Examples
    --------
    >>> forging = IntegrationProject(id="P01", link="A02", definition="value_added", added_turnover_mdh=540,
    ...                              added_local_mdh=226.8)
    >>> forging.added_local_mdh / forging.added_turnover_mdh
    0.42000000000000004
    """

    id: Name
    label: Labels = FrozenMap()
    link: Name
    definition: Definition
    added_turnover_mdh: Amount = 0.0
    added_local_mdh: Amount = 0.0


@dataclass(frozen=True, eq=False, repr=False)
class IntegrationPath:
    """How a portfolio changes the local integration rate of a whole, project by project.

    Attributes
    ----------
    definition
        That of every figure.
    projects
        (k,) ids in the order in which they join.
    rates
        (k + 1,) the rate of the whole, as a share, before and after each project; read-only.
    alone
        (k,) what each project would add if it came alone, as shares; read-only.
    by_link
        The rate of each link in the end, as a share.
    """

    definition: Definition
    projects: tuple[str, ...]
    rates: FloatArray
    alone: FloatArray
    by_link: FrozenMap[str, float]

    @property
    def gains(self) -> FloatArray:
        """(k,) what each project adds in its place, as shares; they sum to the gain of the portfolio."""
        return np.diff(self.rates)

    def column(self, criterion: Criterion) -> Column:
        """The gain of each project alone, in points, as a column of the criteria matrix."""
        return Column(criterion, FrozenMap(dict(zip(self.projects, (100 * self.alone).tolist(), strict=True))))

    def sentence(self, lang: str = "en") -> str:
        """Where the rate starts and ends and who adds most, in English ("en") or French ("fr")."""
        start, end = (percent(float(rate), 1, lang) for rate in (self.rates[0], self.rates[-1]))
        meaning = getattr(DEFINITIONS[self.definition], "fr" if speaks_french(lang) else "en")
        said = (
            f"L'intégration locale ({meaning}) passe de {start} à {end} (projets : {len(self.projects)})"
            if lang == "fr"
            else f"Local integration ({meaning}) goes from {start} to {end} (projects: {len(self.projects)})"
        )
        if not self.projects:
            return f"{said}."
        best = int(self.alone.argmax())
        points = shown(100 * float(self.alone[best]), 2, lang)
        if lang == "fr":
            return f"{said} ; seul, {self.projects[best]} y ajoute le plus ({points} points)."
        return f"{said}; alone, {self.projects[best]} adds most ({points} points)."

    def __repr__(self) -> str:
        start, end = self.rates[0], self.rates[-1]
        return f"IntegrationPath of {len(self.projects)} projects: {start:.4f} to {end:.4f} ({self.definition})"


def portfolio_path(rates: Iterable[IntegrationRate], projects: Iterable[IntegrationProject]) -> IntegrationPath:
    """The turnover-weighted rate of the links as the projects of a portfolio join, in the order given.

    Parameters
    ----------
    rates
        The links before, under one definition.
    projects
        What each adds to one of them, under the same definition.

    Raises
    ------
    ValueChainError
        If definitions differ, a project names an unknown link or stands twice, or a link's local part would exceed its turnover.

    Examples
    --------
    >>> before = [IntegrationRate(id="A02", definition="value_added", rate_pct=30.0, turnover_mdh=100)]
    >>> forging = IntegrationProject(id="P01", link="A02", definition="value_added", added_turnover_mdh=100, added_local_mdh=42)
    >>> portfolio_path(before, [forging]).sentence("en")
    'Local integration (local value added / turnover) goes from 30.0 % to 36.0 % (projects: 1); alone, P01 adds most \
(6.00 points).'
    """
    rates, projects = _one_definition(rates), records(projects, IntegrationProject)
    definition = rates[0].definition
    if faults := [*_project_faults(projects, {rate.id for rate in rates}, definition)]:
        raise ValueChainError.of(faults)
    whole = aggregate_integration(rates)
    turnover, local = whole.turnover_mdh, whole.rate_pct / 100 * whole.turnover_mdh
    more = numbers([project.added_turnover_mdh for project in projects], "added_turnover_mdh")
    own = numbers([project.added_local_mdh for project in projects], "added_local_mdh")
    by_link = _rates_by_link(rates, projects)
    return IntegrationPath(
        definition,
        tuple(project.id for project in projects),
        frozen(integration_path(turnover, local, more, own)),
        frozen(marginal_gains(turnover, local, more, own)),
        by_link,
    )


def _project_faults(projects: tuple[IntegrationProject, ...], links: set[str], definition: str) -> Iterable[Fault]:
    names = [project.id for project in projects]
    if twice := [name for name in dict.fromkeys(names) if names.count(name) > 1]:
        yield Fault(f"{listed(twice)} stands twice in the portfolio. Leave one of them out.", "duplicate_name", "id")
    for row, project in enumerate(projects):
        if project.link not in links:
            near = did_you_mean(project.link, sorted(links))
            said = f"Project {quoted(project.id)} belongs to {quoted(project.link)}, which has no rate; {near}"
            yield Fault(said, "unknown_link", "link", row)
        if project.definition != definition:
            said = f"Project {quoted(project.id)} counts by {project.definition!r}, the rates by {definition!r}. "
            yield Fault(f"{said}Keep one definition.", "mixed_definitions", "definition", row)


def _rates_by_link(
    rates: tuple[IntegrationRate, ...], projects: tuple[IntegrationProject, ...]
) -> FrozenMap[str, float]:
    turnover = {rate.id: rate.turnover_mdh for rate in rates}
    local = {rate.id: rate.rate_pct / 100 * rate.turnover_mdh for rate in rates}
    for project in projects:
        turnover[project.link] += project.added_turnover_mdh
        local[project.link] += project.added_local_mdh
    if over := [name for name in turnover if local[name] > turnover[name] * (1 + 1e-12)]:
        said = f"The local part of {listed(over)} would exceed its turnover. Check the figures of the projects there."
        raise ValueChainError(said, code="unit_mismatch", field="added_local_mdh")
    before = {rate.id: rate.rate_pct / 100 for rate in rates}
    return FrozenMap({name: local[name] / size if size else before[name] for name, size in turnover.items()})


def _meaning(definition: object) -> _Meaning:
    if not isinstance(definition, str) or definition not in DEFINITIONS:
        near = did_you_mean(definition, DEFINITIONS)
        said = f"There is no definition {quoted(definition)} of the local integration rate; {near}"
        raise ValueChainError(said, code="unknown_definition", field="definition")
    return DEFINITIONS[definition]
