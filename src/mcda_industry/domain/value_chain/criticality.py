"""Which links are key, by a named rule; criticality stays in its factors and is never one number."""

from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import Field

from mcda_industry.domain.evidence import in_brackets
from mcda_industry.domain.value_chain.dependence import Concentration
from mcda_industry.domain.value_chain.figures import percent, shown
from mcda_industry.domain.value_chain.given import record
from mcda_industry.domain.value_chain.links import Hhi, Link, ValueChain, as_chain
from mcda_industry.errors import ValueChainError, did_you_mean, quoted, speaks_french
from mcda_industry.records import Count, FrozenMap, Labels, Name, Number, Record, Text

Share = Annotated[Number, Field(ge=0, le=1)]
Grade = Annotated[Count, Field(ge=1, le=5)]

Factor = Literal["import_dependence", "suppliers", "origins", "substitutability", "betweenness", "cycle"]

WORDS: FrozenMap[str, FrozenMap[Factor, str]] = FrozenMap(
    {
        "fr": FrozenMap(
            {
                "import_dependence": "dépendance aux importations {}",
                "suppliers": "IHH des fournisseurs locaux {}",
                "origins": "IHH des origines {}",
                "substitutability": "substituabilité {} sur 5",
                "betweenness": "{} des chaînes passent par lui",
                "cycle": "dans une boucle de {} maillons",
            }
        ),
        "en": FrozenMap(
            {
                "import_dependence": "import dependence {}",
                "suppliers": "HHI of local suppliers {}",
                "origins": "HHI of origins {}",
                "substitutability": "substitutability {} of 5",
                "betweenness": "{} of the chains pass through it",
                "cycle": "in a cycle of {} links",
            }
        ),
    }
)


class KeyRule(Record):
    """A link is key if it is important enough and enough factors of criticality reach their thresholds.

    The thresholds are choices, and stated in every answer. 2 500 is where the Horizontal Merger Guidelines of the United
    States (2010, section 5.3) call a market highly concentrated.

    Parameters
    ----------
    name
        What the rule is called where it is quoted.
    importance_at_least
        Strategic importance, 1 to 5, without which no link is key.
    factors_at_least
        How many factors must reach their thresholds.
    import_dependence_at_least
        Share of consumption that is imported.
    supplier_hhi_at_least, origin_hhi_at_least
        Concentration of local suppliers and of origins, 0 to 10 000.
    substitutability_at_most
        Grade, 1 being hardly replaceable.
    betweenness_at_least
        Share of the shortest chains that pass through the link.
    cycle_at_least
        Number of links that all depend on each other, this one among them.

    Examples
    --------
    >>> KeyRule().sentence("en")
    'Rule "strategic and vulnerable": importance of at least 4 and at least 4 of the factors import dependence ≥ 50 %, \
HHI of local suppliers ≥ 2500, HHI of origins ≥ 2500, substitutability ≤ 2, betweenness ≥ 10 %, cycle ≥ 3 links.'
    """

    name: Name = "strategic and vulnerable"
    label: Labels = FrozenMap({"fr": "stratégique et vulnérable", "en": "strategic and vulnerable"})
    importance_at_least: Grade = 4
    factors_at_least: Annotated[Count, Field(ge=1, le=6)] = 4
    import_dependence_at_least: Share = 0.5
    supplier_hhi_at_least: Hhi = 2500.0
    origin_hhi_at_least: Hhi = 2500.0
    substitutability_at_most: Grade = 2
    betweenness_at_least: Share = 0.1
    cycle_at_least: Annotated[Count, Field(ge=2)] = 3

    def sentence(self, lang: str = "en") -> str:
        """The rule in words, in English ("en") or French ("fr")."""
        imported, passing = (
            percent(share, 0, lang) for share in (self.import_dependence_at_least, self.betweenness_at_least)
        )
        suppliers, origins = (shown(hhi, 0, lang) for hhi in (self.supplier_hhi_at_least, self.origin_hhi_at_least))
        if speaks_french(lang):
            return (
                f"Règle « {self.label.get('fr', self.name)} » : importance d'au moins {self.importance_at_least} et au moins "
                f"{self.factors_at_least} des facteurs dépendance aux importations ≥ {imported}, "
                f"IHH des fournisseurs locaux ≥ {suppliers}, "
                f"IHH des origines ≥ {origins}, substituabilité ≤ {self.substitutability_at_most}, "
                f"intermédiarité ≥ {passing}, boucle ≥ {self.cycle_at_least} maillons."
            )
        return (
            f'Rule "{self.label.get("en", self.name)}": importance of at least {self.importance_at_least} and at least '
            f"{self.factors_at_least} of the factors import dependence ≥ {imported}, HHI of local suppliers ≥ {suppliers}, "
            f"HHI of origins ≥ {origins}, substitutability ≤ {self.substitutability_at_most}, "
            f"betweenness ≥ {passing}, cycle ≥ {self.cycle_at_least} links."
        )


