"""From the text of a cell to its value. What can be read in two ways is a fault that says how to write it."""

import difflib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from probidad.documents.cells import Cell, CellKind
from probidad.documents.matrix.header import normal
from probidad.documents.renderers.formulas import guard, restore
from probidad.documents.rowimport.expected import Choice, Expected, ExpectedKind, folded
from probidad.documents.rowimport.result import Value
from probidad.documents.words import LABELS_MARK, LANGUAGES, Words
from probidad.rules.duedates import MONTHS
from probidad.rules.finding import gettext_noop as _

FIRST_YEAR, LAST_YEAR = 1900, 2100
NAMED_CHOICES = 15  # in a fault; of more, the likest
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_SLASH = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})", re.ASCII)
_SHORT_YEAR = re.compile(r"\d{1,2}\s*[/.-]\s*(\d{1,2}|[^\W\d]+\.?)\s*[/.-]\s*\d{2}", re.ASCII)
_WORDS = re.compile(r"(\d{1,2})(?:º|°|o|ro)?\s*(?:de\s+|[-/]\s*)?([a-z]+)\.?\s*(?:del?\s+|[-/]\s*)?(\d{4})", re.ASCII)
_EMAIL = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@"
    r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])"
)
_LONGEST_EMAIL, _LONGEST_LOCAL = 254, 64
_WHOLE = re.compile(r"[+-]?\d{1,18}", re.ASCII)
_ERROR = re.compile(
    r"#(?:N/A|N/D|[¡¿]?(?:REF|NAME|NOMBRE|VALUE|VALOR|DIV/0|NUM|NULL|NULO|CALC|SPILL|DESBORDAMIENTO)[!?])|Err:\d{3}",
    re.IGNORECASE,
)  # fmt: skip
_YES, _NO = frozenset({"si", "s", "yes", "y", "true", "verdadero"}), frozenset({"no", "n", "false", "falso"})


class WrongCellError(ValueError):
    """A cell that cannot be taken: a message identifier and the facts beside those of its place."""

    def __init__(self, message: str, **facts: str) -> None:
        super().__init__(message)
        self.message = message
        self.facts = facts


@dataclass(frozen=True, slots=True)
class Taken:
    """The value of a cell, and whether it was inferred: not written to the letter as it is asked for."""

    value: Value
    inferred: bool = False


def take(cell: Cell, column: Expected) -> Taken:
    """The value of a written cell. Raises :class:`WrongCellError`.

    A text that an export put an apostrophe before is taken exactly as it was; any other loses the blanks at its ends.
    """
    if cell.kind is CellKind.ERROR or _ERROR.fullmatch(cell.text.strip()):
        raise WrongCellError(ERROR)
    exact = restore(cell.text)
    text = exact if exact != cell.text and column.kind is ExpectedKind.TEXT else exact.strip()
    bad = next((char for char in text if not _may_stand(char)), None)
    if bad is not None:
        raise WrongCellError(CONTROL, code=f"U+{ord(bad):04X}")
    if not text:
        return Taken(() if column.kind is ExpectedKind.CHOICES else None, True)
    if column.maximum_length and len(text) > column.maximum_length:
        raise WrongCellError(TOO_LONG, length=str(len(text)), limit=str(column.maximum_length))
    taken = _value(cell, text, column)
    return replace(taken, inferred=True) if text != exact else taken


def _may_stand(char: str) -> bool:
    return char in "\t\n\r" or unicodedata.category(char) not in ("Cc", "Cs")


def _value(cell: Cell, text: str, column: Expected) -> Taken:
    kind = column.kind
    if kind is ExpectedKind.EMAIL:
        return Taken(_email(text))
    if kind is ExpectedKind.DAY:
        return _day(cell, text)
    if kind is ExpectedKind.WHOLE:
        return Taken(_whole(cell, text))
    if kind is ExpectedKind.CHOICE:
        value, guessed = _choice(text, column)
        return Taken(value, guessed)
    if kind is ExpectedKind.CHOICES:
        return _choices(text, column)
    if kind is ExpectedKind.YES_NO:
        return _yes_no(text)
    exported = cell.kind is CellKind.TEXT and cell.text in (text, guard(text))
    return Taken(text, not exported)


