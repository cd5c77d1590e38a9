"""What is said of a table that cannot be read, in English and in French: one sentence for what is wrong, one for what to do."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final

from mcda_industry.errors import quoted, speaks_french

MOST_COMPARED: Final = 5_000
"""As many names are compared with one that is not known."""

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    # cells
    "not_a_number": (
        "{cell} is not a number. Write it in digits, without unit or space.",
        "{cell} n'est pas un nombre. Écrivez-le en chiffres, sans unité ni espace.",
    ),
    "not_finite": (
        "{cell} is not a finite number. Give one, or leave the cell empty.",
        "{cell} n'est pas un nombre fini. Donnez-en un, ou laissez la cellule vide.",
    ),
    "decimal_mark": (
        "{cell} has another decimal mark than {mark}. Write {mark}, or say decimal={other} for the whole file.",
        "{cell} n'a pas le séparateur décimal {mark}. Écrivez {mark}, ou dites decimal={other} pour tout le fichier.",
    ),
    "text_number": (
        "{cell} is text, not a number. Give the cell a number format and enter it again.",
        "{cell} est un texte, pas un nombre. Donnez à la cellule un format de nombre et saisissez-le à nouveau.",
    ),
    "not_whole": (
        "{cell} is not a whole number. Write it without decimals.",
        "{cell} n'est pas un nombre entier. Écrivez-le sans décimales.",
    ),
    "too_precise": (
        "{cell} has more digits than a number of the file keeps exactly. Write fewer digits.",
        "{cell} a plus de chiffres qu'un nombre du fichier n'en garde exactement. Écrivez moins de chiffres.",
    ),
    "not_text": (
        "{cell} is {found}, not text. Give the cell the text format and enter it again.",
        "{cell} est {found}, pas un texte. Donnez à la cellule le format texte et saisissez-le à nouveau.",
    ),
    "wrong_type": (
        "{cell} is {found}, where {wanted} is wanted. Write it as {wanted}.",
        "{cell} est {found}, alors qu'il faut {wanted}. Écrivez {wanted}.",
    ),
    "not_a_date": (
        "{cell} is not a date. Write it like 2026-01-31.",
        "{cell} n'est pas une date. Écrivez-la comme 2026-01-31.",
    ),
    "time_of_day": (
        "{cell} has a time of day, where a date is wanted. Leave the time out.",
        "{cell} porte une heure, alors qu'il faut une date. Supprimez l'heure.",
    ),
    "not_true_or_false": (
        "{cell} is neither true nor false. Write true or false.",
        "{cell} n'est ni vrai ni faux. Écrivez vrai ou faux.",
    ),
    "not_a_choice": (
        "{cell} is not a value of this column; {near}",
        "{cell} n'est pas une valeur de cette colonne ; {near}",
    ),
    "not_a_pair": (
        "{cell} is not a name and a value. Write them as name:value, pairs apart by ';'.",
        "{cell} n'est pas un nom et une valeur. Écrivez-les nom:valeur, les paires séparées par « ; ».",
    ),
    "pair_twice": (
        "{cell} stands twice in the cell. Keep one of them.",
        "{cell} figure deux fois dans la cellule. N'en gardez qu'un.",
    ),
    "empty": (
        "the cell is empty. Give a value.",
        "la cellule est vide. Donnez une valeur.",
    ),
    "formula": (
        "the cell holds the formula {cell}. Replace it by its value (copy, then paste values).",
        "la cellule contient la formule {cell}. Remplacez-la par sa valeur (copier, puis coller les valeurs).",
    ),
    "error_value": (
        "the cell shows the error {cell}. Give the value itself.",
        "la cellule affiche l'erreur {cell}. Donnez la valeur elle-même.",
    ),
    "merged": (
        "the cells {cell} are merged. Unmerge them and write each value in its own cell.",
        "les cellules {cell} sont fusionnées. Défusionnez-les et écrivez chaque valeur dans sa cellule.",
    ),
    "too_low": ("{cell} must be at least {bound}. Check it.", "{cell} doit valoir au moins {bound}. Vérifiez-le."),
    "too_high": ("{cell} must be at most {bound}. Check it.", "{cell} doit valoir au plus {bound}. Vérifiez-le."),
    "not_above": ("{cell} must exceed {bound}. Check it.", "{cell} doit dépasser {bound}. Vérifiez-le."),
    "not_below": ("{cell} must be below {bound}. Check it.", "{cell} doit être inférieur à {bound}. Vérifiez-le."),
    "wrong_form": (
        "{cell} does not have the form this column must have. Write it as the other cells are.",
        "{cell} n'a pas la forme voulue dans cette colonne. Écrivez-le comme les autres cellules.",
    ),
    "too_few": (
        "the cell holds too few values: there must be at least {bound}. Add what is missing, apart by ';'.",
        "la cellule contient trop peu de valeurs : il en faut au moins {bound}. Ajoutez-les, séparées par « ; ».",
    ),
    "too_many": (
        "the cell holds too many values: there must be at most {bound}. Leave some out.",
        "la cellule contient trop de valeurs : il en faut au plus {bound}. Retirez-en.",
    ),
    "refused": ("{cell} is refused: {why}. Check it.", "{cell} est refusé : {why}. Vérifiez-le."),
    "unknown_code": (
        "{cell} is not known in {where}; {near}",
        "{cell} n'est pas connu dans {where} ; {near}",
    ),
    # rows
    "ragged": (
        "its number of cells is {found}, that of the header {wanted}. Give one cell for each column.",
        "son nombre de cellules est {found}, celui de l'en-tête {wanted}. Donnez une cellule par colonne.",
    ),
    "duplicate_key": (
        "{cell} stands already in row {row_before}. Give each its own.",
        "{cell} figure déjà à la ligne {row_before}. Donnez à chacun le sien.",
    ),
    # header
    "unknown_column": ("there is no such column; {near}", "il n'y a pas de telle colonne ; {near}"),
    "missing_column": (
        "the column {cell} is missing. Add it to the header.",
        "la colonne {cell} manque. Ajoutez-la à l'en-tête.",
    ),
    "missing_columns": (
        "the columns {cell} are missing. Add them to the header.",
        "les colonnes {cell} manquent. Ajoutez-les à l'en-tête.",
    ),
    "duplicate_column": (
        "it gives {cell}, which column {first} gives already. Keep one of them.",
        "elle donne {cell}, que la colonne {first} donne déjà. N'en gardez qu'une.",
    ),
    "unnamed_column": (
        "the column has values but no name. Give it a name in the header, or leave it out.",
        "la colonne a des valeurs mais pas de nom. Nommez-la dans l'en-tête, ou retirez-la.",
    ),
    "no_language": (
        "it is a text by language. Name the column {cell}_fr or {cell}_en.",
        "c'est un texte par langue. Nommez la colonne {cell}_fr ou {cell}_en.",
    ),
    "not_a_column": (
        "it holds records, which are no cells of a table. Leave the column out.",
        "elle contient des fiches, qui ne tiennent pas dans une cellule. Retirez la colonne.",
    ),
    "no_header": (
        "there is no header: the first row must hold the names of the columns. Write them there, or make a template.",
        "il n'y a pas d'en-tête : la première ligne doit porter les noms des colonnes. Écrivez-les, ou faites un modèle.",
    ),
    "wrong_delimiter": (
        "the columns seem to be apart by {found}, not by {wanted}. Say delimiter={found}.",
        "les colonnes semblent séparées par {found}, pas par {wanted}. Dites delimiter={found}.",
    ),
    "tabs": (
        "the columns seem to be apart by tabs, not by {wanted}. Save the file as CSV.",
        "les colonnes semblent séparées par des tabulations, pas par {wanted}. Enregistrez le fichier en CSV.",
    ),
    # files
    "not_csv": (
        "the quotes do not match or a cell is far too long ({why}). Check the quotation marks.",
        "les guillemets ne se correspondent pas ou une cellule est bien trop longue ({why}). Vérifiez les guillemets.",
    ),
    "not_utf8": (
        "the file is not UTF-8 text. Save it as CSV UTF-8.",
        "le fichier n'est pas un texte UTF-8. Enregistrez-le en CSV UTF-8.",
    ),
    "too_large": (
        "{cell} is more than is read: at most {bound}. Leave out what is not needed, or split the file.",
        "{cell}, c'est plus qu'on n'en lit : au plus {bound}. Retirez l'inutile, ou partagez le fichier.",
    ),
    "not_a_workbook": (
        "the file is not an Excel workbook. Save it as .xlsx.",
        "le fichier n'est pas un classeur Excel. Enregistrez-le en .xlsx.",
    ),
    "old_workbook": (
        "the file is an old (.xls) or encrypted workbook. Save it as .xlsx, without a password.",
        "le fichier est un classeur ancien (.xls) ou chiffré. Enregistrez-le en .xlsx, sans mot de passe.",
    ),
    "macros": (
        "the workbook holds macros. Save it as .xlsx, which has none.",
        "le classeur contient des macros. Enregistrez-le en .xlsx, qui n'en a pas.",
    ),
    "unsafe_workbook": (
        "the workbook is not one Excel writes ({why}). Open it in a spreadsheet and save it again as .xlsx.",
        "le classeur n'est pas tel qu'Excel l'écrit ({why}). Ouvrez-le dans un tableur et réenregistrez-le en .xlsx.",
    ),
    "damaged": (
        "the workbook is damaged ({why}). Open it in a spreadsheet and save it again.",
        "le classeur est abîmé ({why}). Ouvrez-le dans un tableur et réenregistrez-le.",
    ),
    "no_sheet": ("there is no sheet {cell}; {near}", "il n'y a pas de feuille {cell} ; {near}"),
    "two_sheets": (
        "the sheets {cell} are the same by two names. Keep one of them.",
        "les feuilles {cell} sont la même sous deux noms. N'en gardez qu'une.",
    ),
    "hidden_sheet": (
        "the sheet is hidden. Show it, so that what is read can be seen.",
        "la feuille est masquée. Affichez-la, pour que ce qui est lu se voie.",
    ),
}
"""By code: English, then French."""

THINGS: Final[dict[str, tuple[str, str]]] = {
    "number": ("a number", "un nombre"),
    "whole": ("a whole number", "un nombre entier"),
    "truth": ("a truth value", "une valeur logique"),
    "day": ("a date", "une date"),
    "text": ("text", "un texte"),
    "choice": ("one of the values of the column", "une des valeurs de la colonne"),
    "several": ("values apart by ';'", "des valeurs séparées par « ; »"),
    "pairs": ("pairs name:value apart by ';'", "des paires nom:valeur séparées par « ; »"),
    "other": ("something else", "autre chose"),
}
"""What a cell is or must be: English, then French."""


def sentence(code: str, lang: str, **words: object) -> str:
    """The sentence of a code with these words in it.

    >>> sentence("not_a_number", "fr", cell="'env. 5'")
    "'env. 5' n'est pas un nombre. Écrivez-le en chiffres, sans unité ni espace."
    """
    return SENTENCES[code][speaks_french(lang)].format(**words)


def thing(what: str, lang: str) -> str:
    """What a cell is or must be, as a noun.

    >>> thing("whole", "en")
    'a whole number'
    """
    return THINGS.get(what, THINGS["other"])[speaks_french(lang)]


def nearest(name: object, known: Iterable[str], lang: str) -> str:
    """The end of a sentence about an unknown name: the nearest known one, or those there are.

    >>> nearest("capex", ["id", "capex_mdh"], "fr"), nearest("x", ["a", "b"], "en"), nearest("x", [], "en")
    ("vouliez-vous dire 'capex_mdh' ?", "there are 'a', 'b'.", 'there are none.')
    """
    names, french = list(known), speaks_french(lang)
    text, some = str(name)[:80], names[:MOST_COMPARED]
    near = get_close_matches(text, some, n=1) or get_close_matches(text.strip().lower(), some, n=1)
    if near:
        return f"vouliez-vous dire {near[0]!r} ?" if french else f"did you mean {near[0]!r}?"
    if not names:
        return "il n'y en a pas." if french else "there are none."
    if len(names) == 1:
        return f"il y a {quoted(names[0])}." if french else f"there is {quoted(names[0])}."
    return f"il y a {several(names, lang)}." if french else f"there are {several(names, lang)}."


def several(names: Iterable[object], lang: str, most: int = 5) -> str:
    """Names in quotes: the first in their order, then a count.

    >>> several("abcdefg", "fr")
    "'a', 'b', 'c', 'd', 'e' et 2 autres"
    """
    told = [quoted(name) for name in names]
    left = len(told) - most
    if left <= 0:
        return ", ".join(told)
    more = f"et {left} autre{'s' if left > 1 else ''}" if speaks_french(lang) else f"and {left} more"
    return f"{', '.join(told[:most])} {more}"