class Criticality(Record):
    """One factor of a link's criticality against its threshold.

    Parameters
    ----------
    value
        In the unit of the factor; where it is only a lower bound, the bound.
    threshold
        That of the rule.
    reached
        Whether it is reached; None where the bounds of the value cannot tell.
    """

    value: Number
    threshold: Number
    reached: bool | None


class KeyLink(Record):
    """The verdict on one link, with all its factors.

    Parameters
    ----------
    code, label
        The link.
    importance
        Strategic importance, 1 to 5.
    important
        Whether it meets the rule's.
    factors
        Every factor of criticality, by name.
    key
        Whether the link is key; None where it hangs on a concentration whose bounds cannot tell.
    flag
        How its figures are flagged ("illustrative").
    """

    code: Name
    label: Labels
    importance: Grade
    important: bool
    factors: FrozenMap[Factor, Criticality]
    key: bool | None
    flag: Text

    @property
    def reached(self) -> tuple[Factor, ...]:
        """The factors that reach their thresholds."""
        return tuple(name for name, found in self.factors.items() if found.reached)

    @property
    def undecided(self) -> tuple[Factor, ...]:
        """The factors whose bounds cannot tell."""
        return tuple(name for name, found in self.factors.items() if found.reached is None)

    def sentence(self, lang: str = "en") -> str:
        """The verdict and its reasons in words, in English ("en") or French ("fr")."""
        french = speaks_french(lang)
        words = {True: "maillon clé", False: "pas un maillon clé", None: "maillon clé, peut-être"} if french else {
            True: "key link", False: "not a key link", None: "perhaps a key link"
        }  # fmt: skip
        reasons = [self._said(name, lang) for name in (*self.reached, *self.undecided)]
        importance = f"importance {self.importance} {'sur' if french else 'of'} 5"
        colon, semicolon = (" : ", " ; ") if french else (": ", "; ")
        said = f"{self.code} ({self.label.get(lang, self.code)}){colon}{words[self.key]}{semicolon}"
        return f"{said}{', '.join([importance, *reasons])}{in_brackets(self.flag, lang)}."

    def _said(self, name: Factor, lang: str) -> str:
        value = self.factors[name].value
        in_percent = name in ("import_dependence", "betweenness")
        figure = percent(value, 0, lang) if in_percent else shown(value, 0, lang)
        if self.factors[name].reached is None:
            figure = f"{'au moins' if speaks_french(lang) else 'at least'} {figure}"
        return WORDS[lang][name].format(figure)