def _email(text: str) -> str:
    local = text.partition("@")[0]
    if not _EMAIL.fullmatch(text) or len(text) > _LONGEST_EMAIL or len(local) > _LONGEST_LOCAL:
        raise WrongCellError(NOT_EMAIL)
    return text


def _day(cell: Cell, text: str) -> Taken:
    if cell.day is not None:
        return Taken(_in_years(cell.day))
    if cell.kind is CellKind.NUMBER:
        raise WrongCellError(NUMBER_FOR_DAY)
    if match := _ISO.fullmatch(text):
        return Taken(_built(int(match[1]), int(match[2]), int(match[3])))
    if match := _SLASH.fullmatch(text):
        return Taken(_built(int(match[3]), int(match[2]), int(match[1])))
    if _SHORT_YEAR.fullmatch(text):
        raise WrongCellError(SHORT_YEAR)
    plain = " ".join(_folded_letters(text).split())
    if (match := _WORDS.fullmatch(plain)) and match[2] in MONTHS:
        return Taken(_built(int(match[3]), MONTHS[match[2]], int(match[1])), True)
    raise WrongCellError(NOT_DAY)


def _folded_letters(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(char))


def _built(year: int, month: int, day: int) -> date:
    try:
        return _in_years(date(year, month, day))
    except WrongCellError:
        raise
    except ValueError:
        raise WrongCellError(MONTH_FIRST if day <= 12 < month <= 31 else IMPOSSIBLE_DAY) from None


def _in_years(day: date) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise WrongCellError(FAR_YEAR, first=str(FIRST_YEAR), last=str(LAST_YEAR))
    return day


def _whole(cell: Cell, text: str) -> int:
    if cell.number is not None and not text.endswith("%"):
        if cell.number != cell.number.to_integral_value():
            raise WrongCellError(NOT_WHOLE)
        return int(cell.number)
    if not _WHOLE.fullmatch(text):
        raise WrongCellError(NOT_WHOLE)
    return int(text)


def _yes_no(text: str) -> Taken:
    said = normal(text)
    if said not in _YES and said not in _NO:
        raise WrongCellError(NOT_YES_NO)
    return Taken(said in _YES, len(said) == 1)


@lru_cache(maxsize=64)
def _names(choices: tuple[Choice, ...]) -> Mapping[str, frozenset[str]]:
    """Folded name to the values that it may stand for."""
    found: dict[str, set[str]] = {}
    for choice in choices:
        for name in folded((choice.label, choice.value, *choice.synonyms)):
            found.setdefault(name, set()).add(choice.value)
    return {name: frozenset(values) for name, values in found.items()}


@lru_cache(maxsize=64)
def _letter(choices: tuple[Choice, ...]) -> Mapping[str, frozenset[str]]:
    """Name to the letter, in every language of the product, to the values that it may stand for."""
    found: dict[str, set[str]] = {}
    for choice in choices:
        for name in (choice.value, *(Words(language)(choice.label) for language in LANGUAGES)):
            found.setdefault(name, set()).add(choice.value)
    return {name: frozenset(values) for name, values in found.items()}


def _choice(text: str, column: Expected) -> tuple[str, bool]:
    """The value, and whether the text is not a name to the letter."""
    exact = _letter(column.choices).get(text, frozenset())
    values = exact if len(exact) == 1 else _names(column.choices).get(normal(text), frozenset())
    if len(values) == 1:
        return next(iter(values)), not exact
    if values:
        labels = [choice.label for choice in column.choices if choice.value in values]
        raise WrongCellError(SEVERAL_CHOICES, part=text[:80], labels=LABELS_MARK.join(labels))
    raise WrongCellError(UNKNOWN_CHOICE, part=text[:80], labels=_known(text, column.choices))


