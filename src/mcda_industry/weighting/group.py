"""Several judges: their judgements or their priorities as one."""

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Literal

import numpy as np

from mcda_industry.arrays import FloatArray
from mcda_industry.errors import Fault, JudgementError, did_you_mean, listed, quoted
from mcda_industry.weighting.pairwise import METHODS, Method, PairwiseComparisons
from mcda_industry.weighting.weights import Weights

MEANS = ("geometric", "arithmetic")
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
        If there are no judges, judges compare different items, a comparison is missing, or the votes name other judges.
    WeightsError
        If votes are not numbers, zero or more, or are all zero.

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
    items, shares = _items(comparisons), _votes(comparisons, voting)
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
        How each judge's priorities are found: "eigenvector" or "geometric_mean".

    Raises
    ------
    JudgementError, WeightsError
        As for `aggregate_judgements`; also if there is no such mean or method.

    Notes
    -----
    Forman, E. & Peniwati, K. (1998), European Journal of Operational Research 108. With geometric means throughout, AIP and AIJ
    give the same weights (Escobar, Aguarón & Moreno-Jiménez, 2004, A note on AHP group consistency for the row geometric mean
    priorization procedure).

    Examples
    --------
    >>> one, other = (PairwiseComparisons(("a", "b"), {("a", "b"): value}) for value in (2, 8))
    >>> round(aggregate_priorities({"one": one, "other": other})["a"], 12)
    0.8
    """
    _require_known("mean", mean, MEANS)
    _require_known("method", method, METHODS)
    items, shares = _items(comparisons), _votes(comparisons, voting)
    each = np.stack([_priorities(judge, comparisons[judge], method).over(items) for judge in shares])
    votes = np.array(list(shares.values()))
    together = _geometric(votes, each) if mean == "geometric" else votes @ each
    return Weights(dict(zip(items, together.tolist(), strict=True)), source=f"AIP, {mean} mean of {len(shares)} judges")


def _require_known(what: str, given: object, known: Sequence[str]) -> None:
    if given not in known:
        said = f"There is no {what} {quoted(given)}; {did_you_mean(given, known)}"
        raise JudgementError(said, code=f"unknown_{what}", field=what)


def _items(comparisons: object) -> tuple[str, ...]:
    """The items all judges compare, in the order of the first judge."""
    if not isinstance(comparisons, Mapping) or not comparisons:
        said = (
            "A group is one or more judges: {'judge': PairwiseComparisons(...), ...}. Give their comparisons by name."
        )
        raise JudgementError(said, code="no_judges", field="comparisons")
    if faults := [
        _no_comparisons(judge) for judge, one in comparisons.items() if not isinstance(one, PairwiseComparisons)
    ]:
        raise JudgementError.of(faults)
    first = next(iter(comparisons))
    if faults := [
        _other_items(first, judge, different)
        for judge in comparisons
        if (different := sorted(set(comparisons[first].items) ^ set(comparisons[judge].items)))
    ]:
        raise JudgementError.of(faults)
    items: tuple[str, ...] = comparisons[first].items
    return items


def _no_comparisons(judge: object) -> Fault:
    said = (
        f"The judgements of {quoted(judge)} are not PairwiseComparisons. Build them from the items and the judgements."
    )
    return Fault(said, "no_comparisons", str(judge))


def _other_items(first: str, judge: str, different: Sequence[str]) -> Fault:
    said = f"{quoted(first)} and {quoted(judge)} compare different items: they differ on {listed(different)}. "
    return Fault(said + "Let the judges of a group compare the same ones.", "other_items", judge)


def _votes(comparisons: Mapping[str, PairwiseComparisons], voting: Voting) -> dict[str, float]:
    """The share of each judge who counts."""
    votes = Weights.of(dict.fromkeys(comparisons, 1.0) if voting is None else voting).shares
    if different := sorted(set(votes) ^ set(comparisons)):
        said = f"Votes and judgements must name the same judges; they differ on {listed(different)}. "
        said += "Give each judge a vote, zero if need be."
        if unknown := [judge for judge in votes if judge not in comparisons]:
            said += f" For {quoted(unknown[0])}, {did_you_mean(unknown[0], comparisons)}"
        raise JudgementError(said, code="other_judges", field="voting")
    return {judge: share for judge, share in votes.items() if share > 0}


def _geometric(votes: FloatArray, each: FloatArray) -> FloatArray:
    """(n,) weighted geometric means of the priorities (judges, n); a priority too small for a number counts as zero."""
    with np.errstate(divide="ignore"):
        return np.asarray(np.exp(votes @ np.log(each)))


def _priorities(judge: str, comparisons: PairwiseComparisons, method: Method) -> Weights:
    try:
        return comparisons.priorities(method).weights
    except JudgementError as refusal:
        raise JudgementError.of([fault.within(f"Judge {quoted(judge)}") for fault in refusal.faults]) from None


def _matrix(judge: str, comparisons: PairwiseComparisons, items: tuple[str, ...]) -> FloatArray:
    if missing := comparisons.missing:
        said = f"{quoted(judge)} has not compared {quoted(missing[0][0])} with {quoted(missing[0][1])}. Give the judgement."
        raise JudgementError(said, code="incomplete", field=judge)
    order = [comparisons.items.index(item) for item in items]
    return comparisons.matrix[np.ix_(order, order)]
