"""The risk plan: a register in the shape of ISO 31000, its levels, and what the risks cost on average."""

from collections.abc import Callable, Iterable, Mapping
from typing import Annotated, Final, Literal, Self

import numpy as np
from pydantic import Field, model_validator

from mcda_industry.arrays import IntArray
from mcda_industry.columns import read_columns
from mcda_industry.domain.evidence import INVENTED
from mcda_industry.errors import Fault, ProblemError, did_you_mean, quoted, speaks_french
from mcda_industry.problem import Column, Criterion, maximise, minimise
from mcda_industry.records import Count, FrozenMap, Labels, Name, Number, Record, Text, by_name, each_a, one_of
from mcda_industry.wording import enumerated, flagged, number

__all__ = [
    "EXPOSURE_CRITERIA",
    "LEVELS",
    "RESPONSES",
    "Exposure",
    "Risk",
    "RiskMatrix",
    "RiskPlan",
    "columns",
    "exposure_columns",
    "unknown_targets",
]

Grade = Annotated[Count, Field(ge=1, le=5)]
Scope = Literal["portfolio", "ecosystem", "project", "lever"]
Response = Literal["avoid", "reduce", "transfer", "accept"]
Level = Literal["low", "moderate", "high", "critical"]

LEVELS: Final = FrozenMap(
    {
        "low": FrozenMap({"fr": "faible", "en": "low"}),
        "moderate": FrozenMap({"fr": "modéré", "en": "moderate"}),
        "high": FrozenMap({"fr": "élevé", "en": "high"}),
        "critical": FrozenMap({"fr": "critique", "en": "critical"}),
    }
)
"""The levels in ascending order, with their names by language."""

RESPONSES: Final = FrozenMap(
    {
        "avoid": FrozenMap({"fr": "éviter", "en": "avoid"}),
        "reduce": FrozenMap({"fr": "réduire", "en": "reduce"}),
        "transfer": FrozenMap({"fr": "transférer", "en": "transfer"}),
        "accept": FrozenMap({"fr": "accepter", "en": "accept"}),
    }
)
"""The responses, with their names by language."""

EVERYONE: Final = "all"
"""The target of a risk that bears on every project."""


class Risk(Record):
    """One risk: what may happen and why, how grave it is before and after treatment, and who does what about it.

    Parameters
    ----------
    id, label
        Its code and name by language.
    scope, targets, category
        What kind of thing it bears on and which ones ("all" for every one), and its family.
    cause, consequence
        By language.
    likelihood_inherent_1_5, impact_inherent_1_5, likelihood_residual_1_5, impact_residual_1_5
        Grades before and after treatment; the residual score must not exceed the inherent one.
    response, mitigation, mitigation_cost_mdh
        What is done about it and what that costs, in million dirhams.
    owner, trigger, indicator, contingency
        Who watches it, when it counts as happening, what is watched, and what is done then.
    proximity_months
        How soon it may happen.
    annual_probability_pct, capex_impact_pct, delay_months, revenue_impact_pct
        What it does to a project, in percent and months, and how likely in a year; all 0 where that is not known.
    status, source_flag, source_ids
        Where it stands, and the evidence.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> risk = morocco_2025().risk_plan.risk("K13")
    >>> risk.score_inherent, risk.score_residual, risk.owner
    (16, 9, 'porteur P01')
    """

    id: Name
    label: Labels = FrozenMap()
    scope: Scope
    targets: Annotated[tuple[Name, ...], Field(min_length=1)]
    category: Text = ""
    cause: Labels = FrozenMap()
    consequence: Labels = FrozenMap()
    likelihood_inherent_1_5: Grade
    impact_inherent_1_5: Grade
    response: Response
    mitigation: Labels = FrozenMap()
    mitigation_cost_mdh: Annotated[Number, Field(ge=0, le=1e12)] = 0.0
    owner: Text = ""
    trigger: Labels = FrozenMap()
    indicator: Text = ""
    contingency: Labels = FrozenMap()
    likelihood_residual_1_5: Grade
    impact_residual_1_5: Grade
    proximity_months: Annotated[Number, Field(ge=0, le=1200)] | None = None
    annual_probability_pct: Annotated[Number, Field(ge=0, le=100)] = 0.0
    capex_impact_pct: Annotated[Number, Field(ge=-100, le=1000)] = 0.0
    delay_months: Annotated[Number, Field(ge=-600, le=600)] = 0.0
    revenue_impact_pct: Annotated[Number, Field(ge=-100, le=1000)] = 0.0
    status: Text = ""
    source_flag: Text = ""
    source_ids: tuple[Name, ...] = ()

    @model_validator(mode="after")
    def _treatment_does_not_make_it_worse(self) -> Self:
        if self.score_residual > self.score_inherent:
            said = f"Risk {quoted(self.id)}: its residual score {self.score_residual} exceeds the inherent score "
            said += f"{self.score_inherent}. Check the grades, or give the treatment up."
            raise ProblemError(said, code="residual_above_inherent", field="likelihood_residual_1_5")
        return self

    @property
    def score_inherent(self) -> int:
        """Likelihood times impact before treatment, 1 to 25."""
        return self.likelihood_inherent_1_5 * self.impact_inherent_1_5

    @property
    def score_residual(self) -> int:
        """Likelihood times impact after treatment, 1 to 25."""
        return self.likelihood_residual_1_5 * self.impact_residual_1_5