def _choices(text: str, column: Expected) -> Taken:
    found: list[tuple[str, bool]] = []
    for part in filter(None, map(str.strip, re.split(r"[;\n]", text))):
        whole = part in _letter(column.choices) or normal(part) in _names(
            column.choices
        )  # «Control / riesgo» is a name
        pieces = [part] if whole else filter(None, map(str.strip, part.split("/")))
        found += [_choice(piece, column) for piece in pieces]
    return Taken(tuple(dict.fromkeys(value for value, _guessed in found)), any(guessed for _value, guessed in found))


def _known(text: str, choices: tuple[Choice, ...]) -> str:
    labels = [choice.label for choice in choices]
    if len(labels) <= NAMED_CHOICES:
        return LABELS_MARK.join(labels)
    by_name = {normal(label): label for label in labels}
    like = difflib.get_close_matches(normal(text), by_name, n=5, cutoff=0.5)
    likest = [by_name[name] for name in like] or labels[:NAMED_CHOICES]
    return LABELS_MARK.join([*likest, "…"])


ERROR = _(
    "%(file)s, sheet «%(sheet)s», row %(row)s, cell %(cell)s: a formula ended in the error «%(text)s». Mend the formula, "
    "or write the value."
)
CONTROL = _(
    "%(file)s, sheet «%(sheet)s», row %(row)s, cell %(cell)s: the text has an invisible control character (%(code)s). "
    "Write the text again in that cell."
)
TOO_LONG = _(
    "%(file)s, sheet «%(sheet)s», row %(row)s, cell %(cell)s: the text has %(length)s characters and «%(heading)s» holds "
    "%(limit)s at most. Shorten it."
)
NOT_EMAIL = _(
    "%(file)s, sheet «%(sheet)s», row %(row)s, cell %(cell)s: «%(text)s» is not an e-mail address. Write one address, such "
    "as nombre@entidad.gov.co."
)
NUMBER_FOR_DAY = _(
    "%(file)s, sheet «%(sheet)s», row %(row)s, cell %(cell)s: the cell holds the number «%(text)s» and not a day. Write it "
    "as 30/06/2017 or give the cell the format of a date."
)
SHORT_YEAR = _(
    "%(file)s, sheet «%(sheet)s», row %(row)s, cell %(cell)s: the day «%(text)s» can be read in several ways. Write the "
    "year with four digits: 30/06/2017."
)
NOT_DAY = _(
    "%(file)s, sheet «%(sheet)s», row %(row)s, cell %(cell)s: «%(text)s» is not a day. Write it as 30/06/2017, 2017-06-30 or "
    "30 de junio de 2017."
)
MONTH_FIRST = _(
    "%(file)s, sheet «%(sheet)s», row %(row)s, cell %(cell)s: «%(text)s» seems to have the month before the day. Write the "
    "day first: 30/06/2017."
)
IMPOSSIBLE_DAY = _(
    "%(file)s, sheet «%(sheet)s», row %(row)s, cell %(cell)s: there is no day «%(text)s» in the calendar. Write the right "
    "one, as 30/06/2017."
)
FAR_YEAR = _(
    "%(file)s, sheet «%(sheet)s», row %(row)s, cell %(cell)s: the year of «%(text)s» is not between %(first)s and %(last)s. "
    "Write the right one."
)
NOT_WHOLE = _(
    "%(file)s, sheet «%(sheet)s», row %(row)s, cell %(cell)s: «%(text)s» is not a whole number. Write only digits, without "
    "marks of thousands or decimals."
)
NOT_YES_NO = _(
    "%(file)s, sheet «%(sheet)s», row %(row)s, cell %(cell)s: «%(text)s» is neither yes nor no. Write sí or no."
)
SEVERAL_CHOICES = _(
    "%(file)s, sheet «%(sheet)s», row %(row)s, cell %(cell)s: «%(part)s» can be any of these: %(labels)s. Write the one "
    "meant, to the letter."
)
UNKNOWN_CHOICE = _(
    "%(file)s, sheet «%(sheet)s», row %(row)s, cell %(cell)s: «%(part)s» is not known for «%(heading)s». Known are: "
    "%(labels)s. Write one of them."
)
