"""A sheet of a workbook: which records its rows are, what it is called, and whose codes it cites."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from mcda_industry.errors import FileError, listed, quoted, speaks_french
from mcda_industry.io.headers import check_columns
from mcda_industry.io.shapes import shapes
from mcda_industry.records import FrozenMap, Record

MOST_TITLE: Final = 31
"""As long as Excel lets the title of a sheet be."""

NOT_IN_TITLES: Final = r"[\[\]:*?/\\\x00-\x1f]|^'|'$|^\s*$"

ABOUT: Final = FrozenMap({"fr": "Lisez-moi", "en": "About"})
"""The titles of the sheet that says how to fill in the others."""


@dataclass(frozen=True)
class Cites:
    """Where the codes of a column come from.

    Parameters
    ----------
    sheets
        The names of the sheets whose ids they are, or "sheet.field" for another field of them.
    also
        Other values they may have.

    Examples
    --------
    >>> Cites(("ecosystems.parent",), also=("transverse",)).fields
    (('ecosystems', 'parent'),)
    """

    sheets: tuple[str, ...]
    also: tuple[str, ...] = ()

    @property
    def fields(self) -> tuple[tuple[str, str], ...]:
        """The sheets and fields the codes stand in."""
        parts = (sheet.partition(".") for sheet in self.sheets)
        return tuple((sheet, name or "id") for sheet, _, name in parts)


@dataclass(frozen=True)
class Sheet:
    """A sheet of a workbook whose rows are records of one kind.

    Parameters
    ----------
    kind
        The type of the records.
    name
        What the records are called in Python: the key they are found by.
    title
        What the sheet is called, by language.
    key
        The fields that tell one record from another; two rows must not share them.
    cites
        Where the codes of a field come from; they are checked where those sheets are read as well.
    words
        What a column is, by its name, each by language.
    columns
        The field of each column that is not named like its field.
    together
        What the records must be as a whole; it raises a `DecisionError` whose `row` is the place of a record.

    Examples
    --------
    >>> from mcda_industry.domain.evidence import Source
    >>> Sheet(Source, "sources", FrozenMap({"fr": "Sources", "en": "Sources"})).called("fr")
    'Sources'
    """

    kind: type[Record]
    name: str
    title: Mapping[str, str]
    key: tuple[str, ...] = ("id",)
    cites: Mapping[str, Cites] = field(default_factory=FrozenMap)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=FrozenMap)
    columns: Mapping[str, str] = field(default_factory=FrozenMap)
    together: Callable[[Sequence[Any]], object] | None = None

    def __post_init__(self) -> None:
        for name in ("title", "cites", "words", "columns"):
            object.__setattr__(self, name, FrozenMap(getattr(self, name)))
        known = shapes(self.kind)
        if wrong := [name for name in (*self.key, *self.cites) if name not in known]:
            said = f"Sheet {self.name!r}: {listed(wrong)} is no column of {self.kind.__name__}. Name fields of it."
            raise FileError(said, code="unknown_field", field="key")
        check_columns(self.kind, self.columns)
        for title in self.title.values():
            if len(title) > MOST_TITLE or re.search(NOT_IN_TITLES, title):
                said = (
                    f"{quoted(title)} cannot be the title of a sheet. Give 1 to 31 characters without [ ] : * ? / \\."
                )
                raise FileError(said, code="bad_title", field="title")

    def called(self, lang: str) -> str:
        """The title in a language; where it has none, the name."""
        return self.title.get("fr" if speaks_french(lang) else "en", self.name)

    @property
    def titles(self) -> tuple[str, ...]:
        """Every title it may have."""
        return tuple(dict.fromkeys([*self.title.values(), self.name]))


Kinds = Iterable[Sheet | type[Record]]
"""What a workbook is made of: sheets, or types of records whose sheet is called like them."""


def sheet_of(kind: "Sheet | type[Record]") -> Sheet:
    """The sheet of a type of records; a sheet stays as it is.

    Examples
    --------
    >>> from mcda_industry.domain.evidence import Source
    >>> sheet_of(Source).name
    'Source'
    """
    if isinstance(kind, Sheet):
        return kind
    fields = shapes(kind)
    key = ("id",) if "id" in fields else ()
    return Sheet(kind, kind.__name__, FrozenMap(), key)


def sheets_of(kinds: object) -> tuple[Sheet, ...]:
    """The sheets of these kinds: at least one, each name and title once.

    Raises
    ------
    FileError, RecordError
        If there are none, two are called the same, or one is no kind of flat record.
    """
    if isinstance(kinds, Sheet | type):
        kinds = (kinds,)
    if not isinstance(kinds, Iterable) or isinstance(kinds, str | bytes):
        said = f"The kinds of records are given as a list, such as [mi.Project], not as {quoted(kinds)}. Give one."
        raise FileError(said, code="no_kinds", field="kinds")
    found = tuple(map(sheet_of, kinds))
    titles = [title for sheet in found for title in dict.fromkeys(title.lower() for title in sheet.titles)]
    about = [title.lower() for title in ABOUT.values()]
    twice = [title for title in dict.fromkeys(titles) if (titles + about).count(title) > 1]
    if not found or twice:
        said = (
            f"Two sheets are called {listed(twice)}. Give each another title."
            if twice
            else "No kind is given. Give one."
        )
        raise FileError(said, code="duplicate_name" if twice else "no_kinds", field="kinds")
    return found
