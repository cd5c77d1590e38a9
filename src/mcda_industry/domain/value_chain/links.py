"""The links of a value chain: their trade, their suppliers, and which feeds which."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Annotated, Self

import numpy as np
from pydantic import Field, field_validator, model_validator

from mcda_industry.arrays import BoolArray, FloatArray, IntArray
from mcda_industry.columns import read_columns
from mcda_industry.domain.evidence import INVENTED, in_brackets
from mcda_industry.domain.value_chain.dependence import Concentration, concentration, import_dependence
from mcda_industry.domain.value_chain.figures import percent
from mcda_industry.domain.value_chain.flow_graph import betweenness, downstream, strong_components
from mcda_industry.domain.value_chain.given import records
from mcda_industry.errors import Fault, ValueChainError, did_you_mean, listed, quoted, speaks_french
from mcda_industry.problem import Column, Criterion
from mcda_industry.records import Count, FrozenMap, Labels, Name, Number, Record, Text
from mcda_industry.wording import enumerated, flagged, number

Percentage = Annotated[Number, Field(ge=0, le=100)]
Amount = Annotated[Number, Field(ge=0, le=1e12)]
Grade = Annotated[Count, Field(ge=1, le=5)]
NotNegative = Annotated[Number, Field(ge=0)]
Hhi = Annotated[Number, Field(ge=0, le=10_000)]

OTHER = "other"
"""The origin that gathers those not named."""

ROUNDING_MDH = 2.0
"""What imports + production - exports may miss the demand stated by, each being rounded to a whole MDH."""


class Link(Record):
    """A link of a value chain, as its sheet describes it.

    Parameters
    ----------
    id, label
        Its code ("A04") and its name by language.
    ecosystem, stage, hs2022
        Where it belongs, and its codes of the Harmonized System or "service".
    imports_mdh, local_production_mdh, exports_mdh
        Yearly amounts in million dirhams.
    domestic_demand_mdh
        If stated, it must be imports + local production - exports, to within 2 MDH of rounding.
    supplier_shares_pct, supplier_hhi
        Shares of the local suppliers, which sum to 100, and their index if stated.
    import_origin_shares_pct, import_hhi_lower_bound
        Shares of imports by origin, "other" being all those not named; and the index without these, if stated.
    til_pct
        Local integration rate as the source states it, in percent.
    local_capability_0_100, strategic_importance_1_5, substitutability_1_5
        Judged: what the country can make, how much depends on it, and how easily it is replaced (1: hardly).
    cif_unit_cost_index, local_unit_cost_index, duty_pct, logistics_pct, disruption_prob_pct_yr, disruption_cost_pct, \
