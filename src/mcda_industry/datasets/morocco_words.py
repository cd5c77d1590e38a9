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
