"""TOPSIS: close to the best profile and far from the worst (Hwang & Yoon, 1981)."""

from dataclasses import dataclass
from typing import ClassVar, Literal

import numpy as np

from mcda_industry.arrays import FloatArray, column_totals, extremes, folded, frozen, ratio, row_blocks, safe_scaling
from mcda_industry.methods import Claim, require_declared_scales, require_two, shares_of, weighted_total
from mcda_industry.problem import Evaluations
from mcda_industry.records import FrozenMap, Record


class Topsis(Record):
    """Relative closeness to the ideal.

    Parameters
    ----------
    normalisation
        What each column is divided by: "vector" its Euclidean length (Hwang & Yoon's own choice), "minmax" its range,
        "max" its largest magnitude, "sum" the sum of its magnitudes.
    ideal
        "observed": the ideal and anti-ideal are the best and worst values seen. "scale": they are the ends of the declared
        scales; with "minmax" or "max" the closeness of an alternative then does not depend on the others at all.
    distance
        "euclidean" (Hwang & Yoon's own choice), "manhattan" (the sum of the weighted gaps) or "chebyshev" (the largest of
        them; its sensitivity is sampled, that of the other two is exact).

    Notes
    -----
    Hwang, C.-L. & Yoon, K. (1981), Multiple Attribute Decision Making, Springer. Under observed ideals a constant column, and a
    column of zeros, has no effect; if all alternatives are equal on every criterion that counts, each has closeness 0.5.

    Examples
    --------
    >>> evaluations = Evaluations.of([[1, 3000], [2, 3750], [5, 4500]], directions=["min", "max"])
    >>> Topsis().score_function(evaluations)([0.5, 0.5]).round(3)
    array([0.762, 0.722, 0.238])
    """

    name: ClassVar[str] = "topsis"
    normalisation: Literal["vector", "minmax", "max", "sum"] = "vector"
    ideal: Literal["observed", "scale"] = "observed"
    distance: Literal["euclidean", "manhattan", "chebyshev"] = "euclidean"

    @property
    def claims(self) -> frozenset[Claim]:
        """Dominance and units always; the others depend on the normalisation and the ideal.

        A better performance brings an alternative nearer to the ideal and further from the anti-ideal on its criterion, unless
        it changes the length of the column by more. It does not with "minmax" (the gaps are shares of the range), with the ends
        of a declared scale under "max" (the length is fixed), nor with "sum" and observed ideals (the length holds the ideal
        and the anti-ideal). Everywhere else counterexamples exist, with values of both signs. A duplicate changes a sum and
        a Euclidean length, no extreme.
        """
        claims = {Claim.RESPECTS_DOMINANCE, Claim.UNIT_FREE}
        fixed = self.ideal == "scale" and self.normalisation in {"minmax", "max"}
        if self.normalisation == "minmax":
            claims.add(Claim.TRANSLATION_FREE)
        if self.normalisation in {"minmax", "max"}:
            claims.add(Claim.CLONE_PROOF)
        if fixed or self.normalisation == "minmax" or (self.normalisation, self.ideal) == ("sum", "observed"):
            claims.add(Claim.MONOTONE)
        if fixed:
            claims.add(Claim.NO_RANK_REVERSAL)
        return frozenset(claims)

    @property
    def conventions(self) -> FrozenMap[str, str]:
        """Normalisation, ideal and distance."""
        return FrozenMap(
            {"normalisation": self.normalisation, "ideal": self.ideal, "distance": self.distance.capitalize()}
        )

    def score_function(self, evaluations: Evaluations, /) -> "TopsisScores | ChebyshevScores":
        """Closeness, 0 (the anti-ideal) to 1 (the ideal), as a function of the weights.

        Raises
        ------
        MethodError
            If there is one alternative only, or, with ideal="scale", a criterion without a scale or a value outside it.
        """
        if self.ideal == "scale":
            require_declared_scales(evaluations, "TOPSIS with declared ideals")
        else:
            require_two(evaluations, "TOPSIS")
        low, high = extremes(evaluations.values)
        upward = evaluations.directions > 0
        observed = np.where(upward, low, high), np.where(upward, high, low)
        worst, best = evaluations.ends if self.ideal == "scale" else observed
        exact = safe_scaling(low, high, best, worst)
        length = self._length(evaluations.values, (low, high), (worst, best), exact)
        scores = TopsisScores(
            evaluations.values,
            ideal=frozen(best / exact),
            anti_ideal=frozen(worst / exact),
            scaling=frozen(exact),
            length=frozen(length),
            power=2 if self.distance == "euclidean" else 1,
        )
        return ChebyshevScores(*scores.parts()) if self.distance == "chebyshev" else scores

    def _length(
        self, values: FloatArray, observed: tuple[FloatArray, ...], ends: tuple[FloatArray, ...], exact: FloatArray
    ) -> FloatArray:
        """(m,) what the columns, divided by `exact`, are divided by to make them comparable."""
        match self.normalisation:
            case "minmax":
                return np.asarray(np.abs(ends[1] / exact - ends[0] / exact))
            case "max":
                return np.asarray(np.max(np.abs(ends if self.ideal == "scale" else observed), axis=0) / exact)
            case "sum":
                return column_totals(_divided(values, exact), 1)
            case "vector":
                return np.asarray(np.sqrt(column_totals(_divided(values, exact), 2)))


