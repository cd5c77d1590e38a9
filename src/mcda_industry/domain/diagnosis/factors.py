"""What is said of an ecosystem, scored: SWOT and PESTEL, with the evidence each statement has."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Final, Literal, get_args

from pydantic import Field

from mcda_industry.domain.evidence import Evidence, evidence_sentence, written
from mcda_industry.errors import ProblemError, listed, speaks_french
from mcda_industry.records import Count, FrozenMap, Labels, Name, Record

Kind = Literal["strength", "weakness", "opportunity", "threat"]
Dimension = Literal["political", "economic", "social", "technological", "environmental", "legal"]
Grade = Annotated[Count, Field(ge=1, le=5)]

CERTAIN = 5
"""The likelihood of a strength or weakness that gives none: it is there."""

FRENCH: Final[FrozenMap[str, str]] = FrozenMap(
    {
        "strength": "forces",
        "weakness": "faiblesses",
        "opportunity": "opportunités",
        "threat": "menaces",
        "political": "politique",
        "economic": "économique",
        "social": "social",
        "technological": "technologique",
        "environmental": "environnemental",
        "legal": "juridique",
    }
)
ENGLISH: Final[FrozenMap[str, str]] = FrozenMap(
    {"strength": "strengths", "weakness": "weaknesses", "opportunity": "opportunities", "threat": "threats"}
)


class Factor(Record):
    """One statement of a SWOT or PESTEL analysis.

    Parameters
    ----------
    id, said
        Its code and what it says, by language.
    kind
        "strength" or "weakness" (of the ecosystem), "opportunity" or "threat" (from outside).
    dimension
        Its place in PESTEL: "political", "economic", "social", "technological", "environmental" or "legal"; None where it
        has none.
    impact_1_5
        How much it matters; None where nobody has graded it.
    likelihood_1_5
        How likely it comes about; a strength or weakness that gives none is certain (5).
    evidence
        Where it comes from; None where nothing is said.

    Examples
    --------
    >>> levy = Factor(id="T1", kind="threat", dimension="legal", impact_1_5=4, likelihood_1_5=3,
    ...               said={"en": "carbon border levy"}, evidence=Evidence(flag="sourced", sources=("S51",)))
    >>> levy.score, levy.supported_score
    (-12, -9.6)
    """

    id: Name
    said: Labels = FrozenMap()
    kind: Kind
    dimension: Dimension | None = None
    impact_1_5: Grade | None = None
    likelihood_1_5: Grade | None = None
    evidence: Evidence | None = None

    @property
    def favourable(self) -> bool:
        """Whether it is a strength or an opportunity."""
        return self.kind in {"strength", "opportunity"}

    @property
    def score(self) -> int | None:
        """Impact times likelihood, 1 to 25, below zero for a weakness or threat; None where it is not graded."""
        likelihood = self.likelihood_1_5 or (CERTAIN if self.kind in {"strength", "weakness"} else None)
        if self.impact_1_5 is None or likelihood is None:
            return None
        return self.impact_1_5 * likelihood * (1 if self.favourable else -1)

    @property
    def supported_score(self) -> float | None:
        """The score times the strength of the evidence out of 5: 0 without evidence; None where it is not graded."""
        if self.score is None:
            return None
        return self.score * self.evidence.strength / 5 if self.evidence else 0.0

    def called(self, lang: str = "en") -> str:
        """What it says in this language, else in another, else its code."""
        wanted = "fr" if speaks_french(lang) else "en"
        return self.said.get(wanted) or next(iter(self.said.values()), self.id)

    def sentence(self, lang: str = "en") -> str:
        """The statement with its score and evidence."""
        french = speaks_french(lang)
        if self.score is None:
            scored = "non noté" if french else "not graded"
        else:
            scored = f"{'note' if french else 'score'} {self.score:+d}"
        stop = " ; " if french else "; "
        return f"{self.called(lang)}{' :' if french else ':'} {scored}{stop}{evidence_sentence(self.evidence, lang)}."


@dataclass(frozen=True)
class Side:
    """One side of a SWOT or PESTEL analysis: its statements, what weighs most first.

    Attributes
    ----------
    name
        The kind or dimension.
    factors
        The statements, by the size of their supported score, then of their score; those not graded last.
    favourable, adverse
        Sums of the scores above and below zero.
    supported
        Sum of the supported scores.
    ungraded, unsupported
        Ids of the statements without a score, and without evidence.
    """

    name: str
    factors: tuple[Factor, ...]
    favourable: int
    adverse: int
    supported: float
    ungraded: tuple[str, ...]
    unsupported: tuple[str, ...]

    def sentence(self, lang: str = "en") -> str:
        """The side in one sentence: how many statements, how they score, and how many cannot be counted."""
        french = speaks_french(lang)
        name = FRENCH[self.name] if french else ENGLISH.get(self.name, self.name)
        n, total = len(self.factors), self.favourable + self.adverse
        if french:
            said = f"{name} : {n} énoncé{'s' * (n > 1)}"
            said += f", note {total:+d} ({written(self.supported, lang)} étayé)" if len(self.ungraded) < n else ""
            said += f" ; {len(self.ungraded)} non noté{'s' * (len(self.ungraded) > 1)}" if self.ungraded else ""
            return said + (f" ; {len(self.unsupported)} sans source" if self.unsupported else "") + "."
        said = f"{name}: {n} statement{'s' * (n != 1)}"
        said += f", score {total:+d} ({written(self.supported, lang)} supported)" if len(self.ungraded) < n else ""
        said += f"; {len(self.ungraded)} not graded" if self.ungraded else ""
        return said + (f"; {len(self.unsupported)} without evidence" if self.unsupported else "") + "."


def swot(factors: Iterable[Factor]) -> tuple[Side, ...]:
    """The statements as strengths, weaknesses, opportunities and threats, in this order.

    Raises
    ------
    ProblemError
        If two statements have the same id.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> [side.sentence() for side in swot(morocco_2025().diagnoses[0].factors)][0]
    'strengths: 3 statements; 3 not graded.'
    """
    factors = _each_once(factors)
    return tuple(_side(kind, [f for f in factors if f.kind == kind]) for kind in get_args(Kind))


def pestel(factors: Iterable[Factor]) -> tuple[Side, ...]:
    """The statements by PESTEL dimension; those that name none take no part.

    Raises
    ------
    ProblemError
        If two statements have the same id.

    Examples
    --------
    >>> levy = Factor(id="T1", kind="threat", dimension="legal", impact_1_5=4, likelihood_1_5=3)
    >>> pestel([levy])[-1].sentence()
    'legal: 1 statement, score -12 (0 supported); 1 without evidence.'
    """
    factors = _each_once(factors)
    return tuple(_side(name, [f for f in factors if f.dimension == name]) for name in get_args(Dimension))


def _each_once(factors: Iterable[Factor]) -> tuple[Factor, ...]:
    factors = tuple(factors)
    ids = [factor.id for factor in factors]
    if twice := [name for name in dict.fromkeys(ids) if ids.count(name) > 1]:
        said = f"Each statement needs its own id: {listed(twice)} stands twice. Rename one of them."
        raise ProblemError(said, code="duplicate_name", field="factors")
    return factors


def _side(name: str, factors: list[Factor]) -> Side:
    scores = [factor.score for factor in factors if factor.score is not None]
    return Side(
        name,
        tuple(sorted(factors, key=lambda f: (-abs(f.supported_score or 0), -abs(f.score or 0)))),
        sum(score for score in scores if score > 0),
        sum(score for score in scores if score < 0),
        sum(factor.supported_score or 0.0 for factor in factors),
        tuple(factor.id for factor in factors if factor.score is None),
        tuple(factor.id for factor in factors if factor.evidence is None),
    )
