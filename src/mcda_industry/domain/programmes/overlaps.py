"""What two measures taken together do not save twice."""

from collections.abc import Iterable, Sequence
from typing import Annotated, Self

from pydantic import Field, model_validator

from mcda_industry.domain.programmes.measures import QUANTITY, Amount, Measure, Saves
from mcda_industry.errors import Fault, ProblemError, did_you_mean, listed, quoted
from mcda_industry.records import Name, Record, Text, each_a

Pair = Annotated[tuple[Name, ...], Field(min_length=2, max_length=2)]


class Overlap(Record):
    """The part of their savings that two measures share, so that together they save less than their sum.

    Parameters
    ----------
    between
        The two measures.
    tco2e_lost_yr, water_lost_m3_yr
        Tonnes of CO₂e and cubic metres a year that are counted twice if both are taken, not negative.

    Examples
    --------
    >>> efficient_motors_need_less_wind = Overlap(between=("D01", "D05"), tco2e_lost_yr=1_200)
    >>> efficient_motors_need_less_wind.tco2e_lost_yr
    1200.0
    """

    between: Pair
    tco2e_lost_yr: Amount = 0.0
    water_lost_m3_yr: Amount = 0.0
    source: Text = ""

    @model_validator(mode="after")
    def _are_two(self) -> Self:
        if self.between[0] == self.between[1]:
            said = f"Measure {quoted(self.between[0])} overlaps with itself. Name two measures."
            raise ProblemError(said, code="names_itself", field="between")
        return self


LOST: dict[Saves, str] = {"tco2e": "tco2e_lost_yr", "water": "water_lost_m3_yr"}


def losses(measures: Sequence[Measure], overlaps: Iterable[Overlap], saves: Saves) -> dict[frozenset[str], float]:
    """What each pair of measures loses when both are taken, where that is more than nothing.

    Raises
    ------
    ProblemError
        With every fault: an unknown measure, a pair that stands twice, a pair that loses more than one of its measures
        saves.
    """
    overlaps = each_a(Overlap, overlaps, "overlaps")
    saved = {measure.id: getattr(measure, QUANTITY[saves]) for measure in measures}
    faults = [fault for row, overlap in enumerate(overlaps) for fault in _unknown(overlap, row, saved)]
    pairs = [frozenset(overlap.between) for overlap in overlaps]
    if twice := [sorted(pair) for pair in dict.fromkeys(pairs) if pairs.count(pair) > 1]:
        said = f"The overlap of {listed(twice[0])} stands twice. Keep one of them."
        faults.append(Fault(said, "duplicate_name", "between"))
    lost = {frozenset(o.between): getattr(o, LOST[saves]) for o in overlaps if getattr(o, LOST[saves]) > 0}
    if faults := faults or [fault for pair, loss in lost.items() for fault in _beyond(pair, loss, saved, saves)]:
        raise ProblemError.of(faults)
    return lost


def _unknown(overlap: Overlap, row: int, saved: dict[str, float]) -> Iterable[Fault]:
    for name in overlap.between:
        if name not in saved:
            said = f"An overlap names the measure {quoted(name)}, which is not in the catalogue; "
            yield Fault(said + did_you_mean(name, saved), "unknown_measure", "between", row)


def _beyond(pair: frozenset[str], loss: float, saved: dict[str, float], saves: Saves) -> Iterable[Fault]:
    for name in sorted(pair):
        if loss > saved[name]:
            said = f"Measure {quoted(name)} saves {saved[name]:g}, and cannot lose {loss:g} by overlapping with "
            (other,) = pair - {name}
            yield Fault(f"{said}{quoted(other)}. Give a loss of at most what it saves.", "overlap", LOST[saves])
