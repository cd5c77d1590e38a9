"""`FundingChange`: the least change of the weights that changes what is funded, or why there is none, and how it is said."""

from dataclasses import dataclass
from typing import Literal

from mcda_industry.errors import speaks_french
from mcda_industry.portfolio import Portfolio
from mcda_industry.ranking import Ranking
from mcda_industry.records import FrozenMap
from mcda_industry.sensitivity.all_weights.moved import distance_told, held_told, moved, moves_told
from mcda_industry.sensitivity.all_weights.nearest import Norm
from mcda_industry.sensitivity.funded_set.swap import Swap
from mcda_industry.weighting.weights import Weights

Barred = Literal["nothing_better", "no_set", "ruled_out", "given_up", "not_found"]


@dataclass(frozen=True, eq=False, repr=False)
class FundingChange:
    """The smallest change of the weights that changes what is funded, or the reason why there is none.

    Attributes
    ----------
    ranking, portfolio
        The ranking under the present weights, and what is funded by its scores.
    candidate
        Who is to be funded, or no longer to be if it is funded now. None: any change of the set.
    norm, fixed
        How a change is measured, and whose weights are held.
    exact
        Whether the answer is proved. If not, `distance` is an upper bound; and where nothing was found, there may be a change.
    weights
        Exact: the nearest weights at which another set is worth as much; just beyond them it is funded. Else the nearest weights
        found at which it is. None where there are none.
    just_beyond, portfolio_beyond
        Weights next to these, and what is funded there, selected anew. None where there are none.
    distance
        How far `weights` are from the present ones, by the norm: for "l1" the sum of all changes. 0 where another set is worth as
        much now. None where there is no change.
    barred
        Why there is no change: "nothing_better", no set is worth more on any criterion alone, and so under any weights; "no_set",
        no set within the limits has the candidate (or none lacks it); "ruled_out", every set has been ruled out. Or what proves
        nothing: "given_up", the proof was too long, or "not_found", a search found none. None where there is a change.
    tried
        How many sets of weights a search tried before it descended; 0 where none was needed.
    """

    ranking: Ranking
    portfolio: Portfolio
    candidate: str | None
    norm: Norm
    fixed: tuple[str, ...]
    exact: bool
    weights: Weights | None = None
    just_beyond: Weights | None = None
    portfolio_beyond: Portfolio | None = None
    distance: float | None = None
    barred: Barred | None = None
    tried: int = 0

    @property
    def exists(self) -> bool:
        """Whether there is such a change (`exact`: proved either way)."""
        return self.weights is not None

    @property
    def swap(self) -> Swap:
        """Who comes in and who goes out just beyond; nobody where there is no change."""
        now, then = self.portfolio, self.portfolio_beyond
        return Swap.between(now.candidates, now.taken, now.taken if then is None else then.taken)

    @property
    def entering(self) -> tuple[str, ...]:
        """Who is funded just beyond and is not now, in the order of the candidates."""
        return self.swap.entering

    @property
    def leaving(self) -> tuple[str, ...]:
        """Who is funded now and no longer is just beyond, in the order of the candidates."""
        return self.swap.leaving

    @property
    def moved(self) -> FrozenMap[str, float]:
        """What each weight gains (above 0) or loses, the largest move first; criteria that do not move are left out."""
        return moved(self.ranking.weights, self.weights, self.ranking.problem.criterion_names)

    @property
    def enters(self) -> bool:
        """Whether the candidate asked about is outside what is funded now."""
        return self.candidate is not None and self.candidate not in self.portfolio.selected

    def sentence(self, lang: str = "en") -> str:
        """The change, or why there is none, as a person would say it."""
        words = _WORDS["fr" if speaks_french(lang) else "en"]
        if self.barred is not None:
            return self._none(words, lang)
        swap = self.swap.told(lang)
        if not self.moved:
            return words["tied"].format(swap=swap) + words["exact" if self.exact else "bound"]
        parts = {
            "candidate": self.candidate,
            "moves": moves_told(self.ranking.weights, self.moved, lang),
            "distance": distance_told(self.distance or 0.0, self.norm, lang),
            "swap": swap,
        }
        kind = "any" if self.candidate is None else "enters" if self.enters else "leaves"
        return words[kind].format(**parts) + words["exact" if self.exact else "bound"]

    def _none(self, words: dict[str, str], lang: str) -> str:
        kind = "any" if self.candidate is None else "enters" if self.enters else "leaves"
        what = words["none_" + kind].format(held=held_told(self.fixed, lang), candidate=self.candidate)
        reason = words[f"{self.barred}_{kind}" if self.barred == "no_set" else str(self.barred)]
        return what[:1].upper() + what[1:] + reason.format(tried=self.tried)

    def __repr__(self) -> str:
        return f"FundingChange: {self.sentence()}"


_WORDS = {
    "en": {
        "any": "What is funded stays the same until the weights move by {distance} ({moves}); there {swap}.",
        "enters": "{candidate} is funded once the weights have moved by {distance} ({moves}): {swap}.",
        "leaves": "{candidate} is no longer funded once the weights have moved by {distance} ({moves}): {swap}.",
        "tied": "Another set is worth as much at the present weights; after the least move in its favour {swap}.",
        "exact": " No smaller change does it.",
        "bound": " This is the smallest change found; there may be a smaller one.",
        "none_any": "{held}no weights change what is funded",
        "none_enters": "{held}no weights fund {candidate}",
        "none_leaves": "{held}no weights leave {candidate} without funds",
        "nothing_better": ": on no criterion alone, and so under no weights, is another set within the limits worth more.",
        "no_set_enters": ": no set within the limits has it.",
        "no_set_leaves": ": every set within the limits has it.",
        "ruled_out": ": every set that could do it has been ruled out.",
        "given_up": " as far as was looked: the search was given up before every set had been ruled out.",
        "not_found": " among the {tried} sets of weights tried; that is no proof that there are none.",
    },
    "fr": {
        "any": "L'ensemble financé reste le même tant que les poids ne bougent pas {distance} ({moves}) ; alors, {swap}.",
        "enters": "{candidate} est financé dès que les poids ont bougé {distance} ({moves}) : {swap}.",
        "leaves": "{candidate} n'est plus financé dès que les poids ont bougé {distance} ({moves}) : {swap}.",
        "tied": "Un autre ensemble vaut autant avec les poids actuels ; au moindre changement en sa faveur, {swap}.",
        "exact": " Aucun changement plus petit ne suffit.",
        "bound": " C'est le plus petit changement trouvé ; il peut en exister un plus petit.",
        "none_any": "{held}aucun jeu de poids ne change l'ensemble financé",
        "none_enters": "{held}aucun jeu de poids ne fait financer {candidate}",
        "none_leaves": "{held}aucun jeu de poids ne prive {candidate} de financement",
        "nothing_better": " : sur aucun critère seul, donc avec aucun jeu de poids, un autre ensemble permis ne vaut davantage.",
        "no_set_enters": " : aucun ensemble permis ne le contient.",
        "no_set_leaves": " : tout ensemble permis le contient.",
        "ruled_out": " : tous les ensembles qui le pourraient ont été écartés.",
        "given_up": ", pour autant qu'on ait cherché : la recherche s'est arrêtée avant d'avoir écarté tous les ensembles.",
        "not_found": " parmi les {tried} jeux de poids essayés ; ce n'est pas une preuve qu'il n'y en a pas.",
    },
}
