"""Whether chains of draws agree with each other, and how many independent draws they are worth: arrays only."""

import numpy as np

from mcda_industry.arrays import BoolArray, FloatArray


def split_r_hat(chains: FloatArray) -> FloatArray:
    """(m,) potential scale reduction of chains (length, chains, m), each cut into halves; 1 where nothing varies.

    Above 1.01 the chains do not agree yet. Gelman, A. et al. (2013), Bayesian Data Analysis, third edition, section 11.4.

    >>> chains = np.random.default_rng(0).random((100, 8, 1))
    >>> bool(split_r_hat(chains)[0] < 1.01), bool(split_r_hat(chains + np.arange(8)[:, None])[0] > 1.01)
    (True, True)
    """
    within, total = _variances(_halves(chains))
    moves = within > 0
    return np.sqrt(np.divide(total, within, out=np.ones_like(total), where=moves))


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
    within = np.where(np.ptp(chains, axis=(0, 1)) > 1e-15, within, 0.0)
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
