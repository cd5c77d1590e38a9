"""AHP synthesis from ratings: local priorities per criterion, weighted and added (Saaty, 1980)."""

from typing import ClassVar, Literal

import numpy as np

from mcda_industry.arrays import FloatArray, ratio
from mcda_industry.errors import MethodError
from mcda_industry.methods import Claim, LinearScores, achievement
from mcda_industry.problem import Evaluations
from mcda_industry.records import FrozenMap, Record


class AhpSynthesis(Record):
    """Global priorities of the alternatives, from their ratings on the scale of each criterion.

    A rating is the share of the criterion's scale achieved: of the declared scale, or of the observed range where none is
    declared. Local priorities follow from the ratings by the mode.

    Parameters
    ----------
    mode
        "ideal": ratings over the best rating on the criterion, so that the best alternative has local priority 1.
        "distributive": ratings over their sum, so that the local priorities of a criterion add to 1.

    Raises
    ------
    MethodError
        By `score_function`, if a value lies below the worst end of its declared scale: a priority cannot be negative.

    Notes
    -----
    Saaty, T.L. (1980), The Analytic Hierarchy Process; Saaty, T.L. (2006), Rank from comparisons and from ratings in the
    analytic hierarchy/network processes, European Journal of Operational Research 168. A criterion on which every rating is
    0 has local priority 0 everywhere and no effect on the ranking.

    Examples
    --------
    >>> evaluations = Evaluations.of([[4, 1], [2, 3]], scales=[(0, 5), (0, 5)])
    >>> AhpSynthesis(mode="ideal").score_function(evaluations)([0.5, 0.5]).round(3)
    array([0.667, 0.75 ])
    """

    name: ClassVar[str] = "ahp"
    columnwise: ClassVar[bool] = True
    mode: Literal["ideal", "distributive"] = "ideal"

    @property
    def claims(self) -> frozenset[Claim]:
        """Both modes divide by what the alternatives at hand achieve, so removing one can reverse the others.

        A duplicate changes a sum of ratings, not the best of them. A better rating r of one's own never lowers r over the best,
        nor r/(r + the ratings of the others).
        """
        claims = {Claim.RESPECTS_DOMINANCE, Claim.MONOTONE, Claim.UNIT_FREE, Claim.TRANSLATION_FREE}
        return frozenset(claims | {Claim.CLONE_PROOF} if self.mode == "ideal" else claims)

    @property
    def conventions(self) -> FrozenMap[str, str]:
        """The mode, and what is rated on what."""
        return FrozenMap({"mode": self.mode, "ratings": "share of the declared scale, else of the observed range"})

    def score_function(self, evaluations: Evaluations, /) -> LinearScores:
        """Linear scores whose contributions are the local priorities."""
        ratings = achievement(evaluations)
        if (ratings < 0).any():
            i, j = np.argwhere(ratings < 0)[0]
            said = f"Criterion {evaluations.labels[j]!r}: {evaluations.values[i, j]:g} is worse than the worst end of its scale. "
            raise MethodError(
                said + "Widen the scale, or correct the value.", code="off_scale", row=int(i), column=int(j)
            )
        return LinearScores(ratio(ratings, self._whole(ratings), if_zero=0.0))

    def _whole(self, ratings: FloatArray) -> FloatArray:
        return np.asarray(ratings.max(axis=0) if self.mode == "ideal" else ratings.sum(axis=0))
