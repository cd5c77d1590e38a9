"""What the columns of the programme's workbook are, in French and in English."""

from collections.abc import Mapping
from typing import Final

from mcda_industry.records import FrozenMap, Labels

SHARED: Final[Mapping[str, tuple[str, str]]] = {
    "id": ("Code, unique dans la feuille", "Its code, which no other row has"),
    "label": ("Nom", "Its name"),
    "ecosystem": ("Écosystème auquel il appartient", "The ecosystem it belongs to"),
    "link_id": ("Maillon de la chaîne de valeur", "Link of the value chain"),
    "region_code": ("Région, par son code ISO 3166-2", "Region, by its ISO 3166-2 code"),
    "capex_mdh": ("Investissement", "Investment"),
    "women_pct": ("Part des emplois occupés par des femmes", "Share of the jobs held by women"),
    "til_gain_pts": ("Gain de taux d'intégration locale", "Gain of the local integration rate"),
    "til_pct": ("Taux d'intégration locale", "Local integration rate"),
    "exports_mdh": ("Exportations annuelles", "Exports a year"),
    "owner": ("Responsable", "Who is responsible"),
    "likelihood_inherent_1_5": (
        "Probabilité avant traitement, 5 la plus forte",
        "Likelihood before treatment, 5 is highest",
    ),
    "impact_inherent_1_5": ("Gravité avant traitement, 5 la plus forte", "Impact before treatment, 5 is highest"),
    "likelihood_residual_1_5": ("Probabilité après traitement", "Likelihood after treatment"),
    "impact_residual_1_5": ("Gravité après traitement", "Impact after treatment"),
    "delay_months": ("Délai", "Delay"),
    "source_flag": (
        "Valeur des chiffres : sourced, derived, mixed ou illustrative",
        "What the figures are worth: sourced, derived, mixed or illustrative",
    ),
    "source_ids": ("Codes des sources", "Codes of the sources"),
    "note": ("Remarque", "Remark"),
    "year": ("Année", "Year"),
    "scope": ("Périmètre", "Scope"),
    "category": ("Famille", "Family"),
}
"""Columns that mean the same in several sheets."""

PROJECTS: Final[Mapping[str, tuple[str, str]]] = {
    "deliverable_type": ("Nature du projet, par exemple relocalisation", "Kind of project, such as relocalisation"),
    "province": ("Province ou préfecture", "Province or prefecture"),
    "territorial_premium_pct": (
        "Prime territoriale de la Charte, en part du capex",
        "Territorial premium, of the capex",
    ),
    "revenue_full_mdh": ("Chiffre d'affaires annuel en régime de croisière", "Revenue a year at full operation"),
    "ebitda_margin_pct": ("Marge d'EBITDA, en part du chiffre d'affaires", "EBITDA margin, of the revenue"),
    "va_ratio_pct": ("Taux de valeur ajoutée, en part du chiffre d'affaires", "Value added, of the revenue"),
    "jobs_direct": ("Emplois directs stables", "Direct stable jobs"),
    "import_substitution_mdh": ("Importations substituées par an", "Imports it replaces a year"),
    "export_share_pct": ("Part exportée du chiffre d'affaires", "Share of the revenue that is exported"),
    "tech_content_1_5": ("Contenu technologique, 5 le plus élevé", "Technological content, 5 is highest"),
    "criticality_relief_0_100": ("Réduction de la criticité du maillon", "How far it relieves a critical link"),
    "spillover_1_5": ("Effets d'entraînement, 5 les plus forts", "Spill-overs, 5 is strongest"),
    "trl_1_9": ("Maturité technologique (TRL)", "Technology readiness level"),
    "mrl_1_10": ("Maturité industrielle (MRL)", "Manufacturing readiness level"),
    "months_to_operation": ("Délai jusqu'à la mise en service", "Time until it operates"),
    "electricity_mwh": ("Électricité par an", "Electricity a year"),
    "heat_gas_mwh": ("Gaz et chaleur par an", "Gas and heat a year"),
    "renewable_share_pct": ("Part renouvelable de l'électricité", "Share of the electricity that is renewable"),
    "co2_avoided_gross_t": ("CO₂e évité par an, brut", "CO₂e avoided a year, gross"),
    "water_use_m3": ("Eau consommée par an", "Water used a year"),
    "water_saved_m3": ("Eau économisée par an", "Water saved a year"),
    "start_year": ("Année de démarrage", "Year it starts"),
    "economic_life_years": ("Durée de vie économique", "Economic life"),
    "requires": ("Projets préalables", "Projects that must be chosen with it"),
    "exclusive_group": ("Groupe dont un seul projet est retenu", "Group of which only one project is chosen"),
    "promoter_profile": ("Profil du porteur", "Who carries it"),
    "stage": ("Stade d'avancement, par exemple faisabilité", "How far it is, such as faisabilité"),
}

