"""Exports by country and product, and what the indices say of each by name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Self

import numpy as np
from pydantic import Field, model_validator

from mcda_industry.arrays import BoolArray, FloatArray
from mcda_industry.columns import read_columns
from mcda_industry.domain.diagnosis.advantage import present, revealed_advantage, symmetric_advantage
from mcda_industry.domain.diagnosis.complexity import (
    Complexity,
    complexity,
    density,
    opportunity_gain,
    opportunity_value,
    proximity,
)
from mcda_industry.domain.diagnosis.tables import amounts
from mcda_industry.domain.evidence import Evidence, evidence_sentence, written
from mcda_industry.errors import ProblemError, did_you_mean, listed, quoted, speaks_french
from mcda_industry.performances import label
from mcda_industry.problem import Column, Criterion, maximise
from mcda_industry.records import Count, FrozenMap, Name, Number, Record, Text, each_a

if TYPE_CHECKING:
    from pandas import DataFrame

Names = Annotated[tuple[Name, ...], Field(min_length=1)]


class ExportTable(Record):
    """Exports of countries by product, in one unit and year.

    Parameters
    ----------
    countries, products
        The names of the rows and of the columns, each once.
    exports
        A row for each country: gross exports of each product, 0 or more.
    unit, year, evidence
        What the amounts are in, of which year, and where they come from.
    threshold
        The revealed advantage from which a product counts as present.

    Examples
    --------
    >>> table = ExportTable.of(["parts", "wire", "tools"], {"A": (9, 4, 5), "B": (2, 9, 0), "C": (0, 9, 0)})
    >>> table.advantage("A", "parts").__round__(2)
    1.73
    >>> [(found.product, round(found.density, 2)) for found in table.opportunities("B")]
    [('parts', 0.0), ('tools', 0.0)]
    """

    countries: Names
    products: Names
    exports: tuple[tuple[Number, ...], ...]
    unit: Text = ""
    year: Count | None = None
    evidence: Evidence | None = None
    threshold: Annotated[Number, Field(gt=0)] = 1.0

    @classmethod
    def of(cls, products: Names, exports: Mapping[str, object], **about: object) -> Self:
        """The table from a row of exports by country; `about` gives unit, year, evidence and threshold.

        Raises
        ------
        ProblemError, RecordError
            If `exports` is no mapping, or the table does not hold together.
        """
        if not isinstance(exports, Mapping):
            said = f"Exports are given by country, not as {type(exports).__name__}. Give a row of amounts for each country."
            raise ProblemError(said, code="not_by_name", field="exports")
        rows = {country: tuple(row) if isinstance(row, list | tuple) else row for country, row in exports.items()}
        return cls.model_validate(
            {"countries": tuple(rows), "products": tuple(products), "exports": tuple(rows.values()), **about}
        )

    @classmethod
    def from_frame(cls, frame: "DataFrame", **about: object) -> Self:
        """The table of a data frame with countries as index and products as columns.

        Raises
        ------
        ProblemError, RecordError
            If it is no data frame, a cell is no amount, or a name is blank or stands twice.
        """
        if not (hasattr(frame, "columns") and hasattr(frame, "index")):
            said = f"A data frame is needed, not {type(frame).__name__}. Give one, or use ExportTable.of."
            raise ProblemError(said, code="bad_frame", field="exports")
        countries, products = tuple(map(label, frame.index)), tuple(map(label, frame.columns))
        table = amounts(frame.to_numpy(), "exports", tuple(map(str, countries)), tuple(map(str, products)))
        rows = tuple(map(tuple, table.tolist()))
        return cls.model_validate({"countries": countries, "products": products, "exports": rows, **about})

    @model_validator(mode="after")
    def _is_a_table(self) -> Self:
        for field, names in (("countries", self.countries), ("products", self.products)):
            if len(set(names)) < len(names):
                twice = [name for name in dict.fromkeys(names) if names.count(name) > 1]
                said = f"Each of the {field} must stand once; {listed(twice)} stands twice. Add their exports up."
                raise ProblemError(said, code="duplicate_name", field=field)
        if len(self.exports) != len(self.countries):
            said = (
                f"There are {len(self.exports)} rows of exports for {len(self.countries)} countries. Give one for each."
            )
            raise ProblemError(said, code="wrong_length", field="exports")
        for country, row in zip(self.countries, self.exports, strict=True):
            if len(row) != len(self.products):
                said = f"{quoted(country)} has {len(row)} exports for {len(self.products)} products. Give one for each."
                raise ProblemError(said, code="wrong_length", field="exports")
        amounts(self.exports, "exports", self.countries, self.products)
        return self

    @property
    def advantages(self) -> FloatArray:
        """(countries, products) revealed comparative advantages."""
        return revealed_advantage(self.exports, self.countries, self.products)

    @property
    def presence(self) -> BoolArray:
        """(countries, products) where the advantage reaches the threshold."""
        return present(self.advantages, self.threshold)

    def advantage(self, country: str, product: str, symmetric: bool = False) -> float:
        """The revealed comparative advantage of a country in a product, or its symmetric form.

        Raises
        ------
        ProblemError
            If there is no such country or product.
        """
        row, column = self._row(country), _position(product, self.products, "product")
        found = self.advantages[row, column]
        return float(symmetric_advantage(found) if symmetric else found)

    def complexity(self) -> Complexity:
        """The complexity indices of the countries and products; refused where they do not exist (see `complexity`).

        Examples
        --------
        >>> ExportTable.of(["a", "b"], {"A": (5, 1), "B": (1, 5)}).complexity()
        Traceback (most recent call last):
        ...
        mcda_industry.errors.ProblemError: The countries split into 2 groups that share no product: {'A'}; {'B'}. Their \