class RiskMatrix(Record):
    """From which score on a risk is moderate, high and critical; below, it is low.

    Examples
    --------
    >>> RiskMatrix().levels()[2]
    ('low', 'moderate', 'moderate', 'high', 'critical')
    """

    moderate_from: Annotated[Count, Field(ge=1, le=26)] = 5
    high_from: Annotated[Count, Field(ge=1, le=26)] = 10
    critical_from: Annotated[Count, Field(ge=1, le=26)] = 15

    @model_validator(mode="after")
    def _ascends(self) -> Self:
        if not self.moderate_from <= self.high_from <= self.critical_from:
            said = "The levels of a risk matrix must ascend: moderate, high, critical. Put their scores in order."
            raise ProblemError(said, code="bad_matrix", field="high_from")
        return self

    def level(self, score: int) -> Level:
        """The level of a score, likelihood times impact."""
        if score >= self.critical_from:
            return "critical"
        if score >= self.high_from:
            return "high"
        return "moderate" if score >= self.moderate_from else "low"

    def levels(self) -> tuple[tuple[Level, ...], ...]:
        """The 5 × 5 levels: a row for each likelihood, a column for each impact, both from 1."""
        return tuple(tuple(self.level(likelihood * impact) for impact in range(1, 6)) for likelihood in range(1, 6))


class Exposure(Record):
    """Where one risk stands: its levels and what it costs on average.

    Parameters
    ----------
    risk
        Its id.
    inherent, residual
        Levels before and after treatment.
    score_residual
        Likelihood times impact after treatment.
    expected_loss_mdh
        What it takes from the net present value on average, in million dirhams; None where that was not computed.
    mitigation_cost_mdh
        What its treatment costs.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> morocco_2025().risk_plan.exposures()[0].residual
    'critical'
    """

    risk: Name
    inherent: Level
    residual: Level
    score_residual: Count
    expected_loss_mdh: Number | None
    mitigation_cost_mdh: Number