LEVERS: Final[Mapping[str, tuple[str, str]]] = {
    "instrument_type": ("Nature de l'instrument", "Kind of instrument"),
    "obstacle_addressed": ("Obstacle levé", "The obstacle it removes"),
    "action": ("Action", "What is done"),
    "partners": ("Partenaires", "Who takes part"),
    "kpi": ("Indicateur de résultat", "How success is measured"),
    "kpi_target_2030": ("Cible de l'indicateur en 2030", "Target of the indicator in 2030"),
    "horizon": ("Horizon", "By when"),
    "linked_links": ("Maillons servis", "Links it serves"),
    "linked_projects": ("Projets servis", "Projects it serves"),
    "productivity_1_5": ("Effet sur la productivité, 5 le plus fort", "Effect on productivity, 5 is strongest"),
    "market_access_1_5": ("Effet sur l'accès aux marchés, 5 le plus fort", "Effect on market access, 5 is strongest"),
    "dependency_relief_0_100": ("Réduction de la dépendance", "How far it relieves dependence"),
    "upgrading_1_5": ("Montée en gamme, 5 la plus forte", "Upgrading, 5 is strongest"),
    "skills_1_5": ("Effet sur les compétences, 5 le plus fort", "Effect on skills, 5 is strongest"),
    "jobs_2030": ("Emplois d'ici 2030", "Jobs by 2030"),
    "regions_n": ("Nombre de régions couvertes", "Regions covered"),
    "co2_kt_yr": ("CO₂e évité", "CO₂e avoided"),
    "water_mm3_yr": ("Eau économisée", "Water saved"),
    "public_cost_mdh": ("Coût public", "Public cost"),
    "delay_months": ("Délai avant les premiers effets", "Time to the first effects"),
    "complexity_1_5": ("Complexité, 5 la plus forte (défavorable)", "Complexity, 5 is highest (bad)"),
    "stakeholder_support_0_100": ("Adhésion des parties prenantes", "Support of the stakeholders"),
    "risk_1_25": ("Risque : probabilité fois gravité", "Risk: likelihood times impact"),
}

LINKS: Final[Mapping[str, tuple[str, str]]] = {
    "stage": ("Étape : amont, coeur, aval…", "Stage: amont, coeur, aval, …"),
    "hs2022": ("Codes du Système harmonisé 2022, ou service", "Codes of the Harmonized System 2022, or service"),
    "imports_mdh": ("Importations annuelles", "Imports a year"),
    "local_production_mdh": ("Production locale annuelle", "Local production a year"),
    "domestic_demand_mdh": (
        "Demande intérieure : importations + production − exportations",
        "Domestic demand: imports + production - exports",
    ),
    "local_suppliers_n": ("Nombre de fournisseurs locaux", "Number of local suppliers"),
    "supplier_shares_pct": (
        "Parts des fournisseurs locaux, somme 100",
        "Shares of the local suppliers, which sum to 100",
    ),
    "supplier_hhi": ("Indice de concentration des fournisseurs (HHI)", "Concentration of the suppliers (HHI)"),
    "import_origin_shares_pct": (
        "Parts des importations par pays d'origine, « other » pour le reste",
        "Shares of the imports by country of origin, 'other' for the rest",
    ),
    "import_hhi_lower_bound": (
        "Indice de concentration des origines, sans « other »",
        "Concentration of the origins, without 'other'",
    ),
    "local_capability_0_100": ("Capacité locale à produire", "What the country can make"),
    "strategic_importance_1_5": ("Importance stratégique, 5 la plus forte", "Strategic importance, 5 is highest"),
    "substitutability_1_5": ("Substituabilité, 1 presque nulle", "How easily it is replaced, 1 hardly"),
    "lead_time_import_weeks": ("Délai d'importation", "Lead time of imports"),
    "lead_time_local_weeks": ("Délai local", "Lead time of local products"),
    "cif_unit_cost_index": ("Coût unitaire CAF, en indice", "CIF unit cost, as an index"),
    "duty_pct": ("Droits de douane", "Customs duty"),
    "logistics_pct": ("Coût logistique, en part du CAF", "Logistics, of the CIF cost"),
    "disruption_prob_pct_yr": ("Probabilité annuelle de rupture", "Probability of a disruption a year"),
    "disruption_cost_pct": ("Coût d'une rupture, en part du CAF", "Cost of a disruption, of the CIF cost"),
    "local_unit_cost_index": ("Coût unitaire local, dans le même indice", "Local unit cost, in the same index"),
    "local_investment_mdh": ("Investissement pour produire localement", "Investment to produce locally"),
    "min_efficient_scale_mdh": ("Échelle minimale efficace", "Least efficient scale"),
    "feeds_into": ("Maillons alimentés", "Links it supplies"),
}