indices cannot be compared. Use `connected_groups` and ask for one group at a time, or lower the threshold.
        """
        return complexity(self.presence, self.countries, self.products)

    def opportunities(self, country: str) -> tuple["Opportunity", ...]:
        """The products this country has no advantage in, the densest first.

        Where the complexity indices do not exist, complexity and gain are None and only density ranks the products.

        Raises
        ------
        ProblemError
            If there is no such country.
        """
        row, presence, near = self._row(country), self.presence, proximity(self.presence)
        dense, pci = density(presence, near)[row], self._product_complexity()
        gains = np.full(len(self.products), np.nan) if pci is None else opportunity_gain(presence, pci, near)[row]
        worth = np.full(len(self.products), np.nan) if pci is None else pci
        advantage = self.advantages[row]
        found = [
            Opportunity(
                country,
                product,
                float(advantage[j]),
                float(dense[j]),
                _or_none(worth[j]),
                None if np.isnan(worth[j]) else _or_none(gains[j]),
                self.evidence,
            )
            for j, product in enumerate(self.products)
            if not presence[row, j]
        ]
        return tuple(sorted(found, key=lambda o: (-o.density, -(o.complexity or 0.0))))

    def opportunity_value(self, country: str) -> float:
        """What the products this country lacks are worth to it (see `opportunity_value`).

        Raises
        ------
        ProblemError
            If there is no such country, or complexity indices do not exist.
        """
        row = self._row(country)
        return float(opportunity_value(self.presence, self.complexity().pci)[row])

    def _row(self, country: str) -> int:
        return _position(country, self.countries, "country")

    def _product_complexity(self) -> FloatArray | None:
        try:
            return self.complexity().pci
        except ProblemError:
            return None


@dataclass(frozen=True)
class Opportunity:
    """A product a country has no advantage in, and what speaks for it.

    Attributes
    ----------
    country, product
        Whose opportunity, and which.
    advantage
        The revealed comparative advantage there is.
    density
        How much of the product's neighbourhood the country has, 0 to 1: what is near.
    complexity, gain
        The product's complexity index, and what it would add to the country's opportunity value; None where the table has
        no such indices.
    evidence
        Where the exports come from.
    """

    country: str
    product: str
    advantage: float
    density: float
    complexity: float | None
    gain: float | None
    evidence: Evidence | None = None

    def sentence(self, lang: str = "en") -> str:
        """The opportunity in one sentence."""
        french = speaks_french(lang)
        near, index, gain = (
            None if value is None else written(value, lang) for value in (self.density, self.complexity, self.gain)
        )
        about = evidence_sentence(self.evidence, lang)
        if french:
            worth = f"complexité {index}, gain {gain}" if index else "indices de complexité non définis"
            return f"{self.product} ({self.country}) : densité {near}, {worth} ({about})."
        worth = f"complexity {index}, gain {gain}" if index else "complexity indices undefined"
        return f"{self.product} ({self.country}): density {near}, {worth} ({about})."


OPPORTUNITY_CRITERIA: Mapping[str, Criterion] = FrozenMap(
    {
        "density": maximise("density", label={"fr": "Densité", "en": "Density"}, scale=(0, 1)),
        "complexity": maximise("complexity", label={"fr": "Complexité du produit", "en": "Product complexity"}),
        "gain": maximise("gain", label={"fr": "Gain d'opportunité", "en": "Opportunity gain"}),
    }
)
"""The criteria missing products are judged on, unless others are given."""


def opportunity_columns(
    opportunities: Iterable[Opportunity], criteria: Mapping[str, Criterion] = OPPORTUNITY_CRITERIA
) -> tuple[Column, ...]:
    """The criteria columns of a country's opportunities, values by product.

    Raises
    ------
    ProblemError
        If there is no such field, opportunities of two countries are mixed, or a product has no complexity index.

    Examples
    --------
    >>> goods = ["parts", "wire", "tools", "cast"]
    >>> table = ExportTable.of(goods, {"A": (8, 6, 5, 2), "B": (3, 0, 0, 0), "C": (1, 8, 6, 9), "D": (5, 6, 9, 7)})
    >>> [(c.criterion.name, round(c.values["wire"], 2)) for c in opportunity_columns(table.opportunities("B"))]
    [('density', 0.25), ('complexity', -0.47), ('gain', 0.29)]
    """
    opportunities = each_a(Opportunity, opportunities, "opportunities")
    if len({found.country for found in opportunities}) > 1:
        said = "Opportunities of several countries are mixed. Give those of one country."
        raise ProblemError(said, code="mixed_countries", field="country")
    return read_columns(
        opportunities, criteria, OPPORTUNITY_CRITERIA, _known, what="opportunities", name=lambda found: found.product
    )


def _known(found: Opportunity, name: str) -> float:
    value: float | None = getattr(found, name)
    if value is None:
        said = f"{quoted(found.product)} has no {name}: the complexity indices of the table do not exist for it. "
        said += "Leave the product or the criterion out."
        raise ProblemError(said, code="undefined_index", field=name)
    return value


def _position(name: str, names: tuple[str, ...], what: str) -> int:
    if name not in names:
        said = f"There is no {what} {quoted(name)} in the table; {did_you_mean(name, names)}"
        raise ProblemError(said, code=f"unknown_{what}", field=what)
    return names.index(name)


def _or_none(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