lead_time_import_weeks, lead_time_local_weeks, local_investment_mdh, min_efficient_scale_mdh
        What the choice between import and local product needs, if known: see `Sourcing`.
    local_suppliers_n
        If stated, the number of supplier shares.
    feeds_into
        Codes of the links it supplies. Cycles are allowed.

    Raises
    ------
    ValueChainError, RecordError
        If shares do not sum to 100, a figure stated differs from what follows from the others, or a field is wrong.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> forging = morocco_2025().value_chain["A02"]
    >>> round(forging.import_dependence, 3), forging.supplier_concentration.lowest, forging.origin_concentration.is_lower_bound
    (0.972, 10000.0, True)
    """

    id: Name
    label: Labels = FrozenMap()
    ecosystem: Name
    stage: Text = ""
    hs2022: tuple[Name, ...] = ()
    imports_mdh: Amount
    local_production_mdh: Amount
    exports_mdh: Amount
    domestic_demand_mdh: Amount | None = None
    local_suppliers_n: Annotated[Count, Field(ge=1)] | None = None
    supplier_shares_pct: Annotated[tuple[Percentage, ...], Field(min_length=1)]
    supplier_hhi: Hhi | None = None
    import_origin_shares_pct: FrozenMap[Name, Percentage]
    import_hhi_lower_bound: Hhi | None = None
    til_pct: Percentage | None = None
    local_capability_0_100: Percentage
    strategic_importance_1_5: Grade
    substitutability_1_5: Grade
    lead_time_import_weeks: NotNegative | None = None
    lead_time_local_weeks: NotNegative | None = None
    cif_unit_cost_index: NotNegative | None = None
    duty_pct: NotNegative | None = None
    logistics_pct: NotNegative | None = None
    disruption_prob_pct_yr: Percentage | None = None
    disruption_cost_pct: NotNegative | None = None
    local_unit_cost_index: NotNegative | None = None
    local_investment_mdh: Amount | None = None
    min_efficient_scale_mdh: Amount | None = None
    feeds_into: tuple[Name, ...] = ()
    source_flag: Text = ""
    source_ids: tuple[Name, ...] = ()
    note: Text = ""

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> Self:
        if faults := [*self._share_faults(), *self._demand_faults(), *self._twice_fed()]:
            raise ValueChainError.of(faults)
        if faults := [*self._hhi_faults(), *self._supplier_faults()]:
            raise ValueChainError.of(faults)
        return self

    def _share_faults(self) -> Iterator[Fault]:
        for field in ("supplier_concentration", "origin_concentration", "import_dependence"):
            try:
                getattr(self, field)
            except ValueChainError as refusal:
                shares = {
                    "supplier_concentration": "supplier_shares_pct",
                    "origin_concentration": "import_origin_shares_pct",
                }
                place = shares.get(field, "exports_mdh")
                yield from (Fault(fault.within(quoted(place)).said, fault.code, place) for fault in refusal.faults)

    def _demand_faults(self) -> Iterator[Fault]:
        found = self.imports_mdh + self.local_production_mdh - self.exports_mdh
        stated = self.domestic_demand_mdh
        if stated is not None and abs(found - stated) > ROUNDING_MDH:
            said = f"'domestic_demand_mdh' is {stated:g}, but imports + local production - exports is {found:g}. "
            yield Fault(
                f"{said}Check that all four are in MDH and of one year.", "unit_mismatch", "domestic_demand_mdh"
            )

    def _hhi_faults(self) -> Iterator[Fault]:
        found = {
            "supplier_hhi": self.supplier_concentration.lowest,
            "import_hhi_lower_bound": self.origin_concentration.lowest,
        }
        for field, value in found.items():
            stated = getattr(self, field)
            if stated is not None and abs(stated - value) > 1:
                said = f"{field!r} is {stated:g}, but the shares give {value:.0f}. Check both, or leave it out."
                yield Fault(said, "hhi_mismatch", field)

    def _supplier_faults(self) -> Iterator[Fault]:
        if self.local_suppliers_n not in (None, len(self.supplier_shares_pct)):
            said = f"'supplier_shares_pct' has {len(self.supplier_shares_pct)} shares for {self.local_suppliers_n} suppliers. "
            yield Fault(f"{said}Give one share for each.", "wrong_length", "supplier_shares_pct")

    def _twice_fed(self) -> Iterator[Fault]:
        if twice := [name for name in dict.fromkeys(self.feeds_into) if self.feeds_into.count(name) > 1]:
            yield Fault(f"'feeds_into' names {listed(twice)} twice. Keep one of them.", "duplicate_name", "feeds_into")

    def sentence(self, lang: str = "en") -> str:
        """What is imported and made, how concentrated that is, and what the link is worth, in English ("en") or French ("fr").

        Examples
        --------
        >>> from mcda_industry.datasets import morocco_2025
        >>> print(morocco_2025().value_chain["A06"].sentence())
        A06 (Heat and surface treatment (special processes)): imports of 520 MDH a year, local production of 310, exports of \
