"""What cash flows and rates must be: the checks that every function of finance begins with."""

import numpy as np

from mcda_industry.arrays import FloatArray, real_array
from mcda_industry.errors import Fault, FinanceError, quoted


def flows_of(values: object, *, leading: bool = False) -> FloatArray:
    """The flows as (T,) or, with leading axes allowed, (..., T) finite float64."""
    array, bad = real_array(values)
    if array.ndim == 0 or array.size == 0 or (array.ndim > 1 and not leading):
        wanted = "one number a year" if not leading else "one number a year, on the last axis"
        said = f"Cash flows must be {wanted}, the first at t = 0; their shape is {array.shape}. Give at least one flow."
        raise FinanceError(said, code="wrong_shape", field="flows")
    if bad:
        raise FinanceError.of([_fault(cell.place, cell.why, cell.shown) for cell in bad])
    return array


def _fault(place: tuple[int, ...], why: str, shown: str) -> Fault:
    series = f" of series {place[0] + 1}" if len(place) > 1 else ""
    what = {"missing": "is missing", "infinite": f"is {shown}", "not a number": f"is {shown}, not a number"}[why]
    said = f"The cash flow at t = {place[-1]}{series} {what}. Give a finite number."
    row = place[0] if len(place) > 1 else None
    return Fault(said, f"{why.replace(' ', '_')}_flow", "flows", row, place[-1])


def growth_of(rate: object, field: str) -> FloatArray:
    """1 + rate, for finite rates above -1."""
    rates, bad = real_array(rate)
    wrong = [cell.shown for cell in bad] or [f"{r:g}" for r in rates[rates <= -1].ravel().tolist()]
    if wrong:
        said = f"A rate must be a finite number above -1; {field} is {wrong[0]}. Give a share a year: 0.1 for 10 %."
        raise FinanceError(said, code="bad_rate", field=field)
    return np.asarray(1 + rates)


def one_rate(rate: object, field: str = "rate") -> float:
    """One rate above -1."""
    value = one_number(rate, field)
    growth_of(value, field)
    return value


def one_number(value: object, field: str) -> float:
    """One finite number."""
    array, bad = real_array(value)
    if array.ndim or bad:
        said = f"{field!r} must be one finite number, not {quoted(value)}. Give a number."
        raise FinanceError(said, code="not_a_number", field=field)
    return float(array)


def check_shapes(rates: FloatArray, flows: FloatArray) -> None:
    """Refuse rates that do not broadcast against the series."""
    try:
        np.broadcast_shapes(rates.shape, flows.shape[:-1])
    except ValueError:
        said = f"Rates of shape {rates.shape} do not fit flows of shape {flows.shape}. Give one rate for each series."
        raise FinanceError(said, code="wrong_shape", field="rate") from None
