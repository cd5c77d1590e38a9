"""How far draws are from independent, as a person would say it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mcda_industry.arrays import FloatArray, frozen
from mcda_industry.errors import speaks_french
from mcda_industry.sensitivity.uncertain_weights.draws import BLOCK, Sampler, block_generator
from mcda_industry.sensitivity.uncertain_weights.laws.chains import HitAndRun
from mcda_industry.sensitivity.uncertain_weights.laws.diagnostics import effective_draws, split_r_hat
from mcda_industry.sensitivity.uncertain_weights.laws.words import figure

AGREEMENT = 1.01
"""Chains agree while R-hat stays at or below this."""

ENOUGH = 400
"""Independent draws that chains must be worth before R-hat is believed."""

LEAST_DRAWS = 4096
"""Convergence is measured on the first block of draws, or on this many where the block is smaller."""


@dataclass(frozen=True, eq=False)
class Convergence:
    """What the draws of a study are worth.

    Attributes
    ----------
    criteria
        The names of the m criteria.
    draws
        How many draws there are.
    effective
        How many independent draws they are worth for the mean of the weight that is worst known; `draws` where they are
        independent.
    chains
        The number of hit-and-run chains in the first block; 0 where every draw is independent.
    r_hat
        (m,) rank-normalised split R-hat of each weight over these chains, 1 where the weight never varies; above 1.01 they do
        not agree yet.
    measured
        How many independent draws the chains on which R-hat is measured are worth: those of the first block, made as long as
        4 096 draws.
    point
        (m,) the weights, where the law leaves only these; else None.
    """

    criteria: tuple[str, ...]
    draws: int
    effective: float
    chains: int
    r_hat: FloatArray
    measured: float
    point: FloatArray | None

    @property
    def agrees(self) -> bool:
        """Whether the chains agree: R-hat is at most 1.01 for every weight, over chains worth 400 independent draws or more.

        Both thresholds are those of Vehtari, A. et al. (2021), Rank-normalization, folding, and localization: an improved
        R-hat for assessing convergence of MCMC, Bayesian Analysis 16. Draws that are independent agree.
        """
        return not self.chains or (self.measured >= ENOUGH and bool((self.r_hat <= AGREEMENT).all()))

    def sentence(self, lang: str = "en") -> str:
        """What the draws are worth, as a person would say it."""
        french = speaks_french(lang)
        if self.point is not None:
            told = zip(self.criteria, self.point.tolist(), strict=True)
            shown = (" ; " if french else ", ").join(
                f"{name} {figure(round(share, 6), french)}" for name, share in told
            )
            return (
                f"La loi ne laisse qu'un jeu de poids : {shown}."
                if french
                else f"The law leaves one set of weights: {shown}."
            )
        if not self.chains:
            return (
                f"Les {self.draws} tirages sont indépendants." if french else f"The {self.draws} draws are independent."
            )
        worst = self.criteria[int(np.argmax(self.r_hat))]
        r_hat = f"R-hat {figure(round(float(self.r_hat.max()), 3), french)} ({worst})"
        longer = self.draws < BLOCK  # beyond a block there are more chains, not longer ones
        if french:
            advice = "tirez davantage" if longer else "ne vous y fiez pas, et élargissez les contraintes"
            agree = (
                f"les chaînes s'accordent, {r_hat}"
                if self.agrees
                else f"les chaînes ne s'accordent pas encore, {r_hat} : {advice}"
            )
            return f"Les {self.draws} tirages de chaînes en valent {self.effective:.0f} indépendants ; {agree}."
        advice = "draw more" if longer else "do not rely on them, and widen the limits"
        agree = f"the chains agree, {r_hat}" if self.agrees else f"the chains do not agree yet, {r_hat}: {advice}"
        return f"The {self.draws} draws from chains are worth {self.effective:.0f} independent ones; {agree}."


def convergence(sampler: Sampler, criteria: Sequence[str], draws: int, entropy: int, first: int) -> Convergence:
    """The convergence of this many draws, of which the first block has `first`."""
    m = len(criteria)
    if not isinstance(sampler, HitAndRun):
        return Convergence(tuple(criteria), draws, float(draws), 0, frozen(np.ones(m)), float(draws), None)
    if not len(sampler.axes):
        return Convergence(tuple(criteria), draws, float(draws), 0, frozen(np.ones(m)), float(draws), sampler.origin)
    chains = sampler.chains(block_generator(entropy, 0), max(first, LEAST_DRAWS))
    measured = float(effective_draws(chains).min())
    worth = measured / (len(chains) // 2 * 2 * chains.shape[1])
    r_hat = frozen(split_r_hat(chains))
    return Convergence(tuple(criteria), draws, draws * worth, chains.shape[1], r_hat, measured, None)
