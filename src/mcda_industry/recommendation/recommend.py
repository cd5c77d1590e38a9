"""A study as recommendations: one for each alternative, from best to worst."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

import numpy as np

from mcda_industry.domain.needs import VerdictLimit
from mcda_industry.errors import DecisionError, Fault, did_you_mean, quoted
from mcda_industry.inspection import Finding
from mcda_industry.problem import Problem
from mcda_industry.ranking import Ranking
from mcda_industry.recommendation.records import (
    DecisiveWeight,
    Provenance,
    Reason,
    Recommendation,
    Result,
    Robustness,
    Verdict,
)
from mcda_industry.recommendation.verdict import VerdictRules
from mcda_industry.records import FrozenMap, Labels, each_a
from mcda_industry.sensitivity.acceptability import Acceptability
from mcda_industry.sensitivity.one_weight.flips import Flip, nearest_flip
from mcda_industry.sensitivity.one_weight.intervals import Interval

MOST_REASONS = 3
DISAGREEMENT = 0.25
"""Ranks by different methods further apart than this share of the alternatives are worth a caveat."""

BEST_FIRST = ("retain", "retain_if_confirmed", "reserve", "not_now")

VERDICT_WORDS = {
    "retain": ("à retenir", "retain"),
    "retain_if_confirmed": ("à retenir sous réserve", "retain if confirmed"),
    "reserve": ("à garder en réserve", "keep in reserve"),
    "not_now": ("à ne pas retenir à ce stade", "leave for now"),
}


class Studied(Protocol):
    """What a recommendation is made from; `Study` is one."""

    @property
    def problem(self) -> Problem:
        """What was decided on."""

    @property
    def ranking(self) -> Ranking:
        """The ranking by the deciding method."""

    @property
    def rankings(self) -> Mapping[str, Ranking]:
        """The rankings by every method compared, the deciding one first."""

    @property
    def acceptability(self) -> Acceptability:
        """How often each alternative takes each rank."""

    @property
    def place_intervals(self) -> Mapping[str, Mapping[str, Interval]] | None:
        """By alternative and criterion, the weights that keep it on its side of the line; None for a black box."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What to look at in the problem."""

    @property
    def number_of_places(self) -> int:
        """How many places there are to fill."""

    @property
    def rules(self) -> VerdictRules:
        """The lines between the verdicts."""

    @property
    def titles(self) -> Mapping[str, Mapping[str, str]]:
        """What people call the alternatives, by language."""

    @property
    def caveats(self) -> tuple[Mapping[str, str], ...]:
        """What every record of the study must say."""

    @property
    def provenance(self) -> Provenance:
        """Enough to compute the study again."""


def recommend(
    study: Studied, limits: Mapping[str, VerdictLimit] | Iterable[VerdictLimit] = ()
) -> tuple[Recommendation, ...]:
    """A recommendation for each alternative of a study, from best to worst.

    Parameters
    ----------
    study
        A `Study`, or anything with the same parts.
    limits
        The best verdict some alternatives may have, whatever their rank, such as `mi.needs.verdict_limits` gives while
        needs are unmet; added to those of the study. A verdict that is better than its limit becomes that of the limit, by
        its rule; rank, scores and robustness stay. Of several limits on one alternative the strictest holds.

    Returns
    -------
    tuple of Recommendation
        In the order of the deciding ranking. The same study gives the same records to the last bit.

    Raises
    ------
    DecisionError
        If there is no study, or a limit is on something the study does not compare.

    Examples
    --------
    >>> from mcda_industry.problem import maximise
    >>> from mcda_industry.study import Study
    >>> problem = Problem.of([maximise("a"), maximise("b")], {"x": (1, 0), "y": (0, 1)})
    >>> study = Study(problem, weights={"a": 0.7, "b": 0.3}, method="weighted_sum", places=1)
    >>> recommend(study)[0].sentence()
    'x: retain; rank 1 of 2, first in 100 % of the draws; a weight of a below 0.500 (now 0.700) would change that.'
    >>> from mcda_industry.domain.needs import Need, verdict_limits
    >>> limits = verdict_limits([Need(id="N1", project="x", what={"en": "land"})])
    >>> recommend(Study(problem, {"a": 0.7, "b": 0.3}, "weighted_sum", places=1), limits)[0].verdict.kind
    'retain_if_confirmed'
    """
    if not (isinstance(getattr(study, "problem", None), Problem) and hasattr(study, "number_of_places")):
        raise DecisionError(f"Recommendations need a Study, not {type(study).__name__}. Make one.", code="not_a_study")
    names = study.problem.alternatives
    bounds = strictest([*getattr(study, "limits", ()), *limits_on(limits, names)])
    return tuple(_recommendation(study, name, bounds.get(name)) for name in study.ranking.order)


