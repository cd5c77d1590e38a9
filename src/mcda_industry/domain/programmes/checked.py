"""Numbers that come into a function on arrays: finite, in their range, of shapes that fit together."""

import numpy as np

from mcda_industry.arrays import FloatArray, real_array
from mcda_industry.errors import Fault, ProblemError


def numbers(*, low: float = -np.inf, high: float = np.inf, **given: object) -> tuple[FloatArray, ...]:
    """Each as a float64 array of its own, in the order given.

    Raises
    ------
    ProblemError
        With every fault: a value that is no finite number, or out of the range; else if the shapes do not broadcast.

    Examples
    --------
    >>> numbers(low=0, capex=[1, 2], opex=3)
    (array([1., 2.]), array(3.))
    """
    read = {name: real_array(values) for name, values in given.items()}
    faults = [_bad(name, cell.place, cell.shown) for name, (_, bad) in read.items() for cell in bad]
    for name, (array, _) in read.items():
        off = np.argwhere((array < low) | (array > high))
        faults += [_off(name, tuple(map(int, place)), float(array[tuple(place)]), low, high) for place in off]
    if faults:
        raise ProblemError.of(faults)
    arrays = tuple(array for array, _ in read.values())
    try:
        np.broadcast_shapes(*(array.shape for array in arrays))
    except ValueError:
        shapes = ", ".join(f"{name} {array.shape}" for name, array in zip(read, arrays, strict=True))
        raise ProblemError(
            f"The shapes do not fit together: {shapes}. Give arrays of one shape.", code="shape"
        ) from None
    return arrays


def _bad(name: str, place: tuple[int, ...], shown: str) -> Fault:
    said = f"{_called(name, place)} must be a finite number, not {shown}. Give a number."
    return Fault(said, "not_a_number", name, *_row_and_column(place))


def _off(name: str, place: tuple[int, ...], value: float, low: float, high: float) -> Fault:
    wanted = f"{low:g} or more" if high == np.inf else f"between {low:g} and {high:g}"
    said = f"{_called(name, place)} must be {wanted}, not {value:g}. Give such a number."
    return Fault(said, "out_of_range", name, *_row_and_column(place))


def _row_and_column(place: tuple[int, ...]) -> tuple[int | None, int | None]:
    row, column = (*place, None, None)[:2]
    return row, column


def _called(name: str, place: tuple[int, ...]) -> str:
    return f"Value {', '.join(str(i + 1) for i in place)} of {name!r}" if place else f"{name!r}"
