"""Value chains: which links are key, what to make at home, and how integrated the whole is. In `mi.value_chain`.

Pure functions on arrays (input-output, dependence, concentration, graph, cost of ownership, integration) and the records
that call them: `ValueChain` and `key_links`, `Sourcing` and `relocation`, `IntegrationRate` and `portfolio_path`,
`InputOutputTable`. Each can be used without the others.
"""

from mcda_industry.domain.value_chain.criticality import Criticality, KeyLink, KeyLinks, KeyRule, key_links
from mcda_industry.domain.value_chain.dependence import Concentration, concentration, hhi, import_dependence
from mcda_industry.domain.value_chain.flow_graph import betweenness, downstream, strong_components
from mcda_industry.domain.value_chain.from_links import sourcings, stated_rates
from mcda_industry.domain.value_chain.input_output import (
    Linkages,
    allocation_coefficients,
    ghosh_inverse,
    leontief_inverse,
    linkages,
    multipliers,
    output_multipliers,
    production,
    technical_coefficients,
    value_added_coefficients,
)
from mcda_industry.domain.value_chain.integration import (
    DEFINITIONS,
    IntegrationPath,
    IntegrationProject,
    IntegrationRate,
    aggregate_integration,
    integration_path,
    local_integration_rate,
    marginal_gains,
    portfolio_path,
)
from mcda_industry.domain.value_chain.links import Link, ValueChain
from mcda_industry.domain.value_chain.links import columns as link_columns
from mcda_industry.domain.value_chain.links import fields as link_fields
from mcda_industry.domain.value_chain.ownership import break_even_volume, import_cost, local_cost
from mcda_industry.domain.value_chain.sectors import sector_columns, sector_fields
from mcda_industry.domain.value_chain.sourcing import Sourcing, SourcingRule
from mcda_industry.domain.value_chain.switching import SwitchingRange
from mcda_industry.domain.value_chain.table import Account, ByName, InputOutputTable, Multipliers
from mcda_industry.domain.value_chain.verdicts import Relocation, relocation, relocation_columns, relocations

__all__ = [
    "DEFINITIONS",
    "Account",
    "ByName",
    "Concentration",
    "Criticality",
    "InputOutputTable",
    "IntegrationPath",
    "IntegrationProject",
    "IntegrationRate",
    "KeyLink",
    "KeyLinks",
    "KeyRule",
    "Linkages",
    "Link",
    "Multipliers",
    "Relocation",
    "Sourcing",
    "SourcingRule",
    "SwitchingRange",
    "ValueChain",
    "aggregate_integration",
    "allocation_coefficients",
    "betweenness",
    "break_even_volume",
    "concentration",
    "downstream",
    "ghosh_inverse",
    "hhi",
    "import_cost",
    "import_dependence",
    "integration_path",
    "key_links",
    "leontief_inverse",
    "link_columns",
    "link_fields",
    "linkages",
    "local_cost",
    "local_integration_rate",
    "marginal_gains",
    "multipliers",
    "output_multipliers",
    "portfolio_path",
    "production",
    "relocation",
    "relocation_columns",
    "relocations",
    "sector_columns",
    "sector_fields",
    "sourcings",
    "stated_rates",
    "strong_components",
    "technical_coefficients",
    "value_added_coefficients",
]
