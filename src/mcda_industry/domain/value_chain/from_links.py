"""What the links of a chain give to the questions of sourcing and of local integration."""

from collections.abc import Iterable
from typing import Any

from mcda_industry.domain.value_chain.integration import IntegrationRate
from mcda_industry.domain.value_chain.links import Link, ValueChain, as_chain
from mcda_industry.domain.value_chain.sourcing import Sourcing
from mcda_industry.errors import Fault, ValueChainError, quoted

COSTS = {
    "cif_unit_cost": "cif_unit_cost_index",
    "local_unit_cost": "local_unit_cost_index",
    **{
        name: name
        for name in (
            "duty_pct",
            "logistics_pct",
            "disruption_prob_pct_yr",
            "disruption_cost_pct",
            "lead_time_import_weeks",
            "lead_time_local_weeks",
            "local_investment_mdh",
            "min_efficient_scale_mdh",
        )
    },
}
"""The fields of `Sourcing` and those of `Link` they come from; the link may leave them out."""


def sourcings(links: ValueChain | Iterable[Link]) -> tuple[Sourcing, ...]:
    """What to compare for each link that is imported; a link without imports has nothing to relocate and is left out.

    The market is all its imports, and both costs are indices on the CIF cost.

    Raises
    ------
    ValueChainError
        With every cost that an imported link does not give.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> len(sourcings(morocco_2025().value_chain))
    34
    """
    imported = [link for link in as_chain(links).links if link.imports_mdh > 0]
    said = "Link {} has no {}, so its costs cannot be compared. Give it, or leave the link out."
    faults = [
        Fault(said.format(quoted(link.id), quoted(field)), "missing_cost", field)
        for link in imported
        for field in COSTS.values()
        if getattr(link, field) is None
    ]
    if faults:
        raise ValueChainError.of(faults)
    return tuple(_sourcing(link) for link in imported)


def _sourcing(link: Link) -> Sourcing:
    costs: dict[str, Any] = {name: getattr(link, field) for name, field in COSTS.items()}
    return Sourcing(
        id=link.id,
        label=link.label,
        market_mdh=link.imports_mdh,
        local_capability_0_100=link.local_capability_0_100,
        substitutability_1_5=link.substitutability_1_5,
        origin_hhi=link.origin_concentration.lowest,
        origin_hhi_highest=link.origin_concentration.highest,
        source_flag=link.source_flag,
        source_ids=link.source_ids,
        **costs,
    )


def stated_rates(links: ValueChain | Iterable[Link]) -> tuple[IntegrationRate, ...]:
    """The local integration rate of each link as its source states it, weighted by local production.

    The source gives no definition, so these rates can only be put together with each other. Links without a rate are left out.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> from mcda_industry.domain.value_chain.integration import aggregate_integration
    >>> aggregate_integration(stated_rates(morocco_2025().value_chain)).sentence("en")
    'Local integration of total: 35.0 % (as the source states it, without a definition). (Illustrative figures.)'
    """
    return tuple(
        IntegrationRate(
            id=link.id,
            label=link.label,
            definition="as_stated",
            rate_pct=link.til_pct,
            turnover_mdh=link.local_production_mdh,
            source_flag=link.source_flag,
            source_ids=link.source_ids,
        )
        for link in as_chain(links).links
        if link.til_pct is not None
    )
