"""Make, buy, relocate, source twice or stock: total cost of ownership, scale, and what would change the verdict."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from mcda_industry.arrays import FloatArray, is_whole
from mcda_industry.columns import read_columns
from mcda_industry.domain.evidence import in_brackets
from mcda_industry.domain.value_chain.figures import shown
from mcda_industry.domain.value_chain.given import record, records
from mcda_industry.domain.value_chain.ownership import WEEKS, break_even_volume, import_cost, local_cost
from mcda_industry.domain.value_chain.sourcing import Sourcing, SourcingRule
from mcda_industry.domain.value_chain.switching import SwitchingRange, switching_range
from mcda_industry.errors import ValueChainError, quoted, speaks_french
from mcda_industry.problem import Column, Criterion
from mcda_industry.records import FrozenMap, Name, Number, Record, by_name

Verdict = Literal["make", "relocate", "dual_source", "stock", "buy"]

VERDICTS: Mapping[str, Mapping[str, str]] = FrozenMap(
    {
        "fr": FrozenMap(
            {
                "make": "produire localement",
                "relocate": "relocaliser",
                "dual_source": "double approvisionnement",
                "stock": "stock de sécurité",
                "buy": "acheter à l'étranger",
            }
        ),
        "en": FrozenMap(
            {
                "make": "make at home",
                "relocate": "relocate",
                "dual_source": "source from two",
                "stock": "keep a safety stock",
                "buy": "buy abroad",
            }
        ),
    }
)
"""The verdicts by language."""

FACTORS: Mapping[str, Mapping[str, str]] = FrozenMap(
    {
        "cif_unit_cost": FrozenMap({"fr": "le coût CAF", "en": "the CIF cost"}),
        "duty_pct": FrozenMap({"fr": "le droit de douane (%)", "en": "the duty (%)"}),
        "logistics_pct": FrozenMap({"fr": "la logistique (%)", "en": "logistics (%)"}),
        "disruption_prob_pct_yr": FrozenMap(
            {"fr": "la probabilité de rupture (%)", "en": "the disruption probability (%)"}
        ),
        "disruption_cost_pct": FrozenMap({"fr": "le coût d'une rupture (%)", "en": "the cost of a disruption (%)"}),
        "lead_time_import_weeks": FrozenMap(
            {"fr": "le délai d'importation (semaines)", "en": "the import lead time (weeks)"}
        ),
        "local_unit_cost": FrozenMap({"fr": "le coût local", "en": "the local cost"}),
        "lead_time_local_weeks": FrozenMap({"fr": "le délai local (semaines)", "en": "the local lead time (weeks)"}),
        "market_mdh": FrozenMap({"fr": "le marché (MDH par an)", "en": "the market (MDH a year)"}),
        "local_investment_mdh": FrozenMap({"fr": "l'investissement (MDH)", "en": "the investment (MDH)"}),
        "min_efficient_scale_mdh": FrozenMap(
            {"fr": "l'échelle minimale (MDH)", "en": "the minimum efficient scale (MDH)"}
        ),
        "local_capability_0_100": FrozenMap(
            {"fr": "la capacité locale (sur 100)", "en": "the local capability (of 100)"}
        ),
        "substitutability_1_5": FrozenMap({"fr": "la substituabilité (sur 5)", "en": "substitutability (of 5)"}),
        "origin_hhi": FrozenMap({"fr": "l'IHH des origines", "en": "the HHI of origins"}),
    }
)
"""What a verdict is sensitive to, as sentences call it."""


class Relocation(Record):
    """The verdict on one product, the costs behind it, and how far each factor may move before it changes.

    Parameters
    ----------
    sourcing, rule
        What was compared, and by which rule.
    import_factors, local_factors
        Total cost of ownership of a unit, factor by factor.
    break_even_mdh
        Yearly volume from which local production pays; None if it costs more.
    verdict
        "make", "relocate", "dual_source", "stock" or "buy".
    verdict_at_highest
        The verdict if the concentration of origins were at its upper bound.
    """

    sourcing: Sourcing
    rule: SourcingRule
    import_factors: FrozenMap[Name, Number]
    local_factors: FrozenMap[Name, Number]
    break_even_mdh: Number | None
    verdict: Verdict
    verdict_at_highest: Verdict

    @cached_property
    def switching(self) -> FrozenMap[str, SwitchingRange]:
        """For each factor, the range within which the verdict stands, the others staying as they are: exact."""
        values = _values(self.sourcing)
        return FrozenMap({name: _range(name, values, self.rule) for name in FACTORS})

    @property
    def import_cost(self) -> float:
        """Total cost of ownership of an imported unit."""
        return sum(self.import_factors.values())

    @property
    def local_cost(self) -> float:
        """Total cost of ownership of a local unit, before its investment."""
        return sum(self.local_factors.values())

    @property
    def saving_share(self) -> float:
        """What a local unit saves, as a share of the CIF cost; negative if it costs more."""
        return (self.import_cost - self.local_cost) / self.sourcing.cif_unit_cost

    @property
    def yearly_gain_mdh(self) -> float:
        """Saving on the whole market less the yearly charge of the investment, in MDH."""
        return self.saving_share * self.sourcing.market_mdh - self.rule.annuity * self.sourcing.local_investment_mdh

    @property
    def tightest(self) -> tuple[str, ...]:
        """The factors that can change the verdict, the one that needs the smallest relative change first."""
        changes = {name: found.smallest_relative_change for name, found in self.switching.items()}
        able = {name: change for name, change in changes.items() if change is not None}
        return tuple(sorted(able, key=lambda name: able[name]))

    def sentence(self, lang: str = "en") -> str:
        """The verdict and its figures in words, in English ("en") or French ("fr")."""
        s = self.sourcing
        abroad, home, market, scale = (
            shown(x, places, lang)
            for x, places in (
                (self.import_cost, 1),
                (self.local_cost, 1),
                (s.market_mdh, 0),
                (s.min_efficient_scale_mdh, 0),
            )
        )
        even = None if self.break_even_mdh is None else shown(self.break_even_mdh, 0, lang)
        verdict, name = VERDICTS["fr" if speaks_french(lang) else "en"][self.verdict], s.label.get(lang, s.id)
        flagged = in_brackets(s.source_flag, lang)
        if lang == "fr":
            volume = (
                f"seuil de rentabilité {even} MDH par an"
                if even
                else "aucun volume ne rentabilise la production locale"
            )
            return (
                f"{s.id} ({name}) : {verdict}{flagged}. Coût complet local {home} contre {abroad} importé ; {volume}, "
                f"échelle minimale {scale}, marché {market}."
            )
        volume = f"break-even at {even} MDH a year" if even else "no volume makes local production pay"
        return (
            f"{s.id} ({name}): {verdict}{flagged}. Full cost {home} at home against {abroad} imported; {volume}, "
            f"minimum efficient scale {scale}, market {market}."
        )

    def conditions(self, lang: str = "en", most: int = 3) -> tuple[str, ...]:
        """What the verdict hangs on: the tightest switching values in words, and what is not known.

        Parameters
        ----------
        lang
            "en" or "fr".
        most
            How many factors are told.

        Raises
        ------
        ValueChainError
            If `most` is no whole number from 0.
        """
        french = speaks_french(lang)
        if not is_whole(most, 0):
            wrong = f"The number of conditions must be a whole number from 0, not {quoted(most)}. Give one."
            raise ValueChainError(wrong, code="bad_count", field="most")
        said = [
            self.switching[name].sentence(FACTORS[name][lang], VERDICTS[lang], lang) for name in self.tightest[:most]
        ]
        if self.verdict_at_highest != self.verdict:
            other = VERDICTS[lang][self.verdict_at_highest]
            said.append(
                f"La concentration des origines n'est connue que par un minorant ; à son maximum : {other}."
                if french
                else f"The concentration of origins is only known from below; at its highest: {other}."
            )
        return tuple(said)

    def __repr__(self) -> str:
        return f"Relocation({self.sourcing.id!r}: {self.verdict})"


def relocation(sourcing: Sourcing, rule: SourcingRule | None = None) -> Relocation:
    """Make, buy, relocate, source from two or stock, with the exact values at which the answer changes.

    Local production *pays* if the market reaches the minimum efficient scale and its yearly saving covers the annuity of
    the investment. If it pays: "make" where the capability is there, else "relocate". If it does not: "buy", unless the
    product is exposed (hard to replace, and concentrated origins or a high expected disruption); then "dual_source" while
    a local unit costs little more than an imported one, else "stock". Thresholds count as reached at equality.

    Parameters
    ----------
    sourcing
        Costs, volumes and grades.
    rule
        Conventions and thresholds; those of `SourcingRule()` if none is given.

    Notes
    -----
    Every condition is linear in each single factor, so the values at which it turns are roots of straight lines.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> from mcda_industry.domain.value_chain.from_links import sourcings
    >>> found = relocation(sourcings(morocco_2025().value_chain)[4])
    >>> print(found.sentence("en"))
    A05 (Sheet-metal forming): make at home (illustrative). Full cost 91.4 at home against 107.9 imported; break-even at \
