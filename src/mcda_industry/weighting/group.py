"""Several judges: their judgements or their priorities as one."""

from collections.abc import Mapping
from itertools import combinations
from typing import Literal

import numpy as np

from mcda_industry.arrays import FloatArray
from mcda_industry.errors import JudgementError, did_you_mean, listed, quoted
from mcda_industry.weighting.pairwise import Method, PairwiseComparisons
from mcda_industry.weighting.weights import Weights

Voting = Mapping[str, float] | Weights | None


def aggregate_judgements(comparisons: Mapping[str, PairwiseComparisons], voting: Voting = None) -> PairwiseComparisons:
    """The judgements of a group as those of one judge (AIJ): the weighted geometric mean of each judgement.

    Parameters
    ----------
    comparisons
        Complete comparisons of the same items, by judge; items are matched by name.
    voting
        How much each judge counts, by judge; a judge with 0 is left out. None: all alike.

    Raises
    ------
    JudgementError
        If judges compare different items, a comparison is missing, or the votes name other judges.

    Notes
    -----
    Aczél, J. & Saaty, T.L. (1983), Procedures for synthesizing ratio judgements, Journal of Mathematical Psychology 27;
    Forman, E. & Peniwati, K. (1998), Aggregating individual judgments and priorities with the analytic hierarchy process,
    European Journal of Operational Research 108.

    Examples
    --------
    >>> one, other = (PairwiseComparisons(("a", "b"), {("a", "b"): value}) for value in (2, 8))
    >>> round(float(aggregate_judgements({"one": one, "other": other}).matrix[0, 1]), 12)
    4.0
    """
    shares = _votes(comparisons, voting)
    items = _items(comparisons)
    logarithms = [share * np.log(_matrix(judge, comparisons[judge], items)) for judge, share in shares.items()]
    together = np.exp(np.sum(logarithms, axis=0))
    return PairwiseComparisons(
        items, {(items[i], items[j]): float(together[i, j]) for i, j in combinations(range(len(items)), 2)}
    )


def aggregate_priorities(
    comparisons: Mapping[str, PairwiseComparisons],
    voting: Voting = None,
    mean: Literal["geometric", "arithmetic"] = "geometric",
    method: Method = "eigenvector",
) -> Weights:
    """The priorities of a group (AIP): the weighted mean of the judges' priorities.

    Parameters
    ----------
    comparisons, voting
        As for `aggregate_judgements`.
    mean
        "geometric" (normalised afterwards) or "arithmetic".
    method
        How each judge's priorities are found.

    Notes
    -----
    Forman, E. & Peniwati, K. (1998), European Journal of Operational Research 108. With geometric means throughout, AIP and AIJ
    give the same weights.

    Examples
    --------
    >>> one, other = (PairwiseComparisons(("a", "b"), {("a", "b"): value}) for value in (2, 8))
    >>> round(aggregate_priorities({"one": one, "other": other})["a"], 12)
    0.8
    """
    if mean not in ("geometric", "arithmetic"):
        said = f"There is no mean {quoted(mean)}; {did_you_mean(mean, ('geometric', 'arithmetic'))}"
        raise JudgementError(said, code="unknown_mean", field="mean")
    shares, items = _votes(comparisons, voting), _items(comparisons)
    each = np.stack([comparisons[judge].priorities(method).weights.over(items) for judge in shares])
    votes = np.array(list(shares.values()))
    together = np.exp(votes @ np.log(each)) if mean == "geometric" else votes @ each
    return Weights(dict(zip(items, together.tolist(), strict=True)), source=f"AIP, {mean} mean of {len(shares)} judges")


def _votes(comparisons: Mapping[str, PairwiseComparisons], voting: Voting) -> dict[str, float]:
    """The share of each judge who counts."""
    if not comparisons:
        raise JudgementError("There are no judges. Give the comparisons of one or more.", code="no_judges")
    votes = Weights.of(dict.fromkeys(comparisons, 1.0) if voting is None else voting).shares
    if different := sorted(set(votes) ^ set(comparisons)):
        said = f"Votes and judgements must name the same judges; they differ on {listed(different)}."
        raise JudgementError(f"{said} Give each judge a vote, zero if need be.", code="other_judges")
    return {judge: share for judge, share in votes.items() if share > 0}


def _items(comparisons: Mapping[str, PairwiseComparisons]) -> tuple[str, ...]:
    first, *others = comparisons
    for judge in others:
        if different := sorted(set(comparisons[first].items) ^ set(comparisons[judge].items)):
            said = f"{quoted(first)} and {quoted(judge)} compare different items: they differ on {listed(different)}. "
            raise JudgementError(said + "Judges of a group compare the same ones.", code="other_items")
    return comparisons[first].items


def _matrix(judge: str, comparisons: PairwiseComparisons, items: tuple[str, ...]) -> FloatArray:
    if missing := comparisons.missing:
        said = f"{quoted(judge)} has not compared {quoted(missing[0][0])} with {quoted(missing[0][1])}. Give the judgement."
        raise JudgementError(said, code="incomplete", field=judge)
    order = [comparisons.items.index(item) for item in items]
    return comparisons.matrix[np.ix_(order, order)]
