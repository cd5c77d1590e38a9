"""The criteria that business cases yield."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from mcda_industry.domain.business_case.record import BusinessCase
from mcda_industry.errors import Fault, ProblemError, did_you_mean, listed, quoted
from mcda_industry.problem import Column, Criterion
from mcda_industry.records import FrozenMap

FIELDS: Final[Mapping[str, Callable[[BusinessCase], float | None]]] = FrozenMap(
    {
        "npv_mdh": lambda case: case.financial.before_support.npv_mdh,
        "npv_after_support_mdh": lambda case: case.financial.after_support.npv_mdh,
        "economic_npv_mdh": lambda case: case.economic.returns.npv_mdh,
        "support_mdh": lambda case: case.financial.funding.support_mdh,
        "need_mdh": lambda case: case.financial.funding.need_mdh,
        "risk_adjusted_npv_mdh": lambda case: case.risk_adjusted_npv_mdh,
        "loss_probability": lambda case: None if case.simulation is None else case.simulation.loss_probability,
    }
)


def fields() -> tuple[str, ...]:
    """The fields a criterion can be read from.

    Examples
    --------
    >>> fields()[0], len(fields())
    ('npv_mdh', 7)
    """
    return tuple(FIELDS)


def columns(cases: Iterable[BusinessCase], criteria: Mapping[str, Criterion]) -> tuple[Column, ...]:
    """The criteria columns of these business cases, one for each criterion, values by project.

    Parameters
    ----------
    cases
        The business cases, each id once.
    criteria
        The criterion read from each field of `fields()`.

    Raises
    ------
    ProblemError
        With every fault: an unknown field, an id that stands twice, a case without simulation asked for its risk.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> from mcda_industry.problem import minimise
    >>> cases = [morocco_2025().business_case(name, draws=500) for name in ("P14", "P30")]
    >>> (risk,) = columns(cases, {"loss_probability": minimise("risk of loss")})
    >>> risk.values["P14"] > risk.values["P30"]
    True
    """
    cases = tuple(cases)
    names = [case.id for case in cases]
    faults = [
        Fault(
            f"There is no field {quoted(field)} of business cases; {did_you_mean(field, FIELDS)}",
            "unknown_field",
            field,
        )
        for field in criteria
        if field not in FIELDS
    ]
    if twice := [name for name in dict.fromkeys(names) if names.count(name) > 1]:
        faults.append(Fault(f"{listed(twice)} has two business cases. Keep one of them.", "duplicate_name", "id"))
    without = [case.id for case in cases if case.simulation is None]
    if without and {"risk_adjusted_npv_mdh", "loss_probability"} & set(criteria):
        said = f"The business case of {listed(without)} has no simulation. Give it an uncertainty or risk events."
        faults.append(Fault(said, "no_simulation", "simulation"))
    if faults:
        raise ProblemError.of(faults)
    return tuple(
        Column(criterion, FrozenMap({case.id: float(FIELDS[field](case) or 0.0) for case in cases}))
        for field, criterion in criteria.items()
    )