class RiskPlan(Record):
    """The register of risks and the matrix they are graded by.

    Parameters
    ----------
    risks
        Each id once; a risk whose residual level is high or critical must have an owner and a trigger.
    matrix
        The scores at which levels begin.

    Raises
    ------
    ProblemError
        With every fault.

    Notes
    -----
    ISO 31000:2018, Risk management, Guidelines (risk identification, analysis, evaluation, treatment, monitoring); a
    matrix of two ordinal grades orders risks only roughly, hence the expected loss beside it: L. A. Cox (2008), What's
    wrong with risk matrices?, Risk Analysis 28.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> plan = morocco_2025().risk_plan
    >>> plan.counts("residual")[3:, 2:]
    array([[1, 1, 0],
           [0, 0, 0]])
    """

    risks: tuple[Risk, ...]
    matrix: RiskMatrix = RiskMatrix()

    @model_validator(mode="after")
    def _is_complete(self) -> Self:
        names = [risk.id for risk in self.risks]
        faults = [
            Fault(
                f"Each risk needs its own id: {quoted(name)} stands twice. Rename one of them.", "duplicate_name", "id"
            )
            for name in dict.fromkeys(names)
            if names.count(name) > 1
        ]
        for risk in self.risks:
            missing = [
                name for name, given in (("owner", risk.owner.strip()), ("trigger", _said(risk.trigger))) if not given
            ]
            if missing and self.residual_level(risk) in {"high", "critical"}:
                said = f"Risk {quoted(risk.id)} is {self.residual_level(risk)} after treatment and has no "
                said += f"{' and no '.join(missing)}. Give {'it' if len(missing) == 1 else 'both'}."
                faults.append(Fault(said, "unwatched_risk", missing[0]))
        if faults:
            raise ProblemError.of(faults)
        return self

    def risk(self, name: str) -> Risk:
        """The risk of this id.

        Raises
        ------
        ProblemError
            If there is none.
        """
        found = {risk.id: risk for risk in self.risks}
        if name not in found:
            said = f"There is no risk {quoted(name)}; {did_you_mean(name, found)}"
            raise ProblemError(said, code="unknown_risk", field=str(name))
        return found[name]

    def inherent_level(self, risk: Risk) -> Level:
        """The level before treatment."""
        return self.matrix.level(risk.score_inherent)

    def residual_level(self, risk: Risk) -> Level:
        """The level after treatment."""
        return self.matrix.level(risk.score_residual)

    def bearing_on(self, project: str, ecosystem: str) -> tuple[Risk, ...]:
        """The risks that bear on a project: its own, those of its ecosystem, and those of every one."""
        targets = {"project": {project}, "portfolio": {ecosystem, EVERYONE}, "ecosystem": {ecosystem, EVERYONE}}
        return tuple(risk for risk in self.risks if targets.get(risk.scope, set()) & set(risk.targets))

    def counts(self, when: Literal["inherent", "residual"]) -> IntArray:
        """(5, 5) how many risks have each likelihood (rows, from 1) and impact (columns, from 1)."""
        if when not in ("inherent", "residual"):
            said = f"Risks are counted 'inherent' or 'residual', not {quoted(when)}. Give one of them."
            raise ProblemError(said, code="unknown_stage", field="when")
        table = np.zeros((5, 5), dtype=np.int64)
        for risk in self.risks:
            grades = (getattr(risk, f"{what}_{when}_1_5") for what in ("likelihood", "impact"))
            table[tuple(grade - 1 for grade in grades)] += 1
        table.setflags(write=False)
        return table

    def exposures(self, losses: Mapping[str, float] | None = None) -> tuple[Exposure, ...]:
        """Where each risk stands, the gravest residual score first, then the largest loss.

        Parameters
        ----------
        losses
            Expected losses in million dirhams by id of the risk, such as those of `business_case.expected_losses`.

        Raises
        ------
        ProblemError
            If a loss is given for a risk that is not in the plan.
        """
        losses = dict(losses or {})
        known = [risk.id for risk in self.risks]
        said = "A loss is given for {}, which is no risk of the plan; {}"
        if faults := [
            Fault(said.format(quoted(name), did_you_mean(name, known)), "unknown_risk", str(name))
            for name in losses
            if name not in known
        ]:
            raise ProblemError.of(faults)
        found = [self._exposure(risk, losses.get(risk.id)) for risk in self.risks]
        return tuple(sorted(found, key=lambda each: (-each.score_residual, -(each.expected_loss_mdh or 0.0))))

    def _exposure(self, risk: Risk, loss: float | None) -> Exposure:
        return Exposure(
            risk=risk.id,
            inherent=self.inherent_level(risk),
            residual=self.residual_level(risk),
            score_residual=risk.score_residual,
            expected_loss_mdh=loss,
            mitigation_cost_mdh=risk.mitigation_cost_mdh,
        )

    def sentence(self, name: str | None = None, lang: str = "en") -> str:
        """One risk in words, or without a name the whole plan.

        Of one risk: what, how grave before and after, who does what, and when it counts as happening. Of the plan: how many
        risks there are of each level, what their treatment costs, and which stay high or critical.

        Examples
        --------
        >>> from mcda_industry.datasets import morocco_2025
        >>> print(morocco_2025().risk_plan.sentence(lang="fr"))
        32 risques ; avant maîtrise : 10 critiques, 15 élevés, 7 modérés ; après : 1 critique, 1 élevé, 26 modérés, \
4 faibles ; maîtrise pour 333 MDH. Toujours élevés ou critiques : K27 et K29. \
(Chiffres illustratifs.)
        """
        if name is None:
            return self._summary(lang)
        risk, french = self.risk(name), speaks_french(lang)
        before, after = (LEVELS[self.matrix.level(score)][lang] for score in (risk.score_inherent, risk.score_residual))
        scores = f"{before} ({risk.score_inherent}) → {after} ({risk.score_residual})"
        response, owner = RESPONSES[risk.response][lang], risk.owner or ("personne" if french else "nobody")
        title, trigger = _said(risk.label, lang), _said(risk.trigger, lang)
        if french:
            said = f"{risk.id} {title} : {scores} ; {response}, responsable {owner}"
            return said + (f" ; déclencheur : {trigger}." if trigger else ".")
        said = f"{risk.id} {title}: {scores}; {response}, owner {owner}"
        return said + (f"; trigger: {trigger}." if trigger else ".")

    def _summary(self, lang: str) -> str:
        spoken = "fr" if speaks_french(lang) else "en"
        cost = number(sum(risk.mitigation_cost_mdh for risk in self.risks), lang)
        said = (_PLAN_FR if spoken == "fr" else _PLAN_EN).format(
            len(self.risks), self._levels(self.inherent_level, spoken), self._levels(self.residual_level, spoken), cost
        )
        still = [risk.id for risk in self.risks if self.residual_level(risk) in {"high", "critical"}]
        said += _STILL[spoken].format(enumerated(still, lang)) if still else _NONE_STILL[spoken]
        return flagged(said, any(risk.source_flag in INVENTED for risk in self.risks), lang)

    def _levels(self, level: Callable[[Risk], Level], spoken: str) -> str:
        found: list[str] = [level(risk) for risk in self.risks]
        said = []
        for name, words in reversed(tuple(LEVELS.items())):
            if count := found.count(name):
                said.append(f"{count} {words[spoken]}{'s' if spoken == 'fr' and count > 1 else ''}")
        return ", ".join(said) or "0"


