"""What a broken rule leaves behind: the problem, the weights and the scores that show it."""

from dataclasses import dataclass, field
from enum import Enum
from itertools import zip_longest

import numpy as np

from mcda_industry.arrays import FloatArray
from mcda_industry.errors import speaks_french
from mcda_industry.methods import Claim
from mcda_industry.preferences import PreferenceFunction
from mcda_industry.problem import Evaluations

MOST_ROWS = 8
"""Alternatives a printed counterexample shows; those it is about come first."""


class Rule(Enum):
    """What every method must do, whatever it claims; `testing.check_method` tries to break each one."""

    ANSWERS = "A problem is scored, or refused by a DecisionError."
    ONE_SCORE = "There is one score per alternative."
    FINITE = "Every score is a finite number."
    UNTOUCHED = "The evaluations are left as they were."
    REPEATS = "The same question has the same answer."
    PROPORTIONS = "Weights count by their proportions."
    BATCHES = "Many weights at once score as one at a time."
    ROWS = "The order of the rows does not matter."
    COLUMNS = "The order of the criteria does not matter."
    ZERO_WEIGHT = "A criterion of weight zero has no effect."
    CLONES = "Equal alternatives score equal, to the last bit."
    REFUSES = "Weights that are none (not finite, negative, all zero, too many) are refused by a DecisionError."

    def sentence(self, lang: str = "en") -> str:
        """The rule in words.

        >>> Rule.REPEATS.sentence("fr")
        'La même question reçoit la même réponse.'
        """
        return _RULES_IN_FRENCH[self.name] if speaks_french(lang) else self.value


_RULES_IN_FRENCH = {
    "ANSWERS": "Un problème reçoit des scores, ou est refusé par une DecisionError.",
    "ONE_SCORE": "Il y a un score par alternative.",
    "FINITE": "Chaque score est un nombre fini.",
    "UNTOUCHED": "Les évaluations restent comme elles étaient.",
    "REPEATS": "La même question reçoit la même réponse.",
    "PROPORTIONS": "Les poids comptent par leurs proportions.",
    "BATCHES": "Plusieurs jeux de poids à la fois donnent les mêmes scores que l'un après l'autre.",
    "ROWS": "L'ordre des lignes ne compte pas.",
    "COLUMNS": "L'ordre des critères ne compte pas.",
    "ZERO_WEIGHT": "Un critère de poids nul n'a pas d'effet.",
    "CLONES": "Des alternatives égales ont le même score, jusqu'au dernier bit.",
    "REFUSES": "Des poids qui n'en sont pas (non finis, négatifs, tous nuls, trop nombreux) sont refusés par une DecisionError.",
}


@dataclass(frozen=True, eq=False)
class Scoring:
    """A problem and the scores it got.

    Attributes
    ----------
    evaluations, weights
        What was asked: n alternatives and the weights of the m criteria.
    scores
        (n,) what was answered, or what came instead; None if nothing came.
    rows
        The alternatives that show the fault, 0-based.
    error
        What was raised, where something was.
    """

    evaluations: Evaluations
    weights: FloatArray
    scores: FloatArray | None
    rows: tuple[int, ...] = ()
    error: str = ""

    def sentence(self, lang: str = "en") -> str:
        """The scores of the alternatives that show the fault; their values where there is no score."""
        words = _WORDS["fr" if speaks_french(lang) else "en"]
        if self.error:
            return words["error"] + self.error
        held = self.evaluations.values if self.scores is None else self.scores
        if not self.rows:
            return words["shape"].format(scores=held.shape, alternatives=len(self.evaluations.values))
        said = (f"{words['row']} {i + 1}{words[':']} {_shown(held[i])}" for i in self.rows)
        return words[";"].join(said).replace(".", words["."])

    def __str__(self) -> str:
        case = self.evaluations
        heads = {
            "direction": ["max" if d > 0 else "min" for d in case.directions],
            "weight": [_shown(w) for w in self.weights],
        }
        if case.declared.any():
            heads["scale"] = ["-" if np.isnan(low) else f"{low:g}..{high:g}" for low, high in case.scales]
        if any(case.preferences):
            heads["preference"] = [_called(p) for p in case.preferences]
        shown = list(dict.fromkeys([*self.rows, *range(len(case.values))]))[:MOST_ROWS]
        heads |= {f"row {i + 1}": [*map(_shown, case.values[i]), *self._scored(i)] for i in sorted(shown)}
        more = len(case.values) - len(shown)
        return "\n".join([*_aligned(heads), *([f"  and {more} rows more"] if more else [])])

    def _scored(self, row: int) -> list[str]:
        whole = self.scores is not None and self.scores.shape == (len(self.evaluations.values),)
        return ["->", f"{self.scores[row]:.12g}"] if whole else []  # type: ignore[index]


