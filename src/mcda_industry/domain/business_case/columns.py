"""The criteria that business cases yield."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from mcda_industry.columns import read_columns
from mcda_industry.domain.business_case.five_cases import Returns
from mcda_industry.domain.business_case.record import BusinessCase
from mcda_industry.errors import ProblemError, quoted
from mcda_industry.problem import Column, Criterion
from mcda_industry.records import FrozenMap, each_a

FIELDS: Final[Mapping[str, Callable[[BusinessCase], float | None]]] = FrozenMap(
    {
        "npv_mdh": lambda case: case.financial.before_support.npv_mdh,
        "npv_after_support_mdh": lambda case: case.financial.after_support.npv_mdh,
        "economic_npv_mdh": lambda case: case.economic.returns.npv_mdh,
        "irr": lambda case: _only(case.financial.before_support),
        "economic_irr": lambda case: _only(case.economic.returns),
        "payback_years": lambda case: case.financial.before_support.payback_years,
        "discounted_payback_years": lambda case: case.financial.before_support.discounted_payback_years,
        "support_mdh": lambda case: case.financial.funding.support_mdh,
        "need_mdh": lambda case: case.financial.funding.need_mdh,
        "risk_adjusted_npv_mdh": lambda case: case.risk_adjusted_npv_mdh,
        "loss_probability": lambda case: None if case.simulation is None else case.simulation.loss_probability,
    }
)

OF_SIMULATION: Final = frozenset({"risk_adjusted_npv_mdh", "loss_probability"})


def fields() -> tuple[str, ...]:
    """The fields a criterion can be read from: values in MDH, rates of return as shares (0.12), paybacks in years.

    Rates and paybacks are those of the owner before support; `economic_irr` is that of the country. A project with no
    rate of return, or several, has none to be judged on, and neither has a project that never pays back a payback: both
    are refused by name.

    Examples
    --------
    >>> fields()[0], len(fields())
    ('npv_mdh', 11)
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
        With every fault: an unknown field, an id that stands twice, a case without simulation asked for its risk, a case without
        the rate of return or payback asked for.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> from mcda_industry.problem import minimise
    >>> cases = [morocco_2025().business_case(name, draws=500) for name in ("P14", "P30")]
    >>> (risk,) = columns(cases, {"loss_probability": minimise("risk of loss")})
    >>> risk.values["P14"] > risk.values["P30"]
    True
    """
    return read_columns(each_a(BusinessCase, cases, "cases"), criteria, FIELDS, _value, what="business cases")


def _only(returns: Returns) -> float | None:
    """The rate of return where there is exactly one."""
    return returns.irr[0] if len(returns.irr) == 1 else None


def _value(case: BusinessCase, field: str) -> float | None:
    if field in OF_SIMULATION and case.simulation is None:
        said = f"The business case of {quoted(case.id)} has no simulation. Give it an uncertainty or risk events."
        raise ProblemError(said, code="no_simulation", field="simulation")
    return FIELDS[field](case)
