"""Resilience of supply: how many sources, how concentrated, how long without, how long to recover."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Self

import numpy as np
from numpy.typing import ArrayLike
from pydantic import Field, model_validator

from mcda_industry.arrays import FloatArray
from mcda_industry.columns import read_columns
from mcda_industry.domain.evidence import in_brackets
from mcda_industry.errors import Fault, ProblemError, quoted, speaks_french
from mcda_industry.problem import Column, Criterion
from mcda_industry.records import FrozenMap, Labels, Name, Number, Record, Text, each_a
from mcda_industry.wording import figure

Percentage = Annotated[Number, Field(ge=0, le=100)]
Weeks = Annotated[Number, Field(ge=0, le=1000)]

ROUNDED_SHARES = 0.1
"""Shares printed with few decimals may miss 100 by this much."""

OTHER = "other"
"""The bucket of origins that are not told apart."""


def concentration(shares: ArrayLike) -> FloatArray:
    """The Herfindahl–Hirschman index of shares in percent, along the last axis: from near 0 to 10 000 for one source.

    Notes
    -----
    O. C. Herfindahl (1950), Concentration in the Steel Industry; A. O. Hirschman (1945), National Power and the Structure of
    Foreign Trade. Shares that are lumped together are left out by the caller; the index is then a lower bound.

    Examples
    --------
    >>> concentration([85.0, 15.0])
    array(7450.)
    """
    return np.asarray(np.square(np.asarray(shares, dtype=np.float64)).sum(axis=-1))


class SupplyPosition(Record):
    """How an option, or a link of the value chain, is supplied.

    Parameters
    ----------
    id, label
        Its code and name.
    supplier_shares_pct
        Shares of the suppliers, in percent; they sum to 100. None at all: there is no supplier.
    origin_shares_pct
        Shares of the countries of origin, in percent, by country; they sum to 100. What is under "other" is left out of the
        index, which is then a lower bound.
    time_to_recover_weeks
        Weeks until supply is back in full after its main source fails.
    cover_weeks
        Weeks that stocks and orders under way last; None where it is not known.

    Raises
    ------
    ProblemError
        If shares do not sum to 100.

    Notes
    -----
    Time to recover, and time to survive without (here the cover): D. Simchi-Levi, W. Schmidt and Y. Wei (2014), From
    superstorms to factory fires: managing unpredictable supply-chain disruptions, Harvard Business Review 92.

    Examples
    --------
    >>> forging = SupplyPosition(id="A02", supplier_shares_pct=(100.0,), origin_shares_pct={"FR": 52.0, "other": 48.0},
    ...                          time_to_recover_weeks=22.0, cover_weeks=6.0)
    >>> forging.single_source, forging.origin_hhi, forging.origin_hhi_is_lower_bound, forging.exposure_weeks
    (1, 2704.0, True, 16.0)
    """

    id: Name
    label: Labels = FrozenMap()
    supplier_shares_pct: tuple[Percentage, ...] = ()
    origin_shares_pct: FrozenMap[Name, Percentage] = FrozenMap()
    time_to_recover_weeks: Weeks
    cover_weeks: Weeks | None = None
    source_flag: Text = ""

    @model_validator(mode="after")
    def _shares_are_whole(self) -> Self:
        given = {
            "supplier_shares_pct": self.supplier_shares_pct,
            "origin_shares_pct": tuple(self.origin_shares_pct.values()),
        }
        said = "The shares in {} sum to {}, not to 100. Give shares in percent of all there is."
        faults = [
            Fault(said.format(quoted(name), figure(sum(shares))), "shares", name)
            for name, shares in given.items()
            if shares and abs(sum(shares) - 100) > ROUNDED_SHARES
        ]
        if faults:
            raise ProblemError.of(faults)
        return self

    @property
    def single_source(self) -> int:
        """1 if at most one supplier has a share, else 0."""
        return int(sum(share > 0 for share in self.supplier_shares_pct) <= 1)

    @property
    def supplier_hhi(self) -> float:
        """The concentration of its suppliers; 10 000 where there is none, as nothing is more concentrated."""
        return float(concentration(self.supplier_shares_pct)) if self.supplier_shares_pct else 10_000.0

    @property
    def origin_hhi(self) -> float:
        """The concentration of its origins, "other" left out; 0 where nothing is imported."""
        return float(concentration([share for name, share in self.origin_shares_pct.items() if name != OTHER]))

    @property
    def origin_hhi_is_lower_bound(self) -> bool:
        """Whether some origins are lumped together, so that the true index can be higher."""
        return self.origin_shares_pct.get(OTHER, 0.0) > 0

    @property
    def exposure_weeks(self) -> float:
        """Weeks without supply if its main source fails: time to recover less cover, never below 0.

        Raises
        ------
        ProblemError
            If its cover is not known.
        """
        if self.cover_weeks is None:
            said = (
                f"{quoted(self.id)} has no cover_weeks, so its exposure is not known. Give the weeks its stocks last."
            )
            raise ProblemError(said, code="no_cover", field=self.id)
        return max(0.0, self.time_to_recover_weeks - self.cover_weeks)

    def sentence(self, lang: str = "en") -> str:
        """How it is supplied, in one sentence.

        Examples
        --------
        >>> SupplyPosition(id="A02", supplier_shares_pct=(100.0,), time_to_recover_weeks=22.0).sentence()
        'A02: a single source (supplier HHI 10000, origin HHI 0); 22 weeks to recover, cover not known (no evidence given).'
        """
        french = speaks_french(lang)
        words = _WORDS["fr" if french else "en"]
        bound = words["at least"] if self.origin_hhi_is_lower_bound else ""
        cover = words["unknown"] if self.cover_weeks is None else words["cover"].format(figure(self.cover_weeks, lang))
        sources = sum(share > 0 for share in self.supplier_shares_pct)
        return words["all"].format(
            self.id,
            words["several"].format(sources) if sources > 1 else words["single" if sources else "none"],
            figure(self.supplier_hhi, lang, 6),
            bound + figure(self.origin_hhi, lang, 6),
            figure(self.time_to_recover_weeks, lang),
            cover,
            in_brackets(self.source_flag, lang),
        )


_WORDS = {
    "en": {
        "all": "{}: {} (supplier HHI {}, origin HHI {}); {} weeks to recover, {}{}.",
        "none": "no supplier",
        "single": "a single source",
        "several": "{} sources",
        "at least": "at least ",
        "cover": "{} weeks of cover",
        "unknown": "cover not known",
    },
    "fr": {
        "all": "{} : {} (IHH des fournisseurs {}, des origines {}) ; {} semaines pour se rétablir, {}{}.",
        "none": "aucun fournisseur",
        "single": "une seule source",
        "several": "{} sources",
        "at least": "au moins ",
        "cover": "{} semaines de couverture",
        "unknown": "couverture inconnue",
    },
}

FIELDS = ("single_source", "supplier_hhi", "origin_hhi", "time_to_recover_weeks", "cover_weeks", "exposure_weeks")


def fields() -> tuple[str, ...]:
    """The fields a criterion of supply can be read from.

    Examples
    --------
    >>> fields()[:3]
    ('single_source', 'supplier_hhi', 'origin_hhi')
    """
    return FIELDS


def columns(positions: Iterable[SupplyPosition], criteria: Mapping[str, Criterion]) -> tuple[Column, ...]:
    """The criteria columns of supply, one for each criterion, values by id.

    Parameters
    ----------
    positions
        How each option is supplied; each id once.
    criteria
        The criterion read from each field of `fields()`.

    Raises
    ------
    ProblemError
        With every fault: an unknown field, an id that stands twice, a cover that is not known.

    Examples
    --------
    >>> from mcda_industry.problem import minimise
    >>> a02 = SupplyPosition(id="A02", supplier_shares_pct=(100.0,), time_to_recover_weeks=22.0)
    >>> columns([a02], {"supplier_hhi": minimise("HHI")})[0].values
    {'A02': 10000.0}
    """
    positions = each_a(SupplyPosition, positions, "positions")
    return read_columns(positions, criteria, FIELDS, what="supply")