def limits_on(
    limits: Mapping[str, VerdictLimit] | Iterable[VerdictLimit], alternatives: Sequence[str]
) -> tuple[VerdictLimit, ...]:
    """The limits as a tuple; one on what is not among the alternatives is refused with the nearest that is."""
    given = each_a(VerdictLimit, limits.values() if isinstance(limits, Mapping) else limits, "limits")
    said = "A limit is set on the verdict of {}, which is not compared; {}"
    if faults := [
        Fault(
            said.format(quoted(limit.subject), did_you_mean(limit.subject, alternatives)),
            "unknown_alternative",
            "limits",
        )
        for limit in given
        if limit.subject not in alternatives
    ]:
        raise DecisionError.of(faults)
    return given


def strictest(limits: Iterable[VerdictLimit]) -> dict[str, VerdictLimit]:
    """The strictest limit on each alternative."""
    return {limit.subject: limit for limit in sorted(limits, key=lambda limit: BEST_FIRST.index(limit.at_most))}


def _within(verdict: Verdict, limit: VerdictLimit | None) -> Verdict:
    """The verdict, or that of the limit if it is worse."""
    if limit is None or BEST_FIRST.index(verdict.kind) >= BEST_FIRST.index(limit.at_most):
        return verdict
    return Verdict(kind=limit.at_most, rule=limit.rule, because=limit.because)


def _recommendation(study: Studied, name: str, limit: VerdictLimit | None) -> Recommendation:
    robustness = _robustness(study, name)
    ranked = study.rules.verdict(study.ranking.rank_of(name), study.number_of_places, robustness.within_share)
    verdict = _within(ranked, limit)
    summary = _summary(study, name, verdict, robustness)
    reasons = _reasons(study, name)
    return Recommendation(
        subject=name,
        title=FrozenMap(study.titles.get(name, {})),
        alternatives=len(study.problem.alternatives),
        places=study.number_of_places,
        results=tuple(_result(ranking, name) for ranking in study.rankings.values()),
        verdict=verdict,
        strengths=tuple(reason for reason in reasons if reason.contribution > 0)[:MOST_REASONS],
        weaknesses=tuple(reason for reason in reversed(reasons) if reason.contribution < 0)[:MOST_REASONS],
        robustness=robustness,
        caveats=_caveats(study, name),
        summary=summary if verdict is ranked else _with_reason(summary, verdict),
        provenance=study.provenance,
    )


def _result(ranking: Ranking, name: str) -> Result:
    conventions = FrozenMap(ranking.conventions)
    return Result(method=ranking.method, conventions=conventions, rank=ranking.rank_of(name), score=ranking[name])


def _reasons(study: Studied, name: str) -> list[Reason]:
    """Every criterion, from the one that helps most to the one that hurts most; none where the method is a black box."""
    explanation = study.ranking.explanation
    if explanation is None:
        return []
    row = study.problem.row(name)
    order = np.argsort(-explanation[row], kind="stable")
    columns = ((study.problem.criteria[j], study.problem.values[row, j], explanation[row, j]) for j in order)
    return [
        Reason(criterion=c.name, label=c.label, value=float(value), unit=c.unit, contribution=float(contribution))
        for c, value, contribution in columns
    ]


