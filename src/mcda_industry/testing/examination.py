"""A method put to the test, and what came of it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from mcda_industry.arrays import FloatArray, is_whole
from mcda_industry.errors import DecisionError, MethodError, did_you_mean, quoted, speaks_french
from mcda_industry.methods import Claim, RankingMethod, named
from mcda_industry.problem import Evaluations
from mcda_industry.records import FrozenMap
from mcda_industry.testing.cases import large_case, random_case, without_scales
from mcda_industry.testing.claims import CLAIMS
from mcda_industry.testing.contract import AT_SCALE, CONTRACT, Asked, Trial
from mcda_industry.testing.evidence import BrokenRuleError, Counterexample, Rule

LARGEST = 5_000
"""Alternatives of the large problem: more than a block of any kernel."""


@dataclass(frozen=True)
class Tally:
    """How often a rule or claim was tried, how often the method refused, and the smallest counterexample if there is one."""

    tried: int = 0
    refusals: FrozenMap[str, int] = FrozenMap()
    """How many refusals there were of each `code`."""
    counterexample: Counterexample | None = None
    refusal: str = ""
    """The words of the last refusal."""

    @property
    def refused(self) -> int:
        """How often the method refused."""
        return sum(self.refusals.values())

    @property
    def kept(self) -> bool:
        """Whether it was put to the test and held."""
        return self.tried > 0 and self.counterexample is None


@dataclass(frozen=True, eq=False, repr=False)
class Examination:
    """What trying every rule and claim on random problems showed of a method.

    A claim that is not `broken` was not refuted, which is no proof. A refusal (`DecisionError`) counts neither for nor against
    a claim.

    Attributes
    ----------
    method
        Its name.
    claims
        What it claims.
    tallies
        For each `Rule` and `Claim` that was tried, how it went.

    Examples
    --------
    >>> from mcda_industry.testing import examine
    >>> examine("topsis")
    Examination of topsis
      the contract                     kept
      RESPECTS_DOMINANCE               claimed  kept
      MONOTONE                                  broken
      UNIT_FREE                        claimed  kept
      TRANSLATION_FREE                          broken
      CLONE_PROOF                               broken
      NO_RANK_REVERSAL                          broken
      NO_RANK_REVERSAL_WITHOUT_SCALES           broken
    """

    method: str
    claims: frozenset[Claim]
    tallies: Mapping[Rule | Claim, Tally]

    @property
    def faults(self) -> Mapping[Rule, Counterexample]:
        """The rules of the contract that are broken, each with the smallest counterexample found."""
        rules = {key: tally.counterexample for key, tally in self.tallies.items() if isinstance(key, Rule)}
        return FrozenMap({rule: found for rule, found in rules.items() if found is not None})

    @property
    def broken(self) -> Mapping[Claim, Counterexample]:
        """The claims that do not hold of this method, made or not, each with the smallest counterexample found."""
        claims = {key: tally.counterexample for key, tally in self.tallies.items() if isinstance(key, Claim)}
        return FrozenMap({claim: found for claim, found in claims.items() if found is not None})

    @property
    def kept(self) -> frozenset[Claim]:
        """The claims that were tried and not broken, made or not."""
        return frozenset(key for key, tally in self.tallies.items() if isinstance(key, Claim) and tally.kept)

    @property
    def untried(self) -> frozenset[Claim]:
        """The claims that could not be tried, because the method refused every problem they could show on."""
        return frozenset(key for key, tally in self.tallies.items() if isinstance(key, Claim) and not tally.tried)

    @property
    def answered(self) -> bool:
        """Whether the method scored any problem at all."""
        return any(tally.tried for key, tally in self.tallies.items() if key is not Rule.ANSWERS)

    @property
    def passed(self) -> bool:
        """Whether the method scores problems, keeps the contract and everything it claims."""
        return self.answered and not self.faults and self.claims <= self.kept

    @property
    def against(self) -> tuple[Counterexample, ...]:
        """The counterexamples to the contract and to what the method claims, the contract first."""
        return (*self.faults.values(), *(found for claim, found in self.broken.items() if claim in self.claims))

    def sentence(self, lang: str = "en") -> str:
        """What is wrong, by its first counterexample; or that nothing was found."""
        if self.against:
            return self.against[0].sentence(lang)
        vain = sorted(claim.name for claim in self.claims & self.untried)
        words = _WORDS["fr" if speaks_french(lang) else "en"]
        key = "passed" if self.passed else "untried" if self.answered else "unanswered"
        last = [tally.refusal for tally in self.tallies.values() if tally.refusal][-1:]
        said = words[key].format(claims=", ".join(vain), refusal="".join(last))
        return f"{self.method}{words[':']} {said}"

    def __repr__(self) -> str:
        contract = f"broken: {', '.join(rule.name for rule in self.faults)}" if self.faults else "kept"
        claims = [claim for claim in CLAIMS if claim in self.tallies]
        width = max(len(name) for name in ("the contract", *(claim.name for claim in claims)))
        lines = [f"Examination of {self.method}", f"  {'the contract':<{width}}  {contract}"]
        for claim in claims:
            made = "claimed" if claim in self.claims else ""
            came = "broken" if claim in self.broken else "kept" if claim in self.kept else "refused"
            lines.append(f"  {claim.name:<{width}}  {made:<7}  {came}")
        return "\n".join(lines)


_WORDS = {
    "en": {
        ":": ":",
        "passed": "no counterexample was found to the contract nor to a claim it makes.",
        "unanswered": "every problem was refused. The last refusal: {refusal}",
        "untried": "{claims} could not be tried, because every problem was refused. The last refusal: {refusal}",
    },
    "fr": {
        ":": "\u202f:",
        "passed": "aucun contre-exemple n'a été trouvé, ni au contrat ni à ce qu'elle affirme.",
        "unanswered": "chaque problème a été refusé. Le dernier refus\u202f: {refusal}",
        "untried": "{claims} n'a pu être essayé, car chaque problème a été refusé. Le dernier refus\u202f: {refusal}",
    },
}


def examine(
    method: RankingMethod | str,
    rng: int | np.random.Generator = 0,
    rounds: int = 50,
    claims: Collection[Claim] | None = None,
    largest: int = LARGEST,
) -> Examination:
    """Try every rule of the contract, and every claim, made or not, and show what broke.

    Parameters
    ----------
    method
        The method to try, or its name in the catalogue.
    rng
        A seed or a generator for the random problems.
    rounds
        How many small problems to try.
    claims
        The claims to try; all of them when not given.
    largest
        Alternatives of one large problem on which the contract is tried once more; 0 leaves it out, for a method that would
        take too long.

    Returns
    -------
    Examination
        What was kept and what was broken, with the smallest counterexample found for each.

    Raises
    ------
    MethodError
        If there is no such method, a claim is none, the seed is none, or a number of problems or alternatives is not whole.

    Examples
    --------
    >>> from mcda_industry.methods.weighted_sum import WeightedSum
    >>> found = examine(WeightedSum(normalisation="none"), claims=[Claim.UNIT_FREE])
    >>> [scoring.evaluations.values.tolist() for scoring in found.broken[Claim.UNIT_FREE].scorings]
    [[[9.0], [9.0], [-9.0]], [[9000.0], [9000.0], [-9000.0]]]
    """
    wanted = tuple(Claim) if claims is None else claims
    method, generator = _settled(method, wanted, rounds, largest), _generator(rng)
    trials: dict[Rule | Claim, Trial] = dict(CONTRACT) | {claim: CLAIMS[claim] for claim in CLAIMS if claim in wanted}
    book = _Book(Asked(method), dict.fromkeys((*Rule, *trials), Tally()))
    for turn in range(rounds):
        posed, seed = random_case(generator), int(generator.integers(2**62))
        for key, trial in trials.items():
            book.enter(key, trial, _posed(key, turn, *posed), [seed, _PLACES.index(key)])
    if largest:
        large = large_case(generator, largest)
        for place, rule in enumerate(AT_SCALE):
            book.enter(rule, CONTRACT[rule], large, [rounds, place])
    return Examination(method.name, frozenset(method.claims), FrozenMap(book.tallies))


_PLACES: list[Rule | Claim] = [*Rule, *Claim]


def _settled(method: RankingMethod | str, claims: Collection[Claim], rounds: int, largest: int = 0) -> RankingMethod:
    """The method, once what it is to be tried on and for has been found to make sense."""
    for field, count, least in (("rounds", rounds, 1), ("largest", largest, 0)):
        if not is_whole(count, least):
            said = f"The argument {field} must be a whole number from {least}, not {quoted(count)}. Give one."
            raise MethodError(said, code="bad_count", field=field)
    if not isinstance(claims, Collection):
        said = f"Claims are given as a list, not as {quoted(claims)}. Give [mi.Claim.MONOTONE] or the like."
        raise MethodError(said, code="not_a_list", field="claims")
    for claim in claims:
        if not isinstance(claim, Claim):
            names = [known.name for known in Claim]
            said = f"{quoted(claim)} is no claim; {did_you_mean(str(claim).upper(), names)} Give mi.Claim.{names[0]} or the like."
            raise MethodError(said, code="unknown_claim", field="claims")
    return named(method)


def _generator(rng: int | np.random.Generator) -> np.random.Generator:
    if isinstance(rng, np.random.Generator) or is_whole(rng, 0):
        return np.random.default_rng(rng)
    said = f"rng must be a whole number, zero or more, or a numpy Generator, not {quoted(rng)}. Give one."
    raise MethodError(said, code="bad_seed", field="rng")


def _posed(key: Rule | Claim, turn: int, case: Evaluations, weights: FloatArray) -> tuple[Evaluations, FloatArray]:
    """The problem without its scales every other time, unless the claim is about one of the two."""
    if key is Claim.NO_RANK_REVERSAL:
        return case, weights
    bare = turn % 2 == 1 or key is Claim.NO_RANK_REVERSAL_WITHOUT_SCALES
    return (without_scales(case) if bare else case), weights


def counterexample(
    method: RankingMethod | str, claim: Claim, rng: int | np.random.Generator = 0, rounds: int = 2_000
) -> Counterexample | None:
    """The first random problem that shows that the method does not have this property; None if none of them does.

    It looks longer than `examine`, for one claim alone, and stops at the first.

    Examples
    --------
    >>> from mcda_industry.methods.promethee import Promethee2
    >>> found = counterexample(Promethee2(), Claim.NO_RANK_REVERSAL)
    >>> [len(scoring.evaluations.values) for scoring in found.scorings]
    [6, 5]
    """
    asked, generator = Asked(_settled(method, [claim], rounds)), _generator(rng)
    for turn in range(rounds):
        posed = _posed(claim, turn, *random_case(generator))
        try:
            evidence = CLAIMS[claim](asked, *posed, generator)
        except DecisionError:
            continue
        except BrokenRuleError as broken:
            return Counterexample(asked.method.name, broken.rule, broken.scorings)
        if evidence:
            return Counterexample(asked.method.name, claim, evidence)
    return None


@dataclass
class _Book:
    """The tallies of an examination while it runs."""

    asked: Asked
    tallies: dict[Rule | Claim, Tally]

    def enter(
        self, key: Rule | Claim, trial: Trial, posed: tuple[Evaluations, FloatArray], seed: Sequence[int]
    ) -> None:
        """Run a trial and write down what came of it; an answer that is none counts against the rule it breaks."""
        tally = self.tallies[key]
        try:
            evidence = trial(self.asked, *posed, np.random.default_rng(seed))
        except DecisionError as refusal:
            counts = FrozenMap({**tally.refusals, refusal.code: tally.refusals.get(refusal.code, 0) + 1})
            self.tallies[key] = replace(tally, refusals=counts, refusal=str(refusal))
        except BrokenRuleError as broken:
            self._note(broken.rule, Counterexample(self.asked.method.name, broken.rule, broken.scorings))
        else:
            self.tallies[key] = replace(tally, tried=tally.tried + 1)
            if evidence:
                self._note(key, Counterexample(self.asked.method.name, key, evidence))

    def _note(self, key: Rule | Claim, found: Counterexample) -> None:
        known = self.tallies[key].counterexample
        if known is None or found.cells < known.cells:
            self.tallies[key] = replace(self.tallies[key], counterexample=found)
