"""The audit of a ranking: everything that can be asked of it at once, the gravest answer first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mcda_industry.methods import RankingMethod, named
from mcda_industry.problem import Problem
from mcda_industry.ranking import Ranking
from mcda_industry.sensitivity.audits.leave_one_out import LeaveOneOut, leave_one_out
from mcda_industry.sensitivity.audits.rank_reversals import RankReversals, rank_reversals
from mcda_industry.sensitivity.audits.scenarios import ScenarioTable
from mcda_industry.sensitivity.audits.scenarios import scenarios as ranked_under
from mcda_industry.sensitivity.audits.severity import Severity
from mcda_industry.sensitivity.audits.variants import MethodVariants, method_variants
from mcda_industry.weighting.weights import Weights

Result = RankReversals | LeaveOneOut | MethodVariants | ScenarioTable
"""What an audit holds: each has a `severity` and a `sentence`."""


@dataclass(frozen=True, eq=False, repr=False)
class Audit:
    """What the ranking would become if something else than the weights were otherwise.

    Attributes
    ----------
    ranking
        The ranking audited.
    reversals
        Third alternatives that leave, join or are doubled.
    criteria
        Each criterion left out in turn. None where there is only one.
    variants
        Other conventions of the method, and other methods.
    scenarios
        The scenarios given, if any.
    """

    ranking: Ranking
    reversals: RankReversals
    criteria: LeaveOneOut | None
    variants: MethodVariants
    scenarios: ScenarioTable | None

    @property
    def results(self) -> tuple[Result, ...]:
        """Every part of the audit, the gravest first."""
        parts = (self.reversals, self.criteria, self.variants, self.scenarios)
        return tuple(sorted((part for part in parts if part is not None), key=lambda part: -part.severity))

    @property
    def severity(self) -> Severity:
        """What changes at worst."""
        return self.results[0].severity

    def sentences(self, lang: str = "en") -> tuple[str, ...]:
        """One sentence for each part, the gravest first."""
        return tuple(part.sentence(lang) for part in self.results)

    def sentence(self, lang: str = "en") -> str:
        """The gravest finding."""
        return self.results[0].sentence(lang)

    def __repr__(self) -> str:
        heads = (f"  {part.severity.name.lower()} changes: {part.sentence()}" for part in self.results)
        return "\n".join([f"Audit of {len(self.ranking)} alternatives by {self.ranking.method}", *heads])


def audit(
    problem: Problem,
    weights: Weights | Mapping[str, float],
    method: RankingMethod | str = "promethee2",
    scenarios: Mapping[str, Weights | Mapping[str, float]] | None = None,
    alternatives: Iterable[str] | None = None,
) -> Audit:
    """Rank reversal, each criterion left out, other conventions and methods, and scenarios if given, in one call.

    Parameters
    ----------
    problem, weights, method
        What is ranked, with which weights, and how.
    scenarios
        Weights by name of the scenario, as for `mi.scenarios`.
    alternatives
        Those to leave out and copy, as for `mi.rank_reversals`; None: each in turn.

    Raises
    ------
    SensitivityError
        If there are too many alternatives to leave out each in turn, or no scenario in `scenarios`.

    Examples
    --------
    >>> from mcda_industry.problem import maximise
    >>> problem = Problem.of([maximise("a"), maximise("b")], {"x": (9, 1), "y": (3, 8), "z": (1, 2)})
    >>> found = audit(problem, {"a": 3, "b": 1}, "weighted_sum")
    >>> found.severity.name
    'LEADER'
    >>> print(found.sentences()[0])
    The lead of x rests on single criteria: without a the leader is y; the order changes most without a (Kendall's tau -0.33).
    """
    method = named(method)
    reversals = rank_reversals(problem, weights, method, alternatives)
    criteria = leave_one_out(problem, weights, method) if len(problem.criteria) > 1 else None
    table = None if scenarios is None else ranked_under(problem, scenarios, method)
    return Audit(reversals.ranking, reversals, criteria, method_variants(problem, weights, method), table)
