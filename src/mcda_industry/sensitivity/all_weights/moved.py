"""Which weights a change moves, how far, and how that is said."""

from collections.abc import Iterable, Mapping, Sequence

from mcda_industry.errors import speaks_french
from mcda_industry.records import FrozenMap
from mcda_industry.sensitivity.all_weights.nearest import Norm
from mcda_industry.sensitivity.all_weights.proofs import MOST_TOLD, decimals
from mcda_industry.weighting.weights import Weights
from mcda_industry.wording import decimals_apart, enumerated, of_name

MOVED = 1e-12
"""A weight that differs by more than this has moved; less is rounding."""


def moved(now: Weights, then: Weights | None, criteria: Iterable[str]) -> FrozenMap[str, float]:
    """What each weight gains (above 0) or loses, the largest move first; criteria that do not move are left out.

    >>> moved(Weights({"a": 1, "b": 3}), Weights({"a": 3, "b": 1}), ["a", "b"])
    {'a': 0.5, 'b': -0.5}
    """
    if then is None:
        return FrozenMap()
    moves = {name: then[name] - now[name] for name in criteria}
    order = sorted(moves, key=lambda name: -round(abs(moves[name]), 12))
    return FrozenMap({name: moves[name] for name in order if abs(moves[name]) > MOVED})


def moves_told(now: Weights, moves: Mapping[str, float], lang: str = "en") -> str:
    """The largest moves as a sentence tells them, and how many more there are.

    >>> moves_told(Weights({"a": 1, "b": 3}), {"a": 0.5, "b": -0.5})
    'a from 0.250 to 0.750, b from 0.750 to 0.250'
    """
    words = _WORDS["fr" if speaks_french(lang) else "en"]
    said = []
    for name, move in list(moves.items())[:MOST_TOLD]:
        ends = now[name], now[name] + move
        old, new = (decimals(end, decimals_apart(*ends), lang) for end in ends)
        said.append(words["move"].format(name=name, old=old, new=new))
    left = len(moves) - MOST_TOLD
    return ", ".join(said) + (words["others" if left > 1 else "other"].format(left=left) if left > 0 else "")


def distance_told(distance: float, norm: Norm, lang: str = "en") -> str:
    """How far weights move, as a sentence tells it.

    >>> distance_told(0.0125, "linf"), distance_told(0.0125, "l1", "fr"), distance_told(0.00004, "l1")
    ('at most 0.013 each', 'de 0,013 au total', '0.000040 in all')
    """
    return _WORDS["fr" if speaks_french(lang) else "en"][norm].format(
        decimals(distance, decimals_apart(0.0, distance), lang)
    )


def held_told(fixed: Sequence[str], lang: str = "en") -> str:
    """Whose weights are held, as the start of a sentence; nothing where none are.

    >>> held_told(["a"]), held_told(["a", "b"], "fr")
    ('with the weight of a as it is, ', "les poids de a et b restant ce qu'ils sont, ")
    """
    if not fixed:
        return ""
    words, names = _WORDS["fr" if speaks_french(lang) else "en"], enumerated(fixed, lang)
    return words["held" if len(fixed) == 1 else "several held"].format(names=names, of_names=of_name(names))


_WORDS = {
    "en": {
        "l1": "{} in all",
        "l2": "{} (Euclidean length)",
        "linf": "at most {} each",
        "move": "{name} from {old} to {new}",
        "other": " and 1 more",
        "others": " and {left} more",
        "held": "with the weight of {names} as it is, ",
        "several held": "with the weights of {names} as they are, ",
    },
    "fr": {
        "l1": "de {} au total",
        "l2": "de {} (norme euclidienne)",
        "linf": "d'au plus {} chacun",
        "move": "{name} de {old} à {new}",
        "other": " et 1 autre",
        "others": " et {left} autres",
        "held": "le poids {of_names} restant ce qu'il est, ",
        "several held": "les poids {of_names} restant ce qu'ils sont, ",
    },
}