def columns(plan: RiskPlan, ecosystems: Mapping[str, str], criteria: Mapping[str, Criterion]) -> tuple[Column, ...]:
    """The criteria columns that the plan gives each project.

    Parameters
    ----------
    plan
        The risk plan.
    ecosystems
        The ecosystem of each project, by project.
    criteria
        The criterion read from each field: "worst_residual_1_25" (the highest residual score bearing on the project) or
        "elevated_risks_n" (how many that bear on it are high or critical); 0 where no risk bears on it.

    Raises
    ------
    ProblemError
        If a field is unknown.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> from mcda_industry.problem import minimise
    >>> (worst,) = columns(morocco_2025().risk_plan, {"P43": "transverse"}, {"worst_residual_1_25": minimise("risk")})
    >>> worst.values["P43"]
    16.0
    """
    plan = one_of(RiskPlan, plan, "plan")
    ecosystems = by_name(ecosystems, "ecosystems", "{'P43': 'transverse'}")
    bearing = {project: plan.bearing_on(project, ecosystem) for project, ecosystem in ecosystems.items()}
    found = {
        "worst_residual_1_25": {p: max((r.score_residual for r in risks), default=0) for p, risks in bearing.items()},
        "elevated_risks_n": {
            p: sum(plan.residual_level(r) in {"high", "critical"} for r in risks) for p, risks in bearing.items()
        },
    }
    return read_columns(
        ecosystems, criteria, found, lambda project, field: found[field][project], what="projects' risks", name=str
    )


