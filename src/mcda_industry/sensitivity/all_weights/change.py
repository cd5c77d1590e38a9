"""`SmallestChange`: what the least change of the weights that changes a decision is, or why there is none, and how it is said."""

from dataclasses import dataclass

from mcda_industry.errors import speaks_french
from mcda_industry.ranking import Ranking
from mcda_industry.records import FrozenMap
from mcda_industry.sensitivity.all_weights.moved import distance_told, held_told, moved, moves_told
from mcda_industry.sensitivity.all_weights.nearest import Norm
from mcda_industry.sensitivity.all_weights.proofs import told
from mcda_industry.weighting.weights import Weights


@dataclass(frozen=True, eq=False, repr=False)
class SmallestChange:
    """The smallest change of the weights that changes a decision, or the reason why there is none.

    Attributes
    ----------
    ranking
        The ranking by the present weights.
    challenger, places, norm, fixed
        The question: who is to enter the best `places` (None: anyone), how a change is measured, and whose weights are held.
    exact
        Whether the answer is proved. If not, `distance` is that of the best change found: an upper bound; and where none was
        found, there may be one.
    weights
        Exact: the nearest weights at which the decision ties; just beyond them it changes. Else the nearest weights found
        at which it has changed. None where there are none.
    just_beyond
        Weights next to these at which the ranking, computed anew, has the change. None where there are none.
    distance
        How far `weights` are from the present ones, by the norm: for "l1" the sum of all changes, twice the weight that changes
        hands. 0 where the decision is a tie now. None where there is no change.
    winner, displaced
        Who is among the best `places` just beyond and was not, and who no longer is.
    barring
        Where it is proved that there is no change: alternatives with shares that add to 1. Their scores, mixed by these
        shares, are at least those of the challenger (of everyone else, if there is none) on every criterion, and so under
        all weights. Empty where the proof is that all cases were gone through.
    distances
        Without a challenger and with linear scores: the distance at which each alternative overtakes one of the best
        `places`, by name, None where it never does. Else empty.
    tried
        How many sets of weights a search tried before it descended; 0 where none was needed.
    """

    ranking: Ranking
    challenger: str | None
    places: int
    norm: Norm
    fixed: tuple[str, ...]
    exact: bool
    weights: Weights | None = None
    just_beyond: Weights | None = None
    distance: float | None = None
    winner: str | None = None
    displaced: str | None = None
    barring: FrozenMap[str, float] = FrozenMap()
    distances: FrozenMap[str, float | None] = FrozenMap()
    tried: int = 0

    @property
    def exists(self) -> bool:
        """Whether there is such a change (`exact`: proved either way)."""
        return self.weights is not None

    @property
    def moved(self) -> FrozenMap[str, float]:
        """What each weight gains (above 0) or loses, the largest move first; criteria that do not move are left out."""
        return moved(self.ranking.weights, self.weights, self.ranking.problem.criterion_names)

    def sentence(self, lang: str = "en") -> str:
        """The change, or why there is none, as a person would say it."""
        words = _WORDS["fr" if speaks_french(lang) else "en"]
        if self.weights is None:
            return self._none(words, lang)
        parts = {
            "best": self.displaced,
            "winner": self.winner,
            "places": self.places,
            "moves": moves_told(self.ranking.weights, self.moved, lang),
            "distance": distance_told(self.distance or 0.0, self.norm, lang),
        }
        kind = "enter" if self.challenger else "leave"
        said = words[kind + ("_one" if self.places == 1 else "")].format(**parts)
        if not self.moved:
            said = words["tied_one" if self.places == 1 else "tied"].format(**parts)
        return said + words["exact" if self.exact else "bound"]

    def _none(self, words: dict[str, str], lang: str) -> str:
        kind = ("enter" if self.challenger else "leave") + ("_one" if self.places == 1 else "")
        what = words["none_" + kind].format(
            challenger=self.challenger, best=self.ranking.best, places=self.places, held=held_told(self.fixed, lang)
        )
        what = what[:1].upper() + what[1:]
        if not self.exact:
            return words["unknown"].format(what=what, tried=self.tried)
        if not self.barring:
            return words["ruled_out" if self.challenger else "all_below"].format(what=what)
        return words["barred" if self.challenger else "barred_all"].format(what=what, mixture=told(self.barring, lang))

    def __repr__(self) -> str:
        return f"SmallestChange: {self.sentence()}"


