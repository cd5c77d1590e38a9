"""Weighted sum: the share of each scale achieved, weighted and added (Fishburn, 1967)."""

from typing import ClassVar, Literal

import numpy as np

from mcda_industry.errors import MethodError, quoted
from mcda_industry.methods import Claim, LinearScores, achievement
from mcda_industry.problem import Evaluations
from mcda_industry.records import FrozenMap, Record

LARGEST = 1e300
"""Beyond this magnitude raw values are not added: their sums and differences could overflow."""


class WeightedSum(Record):
    """The additive value model with linear values.

    Parameters
    ----------
    normalisation
        "scale": each value becomes the share of its scale achieved (the declared scale, or the observed range where none is
        declared). "none": values are added as they stand, costs with a minus; only for criteria in one unit.

    Notes
    -----
    Fishburn, P.C. (1967), Additive utilities with incomplete product sets, Operations Research 15.

    Examples
    --------
    >>> evaluations = Evaluations.of([[10, 200], [0, 100]], directions=["max", "min"])
    >>> WeightedSum().score_function(evaluations)([0.6, 0.4])
    array([0.6, 0.4])
    """

    name: ClassVar[str] = "weighted_sum"
    columnwise: ClassVar[bool] = True
    normalisation: Literal["scale", "none"] = "scale"

    @property
    def claims(self) -> frozenset[Claim]:
        """On scales, all but independence of the observed ranges; on raw values, units and origins matter, and nothing else."""
        if self.normalisation == "scale":
            return frozenset(Claim) - {Claim.NO_RANK_REVERSAL_WITHOUT_SCALES}
        return frozenset(Claim) - {Claim.UNIT_FREE, Claim.TRANSLATION_FREE}

    @property
    def conventions(self) -> FrozenMap[str, str]:
        """Which normalisation."""
        said = "declared scale, else observed range" if self.normalisation == "scale" else "none"
        return FrozenMap({"normalisation": said})

    def score_function(self, evaluations: Evaluations, /) -> LinearScores:
        """Linear scores; on scales between 0 (worst on every criterion) and 1 (best on every one).

        Raises
        ------
        MethodError
            If a value to be added as it stands is beyond 1e300.
        """
        if self.normalisation == "scale":
            return LinearScores(achievement(evaluations))
        if (large := np.argwhere(np.abs(evaluations.values) > LARGEST)).size:
            row, column = map(int, large[0])
            name, value = quoted(evaluations.labels[column]), evaluations.values[row, column]
            said = f"Criterion {name}: {value:g} is too large to add as it stands. "
            raise MethodError(said + "Use a larger unit, or scales.", code="too_large", row=row, column=column)
        return LinearScores(evaluations.values * evaluations.directions)
