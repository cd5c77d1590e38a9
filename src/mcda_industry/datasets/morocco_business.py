"""The reference case's business cases: uncertainty, support scheme, risks, and what follows for each project."""

import csv
import re
from collections.abc import Mapping
from functools import cached_property
from typing import Any, Final

from mcda_industry.datasets.morocco_words import BONUS_LABELS, STAGE_LABELS, in_both
from mcda_industry.datasets.tables import packaged_json, packaged_text
from mcda_industry.domain.business_case import (
    BusinessCase,
    CaseFile,
    CommercialCase,
    Correlation,
    FinanceParameters,
    Grant,
    Investment,
    ManagedRisk,
    ManagementCase,
    RiskEvent,
    Simulation,
    StrategicCase,
    Uncertainty,
    business_case,
    simulate,
)
from mcda_industry.domain.evidence import Evidence, Figure
from mcda_industry.domain.incentives import Bonus, Condition, Support, SupportScheme, Tier, support
from mcda_industry.domain.levers import Lever
from mcda_industry.domain.projects import Project
from mcda_industry.domain.risk import EVERYONE, LEVELS, RESPONSES, Risk, RiskMatrix, RiskPlan
from mcda_industry.errors import ProblemError
from mcda_industry.laws_of_performance import read_law
from mcda_industry.records import FrozenMap, Labels
from mcda_industry.seeds import Seed

FOLDER: Final = "morocco_2025"

SCOPES: Final = {"portefeuille": "portfolio", "ecosysteme": "ecosystem", "projet": "project", "levier": "lever"}
STATES: Final = {"ouvert": "open"}
EVERY_TARGET: Final = "tous"
LAW_NUMBERS: Final = {"mean": "centre", "sd": "deviation"}
"""What the raw files call otherwise."""

RISK_NUMBERS: Final = {
    "mitigation_cost_mdh": "mitigation_cost_mdh",
    "proximity_months": "proximity_months",
    "annual_probability_pct": "annual_probability_pct",
    "impact_capex_pct": "capex_impact_pct",
    "impact_delay_months": "delay_months",
    "impact_revenue_pct": "revenue_impact_pct",
}
"""The field of each column of numbers."""

FACTS: Final = {"capex_mdh", "women_pct", "ecosystem", "tech_content_1_5", "renewable_share_pct", "va_ratio_pct"}