_PLAN_EN = "{} risks; before treatment: {}; after: {}; treatment for {} MDH."
_PLAN_FR = "{} risques ; avant maîtrise : {} ; après : {} ; maîtrise pour {} MDH."
_STILL = {"en": " Still high or critical: {}.", "fr": " Toujours élevés ou critiques : {}."}
_NONE_STILL = {"en": " None stays high or critical.", "fr": " Aucun ne reste élevé ni critique."}


EXPOSURE_CRITERIA: Final[Mapping[str, Criterion]] = FrozenMap(
    {
        "score_residual": maximise("residual score", "1-25", label={"fr": "Score résiduel", "en": "Residual score"}),
        "expected_loss_mdh": maximise("expected loss", "MDH", label={"fr": "Perte espérée", "en": "Expected loss"}),
        "mitigation_cost_mdh": minimise(
            "cost of treatment", "MDH", label={"fr": "Coût de maîtrise", "en": "Cost of treatment"}
        ),
    }
)
"""The criteria risks are put in order on, unless others are given: a high score is a reason to look at a risk first."""


def exposure_columns(
    exposures: Iterable[Exposure], criteria: Mapping[str, Criterion] = EXPOSURE_CRITERIA
) -> tuple[Column, ...]:
    """The criteria columns of the risks themselves, values by risk: which to treat first.

    Parameters
    ----------
    exposures
        What `RiskPlan.exposures` returns.
    criteria
        The criterion read from each field of `EXPOSURE_CRITERIA`.

    Raises
    ------
    ProblemError
        With every fault: an unknown field, a risk that stands twice, one without expected loss where it is asked for.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> chosen = {"score_residual": EXPOSURE_CRITERIA["score_residual"]}
    >>> (score,) = exposure_columns(morocco_2025().risk_plan.exposures(), chosen)
    >>> score.values["K27"], score.criterion.unit
    (16.0, '1-25')
    """
    found = each_a(Exposure, exposures, "exposures")
    return read_columns(found, criteria, EXPOSURE_CRITERIA, what="risks", name=lambda exposure: exposure.risk)


def unknown_targets(risks: Iterable[Risk], known: Iterable[str]) -> tuple[Fault, ...]:
    """What is wrong with targets that are neither known nor "all", one fault for each.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> faults = unknown_targets(morocco_2025().risk_plan.risks, ["P01", "L04"])
    >>> faults[0].said
    "Risk 'K01' bears on 'aeronautique', which is not known; there are 'P01', 'L04'."
    """
    known = list(known)
    return tuple(
        Fault(
            f"Risk {quoted(r.id)} bears on {quoted(t)}, which is not known; {did_you_mean(t, known)}",
            "unknown_target",
            t,
        )
        for r in risks
        for t in r.targets
        if t != EVERYONE and t not in known
    )


def _said(labels: Labels, lang: str = "en") -> str:
    """The text in this language, or in the one there is."""
    return (labels.get(lang) or next(iter(labels.values()), "")).strip()
