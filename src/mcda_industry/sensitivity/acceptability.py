"""How often each alternative takes each rank when the weights are uncertain (SMAA-2; Lahdelma & Salminen, 2001)."""

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass, field
from functools import cached_property
from numbers import Real
from typing import TYPE_CHECKING

import numpy as np

from mcda_industry.arrays import FloatArray, frozen, is_whole, ranks
from mcda_industry.errors import SensitivityError, quoted, speaks_french
from mcda_industry.execution import each
from mcda_industry.methods import RankingMethod, named
from mcda_industry.problem import Problem, as_problem
from mcda_industry.sensitivity.draws import Seed, block_sizes, entropy_of
from mcda_industry.sensitivity.laws import AnyWeights, Law, as_law
from mcda_industry.sensitivity.rank_counts import Block, Count, count, distinct_keys, wins

if TYPE_CHECKING:
    import pandas as pd

MOST_ALTERNATIVES = 5_000
"""Beyond this the (n, n) matrices would not be read by anyone, and would fill the memory."""


@dataclass(frozen=True, eq=False)
class Acceptability:
    """The ranks n alternatives take over draws of the weights of m criteria.

    Attributes
    ----------
    problem, method, law
        What was ranked, how, and what is supposed of the weights.
    draws, seed
        How many draws, and the whole number that determines them.
    rank_acceptability
        (n, n) share of draws in which the alternative (row) takes the rank (column; the first is rank 1). Alternatives that
        tie share their ranks evenly, so rows and columns add to 1.
    central_weights
        (n, m) mean of the weights under which the alternative is first; NaN where it never is.
    confidence
        (n,) whether the alternative is first under its central weights: 1 if alone, a fraction if tied, 0 if not;
        NaN where it never was first.
    """

    problem: Problem
    method: str
    law: Law
    draws: int
    seed: int
    rank_acceptability: FloatArray
    central_weights: FloatArray
    confidence: FloatArray
    _blocks: tuple[Block, ...] = field(repr=False)
    _which: "np.ndarray[tuple[int], np.dtype[np.int64]]" = field(repr=False)

    @property
    def alternatives(self) -> tuple[str, ...]:
        """The names of the alternatives, in the order of the rows."""
        return self.problem.alternatives

    def first(self, alternative: str) -> float:
        """How often this alternative is first."""
        return float(self.rank_acceptability[self.problem.row(alternative), 0])

    def within(self, places: int) -> FloatArray:
        """(n,) how often each alternative is among the best `places`."""
        if not is_whole(places, 1, len(self.alternatives)):
            said = f"places must be a whole number from 1 to {len(self.alternatives)}, not {quoted(places)}."
            raise SensitivityError(said, code="bad_places", field="places")
        return np.asarray(self.rank_acceptability[:, :places].sum(axis=1))

    def rank_interval(self, alternative: str, share: float = 0.9) -> tuple[int, int]:
        """The smallest and largest rank left when (1 - share)/2 of the draws is cut off at each end."""
        if isinstance(share, bool) or not isinstance(share, Real) or not 0 < share <= 1:
            said = f"share must be a number above 0 and up to 1, not {quoted(share)}."
            raise SensitivityError(said, code="bad_share", field="share")
        cumulated = np.cumsum(self.rank_acceptability[self.problem.row(alternative)])
        tail = (1 - share) / 2
        low, high = np.searchsorted(cumulated, [tail + 1e-12, 1 - tail - 1e-12])
        return int(low) + 1, min(int(high), len(cumulated) - 1) + 1

    @property
    def standard_error(self) -> FloatArray:
        """(n, n) Monte Carlo standard error of each rank acceptability."""
        share = np.minimum(self.rank_acceptability, 1.0)
        return np.asarray(np.sqrt(share * (1.0 - share) / self.draws))

    @cached_property
    def pairwise_winning(self) -> FloatArray:
        """(n, n) share of draws in which the row alternative beats the column one; ties count one half.

        The diagonal is 0. Counted on first use, by a second pass over the same draws.
        """
        total = np.zeros((len(self._blocks[0].copies),) * 2)
        for block in self._blocks:
            total += wins(block)
        shares = total[np.ix_(self._which, self._which)] / self.draws
        np.fill_diagonal(shares, 0.0)
        return frozen(shares)

    def to_frame(self) -> "pd.DataFrame":
        """A data frame of rank acceptabilities: alternatives by ranks 1 to n."""
        import pandas as pd

        n = len(self.alternatives)
        return pd.DataFrame(self.rank_acceptability.copy(), index=list(self.alternatives), columns=range(1, n + 1))

    def sentence(self, alternative: str, lang: str = "en") -> str:
        """How often this alternative leads, as a person would say it."""
        share = f"{100 * self.first(alternative):.1f} %"
        if speaks_french(lang):
            return f"{alternative} est premier dans {share.replace('.', ',')} des tirages ; {self.law.sentence('fr')}."
        return f"{alternative} is first in {share} of the draws; {self.law.sentence()}."