@dataclass(frozen=True, eq=False)
class TopsisScores:
    """Closeness as a function of the weights: d⁻/(d⁺ + d⁻), both distances weighted.

    Attributes
    ----------
    values
        (n, m) performances.
    ideal, anti_ideal
        (m,) best and worst profile, divided by `scaling`.
    scaling
        (m,) powers of two by which columns are divided first, exactly, so that no square overflows.
    length
        (m,) by which the scaled columns are normalised; 0 for a column without effect.
    power
        2 for the Euclidean distance, 1 for the Manhattan distance.
    """

    values: FloatArray
    ideal: FloatArray
    anti_ideal: FloatArray
    scaling: FloatArray
    length: FloatArray
    power: int = 2

    def __call__(self, weights: FloatArray, /) -> FloatArray:
        """Closeness (..., n) for weights (..., m)."""
        shares = shares_of(weights, self.values.shape[1])
        if shares.ndim > 1:
            to_ideal, to_anti_ideal = self.parts()
            return closeness(shares**self.power @ to_ideal.T, shares**self.power @ to_anti_ideal.T, self.power)
        factor = np.where(self.length == 0, 0.0, shares / np.where(self.length == 0, 1.0, self.length)) ** self.power
        found = np.empty(len(self.values))
        for rows in row_blocks(len(found)):
            found[rows] = self._closeness(_divided(self.values[rows], self.scaling), factor)
        return found

    def _closeness(self, block: FloatArray, factor: FloatArray) -> FloatArray:
        """(rows,) closeness of a block of alternatives, with weights over lengths, raised to the power."""
        wide = folded(block)
        repeated = wide.shape[1] // len(factor)
        sums = []
        for profile in (self.ideal, self.anti_ideal):
            gaps = wide - np.concatenate([profile] * repeated)
            raised = np.multiply(gaps, gaps, out=gaps) if self.power == 2 else np.abs(gaps, out=gaps)
            sums.append(weighted_total(raised.reshape(block.shape), factor))
        return closeness(sums[0], sums[1], self.power)

    def parts(self) -> tuple[FloatArray, FloatArray]:
        """(n, m) normalised distances to the ideal and to the anti-ideal, criterion by criterion, raised to the power.

        The distances under weights w, raised to the power, are these matrices times w raised to it.
        """
        length = np.where(self.length == 0, np.inf, self.length)
        scaled = _divided(self.values, self.scaling)
        gaps = [(scaled - profile) / length for profile in (self.ideal, self.anti_ideal)]
        near, far = (gap * gap if self.power == 2 else np.abs(gap) for gap in gaps)
        return near, far

    def distances(self, weights: FloatArray, /) -> tuple[FloatArray, FloatArray]:
        """(n,) weighted distances to the ideal and to the anti-ideal."""
        shares = shares_of(weights, self.values.shape[1])
        near, far = (weighted_total(part, shares**self.power) ** (1 / self.power) for part in self.parts())
        return near, far

    def explain(self, weights: FloatArray, /) -> FloatArray:
        """(n, m) what each criterion adds to d⁻ - d⁺ (to d⁻² - d⁺² if Euclidean), against the average alternative."""
        to_ideal, to_anti_ideal = self.parts()
        lead = shares_of(weights, self.values.shape[1]) ** self.power * (to_anti_ideal - to_ideal)
        return np.asarray(lead - lead.mean(axis=0))


@dataclass(frozen=True, eq=False)
class ChebyshevScores:
    """Closeness by the largest weighted gap: no polynomial in the weights, so that its sensitivity is sampled.

    Attributes
    ----------
    to_ideal, to_anti_ideal
        (n, m) normalised distances, criterion by criterion.
    """

    to_ideal: FloatArray
    to_anti_ideal: FloatArray

    def __call__(self, weights: FloatArray, /) -> FloatArray:
        """Closeness (..., n) for weights (..., m)."""
        shares = shares_of(weights, self.to_ideal.shape[1])
        near, far = (_largest(part, shares) for part in (self.to_ideal, self.to_anti_ideal))
        return closeness(near, far, 1)


def _largest(part: FloatArray, shares: FloatArray) -> FloatArray:
    """(..., n) the largest weighted gap of each alternative, criterion by criterion so that no (..., n, m) is held."""
    found = np.zeros((*shares.shape[:-1], len(part)))
    for j, column in enumerate(part.T):
        np.maximum(found, shares[..., j, None] * column, out=found)
    return found


def closeness(to_ideal: FloatArray, to_anti_ideal: FloatArray, power: int = 2) -> FloatArray:
    """d⁻/(d⁺ + d⁻) from distances raised to the power; 0.5 where both are zero."""
    near, far = (np.sqrt(to_ideal), np.sqrt(to_anti_ideal)) if power == 2 else (to_ideal, to_anti_ideal)
    return ratio(far, near + far, if_zero=0.5)


def _divided(values: FloatArray, scaling: FloatArray) -> FloatArray:
    """The values over powers of two; the same array where all of these are 1, as they are but for extreme magnitudes."""
    return values if (scaling == 1).all() else values / scaling
