"""Sectors of an input-output table as alternatives: their multipliers and linkages as columns of the criteria matrix."""

from collections.abc import Mapping

from mcda_industry.columns import read_columns
from mcda_industry.domain.value_chain.given import record
from mcda_industry.domain.value_chain.table import InputOutputTable
from mcda_industry.errors import ValueChainError
from mcda_industry.problem import Column, Criterion

LINKAGES = ("backward", "forward")


def sector_fields(table: InputOutputTable) -> tuple[str, ...]:
    """The fields a criterion of sectors can be read from: output multiplier, linkages, and each account by its name.

    Examples
    --------
    >>> sector_fields(InputOutputTable(sectors=("a",), unit="MDH", flows=((50,),), output=(100,)))
    ('output_multiplier', 'backward', 'forward')
    """
    return ("output_multiplier", *LINKAGES, *table.accounts)


def sector_columns(table: InputOutputTable, criteria: Mapping[str, Criterion]) -> tuple[Column, ...]:
    """The criteria columns of the sectors, one for each criterion, values by sector.

    Parameters
    ----------
    table
        The input-output table.
    criteria
        The criterion read from each field of `sector_fields`: "output_multiplier" (output of the whole economy for one unit
        of final demand), "backward" and "forward" (linkages of Leontief and Ghosh, 1 for the average sector), or an account,
        which stands for its simple multiplier (jobs, value added or tonnes for one unit of final demand).

    Raises
    ------
    ValueChainError
        If there is no such field.

    Examples
    --------
    >>> from mcda_industry.problem import Problem, maximise
    >>> from mcda_industry.ranking import rank
    >>> table = InputOutputTable(
    ...     sectors=("agriculture", "manufacturing"), unit="MDH", flows=((150, 500), (200, 100)), output=(1000, 2000),
    ...     accounts={"jobs": {"unit": "jobs", "values": (300, 500)}},
    ... )
    >>> columns = sector_columns(table, {"jobs": maximise("jobs", "jobs/MDH"), "backward": maximise("backward linkage")})
    >>> round(columns[0].values["agriculture"], 2)
    0.44
    >>> rank(Problem.from_columns(columns), {"jobs": 1, "backward linkage": 1}, "topsis").best
    'agriculture'
    """
    table = record(table, InputOutputTable)
    found = {field: _values(table, field) for field in criteria if field in sector_fields(table)}
    return read_columns(
        table.sectors,
        criteria,
        sector_fields(table),
        lambda sector, field: found[field][sector],
        what="sectors",
        name=str,
        refusal=ValueChainError,
    )


def _values(table: InputOutputTable, field: str) -> Mapping[str, float]:
    if field == "output_multiplier":
        return dict(table.output_multipliers)
    if field in LINKAGES:
        return dict(zip(table.sectors, getattr(table.linkages, field).tolist(), strict=True))
    return dict(table.multipliers(field))
