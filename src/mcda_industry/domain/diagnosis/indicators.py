"""Indicators beside their benchmarks: how far ahead or behind, how grave that is, and how sure."""

from collections.abc import Iterable
from typing import Annotated, Final, Literal

import numpy as np
from numpy.typing import ArrayLike
from pydantic import Field

from mcda_industry.arrays import FloatArray, real_array
from mcda_industry.domain.evidence import Evidence, evidence_sentence, written
from mcda_industry.errors import ProblemError, did_you_mean, quoted, speaks_french
from mcda_industry.records import Count, FrozenMap, Labels, Name, Number, Record, Text

Direction = Literal["max", "min"]

SEVERITY_LINES: Final = (0.1, 0.25, 0.5, 0.75)
"""Shortfalls, as shares of the reference, from which severity is 2, 3, 4 and 5; any smaller one is 1. A convention."""


class Indicator(Record):
    """A figure of a diagnosis beside its reference.

    Parameters
    ----------
    id, label
        Its code and its name by language.
    value, unit
        The figure.
    direction
        "max" where more is better, "min" where less is.
    reference, reference_of
        What it is compared with, in the same unit, and whose figure that is, by language; None
        where there is none.
    year
        The year of the figure; None where that is not known.
    evidence
        Where it comes from; None where nothing is said, and then the sentence says so.
    severity_0_5
        How grave the gap is, from 0 (not behind) to 5; None to have it follow from the gap.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> productivity = morocco_2025().diagnoses[0].indicators[0]
    >>> productivity.gap, round(productivity.relative_gap, 3), productivity.severity
    (-283.0, -0.464, 3)
    >>> print(productivity.sentence())
    Labour productivity (2025): 327 kDH/job against 610 (Portugal), 46.4 % behind; severity 3 of 5; mixed: S04, S07 \
(2025-10); strength 3 of 5, by default.
    """

    id: Name
    label: Labels = FrozenMap()
    value: Number
    unit: Text = ""
    direction: Direction
    reference: Number | None = None
    reference_of: Labels = FrozenMap()
    year: Annotated[Count, Field(ge=1900, le=2200)] | None = None
    evidence: Evidence | None = None
    severity_0_5: Annotated[Count, Field(ge=0, le=5)] | None = None

    @property
    def gap(self) -> float | None:
        """How far ahead of the reference (above 0) or behind it (below 0), in the unit; None without a reference."""
        if self.reference is None:
            return None
        return float(benchmark_gaps([self.value], [self.reference], [self.direction])[0])

    @property
    def relative_gap(self) -> float | None:
        """The gap as a share of the reference's size; None without a reference, or if that is 0 and the value is not."""
        if self.reference is None:
            return None
        found = float(relative_gaps([self.value], [self.reference], [self.direction])[0])
        return None if np.isnan(found) else found

    @property
    def severity(self) -> int | None:
        """The severity given, else that of the relative gap; None where there is neither."""
        if self.severity_0_5 is not None:
            return self.severity_0_5
        return None if self.relative_gap is None else int(severity([self.relative_gap])[0])

    @property
    def confidence(self) -> float:
        """How sure the figure is, as a share: the strength of its evidence out of 5; 0 without evidence."""
        return self.evidence.confidence if self.evidence else 0.0

    def called(self, lang: str = "en") -> str:
        """Its name in this language, else its code."""
        return self.label.get("fr" if speaks_french(lang) else "en", self.id)

    def sentence(self, lang: str = "en") -> str:
        """The indicator as an adviser reads it."""
        french = speaks_french(lang)
        year = self.year or ("année non précisée" if french else "year not given")
        unit = f" {self.unit}" if self.unit else ""
        said = f"{self.called(lang)} ({year}){' :' if french else ':'} {written(self.value, lang)}{unit}"
        parts = [said + self._compared(lang)]
        if self.severity is not None:
            parts.append(f"gravité {self.severity} sur 5" if french else f"severity {self.severity} of 5")
        parts.append(evidence_sentence(self.evidence, lang))
        return (" ; " if french else "; ").join(parts) + "."

    def _compared(self, lang: str) -> str:
        french = speaks_french(lang)
        if self.reference is None:
            return ", sans référence" if french else ", without a reference"
        named = self.reference_of.get("fr" if french else "en")
        whose = f" ({named})" if named else ""
        against = f" {'contre' if french else 'against'} {written(self.reference, lang)}{whose}"
        share = self.relative_gap
        if share is None:
            return against
        if share == 0:
            return f"{against}, {'à égalité' if french else 'level'}"
        ahead = (
            ("en avance de {} %" if french else "{} % ahead")
            if share > 0
            else ("en retard de {} %" if french else "{} % behind")
        )
        return f"{against}, {ahead.format(written(abs(100 * share), lang))}"


