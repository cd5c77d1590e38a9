"""An input-output table with the names of its sectors, and what follows from it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Literal, Self

import numpy as np
from pydantic import Field, field_validator, model_validator

from mcda_industry.arrays import FloatArray, frozen
from mcda_industry.domain.value_chain.figures import shown
from mcda_industry.domain.value_chain.input_output import (
    Linkages,
    inverse_of,
    linkages,
    multipliers,
    technical_coefficients,
)
from mcda_industry.errors import Fault, ValueChainError, did_you_mean, listed, quoted, speaks_french
from mcda_industry.records import FrozenMap, Labels, Name, Number, Record, Text

Amount = Annotated[Number, Field(ge=0, le=1e15)]


class Account(Record):
    """What the output of each sector carries in a year: value added, jobs, emissions, water.

    Parameters
    ----------
    unit
        Unit of the values ("jobs", "tCO2e", "MDH").
    values
        One total for each sector, in the order of the table.

    Examples
    --------
    >>> Account(unit="jobs", values=(300, 500)).unit
    'jobs'
    """

    unit: Name
    values: tuple[Amount, ...]


class InputOutputTable(Record):
    """Who sells how much to whom in a year, sector by sector, and what the sectors produce.

    Parameters
    ----------
    sectors
        Their names, each once.
    unit
        Unit of flows and output: one for both ("MDH").
    flows
        Row i sells flows[i][j] to column j.
    output
        Total output of each sector.
    accounts
        What output carries, by name: "jobs", "value_added", "emissions" …
    label, year, source_flag, source_ids
        What it is and where it comes from.

    Examples
    --------
    >>> table = InputOutputTable(
    ...     sectors=("farming", "industry"), unit="MDH", flows=((150, 500), (200, 100)), output=(1000, 2000),
    ...     accounts={"jobs": Account(unit="jobs", values=(300, 500))},
    ... )
    >>> dict(table.output_multipliers.round(4))
    {'farming': 1.5182, 'industry': 1.4521}
    >>> table.multipliers("jobs").sentence("industry")
    'One more MDH of final demand for industry needs 0.38 jobs in the whole economy.'
    """

    sectors: Annotated[tuple[Name, ...], Field(min_length=1)]
    unit: Name
    flows: tuple[tuple[Amount, ...], ...]
    output: tuple[Amount, ...]
    accounts: FrozenMap[Name, Account] = FrozenMap()
    label: Labels = FrozenMap()
    year: Annotated[int, Field(strict=True)] | None = None
    source_flag: Text = ""
    source_ids: tuple[Name, ...] = ()

    @field_validator("sectors")
    @classmethod
    def _each_sector_once(cls, sectors: tuple[str, ...]) -> tuple[str, ...]:
        if twice := [name for name in dict.fromkeys(sectors) if sectors.count(name) > 1]:
            said = f"Each sector needs its own name: {listed(twice)} stands twice. Rename one of them."
            raise ValueChainError(said, code="duplicate_name", field="sectors")
        return sectors

    @model_validator(mode="after")
    def _fits_and_is_productive(self) -> Self:
        if faults := [*self._wrong_lengths(), *self._purchases_without_output()]:
            raise ValueChainError.of(faults)
        try:
            inverse_of(self.coefficients)
        except ValueChainError as refusal:
            raise self._with_names(refusal) from None
        return self

    def _wrong_lengths(self) -> list[Fault]:
        n = len(self.sectors)
        given = {
            "flows": len(self.flows),
            **{f"flows.{name}": len(row) for name, row in zip(self.sectors, self.flows, strict=False)},
            "output": len(self.output),
            **{f"accounts.{name}": len(account.values) for name, account in self.accounts.items()},
        }
        said = "{} has {} entries for {} sectors. Give one for each, in their order."
        return [Fault(said.format(quoted(at), k, n), "wrong_length", at) for at, k in given.items() if k != n]

    def _purchases_without_output(self) -> list[Fault]:
        if self._wrong_lengths():
            return []
        bought = np.sum(self.flows, axis=0)
        idle = [name for name, x, b in zip(self.sectors, self.output, bought, strict=True) if x == 0 and b > 0]
        said = "{} buys without output. Give its output, or leave the sector out."
        return [Fault(said.format(f"Sector {quoted(name)}"), "no_output", "output") for name in idle]

    def _with_names(self, refusal: ValueChainError) -> ValueChainError:
        sums = self.coefficients.sum(axis=0)
        heavy = [f"{quoted(name)} ({total:.4g})" for name, total in zip(self.sectors, sums, strict=True) if total >= 1]
        said = (
            f"The table is not productive. These sectors buy more for a unit of output ({self.unit}) than they make: "
        )
        said += f"{', '.join(heavy[:3])}. Check their columns, and that flows and output are in one unit."
        return ValueChainError(said, code=refusal.code, field="flows", column=int(sums.argmax()))

    @cached_property
    def coefficients(self) -> FloatArray:
        """(n, n) technical coefficients, read-only."""
        return frozen(technical_coefficients(self.flows, self.output))

    @cached_property
    def leontief(self) -> FloatArray:
        """(n, n) Leontief inverse, read-only."""
        return frozen(inverse_of(self.coefficients))

    @property
    def output_multipliers(self) -> "ByName":
        """Output of the whole economy for one unit of final demand, by sector."""
        return ByName(self.sectors, frozen(self.leontief.sum(axis=0)))

    def multipliers(self, account: str, kind: Literal["simple", "type_1"] = "simple") -> "Multipliers":
        """What one unit of final demand carries in the whole economy, by sector.

        Parameters
        ----------
        account
            The name of an account.
        kind
            As for `mi.value_chain.multipliers`.

        Raises
        ------
        ValueChainError
            If there is no such account, or for "type_1" a sector carries none of it.

        Examples
        --------
        >>> table = InputOutputTable(sectors=("a",), unit="MDH", flows=((50,),), output=(100,),
        ...                          accounts={"jobs": Account(unit="jobs", values=(300,))})
        >>> table.multipliers("jobs")["a"], table.multipliers("jobs", "type_1")["a"]
        (6.0, 2.0)
        """
        if account not in self.accounts:
            said = f"The table has no account {quoted(account)}; {did_you_mean(account, self.accounts)}"
            raise ValueChainError(said, code="unknown_account", field="accounts")
        held = self.accounts[account]
        output = np.array(self.output)
        carried = np.divide(held.values, output, out=np.zeros(len(output)), where=output > 0)
        values = frozen(multipliers(self.coefficients, carried, kind))
        return Multipliers(self.sectors, values, unit=held.unit, per=self.unit, kind=kind)

    @cached_property
    def linkages(self) -> Linkages:
        """Backward and forward linkages of the sectors, in their order."""
        return linkages(self.flows, self.output)

    @property
    def key_sectors(self) -> tuple[str, ...]:
        """Key sectors by the rule of Rasmussen and Hirschman: both linkages above the average sector's."""
        return tuple(name for name, key in zip(self.sectors, self.linkages.key, strict=True) if key)

    def sentence(self, lang: str = "en") -> str:
        """The key sectors in words, in English ("en") or French ("fr")."""
        names = ", ".join(self.key_sectors)
        if speaks_french(lang):
            rule = "(règle de Rasmussen et Hirschman : deux effets d'entraînement au-dessus de la moyenne)"
            return f"Secteurs clés {rule} : {names or 'aucun'}."
        return f"Key sectors (rule of Rasmussen and Hirschman: both linkages above average): {names or 'none'}."