def acceptability(
    problem: Problem,
    method: RankingMethod | str = "promethee2",
    law: Law = AnyWeights(),
    draws: int = 10_000,
    rng: Seed = 0,
    executor: Executor | None = None,
) -> Acceptability:
    """Rank the alternatives under many draws of the weights and count the ranks.

    Parameters
    ----------
    problem, method
        What is ranked, and how (a method, or its name in the catalogue).
    law
        What is supposed of the weights.
    draws
        How many sets of weights are drawn. The standard error of a share p is sqrt(p (1 - p) / draws).
    rng
        A seed or a generator; the same seed gives the same numbers whatever the executor.
    executor
        Where blocks of 65 536 draws are counted: threads, processes, or a cluster. None: here.

    Raises
    ------
    SensitivityError
        If there are more than 5 000 alternatives (the result is an n by n matrix), or `draws` or `rng` is not a whole number.
    MethodError
        If the method cannot be used on this problem, or gives a score that is not a number.

    Notes
    -----
    Lahdelma, R. & Salminen, P. (2001), SMAA-2: stochastic multicriteria acceptability analysis for group decision making,
    Operations Research 49.

    Examples
    --------
    >>> from mcda_industry.problem import maximise
    >>> problem = Problem.of([maximise("a"), maximise("b")], {"x": (1, 0), "y": (0, 1)})
    >>> acceptability(problem, "weighted_sum", draws=10_000).first("x")
    0.5036
    """
    n, criteria = len(as_problem(problem).alternatives), problem.criterion_names
    check_draws(draws)
    _check_size(n)
    method, entropy, sampler = named(method), entropy_of(rng), as_law(law).sampler(criteria)
    function = method.score_function(problem.evaluations)
    keys, which = distinct_keys(function, n, sampler.possible)
    copies = np.bincount(which)
    blocks = [Block(keys, copies, sampler, entropy, b, size) for b, size in enumerate(block_sizes(draws))]
    total = Count.none(len(copies), n, len(criteria))
    for part in each(count, blocks, executor=executor):
        total.add(part)
    central = np.divide(
        total.weights, total.firsts[:, None], where=total.firsts[:, None] > 0, out=np.full_like(total.weights, np.nan)
    )
    shares = total.ranks(copies)[which] / draws
    central = central[which]
    confidence = _confidence(function, central)
    return Acceptability(
        problem,
        method.name,
        law,
        draws,
        entropy,
        frozen(shares),
        frozen(central),
        frozen(confidence),
        tuple(blocks),
        which,
    )


def _check_size(n: int) -> None:
    if n > MOST_ALTERNATIVES:
        said = f"Rank acceptability of {n} alternatives is a matrix of {n} × {n}; at most {MOST_ALTERNATIVES} are counted. "
        raise SensitivityError(said + "Rank first, and study the best.", code="too_many")


def check_draws(draws: object) -> None:
    """Refuse a number of draws that is not a whole number of 1 or more."""
    if not is_whole(draws, 1):
        said = f"draws must be a whole number of 1 or more, not {quoted(draws)}."
        raise SensitivityError(said, code="bad_draws", field="draws")


def _confidence(function: Callable[[FloatArray], FloatArray], central: FloatArray) -> FloatArray:
    """(n,) share of the first place each alternative has under its own central weights."""
    found = np.full(len(central), np.nan)
    for i in np.flatnonzero(~np.isnan(central[:, 0])):
        first = ranks(function(central[i])) == 1
        found[i] = first[i] / first.sum()
    return found