_WORDS = {
    "en": {
        "leave_one": "{best} stays first until the weights move by {distance} ({moves}); "
        "there {winner} draws level, and then leads.",
        "leave": "The best {places} stay the same until the weights move by {distance} ({moves}); "
        "there {winner} draws level with {best}, and then takes its place.",
        "enter_one": "{winner} leads once the weights have moved by {distance} ({moves}).",
        "enter": "{winner} is among the best {places} once the weights have moved by {distance} ({moves}).",
        "tied_one": "{winner} ties for the lead at the present weights, and leads after the least move in its favour.",
        "tied": "{winner} ties for a place among the best {places} at the present weights, "
        "and takes it after the least move in its favour.",
        "exact": " No smaller change does it.",
        "bound": " This is the smallest change found; there may be a smaller one.",
        "none_leave_one": "{held}no weights take the lead from {best}",
        "none_leave": "{held}no weights change the best {places}",
        "none_enter_one": "{held}no weights make {challenger} lead",
        "none_enter": "{held}no weights bring {challenger} among the best {places}",
        "barred": "{what}: {mixture} scores at least as high on every criterion.",
        "barred_all": "{what}: it scores at least as high as the others on every criterion.",
        "all_below": "{what}: each of them scores at least as high as the others on every criterion.",
        "ruled_out": "{what}: every choice of rivals to pass has been ruled out.",
        "unknown": "{what} among the {tried} sets of weights tried; that is no proof that there are none.",
    },
    "fr": {
        "leave_one": "{best} reste premier tant que les poids ne bougent pas {distance} ({moves}) ; "
        "{winner} le rejoint alors, puis passe en tête.",
        "leave": "Les {places} premiers restent les mêmes tant que les poids ne bougent pas {distance} ({moves}) ; "
        "{winner} rejoint alors {best}, puis prend sa place.",
        "enter_one": "{winner} est premier dès que les poids ont bougé {distance} ({moves}).",
        "enter": "{winner} est parmi les {places} premiers dès que les poids ont bougé {distance} ({moves}).",
        "tied_one": "{winner} est à égalité en tête avec les poids actuels, et premier au moindre changement en sa faveur.",
        "tied": "{winner} est à égalité pour une place parmi les {places} premiers avec les poids actuels, "
        "et la prend au moindre changement en sa faveur.",
        "exact": " Aucun changement plus petit ne suffit.",
        "bound": " C'est le plus petit changement trouvé ; il peut en exister un plus petit.",
        "none_leave_one": "{held}aucun jeu de poids n'ôte la tête à {best}",
        "none_leave": "{held}aucun jeu de poids ne change les {places} premiers",
        "none_enter_one": "{held}aucun jeu de poids ne place {challenger} en tête",
        "none_enter": "{held}aucun jeu de poids ne place {challenger} parmi les {places} premiers",
        "barred": "{what} : {mixture} a un score au moins aussi élevé sur chaque critère.",
        "barred_all": "{what} : son score est au moins aussi élevé que celui des autres sur chaque critère.",
        "all_below": "{what} : chacun d'eux a un score au moins aussi élevé que celui des autres sur chaque critère.",
        "ruled_out": "{what} : tous les choix de concurrents à dépasser ont été écartés.",
        "unknown": "{what} parmi les {tried} jeux de poids essayés ; ce n'est pas une preuve qu'il n'y en a pas.",
    },
}
