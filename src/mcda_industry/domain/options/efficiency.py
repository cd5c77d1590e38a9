"""Efficiency: how much effect each option gives for what it costs."""

from collections.abc import Mapping

import numpy as np

from mcda_industry.arrays import FloatArray, frozen
from mcda_industry.errors import Fault, ProblemError, listed, quoted
from mcda_industry.performances import check_names
from mcda_industry.problem import Column, Criterion
from mcda_industry.records import FrozenMap, by_name


def ratios(effects: FloatArray, costs: FloatArray) -> FloatArray:
    """(n,) effect for each unit of cost; nothing for nothing (0/0) is 0, and an effect at no cost is infinite.

    >>> ratios(np.array([6.0, 0.0, 4.0]), np.array([3.0, 0.0, 0.0]))
    array([ 2.,  0., inf])
    """
    free = costs == 0
    found = effects / np.where(free, 1.0, costs)
    return frozen(np.where(free & (effects != 0), np.copysign(np.inf, effects), found))


def efficiency(criterion: Criterion, effects: Mapping[str, float], costs: Mapping[str, float]) -> Column:
    """The criteria column of effect for each unit of cost, values by option.

    Parameters
    ----------
    criterion
        What the column is called, its unit and direction.
    effects, costs
        By option; the same options, matched by name. Costs are not negative.

    Raises
    ------
    ProblemError
        With every fault: other options, a value that is no finite number, a negative cost, an effect at no cost, whose
        efficiency has no number.

    Notes
    -----
    An option without effect and without cost has efficiency 0.

    Examples
    --------
    >>> from mcda_industry.problem import maximise
    >>> efficiency(maximise("jobs per MDH"), {"P01": 280, "P02": 260}, {"P02": 480.0, "P01": 620.0}).values["P02"]
    0.5416666666666666
    """
    check_names("criterion", [criterion.name])
    effects = by_name(effects, "effects", "{'P01': 280}")
    costs = by_name(costs, "costs", "{'P01': 620.0}")
    if different := sorted(set(effects) ^ set(costs)):
        said = f"Effects and costs must be of the same options; they differ on {listed(different)}. Give both for each."
        raise ProblemError(said, code="other_options", field=criterion.name)
    names = tuple(effects)
    if faults := [fault for name in names for fault in _faults(criterion.name, name, effects[name], costs[name])]:
        raise ProblemError.of(faults)
    values = ratios(
        np.array([effects[name] for name in names], float), np.array([costs[name] for name in names], float)
    )
    return Column(criterion, FrozenMap(dict(zip(names, values.tolist(), strict=True))))


def _faults(what: str, option: str, effect: object, cost: object) -> list[Fault]:
    for called, value in (("effect", effect), ("cost", cost)):
        if isinstance(value, bool) or not isinstance(value, int | float | np.number) or not np.isfinite(value):
            said = f"{what}: the {called} of {quoted(option)} must be a finite number, not {quoted(value)}. Give one."
            return [Fault(said, "wrong_value", option)]
    if float(cost) < 0:  # type: ignore[arg-type]
        said = f"{what}: the cost of {quoted(option)} is negative ({cost}). Give costs of zero or more."
        return [Fault(said, "negative_cost", option)]
    if cost == 0 and effect != 0:
        said = f"{what}: {quoted(option)} has an effect at no cost, so its efficiency has no number. "
        return [Fault(f"{said}Give its cost, or leave it out.", "undefined_ratio", option)]
    return []
