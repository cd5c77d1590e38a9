"""What sentences call things that the raw files of the reference case name by a code, or in French only."""

from typing import Final

from mcda_industry.records import FrozenMap

SCENARIOS_IN_ENGLISH: Final = {
    "equilibre": "Balanced (equal groups)",
    "souverainete": "Industrial sovereignty",
    "emploi_territoires": "Jobs and territories",
    "transition_verte": "Energy and water transition",
    "prudence_budgetaire": "Budgetary caution",
}
"""The scenarios, which the file names in French only; translated here."""

OBSTACLES_IN_ENGLISH: Final = {
    "L01": "few certified small firms, high cost of entry",
    "L02": "parts sent abroad for treatment, 9 more weeks",
    "L03": "buying decisions taken outside the country",
    "L04": "risk and minimum efficient size deter the first entrant",
    "L05": "shortage of CNC, non-destructive testing and maintenance technicians",
    "L06": "no national capacity for testing and qualification",
    "L07": "preference applied unevenly, imported specifications",
    "L08": "little private R&D, proof of concept not funded",
    "L09": "equipment effectiveness and quality lag, no data",
    "L10": "carbon intensity of the grid, exposure to the carbon border levy",
    "L11": "water drawn from basins under stress",
    "L12": "land dear and scarce near the industrial poles",
    "L13": "delays on just-in-time flows and urgent shipments",
    "L14": "tests made abroad, at a cost and with delay",
    "L15": "untargeted prospecting of investors",
    "L16": "no emission data, so penalising default values",
}
"""The obstacles of the levers, which the file names in French only; translated here."""

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

TRIGGERS_IN_ENGLISH: Final = {
    "K01": "announced cut of production rates > 10 %",
    "K02": "share of one customer > 60 %",
    "K03": "emission factor > 0.5 t/MWh in 2028",
    "K04": "adoption of the text by Council and Parliament",
    "K05": "dam filling < 20 %",
    "K06": "time to recruit > 90 days",
    "K07": "supplier lead time > 30 weeks",
    "K08": "change > 8 % over 12 months",
    "K09": "processing of the file > 60 days",
    "K10": "financial close > 9 months",
    "K11": "import price -15 %",
    "K12": "major finding of an audit",
    "K13": "scrap rate > 12 %",
    "K14": "yield < 70 %",
    "K15": "new requirement",
    "K16": "load < 65 %",
    "K17": "delay > 6 months",
    "K18": "price -20 %",
    "K19": "lead time > 40 weeks",
    "K20": "licence refused",
    "K21": "text not published by the end of 2027",
    "K22": "sales < 60 % of plan",
    "K23": "time between failures < target",
    "K24": "final investment decision put off",
    "K25": "text not published",
    "K26": "tariff < 8 DH/m3",
    "K27": "cost > 4.5 USD/kg",
    "K28": "salinity",
    "K29": "spread > 3 microns",
    "K30": "investment outside the rules",
    "K31": "appeal lodged",
    "K32": "occupancy < 40 % at 24 months",
}
"""When a risk counts as happening, which the file says in French only; translated here."""