119 MDH a year, minimum efficient scale 60, market 310.
    >>> round(found.switching["local_unit_cost"].high, 2)
    98.92
    """
    sourcing, rule = record(sourcing, Sourcing), SourcingRule() if rule is None else record(rule, SourcingRule)
    abroad, home = _import_factors(sourcing, rule), _local_factors(sourcing, rule)
    share = (sum(abroad.values()) - sum(home.values())) / sourcing.cif_unit_cost
    years = rule.life_years
    even = break_even_volume(sourcing.local_investment_mdh, share, rate=rule.discount_rate, years=years)
    values = _values(sourcing)
    highest = sourcing.origin_hhi if sourcing.origin_hhi_highest is None else sourcing.origin_hhi_highest
    return Relocation(
        sourcing=sourcing,
        rule=rule,
        import_factors=abroad,
        local_factors=home,
        break_even_mdh=even,
        verdict=_verdict(_margins(values, rule) >= 0),
        verdict_at_highest=_verdict(_margins({**values, "origin_hhi": highest}, rule) >= 0),
    )


def relocations(sourcings: Iterable[Sourcing], rule: SourcingRule | None = None) -> FrozenMap[str, Relocation]:
    """The verdict on every product, by its id.

    Raises
    ------
    ValueChainError
        If an id stands twice.

    Examples
    --------
    >>> from collections import Counter
    >>> from mcda_industry.datasets import morocco_2025
    >>> from mcda_industry.domain.value_chain.from_links import sourcings
    >>> found = relocations(sourcings(morocco_2025().value_chain))
    >>> sorted(Counter(each.verdict for each in found.values()).items())
    [('buy', 2), ('dual_source', 4), ('make', 15), ('relocate', 10), ('stock', 3)]
    """
    found = [relocation(sourcing, rule) for sourcing in records(sourcings, Sourcing)]
    names = [each.sourcing.id for each in found]
    if twice := [name for name in dict.fromkeys(names) if names.count(name) > 1]:
        said = f"Each product needs its own id: {quoted(twice[0])} stands twice. Rename one of them."
        raise ValueChainError(said, code="duplicate_name", field="id")
    return FrozenMap(dict(zip(names, found, strict=True)))


FIELDS = ("import_cost", "local_cost", "saving_share", "yearly_gain_mdh")


def relocation_columns(found: Mapping[str, Relocation], criteria: Mapping[str, Criterion]) -> tuple[Column, ...]:
    """The criteria columns of the products compared, one for each criterion, values by id.

    Parameters
    ----------
    found
        What `relocations` returns.
    criteria
        The criterion read from each of "import_cost", "local_cost", "saving_share" and "yearly_gain_mdh".

    Raises
    ------
    ValueChainError
        If there is no such field.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> from mcda_industry.domain.value_chain.from_links import sourcings
    >>> from mcda_industry.problem import maximise
    >>> found = relocations(sourcings(morocco_2025().value_chain))
    >>> (gain,) = relocation_columns(found, {"yearly_gain_mdh": maximise("gain", "MDH/an")})
    >>> round(gain.values["A05"], 1)
    31.6
    """
    found = by_name(found, "found", "those that `relocations` returns")
    if strange := [name for name, each in found.items() if not isinstance(each, Relocation)]:
        said = f"{quoted(strange[0])} is no relocation. Give what `relocations` returns."
        raise ValueChainError(said, code="wrong_type", field=str(strange[0]))
    return read_columns(
        found.items(),
        criteria,
        FIELDS,
        lambda named, field: getattr(named[1], field),
        what="relocations",
        name=lambda named: named[0],
        refusal=ValueChainError,
    )


def _import_factors(s: Sourcing, rule: SourcingRule) -> FrozenMap[str, float]:
    factors = import_cost(
        s.cif_unit_cost,
        duty=s.duty_pct / 100,
        logistics=s.logistics_pct / 100,
        disruption_probability=s.disruption_prob_pct_yr / 100,
        disruption_cost=s.disruption_cost_pct / 100,
        lead_time_weeks=s.lead_time_import_weeks,
        carrying_rate=rule.carrying_rate,
    )
    return FrozenMap({name: float(cost) for name, cost in factors.items()})


def _local_factors(s: Sourcing, rule: SourcingRule) -> FrozenMap[str, float]:
    factors = local_cost(
        s.local_unit_cost,
        overhead=rule.local_overhead,
        lead_time_weeks=s.lead_time_local_weeks,
        carrying_rate=rule.carrying_rate,
    )
    return FrozenMap({name: float(cost) for name, cost in factors.items()})


def _values(sourcing: Sourcing) -> dict[str, float]:
    return {name: float(getattr(sourcing, name)) for name in FACTORS}


def _margins(x: Mapping[str, float], rule: SourcingRule) -> FloatArray:
    """(7,) by how much each condition of the verdict holds; each is linear in each single factor."""
    disruption = x["disruption_prob_pct_yr"] * x["disruption_cost_pct"] / 10_000
    on_top = (x["duty_pct"] + x["logistics_pct"]) / 100 + rule.carrying_rate * x["lead_time_import_weeks"] / WEEKS
    abroad = x["cif_unit_cost"] * (1 + on_top + disruption)
    home = x["local_unit_cost"] * (1 + rule.local_overhead + rule.carrying_rate * x["lead_time_local_weeks"] / WEEKS)
    charge = rule.annuity * x["local_investment_mdh"] * x["cif_unit_cost"]
    return np.array(
        [
            x["market_mdh"] - x["min_efficient_scale_mdh"],
            x["market_mdh"] * (abroad - home) - charge,
            x["local_capability_0_100"] - rule.capability_at_least,
            rule.substitutability_at_most - x["substitutability_1_5"],
            x["origin_hhi"] - rule.origin_hhi_at_least,
            disruption - rule.disruption_at_least,
            (1 + rule.premium_at_most) * abroad - home,
        ]
    )


def _verdict(holds: ArrayLike) -> Verdict:
    scale, pays, capable, hard, concentrated, disrupted, affordable = np.asarray(holds, dtype=bool).tolist()
    if scale and pays:
        return "make" if capable else "relocate"
    if not (hard and (concentrated or disrupted)):
        return "buy"
    return "dual_source" if affordable else "stock"


LIMITS: Mapping[str, tuple[float, float]] = FrozenMap(
    {
        "disruption_prob_pct_yr": (0.0, 100.0),
        "local_capability_0_100": (0.0, 100.0),
        "substitutability_1_5": (1.0, 5.0),
        "origin_hhi": (0.0, 10_000.0),
    }
)
"""Factors that end somewhere; the others may be any number from 0."""


def _range(name: str, values: Mapping[str, float], rule: SourcingRule) -> SwitchingRange:
    return switching_range(
        lambda x: _margins({**values, name: x}, rule), _verdict, values[name], LIMITS.get(name, (0.0, np.inf))
    )