class KeyLinks(Record):
    """The verdict on every link of a chain, by one rule.

    Parameters
    ----------
    rule
        The rule, which every quotation names.
    links
        The verdicts in the order of the chain.
    """

    rule: KeyRule
    links: tuple[KeyLink, ...]

    def __getitem__(self, code: str) -> KeyLink:
        """The verdict on this link."""
        for link in self.links:
            if link.code == code:
                return link
        said = f"There is no link {quoted(code)}; {did_you_mean(code, (link.code for link in self.links))}"
        raise ValueChainError(said, code="unknown_link", field="links")

    @property
    def key(self) -> tuple[str, ...]:
        """The codes of the key links."""
        return tuple(link.code for link in self.links if link.key)

    @property
    def undecided(self) -> tuple[str, ...]:
        """The codes of those the known shares cannot decide."""
        return tuple(link.code for link in self.links if link.key is None)

    def sentence(self, lang: str = "en") -> str:
        """How many are key, by which rule, in English ("en") or French ("fr")."""
        key, unsure = ", ".join(self.key), ", ".join(self.undecided)
        if speaks_french(lang):
            said = f"{len(self.key)} maillons clés sur {len(self.links)} : {key or 'aucun'}."
            said += f" Ne peuvent être tranchés : {unsure}." if unsure else ""
        else:
            said = f"{len(self.key)} key links of {len(self.links)}: {key or 'none'}."
            said += f" Cannot be told: {unsure}." if unsure else ""
        return f"{said} {self.rule.sentence(lang)}"

    def __repr__(self) -> str:
        return f"KeyLinks: {len(self.key)} of {len(self.links)} links, by the rule {self.rule.name!r}"


def key_links(links: ValueChain | Iterable[Link], rule: KeyRule | None = None) -> KeyLinks:
    """Which links are key, with every factor of their criticality.

    Parameters
    ----------
    links
        A value chain, or its links.
    rule
        Its thresholds; those of `KeyRule()` if none is given.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> found = key_links(morocco_2025().value_chain)
    >>> found["A02"].sentence("en")
    'A02 (Forging and die-forging): key link; importance 5 of 5, import dependence 97 %, HHI of local suppliers 10000, \
HHI of origins 3248, substitutability 2 of 5, in a cycle of 22 links (illustrative).'
    """
    chain, rule = as_chain(links), KeyRule() if rule is None else record(rule, KeyRule)
    cycles = {code: len(cycle) for cycle in chain.cycles for code in cycle}
    judged = (_judged(link, chain, cycles.get(link.id, 1), rule) for link in chain.links)
    return KeyLinks(rule=rule, links=tuple(judged))


def _judged(link: Link, chain: ValueChain, cycle: int, rule: KeyRule) -> KeyLink:
    suppliers, origins = link.supplier_concentration, link.origin_concentration
    bounds = rule.supplier_hhi_at_least, rule.origin_hhi_at_least
    passing = chain.betweenness[link.id]
    factors: FrozenMap[Factor, Criticality] = FrozenMap(
        {
            "import_dependence": _at_least(link.import_dependence, rule.import_dependence_at_least),
            "suppliers": _concentrated(suppliers, bounds[0]),
            "origins": _concentrated(origins, bounds[1]),
            "substitutability": Criticality(
                value=link.substitutability_1_5,
                threshold=rule.substitutability_at_most,
                reached=link.substitutability_1_5 <= rule.substitutability_at_most,
            ),
            "betweenness": _at_least(passing, rule.betweenness_at_least),
            "cycle": _at_least(cycle, rule.cycle_at_least),
        }
    )
    important = link.strategic_importance_1_5 >= rule.importance_at_least
    key = _is_key(important, [found.reached for found in factors.values()], rule.factors_at_least)
    return KeyLink(
        code=link.id,
        label=link.label,
        importance=link.strategic_importance_1_5,
        important=important,
        factors=factors,
        key=key,
        flag=link.source_flag,
    )


def _at_least(value: float, threshold: float) -> Criticality:
    return Criticality(value=value, threshold=threshold, reached=value >= threshold)


def _concentrated(found: Concentration, threshold: float) -> Criticality:
    return Criticality(value=found.lowest, threshold=threshold, reached=found.reaches(threshold))


def _is_key(important: bool, reached: list[bool | None], needed: int) -> bool | None:
    certain, possible = reached.count(True), reached.count(True) + reached.count(None)
    if not important or possible < needed:
        return False
    return True if certain >= needed else None