def _robustness(study: Studied, name: str) -> Robustness:
    acceptability, row = study.acceptability, study.problem.row(name)
    within = float(min(1.0, acceptability.within(study.number_of_places)[row]))
    low, high = acceptability.rank_interval(name)
    intervals = {} if study.place_intervals is None else dict(study.place_intervals[name])
    return Robustness(
        law=FrozenMap({lang: acceptability.law.sentence(lang) for lang in ("fr", "en")}),
        draws=acceptability.draws,
        first_share=acceptability.first(name),
        within_share=within,
        within_error=acceptability.error_of(within),
        rank_low=low,
        rank_high=high,
        exact=study.place_intervals is not None or len(study.problem.criteria) == 1,
        intervals=FrozenMap({name: (i.low, i.weight, i.high) for name, i in intervals.items()}),
        decisive=_decisive(nearest_flip(intervals)),
    )


def _decisive(flip: Flip | None) -> DecisiveWeight | None:
    return None if flip is None else DecisiveWeight(criterion=flip.criterion, weight=flip.weight, at=flip.at)


def _caveats(study: Studied, name: str) -> tuple[Labels, ...]:
    """What every record says, what was found about this alternative, and where the methods disagree on it."""
    found = [finding.said for finding in study.findings if finding.code != "dominated" and name in finding.alternatives]
    found += [f.said for f in study.findings if f.code == "dominated" and f.alternatives[0] == name]
    ranks = {method: ranking.rank_of(name) for method, ranking in study.rankings.items()}
    if max(ranks.values()) - min(ranks.values()) > DISAGREEMENT * len(study.problem.alternatives):
        told = ", ".join(f"{method} {rank}" for method, rank in ranks.items())
        found.append(FrozenMap({"fr": f"Les méthodes divergent : {told}.", "en": f"The methods disagree: {told}."}))
    return (*(FrozenMap(caveat) for caveat in study.caveats), *found)


def _summary(study: Studied, name: str, verdict: Verdict, robustness: Robustness) -> Labels:
    rank, n, places = study.ranking.rank_of(name), len(study.problem.alternatives), study.number_of_places
    share = f"{100 * robustness.within_share:.0f} %"
    french, english = VERDICT_WORDS[verdict.kind]
    titles = study.titles.get(name, {})
    called = {lang: f"{name} ({titles[lang]})" if lang in titles else name for lang in ("fr", "en")}
    fr = f"{called['fr']} : {french} ; rang {rank} sur {n}, "
    fr += (
        f"premier dans {share} des tirages ; "
        if places == 1
        else f"parmi les {places} premiers dans {share} des tirages ; "
    )
    en = f"{called['en']}: {english}; rank {rank} of {n}, "
    en += f"first in {share} of the draws; " if places == 1 else f"among the best {places} in {share} of the draws; "
    return FrozenMap({"fr": fr + _flip_words(robustness, "fr"), "en": en + _flip_words(robustness, "en")})


def _with_reason(summary: Labels, verdict: Verdict) -> Labels:
    """The summary, and why the verdict is not that of the rank."""
    return FrozenMap({lang: f"{said} {verdict.because.get(lang, '')}".rstrip() for lang, said in summary.items()})


def _flip_words(robustness: Robustness, lang: str) -> str:
    if not robustness.exact:
        return "méthode sans intervalle exact." if lang == "fr" else "the method has no exact interval."
    if (flip := robustness.decisive) is None:
        return "aucun poids seul n'y change rien." if lang == "fr" else "no single weight changes that."
    side, at = _side(flip, lang), f"{flip.at:.3f}"
    if lang == "fr":
        now = f"{flip.weight:.3f}".replace(".", ",")
        return f"un poids de {flip.criterion} {side} {at.replace('.', ',')} (actuel {now}) y changerait quelque chose."
    return f"a weight of {flip.criterion} {side} {at} (now {flip.weight:.3f}) would change that."


def _side(flip: DecisiveWeight, lang: str) -> str:
    """On which side of the flip the change comes; a tie at the present weight may break on either."""
    if flip.at == flip.weight:
        return "autre que" if lang == "fr" else "other than"
    if lang == "fr":
        return "au-dessus de" if flip.at > flip.weight else "au-dessous de"
    return "above" if flip.at > flip.weight else "below"