def benchmark_gaps(values: ArrayLike, references: ArrayLike, directions: Iterable[str]) -> FloatArray:
    """How far each value is ahead of its reference (above 0) or behind it (below 0), in its unit.

    Value less reference where more is better, reference less value where less is.

    Parameters
    ----------
    values, references
        (n,) numbers in the same units.
    directions
        (n,) "max" where more is better, "min" where less is.

    Raises
    ------
    ProblemError
        If a number is missing or not finite, a direction is neither, the lengths differ, or a gap is too large for a float.

    Examples
    --------
    >>> benchmark_gaps([327, 58], [610, 40], ["max", "min"])
    array([-283.,  -18.])
    """
    given, wanted, signs = _compared(values, references, directions)
    with np.errstate(over="ignore"):
        return _finite(signs * (given - wanted))


def relative_gaps(values: ArrayLike, references: ArrayLike, directions: Iterable[str]) -> FloatArray:
    """The gaps as shares of the sizes of the references: -0.25 is a quarter behind.

    Parameters
    ----------
    values, references, directions
        As in `benchmark_gaps`.

    Returns
    -------
    (n,) shares; where the reference is 0, 0 if the value is 0 as well and NaN if not: no share of nothing.

    Raises
    ------
    ProblemError
        As `benchmark_gaps`.

    Examples
    --------
    >>> relative_gaps([30, 5, 0, 1], [40, 4, 0, 0], ["max", "min", "max", "max"])
    array([-0.25, -0.25,  0.  ,   nan])
    """
    given, wanted, signs = _compared(values, references, directions)
    size = np.where(wanted == 0, 1.0, np.abs(wanted))
    with np.errstate(over="ignore"):
        shares = _finite(signs * (given - wanted) / size)
    return np.where((wanted == 0) & (shares != 0), np.nan, shares)


def severity(relative: ArrayLike) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    """The severity of relative gaps: 0 at or ahead of the reference, 1 behind, 2, 3, 4 and 5 from 10, 25, 50 and 75 % behind.

    The lines are a convention of this library (`SEVERITY_LINES`).

    Parameters
    ----------
    relative
        (n,) relative gaps, such as `relative_gaps` gives.

    Raises
    ------
    ProblemError
        If one is not a finite number.

    Examples
    --------
    >>> severity([0.2, 0.0, -0.05, -0.1, -0.46, -0.8])
    array([0, 0, 1, 2, 3, 5])
    """
    gaps, bad = real_array(relative)
    if bad:
        said = f"A relative gap must be a finite number, not {bad[0].shown}. Leave out what has no reference."
        raise ProblemError(said, code="bad_gap", field="relative", row=bad[0].place[0] if bad[0].place else None)
    lines = np.searchsorted(SEVERITY_LINES, -gaps, side="right") + 1
    return np.where(gaps < 0, lines, 0).astype(np.int64)


def _compared(
    values: ArrayLike, references: ArrayLike, directions: Iterable[str]
) -> tuple[FloatArray, FloatArray, FloatArray]:
    given, wanted = _numbers(values, "values"), _numbers(references, "references")
    words = list(directions) if isinstance(directions, Iterable) and not isinstance(directions, str) else [directions]
    if not len(given) == len(wanted) == len(words):
        said = f"There are {len(given)} values, {len(wanted)} references and {len(words)} directions. Give one of each."
        raise ProblemError(said, code="wrong_length", field="references")
    for row, word in enumerate(words):
        if word not in ("max", "min"):
            said = f"The direction of value {row + 1} is {quoted(word)}; {did_you_mean(word, ('max', 'min'))} "
            said += "Write 'max' where more is better."
            raise ProblemError(said, code="unknown_direction", field="directions", row=row)
    return given, wanted, np.where(np.array(words, dtype=object) == "max", 1.0, -1.0)


def _finite(gaps: FloatArray) -> FloatArray:
    if not np.isfinite(gaps).all():
        row = int(np.flatnonzero(~np.isfinite(gaps))[0])
        said = f"The gap of value {row + 1} is too large for a float. Check its unit and that of its reference."
        raise ProblemError(said, code="overflow", field="values", row=row)
    return gaps


def _numbers(values: ArrayLike, field: str) -> FloatArray:
    numbers, bad = real_array(values)
    if numbers.ndim != 1:
        said = f"The {field} must be a row of numbers; their shape is {numbers.shape}. Give one for each indicator."
        raise ProblemError(said, code="wrong_shape", field=field)
    if bad:
        said = f"Number {bad[0].place[0] + 1} of the {field} is {bad[0].shown}. Give a finite number."
        raise ProblemError(said, code=f"{bad[0].why.replace(' ', '_')}_number", field=field, row=bad[0].place[0])
    return numbers