0; import dependence 63 %, local integration 34 %; importance 5 of 5 (illustrative).
        """
        french = speaks_french(lang)
        name = f"{self.id} ({self.label[lang]})" if lang in self.label else self.id
        amounts = (number(value, lang) for value in (self.imports_mdh, self.local_production_mdh, self.exports_mdh))
        said = (_LINK_FR if french else _LINK_EN).format(name, *amounts, percent(self.import_dependence, 0, lang))
        if self.til_pct is not None:
            rate = percent(self.til_pct / 100, 0, lang)
            said += f", intégration locale {rate}" if french else f", local integration {rate}"
        grade = self.strategic_importance_1_5
        said += f" ; importance {grade} sur 5" if french else f"; importance {grade} of 5"
        return f"{said}{in_brackets(self.source_flag, lang)}."

    @property
    def import_dependence(self) -> float:
        """Share of what the country uses that is imported: 0.4 for 40 %."""
        return import_dependence(self.imports_mdh, self.local_production_mdh, self.exports_mdh)

    @cached_property
    def supplier_concentration(self) -> Concentration:
        """The index of the local suppliers."""
        return concentration(self.supplier_shares_pct)

    @cached_property
    def origin_concentration(self) -> Concentration:
        """The index of the origins of imports; a lower bound where there is an "other"."""
        named = {name: share for name, share in self.import_origin_shares_pct.items() if name != OTHER}
        return concentration(tuple(named.values()), self.import_origin_shares_pct.get(OTHER, 0.0))


_LINK_EN = "{}: imports of {} MDH a year, local production of {}, exports of {}; import dependence {}"
_LINK_FR = (
    "{} : {} MDH d'importations par an, {} de production locale, {} d'exportations ; dépendance aux importations {}"
)


class ValueChain(Record):
    """The links of a value chain and the graph of which feeds which. The graph may have cycles.

    Parameters
    ----------
    links
        Each code once; every link a link feeds must be among them.

    Raises
    ------
    ValueChainError
        With every fault: a code that stands twice, an unknown code in `feeds_into`.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> chain = morocco_2025().value_chain
    >>> len(chain.links), [len(cycle) for cycle in chain.cycles]
    (35, [22, 4])
    """

    links: Annotated[tuple[Link, ...], Field(min_length=1)]

    @field_validator("links")
    @classmethod
    def _links_know_each_other(cls, links: tuple[Link, ...]) -> tuple[Link, ...]:
        names = [link.id for link in links]
        faults = []
        if twice := [name for name in dict.fromkeys(names) if names.count(name) > 1]:
            said = f"Each link needs its own code: {listed(twice)} stands twice. Rename one of them."
            faults.append(Fault(said, "duplicate_name", "id"))
        said = "Link {} feeds {}, which is no link of the chain; {}"
        faults += [
            Fault(
                said.format(quoted(link.id), quoted(code), did_you_mean(code, names)), "unknown_link", "feeds_into", row
            )
            for row, link in enumerate(links)
            for code in link.feeds_into
            if code not in names
        ]
        if faults:
            raise ValueChainError.of(faults)
        return links

    @property
    def names(self) -> tuple[str, ...]:
        """The codes of the links."""
        return tuple(link.id for link in self.links)

    def __getitem__(self, code: str) -> Link:
        """The link of this code; an unknown one is refused with the nearest."""
        for link in self.links:
            if link.id == code:
                return link
        said = f"There is no link {quoted(code)}; {did_you_mean(code, self.names)}"
        raise ValueChainError(said, code="unknown_link", field="id")

    @property
    def adjacency(self) -> BoolArray:
        """(n, n) whether the link of the row feeds that of the column."""
        place = {name: i for i, name in enumerate(self.names)}
        feeds = np.zeros((len(place), len(place)), dtype=bool)
        for link in self.links:
            feeds[place[link.id], [place[code] for code in link.feeds_into]] = True
        return feeds

    @cached_property
    def cycles(self) -> tuple[tuple[str, ...], ...]:
        """Strongly connected components of more than one link: within each, every link depends on every other."""
        component = strong_components(self.adjacency)
        groups = [np.flatnonzero(component == number) for number in range(component.max() + 1)]
        return tuple(tuple(self.names[i] for i in group) for group in groups if group.size > 1)

    @cached_property
    def betweenness(self) -> FrozenMap[str, float]:
        """Share of the shortest chains between two other links that pass through each, by code."""
        return _by_name(self.names, betweenness(self.adjacency))

    @cached_property
    def downstream(self) -> FrozenMap[str, float]:
        """How many other links each feeds, directly or through others, by code."""
        return _by_name(self.names, downstream(self.adjacency))

    def sentence(self, lang: str = "en") -> str:
        """How large it is, how dependent as a whole, and its cycles, in English ("en") or French ("fr").

        Examples
        --------
        >>> from mcda_industry.datasets import morocco_2025
        >>> print(morocco_2025().value_chain.sentence())
        35 links, imports of 31,420 MDH a year and local production of 35,083; import dependence 84 % (imports over use); \
