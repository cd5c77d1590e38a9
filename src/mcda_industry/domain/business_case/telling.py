"""A business case in words, section by section, in French or English."""

from mcda_industry.domain.business_case.five_cases import FiveCases
from mcda_industry.domain.business_case.words import amount, decimal, share, told
from mcda_industry.errors import speaks_french
from mcda_industry.records import FrozenMap

TITLES = FrozenMap(
    {
        "strategic": FrozenMap({"fr": "Dossier stratégique", "en": "Strategic case"}),
        "economic": FrozenMap({"fr": "Dossier économique", "en": "Economic case"}),
        "commercial": FrozenMap({"fr": "Dossier commercial", "en": "Commercial case"}),
        "financial": FrozenMap({"fr": "Dossier financier", "en": "Financial case"}),
        "management": FrozenMap({"fr": "Dossier de conduite", "en": "Management case"}),
        "uncertainty": FrozenMap({"fr": "Ce qui est incertain", "en": "What is uncertain"}),
        "decision": FrozenMap({"fr": "Décision demandée", "en": "Decision asked for"}),
    }
)
"""The sections of a business case, with their titles by language."""

SHADOW_PRICES = FrozenMap(
    {
        "carbon_price_dh_per_t": FrozenMap({"fr": "carbone (DH/t)", "en": "carbon (MAD/t)"}),
        "water_shadow_price_dh_per_m3": FrozenMap({"fr": "eau (DH/m³)", "en": "water (MAD/m³)"}),
        "shadow_wage_factor": FrozenMap(
            {"fr": "coût d'un emploi en part de son salaire", "en": "cost of a job to its wage"}
        ),
    }
)
"""The prices that only the country counts, with their names by language."""

MOST_BARS = 2
"""Drivers of the tornado that are told; the record holds them all."""


def sections(case: FiveCases, lang: str) -> dict[str, tuple[str, ...]]:
    """The sentences of each section, by its title.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> for said in sections(morocco_2025().business_case("P30", draws=100), "fr")["Dossier de conduite"][:2]:
    ...     print(said)
    Stade : fiche projet ; 12 mois jusqu'à l'exploitation ; départ en 2026.
    Sans prérequis.
    """
    speaks_french(lang)
    tellers = {
        "strategic": _strategic,
        "economic": _economic,
        "commercial": _commercial,
        "financial": _financial,
        "management": _management,
        "uncertainty": _uncertainty,
        "decision": _decision,
    }
    return {TITLES[name][lang]: tuple(teller(case, lang)) for name, teller in tellers.items()}


def sentence(case: FiveCases, lang: str) -> str:
    """The case in one sentence: what it is worth to whom, with what risk.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> print(sentence(morocco_2025().business_case("P30", draws=1000), "en"))
    P30 (Machine-tool retrofit and reconditioning): net present value 25.1 MDH for the owner before support, 94.6 MDH \
for the country (MDH, real prices of 2025); after support and risks 6.9 MDH on average, negative in 24 % of the draws.
    """
    french = speaks_french(lang)
    owner = amount(case.financial.before_support.npv_mdh, lang, case.currency)
    country = amount(case.economic.returns.npv_mdh, lang, case.currency)
    title, basis = told(case.label, lang), _basis(case, lang)
    if french:
        said = f"{case.id} ({title}) : valeur actuelle nette de {owner} pour le porteur avant soutien, de {country} pour le "
        said += f"pays ({basis})"
    else:
        said = (
            f"{case.id} ({title}): net present value {owner} for the owner before support, {country} for the country "
        )
        said += f"({basis})"
    if case.simulation is None:
        return f"{said}."
    mean, below = amount(case.simulation.mean, lang, case.currency), share(case.simulation.loss_probability, lang, 0)
    if french:
        return f"{said} ; après soutien et risques, {mean} en moyenne, négative dans {below} des tirages."
    return f"{said}; after support and risks {mean} on average, negative in {below} of the draws."


def _basis(case: FiveCases, lang: str) -> str:
    if lang == "fr":
        kind = {"real": "constants", "nominal": "courants"}[case.prices]
        return f"{case.currency}, prix {kind} de {case.base_year}"
    return f"{case.currency}, {case.prices} prices of {case.base_year}"


def _strategic(case: FiveCases, lang: str) -> list[str]:
    file, french = case.strategic, lang == "fr"
    said = [told(file.need, lang)] if file.need else []
    if file.levers:
        names = ", ".join(file.levers)
        said.append(f"Sert les leviers {names}." if french else f"Serves the levers {names}.")
    return [*said, *(f"{figure.sentence(lang)}." for figure in file.contributions)]


