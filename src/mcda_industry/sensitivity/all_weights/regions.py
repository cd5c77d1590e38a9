"""The region of weights in which an alternative is best: a polytope, its centre and its share of all weights."""

from dataclasses import dataclass

import numpy as np

from mcda_industry.arrays import ROUNDING, FloatArray, IntArray, power_of_two
from mcda_industry.errors import SensitivityError, speaks_french
from mcda_industry.methods import LinearScores, RankingMethod, ScoreFunction, named
from mcda_industry.problem import Problem, as_problem
from mcda_industry.records import FrozenMap
from mcda_industry.sensitivity.all_weights.nearest import leads_over
from mcda_industry.sensitivity.all_weights.polytopes import corners, largest_ball, simplex_share
from mcda_industry.sensitivity.all_weights.programmes import THIN, widest_lead
from mcda_industry.sensitivity.all_weights.proofs import decimals, mixture, told
from mcda_industry.sensitivity.uncertain_weights.draws import (
    Seed,
    block_generator,
    block_sizes,
    check_draws,
    entropy_of,
)
from mcda_industry.sensitivity.uncertain_weights.laws import AnyWeights
from mcda_industry.sensitivity.uncertain_weights.rank_counts import chunks, distinct_keys
from mcda_industry.weighting.weights import Weights

MOST_CRITERIA = 6
"""Up to this many criteria corners are enumerated and the share is exact; beyond, there are too many of them."""

LEAST_TOLD = 0.001
"""Shares below this are told to be less than it."""


@dataclass(frozen=True, eq=False, repr=False)
class WinningRegion:
    """The weights under which an alternative is best: its favourable first-rank weights, as SMAA calls them.

    Attributes
    ----------
    alternative, method
        Whose region, and by which method.
    share
        Its share of all weights (the simplex), 0 to 1: the probability to be best under weights drawn evenly.
    exact
        Whether the share is exact (linear scores, six criteria or fewer) or counted over drawn weights.
    draws, standard_error
        How many weights were drawn, and the Monte Carlo error of the share; 0 where it is exact.
    empty
        Whether there are no such weights at all, proved; None where that is not known, because scores are not linear and
        no weights drawn made it best.
    centre, radius
        Linear scores: the weights furthest inside (Chebyshev centre), and how far they may move in any direction, as a
        Euclidean length among weights that add to 1, before the alternative is no longer best or a weight is negative. A
        radius of 0: it can tie for the first place, but not hold it alone. None where the region is empty or scores are
        not linear.
    vertices
        The corners of the region, where the share is exact; else empty.
    barring
        Where the alternative is never best alone, with linear scores: alternatives with shares that add to 1, whose
        scores mixed by these shares are at least as high on every criterion.
    """

    alternative: str
    method: str
    share: float
    exact: bool
    draws: int
    standard_error: float
    empty: bool | None
    centre: Weights | None = None
    radius: float | None = None
    vertices: tuple[Weights, ...] = ()
    barring: FrozenMap[str, float] = FrozenMap()

    def sentence(self, lang: str = "en") -> str:
        """How large the region is, or why it is empty, as a person would say it."""
        words = _WORDS["fr" if speaks_french(lang) else "en"]
        least = words["least"].format(decimals(100 * LEAST_TOLD, 1, lang))
        parts = {
            "name": self.alternative,
            "share": decimals(100 * self.share, 1, lang) if self.share >= LEAST_TOLD else least,
            "draws": self.draws,
            "error": decimals(100 * self.standard_error, 1, lang),
            "radius": decimals(self.radius or 0.0, 3, lang),
            "mixture": told(self.barring, lang) if self.barring else "",
        }
        if self.barring:
            return words["never" if self.empty else "ties"].format(**parts)
        kind = "exact" if self.exact else "drawn" if self.share else "none"
        said = words[kind].format(**parts)
        return said + (words["radius"].format(**parts) if self.radius else ".")

    def __repr__(self) -> str:
        return f"WinningRegion: {self.sentence()}"


_WORDS = {
    "en": {
        "never": "{name} is best under no weights: {mixture} scores at least as high on every criterion.",
        "ties": "{name} can tie for the first place but never holds it alone: "
        "{mixture} scores at least as high on every criterion.",
        "exact": "{name} is best under {share} % of all weights (exact)",
        "drawn": "{name} is best under {share} % of {draws} sets of weights drawn (standard error {error} %)",
        "none": "{name} is best under none of {draws} sets of weights drawn",
        "least": "less than {}",
        "radius": "; from the centre of its region, weights can move by {radius} (Euclidean length) in any direction.",
    },
    "fr": {
        "never": "{name} n'est premier avec aucun jeu de poids : {mixture} a un score au moins aussi élevé sur chaque critère.",
        "ties": "{name} peut être premier à égalité, mais jamais seul : "
        "{mixture} a un score au moins aussi élevé sur chaque critère.",
        "exact": "{name} est premier avec {share} % de tous les jeux de poids (exact)",
        "drawn": "{name} est premier avec {share} % de {draws} jeux de poids tirés (erreur type {error} %)",
        "none": "{name} n'est premier avec aucun des {draws} jeux de poids tirés",
        "least": "moins de {}",
        "radius": " ; depuis le centre de sa région, les poids peuvent bouger de {radius} (norme euclidienne) "
        "dans toute direction.",
    },
}


