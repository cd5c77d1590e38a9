"""Weighted product: ratios raised to the weights and multiplied, told by its logarithm (Bridgman, 1922)."""

from typing import ClassVar

import numpy as np

from mcda_industry.errors import MethodError
from mcda_industry.methods import Claim, LinearScores
from mcda_industry.problem import Evaluations
from mcda_industry.records import FrozenMap, Record


class WeightedProduct(Record):
    """The product of x_j^(±w_j) over the criteria, costs with a minus, as its logarithm: linear in the weights.

    The score is the logarithm of the product over that of the average alternative (the geometric mean of each column): 0 is
    average, 0.1 about ten per cent better. The order is that of the product itself, and depends on no unit.

    Raises
    ------
    MethodError
        By `score_function`, if a value is zero or negative: ratios then mean nothing.

    Notes
    -----
    Bridgman, P.W. (1922), Dimensional Analysis; Miller, D.W. & Starr, M.K. (1969), Executive Decisions and Operations Research.

    Examples
    --------
    >>> evaluations = Evaluations.of([[2.0, 10.0], [4.0, 40.0]], directions=["max", "min"])
    >>> WeightedProduct().score_function(evaluations)([0.5, 0.5]).round(3)
    array([ 0.173, -0.173])
    """

    name: ClassVar[str] = "weighted_product"
    columnwise: ClassVar[bool] = True
    claims: ClassVar[frozenset[Claim]] = frozenset(Claim) - {Claim.TRANSLATION_FREE}
    conventions: ClassVar[FrozenMap[str, str]] = FrozenMap(
        {"score": "logarithm, over the geometric mean of each column"}
    )

    def score_function(self, evaluations: Evaluations, /) -> LinearScores:
        """Linear scores whose contributions are logarithms of ratios."""
        wrong = np.argwhere(evaluations.values <= 0)
        if wrong.size:
            i, j = map(int, wrong[0])
            said = f"Criterion {evaluations.labels[j]!r}: {evaluations.values[i, j]:g} is not above zero, so it has no ratios. "
            raise MethodError(
                said + "Use another method, or a scale that starts above zero.", code="not_positive", row=i, column=j
            )
        logarithms = np.log(evaluations.values)
        return LinearScores(evaluations.directions * (logarithms - logarithms.mean(axis=0)))