def _economic(case: FiveCases, lang: str) -> list[str]:
    named = {name: told(SHADOW_PRICES.get(name, FrozenMap({lang: name})), lang) for name in case.economic.shadow_prices}
    prices = ", ".join(f"{named[name]} {value:g}" for name, value in case.economic.shadow_prices.items())
    prices = prices.replace(".", ",") if lang == "fr" else prices
    ends = f"Prix de référence : {prices}." if lang == "fr" else f"Shadow prices: {prices}."
    return [case.economic.returns.sentence(lang, case.currency), ends]


def _commercial(case: FiveCases, lang: str) -> list[str]:
    file, french = case.commercial, lang == "fr"
    said = [told(file.offtake, lang)] if file.offtake else []
    if file.promoter:
        said.append(f"Porteur : {file.promoter}." if french else f"Promoter: {file.promoter}.")
    if file.export_share_pct is not None:
        exported = share(file.export_share_pct / 100, lang, 0)
        said.append(
            f"Exporte {exported} de son chiffre d'affaires." if french else f"Exports {exported} of its revenue."
        )
    if file.transferred_risks:
        names = ", ".join(file.transferred_risks)
        said.append(f"Risques transférés : {names}." if french else f"Risks transferred: {names}.")
    return said


def _financial(case: FiveCases, lang: str) -> list[str]:
    file, french = case.financial, lang == "fr"
    said = [file.before_support.sentence(lang, case.currency)]
    if file.grant is not None and not file.grant.eligible:
        said.append("Non éligible au soutien." if french else "Not eligible for support.")
    elif file.grant is not None:
        value, rate = amount(file.after_support.npv_mdh, lang, case.currency), decimal(file.grant.rate_pct, lang)
        names = file.grant.doubts(lang)
        check = (f" ; à vérifier : {names}" if french else f"; to be verified: {names}") if names else ""
        if french:
            said.append(f"Avec un soutien de {rate} % de l'investissement, elle est de {value}{check}.")
        else:
            said.append(f"With support of {rate} % of capex it is {value}{check}.")
    return [*said, file.funding.sentence(lang, case.currency)]


def _management(case: FiveCases, lang: str) -> list[str]:
    file, french = case.management, lang == "fr"
    stage = file.stage_label.get(lang, file.stage)
    parts = [f"Stade : {stage}" if french else f"Stage: {stage}"] if stage else []
    if file.months_to_operation is not None:
        months = f"{file.months_to_operation:g}"
        parts.append(f"{months} mois jusqu'à l'exploitation" if french else f"{months} months to operation")
    if file.start_year is not None:
        parts.append(f"départ en {file.start_year}" if french else f"starts in {file.start_year}")
    said = [f"{(' ; ' if french else '; ').join(parts)}."] if parts else []
    names = ", ".join(file.requires)
    if french:
        said.append(f"Prérequis : {names}." if names else "Sans prérequis.")
    else:
        said.append(f"Prerequisites: {names}." if names else "No prerequisites.")
    colon = " :" if french else ":"
    return said + [
        f"{risk.id} {told(risk.label, lang)}{colon} {told(risk.level, lang)}, {risk.owner or '-'}, {told(risk.trigger, lang)}."
        for risk in file.risks
    ]


def _uncertainty(case: FiveCases, lang: str) -> list[str]:
    said = [bar.sentence(lang, case.currency) for bar in case.tornado[:MOST_BARS]]
    said += [found.sentence(lang) for found in case.financial.after_support.switching]
    if case.simulation is not None:
        said.append(case.simulation.sentence(lang, case.currency))
    worst = sorted(case.expected_losses_mdh.items(), key=lambda item: -item[1])[:3]
    if worst:
        shown = ", ".join(f"{name} {decimal(loss, lang)}" for name, loss in worst)
        told_as = "Risques les plus coûteux en moyenne" if lang == "fr" else "Costliest risks on average"
        said.append(f"{told_as} ({case.currency}){' :' if lang == 'fr' else ':'} {shown}.")
    return said


def _decision(case: FiveCases, lang: str) -> list[str]:
    conditions = [
        f"{'Condition :' if lang == 'fr' else 'Condition:'} {told(c, lang)}." for c in case.decision.conditions
    ]
    return [told(case.decision.asked, lang), *conditions, *(told(caveat, lang) for caveat in case.caveats)]