def winning_region(
    problem: Problem,
    alternative: str,
    method: RankingMethod | str = "promethee2",
    draws: int = 10_000,
    rng: Seed = 0,
) -> WinningRegion:
    """The weights under which an alternative is best.

    With linear scores (PROMETHEE II, weighted sum and product, AHP) they are a polytope: whether it is empty, its centre
    and radius are exact, and with up to six criteria so are its corners and its share of all weights. With more criteria
    the share is counted over drawn weights. For TOPSIS and black boxes that share is all there is. Alternatives with the
    same scores on every criterion share the first place: they have the same region.

    Parameters
    ----------
    problem, alternative, method
        Whose region, and how alternatives are ranked.
    draws, rng
        How many weights are drawn, evenly over the simplex, where the share is not exact; and a seed or a generator.

    Raises
    ------
    ProblemError
        If there is no such alternative.
    SensitivityError
        If there is one criterion only, or `draws` or `rng` is not a whole number.

    Notes
    -----
    Favourable weights: Lahdelma, R. & Salminen, P. (2001), SMAA-2, Operations Research 49. The corners are found by
    Quickhull (Barber, C.B., Dobkin, D.P. & Huhdanpaa, H., 1996, The Quickhull algorithm for convex hulls, ACM
    Transactions on Mathematical Software 22).

    Examples
    --------
    >>> from mcda_industry.problem import maximise
    >>> problem = Problem.of([maximise("a"), maximise("b")], {"x": (1, 0), "y": (0, 1), "z": (0.4, 0.4)})
    >>> found = winning_region(problem, "x", "weighted_sum")
    >>> round(found.share, 9), found.exact, round(found.centre["a"], 9)
    (0.5, True, 0.75)
    >>> winning_region(problem, "z", "weighted_sum").sentence()
    'z is best under no weights: 0.50 x + 0.50 y scores at least as high on every criterion.'
    """
    row, criteria = as_problem(problem).row(alternative), problem.criterion_names
    check_draws(draws)
    method, entropy = named(method), entropy_of(rng)
    if len(criteria) < 2:
        said = "There is only one criterion; its weight is always 1, and the best alternative is that of the ranking. "
        raise SensitivityError(said + "Add a criterion.", code="one_criterion")
    function = method.score_function(problem.evaluations)
    if isinstance(function, LinearScores):
        return _polytope(problem, row, method.name, function, draws, entropy)
    share, error = _drawn(function, problem, row, draws, entropy)
    return WinningRegion(alternative, method.name, share, False, draws, error, empty=False if share else None)


def _polytope(
    problem: Problem, row: int, method: str, function: LinearScores, draws: int, entropy: int
) -> WinningRegion:
    """The region where scores are linear."""
    name, criteria = problem.alternatives[row], problem.criterion_names
    leads, rivals = _leads(function, row)
    conditions = leads[np.ptp(leads, axis=1) > ROUNDING * np.abs(leads).max(axis=1)]
    ball = largest_ball(conditions)
    never = bool((leads.max(axis=1) < 0).any()) or ball.radius < -THIN
    if never or ball.radius <= THIN:
        found = _no_room(problem, leads, rivals, never)
        return WinningRegion(name, method, 0.0, True, 0, 0.0, never, **found)  # type: ignore[arg-type]
    inside = {"centre": _named(criteria, ball.centre), "radius": ball.radius}
    share = _exact_share(conditions, ball.centre) if len(criteria) <= MOST_CRITERIA else None
    if share is None:
        counted, error = _drawn(function, problem, row, draws, entropy)
        return WinningRegion(name, method, counted, False, draws, error, False, **inside)  # type: ignore[arg-type]
    whole, vertices = share
    found = {**inside, "vertices": tuple(_named(criteria, vertex) for vertex in vertices)}
    return WinningRegion(name, method, whole, True, 0, 0.0, False, **found)  # type: ignore[arg-type]


def _leads(function: LinearScores, row: int) -> tuple[FloatArray, IntArray]:
    """(r, m) the leads over each rival that is no equal, and (r,) who they are."""
    table = function.contributions / power_of_two(function.contributions)
    everyone = np.arange(len(table))
    leads = leads_over(table, np.full(len(table), row), everyone)
    rivals = np.flatnonzero(leads.any(axis=1))
    return leads[rivals], rivals


def _no_room(problem: Problem, leads: FloatArray, rivals: IntArray, never: bool) -> dict[str, object]:
    """Why the alternative is never first alone, and where it ties if it does."""
    widest = widest_lead(leads)
    barring = mixture(problem.alternatives, rivals, widest.shares)
    if never:
        return {"barring": barring}
    return {"barring": barring, "centre": _named(problem.criterion_names, widest.weights), "radius": 0.0}


def _exact_share(conditions: FloatArray, inside: FloatArray) -> tuple[float, FloatArray] | None:
    """The share of the simplex and the corners; None where the region is too thin for them to be told apart."""
    from scipy.spatial import QhullError

    try:
        vertices = corners(conditions, inside)
        return simplex_share(vertices), vertices
    except QhullError:
        return None


def _drawn(function: ScoreFunction, problem: Problem, row: int, draws: int, entropy: int) -> tuple[float, float]:
    """How often the alternative is first, alone or tied, under weights drawn evenly; and the standard error."""
    criteria = problem.criterion_names
    keys, which = distinct_keys(function, len(problem.alternatives), np.arange(len(criteria)))
    sampler, first = AnyWeights().sampler(criteria), 0
    for block, size in enumerate(block_sizes(draws)):
        points = sampler.draw(block_generator(entropy, block), size)
        for part in chunks(size, int(which.max()) + 1):
            found = keys(points[part])
            first += int((found[:, which[row]] >= found.max(axis=1)).sum())
    share = first / draws
    return share, float(np.sqrt(share * (1 - share) / draws))


def _named(criteria: tuple[str, ...], weights: FloatArray) -> Weights:
    return Weights(dict(zip(criteria, np.maximum(weights, 0.0).tolist(), strict=True)), source="winning region")
