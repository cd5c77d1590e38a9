"""The faults of a table: where each is, in words and in numbers, and one refusal for all of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from mcda_industry.errors import MOST_FAULTS, MOST_SHOWN, DecisionError, Fault, FileError, quoted, speaks_french
from mcda_industry.io.sentences import sentence


@dataclass(frozen=True)
class Place:
    """Where a table stands, so that its faults can say it.

    Parameters
    ----------
    lang
        The language of the sentences, "fr" or "en".
    sheet
        The title of its sheet, for a workbook.
    """

    lang: str = "en"
    sheet: str | None = None

    def fault(
        self,
        code: str,
        row: int | None = None,
        column: int | None = None,
        name: str | None = None,
        field: str | None = None,
        **words: object,
    ) -> Fault:
        """What is wrong at a 0-based row and column, the column called by its name, about a field."""
        said = self.within(sentence(code, self.lang, **words), row, name)
        return Fault(said, code, field or name, row, column, self._cell(row, column))

    def told(self, fault: Fault, row: int | None, column: int | None, name: str | None) -> Fault:
        """The same fault, told with its place in front."""
        return Fault(self.within(fault.said, row, name), fault.code, fault.field, row, column, self._cell(row, column))

    def within(self, said: str, row: int | None, name: str | None) -> str:
        """The sentence with the place in front of it; rows are counted from 1, as spreadsheets show them."""
        french = speaks_french(self.lang)
        words = ("feuille", "ligne", "colonne") if french else ("sheet", "row", "column")
        parts = [
            f"{words[0]} {quoted(self.sheet)}" if self.sheet is not None else "",
            f"{words[1]} {row + 1}" if row is not None else "",
            f"{words[2]} {quoted(name)}" if name is not None else "",
        ]
        place = ", ".join(part for part in parts if part)
        if not place:
            return said[:1].upper() + said[1:]
        return f"{place[:1].upper()}{place[1:]}{' : ' if french else ': '}{said}"

    def _cell(self, row: int | None, column: int | None) -> str | None:
        if self.sheet is None or row is None or column is None:
            return None
        return f"{self.sheet}!{letters(column)}{row + 1}"


@dataclass
class Faults:
    """Faults as they are found; enough of them and reading stops.

    Parameters
    ----------
    lang
        The language of the sentences.
    found
        The faults so far.
    """

    lang: str
    found: list[Fault] = field(default_factory=list)

    @property
    def enough(self) -> bool:
        """Whether there are as many as an error carries."""
        return len(self.found) >= MOST_FAULTS

    def refusal(self, kind: type[DecisionError] = FileError) -> DecisionError:
        """One error for all of them: its sentence if it is alone, else a list of sentences."""
        return refusal(self.found, self.lang, kind)


def refusal(faults: Sequence[Fault], lang: str, kind: type[DecisionError] = FileError) -> DecisionError:
    """One error for these faults, in French or in English; at most a hundred are carried, ten are told.

    >>> print(refusal([Fault("A."), Fault("B.")], "fr"))
    Il y a 2 fautes :
    - A.
    - B.
    """
    said = list(dict.fromkeys(fault.said for fault in faults))
    if len(said) == 1:
        return kind(said[0], faults=faults[:MOST_FAULTS])
    french, left = speaks_french(lang), len(said) - MOST_SHOWN
    count = len(said)
    if len(faults) >= MOST_FAULTS:
        head = f"Il y a au moins {count} fautes :" if french else f"There are at least {count} faults:"
    else:
        head = f"Il y a {count} fautes :" if french else f"There are {count} faults:"
    rest = [f"- et {left} de plus." if french else f"- and {left} more."] if left > 0 else []
    return kind("\n".join([head, *(f"- {one}" for one in said[:MOST_SHOWN]), *rest]), faults=faults[:MOST_FAULTS])


def letters(column: int) -> str:
    """The letters of a 0-based column, as spreadsheets show them.

    >>> letters(0), letters(25), letters(26), letters(701), letters(702)
    ('A', 'Z', 'AA', 'ZZ', 'AAA')
    """
    found, number = "", column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        found = chr(ord("A") + rest) + found
    return found