cycles of 22 and 4 links. (Illustrative figures.)
        """
        french = speaks_french(lang)
        imports, made, sold = (
            sum(getattr(link, field) for link in self.links)
            for field in ("imports_mdh", "local_production_mdh", "exports_mdh")
        )
        share = percent(import_dependence(imports, made, sold), 0, lang)
        sizes = enumerated([str(len(cycle)) for cycle in self.cycles], lang)
        none = "aucune boucle" if french else "no cycle"
        said = (_CHAIN_FR if french else _CHAIN_EN).format(
            len(self.links),
            number(imports, lang),
            number(made, lang),
            share,
            (f"boucles de {sizes} maillons" if french else f"cycles of {sizes} links") if sizes else none,
        )
        return flagged(said, self.is_illustrative, lang)

    @property
    def is_illustrative(self) -> bool:
        """Whether a link's figures are flagged illustrative: what quotes them must say so."""
        return any(link.source_flag in INVENTED for link in self.links)


_CHAIN_EN = (
    "{} links, imports of {} MDH a year and local production of {}; import dependence {} (imports over use); {}."
)
_CHAIN_FR = (
    "{} maillons, {} MDH d'importations par an et {} de production locale ; dépendance aux importations {} "
    "(importations rapportées à l'usage) ; {}."
)


def _by_name(names: tuple[str, ...], values: FloatArray | IntArray) -> FrozenMap[str, float]:
    return FrozenMap(dict(zip(names, map(float, values.tolist()), strict=True)))


DERIVED = ("import_dependence", "supplier_hhi", "origin_hhi", "betweenness", "downstream")


def fields() -> tuple[str, ...]:
    """The fields a criterion of links can be read from: numbers of the sheet and what follows from them.

    `origin_hhi` is the lower bound where some origins are not named.

    Examples
    --------
    >>> "import_dependence" in fields(), "stage" in fields()
    (True, False)
    """
    numbers = (name for name, field in Link.model_fields.items() if field.annotation in {int, float})
    return (*numbers, *DERIVED)


def columns(chain: ValueChain | Iterable[Link], criteria: Mapping[str, Criterion]) -> tuple[Column, ...]:
    """The criteria columns of the links, one for each criterion, values by code.

    Parameters
    ----------
    chain
        A value chain, or its links.
    criteria
        The criterion read from each field of `fields()`.

    Raises
    ------
    ValueChainError
        If there is no such field.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> from mcda_industry.problem import maximise
    >>> (importance,) = columns(morocco_2025().value_chain, {"strategic_importance_1_5": maximise("importance")})
    >>> importance.values["A01"]
    5.0
    """
    whole = as_chain(chain)
    found = {field: values_of(whole, field) for field in criteria if field in fields()}
    return read_columns(
        whole.links,
        criteria,
        fields(),
        lambda link, field: found[field][link.id],
        what="links",
        refusal=ValueChainError,
    )


def values_of(chain: ValueChain, field: str) -> dict[str, float]:
    """The values of one field of `fields()`, by code."""
    match field:
        case "supplier_hhi":
            return {link.id: link.supplier_concentration.lowest for link in chain.links}
        case "origin_hhi":
            return {link.id: link.origin_concentration.lowest for link in chain.links}
        case "betweenness" | "downstream":
            return dict(getattr(chain, field))
        case _:
            return {link.id: float(getattr(link, field)) for link in chain.links}


def as_chain(links: ValueChain | Iterable[Link]) -> ValueChain:
    """A value chain, also from its links alone."""
    return links if isinstance(links, ValueChain) else ValueChain(links=records(links, Link))
