"""A whole study in one immutable object, and the same study as JSON."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from importlib.metadata import version
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, PlainSerializer

from mcda_industry.arrays import is_whole
from mcda_industry.concordance import labelled
from mcda_industry.domain.needs import VerdictLimit
from mcda_industry.errors import DecisionError, quoted
from mcda_industry.inspection import Finding, findings
from mcda_industry.methods import RankingMethod, listed_methods, named
from mcda_industry.problem import Problem, as_problem
from mcda_industry.ranking import Ranking, rank
from mcda_industry.recommendation import Provenance, Recommendation, Result, VerdictRules, limits_on, recommend
from mcda_industry.records import Count, FrozenMap, Labels, Name, Number, Record
from mcda_industry.sensitivity.acceptability import Acceptability, acceptability
from mcda_industry.sensitivity.one_weight.flips import place_intervals
from mcda_industry.sensitivity.one_weight.intervals import Interval
from mcda_industry.sensitivity.one_weight.stability import Keep, StabilityIntervals, intervals_of
from mcda_industry.sensitivity.uncertain_weights.draws import Seed, check_draws, entropy_of
from mcda_industry.sensitivity.uncertain_weights.laws import AnyLaw, Around, Law, as_law
from mcda_industry.weighting.objective import equal
from mcda_industry.weighting.weights import Weights


@dataclass(frozen=True, eq=False)
class Study:
    """A problem and the choices made about it; what follows from them is derived when asked for, once.

    Parameters
    ----------
    problem
        What is decided.
    weights
        Weights, or points by criterion name. None: equal weights.
    method
        The method that decides, or its name.
    compared_with
        Methods whose rankings are shown beside it.
    law
        What is supposed of the weights. None: scattered around the weights with concentration 50.
    draws, rng
        Size and seed of the Monte Carlo study.
    places
        How many places there are to fill. None: a quarter of the alternatives, rounded up.
    titles
        What people call the alternatives: {"P01": {"fr": ..., "en": ...}}.
    caveats
        What every record of the study must say, by language.
    rules
        The lines between the verdicts.
    limits
        The best verdict some alternatives may have, whatever their rank: what `mi.needs.verdict_limits` gives while needs
        are unmet.

    Examples
    --------
    >>> from mcda_industry.problem import maximise
    >>> problem = Problem.of([maximise("a"), maximise("b")], {"x": (1, 0), "y": (0, 1)})
    >>> study = Study(problem, weights={"a": 0.7, "b": 0.3}, method="weighted_sum")
    >>> study.ranking.best, study.using("topsis").ranking.best
    ('x', 'x')
    """

    problem: Problem
    weights: Weights | Mapping[str, float] | None = None
    method: RankingMethod | str = "promethee2"
    compared_with: Sequence[RankingMethod | str] = ()
    law: Law | None = None
    draws: int = 10_000
    rng: Seed = 0
    places: int | None = None
    titles: Mapping[str, Mapping[str, str]] = FrozenMap()
    caveats: tuple[Mapping[str, str], ...] = ()
    rules: VerdictRules = field(default_factory=VerdictRules)
    limits: Mapping[str, VerdictLimit] | Sequence[VerdictLimit] = ()

    def __post_init__(self) -> None:
        """Settle the choices, so that a wrong one is refused here and not in the middle of the study."""
        problem = as_problem(self.problem)
        weights = equal(problem) if self.weights is None else Weights.of(self.weights)
        weights.over(problem.criterion_names)
        check_draws(self.draws)
        law = Around(weights) if self.law is None else as_law(self.law)
        law.region(problem.criterion_names)  # refuses other criteria, and limits that nothing meets
        settled = {
            "weights": weights,
            "method": named(self.method),
            "compared_with": listed_methods(self.compared_with, "compared_with"),
            "law": law,
            "rng": entropy_of(self.rng),
            "places": _places(self.places, len(problem.alternatives)),
            "limits": limits_on(self.limits, problem.alternatives),
            **dict(StudyWords.model_validate({name: getattr(self, name) for name in StudyWords.model_fields})),
        }
        for name, value in settled.items():
            object.__setattr__(self, name, value)

    def weigh(self, weights: Weights | Mapping[str, float]) -> Self:
        """The same study with these weights; a law scattered around the old ones is scattered around these."""
        law = Around(weights, self.law.concentration) if isinstance(self.law, Around) else self.law
        return replace(self, weights=weights, law=law)

    def using(self, method: RankingMethod | str, compared_with: Sequence[RankingMethod | str] | None = None) -> Self:
        """The same study decided by this method."""
        return replace(
            self, method=method, compared_with=self.compared_with if compared_with is None else compared_with
        )

    @cached_property
    def ranking(self) -> Ranking:
        """The ranking by the deciding method."""
        return rank(self.problem, self.settled_weights, self.method)

    @cached_property
    def rankings(self) -> Mapping[str, Ranking]:
        """The rankings by every method compared, by name, the deciding one first."""
        others = (rank(self.problem, self.settled_weights, method) for method in self.compared_with)
        return FrozenMap(labelled([self.ranking, *others]))

    @property
    def settled_weights(self) -> Weights:
        """The weights used."""
        return equal(self.problem) if self.weights is None else Weights.of(self.weights)

    @property
    def number_of_places(self) -> int:
        """How many places there are to fill."""
        return _places(self.places, len(self.problem.alternatives))

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What to look at in the problem before trusting a ranking of it."""
        return findings(self.problem)

    def stability(self, keep: Keep = "order") -> StabilityIntervals:
        """How far each weight can move before the order, the leader or the best k changes."""
        return intervals_of(self.ranking, keep)

    @cached_property
    def place_intervals(self) -> Mapping[str, Mapping[str, Interval]] | None:
        """By alternative and criterion, the weights that keep it on its side of the line; None for a black box."""
        return place_intervals(self.ranking, self.number_of_places)

    @property
    def settled_law(self) -> Law:
        """The law of the weights used."""
        return self.law or Around(self.settled_weights)

    @cached_property
    def acceptability(self) -> Acceptability:
        """How often each alternative takes each rank when the weights are uncertain."""
        return acceptability(self.problem, self.method, self.settled_law, self.draws, self.rng)

    @cached_property
    def recommendations(self) -> tuple[Recommendation, ...]:
        """What to say at the end, from best to worst."""
        return recommend(self)

    @cached_property
    def provenance(self) -> Provenance:
        """Enough to compute the study again."""
        method = named(self.method)
        return Provenance(
            version=version("mcda_industry"),
            method=method.name,
            conventions=FrozenMap(method.conventions),
            weights=FrozenMap(self.settled_weights.shares),
            weights_source=self.settled_weights.source,
            seed=entropy_of(self.rng),
            draws=self.draws,
            inputs=self._fingerprint(),
        )

    def _fingerprint(self) -> str:
        methods = [_told(named(method)) for method in (self.method, *self.compared_with)]
        limits = limits_on(self.limits, self.problem.alternatives)
        records = [record.fingerprint() for record in (self.problem, self.settled_law, self.rules, *limits)]
        parts = [*records, repr(dict(self.settled_weights.shares)), *methods, str(self.number_of_places)]
        return sha256("\n".join(parts).encode()).hexdigest()


