"""How often each alternative takes each rank when the weights are uncertain (SMAA-2; Lahdelma & Salminen, 2001)."""

from concurrent.futures import Executor
from contextlib import closing
from dataclasses import dataclass, field
from functools import cached_property
from math import ceil
from numbers import Real
from typing import TYPE_CHECKING

import numpy as np

from mcda_industry.arrays import ROUNDING, FloatArray, IntArray, frozen, is_whole
from mcda_industry.errors import SensitivityError, did_you_mean, quoted, speaks_french
from mcda_industry.execution import AHEAD, Progress, each, one_blas_thread
from mcda_industry.memory import check_square
from mcda_industry.methods import RankingMethod, ScoreFunction, named
from mcda_industry.problem import Problem, as_problem
from mcda_industry.ranking import Ranking
from mcda_industry.sensitivity.uncertain_data.blocks import DataBlock, confidence_under, data_blocks
from mcda_industry.sensitivity.uncertain_data.rescoring import Versions
from mcda_industry.sensitivity.uncertain_weights.central_spread import error_of_mean, first_squares
from mcda_industry.sensitivity.uncertain_weights.convergence import Convergence, convergence
from mcda_industry.sensitivity.uncertain_weights.draws import Sampler, Seed, block_sizes, check_draws, entropy_of
from mcda_industry.sensitivity.uncertain_weights.indices import (
    META_WEIGHTS,
    Estimate,
    entropy,
    error_of_share,
    mean_over_ranks,
    meta_weights,
)
from mcda_industry.sensitivity.uncertain_weights.laws import AnyWeights, Law, as_law
from mcda_industry.sensitivity.uncertain_weights.laws.chains import HitAndRun
from mcda_industry.sensitivity.uncertain_weights.rank_counts import (
    Block,
    Count,
    WeightBlock,
    count,
    distinct_keys,
    wins,
)
from mcda_industry.sensitivity.uncertain_weights.spans import within_span
from mcda_industry.uncertain import UncertainProblem

if TYPE_CHECKING:
    import pandas as pd

LEAST_ERROR = 1e-5
"""A smaller standard error would take more than 2 500 000 000 draws."""

MOST_ALTERNATIVES = 5_000
"""Beyond this the (n, n) matrices would not be read by anyone, and would fill the memory."""

WAITING_BYTES = 1 << 30
"""Counts of blocks, n² numbers each, that may wait to be added while an earlier block is counted elsewhere."""