MEASURES: Final[Mapping[str, tuple[str, str]]] = {
    "lifetime_years": ("Durée d'amortissement", "Years over which the capex is spread"),
    "opex_delta_mdh_yr": (
        "Supplément de coût d'exploitation, négatif s'il baisse",
        "Operating cost it adds; negative if it falls",
    ),
    "energy_saving_mdh_yr": ("Économie d'énergie", "Energy bill it saves"),
    "tco2e_avoided_yr": ("CO₂e évité, négatif s'il augmente", "CO₂e avoided; negative if it rises"),
    "water_saved_m3_yr": ("Eau économisée, négative si elle augmente", "Water saved; negative if more is used"),
    "applicability_sites": ("Nombre de sites concernés", "Sites it is meant for"),
    "exclusive_with": ("Mesures incompatibles", "Measures that exclude it"),
    "depends_on": ("Mesures préalables", "Measures it needs"),
    "category": ("Programme : décarbonation ou eau", "Programme: carbon or water"),
}

REGIONS: Final[Mapping[str, tuple[str, str]]] = {
    "id": ("Code ISO 3166-2, par exemple MA-01", "ISO 3166-2 code, such as MA-01"),
    "population_2024": ("Population en 2024", "Population in 2024"),
    "gdp_share_2023_pct": ("Part du PIB national en 2023", "Share of the national GDP in 2023"),
    "gdp_growth_2023_pct": ("Croissance du PIB en 2023", "Growth of GDP in 2023"),
    "unemployment_2024_pct": ("Taux de chômage en 2024", "Unemployment in 2024"),
    "unemployment_basis": ("D'où vient le taux de chômage", "How the unemployment was obtained"),
    "gdp_per_head_index_mar100": ("PIB par habitant, Maroc = 100", "GDP per head, Morocco = 100"),
    "industrial_jobs_2024": ("Emplois industriels en 2024", "Industrial jobs in 2024"),
    "aerospace_jobs_2024": ("Emplois aéronautiques en 2024", "Aerospace jobs in 2024"),
    "machines_jobs_2024": ("Emplois des machines et outils en 2024", "Jobs in machines and tools in 2024"),
    "hydraulic_basin": ("Bassins hydrauliques", "Hydraulic basins"),
    "dam_fill_pct": (
        "Remplissage des barrages ; vide sans grand barrage",
        "Filling of the dams; empty without a large dam",
    ),
    "dam_fill_date": (
        "Date du relevé, en texte ; sans barrage, la raison",
        "Date of the reading, as text; without a dam, the reason",
    ),
    "water_stress_1_5": ("Stress hydrique, 5 extrême", "Water stress, 5 is extreme"),
    "green_power_access_0_100": ("Accès à l'électricité verte", "Access to green power"),
    "skilled_labour_0_100": ("Main-d'œuvre qualifiée", "Skilled labour"),
    "logistics_0_100": ("Logistique", "Logistics"),
    "land_price_dh_m2": ("Prix du foncier", "Price of land"),
    "electricity_dh_kwh": ("Prix de l'électricité", "Price of electricity"),
    "industrial_water_dh_m3": ("Prix de l'eau industrielle", "Price of industrial water"),
    "main_zones": ("Principales zones industrielles", "Main industrial zones"),
    "territorial_premium_note": ("Primes territoriales, en texte", "Territorial premiums, as text"),
}

EMPLOYMENT: Final[Mapping[str, tuple[str, str]]] = {
    "sector": ("Secteur", "Sector"),
    "jobs": ("Emplois", "Jobs"),
}