@dataclass(frozen=True, eq=False)
class Counterexample:
    """A problem that shows that a method does not do what a rule, or its claim, says.

    Attributes
    ----------
    method
        The name of the method.
    broken
        The rule of the contract or the claim it breaks.
    scorings
        The problem as it was scored, and, where the fault is a change, the problem scored again after it.
    """

    method: str
    broken: Claim | Rule
    scorings: tuple[Scoring, ...] = field(repr=False)

    @property
    def cells(self) -> int:
        """How many performances one has to look at; the smallest counterexample is kept."""
        return sum(scoring.evaluations.values.size for scoring in self.scorings)

    def sentence(self, lang: str = "en") -> str:
        """What is broken, and the scores that show it."""
        words = _WORDS["fr" if speaks_french(lang) else "en"]
        seen = words["then"].join(scoring.sentence(lang) for scoring in self.scorings)
        broken = f"{self.method}{words[':']} {self.broken.name} {words['broken']}"
        return f"{broken} {self.broken.sentence(lang)} {seen[:1].upper()}{seen[1:]}."

    def __str__(self) -> str:
        return "\n\n".join([self.sentence(), *map(str, self.scorings)])


class BrokenRuleError(Exception):
    """Raised inside a trial when what came back is no answer; carries the evidence."""

    def __init__(self, rule: Rule, *scorings: Scoring) -> None:
        super().__init__(rule.value)
        self.rule, self.scorings = rule, scorings


_WORDS = {
    "en": {
        ":": ":",
        ";": ", ",
        ".": ".",
        "row": "row",
        "then": "; then ",
        "error": "raised ",
        "shape": "scores of shape {scores} for {alternatives} alternatives",
        "broken": "does not hold.",
    },
    "fr": {
        ":": "\u202f:",
        ";": "\u202f; ",
        ".": ",",
        "row": "ligne",
        "then": "\u202f; puis ",
        "error": "levée de ",
        "shape": "scores de forme {scores} pour {alternatives} alternatives",
        "broken": "ne tient pas.",
    },
}


def _shown(number: FloatArray | float) -> str:
    """A number, or a row of numbers, with at most six digits."""
    return f"{number:.6g}" if np.ndim(number) == 0 else f"[{', '.join(f'{n:.6g}' for n in np.asarray(number))}]"


def _called(preference: PreferenceFunction | None) -> str:
    if preference is None:
        return "-"
    thresholds = ",".join(f"{name}={value:.4g}" for name, value in preference if name != "kind")
    return f"{preference.kind}({thresholds})"  # type: ignore[attr-defined]


def _aligned(lines: dict[str, list[str]]) -> list[str]:
    """Lines of cells under each other, each with its head."""
    head = max(map(len, lines))
    widths = [max(map(len, column)) for column in zip_longest(*lines.values(), fillvalue="")]
    return [
        f"  {name:<{head}}  "
        + "  ".join(f"{cell:>{width}}" for cell, width in zip(cells, widths, strict=False)).rstrip()
        for name, cells in lines.items()
    ]