@dataclass(frozen=True, eq=False)
class Acceptability:
    """The ranks n alternatives take over draws of the weights of m criteria.

    Attributes
    ----------
    problem, method, law
        What was ranked (an uncertain problem with every law at its mean), how, and what is supposed of the weights.
    draws, seed
        How many draws, and the whole number that determines them.
    rank_acceptability
        (n, n) share of draws in which the alternative (row) takes the rank (column; the first is rank 1). Alternatives that
        tie share their ranks evenly, so rows and columns add to 1.
    central_weights
        (n, m) mean of the weights under which the alternative is first; NaN where it never is.
    confidence
        (n,) whether the alternative is first under its central weights: 1 if alone, a fraction if tied, 0 if not;
        NaN where it never was first. Where performances are uncertain, how often it is, over those of the first block.
        Otherwise it is not a share of draws and has no Monte Carlo error beyond that of the central weights.
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
    _which: IntArray = field(repr=False)

    @property
    def alternatives(self) -> tuple[str, ...]:
        """The names of the alternatives, in the order of the rows."""
        return self.problem.alternatives

    @property
    def copies(self) -> IntArray:
        """(n,) how many alternatives, itself included, tie with each in every draw."""
        return self._blocks[0].copies[self._which]

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

    @cached_property
    def convergence(self) -> Convergence:
        """Whether draws are independent and, where they come from chains, how well these agree; measured on first use."""
        block = self._blocks[0]
        return convergence(block.sampler, self.problem.criterion_names, self.draws, self.seed, block.draws)

    def error_of(self, share: float) -> float:
        """Monte Carlo standard error of this share of the draws."""
        return float(error_of_share(np.asarray(share, dtype=np.float64), self.convergence.effective))

    @property
    def standard_error(self) -> FloatArray:
        """(n, n) Monte Carlo standard error of each rank acceptability."""
        return error_of_share(self.rank_acceptability, self.convergence.effective)

    @property
    def pairwise_error(self) -> FloatArray:
        """(n, n) Monte Carlo standard error of each pairwise winning index."""
        return error_of_share(self.pairwise_winning, self.convergence.effective)

    @cached_property
    def central_error(self) -> FloatArray:
        """(n, m) Monte Carlo standard error of the central weights; NaN where an alternative is first in fewer than two draws.

        Counted on first use, by a second pass over the same draws.
        """
        total = np.sum([first_squares(block) for block in self._blocks], axis=0)[self._which]
        firsts = self.rank_acceptability[:, 0]
        seen = np.where(firsts > 0, firsts * self.draws, np.nan)
        return frozen(error_of_mean(total / seen[:, None], self.central_weights, firsts * self.convergence.effective))

    @property
    def expected_rank(self) -> Estimate:
        """(n,) mean rank of each alternative over the draws."""
        return mean_over_ranks(self.rank_acceptability, self._ranks, self.convergence.effective)

    @property
    def rank_entropy(self) -> Estimate:
        """(n,) how uncertain the rank of each alternative is, from 0 (always the same) to 1 (all n ranks equally likely)."""
        return entropy(self.rank_acceptability, self.convergence.effective)

    @property
    def choice_entropy(self) -> Estimate:
        """How uncertain the first place is, from 0 (always the same alternative) to 1 (all n equally likely); shape ().

        Notes
        -----
        The entropy of the decision of van Valkenhoef, G. & Tervonen, T. (2016), Entropy-optimal weight constraint
        elicitation with additive multi-attribute utility models, Omega 64, divided by log n.
        """
        return entropy(self.rank_acceptability[:, 0], self.convergence.effective)

    def rank_displacement(self, ranking: Ranking) -> Estimate:
        """(n,) by how many places, on average over the draws, each alternative is away from its place in a ranking.

        Places shared in the ranking count as their mean. The mean over the alternatives is the average shift in rank of
        Saisana, M., Saltelli, A. & Tarantola, S. (2005), Uncertainty and sensitivity analysis techniques as tools for the
        quality assessment of composite indicators, Journal of the Royal Statistical Society A 168.

        Raises
        ------
        SensitivityError
            If this is no ranking of the same alternatives.
        """
        if not isinstance(ranking, Ranking) or set(ranking.alternatives) != set(self.alternatives):
            said = "Displacement is measured from a Ranking of the same alternatives. Give one, such as rank(problem, weights)."
            raise SensitivityError(said, code="other_alternatives", field="ranking")
        places = np.array([ranking.rank_of(name) for name in self.alternatives])
        shared = (places[:, None] == places).sum(axis=1)
        away = np.abs(self._ranks - (places + (shared - 1) / 2)[:, None])
        return mean_over_ranks(self.rank_acceptability, away, self.convergence.effective)

    def holistic(self, meta: str = "centroid") -> Estimate:
        """(n,) rank acceptabilities as one figure: how much of the draws supports a place near the top.

        Parameters
        ----------
        meta
            How much a rank counts, the first 1: "centroid", "inverse" (1/rank) or "linear" (0 for the last).

        Notes
        -----
        The holistic acceptability index of Lahdelma & Salminen (2001). Its order depends on the meta-weights.
        """
        if meta not in META_WEIGHTS:
            said = f"There are no meta-weights {quoted(meta)}; {did_you_mean(meta, META_WEIGHTS)}"
            raise SensitivityError(said, code="unknown_meta_weights", field="meta")
        values = meta_weights(len(self.alternatives), meta)
        return mean_over_ranks(self.rank_acceptability, values, self.convergence.effective)

    @property
    def _ranks(self) -> FloatArray:
        return np.arange(1.0, len(self.alternatives) + 1)

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
        """How often this alternative leads, as a person would say it; where chains of draws do not agree yet, that too."""
        share, agrees = f"{100 * self.first(alternative):.1f} %", self.convergence.agrees
        if speaks_french(lang):
            told = f"{alternative} est premier dans {share.replace('.', ',')} des tirages ; {self.law.sentence('fr')}."
        else:
            told = f"{alternative} is first in {share} of the draws; {self.law.sentence()}."
        return told if agrees else f"{told} {self.convergence.sentence(lang)}"


def acceptability(
    problem: Problem | UncertainProblem,
    method: RankingMethod | str = "promethee2",
    law: Law = AnyWeights(),
    draws: int = 10_000,
    rng: Seed = 0,
    executor: Executor | None = None,
    error: float | None = None,
    progress: Progress = None,
) -> Acceptability:
    """Rank the alternatives under many draws of the weights, and of what is uncertain in the problem, and count the ranks.

    Parameters
    ----------
    problem, method
        What is ranked, and how (a method, or its name in the catalogue). In an `UncertainProblem` every draw is another version
        of it, too.
    law
        What is supposed of the weights; `Judges({"me": weights})` leaves one set.
    draws
        How many sets of weights are drawn. The standard error of a share p is sqrt(p (1 - p) / draws).
    rng
        A seed or a generator; the same seed gives the same numbers whatever the executor.
    executor
        Where blocks of 65 536 draws are counted: threads, processes, or a cluster. None: here.
    error
        The largest standard error any share may have, from 0.00001 to 0.5; it takes the place of `draws`. As many draws are
        made as a share of one half needs: 0.25 / error², and more where draws from chains are worth less than independent
        ones.
    progress
        None; True for a bar (needs tqdm); or a function called with how many blocks are counted, and of how many.

    Raises
    ------
    WorkerError
        If a worker of the executor dies: no count is kept.
    SensitivityError
        If there are more than 5 000 alternatives (the result is an n by n matrix), or `draws` or `rng` is not a whole number.
    WeightsError
        If the law weighs other criteria, or no weights meet its limits.
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
    uncertain = problem if isinstance(problem, UncertainProblem) else None
    problem = as_problem(problem) if uncertain is None else uncertain.central
    n, criteria = len(problem.alternatives), problem.criterion_names
    check_draws(draws)
    check_square(SensitivityError, "Rank acceptabilities", n, MOST_ALTERNATIVES, "Rank first, and study the best.")
    method, seed, sampler = named(method), entropy_of(rng), as_law(law).sampler(criteria)
    draws = draws if error is None else draws_for(error, sampler)
    function = method.score_function(problem.evaluations)
    blocks, which = _blocks(uncertain, method, function, n, sampler, seed, draws)
    copies = blocks[0].copies
    total = Count.none(len(copies), n, len(criteria))
    ahead = int(np.clip(WAITING_BYTES // (16 * n * len(copies)), 2, AHEAD))
    parts = each(count, blocks, executor=executor, progress=progress, ahead=ahead)
    with one_blas_thread, closing(parts):
        for part in parts:
            total.add(part)
    central = np.divide(
        total.weights, total.firsts[:, None], where=total.firsts[:, None] > 0, out=np.full_like(total.weights, np.nan)
    )
    shares = total.ranks(copies)[which] / draws
    central = central[which]
    first = blocks[0]
    confidence = confidence_under(first, central) if isinstance(first, DataBlock) else _confidence(function, central)
    tables = (frozen(shares), frozen(central), frozen(confidence))
    return Acceptability(problem, method.name, law, draws, seed, *tables, blocks, which)


def _blocks(
    uncertain: UncertainProblem | None,
    method: RankingMethod,
    function: ScoreFunction,
    n: int,
    sampler: Sampler,
    seed: int,
    draws: int,
) -> tuple[tuple[Block, ...], IntArray]:
    """The draws in blocks, and (n,) which of the alternatives that are scored each alternative is."""
    if uncertain is not None and (versions := Versions.of(uncertain, method)).number:
        return data_blocks(versions, sampler, seed, draws), np.arange(n)
    keys, which = distinct_keys(within_span(function, sampler), n, sampler.possible)
    sizes, copies = block_sizes(draws), np.bincount(which)
    return tuple(WeightBlock(copies, sampler, seed, b, size, keys) for b, size in enumerate(sizes)), which


def draws_for(error: float, sampler: Sampler) -> int:
    """How many draws bring the standard error of any share down to this."""
    if isinstance(error, bool) or not isinstance(error, Real) or not LEAST_ERROR <= error <= 0.5:
        said = (
            f"error must be a number from {LEAST_ERROR:g} to 0.5, the standard error of a share, not {quoted(error)}."
        )
        raise SensitivityError(said, code="bad_error", field="error")
    worth = sampler.efficiency if isinstance(sampler, HitAndRun) else 1.0
    return ceil((0.5 / float(error)) ** 2 / worth * (1 - 1e-12))


def _confidence(function: ScoreFunction, central: FloatArray) -> FloatArray:
    """(n,) share of the first place each alternative has under its own central weights; leads by rounding only are none."""
    found, seen = np.full(len(central), np.nan), np.flatnonzero(~np.isnan(central[:, 0]))
    scores = np.asarray(function(central[seen]))
    first = scores >= (scores.max(axis=1) - ROUNDING * np.abs(scores).max(axis=1))[:, None]
    found[seen] = first[np.arange(len(seen)), seen] / first.sum(axis=1)
    return found