class BusinessSide:
    """What the reference case knows of support, risk and the business case of each project."""

    projects: tuple[Project, ...]
    levers: tuple[Lever, ...]
    finance_parameters: FinanceParameters
    banner: Labels

    def project(self, name: str) -> Project:
        """The project of this id."""
        raise ProblemError(f"There is no project {name!r}; there are none.", code="unknown_project", field=name)

    def investment(self, name: str) -> Investment:
        """What the cash flow of this project needs to know of it."""
        raise ProblemError(f"There is no project {name!r}; there are none.", code="unknown_project", field=name)

    @cached_property
    def uncertainty(self) -> Uncertainty:
        """The laws of the drivers of every business case, and how they move together.

        Examples
        --------
        >>> from mcda_industry.datasets import morocco_2025
        >>> list(morocco_2025().uncertainty.laws)
        ['capex_overrun', 'revenue', 'ebitda_margin_points', 'delay_months']
        """
        raw = packaged_json(FOLDER, "finance_parameters.json")["monte_carlo"]
        laws = {name: _law(given) for name, given in raw.items() if isinstance(given, Mapping) and "dist" in given}
        pairs = tuple(
            Correlation(first=first, second=second, rank_correlation=value)
            for first, second, value in raw["correlation"]["pairs"]
        )
        return Uncertainty(laws=FrozenMap(laws), correlations=pairs)

    @cached_property
    def support_scheme(self) -> SupportScheme:
        """The main scheme of the investment charter (Charte de l'investissement), as data.

        Examples
        --------
        >>> from mcda_industry.datasets import morocco_2025
        >>> print([bonus.id for bonus in morocco_2025().support_scheme.bonuses][-2:])
        ['territorial', 'sectoral']
        """
        return _scheme(packaged_json(FOLDER, "charte_parameters.json"))

    @property
    def risks(self) -> tuple[Risk, ...]:
        """The 32 risks of the register, as in `risk_plan`.

        Examples
        --------
        >>> from mcda_industry.datasets import morocco_2025
        >>> len(morocco_2025().risks)
        32
        """
        return self.risk_plan.risks

    @cached_property
    def risk_plan(self) -> RiskPlan:
        """The register of risks.

        Examples
        --------
        >>> from mcda_industry.datasets import morocco_2025
        >>> len(morocco_2025().risk_plan.risks)
        32
        """
        rows = csv.DictReader(packaged_text(FOLDER, "risks.csv").splitlines())
        return RiskPlan(risks=tuple(map(_risk, rows)))

    def support(self, name: str) -> Support:
        """What the support scheme gives this project.

        Examples
        --------
        >>> from mcda_industry.datasets import morocco_2025
        >>> morocco_2025().support("P30").eligible
        False
        """
        project = self.project(name)
        facts = {fact: getattr(project, fact) for fact in FACTS}
        premium = project.territorial_premium_pct
        jobs = project.jobs_direct
        more = {"jobs": jobs, "jobs_per_mdh": project.jobs_per_mdh, "territorial_premium_pct": premium}
        return support(self.support_scheme, name, {**facts, **more})

    def risk_events(self, name: str) -> tuple[RiskEvent, ...]:
        """The risks that bear on this project, as events of its simulation.

        Examples
        --------
        >>> from mcda_industry.datasets import morocco_2025
        >>> [event.id for event in morocco_2025().risk_events("P43")]
        ['K03', 'K05', 'K06', 'K07', 'K08', 'K09', 'K10', 'K27']
        """
        return tuple(
            RiskEvent(
                id=risk.id,
                label=risk.label,
                annual_probability=risk.annual_probability_pct / 100,
                capex_change=risk.capex_impact_pct / 100,
                delay_months=risk.delay_months,
                revenue_change=risk.revenue_impact_pct / 100,
            )
            for risk in self.risk_plan.bearing_on(name, self.project(name).ecosystem)
        )

    def simulation(self, name: str, *, draws: int = 10_000, rng: Seed = 0) -> Simulation:
        """Drawn net present values of this project without support, its drivers and risks uncertain.

        Examples
        --------
        >>> from mcda_industry.datasets import morocco_2025
        >>> print(morocco_2025().simulation("P14", draws=1000).events)
        ('K01', 'K02', 'K03', 'K05', 'K06', 'K07', 'K08', 'K09', 'K10', 'K12', 'K20')
        """
        events = self.risk_events(name)
        found = self.investment(name)
        return simulate(found, self.finance_parameters, self.uncertainty, events, draws=draws, rng=rng)

    def case_file(self, name: str) -> CaseFile:
        """What the business case of this project is made from.

        Examples
        --------
        >>> from mcda_industry.datasets import morocco_2025
        >>> morocco_2025().case_file("P30").strategic.levers
        ('L06',)
        """
        project, granted = self.project(name), self.support(name)
        basis, year = _price_basis(packaged_json(FOLDER, "finance_parameters.json")["currency"])
        return CaseFile(
            id=project.id,
            label=project.label,
            investment=self.investment(name),
            prices=basis,
            rates=basis,
            base_year=year,
            strategic=_strategic(project, self.levers),
            commercial=self._commercial(project),
            management=self._management(project),
            grant=Grant(
                scheme=granted.scheme,
                amount_mdh=granted.amount_mdh,
                rate_pct=granted.rate_pct,
                eligible=granted.eligible,
                unverified=granted.unverified if granted.eligible else (),
                labels=FrozenMap({part.id: part.label for part in granted.components if part.label}),
            ),
            caveats=(self.banner,),
            source_flag=project.source_flag,
            source_ids=project.source_ids,
        )

    def business_case(self, name: str, *, draws: int = 10_000, rng: Seed = 0) -> BusinessCase:
        """The business case of this project, with support, uncertainty and risks.

        Examples
        --------
        >>> from mcda_industry.datasets import morocco_2025
        >>> case = morocco_2025().business_case("P07", draws=500)
        >>> case.financial.grant.rate_pct, case.financial.grant.unverified
        (29.0, ('ratio_emplois_capex',))
        """
        file, events = self.case_file(name), self.risk_events(name)
        return business_case(file, self.finance_parameters, self.uncertainty, events, draws=draws, rng=rng)

    def _commercial(self, project: Project) -> CommercialCase:
        risks = self.risk_plan.bearing_on(project.id, project.ecosystem)
        return CommercialCase(
            promoter=project.promoter_profile,
            export_share_pct=project.export_share_pct,
            transferred_risks=tuple(risk.id for risk in risks if risk.response == "transfer"),
        )

    def _management(self, project: Project) -> ManagementCase:
        plan = self.risk_plan
        return ManagementCase(
            stage=project.stage,
            stage_label=STAGE_LABELS.get(project.stage, FrozenMap()),
            months_to_operation=project.months_to_operation,
            start_year=project.start_year,
            requires=project.requires,
            risks=tuple(
                ManagedRisk(
                    id=risk.id,
                    label=risk.label,
                    level=LEVELS[plan.residual_level(risk)],
                    owner=risk.owner,
                    trigger=risk.trigger,
                )
                for risk in plan.bearing_on(project.id, project.ecosystem)
            ),
        )


def _law(given: Mapping[str, Any]) -> Any:
    numbers = {LAW_NUMBERS.get(name, name): value for name, value in given.items() if name != "dist"}
    return read_law({"kind": given["dist"], **numbers})


def _price_basis(said: str) -> tuple[Any, int]:
    """The basis, real or nominal, and the year, from words such as "constant 2025 prices"."""
    found = re.search(r"(constant|current) (\d{4}) prices", said)
    if found is None:
        raise ProblemError(f"The unit {said!r} names no price basis. Write 'constant 2025 prices'.", code="price_basis")
    return {"constant": "real", "current": "nominal"}[found[1]], int(found[2])


