"""Where a figure comes from, and how much it can carry."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Final, Literal, Self, get_args

from pydantic import Field, model_validator

from mcda_industry.columns import read_columns
from mcda_industry.errors import Fault, ProblemError, did_you_mean, listed, quoted, speaks_french
from mcda_industry.problem import Column, Criterion, maximise
from mcda_industry.records import Count, FrozenMap, Labels, Name, Number, Record, Text, each_a

Flag = Literal["sourced", "mixed", "derived", "illustrative"]
"""A figure stands in its sources; in part only; is computed from such figures; or is an invented order of magnitude."""

Date = Annotated[str, Field(strict=True, pattern=r"^(\d{4}(-\d{2}(-\d{2})?)?)?$")]
"""A year, month or day as ISO 8601 writes it ("2025-10"), or nothing."""

STRENGTH_BY_FLAG: Final[FrozenMap[str, int]] = FrozenMap({"sourced": 4, "mixed": 3, "derived": 3, "illustrative": 1})
"""The strength, 1 to 5, of evidence that nobody has graded. A convention of this library."""

FLAGS_IN_FRENCH: Final[FrozenMap[str, str]] = FrozenMap(
    {"sourced": "sourcé", "mixed": "mixte", "derived": "dérivé", "illustrative": "illustratif"}
)


INVENTED: Final = frozenset({"illustrative", "mixed"})
"""The flags of figures that are invented orders of magnitude, at least in part: what quotes them must say so."""


def in_brackets(flag: str, lang: str = "en") -> str:
    """A flag as the end of a sentence about figures, with a space before it; where there is none, it says so.

    >>> in_brackets("illustrative"), in_brackets("mixed", "fr"), in_brackets("")
    (' (illustrative)', ' (mixte)', ' (no evidence given)')
    """
    if not flag:
        return f" ({evidence_sentence(None, lang)})"
    return f" ({FLAGS_IN_FRENCH.get(flag, flag) if speaks_french(lang) else flag})"


class Source(Record):
    """A document that figures are taken from.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> source = morocco_2025().sources[6]
    >>> source.id, source.publisher, source.date
    ('S07', 'industries.ma', '2024-12')
    """

    id: Name
    publisher: Text = ""
    what_it_says: Text = ""
    url: Text = ""
    date: Date = ""
    note: Text = ""


class Evidence(Record):
    """What stands behind a figure: sources, date, flag and strength.

    Parameters
    ----------
    flag
        "sourced", "mixed", "derived" or "illustrative".
    sources
        Codes of the sources; at least one where the flag is "sourced" or "mixed".
    date
        When the figure was published or observed, as ISO 8601; empty where that is not known.
    strength_1_5
        How much the figure can carry, from 1 (a guess) to 5 (audited); None where nobody has graded it, and then the flag
        speaks: 4 for sourced, 3 for mixed or derived, 1 for illustrative.

    Examples
    --------
    >>> evidence = Evidence(flag="mixed", sources=("S04", "S07"), date="2025-10")
    >>> evidence.strength, evidence.sentence("fr")
    (3, 'mixte : S04, S07 (2025-10) ; solidité 3 sur 5, par défaut')
    """

    flag: Flag
    sources: tuple[Name, ...] = ()
    date: Date = ""
    strength_1_5: Annotated[Count, Field(ge=1, le=5)] | None = None

    @model_validator(mode="after")
    def _names_what_it_rests_on(self) -> Self:
        if self.flag in {"sourced", "mixed"} and not self.sources:
            said = f"A figure flagged {quoted(self.flag)} must name its sources, and names none. "
            said += "Give the sources, or flag it 'derived' or 'illustrative'."
            raise ProblemError(said, code="no_source", field="sources")
        return self

    @classmethod
    def of(cls, record: Any, dates: Mapping[str, str] = FrozenMap()) -> "Evidence | None":
        """The evidence of a record that carries `source_flag` and `source_ids`; None where both are empty.

        Parameters
        ----------
        record
            Any record of the trade.
        dates
            The date of each source, by its code: the evidence is then dated by its newest source.

        Raises
        ------
        ProblemError
            If the record carries no such fields, names sources without a flag, or has an unknown flag.

        Examples
        --------
        >>> from mcda_industry.datasets import morocco_2025
        >>> Evidence.of(morocco_2025().projects[0])
        Evidence(flag='illustrative', sources=('S61',), date='', strength_1_5=None)
        """
        flag, sources = _carried(record)
        if not flag and not sources:
            return None
        if flag not in get_args(Flag):
            known = ", ".join(get_args(Flag))
            said = (
                f"{quoted(getattr(record, 'id', type(record).__name__))} has the source flag {quoted(flag)}, which is "
            )
            said += f"none of {known}; {did_you_mean(flag, get_args(Flag))} Give one of them."
            raise ProblemError(said, code="unknown_flag", field="source_flag")
        newest = max((dates.get(source, "") for source in sources), default="")
        return cls.model_validate({"flag": flag, "sources": sources, "date": newest})

    @property
    def strength(self) -> int:
        """The strength from 1 to 5: that given, else that of the flag."""
        return self.strength_1_5 or STRENGTH_BY_FLAG[self.flag]

    @property
    def confidence(self) -> float:
        """The strength as a share: 0.2 for 1, 1.0 for 5."""
        return self.strength / 5

    def sentence(self, lang: str = "en") -> str:
        """The evidence in a few words, without a full stop."""
        french = speaks_french(lang)
        flag = FLAGS_IN_FRENCH[self.flag] if french else self.flag
        said = f"{flag}{' :' if french else ':'} {', '.join(self.sources)}" if self.sources else flag
        said += f" ({self.date})" if self.date else ""
        graded = self.strength_1_5 is not None
        if french:
            return f"{said} ; solidité {self.strength} sur 5{'' if graded else ', par défaut'}"
        return f"{said}; strength {self.strength} of 5{'' if graded else ', by default'}"


class Figure(Record):
    """A number that says what it is, in which unit, and where it comes from, or that nothing is said.

    Parameters
    ----------
    value, unit
        The number, and its unit; blank for a number without.
    evidence
        What stands behind it; None says so in every sentence.
    label
        What it is, by language; blank where the reader knows from elsewhere.

    Examples
    --------
    >>> print(Figure(label={"en": "direct jobs"}, value=130, evidence=Evidence(flag="illustrative")).sentence())
    direct jobs: 130 (illustrative; strength 1 of 5, by default)
    >>> Figure(value=327, unit="kDH", evidence=Evidence(flag="mixed", sources=("S07",))).sentence()
    '327 kDH (mixed: S07; strength 3 of 5, by default)'
    >>> Figure(value=0.31).sentence("fr")
    '0,31 (sans source)'
    """

    value: Number
    unit: Text = ""
    evidence: Evidence | None = None
    label: Labels = FrozenMap()

    def sentence(self, lang: str = "en") -> str:
        """The figure with its name, unit and evidence, without a full stop."""
        french, unit = speaks_french(lang), f" {self.unit}" if self.unit else ""
        name = self.label.get(lang, next(iter(self.label.values()), ""))
        named = f"{name}{' : ' if french else ': '}" if name else ""
        return f"{named}{written(self.value, lang)}{unit} ({evidence_sentence(self.evidence, lang)})"


def evidence_sentence(evidence: Evidence | None, lang: str = "en") -> str:
    """The evidence in a few words, or that there is none.

    Examples
    --------
    >>> evidence_sentence(None), evidence_sentence(Evidence(flag="derived"))
    ('no evidence given', 'derived; strength 3 of 5, by default')
    """
    if evidence is None:
        return "sans source" if speaks_french(lang) else "no evidence given"
    return evidence.sentence(lang)


def without_evidence(records: Iterable[Any]) -> tuple[str, ...]:
    """The ids of the records whose figures have no evidence at all.

    Parameters
    ----------
    records
        Records with an `id` that carry `evidence`, or `source_flag` and `source_ids`.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> without_evidence(morocco_2025().projects)
    ()
    """
    return tuple(record.id for record in records if _evidence(record) is None)


STRENGTH: Final = maximise(
    "strength of evidence", "0-5", label={"fr": "Solidité des données", "en": "Strength of evidence"}, scale=(0, 5)
)
"""The criterion of the strength of evidence, unless another is given; 0 stands for none."""


def strength_column(records: Iterable[Any], criterion: Criterion = STRENGTH) -> Column:
    """How much the figures of each record can carry, from 1 to 5, as a column of the criteria matrix; 0 without evidence.

    Parameters
    ----------
    records
        Records with an `id` that carry `evidence`, or `source_flag` and `source_ids`; each once.
    criterion
        "strength of evidence", more is better, if none is given.

    Raises
    ------
    ProblemError
        With every fault: an id that stands twice, a record that can carry no evidence.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> column = strength_column(morocco_2025().ecosystems)
    >>> column.values["E02"], column.criterion.unit
    (3.0, '0-5')
    """

    def strength(record: Any, field: str) -> float:
        found = _evidence(record)
        return 0.0 if found is None else found.strength

    return read_columns(
        each_a(Record, records, "records"), {"strength": criterion}, ("strength",), strength, what="records"
    )[0]


def check_sources(cited: Mapping[str, Evidence | None], sources: Iterable[Source]) -> None:
    """Refuse evidence that names sources which are not in the list.

    Parameters
    ----------
    cited
        Evidence by the name of what it stands behind.
    sources
        The list of sources.

    Raises
    ------
    ProblemError
        With every unknown source, and the nearest one there is.

    Examples
    --------
    >>> from mcda_industry.datasets import morocco_2025
    >>> case = morocco_2025()
    >>> check_sources({project.id: Evidence.of(project) for project in case.projects}, case.sources)
    """
    known = [source.id for source in sources]
    faults = [
        Fault(
            f"{quoted(name)} cites the source {quoted(source)}, which is not in the list; {did_you_mean(source, known)}",
            "unknown_source",
            name,
        )
        for name, evidence in cited.items()
        for source in (evidence.sources if evidence else ())
        if source not in known
    ]
    if faults:
        raise ProblemError.of(faults)


def written(value: float, lang: str = "en") -> str:
    """A number as people write it: whole from a thousand on, else three digits or so; decimal comma in French.

    Examples
    --------
    >>> written(14510), written(96.44), written(0.0312, "fr"), written(-12.0)
    ('14,510', '96.4', '0,0312', '-12')
    """
    size = abs(value)
    if size < 1 or size >= 1e15:
        shown = f"{value:.3g}" if value else "0"
    else:
        shown = f"{value:,.{0 if size >= 1000 else 1 if size >= 10 else 2}f}"
        shown = shown.rstrip("0").rstrip(".") if "." in shown else shown
    return shown.replace(",", "\u202f").replace(".", ",") if speaks_french(lang) else shown


def _carried(record: Any) -> tuple[str, tuple[str, ...]]:
    """The flag and sources a record carries."""
    try:
        return record.source_flag, tuple(record.source_ids)
    except AttributeError:
        said = f"A {type(record).__name__} carries no evidence: it has no 'source_flag' and 'source_ids'. "
        said += f"Give a record that has them, not {listed([record])}."
        raise ProblemError(said, code="no_evidence_fields", field="source_flag") from None


def _evidence(record: Any) -> Evidence | None:
    if hasattr(record, "evidence"):
        found: Evidence | None = record.evidence
        return found
    return Evidence.of(record)
