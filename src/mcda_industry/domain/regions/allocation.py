"""Which link goes to which region, so that the fit is best and the country is served in balance."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated, NamedTuple

import numpy as np
from pydantic import Field

from mcda_industry.arrays import BoolArray, FloatArray
from mcda_industry.choices import best_choice
from mcda_industry.domain.regions.fit import LinkFit
from mcda_industry.errors import Fault, ProblemError, did_you_mean, listed, quoted, speaks_french
from mcda_industry.records import Count, FrozenMap, Name, Number, Record, each_a, one_of
from mcda_industry.wording import enumerated, number

Positive = Annotated[Count, Field(ge=1)]
NotNegative = Annotated[Count, Field(ge=0)]


class BalanceRules(Record):
    """How evenly the links must be spread over the regions.

    Parameters
    ----------
    at_most_per_region
        The most links in one region; None for no limit.
    regions_served
        The least number of regions with a link.
    at_least
        The least number of links by region, for those that must have some.

    Examples
    --------
    >>> BalanceRules(at_most_per_region=4, regions_served=9).regions_served
    9
    """

    at_most_per_region: Positive | None = None
    regions_served: NotNegative = 0
    at_least: FrozenMap[Name, NotNegative] = FrozenMap()


class Allocation(Record):
    """Each link in one region, the sum of the fits being the best under the rules.

    Parameters
    ----------
    rules
        The balance asked for.
    places
        The region of each link.
    score
        The sum of the fits.
    unbalanced_score
        What it would be with each link where it fits best: what balance costs is the difference.
    """

    rules: BalanceRules
    places: FrozenMap[Name, Name]
    score: Number
    unbalanced_score: Number

    @property
    def links_of(self) -> FrozenMap[str, tuple[str, ...]]:
        """The links of each region that has one, regions in the order of their codes."""
        served = sorted(set(self.places.values()))
        return FrozenMap({r: tuple(link for link, place in self.places.items() if place == r) for r in served})

    def sentence(self, lang: str = "en") -> str:
        """The allocation in words, in English ("en") or French ("fr")."""
        french = speaks_french(lang)
        each = (f"{region} ({enumerated(links, lang)})" for region, links in self.links_of.items())
        told = {
            "links": len(self.places),
            "regions": len(self.links_of),
            "score": number(self.score, lang, 3),
            "free": number(self.unbalanced_score, lang, 3),
            "each": " ; ".join(each) if french else "; ".join(each),
        }
        return (_SAID_FR if french else _SAID_EN).format(**told)


_SAID_EN = "{links} links in {regions} regions, total fit {score} ({free} without balance): {each}."
_SAID_FR = "{links} maillons dans {regions} régions, adéquation totale {score} ({free} sans équilibre) : {each}."


def allocate(fits: Iterable[LinkFit], rules: BalanceRules) -> Allocation:
    """The allocation with the best total fit: each link in one region that meets its needs, balance kept.

    Parameters
    ----------
    fits
        How the regions fit each link (`link_fits`), on one scale: the scores are added over links.
    rules
        The balance.

    Notes
    -----
    A generalised assignment solved as a mixed-integer programme without a gap; what comes out is checked against every
    rule, and its score is added up again.

    Raises
    ------
    ProblemError
        With every fault: no link, a link that stands twice or was scored over other regions or one twice, a rule on an
        unknown region (with the nearest known one), a link whose needs no region meets, rules that no allocation keeps.

    Examples
    --------
    >>> from mcda_industry.domain.regions import LinkFit, RegionFit
    >>> fits = [
    ...     LinkFit(link=link, regions=[RegionFit(region=r, score=s, rank=i + 1) for i, (r, s) in enumerate(scores.items())])
    ...     for link, scores in {"A04": {"MA-06": 0.9, "MA-04": 0.7}, "M04": {"MA-06": 0.8, "MA-04": 0.3}}.items()
    ... ]
    >>> dict(allocate(fits, BalanceRules(at_most_per_region=1)).places)
    {'A04': 'MA-04', 'M04': 'MA-06'}
    """
    fits, rules = each_a(LinkFit, fits, "fits"), one_of(BalanceRules, rules, "rules")
    if faults := [*_misfits(fits), *_unknown_regions(fits, rules), *_homeless(fits)]:
        raise ProblemError.of(faults)
    grid = _Grid.of(fits)
    rows, limits = grid.limits(rules)
    found = best_choice(np.append(grid.scores, np.zeros(len(grid.regions))), rows, limits)
    if found is None:
        raise _impossible(rules, fits)
    return _allocation(fits, grid, found, rules)


class _Grid(NamedTuple):
    """The choices: one for each link in a region that meets its needs, and then one for each region, that it is served."""

    regions: tuple[str, ...]
    links: FloatArray
    places: FloatArray
    scores: FloatArray

    @classmethod
    def of(cls, fits: Sequence[LinkFit]) -> "_Grid":
        """One choice a cell; rows say which link and which region it is of. Regions are matched by name."""
        regions = tuple(fit.region for fit in fits[0].regions)
        cells = [
            (row, regions.index(fit.region), fit.score)
            for row, link in enumerate(fits)
            for fit in link.regions
            if fit.rank
        ]
        link, place, score = (np.array(part) for part in zip(*cells, strict=True))
        is_link = (np.arange(len(fits))[:, None] == link).astype(np.float64)
        is_place = (np.arange(len(regions))[:, None] == place).astype(np.float64)
        return cls(regions, is_link, is_place, score.astype(np.float64))

    def limits(self, rules: BalanceRules) -> tuple[FloatArray, FloatArray]:
        """(k, n) rows and (k,) limits: each link once, the balance, and a region served only by a link."""
        (links, pairs), count = self.links.shape, len(self.regions)
        once = np.hstack([self.links, np.zeros((links, count))])
        inside = np.hstack([self.places, np.zeros((count, count))])
        served = np.hstack([-self.places, np.eye(count)])
        enough = np.append(np.zeros(pairs), -np.ones(count))
        most = links if rules.at_most_per_region is None else rules.at_most_per_region
        least = np.array([rules.at_least.get(region, 0) for region in self.regions], dtype=np.float64)
        rows = np.vstack([once, -once, inside, -inside, served, enough])
        ones, zeros = np.ones(links), np.zeros(count)
        limits = (ones, -ones, np.full(count, float(most)), -least, zeros, np.array([-float(rules.regions_served)]))
        return rows, np.concatenate(limits)


def _allocation(fits: Sequence[LinkFit], grid: _Grid, found: BoolArray, rules: BalanceRules) -> Allocation:
    chosen = np.flatnonzero(found[: len(grid.scores)])
    region_of = {int(grid.links[:, pair].argmax()): int(grid.places[:, pair].argmax()) for pair in chosen}
    return Allocation(
        rules=rules,
        places=FrozenMap({fit.link: grid.regions[region_of[row]] for row, fit in enumerate(fits)}),
        score=float(sum(grid.scores[chosen].tolist())),
        unbalanced_score=float(sum(max(one.score for one in fit.regions if one.rank) for fit in fits)),
    )


def _misfits(fits: tuple[LinkFit, ...]) -> Iterator[Fault]:
    if not fits:
        yield Fault("There is no link to place. Give at least one.", "empty", "fits")
        return
    names, regions = [fit.link for fit in fits], sorted(one.region for one in fits[0].regions)
    if twice := [name for name in dict.fromkeys(names) if names.count(name) > 1]:
        yield Fault(
            f"Each link must stand once: {listed(twice)} stands twice. Drop one of them.", "duplicate_name", "fits"
        )
    for row, fit in enumerate(fits):
        if sorted(one.region for one in fit.regions) != sorted(set(regions)):
            said = (
                f"Link {quoted(fit.link)} is scored over other regions than {quoted(fits[0].link)}, or twice over one. "
            )
            yield Fault(f"{said}Give the same regions, each once, for every link.", "other_regions", "fits", row)


def _unknown_regions(fits: tuple[LinkFit, ...], rules: BalanceRules) -> Iterator[Fault]:
    known = [one.region for fit in fits[:1] for one in fit.regions]
    for code in rules.at_least:
        if code not in known:
            said = f"A rule names the region {quoted(code)}, which is not scored; {did_you_mean(code, known)}"
            yield Fault(said, "unknown_region", "at_least")


def _homeless(fits: tuple[LinkFit, ...]) -> Iterator[Fault]:
    for row, fit in enumerate(fits):
        if not any(one.rank for one in fit.regions):
            said = f"No region meets the needs of link {quoted(fit.link)}. Leave it out, or ask less of the regions."
            yield Fault(said, "no_region", "fits", row)


def _impossible(rules: BalanceRules, fits: Sequence[LinkFit]) -> ProblemError:
    asked = [f"at most {rules.at_most_per_region} links in a region"] if rules.at_most_per_region is not None else []
    asked += [f"at least {rules.regions_served} regions served"] if rules.regions_served else []
    asked += [f"at least {count} in {quoted(region)}" for region, count in rules.at_least.items()]
    said = f"No allocation of {len(fits)} links keeps all the rules: {', '.join(asked)}. Drop or widen one of them."
    return ProblemError(said, code="infeasible", field="rules")
