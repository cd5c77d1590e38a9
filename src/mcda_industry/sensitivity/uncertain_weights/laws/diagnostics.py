"""Whether chains of draws agree with each other, and how many independent draws they are worth: arrays only."""

import numpy as np

from mcda_industry.arrays import BoolArray, FloatArray

STILL = 1e-15
"""A weight whose draws lie no farther apart than this never varies."""


def split_r_hat(chains: FloatArray) -> FloatArray:
    """(m,) potential scale reduction of chains (length, chains, m), each cut into halves; 1 where nothing varies.

    The larger of two: of the normal scores of the draws, which tells places that differ, and of those of their distances from
    the median, which tells spreads that differ. Above 1.01 the chains do not agree yet. Vehtari, A., Gelman, A., Simpson, D.,
    Carpenter, B. & Bürkner, P.-C. (2021), Rank-normalization, folding, and localization: an improved R-hat for assessing
    convergence of MCMC, Bayesian Analysis 16.

    >>> chains = np.random.default_rng(0).random((100, 8, 1))
    >>> bool(split_r_hat(chains)[0] < 1.01), bool(split_r_hat(chains + np.arange(8)[:, None])[0] > 1.01)
    (True, True)
    """
    halves = _halves(chains)
    folded = np.abs(halves - np.median(halves, axis=(0, 1)))
    moves = np.ptp(halves, axis=(0, 1)) > STILL
    reduction = [_reduction(_normal_scores(values)) for values in (halves, folded)]
    return np.asarray(np.where(moves, np.maximum(*reduction), 1.0))


def _reduction(halves: FloatArray) -> FloatArray:
    within, total = _variances(halves)
    return np.sqrt(np.divide(total, within, out=np.ones_like(total), where=within > 0))


def _normal_scores(values: FloatArray) -> FloatArray:
    """The normal quantiles of the ranks that values (length, chains, m) have in their column; equal values share their mean."""
    from scipy.special import ndtri

    columns = values.reshape(-1, values.shape[2]).T
    ranks = np.array([_mean_ranks(column) for column in columns])
    return np.asarray(ndtri((ranks.T - 0.375) / (ranks.shape[1] + 0.25)).reshape(values.shape))


def _mean_ranks(column: FloatArray) -> FloatArray:
    _, which, counts = np.unique(column, return_inverse=True, return_counts=True)
    return np.asarray((np.cumsum(counts) - (counts - 1) / 2)[which])


def effective_draws(chains: FloatArray) -> FloatArray:
    """(m,) independent draws that chains (length, chains, m) are worth for the mean of each column, at most their number.

    Sums of neighbouring autocorrelations are added as long as they are positive, none larger than the one before (Geyer's
    initial monotone sequence), over halved chains (Vehtari, A. et al., 2021, Rank-normalization, folding, and localization:
    an improved R-hat for assessing convergence of MCMC, Bayesian Analysis 16). A column that never varies is known exactly:
    all draws count.

    >>> chains = np.random.default_rng(0).random((100, 8, 1))
    >>> bool(effective_draws(chains)[0] > 600), bool(effective_draws(np.repeat(chains, 10, axis=0))[0] < 1000)
    (True, True)
    """
    halves = _halves(chains)
    number = halves.shape[0] * halves.shape[1]
    within, total = _variances(halves)
    moves = within > 0
    safe = np.where(moves, total, 1.0)
    correlation = 1.0 - (within - _autocovariance(halves)) / safe
    pairs = correlation[: len(correlation) // 2 * 2].reshape(-1, 2, chains.shape[2]).sum(axis=1)
    counted = np.minimum.accumulate(pairs, axis=0) * _until_negative(pairs)
    time = np.maximum(1.0, 2.0 * counted.sum(axis=0) - 1.0)
    return np.asarray(np.where(moves, number / time, number))


def effective_share(chains: FloatArray) -> float:
    """How many independent draws one draw of these chains is worth, for the weight that is worst known."""
    halves = chains.shape[0] // 2 * 2 * chains.shape[1]
    return float(effective_draws(chains).min() / halves)


def _halves(chains: FloatArray) -> FloatArray:
    """(length / 2, 2 chains, m); an odd last draw is left out."""
    half = len(chains) // 2
    return np.concatenate([chains[:half], chains[half : 2 * half]], axis=1)


def _variances(chains: FloatArray) -> tuple[FloatArray, FloatArray]:
    """(m,) mean variance within chains, and (m,) estimate of the whole variance."""
    length = len(chains)
    within = chains.var(axis=0, ddof=1).mean(axis=0)
    within = np.where(np.ptp(chains, axis=(0, 1)) > STILL, within, 0.0)
    between = chains.mean(axis=0).var(axis=0, ddof=1)
    return within, within * (length - 1) / length + between


def _autocovariance(chains: FloatArray) -> FloatArray:
    """(length, m) autocovariance at each lag, averaged over the chains."""
    length = len(chains)
    centred = chains - chains.mean(axis=0)
    spectrum = np.fft.rfft(centred, n=2 * length, axis=0)
    power = (spectrum.real**2 + spectrum.imag**2).mean(axis=1)
    return np.asarray(np.fft.irfft(power, axis=0)[:length] / (length - 1))


def _until_negative(pairs: FloatArray) -> BoolArray:
    return np.asarray(np.logical_and.accumulate(pairs > 0, axis=0))