def _scheme(raw: Mapping[str, Any]) -> SupportScheme:
    proxies, (ratio, *fixed) = raw["proxies_used_in_this_dataset"], raw["common"]
    territorial, sectoral = raw["territorial"], raw["sectoral"]
    tiers = tuple(Tier(low=t["min"], high=t["max"], rate_pct=t["rate_pct"]) for t in ratio["tiers_unverified"])
    by_ratio = Bonus(id=ratio["id"], fact="jobs_per_mdh", tiers=tiers, verified=False, flag=ratio["flag"])
    under_conditions = (
        Bonus(
            id=b["id"], rate_pct=b["rate_pct"], any_of=_any_of(proxies[b["id"]]), flag=f"{b['flag']}; {proxies['flag']}"
        )
        for b in fixed
    )
    by_place = Bonus(
        id="territorial",
        fact="territorial_premium_pct",
        allowed_pct=tuple(territorial[zone] for zone in ("none", "A", "B")),
        source_ids=territorial["source_ids"],
    )
    by_sector = Bonus(id="sectoral", rate_pct=sectoral["rate_pct"], source_ids=sectoral["source_ids"])
    return SupportScheme(
        name=raw["scheme"],
        eligibility=tuple(_all_of(group) for group in re.split(r",? or ", raw["eligibility"]["rule"])),
        bonuses=tuple(map(_named, (by_ratio, *under_conditions, by_place, by_sector))),
        cap_pct=raw["cap_pct"],
        source_ids=raw["source_ids"],
    )


def _named(bonus: Bonus) -> Bonus:
    return bonus.model_copy(update={"label": BONUS_LABELS.get(bonus.id, FrozenMap())})


def _any_of(rule: str) -> tuple[Condition, ...]:
    return tuple(map(_condition, rule.split(" or ")))


def _all_of(rule: str) -> tuple[Condition, ...]:
    return tuple(map(_condition, rule.split(" and ")))


def _condition(rule: str) -> Condition:
    """One of "women_pct >= 30", "tech_content_1_5 == 5" and "ecosystem aeronautique"."""
    found = re.fullmatch(r"(\w+) (>= |== |)(\S+)", rule.strip())
    if found is None:
        raise ProblemError(f"The rule {rule!r} cannot be read. Write 'fact >= number'.", code="rule", field=rule)
    fact, sign, value = found.groups()
    if sign == ">= ":
        return Condition(fact=fact, at_least=float(value))
    return Condition(fact=fact, equals=float(value) if sign else value)


def _risk(row: Mapping[str, str]) -> Risk:
    responses = {labels["fr"]: response for response, labels in RESPONSES.items()}
    texts = {
        name: in_both(FrozenMap({"fr": row[f"{name}_fr"]}))
        for name in ("cause", "consequence", "mitigation", "trigger", "contingency")
    }
    grades = {name: int(row[name]) for name in row if re.match(r"(likelihood|impact)_(inherent|residual)", name)}
    numbers = {field: float(row[column]) for column, field in RISK_NUMBERS.items()}
    as_they_stand = {name: row[name] for name in ("category", "owner", "indicator", "source_flag")}
    named = {
        "id": row["risk_id"],
        "label": {"fr": row["title_fr"], "en": row["title_en"]},
        "scope": SCOPES[row["scope"]],
        "targets": tuple(EVERYONE if name == EVERY_TARGET else name for name in row["target_ids"].split(";")),
        "response": responses[row["response_strategy"]],
        "status": STATES[row["status"]],
        "source_ids": tuple(row["source_ids"].split(";")),
    }
    found = Risk.model_validate({**texts, **grades, **numbers, **as_they_stand, **named})
    _check_scores(found, row)
    return found


def _check_scores(risk: Risk, row: Mapping[str, str]) -> None:
    """Scores and levels are derived; those in the file must be the same."""
    for when, score in (("inherent", risk.score_inherent), ("residual", risk.score_residual)):
        level = LEVELS[RiskMatrix().level(score)]["fr"]
        if (row[f"score_{when}"], row[f"level_{when}_fr"]) != (str(score), level):
            said = f"Risk {risk.id!r}: its {when} grades give {score} ({level}); the file says otherwise. Check both."
            raise ProblemError(said, code="score", field=f"score_{when}")


def _strategic(project: Project, levers: tuple[Lever, ...]) -> StrategicCase:
    figures = {
        "til_gain_pts": ("points", "gain du taux d'intégration locale", "gain in local integration rate"),
        "import_substitution_mdh": ("MDH", "importations remplacées par an", "imports replaced a year"),
        "exports_mdh": ("MDH", "exportations par an", "exports a year"),
        "jobs_direct": ("", "emplois directs", "direct jobs"),
    }
    return StrategicCase(
        ecosystem=project.ecosystem,
        link_id=project.link_id,
        region_code=project.region_code,
        levers=tuple(lever.id for lever in levers if project.id in lever.linked_projects),
        contributions=tuple(
            Figure(
                label=FrozenMap({"fr": french, "en": english}),
                value=getattr(project, field),
                unit=unit,
                evidence=Evidence.of(project),
            )
            for field, (unit, french, english) in figures.items()
        ),
    )