@dataclass(frozen=True, eq=False, repr=False)
class ByName:
    """One number for each sector, found by its name; `dict(found.round(2))` is the whole table.

    Attributes
    ----------
    sectors
        The names.
    values
        (n,) numbers in their order, read-only.
    """

    sectors: tuple[str, ...]
    values: FloatArray

    def __getitem__(self, sector: str) -> float:
        if sector not in self.sectors:
            said = f"There is no sector {quoted(sector)}; {did_you_mean(sector, self.sectors)}"
            raise ValueChainError(said, code="unknown_sector", field="sectors")
        return float(self.values[self.sectors.index(sector)])

    def keys(self) -> tuple[str, ...]:
        """The names of the sectors."""
        return self.sectors

    def round(self, places: int) -> FrozenMap[str, float]:
        """Rounded numbers by sector."""
        return FrozenMap({name: round(self[name], places) for name in self.sectors})

    def __repr__(self) -> str:
        return f"{type(self).__name__}({dict(self)})"


@dataclass(frozen=True, eq=False, repr=False)
class Multipliers(ByName):
    """Multipliers of an account by sector, with their units.

    Attributes
    ----------
    unit, per
        Unit of the account, and of the final demand or output it is for one unit of.
    kind
        "simple" or "type_1".
    """

    unit: str
    per: str
    kind: Literal["simple", "type_1"]

    def sentence(self, sector: str, lang: str = "en") -> str:
        """What one more unit for this sector carries, in English ("en") or French ("fr")."""
        value = shown(self[sector], 2, lang)
        if self.kind == "type_1":
            if speaks_french(lang):
                return f"Une unité ({self.unit}) dans le secteur {sector} va avec {value} dans toute l'économie."
            return f"One unit ({self.unit}) in {sector} goes with {value} in the whole economy."
        if speaks_french(lang):
            return f"Un {self.per} de plus de demande finale de {sector} requiert {value} {self.unit} dans toute l'économie."
        return f"One more {self.per} of final demand for {sector} needs {value} {self.unit} in the whole economy."
