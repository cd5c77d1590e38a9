"""The first sheet of a workbook: what the others are and how they are filled in."""

from collections.abc import Sequence
from typing import Final

from mcda_industry.errors import speaks_french
from mcda_industry.io.shapes import columns_of
from mcda_industry.io.sheets import Sheet

RULES: Final[tuple[tuple[tuple[str, str], tuple[str, str]], ...]] = (
    (
        ("Remplir", "Filling in"),
        (
            "Une ligne par fiche, sous la ligne grise d'explications. Ne renommez pas les colonnes ; leur ordre est libre.",
            "One record a row, below the grey row that explains the columns. Do not rename the columns; their order is free.",
        ),
    ),
    (
        ("Obligatoire", "Required"),
        (
            "Les colonnes à en-tête orange doivent être là et remplies ; les autres peuvent rester vides ou être supprimées.",
            "Columns with an orange header must be there and filled in; the others may be left empty or taken out.",
        ),
    ),
    (
        ("Nombres", "Numbers"),
        (
            "En chiffres, sans unité ni espace, dans une cellule au format nombre. « env. 5 » est refusé.",
            "In digits, without unit or space, in a cell with a number format. 'approx. 5' is refused.",
        ),
    ),
    (
        ("Plusieurs valeurs", "Several values"),
        (
            "Séparées par « ; » dans la même cellule : A02;A03. Des paires s'écrivent nom:valeur : FR:38;other:62. Les décimales "
            "y prennent un point : 62.5;37.5.",
            "Apart by ';' in the same cell: A02;A03. Pairs are name:value: FR:38;other:62. Decimals in them take a point: "
            "62.5;37.5.",
        ),
    ),
    (
        ("Dates", "Dates"),
        (
            "Dans une cellule au format date, ou en texte : 2026-01-31.",
            "In a cell with a date format, or as text: 2026-01-31.",
        ),
    ),
    (
        ("Codes", "Codes"),
        (
            "Un code cité (région, maillon, projet, source…) doit figurer dans sa feuille ; deux lignes n'ont pas le même code.",
            "A code that is cited (region, link, project, source, …) must stand in its sheet; no two rows have the same code.",
        ),
    ),
    (
        ("Refusé", "Refused"),
        (
            "Formules, valeurs d'erreur, cellules fusionnées, feuilles masquées, macros : ce qui est lu est ce qui se voit. Les "
            "lignes vides et les autres feuilles sont laissées de côté.",
            "Formulas, error values, merged cells, hidden sheets, macros: what is read is what can be seen. Empty rows and other "
            "sheets are left aside.",
        ),
    ),
)
"""What to know, in French and in English: a heading and a sentence."""


def about(sheets: Sequence[Sheet], lang: str) -> list[tuple[str, str]]:
    """The rows of the sheet: a heading and a sentence each, then the sheets of the workbook.

    Examples
    --------
    >>> from mcda_industry.domain.evidence import Source
    >>> from mcda_industry.records import FrozenMap
    >>> about([Sheet(Source, "sources", FrozenMap({"fr": "Sources"}))], "fr")[-1]
    ('Sources', '6 colonnes')
    """
    french = speaks_french(lang)
    title = ("Classeur à remplir", "") if french else ("A workbook to fill in", "")
    rules = [(head[not french], said[not french]) for head, said in RULES]
    heading = ("Feuilles", "") if french else ("Sheets", "")
    word = "colonnes" if french else "columns"
    listed = [(sheet.called(lang), f"{len(columns_of(sheet.kind))} {word}") for sheet in sheets]
    return [title, *rules, heading, *listed]