RISKS: Final[Mapping[str, tuple[str, str]]] = {
    "scope": ("Ce que le risque touche", "What it bears on"),
    "targets": ("Codes touchés, ou all pour tous", "The codes it bears on, or all"),
    "cause": ("Cause", "Cause"),
    "consequence": ("Conséquence", "Consequence"),
    "response": ("Réponse", "Response"),
    "mitigation": ("Traitement", "Treatment"),
    "mitigation_cost_mdh": ("Coût du traitement", "Cost of the treatment"),
    "trigger": ("Seuil de déclenchement", "When it counts as happening"),
    "indicator": ("Indicateur suivi", "What is watched"),
    "contingency": ("Plan de secours", "What is done then"),
    "proximity_months": ("Proximité", "How soon it may happen"),
    "annual_probability_pct": ("Probabilité annuelle", "Probability a year"),
    "capex_impact_pct": ("Effet sur le capex", "Effect on the capex"),
    "revenue_impact_pct": ("Effet sur le chiffre d'affaires", "Effect on the revenue"),
    "status": ("État", "Where it stands"),
    "delay_months": ("Retard causé", "Delay it causes"),
}

ECOSYSTEMS: Final[Mapping[str, tuple[str, str]]] = {
    "parent": ("Écosystème dont il fait partie", "The ecosystem it is part of"),
    "value_chain_links": ("Maillons parcourus", "Links it runs through"),
    "firms_n": ("Entreprises", "Firms"),
    "jobs_n": ("Emplois", "Jobs"),
    "turnover_mdh": ("Chiffre d'affaires annuel", "Turnover a year"),
    "value_added_mdh": ("Valeur ajoutée annuelle", "Value added a year"),
    "til_target_pct": ("Cible du taux d'intégration locale", "Target of the local integration rate"),
    "productivity_kdh_per_job": ("Valeur ajoutée par emploi", "Value added for each job"),
    "rca_index": ("Avantage comparatif révélé", "Revealed comparative advantage"),
    "pci_mean": ("Complexité moyenne des produits", "Mean complexity of its products"),
    "density_0_1": ("Densité des produits", "Density of its products"),
    "benchmark_country": ("Pays de comparaison", "The country it is compared with"),
    "benchmark_productivity_kdh": ("Productivité du pays de comparaison", "Productivity of that country"),
    "benchmark_til_pct": ("Taux d'intégration du pays de comparaison", "Integration rate of that country"),
    "energy_mwh_per_mdh_va": ("Énergie par valeur ajoutée", "Energy for its value added"),
    "water_m3_per_kdh_va": ("Eau par valeur ajoutée", "Water for its value added"),
    "strengths": ("Forces", "Strengths"),
    "weaknesses": ("Faiblesses", "Weaknesses"),
    "opportunities": ("Opportunités", "Opportunities"),
    "threats": ("Menaces", "Threats"),
}

SOURCES: Final[Mapping[str, tuple[str, str]]] = {
    "publisher": ("Éditeur", "Publisher"),
    "what_it_says": ("Ce qu'elle dit", "What it says"),
    "url": ("Adresse", "Address"),
    "date": ("Date en texte : 2025, 2025-03 ou 2025-03-31", "Date as text: 2025, 2025-03 or 2025-03-31"),
}

EMISSION_FACTORS: Final[Mapping[str, tuple[str, str]]] = {
    "id": ("Énergie, par exemple electricity", "Energy, such as electricity"),
    "scope": ("1 : brûlé sur place ; 2 : acheté", "1: burnt on the site; 2: bought"),
    "t_per_unit": ("Tonnes de CO₂e par unité", "Tonnes of CO₂e for each unit"),
    "unit": ("Unité, par exemple MWh", "Unit, such as MWh"),
    "source": ("Code de la source", "Code of the source"),
    "boundary": ("Périmètre compté : direct, ou cycle de vie", "What is counted: direct, or the life cycle"),
}


def words(own: Mapping[str, tuple[str, str]]) -> Mapping[str, Labels]:
    """What the columns of one sheet are: its own words, then those it shares with others.

    Examples
    --------
    >>> words(REGIONS)["main_zones"]["en"]
    'Main industrial zones'
    """
    return FrozenMap({name: FrozenMap({"fr": fr, "en": en}) for name, (fr, en) in {**SHARED, **own}.items()})