def _told(method: RankingMethod) -> str:
    """A method with all its choices, also those too long for its conventions."""
    return f"{method.name} {dict(method.conventions)} {method.fingerprint() if isinstance(method, Record) else ''}"


class StudyWords(Record):
    """What a study says of its alternatives, and the lines between its verdicts."""

    titles: FrozenMap[str, Labels]
    caveats: tuple[Labels, ...]
    rules: VerdictRules


def _places(places: int | None, n: int) -> int:
    if places is None:
        return max(1, -(-n // 4))
    if not is_whole(places, 1, n):
        said = f"places must be a whole number from 1 to {n}, the number of alternatives, not {quoted(places)}."
        raise DecisionError(said, code="bad_places", field="places")
    return int(places)


def _settled(value: Any) -> Any:
    """A JSON value that nobody can change any more: objects as frozen maps, lists as tuples."""
    if isinstance(value, Mapping):
        return FrozenMap({key: _settled(part) for key, part in value.items()})
    return tuple(map(_settled, value)) if isinstance(value, list | tuple) else value


def _open(value: Any) -> Any:
    """The JSON value that was settled."""
    if isinstance(value, Mapping):
        return {key: _open(part) for key, part in value.items()}
    return list(map(_open, value)) if isinstance(value, tuple) else value


class MethodChoice(Record):
    """A method by name, with its parameters.

    >>> MethodChoice(name="topsis", parameters={"normalisation": "minmax"}).method.conventions["normalisation"]
    'minmax'
    """

    name: Name = "promethee2"
    parameters: Annotated[FrozenMap[str, Any], AfterValidator(_settled), PlainSerializer(_open)] = FrozenMap()

    @property
    def method(self) -> RankingMethod:
        """The method itself; an unknown name or parameter is refused."""
        return named(self.name, **_open(self.parameters))


class StudyRequest(Record):
    """A study as another program asks for it: `StudyRequest.model_validate_json(text).run()`."""

    schema_version: Literal["1.0"] = "1.0"
    problem: Problem
    weights: FrozenMap[Name, Number] | None = Field(
        None, description="points by criterion; equal weights when left out"
    )
    method: MethodChoice = MethodChoice()
    compared_with: tuple[MethodChoice, ...] = ()
    law: AnyLaw | None = Field(None, description="what is supposed of the weights; around the weights when left out")
    draws: Annotated[Count, Field(ge=1)] = 10_000
    seed: Annotated[Count, Field(ge=0)] = 0
    places: Count | None = Field(None, description="places to fill; a quarter of the alternatives when left out")
    titles: FrozenMap[Name, Labels] = FrozenMap()
    caveats: tuple[Labels, ...] = ()
    rules: VerdictRules = VerdictRules()
    limits: tuple[VerdictLimit, ...] = Field(
        (), description="the best verdicts some alternatives may have, whatever their rank"
    )

    def study(self) -> Study:
        """The study asked for; raises the refusals of `Study`."""
        return Study(
            self.problem,
            None if self.weights is None else Weights(self.weights, source="request"),
            self.method.method,
            tuple(choice.method for choice in self.compared_with),
            self.law,
            self.draws,
            self.seed,
            self.places,
            self.titles,
            self.caveats,
            self.rules,
            self.limits,
        )

    def run(self) -> "StudyResult":
        """The answer to this request."""
        return StudyResult.of(self.study())


class RankingRecord(Record):
    """A ranking as JSON: results by alternative, from best to worst."""

    method: Name
    conventions: FrozenMap[str, str]
    ties: Annotated[Literal["competition"], Field(description="tied alternatives share the smaller rank")] = (
        "competition"
    )
    results: FrozenMap[Name, Result]


class StabilityRecord(Record):
    """Stability intervals as JSON: lowest, present and highest weight by criterion."""

    keep: Literal["order", "best"] | Count
    exact: bool
    intervals: FrozenMap[Name, tuple[Number, Number, Number]]

    @classmethod
    def of(cls, found: StabilityIntervals) -> Self:
        """The record of these intervals."""
        intervals = FrozenMap({name: (i.low, i.weight, i.high) for name, i in found.items()})
        return cls(keep=found.keep, exact=found.exact, intervals=intervals)


class AcceptabilityRecord(Record):
    """Rank acceptabilities as JSON: for each alternative, the share of draws at ranks 1 to n."""

    law: AnyLaw
    draws: Count
    effective_draws: Number = Field(
        description="how many independent draws they are worth; fewer where they come from chains"
    )
    seed: Count
    rank_acceptability: FrozenMap[Name, tuple[Number, ...]]

    @classmethod
    def of(cls, found: Acceptability) -> Self:
        """The record of these counts."""
        rows = zip(found.alternatives, found.rank_acceptability.tolist(), strict=True)
        shares = FrozenMap({name: tuple(row) for name, row in rows})
        effective = found.convergence.effective
        return cls(
            law=found.law, draws=found.draws, effective_draws=effective, seed=found.seed, rank_acceptability=shares
        )


class StudyResult(Record):
    """Everything a study answers, as JSON: rankings, stability, acceptability, findings and recommendations."""

    schema_version: Literal["1.0"] = "1.0"
    rankings: tuple[RankingRecord, ...]
    stability: tuple[StabilityRecord, ...]
    acceptability: AcceptabilityRecord
    findings: tuple[Finding, ...]
    recommendations: tuple[Recommendation, ...]
    provenance: Provenance

    @classmethod
    def of(cls, study: Study) -> Self:
        """The answers of this study."""
        keeps: tuple[Keep, ...] = ("order", "best", study.number_of_places)
        movable = len(study.problem.criteria) > 1
        return cls(
            rankings=tuple(_ranking_record(ranking) for ranking in study.rankings.values()),
            stability=tuple(StabilityRecord.of(study.stability(keep)) for keep in keeps) if movable else (),
            acceptability=AcceptabilityRecord.of(study.acceptability),
            findings=study.findings,
            recommendations=study.recommendations,
            provenance=study.provenance,
        )


def _ranking_record(ranking: Ranking) -> RankingRecord:
    conventions = FrozenMap(ranking.conventions)
    results = {
        name: Result(method=ranking.method, conventions=conventions, rank=ranking.rank_of(name), score=ranking[name])
        for name in ranking.order
    }
    return RankingRecord(method=ranking.method, conventions=conventions, results=FrozenMap(results))
