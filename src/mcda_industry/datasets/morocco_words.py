"""What sentences call things that the raw files of the reference case name by a code, or in French only."""

from typing import Final

from mcda_industry.records import FrozenMap, Labels

SECTOR_LABELS: Final = FrozenMap(
    {
        "aeronautique": FrozenMap({"fr": "aéronautique", "en": "aerospace"}),
        "agroalimentaire": FrozenMap({"fr": "agroalimentaire", "en": "food"}),
        "automobile": FrozenMap({"fr": "automobile", "en": "motor vehicles"}),
        "autres_industries": FrozenMap({"fr": "autres industries", "en": "other industries"}),
        "machines_outils": FrozenMap({"fr": "machines et outils", "en": "machines and tools"}),
        "metallurgie_autres_IMM": FrozenMap(
            {"fr": "métallurgie et autre mécanique", "en": "metals and other engineering"}
        ),
        "textile_cuir": FrozenMap({"fr": "textile et cuir", "en": "textiles and leather"}),
    }
)
"""What sentences call the sectors of the employment table."""

BONUS_LABELS: Final = FrozenMap(
    {
        "ratio_emplois_capex": FrozenMap({"fr": "emplois rapportés au capex", "en": "jobs for capex"}),
        "genre": FrozenMap({"fr": "genre", "en": "women's share"}),
        "metiers_avenir": FrozenMap({"fr": "métiers d'avenir", "en": "trades of the future"}),
        "durable": FrozenMap({"fr": "développement durable", "en": "sustainability"}),
        "integration_locale": FrozenMap({"fr": "intégration locale", "en": "local integration"}),
        "territorial": FrozenMap({"fr": "territoire", "en": "territory"}),
        "sectoral": FrozenMap({"fr": "secteur", "en": "sector"}),
    }
)
"""What sentences call the components of the support scheme."""

FIELD_LABELS: Final = FrozenMap(
    {
        "capex_mdh": FrozenMap({"fr": "investissement des projets", "en": "capex of projects"}),
        "months_to_operation": FrozenMap({"fr": "délai des projets, en mois", "en": "months to operation of projects"}),
        "revenue_full_mdh": FrozenMap({"fr": "chiffre d'affaires des projets", "en": "revenue of projects"}),
        "grid_emission_factor_t_per_mwh": FrozenMap(
            {"fr": "facteur d'émission du réseau", "en": "emission factor of the grid"}
        ),
    }
)
"""What sentences call the fields that scenarios change."""

STAGE_LABELS: Final = FrozenMap(
    {
        "idée": FrozenMap({"fr": "idée", "en": "idea"}),
        "étude de marché": FrozenMap({"fr": "étude de marché", "en": "market study"}),
        "fiche projet": FrozenMap({"fr": "fiche projet", "en": "project sheet"}),
        "pilote": FrozenMap({"fr": "pilote", "en": "pilot"}),
        "faisabilité": FrozenMap({"fr": "faisabilité", "en": "feasibility"}),
        "engagé": FrozenMap({"fr": "engagé", "en": "committed"}),
    }
)
"""What sentences call the stages of projects."""

ENGLISH: Final = FrozenMap(
    {
        "Équilibré (groupes égaux)": "Balanced (equal groups)",
        "Souveraineté industrielle": "Industrial sovereignty",
        "Emploi et territoires": "Jobs and territories",
        "Transition énergétique et hydrique": "Energy and water transition",
        "Prudence budgétaire": "Budgetary caution",
        "peu de PME certifiées, ticket d'entrée élevé": "few certified small firms, high cost of entry",
        "pièces envoyées à l'étranger pour traitement, +9 semaines": "parts sent abroad for treatment, 9 more weeks",
        "décisions d'achat prises hors du pays": "buying decisions taken outside the country",
        "risque et taille minimale efficace dissuadent le premier entrant": "risk and minimum scale deter the first entrant",
        "pénurie de techniciens CN, CND et maintenance": "shortage of CNC, non-destructive testing and maintenance technicians",
        "pas de capacité nationale d'essai et de qualification": "no national capacity for testing and qualification",
        "préférence appliquée de façon inégale, cahiers des charges importés": "preference applied unevenly, foreign terms",
        "R&D privée faible, preuve de concept non financée": "little private R&D, proof of concept not funded",
        "TRS et qualité en retrait, données absentes": "equipment effectiveness and quality lag, no data",
        "intensité carbone du réseau, risque MACF": "carbon intensity of the grid, exposure to the carbon border levy",
        "prélèvements dans des bassins sous tension": "water drawn from basins under stress",
        "foncier cher et saturé près des pôles": "land dear and scarce near the industrial poles",
        "délais sur flux tendus et envois urgents": "delays on just-in-time flows and urgent shipments",
        "essais réalisés à l'étranger, coût et délai": "tests made abroad, at a cost and with delay",
        "prospection généraliste": "untargeted prospecting of investors",
        "données d'émissions absentes, valeurs par défaut pénalisantes": "no emission data, so penalising default values",
        "baisse de cadence annoncée > 10 %": "announced cut of production rates > 10 %",
        "part d'un client > 60 %": "share of one customer > 60 %",
        "facteur d'émission > 0,5 t/MWh en 2028": "emission factor > 0.5 t/MWh in 2028",
        "adoption du texte par le Conseil et le Parlement": "adoption of the text by Council and Parliament",
        "taux de remplissage < 20 %": "dam filling < 20 %",
        "délai de recrutement > 90 jours": "time to recruit > 90 days",
        "délai fournisseur > 30 semaines": "supplier lead time > 30 weeks",
        "variation > 8 % sur 12 mois": "change > 8 % over 12 months",
        "instruction > 60 jours": "processing of the file > 60 days",
        "bouclage > 9 mois": "financial close > 9 months",
        "prix import -15 %": "import price -15 %",
        "écart majeur d'audit": "major finding of an audit",
        "taux de rebut > 12 %": "scrap rate > 12 %",
        "rendement < 70 %": "yield < 70 %",
        "prescription nouvelle": "new requirement",
        "charge < 65 %": "load < 65 %",
        "retard > 6 mois": "delay > 6 months",
        "prix -20 %": "price -20 %",
        "délai > 40 semaines": "lead time > 40 weeks",
        "refus de licence": "licence refused",
        "texte non publié fin 2027": "text not published by the end of 2027",
        "ventes < 60 % du plan": "sales < 60 % of plan",
        "MTBF < objectif": "time between failures < target",
        "FID repoussée": "final investment decision put off",
        "texte non publié": "text not published",
        "tarif < 8 DH/m3": "tariff < 8 DH/m3",
        "coût > 4,5 USD/kg": "cost > 4.5 USD/kg",
        "salinité": "salinity",
        "dispersion > 3 microns": "spread > 3 microns",
        "investissement hors règles": "investment outside the rules",
        "recours déposé": "appeal lodged",
        "occupation < 40 % à 24 mois": "occupancy < 40 % at 24 months",
    }
)
"""Policies, obstacles and triggers of risks that the files name in French only, translated; by the French text, so that a text
that changes loses its translation rather than keeping a wrong one."""


def in_both(labels: Labels) -> Labels:
    """The labels with English where the French text has a translation and no English is given.

    >>> in_both(FrozenMap({"fr": "salinité"}))["en"]
    'salinity'
    """
    english = ENGLISH.get(labels.get("fr", ""))
    return labels if english is None or "en" in labels else FrozenMap({**labels, "en": english})
